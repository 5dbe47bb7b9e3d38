/* The PostgreSQL driver: one connection, the schema `bulou` of the database that the URL names.
 *
 * A write transaction takes one advisory lock before it reads anything, so there is one writer over
 * all processes; it reads committed data, and after the lock nobody else commits. A read
 * transaction is one snapshot. A connection that was lost is made again by the next begin.
 *
 * Statements are sent one behind the other (store/pg_pipe.h): a write does not wait for its answer,
 * which is looked at when that of a later statement is wanted, and COMMIT goes out together with the
 * last writes. Rows of a plain query arrive one by one; what a query in front of it still has to
 * give is then read into memory. So a long scan runs on a store of its own. */
#include "store/store.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "core/check.h"
#include "store/driver.h"
#include "store/pg_pipe.h"
#include "store/pg_script.h"
#include "store/pg_url.h"
#include "store/pg_value.h"
#include "sys/sys.h"

#define PLANS_US 1000000

/* "bulou" in ASCII: the lock of the one writer. */
#define LOCK "SELECT pg_advisory_xact_lock(422876835701)"

static const char begin_write[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; " LOCK;
static const char begin_read[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1";

/* Nothing here may weaken a site's own setting: synchronous_commit is only ever raised. The
 * keepalives let the server drop the lock of a machine that has vanished. No parallel workers: where
 * statistics are missing or old, one look for three keys is planned with two of them, and starting
 * them takes longer than all else in a group. */
static const char settings[] =
	"SET search_path = bulou; SET client_min_messages = error; SET lock_timeout = '10s';"
	"SET jit = off; SET max_parallel_workers_per_gather = 0; SET timezone = 'UTC';"
	"SET standard_conforming_strings = on;"
	"SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;"
	"SELECT set_config('synchronous_commit', 'on', false)"
	" WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

struct postgres {
	struct store s;      /* first */
	struct pg_pipe pipe; /* its connection is made by the next begin where it is NULL */
	bool *prepared;      /* by statement */
	struct pg_params params;
	int64_t planned_us; /* when all plans were last dropped */
	bool lost;
	bool refused; /* the last answer that was an error: by the server's word nothing happened */
};

static struct postgres *of(struct store *s)
{
	return (struct postgres *)s;
}

/* ---- errors ---- */

static const struct {
	const char *state; /* the start of an SQLSTATE */
	int code;
} codes[] = {
	{ "08", E_UNAVAILABLE },
	{ "57P0", E_UNAVAILABLE },
	{ "533", E_UNAVAILABLE },
	{ "53100", E_DISK_FULL },
	{ "53200", E_NO_MEMORY },
	{ "55P03", E_BUSY },
	{ "40001", E_BUSY },
	{ "40P01", E_BUSY },
	{ "57014", E_BUSY },
	{ "25006", E_READ_ONLY },
	{ "XX001", E_CORRUPT },
	{ "XX002", E_CORRUPT },
	{ "58", E_IO },
};

static int code_of(const char *state)
{
	for (size_t i = 0; state && i < sizeof codes / sizeof codes[0]; i++)
		if (strncmp(state, codes[i].state, strlen(codes[i].state)) == 0)
			return codes[i].code;
	return E_DATABASE;
}

static const char *first_line(struct cx *cx, const char *message)
{
	struct str rest = str_of(message), line;

	return str_split(&rest, '\n', &line) && line.n > 0 ? cx_text(cx, line) : "no answer";
}

/* An error in our own words, which are no quotation. */
static int own_words(
	struct cx *cx, const struct postgres *p, const char *what, const char *zh, const char *en)
{
	struct buf texts[2];

	buf_init(&texts[0], cx->arena);
	buf_init(&texts[1], cx->arena);
	buf_fmt(&texts[0], "%s（%s：%s）", p->s.shown, what, zh);
	buf_fmt(&texts[1], "%s (%s: %s)", p->s.shown, what, en);
	if (!buf_ok(&texts[0]) || !buf_ok(&texts[1]))
		return err(cx, E_NO_MEMORY, NULL);
	return err(cx, E_DATABASE, NULL, buf_get(&texts[0]).p, buf_get(&texts[1]).p);
}

/* Records what res tells, or else the connection. The text is the primary message only: the details
 * of a constraint would show values. */
static int failed(struct cx *cx, struct postgres *p, const PGresult *res, const char *what)
{
	const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;
	const char *message = res ? PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	int code = code_of(state);

	if (!p->pipe.conn || PQstatus(p->pipe.conn) == CONNECTION_BAD)
		code = E_UNAVAILABLE;
	/* A server that takes no writes has been replaced by another one; 0A000: tables were made
	 * anew by another process, and the prepared statements do not fit them any more. Both end
	 * with the connection. */
	if (code == E_UNAVAILABLE || (code == E_READ_ONLY && p->s.writing) ||
		(state && strcmp(state, "0A000") == 0))
		p->lost = true;
	if (PQresultStatus(res) == PGRES_PIPELINE_ABORTED && code == E_DATABASE)
		return own_words(cx, p, what, "前面的语句出错，这一条没有执行",
			"a statement before it failed");
	if (!message && p->pipe.conn)
		message = PQerrorMessage(p->pipe.conn);
	return store_failed(cx, &p->s, code, what, first_line(cx, message));
}

/* Answered with a command's end, with rows or with the end of the pipeline. */
static bool is_good(const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		status == PGRES_SINGLE_TUPLE || status == PGRES_PIPELINE_SYNC;
}

/* ---- answers ---- */

/* Is it well, as far as this piece says? Without one the call is over. */
static bool went_well(struct postgres *p, const struct pg_call *call, const PGresult *piece)
{
	bool well = piece ? is_good(piece) : call->answered;

	if (!well && call->what == PG_PREPARE)
		p->prepared[call->stmt] = false;
	return well;
}

/* Does it rule out that what was asked has happened? A connection that ends says nothing of that, nor
 * does an error of libpq, which has no SQLSTATE; and what answers the end of the pipeline comes after
 * COMMIT. */
static bool is_refusal(const struct pg_call *call, const PGresult *piece)
{
	const char *state = PQresultErrorField(piece, PG_DIAG_SQLSTATE);

	if (call->what == PG_SYNC)
		return false;
	return PQresultStatus(piece) == PGRES_PIPELINE_ABORTED ||
		(state && code_of(state) != E_UNAVAILABLE);
}

/* A transaction that had failed answers COMMIT with ROLLBACK. */
static int judge(struct cx *cx, struct postgres *p, const struct pg_call *call, PGresult *piece)
{
	p->refused = false;
	if (!went_well(p, call, piece)) {
		p->refused = is_refusal(call, piece);
		return failed(cx, p, piece, call->name);
	}
	if (call->what == PG_COMMAND && piece && strcmp(PQcmdStatus(piece), "COMMIT") != 0) {
		p->refused = strcmp(PQcmdStatus(piece), "ROLLBACK") == 0;
		return own_words(cx, p, "COMMIT", "事务此前已出错，没有提交",
			"the transaction had failed before and was rolled back");
	}
	return 0;
}

/* Takes a piece of the oldest answer, whoever it is for. An error is told to who asks now, for the
 * transaction is lost. */
static int take(struct cx *cx, struct postgres *p)
{
	struct pg_call call;
	PGresult *piece = pg_pipe_take(&p->pipe, &call);
	int rc = judge(cx, p, &call, piece);

	if (piece && rc == 0)
		pg_pipe_keep(&call, piece);
	else
		PQclear(piece);
	return rc;
}

/* Until everything that was sent is answered; for the sake of what comes now. */
static int settle(struct cx *cx, struct postgres *p, const char *name)
{
	int rc = 0;

	if (p->pipe.open && !pg_pipe_sync(&p->pipe, name))
		rc = failed(cx, p, NULL, name);
	while (rc == 0 && p->pipe.n > 0)
		rc = take(cx, p);
	return rc;
}

static int exec(struct cx *cx, struct postgres *p, const char *sql, const char *what)
{
	int rc = settle(cx, p, what);
	PGresult *res;

	if (rc)
		return rc;
	res = pg_pipe_exec(&p->pipe, sql);
	rc = is_good(res) ? 0 : failed(cx, p, res, what);
	PQclear(res);
	return rc;
}

/* ---- the connection ---- */

static void silent(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static void disconnect(struct postgres *p)
{
	PGconn *conn = p->pipe.conn;

	pg_pipe_begin(&p->pipe, NULL);
	PQfinish(conn);
	if (p->prepared)
		memset(p->prepared, 0, p->s.n * sizeof *p->prepared);
}

static int set_up(struct cx *cx, struct postgres *p)
{
	const char *encoding = PQparameterStatus(p->pipe.conn, "server_encoding");
	int rc;

	if (!encoding || (strcmp(encoding, "UTF8") != 0 && strcmp(encoding, "SQL_ASCII") != 0))
		return err(cx, E_DATABASE, NULL, "编码必须是 UTF8，请另建一个库",
			"its encoding must be UTF8: make another one");
	rc = exec(cx, p, settings, "open");
	p->planned_us = sys_ticks_us();
	return rc;
}

/* What stands before dbname is a default that the URL may change; what stands after it is not. */
static int connect_server(struct cx *cx, struct postgres *p)
{
	const char *const keys[] = { "connect_timeout", "keepalives_idle", "keepalives_interval",
		"keepalives_count", "tcp_user_timeout", "target_session_attrs",
		"fallback_application_name", "dbname", "client_encoding", NULL };
	const char *const values[] = { "5", "10", "5", "3", "20000", "read-write", "bulou",
		p->s.where, "UTF8", NULL };
	PGconn *conn = PQconnectdbParams(keys, values, 1);
	int rc;

	if (!pg_pipe_begin(&p->pipe, conn) || PQstatus(conn) != CONNECTION_OK) {
		rc = failed(cx, p, NULL, "connect");
	} else {
		PQsetNoticeProcessor(conn, silent, NULL);
		rc = set_up(cx, p);
	}
	p->lost = false;
	if (rc)
		disconnect(p);
	return rc;
}

static void postgres_close(struct store *s)
{
	struct postgres *p = of(s);

	disconnect(p);
	sys_free(p->prepared);
	pg_params_done(&p->params);
	sys_free((char *)p->s.shown);
	store_done(s);
	sys_free(p);
}

/* ---- rows ---- */

/* Sends it once a connection, in front of its first call. */
static int prepare(struct cx *cx, struct postgres *p, int stmt, char ret_name[16])
{
	const struct stmt *st = &p->s.statements[stmt];
	Oid types[PG_PARAMS];

	snprintf(ret_name, 16, "s%d", stmt);
	if (p->prepared[stmt])
		return 0;
	pg_types(st, types);
	if (!PQsendPrepare(p->pipe.conn, ret_name, st->postgres, st->params, types) ||
		!pg_pipe_sent(&p->pipe,
			&(struct pg_call){ .what = PG_PREPARE, .stmt = stmt, .name = st->name }))
		return failed(cx, p, NULL, st->name);
	p->prepared[stmt] = true;
	return 0;
}

/* Sends one call with as many of the rows as it carries; rows: who reads the answer, or NULL. */
static int send_rows(struct cx *cx, struct postgres *p, int stmt, const struct store_value *values,
	size_t n, struct pg_rows *rows, size_t *ret_sent)
{
	const struct stmt *st = &p->s.statements[stmt];
	const struct pg_call call = {
		.what = rows ? PG_READ : PG_WRITE, .stmt = stmt, .name = st->name, .rows = rows
	};
	char name[16];
	int rc = pg_pipe_full(&p->pipe) ? settle(cx, p, st->name) : 0;

	if (rc == 0)
		rc = prepare(cx, p, stmt, name);
	if (rc)
		return rc;
	*ret_sent = 1;
	if (!(st->each ? pg_many(&p->params, st, values, n, ret_sent) :
			 pg_one(&p->params, values, st->params)))
		return err(cx, E_NO_MEMORY, NULL);
	if (!PQsendQueryPrepared(p->pipe.conn, name, st->params, p->params.values,
		    p->params.lengths, p->params.formats, 1) ||
		!pg_pipe_sent(&p->pipe, &call))
		return failed(cx, p, NULL, st->name);
	return 0;
}

static int postgres_run(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n)
{
	size_t sent;
	int rc = 0;

	for (size_t at = 0; rc == 0 && at < n; at += sent)
		rc = send_rows(cx, of(s), stmt, values + at * s->statements[stmt].params, n - at,
			NULL, &sent);
	return rc;
}

static int ask(struct cx *cx, struct rows *r)
{
	size_t sent = 0;
	int rc = send_rows(
		cx, of(r->s), r->stmt, r->values + r->at * r->width, r->n - r->at, r->state, &sent);

	r->at += sent;
	return rc;
}

static void postgres_rows_done(struct rows *r)
{
	pg_rows_free(r->state);
	r->state = NULL;
}

static int postgres_query(struct cx *cx, struct rows *r)
{
	int rc;

	r->state = sys_new(1, sizeof(struct pg_rows));
	if (!r->state)
		return err(cx, E_NO_MEMORY, NULL);
	rc = ask(cx, r);
	if (rc)
		postgres_rows_done(r);
	return rc;
}

/* The next piece of the answer, kept or coming; NULL at the end of what was asked. The answer to an
 * `each` is as long as what was asked, and faster as a whole; others are not held in memory. */
static int next_piece(struct cx *cx, struct rows *r, PGresult **ret)
{
	struct pg_rows *rows = r->state;
	struct pg_pipe *q = &of(r->s)->pipe;
	struct pg_call call;
	int rc = 0;

	*ret = NULL;
	while (rc == 0 && rows->call && rows->call != &q->calls[q->first])
		rc = take(cx, of(r->s));
	if (rc)
		return rc;
	if (rows->kept_at < rows->kept_n) {
		*ret = rows->kept[rows->kept_at++];
		return 0;
	}
	if (!rows->call)
		return 0;
	if (!rows->call->answered && !r->s->statements[r->stmt].each)
		PQsetSingleRowMode(q->conn);
	*ret = pg_pipe_take(q, &call);
	return judge(cx, of(r->s), &call, *ret);
}

static int postgres_next(struct cx *cx, struct rows *r)
{
	struct pg_rows *rows = r->state;
	int rc;

	for (;;) {
		if (rows->now && ++rows->row < PQntuples(rows->now))
			return 1;
		PQclear(rows->now);
		rows->row = -1;
		rc = next_piece(cx, r, &rows->now);
		if (rc)
			return rc;
		if (rows->now)
			continue;
		if (rows->no_memory)
			return err(cx, E_NO_MEMORY, NULL);
		if (r->at >= r->n)
			return 0;
		rc = ask(cx, r);
		if (rc)
			return rc;
	}
}

static bool postgres_is_null(const struct rows *r, int column)
{
	const struct pg_rows *rows = r->state;

	check(rows->now && column >= 0 && column < PQnfields(rows->now));
	return PQgetisnull(rows->now, rows->row, column);
}

static int64_t postgres_get_int(const struct rows *r, int column)
{
	const struct pg_rows *rows = r->state;

	return postgres_is_null(r, column) ? 0 : pg_int(rows->now, rows->row, column);
}

static struct str postgres_get_str(const struct rows *r, int column)
{
	const struct pg_rows *rows = r->state;

	return postgres_is_null(r, column) ? STR_NONE : pg_str(rows->now, rows->row, column);
}

/* ---- transactions ---- */

/* Puts a command where what is to be sent is gathered; it is too short to be sent by that. */
static bool put_command(struct postgres *p, const char *sql)
{
	return PQsendQueryParams(p->pipe.conn, sql, 0, NULL, NULL, NULL, NULL, 1);
}

/* Sends it, with the end of the pipeline. */
static bool send_command(struct postgres *p, const char *sql)
{
	return pg_pipe_sent(&p->pipe, &(struct pg_call){ .what = PG_COMMAND, .name = sql }) &&
		pg_pipe_sync(&p->pipe, sql);
}

static void drain(struct postgres *p)
{
	struct pg_call call;
	PGresult *piece;

	while (p->pipe.n > 0) {
		piece = pg_pipe_take(&p->pipe, &call);
		went_well(p, &call, piece);
		PQclear(piece);
	}
}

/* After an error the server hears nothing up to the end of the pipeline: the first try may only be
 * that end. */
static void postgres_rollback(struct store *s)
{
	struct postgres *p = of(s);
	PGconn *conn = p->pipe.conn;

	if (!conn)
		return; /* nothing to lose: the next begin makes one */
	for (int i = 0; i < 2 && PQtransactionStatus(conn) != PQTRANS_IDLE; i++)
		if (put_command(p, "ROLLBACK") && send_command(p, "ROLLBACK"))
			drain(p);
	if (PQtransactionStatus(conn) != PQTRANS_IDLE)
		p->lost = true;
}

/* A plan is made for the tables as they are. While they grow from nothing, one that reads a whole
 * table would be kept until the server happens to look at their size again; so all are dropped
 * every second. */
static int drop_plans(struct cx *cx, struct postgres *p)
{
	int64_t now = sys_ticks_us();

	if (now - p->planned_us < PLANS_US)
		return 0;
	p->planned_us = now;
	return exec(cx, p, "DISCARD PLANS", "begin");
}

static int try_begin(struct cx *cx, struct postgres *p, bool write)
{
	int rc = 0;

	if (p->pipe.conn && (p->lost || PQstatus(p->pipe.conn) == CONNECTION_BAD))
		disconnect(p);
	if (!p->pipe.conn)
		rc = connect_server(cx, p);
	if (rc == 0)
		rc = drop_plans(cx, p);
	if (rc == 0)
		rc = exec(cx, p, write ? begin_write : begin_read, "begin");
	if (rc)
		postgres_rollback(&p->s);
	return rc;
}

/* Nothing has happened yet: when the connection turns out to be lost, a second try finds out if for
 * good. */
static int postgres_begin(struct cx *cx, struct store *s, bool write)
{
	struct postgres *p = of(s);
	bool had = p->pipe.conn != NULL;
	int rc = try_begin(cx, p, write);

	if (rc != -E_UNAVAILABLE || !had || !p->lost)
		return rc;
	err_clear(cx);
	return try_begin(cx, p, write);
}

/* Sends COMMIT and waits for its answer, which tells of the errors of the last writes too. Once it may
 * be on its way, only the server's word tells that nothing has happened; a connection that gave none
 * is not used again. */
static int send_commit(struct cx *cx, struct postgres *p)
{
	int rc;

	p->refused = false;
	rc = send_command(p, "COMMIT") ? settle(cx, p, "COMMIT") : failed(cx, p, NULL, "COMMIT");
	if (rc == 0 || p->refused || !p->s.writing)
		return rc;
	p->lost = true;
	return rc == -E_UNAVAILABLE ?
		err(cx, E_UNCERTAIN, NULL, "提交时数据库连接中断",
			"the connection to the database was lost at the commit") :
		err(cx, E_UNCERTAIN, NULL, "提交后没有得到数据库的答复",
			"the database gave no answer to the commit");
}

static int postgres_commit(struct cx *cx, struct store *s)
{
	struct postgres *p = of(s);
	int rc = put_command(p, "COMMIT") ? send_commit(cx, p) : failed(cx, p, NULL, "COMMIT");

	if (rc)
		postgres_rollback(s);
	return rc;
}

/* ---- the rest ---- */

static int postgres_script(struct cx *cx, struct store *s, const char *sql)
{
	struct postgres *p = of(s);
	struct str text;

	if (!pg_script(cx->arena, sql, &text))
		return err(cx, E_NO_MEMORY, NULL);
	return exec(cx, p, text.p, "script");
}

static int postgres_prepare(struct cx *cx, struct store *s, int stmt)
{
	char name[16];
	int rc = prepare(cx, of(s), stmt, name);

	return rc ? rc : settle(cx, of(s), s->statements[stmt].name);
}

/* With the indexes, however few the dead rows are: else PostgreSQL puts such off to a later time. */
static int postgres_scrub(struct cx *cx, struct store *s)
{
	struct postgres *p = of(s);
	int rc = p->pipe.conn ? 0 : connect_server(cx, p);

	return rc ? rc : exec(cx, p, "VACUUM (INDEX_CLEANUP ON) journal", "vacuum");
}

static int nothing(struct cx *cx, struct store *s)
{
	(void)cx;
	(void)s;
	return 0;
}

static void postgres_behind(struct store *s, bool on)
{
	(void)s;
	(void)on;
}

static const struct store_driver postgres_driver = {
	.engine = STORE_POSTGRES,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.script = postgres_script,
	.prepare = postgres_prepare,
	.run = postgres_run,
	.query = postgres_query,
	.next = postgres_next,
	.rows_done = postgres_rows_done,
	.is_null = postgres_is_null,
	.get_int = postgres_get_int,
	.get_str = postgres_get_str,
	.behind = postgres_behind,
	.scrub = postgres_scrub,
	.quick_check = nothing,
	.close = postgres_close,
};

/* The URL without user, password and options. */
static char *shown(const char *url)
{
	struct str scheme, rest;
	char *ret;

	store_url_shown(url, &scheme, &rest);
	ret = sys_new(1, scheme.n + rest.n + 1);
	if (ret) {
		memcpy(ret, scheme.p, scheme.n);
		memcpy(ret + scheme.n, rest.p, rest.n);
	}
	return ret;
}

/* The schema is there, or is made. */
static int find_schema(struct cx *cx, struct postgres *p)
{
	PGresult *res;
	bool there;
	int rc;

	if (p->s.mode & STORE_CREATE)
		return exec(cx, p, "BEGIN; " LOCK "; CREATE SCHEMA IF NOT EXISTS bulou; COMMIT",
			"create");
	res = pg_pipe_exec(&p->pipe, "SELECT 1 FROM pg_namespace WHERE nspname = 'bulou'");
	there = is_good(res) && PQntuples(res) == 1;
	rc = is_good(res) ? 0 : failed(cx, p, res, "open");
	PQclear(res);
	return rc || there ? rc : err(cx, E_NOT_FOUND, NULL, p->s.shown);
}

int postgres_open(struct cx *cx, const char *where, enum store_mode mode,
	const struct stmt *statements, size_t n, struct store **ret)
{
	struct postgres *p = sys_new(1, sizeof *p);
	int rc;

	if (!p)
		return err(cx, E_NO_MEMORY, NULL);
	p->s.mode = mode;
	p->s.statements = statements;
	p->s.n = n;
	rc = store_init(cx, &p->s, &postgres_driver, where);
	p->s.shown = shown(where);
	p->prepared = sys_new(n + 1, sizeof *p->prepared);
	if (rc == 0 && (!p->s.shown || !p->prepared))
		rc = err(cx, E_NO_MEMORY, NULL);
	if (rc == 0)
		rc = pg_url_check(cx, where);
	if (rc == 0)
		rc = connect_server(cx, p);
	if (rc == 0)
		rc = find_schema(cx, p);
	if (rc) {
		postgres_close(&p->s);
		return rc;
	}
	*ret = &p->s;
	return 0;
}
