/* Twenty volunteers from one list: accounts, codes on paper, a password that each sets himself, and a record of each, within five
 * minutes (it takes seconds). On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#include "sys/sys.h"

#define N 20

static struct answer first_login(const char *code, const char *user, const char *password)
{
	char body[300];

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}",
		code, user, password);
	return call_with(&server, "POST", "/v1/session",
		"Bulou-Client: test\r\nContent-Type: application/json\r\n", body);
}

static int status_of(struct answer a)
{
	int status = a.status;

	if (status == 200) {
		const char *cookie = strstr(a.head, "Set-Cookie: ") + strlen("Set-Cookie: ");

		snprintf(server.cookie, sizeof(server.cookie), "Cookie: %.*s\r\n",
			(int)strcspn(cookie, ";\r"), cookie);
	}
	answer_free(&a);
	return status;
}

static void visit(int n)
{
	struct answer a;
	char body[600];

	snprintf(body, sizeof(body),
		"{\"id\":\"01900000-0000-7000-8000-0000000008%02d\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000%d\",\"body\":{\"outcome\":\"done\"}}",
		n, 100 + n);
	a = call(&server, "POST", "/v1/records", body);
	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted") ||
		at(a.json, "marks")->n != 0)
		fail_msg("%s", a.body);
	answer_free(&a);
}

/* The list of the morning: one row each. */
static const char *list(void)
{
	static char body[N * 120];
	size_t at = 0;

	for (int i = 0; i < N; i++)
		at += (size_t)snprintf(body + at, sizeof(body) - at,
			"%s{\"name\":\"志愿者%02d\",\"role\":\"grid_worker\",\"area\":\"g1\",\"until\":\"2022-09-30\"}",
			i ? "," : "[", i + 1);
	snprintf(body + at, sizeof(body) - at, "]");
	return body;
}

static void twenty_within_five_minutes(void **state)
{
	int64_t start = sys_ticks_us(), ms;
	char code[40], user[40], path[40];
	struct answer a, made;

	(void)state;
	made = call(&server, "POST", "/v1/users", list());
	if (made.status != 200)
		fail_msg("%d %s", made.status, made.body);
	for (const struct route *r = routes; r->path; r++)
		if (strcmp(r->path, "/v1/users") == 0 && strcmp(r->method, "POST") == 0)
			answer_fits(r, made.json);
	for (int i = 0; i < N; i++) {
		snprintf(path, sizeof(path), "items.%d.code", i);
		snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(made.json, path)->s));
		snprintf(path, sizeof(path), "items.%d.user", i);
		snprintf(user, sizeof(user), STR_FMT, STR_ARG(at(made.json, path)->s));
		assert_int_equal(status_of(first_login(code, user, "my own password")), 200);
		visit(i);
	}
	answer_free(&made);
	ms = (sys_ticks_us() - start) / 1000;
	print_message("# %d volunteers logged in and a record each: %lld ms\n", N, (long long)ms);
	assert_true(ms < 300000);
	login(&server, "admin");
	a = call(&server, "GET", "/v1/rounds/01900000-0000-7000-8000-000000000002/coverage", NULL);
	assert_int_equal(at(a.json, "done")->i, N);
	answer_free(&a);
}

static void a_code_sets_one_password(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"},{\"user\":\"second\",\"name\":\"乙\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	char code[40], again[40];

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "items.0.user")->s, "v001"));
	snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	/* No password fits before. */
	assert_int_equal(status_of(call_with(&server, "POST", "/v1/session",
				 "Bulou-Client: test\r\nContent-Type: application/json\r\n",
				 "{\"user\":\"v001\",\"password\":\"my own password\"}")),
		401);
	assert_int_equal(status_of(first_login(code, "v001", "short")), 422);
	assert_int_equal(status_of(first_login(code, "second", "my own password")), 401);
	/* Lost before it was used: the same list gives another, and the lost one opens nothing any more. */
	login(&server, "admin");
	a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	assert_true(str_is(at(a.json, "items.0.user")->s, "v001"));
	snprintf(again, sizeof(again), STR_FMT, STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	assert_int_equal(status_of(first_login(code, "v001", "another password")), 401);
	assert_int_equal(status_of(first_login(again, "v001", "my own password")), 200);
	assert_int_equal(status_of(first_login(again, "v001", "my own password")), 409);
	assert_int_equal(status_of(first_login(code, "v001", "another password")), 401);
	assert_int_equal(status_of(call_with(&server, "POST", "/v1/session",
				 "Bulou-Client: test\r\nContent-Type: application/json\r\n",
				 "{\"user\":\"v001\",\"password\":\"my own password\"}")),
		200);
	/* Whoever has a password is no newcomer. */
	login(&server, "admin");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]");
}

/* Whoever has one slip does not try the codes of others for ever by showing his own now and then. */
static void another_name_forgives_nothing(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"second\",\"name\":\"乙\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	char code[40];

	(void)state;
	assert_int_equal(a.status, 200);
	snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	for (int i = 0; i < 10; i++)
		assert_int_equal(status_of(first_login(code, "third", "my own password")), 401);
	assert_int_equal(status_of(first_login(code, "third", "my own password")), 429);
	sys_clock_fix(sys_now() + WHEN_HOUR_MS);
	assert_int_equal(status_of(first_login(code, "second", "my own password")), 200);
}

static void a_list_is_taken_whole_or_not(void **state)
{
	static const char *const bad[] = { "{}", "[]", "[5]", "[{\"name\":\"甲\"}]",
		"[{\"name\":\"甲\",\"role\":\"king\",\"area\":\"g1\"}]",
		"[{\"name\":\"甲\",\"role\":\"resident\",\"area\":\"g1\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"nowhere\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"soon\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"password\":\"x\"}]",
		/* What is left out or of the wrong type gives nothing, least of all everywhere. */
		"[{\"name\":\"甲\",\"role\":\"sampler\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":512021}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":null}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"everywhere\":false}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"everywhere\":\"true\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"everywhere\":true}]",
		"[{\"name\":5,\"role\":\"sampler\",\"area\":\"g1\"}]",
		"[{\"name\":\"甲\",\"role\":5,\"area\":\"g1\"}]",
		"[{\"user\":5,\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":20221001}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"2022-08-01\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"round\":\"the last\"}]",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"post\":null}]" };
	struct answer a;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		call_is(&server, 400, "POST", "/v1/users", bad[i]);
	/* One round or post that is not there; and one that is. */
	call_is(&server, 404, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-0000000000ff\"}]");
	call_is(&server, 404, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"post\":\"01900000-0000-7000-8000-0000000000ff\"}]");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"name\":\"丙\",\"role\":\"sampler\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"}]");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"name\":\"丁\",\"role\":\"sampler\",\"area\":\"g1\",\"post\":\"01900000-0000-7000-8000-000000000100\"}]");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"},{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"},{\"user\":\"worker\",\"name\":\"乙\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	assert_true(
		str_is(at(a.json, "items.0.user")->s, "v003")); /* nothing of the others stayed */
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"name\":\"乙\",\"role\":\"sampler\",\"everywhere\":true}]");
	login(&server, "worker");
	call_is(&server, 403, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\"}]");
}

/* A code opens the account with all its rights: who administers one village gets none for somebody with more than that. */
static void a_code_is_for_whom_one_may_manage(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"commander\",\"everywhere\":true},"
		"{\"user\":\"village\",\"name\":\"丁\",\"role\":\"administrator\",\"area\":\"v1\"}]");
	char code[40];

	(void)state;
	assert_int_equal(a.status, 200);
	snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "items.1.code")->s));
	answer_free(&a);
	agreed("village", "\"role\":\"administrator\",\"area\":\"v1\"");
	assert_int_equal(status_of(first_login(code, "village", "my own password")), 200);
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"commander\",\"area\":\"v1\"}]");
	/* The name alone is another person's, too. */
	a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"丙\",\"role\":\"commander\",\"area\":\"v1\"}]");
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "items.0.user")->s, "v001"));
	answer_free(&a);
	call_is(&server, 400, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"commander\",\"everywhere\":true}]");
	for (int i = 0; i < 2; i++)
		call_is(&server, 200, "POST", "/v1/users",
			"[{\"user\":\"his\",\"name\":\"戊\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"user\":\"his\",\"name\":\"戊\",\"role\":\"tracer\",\"area\":\"g1\"}]");
	/* Nor is he given another role by whoever may everywhere. */
	login(&server, "admin");
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"user\":\"chief\",\"name\":\"丙\",\"role\":\"commander\",\"everywhere\":true}]");
}

/* Who has this name, role and area is the same person; whoever has the name alone is another. */
static void namesakes_have_accounts_of_their_own(void **state)
{
	static const char alike[] =
		"[{\"name\":\"李某\",\"role\":\"sampler\",\"area\":\"g1\"},{\"name\":\"李某\",\"role\":\"sampler\",\"area\":\"g1\"}]";
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"周强\",\"role\":\"sampler\",\"area\":\"g1\"},{\"name\":\"周强\",\"role\":\"grid_worker\",\"area\":\"g1\"}]");

	(void)state;
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "items.1.user")->s, "v002"));
	answer_free(&a);
	a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"周强\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"2022-09-30\"}]");
	assert_true(str_is(at(a.json, "items.0.user")->s, "v003"));
	answer_free(&a);
	a = call(&server, "POST", "/v1/users",
		"[{\"name\":\"周强\",\"role\":\"grid_worker\",\"area\":\"g1\"}]");
	assert_true(str_is(at(a.json, "items.0.user")->s, "v002"));
	answer_free(&a);
	a = call(&server, "POST", "/v1/users", alike);
	assert_int_equal(a.status, 409);
	assert_non_null(strstr(a.body, "\"namesake\""));
	assert_non_null(strstr(a.body, "“账号”"));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"user\":\"li1\",\"name\":\"李某\",\"role\":\"sampler\",\"area\":\"g1\"},{\"user\":\"li2\",\"name\":\"李某\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	/* Of the two nobody can tell whom a row without an account means. */
	call_is(&server, 409, "POST", "/v1/users",
		"[{\"name\":\"李某\",\"role\":\"sampler\",\"area\":\"g1\"}]");
}

static int64_t end_of(const char *user)
{
	struct account a;

	assert_int_equal(guard_account(&server.f.cx, server.f.site->guard, str_of(user), &a), 0);
	assert_int_equal(a.grants_n, 1);
	return a.grants[0].until;
}

static void nobody_gives_beyond_his_own_end(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"deputy\",\"name\":\"副管理员\",\"role\":\"administrator\",\"everywhere\":true,\"until\":\"2022-09-30\"}]");
	char code[40];
	int64_t end;

	(void)state;
	assert_int_equal(a.status, 200);
	snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	agreed("deputy", "\"role\":\"administrator\",\"everywhere\":true");
	assert_int_equal(status_of(first_login(code, "deputy", "my own password")), 200);
	call_is(&server, 400, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"2022-10-01\"}]");
	call_is(&server, 400, "POST", "/v1/users",
		"[{\"name\":\"甲\",\"role\":\"administrator\",\"everywhere\":true,\"until\":\"2099-12-31\"}]");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"user\":\"none\",\"name\":\"甲\",\"role\":\"administrator\",\"everywhere\":true},"
		"{\"user\":\"same\",\"name\":\"乙\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"2022-09-30\"},"
		"{\"user\":\"less\",\"name\":\"丙\",\"role\":\"sampler\",\"area\":\"g1\",\"until\":\"2022-09-01\"}]");
	end = end_of("deputy");
	assert_true(end > 0);
	assert_int_equal(end_of("none"), end);
	assert_int_equal(end_of("same"), end);
	assert_true(end_of("less") > 0 && end_of("less") < end);
	/* Whose own has no end gives one without. */
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"user\":\"ever\",\"name\":\"丁\",\"role\":\"sampler\",\"area\":\"g1\"}]");
	assert_int_equal(end_of("ever"), 0);
}

static const struct json *account_in(const struct answer *a, const char *user)
{
	const struct json *items = at(a->json, "items");

	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "user"), user))
			return &items->items[i];
	fail_msg("%s is not in %s", user, a->body);
	return NULL;
}

/* Who never came is seen in the list, and until when whom one took on may work; of another's areas nobody. */
static void who_never_logged_in_is_listed(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"came\",\"name\":\"示例甲\",\"role\":\"administrator\",\"area\":\"v1\"},"
		"{\"user\":\"stayed\",\"name\":\"示例乙\",\"role\":\"checkpoint\",\"area\":\"g1\",\"until\":\"2022-09-30\","
		"\"post\":\"01900000-0000-7000-8000-000000000100\"},"
		"{\"user\":\"far\",\"name\":\"示例丙\",\"role\":\"sampler\",\"area\":\"g3\"}]");
	char code[40];

	(void)state;
	assert_int_equal(a.status, 200);
	snprintf(code, sizeof(code), STR_FMT, STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	agreed("came", "\"role\":\"administrator\",\"area\":\"v1\"");
	assert_int_equal(status_of(first_login(code, "came", "my own password")), 200);
	login(&server, "admin");
	a = call(&server, "GET", "/v1/users", NULL);
	for (const struct route *r = routes; r->path; r++)
		if (strcmp(r->path, "/v1/users") == 0 && strcmp(r->method, "GET") == 0)
			answer_fits(r, a.json);
	assert_int_equal(json_get(account_in(&a, "came"), "seen")->type, JSON_TEXT);
	assert_int_equal(json_get(account_in(&a, "came"), "until")->type, JSON_NULL);
	assert_int_equal(json_get(account_in(&a, "stayed"), "seen")->type, JSON_NULL);
	assert_true(
		str_is(json_text(account_in(&a, "stayed"), "until"), "2022-10-01T00:00:00+08:00"));
	assert_true(str_is(json_text(account_in(&a, "stayed"), "name"), "示例乙"));
	assert_true(str_is(at(account_in(&a, "stayed"), "grants.0.post")->s,
		"01900000-0000-7000-8000-000000000100"));
	account_in(&a, "far");
	answer_free(&a);
	assert_int_equal(status_of(call_with(&server, "POST", "/v1/session",
				 "Bulou-Client: test\r\nContent-Type: application/json\r\n",
				 "{\"user\":\"came\",\"password\":\"my own password\"}")),
		200);
	a = call(&server, "GET", "/v1/users", NULL);
	account_in(&a, "stayed");
	assert_null(strstr(a.body, "\"far\""));
	answer_free(&a);
}

static void the_slips_are_a_sheet(void **state)
{
	struct answer a = call(&server, "POST", "/v1/users?format=pdf", list());

	(void)state;
	assert_int_equal(a.status, 200);
	assert_memory_equal(a.body, "%PDF", 4);
	answer_free(&a);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(twenty_within_five_minutes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_code_sets_one_password, setup, teardown),
		cmocka_unit_test_setup_teardown(another_name_forgives_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(a_list_is_taken_whole_or_not, setup, teardown),
		cmocka_unit_test_setup_teardown(a_code_is_for_whom_one_may_manage, setup, teardown),
		cmocka_unit_test_setup_teardown(
			namesakes_have_accounts_of_their_own, setup, teardown),
		cmocka_unit_test_setup_teardown(nobody_gives_beyond_his_own_end, setup, teardown),
		cmocka_unit_test_setup_teardown(who_never_logged_in_is_listed, setup, teardown),
		cmocka_unit_test_setup_teardown(the_slips_are_a_sheet, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
