/* Dwellings in which somebody lives who has a flag: "who is immobile" asked of doors.
 *
 * Flags lie open beside the person, his home is sealed in the records that tell it. So all people are looked through once
 * for the flag, which is open, and only the records of those who have it are opened. Under whichever of his ids a person that
 * was merged has the flag or the home, both are his. */

#include "cover/flagged.h"
#include "cover/homes.h"
#include "generated/stmt.h"
#include "sys/sys.h"

#define CHUNK 500 /* people whose records are opened together */

struct human {
	struct uuid id, survivor;
};

struct flagged {
	struct cx *cx; /* for what is found */
	const struct cover *c;
	struct human *humans;
	size_t n, cap;
	struct map yes; /* survivors of whom one has the flag */
	struct map *homes;
};

/* ---- people ---- */

static int mark(struct cx *cx, struct map *m, const struct uuid *id)
{
	void **at = map_at(m, uuid_bytes(id));

	if (at == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	*at = m;
	return 0;
}

static int human_row(struct flagged *f, const struct rows *q, uint32_t need)
{
	struct human h;
	int ec;

	if (!reader_sees(f->c->tree, f->c->who, store_str(q, 3)))
		return 0;
	if (!store_uuid(q, 0, &h.id) || !store_uuid(q, 1, &h.survivor))
		return err(f->cx, E_CORRUPT, NULL, "subject");
	if ((ec = COVER_ROOM(f->cx, f->humans, f->n, f->cap)) < 0)
		return ec;
	f->humans[f->n++] = h;
	return ((uint32_t)store_int(q, 2) & need) == need ? mark(f->cx, &f->yes, &h.survivor) : 0;
}

/* Whoever has the flag, and whoever was merged: one of them may be he. */
static int humans_read(struct flagged *f, uint32_t need)
{
	const struct store_value values[] = { SV_INT(SUBJECT_PERSON), SV_INT(need) };
	STORE_ROWS q = { 0 };
	int ec = store_query(f->cx, f->c->store, STMT_COVER_FLAGGED, values, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(f->cx, &q)) > 0)
		ec = human_row(f, &q, need);
	return ec < 0 ? ec : more;
}

/* ---- homes ---- */

/* A dwelling that was merged is the one that stayed. */
static int homes_mark(struct flagged *f, struct cx *cx, const struct home *homes, size_t n)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	struct uuid id;
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		keys[i] = SV_UUID(&homes[i].dwelling);
	if (ec == 0)
		ec = store_query_each(cx, f->c->store, STMT_COVER_HOMES, keys, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = store_uuid(&q, 0, &id) ? mark(f->cx, f->homes, &id) :
					      err(cx, E_CORRUPT, NULL, "subject");
	return ec < 0 ? ec : more;
}

static int chunk(struct flagged *f, struct cx *cx, const struct human *all, size_t n)
{
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct home *homes;
	size_t homes_n = 0;
	int ec = ids == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		ids[i] = all[i].id;
	if (ec == 0)
		ec = homes_told(cx, f->c, ids, n, &homes, &homes_n);
	return ec == 0 ? homes_mark(f, cx, homes, homes_n) : ec;
}

/* Each in memory of its own: what was opened is not held longer. */
static int chunks(struct flagged *f)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int ec = 0;

	arena_init(&arena, &sys_heap, 0);
	for (size_t at = 0; ec == 0 && at < f->n; at += CHUNK) {
		ec = chunk(f, &cx, f->humans + at, f->n - at < CHUNK ? f->n - at : CHUNK);
		if (ec < 0 && f->cx->e.code == 0)
			err_pass(f->cx, &cx);
		arena_reset(&arena);
	}
	arena_done(&arena);
	return ec;
}

int flagged_homes(struct cx *cx, const struct cover *c, uint32_t need, struct map *ret)
{
	struct flagged f = { .cx = cx, .c = c, .homes = ret };
	size_t n = 0;
	int ec;

	map_init(ret, cx->arena);
	map_init(&f.yes, cx->arena);
	ec = humans_read(&f, need);
	for (size_t i = 0; i < f.n; i++)
		if (map_get(&f.yes, uuid_bytes(&f.humans[i].survivor)) != NULL)
			f.humans[n++] = f.humans[i];
	f.n = n;
	return ec == 0 ? chunks(&f) : ec;
}
