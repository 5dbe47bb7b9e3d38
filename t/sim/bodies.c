/* A body for each kind that has more to say than its table of fields (body_desk.c says the rest). Who is meant is drawn from few, so that records meet. */
#include <stdio.h>
#include <string.h>

#include "body.h"

static struct uuid sweep(struct body *x)
{
	uint32_t at = below(x, 100);

	return x->w->rounds[at < 60 ? 0 : at < 82 ? 1 : at < 95 ? 2 : at < 98 ? 3 : 4];
}

static struct uuid dwelling(struct body *x)
{
	if (x->w->found.n && of(x, 60))
		return x->w->found.all[below(x, x->w->found.n)];
	if (of(x, 8))
		return world_id(x->w, SIM_START);
	return x->w->dwellings[below(x, of(x, 400) ? 50 : DWELLINGS)];
}

static struct uuid question(struct body *x)
{
	struct ids *q = &x->w->questions;

	if (q->n == 0 || of(x, 30))
		return world_id(x->w, SIM_START);
	return q->all[below(x, q->n)];
}

/* What some record of a round is about: of any kind of subject, and asked in that round. */
static const struct made *of_a_round(struct body *x)
{
	for (int tries = 0; tries < 60; tries++) {
		const struct made *m = made_pick(x->w, -1);

		if (m && m->has_round && m->has_subject)
			return m;
	}
	return NULL;
}

static struct uuid anybody(struct body *x)
{
	const struct made *m = of(x, 100) ? of_a_round(x) : NULL;

	if (m)
		return m->subject;
	if (of(x, 60))
		return question(x);
	return of(x, 300) ? x->w->persons[below(x, PERSONS)] : dwelling(x);
}

static struct uuid asking(struct body *x)
{
	return x->w->rounds[SWEEPS + (of(x, 150) ? 1 : 0)];
}

/* Mostly what is the latest about the subject by one of two kinds. */
static void seen(struct body *x, const char *field, int kind, int listed)
{
	char text[UUID_TEXT + 1];
	const struct made *m = NULL;
	struct buf b;

	if (of(x, 350))
		return;
	for (size_t i = x->w->made_n; i > 0 && !m; i--) {
		const struct made *one = &x->w->made[i - 1];

		if ((one->kind == kind || one->kind == listed) &&
			uuid_eq(&one->subject, &x->d->subject) && of(x, 850))
			m = one;
	}
	if (!m)
		m = made_pick(x->w, kind);
	if (!m)
		return;
	uuid_write(&m->id, text);
	buf_init(&b, &x->s->arena);
	buf_fmt(&b, "{\"%s\":\"%s\"}", field, text);
	x->d->seen = buf_get(&b);
}

/* ---- bodies ---- */

static void place(struct body *x)
{
	jw_f_z(&x->j, "building", text_of(x, "B", below(x, 9)));
	if (of(x, 800))
		jw_f_z(&x->j, "room", text_of(x, "", 101 + below(x, 8)));
	if (of(x, 200))
		jw_f_z(&x->j, "address", "滨江路 1 号");
}

static void flags(struct body *x)
{
	static const char *const all[] = { "alone", "immobile", "pregnant", "dialysis", "infant",
		"elderly", "no_phone" };

	jw_name(&x->j, "flags");
	jw_list(&x->j);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (of(x, 200))
			jw_z(&x->j, all[i]);
	jw_end_list(&x->j);
}

/* Few names, documents and phones, so that some people are taken for one; mostly a person says the same again. */
static uint32_t own(struct body *x, size_t n)
{
	return of(x, 700) ? (uint32_t)(x->d->subject.b[15] % n) : below(x, n);
}

static void who(struct body *x, bool must)
{
	if (must || of(x, 500))
		jw_f_z(&x->j, "name", text_of(x, "王", own(x, 12)));
	if (of(x, 300))
		jw_f_z(&x->j, "document",
			text_of(x, of(x, 300) ? "e" : "E", 10000000 + own(x, 30)));
	if (of(x, 400))
		jw_f_z(&x->j, "phone",
			text_of(x, of(x, 300) ? "+86 138-0000 000" : "1380000000", own(x, 9)));
	if (must && of(x, 500))
		f_day(x, "birth", day_from(1960, 1, 1) + (int32_t)below(x, 4));
	if (of(x, 300))
		f_id(x, "dwelling", &x->w->dwellings[below(x, DWELLINGS)]);
}

static void body_area(struct body *x)
{
	about_area(x, x->w->areas[below(x, AREAS)]);
	for (int i = 0; i < AREAS; i++)
		if (x->w->areas[i] == x->d->area && x->w->parents[i][0])
			jw_f_z(&x->j, "parent", x->w->parents[i]);
	jw_f_z(&x->j, "name", text_of(x, "named again ", below(x, 99)));
	CHOICE(x, "level", "village", "grid");
}

/* A grid comes under another village now and then, so that the tree under a round changes. */
static void body_area_changed(struct body *x)
{
	about_area(x, grid(x));
	if (of(x, 500))
		jw_f_z(&x->j, "parent", x->w->areas[5 + below(x, 5)]);
	if (of(x, 500))
		jw_f_z(&x->j, "name", text_of(x, "renamed ", below(x, 99)));
	if (of(x, 300))
		jw_f_z(&x->j, "code", text_of(x, "N", below(x, 99)));
	f_day(x, "from", day_of(x->s->now) + (int32_t)below(x, 5) - 2);
}

static void body_area_ended(struct body *x)
{
	about_area(x, of(x, 100) ? "999999" : grid(x));
	f_day(x, "on", day_of(x->s->now) + (int32_t)below(x, 30));
}

static void body_incident(struct body *x)
{
	about_area(x, "512021");
	about_subject(x, x->w->incidents[below(x, INCIDENTS)]);
	jw_f_z(&x->j, "name", text_of(x, "incident again ", below(x, 9)));
	jw_f_bool(&x->j, "exercise", of(x, 300));
	if (of(x, 500)) {
		x->d->v = 2;
		CHOICE(x, "trigger", "confirmed", "imported", "neighbour");
	}
}

static void body_incident_ended(struct body *x)
{
	about_subject(
		x, of(x, 300) ? world_id(x->w, SIM_START) : x->w->incidents[below(x, INCIDENTS)]);
}

static void body_dwelling(struct body *x)
{
	if (!x->d->has_subject) {
		about_area(x, grid(x));
		about_subject(x, dwelling(x));
	}
	place(x);
}

static void body_dwelling_changed(struct body *x)
{
	about_subject(x, dwelling(x));
	place(x);
	seen(x, "room", K_DWELLING_CHANGED, K_DWELLING);
}

static void body_person(struct body *x)
{
	if (!x->d->has_subject) {
		about_area(x, grid(x));
		about_subject(x, x->w->persons[below(x, PERSONS)]);
	}
	who(x, true);
	if (of(x, 500))
		flags(x);
}

static void body_person_changed(struct body *x)
{
	about_subject(x, x->w->persons[below(x, PERSONS)]);
	if (of(x, 300))
		about_area(x, grid(x));
	who(x, false);
	if (of(x, 700))
		flags(x);
	seen(x, "flags", K_PERSON_CHANGED, K_PERSON);
}

static void body_moved(struct body *x)
{
	const char *to = grid(x);

	about_subject(x, anybody(x));
	/* Often back to where it was at first. */
	for (int i = 0; i < DWELLINGS; i++)
		if (uuid_eq(&x->w->dwellings[i], &x->d->subject) && of(x, 400))
			to = x->w->home[i];
	jw_f_z(&x->j, "to", to);
	seen(x, "to", K_MOVED, K_DWELLING);
}

/* Pairs of few, so that clusters of three and more, and words against words come about. */
static void body_pair(struct body *x, const char *field, int other_kind)
{
	const struct made *m = of(x, 400) ? made_pick(x->w, other_kind) : NULL;
	struct uuid a = x->w->dwellings[below(x, 40)], b = x->w->dwellings[below(x, 40)];

	if (of(x, 200))
		a = x->w->persons[below(x, 20)], b = x->w->persons[below(x, 20)];
	else if (x->w->found.n && of(x, 200))
		b = x->w->found.all[below(x, x->w->found.n)];
	else if (of(x, 50))
		b = world_id(x->w, SIM_START);
	else if (of(x, 50))
		a = question(x), b = question(x);
	else if (of(x, 100))
		a = anybody(x), b = anybody(x);
	if (m) {
		a = of(x, 500) ? m->subject : m->other;
		b = uuid_eq(&a, &m->subject) ? m->other : m->subject;
	}
	about_subject(x, a);
	x->d->other = b;
	f_id(x, field, &b);
}

static void body_merged(struct body *x)
{
	body_pair(x, "with", K_PARTED);
}

static void body_parted(struct body *x)
{
	body_pair(x, "from", K_MERGED);
}

static void body_opened(struct body *x)
{
	size_t i = below(x, SWEEPS - 1);

	about_round(x, x->w->rounds[i]);
	about_area(x, of(x, 700) ? x->w->tops[i] : x->w->areas[below(x, 9)]);
	jw_f_z(&x->j, "kind", "sweep");
	f_id(x, "incident", &x->w->incidents[below(x, INCIDENTS)]);
	jw_f_int(&x->j, "expected", below(x, 500));
	if (of(x, 500))
		f_when(x, "due", SIM_START + (int64_t)below(x, 4000) * SIM_MINUTE);
}

static void body_targeted(struct body *x)
{
	struct uuid one = x->w->rounds[below(x, of(x, 100) ? ROUNDS : SWEEPS)];
	uint32_t from = below(x, DWELLINGS), n = 1 + below(x, 6);
	char text[UUID_TEXT + 1];

	about_round(x, one);
	about_area(x, grid(x));
	jw_f_int(&x->j, "piece", 100 + below(x, 900));
	jw_name(&x->j, "subjects");
	jw_list(&x->j);
	for (uint32_t i = 0; i < n; i++) {
		uuid_write(&x->w->dwellings[(from + i) % DWELLINGS], text);
		jw_z(&x->j, text);
	}
	jw_end_list(&x->j);
}

static void body_life(struct body *x)
{
	about_round(x, x->w->rounds[below(x, of(x, 100) ? ROUNDS : SWEEPS)]);
}

static void body_extended(struct body *x)
{
	body_life(x);
	f_when(x, "due", x->s->now + (int64_t)below(x, 3000) * SIM_MINUTE);
}

static void body_exempted(struct body *x)
{
	const struct made *m = of(x, 200) ? of_a_round(x) : NULL;

	about_area(x, grid(x));
	about_round(x, m ? m->round : of(x, 100) ? asking(x) : sweep(x));
	about_subject(x, m ? m->subject : of(x, 100) ? question(x) : dwelling(x));
	CHOICE(x, "reason", "quarantined", "away", "hospital", "duty", "other");
	if (of(x, 100))
		jw_f_int(&x->j, "slot", below(x, 2));
}

/* Nothing that is held itself may void an approval: then whether it is approved could hang on itself. */
static const struct made *to_void(struct body *x)
{
	bool held = world_holds(&x->d->id, STR("record.voided"));
	uint32_t at = below(x, 100);
	const struct made *m = made_pick(x->w, at < 15 ? K_VOIDED : at < 25 ? K_APPROVED : -1);

	if (!m || (held && m->kind == K_APPROVED) || uuid_eq(&m->id, &x->d->id))
		m = made_pick(x->w, K_VISIT);
	return m;
}

static void list_ids(struct body *x, const struct uuid *ids, size_t n)
{
	char text[UUID_TEXT + 1];

	jw_name(&x->j, "records");
	jw_list(&x->j);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;

		while (k < i && !uuid_eq(&ids[k], &ids[i]))
			k++;
		uuid_write(&ids[i], text);
		if (k == i)
			jw_z(&x->j, text);
	}
	jw_end_list(&x->j);
}

static void body_voided(struct body *x)
{
	struct uuid ids[4];
	size_t n = 0, want = 1 + below(x, 3);

	if (x->w->imported.n == IMPORTED && of(x, 60)) {
		list_ids(x, x->w->imported.all, x->w->imported.n);
		return;
	}
	while (n < want) {
		const struct made *m = to_void(x);

		ids[n++] = m ? m->id : world_id(x->w, SIM_START);
	}
	list_ids(x, ids, n);
}

static void body_approved(struct body *x)
{
	struct uuid ids[3];
	size_t n = 0, want = 1 + below(x, 3);

	while (n < want) {
		const struct made *m = NULL;

		for (int tries = 0; tries < 60; tries++) {
			m = made_pick(x->w, -1);
			if (m && m->kind != K_APPROVED &&
				world_holds(&m->id, str_of(world_kind(x->w, m->kind))))
				break;
		}
		ids[n++] = m && m->kind != K_APPROVED ? m->id : world_id(x->w, SIM_START);
	}
	list_ids(x, ids, n);
}

static void body_withdrawn(struct body *x)
{
	jw_f_z(&x->j, "reason", text_of(x, "reason ", below(x, 9)));
}

static void body_found(struct body *x)
{
	about_area(x, grid(x));
	about_round(x, sweep(x));
	about_subject(x, of(x, 200) ? dwelling(x) : world_id(x->w, x->s->now));
	place(x);
}

static void body_visit(struct body *x)
{
	about_area(x, grid(x));
	about_round(x, sweep(x));
	about_subject(x, dwelling(x));
	if (of(x, 550))
		jw_f_z(&x->j, "outcome", "done");
	else
		CHOICE(x, "outcome", "nobody", "refused", "moved", "owner_unreachable", "unsafe",
			"not_a_dwelling");
	if (of(x, 400))
		CHOICE(x, "next", "again_today", "again_tomorrow", "call", "with_police",
			"community", "guardian");
	if (of(x, 80))
		jw_f_int(&x->j, "slot", below(x, 2));
	if (of(x, 600))
		jw_f_int(&x->j, "people", below(x, 5));
	if (of(x, 200))
		CHOICE(x, "neighbour", "empty", "occupied", "unknown", "other");
	if (of(x, 150))
		CHOICE(x, "difficulty", "life", "utility", "ordinary", "hard");
	if (of(x, 150)) {
		jw_f_z(&x->j, "from", "内江市");
		f_day(x, "back", day_of(x->s->now) - (int32_t)below(x, 7));
	}
	if (of(x, 100))
		jw_f_z(&x->j, "note", "家里有狗");
	if (of(x, 200))
		jw_f_bool(&x->j, x->d->v == 1 ? "returned" : "away", of(x, 500));
	if (x->d->v == 2 && of(x, 100))
		jw_f_int(&x->j, "ill", below(x, 4));
}

static void body_asked(struct body *x)
{
	about_area(x, grid(x));
	about_round(x, asking(x));
	if (of(x, 500))
		about_subject(x, x->w->persons[below(x, PERSONS)]);
	CHOICE(x, "category", "life", "utility", "ordinary", "hard");
	jw_f_z(&x->j, "text", "停水");
}

static void body_accepted(struct body *x)
{
	about_area(x, grid(x));
	about_round(x, asking(x));
	about_subject(x, question(x));
	jw_f_z(&x->j, "owner", "供水公司");
}

static void body_answered(struct body *x)
{
	about_area(x, grid(x));
	about_round(x, asking(x));
	about_subject(x, question(x));
	CHOICE(x, "outcome", "solved", "answered", "passed_on", "cannot");
	if (of(x, 500))
		jw_f_z(&x->j, "text", "已修好");
}

static void body_store(struct body *x)
{
	if (!x->d->has_subject) {
		about_area(x, x->w->areas[2 + below(x, 3)]);
		about_subject(x, x->w->stores[below(x, STORES)]);
	}
	jw_f_z(&x->j, "name", text_of(x, "store ", below(x, 9)));
}

static void goods(struct body *x, const char *store)
{
	const struct made *gift = of(x, 400) ? made_pick(x->w, K_RECEIVED) : NULL;
	char text[32];

	about_area(x, of(x, 500) ? "512021100" : grid(x));
	f_id(x, "incident", &x->w->incidents[of(x, 150)]);
	f_id(x, store, &x->w->stores[below(x, STORES)]);
	CHOICE(x, "item", "水", "米", "vegetables");
	snprintf(text, sizeof text, "%u.%03u", below(x, 50), 1 + below(x, 999));
	jw_f_z(&x->j, "quantity", text);
	if (gift)
		f_id(x, "gift", &gift->id);
}

static void body_received(struct body *x)
{
	char text[32];

	goods(x, "store");
	if (of(x, 500)) {
		jw_f_bool(&x->j, "donated", of(x, 800));
		snprintf(text, sizeof text, "%u.%02u", below(x, 5000), below(x, 100));
		jw_f_z(&x->j, "value", text);
		jw_f_z(&x->j, "donor", "某公司");
		/* A correction of a gift says which it is: here one of its own, unless the goods were said to be of another. */
		if (x->like && !memmem(x->b.p, x->b.n, "\"gift\"", 6))
			f_id(x, "gift", &x->like->id);
	}
}

static void body_goods_moved(struct body *x)
{
	goods(x, "from");
	f_id(x, "to", &x->w->stores[below(x, STORES)]);
}

static void body_delivered(struct body *x)
{
	goods(x, "from");
	f_id(x, "to", &x->w->dwellings[below(x, 30)]);
}

static void body_gone(struct body *x)
{
	goods(x, "from");
}

static void body_counted(struct body *x)
{
	goods(x, "store");
}

static void (*const bodies[KINDS])(struct body *x) = {
	[K_AREA] = body_area,
	[K_AREA_CHANGED] = body_area_changed,
	[K_AREA_ENDED] = body_area_ended,
	[K_INCIDENT] = body_incident,
	[K_INCIDENT_ENDED] = body_incident_ended,
	[K_DWELLING] = body_dwelling,
	[K_DWELLING_CHANGED] = body_dwelling_changed,
	[K_PERSON] = body_person,
	[K_PERSON_CHANGED] = body_person_changed,
	[K_MOVED] = body_moved,
	[K_MERGED] = body_merged,
	[K_PARTED] = body_parted,
	[K_OPENED] = body_opened,
	[K_TARGETED] = body_targeted,
	[K_CLOSED] = body_life,
	[K_EXTENDED] = body_extended,
	[K_REOPENED] = body_life,
	[K_CANCELLED] = body_life,
	[K_EXEMPTED] = body_exempted,
	[K_VOIDED] = body_voided,
	[K_APPROVED] = body_approved,
	[K_WITHDRAWN] = body_withdrawn,
	[K_FOUND] = body_found,
	[K_VISIT] = body_visit,
	[K_ASKED] = body_asked,
	[K_ACCEPTED] = body_accepted,
	[K_ANSWERED] = body_answered,
	[K_STORE] = body_store,
	[K_RECEIVED] = body_received,
	[K_GOODS_MOVED] = body_goods_moved,
	[K_DELIVERED] = body_delivered,
	[K_SPOILED] = body_gone,
	[K_LOST] = body_gone,
	[K_COUNTED] = body_counted,
};

void world_body(struct sim *s, struct draft *d, const struct made *like)
{
	struct body x = { .s = s, .w = s->world, .d = d, .like = like };

	buf_init(&x.b, &s->arena);
	jw_init(&x.j, &x.b);
	jw_object(&x.j);
	if (d->kind < KINDS)
		bodies[d->kind](&x);
	else
		body_desk(&x, world_desk_kind(s->world, d->kind));
	jw_end_object(&x.j);
	d->body = buf_get(&x.b);
}
