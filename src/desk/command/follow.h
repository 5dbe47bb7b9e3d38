/* What follows from lists of risk areas, and from symptoms that gather: drawn up by the program, done by people.
 *
 * A journey lies sealed, and no list knows of it, so no fold can see that the two meet. Whoever opens the incident's standing round
 * `risk` orders that everyone who touched a listed area is followed up; from then on the program draws up a record for each
 * (risk.matched), which obliges a target: when a list comes, when a journey comes, whichever is the later. It is written in the name
 * of whoever handed that in. When a list or a journey is corrected the record is corrected too, in the name it had, and the target excused.
 *
 * In the same way the standing round `warning` orders a warning (warning.raised) for each area in which the people with symptoms
 * reach the norm (rules/norms.h). What was told in one warning counts for no other.
 *
 *   risk     found      followed          not reached   dismissed   taken off the list
 *   open                settled           try again     excused     excused
 *   settled  nothing changes
 *   excused             settled           nothing       excused     excused, until it is listed again
 *
 * decision 18. */
#ifndef DESK_COMMAND_FOLLOW_H
#define DESK_COMMAND_FOLLOW_H

#include "cover/cover.h"
#include "desk/desk.h"
#include "guard/guard.h"

extern const struct kind risk_matched, risk_followed, risk_dismissed, warning_raised,
	warning_settled;
extern const struct figure risk_contacts, risk_cleared, risk_handled, symptoms_told,
	warnings_raised;
extern const struct round_kind round_risk, round_warning;

/* Codes of outcomes, kept in acts. */
enum risk_outcome {
	RISK_CENTRAL = 1,
	RISK_HOME,
	RISK_WATCHED,
	RISK_NOT_REACHED,
	RISK_NOT_THERE = 11,
	RISK_ELSEWHERE,
	RISK_MISTAKE,
	RISK_OFF_LIST = 21
};
enum warning_outcome { WARNING_NOTHING = 1, WARNING_TESTED, WARNING_CASE, WARNING_WATCH };
/* Of whom a journey was told: of a person on the roster or an arrival that is followed up; or of nobody who is listed, or somebody
 * of a home: a matter of its own, which the record then makes. */
enum risk_whom { RISK_KNOWN = 1, RISK_UNKNOWN };

/* Numbers of figures, kept in views; their scope is the round. */
enum { RISK_CONTACTS = 171, RISK_CLEARED = 172, RISK_HANDLED = 173, WARNINGS_RAISED = 174 };

int risk_matched_effects(struct effects *e, const struct record *r);
int risk_followed_effects(struct effects *e, const struct record *r);
int risk_dismissed_effects(struct effects *e, const struct record *r);
int warning_raised_effects(struct effects *e, const struct record *r);
int warning_settled_effects(struct effects *e, const struct record *r);

/* A record that is due, as JSON, and in whose name. */
struct drawn {
	struct str record, by;
};
struct drawn_list {
	struct drawn *all;
	size_t n, cap;
};
/* All that is due by what the cover's transaction sees: of every incident whose rounds are open, in their areas. Needs keys, and a reader who sees
 * everything. Nothing when all has been drawn up: then it may be asked again at any time. */
int follow_draw(struct cx *cx, const struct cover *c, struct drawn_list *ret);
#define FOLLOW_AT_ONCE 1000 /* records of a commit group */
/* Drawn records as items to append, each in its own name. Any thread. */
int follow_items(struct cx *cx, struct site *s, const struct drawn *all, size_t n, int64_t now,
	struct append_item *ret);
/* The parts of it, of one open round. */
int follow_risk(
	struct cx *cx, const struct cover *c, const struct round *round, struct drawn_list *ret);
int follow_symptoms(
	struct cx *cx, const struct cover *c, const struct round *round, struct drawn_list *ret);
int drawn_add(struct cx *cx, struct drawn_list *l, const struct buf *record, struct str by);

#endif
