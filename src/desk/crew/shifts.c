/* Shifts: the targets of the rounds `shift`, each with what its records say. */
#include "desk/crew/shifts.h"

#include <stdlib.h>
#include <string.h>

#include "cover/cover_read.h"
#include "cover/staff.h"
#include "guard/guard.h"

struct listing {
	struct cx *cx;
	const struct cover *c;
	int64_t from, to;
	struct shift *all;
	size_t n, cap;
};

/* ---- what is said of one ---- */

static void planned(struct shift *s, const struct record *r)
{
	s->staff = r->subject;
	s->start = record_int(r, "start");
	s->end = record_int(r, "end");
	record_ref(r, "post", &s->post);
}

/* In the order of time, so the latest holds. */
static void record_take(struct shift *s, const struct record *r)
{
	if (str_is(r->kind_name, "shift.planned"))
		planned(s, r);
	else if (str_is(r->kind_name, "shift.swapped"))
		record_ref(r, "with", &s->staff);
	else if (str_is(r->kind_name, "shift.clock_in"))
		s->came = r->at_used;
	else if (str_is(r->kind_name, "shift.clock_out"))
		s->left = r->at_used;
	else if (str_is(r->kind_name, "shift.handed_over"))
		record_ref(r, "to", &s->handed_to);
	if (uuid_is_nil(&s->post))
		record_ref(r, "post", &s->post);
	if (!s->role.n)
		s->role = record_text(r, "role");
}

static int shift_read(struct listing *l, struct shift *s)
{
	struct act *acts;
	size_t n = 0;
	int e = target_said(l->cx, l->c, &s->target, &acts, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct record *r = NULL;

		e = record_of(l->cx, l->c, &acts[i].id, &r);
		if (!e && r)
			record_take(s, r);
	}
	return e;
}

/* ---- which ---- */

static int shift_add(struct listing *l, const struct target *t, const struct subject *of)
{
	struct shift s = { .target = *t, .start = t->due, .role = STR("") };
	int e;

	if (t->due < l->from || t->due > l->to)
		return 0;
	/* Of a post that somebody is planned for, his own shift tells. */
	if (of->type == SUBJECT_SITE && t->state != 1)
		return 0;
	if (of->type == SUBJECT_SITE)
		s.post = t->subject;
	e = shift_read(l, &s);
	if (!e)
		e = COVER_ROOM(l->cx, l->all, l->n, l->cap);
	if (!e)
		l->all[l->n++] = s;
	return e;
}

static int page_add(struct listing *l, const struct target *all, size_t n)
{
	struct subject *subjects = cx_many(l->cx, n, struct subject);
	int e = subjects ? target_subjects(l->cx, l->c, all, n, subjects) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		e = shift_add(l, &all[i], &subjects[i]);
	return e;
}

static int round_add(struct listing *l, const struct round *round, struct str area)
{
	struct str after = STR("");
	int e = 0;

	while (!e && after.p) {
		struct target *all;
		size_t n;

		e = round_targets(
			l->cx, l->c, &round->id, area, after, COVER_LIMIT_MAX, &all, &n, &after);
		if (!e)
			e = page_add(l, all, n);
	}
	return e;
}

static bool is_exercise(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return all[i].exercise;
	return false;
}

static bool is_asked(const struct cover *c, const struct round *r, struct str area)
{
	return r->state == 1 && str_is(r->kind, "shift") &&
		(!area.n || area_within(c->tree, area, r->area) ||
			area_within(c->tree, r->area, area));
}

static int rounds_read(struct listing *l, struct str area)
{
	struct incident *incidents;
	struct round *rounds;
	size_t incidents_n, n = 0;
	int e = incident_list(l->cx, l->c, &incidents, &incidents_n);

	if (!e)
		e = round_list(l->cx, l->c, &rounds, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (is_asked(l->c, &rounds[i], area) &&
			!is_exercise(incidents, incidents_n, &rounds[i].incident))
			e = round_add(l, &rounds[i], area);
	return e;
}

/* ---- names ---- */

static int name_take(struct listing *l, const struct staff *who)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++)
		if (uuid_eq(&l->all[i].staff, &who->id) && who->name.n)
			e = guard_mask(l->cx, FIELD_TEXT, who->name, &l->all[i].name);
	return e;
}

static int names_read(struct listing *l)
{
	struct staff *all;
	size_t n = 0;
	int e = l->n ? staff_list(l->cx, l->c, &all, &n) : 0;

	for (size_t i = 0; !e && i < n; i++)
		e = name_take(l, &all[i]);
	return e;
}

/* A post that lies elsewhere is not named. */
static int post_read(struct listing *l, struct shift *s)
{
	struct subject post;
	int e = uuid_is_nil(&s->post) ? -E_NOT_FOUND : subject_get(l->cx, l->c, &s->post, &post);

	s->post_name = e ? STR_NONE : post.place;
	if (e == -E_NOT_FOUND)
		err_clear(l->cx);
	return e == -E_NOT_FOUND ? 0 : e;
}

static int shift_cmp(const void *a, const void *b)
{
	const struct shift *x = a, *y = b;
	int d = uuid_cmp(&x->post, &y->post);

	if (!d)
		d = (x->start > y->start) - (x->start < y->start);
	return d ? d : uuid_cmp(&x->target.subject, &y->target.subject);
}

int shifts_list(struct cx *cx, const struct cover *c, struct str area, int64_t from, int64_t to,
	struct shift **ret, size_t *ret_n)
{
	struct listing l = { .cx = cx, .c = c, .from = from, .to = to };
	int e = rounds_read(&l, area);

	if (!e)
		e = names_read(&l);
	for (size_t i = 0; !e && i < l.n; i++)
		e = post_read(&l, &l.all[i]);
	if (l.n > 1)
		qsort(l.all, l.n, sizeof(*l.all), shift_cmp);
	*ret = l.all;
	*ret_n = l.n;
	return e;
}

void row_shift(struct jw *w, const struct shift *s, const struct round_kind *k)
{
	static const char *const states[] = { "stray", "open", "done", "excused" };
	const struct choice *outcome = k ? k->outcomes : NULL;

	while (outcome && outcome->name && outcome->code != s->target.code)
		outcome++;
	jw_object(w);
	row_uuid(w, "round", &s->target.round);
	row_uuid(w, "subject", &s->target.subject);
	jw_f_int(w, "slot", s->target.slot);
	jw_f_str(w, "area", s->target.area);
	row_uuid(w, "post", &s->post);
	jw_f_str(w, "post_name", s->post_name);
	row_uuid(w, "staff", &s->staff);
	jw_f_str(w, "name", s->name);
	jw_f_str(w, "role", s->role.n ? s->role : STR_NONE);
	row_time(w, "start", s->start);
	row_time(w, "end", s->end);
	jw_f_z(w, "state", states[s->target.state & 3]);
	jw_f_z(w, "outcome", outcome ? outcome->name : NULL);
	row_time(w, "came", s->came);
	row_time(w, "left", s->left);
	row_uuid(w, "handed_to", &s->handed_to);
	jw_end_object(w);
}
