/* Tables with two numbers in a cell, ours and the program's, and the sections of what is printed. */
#ifndef DEMO_SHOW_H
#define DEMO_SHOW_H

#include "demo/world.h"

void show_line(struct demo *d, const char *text);
void show_title(struct demo *d, const char *text);
void show_table(struct demo *d, struct table *t);
/* "ours = theirs", counted among the numbers held; in parts of a unit: 100 fen, 1,000 thousandths. */
void show_both(struct demo *d, struct table *t, const char *what, int64_t ours, int64_t theirs);
void show_decimal(struct demo *d, struct table *t, const char *what, int64_t ours, int64_t theirs,
	int64_t unit);
struct str show_area(struct demo *d, int area, bool inset);

/* show_accounts.c */
int show_coverage(struct demo *d, const struct uuid *round, const char *heading);
int show_missing(struct demo *d);
int show_figures(struct demo *d);
/* show_goods.c */
int show_goods(struct demo *d);
/* show_rest.c */
int show_roster(struct demo *d);
int show_others(struct demo *d);

#endif
