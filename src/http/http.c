/* Starting, the event loop, and stopping.
 *
 * The loop is ours, not the library's: with its own epoll loop it waits for ever when exactly
 * 128 connections are ready at once. So it is run from outside, by poll on its epoll descriptor
 * and on an eventfd that says that tasks have finished; the eventfd is written only when the
 * list of finished tasks was empty, which is about once a commit group. */
#include "guard/look_book.h"
#include "http/own.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/check.h"
#include "cover/apply.h"
#include "sys/sys.h"

#define TICK_MS 1000
#define STOP_MS 3000
#define FILES_OTHER 256 /* that are no connections */
#define MEMORY_LIMIT \
	((size_t)8 << 10) /* of a connection: it is cleared at each request, so small is fast */

/* ---- tasks that are done ---- */

static void wake(struct http *h)
{
	uint64_t one = 1;
	ssize_t n;

	do
		n = write(h->wake, &one, sizeof(one));
	while (n < 0 && errno == EINTR);
}

void http_finished(struct http *h, struct task *t)
{
	bool first;

	t->next = NULL;
	pthread_mutex_lock(&h->lock);
	first = !h->done;
	*h->done_last = t;
	h->done_last = &t->next;
	pthread_mutex_unlock(&h->lock);
	if (first)
		wake(h);
}

static void finish(struct http *h, struct task *t)
{
	check(h->in_hand > 0);
	h->in_hand--;
	t->finish(t);
}

static void receipt_wait(struct http *h, struct task *t)
{
	t->next = NULL;
	if (h->receipts)
		h->receipts_last->next = t;
	else
		h->receipts = t;
	h->receipts_last = t;
}

/* A commit brings a hundred receipts at once, and each has an answer to be sent: some of them in a turn, so that whoever asks
 * something else meanwhile does not wait for all. */
static void finish_done(struct http *h)
{
	struct task *t, *next;

	pthread_mutex_lock(&h->lock);
	t = h->done;
	h->done = NULL;
	h->done_last = &h->done;
	pthread_mutex_unlock(&h->lock);
	for (; t; t = next) {
		next = t->next;
		if (t->work)
			finish(h, t);
		else
			receipt_wait(h, t);
	}
	for (int n = 0; n < HTTP_RECEIPTS && (t = h->receipts); n++) {
		h->receipts = t->next;
		finish(h, t);
	}
}

/* ---- housekeeping, once a second ---- */

static void house_work(struct task *t, struct worker *w)
{
	struct http *h = w->http;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int64_t pos = 0;
	int e;

	(void)t;
	arena_init(&arena, &sys_heap, 0);
	e = worker_begin(&cx, w);
	if (!e)
		e = journal_newest(&cx, w->store, &pos);
	if (!e && pos != atomic_load(&h->house_pos))
		e = guard_follow(&cx, h->guard, w->store);
	worker_end(w, e);
	atomic_store(&h->house_error, e ? -e : 0);
	if (!e) {
		atomic_store(&h->house_pos, pos);
		atomic_store(&h->house_ok_ms, sys_ticks_us() / 1000);
	}
	arena_done(&arena);
}

static void house_finish(struct task *t)
{
	struct http *h = (struct http *)(void *)((char *)t - offsetof(struct http, house));

	h->house_out = false;
	search_wake(h->search);
	live_tick(h);
}

static void tick(struct http *h)
{
	int64_t now = sys_ticks_us() / 1000;

	if (now - h->tick_ms < TICK_MS)
		return;
	h->tick_ms = now;
	conns_tick(h, now);
	secure_tick(h);
	follow_tick(h, now);
	if (h->house_out || atomic_load(&h->stopping))
		return;
	h->house = (struct task){ .work = house_work, .finish = house_finish };
	if (pool_submit(&h->readers, &h->house) == 0) {
		h->house_out = true;
		h->in_hand++;
	}
}

/* ---- the loop ---- */

static int epoll_of(struct MHD_Daemon *d)
{
	return d ? MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd : -1;
}

static int wait_of(struct MHD_Daemon *d, int most)
{
	MHD_UNSIGNED_LONG_LONG ms;

	return d && MHD_get_timeout(d, &ms) == MHD_YES && ms < (unsigned long long)most ? (int)ms :
											  most;
}

static void turn(struct http *h)
{
	struct pollfd fds[] = { { .fd = epoll_of(h->daemon), .events = POLLIN },
		{ .fd = h->wake, .events = POLLIN },
		{ .fd = epoll_of(h->trust), .events = POLLIN } };
	int wait = h->receipts ? 0 : wait_of(h->trust, wait_of(h->daemon, TICK_MS));
	uint64_t n;

	if (poll(fds, 3, wait) > 0 && (fds[1].revents & POLLIN) && read(h->wake, &n, sizeof(n)) < 0)
		(void)errno; /* somebody else's wake-up was read already */
	finish_done(h);
	MHD_run(h->daemon);
	if (h->trust)
		MHD_run(h->trust);
	spot_end(h);
	tick(h);
}

static bool any_busy(const struct http *h)
{
	for (const struct conn *k = h->conns; k; k = k->next)
		if (k->busy)
			return true;
	return false;
}

void http_run(struct http *h)
{
	int64_t until;
	MHD_socket listener;

	while (!atomic_load(&h->stopping))
		turn(h);
	listener = MHD_quiesce_daemon(h->daemon);
	if (listener != MHD_INVALID_SOCKET)
		close(listener);
	h->listener = -1;
	live_stop(h);
	until = sys_ticks_us() / 1000 + STOP_MS;
	/* Workers and the writer always finish; then what they made is sent, to those who read
	 * it. */
	while (h->in_hand > 0 || (any_busy(h) && sys_ticks_us() / 1000 < until))
		turn(h);
}

void http_stop(struct http *h)
{
	atomic_store(&h->stopping, true);
	wake(h);
}

int http_port(const struct http *h)
{
	return h->port;
}

int64_t http_certificate_until(const struct http *h)
{
	return h->shown ? tls_shown_until(h->shown) : 0;
}

int http_plain_port(const struct http *h)
{
	return h->trust_port;
}

/* ---- starting ---- */

/* As many as there are files for; the others are those of the data. */
static size_t connections_max(void)
{
	size_t files = sys_files_allow(HTTP_CONNECTIONS_MAX + FILES_OTHER);

	if (files >= HTTP_CONNECTIONS_MAX + FILES_OTHER)
		return HTTP_CONNECTIONS_MAX;
	return files > 2 * FILES_OTHER ? files - FILES_OTHER : FILES_OTHER;
}

static int daemon_start(struct cx *cx, struct http *h)
{
	struct MHD_OptionItem secure[SECURE_OPTIONS];
	unsigned flags = MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | secure_options(h, secure);

	h->daemon = MHD_start_daemon(flags, 0, conn_may, h, call_handle, h,
		MHD_OPTION_LISTEN_SOCKET, (MHD_socket)h->listener, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)h->connections_max, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)HTTP_IDLE_S,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_LIMIT, MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK, call_uri, h,
		MHD_OPTION_NOTIFY_CONNECTION, conn_changed, h, MHD_OPTION_NOTIFY_COMPLETED,
		call_completed, h, MHD_OPTION_ARRAY, secure, MHD_OPTION_END);
	return h->daemon ? 0 : err(cx, E_IO, "--listen", "libmicrohttpd");
}

static int sockets_open(struct cx *cx, struct http *h, const struct http_how *how)
{
	struct listening l = { .option = "--listen",
		.text = how->listen ? how->listen : HTTP_LISTEN };
	int e = secure_start(cx, h, how);

	if (!e)
		e = listen_open(cx, &l);
	if (e)
		return e;
	h->listener = l.fd;
	h->port = l.port;
	return how->plain ? trust_start(cx, h, how) : 0;
}

static int parts_start(struct cx *cx, struct http *h)
{
	struct cx own = { .arena = &h->arena };
	int e = openapi_make(&own, h->site, &h->openapi);

	if (e)
		return err(cx, -e, NULL, "openapi");
	e = request_routes(cx, h);
	if (!e)
		e = live_new(cx, h);
	if (!e)
		e = boards_new(cx, &h->boards);
	if (!e)
		e = kept_new(cx, HTTP_SETS_MAX, &h->kept);
	if (!e)
		e = tallies_new(cx, &h->tallies);
	if (!e)
		e = search_new(cx, h->site, &h->search);
	h->ops = *h->site->view.ops;
	h->ops.arg = h->tallies;
	h->site->view.ops = &h->ops;
	if (!e)
		e = writer_start(cx, &h->site->view, &h->writer);
	if (!e)
		e = pool_start(cx, &h->readers, h, HTTP_READERS, HTTP_READ_QUEUE);
	if (!e)
		e = pool_start(cx, &h->longs, h, 1, HTTP_LONG_QUEUE);
	if (!e)
		e = pool_start(cx, &h->lists, h, 1, HTTP_LIST_QUEUE);
	if (!e)
		e = pool_start(cx, &h->slow, h, 1, HTTP_SLOW_QUEUE);
	atomic_store(&h->readers.each, HTTP_EACH_READS);
	atomic_store(&h->longs.each, HTTP_EACH_LONG);
	atomic_store(&h->lists.each, HTTP_EACH_LISTS);
	atomic_store(&h->slow.each, HTTP_EACH_LOGINS);
	if (!e)
		e = search_start(cx, h->search, h->kept);
	return e ? e : daemon_start(cx, h);
}

int http_start(struct cx *cx, struct site *site, const struct http_how *how, struct http **ret)
{
	struct http *h = sys_heap.take(sys_heap.arg, sizeof(*h));
	int e;

	*ret = NULL;
	if (!h)
		return err(cx, E_NO_MEMORY, NULL);
	memset(h, 0, sizeof(*h));
	h->site = site;
	h->guard = site->guard;
	h->web = web_files;
	h->listener = -1;
	h->done_last = &h->done;
	h->house_pos = -1;
	h->follow_pos = -1;
	h->spot = (struct worker){ .http = h,
		.prompt = store_engine(site->view.journal.store) == STORE_SQLITE };
	h->bodies_max = HTTP_BODIES_MAX;
	h->file_rows = EXPORT_ROWS_MAX;
	h->request_ms = HTTP_REQUEST_MS;
	h->logins_key = seal_key_new();
	h->each.records = HTTP_EACH_RECORDS;
	h->each.bytes = HTTP_EACH_BYTES;
	h->each.lives = HTTP_EACH_LIVES;
	h->connections_max = connections_max();
	h->each.strangers = h->connections_max / 2;
	h->house_ok_ms = sys_ticks_us() / 1000;
	signal(SIGPIPE,
		SIG_IGN); /* a client that vanished is an error of one write, not of the process */
	pthread_mutex_init(&h->lock, NULL);
	arena_init(&h->arena, &sys_heap, 0);
	map_init(&h->shares, &h->arena);
	h->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	e = h->wake < 0 ? err(cx, E_IO, NULL, "eventfd") :
			  trace_open(cx, site->where, site->key_path, &h->trace);
	if (!e)
		e = sockets_open(cx, h, how);
	if (!e)
		e = parts_start(cx, h);
	if (e) {
		http_free(h);
		return e;
	}
	*ret = h;
	return 0;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	pool_stop(&h->readers);
	pool_stop(&h->longs);
	pool_stop(&h->lists);
	pool_stop(&h->slow);
	writer_stop(h->writer);
	search_free(h->search);
	do
		finish_done(h);
	while (h->receipts);
	trust_free(h);
	if (h->daemon)
		MHD_stop_daemon(h->daemon);
	secure_free(h);
	if (h->listener >= 0)
		close(h->listener);
	worker_close(&h->spot);
	live_free(h);
	boards_free(h->boards);
	kept_free(h->kept);
	h->site->view.ops = &cover_ops;
	tallies_free(h->tallies);
	calls_free(h);
	if (h->wake >= 0)
		close(h->wake);
	trace_close(h->trace);
	arena_done(&h->arena);
	pthread_mutex_destroy(&h->lock);
	sys_heap.give(sys_heap.arg, h, sizeof(*h));
}
