/* The roster, the outboxes, and what somebody should look at. */
#include "demo/show.h"

#include <string.h>

/* How many of a list stand for themselves, over all its pages. */
static int roster_count(struct demo *d, const char *path, int64_t *ret)
{
	const char *after = NULL;
	int e;

	*ret = 0;
	do {
		const struct json *page, *items;

		e = server_get(d, &page, "%s&limit=500%s%s", path, after ? "&after=" : "",
			after ? after : "");
		items = e ? NULL : json_get(page, "items");
		for (uint32_t i = 0; items && i < items->n; i++)
			*ret += str_eq(json_text(&items->items[i], "id"),
				json_text(&items->items[i], "survivor"));
		after = e || !json_text(page, "next").p ?
			NULL :
			cx_text(&d->once, json_text(page, "next"));
	} while (!e && after);
	return e;
}

static int roster_rows(struct demo *d, struct table *t, const char *type, bool people)
{
	struct buf b;
	int64_t theirs;
	int e = 0;

	for (int g = -1; !e && g < GRIDS; g++) {
		int area = g < 0 ? d->county : d->grids[g];

		buf_init(&b, d->cx->arena);
		buf_fmt(&b, "/v1/subjects?type=%s&area=%.*s", type, STR_ARG(d->areas[area].id));
		e = roster_count(d, buf_get(&b).p, &theirs);
		if (!e)
			show_both(d, t, type, tally_roster(&d->tally, area, people), theirs);
		demo_forget(d);
	}
	return e;
}

int show_roster(struct demo *d)
{
	struct table t;
	int e;

	show_title(d,
		SAY(d, "七、名册：合并、迁移之后，一人（户）一次",
			"7. The roster after merges and moves, each once"));
	table_init(&t, d->cx, 8, "lrrrrrrr");
	table_z(&t, "");
	table_add(&t, show_area(d, d->county, false));
	for (int g = 0; g < GRIDS; g++)
		table_add(&t, show_area(d, d->grids[g], false));
	table_z(&t, SAY(d, "房屋", "dwellings"));
	e = roster_rows(d, &t, "dwelling", false);
	table_z(&t, SAY(d, "人员", "people"));
	if (!e)
		e = roster_rows(d, &t, "person", true);
	show_table(d, &t);
	return e;
}

static int64_t clashes_of(const struct json *items, const char *what)
{
	int64_t n = 0;

	for (uint32_t i = 0; items && i < items->n; i++)
		n += str_is(json_text(&items->items[i], "what"), what);
	return n;
}

static void row(struct demo *d, struct table *t, const char *zh, const char *en, int64_t ours,
	int64_t theirs)
{
	table_z(t, SAY(d, zh, en));
	show_both(d, t, en, ours, theirs);
}

static int64_t expected_items(const struct demo *d, int expect)
{
	int64_t n = 0;

	for (int i = 0; i < PHONES; i++)
		for (size_t k = 0; k < d->phones[i].n; k++)
			n += expect < 0 || (int)d->phones[i].items[k].expect == expect;
	return n;
}

static int64_t complete(const struct demo *d)
{
	int64_t n = 0;

	for (int i = 0; i < PHONES; i++)
		n += d->phones[i].last_seq == d->phones[i].seq;
	return n;
}

static void corrections_said(struct demo *d)
{
	struct buf b;
	int n = 0;

	for (int i = 0; i < d->tally.facts_n; i++)
		n += d->tally.facts[i].corrects[0] != TALLY_NONE;
	buf_init(&b, d->cx->arena);
	buf_fmt(&b, SAY(d, "以下记录中有更正 %d 条。", "Of the records below, %d correct another."),
		n);
	show_line(d, buf_get(&b).p);
}

int show_others(struct demo *d)
{
	struct tally_clashes c = tally_clashes(&d->tally);
	const struct json *v, *items;
	int64_t clocks = 0, waiting = 0, strays = 0, suspects = 0;
	struct table t;
	int e = program_length(d, &clocks, "/v1/marked?what=clock&limit=1000");

	if (!e)
		e = program_length(d, &waiting, "/v1/waiting?limit=1000");
	if (!e)
		e = program_length(d, &strays, "/v1/strays?limit=1000");
	if (!e)
		e = program_length(d, &suspects, "/v1/suspects?limit=1000");
	if (!e)
		e = server_get(d, &v, "/v1/clashes?limit=1000");
	if (e)
		return e;
	items = json_get(v, "items");
	show_title(d, SAY(d, "八、发件箱和待办", "8. Outboxes, and what somebody should look at"));
	corrections_said(d);
	table_init(&t, d->cx, 2, "lr");
	row(d, &t, "上报记录", "records handed in", expected_items(d, -1), d->counts.handed_in);
	row(d, &t, "  收下", "  accepted", expected_items(d, EXPECT_ACCEPTED), d->counts.accepted);
	row(d, &t, "  重报（不重复计）", "  repeats, not counted twice",
		expected_items(d, EXPECT_DUPLICATE), d->counts.repeats);
	row(d, &t, "  退回", "  refused", expected_items(d, EXPECT_REFUSED), d->counts.refused);
	row(d, &t, "编号到齐的发件箱", "outboxes that are complete", PHONES, complete(d));
	row(d, &t, "时钟不准、已改正时间的记录", "records of wrong clocks, put right",
		tally_wrong_clocks(&d->tally), clocks);
	row(d, &t, "冲突：两人各自更正一次入户", "clash: two corrections of one visit",
		c.corrections, clashes_of(items, "corrections"));
	row(d, &t, "冲突：两处各自迁移一人", "clash: two moves of one person", c.moves,
		clashes_of(items, "state"));
	row(d, &t, "冲突：一说同一人、一说不是", "clash: one and the same, and not", c.pairs,
		clashes_of(items, "pair"));
	row(d, &t, "冲突合计", "clashes in all", c.corrections + c.moves + c.pairs,
		items ? (int64_t)items->n : -1);
	row(d, &t, "等待前置记录的记录", "records that wait for another", 0, waiting);
	row(d, &t, "名单之外的作业", "answers to no target", 0, strays);
	if (!d->direct)
		row(d, &t, "疑似重复：十时", "suspected duplicates at ten o'clock", 2, d->suspects);
	row(d, &t, "疑似重复：判断之后", "suspected duplicates left in the end", 0, suspects);
	show_table(d, &t);
	return 0;
}
