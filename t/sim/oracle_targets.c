/* What is asked in rounds. A target's key is (round, cluster, slot); its rows lie where its members were listed,
 * found, asked or moved to, and one of them is live. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

struct base { /* makes a target */
	struct uuid subject;
	struct str area;
	int origin;
	int64_t slot, due, at;
	struct uuid id;
};

struct answer {
	struct uuid subject;
	const struct fact *f;
	int what, code, next;
	int64_t word; /* what it says of a door for good; 0: nothing */
};

struct key { /* (round, survivor, slot) */
	struct uuid round, survivor;
	int64_t slot;
	struct base *bases;
	size_t bases_n, bases_cap;
	struct answer *answers; /* by (at, id): facts are visited in this order */
	size_t answers_n, answers_cap;
};

struct count {
	struct uuid round;
	struct str area;
	int64_t expected, found, done, excused, missing, late;
};

struct targets {
	struct oracle *o;
	struct map keys, counts;
	struct map listed; /* round, subject, slot, area */
};

static struct count *count_of(struct targets *t, const struct uuid *round, struct str area)
{
	struct count *c;
	struct buf b;

	buf_init(&b, t->o->cx->arena);
	buf_add(&b, round->b, 16);
	buf_str(&b, area);
	c = o_row(t->o, &t->counts, buf_get(&b), sizeof(*c));
	c->round = *round;
	c->area = area;
	return c;
}

static struct key *key_of(
	struct targets *t, const struct uuid *round, const struct uuid *subject, int64_t slot)
{
	const struct cluster *c = oracle_cluster(t->o, subject);
	char bytes[40];
	struct key *k;

	memcpy(bytes, round->b, 16);
	memcpy(bytes + 16, c->all[0].b, 16);
	memcpy(bytes + 32, &slot, 8);
	k = o_row(t->o, &t->keys, (struct str){ bytes, 40 }, sizeof(*k));
	k->round = *round;
	k->survivor = c->all[0];
	k->slot = slot;
	return k;
}

static void *room(struct oracle *o, void *all, size_t n, size_t *cap, size_t size)
{
	void *wider;

	if (n < *cap)
		return all;
	*cap = *cap * 2 + 4;
	wider = cx_array(o->cx, *cap, size);
	if (n)
		memcpy(wider, all, n * size);
	return wider;
}

static void base_add(struct targets *t, const struct uuid *round, struct base b)
{
	struct key *k = key_of(t, round, &b.subject, b.slot);

	k->bases = room(t->o, k->bases, k->bases_n, &k->bases_cap, sizeof(*k->bases));
	k->bases[k->bases_n++] = b;
}

/* Is it asked of this subject in this area for the first time? */
static bool is_first(struct targets *t, const struct uuid *round, struct str area,
	const struct uuid *subject, int64_t slot)
{
	bool first;
	struct buf b;
	void **at;

	buf_init(&b, t->o->cx->arena);
	buf_add(&b, round->b, 16);
	buf_add(&b, subject->b, 16);
	buf_add(&b, (const char *)&slot, sizeof(slot));
	buf_str(&b, area);
	at = map_at(&t->listed, buf_get(&b));
	first = *at == NULL;
	*at = t;
	return first;
}

/* Only what is asked of a standing round is expected: what is found is a term of its own. */
static void ask(
	struct targets *t, const struct fact *f, const struct uuid *round, const struct o_ask *a)
{
	base_add(t, round,
		(struct base){ .subject = a->subject,
			.area = f->area,
			.origin = a->origin,
			.slot = a->slot,
			.due = a->due,
			.at = f->at,
			.id = f->id });
	if (a->origin != OBLIGED)
		return;
	/* Whoever asks it again asks the same. */
	if (is_first(t, round, f->area, &a->subject, a->slot))
		count_of(t, round, f->area)->expected++;
}

static void oblige(struct targets *t, const struct fact *f, const struct uuid *round, int64_t due)
{
	ask(t, f, round, &(struct o_ask){ f->id, OBLIGED, 0, due });
}

/* What must follow is asked in the standing round of the incident, once it is known which that is. */
static void follow(struct targets *t, const struct fact *f, const char *kind, int64_t due)
{
	const struct o_round *r = map_get(&t->o->rounds, o_key(&f->round));
	struct fact there = *f;
	struct uuid round;

	if (!r || !r->known)
		return;
	there.area = desk_follows_in(t->o, f);
	round = round_standing_id(r->incident, kind);
	oblige(t, &there, &round, due);
}

static void answer_put(struct targets *t, const struct fact *f, const struct uuid *subject,
	int64_t slot, struct answer a)
{
	struct key *k = key_of(t, &f->round, subject, slot);

	a.subject = *subject;
	a.f = f;
	k->answers = room(t->o, k->answers, k->answers_n, &k->answers_cap, sizeof(*k->answers));
	k->answers[k->answers_n++] = a;
}

static void answer_word(
	struct targets *t, const struct fact *f, int what, int code, int next, int64_t word)
{
	answer_put(t, f, &f->subject, b_int(f, "slot"),
		(struct answer){ .what = what, .code = code, .next = next, .word = word });
}

static void answer_add(struct targets *t, const struct fact *f, int what, int code, int next)
{
	answer_word(t, f, what, code, next, 0);
}

static void take_piece(struct targets *t, const struct fact *f)
{
	const struct json *list = json_get(f->body, "subjects");
	struct base b = { .area = f->area, .origin = LISTED, .due = 0, .at = f->at, .id = f->id };

	count_of(t, &f->round, f->area)->expected += list->n;
	count_of(t, &f->round, STR(""))->expected += list->n;
	for (uint32_t i = 0; i < list->n; i++) {
		uuid_read(list->items[i].s, &b.subject);
		base_add(t, &f->round, b);
		/* A list with one subject twice says more than there are: the account tells so. */
		if (!is_first(t, &f->round, f->area, &b.subject, 0))
			++*(int64_t *)o_row(t->o, t->o->twice, o_key(&f->round), sizeof(int64_t));
	}
}

static void take_visit(struct targets *t, const struct fact *f)
{
	static const char *const outcomes[] = { "done", "nobody", "refused", "moved",
		"owner_unreachable", "unsafe", "not_a_dwelling", NULL };
	static const char *const nexts[] = { "again_today", "again_tomorrow", "call", "with_police",
		"community", "guardian", NULL };
	int code = b_code(f, "outcome", outcomes),
	    difficulty = b_code(f, "difficulty", o_urgencies);
	bool ends = code == 1 || code == 4 || code == 7;
	int64_t away = b_int(f, "away") || b_int(f, "returned");

	answer_word(t, f,
		code == 1    ? COVERS :
			ends ? EXCUSES :
			       TRIES,
		code, b_code(f, "next", nexts),
		code == 1    ? 1000 + away * 100 + b_int(f, "ill") :
			ends ? code :
			       0);
	if (difficulty)
		follow(t, f, "ask", o_due(difficulty, f->at));
}

static void take_answer(struct targets *t, const struct fact *f, const struct o_answer *a)
{
	const struct json *list = a->list ? json_get(f->body, a->list) : NULL;
	struct answer one = { .what = a->what, .code = a->code, .next = a->next };
	struct uuid id;

	for (int64_t slot = a->from; !a->list && slot <= a->to; slot++)
		answer_put(t, f, &a->subject, slot, one);
	for (uint32_t i = 0; list && i < list->n; i++) {
		uuid_read(list->items[i].s, &id);
		answer_put(t, f, &id, 0, one);
	}
}

static void take_desk(struct targets *t, const struct fact *f)
{
	struct o_ask asks[DESK_ASKS_MAX];
	size_t n = desk_asks(f, asks);
	struct o_answer a;
	const char *after;
	int64_t due;

	for (size_t i = 0; i < n; i++)
		ask(t, f, &f->round, &asks[i]);
	if (desk_answers(f, &a))
		take_answer(t, f, &a);
	if (desk_ends(f, &a))
		take_answer(t, f, &a);
	if (desk_spares(f, &a))
		take_answer(t, f, &a);
	after = desk_follows(f, &due);
	if (after)
		follow(t, f, after, due);
}

static void take(struct targets *t, const struct fact *f)
{
	static const char *const reasons[] = { "quarantined", "away", "hospital", "duty", "other",
		NULL };
	static const char *const outcomes[] = { "solved", "answered", "passed_on", "cannot", NULL };
	static const int next[] = { 0, 0, 0, 2, 3 };
	int code;

	if (is(f, "round.targeted")) {
		take_piece(t, f);
	} else if (is(f, "sweep.found")) {
		base_add(t, &f->round,
			(struct base){ .subject = f->subject,
				.area = f->area,
				.origin = FOUND,
				.at = f->at,
				.id = f->id });
	} else if (is(f, "ask.asked")) {
		oblige(t, f, &f->round, o_due(b_code(f, "category", o_urgencies), f->at));
	} else if (is(f, "sweep.visit")) {
		take_visit(t, f);
	} else if (is(f, "target.exempted")) {
		answer_add(t, f, EXCUSES, 100 + b_code(f, "reason", reasons), 0);
	} else if (is(f, "ask.accepted")) {
		answer_add(t, f, TRIES, 5, 1);
	} else if (is(f, "ask.answered")) {
		code = b_code(f, "outcome", outcomes);
		answer_add(t, f, code <= 2 ? COVERS : TRIES, code, next[code]);
	} else {
		take_desk(t, f);
	}
}

struct row {
	struct str area;
	struct uuid subject;
	int state, code, next, late, origin, tries, alone;
	int64_t due, covered;
};

static void row_write(struct targets *t, const struct key *k, const struct row *r)
{
	struct oracle *o = t->o;
	struct count *c;

	lines_add(o->cx, o->out, "target|%s|%.*s|%s|%lld|%d|%d|%d|%d|%lld|%d|%lld|%d|%d",
		o_hex(o, &k->round), STR_ARG(r->area), o_hex(o, &r->subject), (long long)k->slot,
		r->state, r->code, r->next, r->late, (long long)r->due, r->origin,
		(long long)r->covered, r->tries, r->alone);
	if (r->area.n == 0)
		return;
	c = count_of(t, &k->round, r->area);
	c->found += r->origin == FOUND || r->origin == MOVED_IN;
	c->missing += r->state == 1;
	c->done += r->state == 2;
	c->excused += r->state == 3;
	c->late += r->late;
}

/* What all the answers of a key come to. */
struct verdict {
	const struct answer *first, *last, *excuse, *attempt;
	int64_t newest;
	bool late;
	int tries;
};

static struct verdict judge(const struct key *k, int64_t closes)
{
	struct verdict v = { 0 };

	for (size_t i = 0; i < k->answers_n; i++) {
		const struct answer *a = &k->answers[i];

		if (a->what == EXCUSES || a->what == SPARES)
			v.excuse = a;
		if (a->what == TRIES) {
			v.attempt = a;
			v.tries++;
		}
		if (a->what != COVERS)
			continue;
		if (a->f->at > v.newest)
			v.newest = a->f->at;
		if (a->f->at > closes) {
			v.late = true;
			continue;
		}
		v.last = a;
		if (!v.first)
			v.first = a;
	}
	return v;
}

/* Answers of members that have no target of their own: they lie in no area. */
static void answers_write(struct targets *t, const struct key *k, const struct uuid *subject,
	bool stray, int64_t newest)
{
	struct row r = {
		.subject = *subject, .area = STR(""), .state = 4, .due = FAR, .covered = newest
	};
	const struct o_round *round = map_get(&t->o->rounds, o_key(&k->round));
	bool any = false;

	for (size_t i = 0; i < k->answers_n; i++) {
		const struct answer *a = &k->answers[i];

		if (!uuid_eq(&a->subject, subject))
			continue;
		any = true;
		if (!stray || a->what == SPARES)
			continue;
		r.state = 0;
		r.code = a->code;
		r.next = a->next;
		o_wait(t->o, &a->f->id, round && round->known ? subject : &k->round);
	}
	if (any)
		row_write(t, k, &r);
}

static bool has_base(const struct key *k, const struct uuid *subject)
{
	for (size_t i = 0; i < k->bases_n; i++)
		if (uuid_eq(&k->bases[i].subject, subject))
			return true;
	return false;
}

/* Where it was listed: in its own area if there, else in the smallest. */
static struct str listed(struct oracle *o, const struct key *k, const struct uuid *subject)
{
	const struct o_subject *s = oracle_subject(o, subject);
	struct str best = STR_NONE;

	for (size_t i = 0; i < k->bases_n; i++) {
		const struct base *b = &k->bases[i];

		if (!uuid_eq(&b->subject, subject))
			continue;
		if (s && s->type && str_eq(s->area, b->area))
			return b->area;
		if (!best.p || str_cmp(b->area, best) < 0)
			best = b->area;
	}
	return best;
}

static int origin_of(const struct key *k, const struct uuid *subject, struct str area)
{
	bool there[MOVED_IN] = { false };

	for (size_t i = 0; i < k->bases_n; i++)
		if (uuid_eq(&k->bases[i].subject, subject) && str_eq(k->bases[i].area, area))
			there[k->bases[i].origin] = true;
	return there[LISTED] ? LISTED : there[OBLIGED] ? OBLIGED : there[FOUND] ? FOUND : MOVED_IN;
}

/* When the subject's target falls due, wherever it lies now: what was asked last. */
static int64_t due_of(const struct key *k, const struct uuid *subject)
{
	const struct base *best = NULL;

	for (size_t i = 0; i < k->bases_n; i++) {
		const struct base *b = &k->bases[i];

		if (uuid_eq(&b->subject, subject) && b->due &&
			(!best || b->at > best->at ||
				(b->at == best->at && id_order(&b->id, &best->id) > 0)))
			best = b;
	}
	return best ? best->due : FAR;
}

/* Nothing but this row is asked under the key, of a subject that lies where it was defined and is nobody else. */
static bool is_alone(const struct key *k, const struct cluster *c, const struct o_subject *s)
{
	for (size_t i = 1; i < k->bases_n; i++)
		if (!str_eq(k->bases[i].area, k->bases[0].area))
			return false;
	return c->n == 1 && !(s && s->moved);
}

/* Two people who say different things of one door for good: whatever was said of it so is listed. */
static void rivals_write(
	struct targets *t, const struct key *k, const struct uuid *subject, struct str area)
{
	struct uuid *ids = cx_many(t->o->cx, k->answers_n, struct uuid);
	uint8_t slot[8];
	bool clash = false;
	size_t n = 0;
	struct buf b;

	for (size_t i = 0; i < k->answers_n; i++) {
		const struct answer *x = &k->answers[i];

		if (!x->word)
			continue;
		ids[n++] = x->f->id;
		for (size_t j = 0; j < i; j++)
			clash |= k->answers[j].word && k->answers[j].word != x->word &&
				!str_eq(k->answers[j].f->by, x->f->by);
	}
	if (!clash)
		return;
	for (int i = 0; i < 8; i++)
		slot[i] = (uint8_t)((uint64_t)k->slot >> (56 - 8 * i));
	buf_init(&b, t->o->cx->arena);
	buf_add(&b, k->round.b, 16);
	buf_add(&b, subject->b, 16);
	buf_add(&b, slot, 8);
	buf_str(&b, area);
	o_clash(t->o, 7, buf_get(&b), area, ids, n);
}

static void live_write(struct targets *t, const struct key *k, const struct uuid *subject,
	struct str area, const struct verdict *v, bool alone)
{
	struct row r = { .area = area,
		.alone = alone,
		.subject = *subject,
		.origin = origin_of(k, subject, area),
		.due = due_of(k, subject),
		.covered = v->newest,
		.tries = v->tries };

	if (v->last) {
		r.state = 2;
		r.code = v->last->code;
	} else if (v->excuse) {
		r.state = 3;
		r.code = v->excuse->code;
	} else {
		r.state = 1;
		r.late = v->late;
		r.code = v->attempt ? v->attempt->code : 0;
		r.next = v->attempt ? v->attempt->next : 0;
	}
	row_write(t, k, &r);
	rivals_write(t, k, subject, area);
}

static void key_fold(struct targets *t, const struct key *k)
{
	struct oracle *o = t->o;
	const struct o_round *round = map_get(&o->rounds, o_key(&k->round));
	const struct cluster *c = oracle_cluster(o, &k->survivor);
	struct verdict v = judge(k, round ? round->closes : FAR);
	const struct uuid *live = NULL;
	const struct o_subject *s;
	struct str area = STR("");
	bool out = false;

	if (!c->all)
		return;
	for (size_t i = 0; i < c->n && !live; i++)
		if (has_base(k, &c->all[i]))
			live = &c->all[i];
	for (size_t i = 0; i < c->n; i++)
		if (!has_base(k, &c->all[i]))
			answers_write(t, k, &c->all[i], !live, v.newest);
	if (!live)
		return;
	s = oracle_subject(o, live);
	if (s && s->moved)
		area = oracle_position(o, live, v.first ? v.first->f->at : FAR);
	if (area.n)
		out = round && round->known && !oracle_within(o, area, round->area);
	else
		area = listed(o, k, live);
	if (!out)
		live_write(t, k, live, area, &v, is_alone(k, c, s));
	for (size_t i = 0; i < k->bases_n; i++) {
		const struct base *b = &k->bases[i];
		bool mine = uuid_eq(&b->subject, live), before = false;
		struct row r = { .area = b->area,
			.subject = b->subject,
			.state = 3,
			.due = FAR,
			.covered = v.newest,
			.code = !mine ? 202 :
				out   ? 201 :
					200,
			.origin = origin_of(k, &b->subject, b->area) };

		for (size_t m = 0; m < i; m++)
			before |= uuid_eq(&k->bases[m].subject, &b->subject) &&
				str_eq(k->bases[m].area, b->area);
		if (!before && (out || !mine || !str_eq(b->area, area)))
			row_write(t, k, &r);
	}
}

void oracle_targets(struct oracle *o)
{
	struct targets t = { .o = o };

	map_init(&t.keys, o->cx->arena);
	map_init(&t.counts, o->cx->arena);
	map_init(&t.listed, o->cx->arena);
	for (size_t i = 0; i < o->n; i++)
		if (o->all[i].stands)
			take(&t, &o->all[i]);
	for (size_t i = 0; i < t.keys.n; i++)
		key_fold(&t, t.keys.entries[i].value);
	for (size_t i = 0; i < t.counts.n; i++) {
		const struct count *c = t.counts.entries[i].value;

		if (c->expected || c->found || c->done || c->excused || c->missing || c->late)
			lines_add(o->cx, o->out, "tally|%s|%.*s|%lld|%lld|%lld|%lld|%lld|%lld",
				o_hex(o, &c->round), STR_ARG(c->area), (long long)c->expected,
				(long long)c->found, (long long)c->done, (long long)c->excused,
				(long long)c->missing, (long long)c->late);
	}
}
