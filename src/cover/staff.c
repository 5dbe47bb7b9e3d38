/* Staff and their homes, in four steps: who there is, what his records say of himself, where the person that he is lives, and in
 * which area the dwellings are. */
#include "cover/staff.h"

#include <stdlib.h>

#include "core/map.h"
#include "cover/homes.h"
#include "generated/stmt.h"

#define PAGE 1000

/* What is known of one, beside the row that is told. */
struct home_of {
	struct uuid source;            /* the record that lists him */
	struct uuid person, of_person; /* who he is, and the home of that person */
	struct uuid dwelling;          /* with which he was listed */
};

struct listing {
	struct cx *cx;
	const struct cover *c;
	struct staff *all;
	struct home_of *homes; /* beside them, until all is known */
	size_t n, cap, homes_cap;
	struct map areas; /* of the people and dwellings that are meant: id → struct str */
};

/* ---- who there is ---- */

static int staff_add(struct listing *l, const struct subject *s)
{
	if (!uuid_eq(&s->survivor, &s->id))
		return 0;
	if (COVER_ROOM(l->cx, l->all, l->n, l->cap) < 0 ||
		COVER_ROOM(l->cx, l->homes, l->n, l->homes_cap) < 0)
		return -E_NO_MEMORY;
	l->homes[l->n] = (struct home_of){ .source = s->source };
	l->all[l->n++] = (struct staff){ .id = s->id,
		.area = s->area,
		.name = STR_NONE,
		.flags = s->flags,
		.home = s->moved ? HOME_MOVED : HOME_UNKNOWN };
	return 0;
}

static int id_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct staff *)a)->id, &((const struct staff *)b)->id);
}

static int staff_read(struct listing *l)
{
	struct str after = STR("");
	struct subject *page;
	size_t n;
	int ec;

	do {
		ec = subject_list(
			l->cx, l->c, STR(""), SUBJECT_STAFF, after, PAGE, &page, &n, &after);
		for (size_t i = 0; ec == 0 && i < n; i++)
			ec = staff_add(l, &page[i]);
	} while (ec == 0 && after.n > 0);
	return ec;
}

/* ---- what is said of them, and of the people that they are ---- */

static int home_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct home *)a)->person, &((const struct home *)b)->person);
}

static const struct home *home_find(const struct home *all, size_t n, const struct uuid *of)
{
	const struct home key = { .person = *of };

	return n == 0 ? NULL : bsearch(&key, all, n, sizeof(*all), home_order);
}

static int homes_read(
	struct listing *l, const struct uuid *ids, size_t n, struct home **ret, size_t *ret_n)
{
	int ec = homes_told(l->cx, l->c, ids, n, ret, ret_n);

	if (ec == 0 && *ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), home_order);
	return ec;
}

/* The records that list them name the person that each is, or a dwelling; without keys none does. */
static int own_read(struct listing *l, struct uuid *ids)
{
	struct journal j = { .store = l->c->store, .keys = l->c->keys, .kinds = l->c->kinds };
	struct entry *found = cx_many(l->cx, l->n + 1, struct entry);
	int ec = found == NULL ? -E_NO_MEMORY : 0;

	if (l->c->keys == NULL)
		return ec;
	for (size_t i = 0; i < l->n; i++)
		ids[i] = l->homes[i].source;
	if (ec == 0)
		ec = journal_find(l->cx, &j, ids, l->n, found);
	for (size_t i = 0; ec == 0 && i < l->n; i++) {
		struct home h = { .name = STR_NONE };
		bool told = false;

		ec = home_open(l->cx, l->c, &found[i], &h, &told);
		l->all[i].name = h.name;
		l->homes[i].person = h.self;
		l->homes[i].dwelling = h.dwelling;
	}
	return ec;
}

static int people_read(struct listing *l, struct uuid *ids)
{
	struct home *told;
	size_t n = 0, told_n;
	int ec;

	for (size_t i = 0; i < l->n; i++)
		if (!uuid_is_nil(&l->homes[i].person))
			ids[n++] = l->homes[i].person;
	ec = homes_read(l, ids, n, &told, &told_n);
	for (size_t i = 0; ec == 0 && i < l->n; i++) {
		const struct home *h = home_find(told, told_n, &l->homes[i].person);

		if (h != NULL)
			l->homes[i].of_person = h->dwelling;
	}
	return ec;
}

/* ---- where that is ---- */

static int area_take(struct listing *l, const struct rows *q)
{
	struct str *area = cx_new(l->cx, struct str), key = STR_NONE;
	struct uuid id;
	void **at;
	int ec = area == NULL ? -E_NO_MEMORY : cx_str(l->cx, store_str(q, 1), area);

	if (ec == 0 && !store_uuid(q, 0, &id))
		ec = err(l->cx, E_CORRUPT, NULL, "subject");
	if (ec == 0)
		ec = cx_str(l->cx, uuid_bytes(&id), &key);
	if (ec < 0)
		return ec;
	at = map_at(&l->areas, key);
	if (at == NULL)
		return err(l->cx, E_NO_MEMORY, NULL);
	*at = area;
	return 0;
}

static int areas_read(struct listing *l)
{
	struct store_value *keys = cx_many(l->cx, 3 * l->n + 1, struct store_value);
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec = 0, more = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < l->n; i++) {
		keys[n++] = SV_UUID(&l->homes[i].of_person);
		keys[n++] = SV_UUID(&l->homes[i].person);
		keys[n++] = SV_UUID(&l->homes[i].dwelling);
	}
	ec = store_query_each(l->cx, l->c->store, STMT_COVER_SUBJECT_AREAS, keys, n, &q);
	while (ec == 0 && (more = store_next(l->cx, &q)) > 0)
		ec = area_take(l, &q);
	return ec < 0 ? ec : more;
}

static bool lives(struct listing *l, size_t i, const struct uuid *at, enum home_known how)
{
	const struct str *area = map_get(&l->areas, uuid_bytes(at));

	if (area == NULL || area->n == 0)
		return false;
	l->all[i].area = *area;
	l->all[i].home = how;
	return true;
}

/* The home of the person is his, whatever he was listed with; of a person whose home is not in the roster, where that person is. */
static void settle(struct listing *l, size_t i)
{
	const struct home_of *h = &l->homes[i];

	if (l->all[i].home == HOME_UNKNOWN && !lives(l, i, &h->of_person, HOME_OF_PERSON) &&
		!lives(l, i, &h->person, HOME_OF_PERSON))
		lives(l, i, &h->dwelling, HOME_OF_DWELLING);
}

static int staff_order(const void *a, const void *b)
{
	int d = str_cmp(((const struct staff *)a)->area, ((const struct staff *)b)->area);

	return d != 0 ? d : id_order(a, b);
}

int staff_list(struct cx *cx, const struct cover *c, struct staff **ret, size_t *ret_n)
{
	struct listing l = { .cx = cx, .c = c };
	struct uuid *ids;
	int ec;

	map_init(&l.areas, cx->arena);
	if ((ec = staff_read(&l)) < 0)
		return ec;
	ids = cx_many(cx, l.n + 1, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	if ((ec = own_read(&l, ids)) < 0 || (ec = people_read(&l, ids)) < 0 ||
		(ec = areas_read(&l)) < 0)
		return ec;
	for (size_t i = 0; i < l.n; i++)
		settle(&l, i);
	if (l.n > 1)
		qsort(l.all, l.n, sizeof(*l.all), staff_order);
	*ret = l.all;
	*ret_n = l.n;
	return 0;
}

int staff_named(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct staff **ret, size_t *ret_n)
{
	struct listing l = { .cx = cx, .c = c };
	struct uuid *sources = cx_many(cx, n + 1, struct uuid);
	struct subject s;
	int ec = sources == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; ec == 0 && i < n; i++) {
		ec = subject_get(cx, c, &ids[i], &s);
		if (ec == -E_NOT_FOUND) {
			err_clear(cx);
			ec = 0;
		} else if (ec == 0 && s.type == SUBJECT_STAFF)
			ec = staff_add(&l, &s);
	}
	if (ec == 0)
		ec = own_read(&l, sources);
	*ret = l.all;
	*ret_n = l.n;
	return ec;
}
