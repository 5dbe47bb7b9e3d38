/* The part of the store that both engines share: which driver, the order of calls, the count of
 * steps that faults are injected by. */
#include "store/store.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "core/check.h"
#include "store/driver.h"
#include "store/pg_url.h"
#include "sys/sys.h"

static _Atomic uint64_t steps;
static _Atomic uint64_t fail_at; /* a count of steps; 0 = never */
static atomic_bool late;         /* a write that fails is told of later */

static void fail(uint64_t n, bool is_late)
{
	atomic_store(&late, is_late);
	atomic_store(&fail_at, n == 0 ? 0 : atomic_load(&steps) + n);
}

void store_fail_at(uint64_t n)
{
	fail(n, false);
}

void store_fail_late_at(uint64_t n)
{
	fail(n, true);
}

uint64_t store_steps(void)
{
	return atomic_load(&steps);
}

static int step(struct cx *cx)
{
	uint64_t now = atomic_fetch_add(&steps, 1) + 1;

	if (now != atomic_load(&fail_at))
		return 0;
	return err(cx, E_INJECTED, NULL);
}

/* A step that tells of a write that failed before it. */
static int telling_step(struct cx *cx, const struct store *s)
{
	int rc = step(cx);

	return rc == 0 && s->owed ? err(cx, E_INJECTED, NULL) : rc;
}

static int write_step(struct cx *cx, struct store *s)
{
	int rc = step(cx);

	if (rc == 0 || !atomic_load(&late))
		return rc;
	err_clear(cx);
	s->owed = true;
	return 0;
}

int store_init(struct cx *cx, struct store *s, const struct store_driver *driver, const char *where)
{
	s->driver = driver;
	s->where = sys_new(1, strlen(where) + 1);
	s->shown = s->where;
	if (!s->where)
		return err(cx, E_NO_MEMORY, NULL);
	memcpy(s->where, where, strlen(where) + 1);
	return 0;
}

void store_done(struct store *s)
{
	sys_free(s->where);
	s->where = NULL;
}

int store_failed(
	struct cx *cx, const struct store *s, int code, const char *what, const char *words)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s: %s", what, words);
	err(cx, code, NULL, s->shown, s->shown);
	return err_quote(cx, buf_ok(&b) ? buf_get(&b).p : words);
}

static bool is_url(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

int store_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret)
{
	check((mode & STORE_READ) || (mode & STORE_WRITE));
	check(!(mode & STORE_READ) || !(mode & (STORE_WRITE | STORE_CREATE)));
	*ret = NULL;
	return (is_url(where) ? postgres_open : sqlite_open)(cx, where, mode, statements, n, ret);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_rollback(s);
	s->driver->close(s);
}

enum store_engine store_engine(const struct store *s)
{
	return s->driver->engine;
}

/* Two transactions at once on one store is a bug of ours; the message names both places. */
static void must_be_free(const struct store *s, const char *who)
{
	if (s->who)
		fprintf(stderr, "store: %s begins inside the transaction of %s\n", who, s->who);
	check(!s->who);
}

static int begin(struct cx *cx, struct store *s, const char *who, bool write)
{
	int rc;

	must_be_free(s, who);
	rc = step(cx);
	if (rc == 0)
		rc = s->driver->begin(cx, s, write);
	if (rc)
		return rc;
	s->who = who;
	s->writing = write;
	s->owed = false;
	return 0;
}

int store_begin(struct cx *cx, struct store *s, const char *who)
{
	check(s->mode & STORE_WRITE);
	return begin(cx, s, who, true);
}

int store_begin_read(struct cx *cx, struct store *s, const char *who)
{
	return begin(cx, s, who, false);
}

int store_commit(struct cx *cx, struct store *s)
{
	int rc;

	check(s->who && s->open_rows == 0);
	rc = telling_step(cx, s);
	if (rc) {
		store_rollback(s);
		return rc;
	}
	rc = s->driver->commit(cx, s);
	s->who = NULL;
	return rc;
}

void store_rollback(struct store *s)
{
	if (!s->who)
		return;
	s->driver->rollback(s);
	s->who = NULL;
}

bool store_in_transaction(const struct store *s)
{
	return s->who != NULL;
}

void store_end(struct store **s)
{
	if (*s)
		store_rollback(*s);
}

int store_script(struct cx *cx, struct store *s, const char *sql)
{
	int rc;

	check(s->who && s->writing);
	rc = telling_step(cx, s);
	return rc ? rc : s->driver->script(cx, s, sql);
}

static const struct stmt *known(const struct store *s, int stmt)
{
	check(stmt >= 0 && (size_t)stmt < s->n);
	return &s->statements[stmt];
}

/* For statements without parameters, so that the drivers may step through what they are given. */
static const struct store_value no_values[1];

/* The values must be of the declared types: SQLite would take any. */
static void check_values(const struct stmt *st, const struct store_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check(values[i].type == (enum store_type)st->types[i % st->params]);
}

static int run(struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	int rc;

	check(s->who);
	values = values ? values : no_values;
	check_values(known(s, stmt), values, n * s->statements[stmt].params);
	rc = write_step(cx, s);
	return rc || s->owed ? rc : s->driver->run(cx, s, stmt, values, n);
}

int store_run(struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	check(!known(s, stmt)->each && n == s->statements[stmt].params);
	return run(cx, s, stmt, values, 1);
}

int store_each(struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	check(known(s, stmt)->each);
	return n == 0 ? 0 : run(cx, s, stmt, values, n);
}

/* *ret is set first, whatever comes: a caller's cleanup attribute looks at it. */
static int query(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
	size_t n, struct rows *ret)
{
	const struct stmt *st = known(s, stmt);
	int rc;

	values = values ? values : no_values;
	*ret = (struct rows){ .stmt = stmt, .n = n, .values = values, .width = st->params };
	check(s->who);
	check_values(st, values, n * st->params);
	rc = step(cx);
	if (rc)
		return rc;
	ret->s = s;
	ret->failed = s->owed;
	rc = s->driver->query(cx, ret);
	if (rc)
		ret->s = NULL;
	else
		s->open_rows++;
	return rc;
}

int store_query(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
	size_t n, struct rows *ret)
{
	check(!known(s, stmt)->each && n == s->statements[stmt].params);
	return query(cx, s, stmt, values, 1, ret);
}

int store_query_each(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
	size_t n, struct rows *ret)
{
	check(known(s, stmt)->each);
	if (n == 0) {
		*ret = (struct rows){ .stmt = stmt };
		return 0;
	}
	return query(cx, s, stmt, values, n, ret);
}

/* What has come to its end is closed at once, so that a commit after the loop finds nothing
 * open. */
int store_next(struct cx *cx, struct rows *r)
{
	int rc = !r->s ? 0 : r->failed ? err(cx, E_INJECTED, NULL) : r->s->driver->next(cx, r);

	if (rc <= 0)
		store_rows_done(r);
	return rc;
}

void store_rows_done(struct rows *r)
{
	struct store *s = r->s;

	if (!s)
		return;
	s->driver->rows_done(r);
	s->open_rows--;
	r->s = NULL;
}

bool store_null(const struct rows *r, int column)
{
	return r->s->driver->is_null(r, column);
}

int64_t store_int(const struct rows *r, int column)
{
	return r->s->driver->get_int(r, column);
}

struct str store_str(const struct rows *r, int column)
{
	return r->s->driver->get_str(r, column);
}

bool store_uuid(const struct rows *r, int column, void *ret16)
{
	struct str s = store_str(r, column);

	if (s.n != 16)
		return false;
	memcpy(ret16, s.p, 16);
	return true;
}

void store_behind(struct store *s, bool on)
{
	check(!s->who);
	s->driver->behind(s, on);
}

int store_check(struct cx *cx, struct store *s)
{
	return s->driver->quick_check(cx, s);
}

void store_url_shown(const char *url, struct str *ret_scheme, struct str *ret_rest)
{
	const char *host = strstr(url, "://") + 3;
	const char *at = strrchr(host, '@'), *options = strchr(host, '?');

	*ret_scheme = (struct str){ url, (size_t)(host - url) };
	*ret_rest = STR("…");
	/* A password may hold any sign itself. */
	if (at && options && at > options)
		return;
	host = at ? at + 1 : host;
	if (pg_ports((struct str){ host, strcspn(host, "/?") }))
		*ret_rest = (struct str){ host, strcspn(host, "?") };
}

int store_scrub(struct cx *cx, struct store *s)
{
	check(!s->who);
	return s->driver->scrub(cx, s);
}

int store_prepare_all(struct cx *cx, struct store *s)
{
	check(s->who);
	for (size_t i = 0; i < s->n; i++) {
		int rc = s->driver->prepare(cx, s, (int)i);

		if (rc)
			return rc;
	}
	return 0;
}
