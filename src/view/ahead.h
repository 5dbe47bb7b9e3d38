/* The parts of a window, read from their texts ahead of who replays them, on a thread of its own: a rebuild's one thread that folds is
 * what all others wait for. Private to view/. */
#ifndef VIEW_AHEAD_H
#define VIEW_AHEAD_H

#include "view/window.h"

#define AHEAD 3 /* parts at a time: one that is replayed, and two that are read */

/* Turns from … from + n − 1 of the window. All that is read of them, and then made of it, lies in its own arena. */
struct part {
	struct cx cx;
	struct arena arena;
	size_t from, n;
	int rc; /* of reading it; the error is in cx */
	struct record **records;
	size_t records_n;
	struct store_value *marks;
	size_t marks_n;
	const struct entry **entries;
	int64_t last; /* the newest position */
};

/* What reads a part: from is set, n and all else are its own to set. Touches nothing that is changed meanwhile. */
typedef int part_read(void *arg, struct part *p);

struct ahead;
/* Parts of `all` turns, in order. The ring is the caller's; its arenas are initialised, and reset before each use. Without a thread
 * a part is read when it is asked for. */
int ahead_start(struct cx *cx, struct part ring[AHEAD], size_t all, part_read *read, void *arg,
	struct ahead **ret);
/* The next part, NULL after the last; the one before it is done with. */
struct part *ahead_next(struct ahead *a);
void ahead_stop(struct ahead *a); /* takes NULL */

#endif
