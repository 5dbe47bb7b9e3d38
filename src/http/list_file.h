/* A list as a file (?format=xlsx or csv), whole and as its own handler answers it: the handler is asked page by page, in one
 * snapshot, and its rows become a table by the shape that the table of routes promises (http/list_columns.h). So a new list can be
 * taken along without a line of code, and shows what the screen shows, masked as there.
 *
 * A workbook has a second sheet, and a CSV lines before the table that begin with '#', which say what it is: the list, what was
 * asked, as of which position and time, by whom, and what each column means. Text is never a formula: a workbook's cell says that
 * it is text, and in a CSV one that a spreadsheet would reckon with, or whose digits it would lose, gets an apostrophe before it.
 *
 * Rows about people or homes leave for a purpose and until a day (struct copy), by whoever has the right to export there. At most
 * EXPORT_ROWS_MAX rows. */
#ifndef HTTP_LIST_FILE_H
#define HTTP_LIST_FILE_H

#include "http/list_columns.h"
#include "paper/xlsx_out.h"

/* ---- the paper that is written on: one of the two ---- */

struct list_paper {
	struct cx *cx;
	struct xlsx_out *book; /* NULL: a CSV */
	struct arena
		own; /* of the rows: a township's homes are more than an answer's memory holds twice */
	struct buf head, rows; /* of a CSV */
	size_t cells;          /* of the line so far */
	bool heading;
};
int list_paper_begin(struct list_paper *p, struct cx *cx, enum list_format format, int64_t at,
	const char *sheet);
int list_paper_cell(struct list_paper *p, struct str cell, bool number);
int list_paper_line(struct list_paper *p);
/* What follows says what it is: lines of cells. */
int list_paper_notes(struct list_paper *p, const char *sheet);
int list_paper_end(struct list_paper *p, struct buf *ret); /* appends the file */
void list_paper_drop(struct list_paper *p);                /* takes one that was zeroed */

#endif
