/* The gate's question about steps that two people have to take (struct kind: not_by). */
#ifndef GUARD_OTHER_H
#define GUARD_OTHER_H

#include "guard/guard.h"

/* A new commit group: what the one before brought is in the store. */
void guard_other_begin(struct guard *g);
void guard_other_free(struct guard *g);
/* r is of a kind with not_by: held if one of its people wrote a record of that kind about its target. */
enum gate_answer guard_other_ask(struct cx *cx, struct guard *g, const struct record *r);

/* Remembers, until the group is in the store, that r says something of this. */
void guard_other_note(struct guard *g, const struct record *r, const struct uuid *of);
/* Did one of these people say anything of it in this group? Also where that is more than can be remembered. */
bool guard_other_near(
	const struct guard *g, const struct uuid *of, const struct str *people, size_t n);

/* How much of this kind did the same one hand in about it in this group, as far as it was noted? SIZE_MAX: more than is remembered. */
size_t guard_other_count(const struct guard *g, const struct record *r, const struct uuid *of);

/* apart.c. r is of a kind with `apart`, these its people, or those who approve it: E_NOT_ALLOWED if one of them has a hand in what it
 * names; held where that is not here. */
enum gate_answer guard_apart_ask(
	struct cx *cx, struct guard *g, const struct record *r, const struct str *people, size_t n);

/* rebind.c. Held if it takes back what freed somebody, or what took back an order that bound him or its ground: he would be bound again
 * by one person. */
enum gate_answer guard_rebind_ask(struct cx *cx, struct guard *g, const struct record *r);

#endif
