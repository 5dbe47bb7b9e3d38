/* Where people live, and who lives in a dwelling. A home is sealed in the records that tell it, so they are opened; the home
 * is what the latest of a person's records says. */
#include "cover/homes.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "generated/stmt.h"
#include "record/keys.h"

#define SAID_MAX 100  /* of a person's records, the latest */
#define SAID_BYTES 24 /* of one in table person: time 8, id 16 */

struct telling {
	struct uuid *records; /* person after person, of each the latest first */
	struct uuid *people;  /* whose each is */
	size_t n, cap, people_cap;
};

static int telling_add(struct cx *cx, struct telling *t, const struct uuid *person, struct str said)
{
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < SAID_MAX && said.n >= SAID_BYTES; i++) {
		if ((ec = COVER_ROOM(cx, t->records, t->n, t->cap)) < 0 ||
			(ec = COVER_ROOM(cx, t->people, t->n, t->people_cap)) < 0)
			break;
		memcpy(t->records[t->n].b, said.p + said.n - sizeof(t->records[t->n].b),
			sizeof(t->records[t->n].b));
		t->people[t->n++] = *person;
		said.n -= SAID_BYTES;
	}
	return ec;
}

/* The records that say who these people are. */
static int telling_read(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct telling *ret)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	struct uuid id;
	int ec = keys == NULL ? -E_NO_MEMORY : 0, more = 0;

	*ret = (struct telling){ .n = 0 };
	for (size_t i = 0; ec == 0 && i < n; i++)
		keys[i] = SV_UUID(&people[i]);
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_PERSON_GET, keys, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = store_uuid(&q, 0, &id) ? telling_add(cx, ret, &id, store_str(&q, 1)) :
					      err(cx, E_CORRUPT, NULL, "person");
	return ec < 0 ? ec : more;
}

/* NULL: it says nothing of this class, or what it said was destroyed. */
static int part_open(struct cx *cx, const struct cover *c, const struct entry *e, enum class k,
	const struct json **ret)
{
	struct str plain = STR_NONE;
	int ec = e->pos > 0 ? journal_open(cx, c->keys, &e->id, e->sealed, k, &plain) : 0;

	*ret = NULL;
	if (ec == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	return ec < 0 || plain.n == 0 ? ec : json_read(cx, plain, &json_limits_request, ret);
}

int home_open(
	struct cx *cx, const struct cover *c, const struct entry *e, struct home *h, bool *told)
{
	const struct json *v;
	int ec = part_open(cx, c, e, CLASS_IDENTITY, &v);

	if (ec < 0 || v == NULL)
		return ec;
	if (h->birth.n == 0)
		h->birth = json_text(v, "birth");
	if (!*told) {
		bool home = uuid_read(json_text(v, "dwelling"), &h->dwelling);
		bool self = uuid_read(json_text(v, "person"), &h->self);

		*told = home || self;
		h->at = e->at_used;
	}
	if (h->name.n == 0)
		h->name = json_text(v, "name");
	return 0;
}

static int phone_open(struct cx *cx, const struct cover *c, const struct entry *e, struct home *h)
{
	const struct json *v;
	int ec = part_open(cx, c, e, CLASS_CONTACT, &v);

	if (ec == 0 && v != NULL)
		h->phone = json_text(v, "phone");
	return ec;
}

/* One person's records, from i on; i is then the next person's. */
static int home_of(struct cx *cx, const struct cover *c, const struct telling *t, bool whole,
	const struct entry *found, size_t *i, struct home *ret, bool *ret_told)
{
	const struct uuid *person = &t->people[*i];
	int ec = 0;

	*ret = (struct home){ .person = *person };
	*ret_told = false;
	for (; *i < t->n && uuid_eq(&t->people[*i], person); ++*i) {
		if (ec == 0 && (!*ret_told || ret->name.n == 0 || (whole && ret->birth.n == 0)))
			ec = home_open(cx, c, &found[*i], ret, ret_told);
		if (ec == 0 && whole && ret->phone.n == 0)
			ec = phone_open(cx, c, &found[*i], ret);
	}
	return ec;
}

static int homes_read(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	bool whole, struct home **ret, size_t *ret_n)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct home *all = cx_many(cx, n + 1, struct home);
	struct entry *found = NULL;
	struct telling t;
	bool told;
	int ec = all == NULL ? -E_NO_MEMORY : telling_read(cx, c, people, n, &t);

	*ret = all;
	*ret_n = 0;
	if (ec == 0 && (found = cx_many(cx, t.n, struct entry)) == NULL)
		ec = -E_NO_MEMORY;
	if (ec == 0)
		ec = journal_find(cx, &j, t.records, t.n, found);
	for (size_t i = 0; ec == 0 && i < t.n;) {
		ec = home_of(cx, c, &t, whole, found, &i, &all[*ret_n], &told);
		*ret_n += ec == 0 && (told || all[*ret_n].name.n > 0);
	}
	return ec;
}

int homes_told(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct home **ret, size_t *ret_n)
{
	return homes_read(cx, c, people, n, false, ret, ret_n);
}

int homes_whole(struct cx *cx, const struct cover *c, const struct uuid *people, size_t n,
	struct home **ret, size_t *ret_n)
{
	return homes_read(cx, c, people, n, true, ret, ret_n);
}

int person_home(struct cx *cx, const struct cover *c, const struct uuid *subject, struct uuid *ret)
{
	struct home *home;
	size_t n = 0;
	int ec = homes_told(cx, c, subject, 1, &home, &n);

	*ret = ec == 0 && n > 0 ? home->dwelling : uuid_nil;
	return ec;
}

/* ---- how old ---- */

static int born_open(struct cx *cx, const struct cover *c, const struct entry *e, int32_t *ret)
{
	const struct json *v = NULL;
	struct str plain = STR_NONE;
	int ec = e->pos > 0 ? journal_open(cx, c->keys, &e->id, e->sealed, CLASS_IDENTITY, &plain) :
			      0;

	if (ec == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	if (ec < 0 || plain.n == 0 || (ec = json_read(cx, plain, &json_limits_request, &v)) < 0)
		return ec;
	if (!day_read(json_text(v, "birth"), ret) &&
		id_resident(json_text(v, "document"), day_of(c->now), ret, NULL) != ID_OK)
		*ret = INT32_MIN;
	return 0;
}

int person_born(
	struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, int32_t *ret_day)
{
	struct journal j = { .store = c->store, .keys = c->keys, .kinds = c->kinds };
	struct entry *found = NULL;
	struct telling t;
	int ec = telling_read(cx, c, ids, n, &t);

	*ret_day = INT32_MIN;
	if (ec == 0 && (found = cx_many(cx, t.n, struct entry)) == NULL)
		ec = -E_NO_MEMORY;
	if (ec == 0)
		ec = journal_find(cx, &j, t.records, t.n, found);
	for (size_t i = 0; ec == 0 && i < t.n && *ret_day == INT32_MIN; i++)
		ec = born_open(cx, c, &found[i], ret_day);
	return ec;
}

/* ---- who lives there ---- */

int people_of(struct cx *cx, const struct cover *c, struct str area, struct listed_person **ret,
	size_t *ret_n)
{
	const struct store_value values[] = { SV_TEXT(area), SV_INT(SUBJECT_PERSON) };
	STORE_ROWS q = { 0 };
	struct listed_person *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_IDS, values, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].flags = (uint32_t)store_int(&q, 1);
		if (!store_uuid(&q, 0, &all[n++].id))
			ec = err(cx, E_CORRUPT, NULL, "subject");
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int resident_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct resident *)a)->id, &((const struct resident *)b)->id);
}

int dwelling_residents(struct cx *cx, const struct cover *c, const struct subject *dwelling,
	struct resident **ret, size_t *ret_n)
{
	struct listed_person *people;
	struct home *homes;
	struct uuid *ids;
	size_t people_n, n;
	int ec = people_of(cx, c, dwelling->area, &people, &people_n);

	*ret_n = 0;
	ids = ec == 0 ? cx_many(cx, people_n, struct uuid) : NULL;
	if (ids == NULL)
		return ec < 0 ? ec : -E_NO_MEMORY;
	for (size_t i = 0; i < people_n; i++)
		ids[i] = people[i].id;
	if ((ec = homes_told(cx, c, ids, people_n, &homes, &n)) < 0)
		return ec;
	*ret = cx_many(cx, n, struct resident);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&homes[i].dwelling, &dwelling->id))
			(*ret)[(*ret_n)++] = (struct resident){ homes[i].person, homes[i].name };
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), resident_order);
	return 0;
}
