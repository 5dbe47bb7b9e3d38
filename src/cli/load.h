/* Many records at once, from rows of a file: checked singly, appended in groups, counted, and the bad ones told.
 *
 * The id of a record is made from what it says, so a record that is here already is a duplicate and changes nothing,
 * also after a crash half-way. All that is accepted carries one batch, which `bulou void` can take back. In a dry run
 * all is checked and nothing stored. Bad rows never stop the others. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/cli.h"
#include "cli/csv.h"

struct load_row; /* private */

struct load {
	struct cli *c;
	const struct csv *csv; /* its headings, for --errors */
	bool dry;
	struct cli_batch batch;
	int64_t done, all; /* rows, for progress */
	/* The heading under which "body.document" stands, or STR_NONE; NULL: the message names the field as it is. */
	struct str (*heading)(const void *arg, struct str field);
	const void *heading_arg;
	/* private */
	struct sender from;
	struct append_item *items;
	struct load_row *rows;
	size_t n, bytes, since; /* since: rows of this group, good and bad */
	struct sys_file *errors;
	struct uuid_set *seen; /* of a dry run */
	struct buf errors_json;
	struct jw errors_jw;
	struct buf errors_csv;
	int64_t told;
};

/* Opens the data, and the file of --errors. */
int load_begin(struct cli *c, const struct csv *csv, struct load *l);
/* One record as JSON text; what is given lives in c->work. extra: canonical JSON of the unknown columns, or STR_NONE.
 * May forget c->work. */
int load_record(struct load *l, const struct csv_row *row, struct uuid id, struct str json,
	struct str extra);
/* The row is bad for what c->work says. */
int load_refuse(struct load *l, const struct csv_row *row);
/* Appends the rest and prints the summary. A run with bad rows ends with the exit status of E_CSV. */
int load_end(struct load *l, const char *what);
void load_done(struct load *l); /* closes what is open, after an error as well */

#endif
