/* CSV is written as the rows come, a workbook when all is done. */
#include "load/bad_rows.h"

#include <string.h>

#include "load/csv.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

struct bad_rows {
	struct cx *cx;
	const char *path;
	size_t columns;
	struct sys_file *csv; /* one of both, or in memory the line, which then holds all */
	struct xlsx_out *xlsx;
	struct buf line;
	struct arena own; /* of what is in memory: it grows, and what it grew out of goes with it */
	size_t rows;
};

static const struct {
	const char *row, *reason, *sheet;
} words[] = { { "row of the file", "what is wrong", "List" },
	{ "原文件行号", "有误之处", "列表" } };

/* ---- as CSV ---- */

static int line_write(struct bad_rows *f)
{
	int e;

	if (!buf_ok(&f->line))
		return err(f->cx, E_NO_MEMORY, NULL);
	if (!f->csv)
		return 0;
	e = sys_write(f->cx, f->csv, f->line.p, f->line.n);
	f->line.n = 0;
	return e;
}

static int csv_begin(struct bad_rows *f)
{
	int e = f->path ? sys_open_write(f->cx, f->path, false, &f->csv) : 0;

	buf_init(&f->line, f->path ? f->cx->arena : &f->own);
	buf_z(&f->line, "\xef\xbb\xbf");
	return e;
}

static int csv_row(
	struct bad_rows *f, const struct sheet_row *row, struct str number, struct str reason)
{
	for (size_t i = 0; i < f->columns; i++) {
		csv_cell_write(&f->line, i < row->n ? row->cells[i] : STR_NONE);
		buf_c(&f->line, ',');
	}
	buf_str(&f->line, number);
	buf_c(&f->line, ',');
	csv_cell_write(&f->line, reason);
	buf_z(&f->line, "\r\n");
	return line_write(f);
}

/* ---- as a workbook ---- */

static int xlsx_begin(struct bad_rows *f, bool zh)
{
	int e = f->path ? xlsx_out_open(f->cx, f->path, &f->xlsx) :
			  xlsx_out_memory(f->cx, sys_now(), &f->xlsx);

	return e ? e : xlsx_out_sheet(f->cx, f->xlsx, words[zh].sheet);
}

static int xlsx_row(
	struct bad_rows *f, const struct sheet_row *row, struct str number, struct str reason)
{
	int e = 0;

	for (size_t i = 0; !e && i < f->columns; i++)
		e = xlsx_out_cell(f->cx, f->xlsx, i < row->n ? row->cells[i] : STR_NONE, false);
	if (!e)
		e = xlsx_out_cell(f->cx, f->xlsx, number, true);
	if (!e)
		e = xlsx_out_cell(f->cx, f->xlsx, reason, false);
	return e ? e : xlsx_out_row_end(f->cx, f->xlsx);
}

/* ---- both ---- */

static int row_write(
	struct bad_rows *f, const struct sheet_row *row, struct str number, struct str reason)
{
	return f->xlsx ? xlsx_row(f, row, number, reason) : csv_row(f, row, number, reason);
}

int bad_rows_open(struct cx *cx, const struct sheet *sheet, const struct bad_rows_how *how,
	struct bad_rows **ret)
{
	struct sheet_row headings = { .n = sheet_columns(sheet), .cells = sheet_headings(sheet) };
	struct bad_rows *f = cx_new(cx, struct bad_rows);
	int e;

	*ret = f;
	if (!f)
		return -E_NO_MEMORY;
	f->cx = cx;
	f->path = how->path;
	arena_init(&f->own, &sys_heap, 0);
	/* What was corrected in such a file and is wrong still has one row number and one reason. */
	while (headings.n && bad_rows_heading(headings.cells[headings.n - 1]))
		headings.n--;
	f->columns = headings.n;
	e = how->xlsx ? xlsx_begin(f, how->zh) : csv_begin(f);
	return e ?
		e :
		row_write(f, &headings, str_of(words[how->zh].row), str_of(words[how->zh].reason));
}

int bad_rows_add(
	struct bad_rows *f, struct cx *work, const struct sheet_row *row, struct str reason)
{
	if (!f)
		return 0;
	f->rows++;
	return row_write(f, row, str_of(cx_num(work, row->number)), reason);
}

/* It was opened before the first row was taken, so that a name that cannot be is told at once; a file without a bad row would be
 * looked into for nothing. */
static int file_drop(struct bad_rows *f)
{
	bad_rows_close(f);
	sys_remove(f->path);
	return 0;
}

int bad_rows_end(struct bad_rows *f)
{
	if (!f || !f->path)
		return 0;
	if (!f->rows && strcmp(f->path, "-") != 0)
		return file_drop(f);
	return f->xlsx ? xlsx_out_end(f->cx, f->xlsx) : sys_flush_disk(f->cx, f->csv);
}

int bad_rows_bytes(struct bad_rows *f, struct str *ret)
{
	if (f->xlsx)
		return xlsx_out_bytes(f->cx, f->xlsx, ret);
	*ret = buf_get(&f->line);
	return buf_ok(&f->line) ? 0 : err(f->cx, E_NO_MEMORY, NULL);
}

void bad_rows_close(struct bad_rows *f)
{
	if (!f)
		return;
	sys_close(f->csv);
	xlsx_out_close(f->xlsx);
	arena_done(&f->own);
	f->csv = NULL;
	f->xlsx = NULL;
}

bool bad_rows_heading(struct str heading)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is(heading, words[i].row) || str_is(heading, words[i].reason))
			return true;
	return false;
}
