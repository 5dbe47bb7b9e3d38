/* People by a flag, and the doors behind which they live. */
#ifndef COVER_FLAGGED_H
#define COVER_FLAGGED_H

#include "core/map.h"
#include "cover/cover_read.h"

/* Somebody who has a flag, or was merged with others: one of them may have it. */
struct flagged {
	struct uuid id, survivor;
	struct uuid
		dwelling; /* his home as his latest record tells it, listed or not; nil: none does */
	uint32_t flags;
	bool merged;
};
/* Of those listed in these areas (each once), in no promised order. Without keys no home is told. */
int flagged_in(struct cx *cx, const struct cover *c, const struct str *areas, size_t n,
	struct flagged **ret, size_t *ret_n);

/* Of people who are several, by their survivors (uuid_bytes → uint32_t *): adds the flags of each of their rows that the reader sees, in
 * whatever area it lies. */
int flagged_together(struct cx *cx, const struct cover *c, struct map *survivors);

/* The dwellings (of merged ones the survivor) that people whom the reader sees, with all flags of need, name as their home:
 * uuid_bytes → something; others than dwellings may be among them. With keys only: homes are sealed. */
int flagged_homes(struct cx *cx, const struct cover *c, uint32_t need, struct map *ret);

/* The dwellings of an area, by id, of merged ones the survivor; pos: of the roster's tally there. */
int doors_in(struct cx *cx, const struct cover *c, struct str area, int64_t pos, struct uuid **ret,
	size_t *ret_n);

#endif
