/* A round's tallies added up along a tree of areas: whoever asks for coverage reads as many rows as he shows, and not all of a
 * county. They go with the rows of a kept round (cover/tallies.h), which moves both on by what each group adds. */
#ifndef COVER_TALLY_SUMS_H
#define COVER_TALLY_SUMS_H

#include "cover/area_tree.h"
#include "cover/tallies.h"

void tally_row_add(struct tally_row *to, const struct tally_row *d);
/* rows by area; NULL: none is this area's. */
struct tally_row *tally_row_find(struct tally_row *rows, size_t n, struct str area);

struct tally_sums;
/* NULL: no memory. Held once. */
struct tally_sums *tally_sums_new(
	const struct area_tree *tree, const struct tally_row *rows, size_t n);
struct tally_sums *tally_sums_copy(const struct tally_sums *s);
/* What was added to row number `row`. */
void tally_sums_add(struct tally_sums *s, size_t row, const struct tally_row *d);
/* Along this tree, or another one of the same areas. */
bool tally_sums_along(const struct tally_sums *s, const struct area_tree *tree);
uint32_t tally_sums_at(const struct tally_sums *s, size_t row); /* AREA_NONE: it lies in no tree */
const struct tally_row *tally_sums_whole(const struct tally_sums *s);   /* by number of the tree */
const struct tally_row *tally_sums_outside(const struct tally_sums *s); /* what lies in no tree */

/* Under one lock with whatever else is kept. */
void tally_sums_hold(struct tally_sums *s);
bool tally_sums_shared(const struct tally_sums *s); /* somebody else holds them, too */
void tally_sums_let_go(struct tally_sums *s);       /* takes NULL */

#endif
