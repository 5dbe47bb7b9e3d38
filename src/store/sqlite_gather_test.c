/* The WAL's frames in few writes: what is committed is in the file, whole, before the commit returns; what was given up is never
 * written over what somebody else committed meanwhile. Over a VFS that counts the WAL's writes, refuses one of them, or is of a
 * disk whose sectors tear what lies beside a write. */
#include "store/sqlite_gather.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>

#include "store/store.h"
#include "store/store_fixture.h"
#include "sys/sys.h"

/* ---- a VFS that watches ---- */

static struct {
	sqlite3_vfs vfs;
	sqlite3_vfs *real;
	sqlite3_io_methods wal, file;
	const sqlite3_io_methods *real_wal, *real_file;
	uint64_t writes, full_at; /* the n-th write: SQLITE_FULL, once */
	bool tearing;
} watched;

static int watched_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (++watched.writes == watched.full_at)
		return SQLITE_FULL;
	return watched.real_wal->xWrite(f, p, n, at);
}

static int watched_traits(sqlite3_file *f)
{
	int traits = watched.real_file->xDeviceCharacteristics(f);

	return watched.tearing ? traits & ~SQLITE_IOCAP_POWERSAFE_OVERWRITE : traits;
}

static int watched_open(
	sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret_flags)
{
	int rc = watched.real->xOpen(watched.real, path, f, flags, ret_flags);

	(void)vfs;
	if (rc == SQLITE_OK && (flags & SQLITE_OPEN_WAL)) {
		watched.real_wal = f->pMethods;
		watched.wal = *f->pMethods;
		watched.wal.xWrite = watched_write;
		f->pMethods = &watched.wal;
	}
	if (rc == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB)) {
		watched.real_file = f->pMethods;
		watched.file = *f->pMethods;
		watched.file.xDeviceCharacteristics = watched_traits;
		f->pMethods = &watched.file;
	}
	return rc;
}

static int watch(void)
{
	watched.writes = watched.full_at = 0;
	watched.tearing = false;
	if (watched.real)
		return SQLITE_OK;
	watched.real = sqlite3_vfs_find(NULL);
	watched.vfs = *watched.real;
	watched.vfs.pNext = NULL;
	watched.vfs.zName = "watched";
	watched.vfs.xOpen = watched_open;
	return sqlite3_vfs_register(&watched.vfs, 0);
}

/* ---- the bench ---- */

enum { PUT, CHANGE, SUM, STATEMENTS };

static const struct stmt statements[STATEMENTS] = {
	[PUT] = { .name = "put",
		.sqlite = "INSERT INTO thing (v) VALUES (zeroblob(?1))",
		.params = 1,
		.types = { STORE_INT } },
	[CHANGE] = { .name = "change", .sqlite = "UPDATE thing SET v = zeroblob(length(v) + 1)" },
	[SUM] = { .name = "sum",
		.sqlite = "SELECT count(*), coalesce(sum(length(v)), 0) FROM thing" },
};

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture f;
	char file[1100];
	struct store *s;
	int64_t rows, sum; /* committed */
};

static struct bench bench;

static int open_store(struct bench *b)
{
	return store_open(
		&b->cx, b->f.where, STORE_WRITE | STORE_CREATE, statements, STATEMENTS, &b->s);
}

static int setup(void **state)
{
	struct bench *b = &bench;
	int rc;

	*b = (struct bench){ .s = NULL };
	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	*state = b;
	if (watch() != SQLITE_OK || setenv("BULOU_VFS", "watched", 1) != 0 ||
		!fixture_make(&b->f, STORE_SQLITE))
		return -1;
	snprintf(b->file, sizeof b->file, "%.1000s/bulou.db", b->f.where);
	rc = open_store(b);
	rc = rc ? rc : store_begin(&b->cx, b->s, "setup");
	rc = rc ? rc :
		  store_script(&b->cx, b->s,
			  "CREATE TABLE thing (id INTEGER PRIMARY KEY, v BLOB NOT NULL);");
	return rc ? rc : store_commit(&b->cx, b->s);
}

static int teardown(void **state)
{
	struct bench *b = *state;

	store_close(b->s);
	fixture_drop(&b->f);
	arena_done(&b->arena);
	return 0;
}

static void begin(struct bench *b)
{
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
}

/* So that its pages go to the WAL before it is committed. */
static void begin_spilling(struct bench *b)
{
	begin(b);
	assert_int_equal(store_script(&b->cx, b->s, "PRAGMA cache_size=10;"), 0);
}

static void put(struct bench *b, int64_t bytes)
{
	const struct store_value v[] = { SV_INT(bytes) };

	assert_int_equal(store_run(&b->cx, b->s, PUT, v, 1), 0);
}

static void commit(struct bench *b, int64_t rows, int64_t bytes)
{
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	b->rows += rows;
	b->sum += bytes;
}

static void sum_is(struct bench *b, int64_t rows, int64_t sum)
{
	STORE_ROWS r = { 0 };

	assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	assert_int_equal(store_int(&r, 0), rows);
	assert_int_equal(store_int(&r, 1), sum);
}

static sqlite3 *connect_beside(const char *file)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, "unix"), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, 5000), SQLITE_OK);
	return db;
}

/* One row of whole numbers, or of one word. */
static void answers(sqlite3 *db, const char *sql, const char *want)
{
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) != SQLITE_ROW)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_string_equal((const char *)sqlite3_column_text(st, 0), want);
	sqlite3_finalize(st);
}

/* All that was committed is there, and the file is whole. */
static void shows_all(const struct bench *b, sqlite3 *db)
{
	char want[60];

	snprintf(want, sizeof want, "%lld %lld", (long long)b->rows, (long long)b->sum);
	answers(db, "SELECT count(*) || ' ' || coalesce(sum(length(v)), 0) FROM thing", want);
	answers(db, "PRAGMA integrity_check", "ok");
}

static void copy(const char *from, const char *to)
{
	static char part[1 << 16];
	int in = open(from, O_RDONLY | O_CLOEXEC),
	    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n;

	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, part, sizeof part)) > 0)
		assert_int_equal(write(out, part, (size_t)n), n);
	assert_int_equal(n, 0);
	close(in);
	close(out);
}

/* What a machine would find that stops now: the files as they are, and nobody's memory. */
static void shows_all_after_a_stop(const struct bench *b)
{
	char wal[1200], file[1200], file_wal[1300];
	sqlite3 *db;

	snprintf(wal, sizeof wal, "%.1000s-wal", b->file);
	snprintf(file, sizeof file, "%.1000s/copy.db", b->f.where);
	snprintf(file_wal, sizeof file_wal, "%.1100s-wal", file);
	copy(b->file, file);
	copy(wal, file_wal);
	db = connect_beside(file);
	shows_all(b, db);
	sqlite3_close(db);
}

/* ---- the promises ---- */

static void a_commit_is_in_the_file_before_it_returns(void **state)
{
	static const int64_t sizes[] = { 1, 4000, 5000, 100000, 122880, 123000, 1000000, 7, 3000000,
		60000 };
	struct bench *b = *state;
	sqlite3 *db = connect_beside(b->file);

	for (size_t i = 0; i < 3 * sizeof sizes / sizeof *sizes; i++) {
		int64_t size = sizes[i % 10];

		begin(b);
		put(b, size);
		if (i % 2) {
			assert_int_equal(store_run(&b->cx, b->s, CHANGE, NULL, 0), 0);
			commit(b, 1, size + b->rows + 1);
		} else {
			commit(b, 1, size);
		}
		shows_all(b, db);
		shows_all_after_a_stop(b);
	}
	sqlite3_close(db);
	store_close(b->s);
	assert_int_equal(open_store(b), 0);
	assert_int_equal(store_begin_read(&b->cx, b->s, "test"), 0);
	sum_is(b, b->rows, b->sum);
	store_rollback(b->s);
}

static void a_commit_of_many_frames_is_few_writes(void **state)
{
	struct bench *b = *state;
	uint64_t before;

	begin(b);
	put(b, 1);
	commit(b, 1, 1);
	before = watched.writes;
	begin(b);
	put(b, 4000000); /* nearly a thousand frames */
	commit(b, 1, 4000000);
	assert_in_range(watched.writes - before, 30, 50);
	before = watched.writes;
	begin(b);
	put(b, 1);
	commit(b, 1, 1);
	assert_int_equal(watched.writes - before, 1);
}

static void what_spilled_reads_back_inside_and_after(void **state)
{
	struct bench *b = *state;
	sqlite3 *db = connect_beside(b->file);

	for (int i = 0; i < 3; i++) {
		uint64_t before = watched.writes;
		int64_t n = b->rows, sum = b->sum;

		begin_spilling(b);
		for (int64_t k = 1; k <= 200; k++) {
			put(b, 100 * k);
			n++;
			sum += 100 * k;
			if (k % 20 == 0)
				sum_is(b, n, sum);
		}
		/* Written over where they lie in the WAL already. */
		assert_int_equal(store_run(&b->cx, b->s, CHANGE, NULL, 0), 0);
		sum += n;
		sum_is(b, n, sum);
		assert_true(watched.writes > before + 20);
		shows_all(b, db);
		commit(b, n - b->rows, sum - b->sum);
		shows_all(b, db);
		shows_all_after_a_stop(b);
	}
	sqlite3_close(db);
}

static void spill_and_give_up(struct bench *b)
{
	begin_spilling(b);
	for (int k = 0; k < 3; k++)
		put(b, 70000);
	store_rollback(b->s);
}

static void a_rollback_leaves_nothing(void **state)
{
	struct bench *b = *state;
	sqlite3 *db = connect_beside(b->file);

	for (int i = 1; i < 20; i++) {
		spill_and_give_up(b);
		shows_all(b, db);
		begin(b);
		put(b, 3000 * i);
		commit(b, 1, 3000 * i);
		shows_all(b, db);
		shows_all_after_a_stop(b);
	}
	sqlite3_close(db);
}

static void put_beside(struct bench *b, sqlite3 *db, int64_t bytes)
{
	char sql[100];

	snprintf(
		sql, sizeof sql, "INSERT INTO thing (v) VALUES (zeroblob(%lld))", (long long)bytes);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	b->rows++;
	b->sum += bytes;
}

/* They would lie where the given-up frames were to lie. */
static void what_was_given_up_is_not_written_over_another_commit(void **state)
{
	struct bench *b = *state;
	sqlite3 *db = connect_beside(b->file);

	begin(b);
	put(b, 1);
	commit(b, 1, 1);
	for (int i = 1; i < 20; i++) {
		/* Else SQLite looks into the WAL as it rolls back. */
		answers(db, "PRAGMA wal_checkpoint", "0");
		spill_and_give_up(b);
		put_beside(b, db, 20000 * i);
		shows_all(b, db);
		begin(b);
		put(b, 10);
		commit(b, 1, 10);
		shows_all(b, db);
		shows_all_after_a_stop(b);
	}
	answers(db, "PRAGMA wal_checkpoint", "0");
	spill_and_give_up(b);
	put_beside(b, db, 300000);
	store_close(b->s);
	b->s = NULL;
	shows_all(b, db);
	sqlite3_close(db);
}

/* There a commit writes beyond its flush, up to the end of a sector. */
static void on_a_disk_that_tears_each_commit_is_whole_too(void **state)
{
	struct bench *b = *state;
	sqlite3 *db;

	store_close(b->s);
	watched.tearing = true;
	assert_int_equal(open_store(b), 0);
	db = connect_beside(b->file);
	for (int i = 1; i < 40; i++) {
		begin(b);
		put(b, 100 * i);
		commit(b, 1, 100 * i);
		shows_all(b, db);
		shows_all_after_a_stop(b);
	}
	sqlite3_close(db);
}

/* ---- who goes on after an error ---- */

static int run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

/* Spills, and reads and overwrites what it spilled; whatever fails, the next statement is tried, and in the end a commit. True:
 * that was one of all. */
static bool go_on(sqlite3 *db)
{
	static const char *const sql[] = {
		"INSERT INTO thing (v) VALUES (zeroblob(30000)), (zeroblob(30000)), (zeroblob(30000))",
		"UPDATE OR ABORT thing SET v = zeroblob(20000 + id)",
		"INSERT INTO thing (v) SELECT zeroblob(length(v) + 1) FROM thing",
		"UPDATE OR ABORT thing SET id = -id",
		"UPDATE OR ABORT thing SET id = -id",
	};

	for (size_t i = 0; i < sizeof sql / sizeof *sql; i++)
		run(db, sql[i]);
	/* SQLite may have given it up by itself. */
	return !sqlite3_get_autocommit(db) && run(db, "COMMIT") == SQLITE_OK;
}

/* True: the write was not reached. */
static bool turn(struct bench *b, uint64_t n)
{
	struct gather *g;
	sqlite3 *db, *other = connect_beside(b->file);
	bool hit, committed;

	assert_int_equal(
		sqlite3_open_v2(b->file, &db, SQLITE_OPEN_READWRITE, "watched"), SQLITE_OK);
	assert_int_equal(run(db, "PRAGMA synchronous=FULL; PRAGMA cache_size=10; BEGIN IMMEDIATE"),
		SQLITE_OK);
	g = gather_new(db);
	assert_non_null(g);
	watched.writes = 0;
	watched.full_at = n;
	committed = go_on(db);
	hit = watched.writes >= n;
	watched.full_at = 0;
	assert_true(committed == !hit);
	answers(other, "PRAGMA integrity_check", "ok");
	gather_forget(g);
	if (!sqlite3_get_autocommit(db))
		assert_int_equal(run(db, "ROLLBACK"), SQLITE_OK);
	assert_int_equal(run(db, "DELETE FROM thing"), SQLITE_OK);
	answers(other, "SELECT count(*) FROM thing", "0");
	answers(other, "PRAGMA integrity_check", "ok");
	sqlite3_close(db);
	gather_free(g);
	sqlite3_close(other);
	return !hit;
}

static void a_lost_write_is_never_committed_over(void **state)
{
	struct bench *b = *state;
	uint64_t n = 1;

	store_close(b->s);
	b->s = NULL;
	while (!turn(b, n))
		n++;
	assert_true(n > 10);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(a_commit_is_in_the_file_before_it_returns),
		T(a_commit_of_many_frames_is_few_writes),
		T(what_spilled_reads_back_inside_and_after),
		T(a_rollback_leaves_nothing),
		T(what_was_given_up_is_not_written_over_another_commit),
		T(on_a_disk_that_tears_each_commit_is_whole_too),
		T(a_lost_write_is_never_committed_over),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
