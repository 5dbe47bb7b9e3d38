/* A list that somebody wants to bring in: what was sent, opened, with what its columns are taken for; and its rows run through. What the
 * file says lives in the memory of the call, and nowhere else. */
#ifndef HTTP_IMPORT_ORDER_H
#define HTTP_IMPORT_ORDER_H

#include "desk/imports/imports.h"
#include "http/own.h"
#include "load/bad_rows.h"
#include "load/import.h"
#include "load/plan.h"

struct import_order {
	struct str lists;        /* the name of a kind, or IMPORT_PLAN */
	const struct kind *kind; /* of its rows: dwellings, of a plan */
	bool plan, xlsx;
	struct str file, file_name, area;
	struct str sheet_name; /* that was asked for; "": none was */
	struct sheet *sheet;
	struct import_column *said; /* NULL: nobody says anything of the columns */
	size_t said_n;
	struct columns columns; /* one of both */
	struct plan_columns plan_columns;
	struct uuid id;    /* of an import that is to be made */
	bool bad_xlsx, en; /* of the file of bad rows */
};

/* Reads c's body and opens its file. more: members besides those of every order, up to NULL. E_BAD_REQUEST, E_TOO_LONG,
 * E_UNKNOWN_KIND, E_UNKNOWN_AREA, and what load/sheet.h says. Close it. */
int import_order_read(struct call *c, const char *const *more, struct import_order *ret);
/* Fills columns. loose: as in load/columns.h. */
int import_order_columns(struct call *c, struct import_order *o, bool loose);
void import_order_close(struct import_order *o);
/* What each column is taken for now. */
int import_order_map(struct call *c, const struct import_order *o, struct import_column **ret);

/* Its headings, but for those of the two columns that a file of bad rows has more: corrected, it is the same list. */
int import_order_headings(
	struct call *c, const struct import_order *o, struct str **ret, size_t *ret_n);

/* Runs all rows through. The caller fills in what is done with them. */
struct import_run {
	struct call *c;
	struct import_order *o;
	struct uuid batch;
	bool dry, again;
	int (*bad)(void *arg, const struct load_bad *bad);
	int (*taken)(void *arg, const struct record *r);
	void *arg;
	struct load_count count; /* out */
	struct cx work;          /* of the rows in hand, while bad() and taken() are asked */
	/* private */
	struct load load;
	struct gate look;
	struct guard_gate gate;
};
/* Ends the read transaction of the call. E_STOPPED, E_BUSY: what went in is in, and the same id goes on. */
int import_run(struct import_run *r);
/* Hands in one record that the program drew up, in his name, and waits until it is durable. What it takes, and what is wrong, is cx's. */
int import_hand_in(struct call *c, struct cx *cx, struct str record, const struct uuid *batch,
	bool composed, unsigned *ret_marks);

#endif
