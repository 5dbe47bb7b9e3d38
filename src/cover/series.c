/* Charts are drawn of the same readings as every other screen: an area or a day is asked for as any, so that no chart shows another
 * number than the page beside it. */
#include "cover/series.h"

#include "cover/cover_read.h"
#include "generated/stmt.h"
#include "sys/sys.h"

#define HOUR_MS ((int64_t)3600 * 1000)
#define DAY_MS (24 * HOUR_MS)
#define ZONE_MS (8 * HOUR_MS) /* local days are those of UTC+8 */

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
	n = (size_t)(to - from + 1);
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

/* ---- a round by the hour ---- */

struct hour {
	int64_t hour, n;
};

static int hours_read(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct hour **ret, size_t *ret_n)
{
	struct store_value *values = cx_many(cx, 2 * p->tallies_n, struct store_value);
	struct hour *all = NULL;
	size_t n = 0, cap = 0, asked = 0;
	STORE_ROWS q = { 0 };
	int ec = values == NULL ? -E_NO_MEMORY : 0, more = 0;

	for (size_t i = 0; ec == 0 && i < p->tallies_n; i++) {
		if (p->tallies[i].done <= 0)
			continue;
		values[asked++] = SV_UUID(&p->round.id);
		values[asked++] = SV_TEXT(p->tallies[i].area);
	}
	if (ec == 0 && asked > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_PROGRESS, values, asked / 2, &q);
	while (ec == 0 && asked > 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
			all[n++] = (struct hour){ store_int(&q, 0), store_int(&q, 1) };
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
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
