/* Sums that are kept in memory: coverage by them is coverage by the table, to whoever may see what, along whatever tree, after any
 * history, in every snapshot; also beside a writer, and where there is no memory. */
#include "cover/read_bench.h"

#include <pthread.h>
#include <stdatomic.h>

#include "cover/cover_read.h"
#include "cover/tally_sums.h"

#define SEED 0x5ca1ab1eu
#define EPOCH STR("01900000-0000-7000-8000-00000000000a")
#define STEPS 160
#define ROUNDS 2
#define RECORDS 512
#define DAY_MS 86400000LL

static const char *const grids[] = { GRID1, GRID2, GRID3, "512002002", TOWN1, "8" };
static const char *const tops[] = { "", COUNTY, TOWN1, TOWN2, GRID1, GRID3 };
#define GRIDS (sizeof(grids) / sizeof(*grids))
#define TOPS (sizeof(tops) / sizeof(*tops))

struct history {
	struct bench b;
	struct tallies *t;
	uint64_t random;
	struct uuid said[RECORDS];
	size_t said_n;
	unsigned dwellings;
	const char *of[RECORDS]; /* where each dwelling was listed */
	uint64_t answers, from_sums;
};

struct snapshot {
	struct store *store;
	struct area_tree *tree;
	int64_t now;
};

static struct history history;

/* splitmix64 */
static unsigned draw(struct history *h, size_t below)
{
	uint64_t z = h->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) % below);
}

/* ---- what happens ---- */

static void said(struct history *h, struct uuid id)
{
	if (h->said_n < RECORDS)
		h->said[h->said_n++] = id;
}

static void listed(struct history *h)
{
	const char *grid = grids[draw(h, 4)];
	unsigned n = ++h->dwellings;

	h->of[n] = grid;
	bench_dwelling(&h->b, n, grid);
	said(h, bench_piece(&h->b, 1 + draw(h, ROUNDS), grid, n, n));
}

static void visited(struct history *h)
{
	unsigned n = 1 + draw(h, h->dwellings);
	/* At times from where it does not lie, or from an area that nobody knows. */
	const char *grid = draw(h, 8) ? h->of[n] : grids[draw(h, GRIDS)];

	said(h,
		bench_visited(&h->b, 1 + draw(h, ROUNDS), grid, n, draw(h, 3) ? "done" : "nobody",
			(int)draw(h, 5)));
}

/* A grid is put under another township or the county, from today or from a day to come. */
static void put_elsewhere(struct history *h)
{
	static const char *const under[] = { TOWN1, TOWN2, COUNTY };
	int64_t from = h->b.at + (int64_t)draw(h, 3) * DAY_MS;
	struct buf day;

	buf_init(&day, &h->b.arena);
	buf_day(&day, day_of(from));
	said(h,
		bench_say(&h->b,
			"\"kind\":\"area.changed\",\"area\":\"%s\",\"body\":{\"parent\":\"%s\",\"from\":\"" STR_FMT
			"\"}",
			grids[draw(h, 3)], under[draw(h, 3)], STR_ARG(buf_get(&day))));
}

static void step(struct history *h)
{
	unsigned what = draw(h, 100), n = 1 + draw(h, h->dwellings);

	if (what < 20 && h->dwellings < RECORDS - 1)
		listed(h);
	else if (what < 75)
		visited(h);
	else if (what < 83)
		bench_move(&h->b, n, h->of[n], grids[draw(h, 4)]);
	else if (what < 91 && h->said_n > 0)
		bench_void(&h->b, h->said[draw(h, h->said_n)]);
	else if (what < 96)
		put_elsewhere(h);
	else
		h->b.at += DAY_MS;
}

/* ---- what is read of it ---- */

static void snapshot_begin(struct history *h, struct snapshot *s)
{
	struct bench *b = &h->b;

	if (s->store == NULL)
		must(b,
			store_open(&b->cx, b->fixture.where, STORE_READ, stmt_table, STMT_COUNT,
				&s->store));
	must(b, store_begin_read(&b->cx, s->store, "test"));
	if (s->tree == NULL)
		must(b, area_tree_open(&b->cx, s->store, day_of(b->at), &s->tree));
	else
		must(b, area_tree_follow(&b->cx, s->store, day_of(b->at), &s->tree));
	s->now = b->at;
}

static void snapshot_done(struct snapshot *s)
{
	area_tree_release(s->tree);
	store_close(s->store);
}

static bool coverage_same(const struct coverage *a, const struct coverage *b)
{
	return str_eq(a->area, b->area) && a->expected == b->expected && a->found == b->found &&
		a->done == b->done && a->excused == b->excused && a->missing == b->missing &&
		a->late == b->late && a->off == b->off && a->no_roster == b->no_roster &&
		a->direct == b->direct && a->overdue == b->overdue && a->pos == b->pos;
}

/* With an allocation that fails: the right answer, or none. */
static void same(struct history *h, const struct cover *with, unsigned round, const char *top)
{
	struct cover without = *with;
	struct uuid id = bench_id('o', round);
	struct coverage sum, want, *rows, *want_rows;
	struct bench *b = &h->b;
	size_t n, want_n;
	int rc, want_rc;

	without.tallies = NULL;
	want_rc = round_coverage(&b->cx, &without, &id, str_of(top), &want, &want_rows, &want_n);
	err_clear(&b->cx);
	sys_alloc_fail_at(draw(h, 20) ? 0 : 1 + draw(h, 3));
	rc = round_coverage(&b->cx, with, &id, str_of(top), &sum, &rows, &n);
	sys_alloc_fail_at(0);
	err_clear(&b->cx);
	if (rc == -E_NO_MEMORY)
		return;
	assert_int_equal(rc, want_rc);
	if (rc < 0)
		return;
	h->answers++;
	assert_true(coverage_same(&sum, &want));
	assert_int_equal(n, want_n);
	for (size_t i = 0; i < n; i++)
		if (!coverage_same(&rows[i], &want_rows[i]))
			fail_msg("round %u, top '%s', row %zu of %zu (%.*s)", round, top, i, n,
				STR_ARG(want_rows[i].area));
}

static void count_sums(struct history *h, const struct cover *c, unsigned round)
{
	struct uuid id = bench_id('o', round);
	struct tally_sum s;
	bool there;

	must(&h->b, tally_sum_read(&h->b.cx, c, &id, &s, &there));
	h->from_sums += there;
	if (there)
		tallies_sum_done(h->t, &s);
}

static void compare(struct history *h, struct snapshot *s)
{
	struct bench *b = &h->b;
	struct str several[] = { STR(GRID2), STR(TOWN2), STR(GRID1) };
	struct reader readers[] = { b->readers[ADMIN], b->readers[TOWN], b->readers[GRID],
		{ .person = STR("u"), .scopes = several, .n = 3 } };

	for (size_t k = 0; k < sizeof(readers) / sizeof(*readers); k++)
		for (unsigned round = 1; round <= ROUNDS; round++) {
			struct cover c = { .store = s->store,
				.tree = s->tree,
				.who = &readers[k],
				.keys = b->keys,
				.kinds = &b->kinds,
				.tallies = h->t,
				.epoch = EPOCH,
				.now = s->now };

			for (size_t i = 0; i < TOPS; i++)
				same(h, &c, round, tops[i]);
			count_sums(h, &c, round);
		}
}

static void history_begin(struct history *h, struct view_ops *ops)
{
	must(&h->b, tallies_new(&h->b.cx, &h->t));
	tallies_epoch(h->t, EPOCH);
	*ops = cover_ops;
	ops->arg = h->t;
	h->b.view.ops = ops;
	bench_sweep(&h->b);
	bench_incident(&h->b, 2, false);
	bench_round(&h->b, 2, 2, TOWN1, 2);
	bench_piece(&h->b, 2, GRID1, 1, 2);
	bench_area(&h->b, "512002002", TOWN2, "grid");
	h->dwellings = 9;
	for (unsigned i = 1; i <= 9; i++)
		h->of[i] = i <= 4 ? GRID1 : i <= 7 ? GRID2 : GRID3;
}

static void coverage_by_sums_is_coverage_by_the_table(void **state)
{
	struct history *h = &history;
	struct snapshot now = { .store = NULL }, old = { .store = NULL };
	struct view_ops ops;

	(void)state;
	memset(h, 0, sizeof(*h));
	h->random = SEED;
	if (!bench_open(&h->b)) {
		skip();
		return;
	}
	print_message("# seed %u\n", SEED);
	history_begin(h, &ops);
	snapshot_begin(h, &old);
	for (int i = 0; i < STEPS; i++) {
		step(h);
		snapshot_begin(h, &now);
		compare(h, &now);
		compare(h, &old);
		store_rollback(now.store);
		if (i % 3)
			continue;
		store_rollback(old.store);
		snapshot_begin(h, &old);
	}
	print_message("# %llu answers; sums were there %llu times of %u\n",
		(unsigned long long)h->answers, (unsigned long long)h->from_sums, STEPS * 16);
	assert_true(h->answers > STEPS * 40);
	assert_true(h->from_sums > STEPS * 8);
	snapshot_done(&now);
	snapshot_done(&old);
	bench_done(&h->b);
	tallies_free(h->t);
}

/* ---- beside a writer ---- */

#define GROUPS 20000

struct beside {
	struct tallies *t;
	struct area_tree *tree;
	_Atomic int64_t told; /* the newest group of which the writer has told */
	_Atomic bool over;
	uint64_t there;
};

static struct tally_row grid_row(int64_t n, int64_t pos)
{
	return (struct tally_row){
		.round = bench_id('o', 1), .area = STR(GRID1), .expected = n, .done = n, .pos = pos
	};
}

static int64_t whole_of(const struct tally_sum *s, const struct area *a)
{
	int64_t sum = s->whole[tree_at(a)].expected;

	for (size_t i = 0; i < s->deltas_n; i++)
		if (s->deltas[i].at >= tree_at(a) && s->deltas[i].at < tree_end(a))
			sum += s->deltas[i].row->expected;
	return sum;
}

/* Each group adds as much as it has positions, so that the sum of any snapshot is its position. */
static void *sum_often(void *arg)
{
	struct beside *x = arg;
	struct uuid id = bench_id('o', 1);
	uint64_t there_n = 0;

	while (!atomic_load(&x->over)) {
		struct tally_time at = { .epoch = EPOCH, .pos = atomic_load(&x->told) };
		struct arena arena;
		struct cx cx = { .arena = &arena };
		struct tally_sum s;
		bool there;

		arena_init(&arena, &sys_heap, 0);
		if (tallies_sum(&cx, x->t, &id, &at, x->tree, &s, &there) == 0 && there) {
			bool right = whole_of(&s, area_find(x->tree, STR(COUNTY))) == at.pos &&
				whole_of(&s, area_find(x->tree, STR(GRID1))) == at.pos &&
				whole_of(&s, area_find(x->tree, STR(TOWN2))) == 0;

			tallies_sum_done(x->t, &s);
			there_n += right;
			if (!right)
				return (void *)(intptr_t)-1;
		}
		arena_done(&arena);
	}
	return (void *)(intptr_t)there_n;
}

static void sums_are_whole_beside_a_writer(void **state)
{
	struct history *h = &history;
	struct snapshot s = { .store = NULL };
	struct beside x = { .told = 1 };
	const struct tally_time at = { .epoch = EPOCH, .pos = 1 };
	struct tally_row row = grid_row(1, 1);
	pthread_t threads[2];

	(void)state;
	memset(h, 0, sizeof(*h));
	if (!bench_open(&h->b)) {
		skip();
		return;
	}
	bench_county(&h->b);
	snapshot_begin(h, &s);
	x.tree = s.tree;
	must(&h->b, tallies_new(&h->b.cx, &x.t));
	tallies_epoch(x.t, EPOCH);
	tallies_keep(x.t, &row.round, &at, &row, 1);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, sum_often, &x), 0);
	for (int64_t pos = 1; pos < GROUPS; pos += 3) {
		row = grid_row(3, pos + 3);
		tallies_add(x.t, &row, 1);
		tallies_committed(x.t, pos, pos + 3);
		atomic_store(&x.told, pos + 3);
	}
	atomic_store(&x.over, true);
	for (int i = 0; i < 2; i++) {
		void *there_n;

		assert_int_equal(pthread_join(threads[i], &there_n), 0);
		assert_true((intptr_t)there_n >= 0);
	}
	tallies_free(x.t);
	snapshot_done(&s);
	bench_done(&h->b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coverage_by_sums_is_coverage_by_the_table),
		cmocka_unit_test(sums_are_whole_beside_a_writer),
	};

	return BENCH_RUN("tally sums", tests);
}
