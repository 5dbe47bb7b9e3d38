/* The error of a context: its texts are filled from the table once, where it happens, in both
 * languages, so that no caller on the way up needs to know who will read them. */
#include "core/err.h"

#include <string.h>

#include "core/check.h"
#include "core/utf8.h"

#define ARGS_MAX 4
#define TEXT_MAX 120

static const struct err_entry table[E_CODES] = {
#define X(name, code, http, exit, retry, zh, en, remedy_zh, remedy_en) \
	[E_##name] = { code, http, exit, retry, zh, en, remedy_zh, remedy_en },
#include "core/err_table.h"
#undef X
};

const struct err_entry *err_entry(int code)
{
	/* A code beyond the table can only come from a mistake of ours; the caller is reporting an
	 * error already, so it gets one that says so and asks for no retry. */
	static const struct err_entry unknown = { "internal", 500, 70, RETRY_NO, "程序内部错误",
		"internal error", "请联系管理员", "tell the administrator" };

	if (code < 0 && code > -E_CODES)
		code = -code;
	return code >= 0 && code < E_CODES ? &table[code] : &unknown;
}

static bool has_brace(const char *z)
{
	while (*z && *z != '{')
		z++;
	return *z;
}

/* The text with {0} … {3} and {f} replaced. Without memory the text stays as the table has it. */
static struct str fill(struct cx *cx, const char *text, const char *const *args, const char *field)
{
	struct buf b;
	const char *p;

	if (!has_brace(text) || !cx->arena)
		return str_of(text);
	buf_init(&b, cx->arena);
	for (p = text; *p; p++) {
		if (p[0] != '{' || !p[1] || p[2] != '}') {
			buf_c(&b, *p);
			continue;
		}
		if (p[1] == 'f')
			buf_z(&b, field ? field : "");
		else if (p[1] >= '0' && p[1] < '0' + ARGS_MAX)
			buf_z(&b, args[p[1] - '0'] ? args[p[1] - '0'] : "?");
		p += 2;
	}
	return buf_ok(&b) ? buf_get(&b) : str_of(text);
}

static struct str keep(struct cx *cx, const char *z)
{
	size_t n = z ? strlen(z) : 0;
	char *p;

	if (!z)
		return STR_NONE;
	p = cx->arena ? arena_alloc(cx->arena, n + 1) : NULL;
	if (!p)
		return STR("?");
	memcpy(p, z, n);
	return (struct str){ p, n };
}

int err_set(struct cx *cx, int code, const char *file, int line, const char *field, ...)
{
	const struct err_entry *entry = err_entry(code);
	const char *args[ARGS_MAX] = { NULL };
	va_list ap;
	int i;

	code = code < 0 ? -code : code;
	va_start(ap, field);
	for (i = 0; i < ARGS_MAX; i++) {
		args[i] = va_arg(ap, const char *);
		if (!args[i])
			break;
	}
	va_end(ap);
	cx->e = (struct err_info){
		.code = code,
		.field = keep(cx, field),
		.zh = fill(cx, entry->zh, args, field),
		.en = fill(cx, entry->en, args, field),
		.remedy_zh = fill(cx, entry->remedy_zh, args, field),
		.remedy_en = fill(cx, entry->remedy_en, args, field),
		.file = file,
		.line = line,
	};
	return -code;
}

/* Without memory the text stays as it is: whole, only without the words. */
static struct str quoting(
	struct cx *cx, struct str text, const char *before, const char *words, const char *after)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_str(&b, text);
	buf_z(&b, before);
	buf_z(&b, words);
	buf_z(&b, after);
	return buf_ok(&b) ? buf_get(&b) : text;
}

int err_quote(struct cx *cx, const char *words)
{
	cx->e.zh = quoting(cx, cx->e.zh, "（原文：“", words, "”）");
	cx->e.en = quoting(cx, cx->e.en, " (verbatim: \"", words, "\")");
	return -cx->e.code;
}

void err_clear(struct cx *cx)
{
	cx->e = (struct err_info){ 0 };
}

int err_pass(struct cx *cx, const struct cx *from)
{
	struct err_info e = from->e;
	struct str *texts[] = { &e.field, &e.zh, &e.en, &e.remedy_zh, &e.remedy_en };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i]->p && cx_str(cx, *texts[i], texts[i]))
			return -E_NO_MEMORY;
	cx->e = e;
	return -e.code;
}

void *cx_alloc(struct cx *cx, size_t n)
{
	void *p = arena_alloc(cx->arena, n);

	if (!p)
		err(cx, E_NO_MEMORY, NULL);
	return p;
}

void *cx_array(struct cx *cx, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total)) {
		err(cx, E_NO_MEMORY, NULL);
		return NULL;
	}
	return cx_alloc(cx, total);
}

const char *cx_num(struct cx *cx, int64_t n)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%lld", (long long)n);
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

/* A message must stay readable and valid text whatever it quotes: bytes that are no UTF-8, and NUL,
 * become "?". */
const char *cx_text(struct cx *cx, struct str s)
{
	const char *p = s.p, *end = s.n ? s.p + s.n : s.p;
	struct buf b;
	size_t step;

	buf_init(&b, cx->arena);
	buf_add(&b, "", 0);
	for (; p < end; p += step ? step : 1) {
		step = *p ? utf8_step(p, end) : 0;
		if (b.n + (step ? step : 1) > TEXT_MAX)
			break;
		if (step)
			buf_add(&b, p, step);
		else
			buf_c(&b, '?');
	}
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

int cx_str(struct cx *cx, struct str s, struct str *ret)
{
	char *p = arena_bytes(cx->arena, s.n + 1);

	if (!p)
		return err(cx, E_NO_MEMORY, NULL);
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	*ret = (struct str){ p, s.n };
	return 0;
}
