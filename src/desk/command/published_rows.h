/* What is told to whoever works here, as JSON: notices, and lists of risk areas as phones take them down (rules/risk_list.h). */
#ifndef DESK_COMMAND_PUBLISHED_ROWS_H
#define DESK_COMMAND_PUBLISHED_ROWS_H

#include "core/json.h"
#include "cover/cover.h"

/* More than that no phone holds an issue against a journey: it is told without its places, and says so. */
#define ROW_RULE_ENTRIES_MAX 10000

/* The row stays open. */
int row_published_notice(
	struct cx *cx, const struct cover *c, struct jw *w, const struct published *p);
/* The places of a county stand together, however often an import listed them. */
int row_published_rule(
	struct cx *cx, const struct cover *c, struct jw *w, const struct published *p);

#endif
