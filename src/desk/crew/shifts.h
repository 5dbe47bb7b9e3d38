/* The shifts of an area's posts, as whoever stands at one wants them: who is here, who came, who comes next. */
#ifndef DESK_CREW_SHIFTS_H
#define DESK_CREW_SHIFTS_H

#include "cover/cover.h"
#include "desk/rows.h"

struct shift {
	struct target
		target; /* of the round `shift`: its subject is for whom it was planned, or the post that nobody is planned for */
	struct uuid post; /* nil: not told */
	struct str post_name;
	struct uuid staff;  /* who is to come, after swaps; nil: nobody */
	struct str name;    /* masked; STR_NONE: nobody, or not his to see */
	struct str role;    /* "" where none was told */
	int64_t start, end; /* end 0: not told */
	int64_t came, left; /* by their records; 0: no */
	struct uuid handed_to;
};
/* Of one round or at one post (nil: of all), as far as this reader sees there. */
struct shifts_only {
	struct uuid round, post;
	const struct reader *who;
};
struct shifts_ask {
	struct str area;                /* "": all that he sees */
	struct uuid incident;           /* nil: of every one that is no exercise */
	int64_t from, to;               /* when they begin, both included */
	const struct shifts_only *only; /* those that one of these holds; NULL: all that he sees */
	size_t only_n;
	struct str after;
	size_t limit;
};
/* Those of open rounds, by when they begin; whoever is planned for a post stands in its place. Only those of the page are looked into. Names
 * need keys (c->keys). E_BAD_REQUEST: limit, after. */
int shifts_list(struct cx *cx, const struct cover *c, const struct shifts_ask *ask,
	struct shift **ret, size_t *ret_n, struct str *ret_next);
void row_shift(struct jw *w, const struct shift *s, const struct round_kind *k);

#endif
