/* Meetings, tasks, notices and thanks, record by record: every outcome. */
#include "desk/command/command.h"

#include "view/testing.h"

#define INCIDENT "\"incident\":\"0182ec0c-3800-7000-8000-000000000001\""
#define HOUR 3600000LL

enum { ABOUT = 1, IN_ROUND = 2 };

static struct effects effects(struct cx *cx, const char *kind, int members, const char *body)
{
	struct kinds ks = test_kinds(command_desk_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000a01\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",%s%s\"body\":{%s}}",
		kind,
		members & IN_ROUND ? "\"round\":\"0182ec0c-3800-7000-8000-000000000002\"," : "",
		members & ABOUT ? "\"subject\":\"0182ec0c-3800-7000-8000-000000000003\"," : "",
		body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void meetings_of_the_leading_group_are_counted_apart(void **state)
{
	static const struct {
		const char *meeting;
		int group;
	} rows[] = {
		{ "leading_group", 1 },
		{ "mobilisation", 0 },
		{ "dispatch", 0 },
		{ "review", 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char body[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;

		snprintf(body, sizeof(body), INCIDENT ",\"meeting\":\"%s\",\"title\":\"?\"",
			rows[i].meeting);
		e = effects(cx, "meeting.held", 0, body);
		assert_int_equal(e.acts_n, 0);
		assert_int_equal(test_amount(&e, COMMAND_MEETINGS), rows[i].group);
		assert_int_equal(test_amount(&e, COMMAND_MEETINGS_ALL), 1);
		assert_int_equal(e.amounts[0].scope.b[15], 1);
	}
	test_end(&t);
}

static void a_task_is_its_own_subject_and_has_a_time(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "task.set", IN_ROUND,
		"\"text\":\"?\",\"owner\":\"u-1\",\"due\":\"2022-08-30T12:00:00+08:00\"");

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
	assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
	assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
	assert_int_equal(e.acts[1].n - e.r->at_used, 3 * HOUR);
	assert_int_equal(test_amount(&e, COMMAND_TASKS_SET), 1);
	test_end(&t);
}

static void only_somebody_elses_check_settles_a_task(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next, settled;
	} rows[] = {
		{ "task.accepted", "\"owner\":\"u-2\"", TARGET_TRY, TASK_ACCEPTED, TASK_NEXT_DO,
			0 },
		{ "task.done", "\"note\":\"?\"", TARGET_TRY, TASK_REPORTED, TASK_NEXT_CHECK, 0 },
		{ "task.checked", "\"result\":\"sent_back\"", TARGET_TRY, TASK_SENT_BACK,
			TASK_NEXT_DO, 0 },
		{ "task.checked", "\"result\":\"passed\"", TARGET_COVER, TASK_CHECKED, 0, 1 },
		{ "task.dropped", "\"reason\":\"?\"", TARGET_EXCUSE, TASK_DROPPED, 0, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, ABOUT | IN_ROUND, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(test_amount(&e, COMMAND_TASKS_SETTLED), rows[i].settled);
	}
	test_end(&t);
}

static void notices_and_thanks_are_counted(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "notice.published", 0,
		INCIDENT ",\"title\":\"?\",\"text\":\"?\",\"audience\":\"everyone\"");

	(void)state;
	assert_int_equal(test_amount(&e, COMMAND_NOTICES), 1);
	e = effects(cx, "thanks.received", 0, INCIDENT ",\"from\":\"resident\",\"form\":\"meal\"");
	assert_int_equal(test_amount(&e, COMMAND_THANKS), 1);
	assert_int_equal(e.amounts_n, 1);
	test_end(&t);
}

/* So that the records behind the figure are the lists: an issue of its incident, an entry of none. */
static void lists_of_risk_areas_are_found_by_their_figures(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct uuid issue;
	struct effects e = effects(cx, "risk.listed", 0,
		"\"as_of\":\"2022-08-30T21:00:00+08:00\",\"level\":\"high\",\"province\":\"?\","
		"\"area_text\":\"?\",\"snapshot\":\"v1\"");

	(void)state;
	assert_int_equal(test_amount(&e, COMMAND_RISK_AREAS), 1);
	assert_true(uuid_is_nil(&e.amounts[0].scope));
	assert_true(e.acts_n == 1 && e.acts[0].what == PUBLISHED_RULE);
	issue = e.acts[0].key;
	e = effects(cx, "risk.issued", 0,
		INCIDENT ",\"as_of\":\"2022-08-30T21:00:00+08:00\",\"snapshot\":\"v1\","
			 "\"source\":\"?\",\"entries\":763");
	assert_int_equal(test_amount(&e, COMMAND_RISK_LISTS), 1);
	assert_int_equal(e.acts_n + e.amounts_n, 2);
	/* What is told of one list is one thing; another version is another. */
	assert_true(uuid_eq(&e.acts[0].key, &issue));
	e = effects(cx, "risk.issued", 0,
		INCIDENT ",\"as_of\":\"2022-08-30T21:00:00+08:00\",\"snapshot\":\"v2\","
			 "\"source\":\"?\",\"entries\":763");
	assert_false(uuid_eq(&e.acts[0].key, &issue));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meetings_of_the_leading_group_are_counted_apart),
		cmocka_unit_test(a_task_is_its_own_subject_and_has_a_time),
		cmocka_unit_test(only_somebody_elses_check_settles_a_task),
		cmocka_unit_test(lists_of_risk_areas_are_found_by_their_figures),
		cmocka_unit_test(notices_and_thanks_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
