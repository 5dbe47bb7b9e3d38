/* The live stream: what changed is told to whoever looks at it, and nothing else. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http/posted.h"
#include "sys/sys.h"

static void test_live(void **state)
{
	char text[1000], *got;
	int fd = client_connect(&server), gone;
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("98000", ",\"people\":3"));
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", server.cookie);
	client_send(fd, text, strlen(text));
	got = live_read(fd, "event: coverage");
	assert_non_null(got);
	assert_non_null(strstr(got, "people-called-on"));
	free(got);
	gone = client_connect(&server);
	client_send(gone, text, strlen(text));
	assert_true(live_wait(gone, "event: figures"));
	close(gone);
	a = call(&server, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000098001\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000106\",\"body\":{\"outcome\":\"done\"}}");
	assert_int_equal(a.status, 200);
	snprintf(text, sizeof(text), "\"as_of\":%lld", (long long)at(a.json, "pos")->i);
	answer_free(&a);
	/* What changed comes with the position it is of; what did not change is not sent for its position's sake. */
	got = live_read(fd, "event: coverage");
	assert_non_null(got);
	assert_non_null(strstr(got, "doors-knocked"));
	assert_non_null(strstr(got, text));
	assert_null(strstr(got, "people-called-on"));
	free(got);
	/* An attempt moves no count, and is told of all the same: whoever shows the doors has to know. */
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000098002\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000107\",\"body\":{\"outcome\":\"nobody\"}}");
	assert_true(live_wait(fd, "event: coverage"));
	close(fd);
}

#define LIVE_ROUND "01900000-0000-7000-8000-000000000002"

/* A page that shows a round is told all that it shows, and nothing else: it need not ask anything. */
static void test_live_one(void **state)
{
	int fd = live_ask(&server, "round=" LIVE_ROUND "&what=coverage&areas=true"), notices;
	char *got;

	(void)state;
	got = live_read(fd, "event: notices");
	assert_non_null(got);
	assert_non_null(strstr(got, "\"areas\":[{\"area\":"));
	assert_non_null(strstr(got, "\"state\":\"open\""));
	assert_null(strstr(got, "event: figures"));
	/* One round, once. */
	assert_non_null(strstr(got, "\"round\":\"" LIVE_ROUND));
	assert_null(strstr(strstr(got, "\"round\":\"") + 10, "\"round\":\""));
	free(got);
	notices = live_ask(&server, "what=notices");
	got = live_read(notices, "event: notices");
	assert_non_null(got);
	assert_null(strstr(got, "event: coverage"));
	free(got);
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000098101\",\"kind\":\"round.extended\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021100\",\"round\":\"" LIVE_ROUND
		"\","
		"\"body\":{\"due\":\"2022-09-05T20:00:00+08:00\"}},"
		"{\"id\":\"01900000-0000-7000-8000-000000098102\",\"kind\":\"notice.published\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{\"incident\":"
		"\"01900000-0000-7000-8000-000000000001\",\"title\":\"示例\",\"text\":\"示例\",\"audience\":\"staff\"}}]");
	got = live_read(fd, "2022-09-05T20:00:00");
	assert_non_null(got);
	free(got);
	assert_true(live_wait(notices, "event: notices"));
	close(fd);
	close(notices);
	call_is(&server, 400, "GET", "/v1/live?what=all", NULL);
}

/* However many rounds came and went since, an open one is told of. */
static void test_live_rounds(void **state)
{
	char text[1000], *got, *list = malloc(60000);
	int fd, n = snprintf(list, 60000, "[");
	struct answer a;

	(void)state;
	for (int i = 0; i < 60; i++)
		for (int closed = 0; closed < 2; closed++)
			n += snprintf(list + n, (size_t)(60000 - n),
				"%s{\"id\":\"01900000-0000-7000-8000-000000974%d%d\",\"kind\":\"round.%s\",\"v\":1,"
				"\"at\":\"2022-08-30T1%d:00:00+08:00\",%s\"round\":\"01900000-0000-7000-8000-0000000975%d\","
				"\"body\":{%s}}",
				i + closed ? "," : "", i + 10, closed, closed ? "closed" : "opened",
				closed, closed ? "" : "\"area\":\"512021100\",", i + 10,
				closed ?
					"" :
					"\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\","
					"\"question\":\"?\",\"expected\":0");
	snprintf(list + n, (size_t)(60000 - n), "]");
	a = call(&server, "POST", "/v1/records", list);
	assert_int_equal(a.status, 200);
	if (strstr(a.body, "\"refused\""))
		fail_msg("%s", a.body);
	answer_free(&a);
	free(list);
	fd = client_connect(&server);
	snprintf(text, sizeof(text), "GET /v1/live HTTP/1.1\r\nHost: t\r\n%s\r\n", server.cookie);
	client_send(fd, text, strlen(text));
	snprintf(text, sizeof(text), "\"round\":\"%s\"", fid(2));
	got = live_read(fd, text);
	assert_non_null(got);
	free(got);
	close(fd);
}

#define MIDNIGHT (FIXTURE_NOW + 14 * WHEN_HOUR_MS) /* of the fixture's day */
#define MOVES_AT_MIDNIGHT \
	"{\"id\":\"01900000-0000-7000-8000-000000097701\",\"kind\":\"area.changed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\"," \
	"\"body\":{\"parent\":\"v2\",\"from\":\"2022-08-31\"}}"
#define MOVE_VOIDED \
	"{\"id\":\"01900000-0000-7000-8000-000000097702\",\"kind\":\"record.voided\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\"," \
	"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000097701\"]}}"

/* When the local day changes, a grid comes to another village without any record: those who look at either are told. */
static void test_live_midnight(void **state)
{
	int from, to;
	char *got;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("97700", ",\"people\":3"));
	call_is(&server, 200, "POST", "/v1/records", MOVES_AT_MIDNIGHT);
	sys_clock_fix(MIDNIGHT - 1);
	login(&server, "admin");
	from = live_ask(&server, "area=v1");
	to = live_ask(&server, "area=v2");
	got = live_read(from, "\"expected\":20");
	assert_true(got && strstr(got, "people-called-on"));
	free(got);
	got = live_read(to, "\"expected\":0");
	assert_true(got && !strstr(got, "people-called-on"));
	free(got);
	sys_clock_fix(MIDNIGHT);
	got = live_read(to, "\"expected\":20");
	assert_true(got && strstr(got, "people-called-on"));
	free(got);
	/* No figure is left of the village that gave the grid away: what is not told again is gone. */
	got = live_read(from, "\"expected\":0");
	assert_true(got && strstr(got, "event: whole") && !strstr(got, "people-called-on"));
	free(got);
	close(from);
	close(to);
	sys_clock_fix(FIXTURE_NOW);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records", MOVE_VOIDED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_live, as_admin),
		cmocka_unit_test_setup(test_live_midnight, as_admin),
		cmocka_unit_test_setup(test_live_one, as_admin),
		cmocka_unit_test_setup(test_live_rounds, as_admin),
	};

	int failed = cmocka_run_group_tests_name("live, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("live, postgres", tests, setup, teardown);
}
