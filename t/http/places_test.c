/* Places over HTTP: their codes, the sheet for the door, and who was there: to whom that is told, how, and with what trace. On both
 * engines. */
#include "http/client.h"

#include <stdio.h>
#include <string.h>

#include "sys/sys.h"

#define PLACE "01900000-0000-7000-8000-00000000a001"
#define OTHER "01900000-0000-7000-8000-00000000a002"
#define CODE "0000-1801-9"

#define SITE(id, area, name) \
	"{\"id\":\"" id \
	"\",\"kind\":\"site.listed\",\"v\":1,\"at\":\"2022-08-30T08:00:00+08:00\"," \
	"\"area\":\"" area "\",\"subject\":\"" id "\",\"body\":{\"name\":\"" name \
	"\",\"flags\":[\"market\"]}}"
#define VISIT(n, place, at, name) \
	"{\"id\":\"01900000-0000-7000-8000-00000000b00" n "\",\"kind\":\"place.visited\",\"v\":1," \
	"\"at\":\"2022-08-30T" at ":00+08:00\",\"area\":\"g1\",\"subject\":\"" place \
	"\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"how\":\"card\",\"helped\":true," \
	"\"visitor\":\"" name "\",\"phone\":\"13800000000\"}}"

#define VISITS "/v1/places/" PLACE "/visits"
#define BETWEEN "?from=2022-08-30T09:00:00%2B08:00&to=2022-08-30T10:00:00%2B08:00"

static struct server server;
static const char *engine = "sqlite";

static int setup(void **state)
{
	(void)state;
	server_open(&server, engine);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"[" SITE(PLACE, "g1", "示例农贸市场") "," SITE(OTHER, "g3", "另一处") "]");
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
		fail_msg("%d %s", a.status, a.body);
	return a;
}

static void a_code_leads_to_its_place(void **state)
{
	struct answer a = got("/v1/places?area=g1");

	(void)state;
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.code", CODE));
	assert_true(says(a.json, "items.0.site.id", PLACE));
	answer_free(&a);
	a = got("/v1/places?code=oooo18o19");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(says(a.json, "items.0.site.id", PLACE));
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/places?code=0000-1801-8", NULL);
	/* Whoever sees g1 only finds none elsewhere. */
	login(&server, "worker");
	a = got("/v1/places");
	assert_int_equal(at(a.json, "items")->n, 1);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/places/" OTHER "/visits" BETWEEN, NULL);
	call_is(&server, 404, "GET", "/v1/places/" OTHER "/sheet", NULL);
}

static void a_place_has_a_sheet(void **state)
{
	struct answer a = call(&server, "GET", "/v1/places/" PLACE "/sheet", NULL);

	(void)state;
	assert_true(a.status == 200 || strstr(a.body, "no_font"));
	assert_true(a.status != 200 || strncmp(a.body, "%PDF-", 5) == 0);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/places/01900000-0000-7000-8000-000000000100/sheet", NULL);
}

static void who_was_there_is_told_masked_and_a_look_is_left(void **state)
{
	uint64_t before;
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[" VISIT("1", PLACE, "09:30", "张测试") "," VISIT(
			"2", PLACE, "10:30", "李测试") "," VISIT("3", OTHER, "09:40",
			"王测试") "," VISIT("4", PLACE, "09:10", "赵测试") "]");
	login(&server, "worker");
	a = got(VISITS BETWEEN);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(
		says(a.json, "items.0.visitor", "赵**") && says(a.json, "items.1.visitor", "张**"));
	assert_true(says(a.json, "items.0.phone", "138****0000") &&
		says(a.json, "items.0.how", "card"));
	answer_free(&a);
	call_is(&server, 403, "GET", VISITS BETWEEN "&unmask=trace", NULL);
	login(&server, "watcher");
	before = metric(&server, "journal_position");
	a = got(VISITS BETWEEN "&unmask=trace");
	assert_true(says(a.json, "items.0.visitor", "赵测试"));
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	call_is(&server, 400, "GET", VISITS "?from=yesterday&to=now", NULL);
	call_is(&server, 400, "GET", VISITS, NULL);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_code_leads_to_its_place, setup, teardown),
		cmocka_unit_test_setup_teardown(a_place_has_a_sheet, setup, teardown),
		cmocka_unit_test_setup_teardown(
			who_was_there_is_told_masked_and_a_look_is_left, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
