/* The CSV reader: what it takes, what it refuses by name, and its bounds. */
#include "load/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sys/sys.h"

struct bench {
	struct cx cx;
	struct arena arena;
	struct sheet *sheet;
	struct sheet_row row;
};

static int begin(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));

	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	*state = b;
	return 0;
}

static int end(void **state)
{
	struct bench *b = *state;

	sheet_close(b->sheet);
	arena_done(&b->arena);
	free(b);
	return 0;
}

static int opened(struct bench *b, struct str text)
{
	sheet_close(b->sheet);
	b->sheet = NULL;
	err_clear(&b->cx);
	return sheet_open_bytes(&b->cx, text, STR_NONE, &b->sheet);
}

#define OPEN(b, literal) assert_int_equal(opened((b), STR(literal)), 0)

static void expect_row(struct bench *b, int64_t number, size_t n, const char *const *cells)
{
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(b->row.number, number);
	assert_int_equal(b->row.n, n);
	for (size_t i = 0; i < n; i++)
		assert_true(str_is(b->row.cells[i], cells[i]));
}

#define ROW(b, number, ...) \
	do { \
		const char *const cells_[] = { __VA_ARGS__ }; \
		expect_row((b), (number), sizeof(cells_) / sizeof(cells_[0]), cells_); \
	} while (0)
#define END(b) assert_int_equal(sheet_next(&(b)->cx, (b)->sheet, &(b)->row), 0)

static void expect_refused(struct bench *b, struct str text, int code, const char *en)
{
	assert_int_equal(opened(b, text), -code);
	if (!strstr(b->cx.e.en.p, en))
		fail_msg("'%s' lacks '%s'", b->cx.e.en.p, en);
}

#define REFUSED(b, literal, code, en) expect_refused((b), STR(literal), (code), (en))

static void test_plain(void **state)
{
	struct bench *b = *state;

	OPEN(b, "a,b\n1,2\n3,4\n");
	assert_int_equal(sheet_columns(b->sheet), 2);
	assert_int_equal(sheet_rows(b->sheet), 2);
	assert_true(str_is(sheet_headings(b->sheet)[1], "b"));
	ROW(b, 2, "1", "2");
	ROW(b, 3, "3", "4");
	END(b);
	END(b);
}

static void test_quotes(void **state)
{
	struct bench *b = *state;

	OPEN(b, "a,b\r\n\"x,\"\"y\"\"\",\"two\r\nlines\"\r\n\"\",\r\n");
	ROW(b, 2, "x,\"y\"", "two\r\nlines");
	ROW(b, 3, "", "");
	END(b);
}

static void test_last_line_without_end(void **state)
{
	struct bench *b = *state;

	OPEN(b, "a,b\n1,");
	ROW(b, 2, "1", "");
	END(b);
	OPEN(b, "a\n\"q\"");
	ROW(b, 2, "q");
	END(b);
}

/* Rows are numbered as a spreadsheet shows them. */
static void test_empty_lines(void **state)
{
	struct bench *b = *state;

	OPEN(b, "a\n\n1\n\r\n\"\"\n2");
	assert_int_equal(sheet_rows(b->sheet), 3);
	ROW(b, 3, "1");
	ROW(b, 5, "");
	ROW(b, 6, "2");
	END(b);
}

static void test_encodings(void **state)
{
	struct bench *b = *state;

	OPEN(b, "\xef\xbb\xbf姓名,x\n张三,1\n");
	assert_true(str_is(sheet_headings(b->sheet)[0], "姓名"));
	ROW(b, 2, "张三", "1");
	/* 姓名, then 张三 and U+3400 in four bytes, as GB18030 */
	OPEN(b, "\xd0\xd5\xc3\xfb,x\n\xd5\xc5\xc8\xfd\x81\x39\xee\x39,1\n");
	assert_true(str_is(sheet_headings(b->sheet)[0], "姓名"));
	ROW(b, 2, "张三\xe3\x90\x80", "1");
	END(b);
	/* its byte order mark */
	OPEN(b, "\x84\x31\x95\x33\xd0\xd5\nx\n");
	assert_true(str_is(sheet_headings(b->sheet)[0], "姓"));
}

static void test_bad_encoding(void **state)
{
	struct bench *b = *state;

	REFUSED(b, "a\n1\n\xff\xfe\n", E_CSV_ENCODING, "row 3");
	REFUSED(b,
		"\xff\xfe"
		"a\0\n\0",
		E_CSV_ENCODING, "row 1");
	/* good GB18030 up to row 3, good UTF-8 up to row 2 only */
	REFUSED(b, "a\n\xd5\xc5\n\xff\n", E_CSV_ENCODING, "row 3");
	/* a character cut off by the end of the file */
	REFUSED(b, "a\n\xe5", E_CSV_ENCODING, "row 2");
	/* good GB18030, but the mark at its beginning says UTF-8 */
	REFUSED(b,
		"\xef\xbb\xbf"
		"a\n\xd5\xc5\n",
		E_CSV_ENCODING, "row 2");
}

static void test_form(void **state)
{
	struct bench *b = *state;

	REFUSED(b, "", E_CSV_HEADING, "empty");
	REFUSED(b, "a\n\"x\n", E_CSV, "row 2");
	REFUSED(b, "a\n\"x\"y\n", E_CSV, "row 2");
	REFUSED(b, "a\nx\"y\n", E_CSV, "row 2");
	REFUSED(b, "a\nx\ry\n", E_CSV, "carriage return");
	REFUSED(b, "a\n1\nx\r", E_CSV, "row 3");
	REFUSED(b, "a\nx\0y\n", E_CSV, "NUL");
}

static void test_headings(void **state)
{
	struct bench *b = *state;

	REFUSED(b, "a,,c\n1,2,3\n", E_CSV_HEADING, "column 2");
	REFUSED(b, "人员名册,\n", E_CSV_HEADING, "column 2");
	REFUSED(b, "a,b, a \n", E_CSV_HEADING, "'a'");
}

static void test_bounds(void **state)
{
	struct bench *b = *state;
	char *text = test_malloc(3 * 1024 * 1024);
	size_t n;

	n = 2;
	memcpy(text, "a\n", 2);
	memset(text + 2, 'x', SHEET_ROW_MAX);
	assert_int_equal(opened(b, (struct str){ text, n + SHEET_ROW_MAX }), 0);
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(b->row.cells[0].n, SHEET_ROW_MAX);
	text[2 + SHEET_ROW_MAX] = 'x';
	expect_refused(b, (struct str){ text, n + SHEET_ROW_MAX + 1 }, E_CSV, "1 MiB");
	n = 0;
	for (int i = 0; i < SHEET_COLUMNS_MAX; i++)
		n += (size_t)snprintf(text + n, 64, "%sc%d", i ? "," : "", i);
	assert_int_equal(opened(b, (struct str){ text, n }), 0);
	assert_int_equal(sheet_columns(b->sheet), SHEET_COLUMNS_MAX);
	n += (size_t)snprintf(text + n, 64, ",more");
	expect_refused(b, (struct str){ text, n }, E_CSV, "200 columns");
	test_free(text);
}

/* Characters that lie across the pieces in which a file is read. */
static void test_pieces(void **state)
{
	struct bench *b = *state;
	size_t n = 0, rows = 0;
	char *text = test_malloc(1 << 20);

	n += (size_t)snprintf(text, 64, "a\n");
	while (n < 300000) {
		n += (size_t)snprintf(text + n, 64, "%.*s张\n", (int)(rows % 7), "xxxxxxx");
		rows++;
	}
	assert_int_equal(opened(b, (struct str){ text, n }), 0);
	assert_int_equal(sheet_rows(b->sheet), rows);
	for (size_t i = 0; i < rows; i++) {
		assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
		assert_int_equal(b->row.cells[0].n, i % 7 + 3);
		assert_memory_equal(b->row.cells[0].p + i % 7, "张", 3);
	}
	END(b);
	test_free(text);
}

static void test_formulas(void **state)
{
	static const char *const formulas[] = { "=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+1",
		"--1", "\tx", "\rx", " =1", "+1-1", "＝1+1", "＋a", "-a", "　=1" };
	static const char *const harmless[] = { "", "-", "-1", "-12.5", "+8613800000000",
		"+86 138 0000 0000", "a=b", "1-4", "张三", "－1", "a@b" };

	(void)state;
	for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
		if (!sheet_is_formula(str_of(formulas[i])))
			fail_msg("'%s' is a formula", formulas[i]);
	for (size_t i = 0; i < sizeof(harmless) / sizeof(harmless[0]); i++)
		if (sheet_is_formula(str_of(harmless[i])))
			fail_msg("'%s' is no formula", harmless[i]);
}

static void test_row_check(void **state)
{
	struct bench *b = *state;

	OPEN(b, "姓名,b\n1,2\n1\n1,2,3\n=x,1\n");
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), 0);
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), -E_CSV);
	assert_non_null(strstr(b->cx.e.en.p, "row 3"));
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), -E_CSV);
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), -E_CSV_FORMULA);
	assert_non_null(strstr(b->cx.e.zh.p, "第 5 行“姓名”"));
}

static void test_write(void **state)
{
	struct bench *b = *state;
	struct buf out;

	buf_init(&out, &b->arena);
	csv_cell_write(&out, STR("a\"b"));
	buf_c(&out, ',');
	csv_cell_write(&out, STR("x,y\nz"));
	buf_c(&out, ',');
	csv_cell_write(&out, STR("=1"));
	buf_c(&out, ',');
	csv_cell_write(&out, STR("张三"));
	assert_string_equal(buf_get(&out).p, "\"a\"\"b\",\"x,y\nz\",'=1,张三");
}

static void test_file(void **state)
{
	struct bench *b = *state;
	char path[] = "/tmp/bulou-csv-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(sys_write_file(&b->cx, path, STR("a,b\n1,2\n"), 0600), 0);
	assert_int_equal(sheet_open(&b->cx, path, STR_NONE, &b->sheet), 0);
	ROW(b, 2, "1", "2");
	END(b);
	sheet_close(b->sheet);
	b->sheet = NULL;
	remove(path);
	assert_int_equal(sheet_open(&b->cx, path, STR_NONE, &b->sheet), -E_FILE);
}

/* What people hand in for CSV is called by its name. */
static void test_no_csv(void **state)
{
	struct bench *b = *state;

	REFUSED(b, "\xd0\xcf\x11\xe0\xa1\xb1", E_CSV_EXCEL, ".xls");
	REFUSED(b, "<table><tr><td>a</td></tr></table>", E_CSV_EXCEL, ".xls");
	REFUSED(b, "\xef\xbb\xbf<html>", E_CSV_EXCEL, ".xls");
	OPEN(b, "a<b,c\n1,2\n");
	REFUSED(b,
		"\xff\xfe"
		"a\0,\0",
		E_CSV_ENCODING, "row 1");
	REFUSED(b, "a;b\n1;2\n", E_CSV_SEPARATOR, "semicolons");
	REFUSED(b, "a\tb\n1\t2\n", E_CSV_SEPARATOR, "tabs");
	REFUSED(b, "姓名，区域\n甲，1\n", E_CSV_SEPARATOR, "Chinese commas");
	OPEN(b, "a;b,c\n1,2\n");
	OPEN(b, "PK\n1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain, begin, end),
		cmocka_unit_test_setup_teardown(test_no_csv, begin, end),
		cmocka_unit_test_setup_teardown(test_quotes, begin, end),
		cmocka_unit_test_setup_teardown(test_last_line_without_end, begin, end),
		cmocka_unit_test_setup_teardown(test_empty_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_encodings, begin, end),
		cmocka_unit_test_setup_teardown(test_bad_encoding, begin, end),
		cmocka_unit_test_setup_teardown(test_form, begin, end),
		cmocka_unit_test_setup_teardown(test_headings, begin, end),
		cmocka_unit_test_setup_teardown(test_bounds, begin, end),
		cmocka_unit_test_setup_teardown(test_pieces, begin, end),
		cmocka_unit_test_setup_teardown(test_formulas, begin, end),
		cmocka_unit_test_setup_teardown(test_row_check, begin, end),
		cmocka_unit_test_setup_teardown(test_write, begin, end),
		cmocka_unit_test_setup_teardown(test_file, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
