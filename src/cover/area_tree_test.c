/* The tree of areas: what each reader sees of it, circles, and areas that change on their day; on both engines. */
#include "cover/read_bench.h"

static void tree_shows_each_reader_his_own(void **state)
{
	OPEN(b);
	const struct area *const *areas;
	size_t n;

	bench_county(&b);
	bench_read(&b);
	assert_int_equal(area_all(b.tree, &areas), 6);
	assert_int_equal(area_roots(b.tree, &areas), 1);
	assert_str(areas[0]->id, COUNTY);
	assert_int_equal(areas[0]->under_n, 2);
	assert_str(areas[0]->under[0]->under[1]->id, GRID2);
	assert_ptr_equal(areas[0]->under[0]->up, areas[0]);
	assert_int_equal(areas[0]->ended, INT32_MAX);
	assert_true(area_within(b.tree, STR(GRID1), STR(COUNTY)));
	assert_true(area_within(b.tree, STR(GRID1), STR(GRID1)));
	assert_false(area_within(b.tree, STR(COUNTY), STR(GRID1)));
	assert_false(area_within(b.tree, STR(GRID3), STR(TOWN1)));
	must(&b, area_visible(&b.cx, b.tree, &b.readers[ADMIN], STR(""), &areas, &n));
	assert_int_equal(n, 6);
	must(&b, area_visible(&b.cx, b.tree, &b.readers[TOWN], STR(""), &areas, &n));
	assert_int_equal(n, 3);
	assert_str(areas[0]->id, TOWN1);
	must(&b, area_visible(&b.cx, b.tree, &b.readers[GRID], STR(""), &areas, &n));
	assert_int_equal(n, 1);
	must(&b, area_visible(&b.cx, b.tree, &b.readers[TOWN], STR(GRID2), &areas, &n));
	assert_int_equal(n, 1);
	fails(&b, E_NOT_FOUND,
		area_visible(&b.cx, b.tree, &b.readers[TOWN], STR(COUNTY), &areas, &n));
	fails(&b, E_NOT_FOUND,
		area_visible(&b.cx, b.tree, &b.readers[GRID], STR(GRID2), &areas, &n));
	fails(&b, E_UNKNOWN_AREA,
		area_visible(&b.cx, b.tree, &b.readers[ADMIN], STR("9"), &areas, &n));
	/* Scopes that lie in one another, and one that is in no tree. */
	b.readers[TOWN].scopes = (struct str[]){ STR(GRID3), STR(GRID1), STR("9"), STR(TOWN1) };
	b.readers[TOWN].n = 4;
	must(&b, area_visible(&b.cx, b.tree, &b.readers[TOWN], STR(""), &areas, &n));
	assert_int_equal(n, 4);
	assert_str(areas[3]->id, GRID3);
	assert_false(reader_sees(b.tree, &b.readers[TOWN], STR("9")));
	assert_true(reader_sees(b.tree, &b.readers[ADMIN], STR("9")));
	bench_done(&b);
}

static void tree_follows_and_breaks_circles(void **state)
{
	OPEN(b);
	struct area_tree *old;
	const struct area *const *areas;
	size_t n;
	struct uuid change;

	bench_county(&b);
	bench_read(&b);
	old = area_tree_hold(b.tree);
	bench_read_done(&b);
	bench_dwelling(&b, 1, GRID1);
	bench_read(&b);
	assert_ptr_equal(b.tree, old); /* no area changed */
	bench_read_done(&b);
	change = bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" COUNTY "\",\"body\":{\"parent\":\"" GRID1
		"\","
		"\"name\":\"新名\",\"from\":\"2022-08-30\"}");
	bench_read(&b);
	assert_ptr_not_equal(b.tree, old);
	assert_str(area_find(old, STR(COUNTY))->name, "区域 " COUNTY);
	assert_int_equal(area_find(old, STR(COUNTY))->parent.n, 0);
	area_tree_release(old);
	assert_str(area_find(b.tree, STR(COUNTY))->name, "新名");
	assert_str(area_find(b.tree, STR(COUNTY))->code, COUNTY);
	assert_str(area_find(b.tree, STR(COUNTY))->parent, GRID1);
	/* County, township and grid lead to each other: each is a root, with what else lies under
	 * it. */
	assert_int_equal(area_roots(b.tree, &areas), 3);
	assert_int_equal(area_all(b.tree, &areas), 6);
	assert_true(area_within(b.tree, STR(GRID2), STR(TOWN1)));
	assert_false(area_within(b.tree, STR(TOWN1), STR(COUNTY)));
	assert_true(area_within(b.tree, STR(GRID3), STR(COUNTY)));
	bench_read_done(&b);
	bench_void(&b, change);
	bench_read(&b);
	assert_int_equal(area_roots(b.tree, &areas), 1);
	bench_read_done(&b);
	/* A parent that is not there makes a root; an area of which nothing stands goes. */
	change = bench_area(&b, "77", "76", "grid");
	bench_area(&b, "78", COUNTY, "grid");
	bench_read(&b);
	assert_non_null(area_find(b.tree, STR("77")));
	bench_read_done(&b);
	bench_void(&b, change);
	bench_read(&b);
	assert_null(area_find(b.tree, STR("77")));
	bench_read_done(&b);
	/* One that is only named so far is a root, for whoever sees everything. */
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"79\",\"body\":{\"parent\":\"" TOWN1
		"\",\"from\":\"2022-09-01\"}");
	bench_read(&b);
	assert_non_null(area_find(b.tree, STR("79")));
	assert_false(area_find(b.tree, STR("79"))->known);
	assert_null(area_find(b.tree, STR("79"))->up);
	b.readers[TOWN].scopes = (struct str[]){ STR("79"), STR(TOWN1) };
	b.readers[TOWN].n = 2;
	assert_false(reader_sees(b.tree, &b.readers[TOWN], STR("79")));
	assert_true(reader_sees(b.tree, &b.readers[ADMIN], STR("79")));
	must(&b, area_visible(&b.cx, b.tree, &b.readers[TOWN], STR(""), &areas, &n));
	assert_int_equal(n, 3);
	bench_done(&b);
}

#define DAY_MS (24 * 60 * 60 * 1000LL)

/* A change with a date waits for its day; then a server that is running shows it without any record. */
static void areas_change_on_their_day(void **state)
{
	OPEN(b);
	const struct area_tree *old;
	struct uuid change;

	bench_county(&b);
	change = bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID2 "\",\"body\":{\"parent\":\"" TOWN2
		"\",\"code\":\"N1\",\"name\":\"新名\",\"from\":\"2022-09-01\"}");
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID2
		"\",\"body\":{\"name\":\"旧名\",\"from\":\"2022-08-29\"}");
	bench_read(&b);
	old = b.tree;
	assert_str(area_find(old, STR(GRID2))->name, "旧名");
	assert_str(area_find(old, STR(GRID2))->code, GRID2);
	assert_true(reader_sees(old, &b.readers[TOWN], STR(GRID2)));
	bench_read_done(&b);
	b.at = BENCH_START + DAY_MS;
	bench_read(&b);
	assert_ptr_equal(b.tree, old);
	bench_read_done(&b);
	b.at = BENCH_START + 2 * DAY_MS -
		8 * 60 * 60 * 1000; /* the first hour of 1 September here */
	bench_read(&b);
	assert_str(area_find(b.tree, STR(GRID2))->name, "新名");
	assert_str(area_find(b.tree, STR(GRID2))->code, "N1");
	assert_str(area_find(b.tree, STR(GRID2))->up->id, TOWN2);
	assert_false(reader_sees(b.tree, &b.readers[TOWN], STR(GRID2)));
	bench_read_done(&b);
	bench_void(&b, change);
	bench_read(&b);
	assert_str(area_find(b.tree, STR(GRID2))->name, "旧名");
	assert_true(reader_sees(b.tree, &b.readers[TOWN], STR(GRID2)));
	bench_done(&b);
}

/* A rebuild by another process may mend a damaged table; no position tells of it. */
static void read_anew_after_a_rebuild(void **state)
{
	OPEN(b);
	const struct area_tree *old;

	bench_county(&b);
	must(&b, store_begin(&b.cx, b.store, "test"));
	must(&b, store_script(&b.cx, b.store, "UPDATE area SET level = 1 WHERE id = '" GRID1 "'"));
	must(&b, store_commit(&b.cx, b.store));
	bench_read(&b);
	old = b.tree;
	assert_int_equal(area_find(old, STR(GRID1))->level, 1);
	bench_read_done(&b);
	must(&b, rebuild(&b.cx, &b.view, NULL, NULL));
	bench_read(&b);
	assert_int_equal(area_find(b.tree, STR(GRID1))->level, 6);
	bench_done(&b);
}

/* Nobody is excused as moved out because a grid will be redrawn, or was: only where it never lay under the top. */
static void redrawing_excuses_nobody(void **state)
{
	OPEN(b);
	struct uuid first = bench_id('o', 1), second = bench_id('o', 2);
	struct coverage sum, *rows;
	size_t n;

	bench_county(&b);
	bench_incident(&b, 1, false);
	for (unsigned i = 1; i <= 3; i++)
		bench_dwelling(&b, i, i < 3 ? GRID1 : GRID3);
	bench_round(&b, 1, 1, TOWN1, 2);
	bench_piece(&b, 1, GRID1, 1, 2);
	bench_round(&b, 2, 1, TOWN2, 1);
	bench_piece(&b, 2, GRID3, 3, 3);
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID2 "\",\"body\":{\"parent\":\"" TOWN2
		"\",\"from\":\"2023-03-18\"}");
	bench_move(&b, 1, GRID1, GRID2);
	bench_move(&b, 2, GRID1, GRID3);
	bench_move(&b, 3, GRID3, GRID2);
	bench_read(&b);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &first, STR(""), &sum, &rows, &n));
	assert_int_equal(sum.missing, 1);
	assert_int_equal(sum.excused, 2); /* one moved within, one moved out */
	assert_int_equal(sum.off, 0);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &second, STR(""), &sum, &rows, &n));
	assert_int_equal(sum.missing, 1);
	assert_int_equal(sum.off, 0);
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree_shows_each_reader_his_own),
		cmocka_unit_test(tree_follows_and_breaks_circles),
		cmocka_unit_test(areas_change_on_their_day),
		cmocka_unit_test(read_anew_after_a_rebuild),
		cmocka_unit_test(redrawing_excuses_nobody),
	};

	return BENCH_RUN("areas", tests);
}
