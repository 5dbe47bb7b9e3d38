/* Many records at once, from rows of a file: checked singly, appended in groups, counted, and the bad ones told.
 *
 * The id of a record is made from what it says, so a record that is here already is a duplicate and changes nothing,
 * also after a crash half-way. All that is accepted carries one batch, which `bulou void` can take back; a row that was
 * taken back so is accepted again, under an id that follows from its first one. A row that was voided singly stays void,
 * which is told. One door stands in one row of a file. A person whose home is listed with more or less of its place lives there
 * all the same (cli/homes.h); the record's id is that of the row. If it was listed only after him, importing his row again ties
 * him to it, by a record of its own. In a dry run all is checked and nothing stored. Bad rows never stop
 * the others. */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "cli/cli.h"
#include "cli/sheet.h"
#include "cli/homes.h"

struct load_row; /* private */
struct load_errors;

/* A record on its way; what it holds lives in c->work. */
struct load_item {
	struct uuid id;
	struct str json;  /* an object, without its id */
	struct str extra; /* canonical JSON of the unknown columns, or STR_NONE */
	struct uuid door; /* the dwelling that it lists, known by its place; nil: none */
	struct home home; /* of its person, known by its place; whole is nil: none is named */
	struct uuid subject;
};

struct load {
	struct cli *c;
	const struct sheet *sheet; /* its headings, for --errors */
	bool dry;
	struct cli_batch batch;
	int64_t done, all; /* rows, for progress */
	/* The heading under which "body.document" stands, or STR_NONE; NULL: the message names the field as it is. */
	struct str (*heading)(const void *arg, struct str field);
	/* What a person calls that field, or STR_NONE; NULL: as it is. */
	struct str (*label)(const void *arg, struct str field, bool zh);
	const void *heading_arg;
	const bool *unused; /* of the file's columns: nobody knows it; NULL: all are known */
	bool own_ids;       /* the ids stand in the file */
	bool took;          /* the latest load_record: its row is no bad one */
	/* private */
	struct sender from;
	struct guard_gate
		gate; /* the owner's rights; what takes two persons is held here as over HTTP */
	struct append_item *items;
	struct load_row *rows;
	size_t n, bytes, since;     /* since: rows of this group, good and bad */
	struct load_errors *errors; /* NULL: nobody asked */
	struct uuid_set *seen;      /* of a dry run */
	struct uuid_set *doors;     /* of the file */
	struct homes *homes;        /* of people whose row tells another place than the list */
	int64_t held, restored, kept_void, listed, same;
	struct {
		int64_t n, row; /* the first */
	} home[HOME_FOUND];     /* people whose home was not listed as it is written */
	struct load_row *here;  /* rows of this group that are here already, with a home */
	size_t here_n;
	int64_t tied, tied_row;   /* of those, people who live there from now on; the first */
	struct uuid_set *told_of; /* people who stand in one of these counts, or in home */
	struct buf errors_json;
	struct jw errors_jw;
	int64_t told;
};

/* Opens the data, and the file of --errors. */
int load_begin(struct cli *c, const struct sheet *sheet, struct load *l);
/* May forget c->work. */
int load_record(struct load *l, const struct sheet_row *row, const struct load_item *item);
/* The row is bad for what c->work says. */
int load_refuse(struct load *l, const struct sheet_row *row);
/* Appends the rest and prints the summary. A run with bad rows ends with the exit status of E_CSV. */
int load_end(struct load *l, const char *what);
void load_done(struct load *l); /* closes what is open, after an error as well */

#endif
