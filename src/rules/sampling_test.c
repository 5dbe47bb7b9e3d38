/* Pools by zone as the guides have them, and the times. */
#include "rules/sampling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define HOUR 3600000LL
#define DAY 19234 /* 30 August 2022 */

static void pools_follow_the_zone(void **state)
{
	static const struct {
		uint8_t zone, pool;
		int swabs;
		bool within;
	} rows[] = {
		{ SAMPLING_KEY, POOL_SINGLE, 1, true },
		{ SAMPLING_KEY, POOL_HOUSEHOLD, 3, false },
		{ SAMPLING_KEY, POOL_5, 5, false },
		{ SAMPLING_SEALED, POOL_SINGLE, 1, true },
		{ SAMPLING_SEALED, POOL_HOUSEHOLD, 7, true },
		/* What the tube is made for counts, not what happens to lie in it. */
		{ SAMPLING_SEALED, POOL_10, 1, false },
		{ SAMPLING_CONTROLLED, POOL_10, 10, true },
		{ SAMPLING_CONTROLLED, POOL_20, 20, false },
		{ SAMPLING_PRECAUTION, POOL_20, 20, true },
		{ SAMPLING_PRECAUTION, POOL_20, 21, false },
		{ SAMPLING_PRECAUTION, POOL_SINGLE, 2, false },
	};
	const struct sampling_pools *norm = sampling_pools_on(DAY);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(sampling_within(norm, rows[i].zone, rows[i].pool, rows[i].swabs),
			rows[i].within);
}

/* Twenty in one tube came with the third guide, on 22 March 2022. */
static void a_day_is_judged_by_its_norm(void **state)
{
	(void)state;
	/* A household's tube with no more swabs than any tube may hold is none too large. */
	assert_true(
		sampling_within(sampling_pools_on(DAY), SAMPLING_PRECAUTION, POOL_HOUSEHOLD, 4));
	assert_false(sampling_within(sampling_pools_on(19072), SAMPLING_PRECAUTION, POOL_20, 20));
	assert_true(sampling_within(sampling_pools_on(19073), SAMPLING_PRECAUTION, POOL_20, 20));
	assert_ptr_equal(sampling_pools_on(INT32_MIN), sampling_pools_on(0));
	assert_true(sampling_within(sampling_pools_on(DAY), 0, POOL_20, 20));
	assert_true(sampling_within(sampling_pools_on(DAY), 255, POOL_20, 20));
}

static void sizes_are_as_named(void **state)
{
	static const int sizes[] = { 0, 1, 5, 10, 20, 0, 0 };

	(void)state;
	for (size_t pool = 0; pool < sizeof(sizes) / sizeof(sizes[0]); pool++)
		assert_int_equal(sampling_pool_size((uint8_t)pool), sizes[pool]);
	assert_int_equal(sampling_pool_size(255), 0);
}

static void times_are_there_on_every_day(void **state)
{
	const struct sampling_times *t = sampling_times_on(DAY);

	(void)state;
	assert_int_equal(t->result_ms, 24 * HOUR);
	assert_int_equal(t->priority_ms, 6 * HOUR);
	assert_int_equal(t->resample_ms, 6 * HOUR);
	assert_int_equal(t->doorstep_ms, 24 * HOUR);
	assert_non_null(sampling_times_on(INT32_MIN)->source);
	assert_non_null(sampling_times_on(INT32_MAX)->source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pools_follow_the_zone),
		cmocka_unit_test(a_day_is_judged_by_its_norm),
		cmocka_unit_test(sizes_are_as_named),
		cmocka_unit_test(times_are_there_on_every_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
