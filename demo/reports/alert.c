/* The neighbours on alert: each list of risk areas held against the plan, and who told of a journey from there. A traveller is
 * judged by the list of the day on which he was there, and asked for during the week after. */
#include "demo/reports/reports.h"

#include <string.h>

#include "core/check.h"
#include "desk/command/risk_lists.h"

#define ASKED_DAYS 7 /* the ninth edition's, in force in August 2022 */

/* "内江市东兴区（示例）" begins with the city and the county of the entry. */
static bool is_from(const struct plan_risk *x, const char *from)
{
	size_t city = strlen(x->city), county = strlen(x->county);

	return strncmp(from, x->city, city) == 0 && strncmp(from + city, x->county, county) == 0;
}

void alert_told(struct reports *r, const char *from)
{
	check(r->day < DAYS_MAX);
	for (const struct plan_risk *x = r->now->plan->risks; x->level; x++)
		if (x->day <= r->day && is_from(x, from))
			r->now->journeys[r->day]++;
}

/* ---- what is printed ---- */

static int listed_by(const struct plan *plan, int day)
{
	int n = 0;

	for (const struct plan_risk *x = plan->risks; x->level; x++)
		n += x->day <= day;
	return n;
}

static int told_in_the_week_to(const struct county *k, int day)
{
	int n = 0;

	for (int d = day < ASKED_DAYS ? 0 : day - ASKED_DAYS; d <= day; d++)
		n += k->journeys[d];
	return n;
}

/* The list of a day of the plan beside that of the day before, and whom it touches. */
static int alert_row(struct reports *r, const struct cover *c, const struct risk_lists *lists,
	const struct plan_risk *x, struct table *t)
{
	const struct county *k = r->now;
	int32_t day = day_of(reports_on(r, x->day, 12, 0));
	struct risk_ask ask = { .incident = k->incident, .area = r->places[k->top].id, .on = day };
	struct risk_day was, is;
	struct risk_change *changes;
	struct risk_match *matches;
	size_t changes_n, matches_n;
	int e = risk_lists_on(&r->once, lists, day - 1, &was);

	if (!e)
		e = risk_lists_on(&r->once, lists, day, &is);
	if (!e)
		e = risk_diff(&r->once, &was.all, &is.all, &changes, &changes_n);
	if (!e)
		e = risk_matches(&r->once, c, lists, &ask, &matches, &matches_n);
	if (e)
		return e;
	table_z(t, hand_day(reports_on(r, x->day, 12, 0)));
	table_z(t, x->city);
	table_z(t, x->county);
	print_both(r, t, listed_by(k->plan, x->day), (int64_t)is.all.n);
	print_both(r, t, listed_by(k->plan, x->day) - listed_by(k->plan, x->day - 1),
		(int64_t)changes_n);
	print_both(r, t, told_in_the_week_to(k, x->day), (int64_t)matches_n);
	return 0;
}

void alert_print(struct reports *r)
{
	const struct plan_risk *x = r->now->plan->risks;
	struct risk_lists lists;
	struct table t;
	struct cover c;
	int e;

	if (!x->level)
		return;
	e = read_begin(r, &c);
	table_init(&t, &r->once, 6, "lllrrr");
	table_z(&t, SAY(r, "周边新增风险区", "New at risk"));
	table_z(&t, "");
	table_z(&t, "");
	table_z(&t, SAY(r, "清单条数", "on the list"));
	table_z(&t, SAY(r, "较前增减", "changes"));
	table_z(&t, SAY(r, "近 7 日到过", "journeys from there"));
	print_gap(r);
	if (!e)
		e = risk_lists_read(&r->once, &c, &lists);
	for (; !e && x->level; x++)
		e = alert_row(r, &c, &lists, x, &t);
	print_table(r, &t);
	read_end(r);
	reports_failed(r, &r->once, e);
	reports_forget(r);
}
