/* Laying out, twice: the first time to know how many pages there are, the second time to draw them. */
#include <pango/pangocairo.h>

#include <cairo-pdf.h>
#include <pthread.h>

#include "core/when.h"
#include "paper/pdf_own.h"

#define PAGE_WIDTH 595.276 /* A4, in points */
#define PAGE_HEIGHT 841.89
#define SIDE 71.0
#define TOP 76.0
#define BOTTOM (PAGE_HEIGHT - 72.0)
#define WIDTH (PAGE_WIDTH - 2 * SIDE)
#define PAD 4.0 /* between a cell's text and its line, at the sides; above and below: */
#define LEAD 2.0
#define FOOT_Y (PAGE_HEIGHT - 54.0)
#define COLUMN_MIN 60.0
#define CODE_SIDE 226.77 /* 8 cm */

/* Of what stands beside a code, in points. */
static const struct {
	double code; /* 4 cm: an address with a code in it scans well from paper; 2 cm: so do two short codes */
	double gap; /* above and below the line over it, and beside the code */
	bool cut;   /* the line is one to cut along */
} parts[PARTS] = {
	[PART_SLIP] = { 113.39, 16, true },
	[PART_ENTRY] = { 56.69, 4, false },
};

struct look {
	double size, before, after; /* points */
	float spacing;              /* of lines */
	bool bold;
	PangoAlignment align;
	double keep; /* so much has to have room from where it begins on */
};

static const struct look looks[PDF_STYLES] = {
	[PDF_TITLE] = { 20, 0, 10, 1.2f, true, PANGO_ALIGN_CENTER, 0 },
	[PDF_UNDER] = { 10.5, 0, 5, 1.2f, false, PANGO_ALIGN_CENTER, 0 },
	[PDF_HEADING] = { 12, 12, 5, 1.2f, true, PANGO_ALIGN_LEFT, 60 },
	[PDF_BODY] = { 12, 3, 3, 1.35f, false, PANGO_ALIGN_LEFT, 0 },
	[PDF_SIGNED] = { 12, 6, 0, 1.2f, false, PANGO_ALIGN_RIGHT, 0 },
	[PDF_NOTE] = { 8, 0, 1.5, 1.15f, false, PANGO_ALIGN_LEFT, 0 },
	[PDF_GROUP] = { 12, 6, 4, 1.2f, true, PANGO_ALIGN_LEFT, 110 },
	[PDF_NAME] = { 11, 0, 1.5, 1.2f, true, PANGO_ALIGN_LEFT, 0 },
	[PDF_BOXES] = { 9.5, 0, 1.5, 1.2f, false, PANGO_ALIGN_LEFT, 0 },
};
static const struct look cell_look = { 9.5, 0, 0, 1.0f, false, PANGO_ALIGN_LEFT, 0 };
static const struct look foot_look = { 7, 0, 0, 1.1f, false, PANGO_ALIGN_CENTER, 0 };

struct lay {
	struct pdf *p;
	PangoContext *context;
	cairo_t *cr; /* NULL: nothing is drawn */
	double y;
	double inset; /* of texts beside a code */
	int page, pages;
	double width[PDF_COLUMNS_MAX]; /* of the table being laid */
};

/* ---- text ---- */

/* The last of these are no characters, and Cairo takes a text with one of them for none. */
static bool is_left_out(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200e && c <= 0x200f) ||
		(c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
		(c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
}

static struct str cleaned(struct cx *cx, struct str text)
{
	struct buf b;
	int32_t c;

	buf_init(&b, cx->arena);
	while ((c = utf8_next(&text)) >= 0) {
		if (!is_left_out(c))
			buf_utf8(&b, (uint32_t)c);
		else if (c == '\n' || c == '\t')
			buf_c(&b, ' ');
	}
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

/* NULL: out of memory. width 0: as wide as it likes. */
static PangoLayout *layout_of(struct lay *l, const struct look *k, struct str text, double width)
{
	struct str clean = cleaned(l->p->cx, text);
	PangoFontDescription *font = pango_font_description_from_string(PDF_FAMILIES);
	PangoLayout *t = pango_layout_new(l->context);

	pango_font_description_set_absolute_size(font, k->size * PANGO_SCALE);
	pango_font_description_set_weight(font, k->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(t, font);
	pango_font_description_free(font);
	pango_layout_set_line_spacing(t, k->spacing);
	pango_layout_set_wrap(t, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(t, k->align);
	pango_layout_set_single_paragraph_mode(t, TRUE);
	if (width > 0)
		pango_layout_set_width(t, (int)(width * PANGO_SCALE));
	if (clean.p)
		pango_layout_set_text(t, clean.p, (int)clean.n);
	else
		l->p->failed = true;
	return t;
}

/* ---- pages ---- */

static void foot_line(struct lay *l, struct str text, double y)
{
	PangoLayout *t = layout_of(l, &foot_look, text, WIDTH);

	cairo_move_to(l->cr, SIDE, y);
	pango_cairo_show_layout(l->cr, t);
	g_object_unref(t);
}

static void foot_draw(struct lay *l)
{
	struct buf b;

	buf_init(&b, l->p->cx->arena);
	buf_fmt(&b, l->p->head.zh ? "第 %d 页 共 %d 页" : "Page %d of %d", l->page, l->pages);
	foot_line(l, buf_get(&b), FOOT_Y);
	foot_line(l, l->p->head.foot, FOOT_Y + 12);
}

static void page_end(struct lay *l)
{
	if (!l->cr)
		return;
	foot_draw(l);
	cairo_show_page(l->cr);
}

static void page_next(struct lay *l)
{
	page_end(l);
	l->page++;
	l->y = TOP;
}

static bool fits(const struct lay *l, double height)
{
	return l->y + height <= BOTTOM;
}

/* ---- paragraphs ---- */

static void line_put(struct lay *l, PangoLayoutIter *at)
{
	PangoRectangle box;
	int from, to;

	pango_layout_iter_get_line_yrange(at, &from, &to);
	pango_layout_iter_get_line_extents(at, NULL, &box);
	if (!fits(l, (double)(to - from) / PANGO_SCALE))
		page_next(l);
	if (l->cr) {
		cairo_move_to(l->cr, SIDE + l->inset + (double)box.x / PANGO_SCALE,
			l->y + (double)(pango_layout_iter_get_baseline(at) - from) / PANGO_SCALE);
		pango_cairo_show_layout_line(l->cr, pango_layout_iter_get_line_readonly(at));
	}
	l->y += (double)(to - from) / PANGO_SCALE;
}

static void text_put(struct lay *l, const struct pdf_block *b)
{
	const struct look *k = &looks[b->style];
	PangoLayout *t = layout_of(l, k, b->text, WIDTH - l->inset);
	PangoLayoutIter *at;

	/* Chinese begins a paragraph two characters in, and its lines end together. */
	if (l->p->head.zh && b->style == PDF_BODY) {
		pango_layout_set_indent(t, (int)(2 * k->size * PANGO_SCALE));
		pango_layout_set_justify(t, TRUE);
	}
	if (l->y > TOP)
		l->y += k->before;
	if (k->keep > 0 && !fits(l, k->keep))
		page_next(l);
	at = pango_layout_get_iter(t);
	do {
		line_put(l, at);
	} while (pango_layout_iter_next_line(at));
	pango_layout_iter_free(at);
	g_object_unref(t);
	l->y += k->after;
}

/* ---- tables ---- */

static PangoLayout *cell_of(
	struct lay *l, const struct pdf_grid *g, const struct str *cells, size_t i, double width)
{
	struct look k = cell_look;
	PangoLayout *t;

	k.bold = cells == g->headings;
	k.align = g->align[i] == 'r' ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
	t = layout_of(l, &k, cells[i], width);
	if (width > 0) {
		pango_layout_set_height(t, -PDF_CELL_LINES);
		pango_layout_set_ellipsize(t, PANGO_ELLIPSIZE_END);
	}
	return t;
}

static void widest(struct lay *l, const struct pdf_grid *g, const struct str *cells)
{
	for (size_t i = 0; i < g->columns; i++) {
		PangoLayout *t = cell_of(l, g, cells, i, 0);
		int width, height;

		pango_layout_get_size(t, &width, &height);
		g_object_unref(t);
		/* Rounded up, or the text breaks in the very width that it asked for. */
		l->width[i] = MAX(l->width[i], (double)width / PANGO_SCALE + 2 * PAD + 1);
		/* One cell may not push the others off the page. */
		l->width[i] = MIN(l->width[i], WIDTH / (g->align[i] == 'r' ? 4 : 2));
	}
}

static double width_sum(const struct lay *l, const struct pdf_grid *g, char align)
{
	double sum = 0;

	for (size_t i = 0; i < g->columns; i++)
		if (!align || g->align[i] == align)
			sum += l->width[i];
	return sum;
}

/* As wide as the widest cell, stretched to the page; where that is too wide, columns of text give way to numbers. */
static void widths_make(struct lay *l, const struct pdf_grid *g)
{
	double numbers, texts, all;

	for (size_t i = 0; i < g->columns; i++)
		l->width[i] = 0;
	widest(l, g, g->headings);
	for (size_t i = g->first; i < g->end; i++)
		widest(l, g, l->p->blocks[i].cells);
	all = width_sum(l, g, 0);
	numbers = width_sum(l, g, 'r');
	texts = all - numbers;
	if (all > WIDTH && texts > 0 && WIDTH - numbers >= COLUMN_MIN * (double)g->columns)
		for (size_t i = 0; i < g->columns; i++)
			l->width[i] *= g->align[i] == 'r' ? 1 : (WIDTH - numbers) / texts;
	else
		for (size_t i = 0; i < g->columns; i++)
			l->width[i] *= WIDTH / all;
}

static void cell_draw(
	struct lay *l, PangoLayout *t, double x, double width, double height, bool head)
{
	cairo_rectangle(l->cr, x, l->y, width, height);
	if (head) {
		cairo_set_source_rgb(l->cr, 0.92, 0.92, 0.92);
		cairo_fill_preserve(l->cr);
	}
	cairo_set_source_rgb(l->cr, 0, 0, 0);
	cairo_set_line_width(l->cr, 0.5);
	cairo_stroke(l->cr);
	cairo_move_to(l->cr, x + PAD, l->y + LEAD);
	pango_cairo_show_layout(l->cr, t);
}

static void row_draw(
	struct lay *l, const struct pdf_grid *g, PangoLayout *const *t, double height, bool head)
{
	double x = SIDE;

	for (size_t i = 0; i < g->columns; i++) {
		if (l->cr)
			cell_draw(l, t[i], x, l->width[i], height, head);
		x += l->width[i];
	}
	l->y += height;
}

static void row_put(struct lay *l, const struct pdf_grid *g, const struct str *cells)
{
	PangoLayout *t[PDF_COLUMNS_MAX];
	double height = 0;
	bool head = cells == g->headings;

	for (size_t i = 0; i < g->columns; i++) {
		int width, tall;

		t[i] = cell_of(l, g, cells, i, l->width[i] - 2 * PAD);
		pango_layout_get_size(t[i], &width, &tall);
		height = MAX(height, (double)tall / PANGO_SCALE + 2 * LEAD);
	}
	/* Headings are not left alone at the foot of a page. */
	if (!fits(l, head ? 2 * height : height)) {
		page_next(l);
		if (!head)
			row_put(l, g, g->headings);
	}
	row_draw(l, g, t, height, head);
	for (size_t i = 0; i < g->columns; i++)
		g_object_unref(t[i]);
}

/* One path of all dark modules: between rectangles that are filled one by one, hairs of white would show. */
static void code_draw(struct lay *l, const struct qr *q, double x0, double side)
{
	double module = side / (q->width + 2 * QR_QUIET);

	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++)
			if (qr_dark(q, x, y))
				cairo_rectangle(l->cr, x0 + (x + QR_QUIET) * module,
					l->y + (y + QR_QUIET) * module, module, module);
	cairo_fill(l->cr);
}

static void code_put(struct lay *l, const struct qr *q)
{
	if (!fits(l, CODE_SIDE))
		page_next(l);
	if (l->cr)
		code_draw(l, q, (PAGE_WIDTH - CODE_SIDE) / 2, CODE_SIDE);
	l->y += CODE_SIDE;
}

static void block_put(struct lay *l, size_t i)
{
	const struct pdf_block *b = &l->p->blocks[i];

	if (b->code) {
		code_put(l, b->code);
		return;
	}
	if (!b->grid) {
		text_put(l, b);
		return;
	}
	if (i == b->grid->first) {
		l->y += PAD;
		widths_make(l, b->grid);
		row_put(l, b->grid, b->grid->headings);
	}
	row_put(l, b->grid, b->cells);
	if (i + 1 == b->grid->end)
		l->y += 2 * PAD;
}

/* ---- what stands beside a code ---- */

static void line_over(struct lay *l, enum pdf_part part)
{
	static const double dashes[] = { 4, 3 };
	bool cut = parts[part].cut;

	if (l->cr) {
		cairo_save(l->cr);
		if (cut)
			cairo_set_dash(l->cr, dashes, 2, 0);
		cairo_set_line_width(l->cr, 0.5);
		cairo_move_to(l->cr, cut ? 0 : SIDE, l->y);
		cairo_line_to(l->cr, PAGE_WIDTH - (cut ? 0 : SIDE), l->y);
		cairo_stroke(l->cr);
		cairo_restore(l->cr);
	}
	l->y += parts[part].gap;
}

/* A group ends entries; a slip has whatever comes. */
static size_t part_end(const struct pdf *p, size_t i)
{
	bool entry = p->blocks[i].part == PART_ENTRY;

	for (i++; i < p->n && !p->blocks[i].part &&
		!(entry && !p->blocks[i].code && p->blocks[i].style == PDF_GROUP);)
		i++;
	return i;
}

static void part_texts(struct lay *l, size_t i, size_t end)
{
	enum pdf_part part = l->p->blocks[i].part;
	double least = l->y + parts[part].code;
	int page = l->page;

	l->inset = parts[part].code + parts[part].gap;
	while (++i < end)
		block_put(l, i);
	l->inset = 0;
	if (l->page == page)
		l->y = MAX(l->y, least);
}

/* Laid once with nothing drawn, to see whether it fits. */
static void part_put(struct lay *l, size_t i, size_t end)
{
	enum pdf_part part = l->p->blocks[i].part;
	struct lay dry = *l;

	dry.cr = NULL;
	dry.y += parts[part].gap;
	part_texts(&dry, i, end);
	if (l->y > TOP && (dry.page > l->page || dry.y > BOTTOM))
		page_next(l);
	else if (l->y > TOP)
		line_over(l, part);
	if (l->cr)
		code_draw(l, l->p->blocks[i].code, SIDE, parts[part].code);
	part_texts(l, i, end);
	l->y += parts[part].gap;
}

static void pass(struct lay *l)
{
	l->page = 1;
	l->y = TOP;
	for (size_t i = 0, end; i < l->p->n && l->page <= PDF_PAGES_MAX && !l->p->failed; i = end) {
		end = l->p->blocks[i].part ? part_end(l->p, i) : i + 1;
		if (l->p->blocks[i].part)
			part_put(l, i, end);
		else
			block_put(l, i);
	}
	page_end(l);
	l->pages = l->page;
}

/* ---- the file ---- */

static cairo_status_t bytes_add(void *arg, const unsigned char *p, unsigned int n)
{
	struct buf *b = arg;

	if (b->n + n <= PDF_BYTES_MAX)
		buf_add(b, p, n);
	else
		b->failed = true;
	return buf_ok(b) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void head_set(const struct pdf *p, cairo_surface_t *s)
{
	struct str title = cleaned(p->cx, p->head.title);
	struct buf when;

	buf_init(&when, p->cx->arena);
	buf_when(&when, p->head.at - p->head.at % 1000); /* Cairo knows no parts of a second */
	if (title.p)
		cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, title.p);
	if (buf_ok(&when)) {
		cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when.p);
		cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_MOD_DATE, when.p);
	}
}

static int status_of(struct pdf *p, cairo_status_t status, const struct buf *b)
{
	if (b->n > PDF_BYTES_MAX / 2 && b->failed)
		return err(p->cx, E_TOO_LONG, "pdf", cx_num(p->cx, (int64_t)b->n),
			cx_num(p->cx, (int64_t)PDF_BYTES_MAX));
	if (p->failed || b->failed || status == CAIRO_STATUS_NO_MEMORY)
		return err(p->cx, E_NO_MEMORY, NULL);
	if (status == CAIRO_STATUS_SUCCESS)
		return 0;
	err(p->cx, E_IO, NULL, "PDF");
	return err_quote(p->cx, cairo_status_to_string(status));
}

static int draw(struct lay *l, struct str *ret)
{
	struct buf b;
	cairo_surface_t *s;
	cairo_status_t status;
	int e;

	buf_init(&b, l->p->cx->arena);
	s = cairo_pdf_surface_create_for_stream(bytes_add, &b, PAGE_WIDTH, PAGE_HEIGHT);
	head_set(l->p, s);
	l->cr = cairo_create(s);
	pass(l);
	status = cairo_status(l->cr);
	cairo_destroy(l->cr);
	cairo_surface_finish(s);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(s);
	cairo_surface_destroy(s);
	e = status_of(l->p, status, &b);
	if (!e)
		*ret = buf_get(&b);
	return e;
}

/* A font map for each: what it loads goes with it, and threads share nothing. */
static void lay_begin(struct lay *l)
{
	PangoFontMap *fonts = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	cairo_font_options_t *options = cairo_font_options_create();

	/* A point is a point, and glyphs stand where they are, not where a screen's dots are. */
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts), 72);
	l->context = pango_font_map_create_context(fonts);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(l->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(l->context, FALSE);
	pango_context_set_language(
		l->context, pango_language_from_string(l->p->head.zh ? "zh-cn" : "en"));
	g_object_unref(fonts);
}

/* One at a time: a Chinese font is read whole to take out of it what is used, and two readers would hold it twice. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static int all_lay(struct pdf *p, struct str *ret)
{
	struct lay l = { .p = p };
	int e = 0;

	lay_begin(&l);
	pass(&l);
	p->pages = l.pages;
	if (p->failed)
		e = -E_NO_MEMORY;
	else if (l.pages > PDF_PAGES_MAX)
		e = err(p->cx, E_TOO_MANY, "pages", cx_num(p->cx, l.pages),
			cx_num(p->cx, PDF_PAGES_MAX));
	if (!e)
		e = draw(&l, ret);
	g_object_unref(l.context);
	return e;
}

int pdf_lay(struct pdf *p, struct str *ret)
{
	int e;

	pthread_mutex_lock(&turn);
	e = all_lay(p, ret);
	pthread_mutex_unlock(&turn);
	return e;
}
