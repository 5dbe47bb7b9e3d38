/* Lifecycles: each state × each step, what state follows. No view can refuse a step, for the one that was to come before it
 * may still be on its way; so a step out of turn has an outcome of its own that is written down here like any other, and it is
 * the same in whatever order the records arrive and after a rebuild. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "generated/stmt.h"
#include "support/site_fixture.h"

#include "desk/ask/ask.h"
#include "desk/checkpoint/checkpoint.h"
#include "desk/command/command.h"
#include "desk/crew/crew.h"
#include "desk/inspect/inspect.h"
#include "desk/testing/testing.h"
#include "desk/zone/zone.h"

static const char *engine;

enum { STEPS_MAX = 5, PATH_MAX = 3 };

struct step {
	const char *kind, *body;
};

struct cell {
	int state, code, next; /* of the target's row */
};
#define OPEN(code, next) \
	{ \
		1, code, next \
	}
#define DONE(code) \
	{ \
		2, code, 0 \
	}
#define EXCUSED(code) \
	{ \
		3, code, 0 \
	}

struct row {
	const char *name;
	int path[PATH_MAX + 1]; /* the steps that lead there, numbered from 1, up to 0 */
	struct cell now, after[STEPS_MAX];
};

/* What a life is of: a matter that the raising record is, such a matter about somebody, or what the record is about. */
enum raises { A_MATTER, ABOUT_SOMEBODY, ITSELF };

struct lifecycle {
	const char *round;
	int64_t slot;
	enum raises raises;
	struct step raise;
	struct step steps[STEPS_MAX]; /* up to one without a kind */
	const struct row *rows;
	size_t rows_n;
};

/* ---- the tables ---- */

#define ROWS(r) .rows = (r), .rows_n = sizeof(r) / sizeof((r)[0])

#define ASSIGNED OPEN(FINDING_ASSIGNED, FINDING_NEXT_FIX)
#define FIXED OPEN(FINDING_FIXED, FINDING_NEXT_RECHECK)
#define PASSED DONE(FINDING_PASSED)
#define UNREPORTED OPEN(FINDING_UNREPORTED, FINDING_NEXT_REPORT)
#define FAILED OPEN(FINDING_FAILED, FINDING_NEXT_FIX_AGAIN)

/* A re-check that passes before anybody reported a fix settles nothing, and what is settled no step opens again. */
static const struct row finding_rows[] = {
	{ "raised", { 0 }, OPEN(0, 0), { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "assigned", { 1, 0 }, ASSIGNED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "fixed", { 1, 2, 0 }, FIXED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "sent back", { 1, 2, 5 }, FAILED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "unreported", { 1, 4, 0 }, UNREPORTED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "settled", { 1, 2, 3 }, PASSED, { PASSED, PASSED, PASSED, PASSED, PASSED } },
};

static const struct lifecycle finding = {
	.round = "finding",
	.raise = { "finding.raised",
		"\"severity\":\"by_date\",\"category\":\"entry\",\"source\":\"inspection\",\"text\":\"?\"" },
	.steps = { { "finding.assigned", "\"owner\":\"u\"" }, { "finding.fixed", "\"text\":\"?\"" },
		{ "finding.rechecked", "\"outcome\":\"passed\",\"reported\":true" },
		{ "finding.rechecked", "\"outcome\":\"passed\",\"reported\":false" },
		{ "finding.rechecked", "\"outcome\":\"failed\",\"reported\":true" } },
	ROWS(finding_rows),
};

#define UNTIL "\"until\":\"2022-09-06T09:00:00+08:00\""
#define WHY "\"cause\":\"rule\",\"basis\":\"9\","
#define MEDIUM OPEN(ZONE_MEDIUM, ZONE_NEXT_ASSESS)
#define LOW OPEN(ZONE_LOW, ZONE_NEXT_ASSESS)

/* A zone that was released is no longer in force whatever is changed of it; the last to release it says why. */
static const struct row zone_rows[] = {
	{ "sealed", { 0 }, OPEN(ZONE_HIGH, ZONE_NEXT_ASSESS),
		{ MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "changed", { 1, 0 }, MEDIUM, { MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "changed twice", { 1, 2, 0 }, LOW, { MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "released", { 1, 3, 0 }, DONE(ZONE_TERM),
		{ DONE(ZONE_TERM), DONE(ZONE_TERM), DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
};

static const struct lifecycle zone = {
	.round = "zone",
	.raise = { "zone.sealed", "\"level\":\"high\"," WHY UNTIL ",\"lead\":\"u\"" },
	.steps = { { "zone.changed", "\"level\":\"medium\"," WHY UNTIL },
		{ "zone.changed", "\"level\":\"low\"," WHY UNTIL },
		{ "zone.released", "\"reason\":\"term\",\"basis\":\"9\"" },
		{ "zone.released", "\"reason\":\"early\",\"basis\":\"9\"" } },
	ROWS(zone_rows),
};

#define TAKEN OPEN(NEED_TAKEN, NEED_NEXT_BUY)
#define BOUGHT OPEN(NEED_BOUGHT, NEED_NEXT_DELIVER)
#define SIGNED DONE(NEED_SIGNED)
#define ERRAND DONE(NEED_DONE)
#define DROPPED EXCUSED(NEED_WITHDRAWN)

/* What was delivered was delivered, also where somebody took the need back meanwhile. */
static const struct row need_rows[] = {
	{ "raised", { 0 }, OPEN(0, 0), { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "taken", { 1, 0 }, TAKEN, { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "bought", { 1, 2, 0 }, BOUGHT, { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "delivered", { 1, 2, 3 }, SIGNED, { SIGNED, SIGNED, SIGNED, ERRAND, SIGNED } },
	{ "dropped", { 1, 5, 0 }, DROPPED, { DROPPED, DROPPED, SIGNED, ERRAND, DROPPED } },
};

static const struct lifecycle need = {
	.round = "need",
	.raise = { "need.raised", "\"urgency\":\"life\",\"category\":\"medicine\",\"text\":\"?\"" },
	.steps = { { "need.taken", "\"owner\":\"u\"" }, { "order.bought", "\"amount\":\"1\"" },
		{ "delivery.signed", "\"by_whom\":\"door\",\"goods\":\"bought\"" },
		{ "errand.done", "\"errand\":\"clinic\"" },
		{ "need.dropped", "\"reason\":\"withdrawn\"" } },
	ROWS(need_rows),
};

#define AGAIN OPEN(COUNSEL_AGAIN, COUNSEL_NEXT_TALK)
#define REFERRED OPEN(COUNSEL_REFERRED, COUNSEL_NEXT_CLINIC)
#define UNREACHED OPEN(COUNSEL_UNREACHABLE, COUNSEL_NEXT_CALL)
#define GIVEN DONE(COUNSEL_GIVEN)
#define DECLINED EXCUSED(COUNSEL_DECLINED)

static const struct row counsel_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "to go on", { 2, 0 }, AGAIN, { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "referred", { 2, 3, 0 }, REFERRED, { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "concluded", { 2, 1, 0 }, GIVEN, { GIVEN, GIVEN, GIVEN, GIVEN, GIVEN } },
	{ "declined", { 4, 5, 0 }, DECLINED, { GIVEN, DECLINED, DECLINED, DECLINED, DECLINED } },
};

static const struct lifecycle counsel = {
	.round = "counsel",
	.raise = { "counsel.asked", "\"category\":\"ordinary\"" },
	.steps = { { "counsel.given", "\"outcome\":\"given\"" },
		{ "counsel.given", "\"outcome\":\"again\"" },
		{ "counsel.given", "\"outcome\":\"referred\"" },
		{ "counsel.given", "\"outcome\":\"unreachable\"" },
		{ "counsel.given", "\"outcome\":\"declined\"" } },
	ROWS(counsel_rows),
};

#define ACCEPTED OPEN(ASK_ACCEPTED, ASK_NEXT_OWNER)
#define PASSED_ON OPEN(ASK_PASSED_ON, ASK_NEXT_OTHER)
#define CANNOT OPEN(ASK_CANNOT, ASK_NEXT_ABOVE)
#define ANSWERED DONE(ASK_ANSWERED)
#define SOLVED DONE(ASK_SOLVED)

static const struct row ask_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "accepted", { 1, 0 }, ACCEPTED, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "passed on", { 1, 2, 0 }, PASSED_ON, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "given up", { 1, 3, 0 }, CANNOT, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "answered", { 1, 4, 0 }, ANSWERED, { ANSWERED, ANSWERED, ANSWERED, ANSWERED, SOLVED } },
};

static const struct lifecycle ask = {
	.round = "ask",
	.raise = { "ask.asked", "\"category\":\"life\",\"text\":\"?\"" },
	.steps = { { "ask.accepted", "\"owner\":\"u\"" },
		{ "ask.answered", "\"outcome\":\"passed_on\"" },
		{ "ask.answered", "\"outcome\":\"cannot\"" },
		{ "ask.answered", "\"outcome\":\"answered\"" },
		{ "ask.answered", "\"outcome\":\"solved\"" } },
	ROWS(ask_rows),
};

#define TOOK OPEN(TASK_ACCEPTED, TASK_NEXT_DO)
#define REPORTED OPEN(TASK_REPORTED, TASK_NEXT_CHECK)
#define CHECKED DONE(TASK_CHECKED)
#define SENT_BACK OPEN(TASK_SENT_BACK, TASK_NEXT_DO)
#define NO_TASK EXCUSED(TASK_DROPPED)

/* What was checked is done, also where somebody dropped the task meanwhile. */
static const struct row task_rows[] = {
	{ "set", { 0 }, OPEN(0, 0), { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "accepted", { 1, 0 }, TOOK, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "reported", { 1, 2, 0 }, REPORTED, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "sent back", { 1, 2, 4 }, SENT_BACK, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "settled", { 1, 2, 3 }, CHECKED, { CHECKED, CHECKED, CHECKED, CHECKED, CHECKED } },
	{ "dropped", { 1, 5, 0 }, NO_TASK, { NO_TASK, NO_TASK, CHECKED, NO_TASK, NO_TASK } },
};

static const struct lifecycle task = {
	.round = "task",
	.raise = { "task.set",
		"\"text\":\"?\",\"owner\":\"u\",\"due\":\"2022-08-31T08:00:00+08:00\"" },
	.steps = { { "task.accepted", "\"owner\":\"u\"" }, { "task.done", "\"note\":\"?\"" },
		{ "task.checked", "\"result\":\"passed\"" },
		{ "task.checked", "\"result\":\"sent_back\"" },
		{ "task.dropped", "\"reason\":\"?\"" } },
	ROWS(task_rows),
};

#define AT_HOME DONE(DOORSTEP_DONE)
#define UNNEEDED EXCUSED(DOORSTEP_UNNEEDED)
#define AWAY OPEN(DOORSTEP_ABSENT, 1)
#define REFUSED OPEN(DOORSTEP_REFUSED, 2)

static const struct row doorstep_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "nobody there", { 3, 0 }, AWAY, { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "refused", { 3, 4, 0 }, REFUSED, { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "sampled", { 3, 1, 0 }, AT_HOME, { AT_HOME, AT_HOME, AT_HOME, AT_HOME } },
	{ "not needed", { 2, 0 }, UNNEEDED, { AT_HOME, UNNEEDED, UNNEEDED, UNNEEDED } },
};

static const struct lifecycle doorstep = {
	.round = "doorstep",
	.raises = ABOUT_SOMEBODY,
	.raise = { "doorstep.asked", "\"reason\":\"immobile\"" },
	.steps = { { "doorstep.done", "\"outcome\":\"done\"" },
		{ "doorstep.done", "\"outcome\":\"unneeded\"" },
		{ "doorstep.done", "\"outcome\":\"absent\",\"next\":\"again\"" },
		{ "doorstep.done", "\"outcome\":\"refused\",\"next\":\"community\"" } },
	ROWS(doorstep_rows),
};

#define LABORATORY "\"laboratory\":\"00000000-0000-7000-8000-00000000beef\","
#define LOST EXCUSED(TUBE_LOST)
#define NEGATIVE DONE(TUBE_NEGATIVE)
#define POSITIVE DONE(TUBE_POSITIVE)
#define INVALID OPEN(TUBE_INVALID, TUBE_NEXT_AGAIN)
#define UNUSABLE EXCUSED(TUBE_UNUSABLE)

/* A tube that was thought lost and is tested after all has its result. */
static const struct row tube_rows[] = {
	{ "sealed", { 0 }, OPEN(0, 0), { LOST, NEGATIVE, POSITIVE, INVALID, UNUSABLE } },
	{ "invalid", { 4, 0 }, INVALID, { LOST, NEGATIVE, POSITIVE, INVALID, UNUSABLE } },
	{ "negative", { 4, 2, 0 }, NEGATIVE, { NEGATIVE, NEGATIVE, POSITIVE, NEGATIVE, NEGATIVE } },
	{ "positive", { 3, 0 }, POSITIVE, { POSITIVE, NEGATIVE, POSITIVE, POSITIVE, POSITIVE } },
	{ "lost", { 1, 0 }, LOST, { LOST, NEGATIVE, POSITIVE, LOST, UNUSABLE } },
	{ "unusable", { 5, 0 }, UNUSABLE, { LOST, NEGATIVE, POSITIVE, UNUSABLE, UNUSABLE } },
};

static const struct lifecycle tube = {
	.round = "tube",
	.raises = ITSELF,
	.raise = { "tube.sealed",
		"\"code\":\"T\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9" },
	.steps = { { "tube.lost", "\"stage\":\"way\"" },
		{ "tube.result", LABORATORY "\"result\":\"negative\"" },
		{ "tube.result", LABORATORY "\"result\":\"positive\"" },
		{ "tube.result", LABORATORY "\"result\":\"invalid\"" },
		{ "tube.result", LABORATORY "\"result\":\"unusable\"" } },
	ROWS(tube_rows),
};

#define WELL_TESTED DONE(REFERRAL_NEGATIVE)
#define ILL_TESTED DONE(REFERRAL_POSITIVE)
#define HANDED_OVER DONE(REFERRAL_TRANSFERRED)
#define NOT_FOUND OPEN(REFERRAL_LOST, REFERRAL_NEXT_POLICE)

static const struct row referral_rows[] = {
	{ "made", { 0 }, OPEN(0, 0), { WELL_TESTED, ILL_TESTED, HANDED_OVER, NOT_FOUND } },
	{ "not found", { 4, 0 }, NOT_FOUND, { WELL_TESTED, ILL_TESTED, HANDED_OVER, NOT_FOUND } },
	{ "negative", { 4, 1, 0 }, WELL_TESTED,
		{ WELL_TESTED, ILL_TESTED, HANDED_OVER, WELL_TESTED } },
	{ "positive", { 2, 0 }, ILL_TESTED, { WELL_TESTED, ILL_TESTED, HANDED_OVER, ILL_TESTED } },
};

static const struct lifecycle referral = {
	.round = "referral",
	.raise = { "referral.made", "\"of\":\"person\",\"people\":1,\"reason\":\"outside\"" },
	.steps = { { "referral.tested", "\"result\":\"negative\"" },
		{ "referral.tested", "\"result\":\"positive\"" },
		{ "referral.transferred", "\"to\":\"u\"" }, { "referral.lost", "\"to\":\"u\"" } },
	ROWS(referral_rows),
};

#define WELL DONE(ARRIVAL_WELL)
#define SYMPTOMS DONE(ARRIVAL_SYMPTOMS)
#define NOT_REACHED OPEN(ARRIVAL_NOT_REACHED, 1)
#define GONE EXCUSED(ARRIVAL_LEFT)

static const struct row arrival_rows[] = {
	{ "due", { 0 }, OPEN(0, 0), { WELL, SYMPTOMS, NOT_REACHED, GONE } },
	{ "not reached", { 3, 0 }, NOT_REACHED, { WELL, SYMPTOMS, NOT_REACHED, GONE } },
	{ "well", { 3, 1, 0 }, WELL, { WELL, SYMPTOMS, WELL, WELL } },
	{ "symptoms", { 2, 0 }, SYMPTOMS, { WELL, SYMPTOMS, SYMPTOMS, SYMPTOMS } },
	{ "left", { 4, 0 }, GONE, { WELL, SYMPTOMS, GONE, GONE } },
};

static const struct lifecycle arrival = {
	.round = "arrival",
	.slot = 1,
	.raise = { "arrival.registered", "\"origin\":\"outside\"" },
	.steps = { { "arrival.followed", "\"slot\":1,\"outcome\":\"well\"" },
		{ "arrival.followed", "\"slot\":1,\"outcome\":\"symptoms\"" },
		{ "arrival.followed", "\"slot\":1,\"outcome\":\"not_reached\",\"next\":\"call\"" },
		{ "arrival.followed", "\"slot\":1,\"outcome\":\"left\"" } },
	ROWS(arrival_rows),
};

#define AT_POST "\"post\":\"00000000-0000-7000-8000-00000000beef\",\"slot\":2"
#define SOMEBODY "\"00000000-0000-7000-8000-00000000beee\""
#define HELD DONE(SHIFT_HELD)
#define WENT_OFF OPEN(SHIFT_LEFT, SHIFT_NEXT_ENTER)
#define GAVE_OVER OPEN(SHIFT_HANDED_OVER, SHIFT_NEXT_ENTER)
#define NO_SHOW OPEN(SHIFT_NO_SHOW, SHIFT_NEXT_REPLACE)
#define SWAPPED OPEN(SHIFT_SWAPPED, SHIFT_NEXT_COME)

/* Only a clock-in holds a shift, and then it was held. */
static const struct row shift_rows[] = {
	{ "planned", { 0 }, OPEN(0, 0), { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "no show", { 4, 0 }, NO_SHOW, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "swapped", { 4, 5, 0 }, SWAPPED, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "gone off", { 3, 2, 0 }, WENT_OFF, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "held", { 5, 1, 0 }, HELD, { HELD, HELD, HELD, HELD, HELD } },
};

static const struct lifecycle shift = {
	.round = "shift",
	.slot = 2,
	.raises = ITSELF,
	.raise = { "shift.planned", AT_POST ",\"start\":\"2022-08-31T08:00:00+08:00\"" },
	.steps = { { "shift.clock_in", AT_POST ",\"post_kind\":\"station\"" },
		{ "shift.clock_out", AT_POST ",\"hours\":\"12\"" },
		{ "shift.handed_over", AT_POST ",\"to\":" SOMEBODY },
		{ "shift.no_show", AT_POST ",\"next\":\"replace\"" },
		{ "shift.swapped",
			AT_POST ",\"start\":\"2022-08-31T08:00:00+08:00\",\"with\":" SOMEBODY } },
	ROWS(shift_rows),
};

/* Why it ended is what was said last. */
static const struct row lead_rows[] = {
	{ "in force", { 0 }, OPEN(0, 0), { DONE(1), DONE(2) } },
	{ "ended", { 1, 0 }, DONE(1), { DONE(1), DONE(2) } },
};

static const struct lifecycle lead = {
	.round = "lead",
	.raise = { "area.led", "\"leader\":" SOMEBODY ",\"role\":\"cadre\"" },
	.steps = { { "area.led_ended", "\"reason\":\"replaced\"" },
		{ "area.led_ended", "\"reason\":\"left\"" } },
	ROWS(lead_rows),
};

/* ---- playing them ---- */

struct play {
	struct fixture f;
	const struct lifecycle *life;
	const char *round;
	int next; /* number of the next record */
};

static void play_open(struct play *p, const struct lifecycle *life)
{
	*p = (struct play){ .life = life, .round = fixture_standing(life->round), .next = 1000 };
	fixture_open(&p->f, engine);
	fixture_county(&p->f, 1);
	fixture_standing_open(&p->f, 40, life->round);
}

/* Record n of a matter's life, a minute after the one before it: 0 raises it. */
static void say(struct play *p, int matter, int n, const struct step *s)
{
	bool itself = p->life->raises == ITSELF;

	p->f.minute = 100 + n;
	if (n == 0 && p->life->raises == A_MATTER)
		fixture_accept(&p->f, matter,
			"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{%s}", s->kind, p->round,
			s->body);
	else if (n == 0)
		fixture_accept(&p->f, itself ? matter + 9 : matter,
			"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}",
			s->kind, p->round, itself ? fid(matter) : fid(100), s->body);
	else
		fixture_accept(&p->f, matter + n,
			"\"%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}",
			s->kind, p->round, fid(matter), s->body);
}

/* The way to a state and one step more (NULL: none), in the order of their times or in that turned round. */
static int live(struct play *p, const struct row *row, const struct step *more, bool turned)
{
	const struct step *all[PATH_MAX + 2] = { &p->life->raise };
	int matter = p->next, n = 1;

	p->next += 10;
	for (int i = 0; i < PATH_MAX && row->path[i]; i++)
		all[n++] = &p->life->steps[row->path[i] - 1];
	if (more)
		all[n++] = more;
	for (int i = 0; i < n; i++) {
		int at = turned ? n - 1 - i : i;

		say(p, matter, at, all[at]);
	}
	return matter;
}

static void check_cell(
	struct play *p, int matter, const struct cell *want, const char *state, const char *step)
{
	struct uuid subject = fuid(matter), round = round_standing_id(fuid(1), p->life->round);
	const struct store_value key[] = { SV_UUID(&round), SV_TEXT(STR("g1")), SV_UUID(&subject),
		SV_INT(p->life->slot) };
	STORE_ROWS q = { 0 };
	struct cell got;

	fixture_read(&p->f);
	assert_int_equal(
		store_query_each(&p->f.cx, p->f.cover.store, STMT_TARGET_GET, key, 1, &q), 0);
	assert_int_equal(store_next(&p->f.cx, &q), 1);
	got = (struct cell){ (int)store_int(&q, 4), (int)store_int(&q, 5), (int)store_int(&q, 6) };
	if (got.state != want->state || got.code != want->code || got.next != want->next)
		fail_msg("%s, %s, then %s: %d %d %d, not %d %d %d", p->life->round, state, step,
			got.state, got.code, got.next, want->state, want->code, want->next);
	store_rows_done(&q);
	fixture_read_done(&p->f);
}

/* Each state, and each step from it; `say_them` false: only looked at again, by the same numbers. */
static void each_cell(struct play *p, bool say_them)
{
	p->next = 1000;
	for (size_t i = 0; i < p->life->rows_n; i++) {
		const struct row *row = &p->life->rows[i];

		for (int k = -1; k < STEPS_MAX && (k < 0 || p->life->steps[k].kind); k++) {
			const struct step *more = k < 0 ? NULL : &p->life->steps[k];

			for (int turned = 0; turned < 2; turned++) {
				int matter = p->next;

				if (say_them)
					live(p, row, more, turned);
				else
					p->next += 10;
				check_cell(p, matter, k < 0 ? &row->now : &row->after[k], row->name,
					more ? more->kind : "nothing");
			}
		}
	}
}

static void play(const struct lifecycle *life)
{
	struct play p;

	play_open(&p, life);
	each_cell(&p, true);
	assert_int_equal(rebuild(&p.f.cx, &p.f.site->view, NULL, NULL), 0);
	each_cell(&p, false);
	fixture_read(&p.f);
	assert_int_equal(cover_recount(&p.f.cx, p.f.cover.store), 0);
	fixture_read_done(&p.f);
	fixture_close(&p.f);
}

static void a_finding(void **state)
{
	(void)state;
	play(&finding);
}

static void a_zone(void **state)
{
	(void)state;
	play(&zone);
}

static void a_need(void **state)
{
	(void)state;
	play(&need);
}

static void a_talk(void **state)
{
	(void)state;
	play(&counsel);
}

static void a_question(void **state)
{
	(void)state;
	play(&ask);
}

static void a_task(void **state)
{
	(void)state;
	play(&task);
}

static void a_doorstep_request(void **state)
{
	(void)state;
	play(&doorstep);
}

static void a_tube(void **state)
{
	(void)state;
	play(&tube);
}

static void a_referral(void **state)
{
	(void)state;
	play(&referral);
}

static void a_follow_up(void **state)
{
	(void)state;
	play(&arrival);
}

static void a_shift(void **state)
{
	(void)state;
	play(&shift);
}

static void a_leader_of_an_area(void **state)
{
	(void)state;
	play(&lead);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding),
		cmocka_unit_test(a_zone),
		cmocka_unit_test(a_need),
		cmocka_unit_test(a_talk),
		cmocka_unit_test(a_question),
		cmocka_unit_test(a_task),
		cmocka_unit_test(a_doorstep_request),
		cmocka_unit_test(a_tube),
		cmocka_unit_test(a_referral),
		cmocka_unit_test(a_follow_up),
		cmocka_unit_test(a_shift),
		cmocka_unit_test(a_leader_of_an_area),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
