/* Reading what is a resident's own. */
#include "http/resident.h"

#include <stdlib.h>
#include <string.h>

#include "cover/base_kinds.h"
#include "cover/homes.h"
#include "desk/restriction/restriction.h"
#include "guard/look_book.h"
#include "guard/sessions.h"
#include "view/link.h"

/* ---- who he is ---- */

/* Of several that he is, the home that the last one tells. */
static int home_read(struct call *c, struct own *o)
{
	struct uuid home = uuid_nil;
	int e = 0;

	for (size_t i = o->n; !e && i > 0 && uuid_is_nil(&home); i--)
		e = person_home(&c->cx, &o->cover, &o->same[i - 1], &home);
	if (e || uuid_is_nil(&home))
		return e;
	e = subject_get(&c->cx, &o->cover, &home, &o->home);
	o->has_home = !e;
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		e = 0;
	}
	return e;
}

static int about_take(struct call *c, struct own *o)
{
	struct uuid *all = cx_many(&c->cx, o->n + 1, struct uuid);

	if (!all)
		return -E_NO_MEMORY;
	memcpy(all, o->same, o->n * sizeof(*all));
	if (o->has_home)
		all[o->n] = o->home.id;
	o->same = all;
	o->about = o->n + o->has_home;
	return 0;
}

int own_read(struct call *c, struct own *o)
{
	struct session s;
	int e;

	*o = (struct own){ .n = 0 };
	if (uuid_is_nil(&c->rights.own))
		return err(&c->cx, E_FORBIDDEN, NULL, "仅供持凭条的居民查看本人记录",
			"this is for residents who hold a slip");
	o->all = (struct reader){ .person = c->who.person, .everywhere = true };
	o->cover = c->cover;
	o->cover.who = &o->all;
	e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = guard_same(&c->cx, c->cover.store, &c->rights.own, &o->same, &o->n);
	if (!e)
		e = subject_get(&c->cx, &o->cover, &c->rights.own, &o->subject);
	if (!e && !uuid_eq(&o->subject.survivor, &o->subject.id))
		e = subject_get(&c->cx, &o->cover, &o->subject.survivor, &o->subject);
	if (!e)
		e = home_read(c, o);
	if (!e)
		e = about_take(c, o);
	if (!e)
		e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &s);
	if (e)
		return e;
	o->guardian = s.guardian;
	o->until = s.until;
	return 0;
}

int own_name(struct call *c, const struct own *o, struct str *ret)
{
	struct home *homes;
	size_t n = 0;
	int e = homes_told(&c->cx, &o->cover, o->same, o->n, &homes, &n);

	*ret = STR_NONE;
	for (size_t i = 0; !e && i < n; i++)
		if (homes[i].name.n)
			*ret = homes[i].name;
	return e;
}

/* ---- what he may hand in ---- */

/* Of the incidents, the real ones that go on: what somebody needs is no part of an exercise. */
static bool is_real(const struct incident *all, size_t n, const struct uuid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&all[i].id, id))
			return !all[i].exercise && !all[i].ended;
	return uuid_is_nil(id);
}

/* The standing rounds, newest first, that stay of a list: open, real, and where he lives. */
static int own_rounds(struct call *c, const struct own *o, struct round **ret, size_t *ret_n)
{
	struct incident *incidents;
	size_t n, all, kept = 0;
	int e = round_list(&c->cx, &o->cover, ret, &n);

	if (!e)
		e = incident_list(&c->cx, &o->cover, &incidents, &all);
	for (size_t i = 0; !e && i < n; i++) {
		const struct round *r = &(*ret)[i];

		if (r->state == 1 && area_within(c->cover.tree, o->subject.area, r->area) &&
			is_real(incidents, all, &r->incident))
			(*ret)[kept++] = *r;
	}
	*ret_n = kept;
	return e;
}

/* What has to have a subject is about a matter: it is handed in beside that. */
static bool is_offered(const struct kinds *ks, const struct kind *k)
{
	return k->envelope & KIND_RESIDENT && !(k->envelope & NEEDS_SUBJECT) && k->obliges &&
		kinds_newest(ks, str_of(k->name)) == k;
}

int own_may(struct call *c, const struct own *o, struct own_may **ret, size_t *ret_n)
{
	const struct kinds *ks = c->cover.kinds;
	struct round *rounds;
	size_t n = 0;
	int e = own_rounds(c, o, &rounds, &n);

	*ret_n = 0;
	*ret = e ? NULL : cx_many(&c->cx, ks->n * (n + 1), struct own_may);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; i < ks->n; i++)
		for (size_t k = 0; is_offered(ks, ks->all[i]) && k < n; k++)
			if (str_is(rounds[k].kind, ks->all[i]->obliges))
				(*ret)[(*ret_n)++] = (struct own_may){ ks->all[i], rounds[k].id };
	return 0;
}

/* ---- what is kept of him ---- */

static bool is_he(const struct own *o, const struct uuid *id)
{
	for (size_t i = 0; i < o->n; i++)
		if (uuid_eq(&o->same[i], id))
			return true;
	return false;
}

/* He handed it in himself, under whichever of the ids that are his. */
static bool wrote(const struct own *o, const struct record *r)
{
	size_t n = sizeof(GUARD_RESIDENT) - 1;
	struct uuid id;

	return guard_is_resident(r->via) &&
		uuid_read((struct str){ r->via.p + n, r->via.n - n }, &id) && is_he(o, &id);
}

struct listing {
	struct record **all;
	size_t n, cap;
};

static int listing_add(struct call *c, struct listing *l, struct record *r)
{
	if (COVER_ROOM(&c->cx, l->all, l->n, l->cap))
		return -E_NO_MEMORY;
	l->all[l->n++] = r;
	return 0;
}

/* What was raised about him; about his home, only what he raised himself: the rest may be another's. And what was said against
 * what restricts him. */
static int raised_read(struct call *c, const struct own *o, struct listing *l)
{
	struct record **about, **against;
	struct uuid *orders;
	size_t n, m, orders_n = 0;
	int e = subjects_raised(&c->cx, &o->cover, o->same, o->about, &about, &n);

	orders = e ? NULL : cx_many(&c->cx, n, struct uuid);
	if (!orders)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n; i++) {
		if (is_he(o, &about[i]->subject) || wrote(o, about[i]))
			e = listing_add(c, l, about[i]);
		if (str_is(about[i]->kind_name, restriction_ordered.name))
			orders[orders_n++] = about[i]->id;
	}
	if (!e)
		e = subjects_raised(&c->cx, &o->cover, orders, orders_n, &against, &m);
	for (size_t i = 0; !e && i < m; i++)
		if (wrote(o, against[i]))
			e = listing_add(c, l, against[i]);
	return e;
}

static int said_read(struct call *c, const struct own *o, struct listing *l)
{
	struct uuid *ids;
	struct record *r;
	size_t n;
	int e = subjects_said(&c->cx, &o->cover, o->same, o->n, &ids, &n);

	for (size_t i = 0; !e && i < n; i++) {
		e = record_of(&c->cx, &o->cover, &ids[i], &r);
		if (!e && r)
			e = listing_add(c, l, r);
	}
	return e;
}

static int latest_first(const void *a, const void *b)
{
	const struct record *x = *(struct record *const *)a, *y = *(struct record *const *)b;

	if (x->at_used != y->at_used)
		return x->at_used < y->at_used ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

/* Talks in confidence are counted in no page of the list. */
int own_record_ids(struct call *c, const struct own *o, struct uuid **ret, size_t *ret_n)
{
	struct listing l = { .n = 0 };
	size_t n = 0;
	int e = said_read(c, o, &l);

	if (!e)
		e = raised_read(c, o, &l);
	*ret_n = 0;
	*ret = e ? NULL : cx_many(&c->cx, l.n, struct uuid);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	if (l.n > 1)
		qsort(l.all, l.n, sizeof(*l.all), latest_first);
	for (size_t i = 0; i < l.n; i++) {
		const struct record *r = l.all[i];

		if (r->kind && r->kind->matter != MATTER_COUNSEL &&
			(!n || !uuid_eq(&(*ret)[n - 1], &r->id)))
			(*ret)[n++] = r->id;
	}
	*ret_n = n;
	return 0;
}

static const struct field *field_of(const struct kind *k, struct str name)
{
	const struct field *f = k->fields;

	while (f->name && !str_is(name, f->name))
		f++;
	return f->name ? f : NULL;
}

/* May he read this of a record about him? His home he may: it is a dwelling, and his. And what he wrote himself. */
static bool is_shown(const struct kind *k, const struct field *f, bool his)
{
	if (!f)
		return false;
	switch (f->type) {
	case FIELD_REF:
		return strcmp(f->name, "dwelling") == 0;
	case FIELD_REFS:
	case FIELD_IMAGE:
		return false;
	case FIELD_TEXT:
		return his || (strcmp(f->name, "name") == 0 && base_names_person(k));
	default:
		return true;
	}
}

static int members_take(struct call *c, const struct own *o, struct own_record *v,
	const struct json *body, size_t *facts_cap, size_t *withheld_cap)
{
	bool his = wrote(o, v->r);
	int e = 0;

	for (uint32_t i = 0; !e && body && body->type == JSON_OBJECT && i < body->n; i++) {
		const struct field *f = field_of(v->r->kind, body->names[i]);
		struct str name;

		e = cx_str(&c->cx, body->names[i], &name);
		if (e)
			return e;
		if (is_shown(v->r->kind, f, his)) {
			e = COVER_ROOM(&c->cx, v->facts, v->facts_n, *facts_cap);
			if (!e)
				v->facts[v->facts_n++] = (struct own_fact){ f, name,
					&body->items[i] };
		} else {
			e = COVER_ROOM(&c->cx, v->withheld, v->withheld_n, *withheld_cap);
			if (!e)
				v->withheld[v->withheld_n++] = name;
		}
	}
	return e;
}

static int facts_read(
	struct call *c, const struct own *o, const struct entry *entry, struct own_record *v)
{
	size_t facts_cap = 0, withheld_cap = 0;
	int e = members_take(c, o, v, v->r->body, &facts_cap, &withheld_cap);

	for (int k = CLASS_IDENTITY; !e && k < CLASS_COUNSELLING; k++) {
		const struct json *body = NULL;
		struct str plain;

		e = journal_open(
			&c->cx, o->cover.keys, &entry->id, entry->sealed, (enum class)k, &plain);
		v->gone[k] = e == -E_SEALED;
		if (v->gone[k]) {
			err_clear(&c->cx);
			e = 0;
			continue;
		}
		if (!e && plain.n)
			e = json_read(&c->cx, plain, &json_limits_request, &body);
		if (!e)
			e = members_take(c, o, v, body, &facts_cap, &withheld_cap);
	}
	return e;
}

/* ---- what became of what he asked ---- */

static const struct choice *choice_of(const struct choice *all, int code)
{
	for (; all && all->name; all++)
		if (all->code == code)
			return all;
	return NULL;
}

/* The words of an answer, which are for him who asked: its first text that is sealed. */
static int words_read(struct call *c, const struct own *o, const struct uuid *id, struct str *ret)
{
	struct journal j = { .store = o->cover.store, .kinds = o->cover.kinds };
	const struct field *f;
	const struct json *v;
	struct entry entry;
	struct record *r = NULL;
	struct str plain = STR_NONE;
	int e = journal_find(&c->cx, &j, id, 1, &entry);

	if (!e && entry.pos)
		e = journal_record(&c->cx, j.kinds, &entry, &r);
	if (e || !r || !r->kind)
		return e;
	for (f = r->kind->fields; f->name && (f->type != FIELD_TEXT || f->personal == CLASS_OPEN);
		f++)
		;
	if (!f->name)
		return 0;
	e = journal_open(&c->cx, o->cover.keys, id, entry.sealed, f->personal, &plain);
	if (e == -E_SEALED) {
		err_clear(&c->cx);
		return 0;
	}
	if (!e && plain.n)
		e = json_read(&c->cx, plain, &json_limits_request, &v);
	if (!e && plain.n)
		*ret = json_text(v, f->name);
	return e;
}

/* The words of the latest answer that says how it stands; who only took it on has said none. */
static int latest_words(
	struct call *c, const struct own *o, const struct target *t, struct own_answer *ret)
{
	struct act *acts;
	size_t n = 0;
	int e = target_said(&c->cx, &o->cover, t, &acts, &n);

	while (!e && n-- > 0)
		if ((acts[n].what == TARGET_COVER || acts[n].what == TARGET_TRY) &&
			acts[n].code == t->code) {
			e = words_read(c, o, &acts[n].id, &ret->words);
			break;
		}
	return e;
}

static int answer_read(struct call *c, const struct own *o, struct own_record *v)
{
	const struct record *r = v->r;
	bool appeal = str_is(r->kind_name, appeal_made.name);
	struct target t = { .round = r->round,
		.subject = r->id,
		.area = r->area,
		.slot = appeal ? RESTRICTION_SLOT_APPEAL : 0 };
	const struct round_kind *k = r->kind->obliges ? desks_round(str_of(r->kind->obliges)) :
							NULL;
	int e = 0;

	if (!k || !(r->kind->envelope & KIND_RAISES) || !wrote(o, r))
		return 0;
	e = target_get(&c->cx, &o->cover, &t);
	if (e)
		return e;
	v->answer = (struct own_answer){ .asked = true,
		.open = t.state == 1,
		.due = t.due,
		.outcome = t.code ? choice_of(k->outcomes, t.code) : NULL };
	return t.code ? latest_words(c, o, &t, &v->answer) : 0;
}

static const struct desk *desk_of(const struct kind *k)
{
	size_t i = 0;

	while (desks[i] && strcmp(desks[i]->name, k->desk) != 0)
		i++;
	return desks[i];
}

int own_records(struct call *c, const struct own *o, const struct uuid *ids, size_t n,
	struct own_record **ret, size_t *ret_n)
{
	struct journal j = {
		.store = o->cover.store, .keys = o->cover.keys, .kinds = o->cover.kinds
	};
	struct entry *entries = cx_many(&c->cx, n, struct entry);
	struct own_record *all = cx_many(&c->cx, n, struct own_record);
	int e = entries && all ? journal_find(&c->cx, &j, ids, n, entries) : -E_NO_MEMORY;

	*ret = all;
	*ret_n = 0;
	for (size_t i = 0; !e && i < n; i++) {
		struct own_record *v = &all[*ret_n];
		struct record *r = NULL;

		if (!entries[i].pos)
			continue;
		e = journal_record(&c->cx, j.kinds, &entries[i], &r);
		if (e || !r->kind || r->kind->matter == MATTER_COUNSEL)
			continue;
		*v = (struct own_record){ .r = r, .desk = desk_of(r->kind) };
		e = facts_read(c, o, &entries[i], v);
		if (!e)
			e = answer_read(c, o, v);
		++*ret_n;
	}
	return e;
}

/* ---- what restricts him ---- */

int own_restrictions(
	struct call *c, const struct own *o, struct restriction_row **ret, size_t *ret_n)
{
	struct record **about;
	size_t n;
	int e = subjects_raised(&c->cx, &o->cover, o->same, o->about, &about, &n);

	*ret_n = 0;
	*ret = e ? NULL : cx_many(&c->cx, OWN_RESTRICTIONS_MAX, struct restriction_row);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < n && *ret_n < OWN_RESTRICTIONS_MAX; i++) {
		if (!str_is(about[i]->kind_name, restriction_ordered.name))
			continue;
		e = restriction_get(&c->cx, &o->cover, &about[i]->id, c->now, &(*ret)[*ret_n]);
		if (e == -E_NOT_FOUND) {
			err_clear(&c->cx);
			e = 0;
		} else {
			++*ret_n;
		}
	}
	return e;
}

static int no_such(struct call *c)
{
	return err(&c->cx, E_NOT_FOUND, "id", cx_text(&c->cx, c->id_text));
}

int own_notice(struct call *c, const struct own *o, const struct uuid *id,
	struct restriction_row *row, struct restriction_notice *ret)
{
	struct linked l;
	bool his = false;
	int e = link_look(&c->cx, o->cover.store, o->cover.kinds, id, &l);

	for (size_t i = 0; !e && l.r && l.stands && l.r->has_subject && i < o->about; i++)
		his |= uuid_eq(&l.r->subject, &o->same[i]);
	if (!e && !his)
		e = no_such(c);
	if (!e)
		e = restriction_get(&c->cx, &o->cover, id, c->now, row);
	return e ? e : restriction_notice(&c->cx, &o->cover, row, true, ret);
}

bool own_may_appeal(const struct restriction_row *v)
{
	return v->state != RESTRICTION_ENDED && v->state != RESTRICTION_EXEMPT && !v->appeals_open;
}

/* ---- looks ---- */

int own_look(struct call *c, const char *screen)
{
	const struct look l = {
		.screen = str_of(screen), .why = STR("asked"), .subjects = &c->rights.own, .n = 1
	};
	int e = look_entries(&c->cx, &c->rights, MATTER_ANY, l, c->now, &c->looks, &c->looks_n);

	c->looked = !e;
	return e;
}
