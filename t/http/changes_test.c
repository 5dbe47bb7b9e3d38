/* What a phone follows: the rows that changed, what is told to everybody and who has read it, long lists. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/posted.h"

static int begin(void **state)
{
	int e = setup(state);

	call_is(&server, 200, "POST", "/v1/records", TOLD);
	return e;
}

/* The rows of a type that are in an answer; each has the shape of its type. */
static int changes_of(const struct json *v, const char *type)
{
	const struct json *rows = at(v, "rows");
	int n = 0;

	type_fits(v, STR("changes"), "changes");
	for (uint32_t i = 0; i < rows->n; i++)
		n += text_is(&rows->items[i], "type", type);
	return n;
}

/* The row of a type in everything that there is, as it came. */
static struct answer changes_row(const char *type, const struct json **ret)
{
	struct answer a = call(&server, "GET", "/v1/changes?limit=1000", NULL);

	assert_int_equal(a.status, 200);
	*ret = NULL;
	for (uint32_t i = 0; i < at(a.json, "rows")->n; i++)
		if (text_is(&at(a.json, "rows")->items[i], "type", type))
			*ret = at(&at(a.json, "rows")->items[i], "row");
	assert_non_null(*ret);
	return a;
}

#define READ(id, by) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"notice.read\",\"v\":1," by \
	"\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"g1\"," \
	"\"body\":{\"notice\":\"01900000-0000-7000-8000-000000090600\"}}"
#define TAKEN_BACK(id, of) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"record.voided\",\"v\":1," \
	"\"at\":\"2022-08-30T10:06:00+08:00\",\"body\":{\"reason\":\"?\"," \
	"\"records\":[\"01900000-0000-7000-8000-0000000" of "\"]}}"

static void test_told(void **state)
{
	struct answer a;
	const struct json *row, *places;

	(void)state;
	a = changes_row("notice", &row);
	assert_true(text_is(row, "title", "通知（示例）") && at(row, "urgent")->i == 1);
	assert_true(text_is(row, "until", "2022-08-31T10:00:00+08:00"));
	assert_true(text_is(row, "audience_zh", "工作人员") && text_is(row, "area", "512021"));
	answer_free(&a);

	a = changes_row("rule", &row);
	places = at(row, "places");
	assert_true(text_is(row, "snapshot", "示例-1") && at(row, "whole")->i == 1);
	assert_int_equal(at(row, "entries")->i, 3);
	assert_int_equal(at(row, "issued")->items[0].n, 2);
	assert_int_equal(places->n, 2);
	for (uint32_t i = 0; i < places->n; i++)
		assert_int_equal(at(&places->items[i], "areas")->n,
			text_is(&places->items[i], "county", "甲区") ? 2 : 1);
	/* A list that tells no source is that of its issue. */
	assert_true(text_is(&places->items[0], "source", "示例"));
	answer_free(&a);

	/* What is told and taken back in one breath was never told. */
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000090605\",\"kind\":\"notice.published\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{"
		"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"?\",\"text\":\"?\",\"audience\":\"everyone\"}},"
		"{\"id\":\"01900000-0000-7000-8000-000000090606\",\"kind\":\"record.voided\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:01+08:00\",\"body\":{\"reason\":\"?\","
		"\"records\":[\"01900000-0000-7000-8000-000000090605\"]}}]");
	for (int i = 0; i < 2; i++)
		if (!text_is(&a.json->items[i], "status", "accepted"))
			fail_msg("%s", a.body);
	answer_free(&a);
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);

	/* The worker reads it, and again under another's name, who did not prove that it is he: one of those who work there has read it. */
	login(&server, "worker");
	call_is(&server, 200, "POST", "/v1/records",
		"[" READ("90627", "") "," READ("90628", "\"by\":\"watcher\",") "]");
	login(&server, "admin");
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items.0.read")->i, 1);
	assert_true(at(a.json, "items.0.readers")->i > 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/notices/01900000-0000-7000-8000-000000090600/readers", NULL);
	for (uint32_t i = 0; i < at(a.json, "items")->n; i++)
		assert_int_equal(
			json_get(&at(a.json, "items")->items[i], "read")->type == JSON_TEXT,
			text_is(&at(a.json, "items")->items[i], "user", "worker"));
	answer_free(&a);
	for (int i = 0; i < 2; i++)
		call_is(&server, 200, "POST", "/v1/records",
			i ? TAKEN_BACK("90630", "90628") : TAKEN_BACK("90629", "90627"));
	a = call(&server, "GET", "/v1/notices", NULL);
	assert_int_equal(at(a.json, "items.0.read")->i, 0);
	answer_free(&a);

	/* One that is not there, and one that is no notice, have no readers. */
	call_is(&server, 404, "GET", "/v1/notices/01900000-0000-7000-8000-000000090699/readers",
		NULL);
	call_is(&server, 404, "GET", "/v1/notices/01900000-0000-7000-8000-000000090601/readers",
		NULL);
}

/* Entries [from, from + n) of one list, all in different places. */
static void entries_post(int from, int n)
{
	static char text[400 * 1000];
	size_t at = (size_t)snprintf(text, sizeof(text), "[");

	for (int i = from; i < from + n; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at,
			"%s{\"id\":\"01900000-0000-7000-8000-0000007%05d\",\"kind\":\"risk.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"body\":{\"as_of\":\"2022-08-30T09:30:00+08:00\","
			"\"snapshot\":\"long\",\"source\":\"S\",\"level\":\"high\",\"province\":\"P\",\"city\":\"C\","
			"\"county\":\"D\",\"area_text\":\"%d\"}}",
			i > from ? "," : "", i, i);
	snprintf(text + at, sizeof(text) - at, "]");
	call_is(&server, 200, "POST", "/v1/records", text);
}

static void long_is(int entries, bool whole)
{
	struct answer a = call(&server, "GET", "/v1/changes?limit=1000", NULL);
	const struct json *rows = at(a.json, "rows"), *found = NULL;

	for (uint32_t i = 0; i < rows->n; i++)
		if (text_is(&rows->items[i], "type", "rule") &&
			text_is(&rows->items[i], "row.snapshot", "long"))
			found = at(&rows->items[i], "row");
	assert_non_null(found);
	assert_int_equal(at(found, "entries")->i, entries);
	assert_int_equal(at(found, "whole")->i, whole);
	assert_int_equal(at(found, "places")->n, whole);
	if (whole)
		assert_int_equal(at(&at(found, "places")->items[0], "areas")->n, entries);
	answer_free(&a);
}

/* A list is told up to its limit; a longer one says that it is not whole. */
static void test_long_list(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		entries_post(i * 1000, 1000);
	long_is(10000, true);
	entries_post(10000, 1);
	long_is(10001, false);
}

static void test_changes(void **state)
{
	static const char *const types[] = { "area", "subject", "round", "target", "notice",
		"rule" };
	int there[6] = { 0 };
	char path[1200];
	struct answer a;
	bool more;

	(void)state;
	snprintf(path, sizeof(path), "/v1/changes?limit=1000");
	do {
		a = call(&server, "GET", path, NULL);
		assert_int_equal(a.status, 200);
		for (int i = 0; i < 6; i++)
			there[i] += changes_of(a.json, types[i]);
		snprintf(path, sizeof(path), "/v1/changes?limit=1000&after=%.*s",
			STR_ARG(at(a.json, "next")->s));
		more = at(a.json, "more")->i;
		answer_free(&a);
	} while (more);
	for (int i = 0; i < 6; i++)
		assert_true(there[i] > 0);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(at(a.json, "rows")->n, 0);
	answer_free(&a);
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000097010\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"512021100\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"due\":\"2022-08-30T09:30:00+08:00\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-000000097011\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:01:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"body\":{\"piece\":1,\"subjects\":[\"01900000-0000-7000-8000-000000000105\"]}},"
		"{\"id\":\"01900000-0000-7000-8000-000000097001\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000097009\","
		"\"subject\":\"01900000-0000-7000-8000-000000000105\",\"body\":{\"outcome\":\"nobody\",\"next\":\"call\"}}]");
	for (int i = 0; i < 3; i++)
		if (!text_is(&a.json->items[i], "status", "accepted"))
			fail_msg("%s", a.body);
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(changes_of(a.json, "target"), 1);
	for (uint32_t i = 0; i < at(a.json, "rows")->n; i++) {
		const struct json *one = &at(a.json, "rows")->items[i];

		if (!text_is(one, "type", "target"))
			continue;
		/* As in the missing list: what was tried, what is next, by when, and at which door. */
		assert_true(
			text_is(one, "row.outcome", "nobody") && text_is(one, "row.next", "call"));
		assert_true(at(one, "row.due")->type == JSON_TEXT && at(one, "row.overdue")->i);
		assert_true(text_is(one, "row.type", "dwelling") &&
			at(one, "row.place")->type == JSON_OBJECT);
	}
	answer_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_changes, as_admin),
		cmocka_unit_test_setup(test_told, as_admin),
		cmocka_unit_test_setup(test_long_list, as_admin),
	};

	int failed = cmocka_run_group_tests_name("changes, sqlite", tests, begin, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("changes, postgres", tests, begin, teardown);
}
