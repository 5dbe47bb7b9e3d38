/* Zones as scenes: a seal that two persons have to make, a zone's level and end, and what its people need. On both
 * engines. */
#include <stdio.h>
#include <stdlib.h>

#include "support/site_fixture.h"

#include "desk/zone/zone.h"

static const char *engine;

enum { SEAL = 401, HOUR_MS = 3600000 };

#define ZONE(level, until) \
	"\"level\":\"" level "\",\"cause\":\"case\",\"basis\":\"9\",\"until\":\"" until "\""
#define WEEK "2022-09-06T10:00:00+08:00"
#define LATER "2022-09-09T10:00:00+08:00"

static void seal_text(char *text, size_t n, int id)
{
	snprintf(text, n,
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:30:00+08:00\",\"kind\":\"zone.sealed\","
		"\"round\":\"%s\",\"area\":\"g1\",\"body\":{" ZONE(
			"high", WEEK) ",\"lead\":\"u\"}}",
		fid(id), fixture_standing("zone"));
}

static struct receipt approve(struct fixture *f, int n, int record, const struct gate *gate)
{
	char text[400];

	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:40:00+08:00\",\"kind\":\"record.approved\","
		"\"area\":\"g1\",\"body\":{\"records\":[\"%s\"]}}",
		fid(n), fid(record));
	return fixture_post_gated(f, text, gate);
}

/* By whoever has every right over the county: one person does not seal anybody in. */
static void a_seal_takes_two(void **state)
{
	static const struct str county = { "512021", 6 };
	struct rights li = RIGHTS("admin", ROLE_OWNER, county);
	struct guard_gate gate;
	struct receipt r;
	struct fixture f;
	char text[800];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_standing_open(&f, 40, "zone");
	guard_gate(&gate, f.site->guard, &li, false);
	seal_text(text, sizeof(text), SEAL);
	r = fixture_post_gated(&f, text, &gate.gate);
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_true(r.marks & MARK_HELD);
	assert_int_equal(fixture_figure(&f, "zones-sealed"), 0);
	r = approve(&f, 402, SEAL, &gate.gate);
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_NOT_ALLOWED);
	li.person = STR("wang");
	guard_gate(&gate, f.site->guard, &li, false);
	r = approve(&f, 403, SEAL, &gate.gate);
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_int_equal(fixture_figure(&f, "zones-sealed"), 1);
	assert_int_equal(fixture_coverage_of(&f, fixture_standing("zone"), "512021").missing, 1);
	fixture_close(&f);
}

static void zone_step(
	struct fixture *f, int n, const char *kind, const char *area, const char *body)
{
	fixture_accept(f, n,
		"\"zone.%s\",\"round\":\"%s\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{%s}",
		kind, fixture_standing("zone"), area, fid(SEAL), body);
}

/* One zone in force, at this level and until that many hours after the first post. */
static void check_in_force(struct fixture *f, int level, int64_t hours)
{
	struct uuid round = round_standing_id(fuid(1), "zone");
	struct coverage c = fixture_coverage_of(f, fixture_standing("zone"), "512021");
	struct target *list;
	struct str next;
	size_t n;

	assert_int_equal(c.expected, 1);
	assert_int_equal(c.missing, 1);
	fixture_read(f);
	assert_int_equal(round_missing(&f->cx, &f->cover, &round, STR("512021"), STR(""), 10, &list,
				 &n, &next),
		0);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].code, level);
	assert_int_equal((list[0].due - FIXTURE_NOW) / HOUR_MS, hours);
	fixture_read_done(f);
}

/* Also where the change was written down in another area than the seal, and came first. */
static void a_zone_has_the_level_and_end_it_was_given_last(void **state)
{
	struct fixture f;
	char text[800];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_standing_open(&f, 40, "zone");
	f.minute = 600;
	zone_step(&f, 410, "changed", "v1", ZONE("medium", LATER));
	seal_text(text, sizeof(text), SEAL);
	assert_int_equal(fixture_post_raw(&f, text).status, RECEIPT_ACCEPTED);
	check_in_force(&f, ZONE_MEDIUM, 10 * 24);
	f.minute = 500;
	zone_step(&f, 411, "changed", "g1", ZONE("low", WEEK));
	check_in_force(&f, ZONE_MEDIUM, 10 * 24);
	f.minute = 700;
	zone_step(&f, 412, "changed", "g1", ZONE("low", WEEK));
	check_in_force(&f, ZONE_LOW, 7 * 24);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_in_force(&f, ZONE_LOW, 7 * 24);
	assert_int_equal(fixture_figure(&f, "zones-sealed"), 1);
	zone_step(&f, 413, "released", "g1", "\"reason\":\"term\",\"basis\":\"9\"");
	assert_int_equal(fixture_coverage_of(&f, fixture_standing("zone"), "512021").missing, 0);
	fixture_read(&f);
	assert_int_equal(cover_recount(&f.cx, f.cover.store), 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

static void need_raise(struct fixture *f, int n, const char *urgency)
{
	fixture_accept(f, n,
		"\"need.raised\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"urgency\":\"%s\",\"category\":\"medicine\",\"text\":\"?\"}",
		fixture_standing("need"), fid(100), urgency);
}

static void need_step(struct fixture *f, int n, int need, const char *kind, const char *body)
{
	fixture_accept(f, n,
		"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}", kind,
		fixture_standing("need"), fid(need), body);
}

/* Five needs: one delivered, one run as an errand, one dropped, one bought and on its way, one that nobody took. */
static void needs(struct fixture *f)
{
	static const char *const urgencies[] = { "life", "life", "daily", "life", "ordinary" };

	fixture_county(f, 1);
	fixture_standing_open(f, 40, "need");
	for (int i = 0; i < 5; i++)
		need_raise(f, 401 + i, urgencies[i]);
	need_step(f, 411, 401, "need.taken", "\"owner\":\"u\"");
	need_step(f, 412, 401, "order.bought", "\"amount\":\"36.50\"");
	need_step(f, 413, 401, "delivery.signed", "\"by_whom\":\"door\",\"goods\":\"bought\"");
	need_step(f, 414, 402, "errand.done", "\"errand\":\"clinic\"");
	need_step(f, 415, 403, "need.dropped", "\"reason\":\"by_himself\"");
	need_step(f, 416, 404, "order.bought", "\"amount\":\"120\"");
}

static void check_needs(struct fixture *f)
{
	struct coverage c = fixture_coverage_of(f, fixture_standing("need"), "512021");

	assert_int_equal(c.expected, 5);
	assert_int_equal(c.done, 2);
	assert_int_equal(c.excused, 1);
	assert_int_equal(c.missing, 2);
	assert_int_equal(fixture_figure(f, "needs-raised"), 5);
	assert_int_equal(fixture_figure(f, "needs-met"), 2);
	assert_int_equal(fixture_figure(f, "errands-done"), 1);
	assert_int_equal(fixture_figure(f, "orders-value-yuan"), 15650);
	assert_int_equal(fixture_balance(f, "orders"), 1000);
}

static void what_was_bought_has_to_arrive(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	needs(&f);
	check_needs(&f);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_needs(&f);
	need_step(&f, 417, 404, "delivery.signed", "\"by_whom\":\"resident\",\"goods\":\"bought\"");
	assert_int_equal(fixture_balance(&f, "orders"), 0);
	/* Bought, and then given back: it has arrived nowhere, and is not lost. */
	need_raise(&f, 406, "daily");
	need_step(&f, 420, 406, "order.bought", "\"amount\":\"9\"");
	need_step(&f, 421, 406, "need.dropped", "\"reason\":\"by_himself\"");
	assert_int_equal(fixture_balance(&f, "orders"), 1000);
	need_step(&f, 422, 406, "need.dropped", "\"reason\":\"by_himself\",\"orders\":1");
	assert_int_equal(fixture_balance(&f, "orders"), 0);
	/* From a store: no order stands against it. */
	need_step(
		&f, 418, 405, "delivery.signed", "\"by_whom\":\"resident\",\"goods\":\"allotted\"");
	assert_int_equal(fixture_balance(&f, "orders"), 0);
	assert_int_equal(fixture_coverage_of(&f, fixture_standing("need"), "512021").missing, 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seal_takes_two),
		cmocka_unit_test(a_zone_has_the_level_and_end_it_was_given_last),
		cmocka_unit_test(what_was_bought_has_to_arrive),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
