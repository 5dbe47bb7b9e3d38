/* A gift is read from the ledger's rows of its lot. Who gave it lies sealed in its record, and is not told here. */
#include "desk/supply/gifts.h"

#include <stdlib.h>

#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/rows.h"

/* ---- what came ---- */

/* What moved or counted it, at places of one kind; NULL: at all. */
static int acts_at(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct goods *rows, size_t n, const char *place, struct act **ret, size_t *ret_n)
{
	size_t cap = 0;
	int e = 0;

	*ret = NULL;
	*ret_n = 0;
	for (size_t i = 0; !e && i < n; i++) {
		struct act *acts;
		size_t acts_n;

		if (place && !balance_place_is(rows[i].place, place))
			continue;
		e = goods_said(cx, c, incident, &rows[i], &acts, &acts_n);
		for (size_t k = 0; !e && k < acts_n; k++) {
			e = COVER_ROOM(cx, *ret, *ret_n, cap);
			if (!e)
				(*ret)[(*ret_n)++] = acts[k];
		}
	}
	return e;
}

/* From the records by which it came, the first of which stands for it. */
static void head_take(struct record *const *came, size_t n, struct gift *ret)
{
	const struct record *first = came[n - 1];

	ret->at = first->at_used;
	ret->area = first->area;
	ret->item = record_text(first, "item");
	ret->incident = base_incident(first);
	record_ref(first, "store", &ret->store);
	for (size_t i = 0; i < n; i++)
		ret->value += record_milli(came[i], "value");
}

/* ---- where it went ---- */

static void store_take(const struct goods *g, struct gift *ret)
{
	if (g->counted_at)
		ret->stored += g->booked + g->unexplained;
	else
		ret->untraced += g->booked;
}

static void account_take(const struct goods *rows, size_t n, struct gift *ret)
{
	struct {
		const char *place;
		int64_t *sum;
	} ends[] = { { "dwelling", &ret->allotted }, { "used", &ret->used },
		{ "spoiled", &ret->spoiled }, { "lost", &ret->lost } };

	for (size_t i = 0; i < n; i++) {
		if (!str_eq(rows[i].item, ret->item))
			continue;
		if (balance_place_is(rows[i].place, "supplier"))
			ret->given -= rows[i].booked;
		if (balance_place_is(rows[i].place, "store"))
			store_take(&rows[i], ret);
		for (size_t k = 0; k < sizeof(ends) / sizeof(*ends); k++)
			if (balance_place_is(rows[i].place, ends[k].place))
				*ends[k].sum += rows[i].booked;
	}
	ret->difference = ret->given - ret->stored - ret->allotted - ret->used - ret->spoiled -
		ret->lost - ret->untraced;
}

/* rows: all of one lot. What is named, and has not come where he sees it, is no gift of his. */
static int gift_take(struct cx *cx, const struct cover *c, const struct uuid *incident,
	const struct goods *rows, size_t n, struct gift *ret, bool *ret_there)
{
	struct record **came = NULL;
	struct act *acts;
	size_t acts_n, came_n = 0;
	int e = acts_at(cx, c, incident, rows, n, "supplier", &acts, &acts_n);

	*ret = (struct gift){ .id = uuid_nil };
	if (!e && acts_n)
		e = acts_records(cx, c, acts, acts_n, &came, &came_n);
	*ret_there = !e && came_n && uuid_read(rows[0].lot, &ret->id);
	if (!*ret_there)
		return e;
	head_take(came, came_n, ret);
	account_take(rows, n, ret);
	return 0;
}

/* ---- reading ---- */

static int newest_first(const void *a_, const void *b_)
{
	const struct gift *a = a_, *b = b_;
	int d = (a->at < b->at) - (a->at > b->at);

	return d ? d : uuid_cmp(&a->id, &b->id);
}

int gift_list(struct cx *cx, const struct cover *c, const struct uuid *incident, struct str area,
	struct gift **ret, size_t *ret_n)
{
	struct goods *rows;
	size_t rows_n, n = 0;
	int e = cover_top(cx, c, area);

	if (!e)
		e = goods_lots(cx, c, incident, STR(""), &rows, &rows_n);
	*ret = e ? NULL : cx_many(cx, rows_n, struct gift);
	if (!e && !*ret)
		return -E_NO_MEMORY;
	for (size_t i = 0, end; !e && i < rows_n; i = end) {
		bool there;

		for (end = i + 1; end < rows_n && str_eq(rows[i].lot, rows[end].lot);)
			end++;
		e = gift_take(cx, c, incident, &rows[i], end - i, &(*ret)[n], &there);
		n += !e && there && (!area.n || area_within(c->tree, (*ret)[n].area, area));
	}
	if (!e && n > 1)
		qsort(*ret, n, sizeof(**ret), newest_first);
	*ret_n = n;
	return e;
}

/* Of an exercise the gift is that of the exercise; of any other what moved is told whichever incident it was for. */
static int rows_read(struct cx *cx, const struct cover *c, const struct uuid *id, struct gift *ret,
	struct uuid *ret_incident, struct goods **ret_rows, size_t *ret_n)
{
	struct incident *all;
	char lot[UUID_TEXT + 1];
	bool there = false;
	size_t n;
	int e = incident_list(cx, c, &all, &n);

	uuid_write(id, lot);
	*ret_incident = uuid_nil;
	for (size_t i = 0; !e && !there && i <= n; i++) {
		if (i && !all[i - 1].exercise)
			continue;
		*ret_incident = i ? all[i - 1].id : uuid_nil;
		e = goods_lots(cx, c, ret_incident, str_of(lot), ret_rows, ret_n);
		if (!e && *ret_n)
			e = gift_take(cx, c, ret_incident, *ret_rows, *ret_n, ret, &there);
	}
	return e || there ? e : err(cx, E_NOT_FOUND, "id", cx_text(cx, str_of(lot)));
}

int gift_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct gift *ret,
	struct goods **ret_places, size_t *ret_n)
{
	struct uuid incident;
	size_t n, kept = 0;
	int e = rows_read(cx, c, id, ret, &incident, ret_places, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (reader_sees(c->tree, c->who, (*ret_places)[i].area))
			(*ret_places)[kept++] = (*ret_places)[i];
	*ret_n = kept;
	return e;
}

int gift_records(struct cx *cx, const struct cover *c, const struct uuid *id, struct record ***ret,
	size_t *ret_n)
{
	struct act *acts;
	struct goods *rows;
	struct uuid incident;
	struct gift g;
	size_t n, acts_n;
	int e = rows_read(cx, c, id, &g, &incident, &rows, &n);

	if (!e)
		e = acts_at(cx, c, &incident, rows, n, NULL, &acts, &acts_n);
	return e ? e : acts_records(cx, c, acts, acts_n, ret, ret_n);
}

/* ---- shown ---- */

static void gift_members(struct jw *w, const struct gift *g)
{
	row_uuid(w, "id", &g->id);
	row_uuid(w, "incident", &g->incident);
	row_uuid(w, "store", &g->store);
	jw_f_str(w, "area", g->area);
	row_time(w, "at", g->at);
	jw_f_str(w, "item", g->item);
	row_milli(w, "value", g->value);
	row_milli(w, "given", g->given);
	row_milli(w, "stored", g->stored);
	row_milli(w, "allotted", g->allotted);
	row_milli(w, "used", g->used);
	row_milli(w, "spoiled", g->spoiled);
	row_milli(w, "lost", g->lost);
	row_milli(w, "untraced", g->untraced);
	row_milli(w, "difference", g->difference);
}

void row_gift(struct jw *w, const struct gift *g)
{
	jw_object(w);
	gift_members(w, g);
	jw_end_object(w);
}

void row_gift_places(
	struct jw *w, const struct gift *g, const struct goods *places, size_t places_n)
{
	jw_object(w);
	gift_members(w, g);
	jw_name(w, "places");
	jw_list(w);
	for (size_t i = 0; i < places_n; i++)
		row_goods(w, &places[i]);
	jw_end_list(w);
	jw_end_object(w);
}
