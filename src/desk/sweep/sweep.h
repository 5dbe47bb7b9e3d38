/* Knocking on doors: closed rounds of dwellings, a question at each, nobody missed.
 *
 * A visit gives a target its outcome; a difficulty told at the door becomes a target of the incident's questions. */
#ifndef DESK_SWEEP_SWEEP_H
#define DESK_SWEEP_SWEEP_H

#include "desk/desk.h"

extern const struct desk sweep_desk;
extern const struct kind *const sweep_kinds[]; /* NULL-terminated */

/* Codes of outcomes, kept in acts. */
enum sweep_outcome {
	SWEEP_DONE = 1,
	SWEEP_NOBODY,
	SWEEP_REFUSED,
	SWEEP_MOVED,
	SWEEP_OWNER_UNREACHABLE,
	SWEEP_UNSAFE,
	SWEEP_NOT_A_DWELLING
};

/* Numbers of figures, kept in views; their scope is the round. */
enum {
	SWEEP_DOORS = 1,
	SWEEP_PEOPLE = 2,
	SWEEP_HOMES = 3,
	SWEEP_RETURNEES = 4,
	SWEEP_TRAVEL = 5, /* its scope is the incident */
	/* what neighbours say of homes where nobody opened, in the order of their codes */
	SWEEP_SAID_EMPTY = 6,
	SWEEP_SAID_OCCUPIED = 7,
	SWEEP_SAID_UNKNOWN = 8,
	SWEEP_SAID_OTHER = 9
};

/* Codes of what a neighbour says. */
enum sweep_neighbour { SWEEP_EMPTY = 1, SWEEP_OCCUPIED, SWEEP_UNKNOWN, SWEEP_OTHER };

/* What an outcome does to its target: TARGET_COVER, TARGET_EXCUSE or TARGET_TRY. */
int sweep_answer(uint8_t outcome);

int sweep_found_effects(struct effects *e, const struct record *r);
int sweep_travel_effects(struct effects *e, const struct record *r);
int sweep_visit_effects(struct effects *e, const struct record *r);
/* Version 1 asked `returned` where version 2 asks `away`. */
int sweep_visit_lift(struct cx *cx, const struct json *old, const struct json **ret);

#endif
