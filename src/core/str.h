/* Strings: a view (pointer and length, UTF-8, may hold NUL) and a builder that grows in an arena.
 *
 * A builder that could not grow stays failed and adds nothing more: check once, with buf_ok, when
 * all is written. */
#ifndef CORE_STR_H
#define CORE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/arena.h"

struct str {
	const char *p;
	size_t n;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

/* NULL gives STR_NONE. */
static inline struct str str_of(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : STR_NONE;
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (!a.n || a.p == b.p || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *z);
int str_cmp(struct str a, struct str b); /* bytes, shorter first */
bool str_starts(struct str s, struct str prefix);
struct str str_trim(struct str s); /* ASCII space and U+3000 at both ends */
/* "a,,b" has three parts; after a last separator nothing is left. */
bool str_split(struct str *rest, char at, struct str *ret_part); /* false when nothing is left */
/* Decimal, optional minus, no other sign, no leading zeros but "0"; false if not, or not int64. */
bool str_int(struct str s, int64_t *ret);

struct buf {
	struct arena *a;
	char *p;
	size_t n, cap;
	bool failed;
};

void buf_init(struct buf *b, struct arena *a);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_z(struct buf *b, const char *z);
void buf_c(struct buf *b, char c);
/* %s %.*s %c %%, and %d %u %x with l or ll, %zu %zx, each with zeros to a width (%02x, %04d,
 * %03lld); anything else is an assertion. */
void buf_fmt(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vfmt(struct buf *b, const char *fmt, va_list ap);
/* Room for n more bytes at the end, NULL if there is none; buf_used says how many were written
 * there. */
bool buf_grow(struct buf *b, size_t n);
static inline char *buf_space(struct buf *b, size_t n)
{
	return (n < b->cap - b->n && !b->failed) || buf_grow(b, n) ? b->p + b->n : NULL;
}
void buf_used(struct buf *b, size_t n);
bool buf_ok(const struct buf *b);
struct str buf_get(const struct buf *b); /* a NUL follows its end; failed: STR_NONE */

/* UTF-8. */
bool utf8_valid(struct str s);   /* RFC 3629: no surrogates, no overlongs */
size_t utf8_count(struct str s); /* code points of a valid string */
/* The next code point of a valid string, and s moved past it; -1 at the end. */
int32_t utf8_next(struct str *s);
void buf_utf8(struct buf *b, uint32_t code_point);
/* How a name or place is compared: half width, lower case; every space and the dots of names are ' '. */
int32_t utf8_fold(int32_t code_point);

/* Hex and base64url (RFC 4648 §5, no padding). */
void buf_hex(struct buf *b, const void *p, size_t n);
bool hex_read(struct str s, void *ret, size_t n); /* exactly n bytes, lower or upper case */
void buf_base64url(struct buf *b, const void *p, size_t n);
bool base64url_read(struct arena *a, struct str s, struct str *ret);

#endif
