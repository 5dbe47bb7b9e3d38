/* The store: one small interface to SQL, with two drivers (SQLite, PostgreSQL).
 *
 * A statement is written once, in a .sql file beside the code that runs it, and named there; the
 * build embeds it as an enum (STMT_*) and a table of struct stmt. Code runs ids, never strings. Two
 * forms:
 *
 *	-- name: round_get (blob)                       a plain statement with parameters ?1 … ?n
 *	SELECT … FROM round WHERE id = ?1;
 *
 *	-- name: target_put each(round blob, area text, n int)      a statement over many rows
 *	INSERT INTO target (…) SELECT round, area, n FROM each WHERE true
 *	ON CONFLICT (…) DO UPDATE SET …;
 *
 * In an `each` statement the rows handed to store_each are the table `each`: SQLite runs it once a
 * row (WITH each(round, area, n) AS (SELECT ?1, ?2, ?3) …), PostgreSQL once for all of them (unnest
 * of arrays). A reading `each` statement returns rows in no promised order, so it returns its key
 * as well. `-- only: sqlite` or `-- only: postgres` before a second text of the same name gives a
 * variant. Types: int (int64), blob, text. NULL is allowed in each.
 *
 * Statements nest: another may run while rows are being read. On PostgreSQL what is still to come of
 * the first is then read into memory, so a long scan has a store of its own.
 *
 * Errors: E_BUSY (locked too long), E_DISK_FULL, E_READ_ONLY, E_CORRUPT, E_IO, E_UNAVAILABLE
 * (PostgreSQL gone), E_DATABASE_URL (only from store_open), E_UNCERTAIN (only from store_commit: it
 * may have happened), E_DATABASE. After an error in a transaction only store_rollback is useful; a
 * failed commit has rolled back by itself, and the next begin opens the data again if it must. Every
 * statement runs inside a transaction. A store is used by one thread at a time.
 *
 * A write (store_run, store_each) need not wait for the engine: its error, with its own name, may be
 * told by a later call, at the latest by the first store_next of a query behind it or by
 * store_commit, which then commits nothing. Who must know sooner asks with a query. Queries may be
 * on their way together: two begun one behind the other, then read, are one journey.
 *
 * What the engines do differently, and a statement must not rely on: the place of NULL in an order;
 * a row that one `each` touches twice (PostgreSQL refuses); max(a, b) of two values; NUL in text
 * (PostgreSQL refuses). */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "core/err.h"

enum store_type { STORE_INT, STORE_BLOB, STORE_TEXT };

struct stmt {
	const char *name;
	const char *sqlite;   /* final text */
	const char *postgres; /* final text: $n parameters */
	bool each;
	uint8_t params;    /* of one row */
	uint8_t types[16]; /* enum store_type of each parameter */
};

struct store_value {
	enum store_type type;
	bool null;
	int64_t i;
	struct str s; /* must live until the call returns; an absent pointer is empty text */
};

#define SV_INT(n) ((struct store_value){ .type = STORE_INT, .i = (n) })
#define SV_BLOB(str_) ((struct store_value){ .type = STORE_BLOB, .s = (str_) })
#define SV_TEXT(str_) ((struct store_value){ .type = STORE_TEXT, .s = (str_) })
#define SV_UUID(u) ((struct store_value){ .type = STORE_BLOB, .s = { (const char *)(u)->b, 16 } })
#define SV_NULL(type_) ((struct store_value){ .type = (type_), .null = true })

struct store;
enum store_engine { STORE_SQLITE, STORE_POSTGRES };
enum store_mode {
	STORE_READ = 1,   /* a reader's connection: store_begin_read only */
	STORE_WRITE = 2,  /* the writer's connection */
	STORE_CREATE = 4, /* with WRITE: make the data if there is none */
	STORE_PROMPT =
		8 /* with READ: waits for no lock nor disk, E_BUSY at once; for who must not be held up */
};

/* where: a directory (SQLite: DIR/bulou.db) or a postgresql:// URL. statements: the embedded table
 * (generated/stmt.h). Missing data without STORE_CREATE: E_NOT_FOUND. The store keeps `where`
 * itself. */
int store_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret);
void store_close(struct store *s);
enum store_engine store_engine(const struct store *s);

/* Runs a script of several statements (a schema file), in the open transaction. The script may
 * use the words BLOB, TEXT, BIGINT; for PostgreSQL BLOB becomes BYTEA, and `WITHOUT ROWID` is
 * dropped. */
int store_script(struct cx *cx, struct store *s, const char *sql);

/* Transactions. A write transaction is exclusive over all processes: SQLite BEGIN IMMEDIATE (waits
 * up to 10 s), PostgreSQL one advisory lock, taken first. A read transaction is one snapshot. `who`
 * is kept for the message when somebody begins twice (an assertion). */
int store_begin(struct cx *cx, struct store *s, const char *who);
int store_begin_read(struct cx *cx, struct store *s, const char *who);
int store_commit(struct cx *cx, struct store *s);
void store_rollback(struct store *s); /* nothing open: nothing happens */
bool store_in_transaction(const struct store *s);
/* struct store *tx __attribute__((cleanup(store_end))) = s; rolls back what was not committed. */
void store_end(struct store **s);

/* A running statement. Rows are read with store_next; values point into the driver's memory and
 * live until the next store_next or store_rows_done. Set it to { 0 } if a return may come before
 * the query. */
struct rows {
	struct store *s;
	void *state;
	/* private to the drivers */
	int stmt;
	size_t at, n;
	const struct store_value *values;
	size_t width;
	bool failed; /* what went before has; tests */
};

/* One plain statement; values: its parameters. */
int store_run(struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n);
int store_query(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
	size_t n, struct rows *ret);
/* An `each` statement over n rows of its width. values: n * width of them. n = 0 does nothing. The
 * values of store_query_each live until its rows are done. */
int store_each(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n);
int store_query_each(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
	size_t n, struct rows *ret);
/* 1 a row, 0 the end, negative an error; after the last two the rows are done. */
int store_next(struct cx *cx, struct rows *r);
void store_rows_done(struct rows *r);
#define STORE_ROWS __attribute__((cleanup(store_rows_done))) struct rows

int64_t store_int(const struct rows *r, int column);
struct str store_str(const struct rows *r, int column); /* text or blob; NULL gives STR_NONE */
bool store_null(const struct rows *r, int column);
bool store_uuid(const struct rows *r, int column, void *ret16); /* false: NULL or not 16 bytes */

/* What may be printed of a URL: its scheme, and what stands behind user and password, without options. Nothing of that where
 * an @ in the options, or a port that is no number, leaves in doubt which is which. */
void store_url_shown(const char *url, struct str *ret_scheme, struct str *ret_rest);

/* While on, SQLite's writes are done by a thread behind the calls: for a rebuild, which writes much and reads little. (On
 * PostgreSQL no write waits anyway.) Without a thread to be had nothing changes. Outside a transaction. */
void store_behind(struct store *s, bool on);

/* After something was destroyed: what the engine still holds of old rows beside the rows goes as well (SQLite: the WAL;
 * PostgreSQL: dead rows of the journal). Outside a transaction. E_BUSY: a reader kept it for longer than 10 s. */
int store_scrub(struct cx *cx, struct store *s);
/* SQLite: PRAGMA quick_check. PostgreSQL: nothing. E_CORRUPT. */
int store_check(struct cx *cx, struct store *s);
/* Tests: the n-th statement or write from now fails with E_INJECTED (0 = never). Counts down over
 * all stores of the process. */
void store_fail_at(uint64_t n);
/* The same, but where it is a write that fails, it and those behind it do nothing and return 0, and the error is told as late
 * as a driver may: by the first store_next of each query behind it, and by store_commit. */
void store_fail_late_at(uint64_t n);
uint64_t store_steps(void); /* statements run since the start */
/* Tests and self-checks: prepares every statement of the table, in the open transaction. */
int store_prepare_all(struct cx *cx, struct store *s);

#endif
