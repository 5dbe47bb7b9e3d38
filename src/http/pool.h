/* Threads that work, each with a store of its own, and the lines in which tasks wait for them. */
#ifndef HTTP_POOL_H
#define HTTP_POOL_H

#include <pthread.h>
#include <stdatomic.h>

#include "cover/area_tree.h"
#include "store/store.h"

#define HTTP_READERS 2

struct http;

struct worker {
	struct http *http;
	struct pool *pool;
	pthread_t thread;
	struct store *store; /* its own; NULL until opened, and after it was lost */
	struct area_tree *tree;
	char epoch[UUID_TEXT]; /* of its transaction */
	bool prompt;           /* waits for no lock */
	bool keys_read;        /* in this transaction */
};

/* Something to be done on a worker's thread, and then on the event thread. */
struct task {
	void (*work)(struct task *t, struct worker *w);
	void (*finish)(struct task *t);
	struct task *next;
	struct line *line; /* in which it waits; NULL: that of the server itself */
	unsigned share;    /* the percent of the pool that it may fill; 0: all */
};

/* Tasks that wait one behind the other; the lines of a pool are served in turn. */
struct line {
	struct task *first, *last;
	size_t n;
	struct line *next; /* that has tasks, too */
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t come;
	struct line *first, *last, own;
	size_t n, max;
	_Atomic size_t each; /* of one line, but not of its own */
	bool started, stopping;
	struct worker workers[HTTP_READERS];
	size_t workers_n;
};

int pool_start(struct cx *cx, struct pool *p, struct http *h, size_t threads, size_t max);
/* 0, -E_BUSY: the pool is full, -E_ACCOUNT_BUSY: the task's line is; without a text. */
int pool_submit(struct pool *p, struct task *t);
void pool_stop(struct pool *p); /* finishes what waits */
/* In a read transaction of the worker's store, opened when it is not: areas are of that moment.
 * End with worker_end. */
int worker_begin(struct cx *cx, struct worker *w);
/* The keys that this transaction knows of are at hand; asked once for all calls of a turn. */
int worker_keys(struct cx *cx, struct worker *w);
void worker_end(struct worker *w, int failed);
void worker_close(struct worker *w);

#endif
