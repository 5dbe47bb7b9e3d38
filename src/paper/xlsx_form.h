/* An office's own form, as a workbook: whether it may be taken over, and how it is drawn on a page. */
#ifndef PAPER_XLSX_FORM_H
#define PAPER_XLSX_FORM_H

#include "core/err.h"

#define XLSX_FORM_CELLS_MAX 50000 /* that say something, of all sheets */
#define XLSX_FORM_PARTS_MAX 1000
#define XLSX_FORM_SHEETS_MAX 50
#define XLSX_FORM_UNPACKED_MAX (8u << 20) /* bytes of all parts: a blank form has a tenth of it */
#define XLSX_FORM_TEXT_MAX \
	(2u << 20) /* bytes of all cells, where a text that they share counts each time */

struct xlsx_form_cell {
	uint32_t column, row; /* from 1 */
	struct str text;      /* as it is shown; of a formula the formula */
	bool formula;
};
struct xlsx_form_merge {
	uint32_t top, bottom, left, right;
};
struct xlsx_form_sheet {
	struct str name;
	bool hidden;
	struct xlsx_form_cell *cells; /* by row and column */
	size_t cells_n;
	struct xlsx_form_merge *merges;
	size_t merges_n;
};

/* All sheets, as the workbook lists them. Refuses what a form may not hold: E_XLSX for macros, links to other files, queries of other
 * systems and formulas that make some, add-ins, a signature, and a cell with a document number, for a form is kept as it is and for
 * ever; E_XLSX_LARGE. */
int xlsx_form_read(struct cx *cx, struct str bytes, struct xlsx_form_sheet **ret, size_t *ret_n);

#endif
