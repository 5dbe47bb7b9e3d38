/* UUIDs: their text, their order, and the two versions that we make. */
#include "core/uuid.h"

#include <string.h>

const struct uuid uuid_nil = { { 0 } };

bool uuid_read(struct str s, struct uuid *ret)
{
	static const uint8_t parts[] = { 4, 2, 2, 2, 6 }; /* bytes */
	size_t i = 0, k = 0;

	if (s.n != UUID_TEXT)
		return false;
	for (size_t part = 0; part < sizeof(parts); k += parts[part++]) {
		if (part && s.p[i++] != '-')
			return false;
		if (!hex_read((struct str){ s.p + i, 2 * (size_t)parts[part] }, &ret->b[k],
			    parts[part]))
			return false;
		i += 2 * (size_t)parts[part];
	}
	return true;
}

void uuid_write(const struct uuid *u, char ret_text[UUID_TEXT + 1])
{
	char *to = ret_text;

	for (size_t k = 0; k < sizeof(u->b); k++) {
		if (k == 4 || k == 6 || k == 8 || k == 10)
			*to++ = '-';
		*to++ = "0123456789abcdef"[u->b[k] >> 4];
		*to++ = "0123456789abcdef"[u->b[k] & 15];
	}
	*to = 0;
}

void buf_uuid(struct buf *b, const struct uuid *u)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	buf_add(b, text, UUID_TEXT);
}

int uuid_cmp(const struct uuid *a, const struct uuid *b)
{
	return memcmp(a->b, b->b, sizeof(a->b));
}

bool uuid_eq(const struct uuid *a, const struct uuid *b)
{
	return uuid_cmp(a, b) == 0;
}

struct str uuid_bytes(const struct uuid *u)
{
	return (struct str){ (const char *)u->b, sizeof(u->b) };
}

bool uuid_is_nil(const struct uuid *u)
{
	return uuid_eq(u, &uuid_nil);
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
