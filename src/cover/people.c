/* Everybody is read as he lies, an area after the other. Who has a flag is few of many: those are found by their own index, some areas
 * at a time, and only their rows are read. Whoever was merged has the flags of all of his that this reader sees. */
#include "cover/people.h"

#include <stdlib.h>

#include "core/map.h"
#include "cover/cover_read.h"
#include "cover/flagged.h"
#include "cover/homes.h"
#include "cover/needs.h"
#include "generated/stmt.h"
#include "sys/sys.h"

#define AREAS_AT_ONCE 64

/* ---- rows by their ids ---- */

static int rows_of(struct cx *cx, const struct cover *c, const struct store_value *ids, size_t n,
	struct subject **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	int ec = 0, more = 0;

	*ret_n = 0;
	*ret = cx_many(cx, n + 1, struct subject);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	if (n > 0)
		ec = store_query_each(cx, c->store, STMT_COVER_SUBJECTS, ids, n, &q);
	while (ec == 0 && n > 0 && (more = store_next(cx, &q)) > 0)
		ec = subject_row(cx, &q, &(*ret)[(*ret_n)++]);
	return ec < 0 ? ec : more;
}

/* ---- with a flag ---- */

struct flagging {
	struct cx *cx; /* for what is listed */
	const struct cover *c;
	uint32_t asked;
	size_t limit;
	struct str area; /* behind whom it begins */
	struct uuid id;
	struct subject *all;
	size_t n, cap;
};

struct flags_of {
	struct uuid id;
	uint32_t flags;
	struct flags_of *next;
};

static int area_order(const void *a, const void *b)
{
	return str_cmp(((const struct tally *)a)->area, ((const struct tally *)b)->area);
}

static int person_order(const void *a, const void *b)
{
	const struct subject *x = a, *y = b;
	int d = str_cmp(x->area, y->area);

	return d != 0 ? d : uuid_cmp(&x->id, &y->id);
}

static int flags_add(struct cx *own, const struct rows *q, struct map *m, struct map *several,
	struct flags_of **ret)
{
	struct uuid survivor;
	struct flags_of *of;
	void **at;

	if (!store_uuid(q, 1, &survivor))
		return err(own, E_CORRUPT, NULL, "subject");
	at = map_at(m, uuid_bytes(&survivor));
	if (at == NULL)
		return err(own, E_NO_MEMORY, NULL);
	of = *at;
	if (of == NULL) {
		*at = of = cx_new(own, struct flags_of);
		if (of == NULL)
			return -E_NO_MEMORY;
		*of = (struct flags_of){ .id = survivor, .next = *ret };
		*ret = of;
	}
	of->flags |= (uint32_t)store_int(q, 2);
	if (store_int(q, 4) == 0)
		return 0;
	if ((at = map_at(several, uuid_bytes(&of->id))) == NULL)
		return err(own, E_NO_MEMORY, NULL);
	*at = &of->flags;
	return 0;
}

/* The ids of whoever has them all, in these areas. */
static int flagged_ids(struct flagging *f, struct cx *own, const struct tally *areas, size_t n,
	struct store_value **ret, size_t *ret_n)
{
	struct store_value *keys = cx_many(own, 2 * n, struct store_value);
	struct flags_of *first = NULL;
	STORE_ROWS q = { 0 };
	struct map by_id, several;
	size_t all = 0;
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	map_init(&by_id, own->arena);
	map_init(&several, own->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		keys[2 * i] = SV_TEXT(areas[i].area);
		keys[2 * i + 1] = SV_INT(SUBJECT_PERSON);
	}
	if (ec == 0)
		ec = store_query_each(own, f->c->store, STMT_COVER_FLAGGED_OF, keys, n, &q);
	while (ec == 0 && (more = store_next(own, &q)) > 0) {
		ec = flags_add(own, &q, &by_id, &several, &first);
		all++;
	}
	if (ec == 0)
		ec = more < 0 ? more : flagged_together(own, f->c, &several);
	*ret_n = 0;
	*ret = ec == 0 ? cx_many(own, all + 1, struct store_value) : NULL;
	if (*ret == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (struct flags_of *of = first; of != NULL; of = of->next)
		if ((of->flags & f->asked) == f->asked)
			(*ret)[(*ret_n)++] = SV_UUID(&of->id);
	return 0;
}

static int person_keep(struct flagging *f, const struct subject *s)
{
	struct subject kept = *s;
	int ec = COVER_ROOM(f->cx, f->all, f->n, f->cap);

	if (ec == 0)
		ec = cx_str(f->cx, s->area, &kept.area);
	if (ec == 0)
		ec = cx_str(f->cx, s->place, &kept.place);
	if (ec == 0)
		f->all[f->n++] = kept;
	return ec;
}

/* Whoever is merged into somebody of another area is listed there. */
static int areas_flagged(struct flagging *f, struct cx *own, const struct tally *areas, size_t n)
{
	const struct subject from = { .area = f->area, .id = f->id };
	struct store_value *ids = NULL;
	struct subject *all;
	size_t ids_n = 0, all_n = 0;
	int ec = flagged_ids(f, own, areas, n, &ids, &ids_n);

	if (ec == 0)
		ec = rows_of(own, f->c, ids, ids_n, &all, &all_n);
	if (ec == 0 && all_n > 1)
		qsort(all, all_n, sizeof(*all), person_order);
	for (size_t i = 0; ec == 0 && i < all_n && f->n <= f->limit; i++) {
		const struct tally key = { .area = all[i].area };

		if (all[i].type == SUBJECT_PERSON && person_order(&all[i], &from) > 0 &&
			bsearch(&key, areas, n, sizeof(*areas), area_order) != NULL)
			ec = person_keep(f, &all[i]);
	}
	return ec;
}

static int flagged_start(struct flagging *f, struct str after)
{
	struct cursor cur;
	int ec;

	f->area = STR("");
	f->id = uuid_nil;
	if (after.n == 0)
		return 0;
	if ((ec = cursor_open(f->cx, after, 'P', &cur)) < 0)
		return ec;
	f->area = cursor_str(&cur);
	f->id = cursor_uuid(&cur);
	return cursor_close(f->cx, &cur);
}

static int flagged_end(struct flagging *f, struct str *ret_next)
{
	struct buf b;

	*ret_next = STR_NONE;
	if (f->n <= f->limit)
		return 0;
	f->n = f->limit;
	cursor_begin(f->cx, &b, 'P');
	cursor_put_str(&b, f->all[f->n - 1].area);
	cursor_put_uuid(&b, &f->all[f->n - 1].id);
	return cursor_end(f->cx, &b, ret_next);
}

/* The areas where people are listed, by id, from the roster's tallies. */
static int peopled(
	struct cx *cx, const struct cover *c, struct str area, struct tally **ret, size_t *ret_n)
{
	struct uuid people = roster_id(SUBJECT_PERSON);
	struct area_run *runs;
	size_t runs_n;
	int ec = cover_top(cx, c, area);

	if (ec == 0)
		ec = tree_seen(cx, c->tree, c->who, area, &runs, &runs_n);
	return ec != 0 ? ec :
			 tally_read(cx, c, &people, runs, runs_n, c->who->everywhere && area.n == 0,
				 ret, ret_n);
}

static int flagged_list(struct flagging *f, struct str area, struct str *ret_next)
{
	struct arena arena;
	struct cx own = { .arena = &arena };
	struct tally *areas;
	size_t n = 0, at = 0;
	int ec = peopled(f->cx, f->c, area, &areas, &n);

	arena_init(&arena, &sys_heap, 0);
	while (ec == 0 && at < n && str_cmp(areas[at].area, f->area) < 0)
		at++;
	for (; ec == 0 && at < n && f->n <= f->limit; at += AREAS_AT_ONCE) {
		ec = areas_flagged(
			f, &own, &areas[at], n - at < AREAS_AT_ONCE ? n - at : AREAS_AT_ONCE);
		if (ec < 0 && f->cx->e.code == 0)
			err_pass(f->cx, &own);
		arena_reset(&arena);
	}
	arena_done(&arena);
	return ec == 0 ? flagged_end(f, ret_next) : ec;
}

/* ---- what is told of them ---- */

static int flags_read(struct cx *cx, const struct cover *c, struct listed *all, size_t n)
{
	struct target *where = cx_many(cx, n + 1, struct target);
	struct subject *who = cx_many(cx, n + 1, struct subject);
	struct need *needs = cx_many(cx, n + 1, struct need);
	int ec = where == NULL || who == NULL || needs == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; ec == 0 && i < n; i++) {
		who[i] = all[i].person;
		where[i] = (struct target){ .area = who[i].area, .subject = who[i].id };
	}
	if (ec == 0)
		ec = targets_needs(cx, c, where, who, n, 0, needs);
	for (size_t i = 0; ec == 0 && i < n; i++)
		all[i].flags = needs[i].flags;
	return ec;
}

/* id → one of these, which stay where they are. */
static int put(struct cx *cx, struct map *m, const struct uuid *id, void *one)
{
	void **at = map_at(m, uuid_bytes(id));

	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*at = one;
	return 0;
}

static int homes_put(
	struct cx *cx, const struct cover *c, struct listed *all, size_t n, const struct map *told)
{
	struct store_value *ids = cx_many(cx, n + 1, struct store_value);
	struct subject *doors;
	struct map by_id;
	size_t ids_n = 0, doors_n = 0;
	int ec = ids == NULL ? -E_NO_MEMORY : 0;

	map_init(&by_id, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct home *h = map_get(told, uuid_bytes(&all[i].person.id));

		if (h != NULL && !uuid_is_nil(&h->dwelling))
			ids[ids_n++] = SV_UUID(&h->dwelling);
	}
	if (ec == 0)
		ec = rows_of(cx, c, ids, ids_n, &doors, &doors_n);
	for (size_t i = 0; ec == 0 && i < doors_n; i++)
		ec = put(cx, &by_id, &doors[i].id, &doors[i]);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct home *h = map_get(told, uuid_bytes(&all[i].person.id));
		const struct subject *door = h == NULL ? NULL :
							 map_get(&by_id, uuid_bytes(&h->dwelling));

		if (door != NULL && door->type == SUBJECT_DWELLING &&
			reader_sees(c->tree, c->who, door->area))
			all[i].home = *door;
	}
	return ec;
}

static int told_read(struct cx *cx, const struct cover *c, struct listed *all, size_t n)
{
	struct uuid *ids = cx_many(cx, n + 1, struct uuid);
	struct home *homes;
	struct map told;
	size_t homes_n = 0;
	int ec = ids == NULL ? -E_NO_MEMORY : 0;

	map_init(&told, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++)
		ids[i] = all[i].person.id;
	if (ec == 0 && n > 0)
		ec = homes_whole(cx, c, ids, n, &homes, &homes_n);
	for (size_t i = 0; ec == 0 && i < homes_n; i++)
		ec = put(cx, &told, &homes[i].person, &homes[i]);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct home *h = map_get(&told, uuid_bytes(&all[i].person.id));

		if (h == NULL)
			continue;
		all[i].name = h->name;
		all[i].phone = h->phone;
		all[i].birth = h->birth;
	}
	return ec == 0 ? homes_put(cx, c, all, n, &told) : ec;
}

/* Of several that are one the one that stayed. */
static int listed_read(struct cx *cx, const struct cover *c, const struct subject *all, size_t n,
	struct listed **ret, size_t *ret_n)
{
	int ec;

	*ret_n = 0;
	*ret = cx_many(cx, n + 1, struct listed);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].survivor, &all[i].id))
			(*ret)[(*ret_n)++] = (struct listed){ .person = all[i],
				.name = STR_NONE,
				.phone = STR_NONE,
				.birth = STR_NONE };
	ec = flags_read(cx, c, *ret, *ret_n);
	return ec == 0 ? told_read(cx, c, *ret, *ret_n) : ec;
}

/* ---- the lists ---- */

int people_list(struct cx *cx, const struct cover *c, struct str area, uint32_t asked,
	struct str after, size_t limit, struct listed **ret, size_t *ret_n, struct str *ret_next)
{
	struct flagging f = { .cx = cx, .c = c, .asked = asked, .limit = limit };
	int ec = cover_limit(cx, limit);

	if (ec == 0 && asked == 0)
		ec = subject_list(
			cx, c, area, SUBJECT_PERSON, after, limit, &f.all, &f.n, ret_next);
	else if (ec == 0 && (ec = flagged_start(&f, after)) == 0)
		ec = flagged_list(&f, area, ret_next);
	return ec == 0 ? listed_read(cx, c, f.all, f.n, ret, ret_n) : ec;
}

int people_at(struct cx *cx, const struct cover *c, const struct uuid *dwelling, uint32_t asked,
	struct listed **ret, size_t *ret_n)
{
	struct resident *there;
	struct store_value *ids = NULL;
	struct subject door, *all;
	char text[UUID_TEXT + 1];
	size_t n = 0, kept = 0;
	int ec = subject_get(cx, c, dwelling, &door);

	uuid_write(dwelling, text);
	if (ec == 0 && door.type != SUBJECT_DWELLING)
		ec = err(cx, E_NOT_FOUND, "home", text);
	if (ec == 0)
		ec = dwelling_residents(cx, c, &door, &there, &n);
	if (ec == 0 && (ids = cx_many(cx, n + 1, struct store_value)) == NULL)
		ec = -E_NO_MEMORY;
	for (size_t i = 0; ec == 0 && i < n; i++)
		ids[i] = SV_UUID(&there[i].id);
	if (ec == 0)
		ec = rows_of(cx, c, ids, n, &all, &n);
	if (ec == 0 && n > 1)
		qsort(all, n, sizeof(*all), person_order);
	if (ec == 0)
		ec = listed_read(cx, c, all, n, ret, &n);
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (((*ret)[i].flags & asked) == asked)
			(*ret)[kept++] = (*ret)[i];
	*ret_n = kept;
	return ec;
}

/* ---- how many ---- */

static int sizes_add(struct cx *cx, const struct cover *c, enum subject_type type, struct map *sums)
{
	struct uuid id = roster_id(type);
	struct area_run *runs;
	struct tally *all;
	size_t runs_n, n = 0;
	int ec = tree_seen(cx, c->tree, c->who, STR(""), &runs, &runs_n);

	if (ec == 0)
		ec = tally_read(cx, c, &id, runs, runs_n, false, &all, &n);
	for (size_t i = 0; ec == 0 && i < n; i++)
		for (const struct area *a = all[i].node; a != NULL; a = a->up) {
			struct roster_size *s = map_get(sums, a->id);

			if (s != NULL && type == SUBJECT_DWELLING)
				s->dwellings += all[i].expected;
			if (s != NULL && type == SUBJECT_PERSON)
				s->people += all[i].expected;
		}
	return ec;
}

int roster_sizes(struct cx *cx, const struct cover *c, const struct area *const *areas, size_t n,
	struct roster_size *ret)
{
	struct map sums;
	int ec = 0;

	map_init(&sums, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		void **at = map_at(&sums, areas[i]->id);

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		ret[i] = (struct roster_size){ 0 };
		*at = &ret[i];
	}
	ec = sizes_add(cx, c, SUBJECT_DWELLING, &sums);
	return ec == 0 ? sizes_add(cx, c, SUBJECT_PERSON, &sums) : ec;
}
