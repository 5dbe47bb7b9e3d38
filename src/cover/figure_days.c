/* A figure by area and day, as it is kept: no record is read. */
#include "cover/figure_read.h"

#include <stdlib.h>

#include "generated/stmt.h"

#define AREAS_AT_ONCE 64

struct days {
	const struct figure *f;
	struct scopes scopes;
	struct figure_day *all;
	size_t n, cap;
};

static int day_take(struct cx *cx, struct days *d, const struct rows *q)
{
	struct figure_day one = { .day = (int32_t)store_int(q, 1) };
	struct day_sum *sums;
	struct uuid incident;
	size_t n;
	int ec = sums_unpack(cx, store_str(q, 2), &sums, &n);

	for (size_t i = 0; ec == 0 && i < n; i++)
		if (sums[i].figure == d->f->number &&
			scope_counts(&d->scopes, &sums[i].scope, &incident))
			one.n += sums[i].n;
	if (ec < 0 || one.n == 0)
		return ec;
	if ((ec = cx_str(cx, store_str(q, 0), &one.area)) < 0 ||
		(ec = COVER_ROOM(cx, d->all, d->n, d->cap)) < 0)
		return ec;
	d->all[d->n++] = one;
	return 0;
}

static int days_take(struct cx *cx, const struct cover *c, struct days *d, const struct str *areas,
	size_t n, int32_t from, int32_t to)
{
	STORE_ROWS q = { 0 };
	int ec = days_query(cx, c, STMT_COVER_DAYS, areas, n, from, to, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = day_take(cx, d, &q);
	return ec < 0 ? ec : more;
}

static int day_order(const void *a_, const void *b_)
{
	const struct figure_day *a = a_, *b = b_;
	int d = str_cmp(a->area, b->area);

	return d != 0 ? d : (a->day > b->day) - (a->day < b->day);
}

int figure_days(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_day **ret, size_t *ret_n)
{
	struct days d = { .f = f };
	struct str *areas;
	size_t n;
	int ec;

	if ((ec = scopes_read(cx, c, incident, &d.scopes)) < 0 ||
		(ec = day_areas(cx, c, area, &areas, &n)) < 0)
		return ec;
	for (size_t i = 0; ec == 0 && i < n; i += AREAS_AT_ONCE)
		ec = days_take(cx, c, &d, areas + i, n - i < AREAS_AT_ONCE ? n - i : AREAS_AT_ONCE,
			from, to);
	if (d.n > 1)
		qsort(d.all, d.n, sizeof(*d.all), day_order);
	*ret = d.all;
	*ret_n = d.n;
	return ec;
}
