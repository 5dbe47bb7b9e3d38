/* What tells one person from another: the parts that a record says, each in its normal form, and their keyed hashes. */
#ifndef COVER_PERSON_PARTS_H
#define COVER_PERSON_PARTS_H

#include "core/json.h"
#include "seal/seal.h"

enum { LABEL_DOCUMENT = 1, LABEL_BIRTH, LABEL_PHONE };
enum part { PART_NAME, PART_DOCUMENT, PART_BIRTH, PART_PHONE, PART_AREA, PARTS };

struct person_parts {
	struct str of[PARTS]; /* n = 0: not said */
};

struct person_hash {
	int64_t mac; /* the first 8 bytes of the HMAC */
	int64_t label;
};

/* identity, contact: plain parts of a record (JSON), STR_NONE where it has none. */
int person_parts_read(struct cx *cx, struct str area, struct str identity, struct str contact,
	struct person_parts *ret);
/* Of the document number; name, birth and area; name and phone: as many as the parts allow. */
size_t person_hashes(struct cx *cx, const struct seal_key *key, const struct person_parts *p,
	struct person_hash ret[3]);

#endif
