/* For tests: data of one's own, on either engine, dropped afterwards.
 *
 * SQLite: a folder under TMPDIR. PostgreSQL: a new database on the server that BULOU_TEST_PG names
 * (a postgresql:// URL whose user may create databases); without it fixture_make says so and
 * returns false. */
#ifndef STORE_STORE_FIXTURE_H
#define STORE_STORE_FIXTURE_H

#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

struct fixture {
	enum store_engine engine;
	char where[1024]; /* for store_open */
	char name[64];    /* of the database */
};

static inline int fixture_unlink(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline bool fixture_exec(const char *url, const char *sql)
{
	PGconn *conn = PQconnectdb(url);
	PGresult *res = PQexec(conn, sql);
	bool ok = PQresultStatus(res) == PGRES_COMMAND_OK || PQresultStatus(res) == PGRES_TUPLES_OK;

	PQclear(res);
	PQfinish(conn);
	return ok;
}

/* The collation is a language's where the server can, so that a test sees what must not depend on
 * it. */
static inline bool fixture_make_database(struct fixture *f, const char *url)
{
	static unsigned count;
	char sql[256];
	const char *host = strstr(url, "://") + 3;
	size_t to_path = (size_t)(host - url) + strcspn(host, "/?");

	snprintf(f->name, sizeof f->name, "bulou_test_%ld_%u", (long)getpid(), count++);
	snprintf(f->where, sizeof f->where, "%.*s/%s%s", (int)to_path, url, f->name,
		strchr(host, '?') ? strchr(host, '?') : "");
	snprintf(sql, sizeof sql,
		"CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' "
		"LOCALE_PROVIDER icu ICU_LOCALE 'en-US'",
		f->name);
	if (fixture_exec(url, sql))
		return true;
	snprintf(sql, sizeof sql, "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'", f->name);
	return fixture_exec(url, sql);
}

static inline bool fixture_make(struct fixture *f, enum store_engine engine)
{
	const char *url = getenv("BULOU_TEST_PG"), *tmp = getenv("TMPDIR");

	*f = (struct fixture){ .engine = engine };
	if (engine == STORE_SQLITE) {
		snprintf(f->where, sizeof f->where, "%s/bulou-test-XXXXXX", tmp ? tmp : "/tmp");
		return mkdtemp(f->where) != NULL;
	}
	if (!url || !strstr(url, "://")) {
		fprintf(stderr,
			"# not run on PostgreSQL: BULOU_TEST_PG names no postgresql:// URL\n");
		return false;
	}
	if (fixture_make_database(f, url))
		return true;
	fprintf(stderr, "cannot make a database at BULOU_TEST_PG\n");
	abort();
}

static inline void fixture_drop(struct fixture *f)
{
	char sql[128];

	if (f->engine == STORE_SQLITE) {
		nftw(f->where, fixture_unlink, 16, FTW_DEPTH | FTW_PHYS);
		return;
	}
	snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s WITH (FORCE)", f->name);
	fixture_exec(getenv("BULOU_TEST_PG"), sql);
}

#endif
