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
/* Those that begin from one moment to another, both included, in open rounds that are no exercise's; area "" = all that he sees. By post,
 * then by beginning. Names need keys (c->keys). */
int shifts_list(struct cx *cx, const struct cover *c, struct str area, int64_t from, int64_t to,
	struct shift **ret, size_t *ret_n);
void row_shift(struct jw *w, const struct shift *s, const struct round_kind *k);

#endif
