/* One pass over what changed: what a reader had, what he sees now, and how far the pass has come.
 * Private to the reading side of changes (changes.c, pass.c).
 *
 * A pass has a lower bound `from` (all that the reader had) and an upper bound `to`, fixed by its
 * first page: what changes while he pages comes with the next pass, which begins at `to`.
 *
 * He loses areas when his scopes shrink, and when an area is put elsewhere or is no more. No row
 * says the latter, so the cursor carries a sum over the ids of the areas that he saw. When one is
 * lost, all that he had is dropped and all that he sees is sent (from -1); that is rare, and cannot
 * leave anything behind. An area changes by a record or by the day: the day on which a version of it
 * begins is after the one that the cursor tells. Which rounds concern him follows from the tree above him as well: whenever
 * any area changed, rounds are sent and taken back anew. */
#ifndef COVER_PASS_H
#define COVER_PASS_H

#include "cover/cover_read.h"

#define SCOPE_ALL "*" /* in place of an area id: everywhere */

enum pass_phase {
	PASS_REST = -1,
	PASS_LOST,
	PASS_AREAS,
	PASS_ROUNDS,
	PASS_SUBJECTS,
	PASS_TARGETS,
	PASS_GONE,
	PASS_NOTICES,
	PASS_RULES,
	PASS_LEFT,
	PASS_END
};

struct names {
	struct str *all; /* area ids by bytes */
	size_t n;
};

struct pass {
	struct str epoch;
	int64_t from, to; /* from -1: nothing was had, or all of it is dropped first */
	int64_t phase;
	struct names had, now;        /* roots of scopes: before the pass, and when it began */
	uint64_t had_set, now_set;    /* sums over the ids of the areas under them */
	int64_t had_areas, now_areas; /* how many there are in the whole tree */
	int64_t had_day, now_day;     /* the local days of these passes */
	/* the last key that was given, as far as the phase needs it */
	struct str area, key;
	struct uuid a, b;
	int64_t n;
	/* not in the cursor */
	const struct cover *c;
	struct area_run *seen, *whole; /* whole: what he did not have, or what lies elsewhere now */
	size_t seen_n, whole_n;
	bool all_whole;    /* even what lies in no tree */
	bool tree_changed; /* anywhere, since `from` */
	struct change *items;
	size_t items_n, limit;
};

int pass_open(struct cx *cx, const struct cover *c, struct str cursor, struct str epoch,
	struct pass *ret);
int pass_cursor(struct cx *cx, const struct pass *p, struct str *ret);
bool names_have(const struct names *all, struct str name);

/* What must have changed in an area for it to be sent: rows after this position. */
int64_t pass_after(const struct pass *p, const struct area *a);
bool pass_area_new(
	const struct pass *p, const struct area *a); /* changed since: by record or day */
bool pass_full(const struct pass *p);
void pass_give(struct pass *p, struct change one); /* while it is not full */

/* On to the next phase, from its beginning. */
void pass_next(struct pass *p);
int pass_round_order(const void *a, const void *b); /* of struct round, by id */

/* The texts of keys. */
int change_uuid_key(struct cx *cx, const struct uuid *u, struct str *ret);
int change_target_key(struct cx *cx, const struct uuid *round, struct str area,
	const struct uuid *subject, int64_t slot, struct str *ret);

/* Give what there is, as far as the page goes; the next phase when all is given
 * (changes_rows.c). */
int give_subjects(struct cx *cx, struct pass *p);
int give_targets(struct cx *cx, struct pass *p);
/* published.c */
int give_notices(struct cx *cx, struct pass *p);
int give_rules(struct cx *cx, struct pass *p);
int give_left(struct cx *cx, struct pass *p);

#endif
