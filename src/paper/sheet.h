/* A text for people: headings, paragraphs and tables, in Markdown, HTML or PDF. Text is escaped by the sheet. */
#ifndef PAPER_SHEET_H
#define PAPER_SHEET_H

#include "core/err.h"
#include "paper/pdf.h"

enum sheet_format { SHEET_MARKDOWN, SHEET_HTML, SHEET_PDF };

struct sheet_head {
	struct str title, foot; /* foot: at the end, in PDF on every page */
	int64_t at;
	bool zh;
};

struct sheet {
	struct cx *cx;
	enum sheet_format format;
	struct sheet_head head;
	struct buf b;
	struct pdf *pdf;   /* NULL but for PDF, and where there was no memory for it */
	const char *align; /* of the table that is open; NULL: none */
};

void sheet_begin(
	struct sheet *s, struct cx *cx, enum sheet_format format, const struct sheet_head *head);
void sheet_under(struct sheet *s, struct str text); /* under the title */
/* The same, leading to another address; on paper it leads nowhere. */
void sheet_under_link(struct sheet *s, struct str text, struct str address);
void sheet_heading(struct sheet *s, const char *text);
void sheet_paragraph(struct sheet *s, struct str text);
void sheet_signed(struct sheet *s, struct str text);
void sheet_note(struct sheet *s, struct str text);
/* align: 'l' or 'r' a column. */
void sheet_table(struct sheet *s, const char *align, const char *const *headings);
void sheet_row(struct sheet *s, const struct str *cells);
void sheet_table_end(struct sheet *s);
int sheet_end(struct sheet *s, struct str *ret);

#endif
