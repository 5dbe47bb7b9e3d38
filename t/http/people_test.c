/* People, staff and how the roster stands, over HTTP: masked or with a reason, by area, flag and home, page by page, as a file. On both
 * engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"
#include "sys/sys.h"

#define DOOR "01900000-0000-7000-8000-000000000100"
#define NEXT_DOOR "01900000-0000-7000-8000-000000000101"
#define ANNA "01900000-0000-7000-8000-000000096001"
#define BERT "01900000-0000-7000-8000-000000096002"
#define CARL "01900000-0000-7000-8000-000000096003"
#define DORA "01900000-0000-7000-8000-000000096004"
#define UNIT "01900000-0000-7000-8000-000000096301"
#define OTHER "01900000-0000-7000-8000-000000096302"
#define EVE "01900000-0000-7000-8000-000000096303"

/* ---- what stands in it ---- */

static void handed_in(const char *json)
{
	struct answer a = call(&server, "POST", "/v1/records", json);

	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%s: %s", json, a.body);
	answer_free(&a);
}

static void record(int n, const char *kind, const char *area, const char *subject, const char *body)
{
	char json[900];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"%s\",%s%s%s\"body\":{%s}}",
		fid(n), kind, area, subject ? "\"subject\":\"" : "", subject ? subject : "",
		subject ? "\"," : "", body);
	handed_in(json);
}

/* Two live behind the first door and one behind the next; of one nobody knows where he lives. */
static int county(void **state)
{
	setup(state);
	record(96101, "person.listed", "g1", ANNA,
		"\"name\":\"王小明\",\"phone\":\"13812345678\",\"birth\":\"1949-12-31\",\"dwelling\":\"" DOOR
		"\",\"flags\":[\"alone\",\"elderly\"]");
	record(96102, "person.listed", "g1", BERT, "\"name\":\"李示例\",\"dwelling\":\"" DOOR "\"");
	record(96103, "person.listed", "g1", CARL,
		"\"name\":\"张示例\",\"dwelling\":\"" NEXT_DOOR "\",\"flags\":[\"elderly\"]");
	record(96104, "person.listed", "g2", DORA,
		"\"name\":\"赵示例\",\"flags\":[\"elderly\",\"dialysis\"]");
	return 0;
}

/* ---- asking ---- */

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);
	size_t n = strcspn(path, "?");
	const struct route *r = routes;

	if (a.status != 200)
		fail_msg("%.100s: %d %s", path, a.status, a.body);
	while (strlen(r->path) != n || strncmp(r->path, path, n) != 0 ||
		strcmp(r->method, "GET") != 0)
		r++;
	answer_fits(r, a.json);
	return a;
}

static const struct json *one_of(const struct answer *a, const char *id)
{
	const struct json *items = at(a->json, "items");

	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(&items->items[i], "id"), id))
			return &items->items[i];
	fail_msg("no %s in %s", id, a->body);
	return NULL;
}

static bool says(const struct json *v, const char *path, const char *text)
{
	return str_is(at(v, path)->s, text);
}

static size_t count(const char *path)
{
	struct answer a = got(path);
	size_t n = at(a.json, "items")->n;

	answer_free(&a);
	return n;
}

/* ---- people ---- */

static void people_are_masked(void **state)
{
	const struct json *p;
	struct answer a;

	(void)state;
	a = got("/v1/people?area=g1");
	assert_int_equal(at(a.json, "items")->n, 3);
	p = one_of(&a, ANNA);
	assert_true(at(p, "masked")->i && says(p, "area", "g1") && says(p, "name", "王**") &&
		says(p, "phone", "138****5678") && says(p, "home", DOOR) &&
		says(p, "flags.0", "alone") && at(p, "flags")->n == 2);
	assert_int_equal(at(p, "born")->type, JSON_NULL);
	assert_int_equal(at(p, "place")->type, JSON_OBJECT);
	assert_int_equal(at(one_of(&a, BERT), "phone")->type, JSON_NULL);
	answer_free(&a);
	a = got("/v1/people?area=g2");
	p = one_of(&a, DORA);
	assert_true(at(p, "home")->type == JSON_NULL && at(p, "place")->type == JSON_NULL);
	answer_free(&a);
}

static void whoever_has_all_flags_is_listed(void **state)
{
	struct answer a;

	(void)state;
	assert_int_equal(count("/v1/people?filter=flag:elderly"), 3);
	assert_int_equal(count("/v1/people?area=g1&filter=flag:elderly"), 2);
	a = got("/v1/people?filter=flag:elderly%20flag:alone");
	assert_true(at(a.json, "items")->n == 1 && says(a.json, "items.0.id", ANNA));
	answer_free(&a);
	assert_int_equal(count("/v1/people?filter=flag:infant"), 0);
	call_is(&server, 400, "GET", "/v1/people?filter=flag:nonsense", NULL);
}

/* Of several that are one there is one, with the flags of all. */
static void who_is_one_is_listed_once(void **state)
{
	struct answer a;

	(void)state;
	record(96105, "subject.merged", "g1", CARL, "\"with\":\"" BERT "\"");
	record(96106, "person.changed", "g1", BERT, "\"flags\":[\"pregnant\"]");
	a = got("/v1/people?area=g1");
	assert_int_equal(at(a.json, "items")->n, 2);
	answer_free(&a);
	a = got("/v1/people?area=g1&filter=flag:pregnant%20flag:elderly");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_int_equal(at(a.json, "items.0.flags")->n, 2);
	answer_free(&a);
}

static size_t paged(const char *base)
{
	char path[400], seen[1000] = "";
	size_t n = 0, seen_n = 0;

	snprintf(path, sizeof(path), "%s&limit=1", base);
	for (bool more = true; more;) {
		struct answer a = got(path);
		const struct json *next = at(a.json, "next"), *items = at(a.json, "items");

		assert_true(items->n <= 1);
		if (items->n == 1) {
			char id[UUID_TEXT + 1];

			snprintf(id, sizeof(id), STR_FMT,
				STR_ARG(json_text(&items->items[0], "id")));
			assert_null(strstr(seen, id));
			seen_n += (size_t)snprintf(seen + seen_n, sizeof(seen) - seen_n, "%s ", id);
			n++;
		}
		more = next->type == JSON_TEXT;
		if (more)
			snprintf(path, sizeof(path), "%s&limit=1&after=" STR_FMT, base,
				STR_ARG(next->s));
		answer_free(&a);
	}
	return n;
}

static void pages_hold_each_once(void **state)
{
	(void)state;
	assert_int_equal(paged("/v1/people?area=512021"), 4);
	assert_int_equal(paged("/v1/people?filter=flag:elderly"), 3);
	assert_int_equal(paged("/v1/people?home=" DOOR), 2);
	call_is(&server, 400, "GET", "/v1/people?limit=1001", NULL);
	call_is(&server, 400, "GET", "/v1/people?after=x", NULL);
	call_is(&server, 400, "GET", "/v1/people?filter=flag:elderly&after=x", NULL);
}

static void who_lives_in_one_home(void **state)
{
	(void)state;
	assert_int_equal(count("/v1/people?home=" DOOR), 2);
	assert_int_equal(count("/v1/people?filter=flag:alone&home=" DOOR), 1);
	assert_int_equal(count("/v1/people?home=" NEXT_DOOR), 1);
	call_is(&server, 404, "GET", "/v1/people?home=" ANNA, NULL);
	call_is(&server, 400, "GET", "/v1/people?area=g1&home=" DOOR, NULL);
}

static void each_sees_his_own_areas(void **state)
{
	(void)state;
	login(&server, "worker");
	assert_int_equal(count("/v1/people"), 3);
	assert_int_equal(count("/v1/people?filter=flag:elderly"), 2);
	call_is(&server, 404, "GET", "/v1/people?area=g2", NULL);
	call_is(&server, 403, "GET", "/v1/people?area=g1&unmask=visit", NULL);
}

static void in_plain_it_is_a_look(void **state)
{
	const struct json *p;
	struct answer a;
	uint64_t before;

	(void)state;
	login(&server, "watcher");
	before = metric(&server, "journal_position");
	a = got("/v1/people?filter=flag:alone&unmask=visit");
	p = one_of(&a, ANNA);
	assert_true(!at(p, "masked")->i && says(p, "name", "王小明") &&
		says(p, "phone", "13812345678") && at(p, "born")->i == 1949);
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	a = call(&server, "GET", "/v1/subjects/" ANNA "/looks", NULL);
	assert_true(at(a.json, "items")->n == 1 && says(a.json, "items.0.screen", "people") &&
		says(a.json, "items.0.screen_zh", "人员名册") &&
		says(a.json, "items.0.why", "visit"));
	answer_free(&a);
	/* Who was not shown was not looked at. */
	a = call(&server, "GET", "/v1/subjects/" BERT "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	call_is(&server, 422, "GET", "/v1/people?unmask=other", NULL);
}

static void a_file_of_people_is_an_export(void **state)
{
	char path[200];
	struct answer a;
	int y, m, d;

	(void)state;
	day_civil(day_of(sys_now()) + 1, &y, &m, &d);
	call_is(&server, 422, "GET", "/v1/people?area=g1&format=csv", NULL);
	call_is(&server, 400, "GET", "/v1/people?format=csv&unmask=visit", NULL);
	snprintf(path, sizeof(path),
		"/v1/people?area=g1&filter=flag:elderly&format=csv&why=visit&until=%04d-%02d-%02d",
		y, m, d);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "王**"));
	assert_null(strstr(a.body, "王小明"));
	assert_null(strstr(a.body, "李**"));
	assert_non_null(strstr(a.head, "filename=\"bulou-people-"));
	answer_free(&a);
	a = call(&server, "GET", "/v1/exports", NULL);
	assert_true(says(a.json, "items.0.list", "people") && at(a.json, "items.0.rows")->i == 2);
	answer_free(&a);
	login(&server, "worker");
	call_is(&server, 403, "GET", path, NULL);
}

/* ---- areas ---- */

static void areas_tell_how_the_roster_stands(void **state)
{
	const struct json *g1;
	struct answer a;

	(void)state;
	a = got("/v1/areas?roster=true");
	g1 = one_of(&a, "g1");
	assert_int_equal(
		at(g1, "dwellings")->i, (int64_t)count("/v1/subjects?area=g1&type=dwelling"));
	assert_int_equal(at(g1, "people")->i, 3);
	assert_int_equal(at(one_of(&a, "512021"), "people")->i, 4);
	assert_null(json_get(g1, "later"));
	answer_free(&a);
	a = got("/v1/areas");
	assert_null(json_get(one_of(&a, "g1"), "people"));
	answer_free(&a);
}

static void a_name_holds_from_its_day(void **state)
{
	const struct json *g1;
	struct answer a;

	(void)state;
	record(96201, "area.changed", "g1", NULL,
		"\"name\":\"东片（示例）\",\"from\":\"2022-08-30\"");
	handed_in(
		"{\"id\":\"01900000-0000-7000-8000-000000096202\",\"kind\":\"area.changed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{\"name\":\"西片（示例）\","
		"\"from\":\"2023-01-01\"}}");
	a = got("/v1/areas?roster=true");
	g1 = one_of(&a, "g1");
	assert_true(says(g1, "name", "东片（示例）") && says(g1, "since", "2022-08-30"));
	assert_true(says(g1, "later.name", "西片（示例）") &&
		says(g1, "later.from", "2023-01-01") &&
		str_eq(at(g1, "later.parent")->s, at(g1, "parent")->s));
	answer_free(&a);
}

/* ---- staff ---- */

static void units_put(void)
{
	record(96310, "unit.listed", "g1", UNIT,
		"\"name\":\"卡口工作专班（示例）\",\"type\":\"task_force\"");
	record(96311, "unit.listed", "g1", OTHER,
		"\"name\":\"医疗队（示例）\",\"type\":\"medical\"");
	record(96312, "staff.listed", "g1", EVE,
		"\"name\":\"孙示例\",\"unit\":\"" UNIT "\",\"flags\":[\"on_duty\"]");
	record(96313, "staff.listed", "g2", fid(96304), "\"name\":\"周示例\",\"flags\":[\"sick\"]");
}

static void staff_are_told_with_their_units(void **state)
{
	const struct json *s;
	char path[100];
	struct answer a;

	(void)state;
	units_put();
	a = got("/v1/staff");
	assert_int_equal(at(a.json, "items")->n, 2);
	s = one_of(&a, EVE);
	assert_true(says(s, "name", "孙**") && says(s, "unit", UNIT) &&
		says(s, "unit_name", "卡口工作专班（示例）") && says(s, "flags.0", "on_duty"));
	assert_int_equal(at(s, "sent_to")->type, JSON_NULL);
	answer_free(&a);
	assert_int_equal(count("/v1/staff?area=g1"), 1);
	assert_int_equal(paged("/v1/staff?area=512021"), 2);
	assert_int_equal(count("/v1/staff?unit=" UNIT), 1);
	assert_int_equal(count("/v1/staff?unit=" OTHER), 0);
	assert_int_equal(count("/v1/staff?subject=" EVE), 1);
	assert_int_equal(count("/v1/staff?subject=" UNIT), 0);
	assert_int_equal(count("/v1/staff?subject=01900000-0000-7000-8000-0000000fffff"), 0);
	call_is(&server, 422, "GET", "/v1/staff?format=csv", NULL);
	login(&server, "worker");
	assert_int_equal(count("/v1/staff"), 1);
	/* One who works where he sees nothing is nobody. */
	assert_int_equal(count("/v1/staff?subject=" EVE), 1);
	snprintf(path, sizeof(path), "/v1/staff?subject=%s", fid(96304));
	assert_int_equal(count(path), 0);
	call_is(&server, 404, "GET", "/v1/staff?area=g2", NULL);
}

static void who_is_seconded_stands_in_both_units(void **state)
{
	struct answer a;

	(void)state;
	units_put();
	record(96314, "staff.seconded", "g1", EVE,
		"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"to_unit\":\"" OTHER
		"\",\"from\":\"2022-08-30\"");
	a = got("/v1/staff?unit=" OTHER);
	assert_true(at(a.json, "items")->n == 1 && says(a.json, "items.0.id", EVE) &&
		says(a.json, "items.0.sent_to", OTHER) &&
		says(a.json, "items.0.sent_name", "医疗队（示例）"));
	assert_int_equal(at(a.json, "items.0.sent_until")->type, JSON_NULL);
	answer_free(&a);
	assert_int_equal(count("/v1/staff?unit=" UNIT), 1);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(people_are_masked, county, teardown),
		cmocka_unit_test_setup_teardown(whoever_has_all_flags_is_listed, county, teardown),
		cmocka_unit_test_setup_teardown(who_is_one_is_listed_once, county, teardown),
		cmocka_unit_test_setup_teardown(pages_hold_each_once, county, teardown),
		cmocka_unit_test_setup_teardown(who_lives_in_one_home, county, teardown),
		cmocka_unit_test_setup_teardown(each_sees_his_own_areas, county, teardown),
		cmocka_unit_test_setup_teardown(in_plain_it_is_a_look, county, teardown),
		cmocka_unit_test_setup_teardown(a_file_of_people_is_an_export, county, teardown),
		cmocka_unit_test_setup_teardown(areas_tell_how_the_roster_stands, county, teardown),
		cmocka_unit_test_setup_teardown(a_name_holds_from_its_day, county, teardown),
		cmocka_unit_test_setup_teardown(staff_are_told_with_their_units, county, teardown),
		cmocka_unit_test_setup_teardown(
			who_is_seconded_stands_in_both_units, county, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
