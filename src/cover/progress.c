/* How a round came to where it is. The done targets of a county are read once: what an area's say is kept until one of them changes,
 * so that a chart that moves reads the areas in which something came. */
#include "cover/series.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/cover_read.h"
#include "cover/kept.h"
#include "generated/stmt.h"

#define HOUR_MS ((int64_t)3600 * 1000)
#define DAY_MS (24 * HOUR_MS)
#define ZONE_MS (8 * HOUR_MS) /* local days are those of UTC+8 */

struct hour {
	int64_t hour, n;
};

struct hours_block {
	struct kept_block block;
	size_t n;
	struct hour all[];
};

/* An hour of one area. */
struct part_hour {
	const struct tally *part;
	struct hour h;
};

struct hours {
	struct cx *cx;
	const struct cover *c;
	struct kept_of of; /* but for the area */
	bool keep;
	struct hour *all;
	size_t n, cap;
};

static int hours_add(struct hours *x, const struct hour *rows, size_t n)
{
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		if ((ec = COVER_ROOM(x->cx, x->all, x->n, x->cap)) == 0)
			x->all[x->n++] = rows[i];
	return ec;
}

static int block_take(void *arg, struct cx *cx, const void *block)
{
	const struct hours_block *b = block;

	(void)cx;
	return hours_add(arg, b->all, b->n);
}

/* ---- areas that are read ---- */

static int part_order(const void *a, const void *b)
{
	const struct part_hour *x = a, *y = b;

	return str_cmp(x->part->area, y->part->area);
}

static int parts_query(struct hours *x, const struct tally *const *parts, size_t n,
	struct part_hour **ret, size_t *ret_n)
{
	struct store_value *keys = cx_many(x->cx, 2 * n, struct store_value);
	struct part_hour *all = NULL;
	STORE_ROWS q = { 0 };
	size_t all_n = 0, cap = 0;
	struct map at;
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	map_init(&at, x->cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		void **place = map_at(&at, parts[i]->area);

		if (place == NULL)
			return err(x->cx, E_NO_MEMORY, NULL);
		*place = (void *)parts[i];
		keys[2 * i] = SV_UUID(&x->of.of);
		keys[2 * i + 1] = SV_TEXT(parts[i]->area);
	}
	if (ec == 0)
		ec = store_query_each(x->cx, x->c->store, STMT_COVER_PROGRESS, keys, n, &q);
	while (ec == 0 && (more = store_next(x->cx, &q)) > 0)
		if ((ec = COVER_ROOM(x->cx, all, all_n, cap)) == 0)
			all[all_n++] = (struct part_hour){ map_get(&at, store_str(&q, 0)),
				{ store_int(&q, 1), store_int(&q, 2) } };
	if (all_n > 1)
		qsort(all, all_n, sizeof(*all), part_order);
	*ret = all;
	*ret_n = all_n;
	return ec < 0 ? ec : more;
}

static int part_keep(struct hours *x, const struct part_hour *all, size_t n)
{
	struct kept_of of = x->of;
	struct hours_block *b;
	int ec = KEPT_NEW(x->cx, sizeof(*b) + n * sizeof(b->all[0]), all->part->pos, &b);

	if (ec < 0)
		return ec;
	for (size_t i = 0; i < n; i++)
		b->all[i] = all[i].h;
	b->n = n;
	of.area = all->part->area;
	kept_put(x->c->kept, &of, b);
	return 0;
}

static int parts_read(struct hours *x, const struct tally *const *parts, size_t n)
{
	struct part_hour *all = NULL;
	size_t all_n = 0, at = 0;
	int ec = parts_query(x, parts, n, &all, &all_n);

	while (ec == 0 && at < all_n) {
		size_t from = at;

		for (; ec == 0 && at < all_n && all[at].part == all[from].part; at++)
			ec = hours_add(x, &all[at].h, 1);
		if (ec == 0 && x->keep)
			ec = part_keep(x, &all[from], at - from);
	}
	return ec;
}

/* Of an hour one row for each area. */
static int hours_read(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct hour **ret, size_t *ret_n)
{
	struct hours x = { .cx = cx, .c = c, .of = { .what = KEPT_HOURS, .of = p->round.id } };
	const struct tally **left = cx_many(cx, p->tallies_n + 1, const struct tally *);
	size_t left_n = 0;
	int ec = left == NULL ? -E_NO_MEMORY : 0;

	x.keep = c->kept != NULL && uuid_read(c->epoch, &x.of.epoch);
	if (x.keep)
		kept_epoch(c->kept, &x.of.epoch);
	for (size_t i = 0; ec == 0 && i < p->tallies_n; i++) {
		struct kept_of of = x.of;
		bool there = false;

		if (p->tallies[i].done <= 0)
			continue;
		of.area = p->tallies[i].area;
		if (x.keep)
			ec = kept_use(cx, c->kept, &of, p->tallies[i].pos, block_take, &x, &there);
		if (!there)
			left[left_n++] = &p->tallies[i];
	}
	if (ec == 0 && left_n > 0)
		ec = parts_read(&x, left, left_n);
	*ret = x.all;
	*ret_n = x.n;
	return ec;
}

/* Which step of the list an answer lies in. */
struct steps {
	int64_t from, ms; /* where the first begins */
	size_t n;
};

static int64_t floor_to(int64_t at, int64_t ms)
{
	return (at + ZONE_MS) / ms * ms - ZONE_MS;
}

/* From its opening to now, or to the latest answer: hours, or, of more than SERIES_POINTS_MAX, days. */
static struct steps steps_of(
	const struct cover *c, const struct round_part *p, const struct hour *all, size_t n)
{
	int64_t from = p->round.opened > 0 ? p->round.opened : INT64_MAX, to = from;
	struct steps s = { .ms = HOUR_MS };

	for (size_t i = 0; i < n; i++) {
		int64_t at = all[i].hour * HOUR_MS;

		from = at < from ? at : from;
		to = at > to || to == INT64_MAX ? at : to;
	}
	if (from == INT64_MAX)
		return s;
	if (p->round.state == 1 && c->now > to && c->now < p->round.due)
		to = c->now;
	if ((to - from) / HOUR_MS >= SERIES_POINTS_MAX)
		s.ms = DAY_MS;
	s.from = floor_to(from, s.ms);
	s.n = (size_t)((to - s.from) / s.ms) + 1;
	if (s.n > SERIES_POINTS_MAX) {
		s.from += (int64_t)(s.n - SERIES_POINTS_MAX) * s.ms;
		s.n = SERIES_POINTS_MAX;
	}
	return s;
}

int round_progress(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct progress_point **ret, size_t *ret_n)
{
	struct progress_point *points;
	struct round_part p;
	struct steps s;
	struct hour *all;
	size_t n;
	int64_t done = 0;
	int ec = round_part_read(cx, c, round, area, &p);

	if (ec < 0 || (ec = hours_read(cx, c, &p, &all, &n)) < 0)
		return ec;
	s = steps_of(c, &p, all, n);
	points = cx_many(cx, s.n, struct progress_point);
	if (points == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; s.n > 0 && i < n; i++) {
		int64_t at = all[i].hour * HOUR_MS - s.from;

		points[at > 0 ? (size_t)(at / s.ms) : 0].added += all[i].n;
	}
	for (size_t i = 0; i < s.n; i++) {
		points[i].at = s.from + (int64_t)(i + 1) * s.ms;
		points[i].done = done += points[i].added;
	}
	*ret = points;
	*ret_n = s.n;
	return 0;
}
