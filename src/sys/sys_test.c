/* The clock can be fixed and freed; ids and random numbers differ; the n-th allocation fails. */
#include "sys/sys.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOMENT 1661821925000LL

static void clock_is_the_machines(void **state)
{
	int64_t before = (int64_t)time(NULL) * 1000, ticks = sys_ticks_us();

	(void)state;
	assert_true(sys_now() >= before);
	assert_true(sys_now() < before + 60000);
	assert_false(sys_clock_fixed());
	assert_true(sys_ticks_us() >= ticks);
}

static void clock_fixed_and_freed(void **state)
{
	(void)state;
	sys_clock_fix(MOMENT);
	assert_true(sys_clock_fixed());
	assert_int_equal(sys_now(), MOMENT);
	assert_true(sys_real_now() > MOMENT);
	sys_clock_fix(0);
	assert_false(sys_clock_fixed());
	assert_true(sys_now() > MOMENT);
}

static void uuids_follow_the_clock(void **state)
{
	struct uuid a, b;
	char text[UUID_TEXT + 1];

	(void)state;
	sys_clock_fix(MOMENT);
	a = sys_uuid();
	b = sys_uuid();
	sys_clock_fix(0);
	assert_false(uuid_eq(&a, &b));
	assert_memory_equal(a.b, b.b, 6);
	uuid_write(&a, text);
	/* 1661821925000 ms are 0x182ec4e3688. */
	assert_memory_equal(text, "0182ec4e-3688-7", 15);
}

static void random_fills_all(void **state)
{
	uint8_t seen[300] = { 0 };

	(void)state;
	/* A byte that is never written stays 0 in all of 64 draws; by chance that happens once in 2^512. */
	for (int i = 0; i < 64; i++) {
		uint8_t draw[300];

		sys_random(draw, sizeof(draw));
		for (size_t j = 0; j < sizeof(draw); j++)
			seen[j] |= draw[j];
	}
	for (size_t j = 0; j < sizeof(seen); j++)
		assert_int_not_equal(seen[j], 0);
}

static void allocation_fails_once(void **state)
{
	uint64_t before = sys_alloc_count();
	void *a, *b, *c;

	(void)state;
	sys_alloc_fail_at(2);
	a = sys_heap.take(NULL, 8);
	b = sys_heap.take(NULL, 8);
	c = sys_heap.take(NULL, 8);
	assert_non_null(a);
	assert_null(b);
	assert_non_null(c);
	assert_int_equal(sys_alloc_count() - before, 3);
	sys_heap.give(NULL, a, 8);
	sys_heap.give(NULL, c, 8);
}

static void growing(void **state)
{
	uint8_t *p = sys_new(4, 2), *q;

	(void)state;
	assert_non_null(p);
	assert_memory_equal(p, "\0\0\0\0\0\0\0", 8);
	memcpy(p, "content", 8);
	sys_alloc_fail_at(2);
	q = sys_grow(p, 100000);
	assert_non_null(q);
	assert_null(sys_grow(q, 200000));
	assert_string_equal((char *)q, "content");
	assert_null(sys_new(SIZE_MAX / 2, 3));
	sys_free(q);
	sys_free(NULL);
}

static void no_memory_reaches_the_context(void **state)
{
	struct arena a;
	struct cx cx = { .arena = &a };

	(void)state;
	arena_init(&a, &sys_heap, 0);
	sys_alloc_fail_at(1);
	assert_null(cx_alloc(&cx, 100));
	assert_int_equal(cx.e.code, E_NO_MEMORY);
	assert_non_null(cx_alloc(&cx, 100));
	sys_alloc_fail_at(0);
	arena_done(&a);
}

static bool chinese(const char *all, const char *messages, const char *lang)
{
	const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *const values[] = { all, messages, lang };

	for (int i = 0; i < 3; i++) {
		if (values[i])
			setenv(names[i], values[i], 1);
		else
			unsetenv(names[i]);
	}
	return sys_speaks_chinese();
}

static void language(void **state)
{
	(void)state;
	assert_true(chinese(NULL, NULL, NULL));
	assert_true(chinese(NULL, NULL, "C.UTF-8"));
	assert_true(chinese(NULL, NULL, "POSIX"));
	assert_true(chinese(NULL, NULL, "zh_CN.UTF-8"));
	assert_false(chinese(NULL, NULL, "en_US.UTF-8"));
	assert_false(chinese("en_GB", "zh_CN", "zh_CN"));
	assert_true(chinese("", "zh_CN", "en_US"));
	assert_false(chinese("", "", "de_DE"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clock_is_the_machines),
		cmocka_unit_test(clock_fixed_and_freed),
		cmocka_unit_test(uuids_follow_the_clock),
		cmocka_unit_test(random_fills_all),
		cmocka_unit_test(allocation_fails_once),
		cmocka_unit_test(growing),
		cmocka_unit_test(no_memory_reaches_the_context),
		cmocka_unit_test(language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
