/* More than the server can take: what matters most comes first, whoever is turned away learns when to come again, and those who
 * only hold connections keep no place from those who work. */
#include "http/served.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sys/sys.h"

#define ROUND "01900000-0000-7000-8000-000000000002"
#define VISIT(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" ROUND "\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}"
#define GIFT(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"supply.received\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\"," \
	"\"store\":\"01900000-0000-7000-8000-000000000050\",\"item\":\"?\",\"quantity\":\"1\"," \
	"\"donated\":true}}"
#define IDLE 1000
#define FILES_FEW 700
#define ASKED 200

/* When to come again, of a call that is turned away as busy; 0: it was let in. */
static int again_s(const char *method, const char *path, const char *body)
{
	struct answer a = call(&server, method, path, body);
	const char *at_ = strstr(a.head, "Retry-After: ");
	int s = 0;

	if (a.status == 503 && at_ && str_is(at(a.json, "code")->s, "busy"))
		s = (int)strtol(at_ + strlen("Retry-After: "), NULL, 10);
	else if (a.status != 200)
		fail_msg("%s %s: %d %s", method, path, a.status, a.body);
	answer_free(&a);
	return s;
}

static bool posted(const char *body)
{
	return again_s("POST", "/v1/records", body) == 0;
}

static bool read_(const char *path)
{
	return again_s("GET", path, NULL) == 0;
}

/* The fuller the writer is, the fewer are let in; and each at its own mark. */
static void what_matters_most_comes_first(void **state)
{
	static const struct {
		unsigned full;
		bool board, look_up, record, urgent;
	} steps[] = { { 0, true, true, true, true }, { 24, true, true, true, true },
		{ 25, false, true, true, true }, { 50, false, false, true, true },
		{ 75, false, false, false, true }, { 100, false, false, false, false } };

	(void)state;
	assert_true(posted(VISIT("70000")));
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		server.http->full_least = steps[i].full;
		assert_int_equal(read_("/v1/board"), steps[i].board);
		assert_int_equal(read_("/v1/rounds/" ROUND "/coverage"), steps[i].board);
		assert_int_equal(read_("/v1/records/01900000-0000-7000-8000-000000070000"),
			steps[i].look_up);
		assert_int_equal(read_("/v1/search?q=%E7%8E%8B"), steps[i].look_up);
		assert_int_equal(posted(GIFT("70001")), steps[i].record);
		assert_int_equal(posted(VISIT("70002")), steps[i].urgent);
		/* Half of a list decides for it. */
		assert_int_equal(posted("[" GIFT("70001") "," VISIT("70002") "]"), steps[i].urgent);
		assert_int_equal(posted("[" GIFT("70001") "," VISIT("70002") "," GIFT("70003") "]"),
			steps[i].record);
		/* Who is well, and whether one is logged in, is told at any time. */
		assert_true(read_("/healthz") && read_("/v1/session") && read_("/metrics"));
	}
	server.http->full_least = 0;
	assert_true(metric(&server, "http_shed_total{rank=\"board\"}") == 8);
	/* At the very end nothing is read any more to see what it is. */
	assert_true(metric(&server, "http_shed_total{rank=\"urgent\"}") == 4);
}

/* A thousand phones that were refused together do not come back together; samplers come first. */
static void each_comes_again_at_another_moment(void **state)
{
	int seen[64] = { 0 }, different = 0, s;

	(void)state;
	server.http->full_least = 100;
	for (int i = 0; i < ASKED; i++) {
		s = again_s("POST", "/v1/records", VISIT("70004"));
		assert_in_range(s, 2, 5);
		s = again_s("GET", "/v1/board", NULL);
		assert_in_range(s, 2, 21);
		seen[s]++;
	}
	server.http->full_least = 0;
	for (int i = 0; i < 64; i++) {
		different += seen[i] > 0;
		assert_true(seen[i] < ASKED / 4);
	}
	assert_true(different >= 15);
}

/* Nobody knows yet what is in a body that finds no room: its route says when it may come again. */
static void no_room_for_a_body_is_of_its_route(void **state)
{
	(void)state;
	server.http->bodies_max = 0;
	for (int i = 0; i < 30; i++) {
		assert_in_range(again_s("POST", "/v1/records", VISIT("70004")), 2, 5);
		assert_in_range(again_s("POST", "/v1/devices/invitations", "{}"), 2, 11);
	}
	server.http->bodies_max = HTTP_BODIES_MAX;
	assert_true(posted(VISIT("70004")));
}

/* To end a session or revoke a lost phone is no looking up. */
static void what_writes_without_a_body_is_a_record(void **state)
{
	(void)state;
	server.http->full_least = 74;
	call_is(&server, 204, "DELETE", "/v1/sessions", NULL);
	server.http->full_least = 75;
	for (int i = 0; i < 30; i++)
		assert_in_range(again_s("DELETE", "/v1/sessions", NULL), 2, 11);
	server.http->full_least = 0;
}

/* What somebody without a login sends takes no memory from those who work. */
static void strangers_send_little(void **state)
{
	char *body = malloc(HTTP_BODY_OPEN_MAX + 100);
	struct answer a;

	(void)state;
	memset(body, ' ', HTTP_BODY_OPEN_MAX + 100);
	body[HTTP_BODY_OPEN_MAX + 99] = 0;
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: t\r\nContent-Type: application/json\r\n", body);
	assert_int_equal(a.status, 413);
	assert_true(str_is(at(a.json, "code")->s, "too_long"));
	answer_free(&a);
	/* What is refused by its head is read to its end, and not kept. */
	a = call_with(&server, "POST", "/v1/records",
		"Bulou-Client: t\r\nContent-Type: application/json\r\n", body);
	assert_int_equal(a.status, 401);
	answer_free(&a);
	/* A call is put away when its answer has gone, which may have come before. */
	for (int i = 0; i < 3000 && server.http->bodies > 0; i++)
		sys_sleep_ms(10);
	assert_int_equal(server.http->bodies, 0);
	free(body);
}

static uint32_t strangers(void)
{
	uint32_t n = 0;

	for (size_t i = 0; i < HTTP_NETWORKS; i++)
		n += atomic_load(&server.http->strangers[i]);
	return n;
}

/* Until the server has seen so many come, or all but so many go. */
static void strangers_are(uint32_t n)
{
	for (int i = 0; i < 3000 && strangers() != n; i++)
		sys_sleep_ms(10);
	assert_int_equal(strangers(), n);
}

static void network_is_bounded(void **state)
{
	int fds[20], known, late;

	(void)state;
	strangers_are(0);
	server.http->each.strangers = 20;
	known = client_connect(&server);
	client_send(known, "GET /v1/session HTTP/1.1\r\nHost: t\r\n", 35);
	client_send(known, server.cookie, strlen(server.cookie));
	client_send(known, "\r\n", 2);
	answer_free(&(struct answer[1]){ client_read(&server, known, false) }[0]);
	for (int i = 0; i < 20; i++)
		fds[i] = client_connect(&server);
	strangers_are(20);
	late = client_connect(&server);
	assert_true(client_closed(late, 5000));
	/* Who has logged in does not count among them, and goes on. */
	client_send(known, "GET /v1/rounds HTTP/1.1\r\nHost: t\r\n", 34);
	client_send(known, server.cookie, strlen(server.cookie));
	client_send(known, "\r\n", 2);
	answer_free(&(struct answer[1]){ client_read(&server, known, false) }[0]);
	for (int i = 0; i < 20; i++)
		close(fds[i]);
	close(late);
	close(known);
	strangers_are(0);
	server.http->each.strangers = server.http->connections_max / 2;
	assert_true(read_("/v1/rounds"));
	assert_true(metric(&server, "security_total{what=\"network_flood\"}") >= 1);
}

static int by_value(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* A thousand connections that are open, half of which send a byte now and then: a single record does not wait for them. */
static void many_open_hold_up_nobody(void **state)
{
	static int fds[IDLE];
	int64_t us[ASKED];
	char body[1000];

	(void)state;
	for (int i = 0; i < IDLE; i++) {
		fds[i] = client_connect(&server);
		if (i % 2)
			client_send(fds[i], "POST /v1/rec", 12);
	}
	for (int i = 0; i < ASKED; i++) {
		int64_t from;

		client_send(fds[(i * 10 + 1) % IDLE | 1], "x", 1);
		snprintf(body, sizeof(body), VISIT("7%04d"), 1000 + i);
		from = sys_ticks_us();
		assert_true(posted(body));
		us[i] = sys_ticks_us() - from;
	}
	qsort(us, ASKED, sizeof(us[0]), by_value);
	print_message("# with %d connections open: p50 %lld us, p99 %lld us\n", IDLE,
		(long long)us[ASKED / 2], (long long)us[ASKED * 99 / 100]);
	assert_true(metric(&server, "http_connections") >= IDLE);
	if (!getenv("BULOU_SANITIZED"))
		assert_true(us[ASKED * 99 / 100] < 1000000); /* a machine that does much else */
	for (int i = 0; i < IDLE; i++)
		close(fds[i]);
}

/* Where the system allows few files, a network holds at most half of the few connections. */
static int few_files(void **state)
{
	const struct rlimit few = { FILES_FEW, FILES_FEW };

	return setrlimit(RLIMIT_NOFILE, &few) == 0 ? setup(state) : -1;
}

static void half_of_few_is_fewer(void **state)
{
	(void)state;
	assert_true(server.http->connections_max < FILES_FEW);
	assert_int_equal(server.http->each.strangers, server.http->connections_max / 2);
}

int main(void)
{
	const struct CMUnitTest few[] = { cmocka_unit_test(half_of_few_is_fewer) };
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_matters_most_comes_first),
		cmocka_unit_test(each_comes_again_at_another_moment),
		cmocka_unit_test(no_room_for_a_body_is_of_its_route),
		cmocka_unit_test(what_writes_without_a_body_is_a_record),
		cmocka_unit_test(strangers_send_little),
		cmocka_unit_test(network_is_bounded),
		cmocka_unit_test(many_open_hold_up_nobody),
	};

	return cmocka_run_group_tests_name("load", tests, setup, teardown) +
		cmocka_run_group_tests_name("load with few files", few, few_files, teardown);
}
