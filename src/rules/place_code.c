/* Forty bits and a check. */
#include "rules/place_code.h"

#define DIGITS 8
#define BASE 32

static const char alphabet[BASE + 1] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int check_of(const int digits[DIGITS])
{
	int p = BASE;

	for (int i = 0; i < DIGITS; i++) {
		int s = (p + digits[i]) % BASE;

		p = (s ? s : BASE) * 2 % (BASE + 1);
	}
	return (BASE + 1 - p) % BASE;
}

static void code_write(const int digits[DIGITS], char ret[PLACE_CODE + 1])
{
	for (int i = 0, at = 0; i < DIGITS; i++) {
		ret[at++] = alphabet[digits[i]];
		if (i % 4 == 3)
			ret[at++] = '-';
	}
	ret[PLACE_CODE - 1] = alphabet[check_of(digits)];
	ret[PLACE_CODE] = 0;
}

/* Its last five bytes: those that are drawn by lot, or a hash's. */
void place_code_write(const struct uuid *site, char ret[PLACE_CODE + 1])
{
	uint64_t bits = 0;
	int digits[DIGITS];

	for (size_t i = sizeof(site->b) - 5; i < sizeof(site->b); i++)
		bits = bits << 8 | site->b[i];
	for (int i = 0; i < DIGITS; i++)
		digits[i] = (int)(bits >> (5 * (DIGITS - 1 - i)) & (BASE - 1));
	code_write(digits, ret);
}

static int digit_of(char c)
{
	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
	for (int i = 0; i < BASE; i++)
		if (alphabet[i] == c)
			return i;
	return -1;
}

bool place_code_read(struct str text, char ret[PLACE_CODE + 1])
{
	int digits[DIGITS + 1], n = 0;

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '-' || text.p[i] == ' ')
			continue;
		if (n > DIGITS || (digits[n] = digit_of(text.p[i])) < 0)
			return false;
		n++;
	}
	if (n != DIGITS + 1 || digits[DIGITS] != check_of(digits))
		return false;
	code_write(digits, ret);
	return true;
}
