/* Equality: keyed hashes of a person's document number, name with birth and area, name with phone. Whoever has a hash that
 * another subject has as well is suspected to be the same, and somebody merges the two or says that they are not. Found by
 * looking up the new hash, never by comparing everybody with everybody. Works only with keys; a rebuild without them
 * leaves the index empty. */
#include <string.h>

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

static int64_t mac_of(const struct seal_key *key, char label, const struct str *parts, size_t n, struct cx *cx)
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

static size_t hashes(struct cx *cx, const struct seal_key *key, const struct person *p, struct str area,
	struct hash ret[3])
{
	size_t n = 0;

	if (p->document.n > 0)
		ret[n++] = (struct hash){ mac_of(key, 'd', &p->document, 1, cx), LABEL_DOCUMENT };
	if (p->name.n > 0 && p->birth.n > 0)
		ret[n++] = (struct hash){ mac_of(key, 'b', (struct str[]){ p->name, p->birth, area }, 3, cx), LABEL_BIRTH };
	if (p->name.n > 0 && p->phone.n > 0)
		ret[n++] = (struct hash){ mac_of(key, 'p', (struct str[]){ p->name, p->phone }, 2, cx), LABEL_PHONE };
	return n;
}

/* Reads the classes of a record: at hand when it is new, else opened from the journal. */
static int plain_of(struct cx *cx, struct journal *j, const struct record *r, enum class c, const struct json **ret)
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
	*ret = (struct person){ .name = json_text(identity, "name"), .document = json_text(identity, "document"),
		.birth = json_text(identity, "birth"), .phone = json_text(contact, "phone") };
	return 0;
}

static int suspect(struct cx *cx, struct store *s, int stmt, const struct uuid *a, const struct uuid *b,
	const struct hash *h)
{
	bool swap = uuid_cmp(a, b) > 0;
	const struct store_value row[] = {
		SV_UUID(swap ? b : a), SV_UUID(swap ? a : b), SV_INT(h->label), SV_INT(h->mac),
	};

	return store_each(cx, s, stmt, row, 1);
}

/* The other subjects with this hash; suspected, or no longer, together with `mine`. */
static int compare(struct cx *cx, struct store *s, const struct hash *h, const struct uuid *mine, int sign)
{
	struct store_value key = SV_INT(h->mac);
	struct uuid others[64];
	size_t i, n = 0;
	bool still = false;
	int rc;

	{
		STORE_ROWS rows = { 0 };
		struct uuid one;

		rc = store_query_each(cx, s, STMT_MATCH_OF, &key, 1, &rows);
		while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
			rc = 0;
			store_uuid(&rows, 1, &one);
			if (uuid_eq(&one, mine))
				still = true;
			else if (n < sizeof(others) / sizeof(*others) && store_int(&rows, 2) == h->label)
				others[n++] = one;
		}
	}
	for (i = 0; rc == 0 && i < n; i++) {
		if (sign > 0)
			rc = suspect(cx, s, STMT_SUSPECT_PUT, mine, &others[i], h);
		else if (!still)
			rc = suspect(cx, s, STMT_SUSPECT_DROP, mine, &others[i], h);
	}
	return rc;
}

static int change_one(struct cx *cx, struct journal *j, const struct seal_key *key, const struct delta *d)
{
	struct str area = d->r->area.p == NULL ? STR("") : d->r->area;
	struct person p;
	struct hash h[3];
	size_t i, n;
	int rc = person_of(cx, j, d->r, &p);

	if (rc != 0)
		return rc;
	n = hashes(cx, key, &p, area, h);
	for (i = 0; rc == 0 && i < n; i++) {
		/* match_drop takes the first three of them */
		const struct store_value row[] = {
			SV_INT(h[i].mac), SV_UUID(&d->r->subject), SV_UUID(&d->r->id), SV_INT(h[i].label),
		};

		rc = store_each(cx, j->store, d->sign > 0 ? STMT_MATCH_PUT : STMT_MATCH_DROP, row, 1);
		if (rc == 0)
			rc = compare(cx, j->store, &h[i], &d->r->subject, d->sign);
	}
	return rc;
}

int match_apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	struct seal_key key;
	bool has_key = false;
	size_t i;
	int rc = 0;

	(void)arg;
	for (i = 0; rc == 0 && i < n; i++) {
		const struct record *r = deltas[i].r;

		if (!str_is(r->kind_name, "person.listed") && !str_is(r->kind_name, "person.changed"))
			continue;
		if (j->keys == NULL)
			return 0;
		if (!has_key)
			rc = keyring_special(cx, j->keys, "match", &key);
		has_key = true;
		if (rc == 0)
			rc = change_one(cx, j, &key, &deltas[i]);
	}
	seal_wipe(&key, sizeof(key));
	return rc;
}
