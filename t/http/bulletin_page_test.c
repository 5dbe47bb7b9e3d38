/* What lies around a bulletin over HTTP: the draft that is ready every morning, words that somebody goes on with, and the page that
 * anybody may read. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/bulletin/bulletin.h"
#include "sys/sys.h"

#define INCIDENT "01900000-0000-7000-8000-000000000001"
#define ID(n) "01900000-0000-7000-8000-0000000" n
#define RECORD(id, kind, area, body) \
	"{\"id\":\"" ID(id) "\",\"kind\":\"" kind \
			    "\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\"," \
			    "\"area\":\"" area "\",\"body\":{" body "}}"
#define ASK(area, more) \
	"{\"incident\":\"" INCIDENT "\",\"area\":\"" area \
	"\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\"" more "}"
#define DRAFT "/v1/bulletins/draft?incident=" INCIDENT "&area=512021&from=2022-08-30&to=2022-08-30"

static void taken(const char *record)
{
	struct answer a = call(&server, "POST", "/v1/records", record);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

static void published(const char *body)
{
	struct answer a = call(&server, "POST", "/v1/bulletins", body);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

static void page_has(const char *path, int status, const char *text, bool has)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != status || (text && (strstr(a.body, text) != NULL) != has))
		fail_msg("%s: %d, '%s': %s", path, a.status, text, a.body);
	answer_free(&a);
}

#define VISIT(id, people) \
	"{\"id\":\"" ID( \
		id) "\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\"," \
		    "\"area\":\"g1\",\"round\":\"" ID("00002") "\",\"subject\":\"" ID( \
			    "00100") "\",\"body\":{\"outcome\":\"done\",\"people\":" people "}}"

/* A draft is what would be published; one that somebody looked at before the figures moved is not. */
static void a_draft_is_what_is_published(void **state)
{
	char body[600], mark[17];
	struct answer a;

	(void)state;
	taken(VISIT("94001", "3"));
	a = call(&server, "GET", DRAFT, NULL);
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "paragraphs.0.id")->s, "sweep"));
	assert_true(
		str_is(at(a.json, "paragraphs.0.zh")->s, "入户排查。入户敲门1次，上门走访3人次。"));
	assert_true(str_eq(at(a.json, "paragraphs.0.zh")->s, at(a.json, "prose_zh")->s));
	assert_int_equal(at(a.json, "drafted")->type, JSON_NULL);
	assert_int_equal(at(a.json, "published")->type, JSON_NULL);
	snprintf(mark, sizeof(mark), "%.*s", STR_ARG(at(a.json, "mark")->s));
	answer_free(&a);
	taken(VISIT("94002", "4"));
	snprintf(body, sizeof(body), ASK("512021", ",\"mark\":\"%s\""), mark);
	a = call(&server, "POST", "/v1/bulletins", body);
	assert_int_equal(a.status, 409);
	assert_true(str_is(at(a.json, "code")->s, "moved"));
	answer_free(&a);
	/* What was typed stands in it, and nothing is written by asking how it looks. */
	a = call(&server, "POST", "/v1/bulletins/draft",
		ASK("512021", ",\"prose_zh\":\"示例一。\\n示例二。\",\"correction\":\"x\""));
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "prose_zh")->s, "示例一。\n示例二。"));
	assert_non_null(strstr(a.body, "people were called on"));
	/* Where a page can be laid out at all (a font), this one is one. */
	assert_true(at(a.json, "pages")->type == JSON_NULL || at(a.json, "pages")->i == 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/bulletins", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	a = call(&server, "POST", "/v1/bulletins/draft?format=md&extent=sheet",
		ASK("512021", ",\"prose_zh\":\"示例一。\""));
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "示例一。"));
	assert_null(strstr(a.body, "附：指标口径"));
	answer_free(&a);
	call_is(&server, 422, "POST", "/v1/bulletins/draft", ASK("512021", ",\"colour\":\"red\""));
}

/* As long as a text may be, and no longer; told is how many sheets it takes. */
static void a_text_has_an_end(void **state)
{
	static char body[20000];
	struct answer a;

	(void)state;
	for (int more = 0; more <= 1; more++) {
		size_t n = (size_t)snprintf(body, sizeof(body),
			"{\"id\":\"" ID(
				"9450%d") "\",\"incident\":\"" INCIDENT
					  "\",\"area\":\"512021\",\"from\":\"2022-08-28\",\"to\":\"2022-08-28\","
					  "\"reason\":\"示例\",\"prose_zh\":\"",
			more);

		for (int i = 0; i < BULLETIN_PROSE_MAX + more; i++)
			n += (size_t)snprintf(body + n, sizeof(body) - n, "长");
		snprintf(body + n, sizeof(body) - n, "\"}");
		a = call(&server, "POST", "/v1/bulletins/draft", body);
		assert_int_equal(a.status, 200);
		assert_true(at(a.json, "pages")->type == JSON_NULL || at(a.json, "pages")->i > 1);
		answer_free(&a);
		a = call(&server, "POST", "/v1/bulletins", body);
		assert_int_equal(a.status, 200);
		assert_true(str_is(at(a.json, "status")->s, more ? "refused" : "accepted"));
		answer_free(&a);
	}
}

/* However it is written; and what only looks like one is let through. */
static void numbers_are_refused(void)
{
	static const struct {
		const char *text;
		bool refused;
	} said[] = {
		{ "13800001111", true },
		{ "１３８００００１１１１", true },
		{ "138 0000 1111。", true },
		{ "电话138-0000-1111", true },
		{ "510202199001010012", true },
		{ "510202-19900101-001X", true },
		{ "2022-08-30至2022-09-22共1234567890条", false },
		{ "发放120 1500 1300份", false },
		{ "138 000 1111", false },
		{ "1380 0001 1110", false },
	};
	char record[600];

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		struct answer a;

		snprintf(record, sizeof(record),
			RECORD("9415%zu", "bulletin.drafted", "512021",
				"\"incident\":\"" INCIDENT
				"\",\"from\":\"2022-07-30\",\"to\":\"2022-07-30\",\"prose_zh\":\"%s\""),
			i, said[i].text);
		a = call(&server, "POST", "/v1/records", record);
		if (!str_is(at(a.json, "status")->s, said[i].refused ? "refused" : "accepted"))
			fail_msg("%s: %s", said[i].text, a.body);
		answer_free(&a);
	}
}

/* The latest holds, by whoever handed it on; a number of somebody's is refused. */
static void somebody_goes_on_with_a_draft(void **state)
{
	struct answer a;

	(void)state;
	taken(RECORD("94100", "bulletin.drafted", "512021",
		"\"incident\":\"" INCIDENT
		"\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\",\"prose_zh\":\"甲\""));
	taken(RECORD("94101", "bulletin.drafted", "512021",
		"\"incident\":\"" INCIDENT
		"\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\",\"prose_zh\":\"乙\""));
	taken(RECORD("94102", "bulletin.drafted", "512021",
		"\"incident\":\"" INCIDENT
		"\",\"from\":\"2022-08-29\",\"to\":\"2022-08-30\",\"prose_zh\":\"丙\""));
	a = call(&server, "POST", "/v1/records",
		RECORD("94103", "bulletin.drafted", "512021",
			"\"incident\":\"" INCIDENT
			"\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\",\"prose_zh\":\"电话13800001111\""));
	assert_true(str_is(at(a.json, "error.code")->s, "field_format"));
	answer_free(&a);
	a = call(&server, "GET", DRAFT, NULL);
	assert_true(str_is(at(a.json, "drafted.id")->s, ID("94101")));
	assert_true(str_is(at(a.json, "drafted.prose_zh")->s, "乙"));
	answer_free(&a);
	numbers_are_refused();
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		RECORD("94104", "bulletin.drafted", "g1",
			"\"incident\":\"" INCIDENT
			"\",\"from\":\"2022-08-30\",\"to\":\"2022-08-30\""));
	assert_true(str_is(at(a.json, "status")->s, "refused"));
	answer_free(&a);
	login(&server, "admin");
}

/* Yesterday's from its hour on, until one of that very day is published. */
static void one_lies_ready_every_day(void **state)
{
	char yesterday[11], body[400];
	struct answer a;
	struct buf b;
	struct arena arena;
	size_t due;

	(void)state;
	arena_init(&arena, &sys_heap, 0);
	buf_init(&b, &arena);
	buf_day(&b, day_of(sys_now()) - 1);
	snprintf(yesterday, sizeof(yesterday), STR_FMT, STR_ARG(buf_get(&b)));
	arena_done(&arena);
	a = call(&server, "GET", "/v1/bulletins/daily", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	taken("{\"id\":\"" ID(
		"94200") "\",\"kind\":\"bulletin.scheduled\",\"v\":1,"
			 "\"at\":\"2022-08-01T09:00:00+08:00\",\"area\":\"512021\",\"body\":{\"incident\":\"" INCIDENT
			 "\",\"hour\":0}}");
	a = call(&server, "GET", "/v1/bulletins/daily", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_int_equal(at(a.json, "items.0.hour")->i, 0);
	due = at(a.json, "items.0.due")->n;
	assert_int_equal(due, 7); /* set long ago: no more than a week is told */
	assert_true(str_is(at(a.json, "items.0.due.0.day")->s, yesterday));
	answer_free(&a);
	snprintf(body, sizeof(body),
		"{\"incident\":\"" INCIDENT
		"\",\"area\":\"512021\",\"from\":\"%s\",\"to\":\"%s\",\"reason\":\"示例\"}",
		yesterday, yesterday);
	published(body);
	a = call(&server, "GET", "/v1/bulletins/daily", NULL);
	assert_int_equal(at(a.json, "items.0.due")->n, due - 1);
	assert_false(str_is(at(a.json, "items.0.due.0.day")->s, yesterday));
	answer_free(&a);
	/* Who sets no hour wants none; the latest record holds, whichever came first. */
	taken(RECORD("94201", "bulletin.scheduled", "512021", "\"incident\":\"" INCIDENT "\""));
	a = call(&server, "GET", "/v1/bulletins/daily", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
}

static void anybody_reads_what_was_opened(void **state)
{
	static const char first[] = "/b/" ID("94300"), second[] = "/b/" ID("94301");
	struct answer a;

	(void)state;
	published(ASK("512021",
		",\"id\":\"" ID("94300") "\",\"reason\":\"示例\",\"prose_zh\":\"甲\\n<b>乙</b>\""));
	server.cookie[0] = 0;
	page_has(first, 404, "没有这一页", true);
	page_has("/b/x", 404, "没有这一页", true);
	page_has("/b/" INCIDENT, 404, "没有这一页", true);
	login(&server, "admin");
	taken(RECORD("94310", "bulletin.shared", "512021",
		"\"bulletin\":\"" ID("94300") "\",\"open\":true"));
	server.cookie[0] = 0;
	a = call(&server, "GET", first, NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "&lt;b&gt;乙&lt;/b&gt;"));
	assert_non_null(strstr(a.head, "Cache-Control: public, max-age=60\r\n"));
	assert_non_null(strstr(a.head, "Vary: Accept-Language\r\n"));
	assert_non_null(strstr(a.head, "X-Robots-Tag: noindex"));
	assert_non_null(strstr(a.head, "Content-Security-Policy: default-src 'none'"));
	assert_null(strstr(a.head, "script-src"));
	assert_null(strstr(a.body, "<script"));
	answer_free(&a);
	login(&server, "admin");
	/* A correction stands at the same address, and says what was said. */
	published(ASK("512021",
		",\"id\":\"" ID("94301") "\",\"replaces\":\"" ID(
			"94300") "\",\"reason\":\"示例\","
				 "\"correction\":\"补一段\",\"prose_zh\":\"甲\\n丙\""));
	a = call(&server, "GET", "/v1/bulletins/" ID("94301"), NULL);
	assert_true(str_is(at(a.json, "was_zh")->s, "甲\n<b>乙</b>"));
	assert_true(str_is(at(a.json, "correction")->s, "补一段"));
	assert_true(at(a.json, "public")->i);
	answer_free(&a);
	page_has("/v1/bulletins/" ID("94301") "?format=md", 200, "更正理由：补一段", true);
	page_has("/v1/bulletins/" ID("94301") "?format=md", 200, "现为：丙", true);
	server.cookie[0] = 0;
	page_has(first, 200,
		"<p class=\"prose\">甲</p><p class=\"prose\"><del>&lt;b&gt;乙&lt;/b&gt;</del></p>"
		"<p class=\"prose\"><ins>丙</ins></p>",
		true);
	page_has(second, 200, "更正理由：补一段", true);
	page_has("/b/" ID("94301") "?lang=en", 200, "This bulletin was corrected", true);
	/* Closed again, by the address of either. */
	login(&server, "admin");
	taken(RECORD("94311", "bulletin.shared", "512021",
		"\"bulletin\":\"" ID("94300") "\",\"open\":false"));
	server.cookie[0] = 0;
	page_has(first, 404, "没有这一页", true);
	page_has(second, 404, "没有这一页", true);
	login(&server, "admin");
}

/* What should never have been written is voided, and stands nowhere any more: not as what was said, either. */
static void what_was_voided_is_not_told(void **state)
{
	(void)state;
	published(ASK("512021",
		",\"id\":\"" ID("94600") "\",\"reason\":\"示例\",\"prose_zh\":\"张示例\""));
	published(ASK("512021",
		",\"id\":\"" ID("94601") "\",\"replaces\":\"" ID(
			"94600") "\",\"reason\":\"示例\",\"correction\":\"误\",\"prose_zh\":\"甲\""));
	taken(RECORD("94610", "bulletin.shared", "512021",
		"\"bulletin\":\"" ID("94600") "\",\"open\":true"));
	page_has("/b/" ID("94601"), 200, "<del>张示例</del>", true);
	taken(RECORD("94611", "record.voided", "512021",
		"\"records\":[\"" ID("94600") "\"],\"reason\":\"示例\""));
	page_has("/b/" ID("94601"), 200, "张示例", false);
	page_has("/b/" ID("94601"), 200, "甲", true);
	page_has("/v1/bulletins/" ID("94601"), 200, "张示例", false);
	page_has("/v1/bulletins/" ID("94601") "?format=md", 200, "张示例", false);
}

/* Where few live, a count of a few is somebody. */
static void a_village_is_too_small_for_the_public(void **state)
{
	struct answer a;

	(void)state;
	published(ASK("g1", ",\"id\":\"" ID("94400") "\",\"reason\":\"示例\""));
	taken(RECORD("94401", "bulletin.shared", "g1",
		"\"bulletin\":\"" ID("94400") "\",\"open\":true"));
	a = call(&server, "GET", "/v1/bulletins/" ID("94400"), NULL);
	assert_false(at(a.json, "shareable")->i);
	assert_false(at(a.json, "public")->i);
	answer_free(&a);
	page_has("/b/" ID("94400"), 404, "没有这一页", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_draft_is_what_is_published),
		cmocka_unit_test(somebody_goes_on_with_a_draft),
		cmocka_unit_test(one_lies_ready_every_day),
		cmocka_unit_test(anybody_reads_what_was_opened),
		cmocka_unit_test(what_was_voided_is_not_told),
		cmocka_unit_test(a_village_is_too_small_for_the_public),
		cmocka_unit_test(a_text_has_an_end),
	};
	int failed = cmocka_run_group_tests_name(
		"a bulletin's page, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed +
		cmocka_run_group_tests_name("a bulletin's page, postgres", tests, setup, teardown);
}
