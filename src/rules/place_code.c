/* Forty bits and a check. */
#include "rules/place_code.h"

#include "core/code32.h"

#define DIGITS 8

/* Its last five bytes: those that are drawn by lot, or a hash's. */
void place_code_write(const struct uuid *site, char ret[PLACE_CODE + 1])
{
	uint64_t bits = 0;
	uint8_t digits[DIGITS];

	for (size_t i = sizeof(site->b) - 5; i < sizeof(site->b); i++)
		bits = bits << 8 | site->b[i];
	for (int i = 0; i < DIGITS; i++)
		digits[i] = (uint8_t)(bits >> (5 * (DIGITS - 1 - i)) & 31);
	code32_write(digits, DIGITS, ret);
}

bool place_code_read(struct str text, char ret[PLACE_CODE + 1])
{
	uint8_t digits[DIGITS];

	if (!code32_read(text, DIGITS, digits))
		return false;
	code32_write(digits, DIGITS, ret);
	return true;
}
