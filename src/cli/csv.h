/* CSV as RFC 4180 has it, read strictly and in bounded memory: a file of any length, a row of at most 1 MiB.
 *
 * Text is UTF-8, with or without a byte order mark, or GB18030; which of them is decided over the whole file when it is
 * opened, and so is whether every quote closes: a file that is open can be read to its end. The first row holds the
 * headings: none empty (a merged cell leaves empty ones), none twice. Lines end with LF or CRLF. Empty lines are
 * skipped. Rows are numbered as a spreadsheet shows them, the headings being row 1. Cells are UTF-8 and live until the
 * next csv_next; they are not trimmed. */
#ifndef CLI_CSV_H
#define CLI_CSV_H

#include "core/err.h"

#define CSV_ROW_MAX (1024 * 1024) /* bytes of a row as UTF-8 */
#define CSV_COLUMNS_MAX 200

struct csv;
struct csv_row {
	int64_t number;
	size_t n; /* cells there; csv_row_check compares it with the headings */
	const struct str *cells;
};

/* Reads the file through once. It lives in the arena of cx, and has to be closed. E_FILE; E_CSV (row and what is
 * wrong), E_CSV_ENCODING (row), E_CSV_HEADING; E_CSV_EXCEL, E_CSV_SEPARATOR. */
int csv_open(struct cx *cx, const char *path, struct csv **ret);
/* The same from memory; bytes must live as long. */
int csv_open_bytes(struct cx *cx, struct str bytes, struct csv **ret);
void csv_close(struct csv *c); /* takes NULL */
size_t csv_columns(const struct csv *c);
const struct str *csv_headings(const struct csv *c); /* trimmed */
int64_t csv_rows(const struct csv *c);               /* rows that csv_next will give */

/* 1 a row, 0 the end, or an error: only when the file changed since it was opened. */
int csv_next(struct cx *cx, struct csv *c, struct csv_row *ret);
/* Is this a row that may be taken? E_CSV: another number of cells than headings; E_CSV_FORMULA names the column. */
int csv_row_check(struct cx *cx, const struct csv *c, const struct csv_row *row);
/* Would a spreadsheet compute this cell? It begins with = @ tab or CR, or with + or - and is no number. */
bool csv_is_formula(struct str cell);

/* A cell for a file of ours: quoted where needed; a formula gets an apostrophe in front. */
void csv_cell_write(struct buf *b, struct str cell);

#endif
