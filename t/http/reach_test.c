/* How far each account reaches: names masked, words in confidence not at all, areas and doors of its own, refusals of its own. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/posted.h"

#define PERSON \
	"{\"id\":\"01900000-0000-7000-8000-000000095001\",\"kind\":\"person.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000095000\"," \
	"\"body\":{\"name\":\"王小明\",\"phone\":\"13812345678\"}}"

static void test_masks(void **state)
{
	const char *path = "/v1/records/01900000-0000-7000-8000-000000095001";
	char unmask[200];
	struct answer a;
	uint64_t before;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	snprintf(unmask, sizeof(unmask), "%s?unmask=check", path);
	login(&server, "worker");
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.name", "王**") &&
		text_is(a.json, "body.phone", "138****5678"));
	assert_null(strstr(a.body, "13812345678"));
	answer_free(&a);
	call_is(&server, 403, "GET", unmask, NULL);
	login(&server, "watcher");
	before = metric(&server, "journal_position");
	call_is(&server, 200, "GET", path, NULL);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = call(&server, "GET", unmask, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.name", "王小明") &&
		text_is(a.json, "body.phone", "13812345678"));
	answer_free(&a);
	/* The look was durable before the answer left. */
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	call_is(&server, 400, "GET",
		"/v1/records/01900000-0000-7000-8000-000000095001?unmask=", NULL);
}

#define TALK "01900000-0000-7000-8000-000000095011"
#define TALK_SAID "昨晚没有睡着"

/* The right to see people's data is none to hear what was said in confidence. */
static void test_talks(void **state)
{
	static const char path[] = "/v1/records/" TALK "?unmask=check";
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" TALK "\",\"kind\":\"counsel.asked\",\"v\":1,\"area\":\"g1\","
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"round\":\"01900000-0000-7000-8000-000000095019\","
		"\"body\":{\"category\":\"soon\",\"text\":\"" TALK_SAID
		"\",\"phone\":\"13812345678\"}}");
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "body.text", TALK_SAID));
	answer_free(&a);
	login(&server, "watcher");
	call_is(&server, 404, "GET", path, NULL);
	call_is(&server, 404, "GET", "/v1/records/" TALK, NULL);
}

/* A round of that person: the missing list says who and where, when it is asked to. */
static void residents_missing(void)
{
	static const char path[] =
		"/v1/rounds/01900000-0000-7000-8000-000000095103/missing?people=true";
	struct answer a;

	login(&server, "admin");
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000095104\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000095103\","
		"\"body\":{\"kind\":\"test\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"due\":\"2022-08-30T21:00:00+08:00\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-000000095105\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T09:01:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000095103\","
		"\"body\":{\"piece\":1,\"subjects\":[\"01900000-0000-7000-8000-000000095102\"]}}]");
	assert_true(
		text_is(a.json, "0.status", "accepted") && text_is(a.json, "1.status", "accepted"));
	answer_free(&a);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_int_equal(at(a.json, "items.0.place")->type, JSON_OBJECT);
	assert_null(strstr(a.body, "小红"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/rounds/01900000-0000-7000-8000-000000095103/missing", NULL);
	assert_int_equal(at(a.json, "items.0.name")->type, JSON_NULL);
	answer_free(&a);
	/* Where somebody lives is told to who goes there. */
	login(&server, "guest");
	a = call(&server, "GET", path, NULL);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_int_equal(at(a.json, "items.0.place")->type, JSON_NULL);
	answer_free(&a);
}

/* Who lives behind a door is told by masked names, to whoever has the door. */
static void test_residents(void **state)
{
	char path[100];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000095101\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\","
		"\"subject\":\"01900000-0000-7000-8000-000000095102\","
		"\"body\":{\"name\":\"赵小红\",\"dwelling\":\"01900000-0000-7000-8000-000000000101\"}}");
	login(&server, "worker");
	snprintf(path, sizeof(path), "/v1/subjects/%s/residents", fid(101));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "赵**"));
	assert_null(strstr(a.body, "小红"));
	answer_free(&a);
	residents_missing();
	login(&server, "guest");
	call_is(&server, 403, "GET", path, NULL);
	login(&server, "worker");
	snprintf(path, sizeof(path), "/v1/subjects/%s/residents", fid(999));
	call_is(&server, 404, "GET", path, NULL);
	snprintf(path, sizeof(path), "/v1/subjects/%s/records", fid(999));
	call_is(&server, 404, "GET", path, NULL);
}

static void test_search(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	login(&server, "worker");
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "filling")->i, 0);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(text_is(a.json, "items.0.name", "王**"));
	assert_null(strstr(a.body, "小明"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F&type=person", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	a = call(&server, "GET", "/v1/search?q=%E7%8E%8B%E5%B0%8F&type=dwelling", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/search?q=x&type=nothing", NULL);
}

static void test_areas_bound(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = call(&server, "GET", "/v1/areas", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/areas?under=g2", NULL);
	call_is(&server, 404, "GET", "/v1/subjects?area=g2", NULL);
	/* A record of another area is refused, one of his own accepted; a kind beyond his duty
	 * is refused. */
	a = call(&server, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-000000096001\",\"kind\":\"sweep.visit\","
		"\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g3\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}," VISIT(
			"96002",
			"") ","
			    "{\"id\":\"01900000-0000-7000-8000-000000096003\",\"kind\":\"round.closed\",\"v\":1,"
			    "\"at\":\"2022-08-30T10:00:00+08:00\",\"round\":\"01900000-0000-7000-8000-000000000002\",\"body\":{}}]");
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "0.error.code", "not_allowed") &&
		text_is(a.json, "1.status", "accepted"));
	assert_true(text_is(a.json, "2.error.code", "not_allowed"));
	answer_free(&a);
}

#define FOUND(id, round) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.found\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\"," \
	"\"round\":\"01900000-0000-7000-8000-0000000" round "\"," \
	"\"subject\":\"01900000-0000-7000-8000-0000001" id "\",\"body\":{\"building\":\"7\"}}"

/* A record says its area itself; the door lies where the roster says. */
static void test_subjects_bound(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096101\",\"kind\":\"dwelling.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g3\",\"subject\":\"01900000-0000-7000-8000-000000096100\","
		"\"body\":{\"building\":\"9\",\"room\":\"1\"}}");
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096102\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"01900000-0000-7000-8000-000000096100\",\"body\":{\"outcome\":\"done\"}}");
	assert_int_equal(a.status, 200);
	assert_true(text_is(a.json, "status", "accepted") && text_is(a.json, "marks.0", "held"));
	answer_free(&a);
	/* One that he found himself counts in the round that his area is in, and not in another's. */
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096103\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"v2\",\"round\":\"01900000-0000-7000-8000-000000096109\","
		"\"body\":{\"kind\":\"sweep\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"question\":\"?\","
		"\"expected\":0}}");
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		"[" FOUND("96104", "96109") "," FOUND("96105", "00002") "]");
	assert_true(
		text_is(a.json, "0.status", "accepted") && text_is(a.json, "0.marks.0", "held"));
	assert_true(text_is(a.json, "1.status", "accepted") && at(a.json, "1.marks")->n == 0);
	answer_free(&a);
}

#define NUMBERED(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"record.withdrawn\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"device\":\"01900000-0000-7000-8000-000000096200\",\"seq\":1," \
	"\"body\":{}}"

/* Who may hand in nothing leaves nothing behind, and uses no number of somebody's outbox. */
static void test_no_verb(void **state)
{
	struct answer a;
	int64_t before;

	(void)state;
	login(&server, "auditor");
	a = call(&server, "GET", "/healthz", NULL);
	before = at(a.json, "pos")->i;
	answer_free(&a);
	a = call(&server, "POST", "/v1/records", "[" NUMBERED("96201") ",{\"id\":5}]");
	assert_int_equal(a.status, 403);
	assert_true(text_is(a.json, "code", "forbidden"));
	assert_true(text_is(a.json, "reason_zh", "没有权限：提交记录"));
	assert_true(text_is(a.json, "reason_en", "not allowed: to hand in records"));
	answer_free(&a);
	a = call(&server, "GET", "/healthz", NULL);
	assert_int_equal(at(a.json, "pos")->i, before);
	answer_free(&a);
	call_is(&server, 204, "DELETE", "/v1/session", NULL);
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records", NUMBERED("96202"));
	assert_true(text_is(a.json, "status", "accepted"));
	answer_free(&a);
}

static void test_refused(void **state)
{
	struct answer a;
	bool found = false;

	(void)state;
	login(&server, "worker");
	a = call(&server, "POST", "/v1/records",
		VISIT("96203", ",\"note\":5,\"from\":\"王小明家\""));
	assert_true(text_is(a.json, "status", "refused"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/refused?limit=1000", NULL);
	assert_int_equal(a.status, 200);
	type_fits(at(a.json, "items"), STR("[refused]"), "refused");
	for (uint32_t i = 0; i < at(a.json, "items")->n; i++) {
		const struct json *one = &at(a.json, "items")->items[i];

		assert_true(text_is(one, "area", "g1") || text_is(one, "via", "worker"));
		found = found || text_is(one, "id", "01900000-0000-7000-8000-000000096203");
	}
	assert_true(found);
	assert_null(strstr(a.body, "小明"));
	answer_free(&a);
}

#define SETTLED(id, area, pos, received) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"refusal.settled\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"" area "\"," \
	"\"body\":{\"pos\":%lld,\"received\":\"%.*s\",\"how\":\"withdrawn\"}}", \
		(long long)(pos), STR_ARG(received)

/* Where the refusal of this record stands in the list: its position, and in text when it came; 0: it is not there. */
static int64_t refusal_of(const char *id, char text[40])
{
	struct answer a = call(&server, "GET", "/v1/refused?limit=1000", NULL);
	int64_t pos = 0;

	for (uint32_t i = 0; i < at(a.json, "items")->n; i++) {
		const struct json *one = &at(a.json, "items")->items[i];

		if (!text_is(one, "id", id))
			continue;
		pos = at(one, "pos")->i;
		snprintf(text, 40, "%.*s", STR_ARG(at(one, "received")->s));
	}
	answer_free(&a);
	return pos;
}

/* Seen to, it is listed no more; by whoever answers for where it lies, as long as that record stands. */
static void test_refused_settled(void **state)
{
	static const char id[] = "01900000-0000-7000-8000-000000096301";
	char text[500], received[40];
	int64_t pos;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", VISIT("96301", ",\"note\":5"));
	pos = refusal_of(id, received);
	assert_true(pos > 0);
	snprintf(text, sizeof(text), SETTLED("96302", "g2", pos, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == pos);
	snprintf(text, sizeof(text), SETTLED("96303", "v1", pos + 1, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == pos);
	snprintf(text, sizeof(text), SETTLED("96304", "v1", pos, str_of(received)));
	call_is(&server, 200, "POST", "/v1/records", text);
	assert_true(refusal_of(id, received) == 0);
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096305\",\"kind\":\"record.voided\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"v1\","
		"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000096304\"]}}");
	assert_true(refusal_of(id, received) == pos);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_masks, as_admin),
		cmocka_unit_test_setup(test_talks, as_admin),
		cmocka_unit_test_setup(test_residents, as_admin),
		cmocka_unit_test_setup(test_search, as_admin),
		cmocka_unit_test_setup(test_areas_bound, as_admin),
		cmocka_unit_test_setup(test_subjects_bound, as_admin),
		cmocka_unit_test_setup(test_no_verb, as_admin),
		cmocka_unit_test_setup(test_refused, as_admin),
		cmocka_unit_test_setup(test_refused_settled, as_admin),
	};

	int failed = cmocka_run_group_tests_name("reach, sqlite", tests, setup, teardown);

	if (!getenv("BULOU_TEST_PG"))
		return failed;
	engine = "postgres";
	return failed + cmocka_run_group_tests_name("reach, postgres", tests, setup, teardown);
}
