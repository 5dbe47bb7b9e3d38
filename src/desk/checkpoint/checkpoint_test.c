/* A car, a person, a queue, a referral's life, and three days after an arrival: record by record. */
#include "desk/checkpoint/checkpoint.h"

#include "cover/base_kinds.h"
#include "rules/verdict.h"
#include "view/testing.h"

#define INCIDENT_ID "0182ec0c-3800-7000-8000-000000000001"
#define INCIDENT "\"incident\":\"" INCIDENT_ID "\""
#define POST "0182ec0c-3800-7000-8000-000000000003"
#define HOUR 3600000LL
#define TODAY 19234 /* 30 August 2022 */

static struct effects effects(struct cx *cx, const char *kind, bool round, const char *body)
{
	struct kinds ks = test_kinds(checkpoint_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" POST
		"\",%s\"body\":{%s}}",
		kind, round ? "\"round\":\"0182ec0c-3800-7000-8000-000000000002\"," : "", body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void every_car_has_one_outcome(void **state)
{
	static const struct {
		const char *outcome;
		int passed, referred, turned_back;
	} rows[] = { { "passed", 1, 0, 0 }, { "referred", 0, 1, 0 }, { "turned_back", 0, 0, 1 } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[200];
		struct effects e;

		snprintf(body, sizeof(body),
			INCIDENT ",\"people\":4,\"origin\":\"outside\",\"outcome\":\"%s\"",
			rows[i].outcome);
		e = effects(cx, "vehicle.screened", false, body);
		assert_int_equal(e.acts_n, 0);
		assert_int_equal(test_amount(&e, CHECKPOINT_CHECKED), 1);
		assert_int_equal(test_amount(&e, CHECKPOINT_OCCUPANTS), 4);
		assert_int_equal(test_amount(&e, CHECKPOINT_PASSED), rows[i].passed);
		assert_int_equal(test_amount(&e, CHECKPOINT_REFERRED), rows[i].referred);
		assert_int_equal(test_amount(&e, CHECKPOINT_TURNED_BACK), rows[i].turned_back);
		assert_int_equal(e.amounts[0].scope.b[15], 1);
	}
	test_end(&t);
}

/* The verdict is the record's own; that it is another than the rule's is counted. */
static void a_verdict_is_held_against_its_rule(void **state)
{
	static const struct {
		const char *facts, *by;
		int referred, overruled;
	} rows[] = {
		{ "\"origin\":\"province\",\"test\":\"within_48h\",\"verdict\":\"passed\"",
			"\"rule\":\"exit-screening\",\"version\":1", 0, 0 },
		{ "\"origin\":\"outside\",\"test\":\"within_24h\",\"verdict\":\"referred\"",
			"\"rule\":\"exit-screening\",\"version\":1", 1, 0 },
		{ "\"origin\":\"outside\",\"test\":\"within_24h\",\"verdict\":\"passed\"",
			"\"rule\":\"exit-screening\",\"version\":1", 0, 1 },
		{ "\"origin\":\"county\",\"test\":\"none\",\"fever\":true,\"verdict\":\"passed\"",
			"\"rule\":\"exit-screening\",\"version\":1", 0, 1 },
		{ "\"origin\":\"outside\",\"test\":\"none\",\"verdict\":\"passed\"",
			"\"rule\":\"exit-screening\",\"version\":9999", 0, 0 },
		{ "\"origin\":\"outside\",\"test\":\"none\",\"verdict\":\"passed\"",
			"\"rule\":\"another\",\"version\":1", 0, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char body[400];
		struct effects e;

		snprintf(body, sizeof(body),
			INCIDENT
			",\"registered\":true,\"code\":\"green\",\"itinerary\":false,\"history\":false,%s,%s",
			rows[i].facts, rows[i].by);
		e = effects(cx, "person.screened", false, body);
		assert_int_equal(e.acts_n, 0);
		assert_int_equal(test_amount(&e, CHECKPOINT_PEOPLE), 1);
		assert_int_equal(test_amount(&e, CHECKPOINT_PEOPLE_REFERRED), rows[i].referred);
		assert_int_equal(test_amount(&e, CHECKPOINT_OVERRULED), rows[i].overruled);
	}
	test_end(&t);
}

/* A phone's rule may be an old one: the writer is told what the rule of the day says, by name. */
static void who_decides_otherwise_is_told(void **state)
{
	static const struct {
		const char *facts, *verdict, *reason; /* NULL: they agree */
	} rows[] = {
		{ "\"registered\":true,\"origin\":\"province\",\"test\":\"within_48h\",\"verdict\":\"passed\"",
			NULL, NULL },
		{ "\"registered\":true,\"origin\":\"province\",\"test\":\"none\",\"verdict\":\"passed\"",
			"referred", "test" },
		{ "\"registered\":false,\"origin\":\"county\",\"test\":\"none\",\"verdict\":\"passed\"",
			"turned_back", "not_registered" },
		{ "\"registered\":true,\"origin\":\"county\",\"test\":\"none\",\"verdict\":\"turned_back\"",
			"passed", "clear" },
	};
	struct kinds ks = test_kinds(checkpoint_kinds);
	const struct kind *k = kinds_newest(&ks, STR("person.screened"));
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct json *body;
		struct record r = { .kind = k, .at_used = 1661821200000 };
		struct judged j;
		char text[400];

		snprintf(text, sizeof(text),
			"{\"code\":\"green\",\"itinerary\":false,\"history\":false,%s}",
			rows[i].facts);
		assert_int_equal(json_read(cx, str_of(text), &json_limits_request, &body), 0);
		r.body = body;
		assert_int_equal(k->differs(&r, &j), rows[i].verdict != NULL);
		if (rows[i].verdict) {
			assert_string_equal(j.verdict, rows[i].verdict);
			assert_string_equal(j.reason, rows[i].reason);
			assert_int_equal(j.version, 1);
		}
	}
	test_end(&t);
}

/* The names of codes stand in the fields' tables and in rules/verdict.c. */
static void the_rule_has_the_names_of_the_fields(void **state)
{
	struct kinds ks = test_kinds(checkpoint_kinds);
	const struct kind *k = kinds_newest(&ks, STR("person.screened"));
	const struct {
		const char *field;
		const char *const *names;
	} rows[] = { { "verdict", screening_verdict_names }, { "code", screening_code_names },
		{ "test", screening_test_names }, { "origin", screening_origin_names } };
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (const struct field *f = k->fields; f->name; f++)
			if (strcmp(f->name, rows[i].field) == 0)
				for (const struct choice *c = f->choices; c->name; c++, seen++)
					assert_string_equal(c->name, rows[i].names[c->code]);
	assert_int_equal(seen, 3 + 4 + 4 + 3);
}

static void cars_are_counted_apart_from_those_who_check_them(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "checkpoint.arrivals_counted", false,
		INCIDENT
		",\"from\":\"2022-08-30T08:00:00+08:00\",\"to\":\"2022-08-30T09:00:00+08:00\","
		"\"vehicles\":117,\"on_foot\":9,\"by\":\"camera\"");

	(void)state;
	assert_int_equal(e.acts_n, 0);
	assert_int_equal(test_amount(&e, CHECKPOINT_ARRIVED), 117);
	assert_int_equal(test_amount(&e, CHECKPOINT_ON_FOOT), 9);
	e = effects(cx, "checkpoint.waiting_counted", false, INCIDENT ",\"vehicles\":6");
	assert_int_equal(e.amounts_n, 0);
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, LEDGER_COUNT);
	assert_str(e.acts[0].name, "post:" INCIDENT_ID ":" POST "\x1f" CHECKPOINT_WAITING);
	assert_int_equal(e.acts[0].n, 6000);
	test_end(&t);
}

static void a_referral_is_its_own_subject_and_due_in_a_day(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "referral.made", true,
		"\"of\":\"vehicle\",\"people\":3,\"reason\":\"outside\"");

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
	assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
	assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
	assert_int_equal(e.acts[1].n - e.r->at_used, 24 * HOUR);
	assert_int_equal(test_amount(&e, CHECKPOINT_REFERRALS), 3);
	test_end(&t);
}

static void a_referral_ends_with_a_negative_or_a_transfer(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next, more; /* more: acts */
	} rows[] = {
		{ "referral.tested", "\"result\":\"negative\"", TARGET_COVER, REFERRAL_NEGATIVE, 0,
			0 },
		{ "referral.tested", "\"result\":\"positive\"", TARGET_COVER, REFERRAL_POSITIVE, 0,
			1 },
		{ "referral.transferred", "\"to\":\"h-1\"", TARGET_COVER, REFERRAL_TRANSFERRED, 0,
			0 },
		{ "referral.lost", "", TARGET_TRY, REFERRAL_LOST, REFERRAL_NEXT_POLICE, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, true, rows[i].body);

		assert_int_equal(e.acts_n, 1 + rows[i].more);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		/* Who is positive is a matter of his own, here and where it is judged whether he is a case. */
		assert_true(!rows[i].more ||
			(e.acts[1].what == TARGET_OBLIGE && uuid_eq(&e.acts[1].key2, &e.r->id)));
		assert_int_equal(e.acts[0].obliges, rows[i].more ? REFERRAL_OBLIGES_JUDGEMENT : 0);
		if (rows[i].more)
			assert_str(e.acts[0].text, "case\x1fg1");
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(e.amounts_n, 0);
	}
	test_end(&t);
}

static void an_arrival_is_asked_for_on_three_days(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "arrival.registered", true, "\"origin\":\"outside\"");

	(void)state;
	assert_int_equal(e.acts_n, 4);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	for (int n = 1; n <= 3; n++) {
		assert_int_equal(e.acts[n].what, TARGET_OBLIGE);
		assert_int_equal(e.acts[n].slot, n);
		assert_true(uuid_eq(&e.acts[n].key2, &e.r->id));
		assert_int_equal(e.acts[n].n, day_start(TODAY + n + 1));
	}
	assert_int_equal(test_amount(&e, CHECKPOINT_ARRIVALS), 1);
	test_end(&t);
}

static void each_day_has_its_answer(void **state)
{
	static const struct {
		const char *body;
		int acts, what, slot, next, obliges;
	} rows[] = {
		{ "\"slot\":1,\"outcome\":\"well\"", 1, TARGET_COVER, 1, 0, 0 },
		{ "\"slot\":2,\"outcome\":\"symptoms\"", 1, TARGET_COVER, 2, 0,
			ARRIVAL_OBLIGES_TEST },
		{ "\"slot\":3,\"outcome\":\"not_reached\",\"next\":\"police\"", 1, TARGET_TRY, 3, 3,
			0 },
		/* Who has left on the second day is not asked on the third. */
		{ "\"slot\":2,\"outcome\":\"left\"", 2, TARGET_EXCUSE, 3, 0, 0 },
		{ "\"slot\":3,\"outcome\":\"left\"", 1, TARGET_EXCUSE, 3, 0, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, "arrival.followed", true, rows[i].body);

		assert_int_equal(e.acts_n, rows[i].acts);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].slot, rows[i].slot);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.acts[0].obliges, rows[i].obliges);
		if (rows[i].obliges) {
			assert_str(e.acts[0].text, "referral\x1fg1");
			assert_int_equal(e.acts[0].n - e.r->at_used, 24 * HOUR);
		}
		assert_int_equal(test_amount(&e, BASE_SYMPTOMS), rows[i].obliges != 0);
	}
	test_end(&t);
}

static void the_standing_rounds_of_the_examples_are_theirs(void **state)
{
	static const struct {
		const char *kind, *round;
	} rows[] = { { "referral.made", "referral" }, { "referral.lost", "referral" },
		{ "arrival.registered", "arrival" }, { "arrival.followed", "arrival" } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct uuid incident;

	(void)state;
	assert_true(uuid_read(STR("0182ec0c-3800-7000-8000-000000000001"), &incident));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kinds ks = test_kinds(checkpoint_kinds);
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
		cmocka_unit_test(every_car_has_one_outcome),
		cmocka_unit_test(a_verdict_is_held_against_its_rule),
		cmocka_unit_test(who_decides_otherwise_is_told),
		cmocka_unit_test(the_rule_has_the_names_of_the_fields),
		cmocka_unit_test(cars_are_counted_apart_from_those_who_check_them),
		cmocka_unit_test(a_referral_is_its_own_subject_and_due_in_a_day),
		cmocka_unit_test(a_referral_ends_with_a_negative_or_a_transfer),
		cmocka_unit_test(an_arrival_is_asked_for_on_three_days),
		cmocka_unit_test(each_day_has_its_answer),
		cmocka_unit_test(the_standing_rounds_of_the_examples_are_theirs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
