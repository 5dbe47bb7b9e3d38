/* Errors: one convention for the whole program.
 *
 * A function that can fail returns 0 or a negative code (-E_*), and has recorded in its context
 * what failed, on what, and what to do, in Chinese and English. Callers pass the code up untouched:
 *
 *	if (rounds_known(...) == 0)
 *		return err(cx, E_UNKNOWN_ROUND, "round", id);
 *
 * err(cx, code, field, arg …): field is a path such as "body.outcome" or NULL; the args (at most 4,
 * const char *) fill {0} {1} {2} {3} in the two texts of the table (core/err_table.h), {f} is the field.
 * The table also gives each code its HTTP status, its exit status and whether a retry helps.
 * What a library said of it in its own words, which are in nobody's chosen language, stands behind both texts as a quotation
 * (err_quote). Errors of our own making are assertions (sys/ or the platform aborts), not codes. */
#ifndef CORE_ERR_H
#define CORE_ERR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/str.h"

enum err_code {
#define X(name, code, http, exit, retry, zh, en, remedy_zh, remedy_en) E_##name,
#include "core/err_table.h"
#undef X
	E_CODES
};

enum err_retry { RETRY_NO, RETRY_LATER, RETRY_SAME }; /* SAME: send all again, it may be done */

struct err_entry {
	const char *code; /* stable, snake_case: "field_missing" */
	int http, exit;
	enum err_retry retry;
	const char *zh, *en, *remedy_zh, *remedy_en;
};

struct err_info {
	int code; /* a positive E_*, 0 = none */
	struct str field, zh, en, remedy_zh,
		remedy_en; /* in the arena, or static; all end in NUL */
	const char *file;
	int line;
};

/* The context of one request: where its memory and its error are. */
struct cx {
	struct arena *arena;
	struct err_info e;
};

const struct err_entry *err_entry(int code); /* of a positive or negative code; never NULL */
int err_set(struct cx *cx, int code, const char *file, int line, const char *field, ...)
	__attribute__((sentinel));
#define err(cx, code, ...) \
	err_is(err_set((cx), (code), __FILE__, __LINE__, __VA_ARGS__, (const char *)0))
/* An error is never 0, which whoever reads one caller alone (clang-tidy) could not know. */
static inline int err_is(int code)
{
	if (code >= 0)
		__builtin_trap();
	return code;
}
int err_quote(struct cx *cx, const char *words); /* returns the code of the error, negative */
void err_clear(struct cx *cx);
/* The error of another context, its texts copied: that one's memory may go. Returns its code, negative. */
int err_pass(struct cx *cx, const struct cx *from);

/* Zeroed memory of the request; NULL with E_NO_MEMORY recorded. */
void *cx_alloc(struct cx *cx, size_t n);
void *cx_array(struct cx *cx, size_t n, size_t size); /* the product is checked */
#define cx_new(cx, type) ((type *)cx_alloc((cx), sizeof(type)))
#define cx_many(cx, n, type) ((type *)cx_array((cx), (n), sizeof(type)))
/* For messages: text in the arena; "?" when there is no memory. */
const char *cx_num(struct cx *cx, int64_t n);
const char *cx_text(struct cx *cx, struct str s); /* ends in NUL; cut at 120 bytes, between
							* characters; what is no UTF-8 is "?" */
/* A copy in the arena, NUL after its end. */
int cx_str(struct cx *cx, struct str s, struct str *ret);

#endif
