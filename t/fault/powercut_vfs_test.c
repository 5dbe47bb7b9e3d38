/* The power goes at every write: what was acknowledged is there afterwards, whole, and what was not
 * is there whole or not at all. And the VFS itself really loses what nobody flushed. */
#include "fault/powercut_vfs.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "store/store_fixture.h"
#include "sys/sys.h"

#define ROUND 5 /* transactions between two openings */

enum { PUT, TOTAL, COUNT, STATEMENTS };

static const struct stmt statements[STATEMENTS] = {
	[PUT] = { .name = "put",
		.sqlite = "INSERT INTO thing (id, v) VALUES (?1, ?2)",
		.params = 2,
		.types = { STORE_INT, STORE_BLOB } },
	[TOTAL] = { .name = "total", .sqlite = "UPDATE total SET n = n + 1" },
	[COUNT] = { .name = "count",
		.sqlite =
			"SELECT count(*), coalesce(max(id), 0), (SELECT n FROM total) FROM thing" },
};

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture f;
	struct store *s;
};

static struct bench bench;

static int open_store(struct bench *b)
{
	return store_open(
		&b->cx, b->f.where, STORE_WRITE | STORE_CREATE, statements, STATEMENTS, &b->s);
}

static void close_store(struct bench *b)
{
	store_close(b->s);
	b->s = NULL;
}

static int setup(void **state)
{
	struct bench *b = &bench;
	int rc;

	*b = (struct bench){ .s = NULL };
	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	*state = b;
	if (!powercut_register() || setenv("BULOU_VFS", "powercut", 1) != 0 ||
		!fixture_make(&b->f, STORE_SQLITE))
		return -1;
	rc = open_store(b);
	rc = rc ? rc : store_begin(&b->cx, b->s, "setup");
	rc = rc ? rc :
		  store_script(&b->cx, b->s,
			  "CREATE TABLE thing (id INTEGER PRIMARY KEY, v BLOB NOT NULL);"
			  "CREATE TABLE total (n BIGINT NOT NULL); INSERT INTO total VALUES (0);");
	rc = rc ? rc : store_commit(&b->cx, b->s);
	close_store(b);
	return rc;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	powercut_on();
	powercut_full(false);
	powercut_flush_fails_at(0);
	close_store(b);
	fixture_drop(&b->f);
	arena_done(&b->arena);
	return 0;
}

/* One transaction over several pages. */
static int put(struct bench *b, int64_t id)
{
	static const char bytes[6000] = "v";
	const struct store_value row[] = { SV_INT(id),
		SV_BLOB(((struct str){ bytes, sizeof bytes })) };
	int rc = store_begin(&b->cx, b->s, "put");
	struct store *tx __attribute__((cleanup(store_end))) = b->s;

	rc = rc ? rc : store_run(&b->cx, b->s, PUT, row, 2);
	rc = rc ? rc : store_run(&b->cx, b->s, TOTAL, NULL, 0);
	return rc ? rc : store_commit(&b->cx, tx);
}

/* How many there are; all that is there fits together. */
static int64_t found(struct bench *b)
{
	STORE_ROWS r = { 0 };
	int64_t n;

	assert_int_equal(store_begin_read(&b->cx, b->s, "found"), 0);
	assert_int_equal(store_query(&b->cx, b->s, COUNT, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	n = store_int(&r, 0);
	assert_int_equal(store_int(&r, 1), n);
	assert_int_equal(store_int(&r, 2), n);
	store_rows_done(&r);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	return n;
}

/* Until the power goes: opens, writes, closes (which flushes the WAL into the file), twice. ret:
 * how many were acknowledged, and whether one more may be there. */
static void work(struct bench *b, int64_t *ret_sure, bool *ret_maybe)
{
	*ret_maybe = false;
	for (int round = 0; round < 2 && !powercut_is_off(); round++) {
		int rc = open_store(b);

		for (int i = 0; rc == 0 && i < ROUND; i++) {
			rc = put(b, *ret_sure + 1);
			*ret_maybe = rc == -E_UNCERTAIN;
			*ret_sure += rc == 0;
		}
		close_store(b);
		assert_true(rc == 0 || powercut_is_off());
	}
}

static void nothing_acknowledged_is_lost(void **state)
{
	struct bench *b = *state;
	int64_t before = 0;

	for (uint64_t at = 1, cuts = 0;; at++) {
		int64_t sure = before, now;
		bool maybe, was_off;

		powercut_cut_at(at, at * 7919);
		work(b, &sure, &maybe);
		was_off = powercut_is_off();
		powercut_on();
		assert_int_equal(open_store(b), 0);
		assert_int_equal(store_check(&b->cx, b->s), 0);
		now = found(b);
		if (now != sure && !(maybe && now == sure + 1))
			fail_msg("cut at step %llu: %lld acknowledged, %lld found",
				(unsigned long long)at, (long long)sure, (long long)now);
		assert_int_equal(put(b, now + 1), 0);
		before = found(b);
		assert_int_equal(before, now + 1);
		close_store(b);
		arena_reset(&b->arena);
		if (!was_off) {
			assert_true(cuts > 50);
			return;
		}
		cuts++;
	}
}

/* Ten rows of this many bytes, one transaction each, in place of what was there; how many a cut
 * leaves. */
static int64_t left_after_cut(struct bench *b, const char *settings, int size, uint64_t seed)
{
	char path[1100], put_sql[100], count_sql[100];
	sqlite3 *db;
	sqlite3_stmt *st;
	int64_t n = -1;

	snprintf(path, sizeof path, "%.1000s/bulou.db", b->f.where);
	snprintf(put_sql, sizeof put_sql, "INSERT INTO thing (v) VALUES (zeroblob(%d))", size);
	snprintf(count_sql, sizeof count_sql, "SELECT count(*) FROM thing WHERE length(v) = %d",
		size);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "powercut"), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, settings, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM thing", NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < 10; i++)
		assert_int_equal(sqlite3_exec(db, put_sql, NULL, NULL, NULL), SQLITE_OK);
	powercut_cut(seed);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM thing", NULL, NULL, NULL), SQLITE_IOERR);
	sqlite3_close(db);
	powercut_on();
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "powercut"), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, count_sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

#define FLUSHED "PRAGMA synchronous=FULL"
#define NOT_FLUSHED "PRAGMA synchronous=OFF"

/* The counter-proof: without flushing, the same cut does lose what was committed. */
static void what_was_not_flushed_is_lost(void **state)
{
	struct bench *b = *state;
	int all = 0, none = 0, some = 0;

	for (uint64_t seed = 1; seed <= 40; seed++) {
		int64_t n;

		assert_int_equal(left_after_cut(b, FLUSHED, 5000, seed), 10);
		n = left_after_cut(b, NOT_FLUSHED, 5001, seed);
		assert_true(n >= 0 && n <= 10);
		*(n == 10 ? &all : n == 0 ? &none : &some) += 1;
		/* The same seed, the same cut. */
		assert_int_equal(left_after_cut(b, FLUSHED, 5000, seed), 10);
		assert_int_equal(left_after_cut(b, NOT_FLUSHED, 5001, seed), n);
	}
	assert_true(all > 0 && none > 0 && some > 0);
}

static void a_full_disk_is_told_and_left_behind(void **state)
{
	struct bench *b = *state;

	assert_int_equal(open_store(b), 0);
	assert_int_equal(put(b, 1), 0);
	powercut_full(true);
	assert_int_equal(put(b, 2), -E_DISK_FULL);
	assert_int_equal(put(b, 2), -E_DISK_FULL);
	assert_int_equal(found(b), 1);
	powercut_full(false);
	assert_int_equal(put(b, 2), 0);
	assert_int_equal(found(b), 2);
	close_store(b);
	assert_int_equal(open_store(b), 0);
	assert_int_equal(store_check(&b->cx, b->s), 0);
	assert_int_equal(found(b), 2);
}

static void a_failed_flush_is_uncertain(void **state)
{
	struct bench *b = *state;

	assert_int_equal(open_store(b), 0);
	assert_int_equal(put(b, 1), 0);
	powercut_flush_fails_at(1);
	assert_int_equal(put(b, 2), -E_UNCERTAIN);
	assert_int_equal(found(b), 1);
	assert_int_equal(put(b, 2), 0);
	assert_int_equal(found(b), 2);
}

/* ---- what a commit writes, and the disk that fails in the middle of it ---- */

/* The WAL's frames are gathered under this VFS too: else the sweeps would try what nobody runs. */
static void a_commit_is_one_write_and_one_flush(void **state)
{
	struct bench *b = *state;
	uint64_t before;

	assert_int_equal(open_store(b), 0);
	assert_int_equal(put(b, 1), 0);
	for (int64_t i = 2; i < 10; i++) {
		before = powercut_steps();
		assert_int_equal(put(b, i), 0);
		assert_int_equal(powercut_steps() - before, 2);
	}
}

#define MANY 150 /* rows: about three hundred frames */

/* One transaction that does not fit into the cache. */
static int put_many(struct bench *b, int64_t first)
{
	static const char bytes[6000] = "v";
	int rc = store_begin(&b->cx, b->s, "put_many");
	struct store *tx __attribute__((cleanup(store_end))) = b->s;

	rc = rc ? rc : store_script(&b->cx, b->s, "PRAGMA cache_size=10;");
	for (int64_t i = first; rc == 0 && i < first + MANY; i++) {
		const struct store_value row[] = { SV_INT(i),
			SV_BLOB(((struct str){ bytes, sizeof bytes })) };

		rc = store_run(&b->cx, b->s, PUT, row, 2);
		rc = rc ? rc : store_run(&b->cx, b->s, TOTAL, NULL, 0);
	}
	return rc ? rc : store_commit(&b->cx, tx);
}

/* The n-th step of a commit fails, for each n until none does. What was refused is not there, what is uncertain is there whole or
 * not at all, and the same store goes on; also whoever opens the files anew finds just that. */
static void fails_at_each_step(struct bench *b, void (*fail_at)(uint64_t n),
	int (*transaction)(struct bench *b, int64_t first), uint64_t least)
{
	int64_t there = 0;
	uint64_t n = 0, failed = 0;
	int rc;

	assert_int_equal(open_store(b), 0);
	do {
		int64_t now;

		fail_at(++n);
		rc = transaction(b, there + 1);
		fail_at(0);
		failed += rc != 0;
		if (rc != 0 && rc != -E_IO && rc != -E_DISK_FULL && rc != -E_UNCERTAIN)
			fail_msg("step %llu: %d", (unsigned long long)n, rc);
		now = found(b);
		if (rc == 0 || (rc == -E_UNCERTAIN && now != there))
			assert_true(now == there + 1 || now == there + MANY);
		else
			assert_int_equal(now, there);
		assert_int_equal(put(b, now + 1), 0);
		there = found(b);
		assert_int_equal(there, now + 1);
		assert_int_equal(store_check(&b->cx, b->s), 0);
		if (n % 3 == 0) {
			close_store(b);
			assert_int_equal(open_store(b), 0);
			assert_int_equal(found(b), there);
		}
		arena_reset(&b->arena);
	} while (rc != 0);
	print_message("# %llu steps failed\n", (unsigned long long)failed);
	assert_true(failed == n - 1 && failed >= least);
}

static void a_small_commit_fails_whole_at_each_step(void **state)
{
	fails_at_each_step(*state, powercut_step_fails_at, put, 2);
}

static void a_large_commit_fails_whole_at_each_step(void **state)
{
	fails_at_each_step(*state, powercut_step_fails_at, put_many, 10);
}

static void a_disk_that_fills_in_a_large_commit_is_left_behind(void **state)
{
	fails_at_each_step(*state, powercut_full_at, put_many, 5);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(nothing_acknowledged_is_lost),
		T(what_was_not_flushed_is_lost),
		T(a_full_disk_is_told_and_left_behind),
		T(a_failed_flush_is_uncertain),
		T(a_commit_is_one_write_and_one_flush),
		T(a_small_commit_fails_whole_at_each_step),
		T(a_large_commit_fails_whole_at_each_step),
		T(a_disk_that_fills_in_a_large_commit_is_left_behind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
