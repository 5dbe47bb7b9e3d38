/* Lifecycles of what is no target: incidents, rounds, staff on the duty roll, a gift in a store, bulletins. At first there is
 * nothing, and the step that makes it is one like any other, so that each other may come before it. As in lifecycle_test.c. */
#include "support/lifecycle.h"

#include <string.h>

#include "desk/bulletin/bulletin.h"

static const char *engine;

#define INCIDENT "\"incident\":\"01900000-0000-7000-8000-000000000001\""

/* ---- an incident ---- */

static void look_incident(struct fixture *f, struct uuid it, struct buf *to)
{
	struct incident *all;
	size_t n;

	assert_int_equal(incident_list(&f->cx, &f->cover, &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, &it))
			buf_fmt(to, "%s, level %d%s", all[i].exercise ? "exercise" : "declared",
				all[i].level, all[i].ended ? ", ended" : "");
}

#define NOTHING SAYS("")
#define DECLARED(level) SAYS("declared, level " level)
#define EXERCISE(level) SAYS("exercise, level " level)

/* Nothing begins an incident again: after its end its level may be put right, and that is all. Declared twice, the later says
 * what it is. */
static const struct life_row incident_rows[] = {
	{ "unknown", { 0 }, NOTHING, { DECLARED("0"), EXERCISE("0"), NOTHING, NOTHING, NOTHING } },
	{ "level before it was declared", { 3, 0 }, NOTHING,
		{ DECLARED("1"), EXERCISE("1"), NOTHING, NOTHING, NOTHING } },
	{ "ended before it was declared", { 5, 0 }, NOTHING,
		{ DECLARED("0, ended"), EXERCISE("0, ended"), NOTHING, NOTHING, NOTHING } },
	{ "declared", { 1, 0 }, DECLARED("0"),
		{ DECLARED("0"), EXERCISE("0"), DECLARED("1"), DECLARED("3"),
			DECLARED("0, ended") } },
	{ "exercise", { 2, 0 }, EXERCISE("0"),
		{ DECLARED("0"), EXERCISE("0"), EXERCISE("1"), EXERCISE("3"),
			EXERCISE("0, ended") } },
	{ "level changed", { 1, 4, 3 }, DECLARED("1"),
		{ DECLARED("1"), EXERCISE("1"), DECLARED("1"), DECLARED("3"),
			DECLARED("1, ended") } },
	{ "ended", { 1, 3, 5 }, DECLARED("1, ended"),
		{ DECLARED("1, ended"), EXERCISE("1, ended"), DECLARED("1, ended"),
			DECLARED("3, ended"), DECLARED("1, ended") } },
};

#define OF_IT "\"subject\":\"@\""

static const struct life incident = {
	.steps = { STEP_OF("incident.declared", "\"name\":\"测试\"", OF_IT),
		STEP_OF("incident.declared", "\"name\":\"测试\",\"exercise\":true", OF_IT),
		STEP_OF("incident.level_changed", "\"incident\":\"@\",\"level\":\"first\"", ""),
		STEP_OF("incident.level_changed", "\"incident\":\"@\",\"level\":\"third\"", ""),
		STEP_OF("incident.ended", "", OF_IT) },
	ROWS(incident_rows),
	.look = look_incident,
};

/* ---- a round ---- */

static void look_round(struct fixture *f, struct uuid it, struct buf *to)
{
	static const char *const states[] = { "?", "open", "closed", "cancelled" };
	struct coverage *under, c;
	struct round r;
	size_t n;
	int e = round_get(&f->cx, &f->cover, &it, &r);

	if (e == -E_UNKNOWN_ROUND) {
		err_clear(&f->cx);
		return;
	}
	assert_int_equal(e, 0);
	assert_int_equal(round_coverage(&f->cx, &f->cover, &it, STR("g1"), &c, &under, &n), 0);
	buf_fmt(to, "%s%s%s, %d of %d missing", r.opening ? "opening, " : "", states[r.state],
		r.due == FIXTURE_NOW + WHEN_DAY_MS ? ", extended" : "", (int)c.missing,
		(int)c.expected);
	if (c.off)
		buf_fmt(to, ", off %d", (int)c.off);
}

#define MISSING(state) SAYS(state ", 1 of 1 missing")
#define TWICE(state) SAYS(state ", 1 of 2 missing, off 1")
#define UNLISTED(state) SAYS("opening, " state ", 0 of 0 missing")

/* What was cancelled asks nothing more: whoever extends or closes it did not know, and only a reopening takes it up again. Who is
 * listed twice is asked once, and the account says so. */
static const struct life_row round_rows[] = {
	{ "unknown", { 0 }, NOTHING,
		{ UNLISTED("open"), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
	{ "listed before it was opened", { 2, 0 }, NOTHING,
		{ MISSING("open"), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
	{ "closed before it was opened", { 4, 0 }, NOTHING,
		{ UNLISTED("closed"), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
	{ "opening", { 1, 0 }, UNLISTED("open"),
		{ UNLISTED("open"), MISSING("open"), UNLISTED("open, extended"), UNLISTED("closed"),
			UNLISTED("open"), UNLISTED("cancelled") } },
	{ "open", { 1, 2, 0 }, MISSING("open"),
		{ MISSING("open"), TWICE("open"), MISSING("open, extended"), MISSING("closed"),
			MISSING("open"), MISSING("cancelled") } },
	{ "extended", { 1, 2, 3 }, MISSING("open, extended"),
		{ MISSING("open, extended"), TWICE("open, extended"), MISSING("open, extended"),
			MISSING("closed, extended"), MISSING("open, extended"),
			MISSING("cancelled, extended") } },
	{ "closed", { 1, 2, 4 }, MISSING("closed"),
		{ MISSING("closed"), TWICE("closed"), MISSING("open, extended"), MISSING("closed"),
			MISSING("open"), MISSING("cancelled") } },
	{ "reopened", { 1, 4, 5 }, UNLISTED("open"),
		{ UNLISTED("open"), MISSING("open"), UNLISTED("open, extended"), UNLISTED("closed"),
			UNLISTED("open"), UNLISTED("cancelled") } },
	{ "cancelled", { 1, 2, 6 }, MISSING("cancelled"),
		{ MISSING("cancelled"), TWICE("cancelled"), MISSING("cancelled, extended"),
			MISSING("cancelled"), MISSING("open"), MISSING("cancelled") } },
	{ "cancelled and reopened", { 1, 6, 5 }, UNLISTED("open"),
		{ UNLISTED("open"), MISSING("open"), UNLISTED("open, extended"), UNLISTED("closed"),
			UNLISTED("open"), UNLISTED("cancelled") } },
};

#define OF_ROUND "\"round\":\"@\""

static const struct life a_closed_round = {
	.steps = { STEP_OF("round.opened",
			   "\"kind\":\"sweep\"," INCIDENT ",\"question\":\"?\",\"expected\":1",
			   OF_ROUND),
		STEP_OF("round.targeted",
			"\"piece\":1,\"subjects\":[\"01900000-0000-7000-8000-000000000100\"]",
			OF_ROUND),
		STEP_OF("round.extended", "\"due\":\"2022-08-31T10:00:00+08:00\"", OF_ROUND),
		STEP_OF("round.closed", "", OF_ROUND), STEP_OF("round.reopened", "", OF_ROUND),
		STEP_OF("round.cancelled", "", OF_ROUND) },
	ROWS(round_rows),
	.look = look_round,
};

/* ---- the duty roll ---- */

/* Of the records of one life, whose numbers differ in their last digit only. */
static bool of_one_life(const struct uuid *a, const struct uuid *b)
{
	return memcmp(a->b, b->b, sizeof(a->b) - 1) == 0 && a->b[15] >> 4 == b->b[15] >> 4;
}

static bool clashes(struct fixture *f, const struct uuid *it)
{
	struct clash *all;
	size_t n;

	assert_int_equal(clash_list(&f->cx, &f->cover, &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		if (of_one_life(&all[i].ids[0], it))
			return true;
	return false;
}

static void look_staff(struct fixture *f, struct uuid it, struct buf *to)
{
	static const char *const states[] = { "on duty", "seconded", "on leave" };
	struct subject s;

	if (subject_get(&f->cx, &f->cover, &it, &s)) {
		err_clear(&f->cx);
		return;
	}
	for (int i = 0; i < 3; i++)
		if (s.flags & 1u << (10 + i))
			buf_z(to, states[i]);
	if (clashes(f, &it))
		buf_z(to, ", in clash");
}

#define ON_DUTY SAYS("on duty")
#define SECONDED SAYS("seconded")
#define ON_LEAVE SAYS("on leave")
#define CLASH(state) SAYS(state ", in clash")

/* The state said last holds, and whoever did not see the one before it is in clash with it until one is
 * voided. A secondment is an order: what
 * he does is said by the roll alone. */
static const struct life_row staff_rows[] = {
	{ "unknown", { 0 }, NOTHING, { ON_DUTY, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
	{ "on leave before he was listed", { 3, 0 }, NOTHING,
		{ ON_LEAVE, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING } },
	{ "on duty", { 1, 0 }, ON_DUTY,
		{ CLASH("on duty"), SECONDED, ON_LEAVE, ON_DUTY, ON_DUTY, ON_LEAVE } },
	{ "seconded", { 1, 2, 0 }, SECONDED,
		{ CLASH("seconded"), SECONDED, ON_LEAVE, ON_DUTY, SECONDED, CLASH("on leave") } },
	{ "on leave", { 1, 2, 3 }, ON_LEAVE,
		{ CLASH("on leave"), SECONDED, ON_LEAVE, ON_DUTY, ON_LEAVE, CLASH("on leave") } },
	{ "back", { 1, 3, 4 }, ON_DUTY,
		{ CLASH("on duty"), SECONDED, ON_LEAVE, ON_DUTY, ON_DUTY, CLASH("on leave") } },
	{ "ordered elsewhere", { 1, 5, 0 }, ON_DUTY,
		{ CLASH("on duty"), SECONDED, ON_LEAVE, ON_DUTY, ON_DUTY, ON_LEAVE } },
	{ "in clash", { 1, 2, 6 }, CLASH("on leave"),
		{ CLASH("on leave"), CLASH("seconded"), CLASH("on leave"), CLASH("on duty"),
			CLASH("on leave"), CLASH("on leave") } },
};

#define HAVING_SEEN "\"subject\":\"@\",\"seen\":{\"flags\":\"#\"}"

static const struct life staff = {
	.steps = { STEP_OF("staff.listed", "\"name\":\"测试\",\"flags\":[\"on_duty\"]", OF_IT),
		STEP_OF("staff.state", "\"flags\":[\"seconded\"]", HAVING_SEEN),
		STEP_OF("staff.state", "\"flags\":[\"on_leave\"]", HAVING_SEEN),
		STEP_OF("staff.state", "\"flags\":[\"on_duty\"]", HAVING_SEEN),
		STEP_OF("staff.seconded", INCIDENT ",\"to_unit\":\"@9\",\"from\":\"2022-08-31\"",
			OF_IT),
		STEP_OF("staff.state", "\"flags\":[\"on_leave\"]", OF_IT) },
	ROWS(staff_rows),
	.look = look_staff,
};

/* ---- a gift ---- */

static void goods_say(const struct goods *g, struct buf *to)
{
	buf_fmt(to, "%d booked", (int)(g->booked / 1000));
	if (g->counted_at)
		buf_fmt(to, ", %d counted, %d unexplained", (int)(g->counted / 1000),
			(int)(g->unexplained / 1000));
}

static void look_store(struct fixture *f, struct uuid it, struct buf *to)
{
	char place[UUID_TEXT + 10] = "store:";
	struct goods *all;
	size_t n;

	uuid_write(&it, place + strlen(place));
	assert_int_equal(goods_list(&f->cx, &f->cover, &uuid_nil, STR(""), &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].place, place))
			goods_say(&all[i], to);
}

#define BOOKED(n) SAYS(n " booked")
#define COUNTED(n, unexplained) SAYS(n " booked, 5 counted, " unexplained " unexplained")

/* A store gives what it has not, and says so by less than nothing, until what came is written down. A count says what was there when
 * it was made: what moves later is none of its business, and the next count is the one that holds. */
static const struct life_row gift_rows[] = {
	{ "nothing", { 0 }, NOTHING,
		{ BOOKED("10"), BOOKED("-4"), BOOKED("-3"), BOOKED("-1"), COUNTED("0", "5") } },
	{ "allotted before it came", { 2, 0 }, BOOKED("-4"),
		{ BOOKED("6"), BOOKED("-8"), BOOKED("-7"), BOOKED("-5"), COUNTED("-4", "9") } },
	{ "stored", { 1, 0 }, BOOKED("10"),
		{ BOOKED("20"), BOOKED("6"), BOOKED("7"), BOOKED("9"), COUNTED("10", "-5") } },
	{ "allotted", { 1, 2, 0 }, BOOKED("6"),
		{ BOOKED("16"), BOOKED("2"), BOOKED("3"), BOOKED("5"), COUNTED("6", "-1") } },
	{ "used", { 1, 2, 3 }, BOOKED("3"),
		{ BOOKED("13"), BOOKED("-1"), BOOKED("0"), BOOKED("2"), COUNTED("3", "2") } },
	{ "spoiled", { 1, 2, 4 }, BOOKED("5"),
		{ BOOKED("15"), BOOKED("1"), BOOKED("2"), BOOKED("4"), COUNTED("5", "0") } },
	{ "counted", { 1, 2, 5 }, COUNTED("6", "-1"),
		{ COUNTED("16", "-1"), COUNTED("2", "-1"), COUNTED("3", "-1"), COUNTED("5", "-1"),
			COUNTED("6", "-1") } },
};

#define WATER(n) INCIDENT ",\"item\":\"饮用水（箱）\",\"quantity\":\"" n "\","

static const struct life gift = {
	.steps = { STEP_OF("supply.received",
			   WATER("10") "\"store\":\"@\",\"donated\":true,\"value\":\"240\"", ""),
		STEP_OF("supply.delivered",
			WATER("4") "\"from\":\"@\",\"to\":\"01900000-0000-7000-8000-000000000100\"",
			""),
		STEP_OF("supply.used", WATER("3") "\"from\":\"@\",\"duty\":\"checkpoint\"", ""),
		STEP_OF("supply.spoiled", WATER("1") "\"from\":\"@\"", ""),
		STEP_OF("supply.counted", WATER("5") "\"store\":\"@\"", "") },
	ROWS(gift_rows),
	.look = look_store,
};

/* ---- a bulletin ---- */

static bool replaced(const struct bulletin *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].replaces, id))
			return true;
	return false;
}

/* The versions whose title is the first one's id. */
static void look_bulletins(struct fixture *f, struct uuid it, struct buf *to)
{
	struct bulletin *all;
	char title[UUID_TEXT + 1];
	size_t n;

	it.b[15]++;
	uuid_write(&it, title);
	assert_int_equal(bulletin_list(&f->cx, &f->cover, &all, &n), 0);
	for (int version = 1; version <= 2; version++)
		for (size_t i = 0; i < n; i++)
			if (all[i].version == version && str_is(all[i].title_en, title))
				buf_fmt(to, "[%d%s]", version,
					replaced(all, n, &all[i].id) ? " replaced" : "");
}

#define FIRST SAYS("[1]")
#define SECOND SAYS("[2]")
#define BOTH SAYS("[1 replaced][2]")

/* What is voided is gone, whenever it comes; a first version whose second is voided holds again. */
static const struct life_row bulletin_rows[] = {
	{ "nothing", { 0 }, NOTHING, { FIRST, SECOND, NOTHING, NOTHING } },
	{ "published", { 1, 0 }, FIRST, { FIRST, BOTH, NOTHING, FIRST } },
	{ "replaced", { 1, 2, 0 }, BOTH, { BOTH, BOTH, SECOND, FIRST } },
	{ "voided", { 1, 3, 0 }, NOTHING, { NOTHING, SECOND, NOTHING, NOTHING } },
	{ "the second voided", { 1, 2, 4 }, FIRST, { FIRST, FIRST, NOTHING, FIRST } },
	{ "the first voided", { 1, 2, 3 }, SECOND, { SECOND, SECOND, SECOND, NOTHING } },
};

#define PUBLISHED(version) \
	INCIDENT \
	",\"area_name\":\"?\",\"title_zh\":\"?\",\"title_en\":\"@1\",\"from\":\"2022-08-25\"," \
	"\"to\":\"2022-08-30\",\"as_of\":1,\"open\":\"[]\",\"figures\":\"[]\",\"version\":" version

static const struct life bulletin = {
	.steps = { STEP_AS("bulletin.published", PUBLISHED("1"), "", 1),
		STEP_AS("bulletin.published", PUBLISHED("2") ",\"replaces\":\"@1\"", "", 2),
		STEP_AS("record.voided", "\"records\":[\"@1\"]", "", 3),
		STEP_AS("record.voided", "\"records\":[\"@2\"]", "", 4) },
	ROWS(bulletin_rows),
	.look = look_bulletins,
};

/* ---- walked ---- */

static void an_incident(void **state)
{
	(void)state;
	life_play(engine, &incident);
}

static void a_round(void **state)
{
	(void)state;
	life_play(engine, &a_closed_round);
}

static void a_member_of_staff(void **state)
{
	(void)state;
	life_play(engine, &staff);
}

static void a_gift_in_a_store(void **state)
{
	(void)state;
	life_play(engine, &gift);
}

static void a_bulletin(void **state)
{
	(void)state;
	life_play(engine, &bulletin);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_incident),
		cmocka_unit_test(a_round),
		cmocka_unit_test(a_member_of_staff),
		cmocka_unit_test(a_gift_in_a_store),
		cmocka_unit_test(a_bulletin),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
