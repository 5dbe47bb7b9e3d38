/* Who is bound to an area books no goods of another's: with the desks' own kinds, on both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "cover/posts.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

enum { INCIDENT = 1, HERE = 50, HERE_TOO, THERE, NOWHERE, DOOR = 100, DOOR_THERE = 150 };

static void store_list(struct fixture *f, int n, int store, const char *area)
{
	fixture_accept(f, n,
		"\"store.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"物资点\"}",
		area, fid(store));
}

/* A village of his with two stores and the doors of g1, another with a store and a door. */
static void villages(struct fixture *f)
{
	fixture_county(f, 2);
	store_list(f, 301, HERE, "v1");
	store_list(f, 302, HERE_TOO, "v1");
	store_list(f, 303, THERE, "v2");
	fixture_accept(f, 304,
		"\"dwelling.listed\",\"area\":\"g3\",\"subject\":\"%s\",\"body\":{\"building\":\"9\"}",
		fid(DOOR_THERE));
}

struct line {
	const char *kind, *one;
	int of;
	const char *two; /* NULL: the kind names one thing */
	int to;
	bool held;
};

static struct receipt book(struct fixture *f, int n, const struct gate *gate, const struct line *l)
{
	char two[80] = "", json[800];

	if (l->two)
		snprintf(two, sizeof(two), "\"%s\":\"%s\",", l->two, fid(l->to));
	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"supply.%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"%s\":\"%s\",%s"
		"\"item\":\"饮用水（箱）\",\"quantity\":\"1\"}}",
		fid(n), l->kind, fid(INCIDENT), l->one, fid(l->of), two);
	return fixture_post_gated(f, json, gate);
}

static const struct line lines[] = {
	{ "received", "store", HERE, NULL, 0, false },
	{ "received", "store", THERE, NULL, 0, true },
	{ "moved", "from", HERE, "to", HERE_TOO, false },
	{ "moved", "from", THERE, "to", HERE, true },
	{ "moved", "from", HERE, "to", THERE, true },
	/* What is named and not here yet gives no answer. */
	{ "moved", "from", HERE, "to", NOWHERE, false },
	{ "delivered", "from", HERE, "to", DOOR, false },
	{ "delivered", "from", THERE, "to", DOOR, true },
	{ "delivered", "from", HERE, "to", DOOR_THERE, true },
	{ "spoiled", "from", HERE, NULL, 0, false },
	{ "spoiled", "from", THERE, NULL, 0, true },
	{ "lost", "from", HERE, NULL, 0, false },
	{ "lost", "from", THERE, NULL, 0, true },
	{ "counted", "store", HERE, NULL, 0, false },
	{ "counted", "store", THERE, NULL, 0, true },
};

#define LINES (sizeof(lines) / sizeof(lines[0]))

static void goods_of_anothers_store_wait_for_somebody_with_both(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct rights li = RIGHTS("li", ROLE_SUPPLY, v1);
	struct guard_gate bound;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	villages(&f);
	guard_gate(&bound, f.site->guard, &li, false);
	for (size_t i = 0; i < LINES; i++) {
		struct receipt r = book(&f, 400 + (int)i, &bound.gate, &lines[i]);

		if (r.status != RECEIPT_ACCEPTED || lines[i].held != !!(r.marks & MARK_HELD))
			fail_msg("supply.%s of %d to %d: status %d, marks %u", lines[i].kind,
				lines[i].of, lines[i].to, r.status, r.marks);
	}
	fixture_close(&f);
}

/* Held goods move when somebody whose areas hold both stores has approved them. */
static void what_is_held_is_booked_when_it_is_approved(void **state)
{
	static const struct line out = { "moved", "from", THERE, "to", HERE, true };
	static const struct str v1 = { "v1", 2 }, all = { "512021", 6 };
	struct rights li = RIGHTS("li", ROLE_OWNER, v1);
	struct rights wang = RIGHTS("wang", ROLE_OWNER, all);
	struct guard_gate narrow, wide;
	struct fixture f;
	struct goods *goods;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	villages(&f);
	guard_gate(&narrow, f.site->guard, &li, false);
	guard_gate(&wide, f.site->guard, &wang, false);
	assert_true(book(&f, 400, &narrow.gate, &out).marks & MARK_HELD);
	fixture_read(&f);
	assert_int_equal(goods_list(&f.cx, &f.cover, &uuid_nil, STR(""), &goods, &n), 0);
	assert_int_equal(n, 0);
	fixture_read_done(&f);
	fixture_accept(&f, 401, "\"record.approved\",\"body\":{\"records\":[\"%s\"]}", fid(400));
	fixture_read(&f);
	assert_int_equal(goods_list(&f.cx, &f.cover, &uuid_nil, STR(""), &goods, &n), 0);
	assert_int_equal(n, 2);
	fixture_read_done(&f);
	assert_false(book(&f, 402, &wide.gate, &out).marks & MARK_HELD);
	fixture_close(&f);
}

/* ---- rights go with a secondment and with a shift ---- */

#define STAFF 60
#define SHIFT 61

/* A grid worker of v1 who is of the staff, before a door of v2. */
static bool may_enter(struct fixture *f, int id)
{
	struct rights li = RIGHTS("li", ROLE_GRID_WORKER, STR("v1"));
	struct guard_gate gate;
	struct receipt r;
	char text[400];

	li.staff = fuid(STAFF);
	guard_gate(&gate, f->site->guard, &li, false);
	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:40:00+08:00\",\"kind\":\"dwelling.listed\","
		"\"area\":\"g3\",\"subject\":\"%s\",\"body\":{\"room\":\"9\"}}",
		fid(id), fid(id));
	r = fixture_post_gated(f, text, &gate.gate);
	return r.status == RECEIPT_ACCEPTED && !(r.marks & MARK_HELD);
}

/* And what he reads. */
static bool reads_as(struct fixture *f, enum role role)
{
	static const struct right see = { VERB_SEE_MASKED, MATTER_ROSTER };
	struct rights li = RIGHTS("li", role, STR("v1"));
	struct reader who;
	bool sees;

	li.staff = fuid(STAFF);
	fixture_read(f);
	assert_int_equal(rights_follow(&f->cx, f->cover.store, sys_now(), &li), 0);
	assert_int_equal(rights_reader(&f->cx, &li, see, NULL, sys_now(), &who), 0);
	assert_true(reader_sees(f->cover.tree, &who, STR("g1")));
	sees = reader_sees(f->cover.tree, &who, STR("g3"));
	fixture_read_done(f);
	return sees;
}

static bool may_read(struct fixture *f)
{
	return reads_as(f, ROLE_GRID_WORKER);
}

/* Who leads or administers one village does not do so in another for having a shift there. */
static bool leads_there(struct fixture *f)
{
	return reads_as(f, ROLE_AREA_LEAD) || reads_as(f, ROLE_DATA_STEWARD) ||
		reads_as(f, ROLE_COMMANDER);
}

static void rights_go_with_a_secondment(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, 300,
		"\"staff.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"甲\"}",
		fid(STAFF));
	assert_false(may_enter(&f, 401) || may_read(&f));
	fixture_accept(&f, 301,
		"\"staff.seconded\",\"subject\":\"%s\",\"area\":\"v2\",\"body\":{\"incident\":\"%s\","
		"\"to_unit\":\"%s\",\"from\":\"2022-08-30\",\"to\":\"2022-08-31\"}",
		fid(STAFF), fid(1), fid(62));
	assert_true(may_enter(&f, 402) && may_read(&f));
	assert_false(leads_there(&f));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_true(may_read(&f));
	/* Void, and it is as if nobody had said so. */
	fixture_accept(&f, 302, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(301));
	assert_false(may_enter(&f, 403) || may_read(&f));
	fixture_accept(&f, 303, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(302));
	assert_true(may_read(&f));
	/* The last day is over. */
	sys_clock_fix(day_start(day_of(sys_now()) + 2));
	assert_false(may_read(&f));
	fixture_close(&f);
}

static void rights_go_with_a_shift(void **state)
{
	struct fixture f;
	const char *round;
	int64_t start;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	round = fixture_standing_new(&f, 40, "shift");
	fixture_accept(&f, 300,
		"\"staff.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"甲\"}",
		fid(STAFF));
	fixture_accept(&f, 301,
		"\"shift.planned\",\"round\":\"%s\",\"subject\":\"%s\",\"area\":\"v2\",\"body\":{\"post\":\"%s\","
		"\"slot\":1,\"start\":\"2022-08-31T08:00:00+08:00\",\"end\":\"2022-08-31T14:00:00+08:00\"}",
		round, fid(STAFF), fid(SHIFT));
	assert_false(may_enter(&f, 401) || may_read(&f));
	assert_true(when_read(STR("2022-08-31T08:00:00+08:00"), &start));
	sys_clock_fix(start - POST_EARLY_MS - 1);
	assert_false(may_read(&f));
	sys_clock_fix(start - POST_EARLY_MS);
	assert_true(may_read(&f));
	assert_false(leads_there(&f));
	sys_clock_fix(start + 6 * WHEN_HOUR_MS + POST_LATE_MS - 1);
	assert_true(may_read(&f));
	sys_clock_fix(start + 6 * WHEN_HOUR_MS + POST_LATE_MS);
	assert_false(may_read(&f));
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goods_of_anothers_store_wait_for_somebody_with_both),
		cmocka_unit_test(what_is_held_is_booked_when_it_is_approved),
		cmocka_unit_test(rights_go_with_a_secondment),
		cmocka_unit_test(rights_go_with_a_shift),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
