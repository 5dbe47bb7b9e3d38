/* What is shown masked, and who looked behind the mask. */
#include "guard/guard_fixture.h"
#include "guard/look_book.h"

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

static struct look an_entry(struct cx *cx, const struct look *l)
{
	struct look back;
	const struct json *v;
	struct entry e;

	assert_int_equal(look_write(cx, l, &uuid_nil, NOW, &e), 0);
	assert_int_equal(e.type, ENTRY_LOOK);
	assert_int_equal(json_read(cx, e.open, &json_limits_request, &v), 0);
	assert_true(str_eq(test_canonical(cx, v), e.open));
	assert_int_equal(look_read(cx, &e, &back), 0);
	assert_true(e.secret.n == l->note.n);
	return back;
}

static void test_entries(void **state)
{
	struct uuid id = sys_uuid();
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct look l = { .reader = STR("li"),
		.office = STR("11"),
		.role = STR("grid_worker"),
		.screen = STR("record"),
		.why = STR("check"),
		.note = STR("电话里说的（示例）"),
		.subjects = &id,
		.n = 1 };
	struct look back = an_entry(cx, &l);

	(void)state;
	assert_str(back.reader, "li");
	assert_str(back.role, "grid_worker");
	assert_str(back.office, "11");
	assert_str(back.why, "check");
	assert_true(back.n == 1 && uuid_eq(back.subjects, &id) && !back.note.n);
	l = (struct look){ .act = LOOK_EXPORTED,
		.reader = STR("li"),
		.screen = STR("missing"),
		.why = STR("visit"),
		.rows = 17,
		.until = 19234,
		.digest = STR("00ff") };
	back = an_entry(cx, &l);
	assert_true(back.act == LOOK_EXPORTED && back.rows == 17 && back.until == 19234);
	l = (struct look){ .act = LOOK_DESTROYED, .reader = STR("li"), .of = id };
	back = an_entry(cx, &l);
	assert_true(back.act == LOOK_DESTROYED && uuid_eq(&back.of, &id));
	l = (struct look){ .act = LOOK_REVIEWED,
		.reader = STR("li"),
		.whom = STR("eve"),
		.day = 19234,
		.finding = STR("explained") };
	back = an_entry(cx, &l);
	assert_true(back.act == LOOK_REVIEWED && back.day == 19234);
	assert_str(back.whom, "eve");
	test_end(&t);
}

/* One of the first version, and one of a later than this. */
static void test_other_versions(void **state)
{
	struct entry old = {
		.type = ENTRY_LOOK,
		.open = STR(
			"{\"reader\":\"li\",\"reason\":\"核实\",\"screen\":\"record\",\"subjects\":[]}")
	};
	struct entry later = { .type = ENTRY_LOOK,
		.open = STR("{\"act\":\"later\",\"reader\":\"li\"}") };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct look l;

	(void)state;
	assert_int_equal(look_read(cx, &old, &l), 0);
	assert_str(l.words, "核实");
	assert_true(l.act == LOOK_SEEN && !l.why.n);
	assert_int_equal(look_read(cx, &later, &l), 0);
	assert_true(!l.reader.n);
	test_end(&t);
}

static int refused(struct cx *cx, struct look l)
{
	struct entry e;

	err_clear(cx);
	l.reader = STR("li");
	return look_write(cx, &l, &uuid_nil, NOW, &e);
}

static void test_reasons(void **state)
{
	char longest[LOOK_NOTE_MAX + 2];
	struct str names = STR(LOOK_REASON_NAMES), name;
	struct uuid *many;
	size_t n = 0;
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (; str_split(&names, ' ', &name); n++)
		assert_str(name, look_reasons[n].name);
	assert_null(look_reasons[n].name);
	memset(longest, 'x', sizeof(longest));
	assert_int_equal(refused(cx, (struct look){ .why = STR("nosy") }), -E_FIELD_CHOICE);
	assert_int_equal(refused(cx, (struct look){ .why = STR("other") }), -E_FIELD_MISSING);
	assert_int_equal(
		refused(cx,
			(struct look){ .why = STR("check"), .note = { longest, LOOK_NOTE_MAX } }),
		0);
	assert_int_equal(refused(cx,
				 (struct look){ .why = STR("check"),
					 .note = { longest, LOOK_NOTE_MAX + 1 } }),
		-E_TOO_LONG);
	assert_int_equal(refused(cx, (struct look){ .act = LOOK_REVIEWED, .finding = STR("?") }),
		-E_FIELD_CHOICE);
	many = cx_many(cx, LOOK_SUBJECTS_MAX + 1, struct uuid);
	assert_int_equal(refused(cx,
				 (struct look){ .why = STR("check"),
					 .subjects = many,
					 .n = LOOK_SUBJECTS_MAX + 1 }),
		-E_TOO_MANY);
	test_end(&t);
}

/* More people than an entry has room for make several. */
static void test_divided(void **state)
{
	const struct rights who = RIGHTS("li", ROLE_GRID_WORKER, STR("g1"));
	struct look l = { .screen = STR("record"), .why = STR("check"), .n = 2500 };
	struct entry *entries;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t n;

	(void)state;
	l.subjects = cx_many(cx, l.n, struct uuid);
	assert_int_equal(look_entries(cx, &who, MATTER_ROSTER, l, NOW, &entries, &n), 0);
	assert_int_equal(n, 3);
	assert_int_equal(look_read(cx, &entries[2], &l), 0);
	assert_int_equal(l.n, 500);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_other_versions),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_divided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
