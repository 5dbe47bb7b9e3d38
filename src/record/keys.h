/* The keyring: data keys under the master key, opened once and kept in memory. Shared, with a lock. */
#ifndef RECORD_KEYS_H
#define RECORD_KEYS_H

#include "record/journal.h"

int keyring_new(struct cx *cx, const struct seal_key *master, struct keyring **ret);
void keyring_free(struct keyring *k); /* takes NULL */
/* Takes in the key entries after the newest it knows. E_KEY when the master key does not open them. */
int keyring_follow(struct cx *cx, struct keyring *k, struct store *s);
/* The same at the begin of a write transaction, which also settles what became of the keys made in the one
 * before: those that are not in the journal are forgotten. journal_begin calls it. before: the newest position; where
 * that is known and nothing came behind what was seen, nothing is read; -1: not known. */
int keyring_begin(struct cx *cx, struct keyring *k, struct store *s, int64_t before);
/* What began behind `before` is committed, up to last. It need not be told: then the next begin reads. */
void keyring_commit(struct keyring *k, int64_t before, int64_t last);
/* The key of (scope, class, month), made and journalled when missing (write transaction). The roster (scope
 * nil) has no month: 0 is taken whatever is given. */
int keyring_data(struct cx *cx, struct journal *j, const struct uuid *scope, enum class c,
	int32_t month, struct uuid *ret_id, struct seal_key *ret);
bool keyring_by_id(struct keyring *k, const struct uuid *id, struct seal_key *ret);
/* A rolled-back transaction takes the keys made in it with it. */
void keyring_rollback(struct keyring *k);
/* The scope of what seals passwords and the keys of devices. No purge takes it: without these nobody could log in and no
 * mac be checked, and they go with their accounts and devices. No record is sealed under it, whatever round it names. */
extern const struct uuid scope_accounts;
/* Has anything been sealed under that scope? */
bool keyring_has_scope(struct keyring *k, const struct uuid *scope);
/* use: "match", "box", "cookie"; the newest of that use; E_KEY if there is none. */
int keyring_special(struct cx *cx, struct keyring *k, const char *use, struct seal_key *ret);
/* The public half of the box pair; false if there is none. */
bool keyring_box_public(struct keyring *k, uint8_t ret[32]);
/* Makes and journals a new key of that use, which takes the place of the one before (write transaction). */
int keyring_renew(struct cx *cx, struct journal *j, const char *use);

/* For a purge, all in a write transaction after journal_begin. */
struct key_info {
	struct uuid id, scope; /* scope: of data keys */
	enum class c;          /* CLASS_OPEN for special keys */
	int32_t month;
	int64_t pos;
};
/* The living keys, oldest first. */
int keyring_list(struct cx *cx, struct keyring *k, struct key_info **ret, size_t *ret_n);
/* Empties the entries of these keys, forgets them and writes the erasure entries. */
int keyring_purge(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	const struct erasing *why);
/* Wraps every living key under another master key, in place; the ring goes on with it. */
int keyring_rewrap(struct cx *cx, struct journal *j, const struct seal_key *master);
/* Writes down which master key this data is under, for whoever writes it with another in memory: no new key is wrapped under that
 * (E_KEY_OTHER). In the transaction of the rewrap. */
int keyring_master_note(struct cx *cx, struct journal *j);
/* Where a transaction with these was not committed: forgets all, and reads it again under the old master key when it follows
 * next. After E_UNCERTAIN that is E_KEY if the wraps are new: the site is opened again. */
void keyring_renounce(struct keyring *k, const struct seal_key *master);

#endif
