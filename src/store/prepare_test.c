/* Every statement of the program is one that both engines take, for the schema as it is. */
#include "generated/schema.h"
#include "generated/stmt.h"
#include "store/store.h"

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
		cmocka_unit_test(on_postgres) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
