/* Numbers that people carry, as they are typed, pasted and read out: spaces, hyphens, full-width
 * characters and lower case are folded where a number has one spelling only. */
#include "core/ids.h"

#include <string.h>

#include "core/check.h"
#include "core/utf8.h"
#include "core/when.h"

/* GB/T 2260, the first two digits: the provinces. Those of Hong Kong, Macao and Taiwan
 * residents' permits are 81, 82 and 83. */
static bool province(const char *p)
{
	static const char known[] = "11121314152122233132333435363741424344454650515253546162636465"
				    "71818283";

	for (size_t i = 0; known[i]; i += 2)
		if (p[0] == known[i] && p[1] == known[i + 1])
			return true;
	return false;
}

static bool all_digits(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

/* Eight digits as a day that has been. */
static bool birth_read(const char *p, int32_t today, int32_t *ret)
{
	char text[10] = { p[0], p[1], p[2], p[3], '-', p[4], p[5], '-', p[6], p[7] };

	return day_read((struct str){ text, sizeof(text) }, ret) && *ret <= today;
}

/* ISO 7064 MOD 11-2: weights 2^(17-i) mod 11, and a remainder of 10 is written X. */
static char resident_check(const char *p)
{
	unsigned sum = 0;

	for (int i = 0; i < 17; i++)
		sum = (sum + (unsigned)(p[i] - '0')) * 2 % 11;
	sum = (12 - sum) % 11;
	return sum == 10 ? 'X' : (char)('0' + sum);
}

enum id_fault id_resident(struct str s, int32_t today, int32_t *ret_birth, int *ret_female)
{
	bool old = s.n == 15;
	char birth[8] = "19";
	int32_t day;

	if (!old && s.n != 18)
		return ID_LENGTH;
	if (!all_digits(s.p, old ? 15 : 17) ||
		(!old && s.p[17] != 'X' && s.p[17] != 'x' && !all_digits(s.p + 17, 1)))
		return ID_CHARACTER;
	/* Foreigners with permanent residence have 9, then the province that issued it. */
	if (!province(s.p[0] == '9' && !old ? s.p + 1 : s.p))
		return ID_REGION;
	memcpy(old ? birth + 2 : birth, s.p + 6, old ? 6 : 8);
	if (!birth_read(birth, today, &day))
		return ID_DATE;
	if (!old && (s.p[17] == 'x' ? 'X' : s.p[17]) != resident_check(s.p))
		return ID_CHECK;
	if (ret_birth)
		*ret_birth = day;
	if (ret_female)
		*ret_female = (s.p[old ? 14 : 16] - '0') % 2 == 0;
	return ID_OK;
}

/* The next character of typed text: full-width forms (U+FF01 … U+FF5E) and U+3000 become ASCII,
 * lower case becomes upper; -1 at the end, 0 for bytes that are no UTF-8. */
static int32_t typed(struct str *s)
{
	int32_t c;

	if (!s->n)
		return -1;
	if (!utf8_step(s->p, s->p + s->n)) {
		s->p++;
		s->n--;
		return 0;
	}
	c = utf8_next(s);
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xff01 - '!';
	else if (c == 0x3000)
		c = ' ';
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* Digits only, spaces and hyphens dropped; `plus` says whether a '+' stood in front. */
static enum id_fault phone_digits(struct str s, char *to, size_t max, bool *ret_plus)
{
	size_t n = 0;
	int32_t c;

	*ret_plus = false;
	while ((c = typed(&s)) >= 0) {
		if (c == ' ' || c == '-')
			continue;
		if (c == '+' && !n && !*ret_plus) {
			*ret_plus = true;
			continue;
		}
		if (c < '0' || c > '9')
			return ID_CHARACTER;
		if (n == max)
			return ID_LENGTH;
		to[n++] = (char)c;
	}
	to[n] = 0;
	return ID_OK;
}

/* 0, then 10 or 2x and 7 or 8 digits, or 3xx … 9xx and 7 or 8; no local number begins with 0 or
 * 1. */
static enum id_fault fixed_line(const char *p, size_t n)
{
	bool two = p[1] == '2' || (p[1] == '1' && p[2] == '0');
	size_t area = two ? 3 : 4;

	if (n < area + 7 || n > area + 8)
		return ID_LENGTH;
	return (two || p[1] >= '3') && p[area] >= '2' ? ID_OK : ID_REGION;
}

enum id_fault id_phone(struct str s, char ret[16])
{
	/* One character is left in front, and zeros follow the digits. */
	char text[20] = { 0 }, *p = text + 1;
	enum id_fault fault;
	bool plus, abroad;
	size_t n;

	ret[0] = 0;
	fault = phone_digits(s, p, sizeof(text) - 2, &plus);
	if (fault)
		return fault;
	if (!plus && p[0] == '0' && p[1] == '0') {
		plus = true;
		p += 2;
	}
	abroad = plus && (p[0] != '8' || p[1] != '6');
	if (abroad)
		return ID_REGION;
	p += plus ? 2 : 0;
	/* After +86 a fixed line is written without its 0. */
	if (plus && p[0] && p[0] != '0' && !(p[0] == '1' && p[1] != '0'))
		*--p = '0';
	n = strlen(p);
	if (n < 10 || n > 12)
		return ID_LENGTH;
	if (p[0] == '0')
		fault = fixed_line(p, n);
	else if (p[0] != '1' || p[1] < '3')
		fault = ID_REGION;
	else if (n != 11)
		fault = ID_LENGTH;
	if (!fault)
		memcpy(ret, p, n + 1);
	return fault;
}

static const char provinces[] = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";
static const char endings[] = "挂学警港澳使领";

/* Is c one of the characters of the list? */
static bool among(const char *list, int32_t c)
{
	struct str s = str_of(list);
	int32_t k;

	while ((k = utf8_next(&s)) >= 0)
		if (k == c)
			return true;
	return false;
}

static bool plate_letter(int32_t c)
{
	return c >= 'A' && c <= 'Z' && c != 'I' && c != 'O';
}

/* Characters that people put between the parts of a plate. */
static bool plate_gap(int32_t c)
{
	return among(" -.·•‧・", c);
}

/* New energy: A to E electric, F to K the rest (D and F were the first). Small cars: the letter,
 * a letter or digit, 4 digits. Large ones: 5 digits, the letter. */
static bool plate_new_energy(const int32_t *p)
{
	int letter = p[0] >= 'A' ? 0 : 5;

	if (!plate_letter(p[letter]) || p[letter] > 'K')
		return false;
	for (int i = 0; i < 6; i++)
		if (i != letter && p[i] >= 'A' && !(letter == 0 && i == 1))
			return false;
	return true;
}

/* The characters in c[0 … n), gaps gone. */
static enum id_fault plate_fault(const int32_t *c, size_t n)
{
	if (n != 7 && n != 8)
		return ID_LENGTH;
	if (!among(provinces, c[0]) || !plate_letter(c[1]))
		return ID_REGION;
	for (size_t i = 2; i < n; i++)
		if (!plate_letter(c[i]) && !(c[i] >= '0' && c[i] <= '9') &&
			!(i == 6 && n == 7 && among(endings, c[i])))
			return ID_CHARACTER;
	return n == 7 || plate_new_energy(c + 2) ? ID_OK : ID_CHARACTER;
}

enum id_fault id_plate(struct str s, char ret[16])
{
	int32_t c[8], k;
	size_t n = 0, at = 0;
	enum id_fault fault;

	ret[0] = 0;
	while ((k = typed(&s)) >= 0) {
		if (plate_gap(k))
			continue;
		if (n == sizeof(c) / sizeof(c[0]))
			return ID_LENGTH;
		c[n++] = k;
	}
	fault = plate_fault(c, n);
	if (fault)
		return fault;
	for (size_t i = 0; i < n; i++) {
		if (c[i] < 0x80) {
			ret[at++] = (char)c[i];
			continue;
		}
		/* All the hanzi of a plate take three bytes. */
		check(c[i] >= 0x800 && c[i] <= 0xffff && at + 3 < 16);
		ret[at++] = (char)(0xe0 | c[i] >> 12);
		ret[at++] = (char)(0x80 | (c[i] >> 6 & 0x3f));
		ret[at++] = (char)(0x80 | (c[i] & 0x3f));
	}
	ret[at] = 0;
	return ID_OK;
}

static bool area_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		c == '_' || c == '-';
}

bool id_area(struct str s)
{
	size_t i = 0, from;

	while (i < s.n && area_char(s.p[i]))
		i++;
	if (i < 1 || i > 32)
		return false;
	if (i == s.n)
		return true;
	from = i + 1;
	return s.p[i] == '@' && s.n > from && s.n - from <= 9 && s.p[from] != '0' &&
		all_digits(s.p + from, s.n - from);
}

enum id_fault id_document_other(struct str s, char ret[24])
{
	char c;

	ret[0] = 0;
	if (s.n < 5 || s.n > 20)
		return ID_LENGTH;
	for (size_t i = 0; i < s.n; i++) {
		c = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i];
		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) {
			ret[0] = 0;
			return ID_CHARACTER;
		}
		ret[i] = c;
	}
	ret[s.n] = 0;
	return ID_OK;
}

/* 18 characters of which 17 are digits, or 15 digits, are meant as a resident number, even a wrong
 * one; anything else is another document. */
static bool looks_resident(struct str s)
{
	return (s.n == 18 && all_digits(s.p, 17)) || (s.n == 15 && all_digits(s.p, 15));
}

enum id_fault id_document(struct str s, int32_t today, char ret[24])
{
	enum id_fault fault;

	ret[0] = 0;
	if (!looks_resident(s))
		return id_document_other(s, ret);
	fault = id_resident(s, today, NULL, NULL);
	if (fault)
		return fault;
	memcpy(ret, s.p, 6);
	memcpy(ret + 6, "19", 2);
	memcpy(ret + (s.n == 15 ? 8 : 6), s.p + 6, s.n == 15 ? 9 : 11);
	ret[17] = resident_check(ret);
	ret[18] = 0;
	return ID_OK;
}
