/* What a server writes into its security trace: who is turned away, from which network, and nothing that was typed. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/sys.h"

static const char *traced(void)
{
	struct str all, copy;
	char path[600];

	snprintf(path, sizeof(path), "%s.trace", server.f.where);
	assert_int_equal(sys_read_file(&server.f.cx, path, 1 << 20, &all), 0);
	assert_int_equal(cx_str(&server.f.cx, all, &copy), 0);
	return copy.p;
}

static uint64_t counted(const char *what)
{
	char name[100];

	snprintf(name, sizeof(name), "security_total{what=\"%s\"}", what);
	return metric(&server, name);
}

static void log_in_as(const char *user, const char *password, int status)
{
	char body[200];
	struct answer a;

	snprintf(body, sizeof(body), "{\"user\":\"%s\",\"password\":\"%s\"}", user, password);
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: 198.51.100.1, 192.0.2.77\r\n",
		body);
	assert_int_equal(a.status, status);
	answer_free(&a);
}

static void who_is_turned_away_is_told(void **state)
{
	struct answer a;

	(void)state;
	log_in_as("worker", "typed-by-mistake", 401);
	/* A password in the place of the user's name is not kept either. */
	log_in_as("typed-by-mistake", "worker", 401);
	assert_int_equal(counted("login_failed"), 2);
	a = call_with(&server, "GET", "/v1/rounds", "Cookie: bulou=forged\r\n", NULL);
	assert_int_equal(a.status, 401);
	answer_free(&a);
	a = call_with(&server, "GET", "/v1/rounds", "", NULL);
	assert_int_equal(a.status, 401);
	answer_free(&a);
	assert_int_equal(counted("session_refused"), 1);
	login(&server, "worker");
	call_is(&server, 404, "GET", "/v1/records/01900000-0000-7000-8000-000000000999", NULL);
	call_is(&server, 403, "GET", "/v1/balances", NULL);
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000080001\",\"kind\":\"incident.declared\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"subject\":\"01900000-0000-7000-8000-000000080002\","
		"\"body\":{\"name\":\"演练\",\"exercise\":true}}");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000080003\",\"box\":\"AAAA\"}");
	assert_int_equal(counted("right_refused"), 1);
	assert_int_equal(counted("record_refused"), 1);
	assert_int_equal(counted("mac_wrong"), 1);
	assert_non_null(strstr(traced(),
		"\"what\":\"login_failed\",\"route\":\"/v1/session\",\"code\":\"password\",\"user\":\"worker\",\"network\":\"192.0.2.0/24\""));
	assert_non_null(strstr(traced(), "\"code\":\"password\",\"network\":\"192.0.2.0/24\""));
	assert_non_null(strstr(traced(),
		"\"what\":\"right_refused\",\"route\":\"/v1/balances\",\"code\":\"forbidden\",\"user\":\"worker\""));
	assert_non_null(strstr(traced(), "\"what\":\"session_refused\""));
	assert_non_null(strstr(traced(), "\"what\":\"record_refused\""));
	assert_null(strstr(traced(), "typed-by-mistake"));
	assert_null(strstr(traced(), "forged"));
	assert_null(strstr(traced(), "192.0.2.77"));
}

static void posted_open(const char *path, const char *body, int status)
{
	struct answer a = call_with(&server, "POST", path,
		"Bulou-Client: t\r\nContent-Type: application/json\r\nX-Forwarded-For: 2001:db8:9:1::5\r\n",
		body);

	assert_int_equal(a.status, status);
	answer_free(&a);
}

/* Slips, phones and PINs are ways in as passwords are; the account is named, if it is one. */
static void each_way_in_is_told(void **state)
{
	(void)state;
	login(&server, "admin");
	posted_open("/v1/session", "{\"ticket\":\"0000-0000-0000\"}", 401);
	posted_open("/v1/devices", "{\"ticket\":\"0000-0000-0000\"}", 401);
	assert_int_equal(counted("slip_refused"), 2);
	posted_open("/v1/session",
		"{\"user\":\"worker\",\"pin\":\"281934\",\"device\":\"01900000-0000-7000-8000-000000000999\","
		"\"challenge\":\"0\",\"mac\":\"0\"}",
		401);
	assert_int_equal(counted("device_refused"), 1);
	assert_non_null(strstr(traced(),
		"\"what\":\"slip_refused\",\"route\":\"/v1/devices\",\"code\":\"ticket\",\"network\":\"2001:db8:9::/48\""));
	assert_non_null(strstr(traced(),
		"\"what\":\"device_refused\",\"route\":\"/v1/session\",\"code\":\"device\",\"user\":\"worker\",\"network\":\"2001:db8:9::/48\""));
}

/* Taken in, since somebody wrote it: but the phone that it names did not sign it. */
static void a_wrong_signature_names_its_phone(void **state)
{
	uint64_t before = counted("mac_wrong");

	(void)state;
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000080009\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"},\"by\":\"worker\","
		"\"device\":\"01900000-0000-7000-8000-000000000777\",\"seq\":1,"
		"\"mac\":\"0000000000000000000000000000000000000000000000000000000000000000\"}");
	assert_int_equal(counted("mac_wrong"), before + 1);
	assert_non_null(strstr(traced(), "\"device\":\"01900000-0000-7000-8000-000000000777\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_turned_away_is_told),
		cmocka_unit_test(each_way_in_is_told),
		cmocka_unit_test(a_wrong_signature_names_its_phone),
	};

	return cmocka_run_group_tests_name("trace", tests, setup, teardown);
}
