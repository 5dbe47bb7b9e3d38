/* The norms in force. */
#include "rules/norms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define HOUR 3600000LL

static void each_urgency_has_its_time(void **state)
{
	const int32_t day = 19234; /* 30 August 2022 */

	(void)state;
	assert_int_equal(norm_answer(URGENCY_LIFE, day)->ms, 2 * HOUR);
	assert_int_equal(norm_answer(URGENCY_UTILITY, day)->ms, 24 * HOUR);
	assert_int_equal(norm_answer(URGENCY_ORDINARY, day)->ms, 7 * 24 * HOUR);
	assert_int_equal(norm_answer(URGENCY_HARD, day)->ms, 15 * 24 * HOUR);
}

static void each_finding_has_its_time(void **state)
{
	const int32_t day = 19234;

	(void)state;
	assert_int_equal(norm_fix(SEVERITY_AT_ONCE, day)->ms, 24 * HOUR);
	assert_int_equal(norm_fix(SEVERITY_BY_DATE, day)->ms, 3 * 24 * HOUR);
	assert_int_equal(norm_fix(SEVERITY_SUPERVISED, day)->ms, 7 * 24 * HOUR);
}

static void tracing_changes_with_the_editions(void **state)
{
	static const struct {
		int32_t day;
		int contact, travel;
	} rows[] = { { 0, 21, 14 }, { 19170, 21, 14 }, { 19171, 10, 7 }, { 19234, 10, 7 },
		{ 19306, 10, 7 }, { 19307, 8, 7 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
			norm_trace(TRACE_CONTACT, rows[i].day)->ms, rows[i].contact * 24 * HOUR);
		assert_int_equal(
			norm_trace(TRACE_TRAVEL, rows[i].day)->ms, rows[i].travel * 24 * HOUR);
		assert_int_equal(norm_trace(TRACE_HOUSEHOLD, rows[i].day)->ms, 24 * HOUR);
		assert_non_null(norm_trace(TRACE_CONTACT, rows[i].day)->source);
	}
}

/* By the edition in force when it begins: red, door, home, central. */
static void no_way_of_restricting_lasts_longer_than_its_edition_says(void **state)
{
	static const struct {
		int32_t day;
		int days[4];
	} rows[] = { { 0, { 14, 14, 14, 14 } }, { 19170, { 14, 14, 14, 14 } },
		{ 19171, { 7, 7, 7, 7 } }, { 19306, { 7, 7, 7, 7 } }, { 19307, { 7, 7, 7, 5 } } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (int what = 0; what < 4; what++)
			assert_int_equal(norm_restrict((uint8_t)(what + 1), rows[i].day)->ms,
				rows[i].days[what] * 24 * HOUR);
	assert_int_equal(norm_appeal(19234)->ms, 24 * HOUR);
	assert_int_equal(norm_served(19234)->ms, 24 * HOUR);
	assert_int_equal(norm_trace_version(TRACE_TRAVEL, 2)->ms, 7 * 24 * HOUR);
	assert_null(norm_trace_version(TRACE_TRAVEL, 0));
	assert_null(norm_trace_version(TRACE_TRAVEL, 3));
}

static void there_is_always_a_norm(void **state)
{
	(void)state;
	for (int urgency = 0; urgency < 256; urgency++) {
		assert_non_null(norm_restrict((uint8_t)urgency, INT32_MIN)->source);
		assert_non_null(norm_answer((uint8_t)urgency, INT32_MIN));
		assert_non_null(norm_answer((uint8_t)urgency, INT32_MAX)->source);
		assert_non_null(norm_fix((uint8_t)urgency, INT32_MIN)->source);
	}
	assert_int_equal(norm_answer(0, 0)->of, URGENCY_ORDINARY);
	assert_int_equal(norm_answer(5, 0)->of, URGENCY_ORDINARY);
	assert_int_equal(norm_fix(0, 0)->of, SEVERITY_BY_DATE);
	assert_int_equal(norm_fix(4, 0)->of, SEVERITY_BY_DATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_urgency_has_its_time),
		cmocka_unit_test(each_finding_has_its_time),
		cmocka_unit_test(tracing_changes_with_the_editions),
		cmocka_unit_test(no_way_of_restricting_lasts_longer_than_its_edition_says),
		cmocka_unit_test(there_is_always_a_norm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
