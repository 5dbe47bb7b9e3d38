/* What is kept beyond its time is counted for whoever watches the numbers, also where nobody writes anything any more. */
#include "http/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

static struct server server;

static int due(void)
{
	struct answer a = call(&server, "GET", "/metrics", NULL);
	const char *at = strstr(a.body, "\nbulou_purge_due ");
	int n = at ? (int)strtol(at + strlen("\nbulou_purge_due "), NULL, 10) : -1;

	answer_free(&a);
	return n;
}

/* The look is at most some seconds behind. */
static void due_becomes(int want)
{
	int got = due();

	for (int i = 0; i < 300 && got != want; i++) {
		usleep(100000);
		got = due();
	}
	assert_int_equal(got, want);
}

static void what_becomes_due_in_silence_is_told(void **state)
{
	int64_t pos;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000d001\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\",\"people\":1,\"from\":\"内江市（示例）\",\"away\":true}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000d002\",\"kind\":\"incident.ended\",\"v\":1,"
		"\"at\":\"2022-08-30T10:01:00+08:00\",\"subject\":\"01900000-0000-7000-8000-000000000001\",\"body\":{}}]");
	/* It has looked since, and nothing is due yet. */
	pos = server.f.site->view.journal.last;
	for (int i = 0; i < 300 && atomic_load(&server.http->follow_pos) < pos; i++)
		usleep(100000);
	assert_true(atomic_load(&server.http->follow_pos) >= pos);
	assert_int_equal(due(), 0);
	sys_clock_fix(sys_now() + 31 * WHEN_DAY_MS);
	due_becomes(1);
	assert_int_equal(server.f.site->view.journal.last, pos);
}

static int begin(void **state)
{
	(void)state;
	server_open(&server, "sqlite");
	login(&server, "admin");
	return 0;
}

static int end(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_becomes_due_in_silence_is_told),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
