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
 * without memory, or without a WAL; frames are then written one by one. Freed after the connection was closed. */
struct gather *gather_new(sqlite3 *db);
/* A transaction is over: what was gathered and not written was of no commit, and must not reach the file when others may write
 * there. Takes NULL, as the next. */
void gather_drop(struct gather *g);
void gather_free(struct gather *g);

#endif
