/* What the records of a follow-up mean. From open fields only: where somebody was lies sealed. */
#include "desk/command/follow.h"

#include "cover/base_kinds.h"
#include "rules/norms.h"

/* The time runs from when the two met first, whatever was corrected since. */
int risk_matched_effects(struct effects *e, const struct record *r)
{
	int64_t day = record_int(r, "day"), since = record_int(r, "since");
	int64_t due = since + norm_risk(record_choice(r, "level"), day_of(since))->ms;

	if (record_choice(r, "whom") == RISK_UNKNOWN)
		effects_subject(e, r->subject, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->subject, day, r->area, due);
	if (!record_int(r, "off"))
		return effects_amount(e, RISK_CONTACTS, r->round, 1);
	effects_answer(e, TARGET_EXCUSE, r->round, r->subject, day, RISK_OFF_LIST, 0);
	return effects_amount(e, RISK_CLEARED, r->round, 1);
}

int risk_followed_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int64_t day = record_int(r, "day");

	if (outcome == RISK_NOT_REACHED)
		return effects_answer(e, TARGET_TRY, r->round, r->subject, day, outcome,
			record_choice(r, "next"));
	effects_answer(e, TARGET_COVER, r->round, r->subject, day, outcome, 0);
	return effects_amount(e, RISK_HANDLED, r->round, 1);
}

int risk_dismissed_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_EXCUSE, r->round, r->subject, record_int(r, "day"),
		record_choice(r, "reason"), 0);
}

int warning_raised_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area,
		r->at_used + norm_gather(day_of(r->at_used))->ms);
	return effects_amount(e, WARNINGS_RAISED, r->round, 1);
}

int warning_settled_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");

	return effects_answer(e, outcome == WARNING_WATCH ? TARGET_TRY : TARGET_COVER, r->round,
		r->subject, 0, outcome, record_choice(r, "next"));
}
