/* Rows of a file become records of one kind: what stands under the headings, in the order of the kind's fields. */
#ifndef LOAD_IMPORT_H
#define LOAD_IMPORT_H

#include "load/columns.h"
#include "load/load.h"

/* All rows of a list that is open, to the end. area: of rows that name none; "" without. What is wrong with a row is told by the load;
 * what is returned is wrong with the run. */
int import_rows(
	struct load *l, struct sheet *sheet, const struct columns *columns, struct str area);

/* Of the sheet of a file and the area of rows that name none, so that a list is known again: hex digits, which lie open and by which
 * nobody without the keys finds what the file says. */
int import_digest(struct cx *cx, struct keyring *keys, const struct sheet *sheet, struct str file,
	struct str area, struct str *ret);

#endif
