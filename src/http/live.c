/* Live: a stream of server-sent events with the figures and coverages that changed, at most one
 * a second.
 *
 * Clients that ask the same, with the same areas, share a view, which is computed once on a reader's thread when
 * something was committed, and compared with what was sent before; a page that shows one round asks for no other. One view at a time is computed,
 * the one that has waited longest, and all of them together for half of each second: where there
 * are many, or a large one, each is told less often, and whoever asks for something else does not
 * wait behind them. A client that is new, or so slow that a block still waits for it, gets
 * everything instead of the changes, so that no queue grows; so does everybody when something is no
 * longer told of: a round was cancelled, or an area went elsewhere at midnight. A stream without
 * news is suspended and gets a comment every 15 s, which keeps what lies between awake. A session
 * that ends, ends its stream. */
#include "http/own.h"

#include <string.h>

#include "core/map.h"
#include "sys/sys.h"

#define VIEWS_MAX HTTP_LIVE_MAX
#define ROUNDS_MAX 50 /* closed ones are left out beyond */
#define OVERDUE_MS \
	10000 /* targets of a standing round are counted one by one: not at each record that arrives */
#define AGAIN_MS 60000  /* time that passes makes some overdue, and nobody writes a record of it */
#define SHARE_US 500000 /* of a reader's time, each second */
#define BEAT_MS 15000
#define PIECE ((size_t)16 << 10)

/* Bytes to be sent to several clients. */
struct block {
	size_t held, n;
	char p[];
};

struct wanted {
	struct uuid incident; /* of figures; nil: all but exercises */
	struct str area;
	struct uuid round; /* only this one; nil: all */
	bool figures, coverage;
	bool areas; /* of each round the areas under it, its state, and how many are overdue */
};

struct overdue {
	int64_t n, at_ms;
};

struct live_view {
	struct task task; /* first */
	struct http *http;
	struct live_view *next;
	struct live_client *clients;
	struct str key;
	struct reader who;
	struct wanted wanted;
	struct map overdue;     /* of standing rounds: id → struct overdue */
	struct arena keep;      /* of key, who and overdue */
	struct arena arenas[2]; /* of the items, now and before */
	struct map items[2];    /* key → struct str *, by which it is compared */
	int now;                /* which of the two */
	bool out;               /* a reader has it */
	bool fresh;             /* a client needs everything */
	int64_t pos;            /* of the journal at the latest computation, -1 = none */
	int32_t day;            /* and the local day: areas change by the day */
	int64_t at_ms;          /* when */
	int64_t turn;           /* in which tick it was computed */
	int64_t us;             /* for how long */
	struct block *all, *changed;
};

struct live_client {
	struct call *call;
	struct live_view *view;
	struct live_client *next;
	struct block *block;
	size_t sent;
	int64_t beat_ms;
	bool fresh, waiting, ended;
};

struct live {
	struct live_view *views;
	size_t views_n, clients_n;
	bool out;         /* a reader has one of them */
	int64_t turn;     /* ticks so far */
	int64_t spent_us; /* of the readers' time, less what each tick gives */
};

/* ---- blocks ---- */

static struct block *block_new(struct str s)
{
	struct block *b = sys_heap.take(sys_heap.arg, sizeof(*b) + s.n);

	if (!b)
		return NULL;
	*b = (struct block){ .held = 1, .n = s.n };
	memcpy(b->p, s.p, s.n);
	return b;
}

static void block_release(struct block *b)
{
	if (b && --b->held == 0)
		sys_heap.give(sys_heap.arg, b, sizeof(*b) + b->n);
}

/* ---- views ---- */

static int scopes_copy(struct cx *cx, const struct reader *who, struct reader *ret)
{
	struct str *scopes = cx_many(cx, who->n, struct str);
	uint8_t *up = cx_many(cx, who->n, uint8_t);
	int e = scopes && up ? cx_str(cx, who->person, &ret->person) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < who->n; i++) {
		up[i] = who->up ? who->up[i] : 0;
		e = cx_str(cx, who->scopes[i], &scopes[i]);
	}
	ret->scopes = scopes;
	ret->up = up;
	ret->n = who->n;
	ret->everywhere = who->everywhere;
	return e;
}

static int reader_copy(struct cx *cx, const struct reader *who, struct reader *ret)
{
	struct reader *each = cx_many(cx, MATTERS, struct reader);
	int e = each ? scopes_copy(cx, who, ret) : -E_NO_MEMORY;

	for (int m = 0; !e && m < MATTERS; m++)
		e = scopes_copy(cx, reader_in(who, (enum matter)m), &each[m]);
	ret->by_matter = each;
	return e;
}

static void view_free(struct live_view *v)
{
	block_release(v->all);
	block_release(v->changed);
	arena_done(&v->keep);
	arena_done(&v->arenas[0]);
	arena_done(&v->arenas[1]);
	sys_heap.give(sys_heap.arg, v, sizeof(*v));
}

/* Who is told the same of the same. */
static int view_key(
	struct cx *cx, const struct reader *who, const struct wanted *wanted, struct str *ret)
{
	struct str reader;
	struct buf b;
	int e = reader_key(cx, who, wanted->area, &reader);

	buf_init(&b, cx->arena);
	buf_uuid(&b, &wanted->incident);
	buf_uuid(&b, &wanted->round);
	buf_fmt(&b, "%d%d%d", wanted->figures, wanted->coverage, wanted->areas);
	buf_str(&b, reader);
	*ret = buf_get(&b);
	return e ? e : buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static struct live_view *view_new(struct call *c, struct str key, const struct wanted *wanted)
{
	struct live_view *v = sys_heap.take(sys_heap.arg, sizeof(*v));
	struct cx cx;

	if (!v)
		return NULL;
	memset(v, 0, sizeof(*v));
	v->http = c->http;
	v->wanted = *wanted;
	v->pos = -1;
	arena_init(&v->keep, &sys_heap, 0);
	cx = (struct cx){ .arena = &v->keep };
	for (int i = 0; i < 2; i++) {
		arena_init(&v->arenas[i], &sys_heap, 0);
		map_init(&v->items[i], &v->arenas[i]);
	}
	map_init(&v->overdue, &v->keep);
	if (cx_str(&cx, key, &v->key) || cx_str(&cx, wanted->area, &v->wanted.area) ||
		reader_copy(&cx, &c->who, &v->who)) {
		view_free(v);
		return NULL;
	}
	return v;
}

static struct uuid id_of(const struct call *c, const char *name)
{
	const struct arg_value *asked = call_arg(c, name);

	return asked->given ? asked->id : uuid_nil;
}

static struct wanted wanted_of(const struct call *c)
{
	struct str what = arg_text(c, "what");

	return (struct wanted){ .incident = id_of(c, "incident"),
		.area = arg_text(c, "area"),
		.round = id_of(c, "round"),
		.figures = !what.n || str_is(what, "figures"),
		.coverage = !what.n || str_is(what, "coverage"),
		.areas = str_is(arg_text(c, "areas"), "true") };
}

static int view_of(struct call *c, struct live_view **ret)
{
	struct live *l = c->http->live;
	struct wanted wanted = wanted_of(c);
	struct str key;
	int e = view_key(&c->cx, &c->who, &wanted, &key);

	if (e)
		return e;
	for (*ret = l->views; *ret; *ret = (*ret)->next)
		if (str_eq((*ret)->key, key))
			return 0;
	if (l->views_n == VIEWS_MAX)
		return err(&c->cx, E_BUSY, NULL, "实时推送的连接过多", "too many live streams");
	*ret = view_new(c, key, &wanted);
	if (!*ret)
		return err(&c->cx, E_NO_MEMORY, NULL);
	(*ret)->next = l->views;
	l->views = *ret;
	l->views_n++;
	return 0;
}

/* Views that nobody watches any more, and no reader has. */
static void views_drop(struct live *l)
{
	for (struct live_view **at = &l->views; *at;) {
		struct live_view *v = *at;

		if (v->clients || v->out) {
			at = &v->next;
			continue;
		}
		*at = v->next;
		l->views_n--;
		view_free(v);
	}
}

/* ---- computing, on a reader's thread ---- */

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
	v->all = block_new(buf_get(&k->all));
	if (v->all && any_gone(v)) {
		v->changed = v->all;
		v->all->held++;
	} else if (v->all && k->changed.n) {
		v->changed = block_new(buf_get(&k->changed));
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

static void view_work(struct task *t, struct worker *w)
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

/* ---- giving out, on the event thread ---- */

static void client_wake(struct live_client *k)
{
	if (!k->waiting)
		return;
	k->waiting = false;
	MHD_resume_connection(k->call->connection);
}

static void client_give(struct live_client *k, struct block *b)
{
	k->block = b;
	k->sent = 0;
	k->beat_ms = sys_ticks_us() / 1000;
	b->held++;
	client_wake(k);
}

static void view_next(struct http *h);

static void view_finish(struct task *t)
{
	struct live_view *v = (struct live_view *)(void *)t;
	struct live *l = v->http->live;

	l->out = v->out = false;
	l->spent_us += v->us;
	v->fresh = false;
	for (struct live_client *k = v->clients; k; k = k->next) {
		if (k->block) {
			k->fresh = v->fresh = true; /* too slow for the changes alone */
		} else if (k->fresh) {
			k->fresh = !v->all;
			v->fresh |= k->fresh;
			if (v->all)
				client_give(k, v->all);
		} else if (v->changed) {
			client_give(k, v->changed);
		}
	}
	block_release(v->all);
	block_release(v->changed);
	v->all = v->changed = NULL;
	view_next(v->http);
}

/* The session goes on, and what he may count is what it was. Whoever may count something else asks again. */
static bool is_still_his(struct cx *cx, const struct live_client *k)
{
	struct call *c = k->call;
	struct rights rights;
	struct reader who;
	struct str key;
	int e = guard_session(cx, c->http->guard, c->token, sys_now(), &rights);

	if (!e)
		e = rights_reader(cx, &rights, c->route->right, NULL, sys_now(), &who);
	if (!e)
		e = view_key(cx, &who, &k->view->wanted, &key);
	return e ? err_entry(-e)->http != 401 : str_eq(key, k->view->key);
}

static void client_check(struct live_client *k, int64_t now_ms)
{
	static const struct str beat = { ":\n\n", 3 };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct block *b;

	arena_init(&arena, &sys_heap, 0);
	if (!is_still_his(&cx, k) || (k->call->conn && conn_ended(k->call->conn))) {
		k->ended = true;
		client_wake(k);
	}
	arena_done(&arena);
	if (k->block || now_ms - k->beat_ms < BEAT_MS)
		return;
	b = block_new(beat);
	if (b) {
		client_give(k, b);
		block_release(b);
	}
}

/* Has it news, and was it not computed in this tick already? */
static bool view_stale(const struct live_view *v, int64_t turn, int64_t pos, int32_t day)
{
	bool late = v->wanted.areas && sys_ticks_us() / 1000 - v->at_ms >= AGAIN_MS;

	return v->clients && v->turn < turn && (v->pos != pos || v->day != day || v->fresh || late);
}

/* The one that has waited longest: new ones have never been computed. */
static void view_next(struct http *h)
{
	struct live *l = h->live;
	int64_t pos = atomic_load(&h->house_pos);
	int32_t day = day_of(sys_now());
	struct live_view *first = NULL;

	if (l->out || l->spent_us >= SHARE_US || atomic_load(&h->stopping))
		return;
	for (struct live_view *v = l->views; v; v = v->next)
		if (view_stale(v, l->turn, pos, day) && (!first || v->turn < first->turn))
			first = v;
	if (!first)
		return;
	first->task = (struct task){ .work = view_work, .finish = view_finish };
	if (pool_submit(&h->readers, &first->task))
		return;
	l->out = first->out = true;
	first->turn = l->turn;
	h->in_hand++;
}

void live_tick(struct http *h)
{
	struct live *l = h->live;
	int64_t now_ms = sys_ticks_us() / 1000;

	views_drop(l);
	for (struct live_view *v = l->views; v; v = v->next)
		for (struct live_client *k = v->clients; k; k = k->next)
			client_check(k, now_ms);
	l->turn++;
	l->spent_us = l->spent_us > SHARE_US ? l->spent_us - SHARE_US : 0;
	view_next(h);
}

/* ---- a client ---- */

static ssize_t client_read(void *arg, uint64_t pos, char *to, size_t max)
{
	struct live_client *k = arg;
	size_t n;

	(void)pos;
	if (k->block && k->sent == k->block->n) {
		block_release(k->block);
		k->block = NULL;
	}
	if (k->ended || atomic_load(&k->call->http->stopping))
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (!k->block) {
		k->waiting = true;
		MHD_suspend_connection(k->call->connection);
		return 0;
	}
	n = k->block->n - k->sent < max ? k->block->n - k->sent : max;
	memcpy(to, k->block->p + k->sent, n);
	k->sent += n;
	return (ssize_t)n;
}

int route_live(struct call *c)
{
	struct live *l = c->http->live;
	struct live_client *k;
	struct live_view *v;
	int e;

	if (l->clients_n == HTTP_LIVE_MAX)
		return err(&c->cx, E_BUSY, NULL, "实时推送的连接过多", "too many live streams");
	k = cx_new(&c->cx, struct live_client);
	if (!k)
		return -E_NO_MEMORY;
	e = share_live(c);
	if (e)
		return e;
	e = view_of(c, &v);
	if (e) {
		c->share->lives--;
		return e;
	}
	*k = (struct live_client){ .call = c,
		.view = v,
		.next = v->clients,
		.fresh = true,
		.beat_ms = sys_ticks_us() / 1000 };
	v->clients = k;
	v->fresh = true;
	l->clients_n++;
	c->live = k;
	return 0;
}

void live_leave(struct call *c)
{
	struct live_client *k = c->live, **at = &k->view->clients;

	while (*at != k)
		at = &(*at)->next;
	*at = k->next;
	block_release(k->block);
	c->http->live->clients_n--;
	c->share->lives--;
	c->live = NULL;
}

enum MHD_Result live_send(struct call *c)
{
	struct MHD_Response *r = MHD_create_response_from_callback(
		MHD_SIZE_UNKNOWN, PIECE, client_read, c->live, NULL);
	enum MHD_Result sent;

	if (!r)
		return MHD_NO;
	c->type = "text/event-stream";
	MHD_add_response_header(r, "Content-Type", c->type);
	MHD_add_response_header(r, "Cache-Control", "no-store");
	MHD_add_response_header(r, "X-Accel-Buffering", "no");
	answer_guarded(c, r);
	sent = MHD_queue_response(c->connection, 200, r);
	MHD_destroy_response(r);
	c->phase = CALL_SENT;
	if (c->conn)
		c->conn->live = true;
	atomic_fetch_add(&c->http->counts.requests, 1);
	atomic_fetch_add(&c->http->counts.status[2], 1);
	return sent;
}

/* ---- life ---- */

int live_new(struct cx *cx, struct http *h)
{
	h->live = sys_heap.take(sys_heap.arg, sizeof(*h->live));
	if (!h->live)
		return err(cx, E_NO_MEMORY, NULL);
	memset(h->live, 0, sizeof(*h->live));
	return 0;
}

/* The streams end; their connections are closed by the loop. */
void live_stop(struct http *h)
{
	for (struct live_view *v = h->live->views; v; v = v->next)
		for (struct live_client *k = v->clients; k; k = k->next)
			client_wake(k);
}

void live_free(struct http *h)
{
	if (!h->live)
		return;
	views_drop(h->live);
	sys_heap.give(sys_heap.arg, h->live, sizeof(*h->live));
	h->live = NULL;
}
