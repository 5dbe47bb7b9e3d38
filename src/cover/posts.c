/* From the acts of one person's duty: a secondment has both its moments, of a shift the end is an act of its own. */
#include "cover/posts.h"

#include "cover/cover_read.h"
#include "cover/rests.h"
#include "generated/stmt.h"

/* The end that was planned for a shift; where several say one, the latest. */
static int64_t end_of(const struct act *begin, const struct act *acts, size_t n)
{
	int64_t end = 0;

	for (size_t i = 0; i < n; i++)
		if (acts[i].what == DUTY_ENDS && rest_same_shift(&acts[i], begin) &&
			acts[i].n > begin->n && acts[i].n > end)
			end = acts[i].n;
	return end ? end : begin->n + POST_SHIFT_MS;
}

static bool is_place(const struct act *a)
{
	return a->what == DUTY_SECONDED || a->what == DUTY_STARTS;
}

static struct post_held held(const struct act *a, const struct act *acts, size_t n)
{
	struct post_held p = { .area = rest_area(a), .from = a->n, .record = a->id };

	p.seconded = a->what == DUTY_SECONDED;
	if (p.seconded) {
		p.until = rest_until(a);
	} else {
		p.until = end_of(a, acts, n) + POST_LATE_MS;
		p.from -= POST_EARLY_MS;
	}
	return p;
}

int posts_held(struct cx *cx, struct store *s, const struct uuid *who, int64_t at,
	struct post_held *ret, size_t *ret_n)
{
	const struct store_value key = SV_UUID(who);
	STORE_ROWS q = { 0 };
	struct str packed;
	struct act *acts;
	size_t n;
	int ec = store_query_each(cx, s, STMT_DUTY_GET, &key, 1, &q);

	*ret_n = 0;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	ec = cx_str(cx, store_str(&q, 1), &packed);
	if (ec == 0)
		ec = acts_unpack(cx, packed, FOLD_DUTY, &acts, &n);
	for (size_t i = 0; ec == 0 && i < n && *ret_n < POSTS_MAX; i++) {
		struct post_held p = { .from = 0 };

		if (!is_place(&acts[i]))
			continue;
		p = held(&acts[i], acts, n);
		if (p.area.n && at >= p.from && (!p.until || at < p.until))
			ret[(*ret_n)++] = p;
	}
	return ec;
}
