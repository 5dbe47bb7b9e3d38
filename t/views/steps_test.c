/* Who may take which step of the work: two people for a fix and its re-check, a laboratory for tubes of another's area, and
 * counsellors for talks. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

enum { HELD = 1, TAKEN = 0, REFUSED = -1 };

/* What becomes of a record of this person, who has the role in the area. */
struct who {
	const char *name, *area;
	enum role role;
};

static int became(const struct receipt *r)
{
	return r->status == RECEIPT_REFUSED ? REFUSED : r->marks & MARK_HELD ? HELD : TAKEN;
}

/* Each answer takes a day. */
static enum gate_answer ask_and_wait(void *arg, struct cx *cx, const struct record *r)
{
	const struct gate *gate = arg;
	enum gate_answer answer = gate->ask(gate->arg, cx, r);

	sys_clock_fix(sys_now() + WHEN_DAY_MS);
	return answer;
}

/* The records of a list, in one commit group; the receipt of the last. */
static int say_while(struct fixture *f, const struct who *who, const char *list, bool day_passes)
{
	const struct sender from = { .user = str_of(who->name), .now = sys_now() };
	const struct grant grant = { .role = who->role, .area = str_of(who->area) };
	const struct rights his = { .person = from.user, .grants = &grant, .n = 1 };
	struct guard_gate gate;
	const struct gate late = { .ask = ask_and_wait, .arg = &gate.gate };
	struct receipt *receipts;
	const struct json *v;
	size_t n;

	guard_gate(&gate, f->site->guard, &his, false);
	assert_int_equal(json_read(&f->cx, str_of(list), &json_limits_request, &v), 0);
	assert_int_equal(append_json(&f->cx, &f->site->view, v, &from,
				 day_passes ? &late : &gate.gate, &receipts, &n),
		0);
	return became(&receipts[n - 1]);
}

static int say(struct fixture *f, const struct who *who, const char *list)
{
	return say_while(f, who, list, false);
}

/* One record about a target. */
static const char *record(
	int n, const char *kind, const char *round, const char *area, int subject, const char *body)
{
	static char text[2][1200];
	static int turn;
	char *to = text[turn++ % 2];

	snprintf(to, sizeof(text[0]),
		"{\"id\":\"%s\",\"kind\":\"%s\",\"v\":1,\"at\":\"2022-08-30T1%d:00:00+08:00\","
		"\"round\":\"%s\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{%s}}",
		fid(n), kind, n % 10, round, area, fid(subject), body);
	return to;
}

#define FIX "\"text\":\"?\""
#define GOOD "\"outcome\":\"passed\",\"reported\":true"

static void finding(struct fixture *f, int n, const char *round)
{
	fixture_accept(f, n,
		"\"finding.raised\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"severity\":\"by_date\","
		"\"category\":\"entry\",\"source\":\"resident\",\"text\":\"?\"}",
		round);
}

static int64_t missing(struct fixture *f, const char *round)
{
	return fixture_coverage_of(f, round, "512021").missing;
}

static void whoever_fixed_it_does_not_look_whether_it_is(void **state)
{
	const struct who li = { "li", "512021", ROLE_OWNER },
			 wang = { "wang", "512021", ROLE_OWNER },
			 longest = { "一二三四五六七八九十一二三四五六七八九十一", "512021",
				 ROLE_OWNER };
	const char *round;
	struct fixture f;
	char both[2600];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "finding");
	for (int i = 0; i < 5; i++)
		finding(&f, 400 + i, round);
	/* One after the other: held, until somebody else says that it is so. */
	assert_int_equal(say(&f, &li, record(410, "finding.fixed", round, "g1", 400, FIX)), TAKEN);
	assert_int_equal(
		say(&f, &li, record(411, "finding.rechecked", round, "g1", 400, GOOD)), HELD);
	assert_int_equal(missing(&f, round), 5);
	snprintf(both, sizeof(both),
		"{\"id\":\"%s\",\"kind\":\"record.approved\",\"v\":1,\"at\":\"2022-08-30T19:00:00+08:00\","
		"\"area\":\"g1\",\"body\":{\"records\":[\"%s\"]}}",
		fid(412), fid(411));
	assert_int_equal(say(&f, &li, both), REFUSED);
	assert_int_equal(say(&f, &wang, both), TAKEN);
	assert_int_equal(missing(&f, round), 4);
	/* In one breath, and turned round. */
	snprintf(both, sizeof(both), "[%s,%s]", record(420, "finding.fixed", round, "g1", 401, FIX),
		record(421, "finding.rechecked", round, "g1", 401, GOOD));
	assert_int_equal(say(&f, &li, both), HELD);
	assert_int_equal(
		say(&f, &li, record(430, "finding.rechecked", round, "g1", 402, GOOD)), TAKEN);
	assert_int_equal(say(&f, &li, record(431, "finding.fixed", round, "g1", 402, FIX)), HELD);
	/* Of a name as long as an account may have, too. */
	snprintf(both, sizeof(both), "[%s,%s]", record(450, "finding.fixed", round, "g1", 404, FIX),
		record(451, "finding.rechecked", round, "g1", 404, GOOD));
	assert_int_equal(say(&f, &longest, both), HELD);
	/* Two people. */
	assert_int_equal(say(&f, &li, record(440, "finding.fixed", round, "g1", 403, FIX)), TAKEN);
	assert_int_equal(
		say(&f, &wang, record(441, "finding.rechecked", round, "g1", 403, GOOD)), TAKEN);
	fixture_close(&f);
}

/* What the group has brought so far is remembered when the day changes in the middle of it. */
static void midnight_makes_no_two_people_of_one(void **state)
{
	const struct who li = { "li", "512021", ROLE_OWNER };
	const char *round;
	struct fixture f;
	char both[2600];
	int64_t now;

	(void)state;
	fixture_open(&f, engine);
	now = sys_now();
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "finding");
	finding(&f, 400, round);
	snprintf(both, sizeof(both), "[%s,%s]", record(420, "finding.fixed", round, "g1", 400, FIX),
		record(421, "finding.rechecked", round, "g1", 400, GOOD));
	assert_int_equal(say_while(&f, &li, both, true), HELD);
	sys_clock_fix(now);
	fixture_close(&f);
}

/* A laboratory in v2, with no right to anything else, and tubes of people in g1. What a result asks for lies with them. */
static void a_laboratory_works_on_tubes_from_elsewhere(void **state)
{
	const struct who lab = { "lab", "v2", ROLE_LABORATORY },
			 grid = { "grid", "v1", ROLE_SAMPLER };
	const char *tube, *retest;
	struct fixture f;
	char body[300], text[900];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	tube = fixture_standing_new(&f, 40, "tube");
	retest = fixture_standing_new(&f, 41, "retest");
	fixture_accept(&f, 42,
		"\"site.listed\",\"area\":\"v2\",\"subject\":\"%s\",\"body\":{\"name\":\"?\",\"flags\":[\"laboratory\"]}",
		fid(80));
	assert_int_equal(
		say(&f, &grid,
			record(400, "tube.sealed", tube, "g1", 70,
				"\"code\":\"T\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9")),
		TAKEN);
	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"kind\":\"box.sent\",\"v\":1,\"at\":\"2022-08-30T11:00:00+08:00\",\"round\":\"%s\","
		"\"area\":\"g1\",\"body\":{\"code\":\"X\",\"laboratory\":\"%s\",\"count\":1,\"tubes\":[\"%s\"]}}",
		fid(401), tube, fid(80), fid(70));
	assert_int_equal(say(&f, &grid, text), TAKEN);
	snprintf(body, sizeof(body), "\"laboratory\":\"%s\",\"count\":1,\"tubes\":[\"%s\"]",
		fid(80), fid(70));
	assert_int_equal(say(&f, &lab, record(402, "box.received", tube, "v2", 401, body)), TAKEN);
	snprintf(body, sizeof(body), "\"laboratory\":\"%s\",\"result\":\"positive\"", fid(80));
	assert_int_equal(say(&f, &lab, record(403, "tube.result", tube, "v2", 70, body)), TAKEN);
	assert_int_equal(fixture_coverage_of(&f, tube, "g1").done, 1);
	assert_int_equal(fixture_coverage_of(&f, retest, "g1").missing, 1);
	assert_int_equal(fixture_coverage_of(&f, retest, "v2").missing, 0);
	/* A result that comes before its tube is sealed: with the laboratory, and with the people once these are known. */
	assert_int_equal(say(&f, &lab, record(404, "tube.result", tube, "v2", 71, body)), TAKEN);
	assert_int_equal(fixture_coverage_of(&f, retest, "v2").missing, 1);
	assert_int_equal(
		say(&f, &grid,
			record(405, "tube.sealed", tube, "g2", 71,
				"\"code\":\"U\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9")),
		TAKEN);
	assert_int_equal(fixture_coverage_of(&f, retest, "v2").missing, 0);
	assert_int_equal(fixture_coverage_of(&f, retest, "g2").missing, 1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(fixture_coverage_of(&f, retest, "g2").missing, 1);
	fixture_read(&f);
	assert_int_equal(cover_recount(&f.cx, f.cover.store), 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

static void talks_are_a_right_of_their_own(void **state)
{
	const struct who desk = { "desk", "512021", ROLE_AREA_LEAD },
			 counsellor = { "talk", "512021", ROLE_COUNSELLOR };
	const char *round;
	struct fixture f;
	char text[600];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "counsel");
	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"kind\":\"counsel.asked\",\"v\":1,\"at\":\"2022-08-30T11:00:00+08:00\",\"round\":\"%s\","
		"\"area\":\"g1\",\"body\":{\"category\":\"soon\"}}",
		fid(400), round);
	assert_int_equal(say(&f, &desk, text), REFUSED);
	assert_int_equal(say(&f, &counsellor, text), TAKEN);
	assert_int_equal(
		say(&f, &desk,
			record(401, "counsel.given", round, "g1", 400, "\"outcome\":\"given\"")),
		REFUSED);
	assert_int_equal(
		say(&f, &counsellor,
			record(402, "counsel.given", round, "g1", 400, "\"outcome\":\"given\"")),
		TAKEN);
	assert_int_equal(missing(&f, round), 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whoever_fixed_it_does_not_look_whether_it_is),
		cmocka_unit_test(midnight_makes_no_two_people_of_one),
		cmocka_unit_test(a_laboratory_works_on_tubes_from_elsewhere),
		cmocka_unit_test(talks_are_a_right_of_their_own),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
