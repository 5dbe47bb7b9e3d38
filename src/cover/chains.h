/* The chains that a group touches, on their way through fold_target.c. Private to the writing side of cover/. */
#ifndef COVER_CHAINS_H
#define COVER_CHAINS_H

#include "cover/work.h"

struct chains {
	struct work *w;
	struct map by_key; /* round, survivor, slot → struct chain */
	struct chain **of; /* of each edit */
};

struct obliging { /* the answers of a chain that oblige, at one moment */
	struct act *acts;
	size_t n;
};

/* The chain of (round, cluster of s, slot), made when it is not there. The round and s are loaded. */
int chain_of(struct chains *cs, const struct uuid *round, struct subject_row *s, int64_t slot,
	struct chain **ret);
/* fold_target.c: the chains of answers to targets that stand alone, for which nobody needs to look at the subject: nearly all
 * answers. Subjects loaded before may have changed in this group, and are left out. */
int touch_alone(struct chains *cs, const struct edits *x);
/* touch.c: every chain that these edits, the subjects to refold and (first) the changed rounds touch. */
int touch_all(struct chains *cs, const struct edits *x, bool first);

/* oblige.c: the answers of a chain's rows that oblige, as they are now; and, of two such moments, what the difference makes
 * elsewhere. */
int chain_obliging(struct chain *c, struct obliging *ret);
int settle_obligations(struct chain *c, const struct obliging *before, const struct obliging *after,
	bool first, struct edits *subjects, struct edits *targets);

#endif
