/* What demo/field.c and demo/events.c share: a visit, and a person put on the roster. */
#ifndef DEMO_FIELD_H
#define DEMO_FIELD_H

#include "demo/world.h"

#define MINUTE 60000LL
#define LATE_WORKER 14 /* his phone finds no network from 13:00 until the next morning */
#define LATE_DOORS 3   /* which he leaves for the morning, after the close */

struct visit {
	int outcome, people, urgency;
	bool away;
};

struct visit field_any_visit(struct demo *d);
/* Writes a visit on the tally and into the outbox; the fact. corrects: two facts, TALLY_NONE for none; NULL: none. */
int field_visit(struct demo *d, struct worker *w, struct door *x, const struct visit *v, int64_t at,
	const int corrects[2]);
/* name NULL: one of the usual; number: makes the phone number. */
struct somebody field_person(
	struct demo *d, struct worker *w, int64_t at, const char *name, int number);
void field_events(struct demo *d); /* events.c: what the table has for this tick */

#endif
