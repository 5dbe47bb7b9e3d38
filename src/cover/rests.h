/* Rests: who came to a shift too soon after another. All acts of one person, when he was at a post and when he was planned for one,
 * lie in one row; which beginnings count follows from them together. */
#ifndef COVER_RESTS_H
#define COVER_RESTS_H

#include "cover/cover.h"

struct str rest_area(const struct act *a); /* where it was */
int64_t rest_until(const struct act *a);   /* until when he has to rest, or is seconded */
bool rest_same_shift(const struct act *a, const struct act *b);
/* Which of these acts are beginnings, the first of their shift, that come too soon after the latest end of another. What was planned is
 * judged by what was planned and by what came of it; who came, by when he really went off. ret has n. */
int rests_short(struct cx *cx, const struct act *acts, size_t n, bool *ret);
/* How much an amount of a record counts: what it says, or for rests, where it says 0, 1 if the rest was too short. */
int rest_counts(struct cx *cx, const struct cover *c, const struct effects *fx,
	const struct amount *a, int64_t *ret);

#endif
