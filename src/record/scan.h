/* A stream read through, and what a restore must know of it; for this room only. */
#ifndef RECORD_SCAN_H
#define RECORD_SCAN_H

#include "record/stream.h"

#define STREAM_KEYS_ONLY (1u << ENTRY_KEY | 1u << ENTRY_ERASURE)

struct stream_scan {
	struct stream_info info;
	unsigned types;          /* bit 1 << type of each entry */
	bool jumped;             /* positions are left out: a key list */
	uint8_t hash[SEAL_HASH]; /* of the end */
};

/* digests: checks that of each entry as well. E_STREAM. */
int stream_scan(struct cx *cx, const char *path, bool digests, struct stream_scan *ret);
/* The hash at the end, after stream_next returned 0. */
void stream_hash(const struct stream_reader *r, uint8_t ret[SEAL_HASH]);

#endif
