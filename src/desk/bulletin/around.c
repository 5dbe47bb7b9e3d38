/* What people have said around a bulletin: a text that somebody began, whether anybody may read it, and when one is due every day.
 * Each is a record; of those about one thing the latest that stands holds. */
#include "desk/bulletin/own.h"

#include "cover/cover_read.h"
#include "desk/rows.h"

#define LEVEL_TOWNSHIP 4 /* as in area.added */

static bool is_later(const struct record *a, const struct record *b)
{
	if (a->at_used != b->at_used)
		return a->at_used > b->at_used;
	return uuid_cmp(&a->id, &b->id) > 0;
}

/* NULL: nobody has said anything that this reader sees. */
static int latest(
	struct cx *cx, const struct cover *c, const struct uuid *key, int what, struct record **ret)
{
	struct uuid *ids;
	size_t n;
	int e = published_parts(cx, c, key, what, &ids, &n);

	*ret = NULL;
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		e = record_of(cx, c, &ids[i], &r);
		if (!e && r && reader_sees(c->tree, c->who, r->area) &&
			(!*ret || is_later(r, *ret)))
			*ret = r;
	}
	return e;
}

/* ---- whether anybody may read it ---- */

int bulletin_share_read(struct cx *cx, const struct cover *c, struct bulletin *b)
{
	const struct uuid first = bulletin_first(b);
	const struct area *area = area_find(c->tree, b->area);
	struct record *r;
	int e = latest(cx, c, &first, PUBLISHED_SHARED, &r);

	b->shareable = area && area->level > 0 && area->level <= LEVEL_TOWNSHIP;
	b->open_to_all = b->shareable && r && record_int(r, "open");
	b->indexed = b->open_to_all && record_int(r, "indexed");
	return e;
}

/* ---- of these days ---- */

static struct uuid days_of(const struct bulletin_ask *ask)
{
	return published_days(ask->incident, ask->area, ask->from, ask->to);
}

int bulletin_drafted_get(struct cx *cx, const struct cover *c, const struct bulletin_ask *ask,
	struct bulletin_drafted *ret)
{
	const struct uuid days = days_of(ask);
	struct record *r;
	int e = latest(cx, c, &days, PUBLISHED_DRAFTED, &r);

	*ret = (struct bulletin_drafted){ .id = uuid_nil };
	if (r)
		*ret = (struct bulletin_drafted){ .id = r->id,
			.at = r->at_used,
			.by = r->by.n ? r->by : r->via,
			.title_zh = record_text(r, "title_zh"),
			.title_en = record_text(r, "title_en"),
			.prose_zh = record_text(r, "prose_zh"),
			.prose_en = record_text(r, "prose_en"),
			.reason = record_text(r, "reason"),
			.correction = record_text(r, "correction") };
	return e;
}

/* The newest version; where two were published side by side, the later. */
int bulletin_of_days(
	struct cx *cx, const struct cover *c, const struct bulletin_ask *ask, struct uuid *ret)
{
	const struct uuid days = days_of(ask);
	int64_t version = 0, pos = 0;
	struct uuid *ids;
	size_t n;
	int e = published_parts(cx, c, &days, PUBLISHED_BULLETIN, &ids, &n);

	*ret = uuid_nil;
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		e = record_of(cx, c, &ids[i], &r);
		if (e || !r || !reader_sees(c->tree, c->who, r->area) ||
			record_int(r, "version") < version ||
			(record_int(r, "version") == version && r->pos < pos))
			continue;
		version = record_int(r, "version");
		pos = r->pos;
		*ret = r->id;
	}
	return e;
}

/* ---- every day ---- */

static int64_t ready_at(int32_t day, int hour)
{
	return day_start(day + 1) + (int64_t)hour * 3600000;
}

static int due_add(struct cx *cx, const struct cover *c, struct bulletin_daily *d, int32_t day)
{
	const struct uuid days = published_days(d->incident, d->area, day, day);
	struct uuid *ids;
	size_t n;
	int e;

	if (day < day_of(d->at) || c->now < ready_at(day, d->hour))
		return 0;
	e = published_parts(cx, c, &days, PUBLISHED_BULLETIN, &ids, &n);
	if (e || n)
		return e;
	d->due[d->due_n].day = day;
	d->due[d->due_n].since = ready_at(day, d->hour);
	e = published_parts(cx, c, &days, PUBLISHED_DRAFTED, &ids, &n);
	d->due[d->due_n++].drafted = n > 0;
	return e;
}

struct daily_list {
	struct bulletin_daily *all;
	size_t n, cap;
};

static int daily_take(struct cx *cx, const struct cover *c, const struct record *r,
	const struct uuid *incident, struct daily_list *l)
{
	const struct area *area = area_find(c->tree, r->area);
	const struct json *hour = json_get(r->body, "hour");
	struct bulletin_daily *d;
	int e = COVER_ROOM(cx, l->all, l->n, l->cap);

	if (e || !area || !hour)
		return e;
	d = &l->all[l->n++];
	*d = (struct bulletin_daily){ .incident = *incident,
		.area = r->area,
		.area_name = area->name,
		.by = r->by.n ? r->by : r->via,
		.at = r->at_used,
		.hour = (int)hour->i };
	for (int i = 1; !e && i <= BULLETIN_DUE_DAYS; i++)
		e = due_add(cx, c, d, day_of(c->now) - i);
	return e;
}

/* Of each area the latest record; several areas of one incident may each have their own. */
static int incident_daily(
	struct cx *cx, const struct cover *c, const struct uuid *incident, struct daily_list *l)
{
	struct record **all;
	struct uuid *ids;
	size_t n;
	int e = published_parts(cx, c, incident, PUBLISHED_DAILY, &ids, &n);

	all = e ? NULL : cx_many(cx, n, struct record *);
	if (!all)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		e = record_of(cx, c, &ids[i], &all[i]);
	for (size_t i = 0; !e && i < n; i++) {
		bool holds = all[i] && reader_sees(c->tree, c->who, all[i]->area);

		for (size_t k = 0; holds && k < n; k++)
			holds = !all[k] || !str_eq(all[k]->area, all[i]->area) ||
				!is_later(all[k], all[i]);
		if (holds)
			e = daily_take(cx, c, all[i], incident, l);
	}
	return e;
}

int bulletin_daily_list(
	struct cx *cx, const struct cover *c, struct bulletin_daily **ret, size_t *ret_n)
{
	struct daily_list l = { .n = 0 };
	struct incident *all;
	size_t n;
	int e = incident_list(cx, c, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		if (!all[i].ended)
			e = incident_daily(cx, c, &all[i].id, &l);
	*ret = l.all;
	*ret_n = l.n;
	return e;
}
