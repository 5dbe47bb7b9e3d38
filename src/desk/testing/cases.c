/* What follows from a case, and from having met one. From open fields only. */
#include "desk/testing/cases.h"

#include "cover/base_kinds.h"
#include "rules/norms.h"
#include "rules/screening.h"

static int64_t norm_days(enum tracing of, int32_t day)
{
	return norm_trace(of, day)->ms / WHEN_DAY_MS;
}

/* -- cases -- */

/* The positive that it follows from is judged with it; its own steps are all asked at once. */
int case_confirmed_effects(struct effects *e, const struct record *r)
{
	int64_t told = base_answer_due(URGENCY_LIFE, r->at_used);
	struct uuid positive;

	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	for (int slot = CASE_SLOT_AMBULANCE; slot <= CASE_SLOT_HEADQUARTERS; slot++)
		effects_target(e, TARGET_OBLIGE, r->round, r->id, slot, r->area, told);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, CASE_SLOT_HOUSEHOLD, r->area,
		r->at_used + norm_trace(TRACE_HOUSEHOLD, day_of(r->at_used))->ms);
	if (record_ref(r, "of", &positive))
		effects_answer(
			e, TARGET_COVER, r->round, positive, CASE_SLOT_POSITIVE, CASE_CONFIRMED, 0);
	return effects_amount(e, CASES_CONFIRMED, r->round, 1);
}

int case_dismissed_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_EXCUSE, r->round, r->subject, CASE_SLOT_POSITIVE,
		record_choice(r, "reason"), 0);
}

int case_notified_effects(struct effects *e, const struct record *r)
{
	return effects_answer(
		e, TARGET_COVER, r->round, r->subject, record_choice(r, "whom"), CASE_TOLD, 0);
}

int household_listed_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");

	return effects_answer(e, outcome == CASE_LISTED ? TARGET_COVER : TARGET_TRY, r->round,
		r->subject, CASE_SLOT_HOUSEHOLD, outcome, record_choice(r, "next"));
}

/* -- contacts -- */

/* From the day after he is named to the last one of the norm, counted from when they last met. */
int contact_named_effects(struct effects *e, const struct record *r)
{
	int64_t today = day_of(r->at_used), met = record_int(r, "met"), last;

	if (!met || met > today)
		met = today;
	last = met + norm_days(TRACE_CONTACT, (int32_t)today);
	for (int64_t day = today + 1; day <= last; day++)
		effects_target(e, TARGET_OBLIGE, r->round, r->subject, day, r->area,
			day_start((int32_t)day + 1));
	return effects_amount(e, CASES_CONTACTS, r->round, 1);
}

/* Who is a case now, or lives elsewhere, is not asked on the days that remain. */
static int ended(struct effects *e, const struct record *r, uint8_t outcome)
{
	int64_t day = record_int(r, "day"), until = record_int(r, "until");

	if (until < day)
		until = day;
	if (until >= day + CONTACT_DAYS_MAX)
		until = day + CONTACT_DAYS_MAX - 1;
	for (; day <= until; day++)
		effects_answer(e, TARGET_EXCUSE, r->round, r->subject, day, outcome, 0);
	return e->failed;
}

int contact_followed_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int64_t day = record_int(r, "day");

	if (outcome == CONTACT_BECAME_CASE || outcome == CONTACT_LEFT)
		return ended(e, r, outcome);
	if (outcome == CONTACT_NOT_REACHED)
		return effects_answer(e, TARGET_TRY, r->round, r->subject, day, outcome,
			record_choice(r, "next"));
	effects_answer(e, TARGET_COVER, r->round, r->subject, day, outcome, 0);
	if (outcome == CONTACT_SYMPTOMS) {
		effects_oblige(e, "referral", CONTACT_OBLIGES_TEST,
			r->at_used + screening_rule_on(day_of(r->at_used))->refer_ms);
		effects_amount(e, BASE_SYMPTOMS, r->round, 1);
	}
	return effects_amount(e, CASES_FOLLOWED, r->round, 1);
}
