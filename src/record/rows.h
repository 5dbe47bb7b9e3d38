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
/* Erases the parts of these records and refusals; writes no entry. */
int erase_parts(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n);
/* The ids of a list in the open column of an erasure: "records" or "keys". None: n is 0. */
int erasure_ids(struct cx *cx, struct str open, const char *key, struct uuid **ret, size_t *ret_n);
int epoch_new(struct cx *cx, struct store *s);
/* Erasure entries {"KEY":["id",…],"reason":"…"}, at most ERASURE_IDS ids each. */
#define ERASURE_IDS 1000
int erasure_put(struct cx *cx, struct journal *j, const char *key, const struct uuid *ids, size_t n,
	struct str reason, struct str via, int64_t now);

#endif
