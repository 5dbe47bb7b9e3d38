/* Reading entries from rows; for this room only. */
#ifndef RECORD_ROWS_H
#define RECORD_ROWS_H

#include "record/journal.h"

/* The eleven columns of an entry from `column` on, copied to the arena. E_CORRUPT. */
int entry_take(struct cx *cx, const struct rows *r, int column, struct entry *ret);
/* Writes entries that have their pos and digest already. */
int entries_insert(struct cx *cx, struct store *s, const struct entry *entries, size_t n);
/* Replaces sealed and digest of entries that are there, by pos. */
int entries_reseal(struct cx *cx, struct store *s, const struct entry *entries, size_t n);
/* All refusals of these ids. */
int journal_find_refusals(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	struct entry **ret, size_t *ret_n);
int journal_tables(struct cx *cx, struct store *s);
/* Erases the parts of these records and refusals; writes no entry. ret_n: how many of them had any left. */
int erase_parts(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, size_t *ret_n);
/* The ids of a list in the open column of an erasure: "records" or "keys". None: n is 0. */
int erasure_ids(struct cx *cx, struct str open, const char *key, struct uuid **ret, size_t *ret_n);
/* The refusals that an erasure names one by one, as far as they are here. */
int erasure_refusals(
	struct cx *cx, struct journal *j, struct str open, struct entry **ret, size_t *ret_n);
/* Does here what an erasure with this open column did where it was written; writes no entry. How many key entries
 * were emptied, and how many records and refusals had any part left. */
int erasure_apply(
	struct cx *cx, struct journal *j, struct str open, size_t *ret_keys, size_t *ret_erased);
/* Empties the entries of these keys, which it sorts; the ring keeps what it has. */
int keys_empty(struct cx *cx, struct journal *j, struct uuid *ids, size_t n, size_t *ret_n);
int epoch_new(struct cx *cx, struct store *s);
/* Erasure entries {"KEY":["id",…],"reason":"…"}, at most ERASURE_IDS ids each. */
#define ERASURE_IDS 1000
int erasure_put(struct cx *cx, struct journal *j, const char *key, const struct uuid *ids, size_t n,
	const struct erasing *why);

#endif
