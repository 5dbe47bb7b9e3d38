/* The parser: a machine of five states over the decoded bytes. Cells are copied into one buffer of a row without their
 * quotes; ends[] says where each ends. All that the grammar needs is ASCII, which GB18030 and UTF-8 never use inside a
 * longer character, so the form of a file can be judged whatever its encoding. */
#include "load/csv.h"

#include <string.h>

#include "load/csv_bytes.h"

enum state { CELL_START, PLAIN, QUOTED, QUOTE_SEEN, CR_SEEN };

struct csv {
	struct csv_bytes bytes;
	struct arena *arena; /* of the context that opened it */
	enum state state;
	int64_t row;     /* being read */
	bool quoted_any; /* the row had a quote: it is not an empty line */
	size_t used, cells_n;
	size_t ends[SHEET_COLUMNS_MAX];
	struct str cells[SHEET_COLUMNS_MAX];
	int64_t rows;
	char *text; /* of the row; grows up to SHEET_ROW_MAX */
	size_t cap;
};

#define ROW_FIRST 4096

static int row_err(struct cx *cx, const struct csv *c, const char *zh, const char *en)
{
	return err(cx, E_CSV, NULL, cx_num(cx, c->row), zh, en);
}

static int row_grow(struct cx *cx, struct csv *c)
{
	size_t cap = c->cap * 2;
	char *text;

	if (c->cap == SHEET_ROW_MAX)
		return row_err(cx, c, "超过 1 MiB", "it is longer than 1 MiB");
	text = arena_alloc(c->arena, cap);
	if (!text)
		return err(cx, E_NO_MEMORY, NULL);
	memcpy(text, c->text, c->used);
	c->text = text;
	c->cap = cap;
	return 0;
}

static int put(struct cx *cx, struct csv *c, char byte)
{
	int e = c->used == c->cap ? row_grow(cx, c) : 0;

	if (e)
		return e;
	c->text[c->used++] = byte;
	return 0;
}

static int cell_end(struct cx *cx, struct csv *c)
{
	if (c->cells_n == SHEET_COLUMNS_MAX)
		return row_err(cx, c, "超过 200 列", "it has more than 200 columns");
	c->ends[c->cells_n++] = c->used;
	c->state = CELL_START;
	return 0;
}

/* 1: the row is complete. */
static int line_end(struct cx *cx, struct csv *c)
{
	int e = cell_end(cx, c);

	return e ? e : 1;
}

static int outside(struct cx *cx, struct csv *c, char byte)
{
	switch (byte) {
	case ',':
		return cell_end(cx, c);
	case '\n':
		return line_end(cx, c);
	case '\r':
		c->state = CR_SEEN;
		return 0;
	case '"':
		if (c->state == PLAIN)
			return row_err(cx, c, "引号只能在单元格开头",
				"a quote stands inside a cell that is not quoted");
		c->state = QUOTED;
		c->quoted_any = true;
		return 0;
	default:
		c->state = PLAIN;
		return put(cx, c, byte);
	}
}

static int after_quote(struct cx *cx, struct csv *c, char byte)
{
	if (byte == '"') {
		c->state = QUOTED;
		return put(cx, c, '"');
	}
	if (byte == ',' || byte == '\n' || byte == '\r')
		return outside(cx, c, byte);
	return row_err(cx, c, "引号之后还有文字", "text follows a closing quote");
}

/* One byte: 0, 1 when it ends a row, or an error. */
static int step(struct cx *cx, struct csv *c, char byte)
{
	if (!byte)
		return row_err(cx, c, "含有空字符（0x00），不是文本文件",
			"it holds a NUL byte: this is no text file");
	switch (c->state) {
	case QUOTED:
		if (byte != '"')
			return put(cx, c, byte);
		c->state = QUOTE_SEEN;
		return 0;
	case QUOTE_SEEN:
		return after_quote(cx, c, byte);
	case CR_SEEN:
		if (byte == '\n')
			return line_end(cx, c);
		return row_err(cx, c, "回车符之后没有换行符",
			"a carriage return stands without a line feed");
	default:
		return outside(cx, c, byte);
	}
}

static void row_begin(struct csv *c)
{
	c->row++;
	c->used = c->cells_n = 0;
	c->state = CELL_START;
	c->quoted_any = false;
}

/* The last row may lack its line end. 1 a row, 0 there is none. */
static int last_row(struct cx *cx, struct csv *c)
{
	if (c->state == QUOTED)
		return row_err(cx, c, "引号没有闭合", "a quote is not closed");
	if (c->state == CR_SEEN)
		return row_err(cx, c, "回车符之后没有换行符",
			"a carriage return stands without a line feed");
	if (c->state == CELL_START && !c->cells_n)
		return 0;
	return line_end(cx, c);
}

/* One row, whatever is in it: 1, 0 at the end, or an error. */
static int row_read(struct cx *cx, struct csv *c)
{
	struct csv_bytes *b = &c->bytes;
	int e;

	row_begin(c);
	for (;;) {
		while (b->text_at < b->text_n) {
			e = step(cx, c, b->text[b->text_at++]);
			if (e)
				return e;
		}
		e = csv_bytes_more(cx, b, c->row);
		if (e < 0)
			return e;
		if (e == 0)
			return last_row(cx, c);
	}
}

/* After a row that is complete: c->ends tells where its cells are. */
static bool is_empty_line(const struct csv *c)
{
	return c->cells_n == 1 && !c->used && !c->quoted_any;
}

int csv_next(struct cx *cx, struct csv *c, struct sheet_row *ret)
{
	size_t from = 0;
	int got;

	do
		got = row_read(cx, c);
	while (got == 1 && is_empty_line(c));
	if (got != 1)
		return got;
	for (size_t i = 0; i < c->cells_n; i++) {
		c->cells[i] = (struct str){ c->text + from, c->ends[i] - from };
		from = c->ends[i];
	}
	*ret = (struct sheet_row){ .number = c->row, .n = c->cells_n, .cells = c->cells };
	return 1;
}

/* ---- opening ---- */

static int start(struct cx *cx, struct csv *c, enum csv_encoding encoding)
{
	c->row = 0;
	return csv_bytes_start(cx, &c->bytes, encoding);
}

int csv_start(struct cx *cx, struct csv *c)
{
	return start(cx, c, c->bytes.encoding);
}

/* Reads all of it; c->row is where it stopped, c->rows how many rows there are. */
static int scan(struct cx *cx, struct csv *c, enum csv_encoding encoding)
{
	struct sheet_row row;
	int got = start(cx, c, encoding);

	if (got)
		return got;
	c->rows = 0;
	while ((got = csv_next(cx, c, &row)) == 1)
		c->rows++;
	return got;
}

/* The row named is the one up to which the better of the two encodings holds. */
static int detect(struct cx *cx, struct csv *c)
{
	int e = scan(cx, c, CSV_UTF8);
	int64_t row = c->row;

	/* A byte order mark says it. */
	if (e != -E_CSV_ENCODING || c->bytes.marked)
		return e;
	err_clear(cx);
	e = scan(cx, c, CSV_GB18030);
	if (e != -E_CSV_ENCODING)
		return e;
	err_clear(cx);
	return err(cx, E_CSV_ENCODING, NULL, cx_num(cx, row > c->row ? row : c->row));
}

/* What people hand in for CSV: old workbooks (OLE), which locked ones look like too; pages and XML that a website calls .xls; and
 * "Unicode text". */
static int form_check(struct cx *cx, struct csv *c)
{
	uint8_t head[4];
	int e = csv_bytes_head(cx, &c->bytes, head);

	if (e)
		return e;
	if (!memcmp(head, "\xd0\xcf\x11\xe0", 4) || head[0] == '<' ||
		!memcmp(head, "\xef\xbb\xbf<", 4))
		return err(cx, E_CSV_EXCEL, NULL);
	if (!memcmp(head, "\xff\xfe", 2) || !memcmp(head, "\xfe\xff", 2))
		return err(cx, E_CSV_ENCODING, NULL, "1");
	return 0;
}

/* One heading that holds another separator is a whole row of them. */
int csv_separator_check(struct cx *cx, struct str heading)
{
	static const struct {
		const char *sign, *zh, *en;
	} others[] = {
		{ ";", "分号", "semicolons" },
		{ "\t", "制表符（Tab）", "tabs" },
		{ "，", "中文逗号", "Chinese commas" },
		{ "；", "中文分号", "Chinese semicolons" },
		{ "|", "竖线", "bars" },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (memmem(heading.p, heading.n, others[i].sign, strlen(others[i].sign)))
			return err(cx, E_CSV_SEPARATOR, NULL, others[i].zh, others[i].en);
	return 0;
}

int csv_open(struct cx *cx, const char *path, struct str bytes, struct csv **ret)
{
	struct csv *c = cx_new(cx, struct csv);
	int e;

	if (!c)
		return -E_NO_MEMORY;
	c->bytes.path = path;
	c->bytes.memory = bytes;
	c->arena = cx->arena;
	c->cap = ROW_FIRST;
	c->text = cx_alloc(cx, c->cap);
	e = c->text ? form_check(cx, c) : -E_NO_MEMORY;
	if (!e)
		e = detect(cx, c);
	if (!e)
		e = csv_start(cx, c);
	if (e)
		csv_close(c);
	else
		*ret = c;
	return e;
}

void csv_close(struct csv *c)
{
	if (c)
		csv_bytes_close(&c->bytes);
}

int64_t csv_rows(const struct csv *c)
{
	return c->rows;
}

/* ---- cells ---- */

void csv_cell_write(struct buf *b, struct str cell)
{
	bool quote = false;

	for (size_t i = 0; i < cell.n && !quote; i++)
		quote = cell.p[i] == ',' || cell.p[i] == '"' || cell.p[i] == '\n' ||
			cell.p[i] == '\r';
	if (quote)
		buf_c(b, '"');
	if (sheet_is_formula(cell))
		buf_c(b, '\'');
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			buf_c(b, '"');
		buf_c(b, cell.p[i]);
	}
	if (quote)
		buf_c(b, '"');
}
