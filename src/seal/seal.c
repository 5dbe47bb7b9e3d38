/* libsodium behind our own calls. Keys and nonces are drawn from sys_random. */
#include "seal/seal.h"

#include <sodium.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NONCE + TAG == SEAL_OVERHEAD, "a sealed part is nonce, ciphertext, tag");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == SEAL_KEY, "key size");
_Static_assert(crypto_auth_hmacsha256_KEYBYTES == SEAL_KEY, "key size");
_Static_assert(crypto_box_SECRETKEYBYTES == SEAL_KEY, "key size");
_Static_assert(sizeof(crypto_generichash_state) <= sizeof(struct seal_hasher), "hasher size");

static const unsigned char *bytes(struct str s)
{
	return (const unsigned char *)s.p;
}

int seal_start(void)
{
	return sodium_init() < 0 ? -E_KEY : 0;
}

struct seal_key seal_key_new(void)
{
	struct seal_key k;

	sys_random(k.b, sizeof(k.b));
	return k;
}

void seal_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

bool seal_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

int seal_close(struct cx *cx, const struct seal_key *k, struct str plain, struct str bound,
	struct str *ret)
{
	unsigned char *out = cx_alloc(cx, plain.n + SEAL_OVERHEAD);
	unsigned long long n;

	if (!out)
		return -E_NO_MEMORY;
	sys_random(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		out + NONCE, &n, bytes(plain), plain.n, bytes(bound), bound.n, NULL, out, k->b);
	*ret = (struct str){ (char *)out, NONCE + (size_t)n };
	return 0;
}

/* What did not open is named by what it was bound to, which begins with an id. */
static int sealed_err(struct cx *cx, struct str bound)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_hex(&b, bound.p, bound.n < 16 ? bound.n : 16);
	return err(cx, E_SEALED, NULL, cx_text(cx, buf_get(&b)));
}

int seal_open(struct cx *cx, const struct seal_key *k, struct str sealed, struct str bound,
	struct str *ret)
{
	unsigned char *out;
	unsigned long long n;

	if (sealed.n < SEAL_OVERHEAD)
		return sealed_err(cx, bound);
	out = cx_alloc(cx, sealed.n - SEAL_OVERHEAD + 1);
	if (!out)
		return -E_NO_MEMORY;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &n, NULL, bytes(sealed) + NONCE,
		    sealed.n - NONCE, bytes(bound), bound.n, bytes(sealed), k->b) != 0)
		return sealed_err(cx, bound);
	*ret = (struct str){ (char *)out, (size_t)n };
	return 0;
}

void seal_hash(const struct seal_key *k, struct str s, uint8_t ret[SEAL_HASH])
{
	crypto_generichash(ret, SEAL_HASH, bytes(s), s.n, k ? k->b : NULL, k ? SEAL_KEY : 0);
}

/* The library wants its state aligned to 64 bytes, which memory of an arena is not: it works on a copy. */
void seal_hash_begin(struct seal_hasher *h)
{
	crypto_generichash_state s;

	crypto_generichash_init(&s, NULL, 0, SEAL_HASH);
	memcpy(h->state, &s, sizeof(s));
}

void seal_hash_add(struct seal_hasher *h, const void *p, size_t n)
{
	crypto_generichash_state s;

	memcpy(&s, h->state, sizeof(s));
	crypto_generichash_update(&s, p, n);
	memcpy(h->state, &s, sizeof(s));
}

void seal_hash_end(struct seal_hasher *h, uint8_t ret[SEAL_HASH])
{
	crypto_generichash_state s;

	memcpy(&s, h->state, sizeof(s));
	crypto_generichash_final(&s, ret, SEAL_HASH);
	sodium_memzero(&s, sizeof(s));
	sodium_memzero(h, sizeof(*h));
}

void seal_hmac256(const struct seal_key *k, struct str s, uint8_t ret[32])
{
	crypto_auth_hmacsha256(ret, bytes(s), s.n, k->b);
}

int seal_password_hash(struct cx *cx, struct str password, struct str *ret)
{
	char out[crypto_pwhash_STRBYTES];

	if (crypto_pwhash_str(out, password.p ? password.p : "", password.n,
		    crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		return err(cx, E_NO_MEMORY, NULL);
	return cx_str(cx, str_of(out), ret);
}

bool seal_password_fits(struct str password, struct str hash)
{
	char stored[crypto_pwhash_STRBYTES] = "";

	if (hash.n == 0 || hash.n >= sizeof(stored))
		return false;
	memcpy(stored, hash.p, hash.n);
	return crypto_pwhash_str_verify(stored, password.p ? password.p : "", password.n) == 0;
}

int seal_password_new(struct cx *cx, struct str *ret)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
	char out[19];

	for (size_t i = 0; i < sizeof(out); i++)
		out[i] = i % 5 == 4 ? '-' : letters[randombytes_uniform(sizeof(letters) - 1)];
	return cx_str(cx, (struct str){ out, sizeof(out) }, ret);
}

void seal_pair_new(uint8_t ret_public[32], struct seal_key *ret_secret)
{
	*ret_secret = seal_key_new();
	check(crypto_scalarmult_base(ret_public, ret_secret->b) == 0);
}

int seal_box_close(struct cx *cx, const uint8_t public_key[32], struct str plain, struct str *ret)
{
	unsigned char *out = cx_alloc(cx, plain.n + crypto_box_SEALBYTES);

	if (!out)
		return -E_NO_MEMORY;
	if (crypto_box_seal(out, bytes(plain), plain.n, public_key) != 0)
		return err(cx, E_BOX, NULL, "公钥无效", "the public key is not one");
	*ret = (struct str){ (char *)out, plain.n + crypto_box_SEALBYTES };
	return 0;
}

int seal_box_open(struct cx *cx, const struct seal_key *secret, struct str box, struct str *ret)
{
	uint8_t public_key[crypto_box_PUBLICKEYBYTES];
	unsigned char *out;

	if (box.n < crypto_box_SEALBYTES)
		return err(cx, E_BOX, NULL, "长度不够，不完整", "it is too short to be whole");
	out = cx_alloc(cx, box.n - crypto_box_SEALBYTES + 1);
	if (!out)
		return -E_NO_MEMORY;
	check(crypto_scalarmult_base(public_key, secret->b) == 0);
	if (crypto_box_seal_open(out, bytes(box), box.n, public_key, secret->b) != 0)
		return err(cx, E_BOX, NULL, "不是按本系统的公钥密封的，或已损坏",
			"it was not sealed to this server's key, or is damaged");
	*ret = (struct str){ (char *)out, box.n - crypto_box_SEALBYTES };
	return 0;
}
