/* Codes that people read off paper and type: digits and capitals without I, L, O and U, in groups of four, and a last character
 * that checks the others.
 *
 * Each character is five bits. The check is found as ISO 7064's hybrid systems find theirs (MOD 33,32): any one wrong character
 * is found, and nearly any two that changed places. */
#ifndef CORE_CODE32_H
#define CORE_CODE32_H

#include "core/str.h"

#define CODE32_DIGITS_MAX 15
#define CODE32_MAX (CODE32_DIGITS_MAX + 1 + 3 + 1) /* characters, hyphens and the NUL */

/* n digits of 0 to 31, and their check: "AB12-CD34-E". ret has room for CODE32_MAX, or as many as it takes. */
void code32_write(const uint8_t *digits, size_t n, char *ret);
/* In capitals or not, with or without hyphens and spaces, O for 0, I and L for 1. False: it is none of n digits, or was
 * mistyped. */
bool code32_read(struct str text, size_t n, uint8_t *ret_digits);

#endif
