/* Who is bound to an area books no goods of another's: with the desks' own kinds, on both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "support/site_fixture.h"

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

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goods_of_anothers_store_wait_for_somebody_with_both),
		cmocka_unit_test(what_is_held_is_booked_when_it_is_approved),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
