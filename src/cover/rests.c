/* Which beginnings of shifts come too soon, from the acts of one person; and the same asked of a record that may be one. */
#include "cover/rests.h"

#include <stdlib.h>

#include "core/map.h"
#include "cover/cover_read.h"
#include "generated/stmt.h"

/* In an act's text (effects_duty_begins), divided by U+001F. */
enum rest_part { REST_AREA, REST_SLOT, REST_UNTIL };

static struct str part(const struct act *a, enum rest_part which)
{
	struct str rest = a->text, one = STR("");

	for (int i = 0; i <= (int)which; i++)
		if (!str_split(&rest, '\x1f', &one))
			return STR("");
	return one;
}

struct str rest_area(const struct act *a)
{
	return part(a, REST_AREA);
}

int64_t rest_until(const struct act *a)
{
	int64_t until = 0;

	return str_int(part(a, REST_UNTIL), &until) ? until : 0;
}

bool rest_same_shift(const struct act *a, const struct act *b)
{
	return uuid_eq(&a->saw, &b->saw) && str_eq(part(a, REST_SLOT), part(b, REST_SLOT));
}

static bool is_end(const struct act *a)
{
	return a->what == DUTY_OFF || a->what == DUTY_ENDS;
}

/* What ends at the moment at which another begins has ended before. */
static int in_order(const void *x, const void *y)
{
	const struct act *a = *(const struct act *const *)x, *b = *(const struct act *const *)y;

	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	if (is_end(a) != is_end(b))
		return is_end(a) ? -1 : 1;
	return act_cmp(a, b);
}

/* The latest end, and the latest that is of another shift than that one. */
struct ends {
	const struct act *last, *other;
};

static void ends_add(struct ends *e, const struct act *a)
{
	if (e->last != NULL && !rest_same_shift(e->last, a))
		e->other = e->last;
	e->last = a;
}

static bool too_soon(const struct ends *e, const struct act *begin)
{
	bool same = e->last != NULL && rest_same_shift(e->last, begin);
	const struct act *end = same ? e->other : e->last;

	return end != NULL && begin->n < rest_until(end);
}

/* Whoever comes twice to one shift, an hour on and an hour off in the heat, comes to one shift. */
static int is_first(struct cx *cx, struct map *seen, const struct act *begin, bool *ret)
{
	struct str slot = part(begin, REST_SLOT);
	struct buf key;
	void **at;

	buf_init(&key, cx->arena);
	buf_c(&key, (char)begin->what);
	buf_add(&key, begin->saw.b, sizeof(begin->saw.b));
	buf_str(&key, slot);
	at = buf_ok(&key) ? map_at(seen, buf_get(&key)) : NULL;
	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*ret = *at == NULL;
	*at = seen;
	return 0;
}

int rests_short(struct cx *cx, const struct act *acts, size_t n, bool *ret)
{
	const struct act **all = cx_many(cx, n, const struct act *);
	struct ends real = { 0 }, planned = { 0 };
	struct map seen;
	int ec = all == NULL ? -E_NO_MEMORY : 0;

	map_init(&seen, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++)
		all[i] = &acts[i];
	if (ec == 0 && n > 1)
		qsort(all, n, sizeof(*all), in_order);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		bool first = false, *too = &ret[all[i] - acts];

		*too = false;
		if (all[i]->what == DUTY_SECONDED)
			continue;
		if (is_end(all[i])) {
			ends_add(&planned, all[i]);
			if (all[i]->what == DUTY_OFF)
				ends_add(&real, all[i]);
			continue;
		}
		ec = is_first(cx, &seen, all[i], &first);
		*too = first && too_soon(all[i]->what == DUTY_ON ? &real : &planned, all[i]);
	}
	return ec;
}

/* The act with which this record begins a shift for the figure. */
static const struct act *begin_of(const struct effects *fx, uint16_t figure)
{
	for (size_t i = 0; i < fx->acts_n; i++)
		if (fx->acts[i].fold == FOLD_DUTY && fx->acts[i].code == figure)
			return &fx->acts[i];
	return NULL;
}

static int short_now(struct cx *cx, const struct cover *c, const struct act *begin, int64_t *ret)
{
	const struct store_value key = SV_UUID(&begin->key);
	STORE_ROWS q = { 0 };
	struct act *acts;
	bool *too;
	size_t n;
	int ec = store_query_each(cx, c->store, STMT_DUTY_GET, &key, 1, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	if ((ec = acts_unpack(cx, store_str(&q, 1), FOLD_DUTY, &acts, &n)) < 0)
		return ec;
	too = cx_many(cx, n, bool);
	ec = too == NULL ? -E_NO_MEMORY : rests_short(cx, acts, n, too);
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (too[i] && act_cmp(&acts[i], begin) == 0)
			*ret = 1;
	return ec;
}

int rest_counts(struct cx *cx, const struct cover *c, const struct effects *fx,
	const struct amount *a, int64_t *ret)
{
	const struct act *begin = a->n == 0 ? begin_of(fx, a->figure) : NULL;

	*ret = a->n;
	return begin == NULL ? 0 : short_now(cx, c, begin, ret);
}
