/* Judging by risk areas: the issue in force on the days of a journey, the finest words, the difference of two issues; and
 * the real lists of August and September 2022. */
#include "rules/risk.h"

#include <stdlib.h>

#include "core/test.h"
#include "core/when.h"
#include "sys/sys.h"

#define DAY 19234 /* 30 August 2022 */
#define AT(day, hour) (day_start(day) + (hour)*WHEN_HOUR_MS)

#define CASE(level, county, place) \
	{ \
		level, STR("四川省"), STR("示例市"), STR(county), STR(place) \
	}

static struct risk_verdict judge(const struct risk_issue *issues, size_t n, const char *county,
	const char *place, int from, int to)
{
	const struct risk_stay stay = { STR("四川省"), STR("示例市"), str_of(county), str_of(place),
		STR_NONE, from, to };

	return risk_judge(issues, n, &stay);
}

/* The county's own list says nothing of what the country's goes on saying. */
static void lists_of_two_sources_hold_side_by_side(void **state)
{
	const struct risk_entry country[] = { CASE(RISK_HIGH, "甲区", "东升花园") };
	const struct risk_entry province[] = { CASE(RISK_LOW, "乙县", "示例镇") };
	const struct risk_issue issues[] = { { AT(DAY, 9), country, 1, RISK_STILL },
		{ AT(DAY + 1, 9), province, 1, AT(DAY + 2, 9) },
		{ AT(DAY + 2, 9), NULL, 0, RISK_STILL } };

	(void)state;
	assert_int_equal(judge(issues, 3, "甲区", "东升花园", DAY + 5, DAY + 5).level, RISK_HIGH);
	assert_int_equal(judge(issues, 3, "乙县", "示例镇", DAY + 1, DAY + 1).level, RISK_LOW);
	assert_int_equal(judge(issues, 3, "乙县", "示例镇", DAY + 5, DAY + 5).level, RISK_NONE);
}

static void the_list_of_the_day_judges(void **state)
{
	const struct risk_entry one[] = { CASE(RISK_MEDIUM, "甲区", "东升花园1期1栋1、2、3单元") };
	const struct risk_entry two[] = { CASE(RISK_HIGH, "甲区", "东升花园1期1栋1、2、3单元"),
		CASE(RISK_LOW, "乙县", "示例镇示例村") };
	const struct risk_issue issues[] = { { AT(DAY, 21), one, 1, AT(DAY + 2, 21) },
		{ AT(DAY + 2, 21), two, 2, AT(DAY + 4, 21) },
		{ AT(DAY + 4, 21), NULL, 0, RISK_STILL } };
	static const struct {
		int from, to, level;
	} rows[] = {
		{ -9, -1, RISK_NONE }, /* before the first issue */
		{ 0, 0, RISK_MEDIUM }, /* issued on the evening of that day */
		{ 1, 1, RISK_MEDIUM }, { -9, 1, RISK_MEDIUM },
		{ 2, 2, RISK_HIGH }, /* the second, in force for three hours of it */
		{ 0, 9, RISK_HIGH }, { 4, 4, RISK_HIGH }, /* until that evening */
		{ 5, 9, RISK_NONE },                      /* taken off the list */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct risk_verdict v = judge(
			issues, 3, "甲区", "东升花园", DAY + rows[i].from, DAY + rows[i].to);

		assert_int_equal(v.level, rows[i].level);
		assert_true((v.level == RISK_NONE) == (v.entry == NULL));
		assert_true(v.place_known);
	}
	/* A verdict names its list. */
	assert_ptr_equal(judge(issues, 3, "甲区", "东升花园", DAY, DAY + 1).issue, &issues[0]);
	assert_ptr_equal(judge(issues, 3, "乙县", "", DAY, DAY + 9).entry, &two[1]);
	assert_int_equal(judge(issues, 0, "甲区", "", DAY, DAY).level, RISK_NONE);
}

static void words_are_compared_as_far_as_they_are_told(void **state)
{
	const struct risk_entry entries[] = {
		CASE(RISK_MEDIUM, "甲区", "东升花园1期1栋"),
		CASE(RISK_HIGH, "甲区", "西苑小区"),
		CASE(RISK_HIGH, "", "高新区某街道"),
	};
	const struct risk_issue issue = { AT(DAY, 0), entries, 2, RISK_STILL },
				wide = { AT(DAY, 0), entries, 3, RISK_STILL };
	struct risk_verdict v;

	(void)state;
	/* Nobody said where in the county: the riskiest of it, and that is said. */
	v = judge(&issue, 1, "甲区", "", DAY, DAY);
	assert_int_equal(v.level, RISK_HIGH);
	assert_false(v.place_known);
	assert_int_equal(
		judge(&issue, 1, "甲区", "东升花园1期1栋2单元301", DAY, DAY).level, RISK_MEDIUM);
	assert_int_equal(judge(&issue, 1, "甲区", "东升花园", DAY, DAY).level, RISK_MEDIUM);
	assert_int_equal(judge(&issue, 1, "甲区", "南苑", DAY, DAY).level, RISK_NONE);
	assert_int_equal(judge(&issue, 1, "乙县", "西苑小区", DAY, DAY).level, RISK_NONE);
	/* An entry without a county is of any. */
	assert_int_equal(judge(&wide, 1, "乙县", "高新区某街道", DAY, DAY).level, RISK_HIGH);
}

/* What people say at a door: names in full or cut, nothing but a city, a county of the same name elsewhere. */
static void a_stay_may_be_told_in_words(void **state)
{
#define ENTRY(level, city, county, place) \
	{ \
		level, STR("四川省"), STR(city), STR(county), STR(place) \
	}
	const struct risk_entry entries[] = { ENTRY(RISK_HIGH, "示例市", "东兴区", "西苑小区1栋"),
		ENTRY(RISK_MEDIUM, "示例市", "东兴区", "东升花园1期"),
		ENTRY(RISK_HIGH, "样板市", "城关县", "某街道") };
	const struct risk_issue issue = { AT(DAY, 0), entries, 3, RISK_STILL };
	static const struct {
		const char *told;
		int level;
		bool there;
	} rows[] = {
		{ "四川省示例市东兴区东升花园1期3栋", RISK_MEDIUM, true },
		{ "示例市东兴区东升花园", RISK_MEDIUM, true },
		{ "示例东兴东升花园", RISK_MEDIUM, true },
		{ "东兴区", RISK_HIGH, false },
		{ "示例市东兴区（亲戚家）", RISK_HIGH, false },
		{ "示例市", RISK_HIGH, false },
		{ "示例", RISK_HIGH, false },
		{ "示例市南城区", RISK_NONE, false }, /* a district that is on no list */
		{ "另一市东兴区", RISK_NONE, false }, /* of the same name, elsewhere */
		{ "四川省", RISK_NONE, false },
		{ "重庆", RISK_NONE, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct risk_stay stay = {
			.told = str_of(rows[i].told), .from = DAY, .to = DAY
		};
		struct risk_verdict v = risk_judge(&issue, 1, &stay);

		if ((int)v.level != rows[i].level || v.place_known != rows[i].there)
			fail_msg("%s: %d, %d", rows[i].told, (int)v.level, v.place_known);
	}
}

static void issues_differ_by_what_came_went_and_changed(void **state)
{
	const struct risk_entry a[] = { CASE(RISK_HIGH, "甲区", "一"),
		CASE(RISK_MEDIUM, "甲区", "二"), CASE(RISK_HIGH, "甲区", "三"),
		CASE(RISK_MEDIUM, "甲区", "三") };
	const struct risk_entry b[] = { CASE(RISK_HIGH, "甲区", "四"),
		CASE(RISK_HIGH, "甲区", "三"), CASE(RISK_HIGH, "甲区", "二") };
	const struct risk_issue was = { 1, a, 4, 2 }, now = { 2, b, 3, RISK_STILL };
	struct risk_change *d;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t n;

	(void)state;
	assert_int_equal(risk_diff(cx, &was, &now, &d, &n), 0);
	assert_int_equal(n, 3);
	assert_ptr_equal(d[0].was, &a[0]);
	assert_null(d[0].now);
	assert_ptr_equal(d[1].was, &a[1]);
	assert_ptr_equal(d[1].now, &b[2]);
	assert_null(d[2].was);
	assert_ptr_equal(d[2].now, &b[0]);
	assert_int_equal(risk_diff(cx, &now, &now, &d, &n), 0);
	assert_int_equal(n, 0);
	test_end(&t);
}

/* ---- the real lists ---- */

#define COLUMNS 8
#define ENTRIES_MAX 20000
#define ISSUES_MAX 40

struct lists {
	struct risk_entry *entries;
	struct risk_issue issues[ISSUES_MAX];
	size_t entries_n, n;
};

/* A cell ends at a comma, and in quotes at the closing one; no cell of the file holds a quote. */
static struct str cell_next(struct str *row)
{
	bool quoted = row->n && row->p[0] == '"';
	struct str cell;

	if (quoted) {
		row->p++;
		row->n--;
	}
	str_split(row, quoted ? '"' : ',', &cell);
	if (quoted && row->n) {
		row->p++;
		row->n--;
	}
	return cell;
}

static enum risk_level level_of(struct str s)
{
	return str_is(s, "high") ? RISK_HIGH : str_is(s, "medium") ? RISK_MEDIUM : RISK_LOW;
}

/* "2022-08-15 22时" */
static int64_t hour_of(struct str s)
{
	int32_t day = 0;

	assert_true(s.n > 13 && day_read((struct str){ s.p, 10 }, &day));
	return AT(day, (s.p[11] - '0') * 10 + s.p[12] - '0');
}

static void row_take(struct lists *l, struct str row)
{
	struct str c[COLUMNS];
	int64_t as_of;

	for (int i = 0; i < COLUMNS; i++)
		c[i] = cell_next(&row);
	as_of = hour_of(c[1]);
	if (!l->n || l->issues[l->n - 1].as_of != as_of) {
		if (l->n)
			l->issues[l->n - 1].until = as_of;
		l->issues[l->n++] = (struct risk_issue){ as_of, &l->entries[l->entries_n], 0,
			RISK_STILL };
	}
	assert_true(l->n <= ISSUES_MAX && l->entries_n < ENTRIES_MAX);
	l->entries[l->entries_n++] = (struct risk_entry){ level_of(c[2]), c[3], c[4], c[5], c[6] };
	l->issues[l->n - 1].n++;
}

static bool lists_read(struct cx *cx, struct lists *l)
{
	const char *root = getenv("BULOU_REALDATA");
	struct str text, row;
	char path[500];

	if (!root) {
		print_message("# SKIP the real lists: BULOU_REALDATA is not set\n");
		return false;
	}
	snprintf(path, sizeof(path), "%s/risk/areas-20220815-20220909.csv", root);
	assert_int_equal(sys_read_file(cx, path, 16 << 20, &text), 0);
	l->entries = cx_many(cx, ENTRIES_MAX, struct risk_entry);
	str_split(&text, '\n', &row); /* headings */
	while (str_split(&text, '\n', &row))
		if (row.n)
			row_take(l, str_trim(row));
	return true;
}

/* Counted by another program: 26 issues, and what came, went and changed between them. */
static void the_real_lists_differ_as_counted(void **state)
{
	struct lists l = { 0 };
	size_t added = 0, removed = 0, changed = 0;
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	if (lists_read(cx, &l)) {
		assert_int_equal(l.n, 26);
		assert_int_equal(l.entries_n, 14124);
		for (size_t i = 1; i < l.n; i++) {
			struct risk_change *d;
			size_t n;

			assert_int_equal(risk_diff(cx, &l.issues[i - 1], &l.issues[i], &d, &n), 0);
			for (size_t k = 0; k < n; k++) {
				added += !d[k].was;
				removed += !d[k].now;
				changed += d[k].was && d[k].now;
			}
		}
		assert_int_equal(added, 2094);
		assert_int_equal(removed, 1537);
		assert_int_equal(changed, 602);
	}
	test_end(&t);
}

/* Chengdu and Shangluo: on the list, raised, lowered, off it; and a city that was off it for three days. */
static void a_real_journey_is_judged_by_its_days(void **state)
{
	static const struct {
		const char *province, *city, *county, *place, *from, *to;
		int level;
	} rows[] = {
#define NUTSHELL "四川省", "成都市", "龙泉驿区", "果壳里的城"
		{ NUTSHELL, "2022-08-20", "2022-08-28", RISK_NONE },
		{ NUTSHELL, "2022-08-29", "2022-08-29", RISK_HIGH },
		{ NUTSHELL, "2022-09-07", "2022-09-07", RISK_HIGH },
		{ NUTSHELL, "2022-09-08", "2022-09-09", RISK_MEDIUM },
		{ NUTSHELL, "2022-09-10", "2022-09-12", RISK_NONE },
#define RIDGE "陕西省", "商洛市", "山阳县", "杨地镇双岭村"
		{ RIDGE, "2022-08-18", "2022-08-18", RISK_MEDIUM },
		{ RIDGE, "2022-08-19", "2022-08-19", RISK_HIGH },
		{ RIDGE, "2022-09-03", "2022-09-05", RISK_MEDIUM },
#define JIANYANG "四川省", "成都市", "简阳市", ""
		{ JIANYANG, "2022-08-26", "2022-08-26", RISK_MEDIUM },
		{ JIANYANG, "2022-08-28", "2022-08-29", RISK_NONE },
		{ JIANYANG, "2022-08-28", "2022-08-30", RISK_HIGH },
	};
	struct lists l = { 0 };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	bool real = lists_read(cx, &l);

	(void)state;
	for (size_t i = 0; real && i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct risk_stay stay = { str_of(rows[i].province), str_of(rows[i].city),
			str_of(rows[i].county), str_of(rows[i].place), STR_NONE, 0, 0 };
		struct risk_verdict v;

		assert_true(day_read(str_of(rows[i].from), &stay.from));
		assert_true(day_read(str_of(rows[i].to), &stay.to));
		v = risk_judge(l.issues, l.n, &stay);
		if ((int)v.level != rows[i].level)
			fail_msg("%s from %s to %s: %d", rows[i].county, rows[i].from, rows[i].to,
				(int)v.level);
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_of_the_day_judges),
		cmocka_unit_test(lists_of_two_sources_hold_side_by_side),
		cmocka_unit_test(words_are_compared_as_far_as_they_are_told),
		cmocka_unit_test(a_stay_may_be_told_in_words),
		cmocka_unit_test(issues_differ_by_what_came_went_and_changed),
		cmocka_unit_test(the_real_lists_differ_as_counted),
		cmocka_unit_test(a_real_journey_is_judged_by_its_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
