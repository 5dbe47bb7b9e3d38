/* Figures, boards and the records behind them, for an administrator, a township's reader and a grid's reader, on both engines. */
#include "cover/read_bench.h"

static int64_t value_of(struct bench *b, int reader, const char *figure, struct uuid incident,
	const char *area, int32_t from, int32_t to)
{
	struct figure_value v, with;

	must(b,
		figure_value(&b->cx, &b->c[reader], figure_find(&bench_figures, str_of(figure)),
			&incident, str_of(area), from, to, false, &v));
	must(b,
		figure_value(&b->cx, &b->c[reader], figure_find(&bench_figures, str_of(figure)),
			&incident, str_of(area), from, to, true, &with));
	assert_int_equal(v.value, with.value);
	assert_true(with.as_of > 0 && with.records >= 0);
	return v.value;
}

static void figures_of_each_reader(void **state)
{
	OPEN(b);
	struct uuid first = bench_id('i', 1), drill = bench_id('i', 2), third = bench_id('i', 3);
	int32_t day = day_of(BENCH_START);
	struct figure_value v, w;

	bench_exercise(&b);
	bench_read(&b);
	assert_null(figure_find(&bench_figures, STR("none")));
	assert_int_equal(value_of(&b, ADMIN, "people", uuid_nil, "", ALL), 3 + 2 + 4 + 7 + 9);
	assert_int_equal(value_of(&b, ADMIN, "people", uuid_nil, COUNTY, ALL), 3 + 2 + 4 + 7);
	assert_int_equal(value_of(&b, ADMIN, "people", first, "", ALL), 3 + 2 + 4 + 9);
	assert_int_equal(value_of(&b, ADMIN, "people", drill, "", ALL), 50);
	assert_int_equal(value_of(&b, ADMIN, "people", third, "", ALL), 7);
	assert_int_equal(value_of(&b, TOWN, "people", uuid_nil, "", ALL), 3 + 2 + 7);
	assert_int_equal(value_of(&b, GRID, "people", uuid_nil, "", ALL), 3 + 7);
	assert_int_equal(value_of(&b, ADMIN, "people", uuid_nil, TOWN2, ALL), 4);
	assert_int_equal(value_of(&b, ADMIN, "visits", uuid_nil, "", ALL), 6);
	assert_int_equal(value_of(&b, ADMIN, "doors", uuid_nil, COUNTY, ALL), 4);
	assert_int_equal(value_of(&b, GRID, "doors", uuid_nil, "", ALL), 2);
	assert_int_equal(value_of(&b, ADMIN, "visits", uuid_nil, "", day, day), 6);
	assert_int_equal(value_of(&b, ADMIN, "visits", uuid_nil, "", day + 1, INT32_MAX), 0);
	assert_int_equal(value_of(&b, ADMIN, "visits", bench_id('i', 9), "", ALL), 0);
	fails(&b, E_NOT_FOUND,
		figure_value(&b.cx, &b.c[GRID], &bench_figures_all[0], &uuid_nil, STR(TOWN1), ALL,
			false, &v));
	/* The digest is of the records, so it differs where they do. */
	must(&b,
		figure_value(&b.cx, &b.c[ADMIN], &bench_figures_all[1], &first, STR(TOWN1), ALL,
			true, &v));
	must(&b,
		figure_value(
			&b.cx, &b.c[TOWN], &bench_figures_all[1], &first, STR(""), ALL, true, &w));
	assert_memory_equal(v.digest, w.digest, SEAL_HASH);
	assert_int_equal(v.records, 2); /* a visit with nobody adds no people */
	must(&b,
		figure_value(
			&b.cx, &b.c[GRID], &bench_figures_all[1], &first, STR(""), ALL, true, &w));
	assert_memory_not_equal(v.digest, w.digest, SEAL_HASH);
	bench_done(&b);
}

static void joined_subjects_count_once(void **state)
{
	OPEN(b);

	bench_exercise(&b);
	bench_say(&b,
		"\"kind\":\"subject.merged\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(&b, bench_id('d', 1)), bench_z(&b, bench_id('d', 5)));
	bench_read(&b);
	assert_int_equal(value_of(&b, ADMIN, "doors", uuid_nil, COUNTY, ALL), 3);
	assert_int_equal(value_of(&b, GRID, "doors", uuid_nil, "", ALL), 2);
	bench_done(&b);
}

/* What is kept of the days never changes what is counted, whatever happens to them, and how little there may be kept. */
static void kept_days_count_as_read_ones(void **state)
{
	OPEN(b);
	static const size_t rooms[] = { 1 << 20, 700, 0 };
	struct kept *kept[3];
	struct uuid visit = uuid_nil;

	for (int i = 0; i < 3; i++)
		must(&b, kept_new(&b.cx, rooms[i], &kept[i]));
	bench_exercise(&b);
	for (int turn = 0; turn < 5; turn++) {
		if (turn == 1)
			visit = bench_visited(&b, 1, GRID1, 3, "done", 1);
		if (turn == 2)
			bench_void(&b, visit);
		if (turn == 3)
			bench_say(&b,
				"\"kind\":\"subject.merged\",\"area\":\"" GRID1
				"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
				bench_z(&b, bench_id('d', 1)), bench_z(&b, bench_id('d', 5)));
		bench_read(&b);
		for (int r = 0; r < READERS; r++) {
			int64_t incident = value_of(&b, r, "doors", bench_id('i', 3), "", ALL),
				all = value_of(&b, r, "doors", uuid_nil, "", ALL);

			for (int i = 0; i < 3; i++) {
				b.c[r].kept = kept[i];
				assert_int_equal(
					value_of(&b, r, "doors", bench_id('i', 3), "", ALL),
					incident);
				assert_int_equal(value_of(&b, r, "doors", uuid_nil, "", ALL), all);
			}
		}
		bench_read_done(&b);
	}
	for (int i = 0; i < 3; i++)
		kept_free(kept[i]);
	bench_done(&b);
}

/* Once read, a day is looked into again only when something happened in it. */
/* Steps that it takes to count the whole board. */
static uint64_t board_steps(struct bench *b)
{
	struct figure_value *rows;
	uint64_t before = store_steps();
	size_t n;

	must(b,
		figure_board(
			&b->cx, &b->c[ADMIN], &bench_figures, &uuid_nil, STR(""), ALL, &rows, &n));
	return store_steps() - before;
}

/* Until the views are made anew: then a day may say something else at the same position. */
static void kept_days_are_not_read_again(void **state)
{
	OPEN(b);
	struct kept *kept;
	uint64_t first;

	must(&b, kept_new(&b.cx, 1 << 20, &kept));
	bench_exercise(&b);
	bench_read(&b);
	b.c[ADMIN].kept = kept;
	b.c[ADMIN].epoch = STR("01900000-0000-7000-8000-000000000001");
	first = board_steps(&b);
	assert_true(board_steps(&b) < first);
	b.c[ADMIN].epoch = STR("01900000-0000-7000-8000-000000000002");
	assert_int_equal(board_steps(&b), first);
	assert_true(board_steps(&b) < first);
	kept_free(kept);
	bench_done(&b);
}

#define DOORS 2000

/* A figure of distinct subjects takes no more of what an answer may take when there are more of them. */
static void many_doors_take_little_of_an_answer(void **state)
{
	OPEN(b);
	struct figure_value v, *rows;
	struct arena memory;
	struct cx cx = { .arena = &memory };
	size_t n;

	bench_sweep(&b);
	for (unsigned i = 1; i <= DOORS; i++)
		bench_visited(&b, 1, GRID1, i, "done", 1);
	bench_read(&b);
	arena_init(&memory, &sys_heap, (size_t)256 << 10);
	for (int digest = 0; digest < 2; digest++) {
		arena_reset(&memory);
		must(&b,
			figure_value(&cx, &b.c[ADMIN], &bench_figures_all[2], &uuid_nil, STR(""),
				ALL, digest, &v));
		assert_int_equal(v.value, DOORS);
		assert_int_equal(v.records, digest ? DOORS : -1);
	}
	arena_reset(&memory);
	must(&b,
		figure_board(&cx, &b.c[ADMIN], &bench_figures, &uuid_nil, STR(""), ALL, &rows, &n));
	assert_int_equal(rows[2].value, DOORS);
	arena_done(&memory);
	bench_done(&b);
}

static void board_says_what_each_value_says(void **state)
{
	OPEN(b);
	struct figure_value *rows;
	size_t n;

	bench_exercise(&b);
	bench_read(&b);
	for (int r = 0; r < READERS; r++) {
		must(&b,
			figure_board(&b.cx, &b.c[r], &bench_figures, &uuid_nil, STR(""), ALL, &rows,
				&n));
		assert_int_equal(
			n, 6); /* three figures of two incidents, and none of the exercise */
		for (size_t i = 0; i < n; i++)
			assert_int_equal(rows[i].value,
				value_of(&b, r, rows[i].figure->id, rows[i].incident, "", ALL));
	}
	bench_done(&b);
}

static int64_t sum_records(struct bench *b, int reader, const struct figure *f, const char *area,
	size_t limit, size_t *ret_n)
{
	struct str after = STR("");
	int64_t sum = 0, last = 0;

	*ret_n = 0;
	do {
		struct figure_record *items;
		struct str next;
		size_t n;

		must(b,
			figure_records(&b->cx, &b->c[reader], f, &uuid_nil, str_of(area), ALL, 0,
				after, limit, &items, &n, &next));
		assert_true(n <= limit && (n == limit || next.n == 0));
		for (size_t i = 0; i < n; i++) {
			sum += items[i].n;
			assert_true(items[i].pos > 0 && items[i].pos != last);
			last = items[i].pos;
		}
		*ret_n += n;
		after = next;
	} while (after.n > 0);
	return sum;
}

static void records_behind_a_figure(void **state)
{
	OPEN(b);
	struct figure_record *items;
	struct str next;
	size_t n;

	bench_exercise(&b);
	b.at += WHEN_DAY_MS;
	for (unsigned i = 0; i < 12; i++)
		bench_visited(&b, 1, GRID1, 1 + i % 4, "done", 1);
	bench_read(&b);
	for (int r = 0; r < READERS; r++)
		for (size_t limit = 1; limit < 40; limit += 6)
			assert_int_equal(sum_records(&b, r, &bench_figures_all[1], "", limit, &n),
				value_of(&b, r, "people", uuid_nil, "", ALL));
	assert_int_equal(sum_records(&b, GRID, &bench_figures_all[0], "", 5, &n), 15);
	assert_int_equal(n, 15);
	fails(&b, E_NOT_FOUND,
		figure_records(&b.cx, &b.c[GRID], &bench_figures_all[1], &uuid_nil, STR(GRID2), ALL,
			0, STR(""), 5, &items, &n, &next));
	bench_done(&b);
}

static int64_t page_after(
	struct bench *b, int64_t as_of, struct str *after, size_t limit, int64_t *ret_last)
{
	struct figure_record *items;
	int64_t sum = 0;
	size_t n;

	must(b,
		figure_records(&b->cx, &b->c[ADMIN], &bench_figures_all[1], &uuid_nil, STR(""), ALL,
			as_of, *after, limit, &items, &n, after));
	for (size_t i = 0; i < n; i++) {
		sum += items[i].n;
		if (items[i].pos > *ret_last)
			*ret_last = items[i].pos;
	}
	return sum;
}

/* However much comes while somebody turns the pages, they add up to what was counted at first. */
static void pages_of_one_reading_agree(void **state)
{
	OPEN(b);
	struct figure_record *items;
	struct str after = STR(""), first;
	struct figure_value v;
	int64_t sum, last = 0;
	size_t n;

	bench_exercise(&b);
	bench_read(&b);
	must(&b,
		figure_value(&b.cx, &b.c[ADMIN], &bench_figures_all[1], &uuid_nil, STR(""), ALL,
			false, &v));
	sum = page_after(&b, 0, &after, 1, &last);
	first = after;
	while (after.n > 0) {
		bench_read_done(&b);
		bench_visited(&b, 1, GRID1, 1, "done", 100);
		bench_visited(&b, 1, GRID3, 9, "done", 100);
		bench_read(&b);
		sum += page_after(&b, 0, &after, 1, &last);
	}
	assert_int_equal(sum, v.value);
	assert_true(last <= v.as_of);
	/* The same from the position that the value named; a cursor goes on with its own only. */
	after = STR("");
	assert_int_equal(page_after(&b, v.as_of, &after, 100, &last), v.value);
	assert_true(last <= v.as_of && after.n == 0);
	fails(&b, E_BAD_REQUEST,
		figure_records(&b.cx, &b.c[ADMIN], &bench_figures_all[1], &uuid_nil, STR(""), ALL,
			v.as_of + 1, first, 5, &items, &n, &after));
	bench_done(&b);
}

static void incidents_of_each_reader(void **state)
{
	OPEN(b);
	struct incident *all;
	size_t n;

	bench_exercise(&b);
	bench_say(&b,
		"\"kind\":\"incident.declared\",\"area\":\"" TOWN2
		"\",\"subject\":\"%s\",\"body\":{\"name\":\"二镇\","
		"\"exercise\":false}",
		bench_z(&b, bench_id('i', 4)));
	bench_say(&b,
		"\"kind\":\"incident.ended\",\"area\":\"" TOWN2 "\",\"subject\":\"%s\",\"body\":{}",
		bench_z(&b, bench_id('i', 4)));
	bench_read(&b);
	must(&b, incident_list(&b.cx, &b.c[ADMIN], &all, &n));
	assert_int_equal(n, 4);
	assert_true(all[1].exercise && !all[0].exercise && all[3].ended && !all[0].ended);
	assert_str(all[3].name, "二镇");
	must(&b, incident_list(&b.cx, &b.c[TOWN], &all, &n));
	assert_int_equal(n, 3);
	must(&b, incident_list(&b.cx, &b.c[GRID], &all, &n));
	assert_int_equal(n, 3);
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_of_each_reader),
		cmocka_unit_test(joined_subjects_count_once),
		cmocka_unit_test(kept_days_count_as_read_ones),
		cmocka_unit_test(kept_days_are_not_read_again),
		cmocka_unit_test(many_doors_take_little_of_an_answer),
		cmocka_unit_test(board_says_what_each_value_says),
		cmocka_unit_test(records_behind_a_figure),
		cmocka_unit_test(pages_of_one_reading_agree),
		cmocka_unit_test(incidents_of_each_reader),
	};

	return BENCH_RUN("figures", tests);
}
