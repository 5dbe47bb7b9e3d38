/* Who needs help first among those that are missing: by the flags of people, which lie open beside each. Of a door they are those of
 * whoever lives there; where somebody lives is sealed, so that takes keys. */
#ifndef COVER_NEEDS_H
#define COVER_NEEDS_H

#include "cover/cover.h"

/* A filter ("flag:elderly flag:immobile") as bits; "": 0. E_FILTER. */
int needs_filter(struct cx *cx, const struct cover *c, struct str filter, uint32_t *ret);

struct need {
	uint32_t
		flags; /* of all who are meant: bit 1 << code; of who is several, of each of his that the reader sees */
	bool known; /* people are meant, and the reader may see who */
	bool has;   /* one of them has every flag that is asked for */
};
/* Of targets in any order, and of their subjects (target_subjects); people are read once an area. */
int targets_needs(struct cx *cx, const struct cover *c, const struct target *targets,
	const struct subject *subjects, size_t n, uint32_t asked, struct need *ret);

/* The missing list of those who have every flag of `asked` (0: all), by area, subject and slot. A page looks at NEEDS_LOOKED rows and
 * may be short, also empty; the end is where *ret_next is STR_NONE. */
#define NEEDS_LOOKED 20000
int round_missing_with(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, uint32_t asked, struct str after, size_t limit, struct target **ret,
	size_t *ret_n, struct str *ret_next);
/* The same, who needs help most first: by how many of the flags that nobody helps himself with he has (alone, immobile, pregnant, dialysis,
 * infant), then what is overdue, then by attempts, then as above. What is overdue is so by the moment at which the list was begun: what
 * becomes it between two pages is not left out; but whoever is tried meanwhile may come before the page that is read. It reads them
 * all: beyond NEEDS_LOOKED that are missing E_TOO_MANY. So whoever wants the whole list asks for NEEDS_AT_ONCE. */
#define NEEDS_AT_ONCE 5000
int round_missing_by_need(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, uint32_t asked, struct str after, size_t limit, struct target **ret,
	size_t *ret_n, struct str *ret_next);
/* Who was missed (round_missed), of those who have every flag of `asked`; short pages as above. */
int round_missed_with(struct cx *cx, const struct cover *c, const struct round *rounds,
	const struct reader *whos, size_t rounds_n, struct str area, uint32_t asked,
	struct str after, size_t limit, struct missed **ret, size_t *ret_n, struct str *ret_next);

#endif
