/* A list in a file, row by row, whatever its format: the one thing that imports read. It is CSV (load/csv.h) or a sheet of
 * a workbook (paper/xlsx.h), as its first bytes tell.
 *
 * The first row holds the headings: none empty (a merged cell leaves empty ones), none twice. Rows are numbered as a
 * spreadsheet shows them, the headings of most files being row 1. The file is read through once when it is opened, so a
 * list that is open can be read to its end. Cells are UTF-8 and live until the next sheet_next; they are not trimmed. */
#ifndef LOAD_SHEET_H
#define LOAD_SHEET_H

#include "paper/list_row.h"

struct sheet;

/* It lives in the arena of cx, and has to be closed. name: of the sheet, STR_NONE: the first. E_FILE; E_CSV_HEADING;
 * E_XLSX_SHEET; of the format, what load/csv.h and paper/xlsx.h say. */
int sheet_open(struct cx *cx, const char *path, struct str name, struct sheet **ret);
/* The same from memory; bytes must live as long. */
int sheet_open_bytes(struct cx *cx, struct str bytes, struct str name, struct sheet **ret);
void sheet_close(struct sheet *s); /* takes NULL */
size_t sheet_columns(const struct sheet *s);
const struct str *sheet_headings(const struct sheet *s); /* trimmed */
int64_t sheet_rows(const struct sheet *s);               /* rows that sheet_next will give */
/* Of a workbook: the name of the sheet, and of others that have content and are not read, "A、B". STR_NONE: no. */
struct str sheet_name(const struct sheet *s);
struct str sheet_unread(const struct sheet *s);

/* 1 a row, 0 the end, or an error: only when the file changed since it was opened. */
int sheet_next(struct cx *cx, struct sheet *s, struct sheet_row *ret);
/* sheet_next begins again with the first row after the headings. */
int sheet_rewind(struct cx *cx, struct sheet *s);
/* Is this a row that may be taken? E_CSV: another number of cells than headings; E_CSV_FORMULA, E_CELL_* name the column. */
int sheet_row_check(struct cx *cx, const struct sheet *s, const struct sheet_row *row);
bool sheet_names_row(int code); /* the texts of these errors begin with the row */
/* Would a spreadsheet compute this cell? It begins with = @ tab or CR, or with + or - and is no number. */
bool sheet_is_formula(struct str cell);

#endif
