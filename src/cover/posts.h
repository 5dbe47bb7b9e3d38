/* Where somebody works now: the places that he is seconded to, and the posts that he has a shift at. */
#ifndef COVER_POSTS_H
#define COVER_POSTS_H

#include "cover/cover.h"

#define POST_EARLY_MS (60 * 60 * 1000LL)    /* so long before his shift he may begin */
#define POST_LATE_MS (2 * 60 * 60 * 1000LL) /* and so long after it hand over */
#define POST_SHIFT_MS \
	(12 * 60 * 60 * 1000LL) /* of a shift whose end nobody has said: the longest there is */
#define POSTS_MAX 16            /* of those that hold at once; what is more is left out */

struct post_held {
	struct str area;
	int64_t from, until; /* ms; until 0: nobody has said */
	bool seconded;       /* else a shift */
	struct uuid record;  /* that says so */
};
/* Those that hold at a moment, in the order of their records; one row is read. ret has POSTS_MAX. */
int posts_held(struct cx *cx, struct store *s, const struct uuid *who, int64_t at,
	struct post_held *ret, size_t *ret_n);

#endif
