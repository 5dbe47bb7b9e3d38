/* What a level, a meeting, a task, a notice and a word of thanks mean. */
#include "desk/command/command.h"

#include "cover/base_kinds.h"

static int amount_of_incident(struct effects *e, const struct record *r, uint16_t figure)
{
	return effects_amount(e, figure, base_incident(r), 1);
}

int command_level_effects(struct effects *e, const struct record *r)
{
	return effects_incident_level(e, base_incident(r), record_choice(r, "level"), r->at_used);
}

/* Orders only: the keys go when they are due, by bulou purge due. */
int command_purge_effects(struct effects *e, const struct record *r)
{
	return effects_incident_purge(e, base_incident(r), record_choices(r, "classes"));
}

int command_meeting_effects(struct effects *e, const struct record *r)
{
	if (record_choice(r, "meeting") == MEETING_LEADING_GROUP)
		amount_of_incident(e, r, COMMAND_MEETINGS);
	return amount_of_incident(e, r, COMMAND_MEETINGS_ALL);
}

/* -- tasks -- */

int command_task_set_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, record_int(r, "due"));
	return effects_amount(e, COMMAND_TASKS_SET, r->round, 1);
}

int command_task_accepted_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_TRY, r->round, r->subject, 0, TASK_ACCEPTED, TASK_NEXT_DO);
}

/* The owner's word leaves it open: somebody else looks. */
int command_task_done_effects(struct effects *e, const struct record *r)
{
	return effects_answer(
		e, TARGET_TRY, r->round, r->subject, 0, TASK_REPORTED, TASK_NEXT_CHECK);
}

int command_task_checked_effects(struct effects *e, const struct record *r)
{
	if (record_choice(r, "result") == TASK_SENT_BACK)
		return effects_answer(
			e, TARGET_TRY, r->round, r->subject, 0, TASK_SENT_BACK, TASK_NEXT_DO);
	effects_answer(e, TARGET_COVER, r->round, r->subject, 0, TASK_CHECKED, 0);
	return effects_amount(e, COMMAND_TASKS_SETTLED, r->round, 1);
}

int command_task_dropped_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_EXCUSE, r->round, r->subject, 0, TASK_DROPPED, 0);
}

/* -- words -- */

int command_risk_issued_effects(struct effects *e, const struct record *r)
{
	effects_issue(
		e, record_int(r, "as_of"), record_text(r, "snapshot"), record_text(r, "source"));
	return effects_amount(e, COMMAND_RISK_LISTS, base_incident(r), 1);
}

/* A list is of the country, whatever goes on here. */
int command_risk_listed_effects(struct effects *e, const struct record *r)
{
	effects_issue(
		e, record_int(r, "as_of"), record_text(r, "snapshot"), record_text(r, "source"));
	return effects_amount(e, COMMAND_RISK_AREAS, uuid_nil, 1);
}

/* How urgent it was and until when it held nobody had said. */
int command_notice_lift(struct cx *cx, const struct json *old, const struct json **ret)
{
	(void)cx;
	*ret = old;
	return 0;
}

int command_notice_effects(struct effects *e, const struct record *r)
{
	effects_published(e, PUBLISHED_NOTICE, r->id);
	return amount_of_incident(e, r, COMMAND_NOTICES);
}

int command_notice_read_effects(struct effects *e, const struct record *r)
{
	struct uuid notice;

	return record_ref(r, "notice", &notice) ? effects_published(e, PUBLISHED_READ, notice) :
						  e->failed;
}

int command_thanks_effects(struct effects *e, const struct record *r)
{
	return amount_of_incident(e, r, COMMAND_THANKS);
}
