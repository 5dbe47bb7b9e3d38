/* A child's pages are read by its guardian. */
#include "http/resident_browser.h"

#include <stdio.h>
#include <string.h>

static void a_child_has_a_slip_by_its_guardian(void **state)
{
	char code[40];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(CHILD, NULL, code), 409);
	assert_string_equal(code, "guardian_needed");
	assert_int_equal(slip_of(BABY, NULL, code), 409);
	assert_int_equal(slip_of(CHILD, SHE, code), 409); /* lives elsewhere */
	assert_string_equal(code, "guardian");
	assert_int_equal(slip_of(CHILD, CHILD, code), 409);
	assert_int_equal(slip_of(CHILD, BABY, code), 409);
	assert_int_equal(slip_of(CHILD, HOME, code), 409);
	assert_int_equal(slip_of(CHILD, "01900000-0000-7000-8000-00000000dead", code), 404);
	assert_int_equal(slip_of(SHE, ME, code), 409); /* is no child */
	assert_int_equal(slip_of(BABY, ME, code), 200);
	assert_int_equal(slip_of(CHILD, ME, code), 200);
	open_by(code);
	a = call(&server, "GET", "/v1/own", NULL);
	assert_true(str_is(at(a.json, "subject.id")->s, CHILD));
	assert_true(str_is(at(a.json, "guardian")->s, ME));
	answer_free(&a);
	a = page_is("/own/home", 200);
	has(&a, "监护人");
	has(&a, "目前没有"); /* what binds the guardian is told on his own page */
	answer_free(&a);
	a = page_is("/own/records", 200);
	has(&a, "赵某小");
	lacks(&a, "赵某甲");
	answer_free(&a);
	/* The guardian's own slip opens nothing of the child. */
	as_resident(ME);
	a = page_is("/own/records", 200);
	lacks(&a, "赵某小");
	answer_free(&a);
	/* On the day on which it is 14 it is one no more. */
	sys_clock_fix(sys_now() + WHEN_DAY_MS);
	assert_int_equal(slip_of(CHILD, ME, code), 409);
}

static void as_guardian(const char *guardian)
{
	char code[40];

	assert_int_equal(slip_of(CHILD, guardian, code), 200);
	open_by(code);
}

/* What one of two guardians wrote the other does not read. */
static void a_guardian_reads_his_own_words(void **state)
{
	struct tokens t;
	struct answer a;

	(void)state;
	as_guardian(ME);
	t = tokens_of("/own/ask");
	a = ask(&t, WATER);
	assert_int_equal(a.status, 303);
	answer_free(&a);
	a = page_is("/own/records", 200);
	has(&a, "停水");
	answer_free(&a);
	as_guardian(AUNT);
	a = page_is("/own/records", 200);
	has(&a, "赵某小");
	lacks(&a, "停水");
	answer_free(&a);
	record_is("ask.asked", "g1", fixture_standing("ask"), CHILD,
		"{\"category\":\"ordinary\",\"text\":\"示例\"}", "refused"); /* not whose it is */
	as_guardian(ME);
	a = page_is("/own/records", 200);
	has(&a, "停水");
	has(&a, "尚未答复");
	answer_free(&a);
}

/* Days lie between a slip and its use. */
static void a_guardian_is_one_when_the_slip_is_used(void **state)
{
	char code[40], body[100];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(CHILD, AUNT, code), 200);
	person(610, AUNT, "赵某丁", DOOR, ",\"birth\":\"1985-01-01\"");
	snprintf(body, sizeof(body), "code=%s", code);
	come();
	a = send_form("/own", OURS TYPE, body);
	is_page(&a, 409);
	assert_null(strstr(a.head, "Set-Cookie"));
	answer_free(&a);
	person(611, AUNT, "赵某丁", HOME, ",\"birth\":\"1985-01-01\"");
	open_by(code); /* it was not used up */
}

static int run(const char *name)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(a_child_has_a_slip_by_its_guardian),
		T(a_guardian_reads_his_own_words),
		T(a_guardian_is_one_when_the_slip_is_used),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
