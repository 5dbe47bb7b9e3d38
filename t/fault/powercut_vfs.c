/* Every write goes to the real file at once, so that reading needs no second look; an undo list
 * of each file holds what was there before. A cut plays the list backwards, then parts of it
 * forwards again. */
#include "fault/powercut_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512

/* A write: n bytes at `at`, over old_n bytes that were there. A truncation to `at`: n = 0, old_n
 * its tail. */
struct change {
	off_t at;
	size_t n, old_n;
	char *new, *old;
	bool truncation;
};

/* A file by its name: several connections have it open. */
struct disk_file {
	struct disk_file *next;
	char *path;
	struct change *changes;
	size_t n, cap;
};

struct handle {
	sqlite3_file base;      /* first */
	struct disk_file *disk; /* NULL: a nameless temporary file */
	sqlite3_file *real;     /* in the memory behind */
};

static struct {
	pthread_mutex_t lock;
	struct disk_file *files;
	uint64_t steps, cut_at, seed, flushes, flush_fails_at, step_fails_at, full_at;
	bool off, full, read_only;
} disk = { .lock = PTHREAD_MUTEX_INITIALIZER };

static sqlite3_vfs *real_vfs(sqlite3_vfs *vfs)
{
	return vfs->pAppData;
}

static struct handle *of(sqlite3_file *f)
{
	return (struct handle *)f;
}

/* ---- the undo list ---- */

static struct disk_file *file_of(const char *path)
{
	struct disk_file *f;

	for (f = disk.files; f; f = f->next)
		if (strcmp(f->path, path) == 0)
			return f;
	f = calloc(1, sizeof *f);
	if (!f)
		return NULL;
	f->path = strdup(path);
	if (!f->path) {
		free(f);
		return NULL;
	}
	f->next = disk.files;
	disk.files = f;
	return f;
}

static void forget_from(struct disk_file *f, size_t from)
{
	while (f->n > from) {
		struct change *c = &f->changes[--f->n];

		free(c->new);
		free(c->old);
	}
}

/* Remembers what lies at [at, end) of the real file, and what will. False: no memory, or it
 * cannot be read. */
static bool remember(struct handle *h, off_t at, off_t end, const void *new, size_t n)
{
	struct disk_file *f = h->disk;
	struct change c = { .at = at, .n = n, .truncation = !new };
	sqlite3_int64 size = 0;

	if (f->n == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 64;
		struct change *grown = realloc(f->changes, cap * sizeof *grown);

		if (!grown)
			return false;
		f->changes = grown;
		f->cap = cap;
	}
	if (h->real->pMethods->xFileSize(h->real, &size) != SQLITE_OK)
		return false;
	end = end < size ? end : size;
	c.old_n = end > at ? (size_t)(end - at) : 0;
	c.old = malloc(c.old_n + 1);
	c.new = malloc(n + 1);
	if (!c.old || !c.new ||
		(c.old_n > 0 &&
			h->real->pMethods->xRead(h->real, c.old, (int)c.old_n, at) != SQLITE_OK)) {
		free(c.old);
		free(c.new);
		return false;
	}
	if (new)
		memcpy(c.new, new, n);
	f->changes[f->n++] = c;
	return true;
}

/* ---- the cut ---- */

/* splitmix64: one seed gives one cut. */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* The file is ours and open for writing by the owner; a test that cannot undo a write must not go
 * on. */
static void must(bool fine)
{
	if (!fine)
		abort();
}

static void put(int fd, const char *p, size_t n, off_t at)
{
	must(pwrite(fd, p, n, at) == (ssize_t)n);
}

static void undo(int fd, const struct change *c)
{
	if (c->old_n > 0)
		put(fd, c->old, c->old_n, c->at);
	if (!c->truncation && c->old_n < c->n)
		must(ftruncate(fd, c->at + (off_t)c->old_n) == 0);
}

enum fate { LOST, KEPT, SOME_WRITES, SOME_SECTORS, THE_FIRST, FATES };

static void redo(int fd, const struct change *c, enum fate fate, uint64_t *state)
{
	if (fate == LOST || (fate == SOME_WRITES && draw(state) % 2))
		return;
	if (c->truncation) {
		must(ftruncate(fd, c->at) == 0);
		return;
	}
	for (size_t i = 0; i < c->n; i += SECTOR) {
		size_t n = c->n - i < SECTOR ? c->n - i : SECTOR;

		if (fate != SOME_SECTORS || draw(state) % 2)
			put(fd, c->new + i, n, c->at + (off_t)i);
	}
}

/* THE_FIRST: the disk wrote in order and was stopped in the middle of one. */
static void redo_all(int fd, const struct disk_file *f, enum fate fate, uint64_t *state)
{
	size_t first = fate == THE_FIRST ? draw(state) % f->n : f->n;

	for (size_t i = 0; i < first; i++)
		redo(fd, &f->changes[i], fate, state);
	if (first < f->n)
		redo(fd, &f->changes[first], SOME_SECTORS, state);
}

static void cut_file(struct disk_file *f, uint64_t *state)
{
	enum fate fate = (enum fate)(draw(state) % FATES);
	int fd;

	if (f->n == 0)
		return;
	fd = open(f->path, O_RDWR | O_CLOEXEC);
	must(fd >= 0);
	for (size_t i = f->n; i-- > 0;)
		undo(fd, &f->changes[i]);
	redo_all(fd, f, fate, state);
	close(fd);
	forget_from(f, 0);
}

static void cut(uint64_t seed)
{
	if (disk.off)
		return;
	disk.off = true;
	disk.cut_at = 0;
	for (struct disk_file *f = disk.files; f; f = f->next)
		cut_file(f, &seed);
}

/* Counts; true: this one is the last. */
static bool is_last_step(void)
{
	return ++disk.steps == disk.cut_at;
}

/* Counts a step that does not happen. */
static bool step_fails(void)
{
	if (disk.step_fails_at == 0 || disk.steps + 1 != disk.step_fails_at)
		return false;
	disk.steps++;
	return true;
}

/* ---- one file ---- */

static int close_file(sqlite3_file *f)
{
	return of(f)->real->pMethods->xClose(of(f)->real);
}

static int read_file(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = SQLITE_IOERR_READ;

	pthread_mutex_lock(&disk.lock);
	if (!disk.off)
		rc = of(f)->real->pMethods->xRead(of(f)->real, p, n, at);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int write_locked(struct handle *h, const void *p, int n, sqlite3_int64 at)
{
	sqlite3_int64 size = 0;
	int rc;

	if (disk.off)
		return SQLITE_IOERR_WRITE;
	if (!h->disk)
		return h->real->pMethods->xWrite(h->real, p, n, at);
	if (disk.read_only) {
		errno = EROFS;
		return SQLITE_IOERR_WRITE;
	}
	if (step_fails())
		return SQLITE_IOERR_WRITE;
	rc = h->real->pMethods->xFileSize(h->real, &size);
	if (rc)
		return rc;
	if (at + n > size && (disk.full || (disk.full_at > 0 && disk.steps + 1 >= disk.full_at)))
		return SQLITE_FULL;
	if (!remember(h, at, at + n, p, (size_t)n))
		return SQLITE_IOERR_NOMEM;
	rc = h->real->pMethods->xWrite(h->real, p, n, at);
	if (rc == SQLITE_OK && is_last_step()) {
		cut(disk.seed);
		rc = SQLITE_IOERR_WRITE;
	}
	return rc;
}

static int write_file(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc;

	pthread_mutex_lock(&disk.lock);
	rc = write_locked(of(f), p, n, at);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int truncate_locked(struct handle *h, sqlite3_int64 size)
{
	int rc;

	if (disk.off || step_fails())
		return SQLITE_IOERR_TRUNCATE;
	if (h->disk && !remember(h, size, INT64_MAX, NULL, 0))
		return SQLITE_IOERR_NOMEM;
	rc = h->real->pMethods->xTruncate(h->real, size);
	if (rc == SQLITE_OK && is_last_step()) {
		cut(disk.seed);
		rc = SQLITE_IOERR_TRUNCATE;
	}
	return rc;
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 size)
{
	int rc;

	pthread_mutex_lock(&disk.lock);
	rc = truncate_locked(of(f), size);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int flush_locked(struct handle *h)
{
	if (disk.off || step_fails())
		return SQLITE_IOERR_FSYNC;
	if (is_last_step()) {
		cut(disk.seed);
		return SQLITE_IOERR_FSYNC;
	}
	if (++disk.flushes == disk.flush_fails_at)
		return SQLITE_IOERR_FSYNC;
	if (h->disk)
		forget_from(h->disk, 0);
	return SQLITE_OK;
}

static int flush_file(sqlite3_file *f, int flags)
{
	int rc;

	(void)flags;
	pthread_mutex_lock(&disk.lock);
	rc = flush_locked(of(f));
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *ret)
{
	return of(f)->real->pMethods->xFileSize(of(f)->real, ret);
}

/* What is about locks, memory shared between processes and advice is the machine's own. */

static int lock_file(sqlite3_file *f, int level)
{
	return of(f)->real->pMethods->xLock(of(f)->real, level);
}

static int unlock_file(sqlite3_file *f, int level)
{
	return of(f)->real->pMethods->xUnlock(of(f)->real, level);
}

static int is_reserved(sqlite3_file *f, int *ret)
{
	return of(f)->real->pMethods->xCheckReservedLock(of(f)->real, ret);
}

static int control_file(sqlite3_file *f, int op, void *arg)
{
	/* Would let the file grow, or be written, past us. */
	if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE ||
		op == SQLITE_FCNTL_MMAP_SIZE)
		return SQLITE_OK;
	if (op == SQLITE_FCNTL_LAST_ERRNO && disk.read_only) {
		*(int *)arg = EROFS;
		return SQLITE_OK;
	}
	return of(f)->real->pMethods->xFileControl(of(f)->real, op, arg);
}

static int sector_size(sqlite3_file *f)
{
	return of(f)->real->pMethods->xSectorSize(of(f)->real);
}

static int traits(sqlite3_file *f)
{
	return of(f)->real->pMethods->xDeviceCharacteristics(of(f)->real);
}

static int shared_map(sqlite3_file *f, int page, int size, int extend, void volatile **ret)
{
	return of(f)->real->pMethods->xShmMap(of(f)->real, page, size, extend, ret);
}

static int shared_lock(sqlite3_file *f, int at, int n, int flags)
{
	return of(f)->real->pMethods->xShmLock(of(f)->real, at, n, flags);
}

static void shared_barrier(sqlite3_file *f)
{
	of(f)->real->pMethods->xShmBarrier(of(f)->real);
}

static int shared_unmap(sqlite3_file *f, int delete)
{
	return of(f)->real->pMethods->xShmUnmap(of(f)->real, delete);
}

/* Version 2: without xFetch, so that nothing is read or written through a map. */
static const sqlite3_io_methods methods = {
	.iVersion = 2,
	.xClose = close_file,
	.xRead = read_file,
	.xWrite = write_file,
	.xTruncate = truncate_file,
	.xSync = flush_file,
	.xFileSize = file_size,
	.xLock = lock_file,
	.xUnlock = unlock_file,
	.xCheckReservedLock = is_reserved,
	.xFileControl = control_file,
	.xSectorSize = sector_size,
	.xDeviceCharacteristics = traits,
	.xShmMap = shared_map,
	.xShmLock = shared_lock,
	.xShmBarrier = shared_barrier,
	.xShmUnmap = shared_unmap,
};

/* ---- the VFS ---- */

static int open_locked(
	sqlite3_vfs *vfs, const char *path, struct handle *h, int flags, int *ret_flags)
{
	int rc;

	if (disk.off)
		return SQLITE_CANTOPEN;
	if (path) {
		h->disk = file_of(path);
		if (!h->disk)
			return SQLITE_NOMEM;
	}
	rc = real_vfs(vfs)->xOpen(real_vfs(vfs), path, h->real, flags, ret_flags);
	if (rc == SQLITE_OK)
		h->base.pMethods = &methods;
	return rc;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *ret_flags)
{
	struct handle *h = of(f);
	int rc;

	*h = (struct handle){ .real = (sqlite3_file *)(h + 1) };
	pthread_mutex_lock(&disk.lock);
	rc = open_locked(vfs, path, h, flags, ret_flags);
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int flush_folder)
{
	struct disk_file *f;
	int rc = SQLITE_IOERR_DELETE;

	pthread_mutex_lock(&disk.lock);
	if (!disk.off) {
		rc = real_vfs(vfs)->xDelete(real_vfs(vfs), path, flush_folder);
		f = file_of(path);
		if (f)
			forget_from(f, 0);
	}
	pthread_mutex_unlock(&disk.lock);
	return rc;
}

bool powercut_register(void)
{
	static sqlite3_vfs vfs;
	sqlite3_vfs *real = sqlite3_vfs_find(NULL);

	if (sqlite3_vfs_find("powercut"))
		return true;
	if (!real)
		return false;
	/* The rest of its calls (names, time, random) do not look at pAppData. */
	vfs = *real;
	vfs.pNext = NULL;
	vfs.zName = "powercut";
	vfs.pAppData = real;
	vfs.szOsFile = (int)sizeof(struct handle) + real->szOsFile;
	vfs.xOpen = open_file;
	vfs.xDelete = delete_file;
	return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
}

/* ---- what a test says ---- */

void powercut_cut(uint64_t seed)
{
	pthread_mutex_lock(&disk.lock);
	cut(seed);
	pthread_mutex_unlock(&disk.lock);
}

void powercut_cut_at(uint64_t n, uint64_t seed)
{
	pthread_mutex_lock(&disk.lock);
	disk.cut_at = n == 0 ? 0 : disk.steps + n;
	disk.seed = seed;
	pthread_mutex_unlock(&disk.lock);
}

bool powercut_is_off(void)
{
	bool off;

	pthread_mutex_lock(&disk.lock);
	off = disk.off;
	pthread_mutex_unlock(&disk.lock);
	return off;
}

void powercut_on(void)
{
	pthread_mutex_lock(&disk.lock);
	disk.off = false;
	disk.cut_at = 0;
	pthread_mutex_unlock(&disk.lock);
}

uint64_t powercut_steps(void)
{
	uint64_t n;

	pthread_mutex_lock(&disk.lock);
	n = disk.steps;
	pthread_mutex_unlock(&disk.lock);
	return n;
}

void powercut_full(bool full)
{
	pthread_mutex_lock(&disk.lock);
	disk.full = full;
	disk.full_at = 0;
	pthread_mutex_unlock(&disk.lock);
}

void powercut_full_at(uint64_t n)
{
	pthread_mutex_lock(&disk.lock);
	disk.full = false;
	disk.full_at = n == 0 ? 0 : disk.steps + n;
	pthread_mutex_unlock(&disk.lock);
}

void powercut_read_only(bool read_only)
{
	pthread_mutex_lock(&disk.lock);
	disk.read_only = read_only;
	pthread_mutex_unlock(&disk.lock);
}

void powercut_flush_fails_at(uint64_t n)
{
	pthread_mutex_lock(&disk.lock);
	disk.flush_fails_at = n == 0 ? 0 : disk.flushes + n;
	pthread_mutex_unlock(&disk.lock);
}

void powercut_step_fails_at(uint64_t n)
{
	pthread_mutex_lock(&disk.lock);
	disk.step_fails_at = n == 0 ? 0 : disk.steps + n;
	pthread_mutex_unlock(&disk.lock);
}
