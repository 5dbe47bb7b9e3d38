/* The two papers of a list: a workbook, and a CSV (RFC 4180, UTF-8 with the mark by which spreadsheets know it). What a CSV is stands
 * before its table and is known only at the end, so rows wait in memory. */
#include "http/list_file.h"

#include <string.h>

#include "sys/sys.h"

#define ROWS_ARENA ((size_t)128 << 20)
#define DIGITS_KEPT 11 /* of a text of digits: a spreadsheet shows a longer one rounded */

int list_paper_begin(
	struct list_paper *p, struct cx *cx, enum list_format format, int64_t at, const char *sheet)
{
	int e = 0;

	*p = (struct list_paper){ .cx = cx };
	buf_init(&p->head, cx->arena);
	arena_init(&p->own, &sys_heap, ROWS_ARENA);
	buf_init(&p->rows, &p->own);
	if (format == LIST_XLSX)
		e = xlsx_out_scratch(cx, at, &p->book);
	return e || format != LIST_XLSX ? e : xlsx_out_sheet(cx, p->book, sheet);
}

/* ---- a CSV's cell ---- */

static bool is_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/* Would a spreadsheet make something else of it? Full-width signs count as the others. */
static bool is_reckoned(struct str s)
{
	static const char *const wide[] = { "＝", "＋", "－", "＠" };

	if (!s.n)
		return false;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (str_starts(s, str_of(wide[i])))
			return true;
	return strchr("=+-@\t\r\n|", *s.p) ||
		(is_digits(s) && (s.n > DIGITS_KEPT || (s.n > 1 && *s.p == '0')));
}

/* line: of what stands before the table, where each line begins with the sign: it stays one. */
static void text_put(struct buf *b, struct str s, bool line)
{
	buf_c(b, '"');
	if (is_reckoned(s))
		buf_c(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_c(b, '"');
		buf_c(b, line && (s.p[i] == '\n' || s.p[i] == '\r') ? ' ' : s.p[i]);
	}
	buf_c(b, '"');
}

static bool is_number(struct str s)
{
	size_t i = s.n && *s.p == '-', digits = 0;

	for (; i < s.n; i++) {
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		if ((s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '.')
			return false;
	}
	return digits > 0;
}

int list_paper_cell(struct list_paper *p, struct str cell, bool number)
{
	struct buf *b = p->heading ? &p->head : &p->rows;

	if (p->book)
		return xlsx_out_cell(p->cx, p->book, cell, number);
	if (p->cells++)
		buf_c(b, ',');
	/* The line that says what it is begins with the sign itself, so that a program can leave it out. */
	if (p->heading && p->cells == 1)
		buf_fmt(b, "# " STR_FMT, STR_ARG(cell));
	else if (number && is_number(cell))
		buf_str(b, cell);
	else
		text_put(b, cell, p->heading);
	return buf_ok(b) ? 0 : err(p->cx, E_NO_MEMORY, NULL);
}

int list_paper_line(struct list_paper *p)
{
	struct buf *b = p->heading ? &p->head : &p->rows;

	if (p->book)
		return xlsx_out_row_end(p->cx, p->book);
	p->cells = 0;
	buf_z(b, "\r\n");
	return buf_ok(b) ? 0 : err(p->cx, E_NO_MEMORY, NULL);
}

int list_paper_notes(struct list_paper *p, const char *sheet)
{
	p->heading = true;
	return p->book ? xlsx_out_sheet(p->cx, p->book, sheet) : 0;
}

int list_paper_end(struct list_paper *p, struct buf *ret)
{
	struct str bytes;
	int e;

	if (!p->book) {
		buf_z(ret, "\xef\xbb\xbf");
		buf_str(ret, buf_get(&p->head));
		buf_str(ret, buf_get(&p->rows));
		return buf_ok(ret) ? 0 : err(p->cx, E_NO_MEMORY, NULL);
	}
	e = xlsx_out_bytes(p->cx, p->book, &bytes);
	if (e)
		return e;
	buf_str(ret, bytes);
	return buf_ok(ret) ? 0 : err(p->cx, E_NO_MEMORY, NULL);
}

void list_paper_drop(struct list_paper *p)
{
	xlsx_out_close(p->book);
	p->book = NULL;
	if (p->cx)
		arena_done(&p->own);
	p->cx = NULL;
}
