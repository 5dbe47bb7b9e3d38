/* A thin layer over libxlsxwriter: its errors become ours, and its limits are checked before it prints of them. */
#include "paper/xlsx_out.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "sys/sys.h"

#define CELL_MAX 32767 /* characters of a cell, of the format */
#define WIDTH_MIN 6
#define WIDTH_MAX 60
#define DIGITS_MAX 15 /* that a spreadsheet keeps of a number */

struct xlsx_out {
	const char *path;
	struct sys_file *memory; /* NULL: the path is a file's */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *heading;
	lxw_row_t row;
	lxw_col_t column;
	bool ended;
};

bool xlsx_out_is(struct str path)
{
	static const char end[] = ".xlsx";
	size_t n = sizeof(end) - 1;

	return path.n > n && strcasecmp(path.p + path.n - n, end) == 0;
}

/* What libxlsxwriter says of a file. */
static int out_err(struct cx *cx, const struct xlsx_out *o, lxw_error code)
{
	switch (code) {
	case LXW_NO_ERROR:
		return 0;
	case LXW_ERROR_MEMORY_MALLOC_FAILED:
		return err(cx, E_NO_MEMORY, NULL);
	default:
		err(cx, E_IO, NULL, o->path);
		return err_quote(cx, lxw_strerror(code));
	}
}

static int book_begin(struct cx *cx, struct xlsx_out *o, const char *parts)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
		.tmpdir = (char *)(uintptr_t)parts };

	o->book = workbook_new_opt(o->path, &options);
	if (o->book)
		o->heading = workbook_add_format(o->book);
	if (!o->heading) {
		xlsx_out_close(o);
		return err(cx, E_NO_MEMORY, NULL);
	}
	format_set_bold(o->heading);
	return 0;
}

int xlsx_out_open(struct cx *cx, const char *path, struct xlsx_out **ret)
{
	struct xlsx_out *o = cx_new(cx, struct xlsx_out);
	struct sys_file *file = NULL;
	int e = o ? sys_open_write(cx, path, false, &file) : -E_NO_MEMORY;

	sys_close(file);
	if (e)
		return e;
	o->path = path;
	*ret = o;
	return book_begin(cx, o, NULL);
}

static int scratch_open(struct cx *cx, int64_t at, const char *parts, struct xlsx_out **ret)
{
	lxw_doc_properties properties = { .created = (time_t)(at / 1000) };
	struct xlsx_out *o = cx_new(cx, struct xlsx_out);
	int e = o ? sys_open_memory(cx, &o->memory, &o->path) : -E_NO_MEMORY;

	if (e)
		return e;
	*ret = o;
	e = book_begin(cx, o, parts);
	return e ? e : out_err(cx, o, workbook_set_properties(o->book, &properties));
}

int xlsx_out_scratch(struct cx *cx, int64_t at, struct xlsx_out **ret)
{
	return scratch_open(cx, at, NULL, ret);
}

int xlsx_out_memory(struct cx *cx, int64_t at, struct xlsx_out **ret)
{
	return scratch_open(cx, at, "/dev/shm", ret);
}

int xlsx_out_sheet(struct cx *cx, struct xlsx_out *o, const char *name)
{
	o->sheet = workbook_add_worksheet(o->book, name);
	o->row = 0;
	o->column = 0;
	if (!o->sheet)
		return err(cx, E_NO_MEMORY, NULL);
	worksheet_freeze_panes(o->sheet, 1, 0);
	return 0;
}

#define MARK_MAX 240

int xlsx_out_mark(struct cx *cx, struct xlsx_out *o, struct str text)
{
	struct str rest = text;
	struct buf b;
	int32_t c;
	int e;

	buf_init(&b, cx->arena);
	buf_z(&b, "&L");
	while (b.n < MARK_MAX && (c = utf8_next(&rest)) >= 0) {
		buf_utf8(&b, (uint32_t)c);
		if (c == '&') /* else a command of its own */
			buf_c(&b, '&');
	}
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	e = out_err(cx, o, worksheet_set_header(o->sheet, buf_get(&b).p));
	return e ? e : out_err(cx, o, worksheet_set_footer(o->sheet, buf_get(&b).p));
}

/* Does what follows a low line make it _x0041_, which would be read as a letter? */
static bool escapes(struct str rest)
{
	uint8_t code[2];

	return rest.n >= 6 && rest.p[0] == 'x' && rest.p[5] == '_' &&
		hex_read((struct str){ rest.p + 1, 4 }, code, sizeof(code));
}

/* Two code points that UTF-8 can write are none in XML. */
static void text_make(struct buf *b, struct str cell)
{
	int32_t c;

	buf_add(b, "", 0);
	while ((c = utf8_next(&cell)) >= 0) {
		if (c == '_' && escapes(cell))
			buf_z(b, "_x005F_");
		else
			buf_utf8(b, c == 0xfffe || c == 0xffff ? 0xfffd : (uint32_t)c);
	}
}

static int text_put(struct cx *cx, struct xlsx_out *o, struct str cell)
{
	lxw_format *format = o->row ? NULL : o->heading;
	struct arena arena;
	struct buf b;
	int e = 0;

	if (utf8_count(cell) > CELL_MAX)
		return err(cx, E_TOO_LONG, "cell", cx_num(cx, (int64_t)utf8_count(cell)),
			cx_num(cx, CELL_MAX));
	arena_init(&arena, &sys_heap, 0);
	buf_init(&b, &arena);
	text_make(&b, cell);
	if (!buf_ok(&b))
		e = err(cx, E_NO_MEMORY, NULL);
	else if (b.n)
		e = out_err(
			cx, o, worksheet_write_string(o->sheet, o->row, o->column, b.p, format));
	arena_done(&arena);
	return e;
}

/* -12.5; what begins with needless zeros is a code, and stays as it is written. */
static bool is_number(struct str s)
{
	size_t i = s.n && s.p[0] == '-', digits = 0, points = 0;

	if (i + 1 < s.n && s.p[i] == '0' && s.p[i + 1] != '.')
		return false;
	for (; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		points += s.p[i] == '.';
		if ((s.p[i] < '0' || s.p[i] > '9') && (s.p[i] != '.' || digits == 0))
			return false;
	}
	return digits > 0 && digits <= DIGITS_MAX && points <= 1 && s.p[s.n - 1] != '.';
}

static int number_put(struct cx *cx, struct xlsx_out *o, struct str cell)
{
	char text[DIGITS_MAX + 3];

	memcpy(text, cell.p, cell.n);
	text[cell.n] = '\0';
	return out_err(cx, o,
		worksheet_write_number(o->sheet, o->row, o->column, strtod(text, NULL), NULL));
}

int xlsx_out_cell(struct cx *cx, struct xlsx_out *o, struct str cell, bool number)
{
	int e = number && is_number(cell) ? number_put(cx, o, cell) : text_put(cx, o, cell);

	o->column++;
	return e;
}

int xlsx_out_row_end(struct cx *cx, struct xlsx_out *o)
{
	o->column = 0;
	if (++o->row < LXW_ROW_MAX)
		return 0;
	return err(cx, E_TOO_MANY, "rows", cx_num(cx, o->row + 1), cx_num(cx, LXW_ROW_MAX));
}

void xlsx_out_width(struct xlsx_out *o, size_t column, size_t width)
{
	double w = (double)(width < WIDTH_MIN ? WIDTH_MIN : width > WIDTH_MAX ? WIDTH_MAX : width);

	worksheet_set_column(o->sheet, (lxw_col_t)column, (lxw_col_t)column, w + 2, NULL);
}

int xlsx_out_end(struct cx *cx, struct xlsx_out *o)
{
	struct sys_file *file = NULL;
	lxw_workbook *book = o->book;
	int e;

	/* It is freed whether it could be written or not. */
	o->book = NULL;
	e = out_err(cx, o, workbook_close(book));
	if (!e)
		e = sys_open_read(cx, o->path, &file);
	if (!e)
		e = sys_flush_disk(cx, file);
	sys_close(file);
	o->ended = !e;
	return e;
}

int xlsx_out_bytes(struct cx *cx, struct xlsx_out *o, struct str *ret)
{
	int e = xlsx_out_end(cx, o);

	if (!e)
		e = sys_read_file(cx, o->path, XLSX_OUT_BYTES_MAX, ret);
	sys_close(o->memory);
	o->memory = NULL;
	return e;
}

void xlsx_out_close(struct xlsx_out *o)
{
	if (!o)
		return;
	if (o->book)
		lxw_workbook_free(o->book);
	o->book = NULL;
	if (!o->ended && !o->memory)
		sys_remove(o->path);
	sys_close(o->memory);
	o->memory = NULL;
	o->ended = true;
}
