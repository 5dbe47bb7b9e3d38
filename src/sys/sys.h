/* The outer world: clock, random numbers, files. All that is not deterministic enters here.
 *
 * Tests, the simulation and the demo fix the clock and the seed; everything above asks sys_*. */
#ifndef SYS_SYS_H
#define SYS_SYS_H

#include "core/err.h"
#include "core/uuid.h"

int64_t sys_now(void);      /* ms since 1970, the fixed clock if one is set */
int64_t sys_real_now(void); /* always the machine's */
int64_t sys_ticks_us(void); /* monotonic, for durations only */
void sys_sleep_ms(int64_t ms);
/* This thread lets others go before it, where there is less than enough of the processors for all. */
void sys_step_back(void);
struct timespec;
void sys_deadline(
	int64_t us, struct timespec *ret); /* the machine's time so far ahead: timed waits */
void sys_clock_fix(int64_t ms);            /* the whole process; 0 sets it free again */
bool sys_clock_fixed(void);

void sys_random(void *ret, size_t n); /* the system's; never seeded: keys and nonces */
struct uuid sys_uuid(void);           /* v7 of sys_now() and random bits */

/* An arena source on malloc; sys_alloc_fail_at(n): the n-th take from now fails (0 = never), over all threads. */
extern const struct arena_source sys_heap;
void sys_alloc_fail_at(uint64_t n);
uint64_t sys_alloc_count(void);
/* For what lives as long as the process, outside any arena; counted with the others. sys_new zeroes. */
void *sys_new(size_t n, size_t size); /* NULL when there is no memory, or n * size is too large */
void *sys_grow(void *p, size_t n);    /* NULL: p is as it was */
void sys_free(void *p);               /* takes NULL */

/* Files. The text is in the arena. E_FILE; E_TOO_LONG over max. */
int sys_read_file(struct cx *cx, const char *path, size_t max, struct str *ret);
/* Written beside, flushed, renamed over, the folder flushed: it is there whole or not at all. */
int sys_write_file(struct cx *cx, const char *path, struct str content, int mode);
/* The same, but never over another file: E_EXISTS. */
int sys_write_new(struct cx *cx, const char *path, struct str content, int mode);
/* At the end of a file, which is made (0600), in one write. Were it longer than max with it, the file is FILE.1 first, in the place of
 * an older one. E_FILE; E_DISK_FULL. */
int sys_append(struct cx *cx, const char *path, struct str line, size_t max);
/* Over `to`, and flushed; both in one folder. */
int sys_rename(struct cx *cx, const char *from, const char *to);
/* Also from the disk. For what is no longer wanted after an error: nothing is told of another. */
void sys_remove(const char *path);
int sys_file_mode(const char *path); /* the permission bits; -1: it cannot be looked at */
int sys_make_dir(struct cx *cx, const char *path); /* with its parents, 0700 */
bool sys_exists(const char *path);
bool sys_is_dir(const char *path);
/* A folder of our own with all that lies in it; links are removed, not followed. Nothing is told of an error. */
void sys_remove_dir(const char *path);
const char *sys_path(struct cx *cx, const char *dir, const char *name); /* NULL with E_NO_MEMORY */
/* A path in the folder for what is only needed for a moment ($TMPDIR, else /tmp), which nobody else has: its maker removes it. NULL
 * with E_NO_MEMORY. */
const char *sys_scratch_path(struct cx *cx, const char *end);
/* The names of the files in a folder and, to SYS_DEPTH_MAX, in its folders, as seen from it and in order; no links, and
 * nothing that begins with a dot. E_FILE, E_TOO_MANY. */
#define SYS_DEPTH_MAX 8
int sys_files(struct cx *cx, const char *dir, size_t max, const char *const **ret, size_t *ret_n);

/* A file or pipe written or read in pieces: backups, imports. "-" is standard input or output. */
struct sys_file;
int sys_open_read(struct cx *cx, const char *path, struct sys_file **ret);
int sys_open_write(
	struct cx *cx, const char *path, bool may_exist, struct sys_file **ret); /* E_EXISTS */
/* One in memory alone: this process can open it by its path, and when it is closed it is gone, whatever ended the process. */
int sys_open_memory(struct cx *cx, struct sys_file **ret, const char **ret_path);
int sys_read(
	struct cx *cx, struct sys_file *f, void *ret, size_t n, size_t *ret_n); /* 0 at the end */
int sys_write(struct cx *cx, struct sys_file *f, const void *p, size_t n);
int sys_flush_disk(struct cx *cx, struct sys_file *f); /* fsync */
void sys_close(struct sys_file *f);                    /* takes NULL */
/* Locks a file, which is made if it is missing, until sys_close or the end of the process. *ret NULL: another has it. */
int sys_lock(struct cx *cx, const char *path, struct sys_file **ret);
void sys_file_fail_at(uint64_t n); /* tests: the n-th read or write fails */
/* Lets this process have so many files and connections open, as far as the system allows it; how many it may. */
size_t sys_files_allow(size_t n);

/* What a program of the machine's owner prints: words divided by blanks, run without a shell, its errors to ours. E_FILE where it
 * cannot be run or fails, E_TOO_LONG over max. */
int sys_run(struct cx *cx, const char *words, size_t max, struct str *ret);
/* The same with a file as what it reads, and another, made anew (mode 600), for what it prints. One that is still at work after
 * limit_ms is ended: E_FILE. What it has started itself is not. */
int sys_pass(struct cx *cx, const char *words, const char *from, const char *to, int64_t limit_ms);
/* A secret, without its line end: from the file that the environment variable names (nobody else may read it: E_FILE), else typed
 * at the terminal without an echo. *ret STR_NONE: there is neither. E_TOO_LONG over max. The caller wipes it. */
int sys_secret(
	struct cx *cx, const char *variable, const char *prompt, size_t max, struct str *ret);
bool sys_secret_named(const char *variable); /* does the environment name such a file? */

/* The language of the person at this terminal: LC_ALL, LC_MESSAGES, LANG; "zh" unless it names another. */
bool sys_speaks_chinese(void);

#endif
