/* The flusher's thread sleeps until it is asked. What fails here is no error of anybody's: nothing is lost by a flush that
 * does not happen, and the writer's own will tell. */
#include "store/sqlite_flush.h"

#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

#include "sys/sys.h"

#define PASSES_MAX 8   /* with a writer as fast as the disk no pass is the last one */
#define FEW_PAGES 3000 /* so little is left that the writer is held up for some milliseconds only */

struct flusher {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t come; /* for both sides */
	bool wanted, ready, stopping;
	char *path;
	sqlite3 *db; /* the thread's own */
};

static bool connect_file(struct flusher *f)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	if (f->db)
		return true;
	/* Without a read the connection does not know that there is a WAL. */
	if (sqlite3_open_v2(f->path, &f->db, flags, NULL) == SQLITE_OK &&
		sqlite3_exec(f->db,
			"PRAGMA synchronous=FULL; PRAGMA cache_size=-64; SELECT 1 FROM sqlite_schema LIMIT 1",
			NULL, NULL, NULL) == SQLITE_OK)
		return true;
	sqlite3_close_v2(f->db);
	f->db = NULL;
	return false;
}

static bool stopped(struct flusher *f)
{
	bool stopping;

	pthread_mutex_lock(&f->lock);
	stopping = f->stopping;
	pthread_mutex_unlock(&f->lock);
	return stopping;
}

static void flush(struct flusher *f)
{
	int pages, moved, before = 0;

	for (int pass = 0; pass < PASSES_MAX && !stopped(f) && connect_file(f); pass++) {
		if (sqlite3_wal_checkpoint_v2(
			    f->db, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved) != SQLITE_OK)
			return;
		if (moved < pages || moved - before < FEW_PAGES)
			return;
		before = moved;
	}
}

static void *loop(void *arg)
{
	struct flusher *f = arg;

	pthread_mutex_lock(&f->lock);
	for (;;) {
		while (!f->wanted && !f->stopping)
			pthread_cond_wait(&f->come, &f->lock);
		if (f->stopping)
			break;
		pthread_mutex_unlock(&f->lock);
		flush(f);
		pthread_mutex_lock(&f->lock);
		f->wanted = false;
		f->ready = true;
		pthread_cond_broadcast(&f->come);
	}
	pthread_mutex_unlock(&f->lock);
	sqlite3_close_v2(f->db);
	f->db = NULL;
	return NULL;
}

struct flusher *flusher_new(const char *path)
{
	struct flusher *f = sys_new(1, sizeof *f);
	size_t n = strlen(path) + 1;

	if (!f)
		return NULL;
	f->path = sys_new(n, 1);
	if (f->path)
		memcpy(f->path, path, n);
	pthread_mutex_init(&f->lock, NULL);
	pthread_cond_init(&f->come, NULL);
	if (f->path && pthread_create(&f->thread, NULL, loop, f) == 0)
		return f;
	pthread_cond_destroy(&f->come);
	pthread_mutex_destroy(&f->lock);
	sys_free(f->path);
	sys_free(f);
	return NULL;
}

bool flusher_ask(struct flusher *f)
{
	bool ready;

	pthread_mutex_lock(&f->lock);
	ready = f->ready;
	f->ready = false;
	if (!ready && !f->wanted) {
		f->wanted = true;
		pthread_cond_broadcast(&f->come);
	}
	pthread_mutex_unlock(&f->lock);
	return ready;
}

void flusher_wait(struct flusher *f)
{
	pthread_mutex_lock(&f->lock);
	while (f->wanted)
		pthread_cond_wait(&f->come, &f->lock);
	f->ready = false;
	pthread_mutex_unlock(&f->lock);
}

void flusher_free(struct flusher *f)
{
	if (!f)
		return;
	pthread_mutex_lock(&f->lock);
	f->stopping = true;
	pthread_cond_broadcast(&f->come);
	pthread_mutex_unlock(&f->lock);
	pthread_join(f->thread, NULL);
	pthread_cond_destroy(&f->come);
	pthread_mutex_destroy(&f->lock);
	sys_free(f->path);
	sys_free(f);
}
