/* Lists of risk areas, what changed of them, and journeys that touch them. Names are masked: who has to know one opens its
 * record, which leaves a look. */
#include "desk/command/risk_rows.h"
#include "desk/command/warnings.h"
#include "http/own.h"

static int32_t day_asked(struct call *c, const char *name, int32_t none)
{
	const struct arg_value *day = call_arg(c, name);

	return day->given ? day->day : none;
}

int route_risk_areas(struct call *c)
{
	struct risk_day day;
	struct risk_lists l;
	struct page p;
	int e = risk_lists_read(&c->cx, &c->cover, &l);

	if (!e)
		e = risk_lists_on(&c->cx, &l, day_asked(c, "on", day_of(c->now)), &day);
	if (!e)
		e = answer_page(c, day.all.n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_risk_area(&c->w, &l, day.of[i], &day.all.entries[i]);
	return answer_page_end(c, &p);
}

int route_risk_changes(struct call *c)
{
	int32_t to = day_asked(c, "to", day_of(c->now));
	struct risk_day was, now;
	struct risk_change *all;
	struct risk_lists l;
	struct page p;
	size_t n;
	int e = risk_lists_read(&c->cx, &c->cover, &l);

	if (!e)
		e = risk_lists_on(&c->cx, &l, day_asked(c, "from", to - 1), &was);
	if (!e)
		e = risk_lists_on(&c->cx, &l, to, &now);
	if (!e)
		e = risk_diff(&c->cx, &was.all, &now.all, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_risk_change(&c->w, &all[i]);
	return answer_page_end(c, &p);
}

int route_risk_matches(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct risk_ask ask = { .incident = incident->given ? incident->id : uuid_nil,
		.area = arg_text(c, "area"),
		.on = day_asked(c, "on", day_of(c->now)) };
	struct risk_match *all;
	struct risk_lists l;
	struct page p;
	size_t n;
	int e = worker_keys(&c->cx, c->worker);

	if (!e)
		e = risk_lists_read(&c->cx, &c->cover, &l);
	if (!e)
		e = risk_matches(&c->cx, &c->cover, &l, &ask, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_risk_match(&c->w, &l, &all[i], ask.on);
	return answer_page_end(c, &p);
}

int route_warnings(struct call *c)
{
	const struct arg_value *incident = call_arg(c, "incident");
	struct warning *all;
	struct page p;
	size_t n;
	int e = warning_list(&c->cx, &c->cover, incident->given ? &incident->id : &uuid_nil,
		arg_text(c, "area"), &all, &n);

	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_warning(&c->w, &all[i], c->now);
	return answer_page_end(c, &p);
}
