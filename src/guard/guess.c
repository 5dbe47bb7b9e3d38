/* How often somebody asks by the whole of a person's number. A number that is shown masked lacks a few digits, and an answer to a guess
 * tells these: so many guesses and no more. */
#include "guard/own.h"

static int too_many(struct cx *cx, int64_t left)
{
	return err(cx, E_NUMBERS_ASKED, "q", cx_num(cx, GUARD_GUESSES),
		cx_num(cx, (left + 59999) / 60000));
}

int guard_guess(struct cx *cx, struct guard *g, struct str user, int64_t now)
{
	struct account_box *b;
	int64_t left = 0;

	pthread_mutex_lock(&g->lock);
	b = guard_box(g, user);
	if (b && now >= b->guesses_until) {
		b->guesses_until = now + GUARD_GUESSES_MS;
		b->guesses = 0;
	}
	if (b && b->guesses >= GUARD_GUESSES)
		left = b->guesses_until - now;
	else if (b)
		b->guesses++;
	pthread_mutex_unlock(&g->lock);
	return left > 0 ? too_many(cx, left) : 0;
}
