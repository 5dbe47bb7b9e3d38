/* Logging in and out. A session is a token that the server need not keep:
 *
 *	base64url( mac 32 ‖ expiry i64 LE ‖ account version i64 LE ‖ nonce 8 ‖ user )
 *
 * the mac being BLAKE2b-256, keyed with the cookie key, over "session" LF and what follows it. A
 * change of the account raises its version, and so ends its sessions; a session that was logged
 * out is remembered until it would have expired. */
#include "guard/guard.h"

#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

#define MAC SEAL_HASH
#define FIXED (8 + 8 + 8)

/* -- failed logins --
 *
 * Whoever knows only a colleague's name must not be able to keep him out: so what is counted, and has to wait, is a user as
 * tried from one address. And whoever tries one password on all the names must not be able to do so at full speed: so what
 * a network fails in all is counted too. It may be a whole office: it has many failures free, and who has logged in from his
 * address before is let through. */

/* A login that is tried: its places in the two tables, and who should stand there. */
struct attempt {
	struct fails *f;
	struct origin *origin;
	uint8_t user_hash[SEAL_HASH], origin_hash[SEAL_HASH];
};

static size_t slot_of(const uint8_t hash[SEAL_HASH])
{
	return (size_t)(hash[16] | hash[17] << 8);
}

static struct attempt attempt_of(struct guard *g, struct str user, struct guard_from from)
{
	uint8_t both[2 * SEAL_HASH];
	struct attempt t;

	seal_hash(&g->fails_key, from.network, t.origin_hash);
	seal_hash(&g->fails_key, user, both);
	seal_hash(&g->fails_key, from.address, both + SEAL_HASH);
	seal_hash(&g->fails_key, (struct str){ (const char *)both, sizeof(both) }, t.user_hash);
	t.f = &g->fails[slot_of(t.user_hash) % GUARD_FAILS];
	t.origin = &g->origins[slot_of(t.origin_hash) % GUARD_ORIGINS];
	return t;
}

static bool is_own(const struct attempt *t)
{
	return memcmp(t->f->who, t->user_hash, sizeof(t->f->who)) == 0;
}

/* Who must wait is not pushed out: whoever falls on his place waits with him. */
static void fails_take(struct attempt *t, int64_t now)
{
	if (!is_own(t) && now >= t->f->until) {
		*t->f = (struct fails){ .n = 0 };
		memcpy(t->f->who, t->user_hash, sizeof(t->f->who));
	}
}

/* Here the newcomer does push out: else one who has many networks could fill the table, and keep out whoever falls on it. */
static void origin_take(struct attempt *t, int64_t now)
{
	if (memcmp(t->origin->who, t->origin_hash, sizeof(t->origin->who)) != 0) {
		*t->origin = (struct origin){ .owes_until = now };
		memcpy(t->origin->who, t->origin_hash, sizeof(t->origin->who));
	}
	if (t->origin->owes_until < now)
		t->origin->owes_until = now;
}

/* How many ms the failures of its network keep it waiting, if above 0: until one is forgotten, whatever the clock did. */
static int64_t origin_wait(const struct guard *g, struct attempt *t, int64_t now)
{
	int64_t free_ms = (int64_t)(g->origin_free - 1) * GUARD_ORIGIN_MS;

	if (guard_is_known(g, t->user_hash))
		return 0;
	origin_take(t, now);
	if (t->origin->owes_until > now + free_ms + GUARD_ORIGIN_MS)
		t->origin->owes_until = now + free_ms + GUARD_ORIGIN_MS;
	return t->origin->owes_until - now - free_ms;
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

static int64_t user_wait(struct attempt *t, int64_t now)
{
	struct fails *f = t->f;

	fails_take(t, now);
	if (now - f->last > GUARD_FAILS_MS || now < f->last)
		f->n = 0;
	return f->n > 0 && now < f->until ? f->until - now : 0;
}

/* Counted before the slow check, so that many tries at once do not all get through. */
static void count(struct attempt *t, int64_t now)
{
	t->f->n++;
	t->f->last = now;
	t->f->until = now + wait_after(t->f->n);
	origin_take(t, now);
	t->origin->owes_until += GUARD_ORIGIN_MS;
}

static int may_try(
	struct cx *cx, struct guard *g, struct str user, struct guard_from from, int64_t now)
{
	struct attempt t = attempt_of(g, user, from);
	int64_t origin_ms, user_ms = 0;

	pthread_mutex_lock(&g->lock);
	origin_ms = origin_wait(g, &t, now);
	if (origin_ms <= 0)
		user_ms = user_wait(&t, now);
	if (origin_ms <= 0 && user_ms == 0)
		count(&t, now);
	pthread_mutex_unlock(&g->lock);
	if (origin_ms > 0)
		return err(cx, E_LOGINS_FAILED, NULL, cx_num(cx, (origin_ms + 999) / 1000));
	return user_ms ? err(cx, E_LOCKED_OUT, NULL, cx_num(cx, (user_ms + 59999) / 60000)) : 0;
}

/* The password was right, and a page asks for the code only then: that is no failure of the network's. */
static void origin_forgive(struct guard *g, struct str user, struct guard_from from, int64_t now)
{
	struct attempt t = attempt_of(g, user, from);

	pthread_mutex_lock(&g->lock);
	origin_take(&t, now);
	t.origin->owes_until -= GUARD_ORIGIN_MS;
	pthread_mutex_unlock(&g->lock);
}

static void forgive(struct guard *g, struct str user, struct guard_from from, int64_t now)
{
	struct attempt t = attempt_of(g, user, from);

	pthread_mutex_lock(&g->lock);
	fails_take(&t, now);
	if (is_own(&t))
		t.f->n = 0;
	guard_know(g, t.user_hash);
	origin_take(&t, now);
	t.origin->owes_until -= GUARD_ORIGIN_MS;
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
		seal_hash(&key, buf_get(&b), ret);
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

/* A code is good once; after ten wrong ones all wait, a minute and then twice as long with each further one. */
static int code_take(struct cx *cx, struct account_box *b, struct str code, int64_t now)
{
	int64_t step = code.n ? seal_code_step(b->a.code, code, now) : 0;

	if (!code.n)
		return err(cx, E_CODE, "code");
	/* A clock that was ahead locks nobody out for longer than a wait may last. */
	if (b->code_until > now + GUARD_WAIT_MAX_MS)
		b->code_until = now + GUARD_WAIT_MAX_MS;
	if (now < b->code_until)
		return err(
			cx, E_LOCKED_OUT, NULL, cx_num(cx, (b->code_until - now + 59999) / 60000));
	if (step > b->code_step) {
		b->code_step = step;
		b->codes_wrong = 0;
		return 0;
	}
	b->code_until = now + wait_after(++b->codes_wrong);
	return err(cx, E_CODE, "code");
}

static int code_check(struct cx *cx, struct guard *g, const struct guard_try *try)
{
	struct account_box *b;
	int e = 0;

	pthread_mutex_lock(&g->lock);
	b = guard_box(g, try->user);
	if (b && b->a.code.n)
		e = code_take(cx, b, try->code, try->real_now);
	pthread_mutex_unlock(&g->lock);
	return e;
}

int guard_login(struct cx *cx, struct guard *g, const struct guard_try *try, struct guard_from from,
	int64_t now, struct str *ret_token)
{
	struct account a = { 0 };
	bool fits;
	int e = may_try(cx, g, try->user, from, now);

	if (e)
		return e;
	e = guard_account(cx, g, try->user, &a);
	if (e == -E_NOT_FOUND)
		err_clear(cx);
	else if (e)
		return e;
	fits = password_fits(try->password, e ? STR_NONE : a.hash);
	seal_wipe((char *)a.hash.p, a.hash.n);
	seal_wipe((char *)a.code.p, a.code.n);
	if (!fits || a.disabled)
		return err(cx, E_PASSWORD, NULL);
	e = code_check(cx, g, try);
	if (e) {
		if (!try->code.n)
			origin_forgive(g, try->user, from, now);
		return e;
	}
	forgive(g, try->user, from, now);
	return token_make(cx, g, &a, now, ret_token);
}

int guard_session(struct cx *cx, struct guard *g, struct str token, int64_t now, struct rights *ret)
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
	*ret = account_rights(&a);
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
