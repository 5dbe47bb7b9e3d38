/* Where the base's kinds do more than hand their fields on. */
#include "cover/base_kinds.h"

#include "cover/cover.h"
#include "view/testing.h"

static struct effects effects(
	struct cx *cx, const char *kind, const char *members, const char *body)
{
	struct kinds ks = test_kinds(base_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",%s\"body\":%s}",
		kind, members, body);
	return test_effects(cx, &ks, buf_get(&b));
}

#define AREA "\"area\":\"g1\","
#define SUBJECT "\"subject\":\"0182ec0c-3800-7000-8000-000000000003\","
#define ROUND "\"round\":\"0182ec0c-3800-7000-8000-000000000002\","

static void an_area_has_its_id_for_code_unless_told(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "area.added", AREA, "{\"name\":\"N\",\"level\":\"grid\"}");

	(void)state;
	assert_int_equal(e.acts[0].what, AREA_ADD);
	assert_int_equal(e.acts[0].code, 6);
	assert_int_equal(e.acts[0].n, 0);
	assert_str(e.acts[0].name, "g1");
	assert_str(e.acts[0].text, "\x1fg1\x1fN");
	e = effects(cx, "area.added", AREA,
		"{\"name\":\"N\",\"code\":\"77\",\"parent\":\"v\",\"from\":\"2022-08-30\"}");
	assert_str(e.acts[0].text,
		"v\x1f"
		"77\x1fN");
	assert_int_equal(e.acts[0].n, 19234);
	test_end(&t);
}

static void a_round_without_a_due_time_has_none(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "round.opened", AREA ROUND,
		"{\"kind\":\"ask\",\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"standing\":true}");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].n, COVER_FAR);
	assert_int_equal(e.acts[0].code, 1);
	assert_str(e.acts[0].text,
		"ask\x1fg1\x1f\x1f\x1f"
		"0182ec0c-3800-7000-8000-000000000001\x1f"
		"0");
	test_end(&t);
}

static void a_piece_lists_each_subject(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "round.targeted", AREA ROUND,
		"{\"piece\":1,\"subjects\":["
		"\"0182ec0c-3800-7000-8000-000000000004\",\"0182ec0c-3800-7000-8000-000000000003\"]}");

	(void)state;
	assert_int_equal(e.acts_n, 3);
	assert_int_equal(e.acts[0].what, ROUND_PIECE);
	assert_int_equal(e.acts[0].n, 2);
	for (int i = 1; i < 3; i++) {
		assert_int_equal(e.acts[i].fold, FOLD_TARGET);
		assert_int_equal(e.acts[i].what, TARGET_LIST);
		assert_int_equal(e.acts[i].key2.b[15], 5 - i);
		assert_str(e.acts[i].text, "g1");
	}
	test_end(&t);
}

static void flags_not_given_stay(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "person.changed", SUBJECT, "{\"phone\":\"13800000000\"}");

	(void)state;
	assert_int_equal(e.acts_n, 0);
	e = effects(cx, "person.changed", SUBJECT, "{\"flags\":[]}");
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, SUBJECT_FLAGS);
	assert_int_equal(e.acts[0].n, 0);
	assert_false(e.acts[0].has_saw);
	e = effects(cx, "person.changed",
		SUBJECT "\"seen\":{\"flags\":\"0182ec0c-3800-7000-8000-000000000077\"},",
		"{\"flags\":[\"alone\",\"no_phone\"]}");
	assert_int_equal(e.acts[0].n, 1 << 1 | 1 << 9);
	assert_true(e.acts[0].has_saw);
	assert_int_equal(e.acts[0].saw.b[15], 0x77);
	test_end(&t);
}

static void an_exemption_lies_above_the_answers(void **state)
{
	static const char *const reasons[] = { "quarantined", "away", "hospital", "duty", "other" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (int i = 0; i < 5; i++) {
		char body[64];
		struct effects e;

		snprintf(body, sizeof(body), "{\"reason\":\"%s\",\"slot\":%d}", reasons[i], i);
		e = effects(cx, "target.exempted", AREA ROUND SUBJECT, body);
		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, TARGET_EXCUSE);
		assert_int_equal(e.acts[0].code, 101 + i);
		assert_int_equal(e.acts[0].slot, i);
	}
	test_end(&t);
}

static void a_merge_names_the_smaller_first(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "subject.merged", SUBJECT,
		"{\"with\":\"0182ec0c-3800-7000-8000-000000000001\"}");

	(void)state;
	assert_int_equal(e.acts[0].what, PAIR_ONE);
	assert_int_equal(e.acts[0].key.b[15], 1);
	assert_int_equal(e.acts[0].key2.b[15], 3);
	e = effects(cx, "subject.parted", SUBJECT,
		"{\"from\":\"0182ec0c-3800-7000-8000-000000000005\"}");
	assert_int_equal(e.acts[0].what, PAIR_NOT_ONE);
	assert_int_equal(e.acts[0].key.b[15], 3);
	test_end(&t);
}

static void a_dwelling_says_its_whole_place(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "dwelling.changed",
		SUBJECT "\"seen\":{\"room\":\"0182ec0c-3800-7000-8000-000000000077\"},",
		"{\"compound\":\"C\",\"building\":\"1\",\"unit\":\"2\",\"floor\":\"3\",\"room\":\"301\",\"address\":\"R 5\"}");

	(void)state;
	assert_int_equal(e.acts[0].what, SUBJECT_PLACE);
	assert_str(e.acts[0].text,
		"C\x1f"
		"1\x1f"
		"2\x1f"
		"3\x1f"
		"301\x1fR 5");
	assert_true(e.acts[0].has_saw);
	assert_string_equal(base_place_fields[PLACE_COMPOUND].name, "compound");
	assert_string_equal(base_place_fields[PLACE_BUILDING].name, "building");
	assert_string_equal(base_place_fields[PLACE_UNIT].name, "unit");
	assert_string_equal(base_place_fields[PLACE_FLOOR].name, "floor");
	assert_string_equal(base_place_fields[PLACE_ROOM].name, "room");
	assert_string_equal(base_place_fields[PLACE_ADDRESS].name, "address");
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_area_has_its_id_for_code_unless_told),
		cmocka_unit_test(a_round_without_a_due_time_has_none),
		cmocka_unit_test(a_piece_lists_each_subject),
		cmocka_unit_test(flags_not_given_stay),
		cmocka_unit_test(an_exemption_lies_above_the_answers),
		cmocka_unit_test(a_merge_names_the_smaller_first),
		cmocka_unit_test(a_dwelling_says_its_whole_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
