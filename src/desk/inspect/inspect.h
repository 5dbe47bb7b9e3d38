/* Inspections: closed rounds of sites, and what was found there until it is put right.
 *
 * A finding is a matter of the standing round `finding`. Its life: raised → assigned to whoever puts it right → reported as
 * fixed → re-checked, which settles it or sends it back. A view cannot refuse a step that comes out of turn, for another may
 * still be on its way; so each step says by itself what it leaves to be done, and the latest holds. Only a re-check that
 * passes settles, and only if the report of the fix was at hand: without it the finding stays open, and the report is what
 * is missing. What is settled stays so; a defect that comes back is a new finding, which names the old one.
 *
 * An inspection answers the items of the kind of site as which it was made: those that passed, those that failed; what is in
 * neither was not looked at. */
#ifndef DESK_INSPECT_INSPECT_H
#define DESK_INSPECT_INSPECT_H

#include "desk/desk.h"

extern const struct desk inspect_desk;
extern const struct kind *const inspect_kinds[]; /* NULL-terminated */

/* Codes of outcomes, kept in acts. */
enum inspect_outcome {
	INSPECT_IN_ORDER = 1,
	INSPECT_FINDINGS,
	INSPECT_CLOSED,
	INSPECT_REFUSED,
	INSPECT_GONE
};
enum finding_outcome {
	FINDING_ASSIGNED = 1,
	FINDING_FIXED,
	FINDING_PASSED,
	FINDING_FAILED,
	FINDING_UNREPORTED /* passed, and nobody has reported a fix */
};
/* What comes next for an open finding. */
enum finding_next {
	FINDING_NEXT_FIX = 1,
	FINDING_NEXT_RECHECK,
	FINDING_NEXT_FIX_AGAIN,
	FINDING_NEXT_REPORT
};

/* Where a finding comes from. */
enum finding_source { FINDING_INSPECTION = 1, FINDING_RESIDENT, FINDING_OWN_CHECK, FINDING_ABOVE };

/* Numbers of figures, kept in views; their scope is the round, of inspect.led the incident. */
enum {
	INSPECT_ENTERPRISES = 40,
	INSPECT_VILLAGES = 41,
	INSPECT_COMPOUNDS = 42,
	INSPECT_BY_LEADERS = 43,
	INSPECT_RAISED = 44,
	INSPECT_SETTLED = 45,
	INSPECT_TOLD = 46,
	INSPECT_RAISED_THERE = 47,
	INSPECT_FIXED = 48,
	INSPECT_RECHECKED = 49
};

/* The items of an inspection, and at which kinds of site each is asked (checklist_kinds.c). A finding is about one of them, wherever
 * it was found. */
extern const struct choice inspect_checklist[]; /* up to one without a name */
extern const struct offer inspect_offers[];     /* up to one without a choice */

/* What an outcome does to its target: TARGET_COVER, TARGET_EXCUSE or TARGET_TRY. */
int inspect_answer(uint8_t outcome);

int inspect_site_effects(struct effects *e, const struct record *r);
int inspect_made_agrees(struct cx *cx, const struct record *r);
int inspect_made_effects(struct effects *e, const struct record *r);
int inspect_led_effects(struct effects *e, const struct record *r);
int finding_raised_effects(struct effects *e, const struct record *r);
int finding_assigned_effects(struct effects *e, const struct record *r);
int finding_fixed_effects(struct effects *e, const struct record *r);
int finding_rechecked_effects(struct effects *e, const struct record *r);

#endif
