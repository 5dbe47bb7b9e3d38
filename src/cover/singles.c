/* A home holds who is listed in its area (households.h); the others are found from the people's side. What they are asked is found by the
 * areas in which a person's rows may lie, or by the open rounds of one area. */
#include "cover/singles.h"

#include <stdlib.h>

#include "core/check.h"
#include "core/map.h"
#include "cover/cover_read.h"
#include "cover/homes.h"
#include "generated/stmt.h"

/* ---- what is told of them ---- */

/* Names and phones, in the order of the people; without them who tells none. */
static int told_read(
	struct cx *cx, const struct cover *c, struct single *all, size_t n, struct home **ret_homes)
{
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct home *homes = cx_many(cx, n, struct home), *told;
	struct map by_id;
	size_t told_n = 0;
	int ec = ids != NULL && homes != NULL ? 0 : -E_NO_MEMORY;

	map_init(&by_id, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++)
		ids[i] = all[i].told.id;
	if (ec == 0)
		ec = homes_whole(cx, c, ids, n, &told, &told_n);
	for (size_t i = 0; ec == 0 && i < told_n; i++) {
		void **at = map_at(&by_id, uuid_bytes(&told[i].person));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = &told[i];
	}
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct home *h = map_get(&by_id, uuid_bytes(&ids[i]));

		homes[i] = h != NULL ? *h : (struct home){ .person = ids[i] };
		all[i].told.name = homes[i].name;
		all[i].told.phone = homes[i].phone;
		all[i].told.birth = homes[i].birth;
	}
	*ret_homes = homes;
	return ec;
}

/* The areas of these dwellings, by id; of what is none, or is not listed, none. */
static int dwellings_read(
	struct cx *cx, const struct cover *c, const struct home *homes, size_t n, struct map *ret)
{
	struct store_value *ids = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	size_t ids_n = 0;
	int ec = ids != NULL ? 0 : -E_NO_MEMORY, more = 0;

	map_init(ret, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (!uuid_is_nil(&homes[i].dwelling))
			ids[ids_n++] = SV_UUID(&homes[i].dwelling);
	if (ec == 0 && ids_n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_DWELLING_AREAS, ids, ids_n, &q);
	while (ec == 0 && ids_n > 0 && (more = store_next(cx, &q)) > 0) {
		struct str *area = cx_new(cx, struct str);
		struct uuid id;
		void **at;

		if (area == NULL || !store_uuid(&q, 0, &id))
			return area == NULL ? -E_NO_MEMORY : err(cx, E_CORRUPT, NULL, "subject");
		at = map_at(ret, uuid_bytes(&id));
		ec = at == NULL ? err(cx, E_NO_MEMORY, NULL) : cx_str(cx, store_str(&q, 1), area);
		if (ec == 0)
			*at = area;
	}
	return ec < 0 ? ec : more;
}

/* Leaves those whom no home of their own area holds; ret_n: how many. */
static int homeless_keep(struct cx *cx, const struct cover *c, struct single *all, size_t *n)
{
	struct home *homes;
	struct map areas;
	size_t kept = 0;
	int ec = told_read(cx, c, all, *n, &homes);

	if (ec == 0)
		ec = dwellings_read(cx, c, homes, *n, &areas);
	for (size_t i = 0; ec == 0 && i < *n; i++) {
		const struct str *area = map_get(&areas, uuid_bytes(&homes[i].dwelling));

		if (area == NULL || !str_eq(*area, all[i].area))
			all[kept++] = all[i];
	}
	*n = kept;
	return ec;
}

int singles_listed(struct cx *cx, const struct cover *c, struct str area, struct str after,
	size_t limit, struct single **ret, size_t *ret_n, struct str *ret_next)
{
	struct subject *people;
	size_t n = 0;
	int ec = subject_list(cx, c, area, SUBJECT_PERSON, after, limit, &people, &n, ret_next);

	*ret = ec == 0 ? cx_many(cx, n, struct single) : NULL;
	*ret_n = 0;
	if (*ret == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&people[i].survivor, &people[i].id))
			(*ret)[(*ret_n)++] = (struct single){ .area = people[i].area,
				.told = { .id = people[i].id, .flags = people[i].flags } };
	return homeless_keep(cx, c, *ret, ret_n);
}

/* ---- who is asked something where he is not listed ---- */

/* Rows of subject, flags, area, kind. */
static int asked_take(
	struct cx *cx, const struct cover *c, struct rows *q, struct single **all, size_t *n)
{
	size_t cap = *n;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct single *s;

		if (!reader_sees(c->tree, c->who, store_str(q, 2)))
			continue;
		if ((ec = COVER_ROOM(cx, *all, *n, cap)) < 0)
			break;
		s = &(*all)[(*n)++];
		*s = (struct single){ .away = true };
		s->told.flags = (uint32_t)store_int(q, 1);
		if (!store_uuid(q, 0, &s->told.id))
			return err(cx, E_CORRUPT, NULL, "target");
		ec = cx_str(cx, store_str(q, 2), &s->area);
		if (ec == 0)
			ec = cx_str(cx, store_str(q, 3), &s->kind);
	}
	return ec < 0 ? ec : more;
}

/* A page that is full ends before its last person, of whom more may come. Nobody is asked by so many kinds of rounds that he fills one. */
static void page_end(const struct single *all, size_t *n, struct uuid *ret_next)
{
	size_t kept = *n;

	*ret_next = uuid_nil;
	if (*n < SINGLES_PAGE)
		return;
	while (kept > 0 && uuid_eq(&all[kept - 1].told.id, &all[*n - 1].told.id))
		kept--;
	check(kept > 0);
	*n = kept;
	*ret_next = all[kept - 1].told.id;
}

int singles_asked(struct cx *cx, const struct cover *c, struct str area, const struct uuid *after,
	struct single **ret, size_t *ret_n, struct uuid *ret_next)
{
	const struct store_value values[] = { SV_TEXT(area), SV_INT(SUBJECT_PERSON), SV_UUID(after),
		SV_INT(SINGLES_PAGE) };
	STORE_ROWS q = { 0 };
	struct home *homes;
	int ec = 0;

	*ret = NULL;
	*ret_n = 0;
	*ret_next = uuid_nil;
	/* All rows lie in this one area. */
	if (!reader_sees(c->tree, c->who, area))
		return 0;
	ec = store_query(cx, c->store, STMT_COVER_ASKED_HERE, values, 4, &q);
	if (ec == 0)
		ec = asked_take(cx, c, &q, ret, ret_n);
	if (ec == 0)
		page_end(*ret, ret_n, ret_next);
	return ec == 0 && *ret_n > 0 ? told_read(cx, c, *ret, *ret_n, &homes) : ec;
}

/* ---- some ---- */

/* Those whom he sees where they are listed; of the others the ids go to away. */
static int listed_of(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct single *ret, size_t *ret_n, struct store_value *away, size_t *away_n)
{
	struct subject s;
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i++) {
		ec = subject_get(cx, c, &ids[i], &s);
		if (ec == -E_NOT_FOUND) {
			err_clear(cx);
			away[(*away_n)++] = SV_UUID(&ids[i]);
			ec = 0;
		} else if (ec == 0 && s.type == SUBJECT_PERSON)
			ret[(*ret_n)++] = (struct single){ .area = s.area,
				.told = { .id = s.id, .flags = s.flags } };
	}
	return ec;
}

/* Each with every area in which rows of his may lie. */
static int places_read(struct cx *cx, const struct cover *c, const struct store_value *ids,
	size_t n, struct store_value **keys, size_t *keys_n)
{
	STORE_ROWS q = { 0 };
	size_t cap = 0;
	int ec = store_query_each(cx, c->store, STMT_COVER_SUBJECT_ROWS, ids, n, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid *id = cx_new(cx, struct uuid);
		struct str areas, area;

		if (id == NULL || !store_uuid(&q, 0, id))
			return id == NULL ? -E_NO_MEMORY : err(cx, E_CORRUPT, NULL, "subject");
		ec = cx_str(cx, store_str(&q, 1), &areas);
		while (ec == 0 && str_split(&areas, '\x1f', &area)) {
			const struct store_value key[] = { SV_TEXT(area), SV_UUID(id) };

			for (size_t i = 0; ec == 0 && i < 2; i++)
				if ((ec = COVER_ROOM(cx, *keys, *keys_n, cap)) == 0)
					(*keys)[(*keys_n)++] = key[i];
		}
	}
	return ec < 0 ? ec : more;
}

static int asked_of(struct cx *cx, const struct cover *c, const struct store_value *ids, size_t n,
	struct single **ret, size_t *ret_n)
{
	struct store_value *keys = NULL;
	STORE_ROWS q = { 0 };
	struct home *homes;
	size_t keys_n = 0;
	int ec = n > 0 ? places_read(cx, c, ids, n, &keys, &keys_n) : 0;

	if (ec < 0 || keys_n == 0)
		return ec;
	ec = store_query_each(cx, c->store, STMT_COVER_ASKED_IN, keys, keys_n / 2, &q);
	if (ec == 0)
		ec = asked_take(cx, c, &q, ret, ret_n);
	return ec == 0 && *ret_n > 0 ? told_read(cx, c, *ret, *ret_n, &homes) : ec;
}

int singles_of(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct single **ret, size_t *ret_n)
{
	struct single *listed = cx_many(cx, n, struct single), *asked = NULL;
	struct store_value *away = cx_many(cx, n, struct store_value);
	size_t listed_n = 0, asked_n = 0, away_n = 0;
	int ec = listed != NULL && away != NULL ? 0 : -E_NO_MEMORY;

	if (ec == 0)
		ec = listed_of(cx, c, ids, n, listed, &listed_n, away, &away_n);
	if (ec == 0)
		ec = homeless_keep(cx, c, listed, &listed_n);
	if (ec == 0)
		ec = asked_of(cx, c, away, away_n, &asked, &asked_n);
	*ret = ec == 0 ? cx_many(cx, listed_n + asked_n, struct single) : NULL;
	if (*ret == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < listed_n; i++)
		(*ret)[i] = listed[i];
	for (size_t i = 0; i < asked_n; i++)
		(*ret)[listed_n + i] = asked[i];
	*ret_n = listed_n + asked_n;
	return 0;
}
