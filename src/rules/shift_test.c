/* The longest shift. */
#include "rules/shift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define HOUR 3600000LL

static void twelve_hours_are_the_most(void **state)
{
	const int32_t day = 19234; /* 30 August 2022 */

	(void)state;
	assert_false(shift_overlong(0, day));
	assert_false(shift_overlong(12 * HOUR, day));
	assert_true(shift_overlong(12 * HOUR + 1, day));
}

static void there_is_always_a_norm(void **state)
{
	(void)state;
	assert_int_equal(shift_norm(INT32_MIN)->ms, 12 * HOUR);
	assert_non_null(shift_norm(INT32_MAX)->source);
	assert_int_equal(shift_rest(INT32_MIN)->ms, 11 * HOUR);
	assert_non_null(shift_rest(INT32_MAX)->source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twelve_hours_are_the_most),
		cmocka_unit_test(there_is_always_a_norm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
