/* What is done in a test round: a person's target, a tube's target, and the counts that are compared. */
#include "desk/testing/testing.h"

#include "cover/base_kinds.h"
#include "desk/testing/cases.h"
#include "rules/norms.h"
#include "rules/sampling.h"

static const struct sampling_times *times_of(const struct record *r)
{
	return sampling_times_on(day_of(r->at_used));
}

int testing_started_effects(struct effects *e, const struct record *r)
{
	return effects_amount(e, TESTING_ROUNDS, r->round, 1);
}

/* -- people -- */

int testing_found_effects(struct effects *e, const struct record *r)
{
	return effects_target(e, TARGET_FOUND, r->round, r->subject, 0, r->area, 0);
}

/* Whoever is registered and never swabbed stays on the list. */
int testing_registered_effects(struct effects *e, const struct record *r)
{
	effects_answer(e, TARGET_TRY, r->round, r->subject, 0, SAMPLE_REGISTERED, SAMPLE_NEXT_SWAB);
	return effects_amount(e, TESTING_REGISTERED, r->round, 1);
}

int testing_sample_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	bool taken = outcome == SAMPLE_TAKEN;

	effects_answer(e, taken ? TARGET_COVER : TARGET_TRY, r->round, r->subject, 0, outcome,
		record_choice(r, "next"));
	return effects_amount(e, TESTING_SAMPLES, r->round, taken);
}

int testing_doorstep_asked_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	return effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area,
		r->at_used + times_of(r)->doorstep_ms);
}

int testing_doorstep_done_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int what = outcome == DOORSTEP_DONE  ? TARGET_COVER :
		outcome == DOORSTEP_UNNEEDED ? TARGET_EXCUSE :
					       TARGET_TRY;

	return effects_answer(e, what, r->round, r->subject, 0, outcome, record_choice(r, "next"));
}

/* -- tubes -- */

static bool beyond_norm(const struct record *r)
{
	return !sampling_within(sampling_pools_on(day_of(r->at_used)), record_choice(r, "zone"),
		record_choice(r, "pool"), record_int(r, "swabs"));
}

int testing_sealed_effects(struct effects *e, const struct record *r)
{
	const struct sampling_times *t = times_of(r);
	int64_t within = record_int(r, "priority") ? t->priority_ms : t->result_ms;

	effects_subject(e, r->subject, SUBJECT_TUBE, r->area, record_text(r, "code"), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->subject, 0, r->area, r->at_used + within);
	effects_amount(e, TESTING_SWABS, r->round, record_int(r, "swabs"));
	return effects_amount(e, TESTING_OVERFULL, r->round, beyond_norm(r));
}

/* Each tube of the list is somewhere else from now on, and stays without a result. */
static int tubes_are(struct effects *e, const struct record *r, uint8_t where, uint8_t next)
{
	for (size_t i = 0; i < record_refs(r, "tubes"); i++)
		effects_answer(
			e, TARGET_TRY, r->round, record_ref_at(r, "tubes", i), 0, where, next);
	return e->failed;
}

int testing_box_sent_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, record_text(r, "code"), 0);
	effects_amount(e, TESTING_SENT, r->round, record_int(r, "count"));
	return tubes_are(e, r, TUBE_SENT, TUBE_NEXT_RECEIVE);
}

int testing_box_received_effects(struct effects *e, const struct record *r)
{
	effects_amount(e, TESTING_RECEIVED, r->round, record_int(r, "count"));
	return tubes_are(e, r, TUBE_RECEIVED, TUBE_NEXT_RESULT);
}

/* The people of a tube that gives no result, or not the one hoped for, are sampled anew. */
static int people_again(struct effects *e, const struct record *r, enum retest_reason why)
{
	return effects_oblige(e, "retest", (uint8_t)why, r->at_used + times_of(r)->resample_ms);
}

int testing_lost_effects(struct effects *e, const struct record *r)
{
	bool on_the_way = record_choice(r, "stage") == TUBE_ON_THE_WAY;

	effects_answer(e, TARGET_EXCUSE, r->round, r->subject, 0, TUBE_LOST, 0);
	people_again(e, r, RETEST_LOST);
	return effects_amount(e, TESTING_LOST, r->round, on_the_way);
}

int testing_result_effects(struct effects *e, const struct record *r)
{
	uint8_t result = record_choice(r, "result");

	if (result == TUBE_INVALID)
		return effects_answer(
			e, TARGET_TRY, r->round, r->subject, 0, result, TUBE_NEXT_AGAIN);
	effects_answer(e, result == TUBE_UNUSABLE ? TARGET_EXCUSE : TARGET_COVER, r->round,
		r->subject, 0, result, 0);
	if (result == TUBE_POSITIVE && record_int(r, "single"))
		effects_oblige(e, "case", CASE_OBLIGES_JUDGEMENT,
			base_answer_due(URGENCY_LIFE, r->at_used));
	else if (result == TUBE_POSITIVE)
		people_again(e, r, RETEST_POSITIVE);
	if (result == TUBE_UNUSABLE)
		people_again(e, r, RETEST_UNUSABLE);
	return effects_amount(e, TESTING_RESULTS, r->round, 1);
}

int testing_retest_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	bool all = outcome == RETEST_ALL;

	return effects_answer(e, all ? TARGET_COVER : TARGET_TRY, r->round, r->subject, 0, outcome,
		all ? 0 : RETEST_NEXT_OTHERS);
}

/* -- tubes at hand -- */

static int tubes_at(struct effects *e, const struct record *r, const char *who)
{
	struct buf place;

	buf_init(&place, e->cx->arena);
	buf_z(&place, who);
	buf_c(&place, ':');
	buf_uuid(&place, &r->subject);
	if (!buf_ok(&place))
		return err(e->cx, E_NO_MEMORY, NULL);
	return effects_counted(
		e, buf_get(&place), STR(TESTING_TUBES), record_int(r, "count") * 1000);
}

int testing_courier_effects(struct effects *e, const struct record *r)
{
	return tubes_at(e, r, TESTING_COURIER);
}

int testing_laboratory_effects(struct effects *e, const struct record *r)
{
	return tubes_at(e, r, TESTING_LABORATORY);
}
