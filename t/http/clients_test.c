/* Clients that do it wrong: that want too much at once, send halves, are slow, or vanish; and machines that fail under them. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/posted.h"
#include "sys/sys.h"

static void wait_for_none(void)
{
	uint64_t connections = 0, in_hand = 0;

	/* The one that asks is a connection itself; the server's own housekeeping is in hand at times. That a stream's other side has
	 * gone may be noticed with its next beat only, every 15 s. */
	for (int i = 0; i < 500; i++) {
		connections = metric(&server, "http_connections");
		in_hand = metric(&server, "http_in_hand");
		if (connections <= 1 && in_hand == 0)
			return;
		usleep(50000);
	}
	fail_msg("%d connections and %d tasks are left", (int)connections, (int)in_hand);
}

static void account_busy(struct answer a, const char *reason)
{
	if (a.status != 429 || !text_is(a.json, "code", "account_busy") ||
		!text_is(a.json, "reason_en", reason) || !strstr(a.head, "Retry-After: "))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

/* Who has too much in hand is told so, and it is nobody else's. */
static void test_account_busy(void **state)
{
	int live, more;

	(void)state;
	server.http->each.records = 1;
	account_busy(call(&server, "POST", "/v1/records",
			     "[" VISIT("98801", "") "," VISIT("98802", "") "]"),
		"this account has too many records in hand, at most 1");
	/* What was answered is in hand no longer. */
	call_is(&server, 200, "POST", "/v1/records", VISIT("98803", ""));
	call_is(&server, 200, "POST", "/v1/records", VISIT("98804", ""));
	/* Nor does it matter who writes the record: the server draws up a bulletin. */
	server.http->each.records = 0;
	account_busy(call(&server, "POST", "/v1/bulletins", BULLETIN("98806")),
		"this account has too many records in hand, at most 0");
	server.http->each.records = 1;
	call_is(&server, 200, "POST", "/v1/bulletins", BULLETIN("98806"));
	call_is(&server, 200, "POST", "/v1/bulletins", BULLETIN("98807"));
	server.http->each.records = HTTP_EACH_RECORDS;
	server.http->each.bytes = 100;
	account_busy(call(&server, "POST", "/v1/records", VISIT("98805", "")),
		"this account has too many bytes in hand, at most 100");
	server.http->each.bytes = HTTP_EACH_BYTES;
	server.http->readers.each = 0;
	account_busy(call(&server, "GET", "/v1/rounds", NULL),
		"this account has too many reads in hand, at most 0");
	call_is(&server, 200, "GET", "/v1/session", NULL);
	/* What takes long waits in a line of its own, and keeps nobody else waiting. */
	call_is(&server, 200, "GET", "/v1/risk/matches", NULL);
	server.http->readers.each = HTTP_EACH_READS;
	server.http->longs.each = 0;
	account_busy(call(&server, "GET", "/v1/risk/matches", NULL),
		"this account has too many reads in hand, at most 0");
	account_busy(call(&server, "GET",
			     "/v1/bulletins/01900000-0000-7000-8000-000000098806?format=pdf", NULL),
		"this account has too many reads in hand, at most 0");
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	server.http->longs.each = HTTP_EACH_LONG;
	/* A stream of an earlier test may not have been noticed to have ended. */
	wait_for_none();
	server.http->each.lives = 1;
	live = live_ask(&server, "area=v1");
	assert_true(live_wait(live, "event: coverage"));
	account_busy(call(&server, "GET", "/v1/live", NULL),
		"this account has too many live streams in hand, at most 1");
	login(&server, "worker");
	more = live_ask(&server, "area=g1");
	assert_true(live_wait(more, "event: coverage"));
	close(more);
	close(live);
	server.http->each.lives = HTTP_EACH_LIVES;
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	assert_int_equal(metric(&server, "http_account_busy_total"), 7);
}

/* Now, or by one of those who never heard of it; and under one position. */
static int64_t accepted(const char *record)
{
	struct answer a = call(&server, "POST", "/v1/records", record);
	int64_t pos;

	assert_int_equal(a.status, 200);
	assert_true(
		text_is(a.json, "status", "accepted") || text_is(a.json, "status", "duplicate"));
	pos = at(a.json, "pos")->i;
	answer_free(&a);
	return pos;
}

static void test_truncated(void **state)
{
	char head[1000];
	uint64_t before = metric(&server, "records_accepted_total");
	struct answer a;

	(void)state;
	snprintf(head, sizeof(head),
		"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\nContent-Type: application/json"
		"\r\nContent-Length: 5000\r\n\r\n",
		server.cookie);
	for (int i = 0; i < 50; i++) {
		int fd = client_connect(&server);

		client_send(fd, head, strlen(head));
		client_send(fd, VISIT("99001", ""), 200);
		close(fd);
	}
	for (size_t n = 1; n < strlen(head); n += 7) {
		int fd = client_connect(&server);

		client_send(fd, head, n);
		close(fd);
	}
	/* Where the other side says that no more comes, it is told so, or the connection ends. */
	for (size_t n = 1; n < strlen(VISIT("99001", "")); n += 17) {
		int fd = client_connect(&server);

		client_send(fd, head, strlen(head));
		client_send(fd, VISIT("99001", ""), n);
		shutdown(fd, SHUT_WR);
		assert_true(client_closed(fd, CLIENT_WAIT_MS));
		close(fd);
	}
	wait_for_none();
	assert_int_equal(metric(&server, "records_accepted_total"), before);
	/* Nothing of the half stands before the whole. */
	a = call(&server, "POST", "/v1/records", VISIT("99001", ""));
	assert_true(a.status == 200 && text_is(a.json, "status", "accepted"));
	answer_free(&a);
}

static void test_slow(void **state)
{
	const char *request = "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n";
	int fd = client_connect(&server), stuck = client_connect(&server);
	int64_t from;

	(void)state;
	client_send(stuck, "POST /v1/rec", 12);
	for (size_t i = 0; i < strlen(request); i++) {
		client_send(fd, request + i, 1);
		usleep(2000);
	}
	status_is(client_read(&server, fd, false), 200);
	close(fd);
	/* A byte now and then does not hold a connection for ever. */
	server.http->request_ms = 1500;
	from = sys_ticks_us();
	while (sys_ticks_us() - from < 10000000 && !client_closed(stuck, 300))
		client_send(stuck, "x", 1);
	assert_true(sys_ticks_us() - from < 8000000);
	server.http->request_ms = HTTP_REQUEST_MS;
	close(stuck);
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
}

static void test_vanishing(void **state)
{
	uint64_t before = metric(&server, "records_accepted_total");
	char text[2000];

	(void)state;
	for (int i = 0; i < 1000; i++) {
		int fd = client_connect(&server);
		struct linger now = { .l_onoff = 1, .l_linger = 0 };

		if (i % 2)
			snprintf(text, sizeof(text),
				"GET /v1/rounds/%s/missing HTTP/1.1\r\nHost: t\r\n%s\r\n", fid(2),
				server.cookie);
		else
			snprintf(text, sizeof(text),
				"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\n"
				"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
				server.cookie, strlen(VISIT("99002", "")), VISIT("99002", ""));
		client_send(fd, text, strlen(text));
		if (i % 3)
			setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(fd);
	}
	wait_for_none();
	call_is(&server, 200, "GET", "/v1/rounds", NULL);
	/* What they handed in is there once, under one position. */
	assert_int_equal(accepted(VISIT("99002", "")), accepted(VISIT("99002", "")));
	assert_in_range(metric(&server, "records_accepted_total") - before, 0, 1);
}

/* More than 128 that are ready at once. */
static void test_many_at_once(void **state)
{
	static int fds[300];
	char text[2000];

	(void)state;
	for (int i = 0; i < 300; i++)
		fds[i] = client_connect(&server);
	for (int turn = 0; turn < 3; turn++) {
		for (int i = 0; i < 300; i++) {
			const char *body = VISIT("99003", "");

			snprintf(text, sizeof(text),
				"POST /v1/records HTTP/1.1\r\nHost: t\r\n%sBulou-Client: t\r\n"
				"Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
				server.cookie, strlen(body), body);
			client_send(fds[i], text, strlen(text));
		}
		for (int i = 0; i < 300; i++)
			status_is(client_read(&server, fds[i], false), 200);
	}
	for (int i = 0; i < 300; i++)
		close(fds[i]);
	wait_for_none();
}

static void test_heads(void **state)
{
	char *big = malloc(100000);
	struct answer a;

	(void)state;
	memset(big, 'a', 99999);
	memcpy(big, "X-Big: ", 7);
	memcpy(big + 70000, "\r\n", 3);
	a = call_with(&server, "GET", "/healthz", big, NULL);
	assert_true(a.status == 431 || a.status == 413 || a.status == 0);
	answer_free(&a);
	memset(big, 'a', 99999);
	big[0] = '/';
	big[80000] = 0;
	a = call_with(&server, "GET", big, "", NULL);
	assert_true(a.status == 414 || a.status == 431 || a.status == 0);
	answer_free(&a);
	free(big);
	for (int i = 0; i < 20; i++) {
		static const char *const junk[] = { "\r\n\r\n\r\n", "GET\r\n\r\n",
			"\x16\x03\x01\x02", "GET / HTTP/9.9\r\n\r\n",
			"POST /v1/records HTTP/1.1\r\nHost: t\r\nContent-Length: -5\r\n\r\n" };
		int fd = client_connect(&server);

		client_send(fd, junk[i % 5], strlen(junk[i % 5]));
		shutdown(fd, SHUT_WR);
		client_closed(fd, 3000);
		close(fd);
	}
	wait_for_none();
}

/* The n-th allocation, or statement, of the whole process fails: the call is answered or its
 * connection ends, nothing is wedged, and the same records sent again are there once. */
static void test_faults(void **state)
{
	char path[100];

	(void)state;
	snprintf(path, sizeof(path), "/v1/rounds/%s/missing", fid(2));
	for (uint64_t n = 1; n < 60; n++) {
		struct answer a;

		for (int kind = 0; kind < 2; kind++) {
			kind ? store_fail_at(n) : sys_alloc_fail_at(n);
			a = call(&server, "POST", "/v1/records", VISIT("99100", ""));
			assert_true(a.status == 0 || a.status == 200 || a.status >= 500 ||
				a.status == 401);
			answer_free(&a);
			kind ? store_fail_at(n) : sys_alloc_fail_at(n);
			a = call(&server, "GET", path, NULL);
			assert_true(a.status == 0 || a.status == 200 || a.status >= 500 ||
				a.status == 401);
			answer_free(&a);
			kind ? store_fail_at(0) : sys_alloc_fail_at(0);
		}
		a = call(&server, "POST", "/v1/records", VISIT("99100", ""));
		assert_int_equal(a.status, 200);
		assert_true(text_is(a.json, "status", "accepted") ||
			text_is(a.json, "status", "duplicate"));
		answer_free(&a);
	}
	wait_for_none();
}

/* Two requests in one piece are answered in order. */
static void test_pipeline(void **state)
{
	const char *two =
		"GET /healthz HTTP/1.1\r\nHost: t\r\n\r\nGET /v1/openapi.json HTTP/1.1\r\nHost: t\r\n\r\n";
	int fd = client_connect(&server);
	const char *first;
	char *got;

	(void)state;
	client_send(fd, two, strlen(two));
	got = live_read(fd, "\"openapi\":\"3.1.0\"");
	assert_non_null(got);
	first = strstr(got, "\"status\":\"ok\"");
	assert_true(first && first < strstr(got, "\"openapi\":"));
	free(got);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_account_busy, as_admin),
		cmocka_unit_test_setup(test_truncated, as_admin),
		cmocka_unit_test_setup(test_slow, as_admin),
		cmocka_unit_test_setup(test_vanishing, as_admin),
		cmocka_unit_test_setup(test_many_at_once, as_admin),
		cmocka_unit_test_setup(test_heads, as_admin),
		cmocka_unit_test_setup(test_faults, as_admin),
		cmocka_unit_test_setup(test_pipeline, as_admin),
	};

	int failed = cmocka_run_group_tests_name("clients, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("clients, postgres", tests, setup, teardown);
}
