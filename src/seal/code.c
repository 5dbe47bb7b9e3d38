/* One-time codes (RFC 6238). libsodium has no SHA-1, so the keyed hash is GnuTLS's. */
#include <gnutls/crypto.h>
#include <string.h>

#include "seal/seal.h"
#include "sys/sys.h"

#define SECRET 20
#define STEP_MS 30000
#define DIGITS 6
#define MODULUS 1000000

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

int seal_code_new(struct cx *cx, struct str *ret_secret)
{
	uint8_t bytes[SECRET];
	char *text = cx_alloc(cx, SEAL_CODE_SECRET + 1);

	if (!text)
		return -E_NO_MEMORY;
	sys_random(bytes, sizeof(bytes));
	/* 20 bytes are 32 letters of 5 bits. */
	for (size_t i = 0; i < SEAL_CODE_SECRET; i++) {
		size_t at = i * 5 / 8, shift = i * 5 % 8;
		unsigned two = (unsigned)bytes[at] << 8 | (at + 1 < SECRET ? bytes[at + 1] : 0u);

		text[i] = letters[two >> (11 - shift) & 31];
	}
	seal_wipe(bytes, sizeof(bytes));
	*ret_secret = (struct str){ text, SEAL_CODE_SECRET };
	return 0;
}

static bool secret_read(struct str text, uint8_t ret[SECRET])
{
	unsigned bits = 0;
	size_t n = 0, left = 0;

	if (text.n != SEAL_CODE_SECRET)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		const char *at = memchr(letters, text.p[i], 32);

		if (!at)
			return false;
		bits = bits << 5 | (unsigned)(at - letters);
		left += 5;
		if (left >= 8) {
			left -= 8;
			ret[n++] = (uint8_t)(bits >> left);
		}
	}
	return true;
}

static bool code_at(const uint8_t secret[SECRET], int64_t step, unsigned *ret)
{
	uint8_t counter[8], mac[20];
	const uint8_t *p;

	for (int i = 0; i < 8; i++)
		counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
	if (gnutls_hmac_fast(GNUTLS_MAC_SHA1, secret, SECRET, counter, sizeof(counter), mac) < 0)
		return false;
	p = mac + (mac[19] & 15);
	*ret = ((unsigned)(p[0] & 127) << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3]) %
		MODULUS;
	return true;
}

/* People read it off in two groups of three. */
static bool number_read(struct str code, unsigned *ret)
{
	size_t n = 0;

	*ret = 0;
	for (size_t i = 0; i < code.n; i++) {
		if (code.p[i] == ' ')
			continue;
		if (code.p[i] < '0' || code.p[i] > '9' || ++n > DIGITS)
			return false;
		*ret = *ret * 10 + (unsigned)(code.p[i] - '0');
	}
	return n == DIGITS;
}

int64_t seal_code_step(struct str secret, struct str code, int64_t now_ms)
{
	int64_t step = now_ms / STEP_MS, found = 0;
	uint8_t key[SECRET];
	unsigned typed, right;

	if (!number_read(code, &typed) || !secret_read(secret, key))
		return 0;
	for (int64_t s = step - 1; s <= step + 1; s++)
		if (s > 0 && code_at(key, s, &right) && right == typed)
			found = s;
	seal_wipe(key, sizeof(key));
	return found;
}
