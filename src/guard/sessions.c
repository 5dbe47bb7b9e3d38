/* Tokens and the list of sessions. A token is
 *
 *	base64url( mac 32 ‖ expiry i64 LE ‖ account version i64 LE ‖ pos i64 LE ‖ id 16 ‖ user )
 *
 * the mac being BLAKE2b-256, keyed with the cookie key, over "session" LF and what follows it; pos and id are those of the session's
 * entry in the journal. A change of the account raises its version, and so ends its sessions. The list is found by pos. */
#include "guard/sessions.h"

#include <stdlib.h>
#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

#define MAC SEAL_HASH
#define FIXED (8 + 8 + 8 + 16)
/* So long after it began a session is in the list of every process, or none. */
#define UNFOLLOWED_MS 10000

/* -- tokens -- */

static void put64(struct buf *b, int64_t n)
{
	uint8_t le[8];

	for (int i = 0; i < 8; i++)
		le[i] = (uint8_t)((uint64_t)n >> (8 * i));
	buf_add(b, le, 8);
}

static int64_t get64(const char *p)
{
	uint64_t n = 0;

	for (int i = 7; i >= 0; i--)
		n = n << 8 | (uint8_t)p[i];
	return (int64_t)n;
}

static int keyed(
	struct cx *cx, struct guard *g, const char *use, struct str content, uint8_t ret[MAC])
{
	struct seal_key key;
	struct buf b;
	int e = keyring_special(cx, g->site->keys, "cookie", &key);

	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_z(&b, use);
	buf_str(&b, content);
	if (!buf_ok(&b))
		e = err(cx, E_NO_MEMORY, NULL);
	else
		seal_hash(&key, buf_get(&b), ret);
	seal_wipe(&key, sizeof(key));
	return e;
}

static int token_mac(struct cx *cx, struct guard *g, struct str content, uint8_t ret[MAC])
{
	return keyed(cx, g, "session\n", content, ret);
}

int guard_token(struct cx *cx, struct guard *g, const struct opening *o, struct str *ret)
{
	struct buf content, all, text;
	uint8_t mac[MAC];
	int e;

	buf_init(&content, cx->arena);
	put64(&content, o->s.until);
	put64(&content, o->version);
	put64(&content, o->entries[0].pos);
	buf_add(&content, o->s.id.b, sizeof(o->s.id.b));
	buf_str(&content, o->s.user);
	if (!buf_ok(&content))
		return err(cx, E_NO_MEMORY, NULL);
	e = token_mac(cx, g, buf_get(&content), mac);
	if (e)
		return e;
	buf_init(&all, cx->arena);
	buf_add(&all, mac, MAC);
	buf_str(&all, buf_get(&content));
	buf_init(&text, cx->arena);
	buf_base64url(&text, all.p, all.n);
	if (!buf_ok(&all) || !buf_ok(&text))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&text);
	return 0;
}

struct token {
	struct str user;
	struct uuid id;
	int64_t expiry, version, pos;
};

static int token_read(
	struct cx *cx, struct guard *g, struct str text, int64_t now, struct token *ret)
{
	struct str all, content;
	uint8_t mac[MAC];
	int e;

	if (text.n > 512 || !base64url_read(cx->arena, text, &all) || all.n < MAC + FIXED + 1)
		return err(cx, E_LOGIN, NULL);
	content = (struct str){ all.p + MAC, all.n - MAC };
	e = token_mac(cx, g, content, mac);
	if (e)
		return e;
	if (!seal_same(mac, all.p, MAC))
		return err(cx, E_LOGIN, NULL);
	ret->expiry = get64(content.p);
	ret->version = get64(content.p + 8);
	ret->pos = get64(content.p + 16);
	memcpy(ret->id.b, content.p + 24, sizeof(ret->id.b));
	ret->user = (struct str){ content.p + FIXED, content.n - FIXED };
	return ret->expiry <= now ? err(cx, E_LOGIN, NULL) : 0;
}

/* -- forms -- */

int guard_form(struct cx *cx, struct guard *g, struct str token, struct str *ret)
{
	uint8_t mac[MAC];
	struct buf b;
	int e = keyed(cx, g, "form\n", token, mac);

	buf_init(&b, cx->arena);
	buf_base64url(&b, mac, sizeof(mac));
	*ret = buf_get(&b);
	return e || buf_ok(&b) ? e : err(cx, E_NO_MEMORY, NULL);
}

int guard_form_check(struct cx *cx, struct guard *g, struct str token, struct str form)
{
	uint8_t mac[MAC];
	struct str given;
	int e = keyed(cx, g, "form\n", token, mac);

	if (e)
		return e;
	if (form.n > 2 * MAC || !base64url_read(cx->arena, form, &given) || given.n != MAC ||
		!seal_same(mac, given.p, MAC))
		return err(cx, E_FORM, NULL);
	return 0;
}

/* -- the list -- */

static struct str pos_key(const int64_t *pos)
{
	return (struct str){ (const char *)pos, sizeof(*pos) };
}

/* Under the lock. NULL: it was ended, or is another one. */
static struct listed *listed_find(const struct guard *g, const struct token *t, int64_t now)
{
	struct listed *l = brief_get(&g->sessions, pos_key(&t->pos), now);

	return l && uuid_eq(&l->id, &t->id) ? l : NULL;
}

static struct listed *listed_by_id(const struct guard *g, const struct uuid *id, int64_t now)
{
	struct listed *l;
	size_t at = 0;

	while ((l = brief_next(&g->sessions, &at, now)) && !uuid_eq(&l->id, id))
		;
	return l;
}

static struct str user_of(const struct listed *l)
{
	return (struct str){ l->user, l->user_n };
}

/* A changed account has no sessions from before the change, a revoked device none at all. */
static bool is_good(const struct guard *g, const struct listed *l)
{
	const struct account_box *b;

	if (device_was_revoked(g, &l->device))
		return false;
	if (guard_is_resident(user_of(l)))
		return true;
	b = map_get(&g->users, user_of(l));
	return b && b->a.version == l->version && !b->a.disabled;
}

void sessions_take(struct guard *g, const struct entry *e, const struct json *v, struct str from)
{
	const struct json *until = json_get(v, "until"), *version = json_get(v, "version");
	const struct json *by_pin = json_get(v, "pin");
	struct str user = json_text(v, "whose");
	int64_t now = sys_now();
	struct listed *l;

	if (!until || until->type != JSON_INT || until->i <= now || user.n > GUARD_USER_MAX)
		return;
	l = brief_put(&g->sessions, pos_key(&e->pos), until->i, now);
	if (!l) /* there are as many as may be: he logs in again */
		return;
	l->id = e->id;
	l->pos = e->pos;
	hex_read(json_text(v, "door"), l->door, sizeof(l->door));
	l->since = e->received;
	l->version = version && version->type == JSON_INT ? version->i : 0;
	l->queued = -1;
	l->by_pin = by_pin && by_pin->type == JSON_BOOL && by_pin->i;
	l->user_n = user.n;
	memcpy(l->user, user.n ? user.p : "", user.n);
	l->from_n = from.n < GUARD_FROM_MAX ? from.n : GUARD_FROM_MAX;
	memcpy(l->from, from.n ? from.p : "", l->from_n);
	uuid_read(json_text(v, "device"), &l->device);
	uuid_read(json_text(v, "guardian"), &l->guardian);
}

void sessions_end(struct guard *g, const struct uuid *id)
{
	struct listed *l = listed_by_id(g, id, sys_now());

	if (l)
		l->head.until = 0;
}

/* -- opening one -- */

static int door_hash(struct cx *cx, struct guard *g, struct str door, uint8_t ret[SESSION_DOOR])
{
	uint8_t mac[MAC];
	int e = keyed(cx, g, "door\n", door, mac);

	memcpy(ret, mac, SESSION_DOOR);
	return e;
}

static int door_put(struct cx *cx, struct guard *g, struct jw *w, struct str door)
{
	uint8_t hash[SESSION_DOOR];
	struct buf hex;
	int e = door_hash(cx, g, door, hash);

	buf_init(&hex, cx->arena);
	buf_hex(&hex, hash, sizeof(hash));
	jw_f_str(w, "door", buf_get(&hex));
	return e || buf_ok(&hex) ? e : err(cx, E_NO_MEMORY, NULL);
}

static int session_open_text(
	struct cx *cx, struct guard *g, const struct opening *o, struct str *ret)
{
	struct buf b;
	struct jw w;
	int e = 0;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w); /* members in canonical order */
	if (!uuid_is_nil(&o->s.device))
		open_uuid(&w, "device", &o->s.device);
	if (o->door.n)
		e = door_put(cx, g, &w, o->door);
	if (!uuid_is_nil(&o->s.guardian))
		open_uuid(&w, "guardian", &o->s.guardian);
	if (o->s.by_pin)
		jw_f_bool(&w, "pin", true);
	jw_f_bool(&w, "session", true);
	if (!uuid_is_nil(&o->ticket))
		open_uuid(&w, "ticket", &o->ticket);
	jw_f_int(&w, "until", o->s.until);
	jw_f_int(&w, "version", o->version);
	jw_f_str(&w, "whose", o->s.user);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return e || buf_ok(&b) ? e : err(cx, E_NO_MEMORY, NULL);
}

static int ended_text(
	struct cx *cx, const struct uuid *id, int64_t until, struct str user, struct str *ret)
{
	struct buf b, hex;
	struct jw w;

	buf_init(&hex, cx->arena);
	buf_hex(&hex, id->b, sizeof(id->b));
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "ended", buf_get(&hex));
	jw_f_int(&w, "until", until);
	jw_f_str(&w, "user", user);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) && buf_ok(&hex) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static struct entry entry_of(struct str via, int64_t now)
{
	return (struct entry){
		.type = ENTRY_LOGIN, .id = sys_uuid(), .received = now, .at_used = now, .via = via
	};
}

static int64_t heard_of(const struct listed *l)
{
	return l->used > l->since ? l->used : l->since;
}

/* The one that he has left alone for the longest, if he has as many as one may have; nil: he has fewer. */
static struct session idlest(const struct guard *g, struct str user, int64_t now)
{
	const struct listed *l, *first = NULL;
	size_t at = 0, n = 0;

	while ((l = brief_next(&g->sessions, &at, now))) {
		if (!str_eq(user_of(l), user) || !is_good(g, l))
			continue;
		n++;
		first = first && heard_of(first) <= heard_of(l) ? first : l;
	}
	if (n < GUARD_SESSIONS_EACH)
		return (struct session){ .id = uuid_nil };
	return (struct session){ .id = first->id, .until = first->head.until, .user = user };
}

int guard_open(struct cx *cx, struct guard *g, struct opening *o, int64_t now)
{
	struct session old;
	bool full;
	int e;

	pthread_mutex_lock(&g->lock);
	old = idlest(g, o->s.user, now);
	full = g->sessions.map.n >= GUARD_SESSIONS_MAX &&
		brief_count(&g->sessions, now) >= GUARD_SESSIONS_MAX;
	pthread_mutex_unlock(&g->lock);
	if (full)
		return err(cx, E_SESSIONS_FULL, NULL, cx_num(cx, GUARD_SESSIONS_MAX));
	o->s.since = now;
	o->s.until = now + GUARD_SESSION_MS;
	o->entries[0] = entry_of(o->s.user, now);
	o->entries[0].secret = o->s.from;
	o->s.id = o->entries[0].id;
	o->n = 1;
	e = session_open_text(cx, g, o, &o->entries[0].open);
	if (!e && !uuid_is_nil(&old.id))
		e = guard_session_end(cx, g, &old, o->s.user, now, &o->entries[o->n++]);
	return e;
}

/* Under the lock. */
static bool again_find(const struct guard *g, const struct uuid *session,
	const uint8_t door[SESSION_DOOR], int64_t now, struct opening *ret)
{
	const struct listed *l = listed_by_id(g, session, now);

	if (!l || !is_good(g, l) || now - l->since > GUARD_AGAIN_MS ||
		!seal_same(l->door, door, SESSION_DOOR))
		return false;
	ret->s.id = l->id;
	ret->s.since = l->since;
	ret->s.until = l->head.until;
	ret->version = l->version;
	ret->entries[0].pos = l->pos;
	return true;
}

/* A session without a door has zeros there, which are the hash of nothing. */
int guard_open_again(struct cx *cx, struct guard *g, const struct uuid *session, struct str door,
	int64_t now, struct opening *ret)
{
	uint8_t hash[SESSION_DOOR];
	bool same;
	int e = door.n ? door_hash(cx, g, door, hash) : err(cx, E_TICKET_USED, "ticket");

	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	same = again_find(g, session, hash, now, ret);
	pthread_mutex_unlock(&g->lock);
	return same ? 0 : err(cx, E_TICKET_USED, "ticket");
}

/* -- the calls -- */

static int listed_copy(struct cx *cx, const struct listed *l, struct session *ret)
{
	int e;

	*ret = (struct session){ .id = l->id,
		.device = l->device,
		.guardian = l->guardian,
		.since = l->since,
		.until = l->head.until,
		.used = l->used,
		.queued = l->queued,
		.by_pin = l->by_pin };
	e = cx_str(cx, user_of(l), &ret->user);
	return e ? e : cx_str(cx, (struct str){ l->from, l->from_n }, &ret->from);
}

static int latest_first(const void *a, const void *b)
{
	const struct session *x = a, *y = b;

	if (x->since != y->since)
		return x->since < y->since ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

int guard_sessions(struct cx *cx, struct guard *g, struct str user, int64_t now,
	struct session **ret, size_t *ret_n)
{
	const struct listed *l;
	size_t at = 0;
	int e = 0;

	*ret_n = 0;
	pthread_mutex_lock(&g->lock);
	*ret = cx_many(cx, brief_count(&g->sessions, now), struct session);
	while (*ret && !e && (l = brief_next(&g->sessions, &at, now)))
		if ((!user.n || str_eq(user_of(l), user)) && is_good(g, l))
			e = listed_copy(cx, l, &(*ret)[(*ret_n)++]);
	pthread_mutex_unlock(&g->lock);
	if (!*ret || e)
		return -E_NO_MEMORY;
	qsort(*ret, *ret_n, sizeof(**ret), latest_first);
	return 0;
}

int guard_session_by_id(
	struct cx *cx, struct guard *g, const struct uuid *id, int64_t now, struct session *ret)
{
	const struct listed *l;
	char text[UUID_TEXT + 1];
	int e = 1;

	pthread_mutex_lock(&g->lock);
	l = listed_by_id(g, id, now);
	if (l && is_good(g, l))
		e = listed_copy(cx, l, ret);
	pthread_mutex_unlock(&g->lock);
	if (e <= 0)
		return e;
	uuid_write(id, text);
	return err(cx, E_NOT_FOUND, "id", text);
}

int guard_session_end(struct cx *cx, struct guard *g, const struct session *s, struct str via,
	int64_t now, struct entry *ret)
{
	int e;

	*ret = entry_of(via, now);
	e = ended_text(cx, &s->id, s->until, s->user, &ret->open);
	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	sessions_end(g, &s->id);
	pthread_mutex_unlock(&g->lock);
	return 0;
}

/* Under the lock. What this process has not followed yet is believed to its signature, for a moment: after a restore the journal is
 * shorter, and what was ended in the part that is gone would live again. */
static enum err_code token_wrong(const struct guard *g, const struct token *t, int64_t now)
{
	struct listed *l = listed_find(g, t, now);

	if (!l)
		return t->pos > g->pos && now - (t->expiry - GUARD_SESSION_MS) < UNFOLLOWED_MS ?
			E_OK :
			E_LOGIN;
	if (device_was_revoked(g, &l->device))
		return E_DEVICE_REVOKED;
	l->used = now;
	return E_OK;
}

int guard_session_of(
	struct cx *cx, struct guard *g, struct str token, int64_t now, struct session *ret)
{
	struct token t = { .expiry = 0 };
	const struct listed *l;
	int e = token_read(cx, g, token, now, &t);

	if (e)
		return e;
	*ret = (struct session){ .id = t.id, .user = t.user, .until = t.expiry };
	pthread_mutex_lock(&g->lock);
	l = listed_find(g, &t, now);
	if (l)
		e = listed_copy(cx, l, ret);
	pthread_mutex_unlock(&g->lock);
	return e;
}

void guard_session_queued(
	struct cx *cx, struct guard *g, struct str token, int64_t now, int64_t queued)
{
	struct token t = { .expiry = 0 };
	struct listed *l;

	if (token_read(cx, g, token, now, &t)) {
		err_clear(cx);
		return;
	}
	pthread_mutex_lock(&g->lock);
	l = listed_find(g, &t, now);
	if (l)
		l->queued = queued;
	pthread_mutex_unlock(&g->lock);
}

/* -- whose request it is -- */

static int account_reader(struct cx *cx, struct guard *g, const struct token *t, struct rights *ret)
{
	struct account a;
	int e = guard_account(cx, g, t->user, &a);

	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return err(cx, E_LOGIN, NULL);
	}
	if (e)
		return e;
	if (a.disabled || a.version != t->version)
		return err(cx, a.disabled ? E_DISABLED : E_LOGIN, NULL);
	*ret = account_rights(&a);
	return 0;
}

bool guard_is_resident(struct str user)
{
	return str_starts(user, STR(GUARD_RESIDENT));
}

static int resident_reader(
	struct cx *cx, const struct token *t, const struct uuid *guardian, struct rights *ret)
{
	*ret = (struct rights){ .person = t->user, .guardian = *guardian };
	return guard_resident_read(t->user, &ret->own) ? 0 : err(cx, E_LOGIN, NULL);
}

int guard_session(struct cx *cx, struct guard *g, struct str token, int64_t now, struct rights *ret)
{
	struct token t = { .expiry = 0 };
	struct uuid guardian = uuid_nil;
	const struct listed *l;
	enum err_code wrong;
	int e = token_read(cx, g, token, now, &t);

	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	wrong = token_wrong(g, &t, now);
	l = wrong ? NULL : listed_find(g, &t, now);
	if (l)
		guardian = l->guardian;
	pthread_mutex_unlock(&g->lock);
	if (wrong)
		return err(cx, (int)wrong, NULL);
	return guard_is_resident(t.user) ? resident_reader(cx, &t, &guardian, ret) :
					   account_reader(cx, g, &t, ret);
}

int guard_logout(struct cx *cx, struct guard *g, struct str token, int64_t now, struct entry *ret)
{
	struct session s;
	int e = guard_session_of(cx, g, token, now, &s);

	return e ? e : guard_session_end(cx, g, &s, s.user, now, ret);
}
