/* UUIDs (RFC 9562). Text is lower-case 8-4-4-4-12; any version is taken in, ours are v7. */
#ifndef CORE_UUID_H
#define CORE_UUID_H

#include "core/str.h"

#define UUID_TEXT 36

struct uuid {
	uint8_t b[16];
};

extern const struct uuid uuid_nil;
bool uuid_read(
	struct str s, struct uuid *ret); /* upper case is taken too; false: *ret is as it was */
void uuid_write(const struct uuid *u, char ret_text[UUID_TEXT + 1]);
void buf_uuid(struct buf *b, const struct uuid *u);
int uuid_cmp(const struct uuid *a, const struct uuid *b);
static inline bool uuid_eq(const struct uuid *a, const struct uuid *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}
static inline bool uuid_is_nil(const struct uuid *u)
{
	return uuid_eq(u, &uuid_nil);
}
struct str uuid_bytes(
	const struct uuid *u); /* its 16 bytes, where they lie: a key of a map or of a row */
/* Version 7: 48 bits of ms since 1970 and 74 random bits (random10: 10 bytes). */
struct uuid uuid_v7(int64_t ms, const uint8_t random10[10]);
/* Version 8: from the first 16 bytes of a digest; the same input gives the same id. */
struct uuid uuid_v8(const uint8_t digest16[16]);

#endif
