/* The cells of one sheet, for filling a workbook (xlsx_fill.h). For this room only. */
#ifndef PAPER_XLSX_CELLS_H
#define PAPER_XLSX_CELLS_H

#include "paper/xlsx_book.h"
#include "paper/xlsx_fill.h"

/* What goes into a cell, and how that looks (found as the sheet is read). */
struct xlsx_placed {
	const struct xlsx_put *p;
	uint32_t style;
};

/* The part `name` with puts[…n] in it, which are of this sheet and go by row and column; ret STR_NONE: nothing in it is changed.
 * placed: how many
 * of the puts; fewer where the sheet has no cells. formulas: there is one in it. E_XLSX: a cell cannot take what is put there; E_XLSX_LARGE. */
int xlsx_cells_fill(struct cx *cx, const struct xlsx_book *book, const char *name,
	struct xlsx_placed *puts, size_t n, struct str *ret, size_t *ret_placed,
	bool *ret_formulas);
/* "B4", for messages. */
const char *xlsx_cell_text(struct cx *cx, uint32_t column, uint32_t row);
/* The prefix of the element whose tag begins there, with its colon; "": it has none. */
struct str xlsx_prefix(struct str part, size_t from);

#endif
