/* Tables of text, aligned for a terminal whose Chinese characters are two columns wide. */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include "core/err.h"

#define TABLE_COLUMNS_MAX 12

struct table {
	struct cx *cx;
	const char *align; /* 'l' or 'r' of each column */
	size_t columns, n, cap;
	struct str *cells; /* n of them, row by row */
	size_t width[TABLE_COLUMNS_MAX];
	bool failed;
};

void table_init(struct table *t, struct cx *cx, size_t columns, const char *align);
/* The next cell; its bytes must live until table_write. Control characters are shown as '?'. */
void table_add(struct table *t, struct str cell);
void table_z(struct table *t, const char *cell);
void table_int(struct table *t, int64_t n);
/* All rows, two spaces between columns, none at the end of a line. Then the table is empty, but keeps its widths, so
 * that a long list can be written page by page. */
void table_write(struct table *t, struct buf *b);
void table_forget(struct table *t); /* the rows, not the widths */

/* How many columns of a terminal a text takes: 0 for combining marks, 2 for East Asian wide and full-width ones
 * (Unicode Standard Annex #11, classes W and F). */
size_t text_width(struct str s);

#endif
