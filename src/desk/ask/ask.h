/* Questions and difficulties: one standing round an incident; each has one owner and a time by which it is answered.
 *
 * A question is a subject whose id is that of the record that raised it: ask.asked, or a visit that told of a
 * difficulty. */
#ifndef DESK_ASK_ASK_H
#define DESK_ASK_ASK_H

#include "desk/desk.h"

extern const struct desk ask_desk;
extern const struct kind *const ask_kinds[]; /* NULL-terminated */

/* Codes of outcomes, kept in acts. ASK_ACCEPTED is that of ask.accepted; it is no answer. */
enum ask_outcome { ASK_SOLVED = 1, ASK_ANSWERED, ASK_PASSED_ON, ASK_CANNOT, ASK_ACCEPTED };
/* Who acts next on an open question. */
enum ask_next { ASK_NEXT_OWNER = 1, ASK_NEXT_OTHER, ASK_NEXT_ABOVE };

/* Numbers of figures, kept in views; their scope is the round. */
enum { ASK_FIGURE_ASKED = 10, ASK_FIGURE_SOLVED = 11, ASK_FIGURE_ANSWERED = 12 };

int ask_asked_effects(struct effects *e, const struct record *r);
int ask_accepted_effects(struct effects *e, const struct record *r);
int ask_answered_effects(struct effects *e, const struct record *r);

#endif
