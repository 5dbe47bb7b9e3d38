#include "core/test.h"

static void texts_are_filled(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	assert_int_equal(err(cx, E_FIELD_RANGE, "body.count", "7", "0", "5"), -E_FIELD_RANGE);
	assert_int_equal(cx->e.code, E_FIELD_RANGE);
	assert_str(cx->e.field, "body.count");
	assert_str(cx->e.zh, "“body.count”的值 7 超出范围 0 至 5");
	assert_str(cx->e.en, "the value 7 of 'body.count' is outside 0 to 5");
	assert_str(cx->e.remedy_zh, "改到范围内");
	assert_true(cx->e.line > 0 && strstr(cx->e.file, "err_test.c"));
	err(cx, E_NOT_FOUND, NULL, "{1}");
	assert_null(cx->e.field.p);
	assert_str(cx->e.en, "not found: {1}");
	err(cx, E_NOT_FOUND, NULL);
	assert_str(cx->e.en, "not found: ?");
	err(cx, -E_LOGIN, NULL);
	assert_int_equal(cx->e.code, E_LOGIN);
	err_clear(cx);
	assert_int_equal(cx->e.code, 0);
	test_end(&t);
}

/* Each reader's sentence is whole in his language, and what a library said follows it. */
static void words_are_quoted(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	err(cx, E_IO, NULL, "/data");
	assert_int_equal(err_quote(cx, "disk I/O {0} error"), -E_IO);
	assert_str(cx->e.zh, "读写失败：/data（原文：“disk I/O {0} error”）");
	assert_str(cx->e.en, "input or output failed: /data (verbatim: \"disk I/O {0} error\")");
	assert_str(cx->e.remedy_zh, "检查磁盘后再试");
	test_end(&t);
}

/* Each text of the table has only places that can be filled, and each code a status. */
static void the_table(void **state)
{
	(void)state;
	for (int code = 0; code < E_CODES; code++) {
		const struct err_entry *e = err_entry(code);
		const char *texts[] = { e->zh, e->en, e->remedy_zh, e->remedy_en };

		assert_ptr_equal(err_entry(-code), e);
		assert_true(e->code[0] && e->zh[0] && e->en[0]);
		for (const char *c = e->code; *c; c++)
			assert_non_null(strchr("abcdefghijklmnopqrstuvwxyz_0123456789", *c));
		assert_true(code == 0 ? e->http == 200 : e->http >= 400 && e->http < 600);
		assert_true(code == 0 ? e->exit == 0 : e->exit >= 64 && e->exit <= 78);
		for (int i = 0; i < 4; i++) {
			assert_true(utf8_valid(str_of(texts[i])));
			for (const char *p = texts[i]; (p = strchr(p, '{')) != NULL; p++)
				assert_true(strchr("f0123", p[1]) && p[2] == '}');
		}
		for (int other = 0; other < code; other++)
			assert_string_not_equal(e->code, err_entry(other)->code);
	}
	assert_string_equal(err_entry(99999)->code, "internal");
	assert_string_equal(err_entry(-99999)->code, "internal");
	assert_string_equal(err_entry(INT32_MIN)->code, "internal");
}

static void without_memory(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	arena_init(cx->arena, &t.source, 1);
	assert_null(cx_alloc(cx, 10));
	assert_int_equal(cx->e.code, E_NO_MEMORY);
	assert_str(cx->e.en, "out of memory");
	err_clear(cx);
	assert_null(cx_array(cx, SIZE_MAX / 2, 3));
	assert_int_equal(cx->e.code, E_NO_MEMORY);
	assert_int_equal(err(cx, E_NOT_FOUND, "x", cx_num(cx, 5)), -E_NOT_FOUND);
	assert_str(cx->e.en, "not found: {0}");
	assert_str(cx->e.field, "?");
	assert_string_equal(cx_text(cx, STR("a")), "?");
	assert_int_equal(err_quote(cx, "words"), -E_NOT_FOUND);
	assert_str(cx->e.en, "not found: {0}");
	test_end(&t);
}

static void pieces_of_messages(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct buf b;
	struct str copy;

	(void)state;
	assert_string_equal(cx_num(cx, INT64_MIN), "-9223372036854775808");
	assert_string_equal(cx_num(cx, 0), "0");
	assert_string_equal(cx_text(cx, STR("不漏")), "不漏");
	assert_string_equal(cx_text(cx, STR_NONE), "");
	assert_string_equal(cx_text(cx, STR("a\0b\377c")), "a?b?c");
	buf_init(&b, cx->arena);
	buf_c(&b, 'x');
	for (int i = 0; i < 100; i++)
		buf_z(&b, "漏");
	assert_int_equal(strlen(cx_text(cx, buf_get(&b))), 118); /* 1 + 39 × 3, no half character */
	buf_init(&b, cx->arena);
	for (int i = 0; i < 41; i++)
		buf_z(&b, "漏");
	assert_int_equal(strlen(cx_text(cx, buf_get(&b))), 120);
	assert_int_equal(cx_str(cx, STR("abc"), &copy), 0);
	assert_string_equal(copy.p, "abc");
	assert_int_equal(cx_str(cx, STR_NONE, &copy), 0);
	assert_string_equal(copy.p, "");
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_filled),
		cmocka_unit_test(words_are_quoted),
		cmocka_unit_test(the_table),
		cmocka_unit_test(without_memory),
		cmocka_unit_test(pieces_of_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
