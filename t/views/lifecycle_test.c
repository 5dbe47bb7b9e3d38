/* Lifecycles: each state × each step, what state follows. No view can refuse a step, for the one that was to come before it
 * may still be on its way; so a step out of turn has an outcome of its own that is written down here like any other, and it is
 * the same in whatever order the records arrive and after a rebuild. On both engines. */
#include "support/lifecycle.h"

#include "desk/ask/ask.h"
#include "desk/checkpoint/checkpoint.h"
#include "desk/command/command.h"
#include "desk/crew/crew.h"
#include "desk/inspect/inspect.h"
#include "desk/testing/testing.h"
#include "desk/zone/zone.h"

static const char *engine;

#define ASSIGNED OPEN(FINDING_ASSIGNED, FINDING_NEXT_FIX)
#define FIXED OPEN(FINDING_FIXED, FINDING_NEXT_RECHECK)
#define PASSED DONE(FINDING_PASSED)
#define UNREPORTED OPEN(FINDING_UNREPORTED, FINDING_NEXT_REPORT)
#define FAILED OPEN(FINDING_FAILED, FINDING_NEXT_FIX_AGAIN)

/* A re-check that passes before anybody reported a fix settles nothing, and what is settled no step opens again. */
static const struct life_row finding_rows[] = {
	{ "raised", { 0 }, OPEN(0, 0), { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "assigned", { 1, 0 }, ASSIGNED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "fixed", { 1, 2, 0 }, FIXED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "sent back", { 1, 2, 5 }, FAILED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "unreported", { 1, 4, 0 }, UNREPORTED, { ASSIGNED, FIXED, PASSED, UNREPORTED, FAILED } },
	{ "settled", { 1, 2, 3 }, PASSED, { PASSED, PASSED, PASSED, PASSED, PASSED } },
};

static const struct life finding = {
	.round = "finding",
	.raise = STEP("finding.raised",
		"\"severity\":\"by_date\",\"category\":\"entry\",\"source\":\"inspection\",\"text\":\"?\""),
	.steps = { STEP("finding.assigned", "\"owner\":\"u\""),
		STEP("finding.fixed", "\"text\":\"?\""),
		STEP("finding.rechecked", "\"outcome\":\"passed\",\"reported\":true"),
		STEP("finding.rechecked", "\"outcome\":\"passed\",\"reported\":false"),
		STEP("finding.rechecked", "\"outcome\":\"failed\",\"reported\":true") },
	ROWS(finding_rows),
};

#define UNTIL "\"until\":\"2022-09-06T09:00:00+08:00\""
#define WHY "\"cause\":\"rule\",\"basis\":\"9\","
#define MEDIUM OPEN(ZONE_MEDIUM, ZONE_NEXT_ASSESS)
#define LOW OPEN(ZONE_LOW, ZONE_NEXT_ASSESS)

/* A zone that was released is no longer in force whatever is changed of it; the last to release it says why. */
static const struct life_row zone_rows[] = {
	{ "sealed", { 0 }, OPEN(ZONE_HIGH, ZONE_NEXT_ASSESS),
		{ MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "changed", { 1, 0 }, MEDIUM, { MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "changed twice", { 1, 2, 0 }, LOW, { MEDIUM, LOW, DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
	{ "released", { 1, 3, 0 }, DONE(ZONE_TERM),
		{ DONE(ZONE_TERM), DONE(ZONE_TERM), DONE(ZONE_TERM), DONE(ZONE_EARLY) } },
};

static const struct life zone = {
	.round = "zone",
	.raise = STEP("zone.sealed", "\"level\":\"high\"," WHY UNTIL ",\"lead\":\"u\""),
	.steps = { STEP("zone.changed", "\"level\":\"medium\"," WHY UNTIL),
		STEP("zone.changed", "\"level\":\"low\"," WHY UNTIL),
		STEP("zone.released", "\"reason\":\"term\",\"basis\":\"9\""),
		STEP("zone.released", "\"reason\":\"early\",\"basis\":\"9\"") },
	ROWS(zone_rows),
};

#define TAKEN OPEN(NEED_TAKEN, NEED_NEXT_BUY)
#define BOUGHT OPEN(NEED_BOUGHT, NEED_NEXT_DELIVER)
#define SIGNED DONE(NEED_SIGNED)
#define ERRAND DONE(NEED_DONE)
#define DROPPED EXCUSED(NEED_WITHDRAWN)

/* What was delivered was delivered, also where somebody took the need back meanwhile. */
static const struct life_row need_rows[] = {
	{ "raised", { 0 }, OPEN(0, 0), { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "taken", { 1, 0 }, TAKEN, { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "bought", { 1, 2, 0 }, BOUGHT, { TAKEN, BOUGHT, SIGNED, ERRAND, DROPPED } },
	{ "delivered", { 1, 2, 3 }, SIGNED, { SIGNED, SIGNED, SIGNED, ERRAND, SIGNED } },
	{ "dropped", { 1, 5, 0 }, DROPPED, { DROPPED, DROPPED, SIGNED, ERRAND, DROPPED } },
};

static const struct life need = {
	.round = "need",
	.raise = STEP(
		"need.raised", "\"urgency\":\"life\",\"category\":\"medicine\",\"text\":\"?\""),
	.steps = { STEP("need.taken", "\"owner\":\"u\""), STEP("order.bought", "\"amount\":\"1\""),
		STEP("delivery.signed", "\"by_whom\":\"door\",\"goods\":\"bought\""),
		STEP("errand.done", "\"errand\":\"clinic\""),
		STEP("need.dropped", "\"reason\":\"withdrawn\"") },
	ROWS(need_rows),
};

#define AGAIN OPEN(COUNSEL_AGAIN, COUNSEL_NEXT_TALK)
#define REFERRED OPEN(COUNSEL_REFERRED, COUNSEL_NEXT_CLINIC)
#define UNREACHED OPEN(COUNSEL_UNREACHABLE, COUNSEL_NEXT_CALL)
#define GIVEN DONE(COUNSEL_GIVEN)
#define DECLINED EXCUSED(COUNSEL_DECLINED)

static const struct life_row counsel_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "to go on", { 2, 0 }, AGAIN, { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "referred", { 2, 3, 0 }, REFERRED, { GIVEN, AGAIN, REFERRED, UNREACHED, DECLINED } },
	{ "concluded", { 2, 1, 0 }, GIVEN, { GIVEN, GIVEN, GIVEN, GIVEN, GIVEN } },
	{ "declined", { 4, 5, 0 }, DECLINED, { GIVEN, DECLINED, DECLINED, DECLINED, DECLINED } },
};

static const struct life counsel = {
	.round = "counsel",
	.raise = STEP("counsel.asked", "\"category\":\"ordinary\""),
	.steps = { STEP("counsel.given", "\"outcome\":\"given\""),
		STEP("counsel.given", "\"outcome\":\"again\""),
		STEP("counsel.given", "\"outcome\":\"referred\""),
		STEP("counsel.given", "\"outcome\":\"unreachable\""),
		STEP("counsel.given", "\"outcome\":\"declined\"") },
	ROWS(counsel_rows),
};

#define ACCEPTED OPEN(ASK_ACCEPTED, ASK_NEXT_OWNER)
#define PASSED_ON OPEN(ASK_PASSED_ON, ASK_NEXT_OTHER)
#define CANNOT OPEN(ASK_CANNOT, ASK_NEXT_ABOVE)
#define ANSWERED DONE(ASK_ANSWERED)
#define SOLVED DONE(ASK_SOLVED)

static const struct life_row ask_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "accepted", { 1, 0 }, ACCEPTED, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "passed on", { 1, 2, 0 }, PASSED_ON, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "given up", { 1, 3, 0 }, CANNOT, { ACCEPTED, PASSED_ON, CANNOT, ANSWERED, SOLVED } },
	{ "answered", { 1, 4, 0 }, ANSWERED, { ANSWERED, ANSWERED, ANSWERED, ANSWERED, SOLVED } },
};

static const struct life ask = {
	.round = "ask",
	.raise = STEP("ask.asked", "\"category\":\"life\",\"text\":\"?\""),
	.steps = { STEP("ask.accepted", "\"owner\":\"u\""),
		STEP("ask.answered", "\"outcome\":\"passed_on\""),
		STEP("ask.answered", "\"outcome\":\"cannot\""),
		STEP("ask.answered", "\"outcome\":\"answered\""),
		STEP("ask.answered", "\"outcome\":\"solved\"") },
	ROWS(ask_rows),
};

#define TOOK OPEN(TASK_ACCEPTED, TASK_NEXT_DO)
#define REPORTED OPEN(TASK_REPORTED, TASK_NEXT_CHECK)
#define CHECKED DONE(TASK_CHECKED)
#define SENT_BACK OPEN(TASK_SENT_BACK, TASK_NEXT_DO)
#define NO_TASK EXCUSED(TASK_DROPPED)

/* What was checked is done, also where somebody dropped the task meanwhile. */
static const struct life_row task_rows[] = {
	{ "set", { 0 }, OPEN(0, 0), { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "accepted", { 1, 0 }, TOOK, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "reported", { 1, 2, 0 }, REPORTED, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "sent back", { 1, 2, 4 }, SENT_BACK, { TOOK, REPORTED, CHECKED, SENT_BACK, NO_TASK } },
	{ "settled", { 1, 2, 3 }, CHECKED, { CHECKED, CHECKED, CHECKED, CHECKED, CHECKED } },
	{ "dropped", { 1, 5, 0 }, NO_TASK, { NO_TASK, NO_TASK, CHECKED, NO_TASK, NO_TASK } },
};

static const struct life task = {
	.round = "task",
	.raise = STEP(
		"task.set", "\"text\":\"?\",\"owner\":\"u\",\"due\":\"2022-08-31T08:00:00+08:00\""),
	.steps = { STEP("task.accepted", "\"owner\":\"u\""), STEP("task.done", "\"note\":\"?\""),
		STEP("task.checked", "\"result\":\"passed\""),
		STEP("task.checked", "\"result\":\"sent_back\""),
		STEP("task.dropped", "\"reason\":\"?\"") },
	ROWS(task_rows),
};

#define AT_HOME DONE(DOORSTEP_DONE)
#define UNNEEDED EXCUSED(DOORSTEP_UNNEEDED)
#define AWAY OPEN(DOORSTEP_ABSENT, 1)
#define REFUSED OPEN(DOORSTEP_REFUSED, 2)

static const struct life_row doorstep_rows[] = {
	{ "asked", { 0 }, OPEN(0, 0), { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "nobody there", { 3, 0 }, AWAY, { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "refused", { 3, 4, 0 }, REFUSED, { AT_HOME, UNNEEDED, AWAY, REFUSED } },
	{ "sampled", { 3, 1, 0 }, AT_HOME, { AT_HOME, AT_HOME, AT_HOME, AT_HOME } },
	{ "not needed", { 2, 0 }, UNNEEDED, { AT_HOME, UNNEEDED, UNNEEDED, UNNEEDED } },
};

static const struct life doorstep = {
	.round = "doorstep",
	.raises = ABOUT_SOMEBODY,
	.raise = STEP("doorstep.asked", "\"reason\":\"immobile\""),
	.steps = { STEP("doorstep.done", "\"outcome\":\"done\""),
		STEP("doorstep.done", "\"outcome\":\"unneeded\""),
		STEP("doorstep.done", "\"outcome\":\"absent\",\"next\":\"again\""),
		STEP("doorstep.done", "\"outcome\":\"refused\",\"next\":\"community\"") },
	ROWS(doorstep_rows),
};

#define LABORATORY "\"laboratory\":\"00000000-0000-7000-8000-00000000beef\","
#define LOST EXCUSED(TUBE_LOST)
#define NEGATIVE DONE(TUBE_NEGATIVE)
#define POSITIVE DONE(TUBE_POSITIVE)
#define INVALID OPEN(TUBE_INVALID, TUBE_NEXT_AGAIN)
#define UNUSABLE EXCUSED(TUBE_UNUSABLE)

/* A tube that was thought lost and is tested after all has its result. */
static const struct life_row tube_rows[] = {
	{ "sealed", { 0 }, OPEN(0, 0), { LOST, NEGATIVE, POSITIVE, INVALID, UNUSABLE } },
	{ "invalid", { 4, 0 }, INVALID, { LOST, NEGATIVE, POSITIVE, INVALID, UNUSABLE } },
	{ "negative", { 4, 2, 0 }, NEGATIVE, { NEGATIVE, NEGATIVE, POSITIVE, NEGATIVE, NEGATIVE } },
	{ "positive", { 3, 0 }, POSITIVE, { POSITIVE, NEGATIVE, POSITIVE, POSITIVE, POSITIVE } },
	{ "lost", { 1, 0 }, LOST, { LOST, NEGATIVE, POSITIVE, LOST, UNUSABLE } },
	{ "unusable", { 5, 0 }, UNUSABLE, { LOST, NEGATIVE, POSITIVE, UNUSABLE, UNUSABLE } },
};

static const struct life tube = {
	.round = "tube",
	.raises = ITSELF,
	.raise = STEP("tube.sealed",
		"\"code\":\"T\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9"),
	.steps = { STEP("tube.lost", "\"stage\":\"way\""),
		STEP("tube.result", LABORATORY "\"result\":\"negative\""),
		STEP("tube.result", LABORATORY "\"result\":\"positive\""),
		STEP("tube.result", LABORATORY "\"result\":\"invalid\""),
		STEP("tube.result", LABORATORY "\"result\":\"unusable\"") },
	ROWS(tube_rows),
};

#define WELL_TESTED DONE(REFERRAL_NEGATIVE)
#define ILL_TESTED DONE(REFERRAL_POSITIVE)
#define HANDED_OVER DONE(REFERRAL_TRANSFERRED)
#define NOT_FOUND OPEN(REFERRAL_LOST, REFERRAL_NEXT_POLICE)

static const struct life_row referral_rows[] = {
	{ "made", { 0 }, OPEN(0, 0), { WELL_TESTED, ILL_TESTED, HANDED_OVER, NOT_FOUND } },
	{ "not found", { 4, 0 }, NOT_FOUND, { WELL_TESTED, ILL_TESTED, HANDED_OVER, NOT_FOUND } },
	{ "negative", { 4, 1, 0 }, WELL_TESTED,
		{ WELL_TESTED, ILL_TESTED, HANDED_OVER, WELL_TESTED } },
	{ "positive", { 2, 0 }, ILL_TESTED, { WELL_TESTED, ILL_TESTED, HANDED_OVER, ILL_TESTED } },
};

static const struct life referral = {
	.round = "referral",
	.raise = STEP("referral.made", "\"of\":\"person\",\"people\":1,\"reason\":\"outside\""),
	.steps = { STEP("referral.tested", "\"result\":\"negative\""),
		STEP("referral.tested", "\"result\":\"positive\""),
		STEP("referral.transferred", "\"to\":\"u\""),
		STEP("referral.lost", "\"to\":\"u\"") },
	ROWS(referral_rows),
};

#define WELL DONE(ARRIVAL_WELL)
#define SYMPTOMS DONE(ARRIVAL_SYMPTOMS)
#define NOT_REACHED OPEN(ARRIVAL_NOT_REACHED, 1)
#define GONE EXCUSED(ARRIVAL_LEFT)

static const struct life_row arrival_rows[] = {
	{ "due", { 0 }, OPEN(0, 0), { WELL, SYMPTOMS, NOT_REACHED, GONE } },
	{ "not reached", { 3, 0 }, NOT_REACHED, { WELL, SYMPTOMS, NOT_REACHED, GONE } },
	{ "well", { 3, 1, 0 }, WELL, { WELL, SYMPTOMS, WELL, WELL } },
	{ "symptoms", { 2, 0 }, SYMPTOMS, { WELL, SYMPTOMS, SYMPTOMS, SYMPTOMS } },
	{ "left", { 4, 0 }, GONE, { WELL, SYMPTOMS, GONE, GONE } },
};

static const struct life arrival = {
	.round = "arrival",
	.slot = 1,
	.raise = STEP("arrival.registered", "\"origin\":\"outside\""),
	.steps = { STEP("arrival.followed", "\"slot\":1,\"outcome\":\"well\""),
		STEP("arrival.followed", "\"slot\":1,\"outcome\":\"symptoms\""),
		STEP("arrival.followed",
			"\"slot\":1,\"outcome\":\"not_reached\",\"next\":\"call\""),
		STEP("arrival.followed", "\"slot\":1,\"outcome\":\"left\"") },
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
static const struct life_row shift_rows[] = {
	{ "planned", { 0 }, OPEN(0, 0), { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "no show", { 4, 0 }, NO_SHOW, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "swapped", { 4, 5, 0 }, SWAPPED, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "gone off", { 3, 2, 0 }, WENT_OFF, { HELD, WENT_OFF, GAVE_OVER, NO_SHOW, SWAPPED } },
	{ "held", { 5, 1, 0 }, HELD, { HELD, HELD, HELD, HELD, HELD } },
};

static const struct life shift = {
	.round = "shift",
	.slot = 2,
	.raises = ITSELF,
	.raise = STEP("shift.planned", AT_POST ",\"start\":\"2022-08-31T08:00:00+08:00\""),
	.steps = { STEP("shift.clock_in", AT_POST ",\"post_kind\":\"station\""),
		STEP("shift.clock_out", AT_POST ",\"hours\":\"12\""),
		STEP("shift.handed_over", AT_POST ",\"to\":" SOMEBODY),
		STEP("shift.no_show", AT_POST ",\"next\":\"replace\""),
		STEP("shift.swapped",
			AT_POST ",\"start\":\"2022-08-31T08:00:00+08:00\",\"with\":" SOMEBODY) },
	ROWS(shift_rows),
};

#define FILLED EXCUSED(SHIFT_FILLED)
#define EXEMPT EXCUSED(105)
#define AT_IT "\"round\":\"$\",\"subject\":" SOMEBODY
#define ON_IT "\"slot\":2,\"post\":\"@\""

/* A post asks who comes, and is content with anybody; what else is said of his shift is no answer to it. */
static const struct life_row post_rows[] = {
	{ "to be manned", { 0 }, OPEN(0, 0), { FILLED, FILLED, OPEN(0, 0), EXEMPT } },
	{ "somebody is planned", { 1, 0 }, FILLED, { FILLED, FILLED, FILLED, EXEMPT } },
	{ "somebody came", { 2, 0 }, FILLED, { FILLED, FILLED, FILLED, EXEMPT } },
	{ "exempted", { 4, 0 }, EXEMPT, { FILLED, FILLED, EXEMPT, EXEMPT } },
};

static const struct life post = {
	.round = "shift",
	.slot = 2,
	.raises = ITSELF,
	.raise = STEP("post.manned",
		"\"manning\":\"day_and_night\",\"slot\":2,\"shifts\":1,\"start\":\"2022-08-31T08:00:00+08:00\""),
	.steps = { STEP_OF("shift.planned", ON_IT ",\"start\":\"2022-08-31T08:00:00+08:00\"",
			   AT_IT),
		STEP_OF("shift.clock_in", ON_IT ",\"post_kind\":\"station\"", AT_IT),
		STEP_OF("shift.no_show", ON_IT ",\"next\":\"replace\"", AT_IT),
		STEP("target.exempted", "\"slot\":2,\"reason\":\"other\"") },
	ROWS(post_rows),
};

/* Why it ended is what was said last. */
static const struct life_row lead_rows[] = {
	{ "in force", { 0 }, OPEN(0, 0), { DONE(1), DONE(2) } },
	{ "ended", { 1, 0 }, DONE(1), { DONE(1), DONE(2) } },
};

static const struct life lead = {
	.round = "lead",
	.raise = STEP("area.led", "\"leader\":" SOMEBODY ",\"role\":\"cadre\""),
	.steps = { STEP("area.led_ended", "\"reason\":\"replaced\""),
		STEP("area.led_ended", "\"reason\":\"left\"") },
	ROWS(lead_rows),
};

static void a_finding(void **state)
{
	(void)state;
	life_play(engine, &finding);
}

static void a_zone(void **state)
{
	(void)state;
	life_play(engine, &zone);
}

static void a_need(void **state)
{
	(void)state;
	life_play(engine, &need);
}

static void a_talk(void **state)
{
	(void)state;
	life_play(engine, &counsel);
}

static void a_question(void **state)
{
	(void)state;
	life_play(engine, &ask);
}

static void a_task(void **state)
{
	(void)state;
	life_play(engine, &task);
}

static void a_doorstep_request(void **state)
{
	(void)state;
	life_play(engine, &doorstep);
}

static void a_tube(void **state)
{
	(void)state;
	life_play(engine, &tube);
}

static void a_referral(void **state)
{
	(void)state;
	life_play(engine, &referral);
}

static void a_follow_up(void **state)
{
	(void)state;
	life_play(engine, &arrival);
}

static void a_shift(void **state)
{
	(void)state;
	life_play(engine, &shift);
}

static void a_post(void **state)
{
	(void)state;
	life_play(engine, &post);
}

static void a_leader_of_an_area(void **state)
{
	(void)state;
	life_play(engine, &lead);
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
		cmocka_unit_test(a_post),
		cmocka_unit_test(a_leader_of_an_area),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
