/* The roll: who works in an area, in which unit, and where somebody was sent. */
#ifndef DESK_CREW_ROLL_H
#define DESK_CREW_ROLL_H

#include "core/json.h"
#include "cover/cover.h"

struct rolled {
	struct subject staff;
	struct str name;           /* plain, and the caller's to mask; STR_NONE: destroyed */
	struct uuid unit, sent_to; /* nil: not told; sent_to: the unit that he is seconded to now */
	struct str unit_name, sent_name; /* STR_NONE: none, or not his to see */
	int64_t sent_until;              /* 0: nobody has said */
};
/* Those of an area and all under it ("": all that he sees), of one unit (nil: of every one; its own and who is seconded to it), by area
 * and id. Of one unit a page may be short, also empty; the end is where *ret_next is STR_NONE. With keys. */
int roll_list(struct cx *cx, const struct cover *c, struct str area, const struct uuid *unit,
	struct str after, size_t limit, struct rolled **ret, size_t *ret_n, struct str *ret_next);
/* One of the staff; *ret_n 0: there is none of this id, or it is not his to see. */
int roll_one(struct cx *cx, const struct cover *c, const struct uuid *id, struct rolled **ret,
	size_t *ret_n);
/* masked: his name, as he is told of. */
void row_rolled(struct jw *w, const struct kinds *kinds, const struct rolled *r, struct str masked);

#endif
