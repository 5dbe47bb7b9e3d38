/* A list a value, the newest entry first. Values are told apart by 64 bits of a keyed hash: among ten million of them two are
 * taken for one with a chance of 1 in 300,000, and then somebody is shown a masked name that he may see anyway. */
#include "guard/search_exact.h"

#include <string.h>

#include "guard/search_index.h"
#include "sys/sys.h"

void exact_init(struct exact *x)
{
	*x = (struct exact){ .n = 0 };
	sys_random(&x->key, sizeof(x->key));
}

void exact_done(struct exact *x)
{
	index_drop(x->all, x->cap, sizeof(*x->all));
	index_drop(x->slots, x->slots_cap, sizeof(*x->slots));
	seal_wipe(&x->key, sizeof(x->key));
	exact_init(x);
}

/* What a counsellor wrote, and what somebody suffers from, is nobody's way to find him. */
bool exact_field(const struct field *f)
{
	switch (f->type) {
	case FIELD_PHONE:
	case FIELD_DOCUMENT:
	case FIELD_PLATE:
		return f->personal == CLASS_IDENTITY || f->personal == CLASS_CONTACT ||
			f->personal == CLASS_WHEREABOUTS;
	case FIELD_TEXT:
		return f->personal == CLASS_OPEN && strcmp(f->name, "code") == 0;
	default:
		return false;
	}
}

bool exact_in(const struct kind *k)
{
	for (const struct field *f = k->fields; f && f->name; f++)
		if (exact_field(f))
			return true;
	return false;
}

static uint64_t hash_of(const struct exact *x, struct str value)
{
	uint8_t all[SEAL_HASH];
	uint64_t h;

	seal_hash(&x->key, value, all);
	memcpy(&h, all, sizeof(h));
	return h;
}

static uint32_t *slot_of(const struct exact *x, uint64_t hash)
{
	size_t i = (size_t)hash & (x->slots_cap - 1);

	while (x->slots[i] && x->all[x->slots[i] - 1].hash != hash)
		i = (i + 1) & (x->slots_cap - 1);
	return &x->slots[i];
}

static bool slots_grow(struct exact *x)
{
	size_t cap = x->slots_cap ? x->slots_cap * 2 : 1024, old_cap = x->slots_cap;
	uint32_t *old = x->slots, *slots;

	if (x->slots_n * 2 < x->slots_cap)
		return true;
	slots = index_grow(NULL, 0, cap, sizeof(*slots));
	if (!slots)
		return false;
	x->slots = slots;
	x->slots_cap = cap;
	for (size_t i = 0; i < old_cap; i++)
		if (old[i])
			*slot_of(x, x->all[old[i] - 1].hash) = old[i];
	index_drop(old, old_cap, sizeof(*old));
	return true;
}

static bool entries_grow(struct exact *x)
{
	size_t cap = x->cap ? x->cap * 2 : 1024;
	struct exact_entry *all;

	if (x->n < x->cap)
		return true;
	all = index_grow(x->all, x->cap, cap, sizeof(*all));
	if (!all)
		return false;
	x->all = all;
	x->cap = cap;
	return true;
}

int exact_add(struct cx *cx, struct exact *x, struct str value, bool open, uint32_t doc)
{
	uint64_t h;
	uint32_t *slot;

	if (utf8_count(value) < EXACT_MIN)
		return 0;
	h = hash_of(x, value);
	if (!entries_grow(x) || !slots_grow(x))
		return err(cx, E_NO_MEMORY, NULL);
	slot = slot_of(x, h);
	if (*slot && x->all[*slot - 1].doc == doc)
		return 0;
	if (!*slot)
		x->slots_n++;
	x->all[x->n] = (struct exact_entry){
		.hash = h, .open = open, .doc = doc & INT32_MAX, .next = *slot
	};
	*slot = (uint32_t)++x->n;
	return 0;
}

size_t exact_find(const struct exact *x, struct str value, uint32_t *ret, bool *is_persons)
{
	size_t n = 0;

	if (!x->slots_cap || utf8_count(value) < EXACT_MIN)
		return 0;
	for (uint32_t at = *slot_of(x, hash_of(x, value)); at && n < EXACT_FOUND_MAX;
		at = x->all[at - 1].next) {
		*is_persons = *is_persons || !x->all[at - 1].open;
		ret[n++] = x->all[at - 1].doc;
	}
	return n;
}
