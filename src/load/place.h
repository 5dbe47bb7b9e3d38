/* Where a dwelling is: the parts of its place, and the id that follows from them.
 *
 * The id of a dwelling that is imported or generated is made from its area and place, so that whoever names the same
 * door finds the same dwelling without looking it up: people, visits, a second list. Parts are compared as people mean
 * them: "1栋", "1号楼" and "１" are building 1, room 301 without a floor is on floor 3. */
#ifndef LOAD_PLACE_H
#define LOAD_PLACE_H

#include "core/err.h"
#include "core/uuid.h"
#include "cover/base_kinds.h"

struct place {
	struct str part[PLACE_PARTS]; /* as written; STR_NONE = not given */
};

/* An id from a digest that begins with four bytes of the area's own: what lies in one area then lies together in the
 * tables, and an import that goes village by village writes few pages. */
struct uuid place_id(struct str area, const uint8_t digest[32]);

bool place_given(const struct place *p);
struct uuid place_dwelling(struct cx *cx, struct str area, const struct place *p);
/* The id of the record that lists it: as load/import.c makes it of a row without unknown columns. body: its JSON. */
struct uuid place_record(
	struct cx *cx, struct str area, const struct uuid *dwelling, struct str body);

#endif
