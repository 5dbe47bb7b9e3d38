/* Sets of ids: open addressing, at most half full. Kept days: a map whose entries stay, each the
 * newest block of its day; together they have a bound, and what does not fit is not kept. Nothing
 * is thrown out for something new: readings go over all days from the first to the last, so that
 * the newest would always push out what is needed next. */
#include "cover/day_sets.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "sys/sys.h"

/* ---- sets of ids ---- */

static struct uuid *slot_of(struct uuid *slots, size_t cap, const struct uuid *id)
{
	uint64_t a, b;

	memcpy(&a, id->b, sizeof(a));
	memcpy(&b, id->b + 8, sizeof(b));
	a = (a ^ (b >> 29) ^ b) * 0x9e3779b97f4a7c15u;
	for (size_t i = (size_t)(a >> 24);; i++) {
		struct uuid *at = &slots[i & (cap - 1)];

		if (uuid_is_nil(at) || uuid_eq(at, id))
			return at;
	}
}

static bool set_grow(struct id_set *s)
{
	size_t cap = s->cap ? s->cap * 2 : 64;
	struct uuid *slots = sys_new(cap, sizeof(*slots));

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < s->cap; i++)
		if (!uuid_is_nil(&s->slots[i]))
			*slot_of(slots, cap, &s->slots[i]) = s->slots[i];
	sys_free(s->slots);
	s->slots = slots;
	s->cap = cap;
	return true;
}

int id_set_add(struct cx *cx, struct id_set *s, const struct uuid *id)
{
	struct uuid *at;

	if (uuid_is_nil(id))
		return 0;
	if (s->n * 2 >= s->cap && !set_grow(s))
		return err(cx, E_NO_MEMORY, NULL);
	at = slot_of(s->slots, s->cap, id);
	if (uuid_is_nil(at)) {
		*at = *id;
		s->n++;
	}
	return 0;
}

bool id_set_has(const struct id_set *s, const struct uuid *id)
{
	return s->cap > 0 && !uuid_is_nil(slot_of(s->slots, s->cap, id));
}

void id_set_done(struct id_set *s)
{
	sys_free(s->slots);
	*s = (struct id_set){ 0 };
}

/* ---- a day ---- */

static int seen_order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct day_seen));
}

/* Each once, in place. */
static size_t seen_once(struct day_seen *seen, size_t n, size_t *ret_scopes)
{
	size_t kept = 0;

	*ret_scopes = 0;
	if (n > 1)
		qsort(seen, n, sizeof(*seen), seen_order);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && seen_order(&seen[i], &seen[kept - 1]) == 0)
			continue;
		*ret_scopes += kept == 0 || !uuid_eq(&seen[i].scope, &seen[kept - 1].scope);
		seen[kept++] = seen[i];
	}
	return kept;
}

int day_set_new(struct cx *cx, struct day_seen *seen, size_t n, int64_t pos, struct day_set **ret)
{
	size_t scopes_n, ids_n = seen_once(seen, n, &scopes_n), at = 0;
	size_t bytes = sizeof(**ret) + scopes_n * sizeof(struct day_scope) +
		ids_n * sizeof(struct uuid);
	struct day_set *d = sys_new(1, bytes);
	struct day_scope *scopes;
	struct uuid *ids;

	*ret = d;
	if (d == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	scopes = (struct day_scope *)(void *)(d + 1);
	ids = (struct uuid *)(void *)(scopes + scopes_n);
	*d = (struct day_set){ bytes, pos, scopes, scopes_n, ids };
	for (size_t i = 0; i < ids_n; i++) {
		ids[i] = seen[i].subject;
		if (i > 0 && !uuid_eq(&seen[i].scope, &seen[i - 1].scope))
			at++;
		scopes[at] = (struct day_scope){ seen[i].scope, i + 1 };
	}
	return 0;
}

void day_set_free(struct day_set *d)
{
	sys_free(d);
}

/* ---- kept days ---- */

struct day_sets {
	pthread_mutex_t lock;
	struct arena arena; /* of the map */
	struct map days;    /* epoch, figure, day, area → struct day_set */
	struct uuid epoch;
	size_t bytes, max;
};

#define KEY_ROOM 300

struct day_key {
	char text[KEY_ROOM];
	struct str s; /* STR_NONE: too long to be kept */
};

static void key_add(struct day_key *k, const void *p, size_t n)
{
	memcpy(k->text + k->s.n, p, n);
	k->s.n += n;
}

static void key_make(struct day_key *k, const struct day_of_area *of)
{
	size_t fixed = sizeof(of->epoch) + sizeof(of->figure) + sizeof(of->day);

	k->s = STR_NONE;
	if (of->area.n > KEY_ROOM - fixed)
		return;
	k->s.p = k->text;
	key_add(k, &of->epoch, sizeof(of->epoch));
	key_add(k, &of->figure, sizeof(of->figure));
	key_add(k, &of->day, sizeof(of->day));
	key_add(k, of->area.p, of->area.n);
}

int day_sets_new(struct cx *cx, size_t max, struct day_sets **ret)
{
	struct day_sets *s = sys_new(1, sizeof(*s));

	*ret = s;
	if (s == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	s->max = max;
	pthread_mutex_init(&s->lock, NULL);
	arena_init(&s->arena, &sys_heap, max);
	map_init(&s->days, &s->arena);
	return 0;
}

static void forget(struct day_sets *s)
{
	for (size_t i = 0; i < s->days.n; i++)
		day_set_free(s->days.entries[i].value);
	arena_reset(&s->arena);
	map_init(&s->days, &s->arena);
	s->bytes = 0;
}

void day_sets_free(struct day_sets *s)
{
	if (s == NULL)
		return;
	forget(s);
	arena_done(&s->arena);
	pthread_mutex_destroy(&s->lock);
	sys_free(s);
}

void day_sets_epoch(struct day_sets *s, const struct uuid *epoch)
{
	pthread_mutex_lock(&s->lock);
	if (!uuid_eq(epoch, &s->epoch))
		forget(s);
	s->epoch = *epoch;
	pthread_mutex_unlock(&s->lock);
}

int day_sets_use(struct cx *cx, struct day_sets *s, const struct day_of_area *of, int64_t pos,
	day_set_take *take, void *arg, bool *ret_there)
{
	const struct day_set *d;
	struct day_key key;
	int ec;

	key_make(&key, of);
	pthread_mutex_lock(&s->lock);
	d = key.s.p != NULL ? map_get(&s->days, key.s) : NULL;
	*ret_there = d != NULL && d->pos == pos;
	ec = *ret_there ? take(arg, cx, d) : 0;
	pthread_mutex_unlock(&s->lock);
	return ec;
}

/* Of a key that is there already the map needs nothing more. */
static bool has_room(const struct day_sets *s, const struct day_set *old, const struct day_set *d)
{
	size_t bytes = s->bytes + d->bytes - (old != NULL ? old->bytes : 0);

	return bytes <= s->max && s->arena.used <= s->max - bytes;
}

void day_sets_put(struct day_sets *s, const struct day_of_area *of, struct day_set *d)
{
	void **place = NULL;
	struct day_key key;

	key_make(&key, of);
	pthread_mutex_lock(&s->lock);
	if (key.s.p != NULL && has_room(s, map_get(&s->days, key.s), d))
		place = map_at(&s->days, key.s);
	if (place != NULL) {
		struct day_set *old = *place;

		s->bytes += d->bytes - (old != NULL ? old->bytes : 0);
		*place = d;
		d = old;
	}
	pthread_mutex_unlock(&s->lock);
	day_set_free(d);
}
