/* The WAL's file gets a table of methods of its own, a copy of the old one in which the few that touch its content are
 * replaced; it lies at the start of struct gather, so that the methods find what belongs to them. */
#include "store/sqlite_gather.h"

#include <string.h>

#include "sys/sys.h"

#define ROOM ((size_t)120 << 10) /* SQLite takes less than 128 KiB in one write */

struct gather {
	sqlite3_io_methods methods; /* first */
	const sqlite3_io_methods *real;
	sqlite3_int64 at; /* where in the file buf begins */
	size_t n;
	int failed; /* what a write said; until the transaction is given up */
	char buf[ROOM];
};

static struct gather *of(sqlite3_file *f)
{
	return (struct gather *)(void *)(uintptr_t)f->pMethods;
}

/* SQLite may hear that a write failed when it asks for something else, where that does not end its transaction. So nothing is
 * written or flushed any more until somebody ends it. */
static int put(sqlite3_file *f)
{
	struct gather *g = of(f);
	size_t n = g->n;

	g->n = 0;
	if (n > 0 && g->failed == SQLITE_OK)
		g->failed = g->real->xWrite(f, g->buf, (int)n, g->at);
	return g->failed;
}

/* Reading goes on: giving up a transaction is also that. */
static int put_before_reading(sqlite3_file *f)
{
	return of(f)->failed ? SQLITE_OK : put(f);
}

static int file_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	struct gather *g = of(f);
	size_t size = (size_t)n;
	int rc = g->failed;

	if (at != g->at + (sqlite3_int64)g->n || g->n + size > ROOM)
		rc = put(f);
	if (rc != SQLITE_OK)
		return rc;
	if (size > ROOM)
		return g->real->xWrite(f, p, n, at);
	if (g->n == 0)
		g->at = at;
	memcpy(g->buf + g->n, p, size);
	g->n += size;
	return SQLITE_OK;
}

static int file_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = put_before_reading(f);

	return rc == SQLITE_OK ? of(f)->real->xRead(f, p, n, at) : rc;
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	int rc = put(f);

	return rc == SQLITE_OK ? of(f)->real->xTruncate(f, size) : rc;
}

static int file_sync(sqlite3_file *f, int flags)
{
	int rc = put(f);

	return rc == SQLITE_OK ? of(f)->real->xSync(f, flags) : rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	int rc = put_before_reading(f);

	return rc == SQLITE_OK ? of(f)->real->xFileSize(f, ret) : rc;
}

void gather_forget(struct gather *g)
{
	if (!g)
		return;
	g->n = 0;
	g->failed = SQLITE_OK;
}

static int file_close(sqlite3_file *f)
{
	gather_forget(of(f));
	f->pMethods = of(f)->real;
	return f->pMethods->xClose(f);
}

/* A write leaves alone what lies beside it, and a commit ends with its flush. */
static bool ends_with_flush(sqlite3 *db)
{
	sqlite3_file *f = NULL;

	return sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &f) == SQLITE_OK && f &&
		f->pMethods &&
		(f->pMethods->xDeviceCharacteristics(f) & SQLITE_IOCAP_POWERSAFE_OVERWRITE);
}

struct gather *gather_new(sqlite3 *db)
{
	sqlite3_file *f = NULL;
	struct gather *g;

	if (!ends_with_flush(db))
		return NULL;
	if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &f) != SQLITE_OK || !f ||
		!f->pMethods)
		return NULL;
	g = sys_new(1, sizeof *g);
	if (!g)
		return NULL;
	g->methods = *f->pMethods;
	g->real = f->pMethods;
	g->methods.xClose = file_close;
	g->methods.xRead = file_read;
	g->methods.xWrite = file_write;
	g->methods.xTruncate = file_truncate;
	g->methods.xSync = file_sync;
	g->methods.xFileSize = file_size;
	f->pMethods = &g->methods;
	return g;
}

void gather_free(struct gather *g)
{
	sys_free(g);
}
