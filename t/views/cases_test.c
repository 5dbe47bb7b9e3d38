/* A case as scenes: from one positive to the six who are told and the household, and contacts who are asked for once a day
 * whoever named them. On both engines. */
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
		assert_int_equal(now.off, 0); \
	} while (0)

static void say(struct fixture *f, int n, const char *kind, const char *round, int subject,
	const char *body)
{
	fixture_accept(f, n,
		"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}", kind,
		round, fid(subject), body);
}

static void tube_positive(struct fixture *f, const char *tube, bool single)
{
	char body[200];

	say(f, 440, "tube.sealed", tube, 70,
		"\"code\":\"T1\",\"pool\":\"single\",\"zone\":\"key\",\"swabs\":1");
	snprintf(body, sizeof(body), "\"result\":\"positive\",\"single\":%s,\"laboratory\":\"%s\"",
		single ? "true" : "false", fid(90));
	say(f, 441, "tube.result", tube, 70, body);
}

static void confirmed(struct fixture *f, int n, const char *round, int person, int of)
{
	char body[100];

	snprintf(body, sizeof(body), "\"type\":\"confirmed\",\"of\":\"%s\"", fid(of));
	say(f, n, "case.confirmed", round, person, body);
}

static void rebuilt(struct fixture *f)
{
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	fixture_read(f);
	assert_int_equal(cover_recount(&f->cx, f->cover.store), 0);
	fixture_read_done(f);
}

/* One positive of one person: judged, six told, the household listed, each a target until it is done. */
static void what_must_follow_from_one_positive_is_asked(void **state)
{
	static const char *const whom[] = { "ambulance", "hospital", "community", "police",
		"tracing", "headquarters" };
	struct fixture f;
	const char *round;
	char body[50];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "case");
	tube_positive(&f, fixture_standing_new(&f, 41, "tube"), true);
	COVER(fixture_coverage_of(&f, round, "g1"), 1, 0, 0, 1);
	confirmed(&f, 450, round, 200, 441);
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 1, 0, 7);
	for (int i = 0; i < 6; i++) {
		snprintf(body, sizeof(body), "\"whom\":\"%s\"", whom[i]);
		say(&f, 460 + i, "case.notified", round, 450, body);
		COVER(fixture_coverage_of(&f, round, "g1"), 8, 2 + i, 0, 6 - i);
	}
	say(&f, 470, "household.listed", round, 450, "\"outcome\":\"not_reached\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 7, 0, 1);
	say(&f, 471, "household.listed", round, 450, "\"outcome\":\"listed\",\"people\":2");
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 8, 0, 0);
	assert_int_equal(fixture_figure(&f, "cases-confirmed"), 1);
	rebuilt(&f);
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 8, 0, 0);
	/* It was none: its steps go, and the positive is to be judged again. */
	fixture_accept(&f, 480, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(450));
	COVER(fixture_coverage_of(&f, round, "g1"), 1, 0, 0, 1);
	say(&f, 481, "case.dismissed", round, 441, "\"reason\":\"retest\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 1, 0, 1, 0);
	fixture_close(&f);
}

/* In a tube of ten nobody is a case yet: they are sampled anew. */
static void a_mixed_tube_makes_no_case(void **state)
{
	struct fixture f;
	const char *round, *retest;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "case");
	retest = fixture_standing_new(&f, 42, "retest");
	tube_positive(&f, fixture_standing_new(&f, 41, "tube"), false);
	COVER(fixture_coverage_of(&f, round, "g1"), 0, 0, 0, 0);
	COVER(fixture_coverage_of(&f, retest, "g1"), 1, 0, 0, 1);
	fixture_close(&f);
}

/* A positive at the checkpoint is handed over there and judged here. */
static void a_positive_traveller_is_judged_too(void **state)
{
	struct fixture f;
	const char *round, *referral;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "case");
	referral = fixture_standing_new(&f, 41, "referral");
	fixture_accept(&f, 430,
		"\"referral.made\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"of\":\"person\","
		"\"people\":1,\"reason\":\"test\"}",
		referral);
	say(&f, 431, "referral.tested", referral, 430, "\"result\":\"positive\"");
	COVER(fixture_coverage_of(&f, referral, "g1"), 2, 1, 0, 1);
	COVER(fixture_coverage_of(&f, round, "g1"), 1, 0, 0, 1);
	confirmed(&f, 450, round, 200, 431);
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 1, 0, 7);
	fixture_accept(&f, 480, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(431));
	COVER(fixture_coverage_of(&f, referral, "g1"), 1, 0, 0, 1);
	COVER(fixture_coverage_of(&f, round, "g1"), 7, 0, 0, 7);
	rebuilt(&f);
	COVER(fixture_coverage_of(&f, round, "g1"), 7, 0, 0, 7);
	fixture_close(&f);
}

static void named(struct fixture *f, int n, const char *round, int person, int of, const char *met)
{
	char body[200];

	snprintf(body, sizeof(body), "\"case\":\"%s\",\"relation\":\"household\",\"met\":\"%s\"",
		fid(of), met);
	say(f, n, "contact.named", round, person, body);
}

/* Two cases name one person: he is asked once a day, until the later of both lets him go. */
static void a_contact_of_two_cases_is_asked_once_a_day(void **state)
{
	struct fixture f;
	const char *cases, *round;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	cases = fixture_standing_new(&f, 40, "case");
	round = fixture_standing_new(&f, 41, "contact");
	fixture_accept(&f, 400,
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"张测试\"}",
		fid(200));
	confirmed(&f, 450, cases, 201, 449);
	confirmed(&f, 451, cases, 202, 449);
	named(&f, 460, round, 200, 450, "2022-08-26");
	COVER(fixture_coverage_of(&f, round, "g1"), 6, 0, 0, 6); /* 31 August to 5 September */
	named(&f, 461, round, 200, 451, "2022-08-28");
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 0, 0, 8);
	say(&f, 470, "contact.followed", round, 200, "\"day\":\"2022-08-31\",\"outcome\":\"well\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 1, 0, 7);
	fixture_accept(&f, 471, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(461));
	COVER(fixture_coverage_of(&f, round, "g1"), 6, 1, 0, 5);
	fixture_accept(&f, 472, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(471));
	say(&f, 473, "contact.followed", round, 200,
		"\"day\":\"2022-09-02\",\"outcome\":\"became_case\",\"until\":\"2022-09-07\"");
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 1, 6, 1);
	assert_int_equal(fixture_figure(&f, "contacts-named"), 2);
	assert_int_equal(fixture_figure(&f, "contacts-followed"), 1);
	rebuilt(&f);
	COVER(fixture_coverage_of(&f, round, "g1"), 8, 1, 6, 1);
	fixture_close(&f);
}

static int run(const char *which)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_must_follow_from_one_positive_is_asked),
		cmocka_unit_test(a_mixed_tube_makes_no_case),
		cmocka_unit_test(a_positive_traveller_is_judged_too),
		cmocka_unit_test(a_contact_of_two_cases_is_asked_once_a_day),
	};

	engine = which;
	return cmocka_run_group_tests_name(which, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
