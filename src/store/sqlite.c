/* The SQLite driver: one connection, DIR/bulou.db in WAL mode.
 *
 * Every commit is flushed (synchronous=FULL). SQLite's own WAL flush, which would happen inside
 * whichever commit passes the limit, is off: from WAL_PAGES on a thread does it beside the writer
 * (sqlite_flush.h), and at WAL_PAGES_MAX the next write waits for it. The file keeps its size: frames
 * written over old ones need no new blocks, and a flush no new length. After an error that leaves
 * doubt about what the connection holds in memory (a damaged file, failed input or output) the next
 * begin opens the file again, so that a server goes on by itself when the disk does. */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/check.h"
#include "store/driver.h"
#include "store/sqlite_behind.h"
#include "store/sqlite_flush.h"
#include "store/sqlite_gather.h"
#include "store/sqlite_pages.h"
#include "store/sqlite_prompt.h"
#include "sys/sys.h"

#define WAL_PAGES 16000 /* 64 MiB: 1.65 times the rate of SQLite's 1,000 */
#define WAL_PAGES_MAX (4 * WAL_PAGES)
#define WAL_PAGES_RETRY 1000 /* growth before a flush that readers cut short is tried again */
#define BUSY_MS 10000

enum control { BEGIN_WRITE, BEGIN_READ, SNAPSHOT, COMMIT, ROLLBACK, CONTROLS };

static const char *const control_sql[CONTROLS] = {
	[BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[BEGIN_READ] = "BEGIN",
	/* SQLite takes a snapshot with the first read, PostgreSQL as well: both do it here. */
	[SNAPSHOT] = "SELECT 1 FROM sqlite_schema LIMIT 1",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
};

struct sqlite {
	struct store s; /* first */
	sqlite3 *db;    /* NULL: opened by the next begin */
	char *path;
	sqlite3_stmt **cache; /* by statement */
	bool *used;           /* the cached one is being read */
	sqlite3_stmt *control[CONTROLS];
	int wal_pages; /* in the WAL after our last commit */
	int wal_tried; /* wal_pages at the last flush that did not get to the end */
	bool sick;
	bool damaged;            /* a value that was read is of a type that nobody writes there */
	struct flusher *flusher; /* NULL until the WAL has once been large */
	struct gather *gather;   /* NULL until the first write */
	struct behind *behind;   /* NULL: writes are done at once */
};

static struct sqlite *of(struct store *s)
{
	return (struct sqlite *)s;
}

/* ---- errors ---- */

static int code_of(int rc, int os)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		return E_DISK_FULL;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return E_READ_ONLY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return E_CORRUPT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return E_BUSY;
	case SQLITE_NOMEM:
		return E_NO_MEMORY;
	case SQLITE_CANTOPEN:
	case SQLITE_IOERR:
		if (rc == SQLITE_IOERR_NOMEM)
			return E_NO_MEMORY;
		if (os == ENOSPC || os == EDQUOT || os == EFBIG)
			return E_DISK_FULL;
		if (rc == SQLITE_IOERR_READ && os == EAGAIN)
			return E_BUSY; /* STORE_PROMPT: it lies on the disk */
		return os == EROFS || os == EACCES || os == EPERM ? E_READ_ONLY : E_IO;
	default:
		return E_DATABASE;
	}
}

/* Records the connection's last error. what: the statement, or what was done. */
static int failed(struct cx *cx, struct sqlite *q, const char *what)
{
	int rc = q->db ? sqlite3_extended_errcode(q->db) : SQLITE_NOMEM;
	int code = code_of(rc, q->db ? sqlite3_system_errno(q->db) : 0);

	if (code == E_CORRUPT || code == E_IO ||
		(code == E_READ_ONLY && (rc & 0xff) == SQLITE_CANTOPEN))
		q->sick = true;
	return store_failed(
		cx, &q->s, code, what, q->db ? sqlite3_errmsg(q->db) : sqlite3_errstr(rc));
}

/* ---- the connection ---- */

static void disconnect(struct sqlite *q)
{
	flusher_free(q->flusher);
	q->flusher = NULL;
	for (size_t i = 0; i < q->s.n; i++) {
		sqlite3_finalize(q->cache[i]);
		q->cache[i] = NULL;
		q->used[i] = false;
	}
	for (int i = 0; i < CONTROLS; i++) {
		sqlite3_finalize(q->control[i]);
		q->control[i] = NULL;
	}
	sqlite3_close_v2(q->db);
	q->db = NULL;
	gather_free(q->gather);
	q->gather = NULL;
	q->wal_pages = q->wal_tried = 0;
}

static int count_wal(void *arg, sqlite3 *db, const char *name, int pages)
{
	struct sqlite *q = arg;

	(void)db;
	(void)name;
	q->wal_pages = pages;
	if (pages < q->wal_tried)
		q->wal_tried = 0;
	return SQLITE_OK;
}

static const char *settings(const struct sqlite *q)
{
	if (q->s.mode & STORE_READ)
		return "PRAGMA query_only=ON; PRAGMA cache_size=-65536;";
	return "PRAGMA page_size=4096; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
	       "PRAGMA journal_size_limit=268435456; PRAGMA cache_size=-262144;";
}

/* What makes SQLite read the same SQL as PostgreSQL: "x" is only ever a column, LIKE minds the
 * case. */
static int set_up(struct sqlite *q)
{
	int rc;

	sqlite3_busy_timeout(q->db, q->s.mode & STORE_PROMPT ? 0 : BUSY_MS);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(q->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	rc = sqlite3_exec(q->db, settings(q), NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(q->db,
			"PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
			"PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA cell_size_check=ON; PRAGMA case_sensitive_like=ON;",
			NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_wal_autocheckpoint(q->db, 0);
	sqlite3_wal_hook(q->db, count_wal, q);
	return rc;
}

static int connect_file(struct cx *cx, struct sqlite *q)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int rc;

	if (access(q->path, F_OK) != 0)
		return errno == ENOENT ? err(cx, E_NOT_FOUND, NULL, q->path) :
					 store_failed(cx, &q->s, code_of(SQLITE_CANTOPEN, errno),
						 "open", strerrordesc_np(errno));
	rc = sqlite3_open_v2(q->path, &q->db, flags, getenv("BULOU_VFS"));
	if (rc == SQLITE_OK)
		rc = set_up(q);
	if (rc == SQLITE_OK) {
		q->sick = false;
		return 0;
	}
	rc = failed(cx, q, "open");
	disconnect(q);
	q->sick = true;
	return rc;
}

/* SQLite would make the file readable by all, and does not flush the name of a new database. */
static int make_file(struct cx *cx, struct sqlite *q)
{
	int rc = sys_make_dir(cx, q->s.where), fd, folder;

	if (rc)
		return rc;
	fd = open(q->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	folder = open(q->s.where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || folder < 0 || fsync(folder) != 0)
		rc = store_failed(
			cx, &q->s, code_of(SQLITE_IOERR, errno), "create", strerrordesc_np(errno));
	if (fd >= 0)
		close(fd);
	if (folder >= 0)
		close(folder);
	return rc;
}

static void sqlite_close(struct store *s)
{
	struct sqlite *q = of(s);

	behind_free(q->behind);
	if (q->cache && q->used)
		disconnect(q);
	sys_free(q->cache);
	sys_free(q->used);
	sys_free(q->path);
	store_done(s);
	sys_free(q);
}

/* ---- statements ---- */

/* The cached statement, or a new one while the cached one is being read. Ends with put_back. */
static int take(struct cx *cx, struct sqlite *q, int stmt, sqlite3_stmt **ret)
{
	const struct stmt *st = &q->s.statements[stmt];
	bool own = q->used[stmt];

	*ret = own ? NULL : q->cache[stmt];
	if (!*ret &&
		sqlite3_prepare_v3(
			q->db, st->sqlite, -1, own ? 0 : SQLITE_PREPARE_PERSISTENT, ret, NULL))
		return failed(cx, q, st->name);
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
	struct sqlite *q = of(s);
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
		rc = rc == SQLITE_OK || rc == SQLITE_DONE ? 0 :
							    failed(cx, q, s->statements[stmt].name);
	}
	put_back(q, stmt, st);
	return rc;
}

/* While rows are being read the connection is the caller's. */
static int sqlite_run(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	struct behind *b = of(s)->behind;

	if (!b || s->open_rows > 0)
		return run_now(cx, s, stmt, values, n);
	return behind_put(cx, b, stmt, values, s->statements[stmt].params, n);
}

static void sqlite_behind(struct store *s, bool on)
{
	struct sqlite *q = of(s);

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

	return rc ? failed(cx, of(r->s), st->name) : 0;
}

static void sqlite_rows_done(struct rows *r)
{
	if (r->state)
		put_back(of(r->s), r->stmt, r->state);
	r->state = NULL;
}

static int sqlite_query(struct cx *cx, struct rows *r)
{
	sqlite3_stmt *st;
	int rc = behind_wait(cx, of(r->s)->behind);

	if (rc == 0)
		rc = take(cx, of(r->s), r->stmt, &st);
	if (rc)
		return rc;
	r->state = st;
	rc = bind_row(cx, r);
	if (rc)
		sqlite_rows_done(r);
	return rc;
}

static int damaged(struct cx *cx, struct sqlite *q, const char *what)
{
	q->sick = true;
	return store_failed(
		cx, &q->s, E_CORRUPT, what, "a value is of another type than it was written");
}

static int sqlite_next(struct cx *cx, struct rows *r)
{
	if (of(r->s)->damaged)
		return damaged(cx, of(r->s), r->s->statements[r->stmt].name);
	for (;;) {
		int rc = sqlite3_step(r->state);

		if (rc == SQLITE_ROW)
			return 1;
		if (rc != SQLITE_DONE)
			return failed(cx, of(r->s), r->s->statements[r->stmt].name);
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

static bool sqlite_is_null(const struct rows *r, int column)
{
	check(column >= 0 && column < sqlite3_data_count(r->state));
	return sqlite3_column_type(r->state, column) == SQLITE_NULL;
}

/* The statement's next row, or the commit, says that the file is damaged. */
static bool is_type(const struct rows *r, bool right)
{
	of(r->s)->damaged |= !right;
	return right;
}

static int64_t sqlite_get_int(const struct rows *r, int column)
{
	sqlite3_value *v = column_value(r, column);
	int type = sqlite3_value_type(v);

	if (type == SQLITE_NULL || !is_type(r, type == SQLITE_INTEGER))
		return 0;
	return sqlite3_value_int64(v);
}

static struct str sqlite_get_str(const struct rows *r, int column)
{
	sqlite3_value *v = column_value(r, column);
	int type = sqlite3_value_type(v);
	const char *p;

	if (type == SQLITE_NULL || !is_type(r, type == SQLITE_TEXT || type == SQLITE_BLOB))
		return STR_NONE;
	p = sqlite3_value_blob(v);
	return (struct str){ p ? p : "", (size_t)sqlite3_value_bytes(v) };
}

/* ---- transactions ---- */

static int control(struct sqlite *q, enum control which)
{
	sqlite3_stmt **st = &q->control[which];
	int rc = SQLITE_OK;

	if (!*st)
		rc = sqlite3_prepare_v3(
			q->db, control_sql[which], -1, SQLITE_PREPARE_PERSISTENT, st, NULL);
	if (rc == SQLITE_OK)
		do
			rc = sqlite3_step(*st);
		while (rc == SQLITE_ROW);
	return rc == SQLITE_DONE ? 0 : rc;
}

/* A control statement's result is read before it is reset: the reset would leave it busy
 * otherwise. */
static int control_or_fail(struct cx *cx, struct sqlite *q, enum control which)
{
	int rc = control(q, which) ? failed(cx, q, control_sql[which]) : 0;

	sqlite3_reset(q->control[which]);
	return rc;
}

static void sqlite_rollback(struct store *s)
{
	struct sqlite *q = of(s);

	if (s->mode & STORE_PROMPT)
		prompt_set(false);
	behind_forget(q->behind);
	gather_forget(q->gather);
	/* After some errors SQLite has rolled back by itself. */
	if (!q->db || sqlite3_get_autocommit(q->db))
		return;
	if (control(q, ROLLBACK))
		q->sick = true;
	sqlite3_reset(q->control[ROLLBACK]);
}

/* Passive: waits for nobody, and moves what no reader still needs from the WAL to the file. */
static void flush_wal(struct sqlite *q)
{
	int pages = 0, moved = 0;
	int rc = sqlite3_wal_checkpoint_v2(q->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);

	q->wal_tried = q->wal_pages;
	if (rc == SQLITE_OK && moved >= pages)
		q->wal_pages = q->wal_tried = 0;
	/* As in failed(): the next begin opens the file again. */
	if (rc != SQLITE_OK && (code_of(rc, 0) == E_CORRUPT || code_of(rc, 0) == E_IO))
		q->sick = true;
}

static bool wal_over(const struct sqlite *q, int limit)
{
	return q->wal_pages >= limit &&
		(q->wal_tried == 0 || q->wal_pages >= q->wal_tried + WAL_PAGES_RETRY);
}

/* Between two transactions that write: what has been committed is seen meanwhile, and told of. At the upper limit the writer waits: a WAL
 * must not grow for ever. What fails stands in no commit's way, and is tried again. */
static void flush_due(struct sqlite *q)
{
	bool rest = false;

	if (q->sick)
		return;
	if (!q->flusher && q->wal_pages >= WAL_PAGES && !getenv("BULOU_VFS"))
		q->flusher = flusher_new(q->path);
	if (wal_over(q, WAL_PAGES_MAX)) {
		if (q->flusher)
			flusher_wait(q->flusher);
		rest = true;
	} else if (q->flusher && q->wal_pages >= WAL_PAGES) {
		rest = flusher_ask(q->flusher);
	}
	if (rest)
		flush_wal(q);
}

static int sqlite_begin(struct cx *cx, struct store *s, bool write)
{
	struct sqlite *q = of(s);
	int rc = 0;

	if (write)
		flush_due(q);
	if (q->sick && q->db)
		disconnect(q);
	q->damaged = false;
	if (!q->db)
		rc = connect_file(cx, q);
	if (s->mode & STORE_PROMPT)
		prompt_set(rc == 0);
	if (rc == 0)
		rc = control_or_fail(cx, q, write ? BEGIN_WRITE : BEGIN_READ);
	if (rc == 0 && !write) {
		rc = control_or_fail(cx, q, SNAPSHOT);
		if (rc)
			sqlite_rollback(s);
	}
	if (rc == 0 && write && !q->gather)
		q->gather = gather_new(q->db);
	if (rc && s->mode & STORE_PROMPT)
		prompt_set(false);
	return rc;
}

/* What the system said of the WAL's last failed write; the connection does not keep it of a COMMIT. */
static int wal_errno(const struct sqlite *q)
{
	sqlite3_file *wal = NULL;
	int os = 0;

	if (sqlite3_file_control(q->db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) == SQLITE_OK &&
		wal && wal->pMethods)
		wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &os);
	return os;
}

/* Of a commit that failed with input or output. Some of its frames are in the WAL; a restart before the next commit may find
 * all of them, and valid. Only a write that the system refused to begin (the disk is read-only, or its quota is used up) leaves
 * the last one away for certain. */
static int broken_commit(const struct sqlite *q, int rc)
{
	int code = rc == SQLITE_IOERR_WRITE ? code_of(rc, wal_errno(q)) : E_IO;

	return code == E_IO ? E_UNCERTAIN : code;
}

static int broken(struct cx *cx, struct sqlite *q, int rc)
{
	return store_failed(cx, &q->s, broken_commit(q, rc), "COMMIT", sqlite3_errmsg(q->db));
}

static int sqlite_commit(struct cx *cx, struct store *s)
{
	struct sqlite *q = of(s);
	int rc = behind_wait(cx, q->behind);

	if (rc == 0 && q->damaged)
		rc = damaged(cx, q, "COMMIT");
	if (rc) {
		sqlite_rollback(s);
		return rc;
	}
	rc = control(q, COMMIT);
	if ((rc & 0xff) == SQLITE_IOERR && s->writing) {
		q->sick = true;
		rc = broken(cx, q, rc);
	} else if (rc) {
		rc = failed(cx, q, "COMMIT");
	}
	sqlite3_reset(q->control[COMMIT]);
	if (rc) {
		sqlite_rollback(s);
		return rc;
	}
	return 0;
}

/* ---- the rest ---- */

static int sqlite_script(struct cx *cx, struct store *s, const char *sql)
{
	struct sqlite *q = of(s);
	int rc = behind_wait(cx, q->behind);

	if (rc == 0 && sqlite3_exec(q->db, sql, NULL, NULL, NULL))
		rc = failed(cx, q, "script");
	return rc;
}

static int sqlite_prepare(struct cx *cx, struct store *s, int stmt)
{
	sqlite3_stmt *st;
	const struct stmt *entry = &s->statements[stmt];

	if (sqlite3_prepare_v3(of(s)->db, entry->sqlite, -1, 0, &st, NULL))
		return failed(cx, of(s), entry->name);
	check(sqlite3_bind_parameter_count(st) == entry->params);
	sqlite3_finalize(st);
	return 0;
}

/* A page's own old bytes were overwritten when they changed (secure_delete). A flush to the end fails at once beside the
 * flusher's own, which a large commit has just set off. */
static int sqlite_scrub(struct cx *cx, struct store *s)
{
	struct sqlite *q = of(s);
	int rc = q->db ? 0 : connect_file(cx, q);

	if (q->flusher)
		flusher_wait(q->flusher);
	if (rc == 0 &&
		sqlite3_wal_checkpoint_v2(q->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL))
		rc = failed(cx, q, "WAL flush");
	if (rc == 0)
		q->wal_pages = q->wal_tried = 0;
	return rc;
}

static int sqlite_check(struct cx *cx, struct store *s)
{
	struct sqlite *q = of(s);
	sqlite3_stmt *st = NULL;
	const char *said;
	int rc = q->db ? 0 : connect_file(cx, q);

	if (rc)
		return rc;
	if (sqlite3_prepare_v3(q->db, "PRAGMA quick_check(1)", -1, 0, &st, NULL) ||
		sqlite3_step(st) != SQLITE_ROW) {
		rc = failed(cx, q, "quick_check");
	} else {
		said = (const char *)sqlite3_column_text(st, 0);
		if (!said || strcmp(said, "ok") != 0) {
			q->sick = true;
			rc = store_failed(cx, s, E_CORRUPT, "quick_check", said ? said : "?");
		}
	}
	sqlite3_finalize(st);
	return rc;
}

static const struct store_driver sqlite_driver = {
	.engine = STORE_SQLITE,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.script = sqlite_script,
	.prepare = sqlite_prepare,
	.run = sqlite_run,
	.query = sqlite_query,
	.next = sqlite_next,
	.rows_done = sqlite_rows_done,
	.is_null = sqlite_is_null,
	.get_int = sqlite_get_int,
	.get_str = sqlite_get_str,
	.behind = sqlite_behind,
	.scrub = sqlite_scrub,
	.quick_check = sqlite_check,
	.close = sqlite_close,
};

static int sqlite_init(struct cx *cx, struct sqlite *q, const char *where)
{
	size_t n = strlen(where) + sizeof "/bulou.db";
	int rc = store_init(cx, &q->s, &sqlite_driver, where);

	if (rc)
		return rc;
	q->path = sys_new(1, n);
	q->cache = sys_new(q->s.n + 1, sizeof *q->cache);
	q->used = sys_new(q->s.n + 1, sizeof *q->used);
	if (!q->path || !q->cache || !q->used)
		return err(cx, E_NO_MEMORY, NULL);
	snprintf(q->path, n, "%s/bulou.db", where);
	q->s.shown = q->path;
	return 0;
}

/* SQLite's count of its memory, which nobody asks for, would cost a lock at each allocation. Too late for it when somebody
 * in this process has used SQLite before: then it counts. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	pages_use();
	prompt_use();
}

int sqlite_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct sqlite *q = sys_new(1, sizeof *q);
	int rc;

	if (!q)
		return err(cx, E_NO_MEMORY, NULL);
	pthread_once(&once, configure);
	q->s.mode = mode;
	q->s.statements = statements;
	q->s.n = n;
	rc = sqlite_init(cx, q, where);
	if (rc == 0 && (mode & STORE_CREATE))
		rc = make_file(cx, q);
	if (rc == 0)
		rc = connect_file(cx, q);
	if (rc) {
		sqlite_close(&q->s);
		return rc;
	}
	*ret = &q->s;
	return 0;
}
