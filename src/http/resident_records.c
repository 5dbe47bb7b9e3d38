/* What is kept of a resident, as he may read it, and what became of what he asked. */
#include "http/resident.h"

#include <stdlib.h>
#include <string.h>

#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/restriction/restriction.h"

/* ---- which records ---- */

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

/* Of what was raised about him and his home that which he raised himself, and what was ordered of him: a complaint names whoever made it.
 * And what he said against what restricts either. */
static int raised_read(struct call *c, const struct own *o, struct listing *l)
{
	struct record **about, **orders, **against;
	struct uuid *ids;
	size_t n, orders_n, m;
	int e = subjects_raised(&c->cx, &o->cover, o->same, o->about, NULL, &about, &n);

	if (!e)
		e = subjects_raised(&c->cx, &o->cover, o->same, o->about, restriction_ordered.name,
			&orders, &orders_n);
	for (size_t i = 0; !e && i < n; i++)
		if (own_wrote(o, about[i]))
			e = listing_add(c, l, about[i]);
	ids = e ? NULL : cx_many(&c->cx, orders_n, struct uuid);
	if (!ids)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < orders_n; i++) {
		ids[i] = orders[i]->id;
		if (own_is(o, &orders[i]->subject))
			e = listing_add(c, l, orders[i]);
	}
	if (!e)
		e = subjects_raised(
			&c->cx, &o->cover, ids, orders_n, appeal_made.name, &against, &m);
	for (size_t i = 0; !e && i < m; i++)
		if (own_wrote(o, against[i]))
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
	case FIELD_PHONE:
	case FIELD_DOCUMENT:
	case FIELD_PLATE:
		return his || base_names_person(k);
	default:
		return true;
	}
}

static int members_take(struct call *c, const struct own *o, struct own_record *v,
	const struct json *body, size_t *facts_cap, size_t *withheld_cap)
{
	bool his = own_wrote(o, v->r);
	int e = 0;

	for (uint32_t i = 0; !e && body && body->type == JSON_OBJECT && i < body->n; i++) {
		const struct field *f = field_of(v->r->kind, body->names[i]);
		struct str name;

		e = cx_str(&c->cx, body->names[i], &name);
		if (e)
			return e;
		if (is_shown(v->r->kind, f, his)) {
			e = cover_room(&c->cx, (void **)&v->facts, v->facts_n, facts_cap,
				sizeof(*v->facts));
			if (!e)
				v->facts[v->facts_n++] = (struct own_fact){ f, name,
					&body->items[i] };
		} else {
			e = cover_room(&c->cx, (void **)&v->withheld, v->withheld_n, withheld_cap,
				sizeof(*v->withheld));
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

	if (!k || !(r->kind->envelope & KIND_RAISES) || !own_wrote(o, r))
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
