/* Records that are handed in: the receipts, what is no list of records, the limits, clocks that are wrong, boxes. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/posted.h"

static void test_receipts(void **state)
{
	struct answer a;

	(void)state;
	a = call(&server, "POST", "/v1/records", VISIT("91001", ""));
	assert_int_equal(a.status, 200);
	type_fits(a.json, STR("receipt"), "one");
	assert_true(text_is(a.json, "status", "accepted"));
	answer_free(&a);
	a = call(&server, "POST", "/v1/records",
		"[" VISIT("91002", "") "," VISIT("91001", "") "," VISIT(
			"91003", ",\"nonsense\":1") "," VISIT("91002",
			",\"away\":true") ",5,\"x\",{}," VISIT("91004", "") "]");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 8);
	assert_true(text_is(a.json, "0.status", "accepted") &&
		text_is(a.json, "1.status", "duplicate"));
	assert_true(text_is(a.json, "2.error.code", "field_unknown") &&
		text_is(a.json, "2.status", "refused"));
	assert_true(text_is(a.json, "3.error.code", "id_taken"));
	for (int i = 4; i < 7; i++) {
		char path[20];

		snprintf(path, sizeof(path), "%d.status", i);
		assert_true(text_is(a.json, path, "refused"));
	}
	assert_true(text_is(a.json, "7.status", "accepted"));
	assert_true(at(a.json, "1.pos")->i > 0 && at(a.json, "7.pos")->i > at(a.json, "0.pos")->i);
	answer_free(&a);
	a = call(&server, "POST", "/v1/records", "[]");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 0);
	answer_free(&a);
}

static void test_records_wrong(void **state)
{
	static const char *const bad[] = { "", "{", "[1,]", "{\"a\":1}{", "nonsense", "\"text\"",
		"5", "null", "{\"a\":\"\xff\"}", "[[[[[[[[[[1]]]]]]]]]]" };
	char cookie[1000];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		call_is(&server, 400, "POST", "/v1/records", bad[i]);
	snprintf(cookie, sizeof(cookie), "%sBulou-Client: t\r\n", server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 415);
	snprintf(cookie, sizeof(cookie), "%sContent-Type: application/json\r\n", server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 403);
	snprintf(cookie, sizeof(cookie),
		"%sContent-Type: application/json\r\nBulou-Client: t\r\nBulou-Sent: yesterday\r\n",
		server.cookie);
	status_is(call_with(&server, "POST", "/v1/records", cookie, "{}"), 400);
	server.cookie[0] = 0;
	call_is(&server, 401, "POST", "/v1/records", "{}");
}

static char *list_of(int n, size_t pad)
{
	size_t room = (size_t)n * 400 + pad + 16, at_ = 0;
	char *text = malloc(room);

	text[at_++] = '[';
	for (int i = 0; i < n; i++)
		at_ += (size_t)snprintf(text + at_, room - at_,
			"%s{\"id\":\"01900000-0000-7000-8001-%012d\",\"kind\":\"sweep.visit\",\"v\":2,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\","
			"\"body\":{\"outcome\":\"nobody\"}}",
			i ? "," : "", i, fid(2), fid(100 + i % 20));
	while (at_ + 1 < pad)
		text[at_++] = ' ';
	text[at_++] = ']';
	text[at_] = 0;
	return text;
}

static void test_limits(void **state)
{
	char *text = list_of(1000, 0);
	struct answer a;

	(void)state;
	a = call(&server, "POST", "/v1/records", text);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.json->n, 1000);
	for (uint32_t i = 0; i < 1000; i++) {
		char id[UUID_TEXT + 1];

		snprintf(id, sizeof(id), "01900000-0000-7000-8001-%012u", i);
		assert_true(text_is(&a.json->items[i], "id", id) &&
			text_is(&a.json->items[i], "status", "accepted"));
	}
	answer_free(&a);
	free(text);
	text = list_of(1001, 0);
	call_is(&server, 413, "POST", "/v1/records", text);
	free(text);
	text = list_of(1, HTTP_BODY_MAX);
	assert_int_equal(strlen(text), HTTP_BODY_MAX);
	call_is(&server, 200, "POST", "/v1/records", text);
	free(text);
	text = list_of(1, HTTP_BODY_MAX + 1);
	call_is(&server, 413, "POST", "/v1/records", text);
	free(text);
}

static void chunk_send(int fd, const char *p, size_t n)
{
	char head[20];

	client_send(fd, head, (size_t)snprintf(head, sizeof(head), "%zx\r\n", n));
	client_send(fd, p, n);
	client_send(fd, "\r\n", 2);
}

/* Without a length in front: the limit holds as the bytes come. */
static void test_chunked(void **state)
{
	char head[1000], *piece = calloc(1, 65536);
	struct answer a;
	int fd = client_connect(&server);

	(void)state;
	snprintf(head, sizeof(head),
		"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\nContent-Type: application/json"
		"\r\nTransfer-Encoding: chunked\r\n\r\n",
		server.cookie);
	client_send(fd, head, strlen(head));
	chunk_send(fd, VISIT("92001", ""), strlen(VISIT("92001", "")));
	client_send(fd, "0\r\n\r\n", 5);
	a = client_read(&server, fd, false);
	assert_true(a.status == 200 && text_is(a.json, "status", "accepted"));
	answer_free(&a);
	memset(piece, ' ', 65536);
	client_send(fd, head, strlen(head));
	for (int i = 0; i < 17; i++)
		chunk_send(fd, piece, 65536);
	client_send(fd, "0\r\n\r\n", 5);
	status_is(client_read(&server, fd, false), 413);
	close(fd);
	fd = client_connect(&server);
	client_send(fd, head, strlen(head));
	for (int i = 0; i < 400; i++)
		chunk_send(fd, piece, 65536);
	assert_true(client_closed(fd, 5000));
	close(fd);
	free(piece);
}

static void test_clock(void **state)
{
	char headers[1000];
	struct answer a;

	(void)state;
	/* Sent by a clock that is an hour behind: at is put right, and marked. */
	snprintf(headers, sizeof(headers),
		"%sContent-Type: application/json\r\nBulou-Client: t\r\n"
		"Bulou-Sent: 2022-08-30T09:00:00+08:00\r\n",
		server.cookie);
	a = call_with(&server, "POST", "/v1/records", headers, VISIT("93001", ""));
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "marks.0", "clock"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/records/01900000-0000-7000-8000-000000093001", NULL);
	assert_true(text_is(a.json, "at_used", "2022-08-30T11:00:00+08:00"));
	answer_free(&a);
}

static void test_box(void **state)
{
	struct answer a = call(&server, "GET", "/v1/session", NULL);
	struct cx *cx = &server.f.cx;
	struct str key, sealed;
	struct buf text, body;

	(void)state;
	assert_true(base64url_read(cx->arena, at(a.json, "box_key")->s, &key));
	answer_free(&a);
	assert_int_equal(
		seal_box_close(cx, (const uint8_t *)key.p, STR(VISIT("94001", "")), &sealed), 0);
	buf_init(&text, cx->arena);
	buf_base64url(&text, sealed.p, sealed.n);
	buf_init(&body, cx->arena);
	buf_fmt(&body, "[{\"id\":\"01900000-0000-7000-8000-000000094001\",\"box\":\"%.*s\"},",
		STR_ARG(buf_get(&text)));
	buf_fmt(&body, "{\"id\":\"01900000-0000-7000-8000-000000094002\",\"box\":\"%.*s\"},",
		STR_ARG(buf_get(&text)));
	buf_fmt(&body, "{\"id\":\"01900000-0000-7000-8000-000000094003\",\"box\":\"AAAA\"}]");
	a = call(&server, "POST", "/v1/records", buf_get(&body).p);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "0.status", "accepted"));
	assert_true(
		text_is(a.json, "1.error.code", "box") && text_is(a.json, "2.error.code", "box"));
	for (int i = 1; i <= 2; i++) {
		const char *const paths[] = { "1.error.reason_zh", "1.error.reason_en",
			"2.error.reason_zh", "2.error.reason_en" };
		struct str zh = at(a.json, paths[2 * i - 2])->s,
			   en = at(a.json, paths[2 * i - 1])->s;

		/* Each in its own language. */
		assert_true(str_starts(zh, STR("密封件打不开：")) &&
			str_starts(en, STR("the box cannot be opened: ")));
		for (size_t k = 0; k < en.n; k++)
			assert_true((uint8_t)en.p[k] < 0x80);
		assert_true((uint8_t)zh.p[strlen("密封件打不开：")] >= 0x80);
	}
	assert_true(text_is(a.json, "2.id", "01900000-0000-7000-8000-000000094003"));
	answer_free(&a);
}

/* A receipt says what the rule of the day says, where that is another thing; also of one that was here already. */
static void test_differs(void **state)
{
	static const char *const verdicts[] = { "passed", "referred" };

	(void)state;
	for (int i = 0; i < 4; i++) {
		char text[900];
		struct answer a;

		snprintf(text, sizeof(text),
			"{\"id\":\"01900000-0000-7000-8000-00000009061%d\",\"kind\":\"person.screened\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
			"\"subject\":\"01900000-0000-7000-8000-000000090400\",\"body\":{"
			"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"origin\":\"outside\",\"registered\":true,"
			"\"code\":\"green\",\"itinerary\":false,\"history\":false,\"test\":\"within_24h\","
			"\"verdict\":\"%s\",\"rule\":\"exit-screening\",\"version\":1}}",
			i % 2, verdicts[i % 2]);
		a = call(&server, "POST", "/v1/records", text);
		assert_true(text_is(a.json, "status", i < 2 ? "accepted" : "duplicate"));
		if (i % 2) {
			assert_int_equal(at(a.json, "differs")->type, JSON_NULL);
		} else {
			assert_true(text_is(a.json, "differs.verdict", "referred"));
			assert_true(text_is(a.json, "differs.reason", "outside"));
			assert_true(text_is(a.json, "differs.rule", "exit-screening"));
			assert_int_equal(at(a.json, "differs.version")->i, 1);
		}
		answer_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_receipts, as_admin),
		cmocka_unit_test_setup(test_records_wrong, as_admin),
		cmocka_unit_test_setup(test_limits, as_admin),
		cmocka_unit_test_setup(test_chunked, as_admin),
		cmocka_unit_test_setup(test_clock, as_admin),
		cmocka_unit_test_setup(test_box, as_admin),
		cmocka_unit_test_setup(test_differs, as_admin),
	};

	int failed = cmocka_run_group_tests_name("records, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("records, postgres", tests, setup, teardown);
}
