/* UUIDs: their text, their order, and the two versions that we make. */
#include "core/uuid.h"

#include <string.h>

#include "core/hex.h"

const struct uuid uuid_nil = { { 0 } };

/* Where the digits of each byte stand. */
static const uint8_t places[16] = { 0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34 };

/* Nothing is asked before all is read: ids are as good as always right, and there are four in a record. */
bool uuid_read(struct str s, struct uuid *ret)
{
	unsigned good = HEX_DIGIT, high, low;
	struct uuid u;

	if (s.n != UUID_TEXT || s.p[8] != '-' || s.p[13] != '-' || s.p[18] != '-' || s.p[23] != '-')
		return false;
	for (size_t k = 0; k < sizeof(u.b); k++) {
		high = hex_values[(uint8_t)s.p[places[k]]];
		low = hex_values[(uint8_t)s.p[places[k] + 1]];
		good &= high & low;
		u.b[k] = (uint8_t)(high << 4 | (low & 15));
	}
	if (good)
		*ret = u;
	return good;
}

void uuid_write(const struct uuid *u, char ret_text[UUID_TEXT + 1])
{
	static const char digits[] = "0123456789abcdef";

	ret_text[8] = ret_text[13] = ret_text[18] = ret_text[23] = '-';
	for (size_t k = 0; k < sizeof(u->b); k++) {
		ret_text[places[k]] = digits[u->b[k] >> 4];
		ret_text[places[k] + 1] = digits[u->b[k] & 15];
	}
	ret_text[UUID_TEXT] = 0;
}

void buf_uuid(struct buf *b, const struct uuid *u)
{
	char *to = buf_space(b, UUID_TEXT);

	if (to)
		uuid_write(u, to);
	if (to)
		b->n += UUID_TEXT;
}

int uuid_cmp(const struct uuid *a, const struct uuid *b)
{
	return memcmp(a->b, b->b, sizeof(a->b));
}

struct str uuid_bytes(const struct uuid *u)
{
	return (struct str){ (const char *)u->b, sizeof(u->b) };
}

/* RFC 9562: the version lies in the high half of byte 6, the variant (binary 10) atop byte 8. */
static void stamp(struct uuid *u, uint8_t version)
{
	u->b[6] = (uint8_t)((u->b[6] & 0x0f) | version << 4);
	u->b[8] = (uint8_t)((u->b[8] & 0x3f) | 0x80);
}

struct uuid uuid_v7(int64_t ms, const uint8_t random10[10])
{
	struct uuid u;

	for (int i = 0; i < 6; i++)
		u.b[i] = (uint8_t)((uint64_t)ms >> (40 - 8 * i));
	memcpy(u.b + 6, random10, 10);
	stamp(&u, 7);
	return u;
}

struct uuid uuid_v8(const uint8_t digest16[16])
{
	struct uuid u;

	memcpy(u.b, digest16, 16);
	stamp(&u, 8);
	return u;
}
