/* A sheet: what it holds at the most, and that each entry stays whole. */
#include "desk/round_paper.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "desk/doors.h"
#include "sys/sys.h"

static struct arena arena;
static struct cx cx;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, &sys_heap, 0);
	cx = (struct cx){ .arena = &arena };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static struct str place(int i)
{
	struct buf b;

	buf_init(&b, &arena);
	buf_fmt(&b, "示例小区（名称较长的聚居点）\x1f%d栋\x1f%d单元\x1f%d\x1f%d0%d\x1f", i / 60 + 1,
		i / 20 % 3 + 1, i / 4 % 5 + 1, i / 4 % 5 + 1, i % 4 + 1);
	return buf_get(&b);
}

static int made(size_t n, bool zh, struct str *ret)
{
	static struct paper_entry entries[ROUND_PAPER_MAX + 1];
	struct round round = { .question = STR("近 7 日内有无外省返乡人员？") };
	struct round_paper p = { .round = &round,
		.kind = desks_round(STR("sweep")),
		.kinds = desks_kinds(),
		.area = STR("第1网格"),
		.entries = entries,
		.n = n,
		.now = 1661824800000LL,
		.zh = zh };

	/* Backwards, so that they have to be sorted. */
	for (size_t i = 0; i < n; i++) {
		entries[i] = (struct paper_entry){ .area = STR("第1网格"),
			.place = place((int)(n - i)) };
		entries[i].subject.b[15] = (uint8_t)i;
	}
	return round_paper_pdf(&cx, &p, ret);
}

static void as_many_as_it_says_and_no_more(void **state)
{
	struct str pdf;

	(void)state;
	for (int zh = 0; zh < 2; zh++) {
		assert_int_equal(made(ROUND_PAPER_MAX, zh, &pdf), 0);
		assert_memory_equal(pdf.p, "%PDF", 4);
	}
	assert_int_equal(made(ROUND_PAPER_MAX + 1, true, &pdf), -E_TOO_MANY);
	err_clear(&cx);
	assert_int_equal(made(0, true, &pdf), 0);
}

static void doors_are_in_the_order_in_which_one_walks(void **state)
{
	(void)state;
	assert_true(door_cmp(STR("苑\x1f"
				 "2栋\x1f\x1f\x1f"
				 "9"),
			    STR("苑\x1f"
				"10栋\x1f\x1f\x1f"
				"1")) < 0);
	assert_true(door_cmp(STR("苑\x1f"
				 "2栋\x1f\x1f\x1f"
				 "9"),
			    STR("苑\x1f"
				"2栋\x1f\x1f\x1f"
				"10")) < 0);
	assert_int_equal(door_cmp(STR("苑\x1f"
				      "02"),
				 STR("苑\x1f"
				     "2")),
		0);
	assert_int_equal(door_cmp(STR(""), STR("")), 0);
}

static void a_door_says_what_its_bare_numbers_are(void **state)
{
	struct str kept = STR("苑\x1f"
			      "2\x1f"
			      "1\x1f"
			      "3\x1f"
			      "301");

	(void)state;
	assert_string_equal(door_said(&cx, kept, true).p, "苑 2栋 1单元 3层 301");
	assert_string_equal(door_said(&cx, kept, false).p, "苑 building 2 unit 1 floor 3 301");
	assert_string_equal(door_said(&cx,
				    STR("苑\x1f"
					"2栋\x1f\x1f\x1f"
					"301"),
				    false)
				    .p,
		"苑 2栋 301");
	assert_true(str_is(door_said(&cx, STR(""), true), ""));
	assert_true(str_is(door_part(kept, 4), "301") && !door_part(kept, 5).n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(as_many_as_it_says_and_no_more, setup, teardown),
		cmocka_unit_test_setup_teardown(
			doors_are_in_the_order_in_which_one_walks, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_door_says_what_its_bare_numbers_are, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
