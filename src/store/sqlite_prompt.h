/* Reading without waiting for the disk: while a thread is prompt, SQLite's reads of files give what the system has in memory, and fail
 * where it would have to fetch something (SQLITE_IOERR_READ, EAGAIN). Where the system cannot read so (some file systems), they
 * wait as ever. */
#ifndef STORE_SQLITE_PROMPT_H
#define STORE_SQLITE_PROMPT_H

#include <stdbool.h>

/* Once in a process, before its first connection. */
void prompt_use(void);
/* Of the calling thread, from now on. */
void prompt_set(bool on);

#endif
