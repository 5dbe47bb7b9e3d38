/* What the demo prints: every number of the tally beside the program's, "12 = 12" or "12 ≠ 11". Nothing here depends on
 * paths, ports, durations or positions, so that one seed gives the same bytes. */
#include "demo/world.h"

#include <string.h>

#include "core/check.h"

static void line(struct demo *d, const char *text)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	buf_z(&b, text);
	buf_c(&b, '\n');
	if (buf_ok(&b))
		cli_out(d->c, buf_get(&b));
}

static void title(struct demo *d, const char *text)
{
	line(d, "");
	line(d, text);
}

static void print(struct demo *d, struct table *t)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	table_write(t, &b);
	if (buf_ok(&b))
		cli_out(d->c, buf_get(&b));
}

/* ours = theirs, counted among the numbers held. */
static void both(struct demo *d, struct table *t, const char *what, int64_t ours, int64_t theirs)
{
	bool same = compare(d, what, ours, theirs);
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, "%lld %s %lld", (long long)ours, same ? "=" : "≠", (long long)theirs);
	table_add(t, buf_get(&b));
}

/* Thousandths, or fen with 100: "12.5 = 12.5". */
static void decimal(struct buf *b, int64_t n, int64_t unit)
{
	uint64_t plain = n < 0 ? (uint64_t)-n : (uint64_t)n, part = plain % (uint64_t)unit;

	buf_fmt(b, "%s%llu", n < 0 ? "-" : "", (unsigned long long)(plain / (uint64_t)unit));
	if (part)
		buf_c(b, '.');
	for (uint64_t at = (uint64_t)unit / 10; part && at; part %= at, at /= 10)
		buf_fmt(b, "%u", (unsigned)(part / at));
}

static void both_decimal(struct demo *d, struct table *t, const char *what, int64_t ours,
	int64_t theirs, int64_t unit)
{
	bool same = compare(d, what, ours, theirs);
	struct buf b;

	buf_init(&b, d->cx->arena);
	decimal(&b, ours, unit);
	buf_z(&b, same ? " = " : " ≠ ");
	decimal(&b, theirs, unit);
	table_add(t, buf_get(&b));
}

/* "土地堂社区居民委员会" is known as 土地堂社区; what lies in it is set in. */
static struct str area_name(struct demo *d, int area, bool inset)
{
	static const char *const ends[] = { "居民委员会", "村民委员会" };
	struct str name = d->areas[area].name;
	struct buf b;

	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(ends[i]);

		if (name.n > n && memcmp(name.p + name.n - n, ends[i], n) == 0)
			name.n -= n;
	}
	buf_init(&b, d->cx->arena);
	for (int i = 3; inset && i < d->areas[area].level; i++)
		buf_z(&b, "  ");
	buf_str(&b, name);
	return buf_get(&b);
}

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

/* ---- before and during the day ---- */

void show_begin(struct demo *d)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	buf_fmt(&b, SAY(d, "不漏演示  种子 %llu", "Bulou demo, seed %llu"),
		(unsigned long long)d->number);
	line(d, buf_get(&b).p);
	line(d,
		SAY(d, "2022 年 8 月 30 日至 31 日，四川省安岳县岳阳镇三个村（社区）、六个网格，四十部手机和终端。",
			"30 and 31 August 2022: three villages of Yueyang township, Anyue county, six grids, forty phones and consoles."));
	line(d,
		SAY(d, "逐户询问：有没有人 7 天内从内江回来？",
			"Asked at every door: is anyone back from Neijiang within 7 days?"));
	line(d,
		SAY(d, "以下每处左边是手记（各人做事时另记，先记后报），右边是程序的回答。",
			"Below, left is the tally (kept by hand beside the program, before anything is handed in), right what it answers."));
}

int show_opened(struct demo *d)
{
	static const char align[] = "lrr";
	int64_t sum = 0, there = 0;
	struct table t;

	title(d,
		SAY(d, "一、名册：建筑计划与程序登记的房屋",
			"1. The roster: dwellings of the building plan"));
	table_init(&t, d->cx, 2, align);
	table_z(&t, SAY(d, "区域", "area"));
	table_z(&t, SAY(d, "房屋", "dwellings"));
	for (int g = 0; g < GRIDS; g++) {
		int64_t n = 0;

		for (int i = 0; i < d->doors_n; i++)
			n += d->doors[i].area == d->grids[g];
		table_add(&t, area_name(d, d->grids[g], false));
		both(d, &t, "dwellings", d->planned[d->grids[g]], n);
		sum += d->planned[d->grids[g]];
		there += n;
	}
	table_z(&t, SAY(d, "合计", "in all"));
	both(d, &t, "dwellings", sum, there);
	print(d, &t);
	if (d->direct)
		return 0;
	title(d,
		SAY(d, "二、逐时核对：各区域两类轮次、缺漏清单、指标",
			"2. Hour by hour: rounds of every area, missing lists, figures"));
	table_init(&d->hours, d->cx, 9, "lrrrrrrrl");
	/* As wide as what comes below it: each hour is printed when it is over. */
	table_z(&d->hours, SAY(d, "时间       ", "time       "));
	table_z(&d->hours, SAY(d, "应查", "expected"));
	table_z(&d->hours, SAY(d, "新增", "found"));
	table_z(&d->hours, SAY(d, "已查", "done"));
	table_z(&d->hours, SAY(d, "免查", "excused"));
	table_z(&d->hours, SAY(d, "未查", "missing"));
	table_z(&d->hours, SAY(d, "迟报", "late"));
	table_z(&d->hours, SAY(d, "离线", "offline"));
	table_z(&d->hours, SAY(d, "与程序", "program"));
	print(d, &d->hours);
	return cli_flush(d->c);
}

static int offline(const struct demo *d)
{
	int n = 0;

	for (int i = 0; i < PHONES; i++)
		n += d->phones[i].offline;
	return n;
}

void show_hour(struct demo *d, const struct tally_account *sweep, int64_t differences)
{
	struct table *t = &d->hours;
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_when(&b, d->now);
	b.n = 16;
	b.p[10] = ' ';
	table_add(t, (struct str){ b.p + 5, 11 });
	table_int(t, sweep->expected);
	table_int(t, sweep->found);
	table_int(t, sweep->done);
	table_int(t, sweep->excused);
	table_int(t, sweep->missing);
	table_int(t, sweep->late);
	table_int(t, offline(d));
	table_z(t, differences ? SAY(d, "不符", "differs") : SAY(d, "相符", "the same"));
	print(d, t);
	fflush(stdout);
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
	table_add(t, area_name(d, area, inset));
	both(d, t, "expected", ours.expected, theirs.expected);
	both(d, t, "found", ours.found, theirs.found);
	both(d, t, "done", ours.done, theirs.done);
	both(d, t, "excused", ours.excused, theirs.excused);
	both(d, t, "missing", ours.missing, theirs.missing);
	both(d, t, "late", ours.late, theirs.late);
	both(d, t, "missing list", ours.missing, listed);
	return 0;
}

static int coverage(struct demo *d, const struct uuid *round, const char *heading)
{
	int order[TALLY_AREAS_MAX], n = next_area(d, order), e = 0;
	struct table t;

	title(d, heading);
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
	print(d, &t);
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
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_add(&b, "", 0);
	for (size_t i = 0; i < 4; i++) {
		struct str s = json_text(place, parts[i]);

		if (!s.n)
			continue;
		if (b.n)
			buf_c(&b, ' ');
		buf_str(&b, s);
		if (d->zh && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')
			buf_z(&b, zh[i]);
	}
	return buf_get(&b);
}

/* The beginning of the list, as whoever goes there tomorrow sees it. */
static int missing_examples(struct demo *d)
{
	const struct json *page, *items;
	struct table t;
	struct buf b;
	int e;

	buf_init(&b, &d->once_arena);
	buf_uuid(&b, &d->sweep);
	e = server_get(d, &page, "/v1/rounds/%.*s/missing?limit=8", STR_ARG(buf_get(&b)));
	items = e ? NULL : json_get(page, "items");
	title(d, SAY(d, "未查清单的开头：", "The list of the missing begins:"));
	table_init(&t, d->cx, 4, "llll");
	for (uint32_t i = 0; items && i < items->n; i++) {
		const struct json *row = &items->items[i];

		for (int k = 0; k < d->areas_n; k++)
			if (str_eq(d->areas[k].id, json_text(row, "area")))
				table_add(&t, area_name(d, k, false));
		table_add(&t, door_text(d, json_get(row, "place")));
		table_z(&t, label(d, outcome_words, json_text(row, "outcome")));
		table_z(&t, label(d, next_words, json_text(row, "next")));
	}
	print(d, &t);
	return e;
}

/* ---- figures ---- */

static int figure_cell(struct demo *d, struct table *t, enum tally_figure f, int area, int day)
{
	int64_t theirs;
	int e = program_figure(d, f, area, day, &theirs);

	if (!e)
		both_decimal(d, t, "figure", tally_on_day(d, f, area, day), theirs,
			f == TALLY_GIFTS_FEN ? 100 : 1);
	return e;
}

static int figures(struct demo *d)
{
	static const char *const names[TALLY_FIGURES][2] = { { "敲门次数", "doors knocked at" },
		{ "上门走访人次", "people called on" }, { "已入户户数", "homes that answered" },
		{ "登记有返回人员的户次", "returnees registered" },
		{ "受理诉求件数", "questions asked" },
		{ "解决实际困难件数", "difficulties solved" },
		{ "办结答复件数", "questions answered" },
		{ "捐赠物资价值（元）", "value of gifts (yuan)" },
		{ "物资入库批次", "consignments received" },
		{ "配送到户次数", "deliveries made" } };
	struct table t;
	int e = 0;

	title(d, SAY(d, "五、指标", "5. Figures"));
	table_init(&t, d->cx, 7, "lrrrrrr");
	table_z(&t, SAY(d, "指标", "figure"));
	table_add(&t, area_name(d, d->county, false));
	table_z(&t, SAY(d, "其中 30 日", "on the 30th"));
	table_z(&t, SAY(d, "31 日", "31st"));
	for (int i = 0; i < VILLAGES; i++)
		table_add(&t, area_name(d, d->villages[i], false));
	for (int f = 0; !e && f < TALLY_FIGURES; f++) {
		table_z(&t, names[f][d->zh ? 0 : 1]);
		for (int day = -1; !e && day < DAYS; day++)
			e = figure_cell(d, &t, (enum tally_figure)f, d->county, day);
		for (int i = 0; !e && i < VILLAGES; i++)
			e = figure_cell(d, &t, (enum tally_figure)f, d->villages[i], -1);
	}
	print(d, &t);
	return e;
}

/* ---- goods ---- */

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* "12.5" in thousandths. */
static int64_t milli_of(struct str s)
{
	bool minus = s.n && s.p[0] == '-';
	struct str rest = { s.p + minus, s.n - minus }, whole;
	int64_t n = 0, part = 0;

	if (!s.n || !str_split(&rest, '.', &whole) || !str_int(whole, &n))
		return INT64_MIN;
	for (size_t i = 0; i < 3; i++)
		part = part * 10 + (i < rest.n ? rest.p[i] - '0' : 0);
	return minus ? -(n * 1000 + part) : n * 1000 + part;
}

static const struct json *goods_row(const struct json *items, const struct tally_stock *s)
{
	for (uint32_t i = 0; items && i < items->n; i++)
		if (str_is(json_text(&items->items[i], "place"), s->place) &&
			str_is(json_text(&items->items[i], "item"), s->item))
			return &items->items[i];
	return NULL;
}

static const char *place_name(struct demo *d, const char *place)
{
	struct buf b;

	if (starts(place, "supplier:"))
		return SAY(d, "来源（供应、捐赠）", "suppliers and donors");
	if (starts(place, "spoiled:"))
		return SAY(d, "报损", "spoiled");
	buf_init(&b, d->cx->arena);
	buf_z(&b, "store:");
	buf_uuid(&b, &d->stores[STORE_A]);
	return strcmp(place, buf_get(&b).p) == 0 ? SAY(d, "岳阳镇物资点", "store of the township") :
						   SAY(d, "红双村物资点", "store of Hongshuang");
}

static void goods_show(
	struct demo *d, struct table *t, const struct tally_stock *s, const struct json *row)
{
	table_z(t, place_name(d, s->place));
	table_z(t, s->item);
	both_decimal(d, t, "booked", s->booked, milli_of(json_text(row, "booked")), 1000);
	if (!s->was_counted) {
		compare(d, "not counted", INT64_MIN, milli_of(json_text(row, "counted")));
		table_z(t, "-");
		table_z(t, "-");
		return;
	}
	both_decimal(d, t, "counted", s->counted, milli_of(json_text(row, "counted")), 1000);
	both_decimal(
		d, t, "unexplained", s->unexplained, milli_of(json_text(row, "unexplained")), 1000);
}

struct homes {
	int64_t places, ours, theirs;
};

/* Each home by itself, but shown in one line an item. */
static void home_take(
	struct demo *d, struct homes *h, const struct tally_stock *s, const struct json *row)
{
	int64_t theirs = milli_of(json_text(row, "booked"));

	compare(d, "delivered", s->booked, theirs);
	h->places++;
	h->ours += s->booked;
	h->theirs += theirs;
}

static void homes_show(struct demo *d, struct table *t, const char *item, const struct homes *h)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	buf_fmt(&b, SAY(d, "住户（%lld 户）", "homes (%lld)"), (long long)h->places);
	table_add(t, buf_get(&b));
	table_z(t, item);
	both_decimal(d, t, "delivered", h->ours, h->theirs, 1000);
	table_z(t, "-");
	table_z(t, "-");
}

/* What does not close is said in words. */
static void not_closed(struct demo *d, const struct json *items)
{
	int64_t n = 0;

	for (uint32_t i = 0; items && i < items->n; i++) {
		const struct json *row = &items->items[i];
		struct str off = json_text(row, "unexplained");
		struct buf b;

		if (!off.p || milli_of(off) == 0)
			continue;
		n++;
		buf_init(&b, d->cx->arena);
		buf_fmt(&b,
			SAY(d, "账实不符：%s，%.*s，账面与盘点相差 %.*s，原因不明。",
				"Not closed: %s, %.*s: off by %.*s, unexplained."),
			place_name(d, cx_text(d->cx, json_text(row, "place"))),
			STR_ARG(json_text(row, "item")), STR_ARG(off));
		line(d, buf_get(&b).p);
	}
	compare(d, "accounts of goods that do not close", 1, n);
}

static int goods(struct demo *d)
{
	static struct tally_stock all[TALLY_THINGS_MAX];
	int n = tally_stocks(&d->tally, all), e;
	const struct json *v, *items;
	struct homes homes[3] = { { 0 } };
	const char *item[3] = { NULL };
	struct table t;

	title(d,
		SAY(d, "六、物资：账面、盘点、不明差额", "6. Goods: booked, counted, unexplained"));
	e = server_get(d, &v, "/v1/goods?limit=1000");
	items = e ? NULL : json_get(v, "items");
	table_init(&t, d->cx, 5, "llrrr");
	table_z(&t, SAY(d, "地点", "place"));
	table_z(&t, SAY(d, "物资", "item"));
	table_z(&t, SAY(d, "账面", "booked"));
	table_z(&t, SAY(d, "盘点", "counted"));
	table_z(&t, SAY(d, "不明差额", "unexplained"));
	for (int i = 0; i < n; i++) {
		int k = 0;

		if (!starts(all[i].place, "dwelling:")) {
			goods_show(d, &t, &all[i], goods_row(items, &all[i]));
			continue;
		}
		while (k < 2 && item[k] && strcmp(item[k], all[i].item) != 0)
			k++;
		item[k] = all[i].item;
		home_take(d, &homes[k], &all[i], goods_row(items, &all[i]));
	}
	for (int k = 0; k < 3 && item[k]; k++)
		homes_show(d, &t, item[k], &homes[k]);
	print(d, &t);
	compare(d, "places and items", n, items ? (int64_t)items->n : -1);
	not_closed(d, items);
	return e;
}

/* ---- the rest ---- */

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
			both(d, t, type, tally_roster(&d->tally, area, people), theirs);
		demo_forget(d);
	}
	return e;
}

static int roster(struct demo *d)
{
	struct table t;
	int e;

	title(d,
		SAY(d, "七、名册：合并、迁移之后，一人（户）一次",
			"7. The roster after merges and moves, each once"));
	table_init(&t, d->cx, 8, "lrrrrrrr");
	table_z(&t, "");
	table_add(&t, area_name(d, d->county, false));
	for (int g = 0; g < GRIDS; g++)
		table_add(&t, area_name(d, d->grids[g], false));
	table_z(&t, SAY(d, "房屋", "dwellings"));
	e = roster_rows(d, &t, "dwelling", false);
	table_z(&t, SAY(d, "人员", "people"));
	if (!e)
		e = roster_rows(d, &t, "person", true);
	print(d, &t);
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
	both(d, t, en, ours, theirs);
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
	line(d, buf_get(&b).p);
}

static int others(struct demo *d)
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
	title(d, SAY(d, "八、发件箱和待办", "8. Outboxes, and what somebody should look at"));
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
	print(d, &t);
	return 0;
}

static void verdict(struct demo *d)
{
	struct buf b;

	buf_init(&b, d->cx->arena);
	if (d->differences)
		buf_fmt(&b,
			SAY(d, "核对 %lld 个数，%lld 个不符。",
				"%lld numbers held against the tally, %lld differ."),
			(long long)d->checks, (long long)d->differences);
	else
		buf_fmt(&b,
			SAY(d, "核对 %lld 个数，全部相符。",
				"%lld numbers held against the tally, all the same."),
			(long long)d->checks);
	title(d, buf_get(&b).p);
}

int show_all(struct demo *d)
{
	int e;

	tally_add_up(&d->tally);
	e = coverage(d, &d->sweep,
		SAY(d, "三、入户排查，31 日 12:00", "3. The sweep, at noon on the 31st"));
	if (!e)
		e = missing_examples(d);
	if (!e)
		e = coverage(d, &d->ask, SAY(d, "四、诉求和困难", "4. Questions and difficulties"));
	if (!e)
		e = figures(d);
	if (!e)
		e = goods(d);
	if (!e)
		e = roster(d);
	if (!e)
		e = others(d);
	if (!e)
		verdict(d);
	demo_forget(d);
	return e;
}
