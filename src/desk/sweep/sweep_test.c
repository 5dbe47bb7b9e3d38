/* What each outcome of a visit does, and the way from version 1 to 2. */
#include "desk/sweep/sweep.h"

#include "view/testing.h"

#define HOUR 3600000LL

static struct str visit(struct cx *cx, int v, const char *body)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"sweep.visit\",\"v\":%d,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"0182ec0c-3800-7000-8000-000000000002\","
		"\"subject\":\"0182ec0c-3800-7000-8000-000000000003\",\"body\":%s}",
		v, body);
	return buf_get(&b);
}

static struct effects effects(struct cx *cx, int v, const char *body)
{
	struct kinds ks = test_kinds(sweep_kinds);

	return test_effects(cx, &ks, visit(cx, v, body));
}

static void each_outcome_answers_in_its_way(void **state)
{
	static const struct {
		const char *body;
		int what, code;
	} rows[] = {
		{ "{\"outcome\":\"done\"}", TARGET_COVER, 1 },
		{ "{\"outcome\":\"nobody\"}", TARGET_TRY, 2 },
		{ "{\"outcome\":\"refused\"}", TARGET_TRY, 3 },
		{ "{\"outcome\":\"moved\"}", TARGET_EXCUSE, 4 },
		{ "{\"outcome\":\"owner_unreachable\"}", TARGET_TRY, 5 },
		{ "{\"outcome\":\"unsafe\"}", TARGET_TRY, 6 },
		{ "{\"outcome\":\"not_a_dwelling\"}", TARGET_EXCUSE, 7 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, 2, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].fold, FOLD_TARGET);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].key.b[15], 2);
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(test_amount(&e, SWEEP_DOORS), 1);
		assert_int_equal(test_amount(&e, SWEEP_HOMES), rows[i].what == TARGET_COVER);
	}
	test_end(&t);
}

static void next_action_and_slot_are_kept(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, 2, "{\"outcome\":\"nobody\",\"next\":\"guardian\",\"slot\":1000}");

	(void)state;
	assert_int_equal(e.acts[0].next, 6);
	assert_int_equal(e.acts[0].slot, 1000);
	assert_int_equal(e.acts[0].obliges, 0);
	test_end(&t);
}

static void a_difficulty_falls_due_by_its_urgency(void **state)
{
	static const struct {
		const char *name;
		int category;
		int64_t hours;
	} rows[] = { { "life", 1, 2 }, { "utility", 2, 24 }, { "ordinary", 3, 168 },
		{ "hard", 4, 360 } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[80];
		struct effects e;

		/* Whoever refuses us may be in trouble all the same. */
		snprintf(body, sizeof(body), "{\"outcome\":\"refused\",\"difficulty\":\"%s\"}",
			rows[i].name);
		e = effects(cx, 2, body);
		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].obliges, rows[i].category);
		assert_int_equal(e.acts[0].n - e.acts[0].at_used, rows[i].hours * HOUR);
		assert_str(e.acts[0].text, "ask\x1fg1");
	}
	test_end(&t);
}

static void only_what_was_done_counts_people(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, 2, "{\"outcome\":\"done\",\"people\":4,\"away\":true}");

	(void)state;
	assert_int_equal(test_amount(&e, SWEEP_PEOPLE), 4);
	assert_int_equal(test_amount(&e, SWEEP_RETURNEES), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 2);
	e = effects(cx, 2, "{\"outcome\":\"refused\",\"people\":4,\"away\":false}");
	assert_int_equal(test_amount(&e, SWEEP_PEOPLE), 0);
	assert_int_equal(test_amount(&e, SWEEP_RETURNEES), 0);
	test_end(&t);
}

static void what_a_neighbour_says_is_counted_apart(void **state)
{
	static const char *const said[] = { "empty", "occupied", "unknown", "other" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (int i = 0; i < 4; i++) {
		char body[80];
		struct effects e;

		snprintf(body, sizeof(body), "{\"outcome\":\"nobody\",\"neighbour\":\"%s\"}",
			said[i]);
		e = effects(cx, 2, body);
		for (int k = 0; k < 4; k++)
			assert_int_equal(test_amount(&e, (uint16_t)(SWEEP_SAID_EMPTY + k)), i == k);
	}
	test_end(&t);
}

static void version_1_says_returned(void **state)
{
	struct kinds ks = test_kinds(sweep_kinds);
	struct record *r = NULL;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, 1, "{\"outcome\":\"done\",\"people\":2,\"returned\":true}");

	(void)state;
	assert_int_equal(e.r->v, 1);
	assert_int_equal(e.r->kind->v, 2);
	assert_int_equal(record_int(e.r, "away"), 1);
	assert_null(json_get(e.r->body, "returned"));
	assert_int_equal(record_int(e.r, "people"), 2);
	assert_int_equal(test_amount(&e, SWEEP_RETURNEES), 1);
	/* Neither version takes the other's word. */
	assert_int_equal(
		test_record_try(cx, &ks, visit(cx, 1, "{\"outcome\":\"done\",\"away\":true}"), &r),
		-E_FIELD_UNKNOWN);
	assert_int_equal(test_record_try(cx, &ks,
				 visit(cx, 2, "{\"outcome\":\"done\",\"returned\":true}"), &r),
		-E_FIELD_UNKNOWN);
	test_end(&t);
}

static void lift_takes_any_body(void **state)
{
	const struct json *v, *lifted;
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	assert_int_equal(json_read(cx, STR("{}"), &json_limits_request, &v), 0);
	assert_int_equal(sweep_visit_lift(cx, v, &lifted), 0);
	assert_int_equal(lifted->n, 0);
	assert_int_equal(
		json_read(cx, STR("{\"slot\":3,\"returned\":false}"), &json_limits_request, &v), 0);
	assert_int_equal(sweep_visit_lift(cx, v, &lifted), 0);
	assert_str(test_canonical(cx, lifted), "{\"away\":false,\"slot\":3}");
	assert_str(test_canonical(cx, v), "{\"returned\":false,\"slot\":3}");
	test_end(&t);
}

static void what_is_found_joins_roster_and_round(void **state)
{
	struct kinds ks = test_kinds(sweep_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = test_effects(cx, &ks,
		STR("{\"id\":\"0182ec0c-3800-7000-8000-000000000902\","
		    "\"kind\":\"sweep.found\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
		    "\"round\":\"0182ec0c-3800-7000-8000-000000000002\","
		    "\"subject\":\"0182ec0c-3800-7000-8000-000000000004\","
		    "\"body\":{\"compound\":\"C\",\"building\":\"1\",\"room\":\"9\"}}"));

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].what, SUBJECT_DEFINE);
	assert_int_equal(e.acts[0].code, SUBJECT_DWELLING);
	assert_str(e.acts[0].text,
		"g1\x1e"
		"C\x1f"
		"1\x1f\x1f\x1f"
		"9\x1f");
	assert_int_equal(e.acts[1].what, TARGET_FOUND);
	assert_str(e.acts[1].text, "g1");
	assert_int_equal(e.amounts_n, 0);
	test_end(&t);
}

static void a_journey_counts_for_the_incident_and_answers_no_round(void **state)
{
	struct kinds ks = test_kinds(sweep_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = test_effects(cx, &ks,
		STR("{\"id\":\"0182ec0c-3800-7000-8000-000000000903\","
		    "\"kind\":\"travel.declared\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
		    "\"body\":{\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"from_risk\":false,"
		    "\"since\":\"not_yet\",\"from\":\"?\"}}"));

	(void)state;
	assert_int_equal(e.acts_n, 0);
	assert_int_equal(e.amounts_n, 1);
	assert_int_equal(test_amount(&e, SWEEP_TRAVEL), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 1);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_outcome_answers_in_its_way),
		cmocka_unit_test(next_action_and_slot_are_kept),
		cmocka_unit_test(a_difficulty_falls_due_by_its_urgency),
		cmocka_unit_test(only_what_was_done_counts_people),
		cmocka_unit_test(what_a_neighbour_says_is_counted_apart),
		cmocka_unit_test(version_1_says_returned),
		cmocka_unit_test(lift_takes_any_body),
		cmocka_unit_test(a_journey_counts_for_the_incident_and_answers_no_round),
		cmocka_unit_test(what_is_found_joins_roster_and_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
