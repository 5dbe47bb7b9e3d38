/* Many records at once, from rows of a file: checked singly, appended in groups, counted, and the bad ones told. The one way for both
 * faces, which hand down how records are appended and who is told.
 *
 * The id of a record is made from what it says, so a record that is here already is a duplicate and changes nothing,
 * also after a crash half-way. All that is accepted carries one batch, which can be taken back; a row that was
 * taken back so is accepted again, under an id that follows from its first one. A row that was voided singly stays void,
 * which is told. One door stands in one row of a file. A person whose home is listed with more or less of its place lives there
 * all the same (load/homes.h); the record's id is that of the row. If it was listed only after him, importing his row again ties
 * him to it, by a record of its own. In a dry run all is checked and nothing stored. Bad rows never stop
 * the others. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include "guard/guard.h"
#include "load/homes.h"
#include "load/sheet.h"

struct load_row; /* private */

/* A record on its way; what it holds lives in host.work. */
struct load_item {
	struct uuid id;
	struct str json;  /* an object, without its id */
	struct str extra; /* canonical JSON of the unknown columns, or STR_NONE */
	struct uuid door; /* the dwelling that it lists, known by its place; nil: none */
	struct home home; /* of its person, known by its place; whole is nil: none is named */
	struct uuid subject;
};

/* A row that is not taken, and why; lives until the callback returns. */
struct load_bad {
	const struct sheet_row *row;
	const struct err_info *e; /* as it was recorded */
	struct str column;        /* its heading; STR_NONE: none */
	struct str zh, en;        /* what is wrong, with the names that people know */
	bool named;               /* the texts begin with the row */
};

/* Where it works. */
struct load_host {
	struct cx *cx;   /* of the whole run */
	struct cx *work; /* of one group of rows, after which its arena is reset */
	struct site *site;
	struct store *store; /* for reading, in no transaction */
	struct cover cover;  /* its store is the same; who sees everything */
	struct str user;     /* in whose name */
	struct uuid batch;
	bool dry;
	bool again; /* of a run that was broken off: what it left here under this batch counts as accepted */
	size_t group_max;        /* rows that are appended at once: up to APPEND_GROUP_MAX */
	int64_t doors_max;       /* of a plan; 0: as many as there are */
	const struct gate *gate; /* of what is appended */
	/* Asked of each row before anything else, on this thread: what it refuses is a bad row, and nowhere kept. NULL: nobody is. */
	const struct gate *look;
	int (*append)(void *arg, struct cx *cx, struct append_item *items, size_t n);
	int (*bad)(void *arg, const struct load_bad *bad);
	/* A group is done; takes how many rows of the file are behind it, and how many there are. -E_*: no further. */
	int (*turn)(void *arg, int64_t done, int64_t all);
	/* It is accepted, or would be. NULL: nobody is told. */
	int (*taken)(void *arg, const struct record *r);
	void *arg;
};

struct load_count {
	int64_t rows, accepted, duplicates, refused;
	int64_t held, restored, kept_void, listed, same;
	struct {
		int64_t n, row; /* the first */
	} home[HOME_FOUND];     /* people whose home was not listed as it is written */
	int64_t tied,
		tied_row; /* of those that are here, people who live there from now on; the first */
};

struct load {
	struct load_host host;
	struct load_count count;
	int64_t all; /* rows, for progress */
	/* The heading under which "body.document" stands, or STR_NONE; NULL: the message names the field as it is. */
	struct str (*heading)(const void *arg, struct str field);
	/* What a person calls that field, or STR_NONE; NULL: as it is. */
	struct str (*label)(const void *arg, struct str field, bool zh);
	const void *heading_arg;
	bool own_ids; /* the ids stand in the file */
	bool took;    /* the latest load_record: its row is no bad one */
	bool many; /* several records come of a row, which is told once if it is bad; `row` is the one in hand, from 1 */
	int64_t row;
	/* private */
	struct sender from;
	struct append_item *items;
	struct load_row *rows;
	size_t n, bytes, since; /* since: rows of this group, good and bad */
	int64_t told_row;       /* the bad one that was told last */
	struct uuid_set *seen;  /* of a dry run, or one that goes on */
	struct uuid_set *doors; /* of the file */
	struct homes *homes;    /* of people whose row tells another place than the list */
	struct load_row *here;  /* rows of this group that are here already, with a home */
	size_t here_n;
	struct uuid_set *told_of; /* people who stand in one of these counts, or in home */
};

int load_begin(const struct load_host *host, int64_t rows, struct load *l);
/* May forget host.work. */
int load_record(struct load *l, const struct sheet_row *row, const struct load_item *item);
/* The row is bad for what host.work says. */
int load_refuse(struct load *l, const struct sheet_row *row);
/* Appends the rest. */
int load_end(struct load *l);
void load_done(struct load *l); /* frees, after an error as well */
/* "column 'phone': what is wrong; what to do", as far as each is known. */
struct str load_bad_reason(struct cx *cx, const struct load_bad *bad, bool zh);

#endif
