/* The units of the response as one tree, and the shifts of posts. */
#include "desk/crew/units.h"

#include "core/when.h"
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

int route_shifts(struct call *c)
{
	struct shift *all;
	struct page p;
	int64_t from, to;
	size_t n;
	int e = moment_or(c, "from", c->now - BEFORE_MS, &from);

	if (!e)
		e = moment_or(c, "to", c->now + AHEAD_MS, &to);
	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = shifts_list(&c->cx, &c->cover, arg_text(c, "area"), from, to, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_shift(&c->w, &all[i], desks_round(STR("shift")));
	return answer_page_end(c, &p);
}
