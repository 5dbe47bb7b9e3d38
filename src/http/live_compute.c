/* What there is to be told, computed on a reader's thread: everything, and of that what is not as it was sent before. */
#include "http/live_own.h"

#include "sys/sys.h"

#define ROUNDS_MAX 50 /* closed ones are left out beyond */
#define OVERDUE_MS \
	10000 /* targets of a standing round are counted one by one: not at each record that arrives */

struct overdue {
	int64_t n, at_ms;
};

struct computing {
	struct cx *cx;
	struct live_view *v;
	struct buf all, changed;
	int event; /* of which a line is open in all / changed */
	bool any_all, any_changed;
};

/* Adds an item to the whole, and to the changes if `same`, by which it is compared, is not as it was. */
static int item_add(struct computing *k, struct str key, struct str same, struct str json)
{
	struct map *now = &k->v->items[k->v->now], *before = &k->v->items[1 - k->v->now];
	const struct str *old = map_get(before, key);
	void **at = map_at(now, key);
	struct str *copy = arena_alloc(&k->v->arenas[k->v->now], sizeof(*copy));
	struct cx own = { .arena = &k->v->arenas[k->v->now] };

	if (!at || !copy || cx_str(&own, same, copy))
		return err(k->cx, E_NO_MEMORY, NULL);
	*at = copy;
	if (k->any_all)
		buf_c(&k->all, ',');
	buf_str(&k->all, json);
	k->any_all = true;
	if (old && str_eq(*old, same))
		return 0;
	if (k->any_changed)
		buf_c(&k->changed, ',');
	buf_str(&k->changed, json);
	k->any_changed = true;
	return 0;
}

static void event_begin(struct computing *k, const char *event, size_t at[2])
{
	at[0] = k->all.n;
	at[1] = k->changed.n;
	buf_fmt(&k->all, "event: %s\ndata: {\"items\":[", event);
	buf_fmt(&k->changed, "event: %s\ndata: {\"items\":[", event);
	k->any_all = k->any_changed = false;
}

static void event_end(struct computing *k, const size_t at[2])
{
	buf_z(&k->all, "]}\n\n");
	if (k->any_changed)
		buf_z(&k->changed, "]}\n\n");
	else if (buf_ok(&k->changed))
		k->changed.n = at[1];
}

static int figures_add(struct computing *k, const struct cover *c)
{
	const struct figure_ask q = { .incident = k->v->wanted.incident,
		.area = k->v->wanted.area,
		.from = INT32_MIN,
		.to = INT32_MAX };
	struct figure_value *all;
	size_t n, at[2];
	int e = board_read(k->cx, k->v->http, c, &q, &all, &n);

	event_begin(k, "figures", at);
	for (size_t i = 0; !e && i < n; i++) {
		struct buf key, same, json;
		struct jw w;

		buf_init(&key, k->cx->arena);
		buf_fmt(&key, "figure %s ", all[i].figure->id);
		buf_uuid(&key, &all[i].incident);
		/* Positions grow with every commit: only another value is a change. */
		buf_init(&same, k->cx->arena);
		buf_fmt(&same, "%lld", (long long)all[i].value);
		buf_init(&json, k->cx->arena);
		jw_init(&w, &json);
		row_figure_value(&w, &all[i], k->v->wanted.area, INT32_MIN, INT32_MAX, FIGURE_FULL);
		e = buf_ok(&key) && buf_ok(&same) && buf_ok(&json) ?
			item_add(k, buf_get(&key), buf_get(&same), buf_get(&json)) :
			err(k->cx, E_NO_MEMORY, NULL);
	}
	event_end(k, at);
	return e;
}

/* Counted once in a while, for all who look. */
static int overdue_add(
	struct computing *k, const struct cover *c, const struct round *r, struct coverage *v)
{
	void **at = map_at(&k->v->overdue, uuid_bytes(&r->id));
	int64_t now_ms = sys_ticks_us() / 1000;
	struct overdue *o;
	int e = 0;

	if (at && !*at) {
		*at = arena_alloc(&k->v->keep, sizeof(*o));
		if (*at)
			*(struct overdue *)*at = (struct overdue){ .at_ms = INT64_MIN / 2 };
	}
	if (!at || !*at)
		return err(k->cx, E_NO_MEMORY, NULL);
	o = *at;
	if (!v->missing)
		o->n = 0;
	else if (now_ms - o->at_ms >= OVERDUE_MS) {
		e = round_overdue(k->cx, c, &r->id, k->v->wanted.area, &o->n);
		o->at_ms = now_ms;
	}
	v->overdue = o->n < v->missing ? o->n : v->missing;
	return e;
}

static int coverage_add(struct computing *k, const struct cover *c, const struct round *r)
{
	const struct round_kind *kind = desks_round(r->kind);
	struct cover his = *c;
	struct coverage v, *under;
	struct buf key, json;
	struct jw w;
	size_t n;
	int e;

	his.who = reader_in(c->who, desks_round_matter(r->kind));
	if (!his.who->everywhere && !his.who->n)
		return 0;
	e = round_coverage(k->cx, &his, &r->id, k->v->wanted.area, &v, &under, &n);

	if (e == -E_NOT_FOUND || e == -E_UNKNOWN_AREA || e == -E_UNKNOWN_ROUND) {
		err_clear(k->cx);
		return 0; /* not of this area */
	}
	if (!e && k->v->wanted.areas && kind && kind->standing)
		e = overdue_add(k, &his, r, &v);
	if (e)
		return e;
	buf_init(&key, k->cx->arena);
	buf_z(&key, "coverage ");
	buf_uuid(&key, &r->id);
	buf_init(&json, k->cx->arena);
	jw_init(&w, &json);
	row_coverage(&w, &v);
	row_uuid(&w, "round", &r->id);
	if (k->v->wanted.areas) {
		row_coverage_under(&w, &v, under, n, kind);
		row_round_stage(&w, r);
	}
	jw_end_object(&w);
	return buf_ok(&key) && buf_ok(&json) ?
		item_add(k, buf_get(&key), buf_get(&json), buf_get(&json)) :
		err(k->cx, E_NO_MEMORY, NULL);
}

/* Every open round, however many and however old, then the newest of the closed ones. */
static int coverages_add(struct computing *k, const struct cover *c)
{
	enum { OPEN = 1, CLOSED };
	const struct uuid *only = &k->v->wanted.round;
	struct round *all;
	size_t n, at[2], shown = 0;
	int e = round_list(k->cx, c, &all, &n);

	event_begin(k, "coverage", at);
	for (int state = OPEN; state <= CLOSED; state++)
		for (size_t i = 0; !e && i < n; i++) {
			if (all[i].state != state || (state == CLOSED && shown >= ROUNDS_MAX) ||
				(!uuid_is_nil(only) && !uuid_eq(only, &all[i].id)))
				continue;
			e = coverage_add(k, c, &all[i]);
			shown++;
		}
	event_end(k, at);
	return e;
}

/* That there is another notice, or that somebody has read one: who looks at them asks. */
static int notices_add(struct computing *k, const struct cover *c)
{
	int64_t pos;
	size_t at[2];
	struct buf json;
	int e = published_newest(k->cx, c, &pos);

	if (e)
		return e;
	event_begin(k, "notices", at);
	buf_init(&json, k->cx->arena);
	buf_fmt(&json, "{\"pos\":%lld}", (long long)pos);
	e = buf_ok(&json) ? item_add(k, STR("notices"), buf_get(&json), buf_get(&json)) :
			    err(k->cx, E_NO_MEMORY, NULL);
	event_end(k, at);
	return e;
}

/* Was something told of before that is not there any more? */
static bool any_gone(const struct live_view *v)
{
	const struct map *now = &v->items[v->now], *before = &v->items[1 - v->now];

	for (size_t i = 0; i < before->n; i++)
		if (!map_get(now, before->entries[i].key))
			return true;
	return false;
}

static int blocks_make(struct computing *k)
{
	struct live_view *v = k->v;

	if (!buf_ok(&k->all) || !buf_ok(&k->changed))
		return err(k->cx, E_NO_MEMORY, NULL);
	v->all = live_block(buf_get(&k->all));
	if (v->all && any_gone(v)) {
		v->changed = v->all;
		v->all->held++;
	} else if (v->all && k->changed.n) {
		v->changed = live_block(buf_get(&k->changed));
	}
	return v->all && (v->changed || !k->changed.n) ? 0 : err(k->cx, E_NO_MEMORY, NULL);
}

static int view_compute(struct cx *cx, struct live_view *v, struct worker *w)
{
	struct site *s = v->http->site;
	struct cover c = { .store = w->store,
		.tree = w->tree,
		.who = &v->who,
		.kinds = s->tables.kinds,
		.kept = v->http->kept,
		.tallies = v->http->tallies,
		.epoch = { w->epoch, sizeof(w->epoch) },
		.now = sys_now() };
	struct computing k = { .cx = cx, .v = v };
	int e;

	v->now = 1 - v->now;
	arena_reset(&v->arenas[v->now]);
	map_init(&v->items[v->now], &v->arenas[v->now]);
	buf_init(&k.all, cx->arena);
	buf_init(&k.changed, cx->arena);
	buf_z(&k.all, "event: whole\ndata: {\"items\":[]}\n\n");
	e = v->wanted.figures ? figures_add(&k, &c) : 0;
	if (!e && v->wanted.coverage)
		e = coverages_add(&k, &c);
	if (!e)
		e = notices_add(&k, &c);
	if (!e)
		e = blocks_make(&k);
	/* Nobody was told of this: the next is compared with what was before it. */
	if (e)
		v->now = 1 - v->now;
	return e;
}

void live_compute(struct task *t, struct worker *w)
{
	struct live_view *v = (struct live_view *)(void *)t;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int64_t pos = -1, from = sys_ticks_us();
	int e;

	arena_init(&arena, &sys_heap, 0);
	v->day = day_of(sys_now());
	e = worker_begin(&cx, w);
	if (!e)
		e = journal_newest(&cx, w->store, &pos);
	if (!e)
		e = view_compute(&cx, v, w);
	worker_end(w, e);
	v->pos = e ? -1 : pos; /* after an error it is computed again */
	v->at_ms = from / 1000;
	arena_done(&arena);
	v->us = sys_ticks_us() - from;
}
