/* A day at a post as scenes: cars that add up and cars that do not, referrals until they are settled, arrivals day by day. On
 * both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

#define COVER(c, e, d, x, m) \
	do { \
		struct coverage now = (c); \
		assert_int_equal(now.expected, e); \
		assert_int_equal(now.done, d); \
		assert_int_equal(now.excused, x); \
		assert_int_equal(now.missing, m); \
	} while (0)

static void car(struct fixture *f, int n, int people, const char *outcome)
{
	fixture_accept(f, n,
		"\"vehicle.screened\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{\"incident\":\"%s\","
		"\"plate\":\"川M00001\",\"people\":%d,\"origin\":\"outside\",\"outcome\":\"%s\"}",
		fid(60), fid(1), people, outcome);
}

static void person(struct fixture *f, int n, const char *origin, const char *verdict)
{
	fixture_accept(f, n,
		"\"person.screened\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{\"incident\":\"%s\","
		"\"traveller\":\"张测试\",\"origin\":\"%s\",\"registered\":true,\"code\":\"green\","
		"\"itinerary\":false,\"history\":false,\"test\":\"within_24h\",\"temperature\":\"36.6\","
		"\"verdict\":\"%s\",\"rule\":\"exit-screening\",\"version\":1}",
		fid(60), fid(1), origin, verdict);
}

static void arrived(struct fixture *f, int n, int vehicles)
{
	fixture_accept(f, n,
		"\"checkpoint.arrivals_counted\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{"
		"\"incident\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\","
		"\"to\":\"2022-08-30T10:00:00+08:00\",\"vehicles\":%d,\"by\":\"camera\"}",
		fid(60), fid(1), vehicles);
}

static void waiting(struct fixture *f, int n, int vehicles)
{
	fixture_accept(f, n,
		"\"checkpoint.waiting_counted\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{"
		"\"incident\":\"%s\",\"vehicles\":%d}",
		fid(60), fid(1), vehicles);
}

static void voided(struct fixture *f, int n, int record)
{
	fixture_accept(f, n, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(record));
}

/* Not one car missed: what came is what went, each way, and what still waits. */
static void cars_add_up_or_show_by_how_much_they_do_not(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	arrived(&f, 300, 5);
	car(&f, 301, 2, "passed");
	car(&f, 302, 1, "referred");
	car(&f, 303, 1, "turned_back");
	assert_int_equal(fixture_balance(&f, "cars"), 2000);
	waiting(&f, 304, 2);
	assert_int_equal(fixture_balance(&f, "cars"), 0);
	arrived(&f, 305, 1);
	assert_int_equal(fixture_balance(&f, "cars"), 1000);
	car(&f, 306, 3, "passed");
	assert_int_equal(fixture_balance(&f, "cars"), 0);
	voided(&f, 307, 301);
	assert_int_equal(fixture_balance(&f, "cars"), 1000);
	voided(&f, 308, 307);
	waiting(&f, 309, 0); /* they turned round in the queue */
	assert_int_equal(fixture_balance(&f, "cars"), 2000);
	/* Cars that wait in an exercise at the same post are none of these. */
	fixture_accept(&f, 310,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\","
		"\"body\":{\"name\":\"演练\",\"exercise\":true}",
		fid(9));
	fixture_accept(&f, 311,
		"\"checkpoint.waiting_counted\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{"
		"\"incident\":\"%s\",\"vehicles\":40}",
		fid(60), fid(9));
	assert_int_equal(fixture_balance(&f, "cars"), 2000);
	assert_int_equal(fixture_figure(&f, "vehicles-checked"), 4);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(fixture_balance(&f, "cars"), 2000);
	assert_int_equal(fixture_figure(&f, "vehicles-arrived"), 6);
	assert_int_equal(fixture_figure(&f, "vehicles-passed"), 2);
	fixture_close(&f);
}

/* Not one person untested: everyone in the cars is screened, and whoever is referred is registered. */
static void everyone_in_the_cars_is_screened(void **state)
{
	struct fixture f;
	const char *referral;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	referral = fixture_standing_new(&f, 40, "referral");
	car(&f, 301, 3, "referred");
	person(&f, 302, "province", "passed");
	person(&f, 303, "outside", "referred");
	assert_int_equal(fixture_balance(&f, "occupants"), 1000);
	person(&f, 304, "outside", "passed"); /* against the rule, and it is seen */
	assert_int_equal(fixture_balance(&f, "occupants"), 0);
	/* Two came on foot, told by whoever counts what arrives. */
	person(&f, 306, "county", "passed");
	person(&f, 307, "county", "passed");
	assert_int_equal(fixture_balance(&f, "occupants"), -2000);
	fixture_accept(&f, 308,
		"\"checkpoint.arrivals_counted\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{"
		"\"incident\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\","
		"\"to\":\"2022-08-30T10:00:00+08:00\",\"vehicles\":1,\"on_foot\":2,\"by\":\"queue\"}",
		fid(60), fid(1));
	assert_int_equal(fixture_balance(&f, "occupants"), 0);
	assert_int_equal(fixture_figure(&f, "verdicts-overruled"), 1);
	assert_int_equal(fixture_balance(&f, "referrals"), 1000);
	fixture_accept(&f, 305,
		"\"referral.made\",\"round\":\"%s\",\"area\":\"v1\",\"body\":{\"of\":\"person\","
		"\"people\":1,\"reason\":\"outside\",\"post\":\"%s\",\"name\":\"张测试\"}",
		referral, fid(60));
	assert_int_equal(fixture_balance(&f, "referrals"), 0);
	COVER(fixture_coverage_of(&f, referral, ""), 1, 0, 0, 1);
	fixture_close(&f);
}

static void referral_step(struct fixture *f, int n, const char *round, const char *kind,
	int referral, const char *body)
{
	fixture_accept(f, n,
		"\"%s\",\"round\":\"%s\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{%s}", kind,
		round, fid(referral), body);
}

/* Lost, found positive, and only done with when handed over, which is a matter of its own. */
static void a_referral_stays_open_until_it_is_settled(void **state)
{
	struct fixture f;
	const char *round;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "referral");
	for (int n = 301; n <= 302; n++)
		fixture_accept(&f, n,
			"\"referral.made\",\"round\":\"%s\",\"area\":\"v1\",\"body\":{\"of\":\"person\","
			"\"people\":1,\"reason\":\"test\"}",
			round);
	referral_step(&f, 303, round, "referral.lost", 301, "\"to\":\"派出所\"");
	referral_step(&f, 304, round, "referral.tested", 302, "\"result\":\"negative\"");
	COVER(fixture_coverage_of(&f, round, ""), 2, 1, 0, 1);
	referral_step(&f, 305, round, "referral.tested", 301, "\"result\":\"positive\"");
	COVER(fixture_coverage_of(&f, round, ""), 3, 2, 0, 1);
	referral_step(&f, 306, round, "referral.transferred", 305, "\"to\":\"县定点医院\"");
	COVER(fixture_coverage_of(&f, round, ""), 3, 3, 0, 0);
	/* A positive that comes after a negative is not answered by it. */
	referral_step(&f, 307, round, "referral.tested", 302, "\"result\":\"positive\"");
	COVER(fixture_coverage_of(&f, round, ""), 4, 3, 0, 1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(fixture_coverage_of(&f, round, ""), 4, 3, 0, 1);
	fixture_close(&f);
}

static void arrival(struct fixture *f, int n, const char *round)
{
	fixture_accept(f, n,
		"\"arrival.registered\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\","
		"\"body\":{\"origin\":\"outside\",\"name\":\"张测试\",\"phone\":\"13800000000\"}",
		round, fid(200));
}

static void followed(
	struct fixture *f, int n, const char *round, int of, int slot, const char *outcome)
{
	fixture_accept(f, n,
		"\"arrival.followed\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\","
		"\"body\":{\"slot\":%d,\"outcome\":\"%s\"}",
		round, fid(of), slot, outcome);
}

/* Three days for each arrival, also of somebody who comes twice; symptoms oblige a test for as long as they stand. */
static void an_arrival_is_followed_up_on_each_day(void **state)
{
	struct fixture f;
	const char *round, *referral;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "arrival");
	referral = fixture_standing_new(&f, 41, "referral");
	arrival(&f, 301, round);
	COVER(fixture_coverage_of(&f, round, "g1"), 3, 0, 0, 3);
	followed(&f, 302, round, 301, 1, "well");
	followed(&f, 303, round, 301, 2, "not_reached");
	COVER(fixture_coverage_of(&f, round, "g1"), 3, 1, 0, 2);
	followed(&f, 304, round, 301, 2, "symptoms");
	COVER(fixture_coverage_of(&f, round, "g1"), 3, 2, 0, 1);
	COVER(fixture_coverage_of(&f, referral, "g1"), 1, 0, 0, 1);
	arrival(&f, 305, round);
	followed(&f, 306, round, 305, 2, "left");
	COVER(fixture_coverage_of(&f, round, "g1"), 6, 2, 2, 2);
	assert_int_equal(fixture_figure(&f, "arrivals-registered"), 2);
	voided(&f, 307, 304);
	COVER(fixture_coverage_of(&f, round, "g1"), 6, 1, 2, 3);
	COVER(fixture_coverage_of(&f, referral, "g1"), 0, 0, 0, 0);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(fixture_coverage_of(&f, round, "g1"), 6, 1, 2, 3);
	fixture_read(&f);
	assert_int_equal(cover_recount(&f.cx, f.cover.store), 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cars_add_up_or_show_by_how_much_they_do_not),
		cmocka_unit_test(everyone_in_the_cars_is_screened),
		cmocka_unit_test(a_referral_stays_open_until_it_is_settled),
		cmocka_unit_test(an_arrival_is_followed_up_on_each_day),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
