/* Grants in an account's entry: "grants": [{area, everywhere, from, post, role, round, until}], members in canonical order, those that
 * say nothing left out; times in ms. An entry of before there were roles has {everywhere, scopes, verbs} instead: each of its
 * verbs becomes a grant of the row of roles that comes to it. */
#ifndef GUARD_GRANTS_H
#define GUARD_GRANTS_H

#include "guard/guard.h"

int grants_read(struct cx *cx, const struct json *v, struct account *a);
void grants_write(struct jw *w, const struct account *a);
/* The member "waiting", where there is any: what a second person has to agree to, each with who asked for it. */
void grants_waiting(struct jw *w, const struct account *a);
bool grants_flag(const struct json *v, const char *name);
struct uuid grants_id(const struct json *v, const char *name); /* nil: none */
/* The member "staff", where there is one. */
void grants_staff(struct jw *w, const struct account *a);
/* With their areas, in the arena. */
int guard_grants_copy(struct cx *cx, const struct account *a, const struct grant **ret);

#endif
