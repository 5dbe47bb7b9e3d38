/* The examples of kinds as records of one story: they name one another, so a site that takes them needs what they lie in. */
#ifndef T_EXAMPLES_H
#define T_EXAMPLES_H

#include "support/site_fixture.h"

#define EXAMPLES_MAX 256

/* On a fresh site: the areas, the incident and the rounds of these kinds' examples, then each example at its own time, the
 * earliest first. Fails unless each is accepted, and takes effect at once. */
void examples_accept(struct fixture *f, const struct kind *const *all, size_t n);

#endif
