/* Transactions of the SQLite driver, and between them the flushes of the WAL: when one is due, and what a commit that failed leaves
 * behind. */
#include "store/sqlite_own.h"

#include <stdlib.h>

#include "store/sqlite_behind.h"
#include "store/sqlite_flush.h"
#include "store/sqlite_gather.h"
#include "store/sqlite_prompt.h"

#define WAL_PAGES 16000 /* 64 MiB: 1.65 times the rate of SQLite's 1,000 */
#define WAL_PAGES_MAX (4 * WAL_PAGES)
#define WAL_PAGES_RETRY 1000 /* growth before a flush that readers cut short is tried again */

static const char *const control_sql[CONTROLS] = {
	[BEGIN_WRITE] = "BEGIN IMMEDIATE",
	[BEGIN_READ] = "BEGIN",
	/* SQLite takes a snapshot with the first read, PostgreSQL as well: both do it here. */
	[SNAPSHOT] = "SELECT 1 FROM sqlite_schema LIMIT 1",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
};

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
	int rc = control(q, which) ? sqlite_failed(cx, q, control_sql[which]) : 0;

	sqlite3_reset(q->control[which]);
	return rc;
}

void sqlite_rollback(struct store *s)
{
	struct sqlite *q = sqlite_of(s);

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
	/* As in sqlite_failed(): the next begin opens the file again. */
	if (rc != SQLITE_OK && (sqlite_code(rc, 0) == E_CORRUPT || sqlite_code(rc, 0) == E_IO))
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

int sqlite_begin(struct cx *cx, struct store *s, bool write)
{
	struct sqlite *q = sqlite_of(s);
	int rc = 0;

	if (write)
		flush_due(q);
	if (q->sick && q->db)
		sqlite_disconnect(q);
	q->damaged = false;
	if (!q->db)
		rc = sqlite_connect(cx, q);
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
	int code = rc == SQLITE_IOERR_WRITE ? sqlite_code(rc, wal_errno(q)) : E_IO;

	return code == E_IO ? E_UNCERTAIN : code;
}

static int broken(struct cx *cx, struct sqlite *q, int rc)
{
	return store_failed(cx, &q->s, broken_commit(q, rc), "COMMIT", sqlite3_errmsg(q->db));
}

int sqlite_commit(struct cx *cx, struct store *s)
{
	struct sqlite *q = sqlite_of(s);
	int rc = behind_wait(cx, q->behind);

	if (rc == 0 && q->damaged)
		rc = sqlite_damaged(cx, q, "COMMIT");
	if (rc) {
		sqlite_rollback(s);
		return rc;
	}
	rc = control(q, COMMIT);
	if ((rc & 0xff) == SQLITE_IOERR && s->writing) {
		q->sick = true;
		rc = broken(cx, q, rc);
	} else if (rc) {
		rc = sqlite_failed(cx, q, "COMMIT");
	}
	sqlite3_reset(q->control[COMMIT]);
	if (rc) {
		sqlite_rollback(s);
		return rc;
	}
	return 0;
}
