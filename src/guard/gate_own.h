/* The gate's own parts. Each of those that answer has recorded in the context why, where it says no. */
#ifndef GUARD_GATE_OWN_H
#define GUARD_GATE_OWN_H

#include "guard/guard.h"

/* gate_right.c */
/* The areas as of this commit group and day: asked for once a group, while the writer owns the store. */
int gate_follow(struct cx *cx, struct guard *g);
enum gate_answer gate_not_his(struct cx *cx, struct str area); /* no */
/* Is it one of those that he has a right to (gg->as)? One that is not known is for somebody with wider rights. */
enum gate_answer gate_area(struct cx *cx, const struct guard_gate *gg, struct str area);
/* Takes up who he is for this, in gg->as; false: nothing. */
bool gate_take(struct guard_gate *gg, struct right right, const struct about *about);
/* The same of a record, and for any of these verbs. */
bool gate_right(struct cx *cx, struct guard_gate *gg, unsigned verbs, const struct record *r);

/* gate.c: of two answers the strictest holds */
enum gate_answer gate_stricter(enum gate_answer a, enum gate_answer b);

/* gate_place.c: of all that it is about, after gate_right. */
enum gate_answer gate_places(struct cx *cx, const struct guard_gate *gg, const struct record *r);

/* gate_named.c: of the records that it names; takes up other rights. */
enum gate_answer gate_named(struct cx *cx, struct guard_gate *gg, const struct record *r);

#endif
