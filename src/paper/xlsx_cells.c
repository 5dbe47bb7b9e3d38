/* A sheet is read through once, and what is to change is noted by where it stands in the part; then the part is copied with these
 * places changed. So nothing is written anew that was not named, and what this file does not know stays. */
#include "paper/xlsx_cells.h"

#include <string.h>

#include "paper/xlsx_rows.h"

#define UNIX_EPOCH 25569 /* 1970-01-01 as a spreadsheet counts days */
#define DAYS_1904 1462

enum edit_what {
	EDIT_CUT,
	EDIT_CELL,     /* a cell that is there, by one */
	EDIT_CELLS,    /* cells of a row that is there */
	EDIT_ROW_OPEN, /* the same, where the row is one tag: what ends it is replaced */
	EDIT_ROWS,
	EDIT_DATA_OPEN /* rows, where the list of rows is one tag */
};

struct edit {
	enum edit_what what;
	size_t from, to; /* in the part */
	size_t first, n; /* puts */
};

struct filling {
	const struct xlsx_book *book;
	struct xlsx_part *part;
	struct xlsx_placed *puts; /* of this sheet, by row and column */
	size_t n, at;             /* at: the next that is not placed */
	struct edit *edits;
	size_t edits_n, edits_cap;
	uint32_t row, column, row_style;
	size_t data_from, row_from, cell_from, value_from;
	struct {
		uint32_t left, right, style;
	} * columns;
	size_t columns_n, columns_cap;
	bool in_data, in_cell, formula, wanted;
	unsigned values; /* one within the other, in a cell */
	bool formulas;   /* there is one in the sheet */
};

static bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

const char *xlsx_cell_text(struct cx *cx, uint32_t column, uint32_t row)
{
	struct buf b;

	buf_init(&b, cx->arena);
	xlsx_cell_name(&b, column, row);
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

/* ---- what is to change ---- */

static int edit_add(struct cx *cx, struct filling *f, struct edit e)
{
	if (f->edits_n == f->edits_cap) {
		size_t cap = f->edits_cap ? 2 * f->edits_cap : 64;
		struct edit *wider = cx_many(cx, cap, struct edit);

		if (!wider)
			return -E_NO_MEMORY;
		if (f->edits_n)
			memcpy(wider, f->edits, f->edits_n * sizeof(*wider));
		f->edits = wider;
		f->edits_cap = cap;
	}
	f->edits[f->edits_n++] = e;
	return 0;
}

static uint32_t style_of(const struct filling *f, uint32_t column, uint32_t row_style)
{
	if (row_style)
		return row_style;
	for (size_t i = 0; i < f->columns_n; i++)
		if (f->columns[i].left <= column && column <= f->columns[i].right)
			return f->columns[i].style;
	return 0;
}

/* Those that come before a row, or before a column of this row. They get the style that an empty cell has there. */
static size_t pass(struct filling *f, uint32_t row, uint32_t column, uint32_t row_style)
{
	size_t first = f->at;

	while (f->at < f->n &&
		(f->puts[f->at].p->row < row ||
			(f->puts[f->at].p->row == row && f->puts[f->at].p->column < column))) {
		f->puts[f->at].style = style_of(f, f->puts[f->at].p->column, row_style);
		f->at++;
	}
	return first;
}

static int insert(
	struct cx *cx, struct filling *f, enum edit_what what, size_t from, size_t to, size_t first)
{
	if (first == f->at)
		return 0;
	return edit_add(cx, f, (struct edit){ what, from, to, first, f->at - first });
}

static int columns_take(struct cx *cx, struct filling *f, const char **attributes)
{
	uint32_t left = 0, right = 0, style = 0;

	if (!xlsx_unsigned(xlsx_attribute(attributes, "min"), &left) ||
		!xlsx_unsigned(xlsx_attribute(attributes, "max"), &right) ||
		!xlsx_unsigned(xlsx_attribute(attributes, "style"), &style))
		return 0;
	if (f->columns_n == f->columns_cap) {
		size_t cap = f->columns_cap ? 2 * f->columns_cap : 64, size = sizeof(*f->columns);
		void *wider = cx_array(cx, cap, size);

		if (!wider)
			return -E_NO_MEMORY;
		if (f->columns_n)
			memcpy(wider, f->columns, f->columns_n * size);
		f->columns = wider;
		f->columns_cap = cap;
	}
	f->columns[f->columns_n].left = left;
	f->columns[f->columns_n].right = right;
	f->columns[f->columns_n++].style = style;
	return 0;
}

static int row_begin(struct cx *cx, struct filling *f, const char **attributes)
{
	struct str custom = xlsx_attribute(attributes, "customFormat");
	size_t first;
	uint32_t style = 0;

	f->row++;
	xlsx_unsigned(xlsx_attribute(attributes, "r"), &f->row);
	xlsx_unsigned(xlsx_attribute(attributes, "s"), &style);
	f->row_style = str_is(custom, "1") || str_is(custom, "true") ? style : 0;
	f->column = 0;
	f->row_from = (size_t)xlsx_part_from(f->part);
	first = pass(f, f->row, 0, 0);
	return insert(cx, f, EDIT_ROWS, f->row_from, f->row_from, first);
}

static int cell_begin(struct cx *cx, struct filling *f, const char **attributes)
{
	size_t from = (size_t)xlsx_part_from(f->part), first;
	uint32_t row, style = 0;

	f->column++;
	xlsx_cell_read(xlsx_attribute(attributes, "r"), &f->column, &row);
	xlsx_unsigned(xlsx_attribute(attributes, "s"), &style);
	first = pass(f, f->row, f->column, f->row_style);
	f->in_cell = true;
	f->formula = false;
	f->values = 0;
	f->cell_from = from;
	f->wanted = f->at < f->n && f->puts[f->at].p->row == f->row &&
		f->puts[f->at].p->column == f->column;
	if (f->wanted)
		f->puts[f->at].style = style;
	return insert(cx, f, EDIT_CELLS, from, from, first);
}

static int formula_take(struct cx *cx, struct filling *f)
{
	f->formula = f->formulas = true;
	if (!f->wanted)
		return 0;
	return xlsx_err(cx, E_XLSX, "单元格 {0} 是公式，不能填写", "the cell {0} holds a formula",
		xlsx_cell_text(cx, f->column, f->row));
}

static int on_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct filling *f = arg;

	if (is(name, "sheetData")) {
		f->in_data = true;
		f->data_from = (size_t)xlsx_part_from(f->part);
	} else if (!f->in_data && is(name, "col")) {
		return columns_take(cx, f, attributes);
	} else if (f->in_cell && is(name, "f")) {
		return formula_take(cx, f);
	} else if (f->in_cell && is(name, "v")) {
		if (!f->values++)
			f->value_from = (size_t)xlsx_part_from(f->part);
	} else if (f->in_data && is(name, "row")) {
		return row_begin(cx, f, attributes);
	} else if (f->in_data && !f->in_cell && is(name, "c")) {
		return cell_begin(cx, f, attributes);
	} else if (!f->in_data && is(name, "mergeCell")) {
		struct str rest = xlsx_attribute(attributes, "ref"), first;
		struct xlsx_merge m;

		if (!str_split(&rest, ':', &first) || !xlsx_cell_read(first, &m.left, &m.top) ||
			!xlsx_cell_read(rest, &m.right, &m.bottom))
			return 0;
		for (size_t i = 0; i < f->n; i++) {
			const struct xlsx_put *p = f->puts[i].p;

			if (p->row >= m.top && p->row <= m.bottom && p->column >= m.left &&
				p->column <= m.right && (p->row != m.top || p->column != m.left))
				return xlsx_err(cx, E_XLSX, "单元格 {0} 已并入 {1}，请填 {1}",
					"the cell {0} is part of {1}: fill that one",
					xlsx_cell_text(cx, p->column, p->row),
					xlsx_cell_text(cx, m.left, m.top));
		}
	}
	return 0;
}

/* What ends an element: of one that is a single tag its last two characters, "/>". */
static bool is_one_tag(const struct filling *f)
{
	return xlsx_part_from(f->part) == xlsx_part_to(f->part);
}

static int cell_end(struct cx *cx, struct filling *f)
{
	size_t first = f->at;

	f->in_cell = false;
	if (!f->wanted)
		return 0;
	f->wanted = false;
	f->at++;
	return insert(cx, f, EDIT_CELL, f->cell_from, (size_t)xlsx_part_to(f->part), first);
}

static int ended(
	struct cx *cx, struct filling *f, size_t first, enum edit_what what, enum edit_what one_tag)
{
	size_t from = (size_t)xlsx_part_from(f->part);

	return is_one_tag(f) ? insert(cx, f, one_tag, from - 2, from, first) :
			       insert(cx, f, what, from, from, first);
}

static int on_end(void *arg, struct cx *cx, const char *name)
{
	struct filling *f = arg;

	if (f->in_cell && is(name, "v") && f->values && --f->values)
		return 0;
	if (f->in_cell && f->formula && is(name, "v"))
		return edit_add(cx, f,
			(struct edit){
				EDIT_CUT, f->value_from, (size_t)xlsx_part_to(f->part), 0, 0 });
	if (f->in_cell)
		return is(name, "c") ? cell_end(cx, f) : 0;
	if (f->in_data && is(name, "row"))
		return ended(cx, f, pass(f, f->row, UINT32_MAX, f->row_style), EDIT_CELLS,
			EDIT_ROW_OPEN);
	if (!is(name, "sheetData"))
		return 0;
	f->in_data = false;
	return ended(cx, f, pass(f, UINT32_MAX, 0, 0), EDIT_ROWS, EDIT_DATA_OPEN);
}

/* ---- what is written ---- */

struct writing {
	struct buf *b;
	struct str prefix; /* of the sheet's elements: "x:", mostly none */
	const struct filling *f;
};

/* As ASCII, whatever encoding the part declares. */
static void text_write(struct buf *b, struct str s)
{
	for (int32_t c; s.n && (c = utf8_next(&s)) >= 0;)
		if (c == '<' || c == '>' || c == '&' || c == '\n' || c > 126)
			buf_fmt(b, "&#%d;", c);
		else if (c >= ' ' || c == '\t')
			buf_c(b, (char)c);
}

static void tag(struct writing *w, const char *open, const char *name, const char *rest)
{
	buf_z(w->b, open);
	buf_str(w->b, w->prefix);
	buf_z(w->b, name);
	buf_z(w->b, rest);
}

static bool is_day_format(enum xlsx_form form)
{
	return form == XLSX_DATE || form == XLSX_MONTH || form == XLSX_DATE_TIME;
}

static void number_write(struct writing *w, struct str number)
{
	tag(w, "><", "v", ">");
	buf_str(w->b, number);
	tag(w, "</", "v", "></");
}

static void value_write(struct writing *w, const struct xlsx_placed *p)
{
	struct buf number;

	buf_init(&number, w->b->a);
	if (p->p->form == XLSX_PUT_NUMBER) {
		number_write(w, p->p->text);
	} else if (p->p->form == XLSX_PUT_DAY &&
		is_day_format(xlsx_book_format(w->f->book, p->style).form)) {
		buf_fmt(&number, "%d",
			p->p->day + UNIX_EPOCH - (w->f->book->from_1904 ? DAYS_1904 : 0));
		number_write(w, buf_get(&number));
	} else {
		buf_z(w->b, " t=\"inlineStr\"");
		tag(w, "><", "is", "><");
		tag(w, "", "t", " xml:space=\"preserve\">");
		text_write(w->b, p->p->text);
		tag(w, "</", "t", "></");
		tag(w, "", "is", "></");
	}
}

static void cell_write(struct writing *w, const struct xlsx_placed *p)
{
	tag(w, "<", "c", " r=\"");
	xlsx_cell_name(w->b, p->p->column, p->p->row);
	buf_c(w->b, '"');
	if (p->style)
		buf_fmt(w->b, " s=\"%u\"", p->style);
	value_write(w, p);
	tag(w, "", "c", ">");
}

static void cells_write(struct writing *w, const struct edit *e)
{
	for (size_t i = 0; i < e->n; i++)
		cell_write(w, &w->f->puts[e->first + i]);
}

static void rows_write(struct writing *w, const struct edit *e)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct xlsx_placed *p = &w->f->puts[e->first + i];

		if (!i || p[-1].p->row != p->p->row) {
			tag(w, "<", "row", " r=\"");
			buf_fmt(w->b, "%u\">", p->p->row);
		}
		cell_write(w, p);
		if (i + 1 == e->n || p[1].p->row != p->p->row)
			tag(w, "</", "row", ">");
	}
}

static void edit_write(struct writing *w, const struct edit *e)
{
	bool rows = e->what == EDIT_ROWS || e->what == EDIT_DATA_OPEN;
	bool open = e->what == EDIT_ROW_OPEN || e->what == EDIT_DATA_OPEN;

	if (open)
		buf_c(w->b, '>');
	if (rows)
		rows_write(w, e);
	else if (e->what != EDIT_CUT)
		cells_write(w, e);
	if (open)
		tag(w, "</", e->what == EDIT_ROW_OPEN ? "row" : "sheetData", ">");
}

struct str xlsx_prefix(struct str part, size_t data_from)
{
	size_t i = data_from + 1;

	while (i < part.n && part.p[i] != ':' && part.p[i] > ' ' && part.p[i] != '>' &&
		part.p[i] != '/')
		i++;
	return i < part.n && part.p[i] == ':' ?
		(struct str){ part.p + data_from + 1, i - data_from } :
		STR("");
}

static int spliced(struct cx *cx, const struct filling *f, struct str part, struct str *ret)
{
	struct buf b;
	struct writing w = { &b, xlsx_prefix(part, f->data_from), f };
	size_t at = 0;

	buf_init(&b, cx->arena);
	for (size_t i = 0; i < f->edits_n; i++) {
		const struct edit *e = &f->edits[i];

		/* A workbook of strangers ends no server. */
		if (e->from < at || e->to < e->from || e->to > part.n)
			return xlsx_err(cx, E_XLSX, "工作表的结构不对", "a sheet is malformed");
		buf_add(&b, part.p + at, e->from - at);
		edit_write(&w, e);
		at = e->to;
	}
	buf_add(&b, part.p + at, part.n - at);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int xlsx_cells_fill(struct cx *cx, const struct xlsx_book *book, const char *name,
	struct xlsx_placed *puts, size_t n, struct str *ret, size_t *ret_placed, bool *ret_formulas)
{
	static const struct xlsx_events events = { on_start, on_end, NULL };
	struct filling f = { .book = book, .puts = puts, .n = n };
	struct str part;
	int e = xlsx_part_open(cx, book->zip, name, XLSX_PART_SMALL, &events, &f, &f.part);

	*ret = STR_NONE;
	if (!e)
		e = xlsx_part_read(cx, f.part);
	xlsx_part_close(f.part);
	*ret_formulas = f.formulas;
	*ret_placed = f.at;
	if (e || !f.edits_n)
		return e;
	e = xlsx_part_bytes(cx, book->zip, name, &part);
	return e ? e : spliced(cx, &f, part, ret);
}
