/* The load generator: one thread, keep-alive connections, an epoll loop of its own.
 *
 * Closed loop: a connection sends its next request when its answer is there. Open loop: request i is due at begin + i/rate;
 * it goes out on any connection that is free, and its latency counts from when it was due, so that a server (or a generator)
 * that falls behind cannot hide it. What fell due in the last instants is sent and counted as
 * well; what is not out LATE_US after the end is a backlog, and told as such. */
#include "bench.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/sys.h"

#define REQUEST_MAX ((size_t)1 << 20)
#define SINGLE_MAX ((size_t)4096)
#define ANSWER_MAX ((size_t)1 << 20)
#define EVENTS 512
#define LATE_US 50000 /* the p99 that is wanted of single posts */
#define DRAIN_S 10    /* for the last answers */

struct conn {
	int fd;
	bool busy, ended;
	int64_t due_us;
	struct request q;
	size_t sent;
	char *in;
	size_t in_n, in_cap, need; /* need: of the whole answer, once its head is there */
	size_t body_at;
	int status;
};

struct load {
	const struct load_plan *p;
	struct load_result *r;
	int epoll;
	struct conn *conns;
	size_t *free; /* a ring of free connections */
	size_t free_at, free_n;
	size_t in_flight, ended;
	uint32_t *us; /* latencies */
	size_t us_cap;
	int64_t begin, end;
	uint64_t scheduled, due; /* due: by the end, when there is a rate */
};

static int64_t now_us(void)
{
	return sys_ticks_us();
}

static void conn_open(struct load *l, size_t k)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)l->p->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct conn *c = &l->conns[k];
	struct epoll_event e = { .events = EPOLLIN, .data.u64 = k };
	int one = 1;

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&to, sizeof(to)) != 0)
		fail("connect: %s", strerror(errno));
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	c->in_cap = 4096;
	c->in = malloc(c->in_cap);
	c->q = (struct request){ .p = malloc(SINGLE_MAX), .cap = SINGLE_MAX };
	if (!c->in || !c->q.p || epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &e) != 0)
		fail("connection: %s", strerror(errno));
}

static void set_free(struct load *l, size_t k)
{
	l->free[(l->free_at + l->free_n++) % l->p->connections] = k;
}

/* ---- sending ---- */

static void want_write(struct load *l, size_t k, bool on)
{
	struct epoll_event e = { .events = EPOLLIN | (on ? (uint32_t)EPOLLOUT : 0), .data.u64 = k };

	epoll_ctl(l->epoll, EPOLL_CTL_MOD, l->conns[k].fd, &e);
}

static void send_rest(struct load *l, size_t k)
{
	struct conn *c = &l->conns[k];
	bool was_short = c->sent > 0;

	while (c->sent < c->q.n) {
		ssize_t n = send(
			c->fd, c->q.p + c->sent, c->q.n - c->sent, MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EAGAIN) {
			want_write(l, k, true);
			return;
		}
		if (n < 0)
			fail("send: %s", strerror(errno));
		c->sent += (size_t)n;
	}
	if (was_short)
		want_write(l, k, false);
}

static bool send_next(struct load *l, size_t k, int64_t due)
{
	struct conn *c = &l->conns[k];

	c->q.n = 0;
	if (!l->p->make(l->p->arg, k, &c->q)) {
		c->ended = true;
		l->ended++;
		return false;
	}
	c->busy = true;
	c->due_us = due;
	c->sent = c->in_n = c->need = 0;
	l->in_flight++;
	l->r->requests++;
	send_rest(l, k);
	return true;
}

/* ---- receiving ---- */

/* The length that the head says; 0 while the head is not whole. */
static void head_read(struct conn *c)
{
	const char *end = memmem(c->in, c->in_n, "\r\n\r\n", 4), *length;

	if (!end)
		return;
	c->status = c->in_n > 12 ? (int)strtol(c->in + 9, NULL, 10) : 0;
	length = memmem(c->in, (size_t)(end - c->in), "\r\nContent-Length: ", 18);
	c->body_at = (size_t)(end + 4 - c->in);
	c->need = c->body_at + (length ? (size_t)strtoul(length + 18, NULL, 10) : 0);
}

static void wrong(struct load *l, const struct conn *c)
{
	size_t n = c->need < sizeof(l->r->first_wrong) ? c->need : sizeof(l->r->first_wrong) - 1;

	if (l->r->wrong++ == 0) {
		memcpy(l->r->first_wrong, c->in + (c->need - n), n);
		l->r->first_wrong[n] = 0;
	}
}

static void latency_add(struct load *l, size_t n, int64_t us)
{
	if (n >= l->us_cap) {
		l->us_cap = l->us_cap ? l->us_cap * 2 : 1 << 16;
		l->us = realloc(l->us, l->us_cap * sizeof(*l->us));
		if (!l->us)
			fail("no memory");
	}
	l->us[n] = us > UINT32_MAX ? UINT32_MAX : (uint32_t)us;
}

static void answered(struct load *l, size_t k, uint64_t *done)
{
	struct conn *c = &l->conns[k];
	struct str body = { c->in + c->body_at, c->need - c->body_at };

	latency_add(l, (*done)++, now_us() - c->due_us);
	if (!l->p->answered(l->p->arg, k, c->status, body))
		wrong(l, c);
	c->busy = false;
	l->in_flight--;
}

/* True when the answer is whole. */
static bool receive(struct load *l, struct conn *c)
{
	ssize_t n;

	(void)l;
	if (c->in_n + 2048 > c->in_cap || c->need > c->in_cap) {
		c->in_cap = c->need > c->in_cap * 2 ? c->need + 4096 : c->in_cap * 2;
		c->in = realloc(c->in, c->in_cap);
		if (!c->in || c->in_cap > 4 * ANSWER_MAX)
			fail("an answer is too long");
	}
	n = recv(c->fd, c->in + c->in_n, c->in_cap - c->in_n, MSG_DONTWAIT);
	if (n < 0 && errno == EAGAIN)
		return false;
	if (n <= 0)
		fail("the server closed a connection: %s", n < 0 ? strerror(errno) : "end");
	c->in_n += (size_t)n;
	if (!c->need)
		head_read(c);
	return c->need && c->in_n >= c->need;
}

/* ---- the loop ---- */

static bool over(const struct load *l)
{
	int64_t now = now_us();

	if (l->p->rate > 0)
		return l->scheduled >= l->due || now >= l->end + LATE_US;
	return (l->p->requests && l->r->requests >= l->p->requests) || now >= l->end;
}

/* Sends what is due; returns µs until the next, at most a millisecond more than needed. */
static int64_t pace(struct load *l)
{
	int64_t now = now_us(), due;

	for (;;) {
		due = l->begin + (int64_t)((double)l->scheduled * 1e6 / l->p->rate);
		if (l->scheduled >= l->due || due > now || l->free_n == 0)
			break;
		l->scheduled++;
		for (;;) {
			size_t k = l->free[l->free_at];

			l->free_at = (l->free_at + 1) % l->p->connections;
			l->free_n--;
			if (send_next(l, k, due) || l->free_n == 0)
				break;
		}
	}
	return due > now ? due - now : 1000;
}

static void loop(struct load *l)
{
	struct epoll_event events[EVENTS];
	uint64_t done = 0;
	bool closing = false;

	while (!closing || (l->in_flight && now_us() < l->end + (int64_t)DRAIN_S * 1000000)) {
		struct timespec wait = { .tv_nsec = 1000000 };
		int n;

		if (!closing && l->p->rate > 0) {
			int64_t us = pace(l);

			wait.tv_nsec = (us < 1000 ? us : 1000) * 1000;
		}
		n = epoll_pwait2(l->epoll, events, EVENTS, &wait, NULL);
		for (int i = 0; i < n; i++) {
			size_t k = events[i].data.u64;
			struct conn *c = &l->conns[k];

			if (events[i].events & EPOLLOUT)
				send_rest(l, k);
			if (!(events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) || !receive(l, c))
				continue;
			answered(l, k, &done);
			if (l->p->rate > 0)
				set_free(l, k);
			else if (!over(l))
				send_next(l, k, now_us());
		}
		closing = closing || over(l) || l->ended == l->p->connections;
	}
	if (l->in_flight)
		fail("%zu requests got no answer", l->in_flight);
	l->r->seconds = (double)(now_us() - l->begin) / 1e6;
	l->r->requests = done;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static double quantile(const struct load *l, double q)
{
	size_t n = l->r->requests;

	return n ? l->us[(size_t)(q * (double)(n - 1))] / 1000.0 : 0;
}

static void sum_up(struct load *l)
{
	if (l->r->requests > 0)
		qsort(l->us, l->r->requests, sizeof(*l->us), by_value);
	l->r->p50 = quantile(l, 0.5);
	l->r->p95 = quantile(l, 0.95);
	l->r->p99 = quantile(l, 0.99);
	l->r->p999 = quantile(l, 0.999);
	l->r->max = quantile(l, 1);
	l->r->behind = l->due > l->scheduled ? l->due - l->scheduled : 0;
}

void load_run(const struct load_plan *p, struct load_result *ret)
{
	struct load l = { .p = p, .r = ret };

	*ret = (struct load_result){ 0 };
	l.epoll = epoll_create1(EPOLL_CLOEXEC);
	l.conns = calloc(p->connections, sizeof(*l.conns));
	l.free = calloc(p->connections, sizeof(*l.free));
	if (l.epoll < 0 || !l.conns || !l.free)
		fail("no memory");
	for (size_t k = 0; k < p->connections; k++)
		conn_open(&l, k);
	l.begin = now_us();
	l.end = l.begin + (int64_t)(p->seconds * 1e6);
	l.due = (uint64_t)(p->rate * p->seconds);
	for (size_t k = 0; k < p->connections; k++)
		if (p->rate > 0)
			set_free(&l, k);
		else
			send_next(&l, k, now_us());
	loop(&l);
	sum_up(&l);
	for (size_t k = 0; k < p->connections; k++) {
		close(l.conns[k].fd);
		free(l.conns[k].in);
		free(l.conns[k].q.p);
	}
	close(l.epoll);
	free(l.conns);
	free(l.free);
	free(l.us);
}
