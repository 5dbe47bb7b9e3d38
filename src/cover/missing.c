/* The missing list: every open target, in pages. The tallies say in which areas there are any, so a
 * page reads hardly more than it shows. */
#include "cover/cover_read.h"

#include <stdlib.h>
#include <string.h>

#include "generated/stmt.h"

#define MISSING_SMALL 200 /* areas with at most so many open targets are read together */

struct missing {
	const struct cover *c;
	const struct round_part *p;
	struct target *items;
	size_t n, cap, want;
};

static int missing_take(struct cx *cx, struct missing *m, struct rows *q)
{
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		if ((ec = COVER_ROOM(cx, m->items, m->n, m->cap)) == 0 &&
			(ec = target_row(cx, q, &m->items[m->n])) == 0)
			target_overdue(&m->items[m->n++], m->p->round.due, m->c->now);
	}
	return ec < 0 ? ec : more;
}

static int missing_one(
	struct cx *cx, struct missing *m, struct str area, const struct uuid *subject, int64_t slot)
{
	const struct store_value values[] = { SV_UUID(&m->p->round.id), SV_TEXT(area),
		SV_UUID(subject), SV_INT(slot), SV_INT((int64_t)(m->want - m->n)) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, m->c->store, STMT_COVER_MISSING, values, 5, &q);

	return ec < 0 ? ec : missing_take(cx, m, &q);
}

static int target_order(const void *a, const void *b)
{
	const struct target *x = a, *y = b;
	int d = str_cmp(x->area, y->area);

	if (d == 0)
		d = uuid_cmp(&x->subject, &y->subject);
	return d != 0 ? d : (x->slot > y->slot) - (x->slot < y->slot);
}

/* Small areas from *i on, as many as may be needed, in one statement. */
static int missing_several(struct cx *cx, struct missing *m, size_t *i)
{
	struct store_value *values = cx_many(cx, 2 * (m->p->tallies_n - *i), struct store_value);
	STORE_ROWS q = { 0 };
	size_t rows = 0, from = m->n;
	int64_t sum = 0;
	int ec;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (; *i < m->p->tallies_n && m->n + (size_t)sum < m->want; (*i)++) {
		const struct tally *t = &m->p->tallies[*i];

		if (t->missing > MISSING_SMALL)
			break;
		if (t->missing <= 0)
			continue;
		values[2 * rows] = SV_UUID(&m->p->round.id);
		values[2 * rows++ + 1] = SV_TEXT(t->area);
		sum += t->missing;
	}
	if (rows == 0)
		return 0;
	ec = store_query_each(cx, m->c->store, STMT_COVER_MISSING_OF, values, rows, &q);
	if (ec < 0 || (ec = missing_take(cx, m, &q)) < 0)
		return ec;
	if (m->n > from + 1)
		qsort(m->items + from, m->n - from, sizeof(*m->items), target_order);
	return 0;
}

int target_cursor(struct cx *cx, char list, const struct target *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, list);
	cursor_put_str(&b, last->area);
	cursor_put_uuid(&b, &last->subject);
	cursor_put_int(&b, last->slot);
	return cursor_end(cx, &b, ret);
}

int target_start(struct cx *cx, char list, struct str after, struct target *ret)
{
	struct cursor cur;
	int ec;

	*ret = (struct target){ .area = STR("") };
	if (after.n == 0)
		return 0;
	if ((ec = cursor_open(cx, after, list, &cur)) < 0)
		return ec;
	ret->area = cursor_str(&cur);
	ret->subject = cursor_uuid(&cur);
	ret->slot = cursor_int(&cur);
	return cursor_close(cx, &cur);
}

static int missing_walk(struct cx *cx, struct missing *m, const struct target *after)
{
	size_t i = 0;
	int ec = 0;

	while (i < m->p->tallies_n && str_cmp(m->p->tallies[i].area, after->area) < 0)
		i++;
	if (i < m->p->tallies_n && str_eq(m->p->tallies[i].area, after->area))
		ec = missing_one(cx, m, m->p->tallies[i++].area, &after->subject, after->slot);
	while (ec == 0 && i < m->p->tallies_n && m->n < m->want) {
		if (m->p->tallies[i].missing > MISSING_SMALL)
			ec = missing_one(cx, m, m->p->tallies[i++].area, &uuid_nil, INT64_MIN);
		else
			ec = missing_several(cx, m, &i);
	}
	return ec;
}

/* Whatever lies in this area comes before it. */
static struct target behind(struct str area)
{
	struct target t = { .area = area, .slot = INT64_MAX };

	memset(t.subject.b, 0xff, sizeof(t.subject.b));
	return t;
}

int round_missing(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct str after, size_t limit, struct target **ret, size_t *ret_n, struct str *ret_next)
{
	struct round_part p;
	struct target from;
	struct missing m = { .c = c, .p = &p, .want = limit + 1 };
	int ec = cover_limit(cx, limit);
	bool more = true;

	if (ec < 0 || (ec = target_start(cx, 'm', after, &from)) < 0 ||
		(ec = round_part_of(cx, c, round, area, &p)) < 0)
		return ec;
	/* Once, unless a count says more than there are rows. */
	while (more && m.n < m.want) {
		if ((ec = tally_missing_read(
			     cx, c, from.area, (int64_t)(m.want - m.n), &p, &more)) < 0 ||
			(ec = missing_walk(cx, &m, &from)) < 0)
			return ec;
		if (more)
			from = behind(p.tallies[p.tallies_n - 1].area);
	}
	*ret_next = STR_NONE;
	*ret = m.items;
	*ret_n = m.n > limit ? limit : m.n;
	return m.n > limit ? target_cursor(cx, 'm', &m.items[limit - 1], ret_next) : 0;
}

int round_overdue(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	int64_t *ret)
{
	struct store_value *values;
	struct round_part p;
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec = round_part_read(cx, c, round, area, &p), more = 0;

	*ret = 0;
	values = ec == 0 ? cx_many(cx, 5 * p.tallies_n, struct store_value) : NULL;
	if (values == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < p.tallies_n; i++) {
		if (p.tallies[i].missing <= 0)
			continue;
		values[n++] = SV_UUID(&p.round.id);
		values[n++] = SV_TEXT(p.tallies[i].area);
		values[n++] = SV_INT(c->now);
		values[n++] = SV_INT(p.round.due > 0 && p.round.due < c->now);
		values[n++] = SV_INT(COVER_FAR);
	}
	if (n == 0)
		return 0;
	ec = store_query_each(cx, c->store, STMT_COVER_OVERDUE, values, n / 5, &q);
	/* A row for each of the pieces in which they are asked. */
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		*ret += store_int(&q, 0);
	return ec < 0 ? ec : more;
}

/* ---- over one place ---- */

int round_missing_over(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, struct target **ret, size_t *ret_n)
{
	const struct area *at = area_find(c->tree, area), *a;
	struct store_value *values;
	struct round_part p = { .tallies_n = 0 };
	struct missing m = { .c = c, .p = &p };
	STORE_ROWS q = { 0 };
	size_t depth = 0, n = 0;
	int ec = round_get(cx, c, round, &p.round);

	for (a = at; a != NULL; a = a->up)
		depth++;
	values = ec == 0 ? cx_many(cx, 2 * depth, struct store_value) : NULL;
	if (values == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (a = at; a != NULL; a = a->up) {
		if (!reader_sees(c->tree, c->who, a->id))
			continue;
		values[n++] = SV_UUID(&p.round.id);
		values[n++] = SV_TEXT(a->id);
	}
	if (n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_MISSING_OF, values, n / 2, &q);
	if (ec == 0 && n > 0)
		ec = missing_take(cx, &m, &q);
	*ret = m.items;
	*ret_n = m.n;
	return ec;
}

/* ---- one building ---- */

/* What LIKE takes for itself stands for any character: it finds more, and the caller looks. */
static void part_put(struct buf *b, struct str part)
{
	for (size_t i = 0; i < part.n; i++) {
		bool own = part.p[i] == '%' || part.p[i] == '_' || part.p[i] == '\\';

		buf_str(b, own ? STR("_") : (struct str){ part.p + i, 1 });
	}
}

/* Compound and building are the first parts of a place, divided by U+001F. */
static int place_pattern(struct cx *cx, struct str compound, struct str building, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	part_put(&b, compound);
	if (building.n > 0) {
		buf_z(&b, compound.n > 0 ? "\x1f" : "%\x1f");
		part_put(&b, building);
	}
	buf_z(&b, "%");
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int round_missing_at(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct str area, struct str compound, struct str building, struct target **ret,
	size_t *ret_n)
{
	struct store_value *values;
	struct round_part p;
	struct missing m = { .c = c, .p = &p };
	struct str like;
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec = round_part_read(cx, c, round, area, &p);

	if (ec == 0)
		ec = place_pattern(cx, compound, building, &like);
	values = ec == 0 ? cx_many(cx, 3 * p.tallies_n, struct store_value) : NULL;
	if (values == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < p.tallies_n; i++) {
		if (p.tallies[i].missing <= 0)
			continue;
		values[n++] = SV_UUID(&p.round.id);
		values[n++] = SV_TEXT(p.tallies[i].area);
		values[n++] = SV_TEXT(like);
	}
	if (n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_MISSING_AT, values, n / 3, &q);
	if (ec == 0 && n > 0)
		ec = missing_take(cx, &m, &q);
	if (m.n > 1)
		qsort(m.items, m.n, sizeof(*m.items), target_order);
	*ret = m.items;
	*ret_n = m.n;
	return ec;
}
