/* What is typed is followed through the name with a set of places: which beginnings of the term are read when a character ends.
 * So it costs characters times letters, whatever the name. */
#include "guard/pinyin.h"

#include <string.h>

const char *const *pinyin_of(int32_t c)
{
	for (size_t i = 0; i < PINYIN_BLOCKS; i++)
		if (c >= pinyin_blocks[i].first && c <= pinyin_blocks[i].last)
			return pinyin_readings[pinyin_kinds[pinyin_blocks[i].at +
				(uint32_t)(c - pinyin_blocks[i].first)]];
	return pinyin_readings[0];
}

bool pinyin_is(struct str term)
{
	for (size_t i = 0; i < term.n; i++)
		if (term.p[i] < 'a' || term.p[i] > 'z')
			return false;
	return term.n > 0;
}

/* Reads one character from every place that was reached; true where the term ends in it. */
static bool step(const char *const *readings, struct str term, const bool *from, bool *to)
{
	for (; *readings; readings++) {
		const char *r = *readings;
		size_t n = strlen(r);

		for (size_t at = 0; at < term.n; at++) {
			size_t left = term.n - at;

			if (!from[at] || term.p[at] != r[0])
				continue;
			if (left <= n && memcmp(term.p + at, r, left) == 0)
				return true;
			if (left == 1)
				return true;
			to[at + 1] = true;
			if (left > n && memcmp(term.p + at, r, n) == 0)
				to[at + n] = true;
		}
	}
	return false;
}

bool pinyin_fits(struct str name, struct str term)
{
	bool places[2][PINYIN_TERM_MAX + 1] = { { false } };
	int32_t c;
	size_t now = 0;

	if (term.n > PINYIN_TERM_MAX)
		return false;
	while ((c = utf8_next(&name)) >= 0) {
		places[now][0] = true;
		memset(places[!now], 0, sizeof(places[0]));
		if (step(pinyin_of(c), term, places[now], places[!now]))
			return true;
		now = !now;
	}
	return false;
}

/* Within a syllable, and from its end and its first letter to the first of the next. */
void pinyin_pairs(struct str name, void (*each)(void *arg, int32_t a, int32_t b), void *arg)
{
	static const char *const none[] = { NULL };
	const char *const *before = none;
	bool first = true;
	int32_t c;

	while ((c = utf8_next(&name)) >= 0) {
		const char *const *all = pinyin_of(c);

		for (const char *const *r = all; *r; r++) {
			if (first)
				each(arg, 0, (*r)[0]);
			for (const char *p = *r; p[1]; p++)
				each(arg, p[0], p[1]);
			for (const char *const *b = before; *b; b++) {
				each(arg, (*b)[0], (*r)[0]);
				each(arg, (*b)[strlen(*b) - 1], (*r)[0]);
			}
		}
		before = all;
		first = false;
	}
}
