/* libpq keeps a queue of its own, but does not tell what is in it: which answer belongs to which
 * statement is known here. */
#include "store/pg_pipe.h"

#include <poll.h>

#include "core/check.h"
#include "sys/sys.h"

bool pg_pipe_begin(struct pg_pipe *q, PGconn *conn)
{
	for (size_t i = 0; i < q->n; i++) {
		struct pg_call *call = &q->calls[(q->first + i) % PG_CALLS];

		if (call->rows)
			call->rows->call = NULL;
	}
	*q = (struct pg_pipe){ .conn = conn };
	return !conn || (PQsetnonblocking(conn, 1) == 0 && PQenterPipelineMode(conn));
}

PGresult *pg_pipe_exec(struct pg_pipe *q, const char *sql)
{
	PGresult *res;

	check(q->n == 0 && !q->open);
	if (!PQexitPipelineMode(q->conn))
		return NULL;
	res = PQexec(q->conn, sql);
	if (PQenterPipelineMode(q->conn))
		return res;
	PQclear(res);
	return NULL;
}

/* Hands over all that was sent. What the server answers meanwhile is taken in: it may read no
 * further before that. */
static bool flush(PGconn *conn)
{
	for (;;) {
		struct pollfd fd = { .fd = PQsocket(conn), .events = POLLIN | POLLOUT };
		int left = PQflush(conn);

		if (left <= 0)
			return left == 0;
		if (poll(&fd, 1, -1) > 0 && (fd.revents & POLLIN) && !PQconsumeInput(conn))
			return false;
	}
}

bool pg_pipe_full(const struct pg_pipe *q)
{
	return q->n + 2 + PG_CALLS_KEPT > PG_CALLS;
}

static void put(struct pg_pipe *q, const struct pg_call *call)
{
	struct pg_call *place = &q->calls[(q->first + q->n) % PG_CALLS];

	check(q->n < PG_CALLS);
	*place = *call;
	if (call->rows)
		call->rows->call = place;
	q->n++;
	q->open = call->what != PG_SYNC;
}

bool pg_pipe_sent(struct pg_pipe *q, const struct pg_call *call)
{
	put(q, call);
	if (call->what == PG_PREPARE)
		return true; /* goes with the call that it is for */
	if (call->what == PG_READ && !PQsendFlushRequest(q->conn))
		return false;
	return flush(q->conn);
}

bool pg_pipe_sync(struct pg_pipe *q, const char *name)
{
	if (!PQpipelineSync(q->conn))
		return false;
	put(q, &(struct pg_call){ .what = PG_SYNC, .name = name });
	return flush(q->conn);
}

static void pop(struct pg_pipe *q)
{
	struct pg_call *call = &q->calls[q->first];

	if (call->rows)
		call->rows->call = NULL;
	q->first = (q->first + 1) % PG_CALLS;
	q->n--;
}

/* A sync is one piece without an end behind it. */
PGresult *pg_pipe_take(struct pg_pipe *q, struct pg_call *ret)
{
	struct pg_call *call = &q->calls[q->first];
	PGresult *res;

	check(q->n > 0);
	res = PQgetResult(q->conn);
	*ret = *call;
	call->answered = true;
	if (!res || call->what == PG_SYNC)
		pop(q);
	return res;
}

void pg_pipe_keep(const struct pg_call *call, PGresult *piece)
{
	struct pg_rows *rows = call->rows;

	if (rows && rows->kept_n == rows->kept_cap) {
		size_t cap = rows->kept_cap ? rows->kept_cap * 2 : 64;
		PGresult **grown = sys_grow(rows->kept, cap * sizeof(PGresult *));

		rows->no_memory |= !grown;
		rows->kept = grown ? grown : rows->kept;
		rows->kept_cap = grown ? cap : rows->kept_cap;
	}
	if (rows && rows->kept_n < rows->kept_cap)
		rows->kept[rows->kept_n++] = piece;
	else
		PQclear(piece);
}

void pg_rows_free(struct pg_rows *rows)
{
	if (!rows)
		return;
	if (rows->call)
		rows->call->rows = NULL;
	PQclear(rows->now);
	while (rows->kept_at < rows->kept_n)
		PQclear(rows->kept[rows->kept_at++]);
	sys_free(rows->kept);
	sys_free(rows);
}
