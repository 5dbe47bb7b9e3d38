/* Threads that do what would hold up the event thread: reading, each on a connection of its own,
 * and slow work. A task runs here and is then finished on the event thread. */
#include "http/own.h"

#include "sys/sys.h"

static struct task *take(struct pool *p)
{
	struct task *t;

	pthread_mutex_lock(&p->lock);
	while (!p->first && !p->stopping)
		pthread_cond_wait(&p->come, &p->lock);
	t = p->first;
	if (t) {
		p->first = t->next;
		p->n--;
		if (!p->first)
			p->last = &p->first;
	}
	pthread_mutex_unlock(&p->lock);
	return t;
}

static void *loop(void *arg)
{
	struct worker *w = arg;
	struct task *t;

	while ((t = take(w->pool))) {
		t->work(t, w);
		http_finished(w->http, t);
	}
	area_tree_release(w->tree);
	store_close(w->store);
	w->tree = NULL;
	w->store = NULL;
	return NULL;
}

int pool_start(struct cx *cx, struct pool *p, struct http *h, size_t threads, size_t max)
{
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->come, NULL);
	p->last = &p->first;
	p->max = max;
	for (; p->workers_n < threads; p->workers_n++) {
		struct worker *w = &p->workers[p->workers_n];

		w->http = h;
		w->pool = p;
		if (pthread_create(&w->thread, NULL, loop, w) != 0)
			return err(cx, E_NO_MEMORY, NULL);
	}
	return 0;
}

bool pool_submit(struct pool *p, struct task *t)
{
	bool room;

	t->next = NULL;
	pthread_mutex_lock(&p->lock);
	room = p->n < p->max && !p->stopping;
	if (room) {
		*p->last = t;
		p->last = &t->next;
		p->n++;
		pthread_cond_signal(&p->come);
	}
	pthread_mutex_unlock(&p->lock);
	return room;
}

void pool_stop(struct pool *p)
{
	if (!p->last)
		return; /* never started */
	pthread_mutex_lock(&p->lock);
	p->stopping = true;
	pthread_cond_broadcast(&p->come);
	pthread_mutex_unlock(&p->lock);
	for (size_t i = 0; i < p->workers_n; i++)
		pthread_join(p->workers[i].thread, NULL);
	pthread_mutex_destroy(&p->lock);
	pthread_cond_destroy(&p->come);
	p->last = NULL;
}

/* ---- a worker's store ---- */

int worker_begin(struct cx *cx, struct worker *w)
{
	int e = w->store ? 0 : site_reader(cx, w->http->site, &w->store);

	if (!e)
		e = store_begin_read(cx, w->store, __func__);
	if (!e)
		e = view_whole(cx, w->store);
	if (!e)
		e = w->tree ? area_tree_follow(cx, w->store, day_of(sys_now()), &w->tree) :
			      area_tree_open(cx, w->store, day_of(sys_now()), &w->tree);
	if (e)
		worker_end(w, e);
	return e;
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
