/* Restrictions over HTTP: who is told of them and how, the notice, and the trace that it leaves. On both engines. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>

#define ORDER "01900000-0000-7000-8000-00000000c001"
#define ELSEWHERE "01900000-0000-7000-8000-00000000c002"
#define PERSON "01900000-0000-7000-8000-00000000c003"
#define NOTICE "/v1/restrictions/" ORDER "/notice"

static struct server server;
static const char *engine = "sqlite";

static void post(const char *id, const char *rest)
{
	char text[1200];

	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",%s}", id, rest);
	call_is(&server, 200, "POST", "/v1/records", text);
}

static void order(const char *id, const char *area, const char *subject)
{
	char rest[900];

	snprintf(rest, sizeof(rest),
		"\"kind\":\"restriction.ordered\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{"
		"\"what\":\"isolated_home\",\"cause\":\"case\",\"ground\":\"01900000-0000-7000-8000-00000000c009\","
		"\"from\":\"2022-08-30T10:00:00+08:00\",\"until\":\"2022-09-02T09:00:00+08:00\",\"office\":\"社区管控组\",\"reason\":\"同楼栋（示例）\"}",
		area, fixture_standing("restriction"), subject);
	post(id, rest);
}

static int setup(void **state)
{
	char rest[400];

	(void)state;
	server_open(&server, engine);
	login(&server, "admin");
	snprintf(rest, sizeof(rest),
		"\"kind\":\"round.opened\",\"area\":\"512021\",\"round\":\"%s\",\"body\":{\"kind\":\"restriction\","
		"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"standing\":true}",
		fixture_standing("restriction"));
	post("01900000-0000-7000-8000-00000000c010", rest);
	post("01900000-0000-7000-8000-00000000c011",
		"\"kind\":\"person.listed\",\"area\":\"g1\",\"subject\":\"" PERSON
		"\",\"body\":{\"name\":\"张测试\"}");
	order(ORDER, "g1", PERSON);
	order(ELSEWHERE, "g3", "01900000-0000-7000-8000-00000000c00f");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	server_close(&server);
	return 0;
}

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

/* Masked, each in his own areas; the account is the sum over the states. */
static void a_list_names_nobody_in_whole(void **state)
{
	struct answer a = got("/v1/restrictions");

	(void)state;
	assert_int_equal(at(a.json, "items")->n, 2);
	answer_free(&a);
	login(&server, "worker");
	a = got("/v1/restrictions");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.id", ORDER) && says(a.json, "items.0.name", "张**"));
	assert_true(says(a.json, "items.0.state", "awaiting"));
	assert_int_equal(at(a.json, "items.0.grounded")->i, 0);
	answer_free(&a);
	a = got("/v1/restrictions/account?area=g1");
	assert_int_equal(at(a.json, "ordered")->i, 1);
	assert_int_equal(at(a.json, "awaiting")->i, 1);
	assert_int_equal(at(a.json, "holds")->i, 0);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/restrictions?area=g3", NULL);
	/* What stood on an earlier day is not known: what was lifted since would be told as lifted then. */
	call_is(&server, 400, "GET", "/v1/restrictions?on=2022-08-29", NULL);
}

static void a_notice_is_for_whom_it_is_about(void **state)
{
	struct answer a;
	uint64_t before;

	(void)state;
	login(&server, "worker");
	a = got(NOTICE);
	assert_true(says(a.json, "name", "张**") && at(a.json, "reason")->type == JSON_NULL);
	assert_true(says(a.json, "office", "社区管控组") && says(a.json, "what_zh", "居家隔离"));
	answer_free(&a);
	call_is(&server, 403, "GET", NOTICE "?unmask=visit", NULL);
	call_is(&server, 404, "GET", "/v1/restrictions/" ELSEWHERE "/notice", NULL);
	call_is(&server, 404, "GET", "/v1/restrictions/" PERSON "/notice", NULL);
	call_is(&server, 400, "GET", NOTICE "?format=docx", NULL);
	login(&server, "watcher");
	before = metric(&server, "journal_position");
	a = got(NOTICE "?unmask=visit");
	assert_true(says(a.json, "name", "张测试") && says(a.json, "reason", "同楼栋（示例）"));
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
}

static void a_notice_is_a_page_or_paper(void **state)
{
	struct answer a = got(NOTICE "?format=html&lang=en");

	(void)state;
	assert_non_null(strstr(a.head, "text/html"));
	assert_non_null(strstr(a.body, "Isolated at home"));
	assert_non_null(strstr(a.body, "How to object"));
	assert_null(strstr(a.body, "张测试"));
	answer_free(&a);
	a = call(&server, "GET", NOTICE "?format=pdf", NULL);
	assert_true(a.status == 200 || strstr(a.body, "no_font"));
	assert_true(a.status != 200 || strncmp(a.body, "%PDF-", 5) == 0);
	answer_free(&a);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_list_names_nobody_in_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(a_notice_is_for_whom_it_is_about, setup, teardown),
		cmocka_unit_test_setup_teardown(a_notice_is_a_page_or_paper, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
