/* The journal's rows: appending, finding, reading in order. What an entry means is decided elsewhere; here it
 * gets its place and its digest. */
#include "record/journal.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "record/parts.h"
#include "record/rows.h"
#include "sys/sys.h"

#define COLUMNS 11

static const char digest_prefix[] = "bulou.record.1\n";

/* -- digest -- */

static void digest_part(struct seal_hasher *h, uint8_t c, const uint8_t hash[SEAL_HASH])
{
	seal_hash_add(h, &c, 1);
	seal_hash_add(h, hash, SEAL_HASH);
}

void journal_digest(const struct entry *e, uint8_t ret[SEAL_HASH])
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;
	struct str rest = e->sealed;
	struct part p;

	seal_hash_begin(&h);
	seal_hash_add(&h, digest_prefix, sizeof(digest_prefix) - 1);
	seal_hash_add(&h, e->open.p, e->open.n);
	if (e->type == ENTRY_RECORD) {
		while (parts_next(&rest, &p) > 0) {
			parts_hash(&p, hash);
			digest_part(&h, (uint8_t)p.c, hash);
		}
	} else if (e->sealed.n) {
		seal_hash(NULL, e->sealed, hash);
		digest_part(&h, CLASS_OPEN, hash);
	}
	seal_hash_end(&h, ret);
}

/* -- rows -- */

static int blob_copy(struct cx *cx, struct str s, struct str *ret)
{
	*ret = STR_NONE;
	return s.n ? cx_str(cx, s, ret) : 0;
}

int entry_take(struct cx *cx, const struct rows *r, int column, struct entry *ret)
{
	struct str digest = store_str(r, column + 8);
	int64_t type = store_int(r, column + 1);
	int e;

	*ret = (struct entry){ .pos = store_int(r, column),
		.type = (enum entry_type)type,
		.bits = (uint32_t)store_int(r, column + 2),
		.received = store_int(r, column + 5),
		.at_used = store_int(r, column + 6) };
	if (type < ENTRY_RECORD || type > ENTRY_TYPE_MAX || digest.n != SEAL_HASH ||
		!store_uuid(r, column + 3, ret->id.b))
		return err(cx, E_CORRUPT, NULL, cx_num(cx, ret->pos));
	if (!store_uuid(r, column + 4, ret->batch.b))
		ret->batch = uuid_nil;
	memcpy(ret->digest, digest.p, SEAL_HASH);
	e = blob_copy(cx, store_str(r, column + 7), &ret->via);
	if (!e)
		e = blob_copy(cx, store_str(r, column + 9), &ret->open);
	if (!e)
		e = blob_copy(cx, store_str(r, column + 10), &ret->sealed);
	return e;
}

static struct str not_null(struct str s)
{
	return s.p ? s : STR("");
}

static void entry_values(const struct entry *e, struct store_value *v)
{
	struct str digest = { (const char *)e->digest, SEAL_HASH };

	v[0] = SV_INT(e->pos);
	v[1] = SV_INT(e->type);
	v[2] = SV_INT(e->bits);
	v[3] = SV_UUID(&e->id);
	v[4] = uuid_is_nil(&e->batch) ? SV_NULL(STORE_BLOB) : SV_UUID(&e->batch);
	v[5] = SV_INT(e->received);
	v[6] = SV_INT(e->at_used);
	v[7] = SV_TEXT(not_null(e->via));
	v[8] = SV_BLOB(digest);
	v[9] = SV_BLOB(not_null(e->open));
	v[10] = e->sealed.n ? SV_BLOB(e->sealed) : SV_NULL(STORE_BLOB);
}

int entries_insert(struct cx *cx, struct store *s, const struct entry *entries, size_t n)
{
	struct store_value *values = cx_many(cx, n * COLUMNS, struct store_value);

	if (!values)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		entry_values(&entries[i], values + i * COLUMNS);
	return store_each(cx, s, STMT_JOURNAL_PUT, values, n);
}

int entries_reseal(struct cx *cx, struct store *s, const struct entry *entries, size_t n)
{
	struct store_value *values = cx_many(cx, n * 3, struct store_value);

	if (!values)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		struct str digest = { (const char *)entries[i].digest, SEAL_HASH };

		values[3 * i] = SV_INT(entries[i].pos);
		values[3 * i + 1] = SV_BLOB(digest);
		values[3 * i + 2] = entries[i].sealed.n ? SV_BLOB(entries[i].sealed) :
							  SV_NULL(STORE_BLOB);
	}
	return store_each(cx, s, STMT_JOURNAL_RESEAL, values, n);
}

static int one_int(struct cx *cx, struct store *s, int stmt, int64_t *ret)
{
	STORE_ROWS rows;
	int e = store_query(cx, s, stmt, NULL, 0, &rows);

	if (e)
		return e;
	e = store_next(cx, &rows);
	if (e <= 0)
		return e ? e : err(cx, E_DATABASE, NULL, "count", "count");
	*ret = store_int(&rows, 0);
	return 0;
}

int journal_there(struct cx *cx, struct store *s)
{
	int64_t n = 0;
	int e = one_int(cx, s, STMT_JOURNAL_EXISTS, &n);

	return e ? e : n > 0;
}

int journal_tables(struct cx *cx, struct store *s)
{
	return store_script(cx, s, schema_record_sql);
}

int journal_newest(struct cx *cx, struct store *s, int64_t *ret_pos)
{
	return one_int(cx, s, STMT_JOURNAL_NEWEST, ret_pos);
}

int journal_top(struct cx *cx, struct store *s, int64_t *ret_pos, uint8_t ret_digest[SEAL_HASH])
{
	STORE_ROWS rows = { 0 };
	struct str digest;
	int e = store_query(cx, s, STMT_JOURNAL_TOP, NULL, 0, &rows);

	*ret_pos = 0;
	memset(ret_digest, 0, SEAL_HASH);
	if (e || (e = store_next(cx, &rows)) <= 0)
		return e;
	*ret_pos = store_int(&rows, 0);
	digest = store_str(&rows, 1);
	if (digest.n != SEAL_HASH)
		return err(cx, E_CORRUPT, NULL, "journal");
	memcpy(ret_digest, digest.p, SEAL_HASH);
	return 0;
}

/* -- beginning -- */

int epoch_new(struct cx *cx, struct store *s)
{
	struct uuid u = sys_uuid();
	char text[UUID_TEXT + 1];

	uuid_write(&u, text);
	return journal_meta_set(cx, s, "epoch", (struct str){ text, UUID_TEXT });
}

int journal_create(struct cx *cx, struct journal *j)
{
	static const char *const uses[] = { "match", "box", "cookie" };
	int e = journal_there(cx, j->store);

	if (e)
		return e < 0 ? e : err(cx, E_EXISTS, NULL, "journal");
	e = journal_tables(cx, j->store);
	if (!e)
		e = epoch_new(cx, j->store);
	j->last = 0;
	for (size_t i = 0; !e && i < sizeof(uses) / sizeof(uses[0]); i++)
		e = keyring_renew(cx, j, uses[i]);
	return e;
}

int journal_begin(struct cx *cx, struct journal *j)
{
	int e = journal_newest(cx, j->store, &j->before);

	j->last = j->before;
	return e ? e : keyring_begin(cx, j->keys, j->store, j->before);
}

int journal_put(struct cx *cx, struct journal *j, struct entry *entries, size_t n)
{
	int e;

	if (n == 0)
		return 0;
	for (size_t i = 0; i < n; i++) {
		entries[i].pos = j->last + 1 + (int64_t)i;
		journal_digest(&entries[i], entries[i].digest);
	}
	e = entries_insert(cx, j->store, entries, n);
	if (e)
		return e;
	j->last += (int64_t)n;
	memcpy(j->top, entries[n - 1].digest, SEAL_HASH);
	return 0;
}

/* -- finding -- */

static int ids_query(struct cx *cx, struct store *s, int stmt, const struct uuid *ids, size_t n,
	struct rows *ret)
{
	struct store_value *values = cx_many(cx, n * 2, struct store_value);

	*ret = (struct rows){ .s = NULL };
	if (!values)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		values[2 * i] = SV_INT((int64_t)i);
		values[2 * i + 1] = SV_UUID(&ids[i]);
	}
	return store_query_each(cx, s, stmt, values, n, ret);
}

static int take_found(struct cx *cx, struct rows *rows, size_t n, struct entry *ret)
{
	int e = 0;

	memset(ret, 0, n * sizeof(*ret));
	while (!e && (e = store_next(cx, rows)) > 0) {
		size_t i = (size_t)store_int(rows, 0);

		check(i < n);
		e = entry_take(cx, rows, 1, &ret[i]);
	}
	return e;
}

int journal_find(
	struct cx *cx, struct journal *j, const struct uuid *ids, size_t n, struct entry *ret)
{
	STORE_ROWS rows;
	int e = ids_query(cx, j->store, STMT_JOURNAL_FIND, ids, n, &rows);

	return e ? e : take_found(cx, &rows, n, ret);
}

int journal_find_refusals(struct cx *cx, struct journal *j, const struct uuid *ids, size_t n,
	struct entry **ret, size_t *ret_n)
{
	STORE_ROWS rows;
	struct entry *more;
	size_t cap = 16;
	int e = ids_query(cx, j->store, STMT_JOURNAL_FIND_REFUSALS, ids, n, &rows);

	*ret_n = 0;
	*ret = e ? NULL : cx_many(cx, cap, struct entry);
	if (!e && !*ret)
		return -E_NO_MEMORY;
	while (!e && (e = store_next(cx, &rows)) > 0) {
		if (*ret_n == cap) {
			more = cx_many(cx, cap * 2, struct entry);
			if (!more)
				return -E_NO_MEMORY;
			memcpy(more, *ret, cap * sizeof(*more));
			*ret = more;
			cap *= 2;
		}
		e = entry_take(cx, &rows, 1, &(*ret)[(*ret_n)++]);
	}
	return e;
}

static int take_refused(struct cx *cx, struct rows *rows, size_t n, int64_t *ret_pos)
{
	int e = 0;

	memset(ret_pos, 0, n * sizeof(*ret_pos));
	while (!e && (e = store_next(cx, rows)) > 0) {
		size_t i = (size_t)store_int(rows, 0);
		int64_t pos = store_int(rows, 1);

		check(i < n);
		ret_pos[i] = pos > ret_pos[i] ? pos : ret_pos[i];
		e = 0;
	}
	return e;
}

int journal_known(struct cx *cx, struct journal *j, const struct uuid *ids, size_t own, size_t n,
	int64_t *ret_refused, struct entry *ret)
{
	STORE_ROWS refused, found = { .s = NULL };
	int e = ids_query(cx, j->store, STMT_JOURNAL_REFUSED, ids, own, &refused);

	if (!e)
		e = ids_query(cx, j->store, STMT_JOURNAL_FIND, ids, n, &found);
	if (!e)
		e = take_refused(cx, &refused, own, ret_refused);
	return e ? e : take_found(cx, &found, n, ret);
}

/* -- reading in order -- */

static int rows_take(
	struct cx *cx, struct rows *rows, struct entry *ret, size_t n_max, size_t *ret_n)
{
	size_t n = 0;
	int e = 0;

	while (n < n_max && !e && (e = store_next(cx, rows)) > 0)
		e = entry_take(cx, rows, 0, &ret[n++]);
	*ret_n = n;
	return e < 0 ? e : 0;
}

static int read_one_type(struct cx *cx, struct store *s, int64_t type, int64_t after, size_t n_max,
	struct entry *ret, size_t *ret_n)
{
	struct store_value values[] = { SV_INT(type), SV_INT(after), SV_INT((int64_t)n_max) };
	STORE_ROWS rows;
	int e = store_query(cx, s, STMT_JOURNAL_AFTER_OTHER, values, 3, &rows);

	return e ? e : rows_take(cx, &rows, ret, n_max, ret_n);
}

static int pos_order(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return (x->pos > y->pos) - (x->pos < y->pos);
}

/* Types above 2 are few among many records and have an index by (type, pos): each type gives its next
 * n_max, of all these the first n_max are right. */
static int read_other(struct cx *cx, struct store *s, int64_t after, size_t n_max, unsigned types,
	struct entry **ret, size_t *ret_n)
{
	struct entry *all = cx_many(cx, n_max * 5, struct entry);
	size_t n = 0, got;
	int e = all ? 0 : -E_NO_MEMORY;

	for (int64_t t = ENTRY_LOGIN; !e && t <= ENTRY_ERASURE; t++) {
		if (!(types >> t & 1))
			continue;
		e = read_one_type(cx, s, t, after, n_max, all + n, &got);
		n += e ? 0 : got;
	}
	if (e)
		return e;
	qsort(all, n, sizeof(*all), pos_order);
	*ret = all;
	*ret_n = n < n_max ? n : n_max;
	return 0;
}

static int read_by_pos(struct cx *cx, struct store *s, int64_t after, size_t n_max, unsigned types,
	struct rows *rows)
{
	struct store_value values[9];

	if (types == 0 || types == 1u << ENTRY_REFUSAL) {
		values[0] = SV_INT(after);
		values[1] = SV_INT((int64_t)n_max);
		return store_query(cx, s,
			types == 0 ? STMT_JOURNAL_AFTER : STMT_JOURNAL_AFTER_REFUSALS, values, 2,
			rows);
	}
	for (int t = ENTRY_RECORD; t <= ENTRY_ERASURE; t++)
		values[t - 1] = SV_INT(types >> t & 1 ? t : 0);
	values[7] = SV_INT(after);
	values[8] = SV_INT((int64_t)n_max);
	return store_query(cx, s, STMT_JOURNAL_AFTER_TYPES, values, 9, rows);
}

int journal_refusals_of(struct cx *cx, struct journal *j, const struct uuid *id, size_t n_max,
	struct entry **ret, size_t *ret_n)
{
	struct store_value values[] = { SV_UUID(id), SV_INT((int64_t)n_max) };
	STORE_ROWS rows = { .s = NULL };
	int e;

	*ret = cx_many(cx, n_max, struct entry);
	if (!*ret)
		return -E_NO_MEMORY;
	e = store_query(cx, j->store, STMT_JOURNAL_REFUSALS_OF, values, 2, &rows);
	return e ? e : rows_take(cx, &rows, *ret, n_max, ret_n);
}

int journal_read(struct cx *cx, struct store *s, int64_t after, size_t n_max, unsigned types,
	struct entry **ret, size_t *ret_n)
{
	const unsigned common = 1u << ENTRY_RECORD | 1u << ENTRY_REFUSAL;
	STORE_ROWS rows = { .s = NULL };
	int e;

	if (types && !(types & common))
		return read_other(cx, s, after, n_max, types, ret, ret_n);
	*ret = cx_many(cx, n_max, struct entry);
	if (!*ret)
		return -E_NO_MEMORY;
	e = read_by_pos(cx, s, after, n_max, types, &rows);
	return e ? e : rows_take(cx, &rows, *ret, n_max, ret_n);
}

int journal_read_open(struct cx *cx, struct store *s, int64_t after, size_t n_max,
	struct entry **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(after), SV_INT((int64_t)n_max) };
	STORE_ROWS rows = { .s = NULL };
	int e;

	*ret = cx_many(cx, n_max, struct entry);
	if (!*ret)
		return -E_NO_MEMORY;
	e = store_query(cx, s, STMT_JOURNAL_AFTER_OPEN, values, 2, &rows);
	return e ? e : rows_take(cx, &rows, *ret, n_max, ret_n);
}

/* -- local facts -- */

int journal_meta(struct cx *cx, struct store *s, const char *name, struct str *ret)
{
	struct store_value value = SV_TEXT(str_of(name));
	STORE_ROWS rows;
	int e = store_query(cx, s, STMT_META_GET, &value, 1, &rows);

	*ret = STR_NONE;
	if (!e)
		e = store_next(cx, &rows);
	return e > 0 ? cx_str(cx, store_str(&rows, 0), ret) : e;
}

int journal_meta_set(struct cx *cx, struct store *s, const char *name, struct str value)
{
	struct store_value values[] = { SV_TEXT(str_of(name)), SV_TEXT(value) };

	if (!value.p)
		return store_run(cx, s, STMT_META_UNSET, values, 1);
	return store_run(cx, s, STMT_META_SET, values, 2);
}

/* -- a record of an entry -- */

int journal_record(
	struct cx *cx, const struct kinds *ks, const struct entry *e, struct record **ret)
{
	struct record *r;
	int rc = record_from_open(cx, ks, e->open, &r);

	if (rc)
		return rc;
	r->via = e->via;
	if (!r->by.p)
		r->by = e->via;
	r->received = e->received;
	r->at_used = e->at_used;
	r->pos = e->pos;
	r->batch = e->batch;
	r->confirmed = e->bits & BIT_CONFIRMED;
	r->held = e->bits & BIT_HELD;
	r->clock = e->bits & BIT_CLOCK;
	r->newer = r->newer || (e->bits & BIT_NEWER);
	*ret = r;
	return 0;
}
