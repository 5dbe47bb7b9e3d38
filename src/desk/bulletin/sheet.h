/* A bulletin on paper: headings, paragraphs and tables, in Markdown or HTML. Text is escaped by the sheet. */
#ifndef DESK_BULLETIN_SHEET_H
#define DESK_BULLETIN_SHEET_H

#include "core/str.h"
#include "desk/bulletin/bulletin.h"

#define SHEET_COLUMNS_MAX 5

struct sheet {
	struct buf *b;
	enum bulletin_format format;
	size_t columns; /* of the table that is open; 0: none */
};

void sheet_begin(
	struct sheet *s, struct buf *b, enum bulletin_format format, bool zh, struct str title);
void sheet_heading(struct sheet *s, const char *text);
void sheet_paragraph(struct sheet *s, struct str text);
/* align: 'l' or 'r' a column. */
void sheet_table(struct sheet *s, const char *align, const char *const *headings);
void sheet_row(struct sheet *s, const char *align, const struct str *cells);
void sheet_table_end(struct sheet *s);
void sheet_end(struct sheet *s);

#endif
