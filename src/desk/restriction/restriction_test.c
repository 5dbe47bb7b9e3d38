/* What each record about a restriction does, and where it contradicts itself. What holds is played in t/views/restriction_test.c. */
#include "desk/restriction/restriction.h"

#include "rules/norms.h"
#include "view/testing.h"

#define HOUR 3600000LL
#define BY_CASE "\"cause\":\"case\",\"ground\":\"0182ec0c-3800-7000-8000-000000000810\","
#define FROM "\"from\":\"2022-08-30T09:00:00+08:00\","
#define ABOUT "\"office\":\"O\",\"reason\":\"?\","

static struct str text_of(struct cx *cx, const char *kind, const char *at, const char *body)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"%s\",\"area\":\"g1\",\"round\":\"0182ec0c-3800-7000-8000-000000000002\","
		"\"subject\":\"0182ec0c-3800-7000-8000-000000000003\",\"body\":{%s}}",
		kind, at, body);
	return buf_get(&b);
}

static struct effects effects(struct cx *cx, const char *kind, const char *body)
{
	struct kinds ks = test_kinds(restriction_kinds);

	return test_effects(cx, &ks, text_of(cx, kind, "2022-08-30T09:00:00+08:00", body));
}

static int refused(struct cx *cx, const char *kind, const char *at, const char *body)
{
	struct kinds ks = test_kinds(restriction_kinds);
	struct record *r;

	return test_record_try(cx, &ks, text_of(cx, kind, at, body), &r);
}

static void an_order_is_due_at_its_end_and_its_notice_within_a_day(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "restriction.ordered",
		"\"what\":\"isolated_central\"," BY_CASE ABOUT
		"\"from\":\"2022-08-30T12:00:00+08:00\",\"until\":\"2022-09-06T12:00:00+08:00\"");

	(void)state;
	assert_int_equal(e.acts_n, 4);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
	assert_int_equal(e.acts[1].n - e.r->at_used, (7 * 24 + 3) * HOUR);
	assert_int_equal(e.acts[2].what, TARGET_TRY);
	assert_int_equal(e.acts[2].code, RESTRICT_CENTRAL);
	assert_int_equal(e.acts[3].slot, RESTRICTION_SLOT_NOTICE);
	assert_int_equal(e.acts[3].n - e.r->at_used, 27 * HOUR);
	assert_int_equal(test_amount(&e, RESTRICTION_ORDERED), 1);
	test_end(&t);
}

/* A norm of the day on which it begins; a second more is too long. */
static void no_order_is_longer_than_the_norm(void **state)
{
	static const struct {
		const char *what, *at, *until;
		int e;
	} all[] = {
		{ "isolated_central", "2022-06-01T00:00:00+08:00", "2022-06-15T00:00:00+08:00", 0 },
		{ "isolated_central", "2022-06-01T00:00:00+08:00", "2022-06-15T00:00:01+08:00",
			-E_FIELD_DISAGREES },
		{ "isolated_central", "2022-08-01T00:00:00+08:00", "2022-08-08T00:00:00+08:00", 0 },
		{ "isolated_central", "2022-08-01T00:00:00+08:00", "2022-08-08T00:00:01+08:00",
			-E_FIELD_DISAGREES },
		{ "isolated_central", "2022-12-01T00:00:00+08:00", "2022-12-06T00:00:00+08:00", 0 },
		{ "isolated_central", "2022-12-01T00:00:00+08:00", "2022-12-06T00:00:01+08:00",
			-E_FIELD_DISAGREES },
		{ "red", "2022-12-01T00:00:00+08:00", "2022-12-08T00:00:00+08:00", 0 },
		{ "door_sealed", "2022-12-01T00:00:00+08:00", "2022-12-08T00:00:01+08:00",
			-E_FIELD_DISAGREES },
		{ "red", "2022-12-01T00:00:00+08:00", "2022-12-01T00:00:00+08:00",
			-E_FIELD_DISAGREES },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char body[400];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		snprintf(body, sizeof(body),
			"\"what\":\"%s\"," BY_CASE ABOUT "\"from\":\"%s\",\"until\":\"%s\"",
			all[i].what, all[i].at, all[i].until);
		assert_int_equal(refused(cx, "restriction.ordered", all[i].at, body), all[i].e);
		err_clear(cx);
	}
	test_end(&t);
}

static void an_extension_gives_a_new_end_and_a_new_notice(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "restriction.extended",
		"\"n\":2," BY_CASE FROM "\"reason\":\"?\",\"until\":\"2022-09-02T09:00:00+08:00\"");

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].what, TARGET_FOUND);
	assert_true(uuid_eq(&e.acts[0].key2, &e.r->subject));
	assert_int_equal(e.acts[0].n - e.r->at_used, 72 * HOUR);
	assert_int_equal(e.acts[1].slot, RESTRICTION_SLOT_NOTICE + 2);
	assert_int_equal(refused(cx, "restriction.extended", "2022-08-30T09:00:00+08:00",
				 "\"n\":5," BY_CASE FROM
				 "\"reason\":\"?\",\"until\":\"2022-09-02T09:00:00+08:00\""),
		-E_FIELD_RANGE);
	test_end(&t);
}

static void what_ends_spares_every_notice(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "restriction.lifted", "\"reason\":\"early\"");

	(void)state;
	assert_int_equal(e.acts_n, 2 + RESTRICTION_EXTENSIONS_MAX);
	assert_int_equal(e.acts[0].what, TARGET_COVER);
	for (int n = 0; n <= RESTRICTION_EXTENSIONS_MAX; n++) {
		assert_int_equal(e.acts[1 + n].what, TARGET_SPARE);
		assert_int_equal(e.acts[1 + n].slot, RESTRICTION_SLOT_NOTICE + n);
	}
	test_end(&t);
}

static void a_decision_frees_or_leaves(void **state)
{
	static const char of[] = "\"restriction\":\"0182ec0c-3800-7000-8000-000000000c01\"";
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e;
	char body[300];

	(void)state;
	snprintf(body, sizeof(body), "\"outcome\":\"upheld\",\"reason\":\"?\",%s", of);
	e = effects(cx, "appeal.decided", body);
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(test_amount(&e, RESTRICTION_FREED), 0);
	snprintf(body, sizeof(body), "\"outcome\":\"changed\",\"reason\":\"?\",%s", of);
	e = effects(cx, "appeal.decided", body);
	assert_int_equal(e.acts_n, 3 + RESTRICTION_EXTENSIONS_MAX);
	assert_int_equal(e.acts[1].what, TARGET_COVER);
	assert_int_equal(e.acts[1].code, APPEAL_CHANGED);
	assert_int_equal(test_amount(&e, RESTRICTION_FREED), 1);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_is_due_at_its_end_and_its_notice_within_a_day),
		cmocka_unit_test(no_order_is_longer_than_the_norm),
		cmocka_unit_test(an_extension_gives_a_new_end_and_a_new_notice),
		cmocka_unit_test(what_ends_spares_every_notice),
		cmocka_unit_test(a_decision_frees_or_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
