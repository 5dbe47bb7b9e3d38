/* What is on its way on one connection: calls that were sent, oldest first, and their answers, which
 * come in the same order (libpq's pipeline mode).
 *
 * Sending never waits for an answer. It waits for room in the socket, and takes in what comes
 * meanwhile, so that the server is never kept from reading by answers that nobody fetches. Nothing
 * here makes an error: what failed is told by its PGresult or by the connection's state. */
#ifndef STORE_PG_PIPE_H
#define STORE_PG_PIPE_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stddef.h>

#define PG_CALLS 64
#define PG_CALLS_KEPT 6 /* of these, for a commit that fails and its rollback, each with a sync */

enum pg_what { PG_PREPARE, PG_WRITE, PG_READ, PG_COMMAND, PG_SYNC };

struct pg_rows;

struct pg_call {
	enum pg_what what;
	int stmt;
	const char *name;     /* in messages: for what it was sent; not copied */
	struct pg_rows *rows; /* who reads the answer; NULL: nobody */
	bool answered;        /* a piece of the answer has come */
};

/* The rows of one query: the piece that is shown, and pieces that came before they were asked for. */
struct pg_rows {
	struct pg_call *call; /* what is still to come; NULL: nothing */
	PGresult *now;
	int row;
	PGresult **kept;
	size_t kept_n, kept_at, kept_cap;
	bool no_memory;
};

struct pg_pipe {
	PGconn *conn; /* NULL: none */
	struct pg_call calls[PG_CALLS];
	size_t first, n;
	bool open; /* something was sent since the last PG_SYNC */
};

/* Takes the connection into pipeline mode, or (NULL) ends one. */
bool pg_pipe_begin(struct pg_pipe *q, PGconn *conn);
/* Outside of the pipeline, where nothing is on its way: a simple query of one or more statements. */
PGresult *pg_pipe_exec(struct pg_pipe *q, const char *sql);

bool pg_pipe_full(const struct pg_pipe *q); /* for a call that is prepared first */
/* After a PQsend… that succeeded: notes the call and hands it to the socket. A read, and what is in
 * front of it, is answered as soon as it is done; a write when an answer is asked for behind it. */
bool pg_pipe_sent(struct pg_pipe *q, const struct pg_call *call);
/* Ends what began with the first call: after an error the server passes over all up to here. */
bool pg_pipe_sync(struct pg_pipe *q, const char *name);

/* The next piece of the answer to the oldest call, and (copied) the call. NULL: there is no more of
 * it, and the call is off. */
PGresult *pg_pipe_take(struct pg_pipe *q, struct pg_call *ret);
/* Gives a piece to whoever reads the call's rows, for later; else lets it go. */
void pg_pipe_keep(const struct pg_call *call, PGresult *piece);

void pg_rows_free(struct pg_rows *rows); /* its call goes on, for nobody; takes NULL */

#endif
