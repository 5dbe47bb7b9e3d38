/* The tallies in memory against a model: whatever they return as there is what lies in the table at that position, whoever wrote,
 * failed or ran out of memory meanwhile. And over a real store: coverage is the same with them and without. */
#include "cover/read_bench.h"

#include <pthread.h>

#include "cover/tallies.h"

#define SEED 0x7a11e5u
#define EPOCH STR("01900000-0000-7000-8000-00000000000a")
#define LATER STR("01900000-0000-7000-8000-00000000000b")
#define STEPS 20000
#define ROUNDS 20 /* more than are kept */
#define PAST 7 /* snapshots that somebody may still read, more than there are groups in the log */

/* In the order of the table. The first is under no area: it is never read. */
static const char *const area_names[] = { "", "5120", "512001", "512001001", "512001002", "512002",
	"a", "a1", "a10", "a2" };
#define AREAS (sizeof(area_names) / sizeof(*area_names))

struct table {
	int64_t pos;
	uint64_t digest; /* of its newest entry: no two tables have the same */
	bool there[ROUNDS][AREAS];
	struct tally_row rows[ROUNDS][AREAS];
};

struct model {
	struct tallies *t;
	uint64_t random;
	struct table past[PAST]; /* newest first */
	struct table next;       /* with the group in hand */
	size_t past_n;
	uint64_t asked, hits, hits_past, failures, groups, early;
};

static struct model model;

/* splitmix64 */
static unsigned draw(struct model *m, unsigned below)
{
	uint64_t z = m->random += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) % below);
}

static bool one_in(struct model *m, unsigned n)
{
	return draw(m, n) == 0;
}

static struct cx fresh_cx(struct arena *arena)
{
	arena_init(arena, &sys_heap, 0);
	return (struct cx){ .arena = arena };
}

static void model_open(struct model *m, uint64_t seed)
{
	struct arena arena;
	struct cx cx = fresh_cx(&arena);

	memset(m, 0, sizeof(*m));
	m->random = seed;
	m->past_n = 1;
	assert_int_equal(tallies_new(&cx, &m->t), 0);
	tallies_epoch(m->t, EPOCH);
	arena_done(&arena);
}

static void model_close(struct model *m)
{
	tallies_free(m->t);
}

/* ---- readers ---- */

static bool row_same(const struct tally_row *a, const struct tally_row *b)
{
	return str_eq(a->area, b->area) && a->expected == b->expected && a->found == b->found &&
		a->done == b->done && a->excused == b->excused && a->missing == b->missing &&
		a->late == b->late && a->pos == b->pos;
}

/* What a reader finds in the table. */
static size_t table_read(const struct table *t, unsigned round, struct tally_row ret[AREAS])
{
	size_t n = 0;

	for (size_t a = 1; a < AREAS; a++)
		if (t->there[round][a])
			ret[n++] = t->rows[round][a];
	return n;
}

static void same_as_table(
	const struct table *t, unsigned round, const struct tally_row *rows, size_t n)
{
	struct tally_row want[AREAS];
	size_t want_n = table_read(t, round, want);

	if (n != want_n)
		fail_msg(
			"round %u at %lld: %zu rows, not %zu", round, (long long)t->pos, n, want_n);
	for (size_t i = 0; i < n; i++)
		if (!row_same(&rows[i], &want[i]))
			fail_msg("round %u at %lld: %.*s is not as in the table", round,
				(long long)t->pos, STR_ARG(rows[i].area));
}

/* One reader's way: what is there is right; what is not he reads from the table, and offers it. */
static bool read_in(
	struct model *m, struct str epoch, const struct table *at, unsigned round, bool no_memory)
{
	struct tally_time time = { .epoch = epoch, .pos = at->pos };
	struct uuid id = bench_id('o', round);
	struct tally_row *rows, read[AREAS];
	struct arena arena;
	struct cx cx = fresh_cx(&arena);
	bool there;
	size_t n;
	int rc;

	memcpy(time.digest, &at->digest, sizeof(at->digest));
	sys_alloc_fail_at(no_memory);
	rc = tallies_find(&cx, m->t, &id, &time, &rows, &n, &there);
	assert_true(rc == 0 || (no_memory && rc == -E_NO_MEMORY && !there));
	if (there)
		same_as_table(at, round, rows, n);
	else
		tallies_keep(m->t, &id, &time, read, table_read(at, round, read));
	sys_alloc_fail_at(0);
	arena_done(&arena);
	return there;
}

static bool read_at(struct model *m, const struct table *at, unsigned round, bool no_memory)
{
	return read_in(m, EPOCH, at, round, no_memory);
}

static void some_read(struct model *m)
{
	for (unsigned n = draw(m, 8); n > 0; n--) {
		size_t ago = one_in(m, 2) ? 0 : draw(m, (unsigned)m->past_n);
		bool there = read_at(m, &m->past[ago], draw(m, ROUNDS), one_in(m, 30));

		m->asked++;
		m->hits += there;
		m->hits_past += there && ago > 0;
	}
}

/* ---- writers ---- */

static void add_to(struct table *t, unsigned round, size_t area, const struct tally_row *d)
{
	struct tally_row *to = &t->rows[round][area];

	if (!t->there[round][area])
		*to = (struct tally_row){ .round = d->round, .area = d->area };
	t->there[round][area] = true;
	to->expected += d->expected;
	to->found += d->found;
	to->done += d->done;
	to->excused += d->excused;
	to->missing += d->missing;
	to->late += d->late;
	to->pos = d->pos > to->pos ? d->pos : to->pos;
}

/* A group of up to `most` deltas, each of a round and an area of its own, goes into m->next. */
static size_t group(struct model *m, struct tally_row *ret, unsigned most, bool may_join)
{
	unsigned positions = 1 + draw(m, 4);
	size_t n = 0;
	bool taken[ROUNDS][AREAS] = { { false } };

	m->next = m->past[0];
	m->next.pos += positions;
	m->next.digest = ++m->groups;
	for (unsigned i = draw(m, most + 1); i > 0; i--) {
		unsigned round = draw(m, ROUNDS);
		size_t area = draw(m, AREAS);
		int64_t d = (int64_t)draw(m, 9) - 4;

		if (taken[round][area] || !(may_join || m->next.there[round][area]))
			continue;
		taken[round][area] = true;
		ret[n++] = (struct tally_row){ .round = bench_id('o', round),
			.area = str_of(area_names[area]),
			.expected = d,
			.found = d + 1,
			.done = 2 * d,
			.excused = -d,
			.missing = 3 * d - 1,
			.late = draw(m, 2),
			.pos = m->past[0].pos + 1 + draw(m, positions) };
		add_to(&m->next, round, area, &ret[n - 1]);
	}
	return n;
}

/* The transaction has been committed: whoever begins to read now sees the group. */
static void visible(struct model *m)
{
	memmove(m->past + 1, m->past, (PAST - 1) * sizeof(*m->past));
	m->past[0] = m->next;
	m->past_n += m->past_n < PAST;
}

static void add(struct model *m, const struct tally_row *deltas, size_t n, bool no_memory)
{
	sys_alloc_fail_at(no_memory);
	tallies_add(m->t, deltas, n);
	sys_alloc_fail_at(0);
}

static void other_process_writes(struct model *m)
{
	struct tally_row deltas[12];

	group(m, deltas, 12, true);
	visible(m);
}

static void begins_to_commit(struct model *m)
{
	uint8_t digest[SEAL_HASH] = { 0 };

	memcpy(digest, &m->next.digest, sizeof(m->next.digest));
	tallies_committing(m->t, m->past[0].pos, m->next.pos, digest);
}

/* Readers may come between the commit and the word of it; so may a group of another process. */
static void commits(struct model *m)
{
	int64_t before = m->past[0].pos, last = m->next.pos;
	uint64_t hits;

	some_read(m);
	if (!one_in(m, 4))
		begins_to_commit(m);
	if (one_in(m, 3))
		some_read(m);
	visible(m);
	hits = m->hits;
	if (one_in(m, 3))
		some_read(m);
	m->early += m->hits - hits;
	if (one_in(m, 100)) {
		other_process_writes(m);
		some_read(m);
	}
	tallies_committed(m->t, before, last);
}

static void writes(struct model *m)
{
	struct tally_row deltas[12];
	size_t n = group(m, deltas, 12, true);

	add(m, deltas, n, one_in(m, 40));
	commits(m);
}

/* A login, a look: positions, and nothing that counts. */
static void notes(struct model *m)
{
	struct tally_row none[1];

	group(m, none, 0, false);
	commits(m);
}

/* On its way, or in its commit: then another process may take the positions before the writer here hears of it. */
static void group_fails(struct model *m)
{
	struct tally_row deltas[12];
	size_t n = group(m, deltas, 12, true);

	m->failures++;
	if (one_in(m, 2))
		add(m, deltas, n, one_in(m, 10));
	some_read(m);
	if (one_in(m, 2))
		begins_to_commit(m);
	if (one_in(m, 4)) {
		other_process_writes(m); /* at times up to the same position */
		some_read(m);
	}
	tallies_undone(m->t);
	some_read(m);
}

static void step(struct model *m)
{
	unsigned what = draw(m, 100);

	if (what < 70)
		writes(m);
	else if (what < 90)
		notes(m);
	else if (what < 97)
		group_fails(m);
	else
		other_process_writes(m);
	some_read(m);
}

static void what_is_there_is_as_in_the_table(void **state)
{
	struct model *m = &model;

	(void)state;
	print_message("# seed %u\n", SEED);
	model_open(m, SEED);
	for (int i = 0; i < STEPS; i++)
		step(m);
	print_message("# %llu readings, %llu from memory, %llu of them in older snapshots\n",
		(unsigned long long)m->asked, (unsigned long long)m->hits,
		(unsigned long long)m->hits_past);
	assert_true(m->failures > STEPS / 50);
	assert_true(m->hits > m->asked / 4 && m->hits_past > m->asked / 50);
	assert_true(m->early > STEPS / 20);
	model_close(m);
}

/* ---- what must be there ---- */

#define KEPT 16

static void commits_alone(struct model *m)
{
	int64_t before = m->past[0].pos;

	visible(m);
	tallies_committed(m->t, before, m->past[0].pos);
}

static void fill(struct model *m)
{
	struct tally_row d = { .expected = 5, .missing = 5, .pos = 1 };

	m->next = m->past[0];
	m->next.pos = 1;
	for (unsigned r = 0; r < ROUNDS; r++)
		for (size_t a = 0; a < AREAS; a++) {
			d.round = bench_id('o', r);
			d.area = str_of(area_names[a]);
			add_to(&m->next, r, a, &d);
		}
	visible(m);
	for (unsigned r = 0; r < KEPT; r++)
		assert_false(read_at(m, &m->past[0], r, false));
}

/* Nobody else writes and nothing fails: the rounds that were asked for once are never read again, in no snapshot of the latest
 * groups. */
static void kept_rounds_are_there_after_every_group(void **state)
{
	struct model *m = &model;
	struct tally_row deltas[12];

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int i = 0; i < 200; i++) {
		size_t n = group(m, deltas, i % 3 == 0 ? 0 : 12, false);

		if (n > 0)
			add(m, deltas, n, false);
		commits_alone(m);
		for (unsigned r = 0; r < KEPT; r++)
			for (size_t ago = 0; ago < 4 && ago <= (size_t)i; ago++)
				assert_true(read_at(m, &m->past[ago], r, false));
	}
	model_close(m);
}

/* A group that a record's limit divides fails many times over, and none of these reached the commit. */
static void what_fails_before_its_commit_takes_nothing_along(void **state)
{
	struct model *m = &model;
	struct tally_row deltas[12];

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int i = 0; i < 50; i++) {
		size_t n = group(m, deltas, 12, false);

		if (i % 2)
			add(m, deltas, n, false);
		tallies_undone(m->t);
		group(m, deltas, 0, false);
		for (unsigned r = 0; r < KEPT; r++)
			assert_true(read_at(m, &m->past[0], r, false));
		if (i % 5 == 0)
			commits_alone(m); /* of a group that counts nothing */
	}
	model_close(m);
}

/* Who reads between the commit and the writer's word of it reads the table, once; with the first group, and with any other. */
static void what_is_read_before_the_word_of_it_stays(void **state)
{
	struct model *m = &model;
	struct tally_row deltas[12];

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int i = 0; i < 10; i++) {
		int64_t before = m->past[0].pos;
		size_t n = group(m, deltas, 12, false);

		if (n > 0)
			add(m, deltas, n, false);
		visible(m);
		assert_false(read_at(m, &m->past[0], 0, false));
		assert_true(read_at(m, &m->past[0], 0, false));
		tallies_committed(m->t, before, m->past[0].pos);
		assert_true(read_at(m, &m->past[0], 0, false));
		assert_true(read_at(m, &m->past[0], 1, false));
	}
	model_close(m);
}

/* Who sees a group before the writer's word of it needs no table, if it is the one that was about to be committed. */
static void a_group_is_there_as_soon_as_it_is_seen(void **state)
{
	struct model *m = &model;
	struct tally_row deltas[12];

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int i = 0; i < 40; i++) {
		int64_t before = m->past[0].pos;
		size_t n = group(m, deltas, i % 3 == 0 ? 0 : 12, false);

		add(m, deltas, n, false);
		begins_to_commit(m);
		for (unsigned r = 0; r < KEPT; r++)
			assert_true(read_at(m, &m->past[0], r, false));
		visible(m);
		for (unsigned r = 0; r < KEPT; r++)
			assert_true(read_at(m, &m->past[0], r, false));
		tallies_committed(m->t, before, m->past[0].pos);
		assert_true(read_at(m, &m->past[0], 0, false));
	}
	model_close(m);
}

/* Its commit failed, and somebody else has taken its positions. */
static void what_another_wrote_is_not_taken_for_it(void **state)
{
	struct model *m = &model;
	const struct tally_row d = { .round = bench_id('o', 0), .area = STR("a2"), .done = 1 };
	const struct tally_row other = { .round = bench_id('o', 0), .area = STR("a2"), .done = 5 };

	(void)state;
	model_open(m, SEED);
	fill(m);
	m->next = m->past[0];
	m->next.pos++;
	m->next.digest = 1001;
	add(m, &d, 1, false);
	begins_to_commit(m);
	m->next.digest = 1002;
	add_to(&m->next, 0, AREAS - 1, &other);
	visible(m);
	assert_false(read_at(m, &m->past[0], 0, false));
	tallies_undone(m->t);
	assert_true(read_at(m, &m->past[0], 0, false));
	model_close(m);
}

static void an_area_that_joins_is_there_from_the_next_reading_on(void **state)
{
	struct model *m = &model;
	struct tally_row d = { .round = bench_id('o', 0), .area = STR("a2"), .done = 1, .pos = 2 };

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (size_t i = 0; i < m->past_n; i++)
		m->past[i].there[0][AREAS - 1] = false;
	/* As the reader found it, without the area. */
	tallies_free(m->t);
	m->t = NULL;
	assert_int_equal(tallies_new(&(struct cx){ .arena = NULL }, &m->t), 0);
	tallies_epoch(m->t, EPOCH);
	assert_false(read_at(m, &m->past[0], 0, false));
	m->next = m->past[0];
	m->next.pos = 2;
	add_to(&m->next, 0, AREAS - 1, &d);
	add(m, &d, 1, false);
	commits_alone(m);
	assert_false(read_at(m, &m->past[0], 0, false));
	assert_true(read_at(m, &m->past[0], 0, false));
	group(m, &d, 0, false);
	commits_alone(m);
	assert_true(read_at(m, &m->past[0], 0, false));
	model_close(m);
}

/* Seventeen rounds asked for in turn would push each other out for ever. */
static void a_round_that_is_asked_for_keeps_its_place(void **state)
{
	struct model *m = &model;

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int turn = 0; turn < 10; turn++) {
		assert_false(read_at(m, &m->past[0], KEPT, false));
		for (unsigned r = 0; r < KEPT; r++)
			assert_true(read_at(m, &m->past[0], r, false));
	}
	model_close(m);
}

static void a_round_that_nobody_asks_for_gives_way(void **state)
{
	struct model *m = &model;

	(void)state;
	model_open(m, SEED);
	fill(m);
	for (int turn = 0; turn < 10; turn++)
		for (unsigned r = 0; r < KEPT; r++)
			if (r != 1)
				assert_true(read_at(m, &m->past[0], r, false));
	assert_false(read_at(m, &m->past[0], KEPT, false));
	assert_true(read_at(m, &m->past[0], KEPT, false));
	assert_false(read_at(m, &m->past[0], 1, false));
	model_close(m);
}

/* A rebuild leaves the positions as they are. Whoever still reads the snapshot from before it, where the views were damaged,
 * must not hand what he reads to those who read the one from after it. */
static void a_snapshot_from_before_a_rebuild_leaves_nothing(void **state)
{
	struct model *m = &model;
	struct table damaged;

	(void)state;
	model_open(m, SEED);
	fill(m);
	damaged = m->past[0];
	for (size_t a = 1; a < AREAS; a++)
		damaged.rows[0][a].done += 1000;
	tallies_epoch(m->t, LATER);
	assert_false(read_in(m, EPOCH, &damaged, 0, false));
	assert_false(read_in(m, LATER, &m->past[0], 0, false));
	/* Nor does he find what they have left. */
	assert_false(read_in(m, EPOCH, &damaged, 0, false));
	assert_true(read_in(m, LATER, &m->past[0], 0, false));
	/* And where he only begins to read by now, he begins anew, and so do they. */
	tallies_epoch(m->t, EPOCH);
	assert_false(read_in(m, EPOCH, &damaged, 0, false));
	assert_false(read_in(m, LATER, &m->past[0], 0, false));
	tallies_epoch(m->t, LATER);
	assert_false(read_in(m, LATER, &m->past[0], 0, false));
	model_close(m);
}

/* ---- over a real store ---- */

struct snapshot {
	struct store *store;
	struct area_tree *tree;
	struct cover c;
};

static void snapshot_end(struct snapshot *s)
{
	store_rollback(s->store);
	area_tree_release(s->tree);
	s->tree = NULL;
}

/* A reader of his own, who goes on to see what is there now. */
static void snapshot_begin(struct bench *b, struct snapshot *s, struct tallies *t)
{
	if (s->store == NULL)
		must(b,
			store_open(&b->cx, b->fixture.where, STORE_READ, stmt_table, STMT_COUNT,
				&s->store));
	must(b, store_begin_read(&b->cx, s->store, "test"));
	must(b, area_tree_open(&b->cx, s->store, day_of(b->at), &s->tree));
	s->c = (struct cover){ .store = s->store,
		.tree = s->tree,
		.who = &b->readers[ADMIN],
		.keys = b->keys,
		.kinds = &b->kinds,
		.tallies = t,
		.epoch = EPOCH,
		.now = b->at };
}

static bool coverage_same(const struct coverage *a, const struct coverage *b)
{
	return str_eq(a->area, b->area) && a->expected == b->expected && a->found == b->found &&
		a->done == b->done && a->excused == b->excused && a->missing == b->missing &&
		a->late == b->late && a->off == b->off && a->no_roster == b->no_roster &&
		a->direct == b->direct;
}

static void same_with_and_without(struct bench *b, const struct cover *with, struct str area)
{
	struct cover without = *with;
	struct uuid id = bench_id('o', 1);
	struct coverage sum, want, *rows, *want_rows;
	size_t n, want_n;

	without.tallies = NULL;
	must(b, round_coverage(&b->cx, with, &id, area, &sum, &rows, &n));
	must(b, round_coverage(&b->cx, &without, &id, area, &want, &want_rows, &want_n));
	assert_true(coverage_same(&sum, &want));
	assert_int_equal(n, want_n);
	for (size_t i = 0; i < n; i++)
		assert_true(coverage_same(&rows[i], &want_rows[i]));
}

/* Page by page, of whatever length. */
static void lists_same(
	struct bench *b, const struct cover *c, int who, struct str area, size_t limit)
{
	struct cover mine = *c, *with = &mine, without;
	struct uuid id = bench_id('o', 1);
	struct target *rows, *want;
	struct str next = STR(""), want_next;
	size_t n, want_n;

	with->who = &b->readers[who];
	without = *with;
	without.tallies = NULL;
	do {
		must(b,
			round_missing(&b->cx, &without, &id, area, next, limit, &want, &want_n,
				&want_next));
		must(b, round_missing(&b->cx, with, &id, area, next, limit, &rows, &n, &next));
		assert_int_equal(n, want_n);
		assert_true(str_eq(next, want_next));
		for (size_t i = 0; i < n; i++)
			assert_true(str_eq(rows[i].area, want[i].area) &&
				uuid_eq(&rows[i].subject, &want[i].subject) &&
				rows[i].slot == want[i].slot);
	} while (next.n > 0);
}

static bool is_there(struct bench *b, struct snapshot *s)
{
	struct uuid id = bench_id('o', 1);
	struct tally_row *rows;
	struct tally_time at = { .epoch = EPOCH };
	size_t n;
	bool there;

	must(b, journal_top(&b->cx, s->store, &at.pos, at.digest));
	must(b, tallies_find(&b->cx, s->c.tallies, &id, &at, &rows, &n, &there));
	return there;
}

/* Twice: what the first reading kept answers the second. */
static void compare(struct bench *b, struct snapshot *s)
{
	for (int i = 0; i < 2; i++) {
		same_with_and_without(b, &s->c, STR(""));
		same_with_and_without(b, &s->c, STR(TOWN1));
		same_with_and_without(b, &s->c, STR(GRID1));
		for (size_t limit = 1; limit < 5; limit++) {
			lists_same(b, &s->c, ADMIN, STR(""), limit);
			lists_same(b, &s->c, ADMIN, STR(TOWN1), limit);
			lists_same(b, &s->c, TOWN, STR(""), limit);
		}
		lists_same(b, &s->c, GRID, STR(GRID1), 2);
		lists_same(b, &s->c, ADMIN, STR(""), 1000);
	}
}

static void group_of(struct bench *b, unsigned i)
{
	switch (i) {
	case 0:
		bench_dwelling(b, 10, GRID3);
		bench_piece(b, 1, GRID3, 8, 10);
		break;
	case 1:
		bench_move(b, 5, GRID2, GRID3);
		break;
	case 2:
		bench_void(b, bench_visited(b, 1, GRID1, 4, "done", 1));
		break;
	case 3:
		bench_area(b, "512002002", TOWN2, "grid");
		bench_move(b, 8, GRID3, "512002002");
		break;
	default:
		bench_visited(b, 1, i % 2 ? GRID1 : GRID2, i % 2 ? 1 + i % 4 : 6 + i % 4 / 2,
			i % 3 ? "nobody" : "done", (int)i);
	}
}

static void a_failed_append_changes_nothing(
	struct bench *b, struct snapshot *now, struct tallies *t, void (*fail_at)(uint64_t n))
{
	uint64_t fails_at = 0;
	int rc;

	do {
		snapshot_end(now);
		fail_at(++fails_at);
		rc = bench_try(b,
			"\"kind\":\"test.visit\",\"area\":\"" GRID1
			"\",\"round\":\"%s\",\"subject\":\"%s\","
			"\"body\":{\"outcome\":\"done\",\"people\":1}",
			bench_z(b, bench_id('o', 1)), bench_z(b, bench_id('d', 3)));
		store_fail_at(0);
		assert_true(rc == 0 || rc == -E_INJECTED);
		err_clear(&b->cx);
		snapshot_begin(b, now, t);
		compare(b, now);
		assert_true(is_there(b, now));
	} while (rc != 0);
	assert_true(fails_at > 10);
}

/* An area whose doors are all done is passed over; not when one of them is open again since. */
static void what_is_open_again_is_missing_at_once(void **state)
{
	struct bench b;
	struct view_ops ops = cover_ops;
	struct snapshot now = { .store = NULL };
	struct tallies *t;
	struct uuid done;

	(void)state;
	if (!bench_open(&b)) {
		skip();
		return;
	}
	must(&b, tallies_new(&b.cx, &t));
	tallies_epoch(t, EPOCH);
	ops.arg = t;
	b.view.ops = &ops;
	bench_sweep(&b);
	bench_visited(&b, 1, GRID3, 8, "done", 1);
	done = bench_visited(&b, 1, GRID3, 9, "done", 2);
	snapshot_begin(&b, &now, t);
	compare(&b, &now);
	snapshot_end(&now);
	bench_void(&b, done);
	snapshot_begin(&b, &now, t);
	assert_true(is_there(&b, &now));
	compare(&b, &now);
	snapshot_end(&now);
	store_close(now.store);
	bench_done(&b);
	tallies_free(t);
}

static void coverage_is_the_same_with_and_without(void **state)
{
	struct bench b;
	struct view_ops ops = cover_ops;
	struct snapshot now = { .store = NULL }, old = { .store = NULL };
	struct tallies *t;
	unsigned there = 0;

	(void)state;
	if (!bench_open(&b)) {
		skip();
		return;
	}
	must(&b, tallies_new(&b.cx, &t));
	tallies_epoch(t, EPOCH);
	ops.arg = t;
	b.view.ops = &ops;
	bench_sweep(&b);
	snapshot_begin(&b, &old, t);
	snapshot_begin(&b, &now, t);
	for (unsigned i = 0; i < 24; i++) {
		snapshot_end(&now);
		group_of(&b, i);
		snapshot_begin(&b, &now, t);
		there += is_there(&b, &now);
		compare(&b, &now);
		assert_true(is_there(&b, &now));
		compare(&b, &old);
		if (i % 6 == 5) {
			snapshot_end(&old);
			snapshot_begin(&b, &old, t);
		}
	}
	/* All but where an area joined, and where the snapshot of the old one was offered last. */
	print_message("# there before anybody read: %u of 24\n", there);
	assert_true(there >= 8);
	a_failed_append_changes_nothing(&b, &now, t, store_fail_at);
	a_failed_append_changes_nothing(&b, &now, t, store_fail_late_at);
	snapshot_end(&now);
	snapshot_end(&old);
	store_close(now.store);
	store_close(old.store);
	bench_done(&b);
	tallies_free(t);
}

#define READS 2000

static void *read_often(void *arg)
{
	struct tallies *t = arg;
	const struct tally_time at = { .epoch = EPOCH, .pos = 1 };
	const struct uuid id = bench_id('o', 1);
	int64_t there_n = 0;

	for (int i = 0; i < READS; i++) {
		struct arena arena;
		struct cx cx = fresh_cx(&arena);
		struct tally_row *rows = NULL;
		bool there = false;
		size_t n = 0;

		if (tallies_find(&cx, t, &id, &at, &rows, &n, &there) == 0 && there)
			there_n += n == 1 && str_is(rows[0].area, "a") && rows[0].done == 7;
		arena_done(&arena);
	}
	return (void *)(intptr_t)there_n;
}

/* Two readers at once: each holds the rows while the other takes hold of them, or lets go. */
static void two_read_at_once(void **state)
{
	const struct tally_row row = { .area = STR("a"), .done = 7, .pos = 1 };
	const struct tally_time at = { .epoch = EPOCH, .pos = 1 };
	const struct uuid id = bench_id('o', 1);
	struct arena arena;
	struct cx cx = fresh_cx(&arena);
	pthread_t threads[2];
	struct tallies *t;

	(void)state;
	assert_int_equal(tallies_new(&cx, &t), 0);
	tallies_epoch(t, EPOCH);
	tallies_keep(t, &id, &at, &row, 1);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_often, t), 0);
	for (int i = 0; i < 2; i++) {
		void *there_n;

		assert_int_equal(pthread_join(threads[i], &there_n), 0);
		assert_int_equal((intptr_t)there_n, READS);
	}
	tallies_free(t);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest memory[] = {
		cmocka_unit_test(two_read_at_once),
		cmocka_unit_test(what_is_there_is_as_in_the_table),
		cmocka_unit_test(kept_rounds_are_there_after_every_group),
		cmocka_unit_test(what_fails_before_its_commit_takes_nothing_along),
		cmocka_unit_test(what_is_read_before_the_word_of_it_stays),
		cmocka_unit_test(a_group_is_there_as_soon_as_it_is_seen),
		cmocka_unit_test(what_another_wrote_is_not_taken_for_it),
		cmocka_unit_test(an_area_that_joins_is_there_from_the_next_reading_on),
		cmocka_unit_test(a_round_that_is_asked_for_keeps_its_place),
		cmocka_unit_test(a_round_that_nobody_asks_for_gives_way),
		cmocka_unit_test(a_snapshot_from_before_a_rebuild_leaves_nothing),
	};
	const struct CMUnitTest stores[] = {
		cmocka_unit_test(what_is_open_again_is_missing_at_once),
		cmocka_unit_test(coverage_is_the_same_with_and_without),
	};
	int failed = cmocka_run_group_tests_name("tallies", memory, NULL, NULL);

	return failed + BENCH_RUN("tallies", stores);
}
