/* Journeys told at doors, at checkpoints, on arrival or by themselves. Where and when lies sealed: each is opened, judged and
 * forgotten, and what is told of it is the listed area that it touches. */
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "core/when.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/command/follow.h"
#include "desk/command/risk_lists.h"
#include "guard/guard.h"
#include "rules/norms.h"

struct matching {
	struct cx *cx; /* for what is kept */
	const struct cover *c;
	const struct risk_lists *lists;
	const struct risk_ask *ask;
	struct map
		followed;  /* subjects whose arrival or journey is followed up, and such journeys */
	struct map judged; /* words and day → verdict: most are told by many */
	struct risk_match *all;
	size_t n, cap;
};

static struct str key_of(const struct uuid *u)
{
	return (struct str){ (const char *)u->b, sizeof(u->b) };
}

/* One sealed class of a record, as an object; NULL: there is none, or it was destroyed. */
static int opened(struct cx *cx, const struct cover *c, const struct entry *entry, enum class k,
	const struct json **ret)
{
	struct str plain = STR_NONE;
	int e = journal_open(cx, c->keys, &entry->id, entry->sealed, k, &plain);

	*ret = NULL;
	if (e == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	return e || !plain.n ? e : json_read(cx, plain, &json_limits_request, ret);
}

/* The last day there: when he left, else when he came here, else when he told it. */
static int32_t day_there(const struct json *v, const struct record *r)
{
	static const char *const names[] = { "left", "back", "arrived" };
	int32_t day;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (day_read(json_text(v, names[i]), &day))
			return day;
	return day_of(r->at_used);
}

static int name_of(struct matching *x, struct cx *cx, const struct entry *entry, struct str *ret)
{
	const struct json *v;
	struct str name, masked = STR_NONE;
	int e = opened(cx, x->c, entry, CLASS_IDENTITY, &v);

	*ret = STR_NONE;
	if (e || !v)
		return e;
	name = json_text(v, "name");
	if (!name.n)
		name = json_text(v, "traveller");
	if (!name.n)
		return 0;
	e = guard_mask(cx, FIELD_TEXT, name, &masked);
	return e ? e : cx_str(x->cx, masked, ret);
}

static int keep(struct matching *x, struct cx *cx, const struct record *r,
	const struct entry *entry, int32_t day, const struct risk_verdict *v)
{
	struct risk_match m = { .record = r->id,
		.day = day,
		.told = day_of(r->at_used),
		.verdict = *v,
		.pos = r->pos };
	int e = name_of(x, cx, entry, &m.name);

	m.followed = str_is(r->kind_name, "arrival.registered") ||
		map_get(&x->followed, key_of(&r->id));
	if (r->has_subject && !str_is(r->kind_name, "person.screened")) {
		m.subject = r->subject;
		m.followed = m.followed || map_get(&x->followed, key_of(&r->subject));
	}
	if (!e)
		e = cx_str(x->cx, r->kind_name, &m.kind);
	if (!e)
		e = cx_str(x->cx, r->area, &m.area);
	if (!e)
		e = cx_str(x->cx, entry->via, &m.via);
	if (!e)
		e = COVER_ROOM(x->cx, x->all, x->n, x->cap);
	if (!e)
		x->all[x->n++] = m;
	return e;
}

/* Was he there lately, on the day for which it is asked or when he told it? */
static bool lately(const struct matching *x, const struct record *r, int32_t day)
{
	int32_t on = x->ask->on == RISK_EVER ? day_of(r->at_used) : x->ask->on;

	return day >= on - (int32_t)(norm_trace(TRACE_TRAVEL, on)->ms / WHEN_DAY_MS) &&
		day <= x->ask->on;
}

static int note(struct matching *x, struct map *m, const struct uuid *id)
{
	void **at = map_at(m, key_of(id));

	if (!at)
		return err(x->cx, E_NO_MEMORY, NULL);
	*at = m;
	return 0;
}

static int followed(struct matching *x, const struct uuid *id)
{
	return note(x, &x->followed, id);
}

/* NULL: no memory, and x->cx says so. */
static const struct risk_verdict *judge(struct matching *x, const struct risk_stay *stay)
{
	struct risk_verdict *v;
	struct buf key;
	void **at;

	buf_init(&key, x->cx->arena);
	buf_fmt(&key, "%d ", (int)stay->to);
	buf_str(&key, stay->told);
	at = buf_ok(&key) ? map_at(&x->judged, buf_get(&key)) : NULL;
	if (at && *at)
		return *at;
	v = at ? cx_new(x->cx, struct risk_verdict) : NULL;
	if (!v) {
		err(x->cx, E_NO_MEMORY, NULL);
		return NULL;
	}
	*v = risk_judge(x->lists->issues, x->lists->n, stay);
	*at = v;
	return v;
}

static int journey_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct matching *x = arg;
	struct risk_stay stay = { .told = STR("") };
	const struct json *v;
	const struct risk_verdict *verdict;
	int e = opened(cx, x->c, entry, CLASS_WHEREABOUTS, &v);

	if (!e && !v && x->ask->destroyed)
		e = note(x, x->ask->destroyed, &r->id);
	if (e || !v)
		return e;
	stay.told = json_text(v, "from");
	stay.from = stay.to = day_there(v, r);
	if (!stay.told.n || !lately(x, r, stay.to))
		return 0;
	verdict = judge(x, &stay);
	if (!verdict)
		return -E_NO_MEMORY;
	return verdict->level ? keep(x, cx, r, entry, stay.to, verdict) : 0;
}

static int history_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	return record_int(r, "history") ? journey_take(arg, cx, r, entry) : 0;
}

/* Which figures have the journeys behind them. */
static const struct {
	const char *figure;
	behind_take_record *take;
} sources[] = {
	{ "travel-declared", journey_take },
	{ "arrivals-registered", journey_take },
	{ "returnees-registered", journey_take },
	{ "people-screened", history_take },
};

static int arrival_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	(void)cx;
	(void)entry;
	return r->has_subject ? followed(arg, &r->subject) : 0;
}

static int contact_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct uuid journey;
	int e = followed(arg, &r->subject);

	(void)cx;
	(void)entry;
	return !e && record_ref(r, "journey", &journey) ? followed(arg, &journey) : e;
}

static int match_cmp(const void *a_, const void *b_)
{
	const struct risk_match *a = a_, *b = b_;
	int d = (int)a->followed - (int)b->followed;

	if (!d)
		d = (int)b->verdict.level - (int)a->verdict.level;
	if (!d)
		d = str_cmp(a->area, b->area);
	return d ? d : (a->pos > b->pos) - (a->pos < b->pos);
}

int risk_matches(struct cx *cx, const struct cover *c, const struct risk_lists *lists,
	const struct risk_ask *ask, struct risk_match **ret, size_t *ret_n)
{
	struct matching x = { .cx = cx, .c = c, .lists = lists, .ask = ask };
	const struct uuid *incident = &ask->incident;
	int e;

	map_init(&x.followed, cx->arena);
	map_init(&x.judged, cx->arena);
	e = behind_figure(cx, c, "arrivals-registered", incident, ask->area, arrival_take, &x);
	if (!e)
		e = behind_figure(cx, c, risk_contacts.id, incident, ask->area, contact_take, &x);
	for (size_t i = 0; !e && i < sizeof(sources) / sizeof(sources[0]); i++)
		e = behind_figure(
			cx, c, sources[i].figure, incident, ask->area, sources[i].take, &x);
	if (e)
		return e;
	if (x.n > 1)
		qsort(x.all, x.n, sizeof(x.all[0]), match_cmp);
	*ret = x.all;
	*ret_n = x.n;
	return 0;
}
