/* A SQLite VFS that can lose the power.
 *
 * It lies over the machine's own VFS and remembers, of every file, what was written since its
 * last flush. A cut takes each of these writes back and then, by the seed, lets all, none, some,
 * the first, or only some 512-byte sectors of them reach the disk: what a disk may do with what
 * nobody told it to flush. From the cut until powercut_on every call fails, as for a process that
 * is gone; close all connections between the two. It can also be a full disk, and one whose flush
 * fails. Names of files (made, deleted) are taken to be durable at once. Nothing is flushed to
 * the real disk, so it is fast.
 *
 * powercut_register, then setenv("BULOU_VFS", "powercut", 1) before store_open. All of the
 * process's files of this VFS are one disk; calls may come from any thread. */
#ifndef FAULT_POWERCUT_VFS_H
#define FAULT_POWERCUT_VFS_H

#include <stdbool.h>
#include <stdint.h>

/* Makes the VFS "powercut" known, not the default. False: no memory. */
bool powercut_register(void);

void powercut_cut(uint64_t seed);
/* The n-th write, truncation or flush from now is the last and may be torn itself; 0 = never. */
void powercut_cut_at(uint64_t n, uint64_t seed);
bool powercut_is_off(void);
void powercut_on(void);

uint64_t powercut_steps(void); /* writes, truncations and flushes so far */
void powercut_full(bool full); /* no file may grow: SQLITE_FULL; either undoes powercut_full_at */
void powercut_full_at(uint64_t n); /* from the n-th write, truncation or flush from now on */
void powercut_read_only(
	bool read_only); /* every write is refused with EROFS, as after errors of a disk */
void powercut_flush_fails_at(uint64_t n); /* the n-th flush from now, once: SQLITE_IOERR_FSYNC */
/* The n-th write, truncation or flush from now, once: an input or output error that changes
 * nothing. */
void powercut_step_fails_at(uint64_t n);

#endif
