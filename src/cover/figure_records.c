/* The records behind a figure, page by page: area by area, day by day, only as many as a page
 * needs.
 *
 * All pages are of one position, that of the first or the one that was asked for, and the cursor
 * carries it: what came later is left out, wherever it would lie. What was corrected or voided
 * later has gone from the lists, so it is left out too. */
#include "cover/figure_read.h"

#include <stdlib.h>

#include "cover/rests.h"
#include "generated/stmt.h"
#include "record/journal.h"
#include "sys/sys.h"

#define AREAS_AT_ONCE 32

struct place {
	struct str area;
	int32_t day;
	int64_t pos;
};

/* A day of an area that has the figure. */
struct page_day {
	struct place at;
	int64_t *list;
	size_t n;
};

struct page {
	const struct cover *c;
	const struct figure *f;
	struct scopes scopes;
	struct place after;
	int64_t as_of;
	struct figure_record *items;
	size_t n, cap, want;
	const struct page_day *day; /* being read */
	struct cx *cx;              /* of the request: items live there */
};

static int page_start(struct cx *cx, struct page *p, struct str after, int64_t as_of)
{
	struct cursor cur;
	int ec;

	p->after = (struct place){ STR(""), INT32_MIN, 0 };
	p->as_of = as_of;
	if (after.n == 0)
		return as_of > 0 ? 0 : journal_newest(cx, p->c->store, &p->as_of);
	if ((ec = cursor_open(cx, after, 'F', &cur)) < 0)
		return ec;
	p->as_of = cursor_int(&cur);
	p->after.area = cursor_str(&cur);
	p->after.day = (int32_t)cursor_int(&cur);
	p->after.pos = cursor_int(&cur);
	if (as_of > 0 && as_of != p->as_of)
		return err(cx, E_BAD_REQUEST, "as_of", "as_of, after");
	return cursor_close(cx, &cur);
}

static int page_end(
	struct cx *cx, const struct page *p, const struct figure_record *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'F');
	cursor_put_int(&b, p->as_of);
	cursor_put_str(&b, last->area);
	cursor_put_int(&b, last->day);
	cursor_put_int(&b, last->pos);
	return cursor_end(cx, &b, ret);
}

static int place_cmp(const struct place *a, const struct place *b)
{
	int d = str_cmp(a->area, b->area);

	return d != 0 ? d : (a->day > b->day) - (a->day < b->day);
}

static int day_order(const void *a, const void *b)
{
	return place_cmp(&((const struct page_day *)a)->at, &((const struct page_day *)b)->at);
}

static bool has_figure(const struct page *p, const struct day_sum *sums, size_t n)
{
	struct uuid incident;

	for (size_t i = 0; i < n; i++)
		if (sums[i].figure == p->f->number &&
			scope_counts(&p->scopes, &sums[i].scope, &incident))
			return true;
	return false;
}

static int days_take(struct cx *cx, const struct page *p, const struct rows *q,
	struct page_day *ret, bool *ret_has)
{
	struct day_sum *sums;
	size_t n;
	int ec = sums_unpack(cx, store_str(q, 2), &sums, &n);

	ret->at = (struct place){ store_str(q, 0), (int32_t)store_int(q, 1), 0 };
	*ret_has = ec == 0 && place_cmp(&ret->at, &p->after) >= 0 && has_figure(p, sums, n);
	if (ec < 0 || !*ret_has)
		return ec;
	if ((ec = cx_str(cx, ret->at.area, &ret->at.area)) < 0)
		return ec;
	return list_unpack(cx, store_str(q, 3), &ret->list, &ret->n);
}

static int days_read(struct cx *cx, struct page *p, const struct str *areas, size_t n, int32_t from,
	int32_t to, struct page_day **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct page_day *days = NULL;
	size_t days_n = 0, cap = 0;
	int ec = days_query(cx, p->c, STMT_COVER_DAY_LISTS, areas, n, from, to, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		bool has;

		if ((ec = COVER_ROOM(cx, days, days_n, cap)) == 0 &&
			(ec = days_take(cx, p, &q, &days[days_n], &has)) == 0)
			days_n += has;
	}
	if (days_n > 1)
		qsort(days, days_n, sizeof(*days), day_order);
	*ret = days;
	*ret_n = days_n;
	return ec < 0 ? ec : more;
}

static int page_take(void *arg, struct cx *cx, const struct record *r, const struct effects *fx)
{
	struct page *p = arg;
	struct figure_record one = {
		.id = r->id, .pos = r->pos, .area = p->day->at.area, .day = p->day->at.day
	};
	bool counts = false;
	int ec;

	for (size_t i = 0; i < fx->amounts_n; i++) {
		struct uuid incident;
		int64_t n;

		if (fx->amounts[i].figure != p->f->number ||
			!scope_counts(&p->scopes, &fx->amounts[i].scope, &incident))
			continue;
		if ((ec = rest_counts(cx, p->c, fx, &fx->amounts[i], &n)) < 0)
			return ec;
		counts |= n != 0;
		one.n += n;
	}
	if (!counts || p->n >= p->want)
		return 0;
	if ((ec = COVER_ROOM(p->cx, p->items, p->n, p->cap)) < 0 ||
		(ec = cx_str(p->cx, one.area, &one.area)) < 0)
		return ec;
	p->items[p->n++] = one;
	return 0;
}

static int page_day_read(struct cx *cx, struct page *p, const struct page_day *day)
{
	size_t i = 0, n = day->n;
	int ec = 0;

	p->day = day;
	if (place_cmp(&day->at, &p->after) == 0)
		while (i < n && day->list[i] <= p->after.pos)
			i++;
	while (n > i && day->list[n - 1] > p->as_of)
		n--;
	while (ec == 0 && i < n && p->n < p->want) {
		size_t need = p->want - p->n, piece = n - i < need ? n - i : need;

		ec = behind(cx, p->c, day->list + i, piece, page_take, p);
		i += piece;
	}
	return ec;
}

static int page_areas(
	struct cx *cx, struct page *p, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	struct page_day *days;
	size_t days_n;
	int ec = days_read(cx, p, areas, n, from, to, &days, &days_n);

	for (size_t i = 0; ec == 0 && i < days_n && p->n < p->want; i++)
		ec = page_day_read(cx, p, &days[i]);
	return ec;
}

/* The lists of a few areas are forgotten before the next: a page needs no more than they do. */
static int page_fill(
	struct cx *cx, struct page *p, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	struct arena memory;
	struct cx own = { .arena = &memory };
	size_t i = 0;
	int ec = 0;

	arena_init(&memory, &sys_heap, 0);
	while (i < n && str_cmp(areas[i], p->after.area) < 0)
		i++;
	for (; ec == 0 && i < n && p->n < p->want; i += AREAS_AT_ONCE) {
		size_t some = n - i < AREAS_AT_ONCE ? n - i : AREAS_AT_ONCE;

		arena_reset(&memory);
		ec = page_areas(&own, p, areas + i, some, from, to);
	}
	if (ec < 0 && own.e.code != 0)
		error_pass(cx, &own);
	arena_done(&memory);
	return ec;
}

int figure_records(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, int64_t as_of,
	struct str after, size_t limit, struct figure_record **ret, size_t *ret_n,
	struct str *ret_next)
{
	struct page p = { .c = c, .f = f, .want = limit + 1, .cx = cx };
	struct str *areas;
	size_t n;
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = page_start(cx, &p, after, as_of)) < 0 ||
		(ec = scopes_read(cx, c, incident, &p.scopes)) < 0 ||
		(ec = day_areas(cx, c, area, &areas, &n)) < 0 ||
		(ec = page_fill(cx, &p, areas, n, from, to)) < 0)
		return ec;
	*ret_next = STR_NONE;
	*ret = p.items;
	*ret_n = p.n > limit ? limit : p.n;
	return p.n > limit ? page_end(cx, &p, &p.items[limit - 1], ret_next) : 0;
}
