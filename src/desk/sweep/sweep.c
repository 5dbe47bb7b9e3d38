/* What a visit means. From open fields only: who was there and where they had been lies sealed. */
#include "desk/sweep/sweep.h"

#include "cover/base_kinds.h"

int sweep_answer(uint8_t outcome)
{
	switch (outcome) {
	case SWEEP_DONE:
		return TARGET_COVER;
	case SWEEP_MOVED:
	case SWEEP_NOT_A_DWELLING:
		return TARGET_EXCUSE;
	default:
		return TARGET_TRY; /* the door stays open, with a next action */
	}
}

/* A dwelling that was on no list joins the roster and the round at once; a visit is a record of its own. */
int sweep_found_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->subject, SUBJECT_DWELLING, r->area, base_place(e, r), 0);
	return effects_target(e, TARGET_FOUND, r->round, r->subject, 0, r->area, 0);
}

static void visit_amounts(struct effects *e, const struct record *r, bool done)
{
	uint8_t neighbour = record_choice(r, "neighbour");

	effects_amount(e, SWEEP_DOORS, r->round, 1);
	if (done) {
		effects_amount(e, SWEEP_PEOPLE, r->round, record_int(r, "people"));
		effects_amount(e, SWEEP_HOMES, r->round, 1);
	}
	if (record_int(r, "away"))
		effects_amount(e, SWEEP_RETURNEES, r->round, 1);
	if (record_int(r, "ill"))
		effects_amount(e, BASE_SYMPTOMS, r->round, record_int(r, "ill"));
	if (neighbour)
		effects_amount(
			e, (uint16_t)(SWEEP_SAID_EMPTY + neighbour - SWEEP_EMPTY), r->round, 1);
}

/* What ends the question of a door, and what it answers: two who say otherwise of one cannot both be right. Nobody at home, or
 * unwilling, is true of the moment, whatever another found. */
static int visit_word(struct effects *e, const struct record *r, uint8_t outcome)
{
	if (sweep_answer(outcome) == TARGET_TRY)
		return 0;
	if (outcome != SWEEP_DONE)
		return effects_word(e, outcome);
	return effects_word(e,
		(uint32_t)outcome | (uint32_t)record_int(r, "away") << 8 |
			(uint32_t)record_int(r, "ill") << 16);
}

int sweep_visit_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome"), difficulty = record_choice(r, "difficulty");

	effects_answer(e, sweep_answer(outcome), r->round, r->subject, record_int(r, "slot"),
		outcome, record_choice(r, "next"));
	visit_word(e, r, outcome);
	if (difficulty)
		effects_oblige(e, "ask", difficulty, base_answer_due(difficulty, r->at_used));
	visit_amounts(e, r, outcome == SWEEP_DONE);
	return e->failed;
}

/* A journey is told whether or not a round asks for it, so it answers none. */
int sweep_travel_effects(struct effects *e, const struct record *r)
{
	return effects_amount(e, SWEEP_TRAVEL, base_incident(r), 1);
}

int sweep_visit_lift(struct cx *cx, const struct json *old, const struct json **ret)
{
	struct json *body = cx_new(cx, struct json);
	struct str *names = cx_many(cx, old->n, struct str);

	if (!body || !names)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < old->n; i++)
		names[i] = str_is(old->names[i], "returned") ? STR("away") : old->names[i];
	*body = *old;
	body->names = names;
	body->s = STR_NONE; /* it is no longer what its source text says */
	*ret = body;
	return 0;
}
