/* Which column of a file is what of a record: by the name of a field, its Chinese or English label, or a word that
 * offices use for it. What nobody knows goes to `extra`. */
#ifndef LOAD_COLUMNS_H
#define LOAD_COLUMNS_H

#include "load/sheet.h"
#include "load/place.h"
#include "record/record.h"

#define COLUMNS_FIELDS_MAX 256

struct columns {
	const struct kind *kind;
	size_t n;        /* columns of the file */
	size_t fields_n; /* fields of the kind */
	/* The column of each thing, -1 = none. */
	int id, at, by, witness, area, subject, round;
	int place[PLACE_PARTS]; /* only where they are no fields of the kind */
	int field[COLUMNS_FIELDS_MAX];
	bool extra[SHEET_COLUMNS_MAX];
	bool any_extra;
	bool place_is_field; /* the kind itself says where a dwelling is */
};

/* "people", or the name of a kind: the newest of it; NULL: there is none. */
const struct kind *columns_kind(struct str name);
/* Does each row list a new subject (NAME.listed)? Then its record and its subject have ids made of what the row says. */
bool columns_lists(const struct kind *kind);

/* What somebody says that a column is: the name of a thing, COLUMN_BESIDE, or COLUMN_OUT. */
#define COLUMN_BESIDE "" /* it goes, as it stands, with what nobody knows */
#define COLUMN_OUT "-"   /* it is not taken */
struct column_said {
	struct str heading, to;
};
struct columns_how {
	bool area_given; /* rows without a column for it lie in an area that was named */
	const struct column_said *said; /* counts before what the headings say; of said_n columns */
	size_t said_n;
	bool loose; /* as far as it is known: nothing is asked for yet, and of two columns for one thing the first is it */
};
/* E_CSV_HEADING: two columns for one thing, or a needed one is missing; something is said that the kind does not have. */
int columns_of(struct cx *cx, const struct kind *kind, const struct sheet *sheet,
	const struct columns_how *how, struct columns *ret);
/* The nth thing that is needed and has no column; NULL: there are no more. ret_zh: what people call it. */
const char *columns_missing(
	const struct columns *k, bool area_given, size_t nth, const char **ret_zh);
/* The name of the thing whose column this is; STR_NONE: of none. */
struct str columns_name(const struct columns *k, int column);

/* All that a row of this kind may say, in the order in which people read it. */
struct column_thing {
	const char *name, *zh, *en;
	bool needed;
};
int columns_things(
	struct cx *cx, const struct kind *kind, struct column_thing **ret, size_t *ret_n);
/* Would a list of people know this column as something personal? */
bool columns_personal(struct cx *cx, struct str heading);
/* The heading of a member or body field ("area", "body.phone"); STR_NONE when it has no column. */
struct str columns_heading(const struct columns *k, const struct sheet *sheet, struct str field);
/* The column of a field; -1: it has none. */
int columns_field(const struct columns *k, const char *name);
/* What people call a member or body field of the kind; STR_NONE for none that is known. */
struct str columns_label(const struct kind *kind, struct str field, bool zh);
/* "栋号→楼栋、…": the headings with what they are taken for; those that nobody knows; and of these, if the kind lists
 * no people, those that belong to a list of people. */
void columns_list(struct cx *cx, const struct columns *k, const struct sheet *sheet, bool zh,
	struct buf *known, struct buf *unknown, struct buf *people);
/* The headings that a file of this kind may have, one thing a line, for --help. */
void columns_help(const struct kind *kind, bool zh, struct buf *b);
/* The trimmed cell of a column; STR_NONE for none, or an empty one. */
struct str columns_cell(const struct sheet_row *row, int column);
/* The place that the row names, from fields or from columns of its own. */
void columns_place(const struct columns *k, const struct sheet_row *row, struct place *ret);

#endif
