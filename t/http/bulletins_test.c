/* Bulletins over HTTP: drawn up by the server, published by a person, frozen, and corrected in the open. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/sys.h"

#define INCIDENT "01900000-0000-7000-8000-000000000001"
#define VISIT(id, more, people) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\"" more \
	",\"body\":{\"outcome\":\"done\",\"people\":" people "}}"
#define ASK(more) \
	"{\"incident\":\"" INCIDENT \
	"\",\"area\":\"g1\",\"from\":\"2022-08-25\",\"to\":\"2022-09-22\"" more "}"

/* Publishes; the id is the receipt's. */
static void publish(const char *body, char id[UUID_TEXT + 1])
{
	struct answer a = call(&server, "POST", "/v1/bulletins", body);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%d %s", a.status, a.body);
	assert_true(at(a.json, "pos")->i > 0);
	memcpy(id, at(a.json, "id")->s.p, UUID_TEXT);
	id[UUID_TEXT] = 0;
	answer_free(&a);
}

static struct answer shown(const char *id, const char *how)
{
	char path[200];
	struct answer a;

	snprintf(path, sizeof(path), "/v1/bulletins/%s%s", id, how);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	return a;
}

static const struct json *figure_of(const struct json *bulletin, const char *id)
{
	const struct json *all = at(bulletin, "figures");

	for (uint32_t i = 0; i < all->n; i++)
		if (str_is(at(&all->items[i], "id")->s, id))
			return &all->items[i];
	fail_msg("no figure %s", id);
	return NULL;
}

static void figures_are_frozen_and_corrected_in_the_open(void **state)
{
	char first[UUID_TEXT + 1], second[UUID_TEXT + 1], body[600], path[300];
	const struct json *people;
	struct answer a, list;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("91001", "", "3"));
	call_is(&server, 200, "POST", "/v1/records", VISIT("91002", "", "4"));
	publish(ASK(",\"title_zh\":\"<b>通报</b> | *\",\"title_en\":\"Bulletin\""), first);
	/* What comes later changes the views, not what was published. */
	call_is(&server, 200, "POST", "/v1/records",
		VISIT("91003", ",\"corrects\":[\"01900000-0000-7000-8000-000000091002\"]", "6"));
	a = shown(first, "");
	people = figure_of(a.json, "people-called-on");
	assert_int_equal(at(people, "value")->i, 7);
	assert_int_equal(at(people, "records")->i, 2);
	assert_int_equal(at(people, "digest")->s.n, 64);
	assert_int_equal(at(people, "before")->type, JSON_NULL);
	assert_int_equal(at(a.json, "version")->i, 1);
	assert_true(str_is(at(a.json, "by")->s, "admin"));
	/* It opens to its records. */
	snprintf(path, sizeof(path),
		"/v1/figures/people-called-on/records?incident=" INCIDENT
		"&area=g1&from=2022-08-25&to=2022-09-22&as_of=%d",
		(int)at(a.json, "as_of")->i);
	answer_free(&a);
	call_is(&server, 200, "GET", path, NULL);
	/* The next version says what it was. */
	snprintf(body, sizeof(body), ASK(",\"replaces\":\"%s\""), first);
	publish(body, second);
	a = shown(second, "");
	people = figure_of(a.json, "people-called-on");
	assert_int_equal(at(people, "value")->i, 9);
	assert_int_equal(at(people, "before")->i, 7);
	assert_int_equal(at(a.json, "version")->i, 2);
	answer_free(&a);
	/* The first says what has replaced it, and nothing else replaces it. */
	a = shown(first, "?format=html");
	snprintf(path, sizeof(path), "<a href=\"%s?format=html&amp;lang=zh\">", second);
	assert_non_null(strstr(a.body, path));
	answer_free(&a);
	a = call(&server, "POST", "/v1/bulletins", body);
	assert_int_equal(a.status, 409);
	assert_true(str_is(at(a.json, "code")->s, "superseded"));
	answer_free(&a);
	a = shown(second, "?format=md&lang=en");
	assert_non_null(strstr(a.body, "7 → 9 (+2)"));
	assert_non_null(strstr(a.head, "text/markdown"));
	answer_free(&a);
	list = call(&server, "GET", "/v1/bulletins", NULL);
	assert_int_equal(at(list.json, "items")->n, 2);
	assert_true(str_is(at(list.json, "items.0.id")->s, second));
	a = shown(second, "");
	assert_true(str_eq(at(list.json, "items.0.digest")->s, at(a.json, "digest")->s));
	answer_free(&a);
	a = shown(first, "");
	assert_true(str_eq(at(list.json, "items.1.digest")->s, at(a.json, "digest")->s));
	assert_false(
		str_eq(at(list.json, "items.1.digest")->s, at(list.json, "items.0.digest")->s));
	answer_free(&a);
	answer_free(&list);
}

static void header_is(const struct answer *a, const char *line)
{
	if (!strstr(a->head, line))
		fail_msg("'%s' is not in %s", line, a->head);
}

static void a_page_is_a_page_and_nothing_in_it_is_mark_up(void **state)
{
	struct answer list, page;
	char id[UUID_TEXT + 1];

	(void)state;
	list = call(&server, "GET", "/v1/bulletins", NULL);
	memcpy(id, at(list.json, "items.1.id")->s.p, UUID_TEXT);
	id[UUID_TEXT] = 0;
	answer_free(&list);
	page = shown(id, "?format=html");
	header_is(&page, "Content-Type: text/html; charset=utf-8\r\n");
	header_is(&page,
		"Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; "
		"frame-ancestors 'none'; base-uri 'none'\r\n");
	header_is(&page, "Referrer-Policy: no-referrer\r\n");
	assert_non_null(strstr(page.body, "<h1>&lt;b&gt;通报&lt;/b&gt; | *</h1>"));
	assert_null(strstr(page.body, "<b>"));
	assert_non_null(strstr(page.body, "已核对的账目均已平衡"));
	answer_free(&page);
	page = shown(id, "?format=md");
	assert_null(strstr(page.head, "Content-Security-Policy"));
	assert_non_null(strstr(page.body, "# \\<b\\>通报\\</b\\> \\| \\*"));
	answer_free(&page);
}

/* One bulletin, as paper and as a workbook: the same bytes whenever somebody asks, under its name. */
static void a_bulletin_is_a_file(void **state)
{
	struct answer list, first, again;
	char id[UUID_TEXT + 1], line[120];

	(void)state;
	list = call(&server, "GET", "/v1/bulletins", NULL);
	memcpy(id, at(list.json, "items.0.id")->s.p, UUID_TEXT);
	id[UUID_TEXT] = 0;
	answer_free(&list);
	first = shown(id, "?format=pdf&lang=en");
	again = shown(id, "?format=pdf&lang=en");
	header_is(&first, "Content-Type: application/pdf\r\n");
	snprintf(line, sizeof(line),
		"Content-Disposition: inline; filename=\"bulletin-%s.pdf\"\r\n", id);
	header_is(&first, line);
	assert_memory_equal(first.body, "%PDF-", 5);
	assert_int_equal(first.body_n, again.body_n);
	assert_memory_equal(first.body, again.body, first.body_n);
	answer_free(&first);
	answer_free(&again);
	first = shown(id, "?format=xlsx");
	header_is(&first, "spreadsheetml.sheet\r\n");
	assert_memory_equal(first.body, "PK", 2);
	answer_free(&first);
	/* What is wrong is a problem, and no file. */
	first = call(&server, "GET", "/v1/bulletins/" INCIDENT "?format=pdf", NULL);
	assert_int_equal(first.status, 404);
	assert_null(strstr(first.head, "Content-Disposition"));
	answer_free(&first);
	call_is(&server, 400, "GET", "/v1/bulletins/" INCIDENT "?format=doc", NULL);
}

/* A lost answer is asked for again: the same id, and so at most one bulletin. */
static void what_is_sent_again_is_published_once(void **state)
{
	char id[UUID_TEXT + 1], own[] = "01900000-0000-7000-8000-000000091500";
	struct answer a;
	size_t n;

	(void)state;
	publish(ASK(",\"id\":\"01900000-0000-7000-8000-000000091500\""), id);
	assert_string_equal(id, own);
	a = call(&server, "GET", "/v1/bulletins", NULL);
	n = at(a.json, "items")->n;
	answer_free(&a);
	a = call(&server, "POST", "/v1/bulletins",
		ASK(",\"id\":\"01900000-0000-7000-8000-000000091500\""));
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "error.code")->s, "id_taken"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/bulletins", NULL);
	assert_int_equal(at(a.json, "items")->n, n);
	answer_free(&a);
	call_is(&server, 400, "POST", "/v1/bulletins", ASK(",\"id\":\"x\""));
}

/* Somebody's own numbers under the county's name. */
static void nobody_hands_in_his_own(void **state)
{
	struct answer a = call(&server, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000091600\",\"kind\":\"bulletin.published\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{\"incident\":\"" INCIDENT
		"\",\"area_name\":\"?\",\"title_zh\":\"?\",\"title_en\":\"?\",\"from\":\"2022-08-25\","
		"\"to\":\"2022-08-30\",\"as_of\":1,\"version\":1,\"open\":\"[]\",\"figures\":\"[]\"}}");

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "status")->s, "refused"));
	assert_true(str_is(at(a.json, "error.code")->s, "composed"));
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/bulletins/01900000-0000-7000-8000-000000091600", NULL);
}

#define COUNTED(id, n) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"supply.counted\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{\"incident\":\"" INCIDENT \
	"\"," \
	"\"store\":\"01900000-0000-7000-8000-000000091100\",\"item\":\"water\",\"quantity\":\"" n \
	"\"}}"

/* Goods that nobody booked: published with a reason, or not at all. */
static void an_open_account_takes_a_reason(void **state)
{
	struct answer a;
	char id[UUID_TEXT + 1];

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", COUNTED("91101", "12.5"));
	a = call(&server, "POST", "/v1/bulletins", ASK(""));
	assert_int_equal(a.status, 409);
	assert_true(str_is(at(a.json, "code")->s, "not_closed"));
	answer_free(&a);
	call_is(&server, 409, "POST", "/v1/bulletins", ASK(",\"reason\":\" \""));
	publish(ASK(",\"reason\":\"正在核查\""), id);
	a = shown(id, "");
	assert_true(str_is(at(a.json, "open.0.difference")->s, "12.5"));
	assert_true(str_is(at(a.json, "reason")->s, "正在核查"));
	answer_free(&a);
	a = shown(id, "?format=md");
	assert_non_null(strstr(a.body, "发布理由：正在核查（签发：测试员）"));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/records", COUNTED("91102", "0"));
}

static void what_is_wrong_is_said(void **state)
{
	struct answer a;
	char body[400];

	(void)state;
	call_is(&server, 422, "POST", "/v1/bulletins", ASK(",\"colour\":\"red\""));
	call_is(&server, 400, "POST", "/v1/bulletins", "[]");
	call_is(&server, 400, "POST", "/v1/bulletins", ASK(",\"replaces\":\"x\""));
	call_is(&server, 404, "POST", "/v1/bulletins", ASK(",\"replaces\":\"" INCIDENT "\""));
	call_is(&server, 400, "POST", "/v1/bulletins",
		"{\"incident\":\"" INCIDENT "\",\"area\":\"g1\",\"from\":\"2022-08-25\"}");
	call_is(&server, 400, "POST", "/v1/bulletins",
		"{\"incident\":\"" INCIDENT
		"\",\"area\":\"g1\",\"from\":\"2022-08-25\",\"to\":\"2022-08-24\"}");
	call_is(&server, 404, "GET", "/v1/bulletins/" INCIDENT, NULL);
	/* A version replaces one of the same incident, area and days. */
	a = call(&server, "GET", "/v1/bulletins", NULL);
	snprintf(body, sizeof(body),
		"{\"incident\":\"" INCIDENT "\",\"area\":\"g1\",\"from\":\"2022-08-25\","
		"\"to\":\"2022-08-26\",\"replaces\":\"%.*s\"}",
		STR_ARG(at(a.json, "items.0.id")->s));
	answer_free(&a);
	call_is(&server, 409, "POST", "/v1/bulletins", body);
	call_is(&server, 422, "POST", "/v1/bulletins", ASK(",\"from to\":\"x\""));
	login(&server, "worker");
	call_is(&server, 403, "POST", "/v1/bulletins", ASK(""));
	login(&server, "admin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_frozen_and_corrected_in_the_open),
		cmocka_unit_test(a_page_is_a_page_and_nothing_in_it_is_mark_up),
		cmocka_unit_test(a_bulletin_is_a_file),
		cmocka_unit_test(what_is_sent_again_is_published_once),
		cmocka_unit_test(nobody_hands_in_his_own),
		cmocka_unit_test(an_open_account_takes_a_reason),
		cmocka_unit_test(what_is_wrong_is_said),
	};
	int failed = cmocka_run_group_tests_name("bulletins, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("bulletins, postgres", tests, setup, teardown);
}
