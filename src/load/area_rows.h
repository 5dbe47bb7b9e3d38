/* What the rows of an area file say of each other: a parent may stand in the same file, before its child or after it.
 *
 * The file is read through once before its rows are taken. Rows are known by their id and by their code; of two that
 * call themselves alike the first is meant. An area is listed once: by the first of its rows that is taken. */
#ifndef LOAD_AREA_ROWS_H
#define LOAD_AREA_ROWS_H

#include "load/areas.h"
#include "load/columns.h"

struct area_row_of_file {
	struct str id, parent; /* as its cells say */
	int64_t number;
	int64_t taken; /* the row that lists it; 0: none yet */
	struct uuid record;
};

struct area_rows {
	struct cx *cx;
	const struct areas *areas; /* those that are listed */
	struct map named;          /* by id and by code → struct area_row_of_file */
};

/* Reads the list through, and rewinds it. What it keeps lives in the arena of cx, as long as cx itself is needed. */
int area_rows_read(struct cx *cx, struct sheet *sheet, const struct columns *columns,
	const struct areas *areas, struct area_rows *ret);
/* The id of the parent that a cell names for the area id of a row. E_FIELD_FORMAT: the area itself; E_UNKNOWN_AREA;
 * E_AREA_CIRCLE: it lies, by other rows or what is listed, under that area. */
int area_rows_parent(struct cx *cx, const struct area_rows *a, const char *field, struct str cell,
	struct str id, int64_t number, struct str *ret);
/* E_ROW_SAME: another row, which says something else, lists the area. */
int area_rows_once(
	struct cx *cx, const struct area_rows *a, struct str id, const struct uuid *record);
/* This row lists it, unless one did before. */
void area_rows_taken(struct area_rows *a, struct str id, int64_t number, const struct uuid *record);

#endif
