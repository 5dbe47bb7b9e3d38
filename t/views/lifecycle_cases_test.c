/* Lifecycles of the laboratory's rounds: a box of tubes, a positive until it is judged, what follows from a case, and a contact's
 * day. As in lifecycle_test.c. */
#include "support/lifecycle.h"

#include "desk/testing/cases.h"
#include "desk/testing/testing.h"

static const char *engine;

#define LABORATORY "\"laboratory\":\"00000000-0000-7000-8000-00000000beef\""
#define THE_TUBE LABORATORY ",\"count\":1,\"tubes\":[\"@\"]"
#define ON_THE_WAY OPEN(TUBE_SENT, TUBE_NEXT_RECEIVE)
#define ARRIVED OPEN(TUBE_RECEIVED, TUBE_NEXT_RESULT)
#define LOST EXCUSED(TUBE_LOST)
#define NEGATIVE DONE(TUBE_NEGATIVE)

/* Each tube goes with its box. What is sent once more is on the way again; what was lost, or has its result, no box changes. */
static const struct life_row box_rows[] = {
	{ "sealed", { 0 }, OPEN(0, 0), { ON_THE_WAY, ARRIVED, LOST, NEGATIVE } },
	{ "sent", { 1, 0 }, ON_THE_WAY, { ON_THE_WAY, ARRIVED, LOST, NEGATIVE } },
	{ "received", { 1, 2, 0 }, ARRIVED, { ON_THE_WAY, ARRIVED, LOST, NEGATIVE } },
	{ "lost", { 1, 3, 0 }, LOST, { LOST, LOST, LOST, NEGATIVE } },
	{ "tested", { 1, 2, 4 }, NEGATIVE, { NEGATIVE, NEGATIVE, NEGATIVE, NEGATIVE } },
};

static const struct life box = {
	.round = "tube",
	.raises = ITSELF,
	.raise = STEP("tube.sealed",
		"\"code\":\"T\",\"pool\":\"ten\",\"zone\":\"precaution\",\"swabs\":9"),
	.steps = { STEP_OF("box.sent", "\"code\":\"X\"," THE_TUBE, "\"round\":\"$\""),
		STEP_OF("box.received", THE_TUBE, "\"round\":\"$\",\"subject\":\"#\""),
		STEP("tube.lost", "\"stage\":\"way\""),
		STEP("tube.result", LABORATORY ",\"result\":\"negative\"") },
	ROWS(box_rows),
};

#define CONFIRMED DONE(CASE_CONFIRMED)
#define RETESTED EXCUSED(CASE_RETEST)
#define MISTAKEN EXCUSED(CASE_MISTAKE)

/* A case is one, whoever dismissed its positive before or after. Where it was none, its record is voided. */
static const struct life_row positive_rows[] = {
	{ "to be judged", { 0 }, OPEN(0, 0), { CONFIRMED, RETESTED, MISTAKEN } },
	{ "confirmed", { 1, 0 }, CONFIRMED, { CONFIRMED, CONFIRMED, CONFIRMED } },
	{ "dismissed", { 2, 0 }, RETESTED, { CONFIRMED, RETESTED, MISTAKEN } },
};

static const struct life positive = {
	.round = "case",
	.raised_in = "tube",
	.slot = CASE_SLOT_POSITIVE,
	.raises = ABOUT_ITS_OWN,
	.raise = STEP("tube.result", LABORATORY ",\"result\":\"positive\",\"single\":true"),
	.steps = { STEP_OF("case.confirmed", "\"type\":\"confirmed\",\"of\":\"@\"",
			   "\"round\":\"$\""),
		STEP("case.dismissed", "\"reason\":\"retest\""),
		STEP("case.dismissed", "\"reason\":\"mistake\"") },
	ROWS(positive_rows),
};

#define TOLD DONE(CASE_TOLD)

/* That another was told, or that the household is listed, says nothing of the police. */
static const struct life_row notice_rows[] = {
	{ "to be told", { 0 }, OPEN(0, 0), { TOLD, OPEN(0, 0), OPEN(0, 0), OPEN(0, 0) } },
	{ "told", { 1, 0 }, TOLD, { TOLD, TOLD, TOLD, TOLD } },
};

static const struct life notice = {
	.round = "case",
	.slot = CASE_SLOT_POLICE,
	.raises = ABOUT_SOMEBODY,
	.raise = STEP("case.confirmed", "\"type\":\"confirmed\""),
	.steps = { STEP("case.notified", "\"whom\":\"police\""),
		STEP("case.notified", "\"whom\":\"hospital\""),
		STEP("household.listed", "\"outcome\":\"listed\""),
		STEP("case.dismissed", "\"reason\":\"mistake\"") },
	ROWS(notice_rows),
};

#define LISTED DONE(CASE_LISTED)
#define CALL OPEN(CASE_NOT_REACHED, 1)
#define POLICE OPEN(CASE_NOT_REACHED, 3)

static const struct life_row household_rows[] = {
	{ "to be listed", { 0 }, OPEN(0, 0), { LISTED, CALL, POLICE } },
	{ "not reached", { 2, 0 }, CALL, { LISTED, CALL, POLICE } },
	{ "listed", { 2, 1, 0 }, LISTED, { LISTED, LISTED, LISTED } },
};

static const struct life household = {
	.round = "case",
	.slot = CASE_SLOT_HOUSEHOLD,
	.raises = ABOUT_SOMEBODY,
	.raise = STEP("case.confirmed", "\"type\":\"asymptomatic\""),
	.steps = { STEP("household.listed", "\"outcome\":\"listed\",\"people\":2"),
		STEP("household.listed", "\"outcome\":\"not_reached\",\"next\":\"call\""),
		STEP("household.listed", "\"outcome\":\"not_reached\",\"next\":\"police\"") },
	ROWS(household_rows),
};

#define WELL DONE(CONTACT_WELL)
#define SYMPTOMS DONE(CONTACT_SYMPTOMS)
#define AGAIN OPEN(CONTACT_NOT_REACHED, 1)
#define A_CASE EXCUSED(CONTACT_BECAME_CASE)
#define GONE EXCUSED(CONTACT_LEFT)

/* Whoever was asked was asked. Of a day on which he was not, the reason said last holds; a case of the day before, up to some
 * later day, is one on this day too. */
static const struct life_row contact_rows[] = {
	{ "due", { 0 }, OPEN(0, 0), { WELL, SYMPTOMS, AGAIN, A_CASE, GONE, OPEN(0, 0) } },
	{ "not reached", { 3, 0 }, AGAIN, { WELL, SYMPTOMS, AGAIN, A_CASE, GONE, AGAIN } },
	{ "well", { 3, 1, 0 }, WELL, { WELL, SYMPTOMS, WELL, WELL, WELL, WELL } },
	{ "symptoms", { 2, 0 }, SYMPTOMS,
		{ WELL, SYMPTOMS, SYMPTOMS, SYMPTOMS, SYMPTOMS, SYMPTOMS } },
	{ "a case", { 4, 0 }, A_CASE, { WELL, SYMPTOMS, A_CASE, A_CASE, GONE, A_CASE } },
	{ "gone", { 5, 0 }, GONE, { WELL, SYMPTOMS, GONE, A_CASE, GONE, GONE } },
};

#define TODAY "\"day\":\"2022-08-31\","
#define EARLIER(until) "\"day\":\"2022-08-30\",\"until\":\"" until "\","

static const struct life contact = {
	.round = "contact",
	.slot = 19235, /* 31 August 2022 */
	.raises = ITSELF,
	.raise = STEP("contact.named", "\"case\":\"@9\",\"relation\":\"work\""),
	.steps = { STEP("contact.followed", TODAY "\"outcome\":\"well\""),
		STEP("contact.followed", TODAY "\"outcome\":\"symptoms\""),
		STEP("contact.followed", TODAY "\"outcome\":\"not_reached\",\"next\":\"call\""),
		STEP("contact.followed", EARLIER("2022-09-02") "\"outcome\":\"became_case\""),
		STEP("contact.followed", TODAY "\"outcome\":\"left\""),
		STEP("contact.followed", EARLIER("2022-08-30") "\"outcome\":\"left\"") },
	ROWS(contact_rows),
};

/* ---- walked ---- */

static void a_box_of_tubes(void **state)
{
	(void)state;
	life_play(engine, &box);
}

static void a_positive(void **state)
{
	(void)state;
	life_play(engine, &positive);
}

static void a_notice_of_a_case(void **state)
{
	(void)state;
	life_play(engine, &notice);
}

static void a_household_of_a_case(void **state)
{
	(void)state;
	life_play(engine, &household);
}

static void a_day_of_a_contact(void **state)
{
	(void)state;
	life_play(engine, &contact);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_box_of_tubes),
		cmocka_unit_test(a_positive),
		cmocka_unit_test(a_notice_of_a_case),
		cmocka_unit_test(a_household_of_a_case),
		cmocka_unit_test(a_day_of_a_contact),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
