/* A ticket's entry is {hash, ticket, until} with whom and subject where there are any; it is found by the hash. */
#include "guard/ticket.h"

#include <string.h>

#include "guard/own.h"
#include "sys/sys.h"

/* Codes are tried as this user, whom nobody can be: what they fail counts by address, as passwords do. */
#define TRIED_AS STR(" ")

static const char *const kind_names[] = { [TICKET_RESIDENT] = "resident",
	[TICKET_DEVICE] = "device",
	[TICKET_USER] = "user",
	[TICKET_RESET] = "reset" };

static const size_t kind_max[] = { [TICKET_RESIDENT] = TICKETS_RESIDENT_MAX,
	[TICKET_DEVICE] = TICKETS_DEVICE_MAX,
	[TICKET_USER] = TICKETS_USER_MAX,
	[TICKET_RESET] = TICKETS_RESET_MAX };

static struct brief *kept_of(struct guard *g, enum ticket_kind kind)
{
	return &g->tickets[kind - TICKET_RESIDENT];
}

void tickets_init(struct guard *g)
{
	for (enum ticket_kind k = TICKET_RESIDENT; k <= TICKET_RESET; k++)
		brief_init(kept_of(g, k), sizeof(struct ticket_kept), kind_max[k]);
}

void tickets_done(struct guard *g)
{
	for (enum ticket_kind k = TICKET_RESIDENT; k <= TICKET_RESET; k++)
		brief_done(kept_of(g, k));
}

/* 16 of the bytes of a hash under the cookie key. */
static int hash_of(struct cx *cx, struct guard *g, const uint8_t digits[TICKET_DIGITS],
	uint8_t ret[TICKET_HASH])
{
	uint8_t hash[SEAL_HASH], text[7 + TICKET_DIGITS] = "ticket\n";
	struct seal_key key;
	int e = keyring_special(cx, g->site->keys, "cookie", &key);

	if (e)
		return e;
	memcpy(text + 7, digits, TICKET_DIGITS);
	seal_hash(&key, (struct str){ (const char *)text, sizeof(text) }, hash);
	memcpy(ret, hash, TICKET_HASH);
	seal_wipe(&key, sizeof(key));
	seal_wipe(text, sizeof(text));
	return 0;
}

static struct str hash_key(const uint8_t hash[TICKET_HASH])
{
	return (struct str){ (const char *)hash, TICKET_HASH };
}

static int open_text(
	struct cx *cx, const struct ticket *t, const uint8_t hash[TICKET_HASH], struct str *ret)
{
	struct buf b, hex;
	struct jw w;

	buf_init(&hex, cx->arena);
	buf_hex(&hex, hash, TICKET_HASH);
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w); /* members in canonical order */
	if (!uuid_is_nil(&t->guardian))
		open_uuid(&w, "guardian", &t->guardian);
	jw_f_str(&w, "hash", buf_get(&hex));
	if (!uuid_is_nil(&t->subject))
		open_uuid(&w, "subject", &t->subject);
	jw_f_z(&w, "ticket", kind_names[t->kind]);
	jw_f_int(&w, "until", t->until);
	if (t->kind == TICKET_RESET)
		jw_f_int(&w, "version", t->version);
	if (t->whom.n)
		jw_f_str(&w, "whose", t->whom);
	jw_end_object(&w);
	*ret = buf_get(&b);
	return buf_ok(&b) && buf_ok(&hex) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* -- room for one -- */

/* How many slips of this kind the account made on the day of a moment; NULL: it is none, such as the owner's at the command line. */
static int *slips_of(struct guard *g, const struct ticket *t, struct str via, int64_t at)
{
	bool counts = t->kind == TICKET_RESIDENT || t->kind == TICKET_RESET;
	struct account_box *b = counts ? guard_box(g, via) : NULL;

	if (b && b->slips_day < day_of(at)) {
		b->slips_day = day_of(at);
		b->slips = b->resets = 0;
	}
	if (!b || b->slips_day != day_of(at))
		return NULL;
	return t->kind == TICKET_RESET ? &b->resets : &b->slips;
}

/* Those that are being written count too: whoever is told a code finds it good. */
static int room_take(struct cx *cx, struct guard *g, const struct ticket *t, struct str via,
	const uint8_t hash[TICKET_HASH], int64_t now)
{
	struct ticket_kept *s = NULL;
	bool resets = t->kind == TICKET_RESET, too_many;
	int *slips, a_day = resets ? RESETS_A_DAY : SLIPS_A_DAY;

	pthread_mutex_lock(&g->lock);
	slips = slips_of(g, t, via, now);
	too_many = slips && *slips >= a_day;
	if (!too_many)
		s = brief_put(kept_of(g, t->kind), hash_key(hash), now + TICKET_WRITTEN_MS, now);
	if (s && slips)
		++*slips;
	pthread_mutex_unlock(&g->lock);
	if (too_many)
		return err(cx, resets ? E_RESETS_FULL : E_SLIPS_FULL, NULL, cx_num(cx, a_day));
	return s ? 0 : err(cx, E_TICKETS_FULL, NULL, cx_num(cx, (int64_t)kind_max[t->kind]));
}

int guard_ticket_new(struct cx *cx, struct guard *g, struct ticket *t, struct str via, int64_t now,
	char ret_code[CODE32_MAX], struct entry *ret)
{
	uint8_t digits[TICKET_DIGITS], hash[TICKET_HASH];
	int e;

	sys_random(digits, sizeof(digits));
	for (size_t i = 0; i < TICKET_DIGITS; i++)
		digits[i] &= 31;
	*ret = (struct entry){
		.type = ENTRY_LOGIN, .id = sys_uuid(), .received = now, .at_used = now, .via = via
	};
	t->id = ret->id;
	t->used = uuid_nil;
	e = hash_of(cx, g, digits, hash);
	if (!e)
		e = open_text(cx, t, hash, &ret->open);
	if (!e)
		e = room_take(cx, g, t, via, hash, now);
	code32_write(digits, TICKET_DIGITS, ret_code);
	seal_wipe(digits, sizeof(digits));
	return e;
}

/* -- following the journal -- */

static enum ticket_kind kind_of(struct str name)
{
	for (size_t i = TICKET_RESIDENT; i <= TICKET_RESET; i++)
		if (str_is(name, kind_names[i]))
			return (enum ticket_kind)i;
	return 0;
}

/* Of the slips of somebody's password the newest is good: one that was lost opens nothing any more. */
static void passwords_end(struct guard *g, enum ticket_kind kind, struct str whom, int64_t now)
{
	struct ticket_kept *s;
	size_t at = 0;

	while ((s = brief_next(kept_of(g, kind), &at, now)))
		if (s->kind == kind && str_eq((struct str){ s->whom, s->whom_n }, whom))
			s->until = 0;
}

static void ticket_take(struct guard *g, const struct entry *e, const struct json *v)
{
	const struct json *until = json_get(v, "until"), *version = json_get(v, "version");
	const struct ticket t = { .kind = kind_of(json_text(v, "ticket")) };
	struct str whom = json_text(v, "whose");
	uint8_t hash[TICKET_HASH];
	int64_t now = sys_now();
	struct ticket_kept *s;
	bool is_ours;
	int *slips;

	if (!t.kind || !until || until->type != JSON_INT || until->i + TICKET_TOLD_MS <= now ||
		whom.n > GUARD_USER_MAX || !hex_read(json_text(v, "hash"), hash, TICKET_HASH))
		return;
	if (t.kind == TICKET_USER || t.kind == TICKET_RESET)
		passwords_end(g, t.kind, whom, now);
	is_ours = brief_get(kept_of(g, t.kind), hash_key(hash), now) != NULL;
	s = brief_put(kept_of(g, t.kind), hash_key(hash), 0, now);
	slips = is_ours ? NULL : slips_of(g, &t, e->via, e->received); /* ours are counted */
	if (slips)
		++*slips;
	if (!s) /* other processes made as many as may be: another is made */
		return;
	s->head.until = until->i + TICKET_TOLD_MS;
	s->id = e->id;
	s->until = until->i;
	s->version = version && version->type == JSON_INT ? version->i : 0;
	s->kind = t.kind;
	uuid_read(json_text(v, "subject"), &s->subject);
	uuid_read(json_text(v, "guardian"), &s->guardian);
	s->whom_n = whom.n;
	memcpy(s->whom, whom.n ? whom.p : "", whom.n);
	s->by_n = e->via.n <= GUARD_USER_MAX ? e->via.n : 0;
	memcpy(s->by, s->by_n ? e->via.p : "", s->by_n);
}

/* NULL: there is none, or it is over. */
static struct ticket_kept *kept_by_id(struct guard *g, const struct uuid *id)
{
	struct ticket_kept *s = NULL;

	for (enum ticket_kind k = TICKET_RESIDENT; !s && k <= TICKET_RESET; k++) {
		size_t at = 0;

		while ((s = brief_next(kept_of(g, k), &at, sys_now())) && !uuid_eq(&s->id, id))
			;
	}
	return s;
}

void tickets_take(struct guard *g, const struct entry *e, const struct json *v)
{
	struct ticket_kept *s;
	struct uuid named;

	if (json_text(v, "hash").n)
		ticket_take(g, e, v);
	if (!uuid_read(json_text(v, "ticket"), &named))
		return;
	s = kept_by_id(g, &named);
	if (!s || !uuid_is_nil(&s->used))
		return;
	s->used = e->id;
	if (s->head.until > e->received + TICKET_USED_MS)
		s->head.until = e->received + TICKET_USED_MS;
}

/* -- finding one -- */

static int kept_copy(struct cx *cx, const struct ticket_kept *s, struct ticket *ret)
{
	int e;

	*ret = (struct ticket){ .id = s->id,
		.kind = s->kind,
		.subject = s->subject,
		.guardian = s->guardian,
		.until = s->until,
		.used = s->used,
		.version = s->version };
	e = cx_str(cx, (struct str){ s->whom, s->whom_n }, &ret->whom);
	return e ? e : cx_str(cx, (struct str){ s->by, s->by_n }, &ret->by);
}

/* Whoever has a good code in his hand is told what it is good for. */
static enum ticket_kind other_kind(struct guard *g, const uint8_t hash[TICKET_HASH], int64_t now)
{
	const struct ticket_kept *s = NULL;

	for (enum ticket_kind k = TICKET_RESIDENT; !s && k <= TICKET_RESET; k++)
		s = brief_get(kept_of(g, k), hash_key(hash), now);
	return s ? s->kind : 0;
}

static int other_told(struct cx *cx, enum ticket_kind kind)
{
	static const char *const zh[] = { [TICKET_RESIDENT] = "居民凭条",
		[TICKET_DEVICE] = "手机登记凭条",
		[TICKET_USER] = "首次登录凭条",
		[TICKET_RESET] = "重设密码凭条" };
	static const char *const en[] = { [TICKET_RESIDENT] = "a resident's slip",
		[TICKET_DEVICE] = "a slip that enrols a phone",
		[TICKET_USER] = "a slip for a first login",
		[TICKET_RESET] = "a slip for another password" };

	return kind ? err(cx, E_TICKET_OTHER, "ticket", zh[kind], en[kind]) :
		      err(cx, E_TICKET, "ticket");
}

static int kept_find(struct cx *cx, struct guard *g, const uint8_t hash[TICKET_HASH],
	enum ticket_kind kind, int64_t now, struct ticket *ret)
{
	enum ticket_kind other = 0;
	const struct ticket_kept *s;
	int e = 0;

	pthread_mutex_lock(&g->lock);
	s = brief_get(kept_of(g, kind), hash_key(hash), now);
	if (!s && kind == TICKET_USER)
		s = brief_get(kept_of(g, kind = TICKET_RESET), hash_key(hash), now);
	if (s && s->kind == kind)
		e = kept_copy(cx, s, ret);
	else
		other = other_kind(g, hash, now), s = NULL;
	pthread_mutex_unlock(&g->lock);
	return e || s ? e : other_told(cx, other);
}

int guard_ticket_find(struct cx *cx, struct guard *g, struct str code, enum ticket_kind kind,
	struct guard_from from, int64_t now, struct ticket *ret)
{
	uint8_t digits[TICKET_DIGITS], hash[TICKET_HASH];
	int e;

	if (!code32_read(code, TICKET_DIGITS, digits))
		return err(cx, E_TICKET, "ticket");
	e = attempt_begin(cx, g, TRIED_AS, from, now);
	if (!e)
		e = hash_of(cx, g, digits, hash);
	if (!e)
		e = kept_find(cx, g, hash, kind, now, ret);
	seal_wipe(digits, sizeof(digits));
	/* One that was used is no way around the count. */
	if (!e && !uuid_is_nil(&ret->used))
		e = err(cx, E_TICKET_USED, "ticket");
	if (!e && ret->until <= now)
		e = err(cx, E_TICKET_OVER, "ticket");
	return e;
}

int guard_ticket_won(struct cx *cx, struct guard *g, struct ticket *t, const struct uuid *entry,
	struct guard_from from, int64_t now)
{
	const struct ticket_kept *s;
	bool other;

	pthread_mutex_lock(&g->lock);
	s = kept_by_id(g, &t->id);
	other = s && !uuid_eq(&s->used, entry);
	if (other)
		t->used = s->used;
	pthread_mutex_unlock(&g->lock);
	if (other)
		return err(cx, E_TICKET_USED, "ticket");
	attempt_forgive(g, TRIED_AS, from, now);
	return 0;
}
