/* How Chinese characters are read, for finding a name by what one types: 王小明 by wangxiaoming, wxm, wangxm or xiaom.
 *
 * The readings are made from Unicode's Unihan_Readings.txt (tools/pinyin.py): without tones, ü as v, up to four of a character,
 * since a surname is read otherwise (单 dan, chan, shan). */
#ifndef GUARD_PINYIN_H
#define GUARD_PINYIN_H

#include <stdint.h>

#include "core/str.h"

#define PINYIN_READINGS 4
#define PINYIN_SYLLABLE_MAX 6 /* letters: zhuang */
#define PINYIN_BLOCKS 2
#define PINYIN_TERM_MAX 127 /* letters of what is looked for; what is longer fits nothing */

/* The readings of c, ended by NULL; none where it has none. */
const char *const *pinyin_of(int32_t c);
/* Letters only: what pinyin_fits() may find. */
bool pinyin_is(struct str term);
/* Whether term (pinyin_is, lower case) reads a piece of name: from any character on, each as a whole syllable or by its first
 * letter, the last as far as it was typed. */
bool pinyin_fits(struct str name, struct str term);
/* Every pair of neighbouring letters of every term that fits name, many of them more than once: (0, letter) for the first of all. */
void pinyin_pairs(struct str name, void (*each)(void *arg, int32_t a, int32_t b), void *arg);

/* The table, generated. */
struct pinyin_block {
	int32_t first, last;
	uint32_t at;
};
extern const struct pinyin_block pinyin_blocks[PINYIN_BLOCKS];
extern const uint16_t pinyin_kinds[];
extern const char *const pinyin_readings[][PINYIN_READINGS + 1];

#endif
