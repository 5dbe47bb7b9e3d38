/* The cells of one sheet of a workbook, row by row. For the files xlsx*.c only.
 *
 * Rows come in their order, and so do the cells of a row; what stands twice or out of order is refused, for nobody could
 * say which was meant. Rows without any content, of which formats leave many, are left out. */
#ifndef PAPER_XLSX_ROWS_H
#define PAPER_XLSX_ROWS_H

#include "paper/xlsx_book.h"

#define XLSX_MERGES_MAX 65536

/* Cells that are one; only the first has content. Counted from 1. */
struct xlsx_merge {
	uint32_t top, bottom, left, right;
};

struct xlsx_rows;

/* Lives in the arena of cx; has to be closed. */
int xlsx_rows_new(struct cx *cx, const struct xlsx_book *book, struct xlsx_rows **ret);
void xlsx_rows_close(struct xlsx_rows *r); /* takes NULL */
/* Begins, or begins again, with the first row of this page. */
int xlsx_rows_start(struct cx *cx, struct xlsx_rows *r, const struct xlsx_page *page);
/* 1 a row, 0 the end, or an error: E_XLSX, E_XLSX_LARGE, E_CSV. A flaw of a cell is told in the row. */
int xlsx_rows_next(struct cx *cx, struct xlsx_rows *r, struct sheet_row *ret);
/* Those of the page, by their first row; complete at the end of the rows. */
const struct xlsx_merge *xlsx_rows_merges(const struct xlsx_rows *r, size_t *ret_n);
/* From now on cells without content that are merged with others are flaws. Before xlsx_rows_start. */
void xlsx_rows_refuse_merged(struct xlsx_rows *r);
/* "AB12": 28 and 12; false: it is none, or lies beyond what a sheet holds. */
bool xlsx_cell_read(struct str s, uint32_t *ret_column, uint32_t *ret_row);
void xlsx_cell_name(struct buf *b, uint32_t column, uint32_t row);

#endif
