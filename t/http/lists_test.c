/* A phone takes down the lists of risk areas that hold for a journey that still counts, and drops each when it holds no longer, whether a
 * record came or only a day passed. On both engines. */
#include "served.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"
#include "sys/sys.h"

enum { LISTS = 5 };
/* FIXTURE_NOW is 30 August 2022: a journey counts for 7 days, from the 23rd on. */
static const struct list {
	const char *as_of, *version, *source;
} lists[LISTS] = {
	{ "2022-08-20T09:00:00+08:00", "A", "全国（示例）" },
	{ "2022-08-22T09:00:00+08:00", "B", "全国（示例）" },
	{ "2022-08-30T09:00:00+08:00", "C", "全国（示例）" },
	{ "2022-06-01T09:00:00+08:00", "P", "示例省" },
	/* Two sources under one version: it holds as long as either does. */
	{ "2022-08-20T09:00:00+08:00", "M", "示例市" },
};

static void issue(int id, const struct list *l)
{
	char json[1000];

	/* A place that names no source belongs to the issue. */
	snprintf(json, sizeof(json),
		"[{\"id\":\"%s\",\"kind\":\"risk.issued\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\","
		"\"body\":{\"as_of\":\"%s\",\"snapshot\":\"%s\",\"source\":\"%s\",\"entries\":1}},"
		"{\"id\":\"%.24s%012x\",\"kind\":\"risk.listed\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\","
		"\"body\":{\"as_of\":\"%s\",\"snapshot\":\"%s\",\"level\":\"high\",\"province\":\"示例省\",\"city\":\"示例市\","
		"\"county\":\"甲区\",\"area_text\":\"东升花园\"}}]",
		fid(id), l->as_of, l->version, l->source, fid(id), (unsigned)id + 0x10000, l->as_of,
		l->version);
	call_is(&server, 200, "POST", "/v1/records", json);
}

static int issued(void **state)
{
	setup(state);
	for (int i = 0; i < LISTS; i++)
		issue(97001 + i, &lists[i]);
	return 0;
}

static char mark[LISTS][40]; /* of each list its key */

#define NAMES 100

static void add(char *names, const char *name)
{
	size_t n = strlen(names);

	snprintf(names + n, NAMES - n, "%s", name);
}

/* Takes down a page; ret_has, ret_gone: the versions of the lists in it, as they stand in `lists`. */
static void taken(const char *after, char next[3000], char *ret_has, char *ret_gone)
{
	char path[3200];
	struct answer a;
	const struct json *rows, *gone;

	snprintf(path, sizeof(path), "/v1/changes?limit=1000%s%s", *after ? "&after=" : "", after);
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	rows = at(a.json, "rows");
	gone = at(a.json, "gone");
	*ret_has = *ret_gone = '\0';
	for (int l = 0; l < LISTS; l++) {
		for (uint32_t i = 0; i < rows->n; i++)
			if (str_is(json_text(&rows->items[i], "type"), "rule") &&
				str_is(json_text(json_get(&rows->items[i], "row"), "snapshot"),
					lists[l].version)) {
				add(ret_has, lists[l].version);
				snprintf(mark[l], sizeof(mark[l]), STR_FMT,
					STR_ARG(json_text(&rows->items[i], "key")));
			}
		for (uint32_t i = 0; i < gone->n; i++)
			if (*mark[l] && str_is(json_text(&gone->items[i], "key"), mark[l]))
				add(ret_gone, lists[l].version);
	}
	assert_int_equal(at(a.json, "more")->i, 0);
	snprintf(next, 3000, STR_FMT, STR_ARG(at(a.json, "next")->s));
	answer_free(&a);
}

static void are(const char *after, const char *has, const char *gone, char next[3000])
{
	char is[NAMES], went[NAMES], given[3000];

	snprintf(given, sizeof(given), "%s", after);
	taken(given, next, is, went);
	assert_string_equal(is, has);
	assert_string_equal(went, gone);
}

static int64_t moment(const char *text)
{
	int64_t ms;

	assert_true(when_read(str_of(text), &ms));
	return ms;
}

static void a_list_that_says_nothing_of_any_day_that_counts_is_not_taken_down(void **state)
{
	char next[3000];

	(void)state;
	are("", "BCPM", "", next);
	are(next, "", "", next);
}

static void who_has_one_drops_it_when_the_day_passes(void **state)
{
	char next[3000], other[3000];

	(void)state;
	are("", "BCPM", "", next);
	sys_clock_fix(moment("2022-09-06T23:59:59+08:00"));
	login(&server, "admin");
	are(next, "", "", next);
	sys_clock_fix(moment("2022-09-07T00:00:00+08:00"));
	login(&server, "admin");
	are(next, "", "B", next);
	are(next, "", "", next);
	are("", "CPM", "", other);
	sys_clock_fix(FIXTURE_NOW);
}

static void who_has_one_drops_it_when_a_later_one_comes_and_has_it_again_when_that_is_voided(
	void **state)
{
	/* Issued on the 22nd, and handed in on the 30th. */
	const struct list late = { "2022-08-22T20:00:00+08:00", "L", "示例市" };
	char next[3000], other[3000], voids[600];

	(void)state;
	are("", "BCPM", "", next);
	issue(97011, &late);
	are(next, "", "M", next);
	are("", "BCP", "", other);
	snprintf(voids, sizeof(voids),
		"{\"id\":\"%s\",\"kind\":\"record.voided\",\"v\":1,\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"512021\","
		"\"body\":{\"records\":[\"%s\"]}}",
		fid(97012), fid(97011));
	call_is(&server, 200, "POST", "/v1/records", voids);
	are(next, "M", "", next);
	are(next, "", "", next);
	are("", "BCPM", "", other);
}

/* Of two sources that were both replaced, what replaced the one is voided while another record of what replaced the other comes. */
static void who_dropped_one_has_it_again_whatever_else_came_in_that_time(void **state)
{
	const struct list again = { lists[4].as_of, lists[4].version, "示例县" };
	const struct list one = { "2022-08-22T20:00:00+08:00", "L", "示例市" };
	const struct list other = { "2022-08-22T21:00:00+08:00", "K", "示例县" };
	char next[3000], voids[600];

	(void)state;
	issue(97021, &again);
	are("", "BCPM", "", next);
	issue(97022, &one);
	are(next, "", "", next);
	issue(97023, &other);
	are(next, "", "M", next);
	snprintf(voids, sizeof(voids),
		"{\"id\":\"%s\",\"kind\":\"record.voided\",\"v\":1,\"at\":\"2022-08-30T10:05:00+08:00\",\"area\":\"512021\","
		"\"body\":{\"records\":[\"%s\"]}}",
		fid(97025), fid(97022));
	call_is(&server, 200, "POST", "/v1/records", voids);
	issue(97024, &other);
	are(next, "M", "", next);
	are(next, "", "", next);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_list_that_says_nothing_of_any_day_that_counts_is_not_taken_down, issued,
			teardown),
		cmocka_unit_test_setup_teardown(
			who_has_one_drops_it_when_the_day_passes, issued, teardown),
		cmocka_unit_test_setup_teardown(
			who_has_one_drops_it_when_a_later_one_comes_and_has_it_again_when_that_is_voided,
			issued, teardown),
		cmocka_unit_test_setup_teardown(
			who_dropped_one_has_it_again_whatever_else_came_in_that_time, issued,
			teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
