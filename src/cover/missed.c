/* Who was missed in any of the last rounds of a kind: their missing lists, each from where the page begins, put together by area and
 * subject. A subject counts as far as the shortest of the lists goes, so a page reads as many rows of each round as it shows. */
#include "cover/cover_read.h"

int rounds_like(struct cx *cx, const struct cover *c, const struct round *of,
	struct round ret[MISSED_ROUNDS], size_t *ret_n)
{
	struct round *all;
	size_t n;
	int ec = rounds_seen(cx, c, &all, &n);

	*ret_n = 0;
	for (size_t i = 0; ec == 0 && i < n && *ret_n < MISSED_ROUNDS; i++) {
		bool before = all[i].opened < of->opened ||
			(all[i].opened == of->opened && uuid_cmp(&all[i].id, &of->id) <= 0);

		if (before && all[i].state != 3 && str_eq(all[i].kind, of->kind))
			ret[(*ret_n)++] = all[i];
	}
	return ec;
}

/* What is left of one round's list. */
struct rest {
	struct target *items;
	size_t n, at;
	bool more; /* behind the last */
};

static int place_cmp(const struct target *a, const struct target *b)
{
	int d = str_cmp(a->area, b->area);

	return d != 0 ? d : uuid_cmp(&a->subject, &b->subject);
}

/* The first of all, or NULL: they are at their end, or one of them goes on where it was not read. */
static const struct target *first_of(const struct rest *rests, size_t n)
{
	const struct target *first = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct rest *r = &rests[i];

		if (r->at == r->n && r->more)
			return NULL;
		if (r->at < r->n && (first == NULL || place_cmp(&r->items[r->at], first) < 0))
			first = &r->items[r->at];
	}
	return first;
}

static unsigned take(struct rest *rests, size_t n, const struct target *first)
{
	unsigned in = 0;

	for (size_t i = 0; i < n; i++) {
		struct rest *r = &rests[i];

		for (; r->at < r->n && place_cmp(&r->items[r->at], first) == 0; r->at++)
			in |= 1U << i;
	}
	return in;
}

static bool ended(const struct rest *rests, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (rests[i].at < rests[i].n || rests[i].more)
			return false;
	return true;
}

int round_missed(struct cx *cx, const struct cover *c, const struct round *rounds,
	const struct reader *whos, size_t rounds_n, struct str area, struct str after, size_t limit,
	struct missed **ret, size_t *ret_n, struct str *ret_next)
{
	struct rest rests[MISSED_ROUNDS] = { 0 };
	struct missed *items = cx_many(cx, limit, struct missed);
	struct cover his = *c;
	const struct target *first;
	struct str next;
	int ec = items == NULL ? -E_NO_MEMORY : cover_limit(cx, limit);

	*ret = items;
	*ret_n = 0;
	*ret_next = STR_NONE;
	for (size_t i = 0; ec == 0 && i < rounds_n; i++) {
		his.who = &whos[i];
		ec = round_missing(cx, &his, &rounds[i].id, area, after, limit, &rests[i].items,
			&rests[i].n, &next);
		rests[i].more = ec == 0 && next.p != NULL;
	}
	while (ec == 0 && *ret_n < limit && (first = first_of(rests, rounds_n)) != NULL) {
		struct missed *m = &items[(*ret_n)++];

		m->target = *first;
		m->target.slot = INT64_MAX; /* the page begins behind all that it was asked */
		m->in = take(rests, rounds_n, first);
	}
	if (ec < 0 || ended(rests, rounds_n))
		return ec;
	return target_cursor(cx, 'm', &items[*ret_n - 1].target, ret_next);
}
