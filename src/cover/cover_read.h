/* What the files of the reading side share: growing lists, cursors, and reading rows. */
#ifndef COVER_COVER_READ_H
#define COVER_COVER_READ_H

#include "cover/area_tree.h"
#include "cover/tallies.h"

#define COVER_LIMIT_MAX 1000

/* Makes room for one more item of a list in the arena: 0 or -E_NO_MEMORY. */
#define COVER_ROOM(cx, items, n, cap) \
	cover_room((cx), (void **)&(items), (n), &(cap), sizeof(*(items)))
int cover_room(struct cx *cx, void **items, size_t n, size_t *cap, size_t size);

/* limit is 1 … 1,000: E_BAD_REQUEST. */
int cover_limit(struct cx *cx, size_t limit);
/* `top` is seen by this reader ("" always is): E_UNKNOWN_AREA, E_NOT_FOUND. */
int cover_top(struct cx *cx, const struct cover *c, struct str top);

/* Before what takes longer than whoever is prompt has (struct cover): -E_BUSY, and he asks again where there is time. */
int cover_slow(struct cx *cx, const struct cover *c);

/* A cursor: values one after the other, as base64url. Reading never fails halfway: cursor_close
 * says whether the values were all there and nothing else was. The first byte is its list's own
 * letter, so that no list takes another's. */
struct cursor {
	struct str in;
	bool bad;
};
void cursor_begin(struct cx *cx, struct buf *b, char list);
void cursor_put_int(struct buf *b, int64_t n);
void cursor_put_str(struct buf *b, struct str s); /* at most 65,535 bytes */
void cursor_put_uuid(struct buf *b, const struct uuid *u);
int cursor_end(struct cx *cx, const struct buf *b, struct str *ret);
int cursor_open(struct cx *cx, struct str text, char list, struct cursor *ret);
int64_t cursor_int(struct cursor *c);
struct str cursor_str(struct cursor *c);
struct uuid cursor_uuid(struct cursor *c);
int cursor_close(struct cx *cx, const struct cursor *c); /* E_BAD_REQUEST */

/* The id of the roster's tallies of a type: 0…01 dwellings, and on. */
struct uuid roster_id(enum subject_type type);
bool is_roster_id(const struct uuid *id);

/* Areas with a tally row of one round, by id, that lie in the runs. Areas that are in no tree: only
 * with strangers. */
struct tally {
	struct str area;
	const struct area *node; /* NULL: not in the tree */
	int64_t expected, found, done, excused, missing, late, pos;
};
int tally_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	const struct area_run *runs, size_t runs_n, bool strangers, struct tally **ret,
	size_t *ret_n);

/* Added up along c->tree (cover/tallies.h); *ret_there false: they are not to be had without reading. */
int tally_sum_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct tally_sum *ret, bool *ret_there);
struct tally tally_of(const struct tally_row *row, struct str area, const struct area *node);

/* Rows of the statements of cover.sql, in their order of columns. */
int subject_row(struct cx *cx, const struct rows *q, struct subject *ret);
int round_row(struct cx *cx, const struct rows *q, struct round *ret);
int target_row(struct cx *cx, const struct rows *q, struct target *ret);
void target_overdue(struct target *t, int64_t round_due, int64_t now);
/* Cursors of lists of a round's targets, by area, subject and slot. An empty one starts before all. */
int target_cursor(struct cx *cx, char list, const struct target *last, struct str *ret);
int target_start(struct cx *cx, char list, struct str after, struct target *ret);

/* What of a round a question is about: E_UNKNOWN_ROUND, E_UNKNOWN_AREA, E_NOT_FOUND. */
struct round_part {
	struct round round;
	struct area_run *runs; /* all that the reader sees of the round, under the asked area */
	size_t runs_n;
	bool strangers;         /* with areas that are in no tree */
	const struct area *top; /* the asked area; NULL: none is, the children are several tops */
	struct tally *tallies;  /* by area id */
	size_t tallies_n;
	int64_t *deltas; /* of tally_missing_read, which leaves 0 in each; NULL: not yet needed */
};
/* The same without tallies. */
int round_part_of(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct round_part *ret);
int round_part_read(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct round_part *ret);
/* Into p->tallies, of which only area and missing are told: where something is missing from the area `from` on, by area, until in
 * the areas behind it `want` are. A county is not copied to show a page of it. *ret_more: there are areas behind these. Where the
 * round is not kept in memory all of its tallies come, also those before `from`. */
int tally_missing_read(struct cx *cx, const struct cover *c, struct str from, int64_t want,
	struct round_part *p, bool *ret_more);

/* Answers to no target that the reader sees, of one round or (NULL) all; target.area says where
 * they are shown. */
struct stray {
	struct target target;
	struct str acts;
	bool subject_known, seen;
};
int strays_read(struct cx *cx, const struct cover *c, const struct uuid *round, struct stray **ret,
	size_t *ret_n);

/* Something with a top area concerns a reader when he sees the top or anything under it. */
bool concerns(const struct cover *c, struct str top);
/* Rounds that the reader may see, those not known yet left out; newest first. */
int rounds_seen(struct cx *cx, const struct cover *c, struct round **ret, size_t *ret_n);

#endif
