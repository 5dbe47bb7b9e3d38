/* What is kept of late rows: as it was put, and only as long as nobody else has written. */
#include "record/recent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "sys/sys.h"

#define EPOCH STR("01927a5e-0000-7000-8000-000000000001")
#define OTHER STR("01927a5e-0000-7000-8000-000000000002")
#define MANY 30000

static struct recent *made(void)
{
	struct cx cx = { .arena = NULL };
	struct recent *r;

	assert_int_equal(recent_new(&cx, &r), 0);
	recent_begin(r, 7, EPOCH);
	return r;
}

static bool has(const struct recent *r, const char *key, const char *value)
{
	struct str s;

	if (!recent_get(r, RECENT_DAY, str_of(key), &s))
		return false;
	assert_true(str_is(s, value));
	return true;
}

static void a_row_is_there_for_the_next_group(void **state)
{
	struct recent *r = made();
	struct str s;

	(void)state;
	recent_put(r, RECENT_DAY, STR("a"), STR("one"));
	recent_put(r, RECENT_DAY, STR("b"), STR(""));
	recent_commit(r, 7, 9);
	recent_begin(r, 9, EPOCH);
	assert_true(has(r, "a", "one") && has(r, "b", ""));
	recent_put(
		r, RECENT_DAY, STR("a"), STR("a text that is much longer than the first one was"));
	assert_true(has(r, "a", "a text that is much longer than the first one was"));
	recent_put(r, RECENT_DAY, STR("a"), STR("2"));
	assert_true(has(r, "a", "2"));
	assert_false(recent_get(r, RECENT_OUTBOX, STR("a"), &s));
	recent_free(r);
}

static void nothing_is_there_when_somebody_else_wrote(void **state)
{
	struct recent *r = made();

	(void)state;
	recent_put(r, RECENT_DAY, STR("a"), STR("one"));
	recent_commit(r, 7, 9);
	recent_begin(r, 10, EPOCH); /* 10 is not ours */
	assert_false(has(r, "a", "one"));
	recent_put(r, RECENT_DAY, STR("a"), STR("two"));
	recent_commit(r, 10, 11);
	recent_commit(r, 12, 13); /* entries that are no group, behind another's 12 */
	recent_begin(r, 13, EPOCH);
	assert_false(has(r, "a", "two"));
	recent_free(r);
}

static void nothing_is_there_after_a_rebuild_or_a_failure(void **state)
{
	struct recent *r = made();

	(void)state;
	recent_put(r, RECENT_DAY, STR("a"), STR("one"));
	recent_commit(r, 7, 9);
	recent_begin(r, 9, OTHER);
	assert_false(has(r, "a", "one"));
	recent_put(r, RECENT_DAY, STR("a"), STR("two"));
	recent_clear(r);
	recent_begin(r, 9, OTHER);
	assert_false(has(r, "a", "two"));
	recent_free(r);
}

static void what_is_too_much_is_forgotten_never_wrong(void **state)
{
	struct recent *r = made();
	char key[16], value[16];
	size_t there = 0;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		snprintf(key, sizeof(key), "k%d", i % 20000);
		snprintf(value, sizeof(value), "v%d", i);
		recent_put(r, RECENT_DAY, str_of(key), str_of(value));
	}
	for (int i = MANY - 20000; i < MANY; i++) {
		snprintf(key, sizeof(key), "k%d", i % 20000);
		snprintf(value, sizeof(value), "v%d", i);
		there += has(r, key, value);
	}
	assert_true(there > 0 && there <= 8192);
	recent_free(r);
}

static void without_memory_it_is_forgotten(void **state)
{
	struct recent *r = made();

	(void)state;
	recent_put(r, RECENT_DAY, STR("a"), STR("one"));
	sys_alloc_fail_at(1);
	recent_put(
		r, RECENT_DAY, STR("a"), STR("a text that is much longer than the first one was"));
	sys_alloc_fail_at(0);
	assert_false(has(r, "a", "one"));
	recent_free(r);
}

static void without_one_nothing_happens(void **state)
{
	struct str s;

	(void)state;
	recent_begin(NULL, 1, EPOCH);
	recent_put(NULL, RECENT_DAY, STR("a"), STR("one"));
	assert_false(recent_get(NULL, RECENT_DAY, STR("a"), &s));
	recent_commit(NULL, 1, 2);
	recent_clear(NULL);
	recent_free(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_there_for_the_next_group),
		cmocka_unit_test(nothing_is_there_when_somebody_else_wrote),
		cmocka_unit_test(nothing_is_there_after_a_rebuild_or_a_failure),
		cmocka_unit_test(what_is_too_much_is_forgotten_never_wrong),
		cmocka_unit_test(without_memory_it_is_forgotten),
		cmocka_unit_test(without_one_nothing_happens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
