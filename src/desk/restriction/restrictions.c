/* Restrictions read: the targets of the rounds `restriction`, what is held of them, and whom each is about. */
#include "desk/restriction/own.h"

#include <stdlib.h>

#include "cover/homes.h"
#include "desk/restriction/restriction.h"
#include "guard/guard.h"
#include "view/append.h"

static int round_take(struct listing *l, const struct round *round, struct str area)
{
	struct str after = STR("");
	int e = 0;

	while (!e && after.p) {
		struct target *all;
		size_t n;

		e = round_targets(
			l->cx, l->c, &round->id, area, after, COVER_LIMIT_MAX, &all, &n, &after);
		for (size_t i = 0; !e && i < n; i++)
			e = standing_target(l, &all[i]);
	}
	return e;
}

/* ---- what waits for approval ---- */

/* Those of these rounds; areas that he does not see, held_in leaves out. */
static int held_read(struct listing *l, const struct uuid *rounds, size_t rounds_n, struct str area)
{
	struct marked *held;
	size_t n;
	int e = held_in(l->cx, l->c, rounds, rounds_n, &held, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		if (area.n && !area_within(l->c->tree, held[i].area, area))
			continue;
		e = record_of(l->cx, l->c, &held[i].id, &r);
		if (!e && r)
			e = standing_held(l, r);
	}
	return e;
}

/* ---- whom ---- */

static int home_cmp(const void *a, const void *b)
{
	return uuid_cmp(&((const struct home *)a)->person, &((const struct home *)b)->person);
}

static int homes_take(struct listing *l)
{
	struct uuid *people = cx_many(l->cx, l->n, struct uuid);
	size_t n = 0, homes_n = 0;
	struct home *homes;
	int e = people ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < l->n; i++)
		if (l->all[i].whom.type == SUBJECT_PERSON)
			people[n++] = l->all[i].whom.id;
	if (e || !n || !l->c->keys)
		return e;
	e = homes_told(l->cx, l->c, people, n, &homes, &homes_n);
	if (!e && homes_n > 1)
		qsort(homes, homes_n, sizeof(*homes), home_cmp);
	for (size_t i = 0; !e && i < l->n; i++) {
		const struct home key = { .person = l->all[i].whom.id };
		const struct home *h = homes_n ?
			bsearch(&key, homes, homes_n, sizeof(*homes), home_cmp) :
			NULL;

		if (h && h->name.n)
			e = guard_mask(l->cx, FIELD_TEXT, h->name, &l->all[i].name);
	}
	return e;
}

static int whom_take(struct listing *l)
{
	int e = 0;

	for (size_t i = 0; !e && i < l->n; i++) {
		struct restriction_row *v = &l->all[i];

		e = subject_get(l->cx, l->c, &v->order->subject, &v->whom);
		if (e == -E_NOT_FOUND) {
			err_clear(l->cx);
			v->whom = (struct subject){ .id = v->order->subject };
			e = 0;
		}
	}
	return e ? e : homes_take(l);
}

/* ---- all of them ---- */

static int row_cmp(const void *a_, const void *b_)
{
	const struct restriction_row *a = a_, *b = b_;
	int d = (b->state == RESTRICTION_UNGROUNDED) - (a->state == RESTRICTION_UNGROUNDED);

	if (!d)
		d = (int)a->state - (int)b->state;
	if (!d)
		d = (b->order->at_used > a->order->at_used) -
			(b->order->at_used < a->order->at_used);
	return d ? d : uuid_cmp(&a->order->id, &b->order->id);
}

/* An appeal or a notice whose order stands no more leaves a row without one. */
static void rows_settle(struct listing *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		if (l->all[i].order)
			l->all[n++] = l->all[i];
	l->n = n;
	if (n > 1)
		qsort(l->all, n, sizeof(*l->all), row_cmp);
}

static bool is_exercise(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return all[i].exercise;
	return false;
}

/* Those of the incident, and of them those that reach into the area. */
static int rounds_asked(struct listing *l, const struct uuid *incident, struct round **ret,
	size_t *ret_n, struct str area)
{
	struct incident *incidents;
	struct round *all;
	size_t n, incidents_n, kept = 0;
	int e = round_list(l->cx, l->c, &all, &n);

	if (!e)
		e = incident_list(l->cx, l->c, &incidents, &incidents_n);
	for (size_t i = 0; !e && i < n; i++) {
		const struct round *r = &all[i];
		bool of = uuid_is_nil(incident) ?
			!is_exercise(incidents, incidents_n, &r->incident) :
			uuid_eq(&r->incident, incident);

		if (of && str_is(r->kind, round_restriction.name) &&
			(!area.n || area_within(l->c->tree, area, r->area) ||
				area_within(l->c->tree, r->area, area)))
			all[kept++] = *r;
	}
	*ret = all;
	*ret_n = kept;
	return e;
}

static int rounds_take(struct listing *l, const struct round *rounds, size_t n, struct str area)
{
	struct uuid *ids = cx_many(l->cx, n, struct uuid);
	int e = ids ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		bool under = area.n && !area_within(l->c->tree, area, rounds[i].area);

		ids[i] = rounds[i].id;
		e = round_take(l, &rounds[i], under ? STR("") : area);
	}
	return e ? e : held_read(l, ids, n, area);
}

static int listing_read(struct listing *l, const struct uuid *incident, struct str area)
{
	struct round *rounds;
	size_t n;
	int e = area.n ? cover_top(l->cx, l->c, area) : 0;

	map_init(&l->at, l->cx->arena);
	map_init(&l->grounds, l->cx->arena);
	if (!e)
		e = rounds_asked(l, incident, &rounds, &n, area);
	if (!e)
		e = rounds_take(l, rounds, n, area);
	rows_settle(l);
	return e ? e : whom_take(l);
}

int restriction_list(struct cx *cx, const struct cover *c, const struct uuid *incident,
	struct str area, int64_t on, struct restriction_row **ret, size_t *ret_n)
{
	struct listing l = { .cx = cx, .c = c, .on = on };
	int e = listing_read(&l, incident, area);

	*ret = l.all;
	*ret_n = l.n;
	return e;
}

/* Of the targets of its own grid, for its appeals lie there. */
int restriction_get(struct cx *cx, const struct cover *c, const struct uuid *id, int64_t on,
	struct restriction_row *ret)
{
	struct listing l = { .cx = cx, .c = c, .on = on, .only = id };
	char text[UUID_TEXT + 1];
	struct record *r;
	struct round round;
	int e = record_of(cx, c, id, &r);

	uuid_write(id, text);
	if (e)
		return e;
	if (!r || !str_is(r->kind_name, restriction_ordered.name) ||
		!reader_sees(c->tree, c->who, r->area))
		return err(cx, E_NOT_FOUND, "restriction", cx_text(cx, str_of(text)));
	e = round_get(cx, c, &r->round, &round);
	if (!e)
		e = listing_read(&l, &round.incident, r->area);
	if (e || !l.n)
		return e ? e : err(cx, E_NOT_FOUND, "restriction", cx_text(cx, str_of(text)));
	*ret = l.all[0];
	return 0;
}
