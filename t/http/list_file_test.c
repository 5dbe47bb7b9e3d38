/* Every list as a file: as many rows as the list, texts that stay texts, what is about people only as an export, and not one row
 * more than the limit. On both engines. */
#include "served.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"
#include "guard/look_book.h"
#include "http/list_columns.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

#define ROUND "01900000-0000-7000-8000-000000000002"
#define TEST "01900000-0000-7000-8000-00000000d001"
#define PERSON "01900000-0000-7000-8000-00000000d002"
#define STORE "01900000-0000-7000-8000-00000000e001"

static struct answer file(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

static void refused(int status, const char *path, const char *code)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != status || !str_is(at(a.json, "code")->s, code))
		fail_msg("%s: %d %s", path, a.status, a.body);
	answer_free(&a);
}

/* Lines of the table without its head; what it says of itself begins with '#'. */
static size_t rows_of(const struct answer *a)
{
	struct str rest = { a->body, a->body_n }, line;
	size_t n = 0;

	assert_memory_equal(rest.p, "\xef\xbb\xbf# ", 5);
	rest.p += 3;
	rest.n -= 3;
	while (str_split(&rest, '\n', &line))
		n += line.n > 1 && line.p[0] != '#';
	assert_true(n > 0);
	return n - 1;
}

static bool says(const struct answer *a, const char *text)
{
	return memmem(a->body, a->body_n, text, strlen(text)) != NULL;
}

/* ---- words ---- */

static void columns_are_called(const struct route *r, bool en)
{
	struct list_columns cs;
	struct list_shape s;

	if (!list_shape_of(r, &s))
		return;
	list_columns_of(s.row, en, &cs);
	assert_true(cs.n > 0 && cs.n < LIST_COLUMNS_MAX);
	for (size_t i = 0; i < cs.n; i++)
		if (!cs.all[i].label)
			fail_msg("%s: no word for " STR_FMT "." STR_FMT, r->path,
				STR_ARG(cs.all[i].shape), STR_ARG(cs.all[i].member));
}

/* Those that are no list of the county's work. */
static const char *const apart =
	" kind round_kind role choice fate home session_row own_record look_told "
	"own_restriction bulletin_daily form_head ";

static void every_list_has_its_words(void **state)
{
	(void)state;
	for (const struct route *r = routes; r->path; r++) {
		struct list_shape s;
		char name[60];

		columns_are_called(r, false);
		columns_are_called(r, true);
		if (!(r->flags & ROUTE_LIST) || list_shape_of(r, &s) ||
			strcmp(r->answer, "changes") == 0 || strcmp(r->answer, "search") == 0)
			continue;
		snprintf(name, sizeof(name), " %.*s ", (int)strlen(r->answer) - 2, r->answer + 1);
		if (!strstr(apart, name))
			fail_msg("%s: its rows have no words (http/list_words_table.h)", r->path);
	}
}

/* ---- rows ---- */

static void stores_put(void)
{
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e011\",\"kind\":\"store.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"subject\":\"" STORE
		"\",\"body\":{\"name\":\"示例仓库\"}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e012\",\"kind\":\"supply.received\",\"v\":1,"
		"\"at\":\"2022-08-30T11:00:00+08:00\",\"area\":\"512021\",\"body\":{\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"store\":\"" STORE
		"\",\"item\":\"=1+1,\\\"示例\\\"\",\"quantity\":\"12.5\"}}]");
}

static void a_file_has_the_rows_of_its_list(void **state)
{
	static const char *const paths[] = { "/v1/figures", "/v1/areas", "/v1/incidents",
		"/v1/rounds", "/v1/balances", "/v1/goods", "/v1/board", "/v1/candidates?kind=sweep",
		"/v1/units" };
	char path[200];

	(void)state;
	stores_put();
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		char sep = strchr(paths[i], '?') ? '&' : '?';
		struct answer list, a;

		snprintf(path, sizeof(path), "%s%climit=1000", paths[i], sep);
		list = file(path);
		snprintf(path, sizeof(path), "%s%cformat=csv", paths[i], sep);
		a = file(path);
		assert_int_equal(rows_of(&a), at(list.json, "items")->n);
		assert_non_null(strstr(a.head, "Content-Type: text/csv; charset=utf-8\r\n"));
		assert_non_null(strstr(a.head, "filename=\"bulou-"));
		answer_free(&a);
		snprintf(path, sizeof(path), "%s%cformat=xlsx&lang=en", paths[i], sep);
		a = file(path);
		assert_memory_equal(a.body, "PK", 2);
		assert_non_null(strstr(a.head, "spreadsheetml"));
		answer_free(&a);
		answer_free(&list);
	}
}

static void counts_are_of_one_position_and_add_up(void **state)
{
	struct answer a;

	(void)state;
	a = file("/v1/rounds/" ROUND "/coverage?format=csv");
	assert_true(says(&a, "# 合计：应完成,\"20\""));
	assert_true(says(&a, "# 截至入库序号,"));
	assert_true(says(&a, "# 制表人,\"admin\""));
	assert_true(says(&a, "字段 excused"));
	answer_free(&a);
	a = file("/v1/rounds/" ROUND "/coverage?format=csv&lang=en");
	assert_true(says(&a, "# In all: Expected,\"20\""));
	answer_free(&a);
}

/* ---- texts ---- */

static void a_text_is_no_formula(void **state)
{
	struct answer a;

	(void)state;
	stores_put();
	a = file("/v1/goods?format=csv");
	assert_true(says(&a, "\"'=1+1,\"\"示例\"\"\""));
	assert_true(says(&a, ",12.5,"));
	assert_false(says(&a, "\"=1"));
	answer_free(&a);
	/* Digits that a spreadsheet would lose. */
	a = file("/v1/areas?format=csv");
	assert_true(says(&a, "\"512021\""));
	answer_free(&a);
}

/* What somebody typed begins no line before the table: a program would take it for a row. */
static void what_it_is_stays_on_its_lines(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-00000000d021\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" TEST "\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"expected\":0,"
		"\"question\":\"示例\\n示例一村,g9,99\"}}");
	a = file("/v1/rounds/" TEST "/coverage?format=csv");
	assert_true(says(&a, "示例 示例一村,g9,99"));
	assert_int_equal(rows_of(&a), 0);
	answer_free(&a);
}

/* ---- people ---- */

static void person_put(void)
{
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000d011\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" PERSON "\","
		"\"body\":{\"name\":\"张测试\"}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000d012\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" TEST "\","
		"\"body\":{\"kind\":\"test\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000d013\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" TEST "\","
		"\"body\":{\"piece\":1,\"subjects\":[\"" PERSON "\"]}}]");
}

static const char *until(const char *path, int days)
{
	static char text[300];
	int y, m, d;

	day_civil(day_of(sys_now()) + days, &y, &m, &d);
	snprintf(text, sizeof(text), "%s&why=visit&until=%04d-%02d-%02d", path, y, m, d);
	return text;
}

#define PEOPLE "/v1/rounds/" TEST "/missing?people=true&format=csv"

static void people_leave_as_an_export(void **state)
{
	uint64_t before;
	struct answer a;

	(void)state;
	person_put();
	before = metric(&server, "journal_position");
	refused(422, PEOPLE, "field_missing");
	refused(422, PEOPLE "&why=visit", "field_missing");
	refused(422, until(PEOPLE, -1), "field_range");
	refused(422, until(PEOPLE, EXPORT_DAYS_MAX + 1), "field_range");
	refused(400, PEOPLE "&why=fun", "bad_request");
	assert_int_equal(metric(&server, "journal_position"), before);
	a = file(until(PEOPLE, 3));
	assert_int_equal(rows_of(&a), 1);
	assert_true(says(&a, "张**"));
	assert_false(says(&a, "张测试"));
	assert_true(says(&a, "导出标记"));
	assert_true(says(&a, " admin "));
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	a = file("/v1/exports");
	assert_true(str_is(at(a.json, "items.0.list")->s, "missing"));
	assert_int_equal(at(a.json, "items.0.rows")->i, 1);
	assert_int_equal(at(a.json, "items.0.digest")->s.n, 64);
	answer_free(&a);
	/* Homes are people's, too. */
	refused(422, "/v1/rounds/" ROUND "/missing?format=xlsx", "field_missing");
	a = file(until("/v1/rounds/" ROUND "/missing?format=xlsx", 1));
	assert_memory_equal(a.body, "PK", 2);
	answer_free(&a);
	/* Whoever may not export is told so, and not asked what for; of counts everybody who sees them has a file. */
	login(&server, "worker");
	refused(403, "/v1/rounds/" ROUND "/missing?area=g1&format=csv", "forbidden");
	refused(403, until("/v1/rounds/" ROUND "/missing?area=g1&format=csv", 1), "forbidden");
	a = file("/v1/rounds/" ROUND "/coverage?format=csv");
	answer_free(&a);
	login(&server, "guest");
	refused(403, "/v1/goods?format=csv", "forbidden");
}

/* Who somebody with a flag is stands in no other list either; counts of them may go. */
static void whom_a_round_would_ask_leaves_as_an_export(void **state)
{
	struct answer a;

	(void)state;
	a = file("/v1/candidates?kind=sweep&format=csv");
	answer_free(&a);
	refused(422, "/v1/candidates?kind=sweep&subjects=true&format=csv", "field_missing");
	a = file(until("/v1/candidates?kind=sweep&subjects=true&format=csv", 1));
	assert_true(says(&a, "01900000-0000-7000-8000-000000000100"));
	answer_free(&a);
}

/* Of rows that name no area he has a file only where he may export all that he is shown. */
static void accounts_leave_with_whoever_manages_all_of_them(void **state)
{
	char body[300];
	struct answer a;

	(void)state;
	a = file(until("/v1/devices?format=csv", 1));
	assert_int_equal(rows_of(&a), 0);
	answer_free(&a);
	a = file(until("/v1/users?format=csv", 1));
	answer_free(&a);
	a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"deputy\",\"name\":\"示例副手\",\"role\":\"administrator\",\"area\":\"g1\"}]");
	assert_int_equal(a.status, 200);
	snprintf(body, sizeof(body),
		"{\"ticket\":\"" STR_FMT "\",\"user\":\"deputy\",\"password\":\"" PASSWORD "\"}",
		STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/users/deputy",
		"{\"act\":\"give\",\"role\":\"auditor\",\"everywhere\":true}");
	agreed("deputy", "\"role\":\"administrator\",\"area\":\"g1\"");
	agreed("deputy", "\"role\":\"auditor\",\"everywhere\":true");
	server.cookie[0] = '\0';
	call_is(&server, 200, "POST", "/v1/session", body);
	login(&server, "deputy");
	call_is(&server, 200, "GET", "/v1/users", NULL);
	refused(403, until("/v1/users?format=csv", 1), "forbidden");
}

static void what_does_not_fit_is_refused(void **state)
{
	(void)state;
	refused(400, "/v1/figures?format=pdf", "bad_request");
	refused(400, "/v1/figures?format=csv&limit=5", "bad_request");
	refused(400, "/v1/figures?format=csv&after=5", "bad_request");
	refused(400, "/v1/figures?format=csv&lang=fr", "bad_request");
	refused(400, "/v1/figures?why=visit", "bad_request");
	refused(400, "/v1/kinds?format=csv", "bad_request");
	refused(400, "/v1/rounds/" ROUND "?format=csv", "bad_request");
	refused(400,
		"/v1/places/" STORE
		"/visits?from=2022-08-30T00:00:00Z&to=2022-08-30T23:00:00Z&unmask=check&format=csv",
		"bad_request");
}

static void nothing_beyond_the_limit(void **state)
{
	struct answer list = file("/v1/figures?limit=1000"), a;
	int64_t n = at(list.json, "items")->n;

	(void)state;
	atomic_store(&server.http->file_rows, n);
	a = file("/v1/figures?format=csv");
	assert_int_equal(rows_of(&a), n);
	answer_free(&a);
	atomic_store(&server.http->file_rows, n - 1);
	refused(413, "/v1/figures?format=csv", "too_many");
	refused(413, "/v1/figures?format=xlsx", "too_many");
	answer_free(&list);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_list_has_its_words),
		cmocka_unit_test_setup_teardown(a_file_has_the_rows_of_its_list, setup, teardown),
		cmocka_unit_test_setup_teardown(
			counts_are_of_one_position_and_add_up, setup, teardown),
		cmocka_unit_test_setup_teardown(a_text_is_no_formula, setup, teardown),
		cmocka_unit_test_setup_teardown(what_it_is_stays_on_its_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(people_leave_as_an_export, setup, teardown),
		cmocka_unit_test_setup_teardown(
			whom_a_round_would_ask_leaves_as_an_export, setup, teardown),
		cmocka_unit_test_setup_teardown(
			accounts_leave_with_whoever_manages_all_of_them, setup, teardown),
		cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_beyond_the_limit, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
