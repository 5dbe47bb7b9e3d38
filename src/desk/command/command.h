/* The headquarters: the level of the response, what is destroyed after it, meetings, what they decide, lists of risk areas, notices, thanks.
 *
 * A decision is a task: a matter in the incident's standing round `task`, with an owner and a time by which it is done.
 *
 *            accepted    done         checked: passed   checked: sent back   dropped
 *   open     owner does  to check     settled           owner does again     excused
 *   settled  nothing changes
 *   excused  nothing changes, but a check that passes settles it
 *
 * Each issue of a list of risk areas is kept, entry by entry: what was in force on the dates of a journey is read from
 * the records (risk_lists.h), and judged by rules/risk.h. */
#ifndef DESK_COMMAND_COMMAND_H
#define DESK_COMMAND_COMMAND_H

#include "desk/desk.h"

extern const struct desk command_desk;
/* NULL-terminated; command_kinds() is what prints `bulou kinds`. */
extern const struct kind *const command_desk_kinds[];

/* Codes of outcomes, kept in acts. */
enum command_task {
	TASK_ACCEPTED = 1,
	TASK_REPORTED, /* done, says the owner */
	TASK_CHECKED,  /* done, says somebody else */
	TASK_SENT_BACK,
	TASK_DROPPED
};
/* Who acts next on an open task. */
enum command_next { TASK_NEXT_DO = 1, TASK_NEXT_CHECK };

enum command_meeting {
	MEETING_LEADING_GROUP = 1,
	MEETING_MOBILISATION,
	MEETING_DISPATCH,
	MEETING_REVIEW
};

/* Numbers of figures, kept in views. The scope of tasks is the round, that of the others the incident. */
enum {
	COMMAND_MEETINGS = 90, /* of the leading group */
	COMMAND_MEETINGS_ALL = 91,
	COMMAND_NOTICES = 92,
	COMMAND_THANKS = 93,
	COMMAND_TASKS_SET = 94,
	COMMAND_TASKS_SETTLED = 95,
	COMMAND_RISK_LISTS = 96, /* of the two of lists: the incident that is named, mostly none */
	COMMAND_RISK_AREAS = 97
};

int command_level_effects(struct effects *e, const struct record *r);
int command_purge_effects(struct effects *e, const struct record *r);
int command_meeting_effects(struct effects *e, const struct record *r);
int command_task_set_effects(struct effects *e, const struct record *r);
int command_task_accepted_effects(struct effects *e, const struct record *r);
int command_task_done_effects(struct effects *e, const struct record *r);
int command_task_checked_effects(struct effects *e, const struct record *r);
int command_task_dropped_effects(struct effects *e, const struct record *r);
int command_risk_issued_effects(struct effects *e, const struct record *r);
int command_risk_listed_effects(struct effects *e, const struct record *r);
int command_notice_lift(struct cx *cx, const struct json *old, const struct json **ret);
int command_notice_effects(struct effects *e, const struct record *r);
int command_notice_read_effects(struct effects *e, const struct record *r);
int command_thanks_effects(struct effects *e, const struct record *r);

#endif
