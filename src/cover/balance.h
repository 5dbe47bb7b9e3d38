/* Balances: accounts that go across desks. What one side counts must be what the other counts, and no term is computed from
 * another: a term is a figure (a sum over records) or what was counted at hand (the latest counts at places of one kind). The
 * difference is shown, and nothing is refused because of it. */
#ifndef COVER_BALANCE_H
#define COVER_BALANCE_H

#include "cover/cover.h"

#define BALANCE_TERMS_MAX 16

struct balance_term {
	bool right;                  /* of the equation; else left */
	const struct figure *figure; /* or NULL: */
	const char *place, *item;    /* the latest counts at places "PLACE:…" of this item */
	const char *zh, *en;         /* of what was counted; a figure has a name of its own */
};

struct balance {
	const char *id; /* "cars" */
	const char *zh, *en;
	bool whole; /* its terms are written down in different areas: it adds up for the whole incident only */
	const struct balance_term *terms; /* up to one with neither figure nor place */
};

struct balance_value {
	const struct balance *balance;
	struct uuid incident;
	int64_t terms[BALANCE_TERMS_MAX]; /* thousandths, in the order of the table */
	size_t terms_n;
	int64_t difference; /* left − right, thousandths: 0 when it closes */
	bool part;          /* of a balance of the whole: the difference is no fault */
};

/* One balance for an incident (nil: all that are no exercise), in an area and all under it ("" = all that he sees), over all
 * days: what was counted at hand is of no day. It belongs to the incident that its place names. */
int balance_read(struct cx *cx, const struct cover *c, const struct balance *b,
	const struct uuid *incident, struct str area, struct balance_value *ret);

/* "post:INCIDENT:SUBJECT" is a place of kind "post". */
bool balance_place_is(struct str place, const char *kind);

#endif
