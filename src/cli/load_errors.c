/* CSV is written as the rows come, a workbook when all is done. */
#include "cli/load_errors.h"

#include <string.h>

#include "cli/csv.h"
#include "paper/xlsx_out.h"
#include "sys/sys.h"

struct load_errors {
	struct cli *c;
	size_t columns;
	struct sys_file *csv; /* one of both */
	struct xlsx_out *xlsx;
	struct buf line;
	size_t rows;
};

/* ---- as CSV ---- */

static int line_write(struct load_errors *f)
{
	struct cx *cx = &f->c->cx;
	int e;

	if (!buf_ok(&f->line))
		return err(cx, E_NO_MEMORY, NULL);
	e = sys_write(cx, f->csv, f->line.p, f->line.n);
	f->line.n = 0;
	return e;
}

static int csv_begin(struct load_errors *f, const char *path)
{
	int e = sys_open_write(&f->c->cx, path, false, &f->csv);

	buf_init(&f->line, &f->c->arena);
	buf_z(&f->line, "\xef\xbb\xbf");
	return e;
}

static int csv_row(
	struct load_errors *f, const struct sheet_row *row, struct str number, struct str reason)
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

static int xlsx_begin(struct load_errors *f, const char *path)
{
	struct cx *cx = &f->c->cx;
	int e = xlsx_out_open(cx, path, &f->xlsx);

	return e ? e : xlsx_out_sheet(cx, f->xlsx, text_get(TEXT_SHEET_LIST, f->c->zh));
}

static int xlsx_row(
	struct load_errors *f, const struct sheet_row *row, struct str number, struct str reason)
{
	struct cx *cx = &f->c->cx;
	int e = 0;

	for (size_t i = 0; !e && i < f->columns; i++)
		e = xlsx_out_cell(cx, f->xlsx, i < row->n ? row->cells[i] : STR_NONE, false);
	if (!e)
		e = xlsx_out_cell(cx, f->xlsx, number, true);
	if (!e)
		e = xlsx_out_cell(cx, f->xlsx, reason, false);
	return e ? e : xlsx_out_row_end(cx, f->xlsx);
}

/* ---- both ---- */

static int row_write(
	struct load_errors *f, const struct sheet_row *row, struct str number, struct str reason)
{
	return f->xlsx ? xlsx_row(f, row, number, reason) : csv_row(f, row, number, reason);
}

int load_errors_open(struct cli *c, const struct sheet *sheet, struct load_errors **ret)
{
	const char *path = c->option[OPTION_ERRORS];
	struct sheet_row headings = { .n = sheet_columns(sheet), .cells = sheet_headings(sheet) };
	struct load_errors *f;
	int e;

	*ret = NULL;
	if (!path)
		return 0;
	f = cx_new(&c->cx, struct load_errors);
	if (!f)
		return -E_NO_MEMORY;
	*ret = f;
	f->c = c;
	f->columns = headings.n;
	e = xlsx_out_is(str_of(path)) ? xlsx_begin(f, path) : csv_begin(f, path);
	return e ? e :
		   row_write(f, &headings, str_of(text_get(TEXT_ERRORS_ROW, c->zh)),
			   str_of(text_get(TEXT_ERRORS_REASON, c->zh)));
}

int load_errors_row(struct load_errors *f, const struct sheet_row *row, struct str reason)
{
	if (!f)
		return 0;
	f->rows++;
	return row_write(f, row, str_of(cx_num(&f->c->work, row->number)), reason);
}

/* It was opened before the first row was taken, so that a name that cannot be is told at once; a file without a bad row would be
 * looked into for nothing. */
static int file_drop(struct load_errors *f)
{
	load_errors_close(f);
	sys_remove(f->c->option[OPTION_ERRORS]);
	return 0;
}

int load_errors_end(struct load_errors *f)
{
	if (!f)
		return 0;
	if (!f->rows && strcmp(f->c->option[OPTION_ERRORS], "-") != 0)
		return file_drop(f);
	return f->xlsx ? xlsx_out_end(&f->c->cx, f->xlsx) : sys_flush_disk(&f->c->cx, f->csv);
}

void load_errors_close(struct load_errors *f)
{
	if (!f)
		return;
	sys_close(f->csv);
	xlsx_out_close(f->xlsx);
	f->csv = NULL;
	f->xlsx = NULL;
}

bool load_errors_heading(struct str heading)
{
	static const enum text texts[] = { TEXT_ERRORS_ROW, TEXT_ERRORS_REASON };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (str_is(heading, text_get(texts[i], true)) ||
			str_is(heading, text_get(texts[i], false)))
			return true;
	return false;
}
