/* What each step of a zone, a need and a talk does. How the steps follow each other is played in t/views/lifecycle_test.c. */
#include "desk/zone/zone.h"

#include "rules/norms.h"
#include "view/testing.h"

#define HOUR 3600000LL
#define UNTIL "\"until\":\"2022-09-06T09:00:00+08:00\""
#define WHY "\"cause\":\"rule\",\"basis\":\"9\","

/* In round …0002; about: of the matter …0003. */
static struct effects effects(struct cx *cx, const char *kind, bool about, const char *body)
{
	struct kinds ks = test_kinds(zone_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"0182ec0c-3800-7000-8000-000000000002\",%s\"body\":{%s}}",
		kind, about ? "\"subject\":\"0182ec0c-3800-7000-8000-000000000003\"," : "", body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void a_seal_is_in_force_at_its_level_until_its_end(void **state)
{
	static const char *const levels[] = { "sealed", "controlled", "precaution", "high",
		"medium", "low" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct effects e;
		char body[200];

		snprintf(body, sizeof(body),
			"\"level\":\"%s\"," WHY UNTIL
			",\"compound\":\"C\",\"building\":\"1\",\"lead\":\"L\"",
			levels[i]);
		e = effects(cx, "zone.sealed", false, body);
		assert_int_equal(e.acts_n, 3);
		assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
		assert_str(e.acts[0].text,
			"g1\x1e"
			"C\x1f"
			"1\x1f\x1f\x1f\x1f");
		assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
		assert_int_equal(e.acts[1].n - e.r->at_used, 7 * 24 * HOUR);
		assert_int_equal(e.acts[2].what, TARGET_TRY);
		assert_int_equal(e.acts[2].code, ZONE_SEALED + i);
		assert_int_equal(e.acts[2].next, ZONE_NEXT_ASSESS);
		for (int k = 0; k < 3; k++)
			assert_true(uuid_eq(k ? &e.acts[k].key2 : &e.acts[k].key, &e.r->id));
		assert_int_equal(test_amount(&e, ZONE_ZONES), 1);
	}
	test_end(&t);
}

static void a_change_gives_another_level_and_another_end(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "zone.changed", true, "\"level\":\"low\"," WHY UNTIL);

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].what, TARGET_FOUND);
	assert_int_equal(e.acts[0].n - e.r->at_used, 7 * 24 * HOUR);
	assert_int_equal(e.acts[1].what, TARGET_TRY);
	assert_int_equal(e.acts[1].code, ZONE_LOW);
	for (int k = 0; k < 2; k++)
		assert_int_equal(e.acts[k].key2.b[15], 3);
	assert_int_equal(e.amounts_n, 0);
	test_end(&t);
}

static void what_binds_people_needs_two(void **state)
{
	static const char *const two[] = { "zone.sealed", "zone.changed" };
	struct kinds ks = test_kinds(zone_kinds);

	(void)state;
	for (size_t i = 0; i < ks.n; i++) {
		bool bound = false;

		for (int k = 0; k < 2; k++)
			bound = bound || strcmp(ks.all[i]->name, two[k]) == 0;
		assert_int_equal(!!(ks.all[i]->envelope & KIND_TWO_PERSONS), bound);
	}
}

static void needs_that_cannot_wait_come_first(void **state)
{
	static const struct {
		const char *urgency;
		int64_t hours;
	} rows[] = { { "life", 2 }, { "daily", 24 }, { "ordinary", 168 } };
	static const struct {
		const char *kind, *field;
	} sealed[] = { { "need.raised", "category" }, { "need.raised", "text" },
		{ "order.bought", "shop" }, { "order.bought", "goods" },
		{ "errand.done", "errand" } };
	struct kinds ks = test_kinds(zone_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;
		char body[120];

		snprintf(body, sizeof(body),
			"\"urgency\":\"%s\",\"category\":\"dialysis\",\"text\":\"?\"",
			rows[i].urgency);
		e = effects(cx, "need.raised", i % 2 == 0, body);
		assert_int_equal(e.acts_n, 2);
		assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
		assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
		assert_int_equal(e.acts[1].n - e.r->at_used, rows[i].hours * HOUR);
		assert_int_equal(test_amount(&e, ZONE_NEEDS), 1);
	}
	/* What is needed, and where it was bought, is nobody's business who only counts. */
	for (size_t i = 0; i < sizeof(sealed) / sizeof(sealed[0]); i++) {
		const struct field *f = kinds_newest(&ks, str_of(sealed[i].kind))->fields;

		while (strcmp(f->name, sealed[i].field) != 0)
			f++;
		assert_int_equal(f->personal, CLASS_HEALTH);
	}
	test_end(&t);
}

struct step {
	const char *kind, *body;
	int what, code, next;
	int figures[3]; /* each counts 1, up to 0 */
};

static void check_step(struct cx *cx, const struct step *s)
{
	struct effects e = effects(cx, s->kind, true, s->body);
	size_t n = 0;

	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, s->what);
	assert_int_equal(e.acts[0].code, s->code);
	assert_int_equal(e.acts[0].next, s->next);
	assert_int_equal(e.acts[0].key2.b[15], 3);
	for (; n < 3 && s->figures[n]; n++)
		assert_int_equal(test_amount(&e, s->figures[n]), 1);
	assert_int_equal(e.amounts_n, n);
}

static void each_step_says_what_it_leaves(void **state)
{
	static const struct step rows[] = {
		{ "zone.released", "\"reason\":\"term\",\"basis\":\"9\"", TARGET_COVER, ZONE_TERM,
			0, { 0 } },
		{ "zone.released", "\"reason\":\"early\",\"basis\":\"9\"", TARGET_COVER, ZONE_EARLY,
			0, { 0 } },
		{ "zone.released", "\"reason\":\"merged\",\"basis\":\"9\"", TARGET_COVER,
			ZONE_MERGED, 0, { 0 } },
		{ "need.taken", "\"owner\":\"u\"", TARGET_TRY, NEED_TAKEN, NEED_NEXT_BUY, { 0 } },
		{ "order.bought", "\"amount\":\"0\"", TARGET_TRY, NEED_BOUGHT, NEED_NEXT_DELIVER,
			{ ZONE_ORDERS } },
		{ "delivery.signed", "\"by_whom\":\"door\",\"goods\":\"bought\"", TARGET_COVER,
			NEED_SIGNED, 0, { ZONE_ORDERS_SIGNED, ZONE_NEEDS_MET } },
		{ "delivery.signed", "\"by_whom\":\"resident\",\"goods\":\"allotted\"",
			TARGET_COVER, NEED_SIGNED, 0, { ZONE_NEEDS_MET } },
		{ "delivery.signed", "\"by_whom\":\"neighbour\",\"goods\":\"gift\"", TARGET_COVER,
			NEED_SIGNED, 0, { ZONE_NEEDS_MET } },
		{ "errand.done", "\"errand\":\"clinic\"", TARGET_COVER, NEED_DONE, 0,
			{ ZONE_ERRANDS, ZONE_NEEDS_MET } },
		{ "need.dropped", "\"reason\":\"withdrawn\"", TARGET_EXCUSE, NEED_WITHDRAWN, 0,
			{ 0 } },
		{ "need.dropped", "\"reason\":\"released\"", TARGET_EXCUSE, NEED_RELEASED, 0,
			{ 0 } },
		{ "need.dropped", "\"reason\":\"by_himself\",\"orders\":1", TARGET_EXCUSE,
			NEED_BY_HIMSELF, 0, { ZONE_ORDERS_DROPPED } },
		{ "counsel.given", "\"outcome\":\"given\"", TARGET_COVER, COUNSEL_GIVEN, 0,
			{ ZONE_COUNSEL } },
		{ "counsel.given", "\"outcome\":\"again\"", TARGET_TRY, COUNSEL_AGAIN,
			COUNSEL_NEXT_TALK, { ZONE_COUNSEL } },
		{ "counsel.given", "\"outcome\":\"referred\"", TARGET_TRY, COUNSEL_REFERRED,
			COUNSEL_NEXT_CLINIC, { ZONE_COUNSEL } },
		{ "counsel.given", "\"outcome\":\"unreachable\"", TARGET_TRY, COUNSEL_UNREACHABLE,
			COUNSEL_NEXT_CALL, { 0 } },
		{ "counsel.given", "\"outcome\":\"declined\"", TARGET_EXCUSE, COUNSEL_DECLINED, 0,
			{ 0 } },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_step(cx, &rows[i]);
	test_end(&t);
}

static void money_counts_in_fen(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "order.bought", true, "\"amount\":\"36.505\"");

	(void)state;
	assert_int_equal(test_amount(&e, ZONE_ORDERS_VALUE), 3651);
	test_end(&t);
}

/* Of a talk nothing lies open but how urgent it is and how it went. */
static void a_talk_is_in_confidence(void **state)
{
	static const char *const open[] = { "category", "outcome" };
	struct kinds ks = test_kinds(zone_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "counsel.asked", false,
		"\"category\":\"danger\",\"text\":\"?\",\"name\":\"N\",\"phone\":\"13800000000\"");

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[1].n - e.r->at_used, 2 * HOUR);
	assert_int_equal(e.amounts_n, 0);
	for (size_t i = 0; i < ks.n; i++)
		for (const struct field *f = ks.all[i]->fields; f->name; f++)
			if (strncmp(ks.all[i]->name, "counsel.", 8) == 0 &&
				strcmp(f->name, open[0]) != 0 && strcmp(f->name, open[1]) != 0)
				assert_int_equal(f->personal, CLASS_COUNSELLING);
	assert_false(
		kinds_newest(&ks, STR("counsel.asked"))->envelope & (NEEDS_SUBJECT | MAY_SUBJECT));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seal_is_in_force_at_its_level_until_its_end),
		cmocka_unit_test(a_change_gives_another_level_and_another_end),
		cmocka_unit_test(what_binds_people_needs_two),
		cmocka_unit_test(needs_that_cannot_wait_come_first),
		cmocka_unit_test(each_step_says_what_it_leaves),
		cmocka_unit_test(money_counts_in_fen),
		cmocka_unit_test(a_talk_is_in_confidence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
