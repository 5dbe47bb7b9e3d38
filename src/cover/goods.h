/* What the ledger's writing and its reading share: how the acts of a day fold. */
#ifndef COVER_GOODS_H
#define COVER_GOODS_H

#include "view/effects.h"

struct goods_sums {
	int64_t came, went;
	int64_t counted, counted_at; /* of the latest count; -1, 0: none */
	int64_t before;              /* came − went up to that count */
	struct str area;             /* of the last act */
};
/* acts: of one place, item and day, in the order of act_cmp. */
struct goods_sums goods_sums(const struct act *acts, size_t n);

#endif
