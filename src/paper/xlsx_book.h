/* A workbook but for its cells: which sheets there are, how numbers are shown, and the texts that cells share. For the
 * files xlsx*.c only.
 *
 * Parts are found as the format says: _rels/.rels names the workbook, and the workbook's relations name the rest. */
#ifndef PAPER_XLSX_BOOK_H
#define PAPER_XLSX_BOOK_H

#include "paper/xlsx_number.h"
#include "paper/xlsx_part.h"

#define XLSX_TEXTS_MAX \
	(256u << 20) /* bytes: a county's people with their addresses are a third of it */
#define XLSX_TEXTS_N_MAX (32u << 20)

struct xlsx_page {
	struct str name, relation;
	const char *part; /* NULL: it has no cells, or none that are known */
	bool hidden;
};

struct xlsx_texts {
	char *bytes;
	uint32_t *ends; /* n of them */
	size_t n, used, bytes_cap, ends_cap;
};

struct xlsx_book {
	zip_t *zip;
	const char *part; /* of the workbook itself */
	bool from_1904;
	struct xlsx_page *pages;
	size_t pages_n;
	struct xlsx_format *formats; /* by the style of a cell */
	size_t formats_n;
	struct xlsx_texts texts;
};

/* From a file, or, if path is NULL, from bytes, which must live as long. E_FILE, E_XLSX, E_XLSX_LARGE. What it keeps lives
 * in the arena of cx, but for what xlsx_book_close frees, after an error too. */
int xlsx_book_open(struct cx *cx, const char *path, struct str bytes, struct xlsx_book *ret);
void xlsx_book_close(struct xlsx_book *b);
struct xlsx_format xlsx_book_format(const struct xlsx_book *b, uint32_t style);
bool xlsx_book_text(
	const struct xlsx_book *b, uint32_t i, struct str *ret); /* false: there is none */

/* _x000D_ in a text stands for the character of that number; in place, the new length. */
size_t xlsx_text_unescape(char *p, size_t n);

#endif
