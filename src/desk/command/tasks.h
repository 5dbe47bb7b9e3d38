/* What became of a meeting: the tasks that name it as where they come from, and how each stands. */
#ifndef DESK_COMMAND_TASKS_H
#define DESK_COMMAND_TASKS_H

#include "core/json.h"
#include "cover/cover.h"

struct meeting_task {
	struct target
		target; /* its subject is the record that set it; state 0: its round is not there yet */
	struct str text, owner; /* owner: who has it now */
};
/* Of a record that the reader sees (E_NOT_FOUND), and of those that it corrects: the standing tasks that he sees, in the order in
 * which they were set in each area. */
int tasks_of(struct cx *cx, const struct cover *c, const struct uuid *record,
	struct meeting_task **ret, size_t *ret_n);

void row_task(struct jw *w, const struct meeting_task *t, int64_t now);

#endif
