/* Warnings of symptoms that gather, as they stand: why each was raised, and what was done. The records behind one are those of the
 * figure `symptoms-told` in its area on its days. */
#ifndef DESK_COMMAND_WARNINGS_H
#define DESK_COMMAND_WARNINGS_H

#include "cover/cover.h"
#include "desk/rows.h"

struct warning {
	struct target
		target; /* its area, state and time; the subject is the warning's own record */
	int32_t from, to;
	int64_t people, fresh, at;
	struct str norm;
};
/* incident nil: of all that are no exercise; area "" = all that he sees. The open ones first, then the latest. */
int warning_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct warning **ret, size_t *ret_n);
void row_warning(struct jw *w, const struct warning *v, int64_t now);

#endif
