/* A window of the journal that a rebuild replays: some 400,000 entries as text, and the order in which they are replayed. Any
 * order gives the same views; this one reads and writes each row least often. Private to view/. */
#ifndef VIEW_WINDOW_H
#define VIEW_WINDOW_H

#include "view/group.h"

/* The place of an entry in the order of replay. */
struct turn {
	size_t area; /* 0: before all areas; else a number that its entries share, and no others */
	size_t at;   /* in entries */
};

struct window {
	struct cx *cx;
	struct journal *journal;
	size_t n_max, bytes_max; /* entries; of entries and their texts */
	struct entry **entries;  /* in order of pos */
	size_t n, cap, bytes;
	struct turn *turns; /* n, in the order of replay */
};

/* The entries after a position, until it is full. Everything lies in the arena of cx. */
int window_read(struct window *w, int64_t after);
int window_order(struct window *w);

#endif
