/* The packed columns of area_day and gone.
 *
 * area_day says what an area's day adds up to, and which records it rests on.
 *
 * sums: entries of 26 bytes, ascending by (scope, figure), none twice, none zero: scope 16, figure
 * 2, n 8, big-endian. list: journal positions, ascending, each as its difference to the one before
 * in base-128 (LEB128, low group first); so a day of 500 records of one area takes about 1,000
 * bytes. */
#ifndef COVER_PACK_H
#define COVER_PACK_H

#include "core/err.h"
#include "core/uuid.h"

#define SUM_BYTES 26

struct day_sum {
	struct uuid scope; /* a round or an incident; nil is allowed */
	uint16_t figure;
	int64_t n;
};

int day_sum_cmp(const struct day_sum *a, const struct day_sum *b); /* (scope, figure) */

/* Both unpack into the arena and give E_CORRUPT when the bytes are no such column. An empty column
 * is an empty list. */
int sums_unpack(struct cx *cx, struct str packed, struct day_sum **ret, size_t *ret_n);
int list_unpack(struct cx *cx, struct str packed, int64_t **ret, size_t *ret_n);

/* The last position of a packed list, 0 of an empty one; and one with ascending positions behind that. Nearly every change
 * of a day's list is this. */
int list_last(struct cx *cx, struct str packed, int64_t *ret);
int list_append(struct cx *cx, struct str packed, int64_t last, const int64_t *positions, size_t n,
	struct str *ret);

/* Sorts sums in place, adds up those of one (scope, figure) and leaves zeros out. */
int sums_pack(struct cx *cx, struct day_sum *sums, size_t n, struct str *ret);
/* Positions (> 0) in any order: sorts them in place; one that comes twice is kept once. */
int list_pack(struct cx *cx, int64_t *positions, size_t n, struct str *ret);

/* gone.key of a target: round 16, subject 16, slot 8 big-endian; its area is the row's own. Of a
 * subject: its id. */
#define GONE_TARGET_BYTES 40
struct str gone_target_key(const struct uuid *round, const struct uuid *subject, int64_t slot,
	char space[GONE_TARGET_BYTES]);
int gone_target_pack(struct cx *cx, const struct uuid *round, const struct uuid *subject,
	int64_t slot, struct str *ret);
int gone_target_unpack(struct cx *cx, struct str key, struct uuid *ret_round,
	struct uuid *ret_subject, int64_t *ret_slot); /* E_CORRUPT */

#endif
