/* A password that was forgotten: who may give a slip for it, and what it opens. On both engines. */
#include "http/managing.h"

#include <stdio.h>
#include <string.h>

#include "guard/ticket.h"

#define RESET WORKER "/reset"
#define IN_PERSON "{\"in_person\":true}"

/* The code of a slip. */
static const char *slip(const char *path, char code[40])
{
	const struct route *r = routes;
	struct answer a = call(&server, "POST", path, IN_PERSON);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	while (strcmp(r->path, "/v1/users/{id}/reset") != 0)
		r++;
	answer_fits(r, a.json);
	snprintf(code, 40, STR_FMT, STR_ARG(at(a.json, "code")->s));
	answer_free(&a);
	return code;
}

static struct answer set_password(const char *code, const char *user, const char *password)
{
	char body[300];

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}",
		code, user, password);
	server.cookie[0] = '\0';
	return call(&server, "POST", "/v1/session", body);
}

static void set_is(const char *code, const char *user, const char *password, int status)
{
	struct answer a = set_password(code, user, password);

	if (a.status != status)
		fail_msg("%d, not %d: %s", a.status, status, a.body);
	answer_free(&a);
}

/* told: who made the slip with which it was set, if anybody. */
static void logs_in(const char *password, int status, const char *told)
{
	struct answer a;
	char body[200];

	snprintf(body, sizeof(body), "{\"user\":\"worker\",\"password\":\"%s\"}", password);
	server.cookie[0] = '\0';
	a = call(&server, "POST", "/v1/session", body);
	assert_int_equal(a.status, status);
	if (told)
		assert_true(str_is(at(a.json, "reset.by")->s, told));
	else if (status == 200)
		assert_int_equal(at(a.json, "reset")->type, JSON_NULL);
	answer_free(&a);
}

/* By whoever leads the area: the old password and every login from before end, and he is told who gave the slip. */
static void a_forgotten_password_is_set_anew_by_a_slip(void **state)
{
	char cookie[sizeof(server.cookie)], first[40], code[40];
	struct answer a;

	(void)state;
	logs_in(PASSWORD, 200, NULL);
	login(&server, "worker");
	memcpy(cookie, server.cookie, sizeof(cookie));
	login(&server, "admin");
	newcomer("lead", "area_lead", "\"area\":\"g1\"");
	call_is(&server, 400, "POST", RESET, "{}");
	call_is(&server, 400, "POST", RESET, "{\"in_person\":false}");
	slip(RESET, first);
	slip(RESET, code);
	memcpy(server.cookie, cookie, sizeof(cookie));
	call_is(&server, 200, "GET", "/v1/session", NULL);
	/* Of two slips the newer is good, for him only, and once. */
	set_is(first, "worker", "another password", 401);
	set_is(code, "guest", "another password", 401);
	set_is(code, "worker", "short", 422);
	a = set_password(code, "worker", "another password");
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "reset.by")->s, "lead"));
	answer_free(&a);
	set_is(code, "worker", "a third password", 409);
	memcpy(server.cookie, cookie, sizeof(cookie));
	call_is(&server, 401, "GET", "/v1/session", NULL);
	logs_in(PASSWORD, 401, NULL);
	logs_in("another password", 200, "lead");
	/* Whatever else changes in the account, he is told; for a week. */
	login(&server, "admin");
	done(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\"}");
	logs_in("another password", 200, "lead");
	sys_clock_fix(sys_now() + 7 * WHEN_DAY_MS + 1);
	logs_in("another password", 200, NULL);
}

/* It would open what the account may: nobody reaches a role that takes two by a slip, nor one elsewhere, nor his own. */
static void a_slip_opens_no_more_than_its_giver_answers_for(void **state)
{
	static const char *const others[] = { "admin", "auditor", "watcher", "colleague", "lead" };
	char path[80];

	(void)state;
	newcomer("lead", "area_lead", "\"area\":\"g1\"");
	for (int as = 0; as < 2; as++) {
		login(&server, as ? "lead" : "admin");
		for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
			snprintf(path, sizeof(path), "/v1/users/%s/reset", others[i]);
			call_is(&server, 403, "POST", path, IN_PERSON);
		}
	}
	login(&server, "admin");
	call_is(&server, 404, "POST", "/v1/users/nobody/reset", IN_PERSON);
	/* One that waits for a second person is as one that is there. */
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR "}");
	call_is(&server, 403, "POST", RESET, IN_PERSON);
	done(WORKER, "{\"act\":\"take\"," COUNSELLOR "}");
	done(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g2\"}");
	login(&server, "lead");
	call_is(&server, 403, "POST", RESET, IN_PERSON);
	login(&server, "admin");
	call_is(&server, 200, "POST", RESET, IN_PERSON);
	done(WORKER, "{\"act\":\"disable\"}");
	call_is(&server, 409, "POST", RESET, IN_PERSON);
	login(&server, "guest");
	call_is(&server, 403, "POST", RESET, IN_PERSON);
}

/* What may have become of the account since is not what its giver answered for; and whoever may give none any more has given none. */
static void a_slip_is_for_the_account_as_it_was(void **state)
{
	static const char *const changes[] = { "{\"act\":\"give\"," COUNSELLOR "}",
		"{\"act\":\"agree\"," COUNSELLOR "}", "{\"act\":\"take\"," COUNSELLOR "}",
		"{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g2\"}",
		"{\"act\":\"take\",\"role\":\"supply\",\"area\":\"g2\"}" };
	char code[40];

	(void)state;
	newcomer("lead", "area_lead", "\"area\":\"g1\"");
	slip(RESET, code);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		done_as(i == 1 ? "colleague" : "admin", WORKER, changes[i]);
		set_is(code, "worker", "another password", 401);
		logs_in(PASSWORD, 200, NULL);
	}
	login(&server, "lead");
	slip(RESET, code);
	done_as("admin", "/v1/users/lead", "{\"act\":\"disable\"}");
	set_is(code, "worker", "another password", 401);
	done_as("admin", "/v1/users/lead", "{\"act\":\"enable\"}");
	set_is(code, "worker", "another password", 200);
}

static void sent_fill(struct fixture *f)
{
	fixture_county(f, 20);
	one_staff(f, "sent", ROLE_GRID_WORKER, "g1", 60);
}

static int setup_sent(void **state)
{
	(void)state;
	server_open_with(&server, engine, sent_fill);
	login(&server, "admin");
	return 0;
}

static void slip_for_sent(const char *by, int status)
{
	login(&server, by);
	call_is(&server, status, "POST", "/v1/users/sent/reset", IN_PERSON);
}

/* By it he who leads where somebody comes from would have whatever that one may where he works meanwhile. */
static void who_is_seconded_gets_none_from_his_lead(void **state)
{
	(void)state;
	newcomer("lead", "area_lead", "\"area\":\"g1\"");
	login(&server, "admin");
	newcomer("there", "area_lead", "\"area\":\"g2\"");
	slip_for_sent("lead", 200);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e061\",\"kind\":\"staff.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000060\","
		"\"body\":{\"name\":\"示例\"}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e062\",\"kind\":\"staff.seconded\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g2\",\"subject\":\"01900000-0000-7000-8000-000000000060\","
		"\"body\":{\"incident\":\"01900000-0000-7000-8000-000000000001\","
		"\"to_unit\":\"01900000-0000-7000-8000-000000000062\",\"from\":\"2022-08-30\",\"to\":\"2022-08-31\"}}]");
	slip_for_sent("lead", 403);
	slip_for_sent("there", 403);
	slip_for_sent("admin", 200);
	sys_clock_fix(sys_now() + 3 * WHEN_DAY_MS);
	slip_for_sent("lead", 200);
}

static void refused_reset(int status, const char *said)
{
	struct answer a = call(&server, "POST", RESET, IN_PERSON);

	if (a.status != status || !strstr(a.body, said))
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
}

/* Who keeps asking for a first code gets none any more to what another has agreed on. */
static void a_first_code_is_not_made_again_for_what_two_gave(void **state)
{
	static const char one[] = "[{\"user\":\"second\",\"name\":\"示例专员\"," COUNSELLOR "}]";

	(void)state;
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/users", one);
	call_is(&server, 200, "POST", "/v1/users", one);
	agreed("second", COUNSELLOR);
	login(&server, "admin");
	call_is(&server, 409, "POST", "/v1/users", one);
}

static void so_many_slips_a_day(void **state)
{
	char code[40];

	(void)state;
	newcomer("lead", "area_lead", "\"area\":\"g1\"");
	for (int i = 0; i < RESETS_A_DAY; i++)
		slip(RESET, code);
	refused_reset(429, "resets_full");
	login(&server, "admin");
	slip(RESET, code);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_forgotten_password_is_set_anew_by_a_slip, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_slip_opens_no_more_than_its_giver_answers_for, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_slip_is_for_the_account_as_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_first_code_is_not_made_again_for_what_two_gave, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_is_seconded_gets_none_from_his_lead, setup_sent, teardown),
		cmocka_unit_test_setup_teardown(so_many_slips_a_day, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
