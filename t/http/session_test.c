/* Logging in and out; who guesses has to wait, and who floods keeps nobody else waiting. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guard/own.h"

#define VISIT(id, extra) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"" extra \
	"}}"

#define BULLETIN(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id \
	"\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"area\":\"g1\"," \
	"\"from\":\"2022-08-25\",\"to\":\"2022-08-30\",\"reason\":\"?\"}"

#define GIFT(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"supply.received\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\"," \
	"\"store\":\"01900000-0000-7000-8000-000000000050\",\"item\":\"?\",\"quantity\":\"1\"," \
	"\"donated\":true}}"

/* Whoever falls on the place of somebody who must wait waits with him. By this key no two senders of these tests fall on one. */
static int begin(void **state)
{
	int e = setup(state);

	server.f.site->guard->fails_key = (struct seal_key){ { 7 } };
	return e;
}

static void test_session(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 400, "POST", "/v1/session", "{");
	call_is(&server, 400, "POST", "/v1/session", "[]");
	call_is(&server, 400, "POST", "/v1/session", "{\"user\":\"admin\"}");
	call_is(&server, 400, "POST", "/v1/session", "{\"user\":1,\"password\":\"x\"}");
	call_is(&server, 400, "POST", "/v1/session",
		"{\"user\":\"admin\",\"password\":\"x\",\"more\":1}");
	a = call(&server, "POST", "/v1/session", "{\"user\":\"admin\",\"password\":\"wrong\"}");
	assert_int_equal(a.status, 401);
	assert_true(text_is(a.json, "code", "password"));
	assert_non_null(strstr(a.head, "application/problem+json"));
	assert_true(at(a.json, "reason_zh")->s.n && at(a.json, "remedy")->s.n &&
		at(a.json, "remedy_en")->s.n);
	answer_free(&a);
	status_is(call_with(&server, "POST", "/v1/session", "Content-Type: application/json\r\n",
			  "{\"user\":\"admin\",\"password\":\"" PASSWORD "\"}"),
		403);
	status_is(call_with(&server, "POST", "/v1/session",
			  "Bulou-Client: t\r\nContent-Type: text/plain\r\n",
			  "{\"user\":\"admin\",\"password\":\"" PASSWORD "\"}"),
		415);
	status_is(call_with(&server, "GET", "/v1/session", "Cookie: bulou=AAAA\r\n", NULL), 401);
	login(&server, "worker");
	a = call(&server, "GET", "/v1/session", NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "user", "worker") && text_is(a.json, "grants.0.area", "g1"));
	answer_free(&a);
	call_is(&server, 204, "DELETE", "/v1/session", NULL);
	call_is(&server, 401, "GET", "/v1/session", NULL);
}

static int login_as(const char *password, const char *from)
{
	char headers[200], body[100];
	struct answer a;
	int status;

	snprintf(headers, sizeof(headers),
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: %s\r\n",
		from);
	snprintf(body, sizeof(body), "{\"user\":\"watcher\",\"password\":\"%s\"}", password);
	a = call_with(&server, "POST", "/v1/session", headers, body);
	status = a.status;
	answer_free(&a);
	return status;
}

/* Behind a proxy, too, it is the address of who guesses that has to wait, whatever he says that he comes from. */
static void test_locked_out(void **state)
{
	char from[80];

	(void)state;
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "10.0.0.%d, 192.0.2.7", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	/* A proxy that adds a line of its own leaves the client's before it. */
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "10.0.0.%d\r\nx-forwarded-for: 10.1.0.%d, 192.0.2.17",
			i, i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "192.0.2.18\r\nX-Forwarded-For: 192.0.2.17"), 429);
	assert_int_equal(login_as(PASSWORD, "192.0.2.17\r\nX-Forwarded-For: 192.0.2.18"), 200);
	assert_int_equal(login_as(PASSWORD, "192.0.2.7"), 429);
	assert_int_equal(login_as(PASSWORD, "192.0.2.8"), 200);
	assert_int_equal(login_as(PASSWORD, "nonsense"), 200);
	/* In version 6 a /64 is one address. */
	for (int i = 0; i < 10; i++) {
		snprintf(from, sizeof(from), "2001:db8::%d", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "2001:db8::ffff"), 429);
	assert_int_equal(login_as(PASSWORD, "2001:db8:0:1::1"), 200);
}

/* One password on many names: the address has to wait, and reads for how long; who was there before does not. */
static void test_logins_failed(void **state)
{
	struct answer a;
	char from[40];

	(void)state;
	server.f.site->guard->origin_free = 3;
	assert_int_equal(login_as(PASSWORD, "192.0.2.12"), 200);
	for (int i = 0; i < 3; i++)
		assert_int_equal(login_as("wrong", "192.0.2.9"), 401);
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: 192.0.2.9\r\n",
		"{\"user\":\"worker\",\"password\":\"" PASSWORD "\"}");
	assert_int_equal(a.status, 429);
	assert_true(text_is(a.json, "code", "logins_failed"));
	assert_non_null(strstr(a.head, "Retry-After: 30\r\n"));
	assert_true(at(a.json, "reason_zh")->s.n && at(a.json, "reason_en")->s.n);
	answer_free(&a);
	assert_int_equal(login_as(PASSWORD, "192.0.2.12"), 200);
	/* In version 6 it is a /48 that has to wait. */
	for (int i = 0; i < 3; i++) {
		snprintf(from, sizeof(from), "2001:db8:1:%d::1", i);
		assert_int_equal(login_as("wrong", from), 401);
	}
	assert_int_equal(login_as(PASSWORD, "2001:db8:1:ff00::1"), 429);
	assert_int_equal(login_as(PASSWORD, "2001:db8:2::1"), 200);
	server.f.site->guard->origin_free = GUARD_ORIGIN_FREE;
}

static void login_send(int fd, const char *from)
{
	static const char body[] = "{\"user\":\"worker\",\"password\":\"wrong\"}";
	char text[400];
	int n = snprintf(text, sizeof(text),
		"POST /v1/session HTTP/1.1\r\nHost: t\r\nBulou-Client: t\r\n"
		"Content-Type: application/json\r\nX-Forwarded-For: %s\r\nContent-Length: %zu\r\n\r\n%s",
		from, sizeof(body) - 1, body);

	client_send(fd, text, (size_t)n);
}

/* Of a flood of logins what does not fit in the queue is refused at once, and the other addresses come through. */
static void flood(const char *head, const char *tail, const char *other_from)
{
	int fds[10], other, refused = 0;
	struct answer a;
	char text[40];

	/* The same lines each time: these two addresses never meet in one. */
	server.http->logins_key = (struct seal_key){ { 7 } };
	server.http->slow.each = 2;
	for (int i = 0; i < 10; i++) {
		snprintf(text, sizeof(text), "%s%d%s", head, i, tail);
		login_send(fds[i] = client_connect(&server), text);
	}
	login_send(other = client_connect(&server), other_from);
	for (int i = 0; i < 10; i++) {
		a = client_read(&server, fds[i], false);
		if (a.status == 503) {
			assert_true(text_is(a.json, "code", "busy"));
			assert_non_null(strstr(a.head, "Retry-After: "));
			refused++;
		} else {
			assert_int_equal(a.status, 401);
		}
		answer_free(&a);
		close(fds[i]);
	}
	assert_true(refused > 0 && refused < 10);
	a = client_read(&server, other, false);
	if (a.status != 401)
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
	close(other);
	server.http->slow.each = HTTP_EACH_LOGINS;
}

static void test_login_flood(void **state)
{
	(void)state;
	flood("10.0.0.", ", 192.0.2.10", "192.0.2.11");
	/* In version 6 a /48 is one sender. */
	flood("2001:db8:9:", "::1", "2001:db8:10::1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_session, as_admin),
		cmocka_unit_test_setup(test_locked_out, as_admin),
		cmocka_unit_test_setup(test_logins_failed, as_admin),
		cmocka_unit_test_setup(test_login_flood, as_admin),
	};

	int failed = cmocka_run_group_tests_name("session, sqlite", tests, begin, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("session, postgres", tests, begin, teardown);
}
