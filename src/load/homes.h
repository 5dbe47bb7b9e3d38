/* The home of a person whose row tells more or less of the place than the list of dwellings does.
 *
 * A dwelling's id follows from all parts of its place (load/place.h), so a row that adds the road and number to a door, or
 * leaves them out, names another id. Where that id is not listed, the dwellings of the row's area are asked: one that says
 * the same in all parts but the address, and names a building or room, is the home if it is the only one and not both
 * tell an address. An area's dwellings are read once in a run, when first asked for. */
#ifndef LOAD_HOMES_H
#define LOAD_HOMES_H

#include "load/place.h"
#include "cover/cover.h"

/* A place as a row of people names it. */
struct home {
	struct str area;
	struct uuid whole; /* the id of the dwelling there; nil: the row names no place */
	struct uuid bare;  /* that of the place without its address; nil: then no door is left */
	bool address;      /* the row tells one */
};

enum home_found {
	HOME_NONE,
	HOME_ONE,
	HOME_SEVERAL,       /* that fit */
	HOME_OTHER_ADDRESS, /* listed with an address that is not the row's */
	HOME_FOUND
};

struct homes;

/* Lives in the arena of cx, but for what homes_free frees. */
int homes_new(struct cx *cx, struct homes **ret);
void homes_free(struct homes *h); /* takes NULL */
void home_of(struct cx *cx, struct str area, const struct place *p, struct home *ret);
/* c is in a read transaction. ret: the id of HOME_ONE. */
int homes_find(struct cx *cx, struct homes *h, const struct cover *c, const struct home *home,
	struct uuid *ret, enum home_found *ret_found);

#endif
