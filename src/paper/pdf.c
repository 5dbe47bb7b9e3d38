/* The blocks as they are added. */
#include "paper/pdf.h"

#include <string.h>

#include "core/check.h"
#include "paper/pdf_own.h"

#define BLOCKS_FIRST 64

struct pdf *pdf_new(struct cx *cx, const struct pdf_head *head)
{
	struct pdf *p = cx_new(cx, struct pdf);

	if (p)
		*p = (struct pdf){ .cx = cx, .head = *head };
	return p;
}

static bool room(struct pdf *p)
{
	struct pdf_block *wider;

	if (p->failed || p->n < p->cap)
		return !p->failed;
	p->cap = p->cap ? p->cap * 2 : BLOCKS_FIRST;
	wider = cx_many(p->cx, p->cap, struct pdf_block);
	p->failed = !wider;
	if (wider && p->n)
		memcpy(wider, p->blocks, p->n * sizeof(*wider));
	p->blocks = wider;
	return wider != NULL;
}

static void add(struct pdf *p, const struct pdf_block *b)
{
	if (room(p))
		p->blocks[p->n++] = *b;
}

void pdf_text(struct pdf *p, enum pdf_style style, struct str text)
{
	add(p, &(struct pdf_block){ .style = style, .text = text });
}

static void code_add(struct pdf *p, struct str text, enum pdf_part part)
{
	struct qr *code = p->failed ? NULL : cx_new(p->cx, struct qr);

	p->failed = !code || qr_make(p->cx, text, code);
	add(p, &(struct pdf_block){ .code = code, .part = part });
}

void pdf_code(struct pdf *p, struct str text)
{
	code_add(p, text, PART_NONE);
}

void pdf_slip(struct pdf *p, struct str code)
{
	code_add(p, code, PART_SLIP);
}

void pdf_entry(struct pdf *p, struct str code)
{
	code_add(p, code, PART_ENTRY);
}

static struct str *cells_copy(struct pdf *p, const struct str *cells, size_t n)
{
	struct str *own = p->failed ? NULL : cx_many(p->cx, n, struct str);

	p->failed = !own;
	if (own)
		memcpy(own, cells, n * sizeof(*own));
	return own;
}

void pdf_table(struct pdf *p, const char *align, const struct str *headings)
{
	struct pdf_grid *g = p->failed ? NULL : cx_new(p->cx, struct pdf_grid);

	p->failed = !g;
	if (!g)
		return;
	*g = (struct pdf_grid){
		.align = align, .columns = strlen(align), .first = p->n, .end = p->n
	};
	check(g->columns > 0 && g->columns <= PDF_COLUMNS_MAX);
	g->headings = cells_copy(p, headings, g->columns);
	p->grid = g;
}

void pdf_row(struct pdf *p, const struct str *cells)
{
	struct pdf_block b = { .grid = p->grid };

	if (p->failed)
		return;
	check(p->grid && p->grid->end == p->n);
	b.cells = cells_copy(p, cells, p->grid->columns);
	add(p, &b);
	p->grid->end = p->n;
}

int pdf_end(struct pdf *p, struct str *ret)
{
	int e;

	*ret = STR_NONE;
	if (p->failed)
		return -p->cx->e.code;
	e = pdf_fonts(p->cx);
	return e ? e : pdf_lay(p, ret);
}

int pdf_pages(const struct pdf *p)
{
	return p->pages;
}
