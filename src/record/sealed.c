/* What of the journal is sealed: closing the parts of a record, opening one, and erasing them for good. */
#include "record/journal.h"

#include <string.h>

#include "generated/stmt.h"
#include "record/keys.h"
#include "record/parts.h"
#include "record/rows.h"
#include "sys/sys.h"

static int seal_part(struct cx *cx, struct journal *j, const struct uuid *id,
	const struct uuid *scope, int64_t received, enum class c, struct str plain, struct buf *b)
{
	char bytes[PART_BOUND];
	struct part p = { .c = c };
	struct seal_key key;
	int e = keyring_data(cx, j, scope, c, month_of(received), &p.key, &key);

	if (!e)
		e = seal_close(cx, &key, plain, part_bound(id, c, bytes), &p.bytes);
	seal_wipe(&key, sizeof(key));
	if (!e)
		parts_add(b, &p);
	return e;
}

static int sealed_take(struct cx *cx, struct buf *b, struct str *ret)
{
	if (!buf_ok(b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = b->n ? buf_get(b) : STR_NONE;
	return 0;
}

int journal_seal(struct cx *cx, struct journal *j, const struct record *r, struct str *ret)
{
	struct uuid scope = record_scope(r);
	struct buf b;
	int e = 0;

	buf_init(&b, cx->arena);
	for (int c = CLASS_IDENTITY; !e && c < CLASSES; c++)
		if (r->plain[c].p)
			e = seal_part(
				cx, j, &r->id, &scope, r->received, (enum class)c, r->plain[c], &b);
	return e ? e : sealed_take(cx, &b, ret);
}

int journal_seal_one(struct cx *cx, struct journal *j, const struct uuid *id,
	const struct uuid *scope, int64_t received, enum class c, struct str plain, struct str *ret)
{
	struct buf b;
	int e;

	buf_init(&b, cx->arena);
	e = seal_part(cx, j, id, scope, received, c, plain, &b);
	return e ? e : sealed_take(cx, &b, ret);
}

int journal_open(struct cx *cx, struct keyring *k, const struct uuid *id, struct str sealed,
	enum class c, struct str *ret)
{
	char bytes[PART_BOUND], text[UUID_TEXT + 1];
	struct seal_key key;
	struct part p;
	int e, got;

	*ret = STR_NONE;
	uuid_write(id, text);
	while ((got = parts_next(&sealed, &p)) > 0 && p.c != c)
		;
	if (got <= 0)
		return got ? err(cx, E_CORRUPT, NULL, text) : 0;
	if (p.erased || !keyring_by_id(k, &p.key, &key))
		return err(cx, E_SEALED, NULL, text);
	e = seal_open(cx, &key, p.bytes, part_bound(id, c, bytes), ret);
	seal_wipe(&key, sizeof(key));
	return e;
}

/* -- erasing -- */

static int erasure_open(struct cx *cx, const char *key, const struct uuid *ids, size_t n,
	struct str reason, struct str *ret)
{
	char text[UUID_TEXT + 1];
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	/* Canonical order: "keys" comes before "reason", "records" after it. */
	if (strcmp(key, "reason") > 0)
		jw_f_str(&w, "reason", reason);
	jw_name(&w, key);
	jw_list(&w);
	for (size_t i = 0; i < n; i++) {
		uuid_write(&ids[i], text);
		jw_z(&w, text);
	}
	jw_end_list(&w);
	if (strcmp(key, "reason") < 0)
		jw_f_str(&w, "reason", reason);
	jw_end_object(&w);
	return sealed_take(cx, &b, ret);
}

int erasure_put(struct cx *cx, struct journal *j, const char *key, const struct uuid *ids, size_t n,
	struct str reason, struct str via, int64_t now)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i += ERASURE_IDS) {
		struct entry entry = { .type = ENTRY_ERASURE,
			.id = sys_uuid(),
			.received = now,
			.at_used = now,
			.via = via };

		e = erasure_open(cx, key, ids + i, n - i < ERASURE_IDS ? n - i : ERASURE_IDS,
			reason, &entry.open);
		if (!e)
			e = journal_put(cx, j, &entry, 1);
	}
	return e;
}

int erasure_ids(struct cx *cx, struct str open, const char *key, struct uuid **ret, size_t *ret_n)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 8, .members = 1 << 20 };
	const struct json *v, *list;
	int e = json_read(cx, open, &limits, &v);

	*ret = NULL;
	*ret_n = 0;
	if (e == -E_NO_MEMORY)
		return e;
	if (e) {
		err_clear(cx);
		return err(cx, E_CORRUPT, NULL, cx_text(cx, open));
	}
	list = json_get(v, key);
	if (!list || list->type != JSON_LIST)
		return 0;
	*ret = cx_many(cx, list->n, struct uuid);
	if (!*ret)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < list->n; i++)
		if (list->items[i].type == JSON_TEXT &&
			uuid_read(list->items[i].s, &(*ret)[*ret_n]))
			(*ret_n)++;
	return 0;
}

/* The digest of a record stays what it was; that of a refusal is over its sealed column and is made anew. */
static int erase_entry(struct cx *cx, struct entry *e, bool *ret_changed)
{
	size_t n = 0;
	int rc = 0;

	*ret_changed = false;
	if (e->pos == 0 || e->sealed.n == 0)
		return 0;
	if (!parts_valid(e->sealed))
		return err(cx, E_CORRUPT, NULL, cx_num(cx, e->pos));
	rc = parts_erase(cx, e->sealed, ~0u, &e->sealed, &n);
	*ret_changed = n > 0;
	if (!rc && e->type != ENTRY_RECORD)
		journal_digest(e, e->digest);
	return rc;
}

static int erase_entries(struct cx *cx, struct journal *j, struct entry *entries, size_t n)
{
	size_t changed = 0;
	bool yes;

	for (size_t i = 0; i < n; i++) {
		int e = erase_entry(cx, &entries[i], &yes);

		if (e)
			return e;
		if (yes)
			entries[changed++] = entries[i];
	}
	return entries_reseal(cx, j->store, entries, changed);
}

static int erase_records(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n)
{
	struct entry *found = cx_many(cx, n, struct entry);
	int e = found ? journal_find(cx, j, ids, n, found) : -E_NO_MEMORY;

	return e ? e : erase_entries(cx, j, found, n);
}

/* Of one id there may be many refusals, and each holds the whole record as it came. */
static int erase_refusals(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n)
{
	struct entry *found;
	size_t found_n;
	int e = journal_find_refusals(cx, j, ids, n, &found, &found_n);

	return e ? e : erase_entries(cx, j, found, found_n);
}

int erase_parts(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i += ERASURE_IDS) {
		size_t m = n - i < ERASURE_IDS ? n - i : ERASURE_IDS;

		e = erase_records(cx, j, ids + i, m);
		if (!e)
			e = erase_refusals(cx, j, ids + i, m);
	}
	return e;
}

int journal_erase(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	struct str reason, struct str via, int64_t now)
{
	int e = erase_parts(cx, j, ids, n);

	return e ? e : erasure_put(cx, j, "records", ids, n, reason, via, now);
}
