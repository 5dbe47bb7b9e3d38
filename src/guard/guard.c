/* Accounts and devices: their entries in the journal, and the copy of them in memory that
 * follows it.
 *
 * The open column of a login entry is {disabled, grants, name, user} (of before there were roles: {disabled, everywhere, name,
 * scopes, user, verbs}), its
 * sealed column holds the password's hash; an entry {ended, until, user} ends one session. A
 * device entry is {name, state, user}, its sealed column the enrolment key. The newest entry of
 * a user or device holds. */
#include "guard/guard.h"

#include <string.h>

#include "guard/grants.h"
#include "guard/other.h"
#include "guard/own.h"
#include "sys/sys.h"

#define FOLLOW_PIECE 256

/* -- memory -- */

static void box_free(struct account_box *b)
{
	if (!b)
		return;
	seal_wipe((char *)b->a.hash.p, b->a.hash.n);
	seal_wipe((char *)b->a.code.p, b->a.code.n);
	sys_heap.give(sys_heap.arg, b, b->bytes);
}

static struct str put(char **at, struct str s)
{
	struct str r = { *at, s.n };

	if (s.n)
		memcpy(*at, s.p, s.n);
	*at += s.n;
	return r;
}

/* A copy of an account in one block. */
static struct account_box *box_new(const struct account *a)
{
	size_t n = sizeof(struct account_box) + a->grants_n * sizeof(struct grant) + a->user.n +
		a->name.n + a->hash.n + a->code.n;
	struct account_box *b;
	struct grant *grants;
	char *at;

	for (size_t i = 0; i < a->grants_n; i++)
		n += a->grants[i].area.n;
	b = sys_heap.take(sys_heap.arg, n);
	if (!b)
		return NULL;
	*b = (struct account_box){ .bytes = n, .a = *a };
	grants = (struct grant *)(void *)(b + 1);
	at = (char *)(grants + a->grants_n);
	for (size_t i = 0; i < a->grants_n; i++) {
		grants[i] = a->grants[i];
		grants[i].area = put(&at, a->grants[i].area);
	}
	b->a.grants = grants;
	b->a.user = put(&at, a->user);
	b->a.name = put(&at, a->name);
	b->a.hash = put(&at, a->hash);
	b->a.code = put(&at, a->code);
	return b;
}

int guard_new(struct cx *cx, struct site *s, struct guard **ret)
{
	struct guard *g = sys_heap.take(sys_heap.arg, sizeof(*g));

	*ret = NULL;
	if (!g)
		return err(cx, E_NO_MEMORY, NULL);
	memset(g, 0, sizeof(*g));
	g->site = s;
	g->gate_pos = -1;
	g->users_max = GUARD_USERS_MAX;
	g->origin_free = GUARD_ORIGIN_FREE;
	g->fails_key = seal_key_new();
	arena_init(&g->arena, &sys_heap, 0);
	map_init(&g->users, &g->arena);
	map_init(&g->devices, &g->arena);
	pthread_mutex_init(&g->lock, NULL);
	*ret = g;
	return 0;
}

void guard_free(struct guard *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < g->users.n; i++)
		box_free(g->users.entries[i].value);
	for (size_t i = 0; i < g->devices.n; i++)
		seal_wipe(g->devices.entries[i].value, sizeof(struct device));
	arena_done(&g->arena);
	guard_other_free(g);
	if (g->ended)
		sys_heap.give(sys_heap.arg, g->ended, GUARD_ENDED_MAX * sizeof(*g->ended));
	pthread_mutex_destroy(&g->lock);
	seal_wipe(g, sizeof(*g));
	sys_heap.give(sys_heap.arg, g, sizeof(*g));
}

struct account_box *guard_box(struct guard *g, struct str user)
{
	return map_get(&g->users, user);
}

/* -- following the journal -- */

/* What is sealed may have been destroyed since: then there is no password to fit, or no key. */
static int sealed_text(struct cx *cx, struct guard *g, const struct entry *e, struct str *ret)
{
	int rc = e->sealed.n ?
		journal_open(cx, g->site->keys, &e->id, e->sealed, CLASS_IDENTITY, ret) :
		0;

	if (e->sealed.n == 0 || rc)
		*ret = STR_NONE;
	if (rc == -E_SEALED) {
		err_clear(cx);
		rc = 0;
	}
	return rc;
}

/* Is it one of those there are, or may there be one more? */
static bool has_room(const struct guard *g, struct str user)
{
	return map_get(&g->users, user) || g->users.n < g->users_max;
}

/* While the secret is the same, a code that was used stays used. */
static void code_keep(const struct account_box *old, struct account_box *box)
{
	if (!old || !str_eq(old->a.code, box->a.code))
		return;
	box->code_step = old->code_step;
	box->codes_wrong = old->codes_wrong;
	box->code_until = old->code_until;
}

static int take_account(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct account a = { .user = json_text(v, "user"),
		.name = json_text(v, "name"),
		.disabled = grants_flag(v, "disabled"),
		.version = e->pos };
	struct account_box *box;
	struct str sealed;
	void **at;
	int rc;

	if (!has_room(g, a.user))
		return 0;
	rc = grants_read(cx, v, &a);
	if (!rc)
		rc = sealed_text(cx, g, e, &sealed);
	if (rc)
		return rc;
	str_split(&sealed, '\n', &a.hash);
	a.code = sealed;
	at = map_at(&g->users, a.user);
	box = at ? box_new(&a) : NULL;
	if (!box)
		return err(cx, E_NO_MEMORY, NULL);
	code_keep(*at, box);
	box_free(*at);
	*at = box;
	return 0;
}

static int take_login(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	const struct json *until = json_get(v, "until");
	struct str ended = json_text(v, "ended");
	uint8_t hash[16];

	if (ended.p && until && until->type == JSON_INT && hex_read(ended, hash, sizeof(hash)))
		return guard_end(cx, g, hash, until->i);
	return json_text(v, "user").n ? take_account(cx, g, e, v) : 0;
}

static int take_device(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct str key = uuid_bytes(&e->id), hex;
	struct device *d = map_get(&g->devices, key);
	void **at;
	int rc = sealed_text(cx, g, e, &hex);

	if (rc)
		return rc;
	at = map_at(&g->devices, key);
	if (at && !d)
		*at = d = arena_alloc(&g->arena, sizeof(*d));
	if (!d)
		return err(cx, E_NO_MEMORY, NULL);
	seal_wipe(d, sizeof(*d));
	/* A device without a key is one whose key was taken back: guard_device_key finds
	 * nothing. */
	if (str_is(json_text(v, "state"), "enrolled") && hex_read(hex, d->key.b, SEAL_KEY))
		d->id = e->id;
	return 0;
}

static int take_entry(struct cx *cx, struct guard *g, const struct entry *e)
{
	const struct json *v;

	if (e->pos <= g->pos)
		return 0;
	if (json_read(cx, e->open, &json_limits_request, &v)) {
		err_clear(cx);
		return err(cx, E_CORRUPT, NULL, cx_num(cx, e->pos));
	}
	return e->type == ENTRY_LOGIN ? take_login(cx, g, e, v) : take_device(cx, g, e, v);
}

static int take_pieces(struct cx *cx, struct guard *g, struct store *s)
{
	const unsigned types = 1u << ENTRY_LOGIN | 1u << ENTRY_DEVICE;
	struct entry *entries;
	size_t n = FOLLOW_PIECE;
	int e = keyring_follow(cx, g->site->keys, s);

	while (!e && n == FOLLOW_PIECE) {
		e = journal_read(cx, s, g->pos, FOLLOW_PIECE, types, &entries, &n);
		for (size_t i = 0; !e && i < n; i++) {
			e = take_entry(cx, g, &entries[i]);
			if (!e)
				g->pos = entries[i].pos;
		}
	}
	return e;
}

int guard_follow(struct cx *cx, struct guard *g, struct store *s)
{
	bool own = !store_in_transaction(s);
	int e = own ? store_begin_read(cx, s, __func__) : 0;

	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	e = take_pieces(cx, g, s);
	pthread_mutex_unlock(&g->lock);
	if (own)
		store_rollback(s);
	return e;
}

/* -- reading -- */

static int account_copy(struct cx *cx, const struct account *a, struct account *ret)
{
	int e;

	*ret = *a;
	e = guard_grants_copy(cx, a, &ret->grants);
	if (!e)
		e = cx_str(cx, a->user, &ret->user);
	if (!e)
		e = cx_str(cx, a->name.p ? a->name : STR(""), &ret->name);
	if (!e)
		e = cx_str(cx, a->code.p ? a->code : STR(""), &ret->code);
	return e ? e : cx_str(cx, a->hash.p ? a->hash : STR(""), &ret->hash);
}

int guard_account(struct cx *cx, struct guard *g, struct str user, struct account *ret)
{
	const struct account_box *b;
	int e;

	pthread_mutex_lock(&g->lock);
	b = guard_box(g, user);
	e = b ? account_copy(cx, &b->a, ret) : 1;
	pthread_mutex_unlock(&g->lock);
	return e == 1 ? err(cx, E_NOT_FOUND, "user", cx_text(cx, user)) : e;
}

int guard_accounts(struct cx *cx, struct guard *g, struct account **ret, size_t *ret_n)
{
	int e = 0;

	pthread_mutex_lock(&g->lock);
	*ret_n = g->users.n;
	*ret = cx_many(cx, g->users.n, struct account);
	for (size_t i = 0; *ret && !e && i < *ret_n; i++)
		e = account_copy(
			cx, &((struct account_box *)g->users.entries[i].value)->a, &(*ret)[i]);
	pthread_mutex_unlock(&g->lock);
	return *ret ? e : -E_NO_MEMORY;
}

int guard_device_key(void *guard, struct cx *cx, const struct uuid *device, struct seal_key *ret)
{
	struct guard *g = guard;
	const struct device *d;
	bool there;

	pthread_mutex_lock(&g->lock);
	d = map_get(&g->devices, uuid_bytes(device));
	there = d && uuid_eq(&d->id, device);
	if (there)
		*ret = d->key;
	pthread_mutex_unlock(&g->lock);
	return there ? 0 : err(cx, E_NOT_FOUND, "device", "device");
}

/* -- entries -- */

/* The data key that seals it may have to be made, which is a write of its own; so this runs on
 * the thread that owns the writing store. */
static int seal_text(struct cx *cx, struct site *s, struct str plain, struct entry *e)
{
	struct journal *j = &s->view.journal;
	struct store *tx __attribute__((cleanup(store_end), unused)) = NULL;
	int rc;

	if (store_in_transaction(j->store))
		return journal_seal_one(cx, j, &e->id, &scope_accounts, e->received, CLASS_IDENTITY,
			plain, &e->sealed);
	rc = store_begin(cx, j->store, __func__);
	if (rc)
		return rc;
	tx = j->store;
	rc = journal_begin(cx, j);
	if (!rc)
		rc = journal_seal_one(cx, j, &e->id, &scope_accounts, e->received, CLASS_IDENTITY,
			plain, &e->sealed);
	if (!rc)
		rc = store_commit(cx, j->store);
	if (rc)
		keyring_rollback(s->keys);
	return rc;
}

static int open_end(struct cx *cx, struct jw *w, struct entry *ret)
{
	jw_end_object(w);
	if (!buf_ok(w->b))
		return err(cx, E_NO_MEMORY, NULL);
	ret->open = buf_get(w->b);
	return 0;
}

static bool user_valid(struct str user)
{
	if (user.n < 1 || user.n > 64 || !utf8_valid(user))
		return false;
	for (size_t i = 0; i < user.n; i++)
		if ((unsigned char)user.p[i] <= ' ' || user.p[i] == 0x7f)
			return false;
	return true;
}

static bool user_fits(struct guard *g, struct str user)
{
	bool fits;

	if (!g)
		return true; /* a site that is being made has none yet */
	pthread_mutex_lock(&g->lock);
	fits = has_room(g, user);
	pthread_mutex_unlock(&g->lock);
	return fits;
}

/* The hash of the password, and behind it, in a line of its own, the secret of the codes. */
static int secrets_seal(struct cx *cx, struct site *s, const struct account *a, struct entry *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_str(&b, a->hash);
	if (a->code.n) {
		buf_c(&b, '\n');
		buf_str(&b, a->code);
	}
	return buf_ok(&b) ? seal_text(cx, s, buf_get(&b), ret) : err(cx, E_NO_MEMORY, NULL);
}

int guard_account_entry(struct cx *cx, struct site *s, const struct account *a, struct str via,
	int64_t now, struct entry *ret)
{
	struct buf b;
	struct jw w;
	int e;

	if (!user_valid(a->user))
		return err(cx, E_FIELD_FORMAT, "user", "1–64 个字符，无空格",
			"1 to 64 characters, no spaces");
	if (!user_fits(s->guard, a->user))
		return err(cx, E_USERS_FULL, "user", cx_num(cx, (int64_t)s->guard->users_max));
	*ret = (struct entry){
		.type = ENTRY_LOGIN, .id = sys_uuid(), .received = now, .at_used = now, .via = via
	};
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w); /* members in canonical order */
	jw_f_bool(&w, "disabled", a->disabled);
	grants_write(&w, a);
	jw_f_str(&w, "name", a->name.p ? a->name : STR(""));
	jw_f_str(&w, "user", a->user);
	e = open_end(cx, &w, ret);
	return e || a->hash.n == 0 ? e : secrets_seal(cx, s, a, ret);
}

int guard_device_entry(struct cx *cx, struct site *s, struct str name, struct str user, int64_t now,
	struct uuid *ret_device, struct seal_key *ret_key, struct entry *ret)
{
	struct buf b, hex;
	struct jw w;
	int e;

	*ret_device = sys_uuid();
	*ret_key = seal_key_new();
	*ret = (struct entry){ .type = ENTRY_DEVICE,
		.id = *ret_device,
		.received = now,
		.at_used = now,
		.via = user };
	buf_init(&hex, cx->arena);
	buf_hex(&hex, ret_key->b, SEAL_KEY);
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "name", name);
	jw_f_z(&w, "state", "enrolled");
	jw_f_str(&w, "user", user);
	e = open_end(cx, &w, ret);
	if (!e && !buf_ok(&hex))
		e = err(cx, E_NO_MEMORY, NULL);
	return e ? e : seal_text(cx, s, buf_get(&hex), ret);
}
