/* What the files that read restrictions share: the rows in the making. */
#ifndef DESK_RESTRICTION_OWN_H
#define DESK_RESTRICTION_OWN_H

#include "core/map.h"
#include "cover/cover_read.h"
#include "desk/restriction/restrictions.h"

struct listing {
	struct cx *cx;
	const struct cover *c;
	int64_t on;
	const struct uuid *only; /* one order; NULL: all */
	struct map at;           /* order → its place in all, + 1 */
	struct map grounds;      /* record → struct linked: a zone is the ground of thousands */
	struct restriction_row *all;
	size_t n, cap;
};

/* standing.c: takes in a target of a round, and an order or extension that is held. */
int standing_target(struct listing *l, const struct target *t);
int standing_held(struct listing *l, const struct record *r);

/* concern.c: of one whose ground is one for this cause (enum restriction_cause). Whoever reads, it is the same. */
int concern_read(struct listing *l, struct restriction_row *v, uint8_t cause);

#endif
