/* The working set of one group: every row that its effects touch, loaded once, folded, and written where it differs.
 *
 * Order of work: areas and incidents, rounds, then in waves subjects (with the clusters that merges make) and targets;
 * what targets oblige elsewhere is the next wave. Goods and days stand alone. Rows point at each other only through
 * the maps here. Private to the writing side of cover/. */
#ifndef COVER_WORK_H
#define COVER_WORK_H

#include "core/map.h"
#include "cover/cover.h"
#include "cover/tallies.h"
#include "record/recent.h"
#include "record/written.h"
#include "view/append.h"

/* An act that begins (+1) or ceases (−1) to stand. */
struct edit {
	int sign;
	const struct act *act;
	int64_t pos;
	unsigned *marks; /* may be NULL */
	struct str area; /* of the record; n = 0: not told */
};

struct edits {
	struct edit *all;
	size_t n, cap;
};

struct acts {
	struct act *all; /* sorted by act_cmp */
	size_t n, cap;
};

struct round_now { /* what a round's acts fold to */
	bool known, standing;
	struct str kind, area, question, filter;
	struct uuid incident;
	int64_t expected, due, opened, closes;
	int state;
};

struct round_row {
	struct uuid id;
	struct acts acts;
	struct round_now old, now;
	bool was, dirty;
	int64_t pos;
};

struct subject_row {
	struct uuid id, survivor, source;
	struct acts acts;
	enum subject_type type;
	struct str area, place;
	uint32_t flags;
	bool moved, merged;
	struct str areas; /* hint: U+001F-divided; "@" stands for the area '' of strays */
	int64_t pos;
	/* as loaded */
	bool was, dirty, clash_was, versions_were;
	enum subject_type old_type;
	struct str old_area;
	struct uuid old_survivor;
	bool refold;  /* its targets in all rounds must be folded anew */
	bool settled; /* its survivor is that of this group */
};

struct pair_row {
	struct uuid a, b;
	struct acts acts;
	int state, old_state; /* 0 nothing 1 one 2 not one */
	bool was, dirty, clash;
	int64_t pos;
};

struct target_now {
	bool there;   /* the row exists */
	bool obliged; /* some record asks it of the subject: however many do, it is expected once */
	bool alone;   /* the only row of its chain, and its subject neither moved nor merged */
	bool clash;   /* live, and its answers exclude each other */
	int state, code, next, late, origin, tries;
	int64_t due, covered;
};

struct target_row {
	struct uuid round, subject;
	struct str area;
	int64_t slot;
	struct acts acts;
	struct target_now old, now;
	struct uuid *rivals; /* of the clash */
	size_t rivals_n;
	bool dirty;
	int64_t pos;
};

struct area_row {
	struct str id;
	int level;
	int64_t ended;
	bool known;
	struct acts acts;
	bool dirty;
	int64_t pos;
};

struct work {
	struct cx *cx;
	struct store *s;
	struct recent *recent;
	struct written *written;
	struct edits by_fold[FOLDS];
	struct map areas, rounds, subjects, pairs, targets, tallies;
	struct amount *rests; /* that the duties of the group make or take back; n: 1 or -1 */
	size_t rests_n, rests_cap;
	struct map pairs_asked; /* subjects whose pairs were loaded */
	struct tallies *told;   /* who keeps tallies in memory; NULL: nobody */
	bool tree_changed;
	int64_t pos; /* the newest of the group */
};

/* ---- acts ---- */
int acts_add(struct cx *cx, struct acts *a, const struct act *act); /* once per (id, what) */
void acts_remove(struct acts *a, const struct uuid *id, uint8_t what);
int edits_add(struct cx *cx, struct edits *c, struct edit one);
/* Patches a row's acts by one change. */
int acts_edit(struct cx *cx, struct acts *a, const struct edit *c);
void mark(const struct edit *c, unsigned marks);
/* part i of a text divided by U+001F (or another divider); "" beyond the last */
struct str part_of(struct str text, char divider, size_t i);
/* *at = a new zeroed entry of `size` when it is not there. */
int work_at(struct work *w, struct map *m, struct str key, size_t size, void **ret, bool *ret_new);

/* ---- folds: each takes its changes, patches and folds the rows; *_store writes them ---- */
int fold_areas(struct work *w);
int area_load(struct work *w, struct str id, struct area_row **ret);
/* Is it the top, or under it by any version of the areas between? A function of the records, whatever the day. */
int area_is_within(struct work *w, struct str id, struct str top, bool *ret);
int store_areas(struct work *w);
int fold_incidents(struct work *w);

int rounds_load(struct work *w, const struct uuid *ids, size_t n);
struct round_row *round_of(
	struct work *w, const struct uuid *id); /* loaded before; never NULL then */
int fold_rounds(struct work *w);
int store_rounds(struct work *w);
bool round_changed(const struct round_row *r);

int subjects_load(struct work *w, const struct uuid *ids, size_t n);
struct subject_row *subject_of(const struct work *w, const struct uuid *id);
int subject_add_area(struct work *w, struct subject_row *s, struct str area); /* to its hint */
/* Where its standing moves put it at a moment. */
struct str subject_position(const struct subject_row *s, int64_t at);
int fold_subjects(struct work *w, const struct edits *c);
int touch_homes(struct work *w, const struct delta *deltas, size_t n);
int store_subjects(struct work *w);

int fold_pairs(struct work *w);
/* The members of its cluster, itself among them, ascending by id; loads them. */
int cluster_of(struct work *w, struct subject_row *s, struct subject_row ***ret, size_t *ret_n);
int store_pairs(struct work *w);

/* Folds every chain that the changes, the subjects to refold and the changed rounds touch; ret: what that obliges. */
int fold_targets(struct work *w, const struct edits *c, bool first, struct edits *ret_subjects,
	struct edits *ret_targets);
int store_targets(struct work *w);

/* The row in the working set, made empty when it is not there. */
int target_at(struct work *w, const struct uuid *round, struct str area, const struct uuid *subject,
	int64_t slot, struct target_row **ret);

/* One chain (chain.c): pure. Rows of all members, at least all that exist; rows may be added by chain_row. */
struct chain {
	struct work *w;
	const struct round_row *round;
	int64_t slot;
	struct subject_row **members;
	size_t members_n;
	struct target_row **rows;
	size_t n, cap;
	int64_t pos;
};
int chain_row(
	struct chain *c, const struct uuid *subject, struct str area, struct target_row **ret);
/* Where the answers about a subject lie: in the row with the smallest area among those that were asked; NULL: none was. */
struct target_row *chain_home(const struct chain *c, const struct uuid *subject);
int chain_fold(struct chain *c);
bool act_is_base(const struct act *a); /* makes a target, not answers one */

int tally_add(struct work *w, const struct uuid *round, struct str area, struct tally_row **ret);
int store_tallies(struct work *w);

int fold_ledger(struct work *w);
int fold_duty(struct work *w); /* before the days, which take its amounts */
int fold_days(struct work *w, struct delta *deltas, size_t n);
int fold_published(struct work *w);
int match_apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n);

/* clash rows; what as in schema/view.sql */
enum {
	CLASH_FIELD = 2,
	CLASH_PAIR = 3,
	CLASH_ROUND = 4,
	CLASH_AREA = 5,
	CLASH_VERSION = 6,
	CLASH_TARGET = 7
};
int clash_write(struct work *w, int what, struct str key, struct str area, struct uuid *ids,
	size_t n); /* sorts ids */
int clash_clear(struct work *w, int what, struct str key);
int gone_write(struct work *w, struct str area, const char *type, struct str key, int64_t pos);
int gone_clear(struct work *w, struct str area, const char *type, struct str key);

enum { CODE_MOVED = 200, CODE_MOVED_OUT = 201, CODE_DUPLICATE = 202 };
enum { ORIGIN_LISTED = 1, ORIGIN_FOUND, ORIGIN_OBLIGED, ORIGIN_MOVED };

#endif
