/* Dwellings in which somebody lives who has a flag: "who is immobile" asked of doors; and where one person lives.
 *
 * Flags lie open beside the person, his home is sealed in the records that tell it. So all people are looked through once
 * for the flag, which is open, and only the records of those who have it are opened; the home is what the latest of them
 * says. Under whichever of his ids a person that was merged has the flag or the home, both are his. What was erased, or whose
 * key is gone, names no home. */
#include <string.h>

#include "cover/flagged.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "sys/sys.h"

#define CHUNK 500     /* people whose records are opened together */
#define SAID_MAX 100  /* of a person's records, the latest */
#define SAID_BYTES 24 /* of one in table person: time 8, id 16 */

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

struct telling {
	struct uuid *records; /* person after person, of each the latest first */
	bool *begins;         /* another person */
	size_t n, cap, begins_cap;
};

static int telling_add(struct cx *cx, struct telling *t, struct str said)
{
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < SAID_MAX && said.n >= SAID_BYTES; i++) {
		if ((ec = COVER_ROOM(cx, t->records, t->n, t->cap)) < 0 ||
			(ec = COVER_ROOM(cx, t->begins, t->n, t->begins_cap)) < 0)
			break;
		memcpy(t->records[t->n].b, said.p + said.n - sizeof(t->records[t->n].b),
			sizeof(t->records[t->n].b));
		t->begins[t->n++] = i == 0;
		said.n -= SAID_BYTES;
	}
	return ec;
}

/* The records that say who these people are. */
static int telling_read(struct cx *cx, const struct cover *c, const struct human *all, size_t n,
	struct telling *ret)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	*ret = (struct telling){ .n = 0 };
	for (size_t i = 0; ec == 0 && i < n; i++)
		keys[i] = SV_UUID(&all[i].id);
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_PERSON_GET, keys, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = telling_add(cx, ret, store_str(&q, 1));
	return ec < 0 ? ec : more;
}

/* *ret_told: this record tells a home, though it may be none that is listed. */
static int home_open(struct cx *cx, const struct cover *c, const struct entry *e, struct uuid *ret,
	bool *ret_told)
{
	const struct json *v = NULL;
	struct str plain = STR_NONE;
	int ec = e->pos > 0 ? journal_open(cx, c->keys, &e->id, e->sealed, CLASS_IDENTITY, &plain) :
			      0;

	*ret_told = false;
	if (ec == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	if (ec == 0 && plain.n > 0 && (ec = json_read(cx, plain, &json_limits_request, &v)) == 0)
		*ret_told = uuid_read(json_text(v, "dwelling"), ret);
	return ec;
}

/* Of each person the home that the latest of his records tells. */
static int homes_open(struct cx *cx, const struct cover *c, const struct telling *t,
	struct store_value *ret, struct uuid *ret_ids, size_t *ret_n)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct entry *found = cx_many(cx, t->n, struct entry);
	int ec = found != NULL ? journal_find(cx, &j, t->records, t->n, found) : -E_NO_MEMORY;
	bool told = false;

	*ret_n = 0;
	for (size_t i = 0; ec == 0 && i < t->n; i++) {
		told = told && !t->begins[i];
		if (told || (ec = home_open(cx, c, &found[i], &ret_ids[*ret_n], &told)) < 0)
			continue;
		if (told) {
			ret[*ret_n] = SV_UUID(&ret_ids[*ret_n]);
			++*ret_n;
		}
	}
	return ec;
}

int person_home(struct cx *cx, const struct cover *c, const struct uuid *subject, struct uuid *ret)
{
	const struct human one = { .id = *subject };
	struct store_value home[1];
	struct uuid ids[2];
	struct telling t;
	size_t n = 0;
	int ec = telling_read(cx, c, &one, 1, &t);

	if (ec == 0)
		ec = homes_open(cx, c, &t, home, ids, &n);
	*ret = ec == 0 && n > 0 ? ids[0] : uuid_nil;
	return ec;
}

/* A dwelling that was merged is the one that stayed. */
static int homes_mark(struct flagged *f, struct cx *cx, const struct store_value *homes, size_t n)
{
	STORE_ROWS q = { 0 };
	struct uuid id;
	int ec = store_query_each(cx, f->c->store, STMT_COVER_HOMES, homes, n, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = store_uuid(&q, 0, &id) ? mark(f->cx, f->homes, &id) :
					      err(cx, E_CORRUPT, NULL, "subject");
	return ec < 0 ? ec : more;
}

static int chunk(struct flagged *f, struct cx *cx, const struct human *all, size_t n)
{
	struct store_value *homes = cx_many(cx, n, struct store_value);
	struct uuid *ids = cx_many(cx, n + 1, struct uuid);
	struct telling t;
	size_t homes_n = 0;
	int ec = homes != NULL && ids != NULL ? telling_read(cx, f->c, all, n, &t) : -E_NO_MEMORY;

	if (ec == 0)
		ec = homes_open(cx, f->c, &t, homes, ids, &homes_n);
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
