/* Lists of risk areas, what changed of them, and journeys that touch them. Names are masked: who has to know one opens its
 * record, which leaves a look. */
#include "desk/command/risk_rows.h"
#include "http/own.h"

static int32_t day_asked(struct call *c, const char *name, int32_t none)
{
	const struct arg_value *day = call_arg(c, name);

	return day->given ? day->day : none;
}

static const struct risk_issue *issue_on(const struct risk_lists *l, int32_t day)
{
	static const struct risk_issue none = { .n = 0 };
	const struct risk_issue *issue = risk_lists_on(l, day);

	return issue ? issue : &none;
}

int route_risk_areas(struct call *c)
{
	const struct risk_issue *issue;
	struct risk_lists l;
	struct page p;
	int e = risk_lists_read(&c->cx, &c->cover, &l);

	if (e)
		return e;
	issue = issue_on(&l, day_asked(c, "on", day_of(c->now)));
	e = answer_page(c, issue->n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_risk_area(&c->w, &l, issue, &issue->entries[i]);
	return answer_page_end(c, &p);
}

int route_risk_changes(struct call *c)
{
	int32_t to = day_asked(c, "to", day_of(c->now));
	struct risk_change *all;
	struct risk_lists l;
	struct page p;
	size_t n;
	int e = risk_lists_read(&c->cx, &c->cover, &l);

	if (!e)
		e = risk_diff(&c->cx, issue_on(&l, day_asked(c, "from", to - 1)), issue_on(&l, to),
			&all, &n);
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
	int32_t on = day_asked(c, "on", day_of(c->now));
	struct risk_match *all;
	struct risk_lists l;
	struct page p;
	size_t n;
	int e = worker_keys(&c->cx, c->worker);

	if (!e)
		e = risk_lists_read(&c->cx, &c->cover, &l);
	if (!e)
		e = risk_matches(&c->cx, &c->cover, &l, incident->given ? &incident->id : &uuid_nil,
			arg_text(c, "area"), on, &all, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (e)
		return e;
	for (size_t i = p.from; i < p.to; i++)
		row_risk_match(&c->w, &l, &all[i], on);
	return answer_page_end(c, &p);
}
