/* What is done at a post. The facts of a screening lie open and name nobody, so that anyone can ask whether the verdict was
 * that of the rule; the verdict itself is the record's, never computed here. */
#include "desk/checkpoint/checkpoint.h"

#include "cover/base_kinds.h"
#include "rules/norms.h"
#include "rules/verdict.h"

int checkpoint_vehicle_effects(struct effects *e, const struct record *r)
{
	static const uint16_t by_outcome[] = { [SCREENING_PASSED] = CHECKPOINT_PASSED,
		[SCREENING_REFERRED] = CHECKPOINT_REFERRED,
		[SCREENING_TURNED_BACK] = CHECKPOINT_TURNED_BACK };
	struct uuid incident = base_incident(r);

	effects_amount(e, CHECKPOINT_CHECKED, incident, 1);
	effects_amount(e, CHECKPOINT_OCCUPANTS, incident, record_int(r, "people"));
	return effects_amount(e, by_outcome[record_choice(r, "outcome")], incident, 1);
}

static struct screening_facts facts_of(const struct record *r)
{
	return (struct screening_facts){
		.registered = record_int(r, "registered") != 0,
		.itinerary = record_int(r, "itinerary") != 0,
		.history = record_int(r, "history") != 0,
		.fever = record_int(r, "fever") != 0,
		.code = record_choice(r, "code"),
		.test = record_choice(r, "test"),
		.origin = record_choice(r, "origin"),
	};
}

/* A rule or version that this program does not know says nothing. */
static bool overruled(const struct record *r)
{
	const struct screening_rule *rule = screening_rule_version(record_int(r, "version"));
	struct screening_facts facts = facts_of(r);

	return rule && str_is(record_text(r, "rule"), SCREENING_RULE) &&
		screening_judge(rule, &facts).verdict != record_choice(r, "verdict");
}

/* By the rule of the day, whichever the record names: a phone's may be an old one. */
bool checkpoint_person_differs(const struct record *r, struct judged *ret)
{
	const struct screening_rule *rule = screening_rule_on(day_of(r->at_used));
	struct screening_facts facts = facts_of(r);
	struct screening_judgement j = screening_judge(rule, &facts);

	*ret = (struct judged){ SCREENING_RULE, rule->version, screening_verdict_names[j.verdict],
		screening_reason_names[j.reason], rule->source };
	return j.verdict != record_choice(r, "verdict");
}

int checkpoint_person_effects(struct effects *e, const struct record *r)
{
	struct uuid incident = base_incident(r);

	effects_amount(e, CHECKPOINT_PEOPLE, incident, 1);
	if (record_choice(r, "verdict") == SCREENING_REFERRED)
		effects_amount(e, CHECKPOINT_PEOPLE_REFERRED, incident, 1);
	return effects_amount(e, CHECKPOINT_OVERRULED, incident, overruled(r));
}

int checkpoint_arrivals_effects(struct effects *e, const struct record *r)
{
	effects_amount(e, CHECKPOINT_ON_FOOT, base_incident(r), record_int(r, "on_foot"));
	return effects_amount(e, CHECKPOINT_ARRIVED, base_incident(r), record_int(r, "vehicles"));
}

int checkpoint_waiting_effects(struct effects *e, const struct record *r)
{
	return base_at_hand(
		e, r, CHECKPOINT_PLACE, STR(CHECKPOINT_WAITING), record_int(r, "vehicles"));
}

/* -- referrals -- */

static int64_t test_due(const struct record *r)
{
	return r->at_used + screening_rule_on(day_of(r->at_used))->refer_ms;
}

int checkpoint_referral_made_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, test_due(r));
	return effects_amount(e, CHECKPOINT_REFERRALS, r->round, record_int(r, "people"));
}

/* Who is positive is to be handed over, and judged whether he is a case: that is a matter of its own, so that no earlier negative
 * answers for it. The obligation makes it. */
int checkpoint_referral_tested_effects(struct effects *e, const struct record *r)
{
	uint8_t result = record_choice(r, "result");

	effects_answer(e, TARGET_COVER, r->round, r->subject, 0, result, 0);
	if (result == REFERRAL_POSITIVE) {
		int64_t due = base_answer_due(URGENCY_LIFE, r->at_used);

		effects_oblige(e, "case", REFERRAL_OBLIGES_JUDGEMENT, due);
		effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, due);
	}
	return e->failed;
}

int checkpoint_referral_transferred_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_COVER, r->round, r->subject, 0, REFERRAL_TRANSFERRED, 0);
}

int checkpoint_referral_lost_effects(struct effects *e, const struct record *r)
{
	return effects_answer(
		e, TARGET_TRY, r->round, r->subject, 0, REFERRAL_LOST, REFERRAL_NEXT_POLICE);
}

/* -- arrivals -- */

/* Day n is the n-th after the day of registration; it is due when that day ends. */
int checkpoint_arrival_registered_effects(struct effects *e, const struct record *r)
{
	int32_t day = day_of(r->at_used);

	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	for (int n = 1; n <= screening_rule_on(day)->follow_days; n++)
		effects_target(
			e, TARGET_OBLIGE, r->round, r->id, n, r->area, day_start(day + n + 1));
	return effects_amount(e, CHECKPOINT_ARRIVALS, r->round, 1);
}

/* Who has left is not asked on the days that remain, either. */
static int left(struct effects *e, const struct record *r, int64_t slot)
{
	int64_t last = screening_rule_on(day_of(r->at_used))->follow_days;

	for (int64_t n = slot + 1; n <= last; n++)
		effects_answer(e, TARGET_EXCUSE, r->round, r->subject, n, ARRIVAL_LEFT, 0);
	return effects_answer(e, TARGET_EXCUSE, r->round, r->subject, slot, ARRIVAL_LEFT, 0);
}

int checkpoint_arrival_followed_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int64_t slot = record_int(r, "slot");

	if (outcome == ARRIVAL_LEFT)
		return left(e, r, slot);
	if (outcome == ARRIVAL_NOT_REACHED)
		return effects_answer(e, TARGET_TRY, r->round, r->subject, slot, outcome,
			record_choice(r, "next"));
	effects_answer(e, TARGET_COVER, r->round, r->subject, slot, outcome, 0);
	if (outcome == ARRIVAL_SYMPTOMS) {
		effects_oblige(e, "referral", ARRIVAL_OBLIGES_TEST, test_due(r));
		effects_amount(e, BASE_SYMPTOMS, r->round, 1);
	}
	return e->failed;
}
