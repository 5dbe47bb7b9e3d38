/* Links: which record names which, and what therefore begins or ceases to stand when new records come. */
#ifndef VIEW_LINK_H
#define VIEW_LINK_H

#include "view/append.h"

struct newcomer {
	struct record *r; /* pos set */
	unsigned marks;   /* out: MARK_WAITING, MARK_CLASH */
};

/* What changes when the newcomers (already in the journal, in the open transaction) join the others. Stores their links
 * and the clashes between corrections. ret: deltas without effects, those of newcomers in order. What names too much is
 * refused (E_TOO_MANY), but never in a replay. */
int link_join(struct cx *cx, struct view *v, bool replay, struct newcomer *news, size_t n,
	struct delta **ret, size_t *ret_n);

/* The records that r voids, approves or corrects; *ret_what is an enum link_what. */
int link_names(struct cx *cx, const struct record *r, const struct uuid **ret, size_t *ret_n,
	int *ret_what);

/* rests.c: writes down what the newcomers rest on, and marks those whose ground is not here. */
int rests_join(struct cx *cx, struct view *v, struct newcomer *news, size_t n);

/* A record as it is: does it stand, and who approved it. Of one that is not here, r is NULL. */
struct linked {
	struct record *r;
	bool stands;
	struct record **approvals; /* that count: neither held nor voided */
	size_t approvals_n;
};
/* In any transaction of s. */
int link_look(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *id,
	struct linked *ret);

#endif
