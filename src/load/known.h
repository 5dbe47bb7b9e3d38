/* Between load.c, known.c and tie.c only. */
#ifndef LOAD_KNOWN_H
#define LOAD_KNOWN_H

#include "load/load.h"

struct load_row {
	struct load_item item;
	struct sheet_row row; /* a copy, in host.work */
	int again;            /* how often it was taken back */
};

/* The record of an item, with its id in front; what is refused stands in ret, or is an error of host.work. */
int load_item_read(struct load *l, const struct load_item *item, struct append_item *ret);
/* The error of work as that of the run; returns e. */
int load_failed(struct load *l, int e);
/* The row joins the list of bad ones. */
int load_row_bad(struct load *l, const struct sheet_row *row, const struct err_info *e);
/* Of the group stay, in order, the rows whose records are not here; the others are counted, and kept in l->here if load_tie
 * is to look at them. */
int load_drop_known(struct load *l);
/* A door that is listed already, only written otherwise, is a duplicate; with columns that nobody knows the row is kept
 * for these. People whose home is listed with more or less of its place are tied to it; whose is not, are counted. */
int load_look_at_doors(struct load *l);
/* One more person whose home was found so, or was not. */
void load_home_count(struct load *l, enum home_found found, const struct load_row *r);
/* People of l->here whose home is still the one of their row's whole place, which is not listed: where another dwelling fits
 * by now, they live there from now on. A row of which that is refused is a bad one. */
int load_tie(struct load *l);
/* One door stands in one row: a second one, written otherwise, is most often another door of which a column is
 * missing. E_ROW_SAME. */
int load_door_check(struct load *l, const struct sheet_row *row, const struct load_item *item);

#endif
