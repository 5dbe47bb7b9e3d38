/* The JSON reader: one pass, by recursive descent, over a text that is wholly in memory.
 *
 * Every record passes here several times, so the common case costs least: a string without
 * escapes is left where it is in the input and scanned 8 bytes at a time, and a plain number is
 * computed as it is read. Since it can't be known how many values a list will have, those of all
 * open lists and objects lie on one stack (it begins on the C stack, and doubles in the arena);
 * when one closes, its values are moved to an array of just their number. */
#include "core/json.h"

#include <string.h>

#include "core/check.h"
#include "core/json_path.h"
#include "core/json_scan.h"
#include "core/utf8.h"

#define DEPTH_MAX 64 /* of any limits: the reader and the writer recurse */
#define STACK_FIRST 48
#define SAFE_MAX 9007199254740991LL /* 2^53 - 1 */
#define PAIRWISE_MAX 16             /* names; more are sorted to find duplicates */

const struct json_limits json_limits_request = { .bytes = 1 << 20, .depth = 8, .members = 1024 };

struct reader {
	struct cx *cx;
	const char *start, *p, *end;
	const struct json_limits *lim;
	uint32_t depth;
	struct json *values; /* the stack: those of the innermost open list lie last */
	struct str *names;
	size_t n, cap;
};

static int bad(struct reader *r, const char *at, const char *zh, const char *en)
{
	return err(r->cx, E_JSON, NULL, cx_num(r->cx, at - r->start + 1), zh, en);
}

static inline void blank(struct reader *r)
{
	while (r->p < r->end && (uint8_t)*r->p <= ' ' &&
		(*r->p == ' ' || *r->p == '\n' || *r->p == '\r' || *r->p == '\t'))
		r->p++;
}

static int stack_grow(struct reader *r)
{
	struct json *values = cx_many(r->cx, r->cap * 2, struct json);
	struct str *names = cx_many(r->cx, r->cap * 2, struct str);

	if (!values || !names)
		return -E_NO_MEMORY;
	memcpy(values, r->values, r->n * sizeof(*values));
	memcpy(names, r->names, r->n * sizeof(*names));
	r->values = values;
	r->names = names;
	r->cap *= 2;
	return 0;
}

/* The four digits after "\u" as a number, -1 if they are none. */
static int32_t hex4(const char *p, const char *end)
{
	uint8_t b[2];

	if (end - p < 4 || !hex_read((struct str){ p, 4 }, b, 2))
		return -1;
	return b[0] << 8 | b[1];
}

/* The code point of the escape at p ("\n", "\u00e9", a pair of surrogates), its bytes in *ret_n;
 * -1 if it is malformed, -2 if it is half a pair. */
static int32_t escape(const char *p, const char *end, size_t *ret_n)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	int32_t high, low;

	if (end - p < 2)
		return -1;
	*ret_n = 2;
	for (int i = 0; from[i]; i++)
		if (p[1] == from[i])
			return to[i];
	if (p[1] != 'u')
		return -1;
	high = hex4(p + 2, end);
	*ret_n = 6;
	if (high < 0xd800 || high > 0xdfff)
		return high;
	if (high > 0xdbff || end - p < 8 || p[6] != '\\' || p[7] != 'u')
		return -2;
	low = hex4(p + 8, end);
	if (low < 0xdc00 || low > 0xdfff)
		return low < 0 ? -1 : -2;
	*ret_n = 12;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* s is the text between the quotes, already found to be well formed. */
static int unescape(struct reader *r, struct str s, struct str *ret)
{
	const char *p = s.p, *end = s.p + s.n, *run;
	struct buf b;
	size_t n;

	buf_init(&b, r->cx->arena);
	while (p < end) {
		for (run = p; p < end && *p != '\\'; p++)
			;
		buf_add(&b, run, (size_t)(p - run));
		if (p == end)
			break;
		buf_utf8(&b, (uint32_t)escape(p, end, &n));
		p += n;
	}
	if (!buf_ok(&b))
		return err(r->cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

static int string_escape(struct reader *r, const char **p)
{
	size_t n;
	int32_t c = escape(*p, r->end, &n);

	if (c == -2)
		return bad(r, *p, "代理对不成对", "half of a surrogate pair");
	if (c < 0)
		return bad(r, *p, "转义写法不对", "a malformed escape");
	*p += n;
	return 0;
}

/* A text that is not plain ASCII to its end: `from` is its first byte, p the first that is not plain. */
static int read_rest(struct reader *r, const char *from, const char *p, struct str *ret)
{
	bool escaped = false;
	size_t n;
	int rc;

	for (;; p = json_plain_run(p, r->end)) {
		if (p == r->end)
			return bad(r, from - 1, "文本没有结束引号", "a text that does not end");
		if (*p == '"')
			break;
		if (*p == '\\') {
			escaped = true;
			rc = string_escape(r, &p);
			if (rc)
				return rc;
			continue;
		}
		if ((uint8_t)*p < 0x20)
			return bad(r, p, "文本内有控制字符", "a control character within a text");
		/* One character of another script is seldom alone. */
		do {
			n = utf8_step(p, r->end);
			if (!n)
				return bad(r, p, "不是合法的 UTF-8", "bytes that are not UTF-8");
			p += n;
		} while (p < r->end && (uint8_t)*p >= 0x80);
	}
	r->p = p + 1;
	*ret = (struct str){ from, (size_t)(p - from) };
	return escaped ? unescape(r, *ret, ret) : 0;
}

/* At the opening quote. */
static inline int read_string(struct reader *r, struct str *ret)
{
	const char *from = r->p + 1, *p = json_plain_run(from, r->end);

	if (p == r->end || *p != '"')
		return read_rest(r, from, p, ret);
	r->p = p + 1;
	*ret = (struct str){ from, (size_t)(p - from) };
	return 0;
}

static inline bool digit(const char *p, const char *end)
{
	return p < end && *p >= '0' && *p <= '9';
}

/* *v times ten as often as asked; false when it leaves the range, which stops it early. */
static bool tens(int64_t *v, int64_t times)
{
	for (; *v && times > 0; times--) {
		*v *= 10;
		if (*v > SAFE_MAX)
			return false;
	}
	return true;
}

static int64_t read_exponent(const char *p, const char *end)
{
	bool minus = *p == '-';
	int64_t e = 0;

	for (p += minus || *p == '+'; p < end; p++)
		if (e < INT64_MAX / 100) /* beyond any number of digits, and no overflow */
			e = e * 10 + (*p - '0');
	return minus ? -e : e;
}

/* The value of a number with a fraction, an exponent or many digits, if it is an integer within
 * the range. The digits are taken as one integer times a power of ten; zeros wait until another
 * digit follows, since at the end they belong to the exponent. */
static bool whole(struct str s, int64_t *ret)
{
	const char *p = s.p + (*s.p == '-'), *end = s.p + s.n;
	int64_t v = 0, exponent = 0, zeros = 0;
	bool fraction = false;

	for (; p < end && *p != 'e' && *p != 'E'; p++) {
		if (*p == '.') {
			fraction = true;
			continue;
		}
		exponent -= fraction;
		zeros++;
		if (*p == '0')
			continue;
		if (!tens(&v, zeros))
			return false;
		zeros = 0;
		v += *p - '0';
	}
	exponent += zeros;
	if (p < end)
		exponent += read_exponent(p + 1, end);
	if ((v && exponent < 0) || !tens(&v, exponent) || v > SAFE_MAX)
		return false;
	*ret = *s.p == '-' ? -v : v;
	return true;
}

static int read_number(struct reader *r, struct json *ret)
{
	const char *from = r->p, *p = from + (*from == '-'), *first = p;
	int64_t v = 0;

	if (!digit(p, r->end))
		return bad(r, p, "应为一个值", "expected a value");
	while (digit(p, r->end) && p - first < 15)
		v = v * 10 + (*p++ - '0');
	while (digit(p, r->end))
		p++;
	if (*first == '0' && p - first > 1)
		return bad(r, first, "数字前不能有多余的 0", "a number with zeros in front");
	ret->type = JSON_INT;
	ret->i = *from == '-' ? -v : v;
	if (p < r->end && *p == '.') {
		if (!digit(++p, r->end))
			return bad(r, p, "小数点后应有数字", "expected a digit after the point");
		while (digit(p, r->end))
			p++;
		ret->type = JSON_NUMBER;
	}
	if (p < r->end && (*p == 'e' || *p == 'E')) {
		p++;
		p += p < r->end && (*p == '+' || *p == '-');
		if (!digit(p, r->end))
			return bad(r, p, "指数应有数字", "expected a digit in the exponent");
		while (digit(p, r->end))
			p++;
		ret->type = JSON_NUMBER;
	}
	r->p = p;
	if (ret->type == JSON_INT && p - first <= 15)
		return 0;
	ret->s = (struct str){ from, (size_t)(p - from) };
	ret->type = whole(ret->s, &ret->i) ? JSON_INT : JSON_NUMBER;
	if (ret->type == JSON_INT)
		ret->s = STR_NONE;
	else
		ret->i = 0;
	return 0;
}

static int read_literal(struct reader *r, struct json *ret)
{
	size_t left = (size_t)(r->end - r->p);

	ret->type = JSON_BOOL;
	if (left >= 4 && memcmp(r->p, "true", 4) == 0) {
		ret->i = 1;
		r->p += 4;
	} else if (left >= 5 && memcmp(r->p, "false", 5) == 0) {
		r->p += 5;
	} else if (left >= 4 && memcmp(r->p, "null", 4) == 0) {
		ret->type = JSON_NULL;
		r->p += 4;
	} else {
		return bad(r, r->p, "应为一个值", "expected a value");
	}
	return 0;
}

static int read_value(struct reader *r, const struct json_path *at, struct json *ret);

/* The innermost list's values, from number `base` of the stack, into arrays of their own, which lie behind each other. */
static int close_list(struct reader *r, size_t base, struct json *ret)
{
	size_t n = r->n - base, bytes = n * sizeof(*ret->items);
	size_t names = ret->type == JSON_OBJECT ? n * sizeof(*ret->names) : 0;
	char *to;

	r->n = base;
	ret->n = (uint32_t)n;
	if (!n)
		return 0;
	to = arena_bytes(r->cx->arena, bytes + names);
	if (!to)
		return err(r->cx, E_NO_MEMORY, NULL);
	ret->items = (void *)to;
	memcpy(ret->items, r->values + base, bytes);
	if (ret->type != JSON_OBJECT)
		return 0;
	ret->names = (void *)(to + bytes);
	memcpy(ret->names, r->names + base, names);
	return 0;
}

/* One more value, whose name (or STR_NONE) and path are given; at the value's first byte. A list within the list uses the stack
 * from the place on that will be its own, and may move it. */
static int push(struct reader *r, size_t base, const struct json_path *up, struct str name)
{
	struct json v = { .type = JSON_TEXT };
	int rc;

	if (r->n - base >= r->lim->members)
		return err(r->cx, E_TOO_MANY, json_path_text(r->cx, up),
			cx_num(r->cx, (int64_t)r->lim->members + 1),
			cx_num(r->cx, r->lim->members));
	if (r->p < r->end && *r->p == '"') {
		rc = read_string(r, &v.s);
	} else {
		struct json_path at = { .up = up, .name = name, .i = (uint32_t)(r->n - base) };

		rc = read_value(r, &at, &v);
	}
	if (!rc && r->n == r->cap)
		rc = stack_grow(r);
	if (rc)
		return rc;
	r->values[r->n] = v;
	r->names[r->n++] = name;
	return 0;
}

static int read_list(struct reader *r, const struct json_path *at, struct json *ret)
{
	const char *from = r->p++;
	size_t base = r->n;
	int rc;

	ret->type = JSON_LIST;
	blank(r);
	if (r->p < r->end && *r->p == ']')
		goto close;
	for (;;) {
		rc = push(r, base, at, STR_NONE);
		if (rc)
			return rc;
		blank(r);
		if (r->p < r->end && *r->p == ']')
			break;
		if (r->p == r->end || *r->p != ',')
			return bad(r, r->p, "应为逗号或 ]", "expected a comma or ]");
		r->p++;
		blank(r);
	}
close:
	r->p++;
	ret->s = (struct str){ from, (size_t)(r->p - from) };
	return close_list(r, base, ret);
}

/* One of 64 places for a name. Names of one place may be the same, others are not. */
static inline uint64_t name_bit(struct str s)
{
	unsigned first = s.n ? (uint8_t)s.p[0] : 0, last = s.n ? (uint8_t)s.p[s.n - 1] : 0;

	return UINT64_C(1) << ((first * 5 + last * 3 + (unsigned)s.n) & 63);
}

static bool is_among(const struct str *names, uint32_t n, struct str name)
{
	for (uint32_t k = 0; k < n; k++)
		if (str_eq(names[k], name))
			return true;
	return false;
}

/* Two members of one name. Few are compared each with those of its place; many are sorted, so that a hostile
 * object costs no more than n log n. */
static int duplicate(struct reader *r, const struct json *v)
{
	const uint32_t *order;
	const struct str *names = v->names;
	uint64_t taken = 0, bit;
	int rc;

	if (v->n <= PAIRWISE_MAX) {
		for (uint32_t i = 0; i < v->n; i++) {
			bit = name_bit(names[i]);
			if (taken & bit && is_among(names, i, names[i]))
				goto found;
			taken |= bit;
		}
		return 0;
	}
	rc = json_order(r->cx, v, &order);
	if (rc)
		return rc;
	for (uint32_t k = 1; k < v->n; k++)
		if (str_eq(names[order[k - 1]], names[order[k]]))
			goto found;
	return 0;
found:
	return bad(r, v->s.p, "同一对象内有重复的名称", "an object with the same name twice");
}

static int read_object(struct reader *r, const struct json_path *at, struct json *ret)
{
	const char *from = r->p++;
	size_t base = r->n;
	struct str name;
	int rc;

	ret->type = JSON_OBJECT;
	blank(r);
	if (r->p < r->end && *r->p == '}')
		goto close;
	for (;;) {
		if (r->p == r->end || *r->p != '"')
			return bad(r, r->p, "应为带引号的名称", "expected a name in quotes");
		rc = read_string(r, &name);
		if (rc)
			return rc;
		blank(r);
		if (r->p == r->end || *r->p != ':')
			return bad(r, r->p, "名称后应为冒号", "expected a colon after the name");
		r->p++;
		blank(r);
		rc = push(r, base, at, name);
		if (rc)
			return rc;
		blank(r);
		if (r->p < r->end && *r->p == '}')
			break;
		if (r->p == r->end || *r->p != ',')
			return bad(r, r->p, "应为逗号或 }", "expected a comma or }");
		r->p++;
		blank(r);
	}
close:
	r->p++;
	ret->s = (struct str){ from, (size_t)(r->p - from) };
	rc = close_list(r, base, ret);
	return rc ? rc : duplicate(r, ret);
}

/* At the first byte of a value, white space before it being gone. */
static int read_value(struct reader *r, const struct json_path *at, struct json *ret)
{
	int rc;

	*ret = (struct json){ .type = JSON_NULL };
	switch (r->p < r->end ? *r->p : 0) {
	case '"':
		ret->type = JSON_TEXT;
		return read_string(r, &ret->s);
	case '{':
	case '[':
		if (r->depth == r->lim->depth)
			return err(r->cx, E_TOO_DEEP, NULL, cx_num(r->cx, r->lim->depth));
		r->depth++;
		rc = *r->p == '{' ? read_object(r, at, ret) : read_list(r, at, ret);
		r->depth--;
		return rc;
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return read_number(r, ret);
	default:
		return read_literal(r, ret);
	}
}

int json_read(struct cx *cx, struct str in, const struct json_limits *lim, const struct json **ret)
{
	struct json values[STACK_FIRST];
	struct str names[STACK_FIRST];
	const char *p = in.p ? in.p : "";
	struct reader r = { .cx = cx,
		.start = p,
		.p = p,
		.end = p + in.n,
		.lim = lim,
		.values = values,
		.names = names,
		.cap = STACK_FIRST };
	struct json *v;
	int rc;

	check(lim->depth <= DEPTH_MAX);
	if (in.n > lim->bytes)
		return err(cx, E_TOO_LONG, "json", cx_num(cx, (int64_t)in.n),
			cx_num(cx, (int64_t)lim->bytes));
	v = cx_new(cx, struct json);
	if (!v)
		return -E_NO_MEMORY;
	blank(&r);
	rc = read_value(&r, NULL, v);
	if (rc)
		return rc;
	blank(&r);
	if (r.p < r.end)
		return bad(&r, r.p, "结尾之后还有内容", "text after the end");
	*ret = v;
	return 0;
}

const struct json *json_get_str(const struct json *v, struct str name)
{
	if (!v || v->type != JSON_OBJECT)
		return NULL;
	for (uint32_t i = 0; i < v->n; i++)
		if (v->names[i].n == name.n && str_eq(v->names[i], name))
			return &v->items[i];
	return NULL;
}

static bool equal_objects(const struct json *a, const struct json *b)
{
	const struct json *other;

	for (uint32_t i = 0; i < a->n; i++) {
		/* The same order is likely. */
		other = &b->items[i];
		if (!str_eq(a->names[i], b->names[i]))
			other = json_get_str(b, a->names[i]);
		if (!other || !json_equal(&a->items[i], other))
			return false;
	}
	return true;
}

bool json_equal(const struct json *a, const struct json *b)
{
	if (a->type != b->type || a->n != b->n)
		return false;
	switch (a->type) {
	case JSON_NULL:
		return true;
	case JSON_BOOL:
	case JSON_INT:
		return a->i == b->i;
	case JSON_NUMBER:
	case JSON_TEXT:
		return str_eq(a->s, b->s);
	case JSON_LIST:
		for (uint32_t i = 0; i < a->n; i++)
			if (!json_equal(&a->items[i], &b->items[i]))
				return false;
		return true;
	case JSON_OBJECT:
		return equal_objects(a, b);
	}
	return false;
}
