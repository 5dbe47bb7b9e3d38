/* What a driver gives to store.c; private to this room.
 *
 * store.c checks the order of calls (nobody begins twice, nothing runs outside a transaction),
 * counts the steps and injects faults; a driver only talks to its engine. Errors that the engine
 * tells are recorded by the driver, with the name of the statement in front of its words. */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include "store/store.h"

struct store_driver {
	enum store_engine engine;
	int (*begin)(struct cx *cx, struct store *s, bool write);
	int (*commit)(
		struct cx *cx, struct store *s); /* after an error the transaction is gone too */
	void (*rollback)(struct store *s);
	int (*script)(struct cx *cx, struct store *s, const char *sql);
	int (*prepare)(struct cx *cx, struct store *s, int stmt);
	/* n rows of the statement's width; a plain statement has exactly one. */
	int (*run)(struct cx *cx, struct store *s, int stmt, const struct store_value *values,
		size_t n);
	int (*query)(struct cx *cx, struct rows *r); /* r holds stmt, values, n, width */
	int (*next)(struct cx *cx, struct rows *r);
	void (*rows_done)(struct rows *r);
	/* Of NULL the others give 0 and STR_NONE. */
	bool (*is_null)(const struct rows *r, int column);
	int64_t (*get_int)(const struct rows *r, int column);
	struct str (*get_str)(const struct rows *r, int column);
	void (*behind)(struct store *s, bool on);
	int (*scrub)(struct cx *cx, struct store *s);
	int (*quick_check)(struct cx *cx, struct store *s);
	void (*close)(struct store *s);
};

/* The first member of each driver's own struct. */
struct store {
	const struct store_driver *driver;
	enum store_mode mode;
	const struct stmt *statements;
	size_t n;
	char *where;
	const char *shown; /* in messages: a URL may hold a password */
	const char *who;   /* of the open transaction; NULL: none is open */
	bool writing;      /* the open transaction may write */
	int open_rows;
	bool owed; /* tests: a write has failed that a later call tells of; none behind it runs */
};

/* Memory of a store lives as long as the store. */
int store_init(
	struct cx *cx, struct store *s, const struct store_driver *driver, const char *where);
void store_done(struct store *s);
/* Records the error on this data, quoting "what: words" of the engine. Returns the code, negative. */
int store_failed(
	struct cx *cx, const struct store *s, int code, const char *what, const char *words);

int sqlite_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret);
int postgres_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret);

#endif
