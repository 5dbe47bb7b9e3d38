/* A thread that does a connection's writes behind the one that asks for them, so that it can reckon the next ones meanwhile.
 *
 * Writes are done in the order in which they came, from copies of their values; so many wait at most. The first that fails is
 * told by the next call here, with its own name, and none behind it is done, until behind_forget. Between behind_wait and
 * the next behind_put the connection is the caller's alone. */
#ifndef STORE_SQLITE_BEHIND_H
#define STORE_SQLITE_BEHIND_H

#include "store/store.h"

typedef int behind_run(
	struct cx *cx, struct store *s, int stmt, const struct store_value *values, size_t n);

struct behind;
/* NULL when there is no memory or no thread: then writes are done at once. */
struct behind *behind_new(struct store *s, behind_run *run);
/* Waits for room. values: n rows of the statement's width; copied. */
int behind_put(struct cx *cx, struct behind *b, int stmt, const struct store_value *values,
	size_t width, size_t n);
int behind_wait(struct cx *cx, struct behind *b); /* until all are done; takes NULL */
void behind_forget(struct behind *b);             /* waits, and forgets what failed; takes NULL */
void behind_free(struct behind *b); /* after behind_wait or behind_forget; takes NULL */

#endif
