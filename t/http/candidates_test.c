/* Whom a round would ask, over HTTP: what is counted is what is listed, by area, in pages, and who works there; and a round that is
 * opened from it by records asks exactly those. On both engines. */
#include "served.h"
#include "sys/sys.h"

#include <stdio.h>
#include <string.h>

#define ROUND "01900000-0000-7000-8000-00000000e001"

/* Three of g1: one old, one old and immobile, who lives behind door 100, and one in g2 who is immobile. */
static void people_put(void)
{
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e011\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-00000000e021\","
		"\"body\":{\"name\":\"张测试\",\"flags\":[\"elderly\"]}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e012\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-00000000e022\","
		"\"body\":{\"name\":\"王测试\",\"dwelling\":\"01900000-0000-7000-8000-000000000100\","
		"\"flags\":[\"elderly\",\"immobile\"]}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e013\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g2\",\"subject\":\"01900000-0000-7000-8000-00000000e023\","
		"\"body\":{\"name\":\"李测试\",\"flags\":[\"immobile\"]}}]");
}

/* n of them, the first area with so many. */
static void counted(const char *path, size_t areas, const char *area, int64_t n)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	if (at(a.json, "items")->n != areas)
		fail_msg("%s: %s", path, a.body);
	if (areas) {
		assert_true(str_is(at(a.json, "items.0.area")->s, area));
		assert_int_equal(at(a.json, "items.0.n")->i, n);
		assert_int_equal(at(a.json, "items.0.subjects")->type, JSON_NULL);
	}
	answer_free(&a);
}

static void they_are_counted_by_area_and_flag(void **state)
{
	(void)state;
	people_put();
	counted("/v1/candidates?kind=sweep", 1, "g1", 20);
	counted("/v1/candidates?kind=test", 2, "g1", 2);
	counted("/v1/candidates?kind=test&area=g2", 1, "g2", 1);
	counted("/v1/candidates?kind=test&filter=flag:elderly", 1, "g1", 2);
	counted("/v1/candidates?kind=test&filter=flag:immobile%20flag:elderly", 1, "g1", 1);
	counted("/v1/candidates?kind=sweep&filter=flag:immobile", 1, "g1", 1);
	counted("/v1/candidates?kind=test&filter=flag:infant", 0, NULL, 0);
	call_is(&server, 400, "GET", "/v1/candidates?kind=test&filter=flag:none", NULL);
	call_is(&server, 400, "GET", "/v1/candidates?kind=test&filter=flag:elderly%20x", NULL);
	call_is(&server, 400, "GET", "/v1/candidates?kind=task", NULL);
	call_is(&server, 400, "GET", "/v1/candidates?kind=nothing", NULL);
	call_is(&server, 400, "GET", "/v1/candidates", NULL);
	login(&server, "worker");
	call_is(&server, 403, "GET", "/v1/candidates?kind=test", NULL);
}

static void who_works_there_is_told(void **state)
{
	struct answer a = call(&server, "GET", "/v1/candidates?kind=sweep", NULL);

	(void)state;
	assert_int_equal(at(a.json, "items.0.workers")->n, 1);
	assert_true(str_is(at(a.json, "items.0.workers.0")->s, "worker"));
	assert_true(str_is(at(a.json, "items.0.workers_at")->s, "g1"));
	answer_free(&a);
	people_put();
	/* Nobody is in g2, nor above it. */
	a = call(&server, "GET", "/v1/candidates?kind=test&area=g2", NULL);
	assert_int_equal(at(a.json, "items.0.workers")->n, 0);
	assert_int_equal(at(a.json, "items.0.workers_at")->type, JSON_NULL);
	answer_free(&a);
}

/* ---- who is seconded ---- */

static void seconded_fill(struct fixture *f)
{
	static const struct grant grant = { .role = ROLE_GRID_WORKER, .area = { "g1", 2 } };
	struct account a = {
		.user = STR("sent"), .name = STR("测试员"), .grants = &grant, .grants_n = 1
	};
	struct entry e;

	fixture_county(f, 20);
	a.staff = fuid(60);
	assert_int_equal(seal_password_hash(&f->cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(guard_account_entry(&f->cx, f->site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(&f->cx, &f->site->view, &e, 1), 0);
}

static int setup_seconded(void **state)
{
	(void)state;
	server_open_with(&server, engine, seconded_fill);
	login(&server, "admin");
	return 0;
}

static void works_at(const char *path, size_t n, const char *first)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (at(a.json, "items.0.workers")->n != n)
		fail_msg("%s: %s", path, a.body);
	assert_true(str_is(at(a.json, "items.0.workers.0")->s, first));
	answer_free(&a);
}

static void who_is_seconded_works_where_he_was_sent(void **state)
{
	(void)state;
	people_put();
	works_at("/v1/candidates?kind=sweep", 2, "sent");
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e061\",\"kind\":\"staff.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000060\","
		"\"body\":{\"name\":\"甲\"}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e062\",\"kind\":\"staff.seconded\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g2\",\"subject\":\"01900000-0000-7000-8000-000000000060\","
		"\"body\":{\"incident\":\"01900000-0000-7000-8000-000000000001\","
		"\"to_unit\":\"01900000-0000-7000-8000-000000000062\",\"from\":\"2022-08-30\",\"to\":\"2022-08-31\"}}]");
	works_at("/v1/candidates?kind=sweep", 1, "worker");
	works_at("/v1/candidates?kind=test&area=g2", 1, "sent");
	/* When it is over he is at home again. */
	sys_clock_fix(FIXTURE_NOW + 3 * 24 * WHEN_HOUR_MS);
	login(&server, "admin");
	works_at("/v1/candidates?kind=sweep", 2, "sent");
	sys_clock_fix(FIXTURE_NOW);
}

static void pages_go_by_area(void **state)
{
	struct answer a;

	(void)state;
	people_put();
	for (int with = 0; with < 2; with++) {
		const char *also = with ? "&subjects=true" : "";
		char path[200];

		snprintf(path, sizeof(path), "/v1/candidates?kind=test&limit=1%s", also);
		a = call(&server, "GET", path, NULL);
		assert_int_equal(at(a.json, "items")->n, 1);
		assert_true(str_is(at(a.json, "next")->s, "g1"));
		answer_free(&a);
		snprintf(path, sizeof(path), "/v1/candidates?kind=test&limit=1&after=g1%s", also);
		a = call(&server, "GET", path, NULL);
		assert_true(str_is(at(a.json, "items.0.area")->s, "g2"));
		assert_int_equal(
			at(a.json, "items.0.subjects")->type, with ? JSON_LIST : JSON_NULL);
		assert_int_equal(at(a.json, "next")->type, JSON_NULL);
		answer_free(&a);
	}
}

static void a_round_is_opened_from_them(void **state)
{
	struct answer a = call(&server, "GET", "/v1/candidates?kind=sweep&subjects=true", NULL);
	const struct json *subjects = at(a.json, "items.0.subjects");
	struct buf b;
	struct jw w;

	(void)state;
	assert_int_equal(subjects->n, 20);
	buf_init(&b, server.f.cx.arena);
	buf_z(&b,
		"[{\"id\":\"01900000-0000-7000-8000-00000000e031\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"round\":\"" ROUND "\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\","
		"\"question\":\"示例\",\"expected\":20}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000e032\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" ROUND "\","
		"\"body\":{\"piece\":1,\"subjects\":");
	jw_init(&w, &b);
	jw_value(&w, subjects);
	buf_z(&b, "}}]");
	buf_c(&b, '\0');
	assert_true(buf_ok(&b));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/records", buf_get(&b).p);
	a = call(&server, "GET", "/v1/rounds/" ROUND "/coverage", NULL);
	assert_int_equal(at(a.json, "expected")->i, 20);
	assert_int_equal(at(a.json, "missing")->i, 20);
	answer_free(&a);
	a = call(&server, "GET", "/v1/rounds/" ROUND, NULL);
	assert_true(str_is(at(a.json, "state")->s, "open"));
	answer_free(&a);
}

/* n people listed in an area, from a number on. */
static void listed(const char *area, int from, int n)
{
	for (int done = 0; done < n;) {
		struct buf b;
		int k = 0;

		buf_init(&b, server.f.cx.arena);
		for (; k < 1000 && done < n; k++, done++)
			buf_fmt(&b,
				"%s{\"id\":\"01900000-0000-7000-8000-0000003%05d\",\"kind\":\"person.listed\",\"v\":1,"
				"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"%s\","
				"\"subject\":\"01900000-0000-7000-8000-0000004%05d\",\"body\":{\"name\":\"张测试\"}}",
				k ? "," : "[", from + done, area, from + done);
		buf_c(&b, ']');
		buf_c(&b, '\0');
		assert_true(buf_ok(&b));
		call_is(&server, 200, "POST", "/v1/records", buf_get(&b).p);
	}
}

static void areas_are(const char *path, size_t n, bool more)
{
	struct answer a = call(&server, "GET", path, NULL);

	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, n);
	assert_int_equal(at(a.json, "next")->type == JSON_TEXT, more);
	answer_free(&a);
}

/* Who they are is told of five thousand a page, and of the last area in it of all. */
static void a_page_of_names_is_no_longer_than_that(void **state)
{
	static const char *const all = "/v1/candidates?kind=test&subjects=true";

	(void)state;
	listed("g1", 1, 4999);
	listed("g2", 6000, 1);
	areas_are(all, 2, false);
	listed("g1", 5000, 1);
	areas_are(all, 1, true);
	areas_are("/v1/candidates?kind=test", 2, false);
	areas_are("/v1/candidates?kind=test&subjects=true&after=g1", 1, false);
}

/* ---- who was missed ---- */

/* A sweep of g1 by 1,000 and n that lists the first so many dwellings; a door that was done is none that was missed. */
static void swept(int n, int listed, int done)
{
	struct buf b;

	buf_init(&b, server.f.cx.arena);
	buf_fmt(&b,
		"[{\"id\":\"01900000-0000-7000-8000-00000001%02d01\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T1%d:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-0000000e%04d\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"expected\":%d}},"
		"{\"id\":\"01900000-0000-7000-8000-00000001%02d02\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T1%d:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-0000000e%04d\","
		"\"body\":{\"piece\":1,\"subjects\":[",
		n, n, n, listed, n, n, n);
	for (int i = 0; i < listed; i++)
		buf_fmt(&b, "%s\"%s\"", i ? "," : "", fid(100 + i));
	buf_z(&b, "]}}");
	for (int i = 0; i < done; i++)
		buf_fmt(&b,
			",{\"id\":\"01900000-0000-7000-8000-00000002%02d%02d\",\"kind\":\"sweep.visit\",\"v\":2,"
			"\"at\":\"2022-08-30T1%d:30:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-0000000e%04d\","
			"\"subject\":\"%s\",\"body\":{\"outcome\":\"done\"}}",
			n, i, n, n, fid(100 + i));
	buf_z(&b, "]");
	buf_c(&b, '\0');
	assert_true(buf_ok(&b));
	call_is(&server, 200, "POST", "/v1/records", buf_get(&b).p);
}

#define LAST "/v1/rounds/01900000-0000-7000-8000-0000000e0006/missed"

/* The sixth of six looks back on five: the first of all is not asked any more. Read one by one they are the same. */
static void who_was_missed_in_the_last_five_rounds(void **state)
{
	char path[300];
	struct answer a;
	size_t one_by_one = 0;

	(void)state;
	swept(1, 20, 0);
	for (int n = 2; n <= 6; n++)
		swept(n, 4, n == 2 ? 3 : 4);
	a = call(&server, "GET", LAST, NULL);
	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(str_is(at(a.json, "items.0.subject")->s, fid(103)));
	assert_int_equal(at(a.json, "items.0.rounds")->n, 1);
	assert_true(
		str_is(at(a.json, "items.0.rounds.0")->s, "01900000-0000-7000-8000-0000000e0002"));
	answer_free(&a);
	swept(7, 20, 2);
	/* Cancelled, it is none of the five. */
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000000f01\",\"kind\":\"round.cancelled\",\"v\":1,"
		"\"at\":\"2022-08-30T19:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-0000000e0006\","
		"\"body\":{\"reason\":\"示例\"}}");
	snprintf(path, sizeof(path), "/v1/rounds/01900000-0000-7000-8000-0000000e0007/missed");
	a = call(&server, "GET", path, NULL);
	assert_int_equal(at(a.json, "items")->n, 18);
	assert_int_equal(at(a.json, "items.1.rounds")->n, 2);
	answer_free(&a);
	for (char after[200] = ""; one_by_one < 100;) {
		snprintf(path, sizeof(path),
			"/v1/rounds/01900000-0000-7000-8000-0000000e0007/missed?limit=1%s", after);
		a = call(&server, "GET", path, NULL);
		assert_int_equal(at(a.json, "items")->n, 1);
		one_by_one++;
		if (at(a.json, "next")->type == JSON_NULL)
			break;
		snprintf(after, sizeof(after), "&after=%.*s", (int)at(a.json, "next")->s.n,
			at(a.json, "next")->s.p);
		answer_free(&a);
	}
	answer_free(&a);
	assert_int_equal(one_by_one, 18);
	login(&server, "worker");
	call_is(&server, 404, "GET", LAST "?area=g2", NULL);
}

/* ---- who needs help ---- */

#define MISSING "/v1/rounds/01900000-0000-7000-8000-000000000002/missing"

/* How many items pages of so many have in all; into first the subject that comes first. */
static size_t paged(const char *path, char first[40])
{
	char next[600] = "", whole[900];
	struct answer a;
	size_t n = 0;

	first[0] = '\0';
	do {
		snprintf(whole, sizeof(whole), "%s%s%s", path, next[0] ? "&after=" : "", next);
		a = call(&server, "GET", whole, NULL);
		if (a.status != 200)
			fail_msg("%s: %d %s", whole, a.status, a.body);
		if (!n && at(a.json, "items")->n)
			snprintf(first, 40, "%.*s", STR_ARG(at(a.json, "items.0.subject")->s));
		n += at(a.json, "items")->n;
		assert_true(n <= 100);
		snprintf(next, sizeof(next), "%.*s", STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
	} while (next[0]);
	return n;
}

static void doors_are_found_by_who_lives_there(void **state)
{
	char first[40];
	struct answer a;
	size_t all;

	(void)state;
	people_put();
	all = paged(MISSING "?limit=7", first);
	assert_true(all > 2);
	a = call(&server, "GET", MISSING "?people=true&filter=flag:elderly%20flag:immobile", NULL);
	if (at(a.json, "items")->n != 1)
		fail_msg("%s", a.body);
	assert_true(str_is(at(a.json, "items.0.subject")->s, fid(100)));
	assert_int_equal(at(a.json, "items.0.flags")->n, 2);
	assert_true(str_is(at(a.json, "items.0.flags.0")->s, "immobile"));
	answer_free(&a);
	assert_int_equal(paged(MISSING "?limit=1&filter=flag:elderly", first), 1);
	assert_int_equal(paged(MISSING "?limit=1&filter=flag:infant", first), 0);
	/* Who needs help comes first, and nobody is left out. */
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e091\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-00000000e092\","
		"\"body\":{\"name\":\"赵测试\",\"dwelling\":\"01900000-0000-7000-8000-000000000110\","
		"\"flags\":[\"alone\",\"dialysis\"]}}]");
	assert_int_equal(paged(MISSING "?limit=1&sort=need", first), all);
	assert_string_equal(first, "01900000-0000-7000-8000-000000000110");
	assert_int_equal(paged(MISSING "?limit=1000&sort=need", first), all);
	assert_int_equal(paged(MISSING "?limit=3&sort=need&filter=flag:immobile", first), 1);
	assert_string_equal(first, fid(100));
	call_is(&server, 400, "GET", MISSING "?filter=flag:none", NULL);
	call_is(&server, 400, "GET", MISSING "?sort=name", NULL);
	call_is(&server, 400, "GET", MISSING "?sort=need&after=nonsense", NULL);
	/* Merged with somebody, his flags are still behind his door. */
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-00000000e095\",\"kind\":\"subject.merged\",\"v\":1,"
		"\"at\":\"2022-08-30T11:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-00000000e022\","
		"\"body\":{\"with\":\"01900000-0000-7000-8000-00000000e021\"}}");
	assert_int_equal(paged(MISSING "?filter=flag:immobile", first), 1);
	assert_string_equal(first, fid(100));
}

static void who_was_missed_is_found_by_flags(void **state)
{
	char first[40];

	(void)state;
	people_put();
	swept(1, 20, 0);
	swept(2, 20, 5);
	assert_int_equal(
		paged("/v1/rounds/01900000-0000-7000-8000-0000000e0002/missed?limit=4", first), 20);
	assert_int_equal(
		paged("/v1/rounds/01900000-0000-7000-8000-0000000e0002/missed?limit=1&filter=flag:immobile",
			first),
		1);
	assert_string_equal(first, fid(100));
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(they_are_counted_by_area_and_flag, setup, teardown),
		cmocka_unit_test_setup_teardown(who_works_there_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_is_seconded_works_where_he_was_sent, setup_seconded, teardown),
		cmocka_unit_test_setup_teardown(
			doors_are_found_by_who_lives_there, setup, teardown),
		cmocka_unit_test_setup_teardown(who_was_missed_is_found_by_flags, setup, teardown),
		cmocka_unit_test_setup_teardown(pages_go_by_area, setup, teardown),
		cmocka_unit_test_setup_teardown(a_round_is_opened_from_them, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_page_of_names_is_no_longer_than_that, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_was_missed_in_the_last_five_rounds, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
