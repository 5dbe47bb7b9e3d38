/* Which column of a file is what of a record: by the name of a field, its Chinese or English label, or a word that
 * offices use for it. What nobody knows goes to `extra`. */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include "cli/sheet.h"
#include "cli/place.h"
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
/* E_CSV_HEADING: two columns for one thing, or a needed one is missing; area_given: --area fills that in. */
int columns_of(struct cx *cx, const struct kind *kind, const struct sheet *sheet, bool area_given,
	struct columns *ret);
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
