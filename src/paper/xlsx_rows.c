/* Events of a sheet become cells, cells a row. The text of a row's cells lies in one buffer; at[] says where each begins. */
#include "paper/xlsx_rows.h"

#include <stdlib.h>
#include <string.h>

#define ROWS_MAX 1048576 /* of the format */
#define COLUMNS_MAX 16384

enum cell_type { NUMBER, SHARED, TEXT, BOOLEAN, ERROR, ISO_DATE };

struct xlsx_rows {
	const struct xlsx_book *book;
	struct xlsx_part *part;
	bool in_cells, in_row, in_cell;
	/* the cell */
	enum cell_type type;
	struct xlsx_format format;
	bool taking, formula;
	unsigned phonetic;
	uint32_t column; /* from 1; 0: the row has none yet */
	size_t begin;    /* where its text begins */
	/* the row */
	uint32_t row;
	size_t n;    /* cells up to the last with content */
	bool filled; /* one holds more than blanks */
	struct buf text;
	struct {
		size_t begin, n;
	} at[SHEET_COLUMNS_MAX];
	struct str cells[SHEET_COLUMNS_MAX];
	enum sheet_flaw flaw;
	size_t flaw_at;
	/* merged cells */
	struct xlsx_merge *merges;
	size_t merges_n, merges_cap, merges_passed;
	bool merges_known;
	uint32_t
		merged_until[SHEET_COLUMNS_MAX]; /* the last row in which a column is part of one */
};

static bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

/* ---- references ---- */

bool xlsx_cell_read(struct str s, uint32_t *ret_column, uint32_t *ret_row)
{
	uint32_t column = 0;
	size_t i = 0;

	for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && i < 4; i++)
		column = column * 26 + (uint32_t)(s.p[i] - 'A' + 1);
	*ret_column = column;
	return column && column <= COLUMNS_MAX && s.p[i] != '0' &&
		xlsx_unsigned((struct str){ s.p + i, s.n - i }, ret_row) && *ret_row <= ROWS_MAX;
}

void xlsx_cell_name(struct buf *b, uint32_t column, uint32_t row)
{
	char letters[8];
	size_t at = sizeof(letters);

	letters[--at] = '\0';
	for (uint32_t c = column; c; c = (c - 1) / 26)
		letters[--at] = (char)('A' + (c - 1) % 26);
	buf_fmt(b, "%s%u", letters + at, row);
}

/* Of the cell that is read, for messages. */
static const char *reference(struct cx *cx, const struct xlsx_rows *r)
{
	struct buf b;

	buf_init(&b, cx->arena);
	xlsx_cell_name(&b, r->column, r->row);
	return buf_ok(&b) ? buf_get(&b).p : "?";
}

static int cell_err(struct cx *cx, const struct xlsx_rows *r, const char *zh, const char *en)
{
	return xlsx_err(cx, E_XLSX, "单元格 {0} {1}", "the cell {0} {2}", reference(cx, r), zh, en);
}

/* ---- merged cells ---- */

static int merge_take(struct cx *cx, struct xlsx_rows *r, const char **attributes)
{
	struct str rest = xlsx_attribute(attributes, "ref"), first;
	struct xlsx_merge m, *all = r->merges;

	if (r->merges_known)
		return 0;
	if (!str_split(&rest, ':', &first) || !xlsx_cell_read(first, &m.left, &m.top) ||
		!xlsx_cell_read(rest, &m.right, &m.bottom) || m.left > m.right || m.top > m.bottom)
		return xlsx_err(
			cx, E_XLSX, "合并单元格的写法不对", "a merge of cells is malformed");
	if (r->merges_n == XLSX_MERGES_MAX)
		return xlsx_err(cx, E_XLSX_LARGE, "合并的单元格多于 {0} 处",
			"cells are merged in more than {0} places", cx_num(cx, XLSX_MERGES_MAX));
	if (r->merges_n == r->merges_cap) {
		r->merges_cap = r->merges_cap ? 2 * r->merges_cap : 64;
		all = cx_many(cx, r->merges_cap, struct xlsx_merge);
		if (!all)
			return -E_NO_MEMORY;
		if (r->merges_n)
			memcpy(all, r->merges, r->merges_n * sizeof(*all));
		r->merges = all;
	}
	all[r->merges_n++] = m;
	return 0;
}

static int merge_cmp(const void *a, const void *b)
{
	const struct xlsx_merge *x = a, *y = b;

	return (x->top > y->top) - (x->top < y->top);
}

const struct xlsx_merge *xlsx_rows_merges(const struct xlsx_rows *r, size_t *ret_n)
{
	*ret_n = r->merges_n;
	return r->merges;
}

void xlsx_rows_refuse_merged(struct xlsx_rows *r)
{
	if (r->merges_n)
		qsort(r->merges, r->merges_n, sizeof(r->merges[0]), merge_cmp);
	r->merges_known = true;
}

static void merged_check(struct xlsx_rows *r)
{
	while (r->merges_passed < r->merges_n && r->merges[r->merges_passed].top <= r->row) {
		const struct xlsx_merge *m = &r->merges[r->merges_passed++];

		for (uint32_t c = m->left; c <= m->right && c <= SHEET_COLUMNS_MAX; c++)
			if (m->bottom > r->merged_until[c - 1])
				r->merged_until[c - 1] = m->bottom;
	}
	for (size_t i = 0; r->flaw == SHEET_SOUND && i < SHEET_COLUMNS_MAX; i++)
		if (r->merged_until[i] >= r->row && (i >= r->n || !r->cells[i].n)) {
			r->flaw = SHEET_MERGED;
			r->flaw_at = i;
		}
}

/* ---- cells ---- */

static void flaw_note(struct xlsx_rows *r, enum sheet_flaw flaw)
{
	if (flaw == SHEET_SOUND || r->flaw != SHEET_SOUND)
		return;
	r->flaw = flaw;
	r->flaw_at = r->column - 1;
}

static int cell_place(struct cx *cx, struct xlsx_rows *r, struct str where)
{
	uint32_t column = r->column + 1, row = r->row, before = r->column;

	r->column = column;
	if (where.n && (!xlsx_cell_read(where, &column, &row) || row != r->row))
		return xlsx_err(cx, E_XLSX, "第 {0} 行中有单元格的位置不对：{1}",
			"a cell in row {0} is out of place: {1}", cx_num(cx, r->row),
			cx_text(cx, where));
	r->column = column;
	if (column > COLUMNS_MAX)
		return xlsx_err(cx, E_XLSX, "第 {0} 行超过 16384 列",
			"row {0} has more than 16384 columns", cx_num(cx, r->row));
	return column > before ?
		0 :
		cell_err(cx, r, "出现两次，或次序不对", "stands twice, or out of order");
}

static bool type_read(struct str s, enum cell_type *ret)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {
		{ "n", NUMBER },
		{ "s", SHARED },
		{ "inlineStr", TEXT },
		{ "str", TEXT },
		{ "b", BOOLEAN },
		{ "e", ERROR },
		{ "d", ISO_DATE },
	};

	*ret = NUMBER;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is(s, types[i].name)) {
			*ret = types[i].type;
			return true;
		}
	return !s.n;
}

static int cell_begin(struct cx *cx, struct xlsx_rows *r, const char **attributes)
{
	uint32_t style = 0;
	int e = cell_place(cx, r, xlsx_attribute(attributes, "r"));

	if (e)
		return e;
	if (!type_read(xlsx_attribute(attributes, "t"), &r->type))
		return cell_err(cx, r, "的类型不明", "has a type that is not known");
	xlsx_unsigned(xlsx_attribute(attributes, "s"), &style);
	r->format = xlsx_book_format(r->book, style);
	r->in_cell = true;
	r->formula = r->taking = false;
	r->phonetic = 0;
	r->begin = r->text.n;
	return 0;
}

/* The text of the cell is this instead. */
static void cell_replace(struct xlsx_rows *r, struct str s)
{
	r->text.n = r->begin;
	buf_str(&r->text, s);
}

static int shared_put(struct cx *cx, struct xlsx_rows *r, struct str number)
{
	struct str text;
	uint32_t i;

	if (!xlsx_unsigned(number, &i) || !xlsx_book_text(r->book, i, &text))
		return cell_err(cx, r, "所指的文字不存在", "names a text that is not there");
	cell_replace(r, text);
	return 0;
}

static int boolean_put(struct cx *cx, struct xlsx_rows *r, struct str s)
{
	bool yes = str_is(s, "1") || str_is(s, "true");

	if (!yes && !str_is(s, "0") && !str_is(s, "false"))
		return cell_err(cx, r, "不是逻辑值", "is neither true nor false");
	cell_replace(r, yes ? STR("TRUE") : STR("FALSE"));
	return 0;
}

static int number_put(struct cx *cx, struct xlsx_rows *r, struct str s)
{
	char text[XLSX_NUMBER_MAX];
	enum sheet_flaw flaw;

	if (!xlsx_number_text(s, r->format, r->book->from_1904, text, &flaw))
		return cell_err(cx, r, "不是数字", "is no number");
	flaw_note(r, flaw);
	cell_replace(r, str_of(text));
	return 0;
}

/* 2022-08-30T00:00:00, of which the format may show the day only. */
static void iso_put(struct xlsx_rows *r, struct str s)
{
	if (r->format.form == XLSX_DATE && s.n > 10 && s.p[10] == 'T')
		r->text.n = r->begin + 10;
}

static int value_put(struct cx *cx, struct xlsx_rows *r)
{
	struct str s = { r->text.p + r->begin, r->text.n - r->begin };

	/* A formula is told as one, whatever was computed last; without a value the cell is empty. */
	if (r->formula || !s.n)
		return 0;
	switch (r->type) {
	case SHARED:
		return shared_put(cx, r, s);
	case BOOLEAN:
		return boolean_put(cx, r, s);
	case NUMBER:
		return number_put(cx, r, s);
	case ISO_DATE:
		iso_put(r, s);
		return 0;
	case ERROR:
		flaw_note(r, SHEET_ERROR);
		return 0;
	default:
		r->text.n = r->begin + xlsx_text_unescape(r->text.p + r->begin, s.n);
		return 0;
	}
}

static int cell_end(struct cx *cx, struct xlsx_rows *r)
{
	int e = value_put(cx, r);
	size_t n = r->text.n - r->begin;

	r->in_cell = false;
	if (e)
		return e;
	if (!buf_ok(&r->text))
		return err(cx, E_NO_MEMORY, NULL);
	if (r->text.n > SHEET_ROW_MAX)
		return err(cx, E_CSV, NULL, cx_num(cx, r->row), "超过 1 MiB",
			"it is longer than 1 MiB");
	if (!n)
		return 0;
	if (r->column > SHEET_COLUMNS_MAX)
		return err(cx, E_CSV, NULL, cx_num(cx, r->row), "超过 200 列",
			"it has more than 200 columns");
	while (r->n < r->column - 1)
		r->at[r->n++].n = 0;
	r->at[r->n].begin = r->begin;
	r->at[r->n++].n = n;
	r->filled = r->filled || str_trim((struct str){ r->text.p + r->begin, n }).n;
	return 0;
}

/* ---- rows ---- */

static int row_begin(struct cx *cx, struct xlsx_rows *r, const char **attributes)
{
	struct str s = xlsx_attribute(attributes, "r");
	uint32_t row = r->row + 1, before = r->row;

	if (s.n && !xlsx_unsigned(s, &row))
		return xlsx_err(cx, E_XLSX, "行号的写法不对：{0}",
			"a row has a malformed number: {0}", cx_text(cx, s));
	if (row <= before)
		return xlsx_err(cx, E_XLSX, "第 {0} 行出现两次，或次序不对",
			"row {0} stands twice, or out of order", cx_num(cx, row));
	if (row > ROWS_MAX)
		return xlsx_err(cx, E_XLSX, "多于 1048576 行", "there are more than 1048576 rows");
	r->row = row;
	r->in_row = true;
	r->column = 0;
	r->n = r->text.n = 0;
	r->filled = false;
	r->flaw = SHEET_SOUND;
	return 0;
}

static int misplaced(struct cx *cx, const struct xlsx_rows *r)
{
	return xlsx_err(cx, E_XLSX, "第 {0} 行之后的结构不对", "what follows row {0} is no sheet",
		cx_num(cx, r->row));
}

static int cell_part(struct xlsx_rows *r, const char *name)
{
	r->phonetic += is(name, "rPh");
	if (is(name, "f")) {
		r->formula = true;
		r->taking = true;
		cell_replace(r, STR("="));
	}
	if (!r->formula)
		r->taking = r->type == TEXT && is(name, "t") ? !r->phonetic : is(name, "v");
	return 0;
}

static int on_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct xlsx_rows *r = arg;
	bool row = is(name, "row"), cell = is(name, "c");

	if (is(name, "sheetData"))
		r->in_cells = true;
	if (!r->in_cells)
		return is(name, "mergeCell") ? merge_take(cx, r, attributes) : 0;
	if (r->in_cell)
		return row || cell ? misplaced(cx, r) : cell_part(r, name);
	if (row)
		return r->in_row ? misplaced(cx, r) : row_begin(cx, r, attributes);
	if (cell)
		return r->in_row ? cell_begin(cx, r, attributes) : misplaced(cx, r);
	return 0;
}

static int on_end(void *arg, struct cx *cx, const char *name)
{
	struct xlsx_rows *r = arg;

	if (r->in_cell) {
		r->taking = false;
		r->phonetic -= r->phonetic && is(name, "rPh");
		return is(name, "c") ? cell_end(cx, r) : 0;
	}
	if (is(name, "sheetData"))
		r->in_cells = false;
	if (!r->in_row || !is(name, "row"))
		return 0;
	r->in_row = false;
	xlsx_part_at(r->part, r->row);
	return r->filled;
}

static int on_text(void *arg, struct cx *cx, struct str piece)
{
	struct xlsx_rows *r = arg;

	if (!r->in_cell || !r->taking)
		return 0;
	buf_str(&r->text, piece);
	if (r->text.n > SHEET_ROW_MAX)
		return err(cx, E_CSV, NULL, cx_num(cx, r->row), "超过 1 MiB",
			"it is longer than 1 MiB");
	return buf_ok(&r->text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- for others ---- */

int xlsx_rows_new(struct cx *cx, const struct xlsx_book *book, struct xlsx_rows **ret)
{
	struct xlsx_rows *r = cx_new(cx, struct xlsx_rows);

	if (!r)
		return -E_NO_MEMORY;
	r->book = book;
	buf_init(&r->text, cx->arena);
	buf_add(&r->text, "", 0);
	*ret = r;
	return buf_ok(&r->text) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

void xlsx_rows_close(struct xlsx_rows *r)
{
	if (!r)
		return;
	xlsx_part_close(r->part);
	r->part = NULL;
}

int xlsx_rows_start(struct cx *cx, struct xlsx_rows *r, const struct xlsx_page *page)
{
	static const struct xlsx_events events = { on_start, on_end, on_text };

	xlsx_rows_close(r);
	r->in_cells = r->in_row = r->in_cell = false;
	r->row = 0;
	r->merges_passed = 0;
	memset(r->merged_until, 0, sizeof(r->merged_until));
	return xlsx_part_open(cx, r->book->zip, page->part, XLSX_PART_LARGE, &events, r, &r->part);
}

int xlsx_rows_next(struct cx *cx, struct xlsx_rows *r, struct sheet_row *ret)
{
	int got = xlsx_part_read(cx, r->part);

	if (got != 1)
		return got;
	for (size_t i = 0; i < r->n; i++)
		r->cells[i] = (struct str){ r->text.p + r->at[i].begin, r->at[i].n };
	if (r->merges_known)
		merged_check(r);
	*ret = (struct sheet_row){ .number = r->row,
		.n = r->n,
		.cells = r->cells,
		.flaw = r->flaw,
		.flaw_at = r->flaw_at };
	return 1;
}
