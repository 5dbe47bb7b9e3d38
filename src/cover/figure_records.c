/* The records behind a figure, page by page: area by area, day by day, only as many as a page
 * needs. */
#include "cover/figure_read.h"

#include <stdlib.h>

#include "generated/stmt.h"

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
	struct figure_record *items;
	size_t n, cap, want;
	const struct page_day *day; /* being read */
	struct cx *cx;
};

static int page_start(struct cx *cx, struct str after, struct place *ret)
{
	struct cursor cur;
	int ec;

	*ret = (struct place){ STR(""), INT32_MIN, 0 };
	if (after.n == 0)
		return 0;
	if ((ec = cursor_open(cx, after, 'f', &cur)) < 0)
		return ec;
	ret->area = cursor_str(&cur);
	ret->day = (int32_t)cursor_int(&cur);
	ret->pos = cursor_int(&cur);
	return cursor_close(cx, &cur);
}

static int page_end(struct cx *cx, const struct figure_record *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'f');
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

	(void)cx;
	for (size_t i = 0; i < fx->amounts_n; i++) {
		struct uuid incident;

		if (fx->amounts[i].figure != p->f->number ||
			!scope_counts(&p->scopes, &fx->amounts[i].scope, &incident))
			continue;
		counts = true;
		one.n += fx->amounts[i].n;
	}
	if (!counts || p->n >= p->want)
		return 0;
	if ((ec = COVER_ROOM(p->cx, p->items, p->n, p->cap)) < 0)
		return ec;
	p->items[p->n++] = one;
	return 0;
}

static int page_day_read(struct cx *cx, struct page *p, const struct page_day *day)
{
	size_t i = 0;
	int ec = 0;

	p->day = day;
	if (place_cmp(&day->at, &p->after) == 0)
		while (i < day->n && day->list[i] <= p->after.pos)
			i++;
	while (ec == 0 && i < day->n && p->n < p->want) {
		size_t need = p->want - p->n, piece = day->n - i < need ? day->n - i : need;

		ec = behind(cx, p->c, day->list + i, piece, page_take, p);
		i += piece;
	}
	return ec;
}

static int page_fill(
	struct cx *cx, struct page *p, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	size_t i = 0;

	while (i < n && str_cmp(areas[i], p->after.area) < 0)
		i++;
	while (i < n && p->n < p->want) {
		size_t some = n - i < AREAS_AT_ONCE ? n - i : AREAS_AT_ONCE, days_n;
		struct page_day *days;
		int ec = days_read(cx, p, areas + i, some, from, to, &days, &days_n);

		for (size_t k = 0; ec == 0 && k < days_n && p->n < p->want; k++)
			ec = page_day_read(cx, p, &days[k]);
		if (ec < 0)
			return ec;
		i += some;
	}
	return 0;
}

int figure_records(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, struct str after,
	size_t limit, struct figure_record **ret, size_t *ret_n, struct str *ret_next)
{
	struct page p = { .c = c, .f = f, .want = limit + 1, .cx = cx };
	struct str *areas;
	size_t n;
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = page_start(cx, after, &p.after)) < 0 ||
		(ec = scopes_read(cx, c, incident, &p.scopes)) < 0 ||
		(ec = day_areas(cx, c, area, &areas, &n)) < 0 ||
		(ec = page_fill(cx, &p, areas, n, from, to)) < 0)
		return ec;
	*ret_next = STR_NONE;
	*ret = p.items;
	*ret_n = p.n > limit ? limit : p.n;
	return p.n > limit ? page_end(cx, &p.items[limit - 1], ret_next) : 0;
}
