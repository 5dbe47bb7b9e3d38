/* An arena: memory that lives until its request ends.
 *
 * Everything that a request returns lies in the arena of its context (core/err.h) and is gone with
 * arena_reset() or arena_done(). Nothing is freed singly. Chunks come from a source that the owner
 * names, so that tests can make the n-th allocation fail and the phone can use a fixed block.
 * arena_alloc returns zeroed memory, or NULL when the source or the limit is exhausted; through a
 * context use cx_alloc, which records E_NO_MEMORY as well. */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_source {
	void *(*take)(void *arg, size_t n); /* n bytes, aligned for anything, or NULL */
	void (*give)(void *arg, void *p, size_t n);
	void *arg;
};

struct arena_chunk;

struct arena {
	const struct arena_source *source;
	struct arena_chunk *chunk; /* the newest first */
	struct arena_chunk *kept;  /* since the last reset, not used yet; the largest first */
	size_t used;               /* bytes handed out since the last reset */
	size_t limit;              /* bytes that may be held at once; 0 = 256 MiB */
	size_t taken;              /* bytes held, kept ones among them */
	size_t keep;               /* bytes that a reset keeps at most */
};

/* limit 0 takes the default. The source outlives the arena. */
void arena_init(struct arena *a, const struct arena_source *source, size_t limit);
/* A reset keeps so many bytes instead of 64 KiB, for one that is filled over and over: memory that is given back comes
 * again cleared by the system, a page at a time. */
void arena_keep(struct arena *a, size_t bytes);
/* Zeroed, aligned to 16; NULL when nothing is left. n = 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t n);
/* The same as it is found: for whoever fills all of it. */
void *arena_bytes(struct arena *a, size_t n);
/* Makes the newest allocation p of n bytes n_new bytes long where it lies, the new ones zeroed;
 * false, and nothing changed, when another came after it or its chunk is full. */
bool arena_extend(struct arena *a, const void *p, size_t n, size_t n_new);
/* Forgets all that was handed out; keeps chunks of 64 KiB in all, or what arena_keep says, for the next request. */
void arena_reset(struct arena *a);
void arena_done(struct arena *a);

#endif
