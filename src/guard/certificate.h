/* Certificates: that something was destroyed, from what the journal says of it.
 *
 * Everything in one is read from entries that endure: the erasures of one purge (they name the keys, or the records), the key
 * entries (what each was for, which a purge leaves open), and how many records and refusals have a part under these keys. So whoever has the
 * journal, or a restore of it, makes the same certificate again, to the byte. A mac under a key of the site binds what is only on
 * the paper: who witnessed it, and by which day older copies are destroyed. */
#ifndef GUARD_CERTIFICATE_H
#define GUARD_CERTIFICATE_H

#include "guard/site.h"

#define CERTIFICATE_MAX 65536     /* bytes of its text */
#define CERTIFICATE_WITNESSES 200 /* bytes */

struct certificate_class {
	size_t keys;
	int32_t from, to; /* months of arrival, both included; 0: of the roster, which has none */
};

struct certificate {
	int64_t n;                             /* the how-manieth purge of this journal */
	int64_t first, last;                   /* its entries */
	int64_t at;                            /* ms */
	struct str reason, via;                /* why, and who did it */
	struct uuid incident, order, approval; /* nil: none */
	struct str ordered_by, approved_by;    /* "": nobody */
	struct str master;                     /* the mark of the master key that went with them */
	size_t keys;                           /* destroyed; 0: one person's erasure */
	size_t records, refusals;              /* that one person's erasure names */
	size_t sealed; /* records and refusals with a part under these keys */
	size_t scopes; /* rounds and incidents of the keys */
	struct certificate_class classes[CLASSES];
	uint8_t ids[SEAL_HASH];   /* digest over what was named, in the order of the journal */
	uint8_t entry[SEAL_HASH]; /* digest of the last entry */
};

/* The n-th; 0: the newest. E_NOT_FOUND. In no transaction; reads the journal through. */
int certificate_read(struct cx *cx, struct site *s, int64_t n, struct certificate *ret);
/* As JSON, with its mac. destroy_by: a local day; 0: none was named. */
int certificate_write(struct cx *cx, struct site *s, const struct certificate *c,
	struct str witnesses, int32_t destroy_by, struct str *ret);
/* Is this text one that this journal makes? E_CERTIFICATE: no. E_JSON … : it is none at all. */
int certificate_check(struct cx *cx, struct site *s, struct str text, struct certificate *ret);

#endif
