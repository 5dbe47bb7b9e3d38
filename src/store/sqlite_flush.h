/* A thread that moves pages from a growing WAL to the database file while the writer goes on.
 *
 * A WAL flush inside a commit holds up every record behind it: for as long as it takes to write, and flush, some ten
 * thousand scattered pages. The flusher has a connection of its own and flushes without keeping the writer waiting, pass
 * after pass, each for what came during the one before; then little is left, which the writer does itself, since only a
 * WAL that is flushed to its very end begins again at its beginning. */
#ifndef STORE_SQLITE_FLUSH_H
#define STORE_SQLITE_FLUSH_H

#include <stdbool.h>

struct flusher;
/* NULL when there is no memory or no thread: then the writer flushes alone. path: copied. */
struct flusher *flusher_new(const char *path);
/* The WAL is over its size. True: the flusher has done what it could, the rest is the caller's, now. Never waits. */
bool flusher_ask(struct flusher *f);
void flusher_wait(struct flusher *f); /* until it does nothing, if it does something */
void flusher_free(struct flusher *f); /* waits for the pass in hand; takes NULL */

#endif
