/* The SQLite driver: one connection, DIR/bulou.db in WAL mode.
 *
 * Every commit is flushed (synchronous=FULL). SQLite's own WAL flush, which would happen inside
 * whichever commit passes the limit, is off: from WAL_PAGES on a thread does it beside the writer
 * (sqlite_flush.h), and at WAL_PAGES_MAX the next write waits for it. The file keeps its size: frames
 * written over old ones need no new blocks, and a flush no new length. After an error that leaves
 * doubt about what the connection holds in memory (a damaged file, failed input or output) the next
 * begin opens the file again, so that a server goes on by itself when the disk does. */
#include "store/sqlite_own.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/check.h"
#include "store/sqlite_behind.h"
#include "store/sqlite_flush.h"
#include "store/sqlite_gather.h"
#include "store/sqlite_pages.h"
#include "store/sqlite_prompt.h"
#include "sys/sys.h"

#define BUSY_MS 10000

/* ---- errors ---- */

int sqlite_code(int rc, int os)
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
int sqlite_failed(struct cx *cx, struct sqlite *q, const char *what)
{
	int rc = q->db ? sqlite3_extended_errcode(q->db) : SQLITE_NOMEM;
	int code = sqlite_code(rc, q->db ? sqlite3_system_errno(q->db) : 0);

	if (code == E_CORRUPT || code == E_IO ||
		(code == E_READ_ONLY && (rc & 0xff) == SQLITE_CANTOPEN))
		q->sick = true;
	return store_failed(
		cx, &q->s, code, what, q->db ? sqlite3_errmsg(q->db) : sqlite3_errstr(rc));
}

int sqlite_damaged(struct cx *cx, struct sqlite *q, const char *what)
{
	q->sick = true;
	return store_failed(
		cx, &q->s, E_CORRUPT, what, "a value is of another type than it was written");
}

/* ---- the connection ---- */

void sqlite_disconnect(struct sqlite *q)
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

int sqlite_connect(struct cx *cx, struct sqlite *q)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	int rc;

	if (access(q->path, F_OK) != 0)
		return errno == ENOENT ?
			err(cx, E_NOT_FOUND, NULL, q->path) :
			store_failed(cx, &q->s, sqlite_code(SQLITE_CANTOPEN, errno), "open",
				strerrordesc_np(errno));
	rc = sqlite3_open_v2(q->path, &q->db, flags, getenv("BULOU_VFS"));
	if (rc == SQLITE_OK)
		rc = set_up(q);
	if (rc == SQLITE_OK) {
		q->sick = false;
		return 0;
	}
	rc = sqlite_failed(cx, q, "open");
	sqlite_disconnect(q);
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
		rc = store_failed(cx, &q->s, sqlite_code(SQLITE_IOERR, errno), "create",
			strerrordesc_np(errno));
	if (fd >= 0)
		close(fd);
	if (folder >= 0)
		close(folder);
	return rc;
}

static void sqlite_close(struct store *s)
{
	struct sqlite *q = sqlite_of(s);

	behind_free(q->behind);
	if (q->cache && q->used)
		sqlite_disconnect(q);
	sys_free(q->cache);
	sys_free(q->used);
	sys_free(q->path);
	store_done(s);
	sys_free(q);
}

/* ---- the rest ---- */

static int sqlite_script(struct cx *cx, struct store *s, const char *sql)
{
	struct sqlite *q = sqlite_of(s);
	int rc = behind_wait(cx, q->behind);

	if (rc == 0 && sqlite3_exec(q->db, sql, NULL, NULL, NULL))
		rc = sqlite_failed(cx, q, "script");
	return rc;
}

static int sqlite_prepare(struct cx *cx, struct store *s, int stmt)
{
	sqlite3_stmt *st;
	const struct stmt *entry = &s->statements[stmt];

	if (sqlite3_prepare_v3(sqlite_of(s)->db, entry->sqlite, -1, 0, &st, NULL))
		return sqlite_failed(cx, sqlite_of(s), entry->name);
	check(sqlite3_bind_parameter_count(st) == entry->params);
	sqlite3_finalize(st);
	return 0;
}

/* A page's own old bytes were overwritten when they changed (secure_delete). A flush to the end fails at once beside the
 * flusher's own, which a large commit has just set off. */
static int sqlite_scrub(struct cx *cx, struct store *s)
{
	struct sqlite *q = sqlite_of(s);
	int rc = q->db ? 0 : sqlite_connect(cx, q);

	if (q->flusher)
		flusher_wait(q->flusher);
	if (rc == 0 &&
		sqlite3_wal_checkpoint_v2(q->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL))
		rc = sqlite_failed(cx, q, "WAL flush");
	if (rc == 0)
		q->wal_pages = q->wal_tried = 0;
	return rc;
}

static int sqlite_check(struct cx *cx, struct store *s)
{
	struct sqlite *q = sqlite_of(s);
	sqlite3_stmt *st = NULL;
	const char *said;
	int rc = q->db ? 0 : sqlite_connect(cx, q);

	if (rc)
		return rc;
	if (sqlite3_prepare_v3(q->db, "PRAGMA quick_check(1)", -1, 0, &st, NULL) ||
		sqlite3_step(st) != SQLITE_ROW) {
		rc = sqlite_failed(cx, q, "quick_check");
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
		rc = sqlite_connect(cx, q);
	if (rc) {
		sqlite_close(&q->s);
		return rc;
	}
	*ret = &q->s;
	return 0;
}
