/* Risk areas, what changed of them, and journeys that touch them, as JSON: rows as those of rows.h. */
#ifndef DESK_COMMAND_RISK_ROWS_H
#define DESK_COMMAND_RISK_ROWS_H

#include "desk/command/risk_lists.h"
#include "desk/rows.h"

void row_risk_area(struct jw *w, const struct risk_lists *l, const struct risk_issue *issue,
	const struct risk_entry *e);
void row_risk_change(struct jw *w, const struct risk_change *c);
/* "added", "removed", "raised", "lowered". */
const char *risk_change_name(const struct risk_change *c);
/* on: the day for which it was asked. */
void row_risk_match(
	struct jw *w, const struct risk_lists *l, const struct risk_match *m, int32_t on);

#endif
