/* Fuzzer of the forms that residents' pages send (application/x-www-form-urlencoded). What is taken, also of one that is refused, is text of a
 * bounded length without control characters, each name once; and what is taken is sent again and read as the same. */
#include "http/resident_page.h"

#include <string.h>

#include "core/check.h"
#include "core/utf8.h"
#include "sys/sys.h"

#define VALUE_MAX ((size_t)16 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void is_text(struct str s, size_t max)
{
	check(s.n <= max && utf8_valid(s));
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];

		check(ch != 0x7f && (ch >= 0x20 || ch == '\n' || ch == '\t'));
	}
}

static void put(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		buf_c(b, '%');
		buf_hex(b, (const uint8_t *)s.p + i, 1);
	}
}

static void again(struct call *c, const struct form *f)
{
	struct form g = { .n = 0 };

	buf_init(&c->body, c->cx.arena);
	buf_z(&c->body, "");
	for (size_t i = 0; i < f->n; i++) {
		buf_z(&c->body, i ? "&" : "");
		put(&c->body, f->all[i].name);
		buf_z(&c->body, "=");
		put(&c->body, f->all[i].value);
	}
	check(form_take(c, &g) == 0 && g.n == f->n);
	for (size_t i = 0; i < g.n; i++)
		check(str_eq(g.all[i].name, f->all[i].name) &&
			str_eq(g.all[i].value, f->all[i].value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct call c;
	struct form f = { .n = 0 };
	struct arena arena;
	int e;

	arena_init(&arena, &sys_heap, 0);
	memset(&c, 0, sizeof(c));
	c.cx.arena = &arena;
	buf_init(&c.body, &arena);
	buf_str(&c.body, (struct str){ (const char *)data, size });
	e = form_take(&c, &f);
	check(e <= 0 && f.n <= FORM_VALUES_MAX);
	for (size_t i = 0; i < f.n; i++) {
		is_text(f.all[i].name, FORM_NAME_MAX);
		is_text(f.all[i].value, VALUE_MAX);
		for (size_t k = 0; k < i; k++)
			check(!str_eq(f.all[i].name, f.all[k].name));
	}
	err_clear(&c.cx);
	if (f.n)
		again(&c, &f);
	arena_done(&arena);
	return 0;
}
