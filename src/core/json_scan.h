/* What the JSON reader and its writer both do to every byte of a text: 16 bytes at a time where the machine has a register
 * for them, else 8. */
#ifndef CORE_JSON_SCAN_H
#define CORE_JSON_SCAN_H

#include <stdbool.h>
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

#ifdef __SSE2__
typedef char json_16 __attribute__((vector_size(16)));

static inline json_16 json_all(char c)
{
	return (json_16){ c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c };
}

/* The same of 16 bytes, each all ones or 0; a byte over 0x7f is a negative one here, and so below a space. */
static inline json_16 json_special16(json_16 w)
{
	return (json_16)((w < json_all(0x20)) | (w == json_all('"')) | (w == json_all('\\')));
}

/* A bit for each byte, that of the first being the lowest. */
static inline unsigned json_bits(json_16 w)
{
	return (unsigned)__builtin_ia32_pmovmskb128(w);
}
#endif

static inline bool json_is_plain(char c)
{
	return c != '"' && c != '\\' && (uint8_t)c >= 0x20 && (uint8_t)c < 0x80;
}

/* The end of the run of plain ASCII that begins at p: what stands in a JSON text as it is. */
static inline const char *json_plain_run(const char *p, const char *end)
{
	uint64_t w;

#ifdef __SSE2__
	while (end - p >= 16) {
		unsigned hits;
		json_16 x;

		memcpy(&x, p, sizeof(x));
		hits = json_bits(json_special16(x));
		if (hits)
			return p + __builtin_ctz(hits);
		p += 16;
	}
#endif
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
	while (p < end && json_is_plain(*p))
		p++;
	return p;
}

/* Copies the n bytes at p, and says whether all of them were plain. What is left of a step is covered by one that ends with
 * the text and does some bytes again. */
static inline bool json_plain_copy(char *to, const char *p, size_t n)
{
	uint64_t w = 0x2020202020202020u, hits = 0;
	uint32_t half[2];

#ifdef __SSE2__
	if (n >= 16) {
		json_16 all = json_all(0), x;

		for (size_t i = 0;; i = i + 32 <= n ? i + 16 : n - 16) {
			memcpy(&x, p + i, sizeof(x));
			memcpy(to + i, &x, sizeof(x));
			all |= json_special16(x);
			if (i + 16 == n)
				return !json_bits(all);
		}
	}
#endif
	if (n >= 8) {
		for (size_t i = 0;; i = i + 16 <= n ? i + 8 : n - 8) {
			memcpy(&w, p + i, 8);
			memcpy(to + i, &w, 8);
			hits |= json_special(w);
			if (i + 8 == n)
				return !hits;
		}
	}
	if (n >= 4) {
		memcpy(&half[0], p, 4);
		memcpy(&half[1], p + n - 4, 4);
		memcpy(to, &half[0], 4);
		memcpy(to + n - 4, &half[1], 4);
		return !json_special(half[0] | (uint64_t)half[1] << 32);
	}
	for (size_t i = 0; i < n; i++) {
		to[i] = p[i];
		hits |= !json_is_plain(p[i]);
	}
	return !hits;
}

#endif
