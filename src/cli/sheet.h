/* A list in a file, row by row, whatever its format: the one thing that imports read.
 *
 * The first row holds the headings: none empty (a merged cell leaves empty ones), none twice. Rows are numbered as a
 * spreadsheet shows them, the headings of most files being row 1. The file is read through once when it is opened, so a
 * list that is open can be read to its end. Cells are UTF-8 and live until the next sheet_next; they are not trimmed. */
#ifndef CLI_SHEET_H
#define CLI_SHEET_H

#include "core/err.h"

#define SHEET_ROW_MAX (1024 * 1024) /* bytes of a row as UTF-8 */
#define SHEET_COLUMNS_MAX 200

struct sheet;
struct sheet_row {
	int64_t number;
	size_t n; /* cells there; sheet_row_check compares it with the headings */
	const struct str *cells;
};

/* It lives in the arena of cx, and has to be closed. E_FILE; E_CSV_HEADING; of the format, what cli/csv.h says. */
int sheet_open(struct cx *cx, const char *path, struct sheet **ret);
/* The same from memory; bytes must live as long. */
int sheet_open_bytes(struct cx *cx, struct str bytes, struct sheet **ret);
void sheet_close(struct sheet *s); /* takes NULL */
size_t sheet_columns(const struct sheet *s);
const struct str *sheet_headings(const struct sheet *s); /* trimmed */
int64_t sheet_rows(const struct sheet *s);               /* rows that sheet_next will give */

/* 1 a row, 0 the end, or an error: only when the file changed since it was opened. */
int sheet_next(struct cx *cx, struct sheet *s, struct sheet_row *ret);
/* sheet_next begins again with the first row after the headings. */
int sheet_rewind(struct cx *cx, struct sheet *s);
/* Is this a row that may be taken? E_CSV: another number of cells than headings; E_CSV_FORMULA names the column. */
int sheet_row_check(struct cx *cx, const struct sheet *s, const struct sheet_row *row);
/* Would a spreadsheet compute this cell? It begins with = @ tab or CR, or with + or - and is no number. */
bool sheet_is_formula(struct str cell);

#endif
