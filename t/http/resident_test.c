/* Residents over HTTP: a slip made at the door opens one's own record, once, and nothing else in the whole program. On both engines. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>

#include "guard/ticket.h"
#include "sys/sys.h"

#define ME "01900000-0000-7000-8000-00000000c001"
#define TWIN \
	"01900000-0000-7000-8000-00000000c000" /* the same person, listed twice; the smaller id survives */
#define SHE "01900000-0000-7000-8000-00000000c002"
#define AWAY "01900000-0000-7000-8000-00000000c003"
#define HOME "01900000-0000-7000-8000-000000000100"
#define DOOR "01900000-0000-7000-8000-000000000101" /* a neighbour's */

#define PERSON(n, id, area, name, home) \
	"{\"id\":\"01900000-0000-7000-8000-00000000d00" n \
	"\",\"kind\":\"person.listed\",\"v\":1,\"at\":\"2022-08-30T08:00:00+08:00\"," \
	"\"area\":\"" area "\",\"subject\":\"" id "\",\"body\":{\"name\":\"" name \
	"\",\"phone\":\"13800000001\",\"dwelling\":\"" home "\"}}"
#define ASKED(n, area, round, rest) \
	"{\"id\":\"01900000-0000-7000-8000-00000000e00" n \
	"\",\"kind\":\"ask.asked\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"" area \
	"\",\"round\":\"%s\"," rest \
	"\"body\":{\"category\":\"utility\",\"text\":\"停水（示例）\"}}"

static struct server server;
static const char *engine = "sqlite";

static int setup(void **state)
{
	(void)state;
	server_open(&server, engine);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"[" PERSON("1", ME, "g1", "赵某甲", HOME) "," PERSON("2", SHE, "g1", "钱某乙",
			HOME) "," PERSON("3", AWAY, "g3", "孙某丙", HOME) "]");
	fixture_standing_open(&server.f, 40, "ask");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

static const struct route *route_at(const char *method, const char *path)
{
	const struct route *r = routes;

	while (r->path && (strcmp(r->path, path) != 0 || strcmp(r->method, method) != 0))
		r++;
	assert_non_null(r->path);
	return r;
}

/* A slip for this subject, by the one who is logged in. */
static void slip(const char *subject, char ret_code[40])
{
	struct answer a;
	char body[200];

	snprintf(body, sizeof(body), "{\"subject\":\"%s\",\"card_seen\":true}", subject);
	a = call(&server, "POST", "/v1/residents/slips", body);
	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	answer_fits(route_at("POST", "/v1/residents/slips"), a.json);
	snprintf(ret_code, 40, STR_FMT, STR_ARG(at(a.json, "code")->s));
	answer_free(&a);
}

static int redeem(const char *code)
{
	struct answer a;
	char body[100];
	int status;

	snprintf(body, sizeof(body), "{\"ticket\":\"%s\"}", code);
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: test\r\nContent-Type: application/json\r\n", body);
	status = a.status;
	if (status == 200) {
		const char *cookie = strstr(a.head, "Set-Cookie: ");

		answer_fits(route_at("POST", "/v1/session"), a.json);
		assert_non_null(cookie);
		cookie += strlen("Set-Cookie: ");
		snprintf(server.cookie, sizeof(server.cookie), "Cookie: %.*s\r\n",
			(int)strcspn(cookie, ";\r"), cookie);
	}
	answer_free(&a);
	return status;
}

static void as_resident(const char *subject)
{
	char code[40];

	login(&server, "worker");
	slip(subject, code);
	assert_int_equal(redeem(code), 200);
}

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	answer_fits(route_at("GET", path), a.json);
	return a;
}

static void ask_is(bool refused, const char *json)
{
	const char *at_round = strstr(json, "%s");
	struct answer a;
	char body[600];

	snprintf(body, sizeof(body), "%.*s%s%s",
		at_round ? (int)(at_round - json) : (int)strlen(json), json,
		at_round ? fixture_standing("ask") : "", at_round ? at_round + 2 : "");
	a = call(&server, "POST", "/v1/records", body);
	assert_int_equal(a.status, 200);
	if ((str_is(at(a.json, "status")->s, "refused")) != refused)
		fail_msg("%s", a.body);
	answer_free(&a);
}

static void a_slip_is_good_once(void **state)
{
	char code[40], bent[40];

	(void)state;
	login(&server, "worker");
	slip(ME, code);
	assert_int_equal(strlen(code), 14);
	snprintf(bent, sizeof(bent), "%s", code);
	bent[0] = bent[0] == 'A' ? 'B' : 'A';
	assert_int_equal(redeem(bent), 401);
	assert_int_equal(redeem("0000-0000-0000"), 401);
	assert_int_equal(redeem(code), 200);
	assert_int_equal(redeem(code), 409);
	/* Over after three days. */
	login(&server, "worker");
	slip(ME, code);
	sys_clock_fix(sys_now() + 73 * WHEN_HOUR_MS);
	assert_int_equal(redeem(code), 401);
}

static void who_may_give_one(void **state)
{
	(void)state;
	login(&server, "worker");
	call_is(&server, 400, "POST", "/v1/residents/slips", "{\"subject\":\"" ME "\"}");
	call_is(&server, 400, "POST", "/v1/residents/slips",
		"{\"subject\":\"" ME "\",\"card_seen\":false}");
	call_is(&server, 400, "POST", "/v1/residents/slips",
		"{\"subject\":\"" HOME "\",\"card_seen\":true}");
	call_is(&server, 404, "POST", "/v1/residents/slips",
		"{\"subject\":\"" AWAY "\",\"card_seen\":true}");
	login(&server, "guest");
	call_is(&server, 403, "POST", "/v1/residents/slips",
		"{\"subject\":\"" ME "\",\"card_seen\":true}");
}

static void he_sees_himself_and_nobody_else(void **state)
{
	uint64_t before;
	struct answer a;

	(void)state;
	as_resident(ME);
	a = got("/v1/own");
	assert_true(str_is(at(a.json, "subject.id")->s, ME));
	assert_true(str_is(at(a.json, "home.id")->s, HOME));
	assert_true(str_is(at(a.json, "may.0.kind")->s, "ask.asked"));
	assert_null(strstr(a.body, "钱某乙"));
	answer_free(&a);
	before = metric(&server, "journal_position");
	a = got("/v1/own/records");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(str_is(at(a.json, "items.0.body.name")->s, "赵某甲"));
	assert_true(str_is(at(a.json, "items.0.body.phone")->s, "13800000001"));
	assert_null(strstr(a.body, "钱某乙"));
	assert_null(strstr(a.body, "admin")); /* by which desk, not by whom */
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1); /* a look */
}

#define DRILL "01900000-0000-7000-8000-00000000f001"
#define EXERCISE \
	"[{\"id\":\"01900000-0000-7000-8000-00000000f000\",\"kind\":\"incident.declared\",\"v\":1," \
	"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"512021\",\"subject\":\"" DRILL "\"," \
	"\"body\":{\"name\":\"某演练\",\"exercise\":true}},{\"id\":\"01900000-0000-7000-8000-00000000f002\"," \
	"\"kind\":\"round.opened\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"512021\"," \
	"\"round\":\"01900000-0000-7000-8000-00000000f003\",\"body\":{\"kind\":\"ask\"," \
	"\"incident\":\"" DRILL "\",\"standing\":true}}]"

/* What he needs is no part of an exercise, however new that is. */
static void an_exercise_takes_no_question(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "admin");
	a = call(&server, "POST", "/v1/records", EXERCISE);
	if (a.status != 200 || strstr(a.body, "refused"))
		fail_msg("%s", a.body);
	answer_free(&a);
	as_resident(ME);
	a = got("/v1/own");
	assert_int_equal(at(a.json, "may")->n, 1);
	assert_true(str_is(at(a.json, "may.0.round")->s, fixture_standing("ask")));
	answer_free(&a);
}

/* Every other route of the table. */
static void nothing_else_opens(void **state)
{
	(void)state;
	as_resident(ME);
	for (const struct route *r = routes; r->path; r++) {
		const char *id = strstr(r->path, "{id}");
		char path[200];

		if (r->flags & (ROUTE_OPEN | ROUTE_RESIDENT))
			continue;
		snprintf(path, sizeof(path), "%.*s%s%s",
			id ? (int)(id - r->path) : (int)strlen(r->path), r->path, id ? ME : "",
			id ? id + 4 : "");
		call_is(&server, 403, r->method, path, r->flags & ROUTE_BODY ? "{}" : NULL);
	}
}

static void he_writes_for_himself(void **state)
{
	(void)state;
	as_resident(ME);
	ask_is(false, ASKED("1", "g1", "", "\"subject\":\"" ME "\","));
	ask_is(false, ASKED("2", "g1", "", "\"subject\":\"" ME "\","));
	ask_is(false, ASKED("3", "g1", "", "\"subject\":\"" HOME "\","));
	ask_is(true, ASKED("4", "g1", "", "\"subject\":\"" DOOR "\","));
	ask_is(true, ASKED("5", "g1", "", "\"subject\":\"" SHE "\","));
	ask_is(true, ASKED("6", "g3", "", "\"subject\":\"" ME "\","));
	ask_is(true, ASKED("0", "g1", "", ""));
	ask_is(true, ASKED("7", "g1", "", "\"subject\":\"" ME "\",\"by\":\"admin\","));
	ask_is(true, PERSON("9", ME, "g1", "赵某丁", HOME));
	call_is(&server, 400, "POST", "/v1/records", "[]");
	call_is(&server, 400, "POST", "/v1/records",
		"{\"device\":\"" ME "\",\"seq\":1,\"kind\":\"ask.asked\"}");
	call_is(&server, 400, "POST", "/v1/records", "{\"box\":\"AAAA\"}");
	/* What he asked is a question like any other. */
	login(&server, "admin");
	{
		struct answer a = call(
			&server, "GET", "/v1/records/01900000-0000-7000-8000-00000000e001", NULL);

		assert_true(str_is(at(a.json, "via")->s, "resident:" ME));
		assert_true(at(a.json, "confirmed")->i);
		answer_free(&a);
	}
}

/* Whoever was listed twice is one: his slip shows both, whichever it was made for, and still after a restart. */
static void a_merged_subject_follows(void **state)
{
	char cookie[sizeof(server.cookie)];
	struct answer a;

	(void)state;
	as_resident(ME);
	memcpy(cookie, server.cookie, sizeof(cookie));
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"[" PERSON("4", TWIN, "g1", "赵某甲",
			HOME) ",{\"id\":\"01900000-0000-7000-8000-00000000d005\","
			      "\"kind\":\"subject.merged\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
			      "\"subject\":\"" ME "\",\"body\":{\"with\":\"" TWIN "\"}}]");
	memcpy(server.cookie, cookie, sizeof(cookie));
	a = got("/v1/own");
	assert_true(str_is(at(a.json, "subject.id")->s, TWIN));
	answer_free(&a);
	a = got("/v1/own/records");
	assert_int_equal(at(a.json, "items")->n, 2);
	answer_free(&a);
	ask_is(false, ASKED("8", "g1", "", "\"subject\":\"" TWIN "\","));
}

/* Whoever makes a slip could use it himself: the book knows him, and the resident is told. */
static void a_slip_is_a_look(void **state)
{
	struct answer a;

	(void)state;
	as_resident(ME);
	a = got("/v1/own/looks");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(
		str_is(at(a.json, "items.0.screen_en")->s, "a slip that opens one's own record"));
	answer_free(&a);
	call_is(&server, 200, "GET", "/v1/own/records", NULL);
	login(&server, "admin");
	a = call(&server, "GET", "/v1/looks/readers", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 1); /* he himself is no reader */
	assert_true(str_is(at(a.json, "items.0.account")->s, "worker"));
	assert_true(at(a.json, "items.0.subjects")->i == 1);
	answer_free(&a);
}

/* One person makes so many on a day; his colleague is not in his way. */
static void slips_are_bounded(void **state)
{
	static const char order[] = "{\"subject\":\"" ME "\",\"card_seen\":true}";
	char code[40];

	(void)state;
	login(&server, "worker");
	for (int i = 0; i < SLIPS_A_DAY; i++)
		slip(ME, code);
	call_is(&server, 429, "POST", "/v1/residents/slips", order);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/residents/slips", order);
	sys_clock_fix(sys_now() + WHEN_DAY_MS);
	login(&server, "worker");
	call_is(&server, 200, "POST", "/v1/residents/slips", order);
}

static void a_slip_as_paper(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = call(&server, "POST", "/v1/residents/slips?format=pdf",
		"{\"subject\":\"" ME "\",\"card_seen\":true}");
	assert_int_equal(a.status, 200);
	assert_memory_equal(a.body, "%PDF", 4);
	answer_free(&a);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_slip_is_good_once, setup, teardown),
		cmocka_unit_test_setup_teardown(who_may_give_one, setup, teardown),
		cmocka_unit_test_setup_teardown(he_sees_himself_and_nobody_else, setup, teardown),
		cmocka_unit_test_setup_teardown(an_exercise_takes_no_question, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_else_opens, setup, teardown),
		cmocka_unit_test_setup_teardown(he_writes_for_himself, setup, teardown),
		cmocka_unit_test_setup_teardown(a_merged_subject_follows, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slip_is_a_look, setup, teardown),
		cmocka_unit_test_setup_teardown(slips_are_bounded, setup, teardown),
		cmocka_unit_test_setup_teardown(a_slip_as_paper, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
