/* Shifts: the targets of the rounds `shift`, each with what its records say. */
#include "desk/crew/shifts.h"

#include <stdlib.h>
#include <string.h>

#include "cover/cover_read.h"
#include "cover/staff.h"
#include "guard/guard.h"
#include "record/intake.h"

struct listing {
	struct cx *cx;
	const struct cover *c;
	const struct shifts_ask *ask;
	struct target *targets;
	size_t targets_n, targets_cap;
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

static bool is_exercise(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return all[i].exercise;
	return false;
}

static bool is_asked(const struct listing *l, const struct round *r)
{
	const struct shifts_ask *a = l->ask;

	return r->state == 1 && str_is(r->kind, "shift") &&
		(uuid_is_nil(&a->incident) || uuid_eq(&a->incident, &r->incident)) &&
		(!a->area.n || area_within(l->c->tree, a->area, r->area) ||
			area_within(l->c->tree, r->area, a->area));
}

static int round_add(struct listing *l, const struct round *r)
{
	struct target *all;
	size_t n = 0;
	int e = round_due(l->cx, l->c, &r->id, l->ask->area, l->ask->from, l->ask->to, &all, &n);

	for (size_t i = 0; !e && i < n; i++) {
		e = COVER_ROOM(l->cx, l->targets, l->targets_n, l->targets_cap);
		if (!e)
			l->targets[l->targets_n++] = all[i];
	}
	return e;
}

static int target_cmp(const void *a, const void *b)
{
	const struct target *x = a, *y = b;
	int d = (x->due > y->due) - (x->due < y->due);

	if (!d)
		d = uuid_cmp(&x->round, &y->round);
	if (!d)
		d = str_cmp(x->area, y->area);
	if (!d)
		d = uuid_cmp(&x->subject, &y->subject);
	return d ? d : (x->slot > y->slot) - (x->slot < y->slot);
}

static int rounds_read(struct listing *l)
{
	bool any = uuid_is_nil(&l->ask->incident);
	struct incident *incidents;
	struct round *rounds;
	size_t incidents_n, n = 0;
	int e = incident_list(l->cx, l->c, &incidents, &incidents_n);

	if (!e)
		e = round_list(l->cx, l->c, &rounds, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (is_asked(l, &rounds[i]) &&
			!(any && is_exercise(incidents, incidents_n, &rounds[i].incident)))
			e = round_add(l, &rounds[i]);
	if (l->targets_n > 1)
		qsort(l->targets, l->targets_n, sizeof(*l->targets), target_cmp);
	return e;
}

/* ---- a page of them ---- */

static int cursor_of(struct cx *cx, const struct target *t, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'h');
	cursor_put_int(&b, t->due);
	cursor_put_uuid(&b, &t->round);
	cursor_put_str(&b, t->area);
	cursor_put_uuid(&b, &t->subject);
	cursor_put_int(&b, t->slot);
	return cursor_end(cx, &b, ret);
}

static int cursor_take(struct cx *cx, struct str after, struct target *ret)
{
	struct cursor cur;
	int e = cursor_open(cx, after, 'h', &cur);

	if (e)
		return e;
	ret->due = cursor_int(&cur);
	ret->round = cursor_uuid(&cur);
	ret->area = cursor_str(&cur);
	ret->subject = cursor_uuid(&cur);
	ret->slot = cursor_int(&cur);
	return cursor_close(cx, &cur);
}

static bool is_held(const struct listing *l, const struct shift *s)
{
	const struct shifts_only *o = l->ask->only;

	for (size_t i = 0; i < l->ask->only_n; i++)
		if ((uuid_is_nil(&o[i].round) || uuid_eq(&o[i].round, &s->target.round)) &&
			(uuid_is_nil(&o[i].post) || uuid_eq(&o[i].post, &s->post)) &&
			reader_sees(l->c->tree, o[i].who, s->target.area))
			return true;
	return !o;
}

/* Of a post that somebody is planned for, his own shift tells. */
static int shift_add(struct listing *l, const struct target *t)
{
	struct shift s = { .target = *t, .start = t->due, .role = STR("") };
	struct subject of;
	int e = target_subjects(l->cx, l->c, t, 1, &of);

	if (e || (of.type == SUBJECT_SITE && t->state != 1))
		return e;
	if (of.type == SUBJECT_SITE)
		s.post = t->subject;
	e = shift_read(l, &s);
	if (e || !is_held(l, &s))
		return e;
	e = COVER_ROOM(l->cx, l->all, l->n, l->cap);
	if (!e)
		l->all[l->n++] = s;
	return e;
}

static int page_read(struct listing *l, struct str *ret_next)
{
	struct target after = { .due = INT64_MIN };
	int e = l->ask->after.n ? cursor_take(l->cx, l->ask->after, &after) : 0;

	*ret_next = STR_NONE;
	for (size_t i = 0; !e && i < l->targets_n; i++) {
		if (l->ask->after.n && target_cmp(&l->targets[i], &after) <= 0)
			continue;
		e = shift_add(l, &l->targets[i]);
		if (!e && l->n > l->ask->limit) {
			l->n--;
			return cursor_of(l->cx, &l->all[l->n - 1].target, ret_next);
		}
	}
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
	struct uuid *ids = cx_many(l->cx, l->n, struct uuid);
	struct staff *all;
	size_t n = 0, ids_n = 0;
	int e = ids ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < l->n; i++)
		if (!uuid_is_nil(&l->all[i].staff))
			ids[ids_n++] = l->all[i].staff;
	if (!e && ids_n)
		e = staff_named(l->cx, l->c, ids, uuid_sort(ids, ids_n), &all, &n);
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

int shifts_list(struct cx *cx, const struct cover *c, const struct shifts_ask *ask,
	struct shift **ret, size_t *ret_n, struct str *ret_next)
{
	struct listing l = { .cx = cx, .c = c, .ask = ask };
	int e = cover_limit(cx, ask->limit);

	if (!e)
		e = rounds_read(&l);
	if (!e)
		e = page_read(&l, ret_next);
	if (!e)
		e = names_read(&l);
	for (size_t i = 0; !e && i < l.n; i++)
		e = post_read(&l, &l.all[i]);
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
