/* What was given is what is there, was allotted, used, spoiled and lost: of each item by itself, from movements and counts
 * that know nothing of each other. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

enum { STORE = 50, DOOR = 100 };

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
	assert_int_equal(goods_list(&f->cx, &f->cover, STR("512021"), &all, &n), 0);
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

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_given_is_accounted_for),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
