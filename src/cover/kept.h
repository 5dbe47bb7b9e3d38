/* What was read of an area and took long to read, kept in memory for the next reading.
 *
 * It is good as long as the row that it follows from (a day's, a tally's) has the position that it had then: whoever reads again
 * reads only where something happened since. Any thread; own lock. A struct kept is made and freed by cover/cover.h. */
#ifndef COVER_KEPT_H
#define COVER_KEPT_H

#include "core/uuid.h"
#include "cover/cover.h"

enum kept_what {
	KEPT_DAY, /* the subjects of a figure on a day */
	KEPT_PEOPLE, /* who has a flag, and where he lives: sealed elsewhere, so it goes with any erasure */
	KEPT_DOORS, /* the dwellings */
	KEPT_HOURS  /* when a round's targets were answered */
};

/* As what a block is kept; a snapshot of another epoch, which may still be read, has blocks of its own. */
struct kept_of {
	struct uuid epoch;
	enum kept_what what;
	struct uuid of; /* the round; of a day the figure and the day */
	struct str area;
	int64_t erased; /* of people: the newest erasure there was when they were read */
};

/* The head of a block on the heap; what is kept lies behind it, in one piece. */
struct kept_block {
	size_t bytes; /* of the whole */
	int64_t pos;  /* of the row */
};
/* Zeroed, *ret with a struct kept_block as its first member; bytes of the whole. E_NO_MEMORY. */
#define KEPT_NEW(cx, bytes, pos, ret) kept_new_block((cx), (bytes), (pos), (void **)(ret))
int kept_new_block(struct cx *cx, size_t bytes, int64_t pos, void **ret);
void kept_drop(
	void *block); /* one that was not put; overwritten before it is given back; takes NULL */

/* Calls take() with the block that is kept of this as its row is at pos, if there is one; no other thread is let in meanwhile. */
typedef int kept_take(void *arg, struct cx *cx, const void *block);
int kept_use(struct cx *cx, struct kept *k, const struct kept_of *of, int64_t pos, kept_take *take,
	void *arg, bool *ret_there);
/* Keeps the block, or drops it: where there is no room, and where somebody reads in another epoch by now, or after another erasure. */
void kept_put(struct kept *k, const struct kept_of *of, void *block);
/* Somebody reads in this epoch: what was kept of another is forgotten. */
void kept_epoch(struct kept *k, const struct uuid *epoch);
/* Somebody reads where this is the newest erasure (0: none): what was opened before it is forgotten. False: he reads as it was before
 * one that is known already, and uses and keeps nothing that was sealed. */
bool kept_erased(struct kept *k, int64_t pos);

#endif
