/* What a resident sees: his own record, and nothing else. He is told what is kept of him and by which desk it was entered, not by
 * whom; what a record says in free text may speak of others, and is named, not shown, unless it says who he is; and so are the ids
 * of others that a record names. Talks in confidence are left out: they are told by whoever talked. */
#include "guard/resident.h"

#include <string.h>

#include "cover/base_kinds.h"
#include "guard/look_book.h"
#include "guard/sessions.h"
#include "http/own.h"

/* Reads of his own go past areas: he has none. */
struct own {
	struct reader all;
	struct cover cover;
	struct uuid *same;
	size_t n;
	struct subject subject; /* the one that stays of those he is */
};

static int own_read(struct call *c, struct own *o)
{
	int e;

	*o = (struct own){ .same = NULL };
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
	return e;
}

/* ---- what he is, and what he may hand in ---- */

static int home_write(struct call *c, const struct own *o)
{
	struct uuid home = uuid_nil;
	struct subject s;
	int e = 0;

	for (size_t i = o->n; !e && i > 0 && uuid_is_nil(&home); i--)
		e = person_home(&c->cx, &o->cover, &o->same[i - 1], &home);
	if (!e && !uuid_is_nil(&home))
		e = subject_get(&c->cx, &o->cover, &home, &s);
	if (e == -E_NOT_FOUND) {
		err_clear(&c->cx);
		home = uuid_nil;
		e = 0;
	}
	jw_name(&c->w, "home");
	if (e || uuid_is_nil(&home))
		jw_null(&c->w);
	else
		row_subject(&c->w, c->cover.kinds, &s);
	return e;
}

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

static void may_write_kind(
	struct call *c, const struct kind *k, const struct round *rounds, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!k->obliges || !str_is(rounds[i].kind, k->obliges))
			continue;
		jw_object(&c->w);
		jw_f_z(&c->w, "kind", k->name);
		jw_f_z(&c->w, "label_zh", k->zh);
		jw_f_z(&c->w, "label_en", k->en);
		row_uuid(&c->w, "round", &rounds[i].id);
		jw_end_object(&c->w);
	}
}

static int may_write(struct call *c, const struct own *o)
{
	const struct kinds *ks = c->cover.kinds;
	struct round *rounds;
	size_t n;
	int e = own_rounds(c, o, &rounds, &n);

	jw_name(&c->w, "may");
	jw_list(&c->w);
	for (size_t i = 0; !e && i < ks->n; i++)
		if (ks->all[i]->envelope & KIND_RESIDENT &&
			kinds_newest(ks, str_of(ks->all[i]->name)) == ks->all[i])
			may_write_kind(c, ks->all[i], rounds, n);
	jw_end_list(&c->w);
	return e;
}

int route_own(struct call *c)
{
	struct session s;
	struct own o;
	int e = own_read(c, &o);

	if (!e)
		e = guard_session_of(&c->cx, c->http->guard, c->token, c->now, &s);
	if (e)
		return e;
	jw_object(&c->w);
	jw_name(&c->w, "subject");
	row_subject(&c->w, c->cover.kinds, &o.subject);
	e = home_write(c, &o);
	row_time(&c->w, "until", s.until);
	if (!e)
		e = may_write(c, &o);
	jw_end_object(&c->w);
	return e ? e : answer_end(c);
}

/* ---- what is kept of him ---- */

static const struct field *field_of(const struct kind *k, struct str name)
{
	const struct field *f = k->fields;

	while (f->name && !str_is(name, f->name))
		f++;
	return f->name ? f : NULL;
}

/* May he read this of a record about him? His home he may: it is a dwelling, and his. */
static bool is_shown(const struct kind *k, const struct field *f)
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
		return strcmp(f->name, "name") == 0 && base_names_person(k);
	default:
		return true;
	}
}

struct showing {
	struct call *c;
	const struct record *r;
	struct buf withheld; /* names, a line each */
	bool gone[CLASSES];
};

static int members_show(struct showing *s, const struct json *v)
{
	struct str name;
	int e = 0;

	for (uint32_t i = 0; !e && v && v->type == JSON_OBJECT && i < v->n; i++) {
		e = cx_str(&s->c->cx, v->names[i], &name);
		if (e)
			break;
		if (is_shown(s->r->kind, field_of(s->r->kind, name))) {
			jw_name(&s->c->w, name.p);
			jw_value(&s->c->w, &v->items[i]);
		} else {
			buf_str(&s->withheld, name);
			buf_c(&s->withheld, '\n');
		}
	}
	return e;
}

static int class_show(struct showing *s, const struct entry *entry, enum class k)
{
	struct call *c = s->c;
	const struct json *v = NULL;
	struct str plain;
	int e = journal_open(&c->cx, c->http->site->keys, &entry->id, entry->sealed, k, &plain);

	s->gone[k] = e == -E_SEALED;
	if (s->gone[k]) {
		err_clear(&c->cx);
		return 0;
	}
	if (!e && plain.n)
		e = json_read(&c->cx, plain, &json_limits_request, &v);
	return e ? e : members_show(s, v);
}

static int body_show(struct showing *s, const struct entry *entry)
{
	struct jw *w = &s->c->w;
	int e;

	jw_name(w, "body");
	jw_object(w);
	e = members_show(s, s->r->body);
	for (int k = CLASS_IDENTITY; !e && k < CLASS_COUNSELLING; k++)
		e = class_show(s, entry, (enum class)k);
	jw_end_object(w);
	return e;
}

static void names_list(struct showing *s)
{
	struct str rest = buf_get(&s->withheld), one;
	struct jw *w = &s->c->w;

	jw_name(w, "withheld");
	jw_list(w);
	while (str_split(&rest, '\n', &one))
		if (one.n)
			jw_str(w, one);
	jw_end_list(w);
	jw_name(w, "destroyed");
	jw_list(w);
	for (int k = 0; k < CLASSES; k++)
		if (s->gone[k])
			jw_z(w, class_names[k]);
	jw_end_list(w);
}

static const struct desk *desk_of(const struct kind *k)
{
	size_t i = 0;

	while (desks[i] && strcmp(desks[i]->name, k->desk) != 0)
		i++;
	return desks[i];
}

static int record_show(struct call *c, const struct entry *entry, const struct record *r)
{
	const struct desk *d = desk_of(r->kind);
	struct showing s = { .c = c, .r = r };
	struct jw *w = &c->w;
	int e;

	buf_init(&s.withheld, c->cx.arena);
	jw_object(w);
	row_uuid(w, "id", &r->id);
	jw_f_str(w, "kind", r->kind_name);
	jw_f_z(w, "label_zh", r->kind->zh);
	jw_f_z(w, "label_en", r->kind->en);
	jw_f_z(w, "desk_zh", d ? d->zh : "");
	jw_f_z(w, "desk_en", d ? d->en : "");
	row_time(w, "at", r->at);
	row_time(w, "received", r->received);
	e = body_show(&s, entry);
	names_list(&s);
	jw_end_object(w);
	return e || buf_ok(&s.withheld) ? e : err(&c->cx, E_NO_MEMORY, NULL);
}

static int records_show(struct call *c, const struct uuid *ids, size_t n)
{
	struct site *s = c->http->site;
	struct journal j = { .store = c->cover.store, .keys = s->keys, .kinds = s->tables.kinds };
	struct entry *entries = cx_many(&c->cx, n, struct entry);
	struct record *r;
	int e = entries ? journal_find(&c->cx, &j, ids, n, entries) : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		if (!entries[i].pos)
			continue;
		e = journal_record(&c->cx, s->tables.kinds, &entries[i], &r);
		if (!e && r->kind && r->kind->matter != MATTER_COUNSEL)
			e = record_show(c, &entries[i], r);
	}
	return e;
}

/* He looks at what is his: that is a look like any other, so that he sees it if it was not he. */
static int own_look(struct call *c)
{
	const struct look l = {
		.screen = STR("own"), .why = STR("asked"), .subjects = &c->rights.own, .n = 1
	};
	int e = look_entries(&c->cx, &c->rights, MATTER_ANY, l, c->now, &c->looks, &c->looks_n);

	c->looked = !e;
	return e;
}

int route_own_records(struct call *c)
{
	struct uuid *ids = NULL;
	struct page p;
	struct own o;
	size_t n = 0;
	int e = own_read(c, &o);

	if (!e)
		e = subjects_said(&c->cx, &o.cover, o.same, o.n, &ids, &n);
	if (!e)
		e = answer_page(c, n, &p);
	if (!e)
		e = records_show(c, ids + p.from, p.to - p.from);
	if (!e)
		e = own_look(c);
	return e ? e : answer_page_end(c, &p);
}

/* Who looked at him. */
int route_own_looks(struct call *c)
{
	struct own o;
	int e = own_read(c, &o);

	return e ? e : looks_answer(c, &c->rights.own, true);
}
