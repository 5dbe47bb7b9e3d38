/* Pieces of answers that several commands have: values of ours as text, and lists of rows (desk/rows.h) as JSON. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/cli.h"
#include "cli/table.h"
#include "desk/rows.h"

/* Text in the arena of cx. */
struct str text_uuid(struct cx *cx, const struct uuid *u);
struct str text_when(struct cx *cx, int64_t ms); /* "2022-08-30 18:00", "-" when far or 0 */
struct str text_area(const struct area_tree *t, struct str id); /* its name, else the id */
/* "12.5" for 12500 of 1,000, as row_decimal. */
struct str text_decimal(struct cx *cx, int64_t value, int64_t parts);
/* What a class is called, in Chinese with the code that --class takes. */
const char *class_text(enum class k, bool zh);
/* The name of a code; STR_NONE when there is none. */
struct str text_choice(const struct choice *all, int code, bool zh);

/* What a figure counts. */
int figure_note(struct cli *c, const struct figure *f);
/* What is asked and until when, beside a list of the round (cli/export.h). */
int round_note(struct cli *c, const struct round *r);

/* The heading of a table: its texts, one after the other. */
void table_heading(struct table *t, const struct cli *c, const enum text *ids);
/* To standard output, or into the workbook of --xlsx. A long list is printed in parts: t is empty afterwards. */
int table_print(struct cli *c, struct table *t);

/* A list as JSON: {"items":[…],"next":null}. */
void list_begin(struct cli *c, struct jw *w, struct buf *b);
int list_end(struct cli *c, struct jw *w);

#endif
