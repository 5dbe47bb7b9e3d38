/* The units of the response as one tree: who leads each, how many of its people are on duty, and for which areas they answer. */
#ifndef DESK_CREW_UNITS_H
#define DESK_CREW_UNITS_H

#include "core/json.h"
#include "cover/cover.h"

enum { CREW_DUTIES = 5 }; /* states of the roll: crew_duties */

struct unit_lead { /* somebody of the unit answers for an area */
	struct str area, role;
	struct uuid leader;
};
struct unit {
	struct uuid id, parent, head; /* as it was listed; nil: not told */
	struct str name, type, area;
	int depth; /* under how many others it stands here; one whose parent the reader does not see stands under none */
	bool looped; /* it stands under itself, and so first of those that do */
	int64_t staff,
		on[CREW_DUTIES]; /* its own people, not those of the units under it; in the order of crew_duties */
	struct unit_lead *leads;
	size_t leads_n;
};
/* Units, people and areas that the reader sees; each unit before those under it, of one parent by name. Who answers for what is
 * that of one incident, or (nil) of all that go on and are no exercise. However units name each other, each is there once. */
int units_read(struct cx *cx, const struct cover *c, const struct uuid *incident, struct unit **ret,
	size_t *ret_n);

void row_unit(struct jw *w, const struct unit *u);

#endif
