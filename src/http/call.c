/* A call from its first byte to its last: made when the request line is there, filled with the
 * body, handed to whoever answers it while its connection is suspended, and sent.
 *
 * Clients that vanish meanwhile are noticed when the answer is sent; until then the call is in
 * hand and nobody else frees it. A call whose head was refused still takes its body in, unread,
 * so that the client gets to read why. */
#include "http/own.h"

#include <string.h>
#include <unistd.h>

#include "core/check.h"
#include "sys/sys.h"

#define ARENA_MAX ((size_t)96 << 20) /* a list of 1,000 records of 256 KiB, and room to write it */
#define DISCARD_MAX ((size_t)8 << 20)

/* ---- making and freeing ---- */

static struct call *call_new(struct http *h)
{
	struct call *c = h->free;
	struct arena arena;

	if (c) {
		h->free = (struct call *)(void *)c->task.next;
		h->free_n--;
		arena = c->arena;
	} else {
		c = sys_heap.take(sys_heap.arg, sizeof(*c));
		if (!c)
			return NULL;
		arena_init(&arena, &sys_heap, ARENA_MAX);
	}
	memset(c, 0, offsetof(struct call, gate));
	c->arena = arena;
	c->cx.arena = &c->arena;
	c->http = h;
	c->now = sys_now();
	c->limit = HTTP_LIST_LIMIT;
	buf_init(&c->body, c->cx.arena);
	return c;
}

static void call_free(struct call *c)
{
	struct http *h = c->http;

	h->bodies -= c->counted;
	if (c->share)
		c->share->bytes -= c->counted;
	if (h->free_n < HTTP_CALLS_KEPT) {
		arena_reset(&c->arena);
		c->task.next = (struct task *)(void *)h->free;
		h->free = c;
		h->free_n++;
		return;
	}
	arena_done(&c->arena);
	sys_heap.give(sys_heap.arg, c, sizeof(*c));
}

void calls_free(struct http *h)
{
	while (h->free) {
		struct call *c = h->free;

		h->free = (struct call *)(void *)c->task.next;
		arena_done(&c->arena);
		sys_heap.give(sys_heap.arg, c, sizeof(*c));
	}
	h->free_n = 0;
}

void *call_uri(void *http, const char *uri, struct MHD_Connection *connection)
{
	struct call *c = call_new(http);

	if (!c)
		return NULL;
	c->connection = connection;
	if (cx_str(&c->cx, str_of(uri), &c->uri))
		c->failed = true;
	return c;
}

void call_completed(void *http, struct MHD_Connection *connection, void **con_cls,
	enum MHD_RequestTerminationCode how)
{
	struct call *c = *con_cls;

	(void)http;
	(void)connection;
	(void)how;
	*con_cls = NULL;
	if (!c)
		return;
	check(c->phase != CALL_WORK); /* suspended connections are not completed */
	if (c->live)
		live_leave(c);
	if (c->conn) {
		c->conn->busy = c->conn->live = false;
		c->conn->since = sys_ticks_us() / 1000;
	}
	call_free(c);
}

/* ---- working on it ---- */

/* In the worker's transaction; later as in struct cover. */
static int run_read(struct call *c, struct worker *w, bool *later)
{
	struct site *s = c->http->site;
	int e;

	c->worker = w;
	c->cover = (struct cover){ .store = w->store,
		.tree = w->tree,
		.who = &c->who,
		.keys = s->keys,
		.kinds = s->tables.kinds,
		.kept = c->http->kept,
		.tallies = c->http->tallies,
		.epoch = { w->epoch, sizeof(w->epoch) },
		.now = c->now };
	c->cover.later = later;
	e = call_follow(c, w->store);
	if (e)
		return e;
	return c->sheet.format ? list_file_answer(c) : c->route->run(c);
}

static void reader_work(struct task *t, struct worker *w)
{
	struct call *c = (struct call *)(void *)t;
	int e = worker_begin(&c->cx, w);

	if (!e)
		e = run_read(c, w, NULL);
	worker_end(w, e);
	c->failed = e != 0;
	pack_answer(c);
}

static void slow_work(struct task *t, struct worker *w)
{
	struct call *c = (struct call *)(void *)t;

	c->worker = w;
	c->failed = c->route->run(c) != 0;
}

static void job_done(struct writer_job *job)
{
	struct call *c = job->arg;

	if (job->status) {
		c->failed = true;
		err(&c->cx, -job->status, NULL, c->route->path, c->route->path);
	}
	atomic_store(&c->http->write_error, job->status ? -job->status : 0);
	http_finished(c->http, &c->task);
}

int call_write(struct call *c)
{
	int e;

	c->job.done = job_done;
	c->job.arg = c;
	e = writer_submit(c->http->writer, &c->job);
	if (e)
		return err(&c->cx, -e, NULL, QUEUE_FULL);
	return 0;
}

/* What a reader left to be written: a look, before an answer that shows what was masked may leave; or records that it made. */
static bool write_first(struct call *c)
{
	if (!c->looked || c->failed)
		return false;
	c->looked = false;
	c->wrote = c->job.items != NULL;
	if (!c->wrote)
		c->job = (struct writer_job){ .entries = c->looks_n ? c->looks : &c->entry,
			.entries_n = c->looks_n ? c->looks_n : 1,
			.bytes = c->looks_n ? c->looks->open.n * c->looks_n : c->entry.open.n };
	/* Records count in the share of whoever has them made, as those that are handed in. */
	if ((!c->wrote || share_records(c, c->job.n) == 0) && call_write(c) == 0)
		return true;
	share_written(c);
	c->failed = true;
	return false;
}

static void resumed(struct task *t)
{
	struct call *c = (struct call *)(void *)t;

	share_written(c);
	if (write_first(c)) {
		c->http->in_hand++;
		return;
	}
	if (c->route->flags & ROUTE_OWN && !c->failed && (c->route->on == ON_EVENT || c->wrote))
		c->failed = c->route->run(c) != 0;
	c->phase = CALL_DONE;
	c->suspended = false;
	MHD_resume_connection(c->connection);
}

static void suspend(struct call *c)
{
	c->suspended = true;
	c->phase = CALL_WORK;
	c->http->in_hand++;
	MHD_suspend_connection(c->connection);
}

static enum MHD_Result refuse(struct call *c)
{
	c->failed = true;
	return answer_send(c);
}

static enum MHD_Result hand_over(struct call *c, struct pool *p)
{
	int e;

	suspend(c);
	e = pool_submit(p, &c->task);
	if (!e)
		return MHD_YES;
	/* Nobody took it: it goes on here at once. */
	if (e == -E_ACCOUNT_BUSY && c->share) {
		share_full(c, "查询", "reads", atomic_load(&p->each));
	} else {
		atomic_fetch_add(&c->http->counts.shed[c->rank], 1);
		err(&c->cx, E_BUSY, NULL, QUEUE_FULL);
	}
	c->failed = true;
	http_finished(c->http, &c->task);
	return MHD_YES;
}

void spot_end(struct http *h)
{
	if (h->spot_open)
		worker_end(&h->spot, 0);
	h->spot_open = h->spot_kept = false;
	h->spot_until_us = 0;
}

/* Calls of one turn read from one snapshot: it begins after the receipts of this turn were made, and ends before those of
 * the next. The time is the turn's, whatever fails in it; and where no snapshot is to be had, nobody asks again before the
 * next one. */
static bool spot_begin(struct call *c)
{
	struct http *h = c->http;
	int64_t now = sys_ticks_us();

	if (!h->spot_until_us)
		h->spot_until_us = now + HTTP_SPOT_US;
	if (now >= h->spot_until_us || h->spot_open)
		return now < h->spot_until_us;
	h->spot_open = worker_begin(&c->cx, &h->spot) == 0;
	if (!h->spot_open) {
		err_clear(&c->cx); /* a reader waits, or says why not */
		h->spot_until_us = now;
	}
	return h->spot_open;
}

static bool is_spot(const struct call *c)
{
	const struct http *h = c->http;

	return h->spot.prompt &&
		(c->route->on == ON_SPOT || (c->route->on == ON_KEPT && !h->spot_kept));
}

static enum MHD_Result to_reader(struct call *c)
{
	c->task.work = reader_work;
	c->task.line = c->share ? &c->share->reads : guest_line(c);
	if (!c->share)
		c->task.share = HTTP_OPEN_READS;
	return hand_over(c, &c->http->readers);
}

static enum MHD_Result to_long(struct call *c)
{
	c->task.work = reader_work;
	c->task.line = c->share ? &c->share->longs : NULL;
	return hand_over(c, &c->http->longs);
}

static enum MHD_Result to_lists(struct call *c)
{
	c->task.work = reader_work;
	c->task.line = c->share ? &c->share->lists : NULL;
	return hand_over(c, &c->http->lists);
}

static enum MHD_Result answer_spot(struct call *c)
{
	struct http *h = c->http;
	struct rights rights = c->rights;
	struct reader who = c->who;
	bool later = false;
	int e = run_read(c, &h->spot, c->route->on == ON_KEPT ? &later : NULL);

	h->spot_kept = h->spot_kept || c->route->on == ON_KEPT;
	if (e && !later) {
		worker_end(&h->spot, e);
		h->spot_open = false;
	}
	if (later || e == -E_BUSY) {
		/* More than is kept, or it lies on the disk: as if nobody had begun. */
		err_clear(&c->cx);
		c->rights = rights;
		c->who = who;
		c->looked = false;
		answer_begin(c);
		return to_reader(c);
	}
	c->failed = e != 0;
	if (!c->looked)
		return answer_send(c);
	suspend(c);
	if (!write_first(c))
		http_finished(h, &c->task);
	return MHD_YES;
}

static enum MHD_Result dispatch(struct call *c)
{
	struct http *h = c->http;

	if (atomic_load(&h->stopping)) {
		err(&c->cx, E_STOPPED, NULL);
		return refuse(c);
	}
	if (admit_route(c))
		return refuse(c);
	c->task.finish = resumed;
	answer_begin(c);
	if (c->sheet.format)
		return to_long(c);
	if (is_spot(c) && spot_begin(c))
		return answer_spot(c);
	if (c->route->on == ON_READER || c->route->on == ON_SPOT || c->route->on == ON_KEPT)
		return to_reader(c);
	if (c->route->on == ON_LONG)
		return to_long(c);
	if (c->route->on == ON_LIST)
		return to_lists(c);
	if (c->route->on == ON_SLOW) {
		c->task.work = slow_work;
		c->task.line = login_line(c);
		return hand_over(c, &h->slow);
	}
	if (c->route->run(c))
		return refuse(c);
	if (c->live)
		return live_send(c);
	if (!(c->route->flags & ROUTE_OWN))
		return answer_send(c);
	suspend(c);
	return MHD_YES;
}

/* ---- taking it in ---- */

static bool has_length(struct call *c, int64_t *ret)
{
	struct str text = call_header(c, "Content-Length");

	return text.p && str_int(text, ret);
}

/* What somebody typed comes back to him, also where his session is over: a little of it, and of whom it came from. */
static bool is_kept(struct call *c, size_t n)
{
	struct err_info why = c->cx.e;
	bool room = c->route && c->route->flags & ROUTE_FORM && !(c->route->flags & ROUTE_OPEN) &&
		c->body.n + n <= HTTP_FORM_KEPT && c->http->bodies + n <= c->http->bodies_max &&
		share_bytes(c, n) == 0;

	c->cx.e = why;
	return room;
}

/* Of strangers only what a login needs: else some of them could take up the memory of all. */
static size_t body_max(const struct call *c)
{
	if (c->route && c->route->flags & ROUTE_FILE)
		return HTTP_FILE_MAX;
	return c->route && c->route->flags & ROUTE_OPEN ? HTTP_BODY_OPEN_MAX : HTTP_BODY_MAX;
}

static int body_limit(struct call *c)
{
	int64_t n;

	if (!has_length(c, &n) || (uint64_t)n <= body_max(c))
		return 0;
	return err(&c->cx, E_TOO_LONG, "body", cx_num(&c->cx, n),
		cx_num(&c->cx, (int64_t)body_max(c)));
}

static enum MHD_Result head(struct call *c, const char *method)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		c->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	int64_t n;

	c->conn = info ? info->socket_context : NULL;
	c->phase = CALL_BODY;
	if (c->failed)
		return MHD_YES;
	c->failed = request_head(c, method) || body_limit(c);
	c->rank = c->route ? rank_of_route(c->route) : RANK_LOOK_UP;
	/* A body that is too long is not waited for. */
	if (c->failed && has_length(c, &n) && (uint64_t)n > body_max(c))
		return answer_send(c);
	return MHD_YES;
}

static enum MHD_Result body_add(struct call *c, const char *p, size_t n)
{
	struct http *h = c->http;
	bool refused;

	atomic_fetch_add(&h->counts.bytes_in, n);
	c->taken += n;
	if (!c->failed && c->body.n + n > body_max(c)) {
		err(&c->cx, E_TOO_LONG, "body", ">", cx_num(&c->cx, (int64_t)body_max(c)));
		c->failed = true;
	}
	if (!c->failed && h->bodies + n > h->bodies_max) {
		err(&c->cx, E_BUSY, NULL, "正在接收的内容过多", "too much is being taken in");
		c->failed = true;
	}
	refused = c->failed;
	if (!c->failed && share_bytes(c, n))
		refused = c->failed = true;
	else if (c->failed)
		refused = !is_kept(c, n);
	/* What is not kept takes no room from others. */
	if (refused)
		return c->taken > DISCARD_MAX ? MHD_NO : MHD_YES;
	h->bodies += n;
	c->counted += n;
	if (c->route->flags & (ROUTE_BODY | ROUTE_FORM))
		buf_add(&c->body, p, n);
	if (!buf_ok(&c->body)) {
		err(&c->cx, E_NO_MEMORY, NULL);
		c->failed = true;
	}
	return MHD_YES;
}

static enum MHD_Result whole(struct call *c)
{
	if (c->conn)
		c->conn->busy = true;
	return c->failed ? answer_send(c) : dispatch(c);
}

enum MHD_Result call_handle(void *http, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *upload, size_t *upload_n,
	void **con_cls)
{
	struct call *c = *con_cls;
	size_t n = *upload_n;

	(void)http;
	(void)connection;
	(void)url;
	(void)version;
	if (!c)
		return MHD_NO;
	switch (c->phase) {
	case CALL_HEAD:
		return head(c, method);
	case CALL_BODY:
		*upload_n = 0;
		return n ? body_add(c, upload, n) : whole(c);
	case CALL_DONE:
		return answer_send(c);
	default:
		return MHD_YES;
	}
}
