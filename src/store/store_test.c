/* What store.h promises, the same on both engines. */
#include "store/store.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store/store_fixture.h"
#include "sys/sys.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

enum { PUT, GET, LIST, PUT_EACH, GET_EACH, DELETE_EACH, SUM, TWO, ALL_NULL, BROKEN, STATEMENTS };

/* In the form that tools/embed_sql.py makes. */
#define EACH_SQLITE "WITH each(k, n, t) AS (SELECT ?1, ?2, ?3)\n"
#define EACH_POSTGRES \
	"WITH each(k, n, t) AS (SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[] COLLATE \"C\"))\n"
#define PLAIN(name_, sqlite_, postgres_, ...) \
	{ \
		.name = name_, .sqlite = sqlite_, .postgres = postgres_, __VA_ARGS__ \
	}
#define EACH(name_, text_) \
	{ \
		.name = name_, .sqlite = EACH_SQLITE text_, .postgres = EACH_POSTGRES text_, \
		.each = true, .params = 3, .types = { \
			STORE_BLOB, \
			STORE_INT, \
			STORE_TEXT \
		} \
	}
#define ROW .params = 3, .types = { STORE_BLOB, STORE_INT, STORE_TEXT }

static const struct stmt statements[STATEMENTS] = {
	[PUT] = PLAIN("put", "INSERT INTO thing (k, n, t) VALUES (?1, ?2, ?3)",
		"INSERT INTO thing (k, n, t) VALUES ($1, $2, $3)", ROW),
	[GET] = PLAIN("get", "SELECT n, t FROM thing WHERE k = ?1",
		"SELECT n, t FROM thing WHERE k = $1", .params = 1, .types = { STORE_BLOB }),
	[LIST] = PLAIN("list", "SELECT k, n, t FROM thing WHERE t > ?1 ORDER BY t LIMIT ?2",
		"SELECT k, n, t FROM thing WHERE t > $1 ORDER BY t LIMIT $2", .params = 2,
		.types = { STORE_TEXT, STORE_INT }),
	[PUT_EACH] = EACH("put_each",
		"INSERT INTO thing (k, n, t) SELECT k, n, t FROM each WHERE true "
		"ON CONFLICT (k) DO UPDATE SET n = thing.n + excluded.n, t = excluded.t"),
	[GET_EACH] = EACH(
		"get_each", "SELECT thing.k, thing.n FROM thing, each WHERE thing.k = each.k"),
	[DELETE_EACH] = EACH(
		"delete_each", "DELETE FROM thing WHERE (k, n) IN (SELECT k, n FROM each)"),
	[SUM] = PLAIN("sum", "SELECT coalesce(sum(n), 0), count(*), sum(n) > 5 FROM thing",
		"SELECT coalesce(sum(n), 0), count(*), sum(n) > 5 FROM thing", .params = 0),
	[TWO] = PLAIN("two", "SELECT n + ?1 FROM thing WHERE t = ?2",
		"SELECT n + $1 FROM thing WHERE t = $2", .params = 2,
		.types = { STORE_INT, STORE_TEXT }),
	[ALL_NULL] = PLAIN("all_null", "SELECT ?1, ?2, ?3", "SELECT $1, $2, $3", ROW),
	[BROKEN] = PLAIN("broken", "INSERT INTO thing (k) VALUES (NULL)",
		"INSERT INTO thing (k) VALUES (NULL)", .params = 0),
};

static const char schema[] = "-- a TEXT in a comment, and 'an open quote\n"
			     "CREATE TABLE IF NOT EXISTS thing (\n"
			     "	k BLOB NOT NULL PRIMARY KEY,   -- BLOB\n"
			     "	n INTEGER,\n"
			     "	t TEXT DEFAULT 'a TEXT, a BLOB'\n"
			     ") WITHOUT ROWID;\n"
			     "CREATE INDEX thing_n ON thing (n);\n";

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture f;
	struct store *s;
};

static struct bench bench;
static enum store_engine engine;

static int open_bench(struct bench *b)
{
	int rc = store_open(&b->cx, b->f.where, STORE_WRITE | STORE_CREATE, statements,
		COUNT(statements), &b->s);

	rc = rc ? rc : store_begin(&b->cx, b->s, "setup");
	rc = rc ? rc : store_script(&b->cx, b->s, schema);
	return rc ? rc : store_commit(&b->cx, b->s);
}

static int setup(void **state)
{
	bench = (struct bench){ .s = NULL };
	arena_init(&bench.arena, &sys_heap, 0);
	bench.cx.arena = &bench.arena;
	*state = &bench;
	return fixture_make(&bench.f, engine) && open_bench(&bench) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	store_fail_at(0);
	store_close(b->s);
	fixture_drop(&b->f);
	arena_done(&b->arena);
	return 0;
}

static int put(struct bench *b, const char *k, int64_t n, const char *t)
{
	const struct store_value row[] = { SV_BLOB(str_of(k)), SV_INT(n), SV_TEXT(str_of(t)) };

	return store_run(&b->cx, b->s, PUT, row, 3);
}

static void put_one(struct bench *b, const char *k, int64_t n, const char *t)
{
	assert_int_equal(store_begin(&b->cx, b->s, "put_one"), 0);
	assert_int_equal(put(b, k, n, t), 0);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static int64_t count(struct bench *b, struct store *s)
{
	STORE_ROWS r;

	assert_int_equal(store_query(&b->cx, s, SUM, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	return store_int(&r, 1);
}

static int64_t count_now(struct bench *b)
{
	int64_t n;

	assert_int_equal(store_begin_read(&b->cx, b->s, "count_now"), 0);
	n = count(b, b->s);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	return n;
}

/* ---- values ---- */

static void values_come_back(void **state)
{
	struct bench *b = *state;
	static const char bytes[] = "\0\x01\xff'\"";
	const struct store_value row[] = { SV_BLOB(STR(bytes)), SV_INT(INT64_MIN),
		SV_TEXT(STR("不漏 'quoted' \\ ?1 $1")) };
	const struct store_value key[] = { SV_BLOB(STR(bytes)) };
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_run(&b->cx, b->s, PUT, row, 3), 0);
	assert_int_equal(store_query(&b->cx, b->s, GET, key, 1, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	assert_true(store_int(&r, 0) == INT64_MIN);
	assert_true(str_eq(store_str(&r, 1), row[2].s));
	assert_int_equal(store_next(&b->cx, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 0);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void null_is_not_empty(void **state)
{
	struct bench *b = *state;
	const struct store_value nulls[] = { SV_NULL(STORE_BLOB), SV_NULL(STORE_INT),
		SV_NULL(STORE_TEXT) };
	const struct store_value empty[] = { SV_BLOB(STR_NONE), SV_INT(0), SV_TEXT(STR_NONE) };
	uint8_t id[16];
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin_read(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_query(&b->cx, b->s, ALL_NULL, nulls, 3, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	for (int i = 0; i < 3; i++)
		assert_true(store_null(&r, i));
	assert_null(store_str(&r, 0).p);
	assert_true(store_int(&r, 1) == 0);
	assert_false(store_uuid(&r, 0, id));
	store_rows_done(&r);
	assert_int_equal(store_query(&b->cx, b->s, ALL_NULL, empty, 3, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	for (int i = 0; i < 3; i++)
		assert_false(store_null(&r, i));
	assert_non_null(store_str(&r, 0).p);
	assert_int_equal(store_str(&r, 2).n, 0);
	store_rows_done(&r);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void uuids_are_blobs(void **state)
{
	struct bench *b = *state;
	struct uuid id = sys_uuid(), back;
	const struct store_value row[] = { SV_UUID(&id), SV_INT(1), SV_TEXT(STR("x")) };
	const struct store_value list[] = { SV_TEXT(STR("")), SV_INT(10) };
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_run(&b->cx, b->s, PUT, row, 3), 0);
	assert_int_equal(store_query(&b->cx, b->s, LIST, list, 2, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	assert_true(store_uuid(&r, 0, &back));
	assert_true(uuid_eq(&id, &back));
	assert_false(store_uuid(&r, 2, &back));
}

/* sum(bigint) is numeric on PostgreSQL and a comparison is bool; on SQLite both are integers. */
static void sums_and_truth_are_integers(void **state)
{
	struct bench *b = *state;
	static const int64_t numbers[] = { 0, 1, -1, 9999, 10000, 10001, -10000, 100000000,
		1234567890123456789, INT64_MAX - 4, INT64_MIN + 5 };

	for (size_t i = 0; i < COUNT(numbers); i++) {
		const struct store_value gone[] = { SV_BLOB(STR("a")), SV_INT(numbers[i]),
			SV_TEXT(STR("")) };
		STORE_ROWS r = { 0 };

		assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
		assert_int_equal(put(b, "a", numbers[i], "t"), 0);
		assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &r), 0);
		assert_int_equal(store_next(&b->cx, &r), 1);
		assert_true(store_int(&r, 0) == numbers[i]);
		assert_int_equal(store_int(&r, 2), numbers[i] > 5);
		store_rows_done(&r);
		assert_int_equal(store_each(&b->cx, b->s, DELETE_EACH, gone, 1), 0);
		assert_int_equal(store_commit(&b->cx, b->s), 0);
	}
}

static void text_sorts_by_bytes(void **state)
{
	struct bench *b = *state;
	static const char *const order[] = { "A", "B", "Z", "_", "a", "a b", "ab", "b", "ä", "不" };
	const struct store_value list[] = { SV_TEXT(STR("")), SV_INT(100) };
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	for (size_t i = 0; i < COUNT(order); i++) {
		const char *t = order[(i * 7 + 3) % COUNT(order)];

		assert_int_equal(put(b, t, 0, t), 0);
	}
	assert_int_equal(store_query(&b->cx, b->s, LIST, list, 2, &r), 0);
	for (size_t i = 0; i < COUNT(order); i++) {
		assert_int_equal(store_next(&b->cx, &r), 1);
		assert_true(str_is(store_str(&r, 2), order[i]));
	}
	assert_int_equal(store_next(&b->cx, &r), 0);
}

/* ---- many rows at once ---- */

#define MANY 3000

static struct store_value *many_rows(struct bench *b, size_t n)
{
	struct store_value *rows = cx_many(&b->cx, n * 3, struct store_value);

	if (!rows)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const char *k = cx_num(&b->cx, (int64_t)i);

		rows[i * 3] = SV_BLOB(str_of(k));
		rows[i * 3 + 1] = i % 3 == 0 ? SV_NULL(STORE_INT) : SV_INT((int64_t)i);
		rows[i * 3 + 2] = i % 5 == 0 ? SV_NULL(STORE_TEXT) : SV_TEXT(str_of(k));
	}
	return rows;
}

static void each_puts_and_reads_all(void **state)
{
	struct bench *b = *state;
	struct store_value *rows = many_rows(b, MANY);
	int64_t found = 0, nulls = 0;
	int rc;
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, rows, MANY), 0);
	assert_int_equal(count(b, b->s), MANY);
	/* Again: the numbers double. */
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, rows, MANY), 0);
	assert_int_equal(count(b, b->s), MANY);
	assert_int_equal(store_query_each(&b->cx, b->s, GET_EACH, rows, MANY, &r), 0);
	while ((rc = store_next(&b->cx, &r)) == 1) {
		int64_t k = 0;

		assert_true(str_int(store_str(&r, 0), &k));
		assert_int_equal(store_null(&r, 1), k % 3 == 0);
		assert_int_equal(store_int(&r, 1), k % 3 == 0 ? 0 : 2 * k);
		nulls += store_null(&r, 1);
		found++;
	}
	assert_int_equal(rc, 0);
	assert_int_equal(found, MANY);
	assert_int_equal(nulls, MANY / 3);
	/* (k, n) is equal to no row whose n is NULL. */
	for (size_t i = 0; i < MANY; i++)
		rows[i * 3 + 1].i *= 2;
	assert_int_equal(store_each(&b->cx, b->s, DELETE_EACH, rows, MANY), 0);
	assert_int_equal(count(b, b->s), MANY / 3);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void each_of_nothing_does_nothing(void **state)
{
	struct bench *b = *state;
	uint64_t steps;
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	steps = store_steps();
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, NULL, 0), 0);
	assert_int_equal(store_query_each(&b->cx, b->s, GET_EACH, NULL, 0, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 0);
	assert_true(store_steps() == steps);
}

/* More than one call carries: 80 MB in rows of 1 MB. */
static void each_of_large_rows(void **state)
{
	struct bench *b = *state;
	size_t n = 80, size = 1000000;
	struct store_value *rows = cx_many(&b->cx, n * 3, struct store_value);
	char *text = cx_alloc(&b->cx, size);
	int64_t found = 0;
	STORE_ROWS r = { 0 };

	memset(text, 'x', size);
	for (size_t i = 0; i < n; i++) {
		rows[i * 3] = SV_BLOB(str_of(cx_num(&b->cx, (int64_t)i)));
		rows[i * 3 + 1] = SV_INT((int64_t)i);
		rows[i * 3 + 2] = SV_TEXT(((struct str){ text, size }));
	}
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, rows, n), 0);
	assert_int_equal(count(b, b->s), n);
	assert_int_equal(store_query_each(&b->cx, b->s, GET_EACH, rows, n, &r), 0);
	while (store_next(&b->cx, &r) == 1)
		found++;
	assert_int_equal(found, n);
}

/* A statement runs while another one's rows are being read, the same one too. */
static void statements_nest(void **state)
{
	struct bench *b = *state;
	const struct store_value list[] = { SV_TEXT(STR("")), SV_INT(1000000) };
	int64_t outer = 0, inner = 0;
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, many_rows(b, 100), 100), 0);
	assert_int_equal(store_query(&b->cx, b->s, LIST, list, 2, &r), 0);
	while (store_next(&b->cx, &r) == 1) {
		const struct store_value key[] = { SV_BLOB(store_str(&r, 0)) };
		const struct store_value rest[] = { SV_TEXT(store_str(&r, 2)), SV_INT(1000) };
		STORE_ROWS one = { 0 }, more = { 0 };

		assert_int_equal(store_query(&b->cx, b->s, GET, key, 1, &one), 0);
		assert_int_equal(store_next(&b->cx, &one), 1);
		assert_true(str_eq(store_str(&one, 1), store_str(&r, 2)));
		assert_int_equal(store_query(&b->cx, b->s, LIST, rest, 2, &more), 0);
		while (store_next(&b->cx, &more) == 1)
			inner++;
		outer++;
	}
	assert_int_equal(outer, 80);
	assert_int_equal(inner, 80 * 79 / 2);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
}

static void rows_may_be_left(void **state)
{
	struct bench *b = *state;
	const struct store_value list[] = { SV_TEXT(STR("")), SV_INT(1000000) };
	STORE_ROWS r = { 0 };

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_each(&b->cx, b->s, PUT_EACH, many_rows(b, 100), 100), 0);
	assert_int_equal(store_query(&b->cx, b->s, LIST, list, 2, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	store_rows_done(&r);
	store_rows_done(&r);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	assert_int_equal(count_now(b), 100);
	/* Rolled back while rows are open, which then are closed. */
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_query(&b->cx, b->s, LIST, list, 2, &r), 0);
	assert_int_equal(store_next(&b->cx, &r), 1);
	store_rollback(b->s);
	store_rows_done(&r);
	assert_int_equal(count_now(b), 100);
}

/* ---- transactions ---- */

static void uncommitted_is_rolled_back(void **state)
{
	struct bench *b = *state;

	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	{
		struct store *tx __attribute__((cleanup(store_end))) = b->s;

		assert_int_equal(put(b, "a", 1, "a"), 0);
		assert_true(store_in_transaction(tx));
	}
	assert_false(store_in_transaction(b->s));
	assert_int_equal(count_now(b), 0);
	store_rollback(b->s);
}

static void reader_sees_one_snapshot(void **state)
{
	struct bench *b = *state;
	struct store *reader;

	put_one(b, "a", 1, "a");
	assert_int_equal(
		store_open(&b->cx, b->f.where, STORE_READ, statements, COUNT(statements), &reader),
		0);
	assert_int_equal(store_begin_read(&b->cx, reader, "reader"), 0);
	put_one(b, "b", 2, "b");
	assert_int_equal(count(b, reader), 1);
	assert_int_equal(store_commit(&b->cx, reader), 0);
	assert_int_equal(store_begin_read(&b->cx, reader, "reader"), 0);
	assert_int_equal(count(b, reader), 2);
	store_close(reader);
}

/* The error of a write, which may come with the commit. */
static int told(struct bench *b, struct store *s, int rc)
{
	return rc ? rc : store_commit(&b->cx, s);
}

static void readers_cannot_write(void **state)
{
	struct bench *b = *state;
	struct store *reader, *at[2];
	const struct store_value row[] = { SV_BLOB(STR("z")), SV_INT(1), SV_TEXT(STR("z")) };

	assert_int_equal(
		store_open(&b->cx, b->f.where, STORE_READ, statements, COUNT(statements), &reader),
		0);
	at[0] = reader;
	at[1] = b->s;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(store_begin_read(&b->cx, at[i], "test"), 0);
		assert_int_equal(
			told(b, at[i], store_run(&b->cx, at[i], PUT, row, 3)), -E_READ_ONLY);
		store_rollback(at[i]);
	}
	store_close(reader);
	put_one(b, "a", 1, "a");
	assert_int_equal(count_now(b), 1);
}

static void missing_data_is_not_made(void **state)
{
	struct bench *b = *state;
	struct fixture f;
	struct store *s = b->s;

	assert_true(fixture_make(&f, engine));
	assert_int_equal(
		store_open(&b->cx, f.where, STORE_WRITE, statements, COUNT(statements), &s),
		-E_NOT_FOUND);
	assert_null(s);
	assert_int_equal(store_open(&b->cx, f.where, STORE_READ, statements, COUNT(statements), &s),
		-E_NOT_FOUND);
	assert_int_equal(store_open(&b->cx, f.where, STORE_WRITE | STORE_CREATE, statements,
				 COUNT(statements), &s),
		0);
	store_close(s);
	assert_int_equal(
		store_open(&b->cx, f.where, STORE_READ, statements, COUNT(statements), &s), 0);
	assert_int_equal(store_engine(s), engine);
	store_close(s);
	fixture_drop(&f);
}

static void an_error_ends_the_transaction_only(void **state)
{
	struct bench *b = *state;

	put_one(b, "a", 1, "a");
	assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
	assert_int_equal(put(b, "b", 1, "b"), 0);
	assert_int_equal(told(b, b->s, store_run(&b->cx, b->s, BROKEN, NULL, 0)), -E_DATABASE);
	assert_int_equal(b->cx.e.code, E_DATABASE);
	assert_non_null(strstr(b->cx.e.zh.p, "数据库出错："));
	assert_non_null(strstr(b->cx.e.zh.p, "（原文：“broken: "));
	assert_non_null(strstr(b->cx.e.en.p, " (verbatim: \"broken: "));
	store_rollback(b->s);
	err_clear(&b->cx);
	assert_int_equal(count_now(b), 1);
	put_one(b, "b", 1, "b");
	assert_int_equal(count_now(b), 2);
}

static void all_statements_prepare(void **state)
{
	struct bench *b = *state;

	assert_int_equal(store_begin_read(&b->cx, b->s, "test"), 0);
	assert_int_equal(store_prepare_all(&b->cx, b->s), 0);
	assert_int_equal(store_commit(&b->cx, b->s), 0);
	assert_int_equal(store_check(&b->cx, b->s), 0);
}

/* Nothing of a password is printed, whatever signs it holds. */
static void urls_hide_passwords(void **state)
{
	static const struct {
		const char *url, *scheme, *rest;
	} rows[] = {
		{ "postgresql://h:5432/db", "postgresql://", "h:5432/db" },
		{ "postgresql://u:pw@h/db?sslmode=require", "postgresql://", "h/db" },
		{ "postgresql://u:p@w@h/db", "postgresql://", "h/db" },
		{ "postgresql://u:sec/ret@127.0.0.1:1/db", "postgresql://", "127.0.0.1:1/db" },
		{ "postgresql://u:sec?ret@h/db", "postgresql://", "…" },
		{ "postgres://h/db?password=p@w", "postgres://", "…" },
		{ "postgresql://[::1]:5432,h2:5433/db", "postgresql://", "[::1]:5432,h2:5433/db" },
		/* The host was forgotten: what stands in the port's place is a password. */
		{ "postgresql://u:secret/db", "postgresql://", "…" },
		{ "postgresql://u:secret", "postgresql://", "…" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct str scheme, rest;

		store_url_shown(rows[i].url, &scheme, &rest);
		assert_true(str_is(scheme, rows[i].scheme));
		assert_true(str_is(rest, rows[i].rest));
	}
}

/* The library's own message would quote what it cannot read. */
static void a_malformed_url_tells_no_password(void **state)
{
	static const struct {
		const char *url, *en; /* where it is wrong */
	} rows[] = {
		{ "postgresql://u:sec%ret@127.0.0.1:1/db", "in the user name or password" },
		{ "postgresql://u:sec%00ret@127.0.0.1:1/db", "in the user name or password" },
		{ "postgresql://127.0.0.1:1/sec%ret", "in the host or the database name" },
		{ "postgresql://127.0.0.1:1/db?password=secret%", "in the options" },
		{ "postgresql://u:x@secret@127.0.0.1:1/db",
			"an @, / or ? of the user name or password" },
		{ "postgresql://u:sec/ret@127.0.0.1:1/db",
			"an @, / or ? of the user name or password" },
		{ "postgresql://u:secret/db", "the port is no number" },
		{ "postgresql://u:p@127.0.0.1:secret/db", "the port is no number" },
		{ "postgresql://u:x?secret@127.0.0.1:1/db", "an @ behind the ?" },
		{ "postgresql://u:1234?sslmode=secret@127.0.0.1:1/db", "an @ behind the ?" },
		{ "postgresql://u:1234/db?sslmode=secret@127.0.0.1:1/db", "an @ behind the ?" },
		{ "postgresql://u:p@127.0.0.1:1/db?user=secret@office", "an @ behind the ?" },
		{ "postgresql://127.0.0.1:1/db?passwort=secret", "it cannot be read" },
		{ "postgresql://127.0.0.1:1/db?secret", "it cannot be read" },
		{ "postgresql://u:p@[secret:1/db", "it cannot be read" },
	};
	struct bench *b = *state;
	struct store *s;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct err_info *e = &b->cx.e;
		int rc = store_open(
			&b->cx, rows[i].url, STORE_WRITE, statements, COUNT(statements), &s);

		if (rc != -E_DATABASE_URL || !strstr(e->en.p, rows[i].en))
			fail_msg("%s: %.*s", rows[i].url, STR_ARG(e->en));
		for (const char *part = "sec\0ret\0passwort\0"; *part; part += strlen(part) + 1)
			if (strstr(e->zh.p, part) || strstr(e->en.p, part))
				fail_msg("%s tells: %.*s", rows[i].url, STR_ARG(e->en));
		err_clear(&b->cx);
	}
	/* What is well written is tried: nobody listens there. */
	assert_int_equal(store_open(&b->cx, "postgresql://u:p%40w@127.0.0.1:1/db", STORE_WRITE,
				 statements, COUNT(statements), &s),
		-E_UNAVAILABLE);
	err_clear(&b->cx);
}

static void writers_take_turns(void **state)
{
	struct bench *b = *state;
	struct store *other;

	assert_int_equal(
		store_open(&b->cx, b->f.where, STORE_WRITE, statements, COUNT(statements), &other),
		0);
	for (int i = 0; i < 10; i++) {
		struct store *s = i % 2 ? other : b->s;
		const struct store_value row[] = { SV_BLOB(str_of(cx_num(&b->cx, i))), SV_INT(1),
			SV_TEXT(STR("t")) };

		assert_int_equal(store_begin(&b->cx, s, "turn"), 0);
		assert_int_equal(count(b, s), i);
		assert_int_equal(store_run(&b->cx, s, PUT, row, 3), 0);
		assert_int_equal(store_commit(&b->cx, s), 0);
	}
	store_close(other);
	assert_int_equal(count_now(b), 10);
}

/* ---- faults ---- */

static int work(struct bench *b)
{
	const struct store_value two[] = { SV_INT(1), SV_TEXT(STR("a")) };
	int rc = store_begin(&b->cx, b->s, "work");
	struct store *tx __attribute__((cleanup(store_end))) = b->s;
	STORE_ROWS r = { 0 };

	rc = rc ? rc : put(b, "a", 1, "a");
	if (rc == 0) {
		const struct store_value *rows = many_rows(b, 3);

		rc = rows ? store_each(&b->cx, b->s, PUT_EACH, rows, 3) : -E_NO_MEMORY;
	}
	rc = rc ? rc : store_query(&b->cx, b->s, TWO, two, 2, &r);
	if (rc == 0) {
		rc = store_next(&b->cx, &r);
		rc = rc > 0 ? 0 : rc;
	}
	store_rows_done(&r);
	return rc ? rc : store_commit(&b->cx, tx);
}

static void fails_at_every_step(struct bench *b, void (*fail_at)(uint64_t n))
{
	int rc = -1;

	for (uint64_t n = 1; rc != 0; n++) {
		assert_true(n < 100);
		fail_at(n);
		rc = work(b);
		store_fail_at(0);
		assert_true(rc == 0 || rc == -E_INJECTED);
		assert_int_equal(n <= 5, rc != 0);
		assert_int_equal(count_now(b), rc == 0 ? 4 : 0);
		err_clear(&b->cx);
	}
}

static void a_fault_at_every_step(void **state)
{
	fails_at_every_step(*state, store_fail_at);
}

static void a_late_fault_at_every_step(void **state)
{
	fails_at_every_step(*state, store_fail_late_at);
}

/* Everything of the transaction behind the write that failed: no word before an answer is asked for. */
static void a_late_fault_is_told_by_who_must(void **state)
{
	struct bench *b = *state;

	for (int asked = 0; asked < 2; asked++) {
		STORE_ROWS before = { 0 }, behind = { 0 };

		assert_int_equal(store_begin(&b->cx, b->s, "test"), 0);
		assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &before), 0);
		store_fail_late_at(1);
		assert_int_equal(put(b, "a", 1, "a"), 0);
		store_fail_at(0);
		assert_int_equal(put(b, "b", 1, "b"), 0);
		assert_int_equal(store_run(&b->cx, b->s, BROKEN, NULL, 0), 0);
		assert_int_equal(store_next(&b->cx, &before), 1);
		store_rows_done(&before);
		for (int i = 0; i < 2 * asked; i++) {
			assert_int_equal(store_query(&b->cx, b->s, SUM, NULL, 0, &behind), 0);
			assert_int_equal(store_next(&b->cx, &behind), -E_INJECTED);
		}
		assert_int_equal(store_commit(&b->cx, b->s), -E_INJECTED);
		assert_false(store_in_transaction(b->s));
		err_clear(&b->cx);
		assert_int_equal(count_now(b), 0);
	}
	/* The next one owes nothing. */
	assert_int_equal(work(b), 0);
}

/* Opens a store of its own, works and closes; each allocation fails once. */
static void memory_runs_out_everywhere(void **state)
{
	struct bench *b = *state;
	struct store *first = b->s;
	struct bench other = { .f = b->f };
	int rc = -1;

	store_close(first);
	b->s = NULL;
	for (uint64_t n = 1; rc != 0; n++) {
		assert_true(n < 200);
		arena_init(&other.arena, &sys_heap, 0);
		other.cx = (struct cx){ .arena = &other.arena };
		sys_alloc_fail_at(n);
		rc = store_open(&other.cx, b->f.where, STORE_WRITE, statements, COUNT(statements),
			&other.s);
		rc = rc ? rc : work(&other);
		store_close(other.s);
		sys_alloc_fail_at(0);
		arena_done(&other.arena);
		assert_true(rc == 0 || rc == -E_NO_MEMORY);
	}
	assert_int_equal(
		store_open(&b->cx, b->f.where, STORE_WRITE, statements, COUNT(statements), &b->s),
		0);
	assert_int_equal(count_now(b), 4);
}

static int run_on(enum store_engine e, const char *name)
{
	static const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(values_come_back),
		T(null_is_not_empty),
		T(uuids_are_blobs),
		T(sums_and_truth_are_integers),
		T(text_sorts_by_bytes),
		T(each_puts_and_reads_all),
		T(each_of_nothing_does_nothing),
		T(each_of_large_rows),
		T(statements_nest),
		T(rows_may_be_left),
		T(uncommitted_is_rolled_back),
		T(reader_sees_one_snapshot),
		T(readers_cannot_write),
		T(missing_data_is_not_made),
		T(an_error_ends_the_transaction_only),
		T(all_statements_prepare),
		T(urls_hide_passwords),
		T(a_malformed_url_tells_no_password),
		T(writers_take_turns),
		T(a_fault_at_every_step),
		T(a_late_fault_at_every_step),
		T(a_late_fault_is_told_by_who_must),
		T(memory_runs_out_everywhere),
	};
	engine = e;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	struct fixture f;
	int failed = run_on(STORE_SQLITE, "sqlite");

	if (!fixture_make(&f, STORE_POSTGRES))
		return failed;
	fixture_drop(&f);
	return failed + run_on(STORE_POSTGRES, "postgres");
}
