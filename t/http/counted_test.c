/* What is counted: coverage and who is missing, matters by how urgent they are, figures, the board. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/posted.h"

static void test_coverage(void **state)
{
	char path[200], next[600] = "";
	struct answer a;
	int64_t missing, overdue;
	int found = 0, over = 0;

	(void)state;
	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage?overdue=true", fid(2));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	overdue = at(a.json, "overdue")->i;
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/rounds/%s/coverage", fid(2));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	missing = at(a.json, "missing")->i;
	assert_int_equal(at(a.json, "expected")->i + at(a.json, "found")->i,
		at(a.json, "done")->i + at(a.json, "excused")->i + missing);
	assert_true(text_is(a.json, "unit", "dwelling"));
	assert_int_equal(at(a.json, "overdue")->type, JSON_NULL);
	answer_free(&a);
	do {
		char page[1000];

		snprintf(page, sizeof(page), "/v1/rounds/%s/missing?limit=3%s%s", fid(2),
			next[0] ? "&after=" : "", next);
		a = call(&server, "GET", page, NULL);
		assert_int_equal(a.status, 200);
		found += (int)at(a.json, "items")->n;
		for (size_t i = 0; i < at(a.json, "items")->n; i++)
			over += (int)at(&at(a.json, "items")->items[i], "overdue")->i;
		snprintf(next, sizeof(next), "%.*s", STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
	} while (next[0]);
	assert_int_equal(found, missing);
	assert_int_equal(over, overdue);
}

/* Hands in what opens the standing round of a kind, and one matter in it; says where its missing list is. */
static void matter_raise(const char *kind, const char *record, const char *envelope, char path[200])
{
	struct uuid incident, round;
	char id[UUID_TEXT + 1], body[1000];
	struct answer a;

	assert_true(uuid_read(STR("01900000-0000-7000-8000-000000000001"), &incident));
	round = round_standing_id(incident, kind);
	uuid_write(&round, id);
	snprintf(body, sizeof(body),
		"[{\"id\":\"%.35sa\",\"kind\":\"round.opened\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\","
		"\"area\":\"512021100\",\"round\":\"%s\",\"body\":{\"kind\":\"%s\",\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\",\"standing\":true}},"
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"%s\",%s}]",
		record, id, kind, record, id, envelope);
	a = call(&server, "POST", "/v1/records", body);
	if (a.status != 200 || !text_is(a.json, "0.status", "accepted") ||
		!text_is(a.json, "1.status", "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
	snprintf(path, 200, "/v1/rounds/%s/missing?area=g1", id);
}

/* The row of a matter; null where it is not there. */
static const struct json *matter_row(const struct answer *a, const char *record)
{
	for (uint32_t i = 0; i < at(a->json, "items")->n; i++)
		if (text_is(&at(a->json, "items")->items[i], "subject", record))
			return &at(a->json, "items")->items[i];
	fail_msg("not listed: %s", record);
	return NULL;
}

#define QUESTION "01900000-0000-7000-8000-000000095201"
#define CONFIDED "01900000-0000-7000-8000-000000095212"

/* A question is listed by how urgent it is and the door where it arose, never by its words; what was asked in confidence by
 * neither, but to those who talk. */
static void test_matters(void **state)
{
	const struct json *row;
	char path[200];
	struct answer a;

	(void)state;
	matter_raise("ask", QUESTION,
		"\"kind\":\"ask.asked\",\"subject\":\"01900000-0000-7000-8000-000000000101\","
		"\"body\":{\"category\":\"utility\",\"channel\":\"phone\",\"text\":\"三楼停水\"}",
		path);
	login(&server, "worker");
	a = call(&server, "GET", path, NULL);
	row = matter_row(&a, QUESTION);
	type_fits(at(a.json, "items"), STR("[target]"), "missing");
	assert_true(text_is(row, "type", "matter") && text_is(row, "urgency", "utility"));
	assert_true(at(row, "urgency_zh")->type == JSON_TEXT);
	assert_true(at(row, "place")->type == JSON_NULL && text_is(row, "arose.room", "2"));
	assert_null(strstr(a.body, "停水"));
	answer_free(&a);
	login(&server, "admin");
	matter_raise("counsel", CONFIDED,
		"\"kind\":\"counsel.asked\",\"body\":{\"category\":\"soon\",\"text\":\"?\"}", path);
	a = call(&server, "GET", path, NULL);
	assert_true(text_is(matter_row(&a, CONFIDED), "urgency", "soon"));
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 403, "GET", path, NULL);
}

/* A figure's digest costs reading all its records: it comes when asked, and with the position pins them. */
static void test_figures(void **state)
{
	static const char doors[] = "/v1/figures/doors-knocked";
	struct answer a, b;
	char path[200];

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("97101", ""));
	a = call(&server, "GET", doors, NULL);
	assert_true(at(a.json, "value")->i > 0);
	assert_int_equal(at(a.json, "digest")->type, JSON_NULL);
	assert_int_equal(at(a.json, "records")->type, JSON_NULL);
	snprintf(path, sizeof(path), "%s/records?limit=1000&as_of=%d", doors,
		(int)at(a.json, "as_of")->i);
	answer_free(&a);
	a = call(&server, "GET", "/v1/figures/homes-answered?digest=true", NULL);
	type_fits(a.json, STR("figure_exact"), "digest");
	assert_int_equal(at(a.json, "digest")->s.n, 64);
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	call_is(&server, 200, "POST", "/v1/records", VISIT("97102", ""));
	b = call(&server, "GET", path, NULL);
	assert_true(at(a.json, "items")->n > 0);
	assert_int_equal(at(b.json, "items")->n, at(a.json, "items")->n);
	answer_free(&a);
	answer_free(&b);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked?digest=maybe", NULL);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked/records?as_of=0", NULL);
}

/* The same board from the same position is the same; a record makes it another. */
static void test_board(void **state)
{
	struct answer first = call(&server, "GET", "/v1/board", NULL), a;
	char path[200];
	uint32_t n = 1;

	(void)state;
	a = call(&server, "GET", "/v1/board", NULL);
	assert_string_equal(a.body, first.body);
	answer_free(&a);
	/* Page by page there is each row once. */
	snprintf(path, sizeof(path), "/v1/board?limit=1");
	for (;; n++) {
		a = call(&server, "GET", path, NULL);
		assert_int_equal(at(a.json, "items")->n, 1);
		if (at(a.json, "next")->type == JSON_NULL)
			break;
		snprintf(path, sizeof(path), "/v1/board?limit=1&after=%.*s",
			STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
	}
	answer_free(&a);
	assert_int_equal(n, at(first.json, "items")->n);
	call_is(&server, 200, "POST", "/v1/records", VISIT("97201", ""));
	a = call(&server, "GET", "/v1/board", NULL);
	assert_int_equal(at(a.json, "items.0.value")->i, at(first.json, "items.0.value")->i + 1);
	assert_true(at(a.json, "items.0.as_of")->i > at(first.json, "items.0.as_of")->i);
	answer_free(&a);
	/* Whoever sees one area only has a board of his own. */
	login(&server, "worker");
	a = call(&server, "GET", "/v1/board", NULL);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	answer_free(&first);
	call_is(&server, 400, "GET", "/v1/board?after=nonsense", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_matters, as_admin),
		cmocka_unit_test_setup(test_coverage, as_admin),
		cmocka_unit_test_setup(test_figures, as_admin),
		cmocka_unit_test_setup(test_board, as_admin),
	};

	int failed = cmocka_run_group_tests_name("counted, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("counted, postgres", tests, setup, teardown);
}
