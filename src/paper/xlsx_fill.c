/* The archive is written anew with the parts that changed, its sheets (xlsx_cells.h) and the workbook (xlsx_calc.h); all else is copied
 * as it is packed. */
#include "paper/xlsx_fill.h"

#include <stdlib.h>

#include "paper/xlsx_calc.h"
#include "paper/xlsx_cells.h"
#include "paper/xlsx_out.h"
#include "paper/xlsx_rows.h"

/* The parts that are anew, by their number in the archive. */
struct anew {
	zip_t *zip;
	struct str *parts; /* p NULL: it stays as it is */
};

static int part_put(struct cx *cx, const struct anew *a, const char *name, struct str bytes)
{
	zip_int64_t at = zip_name_locate(a->zip, name, ZIP_FL_NOCASE);

	if (at < 0)
		return xlsx_damaged(cx, name);
	a->parts[at] = bytes;
	return 0;
}

static int put_cmp(const void *a_, const void *b_)
{
	const struct xlsx_put *a = ((const struct xlsx_placed *)a_)->p,
			      *b = ((const struct xlsx_placed *)b_)->p;

	if (a->sheet != b->sheet)
		return a->sheet < b->sheet ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static int puts_sort(struct cx *cx, const struct xlsx_put *puts, size_t n, size_t sheets,
	struct xlsx_placed **ret)
{
	struct xlsx_placed *all = cx_many(cx, n + 1, struct xlsx_placed);

	*ret = all;
	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		all[i].p = &puts[i];
	if (n)
		qsort(all, n, sizeof(*all), put_cmp);
	for (size_t i = 0; i < n; i++) {
		const char *cell = xlsx_cell_text(cx, all[i].p->column, all[i].p->row);

		if (all[i].p->sheet >= sheets)
			return xlsx_err(cx, E_XLSX, "没有第 {0} 张工作表", "there is no sheet {0}",
				cx_num(cx, (int64_t)all[i].p->sheet + 1));
		if (i && !put_cmp(&all[i - 1], &all[i]))
			return xlsx_err(cx, E_XLSX, "单元格 {0} 对应了两项内容",
				"the cell {0} is to be filled twice", cell);
	}
	return 0;
}

/* An error names the sheet where it has no cells. */
static int sheets_fill(struct cx *cx, const struct anew *a, const struct xlsx_book *book,
	struct xlsx_placed *puts, size_t n, bool *ret_formulas)
{
	size_t at = 0;
	int e = 0;

	*ret_formulas = false;
	for (size_t i = 0; !e && i < book->pages_n; i++) {
		const char *name = book->pages[i].part;
		struct str filled = STR_NONE;
		bool formulas = false;
		size_t from = at, placed = 0;

		while (at < n && puts[at].p->sheet == i)
			at++;
		if (name)
			e = xlsx_cells_fill(cx, book, name, puts + from, at - from, &filled,
				&placed, &formulas);
		if (!e && placed < at - from)
			e = xlsx_err(cx, E_XLSX, "第 {0} 张工作表没有单元格",
				"sheet {0} has no cells", cx_num(cx, (int64_t)i + 1));
		if (!e && filled.p)
			e = part_put(cx, a, name, filled);
		*ret_formulas = *ret_formulas || formulas;
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
		return xlsx_damaged(cx, name ? name : "?");
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
		e = xlsx_damaged(cx, "ZIP");
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
	struct xlsx_placed *all = NULL;
	bool formulas = false;
	struct str workbook;
	int e = puts_sort(cx, puts, n, book->pages_n, &all);

	a.parts = cx_many(cx, (size_t)zip_get_num_entries(a.zip, 0) + 1, struct str);
	if (!a.parts)
		return -E_NO_MEMORY;
	if (!e)
		e = sheets_fill(cx, &a, book, all, n, &formulas);
	if (!e && formulas)
		e = xlsx_calculated(cx, book->zip, book->part, &workbook);
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
