/* A test round as scenes: who is missing of it, tubes from the seal to the result, and the three accounts, each once as it
 * should be and once as it should not. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

#define COVER(c, e, d, x, m) \
	do { \
		struct coverage now = (c); \
		assert_int_equal(now.expected + now.found, e); \
		assert_int_equal(now.done, d); \
		assert_int_equal(now.excused, x); \
		assert_int_equal(now.missing, m); \
	} while (0)

/* People fid(200 … 203) in g1; round fid(3) lists the first three. */
static void people(struct fixture *f)
{
	for (int i = 0; i < 4; i++)
		fixture_accept(f, 400 + i,
			"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"测试%d\"}",
			fid(200 + i), i);
	fixture_accept(f, 410,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"kind\":\"test\","
		"\"incident\":\"%s\",\"expected\":3}",
		fid(3), fid(1));
	fixture_accept(f, 411,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"piece\":1,"
		"\"subjects\":[\"%s\",\"%s\",\"%s\"]}",
		fid(3), fid(200), fid(201), fid(202));
}

/* A record about somebody or something in g1. */
static void say(struct fixture *f, int n, const char *kind, const char *round, int subject,
	const char *body)
{
	fixture_accept(f, n,
		"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}", kind,
		round, fid(subject), body);
}

static void registered(struct fixture *f, int n, int person, int tube)
{
	char body[100];

	snprintf(body, sizeof(body), "\"tube\":\"%s\",\"way\":\"card\"", fid(tube));
	say(f, n, "test.registered", fid(3), person, body);
}

static void sealed(struct fixture *f, int n, const char *round, int tube, int swabs)
{
	char body[200];

	snprintf(body, sizeof(body),
		"\"code\":\"T%d\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":%d", tube,
		swabs);
	say(f, n, "tube.sealed", round, tube, body);
}

static void counted(struct fixture *f, int n, const char *kind, int who, int tubes)
{
	fixture_accept(f, n,
		"\"%s\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{\"incident\":\"%s\",\"count\":%d}",
		kind, fid(who), fid(1), tubes);
}

static void rebuilt(struct fixture *f)
{
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	fixture_read(f);
	assert_int_equal(cover_recount(&f->cx, f->cover.store), 0);
	fixture_read_done(f);
}

/* Registered is not sampled: who went home from the queue is missing. */
static void whoever_is_not_swabbed_is_missing(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	people(&f);
	fixture_accept(&f, 420,
		"\"test.started\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"number\":1}",
		fid(3));
	registered(&f, 430, 200, 70);
	registered(&f, 431, 201, 70);
	say(&f, 432, "sample.taken", fid(3), 200, "\"outcome\":\"taken\"");
	say(&f, 433, "sample.taken", fid(3), 202, "\"outcome\":\"refused\",\"next\":\"community\"");
	COVER(fixture_coverage_of(&f, fid(3), "g1"), 3, 1, 0, 2);
	say(&f, 434, "test.found", fid(3), 203, "\"why\":\"not_listed\"");
	COVER(fixture_coverage_of(&f, fid(3), "g1"), 4, 1, 0, 3);
	say(&f, 435, "sample.taken", fid(3), 203, "\"outcome\":\"taken\",\"doorstep\":true");
	say(&f, 436, "target.exempted", fid(3), 201, "\"reason\":\"quarantined\"");
	COVER(fixture_coverage_of(&f, fid(3), "g1"), 4, 2, 1, 1);
	assert_int_equal(fixture_figure(&f, "test-rounds"), 1);
	assert_int_equal(fixture_figure(&f, "samples-taken"), 2);
	rebuilt(&f);
	COVER(fixture_coverage_of(&f, fid(3), "g1"), 4, 2, 1, 1);
	fixture_close(&f);
}

static void swabs_are_as_many_as_people_or_it_shows(void **state)
{
	struct fixture f;
	const char *tube;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	people(&f);
	tube = fixture_standing_new(&f, 40, "tube");
	for (int i = 0; i < 3; i++)
		registered(&f, 430 + i, 200 + i, 70);
	assert_int_equal(fixture_balance(&f, "swabs"), 3000);
	sealed(&f, 440, tube, 70, 2);
	assert_int_equal(fixture_balance(&f, "swabs"), 1000);
	sealed(&f, 441, tube, 71, 1); /* the third lay in another tube */
	assert_int_equal(fixture_balance(&f, "swabs"), 0);
	sealed(&f, 442, tube, 72, 11); /* of people whom nobody registered */
	assert_int_equal(fixture_balance(&f, "swabs"), -11000);
	assert_int_equal(fixture_figure(&f, "tubes-beyond-norm"), 1);
	rebuilt(&f);
	assert_int_equal(fixture_balance(&f, "swabs"), -11000);
	fixture_close(&f);
}

/* Whoever goes home from the queue, and whoever is sampled anew: neither is a swab that is lost. */
static void swabs_add_up_when_some_refuse_and_some_are_sampled_anew(void **state)
{
	struct fixture f;
	const char *tube, *retest;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	people(&f);
	tube = fixture_standing_new(&f, 40, "tube");
	retest = fixture_standing_new(&f, 41, "retest");
	for (int i = 0; i < 3; i++)
		registered(&f, 430 + i, 200 + i, 70);
	say(&f, 433, "sample.taken", fid(3), 202, "\"outcome\":\"refused\",\"registered\":true");
	sealed(&f, 440, tube, 70, 2);
	assert_int_equal(fixture_balance(&f, "swabs"), 0);
	/* Called at without having come to the table: of no account here. */
	say(&f, 434, "sample.taken", fid(3), 203, "\"outcome\":\"absent\"");
	assert_int_equal(fixture_balance(&f, "swabs"), 0);
	say(&f, 441, "tube.lost", tube, 70, "\"stage\":\"site\"");
	say(&f, 442, "retest.done", retest, 441, "\"outcome\":\"all\",\"people\":2");
	assert_int_equal(fixture_balance(&f, "swabs"), 2000);
	sealed(&f, 443, tube, 71, 1);
	assert_int_equal(fixture_balance(&f, "swabs"), 1000);
	sealed(&f, 444, tube, 72, 1);
	assert_int_equal(fixture_balance(&f, "swabs"), 0);
	rebuilt(&f);
	assert_int_equal(fixture_balance(&f, "swabs"), 0);
	fixture_close(&f);
}

/* Tubes fid(70), fid(71) sealed and sent in box fid(450). */
static const char *sent(struct fixture *f)
{
	const char *tube = fixture_standing_new(f, 40, "tube");

	sealed(f, 440, tube, 70, 2);
	sealed(f, 441, tube, 71, 1);
	fixture_accept(f, 450,
		"\"box.sent\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"code\":\"X1\",\"laboratory\":\"%s\","
		"\"courier\":\"%s\",\"count\":2,\"tubes\":[\"%s\",\"%s\"]}",
		tube, fid(80), fid(81), fid(70), fid(71));
	return tube;
}

static void received(struct fixture *f, int n, const char *tube)
{
	char body[200];

	snprintf(body, sizeof(body), "\"laboratory\":\"%s\",\"count\":1,\"tubes\":[\"%s\"]",
		fid(80), fid(70));
	say(f, n, "box.received", tube, 450, body);
}

static void result(struct fixture *f, int n, const char *tube, const char *what)
{
	char body[200];

	snprintf(body, sizeof(body), "\"result\":\"%s\",\"laboratory\":\"%s\"", what, fid(80));
	say(f, n, "tube.result", tube, 70, body);
}

static void tubes_are_somewhere_or_it_shows(void **state)
{
	struct fixture f;
	const char *tube;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	tube = sent(&f);
	assert_int_equal(fixture_balance(&f, "tubes"), 2000);
	counted(&f, 451, "courier.counted", 81, 2);
	assert_int_equal(fixture_balance(&f, "tubes"), 0);
	received(&f, 452, tube);
	counted(&f, 453, "courier.counted", 81, 0);
	assert_int_equal(fixture_balance(&f, "tubes"), 1000);
	say(&f, 454, "tube.lost", tube, 71, "\"stage\":\"way\"");
	assert_int_equal(fixture_balance(&f, "tubes"), 0);
	assert_int_equal(fixture_balance(&f, "lab"), 1000);
	counted(&f, 455, "laboratory.counted", 80, 1);
	assert_int_equal(fixture_balance(&f, "lab"), 0);
	result(&f, 456, tube, "invalid"); /* still in work */
	assert_int_equal(fixture_balance(&f, "lab"), 0);
	result(&f, 457, tube, "negative");
	assert_int_equal(fixture_balance(&f, "lab"), -1000);
	counted(&f, 458, "laboratory.counted", 80, 0);
	assert_int_equal(fixture_balance(&f, "lab"), 0);
	COVER(fixture_coverage_of(&f, tube, "g1"), 2, 1, 1, 0);
	rebuilt(&f);
	assert_int_equal(fixture_balance(&f, "tubes"), 0);
	assert_int_equal(fixture_balance(&f, "lab"), 0);
	COVER(fixture_coverage_of(&f, tube, "g1"), 2, 1, 1, 0);
	fixture_close(&f);
}

/* A positive tube, and one that is lost: their people are sampled anew, and who is not yet stays to be done. */
static void a_positive_tube_asks_for_its_people(void **state)
{
	struct fixture f;
	const char *tube, *retest;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	retest = fixture_standing_new(&f, 41, "retest");
	tube = sent(&f);
	received(&f, 452, tube);
	result(&f, 453, tube, "positive");
	COVER(fixture_coverage_of(&f, retest, "g1"), 1, 0, 0, 1);
	say(&f, 454, "tube.lost", tube, 71, "\"stage\":\"way\"");
	COVER(fixture_coverage_of(&f, retest, "g1"), 2, 0, 0, 2);
	say(&f, 455, "retest.done", retest, 453, "\"outcome\":\"some\",\"people\":1");
	COVER(fixture_coverage_of(&f, retest, "g1"), 2, 0, 0, 2);
	say(&f, 456, "retest.done", retest, 453, "\"outcome\":\"all\",\"people\":2");
	COVER(fixture_coverage_of(&f, retest, "g1"), 2, 1, 0, 1);
	fixture_accept(&f, 457, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(454));
	COVER(fixture_coverage_of(&f, retest, "g1"), 1, 1, 0, 0);
	COVER(fixture_coverage_of(&f, tube, "g1"), 2, 1, 0, 1);
	rebuilt(&f);
	COVER(fixture_coverage_of(&f, retest, "g1"), 1, 1, 0, 0);
	fixture_close(&f);
}

/* The result comes in before the tube's own record does: it waits, and counts in its place then. */
static void a_result_may_come_before_its_tube(void **state)
{
	struct fixture f;
	struct receipt r;
	const char *tube;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	tube = fixture_standing_new(&f, 40, "tube");
	r = fixture_post(&f, 453,
		"\"tube.result\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"result\":\"negative\",\"laboratory\":\"%s\"}",
		tube, fid(70), fid(80));
	assert_true(r.marks & MARK_WAITING);
	COVER(fixture_coverage_of(&f, tube, ""), 0, 0, 0, 0);
	sealed(&f, 440, tube, 70, 5);
	COVER(fixture_coverage_of(&f, tube, ""), 1, 1, 0, 0);
	fixture_close(&f);
}

static void the_doorstep_list_is_worked_off(void **state)
{
	struct fixture f;
	const char *round;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	people(&f);
	round = fixture_standing_new(&f, 40, "doorstep");
	say(&f, 430, "doorstep.asked", round, 200, "\"reason\":\"immobile\"");
	say(&f, 431, "doorstep.asked", round, 201, "\"reason\":\"very_old\"");
	say(&f, 432, "doorstep.done", round, 430, "\"outcome\":\"absent\",\"next\":\"again\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 2, 0, 0, 2);
	say(&f, 433, "doorstep.done", round, 430, "\"outcome\":\"done\"");
	say(&f, 434, "doorstep.done", round, 431, "\"outcome\":\"unneeded\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 2, 1, 1, 0);
	/* In the next round he asks again, and is asked for again. */
	say(&f, 435, "doorstep.asked", round, 200, "\"reason\":\"immobile\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 3, 1, 1, 1);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_is_not_swabbed_is_missing),
		cmocka_unit_test(swabs_are_as_many_as_people_or_it_shows),
		cmocka_unit_test(swabs_add_up_when_some_refuse_and_some_are_sampled_anew),
		cmocka_unit_test(tubes_are_somewhere_or_it_shows),
		cmocka_unit_test(a_positive_tube_asks_for_its_people),
		cmocka_unit_test(a_result_may_come_before_its_tube),
		cmocka_unit_test(the_doorstep_list_is_worked_off),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
