/* The look-book over HTTP: what a reader is shown unmasked is told to its stewards, and to nobody else. On both engines. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>

#include "guard/look_book.h"
#include "sys/sys.h"

#define PERSON "01900000-0000-7000-8000-000000095000"
#define LISTED "01900000-0000-7000-8000-000000095001"
#define LOOKS "/v1/subjects/" PERSON "/looks"

static struct server server;
static const char *engine = "sqlite";

static bool says(const struct json *v, const char *path, const char *text)
{
	return str_is(at(v, path)->s, text);
}

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

static int setup(void **state)
{
	(void)state;
	server_open(&server, engine);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" LISTED "\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" PERSON "\","
		"\"body\":{\"name\":\"王小明\",\"phone\":\"13812345678\"}}");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

#define TEXT_20 \
	"%E8%AF%B4%E6%98%8E%E4%B8%80%E4%B8%8B%E7%90%86%E7%94%B1%E8%AF%B4%E6%98%8E%E4%B8%80%E4%B8%8B%E7%90%86%E7%94%B1" \
	"12345678"
#define TEXT_200 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20 TEXT_20
#define TEXT_201 TEXT_200 "1"

/* With what was typed, which stands in a header and in no address. */
static void noted(int want, const char *path, const char *note)
{
	char head[3000];
	struct answer a;

	snprintf(head, sizeof(head), "%sBulou-Note: %s\r\n", server.cookie, note);
	a = call_with(&server, "GET", path, head, NULL);
	if (a.status != want)
		fail_msg("%s: %d %s", path, a.status, a.body);
	if (want != 200)
		assert_null(strstr(a.body, note));
	answer_free(&a);
}

static void a_look_is_told_to_the_steward(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "watcher");
	noted(200, "/v1/records/" LISTED "?unmask=reach", "%E5%9B%9E%E7%94%B5");
	login(&server, "worker");
	call_is(&server, 403, "GET", LOOKS, NULL);
	/* A steward sees who looked, and not what he typed besides: that is for an auditor. */
	login(&server, "watcher");
	a = got(LOOKS);
	assert_int_equal(at(a.json, "items.0.note")->type, JSON_NULL);
	answer_free(&a);
	login(&server, "auditor");
	a = got(LOOKS);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.reader", "watcher") &&
		says(a.json, "items.0.why", "reach") && says(a.json, "items.0.note", "回电") &&
		says(a.json, "items.0.screen", "record") && says(a.json, "items.0.office", "g1") &&
		says(a.json, "items.0.role", "data_steward"));
	answer_free(&a);
	/* The person is told neither who it was nor what he typed. */
	a = got(LOOKS "/told");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.role_zh", "数据管理员") &&
		says(a.json, "items.0.why_zh", "联系本人或家属") &&
		says(a.json, "items.0.screen_zh", "一条记录"));
	assert_null(strstr(a.body, "watcher"));
	assert_null(strstr(a.body, "回电"));
	answer_free(&a);
	a = got(LOOKS "?limit=1");
	assert_true(at(a.json, "next")->type == JSON_TEXT);
	answer_free(&a);
}

static void a_look_has_a_reason_of_the_list(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "watcher");
	call_is(&server, 400, "GET", "/v1/records/" LISTED "?unmask=curious", NULL);
	call_is(&server, 422, "GET", "/v1/records/" LISTED "?unmask=other", NULL);
	noted(200, "/v1/records/" LISTED "?unmask=other", "why");
	/* In the address it is refused by its name, and nothing of it is said. */
	call_is(&server, 400, "GET", "/v1/records/" LISTED "?unmask=other&note=why", NULL);
	noted(400, "/v1/records/" LISTED "?unmask=other", "%E5%9B");
	noted(400, "/v1/records/" LISTED "?unmask=other", TEXT_201);
	noted(200, "/v1/records/" LISTED "?unmask=other", TEXT_200);
	a = got("/v1/look-reasons");
	for (size_t i = 0; look_reasons[i].name; i++) {
		char path[200];

		snprintf(path, sizeof(path), "items.%zu.name", i);
		assert_true(says(a.json, path, look_reasons[i].name));
		snprintf(path, sizeof(path), "/v1/records/" LISTED "?unmask=%s",
			look_reasons[i].name);
		noted(200, path, "x");
	}
	answer_free(&a);
}

static void auditor_of(const char *user, struct str area)
{
	const struct grant grants[] = { { .role = ROLE_AUDITOR, .area = area },
		{ .role = ROLE_DATA_STEWARD, .everywhere = true } };
	struct account a = {
		.user = str_of(user), .name = STR("示例"), .grants = grants, .grants_n = 2
	};
	struct cx *cx = &server.f.cx;
	struct entry e;

	assert_int_equal(seal_password_hash(cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
}

/* Who is told of every look as a steward, and of notes in one grid as its auditor, is told of no other notes. */
static void a_note_is_for_the_auditor_of_where_it_was(void **state)
{
	struct answer a;

	(void)state;
	auditor_of("here", STR("g1"));
	auditor_of("there", STR("g3"));
	login(&server, "watcher");
	noted(200, "/v1/records/" LISTED "?unmask=reach", "%E5%9B%9E%E7%94%B5");
	login(&server, "there");
	a = got(LOOKS);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_int_equal(at(a.json, "items.0.note")->type, JSON_NULL);
	answer_free(&a);
	login(&server, "here");
	a = got(LOOKS);
	assert_true(says(a.json, "items.0.note", "回电"));
	answer_free(&a);
}

/* Somebody looks at the record of one who names another in it: both find the look. */
static void whoever_a_record_names_was_looked_at(void **state)
{
	struct answer a;

	(void)state;
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000095011\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000095010\","
		"\"body\":{\"name\":\"王大明\"}},"
		"{\"id\":\"01900000-0000-7000-8000-000000095012\",\"kind\":\"subject.parted\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000095010\","
		"\"body\":{\"from\":\"" PERSON "\"}}]");
	if (!says(a.json, "1.status", "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 200, "GET",
		"/v1/records/01900000-0000-7000-8000-000000095012?unmask=check", NULL);
	login(&server, "admin");
	a = got(LOOKS);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(at(a.json, "items.0.subjects")->i == 2);
	answer_free(&a);
}

static void who_looks_how_much_is_gone_into(void **state)
{
	static const char review[] =
		"{\"account\":\"watcher\",\"day\":\"%s\",\"finding\":\"explained\",\"note\":\"x\"}";
	char body[200], today[16];
	struct answer a;

	(void)state;
	login(&server, "watcher");
	call_is(&server, 200, "GET", "/v1/records/" LISTED "?unmask=check", NULL);
	call_is(&server, 200, "GET", "/v1/records/" LISTED "?unmask=check", NULL);
	call_is(&server, 403, "GET", "/v1/looks/readers", NULL);
	login(&server, "admin");
	a = got("/v1/looks/readers");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.account", "watcher"));
	assert_true(at(a.json, "items.0.looks")->i == 2 && at(a.json, "items.0.subjects")->i == 1);
	assert_true(!at(a.json, "items.0.stands_out")->i);
	snprintf(today, sizeof(today), STR_FMT, STR_ARG(at(a.json, "items.0.day")->s));
	answer_free(&a);
	snprintf(body, sizeof(body), review, today);
	call_is(&server, 200, "POST", "/v1/looks/reviews", body);
	call_is(&server, 422, "POST", "/v1/looks/reviews", "{\"account\":\"watcher\"}");
	call_is(&server, 404, "POST", "/v1/looks/reviews",
		"{\"account\":\"worker\",\"day\":\"2020-01-01\",\"finding\":\"explained\"}");
	a = got("/v1/looks/readers");
	assert_true(says(a.json, "items.0.finding", "explained") &&
		says(a.json, "items.0.reviewed_by", "admin"));
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/looks/readers?from=2022-01-01&to=2022-12-31", NULL);
}

static void copies_are_listed_and_destroyed(void **state)
{
	struct look l = { .act = LOOK_EXPORTED,
		.reader = STR("admin"),
		.screen = STR("missing"),
		.why = STR("visit"),
		.rows = 3,
		.until = 1,
		.digest = STR("00") };
	struct cx *cx = &server.f.cx;
	struct writer_job job = { .entries_n = 1, .bytes = 1 };
	struct entry entry;
	char path[100], text[UUID_TEXT + 1];
	struct answer a;

	(void)state;
	assert_int_equal(look_write(cx, &l, &uuid_nil, sys_now(), &entry), 0);
	job.entries = &entry;
	assert_int_equal(writer_run(cx, server.http->writer, &job), 0);
	a = got("/v1/exports?due=true");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(
		says(a.json, "items.0.state", "due") && says(a.json, "items.0.list", "missing"));
	answer_free(&a);
	uuid_write(&entry.id, text);
	snprintf(path, sizeof(path), "/v1/exports/%s/destroyed", text);
	login(&server, "watcher");
	call_is(&server, 403, "GET", "/v1/exports", NULL);
	login(&server, "admin");
	call_is(&server, 200, "POST", path, "{}");
	call_is(&server, 409, "POST", path, "{}");
	a = got("/v1/exports");
	assert_true(says(a.json, "items.0.state", "destroyed") &&
		says(a.json, "items.0.destroyed_by", "admin"));
	answer_free(&a);
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_look_is_told_to_the_steward),
		SCENE(a_note_is_for_the_auditor_of_where_it_was),
		SCENE(a_look_has_a_reason_of_the_list),
		SCENE(whoever_a_record_names_was_looked_at),
		SCENE(who_looks_how_much_is_gone_into),
		SCENE(copies_are_listed_and_destroyed),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
