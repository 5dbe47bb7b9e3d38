/* What is kept in memory until its time is over: sessions, tickets. Of a fixed size, found by a key of bytes, and at most so many.
 * Each begins with the moment until which it is good; once that is past it is as if it had never been, and its room is used again.
 * Under the lock of its owner. */
#ifndef GUARD_BRIEF_H
#define GUARD_BRIEF_H

#include "core/map.h"

struct brief_head {
	int64_t until; /* 0: over */
};

struct brief {
	struct arena arena;
	struct map map;
	size_t size, max; /* bytes of one; how many that are not over */
	size_t sweep_at;  /* so many entries in the map, and those that are over go */
};

void brief_init(struct brief *b, size_t size, size_t max);
void brief_done(struct brief *b); /* wiped */
/* NULL: there is none, or it is over. */
void *brief_get(const struct brief *b, struct str key, int64_t now);
/* A new one, zeroed but for its time, or the one that is there. NULL: as many as may be are there, or no memory. */
void *brief_put(struct brief *b, struct str key, int64_t until, int64_t now);
/* Goes over those that are not over: *at begins at 0. NULL: that was all. */
void *brief_next(const struct brief *b, size_t *at, int64_t now);
size_t brief_count(const struct brief *b, int64_t now);

#endif
