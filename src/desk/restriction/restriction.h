/* Restrictions of people: a red code, a seal on a door, isolation. Each has a cause, a second person's approval, an end, a notice
 * with the reason, and an appeal that reaches somebody who was not involved.
 *
 * One standing round, `restriction`, whose targets are matters. Of a restriction (slot 0) it is open as long as it was neither
 * lifted nor excused, and due at its end; slot 1 is its notice, to be served, slots 2 to 5 those of its extensions. Of an appeal
 * (slot 9) it is open until it is decided.
 *
 * A restriction is held until a second person approves it, and so is its extension; lifting one takes one person, for freeing never
 * waits. What is in force is not stored: an order that stands, on a ground that stands, from its beginning to its end, which is
 * read with now as a parameter (restrictions.h). So it ends by itself, and with its ground. */
#ifndef DESK_RESTRICTION_RESTRICTION_H
#define DESK_RESTRICTION_RESTRICTION_H

#include "desk/desk.h"

extern const struct desk restriction_desk;
extern const struct kind *const restriction_kinds[]; /* NULL-terminated */
extern const struct kind restriction_ordered, restriction_extended, restriction_served,
	restriction_lifted, appeal_made, appeal_decided;
extern const struct round_kind round_restriction;

/* More often than this nobody is kept on one order: a new one says why anew. */
#define RESTRICTION_EXTENSIONS_MAX 4

enum restriction_slot {
	RESTRICTION_SLOT_ITSELF,
	RESTRICTION_SLOT_NOTICE, /* + n: that of the n-th extension */
	RESTRICTION_SLOT_APPEAL = 9
};
/* Codes of outcomes, kept in acts. While it is open a restriction has that of rules/norms.h. */
enum restriction_outcome {
	RESTRICTION_OVER = 11, /* its end came */
	RESTRICTION_EARLY,
	RESTRICTION_GROUNDLESS,
	RESTRICTION_MISTAKE,
	APPEAL_UPHELD = 21,
	APPEAL_LIFTED,
	APPEAL_CHANGED,
	SERVED_HIMSELF = 31,
	SERVED_HOUSEHOLD,
	SERVED_LEFT,
	SERVED_PHONE,
	SERVED_NOBODY
};
enum restriction_next { RESTRICTION_NEXT_ASSESS = 1, RESTRICTION_NEXT_SERVE };
enum restriction_cause { CAUSE_CASE = 1, CAUSE_ZONE, CAUSE_RULE };
enum restriction_rule { RULE_TRAVEL = 1 };

/* Numbers of figures, kept in views; their scope is the round. */
enum {
	RESTRICTION_ORDERED = 190,
	RESTRICTION_EXTENDED = 191,
	RESTRICTION_SERVED = 192,
	RESTRICTION_LIFTED = 193,
	RESTRICTION_APPEALS = 194,
	RESTRICTION_DECIDED = 195,
	RESTRICTION_FREED = 196
};

int restriction_ordered_agrees(struct cx *cx, const struct record *r);
int restriction_extended_agrees(struct cx *cx, const struct record *r);
int restriction_ordered_effects(struct effects *e, const struct record *r);
int restriction_extended_effects(struct effects *e, const struct record *r);
int restriction_served_effects(struct effects *e, const struct record *r);
int restriction_lifted_effects(struct effects *e, const struct record *r);
int appeal_made_effects(struct effects *e, const struct record *r);
int appeal_decided_effects(struct effects *e, const struct record *r);

#endif
