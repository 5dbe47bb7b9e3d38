/* Charts are drawn of the same readings as every other screen: an area or a day is asked for as any, so that no chart shows another
 * number than the page beside it. */
#include "cover/series.h"

#include "cover/cover_read.h"

/* ---- a figure by area ---- */

/* Those under it; without one, the topmost that he sees. */
static int areas_under(struct cx *cx, const struct cover *c, struct str area,
	const struct area *const **ret, size_t *ret_n)
{
	const struct area *at = area.n ? area_find(c->tree, area) : NULL;
	const struct area *const *seen, **tops;
	size_t n;
	int ec = cover_top(cx, c, area);

	if (ec < 0)
		return ec;
	if (at != NULL) {
		*ret = (const struct area *const *)at->under;
		*ret_n = at->under_n;
		return 0;
	}
	if ((ec = area_visible(cx, c->tree, c->who, STR(""), &seen, &n)) < 0)
		return ec;
	tops = cx_many(cx, n, const struct area *);
	if (tops == NULL)
		return -E_NO_MEMORY;
	*ret_n = 0;
	for (size_t i = 0; i < n; i++)
		if (seen[i]->up == NULL || !reader_sees(c->tree, c->who, seen[i]->up->id))
			tops[(*ret_n)++] = seen[i];
	*ret = tops;
	return 0;
}

static int direct_value(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, int64_t *ret)
{
	struct figure_day *days;
	size_t n;
	int ec = figure_days(cx, c, f, incident, area, from, to, &days, &n);

	*ret = 0;
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (str_eq(days[i].area, area))
			*ret += days[i].n;
	return ec;
}

int figure_areas(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_area **ret, size_t *ret_n)
{
	const struct area *const *under;
	struct figure_area *rows;
	struct figure_value v;
	size_t n, rows_n = 0;
	int64_t own = 0;
	int ec = areas_under(cx, c, area, &under, &n);

	if (ec < 0 || (rows = cx_many(cx, n + 1, struct figure_area)) == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	if (area.n > 0 && f->shape != FIGURE_DISTINCT)
		ec = direct_value(cx, c, f, incident, area, from, to, &own);
	if (own != 0)
		rows[rows_n++] = (struct figure_area){ area, true, own };
	for (size_t i = 0; ec == 0 && i < n; i++) {
		ec = figure_value(cx, c, f, incident, under[i]->id, from, to, false, &v);
		if (ec == 0)
			rows[rows_n++] = (struct figure_area){ under[i]->id, false, v.value };
	}
	*ret = rows;
	*ret_n = rows_n;
	return ec;
}

/* ---- a figure by day ---- */

/* The days that are shown: those asked for, or those that count anything. */
static int days_span(
	struct cx *cx, const struct figure_day *days, size_t n, int32_t *from, int32_t *to)
{
	bool open = *from == INT32_MIN || *to == INT32_MAX;
	int32_t first = INT32_MAX, last = INT32_MIN;

	for (size_t i = 0; i < n; i++) {
		first = days[i].day < first ? days[i].day : first;
		last = days[i].day > last ? days[i].day : last;
	}
	if (*from == INT32_MIN)
		*from = first;
	if (*to == INT32_MAX)
		*to = last;
	if (*from > *to)
		return 0; /* nothing counts */
	if ((int64_t)*to - *from < SERIES_DAYS_MAX)
		return 0;
	if (!open)
		return err(cx, E_BAD_REQUEST, "to", "≤ 92");
	*from = *to - SERIES_DAYS_MAX + 1;
	return 0;
}

/* Subjects that several records name are told apart by figure_value alone. */
static int day_value(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, const struct figure_day *days, size_t n,
	int32_t day, int64_t *ret)
{
	struct figure_value v = { .value = 0 };
	bool any = false;
	int ec = 0;

	*ret = 0;
	for (size_t i = 0; i < n; i++) {
		any = any || days[i].day == day;
		*ret += days[i].day == day ? days[i].n : 0;
	}
	if (f->shape != FIGURE_DISTINCT || !any)
		return 0;
	ec = figure_value(cx, c, f, incident, area, day, day, false, &v);
	*ret = v.value;
	return ec;
}

int figure_by_day(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_point **ret, size_t *ret_n)
{
	struct figure_point *points;
	struct figure_day *days;
	int64_t before = 0;
	size_t days_n, n;
	/* One day more, for the first difference. */
	int ec = figure_days(
		cx, c, f, incident, area, from > INT32_MIN ? from - 1 : from, to, &days, &days_n);

	*ret = NULL;
	*ret_n = 0;
	if (ec < 0)
		return ec;
	if ((ec = days_span(cx, days, days_n, &from, &to)) < 0 || from > to)
		return ec;
	n = (size_t)((int64_t)to - from + 1);
	points = cx_many(cx, n, struct figure_point);
	ec = points == NULL ? -E_NO_MEMORY :
			      day_value(cx, c, f, incident, area, days, days_n, from - 1, &before);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		points[i] = (struct figure_point){ .day = from + (int32_t)i, .before = before };
		ec = day_value(
			cx, c, f, incident, area, days, days_n, points[i].day, &points[i].value);
		before = points[i].value;
	}
	*ret = points;
	*ret_n = n;
	return ec;
}
