/* A resident's pages: how he comes in and goes out, what no other page may send, and that they are his alone. */
#include "http/resident_browser.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void a_page_in_the_language_that_is_asked_for(void **state)
{
	struct answer a = page_is("/own", 200);

	(void)state;
	has(&a, "<html lang=\"zh-CN\">");
	has(&a, "查看本人信息");
	has(&a, "href=\"/own?lang=en\"");
	assert_non_null(strstr(a.head, "Set-Cookie: bulou_slip="));
	assert_non_null(strstr(a.head, "SameSite=Strict"));
	assert_non_null(strstr(a.head, "script-src 'self'"));
	answer_free(&a);
	a = page("/own", "Accept-Language: en-GB,en;q=0.9,zh;q=0.8\r\n");
	has(&a, "<html lang=\"en\">");
	answer_free(&a);
	a = page("/own?lang=zh&from=singlemessage", "Accept-Language: en\r\n");
	has(&a, "<html lang=\"zh-CN\">");
	has(&a, "action=\"/own?lang=zh\"");
	answer_free(&a);
	a = page("/own?lang=%22%3E", "");
	is_page(&a, 200);
	has(&a, "action=\"/own\"");
	answer_free(&a);
}

static void no_other_page_sends_a_form(void **state)
{
	static const char *const foreign[] = { "", "Sec-Fetch-Site: cross-site\r\n",
		"Sec-Fetch-Site: same-site\r\n", "Sec-Fetch-Site: none\r\n", "Origin: null\r\n",
		"Origin: https://example.org\r\n", "Origin: http://localhost.example.org\r\n",
		"Origin: localhost\r\n", "Origin: ftp://localhost\r\n",
		"Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost\r\n" };
	char headers[300], code[40], body[100];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(ME, NULL, code), 200);
	come();
	snprintf(body, sizeof(body), "code=%s", code);
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++) {
		snprintf(headers, sizeof(headers), TYPE "%s", foreign[i]);
		a = send_form("/own", headers, body);
		is_page(&a, 403);
		assert_null(strstr(a.head, "Set-Cookie"));
		answer_free(&a);
	}
	a = send_form("/own", OURS "Content-Type: application/json\r\n", body);
	is_page(&a, 415);
	answer_free(&a);
	a = send_form("/own", OURS "Content-Type: text/plain\r\n", body);
	is_page(&a, 415);
	answer_free(&a);
	open_by(code); /* none of these has used it up */
}

static struct answer open_with(const char *body)
{
	come();
	return send_form("/own", OURS TYPE, body);
}

static void what_is_no_code_is_told_as_text(void **state)
{
	char code[40], body[120];
	struct answer a;

	(void)state;
	a = open_with("code=AB12-CD34-EF51");
	is_page(&a, 401);
	has(&a, "value=\"AB12-CD34-EF51\"");
	has(&a, "role=\"alert\"");
	answer_free(&a);
	a = open_with("code=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E");
	is_page(&a, 401);
	has(&a, "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
	answer_free(&a);
	a = open_with("");
	is_page(&a, 401);
	answer_free(&a);
	assert_int_equal(slip_of(ME, NULL, code), 200);
	open_by(code);
	snprintf(body, sizeof(body), "code=%s", code);
	a = open_with(body);
	is_page(&a, 409);
	answer_free(&a);
	/* A code for a phone. */
	login(&server, "admin");
	a = call(&server, "POST", "/v1/devices/invitations", "{}");
	snprintf(body, sizeof(body), "code=" STR_FMT, STR_ARG(at(a.json, "code")->s));
	answer_free(&a);
	a = open_with(body);
	is_page(&a, 409);
	has(&a, "手机登记凭条");
	has(&a, "href=\"/field/\"");
	answer_free(&a);
}

static void a_form_that_is_none_is_refused(void **state)
{
	static const char *const bodies[] = { "code=%", "code=%4", "code=%zz", "code=%ff%fe",
		"code=a&code=b", "a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9",
		"a-name-that-is-longer-than-any-field-of-ours=1" };
	char big[9000];

	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct answer a = open_with(bodies[i]);

		if (a.status != 400 && a.status != 422)
			fail_msg("%s: %d %s", bodies[i], a.status, a.body);
		answer_free(&a);
	}
	/* What a phone pastes along is a space. */
	{
		struct answer a = open_with("code=%00%0b%0c%1f%7fAB12-CD34-EF51%1b");

		is_page(&a, 401);
		has(&a, "AB12-CD34-EF51");
		answer_free(&a);
	}
	/* A stranger sends no more than a login needs. */
	memset(big, 'a', sizeof(big));
	big[sizeof(big) - 1] = 0;
	{
		struct answer a = open_with(big);

		assert_int_equal(a.status, 413);
		answer_free(&a);
	}
}

static void his_pages_are_his_alone(void **state)
{
	static const char *const paths[] = { "/own/home", "/own/records", "/own/looks", "/own/ask",
		"/own/help", "/own/restrictions/01900000-0000-7000-8000-000000000510" };

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct answer a;

		server.cookie[0] = 0;
		a = page(paths[i], "");
		leads(&a, 303, "/own");
		answer_free(&a);
		snprintf(server.cookie, sizeof(server.cookie), "Cookie: bulou=AAAA\r\n");
		a = page(paths[i], "");
		leads(&a, 303, "/own");
		answer_free(&a);
		login(&server, "admin");
		a = page_is(paths[i], 403);
		answer_free(&a);
	}
	login(&server, "admin");
	{
		struct answer a = page_is("/own", 200);

		has(&a, "您正以工作账号 admin 登录");
		answer_free(&a);
	}
	as_resident(ME);
	{
		struct answer a = page_is("/own", 200);

		has(&a, "这里已打开一位居民的信息");
		has(&a, "href=\"/own/home\"");
		has(&a, "name=\"code\"");
		has(&a, "/own/slip.js");
		answer_free(&a);
	}
}

static struct answer open_here(const char *code)
{
	char body[100];

	snprintf(body, sizeof(body), "code=%s", code);
	return send_form("/own", OURS TYPE, body);
}

static void cookie_add(const char *also)
{
	size_t n = strcspn(server.cookie, "\r");

	snprintf(server.cookie + n, sizeof(server.cookie) - n, "; %s\r\n", also);
}

/* The value of a cookie line, without its end. */
static void cookie_copy(char ret[400])
{
	const char *at = server.cookie + strlen("Cookie: ");

	snprintf(ret, 400, "%.*s", (int)strcspn(at, "\r"), at);
}

/* Tapped twice, or the answer was lost: the same browser has the same session, for two minutes; another one is told that it is used. */
static void tapped_twice_opens_once(void **state)
{
	char code[40], door[400], mine[400];
	struct answer a;
	uint64_t before;

	(void)state;
	assert_int_equal(slip_of(ME, NULL, code), 200);
	server.cookie[0] = 0;
	a = open_here(code);
	is_page(&a, 403); /* keeps no cookies, and nothing is used up */
	has(&a, "凭条没有用掉");
	has(&a, code);
	assert_non_null(strstr(a.head, "Set-Cookie: bulou_slip="));
	answer_free(&a);
	come();
	cookie_copy(door);
	a = open_here(code);
	leads(&a, 303, "/own/home");
	cookie_take(&a);
	cookie_copy(mine);
	answer_free(&a);
	before = metric(&server, "journal_position");
	sys_clock_fix(sys_now() + 2 * 60 * 1000);
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %s\r\n", door);
	a = open_here(code);
	leads(&a, 303, "/own/home");
	cookie_take(&a);
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = page_is("/own/home", 200);
	has(&a, "赵*");
	answer_free(&a);
	come(); /* another browser */
	a = open_here(code);
	is_page(&a, 409);
	has(&a, "这张凭条已经用过");
	answer_free(&a);
	sys_clock_fix(sys_now() + 1);
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %s\r\n", door);
	a = open_here(code);
	is_page(&a, 409);
	answer_free(&a);
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %s\r\n", mine);
	a = page_is("/own/home", 200);
	answer_free(&a);
}

/* What was open in this browser, a neighbour's pages or an account, is over with the slip that is opened. */
static void a_slip_ends_what_was_open_here(void **state)
{
	char hers[40], mine[40], old[400], door[400];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(ME, NULL, mine), 200);
	assert_int_equal(slip_of(SHE, NULL, hers), 200);
	come();
	cookie_copy(door);
	login(&server, "worker");
	cookie_copy(old);
	cookie_add(door);
	a = open_here(hers);
	leads(&a, 303, "/own/home");
	cookie_take(&a);
	answer_free(&a);
	cookie_add(door);
	a = open_here(mine);
	leads(&a, 303, "/own/home");
	answer_free(&a);
	a = page("/own/home", ""); /* hers */
	leads(&a, 303, "/own");
	answer_free(&a);
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %s\r\n", old);
	a = call(&server, "GET", "/v1/session", NULL);
	assert_int_equal(a.status, 401);
	answer_free(&a);
}

static void logging_out_takes_his_own_form(void **state)
{
	char body[300];
	struct tokens t;
	struct answer a;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/home?lang=en");
	a = send_form("/own/out", OURS TYPE, "form=AAAA");
	is_page(&a, 403);
	answer_free(&a);
	a = page_is("/own/home", 200);
	answer_free(&a);
	snprintf(body, sizeof(body), "form=%s", t.form);
	a = send_form("/own/out?lang=en", OURS TYPE, body);
	leads(&a, 303, "/own?lang=en");
	assert_non_null(strstr(a.head, "Set-Cookie: bulou=;"));
	answer_free(&a);
	a = page("/own/home", "");
	leads(&a, 303, "/own");
	answer_free(&a);
	/* Twice, or too late: he is out. */
	a = send_form("/own/out", OURS TYPE, body);
	leads(&a, 303, "/own");
	answer_free(&a);
}

/* What he cannot ask here is told, and whom he can ask. */
static void where_nothing_is_taken_he_is_told(void **state)
{
	struct tokens t;
	struct answer a;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	fixture_accept(&server.f, 540,
		"\"round.cancelled\",\"area\":\"512021\",\"round\":\"%s\",\"body\":{\"reason\":\"示例\"}",
		fixture_standing("ask"));
	a = page_is("/own/home", 200);
	has(&a, "目前未开设网上受理");
	lacks(&a, "/own/ask");
	answer_free(&a);
	a = ask(&t, WATER);
	is_page(&a, 422);
	has(&a, "目前未开设网上受理");
	has(&a, "停水&lt;b&gt;");
	answer_free(&a);
}

static int run(const char *name)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(a_page_in_the_language_that_is_asked_for),
		T(no_other_page_sends_a_form),
		T(what_is_no_code_is_told_as_text),
		T(a_form_that_is_none_is_refused),
		T(his_pages_are_his_alone),
		T(tapped_twice_opens_once),
		T(a_slip_ends_what_was_open_here),
		T(logging_out_takes_his_own_form),
		T(where_nothing_is_taken_he_is_told),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
