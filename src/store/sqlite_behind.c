/* A ring of jobs, each with an arena of its own that is used again and again. */
#include "store/sqlite_behind.h"

#include <pthread.h>
#include <string.h>

#include "sys/sys.h"

#define JOBS 16                          /* two or three groups of records */
#define JOB_BYTES_KEPT ((size_t)2 << 20) /* between one use and the next */
#define JOB_BYTES_MAX ((size_t)1 << 30)  /* of one store_each */

struct job {
	struct arena arena;
	int stmt;
	struct store_value *values;
	size_t n;
};

struct behind {
	struct store *s;
	behind_run *run;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t come; /* for both sides */
	struct job jobs[JOBS];
	size_t first, n;
	bool stopping;
	bool unsure; /* the caller's: something was put since it last waited */
	int failed;
	struct arena arena; /* this and cx are the thread's until something has failed */
	struct cx cx;
};

static int work(struct behind *b, const struct job *j)
{
	int rc;

	pthread_mutex_unlock(&b->lock);
	rc = b->run(&b->cx, b->s, j->stmt, j->values, j->n);
	pthread_mutex_lock(&b->lock);
	return rc;
}

static void *loop(void *arg)
{
	struct behind *b = arg;

	pthread_mutex_lock(&b->lock);
	for (;;) {
		while (b->n == 0 && !b->stopping)
			pthread_cond_wait(&b->come, &b->lock);
		if (b->n == 0)
			break;
		if (b->failed == 0)
			b->failed = work(b, &b->jobs[b->first]);
		b->first = (b->first + 1) % JOBS;
		b->n--;
		pthread_cond_broadcast(&b->come);
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

struct behind *behind_new(struct store *s, behind_run *run)
{
	struct behind *b = sys_new(1, sizeof *b);

	if (!b)
		return NULL;
	b->s = s;
	b->run = run;
	arena_init(&b->arena, &sys_heap, 0);
	b->cx.arena = &b->arena;
	for (size_t i = 0; i < JOBS; i++) {
		arena_init(&b->jobs[i].arena, &sys_heap, JOB_BYTES_MAX);
		arena_keep(&b->jobs[i].arena, JOB_BYTES_KEPT);
	}
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->come, NULL);
	if (pthread_create(&b->thread, NULL, loop, b) == 0)
		return b;
	pthread_cond_destroy(&b->come);
	pthread_mutex_destroy(&b->lock);
	sys_free(b);
	return NULL;
}

/* The texts lie behind one another in one piece. */
static int copy(struct cx *cx, struct job *j, const struct store_value *values, size_t n)
{
	size_t bytes = 0;
	char *at;

	for (size_t i = 0; i < n; i++)
		bytes += values[i].s.n;
	arena_reset(&j->arena);
	j->values = arena_bytes(&j->arena, n * sizeof *j->values);
	at = arena_bytes(&j->arena, bytes);
	if (!j->values || !at)
		return err(cx, E_NO_MEMORY, NULL);
	memcpy(j->values, values, n * sizeof *values);
	for (size_t i = 0; i < n; i++) {
		struct str *s = &j->values[i].s;

		if (s->n > 0)
			memcpy(at, s->p, s->n);
		s->p = at;
		at += s->n;
	}
	return 0;
}

/* Under the lock. */
static int told(struct cx *cx, const struct behind *b)
{
	return b->failed ? err_pass(cx, &b->cx) : 0;
}

int behind_put(struct cx *cx, struct behind *b, int stmt, const struct store_value *values,
	size_t width, size_t n)
{
	struct job *j;
	int rc;

	pthread_mutex_lock(&b->lock);
	while (b->n == JOBS)
		pthread_cond_wait(&b->come, &b->lock);
	j = &b->jobs[(b->first + b->n) % JOBS];
	rc = told(cx, b);
	pthread_mutex_unlock(&b->lock);
	if (rc == 0)
		rc = copy(cx, j, values, n * width);
	if (rc)
		return rc;
	j->stmt = stmt;
	j->n = n;
	pthread_mutex_lock(&b->lock);
	b->n++;
	b->unsure = true;
	pthread_cond_broadcast(&b->come);
	pthread_mutex_unlock(&b->lock);
	return 0;
}

static void wait_done(struct behind *b)
{
	while (b->n > 0)
		pthread_cond_wait(&b->come, &b->lock);
	b->unsure = b->failed != 0;
}

int behind_wait(struct cx *cx, struct behind *b)
{
	int rc;

	if (!b || !b->unsure)
		return 0;
	pthread_mutex_lock(&b->lock);
	wait_done(b);
	rc = told(cx, b);
	pthread_mutex_unlock(&b->lock);
	return rc;
}

void behind_forget(struct behind *b)
{
	if (!b)
		return;
	pthread_mutex_lock(&b->lock);
	wait_done(b);
	b->failed = 0;
	b->unsure = false;
	err_clear(&b->cx);
	arena_reset(&b->arena);
	pthread_mutex_unlock(&b->lock);
}

void behind_free(struct behind *b)
{
	if (!b)
		return;
	pthread_mutex_lock(&b->lock);
	b->stopping = true;
	pthread_cond_broadcast(&b->come);
	pthread_mutex_unlock(&b->lock);
	pthread_join(b->thread, NULL);
	pthread_cond_destroy(&b->come);
	pthread_mutex_destroy(&b->lock);
	for (size_t i = 0; i < JOBS; i++)
		arena_done(&b->jobs[i].arena);
	arena_done(&b->arena);
	sys_free(b);
}
