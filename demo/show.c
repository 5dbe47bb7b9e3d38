/* What the demo prints: every number of the tally beside the program's, "12 = 12" or "12 ≠ 11". Nothing here depends on
 * paths, ports, durations or positions, so that one seed gives the same bytes. */
#include "demo/show.h"

#include <string.h>

void show_line(struct demo *d, const char *text)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	buf_z(&b, text);
	buf_c(&b, '\n');
	if (buf_ok(&b))
		cli_out(d->c, buf_get(&b));
}

void show_title(struct demo *d, const char *text)
{
	show_line(d, "");
	show_line(d, text);
}

void show_table(struct demo *d, struct table *t)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	table_write(t, &b);
	if (buf_ok(&b))
		cli_out(d->c, buf_get(&b));
}

/* ours = theirs, counted among the numbers held. */
void show_both(struct demo *d, struct table *t, const char *what, int64_t ours, int64_t theirs)
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

void show_decimal(struct demo *d, struct table *t, const char *what, int64_t ours, int64_t theirs,
	int64_t unit)
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
struct str show_area(struct demo *d, int area, bool inset)
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

/* ---- before and during the day ---- */

void show_begin(struct demo *d)
{
	struct buf b;

	buf_init(&b, &d->once_arena);
	buf_fmt(&b, SAY(d, "不漏演示  种子 %llu", "Bulou demo, seed %llu"),
		(unsigned long long)d->number);
	show_line(d, buf_get(&b).p);
	show_line(d,
		SAY(d, "2022 年 8 月 30 日至 31 日，四川省安岳县岳阳镇三个村（社区）、六个网格，四十部手机和终端。",
			"30 and 31 August 2022: three villages of Yueyang township, Anyue county, six grids, forty phones and consoles."));
	show_line(d,
		SAY(d, "逐户询问：有没有人 7 天内从内江回来？",
			"Asked at every door: is anyone back from Neijiang within 7 days?"));
	show_line(d,
		SAY(d, "以下每处左边是手记（各人做事时另记，先记后报），右边是程序的回答。",
			"Below, left is the tally (kept by hand beside the program, before anything is handed in), right what it answers."));
}

int show_opened(struct demo *d)
{
	static const char align[] = "lrr";
	int64_t sum = 0, there = 0;
	struct table t;

	show_title(d,
		SAY(d, "一、名册：建筑计划与程序登记的房屋",
			"1. The roster: dwellings of the building plan"));
	table_init(&t, d->cx, 2, align);
	table_z(&t, SAY(d, "区域", "area"));
	table_z(&t, SAY(d, "房屋", "dwellings"));
	for (int g = 0; g < GRIDS; g++) {
		int64_t n = 0;

		for (int i = 0; i < d->doors_n; i++)
			n += d->doors[i].area == d->grids[g];
		table_add(&t, show_area(d, d->grids[g], false));
		show_both(d, &t, "dwellings", d->planned[d->grids[g]], n);
		sum += d->planned[d->grids[g]];
		there += n;
	}
	table_z(&t, SAY(d, "合计", "in all"));
	show_both(d, &t, "dwellings", sum, there);
	show_table(d, &t);
	if (d->direct)
		return 0;
	show_title(d,
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
	show_table(d, &d->hours);
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
	show_table(d, t);
	fflush(stdout);
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
	show_title(d, buf_get(&b).p);
}

int show_all(struct demo *d)
{
	int e;

	tally_add_up(&d->tally);
	e = show_coverage(d, &d->sweep,
		SAY(d, "三、入户排查，31 日 12:00", "3. The sweep, at noon on the 31st"));
	if (!e)
		e = show_missing(d);
	if (!e)
		e = show_coverage(
			d, &d->ask, SAY(d, "四、诉求和困难", "4. Questions and difficulties"));
	if (!e)
		e = show_figures(d);
	if (!e)
		e = show_goods(d);
	if (!e)
		e = show_roster(d);
	if (!e)
		e = show_others(d);
	if (!e)
		verdict(d);
	demo_forget(d);
	return e;
}
