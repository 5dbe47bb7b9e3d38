/* Workbooks through the command line: the same rows as CSV are the same records, and what is wrong is told by row. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <xlsxwriter.h>

#include "cli/cli_fixture.h"
#include "load/sheet.h"
#include "paper/xlsx_fixture.h"
#include "core/when.h"

#define PEOPLE "name,phone,area,birth\nA,13800000001,11,1949-10-01\nB,13800000002,12,1988-08\n"

/* The same list as a spreadsheet writes it: numbers, and dates in two formats. */
static const char *people_book(struct fixture *f, const char *name)
{
	static const char *const headings[] = { "姓名", "手机", "区域", "出生日期" };
	const char *path = sys_path(&f->cx, f->dir, name);
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "名单");
	lxw_format *day = workbook_add_format(book), *month = workbook_add_format(book);

	format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
	format_set_num_format(month, "yyyy-mm");
	for (lxw_col_t i = 0; i < 4; i++)
		worksheet_write_string(sheet, 0, i, headings[i], NULL);
	worksheet_write_string(sheet, 1, 0, "A", NULL);
	worksheet_write_number(sheet, 1, 1, 13800000001, NULL);
	worksheet_write_number(sheet, 1, 2, 11, NULL);
	worksheet_write_number(sheet, 1, 3, 18172, day);
	worksheet_write_string(sheet, 2, 0, "B", NULL);
	worksheet_write_string(sheet, 2, 1, "13800000002", NULL);
	worksheet_write_number(sheet, 2, 2, 12, NULL);
	worksheet_write_number(sheet, 2, 3, 32356, month);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	return path;
}

static const char *book_file(struct fixture *f, const char *name, const struct book_parts *parts)
{
	const char *path = sys_path(&f->cx, f->dir, name);

	assert_int_equal(sys_write_file(&f->cx, path, book_make(&f->cx, parts), 0600), 0);
	return path;
}

static void test_as_csv(void **state)
{
	struct fixture *f = *state;
	const char *book = people_book(f, "people.xlsx");

	RUN(f, 0, "import", "people", book, "--json", "--dry-run");
	fixture_counts(f, 2, 0, 0);
	/* recognised by what it is, not by its name */
	assert_int_equal(rename(book, sys_path(&f->cx, f->dir, "people.csv")), 0);
	RUN(f, 0, "import", "people", sys_path(&f->cx, f->dir, "people.csv"), "--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "import", "people", people_book(f, "people.xlsx"), "--json");
	fixture_counts(f, 0, 2, 0);
}

/* The same records, whichever of both came first. */
static void test_the_same_records(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", PEOPLE), "--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "import", "people", people_book(f, "people.xlsx"), "--json");
	/* A month is kept under the heading of its column, which differs. */
	fixture_counts(f, 1, 1, 0);
}

static void test_areas_and_plan(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "areas",
		book_file(f, "a.xlsx",
			&(struct book_parts){
				.rows = "<row><c t=\"str\"><v>code</v></c><c t=\"str\"><v>name</v></c><c t=\"str\"><v>parent</v></c></row>"
					"<row><c><v>1121</v></c><c t=\"str\"><v>Below</v></c><c><v>112</v></c></row>"
					"<row><c><v>112</v></c><c t=\"str\"><v>Above</v></c><c><v>11</v></c></row>" }),
		"--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "roster", "generate",
		book_file(f, "plan.xlsx",
			&(struct book_parts){
				.rows = "<row><c t=\"str\"><v>area</v></c><c t=\"str\"><v>compound</v></c><c t=\"str\"><v>buildings</v></c>"
					"<c t=\"str\"><v>units</v></c><c t=\"str\"><v>floors</v></c><c t=\"str\"><v>rooms</v></c></row>"
					"<row><c><v>11</v></c><c t=\"str\"><v>G</v></c><c t=\"str\"><v>1-2</v></c><c><v>1</v></c><c><v>3</v></c><c><v>2</v></c></row>" }),
		"--json");
	fixture_counts(f, 12, 0, 0);
}

static void test_bad_rows(void **state)
{
	struct fixture *f = *state;
	const char *book = book_file(f, "b.xlsx",
		&(struct book_parts){
			.rows = "<row><c t=\"str\"><v>name</v></c><c t=\"str\"><v>document</v></c><c t=\"str\"><v>area</v></c></row>"
				"<row><c t=\"str\"><v>A</v></c><c><v>512021198001011000</v></c><c><v>11</v></c></row>"
				"<row><c t=\"str\"><v>B</v></c><c/><c t=\"e\"><v>#REF!</v></c></row>"
				"<row><c t=\"str\"><v>C</v></c><c/><c><f>B1</f><v>11</v></c></row>"
				"<row><c t=\"str\"><v>D</v></c><c/><c><v>11</v></c></row>" });

	RUN(f, 65, "import", "people", book);
	assert_non_null(
		strstr(f->err, "row 2, column 'document' is a number with more than 15 digits"));
	assert_non_null(strstr(f->err, "format the column as text"));
	assert_non_null(strstr(f->err, "row 3, column 'area' holds #REF!"));
	assert_non_null(strstr(f->err, "row 4, column 'area' is a formula"));
	RUN(f, 65, "import", "people", book, "--json");
	fixture_counts(f, 0, 1, 3);
}

static void test_sheets(void **state)
{
	struct fixture *f = *state;
	const char *book = book_file(f, "s.xlsx",
		&(struct book_parts){
			.workbook =
				"<workbook><sheets><sheet name=\"说明\" id=\"rId2\"/><sheet name=\"名单\" id=\"rId1\"/></sheets></workbook>",
			.rows = "<row><c t=\"str\"><v>name</v></c><c t=\"str\"><v>area</v></c></row><row><c t=\"str\"><v>A</v></c><c><v>11</v></c></row>",
			.sheet2 =
				"<worksheet><sheetData><row><c t=\"str\"><v>how to fill in</v></c></row></sheetData></worksheet>" });

	RUN(f, 65, "import", "people", book);
	RUN(f, 0, "import", "people", book, "--sheet", "名单");
	assert_non_null(
		strstr(f->err, "only the sheet '名单' is read; these have content too: 说明"));
	RUN(f, 64, "import", "people", book, "--sheet", "x");
	assert_non_null(strstr(f->err, "说明、名单"));
	RUN(f, 64, "import", "people", fixture_file(f, "p.csv", PEOPLE), "--sheet", "x");
}

/* What was wrong is given back as a workbook; corrected there, it is imported as it would have been. */
static void test_errors_file(void **state)
{
	struct fixture *f = *state;
	const char *errors = sys_path(&f->cx, f->dir, "errors.xlsx");
	struct sheet *s;
	struct sheet_row row;

	RUN(f, 65, "import", "people",
		fixture_file(f, "p.csv",
			"name,phone,area,note\nA,1,11,x\nB,13800000002,11,\nC,13800000003,77,+1+1\nD,,99,_x0041_ \x01\n"),
		"--errors", errors);
	assert_int_equal(sheet_open(&f->cx, errors, STR_NONE, &s), 0);
	assert_int_equal(sheet_columns(s), 6);
	assert_true(str_is(sheet_headings(s)[5], "what is wrong"));
	assert_int_equal(sheet_rows(s), 3);
	assert_int_equal(sheet_next(&f->cx, s, &row), 1);
	assert_true(str_is(row.cells[1], "1"));
	assert_true(str_is(row.cells[4], "2"));
	assert_int_equal(sheet_next(&f->cx, s, &row), 1);
	assert_true(str_is(row.cells[3], "+1+1"));
	assert_int_equal(sheet_next(&f->cx, s, &row), 1);
	assert_true(str_is(row.cells[3], "_x0041_ \x01"));
	sheet_close(s);
	RUN(f, 73, "import", "people", fixture_file(f, "q.csv", PEOPLE), "--errors", errors);
	/* The two columns of its own are no part of a record: row 3 of the corrected file is row 2 of the first list. */
	RUN(f, 0, "import", "people",
		fixture_file(f, "corrected.csv",
			"name,phone,area,note,row of the file,what is wrong\nA,13800000001,11,x,2,bad\nB,13800000002,11,,3,\n"),
		"--json");
	fixture_counts(f, 1, 1, 0);
	assert_int_equal(json_get(fixture_json(f), "columns_unknown")->n, 1);
}

/* ---- long lists ---- */

/* n people, as a workbook in bounded memory, and the same list as CSV. */
static const char *long_book(struct fixture *f, int n)
{
	static const char *const headings[] = { "name", "phone", "area", "birth", "address" };
	const char *path = sys_path(&f->cx, f->dir, "long.xlsx");
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "People");
	lxw_format *day = workbook_add_format(book);
	char text[64];

	format_set_num_format(day, "yyyy-mm-dd");
	for (lxw_col_t i = 0; i < 5; i++)
		worksheet_write_string(sheet, 0, i, headings[i], NULL);
	for (int i = 0; i < n; i++) {
		lxw_row_t row = (lxw_row_t)i + 1;

		snprintf(text, sizeof(text), "Person %d", i);
		worksheet_write_string(sheet, row, 0, text, NULL);
		worksheet_write_number(sheet, row, 1, 13800000000.0 + i, NULL);
		worksheet_write_number(sheet, row, 2, 11 + i % 2, NULL);
		worksheet_write_number(sheet, row, 3, 18172 + i % 20000, day);
		snprintf(text, sizeof(text), "%d号", i);
		worksheet_write_string(sheet, row, 4, text, NULL);
	}
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	return path;
}

static const char *long_csv(struct fixture *f, int n)
{
	const char *path = sys_path(&f->cx, f->dir, "long.csv");
	FILE *file = fopen(path, "w");

	fprintf(file, "name,phone,area,birth,address\n");
	for (int i = 0; i < n; i++) {
		int y, m, d;

		day_civil(18172 - 25569 + i % 20000, &y, &m, &d);
		fprintf(file, "Person %d,%lld,%d,%04d-%02d-%02d,%d号\n", i, 13800000000LL + i,
			11 + i % 2, y, m, d, i);
	}
	assert_int_equal(fclose(file), 0);
	return path;
}

/* A run in a process of its own. */
static pid_t import_begin(struct fixture *f, const char *path)
{
	pid_t child = fork();

	if (!child)
		_exit(fixture_run(f, "import", "people", path, (char *)NULL));
	assert_true(child > 0);
	return child;
}

/* Bytes of the database and of what is not yet in it. */
static int64_t data_size(struct fixture *f)
{
	static const char *const names[] = { "bulou.db", "bulou.db-wal" };
	int64_t size = 0;

	for (size_t i = 0; i < 2; i++) {
		struct stat s;

		if (!stat(sys_path(&f->cx, f->data, names[i]), &s))
			size += s.st_size;
	}
	return size;
}

/* As soon as it has stored something more: a batch of a thousand takes less. */
static void import_kill(struct fixture *f, pid_t child)
{
	int64_t size = data_size(f);

	while (data_size(f) < size + (4 << 20)) {
		assert_int_equal(waitpid(child, NULL, WNOHANG), 0);
		usleep(1000);
	}
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

/* Killed wherever it is, and given again: nothing is missing and nothing is there twice. */
static void test_killed(void **state)
{
	struct fixture *f = *state;
	const char *book = long_book(f, 30000);
	int64_t accepted = 0;

	for (int i = 0; i < 3; i++)
		import_kill(f, import_begin(f, book));
	RUN(f, 0, "import", "people", book, "--json");
	accepted = fixture_int(f, "accepted");
	assert_int_equal(accepted + fixture_int(f, "duplicates"), 30000);
	assert_in_range(accepted, 1, 29999);
	RUN(f, 0, "import", "people", book, "--json");
	fixture_counts(f, 0, 30000, 0);
	RUN(f, 0, "verify");
}

#define MANY 900000

/* Seconds, and the most memory it took. */
static double import_timed(struct fixture *f, const char *path, long *ret_mib)
{
	int64_t begun = sys_ticks_us();
	struct rusage usage;
	int status;

	assert_true(wait4(import_begin(f, path), &status, 0, &usage) > 0);
	assert_int_equal(status, 0);
	*ret_mib = usage.ru_maxrss / 1024;
	return (double)(sys_ticks_us() - begun) / 1e6;
}

static void test_a_county(void **state)
{
	struct fixture *f = *state, other;
	double csv, xlsx;
	long csv_mib, xlsx_mib;

	if (!getenv("BULOU_LONG")) {
		print_message("# SKIP %d rows: needs BULOU_LONG\n", MANY);
		return;
	}
	csv = import_timed(f, long_csv(f, MANY), &csv_mib);
	/* The same list is the same records, whatever its format. */
	RUN(f, 0, "import", "people", long_book(f, MANY), "--json");
	fixture_counts(f, 0, MANY, 0);
	fixture_open(&other);
	RUN(&other, 0, "init");
	RUN(&other, 0, "import", "areas", fixture_file(&other, "areas.csv", FIXTURE_AREAS));
	xlsx = import_timed(&other, sys_path(&f->cx, f->dir, "long.xlsx"), &xlsx_mib);
	print_message("%d rows: CSV %.1f s and %ld MiB, workbook %.1f s and %ld MiB\n", MANY, csv,
		csv_mib, xlsx, xlsx_mib);
	assert_true(xlsx < 2 * csv);
	assert_true(xlsx_mib < csv_mib + 64);
	fixture_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_as_csv),
		FIXTURE_TEST(test_the_same_records),
		FIXTURE_TEST(test_areas_and_plan),
		FIXTURE_TEST(test_bad_rows),
		FIXTURE_TEST(test_sheets),
		FIXTURE_TEST(test_errors_file),
		FIXTURE_TEST(test_killed),
		FIXTURE_TEST(test_a_county),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
