/* Who is to be followed up for an area at risk: what the journeys and the lists say now, held against the records that were drawn
 * up before. What differs is drawn up: a new one, or one that corrects those before it.
 *
 * One journey is told at several doors and desks: of one person a journey is covered by another that ended as late and touched
 * an area as risky. Of those that ended on one day the one that is followed up already stays, so that nobody is asked twice for it. */
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/command/follow.h"
#include "desk/command/risk_lists.h"
#include "desk/rows.h"
#include "rules/norms.h"
#include "sys/sys.h"

/* A record that stands. */
struct stands {
	struct uuid id, subject, of;
	struct str area, snapshot, source, norm, by;
	int32_t day;
	int level, whom;
	int64_t as_of, since;
	bool there, off;
	bool wanted;          /* what it says is so now */
	struct stands *other; /* of the same target: two drew it up at once */
};

struct following {
	struct cx *cx;
	const struct cover *c;
	const struct round *round;
	struct risk_lists lists;
	struct map standing;  /* by target → struct stands */
	struct map destroyed; /* journeys that nobody can read any more */
	struct drawn_list *out;
};

/* A match, and whom it is followed up as. */
struct contact {
	const struct risk_match *m;
	struct uuid subject;
	int whom;
	bool before; /* this very journey is followed up already */
};

static struct str key_of(struct cx *cx, const struct uuid *subject, int32_t day)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_uuid(&b, subject);
	buf_fmt(&b, "%d", (int)day);
	return buf_ok(&b) ? buf_get(&b) : STR_NONE;
}

/* ---- what stands ---- */

static int texts_keep(struct cx *cx, const struct record *r, struct stands *s)
{
	const struct {
		struct str from, *to;
	} texts[] = { { r->area, &s->area }, { record_text(r, "snapshot"), &s->snapshot },
		{ record_text(r, "source"), &s->source }, { record_text(r, "norm"), &s->norm },
		{ r->by, &s->by } };
	int e = 0;

	for (size_t i = 0; !e && i < sizeof(texts) / sizeof(texts[0]); i++)
		e = cx_str(cx, texts[i].from, texts[i].to);
	return e;
}

static int standing_take(
	void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct following *x = arg;
	struct str key = key_of(x->cx, &r->subject, (int32_t)record_int(r, "day"));
	void **at = key.p ? map_at(&x->standing, key) : NULL;
	struct stands *s = at ? cx_new(x->cx, struct stands) : NULL;

	(void)cx;
	(void)entry;
	if (!s)
		return err(x->cx, E_NO_MEMORY, NULL);
	if (!uuid_eq(&r->round, &x->round->id))
		return 0;
	*s = (struct stands){ .id = r->id,
		.subject = r->subject,
		.day = (int32_t)record_int(r, "day"),
		.level = record_choice(r, "level"),
		.whom = record_choice(r, "whom"),
		.as_of = record_int(r, "as_of"),
		.since = record_int(r, "since"),
		.there = record_int(r, "there") != 0,
		.off = record_int(r, "off") != 0,
		.other = *at };
	record_ref(r, "journey", &s->of);
	*at = s;
	return texts_keep(x->cx, r, s);
}

static int standing_read(struct following *x)
{
	const struct uuid *incident = &x->round->incident;
	int e;

	map_init(&x->standing, x->cx->arena);
	e = behind_figure(x->cx, x->c, risk_contacts.id, incident, STR(""), standing_take, x);
	return e ? e :
		   behind_figure(x->cx, x->c, risk_cleared.id, incident, STR(""), standing_take, x);
}

/* ---- whom it concerns ---- */

/* Whoever is on no roster is a matter: an arrival's own, or one of this journey. So is whoever was told of at a door: several come
 * back to one home, and each has a journey of his own. */
static struct uuid matter_of(const struct uuid *record)
{
	struct seal_hasher h;
	uint8_t hash[SEAL_HASH];

	seal_hash_begin(&h);
	seal_hash_add(&h, "bulou.risk.1\n", 13);
	seal_hash_add(&h, record->b, sizeof(record->b));
	seal_hash_end(&h, hash);
	return uuid_v8(hash);
}

static struct stands *standing_of(const struct following *x, const struct contact *k)
{
	struct str key = key_of(x->cx, &k->subject, k->m->told);

	return key.p ? map_get(&x->standing, key) : NULL;
}

/* Whose listing is still on its way is taken for somebody: only a visit is always about a door. */
static int is_somebody(const struct following *x, const struct risk_match *m, bool *ret)
{
	struct lying l = { .type = SUBJECT_UNKNOWN };
	int e = 0;

	*ret = false;
	if (uuid_is_nil(&m->subject) || str_is(m->kind, "sweep.visit"))
		return 0;
	e = subject_lies(x->cx, x->c->store, &m->subject, x->c->now, &l);
	*ret = l.type == SUBJECT_PERSON || l.type == SUBJECT_UNKNOWN;
	return e;
}

static int contact_of(const struct following *x, const struct risk_match *m, struct contact *ret)
{
	struct contact k = { .m = m, .subject = m->subject, .whom = RISK_KNOWN };
	const struct stands *s;
	bool somebody;
	int e = is_somebody(x, m, &somebody);

	if (str_is(m->kind, "arrival.registered") && !somebody)
		k.subject = m->record;
	else if (!somebody)
		k = (struct contact){ m, matter_of(&m->record), RISK_UNKNOWN, false };
	s = standing_of(x, &k);
	k.before = s && !s->off && uuid_eq(&s->of, &m->record);
	*ret = k;
	return e;
}

/* One subject's together; the riskier first, then the later, so that it does not matter which came first; of one stay that was told
 * twice the one that is followed up already. */
static int contact_cmp(const void *a_, const void *b_)
{
	const struct contact *a = a_, *b = b_;
	int d = uuid_cmp(&a->subject, &b->subject);

	if (!d)
		d = (int)b->m->verdict.level - (int)a->m->verdict.level;
	if (!d)
		d = (b->m->day > a->m->day) - (b->m->day < a->m->day);
	if (!d)
		d = (int)b->before - (int)a->before;
	if (!d)
		d = (a->m->told > b->m->told) - (a->m->told < b->m->told);
	return d ? d : uuid_cmp(&a->m->record, &b->m->record);
}

/* ---- drawing up ---- */

static void members_write(struct jw *w, const struct following *x, const struct stands *s,
	const struct stands *corrects)
{
	struct uuid id = sys_uuid();

	row_uuid(w, "id", &id);
	jw_f_z(w, "kind", risk_matched.name);
	jw_f_int(w, "v", risk_matched.v);
	row_time(w, "at", x->c->now);
	jw_f_str(w, "area", s->area);
	row_uuid(w, "round", &x->round->id);
	row_uuid(w, "subject", &s->subject);
	if (!corrects)
		return;
	jw_name(w, "corrects");
	jw_list(w);
	for (; corrects; corrects = corrects->other) {
		char text[UUID_TEXT + 1];

		uuid_write(&corrects->id, text);
		jw_z(w, text);
	}
	jw_end_list(w);
}

static const char *name_of(const char *field, int code)
{
	const struct field *f = risk_matched.fields;
	const struct choice *k;

	while (strcmp(f->name, field) != 0)
		f++;
	for (k = f->choices; k->name; k++)
		if (k->code == code)
			break;
	return k->name;
}

static int draw(struct following *x, const struct stands *s, const struct stands *corrects)
{
	struct buf b;
	struct jw w;

	buf_init(&b, x->cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	members_write(&w, x, s, corrects);
	jw_name(&w, "body");
	jw_object(&w);
	row_day(&w, "day", s->day);
	row_uuid(&w, "journey", &s->of);
	jw_f_z(&w, "whom", name_of("whom", s->whom));
	jw_f_z(&w, "level", name_of("level", s->level));
	jw_f_bool(&w, "there", s->there);
	row_time(&w, "as_of", s->as_of);
	jw_f_str(&w, "snapshot", s->snapshot);
	jw_f_str(&w, "source", s->source);
	row_time(&w, "since", s->since);
	jw_f_str(&w, "norm", s->norm);
	jw_f_bool(&w, "off", s->off);
	jw_end_object(&w);
	jw_end_object(&w);
	return drawn_add(x->cx, x->out, &b, s->by);
}

/* What a contact's record says now. In the name of whoever brought the second of the two. */
static struct stands as_now(
	const struct following *x, const struct contact *k, const struct stands *before)
{
	const struct risk_about *list = risk_about(&x->lists, k->m->verdict.issue);
	bool anew = !before || before->off;

	return (struct stands){ .subject = k->subject,
		.of = k->m->record,
		.area = k->m->area,
		.day = k->m->told,
		.level = (int)k->m->verdict.level,
		.whom = k->whom,
		.there = k->m->verdict.place_known,
		.as_of = k->m->verdict.issue->as_of,
		.snapshot = list->version,
		.source = list->source,
		.since = anew ? x->c->now : before->since,
		.norm = str_of(norm_risk((uint8_t)k->m->verdict.level, day_of(x->c->now))->source),
		.by = k->m->pos > list->pos ? k->m->via : list->via };
}

/* The list that says so may be another one by now: that is no news. */
static bool says_the_same(const struct stands *a, const struct stands *b)
{
	return !a->other && uuid_eq(&a->of, &b->of) && str_eq(a->area, b->area) &&
		a->level == b->level && a->whom == b->whom && a->there == b->there &&
		a->off == b->off;
}

static int contact_draw(struct following *x, const struct contact *k)
{
	struct stands *before = standing_of(x, k), now = as_now(x, k, before);

	if (before && before->wanted)
		return 0; /* the same target: a riskier journey that was told on the same day */
	if (before)
		before->wanted = true;
	return before && says_the_same(before, &now) ? 0 : draw(x, &now, before);
}

/* Is it covered by one of those before it, which are as risky or riskier? */
static bool is_covered(const struct contact *all, const bool *taken, size_t from, size_t i)
{
	for (size_t k = from; k < i; k++)
		if (taken[k] &&
			(all[k].m->day >= all[i].m->day || all[k].m->told == all[i].m->told))
			return true;
	return false;
}

static int contacts_draw(struct following *x, const struct contact *all, size_t n)
{
	bool *taken = cx_many(x->cx, n, bool);
	size_t from = 0;
	int e = taken ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		if (!uuid_eq(&all[from].subject, &all[i].subject))
			from = i;
		taken[i] = !is_covered(all, taken, from, i);
		if (taken[i])
			e = contact_draw(x, &all[i]);
	}
	return e;
}

static bool is_destroyed(const struct following *x, const struct uuid *journey)
{
	struct str key = { (const char *)journey->b, sizeof(journey->b) };

	return map_get(&x->destroyed, key) != NULL;
}

/* What stands, and neither journey nor list says any more. What a purge has destroyed was said once, and stays. */
static int cleared_draw(struct following *x)
{
	int e = 0;

	for (size_t i = 0; !e && i < x->standing.n; i++) {
		struct stands *s = x->standing.entries[i].value, off;

		if (!s || s->wanted || s->off || is_destroyed(x, &s->of))
			continue;
		off = *s;
		off.off = true;
		e = draw(x, &off, s);
	}
	return e;
}

int follow_risk(
	struct cx *cx, const struct cover *c, const struct round *round, struct drawn_list *ret)
{
	struct following x = { .cx = cx, .c = c, .round = round, .out = ret };
	struct risk_ask ask = { .incident = round->incident,
		.area = round->area,
		.on = RISK_EVER,
		.destroyed = &x.destroyed };
	struct risk_match *matches;
	struct contact *all;
	size_t n = 0;
	int e = standing_read(&x);

	map_init(&x.destroyed, cx->arena);
	if (!e)
		e = risk_lists_read(cx, c, &x.lists);
	if (!e)
		e = risk_matches(cx, c, &x.lists, &ask, &matches, &n);
	if (e)
		return e;
	all = cx_many(cx, n, struct contact);
	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++)
		e = contact_of(&x, &matches[i], &all[i]);
	if (e)
		return e;
	if (n > 1)
		qsort(all, n, sizeof(*all), contact_cmp);
	e = contacts_draw(&x, all, n);
	return e ? e : cleared_draw(&x);
}
