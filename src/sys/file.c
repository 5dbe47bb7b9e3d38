/* Files: whole ones, and streams in pieces.
 *
 * A whole file is written beside its place, flushed, and renamed over it, and then its folder is flushed:
 * after a power cut the old one or the new one is there, never a part. A stream written under a new name
 * is its caller's to finish; "-" is the terminal's standard input or output. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct sys_file {
	int fd;
	bool standard; /* not ours to close */
	char path[];
};

static _Atomic uint64_t fail_at;

void sys_file_fail_at(uint64_t n)
{
	atomic_store(&fail_at, n);
}

static bool step_fails(void)
{
	uint64_t left = atomic_load_explicit(&fail_at, memory_order_relaxed);

	while (left > 0) {
		if (atomic_compare_exchange_weak(&fail_at, &left, left - 1))
			return left == 1;
	}
	return false;
}

/* The system tells its reasons in English; these are those that a person meets. */
static const char *reason_zh(int e)
{
	switch (e) {
	case ENOENT:
		return "没有此文件或目录";
	case EACCES:
	case EPERM:
		return "没有权限";
	case EISDIR:
		return "这是目录，不是文件";
	case ENOTDIR:
		return "路径中有一段不是目录";
	case ENAMETOOLONG:
		return "名称过长";
	case EMFILE:
	case ENFILE:
		return "打开的文件过多";
	case EBUSY:
	case ETXTBSY:
		return "文件正在使用";
	default:
		return "系统拒绝访问";
	}
}

/* The reason in errno, as one of our errors on this path. */
static int file_err(struct cx *cx, const char *path)
{
	int e = errno;

	switch (e) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return err(cx, E_DISK_FULL, NULL, path);
	case EROFS:
		return err(cx, E_READ_ONLY, NULL, path);
	case EEXIST:
		return err(cx, E_EXISTS, NULL, path);
	case EIO:
		return err(cx, E_IO, NULL, path);
	case ENOMEM:
		return err(cx, E_NO_MEMORY, NULL);
	default:
		return err(cx, E_FILE, NULL, path, reason_zh(e), strerrordesc_np(e));
	}
}

static int fd_close(int fd)
{
	int e = errno, r = close(fd);

	if (r == 0)
		errno = e;
	return r;
}

static ssize_t fd_read(int fd, void *p, size_t n)
{
	ssize_t got;

	if (step_fails()) {
		errno = EIO;
		return -1;
	}
	do
		got = read(fd, p, n);
	while (got < 0 && errno == EINTR);
	return got;
}

static int fd_write(int fd, const void *p, size_t n)
{
	const char *at = p;

	while (n > 0) {
		ssize_t put;

		if (step_fails()) {
			errno = EIO;
			return -1;
		}
		put = write(fd, at, n);
		if (put < 0 && errno != EINTR)
			return -1;
		if (put > 0) {
			at += put;
			n -= (size_t)put;
		}
	}
	return 0;
}

/* Until the end or max + 1 bytes, so that the caller sees that there was more. The size that the system
 * tells is only a first guess: pipes have none and files grow. */
static int fd_read_all(struct cx *cx, int fd, const char *path, size_t max, struct str *ret)
{
	struct stat st;
	struct buf b;
	char piece[16384];
	ssize_t got;

	if (fstat(fd, &st) != 0)
		return file_err(cx, path);
	if (S_ISREG(st.st_mode) && st.st_size > 0 && (uint64_t)st.st_size > max)
		return err(cx, E_TOO_LONG, path, cx_num(cx, st.st_size), cx_num(cx, (int64_t)max));
	buf_init(&b, cx->arena);
	while ((got = fd_read(fd, piece, sizeof(piece))) > 0) {
		buf_add(&b, piece, (size_t)got);
		if (!buf_ok(&b))
			return err(cx, E_NO_MEMORY, NULL);
		if (b.n > max)
			return err(cx, E_TOO_LONG, path, cx_num(cx, (int64_t)b.n),
				cx_num(cx, (int64_t)max));
	}
	if (got < 0)
		return file_err(cx, path);
	*ret = buf_get(&b);
	return 0;
}

int sys_read_file(struct cx *cx, const char *path, size_t max, struct str *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return file_err(cx, path);
	r = fd_read_all(cx, fd, path, max, ret);
	fd_close(fd);
	return r;
}

/* The folder that holds path, for flushing a new name in it. */
static int folder_flush(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_MAX] = ".";
	int fd, r;

	if (slash == path) {
		folder[0] = '/';
	} else if (slash) {
		size_t n = (size_t)(slash - path);

		if (n >= sizeof(folder)) {
			errno = ENAMETOOLONG;
			return -1;
		}
		memcpy(folder, path, n);
		folder[n] = 0;
	}
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	r = fsync(fd);
	/* Some file systems cannot flush a folder; there a rename is as durable as it gets. */
	if (r != 0 && (errno == EINVAL || errno == ENOTSUP))
		r = 0;
	return fd_close(fd) == 0 ? r : -1;
}

static int content_write(const char *beside, struct str content, int mode)
{
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
	bool failed;

	if (fd < 0)
		return -1;
	/* The process's mask may have taken bits away that the caller asked for. */
	failed = fchmod(fd, (mode_t)mode) != 0 || fd_write(fd, content.p, content.n) != 0 ||
		fsync(fd) != 0;
	return fd_close(fd) != 0 || failed ? -1 : 0;
}

/* A name that no other writer uses: two that write at once each rename a whole file. */
static const char *name_beside(struct cx *cx, const char *path)
{
	uint64_t random;
	struct buf b;

	sys_random(&random, sizeof(random));
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s.%llu.new", path, (unsigned long long)random);
	if (buf_ok(&b))
		return buf_get(&b).p;
	err(cx, E_NO_MEMORY, NULL);
	return NULL;
}

/* rename() that never replaces; by a hard link where the file system has no such call. */
static int rename_new(const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	return link(from, to) == 0 ? unlink(from) : -1;
}

static int file_put(struct cx *cx, const char *path, struct str content, int mode,
	int (*put)(const char *from, const char *to))
{
	const char *beside = name_beside(cx, path);

	if (!beside)
		return -E_NO_MEMORY;
	if (content_write(beside, content, mode) != 0 || put(beside, path) != 0) {
		int r = file_err(cx, path);

		unlink(beside);
		return r;
	}
	return folder_flush(path) == 0 ? 0 : file_err(cx, path);
}

int sys_write_file(struct cx *cx, const char *path, struct str content, int mode)
{
	return file_put(cx, path, content, mode, rename);
}

int sys_write_new(struct cx *cx, const char *path, struct str content, int mode)
{
	return file_put(cx, path, content, mode, rename_new);
}

int sys_rename(struct cx *cx, const char *from, const char *to)
{
	return rename(from, to) == 0 && folder_flush(to) == 0 ? 0 : file_err(cx, to);
}

void sys_remove(const char *path)
{
	if (unlink(path) == 0)
		folder_flush(path);
}

int sys_file_mode(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int)(st.st_mode & 07777) : -1;
}

static bool is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int dir_one(struct cx *cx, const char *path)
{
	if (mkdir(path, 0700) == 0)
		return folder_flush(path) == 0 ? 0 : file_err(cx, path);
	if (errno == EEXIST && is_dir(path))
		return 0;
	return file_err(cx, path);
}

int sys_make_dir(struct cx *cx, const char *path)
{
	struct str copy;
	char *p;
	int r;

	if (is_dir(path))
		return 0;
	r = cx_str(cx, str_of(path), &copy);
	if (r)
		return r;
	p = cx_many(cx, copy.n + 1, char);
	if (!p)
		return -E_NO_MEMORY;
	memcpy(p, copy.p, copy.n);
	for (size_t i = 1; i < copy.n; i++) {
		if (p[i] != '/')
			continue;
		p[i] = 0;
		r = dir_one(cx, p);
		if (r)
			return r;
		p[i] = '/';
	}
	return dir_one(cx, p);
}

bool sys_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

const char *sys_path(struct cx *cx, const char *dir, const char *name)
{
	size_t n = strlen(dir);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%s%s%s", dir, n > 0 && dir[n - 1] == '/' ? "" : "/", name);
	if (buf_ok(&b))
		return buf_get(&b).p;
	err(cx, E_NO_MEMORY, NULL);
	return NULL;
}

const char *sys_scratch_path(struct cx *cx, const char *end)
{
	const char *dir = getenv("TMPDIR");
	struct uuid name = sys_uuid();
	char text[UUID_TEXT + 1];
	struct buf b;

	uuid_write(&name, text);
	buf_init(&b, cx->arena);
	buf_fmt(&b, "bulou-%s%s", text, end);
	if (buf_ok(&b))
		return sys_path(cx, dir && *dir ? dir : "/tmp", buf_get(&b).p);
	err(cx, E_NO_MEMORY, NULL);
	return NULL;
}

/* Takes fd over, also when it fails. */
static int file_new(struct cx *cx, int fd, bool standard, const char *path, struct sys_file **ret)
{
	size_t n = strlen(path) + 1;
	struct sys_file *f = sys_heap.take(NULL, sizeof(*f) + n);

	if (!f) {
		if (!standard)
			fd_close(fd);
		return err(cx, E_NO_MEMORY, NULL);
	}
	f->fd = fd;
	f->standard = standard;
	memcpy(f->path, path, n);
	*ret = f;
	return 0;
}

int sys_open_read(struct cx *cx, const char *path, struct sys_file **ret)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return file_new(cx, STDIN_FILENO, true, path, ret);
	if (is_dir(path)) {
		errno = EISDIR;
		return file_err(cx, path);
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return file_err(cx, path);
	return file_new(cx, fd, false, path, ret);
}

int sys_open_memory(struct cx *cx, struct sys_file **ret, const char **ret_path)
{
	int fd = memfd_create("bulou", MFD_CLOEXEC);
	struct buf b;

	if (fd < 0)
		return file_err(cx, "memfd");
	buf_init(&b, cx->arena);
	buf_fmt(&b, "/proc/self/fd/%d", fd);
	if (!buf_ok(&b)) {
		fd_close(fd);
		return err(cx, E_NO_MEMORY, NULL);
	}
	*ret_path = buf_get(&b).p;
	return file_new(cx, fd, false, *ret_path, ret);
}

int sys_open_write(struct cx *cx, const char *path, bool may_exist, struct sys_file **ret)
{
	int fd;

	if (strcmp(path, "-") == 0)
		return file_new(cx, STDOUT_FILENO, true, path, ret);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (may_exist ? O_TRUNC : O_EXCL), 0600);
	if (fd < 0)
		return file_err(cx, path);
	return file_new(cx, fd, false, path, ret);
}

/* Does the path still name what was opened? */
static bool names(const char *path, const struct stat *opened)
{
	struct stat named;

	return stat(path, &named) == 0 && named.st_ino == opened->st_ino &&
		named.st_dev == opened->st_dev;
}

/* Locked: two processes that find it full at once would else both move it, the second over what the first has put away. Whoever
 * waited for the lock while it was moved holds the old one, and opens anew. */
static int append_open(struct cx *cx, const char *path, const char *old, size_t n_max, int *ret)
{
	struct stat st;
	int e = 0;

	while (!e) {
		*ret = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (*ret < 0)
			return file_err(cx, path);
		if (flock(*ret, LOCK_EX) != 0 || fstat(*ret, &st) != 0) {
			e = file_err(cx, path);
		} else if (names(path, &st)) {
			if (!st.st_size || (size_t)st.st_size <= n_max)
				return 0;
			e = rename(path, old) == 0 ? 0 : file_err(cx, path);
		}
		fd_close(*ret);
	}
	return e;
}

int sys_append(struct cx *cx, const char *path, struct str line, size_t max)
{
	struct buf old;
	int fd, e;

	buf_init(&old, cx->arena);
	buf_fmt(&old, "%s.1", path);
	if (!buf_ok(&old))
		return err(cx, E_NO_MEMORY, NULL);
	e = append_open(cx, path, buf_get(&old).p, line.n < max ? max - line.n : 0, &fd);
	if (e)
		return e;
	e = fd_write(fd, line.p, line.n) == 0 ? 0 : file_err(cx, path);
	fd_close(fd);
	return e;
}

/* flock and not fcntl: the lock is that of this opening, and another opening and closing of the file in this process
 * does not lose it. */
int sys_lock(struct cx *cx, const char *path, struct sys_file **ret)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600), r;

	*ret = NULL;
	if (fd < 0)
		return file_err(cx, path);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return file_new(cx, fd, false, path, ret);
	r = errno == EWOULDBLOCK ? 0 : file_err(cx, path);
	fd_close(fd);
	return r;
}

/* A pipe gives less than was asked for; only the end of the file makes the answer short. */
int sys_read(struct cx *cx, struct sys_file *f, void *ret, size_t n, size_t *ret_n)
{
	char *at = ret;

	*ret_n = 0;
	while (*ret_n < n) {
		ssize_t got = fd_read(f->fd, at + *ret_n, n - *ret_n);

		if (got < 0)
			return file_err(cx, f->path);
		if (got == 0)
			break;
		*ret_n += (size_t)got;
	}
	return 0;
}

int sys_write(struct cx *cx, struct sys_file *f, const void *p, size_t n)
{
	return fd_write(f->fd, p, n) == 0 ? 0 : file_err(cx, f->path);
}

/* The file's content and its name. A pipe or terminal has nothing to flush. */
int sys_flush_disk(struct cx *cx, struct sys_file *f)
{
	if (step_fails())
		errno = EIO;
	else if (fsync(f->fd) == 0)
		return f->standard || folder_flush(f->path) == 0 ? 0 : file_err(cx, f->path);
	else if (errno == EINVAL || errno == ENOTSUP || errno == EROFS)
		return 0;
	return file_err(cx, f->path);
}

void sys_close(struct sys_file *f)
{
	if (!f)
		return;
	if (!f->standard)
		fd_close(f->fd);
	sys_heap.give(NULL, f, sizeof(*f) + strlen(f->path) + 1);
}
