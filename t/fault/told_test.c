/* What a group adds is told of before its commit, so that whoever sees it needs no table (cover/tallies.h). Here the commit then
 * fails, again and again, and often another process takes the very positions for something else, while readers ask without a
 * pause: each is told what lies in the table of his own snapshot, and never what is not there. Made for ThreadSanitizer as well. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cover/apply.h"
#include "fault/doors.h"
#include "sys/sys.h"

#define READERS 3
#define GROUPS 100
#define RECORDS 5 /* of a group, at most */
#define DOORS 60
#define HITS 20 /* commits that must have failed: the fault may hit a reader instead */
#define TURNS 20000

struct bench {
	struct fixture f;
	struct site *other; /* as another process has it */
	struct tallies *t;
	struct doors d, d_other;
	struct uuid round;
	/* the writer's */
	bool told;
	size_t n; /* records of the group in hand */
	unsigned commits, broken, taken;
	_Atomic bool over;
	_Atomic uint64_t asked, kept;
	const char *_Atomic wrong;
};

static struct bench bench;

/* ---- who writes ---- */

static int hand_in(struct site *site, struct doors *d, size_t n)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	size_t which[RECORDS], first = doors_write(d, n), got;
	const struct json *v;
	struct receipt *r;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	char *text;
	int rc = -E_INJECTED;

	for (size_t i = 0; i < n; i++)
		which[i] = first + i;
	text = doors_json(d, which, n);
	arena_init(&arena, &sys_heap, 0);
	for (int turn = 0; turn < TURNS && rc == -E_INJECTED; turn++) {
		err_clear(&cx);
		rc = json_read(&cx, str_of(text), &json_limits_request, &v);
		if (rc == 0)
			rc = append_json(&cx, &site->view, v, &from, &guard_gate_owner, &r, &got);
	}
	for (size_t i = 0; rc == 0 && i < n; i++) {
		if (r[i].status != RECEIPT_ACCEPTED)
			bench.wrong = "a record that was sent again was not accepted";
		d->all[which[i]].pos = r[i].pos;
		d->all[which[i]].there = true;
	}
	arena_done(&arena);
	free(text);
	return rc;
}

static void about_to_commit(
	void *arg, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH])
{
	cover_ops.committing(arg, before, last, digest);
	bench.told = true;
	if (++bench.commits % 2)
		store_fail_at(1);
}

static void has_committed(void *arg, int64_t before, int64_t last)
{
	bench.told = false;
	cover_ops.committed(arg, before, last);
}

/* Each reader has begun anew, and has come to an end with it. */
static void all_have_looked(void)
{
	uint64_t from = atomic_load(&bench.asked);

	while (atomic_load(&bench.asked) < from + 3 * READERS && !bench.wrong)
		sched_yield();
}

/* The transaction is over by now, and its positions are anybody's: all of them go to another. */
static void came_to_nothing(void *arg)
{
	if (bench.told && ++bench.broken % 2) {
		store_fail_at(0);
		if (hand_in(bench.other, &bench.d_other, bench.n) != 0)
			bench.wrong = "another process could not write";
		bench.taken++;
		all_have_looked();
	}
	bench.told = false;
	cover_ops.undone(arg);
}

/* ---- who reads ---- */

struct eye {
	struct store *store;
	struct area_tree *tree;
	struct arena arena;
	struct cx cx;
	struct cover c;
	char epoch[UUID_TEXT];
};

static int begin(struct eye *e)
{
	struct str epoch;
	int rc = e->store ? 0 : site_reader(&e->cx, bench.f.site, false, &e->store);

	if (rc == 0)
		rc = store_begin_read(&e->cx, e->store, "eye");
	if (rc == 0)
		rc = view_whole(&e->cx, e->store, &epoch);
	if (rc == 0)
		rc = e->tree ? area_tree_follow(&e->cx, e->store, day_of(sys_now()), &e->tree) :
			       area_tree_open(&e->cx, e->store, day_of(sys_now()), &e->tree);
	if (rc != 0)
		return rc;
	memcpy(e->epoch, epoch.p, sizeof(e->epoch));
	tallies_epoch(bench.t, epoch);
	e->c = (struct cover){ .store = e->store,
		.tree = e->tree,
		.who = &guard_reader_owner,
		.keys = bench.f.site->keys,
		.kinds = desks_kinds(),
		.tallies = bench.t,
		.epoch = { e->epoch, sizeof(e->epoch) },
		.now = sys_now() };
	return 0;
}

static bool same(const struct coverage *a, const struct coverage *b)
{
	return str_eq(a->area, b->area) && a->expected == b->expected && a->found == b->found &&
		a->done == b->done && a->excused == b->excused && a->missing == b->missing &&
		a->late == b->late && a->off == b->off && a->pos == b->pos;
}

/* What he is told at once, if he is, and what lies in the table. */
static int compare(struct eye *e, struct str area)
{
	struct cover table = e->c, prompt = e->c;
	struct coverage sum, want, *rows, *want_rows;
	bool later = false, all;
	size_t n, want_n;
	int rc;

	prompt.later = &later;
	table.tallies = NULL;
	rc = round_coverage(&e->cx, &prompt, &bench.round, area, &sum, &rows, &n);
	if (later) {
		err_clear(&e->cx);
		return round_coverage(&e->cx, &e->c, &bench.round, area, &sum, &rows, &n);
	}
	if (rc == 0)
		rc = round_coverage(&e->cx, &table, &bench.round, area, &want, &want_rows, &want_n);
	if (rc != 0)
		return rc;
	all = same(&sum, &want) && n == want_n;
	for (size_t i = 0; all && i < n; i++)
		all = same(&rows[i], &want_rows[i]);
	if (!all)
		bench.wrong = "told of what is not in the table";
	atomic_fetch_add(&bench.kept, 1);
	return 0;
}

static void *look(void *arg)
{
	static const char *const areas[] = { "", "512021100", "g1" };
	struct eye e = { .store = NULL };

	(void)arg;
	arena_init(&e.arena, &sys_heap, 0);
	e.cx.arena = &e.arena;
	while (!atomic_load(&bench.over)) {
		uint64_t turn = atomic_fetch_add(&bench.asked, 1);
		int rc = begin(&e);

		if (rc == 0)
			rc = compare(&e, str_of(areas[turn % 3]));
		if (rc != 0 && rc != -E_INJECTED)
			bench.wrong = err_entry(rc)->code;
		if (e.store)
			store_rollback(e.store);
		err_clear(&e.cx);
		arena_reset(&e.arena);
	}
	area_tree_release(e.tree);
	store_close(e.store);
	arena_done(&e.arena);
	return NULL;
}

/* ---- the test ---- */

static const char *engine;

static void bench_open(struct view_ops *ops)
{
	static struct site_tables tables;
	struct fixture *f = &bench.f;

	memset(&bench, 0, sizeof(bench));
	fixture_open(f, engine);
	fixture_county(f, DOORS);
	bench.round = fuid(2);
	tables = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	assert_int_equal(site_open(&f->cx, f->where, f->key, SITE_WRITE, &tables, &bench.other), 0);
	assert_int_equal(tallies_new(&f->cx, &bench.t), 0);
	doors_init(&bench.d, 1, 0, 2, DOORS);
	doors_init(&bench.d_other, 2, 1, 2, DOORS);
	*ops = cover_ops;
	ops->arg = bench.t;
	ops->committing = about_to_commit;
	ops->committed = has_committed;
	ops->undone = came_to_nothing;
	f->site->view.ops = ops;
}

static void bench_close(void)
{
	site_close(bench.other);
	fixture_close(&bench.f);
	tallies_free(bench.t);
	doors_free(&bench.d);
	doors_free(&bench.d_other);
}

static void check_all(void)
{
	struct tally_of_doors want = { 0 };

	doors_count(&bench.d, &want);
	doors_count(&bench.d_other, &want);
	assert_int_equal(fixture_coverage(&bench.f, "512021100").done, want.done);
	assert_int_equal(fixture_figure(&bench.f, "doors-knocked"), want.knocked);
}

static void nobody_is_told_what_is_not_there(void **state)
{
	struct view_ops ops;
	pthread_t readers[READERS];

	(void)state;
	bench_open(&ops);
	for (int i = 0; i < READERS; i++)
		assert_int_equal(pthread_create(&readers[i], NULL, look, NULL), 0);
	for (int i = 0; i < TURNS && !bench.wrong && (i < GROUPS || bench.broken < HITS); i++) {
		int rc;

		bench.n = 1 + (size_t)doors_draw(&bench.d, RECORDS);
		rc = hand_in(bench.f.site, &bench.d, bench.n);
		if (rc != 0)
			bench.wrong = err_entry(rc)->code;
	}
	atomic_store(&bench.over, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	store_fail_at(0);
	if (bench.wrong)
		fail_msg("%s", bench.wrong);
	print_message(
		"# %u commits begun, %u failed after they were told of, %u of these positions taken by another; asked %llu times, answered at once %llu\n",
		bench.commits, bench.broken, bench.taken,
		(unsigned long long)atomic_load(&bench.asked),
		(unsigned long long)atomic_load(&bench.kept));
	assert_true(bench.broken >= HITS && bench.taken > 0);
	assert_true(atomic_load(&bench.kept) > 0);
	check_all();
	bench_close();
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nobody_is_told_what_is_not_there) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
