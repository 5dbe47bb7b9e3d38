/* Open addressing with linear probing over indexes. The hash takes eight bytes at a time, multiplied and folded; that is
 * enough here, since keys are ids of our own checking and a group is at most a few thousand records. The order of entries
 * does not depend on it. */
#include "core/map.h"

#include <string.h>

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){ .a = a };
}

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15ULL;
	return h ^ (h >> 32);
}

uint64_t map_hash(struct str key)
{
	uint64_t h = key.n, word;
	size_t i;

	for (i = 0; i + sizeof(word) <= key.n; i += sizeof(word)) {
		memcpy(&word, key.p + i, sizeof(word));
		h = mix(h, word);
	}
	word = 0;
	if (i < key.n)
		memcpy(&word, key.p + i, key.n - i);
	return mix(h, word);
}

static size_t find_slot(const struct map *m, struct str key, uint64_t h)
{
	size_t at = (size_t)h & (m->slots_n - 1);

	while (m->slots[at] != 0) {
		const struct map_entry *e = &m->entries[m->slots[at] - 1];

		if (e->hash == h && str_eq(e->key, key))
			break;
		at = (at + 1) & (m->slots_n - 1);
	}
	return at;
}

void *map_get(const struct map *m, struct str key)
{
	size_t at;

	if (m->n == 0)
		return NULL;
	at = find_slot(m, key, map_hash(key));
	return m->slots[at] == 0 ? NULL : m->entries[m->slots[at] - 1].value;
}

static bool grow(struct map *m)
{
	size_t cap = m->cap == 0 ? 32 : m->cap * 2, i;
	struct map_entry *entries = arena_alloc(m->a, cap * sizeof(*entries));
	uint32_t *slots = arena_alloc(m->a, cap * 2 * sizeof(*slots));

	if (entries == NULL || slots == NULL)
		return false;
	if (m->n > 0)
		memcpy(entries, m->entries, m->n * sizeof(*entries));
	m->entries = entries;
	m->slots = slots;
	m->slots_n = cap * 2;
	m->cap = cap;
	for (i = 0; i < m->n; i++)
		slots[find_slot(m, entries[i].key, entries[i].hash)] = (uint32_t)i + 1;
	return true;
}

void **map_at(struct map *m, struct str key)
{
	uint64_t h = map_hash(key);
	size_t at;
	char *copy;

	if (m->n == m->cap && !grow(m))
		return NULL;
	at = find_slot(m, key, h);
	if (m->slots[at] != 0)
		return &m->entries[m->slots[at] - 1].value;
	copy = arena_alloc(m->a, key.n);
	if (copy == NULL)
		return NULL;
	if (key.n > 0)
		memcpy(copy, key.p, key.n);
	m->entries[m->n] = (struct map_entry){ .key = { copy, key.n }, .hash = h };
	m->slots[at] = (uint32_t)++m->n;
	return &m->entries[m->n - 1].value;
}
