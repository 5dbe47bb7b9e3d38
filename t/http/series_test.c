/* What charts are drawn of says the same as the numbers beside it: a figure by area and by day adds up to its value, a round's last
 * hour is what its coverage says, stores last as their own rows say. On both engines. */
#include "served.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"

#define INCIDENT "01900000-0000-7000-8000-000000000001"
#define ROUND "01900000-0000-7000-8000-000000000002"
#define STORE "01900000-0000-7000-8000-00000000e001"
#define SITE "01900000-0000-7000-8000-00000000a001"
#define VISIT(n, door, day, area) \
	"{\"id\":\"01900000-0000-7000-8000-00000000b00" n "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-" day "T10:20:00+08:00\",\"area\":\"" area "\",\"round\":\"" ROUND "\"," \
	"\"subject\":\"01900000-0000-7000-8000-0000000001" door \
	"\",\"body\":{\"outcome\":\"done\",\"people\":3}}"

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

static int64_t sum_of(const char *path, const char *member)
{
	struct answer a = got(path);
	const struct json *items = at(a.json, "items");
	int64_t sum = 0;

	for (uint32_t i = 0; i < items->n; i++)
		sum += at(&items->items[i], member)->i;
	answer_free(&a);
	return sum;
}

static int64_t value_of(const char *path, const char *member)
{
	struct answer a = got(path);
	int64_t n = at(a.json, member)->i;

	answer_free(&a);
	return n;
}

static void visits_put(void)
{
	call_is(&server, 200, "POST", "/v1/records",
		"[" VISIT("1", "00", "30", "g1") "," VISIT("2", "00", "30", "g1") "," VISIT(
			"3", "01", "31", "g1") "]");
}

static void areas_and_days_add_up(void **state)
{
	struct answer a;

	(void)state;
	visits_put();
	assert_int_equal(value_of("/v1/figures/doors-knocked?area=512021", "value"), 3);
	assert_int_equal(sum_of("/v1/figures/doors-knocked/areas?area=512021", "value"), 3);
	assert_int_equal(sum_of("/v1/figures/doors-knocked/areas", "value"), 3);
	assert_int_equal(sum_of("/v1/figures/doors-knocked/days", "value"), 3);
	/* On the area itself, and under none. */
	a = got("/v1/figures/doors-knocked/areas?area=g1");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(at(a.json, "items.0.direct")->i);
	assert_int_equal(at(a.json, "items.0.value")->i, 3);
	answer_free(&a);
	a = got("/v1/figures/doors-knocked/days?from=2022-08-31&to=2022-09-01");
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_int_equal(at(a.json, "items.0.value")->i, 1);
	assert_int_equal(at(a.json, "items.0.before")->i, 2);
	assert_int_equal(at(a.json, "items.0.change")->i, -1);
	assert_int_equal(at(a.json, "items.1.value")->i, 0);
	answer_free(&a);
	/* A door that was knocked at twice is one home. */
	a = got("/v1/figures/homes-answered/days");
	assert_int_equal(at(a.json, "items.0.value")->i,
		value_of("/v1/figures/homes-answered?from=2022-08-30&to=2022-08-30", "value"));
	answer_free(&a);
	call_is(&server, 200, "GET", "/v1/figures/doors-knocked/days?from=2022-06-01&to=2022-08-31",
		NULL);
	call_is(&server, 400, "GET", "/v1/figures/doors-knocked/days?from=2022-05-31&to=2022-08-31",
		NULL);
	call_is(&server, 404, "GET", "/v1/figures/nothing/days", NULL);
}

static void a_round_comes_to_its_coverage(void **state)
{
	struct answer a;
	uint32_t n;

	(void)state;
	visits_put();
	a = got("/v1/rounds/" ROUND "/progress?limit=1000");
	n = at(a.json, "items")->n;
	assert_true(n > 1 && n <= 240);
	assert_int_equal(at(&at(a.json, "items")->items[n - 1], "done")->i,
		value_of("/v1/rounds/" ROUND "/coverage", "done"));
	assert_int_equal(sum_of("/v1/rounds/" ROUND "/progress?limit=1000", "added"), 2);
	for (uint32_t i = 1; i < n; i++)
		assert_true(at(&at(a.json, "items")->items[i], "done")->i >=
			at(&at(a.json, "items")->items[i - 1], "done")->i);
	answer_free(&a);
	assert_int_equal(sum_of("/v1/rounds/" ROUND "/progress?area=g1&limit=1000", "added"), 2);
	call_is(&server, 404, "GET", "/v1/rounds/" STORE "/progress", NULL);
}

#define MOVED(n, day, kind, body) \
	"{\"id\":\"01900000-0000-7000-8000-00000000c00" n "\",\"kind\":\"supply." kind \
	"\",\"v\":1,\"at\":\"2022-08-" day \
	"T11:00:00+08:00\",\"area\":\"512021\",\"body\":{\"incident\":\"" INCIDENT \
	"\",\"item\":\"饮用水（箱）\"," body "}}"

static void stores_last(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000e011\",\"kind\":\"store.listed\",\"v\":1,"
		"\"at\":\"2022-08-20T10:00:00+08:00\",\"area\":\"512021\",\"subject\":\"" STORE
		"\",\"body\":{\"name\":\"示例仓库\"}}," MOVED("1", "20", "received",
			"\"store\":\"" STORE "\",\"quantity\":\"100\"") "," MOVED("2", "24", "used",
			"\"from\":\"" STORE
			"\",\"quantity\":\"30\",\"duty\":\"checkpoint\"") "," MOVED("3", "29",
			"used",
			"\"from\":\"" STORE
			"\",\"quantity\":\"10.5\",\"duty\":\"checkpoint\"") "]");
	a = got("/v1/stock?from=2022-08-24&to=2022-08-30");
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(str_is(at(a.json, "items.0.stored")->s, "59.5"));
	assert_true(str_is(at(a.json, "items.0.used")->s, "40.5"));
	assert_int_equal(at(a.json, "items.0.days")->i, 7);
	assert_true(str_is(at(a.json, "items.0.a_day")->s, "5.785"));
	assert_true(str_is(at(a.json, "items.0.lasts")->s, "10.2"));
	answer_free(&a);
	/* Nothing was used on these days: nobody knows. */
	a = got("/v1/stock?from=2022-08-25&to=2022-08-26");
	assert_int_equal(at(a.json, "items.0.lasts")->type, JSON_NULL);
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/stock?from=2022-08-26&to=2022-08-25", NULL);
	call_is(&server, 400, "GET", "/v1/stock?from=2022-01-01&to=2022-08-25", NULL);
}

#define COUNTED(n, at, waiting, more) \
	"{\"id\":\"01900000-0000-7000-8000-00000000f00" n "\",\"kind\":\"queue.counted\",\"v\":1," \
	"\"at\":\"2022-08-30T" at ":00+08:00\",\"area\":\"g1\",\"subject\":\"" SITE \
	"\",\"body\":{\"incident\":\"" INCIDENT "\",\"waiting\":" waiting ",\"minutes\":20" more \
	"}}"

static void a_queue_is_told_by_time(void **state)
{
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"" SITE
		"\",\"kind\":\"site.listed\",\"v\":1,\"at\":\"2022-08-30T08:00:00+08:00\","
		"\"area\":\"g1\",\"subject\":\"" SITE
		"\",\"body\":{\"name\":\"示例卡口\",\"flags\":[\"market\"]}}," COUNTED("1", "11:00",
			"85", ",\"lanes\":2") "," COUNTED("2", "10:00", "40", "") "]");
	a = got("/v1/places/" SITE "/queue?from=2022-08-30&to=2022-08-30");
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_int_equal(at(a.json, "items.0.waiting")->i, 40);
	assert_int_equal(at(a.json, "items.0.lanes")->type, JSON_NULL);
	assert_int_equal(at(a.json, "items.1.waiting")->i, 85);
	assert_int_equal(at(a.json, "items.1.lanes")->i, 2);
	answer_free(&a);
	assert_int_equal(
		sum_of("/v1/places/" SITE "/queue?from=2022-08-31&to=2022-08-31", "waiting"), 0);
	call_is(&server, 404, "GET", "/v1/places/" STORE "/queue", NULL);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(areas_and_days_add_up, setup, teardown),
		cmocka_unit_test_setup_teardown(a_round_comes_to_its_coverage, setup, teardown),
		cmocka_unit_test_setup_teardown(stores_last, setup, teardown),
		cmocka_unit_test_setup_teardown(a_queue_is_told_by_time, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
