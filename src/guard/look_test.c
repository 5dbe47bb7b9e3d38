/* What is shown masked, and who looked behind the mask. */
#include "guard/guard_fixture.h"

static void test_masks(void **state)
{
	static const struct {
		enum field_type type;
		const char *value, *shown;
	} rows[] = {
		{ FIELD_TEXT, "王明", "王*" },
		{ FIELD_TEXT, "欧阳小明", "欧***" },
		{ FIELD_TEXT, "王", "*" },
		{ FIELD_TEXT, "住在三楼东边的老人", "***" },
		{ FIELD_TEXT, "", "" },
		{ FIELD_PHONE, "13812345678", "138****5678" },
		{ FIELD_PHONE, "12345", "*****" },
		{ FIELD_DOCUMENT, "11010519491231002X", "1101**********002X" },
		{ FIELD_DOCUMENT, "E1234", "*****" },
		{ FIELD_PLATE, "川A12345", "川****5" },
		{ FIELD_DATE, "1949-12-31", "***" },
		{ FIELD_INT, "5", "***" },
		{ FIELD_IMAGE, "aaaa", "***" },
	};
	struct test_cx t;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct cx *cx = test_begin(&t);
		struct str shown;

		assert_int_equal(guard_mask(cx, rows[i].type, str_of(rows[i].value), &shown), 0);
		assert_str(shown.n ? shown : STR(""), rows[i].shown);
		test_end(&t);
	}
}

static void test_look(void **state)
{
	struct reader who = { .person = STR("li") };
	struct uuid id = sys_uuid();
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json *v;
	struct entry e;

	(void)state;
	assert_int_equal(
		guard_look_entry(cx, &who, STR("record"), STR("核实"), &id, 1, NOW, &e), 0);
	assert_int_equal(e.type, ENTRY_LOOK);
	assert_int_equal(json_read(cx, e.open, &json_limits_request, &v), 0);
	assert_str(json_text(v, "reader"), "li");
	assert_str(json_text(v, "reason"), "核实");
	assert_int_equal(json_get(v, "subjects")->n, 1);
	assert_true(str_eq(test_canonical(cx, v), e.open));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
