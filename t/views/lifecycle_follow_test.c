/* Lifecycles of what the program draws up: somebody who was in an area at risk, and a warning. As in lifecycle_test.c. */
#include "support/lifecycle.h"

#include "desk/command/follow.h"

static const char *engine;

#define DAY "\"day\":\"" FIXTURE_DAY "\""
#define DAY_SLOT 19234
#define MATCHED(off) \
	DAY ",\"journey\":\"@1\",\"whom\":\"known\",\"level\":\"high\",\"there\":true," \
	    "\"as_of\":\"2022-08-30T08:00:00+08:00\",\"snapshot\":\"v\",\"since\":" \
	    "\"2022-08-30T09:00:00+08:00\",\"norm\":\"?\",\"off\":" off

#define AT_HOME DONE(RISK_HOME)
#define CALL OPEN(RISK_NOT_REACHED, 1)
#define NOT_THERE EXCUSED(RISK_NOT_THERE)
#define OFF EXCUSED(RISK_OFF_LIST)

/* Whoever was found was found, whatever a list says later; of two reasons the one said last holds. */
static const struct life_row risk_rows[] = {
	{ "to be found", { 0 }, OPEN(0, 0), { AT_HOME, CALL, NOT_THERE, OFF } },
	{ "not reached", { 2, 0 }, CALL, { AT_HOME, CALL, NOT_THERE, OFF } },
	{ "found", { 2, 1, 0 }, AT_HOME, { AT_HOME, AT_HOME, AT_HOME, AT_HOME } },
	{ "dismissed", { 3, 0 }, NOT_THERE, { AT_HOME, NOT_THERE, NOT_THERE, OFF } },
	{ "off the list", { 4, 0 }, OFF, { AT_HOME, OFF, NOT_THERE, OFF } },
};

static const struct life risk = {
	.round = "risk",
	.slot = DAY_SLOT,
	.raises = ITSELF,
	.raise = STEP("risk.matched", MATCHED("false")),
	.steps = { STEP("risk.followed", DAY ",\"outcome\":\"home\""),
		STEP("risk.followed", DAY ",\"outcome\":\"not_reached\",\"next\":\"call\""),
		STEP("risk.dismissed", DAY ",\"reason\":\"not_there\""),
		STEP("risk.matched", MATCHED("true")) },
	ROWS(risk_rows),
};

#define TESTED DONE(WARNING_TESTED)
#define NOTHING DONE(WARNING_NOTHING)
#define WATCHED OPEN(WARNING_WATCH, 2)

static const struct life_row warning_rows[] = {
	{ "raised", { 0 }, OPEN(0, 0), { TESTED, NOTHING, WATCHED } },
	{ "watched", { 3, 0 }, WATCHED, { TESTED, NOTHING, WATCHED } },
	{ "dealt with", { 3, 1, 0 }, TESTED, { TESTED, NOTHING, TESTED } },
};

static const struct life warning = {
	.round = "warning",
	.raises = A_MATTER,
	.raise = STEP_OF("warning.raised",
		"\"from\":\"" FIXTURE_DAY "\",\"to\":\"" FIXTURE_DAY
		"\",\"people\":5,\"fresh\":5,\"norm\":\"?\"",
		"\"round\":\"$\""),
	.steps = { STEP("warning.settled", "\"outcome\":\"tested\""),
		STEP("warning.settled", "\"outcome\":\"nothing\""),
		STEP("warning.settled", "\"outcome\":\"watch\",\"next\":\"visit\"") },
	ROWS(warning_rows),
};

static void somebody_who_was_in_an_area_at_risk(void **state)
{
	(void)state;
	life_play(engine, &risk);
}

static void a_warning(void **state)
{
	(void)state;
	life_play(engine, &warning);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(somebody_who_was_in_an_area_at_risk),
		cmocka_unit_test(a_warning),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
