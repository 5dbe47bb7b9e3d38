/* A commit's WAL frames in few large writes.
 *
 * SQLite hands each frame to the system in two calls, its head and its page, one behind the other. A commit of a hundred records
 * is some hundreds of frames, and the calls cost more than the copying. Here they gather in memory and are written when the
 * next one does not lie behind them, when there is no room, and before anything that asks about the file: reading, flushing
 * (which every commit does before another connection hears of its frames), cutting, closing.
 *
 * A write that fails then fails the flush instead, with the same code. */
#ifndef STORE_SQLITE_GATHER_H
#define STORE_SQLITE_GATHER_H

#include <sqlite3.h>
#include <stdbool.h>

struct gather;

/* Takes the WAL of an open connection in hand, which must be in WAL mode with synchronous=FULL and have read something. NULL:
 * without memory, without a WAL, or on a disk where a write may tear what lies beside it (SQLite then writes more behind the
 * flush of a commit); frames are then written one by one. Freed after the connection was closed. */
struct gather *gather_new(sqlite3 *db);
/* The transaction was given up: what it has not written is written by nobody. Before anything else is done with the connection:
 * another one may write where these frames were to lie. Takes NULL. */
void gather_forget(struct gather *g);
void gather_free(struct gather *g); /* takes NULL */

#endif
