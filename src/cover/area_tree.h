/* The area tree as the other files of this room walk it: the contract is in cover/cover.h.
 *
 * Areas are numbered in preorder (parents first, children by id), so that a subtree is one run of
 * numbers, and summing up the tree is one pass from the last number to the first. */
#ifndef COVER_AREA_TREE_H
#define COVER_AREA_TREE_H

#include "cover/cover.h"

#define AREA_NONE UINT32_MAX

size_t tree_size(const struct area_tree *t);
int32_t tree_day(const struct area_tree *t); /* the local day on which it was read */
int32_t tree_turned(
	const struct area_tree *t);        /* the latest day on which a version of any area began */
uint32_t tree_at(const struct area *a);    /* its number */
uint32_t tree_end(const struct area *a);   /* one past the last number of its subtree */
int64_t tree_pos(const struct area *a);    /* the newest entry that touched it */
int32_t area_turned(const struct area *a); /* since what day it is as it is; INT32_MIN: ever */
const struct area *tree_area(const struct area_tree *t, uint32_t at);
/* As area_find. *next (0 at first) is where it looks before: who asks of areas by their ids comes by most of them as they are
 * numbered. */
const struct area *area_near(const struct area_tree *t, struct str id, uint32_t *next);

struct area_version { /* of a code, a name and a place in the tree */
	struct str code, name, parent;
	int32_t from,
		since; /* since: of what it was added as the day that was told, INT32_MIN: none */
	struct uuid outline; /* the record; nil: none */
	uint8_t datum;
};
/* What an area's acts say on a local day, and the day on which the next version begins (INT32_MAX: none). Sorts the acts.
 * from: the day since which they say so, INT32_MIN for what it was added as. */
void area_on(struct act *acts, size_t n, int32_t day, struct area_version *ret, int32_t *ret_until);

/* Of an area of the tree: since which day it is called so (area_version.since), and what it is to be next; from INT32_MAX: nothing is
 * known. */
int32_t area_since(const struct area *a);
const struct area_version *area_later(const struct area *a);

/* Runs of numbers, ascending and apart from each other: what a reader sees, or the part of it that
 * lies under `top` ("" = all that he sees). Unlike area_visible it takes a top above his areas, and
 * then gives those. E_UNKNOWN_AREA. */
struct area_run {
	uint32_t from, to;
	const struct area *top; /* of the run; NULL: all areas */
};
int tree_seen(struct cx *cx, const struct area_tree *t, const struct reader *who, struct str top,
	struct area_run **ret, size_t *ret_n);
/* Sorts, and drops what lies in another; how many are left. */
size_t tree_runs_once(struct area_run *runs, size_t n);
bool tree_in(const struct area_run *runs, size_t n, uint32_t at);
size_t tree_count(const struct area_run *runs, size_t n);

#endif
