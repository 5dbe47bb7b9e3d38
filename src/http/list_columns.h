/* The rows of a list as a table for people: which columns the shape of a row makes, what each is called and means
 * (http/list_words_table.h), and what stands in a cell. */
#ifndef HTTP_LIST_COLUMNS_H
#define HTTP_LIST_COLUMNS_H

#include "cover/cover.h"
#include "http/own.h"
#include "http/shapes.h"

#define LIST_COLUMNS_MAX 48

enum list_about { LIST_NEVER, LIST_BY_TYPE, LIST_ALWAYS };

/* Rows of these may leave as a file. member: where they lie in an answer that is no list, or NULL. */
struct list_shape {
	const struct shape *row;
	const char *member;
	enum list_about about;
};
/* False where a route answers with no such rows. */
bool list_shape_of(const struct route *r, struct list_shape *ret);

enum list_type { LIST_TEXT, LIST_NUMBER, LIST_BOOL, LIST_TIME, LIST_DAY, LIST_PATH, LIST_MANY };

struct list_column {
	struct str shape, member;
	struct str within; /* the member of the row in whose object it lies; n 0: in none */
	enum list_type type;
	const char *label, *means; /* means NULL: the label says it */
};
struct list_columns {
	struct list_column all[LIST_COLUMNS_MAX];
	size_t n;
	bool en;
};
void list_columns_of(const struct shape *row, bool en, struct list_columns *ret);

/* What stands in a cell, in the arena. Outcomes and next actions are called as that kind of round (or NULL) calls them. */
int list_cell(struct cx *cx, const struct list_columns *cs, const struct list_column *col,
	const struct cover *c, const struct round_kind *kind, const struct json *row,
	struct str *ret);

/* For the test of the words: is there one of this member? */
bool list_word_is(struct str shape, struct str member);

#endif
