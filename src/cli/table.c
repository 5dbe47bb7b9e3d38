/* Aligned tables. */
#include "cli/table.h"

#include <string.h>

struct span {
	int32_t from, to;
};

/* Unicode 15, EastAsianWidth W and F, neighbouring blocks joined. */
static const struct span wide[] = {
	{ 0x1100, 0x115f },
	{ 0x231a, 0x231b },
	{ 0x2329, 0x232a },
	{ 0x23e9, 0x23ec },
	{ 0x2614, 0x2615 },
	{ 0x2648, 0x2653 },
	{ 0x2705, 0x2705 },
	{ 0x274c, 0x274c },
	{ 0x2753, 0x2755 },
	{ 0x2757, 0x2757 },
	{ 0x2e80, 0x303e },
	{ 0x3041, 0x33ff },
	{ 0x3400, 0x4dbf },
	{ 0x4e00, 0xa4cf },
	{ 0xa960, 0xa97c },
	{ 0xac00, 0xd7a3 },
	{ 0xf900, 0xfaff },
	{ 0xfe10, 0xfe19 },
	{ 0xfe30, 0xfe6b },
	{ 0xff01, 0xff60 },
	{ 0xffe0, 0xffe6 },
	{ 0x16fe0, 0x18cff },
	{ 0x1b000, 0x1b2ff },
	{ 0x1f300, 0x1f64f },
	{ 0x1f680, 0x1f6ff },
	{ 0x1f900, 0x1f9ff },
	{ 0x1fa70, 0x1faff },
	{ 0x20000, 0x3fffd },
};
static const struct span none[] = {
	{ 0x0300, 0x036f },
	{ 0x200b, 0x200f },
	{ 0x202a, 0x202e },
	{ 0x2060, 0x2064 },
	{ 0x20d0, 0x20ff },
	{ 0xfe00, 0xfe0f },
	{ 0xfe20, 0xfe2f },
	{ 0xfeff, 0xfeff },
	{ 0xe0100, 0xe01ef },
};

static bool span_has(const struct span *all, size_t n, int32_t c)
{
	for (size_t i = 0; i < n && all[i].from <= c; i++)
		if (c <= all[i].to)
			return true;
	return false;
}

size_t text_width(struct str s)
{
	size_t w = 0;
	int32_t c;

	while ((c = utf8_next(&s)) >= 0) {
		if (c < 0x300)
			w++;
		else if (!span_has(none, sizeof(none) / sizeof(none[0]), c))
			w += span_has(wide, sizeof(wide) / sizeof(wide[0]), c) ? 2 : 1;
	}
	return w;
}

void table_init(struct table *t, struct cx *cx, size_t columns, const char *align)
{
	*t = (struct table){ .cx = cx, .columns = columns, .align = align };
}

/* A terminal obeys control characters, and data must not command it: C0, DEL, C1, and the marks that turn the
 * direction of writing. */
static bool is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
		(c >= 0x2066 && c <= 0x2069);
}

static struct str harmless(struct cx *cx, struct str s)
{
	struct str rest = s;
	struct buf b;
	int32_t c;
	bool bad = false;

	while (!bad && (c = utf8_next(&rest)) >= 0)
		bad = is_control(c);
	if (!bad)
		return s;
	buf_init(&b, cx->arena);
	while ((c = utf8_next(&s)) >= 0)
		buf_utf8(&b, is_control(c) ? '?' : (uint32_t)c);
	return buf_get(&b);
}

static bool table_grow(struct table *t)
{
	size_t cap = t->cap ? t->cap * 2 : 64;
	struct str *cells = cx_many(t->cx, cap, struct str);

	if (!cells)
		return false;
	if (t->n)
		memcpy(cells, t->cells, t->n * sizeof(cells[0]));
	t->cells = cells;
	t->cap = cap;
	return true;
}

void table_add(struct table *t, struct str cell)
{
	size_t column = t->n % t->columns, w;

	if (t->failed || (t->n == t->cap && !table_grow(t))) {
		t->failed = true;
		return;
	}
	cell = harmless(t->cx, cell);
	w = text_width(cell);
	if (w > t->width[column])
		t->width[column] = w;
	t->cells[t->n++] = cell;
}

void table_z(struct table *t, const char *cell)
{
	table_add(t, str_of(cell));
}

void table_int(struct table *t, int64_t n)
{
	table_add(t, str_of(cx_num(t->cx, n)));
}

static void spaces(struct buf *b, size_t n)
{
	while (n--)
		buf_c(b, ' ');
}

static void row_write(const struct table *t, const struct str *row, struct buf *b)
{
	size_t last = t->columns, owed = 0;

	while (last && !row[last - 1].n)
		last--;
	for (size_t i = 0; i < last; i++) {
		size_t pad = t->width[i] - text_width(row[i]);

		spaces(b, owed + (t->align[i] == 'r' ? pad : 0));
		buf_str(b, row[i]);
		owed = 2 + (t->align[i] == 'r' ? 0 : pad);
	}
	buf_c(b, '\n');
}

void table_write(struct table *t, struct buf *b)
{
	for (size_t i = 0; i + t->columns <= t->n; i += t->columns)
		row_write(t, t->cells + i, b);
	if (t->failed)
		b->failed = true;
	table_forget(t);
}

void table_forget(struct table *t)
{
	t->n = 0;
	t->cap = 0;
	t->cells = NULL;
}
