/* What was given is what is there, was allotted, used, spoiled and lost: of each item by itself, from movements and counts
 * that know nothing of each other. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

enum { DRILL = 9, SECOND, STORE = 50, DOOR = 100 };

/* The ledger of one item: what was booked at places of each kind, what was counted, and what no movement explains. */
struct item_account {
	int64_t given, counted, allotted, used, spoiled, lost, unexplained, sum;
};

static void take(struct item_account *a, const struct goods *g)
{
	struct str place = g->place;

	a->sum += g->booked;
	a->unexplained += g->unexplained;
	if (str_starts(place, STR("supplier:")))
		a->given -= g->booked;
	else if (str_starts(place, STR("dwelling:")))
		a->allotted += g->booked;
	else if (str_starts(place, STR("used:")))
		a->used += g->booked;
	else if (str_starts(place, STR("spoiled:")))
		a->spoiled += g->booked;
	else if (str_starts(place, STR("lost:")))
		a->lost += g->booked;
	else
		a->counted += g->counted;
}

static struct item_account account_of(struct fixture *f, const char *item)
{
	struct item_account a = { 0 };
	struct goods *all;
	size_t n;

	fixture_read(f);
	assert_int_equal(goods_list(&f->cx, &f->cover, &uuid_nil, STR("512021"), &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].item, item))
			take(&a, &all[i]);
	fixture_read_done(f);
	return a;
}

static void book(struct fixture *f, int n, const char *kind, const char *quantity, const char *more)
{
	fixture_accept(f, n,
		"\"supply.%s\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"item\":\"饮用水（箱）\","
		"\"quantity\":\"%s\",\"%s\":\"%s\"%s}",
		kind, fid(1), quantity,
		strcmp(kind, "received") == 0 || strcmp(kind, "counted") == 0 ? "store" : "from",
		fid(STORE), more);
}

/* 200 given: 80 to a household, 6 used, 3 spoiled, 1 lost; 110 should be there. */
static void movements(struct fixture *f)
{
	char to[80];

	fixture_county(f, 1);
	fixture_accept(f, 300,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"仓库\"}",
		fid(STORE));
	snprintf(to, sizeof(to), ",\"to\":\"%s\"", fid(DOOR));
	book(f, 301, "received", "200", ",\"donated\":true,\"value\":\"4800\"");
	book(f, 302, "delivered", "80", to);
	book(f, 303, "used", "6", ",\"duty\":\"checkpoint\"");
	book(f, 304, "spoiled", "3", "");
	book(f, 305, "lost", "1", "");
}

static void check_account(struct fixture *f, int64_t counted, int64_t unexplained)
{
	struct item_account a = account_of(f, "饮用水（箱）");

	assert_int_equal(a.given, 200000);
	assert_int_equal(a.allotted, 80000);
	assert_int_equal(a.used, 6000);
	assert_int_equal(a.spoiled, 3000);
	assert_int_equal(a.lost, 1000);
	assert_int_equal(a.counted, counted);
	assert_int_equal(a.unexplained, unexplained);
	assert_int_equal(a.sum, 0); /* each movement has two ends */
	assert_int_equal(
		a.given + a.unexplained, a.counted + a.allotted + a.used + a.spoiled + a.lost);
}

static void what_was_given_is_accounted_for(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	book(&f, 306, "counted", "108", "");
	check_account(&f, 108000, -2000);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_account(&f, 108000, -2000);
	/* Counted again, and nothing is missing. */
	book(&f, 307, "counted", "110", "");
	check_account(&f, 110000, 0);
	assert_int_equal(fixture_figure(&f, "goods-used"), 1);
	fixture_close(&f);
}

/* The store's own row of the water. */
static struct goods shelf(struct fixture *f, int incident)
{
	struct uuid of = incident ? fuid(incident) : uuid_nil;
	struct goods *all, ret = { 0 };
	size_t n;

	fixture_read(f);
	assert_int_equal(goods_list(&f->cx, &f->cover, &of, STR("512021"), &all, &n), 0);
	for (size_t i = 0; i < n; i++)
		if (str_starts(all[i].place, STR("store:")))
			ret = all[i];
	fixture_read_done(f);
	return ret;
}

static void in_incident(
	struct fixture *f, int n, int incident, const char *kind, const char *quantity)
{
	fixture_accept(f, n,
		"\"supply.%s\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"%s\":\"%s\","
		"\"item\":\"饮用水（箱）\",\"quantity\":\"%s\"}",
		kind, fid(incident), strcmp(kind, "lost") == 0 ? "from" : "store", fid(STORE),
		quantity);
}

static void incident_declare(struct fixture *f, int n, int incident, bool exercise)
{
	fixture_accept(f, n,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\",\"body\":{\"name\":\"另一事件\",\"exercise\":%s}",
		fid(incident), exercise ? "true" : "false");
}

/* In a real store, on the same day, and whether or not it is known for one yet when it moves goods. */
static void what_an_exercise_moves_is_its_own(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	in_incident(&f, 320, DRILL, "received", "1000");
	book(&f, 321, "counted", "110", "");
	in_incident(&f, 322, DRILL, "counted", "999");
	incident_declare(&f, 323, DRILL, true);
	check_account(&f, 110000, 0);
	assert_int_equal(shelf(&f, DRILL).booked, 1000000);
	assert_int_equal(shelf(&f, DRILL).unexplained, -1000);
	assert_int_equal(shelf(&f, 1).unexplained, 0);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_account(&f, 110000, 0);
	assert_int_equal(shelf(&f, DRILL).unexplained, -1000);
	fixture_close(&f);
}

/* Two incidents, one shelf: a count finds what both have put there, and by when. */
static void a_shelf_that_serves_two_is_one(void **state)
{
	struct goods g;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	incident_declare(&f, 320, SECOND, false);
	in_incident(&f, 321, SECOND, "received", "40");
	book(&f, 322, "counted", "150", "");
	in_incident(&f, 323, SECOND, "lost", "5");
	g = shelf(&f, 0);
	assert_int_equal(g.booked, 145000);
	assert_int_equal(g.booked_then, 150000);
	assert_int_equal(g.unexplained, 0);
	g = shelf(&f, SECOND);
	assert_int_equal(g.booked, 35000);
	assert_int_equal(g.counted_at, 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_given_is_accounted_for),
		cmocka_unit_test(what_an_exercise_moves_is_its_own),
		cmocka_unit_test(a_shelf_that_serves_two_is_one),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
