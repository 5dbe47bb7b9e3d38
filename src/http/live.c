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
#include "http/live_own.h"

#include <string.h>

#include "sys/sys.h"

#define AGAIN_MS 60000  /* time that passes makes some overdue, and nobody writes a record of it */
#define SHARE_US 500000 /* of a reader's time, each second */
#define BEAT_MS 15000
#define PIECE ((size_t)16 << 10)

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
	live_block_release(v->all);
	live_block_release(v->changed);
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
		e = live_key(cx, &who, &k->view->wanted, &key);
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
	b = live_block(beat);
	if (b) {
		client_give(k, b);
		live_block_release(b);
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
	first->task = (struct task){ .work = live_compute, .finish = view_finish };
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

	live_views_drop(l);
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
		live_block_release(k->block);
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
	e = live_view_of(c, &v);
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
	live_block_release(k->block);
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
	live_views_drop(h->live);
	sys_heap.give(sys_heap.arg, h->live, sizeof(*h->live));
	h->live = NULL;
}
