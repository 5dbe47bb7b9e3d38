/* A map never forgets: so now and then what is not over is copied into a new one. */
#include "guard/brief.h"

#include <string.h>

#include "seal/seal.h"
#include "sys/sys.h"

#define SWEEP_FIRST 1024

static bool lives(const void *value, int64_t now)
{
	const struct brief_head *h = value;

	return h && h->until > now;
}

void brief_init(struct brief *b, size_t size, size_t max)
{
	*b = (struct brief){ .size = size, .max = max, .sweep_at = SWEEP_FIRST };
	arena_init(&b->arena, &sys_heap, 0);
	map_init(&b->map, &b->arena);
}

void brief_done(struct brief *b)
{
	for (size_t i = 0; i < b->map.n; i++)
		if (b->map.entries[i].value)
			seal_wipe(b->map.entries[i].value, b->size);
	arena_done(&b->arena);
}

void *brief_get(const struct brief *b, struct str key, int64_t now)
{
	void *value = map_get(&b->map, key);

	return lives(value, now) ? value : NULL;
}

void *brief_next(const struct brief *b, size_t *at, int64_t now)
{
	while (*at < b->map.n) {
		void *value = b->map.entries[(*at)++].value;

		if (lives(value, now))
			return value;
	}
	return NULL;
}

size_t brief_count(const struct brief *b, int64_t now)
{
	size_t n = 0, at = 0;

	while (brief_next(b, &at, now))
		n++;
	return n;
}

static void *place(struct brief *b, struct str key)
{
	void **at = map_at(&b->map, key);

	if (at && !*at)
		*at = arena_alloc(&b->arena, b->size);
	return at ? *at : NULL;
}

/* False: no memory, and all is as it was. */
static bool sweep(struct brief *b, int64_t now)
{
	struct brief kept;

	brief_init(&kept, b->size, b->max);
	for (size_t i = 0; i < b->map.n; i++) {
		const struct map_entry *e = &b->map.entries[i];
		void *to = lives(e->value, now) ? place(&kept, e->key) : NULL;

		if (to)
			memcpy(to, e->value, b->size);
		if (lives(e->value, now) && !to) {
			brief_done(&kept);
			return false;
		}
	}
	brief_done(b);
	*b = kept;
	b->map.a = &b->arena; /* it has moved */
	b->sweep_at = 2 * b->map.n > SWEEP_FIRST ? 2 * b->map.n : SWEEP_FIRST;
	return true;
}

void *brief_put(struct brief *b, struct str key, int64_t until, int64_t now)
{
	void *value = brief_get(b, key, now);

	if (value)
		return value;
	if (b->map.n >= b->sweep_at && !sweep(b, now))
		return NULL;
	if (b->map.n >= b->max && brief_count(b, now) >= b->max)
		return NULL;
	value = place(b, key);
	if (!value)
		return NULL;
	memset(value, 0, b->size);
	((struct brief_head *)value)->until = until;
	return value;
}
