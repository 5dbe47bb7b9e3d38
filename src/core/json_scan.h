/* What the JSON reader and its writer both do to every byte of a text. */
#ifndef CORE_JSON_SCAN_H
#define CORE_JSON_SCAN_H

#include <stdint.h>
#include <string.h>

/* Any byte of w that ends a plain run: a quote, a backslash, a control character or one over
 * 0x7f. A borrow can only make a byte after a true one look special, so the lowest set bit is
 * right. */
static inline uint64_t json_special(uint64_t w)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
	uint64_t quote = w ^ ones * '"', slash = w ^ ones * '\\';
	uint64_t hits = ((quote - ones) & ~quote) | ((slash - ones) & ~slash);

	return (hits | (w - ones * 0x20) | w) & tops;
}

/* The end of the run of plain ASCII that begins at p: what stands in a JSON text as it is. */
static inline const char *json_plain_run(const char *p, const char *end)
{
	uint64_t w;

	while (end - p >= 8) {
		memcpy(&w, p, 8);
		w = json_special(w);
		if (w) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
			return p + (__builtin_ctzll(w) >> 3);
#else
			break;
#endif
		}
		p += 8;
	}
	while (p < end && *p != '"' && *p != '\\' && (uint8_t)*p >= 0x20 && (uint8_t)*p < 0x80)
		p++;
	return p;
}

#endif
