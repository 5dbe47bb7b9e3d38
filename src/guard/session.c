/* Logging in and out. A session is a token that the server need not keep:
 *
 *	base64url( mac 32 ‖ expiry i64 LE ‖ account version i64 LE ‖ nonce 8 ‖ user )
 *
 * the mac being HMAC-SHA-256 under the cookie key over "session" LF and what follows it. A
 * change of the account raises its version, and so ends its sessions; a session that was logged
 * out is remembered until it would have expired. */
#include "guard/guard.h"

#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

#define MAC 32
#define FIXED (8 + 8 + 8)

/* -- failed logins -- */

/* Whoever knows only a colleague's name must not be able to keep him out: so what is counted, and has to wait, is a user
 * as tried from one address. */
static struct fails *fails_of(
	struct guard *g, struct str user, struct str from, int64_t now, bool *ret_own)
{
	uint8_t hash[SEAL_HASH], both[2 * SEAL_HASH];
	struct fails *f;

	seal_hash(&g->fails_key, user, both);
	seal_hash(&g->fails_key, from, both + SEAL_HASH);
	seal_hash(&g->fails_key, (struct str){ (const char *)both, sizeof(both) }, hash);
	f = &g->fails[(hash[16] | hash[17] << 8) % GUARD_FAILS];
	*ret_own = memcmp(f->who, hash, sizeof(f->who)) == 0;
	/* Who must wait is not pushed out: whoever falls on his place waits with him. */
	if (!*ret_own && now >= f->until) {
		*ret_own = true;
		*f = (struct fails){ .n = 0 };
		memcpy(f->who, hash, sizeof(f->who));
	}
	return f;
}

static int64_t wait_after(int n)
{
	int64_t ms = GUARD_WAIT_MS;

	if (n < GUARD_FAILS_FREE)
		return 0;
	for (; n > GUARD_FAILS_FREE && ms < GUARD_WAIT_MAX_MS; n--)
		ms *= 2;
	return ms;
}

/* How many ms there are to wait; 0: he may try. */
static int64_t must_wait(struct guard *g, struct str user, struct str from, int64_t now)
{
	struct fails *f;
	int64_t wait = 0;
	bool own;

	pthread_mutex_lock(&g->lock);
	f = fails_of(g, user, from, now, &own);
	if (now - f->last > GUARD_FAILS_MS || now < f->last)
		f->n = 0;
	if (f->n > 0 && now < f->until) {
		wait = f->until - now;
	} else {
		/* Counted before the slow check, so that many tries at once do not all get through. */
		f->n++;
		f->last = now;
		f->until = now + wait_after(f->n);
	}
	pthread_mutex_unlock(&g->lock);
	return wait;
}

static void forgive(struct guard *g, struct str user, struct str from, int64_t now)
{
	struct fails *f;
	bool own;

	pthread_mutex_lock(&g->lock);
	f = fails_of(g, user, from, now, &own);
	if (own)
		f->n = 0;
	pthread_mutex_unlock(&g->lock);
}

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

static int token_mac(struct cx *cx, struct guard *g, struct str content, uint8_t ret[MAC])
{
	struct seal_key key;
	struct buf b;
	int e = keyring_special(cx, g->site->keys, "cookie", &key);

	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_z(&b, "session\n");
	buf_str(&b, content);
	if (!buf_ok(&b))
		e = err(cx, E_NO_MEMORY, NULL);
	else
		seal_hmac256(&key, buf_get(&b), ret);
	seal_wipe(&key, sizeof(key));
	return e;
}

static int token_make(
	struct cx *cx, struct guard *g, const struct account *a, int64_t now, struct str *ret)
{
	uint8_t mac[MAC], nonce[8];
	struct buf content, all, text;
	int e;

	sys_random(nonce, sizeof(nonce));
	buf_init(&content, cx->arena);
	put64(&content, now + GUARD_SESSION_MS);
	put64(&content, a->version);
	buf_add(&content, nonce, sizeof(nonce));
	buf_str(&content, a->user);
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
	int64_t expiry, version;
	uint8_t hash[16]; /* what an ended session is remembered by */
};

static int token_read(
	struct cx *cx, struct guard *g, struct str text, int64_t now, struct token *ret)
{
	uint8_t mac[MAC], hash[SEAL_HASH];
	struct str all, content;
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
	ret->user = (struct str){ content.p + FIXED, content.n - FIXED };
	seal_hash(NULL, all, hash);
	memcpy(ret->hash, hash, sizeof(ret->hash));
	return ret->expiry < now ? err(cx, E_LOGIN, NULL) : 0;
}

/* -- sessions that were ended -- */

static bool is_ended(const struct guard *g, const uint8_t hash[16])
{
	for (size_t i = 0; i < g->ended_n; i++)
		if (memcmp(g->ended[i].hash, hash, 16) == 0)
			return true;
	return false;
}

/* Those that have expired make room; were there none, the one that expires first does. */
static struct ended *ended_room(struct guard *g)
{
	int64_t now = sys_now();
	size_t first = 0, kept = 0;

	if (g->ended_n < GUARD_ENDED_MAX)
		return &g->ended[g->ended_n++];
	for (size_t i = 0; i < g->ended_n; i++)
		if (g->ended[i].until >= now)
			g->ended[kept++] = g->ended[i];
	g->ended_n = kept;
	if (kept < GUARD_ENDED_MAX)
		return &g->ended[g->ended_n++];
	for (size_t i = 1; i < g->ended_n; i++)
		if (g->ended[i].until < g->ended[first].until)
			first = i;
	return &g->ended[first];
}

int guard_end(struct cx *cx, struct guard *g, const uint8_t hash[16], int64_t until)
{
	struct ended *e;

	if (until < sys_now() || is_ended(g, hash))
		return 0;
	if (!g->ended)
		g->ended = sys_heap.take(sys_heap.arg, GUARD_ENDED_MAX * sizeof(*g->ended));
	if (!g->ended)
		return err(cx, E_NO_MEMORY, NULL);
	e = ended_room(g);
	memcpy(e->hash, hash, 16);
	e->until = until;
	return 0;
}

/* -- the calls -- */

/* An unknown user costs as much time as a wrong password: else the time would tell who exists. */
static bool password_fits(struct str password, struct str hash)
{
	static const char none[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

	if (hash.n)
		return seal_password_fits(password, hash);
	seal_password_fits(password, str_of(none));
	return false;
}

int guard_login(struct cx *cx, struct guard *g, struct str user, struct str password,
	struct str from, int64_t now, struct str *ret_token)
{
	struct account a = { 0 };
	int64_t wait = must_wait(g, user, from, now);
	bool fits;
	int e;

	if (wait > 0)
		return err(cx, E_LOCKED_OUT, NULL, cx_num(cx, (wait + 59999) / 60000));
	e = guard_account(cx, g, user, &a);
	if (e == -E_NOT_FOUND)
		err_clear(cx);
	else if (e)
		return e;
	fits = password_fits(password, e ? STR_NONE : a.hash);
	seal_wipe((char *)a.hash.p, a.hash.n);
	if (!fits || a.disabled)
		return err(cx, E_PASSWORD, NULL);
	forgive(g, user, from, now);
	return token_make(cx, g, &a, now, ret_token);
}

int guard_session(struct cx *cx, struct guard *g, struct str token, int64_t now, struct reader *ret)
{
	struct account a;
	struct token t = { .expiry = 0 };
	bool ended;
	int e = token_read(cx, g, token, now, &t);

	if (!e)
		e = guard_account(cx, g, t.user, &a);
	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return err(cx, E_LOGIN, NULL);
	}
	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	ended = is_ended(g, t.hash);
	pthread_mutex_unlock(&g->lock);
	if (ended || a.disabled || a.version != t.version)
		return err(cx, E_LOGIN, NULL);
	*ret = (struct reader){ .person = a.user,
		.everywhere = a.everywhere,
		.scopes = a.scopes,
		.n = a.scopes_n,
		.verbs = a.verbs };
	return 0;
}

static int ended_open(struct cx *cx, const struct token *t, struct str *ret)
{
	struct buf b, hex;
	struct jw w;

	buf_init(&hex, cx->arena);
	buf_hex(&hex, t->hash, sizeof(t->hash));
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "ended", buf_get(&hex));
	jw_f_int(&w, "until", t->expiry);
	jw_f_str(&w, "user", t->user);
	jw_end_object(&w);
	if (!buf_ok(&b) || !buf_ok(&hex))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

int guard_logout(struct cx *cx, struct guard *g, struct str token, int64_t now, struct entry *ret)
{
	struct token t = { .expiry = 0 };
	int e = token_read(cx, g, token, now, &t);

	if (e)
		return e;
	*ret = (struct entry){ .type = ENTRY_LOGIN,
		.id = sys_uuid(),
		.received = now,
		.at_used = now,
		.via = t.user };
	e = ended_open(cx, &t, &ret->open);
	if (e)
		return e;
	pthread_mutex_lock(&g->lock);
	e = guard_end(cx, g, t.hash, t.expiry);
	pthread_mutex_unlock(&g->lock);
	return e;
}
