/* SQLite's own file layer takes another function for a system call; the one for reading is replaced. */
#include "store/sqlite_prompt.h"

#include <errno.h>
#include <sqlite3.h>
#include <sys/uio.h>
#include <unistd.h>

static _Thread_local bool prompt;

static ssize_t read_at(int fd, void *p, size_t n, off_t at)
{
	struct iovec v = { .iov_base = p, .iov_len = n };
	ssize_t got;

	if (!prompt)
		return pread(fd, p, n, at);
	got = preadv2(fd, &v, 1, at, RWF_NOWAIT);
	return got < 0 && errno == EOPNOTSUPP ? pread(fd, p, n, at) : got;
}

void prompt_use(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	/* One that reads by another call waits. */
	if (vfs && vfs->iVersion >= 3 && vfs->xGetSystemCall(vfs, "pread64"))
		vfs->xSetSystemCall(vfs, "pread64", (sqlite3_syscall_ptr)read_at);
}

void prompt_set(bool on)
{
	prompt = on;
}
