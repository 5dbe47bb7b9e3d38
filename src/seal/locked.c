/* Three lines:
 *
 *   BULOU-KEY 1
 *   argon2id PASSES BYTES SALT            salt: 32 hex digits
 *   nonce, sealed key and tag             144 hex digits
 *
 * The key that seals is Argon2id of the passphrase; the first two lines are bound to what is sealed, so that nobody can make it cheaper
 * to guess. New files take 256 MiB and about a second; what a file may ask for is bounded, since whoever lays a file here could else
 * take the machine's memory. */
#include "seal/locked.h"

#include <sodium.h>
#include <string.h>

#include "sys/sys.h"

#define FIRST "BULOU-KEY 1"
#define SALT crypto_pwhash_SALTBYTES
#define PASSES crypto_pwhash_OPSLIMIT_MODERATE
#define BYTES crypto_pwhash_MEMLIMIT_MODERATE
#define PASSES_MAX 16
#define BYTES_MAX ((size_t)1 << 30)
#define SEALED (SEAL_KEY + SEAL_OVERHEAD)

struct cost {
	uint64_t passes;
	size_t bytes;
	uint8_t salt[SALT];
};

bool locked_is(struct str text)
{
	return str_starts(text, STR(FIRST "\n"));
}

static int derive(
	struct cx *cx, const struct cost *cost, struct str passphrase, struct seal_key *ret)
{
	if (crypto_pwhash(ret->b, SEAL_KEY, passphrase.p, passphrase.n, cost->salt, cost->passes,
		    cost->bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err(cx, E_NO_MEMORY, NULL);
	return 0;
}

static int head_write(struct cx *cx, const struct cost *cost, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, FIRST "\nargon2id %llu %llu ", (unsigned long long)cost->passes,
		(unsigned long long)cost->bytes);
	buf_hex(&b, cost->salt, SALT);
	buf_z(&b, "\n");
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

int locked_write(struct cx *cx, const struct seal_key *k, struct str passphrase, struct str *ret)
{
	struct cost cost = { .passes = PASSES, .bytes = BYTES };
	struct str head = STR_NONE, sealed, plain = { (const char *)k->b, SEAL_KEY };
	struct seal_key wrap;
	struct buf b;
	int e;

	sys_random(cost.salt, SALT);
	e = derive(cx, &cost, passphrase, &wrap);
	if (!e)
		e = head_write(cx, &cost, &head);
	if (!e)
		e = seal_close(cx, &wrap, plain, head, &sealed);
	seal_wipe(&wrap, sizeof(wrap));
	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_str(&b, head);
	buf_hex(&b, (const uint8_t *)sealed.p, sealed.n);
	buf_z(&b, "\n");
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static bool cost_read(struct str line, struct cost *ret)
{
	struct str word;
	int64_t passes, bytes;

	if (!str_split(&line, ' ', &word) || !str_is(word, "argon2id") ||
		!str_split(&line, ' ', &word) || !str_int(word, &passes) || passes < 1 ||
		passes > PASSES_MAX || !str_split(&line, ' ', &word) || !str_int(word, &bytes) ||
		bytes < (int64_t)crypto_pwhash_MEMLIMIT_MIN || bytes > (int64_t)BYTES_MAX)
		return false;
	ret->passes = (uint64_t)passes;
	ret->bytes = (size_t)bytes;
	return line.n == (size_t)2 * SALT && hex_read(line, ret->salt, SALT);
}

static bool text_read(struct str text, struct cost *ret, struct str *ret_head, uint8_t *sealed)
{
	struct str rest = text, line;

	return locked_is(text) && str_split(&rest, '\n', &line) && str_split(&rest, '\n', &line) &&
		cost_read(line, ret) &&
		(*ret_head = (struct str){ text.p, text.n - rest.n }, true) &&
		str_split(&rest, '\n', &line) && line.n == (size_t)2 * SEALED && rest.n == 0 &&
		hex_read(line, sealed, SEALED);
}

int locked_read(
	struct cx *cx, struct str text, struct str passphrase, bool *ret_fits, struct seal_key *ret)
{
	uint8_t bytes[SEALED];
	struct str head, plain, sealed = { (const char *)bytes, SEALED };
	struct seal_key wrap;
	struct cost cost;
	int e;

	*ret_fits = false;
	if (!text_read(text, &cost, &head, bytes))
		return -E_FILE;
	e = derive(cx, &cost, passphrase, &wrap);
	if (!e)
		e = seal_open(cx, &wrap, sealed, head, &plain);
	seal_wipe(&wrap, sizeof(wrap));
	if (e == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	if (e)
		return e;
	memcpy(ret->b, plain.p, SEAL_KEY);
	seal_wipe((char *)plain.p, plain.n);
	*ret_fits = true;
	return 0;
}
