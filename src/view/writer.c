/* The writer's thread takes what waits, the urgent first, up to a group, and hands it to append_group. While one group is being committed
 * the next one gathers; when more than a few came meanwhile it waits a moment for more, since a flush costs the same for
 * one record as for a hundred. */
#include "view/writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/check.h"
#include "sys/sys.h"

#define QUEUE_BYTES_MAX ((size_t)128 << 20)
#define WINDOW_US 2000
#define WINDOW_SLICE_US 300
#define WINDOW_FROM 8     /* so many came during the last commit: a window is worth it */
#define WINDOW_ENOUGH 100 /* so many wait already: more would not make a commit cheaper by much */
#define ARENA_MAX ((size_t)1 << 30)
#define ARENA_KEPT ((size_t)32 << 20)
#define FRAME_MS 1000
#define GROUP_OTHERS (APPEND_GROUP_MAX / 4) /* kept for what is not urgent: any batch fits */

struct queue {
	struct writer_job *first, **last;
};

enum { URGENT, OTHERS, QUEUES };

struct writer {
	struct view *v;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t come;
	struct queue queues[QUEUES];
	size_t records, bytes; /* in both */
	bool stopping;
	struct arena arena;
	struct receipt_frame frame;
	char epoch[UUID_TEXT + 1];
	int64_t frame_us;
	_Atomic int64_t pos;
	struct writer_counts counts; /* under the lock */
};

static size_t weight(const struct writer_job *job)
{
	return job->n + job->entries_n;
}

static bool is_empty(const struct writer *w)
{
	return w->queues[URGENT].first == NULL && w->queues[OTHERS].first == NULL;
}

static void put(struct writer *w, struct writer_job *job)
{
	struct queue *q = &w->queues[job->urgent ? URGENT : OTHERS];
	bool first = is_empty(w);

	job->next = NULL;
	job->since_us = sys_ticks_us();
	*q->last = job;
	q->last = &job->next;
	w->records += weight(job);
	w->bytes += job->bytes;
	if (first || w->records >= WINDOW_ENOUGH)
		pthread_cond_signal(&w->come);
}

int writer_submit(struct writer *w, struct writer_job *job)
{
	int rc = 0;

	pthread_mutex_lock(&w->lock);
	if (w->stopping) {
		rc = -E_STOPPED;
	} else if (w->records + weight(job) > WRITER_RECORDS_MAX ||
		w->bytes + job->bytes > QUEUE_BYTES_MAX) {
		w->counts.busy++;
		rc = -E_BUSY;
	} else {
		put(w, job);
	}
	pthread_mutex_unlock(&w->lock);
	return rc;
}

static unsigned more_of(unsigned full, uint64_t part, uint64_t whole)
{
	unsigned percent = (unsigned)(part * 100 / whole);

	return percent > full ? percent : full;
}

unsigned writer_full(const struct writer *w_, bool urgent)
{
	struct writer *w = (struct writer *)(uintptr_t)w_;
	int64_t now = sys_ticks_us();
	unsigned full = 0;

	pthread_mutex_lock(&w->lock);
	full = more_of(full, w->records, WRITER_RECORDS_MAX);
	full = more_of(full, w->bytes, QUEUE_BYTES_MAX);
	for (int i = URGENT; i <= (urgent ? URGENT : OTHERS); i++) {
		const struct writer_job *j = w->queues[i].first;

		if (j != NULL && now > j->since_us)
			full = more_of(full, (uint64_t)(now - j->since_us), WRITER_WAIT_MS * 1000);
	}
	pthread_mutex_unlock(&w->lock);
	return full;
}

/* The window, under the lock: until enough wait, or its time is over, or nobody came for a while (all who are there wait for
 * this very commit). */
static void wait_for_more(struct writer *w)
{
	int64_t end = sys_ticks_us() + WINDOW_US;
	struct timespec until;
	size_t before;

	do {
		before = w->records;
		sys_deadline(WINDOW_SLICE_US, &until);
		while (w->records < WINDOW_ENOUGH && !w->stopping &&
			pthread_cond_timedwait(&w->come, &w->lock, &until) == 0)
			;
	} while (w->records < WINDOW_ENOUGH && !w->stopping && w->records > before &&
		sys_ticks_us() < end);
}

/* Moves jobs from a queue to the end of a group, as long as that has not more than max records; a first one always. */
static void take_from(
	struct writer *w, struct queue *q, size_t max, size_t *n, struct writer_job ***end)
{
	while (q->first != NULL && (*n == 0 || *n + weight(q->first) <= max)) {
		struct writer_job *j = q->first;

		q->first = j->next;
		*n += weight(j);
		w->records -= weight(j);
		w->bytes -= j->bytes;
		**end = j;
		*end = &j->next;
	}
	if (q->first == NULL)
		q->last = &q->first;
	**end = NULL;
}

/* Takes the jobs of the next group; NULL when it is time to end. */
static struct writer_job *take(struct writer *w, bool busy_before)
{
	struct writer_job *jobs = NULL, **end = &jobs;
	struct queue *urgent = &w->queues[URGENT], *others = &w->queues[OTHERS];
	size_t n = 0;

	pthread_mutex_lock(&w->lock);
	while (is_empty(w) && !w->stopping)
		pthread_cond_wait(&w->come, &w->lock);
	if (busy_before)
		wait_for_more(w);
	take_from(w, urgent, APPEND_GROUP_MAX - (others->first ? GROUP_OTHERS : 0), &n, &end);
	/* Beside urgent ones only so many: those would wait for the whole commit. */
	take_from(w, others, n > 0 ? n + GROUP_OTHERS : APPEND_GROUP_MAX, &n, &end);
	pthread_mutex_unlock(&w->lock);
	return jobs;
}

/* A text of the table up to its first argument: what filled it was in the writer's memory. */
static struct str without_arguments(const char *z, const char *divider)
{
	const char *end = strstr(z, divider);

	return end ? (struct str){ z, (size_t)(end - z) } : str_of(z);
}

static void set_status(struct writer_job *job, int rc)
{
	const struct err_entry *t = err_entry(rc);

	job->status = rc;
	if (rc != 0)
		job->error = (struct err_info){ .code = -rc,
			.zh = without_arguments(t->zh, "：{"),
			.en = without_arguments(t->en, ": {"),
			.remedy_zh = str_of(t->remedy_zh),
			.remedy_en = str_of(t->remedy_en) };
}

/* The frame of the receipts is read again once a second: a backup by the command line moves safe_pos. */
static int follow_frame(struct writer *w, struct cx *cx)
{
	struct receipt_frame f;
	int rc;

	if (w->frame_us != 0 && sys_ticks_us() - w->frame_us < FRAME_MS * 1000)
		return 0;
	rc = store_begin_read(cx, w->v->journal.store, "writer frame");
	if (rc == 0)
		rc = receipt_frame(cx, w->v->journal.store, &f);
	store_rollback(w->v->journal.store);
	if (rc != 0)
		return rc;
	if (f.epoch.n != UUID_TEXT)
		return err(cx, E_CORRUPT, NULL, "meta epoch");
	memcpy(w->epoch, f.epoch.p, f.epoch.n);
	w->frame = (struct receipt_frame){ .epoch = { w->epoch, UUID_TEXT },
		.safe_pos = f.safe_pos };
	w->frame_us = sys_ticks_us();
	return 0;
}

static int gather(struct cx *cx, struct writer_job *jobs, struct append_item **ret, size_t *ret_n)
{
	struct append_item *items;
	struct writer_job *j;
	size_t n = 0;

	for (j = jobs; j != NULL; j = j->next)
		n += j->n;
	items = cx_many(cx, n, struct append_item);
	if (items == NULL)
		return -E_NO_MEMORY;
	for (j = jobs, n = 0; j != NULL; j = j->next) {
		if (j->n > 0)
			memcpy(&items[n], j->items, j->n * sizeof(*items));
		n += j->n;
	}
	*ret = items;
	*ret_n = n;
	return 0;
}

static void count(struct writer *w, const struct append_item *items, size_t n, int64_t us)
{
	size_t i;

	pthread_mutex_lock(&w->lock);
	w->counts.commits++;
	w->counts.commit_us_sum += (uint64_t)us;
	if (n > w->counts.group_max)
		w->counts.group_max = n;
	for (i = 0; i < n; i++) {
		w->counts.records += items[i].receipt.status == RECEIPT_ACCEPTED;
		w->counts.duplicates += items[i].receipt.status == RECEIPT_DUPLICATE;
		w->counts.refused += items[i].receipt.status == RECEIPT_REFUSED;
	}
	pthread_mutex_unlock(&w->lock);
}

/* After a commit; after a failed one journal.last is where it would have ended. */
static void advance(struct writer *w)
{
	if (w->v->journal.last > atomic_load(&w->pos))
		atomic_store(&w->pos, w->v->journal.last);
}

static int write_entries(struct writer *w, struct cx *cx, struct writer_job *jobs)
{
	struct entry *entries;
	struct writer_job *j;
	size_t n = 0;
	int rc;

	for (j = jobs; j != NULL; j = j->next)
		n += j->entries_n;
	if (n == 0)
		return 0;
	entries = cx_many(cx, n, struct entry);
	if (entries == NULL)
		return -E_NO_MEMORY;
	for (j = jobs, n = 0; j != NULL; n += j->entries_n, j = j->next)
		if (j->entries_n > 0)
			memcpy(&entries[n], j->entries, j->entries_n * sizeof(*entries));
	rc = append_entries(cx, w->v, entries, n);
	if (rc == 0)
		advance(w);
	for (j = jobs, n = 0; rc == 0 && j != NULL; j = j->next)
		for (size_t i = 0; i < j->entries_n; i++)
			j->entries[i].pos = entries[n++].pos;
	return rc;
}

/* Records first, then entries; each a commit of its own, so that a job is wholly there or not. */
static void run(struct writer *w, struct writer_job *jobs)
{
	struct cx cx = { .arena = &w->arena };
	struct append_item *items = NULL;
	struct writer_job *j, *next;
	size_t n = 0;
	int64_t start = sys_ticks_us();
	int rc, rc_entries = 0;

	arena_reset(&w->arena);
	rc = follow_frame(w, &cx);
	if (rc == 0)
		rc = gather(&cx, jobs, &items, &n);
	if (rc == 0)
		rc = append_group(&cx, w->v, items, n);
	if (rc == 0 && n > 0)
		advance(w);
	if (rc == 0) {
		rc_entries = write_entries(w, &cx, jobs);
		count(w, items, n, sys_ticks_us() - start);
	}
	for (j = jobs, n = 0; j != NULL; j = next) {
		next = j->next;
		if (rc == 0 && j->n > 0)
			memcpy(j->items, &items[n], j->n * sizeof(*items));
		n += j->n;
		set_status(j, rc != 0 ? rc : j->entries_n > 0 ? rc_entries : 0);
		/* A copy: the writer's own may be another by the time that it is read. */
		j->frame = w->frame;
		memcpy(j->epoch, w->epoch, sizeof(j->epoch));
		j->frame.epoch.p = j->epoch;
		j->done(j);
	}
}

static void *loop(void *arg)
{
	struct writer *w = arg;
	struct writer_job *jobs;
	bool busy = false;

	while ((jobs = take(w, busy)) != NULL) {
		run(w, jobs);
		pthread_mutex_lock(&w->lock);
		busy = w->records > WINDOW_FROM;
		pthread_mutex_unlock(&w->lock);
	}
	return NULL;
}

int writer_start(struct cx *cx, struct view *v, struct writer **ret)
{
	struct writer *w = sys_heap.take(sys_heap.arg, sizeof(*w));
	int64_t pos;
	int rc;

	if (w == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*w = (struct writer){ .v = v };
	for (int i = 0; i < QUEUES; i++)
		w->queues[i].last = &w->queues[i].first;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->come, NULL);
	arena_init(&w->arena, &sys_heap, ARENA_MAX);
	arena_keep(&w->arena, ARENA_KEPT);
	rc = store_begin_read(cx, v->journal.store, "writer_start");
	if (rc == 0)
		rc = journal_newest(cx, v->journal.store, &pos);
	store_rollback(v->journal.store);
	if (rc == 0)
		rc = follow_frame(w, cx);
	if (rc == 0) {
		atomic_store(&w->pos, pos);
		if (pthread_create(&w->thread, NULL, loop, w) != 0)
			rc = err(cx, E_NO_MEMORY, NULL);
	}
	if (rc != 0) {
		arena_done(&w->arena);
		sys_heap.give(sys_heap.arg, w, sizeof(*w));
		return rc;
	}
	*ret = w;
	return 0;
}

struct waiter {
	pthread_mutex_t lock;
	pthread_cond_t come;
	bool done;
};

static void wake(struct writer_job *job)
{
	struct waiter *x = job->arg;

	pthread_mutex_lock(&x->lock);
	x->done = true;
	pthread_cond_signal(&x->come);
	pthread_mutex_unlock(&x->lock);
}

int writer_run(struct cx *cx, struct writer *w, struct writer_job *job)
{
	struct waiter x = { .done = false };
	int rc;

	pthread_mutex_init(&x.lock, NULL);
	pthread_cond_init(&x.come, NULL);
	job->done = wake;
	job->arg = &x;
	rc = writer_submit(w, job);
	if (rc != 0)
		return err(
			cx, -rc, NULL, "待写入的记录过多", "too many records wait to be written");
	pthread_mutex_lock(&x.lock);
	while (!x.done)
		pthread_cond_wait(&x.come, &x.lock);
	pthread_mutex_unlock(&x.lock);
	if (job->status != 0)
		cx->e = job->error;
	return job->status;
}

void writer_stop(struct writer *w)
{
	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_cond_signal(&w->come);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	check(is_empty(w));
	arena_done(&w->arena);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->come);
	sys_heap.give(sys_heap.arg, w, sizeof(*w));
}

int64_t writer_last_pos(const struct writer *w)
{
	return atomic_load(&w->pos);
}

void writer_count(const struct writer *w_, struct writer_counts *ret)
{
	struct writer *w = (struct writer *)(uintptr_t)w_;

	pthread_mutex_lock(&w->lock);
	*ret = w->counts;
	ret->queue = w->records;
	pthread_mutex_unlock(&w->lock);
}
