/* Five bits a character, and a check. */
#include "core/code32.h"

#include "core/check.h"

#define BASE 32

static const char alphabet[BASE + 1] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int check_of(const uint8_t *digits, size_t n)
{
	int p = BASE;

	for (size_t i = 0; i < n; i++) {
		int s = (p + digits[i]) % BASE;

		p = (s ? s : BASE) * 2 % (BASE + 1);
	}
	return (BASE + 1 - p) % BASE;
}

void code32_write(const uint8_t *digits, size_t n, char *ret)
{
	check(n <= CODE32_DIGITS_MAX);
	for (size_t i = 0; i < n; i++) {
		*ret++ = alphabet[digits[i] % BASE];
		if (i % 4 == 3)
			*ret++ = '-';
	}
	*ret++ = alphabet[check_of(digits, n)];
	*ret = 0;
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

bool code32_read(struct str text, size_t n, uint8_t *ret_digits)
{
	size_t got = 0;
	int sum = -1;

	for (size_t i = 0; i < text.n; i++) {
		int d = digit_of(text.p[i]);

		if (text.p[i] == '-' || text.p[i] == ' ')
			continue;
		if (d < 0 || got > n)
			return false;
		if (got++ < n)
			ret_digits[got - 1] = (uint8_t)d;
		else
			sum = d;
	}
	return got == n + 1 && sum == check_of(ret_digits, n);
}
