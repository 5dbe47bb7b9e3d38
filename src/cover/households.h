/* Homes as a phone takes them along: who lives there, and what was answered for them already, so that nobody asks again. */
#ifndef COVER_HOUSEHOLDS_H
#define COVER_HOUSEHOLDS_H

#include "cover/cover.h"
#include "record/journal.h"

#define HOUSEHOLD_ANSWERS_MAX 50 /* of one home, the latest */

struct dweller {
	struct uuid id;
	struct str name, phone, birth; /* plain; STR_NONE: nobody told */
	uint32_t flags;
};

struct answered {
	struct record *record;     /* with its open fields */
	const struct entry *entry; /* and its sealed ones */
};

struct household {
	struct subject dwelling;
	struct dweller *people; /* listed in its area, by id */
	size_t people_n;
	/* Standing records about it that answer a round, whoever may see them; the latest first, at most HOUSEHOLD_ANSWERS_MAX. */
	struct answered *answers;
	size_t answers_n;
};
/* Of each of these dwellings, in their order. With keys; what was destroyed is left out. */
int households_read(struct cx *cx, const struct cover *c, const struct subject *dwellings, size_t n,
	struct household **ret);

#endif
