/* Goods: what was booked and what was counted, by place and item.
 *
 * The two are never computed from each other: booked adds up movements, counted is the latest
 * count; what the one leaves unexplained in the other is shown. A place's days may have been
 * written down in different areas; it is shown in the area of its newest day. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "generated/stmt.h"

struct goods_day {
	struct str place, item, area;
	int64_t day, came, went, counted, counted_at, net_before;
};

static int day_take(struct cx *cx, const struct rows *q, struct goods_day *ret)
{
	int ec;

	*ret = (struct goods_day){ .day = store_int(q, 2),
		.came = store_int(q, 4),
		.went = store_int(q, 5),
		.counted = store_int(q, 6),
		.counted_at = store_int(q, 7),
		.net_before = store_int(q, 8) };
	if ((ec = cx_str(cx, store_str(q, 0), &ret->place)) < 0 ||
		(ec = cx_str(cx, store_str(q, 1), &ret->item)) < 0)
		return ec;
	return cx_str(cx, store_str(q, 3), &ret->area);
}

static int days_take(struct cx *cx, struct rows *q, struct goods_day **ret, size_t *ret_n)
{
	struct goods_day *days = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0)
		if ((ec = COVER_ROOM(cx, days, n, cap)) == 0)
			ec = day_take(cx, q, &days[n++]);
	*ret = days;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* The keys that were ever touched in the areas asked: (place, item) two by two, as values of a
 * statement. */
static int keys_read(struct cx *cx, const struct cover *c, const struct area_run *runs,
	size_t runs_n, struct store_value **ret, size_t *ret_n)
{
	struct store_value *areas = cx_many(cx, tree_count(runs, runs_n), struct store_value),
			   *keys = NULL;
	STORE_ROWS q = { 0 };
	size_t areas_n = 0, n = 0, cap = 0;
	int ec, more = 0;

	if (areas == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < runs_n; i++)
		for (uint32_t at = runs[i].from; at < runs[i].to; at++)
			areas[areas_n++] = SV_TEXT(tree_area(c->tree, at)->id);
	ec = store_query_each(cx, c->store, STMT_COVER_GOODS_OF, areas, areas_n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct str text;

		for (int i = 0; ec == 0 && i < 2; i++)
			if ((ec = COVER_ROOM(cx, keys, n, cap)) == 0 &&
				(ec = cx_str(cx, store_str(&q, i), &text)) == 0)
				keys[n++] = SV_TEXT(text);
	}
	*ret = keys;
	*ret_n = n / 2;
	return ec < 0 ? ec : more;
}

static int key_order(const void *a, const void *b)
{
	const struct store_value *x = a, *y = b;
	int d = str_cmp(x[0].s, y[0].s);

	return d != 0 ? d : str_cmp(x[1].s, y[1].s);
}

static size_t keys_once(struct store_value *keys, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(keys, n, 2 * sizeof(*keys), key_order);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && key_order(&keys[2 * (kept - 1)], &keys[2 * i]) == 0)
			continue;
		keys[2 * kept] = keys[2 * i];
		keys[2 * kept++ + 1] = keys[2 * i + 1];
	}
	return kept;
}

static int days_read(struct cx *cx, const struct cover *c, const struct area_run *runs,
	size_t runs_n, bool all, struct goods_day **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct store_value *keys;
	size_t n;
	int ec;

	if (all) {
		ec = store_query(cx, c->store, STMT_COVER_GOODS_ALL, NULL, 0, &q);
	} else {
		if ((ec = keys_read(cx, c, runs, runs_n, &keys, &n)) < 0)
			return ec;
		n = keys_once(keys, n);
		ec = store_query_each(cx, c->store, STMT_COVER_GOODS_DAYS, keys, n, &q);
	}
	return ec < 0 ? ec : days_take(cx, &q, ret, ret_n);
}

static int day_order(const void *a, const void *b)
{
	const struct goods_day *x = a, *y = b;
	int d = str_cmp(x->place, y->place);

	if (d == 0)
		d = str_cmp(x->item, y->item);
	return d != 0 ? d : (x->day > y->day) - (x->day < y->day);
}

/* The days of one place and item, ascending. */
static struct goods goods_fold(const struct goods_day *days, size_t n)
{
	struct goods g = { .place = days[0].place, .item = days[0].item, .area = days[n - 1].area };

	for (size_t i = 0; i < n; i++) {
		if (days[i].counted >= 0 && days[i].counted_at > 0 &&
			days[i].counted_at >= g.counted_at) {
			g.counted = days[i].counted;
			g.counted_at = days[i].counted_at;
			g.booked_then = g.booked + days[i].net_before;
		}
		g.booked += days[i].came - days[i].went;
	}
	if (g.counted_at > 0)
		g.unexplained = g.counted - g.booked_then;
	return g;
}

/* Was it asked for, and is it his? What lies in no tree is shown only to whoever sees and asks for
 * everything. */
static bool goods_in(const struct cover *c, const struct area_run *runs, size_t runs_n, bool all,
	struct str area)
{
	const struct area *a = area_find(c->tree, area);

	return a == NULL ? all : tree_in(runs, runs_n, tree_at(a));
}

int goods_list(
	struct cx *cx, const struct cover *c, struct str area, struct goods **ret, size_t *ret_n)
{
	bool all = c->who->everywhere && area.n == 0;
	struct area_run *runs;
	struct goods_day *days;
	struct goods *items;
	size_t runs_n, days_n, n = 0;
	int ec = cover_top(cx, c, area);

	if (ec < 0 || (ec = tree_seen(cx, c->tree, c->who, area, &runs, &runs_n)) < 0 ||
		(ec = days_read(cx, c, runs, runs_n, all, &days, &days_n)) < 0)
		return ec;
	items = cx_many(cx, days_n, struct goods);
	if (items == NULL)
		return -E_NO_MEMORY;
	if (days_n > 1)
		qsort(days, days_n, sizeof(*days), day_order);
	for (size_t i = 0, end; i < days_n; i = end) {
		for (end = i + 1; end < days_n && str_eq(days[i].place, days[end].place) &&
			str_eq(days[i].item, days[end].item);)
			end++;
		items[n] = goods_fold(&days[i], end - i);
		n += goods_in(c, runs, runs_n, all, items[n].area);
	}
	*ret = items;
	*ret_n = n;
	return 0;
}
