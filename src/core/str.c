/* Strings, the builder and its formatter, UTF-8, hex, base64url.
 *
 * The formatter is our own because core calls no library: the phone's build has none, and what
 * the two builds write must be the same. */
#include "core/str.h"

#include <limits.h>
#include <string.h>

#include "core/check.h"
#include "core/hex.h"
#include "core/utf8.h"

/* Most are told apart by their first letter. */
bool str_is(struct str a, const char *z)
{
	return !(a.n && *a.p != *z) && str_eq(a, str_of(z));
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){ s.p, prefix.n }, prefix);
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	static const char wide[] = "\xe3\x80\x80"; /* U+3000 */

	while (s.n) {
		size_t cut = is_space(s.p[0]) ? 1 : s.n >= 3 && !memcmp(s.p, wide, 3) ? 3 : 0;

		if (!cut)
			break;
		s.p += cut;
		s.n -= cut;
	}
	while (s.n) {
		if (is_space(s.p[s.n - 1]))
			s.n -= 1;
		else if (s.n >= 3 && !memcmp(s.p + s.n - 3, wide, 3))
			s.n -= 3;
		else
			break;
	}
	return s;
}

bool str_split(struct str *rest, char at, struct str *ret_part)
{
	size_t i = 0;

	if (!rest->n)
		return false;
	while (i < rest->n && rest->p[i] != at)
		i++;
	*ret_part = (struct str){ rest->p, i };
	i += i < rest->n;
	*rest = (struct str){ rest->p + i, rest->n - i };
	return true;
}

bool str_int(struct str s, int64_t *ret)
{
	bool minus = s.n && s.p[0] == '-';
	size_t i = minus;
	int64_t v = 0;

	if (i == s.n || (s.p[i] == '0' && s.n > 1))
		return false;
	for (; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		/* Counted downwards, where the range is one greater. */
		if (v < INT64_MIN / 10)
			return false;
		v *= 10;
		if (__builtin_sub_overflow(v, (int64_t)(s.p[i] - '0'), &v))
			return false;
	}
	if (!minus && v == INT64_MIN)
		return false;
	*ret = minus ? v : -v;
	return true;
}

void buf_init(struct buf *b, struct arena *a)
{
	*b = (struct buf){ .a = a };
}

bool buf_grow(struct buf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 64;
	char *p;

	if (b->failed)
		return false;
	b->failed = true;
	if (n > SIZE_MAX / 4 - b->n)
		return false;
	while (n >= cap - b->n)
		cap *= 2;
	if (!b->cap || !arena_extend(b->a, b->p, b->cap, cap)) {
		p = arena_bytes(b->a, cap);
		if (!p)
			return false;
		if (b->n)
			memcpy(p, b->p, b->n);
		p[b->n] = 0;
		b->p = p;
	}
	b->cap = cap;
	b->failed = false;
	return true;
}

void buf_used(struct buf *b, size_t n)
{
	check(n < b->cap - b->n);
	b->n += n;
	b->p[b->n] = 0;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
	char *to = buf_space(b, n);

	if (!to)
		return;
	if (n)
		memcpy(to, p, n);
	to[n] = 0;
	b->n += n;
}

void buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void buf_z(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void buf_c(struct buf *b, char c)
{
	char *to = buf_space(b, 1);

	if (!to)
		return;
	to[0] = c;
	to[1] = 0;
	b->n++;
}

bool buf_ok(const struct buf *b)
{
	return !b->failed;
}

struct str buf_get(const struct buf *b)
{
	if (b->failed)
		return STR_NONE;
	return b->p ? (struct str){ b->p, b->n } : STR("");
}

/* Digits in base 10 or 16, zeros in front up to width. */
static void number(struct buf *b, bool minus, unsigned long long v, unsigned base, int width)
{
	char digits[20];
	int n = 0;

	do {
		digits[n++] = "0123456789abcdef"[v % base];
		v /= base;
	} while (v);
	if (minus)
		buf_c(b, '-');
	for (width -= minus; width > n; width--)
		buf_c(b, '0');
	while (n)
		buf_c(b, digits[--n]);
}

/* One conversion, after its '%'; the arguments lie in a struct because a va_list can't be passed on
 * and go on being used. */
struct fmt_args {
	va_list ap;
};

static long long signed_arg(struct fmt_args *args, int longs)
{
	if (longs == 2)
		return va_arg(args->ap, long long);
	return longs ? va_arg(args->ap, long) : va_arg(args->ap, int);
}

static unsigned long long unsigned_arg(struct fmt_args *args, int longs, bool size)
{
	if (size)
		return va_arg(args->ap, size_t);
	if (longs == 2)
		return va_arg(args->ap, unsigned long long);
	return longs ? va_arg(args->ap, unsigned long) : va_arg(args->ap, unsigned);
}

static const char *fmt_integer(struct buf *b, const char *f, struct fmt_args *args)
{
	int width = 0, longs = 0;
	bool size = false, minus;
	unsigned long long u;
	long long d;

	if (*f == '0') {
		for (; *f >= '0' && *f <= '9'; f++) {
			width = width * 10 + (*f - '0');
			check(width <= 64);
		}
	}
	for (; *f == 'l'; f++)
		longs++;
	if (*f == 'z' && !longs) {
		size = true;
		f++;
	}
	check(longs <= 2 && (*f == 'd' || *f == 'u' || *f == 'x') && !(size && *f == 'd'));
	if (*f == 'd') {
		d = signed_arg(args, longs);
		minus = d < 0;
		u = (unsigned long long)d;
		number(b, minus, minus ? 0 - u : u, 10, width);
	} else {
		u = unsigned_arg(args, longs, size);
		number(b, false, u, *f == 'x' ? 16 : 10, width);
	}
	return f + 1;
}

static const char *fmt_one(struct buf *b, const char *f, struct fmt_args *args)
{
	const char *z;
	int n;

	switch (*f) {
	case '%':
		buf_c(b, '%');
		return f + 1;
	case 'c':
		buf_c(b, (char)va_arg(args->ap, int));
		return f + 1;
	case 's':
		z = va_arg(args->ap, const char *);
		check(z);
		buf_z(b, z);
		return f + 1;
	case '.':
		check(f[1] == '*' && f[2] == 's');
		n = va_arg(args->ap, int);
		z = va_arg(args->ap, const char *);
		check(n >= 0 && (z || !n));
		buf_add(b, z, (size_t)n);
		return f + 3;
	default:
		return fmt_integer(b, f, args);
	}
}

void buf_vfmt(struct buf *b, const char *fmt, va_list ap)
{
	struct fmt_args args;
	const char *from;

	va_copy(args.ap, ap);
	while (*fmt) {
		for (from = fmt; *fmt && *fmt != '%'; fmt++)
			;
		if (fmt > from)
			buf_add(b, from, (size_t)(fmt - from));
		if (*fmt)
			fmt = fmt_one(b, fmt + 1, &args);
	}
	va_end(args.ap);
}

void buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vfmt(b, fmt, ap);
	va_end(ap);
}

bool utf8_valid(struct str s)
{
	const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
	size_t step;

	for (; p < end; p += step) {
		step = utf8_step(p, end);
		if (!step)
			return false;
	}
	return true;
}

size_t utf8_count(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((uint8_t)s.p[i] & 0xc0) != 0x80;
	return n;
}

int32_t utf8_next(struct str *s)
{
	static const uint8_t lead_mask[5] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t step, i;
	int32_t c;

	if (!s->n)
		return -1;
	step = utf8_step(s->p, s->p + s->n);
	if (!step) {
		/* The contract is broken by the caller, but no byte outside the string is read. */
		s->p++;
		s->n--;
		return 0xfffd;
	}
	c = (uint8_t)s->p[0] & lead_mask[step];
	for (i = 1; i < step; i++)
		c = c << 6 | ((uint8_t)s->p[i] & 0x3f);
	s->p += step;
	s->n -= step;
	return c;
}

void buf_utf8(struct buf *b, uint32_t c)
{
	char t[4];
	size_t n;

	check(c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff));
	if (c < 0x80) {
		buf_c(b, (char)c);
		return;
	}
	n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	t[0] = (char)((n == 2 ? 0xc0 : n == 3 ? 0xe0 : 0xf0) | c >> (6 * (n - 1)));
	for (size_t i = 1; i < n; i++)
		t[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3f));
	buf_add(b, t, n);
}

int32_t utf8_fold(int32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c == 0x3000 || c == 0x00b7 || c == 0x2022 || c == 0x30fb || c == '\t')
		return ' ';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

void buf_hex(struct buf *b, const void *p, size_t n)
{
	const uint8_t *u = p;
	char *to;

	if (n > SIZE_MAX / 8) {
		b->failed = true;
		return;
	}
	if (!buf_space(b, 2 * n))
		return;
	to = b->p + b->n;
	for (size_t i = 0; i < n; i++) {
		*to++ = "0123456789abcdef"[u[i] >> 4];
		*to++ = "0123456789abcdef"[u[i] & 15];
	}
	*to = 0;
	b->n += 2 * n;
}

/* clang-format off */
const uint8_t hex_values[256] = {
	['0'] = 16, ['1'] = 17, ['2'] = 18, ['3'] = 19, ['4'] = 20, ['5'] = 21, ['6'] = 22, ['7'] = 23,
	['8'] = 24, ['9'] = 25,
	['a'] = 26, ['b'] = 27, ['c'] = 28, ['d'] = 29, ['e'] = 30, ['f'] = 31,
	['A'] = 26, ['B'] = 27, ['C'] = 28, ['D'] = 29, ['E'] = 30, ['F'] = 31,
};
/* clang-format on */

bool hex_read(struct str s, void *ret, size_t n)
{
	uint8_t *to = ret;
	unsigned high, low;

	if (s.n / 2 != n || s.n % 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		high = hex_values[(uint8_t)s.p[2 * i]];
		low = hex_values[(uint8_t)s.p[2 * i + 1]];
		if (!(high & low & HEX_DIGIT))
			return false;
		to[i] = (uint8_t)(high << 4 | (low & 15));
	}
	return true;
}

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void buf_base64url(struct buf *b, const void *p, size_t n)
{
	const uint8_t *u = p;
	uint32_t bits;
	size_t i, k, take;

	for (i = 0; i < n; i += 3) {
		take = n - i < 3 ? n - i : 3;
		bits = 0;
		for (k = 0; k < 3; k++)
			bits = bits << 8 | (k < take ? u[i + k] : 0);
		for (k = 0; k <= take; k++)
			buf_c(b, base64url[bits >> (18 - 6 * k) & 63]);
	}
}

/* By character; 64: none of them. */
#define NO 64
/* clang-format off */
static const uint8_t base64url_digits[256] = {
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 62, NO, NO,
	52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO, NO, NO, NO, NO, NO,
	NO,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14,
	15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO, NO, NO, NO, 63,
	NO, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
	41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
	NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
};
/* clang-format on */
#undef NO

static unsigned base64url_digit(char c)
{
	return base64url_digits[(uint8_t)c];
}

bool base64url_read(struct arena *a, struct str s, struct str *ret)
{
	size_t n = s.n / 4 * 3 + (s.n % 4 ? s.n % 4 - 1 : 0), i, k, left = s.n % 4;
	uint32_t bits = 0;
	unsigned bad = 0, d;
	char *p;

	if (left == 1)
		return false;
	p = arena_bytes(a, n + 1);
	if (!p)
		return false;
	p[n] = 0;
	for (i = k = 0; i + 4 <= s.n; i += 4, k += 3) {
		unsigned a0 = base64url_digit(s.p[i]), b0 = base64url_digit(s.p[i + 1]);
		unsigned c0 = base64url_digit(s.p[i + 2]), d0 = base64url_digit(s.p[i + 3]);

		bad |= a0 | b0 | c0 | d0;
		bits = a0 << 18 | b0 << 12 | c0 << 6 | d0;
		p[k] = (char)(bits >> 16);
		p[k + 1] = (char)(bits >> 8);
		p[k + 2] = (char)bits;
	}
	bits = 0;
	for (; i < s.n; i++) {
		d = base64url_digit(s.p[i]);
		bad |= d;
		bits = bits << 6 | (d & 63);
	}
	if (bad & 64)
		return false;
	if (left)
		p[k] = (char)(bits >> (left == 2 ? 4 : 10));
	if (left == 3)
		p[k + 1] = (char)(bits >> 2);
	/* Bits left over must be 0, so that a text has one spelling only. */
	if ((left == 2 && bits & 15) || (left == 3 && bits & 3))
		return false;
	*ret = (struct str){ p, n };
	return true;
}
