/* Keys in memory. Two tables of slots (index + 1, 0 = free, linear probing) lie over one array; keys leave it only
 * on a rollback or a purge, and then both are made anew. */
#include "record/ring.h"

#include <string.h>

#include "sys/sys.h"

#define KEYS_FIRST 64

static void *take(size_t n, size_t size)
{
	void *p = sys_heap.take(sys_heap.arg, n * size);

	if (p)
		memset(p, 0, n * size);
	return p;
}

static void give(void *p, size_t n, size_t size)
{
	if (!p)
		return;
	seal_wipe(p, n * size);
	sys_heap.give(sys_heap.arg, p, n * size);
}

/* FNV-1a from a secret beginning: rounds have ids of their writers' making. */
static uint64_t hash_of(const void *p, size_t n, uint64_t h)
{
	const uint8_t *b = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 32;
}

static uint64_t hash_id(const struct keyring *k, const struct uuid *id)
{
	return hash_of(id->b, 16, k->seed);
}

static uint64_t hash_use(
	const struct keyring *k, const struct uuid *scope, enum class c, int32_t month)
{
	uint64_t h = hash_id(k, scope);

	h = hash_of(&(uint8_t){ (uint8_t)c }, 1, h);
	return hash_of(&month, sizeof(month), h);
}

static void slot_put(uint32_t *slots, size_t n, uint64_t hash, size_t index)
{
	size_t i = hash & (n - 1);

	while (slots[i])
		i = (i + 1) & (n - 1);
	slots[i] = (uint32_t)index + 1;
}

static void tables_add(struct keyring *k, size_t index)
{
	const struct data_key *d = &k->keys[index];

	slot_put(k->by_id, k->slots_n, hash_id(k, &d->id), index);
	if (d->use == USES)
		slot_put(k->by_use, k->slots_n, hash_use(k, &d->scope, d->c, d->month), index);
}

static void tables_renew(struct keyring *k)
{
	memset(k->by_id, 0, k->slots_n * sizeof(*k->by_id));
	memset(k->by_use, 0, k->slots_n * sizeof(*k->by_use));
	for (size_t i = 0; i < k->n; i++)
		tables_add(k, i);
}

static bool grow(struct keyring *k)
{
	size_t cap = k->cap ? k->cap * 2 : KEYS_FIRST, slots_n = cap * 2;
	struct data_key *keys = take(cap, sizeof(*keys));
	uint32_t *by_id = take(slots_n, sizeof(*by_id)), *by_use = take(slots_n, sizeof(*by_use));

	if (!keys || !by_id || !by_use) {
		give(keys, cap, sizeof(*keys));
		give(by_id, slots_n, sizeof(*by_id));
		give(by_use, slots_n, sizeof(*by_use));
		return false;
	}
	if (k->n)
		memcpy(keys, k->keys, k->n * sizeof(*keys));
	give(k->keys, k->cap, sizeof(*keys));
	give(k->by_id, k->slots_n, sizeof(*by_id));
	give(k->by_use, k->slots_n, sizeof(*by_use));
	k->keys = keys;
	k->by_id = by_id;
	k->by_use = by_use;
	k->cap = cap;
	k->slots_n = slots_n;
	tables_renew(k);
	return true;
}

struct data_key *ring_find(struct keyring *k, const struct uuid *id)
{
	size_t i = hash_id(k, id) & (k->slots_n - 1);

	for (; k->by_id[i]; i = (i + 1) & (k->slots_n - 1))
		if (uuid_eq(&k->keys[k->by_id[i] - 1].id, id))
			return &k->keys[k->by_id[i] - 1];
	return NULL;
}

/* Of two processes that made a key for the same use at once only one had the write transaction, so there is
 * one; a restored journal may hold more, and any will do. */
struct data_key *ring_find_use(
	struct keyring *k, const struct uuid *scope, enum class c, int32_t month)
{
	size_t i = hash_use(k, scope, c, month) & (k->slots_n - 1);

	for (; k->by_use[i]; i = (i + 1) & (k->slots_n - 1)) {
		struct data_key *d = &k->keys[k->by_use[i] - 1];

		if (d->c == c && d->month == month && uuid_eq(&d->scope, scope))
			return d;
	}
	return NULL;
}

int ring_add(struct cx *cx, struct keyring *k, const struct data_key *d)
{
	struct data_key *there;
	int e = 0;

	pthread_mutex_lock(&k->lock);
	there = ring_find(k, &d->id);
	if (there) {
		there->fresh = there->fresh && d->fresh;
	} else if (k->n == k->cap && !grow(k)) {
		e = err(cx, E_NO_MEMORY, NULL);
	} else {
		k->made = k->made || d->fresh;
		k->keys[k->n] = *d;
		tables_add(k, k->n++);
	}
	pthread_mutex_unlock(&k->lock);
	return e;
}

int keyring_new(struct cx *cx, const struct seal_key *master, struct keyring **ret)
{
	struct keyring *k = take(1, sizeof(*k));

	*ret = NULL;
	if (!k)
		return err(cx, E_NO_MEMORY, NULL);
	k->master = *master;
	k->seen = -1;
	sys_random(&k->seed, sizeof(k->seed));
	if (!grow(k)) {
		give(k, 1, sizeof(*k));
		return err(cx, E_NO_MEMORY, NULL);
	}
	pthread_mutex_init(&k->lock, NULL);
	*ret = k;
	return 0;
}

void keyring_free(struct keyring *k)
{
	if (!k)
		return;
	pthread_mutex_destroy(&k->lock);
	give(k->keys, k->cap, sizeof(*k->keys));
	give(k->by_id, k->slots_n, sizeof(*k->by_id));
	give(k->by_use, k->slots_n, sizeof(*k->by_use));
	give(k, 1, sizeof(*k));
}

void ring_drop(
	struct keyring *k, bool (*drop)(const struct data_key *d, const void *arg), const void *arg)
{
	size_t kept = 0;

	pthread_mutex_lock(&k->lock);
	for (size_t i = 0; i < k->n; i++)
		if (!drop(&k->keys[i], arg))
			k->keys[kept++] = k->keys[i];
	if (kept < k->n) {
		seal_wipe(&k->keys[kept], (k->n - kept) * sizeof(*k->keys));
		k->n = kept;
		tables_renew(k);
	}
	pthread_mutex_unlock(&k->lock);
}

static bool is_fresh(const struct data_key *d, const void *arg)
{
	(void)arg;
	return d->fresh;
}

void keyring_rollback(struct keyring *k)
{
	ring_drop(k, is_fresh, NULL);
	pthread_mutex_lock(&k->lock);
	k->made = false;
	pthread_mutex_unlock(&k->lock);
}

static bool is_any(const struct data_key *d, const void *arg)
{
	(void)d;
	(void)arg;
	return true;
}

void keyring_renounce(struct keyring *k, const struct seal_key *master)
{
	ring_drop(k, is_any, NULL);
	pthread_mutex_lock(&k->lock);
	k->master = *master;
	k->pos = 0;
	k->seen = -1;
	k->made = false;
	pthread_mutex_unlock(&k->lock);
}

bool ring_listed(const struct data_key *d, const void *list)
{
	const struct id_list *l = list;
	size_t from = 0, to = l->n;

	while (from < to) {
		size_t mid = (from + to) / 2;
		int c = uuid_cmp(&l->ids[mid], &d->id);

		if (c == 0)
			return true;
		if (c < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}
