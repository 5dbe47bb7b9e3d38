/* The file of bad rows: as they stood, in the columns of their own file, with the number of the row and what is wrong, to be corrected
 * and given back. A workbook or CSV. */
#ifndef LOAD_BAD_ROWS_H
#define LOAD_BAD_ROWS_H

#include "load/sheet.h"

struct bad_rows;
struct bad_rows_how {
	const char *path; /* NULL: in memory and on no disk, for bad_rows_bytes */
	bool xlsx, zh;
};

/* Lives in the arena of cx. Has to be closed. E_EXISTS, E_FILE. */
int bad_rows_open(struct cx *cx, const struct sheet *sheet, const struct bad_rows_how *how,
	struct bad_rows **ret);
/* What is made on the way lives in work. f NULL: nobody asked. */
int bad_rows_add(
	struct bad_rows *f, struct cx *work, const struct sheet_row *row, struct str reason);
/* All of it is on the disk; without a bad row there is no file. f may be NULL. */
int bad_rows_end(struct bad_rows *f);
int bad_rows_bytes(struct bad_rows *f, struct str *ret); /* of one in memory, until it is closed */
void bad_rows_close(struct bad_rows *f);                 /* takes NULL */
/* Is this the heading of one of the two columns that such a file has more than the list? */
bool bad_rows_heading(struct str heading);

#endif
