/* A round's sheet over HTTP: doors are no copy of rows about people, people are: with a purpose, an end, an entry, and only for
 * whoever may. On both engines. */
#include "served.h"

#include <stdio.h>
#include <string.h>

#include "core/when.h"
#include "guard/look_book.h"
#include "sys/sys.h"

#define DOORS "/v1/rounds/01900000-0000-7000-8000-000000000002/sheet"
#define TEST "01900000-0000-7000-8000-00000000d001"
#define PEOPLE "/v1/rounds/" TEST "/sheet"
#define PERSON "01900000-0000-7000-8000-00000000d002"

static void drawn(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	assert_memory_equal(a.body, "%PDF", 4);
	assert_non_null(strstr(a.head, "application/pdf"));
	answer_free(&a);
}

static void refused(int status, const char *path, const char *code)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != status || !str_is(at(a.json, "code")->s, code))
		fail_msg("%s: %d %s", path, a.status, a.body);
	answer_free(&a);
}

static void doors_leave_no_entry(void **state)
{
	uint64_t before = metric(&server, "journal_position");

	(void)state;
	drawn(DOORS);
	drawn(DOORS "?area=g1&building=1&lang=en");
	drawn(DOORS "?area=g1&building=99");
	assert_int_equal(metric(&server, "journal_position"), before);
	login(&server, "worker");
	drawn(DOORS "?area=g1");
	call_is(&server, 404, "GET", DOORS "?area=g3", NULL);
	call_is(&server, 400, "GET", DOORS "?floor=3", NULL);
	call_is(&server, 404, "GET", "/v1/rounds/" PERSON "/sheet", NULL);
	login(&server, "guest");
	call_is(&server, 403, "GET", DOORS, NULL);
}

static void people_put(void)
{
	call_is(&server, 200, "POST", "/v1/records",
		"[{\"id\":\"01900000-0000-7000-8000-00000000d011\",\"kind\":\"person.listed\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" PERSON "\","
		"\"body\":{\"name\":\"张测试\"}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000d012\",\"kind\":\"round.opened\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" TEST "\","
		"\"body\":{\"kind\":\"test\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"expected\":1}},"
		"{\"id\":\"01900000-0000-7000-8000-00000000d013\",\"kind\":\"round.targeted\",\"v\":1,"
		"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" TEST "\","
		"\"body\":{\"piece\":1,\"subjects\":[\"" PERSON "\"]}}]");
}

/* "…/sheet?why=visit&until=2026-11-23", so many days from today. */
static const char *until(int days)
{
	static char path[200];
	int y, m, d;

	day_civil(day_of(sys_now()) + days, &y, &m, &d);
	snprintf(path, sizeof(path), PEOPLE "?why=visit&until=%04d-%02d-%02d", y, m, d);
	return path;
}

static void people_are_a_copy(void **state)
{
	uint64_t before;
	struct answer a;

	(void)state;
	people_put();
	before = metric(&server, "journal_position");
	refused(422, PEOPLE, "field_missing");
	refused(422, PEOPLE "?why=visit", "field_missing");
	refused(422, until(-1), "field_range");
	refused(422, until(EXPORT_DAYS_MAX + 1), "field_range");
	assert_int_equal(metric(&server, "journal_position"), before);
	drawn(until(EXPORT_DAYS_MAX));
	drawn(until(0));
	assert_int_equal(metric(&server, "journal_position"), before + 2);
	a = call(&server, "GET", "/v1/exports", NULL);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(str_is(at(a.json, "items.0.list")->s, "missing"));
	assert_true(str_is(at(a.json, "items.0.by")->s, "admin"));
	assert_int_equal(at(a.json, "items.0.rows")->i, 1);
	assert_int_equal(at(a.json, "items.0.digest")->s.n, 64);
	answer_free(&a);
	login(&server, "worker");
	refused(403, until(1), "forbidden");
}

/* What is typed with it stands in the header, sealed in the look-book. */
static void another_purpose_is_written_down(void **state)
{
	uint64_t before;
	char head[700], path[220];
	struct answer a;

	(void)state;
	people_put();
	before = metric(&server, "journal_position");
	snprintf(path, sizeof(path), PEOPLE "?why=other&until=%s", strstr(until(1), "until=") + 6);
	refused(422, path, "field_missing");
	assert_int_equal(metric(&server, "journal_position"), before);
	snprintf(head, sizeof(head), "%sBulou-Note: %%E5%%9B%%9E%%E7%%94%%B5\r\n", server.cookie);
	a = call_with(&server, "GET", path, head, NULL);
	if (a.status != 200)
		fail_msg("%d %s", a.status, a.body);
	answer_free(&a);
	a = call(&server, "GET", "/v1/exports", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(str_is(at(a.json, "items.0.why")->s, "other"));
	assert_true(str_is(at(a.json, "items.0.note")->s, "回电"));
	answer_free(&a);
}

/* An area lead of one round only: its sheet is his to print, and no other round's. */
static void of_one_round(const char *user, const char *round)
{
	struct grant grant = { .role = ROLE_AREA_LEAD, .area = STR("g1") };
	struct account a = {
		.user = str_of(user), .name = STR("示例"), .grants = &grant, .grants_n = 1
	};
	struct cx *cx = &server.f.cx;
	struct entry e;

	assert_true(uuid_read(str_of(round), &grant.round));
	assert_int_equal(seal_password_hash(cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
	login(&server, user);
}

static void of_one_round_its_sheet_is_printed(void **state)
{
	struct answer a;

	(void)state;
	people_put();
	of_one_round("sweeper", "01900000-0000-7000-8000-000000000002");
	drawn(DOORS "?area=g1");
	refused(404, until(1), "unknown_round");
	of_one_round("tester", TEST);
	drawn(until(1));
	refused(404, DOORS "?area=g1", "unknown_round");
	login(&server, "admin");
	a = call(&server, "GET", "/v1/exports", NULL);
	assert_int_equal(at(a.json, "items")->n, 1);
	assert_true(str_is(at(a.json, "items.0.by")->s, "tester"));
	answer_free(&a);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(doors_leave_no_entry, setup, teardown),
		cmocka_unit_test_setup_teardown(people_are_a_copy, setup, teardown),
		cmocka_unit_test_setup_teardown(another_purpose_is_written_down, setup, teardown),
		cmocka_unit_test_setup_teardown(of_one_round_its_sheet_is_printed, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
