/* Coverage, the beginning of the missing list, figures. */
#include "demo/show.h"

#include <string.h>

/* Areas of the tree below an area, parents first. */
static int next_area(const struct demo *d, int *order)
{
	int n = 0;

	order[n++] = d->county;
	for (int at = 0; at < n; at++) {
		int from = at + 1;

		for (int i = d->areas_n - 1; i >= 0; i--) {
			if (d->areas[i].parent != order[at])
				continue;
			for (int k = n++; k > from; k--)
				order[k] = order[k - 1];
			order[from] = i;
		}
	}
	return n;
}

/* ---- coverage ---- */

static int coverage_row(
	struct demo *d, struct table *t, const struct uuid *round, int area, bool inset)
{
	bool questions = uuid_eq(round, &d->ask);
	struct tally_account ours = questions ? tally_questions(&d->tally, area, d->now) :
						tally_sweep(&d->tally, area);
	struct tally_account theirs;
	int64_t listed;
	int e = program_coverage(d, round, area, &theirs);

	if (!e)
		e = compare_missing(d, round, area, &listed);
	if (e)
		return e;
	table_add(t, show_area(d, area, inset));
	show_both(d, t, "expected", ours.expected, theirs.expected);
	show_both(d, t, "found", ours.found, theirs.found);
	show_both(d, t, "done", ours.done, theirs.done);
	show_both(d, t, "excused", ours.excused, theirs.excused);
	show_both(d, t, "missing", ours.missing, theirs.missing);
	show_both(d, t, "late", ours.late, theirs.late);
	show_both(d, t, "missing list", ours.missing, listed);
	return 0;
}

int show_coverage(struct demo *d, const struct uuid *round, const char *heading)
{
	int order[TALLY_AREAS_MAX], n = next_area(d, order), e = 0;
	struct table t;

	show_title(d, heading);
	table_init(&t, d->cx, 8, "lrrrrrrr");
	table_z(&t, SAY(d, "区域", "area"));
	table_z(&t, SAY(d, "应查", "expected"));
	table_z(&t, SAY(d, "新增", "found"));
	table_z(&t, SAY(d, "已查", "done"));
	table_z(&t, SAY(d, "免查", "excused"));
	table_z(&t, SAY(d, "未查", "missing"));
	table_z(&t, SAY(d, "迟报", "late"));
	table_z(&t, SAY(d, "清单", "list"));
	for (int i = 0; !e && i < n; i++)
		e = coverage_row(d, &t, round, order[i], true);
	show_table(d, &t);
	return e;
}

static const char *label(struct demo *d, const struct wording *words, struct str name)
{
	for (int i = 0; i < TALLY_OUTCOMES; i++)
		if (words[i].name && str_is(name, words[i].name))
			return SAY(d, words[i].zh, words[i].en);
	return "-";
}

static struct str door_text(struct demo *d, const struct json *place)
{
	static const char *const parts[] = { "compound", "building", "unit", "room" };
	static const char *const zh[] = { "", "栋", "单元", "号" };
	static const char *const en[] = { "", "building ", "unit ", "" };
	struct buf b;
	bool bare; /* a number that does not say of what */

	buf_init(&b, d->cx->arena);
	buf_add(&b, "", 0);
	for (size_t i = 0; i < 4; i++) {
		struct str s = json_text(place, parts[i]);

		if (!s.n)
			continue;
		bare = s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9';
		if (b.n)
			buf_c(&b, ' ');
		if (!d->zh && bare)
			buf_z(&b, en[i]);
		buf_str(&b, s);
		if (d->zh && bare)
			buf_z(&b, zh[i]);
	}
	return buf_get(&b);
}

/* The beginning of the list, as whoever goes there tomorrow sees it. */
int show_missing(struct demo *d)
{
	const struct json *page, *items;
	struct table t;
	struct buf b;
	int e;

	buf_init(&b, &d->once_arena);
	buf_uuid(&b, &d->sweep);
	e = server_get(d, &page, "/v1/rounds/%.*s/missing?limit=8", STR_ARG(buf_get(&b)));
	items = e ? NULL : json_get(page, "items");
	show_title(d, SAY(d, "未查清单的开头：", "The list of the missing begins:"));
	table_init(&t, d->cx, 4, "llll");
	for (uint32_t i = 0; items && i < items->n; i++) {
		const struct json *row = &items->items[i];

		for (int k = 0; k < d->areas_n; k++)
			if (str_eq(d->areas[k].id, json_text(row, "area")))
				table_add(&t, show_area(d, k, false));
		table_add(&t, door_text(d, json_get(row, "place")));
		table_z(&t, label(d, outcome_words, json_text(row, "outcome")));
		table_z(&t, label(d, next_words, json_text(row, "next")));
	}
	show_table(d, &t);
	return e;
}

/* ---- figures ---- */

static int figure_cell(struct demo *d, struct table *t, enum tally_figure f, int area, int day)
{
	int64_t theirs;
	int e = program_figure(d, f, area, day, &theirs);

	if (!e)
		show_decimal(d, t, "figure", tally_on_day(d, f, area, day), theirs,
			f == TALLY_GIFTS_FEN ? 100 : 1);
	return e;
}

int show_figures(struct demo *d)
{
	static const char *const names[TALLY_FIGURES][2] = { { "敲门次数", "doors knocked at" },
		{ "上门走访人次", "people called on" }, { "已入户户数", "homes that answered" },
		{ "登记有返回人员的户次", "returnees registered" },
		{ "受理诉求件数", "questions asked" },
		{ "解决实际困难件数", "difficulties solved" },
		{ "办结答复件数（含入户反映的困难）", "questions and difficulties answered" },
		{ "捐赠物资价值（元）", "value of gifts (yuan)" },
		{ "物资入库批次", "consignments received" },
		{ "配送到户次数", "deliveries made" } };
	struct table t;
	int e = 0;

	show_title(d, SAY(d, "五、指标", "5. Figures"));
	table_init(&t, d->cx, 7, "lrrrrrr");
	table_z(&t, SAY(d, "指标", "figure"));
	table_add(&t, show_area(d, d->county, false));
	table_z(&t, SAY(d, "其中 30 日", "on the 30th"));
	table_z(&t, SAY(d, "31 日", "31st"));
	for (int i = 0; i < VILLAGES; i++)
		table_add(&t, show_area(d, d->villages[i], false));
	for (int f = 0; !e && f < TALLY_FIGURES; f++) {
		table_z(&t, names[f][d->zh ? 0 : 1]);
		for (int day = -1; !e && day < DAYS; day++)
			e = figure_cell(d, &t, (enum tally_figure)f, d->county, day);
		for (int i = 0; !e && i < VILLAGES; i++)
			e = figure_cell(d, &t, (enum tally_figure)f, d->villages[i], -1);
	}
	show_table(d, &t);
	return e;
}
