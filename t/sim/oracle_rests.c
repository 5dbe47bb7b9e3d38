/* Rests between shifts, from the promise: a shift that somebody begins, for the first time, less than eleven hours after he left
 * another, whatever post it was; of plans, after the later of what was planned to end and what did. */
#include "oracle.h"

#include <string.h>

#define REST (11 * O_HOUR)
enum { CAME = 85, PLANNED = 86 };

/* Whom it puts on a shift, and when. */
static int begins(const struct fact *f, struct uuid *ret_who, int64_t *ret_at)
{
	bool swap = is(f, "shift.swapped");

	*ret_who = f->subject;
	*ret_at = f->at;
	if (is(f, "shift.clock_in"))
		return CAME;
	if (!swap && !is(f, "shift.planned"))
		return 0;
	if (swap)
		b_id(f, "with", ret_who);
	when_read(b_text(f, "start"), ret_at);
	return PLANNED;
}

/* Until when somebody is on a shift; false: the record says no end. */
static bool ends(const struct fact *f, bool planned, int64_t *ret_at)
{
	int64_t start = 0;

	*ret_at = f->at;
	if (is(f, "shift.clock_out"))
		return true;
	if (!planned || !is(f, "shift.planned"))
		return false;
	*ret_at = 0;
	when_read(b_text(f, "start"), &start);
	when_read(b_text(f, "end"), ret_at);
	return *ret_at > start;
}

static bool same_shift(const struct fact *a, const struct fact *b)
{
	return uuid_eq(&a->round, &b->round) && b_int(a, "slot") == b_int(b, "slot");
}

/* Facts lie by time and id: of two plans for one moment the one told first comes first. */
static bool is_first(
	struct oracle *o, const struct fact *f, int figure, const struct uuid *who, int64_t at)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *g = &o->all[i];
		struct uuid other;
		int64_t then;

		if (g->stands && g != f && begins(g, &other, &then) == figure &&
			uuid_eq(&other, who) && same_shift(g, f) &&
			(then < at || (then == at && g < f)))
			return false;
	}
	return true;
}

int oracle_begins(struct oracle *o, const struct fact *f, bool *ret_short)
{
	struct uuid who;
	int64_t at, end, last = INT64_MIN;
	int figure = begins(f, &who, &at);

	*ret_short = false;
	if (figure == 0 || !is_first(o, f, figure, &who, at))
		return figure;
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *g = &o->all[i];

		if (g->stands && uuid_eq(&g->subject, &who) && ends(g, figure == PLANNED, &end) &&
			!same_shift(g, f) && end <= at && end > last)
			last = end;
	}
	*ret_short = last != INT64_MIN && at < last + REST;
	return figure;
}
