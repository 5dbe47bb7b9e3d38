/* Warnings: the targets of the rounds `warning`, each with what its record says. */
#include "desk/command/warnings.h"

#include <stdlib.h>

#include "cover/cover_read.h"
#include "desk/command/follow.h"

struct listing {
	struct cx *cx;
	const struct cover *c;
	struct warning *all;
	size_t n, cap;
};

static int warning_add(struct listing *l, const struct target *t)
{
	struct record *r;
	int e = record_of(l->cx, l->c, &t->subject, &r);

	if (e || !r || !str_is(r->kind_name, warning_raised.name))
		return e;
	e = COVER_ROOM(l->cx, l->all, l->n, l->cap);
	if (!e)
		l->all[l->n++] = (struct warning){ .target = *t,
			.from = (int32_t)record_int(r, "from"),
			.to = (int32_t)record_int(r, "to"),
			.people = record_int(r, "people"),
			.fresh = record_int(r, "fresh"),
			.at = r->at_used,
			.norm = record_text(r, "norm") };
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
		for (size_t i = 0; !e && i < n; i++)
			e = warning_add(l, &all[i]);
	}
	return e;
}

static int warning_cmp(const void *a_, const void *b_)
{
	const struct warning *a = a_, *b = b_;
	int d = (a->target.state != 1) - (b->target.state != 1);

	if (!d)
		d = (b->at > a->at) - (b->at < a->at);
	return d ? d : uuid_cmp(&a->target.subject, &b->target.subject);
}

static bool is_exercise(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return all[i].exercise;
	return false;
}

/* Is the round asked about, and does it reach into the area? */
static bool is_asked(const struct cover *c, const struct round *r, const struct uuid *incident,
	struct str area, bool exercise)
{
	bool of = uuid_is_nil(incident) ? !exercise : uuid_eq(&r->incident, incident);

	return of && str_is(r->kind, round_warning.name) &&
		(!area.n || area_within(c->tree, area, r->area) ||
			area_within(c->tree, r->area, area));
}

int warning_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct warning **ret, size_t *ret_n)
{
	struct listing l = { .cx = cx, .c = c };
	struct incident *incidents;
	struct round *rounds;
	size_t n, incidents_n;
	int e = round_list(cx, c, &rounds, &n);

	if (!e)
		e = incident_list(cx, c, &incidents, &incidents_n);
	if (!e && area.n)
		e = cover_top(cx, c, area);
	for (size_t i = 0; !e && i < n; i++) {
		bool exercise = is_exercise(incidents, incidents_n, &rounds[i].incident);
		bool under = area.n && !area_within(c->tree, area, rounds[i].area);

		if (is_asked(c, &rounds[i], incident, area, exercise))
			e = round_add(&l, &rounds[i], under ? STR("") : area);
	}
	if (l.n > 1)
		qsort(l.all, l.n, sizeof(*l.all), warning_cmp);
	*ret = l.all;
	*ret_n = l.n;
	return e;
}

static const char *outcome_of(const struct target *t)
{
	for (const struct choice *k = round_warning.outcomes; k->name; k++)
		if (k->code == t->code)
			return k->name;
	return NULL;
}

void row_warning(struct jw *w, const struct warning *v, int64_t now)
{
	static const char *const states[] = { "stray", "open", "done", "excused" };
	const struct target *t = &v->target;

	jw_object(w);
	row_uuid(w, "id", &t->subject);
	row_uuid(w, "round", &t->round);
	jw_f_str(w, "area", t->area);
	row_day(w, "from", v->from);
	row_day(w, "to", v->to);
	jw_f_int(w, "people", v->people);
	jw_f_int(w, "fresh", v->fresh);
	jw_f_str(w, "norm", v->norm);
	jw_f_z(w, "figure", symptoms_told.id);
	row_time(w, "at", v->at);
	jw_f_z(w, "state", states[t->state & 3]);
	jw_f_z(w, "outcome", outcome_of(t));
	row_time(w, "due", t->due);
	jw_f_bool(w, "overdue", t->state == 1 && t->due < now);
	jw_end_object(w);
}
