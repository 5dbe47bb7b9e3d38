/* Writes behind the calls: in their order, from copies; what failed is told, and only a rollback forgets it. */
#include "store/store.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store/store_fixture.h"
#include "sys/sys.h"

enum { PUT, ADD, SUM, STATEMENTS };

static const struct stmt statements[STATEMENTS] = {
	[PUT] = { .name = "put",
		.sqlite = "INSERT INTO thing (id, v) VALUES (?1, ?2)",
		.each = true,
		.params = 2,
		.types = { STORE_INT, STORE_TEXT } },
	[ADD] = { .name = "add",
		.sqlite = "UPDATE thing SET v = v || ?2 WHERE id = ?1",
		.each = true,
		.params = 2,
		.types = { STORE_INT, STORE_TEXT } },
	[SUM] = { .name = "sum", .sqlite = "SELECT count(*), sum(length(v)) FROM thing" },
};

struct behind_fixture {
	struct arena arena;
	struct cx cx;
	struct fixture f;
	struct store *s;
};

static struct behind_fixture fixture;

static int setup(void **state)
{
	struct behind_fixture *b = &fixture;
	int rc;

	*b = (struct behind_fixture){ .s = NULL };
	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	*state = b;
	if (!fixture_make(&b->f, STORE_SQLITE))
		return -1;
	rc = store_open(
		&b->cx, b->f.where, STORE_WRITE | STORE_CREATE, statements, STATEMENTS, &b->s);
	rc = rc ? rc : store_begin(&b->cx, b->s, "setup");
	rc = rc ? rc :
		  store_script(&b->cx, b->s,
			  "CREATE TABLE thing (id INTEGER PRIMARY KEY, v TEXT NOT NULL);");
	rc = rc ? rc : store_commit(&b->cx, b->s);
	if (rc == 0)
		store_behind(b->s, true);
	return rc;
}

static int teardown(void **state)
{
	struct behind_fixture *b = *state;

	store_close(b->s);
	fixture_drop(&b->f);
	arena_done(&b->arena);
	return 0;
}

/* One row, from memory that is another's right afterwards. */
static int write_row(struct behind_fixture *b, int stmt, int64_t id, const char *text)
{
	char copy[16];
	struct store_value v[2];
	int rc;

	snprintf(copy, sizeof(copy), "%s", text);
	v[0] = SV_INT(id);
	v[1] = SV_TEXT(str_of(copy));
	rc = store_each(&b->cx, b->s, stmt, v, 1);
	memset(copy, 'x', sizeof(copy));
	memset(v, 0, sizeof(v));
	return rc;
}

static void assert_sum(struct behind_fixture *b, int64_t rows, int64_t length)
{
	STORE_ROWS r = { 0 };

	assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	assert_int_equal(store_int(&r, 0), rows);
	assert_int_equal(store_int(&r, 1), length);
}

static void a_query_sees_all_that_was_written_before_it(void **state)
{
	struct behind_fixture *b = *state;
	int64_t i;

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	for (i = 0; i < 1000; i++) {
		assert_int_equal(write_row(b, PUT, i, "one"), 0);
		assert_int_equal(write_row(b, ADD, i, "more"), 0);
	}
	assert_sum(b, 1000, 7000);
	assert_int_equal(write_row(b, PUT, i, "one"), 0);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	store_behind(b->s, false);
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_sum(b, 1001, 7003);
	store_rollback(b->s);
}

static void a_write_may_go_between_rows(void **state)
{
	struct behind_fixture *b = *state;
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(write_row(b, PUT, 1, "one"), 0);
	assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	assert_int_equal(write_row(b, PUT, 2, "one"), 0);
	assert_int_equal(store_int(&r, 0), 1);
	store_rows_done(&r);
	assert_sum(b, 2, 6);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void assert_put_failed(struct behind_fixture *b, int rc)
{
	assert_true(rc < 0);
	assert_non_null(strstr(b->cx.e.en.p, "put"));
}

static void what_failed_is_told_until_the_rollback(void **state)
{
	struct behind_fixture *b = *state;
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	write_row(b, PUT, 1, "one");
	write_row(b, PUT, 1, "one");
	write_row(b, PUT, 2, "one");
	assert_put_failed(b, store_query(&b->cx, b->s, SUM, NULL, 0, &r));
	assert_put_failed(b, store_commit(&b->cx, b->s));
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_sum(b, 0, 0);
	write_row(b, PUT, 1, "one");
	write_row(b, PUT, 1, "one");
	assert_put_failed(b, store_commit(&b->cx, b->s));
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(write_row(b, PUT, 3, "one"), 0);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void a_store_may_be_closed_with_writes_behind(void **state)
{
	struct behind_fixture *b = *state;

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	for (int64_t i = 0; i < 100; i++)
		assert_int_equal(write_row(b, PUT, i, "one"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_query_sees_all_that_was_written_before_it, setup, teardown),
		cmocka_unit_test_setup_teardown(a_write_may_go_between_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_failed_is_told_until_the_rollback, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_store_may_be_closed_with_writes_behind, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
