/* --xlsx: what a table shows is in the workbook, with what it means; and it is taken back where a kind exists. */
#include "cli/cli_fixture.h"
#include "load/sheet.h"
#include "paper/xlsx_fixture.h"

static const char *path_of(struct fixture *f, const char *name)
{
	return sys_path(&f->cx, f->dir, name);
}

static struct sheet *opened(struct fixture *f, const char *path, const char *name)
{
	struct sheet *s = NULL;

	if (sheet_open(&f->cx, path, str_of(name), &s))
		fail_msg("%s", f->cx.e.en.p);
	return s;
}

/* The text beside this label on the second sheet. */
static struct str definition(struct fixture *f, const char *path, const char *label)
{
	struct sheet *s = opened(f, path, "Definitions");
	struct sheet_row row;
	struct str text = STR_NONE;

	while (sheet_next(&f->cx, s, &row) == 1)
		if (str_is(row.cells[0], label))
			assert_int_equal(cx_str(&f->cx, row.cells[1], &text), 0);
	sheet_close(s);
	return text;
}

static void expect_row(struct fixture *f, struct sheet *s, const char *const *cells, size_t n)
{
	struct sheet_row row;

	assert_int_equal(sheet_next(&f->cx, s, &row), 1);
	assert_int_equal(row.n, n);
	for (size_t i = 0; i < n; i++)
		if (!str_is(row.cells[i], cells[i]))
			fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(row.cells[i]), cells[i]);
}

#define ROW(f, s, ...) \
	do { \
		const char *const cells_[] = { __VA_ARGS__ }; \
		expect_row((f), (s), cells_, sizeof(cells_) / sizeof(cells_[0])); \
	} while (0)

/* A part of the workbook as it is. */
static struct str part(struct fixture *f, const char *path, const char *name)
{
	zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
	zip_file_t *file = zip_fopen(zip, name, 0);
	char *p = cx_alloc(&f->cx, 1 << 20);
	zip_int64_t n = zip_fread(file, p, 1 << 20);

	assert_true(n > 0);
	zip_fclose(file);
	zip_discard(zip);
	return (struct str){ p, (size_t)n };
}

static bool holds(struct str s, const char *what)
{
	return memmem(s.p, s.n, what, strlen(what)) != NULL;
}

/* This many days from now. */
static const char *day_in(struct fixture *f, int days)
{
	struct buf b;

	buf_init(&b, f->cx.arena);
	buf_day(&b, day_of(sys_now()) + days);
	assert_true(buf_ok(&b));
	return buf_get(&b).p;
}

#define COPY(f, path) "--xlsx", (path), "--purpose", "visit", "--until", day_in((f), 30)

/* ---- there and back ---- */

static void test_areas_there_and_back(void **state)
{
	struct fixture *f = *state, other;
	const char *path = path_of(f, "areas.xlsx");
	struct sheet *s;

	RUN(f, 0, "areas", "--xlsx", path);
	assert_string_equal(f->out, "");
	assert_non_null(strstr(f->err, "3 rows written"));
	s = opened(f, path, NULL);
	assert_true(str_is(sheet_unread(s), "Definitions"));
	ROW(f, s, "1", "1", "County", "County", "");
	ROW(f, s, "11", "11", "Village", "Village or community", "1");
	sheet_close(s);
	RUN(f, 0, "import", "areas", path, "--json");
	fixture_counts(f, 0, 3, 0);
	fixture_open(&other);
	RUN(&other, 0, "init");
	RUN(&other, 0, "import", "areas", path, "--json");
	fixture_counts(&other, 3, 0, 0);
	RUN(f, 0, "areas", "--json");
	RUN(&other, 0, "areas", "--json");
	assert_string_equal(f->out, other.out);
	fixture_close(&other);
}

static void test_in_chinese(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "a.xlsx");
	struct sheet *s;

	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "areas", "--area", "Village", "--xlsx", path);
	setenv("LC_ALL", "en_US.UTF-8", 1);
	s = opened(f, path, NULL);
	assert_true(str_is(sheet_name(s), "列表"));
	assert_true(str_is(sheet_unread(s), "说明"));
	assert_true(str_is(sheet_headings(s)[2], "名称"));
	sheet_close(s);
	RUN(f, 0, "import", "areas", path, "--json");
	fixture_counts(f, 0, 1, 0);
}

/* ---- what it says ---- */

static const char *some_round(struct fixture *f)
{
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "d.csv", "area,building,room\n11,1,101\n11,1,102\n12,1,101\n"));
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "County", "--due", "2d",
		"--question", "Who was there?", "--json");
	return fixture_text(f, "round");
}

static void test_coverage(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "c.xlsx");
	struct sheet *s;
	struct str xml;
	int64_t pos;

	RUN(f, 0, "coverage", some_round(f), "--xlsx", path);
	s = opened(f, path, NULL);
	ROW(f, s, "County", "3", "0", "0", "0", "3", "0");
	ROW(f, s, "  Village", "2", "0", "0", "0", "2", "0");
	sheet_close(s);
	assert_true(str_is(definition(f, path, "QUESTION"), "Who was there?"));
	assert_true(str_int(definition(f, path, "As of position"), &pos) && pos >= 7);
	assert_true(str_is(definition(f, path, "AREA"), "all"));
	assert_true(holds(definition(f, path, "MISSING"), "expected + found"));
	xml = part(f, path, "xl/worksheets/sheet1.xml");
	assert_true(holds(xml, "<c r=\"B2\"><v>3</v></c>"));
	assert_true(holds(xml, "state=\"frozen\""));
	assert_true(holds(xml, "<cols>"));
}

static void test_missing(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "m.xlsx");
	struct sheet *s;

	RUN(f, 0, "missing", some_round(f), COPY(f, path));
	s = opened(f, path, NULL);
	assert_int_equal(sheet_rows(s), 3);
	assert_true(str_is(sheet_headings(s)[0], "AREA"));
	sheet_close(s);
	assert_true(holds(definition(f, path, "Command"), "missing "));
}

static void test_figures(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "f.xlsx");
	struct str means = STR_NONE;
	struct sheet_row row;
	struct sheet *s;

	some_round(f);
	RUN(f, 0, "figures", "--xlsx", path);
	s = opened(f, path, NULL);
	while (sheet_next(&f->cx, s, &row) == 1) {
		means = definition(f, path, cx_text(&f->cx, row.cells[1]));
		assert_true(means.n > 0);
	}
	sheet_close(s);
}

/* Names are what people chose: none is ever a formula. */
static void test_no_formula(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "u.xlsx");
	struct str xml;

	RUN(f, 0, "user", "add", "eve", "--role", "auditor", "--name", "=HYPERLINK(\"http://x\")");
	RUN(f, 0, "users", COPY(f, path));
	xml = part(f, path, "xl/worksheets/sheet1.xml");
	assert_true(holds(xml, "<t>=HYPERLINK("));
	assert_false(holds(xml, "<f>"));
	assert_true(definition(f, path, "As of position").n > 0);
}

/* Every list is written, also an empty one. */
static void test_every_list(void **state)
{
	struct fixture *f = *state;
	static const char *const lists[] = { "areas", "incidents", "rounds", "figures", "goods",
		"gifts", "balances", "waiting", "refused", "kinds" };
	static const char *const people[] = { "clashes", "suspects", "strays", "users", "staff",
		"restrictions" };

	some_round(f);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		char name[64];

		snprintf(name, sizeof(name), "%s.xlsx", lists[i]);
		RUN(f, 0, lists[i], "--xlsx", path_of(f, name));
		sheet_close(opened(f, path_of(f, name), NULL));
	}
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		char name[64];

		snprintf(name, sizeof(name), "%s.xlsx", people[i]);
		RUN(f, 64, people[i], "--xlsx", path_of(f, name));
		assert_false(sys_exists(path_of(f, name)));
		RUN(f, 0, people[i], COPY(f, path_of(f, name)));
		sheet_close(opened(f, path_of(f, name), NULL));
	}
	RUN(f, 0, "search", "Village", COPY(f, path_of(f, "search.xlsx")));
	RUN(f, 0, "kinds", "person.listed", "--xlsx", path_of(f, "kind.xlsx"));
}

/* ---- copies ---- */

/* What it is for and until when it may be kept stands on each page and in each row, and in the look-book. */
static void test_copy(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "m.xlsx"), *until = day_in(f, 30);
	const struct json *one;
	struct sheet_row row;
	struct str id, digest;
	struct sheet *s;
	struct buf mark;

	RUN(f, 0, "missing", some_round(f), "--xlsx", path, "--purpose", "visit", "--until", until,
		"--reason", "tonight & tomorrow");
	RUN(f, 0, "exports", "--json");
	one = &json_get(fixture_json(f), "items")->items[0];
	id = json_text(one, "id");
	assert_int_equal(json_get(one, "rows")->i, 3);
	assert_true(str_is(json_text(one, "list"), "missing"));
	assert_true(str_is(json_text(one, "why"), "visit"));
	assert_true(str_is(json_text(one, "note"), "tonight & tomorrow"));
	assert_true(str_is(json_text(one, "until"), until));
	assert_true(str_is(json_text(one, "state"), "kept"));
	digest = definition(f, path, "DIGEST");
	assert_true(digest.n == 64 && str_eq(digest, json_text(one, "digest")));
	buf_init(&mark, f->cx.arena);
	buf_fmt(&mark, STR_FMT " admin until %s", STR_ARG(id), until);
	s = opened(f, path, NULL);
	while (sheet_next(&f->cx, s, &row) == 1)
		assert_true(str_eq(row.cells[row.n - 1], buf_get(&mark)));
	sheet_close(s);
	assert_true(holds(part(f, path, "xl/worksheets/sheet1.xml"), "<oddHeader>&amp;Lcopy "));
	RUN(f, 0, "export", "destroyed", cx_text(&f->cx, id));
	RUN(f, 65, "export", "destroyed", cx_text(&f->cx, id));
	RUN(f, 0, "exports", "--json");
	assert_true(str_is(
		json_text(&json_get(fixture_json(f), "items")->items[0], "state"), "destroyed"));
}

static void test_copy_asks(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "m.xlsx"), *round = some_round(f);

	RUN(f, 64, "missing", round, "--xlsx", path);
	RUN(f, 64, "missing", round, "--xlsx", path, "--purpose", "visit");
	RUN(f, 65, "missing", round, "--xlsx", path, "--purpose", "fun", "--until", day_in(f, 1));
	RUN(f, 65, "missing", round, "--xlsx", path, "--purpose", "other", "--until", day_in(f, 1));
	RUN(f, 64, "missing", round, "--xlsx", path, "--purpose", "visit", "--until",
		day_in(f, -1));
	RUN(f, 64, "missing", round, "--xlsx", path, "--purpose", "visit", "--until",
		day_in(f, 93));
	assert_false(sys_exists(path));
	RUN(f, 0, "exports", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 0);
	RUN(f, 0, "missing", round, "--xlsx", path, "--purpose", "visit", "--until", day_in(f, 92));
}

/* ---- when it fails ---- */

static void test_no_file(void **state)
{
	struct fixture *f = *state;
	const char *path = path_of(f, "x.xlsx");

	RUN(f, 64, "areas", "--json", "--xlsx", path);
	RUN(f, 66, "missing", "0182ec0c-3800-7000-8000-000000000001", COPY(f, path));
	assert_false(sys_exists(path));
	RUN(f, 66, "areas", "--xlsx", path_of(f, "no/such/folder.xlsx"));
	RUN(f, 0, "areas", "--xlsx", path);
	assert_int_equal(sys_file_mode(path), 0600);
	RUN(f, 73, "areas", "--xlsx", path);
	sheet_close(opened(f, path, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_areas_there_and_back),
		FIXTURE_TEST(test_in_chinese),
		FIXTURE_TEST(test_coverage),
		FIXTURE_TEST(test_missing),
		FIXTURE_TEST(test_figures),
		FIXTURE_TEST(test_no_formula),
		FIXTURE_TEST(test_every_list),
		FIXTURE_TEST(test_copy),
		FIXTURE_TEST(test_copy_asks),
		FIXTURE_TEST(test_no_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
