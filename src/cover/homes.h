/* Homes as people's records tell them. They are sealed: with keys only. */
#ifndef COVER_HOMES_H
#define COVER_HOMES_H

#include "cover/cover_read.h"

struct home {
	struct uuid person, dwelling; /* dwelling nil: it is none that is listed */
	struct str name;              /* of the person, plain; STR_NONE where none is told */
};
/* Of each of these people the home that the latest of his records tells, by person; who tells none is left out, and so is
 * whoever's records were erased or have lost their key. */
int homes_told(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct home **ret, size_t *ret_n);

#endif
