/* A page of homes at once: the people of each area are opened once, and the answers of all its dwellings asked for together. */
#include "cover/households.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/cover_read.h"
#include "cover/homes.h"
#include "generated/stmt.h"
#include "view/effects.h"

/* ---- who lives there ---- */

static int dweller_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct dweller *)a)->id, &((const struct dweller *)b)->id);
}

static int dweller_add(struct cx *cx, struct household *h, const struct home *told, uint32_t flags)
{
	/* Room for 1, 2, 4 … of them. */
	if ((h->people_n & (h->people_n - 1)) == 0) {
		struct dweller *more = cx_many(
			cx, h->people_n > 0 ? 2 * h->people_n : 1, struct dweller);

		if (more == NULL)
			return -E_NO_MEMORY;
		if (h->people_n > 0)
			memcpy(more, h->people, h->people_n * sizeof(*more));
		h->people = more;
	}
	h->people[h->people_n++] = (struct dweller){
		.id = told->person,
		.name = told->name,
		.phone = told->phone,
		.birth = told->birth,
		.flags = flags,
	};
	return 0;
}

static int people_add(
	struct cx *cx, const struct cover *c, struct str area, const struct map *by_id)
{
	struct listed_person *people;
	struct home *told;
	struct uuid *ids;
	struct map listed;
	size_t n, told_n = 0;
	int ec = people_of(cx, c, area, &people, &n);

	ids = ec == 0 ? cx_many(cx, n, struct uuid) : NULL;
	if (ids == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	map_init(&listed, cx->arena);
	for (size_t i = 0; i < n; i++) {
		void **at = map_at(&listed, uuid_bytes(&people[i].id));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = &people[i];
		ids[i] = people[i].id;
	}
	ec = homes_whole(cx, c, ids, n, &told, &told_n);
	for (size_t i = 0; ec == 0 && i < told_n; i++) {
		const struct listed_person *p = map_get(&listed, uuid_bytes(&told[i].person));
		struct household *h = map_get(by_id, uuid_bytes(&told[i].dwelling));

		if (h != NULL && p != NULL)
			ec = dweller_add(cx, h, &told[i], p->flags);
	}
	return ec;
}

static int people_read(struct cx *cx, const struct cover *c, struct household *all, size_t n,
	const struct map *by_id)
{
	struct map areas;
	int ec = 0;

	map_init(&areas, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		void **at = map_at(&areas, all[i].dwelling.area);

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		if (*at == NULL)
			ec = people_add(cx, c, all[i].dwelling.area, by_id);
		*at = all;
	}
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (all[i].people_n > 1)
			qsort(all[i].people, all[i].people_n, sizeof(*all[i].people),
				dweller_order);
	return ec;
}

/* ---- what was answered ---- */

/* An answer by its record, and whose. */
struct one {
	struct household *home;
	struct uuid id;
	int64_t at_used;
};

struct ones {
	struct one *all;
	size_t n, cap;
};

static int one_order(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->home != y->home)
		return x->home < y->home ? -1 : 1;
	if (x->at_used != y->at_used)
		return x->at_used < y->at_used ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

static int ones_add(struct cx *cx, struct ones *o, struct household *h, struct str packed)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, FOLD_TARGET, &acts, &n);

	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (acts[i].what == TARGET_LIST)
			continue;
		if ((ec = COVER_ROOM(cx, o->all, o->n, o->cap)) == 0)
			o->all[o->n++] = (struct one){ h, acts[i].id, acts[i].at_used };
	}
	return ec;
}

/* Answers lie in the row of the area where it was asked first, which may be another than where the dwelling lies now; those that
 * were never asked for lie in none. */
static int places_add(struct cx *cx, struct store_value **keys, size_t *n, size_t *cap,
	const struct uuid *id, struct str areas)
{
	struct str area = STR("");
	int ec = 0;

	for (bool first = true; ec == 0 && (first || str_split(&areas, '\x1f', &area));
		first = false) {
		const struct store_value key[] = { SV_TEXT(area), SV_UUID(id) };

		for (size_t i = 0; ec == 0 && i < 2; i++)
			if ((ec = cover_room(cx, (void **)keys, *n, cap, sizeof(**keys))) == 0)
				(*keys)[(*n)++] = key[i];
	}
	return ec;
}

static int places_read(struct cx *cx, const struct cover *c, struct household *all, size_t n,
	const struct map *by_id, struct store_value **ret, size_t *ret_n)
{
	struct store_value *ids = cx_many(cx, n, struct store_value), *keys = NULL;
	STORE_ROWS q = { 0 };
	size_t keys_n = 0, cap = 0;
	int ec = ids != NULL ? 0 : -E_NO_MEMORY, more = 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		ids[i] = SV_UUID(&all[i].dwelling.id);
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_SUBJECT_ROWS, ids, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		const struct household *h;
		struct str areas;
		struct uuid id;

		if (!store_uuid(&q, 0, &id))
			return err(cx, E_CORRUPT, NULL, "subject");
		h = map_get(by_id, uuid_bytes(&id));
		ec = cx_str(cx, store_str(&q, 1), &areas);
		if (ec == 0 && h != NULL)
			ec = places_add(cx, &keys, &keys_n, &cap, &h->dwelling.id, areas);
	}
	*ret = keys;
	*ret_n = keys_n / 2;
	return ec < 0 ? ec : more;
}

static int ones_read(struct cx *cx, const struct cover *c, struct household *all, size_t n,
	const struct map *by_id, struct ones *ret)
{
	struct store_value *keys = NULL;
	STORE_ROWS q = { 0 };
	size_t keys_n = 0;
	int ec = places_read(cx, c, all, n, by_id, &keys, &keys_n), more = 0;

	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_HOUSEHOLDS, keys, keys_n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct household *h;
		struct uuid id;

		if (!store_uuid(&q, 0, &id))
			return err(cx, E_CORRUPT, NULL, "target");
		h = map_get(by_id, uuid_bytes(&id));
		if (h != NULL)
			ec = ones_add(cx, ret, h, store_str(&q, 1));
	}
	return ec < 0 ? ec : more;
}

/* Each record of a home once, and the latest only. */
static void ones_keep(struct ones *o)
{
	size_t kept = 0, of_home = 0;

	if (o->n > 1)
		qsort(o->all, o->n, sizeof(*o->all), one_order);
	for (size_t i = 0; i < o->n; i++) {
		const struct one *last = kept > 0 ? &o->all[kept - 1] : NULL;

		if (last == NULL || last->home != o->all[i].home)
			of_home = 0;
		else if (uuid_eq(&last->id, &o->all[i].id))
			continue;
		if (of_home++ < HOUSEHOLD_ANSWERS_MAX)
			o->all[kept++] = o->all[i];
	}
	o->n = kept;
}

static int answers_add(
	struct cx *cx, const struct cover *c, const struct ones *o, const struct entry *found)
{
	struct answered *all = cx_many(cx, o->n, struct answered);
	int ec = all != NULL ? 0 : -E_NO_MEMORY;

	for (size_t i = 0, at = 0; ec == 0 && i < o->n; i++) {
		struct household *h = o->all[i].home;

		if (found[i].pos == 0)
			continue;
		all[at].entry = &found[i];
		ec = journal_record(cx, c->kinds, &found[i], &all[at].record);
		if (h->answers_n == 0)
			h->answers = &all[at];
		h->answers_n++;
		at++;
	}
	return ec;
}

static int answers_read(struct cx *cx, const struct cover *c, struct household *all, size_t n,
	const struct map *by_id)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct ones o = { .n = 0 };
	struct entry *found = NULL;
	struct uuid *ids = NULL;
	int ec = ones_read(cx, c, all, n, by_id, &o);

	ones_keep(&o);
	if (ec == 0) {
		ids = cx_many(cx, o.n, struct uuid);
		found = cx_many(cx, o.n, struct entry);
		ec = ids != NULL && found != NULL ? 0 : -E_NO_MEMORY;
	}
	for (size_t i = 0; ec == 0 && i < o.n; i++)
		ids[i] = o.all[i].id;
	if (ec == 0)
		ec = journal_find(cx, &j, ids, o.n, found);
	return ec != 0 ? ec : answers_add(cx, c, &o, found);
}

int households_read(struct cx *cx, const struct cover *c, const struct subject *dwellings, size_t n,
	struct household **ret)
{
	struct household *all = cx_many(cx, n, struct household);
	struct map by_id;
	int ec;

	*ret = all;
	if (all == NULL)
		return -E_NO_MEMORY;
	map_init(&by_id, cx->arena);
	for (size_t i = 0; i < n; i++) {
		void **at = map_at(&by_id, uuid_bytes(&dwellings[i].id));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		all[i] = (struct household){ .dwelling = dwellings[i] };
		*at = &all[i];
	}
	ec = people_read(cx, c, all, n, &by_id);
	return ec < 0 ? ec : answers_read(cx, c, all, n, &by_id);
}
