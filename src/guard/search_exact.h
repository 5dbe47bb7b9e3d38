/* What belongs to one only, by the whole of it: phones, document numbers, plates, and codes on things (a tube). For this room only;
 * kept as keyed hashes, so that nothing that is sealed lies in it. One lock over it all is the caller's. */
#ifndef GUARD_SEARCH_EXACT_H
#define GUARD_SEARCH_EXACT_H

#include "record/record.h"
#include "seal/seal.h"

#define EXACT_MIN 4         /* characters: what is shorter is none */
#define EXACT_FOUND_MAX 200 /* the newest of them */

struct exact_entry {
	uint64_t hash;     /* of the value */
	uint32_t open : 1; /* a code on a thing, and no number of a person */
	uint32_t doc : 31; /* of struct index */
	uint32_t next;     /* an older one with this value, + 1; 0: none */
};

struct exact {
	struct exact_entry *all;
	size_t n, cap;
	uint32_t *slots; /* value → its newest entry + 1 */
	size_t slots_n, slots_cap;
	struct seal_key key;
};

void exact_init(struct exact *x);
void exact_done(struct exact *x);
/* Whether a record of this kind may have such a value; of class c for each field. */
bool exact_in(const struct kind *k);
bool exact_field(const struct field *f);
/* value: in normal form (index_normal); open: it is a code on a thing. What is too short is left out. E_NO_MEMORY. */
int exact_add(struct cx *cx, struct exact *x, struct str value, bool open, uint32_t doc);
/* Newest first, at most EXACT_FOUND_MAX; ret has room for so many. *is_persons is set where among them is a number of a person. */
size_t exact_find(const struct exact *x, struct str value, uint32_t *ret, bool *is_persons);

#endif
