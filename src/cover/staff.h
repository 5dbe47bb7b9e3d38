/* Where those who work in the response live, for a muster there. A home is sealed in the records that tell it: with keys only, and
 * what is told of it is its area. */
#ifndef COVER_STAFF_H
#define COVER_STAFF_H

#include "cover/cover.h"

enum home_known {
	HOME_UNKNOWN,    /* nobody told: the area is that in which he was listed */
	HOME_MOVED,      /* somebody moved him there (subject.moved) */
	HOME_OF_PERSON,  /* of the person that he is, so it goes with him when he moves */
	HOME_OF_DWELLING /* he was listed with it */
};
struct staff {
	struct uuid id;
	struct str area; /* where he lives, as far as it is known */
	struct str name; /* plain, and the caller's to mask; STR_NONE where it was destroyed */
	uint32_t flags;  /* his duty state */
	enum home_known home;
};
/* All whom the reader sees in the roster, of several that are one the one that stayed, by the area where they live and id. */
int staff_list(struct cx *cx, const struct cover *c, struct staff **ret, size_t *ret_n);
/* Those of these whom he sees; their area is that in which they are listed. */
int staff_named(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct staff **ret, size_t *ret_n);

#endif
