/* Workbooks as Excel and WPS write them (.xlsx, ECMA-376, both editions), read strictly and in bounded memory: rows are
 * streamed, and only the texts that cells share are held. Imports read them through load/sheet.h, forms through paper/xlsx_form.h.
 *
 * Read is one sheet: the first that is visible, or that of a name. Cells come as they are shown, as far as that tells
 * something (paper/xlsx_number.h). What could be told wrongly is a flaw of its row: a number of more than 15 digits, an error
 * like #N/A, a day that never was, a cell merged with another. A formula is given as its own text, =…, whatever it came
 * to. Hidden rows and columns are read like others. */
#ifndef PAPER_XLSX_H
#define PAPER_XLSX_H

#include "paper/list_row.h"

struct xlsx;

bool xlsx_is(const uint8_t head[4]); /* the first bytes of a file: an archive */
/* Reads the sheet through once. From a file, or, if path is NULL, from bytes, which must live as long; name STR_NONE: the
 * first sheet. It lives in the arena of cx, and has to be closed. E_FILE; E_XLSX, E_XLSX_LARGE, E_XLSX_SHEET; E_CSV. */
int xlsx_open(
	struct cx *cx, const char *path, struct str bytes, struct str name, struct xlsx **ret);
void xlsx_close(struct xlsx *x);         /* takes NULL */
int64_t xlsx_rows(const struct xlsx *x); /* that of the headings among them */
/* xlsx_next begins (again) with the first row. */
int xlsx_start(struct cx *cx, struct xlsx *x);
/* 1 a row, 0 the end, or an error. Cells without content at the end of a row are left out. */
int xlsx_next(struct cx *cx, struct xlsx *x, struct sheet_row *ret);
/* E_CSV_HEADING: cells of this row are merged. */
int xlsx_headings_check(struct cx *cx, const struct xlsx *x, int64_t row);
struct str xlsx_name(const struct xlsx *x);
/* Of other visible sheets that have content: "A、B". STR_NONE: there is none. */
struct str xlsx_unread(const struct xlsx *x);

#endif
