/* Pseudonyms: forty bits of a hash of an id, keyed, for what does not name a person must not be looked up by his id either. */
#include "guard/guard.h"

#include <string.h>

#include "core/code32.h"

#define DIGITS 8

int guard_pseudonym(
	struct cx *cx, struct keyring *k, const struct uuid *subject, char ret[PSEUDONYM + 1])
{
	uint8_t text[10 + sizeof(subject->b)] = "pseudonym\n", hash[SEAL_HASH], digits[DIGITS];
	struct seal_key key;
	int e = keyring_special(cx, k, "cookie", &key);

	if (e)
		return e;
	memcpy(text + 10, subject->b, sizeof(subject->b));
	seal_hash(&key, (struct str){ (const char *)text, sizeof(text) }, hash);
	seal_wipe(&key, sizeof(key));
	for (size_t i = 0; i < DIGITS; i++)
		digits[i] = hash[i] & 31;
	code32_write(digits, DIGITS, ret);
	return 0;
}
