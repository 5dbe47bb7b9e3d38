/* What whoever manages accounts changes in one: what he may, and what nobody may. On both engines. */
#include "http/managing.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void one_who_is_out_of_use_is_shut_out_at_once_and_comes_back(void **state)
{
	char cookie[sizeof(server.cookie)];
	struct answer a;

	(void)state;
	login(&server, "worker");
	memcpy(cookie, server.cookie, sizeof(cookie));
	call_is(&server, 200, "GET", "/v1/session", NULL);
	login(&server, "admin");
	a = change(WORKER, "{\"act\":\"disable\"}", 200);
	assert_int_equal(at(a.json, "disabled")->i, 1);
	answer_free(&a);
	memcpy(server.cookie, cookie, sizeof(cookie));
	call_is(&server, 401, "GET", "/v1/session", NULL);
	login(&server, "admin");
	done(WORKER, "{\"act\":\"enable\"}");
	login(&server, "worker");
	call_is(&server, 200, "GET", "/v1/session", NULL);
}

static void a_role_is_given_until_a_day_and_taken(void **state)
{
	struct answer a;

	(void)state;
	a = change(WORKER,
		"{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\",\"until\":\"2099-09-30\"}",
		200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_true(str_is(at(a.json, "grants.1.role")->s, "supply"));
	answer_free(&a);
	/* The same again has another end. */
	a = change(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\"}", 200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_int_equal(at(a.json, "grants.1.until")->type, JSON_NULL);
	answer_free(&a);
	a = change(WORKER, "{\"act\":\"take\",\"role\":\"supply\",\"area\":\"g1\"}", 200);
	assert_int_equal(at(a.json, "grants")->n, 1);
	answer_free(&a);
	refused(WORKER, "{\"act\":\"take\",\"role\":\"supply\",\"area\":\"g1\"}", 404, "supply");
	/* What he then may is what is left. */
	done(WORKER, "{\"act\":\"take\",\"role\":\"grid_worker\",\"area\":\"g1\"}");
	login(&server, "worker");
	call_is(&server, 403, "GET", "/v1/search?q=1", NULL);
}

static void what_is_mistyped_changes_nothing(void **state)
{
	(void)state;
	refused(WORKER, "{}", 400, "act");
	refused(WORKER, "{\"act\":\"disable\",\"role\":\"supply\"}", 400, "act");
	refused(WORKER, "{\"act\":\"dismiss\"}", 400, "act");
	refused(WORKER, "{\"act\":\"disable\",\"why\":\"\"}", 400, "why");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"king\",\"area\":\"g1\"}", 400, "role");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"resident\",\"area\":\"g1\"}", 400, "role");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"supply\"}", 400, "area");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"nowhere\"}", 400, "area");
	refused(WORKER,
		"{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\",\"until\":\"2001-01-01\"}",
		400, "until");
	refused(WORKER, "{\"act\":\"take\",\"role\":\"supply\"}", 400, "area");
	refused("/v1/users/nobody", "{\"act\":\"disable\"}", 404, "nobody");
}

/* 64 roles, and one more. */
static void an_account_has_64_roles(void **state)
{
	static const char *const given[] = { "supply", "sampler", "inspector", "checkpoint" };
	char body[200];
	int n = 1;

	(void)state;
	for (int i = 0; i < 80 && n < GRANTS_MAX; i++, n++) {
		snprintf(body, sizeof(body),
			"{\"act\":\"give\",\"role\":\"%s\",\"area\":\"g1\",\"post\":\"01900000-0000-7000-8000-000000000%d\"}",
			given[i / 20], 100 + i % 20);
		done(WORKER, body);
	}
	assert_int_equal(n, GRANTS_MAX);
	refused(WORKER, "{\"act\":\"give\",\"role\":\"tracer\",\"area\":\"g1\"}", 413, "too_many");
}

static void nobody_changes_his_own_or_one_beyond_his_areas(void **state)
{
	(void)state;
	refused("/v1/users/admin", "{\"act\":\"disable\"}", 403, "forbidden");
	refused("/v1/users/admin", "{\"act\":\"give\",\"role\":\"counsellor\",\"everywhere\":true}",
		403, "forbidden");
	call_is(&server, 200, "POST", "/v1/users",
		"[{\"user\":\"other\",\"name\":\"示例乙\",\"role\":\"sampler\",\"area\":\"g2\"}]");
	deputy("\"area\":\"g1\"");
	refused("/v1/users/deputy", "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\"}", 403,
		"forbidden");
	refused("/v1/users/admin", "{\"act\":\"disable\"}", 403, "forbidden");
	refused("/v1/users/other", "{\"act\":\"disable\"}", 403, "forbidden");
	done(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\"}");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g2\"}", 400, "area");
	refused(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"everywhere\":true}", 400, "area");
	login(&server, "worker");
	refused(WORKER, "{\"act\":\"enable\"}", 403, "forbidden");
	login(&server, "auditor");
	refused(WORKER, "{\"act\":\"disable\"}", 403, "forbidden");
}

static bool may(const char *verb, const char *matter)
{
	struct answer a = call(&server, "GET", "/v1/session", NULL);
	const struct json *all = at(a.json, "rights");
	bool found = false;

	for (uint32_t i = 0; i < all->n; i++)
		found = found ||
			(str_is(json_text(&all->items[i], "verb"), verb) &&
				str_is(json_text(&all->items[i], "matter"), matter));
	answer_free(&a);
	return found;
}

/* Talks in confidence are opened to nobody by one person: neither by who asks for it, nor by whose it is. */
static void some_roles_take_two(void **state)
{
	struct answer a = call(&server, "GET", "/v1/roles", NULL);
	const struct json *all = at(a.json, "items");
	int two = 0;

	(void)state;
	for (uint32_t i = 0; i < all->n; i++)
		two += json_get(&all->items[i], "two")->i != 0;
	assert_int_equal(two, 6);
	answer_free(&a);
	a = change(WORKER, "{\"act\":\"give\"," COUNSELLOR ",\"until\":\"2099-09-30\"}", 200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_true(str_is(at(a.json, "grants.1.asked")->s, "admin"));
	answer_free(&a);
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 403, "forbidden");
	login(&server, "worker");
	assert_false(may("see", "counsel"));
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 403, "forbidden");
	login(&server, "colleague");
	refused(WORKER, "{\"act\":\"agree\",\"role\":\"counsellor\",\"area\":\"g2\"}", 404,
		"counsellor");
	a = change(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_int_equal(at(a.json, "grants.1.asked")->type, JSON_NULL);
	assert_true(str_is(at(a.json, "grants.1.until")->s, "2099-10-01T00:00:00+08:00"));
	answer_free(&a);
	login(&server, "worker");
	assert_true(may("see", "counsel"));
	/* A longer one is asked for again, and meanwhile the old one holds. */
	login(&server, "colleague");
	a = change(WORKER, "{\"act\":\"give\"," COUNSELLOR "}", 200);
	assert_int_equal(at(a.json, "grants")->n, 3);
	answer_free(&a);
	login(&server, "worker");
	assert_true(may("see", "counsel"));
	login(&server, "admin");
	a = change(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_int_equal(at(a.json, "grants.1.until")->type, JSON_NULL);
	answer_free(&a);
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 404, "counsellor");
	/* One person takes it back. */
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR "}");
	a = change(WORKER, "{\"act\":\"take\"," COUNSELLOR "}", 200);
	assert_int_equal(at(a.json, "grants")->n, 1);
	answer_free(&a);
}

/* Who waits in a restart waits still. */
static void what_was_asked_for_outlives_other_changes(void **state)
{
	struct answer a;

	(void)state;
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR "}");
	done(WORKER, "{\"act\":\"disable\"}");
	done(WORKER, "{\"act\":\"enable\"}");
	a = change(WORKER, "{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\"}", 200);
	assert_int_equal(at(a.json, "grants")->n, 3);
	answer_free(&a);
	login(&server, "worker");
	assert_false(may("see", "counsel"));
	assert_true(may("enter", "supply"));
	login(&server, "colleague");
	done(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}");
	login(&server, "worker");
	assert_true(may("see", "counsel"));
}

static void what_waits_makes_no_right_last_longer(void **state)
{
	struct answer a;

	(void)state;
	done(WORKER,
		"{\"act\":\"give\",\"role\":\"supply\",\"area\":\"g1\",\"until\":\"2099-09-30\"}");
	done(WORKER, "{\"act\":\"take\",\"role\":\"grid_worker\",\"area\":\"g1\"}");
	a = change(WORKER, "{\"act\":\"give\"," COUNSELLOR "}", 200);
	assert_true(str_is(at(a.json, "until")->s, "2099-10-01T00:00:00+08:00"));
	answer_free(&a);
}

static void what_waits_goes_by_itself(void **state)
{
	struct answer a;

	(void)state;
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR ",\"until\":\"2099-09-30\"}");
	login(&server, "colleague");
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR ",\"until\":\"2099-09-29\"}", 409,
		"until");
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR ",\"asked\":true}", 400, "asked");
	refused(WORKER, "{\"act\":\"take\"," COUNSELLOR ",\"asked\":1}", 400, "asked");
	done(WORKER, "{\"act\":\"agree\"," COUNSELLOR ",\"until\":\"2099-09-30\"}");
	refused(WORKER, "{\"act\":\"take\"," COUNSELLOR ",\"asked\":true}", 404, "counsellor");
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR "}");
	login(&server, "admin");
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR ",\"until\":\"2099-09-30\"}", 409,
		"until");
	a = change(WORKER, "{\"act\":\"take\"," COUNSELLOR ",\"asked\":true}", 200);
	assert_int_equal(at(a.json, "grants")->n, 2);
	assert_true(str_is(at(a.json, "grants.1.until")->s, "2099-10-01T00:00:00+08:00"));
	answer_free(&a);
	login(&server, "worker");
	assert_true(may("see", "counsel"));
}

static void staff_fill(struct fixture *f)
{
	fixture_county(f, 20);
	one_staff(f, "one", ROLE_ADMINISTRATOR, "", 61);
	one_staff(f, "too", ROLE_ADMINISTRATOR, "", 61);
	one_staff(f, "three", ROLE_ADMINISTRATOR, "", 63);
	one_staff(f, "own", ROLE_SAMPLER, "", 63);
}

static int setup_staff(void **state)
{
	(void)state;
	server_open_with(&server, engine, staff_fill);
	return 0;
}

/* "one" and "too" are one person under two names, "three" and "own" another. */
static void two_accounts_of_one_person_are_one(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "one");
	done(WORKER, "{\"act\":\"give\"," COUNSELLOR "}");
	login(&server, "too");
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 403, "forbidden");
	/* Nobody changes what is his own under another name. */
	refused("/v1/users/one", "{\"act\":\"give\"," COUNSELLOR "}", 403, "forbidden");
	login(&server, "three");
	refused("/v1/users/own", "{\"act\":\"give\"," COUNSELLOR "}", 403, "forbidden");
	/* Whoever asked and may ask no more does not count. */
	done("/v1/users/one", "{\"act\":\"disable\"}");
	refused(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 403, "forbidden");
	done("/v1/users/one", "{\"act\":\"enable\"}");
	a = change(WORKER, "{\"act\":\"agree\"," COUNSELLOR "}", 200);
	assert_int_equal(at(a.json, "grants.1.asked")->type, JSON_NULL);
	answer_free(&a);
}

/* Sent, and not waited for. */
static int send_change(const char *cookie, const char *path, const char *body)
{
	int fd = client_connect(&server), n;
	char text[1500];

	n = snprintf(text, sizeof(text),
		"POST %s HTTP/1.1\r\nHost: t\r\n%sBulou-Client: test\r\nContent-Type: application/json\r\n"
		"Content-Length: %zu\r\n\r\n%s",
		path, cookie, strlen(body), body);
	client_send(fd, text, (size_t)n);
	return fd;
}

/* Behind logins, which take their time, both wait; whoever is shut out by the first does nothing by the second. */
static void who_is_shut_out_while_he_waits_does_nothing(void **state)
{
	enum { LOGINS = 4 };
	static const char pass[] = "{\"user\":\"worker\",\"password\":\"" PASSWORD "\"}";
	char cookie[sizeof(server.cookie)];
	int fd[LOGINS + 2];

	(void)state;
	memcpy(cookie, server.cookie, sizeof(cookie));
	deputy("\"everywhere\":true");
	for (int i = 0; i < LOGINS; i++)
		fd[i] = send_change("", "/v1/session", pass);
	fd[LOGINS] = send_change(cookie, "/v1/users/deputy", "{\"act\":\"disable\"}");
	fd[LOGINS + 1] = send_change(server.cookie, WORKER, "{\"act\":\"disable\"}");
	for (int i = 0; i < LOGINS + 2; i++) {
		struct answer a = client_read(&server, fd[i], false);

		assert_int_equal(a.status, i <= LOGINS ? 200 : 401);
		answer_free(&a);
		close(fd[i]);
	}
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			one_who_is_out_of_use_is_shut_out_at_once_and_comes_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_role_is_given_until_a_day_and_taken, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_mistyped_changes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(an_account_has_64_roles, setup, teardown),
		cmocka_unit_test_setup_teardown(some_roles_take_two, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_was_asked_for_outlives_other_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_waits_makes_no_right_last_longer, setup, teardown),
		cmocka_unit_test_setup_teardown(
			two_accounts_of_one_person_are_one, setup_staff, teardown),
		cmocka_unit_test_setup_teardown(what_waits_goes_by_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(
			nobody_changes_his_own_or_one_beyond_his_areas, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_is_shut_out_while_he_waits_does_nothing, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
