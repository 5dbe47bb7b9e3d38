/* A resident and his household, and the browser that they have; for tests of his pages. Each test has a server of its own. */
#ifndef T_HTTP_RESIDENT_BROWSER_H
#define T_HTTP_RESIDENT_BROWSER_H

#include <stdio.h>
#include <string.h>

#include "core/test.h"
#include "http/client.h"
#include "http/resident.h"
#include "sys/sys.h"

#define ME "01900000-0000-7000-8000-00000000c001"
#define SHE "01900000-0000-7000-8000-00000000c002"
#define CHILD "01900000-0000-7000-8000-00000000c004"
#define AUNT "01900000-0000-7000-8000-00000000c006"
#define BABY "01900000-0000-7000-8000-00000000c005"
#define HOME "01900000-0000-7000-8000-000000000100"
#define DOOR "01900000-0000-7000-8000-000000000101" /* a neighbour's */
#define CASE 500
#define ORDER 510 /* of him */
#define SEAL 511  /* of his door */
#define HERS 512
#define HELD "01900000-0000-7000-8000-00000000cf01"

static struct server server;
static const char *engine = "sqlite";

static inline void person(
	int n, const char *id, const char *name, const char *home, const char *more)
{
	fixture_accept(&server.f, n,
		"\"person.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"%s\",\"dwelling\":\"%s\"%s}",
		id, name, home, more);
}

static inline void restrict_one(int n, const char *what, const char *subject, const char *reason)
{
	fixture_accept(&server.f, n,
		"\"restriction.ordered\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"what\":\"%s\",\"cause\":\"case\","
		"\"ground\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\",\"until\":\"2022-09-03T09:00:00+08:00\",\"office\":\"社区管控组\","
		"\"reason\":\"%s\"}",
		fixture_standing("restriction"), subject, what, fid(CASE), reason);
}

static inline int setup(void **state)
{
	(void)state;
	server_open(&server, engine);
	fixture_standing_open(&server.f, 40, "ask");
	fixture_standing_open(&server.f, 41, "restriction");
	fixture_standing_open(&server.f, 42, "case");
	person(600, ME, "赵某甲", HOME, ",\"birth\":\"1980-01-01\",\"phone\":\"13800000001\"");
	person(601, SHE, "钱某乙", DOOR, ",\"birth\":\"1990-01-01\"");
	person(602, CHILD, "赵某小", HOME, ",\"birth\":\"2008-08-31\"");
	person(604, AUNT, "赵某丁", HOME, ",\"birth\":\"1985-01-01\"");
	person(603, BABY, "赵某幼", HOME, ",\"flags\":[\"infant\"]");
	fixture_accept(&server.f, CASE,
		"\"case.confirmed\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"type\":\"confirmed\"}",
		fixture_standing("case"), HOME);
	restrict_one(ORDER, "isolated_home", ME, "同楼栋<b>（示例）");
	restrict_one(HERS, "isolated_home", SHE, "不给别人看（示例）");
	sys_clock_fix(FIXTURE_NOW + server.f.minute * 60000);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

#define OURS "Sec-Fetch-Site: same-origin\r\n"
#define TYPE "Content-Type: application/x-www-form-urlencoded\r\n"

static inline struct answer send_form(const char *path, const char *headers, const char *body)
{
	char all[1000];

	snprintf(all, sizeof(all), "%s%s", headers, server.cookie);
	return call_with(&server, "POST", path, all, body);
}

static inline struct answer page(const char *path, const char *headers)
{
	char all[1000];

	snprintf(all, sizeof(all), "%s%s", headers, server.cookie);
	return call_with(&server, "GET", path, all, NULL);
}

static inline void cookie_take(const struct answer *a)
{
	const char *cookie = strstr(a->head, "Set-Cookie: ");

	assert_non_null(cookie);
	cookie += strlen("Set-Cookie: ");
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %.*s\r\n",
		(int)strcspn(cookie, ";\r"), cookie);
}

/* The value of a hidden field. */
static inline void hidden(const struct answer *a, const char *name, char ret[200])
{
	char mark[60];
	const char *at;

	snprintf(mark, sizeof(mark), "name=\"%s\" value=\"", name);
	at = strstr(a->body, mark);
	if (!at)
		fail_msg("no %s in %s", name, a->body);
	at += strlen(mark);
	snprintf(ret, 200, "%.*s", (int)strcspn(at, "\""), at);
}

static inline void has(const struct answer *a, const char *text)
{
	if (!strstr(a->body, text))
		fail_msg("no '%s' in %s", text, a->body);
}

static inline void lacks(const struct answer *a, const char *text)
{
	if (strstr(a->body, text))
		fail_msg("'%s' in %s", text, a->body);
}

static inline void leads(const struct answer *a, int status, const char *to)
{
	char line[300];

	snprintf(line, sizeof(line), "\r\nLocation: %s\r\n", to);
	if (a->status != status || !strstr(a->head, line))
		fail_msg("%s%s", a->head, a->body);
}

/* As a browser comes to the form: with what it gave, and with nothing else. */
static inline void come(void)
{
	struct answer a;

	server.cookie[0] = 0;
	a = page("/own", "");
	assert_int_equal(a.status, 200);
	cookie_take(&a);
	answer_free(&a);
}

static inline int slip_of(const char *subject, const char *guardian, char ret_code[40])
{
	char body[300];
	struct answer a;
	int status;

	login(&server, "worker");
	snprintf(body, sizeof(body), "{\"subject\":\"%s\",\"card_seen\":true%s%s%s}", subject,
		guardian ? ",\"guardian\":\"" : "", guardian ? guardian : "", guardian ? "\"" : "");
	a = call(&server, "POST", "/v1/residents/slips", body);
	status = a.status;
	if (status == 200)
		snprintf(ret_code, 40, STR_FMT, STR_ARG(at(a.json, "code")->s));
	else
		snprintf(ret_code, 40, STR_FMT, STR_ARG(at(a.json, "code")->s));
	answer_free(&a);
	return status;
}

static inline void open_by(const char *code)
{
	char body[100];
	struct answer a;

	snprintf(body, sizeof(body), "code=%s", code);
	come();
	a = send_form("/own", OURS TYPE, body);
	leads(&a, 303, "/own/home");
	assert_non_null(strstr(a.head, "SameSite=Strict"));
	assert_non_null(strstr(a.head, "HttpOnly"));
	cookie_take(&a);
	answer_free(&a);
}

static inline void as_resident(const char *subject)
{
	char code[40];

	assert_int_equal(slip_of(subject, NULL, code), 200);
	open_by(code);
}

static inline void is_page(const struct answer *a, int status)
{
	if (a->status != status || !strstr(a->head, "Content-Type: text/html; charset=utf-8"))
		fail_msg("%d: %s%s", status, a->head, a->body);
	assert_non_null(strstr(a->head,
		"Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; "));
	assert_null(strstr(a->head, "unsafe"));
	assert_non_null(strstr(a->head, "Cache-Control: no-store"));
	assert_non_null(strstr(a->head, "Referrer-Policy: same-origin"));
	assert_null(strstr(a->body, " style="));
	assert_null(strstr(a->body, "<script>"));
}

static inline struct answer page_is(const char *path, int status)
{
	struct answer a = page(path, "");

	is_page(&a, status);
	return a;
}

static inline int restrictions_of(const char *subject, struct answer *ret)
{
	as_resident(subject);
	*ret = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(ret->status, 200);
	return (int)at(ret->json, "items")->n;
}

struct tokens {
	char form[200], once[200];
};

static inline struct tokens tokens_of(const char *path)
{
	struct answer a = page_is(path, 200);
	struct tokens t;

	hidden(&a, "form", t.form);
	if (strstr(a.body, "name=\"once\""))
		hidden(&a, "once", t.once);
	answer_free(&a);
	return t;
}

static inline struct answer ask(const struct tokens *t, const char *rest)
{
	static char body[21000];

	snprintf(body, sizeof(body), "form=%s&once=%s&%s", t->form, t->once, rest);
	return send_form("/own/ask", OURS TYPE, body);
}

#define WATER "category=utility&text=%E5%81%9C%E6%B0%B4%3Cb%3E%0D%0A%E7%A4%BA%E4%BE%8B"

static inline void record_is(const char *kind, const char *area, const char *round,
	const char *subject, const char *body, const char *want)
{
	static int n;
	char text[900];
	struct answer a;

	snprintf(text, sizeof(text),
		"{\"id\":\"01900000-0000-7000-8000-0000000ee%03d\",\"kind\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"%s\","
		"\"round\":\"%s\",\"subject\":\"%s\",\"body\":%s}",
		n++, kind, area, round, subject, body);
	a = call(&server, "POST", "/v1/records", text);
	assert_int_equal(a.status, 200);
	if (!str_is(at(a.json, "status")->s, want))
		fail_msg("%s: %s", text, a.body);
	answer_free(&a);
}

#endif
