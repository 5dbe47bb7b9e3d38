/* The master key in use: what may be known of it, and putting another in its place.
 *
 * A change wraps every living data key anew in one transaction; no record is touched. The new key lies durably at its source before
 * the transaction begins, and takes the old one's place after it is committed: whenever the machine stops, one of the two opens
 * the data, and site_open finds out which. Nobody else may write meanwhile: a folder that is served is refused (E_SERVING).
 * Data keys change by themselves: each month has its own. */
#ifndef GUARD_MASTER_H
#define GUARD_MASTER_H

#include "guard/site.h"
#include "seal/seal.h"

struct master {
	enum seal_source kind;
	char mark[2 * SEAL_MARK + 1]; /* hex: what tells it from others */
	int64_t since;                /* 0: not known (data that was restored) */
	size_t data_keys, other_keys; /* living */
	bool kept;                    /* the key before it lies at PATH.old */
};
int master_show(struct cx *cx, struct site *s, struct master *ret);

struct master_change {
	const char *to; /* the new key's source; NULL: a new one in the file of now */
	bool keep; /* the old file stays, as PATH.old or where it was; else it goes, and the one that was kept, too */
	/* In the same transaction, behind the new keys' place and before the wrapping; NULL: nothing. */
	int (*inside)(struct cx *cx, struct site *s, void *arg);
	void *arg;
	char mark[2 * SEAL_MARK + 1]; /* of the old key; set before inside runs */
	bool done;                    /* it is durable, even where what comes after it failed */
};
int master_change(struct cx *cx, struct site *s, struct master_change *change);
/* The file of now under another passphrase, or none, while nobody puts another key there: each writes what it read. */
int master_lock(struct cx *cx, const struct site *s, struct str passphrase);

#endif
