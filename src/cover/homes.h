/* Homes as people's records tell them. They are sealed: with keys only. */
#ifndef COVER_HOMES_H
#define COVER_HOMES_H

#include "cover/cover_read.h"
#include "record/journal.h"

struct home {
	struct uuid person, dwelling; /* dwelling nil: it is none that is listed */
	struct uuid
		self;    /* of a staff member: the person of the roster that he is; nil: not told */
	int64_t at;      /* when the dwelling was told */
	struct str name; /* of the person, plain; STR_NONE where none is told */
	struct str birth, phone; /* homes_whole only: the day, the number */
};
/* Of each of these people the home and the name that the latest of his records tell, by person; who tells neither is left out, and
 * so is whoever's records were erased or have lost their key. */
int homes_told(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct home **ret, size_t *ret_n);

/* The same with birth and phone. */
int homes_whole(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct home **ret, size_t *ret_n);

/* The people of an area, of several that are one the one that stayed; by id. */
struct listed_person {
	struct uuid id;
	uint32_t flags;
};
int people_of(struct cx *cx, const struct cover *c, struct str area, struct listed_person **ret,
	size_t *ret_n);

/* What this record (one that is not there has pos 0) says of a home, though it may be none that is listed, and of a name, where a
 * later one said nothing of it (the latest come first). *told: a home is known. */
int home_open(
	struct cx *cx, const struct cover *c, const struct entry *e, struct home *h, bool *told);

/* On which local day this person was born, as the latest record that tells it says, by a date or by a document number; INT32_MIN: none
 * does. ids: all that he was merged with. */
int person_born(
	struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, int32_t *ret_day);

#endif
