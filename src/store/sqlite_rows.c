/* Statements of the SQLite driver: what they are given, and the rows that they give. */
#include "store/sqlite_own.h"

#include "core/check.h"
#include "store/sqlite_behind.h"

/* The cached statement, or a new one while the cached one is being read. Ends with put_back. */
static int take(struct cx *cx, struct sqlite *q, int stmt, sqlite3_stmt **ret)
{
	const struct stmt *st = &q->s.statements[stmt];
	bool own = q->used[stmt];

	*ret = own ? NULL : q->cache[stmt];
	if (!*ret &&
		sqlite3_prepare_v3(
			q->db, st->sqlite, -1, own ? 0 : SQLITE_PREPARE_PERSISTENT, ret, NULL))
		return sqlite_failed(cx, q, st->name);
	if (!own) {
		q->cache[stmt] = *ret;
		q->used[stmt] = true;
	}
	if (q->s.writing || sqlite3_stmt_readonly(*ret))
		return 0;
	if (own)
		sqlite3_finalize(*ret);
	else
		q->used[stmt] = false;
	return store_failed(cx, &q->s, E_READ_ONLY, st->name, "writes in a read transaction");
}

static void put_back(struct sqlite *q, int stmt, sqlite3_stmt *st)
{
	sqlite3_reset(st);
	if (st == q->cache[stmt])
		q->used[stmt] = false;
	else
		sqlite3_finalize(st);
}

static int bind_one(
	sqlite3_stmt *st, int at, const struct store_value *v, sqlite3_destructor_type copy)
{
	const char *p = v->s.p ? v->s.p : "";

	if (v->null)
		return sqlite3_bind_null(st, at);
	switch (v->type) {
	case STORE_INT:
		return sqlite3_bind_int64(st, at, v->i);
	case STORE_BLOB:
		return sqlite3_bind_blob64(st, at, p, v->s.n, copy);
	case STORE_TEXT:
		return sqlite3_bind_text64(st, at, p, v->s.n, copy, SQLITE_UTF8);
	}
	check(false);
	return SQLITE_MISUSE;
}

static int bind(sqlite3_stmt *st, const struct store_value *values, size_t width,
	sqlite3_destructor_type copy)
{
	for (size_t i = 0; i < width; i++) {
		int rc = bind_one(st, (int)i + 1, &values[i], copy);

		if (rc)
			return rc;
	}
	return SQLITE_OK;
}

static int run_now(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	struct sqlite *q = sqlite_of(s);
	size_t width = s->statements[stmt].params;
	sqlite3_stmt *st;
	int rc = take(cx, q, stmt, &st);

	if (rc)
		return rc;
	for (size_t i = 0; i < n && rc == 0; i++) {
		sqlite3_reset(st);
		rc = bind(st, values + i * width, width, SQLITE_STATIC);
		if (rc == SQLITE_OK)
			do
				rc = sqlite3_step(st);
			while (rc == SQLITE_ROW);
		rc = rc == SQLITE_OK || rc == SQLITE_DONE ?
			0 :
			sqlite_failed(cx, q, s->statements[stmt].name);
	}
	put_back(q, stmt, st);
	return rc;
}

/* While rows are being read the connection is the caller's. */
int sqlite_run(struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	struct behind *b = sqlite_of(s)->behind;

	if (!b || s->open_rows > 0)
		return run_now(cx, s, stmt, values, n);
	return behind_put(cx, b, stmt, values, s->statements[stmt].params, n);
}

void sqlite_behind(struct store *s, bool on)
{
	struct sqlite *q = sqlite_of(s);

	if (on && !q->behind)
		q->behind = behind_new(s, run_now);
	if (on)
		return;
	behind_free(q->behind);
	q->behind = NULL;
}

/* The values of a plain query need not outlive the call; those of an each do. */
static int bind_row(struct cx *cx, struct rows *r)
{
	const struct stmt *st = &r->s->statements[r->stmt];
	int rc = bind(r->state, r->values + r->at * r->width, r->width,
		st->each ? SQLITE_STATIC : SQLITE_TRANSIENT);

	return rc ? sqlite_failed(cx, sqlite_of(r->s), st->name) : 0;
}

void sqlite_rows_done(struct rows *r)
{
	if (r->state)
		put_back(sqlite_of(r->s), r->stmt, r->state);
	r->state = NULL;
}

int sqlite_query(struct cx *cx, struct rows *r)
{
	sqlite3_stmt *st;
	int rc = behind_wait(cx, sqlite_of(r->s)->behind);

	if (rc == 0)
		rc = take(cx, sqlite_of(r->s), r->stmt, &st);
	if (rc)
		return rc;
	r->state = st;
	rc = bind_row(cx, r);
	if (rc)
		sqlite_rows_done(r);
	return rc;
}

int sqlite_next(struct cx *cx, struct rows *r)
{
	if (sqlite_of(r->s)->damaged)
		return sqlite_damaged(cx, sqlite_of(r->s), r->s->statements[r->stmt].name);
	for (;;) {
		int rc = sqlite3_step(r->state);

		if (rc == SQLITE_ROW)
			return 1;
		if (rc != SQLITE_DONE)
			return sqlite_failed(cx, sqlite_of(r->s), r->s->statements[r->stmt].name);
		sqlite3_reset(r->state);
		if (++r->at >= r->n)
			return 0;
		rc = bind_row(cx, r);
		if (rc)
			return rc;
	}
}

/* One look at the column, and then at the value: each look costs as much as reading it. */
static sqlite3_value *column_value(const struct rows *r, int column)
{
	check(column >= 0 && column < sqlite3_column_count(r->state));
	return sqlite3_column_value(r->state, column);
}

bool sqlite_is_null(const struct rows *r, int column)
{
	check(column >= 0 && column < sqlite3_data_count(r->state));
	return sqlite3_column_type(r->state, column) == SQLITE_NULL;
}

/* The statement's next row, or the commit, says that the file is damaged. */
static bool is_type(const struct rows *r, bool right)
{
	sqlite_of(r->s)->damaged |= !right;
	return right;
}

int64_t sqlite_get_int(const struct rows *r, int column)
{
	sqlite3_value *v = column_value(r, column);
	int type = sqlite3_value_type(v);

	if (type == SQLITE_NULL || !is_type(r, type == SQLITE_INTEGER))
		return 0;
	return sqlite3_value_int64(v);
}

struct str sqlite_get_str(const struct rows *r, int column)
{
	sqlite3_value *v = column_value(r, column);
	int type = sqlite3_value_type(v);
	const char *p;

	if (type == SQLITE_NULL || !is_type(r, type == SQLITE_TEXT || type == SQLITE_BLOB))
		return STR_NONE;
	p = sqlite3_value_blob(v);
	return (struct str){ p ? p : "", (size_t)sqlite3_value_bytes(v) };
}
