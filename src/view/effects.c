/* Effects are collected in arrays of the request's arena; their packed form is what rows of the views keep. */
#include "view/effects.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"

#define US "\x1f"

static int grow(struct cx *cx, void **p, size_t n, size_t *cap, size_t size)
{
	size_t wider = *cap == 0 ? 4 : *cap * 2;
	void *q;

	if (n < *cap)
		return 0;
	q = cx_array(cx, wider, size);
	if (q == NULL)
		return -E_NO_MEMORY;
	if (n > 0)
		memcpy(q, *p, n * size);
	*p = q;
	*cap = wider;
	return 0;
}

static struct act *add(struct effects *e, enum fold fold, int what)
{
	void *p = e->acts;
	struct act *a;

	if (e->failed != 0)
		return NULL;
	e->failed = grow(e->cx, &p, e->acts_n, &e->acts_cap, sizeof(*e->acts));
	if (e->failed != 0)
		return NULL;
	e->acts = p;
	a = &e->acts[e->acts_n++];
	*a = (struct act){
		.fold = fold,
		.what = (uint8_t)what,
		.at_used = e->r->at_used,
		.id = e->r->id,
	};
	return a;
}

/* The values divided by U+001F; they hold none themselves, since text of a record has no control characters. */
static struct str join(struct effects *e, const struct str *parts, size_t n)
{
	struct buf b;
	size_t i;

	buf_init(&b, e->cx->arena);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_z(&b, US);
		buf_str(&b, parts[i]);
	}
	if (!buf_ok(&b) && e->failed == 0)
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	return buf_get(&b);
}

int effects_of(struct cx *cx, const struct record *r, struct effects *ret)
{
	*ret = (struct effects){ .cx = cx, .r = r };
	if (r->kind == NULL || r->newer || r->kind->effects == NULL)
		return 0;
	ret->failed = r->kind->effects(ret, r);
	return ret->failed;
}

static int area_act(struct effects *e, int what, struct str id, const struct str *parts, size_t n,
	int level, int32_t day)
{
	struct act *a = add(e, FOLD_AREA, what);

	if (a == NULL)
		return e->failed;
	a->name = id;
	a->code = (uint8_t)level;
	a->n = day;
	a->text = join(e, parts, n);
	return e->failed;
}

int effects_area_add(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int level, int32_t from)
{
	const struct str parts[] = { parent, code, name };

	return area_act(e, AREA_ADD, id, parts, 3, level, from);
}

int effects_area_set(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int32_t from)
{
	const struct str parts[] = { parent, code, name };

	return area_act(e, AREA_SET, id, parts, 3, 0, from);
}

int effects_area_end(struct effects *e, struct str id, int32_t day)
{
	return area_act(e, AREA_END, id, NULL, 0, 0, day);
}

int effects_area_outline(struct effects *e, struct str id, uint8_t datum, int32_t from)
{
	return area_act(e, AREA_OUTLINE, id, NULL, 0, datum, from);
}

int effects_incident(struct effects *e, int what, struct uuid id, struct str area, struct str name,
	bool exercise)
{
	const struct str parts[] = { area, name };
	struct act *a = add(e, FOLD_INCIDENT, what);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->code = exercise;
	a->text = join(e, parts, 2);
	return e->failed;
}

int effects_incident_level(struct effects *e, struct uuid id, uint8_t level, int64_t since)
{
	struct act *a = add(e, FOLD_INCIDENT, INCIDENT_LEVEL);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->code = level;
	a->n = since;
	return e->failed;
}

int effects_incident_purge(struct effects *e, struct uuid id, uint32_t classes)
{
	struct act *a = add(e, FOLD_INCIDENT, INCIDENT_PURGE);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->n = classes;
	return e->failed;
}

static struct act *subject_act(struct effects *e, int what, struct uuid subject, const char *field)
{
	struct act *a = add(e, FOLD_SUBJECT, what);

	if (a == NULL)
		return NULL;
	a->key = subject;
	if (field != NULL)
		a->has_saw = record_saw(e->r, field, &a->saw);
	return a;
}

int effects_subject(struct effects *e, struct uuid subject, enum subject_type type, struct str area,
	struct str place, uint32_t flags)
{
	struct buf b;
	struct act *a = subject_act(e, SUBJECT_DEFINE, subject, NULL);

	if (a == NULL)
		return e->failed;
	a->code = (uint8_t)type;
	a->n = flags;
	buf_init(&b, e->cx->arena);
	buf_str(&b, area);
	buf_z(&b, "\x1e");
	buf_str(&b, place);
	if (!buf_ok(&b))
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	a->text = buf_get(&b);
	return e->failed;
}

int effects_subject_move(struct effects *e, struct uuid subject, struct str area)
{
	struct act *a = subject_act(e, SUBJECT_MOVE, subject, "to");

	if (a != NULL)
		a->text = area;
	return e->failed;
}

int effects_subject_flags(struct effects *e, struct uuid subject, uint32_t flags)
{
	struct act *a = subject_act(e, SUBJECT_FLAGS, subject, "flags");

	if (a != NULL)
		a->n = flags;
	return e->failed;
}

int effects_subject_place(struct effects *e, struct uuid subject, struct str place)
{
	struct act *a = subject_act(e, SUBJECT_PLACE, subject, "room");

	if (a != NULL)
		a->text = place;
	return e->failed;
}

int effects_subject_version(struct effects *e, struct uuid subject, enum subject_type of, int64_t n)
{
	struct act *a = subject_act(e, SUBJECT_VERSION, subject, NULL);

	if (a != NULL) {
		a->code = (uint8_t)of;
		a->n = n;
	}
	return e->failed;
}

#define LON_MAX 1800000000LL
#define LAT_MAX 900000000LL

int effects_subject_point(
	struct effects *e, struct uuid subject, uint8_t datum, int32_t lon, int32_t lat)
{
	struct act *a = add(e, FOLD_SUBJECT, SUBJECT_POINT);

	if (a != NULL) {
		a->key = subject;
		a->code = datum;
		a->n = (lon + LON_MAX) << 31 | (lat + LAT_MAX);
	}
	return e->failed;
}

void act_point(const struct act *a, int32_t *ret_lon, int32_t *ret_lat)
{
	*ret_lon = (int32_t)((a->n >> 31) - LON_MAX);
	*ret_lat = (int32_t)((a->n & INT32_MAX) - LAT_MAX);
}

int effects_pair(struct effects *e, int what, struct uuid a_, struct uuid b_)
{
	bool swap = uuid_cmp(&a_, &b_) > 0;
	struct act *a;

	if (uuid_eq(&a_, &b_))
		return 0; /* a thing is itself */
	a = add(e, FOLD_PAIR, what);
	if (a == NULL)
		return e->failed;
	a->key = swap ? b_ : a_;
	a->key2 = swap ? a_ : b_;
	return 0;
}

int effects_round_open(struct effects *e, struct uuid round, const struct round_spec *s)
{
	char incident[UUID_TEXT + 1];
	struct act *a = add(e, FOLD_ROUND, ROUND_OPEN);
	struct str parts[6];

	if (a == NULL)
		return e->failed;
	uuid_write(&s->incident, incident);
	parts[0] = s->kind;
	parts[1] = s->area;
	parts[2] = s->question;
	parts[3] = s->filter;
	parts[4] = (struct str){ incident, UUID_TEXT };
	parts[5] = str_of(cx_num(e->cx, s->expected));
	a->key = round;
	a->code = s->standing;
	a->n = s->due;
	a->text = join(e, parts, 6);
	return e->failed;
}

int effects_round(struct effects *e, int what, struct uuid round, int64_t due)
{
	struct act *a = add(e, FOLD_ROUND, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->n = due;
	return 0;
}

int effects_target(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, struct str area, int64_t due)
{
	struct act *a = add(e, FOLD_TARGET, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->key2 = subject;
	a->slot = slot;
	a->text = area;
	a->n = due;
	return 0;
}

int effects_piece(struct effects *e, struct uuid round, struct str area,
	const struct uuid *subjects, size_t n)
{
	struct act *a = add(e, FOLD_ROUND, ROUND_PIECE);
	size_t i;

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->n = (int64_t)n;
	a->text = area;
	for (i = 0; i < n && e->failed == 0; i++)
		effects_target(e, TARGET_LIST, round, subjects[i], 0, area, 0);
	return e->failed;
}

int effects_answer(struct effects *e, int what, struct uuid round, struct uuid subject,
	int64_t slot, uint8_t code, uint8_t next)
{
	struct act *a = add(e, FOLD_TARGET, what);

	if (a == NULL)
		return e->failed;
	a->key = round;
	a->key2 = subject;
	a->slot = slot;
	a->code = code;
	a->next = next;
	a->text = e->r->area;
	return 0;
}

static struct act *last_answer(struct effects *e)
{
	struct act *a;

	check(e->acts_n > 0);
	a = &e->acts[e->acts_n - 1];
	check(a->fold == FOLD_TARGET && a->what >= TARGET_COVER);
	return a;
}

/* FNV-1a: it lies in rows, so it is the same in every program. */
static uint64_t digest_of(struct str who)
{
	uint64_t h = 0xcbf29ce484222325U;
	size_t i;

	for (i = 0; i < who.n; i++)
		h = (h ^ (uint8_t)who.p[i]) * 0x100000001b3U;
	return h;
}

int effects_word(struct effects *e, uint32_t word)
{
	struct act *a;

	if (e->failed != 0)
		return e->failed;
	check(word > 0);
	a = last_answer(e);
	a->word = word;
	a->who = digest_of(e->r->by);
	return 0;
}

static int oblige(
	struct effects *e, const struct str *parts, size_t n, uint8_t category, int64_t due)
{
	struct act *a;

	if (e->failed != 0)
		return e->failed;
	check(category > 0);
	a = last_answer(e);
	a->obliges = category;
	a->n = due;
	a->text = join(e, parts, n);
	return e->failed;
}

int effects_oblige(struct effects *e, const char *kind, uint8_t category, int64_t due)
{
	const struct str parts[] = { str_of(kind), e->r->area };

	return oblige(e, parts, 2, category, due);
}

int effects_oblige_there(struct effects *e, const char *kind, uint8_t category, int64_t due)
{
	const struct str parts[] = { str_of(kind), e->r->area, STR("there") };

	return oblige(e, parts, 3, category, due);
}

static int goods(struct effects *e, int what, struct str place, const struct parcel *p, bool lot)
{
	char id[UUID_TEXT + 1];
	const struct str parts[] = { place, p->item, { id, UUID_TEXT } };
	struct act *a = add(e, FOLD_LEDGER, what);

	if (a == NULL)
		return e->failed;
	uuid_write(&p->lot, id);
	a->key = p->incident;
	a->name = join(e, parts, lot ? 3 : 2);
	a->slot = day_of(e->r->at_used);
	a->n = p->milli;
	a->text = e->r->area;
	return e->failed;
}

int effects_goods(struct effects *e, struct str from, struct str to, const struct parcel *what)
{
	goods(e, LEDGER_OUT, from, what, false);
	goods(e, LEDGER_IN, to, what, false);
	if (uuid_is_nil(&what->lot))
		return e->failed;
	goods(e, LEDGER_OUT, from, what, true);
	return goods(e, LEDGER_IN, to, what, true);
}

int effects_counted(struct effects *e, struct str place, const struct parcel *what)
{
	return goods(e, LEDGER_COUNT, place, what, !uuid_is_nil(&what->lot));
}

static int amount(struct effects *e, uint16_t figure, struct uuid scope, int64_t n)
{
	void *p = e->amounts;

	if (e->failed != 0)
		return e->failed;
	e->failed = grow(e->cx, &p, e->amounts_n, &e->amounts_cap, sizeof(*e->amounts));
	if (e->failed != 0)
		return e->failed;
	e->amounts = p;
	e->amounts[e->amounts_n++] = (struct amount){
		.figure = figure,
		.scope = scope,
		.area = e->r->area,
		.day = day_of(e->r->at_used),
		.n = n,
	};
	return 0;
}

int effects_amount(struct effects *e, uint16_t figure, struct uuid scope, int64_t n)
{
	return n == 0 ? e->failed : amount(e, figure, scope, n);
}

/* Packed as its row keeps it: the round where others have what they saw, then the area, the slot and the end of the rest, or of
 * the secondment. */
static struct act *duty(struct effects *e, int what, struct uuid who, int64_t slot, int64_t until)
{
	struct act *a = add(e, FOLD_DUTY, what);
	struct str parts[3] = { e->r->area };

	if (a == NULL)
		return NULL;
	parts[1] = str_of(cx_num(e->cx, slot));
	parts[2] = str_of(cx_num(e->cx, until));
	a->key = who;
	a->has_saw = true;
	a->saw = e->r->round;
	a->text = join(e, parts, 3);
	return e->failed == 0 ? a : NULL;
}

int effects_duty_begins(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, uint16_t figure)
{
	struct act *a = duty(e, what, who, slot, 0);

	check(figure > 0 && figure <= UINT8_MAX);
	if (a == NULL)
		return e->failed;
	a->n = at;
	a->code = (uint8_t)figure;
	return amount(e, figure, e->r->round, 0);
}

int effects_duty_ends(
	struct effects *e, int what, struct uuid who, int64_t slot, int64_t at, int64_t rest_until)
{
	struct act *a = duty(e, what, who, slot, rest_until);

	if (a != NULL)
		a->n = at;
	return e->failed;
}

int effects_duty_seconded(struct effects *e, struct uuid who, int64_t from, int64_t until)
{
	struct act *a = duty(e, DUTY_SECONDED, who, 0, until);

	if (a != NULL)
		a->n = from;
	return e->failed;
}

int effects_published(struct effects *e, int what, struct uuid key)
{
	struct act *a = add(e, FOLD_PUBLISHED, what);

	if (a != NULL) {
		a->key = key;
		a->who = digest_of(e->r->confirmed ? e->r->by : e->r->via);
	}
	return e->failed;
}

int effects_issue(struct effects *e, int64_t as_of, struct str version, struct str source)
{
	struct act *a = add(e, FOLD_PUBLISHED, PUBLISHED_RULE);

	if (a != NULL) {
		a->key = published_issue(as_of, version);
		a->n = as_of;
		a->who = source.n > 0 ? digest_of(source) : 0;
	}
	return e->failed;
}

int64_t published_who(struct str user)
{
	return (int64_t)digest_of(user);
}

struct uuid published_issue(int64_t as_of, struct str version)
{
	uint8_t hash[SEAL_HASH], time[8];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++)
		time[i] = (uint8_t)((uint64_t)as_of >> (8 * (7 - i)));
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.issue\n", 12);
	seal_hash_add(&h, time, sizeof(time));
	seal_hash_add(&h, version.p, version.n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

struct uuid refusal_key(int64_t pos, int64_t received)
{
	uint8_t both[16], hash[SEAL_HASH];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++) {
		both[i] = (uint8_t)((uint64_t)pos >> (8 * (7 - i)));
		both[8 + i] = (uint8_t)((uint64_t)received >> (8 * (7 - i)));
	}
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.refusal\n", 14);
	seal_hash_add(&h, both, sizeof(both));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

struct uuid published_days(struct uuid incident, struct str area, int64_t from, int64_t to)
{
	uint8_t hash[SEAL_HASH], days[16];
	struct seal_hasher h;

	for (int i = 0; i < 8; i++) {
		days[i] = (uint8_t)((uint64_t)from >> (8 * (7 - i)));
		days[i + 8] = (uint8_t)((uint64_t)to >> (8 * (7 - i)));
	}
	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.days\n", 11);
	seal_hash_add(&h, incident.b, sizeof(incident.b));
	seal_hash_add(&h, days, sizeof(days));
	seal_hash_add(&h, area.p, area.n);
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

struct uuid round_standing_id(struct uuid incident, const char *kind)
{
	uint8_t hash[SEAL_HASH];
	struct seal_hasher h;

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.standing\n", 15);
	seal_hash_add(&h, incident.b, sizeof(incident.b));
	seal_hash_add(&h, kind, strlen(kind));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

int act_cmp(const struct act *a, const struct act *b)
{
	int c;

	if (a->at_used != b->at_used)
		return a->at_used < b->at_used ? -1 : 1;
	c = uuid_cmp(&a->id, &b->id);
	return c != 0 ? c : (int)a->what - (int)b->what;
}

/* ---- packed acts: what u8, code u8, next u8, obliges u8, has u8, at_used i64 BE, id 16,
 * then what `has` says: 1 saw 16; 2 n i64 BE; 4 text u16 BE and bytes. ---- */

enum { HAS_SAW = 1, HAS_N = 2, HAS_TEXT = 4, HAS_WORD = 8 };

static void put_be(struct buf *b, uint64_t n, int bytes)
{
	char out[8];
	int i;

	for (i = 0; i < bytes; i++)
		out[i] = (char)(uint8_t)(n >> (8 * (bytes - 1 - i)));
	buf_add(b, out, (size_t)bytes);
}

static uint64_t get_be(const char *p, int bytes)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < bytes; i++)
		n = n << 8 | (uint8_t)p[i];
	return n;
}

static int cmp_void(const void *a, const void *b)
{
	return act_cmp(a, b);
}

static void pack_one(struct buf *b, const struct act *a)
{
	uint8_t head[5] = { a->what, a->code, a->next, a->obliges, 0 };

	head[4] = (uint8_t)((a->has_saw ? HAS_SAW : 0) | (a->n != 0 ? HAS_N : 0) |
		(a->text.n > 0 ? HAS_TEXT : 0) | (a->word != 0 ? HAS_WORD : 0));
	buf_add(b, head, sizeof(head));
	put_be(b, (uint64_t)a->at_used, 8);
	buf_add(b, a->id.b, 16);
	if (a->has_saw)
		buf_add(b, a->saw.b, 16);
	if (a->n != 0)
		put_be(b, (uint64_t)a->n, 8);
	if (a->text.n > 0) {
		check(a->text.n <= UINT16_MAX);
		put_be(b, a->text.n, 2);
		buf_str(b, a->text);
	}
	if (a->word != 0) {
		put_be(b, a->word, 4);
		put_be(b, a->who, 8);
	}
}

int acts_pack(struct cx *cx, const struct act *acts, size_t n, struct str *ret)
{
	const struct act *from = acts;
	struct act *sorted;
	struct buf b;
	size_t i;

	for (i = 1; i < n && act_cmp(&acts[i - 1], &acts[i]) <= 0; i++)
		;
	if (n > 1 && i < n) {
		sorted = cx_many(cx, n, struct act);
		if (sorted == NULL)
			return -E_NO_MEMORY;
		memcpy(sorted, acts, n * sizeof(*acts));
		qsort(sorted, n, sizeof(*sorted), cmp_void);
		from = sorted;
	}
	buf_init(&b, cx->arena);
	for (i = 0; i < n; i++)
		pack_one(&b, &from[i]);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = n == 0 ? (struct str){ "", 0 } : buf_get(&b);
	return 0;
}

/* Reads one act; false when the bytes do not hold it. */
static bool unpack_one(struct str *in, struct act *a)
{
	const char *p = in->p, *end = in->p + in->n;
	uint8_t has;
	size_t len;

	if (in->n < 29)
		return false;
	has = (uint8_t)p[4];
	*a = (struct act){ .what = (uint8_t)p[0],
		.code = (uint8_t)p[1],
		.next = (uint8_t)p[2],
		.obliges = (uint8_t)p[3],
		.has_saw = (has & HAS_SAW) != 0 };
	a->at_used = (int64_t)get_be(p + 5, 8);
	memcpy(a->id.b, p + 13, 16);
	p += 29;
	if (has & HAS_SAW) {
		if (end - p < 16)
			return false;
		memcpy(a->saw.b, p, 16);
		p += 16;
	}
	if (has & HAS_N) {
		if (end - p < 8)
			return false;
		a->n = (int64_t)get_be(p, 8);
		p += 8;
	}
	if (has & HAS_TEXT) {
		if (end - p < 2)
			return false;
		len = (size_t)get_be(p, 2);
		p += 2;
		if ((size_t)(end - p) < len)
			return false;
		a->text = (struct str){ p, len };
		p += len;
	}
	if (has & HAS_WORD) {
		if (end - p < 12)
			return false;
		a->word = (uint32_t)get_be(p, 4);
		a->who = get_be(p + 4, 8);
		p += 12;
	}
	*in = (struct str){ p, (size_t)(end - p) };
	return true;
}

int acts_unpack(struct cx *cx, struct str packed, enum fold fold, struct act **ret, size_t *ret_n)
{
	struct str in = packed;
	size_t n = 0;
	struct act one, *acts;

	while (in.n > 0) {
		if (!unpack_one(&in, &one))
			return err(cx, E_CORRUPT, NULL, "acts");
		n++;
	}
	acts = cx_many(cx, n, struct act);
	if (acts == NULL)
		return -E_NO_MEMORY;
	in = packed;
	for (*ret_n = 0; in.n > 0; (*ret_n)++) {
		unpack_one(&in, &acts[*ret_n]);
		acts[*ret_n].fold = fold;
	}
	*ret = acts;
	return 0;
}
