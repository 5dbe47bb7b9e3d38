/* One cell of a file as the value of a field: the forms that offices write are brought to the one that records have.
 * What cannot be understood is passed on as text, so that the check of the field refuses it by name. */
#ifndef LOAD_CELL_H
#define LOAD_CELL_H

#include "core/json.h"
#include "record/record.h"

/* Adds the name and value of f to w. The cell is trimmed and not empty; what is made lives in cx. */
void cell_write(struct cx *cx, struct jw *w, const struct field *f, struct str cell);
/* A date or time cell in the form of a record, or as it is. */
struct str cell_date(struct cx *cx, struct str cell);
struct str cell_time(struct cx *cx, struct str cell);
/* Full-width letters, digits and signs as ASCII, lower case as upper case, no white space: for comparing. */
struct str cell_fold(struct cx *cx, struct str cell);
/* "5.12021E+14": what a spreadsheet makes of a long number, which has lost digits. */
bool cell_is_scientific(struct cx *cx, struct str cell);
int cell_scientific_err(struct cx *cx, const char *field); /* E_FIELD_FORMAT */
/* "1949-12", "1949年12月": a month and no day. */
bool cell_is_month(struct str cell);

#endif
