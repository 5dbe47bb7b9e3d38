/* Accounts and devices: their entries in the journal, and the copy of them in memory that
 * follows it.
 *
 * The open column of a login entry is {disabled, grants, reset, staff, ticket, user, version, waiting} (of before there were roles: {disabled, everywhere, name,
 * scopes, user, verbs}), its sealed column holds the password's hash, the secret of the one-time codes and his name, a line each; an entry {session, until, version, whose} is a session,
 * with the network it came from sealed, {ended, until, user} ends one, {hash, ticket, until} is a ticket, and {device, pin, whose}
 * sets or takes back a PIN. A device entry is {state, user}, its sealed column the enrolment key and its name, a line each. The newest entry of
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
		a->name.n + a->hash.n + a->code.n + a->reset_by.n;
	struct account_box *b;
	struct grant *grants;
	char *at;

	for (size_t i = 0; i < a->grants_n; i++)
		n += a->grants[i].area.n + a->grants[i].asked.n;
	b = sys_heap.take(sys_heap.arg, n);
	if (!b)
		return NULL;
	*b = (struct account_box){ .bytes = n, .a = *a };
	grants = (struct grant *)(void *)(b + 1);
	at = (char *)(grants + a->grants_n);
	for (size_t i = 0; i < a->grants_n; i++) {
		grants[i] = a->grants[i];
		grants[i].area = put(&at, a->grants[i].area);
		grants[i].asked = put(&at, a->grants[i].asked);
	}
	b->a.grants = grants;
	b->a.user = put(&at, a->user);
	b->a.name = put(&at, a->name);
	b->a.hash = put(&at, a->hash);
	b->a.code = put(&at, a->code);
	b->a.reset_by = put(&at, a->reset_by);
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
	map_init(&g->pairs, &g->arena);
	brief_init(&g->sessions, sizeof(struct listed), GUARD_SESSIONS_MAX);
	tickets_init(g);
	brief_init(&g->challenges, sizeof(struct brief_head), GUARD_CHALLENGES_MAX);
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
	devices_wipe(g);
	arena_done(&g->arena);
	guard_other_free(g);
	brief_done(&g->sessions);
	tickets_done(g);
	brief_done(&g->challenges);
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

/* While the secret is the same, a code that was used stays used; and whoever made slips today has made them. */
static void counts_keep(const struct account_box *old, struct account_box *box)
{
	if (!old)
		return;
	box->slips_day = old->slips_day;
	box->slips = old->slips;
	box->guesses_until = old->guesses_until;
	box->guesses = old->guesses;
	box->resets = old->resets;
	box->a.seen = old->a.seen;
	if (!str_eq(old->a.code, box->a.code))
		return;
	box->code_step = old->code_step;
	box->codes_wrong = old->codes_wrong;
	box->code_until = old->code_until;
}

/* A first password is set once: of several that one ticket brought, the first in the journal. The rest of the account is as it
 * stands here, whatever the entry says: it may have been disabled or a grant taken back since the entry was drawn up. */
static bool first_password(const struct guard *g, struct account *a)
{
	const struct account_box *old = map_get(&g->users, a->user);
	struct str hash = a->hash;
	int64_t version = a->version;

	if (!old || old->a.hash.n)
		return false;
	*a = old->a;
	a->hash = hash;
	a->version = version;
	return true;
}

/* So is one in the place of a password that was forgotten, and only in the account for which the slip was made: one that has changed
 * since may open more than its giver answered for. */
static bool other_password(const struct guard *g, struct account *a, const struct json *version)
{
	const struct account_box *old = map_get(&g->users, a->user);
	const struct account is = *a;

	if (!old || !version || version->type != JSON_INT || old->a.version != version->i)
		return false;
	*a = old->a;
	a->hash = is.hash;
	a->version = is.version;
	a->reset_by = is.reset_by;
	a->reset_at = is.reset_at;
	return true;
}

/* By a slip, so that there is one: false. Any other entry says what the account is now; that the password is that of a slip is known
 * until there is another. */
static bool is_taken(const struct guard *g, const struct json *v, struct account *a)
{
	const struct account_box *old = map_get(&g->users, a->user);
	struct uuid ticket = grants_id(v, "ticket");

	if (a->reset_by.n)
		return other_password(g, a, json_get(v, "version"));
	if (!uuid_is_nil(&ticket))
		return first_password(g, a);
	if (old && str_eq(old->a.hash, a->hash)) {
		a->reset_by = old->a.reset_by;
		a->reset_at = old->a.reset_at;
	}
	return true;
}

static int take_account(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct account a = { .user = json_text(v, "user"),
		.name = json_text(v, "name"),
		.disabled = grants_flag(v, "disabled"),
		.staff = grants_id(v, "staff"),
		.reset_by = json_text(v, "reset"),
		.reset_at = e->received,
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
	str_split(&sealed, '\n', &a.code);
	if (sealed.n)
		a.name = sealed;
	if (!is_taken(g, v, &a))
		return 0;
	at = map_at(&g->users, a.user);
	box = at ? box_new(&a) : NULL;
	if (!box)
		return err(cx, E_NO_MEMORY, NULL);
	counts_keep(*at, box);
	/* Whoever gets another password has lost what the first one opened. */
	if (*at && !str_eq(((struct account_box *)*at)->a.hash, box->a.hash))
		pins_end(g, a.user);
	box_free(*at);
	*at = box;
	return 0;
}

static void seen_take(struct guard *g, struct str user, int64_t at)
{
	struct account_box *box = map_get(&g->users, user);

	if (box && box->a.seen < at)
		box->a.seen = at;
}

/* One whose ticket another used before it is in the list too, until its time is over: nobody was given its token. */
static int take_session(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct uuid device;
	struct str from;
	int rc = sealed_text(cx, g, e, &from);

	if (rc)
		return rc;
	seen_take(g, json_text(v, "whose"), e->received);
	sessions_take(g, e, v, from);
	return uuid_read(json_text(v, "device"), &device) ?
		devices_opened(cx, g, &device, json_text(v, "whose")) :
		0;
}

static int take_pin(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct str hash;
	int rc = sealed_text(cx, g, e, &hash);

	return rc ? rc : pins_take(cx, g, v, hash);
}

static int take_login(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct str ended = json_text(v, "ended");
	struct uuid id;

	if (ended.p) {
		if (hex_read(ended, id.b, sizeof(id.b)))
			sessions_end(g, &id);
		return 0;
	}
	tickets_take(g, e, v);
	if (grants_flag(v, "session"))
		return take_session(cx, g, e, v);
	if (json_get(v, "pin"))
		return take_pin(cx, g, e, v);
	return json_text(v, "user").n ? take_account(cx, g, e, v) : 0;
}

static int take_device(struct cx *cx, struct guard *g, const struct entry *e, const struct json *v)
{
	struct str sealed;
	int rc = sealed_text(cx, g, e, &sealed);

	tickets_take(g, e, v);
	return rc ? rc : devices_take(cx, g, e, v, sealed);
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
	ret->hash = ret->code = STR("");
	e = guard_grants_copy(cx, a, &ret->grants);
	if (!e)
		e = cx_str(cx, a->user, &ret->user);
	if (!e)
		e = cx_str(cx, a->reset_by.p ? a->reset_by : STR(""), &ret->reset_by);
	return e ? e : cx_str(cx, a->name.p ? a->name : STR(""), &ret->name);
}

static int secrets_copy(struct cx *cx, const struct account *a, struct account *ret)
{
	int e = cx_str(cx, a->code.p ? a->code : STR(""), &ret->code);

	return e ? e : cx_str(cx, a->hash.p ? a->hash : STR(""), &ret->hash);
}

static int account_take(
	struct cx *cx, struct guard *g, struct str user, bool whole, struct account *ret)
{
	const struct account_box *b;
	int e;

	pthread_mutex_lock(&g->lock);
	b = guard_box(g, user);
	e = b ? account_copy(cx, &b->a, ret) : 1;
	if (!e && whole)
		e = secrets_copy(cx, &b->a, ret);
	pthread_mutex_unlock(&g->lock);
	return e == 1 ? err(cx, E_NOT_FOUND, "user", cx_text(cx, user)) : e;
}

int guard_account(struct cx *cx, struct guard *g, struct str user, struct account *ret)
{
	return account_take(cx, g, user, false, ret);
}

int guard_account_whole(struct cx *cx, struct guard *g, struct str user, struct account *ret)
{
	return account_take(cx, g, user, true, ret);
}

void account_wipe(struct account *a)
{
	if (a->hash.p)
		seal_wipe((char *)(uintptr_t)a->hash.p, a->hash.n);
	if (a->code.p)
		seal_wipe((char *)(uintptr_t)a->code.p, a->code.n);
	a->hash = a->code = STR("");
}

int64_t account_until(const struct account *a)
{
	int64_t until = 0;

	for (size_t i = 0; i < a->grants_n; i++) {
		if (a->grants[i].asked.n)
			continue;
		if (!a->grants[i].until)
			return 0;
		until = a->grants[i].until > until ? a->grants[i].until : until;
	}
	return until;
}

/* What has been asked since is known of the sessions that live. */
static void seen_now(struct guard *g)
{
	const struct listed *l;
	size_t at = 0;

	while ((l = brief_next(&g->sessions, &at, sys_now())))
		seen_take(g, (struct str){ l->user, l->user_n }, l->used);
}

int guard_accounts(struct cx *cx, struct guard *g, struct account **ret, size_t *ret_n)
{
	int e = 0;

	pthread_mutex_lock(&g->lock);
	seen_now(g);
	*ret_n = g->users.n;
	*ret = cx_many(cx, g->users.n, struct account);
	for (size_t i = 0; *ret && !e && i < *ret_n; i++)
		e = account_copy(
			cx, &((struct account_box *)g->users.entries[i].value)->a, &(*ret)[i]);
	pthread_mutex_unlock(&g->lock);
	return *ret ? e : -E_NO_MEMORY;
}

bool account_same(const struct account *a, const struct account *b)
{
	return str_eq(a->user, b->user) ||
		(!uuid_is_nil(&a->staff) && uuid_eq(&a->staff, &b->staff));
}

bool account_within(const struct account *a, const struct area_tree *t, const struct reader *who)
{
	if (who->everywhere)
		return true;
	for (size_t i = 0; i < a->grants_n; i++)
		if (a->grants[i].everywhere || !reader_sees(t, who, a->grants[i].area))
			return false;
	return a->grants_n;
}

bool guard_within(
	struct guard *g, struct str user, const struct area_tree *t, const struct reader *who)
{
	const struct account_box *b;
	bool within;

	pthread_mutex_lock(&g->lock);
	b = guard_box(g, user);
	within = b ? account_within(&b->a, t, who) : who->everywhere;
	pthread_mutex_unlock(&g->lock);
	return within;
}

/* -- entries -- */

void open_uuid(struct jw *w, const char *name, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	jw_f_z(w, name, text);
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
	if (user.n < 1 || user.n > GUARD_USER_MAX || !utf8_valid(user) || guard_is_resident(user))
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

/* Lines of their own: the hash of the password, the secret of the codes, and who he is. */
static int secrets_of(struct cx *cx, const struct account *a, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_str(&b, a->hash);
	buf_c(&b, '\n');
	buf_str(&b, a->code);
	buf_c(&b, '\n');
	buf_str(&b, a->name);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

int guard_account_entry(struct cx *cx, struct site *s, const struct account *a, struct str via,
	int64_t now, struct entry *ret)
{
	bool resets = !uuid_is_nil(&a->ticket) && a->reset_by.n;
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
	if (resets)
		jw_f_str(&w, "reset", a->reset_by);
	grants_staff(&w, a);
	if (!uuid_is_nil(&a->ticket))
		open_uuid(&w, "ticket", &a->ticket);
	jw_f_str(&w, "user", a->user);
	if (resets)
		jw_f_int(&w, "version", a->version);
	grants_waiting(&w, a);
	e = open_end(cx, &w, ret);
	return e ? e : secrets_of(cx, a, &ret->secret);
}
