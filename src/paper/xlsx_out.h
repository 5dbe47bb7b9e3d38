/* Writing workbooks: sheets of text and numbers, row by row and in bounded memory (libxlsxwriter keeps the rows of a sheet
 * in a temporary file). The first row of a sheet holds its headings and stays in sight. Text is never a formula, whatever
 * it begins with. */
#ifndef PAPER_XLSX_OUT_H
#define PAPER_XLSX_OUT_H

#include "core/err.h"

#define XLSX_OUT_BYTES_MAX ((size_t)16 << 20) /* of what is handed over */

struct xlsx_out;

bool xlsx_out_is(struct str path); /* does it end with .xlsx? */
/* The file is made, and must not be there: E_EXISTS, E_FILE. Lives in the arena of cx; has to be closed. */
int xlsx_out_open(struct cx *cx, const char *path, struct xlsx_out **ret);
/* One that is no file: xlsx_out_bytes ends it and hands over what it holds. at: when it was made, by its own account, so that the
 * same sheets are the same bytes. */
int xlsx_out_scratch(struct cx *cx, int64_t at, struct xlsx_out **ret);
/* The same, and none of its rows is on a disk meanwhile, where the machine has a folder in memory (/dev/shm): for few rows of people. */
int xlsx_out_memory(struct cx *cx, int64_t at, struct xlsx_out **ret);
int xlsx_out_bytes(struct cx *cx, struct xlsx_out *o,
	struct str *ret); /* E_TOO_LONG over XLSX_OUT_BYTES_MAX */
/* What follows goes into a new sheet. A name of at most 31 characters, without []:*?/\. */
int xlsx_out_sheet(struct cx *cx, struct xlsx_out *o, const char *name);
/* A line above and below each printed page of the sheet; at most 240 bytes of it. */
int xlsx_out_mark(struct cx *cx, struct xlsx_out *o, struct str text);
/* The next cell of the row; a number, if it is asked for and is one of at most 15 digits. */
int xlsx_out_cell(struct cx *cx, struct xlsx_out *o, struct str cell, bool number);
/* E_TOO_MANY: a sheet holds no more rows. */
int xlsx_out_row_end(struct cx *cx, struct xlsx_out *o);
void xlsx_out_width(struct xlsx_out *o, size_t column,
	size_t width); /* of the sheet, in half-width characters */
/* The file is whole, and on the disk. */
int xlsx_out_end(struct cx *cx, struct xlsx_out *o);
void xlsx_out_close(struct xlsx_out *o); /* takes NULL; a file that was not ended is removed */

#endif
