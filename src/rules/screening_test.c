/* One scan, four checks: each fact by itself, the order of reasons, and that every rule has an answer to everything. */
#include "rules/screening.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define DAY 19234 /* 30 August 2022 */

static const struct screening_facts clear = {
	.registered = true, .code = CODE_GREEN, .test = TEST_48H, .origin = ORIGIN_PROVINCE
};

static void assert_judged(struct screening_facts f, int verdict, int reason)
{
	struct screening_judgement j = screening_judge(screening_rule_on(DAY), &f);

	assert_int_equal(j.verdict, verdict);
	assert_int_equal(j.reason, reason);
}

static void each_fact_by_itself(void **state)
{
	struct screening_facts f;

	(void)state;
	assert_judged(clear, SCREENING_PASSED, REASON_CLEAR);
	f = clear, f.registered = false;
	assert_judged(f, SCREENING_TURNED_BACK, REASON_NOT_REGISTERED);
	f = clear, f.code = CODE_RED;
	assert_judged(f, SCREENING_REFERRED, REASON_CODE);
	f = clear, f.code = CODE_YELLOW;
	assert_judged(f, SCREENING_REFERRED, REASON_CODE);
	f = clear, f.code = CODE_NONE; /* who has no phone is judged by the rest */
	assert_judged(f, SCREENING_PASSED, REASON_CLEAR);
	f = clear, f.fever = true;
	assert_judged(f, SCREENING_REFERRED, REASON_FEVER);
	f = clear, f.itinerary = true;
	assert_judged(f, SCREENING_REFERRED, REASON_RISK);
	f = clear, f.history = true;
	assert_judged(f, SCREENING_REFERRED, REASON_RISK);
}

static void a_test_report_counts_by_where_he_comes_from(void **state)
{
	static const struct {
		uint8_t origin, test;
		int verdict, reason;
	} rows[] = {
		{ ORIGIN_COUNTY, TEST_NONE, SCREENING_PASSED, REASON_CLEAR },
		{ ORIGIN_PROVINCE, TEST_24H, SCREENING_PASSED, REASON_CLEAR },
		{ ORIGIN_PROVINCE, TEST_48H, SCREENING_PASSED, REASON_CLEAR },
		{ ORIGIN_PROVINCE, TEST_72H, SCREENING_REFERRED, REASON_TEST },
		{ ORIGIN_PROVINCE, TEST_NONE, SCREENING_REFERRED, REASON_TEST },
		{ ORIGIN_OUTSIDE, TEST_24H, SCREENING_REFERRED, REASON_OUTSIDE },
		{ ORIGIN_OUTSIDE, TEST_NONE, SCREENING_REFERRED, REASON_OUTSIDE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct screening_facts f = clear;

		f.origin = rows[i].origin;
		f.test = rows[i].test;
		assert_judged(f, rows[i].verdict, rows[i].reason);
	}
}

static void the_gravest_reason_is_told(void **state)
{
	struct screening_facts f = { .registered = true,
		.code = CODE_RED,
		.fever = true,
		.itinerary = true,
		.test = TEST_NONE,
		.origin = ORIGIN_OUTSIDE };

	(void)state;
	assert_judged(f, SCREENING_REFERRED, REASON_CODE);
	f.code = CODE_GREEN;
	assert_judged(f, SCREENING_REFERRED, REASON_FEVER);
	f.fever = false;
	assert_judged(f, SCREENING_REFERRED, REASON_RISK);
	f.itinerary = false;
	assert_judged(f, SCREENING_REFERRED, REASON_OUTSIDE);
}

/* What nobody knows never lets anybody pass. */
static void the_unknown_does_not_pass(void **state)
{
	struct screening_facts f;

	(void)state;
	f = clear, f.code = 0;
	assert_judged(f, SCREENING_REFERRED, REASON_CODE);
	f = clear, f.test = 0;
	assert_judged(f, SCREENING_REFERRED, REASON_TEST);
	f = clear, f.origin = 0;
	assert_judged(f, SCREENING_REFERRED, REASON_OUTSIDE);
	f = clear, f.origin = 255;
	assert_judged(f, SCREENING_REFERRED, REASON_OUTSIDE);
}

static void a_version_is_found_again(void **state)
{
	const struct screening_rule *rule = screening_rule_on(DAY);

	(void)state;
	assert_ptr_equal(screening_rule_version(rule->version), rule);
	assert_null(screening_rule_version(0));
	assert_null(screening_rule_version(INT64_MAX));
	assert_int_equal(screening_rule_on(INT32_MIN)->version, 1);
	assert_non_null(screening_rule_on(INT32_MAX)->source);
	assert_int_equal(rule->refer_ms, 24 * 3600 * 1000);
	assert_int_equal(rule->follow_days, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fact_by_itself),
		cmocka_unit_test(a_test_report_counts_by_where_he_comes_from),
		cmocka_unit_test(the_gravest_reason_is_told),
		cmocka_unit_test(the_unknown_does_not_pass),
		cmocka_unit_test(a_version_is_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
