/* One box for finding: by a piece of a name or how it is read, by the whole of a number, and whose matter a record is. On both
 * engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#define ID(n) "01900000-0000-7000-8000-00000000c" n
#define AT "\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\""
#define PERSON \
	"{\"id\":\"" ID( \
		"001") "\",\"kind\":\"person.listed\"," AT \
		       ",\"area\":\"g1\",\"subject\":\"" ID( \
			       "101") "\",\"body\":{\"name\":\"单示例\",\"phone\":\"13800000901\"}}"
#define VEHICLE(n, area) \
	"{\"id\":\"" ID( \
		n) "\",\"kind\":\"vehicle.screened\"," AT ",\"area\":\"" area \
		   "\",\"subject\":\"" ID( \
			   "102") "\",\"body\":{\"incident\":\"01900000-0000-7000-8000-000000000001\",\"plate\":\"川M00901\"," \
				  "\"people\":2,\"origin\":\"outside\",\"outcome\":\"passed\"}}"
#define POST_LISTED \
	"{\"id\":\"" ID("003") "\",\"kind\":\"site.listed\"," AT \
			       ",\"area\":\"g1\",\"subject\":\"" ID( \
				       "102") "\",\"body\":{\"name\":\"示例卡点\"}}"
#define PLATE_ASKED "/v1/search?q=%E5%B7%9Dm00901"

static struct answer found(const char *path, unsigned n)
{
	const struct route *r = routes;
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200 || at(a.json, "items")->n != n)
		fail_msg("%s: %d %s", path, a.status, a.body);
	while (strcmp(r->path, "/v1/search") != 0)
		r++;
	answer_fits(r, a.json);
	return a;
}

static bool says(struct answer a, const char *path, const char *text)
{
	return str_is(at(a.json, path)->s, text);
}

static void a_person_is_found_by_how_the_name_is_read_and_by_the_whole_phone(void **state)
{
	static const char *const asked[] = { "sslix", "ssl", "shansl", "13800000901",
		"138-0000-0901" };
	char path[80];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	login(&server, "worker");
	for (size_t i = 1; i < sizeof(asked) / sizeof(*asked); i++) {
		snprintf(path, sizeof(path), "/v1/search?q=%s", asked[i]);
		a = found(path, 1);
		assert_true(says(a, "items.0.id", ID("101")) && says(a, "items.0.name", "单**"));
		assert_null(strstr(a.body, "13800000901"));
		answer_free(&a);
	}
	a = found("/v1/search?q=sslix", 0);
	answer_free(&a);
	a = found("/v1/search?q=1380000090", 0);
	answer_free(&a);
}

static void a_plate_leads_to_the_records_of_whoever_may_see_them(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[" POST_LISTED "," VEHICLE("004", "g1") "," VEHICLE("005", "g2") "]");
	a = found(PLATE_ASKED, 2);
	assert_true(
		says(a, "items.0.type", "record") && says(a, "items.0.kind", "vehicle.screened"));
	assert_true(says(a, "items.0.id", ID("005"))); /* the newest first */
	assert_null(strstr(a.body, "M00901"));
	answer_free(&a);
	a = found("/v1/search?q=" ID("004"), 1);
	assert_true(says(a, "items.0.type", "record"));
	answer_free(&a);
	login(&server, "worker");
	a = found(PLATE_ASKED, 1);
	assert_true(says(a, "items.0.id", ID("004")));
	answer_free(&a);
	/* What is elsewhere takes no place from what is his. */
	a = found(PLATE_ASKED "&limit=1", 1);
	assert_true(says(a, "items.0.id", ID("004")));
	answer_free(&a);
	a = found("/v1/search?q=" ID("005"), 0);
	answer_free(&a);
	login(&server, "admin");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" ID("006") "\",\"kind\":\"record.voided\"," AT
				       ",\"body\":{\"records\":[\"" ID(
					       "005") "\"],\"reason\":\"示例\"}}");
	a = found(PLATE_ASKED, 1);
	answer_free(&a);
}

/* Somebody new in g1, logged in. */
static void newcomer(const char *role)
{
	char body[200];
	struct answer a;

	snprintf(body, sizeof(body),
		"[{\"user\":\"%s\",\"name\":\"示例新人\",\"role\":\"%s\",\"area\":\"g1\"}]", role,
		role);
	a = call(&server, "POST", "/v1/users", body);
	assert_int_equal(a.status, 200);
	snprintf(body, sizeof(body),
		"{\"ticket\":\"" STR_FMT "\",\"user\":\"%s\",\"password\":\"" PASSWORD "\"}",
		STR_ARG(at(a.json, "items.0.code")->s), role);
	answer_free(&a);
	server.cookie[0] = '\0';
	call_is(&server, 200, "POST", "/v1/session", body);
	login(&server, role);
}

/* Who reads the roster there, and has nothing to do with checkpoints: not where a car was, nor that there is a record of it. */
static void the_roster_opens_no_other_matter(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[" PERSON "," POST_LISTED "," VEHICLE("004", "g1") "]");
	newcomer("supply");
	call_is(&server, 404, "GET", "/v1/records/" ID("004"), NULL);
	call_is(&server, 404, "GET", "/v1/subjects/" ID("102"), NULL);
	a = found("/v1/search?q=13800000901", 1);
	answer_free(&a);
	a = found(PLATE_ASKED, 0);
	answer_free(&a);
	a = found("/v1/search?q=" ID("004"), 0);
	answer_free(&a);
	a = found("/v1/search?q=" ID("102"), 0);
	answer_free(&a);
	a = found("/v1/search?q=%E7%A4%BA%E4%BE%8B%E5%8D%A1%E7%82%B9", 0);
	answer_free(&a);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_person_is_found_by_how_the_name_is_read_and_by_the_whole_phone, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			a_plate_leads_to_the_records_of_whoever_may_see_them, setup, teardown),
		cmocka_unit_test_setup_teardown(the_roster_opens_no_other_matter, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
