/* Residents: somebody who opened his own record with a slip of paper, given to him at his door by a worker who had seen his card.
 *
 * He is no account, and has no grant, so every list, count and search is empty for him; what he may read, a handful of routes tell by
 * rights.own, and what he may hand in is what kinds marked KIND_RESIDENT allow, about himself or his home. */
#ifndef GUARD_RESIDENT_H
#define GUARD_RESIDENT_H

#include "guard/ticket.h"

#define RESIDENT_SLIP_MS \
	(72 * WHEN_HOUR_MS) /* its entry says that the card was seen, by whom (via) */

/* The name under which he reads and writes. */
int guard_resident_name(struct cx *cx, const struct uuid *subject, struct str *ret);
/* A subject and all that it was merged with, by id. In any transaction. */
int guard_same(struct cx *cx, struct store *s, const struct uuid *subject, struct uuid **ret,
	size_t *ret_n);

/* The one home that all of these, who are one, are taken to have: nil, if none is told. With keys, in any transaction. */
int resident_home(
	struct cx *cx, const struct cover *c, const struct uuid *same, size_t n, struct uuid *ret);

/* Of what he raised himself so much may be open: questions about him and his home (E_ASKS_OPEN; what endangers a life is counted for
 * itself), and objections to one restriction (E_APPEAL_OPEN). Asked in the gate. */
#define RESIDENT_ASKS_MAX 5
#define RESIDENT_APPEALS_MAX 1

/* May a slip be made for this person: for himself (guardian nil), or for somebody who stands for him? A child is whoever is under
 * RESIDENT_CHILD_YEARS, by date of birth or document number, or has the flag of an infant and neither. E_GUARDIAN_NEEDED: he is one.
 * E_GUARDIAN: he is none, or that one is no adult who is listed in the same home. c: with keys, in any transaction. */
#define RESIDENT_CHILD_YEARS 14
#define RESIDENT_ADULT_YEARS 18
int resident_slip_check(struct cx *cx, const struct cover *c, const struct subject *whose,
	const struct uuid *guardian);

#endif
