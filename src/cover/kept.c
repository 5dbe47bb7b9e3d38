/* A map whose entries stay, each the newest block of its place; together they have a bound, and what does not fit is not kept.
 * Nothing is thrown out for something new: readings go over all areas and days from the first to the last, so that the newest would
 * always push out what is needed next. */
#include "cover/kept.h"

#include <pthread.h>
#include <string.h>

#include "core/map.h"
#include "seal/seal.h"
#include "sys/sys.h"

struct kept {
	pthread_mutex_t lock;
	struct arena arena; /* of the map */
	struct map blocks;  /* struct kept_of → its block, or NULL */
	struct uuid epoch;
	int64_t erased;
	size_t bytes, max;
};

#define KEY_ROOM 300

struct key {
	char text[KEY_ROOM];
	struct str s; /* STR_NONE: too long to be kept */
};

static void key_add(struct key *k, const void *p, size_t n)
{
	memcpy(k->text + k->s.n, p, n);
	k->s.n += n;
}

static void key_make(struct key *k, const struct kept_of *of)
{
	uint8_t what = (uint8_t)of->what;
	size_t fixed = sizeof(what) + sizeof(of->epoch) + sizeof(of->of);

	k->s = STR_NONE;
	if (of->area.n > KEY_ROOM - fixed)
		return;
	k->s.p = k->text;
	key_add(k, &what, sizeof(what));
	key_add(k, &of->epoch, sizeof(of->epoch));
	key_add(k, &of->of, sizeof(of->of));
	key_add(k, of->area.p, of->area.n);
}

int kept_new(struct cx *cx, size_t max, struct kept **ret)
{
	struct kept *k = sys_new(1, sizeof(*k));

	*ret = k;
	if (k == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	k->max = max;
	pthread_mutex_init(&k->lock, NULL);
	arena_init(&k->arena, &sys_heap, max);
	map_init(&k->blocks, &k->arena);
	return 0;
}

int kept_new_block(struct cx *cx, size_t bytes, int64_t pos, void **ret)
{
	struct kept_block *b = sys_new(1, bytes);

	*ret = b;
	if (b == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	b->bytes = bytes;
	b->pos = pos;
	return 0;
}

void kept_drop(void *block)
{
	if (block != NULL)
		seal_wipe(block, ((struct kept_block *)block)->bytes);
	sys_free(block);
}

static void forget(struct kept *k)
{
	for (size_t i = 0; i < k->blocks.n; i++)
		kept_drop(k->blocks.entries[i].value);
	arena_reset(&k->arena);
	map_init(&k->blocks, &k->arena);
	k->bytes = 0;
}

void kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	forget(k);
	arena_done(&k->arena);
	pthread_mutex_destroy(&k->lock);
	sys_free(k);
}

void kept_epoch(struct kept *k, const struct uuid *epoch)
{
	pthread_mutex_lock(&k->lock);
	if (!uuid_eq(epoch, &k->epoch))
		forget(k);
	k->epoch = *epoch;
	pthread_mutex_unlock(&k->lock);
}

bool kept_erased(struct kept *k, int64_t pos)
{
	bool now;

	pthread_mutex_lock(&k->lock);
	for (size_t i = 0; pos > k->erased && i < k->blocks.n; i++) {
		struct map_entry *e = &k->blocks.entries[i];

		if (e->value == NULL || e->key.p[0] != KEPT_PEOPLE)
			continue;
		k->bytes -= ((struct kept_block *)e->value)->bytes;
		kept_drop(e->value);
		e->value = NULL;
	}
	k->erased = pos > k->erased ? pos : k->erased;
	now = pos == k->erased;
	pthread_mutex_unlock(&k->lock);
	return now;
}

int kept_use(struct cx *cx, struct kept *k, const struct kept_of *of, int64_t pos, kept_take *take,
	void *arg, bool *ret_there)
{
	const struct kept_block *b;
	struct key key;
	int ec;

	key_make(&key, of);
	pthread_mutex_lock(&k->lock);
	b = key.s.p != NULL ? map_get(&k->blocks, key.s) : NULL;
	*ret_there = b != NULL && b->pos == pos;
	ec = *ret_there ? take(arg, cx, b) : 0;
	pthread_mutex_unlock(&k->lock);
	return ec;
}

/* Somebody may have looked since whoever read this began. */
static bool is_of_now(const struct kept *k, const struct kept_of *of)
{
	return uuid_eq(&of->epoch, &k->epoch) &&
		(of->what != KEPT_PEOPLE || of->erased == k->erased);
}

/* Of a place that is there already the map needs nothing more. */
static bool has_room(const struct kept *k, const struct kept_block *old, const struct kept_block *b)
{
	size_t bytes = k->bytes + b->bytes - (old != NULL ? old->bytes : 0);

	return bytes <= k->max && k->arena.used <= k->max - bytes;
}

void kept_put(struct kept *k, const struct kept_of *of, void *block)
{
	const struct kept_block *b = block;
	void **place = NULL;
	struct key key;

	key_make(&key, of);
	pthread_mutex_lock(&k->lock);
	if (key.s.p != NULL && is_of_now(k, of) && has_room(k, map_get(&k->blocks, key.s), b))
		place = map_at(&k->blocks, key.s);
	if (place != NULL) {
		struct kept_block *old = *place;

		k->bytes += b->bytes - (old != NULL ? old->bytes : 0);
		*place = block;
		block = old;
	}
	pthread_mutex_unlock(&k->lock);
	kept_drop(block);
}
