/* Who has a grant of one round or of one post, and no other, is told that round and what it asks where the grant says, or that post's
 * shifts; and nothing else. Who has others, too, is told what these open beside it. On both engines. */
#include "served.h"

#include <stdio.h>
#include <string.h>

#include "sys/sys.h"

#define SWEEP "01900000-0000-7000-8000-000000000002"
#define TEST "01900000-0000-7000-8000-00000000d001"
#define PERSON "01900000-0000-7000-8000-00000000d002"
#define POST "01900000-0000-7000-8000-00000000d003"
#define OTHER_POST "01900000-0000-7000-8000-00000000d004"
#define LI "01900000-0000-7000-8000-00000000d005"
#define LATER "01900000-0000-7000-8000-00000000d006"

static void handed_in(int record, const char *rest, ...)
{
	char json[1000];
	va_list ap;
	int n;

	n = snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"at\":\"2022-08-30T10:00:00+08:00\",\"v\":1,\"kind\":",
		fid(record));
	va_start(ap, rest);
	n += vsnprintf(json + n, sizeof(json) - (size_t)n, rest, ap);
	va_end(ap);
	snprintf(json + n, sizeof(json) - (size_t)n, "}");
	call_is(&server, 200, "POST", "/v1/records", json);
}

static void granted_all(const char *user, const struct grant *grants, size_t n)
{
	struct account a = {
		.user = str_of(user), .name = STR("示例"), .grants = grants, .grants_n = n
	};
	struct cx *cx = &server.f.cx;
	struct entry e;

	assert_int_equal(seal_password_hash(cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(
		guard_account_entry(cx, server.f.site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(cx, &server.f.site->view, &e, 1), 0);
	login(&server, user);
}

/* area NULL: everywhere. */
static struct grant one_grant(enum role role, const char *area, const char *round, const char *post)
{
	struct grant g = { .role = role, .everywhere = !area, .area = str_of(area ? area : "") };

	assert_true(!round || uuid_read(str_of(round), &g.round));
	assert_true(!post || uuid_read(str_of(post), &g.post));
	return g;
}

static void granted(
	const char *user, enum role role, const char *area, const char *round, const char *post)
{
	const struct grant grant = one_grant(role, area, round, post);

	granted_all(user, &grant, 1);
}

/* Beside the county's sweep a test of one person. */
static int two_rounds(void **state)
{
	setup(state);
	handed_in(96001,
		"\"person.listed\",\"area\":\"g1\",\"subject\":\"" PERSON
		"\",\"body\":{\"name\":\"张测试\"}");
	handed_in(96002,
		"\"round.opened\",\"area\":\"g1\",\"round\":\"" TEST
		"\",\"body\":{\"kind\":\"test\","
		"\"incident\":\"%s\",\"expected\":1}",
		fid(1));
	handed_in(96003,
		"\"round.targeted\",\"area\":\"g1\",\"round\":\"" TEST
		"\",\"body\":{\"piece\":1,\"subjects\":[\"" PERSON "\"]}");
	return 0;
}

static struct answer got(const char *path)
{
	const struct route *r = routes;
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	while (strncmp(r->path, path, strcspn(path, "?")) != 0)
		r++;
	answer_fits(r, a.json);
	return a;
}

static void rounds_are(const char *first, size_t n)
{
	struct answer a = got("/v1/rounds");

	assert_int_equal(at(a.json, "items")->n, n);
	if (n)
		assert_true(str_is(at(a.json, "items.0.id")->s, first));
	answer_free(&a);
}

/* How many rows there are of a type, all of them of this round where they name one. ret_next: where to go on. */
static size_t changed(const char *after, const char *type, const char *round, char ret_next[3000])
{
	char path[3200];
	const struct json *rows;
	struct answer a;
	size_t n = 0;

	snprintf(path, sizeof(path), "/v1/changes?limit=1000%s%s", *after ? "&after=" : "", after);
	a = got(path);
	rows = at(a.json, "rows");
	for (uint32_t i = 0; i < rows->n; i++) {
		struct str t = json_text(&rows->items[i], "type"),
			   key = json_text(&rows->items[i], "key");

		n += str_is(t, type);
		if (str_is(t, "target") || str_is(t, "round"))
			assert_true(str_starts(key, str_of(round)));
		assert_false(str_is(t, "subject"));
	}
	assert_int_equal(at(a.json, "more")->i, 0);
	assert_int_equal(at(a.json, "gone")->n, 0);
	snprintf(ret_next, 3000, STR_FMT, STR_ARG(at(a.json, "next")->s));
	answer_free(&a);
	return n;
}

static void begins_anew(const char *next)
{
	char path[3200];

	snprintf(path, sizeof(path), "/v1/changes?after=%s", next);
	call_is(&server, 410, "GET", path, NULL);
}

static void of_one_round_he_is_told_that_round(void **state)
{
	char next[3000];

	(void)state;
	granted("sweeper", ROLE_GRID_WORKER, "g1", SWEEP, NULL);
	rounds_are(SWEEP, 1);
	assert_int_equal(changed("", "target", SWEEP, next), 20);
	assert_int_equal(changed("", "round", SWEEP, next), 1);
	assert_int_equal(changed("", "area", SWEEP, next), 1);
	assert_int_equal(changed(next, "target", SWEEP, next), 0);
	login(&server, "worker");
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"01900000-0000-7000-8000-000000096010\",\"kind\":\"sweep.visit\",\"v\":2,"
		"\"at\":\"2022-08-30T11:00:00+08:00\",\"area\":\"g1\",\"round\":\"" SWEEP
		"\",\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"}}");
	login(&server, "sweeper");
	assert_int_equal(changed(next, "target", SWEEP, next), 1);
	granted("sweeper", ROLE_GRID_WORKER, "g1", TEST, NULL);
	/* Bound to something else: what he has is another's list. */
	begins_anew(next);
	rounds_are(TEST, 1);
	assert_int_equal(changed("", "target", TEST, next), 1);
	granted("sweeper", ROLE_GRID_WORKER, "g1", NULL, NULL);
	begins_anew(next);
	rounds_are(SWEEP, 2);
}

/* A notice where he works, and a list of risk areas, which is everybody's. */
#define TOLD \
	"[{\"id\":\"01900000-0000-7000-8000-000000096101\",\"kind\":\"notice.published\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"通知（示例）\",\"text\":\"示例\"," \
	"\"audience\":\"staff\",\"urgent\":true,\"until\":\"2022-08-31T10:00:00+08:00\"}}," \
	"{\"id\":\"01900000-0000-7000-8000-000000096102\",\"kind\":\"risk.issued\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{\"as_of\":\"2022-08-30T09:00:00+08:00\"," \
	"\"snapshot\":\"示例-1\",\"source\":\"示例\",\"entries\":0}}]"

static void what_everybody_is_told_he_is_told(void **state)
{
	char next[3000];

	(void)state;
	call_is(&server, 200, "POST", "/v1/records", TOLD);
	granted("sweeper", ROLE_GRID_WORKER, "g1", SWEEP, NULL);
	assert_int_equal(changed("", "target", SWEEP, next), 20);
	assert_int_equal(changed("", "notice", SWEEP, next), 1);
	assert_int_equal(changed("", "rule", SWEEP, next), 1);
	granted("elsewhere", ROLE_GRID_WORKER, "g2", SWEEP, NULL);
	assert_int_equal(changed("", "notice", SWEEP, next), 0);
	assert_int_equal(changed("", "rule", SWEEP, next), 1);
}

/* What he did not see before was changed before his cursor. */
static void with_another_role_he_begins_anew(void **state)
{
	const char *const rounds[] = { SWEEP, NULL };
	char next[3000];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct answer a;

		granted("somebody", ROLE_SAMPLER, "g1", rounds[i], NULL);
		a = got("/v1/changes?limit=1000");
		snprintf(next, sizeof(next), STR_FMT, STR_ARG(at(a.json, "next")->s));
		answer_free(&a);
		granted("somebody", ROLE_GRID_WORKER, "g1", rounds[i], NULL);
		begins_anew(next);
	}
}

static void only_where_and_for_what_it_was_granted(void **state)
{
	char next[3000];

	(void)state;
	/* The same round, but another grid of it. */
	granted("elsewhere", ROLE_GRID_WORKER, "g2", SWEEP, NULL);
	assert_int_equal(changed("", "target", SWEEP, next), 0);
	/* A role that has nothing to do with such rounds. */
	granted("sampler", ROLE_SAMPLER, "g1", SWEEP, NULL);
	assert_int_equal(changed("", "target", SWEEP, next), 0);
	granted("nothing", ROLE_GRID_WORKER, "g1", "01900000-0000-7000-8000-00000000dead", NULL);
	rounds_are("", 0);
	assert_int_equal(changed("", "round", "none", next), 0);
	granted("at-a-post", ROLE_CHECKPOINT, "g1", NULL, POST);
	rounds_are("", 0);
	assert_int_equal(changed("", "target", "none", next), 0);
}

/* How many rows there are of a type whose key, or whose area, begins so. */
static size_t told(const char *after, const char *type, const char *begins, char ret_next[3000])
{
	char path[3200];
	const struct json *rows;
	struct answer a;
	size_t n = 0;

	snprintf(path, sizeof(path), "/v1/changes?limit=1000%s%s", *after ? "&after=" : "", after);
	a = got(path);
	rows = at(a.json, "rows");
	for (uint32_t i = 0; i < rows->n; i++) {
		const struct json *row = json_get(&rows->items[i], "row");

		n += str_is(json_text(&rows->items[i], "type"), type) &&
			(str_starts(json_text(&rows->items[i], "key"), str_of(begins)) ||
				str_is(json_text(row, "area"), begins));
	}
	assert_int_equal(at(a.json, "more")->i, 0);
	snprintf(ret_next, 3000, STR_FMT, STR_ARG(at(a.json, "next")->s));
	answer_free(&a);
	return n;
}

/* Whose business a target is says its round: while that is not here, it is nobody's. */
static void of_a_round_that_is_not_here_nothing_is_told_until_it_comes(void **state)
{
	char sampler[3000], worker[3000], next[3000];

	(void)state;
	handed_in(96030,
		"\"round.targeted\",\"area\":\"g1\",\"round\":\"" LATER
		"\",\"body\":{\"piece\":1,\"subjects\":[\"" PERSON "\"]}");
	granted("sampler", ROLE_SAMPLER, NULL, NULL, NULL);
	assert_int_equal(told("", "target", TEST, sampler), 1);
	assert_int_equal(told("", "target", LATER, sampler), 0);
	granted("worker-1", ROLE_GRID_WORKER, NULL, NULL, NULL);
	assert_int_equal(told("", "target", LATER, worker), 0);
	login(&server, "admin");
	handed_in(96031,
		"\"round.opened\",\"area\":\"g1\",\"round\":\"" LATER
		"\",\"body\":{\"kind\":\"sweep\",\"incident\":\"%s\",\"expected\":1}",
		fid(1));
	login(&server, "sampler");
	assert_int_equal(told(sampler, "target", LATER, next), 0);
	assert_int_equal(told("", "target", LATER, next), 0);
	login(&server, "worker-1");
	assert_int_equal(told(worker, "target", LATER, next), 1);
}

static void beside_what_he_has_otherwise_he_is_told_his_round(void **state)
{
	const struct grant grants[] = {
		one_grant(ROLE_SAMPLER, "g1", NULL, NULL),
		one_grant(ROLE_GRID_WORKER, "g2", SWEEP, NULL),
		one_grant(ROLE_GRID_WORKER, "g2", NULL, POST),
	};
	char next[3000], grid[3000], g1[100], g2[100];

	(void)state;
	snprintf(g1, sizeof(g1), "%s/g1/", SWEEP);
	snprintf(g2, sizeof(g2), "%s/g2/", SWEEP);
	handed_in(96040,
		"\"dwelling.listed\",\"area\":\"g2\",\"subject\":\"" OTHER_POST
		"\",\"body\":{\"building\":\"示例楼\",\"room\":\"101\"}");
	handed_in(96041,
		"\"round.targeted\",\"area\":\"g2\",\"round\":\"" SWEEP
		"\",\"body\":{\"piece\":900,\"subjects\":[\"" OTHER_POST "\"]}");
	granted("worker-2", ROLE_GRID_WORKER, "g2", NULL, NULL);
	assert_true(told("", "target", g2, grid) > 0);
	granted_all("both", grants, 3);
	assert_int_equal(told("", "target", g2, next), told("", "target", g2, grid));
	assert_int_equal(told("", "target", g1, next), 0);
	assert_int_equal(told("", "target", TEST, next), 1);
	assert_int_equal(told("", "round", SWEEP, next), 1);
	assert_int_equal(told("", "area", "g1", next), 1);
	assert_int_equal(told("", "area", "g2", next), 1);
	assert_true(told("", "subject", "g1", next) > 0);
	assert_int_equal(told("", "subject", "g2", next), 0);
	/* Of what he has otherwise nothing is lost, and of the grid he is bound to nothing else comes. */
	granted_all("both", grants, 1);
	begins_anew(next);
	assert_int_equal(told("", "target", TEST, next), 1);
	assert_int_equal(told("", "area", "g2", next), 0);
}

static void a_post(int record, const char *id, const char *name)
{
	handed_in(record,
		"\"site.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"%s\",\"flags\":[\"highway_exit\"]}",
		id, name);
	handed_in(record + 1,
		"\"post.manned\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"manning\":\"day_and_night\","
		"\"slot\":0,\"start\":\"2022-08-30T08:00:00+08:00\",\"shifts\":3}",
		fixture_standing("shift"), id);
}

static size_t shifts(const char *post)
{
	struct answer a = got(
		"/v1/shifts?from=2022-08-30T00:00:00%2B08:00&to=2022-09-03T00:00:00%2B08:00");
	const struct json *items = at(a.json, "items");
	size_t n = items->n;

	for (uint32_t i = 0; i < n; i++)
		assert_true(!post || str_is(json_text(&items->items[i], "post"), post));
	answer_free(&a);
	return n;
}

static void of_one_post_he_is_told_its_shifts(void **state)
{
	(void)state;
	handed_in(96020,
		"\"round.opened\",\"area\":\"512021\",\"round\":\"%s\",\"body\":{\"kind\":\"shift\",\"incident\":\"%s\",\"standing\":true}",
		fixture_standing("shift"), fid(1));
	a_post(96021, POST, "示例卡口一");
	a_post(96023, OTHER_POST, "示例卡口二");
	handed_in(96025,
		"\"staff.listed\",\"area\":\"g1\",\"subject\":\"" LI
		"\",\"body\":{\"name\":\"李测试\"}");
	handed_in(96026,
		"\"shift.planned\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"" LI
		"\",\"body\":{\"post\":\"" POST
		"\",\"slot\":0,\"start\":\"2022-08-30T08:00:00+08:00\",\"end\":\"2022-08-30T20:00:00+08:00\"}",
		fixture_standing("shift"));
	assert_int_equal(shifts(NULL), 6);
	granted("guard", ROLE_CHECKPOINT, "g1", NULL, POST);
	assert_int_equal(shifts(POST), 3);
	granted("guard", ROLE_CHECKPOINT, "g2", NULL, POST);
	assert_int_equal(shifts(POST), 0);
	granted("guard", ROLE_CHECKPOINT, "g1", NULL, SWEEP);
	assert_int_equal(shifts(POST), 0);
	granted("guard", ROLE_CHECKPOINT, "g1", SWEEP, NULL);
	assert_int_equal(shifts(POST), 0);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			of_one_round_he_is_told_that_round, two_rounds, teardown),
		cmocka_unit_test_setup_teardown(
			only_where_and_for_what_it_was_granted, two_rounds, teardown),
		cmocka_unit_test_setup_teardown(
			what_everybody_is_told_he_is_told, two_rounds, teardown),
		cmocka_unit_test_setup_teardown(
			with_another_role_he_begins_anew, two_rounds, teardown),
		cmocka_unit_test_setup_teardown(
			of_a_round_that_is_not_here_nothing_is_told_until_it_comes, two_rounds,
			teardown),
		cmocka_unit_test_setup_teardown(
			beside_what_he_has_otherwise_he_is_told_his_round, two_rounds, teardown),
		cmocka_unit_test_setup_teardown(of_one_post_he_is_told_its_shifts, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
