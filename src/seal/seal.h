/* Sealing, keyed hashes, passwords: libsodium behind the few calls that we need.
 *
 * A sealed part is XChaCha20-Poly1305 (24-byte nonce, ciphertext, 16-byte tag) under a data key, bound to
 * the id and class it belongs to (additional data). Data keys are wrapped by a master key, which lies in a
 * file of its own beside the data, mode 0600, or comes from a program. doc/format/record.md. */
#ifndef SEAL_SEAL_H
#define SEAL_SEAL_H

#include "core/err.h"
#include "core/uuid.h"

#define SEAL_KEY 32
#define SEAL_HASH 32
#define SEAL_OVERHEAD (24 + 16)

struct seal_key {
	uint8_t b[SEAL_KEY];
};

int seal_start(void); /* once a process; 0, or -E_KEY if the library fails */
struct seal_key seal_key_new(void);
void seal_wipe(void *p, size_t n);
bool seal_same(const void *a, const void *b, size_t n); /* in constant time */

/* The master key. It comes from a source: the path of a file, or "command:PROGRAM ARG…", whose output is the text of one (a key
 * store, systemd-creds). The file holds the key itself, or the key sealed under a passphrase (Argon2id, its parameters in the
 * file). The passphrase is asked once a process: from the file that SEAL_PASSPHRASE names, else at the terminal. A file
 * that is made while SEAL_PASSPHRASE is set, or in the place of a sealed one, is sealed. */
#define SEAL_PASSPHRASE "BULOU_PASSPHRASE_FILE"
#define SEAL_PASSPHRASE_NEW "BULOU_NEW_PASSPHRASE_FILE"
#define SEAL_PASSPHRASE_MIN 8
#define SEAL_PASSPHRASE_MAX 256
#define SEAL_MARK 8
enum seal_source { SEAL_PLAIN, SEAL_LOCKED, SEAL_COMMAND };
bool seal_is_command(const char *source);
int seal_master_kind(struct cx *cx, const char *source, enum seal_source *ret);
/* What tells one master key from another, and nothing else of it. */
void seal_master_mark(const struct seal_key *k, uint8_t ret[SEAL_MARK]);
/* While one process puts another key, or the same in another form, in its place. Held until sys_close; E_KEY: another is at it.
 * *ret NULL: a command's, which nobody here writes. */
struct sys_file;
int seal_master_hold(struct cx *cx, const char *source, struct sys_file **ret);
/* Seals the file under another passphrase; "": writes it as it is. The old passphrase is asked where it has one. */
int seal_master_lock(struct cx *cx, const char *path, struct str passphrase);
/* Forgets the passphrase of this process. */
void seal_passphrase_forget(void);

/* The master key at its source. ret_made: create the file if missing (never overwrites), and was it this call that did, whatever
 * failed afterwards? NULL: it has to be there. E_KEY: missing, malformed, readable by others (mode & 077), not opened by the
 * passphrase. */
int seal_master_load(struct cx *cx, const char *source, bool *ret_made, struct seal_key *ret);
/* A new master key, in steps of which none can lose the data: renew lays it beside, as PATH.new
 * (one that is there already, from a renewal that was cut off, is taken again), and returns the old one to
 * unwrap with; when the data keys are durably wrapped under the new one, settle puts it in the old one's
 * place. next gives the key of a renewal that has not settled: after a crash the wraps are under either.
 * `to`: the new key is that of another source, made if it is a file that is missing; then nothing lies beside and nothing
 * settles. A command's key can be renewed to another source only. E_KEY, too, where the
 * new key is the old one. */
int seal_master_renew(struct cx *cx, const char *source, const char *to, struct seal_key *ret_old,
	struct seal_key *ret_new);
int seal_master_settle(struct cx *cx, const char *path);
int seal_master_next(struct cx *cx, const char *source, bool *ret_there, struct seal_key *ret);
/* Keeps the old key file as PATH.old before a renewal; E_KEY while another one is kept there. drop takes it away. */
int seal_master_keep(struct cx *cx, const char *path);
void seal_master_drop_kept(struct cx *cx, const char *path);
/* Takes away the file of a key that another source has replaced; a command's is for its owner to destroy. */
void seal_master_drop(const char *source);

/* ret: nonce ‖ ciphertext ‖ tag in the arena. bound: additional data, not stored. */
int seal_close(struct cx *cx, const struct seal_key *k, struct str plain, struct str bound,
	struct str *ret);
int seal_open(struct cx *cx, const struct seal_key *k, struct str sealed, struct str bound,
	struct str *ret); /* E_SEALED */

/* BLAKE2b-256; keyed when k is not NULL. The streaming form hashes pieces one after the other. */
void seal_hash(const struct seal_key *k, struct str s, uint8_t ret[SEAL_HASH]);
struct seal_hasher {
	uint8_t state[384]; /* of the library's; wherever it lies, it need not be aligned */
};
void seal_hash_begin(struct seal_hasher *h);
void seal_hash_add(struct seal_hasher *h, const void *p, size_t n);
void seal_hash_end(struct seal_hasher *h, uint8_t ret[SEAL_HASH]);

void seal_hmac256(const struct seal_key *k, struct str s, uint8_t ret[32]); /* HMAC-SHA-256 */

/* Argon2id, 64 MiB interactive; slow on purpose (about 60 ms): never on the HTTP or writer thread. */
int seal_password_hash(struct cx *cx, struct str password, struct str *ret);
bool seal_password_fits(struct str password, struct str hash);
/* A new password that a person can type: 4 groups of 4 letters and digits without 0 O 1 I l, and hyphens. */
int seal_password_new(struct cx *cx, struct str *ret);

/* Codes that a phone makes, each good once and for some 90 s (RFC 6238: HMAC-SHA-1, 30 s, 6 digits, which is what all such apps
 * know). secret: 20 bytes in base32. */
#define SEAL_CODE_SECRET 32
int seal_code_new(struct cx *cx, struct str *ret_secret);
/* The step of 30 s that this code belongs to, if it is this one or the one before or after; 0: it fits none. */
int64_t seal_code_step(struct str secret, struct str code, int64_t now_ms);

/* A box sealed to the server's public key (crypto_box_seal). */
void seal_pair_new(uint8_t ret_public[32], struct seal_key *ret_secret);
int seal_box_close(struct cx *cx, const uint8_t public_key[32], struct str plain, struct str *ret);
int seal_box_open(
	struct cx *cx, const struct seal_key *secret, struct str box, struct str *ret); /* E_BOX */

#endif
