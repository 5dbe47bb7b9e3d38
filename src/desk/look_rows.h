/* Rows of the look-book as JSON, for both faces: as its stewards see it, and as a resident does. */
#ifndef DESK_LOOK_ROWS_H
#define DESK_LOOK_ROWS_H

#include "core/json.h"
#include "guard/look_book.h"

/* What was looked at, in words; of a screen that this version does not know, its name. */
void look_screen(const struct look *l, struct str *ret_zh, struct str *ret_en);
/* Why, in words: of an entry of before what its reader wrote. */
void look_why(const struct look *l, struct str *ret_zh, struct str *ret_en);

void row_look_reason(struct jw *w, const struct choice *k);
void row_look(struct jw *w, const struct look_row *r);
/* To the person who was looked at: when, from which office and in which role, at what and why. No reader's name, and nothing that he
 * wrote: it may be others' business. By its number the steward finds who it was. */
void row_look_own(struct jw *w, const struct area_tree *tree, const struct look_row *r);
/* The same in the words of one language; "" where nothing is told. */
struct look_words {
	struct str role, office, screen, why;
};
void look_words(
	const struct look *l, const struct area_tree *tree, bool zh, struct look_words *ret);
void row_account_day(struct jw *w, const struct account_day *d);
void row_export(struct jw *w, const struct export_row *r);

#endif
