#include "view/ahead.h"

#include <pthread.h>

#include "sys/sys.h"

struct ahead {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t come; /* for both sides */
	bool threaded, stopping, failed;
	struct part *ring;
	size_t all, at; /* turns; at: the first that is in no part yet */
	size_t read_n, taken_n;
	bool in_hand; /* the part before taken_n */
	part_read *read;
	void *arg;
};

/* The next part into its place; at and failed are of the side that reads. */
static void read_one(struct ahead *a, struct part *p)
{
	arena_reset(&p->arena);
	p->cx = (struct cx){ .arena = &p->arena };
	p->from = a->at;
	p->n = p->records_n = p->marks_n = 0;
	p->rc = a->read(a->arg, p);
	a->at += p->n;
	a->failed = p->rc != 0;
}

static bool more(const struct ahead *a)
{
	return a->at < a->all && !a->failed;
}

static void *loop(void *arg)
{
	struct ahead *a = arg;

	pthread_mutex_lock(&a->lock);
	while (more(a) && !a->stopping) {
		/* The part in hand keeps its place. */
		if (a->read_n - a->taken_n + a->in_hand == AHEAD) {
			pthread_cond_wait(&a->come, &a->lock);
			continue;
		}
		pthread_mutex_unlock(&a->lock);
		read_one(a, &a->ring[a->read_n % AHEAD]);
		pthread_mutex_lock(&a->lock);
		a->read_n++;
		pthread_cond_broadcast(&a->come);
	}
	a->stopping = true;
	pthread_cond_broadcast(&a->come);
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

int ahead_start(struct cx *cx, struct part ring[AHEAD], size_t all, part_read *read, void *arg,
	struct ahead **ret)
{
	struct ahead *a = sys_new(1, sizeof(*a));

	*ret = a;
	if (a == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	a->ring = ring;
	a->all = all;
	a->read = read;
	a->arg = arg;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->come, NULL);
	a->threaded = pthread_create(&a->thread, NULL, loop, a) == 0;
	return 0;
}

static struct part *next_read(struct ahead *a)
{
	struct part *p = NULL;

	pthread_mutex_lock(&a->lock);
	if (a->in_hand)
		pthread_cond_broadcast(&a->come);
	a->in_hand = false;
	while (a->read_n == a->taken_n && !a->stopping)
		pthread_cond_wait(&a->come, &a->lock);
	if (a->read_n > a->taken_n) {
		p = &a->ring[a->taken_n++ % AHEAD];
		a->in_hand = true;
	}
	pthread_mutex_unlock(&a->lock);
	return p;
}

struct part *ahead_next(struct ahead *a)
{
	if (a->threaded)
		return next_read(a);
	if (!more(a))
		return NULL;
	read_one(a, &a->ring[0]);
	return &a->ring[0];
}

void ahead_stop(struct ahead *a)
{
	if (a == NULL)
		return;
	if (a->threaded) {
		pthread_mutex_lock(&a->lock);
		a->stopping = true;
		pthread_cond_broadcast(&a->come);
		pthread_mutex_unlock(&a->lock);
		pthread_join(a->thread, NULL);
	}
	pthread_cond_destroy(&a->come);
	pthread_mutex_destroy(&a->lock);
	sys_free(a);
}
