/* Pieces of answers that several commands have: values of ours as JSON and as text. */
#ifndef CLI_SHOW_H
#define CLI_SHOW_H

#include "cli/cli.h"
#include "cli/table.h"
#include "desk/desk.h"

void show_uuid(struct jw *w, const char *name, const struct uuid *u); /* null when nil */
void show_when(struct jw *w, const char *name, int64_t ms);           /* null when far or 0 */
void show_day(struct jw *w, const char *name, int32_t day);     /* null at either end of int32 */
void show_milli(struct jw *w, const char *name, int64_t milli); /* a decimal is text: "12.5" */
const char *show_type(enum subject_type t);
void show_place(struct jw *w, const char *name,
	const struct subject *s); /* {"building":…}; null when there is none */

/* Text in the arena of cx. */
struct str text_uuid(struct cx *cx, const struct uuid *u);
struct str text_when(struct cx *cx, int64_t ms); /* "2022-08-30 18:00", "-" when far or 0 */
struct str text_area(const struct area_tree *t, struct str id); /* its name, else the id */
struct str text_place(struct cx *cx, struct str place);         /* parts divided by blanks */
struct str text_milli(struct cx *cx, int64_t milli);            /* "12.5" */
/* The name of a code; STR_NONE when there is none. */
struct str text_choice(const struct choice *all, int code, bool zh);
const char *choice_name(const struct choice *all, int code); /* NULL */

/* The heading of a table: its texts, one after the other. */
void table_heading(struct table *t, const struct cli *c, const enum text *ids);
int table_print(struct cli *c, struct table *t);

/* A list as JSON: {"items":[…],"next":null}. */
void list_begin(struct jw *w);
int list_end(struct cli *c, struct jw *w);

#endif
