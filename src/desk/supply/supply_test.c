/* Goods leave one place and reach another in the same quantity; gifts are counted in fen. */
#include "desk/supply/supply.h"

#include "view/testing.h"

#define INCIDENT "\"incident\":\"0182ec0c-3800-7000-8000-000000000001\""
#define STORE "0182ec0c-3800-7000-8000-000000000008"
#define OTHER "0182ec0c-3800-7000-8000-000000000009"
#define GOODS INCIDENT ",\"item\":\"rice\",\"quantity\":\"12.5\""

static struct str record(struct cx *cx, const char *kind, const char *body)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"supply.%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"t1\",\"body\":{%s}}",
		kind, body);
	return buf_get(&b);
}

static struct effects effects(struct cx *cx, const char *kind, const char *body)
{
	struct kinds ks = test_kinds(supply_kinds);

	return test_effects(cx, &ks, record(cx, kind, body));
}

static void every_movement_has_two_ends(void **state)
{
	static const struct {
		const char *kind, *body, *from, *to;
	} rows[] = {
		{ "received", GOODS ",\"store\":\"" STORE "\"", "supplier:t1\x1frice",
			"store:" STORE "\x1frice" },
		{ "moved", GOODS ",\"from\":\"" STORE "\",\"to\":\"" OTHER "\"",
			"store:" STORE "\x1frice", "store:" OTHER "\x1frice" },
		{ "delivered", GOODS ",\"from\":\"" STORE "\",\"to\":\"" OTHER "\"",
			"store:" STORE "\x1frice", "dwelling:" OTHER "\x1frice" },
		{ "used", GOODS ",\"from\":\"" STORE "\",\"duty\":\"station\"",
			"store:" STORE "\x1frice", "used:t1\x1frice" },
		{ "spoiled", GOODS ",\"from\":\"" STORE "\"", "store:" STORE "\x1frice",
			"spoiled:t1\x1frice" },
		{ "lost", GOODS ",\"from\":\"" STORE "\"", "store:" STORE "\x1frice",
			"lost:t1\x1frice" },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, rows[i].body);

		assert_int_equal(e.acts_n, 2);
		assert_int_equal(e.acts[0].what, LEDGER_OUT);
		assert_str(e.acts[0].name, rows[i].from);
		assert_int_equal(e.acts[1].what, LEDGER_IN);
		assert_str(e.acts[1].name, rows[i].to);
		for (int k = 0; k < 2; k++) {
			assert_int_equal(e.acts[k].n, 12500);
			assert_int_equal(e.acts[k].slot, 19234);
		}
	}
	test_end(&t);
}

static void a_gift_counts_its_value_in_fen(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "received",
		GOODS ",\"store\":\"" STORE "\",\"donated\":true,\"value\":\"4800.50\"");

	(void)state;
	assert_int_equal(test_amount(&e, SUPPLY_GIFTS), 480050);
	assert_int_equal(test_amount(&e, SUPPLY_RECEIVED), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 1);
	e = effects(cx, "received", GOODS ",\"store\":\"" STORE "\",\"value\":\"4800.50\"");
	assert_int_equal(test_amount(&e, SUPPLY_GIFTS), 0);
	assert_int_equal(test_amount(&e, SUPPLY_RECEIVED), 1);
	test_end(&t);
}

static void deliveries_and_uses_are_counted(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, "delivered", GOODS ",\"from\":\"" STORE "\",\"to\":\"" OTHER "\"");

	(void)state;
	assert_int_equal(e.amounts_n, 1);
	assert_int_equal(test_amount(&e, SUPPLY_DELIVERED), 1);
	e = effects(cx, "used", GOODS ",\"from\":\"" STORE "\",\"duty\":\"other\"");
	assert_int_equal(e.amounts_n, 1);
	assert_int_equal(test_amount(&e, SUPPLY_USED), 1);
	test_end(&t);
}

static void an_empty_shelf_can_be_counted_but_nothing_cannot_move(void **state)
{
	struct kinds ks = test_kinds(supply_kinds);
	struct record *r = NULL;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "counted",
		INCIDENT ",\"store\":\"" STORE "\",\"item\":\"rice\",\"quantity\":\"0\"");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, LEDGER_COUNT);
	assert_int_equal(e.acts[0].n, 0);
	assert_int_equal(test_record_try(cx, &ks,
				 record(cx, "lost",
					 INCIDENT ",\"from\":\"" STORE
						  "\",\"item\":\"rice\",\"quantity\":\"0\""),
				 &r),
		-E_FIELD_RANGE);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_movement_has_two_ends),
		cmocka_unit_test(a_gift_counts_its_value_in_fen),
		cmocka_unit_test(deliveries_and_uses_are_counted),
		cmocka_unit_test(an_empty_shelf_can_be_counted_but_nothing_cannot_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
