/* Goods: what was booked and what was counted, by place and item.
 *
 * The two are never computed from each other: booked adds up movements, counted is the latest
 * count; what the one leaves unexplained in the other is shown. Every incident has a ledger of its
 * own. A shelf that serves several is one shelf all the same: without an incident their days are
 * put together, but for those of exercises, which move nothing. A place's days may have been
 * written down in different areas; it is shown in the area of its newest day. */
#include "cover/goods.h"

#include <stdlib.h>
#include <string.h>

#include "cover/balance.h"
#include "cover/figure_read.h"
#include "cover/series.h"
#include "generated/stmt.h"

struct goods_day {
	struct str place, item, lot;
	struct uuid incident;
	int64_t day;
	struct goods_sums sums;
};

static int day_take(
	struct cx *cx, const struct rows *q, const struct uuid *incident, struct goods_day *ret)
{
	int ec;

	*ret = (struct goods_day){ .incident = *incident,
		.day = store_int(q, 4),
		.sums = { .came = store_int(q, 6),
			.went = store_int(q, 7),
			.counted = store_int(q, 8),
			.counted_at = store_int(q, 9),
			.before = store_int(q, 10) } };
	if ((ec = cx_str(cx, store_str(q, 0), &ret->place)) < 0 ||
		(ec = cx_str(cx, store_str(q, 1), &ret->item)) < 0 ||
		(ec = cx_str(cx, store_str(q, 2), &ret->lot)) < 0)
		return ec;
	return cx_str(cx, store_str(q, 5), &ret->sums.area);
}

/* Those of the incident that was asked for. */
static int days_take(struct cx *cx, struct rows *q, const struct scopes *scopes,
	struct goods_day **ret, size_t *ret_n)
{
	struct goods_day *days = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct uuid incident, of;

		if (!store_uuid(q, 3, &incident))
			return err(cx, E_CORRUPT, NULL, "ledger");
		if (scope_counts(scopes, &incident, &of) &&
			(ec = COVER_ROOM(cx, days, n, cap)) == 0)
			ec = day_take(cx, q, &incident, &days[n++]);
	}
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

static int days_read(struct cx *cx, const struct cover *c, const struct scopes *scopes,
	const struct area_run *runs, size_t runs_n, bool all, struct goods_day **ret, size_t *ret_n)
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
	return ec < 0 ? ec : days_take(cx, &q, scopes, ret, ret_n);
}

/* ---- the days of a shelf ---- */

static int shelf_cmp(const struct goods_day *x, const struct goods_day *y)
{
	int d = str_cmp(x->lot, y->lot);

	if (d == 0)
		d = str_cmp(x->place, y->place);
	return d != 0 ? d : str_cmp(x->item, y->item);
}

static int day_order(const void *a, const void *b)
{
	const struct goods_day *x = a, *y = b;
	int d = shelf_cmp(x, y);

	if (d == 0)
		d = (x->day > y->day) - (x->day < y->day);
	return d != 0 ? d : uuid_cmp(&x->incident, &y->incident);
}

static int act_order(const void *a, const void *b)
{
	return act_cmp(a, b);
}

struct acts_kept {
	struct act *all;
	size_t n, cap;
};

/* Those of a row, which is gone when the next is read. */
static int acts_keep(struct cx *cx, struct str packed, struct acts_kept *to)
{
	struct str own;
	struct act *acts;
	size_t n;
	int ec = cx_str(cx, packed, &own);

	if (ec == 0)
		ec = acts_unpack(cx, own, FOLD_LEDGER, &acts, &n);
	for (size_t i = 0; ec == 0 && i < n; i++)
		if ((ec = COVER_ROOM(cx, to->all, to->n, to->cap)) == 0)
			to->all[to->n++] = acts[i];
	return ec;
}

/* Several incidents on one shelf on one day: what had moved before the count is told by the acts of them all. */
static int day_joined(struct cx *cx, const struct cover *c, const struct goods_day *days, size_t n,
	struct goods_day *ret)
{
	struct acts_kept acts = { .n = 0 };
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct store_value key[] = { SV_TEXT(days[i].place), SV_TEXT(days[i].item),
			SV_TEXT(days[i].lot), SV_UUID(&days[i].incident), SV_INT(days[i].day) };
		STORE_ROWS q = { 0 };
		int more = 0;

		ec = store_query_each(cx, c->store, STMT_LEDGER_GET, key, 1, &q);
		while (ec == 0 && (more = store_next(cx, &q)) > 0)
			ec = acts_keep(cx, store_str(&q, 0), &acts);
		ec = ec < 0 ? ec : more;
	}
	if (acts.n > 1)
		qsort(acts.all, acts.n, sizeof(*acts.all), act_order);
	*ret = days[0];
	ret->sums = goods_sums(acts.all, acts.n);
	return ec;
}

/* Sorted, and one for each day of a shelf. */
static int days_join(struct cx *cx, const struct cover *c, struct goods_day *days, size_t *n)
{
	size_t kept = 0;
	int ec = 0;

	if (*n > 1)
		qsort(days, *n, sizeof(*days), day_order);
	for (size_t i = 0, end; ec == 0 && i < *n; i = end) {
		for (end = i + 1; end < *n && shelf_cmp(&days[i], &days[end]) == 0 &&
			days[i].day == days[end].day;)
			end++;
		if (end - i == 1)
			days[kept++] = days[i];
		else
			ec = day_joined(cx, c, &days[i], end - i, &days[kept++]);
	}
	*n = kept;
	return ec;
}

/* The days of one shelf, ascending. */
static struct goods goods_fold(const struct goods_day *days, size_t n)
{
	struct goods g = { .place = days[0].place,
		.item = days[0].item,
		.lot = days[0].lot,
		.area = days[n - 1].sums.area };

	for (size_t i = 0; i < n; i++) {
		const struct goods_sums *s = &days[i].sums;

		if (s->counted >= 0 && s->counted_at > 0 && s->counted_at >= g.counted_at) {
			g.counted = s->counted;
			g.counted_at = s->counted_at;
			g.booked_then = g.booked + s->before;
		}
		g.booked += s->came - s->went;
	}
	if (g.counted_at > 0)
		g.unexplained = g.counted - g.booked_then;
	return g;
}

static int goods_of_days(struct cx *cx, const struct cover *c, struct goods_day *days, size_t n,
	struct goods **ret, size_t *ret_n)
{
	struct goods *items = cx_many(cx, n, struct goods);
	size_t items_n = 0;
	int ec = items == NULL ? -E_NO_MEMORY : days_join(cx, c, days, &n);

	for (size_t i = 0, end; ec == 0 && i < n; i = end) {
		for (end = i + 1; end < n && shelf_cmp(&days[i], &days[end]) == 0;)
			end++;
		items[items_n++] = goods_fold(&days[i], end - i);
	}
	*ret = items;
	*ret_n = items_n;
	return ec;
}

/* ---- reading ---- */

/* Was it asked for, and is it his? What lies in no tree is shown only to whoever sees and asks for
 * everything. */
static bool goods_in(const struct cover *c, const struct area_run *runs, size_t runs_n, bool all,
	struct str area)
{
	const struct area *a = area_find(c->tree, area);

	return a == NULL ? all : tree_in(runs, runs_n, tree_at(a));
}

/* What lies and moved in an area: its shelves, and the days that they are made of. */
struct shelves {
	struct area_run *runs;
	size_t runs_n, days_n, n;
	bool all;
	struct goods_day *days; /* as they were read */
	struct goods *goods;
};

static int shelves_read(struct cx *cx, const struct cover *c, const struct uuid *incident,
	struct str area, struct shelves *ret)
{
	struct goods_day *days;
	struct scopes scopes;
	size_t n;
	int ec = cover_top(cx, c, area);

	*ret = (struct shelves){ .all = c->who->everywhere && area.n == 0 };
	if (ec < 0 || (ec = tree_seen(cx, c->tree, c->who, area, &ret->runs, &ret->runs_n)) < 0 ||
		(ec = scopes_read(cx, c, incident, &scopes)) < 0 ||
		(ec = days_read(cx, c, &scopes, ret->runs, ret->runs_n, ret->all, &ret->days,
			 &ret->days_n)) < 0)
		return ec;
	days = cx_many(cx, ret->days_n, struct goods_day);
	if (days == NULL)
		return -E_NO_MEMORY;
	if (ret->days_n > 0)
		memcpy(days, ret->days,
			ret->days_n * sizeof(*days)); /* days of a shelf are joined */
	if ((ec = goods_of_days(cx, c, days, ret->days_n, &ret->goods, &n)) < 0)
		return ec;
	for (size_t i = 0; i < n; i++)
		if (goods_in(c, ret->runs, ret->runs_n, ret->all, ret->goods[i].area))
			ret->goods[ret->n++] = ret->goods[i];
	return 0;
}

int goods_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct goods **ret, size_t *ret_n)
{
	struct shelves s;
	int ec = shelves_read(cx, c, incident, area, &s);

	*ret = s.goods;
	*ret_n = s.n;
	return ec;
}

/* ---- how long it lasts ---- */

static int stock_order(const void *a, const void *b)
{
	const struct stock *x = a, *y = b;

	return str_cmp(x->item, y->item);
}

/* What came to homes, or was used up, in an area that was asked for. */
static bool is_use(const struct cover *c, const struct shelves *s, const struct goods_day *d,
	int32_t from, int32_t to)
{
	return d->day >= from && d->day <= to &&
		(balance_place_is(d->place, "dwelling") || balance_place_is(d->place, "used")) &&
		goods_in(c, s->runs, s->runs_n, s->all, d->sums.area);
}

int stock_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	int32_t from, int32_t to, struct stock **ret, size_t *ret_n)
{
	struct shelves s;
	struct stock *all;
	size_t n = 0, kept = 0;
	int ec = shelves_read(cx, c, incident, area, &s);

	*ret_n = 0;
	if (ec < 0)
		return ec;
	*ret = all = cx_many(cx, s.n + s.days_n, struct stock);
	if (all == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < s.n; i++)
		if (balance_place_is(s.goods[i].place, "store"))
			all[n++] = (struct stock){ s.goods[i].item, s.goods[i].booked, 0 };
	for (size_t i = 0; i < s.days_n; i++)
		if (is_use(c, &s, &s.days[i], from, to))
			all[n++] = (struct stock){ s.days[i].item, 0, s.days[i].sums.came };
	if (n > 1)
		qsort(all, n, sizeof(*all), stock_order);
	for (size_t i = 0; i < n; i++) {
		if (kept == 0 || !str_eq(all[kept - 1].item, all[i].item)) {
			all[kept++] = all[i];
			continue;
		}
		all[kept - 1].stored += all[i].stored;
		all[kept - 1].used += all[i].used;
	}
	*ret_n = kept;
	return 0;
}

int goods_lots(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str lot,
	struct goods **ret, size_t *ret_n)
{
	const struct store_value one[] = { SV_TEXT(lot) };
	STORE_ROWS q = { 0 };
	struct goods_day *days = NULL;
	struct scopes scopes;
	size_t n = 0;
	int ec = scopes_read(cx, c, incident, &scopes);

	if (ec == 0 && lot.n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_GOODS_LOT, one, 1, &q);
	else if (ec == 0)
		ec = store_query(cx, c->store, STMT_COVER_GOODS_LOTS, NULL, 0, &q);
	if (ec == 0)
		ec = days_take(cx, &q, &scopes, &days, &n);
	return ec < 0 ? ec : goods_of_days(cx, c, days, n, ret, ret_n);
}

int goods_said(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct goods *of, struct act **ret, size_t *ret_n)
{
	const struct store_value key[] = { SV_TEXT(of->place), SV_TEXT(of->item),
		SV_TEXT(of->lot) };
	struct acts_kept acts = { .n = 0 };
	STORE_ROWS q = { 0 };
	struct scopes scopes;
	int ec = scopes_read(cx, c, incident, &scopes), more = 0;

	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_GOODS_SAID, key, 1, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid its, known;

		if (!store_uuid(&q, 0, &its))
			return err(cx, E_CORRUPT, NULL, "ledger");
		if (scope_counts(&scopes, &its, &known))
			ec = acts_keep(cx, store_str(&q, 1), &acts);
	}
	if (acts.n > 1)
		qsort(acts.all, acts.n, sizeof(*acts.all), act_order);
	*ret = acts.all;
	*ret_n = acts.n;
	return ec < 0 ? ec : more;
}
