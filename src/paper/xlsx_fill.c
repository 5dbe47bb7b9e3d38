/* Each sheet is read through once, and what is to change is noted by where it stands in the part; then the part is copied with these
 * places changed. So nothing is written anew that was not named, and what this file does not know stays. */
#include "paper/xlsx_fill.h"

#include <stdlib.h>
#include <string.h>

#include "paper/xlsx_out.h"
#include "paper/xlsx_rows.h"

#define UNIX_EPOCH 25569 /* 1970-01-01 as a spreadsheet counts days */
#define DAYS_1904 1462

struct put {
	const struct xlsx_put *p;
	uint32_t style;
};

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
	struct put *puts; /* of this sheet, by row and column */
	size_t n, at;     /* at: the next that is not placed */
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

static const char *cell_text(struct cx *cx, uint32_t column, uint32_t row)
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
		cell_text(cx, f->column, f->row));
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
					cell_text(cx, p->column, p->row),
					cell_text(cx, m.left, m.top));
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

static void value_write(struct writing *w, const struct put *p)
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

static void cell_write(struct writing *w, const struct put *p)
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
		const struct put *p = &w->f->puts[e->first + i];

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

static struct str prefix_of(struct str part, size_t data_from)
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
	struct writing w = { &b, prefix_of(part, f->data_from), f };
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

/* ---- parts ---- */

static int damaged(struct cx *cx, const char *name)
{
	return xlsx_err(cx, E_XLSX, "“{0}”无法解压，文件已损坏",
		"'{0}' cannot be unpacked: the file is damaged", name);
}

/* The whole of one that was read through before, and so is no longer than XLSX_PART_SMALL. */
static int part_bytes(struct cx *cx, zip_t *zip, const char *name, struct str *ret)
{
	zip_file_t *file = zip_fopen(zip, name, ZIP_FL_NOCASE);
	struct buf b;
	char piece[8192];
	zip_int64_t n = -1;

	buf_init(&b, cx->arena);
	while (file && (n = zip_fread(file, piece, sizeof(piece))) > 0 && b.n <= XLSX_PART_SMALL)
		buf_add(&b, piece, (size_t)n);
	if (file)
		zip_fclose(file);
	*ret = buf_get(&b);
	if (n != 0)
		return damaged(cx, name);
	/* The places are bytes of what was parsed, and what is written is ASCII. */
	if (memchr(b.p ? b.p : "", '\0', b.n))
		return xlsx_err(cx, E_XLSX, "“{0}”不是 UTF-8 编码", "'{0}' is not in UTF-8", name);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* The parts that are anew, by their number in the archive. */
struct anew {
	zip_t *zip;
	struct str *parts; /* p NULL: it stays as it is */
};

static int part_put(struct cx *cx, const struct anew *a, const char *name, struct str bytes)
{
	zip_int64_t at = zip_name_locate(a->zip, name, ZIP_FL_NOCASE);

	if (at < 0)
		return damaged(cx, name);
	a->parts[at] = bytes;
	return 0;
}

/* ---- the workbook says that it is to be computed ---- */

struct calculating {
	struct xlsx_part *part;
	size_t after;    /* behind which element it may stand */
	size_t from, to; /* the tag that is there; to 0: there is none */
	bool said;       /* by an attribute of it, whatever that says */
	int depth;
};

static int calc_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct calculating *c = arg;

	(void)cx;
	if (++c->depth != 2 || !is(name, "calcPr"))
		return 0;
	c->from = (size_t)xlsx_part_from(c->part);
	c->to = (size_t)xlsx_part_to(c->part);
	c->said = xlsx_attribute(attributes, "fullCalcOnLoad").p != NULL;
	return 0;
}

static int calc_end(void *arg, struct cx *cx, const char *name)
{
	static const char *const before[] = { "sheets", "functionGroups", "externalReferences",
		"definedNames" };
	struct calculating *c = arg;

	(void)cx;
	if (c->depth-- != 2)
		return 0;
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (is(name, before[i]))
			c->after = (size_t)xlsx_part_to(c->part);
	return 0;
}

/* " fullCalcOnLoad="1"" goes before the end of the tag that is there; where it says one already, that is made to say 1. */
static void tag_calculated(struct buf *b, struct str tag_text, bool said)
{
	static const char name[] = "fullCalcOnLoad";
	size_t end = tag_text.n - (tag_text.p[tag_text.n - 2] == '/' ? 2 : 1), i = 0, from;

	if (!said) {
		buf_add(b, tag_text.p, end);
		buf_z(b, " fullCalcOnLoad=\"1\"");
		buf_add(b, tag_text.p + end, tag_text.n - end);
		return;
	}
	while (i + sizeof(name) < end && memcmp(tag_text.p + i, name, sizeof(name) - 1) != 0)
		i++;
	for (from = i; i < end && tag_text.p[i] != '"' && tag_text.p[i] != '\''; i++)
		;
	for (char quote = tag_text.p[i++]; i < end && tag_text.p[i] != quote; i++)
		;
	buf_add(b, tag_text.p, from);
	buf_z(b, "fullCalcOnLoad=\"1\"");
	buf_add(b, tag_text.p + i + 1, tag_text.n - i - 1);
}

static int calculated(struct cx *cx, zip_t *zip, const char *name, struct str *ret)
{
	static const struct xlsx_events events = { calc_start, calc_end, NULL };
	struct calculating c = { .depth = 0 };
	struct str part;
	struct buf b;
	int e = xlsx_part_open(cx, zip, name, XLSX_PART_SMALL, &events, &c, &c.part);

	if (!e)
		e = xlsx_part_read(cx, c.part);
	xlsx_part_close(c.part);
	if (!e)
		e = part_bytes(cx, zip, name, &part);
	if (e)
		return e;
	buf_init(&b, cx->arena);
	if (c.to) {
		buf_add(&b, part.p, c.from);
		tag_calculated(&b, (struct str){ part.p + c.from, c.to - c.from }, c.said);
	} else {
		size_t root = 0;

		/* It is called as the workbook itself is, which may have a prefix. */
		c.to = c.after;
		buf_add(&b, part.p, c.after);
		buf_c(&b, '<');
		while (root + 1 < part.n &&
			(part.p[root] != '<' || part.p[root + 1] == '?' || part.p[root + 1] == '!'))
			root++;
		buf_str(&b, prefix_of(part, root));
		buf_z(&b, "calcPr fullCalcOnLoad=\"1\"/>");
	}
	buf_add(&b, part.p + c.to, part.n - c.to);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- all of it ---- */

static int put_cmp(const void *a_, const void *b_)
{
	const struct xlsx_put *a = ((const struct put *)a_)->p, *b = ((const struct put *)b_)->p;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int puts_sort(
	struct cx *cx, const struct xlsx_put *puts, size_t n, size_t sheets, struct put **ret)
{
	struct put *all = cx_many(cx, n + 1, struct put);

	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		all[i].p = &puts[i];
	if (n)
		qsort(all, n, sizeof(*all), put_cmp);
	for (size_t i = 0; i < n; i++) {
		const char *cell = cell_text(cx, all[i].p->column, all[i].p->row);

		if (all[i].p->sheet >= sheets)
			return xlsx_err(cx, E_XLSX, "没有第 {0} 张工作表", "there is no sheet {0}",
				cx_num(cx, (int64_t)all[i].p->sheet + 1));
		if (i && !put_cmp(&all[i - 1], &all[i]))
			return xlsx_err(cx, E_XLSX, "单元格 {0} 对应了两项内容",
				"the cell {0} is to be filled twice", cell);
	}
	*ret = all;
	return 0;
}

static int sheet_fill(struct cx *cx, const struct anew *a, const char *name, struct filling *f)
{
	static const struct xlsx_events events = { on_start, on_end, NULL };
	struct str part, filled;
	int e = xlsx_part_open(cx, f->book->zip, name, XLSX_PART_SMALL, &events, f, &f->part);

	if (!e)
		e = xlsx_part_read(cx, f->part);
	xlsx_part_close(f->part);
	if (e || !f->edits_n)
		return e;
	e = part_bytes(cx, f->book->zip, name, &part);
	if (!e)
		e = spliced(cx, f, part, &filled);
	return e ? e : part_put(cx, a, name, filled);
}

static int sheets_fill(struct cx *cx, const struct anew *a, const struct xlsx_book *book,
	struct put *puts, size_t n, bool *ret_formulas)
{
	size_t at = 0;
	int e = 0;

	*ret_formulas = false;
	for (size_t i = 0; !e && i < book->pages_n; i++) {
		struct filling f = { .book = book, .puts = puts + at };

		while (at + f.n < n && puts[at + f.n].p->sheet == i)
			f.n++;
		at += f.n;
		if (book->pages[i].part)
			e = sheet_fill(cx, a, book->pages[i].part, &f);
		if (!e && f.at < f.n)
			e = xlsx_err(cx, E_XLSX, "第 {0} 张工作表没有单元格",
				"sheet {0} has no cells", cx_num(cx, (int64_t)i + 1));
		*ret_formulas = *ret_formulas || f.formulas;
	}
	return e;
}

/* The archive is written anew, in its order; what stays is copied as it is packed. */
static int entry_copy(struct cx *cx, zip_t *out, const struct anew *a, zip_uint64_t i)
{
	const char *name = zip_get_name(a->zip, i, ZIP_FL_ENC_RAW);
	struct str bytes = a->parts[i];
	zip_source_t *s = bytes.p ?
		zip_source_buffer(out, bytes.p, bytes.n, 0) :
		zip_source_zip(out, a->zip, i, ZIP_FL_COMPRESSED | ZIP_FL_UNCHANGED, 0, -1);
	zip_int64_t at = s && name ? zip_file_add(out, name, s, ZIP_FL_ENC_GUESS) : -1;
	zip_stat_t stat;

	if (at < 0) {
		if (s)
			zip_source_free(s);
		return damaged(cx, name ? name : "?");
	}
	if (bytes.p)
		zip_set_file_compression(out, (zip_uint64_t)at, ZIP_CM_DEFLATE, 6);
	/* So that the same figures are the same file. */
	if (!zip_stat_index(a->zip, i, 0, &stat) && stat.valid & ZIP_STAT_MTIME)
		zip_file_set_mtime(out, (zip_uint64_t)at, stat.mtime, 0);
	return 0;
}

static int bytes_take(struct cx *cx, zip_source_t *source, struct str *ret)
{
	zip_stat_t stat;
	char *p;

	if (zip_source_stat(source, &stat) || stat.size > XLSX_OUT_BYTES_MAX)
		return err(cx, E_TOO_LONG, "file", "?", cx_num(cx, XLSX_OUT_BYTES_MAX));
	p = cx_alloc(cx, stat.size + 1);
	if (!p)
		return -E_NO_MEMORY;
	if (zip_source_open(source) ||
		zip_source_read(source, p, stat.size) != (zip_int64_t)stat.size)
		return err(cx, E_NO_MEMORY, NULL);
	zip_source_close(source);
	*ret = (struct str){ p, stat.size };
	return 0;
}

static int archive_write(struct cx *cx, const struct anew *a, struct str *ret)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *out = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
	zip_int64_t n = zip_get_num_entries(a->zip, 0);
	int e = out ? 0 : err(cx, E_NO_MEMORY, NULL);

	if (out)
		zip_source_keep(source);
	for (zip_int64_t i = 0; !e && i < n; i++)
		e = entry_copy(cx, out, a, (zip_uint64_t)i);
	if (!e && zip_close(out) == 0)
		out = NULL;
	else if (!e)
		e = damaged(cx, "ZIP");
	if (out)
		zip_discard(out);
	if (!e)
		e = bytes_take(cx, source, ret);
	if (source)
		zip_source_free(source);
	return e;
}

static int book_fill(struct cx *cx, const struct xlsx_book *book, const struct xlsx_put *puts,
	size_t n, struct str *ret)
{
	struct anew a = { .zip = book->zip };
	struct put *all = NULL;
	bool formulas = false;
	struct str workbook;
	int e = puts_sort(cx, puts, n, book->pages_n, &all);

	a.parts = cx_many(cx, (size_t)zip_get_num_entries(a.zip, 0) + 1, struct str);
	if (!a.parts)
		return -E_NO_MEMORY;
	if (!e)
		e = sheets_fill(cx, &a, book, all, n, &formulas);
	if (!e && formulas)
		e = calculated(cx, book->zip, book->part, &workbook);
	if (!e && formulas)
		e = part_put(cx, &a, book->part, workbook);
	return e ? e : archive_write(cx, &a, ret);
}

int xlsx_fill(
	struct cx *cx, struct str bytes, const struct xlsx_put *puts, size_t n, struct str *ret)
{
	struct xlsx_book book;
	int e = xlsx_book_open(cx, NULL, bytes, &book);

	if (!e)
		e = book_fill(cx, &book, puts, n, ret);
	xlsx_book_close(&book);
	return e;
}
