/* What a resident sends by his pages: what is typed stays text, and what is sent twice is one. */
#include "http/resident_browser.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void what_is_sent_twice_is_one(void **state)
{
	char first[200], again[200];
	struct tokens t;
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	a = ask(&t, WATER);
	assert_int_equal(a.status, 303);
	snprintf(first, sizeof(first), "%s", strstr(a.head, "\r\nLocation: ") + 12);
	first[strcspn(first, "\r")] = 0;
	assert_int_equal(strncmp(first, "/own/home?sent=", 15), 0);
	answer_free(&a);
	before = metric(&server, "journal_position");
	a = ask(&t, WATER);
	assert_int_equal(a.status, 303);
	snprintf(again, sizeof(again), "%s", strstr(a.head, "\r\nLocation: ") + 12);
	again[strcspn(again, "\r")] = 0;
	assert_string_equal(first, again);
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = page_is(first, 200);
	has(&a, "role=\"status\"");
	has(&a, "回执号");
	answer_free(&a);
	/* A receipt is told of what is his. */
	snprintf(again, sizeof(again), "/own/home?sent=%s", fid(ORDER));
	a = page_is(again, 200);
	lacks(&a, "回执号");
	answer_free(&a);
	a = page_is("/own/home?sent=999", 200);
	lacks(&a, "回执号");
	answer_free(&a);
	a = page_is("/own/home?sent=01900000-0000-7000-8000-00000000dead", 200);
	lacks(&a, "回执号");
	answer_free(&a);
	/* The same at another time is the same. */
	sys_clock_fix(sys_now() + 90 * 1000);
	a = ask(&t, WATER);
	leads(&a, 303, first);
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	/* Other words of the same page are another question. */
	a = ask(&t, "category=ordinary&text=%E7%A4%BA%E4%BE%8B");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	/* He reads both among what is kept, in his own words, and that nobody answered yet. */
	a = page_is("/own/records", 200);
	has(&a, "停水&lt;b&gt;\n示例");
	has(&a, "尚未答复");
	lacks(&a, "停水<b>");
	answer_free(&a);
}

/* Two tabs, or a button that is tapped twice: both are on their way before either is answered. */
static void overlapping_it_is_one(void **state)
{
	static char head[2000], body[1000];
	struct tokens t;
	struct answer a;
	char first[200] = "";
	uint64_t before;
	int fds[6], n = sizeof(fds) / sizeof(fds[0]), len;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	/* The first of a round makes its key as well. */
	a = ask(&t, "category=ordinary&text=%E7%A4%BA%E4%BE%8B");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	before = metric(&server, "journal_position");
	len = snprintf(body, sizeof(body), "form=%s&once=%s&%s", t.form, t.once, WATER);
	snprintf(head, sizeof(head),
		"POST /own/ask HTTP/1.1\r\nHost: t\r\n" OURS TYPE "%sContent-Length: %d\r\n\r\n%s",
		server.cookie, len, body);
	for (int i = 0; i < n; i++)
		fds[i] = client_connect(&server);
	for (int i = 0; i < n; i++)
		client_send(fds[i], head, strlen(head));
	for (int i = 0; i < n; i++) {
		a = client_read(&server, fds[i], false);
		if (a.status != 303)
			fail_msg("%d: %s", a.status, a.body);
		if (!*first)
			snprintf(first, sizeof(first), "%.*s",
				(int)strcspn(strstr(a.head, "Location: ") + 10, "\r"),
				strstr(a.head, "Location: ") + 10);
		leads(&a, 303, first);
		answer_free(&a);
		close(fds[i]);
	}
	assert_int_equal(metric(&server, "journal_position"), before + 1);
}

static void latest_at(char ret[40])
{
	struct answer a = call(&server, "GET", "/v1/own/records?limit=1", NULL);

	assert_int_equal(a.status, 200);
	snprintf(ret, 40, STR_FMT, STR_ARG(at(a.json, "items.0.at")->s));
	answer_free(&a);
}

/* Two that overlap say the same moment, so that the second is the first: the minutes begin with the page. */
static void a_form_says_the_minute_of_its_page(void **state)
{
	char first[40], again[40];
	struct tokens t;
	struct answer a;
	int64_t now;

	(void)state;
	as_resident(ME);
	now = sys_now();
	t = tokens_of("/own/ask");
	sys_clock_fix(now + 60000);
	a = ask(&t, "category=utility&text=1");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	latest_at(first);
	sys_clock_fix(now + 119999);
	a = ask(&t, "category=utility&text=2");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	latest_at(again);
	assert_string_equal(first, again);
	sys_clock_fix(now + 120000);
	a = ask(&t, "category=utility&text=3");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	latest_at(again);
	assert_string_not_equal(first, again);
}

static void only_his_own_form_is_taken(void **state)
{
	struct tokens mine, hers;
	char forged[600];
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(SHE);
	hers = tokens_of("/own/ask");
	as_resident(ME);
	mine = tokens_of("/own/ask");
	before = metric(&server, "journal_position");
	a = ask(&hers, WATER);
	is_page(&a, 403);
	answer_free(&a);
	for (int i = 0; i < 4; i++) {
		static const char *const forms[] = { "", "AAAA", "%00", "form" };

		snprintf(forged, sizeof(forged), "form=%s&once=%s&%s", forms[i], mine.once, WATER);
		a = send_form("/own/ask", OURS TYPE, forged);
		assert_int_equal(a.status, 403);
		answer_free(&a);
	}
	snprintf(forged, sizeof(forged), "form=%s&once=%s&%s", mine.form, mine.once, WATER);
	a = send_form("/own/ask", TYPE "Origin: https://example.org\r\n", forged);
	is_page(&a, 403);
	answer_free(&a);
	snprintf(forged, sizeof(forged), "form=%s&%s", mine.form, WATER);
	a = send_form("/own/ask", OURS TYPE, forged);
	is_page(&a, 403);
	answer_free(&a);
	/* His words come back, where it was his page that sent them. */
	server.cookie[0] = 0;
	a = ask(&mine, WATER);
	is_page(&a, 401);
	has(&a, "readonly>停水&lt;b&gt;\n示例</textarea>");
	lacks(&a, "name=\"once\"");
	answer_free(&a);
	a = send_form("/own/ask", TYPE "Sec-Fetch-Site: cross-site\r\n", forged);
	is_page(&a, 401);
	lacks(&a, "停水");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	login(&server, "admin");
	a = ask(&mine, WATER);
	is_page(&a, 403);
	answer_free(&a);
}

/* What was typed is still there. */
static void what_is_missing_is_told_beside_what_was_typed(void **state)
{
	static char text[20000];
	struct tokens t;
	struct answer a;
	size_t n;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	a = ask(&t, "category=utility&text=+%0A+");
	is_page(&a, 422);
	has(&a, "诉求内容");
	has(&a, "value=\"utility\" required checked");
	has(&a, "没有提交成功");
	answer_free(&a);
	a = ask(&t, "text=%3C%2Ftextarea%3E%3Cscript%3Ex");
	is_page(&a, 422);
	has(&a, "&lt;/textarea&gt;&lt;script&gt;x</textarea>");
	answer_free(&a);
	a = ask(&t, "category=everything&text=x");
	is_page(&a, 422);
	answer_free(&a);
	/* Pasted from a messenger: spaces, and nothing is lost. What is spoilt loses itself only. */
	a = ask(&t, "text=a%0Bb%0Cc%1Fd");
	is_page(&a, 422);
	has(&a, ">a b c d</textarea>");
	answer_free(&a);
	a = ask(&t, "category=%FF&text=%E5%81%9C");
	is_page(&a, 400);
	has(&a, ">停</textarea>");
	answer_free(&a);
	/* A thousand characters of nine bytes each, and one more. */
	n = (size_t)snprintf(text, sizeof(text), "category=ordinary&text=");
	for (int i = 0; i < 1000; i++, n += 9)
		memcpy(text + n, "%E6%B0%B4", 9);
	text[n] = 0;
	a = ask(&t, text);
	assert_int_equal(a.status, 303);
	answer_free(&a);
	memcpy(text + n, "%E6%B0%B4", 10);
	a = ask(&t, text);
	is_page(&a, 413);
	has(&a, "maxlength=\"1000\"");
	answer_free(&a);
	t = tokens_of("/own/help");
	a = ask(&t, "help=yes&text=%E7%A4%BA%E4%BE%8B&phone=abc");
	is_page(&a, 422);
	has(&a, "name=\"phone\" type=\"tel\"");
	has(&a, "value=\"abc\"");
	answer_free(&a);
	a = ask(&t, "help=yes&text=%E7%A4%BA%E4%BE%8B&phone=13900000009");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	a = page_is("/own/records", 200);
	has(&a, "危及生命健康");
	has(&a, "13900000009");
	answer_free(&a);
}

/* All is full: the form is there again, with its words, and can be sent once more; then it is one. */
static void what_was_typed_outlasts_a_full_server(void **state)
{
	struct tokens t;
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	before = metric(&server, "journal_position");
	server.http->full_least = 100;
	a = ask(&t, WATER);
	is_page(&a, 503);
	has(&a, "停水&lt;b&gt;\n示例</textarea>");
	has(&a, t.once);
	has(&a, "过几分钟再试");
	answer_free(&a);
	server.http->full_least = 0;
	assert_int_equal(metric(&server, "journal_position"), before);
	a = ask(&t, WATER);
	assert_int_equal(a.status, 303);
	answer_free(&a);
	/* Words of more than is kept are not. */
	server.cookie[0] = 0;
	{
		static char text[HTTP_FORM_KEPT + 100];
		size_t n = (size_t)snprintf(
			text, sizeof(text), "form=%s&once=%s&text=", t.form, t.once);

		memset(text + n, 'x', HTTP_FORM_KEPT - n);
		text[HTTP_FORM_KEPT] = 0;
		a = send_form("/own/ask", OURS TYPE, text);
		is_page(&a, 401);
		has(&a, "xxx</textarea>");
		answer_free(&a);
		memcpy(text + HTTP_FORM_KEPT, "x", 2);
		a = send_form("/own/ask", OURS TYPE, text);
		is_page(&a, 401);
		lacks(&a, "xxx");
		answer_free(&a);
	}
}

/* Five, and what endangers a life has room of its own; an answer makes room. */
static void so_many_questions_may_be_open(void **state)
{
	char body[100], id[40];
	struct tokens t;
	struct answer a;

	(void)state;
	as_resident(ME);
	t = tokens_of("/own/ask");
	for (int i = 0; i < 5; i++) {
		snprintf(body, sizeof(body), "category=ordinary&text=%d", i);
		a = ask(&t, body);
		assert_int_equal(a.status, 303);
		answer_free(&a);
	}
	a = ask(&t, "category=ordinary&text=5");
	is_page(&a, 409);
	has(&a, "您已有 5 件诉求尚未办结");
	has(&a, ">5</textarea>");
	answer_free(&a);
	a = ask(&t, "category=ordinary&text=4"); /* is there already */
	assert_int_equal(a.status, 303);
	answer_free(&a);
	for (int i = 0; i <= 5; i++) {
		snprintf(body, sizeof(body), "category=life&text=%d", i);
		a = ask(&t, body);
		assert_int_equal(a.status, i < 5 ? 303 : 409);
		answer_free(&a);
	}
	a = call(&server, "GET", "/v1/own/records", NULL);
	id[0] = 0;
	for (uint32_t i = 0; i < at(a.json, "items")->n; i++) {
		const struct json *v = &at(a.json, "items")->items[i];

		if (str_is(json_text(json_get(v, "body"), "category"), "life"))
			snprintf(id, sizeof(id), STR_FMT, STR_ARG(json_text(v, "id")));
	}
	answer_free(&a);
	fixture_accept(&server.f, 550,
		"\"ask.answered\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"solved\",\"text\":\"示例\"}",
		fixture_standing("ask"), id);
	a = ask(&t, "category=life&text=5");
	assert_int_equal(a.status, 303);
	answer_free(&a);
	/* Of his alone: another has room. */
	as_resident(AUNT);
	t = tokens_of("/own/ask");
	a = ask(&t, "category=ordinary&text=5");
	assert_int_equal(a.status, 303);
	answer_free(&a);
}

static int run(const char *name)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(overlapping_it_is_one),
		T(what_is_sent_twice_is_one),
		T(a_form_says_the_minute_of_its_page),
		T(only_his_own_form_is_taken),
		T(what_is_missing_is_told_beside_what_was_typed),
		T(what_was_typed_outlasts_a_full_server),
		T(so_many_questions_may_be_open),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
