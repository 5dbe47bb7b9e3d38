/* Through the journal from its beginning, page by page, each in memory of its own. For this room. */
#ifndef GUARD_WALK_H
#define GUARD_WALK_H

#include "guard/site.h"

struct walk {
	struct cx *cx; /* what lives to the end */
	struct site *s;
	struct store *store; /* in a transaction */
	int (*use)(struct walk *w, struct cx *page, const struct entry *entries, size_t n);
	void *arg;
};

/* types: bit 1 << type. */
int walk(struct walk *w, unsigned types);

#endif
