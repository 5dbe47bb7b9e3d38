/* Crews as scenes: a muster that closes, posts that are held, missed and swapped, who answers for an area, and who may
 * write of whom. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cover/staff.h"
#include "desk/rows.h"
#include "support/site_fixture.h"

static const char *engine;

enum { INCIDENT = 1, MUSTER = 3, UNIT = 40, STAFF = 50, POST = 60 };

#define COVER(c, e, f, d, x, m) \
	do { \
		struct coverage is = (c); \
		assert_int_equal(is.expected, e); \
		assert_int_equal(is.found, f); \
		assert_int_equal(is.done, d); \
		assert_int_equal(is.excused, x); \
		assert_int_equal(is.missing, m); \
		assert_int_equal(is.expected + is.found, is.done + is.excused + is.missing); \
	} while (0)

static struct coverage coverage_of(struct fixture *f, struct uuid round, const char *area)
{
	struct coverage c, *under;
	size_t n;

	fixture_read(f);
	assert_int_equal(
		round_coverage(&f->cx, &f->cover, &round, str_of(area), &c, &under, &n), 0);
	fixture_read_done(f);
	return c;
}

static struct target first_missing(struct fixture *f, struct uuid round, const char *area)
{
	struct target *list, t;
	struct str next;
	size_t n;

	fixture_read(f);
	assert_int_equal(round_missing(&f->cx, &f->cover, &round, str_of(area), STR(""), 1, &list,
				 &n, &next),
		0);
	assert_int_equal(n, 1);
	t = *list;
	fixture_read_done(f);
	return t;
}

static const char *text(struct uuid id)
{
	static char t[UUID_TEXT + 1];

	uuid_write(&id, t);
	return t;
}

static struct uuid standing(const char *kind)
{
	return round_standing_id(fuid(INCIDENT), kind);
}

static void open_standing(struct fixture *f, int n, const char *kind)
{
	fixture_accept(f, n,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"%s\","
		"\"incident\":\"%s\",\"standing\":true}",
		text(standing(kind)), kind, fid(INCIDENT));
}

/* n of a unit, who all live in g1. */
static void staff(struct fixture *f, int n)
{
	fixture_accept(f, 400,
		"\"unit.listed\",\"subject\":\"%s\",\"area\":\"512021100\","
		"\"body\":{\"name\":\"专班\",\"type\":\"task_force\"}",
		fid(UNIT));
	for (int i = 0; i < n; i++)
		fixture_accept(f, 410 + i,
			"\"staff.listed\",\"subject\":\"%s\",\"area\":\"g1\","
			"\"body\":{\"name\":\"甲%d\",\"unit\":\"%s\",\"flags\":[\"at_home\"]}",
			fid(STAFF + i), i, fid(UNIT));
}

static void muster(struct fixture *f, int expected)
{
	fixture_accept(f, 420,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"kind\":\"muster\","
		"\"incident\":\"%s\",\"question\":\"到居住小区报到\",\"expected\":%d}",
		fid(MUSTER), fid(INCIDENT), expected);
	fixture_accept(f, 421,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"piece\":1,"
		"\"subjects\":[\"%s\",\"%s\",\"%s\"]}",
		fid(MUSTER), fid(STAFF), fid(STAFF + 1), fid(STAFF + 2));
}

#define MUSTERED(kind, body) \
	"\"muster." kind "\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{" body \
	"}"

static void a_muster_closes_when_each_has_reported_or_is_excused(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 3);
	muster(&f, 3);
	COVER(coverage_of(&f, fuid(MUSTER), "g1"), 3, 0, 0, 0, 3);
	fixture_accept(
		&f, 430, MUSTERED("reported", "\"role\":\"persuader\""), fid(MUSTER), fid(STAFF));
	/* Twice is once. */
	fixture_accept(
		&f, 431, MUSTERED("reported", "\"role\":\"servant\""), fid(MUSTER), fid(STAFF));
	fixture_accept(&f, 432, MUSTERED("excused", "\"reason\":\"seconded\""), fid(MUSTER),
		fid(STAFF + 1));
	fixture_accept(&f, 433, MUSTERED("called", "\"outcome\":\"unreachable\",\"next\":\"unit\""),
		fid(MUSTER), fid(STAFF + 2));
	COVER(coverage_of(&f, fuid(MUSTER), "g1"), 3, 0, 1, 1, 1);
	assert_int_equal(first_missing(&f, fuid(MUSTER), "g1").next, 2);
	assert_int_equal(fixture_figure(&f, "reported-to-compound"), 1);
	fixture_accept(&f, 434,
		"\"target.exempted\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\","
		"\"body\":{\"reason\":\"hospital\"}",
		fid(MUSTER), fid(STAFF + 2));
	COVER(coverage_of(&f, fuid(MUSTER), ""), 3, 0, 1, 2, 0);
	/* Taken back: the account opens again, on both sides of the equation's bar. */
	fixture_accept(&f, 435, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(432));
	COVER(coverage_of(&f, fuid(MUSTER), ""), 3, 0, 1, 1, 1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(coverage_of(&f, fuid(MUSTER), ""), 3, 0, 1, 1, 1);
	assert_int_equal(fixture_figure(&f, "reported-to-compound"), 1);
	fixture_close(&f);
}

enum { PERSON = 70, DOORS = 100 }; /* two doors: the first in g1, the other in g3 */

static void person_at(struct fixture *f, int n, const char *kind, int dwelling)
{
	fixture_accept(f, n,
		"\"person.%s\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"甲\","
		"\"dwelling\":\"%s\"}",
		kind, fid(PERSON), fid(dwelling));
}

/* Four of one unit, all listed in g2: one as the person that he is, one with a dwelling, one moved by hand, one with nothing. */
static void staff_with_homes(struct fixture *f)
{
	static const char *const homes[] = { "\"person\":\"%s\",", "\"dwelling\":\"%s\",", "", "" };
	const int ids[] = { PERSON, DOORS + 1, 0, 0 };

	fixture_accept(f, 400,
		"\"dwelling.listed\",\"subject\":\"%s\",\"area\":\"g3\",\"body\":{\"room\":\"1\"}",
		fid(DOORS + 1));
	person_at(f, 401, "listed", DOORS);
	for (int i = 0; i < 4; i++) {
		char home[100];

		snprintf(home, sizeof(home), homes[i], fid(ids[i]));
		fixture_accept(f, 410 + i,
			"\"staff.listed\",\"subject\":\"%s\",\"area\":\"g2\",\"body\":{\"name\":\"甲%d\","
			"%s\"flags\":[\"at_home\"]}",
			fid(STAFF + i), i, home);
	}
	fixture_accept(f, 420,
		"\"subject.moved\",\"subject\":\"%s\",\"area\":\"g2\",\"body\":{\"to\":\"g1\"}",
		fid(STAFF + 2));
}

static void lives(struct fixture *f, int who, const char *area, enum home_known home)
{
	struct uuid id = fuid(STAFF + who);
	struct staff *all;
	size_t n, at = 0;

	fixture_read(f);
	assert_int_equal(staff_list(&f->cx, &f->cover, &all, &n), 0);
	assert_int_equal(n, 4);
	while (!uuid_eq(&all[at].id, &id))
		at++;
	if (!str_is(all[at].area, area) || all[at].home != home)
		fail_msg(
			"%d lives in " STR_FMT ", by %d", who, STR_ARG(all[at].area), all[at].home);

	fixture_read_done(f);
}

struct listed {
	char text[100];
};

static int list_area(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	struct listed *l = arg;
	size_t at = strlen(l->text);

	(void)cx;
	(void)subjects;
	snprintf(l->text + at, sizeof(l->text) - at, STR_FMT " %zu;", STR_ARG(area), n);
	return 0;
}

static void would_report(struct fixture *f, const char *top, const char *want)
{
	struct listed l = { "" };

	fixture_read(f);
	assert_int_equal(round_candidates(&f->cx, &f->cover, str_of(top), SUBJECT_STAFF, STR(""),
				 STR(""), list_area, &l),
		0);
	assert_string_equal(l.text, want);
	fixture_read_done(f);
}

/* Wherever they are listed, they report where they live; of whom nobody told it, that is told. */
static void staff_report_where_they_live(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff_with_homes(&f);
	lives(&f, 0, "g1", HOME_OF_PERSON);
	lives(&f, 1, "g3", HOME_OF_DWELLING);
	lives(&f, 2, "g1", HOME_MOVED);
	lives(&f, 3, "g2", HOME_UNKNOWN);
	would_report(&f, "", "g1 2;g2 1;g3 1;");
	would_report(&f, "v2", "g3 1;");
	/* He moves: nothing is written of him as staff. */
	person_at(&f, 430, "changed", DOORS + 1);
	lives(&f, 0, "g3", HOME_OF_PERSON);
	would_report(&f, "v2", "g3 2;");
	/* The dwelling is redrawn into another grid. */
	fixture_accept(&f, 431,
		"\"subject.moved\",\"subject\":\"%s\",\"area\":\"g3\",\"body\":{\"to\":\"g2\"}",
		fid(DOORS + 1));
	would_report(&f, "", "g1 1;g2 3;");
	fixture_close(&f);
}

/* Nobody who may not open a home learns of it: without keys each is where he was listed. */
static void a_home_is_opened_with_keys_only(void **state)
{
	struct fixture f;
	struct staff *all;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff_with_homes(&f);
	fixture_read(&f);
	f.cover.keys = NULL;
	assert_int_equal(staff_list(&f.cx, &f.cover, &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		assert_true(all[i].home == HOME_UNKNOWN ? str_is(all[i].area, "g2") :
							  all[i].home == HOME_MOVED);
	fixture_read_done(&f);
	fixture_close(&f);
}

#define SHIFT(kind, more) \
	"\"shift." kind \
	"\",\"round\":\"%s\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{\"post\":\"%s\"," more \
	"}"
#define OF(who) text(standing("shift")), fid(who), fid(POST)

static void plan(struct fixture *f, int n, int who, int slot)
{
	fixture_accept(f, n,
		SHIFT("planned", "\"slot\":%d,\"start\":\"2022-08-31T08:00:00+08:00\""), OF(who),
		slot);
}

static void a_post_is_held_missed_or_swapped(void **state)
{
	struct target t;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 3);
	open_standing(&f, 440, "shift");
	plan(&f, 441, STAFF, 2);
	plan(&f, 442, STAFF + 1, 3);
	COVER(coverage_of(&f, standing("shift"), "v1"), 2, 0, 0, 0, 2);
	/* Gone off and never come: the target waits for the clock-in, and is covered by nothing else. */
	fixture_accept(&f, 443, SHIFT("clock_out", "\"slot\":2,\"hours\":\"12.5\""), OF(STAFF));
	fixture_accept(&f, 444, SHIFT("no_show", "\"slot\":3,\"next\":\"replace\""), OF(STAFF + 1));
	COVER(coverage_of(&f, standing("shift"), "v1"), 2, 0, 0, 0, 2);
	t = first_missing(&f, standing("shift"), "v1");
	assert_int_equal(t.slot, 2);
	assert_int_equal(t.next, 4); /* the clock-in is to be entered */
	f.minute -= 60;              /* the paper came late */
	fixture_accept(
		&f, 445, SHIFT("clock_in", "\"slot\":2,\"post_kind\":\"highway_exit\""), OF(STAFF));
	f.minute += 60;
	fixture_accept(&f, 446, SHIFT("handed_over", "\"slot\":2,\"to\":\"%s\""), OF(STAFF),
		fid(STAFF + 1));
	COVER(coverage_of(&f, standing("shift"), "v1"), 2, 0, 1, 0, 1);
	fixture_accept(&f, 447,
		SHIFT("swapped",
			"\"slot\":3,\"with\":\"%s\",\"start\":\"2022-08-31T21:00:00+08:00\""),
		OF(STAFF + 1), fid(STAFF + 2));
	COVER(coverage_of(&f, standing("shift"), "v1"), 2, 0, 1, 0, 1);
	fixture_accept(&f, 448,
		SHIFT("clock_in", "\"slot\":3,\"planned\":\"%s\",\"post_kind\":\"highway_exit\""),
		OF(STAFF + 2), fid(STAFF + 1));
	COVER(coverage_of(&f, standing("shift"), ""), 2, 0, 2, 0, 0);
	/* The next night the first again: three attendances of two people, one too long. */
	plan(&f, 449, STAFF, 5);
	fixture_accept(
		&f, 450, SHIFT("clock_in", "\"slot\":5,\"post_kind\":\"highway_exit\""), OF(STAFF));
	COVER(coverage_of(&f, standing("shift"), ""), 3, 0, 3, 0, 0);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(coverage_of(&f, standing("shift"), ""), 3, 0, 3, 0, 0);
	assert_int_equal(fixture_figure(&f, "staff-attendances"), 3);
	assert_int_equal(fixture_figure(&f, "exit-staff"), 2);
	assert_int_equal(fixture_figure(&f, "overlong-shifts"), 1);
	fixture_close(&f);
}

#define FIRST_SHIFT 1661904000000LL /* 2022-08-31T08:00:00+08:00 */
#define HOURS(n) ((n)*3600000LL)

static int missing_at(struct fixture *f, int64_t now, struct target ret[100])
{
	struct uuid round = standing("shift");
	struct target *all;
	struct str next;
	size_t n;

	fixture_read(f);
	f->cover.now = now;
	assert_int_equal(
		round_missing(&f->cx, &f->cover, &round, STR("v1"), STR(""), 100, &all, &n, &next),
		0);
	memcpy(ret, all, n * sizeof(*ret));
	fixture_read_done(f);
	return (int)n;
}

/* Its shifts from number 2 on. */
static void man(struct fixture *f, int shifts)
{
	fixture_accept(f, 439,
		"\"site.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"值守点\","
		"\"flags\":[\"station\"]}",
		fid(POST));
	fixture_accept(f, 441,
		"\"post.manned\",\"round\":\"%s\",\"area\":\"v1\",\"subject\":\"%s\","
		"\"body\":{\"manning\":\"day_and_night\",\"slot\":2,\"shifts\":%d,"
		"\"start\":\"2022-08-31T08:00:00+08:00\"}",
		text(standing("shift")), fid(POST), shifts);
}

/* Nobody was planned for the second night: that is told before it begins and after, until somebody is or comes. */
static void a_post_that_nobody_was_planned_for_is_missing(void **state)
{
	struct uuid post = fuid(POST);
	struct target all[100];
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 3);
	open_standing(&f, 440, "shift");
	man(&f, 3);
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 3);
	plan(&f, 442, STAFF, 2);
	plan(&f, 443, STAFF + 1, 3);
	COVER(coverage_of(&f, standing("shift"), "v1"), 5, 0, 0, 2, 3);
	fixture_accept(
		&f, 444, SHIFT("clock_in", "\"slot\":2,\"post_kind\":\"station\""), OF(STAFF));
	fixture_accept(
		&f, 445, SHIFT("clock_in", "\"slot\":3,\"post_kind\":\"station\""), OF(STAFF + 1));
	COVER(coverage_of(&f, standing("shift"), "v1"), 5, 0, 2, 2, 1);
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 1);
	assert_true(uuid_eq(&all[0].subject, &post));
	assert_int_equal(all[0].slot, 4);
	assert_int_equal(all[0].due, FIRST_SHIFT + HOURS(24));
	assert_false(all[0].overdue);
	assert_int_equal(missing_at(&f, FIRST_SHIFT + HOURS(25), all), 1);
	assert_true(all[0].overdue);
	/* A plan that is taken back leaves the post open again; one who comes without a plan is enough for it. */
	fixture_accept(&f, 446, "\"record.voided\",\"body\":{\"records\":[\"%s\",\"%s\"]}",
		fid(443), fid(445));
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 2);
	fixture_accept(
		&f, 447, SHIFT("clock_in", "\"slot\":3,\"post_kind\":\"station\""), OF(STAFF + 2));
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 1);
	COVER(coverage_of(&f, standing("shift"), "v1"), 4, 0, 1, 2, 1);
	fixture_close(&f);
}

/* Plans come before what is asked of the post, or without it: then nothing waits for it. */
static void a_plan_needs_no_post_that_is_to_be_manned(void **state)
{
	struct waiting *waits;
	struct target *strays;
	struct target all[100];
	struct fixture f;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 1);
	open_standing(&f, 438, "shift");
	plan(&f, 442, STAFF, 2);
	COVER(coverage_of(&f, standing("shift"), "v1"), 1, 0, 0, 0, 1);
	fixture_read(&f);
	assert_int_equal(waiting_list(&f.cx, &f.cover, &waits, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(round_strays(&f.cx, &f.cover, NULL, &strays, &n), 0);
	assert_int_equal(n, 0);
	fixture_read_done(&f);
	man(&f, 2);
	COVER(coverage_of(&f, standing("shift"), "v1"), 3, 0, 0, 1, 2);
	assert_int_equal(missing_at(&f, FIRST_SHIFT, all), 2);
	fixture_close(&f);
}

/* Comes or goes at a moment of the script, in minutes after its beginning. */
static void come(struct fixture *f, int n, int at, int slot)
{
	f->minute = at;
	fixture_accept(
		f, n, SHIFT("clock_in", "\"slot\":%d,\"post_kind\":\"station\""), OF(STAFF), slot);
}

static void go(struct fixture *f, int n, int at, int slot)
{
	f->minute = at;
	fixture_accept(f, n, SHIFT("clock_out", "\"slot\":%d,\"hours\":\"8\""), OF(STAFF), slot);
}

static void plan_at(struct fixture *f, int n, int slot, const char *start, const char *end)
{
	fixture_accept(f, n,
		SHIFT("planned",
			"\"slot\":%d,\"start\":\"2022-08-%s:00+08:00\",\"end\":\"2022-08-%s:00+08:00\""),
		OF(STAFF), slot, start, end);
}

/* The records behind a figure, however they count. */
static size_t behind(struct fixture *f, const char *figure, struct uuid *ret_first)
{
	struct figure_record *all;
	struct str next;
	size_t n;

	fixture_read(f);
	assert_int_equal(
		figure_records(&f->cx, &f->cover, figure_find(desks_figures(), str_of(figure)),
			&uuid_nil, STR(""), INT32_MIN, INT32_MAX, 0, STR(""), 100, &all, &n, &next),
		0);
	*ret_first = n > 0 ? all[0].id : uuid_nil;
	fixture_read_done(f);
	return n;
}

static void rests_are(struct fixture *f, int short_ones, int first)
{
	struct uuid id, want = fuid(first);

	assert_int_equal(fixture_figure(f, "short-rests"), short_ones);
	assert_int_equal(behind(f, "short-rests", &id), short_ones);
	assert_true(short_ones == 0 || uuid_eq(&id, &want));
}

#define HOUR 60

/* Off at eight in the evening, on again at six: it is the pair that tells, across midnight, whichever of the two comes first, and for
 * as long as both stand. */
static void who_comes_back_too_soon_is_counted(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 1);
	open_standing(&f, 440, "shift");
	come(&f, 441, 20 * HOUR, 3);
	rests_are(&f, 0, 0);
	go(&f, 442, 10 * HOUR, 2); /* the paper of the evening before */
	rests_are(&f, 1, 441);
	/* An hour on, an hour off: the same shift. */
	go(&f, 443, 21 * HOUR, 3);
	come(&f, 444, 22 * HOUR, 3);
	rests_are(&f, 1, 441);
	go(&f, 445, 23 * HOUR, 3);
	/* Eleven hours are enough. */
	come(&f, 446, 34 * HOUR, 5);
	rests_are(&f, 1, 441);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	rests_are(&f, 1, 441);
	fixture_accept(&f, 447, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(442));
	rests_are(&f, 0, 0);
	go(&f, 448, 24 * HOUR, 3);
	rests_are(&f, 1, 446);
	assert_int_equal(fixture_figure(&f, "staff-attendances"), 3);
	fixture_close(&f);
}

/* Whoever plans sees it before: by what is planned, and by who stayed longer than he was to. */
static void a_plan_without_rest_is_told_and_stops_nobody(void **state)
{
	struct uuid first, late = fuid(443);
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 2);
	open_standing(&f, 440, "shift");
	plan_at(&f, 441, 2, "31T08:00", "31T20:00");
	plan_at(&f, 442, 4, "30T08:00", "30T20:00");
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 0);
	plan_at(&f, 443, 3, "31T20:00", "31T23:00");
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 1);
	assert_int_equal(behind(&f, "short-rests-planned", &first), 1);
	assert_true(uuid_eq(&first, &late));
	assert_int_equal(fixture_figure(&f, "short-rests"), 0);
	/* Of the first day he goes off only at half past nine in the evening. */
	go(&f, 444, 11 * HOUR + 30, 4);
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 2);
	COVER(coverage_of(&f, standing("shift"), ""), 3, 0, 0, 0, 3);
	/* Somebody who rested comes instead; he who was to is judged as he was planned. */
	fixture_accept(&f, 445, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(443));
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 1);
	fixture_accept(&f, 446,
		SHIFT("swapped",
			"\"slot\":2,\"with\":\"%s\",\"start\":\"2022-08-31T08:00:00+08:00\""),
		OF(STAFF), fid(STAFF + 1));
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(fixture_figure(&f, "short-rests-planned"), 1);
	fixture_close(&f);
}

#define SHIFTS 4

/* What swaps of a shift come to: who is to come. */
static struct uuid who_comes(struct fixture *f, const struct target *t)
{
	const struct round_kind *k = desks_round(STR("shift"));
	struct uuid who = t->subject;
	struct str owner;

	assert_int_equal(target_owner(&f->cx, &f->cover, t, k, &owner), 0);
	if (owner.n > 0)
		assert_true(uuid_read(owner, &who));
	return who;
}

static void each_is_missing_with_one(struct fixture *f, const int comes[SHIFTS])
{
	struct uuid round = standing("shift");
	struct target *all;
	struct str next;
	size_t n;

	fixture_read(f);
	assert_int_equal(
		round_missing(&f->cx, &f->cover, &round, STR("v1"), STR(""), 100, &all, &n, &next),
		0);
	assert_int_equal(n, SHIFTS);
	for (size_t i = 0; i < n; i++) {
		struct uuid who = who_comes(f, &all[i]), want = fuid(STAFF + comes[all[i].slot]);

		assert_true(uuid_eq(&who, &want));
	}
	fixture_read_done(f);
}

/* Swaps to and fro, drawn: after each there are as many shifts as were planned, each missing and with one person on it; and
 * all are held when these have come. */
static void however_a_shift_is_swapped_one_is_expected(void **state)
{
	int comes[SHIFTS] = { 0, 1, 2, 0 }, n = 500;
	uint32_t drawn = 20220831;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 3);
	open_standing(&f, 440, "shift");
	for (int slot = 0; slot < SHIFTS; slot++)
		plan(&f, 441 + slot, STAFF + comes[slot], slot);
	for (int i = 0; i < 40; i++) {
		int slot, planned, with;

		drawn = drawn * 1664525u + 1013904223u;
		slot = (int)(drawn >> 16) % SHIFTS;
		planned = slot % 3;
		with = (comes[slot] + 1 + (int)(drawn >> 24) % 2) % 3;
		fixture_accept(&f, n++,
			SHIFT("swapped",
				"\"slot\":%d,\"planned\":\"%s\",\"with\":\"%s\",\"start\":\"2022-08-31T21:00:00+08:00\""),
			OF(STAFF + comes[slot]), slot, fid(STAFF + planned), fid(STAFF + with));
		comes[slot] = with;
		COVER(coverage_of(&f, standing("shift"), ""), SHIFTS, 0, 0, 0, SHIFTS);
		each_is_missing_with_one(&f, comes);
	}
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	each_is_missing_with_one(&f, comes);
	for (int slot = 0; slot < SHIFTS; slot++)
		fixture_accept(&f, n++,
			SHIFT("clock_in",
				"\"slot\":%d,\"planned\":\"%s\",\"post_kind\":\"station\""),
			OF(STAFF + comes[slot]), slot, fid(STAFF + slot % 3));
	COVER(coverage_of(&f, standing("shift"), ""), SHIFTS, 0, SHIFTS, 0, 0);
	fixture_close(&f);
}

static void who_answers_for_an_area(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 1);
	open_standing(&f, 440, "lead");
	fixture_accept(&f, 441,
		"\"area.led\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"leader\":\"%s\",\"role\":\"cadre\"}",
		text(standing("lead")), fid(STAFF));
	COVER(coverage_of(&f, standing("lead"), "g1"), 1, 0, 0, 0, 1);
	COVER(coverage_of(&f, standing("lead"), "g2"), 0, 0, 0, 0, 0); /* nobody yet */
	fixture_accept(&f, 442,
		"\"area.led_ended\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\","
		"\"body\":{\"reason\":\"left\"}",
		text(standing("lead")), fid(441));
	COVER(coverage_of(&f, standing("lead"), "g1"), 1, 0, 1, 0, 0);
	fixture_close(&f);
}

static unsigned marks_of(struct fixture *f, int n, const struct gate *gate, const char *kind,
	const char *round, int who, const char *body)
{
	struct receipt r;
	char json[800];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"%s\",\"v\":1,\"at\":\"2022-08-30T12:00:00+08:00\","
		"\"area\":\"v2\",%s%s%s\"subject\":\"%s\",\"body\":{%s}}",
		fid(n), kind, round ? "\"round\":\"" : "", round ? round : "", round ? "\"," : "",
		fid(who), body);
	r = fixture_post_gated(f, json, gate);
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%s: %.*s", kind, (int)r.error.en.n, r.error.en.p);
	return r.marks & MARK_HELD;
}

/* Whoever has but v2 plans and books the shifts there of those who live in v1, in a round of the whole county. */
static void staff_are_booked_where_they_work(void **state)
{
	static const struct str v2 = { "v2", 2 };
	struct rights li = RIGHTS("li", ROLE_OWNER, v2);
	struct guard_gate gate;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	staff(&f, 2);
	open_standing(&f, 440, "shift");
	guard_gate(&gate, f.site->guard, &li, false);
	assert_false(marks_of(&f, 441, &gate.gate, "shift.planned", text(standing("shift")), STAFF,
		"\"post\":\"00000000-0000-7000-8000-00000000beef\",\"slot\":1,"
		"\"start\":\"2022-08-31T08:00:00+08:00\""));
	assert_false(marks_of(&f, 442, &gate.gate, "shift.clock_in", text(standing("shift")), STAFF,
		"\"post\":\"00000000-0000-7000-8000-00000000beef\",\"slot\":1,"
		"\"post_kind\":\"station\""));
	/* What describes or lists them is another's. */
	assert_true(marks_of(
		&f, 443, &gate.gate, "staff.state", NULL, STAFF + 1, "\"flags\":[\"on_duty\"]"));
	assert_true(marks_of(&f, 445, &gate.gate, "staff.listed", NULL, STAFF + 1,
		"\"name\":\"乙\",\"flags\":[\"on_duty\"]"));
	COVER(coverage_of(&f, standing("shift"), "v2"), 1, 0, 1, 0, 0);
	/* One shift that two have planned is expected once, and still when one of them takes it back. */
	assert_false(marks_of(&f, 447, &gate.gate, "shift.planned", text(standing("shift")), STAFF,
		"\"post\":\"00000000-0000-7000-8000-00000000beef\",\"slot\":1,"
		"\"start\":\"2022-08-31T09:00:00+08:00\""));
	COVER(coverage_of(&f, standing("shift"), "v2"), 1, 0, 1, 0, 0);
	fixture_accept(&f, 448, "\"record.voided\",\"area\":\"v2\",\"body\":{\"records\":[\"%s\"]}",
		fid(441));
	COVER(coverage_of(&f, standing("shift"), "v2"), 1, 0, 1, 0, 0);
	/* A round itself is still nobody's who has not all of it. */
	assert_true(marks_of(&f, 444, &gate.gate, "target.exempted", text(standing("shift")), STAFF,
		"\"reason\":\"duty\",\"slot\":1"));
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_muster_closes_when_each_has_reported_or_is_excused),
		cmocka_unit_test(staff_report_where_they_live),
		cmocka_unit_test(a_home_is_opened_with_keys_only),
		cmocka_unit_test(a_post_is_held_missed_or_swapped),
		cmocka_unit_test(a_post_that_nobody_was_planned_for_is_missing),
		cmocka_unit_test(a_plan_needs_no_post_that_is_to_be_manned),
		cmocka_unit_test(who_comes_back_too_soon_is_counted),
		cmocka_unit_test(a_plan_without_rest_is_told_and_stops_nobody),
		cmocka_unit_test(however_a_shift_is_swapped_one_is_expected),
		cmocka_unit_test(who_answers_for_an_area),
		cmocka_unit_test(staff_are_booked_where_they_work),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
