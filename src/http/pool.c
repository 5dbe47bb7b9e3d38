/* Threads that do what would hold up the event thread: reading, each on a connection of its own,
 * and slow work. A task runs here and is then finished on the event thread.
 *
 * Tasks wait in lines, one an account (or an address that logs in), and the lines are served in turn: who asks a thousand things
 * at once gets his second answer after everybody else has got the first. */
#include "http/own.h"

#include <string.h>

#include "record/keys.h"
#include "sys/sys.h"

static void line_wait(struct pool *p, struct line *l)
{
	l->next = NULL;
	if (p->first)
		p->last->next = l;
	else
		p->first = l;
	p->last = l;
}

/* The first task of the line whose turn it is. */
static struct task *line_take(struct pool *p)
{
	struct line *l = p->first;
	struct task *t = l->first;

	p->first = l->next;
	l->first = t->next;
	l->n--;
	p->n--;
	if (l->first)
		line_wait(p, l);
	return t;
}

static struct task *take(struct pool *p)
{
	struct task *t = NULL;

	pthread_mutex_lock(&p->lock);
	while (!p->first && !p->stopping)
		pthread_cond_wait(&p->come, &p->lock);
	if (p->first)
		t = line_take(p);
	pthread_mutex_unlock(&p->lock);
	return t;
}

static void *loop(void *arg)
{
	struct worker *w = arg;
	struct task *t;

	if (w->pool == &w->http->slow)
		sys_step_back(); /* a storm of logins takes a processor's whole time and half of its memory's */
	while ((t = take(w->pool))) {
		t->work(t, w);
		http_finished(w->http, t);
	}
	worker_close(w);
	return NULL;
}

int pool_start(struct cx *cx, struct pool *p, struct http *h, size_t threads, size_t max)
{
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->come, NULL);
	p->started = true;
	p->max = max;
	atomic_store(&p->each, max);
	for (; p->workers_n < threads; p->workers_n++) {
		struct worker *w = &p->workers[p->workers_n];

		w->http = h;
		w->pool = p;
		if (pthread_create(&w->thread, NULL, loop, w) != 0)
			return err(cx, E_NO_MEMORY, NULL);
	}
	return 0;
}

static void line_add(struct pool *p, struct line *l, struct task *t)
{
	t->next = NULL;
	if (l->first) {
		l->last->next = t;
	} else {
		l->first = t;
		line_wait(p, l);
	}
	l->last = t;
	l->n++;
	p->n++;
	pthread_cond_signal(&p->come);
}

int pool_submit(struct pool *p, struct task *t)
{
	struct line *l = t->line ? t->line : &p->own;
	size_t max = t->share ? p->max * t->share / 100 : p->max;
	int e = 0;

	pthread_mutex_lock(&p->lock);
	if (l != &p->own && l->n >= atomic_load(&p->each))
		e = -E_ACCOUNT_BUSY;
	else if (p->n >= max || p->stopping)
		e = -E_BUSY;
	else
		line_add(p, l, t);
	pthread_mutex_unlock(&p->lock);
	return e;
}

void pool_stop(struct pool *p)
{
	if (!p->started)
		return;
	pthread_mutex_lock(&p->lock);
	p->stopping = true;
	pthread_cond_broadcast(&p->come);
	pthread_mutex_unlock(&p->lock);
	for (size_t i = 0; i < p->workers_n; i++)
		pthread_join(p->workers[i].thread, NULL);
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->come);
	p->started = false;
}

/* ---- a worker's store ---- */

int worker_begin(struct cx *cx, struct worker *w)
{
	struct str epoch;
	int e = w->store ? 0 : site_reader(cx, w->http->site, w->prompt, &w->store);

	w->keys_read = false;
	if (!e)
		e = store_begin_read(cx, w->store, __func__);
	if (!e)
		e = view_whole(cx, w->store, &epoch);
	if (!e && epoch.n == sizeof(w->epoch))
		memcpy(w->epoch, epoch.p, epoch.n);
	if (!e)
		tallies_epoch(w->http->tallies, epoch);
	if (!e)
		e = w->tree ? area_tree_follow(cx, w->store, day_of(sys_now()), &w->tree) :
			      area_tree_open(cx, w->store, day_of(sys_now()), &w->tree);
	if (e)
		worker_end(w, e);
	return e;
}

int worker_keys(struct cx *cx, struct worker *w)
{
	int e = w->keys_read ? 0 : keyring_follow(cx, w->http->site->keys, w->store);

	w->keys_read = !e;
	return e;
}

void worker_close(struct worker *w)
{
	area_tree_release(w->tree);
	store_close(w->store);
	w->tree = NULL;
	w->store = NULL;
}

void worker_end(struct worker *w, int failed)
{
	if (!w->store)
		return;
	store_rollback(w->store);
	/* A connection that broke is not mended but made anew by the next call. */
	if (failed == -E_UNAVAILABLE || failed == -E_IO || failed == -E_CORRUPT) {
		store_close(w->store);
		w->store = NULL;
	}
}
