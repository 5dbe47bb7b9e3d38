/* JSON: a strict reader (RFC 8259, UTF-8 only), a writer, and the canonical form (RFC 8785).
 *
 * The program has no other. Numbers are integers: a number whose value is an integer of
 * magnitude up to 2^53-1 (also written 1.0 or 1e2) is JSON_INT; any other is JSON_NUMBER, kept
 * as its text, and has no canonical form: doc/format/record.md says why. Duplicate names, lone
 * surrogates, bad UTF-8, control characters, trailing text and anything over the limits are
 * errors; E_JSON names the byte, the first being 1. */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include "core/err.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_INT, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json {
	enum json_type type;
	uint32_t n;         /* items or members */
	struct str s;       /* TEXT: unescaped; NUMBER: as written; LIST, OBJECT: source */
	int64_t i;          /* INT; BOOL: 0 or 1 */
	struct json *items; /* LIST: n values; OBJECT: n values in source order */
	struct str *names;  /* OBJECT: n names */
};

struct json_limits {
	size_t bytes;     /* of the whole text */
	uint32_t depth;   /* nesting of lists and objects, at most 64 */
	uint32_t members; /* in one list or object */
};

extern const struct json_limits json_limits_request; /* 1 MiB, 8 deep, 1,024 in one */

/* *ret in the context's arena; its strings may point into `in`, which must live as long.
 * E_JSON (position and what was expected), E_TOO_LONG, E_TOO_DEEP, E_TOO_MANY. */
int json_read(struct cx *cx, struct str in, const struct json_limits *lim, const struct json **ret);

/* NULL when v is no object or has no such member (a null member is returned as JSON_NULL). */
const struct json *json_get_str(const struct json *v, struct str name);
static inline const struct json *json_get(const struct json *v, const char *name)
{
	return json_get_str(v, str_of(name));
}
/* The text of a member, or STR_NONE. */
static inline struct str json_text(const struct json *v, const char *name)
{
	const struct json *m = json_get(v, name);

	return m && m->type == JSON_TEXT ? m->s : STR_NONE;
}

/* The canonical form appended to b. E_JSON_NUMBER if a number is no integer. */
int json_canonical(struct cx *cx, const struct json *v, struct buf *b);
/* Members of an object in canonical order (UTF-16 code units): indexes into items. */
int json_order(struct cx *cx, const struct json *v, const uint32_t **ret);
bool json_equal(const struct json *a, const struct json *b); /* member order aside */

/* Writer: commas are placed by it. jw_name before each value in an object. */
struct jw {
	struct buf *b;
	uint8_t depth;
	bool comma[16];
};
void jw_init(struct jw *w, struct buf *b);
void jw_object(struct jw *w);
void jw_list(struct jw *w);
void jw_end_object(struct jw *w);
void jw_end_list(struct jw *w);
void jw_name_str(struct jw *w, struct str name);
static inline void jw_name(struct jw *w, const char *name)
{
	jw_name_str(w, str_of(name));
}
void jw_str(struct jw *w, struct str s); /* STR_NONE (p NULL) writes null */
static inline void jw_z(struct jw *w, const char *z)
{
	jw_str(w, str_of(z));
}
void jw_int(struct jw *w, int64_t n);
void jw_bool(struct jw *w, bool v);
void jw_null(struct jw *w);
void jw_raw(struct jw *w, struct str json); /* a value that is JSON already */
void jw_value(struct jw *w, const struct json *v);
/* name and value in one */
static inline void jw_f_str(struct jw *w, const char *name, struct str s)
{
	jw_name(w, name);
	jw_str(w, s);
}
static inline void jw_f_z(struct jw *w, const char *name, const char *z)
{
	jw_name(w, name);
	jw_z(w, z);
}
static inline void jw_f_int(struct jw *w, const char *name, int64_t n)
{
	jw_name(w, name);
	jw_int(w, n);
}
static inline void jw_f_bool(struct jw *w, const char *name, bool v)
{
	jw_name(w, name);
	jw_bool(w, v);
}
static inline void jw_f_null(struct jw *w, const char *name)
{
	jw_name(w, name);
	jw_null(w);
}

#endif
