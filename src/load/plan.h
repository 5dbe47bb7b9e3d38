/* Dwellings from a plan of buildings.
 *
 * A row names a compound, its buildings ("1-4", "1-3,6,A"), and for each of them the units, floors and rooms: a plain
 * number is how many there are, from 1; "1-3,5" are those. Room r on floor f is f·100 + r. The ids are those of an
 * import of the same dwellings, so generating again, or importing a list later, adds nothing twice. */
#ifndef LOAD_PLAN_H
#define LOAD_PLAN_H

#include "load/columns.h"
#include "load/load.h"

enum plan_column {
	PLAN_AREA,
	PLAN_COMPOUND,
	PLAN_BUILDINGS,
	PLAN_UNITS,
	PLAN_FLOORS,
	PLAN_ROOMS,
	PLAN_ADDRESS,
	PLAN_COLUMNS
};

struct plan_columns {
	int column[PLAN_COLUMNS]; /* -1: none */
	bool unused[SHEET_COLUMNS_MAX];
};

/* said, loose: as in load/columns.h. E_CSV_HEADING: a needed one is missing. */
int plan_columns_of(struct cx *cx, const struct sheet *sheet, bool area_given,
	const struct column_said *said, size_t said_n, bool loose, struct plan_columns *ret);
/* As columns_missing, columns_name and columns_things. */
const char *plan_missing(
	const struct plan_columns *p, bool area_given, size_t nth, const char **ret_zh);
struct str plan_name(const struct plan_columns *p, int column);
void plan_things(struct column_thing ret[PLAN_COLUMNS]);
/* The headings that nobody reads, one after the other; STR_NONE: there is none. */
struct str plan_unused(
	struct cx *cx, const struct plan_columns *p, const struct sheet *sheet, bool zh);
/* All rows to the end. area: of rows that name none. */
int plan_rows(
	struct load *l, struct sheet *sheet, const struct plan_columns *columns, struct str area);

#endif
