/* One step of UTF-8 (RFC 3629), inlined where every byte counts: str.c, the JSON reader and its
 * writer. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The ranges of the second byte after a lead byte keep out overlong forms, surrogates and what lies
 * above U+10FFFF (RFC 3629, section 4). */
static inline bool utf8_second(uint8_t lead, uint8_t b)
{
	switch (lead) {
	case 0xe0:
		return b >= 0xa0 && b <= 0xbf;
	case 0xed:
		return b >= 0x80 && b <= 0x9f;
	case 0xf0:
		return b >= 0x90 && b <= 0xbf;
	case 0xf4:
		return b >= 0x80 && b <= 0x8f;
	default:
		return b >= 0x80 && b <= 0xbf;
	}
}

/* Bytes of the well-formed code point at p, 0 if there is none before end; p < end. */
static inline size_t utf8_step(const char *p, const char *end)
{
	const uint8_t *u = (const uint8_t *)p;
	size_t left = (size_t)(end - p);

	if (u[0] < 0x80)
		return 1;
	if (u[0] < 0xc2 || u[0] > 0xf4)
		return 0;
	if (left < 2 || !utf8_second(u[0], u[1]))
		return 0;
	if (u[0] < 0xe0)
		return 2;
	if (left < 3 || (u[2] & 0xc0) != 0x80)
		return 0;
	if (u[0] < 0xf0)
		return 3;
	return left >= 4 && (u[3] & 0xc0) == 0x80 ? 4 : 0;
}

#endif
