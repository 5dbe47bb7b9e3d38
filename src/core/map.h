/* A hash map from bytes to pointers, in an arena: the working set of a group of records.
 *
 * Keys are copied. Entries are never removed; they are visited in the order in which they came. */
#ifndef CORE_MAP_H
#define CORE_MAP_H

#include "core/err.h"

struct map_entry {
	struct str key;
	void *value;
	uint64_t hash;
};

struct map {
	struct arena *a;
	struct map_entry *entries; /* n of them, in order of arrival */
	size_t n, cap;
	uint32_t *slots; /* index + 1; 0 = free */
	size_t slots_n;
};

void map_init(struct map *m, struct arena *a);
void *map_get(const struct map *m, struct str key); /* NULL if there is none */
/* The place of the value of key, made (NULL) if it is not there; NULL when there is no memory. */
void **map_at(struct map *m, struct str key);

uint64_t map_hash(struct str key); /* the one its maps use */

#endif
