/* Reading rounds, what is missing, goods and what is to be looked at, for an administrator, a township's reader and a grid's
 * reader; and each read when anything fails. On both engines. */
#include "cover/read_bench.h"

#include "cover/pack.h"

/* ---- packed columns ---- */

static void packed_columns_come_back(void **state)
{
	OPEN(b);
	struct day_sum sums[] = { { bench_id('o', 2), 7, 5 }, { bench_id('o', 1), 300, -4 },
		{ bench_id('o', 1), 2, 1 }, { bench_id('o', 2), 7, -5 },
		{ uuid_nil, 1, INT64_MAX } },
		       *got;
	int64_t list[] = { 300, 1, 128, 300, INT64_MAX }, *back;
	struct str packed;
	size_t n;

	must(&b, sums_pack(&b.cx, sums, 5, &packed));
	assert_int_equal(packed.n, 3 * SUM_BYTES);
	must(&b, sums_unpack(&b.cx, packed, &got, &n));
	assert_int_equal(n, 3);
	assert_true(uuid_is_nil(&got[0].scope) && got[0].n == INT64_MAX);
	assert_true(got[1].figure == 2 && got[1].n == 1 && got[2].figure == 300 && got[2].n == -4);
	packed.n--;
	fails(&b, E_CORRUPT, sums_unpack(&b.cx, packed, &got, &n));
	must(&b, list_pack(&b.cx, list, 5, &packed));
	must(&b, list_unpack(&b.cx, packed, &back, &n));
	assert_int_equal(n, 4);
	assert_true(back[0] == 1 && back[1] == 128 && back[2] == 300 && back[3] == INT64_MAX);
	packed.n--;
	fails(&b, E_CORRUPT, list_unpack(&b.cx, packed, &back, &n));
	fails(&b, E_CORRUPT, list_unpack(&b.cx, (struct str){ "\0", 1 }, &back, &n));
	fails(&b, E_CORRUPT,
		list_unpack(&b.cx, STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), &back, &n));
	must(&b, list_unpack(&b.cx, STR(""), &back, &n));
	assert_int_equal(n, 0);
	bench_done(&b);
}

/* ---- rounds ---- */

#define SAME(c, ...) assert_counts(&(c), (const int64_t[]){ __VA_ARGS__ })

static void assert_counts(const struct coverage *c, const int64_t *want)
{
	const int64_t got[] = { c->expected, c->found, c->done, c->excused, c->missing };

	for (int i = 0; i < 5; i++)
		if (got[i] != want[i])
			fail_msg("%.*s: %lld %lld %lld %lld %lld", STR_ARG(c->area),
				(long long)got[0], (long long)got[1], (long long)got[2],
				(long long)got[3], (long long)got[4]);
	assert_int_equal(c->off, 0);
}

static void rounds_of_each_reader(void **state)
{
	OPEN(b);
	struct uuid id = bench_id('o', 1), other = bench_id('o', 2), none = bench_id('o', 3);
	struct round r, *all;
	size_t n;

	bench_county(&b);
	bench_incident(&b, 1, false);
	for (unsigned i = 1; i <= 4; i++)
		bench_dwelling(&b, i, i <= 2 ? GRID1 : GRID3);
	bench_round(&b, 1, 1, COUNTY, 4);
	bench_piece(&b, 1, GRID1, 1, 2);
	bench_round(&b, 2, 1, TOWN2, 2);
	bench_read(&b);
	must(&b, round_get(&b.cx, &b.c[ADMIN], &id, &r));
	assert_true(r.opening && r.state == 1 && !r.standing);
	assert_str(r.kind, "sweep");
	assert_int_equal(r.expected, 4);
	must(&b, round_get(&b.cx, &b.c[GRID], &id, &r));
	must(&b, round_get(&b.cx, &b.c[ADMIN], &other, &r));
	fails(&b, E_UNKNOWN_ROUND, round_get(&b.cx, &b.c[TOWN], &other, &r));
	fails(&b, E_UNKNOWN_ROUND, round_get(&b.cx, &b.c[ADMIN], &none, &r));
	must(&b, round_list(&b.cx, &b.c[ADMIN], &all, &n));
	assert_int_equal(n, 2);
	assert_true(uuid_eq(&all[0].id, &other)); /* the newest first */
	must(&b, round_list(&b.cx, &b.c[TOWN], &all, &n));
	assert_int_equal(n, 1);
	bench_read_done(&b);
	bench_piece(&b, 1, GRID3, 3, 4);
	bench_move(&b, 1, GRID1, GRID2);
	bench_read(&b);
	must(&b, round_get(&b.cx, &b.c[ADMIN], &id, &r));
	assert_false(r.opening);
	bench_read_done(&b);
	/* A target of a round whose top he does not see makes the round his own. */
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID3 "\",\"body\":{\"parent\":\"" TOWN1
		"\",\"from\":\"2022-08-02\"}");
	bench_piece(&b, 2, GRID3, 3, 4);
	bench_read(&b);
	must(&b, round_get(&b.cx, &b.c[TOWN], &other, &r));
	fails(&b, E_UNKNOWN_ROUND, round_get(&b.cx, &b.c[GRID], &other, &r));
	bench_done(&b);
}

static void coverage_sums_up_the_tree(void **state)
{
	OPEN(b);
	struct uuid id = bench_id('o', 1);
	struct coverage sum, *rows;
	size_t n;

	bench_sweep(&b);
	bench_visited(&b, 1, GRID1, 1, "done", 3);
	bench_visited(&b, 1, GRID1, 2, "nobody", 0);
	bench_visited(&b, 1, GRID3, 8, "done", 2);
	bench_move(&b, 5, GRID2, GRID1);
	bench_read(&b);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR(""), &sum, &rows, &n));
	assert_str(sum.area, COUNTY);
	SAME(sum, 9, 1, 2, 1, 7);
	assert_int_equal(n, 2);
	assert_str(rows[0].area, TOWN1);
	SAME(rows[0], 7, 1, 1, 1, 6);
	SAME(rows[1], 2, 0, 1, 0, 1);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR(TOWN1), &sum, &rows, &n));
	assert_int_equal(n, 2);
	SAME(rows[0], 4, 1, 1, 0, 4);
	SAME(rows[1], 3, 0, 0, 1, 2);
	/* The targets of the asked area itself are a row of their own. */
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR(GRID3), &sum, &rows, &n));
	assert_int_equal(n, 1);
	assert_true(rows[0].direct);
	assert_str(rows[0].area, GRID3);
	SAME(rows[0], 2, 0, 1, 0, 1);
	/* Without an area, who sees less gets his part. */
	must(&b, round_coverage(&b.cx, &b.c[TOWN], &id, STR(""), &sum, &rows, &n));
	assert_str(sum.area, TOWN1);
	SAME(sum, 7, 1, 1, 1, 6);
	must(&b, round_coverage(&b.cx, &b.c[GRID], &id, STR(""), &sum, &rows, &n));
	assert_str(sum.area, GRID1);
	SAME(sum, 4, 1, 1, 0, 4);
	fails(&b, E_NOT_FOUND,
		round_coverage(&b.cx, &b.c[TOWN], &id, STR(COUNTY), &sum, &rows, &n));
	fails(&b, E_NOT_FOUND, round_coverage(&b.cx, &b.c[GRID], &id, STR(GRID2), &sum, &rows, &n));
	fails(&b, E_UNKNOWN_AREA,
		round_coverage(&b.cx, &b.c[ADMIN], &id, STR("9"), &sum, &rows, &n));
	/* Two scopes: one row each. */
	b.readers[GRID].scopes = (struct str[]){ STR(GRID1), STR(GRID3) };
	b.readers[GRID].n = 2;
	must(&b, round_coverage(&b.cx, &b.c[GRID], &id, STR(""), &sum, &rows, &n));
	assert_int_equal(n, 2);
	SAME(sum, 6, 1, 2, 0, 5);
	bench_done(&b);
}

static void coverage_of_what_lies_elsewhere(void **state)
{
	OPEN(b);
	struct uuid id = bench_id('o', 1), round2 = bench_id('o', 2);
	struct coverage sum, *rows;
	struct target *items;
	struct str next;
	size_t n;

	bench_sweep(&b);
	bench_area(&b, "512003", COUNTY, "township");
	bench_dwelling(&b, 10, "8"); /* an area that nobody has described */
	bench_piece(&b, 1, "8", 10, 10);
	bench_round(&b, 2, 1, TOWN1, 4);
	bench_piece(&b, 2, GRID1, 1, 4);
	bench_say(&b,
		"\"kind\":\"area.changed\",\"area\":\"" GRID1 "\",\"body\":{\"parent\":\"" TOWN2
		"\",\"from\":\"2022-08-02\"}");
	bench_read(&b);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR(""), &sum, &rows, &n));
	SAME(sum, 10, 0, 0, 0, 10);
	assert_int_equal(n, 4);
	/* Nothing at all is listed in the third township: that must not look like done. */
	assert_str(rows[2].area, "512003");
	assert_true(rows[2].no_roster);
	assert_false(rows[0].no_roster || rows[3].no_roster);
	assert_str(rows[3].area, "8");
	must(&b, round_missing(&b.cx, &b.c[ADMIN], &id, STR(""), STR(""), 100, &items, &n, &next));
	assert_int_equal(n, 10);
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR("512003"), &sum, &rows, &n));
	assert_true(sum.no_roster && n == 0);
	/* The round's grid was put under another township. */
	must(&b, round_coverage(&b.cx, &b.c[ADMIN], &round2, STR(""), &sum, &rows, &n));
	assert_str(sum.area, TOWN1);
	SAME(sum, 4, 0, 0, 0, 4);
	assert_int_equal(n, 1);
	assert_str(rows[0].area, GRID1);
	must(&b,
		round_missing(
			&b.cx, &b.c[GRID], &round2, STR(""), STR(""), 100, &items, &n, &next));
	assert_int_equal(n, 4);
	bench_done(&b);
}

static size_t count_missing(
	struct bench *b, int reader, const char *area, size_t limit, unsigned *ret_sum)
{
	struct uuid id = bench_id('o', 1);
	struct str after = STR("");
	size_t all = 0;

	*ret_sum = 0;
	do {
		struct target *items;
		struct str next;
		size_t n;

		must(b,
			round_missing(&b->cx, &b->c[reader], &id, str_of(area), after, limit,
				&items, &n, &next));
		assert_true(n <= limit && (n == limit || next.n == 0));
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(items[i].state, 1);
			*ret_sum += items[i].subject.b[15];
		}
		all += n;
		after = next;
	} while (after.n > 0);
	return all;
}

/* For who sees it all and for a township. */
static void overdue_is_what_the_list_says(struct bench *b, bool any)
{
	int64_t whole = 0;

	for (int reader = ADMIN; reader <= TOWN; reader++) {
		struct uuid id = bench_id('o', 1);
		struct target *items;
		struct str next;
		size_t n;
		int64_t told, counted = 0;

		b->c[reader].now = b->c[ADMIN].now;
		must(b,
			round_missing(&b->cx, &b->c[reader], &id, STR(""), STR(""), 1000, &items,
				&n, &next));
		assert_int_equal(next.n, 0);
		for (size_t i = 0; i < n; i++)
			counted += items[i].overdue;
		must(b, round_overdue(&b->cx, &b->c[reader], &id, STR(""), &told));
		assert_int_equal(told, counted);
		whole += told;
	}
	assert_int_equal(whole > 0, any);
}

static void missing_is_as_long_as_coverage_says(void **state)
{
	static const char *const areas[] = { "", COUNTY, TOWN1, TOWN2, GRID1, GRID2, GRID3 };
	OPEN(b);
	struct uuid id = bench_id('o', 1);
	struct coverage sum, *rows;
	struct target *items;
	struct str next;
	size_t n;
	unsigned all;

	bench_sweep(&b);
	for (unsigned i = 100; i < 560; i++)
		bench_dwelling(&b, i, i < 340 ? GRID2 : GRID3);
	bench_piece(&b, 1, GRID2, 100, 339); /* more than are read together */
	bench_piece(&b, 1, GRID3, 340, 559);
	bench_visited(&b, 1, GRID1, 3, "done", 1);
	bench_visited(&b, 1, GRID2, 200, "done", 1);
	bench_visited(&b, 1, GRID3, 8, "nobody", 0);
	bench_read(&b);
	for (int r = 0; r < READERS; r++) {
		for (size_t i = 0; i < sizeof(areas) / sizeof(*areas); i++) {
			int ec = round_coverage(
				&b.cx, &b.c[r], &id, str_of(areas[i]), &sum, &rows, &n);

			if (ec < 0) {
				fails(&b, E_NOT_FOUND, ec);
				fails(&b, E_NOT_FOUND,
					round_missing(&b.cx, &b.c[r], &id, str_of(areas[i]),
						STR(""), 5, &items, &n, &next));
				continue;
			}
			for (size_t limit = 3; limit < 1000; limit = limit * 7)
				assert_int_equal(
					count_missing(&b, r, areas[i], limit, &all), sum.missing);
		}
	}
	assert_int_equal(count_missing(&b, GRID, "", 2, &all), 3);
	assert_int_equal(all, 1 + 2 + 4);
	must(&b,
		round_missing(&b.cx, &b.c[ADMIN], &id, STR(GRID1), STR(""), 10, &items, &n, &next));
	assert_false(items[0].overdue);
	overdue_is_what_the_list_says(&b, false);
	b.c[ADMIN].now = BENCH_START + 13 * WHEN_HOUR_MS;
	overdue_is_what_the_list_says(&b, true);
	must(&b,
		round_missing(&b.cx, &b.c[ADMIN], &id, STR(GRID1), STR(""), 10, &items, &n, &next));
	assert_true(items[0].overdue);
	fails(&b, E_BAD_REQUEST,
		round_missing(&b.cx, &b.c[ADMIN], &id, STR(""), STR("bQ"), 10, &items, &n, &next));
	bench_done(&b);
}

/* Every target once, in pages of any length: by state as many as coverage says. */
static void count_targets(
	struct bench *b, int reader, const char *area, size_t limit, int64_t ret_states[4])
{
	struct uuid id = bench_id('o', 1);
	struct str after = STR("");

	memset(ret_states, 0, 4 * sizeof(*ret_states));
	do {
		struct target *items;
		struct str next;
		size_t n;

		must(b,
			round_targets(&b->cx, &b->c[reader], &id, str_of(area), after, limit,
				&items, &n, &next));
		assert_true(n <= limit && (n == limit || next.n == 0));
		for (size_t i = 0; i < n; i++)
			ret_states[items[i].state & 3]++;
		after = next;
	} while (after.n > 0);
}

static void targets_are_as_many_as_coverage_says(void **state)
{
	static const char *const areas[] = { "", TOWN1, GRID2 };
	OPEN(b);
	struct uuid id = bench_id('o', 1);
	struct coverage sum, *rows;
	struct target *items;
	struct str next;
	int64_t got[4];
	size_t n;

	bench_sweep(&b);
	bench_visited(&b, 1, GRID1, 3, "done", 1);
	bench_visited(&b, 1, GRID2, 6, "nobody", 0);
	bench_visited(&b, 1, "8", 30, "done", 9); /* asked of nobody: a stray is no target */
	bench_move(&b, 9, GRID3, GRID2);
	bench_read(&b);
	for (size_t i = 0; i < sizeof(areas) / sizeof(*areas); i++)
		for (size_t limit = 1; limit < 20; limit += 4) {
			must(&b,
				round_coverage(&b.cx, &b.c[TOWN], &id, str_of(i ? areas[i] : TOWN1),
					&sum, &rows, &n));
			count_targets(&b, TOWN, areas[i], limit, got);
			assert_int_equal(got[0], 0);
			assert_int_equal(got[1], sum.missing);
			assert_int_equal(got[2], sum.done);
			assert_int_equal(got[3], sum.excused);
		}
	fails(&b, E_NOT_FOUND,
		round_targets(&b.cx, &b.c[TOWN], &id, STR(GRID3), STR(""), 5, &items, &n, &next));
	must(&b, round_missing(&b.cx, &b.c[TOWN], &id, STR(""), STR(""), 1, &items, &n, &next));
	fails(&b, E_BAD_REQUEST,
		round_targets(&b.cx, &b.c[TOWN], &id, STR(""), next, 5, &items, &n, &next));
	bench_done(&b);
}

static void strays_are_listed_where_they_live(void **state)
{
	OPEN(b);
	struct uuid id = bench_id('o', 1), none = bench_id('o', 7);
	struct target *items;
	size_t n;

	bench_sweep(&b);
	bench_dwelling(&b, 20, GRID2);
	bench_visited(&b, 1, GRID2, 20, "done", 1); /* listed nowhere */
	bench_visited(&b, 1, GRID1, 21, "done", 1); /* not known at all */
	bench_visited(&b, 7, GRID3, 8, "done", 1);  /* of a round that has not come */
	bench_read(&b);
	must(&b, round_strays(&b.cx, &b.c[ADMIN], &id, &items, &n));
	assert_int_equal(n, 2);
	assert_str(items[0].area, GRID2);
	assert_str(items[1].area, GRID1);
	must(&b, round_strays(&b.cx, &b.c[ADMIN], NULL, &items, &n));
	assert_int_equal(n, 3);
	must(&b, round_strays(&b.cx, &b.c[TOWN], NULL, &items, &n));
	assert_int_equal(n, 2);
	must(&b, round_strays(&b.cx, &b.c[GRID], NULL, &items, &n));
	assert_int_equal(n, 1);
	assert_int_equal(items[0].subject.b[15], 21);
	fails(&b, E_UNKNOWN_ROUND, round_strays(&b.cx, &b.c[ADMIN], &none, &items, &n));
	bench_done(&b);
}

/* ---- recount ---- */

static void spoil(struct bench *b, const char *sql)
{
	must(b, store_begin(&b->cx, b->store, "test"));
	must(b, store_script(&b->cx, b->store, sql));
	must(b, store_commit(&b->cx, b->store));
}

static void recount_finds_what_is_spoiled(void **state)
{
	static const char *const wrongs[][2] = {
		{ "UPDATE tally SET missing = missing + 1 WHERE area = '" GRID2
		  "' AND missing > 0;",
			"UPDATE tally SET missing = missing - 1 WHERE area = '" GRID2
			"' AND missing > 0;" },
		{ "UPDATE tally SET expected = expected + 1 WHERE area = '" GRID1
		  "' AND missing > 0;",
			"UPDATE tally SET expected = expected - 1 WHERE area = '" GRID1
			"' AND missing > 0;" },
		{ "UPDATE tally SET expected = expected + 1 WHERE area = '" GRID1
		  "' AND missing = 0;",
			"UPDATE tally SET expected = expected - 1 WHERE area = '" GRID1
			"' AND missing = 0;" },
		{ "UPDATE target SET state = 3 WHERE area = '" GRID3 "' AND state = 2;",
			"UPDATE target SET state = 2 WHERE area = '" GRID3 "' AND state = 3;" },
	};
	OPEN(b);

	bench_sweep(&b);
	bench_visited(&b, 1, GRID1, 1, "done", 3);
	bench_visited(&b, 1, GRID3, 8, "done", 3);
	bench_move(&b, 5, GRID2, GRID1);
	bench_visited(&b, 1, GRID1, 77, "done", 3);
	must(&b, store_begin_read(&b.cx, b.store, "test"));
	must(&b, cover_recount(&b.cx, b.store));
	store_rollback(b.store);
	for (size_t i = 0; i < sizeof(wrongs) / sizeof(*wrongs); i++) {
		spoil(&b, wrongs[i][0]);
		must(&b, store_begin_read(&b.cx, b.store, "test"));
		fails(&b, E_RECOUNT, cover_recount(&b.cx, b.store));
		store_rollback(b.store);
		spoil(&b, wrongs[i][1]);
	}
	spoil(&b, "DELETE FROM tally WHERE area = '" GRID3 "' AND missing = 0 AND done = 0;");
	must(&b, store_begin_read(&b.cx, b.store, "test"));
	assert_int_equal(cover_recount(&b.cx, b.store), -E_RECOUNT);
	/* A backup would not help: the records are there, only the counts are wrong. */
	assert_non_null(strstr(b.cx.e.remedy_zh.p, "bulou rebuild"));
	assert_non_null(strstr(b.cx.e.remedy_en.p, "bulou rebuild"));
	bench_done(&b);
}

/* ---- goods ---- */

static void goods_add_up(void **state)
{
	OPEN(b);
	struct goods *all;
	size_t n;

	bench_county(&b);
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"from\":\"supplier:1\",\"to\":\"store:1\",\"item\":\"rice\",\"n\":100}");
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"from\":\"store:1\",\"to\":\"dwelling:1\",\"item\":\"rice\",\"n\":30}");
	b.at += WHEN_DAY_MS;
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"from\":\"store:1\",\"to\":\"dwelling:1\",\"item\":\"rice\",\"n\":5}");
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"to\":\"store:1\",\"item\":\"rice\",\"n\":60}");
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"from\":\"store:1\",\"to\":\"store:3\",\"item\":\"rice\",\"n\":10}");
	b.at += WHEN_DAY_MS;
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID3
		"\",\"body\":{\"from\":\"supplier:1\",\"to\":\"store:3\",\"item\":\"rice\",\"n\":1}");
	bench_read(&b);
	must(&b, goods_list(&b.cx, &b.c[ADMIN], &uuid_nil, STR(""), &all, &n));
	assert_int_equal(n, 4); /* dwelling, store 1, store 3, supplier */
	assert_str(all[1].place, "store:1");
	assert_int_equal(all[1].booked, 55000);
	assert_int_equal(all[1].counted, 60000);
	assert_int_equal(all[1].booked_then, 65000);
	assert_int_equal(all[1].unexplained, -5000);
	assert_str(all[2].place, "store:3");
	assert_str(all[2].area, GRID3);
	assert_int_equal(all[2].booked, 11000);
	assert_int_equal(all[2].counted_at, 0);
	must(&b, goods_list(&b.cx, &b.c[TOWN], &uuid_nil, STR(""), &all, &n));
	assert_int_equal(n, 2);
	must(&b, goods_list(&b.cx, &b.c[GRID], &uuid_nil, STR(GRID1), &all, &n));
	assert_int_equal(n, 2);
	assert_int_equal(all[1].booked, 55000);
	must(&b, goods_list(&b.cx, &b.c[ADMIN], &uuid_nil, STR(TOWN2), &all, &n));
	assert_int_equal(n, 2);
	assert_int_equal(
		all[0].booked, 11000); /* with what came while it was written down elsewhere */
	fails(&b, E_NOT_FOUND, goods_list(&b.cx, &b.c[GRID], &uuid_nil, STR(TOWN2), &all, &n));
	bench_done(&b);
}

/* ---- things to look at ---- */

static bool waits_for(const struct waiting *all, size_t n, struct uuid id, struct uuid for_)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, &id) && uuid_eq(&all[i].for_, &for_))
			return true;
	return false;
}

static void waiting_clashing_marked(void **state)
{
	OPEN(b);
	struct waiting *all;
	struct clash *clashes;
	struct marked *marks;
	struct uuid stray, early, flags, names, pair;
	size_t n;

	bench_sweep(&b);
	stray = bench_visited(&b, 1, GRID1, 50, "done", 1);
	early = bench_visited(&b, 7, GRID2, 5, "done", 1);
	flags = bench_say(&b,
		"\"kind\":\"dwelling.changed\",\"area\":\"" GRID3
		"\",\"subject\":\"%s\",\"body\":{\"room\":\"1\"}",
		bench_z(&b, bench_id('d', 51)));
	names = bench_say(&b,
		"\"kind\":\"record.voided\",\"area\":\"" GRID2
		"\",\"body\":{\"records\":[\"%s\"],\"reason\":\"x\"}",
		bench_z(&b, bench_id('x', 1)));
	pair = bench_say(&b,
		"\"kind\":\"subject.merged\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(&b, bench_id('d', 1)), bench_z(&b, bench_id('d', 52)));
	bench_move(&b, 8, GRID3, GRID1);
	bench_move(&b, 8, GRID3, GRID2);
	bench_read(&b);
	must(&b, waiting_list(&b.cx, &b.c[ADMIN], &all, &n));
	assert_true(waits_for(all, n, stray, bench_id('d', 50)));
	assert_true(waits_for(all, n, early, bench_id('o', 7)));
	assert_true(waits_for(all, n, flags, bench_id('d', 51)));
	assert_true(waits_for(all, n, names, bench_id('x', 1)));
	assert_true(waits_for(all, n, pair, bench_id('d', 52)));
	assert_int_equal(n, 5);
	{
		const struct uuid asked[] = { stray, early, bench_id('d', 50), flags, names, pair,
			bench_id('d', 1) };
		const bool wait[] = { true, true, false, true, true, true, false };
		bool waits[7];

		must(&b, waiting_of(&b.cx, &b.c[GRID], asked, 7, waits));
		assert_memory_equal(waits, wait, sizeof(wait));
	}
	must(&b, waiting_list(&b.cx, &b.c[TOWN], &all, &n));
	assert_int_equal(n, 4);
	assert_false(waits_for(all, n, flags, bench_id('d', 51)));
	must(&b, waiting_list(&b.cx, &b.c[GRID], &all, &n));
	assert_int_equal(n, 2);
	must(&b, clash_list(&b.cx, &b.c[ADMIN], &clashes, &n));
	assert_int_equal(n, 1);
	assert_int_equal(clashes[0].ids_n, 2);
	must(&b, clash_list(&b.cx, &b.c[TOWN], &clashes, &n));
	assert_int_equal(n, 1); /* the later move holds: it lies in grid 2 */
	must(&b, clash_list(&b.cx, &b.c[GRID], &clashes, &n));
	assert_int_equal(n, 0);
	bench_read_done(&b);
	must(&b, store_begin(&b.cx, b.store, "test"));
	must(&b,
		store_script(&b.cx, b.store,
			"INSERT INTO mark (what, area, pos, id, round) SELECT 4, '" GRID2
			"', pos, id, id FROM journal"
			" WHERE pos = 9; INSERT INTO mark (what, area, pos, id, round) SELECT 4, '" GRID1
			"', pos, id, id FROM journal WHERE pos = 8;"));
	must(&b, store_commit(&b.cx, b.store));
	bench_read(&b);
	must(&b, marked_list(&b.cx, &b.c[ADMIN], 4, &marks, &n));
	assert_int_equal(n, 2);
	assert_int_equal(marks[0].pos, 8);
	must(&b, marked_list(&b.cx, &b.c[TOWN], 4, &marks, &n));
	assert_int_equal(n, 2);
	must(&b, marked_list(&b.cx, &b.c[GRID], 4, &marks, &n));
	assert_int_equal(n, 1);
	must(&b, marked_list(&b.cx, &b.c[ADMIN], 8, &marks, &n));
	assert_int_equal(n, 0);
	bench_done(&b);
}

/* ---- faults ---- */

static int quiet(void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	(void)arg;
	(void)cx;
	(void)area;
	(void)subjects;
	(void)n;
	return 0;
}

/* Every read once; the first error. */
/* Once to keep what is read, once to count what is kept. */
static int board_twice(struct cx *cx, const struct cover *c)
{
	struct cover kept = *c;
	struct figure_value *rows;
	size_t n;
	int ec = kept_new(cx, 1 << 20, &kept.kept);

	for (int i = 0; ec == 0 && i < 2; i++)
		ec = figure_board(cx, &kept, &bench_figures, &uuid_nil, STR(""), ALL, &rows, &n);
	kept_free(kept.kept);
	return ec;
}

static int read_all(struct bench *b, struct cx *cx, int reader)
{
	const struct cover *c = &b->c[reader];
	struct uuid round = bench_id('o', 1), dwelling = bench_id('d', 1);
	struct area_tree *tree = NULL;
	struct subject one, *subjects;
	struct suspect *suspects;
	struct round *rounds;
	struct coverage sum, *rows;
	struct target *targets;
	struct figure_value value, *board;
	struct figure_record *records;
	struct incident *incidents;
	struct goods *goods;
	struct clash *clashes;
	struct waiting *waiting;
	struct marked *marks;
	struct change *changes;
	struct str next = STR("");
	size_t n;
	bool more;
	int ec = area_tree_open(cx, b->store, day_of(b->at), &tree);

	area_tree_release(ec < 0 ? NULL : tree);
	if (ec < 0 || (ec = subject_get(cx, c, &dwelling, &one)) < 0 ||
		(ec = subject_list(cx, c, STR(""), 0, STR(""), 5, &subjects, &n, &next)) < 0 ||
		(ec = subject_suspects(cx, c, &suspects, &n)) < 0 ||
		(ec = round_candidates(cx, c, STR(""), SUBJECT_PERSON, STR("flag:alone"), STR(""),
			 quiet, NULL)) < 0 ||
		(ec = round_list(cx, c, &rounds, &n)) < 0 ||
		(ec = round_coverage(cx, c, &round, STR(""), &sum, &rows, &n)) < 0 ||
		(ec = round_missing(cx, c, &round, STR(""), STR(""), 5, &targets, &n, &next)) < 0 ||
		(ec = round_strays(cx, c, NULL, &targets, &n)) < 0 ||
		(ec = cover_recount(cx, b->store)) < 0)
		return ec;
	for (size_t i = 0; i < bench_figures.n; i++)
		if ((ec = figure_value(cx, c, bench_figures.all[i], &uuid_nil, STR(""), ALL, true,
			     &value)) < 0)
			return ec;
	if ((ec = board_twice(cx, c)) < 0 ||
		(ec = figure_board(cx, c, &bench_figures, &uuid_nil, STR(""), ALL, &board, &n)) <
			0 ||
		(ec = figure_records(cx, c, bench_figures.all[0], &uuid_nil, STR(""), ALL, 0,
			 STR(""), 5, &records, &n, &next)) < 0 ||
		(ec = incident_list(cx, c, &incidents, &n)) < 0 ||
		(ec = goods_list(cx, c, &uuid_nil, STR(""), &goods, &n)) < 0 ||
		(ec = clash_list(cx, c, &clashes, &n)) < 0 ||
		(ec = waiting_list(cx, c, &waiting, &n)) < 0 ||
		(ec = marked_list(cx, c, 4, &marks, &n)) < 0)
		return ec;
	next = STR("");
	do
		ec = cover_changes(cx, c, next, STR("e1"), 9, &changes, &n, &next, &more);
	while (ec == 0 && more);
	return ec;
}

/* The n-th statement fails, for every n, and then the n-th piece of memory: each time an error comes
 * back that says so, and afterwards all is read as before. */
static void reads_survive_every_fault(void **state)
{
	OPEN(b);
	struct arena memory;
	struct cx cx = { .arena = &memory };
	int64_t steps, takes;

	bench_exercise(&b);
	bench_say(&b,
		"\"kind\":\"test.goods\",\"area\":\"" GRID1
		"\",\"body\":{\"from\":\"supplier:1\",\"to\":\"store:1\",\"item\":\"rice\",\"n\":1}");
	bench_read(&b);
	arena_init(&memory, &sys_heap, 0);
	steps = (int64_t)store_steps();
	takes = (int64_t)sys_alloc_count();
	must(&b, read_all(&b, &cx, TOWN));
	steps = (int64_t)store_steps() - steps;
	takes = (int64_t)sys_alloc_count() - takes;
	assert_true(steps > 50 && takes > 5);
	for (int64_t i = 1; i <= steps; i++) {
		arena_reset(&memory);
		err_clear(&cx);
		store_fail_at((uint64_t)i);
		assert_int_equal(read_all(&b, &cx, TOWN), -E_INJECTED);
		assert_int_equal(cx.e.code, E_INJECTED);
		store_fail_at(0);
		/* A transaction in which a statement failed is of no more use. */
		bench_read_done(&b);
		bench_read(&b);
	}
	for (int64_t i = 1; i <= takes; i++) {
		int ec;

		arena_done(&memory);
		arena_init(&memory, &sys_heap, 0);
		err_clear(&cx);
		sys_alloc_fail_at((uint64_t)i);
		ec = read_all(&b, &cx, TOWN);
		sys_alloc_fail_at(0);
		assert_true(ec == 0 || ec == -E_NO_MEMORY);
		assert_int_equal(cx.e.code, -ec);
	}
	arena_done(&memory);
	bench_done(&b);
}

/* ---- speed ---- */

/* Coverage of 3,000 areas: its figure is printed; the limit is only there to catch a mistake of an
 * order of magnitude. */
static void coverage_of_3000_areas_is_quick(void **state)
{
	OPEN(b);
	struct uuid id = bench_id('o', 1);
	struct coverage sum, *rows;
	int64_t from, best = INT64_MAX;
	size_t n;

	bench_sweep(&b);
	must(&b, store_begin(&b.cx, b.store, "test"));
	must(&b,
		store_script(&b.cx, b.store,
			"WITH RECURSIVE k(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM k WHERE i < 1002999)"
			" INSERT INTO area (id, level, ended, known, acts, pos)"
			" SELECT CAST(i AS TEXT), 6, 9999999999, 1, (SELECT acts FROM area"
			" WHERE id = CASE WHEN i % 2 = 0 THEN '" GRID1 "' ELSE '" GRID3
			"' END), i FROM k;"
			"WITH RECURSIVE k(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM k WHERE i < 1002999)"
			" INSERT INTO tally (round, area, expected, found, done, excused, missing, late, pos)"
			" SELECT r.id, CAST(i AS TEXT), 300, 2, 250, 2, 50, 0, 1 FROM k, round r;"));
	must(&b, store_commit(&b.cx, b.store));
	bench_read(&b);
	for (int i = 0; i < 5; i++) {
		from = sys_ticks_us();
		must(&b, round_coverage(&b.cx, &b.c[ADMIN], &id, STR(""), &sum, &rows, &n));
		best = sys_ticks_us() - from < best ? sys_ticks_us() - from : best;
	}
	assert_int_equal(sum.expected, 900009);
	assert_int_equal(n, 2);
	print_message("# coverage of 3,000 areas: %lld us\n", (long long)best);
	if (!getenv("BULOU_SANITIZED"))
		assert_true(best < 100000);
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_columns_come_back),
		cmocka_unit_test(rounds_of_each_reader),
		cmocka_unit_test(coverage_sums_up_the_tree),
		cmocka_unit_test(coverage_of_what_lies_elsewhere),
		cmocka_unit_test(missing_is_as_long_as_coverage_says),
		cmocka_unit_test(targets_are_as_many_as_coverage_says),
		cmocka_unit_test(strays_are_listed_where_they_live),
		cmocka_unit_test(recount_finds_what_is_spoiled),
		cmocka_unit_test(goods_add_up),
		cmocka_unit_test(waiting_clashing_marked),
		cmocka_unit_test(reads_survive_every_fault),
		cmocka_unit_test(coverage_of_3000_areas_is_quick),
	};

	return BENCH_RUN("read", tests);
}
