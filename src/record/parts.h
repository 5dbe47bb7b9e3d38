/* The `sealed` column: parts in ascending class. doc/format/record.md, section 2. */
#ifndef RECORD_PARTS_H
#define RECORD_PARTS_H

#include "record/record.h"

struct part {
	enum class c;
	bool erased; /* then bytes is the hash of what was there */
	struct uuid key;
	struct str bytes;
};

/* 1 and the next part, rest moved past it; 0 at the end; -1 where the bytes are no parts. */
int parts_next(struct str *rest, struct part *ret);
/* All of it reads well, in strictly ascending class. */
bool parts_valid(struct str sealed);
void parts_add(struct buf *b, const struct part *p);
/* The hash of a part, kept or erased. */
void parts_hash(const struct part *p, uint8_t ret[SEAL_HASH]);
/* The same with every part of a class in mask (bit 1 << class) erased; ret_n: how many were erased now. */
int parts_erase(struct cx *cx, struct str sealed, unsigned mask, struct str *ret, size_t *ret_n);

/* What binds a part to its place: 16 bytes of the id, then the class. */
#define PART_BOUND 17
struct str part_bound(const struct uuid *id, enum class c, char bytes[PART_BOUND]);

#endif
