/* What a question, its acceptance and its answer mean. The words are sealed: only the urgency and the outcome count. */
#include "desk/ask/ask.h"

#include "cover/base_kinds.h"

int ask_asked_effects(struct effects *e, const struct record *r)
{
	int64_t due = base_answer_due(record_choice(r, "category"), r->at_used);

	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, due);
	return effects_amount(e, ASK_FIGURE_ASKED, r->round, 1);
}

/* Whoever accepts owns it; until then it stays with the one who took it in. */
int ask_accepted_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_TRY, r->round, r->subject, 0, ASK_ACCEPTED, ASK_NEXT_OWNER);
}

static uint8_t next_of(uint8_t outcome)
{
	switch (outcome) {
	case ASK_PASSED_ON:
		return ASK_NEXT_OTHER;
	case ASK_CANNOT:
		return ASK_NEXT_ABOVE;
	default:
		return 0;
	}
}

int ask_answered_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	bool settled = outcome == ASK_SOLVED || outcome == ASK_ANSWERED;

	effects_answer(e, settled ? TARGET_COVER : TARGET_TRY, r->round, r->subject, 0, outcome,
		next_of(outcome));
	if (outcome == ASK_SOLVED)
		effects_amount(e, ASK_FIGURE_SOLVED, r->round, 1);
	if (settled)
		effects_amount(e, ASK_FIGURE_ANSWERED, r->round, 1);
	return e->failed;
}
