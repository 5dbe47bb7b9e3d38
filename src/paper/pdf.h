/* Pages: titles, paragraphs, tables and notes on A4, as a PDF whose text can be taken out again and whose fonts go with it.
 * Cairo and Pango lie behind these few calls.
 *
 * Blocks are added one behind the other and laid out at the end: nothing can fail before pdf_end, which says what went wrong.
 * What is added has to live until then. The same blocks give the same bytes, where the fonts are the same. Control characters
 * and marks that turn the direction of a line around are left out, so a text stays where it was put. */
#ifndef PAPER_PDF_H
#define PAPER_PDF_H

#include "core/err.h"

#define PDF_COLUMNS_MAX 6
#define PDF_PAGES_MAX 60
#define PDF_BYTES_MAX ((size_t)16 << 20)
#define PDF_CELL_LINES 12 /* a cell that runs to more ends in an ellipsis */

enum pdf_style {
	PDF_TITLE,   /* centred, large */
	PDF_UNDER,   /* centred, under the title */
	PDF_HEADING, /* stays with what follows it */
	PDF_BODY,
	PDF_SIGNED, /* at the right */
	PDF_NOTE,   /* small */
	PDF_GROUP,  /* heads entries, and stays with the first of them */
	PDF_NAME,   /* of an entry */
	PDF_BOXES,  /* what is ticked in it */
	PDF_STYLES
};

struct pdf_head {
	struct str title; /* of the document, as a reader's window shows it */
	struct str foot;  /* on every page, beside its number */
	int64_t at;       /* when it was made, by its own account */
	bool zh; /* its language: which forms characters take, and how pages are numbered */
};

struct pdf;
struct pdf *pdf_new(struct cx *cx, const struct pdf_head *head); /* NULL with E_NO_MEMORY */
void pdf_text(struct pdf *p, enum pdf_style style, struct str text);
/* A QR code in the middle of the page, 8 cm wide; what it says is in the text beside it. */
void pdf_code(struct pdf *p, struct str text);
/* A slip to be cut off: what is added from here to the next slip stands beside a small QR code, on one page if one can hold it,
 * with a line to cut along over the whole width between two. */
void pdf_slip(struct pdf *p, struct str code);
/* An entry of a list that is filled in by hand: what is added from here to the next entry or group stands beside a smaller QR code (2 cm),
 * on one page if one can hold it, with a thin line over it. */
void pdf_entry(struct pdf *p, struct str code);
/* align: 'l' or 'r' a column, static; headings stand on each page that the table reaches. */
void pdf_table(struct pdf *p, const char *align, const struct str *headings);
void pdf_row(struct pdf *p, const struct str *cells); /* of the latest table */
/* The bytes, in the arena. E_NO_FONT: nothing here can show Chinese; E_TOO_MANY pages; E_TOO_LONG; E_NO_MEMORY. */
int pdf_end(struct pdf *p, struct str *ret);
int pdf_pages(const struct pdf *p); /* of one that has ended */

#endif
