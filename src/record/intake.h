/* What record.c and check.c share of a record's reading; for this room only. */
#ifndef RECORD_INTAKE_H
#define RECORD_INTAKE_H

#include "record/record.h"

extern const struct json json_empty_object;

/* NULL if k is NULL or has no such field. */
const struct field *kind_field(const struct kind *k, struct str name);
const struct choice *choice_find(const struct choice *list, struct str name); /* NULL */
/* "12.5": at most 15 digits and 3 decimals, no needless zero before; the value in thousandths. */
bool decimal_read(struct str s, int64_t *ret_milli);
/* Sorts, drops repeats, and returns how many are left. */
size_t uuid_sort(struct uuid *u, size_t n);
/* Takes the ids of a checked list in ascending order, each once. */
int record_corrects(struct cx *cx, const struct json *list, struct record *r);
/* Brings r->body from r->v to the version of r->kind. */
int record_lift(struct cx *cx, const struct kinds *ks, struct record *r);

/* -- one reading from a sender: check.c, split.c -- */

#define FIELDS_MAX 256 /* of one kind */

enum member {
	M_ID,
	M_KIND,
	M_V,
	M_AT,
	M_BY,
	M_WITNESS,
	M_DEVICE,
	M_SEQ,
	M_AREA,
	M_SUBJECT,
	M_ROUND,
	M_BODY,
	M_SEEN,
	M_CORRECTS,
	M_MAC,
	MEMBERS
};

extern const struct str member_names[MEMBERS];
enum member member_of(struct str name); /* MEMBERS: none */

/* One reading. */
struct intake {
	struct cx *cx;
	const struct kinds *ks;
	const struct sender *from;
	const struct json *v;
	struct record *r;
	const struct kind *written;    /* in the version of the record; NULL if newer */
	const struct json *m[MEMBERS]; /* NULL: absent or null */
	bool null, unknown; /* a member is null; there is one that the envelope does not know */
	struct str unknown_name;
	uint32_t sealed[CLASSES];    /* body fields present, by class */
	uint8_t classes[FIELDS_MAX]; /* class of each body member, in source order */
};

/* Makes open and plain of a checked record. */
int intake_split(struct intake *in);
/* What this program does not understand is kept whole and sealed; its envelope stays open. */
int intake_split_newer(struct intake *in);
/* E_TOO_LONG. */
int intake_size(struct intake *in);

#endif
