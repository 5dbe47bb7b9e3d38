/* The journal: the one enduring order of entries, and what is sealed in it.
 *
 * One writer at a time appends in a write transaction of the store; pos grows by one without gaps. Nothing is
 * ever changed in place but by an erasure or a purge. doc/format/record.md, sections 2 and 3.
 * A journal is used by one thread at a time, the keyring inside it is shared by all (its own lock). */
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "record/record.h"
#include "store/store.h"

enum entry_type {
	ENTRY_RECORD = 1,
	ENTRY_REFUSAL,
	ENTRY_LOGIN,
	ENTRY_DEVICE,
	ENTRY_LOOK,
	ENTRY_KEY,
	ENTRY_ERASURE,
	ENTRY_KNOWN /* from here on types that a newer program has written: kept, and left alone */
};
#define ENTRY_TYPE_MAX 31
enum { BIT_CONFIRMED = 1, BIT_HELD = 2, BIT_CLOCK = 4, BIT_NEWER = 8 };

struct entry {
	int64_t pos;
	enum entry_type type;
	uint32_t bits;
	struct uuid id, batch;
	int64_t received, at_used;
	struct str via, open, sealed;
	struct str
		secret; /* of one that is no record, before it is appended: what is to be sealed; never stored */
	uint8_t digest[SEAL_HASH];
};

struct keyring; /* data keys, match key, box pair, cookie key: record/keys.h */

struct journal {
	struct store *store;
	struct keyring *keys;
	const struct kinds *kinds;
	struct recent *recent;   /* of a writer that keeps one; NULL: every row is read */
	struct written *written; /* of a rebuild; NULL: any row may be there */
	int64_t before;          /* the newest pos before this transaction, */
	int64_t last;            /* and in it: both set by journal_begin */
	uint8_t top
		[SEAL_HASH]; /* the digest of the entry at last, where this transaction has put it */
};

/* Makes the enduring tables in an empty store and the first entries (keys); E_EXISTS if there are some. */
int journal_create(struct cx *cx, struct journal *j);
/* 1 when the enduring tables are there, 0 when not. */
int journal_there(struct cx *cx, struct store *s);
/* In a write transaction just begun: reads the newest pos and takes in keys that others wrote. */
int journal_begin(struct cx *cx, struct journal *j);
/* Gives each entry its pos and digest and writes it. */
int journal_put(struct cx *cx, struct journal *j, struct entry *entries, size_t n);
/* Entries of records by id (ret[i].pos = 0: none such). Reads or writes. */
int journal_find(
	struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, struct entry *ret);
/* The same, and of the first `own` ids the newest refusal that exists with it: ret_refused[i] (0: none). */
int journal_known(struct cx *cx, struct journal *j, const struct uuid *ids, size_t own, size_t n,
	int64_t *ret_refused, struct entry *ret);
/* The newest refusals with one id, at most n_max, newest first. */
int journal_refusals_of(struct cx *cx, struct journal *j, const struct uuid *id, size_t n_max,
	struct entry **ret, size_t *ret_n);
int journal_newest(struct cx *cx, struct store *s, int64_t *ret_pos);
/* With its digest; 0 and zeros in an empty one. */
int journal_top(struct cx *cx, struct store *s, int64_t *ret_pos, uint8_t ret_digest[SEAL_HASH]);

/* All entries after a position in order, without what is sealed; at most n_max. */
int journal_read_open(struct cx *cx, struct store *s, int64_t after, size_t n_max,
	struct entry **ret, size_t *ret_n);
/* All entries after a position in order; at most n_max; types: bit 1 << type, 0 = all. */
int journal_read(struct cx *cx, struct store *s, int64_t after, size_t n_max, unsigned types,
	struct entry **ret, size_t *ret_n);

/* Local facts that are not in the journal: 'epoch', 'safe_pos', 'site' …; STR_NONE when unset. */
int journal_meta(struct cx *cx, struct store *s, const char *name, struct str *ret);
int journal_meta_set(struct cx *cx, struct store *s, const char *name, struct str value);

/* Seals the plains of r into ret (needs a transaction: a data key may have to be made). */
int journal_seal(struct cx *cx, struct journal *j, const struct record *r, struct str *ret);
/* Seals one text as class c for an id under a scope; used for refusals, logins, devices. */
int journal_seal_one(struct cx *cx, struct journal *j, const struct uuid *id,
	const struct uuid *scope, int64_t received, enum class c, struct str plain,
	struct str *ret);
/* Opens class c of sealed; E_SEALED when erased or its key is gone; STR_NONE when there is no such part. */
int journal_open(struct cx *cx, struct keyring *k, const struct uuid *id, struct str sealed,
	enum class c, struct str *ret);
void journal_digest(const struct entry *e, uint8_t ret[SEAL_HASH]);
/* The record of an entry with via, received, at_used, bits, pos filled in. */
int journal_record(
	struct cx *cx, const struct kinds *ks, const struct entry *e, struct record **ret);

/* Why something is erased. Of keys: whose they are, by which order and whose approval of it, and the mark of the master key that goes
 * with them; nil and "" where there is none. */
struct erasing {
	struct str reason, via;
	int64_t now;
	struct str master;
	struct uuid incident, order, approval;
};

/* Erases every sealed part of these records here and writes the erasure entry. In a write transaction. */
int journal_erase(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	struct str reason, struct str via, int64_t now);
/* The same for these refusals alone: under their ids there may be others' records. */
int journal_erase_refusals(struct cx *cx, struct journal *j, struct entry *refusals, size_t n,
	struct str reason, struct str via, int64_t now);

/* Every digest, every pos, every key's presence. counts are per entry type. E_VERIFY names the first fault. */
struct verify_result {
	int64_t entries, first, last, by_type[ENTRY_KNOWN], erased, keyless;
	int64_t newer; /* of types that only a newer program knows */
};
int journal_verify(struct cx *cx, struct store *s, struct verify_result *ret,
	void (*progress)(void *arg, int64_t done), void *arg);

#endif
