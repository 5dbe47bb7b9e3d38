/* Dwellings in which somebody lives who has a flag: "who is immobile" asked of doors.
 *
 * Flags lie open beside the person, his home is sealed in the records that tell it: to open those of a county takes seconds. So
 * where people with a flag live is kept by area, in memory only, as long as nothing changed among those who are listed there and
 * nothing was erased anywhere. Under whichever of his ids a person that was merged has the flag or the home, both are his. */
#include "cover/flagged.h"

#include <stdlib.h>
#include <string.h>

#include "cover/homes.h"
#include "cover/kept.h"
#include "generated/stmt.h"
#include "sys/sys.h"

#define CHUNK 64 /* areas whose records are opened together */

struct listed_block {
	struct kept_block block;
	size_t n;
	struct flagged all[];
};

/* An area of which people are asked. */
struct part {
	struct str area;
	int64_t pos; /* of the roster's tally */
};

struct gathering {
	struct cx *cx; /* for what is found */
	const struct cover *c;
	struct kept_of of; /* but for the area */
	bool keep;
	struct flagged *all;
	size_t n, cap;
};

static int rows_add(struct gathering *g, const struct flagged *rows, size_t n)
{
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		if ((ec = COVER_ROOM(g->cx, g->all, g->n, g->cap)) == 0)
			g->all[g->n++] = rows[i];
	return ec;
}

static int block_take(void *arg, struct cx *cx, const void *block)
{
	const struct listed_block *b = block;

	(void)cx;
	return rows_add(arg, b->all, b->n);
}

/* ---- areas that are read ---- */

struct found {
	struct flagged who;
	size_t part; /* in which */
};

struct reading {
	struct cx *cx; /* of this chunk */
	const struct cover *c;
	const struct part *parts;
	size_t parts_n;
	struct found *all;
	size_t n, cap;
};

static int part_order(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return (x->part > y->part) - (x->part < y->part);
}

static int found_add(struct reading *r, const struct map *at, const struct rows *q)
{
	const struct part *part = map_get(at, store_str(q, 3));
	struct found f = { .who = { .flags = (uint32_t)store_int(q, 2),
				   .merged = store_int(q, 4) != 0 } };
	int ec;

	if (part == NULL || !store_uuid(q, 0, &f.who.id) || !store_uuid(q, 1, &f.who.survivor))
		return err(r->cx, E_CORRUPT, NULL, "subject");
	f.part = (size_t)(part - r->parts);
	if ((ec = COVER_ROOM(r->cx, r->all, r->n, r->cap)) == 0)
		r->all[r->n++] = f;
	return ec;
}

static int people_read(struct reading *r)
{
	struct store_value *keys = cx_many(r->cx, 2 * r->parts_n, struct store_value);
	STORE_ROWS q = { 0 };
	struct map at;
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	map_init(&at, r->cx->arena);
	for (size_t i = 0; ec == 0 && i < r->parts_n; i++) {
		void **place = map_at(&at, r->parts[i].area);

		if (place == NULL)
			return err(r->cx, E_NO_MEMORY, NULL);
		*place = (void *)&r->parts[i];
		keys[2 * i] = SV_TEXT(r->parts[i].area);
		keys[2 * i + 1] = SV_INT(SUBJECT_PERSON);
	}
	if (ec == 0)
		ec = store_query_each(
			r->cx, r->c->store, STMT_COVER_FLAGGED_OF, keys, r->parts_n, &q);
	while (ec == 0 && (more = store_next(r->cx, &q)) > 0)
		ec = found_add(r, &at, &q);
	if (r->n > 1)
		qsort(r->all, r->n, sizeof(*r->all), part_order);
	return ec < 0 ? ec : more;
}

static int homes_read(struct reading *r)
{
	struct uuid *ids = cx_many(r->cx, r->n + 1, struct uuid);
	struct map by_id;
	struct home *homes;
	size_t n = 0;
	int ec = ids == NULL ? -E_NO_MEMORY : 0;

	map_init(&by_id, r->cx->arena);
	for (size_t i = 0; ec == 0 && i < r->n; i++) {
		void **place = map_at(&by_id, uuid_bytes(&r->all[i].who.id));

		if (place == NULL)
			return err(r->cx, E_NO_MEMORY, NULL);
		*place = &r->all[i];
		ids[i] = r->all[i].who.id;
	}
	if (ec == 0 && r->n > 0)
		ec = homes_told(r->cx, r->c, ids, r->n, &homes, &n);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct found *f = map_get(&by_id, uuid_bytes(&homes[i].person));

		if (f != NULL)
			f->who.dwelling = homes[i].dwelling;
	}
	return ec;
}

/* Areas without anybody are kept as well: they are as many as the others. */
static int part_keep(
	struct gathering *g, const struct part *part, const struct found *all, size_t n)
{
	struct kept_of of = g->of;
	struct listed_block *b;
	int ec = KEPT_NEW(g->cx, sizeof(*b) + n * sizeof(b->all[0]), part->pos, &b);

	if (ec < 0)
		return ec;
	for (size_t i = 0; i < n; i++)
		b->all[i] = all[i].who;
	b->n = n;
	of.area = part->area;
	kept_put(g->c->kept, &of, b);
	return 0;
}

static int chunk_read(struct gathering *g, struct cx *cx, const struct part *parts, size_t n)
{
	struct reading r = { .cx = cx, .c = g->c, .parts = parts, .parts_n = n };
	size_t at = 0;
	int ec = people_read(&r);

	if (ec == 0 && g->c->keys != NULL)
		ec = homes_read(&r);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		size_t from = at;

		for (; ec == 0 && at < r.n && r.all[at].part == i; at++)
			ec = rows_add(g, &r.all[at].who, 1);
		if (ec == 0 && g->keep)
			ec = part_keep(g, &parts[i], r.all + from, at - from);
	}
	return ec;
}

/* Each chunk in memory of its own: what was opened is not held longer. */
static int parts_read(struct gathering *g, const struct part *parts, size_t n)
{
	struct arena arena;
	struct cx own = { .arena = &arena };
	int ec = 0;

	arena_init(&arena, &sys_heap, 0);
	for (size_t at = 0; ec == 0 && at < n; at += CHUNK) {
		ec = chunk_read(g, &own, parts + at, n - at < CHUNK ? n - at : CHUNK);
		if (ec < 0 && g->cx->e.code == 0)
			err_pass(g->cx, &own);
		arena_reset(&arena);
	}
	arena_done(&arena);
	return ec;
}

/* ---- what is kept ---- */

static int erased_read(struct cx *cx, const struct cover *c, int64_t *ret)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_ERASED, NULL, 0, &q);

	*ret = 0;
	if (ec == 0 && (ec = store_next(cx, &q)) > 0)
		*ret = store_int(&q, 0);
	return ec < 0 ? ec : 0;
}

/* Sealed things are kept by whoever has keys and reads as it is now. */
static int keeping(struct gathering *g)
{
	int64_t erased;
	int ec;

	if (g->c->kept == NULL || g->c->keys == NULL || !uuid_read(g->c->epoch, &g->of.epoch))
		return 0;
	if ((ec = erased_read(g->cx, g->c, &erased)) < 0)
		return ec;
	kept_epoch(g->c->kept, &g->of.epoch);
	g->keep = kept_erased(g->c->kept, erased);
	g->of.erased = erased;
	return 0;
}

static int roster_all(struct cx *cx, const struct cover *c, enum subject_type type,
	struct tally **ret, size_t *ret_n)
{
	const struct area_run all = { .to = (uint32_t)tree_size(c->tree) };
	struct uuid roster = roster_id(type);

	return tally_read(cx, c, &roster, &all, 1, true, ret, ret_n);
}

static int tally_order(const void *a, const void *b)
{
	return str_cmp(((const struct tally *)a)->area, ((const struct tally *)b)->area);
}

/* Where nobody is listed nobody is read. */
static int parts_find(
	struct gathering *g, const struct str *areas, size_t n, struct part **ret, size_t *ret_n)
{
	struct part *parts = cx_many(g->cx, n + 1, struct part);
	struct tally *all;
	size_t all_n;
	int ec = roster_all(g->cx, g->c, SUBJECT_PERSON, &all, &all_n);

	*ret = parts;
	*ret_n = 0;
	for (size_t i = 0; ec == 0 && parts != NULL && all_n > 0 && i < n; i++) {
		const struct tally key = { .area = areas[i] };
		const struct tally *t = bsearch(&key, all, all_n, sizeof(key), tally_order);

		if (t != NULL)
			parts[(*ret_n)++] = (struct part){ areas[i], t->pos };
	}
	return ec < 0 || parts != NULL ? ec : -E_NO_MEMORY;
}

int flagged_in(struct cx *cx, const struct cover *c, const struct str *areas, size_t n,
	struct flagged **ret, size_t *ret_n)
{
	struct gathering g = { .cx = cx, .c = c, .of = { .what = KEPT_PEOPLE } };
	size_t parts_n = 0, left = 0;
	struct part *parts;
	int ec = keeping(&g);

	if (ec == 0)
		ec = parts_find(&g, areas, n, &parts, &parts_n);
	for (size_t i = 0; ec == 0 && i < parts_n; i++) {
		struct kept_of of = g.of;
		bool there = false;

		of.area = parts[i].area;
		if (g.keep)
			ec = kept_use(cx, c->kept, &of, parts[i].pos, block_take, &g, &there);
		if (!there)
			parts[left++] = parts[i];
	}
	if (ec == 0)
		ec = parts_read(&g, parts, left);
	*ret = g.all;
	*ret_n = g.n;
	return ec;
}

/* ---- who is several, in several areas ---- */

/* The ids of theirs. */
static int together_ids(struct cx *cx, const struct cover *c, const struct map *survivors,
	struct uuid **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(SUBJECT_PERSON) };
	STORE_ROWS q = { 0 };
	struct uuid id, survivor;
	size_t cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_MERGED, values, 1, &q), more = 0;

	*ret = NULL;
	*ret_n = 0;
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if (!store_uuid(&q, 0, &id) || !store_uuid(&q, 1, &survivor))
			return err(cx, E_CORRUPT, NULL, "subject");
		if (map_get(survivors, uuid_bytes(&survivor)) == NULL)
			continue;
		if ((ec = COVER_ROOM(cx, *ret, *ret_n, cap)) == 0)
			(*ret)[(*ret_n)++] = id;
	}
	return ec < 0 ? ec : more;
}

static void together_add(const struct cover *c, const struct subject *s, struct map *survivors)
{
	uint32_t *flags = map_get(survivors, uuid_bytes(&s->survivor));

	if (flags != NULL && reader_sees(c->tree, reader_in(c->who, MATTER_ROSTER), s->area))
		*flags |= s->flags;
}

int flagged_together(struct cx *cx, const struct cover *c, struct map *survivors)
{
	struct store_value *keys;
	struct uuid *ids = NULL;
	STORE_ROWS q = { 0 };
	struct subject one;
	size_t n = 0;
	int ec = survivors->n > 0 ? together_ids(cx, c, survivors, &ids, &n) : 0, more = 0;

	if (ec < 0 || n == 0)
		return ec;
	if ((keys = cx_many(cx, n, struct store_value)) == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		keys[i] = SV_UUID(&ids[i]);
	ec = store_query_each(cx, c->store, STMT_COVER_SUBJECTS, keys, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = subject_row(cx, &q, &one)) == 0)
			together_add(c, &one, survivors);
	return ec < 0 ? ec : more;
}

/* ---- homes ---- */

static int mark(struct cx *cx, struct map *m, const struct uuid *id)
{
	void **at = map_at(m, uuid_bytes(id));

	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*at = m;
	return 0;
}

static int home_mark(struct cx *cx, struct map *m, const struct flagged *f)
{
	return uuid_is_nil(&f->dwelling) ? 0 : mark(cx, m, &f->dwelling);
}

/* A dwelling that was merged is the one that stayed. */
static int survivors_mark(struct cx *cx, const struct cover *c, struct map *homes)
{
	const struct store_value values[] = { SV_INT(SUBJECT_DWELLING) };
	STORE_ROWS q = { 0 };
	struct uuid id, survivor;
	int ec = store_query(cx, c->store, STMT_COVER_MERGED, values, 1, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if (!store_uuid(&q, 0, &id) || !store_uuid(&q, 1, &survivor))
			return err(cx, E_CORRUPT, NULL, "subject");
		if (map_get(homes, uuid_bytes(&id)) != NULL)
			ec = mark(cx, homes, &survivor);
	}
	return ec < 0 ? ec : more;
}

static int homes_mark(
	struct cx *cx, const struct flagged *all, size_t n, uint32_t need, struct map *homes)
{
	struct map yes; /* survivors of whom one has the flags */
	int ec = 0;

	map_init(&yes, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		if ((all[i].flags & need) != need)
			continue;
		ec = home_mark(cx, homes, &all[i]);
		if (ec == 0 && all[i].merged)
			ec = mark(cx, &yes, &all[i].survivor);
	}
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (all[i].merged && map_get(&yes, uuid_bytes(&all[i].survivor)) != NULL)
			ec = home_mark(cx, homes, &all[i]);
	return ec;
}

int flagged_homes(struct cx *cx, const struct cover *c, uint32_t need, struct map *ret)
{
	struct flagged *all;
	struct tally *roster;
	struct str *areas;
	size_t roster_n, n = 0;
	int ec = roster_all(cx, c, SUBJECT_PERSON, &roster, &roster_n);

	map_init(ret, cx->arena);
	areas = ec == 0 ? cx_many(cx, roster_n + 1, struct str) : NULL;
	if (areas == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < roster_n; i++)
		if (reader_sees(c->tree, c->who, roster[i].area))
			areas[n++] = roster[i].area;
	ec = flagged_in(cx, c, areas, n, &all, &n);
	if (ec == 0)
		ec = homes_mark(cx, all, n, need, ret);
	return ec == 0 ? survivors_mark(cx, c, ret) : ec;
}

/* ---- doors ---- */

struct doors_block {
	struct kept_block block;
	size_t n;
	struct uuid ids[];
};

struct doors {
	struct uuid *ids;
	size_t n;
};

static int doors_take(void *arg, struct cx *cx, const void *block)
{
	const struct doors_block *b = block;
	struct doors *d = arg;

	d->ids = cx_many(cx, b->n + 1, struct uuid);
	if (d->ids == NULL)
		return -E_NO_MEMORY;
	d->n = b->n;
	if (b->n > 0)
		memcpy(d->ids, b->ids, b->n * sizeof(*b->ids));
	return 0;
}

static int doors_read(struct cx *cx, const struct cover *c, struct str area, struct doors *d)
{
	const struct store_value values[] = { SV_TEXT(area), SV_INT(SUBJECT_DWELLING) };
	STORE_ROWS q = { 0 };
	size_t cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_IDS, values, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, d->ids, d->n, cap)) < 0)
			break;
		if (!store_uuid(&q, 0, &d->ids[d->n++]))
			ec = err(cx, E_CORRUPT, NULL, "subject");
	}
	return ec < 0 ? ec : more;
}

static int doors_keep(struct cx *cx, const struct cover *c, const struct kept_of *of, int64_t pos,
	const struct doors *d)
{
	struct doors_block *b;
	int ec = KEPT_NEW(cx, sizeof(*b) + d->n * sizeof(b->ids[0]), pos, &b);

	if (ec < 0)
		return ec;
	if (d->n > 0)
		memcpy(b->ids, d->ids, d->n * sizeof(*d->ids));
	b->n = d->n;
	kept_put(c->kept, of, b);
	return 0;
}

int doors_in(struct cx *cx, const struct cover *c, struct str area, int64_t pos, struct uuid **ret,
	size_t *ret_n)
{
	struct kept_of of = { .what = KEPT_DOORS, .area = area };
	bool keep = c->kept != NULL && uuid_read(c->epoch, &of.epoch), there = false;
	struct doors d = { .n = 0 };
	int ec = 0;

	if (keep) {
		kept_epoch(c->kept, &of.epoch);
		ec = kept_use(cx, c->kept, &of, pos, doors_take, &d, &there);
	}
	if (ec == 0 && !there)
		ec = doors_read(cx, c, area, &d);
	if (ec == 0 && !there && keep)
		ec = doors_keep(cx, c, &of, pos, &d);
	*ret = d.ids;
	*ret_n = d.n;
	return ec;
}
