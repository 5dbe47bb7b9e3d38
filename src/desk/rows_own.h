/* Members that several files of rows write; private to them. */
#ifndef DESK_ROWS_OWN_H
#define DESK_ROWS_OWN_H

#include "desk/rows.h"

const char *row_choice(const struct choice *all, int code); /* the code's name; NULL: it has none */
/* Text that was made apart: if there was no memory for it, the whole answer has failed. */
void row_made(struct jw *w, const char *name, const struct buf *b);
void row_place_parts(struct jw *w, const char *name, struct str place); /* "": null */

#endif
