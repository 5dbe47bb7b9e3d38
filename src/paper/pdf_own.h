/* What the files of pdf share. */
#ifndef PAPER_PDF_OWN_H
#define PAPER_PDF_OWN_H

#include "paper/pdf.h"
#include "paper/qr.h"

#define PDF_FAMILIES \
	"Noto Serif CJK SC, Source Han Serif SC, Noto Sans CJK SC, Source Han Sans SC, serif"

struct pdf_grid {
	const char *align;
	size_t columns;
	struct str *headings;
	size_t first, end; /* its rows among the blocks */
};

/* What stands beside a code, and begins with it. */
enum pdf_part { PART_NONE, PART_SLIP, PART_ENTRY, PARTS };

struct pdf_block {
	enum pdf_style style;
	struct str text;
	const struct qr *code;
	enum pdf_part part;          /* that begins here */
	const struct pdf_grid *grid; /* a row of this table; NULL: a text */
	struct str *cells;
};

struct pdf {
	struct cx *cx;
	struct pdf_head head;
	struct pdf_block *blocks;
	size_t n, cap;
	struct pdf_grid *grid; /* the latest */
	bool failed;           /* out of memory */
	int pages;             /* when it has been laid out */
};

/* E_NO_FONT unless some font has Chinese; what was installed since the last look is found. Any thread. */
int pdf_fonts(struct cx *cx);
/* Lays all out and writes it. */
int pdf_lay(struct pdf *p, struct str *ret);

#endif
