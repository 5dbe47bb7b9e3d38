/* Equality: keyed hashes of a person's document number, name with birth and area, name with phone. Whoever has a hash that
 * another subject has as well is suspected to be the same, and somebody merges the two or says that they are not. Found by
 * looking up the new hash, never by comparing everybody with everybody. Works only with keys; a rebuild without them
 * leaves the index empty.
 *
 * Each standing record about a person gives the hashes of what it says itself; what it leaves out is taken from the person
 * as all of them together describe him, of each part the latest. So a new phone alone is compared with the name that was
 * listed, and the hashes follow from the set of records, whatever their order. */
#include <stdlib.h>
#include <string.h>

#include "cover/base_kinds.h"
#include "cover/person_parts.h"
#include "cover/work.h"
#include "generated/stmt.h"
#include "record/keys.h"

/* Of so many records, the latest, the hashes are made: whoever is changed a thousand times is not opened a thousand times
 * at the next change. */
#define SAID_MAX 100

struct said { /* a standing record about a person */
	int64_t at_used;
	struct uuid id;
};

/* One person whom the group touches: the row of table `person` before and after. */
struct human {
	struct uuid subject;
	struct said *said; /* by (at_used, id) */
	size_t said_n, said_more;
	struct person_hash *had, *has; /* by mac, none twice */
	size_t had_n, has_n;
};

struct matching {
	struct cx *cx;
	struct journal *j;
	struct human *humans;
	size_t n;
	struct map at;   /* subject → struct human */
	struct map told; /* record → struct person_parts */
};

/* ---- what the records say ---- */

static int told_put(struct matching *m, const struct uuid *id, struct str area, struct str identity,
	struct str contact)
{
	struct person_parts *p = cx_new(m->cx, struct person_parts);
	void **at = map_at(&m->told, uuid_bytes(id));

	if (p == NULL || at == NULL)
		return err(m->cx, E_NO_MEMORY, NULL);
	*at = p;
	return person_parts_read(m->cx, area, identity, contact, p);
}

/* A part that was erased, or whose key is gone, says nothing. */
static int plain_of(struct matching *m, const struct entry *e, enum class c, struct str *ret)
{
	int rc = journal_open(m->cx, m->j->keys, &e->id, e->sealed, c, ret);

	if (rc != -E_SEALED)
		return rc;
	err_clear(m->cx);
	*ret = STR_NONE;
	return 0;
}

static int told_open(struct matching *m, const struct entry *e)
{
	struct str identity, contact;
	struct record *r;
	int rc = journal_record(m->cx, m->j->kinds, e, &r);

	if (rc == 0)
		rc = plain_of(m, e, CLASS_IDENTITY, &identity);
	if (rc == 0)
		rc = plain_of(m, e, CLASS_CONTACT, &contact);
	return rc == 0 ? told_put(m, &e->id, r->area, identity, contact) : rc;
}

static size_t said_from(const struct human *h)
{
	return h->said_n > SAID_MAX ? h->said_n - SAID_MAX : 0;
}

/* Those of the latest records that are not at hand are opened from the journal, all with one statement. */
static int told_load(struct matching *m)
{
	struct uuid *ids;
	struct entry *found;
	size_t i, k, n = 0;
	int rc;

	for (i = 0; i < m->n; i++)
		n += m->humans[i].said_n - said_from(&m->humans[i]);
	ids = cx_many(m->cx, n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0, n = 0; i < m->n; i++)
		for (k = said_from(&m->humans[i]); k < m->humans[i].said_n; k++)
			if (map_get(&m->told, uuid_bytes(&m->humans[i].said[k].id)) == NULL)
				ids[n++] = m->humans[i].said[k].id;
	found = cx_many(m->cx, n, struct entry);
	if (found == NULL)
		return -E_NO_MEMORY;
	rc = n == 0 ? 0 : journal_find(m->cx, m->j, ids, n, found);
	for (i = 0; rc == 0 && i < n; i++)
		if (found[i].pos > 0)
			rc = told_open(m, &found[i]);
	return rc;
}

static int hash_order(const void *a_, const void *b_)
{
	const struct person_hash *a = a_, *b = b_;

	return (a->mac > b->mac) - (a->mac < b->mac);
}

/* What his records come to: of each what it says, filled up from the latest of each part. */
static int human_hash(struct matching *m, const struct seal_key *key, struct human *h)
{
	struct person_parts now = { 0 };
	size_t i, k, n = 0;

	h->has = cx_many(m->cx, 3 * (h->said_n - said_from(h)), struct person_hash);
	if (h->has == NULL)
		return -E_NO_MEMORY;
	for (i = said_from(h); i < h->said_n; i++) {
		const struct person_parts *p = map_get(&m->told, uuid_bytes(&h->said[i].id));

		for (k = 0; p != NULL && k < PARTS; k++)
			if (p->of[k].n > 0)
				now.of[k] = p->of[k];
	}
	for (i = said_from(h); i < h->said_n; i++) {
		const struct person_parts *p = map_get(&m->told, uuid_bytes(&h->said[i].id));
		struct person_parts whole = now;

		for (k = 0; p != NULL && k < PARTS; k++)
			if (p->of[k].n > 0)
				whole.of[k] = p->of[k];
		n += person_hashes(m->cx, key, &whole, &h->has[n]);
	}
	if (n > 1)
		qsort(h->has, n, sizeof(*h->has), hash_order);
	for (i = 0; i < n; i++)
		if (h->has_n == 0 || h->has[h->has_n - 1].mac != h->has[i].mac)
			h->has[h->has_n++] = h->has[i];
	return 0;
}

/* Without keys nobody's hashes change. */
static int hash_all(struct matching *m)
{
	struct seal_key key;
	size_t i;
	int rc;

	for (i = 0; m->j->keys == NULL && i < m->n; i++) {
		m->humans[i].has = m->humans[i].had;
		m->humans[i].has_n = m->humans[i].had_n;
	}
	if (m->j->keys == NULL)
		return 0;
	if ((rc = told_load(m)) != 0)
		return rc;
	rc = keyring_special(m->cx, m->j->keys, "match", &key);
	for (i = 0; rc == 0 && i < m->n; i++)
		rc = human_hash(m, &key, &m->humans[i]);
	seal_wipe(&key, sizeof(key));
	return rc;
}

/* ---- who is touched ---- */

/* Of residents: who works in the response is listed apart, and may well live here too. */
static bool tells(const struct record *r)
{
	return r->kind != NULL && !r->newer && r->has_subject && base_names_person(r->kind) &&
		strcmp(r->kind->desk, "crew") != 0;
}

/* The people of the group, each with room for what comes. */
static int humans_gather(struct matching *m, const struct delta *deltas, size_t n)
{
	size_t i;

	m->humans = cx_many(m->cx, n, struct human);
	if (m->humans == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++) {
		struct human *h;
		void **at;

		if (!tells(deltas[i].r))
			continue;
		at = map_at(&m->at, uuid_bytes(&deltas[i].r->subject));
		if (at == NULL)
			return err(m->cx, E_NO_MEMORY, NULL);
		if (*at == NULL) {
			*at = h = &m->humans[m->n++];
			h->subject = deltas[i].r->subject;
		}
		h = *at;
		h->said_more++;
	}
	return 0;
}

/* A packed column of table `person`, with room for `more`. */
static int unpack(
	struct matching *m, struct str packed, size_t size, size_t more, void *ret, size_t *ret_n)
{
	void *all = cx_array(m->cx, packed.n / size + more, size);

	if (all == NULL)
		return -E_NO_MEMORY;
	if (packed.n % size != 0)
		return err(m->cx, E_CORRUPT, NULL, "person");
	if (packed.n > 0)
		memcpy(all, packed.p, packed.n);
	memcpy(ret, &all, sizeof(all));
	*ret_n = packed.n / size;
	return 0;
}

static int human_read(struct matching *m, struct human *h, struct str said, struct str had)
{
	int rc = unpack(m, said, sizeof(*h->said), h->said_more, &h->said, &h->said_n);

	return rc == 0 ? unpack(m, had, sizeof(*h->had), 0, &h->had, &h->had_n) : rc;
}

static int humans_load(struct matching *m)
{
	struct store_value *keys = cx_many(m->cx, m->n, struct store_value);
	STORE_ROWS rows = { 0 };
	struct uuid id;
	size_t i;
	int rc = keys == NULL ? -E_NO_MEMORY : 0;

	for (i = 0; rc == 0 && i < m->n; i++) {
		keys[i] = SV_UUID(&m->humans[i].subject);
		rc = human_read(m, &m->humans[i], STR_NONE, STR_NONE);
	}
	if (rc == 0)
		rc = store_query_each(m->cx, m->j->store, STMT_PERSON_GET, keys, m->n, &rows);
	while (rc == 0 && (rc = store_next(m->cx, &rows)) == 1) {
		struct human *h = store_uuid(&rows, 0, &id) ? map_get(&m->at, uuid_bytes(&id)) :
							      NULL;

		if (h == NULL)
			return err(m->cx, E_CORRUPT, NULL, "person");
		rc = human_read(m, h, store_str(&rows, 1), store_str(&rows, 2));
	}
	return rc;
}

static int said_order(const struct said *a, const struct said *b)
{
	if (a->at_used != b->at_used)
		return a->at_used < b->at_used ? -1 : 1;
	return uuid_cmp(&a->id, &b->id);
}

static void human_change(struct human *h, int sign, const struct record *r)
{
	struct said one = { r->at_used, r->id };
	size_t i = h->said_n;

	while (i > 0 && said_order(&h->said[i - 1], &one) > 0)
		i--;
	if (sign > 0) {
		memmove(&h->said[i + 1], &h->said[i], (h->said_n - i) * sizeof(one));
		h->said[i] = one;
		h->said_n++;
	} else if (i > 0 && said_order(&h->said[i - 1], &one) == 0) {
		memmove(&h->said[i - 1], &h->said[i], (h->said_n - i) * sizeof(one));
		h->said_n--;
	}
}

static int humans_change(struct matching *m, const struct delta *deltas, size_t n)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		const struct record *r = deltas[i].r;

		if (!tells(r))
			continue;
		human_change(map_get(&m->at, uuid_bytes(&r->subject)), deltas[i].sign, r);
		/* A new record's texts are at hand. */
		if (r->plain[CLASS_IDENTITY].p != NULL || r->plain[CLASS_CONTACT].p != NULL)
			rc = told_put(m, &r->id, r->area, r->plain[CLASS_IDENTITY],
				r->plain[CLASS_CONTACT]);
	}
	return rc;
}

static struct str packed(const void *all, size_t n, size_t size)
{
	return (struct str){ all, n * size };
}

static int humans_store(struct matching *m)
{
	struct store_value *put = cx_many(m->cx, m->n * 3, struct store_value);
	struct store_value *drop = cx_many(m->cx, m->n, struct store_value);
	size_t i, puts = 0, drops = 0;
	int rc;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < m->n; i++) {
		const struct human *h = &m->humans[i];
		struct store_value *v = &put[3 * puts];

		if (h->said_n == 0) {
			drop[drops++] = SV_UUID(&h->subject);
			continue;
		}
		v[0] = SV_UUID(&h->subject);
		v[1] = SV_BLOB(packed(h->said, h->said_n, sizeof(*h->said)));
		v[2] = SV_BLOB(packed(h->has, h->has_n, sizeof(*h->has)));
		puts++;
	}
	rc = store_each(m->cx, m->j->store, STMT_PERSON_DROP, drop, drops);
	return rc == 0 ? store_each(m->cx, m->j->store, STMT_PERSON_PUT, put, puts) : rc;
}

/* ---- the index, and the pairs that follow from it: a few statements, however many people ---- */

/* A hash that somebody lets go (-1) or takes (+1). */
struct change_of {
	struct person_hash h;
	const struct uuid *subject;
	int sign;
};

struct changes_of {
	struct change_of *all;
	size_t n;
};

struct holder {
	const struct uuid *subject;
	int64_t label;
	struct holder *next;
};

static int change_order(const void *a_, const void *b_)
{
	const struct change_of *a = a_, *b = b_;

	return (a->h.mac > b->h.mac) - (a->h.mac < b->h.mac);
}

static void differences(const struct human *h, struct changes_of *ret)
{
	size_t i = 0, k = 0;

	while (i < h->had_n || k < h->has_n) {
		int d = i == h->had_n ? 1 : k == h->has_n ? -1 : hash_order(&h->had[i], &h->has[k]);

		if (d < 0)
			ret->all[ret->n++] = (struct change_of){ h->had[i], &h->subject, -1 };
		else if (d > 0)
			ret->all[ret->n++] = (struct change_of){ h->has[k], &h->subject, 1 };
		i += d <= 0;
		k += d >= 0;
	}
}

static int changes_find(struct matching *m, struct changes_of *ret)
{
	size_t i, n = 0;

	for (i = 0; i < m->n; i++)
		n += m->humans[i].had_n + m->humans[i].has_n;
	*ret = (struct changes_of){ cx_many(m->cx, n, struct change_of), 0 };
	if (ret->all == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < m->n; i++)
		differences(&m->humans[i], ret);
	/* In order of the hash, so that neighbours in the index are written together. */
	if (ret->n > 1)
		qsort(ret->all, ret->n, sizeof(*ret->all), change_order);
	return 0;
}

static int store_changes(struct matching *m, const struct changes_of *c)
{
	struct store_value *put = cx_many(m->cx, c->n * 3, struct store_value);
	struct store_value *drop = cx_many(m->cx, c->n * 2, struct store_value);
	size_t i, puts = 0, drops = 0;
	int rc;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++) {
		const struct change_of *x = &c->all[i];
		struct store_value *v = x->sign > 0 ? &put[3 * puts++] : &drop[2 * drops++];

		v[0] = SV_INT(x->h.mac);
		v[1] = SV_UUID(x->subject);
		if (x->sign > 0)
			v[2] = SV_INT(x->h.label);
	}
	rc = store_each(m->cx, m->j->store, STMT_MATCH_DROP, drop, drops);
	return rc == 0 ? store_each(m->cx, m->j->store, STMT_MATCH_PUT, put, puts) : rc;
}

static struct str mac_key(const int64_t *mac)
{
	return (struct str){ (const char *)mac, sizeof(*mac) };
}

/* Who holds each hash that changes hands with this sign. */
static int load_holders(struct matching *m, const struct changes_of *c, int sign, struct map *ret)
{
	struct store_value *macs = cx_many(m->cx, c->n, struct store_value);
	STORE_ROWS rows = { 0 };
	size_t i, n = 0;
	int rc;

	if (macs == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		if (c->all[i].sign == sign && (n == 0 || macs[n - 1].i != c->all[i].h.mac))
			macs[n++] = SV_INT(c->all[i].h.mac);
	rc = n == 0 ? 0 : store_query_each(m->cx, m->j->store, STMT_MATCH_OF, macs, n, &rows);
	while (rc == 0 && n > 0 && (rc = store_next(m->cx, &rows)) == 1) {
		struct holder *h = cx_new(m->cx, struct holder);
		struct uuid *subject = cx_new(m->cx, struct uuid);
		int64_t mac = store_int(&rows, 0);
		void **at = map_at(ret, mac_key(&mac));

		if (h == NULL || subject == NULL || at == NULL)
			return err(m->cx, E_NO_MEMORY, NULL);
		store_uuid(&rows, 1, subject);
		*h = (struct holder){ subject, store_int(&rows, 2), *at };
		*at = h;
		rc = 0;
	}
	return rc;
}

/* The pairs of one sign: suspected while both hold a hash, no longer when one of the two has let it go. */
static int store_pairs_of(
	struct matching *m, const struct changes_of *c, int sign, const struct map *holders)
{
	const struct holder *h;
	struct store_value *rows;
	size_t i, n = 0;

	for (i = 0; i < c->n; i++)
		for (h = map_get(holders, mac_key(&c->all[i].h.mac)); h != NULL; h = h->next)
			n++;
	rows = cx_many(m->cx, n * 4, struct store_value);
	if (rows == NULL)
		return -E_NO_MEMORY;
	for (i = 0, n = 0; i < c->n; i++) {
		const struct change_of *x = &c->all[i];

		if (x->sign != sign)
			continue;
		for (h = map_get(holders, mac_key(&x->h.mac)); h != NULL; h = h->next) {
			int d = uuid_cmp(x->subject, h->subject);

			if (d == 0 || h->label != x->h.label)
				continue;
			rows[4 * n] = SV_UUID(d < 0 ? x->subject : h->subject);
			rows[4 * n + 1] = SV_UUID(d < 0 ? h->subject : x->subject);
			rows[4 * n + 2] = SV_INT(x->h.label);
			rows[4 * n++ + 3] = SV_INT(x->h.mac);
		}
	}
	return store_each(
		m->cx, m->j->store, sign > 0 ? STMT_SUSPECT_PUT : STMT_SUSPECT_DROP, rows, n);
}

static int pairs(struct matching *m)
{
	struct changes_of c;
	struct map before, now;
	int rc = changes_find(m, &c);

	map_init(&before, m->cx->arena);
	map_init(&now, m->cx->arena);
	if (rc != 0 || c.n == 0)
		return rc;
	rc = load_holders(m, &c, -1, &before);
	if (rc == 0)
		rc = store_changes(m, &c);
	if (rc == 0)
		rc = load_holders(m, &c, 1, &now);
	if (rc == 0)
		rc = store_pairs_of(m, &c, -1, &before);
	return rc == 0 ? store_pairs_of(m, &c, 1, &now) : rc;
}

int match_apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	struct matching m = { .cx = cx, .j = j };
	size_t i;
	int rc;

	(void)arg;
	for (i = 0; i < n && !tells(deltas[i].r); i++)
		;
	if (i == n)
		return 0;
	map_init(&m.at, cx->arena);
	map_init(&m.told, cx->arena);
	rc = humans_gather(&m, deltas, n);
	if (rc == 0)
		rc = humans_load(&m);
	if (rc == 0)
		rc = humans_change(&m, deltas, n);
	if (rc == 0)
		rc = hash_all(&m);
	if (rc == 0)
		rc = pairs(&m);
	return rc == 0 ? humans_store(&m) : rc;
}

/* ---- asking ---- */

int person_told(struct cx *cx, const struct cover *c, const struct uuid *subject,
	const struct uuid *record, bool *ret)
{
	const struct store_value key = SV_UUID(subject);
	STORE_ROWS q = { 0 };
	struct said one;
	struct str all;
	int ec = store_query_each(cx, c->store, STMT_PERSON_GET, &key, 1, &q);

	*ret = false;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	all = store_str(&q, 1);
	for (size_t at = 0; !*ret && at + sizeof(one) <= all.n; at += sizeof(one)) {
		memcpy(&one, all.p + at, sizeof(one));
		*ret = uuid_eq(&one.id, record);
	}
	return 0;
}
