/* A person's way through a test round and a tube's to its result, record by record. */
#include "desk/testing/testing.h"

#include "desk/testing/cases.h"
#include "view/testing.h"

#define SUBJECT "0182ec0c-3800-7000-8000-000000000003"
#define TUBE "0182ec0c-3800-7000-8000-000000000004"
#define TUBE_2 "0182ec0c-3800-7000-8000-000000000005"
#define LABORATORY "\"laboratory\":\"0182ec0c-3800-7000-8000-000000000006\""
#define HOUR 3600000LL

/* Those of kinds that take no subject or no round are told so. */
enum { NO_SUBJECT = 1, NO_ROUND = 2 };

static struct effects effects(struct cx *cx, const char *kind, int without, const char *body)
{
	struct kinds ks = test_kinds(testing_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-31T09:00:00+08:00\",\"area\":\"g1\",%s%s\"body\":{%s}}",
		kind, without & NO_SUBJECT ? "" : "\"subject\":\"" SUBJECT "\",",
		without & NO_ROUND ? "" : "\"round\":\"0182ec0c-3800-7000-8000-000000000002\",",
		body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void a_round_is_started_and_reviewed(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "test.started", NO_SUBJECT, "\"number\":3");

	(void)state;
	assert_int_equal(e.acts_n, 0);
	assert_int_equal(test_amount(&e, TESTING_ROUNDS), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 2);
	e = effects(cx, "test.reviewed", NO_SUBJECT, "\"number\":3,\"missed\":12");
	assert_int_equal(e.acts_n + e.amounts_n, 0);
	test_end(&t);
}

static void registered_is_not_sampled(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "test.registered", 0, "\"tube\":\"" TUBE "\"");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, TARGET_TRY);
	assert_int_equal(e.acts[0].code, SAMPLE_REGISTERED);
	assert_int_equal(e.acts[0].next, SAMPLE_NEXT_SWAB);
	assert_int_equal(test_amount(&e, TESTING_REGISTERED), 1);
	assert_int_equal(test_amount(&e, TESTING_SAMPLES), 0);
	e = effects(cx, "test.found", 0, "\"why\":\"arrived\"");
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, TARGET_FOUND);
	test_end(&t);
}

static void each_outcome_of_a_sample_answers_in_its_way(void **state)
{
	static const struct {
		const char *body;
		int what, code, next, samples;
	} rows[] = {
		{ "\"outcome\":\"taken\",\"tube\":\"" TUBE "\",\"doorstep\":true", TARGET_COVER, 1,
			0, 1 },
		{ "\"outcome\":\"refused\",\"next\":\"community\"", TARGET_TRY, 2,
			SAMPLE_NEXT_COMMUNITY, 0 },
		{ "\"outcome\":\"absent\",\"next\":\"again\"", TARGET_TRY, 3, SAMPLE_NEXT_AGAIN,
			0 },
		{ "\"outcome\":\"unfit\",\"next\":\"doorstep\"", TARGET_TRY, 4,
			SAMPLE_NEXT_DOORSTEP, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, "sample.taken", 0, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(test_amount(&e, TESTING_SAMPLES), rows[i].samples);
	}
	test_end(&t);
}

static void a_tube_is_due_by_its_norm(void **state)
{
	static const struct {
		const char *body;
		int64_t hours;
		int swabs, beyond;
	} rows[] = {
		{ "\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9", 24, 9, 0 },
		{ "\"pool\":\"single\",\"zone\":\"key\",\"swabs\":1,\"priority\":true", 6, 1, 0 },
		{ "\"pool\":\"household\",\"zone\":\"sealed\",\"swabs\":4", 24, 4, 0 },
		{ "\"pool\":\"twenty\",\"zone\":\"controlled\",\"swabs\":20", 24, 20, 1 },
		{ "\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":11", 24, 11, 1 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[200];
		struct effects e;

		snprintf(body, sizeof(body), "\"code\":\"T1\",%s", rows[i].body);
		e = effects(cx, "tube.sealed", 0, body);
		assert_int_equal(e.acts_n, 2);
		assert_int_equal(e.acts[0].what, SUBJECT_DEFINE);
		assert_int_equal(e.acts[0].code, SUBJECT_TUBE);
		assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
		assert_int_equal(e.acts[1].n - e.r->at_used, rows[i].hours * HOUR);
		assert_int_equal(test_amount(&e, TESTING_SWABS), rows[i].swabs);
		assert_int_equal(test_amount(&e, TESTING_OVERFULL), rows[i].beyond);
	}
	test_end(&t);
}

static void a_box_tells_where_its_tubes_are(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "box.sent", NO_SUBJECT,
		"\"code\":\"X1\"," LABORATORY ",\"count\":2,\"tubes\":[\"" TUBE "\",\"" TUBE_2
		"\"]");

	(void)state;
	assert_int_equal(e.acts_n, 3);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
	for (int i = 1; i < 3; i++) {
		assert_int_equal(e.acts[i].what, TARGET_TRY);
		assert_int_equal(e.acts[i].code, TUBE_SENT);
		assert_int_equal(e.acts[i].next, TUBE_NEXT_RECEIVE);
		assert_int_equal(e.acts[i].key2.b[15], 3 + i);
	}
	assert_int_equal(test_amount(&e, TESTING_SENT), 2);
	/* Counted, though nobody scanned them. */
	e = effects(cx, "box.received", 0, LABORATORY ",\"count\":2");
	assert_int_equal(e.acts_n, 0);
	assert_int_equal(test_amount(&e, TESTING_RECEIVED), 2);
	e = effects(cx, "box.received", 0, LABORATORY ",\"count\":1,\"tubes\":[\"" TUBE "\"]");
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].code, TUBE_RECEIVED);
	assert_int_equal(e.acts[0].next, TUBE_NEXT_RESULT);
	test_end(&t);
}

static void tubes_at_hand_are_counted_by_whoever_has_them(void **state)
{
	static const struct {
		const char *kind, *place;
	} rows[] = {
		{ "courier.counted", "courier:" SUBJECT "\x1f" TESTING_TUBES },
		{ "laboratory.counted", "laboratory:" SUBJECT "\x1f" TESTING_TUBES },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, NO_ROUND,
			"\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"count\":7");

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, LEDGER_COUNT);
		assert_str(e.acts[0].name, rows[i].place);
		assert_int_equal(e.acts[0].n, 7000);
		assert_int_equal(e.amounts_n, 0);
	}
	test_end(&t);
}

static void a_tube_ends_and_its_people_may_begin_anew(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next, obliges, figure;
	} rows[] = {
		{ "tube.result", "\"result\":\"negative\"," LABORATORY, TARGET_COVER, TUBE_NEGATIVE,
			0, 0, TESTING_RESULTS },
		{ "tube.result", "\"result\":\"positive\"," LABORATORY, TARGET_COVER, TUBE_POSITIVE,
			0, RETEST_POSITIVE, TESTING_RESULTS },
		{ "tube.result", "\"result\":\"invalid\"," LABORATORY, TARGET_TRY, TUBE_INVALID,
			TUBE_NEXT_AGAIN, 0, 0 },
		{ "tube.result", "\"result\":\"unusable\"," LABORATORY, TARGET_EXCUSE,
			TUBE_UNUSABLE, 0, RETEST_UNUSABLE, TESTING_RESULTS },
		{ "tube.lost", "\"stage\":\"way\"", TARGET_EXCUSE, TUBE_LOST, 0, RETEST_LOST,
			TESTING_LOST },
		{ "tube.lost", "\"stage\":\"site\"", TARGET_EXCUSE, TUBE_LOST, 0, RETEST_LOST, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, 0, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.acts[0].obliges, rows[i].obliges);
		if (rows[i].obliges) {
			assert_str(e.acts[0].text, "retest\x1fg1");
			assert_int_equal(e.acts[0].n - e.r->at_used, 6 * HOUR);
		}
		assert_int_equal(e.amounts_n, rows[i].figure != 0);
		assert_int_equal(test_amount(&e, rows[i].figure), rows[i].figure != 0);
	}
	test_end(&t);
}

/* Of one person alone it is his own: nobody is sampled anew, and somebody judges it within two hours. */
static void a_single_positive_is_judged_at_once(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, "tube.result", 0, "\"result\":\"positive\",\"single\":true," LABORATORY);

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, TARGET_COVER);
	assert_int_equal(e.acts[0].obliges, CASE_OBLIGES_JUDGEMENT);
	assert_str(e.acts[0].text, "case\x1fg1");
	assert_int_equal(e.acts[0].n - e.r->at_used, 2 * HOUR);
	e = effects(cx, "tube.result", 0, "\"result\":\"unusable\",\"single\":true," LABORATORY);
	assert_str(e.acts[0].text, "retest\x1fg1");
	test_end(&t);
}

static void a_doorstep_request_is_its_own_subject(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "doorstep.asked", 0, "\"reason\":\"very_old\"");

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
	assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
	assert_int_equal(e.acts[1].n - e.r->at_used, 24 * HOUR);
	test_end(&t);
}

static void what_followed_is_answered(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next;
	} rows[] = {
		{ "retest.done", "\"outcome\":\"all\",\"people\":10", TARGET_COVER, RETEST_ALL, 0 },
		{ "retest.done", "\"outcome\":\"some\",\"people\":8", TARGET_TRY, RETEST_SOME,
			RETEST_NEXT_OTHERS },
		{ "doorstep.done", "\"outcome\":\"done\"", TARGET_COVER, DOORSTEP_DONE, 0 },
		{ "doorstep.done", "\"outcome\":\"unneeded\"", TARGET_EXCUSE, DOORSTEP_UNNEEDED,
			0 },
		{ "doorstep.done", "\"outcome\":\"absent\",\"next\":\"again\"", TARGET_TRY,
			DOORSTEP_ABSENT, 1 },
		{ "doorstep.done", "\"outcome\":\"refused\",\"next\":\"community\"", TARGET_TRY,
			DOORSTEP_REFUSED, 2 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, 0, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.amounts_n, 0);
	}
	test_end(&t);
}

static void the_standing_rounds_of_the_examples_are_theirs(void **state)
{
	static const struct {
		const char *kind, *round;
	} rows[] = { { "tube.sealed", "tube" }, { "tube.result", "tube" }, { "box.sent", "tube" },
		{ "retest.done", "retest" }, { "doorstep.asked", "doorstep" },
		{ "doorstep.done", "doorstep" } };
	struct kinds ks = test_kinds(testing_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct uuid incident;

	(void)state;
	assert_true(uuid_read(STR("0182ec0c-3800-7000-8000-000000000001"), &incident));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct kind *k = kinds_newest(&ks, str_of(rows[i].kind));
		struct record *r = test_record(cx, &ks, str_of(k->example));
		struct uuid id = round_standing_id(incident, rows[i].round);

		assert_true(uuid_eq(&r->round, &id));
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_round_is_started_and_reviewed),
		cmocka_unit_test(registered_is_not_sampled),
		cmocka_unit_test(each_outcome_of_a_sample_answers_in_its_way),
		cmocka_unit_test(a_tube_is_due_by_its_norm),
		cmocka_unit_test(a_box_tells_where_its_tubes_are),
		cmocka_unit_test(tubes_at_hand_are_counted_by_whoever_has_them),
		cmocka_unit_test(a_tube_ends_and_its_people_may_begin_anew),
		cmocka_unit_test(a_single_positive_is_judged_at_once),
		cmocka_unit_test(a_doorstep_request_is_its_own_subject),
		cmocka_unit_test(what_followed_is_answered),
		cmocka_unit_test(the_standing_rounds_of_the_examples_are_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
