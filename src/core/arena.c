/* The arena. A chunk is a header and then its bytes, handed out from the front.
 *
 * Chunks double from 16 KiB to 1 MiB, or an eighth of what a reset keeps, so that a request of any size takes few of them. What does
 * not fit in a chunk of the usual size gets one of its own, placed behind the newest, so that
 * the rest of the newest is not wasted. */
#include "core/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/check.h"

#define ALIGN 16u
#define LIMIT_DEFAULT ((size_t)256 << 20)
#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_MAX ((size_t)1 << 20)
#define KEEP_DEFAULT ((size_t)64 << 10)

struct arena_chunk {
	_Alignas(ALIGN) struct arena_chunk *next; /* older */
	size_t size;                              /* with this header: what was taken */
	size_t used;                              /* with this header */
};

void arena_init(struct arena *a, const struct arena_source *source, size_t limit)
{
	check(source && source->take && source->give);
	*a = (struct arena){
		.source = source, .limit = limit ? limit : LIMIT_DEFAULT, .keep = KEEP_DEFAULT
	};
}

void arena_keep(struct arena *a, size_t bytes)
{
	a->keep = bytes;
}

static size_t chunk_size(const struct arena *a)
{
	size_t most = a->keep / 8 > CHUNK_MAX ? a->keep / 8 : CHUNK_MAX;

	if (!a->chunk)
		return CHUNK_FIRST;
	return a->chunk->size < most / 2 ? a->chunk->size * 2 : most;
}

static size_t room(const struct arena_chunk *c)
{
	return c ? c->size - c->used : 0;
}

static void give(struct arena *a, struct arena_chunk *c)
{
	a->taken -= c->size;
	a->source->give(a->source->arg, c, c->size);
}

static void give_all(struct arena *a, struct arena_chunk **list)
{
	struct arena_chunk *c, *next;

	for (c = *list; c; c = next) {
		next = c->next;
		give(a, c);
	}
	*list = NULL;
}

/* The smallest of those that were kept that has room for size bytes. */
static struct arena_chunk *chunk_kept(struct arena *a, size_t size)
{
	struct arena_chunk **at, **best = NULL, *c;

	for (at = &a->kept; *at && room(*at) >= size; at = &(*at)->next)
		best = at;
	if (!best)
		return NULL;
	c = *best;
	*best = c->next;
	return c;
}

static struct arena_chunk *chunk_new(struct arena *a, size_t size)
{
	size_t left = a->limit - a->taken, usual = chunk_size(a);
	size_t want = size + sizeof(struct arena_chunk);
	struct arena_chunk *c;

	if (want > left) {
		give_all(a, &a->kept);
		left = a->limit - a->taken;
	}
	if (want > left)
		return NULL;
	if (want <= usual)
		want = usual < left ? usual : left;
	c = a->source->take(a->source->arg, want);
	if (!c)
		return NULL;
	c->size = want;
	c->used = sizeof(*c);
	a->taken += want;
	return c;
}

/* A chunk with room for size bytes, linked in; NULL when the limit or the source says no. The newest stays the newest if it
 * will have more room. */
static struct arena_chunk *chunk_take(struct arena *a, size_t size)
{
	struct arena_chunk *c = chunk_kept(a, size);

	if (!c)
		c = chunk_new(a, size);
	if (!c)
		return NULL;
	if (a->chunk && room(a->chunk) > room(c) - size) {
		c->next = a->chunk->next;
		a->chunk->next = c;
	} else {
		c->next = a->chunk;
		a->chunk = c;
	}
	return c;
}

static void *chunk_cut(struct arena *a, struct arena_chunk *c, size_t size)
{
	char *p = (char *)c + c->used;

	c->used += size;
	a->used += size;
	return p;
}

static size_t size_of(size_t n)
{
	return n ? (n + ALIGN - 1) & ~(size_t)(ALIGN - 1) : ALIGN;
}

void *arena_bytes(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->chunk;
	size_t size = size_of(n);

	if (__builtin_expect(n > SIZE_MAX / 2, 0))
		return NULL;
	if (__builtin_expect(!c || size > c->size - c->used, 0)) {
		c = chunk_take(a, size);
		if (!c)
			return NULL;
	}
	return chunk_cut(a, c, size);
}

void *arena_alloc(struct arena *a, size_t n)
{
	void *p = arena_bytes(a, n);

	return p ? memset(p, 0, size_of(n)) : NULL;
}

bool arena_extend(struct arena *a, const void *p, size_t n, size_t n_new)
{
	struct arena_chunk *c = a->chunk;
	size_t size = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1), more;

	check(n > 0 && n <= n_new);
	if (!c || n_new > SIZE_MAX / 2 || (const char *)p + size != (const char *)c + c->used)
		return false;
	more = ((n_new + ALIGN - 1) & ~(size_t)(ALIGN - 1)) - size;
	if (more > c->size - c->used)
		return false;
	memset(chunk_cut(a, c, more), 0, more);
	return true;
}

/* Into the list of the kept, the largest first. */
static void keep(struct arena *a, struct arena_chunk *c)
{
	struct arena_chunk **at = &a->kept;

	while (*at && (*at)->size > c->size)
		at = &(*at)->next;
	c->used = sizeof(*c);
	c->next = *at;
	*at = c;
}

void arena_reset(struct arena *a)
{
	struct arena_chunk *c = a->chunk, *next;
	size_t bytes = 0;

	for (struct arena_chunk *k = a->kept; k; k = k->next)
		bytes += k->size;
	for (; c; c = next) {
		next = c->next;
		if (bytes + c->size > a->keep) {
			give(a, c);
			continue;
		}
		bytes += c->size;
		keep(a, c);
	}
	a->chunk = NULL;
	a->used = 0;
}

void arena_done(struct arena *a)
{
	give_all(a, &a->chunk);
	give_all(a, &a->kept);
	a->used = 0;
}
