/* The index itself: texts by pairs of characters. For this room only; one lock over it all is
 * the caller's. */
#ifndef GUARD_SEARCH_INDEX_H
#define GUARD_SEARCH_INDEX_H

#include "core/err.h"
#include "core/uuid.h"

#define INDEX_TEXT_MAX 512 /* bytes of a normal form; what is longer is cut */
#define INDEX_TERMS_MAX 8

enum doc {
	DOC_PLACE,
	DOC_PERSON, /* a name, or none where the record says another thing of the person */
	DOC_RECORD  /* without a text: only found by what search_exact.h knows */
};

struct index_doc {
	struct uuid record, subject;
	uint64_t text; /* where in the pool */
	uint16_t n;
	uint8_t what; /* enum doc */
	bool wiped;
};

struct index_posting {
	uint64_t pair; /* 0 = free */
	uint32_t *docs;
	uint32_t n, cap;
};

struct index {
	struct index_doc *docs;
	size_t n, cap;
	char **pool; /* pieces of 1 MiB */
	size_t pool_n, pool_cap;
	uint64_t pool_at;
	struct index_posting *postings;
	size_t postings_n, postings_cap;
	uint32_t *slots; /* record → doc + 1 */
	size_t slots_cap;
	uint64_t seed;
};

void index_init(struct index *x);
void index_done(struct index *x); /* wipes every text */
/* parts of the text are divided by U+001F; a person's name is also found by how it is read. E_NO_MEMORY; E_TOO_MANY at
 * SEARCH_DOCS_MAX. */
int index_add(struct cx *cx, struct index *x, const struct uuid *record, const struct uuid *subject,
	struct str text, enum doc what);
struct index_doc *index_of(
	struct index *x, const struct uuid *record); /* NULL; valid until the next index_add */
void index_wipe(
	struct index *x, struct index_doc *d); /* forgets its text, and it is found no more */
struct str index_text(const struct index *x, const struct index_doc *d);

struct index_terms {
	struct str term[INDEX_TERMS_MAX]; /* in normal form, none empty */
	size_t n;
};
int index_query(struct cx *cx, struct str query,
	struct index_terms *ret); /* E_BAD_REQUEST when nothing is left of it */
/* What is in both lists may hold all terms: a superset, but for queries of single characters only,
 * the first of which must begin a part of the text. Both ascend and point into the index; where
 * there is one list only, it is both. */
struct index_candidates {
	const uint32_t *docs; /* the shorter list, which is walked */
	size_t n;
	const uint32_t *also;
	size_t also_n, at; /* how far it was looked through */
};
void index_candidates(
	const struct index *x, const struct index_terms *t, struct index_candidates *ret);
/* Of docs, in ascending order. */
bool index_in_both(struct index_candidates *c, uint32_t doc);
/* person: a term of letters may also be how the name is read (guard/pinyin.h). */
bool index_fits(struct str normal, const struct index_terms *t, bool person);
/* Half width, lower case, without spaces and dots; U+001F stays when keep. At most
 * INDEX_TEXT_MAX bytes. */
int index_normal(struct cx *cx, struct str text, bool keep, struct str *ret);

/* Blocks of zeroed memory for tables: a larger one with the old contents, NULL where there is none; and back. */
void *index_grow(void *old, size_t n_old, size_t n_new, size_t size);
void index_drop(void *p, size_t n, size_t size); /* takes NULL */

#endif
