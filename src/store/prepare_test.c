/* Every statement of the program is one that both engines take, for the schema as it is. */
#include "generated/schema.h"
#include "generated/stmt.h"
#include "store/store.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store/store_fixture.h"
#include "sys/sys.h"

static int prepare(struct cx *cx, struct store *s)
{
	int rc = store_begin(cx, s, "prepare");
	struct store *tx __attribute__((cleanup(store_end))) = s;

	rc = rc ? rc : store_script(cx, s, schema_record_sql);
	rc = rc ? rc : store_script(cx, s, schema_view_sql);
	rc = rc ? rc : store_prepare_all(cx, s);
	return rc ? rc : store_commit(cx, tx);
}

static void prepare_on(enum store_engine engine)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct fixture f;
	struct store *s;
	int rc;

	if (!fixture_make(&f, engine))
		skip();
	arena_init(&arena, &sys_heap, 0);
	assert_int_equal(
		store_open(&cx, f.where, STORE_WRITE | STORE_CREATE, stmt_table, STMT_COUNT, &s),
		0);
	rc = prepare(&cx, s);
	store_close(s);
	fixture_drop(&f);
	if (rc)
		print_error("%.*s\n", STR_ARG(cx.e.en));
	arena_done(&arena);
	assert_int_equal(rc, 0);
}

/* ---- a statement that is made ready once stays so ---- */

static void bind_some(sqlite3_stmt *st, const struct stmt *of, int64_t n)
{
	for (int i = 0; i < of->params; i++)
		if (of->types[i] == STORE_INT)
			sqlite3_bind_int64(st, i + 1, n);
		else if (of->types[i] == STORE_TEXT)
			sqlite3_bind_text(st, i + 1, "a", 1, SQLITE_STATIC);
		else
			sqlite3_bind_blob(st, i + 1, "b", 1, SQLITE_STATIC);
}

/* Where the planner looks at a parameter's value (is it that of a partial index?), each binding would make the statement ready
 * anew, which costs more than most of them: the parameter is written +?1 then. */
static void runs_as_prepared(sqlite3 *db, const struct stmt *of)
{
	sqlite3_stmt *st;
	int again;

	assert_int_equal(
		sqlite3_prepare_v3(db, of->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL),
		SQLITE_OK);
	for (int64_t n = 1; n <= 3; n++) {
		bind_some(st, of, n);
		sqlite3_step(st); /* what it says of such values is of no interest */
		sqlite3_reset(st);
	}
	again = sqlite3_stmt_status(st, SQLITE_STMTSTATUS_REPREPARE, 0);
	sqlite3_finalize(st);
	if (again)
		print_error("%s is prepared again for each value\n", of->name);
	assert_int_equal(again, 0);
}

static void test_prepared_once(void **state)
{
	sqlite3 *db;

	(void)state;
	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, schema_record_sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, schema_view_sql, NULL, NULL, NULL), SQLITE_OK);
	for (int i = 0; i < STMT_COUNT; i++) {
		assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
		runs_as_prepared(db, &stmt_table[i]);
		assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	}
	sqlite3_close(db);
}

static void on_sqlite(void **state)
{
	(void)state;
	prepare_on(STORE_SQLITE);
}

static void on_postgres(void **state)
{
	(void)state;
	prepare_on(STORE_POSTGRES);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(on_sqlite),
		cmocka_unit_test(on_postgres), cmocka_unit_test(test_prepared_once) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
