/* Which sheet is read, and that it can be read to its end. */
#include "paper/xlsx.h"

#include <string.h>

#include "paper/xlsx_rows.h"

struct xlsx {
	struct xlsx_book book;
	const struct xlsx_page *page;
	struct xlsx_rows *rows;
	int64_t n;
	struct str unread;
};

bool xlsx_is(const uint8_t head[4])
{
	return memcmp(head, "PK\x03\x04", 4) == 0;
}

/* ---- which sheet ---- */

static bool is_read(const struct xlsx_page *page)
{
	return page->part && !page->hidden;
}

static int no_page(struct cx *cx, const struct xlsx_book *b, struct str name)
{
	struct buf names;

	buf_init(&names, cx->arena);
	for (size_t i = 0; i < b->pages_n; i++)
		if (is_read(&b->pages[i])) {
			buf_z(&names, names.n ? "、" : "");
			buf_z(&names, cx_text(cx, b->pages[i].name));
		}
	if (!names.n)
		return xlsx_err(
			cx, E_XLSX, "里面没有可见的工作表", "there is no visible sheet in it");
	return err(cx, E_XLSX_SHEET, NULL, cx_text(cx, name), buf_get(&names).p, buf_get(&names).p);
}

/* A hidden sheet is read if it is asked for. */
static int page_find(struct cx *cx, struct xlsx *x, struct str name)
{
	const struct xlsx_book *b = &x->book;

	for (size_t i = 0; !x->page && i < b->pages_n; i++)
		if (name.n ? b->pages[i].part &&
					str_eq(str_trim(b->pages[i].name), str_trim(name)) :
			     is_read(&b->pages[i]))
			x->page = &b->pages[i];
	return x->page ? 0 : no_page(cx, b, name);
}

/* Is there a row? A sheet that cannot be read counts as one that has some. */
static bool has_rows(struct cx *cx, struct xlsx *x, const struct xlsx_page *page)
{
	struct sheet_row row;
	int got = xlsx_rows_start(cx, x->rows, page);

	if (!got)
		got = xlsx_rows_next(cx, x->rows, &row);
	if (got < 0)
		err_clear(cx);
	return got != 0;
}

static int unread_find(struct cx *cx, struct xlsx *x)
{
	const struct xlsx_book *b = &x->book;
	struct buf names;

	buf_init(&names, cx->arena);
	for (size_t i = 0; i < b->pages_n; i++)
		if (&b->pages[i] != x->page && is_read(&b->pages[i]) &&
			has_rows(cx, x, &b->pages[i])) {
			buf_z(&names, names.n ? "、" : "");
			buf_z(&names, cx_text(cx, b->pages[i].name));
		}
	if (names.n)
		x->unread = buf_get(&names);
	return buf_ok(&names) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- reading ---- */

int xlsx_start(struct cx *cx, struct xlsx *x)
{
	return xlsx_rows_start(cx, x->rows, x->page);
}

int xlsx_next(struct cx *cx, struct xlsx *x, struct sheet_row *ret)
{
	return xlsx_rows_next(cx, x->rows, ret);
}

static int scan(struct cx *cx, struct xlsx *x)
{
	struct sheet_row row;
	int got = xlsx_start(cx, x);

	if (got)
		return got;
	while ((got = xlsx_next(cx, x, &row)) == 1)
		x->n++;
	xlsx_rows_refuse_merged(x->rows);
	return got;
}

/* "A1:H1" */
static int merged_err(struct cx *cx, const struct xlsx_merge *m)
{
	struct buf cells, zh, en;

	buf_init(&cells, cx->arena);
	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	xlsx_cell_name(&cells, m->left, m->top);
	buf_c(&cells, ':');
	xlsx_cell_name(&cells, m->right, m->bottom);
	buf_fmt(&zh, "%s 是合并的单元格", cx_text(cx, buf_get(&cells)));
	buf_fmt(&en, "the cells %s are merged", cx_text(cx, buf_get(&cells)));
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

int xlsx_headings_check(struct cx *cx, const struct xlsx *x, int64_t row)
{
	size_t n;
	const struct xlsx_merge *all = xlsx_rows_merges(x->rows, &n);

	for (size_t i = 0; i < n; i++)
		if (all[i].top <= row && all[i].bottom >= row)
			return merged_err(cx, &all[i]);
	return 0;
}

int xlsx_open(struct cx *cx, const char *path, struct str bytes, struct str name, struct xlsx **ret)
{
	struct xlsx *x = cx_new(cx, struct xlsx);
	int e;

	if (!x)
		return -E_NO_MEMORY;
	e = xlsx_book_open(cx, path, bytes, &x->book);
	if (!e)
		e = xlsx_rows_new(cx, &x->book, &x->rows);
	if (!e)
		e = page_find(cx, x, name);
	if (!e)
		e = scan(cx, x);
	if (!e)
		e = unread_find(cx, x);
	if (!e)
		e = xlsx_start(cx, x);
	if (e)
		xlsx_close(x);
	else
		*ret = x;
	return e;
}

void xlsx_close(struct xlsx *x)
{
	if (!x)
		return;
	xlsx_rows_close(x->rows);
	xlsx_book_close(&x->book);
}

int64_t xlsx_rows(const struct xlsx *x)
{
	return x->n;
}

struct str xlsx_name(const struct xlsx *x)
{
	return x->page->name;
}

struct str xlsx_unread(const struct xlsx *x)
{
	return x->unread;
}
