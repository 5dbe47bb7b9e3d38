/* The roster's people as a list: who is listed in an area, where each lives, and what the field has to know before it knocks. Names and
 * homes are sealed in the records that tell them; flags lie open. */
#ifndef COVER_PEOPLE_H
#define COVER_PEOPLE_H

#include "cover/cover.h"

struct listed {
	struct subject person;
	uint32_t flags; /* of all that he was merged with and this reader sees, too */
	struct str name, phone, birth; /* plain, and the caller's to mask; STR_NONE: nobody told */
	struct subject
		home; /* SUBJECT_UNKNOWN: nobody told one that is listed, or it lies where this reader sees nothing */
};
/* Those of an area and all under it ("": all that he sees) who have every flag of `asked` (bit 1 << code; 0: all), by area and id; of
 * several that are one the one that stayed. Areas where nobody is listed cost nothing. Whoever asks for all may get a short page
 * before the end, which is where *ret_next is STR_NONE. With keys. */
int people_list(struct cx *cx, const struct cover *c, struct str area, uint32_t asked,
	struct str after, size_t limit, struct listed **ret, size_t *ret_n, struct str *ret_next);
/* Those of them who live in one dwelling (dwelling_residents). E_NOT_FOUND: it is none, or not his to see. */
int people_at(struct cx *cx, const struct cover *c, const struct uuid *dwelling, uint32_t asked,
	struct listed **ret, size_t *ret_n);

/* How many dwellings and people are listed in an area and all under it, as far as this reader counts there. */
struct roster_size {
	int64_t dwellings, people;
};
/* Of each of these areas, in their order: from the roster's tallies. */
int roster_sizes(struct cx *cx, const struct cover *c, const struct area *const *areas, size_t n,
	struct roster_size *ret);

#endif
