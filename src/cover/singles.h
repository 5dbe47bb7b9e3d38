/* People whom no home of their area holds, as a phone takes them along: who has none that is listed, whose home lies elsewhere, and who is
 * listed elsewhere himself but is asked something here (he works, was found or is isolated here). */
#ifndef COVER_SINGLES_H
#define COVER_SINGLES_H

#include "cover/households.h"

struct single {
	struct dweller told;
	struct str area; /* where he is listed; away: where he is asked something */
	bool away; /* listed where this reader sees nothing, or in another area than the asked one */
	struct str kind; /* away: of the round that asks */
};
/* Of the people of an area and all under it (subject_list), of whom limit are looked at, those whom no home there holds. With keys. */
int singles_listed(struct cx *cx, const struct cover *c, struct str area, struct str after,
	size_t limit, struct single **ret, size_t *ret_n, struct str *ret_next);
/* Who is asked something in this very area by an open round and is listed in another; by id, for each kind of round once; those behind
 * after. ret_next: the last of this page, nil at the end. With keys. */
#define SINGLES_PAGE 500
int singles_asked(struct cx *cx, const struct cover *c, struct str area, const struct uuid *after,
	struct single **ret, size_t *ret_n, struct uuid *ret_next);
/* Of these people those who are either, for this reader; who is seen by a home of his is left to that. */
int singles_of(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct single **ret, size_t *ret_n);

#endif
