/* A row of a list, whatever file it stands in. */
#ifndef PAPER_LIST_ROW_H
#define PAPER_LIST_ROW_H

#include "core/err.h"

#define SHEET_ROW_MAX (1024 * 1024) /* bytes of a row as UTF-8 */
#define SHEET_COLUMNS_MAX 200

/* What a cell of a workbook may have that text has not. */
enum sheet_flaw { SHEET_SOUND, SHEET_ERROR, SHEET_DIGITS_LOST, SHEET_NO_DATE, SHEET_MERGED };

struct sheet_row {
	int64_t number;
	size_t n; /* cells there; sheet_row_check compares it with the headings */
	const struct str *cells;
	enum sheet_flaw flaw;
	size_t flaw_at; /* the cell */
};

#endif
