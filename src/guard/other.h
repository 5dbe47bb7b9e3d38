/* The gate's question about steps that two people have to take (struct kind: not_by). */
#ifndef GUARD_OTHER_H
#define GUARD_OTHER_H

#include "guard/guard.h"

/* A new commit group: what the one before brought is in the store. */
void guard_other_begin(struct guard *g);
void guard_other_free(struct guard *g);
/* r is of a kind with not_by: held if one of its people wrote a record of that kind about its target. */
enum gate_answer guard_other_ask(struct cx *cx, struct guard *g, const struct record *r);

#endif
