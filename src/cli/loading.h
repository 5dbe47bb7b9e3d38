/* Loading from the command line: as the machine's owner, with what is told on the terminal or as JSON, and the file of --errors. */
#ifndef CLI_LOADING_H
#define CLI_LOADING_H

#include "cli/cli.h"
#include "load/bad_rows.h"
#include "load/load.h"

struct loading {
	struct cli *c;
	struct load load;
	/* private */
	const struct sheet *sheet;
	const bool *unused;
	struct guard_gate
		gate; /* the owner's rights; what takes two persons is held here as over HTTP */
	struct bad_rows *errors; /* NULL: nobody asked */
	struct buf errors_json;
	struct jw errors_jw;
	int64_t told;
};

/* Opens the data, and the file of --errors. unused: of the file's columns, those that nobody knows. */
int loading_begin(struct loading *l, const struct sheet *sheet, const bool *unused);
/* The file of --errors; *ret NULL: it was not given. */
int loading_errors_open(struct cli *c, const struct sheet *sheet, struct bad_rows **ret);
/* Prints the summary. A run with bad rows ends with the exit status of E_CSV. */
int loading_end(struct loading *l, const char *what);
void loading_done(struct loading *l); /* closes what is open, after an error as well */

#endif
