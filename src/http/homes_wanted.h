/* Whose homes a call to /v1/homes is about: a page of an area, or some by name. */
#ifndef HTTP_HOMES_WANTED_H
#define HTTP_HOMES_WANTED_H

#include "cover/singles.h"
#include "http/own.h"

struct wanted {
	struct subject *all;
	size_t n;
	struct single *singles;
	size_t singles_n;
	struct str next;
};

/* sees: where he sees which matter masked. E_BAD_REQUEST: both an area and names. */
int homes_wanted(struct call *c, const struct reader *sees, struct wanted *ret);

#endif
