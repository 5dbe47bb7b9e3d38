/* bulou risk list, diff, match: the lists of risk areas, and whose journeys touch them. Names are masked: who has to know one
 * opens its record, which leaves a look. */
#include "cli/commands.h"

#include "cli/show.h"
#include "desk/command/risk_rows.h"
#include "rules/norms.h"

static int day_arg(struct cli *c, size_t i, int32_t *ret)
{
	return day_read(c->args[i], ret) ?
		0 :
		cli_wrong(c, TEXT_NO_DAY, cx_text(&c->cx, c->args[i]), "on");
}

/* The day that is asked about: today, unless --on says another. */
static int day_asked(struct cli *c, int32_t *ret)
{
	return cli_day(c, OPTION_ON, day_of(c->cover.now), ret);
}

static int lists_read(struct cli *c, struct risk_lists *ret)
{
	int e = cli_cover(c);

	return e ? e : risk_lists_read(&c->cx, &c->cover, ret);
}

/* What was in force on a day; says so when nothing was. */
static int list_on(struct cli *c, const struct risk_lists *l, int32_t day, struct risk_day *ret)
{
	int e = risk_lists_on(&c->cx, l, day, ret);
	struct buf b;

	if (e || ret->all.n)
		return e;
	buf_init(&b, c->cx.arena);
	buf_day(&b, day);
	if (!buf_ok(&b))
		return err(&c->cx, E_NO_MEMORY, NULL);
	cli_say(c, TEXT_RISK_NONE, cx_text(&c->cx, buf_get(&b)));
	return 0;
}

/* What the issues say of themselves, and whether all of each is here. */
static void issues_say(struct cli *c, const struct risk_lists *l, const struct risk_day *day)
{
	for (size_t i = 0; i < day->all.n; i++) {
		const struct risk_issue *issue = day->of[i];
		const struct risk_about *about = risk_about(l, issue);

		if (i && day->of[i - 1] == issue)
			continue;
		cli_say(c, TEXT_RISK_ISSUE, cx_text(&c->cx, text_when(&c->cx, issue->as_of)),
			cx_text(&c->cx, about->version), cx_num(&c->cx, (int64_t)issue->n),
			cx_text(&c->cx, about->source));
		if (about->told >= 0 && about->told != (int64_t)issue->n)
			cli_say(c, TEXT_RISK_PARTLY, cx_num(&c->cx, about->told),
				cx_num(&c->cx, (int64_t)issue->n));
	}
}

static void place_add(struct table *t, const struct risk_entry *e)
{
	table_add(t, e->province);
	table_add(t, e->city);
	table_add(t, e->county);
	table_add(t, e->place);
}

static struct str level_text(const struct cli *c, const struct risk_entry *e)
{
	return e ? text_choice(risk_levels, (int)e->level, c->zh) : STR("-");
}

/* ---- list ---- */

static int list_table(struct cli *c, const struct risk_issue *all)
{
	static const enum text heading[] = { TEXT_COL_RISK, TEXT_COL_PROVINCE, TEXT_COL_CITY,
		TEXT_COL_COUNTY, TEXT_COL_RISK_AREA };
	struct table t;

	table_init(&t, &c->cx, 5, "lllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < all->n; i++) {
		table_add(&t, level_text(c, &all->entries[i]));
		place_add(&t, &all->entries[i]);
	}
	return table_print(c, &t);
}

int command_risk_list(struct cli *c)
{
	struct risk_day day;
	struct risk_lists l;
	int32_t on;
	struct buf b;
	struct jw w;
	int e = lists_read(c, &l);

	if (!e)
		e = day_asked(c, &on);
	if (!e)
		e = list_on(c, &l, on, &day);
	if (e)
		return e;
	issues_say(c, &l, &day);
	if (!c->json)
		return list_table(c, &day.all);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < day.all.n; i++)
		row_risk_area(&w, &l, day.of[i], &day.all.entries[i]);
	return list_end(c, &w);
}

/* ---- diff ---- */

static int diff_table(struct cli *c, const struct risk_change *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_RISK_WAS, TEXT_COL_RISK_NOW,
		TEXT_COL_PROVINCE, TEXT_COL_CITY, TEXT_COL_COUNTY, TEXT_COL_RISK_AREA };
	struct table t;

	table_init(&t, &c->cx, 6, "llllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++) {
		table_add(&t, level_text(c, all[i].was));
		table_add(&t, level_text(c, all[i].now));
		place_add(&t, all[i].now ? all[i].now : all[i].was);
	}
	return table_print(c, &t);
}

static int both_days(struct cli *c, const struct risk_lists *l, struct risk_day ret[2])
{
	int32_t day;
	int e = 0;

	for (size_t i = 0; !e && i < 2; i++) {
		e = day_arg(c, i, &day);
		if (!e)
			e = list_on(c, l, day, &ret[i]);
	}
	return e;
}

int command_risk_diff(struct cli *c)
{
	struct risk_day days[2];
	struct risk_change *all;
	struct risk_lists l;
	size_t n;
	struct buf b;
	struct jw w;
	int e = lists_read(c, &l);

	if (!e)
		e = both_days(c, &l, days);
	if (!e)
		e = risk_diff(&c->cx, &days[0].all, &days[1].all, &all, &n);
	if (e)
		return e;
	if (!c->json)
		return diff_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_risk_change(&w, &all[i]);
	return list_end(c, &w);
}

/* ---- match ---- */

static struct str day_text(struct cli *c, int32_t day)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_day(&b, day);
	return buf_ok(&b) ? buf_get(&b) : STR("?");
}

static void match_add(struct table *t, struct cli *c, const struct risk_match *m)
{
	const struct risk_entry *e = m->verdict.entry;

	table_add(t, text_area(c->cover.tree, m->area));
	table_add(t, m->name.n ? m->name : STR("-"));
	table_add(t, day_text(c, m->day));
	table_add(t, level_text(c, e));
	place_add(t, e);
	table_z(t, text_get(m->verdict.place_known ? TEXT_YES : TEXT_RISK_NEAR, c->zh));
	table_add(t, text_when(&c->cx, m->verdict.issue->as_of));
	table_z(t, text_get(m->followed ? TEXT_YES : TEXT_NO, c->zh));
	table_add(t, text_uuid(&c->cx, &m->record));
}

static int match_table(struct cli *c, const struct risk_match *all, size_t n)
{
	static const enum text heading[] = { TEXT_COL_AREA, TEXT_COL_NAME, TEXT_COL_RISK_DAY,
		TEXT_COL_RISK, TEXT_COL_PROVINCE, TEXT_COL_CITY, TEXT_COL_COUNTY,
		TEXT_COL_RISK_AREA, TEXT_COL_RISK_THERE, TEXT_COL_RISK_ISSUED, TEXT_COL_FOLLOWED,
		TEXT_COL_RECORD };
	struct table t;

	table_init(&t, &c->cx, 12, "llllllllllll");
	table_heading(&t, c, heading);
	for (size_t i = 0; i < n; i++)
		match_add(&t, c, &all[i]);
	return table_print(c, &t);
}

static int matches_read(struct cli *c, const struct risk_lists *l, int32_t day,
	struct risk_match **ret, size_t *ret_n)
{
	struct risk_ask ask = { .on = day };
	int e = cli_incident_option(c, &ask.incident);

	if (!e)
		e = cli_area_option(c, &ask.area);
	return e ? e : risk_matches(&c->cx, &c->cover, l, &ask, ret, ret_n);
}

int command_risk_match(struct cli *c)
{
	struct risk_match *all;
	struct risk_lists l;
	int32_t day;
	size_t n;
	struct buf b;
	struct jw w;
	int e = lists_read(c, &l);

	if (!e)
		e = day_asked(c, &day);
	if (!e)
		e = matches_read(c, &l, day, &all, &n);
	if (e)
		return e;
	cli_say(c, TEXT_RISK_RULE, norm_trace(TRACE_TRAVEL, day)->source);
	if (!c->json)
		return match_table(c, all, n);
	list_begin(c, &w, &b);
	for (size_t i = 0; i < n; i++)
		row_risk_match(&w, &l, &all[i], day);
	return list_end(c, &w);
}
