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
	int e, got = 0;

	*ret = STR_NONE;
	while ((got = parts_next(&sealed, &p)) > 0 && p.c != c)
		;
	if (got == 0)
		return 0;
	uuid_write(id, text);
	if (got < 0)
		return err(cx, E_CORRUPT, NULL, text);
	if (p.erased || !keyring_by_id(k, &p.key, &key))
		return err(cx, E_SEALED, NULL, text);
	e = seal_open(cx, &key, p.bytes, part_bound(id, c, bytes), ret);
	seal_wipe(&key, sizeof(key));
	return e;
}

/* -- erasing -- */

static void id_write(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	if (uuid_is_nil(id))
		return;
	uuid_write(id, text);
	jw_f_z(w, name, text);
}

static void names_write(struct jw *w, const char *key, const struct str *names, size_t n)
{
	jw_name(w, key);
	jw_list(w);
	for (size_t i = 0; i < n; i++)
		jw_str(w, names[i]);
	jw_end_list(w);
}

/* In canonical order: "keys" comes before "reason", "records" and "refusals" after it. */
static int erasure_open(struct cx *cx, const char *key, const struct str *names, size_t n,
	const struct erasing *why, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	id_write(&w, "approval", &why->approval);
	id_write(&w, "incident", &why->incident);
	if (strcmp(key, "reason") < 0)
		names_write(&w, key, names, n);
	if (why->master.n)
		jw_f_str(&w, "master", why->master);
	id_write(&w, "order", &why->order);
	jw_f_str(&w, "reason", why->reason);
	if (strcmp(key, "reason") > 0)
		names_write(&w, key, names, n);
	jw_end_object(&w);
	return sealed_take(cx, &b, ret);
}

static int erasure_put_names(struct cx *cx, struct journal *j, const char *key,
	const struct str *names, size_t n, const struct erasing *why)
{
	int e = 0;

	for (size_t i = 0; !e && i < n; i += ERASURE_IDS) {
		struct entry entry = { .type = ENTRY_ERASURE,
			.id = sys_uuid(),
			.received = why->now,
			.at_used = why->now,
			.via = why->via };

		e = erasure_open(cx, key, names + i, n - i < ERASURE_IDS ? n - i : ERASURE_IDS, why,
			&entry.open);
		if (!e)
			e = journal_put(cx, j, &entry, 1);
	}
	return e;
}

int erasure_put(struct cx *cx, struct journal *j, const char *key, const struct uuid *ids, size_t n,
	const struct erasing *why)
{
	char *texts = cx_alloc(cx, n * (UUID_TEXT + 1));
	struct str *names = cx_many(cx, n, struct str);

	if (!texts || !names)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		uuid_write(&ids[i], texts + i * (UUID_TEXT + 1));
		names[i] = (struct str){ texts + i * (UUID_TEXT + 1), UUID_TEXT };
	}
	return erasure_put_names(cx, j, key, names, n, why);
}

/* The list under `key` in the open column of an erasure; NULL if there is none. */
static int erasure_list(
	struct cx *cx, struct str open, const char *key, const struct json **ret_list)
{
	const struct json_limits limits = { .bytes = 1 << 24, .depth = 8, .members = 1 << 20 };
	const struct json *v;
	int e = json_read(cx, open, &limits, &v);

	*ret_list = NULL;
	if (e == -E_NO_MEMORY)
		return e;
	if (e) {
		err_clear(cx);
		return err(cx, E_CORRUPT, NULL, cx_text(cx, open));
	}
	v = json_get(v, key);
	*ret_list = v && v->type == JSON_LIST ? v : NULL;
	return 0;
}

int erasure_ids(struct cx *cx, struct str open, const char *key, struct uuid **ret, size_t *ret_n)
{
	const struct json *list;
	int e = erasure_list(cx, open, key, &list);

	*ret = NULL;
	*ret_n = 0;
	if (e || !list)
		return e;
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

/* Adds to *ret_n how many it changed. */
static int erase_entries(
	struct cx *cx, struct journal *j, struct entry *entries, size_t n, size_t *ret_n)
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
	*ret_n += changed;
	return entries_reseal(cx, j->store, entries, changed);
}

static int erase_records(
	struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, size_t *ret_n)
{
	struct entry *found = cx_many(cx, n, struct entry);
	int e = found ? journal_find(cx, j, ids, n, found) : -E_NO_MEMORY;

	return e ? e : erase_entries(cx, j, found, n, ret_n);
}

/* Of one id there may be many refusals, and each holds the whole record as it came. */
static int erase_refusals(
	struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, size_t *ret_n)
{
	struct entry *found;
	size_t found_n;
	int e = journal_find_refusals(cx, j, ids, n, &found, &found_n);

	return e ? e : erase_entries(cx, j, found, found_n, ret_n);
}

int erase_parts(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, size_t *ret_n)
{
	int e = 0;

	*ret_n = 0;
	for (size_t i = 0; !e && i < n; i += ERASURE_IDS) {
		size_t m = n - i < ERASURE_IDS ? n - i : ERASURE_IDS;

		e = erase_records(cx, j, ids + i, m, ret_n);
		if (!e)
			e = erase_refusals(cx, j, ids + i, m, ret_n);
	}
	return e;
}

int journal_erase(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	struct str reason, struct str via, int64_t now)
{
	size_t erased;
	const struct erasing why = { .reason = reason, .via = via, .now = now };
	int e = erase_parts(cx, j, ids, n, &erased);

	return e ? e : erasure_put(cx, j, "records", ids, n, &why);
}

/* -- single refusals -- */

static int refusal_name(struct cx *cx, const struct entry *e, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "%lld@%lld", (long long)e->pos, (long long)e->received);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int journal_erase_refusals(struct cx *cx, struct journal *j, struct entry *refusals, size_t n,
	struct str reason, struct str via, int64_t now)
{
	const struct erasing why = { .reason = reason, .via = via, .now = now };
	struct str *names = cx_many(cx, n, struct str);
	size_t erased = 0;
	int e = names ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		e = refusal_name(cx, &refusals[i], &names[i]);
	if (!e)
		e = erase_entries(cx, j, refusals, n, &erased);
	return e ? e : erasure_put_names(cx, j, "refusals", names, n, &why);
}

/* The refusal of that name, if it is here. */
static int refusal_find(struct cx *cx, struct journal *j, struct str name, struct entry *ret)
{
	struct entry *found;
	struct str number;
	int64_t pos, received;
	size_t n;
	int e;

	ret->pos = 0;
	if (!str_split(&name, '@', &number) || !str_int(number, &pos) || !str_int(name, &received))
		return 0;
	e = journal_read(cx, j->store, pos - 1, 1, 0, &found, &n);
	if (!e && n && found->pos == pos && found->type == ENTRY_REFUSAL &&
		found->received == received)
		*ret = *found;
	return e;
}

int erasure_refusals(
	struct cx *cx, struct journal *j, struct str open, struct entry **ret, size_t *ret_n)
{
	const struct json *list;
	int e = erasure_list(cx, open, "refusals", &list);

	*ret = NULL;
	*ret_n = 0;
	if (e || !list)
		return e;
	*ret = cx_many(cx, list->n, struct entry);
	if (!*ret)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; !e && i < list->n; i++) {
		e = refusal_find(cx, j,
			list->items[i].type == JSON_TEXT ? list->items[i].s : STR(""),
			&(*ret)[*ret_n]);
		*ret_n += !e && (*ret)[*ret_n].pos;
	}
	return e;
}

int erasure_apply(
	struct cx *cx, struct journal *j, struct str open, size_t *ret_keys, size_t *ret_erased)
{
	struct entry *refusals;
	struct uuid *ids;
	size_t n, refusals_n;
	int e = erasure_ids(cx, open, "records", &ids, &n);

	*ret_keys = *ret_erased = 0;
	if (!e)
		e = erase_parts(cx, j, ids, n, ret_erased);
	if (!e)
		e = erasure_refusals(cx, j, open, &refusals, &refusals_n);
	if (!e)
		e = erase_entries(cx, j, refusals, refusals_n, ret_erased);
	if (!e)
		e = erasure_ids(cx, open, "keys", &ids, &n);
	return e ? e : keys_empty(cx, j, ids, n, ret_keys);
}
