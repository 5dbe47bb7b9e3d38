/* The units of the response as one tree, who works in them, and the shifts of posts. */
#include "desk/crew/units.h"

#include "core/when.h"
#include "desk/crew/roll.h"
#include "desk/crew/shifts.h"

#include "http/own.h"

int route_units(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct unit *all;
	struct page p;
	size_t n;
	int e = units_read(
		&c->cx, &c->cover, incident->given ? &incident->id : &uuid_nil, &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_unit(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

/* ---- the roll ---- */

static int rolled_write(struct call *c, const struct rolled *r)
{
	struct str shown = STR_NONE;
	int e = r->name.n ? guard_mask(&c->cx, FIELD_TEXT, r->name, &shown) : 0;

	if (!e)
		row_rolled(&c->w, c->cover.kinds, r, shown);
	return e;
}

int route_staff(struct call *c)
{
	const struct arg_value *unit = call_arg(c, "unit"), *one = call_arg(c, "subject");
	struct str next = STR_NONE;
	struct rolled *all;
	size_t n;
	int e = worker_keys(&c->cx, c->worker);

	if (!e && one->given)
		e = roll_one(&c->cx, &c->cover, &one->id, &all, &n);
	else if (!e)
		e = roll_list(&c->cx, &c->cover, arg_text(c, "area"),
			unit->given ? &unit->id : &uuid_nil, c->after.p ? c->after : STR(""),
			c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; !e && i < n; i++)
		e = rolled_write(c, &all[i]);
	return e ? e : answer_list_end(c, next);
}

/* ---- shifts ---- */

#define BEFORE_MS (16LL * WHEN_HOUR_MS) /* who is there now, and whom he came after */
#define AHEAD_MS (36LL * WHEN_HOUR_MS)

static int moment_or(struct call *c, const char *name, int64_t otherwise, int64_t *ret)
{
	const struct arg_value *v = call_arg(c, name);

	*ret = otherwise;
	if (!v->given || when_read(v->s, ret))
		return 0;
	return err(&c->cx, E_BAD_REQUEST, name, cx_text(&c->cx, v->s));
}

/* What he is bound to comes beside what he sees anyway. */
static int shifts_bound(
	struct call *c, struct bounds *b, struct reader *his, struct shifts_ask *ask)
{
	struct shifts_only *only;
	int e = bounds_read(c, b);

	if (e || !b->n)
		return e;
	only = cx_many(&c->cx, b->n + 1, struct shifts_only);
	if (!only)
		return -E_NO_MEMORY;
	*his = c->who;
	only[0] = (struct shifts_only){ .who = his };
	for (size_t i = 0; i < b->n; i++)
		only[i + 1] = (struct shifts_only){ b->all[i].round, b->all[i].post,
			&b->all[i].who };
	ask->only = only;
	ask->only_n = b->n + 1;
	c->who = b->who;
	return 0;
}

int route_shifts(struct call *c)
{
	struct shifts_ask ask = { .area = arg_text(c, "area"),
		.after = c->after.p ? c->after : STR(""),
		.limit = c->limit };
	const struct arg_value *incident = call_arg(c, "incident");
	struct shift *all;
	struct bounds b;
	struct reader his;
	struct str next;
	size_t n;
	int e = moment_or(c, "from", c->now - BEFORE_MS, &ask.from);

	if (incident->given)
		ask.incident = incident->id;
	if (!e)
		e = moment_or(c, "to", c->now + AHEAD_MS, &ask.to);
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = shifts_bound(c, &b, &his, &ask);
	if (!e)
		e = shifts_list(&c->cx, &c->cover, &ask, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; i < n; i++)
		row_shift(&c->w, &all[i], desks_round(STR("shift")));
	return answer_list_end(c, next);
}
