/* What follows from lists of risk areas and from symptoms, and offices' tables whose hour has come, drawn up by the thread of what takes long and handed to the writer as any other
 * records: when something has come since the last time, the time of keeping of something is over or a table is due, and for at most a twentieth of that thread's time. */
#include "http/own.h"

#include "desk/command/follow.h"
#include "desk/forms/forms.h"
#include "guard/retention.h"
#include "sys/sys.h"

#define FOLLOW_MS 2000        /* at the soonest after the last time, */
#define FOLLOW_AGAIN_MS 60000 /* and after one that went wrong */
#define FOLLOW_SHARE 20
#define FOLLOW_MEMORY ((size_t)1 << 30) /* of journeys that touch an area */

/* What is kept beyond its time, for whoever watches the numbers. */
static int due_look(struct cx *cx, const struct cover *c, struct http *h)
{
	struct retained *all = NULL;
	size_t n = 0;
	int64_t next = INT64_MAX;
	int due = 0, e = retained_list(cx, c, &all, &n);

	for (size_t i = 0; !e && i < n; i++) {
		due += retained_state(&all[i], c->now) == RETAINED_DUE;
		if (all[i].due > c->now && all[i].due < next)
			next = all[i].due;
	}
	if (e)
		return e;
	atomic_store(&h->purge_due, due);
	atomic_store(&h->purge_next, next);
	return 0;
}

static int forms_draw(struct cx *cx, const struct cover *c, struct http *h, struct drawn_list *ret)
{
	struct form_due *all = NULL;
	int64_t next = INT64_MAX;
	size_t n = 0;
	int e = forms_due(cx, c, h->guard, &all, &n, &next);

	for (size_t i = 0; !e && i < n; i++) {
		struct buf record;

		buf_init(&record, cx->arena);
		buf_str(&record, all[i].record);
		e = drawn_add(cx, ret, &record, all[i].by);
	}
	if (!e)
		atomic_store(&h->forms_next, next);
	return e;
}

static int draw(struct cx *cx, struct worker *w, struct drawn_list *ret, int64_t *ret_pos)
{
	struct site *s = w->http->site;
	int e = worker_begin(cx, w);
	struct cover c = { .store = w->store,
		.tree = w->tree,
		.who = &guard_reader_owner,
		.keys = s->keys,
		.kinds = s->tables.kinds,
		.now = sys_now() };

	if (!e)
		e = journal_newest(cx, w->store, ret_pos);
	if (!e)
		e = worker_keys(cx, w);
	if (!e)
		e = due_look(cx, &c, w->http);
	if (!e)
		e = follow_draw(cx, &c, ret);
	if (!e)
		e = forms_draw(cx, &c, w->http, ret);
	worker_end(w, e);
	return e;
}

/* One that was refused is due still. */
static int first_refused(const struct append_item *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].receipt.status == RECEIPT_REFUSED)
			return -(int)items[i].receipt.error.code;
	return 0;
}

static int hand_over(struct cx *cx, struct http *h, const struct drawn *all, size_t n, int *refused)
{
	struct append_item *items = cx_many(cx, n, struct append_item);
	struct writer_job job = { .items = items, .n = n };
	int e = items ? follow_items(cx, h->site, all, n, sys_now(), items) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		items[i].home = cx;
		job.bytes += all[i].record.n;
	}
	if (!e)
		e = writer_run(cx, h->writer, &job);
	if (!e && !*refused)
		*refused = first_refused(items, n);
	return e;
}

/* One that is refused keeps none of the others waiting. */
static int all_hand_over(struct cx *cx, struct http *h, const struct drawn_list *list)
{
	int e = 0, refused = 0;

	for (size_t i = 0; !e && i < list->n; i += FOLLOW_AT_ONCE) {
		size_t left = list->n - i;

		if (atomic_load(&h->stopping))
			return -E_STOPPED;
		e = hand_over(cx, h, list->all + i, left < FOLLOW_AT_ONCE ? left : FOLLOW_AT_ONCE,
			&refused);
	}
	return e ? e : refused;
}

/* What went wrong is told (/healthz, /metrics) and tried again: the records are drawn up from what stands by then. */
static void follow_work(struct task *t, struct worker *w)
{
	struct http *h = w->http;
	struct drawn_list list = { .n = 0 };
	int64_t began = sys_ticks_us() / 1000, pos = -1;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int e;

	(void)t;
	arena_init(&arena, &sys_heap, FOLLOW_MEMORY);
	e = draw(&cx, w, &list, &pos);
	if (!e)
		e = all_hand_over(&cx, h, &list);
	atomic_store(&h->follow_error, -e);
	atomic_store(&h->follow_pos, e ? -1 : pos);
	h->follow_at_ms = sys_ticks_us() / 1000 + (e ? FOLLOW_AGAIN_MS : FOLLOW_MS);
	h->follow_at_ms += FOLLOW_SHARE * (sys_ticks_us() / 1000 - began);
	arena_done(&arena);
}

static void follow_finish(struct task *t)
{
	struct http *h = (struct http *)(void *)((char *)t - offsetof(struct http, follow));

	h->follow_out = false;
}

void follow_tick(struct http *h, int64_t now_ms)
{
	int64_t pos = atomic_load(&h->house_pos);

	if (h->follow_out || atomic_load(&h->stopping) || now_ms < h->follow_at_ms || pos < 0 ||
		(pos == atomic_load(&h->follow_pos) && sys_now() < atomic_load(&h->purge_next) &&
			sys_now() < atomic_load(&h->forms_next)))
		return;
	h->follow = (struct task){ .work = follow_work, .finish = follow_finish };
	if (pool_submit(&h->longs, &h->follow) == 0) {
		h->follow_out = true;
		h->in_hand++;
	}
}
