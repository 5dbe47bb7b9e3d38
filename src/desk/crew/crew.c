/* What the roll, a pairing, a muster and a shift mean. */
#include "desk/crew/crew.h"

#include "cover/base_kinds.h"
#include "rules/shift.h"

#define MILLI_HOUR_MS 3600 /* a thousandth of an hour */

/* -- units and staff -- */

int crew_unit_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->subject, SUBJECT_UNIT, r->area, record_text(r, "name"), 0);
}

int crew_staff_effects(struct effects *e, const struct record *r)
{
	return effects_subject(
		e, r->subject, SUBJECT_STAFF, r->area, STR(""), record_choices(r, "flags"));
}

int crew_state_effects(struct effects *e, const struct record *r)
{
	return effects_subject_flags(e, r->subject, record_choices(r, "flags"));
}

/* Its last day is a whole one. */
int crew_seconded_effects(struct effects *e, const struct record *r)
{
	const struct json *to = json_get(r->body, "to");

	effects_duty_seconded(e, r->subject, day_start((int32_t)record_int(r, "from")),
		to ? day_start((int32_t)record_int(r, "to") + 1) : 0);
	return effects_amount(e, CREW_SECONDMENTS, base_incident(r), 1);
}

/* -- who answers for an area -- */

int crew_led_effects(struct effects *e, const struct record *r)
{
	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	return effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, 0);
}

int crew_led_ended_effects(struct effects *e, const struct record *r)
{
	return effects_answer(
		e, TARGET_COVER, r->round, r->subject, 0, record_choice(r, "reason"), 0);
}

/* -- the muster -- */

int crew_reported_effects(struct effects *e, const struct record *r)
{
	effects_answer(e, TARGET_COVER, r->round, r->subject, 0, MUSTER_REPORTED, 0);
	return effects_amount(e, CREW_REPORTED, r->round, 1);
}

int crew_excused_effects(struct effects *e, const struct record *r)
{
	return effects_answer(
		e, TARGET_EXCUSE, r->round, r->subject, 0, record_choice(r, "reason"), 0);
}

int crew_called_effects(struct effects *e, const struct record *r)
{
	return effects_answer(e, TARGET_TRY, r->round, r->subject, 0, record_choice(r, "outcome"),
		record_choice(r, "next"));
}

/* -- shifts -- */

/* Of the shift as it was planned, whoever came. */
static int shift_answer(
	struct effects *e, const struct record *r, int what, uint8_t code, uint8_t next)
{
	struct uuid planned = r->subject;

	record_ref(r, "planned", &planned);
	return effects_answer(e, what, r->round, planned, record_int(r, "slot"), code, next);
}

/* From one shift of a post to its next. */
static const struct {
	int numbers, hours;
} mannings[] = {
	[MANNED_DAY_AND_NIGHT] = { 1, 12 },
	[MANNED_DAY] = { 2, 24 },
	[MANNED_NIGHT] = { 2, 24 },
	[MANNED_THREE] = { 1, 8 },
	[MANNED_FOUR] = { 1, 6 },
};

int crew_manned_effects(struct effects *e, const struct record *r)
{
	uint8_t how = record_choice(r, "manning");

	for (int64_t i = 0; i < record_int(r, "shifts"); i++)
		effects_target(e, TARGET_OBLIGE, r->round, r->subject,
			record_int(r, "slot") + i * mannings[how].numbers, r->area,
			record_int(r, "start") + i * mannings[how].hours * WHEN_HOUR_MS);
	return e->failed;
}

/* Of the post, if it was to be manned. */
static int post_filled(struct effects *e, const struct record *r)
{
	struct uuid post = uuid_nil;

	record_ref(r, "post", &post);
	return effects_answer(
		e, TARGET_SPARE, r->round, post, record_int(r, "slot"), SHIFT_FILLED, 0);
}

/* -- rest between shifts: whoever acts, for whomever the shift was planned -- */

static int goes_off(struct effects *e, const struct record *r, int what, int64_t at)
{
	return effects_duty_ends(
		e, what, r->subject, record_int(r, "slot"), at, at + shift_rest(day_of(at))->ms);
}

static int is_to_come(struct effects *e, const struct record *r, struct uuid who)
{
	return effects_duty_begins(e, DUTY_STARTS, who, record_int(r, "slot"),
		record_int(r, "start"), CREW_SHORT_PLANS);
}

int crew_planned_effects(struct effects *e, const struct record *r)
{
	int64_t start = record_int(r, "start"), end = record_int(r, "end");

	effects_target(
		e, TARGET_OBLIGE, r->round, r->subject, record_int(r, "slot"), r->area, start);
	is_to_come(e, r, r->subject);
	if (end > start)
		goes_off(e, r, DUTY_ENDS, end);
	return post_filled(e, r);
}

int crew_clock_in_effects(struct effects *e, const struct record *r)
{
	shift_answer(e, r, TARGET_COVER, SHIFT_HELD, 0);
	post_filled(e, r);
	effects_duty_begins(
		e, DUTY_ON, r->subject, record_int(r, "slot"), r->at_used, CREW_SHORT_RESTS);
	effects_amount(e, CREW_ATTENDANCES, r->round, 1);
	if (record_choice(r, "post_kind") == SITE_HIGHWAY_EXIT)
		effects_amount(e, CREW_EXIT_STAFF, r->round, 1);
	return e->failed;
}

/* An attempt: on a shift that was clocked in for it changes nothing, whenever it arrives. */
int crew_clock_out_effects(struct effects *e, const struct record *r)
{
	int64_t ms = record_milli(r, "hours") * MILLI_HOUR_MS;

	shift_answer(e, r, TARGET_TRY, SHIFT_LEFT, SHIFT_NEXT_ENTER);
	goes_off(e, r, DUTY_OFF, r->at_used);
	if (shift_overlong(ms, day_of(r->at_used)))
		effects_amount(e, CREW_OVERLONG, r->round, 1);
	return e->failed;
}

int crew_handed_over_effects(struct effects *e, const struct record *r)
{
	return shift_answer(e, r, TARGET_TRY, SHIFT_HANDED_OVER, SHIFT_NEXT_ENTER);
}

int crew_no_show_effects(struct effects *e, const struct record *r)
{
	return shift_answer(e, r, TARGET_TRY, SHIFT_NO_SHOW, record_choice(r, "next"));
}

/* The shift stays what it was, and so what is missing; only who is to come is another. */
int crew_swapped_effects(struct effects *e, const struct record *r)
{
	struct uuid with = uuid_nil;

	shift_answer(e, r, TARGET_TRY, SHIFT_SWAPPED, SHIFT_NEXT_COME);
	record_ref(r, "with", &with);
	return is_to_come(e, r, with);
}
