/* A resident's pages over a socket: forms that only they can send, what is typed stays text, and what is sent twice is one. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static void person(int n, const char *id, const char *name, const char *home, const char *more)
{
	fixture_accept(&server.f, n,
		"\"person.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"%s\",\"dwelling\":\"%s\"%s}",
		id, name, home, more);
}

static void restrict_one(int n, const char *what, const char *subject, const char *reason)
{
	fixture_accept(&server.f, n,
		"\"restriction.ordered\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"what\":\"%s\",\"cause\":\"case\","
		"\"ground\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\",\"until\":\"2022-09-03T09:00:00+08:00\",\"office\":\"社区管控组\","
		"\"reason\":\"%s\"}",
		fixture_standing("restriction"), subject, what, fid(CASE), reason);
}

static int setup(void **state)
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

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

/* ---- a browser ---- */

#define OURS "Sec-Fetch-Site: same-origin\r\n"
#define TYPE "Content-Type: application/x-www-form-urlencoded\r\n"

static struct answer send_form(const char *path, const char *headers, const char *body)
{
	char all[1000];

	snprintf(all, sizeof(all), "%s%s", headers, server.cookie);
	return call_with(&server, "POST", path, all, body);
}

static struct answer page(const char *path, const char *headers)
{
	char all[1000];

	snprintf(all, sizeof(all), "%s%s", headers, server.cookie);
	return call_with(&server, "GET", path, all, NULL);
}

static void cookie_take(const struct answer *a)
{
	const char *cookie = strstr(a->head, "Set-Cookie: ");

	assert_non_null(cookie);
	cookie += strlen("Set-Cookie: ");
	snprintf(server.cookie, sizeof(server.cookie), "Cookie: %.*s\r\n",
		(int)strcspn(cookie, ";\r"), cookie);
}

/* The value of a hidden field. */
static void hidden(const struct answer *a, const char *name, char ret[200])
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

static void has(const struct answer *a, const char *text)
{
	if (!strstr(a->body, text))
		fail_msg("no '%s' in %s", text, a->body);
}

static void lacks(const struct answer *a, const char *text)
{
	if (strstr(a->body, text))
		fail_msg("'%s' in %s", text, a->body);
}

static void leads(const struct answer *a, int status, const char *to)
{
	char line[300];

	snprintf(line, sizeof(line), "\r\nLocation: %s\r\n", to);
	if (a->status != status || !strstr(a->head, line))
		fail_msg("%s%s", a->head, a->body);
}

/* As a browser comes to the form: with what it gave, and with nothing else. */
static void come(void)
{
	struct answer a;

	server.cookie[0] = 0;
	a = page("/own", "");
	assert_int_equal(a.status, 200);
	cookie_take(&a);
	answer_free(&a);
}

static int slip_of(const char *subject, const char *guardian, char ret_code[40])
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

static void open_by(const char *code)
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

static void as_resident(const char *subject)
{
	char code[40];

	assert_int_equal(slip_of(subject, NULL, code), 200);
	open_by(code);
}

static void is_page(const struct answer *a, int status)
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

static struct answer page_is(const char *path, int status)
{
	struct answer a = page(path, "");

	is_page(&a, status);
	return a;
}

/* ---- logging in ---- */

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

/* ---- what he reads ---- */

static void he_reads_how_things_stand(void **state)
{
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	before = metric(&server, "journal_position");
	a = page_is("/own/home", 200);
	has(&a, "居家隔离");
	has(&a, "生效中");
	has(&a, "社区管控组");
	has(&a, "登记住址");
	has(&a, "赵*");
	lacks(&a, "赵某甲");
	lacks(&a, "示例"); /* the words of the order are in the notice */
	lacks(&a, "钱某乙");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = page_is("/own/records", 200);
	has(&a, "赵某甲");
	has(&a, "13800000001");
	lacks(&a, "admin");
	lacks(&a, "钱某乙");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	a = page_is("/own/records?lang=en", 200);
	has(&a, "<dd lang=\"zh-CN\">赵某甲</dd>");
	has(&a, "<dd>13800000001</dd>");
	answer_free(&a);
	a = page_is("/own/looks?lang=en", 200);
	has(&a, "By a slip: you, or a guardian");
	has(&a, "a slip that opens one&#39;s own record");
	answer_free(&a);
}

static void zone(int n, const char *area, const char *level, const char *more)
{
	fixture_accept(&server.f, n,
		"\"zone.sealed\",\"area\":\"%s\",\"round\":\"%s\",\"body\":{\"level\":\"%s\",\"cause\":\"case\","
		"\"basis\":\"第九版（示例）\",\"case_text\":\"初筛阳性某人\",\"until\":\"2022-09-03T09:00:00+08:00\","
		"\"lead\":\"示例社区专班\",\"leader\":\"周某丙\"%s}",
		area, fixture_standing("zone"), level, more);
}

static void released(int n, const char *area, int zone)
{
	fixture_accept(&server.f, n,
		"\"zone.released\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"reason\":\"early\",\"basis\":\"9\"}",
		area, fixture_standing("zone"), fid(zone));
}

/* What holds over his home is told as it is put up at the gate: no case, no name; and nothing of another building or grid. */
static void the_zones_over_his_home_are_listed(void **state)
{
	struct answer a;

	(void)state;
	fixture_standing_open(&server.f, 43, "zone");
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	has(&a, "登记的管控区域也不包括您家");
	lacks(&a, "您家在以下管控区域内");
	answer_free(&a);
	zone(700, "g1", "high", ",\"building\":\"1\"");
	zone(701, "v1", "controlled", "");
	zone(702, "g1", "medium", ",\"building\":\"2\"");
	zone(703, "g2", "precaution", "");
	zone(704, "g1", "low", ",\"building\":\"1\",\"unit\":\"3\"");
	a = page_is("/own/home", 200);
	has(&a, "您家在以下管控区域内");
	has(&a, "高风险区");
	has(&a, "<h3>管控区");
	has(&a, "第九版（示例）");
	has(&a, "示例社区专班");
	lacks(&a, "中风险区");
	lacks(&a, "低风险区");
	lacks(&a, "防范区");
	lacks(&a, "初筛阳性");
	lacks(&a, "周某丙");
	lacks(&a, "也不包括您家");
	answer_free(&a);
	a = page_is("/own/home?lang=en", 200);
	has(&a, "Your home lies in:");
	has(&a, "High risk");
	answer_free(&a);
	/* The latest order is the basis; what is released is over; and one that nobody released is told to have passed its end. */
	fixture_accept(&server.f, 705,
		"\"zone.changed\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"level\":\"medium\","
		"\"cause\":\"rule\",\"basis\":\"示例令二号\",\"until\":\"2022-09-05T09:00:00+08:00\"}",
		fixture_standing("zone"), fid(700));
	released(706, "v1", 701);
	a = page_is("/own/home?lang=zh", 200);
	has(&a, "中风险区");
	has(&a, "示例令二号");
	lacks(&a, "高风险区");
	lacks(&a, "<h3>管控区");
	lacks(&a, "尚未登记解除");
	answer_free(&a);
	sys_clock_fix(sys_now() + 7 * WHEN_DAY_MS);
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	has(&a, "尚未登记解除");
	answer_free(&a);
}

/* More than the page holds is said to be there. */
static void what_is_cut_is_said(void **state)
{
	struct answer a;

	(void)state;
	fixture_standing_open(&server.f, 43, "zone");
	for (int i = 0; i < OWN_ZONES_MAX; i++)
		zone(700 + i, "g1", "high", "");
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	lacks(&a, "另有较早的");
	answer_free(&a);
	zone(700 + OWN_ZONES_MAX, "g1", "high", "");
	a = page_is("/own/home", 200);
	has(&a, "另有较早的");
	answer_free(&a);
	released(730, "g1", 700);
	for (int i = 1; i < OWN_RESTRICTIONS_MAX; i++)
		restrict_one(800 + i, "isolated_home", SHE, "示例");
	as_resident(SHE);
	a = page_is("/own/home", 200);
	lacks(&a, "另有较早的");
	answer_free(&a);
	restrict_one(850, "isolated_home", SHE, "示例");
	a = page_is("/own/home", 200);
	has(&a, "另有较早的");
	answer_free(&a);
}

/* Listed twice, and in two homes: his is the one that was told last, whichever of the entries stayed. */
static void of_two_entries_the_latest_home_is_his(void **state)
{
	static const char *const twins[] = { "01900000-0000-7000-8000-00000000b001",
		"01900000-0000-7000-8000-00000000d001" }; /* before and behind the other */
	struct answer a;

	(void)state;
	restrict_one(SEAL, "door_sealed", DOOR, "示例");
	for (int i = 0; i < 2; i++) {
		as_resident(i ? ME : AUNT);
		a = page_is("/own/home", 200);
		lacks(&a, "封门");
		answer_free(&a);
		person(710 + 10 * i, twins[i], "赵某丁", DOOR, "");
		fixture_accept(&server.f, 711 + 10 * i,
			"\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
			twins[i], i ? ME : AUNT);
		a = page_is("/own/home", 200);
		has(&a, "封门");
		answer_free(&a);
	}
}

static void a_notice_is_read_by_whom_it_binds(void **state)
{
	char path[100];
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	before = metric(&server, "journal_position");
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(ORDER));
	a = page_is(path, 200);
	has(&a, "同楼栋&lt;b&gt;（示例）");
	has(&a, "登记的感染者");
	has(&a, "name=\"reason\"");
	lacks(&a, "name=\"how\"");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(HERS));
	a = page_is(path, 404);
	lacks(&a, "不给别人看");
	answer_free(&a);
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(CASE));
	a = page_is(path, 404);
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(HERS));
	call_is(&server, 404, "GET", path, NULL);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(ORDER));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "reason")->s, "同楼栋<b>（示例）"));
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice?format=html", fid(ORDER));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "限制措施告知书"));
	answer_free(&a);
}

/* One that waits for a second person binds nobody yet; the seal on his door is his to read, too. */
static void what_is_his_is_listed(void **state)
{
	char body[700];
	struct answer a;

	(void)state;
	login(&server, "admin");
	snprintf(body, sizeof(body),
		"{\"id\":\"" HELD
		"\",\"kind\":\"restriction.ordered\",\"v\":1,\"at\":\"2022-08-30T09:30:00+08:00\",\"area\":\"g1\","
		"\"round\":\"%s\",\"subject\":\"" ME
		"\",\"body\":{\"what\":\"red\",\"cause\":\"case\",\"ground\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\","
		"\"until\":\"2022-09-03T09:00:00+08:00\",\"office\":\"社区管控组\",\"reason\":\"示例\"}}",
		fixture_standing("restriction"), fid(CASE));
	call_is(&server, 200, "POST", "/v1/records", body);
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	as_resident(ME);
	a = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(str_is(at(a.json, "items.0.what")->s, "door_sealed"));
	assert_true(str_is(at(a.json, "items.1.what")->s, "isolated_home"));
	assert_true(at(a.json, "items.1.may_appeal")->i);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/own/restrictions/" HELD "/notice", NULL);
}

/* Who complains of a neighbour is not told to that neighbour. */
static void a_complaint_about_him_is_not_his_to_read(void **state)
{
	struct answer a;

	(void)state;
	fixture_accept(&server.f, 520,
		"\"ask.asked\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"category\":\"ordinary\",\"text\":\"夜间吵闹（示例）\","
		"\"name\":\"孙某丙\",\"phone\":\"13900000009\"}",
		fixture_standing("ask"), ME);
	as_resident(ME);
	a = page_is("/own/records", 200);
	has(&a, "13800000001"); /* his own */
	lacks(&a, "13900000009");
	lacks(&a, "孙某丙");
	lacks(&a, "吵闹");
	lacks(&a, "受理诉求");
	answer_free(&a);
	a = call(&server, "GET", "/v1/own/records", NULL);
	assert_int_equal(at(a.json, "items")->n, 2); /* who he is, and what was ordered */
	lacks(&a, "ask.asked");
	answer_free(&a);
}

static int restrictions_of(const char *subject, struct answer *ret)
{
	as_resident(subject);
	*ret = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(ret->status, 200);
	return (int)at(ret->json, "items")->n;
}

static void notice_is(int n, int status, struct answer *ret)
{
	char path[100];

	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(n));
	*ret = page_is(path, status);
}

/* What is over of a home was of whoever lived there then; and the words of an order may speak of one of several. */
static void of_his_home_he_reads_what_holds(void **state)
{
	struct answer a;
	char path[100];

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "只说给决定单位（示例）");
	assert_int_equal(restrictions_of(ME, &a), 2);
	answer_free(&a);
	notice_is(SEAL, 200, &a);
	lacks(&a, "只说给决定单位");
	lacks(&a, "您已登记为感染者"); /* somebody there is: not who */
	has(&a, "有登记的感染者");
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(SEAL));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	lacks(&a, "只说给决定单位");
	answer_free(&a);
	a = page_is("/own/records", 200);
	lacks(&a, "door_sealed");
	lacks(&a, "只说给决定单位");
	answer_free(&a);
	sys_clock_fix(sys_now() + 5 * WHEN_DAY_MS);
	assert_int_equal(restrictions_of(ME, &a), 1);
	assert_true(str_is(at(a.json, "items.0.what")->s, "isolated_home"));
	answer_free(&a);
	notice_is(SEAL, 404, &a);
	answer_free(&a);
	notice_is(ORDER, 200, &a);
	answer_free(&a);
	assert_int_equal(restrictions_of(AUNT, &a), 0);
	answer_free(&a);
}

/* ---- what he sends ---- */

struct tokens {
	char form[200], once[200];
};

static struct tokens tokens_of(const char *path)
{
	struct answer a = page_is(path, 200);
	struct tokens t;

	hidden(&a, "form", t.form);
	if (strstr(a.body, "name=\"once\""))
		hidden(&a, "once", t.once);
	answer_free(&a);
	return t;
}

static struct answer ask(const struct tokens *t, const char *rest)
{
	static char body[21000];

	snprintf(body, sizeof(body), "form=%s&once=%s&%s", t->form, t->once, rest);
	return send_form("/own/ask", OURS TYPE, body);
}

#define WATER "category=utility&text=%E5%81%9C%E6%B0%B4%3Cb%3E%0D%0A%E7%A4%BA%E4%BE%8B"

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

static void appeal(const char *restriction, const char *body, int status)
{
	char path[100], all[1000];
	struct tokens t;
	struct answer a;

	snprintf(path, sizeof(path), "/own/restrictions/%s", restriction);
	t = tokens_of(path);
	snprintf(all, sizeof(all), "form=%s&once=%s&%s", t.form, t.once, body);
	a = send_form(path, OURS TYPE, all);
	if (a.status != status)
		fail_msg("%s%s", a.head, a.body);
	answer_free(&a);
}

/* It reaches somebody, its answer comes back to him, and meanwhile there is one. */
static void he_objects_and_has_an_answer(void **state)
{
	struct answer a;
	char body[700], id[40];

	(void)state;
	as_resident(ME);
	appeal(fid(ORDER), "reason=%E5%BD%93%E6%97%A5%E4%B8%8D%E5%9C%A8", 303);
	a = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(at(a.json, "items.0.appeals_open")->i, 1);
	assert_false(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	a = call(&server, "GET", "/v1/own/records", NULL);
	assert_true(str_is(at(a.json, "items.0.kind")->s, "appeal.made"));
	assert_true(str_is(at(a.json, "items.0.body.reason")->s, "当日不在"));
	assert_true(at(a.json, "items.0.answer.open")->i);
	assert_true(str_is(at(a.json, "items.0.body.how")->s, "himself"));
	snprintf(id, sizeof(id), STR_FMT, STR_ARG(at(a.json, "items.0.id")->s));
	answer_free(&a);
	snprintf(body, sizeof(body),
		"\"appeal.decided\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"lifted\",\"restriction\":\"%s\","
		"\"reason\":\"查明属实（示例）\"}",
		fixture_standing("restriction"), id, fid(ORDER));
	fixture_accept(&server.f, 530, "%s", body);
	a = page_is("/own/records", 200);
	has(&a, "申诉成立，解除");
	has(&a, "查明属实（示例）");
	answer_free(&a);
	a = page_is("/own/home", 200);
	has(&a, "目前没有单独针对您或您家的限制措施");
	has(&a, "已解除");
	answer_free(&a);
}

/* Of two in one home each has his own. */
static void an_objection_is_of_whoever_made_it(void **state)
{
	struct answer a;

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	as_resident(AUNT);
	appeal(fid(SEAL), "reason=%E7%A4%BA%E4%BE%8B", 303);
	assert_int_equal(restrictions_of(AUNT, &a), 1);
	assert_int_equal(at(a.json, "items.0.appeals_open")->i, 1);
	assert_false(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	assert_int_equal(restrictions_of(ME, &a), 2);
	assert_true(str_is(at(a.json, "items.0.what")->s, "door_sealed"));
	assert_int_equal(at(a.json, "items.0.appeals")->i, 0);
	assert_true(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	appeal(fid(SEAL), "reason=%E7%A4%BA%E4%BE%8B", 303);
}

static void record_is(const char *kind, const char *area, const char *round, const char *subject,
	const char *body, const char *want)
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

/* Past the pages, too: against what binds him, where that lies, and against nothing else. */
static void he_objects_to_his_own_only(void **state)
{
	static const char words[] = "{\"how\":\"himself\",\"reason\":\"示例\"}";
	char round[40];

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	snprintf(round, sizeof(round), "%s", fixture_standing("restriction"));
	as_resident(ME);
	record_is("appeal.made", "g1", round, fid(ORDER), words, "accepted");
	record_is("appeal.made", "g1", round, fid(SEAL), words, "accepted");
	record_is("appeal.made", "g1", round, fid(ORDER), words, "refused"); /* one is open */
	record_is("appeal.made", "g1", round, fid(HERS), words, "refused");
	record_is("appeal.made", "g1", round, fid(CASE), words, "refused");
	record_is("appeal.made", "g1", round, ME, words, "refused");
	record_is("appeal.made", "g1", round, "01900000-0000-7000-8000-00000000dead", words,
		"refused");
	record_is("appeal.made", "g2", round, fid(ORDER), words, "refused");
	record_is("appeal.made", "g1", fixture_standing("ask"), fid(ORDER), words, "refused");
	record_is("appeal.decided", "g1", round, fid(ORDER),
		"{\"outcome\":\"lifted\",\"restriction\":\"01900000-0000-7000-8000-000000000510\",\"reason\":\"x\"}",
		"refused");
	record_is("ask.asked", "g1", fixture_standing("ask"), fid(ORDER),
		"{\"category\":\"ordinary\",\"text\":\"示例\"}", "refused");
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

/* ---- children ---- */

static void a_child_has_a_slip_by_its_guardian(void **state)
{
	char code[40];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(CHILD, NULL, code), 409);
	assert_string_equal(code, "guardian_needed");
	assert_int_equal(slip_of(BABY, NULL, code), 409);
	assert_int_equal(slip_of(CHILD, SHE, code), 409); /* lives elsewhere */
	assert_string_equal(code, "guardian");
	assert_int_equal(slip_of(CHILD, CHILD, code), 409);
	assert_int_equal(slip_of(CHILD, BABY, code), 409);
	assert_int_equal(slip_of(CHILD, HOME, code), 409);
	assert_int_equal(slip_of(CHILD, "01900000-0000-7000-8000-00000000dead", code), 404);
	assert_int_equal(slip_of(SHE, ME, code), 409); /* is no child */
	assert_int_equal(slip_of(BABY, ME, code), 200);
	assert_int_equal(slip_of(CHILD, ME, code), 200);
	open_by(code);
	a = call(&server, "GET", "/v1/own", NULL);
	assert_true(str_is(at(a.json, "subject.id")->s, CHILD));
	assert_true(str_is(at(a.json, "guardian")->s, ME));
	answer_free(&a);
	a = page_is("/own/home", 200);
	has(&a, "监护人");
	has(&a, "目前没有"); /* what binds the guardian is told on his own page */
	answer_free(&a);
	a = page_is("/own/records", 200);
	has(&a, "赵某小");
	lacks(&a, "赵某甲");
	answer_free(&a);
	/* The guardian's own slip opens nothing of the child. */
	as_resident(ME);
	a = page_is("/own/records", 200);
	lacks(&a, "赵某小");
	answer_free(&a);
	/* On the day on which it is 14 it is one no more. */
	sys_clock_fix(sys_now() + WHEN_DAY_MS);
	assert_int_equal(slip_of(CHILD, ME, code), 409);
}

static void as_guardian(const char *guardian)
{
	char code[40];

	assert_int_equal(slip_of(CHILD, guardian, code), 200);
	open_by(code);
}

/* What one of two guardians wrote the other does not read. */
static void a_guardian_reads_his_own_words(void **state)
{
	struct tokens t;
	struct answer a;

	(void)state;
	as_guardian(ME);
	t = tokens_of("/own/ask");
	a = ask(&t, WATER);
	assert_int_equal(a.status, 303);
	answer_free(&a);
	a = page_is("/own/records", 200);
	has(&a, "停水");
	answer_free(&a);
	as_guardian(AUNT);
	a = page_is("/own/records", 200);
	has(&a, "赵某小");
	lacks(&a, "停水");
	answer_free(&a);
	record_is("ask.asked", "g1", fixture_standing("ask"), CHILD,
		"{\"category\":\"ordinary\",\"text\":\"示例\"}", "refused"); /* not whose it is */
	as_guardian(ME);
	a = page_is("/own/records", 200);
	has(&a, "停水");
	has(&a, "尚未答复");
	answer_free(&a);
}

/* Days lie between a slip and its use. */
static void a_guardian_is_one_when_the_slip_is_used(void **state)
{
	char code[40], body[100];
	struct answer a;

	(void)state;
	assert_int_equal(slip_of(CHILD, AUNT, code), 200);
	person(610, AUNT, "赵某丁", DOOR, ",\"birth\":\"1985-01-01\"");
	snprintf(body, sizeof(body), "code=%s", code);
	come();
	a = send_form("/own", OURS TYPE, body);
	is_page(&a, 409);
	assert_null(strstr(a.head, "Set-Cookie"));
	answer_free(&a);
	person(611, AUNT, "赵某丁", HOME, ",\"birth\":\"1985-01-01\"");
	open_by(code); /* it was not used up */
}

/* ---- logging out ---- */

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
		T(he_reads_how_things_stand),
		T(the_zones_over_his_home_are_listed),
		T(what_is_cut_is_said),
		T(of_two_entries_the_latest_home_is_his),
		T(overlapping_it_is_one),
		T(a_notice_is_read_by_whom_it_binds),
		T(what_is_his_is_listed),
		T(a_complaint_about_him_is_not_his_to_read),
		T(of_his_home_he_reads_what_holds),
		T(what_is_sent_twice_is_one),
		T(a_form_says_the_minute_of_its_page),
		T(only_his_own_form_is_taken),
		T(what_is_missing_is_told_beside_what_was_typed),
		T(what_was_typed_outlasts_a_full_server),
		T(he_objects_and_has_an_answer),
		T(he_objects_to_his_own_only),
		T(an_objection_is_of_whoever_made_it),
		T(so_many_questions_may_be_open),
		T(a_child_has_a_slip_by_its_guardian),
		T(a_guardian_reads_his_own_words),
		T(a_guardian_is_one_when_the_slip_is_used),
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
