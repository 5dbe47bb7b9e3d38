/* The file of --errors: bad rows as they stood, with the number of their row and what is wrong, to correct and give back.
 * A workbook if its name ends with .xlsx, else CSV. */
#ifndef CLI_LOAD_ERRORS_H
#define CLI_LOAD_ERRORS_H

#include "cli/cli.h"
#include "cli/sheet.h"

struct load_errors;

/* *ret NULL: --errors was not given. Has to be closed. E_EXISTS, E_FILE. */
int load_errors_open(struct cli *c, const struct sheet *sheet, struct load_errors **ret);
int load_errors_row(struct load_errors *f, const struct sheet_row *row, struct str reason);
int load_errors_end(
	struct load_errors *f); /* all of it is on the disk; without a bad row there is no file */
void load_errors_close(struct load_errors *f);
/* Is this the heading of one of the two columns that such a file has more than the list? */
bool load_errors_heading(struct str heading);

#endif
