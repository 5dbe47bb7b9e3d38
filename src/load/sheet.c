/* The headings of a list, and what may stand in its cells; the rows come from the reader of the format. */
#include "load/sheet.h"

#include <string.h>

#include "load/csv.h"
#include "paper/xlsx.h"
#include "core/map.h"
#include "sys/sys.h"

struct sheet {
	struct csv *csv; /* one of both */
	struct xlsx *xlsx;
	struct str *headings;
	size_t columns;
	int64_t rows;
	struct str padded[SHEET_COLUMNS_MAX];
};

/* ---- rows ---- */

/* A workbook leaves out empty cells at the end of a row, which CSV has to write. */
static void row_pad(struct sheet *s, struct sheet_row *row)
{
	if (!s->xlsx || row->n >= s->columns)
		return;
	for (size_t i = 0; i < s->columns; i++)
		s->padded[i] = i < row->n ? row->cells[i] : STR("");
	row->cells = s->padded;
	row->n = s->columns;
}

int sheet_next(struct cx *cx, struct sheet *s, struct sheet_row *ret)
{
	int got;

	*ret = (struct sheet_row){ .n = 0 };
	got = s->xlsx ? xlsx_next(cx, s->xlsx, ret) : csv_next(cx, s->csv, ret);
	if (got == 1)
		row_pad(s, ret);
	return got;
}

int sheet_rewind(struct cx *cx, struct sheet *s)
{
	struct sheet_row headings;
	int e = s->xlsx ? xlsx_start(cx, s->xlsx) : csv_start(cx, s->csv), got;

	got = e ? e : sheet_next(cx, s, &headings);
	return got < 0 ? got : 0;
}

/* ---- headings ---- */

#define NUMBER_MIN 11 /* a mobile phone's */
#define NUMBER_MAX 18 /* a person's */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int heading_err(struct cx *cx, size_t column, struct str name, bool twice)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	if (twice) {
		buf_fmt(&zh, "列名“%s”重复", cx_text(cx, name));
		buf_fmt(&en, "'%s' stands twice", cx_text(cx, name));
	} else {
		buf_fmt(&zh, "第 %zu 列没有列名", column + 1);
		buf_fmt(&en, "column %zu has no name", column + 1);
	}
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

/* A list without headings: its first row would be lost, and somebody's number stand in the open as the name of a column. */
static bool is_number_of_somebody(struct str s)
{
	size_t digits = 0;

	while (digits < s.n && is_digit(s.p[digits]))
		digits++;
	return s.n >= NUMBER_MIN && s.n <= NUMBER_MAX &&
		(digits == s.n ||
			(digits == s.n - 1 && (s.p[digits] == 'X' || s.p[digits] == 'x')));
}

static int number_err(struct cx *cx, size_t column)
{
	struct buf zh, en;

	buf_init(&zh, cx->arena);
	buf_init(&en, cx->arena);
	buf_fmt(&zh, "第 %zu 列的列名是一个号码，首行像是一行数据", column + 1);
	buf_fmt(&en,
		"the name of column %zu is somebody's number: the first row looks like one of the list",
		column + 1);
	return err(cx, E_CSV_HEADING, NULL, buf_ok(&zh) ? buf_get(&zh).p : "?",
		buf_ok(&en) ? buf_get(&en).p : "?");
}

static int headings_check(struct cx *cx, struct sheet *s)
{
	struct map seen;

	if (s->csv && s->columns == 1 && s->headings[0].n &&
		csv_separator_check(cx, s->headings[0]))
		return -cx->e.code;
	map_init(&seen, cx->arena);
	for (size_t i = 0; i < s->columns; i++) {
		void **at;

		if (!s->headings[i].n)
			return heading_err(cx, i, STR_NONE, false);
		if (is_number_of_somebody(s->headings[i]))
			return number_err(cx, i);
		at = map_at(&seen, s->headings[i]);
		if (!at)
			return err(cx, E_NO_MEMORY, NULL);
		if (*at)
			return heading_err(cx, i, s->headings[i], true);
		*at = s;
	}
	return 0;
}

static int headings_read(struct cx *cx, struct sheet *s)
{
	struct sheet_row row = { .n = 0 };
	int got = sheet_next(cx, s, &row);

	if (got == 0)
		return err(cx, E_CSV_HEADING, NULL, "文件是空的", "the file is empty");
	if (got < 0)
		return got;
	s->rows--;
	s->columns = row.n;
	s->headings = cx_many(cx, row.n, struct str);
	if (!s->headings)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < row.n; i++) {
		int e = cx_str(cx, str_trim(row.cells[i]), &s->headings[i]);

		if (e)
			return e;
	}
	if (s->xlsx && xlsx_headings_check(cx, s->xlsx, row.number))
		return -cx->e.code;
	return headings_check(cx, s);
}

/* ---- opening ---- */

/* The first bytes; what is not there is 0. */
static int head_read(struct cx *cx, const char *path, struct str bytes, uint8_t ret[4])
{
	struct sys_file *file = NULL;
	size_t n = 0, got = 1;
	int e = path ? sys_open_read(cx, path, &file) : 0;

	memset(ret, 0, 4);
	if (!path && bytes.n)
		memcpy(ret, bytes.p, bytes.n < 4 ? bytes.n : 4);
	for (; path && !e && n < 4 && got; n += got)
		e = sys_read(cx, file, ret + n, 4 - n, &got);
	sys_close(file);
	return e;
}

static int format_open(
	struct cx *cx, struct sheet *s, const char *path, struct str bytes, struct str name)
{
	uint8_t head[4];
	int e = head_read(cx, path, bytes, head);

	if (e)
		return e;
	if (xlsx_is(head))
		return xlsx_open(cx, path, bytes, name, &s->xlsx);
	e = csv_open(cx, path, bytes, &s->csv);
	return !e && name.n ? err(cx, E_XLSX_SHEET, NULL, cx_text(cx, name), "无（CSV 没有工作表）",
				      "none, for this is CSV") :
			      e;
}

static int opened(
	struct cx *cx, const char *path, struct str bytes, struct str name, struct sheet **ret)
{
	struct sheet *s = cx_new(cx, struct sheet);
	int e = s ? format_open(cx, s, path, bytes, name) : -E_NO_MEMORY;

	if (!e) {
		s->rows = s->xlsx ? xlsx_rows(s->xlsx) : csv_rows(s->csv);
		e = headings_read(cx, s);
	}
	if (e)
		sheet_close(s);
	else
		*ret = s;
	return e;
}

int sheet_open(struct cx *cx, const char *path, struct str name, struct sheet **ret)
{
	return opened(cx, path, STR_NONE, name, ret);
}

int sheet_open_bytes(struct cx *cx, struct str bytes, struct str name, struct sheet **ret)
{
	return opened(cx, NULL, bytes, name, ret);
}

void sheet_close(struct sheet *s)
{
	if (!s)
		return;
	xlsx_close(s->xlsx);
	csv_close(s->csv);
}

struct str sheet_name(const struct sheet *s)
{
	return s->xlsx ? xlsx_name(s->xlsx) : STR_NONE;
}

struct str sheet_unread(const struct sheet *s)
{
	return s->xlsx ? xlsx_unread(s->xlsx) : STR_NONE;
}

size_t sheet_columns(const struct sheet *s)
{
	return s->columns;
}

const struct str *sheet_headings(const struct sheet *s)
{
	return s->headings;
}

int64_t sheet_rows(const struct sheet *s)
{
	return s->rows;
}

/* ---- cells ---- */

/* What follows the sign: "12", "12.5"; after a plus also blanks, as in a telephone number. */
static bool is_number(struct str s, bool blanks)
{
	bool any = false, point = false;

	for (size_t i = 0; i < s.n; i++) {
		if (is_digit(s.p[i]))
			any = true;
		else if (s.p[i] == '.' && !point && !blanks)
			point = true;
		else if (s.p[i] != ' ' || !blanks)
			return false;
	}
	return any;
}

bool sheet_is_formula(struct str cell)
{
	static const struct {
		struct str sign;
		char means;
	} wide[] = {
		{ { "＝", 3 }, '=' },
		{ { "＠", 3 }, '@' },
		{ { "＋", 3 }, '+' },
		{ { "－", 3 }, '-' },
	};
	struct str s = str_trim(cell), rest;
	char first;

	if (cell.n && (cell.p[0] == '\t' || cell.p[0] == '\r'))
		return true;
	if (!s.n)
		return false;
	first = s.p[0];
	rest = (struct str){ s.p + 1, s.n - 1 };
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (str_starts(s, wide[i].sign)) {
			first = wide[i].means;
			rest = (struct str){ s.p + 3, s.n - 3 };
		}
	if (first == '=' || first == '@')
		return true;
	return (first == '+' || first == '-') && rest.n && !is_number(rest, first == '+');
}

static int flaw_err(struct cx *cx, const struct sheet *s, const struct sheet_row *row)
{
	static const int codes[] = { [SHEET_ERROR] = E_CELL_ERROR,
		[SHEET_DIGITS_LOST] = E_CELL_DIGITS,
		[SHEET_NO_DATE] = E_CELL_DATE,
		[SHEET_MERGED] = E_CELL_MERGED };

	return err(cx, codes[row->flaw], NULL, cx_num(cx, row->number),
		cx_text(cx, s->headings[row->flaw_at]), cx_text(cx, row->cells[row->flaw_at]));
}

bool sheet_names_row(int code)
{
	return code == E_CSV || code == E_CSV_FORMULA || code == E_CELL_ERROR ||
		code == E_CELL_DIGITS || code == E_CELL_DATE || code == E_CELL_MERGED;
}

int sheet_row_check(struct cx *cx, const struct sheet *s, const struct sheet_row *row)
{
	if (row->n != s->columns) {
		struct buf zh, en;

		buf_init(&zh, cx->arena);
		buf_init(&en, cx->arena);
		buf_fmt(&zh, "有 %zu 个单元格，表头有 %zu 列", row->n, s->columns);
		buf_fmt(&en, "it has %zu cells, the headings are %zu", row->n, s->columns);
		return err(cx, E_CSV, NULL, cx_num(cx, row->number),
			buf_ok(&zh) ? buf_get(&zh).p : "?", buf_ok(&en) ? buf_get(&en).p : "?");
	}
	for (size_t i = 0; i < row->n; i++)
		if (sheet_is_formula(row->cells[i]))
			return err(cx, E_CSV_FORMULA, NULL, cx_num(cx, row->number),
				cx_text(cx, s->headings[i]));
	return row->flaw && row->flaw_at < s->columns ? flaw_err(cx, s, row) : 0;
}
