/* Equality: keyed hashes of a person's document number, name with birth and area, name with phone. Whoever has a hash that
 * another subject has as well is suspected to be the same, and somebody merges the two or says that they are not. Found by
 * looking up the new hash, never by comparing everybody with everybody. Works only with keys; a rebuild without them
 * leaves the index empty. */
#include <stdlib.h>

#include "cover/work.h"
#include "generated/stmt.h"
#include "record/keys.h"

enum { LABEL_DOCUMENT = 1, LABEL_BIRTH, LABEL_PHONE };

struct hash {
	int64_t mac;
	int label;
};

struct person {
	struct str name, document, birth, phone;
};

static bool is_person(const struct record *r)
{
	return str_is(r->kind_name, "person.listed") || str_is(r->kind_name, "person.changed");
}

static int64_t mac_of(
	const struct seal_key *key, char label, const struct str *parts, size_t n, struct cx *cx)
{
	uint8_t out[32];
	struct buf b;
	uint64_t mac = 0;
	size_t i;

	buf_init(&b, cx->arena);
	buf_c(&b, label);
	for (i = 0; i < n; i++) {
		buf_c(&b, '\n');
		buf_str(&b, parts[i]);
	}
	seal_hmac256(key, buf_get(&b), out);
	for (i = 0; i < 8; i++)
		mac = mac << 8 | out[i];
	return (int64_t)mac;
}

static size_t hashes(struct cx *cx, const struct seal_key *key, const struct person *p,
	struct str area, struct hash ret[3])
{
	size_t n = 0;

	if (p->document.n > 0)
		ret[n++] = (struct hash){ mac_of(key, 'd', &p->document, 1, cx), LABEL_DOCUMENT };
	if (p->name.n > 0 && p->birth.n > 0)
		ret[n++] = (struct hash){ mac_of(key, 'b',
						  (struct str[]){ p->name, p->birth, area }, 3, cx),
			LABEL_BIRTH };
	if (p->name.n > 0 && p->phone.n > 0)
		ret[n++] = (struct hash){
			mac_of(key, 'p', (struct str[]){ p->name, p->phone }, 2, cx), LABEL_PHONE
		};
	return n;
}

/* Reads the classes of a record: at hand when it is new, else opened from the journal. */
static int plain_of(struct cx *cx, struct journal *j, const struct record *r, enum class c,
	const struct json **ret)
{
	struct str plain = r->plain[c];
	struct entry e;
	int rc = 0;

	*ret = NULL;
	if (plain.p == NULL && r->pos > 0) {
		rc = journal_find(cx, j, &r->id, 1, &e);
		if (rc == 0 && e.pos > 0)
			rc = journal_open(cx, j->keys, &r->id, e.sealed, c, &plain);
	}
	if (rc == -E_SEALED) {
		err_clear(cx);
		return 0;
	}
	return rc != 0 || plain.p == NULL ? rc : json_read(cx, plain, &json_limits_request, ret);
}

static int person_of(struct cx *cx, struct journal *j, const struct record *r, struct person *ret)
{
	const struct json *identity, *contact;
	int rc = plain_of(cx, j, r, CLASS_IDENTITY, &identity);

	if (rc == 0)
		rc = plain_of(cx, j, r, CLASS_CONTACT, &contact);
	if (rc != 0)
		return rc;
	*ret = (struct person){ .name = json_text(identity, "name"),
		.document = json_text(identity, "document"),
		.birth = json_text(identity, "birth"),
		.phone = json_text(contact, "phone") };
	return 0;
}

/* All hashes of a group, what holds them now, and the pairs that follow: a few statements, however many people. */
struct mark_of {
	struct hash h;
	const struct record *r;
	int sign;
};

struct holder {
	struct uuid subject;
	int label;
	struct holder *next;
};

struct matching {
	struct cx *cx;
	struct journal *j;
	struct mark_of *marks;
	size_t n;
	struct map before,
		now; /* who holds a hash, without and with the group: mac → struct holder list */
};

static int mark_order(const void *a_, const void *b_)
{
	const struct mark_of *a = a_, *b = b_;

	return (a->h.mac > b->h.mac) - (a->h.mac < b->h.mac);
}

static int collect(struct matching *m, const struct delta *deltas, size_t n)
{
	struct seal_key key;
	struct person p;
	struct hash h[3];
	size_t i, k, found;
	int rc = keyring_special(m->cx, m->j->keys, "match", &key);

	m->marks = cx_many(m->cx, n * 3, struct mark_of);
	if (rc == 0 && m->marks == NULL)
		rc = -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct record *r = deltas[i].r;

		if (!is_person(r))
			continue;
		rc = person_of(m->cx, m->j, r, &p);
		if (rc != 0)
			break;
		found = hashes(m->cx, &key, &p, r->area.p == NULL ? STR("") : r->area, h);
		for (k = 0; k < found; k++)
			m->marks[m->n++] = (struct mark_of){ h[k], r, deltas[i].sign };
	}
	seal_wipe(&key, sizeof(key));
	/* In order of the hash, so that neighbours in the index are written together. */
	if (m->n > 1)
		qsort(m->marks, m->n, sizeof(*m->marks), mark_order);
	return rc;
}

static int store_marks(struct matching *m)
{
	struct store_value *put = cx_many(m->cx, m->n * 4, struct store_value);
	struct store_value *drop = cx_many(m->cx, m->n * 3, struct store_value);
	size_t i, puts = 0, drops = 0;
	int rc;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < m->n; i++) {
		const struct mark_of *x = &m->marks[i];
		struct store_value *v = x->sign > 0 ? &put[4 * puts++] : &drop[3 * drops++];

		v[0] = SV_INT(x->h.mac);
		v[1] = SV_UUID(&x->r->subject);
		v[2] = SV_UUID(&x->r->id);
		if (x->sign > 0)
			v[3] = SV_INT(x->h.label);
	}
	rc = store_each(m->cx, m->j->store, STMT_MATCH_DROP, drop, drops);
	return rc == 0 ? store_each(m->cx, m->j->store, STMT_MATCH_PUT, put, puts) : rc;
}

static struct str mac_key(const int64_t *mac)
{
	return (struct str){ (const char *)mac, sizeof(*mac) };
}

/* Who holds each hash of the group. */
static int load_holders(struct matching *m, struct map *ret)
{
	struct store_value *macs = cx_many(m->cx, m->n, struct store_value);
	STORE_ROWS rows = { 0 };
	size_t i, n = 0;
	int rc;

	if (macs == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < m->n; i++)
		if (i == 0 || m->marks[i].h.mac != m->marks[i - 1].h.mac)
			macs[n++] = SV_INT(m->marks[i].h.mac);
	rc = store_query_each(m->cx, m->j->store, STMT_MATCH_OF, macs, n, &rows);
	while (rc == 0 && n > 0 && (rc = store_next(m->cx, &rows)) == 1) {
		struct holder *h = cx_new(m->cx, struct holder);
		int64_t mac = store_int(&rows, 0);
		void **at = map_at(ret, mac_key(&mac));

		if (h == NULL || at == NULL)
			return err(m->cx, E_NO_MEMORY, NULL);
		store_uuid(&rows, 1, &h->subject);
		h->label = (int)store_int(&rows, 2);
		h->next = *at;
		*at = h;
		rc = 0;
	}
	return rc;
}

static bool holds(const struct holder *h, const struct uuid *subject)
{
	while (h != NULL && !uuid_eq(&h->subject, subject))
		h = h->next;
	return h != NULL;
}

/* The pairs of one hash: suspected while both hold it, no longer when one of the two has let it go. */
static int pairs(struct matching *m, const struct mark_of *x)
{
	const struct uuid *mine = &x->r->subject;
	struct str mac = mac_key(&x->h.mac);
	const struct holder *now = map_get(&m->now, mac), *h;
	bool still = holds(now, mine);
	int rc = 0;

	for (h = x->sign > 0 ? now : map_get(&m->before, mac); rc == 0 && h != NULL; h = h->next) {
		bool swap = uuid_cmp(mine, &h->subject) > 0;
		const struct store_value row[] = {
			SV_UUID(swap ? &h->subject : mine),
			SV_UUID(swap ? mine : &h->subject),
			SV_INT(x->h.label),
			SV_INT(x->h.mac),
		};

		if (h->label != x->h.label || uuid_eq(mine, &h->subject))
			continue;
		if (still && holds(now, &h->subject))
			rc = store_each(m->cx, m->j->store, STMT_SUSPECT_PUT, row, 1);
		else
			rc = store_each(m->cx, m->j->store, STMT_SUSPECT_DROP, row, 1);
	}
	return rc;
}

int match_apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	struct matching m = { .cx = cx, .j = j };
	size_t i;
	int rc;

	(void)arg;
	for (i = 0; i < n && !is_person(deltas[i].r); i++)
		;
	if (i == n || j->keys == NULL)
		return 0;
	map_init(&m.before, cx->arena);
	map_init(&m.now, cx->arena);
	rc = collect(&m, deltas, n);
	for (i = 0; i < m.n && m.marks[i].sign > 0; i++)
		;
	if (rc == 0 && i < m.n)
		rc = load_holders(&m, &m.before);
	if (rc == 0)
		rc = store_marks(&m);
	if (rc == 0)
		rc = load_holders(&m, &m.now);
	for (i = 0; rc == 0 && i < m.n; i++)
		rc = pairs(&m, &m.marks[i]);
	return rc;
}
