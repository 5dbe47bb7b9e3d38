/* Open addressing; ids made from digests are their own hash. nil marks a free slot and is never added. */
#include "load/uuid_set.h"

#include <string.h>

#include "sys/sys.h"

struct slot {
	struct uuid id;
	struct uuid_note note;
};

struct uuid_set {
	struct slot *slots;
	size_t n, cap; /* cap: a power of two */
};

int uuid_set_new(struct cx *cx, struct uuid_set **ret)
{
	struct uuid_set *s = sys_new(1, sizeof(*s));

	if (s)
		s->slots = sys_new(s->cap = 1024, sizeof(s->slots[0]));
	if (!s || !s->slots) {
		uuid_set_free(s);
		return err(cx, E_NO_MEMORY, NULL);
	}
	*ret = s;
	return 0;
}

static struct slot *slot_of(struct slot *slots, size_t cap, const struct uuid *u)
{
	uint64_t h;

	memcpy(&h, u->b + 8, sizeof(h));
	h *= 0x9e3779b97f4a7c15u;
	for (size_t i = (size_t)(h >> 20);; i++) {
		struct slot *at = &slots[i & (cap - 1)];

		if (uuid_is_nil(&at->id) || uuid_eq(&at->id, u))
			return at;
	}
}

static bool grow(struct uuid_set *s)
{
	size_t cap = s->cap * 2;
	struct slot *slots = sys_new(cap, sizeof(slots[0]));

	if (!slots)
		return false;
	for (size_t i = 0; i < s->cap; i++)
		if (!uuid_is_nil(&s->slots[i].id))
			*slot_of(slots, cap, &s->slots[i].id) = s->slots[i];
	sys_free(s->slots);
	s->slots = slots;
	s->cap = cap;
	return true;
}

int uuid_set_note(struct cx *cx, struct uuid_set *s, const struct uuid *u, struct uuid_note *note,
	bool *ret_new)
{
	struct slot *at;

	if (s->n * 2 >= s->cap && !grow(s))
		return err(cx, E_NO_MEMORY, NULL);
	at = slot_of(s->slots, s->cap, u);
	*ret_new = uuid_is_nil(&at->id);
	if (*ret_new) {
		s->n++;
		*at = (struct slot){ *u, *note };
	}
	*note = at->note;
	return 0;
}

int uuid_set_add(struct cx *cx, struct uuid_set *s, const struct uuid *u, bool *ret_new)
{
	struct uuid_note none = { .row = 0 };

	return uuid_set_note(cx, s, u, &none, ret_new);
}

bool uuid_set_get(const struct uuid_set *s, const struct uuid *u, struct uuid_note *ret)
{
	const struct slot *at = slot_of(s->slots, s->cap, u);

	if (uuid_is_nil(&at->id))
		return false;
	*ret = at->note;
	return true;
}

void uuid_set_free(struct uuid_set *s)
{
	if (s)
		sys_free(s->slots);
	sys_free(s);
}
