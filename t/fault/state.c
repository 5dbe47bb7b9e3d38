/* The tables are asked of the engine, so that a new one is compared without a word here. */
#include "fault/state.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* STATE_SAME: what chance decides are keys, and what is sealed under them. */
static const struct {
	enum state_of of;
	const char *table, *select;
} special[] = {
	{ STATE_PROVED, "journal",
		"SELECT pos, CASE WHEN type = 1 THEN id END, digest, open, "
		"CASE WHEN length(sealed) > 0 THEN sealed END FROM journal" },
	{ STATE_SAME, "journal",
		"SELECT pos, type, bits, CASE WHEN type IN (1, 2) THEN id END, batch, received, at_used, via, "
		"CASE WHEN type = 6 THEN NULL ELSE open END, length(sealed) FROM journal" },
	{ STATE_SAME, "match", "SELECT subject, label FROM match" },
	{ STATE_SAME, "person", "SELECT id, said, length(macs) FROM person" },
	{ STATE_SAME, "meta", "SELECT * FROM meta WHERE name NOT IN ('epoch', 'restored')" },
};

static void must(bool fine, const char *what, const char *why)
{
	if (fine)
		return;
	fprintf(stderr, "state: %s: %s\n", what, why);
	abort();
}

static void select_of(const char *table, enum state_of of, char *ret, size_t n)
{
	snprintf(ret, n, "SELECT * FROM %s", table);
	for (size_t i = 0; i < sizeof(special) / sizeof(*special); i++)
		if (special[i].of == of && strcmp(special[i].table, table) == 0)
			snprintf(ret, n, "%s", special[i].select);
}

/* ---- SQLite ---- */

static void column_put(FILE *out, sqlite3_stmt *st, int i)
{
	const unsigned char *p;
	int n;

	switch (sqlite3_column_type(st, i)) {
	case SQLITE_NULL:
		fputs("|-", out);
		break;
	case SQLITE_BLOB:
		p = sqlite3_column_blob(st, i);
		n = sqlite3_column_bytes(st, i);
		fputs("|x", out);
		for (int k = 0; k < n; k++)
			fprintf(out, "%02x", p[k]);
		break;
	default:
		fprintf(out, "|%s", (const char *)sqlite3_column_text(st, i));
	}
}

static void sqlite_table(FILE *out, sqlite3 *db, const char *table, enum state_of of)
{
	char select[1000], sql[1100];
	sqlite3_stmt *st;
	int rc;

	select_of(table, of, select, sizeof(select));
	snprintf(sql, sizeof(sql), "%s ORDER BY 1", select);
	rc = sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	must(rc == SQLITE_OK, sql, sqlite3_errmsg(db));
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		fputs(table, out);
		for (int i = 0; i < sqlite3_column_count(st); i++)
			column_put(out, st, i);
		fputc('\n', out);
	}
	must(rc == SQLITE_DONE, sql, sqlite3_errmsg(db));
	sqlite3_finalize(st);
}

/* The writing mode lets it recover a WAL that a killed process left. */
static void sqlite_all(FILE *out, const char *where, enum state_of of)
{
	char path[1100];
	sqlite3_stmt *st;
	sqlite3 *db;
	int rc;

	snprintf(path, sizeof(path), "%s/bulou.db", where);
	rc = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, "unix");
	must(rc == SQLITE_OK, path, sqlite3_errmsg(db));
	sqlite3_busy_timeout(db, 20000);
	must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK, path, sqlite3_errmsg(db));
	rc = sqlite3_prepare_v2(db,
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
		"ORDER BY name",
		-1, &st, NULL);
	must(rc == SQLITE_OK, path, sqlite3_errmsg(db));
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(st, 0);

		if (of != STATE_PROVED || strcmp(table, "journal") == 0)
			sqlite_table(out, db, table, of);
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
}

/* ---- PostgreSQL ---- */

static PGresult *ask(PGconn *conn, const char *sql)
{
	PGresult *res = PQexec(conn, sql);
	ExecStatusType status = PQresultStatus(res);

	must(status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK, sql, PQerrorMessage(conn));
	return res;
}

static void postgres_table(FILE *out, PGconn *conn, const char *table, enum state_of of)
{
	char select[1000], sql[1200];
	PGresult *res;

	select_of(table, of, select, sizeof(select));
	snprintf(sql, sizeof(sql), "SELECT t::text FROM (%s) t ORDER BY t::text COLLATE \"C\"",
		select);
	res = ask(conn, sql);
	for (int i = 0; i < PQntuples(res); i++)
		fprintf(out, "%s|%s\n", table, PQgetvalue(res, i, 0));
	PQclear(res);
}

static void postgres_all(FILE *out, const char *where, enum state_of of)
{
	PGconn *conn = PQconnectdb(where);
	PGresult *tables;

	must(PQstatus(conn) == CONNECTION_OK, where, PQerrorMessage(conn));
	PQclear(ask(conn, "SET search_path = bulou; BEGIN ISOLATION LEVEL REPEATABLE READ"));
	tables = ask(conn, "SELECT tablename FROM pg_tables WHERE schemaname = 'bulou' ORDER BY 1");
	for (int i = 0; i < PQntuples(tables); i++)
		if (of != STATE_PROVED || strcmp(PQgetvalue(tables, i, 0), "journal") == 0)
			postgres_table(out, conn, PQgetvalue(tables, i, 0), of);
	PQclear(tables);
	PQfinish(conn);
}

char *state_read(const char *where, enum state_of of)
{
	char *text = NULL;
	size_t n;
	FILE *out = open_memstream(&text, &n);

	must(out != NULL, where, "no memory");
	if (strncmp(where, "postgres", 8) == 0)
		postgres_all(out, where, of);
	else
		sqlite_all(out, where, of);
	must(fclose(out) == 0, where, "no memory");
	return text;
}

/* ---- comparing ---- */

char *state_table(const char *state, const char *table)
{
	char *ret = calloc(1, strlen(state) + 1);
	size_t n = strlen(table), at = 0;

	must(ret != NULL, table, "no memory");
	for (const char *line = state; *line; line += strcspn(line, "\n") + 1) {
		size_t whole = strcspn(line, "\n") + 1;

		if (strncmp(line, table, n) != 0 || line[n] != '|')
			continue;
		memcpy(ret + at, line, whole);
		at += whole;
	}
	return ret;
}

int state_differs(const char *what, const char *want, const char *have)
{
	const char *a = want, *b = have;
	int line = 1;

	if (strcmp(want, have) == 0)
		return 0;
	for (; *a && *a == *b; a++, b++)
		line += *a == '\n';
	while (a > want && a[-1] != '\n')
		a--;
	b = have + (a - want);
	fprintf(stderr, "# %s: line %d\n#   want %.*s\n#   have %.*s\n", what, line,
		(int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"), b);
	return -1;
}
