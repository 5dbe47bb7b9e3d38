/* What a seal, a need and a talk mean. From open fields only: who lives there and what they said lie sealed. */
#include "desk/zone/zone.h"

#include "cover/base_kinds.h"

static int raise_matter(struct effects *e, const struct record *r, struct str place, int64_t due)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, place, 0);
	return effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, due);
}

static int answer(struct effects *e, const struct record *r, int what, uint8_t code, uint8_t next)
{
	return effects_answer(e, what, r->round, r->subject, 0, code, next);
}

/* -- zones -- */

/* The seal is the zone's first attempt, too, so that whoever reads what is in force reads its level. */
int zone_sealed_effects(struct effects *e, const struct record *r)
{
	raise_matter(e, r, base_place(e, r), record_int(r, "until"));
	effects_answer(
		e, TARGET_TRY, r->round, r->id, 0, record_choice(r, "level"), ZONE_NEXT_ASSESS);
	return effects_amount(e, ZONE_ZONES, r->round, 1);
}

/* A target is due when it was last asked to be: finding the zone once more gives it its new end, and no second target. */
int zone_changed_effects(struct effects *e, const struct record *r)
{
	effects_target(e, TARGET_FOUND, r->round, r->subject, 0, r->area, record_int(r, "until"));
	return answer(e, r, TARGET_TRY, record_choice(r, "level"), ZONE_NEXT_ASSESS);
}

int zone_released_effects(struct effects *e, const struct record *r)
{
	return answer(e, r, TARGET_COVER, record_choice(r, "reason"), 0);
}

/* -- needs -- */

int need_raised_effects(struct effects *e, const struct record *r)
{
	raise_matter(e, r, STR(""), base_answer_due(record_choice(r, "urgency"), r->at_used));
	return effects_amount(e, ZONE_NEEDS, r->round, 1);
}

int need_taken_effects(struct effects *e, const struct record *r)
{
	return answer(e, r, TARGET_TRY, NEED_TAKEN, NEED_NEXT_BUY);
}

/* Money counts in fen, so that a sum has no rounding of its own. */
int order_bought_effects(struct effects *e, const struct record *r)
{
	answer(e, r, TARGET_TRY, NEED_BOUGHT, NEED_NEXT_DELIVER);
	effects_amount(e, ZONE_ORDERS, r->round, 1);
	return effects_amount(e, ZONE_ORDERS_VALUE, r->round, (record_milli(r, "amount") + 5) / 10);
}

int delivery_signed_effects(struct effects *e, const struct record *r)
{
	answer(e, r, TARGET_COVER, NEED_SIGNED, 0);
	if (record_choice(r, "goods") == NEED_GOODS_BOUGHT)
		effects_amount(e, ZONE_ORDERS_SIGNED, r->round, 1);
	return effects_amount(e, ZONE_NEEDS_MET, r->round, 1);
}

int errand_done_effects(struct effects *e, const struct record *r)
{
	answer(e, r, TARGET_COVER, NEED_DONE, 0);
	effects_amount(e, ZONE_ERRANDS, r->round, 1);
	return effects_amount(e, ZONE_NEEDS_MET, r->round, 1);
}

/* What was bought by then does not arrive: it goes back, or to somebody else. */
int need_dropped_effects(struct effects *e, const struct record *r)
{
	effects_amount(e, ZONE_ORDERS_DROPPED, r->round, record_int(r, "orders"));
	return answer(e, r, TARGET_EXCUSE, record_choice(r, "reason"), 0);
}

/* -- talks -- */

int counsel_asked_effects(struct effects *e, const struct record *r)
{
	return raise_matter(
		e, r, STR(""), base_answer_due(record_choice(r, "category"), r->at_used));
}

/* A talk after which the clinic or another talk follows was given, and leaves its matter open. */
int counsel_given_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");

	switch (outcome) {
	case COUNSEL_GIVEN:
		answer(e, r, TARGET_COVER, outcome, 0);
		break;
	case COUNSEL_AGAIN:
		answer(e, r, TARGET_TRY, outcome, COUNSEL_NEXT_TALK);
		break;
	case COUNSEL_REFERRED:
		answer(e, r, TARGET_TRY, outcome, COUNSEL_NEXT_CLINIC);
		break;
	case COUNSEL_UNREACHABLE:
		return answer(e, r, TARGET_TRY, outcome, COUNSEL_NEXT_CALL);
	default:
		return answer(e, r, TARGET_EXCUSE, outcome, 0);
	}
	return effects_amount(e, ZONE_COUNSEL, r->round, 1);
}
