/* Lists brought in through the console: who brought in what, how its columns were taken, and what came of it. The rows are records of
 * their own kinds, in one batch whose id is that of the import; a list that was begun and not ended is brought in once more under the
 * same id, and goes on. What is said of it here holds no row: headings, counts, the name of the file. decisions 49 and 50. */
#ifndef DESK_IMPORTS_IMPORTS_H
#define DESK_IMPORTS_IMPORTS_H

#include "desk/desk.h"

extern const struct desk imports_desk;
extern const struct kind *const imports_kinds[]; /* NULL-terminated */

/* Numbers of figures, kept in views. */
enum { IMPORTS_BEGUN = 240, IMPORTS_ROWS = 241 };

#define IMPORT_PLAN "plan" /* in place of a kind: a plan of buildings */
#define IMPORT_LISTS_MAX 60
#define IMPORT_DIGEST 64     /* hex digits */
#define IMPORT_SHEET_MAX 200 /* code points of a sheet's name */
#define IMPORT_MAP_MAX 60000 /* code points of a map: of 200 headings */

int imports_begun_agrees(struct cx *cx, const struct record *r);
int imports_begun_lift(struct cx *cx, const struct json *old, const struct json **ret);
int imports_begun_effects(struct effects *e, const struct record *r);
int imports_ended_effects(struct effects *e, const struct record *r);

/* ---- the map: what each column is taken for, in the order of the file ---- */

struct import_column {
	struct str heading, to; /* to: as in load/columns.h */
};
/* [{"heading":"栋号","to":"building"}, …] E_FIELD_FORMAT. */
int import_map_read(struct cx *cx, struct str text, struct import_column **ret, size_t *ret_n);
void import_map_write(struct jw *w, const struct import_column *all, size_t n);

/* ---- imports ---- */

enum import_state { IMPORT_BEGUN, IMPORT_ENDED, IMPORT_TAKEN_BACK };
extern const char *const import_state_names[];

struct import_counts {
	int64_t accepted, duplicates, refused, held, tied;
};
struct import {
	struct uuid id;
	struct str lists; /* the name of a kind, or IMPORT_PLAN */
	struct str area, file_name, by, map;
	struct str digest; /* of what the file says; STR_NONE: it was begun before there was one */
	struct str rows_area; /* of rows that name none; STR_NONE: each names its own */
	struct str sheet;     /* that was asked for; STR_NONE: none was, and the first is read */
	int64_t at, pos, rows;
	enum import_state state;
	struct import_counts counts; /* of one that was ended */
	int64_t ended_pos;           /* 0: not yet */
};

/* The id of the record that ends it. */
struct uuid import_end_id(const struct uuid *import);
/* The records, whole. */
int import_begun_record(struct cx *cx, const struct import *im, struct str *ret);
int import_ended_record(struct cx *cx, const struct import *im, int64_t at, struct str *ret);

/* Those that the reader sees, the newest first. In a transaction of c. */
int import_list(struct cx *cx, const struct cover *c, struct import **ret, size_t *ret_n);
/* ret->id nil: there is none of this id; whoever asks, wherever it lies. */
int import_find(struct cx *cx, const struct cover *c, const struct uuid *id, struct import *ret);
/* How a file of the same kind and headings was taken by whoever brought in one last, whoever asks; NULL: none was. */
int import_remembered(struct cx *cx, const struct cover *c, struct str lists,
	const struct str *headings, size_t n, struct import **ret);

/* running: it is under way now. The object is left open, for what the caller adds. */
void row_import(struct jw *w, const struct import *im, bool running);

#endif
