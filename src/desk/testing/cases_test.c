/* A case and its contacts, record by record: what each obliges, on which days, and what ends it. */
#include "desk/testing/cases.h"

#include "desk/testing/testing.h"
#include "view/testing.h"

#define PERSON "0182ec0c-3800-7000-8000-000000000003"
#define POSITIVE "0182ec0c-3800-7000-8000-000000000004"
#define CASE "\"case\":\"0182ec0c-3800-7000-8000-000000000005\",\"relation\":\"household\""
#define TODAY 19235 /* 31 August 2022 */
#define HOUR 3600000LL

static struct effects effects(struct cx *cx, const char *kind, const char *at, const char *body)
{
	struct kinds ks = test_kinds(testing_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"%sT09:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" PERSON "\","
		"\"round\":\"0182ec0c-3800-7000-8000-000000000002\",\"body\":{%s}}",
		kind, at, body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void a_case_is_told_to_six_and_its_household_listed(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "case.confirmed", "2022-08-31",
		"\"type\":\"confirmed\",\"of\":\"" POSITIVE "\"");

	(void)state;
	assert_int_equal(e.acts_n, 9);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	for (int slot = CASE_SLOT_AMBULANCE; slot <= CASE_SLOT_HOUSEHOLD; slot++) {
		const struct act *a = &e.acts[slot];

		assert_int_equal(a->what, TARGET_OBLIGE);
		assert_int_equal(a->slot, slot);
		assert_true(uuid_eq(&a->key2, &e.r->id));
		assert_int_equal(
			a->n - e.r->at_used, slot == CASE_SLOT_HOUSEHOLD ? 24 * HOUR : 2 * HOUR);
	}
	assert_int_equal(e.acts[8].what, TARGET_COVER);
	assert_int_equal(e.acts[8].slot, CASE_SLOT_POSITIVE);
	assert_int_equal(e.acts[8].key2.b[15], 4);
	assert_int_equal(test_amount(&e, CASES_CONFIRMED), 1);
	e = effects(cx, "case.confirmed", "2022-08-31", "\"type\":\"asymptomatic\"");
	assert_int_equal(e.acts_n, 8);
	test_end(&t);
}

static void each_step_of_a_case_is_answered_by_itself(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, slot, code, next;
	} rows[] = {
		{ "case.notified", "\"whom\":\"ambulance\"", TARGET_COVER, 1, CASE_TOLD, 0 },
		{ "case.notified", "\"whom\":\"headquarters\"", TARGET_COVER, 6, CASE_TOLD, 0 },
		{ "household.listed", "\"outcome\":\"listed\",\"people\":3", TARGET_COVER, 7,
			CASE_LISTED, 0 },
		{ "household.listed", "\"outcome\":\"not_reached\",\"next\":\"police\"", TARGET_TRY,
			7, CASE_NOT_REACHED, 3 },
		{ "case.dismissed", "\"reason\":\"mistake\"", TARGET_EXCUSE, 0, CASE_MISTAKE, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, "2022-08-31", rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].slot, rows[i].slot);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.amounts_n, 0);
	}
	test_end(&t);
}

/* From the day after he is named to the last of the norm in force then, counted from when they met. */
static void a_contact_is_asked_for_on_each_day_of_the_norm(void **state)
{
	static const struct {
		const char *at, *met;
		int first, days;
	} rows[] = {
		{ "2022-08-31", "", TODAY + 1, 10 },
		{ "2022-08-31", ",\"met\":\"2022-08-31\"", TODAY + 1, 10 },
		{ "2022-08-31", ",\"met\":\"2022-08-28\"", TODAY + 1, 7 },
		{ "2022-08-31", ",\"met\":\"2022-08-20\"", TODAY + 1, 0 },
		{ "2022-06-27", "", 19170 + 1, 21 }, /* the eighth edition's last day */
		{ "2022-06-28", "", 19171 + 1, 10 },
		{ "2022-11-11", "", 19307 + 1, 8 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char body[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;

		snprintf(body, sizeof(body), CASE "%s", rows[i].met);
		e = effects(cx, "contact.named", rows[i].at, body);
		assert_int_equal(e.acts_n, rows[i].days);
		for (int n = 0; n < rows[i].days; n++) {
			assert_int_equal(e.acts[n].what, TARGET_OBLIGE);
			assert_int_equal(e.acts[n].slot, rows[i].first + n);
			assert_int_equal(
				e.acts[n].key2.b[15], 3); /* the person, whoever names him */
			assert_int_equal(e.acts[n].n, day_start(rows[i].first + n + 1));
		}
		assert_int_equal(test_amount(&e, CASES_CONTACTS), 1);
	}
	test_end(&t);
}

static void a_day_is_answered_and_what_ends_it_excuses_the_rest(void **state)
{
#define DAY "\"day\":\"2022-08-31\",\"outcome\":"
	static const struct {
		const char *body;
		int what, acts, code, obliges, followed;
	} rows[] = {
		{ DAY "\"well\"", TARGET_COVER, 1, CONTACT_WELL, 0, 1 },
		{ DAY "\"symptoms\"", TARGET_COVER, 1, CONTACT_SYMPTOMS, CONTACT_OBLIGES_TEST, 1 },
		{ DAY "\"not_reached\",\"next\":\"call\"", TARGET_TRY, 1, CONTACT_NOT_REACHED, 0,
			0 },
		{ DAY "\"became_case\",\"until\":\"2022-09-04\"", TARGET_EXCUSE, 5,
			CONTACT_BECAME_CASE, 0, 0 },
		{ DAY "\"left\"", TARGET_EXCUSE, 1, CONTACT_LEFT, 0, 0 },
		{ DAY "\"left\",\"until\":\"2022-08-20\"", TARGET_EXCUSE, 1, CONTACT_LEFT, 0, 0 },
		{ DAY "\"left\",\"until\":\"2022-10-01\"", TARGET_EXCUSE, CONTACT_DAYS_MAX,
			CONTACT_LEFT, 0, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, "contact.followed", "2022-08-31", rows[i].body);

		assert_int_equal(e.acts_n, rows[i].acts);
		for (int n = 0; n < rows[i].acts; n++) {
			assert_int_equal(e.acts[n].what, rows[i].what);
			assert_int_equal(e.acts[n].slot, TODAY + n);
			assert_int_equal(e.acts[n].code, rows[i].code);
			assert_int_equal(e.acts[n].obliges, rows[i].obliges);
		}
		assert_int_equal(test_amount(&e, CASES_FOLLOWED), rows[i].followed);
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_told_to_six_and_its_household_listed),
		cmocka_unit_test(each_step_of_a_case_is_answered_by_itself),
		cmocka_unit_test(a_contact_is_asked_for_on_each_day_of_the_norm),
		cmocka_unit_test(a_day_is_answered_and_what_ends_it_excuses_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
