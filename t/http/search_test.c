/* One box for finding: by a piece of a name or how it is read, by the whole of a number, and whose matter a record is. On both
 * engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#include "sys/sys.h"

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
	"{\"id\":\"" ID( \
		"003") "\",\"kind\":\"site.listed\"," AT \
		       ",\"area\":\"g1\",\"subject\":\"" ID( \
			       "102") "\",\"body\":{\"name\":\"示例卡点\",\"flags\":[\"checkpoint\"]}}"
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
	/* A place is told to whoever works there. */
	call_is(&server, 200, "GET", "/v1/subjects/" ID("102"), NULL);
	a = found("/v1/search?q=13800000901", 1);
	answer_free(&a);
	a = found(PLATE_ASKED, 0);
	answer_free(&a);
	a = found("/v1/search?q=" ID("004"), 0);
	answer_free(&a);
	a = found("/v1/search?q=" ID("102"), 1);
	answer_free(&a);
	a = found("/v1/search?q=%E7%A4%BA%E4%BE%8B%E5%8D%A1%E7%82%B9", 1);
	answer_free(&a);
}

/* Whoever stands at a checkpoint finds a car there, and nobody who lives here: neither by his phone nor by his name or home. */
static void each_finds_what_is_his_matter(void **state)
{
	static const char *const nobody[] = { "13800000901", "%E5%8D%95%E7%A4%BA%E4%BE%8B",
		ID("101"), "%E7%A4%BA%E4%BE%8B%E5%BB%BA" };
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[" PERSON "," POST_LISTED "," VEHICLE("004", "g1") "," VEHICLE("005", "g2") "]");
	newcomer("checkpoint");
	a = found(PLATE_ASKED, 1);
	assert_true(says(a, "items.0.id", ID("004")));
	answer_free(&a);
	a = found("/v1/search?q=" ID("102"), 1);
	answer_free(&a);
	for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++) {
		char path[200];

		snprintf(path, sizeof(path), "/v1/search?q=%s", nobody[i]);
		a = found(path, 0);
		answer_free(&a);
	}
}

static int64_t looked_at(const char *account)
{
	struct answer a = call(&server, "GET", "/v1/looks/readers", NULL);
	const struct json *all = at(a.json, "items");
	int64_t n = 0;

	for (uint32_t i = 0; i < all->n; i++)
		if (str_is(json_text(&all->items[i], "account"), account))
			n = json_get(&all->items[i], "subjects")->i;
	answer_free(&a);
	return n;
}

/* Of a masked phone four digits are hidden: they are not to be found by trying. Who was found is told that somebody asked. */
static void numbers_are_not_guessed(void **state)
{
	char path[80];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", PERSON);
	login(&server, "worker");
	a = found("/v1/search?q=138-0000-0901", 1);
	answer_free(&a);
	for (int i = 1; i < GUARD_GUESSES; i++) {
		static const char *const tried[] = { "138%08d", "+86138%08d", "E%08d",
			"%%E5%%B7%%9DM%05d" };

		snprintf(path, sizeof(path), "/v1/search?q=");
		snprintf(path + strlen(path), sizeof(path) - strlen(path), tried[i % 4], i);
		a = found(path, 0);
		answer_free(&a);
	}
	a = call(&server, "GET", "/v1/search?q=13800000901", NULL);
	assert_int_equal(a.status, 429);
	assert_true(str_is(at(a.json, "code")->s, "numbers_asked"));
	assert_non_null(strstr(a.body, "60 分钟") ? a.body : strstr(a.body, "59 分钟"));
	assert_non_null(strstr(a.head, "Retry-After: 600"));
	answer_free(&a);
	/* A wrong guess is refused as a right one is; names, places and what is on things are not. */
	call_is(&server, 429, "GET", "/v1/search?q=13800000902", NULL);
	a = found("/v1/search?q=ssl", 1);
	answer_free(&a);
	a = found("/v1/search?q=" ID("101"), 1);
	answer_free(&a);
	login(&server, "admin");
	a = found("/v1/search?q=13800000901", 1);
	answer_free(&a);
	/* Whoever was found, and whoever was looked for in vain, each is one. */
	assert_int_equal(looked_at("worker"), GUARD_GUESSES);
	a = call(&server, "GET", "/v1/subjects/" ID("101") "/looks", NULL);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(says(a, "items.0.reader", "admin") && says(a, "items.1.reader", "worker"));
	assert_true(says(a, "items.1.screen", "search_phone") &&
		says(a, "items.1.role", "grid_worker"));
	assert_null(strstr(a.body, "13800000901"));
	answer_free(&a);
}

/* Who lives where is read when nothing comes for some seconds; then, and not before, health says that it is there. */
static void health_tells_when_homes_are_read(void **state)
{
	bool filling = true;

	(void)state;
	for (int i = 0; filling && i < 400; i++) {
		struct answer a = call(&server, "GET", "/healthz", NULL);

		assert_non_null(at(a.json, "homes_filling"));
		filling = at(a.json, "homes_filling")->i != 0;
		answer_free(&a);
		if (filling)
			sys_sleep_ms(50);
	}
	assert_false(filling);
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
		cmocka_unit_test_setup_teardown(each_finds_what_is_his_matter, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_are_not_guessed, setup, teardown),
		cmocka_unit_test_setup_teardown(health_tells_when_homes_are_read, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
