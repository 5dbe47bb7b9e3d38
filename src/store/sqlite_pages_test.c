/* SQLite's page cache, spared a walk: over a cache that counts how often it is told to drop what lies beyond the end. */
#include "store/sqlite_pages.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdbool.h>

static sqlite3_pcache_methods2 real;
static int drops;

/* A cache that is closed is emptied from the first page on. */
static void counted(sqlite3_pcache *c, unsigned from)
{
	drops += from > 1;
	real.xTruncate(c, from);
}

static int setup(void **state)
{
	static sqlite3_pcache_methods2 counting;
	sqlite3 *db;

	if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &real) != SQLITE_OK)
		return -1;
	counting = real;
	counting.xTruncate = counted;
	if (sqlite3_config(SQLITE_CONFIG_PCACHE2, &counting) != SQLITE_OK)
		return -1;
	pages_use();
	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
		SQLITE_OK)
		return -1;
	*state = db;
	return 0;
}

static int teardown(void **state)
{
	return sqlite3_close(*state);
}

static void run(sqlite3 *db, const char *sql)
{
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static bool is_whole(sqlite3 *db)
{
	return number(db,
		       "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") ==
		0;
}

/* Keys in no order: pages are split all over the tree, and put in order. */
static void fill(sqlite3 *db, int commits)
{
	for (int i = 0; i < commits; i++)
		run(db,
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)"
			" INSERT INTO thing SELECT randomblob(16), zeroblob(100) FROM n");
}

static void a_growing_file_is_not_walked(void **state)
{
	sqlite3 *db = *state;

	run(db, "CREATE TABLE thing (k BLOB PRIMARY KEY, v BLOB) WITHOUT ROWID");
	drops = 0;
	fill(db, 100);
	assert_int_equal(drops, 0);
	assert_int_equal(number(db, "SELECT count(*) FROM thing"), 20000);
	assert_true(is_whole(db));
}

/* What is beyond the end is gone from the cache too, and comes again as it is then. */
static void a_shrunk_file_drops_its_pages(void **state)
{
	sqlite3 *db = *state;

	drops = 0;
	run(db, "DELETE FROM thing; VACUUM");
	assert_true(number(db, "PRAGMA page_count") < 10);
	assert_true(drops > 0);
	fill(db, 100);
	assert_int_equal(number(db, "SELECT count(*) FROM thing WHERE v = zeroblob(100)"), 20000);
	assert_true(is_whole(db));
}

/* Pages that a transaction which is given up has added. */
static void a_rollback_drops_its_pages(void **state)
{
	sqlite3 *db = *state;
	int64_t pages = number(db, "PRAGMA page_count");

	drops = 0;
	run(db, "BEGIN");
	fill(db, 100);
	assert_true(number(db, "PRAGMA page_count") > pages);
	run(db, "ROLLBACK");
	assert_true(drops > 0);
	assert_int_equal(number(db, "PRAGMA page_count"), pages);
	fill(db, 10);
	assert_int_equal(number(db, "SELECT count(*) FROM thing WHERE v = zeroblob(100)"), 22000);
	assert_true(is_whole(db));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_growing_file_is_not_walked),
		cmocka_unit_test(a_shrunk_file_drops_its_pages),
		cmocka_unit_test(a_rollback_drops_its_pages),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
