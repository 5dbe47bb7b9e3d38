/* Which records were taken back, and how: the import asks before it calls a row a duplicate of one that no longer counts. */
#ifndef COVER_VOIDED_H
#define COVER_VOIDED_H

#include "record/journal.h"

enum voided {
	VOIDED_NOT,
	VOIDED_WHOLE, /* only with a batch that was taken back as a whole */
	VOIDED_SINGLY /* somebody voided this very record */
};

/* ret has n. In a transaction of s. A record that is not here counts as VOIDED_NOT. */
int voided_find(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *ids,
	size_t n, enum voided *ret);

#endif
