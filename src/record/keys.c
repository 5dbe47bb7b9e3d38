/* Data keys are few (a round, a class, a month) and asked for by every sealed record, so they are all kept
 * open in memory, found by id and by what they are for.
 *
 * One write transaction at a time makes keys; other threads read at any time. A key made in a transaction is
 * `fresh` until a later one finds it in the journal: whether that transaction was committed, rolled back or
 * ended in doubt, the journal says. */
#include "record/keys.h"

#include <string.h>

#include "generated/stmt.h"
#include "record/intake.h"
#include "record/ring.h"
#include "record/rows.h"
#include "sys/sys.h"

static const char *const uses[USES] = {
	[USE_MATCH] = "match", [USE_BOX] = "box", [USE_COOKIE] = "cookie"
};

const struct uuid scope_accounts = { { [6] = 0x80, [8] = 0x80, [15] = 1 } };

/* -- following the journal -- */

int key_missing(struct cx *cx, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	err_clear(cx);
	return err(cx, E_KEY, NULL, text, text);
}

/* What the open column of a key entry says; the key itself is still to be unwrapped. */
static bool info_read(const struct json *v, struct data_key *d)
{
	const struct json *c = json_get(v, "class"), *month = json_get(v, "month");
	struct str use = json_text(v, "use");

	for (d->use = 0; d->use < USES; d->use++)
		if (str_is(use, uses[d->use]))
			return d->use != USE_BOX ||
				hex_read(json_text(v, "public"), d->pub, sizeof(d->pub));
	if (!str_is(use, "data") || !c || c->type != JSON_INT || !month ||
		month->type != JSON_INT || c->i <= CLASS_OPEN || c->i >= CLASSES || month->i < 0 ||
		month->i > INT32_MAX)
		return false;
	d->c = (enum class)c->i;
	d->month = (int32_t)month->i;
	return uuid_read(json_text(v, "scope"), &d->scope);
}

static int take_key(struct cx *cx, struct keyring *k, int64_t pos, const struct uuid *id,
	struct str open, struct str sealed)
{
	struct data_key d = { .id = *id, .pos = pos };
	const struct json *v;
	struct str plain;
	int e;

	if (sealed.n == 0)
		return 0; /* purged */
	e = json_read(cx, open, &json_limits_request, &v);
	if (e == -E_NO_MEMORY)
		return e;
	if (e || !info_read(v, &d)) {
		err_clear(cx);
		return err(cx, E_CORRUPT, NULL, cx_num(cx, pos));
	}
	e = seal_open(cx, &k->master, sealed, key_bound(id), &plain);
	if (e == -E_NO_MEMORY)
		return e;
	if (e || plain.n != SEAL_KEY)
		return key_missing(cx, id);
	memcpy(d.key.b, plain.p, SEAL_KEY);
	seal_wipe((char *)plain.p, plain.n);
	e = ring_add(cx, k, &d);
	seal_wipe(&d.key, sizeof(d.key));
	return e;
}

/* An erasure of keys, perhaps by another process: what is destroyed there must go here as well. */
static int take_erasure(struct cx *cx, struct keyring *k, struct str open)
{
	struct id_list list;
	int e = erasure_ids(cx, open, "keys", &list.ids, &list.n);

	if (e || list.n == 0)
		return e;
	list.n = uuid_sort(list.ids, list.n);
	ring_drop(k, ring_listed, &list);
	return 0;
}

static int take_row(struct cx *cx, struct keyring *k, struct rows *rows)
{
	int64_t pos = store_int(rows, 0);
	struct uuid id;
	int e;

	if (!store_uuid(rows, 2, id.b))
		return err(cx, E_CORRUPT, NULL, cx_num(cx, pos));
	if (store_int(rows, 1) == ENTRY_KEY)
		e = take_key(cx, k, pos, &id, store_str(rows, 3), store_str(rows, 4));
	else
		e = take_erasure(cx, k, store_str(rows, 3));
	if (e)
		return e;
	pthread_mutex_lock(&k->lock);
	k->pos = pos > k->pos ? pos : k->pos;
	pthread_mutex_unlock(&k->lock);
	return 0;
}

int keyring_follow(struct cx *cx, struct keyring *k, struct store *s)
{
	struct store_value after;
	STORE_ROWS rows;
	int e;

	pthread_mutex_lock(&k->lock);
	after = SV_INT(k->pos);
	pthread_mutex_unlock(&k->lock);
	e = store_query(cx, s, STMT_JOURNAL_KEYS, &after, 1, &rows);
	while (!e && (e = store_next(cx, &rows)) > 0)
		e = take_row(cx, k, &rows);
	return e;
}

int keyring_begin(struct cx *cx, struct keyring *k, struct store *s, int64_t before)
{
	bool settled;
	int e;

	pthread_mutex_lock(&k->lock);
	settled = before >= 0 && k->seen == before && !k->made;
	pthread_mutex_unlock(&k->lock);
	e = settled ? 0 : keyring_follow(cx, k, s);
	if (settled || e)
		return e;
	keyring_rollback(k);
	pthread_mutex_lock(&k->lock);
	k->seen = before;
	pthread_mutex_unlock(&k->lock);
	return 0;
}

void keyring_commit(struct keyring *k, int64_t before, int64_t last)
{
	pthread_mutex_lock(&k->lock);
	if (k->seen == before && !k->made)
		k->seen = last;
	pthread_mutex_unlock(&k->lock);
}

bool keyring_has_scope(struct keyring *k, const struct uuid *scope)
{
	bool has = false;

	pthread_mutex_lock(&k->lock);
	for (size_t i = 0; !has && i < k->n; i++)
		has = k->keys[i].use == USES && uuid_eq(&k->keys[i].scope, scope);
	pthread_mutex_unlock(&k->lock);
	return has;
}

/* -- making -- */

static int put_text(struct cx *cx, struct buf *b, struct str *ret)
{
	if (!buf_ok(b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(b);
	return 0;
}

/* Members in canonical order. */
static int info_write(struct cx *cx, const struct data_key *d, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	if (d->use == USES) {
		char scope[UUID_TEXT + 1];

		uuid_write(&d->scope, scope);
		jw_f_int(&w, "class", d->c);
		jw_f_int(&w, "month", d->month);
		jw_f_z(&w, "scope", scope);
	}
	if (d->use == USE_BOX) {
		struct buf hex;

		buf_init(&hex, cx->arena);
		buf_hex(&hex, d->pub, sizeof(d->pub));
		jw_f_str(&w, "public", buf_get(&hex));
	}
	jw_f_z(&w, "use", d->use == USES ? "data" : uses[d->use]);
	jw_end_object(&w);
	return put_text(cx, &b, ret);
}

static int master_mark(struct cx *cx, const struct keyring *k, struct str *ret)
{
	uint8_t mark[SEAL_MARK];
	struct buf b;

	seal_master_mark(&k->master, mark);
	buf_init(&b, cx->arena);
	buf_hex(&b, mark, sizeof(mark));
	return put_text(cx, &b, ret);
}

int keyring_master_note(struct cx *cx, struct journal *j)
{
	struct str mark = STR_NONE;
	int e = master_mark(cx, j->keys, &mark);

	return e ? e : journal_meta_set(cx, j->store, "master", mark);
}

/* No lock keeps a rotation on another machine away from a server on PostgreSQL. */
static int master_check(struct cx *cx, struct journal *j)
{
	struct str mark = STR_NONE, noted;
	int e = journal_meta(cx, j->store, "master", &noted);

	if (e || !noted.n)
		return e;
	e = master_mark(cx, j->keys, &mark);
	return e || str_eq(mark, noted) ? e : err(cx, E_KEY_OTHER, NULL, cx_text(cx, mark));
}

static int journal_key(struct cx *cx, struct journal *j, struct data_key *d)
{
	struct str plain = { (const char *)d->key.b, SEAL_KEY };
	struct entry e = { .type = ENTRY_KEY, .id = d->id, .received = sys_now() };
	int rc = master_check(cx, j);

	e.at_used = e.received;
	if (!rc)
		rc = info_write(cx, d, &e.open);
	if (!rc)
		rc = seal_close(cx, &j->keys->master, plain, key_bound(&d->id), &e.sealed);
	if (!rc)
		rc = journal_put(cx, j, &e, 1);
	d->pos = e.pos;
	return rc ? rc : ring_add(cx, j->keys, d);
}

int keyring_data(struct cx *cx, struct journal *j, const struct uuid *scope, enum class c,
	int32_t month, struct uuid *ret_id, struct seal_key *ret)
{
	struct data_key d = { .scope = *scope, .c = c, .fresh = true, .use = USES };
	struct keyring *k = j->keys;
	const struct data_key *there;
	int e = 0;

	d.month = uuid_is_nil(scope) ? 0 : month;
	pthread_mutex_lock(&k->lock);
	there = ring_find_use(k, scope, c, d.month);
	if (there)
		d = *there;
	pthread_mutex_unlock(&k->lock);
	if (!there) {
		d.id = sys_uuid();
		d.key = seal_key_new();
		e = journal_key(cx, j, &d);
	}
	*ret_id = d.id;
	*ret = d.key;
	seal_wipe(&d.key, sizeof(d.key));
	return e;
}

bool keyring_by_id(struct keyring *k, const struct uuid *id, struct seal_key *ret)
{
	const struct data_key *d;

	pthread_mutex_lock(&k->lock);
	d = ring_find(k, id);
	if (d)
		*ret = d->key;
	pthread_mutex_unlock(&k->lock);
	return d;
}

/* -- special keys -- */

static int use_of(const char *use)
{
	int i = 0;

	while (i < USES && strcmp(use, uses[i]) != 0)
		i++;
	return i;
}

/* The newest of its use; under the lock. */
static const struct data_key *special(const struct keyring *k, int use)
{
	const struct data_key *newest = NULL;

	for (size_t i = 0; use < USES && i < k->n; i++)
		if (k->keys[i].use == use && (!newest || k->keys[i].pos > newest->pos))
			newest = &k->keys[i];
	return newest;
}

int keyring_special(struct cx *cx, struct keyring *k, const char *use, struct seal_key *ret)
{
	const struct data_key *d;

	pthread_mutex_lock(&k->lock);
	d = special(k, use_of(use));
	if (d)
		*ret = d->key;
	pthread_mutex_unlock(&k->lock);
	return d ? 0 : err(cx, E_KEY, NULL, use, use);
}

bool keyring_box_public(struct keyring *k, uint8_t ret[32])
{
	const struct data_key *d;

	pthread_mutex_lock(&k->lock);
	d = special(k, USE_BOX);
	if (d)
		memcpy(ret, d->pub, sizeof(d->pub));
	pthread_mutex_unlock(&k->lock);
	return d;
}

int keyring_renew(struct cx *cx, struct journal *j, const char *use)
{
	struct data_key d = { .id = sys_uuid(), .use = use_of(use), .fresh = true };
	int e;

	if (d.use == USES)
		return err(cx, E_KEY, NULL, use, use);
	if (d.use == USE_BOX)
		seal_pair_new(d.pub, &d.key);
	else
		d.key = seal_key_new();
	e = journal_key(cx, j, &d);
	seal_wipe(&d.key, sizeof(d.key));
	return e;
}
