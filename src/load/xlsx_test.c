/* The reader of workbooks: what cells become, which sheet is read, and what hostile files are refused for. */
#include "paper/xlsx_fixture.h"

#include "load/sheet.h"
#include "paper/xlsx_number.h"
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

static int opened(struct bench *b, struct str bytes, const char *name)
{
	sheet_close(b->sheet);
	b->sheet = NULL;
	err_clear(&b->cx);
	return sheet_open_bytes(&b->cx, bytes, str_of(name), &b->sheet);
}

static void open_parts(struct bench *b, const struct book_parts *p)
{
	if (opened(b, book_make(&b->cx, p), NULL))
		fail_msg("%s", b->cx.e.en.p);
}

#define OPEN(b, ...) open_parts((b), &(struct book_parts){ __VA_ARGS__ })

static void expect_refused(struct bench *b, struct str bytes, int code, const char *en)
{
	assert_int_equal(opened(b, bytes, NULL), -code);
	if (!strstr(b->cx.e.en.p, en))
		fail_msg("'%s' lacks '%s'", b->cx.e.en.p, en);
}

#define REFUSED(b, code, en, ...) \
	expect_refused((b), book_make(&(b)->cx, &(struct book_parts){ __VA_ARGS__ }), (code), (en))

static void expect_row(struct bench *b, int64_t number, size_t n, const char *const *cells)
{
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(b->row.number, number);
	assert_int_equal(b->row.n, n);
	for (size_t i = 0; i < n; i++)
		if (!str_is(b->row.cells[i], cells[i]))
			fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(b->row.cells[i]), cells[i]);
}

#define ROW(b, number, ...) \
	do { \
		const char *const cells_[] = { __VA_ARGS__ }; \
		expect_row((b), (number), sizeof(cells_) / sizeof(cells_[0]), cells_); \
	} while (0)
#define END(b) assert_int_equal(sheet_next(&(b)->cx, (b)->sheet, &(b)->row), 0)

/* The next row is no good, for this. */
static void expect_bad(struct bench *b, int code, const char *en)
{
	assert_int_equal(sheet_next(&b->cx, b->sheet, &b->row), 1);
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), -code);
	if (!strstr(b->cx.e.en.p, en))
		fail_msg("'%s' lacks '%s'", b->cx.e.en.p, en);
}

/* A row of texts: T("A", "1", "x") is the cell A1. */
#define T(column, row, text) "<c r=\"" column row "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define V(column, row, attributes, value) \
	"<c r=\"" column row "\" " attributes "><v>" value "</v></c>"
#define R(row, cells) "<row r=\"" row "\">" cells "</row>"
#define HEADINGS R("1", T("A", "1", "a") T("B", "1", "b"))

/* ---- what cells become ---- */

static void test_plain(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.rows = HEADINGS R("2", T("A", "2", "1") T("B", "2", " x "))
			R("3", T("A", "3", "3")));
	assert_int_equal(sheet_columns(b->sheet), 2);
	assert_int_equal(sheet_rows(b->sheet), 2);
	assert_true(str_is(sheet_headings(b->sheet)[1], "b"));
	assert_true(str_is(sheet_name(b->sheet), "One"));
	for (int i = 0; i < 2; i++) {
		ROW(b, 2, "1", " x ");
		ROW(b, 3, "3", "");
		assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), 0);
		END(b);
		assert_int_equal(sheet_rewind(&b->cx, b->sheet), 0);
	}
}

static void test_shared_texts(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.strings =
			"<sst><si><t>a</t></si><si/><si><r><t>张</t></r><r><rPr/><t xml:space=\"preserve\"> 三</t></r>"
			"<rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si><si><t>1_x000D_2_x005F_x0041_</t></si></sst>",
		.rows = R("1", V("A", "1", "t=\"s\"", "0") T("B", "1", "b"))
			R("2", V("A", "2", "t=\"s\"", "2") V("B", "2", "t=\"s\"", "1"))
				R("3", V("A", "3", "t=\"s\"", "3") "<c r=\"B3\" t=\"s\"/>"));
	ROW(b, 2, "张 三", "");
	ROW(b, 3, "1\r2_x0041_", "");
	END(b);
	REFUSED(b, E_XLSX, "B2", .rows = HEADINGS R("2", V("B", "2", "t=\"s\"", "0")));
	REFUSED(b, E_XLSX, "B2", .rows = HEADINGS R("2", V("B", "2", "t=\"s\"", "-1")));
}

/* Rich and phonetic text that stands in the cell itself. */
static void test_inline(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.rows = HEADINGS R("2",
			"<c r=\"A2\" t=\"inlineStr\"><is><r><t>x</t></r><r><t>y</t></r>"
			"<rPh sb=\"0\" eb=\"1\"><t>z</t></rPh></is></c>" V(
				"B", "2", "t=\"b\"", "1"))
			R("3", V("A", "3", "t=\"str\"", "_x4E00_") V("B", "3", "t=\"b\"", "0")));
	ROW(b, 2, "xy", "TRUE");
	ROW(b, 3, "一", "FALSE");
	REFUSED(b, E_XLSX, "B2", .rows = HEADINGS R("2", V("B", "2", "t=\"b\"", "2")));
}

#define STYLES \
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>" \
	"<numFmt numFmtId=\"165\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>" \
	"<numFmt numFmtId=\"166\" formatCode=\"[$-804]yyyy/m/d h:mm\"/>" \
	"<numFmt numFmtId=\"167\" formatCode=\"000000\"/>" \
	"<numFmt numFmtId=\"168\" formatCode=\"0.00&quot;度d&quot;\"/></numFmts>" \
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>" \
	"<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/>" \
	"<xf numFmtId=\"20\"/></cellXfs></styleSheet>"

static void test_numbers(void **state)
{
	struct bench *b = *state;

	OPEN(b, .styles = STYLES,
		.rows = HEADINGS R("2",
			V("A", "2", "", "512021100201001")
				V("B", "2", "t=\"n\"", "36.600000000000001")) R("3",
			V("A", "3", "s=\"5\"", "1203") V("B", "3", "s=\"6\"", "-3.5E-5")) R("4",
			V("A", "4", "s=\"99\"", "1e3")
				V("B", "4", "s=\"0\"", "0.30000000000000004")));
	ROW(b, 2, "512021100201001", "36.6");
	ROW(b, 3, "001203", "-0.000035");
	ROW(b, 4, "1000", "0.3");
	REFUSED(b, E_XLSX, "A2", .rows = HEADINGS R("2", V("A", "2", "", "0x10")));
	REFUSED(b, E_XLSX, "A2", .rows = HEADINGS R("2", V("A", "2", "", "nan")));
	REFUSED(b, E_XLSX, "A2", .rows = HEADINGS R("2", V("A", "2", "t=\"q\"", "1")));
}

static void test_dates(void **state)
{
	struct bench *b = *state;

	OPEN(b, .styles = STYLES,
		.rows = HEADINGS R("2",
			V("A", "2", "s=\"1\"", "44803") V("B", "2", "s=\"2\"", "44803.75")) R("3",
			V("A", "3", "s=\"3\"", "18233") V("B", "3", "s=\"4\"", "44803.75"))
			R("4", V("A", "4", "s=\"1\"", "59") V("B", "4", "s=\"1\"", "61")) R("5",
				V("A", "5", "s=\"7\"", "0.5") V("B", "5", "s=\"1\" t=\"d\"",
					"2022-08-30T00:00:00")) R("6", V("A", "6", "s=\"1\"", "60"))
				R("7", V("A", "7", "s=\"1\"", "-1")));
	ROW(b, 2, "2022-08-30", "2022-08-30");
	ROW(b, 3, "1949-12", "2022-08-30 18:00:00");
	ROW(b, 4, "1900-02-28", "1900-03-01");
	ROW(b, 5, "12:00:00", "2022-08-30");
	expect_bad(b, E_CELL_DATE, "row 6, column 'a'");
	expect_bad(b, E_CELL_DATE, "-1");
	OPEN(b, .styles = STYLES,
		.workbook =
			"<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"x\" r:id=\"rId1\"/></sheets></workbook>",
		.rows = HEADINGS R(
			"2", V("A", "2", "s=\"1\"", "43341") V("B", "2", "s=\"1\"", "0")));
	ROW(b, 2, "2022-08-30", "1904-01-01");
}

static void test_formats(void **state)
{
	static const struct {
		const char *code;
		enum xlsx_form form;
	} all[] = {
		{ "General", XLSX_GENERAL },
		{ "G/通用格式", XLSX_GENERAL },
		{ "0.00E+00", XLSX_GENERAL },
		{ "#,##0.00_);[Red](#,##0.00)", XLSX_GENERAL },
		{ "0\"days\"", XLSX_GENERAL },
		{ "0\\d", XLSX_GENERAL },
		{ "[红色]0", XLSX_GENERAL },
		{ "0;yyyy", XLSX_GENERAL },
		{ "\"open", XLSX_GENERAL },
		{ "00", XLSX_ZEROS },
		{ "0", XLSX_GENERAL },
		{ "yyyy-mm-dd", XLSX_DATE },
		{ "m\"月\"d\"日\"", XLSX_DATE },
		{ "YYYY-MM", XLSX_MONTH },
		{ "yyyy", XLSX_MONTH },
		{ "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\"", XLSX_DATE },
		{ "[h]:mm:ss", XLSX_TIME },
		{ "mm:ss", XLSX_TIME },
		{ "上午/下午h\"时\"mm\"分\"", XLSX_TIME },
		{ "yyyy/m/d h:mm", XLSX_DATE_TIME },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (xlsx_format_read(str_of(all[i].code)).form != all[i].form)
			fail_msg("%s is not of form %d", all[i].code, (int)all[i].form);
}

/* ---- rows that are no good ---- */

static void test_flaws(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.rows = HEADINGS R("2", V("B", "2", "", "512021198001011000")) R("3",
			V("A", "3", "t=\"e\"", "#N/A")) R("4", "<c r=\"A4\"><f>1+1</f><v>2</v></c>")
			R("5", "<c r=\"A5\"><v>2</v><f t=\"shared\" si=\"0\"/></c>") R("6",
				T("A", "6", "=1+1")) R("7", T("A", "7", "x") T("C", "7", "y")));
	expect_bad(b, E_CELL_DIGITS, "row 2, column 'b'");
	assert_non_null(strstr(b->cx.e.zh.p, "第 2 行“b”列"));
	assert_true(str_is(b->row.cells[1], "512021198001011000"));
	expect_bad(b, E_CELL_ERROR, "row 3, column 'a' holds #N/A");
	expect_bad(b, E_CSV_FORMULA, "row 4, column 'a'");
	assert_true(str_is(b->row.cells[0], "=1+1"));
	expect_bad(b, E_CSV_FORMULA, "row 5, column 'a'");
	expect_bad(b, E_CSV_FORMULA, "row 6, column 'a'");
	expect_bad(b, E_CSV, "3 cells");
	END(b);
}

static void test_merged(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.rows = HEADINGS R("2", T("A", "2", "1") T("B", "2", "x")) R("3", T("B", "3", "y"))
			R("4", T("A", "4", "2") T("B", "4", "z")) R("5", T("A", "5", "3")),
		.after =
			"<mergeCells><mergeCell ref=\"D4:E5\"/><mergeCell ref=\"A2:A3\"/></mergeCells>");
	ROW(b, 2, "1", "x");
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), 0);
	expect_bad(b, E_CELL_MERGED, "row 3, column 'a'");
	ROW(b, 4, "2", "z");
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), 0);
	ROW(b, 5, "3", "");
	assert_int_equal(sheet_row_check(&b->cx, b->sheet, &b->row), 0);
	END(b);
	REFUSED(b, E_CSV_HEADING, "the cells A1:C1 are merged",
		.rows = R("1", T("A", "1", "List of people")) R("2", T("A", "2", "name")),
		.after = "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>");
	REFUSED(b, E_CSV_HEADING, "A1:A2", .rows = HEADINGS R("2", T("B", "2", "x")),
		.after = "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>");
	REFUSED(b, E_XLSX, "malformed", .rows = HEADINGS,
		.after = "<mergeCells><mergeCell ref=\"A1\"/></mergeCells>");
}

static void test_headings(void **state)
{
	struct bench *b = *state;

	REFUSED(b, E_CSV_HEADING, "empty", .rows = "");
	REFUSED(b, E_CSV_HEADING, "empty", .rows = R("1", "<c r=\"A1\" s=\"1\"/>"));
	REFUSED(b, E_CSV_HEADING, "column 1", .rows = R("1", T("B", "1", "b")));
	REFUSED(b, E_CSV_HEADING, "'a'", .rows = R("1", T("A", "1", "a") T("B", "1", " a ")));
}

/* Rows that have a format and no content, as below every list with borders. */
static void test_empty_rows(void **state)
{
	struct bench *b = *state;

	OPEN(b,
		.rows = "<row/><row><c/></row>" R("4", T("A", "4", "a")) "<row/>" R(
			"9", "<c r=\"A9\"/><c t=\"n\"><v>7</v></c><c/>")
			R("10", T("A", "10", "  ")) "<row r=\"11\"/>");
	assert_int_equal(sheet_rows(b->sheet), 1);
	ROW(b, 9, "", "7");
	END(b);
}

/* ---- which sheet ---- */

static void test_which_sheet(void **state)
{
	struct bench *b = *state;
	const struct book_parts parts = {
		.workbook =
			"<workbook><sheets><sheet name=\"说明\" state=\"hidden\" r:id=\"rId2\"/><sheet name=\"图\" r:id=\"rId9\"/>"
			"<sheet name=\"名单\" r:id=\"rId1\"/><sheet name=\"旧\" r:id=\"rId2\"/></sheets></workbook>",
		.rows = HEADINGS,
		.sheet2 =
			"<worksheet><sheetData><row><c t=\"str\"><v>z</v></c></row></sheetData></worksheet>",
	};

	OPEN(b, .workbook = parts.workbook, .rows = HEADINGS,
		.sheet2 = "<worksheet><sheetData/></worksheet>");
	assert_int_equal(sheet_unread(b->sheet).n, 0);
	OPEN(b, .workbook = parts.workbook, .rows = HEADINGS, .sheet2 = parts.sheet2);
	assert_true(str_is(sheet_name(b->sheet), "名单"));
	assert_true(str_is(sheet_unread(b->sheet), "旧"));
	assert_int_equal(opened(b, book_make(&b->cx, &parts), "旧"), 0);
	assert_true(str_is(sheet_headings(b->sheet)[0], "z"));
	assert_int_equal(opened(b, book_make(&b->cx, &parts), "新"), -E_XLSX_SHEET);
	assert_non_null(strstr(b->cx.e.en.p, "名单、旧"));
	assert_int_equal(opened(b, STR("a\n1\n"), "x"), -E_XLSX_SHEET);
	REFUSED(b, E_XLSX, "no visible sheet", .workbook = "<workbook/>");
}

/* ---- hostile files ---- */

static void test_parts(void **state)
{
	struct bench *b = *state;

	REFUSED(b, E_XLSX, "_rels/.rels", .root = BOOK_NONE);
	REFUSED(b, E_XLSX, "xl/workbook.xml", .workbook = BOOK_NONE);
	REFUSED(b, E_XLSX, "workbook.xml.rels", .relations = BOOK_NONE);
	REFUSED(b, E_XLSX, "sheet1.xml", .sheet = BOOK_NONE);
	REFUSED(b, E_XLSX, "sharedStrings.xml", .rows = HEADINGS, .strings = BOOK_NONE);
	REFUSED(b, E_XLSX, "no workbook", .root = "<Relationships/>");
	REFUSED(b, E_XLSX, "'xl/workbook.xml' is no well-formed XML", .workbook = "");
	REFUSED(b, E_XLSX, "well-formed", .workbook = "<workbook><sheets></workbook>");
	REFUSED(b, E_XLSX, "what follows row 1", .rows = HEADINGS "<row r=\"2\"><c></row>");
	REFUSED(b, E_XLSX, "what follows row 1", .rows = HEADINGS R("2", T("A", "2", "\xff")));
	REFUSED(b, E_XLSX, "DTD", .rows = HEADINGS,
		.strings =
			"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>");
	REFUSED(b, E_XLSX, "nested too deep",
		.rows = "<x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x><x>");
}

static void test_order(void **state)
{
	struct bench *b = *state;

	REFUSED(b, E_XLSX, "row 1 stands twice", .rows = HEADINGS R("1", ""));
	REFUSED(b, E_XLSX, "malformed", .rows = HEADINGS R("-2", ""));
	REFUSED(b, E_XLSX, "row 0", .rows = R("0", ""));
	REFUSED(b, E_XLSX, "1048576", .rows = R("1048577", ""));
	REFUSED(b, E_XLSX, "B2 stands twice",
		.rows = HEADINGS R("2", T("B", "2", "x") T("B", "2", "y")));
	REFUSED(b, E_XLSX, "A2 stands twice, or out of order",
		.rows = HEADINGS R("2", T("B", "2", "x") T("A", "2", "y")));
	REFUSED(b, E_XLSX, "A3", .rows = HEADINGS R("2", T("A", "3", "x")));
	REFUSED(b, E_XLSX, "ZZZ2", .rows = HEADINGS R("2", T("ZZZ", "2", "x")));
	REFUSED(b, E_XLSX, "A", .rows = HEADINGS R("2", T("A", "", "x")));
	REFUSED(b, E_XLSX, "16384", .rows = HEADINGS R("2", "<c r=\"XFD2\"/><c/>"));
	REFUSED(b, E_CSV, "200 columns", .rows = HEADINGS R("2", T("GS", "2", "x")));
	REFUSED(b, E_XLSX, "no sheet", .rows = HEADINGS "<c/>");
	REFUSED(b, E_XLSX, "no sheet", .rows = HEADINGS "<row><c><row/></c></row>");
	OPEN(b, .rows = HEADINGS R("2", "<c r=\"XFD2\"/>"));
}

static void test_archives(void **state)
{
	struct bench *b = *state;
	struct str whole = book_make(&b->cx, &(struct book_parts){ .rows = HEADINGS }), copy;
	char *p;

	for (size_t n = 4; n < whole.n; n++) {
		struct arena arena;
		struct cx cx = { .arena = &arena };
		struct sheet *s = NULL;

		arena_init(&arena, &sys_heap, 0);
		assert_int_not_equal(
			sheet_open_bytes(&cx, (struct str){ whole.p, n }, STR_NONE, &s), 0);
		arena_done(&arena);
	}
	assert_int_equal(opened(b, STR("PK\x03\x04 and no more"), NULL), -E_XLSX);
	/* the last checksum of the archive's list */
	assert_int_equal(cx_str(&b->cx, whole, &copy), 0);
	p = memmem(copy.p, copy.n, "PK\x01\x02", 4);
	for (char *next = p; next;
		next = memmem(p + 4, copy.n - (size_t)(p + 4 - copy.p), "PK\x01\x02", 4))
		p = next;
	assert_non_null(p);
	if (p)
		p[16] = (char)(p[16] ^ 1);
	assert_int_equal(opened(b, copy, NULL), -E_XLSX);
}

/* An entry that is locked. */
static void test_password(void **state)
{
	struct bench *b = *state;
	zip_source_t *source;
	zip_t *zip = book_begin(&source);

	book_add(zip, "_rels/.rels", "<Relationships/>");
	assert_int_equal(zip_file_set_encryption(zip, 0, ZIP_EM_AES_256, "secret"), 0);
	expect_refused(b, book_packed(&b->cx, zip, source), E_XLSX, "password");
}

static void test_bombs(void **state)
{
	struct bench *b = *state;
	size_t n = 40u << 20;
	char *text = test_malloc(n + 1);

	memset(text, ' ', n);
	text[n] = '\0';
	memcpy(text, "<sst>", 5);
	memcpy(text + n - 6, "</sst>", 6);
	REFUSED(b, E_XLSX_LARGE, "200 times", .rows = HEADINGS, .strings = text);
	/* a small part may not be so large, whatever it is packed into */
	memcpy(text, "<styleSheet>", 12);
	memcpy(text + n - 13, "</styleSheet>", 13);
	REFUSED(b, E_XLSX_LARGE, "16 MiB", .rows = HEADINGS, .styles = text);
	/* one tag */
	memset(text, 'x', 400000);
	memcpy(text, "<sst a=\"", 8);
	memcpy(text + 400000, "\"/>", 4);
	REFUSED(b, E_XLSX, "tag", .rows = HEADINGS, .strings = text);
	/* one row */
	memset(text, 'x', 1100000);
	memcpy(text, "<worksheet><sheetData><row><c t=\"str\"><v>", 41);
	memcpy(text + 1100000, "</v></c></row></sheetData></worksheet>", 39);
	REFUSED(b, E_CSV, "1 MiB", .sheet = text);
	test_free(text);
}

/* Other parts than the usual ones: the strict edition, prefixes, a folder of another name, UTF-16. */
static void test_dialects(void **state)
{
	struct bench *b = *state;
	zip_source_t *source;
	zip_t *zip = book_begin(&source);

	book_add(zip, "_rels/.rels",
		"<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\""
		" Target=\"/Book/main.xml\"/></Relationships>");
	book_add(zip, "Book/main.xml",
		"<x:workbook xmlns:x=\"m\" xmlns:q=\"r\"><x:sheets><x:sheet name=\"S\" q:id=\"s\"/></x:sheets></x:workbook>");
	book_add(zip, "book/_rels/Main.xml.rels",
		"<Relationships><Relationship Id=\"s\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\""
		" Target=\"s.xml\"/></Relationships>");
	book_add(zip, "Book/s.xml",
		"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"str\"><x:v>\xe9</x:v></x:c></x:row>"
		"</x:sheetData></x:worksheet>");
	if (opened(b, book_packed(&b->cx, zip, source), NULL))
		fail_msg("%s", b->cx.e.en.p);
	assert_true(str_is(sheet_headings(b->sheet)[0], "é"));
}

/* Wherever memory ends, the reader says so and leaves nothing behind. */
static void test_no_memory(void **state)
{
	struct bench *b = *state;
	struct str bytes = book_make(&b->cx,
		&(struct book_parts){ .styles = STYLES,
			.strings = "<sst><si><t>a</t></si></sst>",
			.rows = R("1", V("A", "1", "t=\"s\"", "0")) });
	int e = -E_NO_MEMORY;

	for (uint64_t n = 1; e; n++) {
		struct arena arena;
		struct cx cx = { .arena = &arena };
		struct sheet *s = NULL;

		arena_init(&arena, &sys_heap, 0);
		sys_alloc_fail_at(n);
		e = sheet_open_bytes(&cx, bytes, STR_NONE, &s);
		sys_alloc_fail_at(0);
		assert_true(e == 0 || e == -E_NO_MEMORY);
		sheet_close(s);
		arena_done(&arena);
	}
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(test_plain),
		TEST(test_shared_texts),
		TEST(test_inline),
		TEST(test_numbers),
		TEST(test_dates),
		TEST(test_formats),
		TEST(test_flaws),
		TEST(test_merged),
		TEST(test_headings),
		TEST(test_empty_rows),
		TEST(test_which_sheet),
		TEST(test_parts),
		TEST(test_order),
		TEST(test_archives),
		TEST(test_password),
		TEST(test_bombs),
		TEST(test_dialects),
		TEST(test_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
