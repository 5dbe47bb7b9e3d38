/* The JSON writer and the canonical form (RFC 8785): no white space, names sorted by UTF-16 code
 * units, texts with the fewest escapes, integers in plain decimal. */
#include "core/json.h"

#include <string.h>

#include "core/check.h"
#include "core/json_path.h"
#include "core/json_scan.h"
#include "core/utf8.h"

#define SMALL 32 /* members that are sorted without memory */

const char *json_path_text(struct cx *cx, const struct json_path *at)
{
	const struct json_path *line[64], *p;
	struct buf b;
	size_t n = 0;

	for (p = at; p && n < 64; p = p->up)
		line[n++] = p;
	if (!n)
		return "json";
	buf_init(&b, cx->arena);
	while (n--) {
		if (!line[n]->name.p) {
			buf_fmt(&b, "[%u]", line[n]->i);
			continue;
		}
		if (b.n)
			buf_c(&b, '.');
		buf_str(&b, line[n]->name);
	}
	return cx_text(cx, buf_get(&b));
}

/* UTF-8 sorts by code point. UTF-16 differs from it in one thing: the surrogates of what lies
 * above U+FFFF come before U+E000 … U+FFFF. Where two valid texts first differ, both bytes begin
 * a character or neither does, so it is enough to lift the lead bytes 0xee and 0xef above 0xf4. */
static inline int utf16_weight(uint8_t b)
{
	return b == 0xee || b == 0xef ? b + 0x10 : b;
}

static int name_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	for (size_t i = 0; i < n; i++)
		if (a.p[i] != b.p[i])
			return utf16_weight((uint8_t)a.p[i]) - utf16_weight((uint8_t)b.p[i]);
	return (a.n > b.n) - (a.n < b.n);
}

static bool in_order(const struct json *v)
{
	for (uint32_t i = 1; i < v->n; i++)
		if (name_cmp(v->names[i - 1], v->names[i]) > 0)
			return false;
	return true;
}

static void sort_few(const struct str *names, uint32_t *order, uint32_t n)
{
	uint32_t i, k, x;

	for (i = 1; i < n; i++) {
		x = order[i];
		for (k = i; k && name_cmp(names[order[k - 1]], names[x]) > 0; k--)
			order[k] = order[k - 1];
		order[k] = x;
	}
}

/* The sorted runs from … mid and mid … end of `order` become one in `other`. */
static void merge(const struct str *names, const uint32_t *order, size_t from, size_t mid,
	size_t end, uint32_t *other)
{
	size_t i = from, k = mid, to;
	bool left;

	for (to = from; to < end; to++) {
		left = i < mid && (k == end || name_cmp(names[order[i]], names[order[k]]) <= 0);
		other[to] = left ? order[i++] : order[k++];
	}
}

/* Merge sort, from runs of a few upwards; the result is in one of the two arrays. */
static uint32_t *sort_many(const struct str *names, uint32_t *order, uint32_t *other, size_t n)
{
	size_t run, from, mid, end;
	uint32_t *t;

	for (from = 0; from < n; from += SMALL)
		sort_few(names, order + from, (uint32_t)(n - from < SMALL ? n - from : SMALL));
	for (run = SMALL; run < n; run *= 2) {
		for (from = 0; from < n; from = end) {
			mid = n - from < run ? n : from + run;
			end = n - mid < run ? n : mid + run;
			merge(names, order, from, mid, end, other);
		}
		t = order;
		order = other;
		other = t;
	}
	return order;
}

int json_order(struct cx *cx, const struct json *v, const uint32_t **ret)
{
	uint32_t *order = cx_many(cx, v->n, uint32_t), *other = NULL;

	if (!order)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < v->n; i++)
		order[i] = i;
	if (v->n <= SMALL) {
		sort_few(v->names, order, v->n);
	} else if (!in_order(v)) {
		other = cx_many(cx, v->n, uint32_t);
		if (!other)
			return -E_NO_MEMORY;
		order = sort_many(v->names, order, other, v->n);
	}
	*ret = order;
	return 0;
}

static void write_escape(struct buf *b, uint8_t c)
{
	static const char from[] = "\"\\\b\t\n\f\r", to[] = "\"\\btnfr";

	for (int i = 0; from[i]; i++)
		if (c == (uint8_t)from[i]) {
			buf_c(b, '\\');
			buf_c(b, to[i]);
			return;
		}
	buf_fmt(b, "\\u%04x", (unsigned)c);
}

/* What is not plain: one byte that needs an escape, or a character of another script. Bytes that
 * are no UTF-8 become U+FFFD: what we write can always be read. */
static const char *write_special(struct buf *b, const char *p, const char *end)
{
	const char *from = p;
	size_t n;

	if ((uint8_t)*p < 0x80) {
		write_escape(b, (uint8_t)*p);
		return p + 1;
	}
	for (; p < end && (uint8_t)*p >= 0x80; p += n) {
		n = utf8_step(p, end);
		if (!n)
			break;
	}
	if (p == from) {
		buf_utf8(b, 0xfffd);
		return p + 1;
	}
	buf_add(b, from, (size_t)(p - from));
	return p;
}

/* From `to` on, which lies behind what b holds, up to `end` it was written to. */
static inline void wrote(struct buf *b, char *end)
{
	*end = 0;
	b->n = (size_t)(end - b->p);
}

static void write_escaped(struct buf *b, struct str s)
{
	const char *p = s.p, *end = s.p + s.n, *run;

	buf_c(b, '"');
	while (p < end) {
		run = json_plain_run(p, end);
		buf_add(b, p, (size_t)(run - p));
		p = run < end ? write_special(b, run, end) : end;
	}
	buf_c(b, '"');
}

/* Most texts are plain, and names nearly all. */
static inline void write_text(struct buf *b, struct str s)
{
	char *to = buf_space(b, s.n + 2);

	if (!to)
		return;
	*to++ = '"';
	if (!json_plain_copy(to, s.p, s.n)) {
		write_escaped(b, s);
		return;
	}
	to[s.n] = '"';
	wrote(b, to + s.n + 1);
}

#define INT_ROOM 20

/* Returns the end; at most INT_ROOM bytes. */
static char *int_put(char *to, int64_t n)
{
	char digits[INT_ROOM];
	size_t i = sizeof(digits);
	uint64_t v = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	if (n < 0)
		*to++ = '-';
	do {
		digits[--i] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	while (i < sizeof(digits))
		*to++ = digits[i++];
	return to;
}

static void write_int(struct buf *b, int64_t n)
{
	char *to = buf_space(b, INT_ROOM);

	if (to)
		wrote(b, int_put(to, n));
}

/* Null, booleans, integers, texts: the same in every form. */
static void write_plain(struct buf *b, const struct json *v)
{
	switch (v->type) {
	case JSON_NULL:
		buf_add(b, "null", 4);
		break;
	case JSON_BOOL:
		buf_z(b, v->i ? "true" : "false");
		break;
	case JSON_INT:
		write_int(b, v->i);
		break;
	default:
		write_text(b, v->s);
	}
}

/* The canonical form of v, whose path is `at`. */
static int form(struct cx *cx, const struct json *v, struct buf *b, const struct json_path *at);

static int members(struct cx *cx, const struct json *v, struct buf *b, const struct json_path *at)
{
	struct json_path here = { .up = at };
	uint32_t few[SMALL], i, k;
	const uint32_t *order = NULL; /* NULL: as they are */
	int rc = 0;

	if (!in_order(v)) {
		if (v->n <= SMALL) {
			for (i = 0; i < v->n; i++)
				few[i] = i;
			sort_few(v->names, few, v->n);
			order = few;
		} else {
			rc = json_order(cx, v, &order);
		}
	}
	buf_c(b, '{');
	for (i = 0; i < v->n && !rc; i++) {
		k = order ? order[i] : i;
		if (i)
			buf_c(b, ',');
		write_text(b, v->names[k]);
		buf_c(b, ':');
		here.name = v->names[k];
		rc = form(cx, &v->items[k], b, &here);
	}
	buf_c(b, '}');
	return rc;
}

static int form(struct cx *cx, const struct json *v, struct buf *b, const struct json_path *at)
{
	struct json_path here = { .up = at };
	int rc = 0;

	switch (v->type) {
	case JSON_NUMBER:
		return err(cx, E_JSON_NUMBER, json_path_text(cx, at), cx_text(cx, v->s));
	case JSON_OBJECT:
		return members(cx, v, b, at);
	case JSON_LIST:
		buf_c(b, '[');
		for (here.i = 0; here.i < v->n && !rc; here.i++) {
			if (here.i)
				buf_c(b, ',');
			rc = form(cx, &v->items[here.i], b, &here);
		}
		buf_c(b, ']');
		return rc;
	default:
		write_plain(b, v);
		return 0;
	}
}

int json_canonical(struct cx *cx, const struct json *v, struct buf *b)
{
	int rc = form(cx, v, b, NULL);

	if (!rc && !buf_ok(b))
		rc = err(cx, E_NO_MEMORY, NULL);
	return rc;
}

void jw_init(struct jw *w, struct buf *b)
{
	*w = (struct jw){ .b = b };
}

/* Before any value: the comma, if one of the same list or object came before. After a name there is
 * none, because jw_name has written it. Room for the comma and n more bytes, and where these go. */
static inline char *begin(struct jw *w, size_t n)
{
	char *to = buf_space(w->b, n + 1);
	bool after = w->comma[w->depth];

	w->comma[w->depth] = true;
	if (!to)
		return NULL;
	*to = ',';
	return to + after;
}

static void comma(struct jw *w)
{
	char *to = begin(w, 0);

	if (to)
		wrote(w->b, to);
}

static void enter(struct jw *w, char c)
{
	char *to = begin(w, 1);

	if (to) {
		*to = c;
		wrote(w->b, to + 1);
	}
	check(w->depth + 1u < sizeof(w->comma) / sizeof(w->comma[0]));
	w->comma[++w->depth] = false;
}

static void leave(struct jw *w, char c)
{
	check(w->depth > 0);
	w->depth--;
	buf_c(w->b, c);
}

void jw_object(struct jw *w)
{
	enter(w, '{');
}

void jw_list(struct jw *w)
{
	enter(w, '[');
}

void jw_end_object(struct jw *w)
{
	leave(w, '}');
}

void jw_end_list(struct jw *w)
{
	leave(w, ']');
}

void jw_name_str(struct jw *w, struct str name)
{
	char *to = begin(w, name.n + 3);

	w->comma[w->depth] = false;
	if (!to)
		return;
	*to = '"';
	if (!json_plain_copy(to + 1, name.p, name.n)) {
		wrote(w->b, to);
		write_escaped(w->b, name);
		buf_c(w->b, ':');
		return;
	}
	to += name.n + 1;
	*to++ = '"';
	*to++ = ':';
	wrote(w->b, to);
}

void jw_str(struct jw *w, struct str s)
{
	char *to;

	if (!s.p) {
		jw_null(w);
		return;
	}
	to = begin(w, s.n + 2);
	if (!to)
		return;
	*to = '"';
	if (!json_plain_copy(to + 1, s.p, s.n)) {
		wrote(w->b, to);
		write_escaped(w->b, s);
		return;
	}
	to += s.n + 1;
	*to++ = '"';
	wrote(w->b, to);
}

/* A value that is JSON already. */
static void constant(struct jw *w, const char *p, size_t n)
{
	char *to = begin(w, n);

	if (!to)
		return;
	memcpy(to, p, n);
	wrote(w->b, to + n);
}

void jw_int(struct jw *w, int64_t n)
{
	char *to = begin(w, INT_ROOM);

	if (to)
		wrote(w->b, int_put(to, n));
}

void jw_bool(struct jw *w, bool v)
{
	if (v)
		constant(w, "true", 4);
	else
		constant(w, "false", 5);
}

void jw_null(struct jw *w)
{
	constant(w, "null", 4);
}

void jw_raw(struct jw *w, struct str json)
{
	check(json.n);
	constant(w, json.p, json.n);
}

/* As it was read: source order, numbers as written. */
static void write_value(struct buf *b, const struct json *v)
{
	if (v->type == JSON_NUMBER) {
		buf_str(b, v->s);
		return;
	}
	if (v->type != JSON_LIST && v->type != JSON_OBJECT) {
		write_plain(b, v);
		return;
	}
	buf_c(b, v->type == JSON_LIST ? '[' : '{');
	for (uint32_t i = 0; i < v->n; i++) {
		if (i)
			buf_c(b, ',');
		if (v->type == JSON_OBJECT) {
			write_text(b, v->names[i]);
			buf_c(b, ':');
		}
		write_value(b, &v->items[i]);
	}
	buf_c(b, v->type == JSON_LIST ? ']' : '}');
}

void jw_value(struct jw *w, const struct json *v)
{
	if (v->type == JSON_TEXT) {
		jw_str(w, v->s);
		return;
	}
	comma(w);
	write_value(w->b, v);
}
