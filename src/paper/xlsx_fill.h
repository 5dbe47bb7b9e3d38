/* Filling a workbook that somebody else drew: only the cells that are named change. Every other part, and every other byte of the
 * sheets, stays as it was, but for what formulas came to last: that is cut, for it is no longer so, and the workbook says that it is to
 * be computed when it is opened.
 *
 * Sheets are counted from 0 as the workbook lists them, hidden ones too; columns and rows from 1. */
#ifndef PAPER_XLSX_FILL_H
#define PAPER_XLSX_FILL_H

#include "core/err.h"

enum xlsx_put_form {
	XLSX_PUT_NUMBER, /* a decimal number */
	XLSX_PUT_TEXT,
	XLSX_PUT_DAY /* a date where the cell's format is one, else the text */
};

struct xlsx_put {
	size_t sheet;
	uint32_t column, row;
	enum xlsx_put_form form;
	struct str text;
	int32_t day; /* local; of XLSX_PUT_DAY */
};

/* The whole file anew. E_XLSX: it is no workbook; a cell holds a formula, or is the covered part of a merged one; two puts name one
 * cell. E_XLSX_LARGE. */
int xlsx_fill(
	struct cx *cx, struct str bytes, const struct xlsx_put *puts, size_t n, struct str *ret);

#endif
