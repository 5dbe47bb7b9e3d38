/* What an inspection means, and each step of a finding's life. From open fields only: who was there and what was seen in
 * words lie sealed. */
#include "desk/inspect/inspect.h"

#include "cover/base_kinds.h"
#include "rules/norms.h"

/* A place of business is told openly by its name, as a store is: it names no household. */
int inspect_site_effects(struct effects *e, const struct record *r)
{
	return effects_subject(e, r->subject, SUBJECT_SITE, r->area, record_text(r, "name"),
		record_choices(r, "flags"));
}

int inspect_answer(uint8_t outcome)
{
	switch (outcome) {
	case INSPECT_IN_ORDER:
	case INSPECT_FINDINGS:
		return TARGET_COVER; /* it was inspected; what was found has a life of its own */
	case INSPECT_GONE:
		return TARGET_EXCUSE;
	default:
		return TARGET_TRY;
	}
}

/* The figure of inspected sites of this kind; 0: none is kept. */
static uint16_t figure_of(uint8_t site)
{
	switch (site) {
	case SITE_ENTERPRISE:
		return INSPECT_ENTERPRISES;
	case SITE_VILLAGE:
		return INSPECT_VILLAGES;
	case SITE_COMPOUND:
		return INSPECT_COMPOUNDS;
	default:
		return 0;
	}
}

static void inspected_amounts(struct effects *e, const struct record *r)
{
	uint16_t figure = figure_of(record_choice(r, "site"));

	if (figure)
		effects_amount(e, figure, r->round, 1);
	if (record_int(r, "by_leader"))
		effects_amount(e, INSPECT_BY_LEADERS, r->round, 1);
	effects_amount(e, INSPECT_TOLD, r->round, record_int(r, "findings"));
}

int inspect_made_agrees(struct cx *cx, const struct record *r)
{
	uint32_t failed = record_choices(r, "failed");

	if (failed & record_choices(r, "passed"))
		return err(cx, E_FIELD_DISAGREES, "body.failed", "同一检查项既填合格又填不合格",
			"an item both passed and failed");
	if (failed && record_choice(r, "outcome") == INSPECT_IN_ORDER)
		return err(cx, E_FIELD_DISAGREES, "body.failed",
			"检查结果为“检查合格”，却有不合格项",
			"items failed, and the outcome is 'in_order'");
	return 0;
}

int inspect_made_effects(struct effects *e, const struct record *r)
{
	uint8_t outcome = record_choice(r, "outcome");
	int what = inspect_answer(outcome);

	effects_answer(e, what, r->round, r->subject, 0, outcome, record_choice(r, "next"));
	if (what == TARGET_COVER)
		inspected_amounts(e, r);
	return e->failed;
}

int inspect_led_effects(struct effects *e, const struct record *r)
{
	return effects_amount(e, INSPECT_BY_LEADERS, base_incident(r), 1);
}

int finding_raised_effects(struct effects *e, const struct record *r)
{
	const struct norm *norm = norm_fix(record_choice(r, "severity"), day_of(r->at_used));

	effects_subject(e, r->id, SUBJECT_MATTER, r->area, STR(""), 0);
	effects_target(e, TARGET_OBLIGE, r->round, r->id, 0, r->area, r->at_used + norm->ms);
	if (record_choice(r, "source") == FINDING_INSPECTION)
		effects_amount(e, INSPECT_RAISED_THERE, r->round, 1);
	return effects_amount(e, INSPECT_RAISED, r->round, 1);
}

static int step(struct effects *e, const struct record *r, uint8_t code, uint8_t next)
{
	return effects_answer(e, TARGET_TRY, r->round, r->subject, 0, code, next);
}

int finding_assigned_effects(struct effects *e, const struct record *r)
{
	return step(e, r, FINDING_ASSIGNED, FINDING_NEXT_FIX);
}

int finding_fixed_effects(struct effects *e, const struct record *r)
{
	step(e, r, FINDING_FIXED, FINDING_NEXT_RECHECK);
	return effects_amount(e, INSPECT_FIXED, r->round, 1);
}

/* Two people settle a finding: whoever put it right and says so, and whoever looks again. */
int finding_rechecked_effects(struct effects *e, const struct record *r)
{
	bool passed = record_choice(r, "outcome") == FINDING_PASSED,
	     reported = record_int(r, "reported") != 0;

	if (reported && !record_int(r, "again"))
		effects_amount(e, INSPECT_RECHECKED, r->round, 1);
	if (!passed)
		return step(e, r, FINDING_FAILED, FINDING_NEXT_FIX_AGAIN);
	if (!reported)
		return step(e, r, FINDING_UNREPORTED, FINDING_NEXT_REPORT);
	effects_answer(e, TARGET_COVER, r->round, r->subject, 0, FINDING_PASSED, 0);
	return effects_amount(e, INSPECT_SETTLED, r->round, 1);
}
