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
	/* Nothing may be the end of the file, or (Linux 5.9 and 5.10) what is not in memory: SQLite would take that for zeros. And a
	 * system that cannot read so says it in several ways. */
	return got > 0 || (got < 0 && errno == EAGAIN) ? got : pread(fd, p, n, at);
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
