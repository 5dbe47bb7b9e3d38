/* Gifts, each with its own account: what came of it, and where it went.
 *
 *     given = stored + allotted + used + spoiled + lost + not traced + difference
 *
 * Allotted, used, spoiled and lost is what movements say that name the gift. Stored is what a count found of it, with what has moved
 * since. Not traced is what by the book is in a store still where nobody has counted it: movements that name no gift are
 * booked in the item's ledger alone, and may well have taken of it. The difference is what counts found too little (or
 * too much: less than nothing) against the book. Quantities are of one item; what names the gift with another is shown in
 * its places and is no part of the sum. */
#ifndef DESK_SUPPLY_GIFTS_H
#define DESK_SUPPLY_GIFTS_H

#include "desk/desk.h"

struct gift {
	struct uuid id; /* that movements name */
	struct uuid incident, store;
	struct str item, area; /* where it came */
	int64_t at;
	int64_t value; /* yuan, thousandths: of all that came of it */
	int64_t given, stored, allotted, used, spoiled, lost, untraced,
		difference; /* thousandths */
};

/* The gifts that came in an area and all under it, the newest first. incident as in goods_list. The account of each is whole,
 * wherever its goods lie by now. */
int gift_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct gift **ret, size_t *ret_n);
/* One, and its places, as far as they lie in areas that he sees. E_NOT_FOUND. */
int gift_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct gift *ret,
	struct goods **ret_places, size_t *ret_n);
/* What was recorded of it, the latest first, in areas that he sees. E_NOT_FOUND. */
int gift_records(struct cx *cx, const struct cover *c, const struct uuid *id, struct record ***ret,
	size_t *ret_n);

void row_gift(struct jw *w, const struct gift *g);
void row_gift_places(
	struct jw *w, const struct gift *g, const struct goods *places, size_t places_n);

#endif
