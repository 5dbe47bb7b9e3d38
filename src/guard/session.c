/* Logging in: passwords, one-time codes, and what failed. What follows from it is a session (guard/sessions.c). */
#include "guard/guard.h"

#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

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

int attempt_begin(
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

void attempt_forgive(struct guard *g, struct str user, struct guard_from from, int64_t now)
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
	int64_t now, struct account *ret)
{
	bool fits;
	int e = attempt_begin(cx, g, try->user, from, now);

	*ret = (struct account){ .disabled = true };
	if (e)
		return e;
	e = guard_account_whole(cx, g, try->user, ret);
	if (e == -E_NOT_FOUND)
		err_clear(cx);
	else if (e)
		return e;
	fits = password_fits(try->password, e ? STR_NONE : ret->hash);
	account_wipe(ret);
	if (!fits || ret->disabled)
		return err(cx, E_PASSWORD, NULL);
	e = code_check(cx, g, try);
	if (e) {
		if (!try->code.n)
			origin_forgive(g, try->user, from, now);
		return e;
	}
	attempt_forgive(g, try->user, from, now);
	return 0;
}
