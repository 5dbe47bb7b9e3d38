/* What each outcome of an inspection does, and each step of a finding's life. How the steps follow each other is played in
 * t/views/lifecycle_test.c. */
#include "desk/inspect/inspect.h"

#include "cover/base_kinds.h"
#include "view/testing.h"

#define HOUR 3600000LL

/* About the subject …0003 in round …0002. */
static struct effects effects(struct cx *cx, const char *kind, const char *body)
{
	struct kinds ks = test_kinds(inspect_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",%s"
		"\"subject\":\"0182ec0c-3800-7000-8000-000000000003\",\"body\":{%s}}",
		kind,
		strcmp(kind, "site.listed") == 0 || strcmp(kind, "inspect.led") == 0 ?
			"" :
			"\"round\":\"0182ec0c-3800-7000-8000-000000000002\",",
		body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void a_site_has_its_name_and_what_it_is(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "site.listed",
		"\"name\":\"N\",\"flags\":[\"compound\",\"station\"],\"address\":\"R 5\"");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, SUBJECT_DEFINE);
	assert_int_equal(e.acts[0].code, SUBJECT_SITE);
	assert_int_equal(e.acts[0].n, 1 << SITE_COMPOUND | 1 << SITE_STATION);
	assert_str(e.acts[0].text, "g1\x1eN");
	test_end(&t);
}

static void each_outcome_answers_in_its_way(void **state)
{
	static const struct {
		const char *outcome;
		int what, code;
	} rows[] = {
		{ "in_order", TARGET_COVER, INSPECT_IN_ORDER },
		{ "findings", TARGET_COVER, INSPECT_FINDINGS },
		{ "closed", TARGET_TRY, INSPECT_CLOSED },
		{ "refused", TARGET_TRY, INSPECT_REFUSED },
		{ "gone", TARGET_EXCUSE, INSPECT_GONE },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool inspected = rows[i].what == TARGET_COVER;
		struct effects e;
		char body[200];

		snprintf(body, sizeof(body),
			"\"outcome\":\"%s\",\"next\":\"call\",\"site\":\"enterprise\",\"by_leader\":true,"
			"\"findings\":3",
			rows[i].outcome);
		e = effects(cx, "inspect.made", body);
		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, 3);
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(test_amount(&e, INSPECT_ENTERPRISES), inspected);
		assert_int_equal(test_amount(&e, INSPECT_BY_LEADERS), inspected);
		assert_int_equal(test_amount(&e, INSPECT_TOLD), inspected ? 3 : 0);
	}
	test_end(&t);
}

static void sites_are_counted_by_what_they_are(void **state)
{
	static const struct {
		const char *site;
		int figure;
	} rows[] = { { "enterprise", INSPECT_ENTERPRISES }, { "village", INSPECT_VILLAGES },
		{ "compound", INSPECT_COMPOUNDS }, { "school", 0 }, { "other", 0 } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;
		char body[80];

		snprintf(body, sizeof(body), "\"outcome\":\"in_order\",\"site\":\"%s\"",
			rows[i].site);
		e = effects(cx, "inspect.made", body);
		assert_int_equal(e.amounts_n, rows[i].figure != 0);
		if (rows[i].figure) {
			assert_int_equal(test_amount(&e, rows[i].figure), 1);
			assert_int_equal(e.amounts[0].scope.b[15], 2);
		}
	}
	test_end(&t);
}

static void a_leader_counts_where_no_round_is(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "inspect.led",
		"\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"level\":\"county\",\"places\":4");

	(void)state;
	assert_int_equal(e.acts_n, 0);
	assert_int_equal(test_amount(&e, INSPECT_BY_LEADERS), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 1);
	test_end(&t);
}

static void a_finding_falls_due_by_its_severity(void **state)
{
	static const struct {
		const char *severity, *source;
		int64_t days;
		int there;
	} rows[] = { { "at_once", "inspection", 1, 1 }, { "by_date", "resident", 3, 0 },
		{ "supervised", "above", 7, 0 }, { "at_once", "own_check", 1, 0 } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;
		char body[160];

		snprintf(body, sizeof(body),
			"\"severity\":\"%s\",\"category\":\"entry\",\"source\":\"%s\",\"text\":\"?\"",
			rows[i].severity, rows[i].source);
		e = effects(cx, "finding.raised", body);
		assert_int_equal(e.acts_n, 2);
		assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
		assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
		assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
		assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
		assert_int_equal(e.acts[1].n - e.r->at_used, rows[i].days * 24 * HOUR);
		assert_int_equal(test_amount(&e, INSPECT_RAISED), 1);
		assert_int_equal(test_amount(&e, INSPECT_RAISED_THERE), rows[i].there);
	}
	test_end(&t);
}

static void each_step_says_what_it_leaves(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next, fixed, rechecked, settled;
	} rows[] = {
		{ "finding.assigned", "\"owner\":\"u\"", TARGET_TRY, FINDING_ASSIGNED,
			FINDING_NEXT_FIX, 0, 0, 0 },
		{ "finding.fixed", "\"text\":\"?\"", TARGET_TRY, FINDING_FIXED,
			FINDING_NEXT_RECHECK, 1, 0, 0 },
		{ "finding.rechecked", "\"outcome\":\"passed\",\"reported\":true", TARGET_COVER,
			FINDING_PASSED, 0, 0, 1, 1 },
		{ "finding.rechecked", "\"outcome\":\"passed\",\"reported\":false", TARGET_TRY,
			FINDING_UNREPORTED, FINDING_NEXT_REPORT, 0, 0, 0 },
		{ "finding.rechecked", "\"outcome\":\"failed\",\"reported\":true", TARGET_TRY,
			FINDING_FAILED, FINDING_NEXT_FIX_AGAIN, 0, 1, 0 },
		{ "finding.rechecked", "\"outcome\":\"failed\",\"reported\":false", TARGET_TRY,
			FINDING_FAILED, FINDING_NEXT_FIX_AGAIN, 0, 0, 0 },
		{ "finding.rechecked", "\"outcome\":\"passed\",\"reported\":true,\"again\":true",
			TARGET_COVER, FINDING_PASSED, 0, 0, 0, 1 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(test_amount(&e, INSPECT_FIXED), rows[i].fixed);
		assert_int_equal(test_amount(&e, INSPECT_RECHECKED), rows[i].rechecked);
		assert_int_equal(test_amount(&e, INSPECT_SETTLED), rows[i].settled);
	}
	test_end(&t);
}

/* 0, or why an inspection of this kind of site on this day with these items is refused. */
static int inspected(struct cx *cx, const char *day, const char *site, const char *items)
{
	struct kinds ks = test_kinds(inspect_kinds);
	struct record *r;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"inspect.made\",\"v\":1,"
		"\"at\":\"%sT09:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"0182ec0c-3800-7000-8000-000000000002\","
		"\"subject\":\"0182ec0c-3800-7000-8000-000000000003\","
		"\"body\":{%s,\"outcome\":\"findings\",\"site\":\"%s\"}}",
		day, items, site);
	err_clear(cx);
	return test_record_try(cx, &ks, buf_get(&b), &r);
}

/* Each kind of site answers its own list; what is wrong is named, and what there is to choose from. */
static void each_kind_of_site_has_its_items(void **state)
{
	static const struct {
		const char *day, *site, *items;
		bool taken;
	} rows[] = {
		{ "2022-08-30", "enterprise", "\"failed\":[\"returnees\",\"duty\"]", true },
		{ "2022-08-30", "village", "\"passed\":[\"households\"],\"failed\":[\"returnees\"]",
			true },
		{ "2022-08-30", "compound", "\"passed\":[\"home_isolation\"]", true },
		{ "2022-08-30", "highway_exit", "\"failed\":[\"every_car\",\"itinerary\"]", true },
		{ "2022-08-30", "isolation", "\"failed\":[\"single_tube\"]", true },
		{ "2022-08-30", "laboratory", "\"failed\":[\"pooling\"]", true },
		{ "2022-08-30", "enterprise", "\"failed\":[\"duty\",\"every_car\"]", false },
		{ "2022-08-30", "checkpoint", "\"failed\":[\"households\"]", false },
		{ "2022-08-30", "village", "\"failed\":[\"single_tube\"]", false },
		/* The card ended on that day. */
		{ "2022-12-12", "checkpoint", "\"failed\":[\"itinerary\"]", true },
		{ "2022-12-13", "checkpoint", "\"failed\":[\"itinerary\"]", false },
		{ "2022-12-13", "checkpoint", "\"failed\":[\"four_checks\"]", true },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int e = inspected(cx, rows[i].day, rows[i].site, rows[i].items);

		if (e != (rows[i].taken ? 0 : -E_FIELD_CHOICE))
			fail_msg("%s %s %s: %d", rows[i].day, rows[i].site, rows[i].items, e);
	}
	assert_int_equal(inspected(cx, "2022-08-30", "enterprise", "\"passed\":[\"every_car\"]"),
		-E_FIELD_CHOICE);
	assert_str(cx->e.field, "body.passed");
	assert_non_null(memmem(cx->e.zh.p, cx->e.zh.n, "责任落实到人、", strlen("责任落实到人、")));
	assert_null(memmem(cx->e.zh.p, cx->e.zh.n, "逢车必查", strlen("逢车必查")));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_has_its_name_and_what_it_is),
		cmocka_unit_test(each_outcome_answers_in_its_way),
		cmocka_unit_test(sites_are_counted_by_what_they_are),
		cmocka_unit_test(a_leader_counts_where_no_round_is),
		cmocka_unit_test(a_finding_falls_due_by_its_severity),
		cmocka_unit_test(each_step_says_what_it_leaves),
		cmocka_unit_test(each_kind_of_site_has_its_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
