/* How effects are collected; for the files of effects alone. */
#ifndef VIEW_EFFECTS_OWN_H
#define VIEW_EFFECTS_OWN_H

#include "view/effects.h"

/* Makes room for one more after n of that size. */
int effects_grow(struct cx *cx, void **p, size_t n, size_t *cap, size_t size);
/* One act more, of the record; NULL after an error, which e holds. */
struct act *effects_act(struct effects *e, enum fold fold, int what);
/* The values divided by U+001F. */
struct str effects_join(struct effects *e, const struct str *parts, size_t n);
uint64_t effects_digest(struct str who); /* the same in every program */

#endif
