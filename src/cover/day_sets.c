/* Sets of ids: open addressing, at most half full. */
#include "cover/day_sets.h"

#include <stdlib.h>
#include <string.h>

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
	struct day_scope *scopes;
	struct day_set *d;
	struct uuid *ids;
	int ec = KEPT_NEW(cx, bytes, pos, &d);

	*ret = d;
	if (ec < 0)
		return ec;
	scopes = (struct day_scope *)(void *)(d + 1);
	ids = (struct uuid *)(void *)(scopes + scopes_n);
	d->scopes = scopes;
	d->scopes_n = scopes_n;
	d->ids = ids;
	for (size_t i = 0; i < ids_n; i++) {
		ids[i] = seen[i].subject;
		if (i > 0 && !uuid_eq(&seen[i].scope, &seen[i - 1].scope))
			at++;
		scopes[at] = (struct day_scope){ seen[i].scope, i + 1 };
	}
	return 0;
}

struct kept_of day_set_of(const struct uuid *epoch, uint16_t figure, struct str area, int32_t day)
{
	struct kept_of of = { .epoch = *epoch, .what = KEPT_DAY, .area = area };

	memcpy(of.of.b, &figure, sizeof(figure));
	memcpy(of.of.b + sizeof(figure), &day, sizeof(day));
	return of;
}
