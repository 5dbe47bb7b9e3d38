/* The records that count for a figure, one after the other, however many: what stands of a kind without a view of its own. */
#ifndef DESK_BEHIND_FIGURE_H
#define DESK_BEHIND_FIGURE_H

#include "cover/cover.h"
#include "record/journal.h"

/* Told each record with its entry, whose sealed parts may be opened. What cx points to is forgotten after some: copy. */
typedef int behind_take_record(
	void *arg, struct cx *cx, const struct record *r, const struct entry *entry);
/* incident nil: of all that are no exercise; area "" = all that the reader sees. */
int behind_figure(struct cx *cx, const struct cover *c, const char *figure,
	const struct uuid *incident, struct str area, behind_take_record *take, void *arg);
/* The same of local days, both included. */
int behind_figure_days(struct cx *cx, const struct cover *c, const char *figure,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	behind_take_record *take, void *arg);

#endif
