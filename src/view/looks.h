/* What the look-book makes of entries: who was looked at, how much each account looked at and handed in on a day, which copies there
 * are. Sums and sets over entries, so in whatever order they come. Private to view/. */
#ifndef VIEW_LOOKS_H
#define VIEW_LOOKS_H

#include "record/journal.h"

/* Entries that have been put into the journal just now, or are replayed, each once. In the write transaction. */
int looks_store(struct cx *cx, struct store *s, const struct entry *const *entries, size_t n);

#endif
