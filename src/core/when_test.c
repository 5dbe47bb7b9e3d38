#include "core/when.h"

#include "core/test.h"

static void when_row(struct cx *cx, const struct json *row)
{
	struct str text = json_text(row, "text");
	const struct json *ms = json_get(row, "ms");
	int64_t got = 0, again;
	struct buf b;
	bool ok = when_read(text, &got);

	if (ok != (ms->type == JSON_INT) || (ok && got != ms->i))
		fail_msg("'%.*s' gave %d, %lld", STR_ARG(text), ok, (long long)got);
	if (!ok)
		return;
	buf_init(&b, cx->arena);
	buf_when(&b, got);
	if (!str_eq(buf_get(&b), json_text(row, "local")))
		fail_msg("'%.*s' was written '%.*s'", STR_ARG(text), STR_ARG(buf_get(&b)));
	assert_int_equal(day_of(got), json_get(row, "day")->i);
	assert_int_equal(month_of(got), json_get(row, "month")->i);
	assert_true(when_read(buf_get(&b), &again));
	assert_int_equal(again, got);
}

static void moments(void **state)
{
	(void)state;
	test_vectors("when/when.jsonl", when_row);
}

static void day_row(struct cx *cx, const struct json *row)
{
	struct str text = json_text(row, "text");
	const struct json *day = json_get(row, "day");
	int32_t got = 0;
	struct buf b;
	bool ok = day_read(text, &got);

	if (ok != (day->type == JSON_INT) || (ok && got != day->i))
		fail_msg("'%.*s' gave %d, %d", STR_ARG(text), ok, got);
	if (!ok)
		return;
	buf_init(&b, cx->arena);
	buf_day(&b, got);
	assert_true(str_eq(buf_get(&b), text));
}

static void days(void **state)
{
	(void)state;
	test_vectors("when/day.jsonl", day_row);
}

static void said_is(struct cx *cx, int64_t at, bool zh, struct str text)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_moment_said(&b, at, zh);
	if (!str_eq(buf_get(&b), text))
		fail_msg("'%.*s' was said '%.*s'", STR_ARG(text), STR_ARG(buf_get(&b)));
}

static void said_row(struct cx *cx, const struct json *row)
{
	int64_t at = json_get(row, "ms")->i;

	said_is(cx, at, true, json_text(row, "zh"));
	said_is(cx, at, false, json_text(row, "en"));
}

static void as_people_say_it(void **state)
{
	(void)state;
	test_vectors("when/said.jsonl", said_row);
}

static int days_in(int year, int month)
{
	static const int n[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return n[month - 1] + (leap && month == 2);
}

/* 1,200 years, day by day, counted as on a wall calendar. */
static void calendar(void **state)
{
	int32_t day = day_from(1600, 1, 1);
	int y, m, d;

	(void)state;
	assert_int_equal(day_from(1970, 1, 1), 0);
	for (int year = 1600; year < 2800; year++)
		for (int month = 1; month <= 12; month++)
			for (int k = 1; k <= days_in(year, month); k++, day++) {
				assert_int_equal(day_from(year, month, k), day);
				day_civil(day, &y, &m, &d);
				assert_true(y == year && m == month && d == k);
			}
}

static void local_days(void **state)
{
	(void)state;
	for (int32_t day = -800; day < 800; day++) {
		assert_int_equal(day_of(day_start(day)), day);
		assert_int_equal(day_of(day_start(day) - 1), day - 1);
		assert_int_equal(day_of(day_start(day) + WHEN_DAY_MS - 1), day);
	}
	/* Nothing sensible, but nothing undefined either. */
	day_of(INT64_MIN);
	day_of(INT64_MAX);
	month_of(INT64_MIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moments),
		cmocka_unit_test(days),
		cmocka_unit_test(as_people_say_it),
		cmocka_unit_test(calendar),
		cmocka_unit_test(local_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
