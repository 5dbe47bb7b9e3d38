/* The SQLite driver's connection, for its own files. */
#ifndef STORE_SQLITE_OWN_H
#define STORE_SQLITE_OWN_H

#include <sqlite3.h>

#include "store/driver.h"

enum control { BEGIN_WRITE, BEGIN_READ, SNAPSHOT, COMMIT, ROLLBACK, CONTROLS };

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

static inline struct sqlite *sqlite_of(struct store *s)
{
	return (struct sqlite *)s;
}

/* sqlite.c. The code of a result; os: what the system said with it. */
int sqlite_code(int rc, int os);
/* Records the connection's last error, and returns its code, negative. what: the statement, or what was done. */
int sqlite_failed(struct cx *cx, struct sqlite *q, const char *what);
/* The same of a value that nobody wrote so. */
int sqlite_damaged(struct cx *cx, struct sqlite *q, const char *what);
int sqlite_connect(struct cx *cx, struct sqlite *q);
void sqlite_disconnect(struct sqlite *q);

/* The driver's calls (store/driver.h). sqlite_rows.c */
int sqlite_run(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n);
void sqlite_behind(struct store *s, bool on);
int sqlite_query(struct cx *cx, struct rows *r);
int sqlite_next(struct cx *cx, struct rows *r);
void sqlite_rows_done(struct rows *r);
bool sqlite_is_null(const struct rows *r, int column);
int64_t sqlite_get_int(const struct rows *r, int column);
struct str sqlite_get_str(const struct rows *r, int column);
/* sqlite_commit.c */
int sqlite_begin(struct cx *cx, struct store *s, bool write);
int sqlite_commit(struct cx *cx, struct store *s);
void sqlite_rollback(struct store *s);

#endif
