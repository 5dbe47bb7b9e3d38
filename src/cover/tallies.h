/* The tallies of the rounds that were asked of late, in memory: of whoever reads a county's coverage while records arrive, most
 * rows are as they were a moment ago.
 *
 * The writer tells what a group adds before its commit, with the digest of its last entry, for a reader may see it before anybody is
 * told that it is there: and where a commit fails, another process may take the same positions for something else. A reader in a snapshot gets exactly what lies in the table there: the
 * kept rows and the latest groups up to his position. Where that is not to be had (nothing kept, a snapshot that is too old,
 * another process has written), nothing is returned and he reads the table. */
#ifndef COVER_TALLIES_H
#define COVER_TALLIES_H

#include "cover/cover.h"

struct tally_row {
	struct uuid round;
	struct str area;
	int64_t expected, found, done, excused, missing, late, pos;
};

/* A snapshot: a rebuild begins an epoch, and leaves the positions as they are. */
struct tally_time {
	struct str epoch;
	int64_t pos; /* its newest entry, and that one's digest */
	uint8_t digest[SEAL_HASH];
};
/* Of one round by area, as they lie in the table of that snapshot. *ret_there false: read them, and offer them. */
int tallies_find(struct cx *cx, struct tallies *t, const struct uuid *round,
	const struct tally_time *at, struct tally_row **ret, size_t *ret_n, bool *ret_there);

/* The same added up along the tree, where neither the rows nor the areas are gone through: to `whole` (by number of the tree) and
 * `outside` (what lies in no tree) the deltas are to be added. tree: of the same snapshot. *ret_there false: as above; else
 * tallies_sum_done ends it. */
struct tally_delta {
	uint32_t at; /* AREA_NONE: in no tree */
	const struct tally_row *row;
};
struct tally_sum {
	const struct tally_row *whole, *outside;
	struct tally_row *rows; /* by area, not added up; the deltas are not in them either */
	size_t rows_n;
	const struct tally_delta *deltas;
	size_t deltas_n;
	struct hold *held;
};
int tallies_sum(struct cx *cx, struct tallies *t, const struct uuid *round,
	const struct tally_time *at, const struct area_tree *tree, struct tally_sum *ret,
	bool *ret_there);
void tallies_sum_done(struct tallies *t, struct tally_sum *s);

/* Without memory they are not kept. */
void tallies_keep(struct tallies *t, const struct uuid *round, const struct tally_time *at,
	const struct tally_row *rows, size_t n);

/* The writer: what the open group adds; that it is about to be committed, with the positions after `before` up to last; then that it
 * has been; or that it came to nothing. rows as deltas, pos the newest. */
void tallies_add(struct tallies *t, const struct tally_row *deltas, size_t n);
void tallies_committing(
	struct tallies *t, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH]);
void tallies_committed(struct tallies *t, int64_t before, int64_t last);
void tallies_undone(struct tallies *t);

#endif
