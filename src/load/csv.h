/* CSV as RFC 4180 has it, read strictly and in bounded memory: a file of any length, a row of at most 1 MiB. For
 * load/sheet.h, which imports read.
 *
 * Text is UTF-8, with or without a byte order mark, or GB18030; which of them is decided over the whole file when it is
 * opened, and so is whether every quote closes. Lines end with LF or CRLF. Empty lines are skipped. */
#ifndef LOAD_CSV_H
#define LOAD_CSV_H

#include "load/sheet.h"

struct csv;

/* Reads the file through once, or, if path is NULL, the bytes, which must live as long. It lives in the arena of cx, and
 * has to be closed. E_FILE; E_CSV (row and what is wrong), E_CSV_ENCODING (row), E_CSV_EXCEL. */
int csv_open(struct cx *cx, const char *path, struct str bytes, struct csv **ret);
void csv_close(struct csv *c);         /* takes NULL */
int64_t csv_rows(const struct csv *c); /* that of the headings among them */
/* csv_next begins (again) with the first row. */
int csv_start(struct cx *cx, struct csv *c);
/* 1 a row, 0 the end, or an error. */
int csv_next(struct cx *cx, struct csv *c, struct sheet_row *ret);
/* E_CSV_SEPARATOR: the only heading of a file holds another separator, so it is a whole row of them. */
int csv_separator_check(struct cx *cx, struct str heading);

/* A cell for a file of ours: quoted where needed; a formula gets an apostrophe in front. */
void csv_cell_write(struct buf *b, struct str cell);

#endif
