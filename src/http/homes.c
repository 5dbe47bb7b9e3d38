/* Homes as a phone takes them along: who lives there, and what was asked there already and is not to be asked again; then whom no home
 * holds, each by himself. */
#include "cover/homes.h"

#include "core/map.h"
#include "cover/households.h"
#include "http/homes_wanted.h"

#define HOMES_KNOWN_MAX 64 /* fields of one home */

/* ---- what he may be told ---- */

/* masked: whose records he sees at all, by their matter; plain: with a reason, the same of what he is shown unmasked. */
struct telling {
	struct call *c;
	bool unmask;
	struct reader masked, plain;
	struct map names; /* of accounts, by user */
};

static int telling_begin(struct call *c, struct telling *t)
{
	const struct right masked = { VERB_SEE_MASKED, MATTER_ANY },
			   plain = { VERB_SEE, MATTER_ANY };
	const struct reader *roster;
	int e = rights_reader(&c->cx, &c->rights, masked, NULL, c->now, &t->masked);

	t->c = c;
	t->unmask = call_arg(c, "unmask")->given;
	map_init(&t->names, c->cx.arena);
	if (!e)
		e = rights_reader(&c->cx, &c->rights, plain, NULL, c->now, &t->plain);
	if (e || !t->unmask)
		return e;
	roster = reader_in(&t->plain, MATTER_ROSTER);
	return roster->everywhere || roster->n ?
		0 :
		call_forbidden(c, (struct right){ VERB_SEE, MATTER_ROSTER }, "unmask");
}

static bool is_plain(const struct telling *t, enum matter matter, struct str area)
{
	return t->unmask && reader_sees(t->c->cover.tree, reader_in(&t->plain, matter), area);
}

/* Kept for the call: a handful of people asked at all the doors of a grid. */
static int asker_name(struct telling *t, struct str user, struct str *ret)
{
	struct call *c = t->c;
	void **at = map_at(&t->names, user);
	struct account a;
	struct str *name = at ? *at : NULL;
	int e = 0;

	if (!at)
		return err(&c->cx, E_NO_MEMORY, NULL);
	if (!name) {
		*at = name = cx_new(&c->cx, struct str);
		if (!name)
			return -E_NO_MEMORY;
		*name = STR_NONE;
		e = guard_account(&c->cx, c->http->guard, user, &a);
		if (!e && a.name.n)
			e = guard_mask(&c->cx, FIELD_TEXT, a.name, name);
		if (e == -E_NOT_FOUND)
			err_clear(&c->cx);
	}
	*ret = *name;
	return e == -E_NOT_FOUND ? 0 : e;
}

/* ---- what is known ---- */

/* The latest answer to one field, and how many there are. */
struct known {
	const struct field *field;
	const struct answered *from;
	const struct json *value;
	bool plain;
	int asked;
};

struct knowing {
	struct known all[HOMES_KNOWN_MAX];
	size_t n;
};

static void known_add(struct knowing *k, const struct known *one)
{
	const struct record *r = one->from->record;

	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->all[i].from->record->kind_name, r->kind_name) &&
			str_eq(str_of(k->all[i].field->name), str_of(one->field->name))) {
			k->all[i].asked++;
			return;
		}
	if (k->n < HOMES_KNOWN_MAX)
		k->all[k->n++] = *one;
}

/* Pictures are no answer to a question, and lists of others are none of this home; talks in confidence stay where they were. */
static bool is_told(const struct field *f)
{
	return f->type != FIELD_IMAGE && f->type != FIELD_REFS && f->personal != CLASS_COUNSELLING;
}

static void open_known(struct knowing *k, const struct answered *a)
{
	for (const struct field *f = a->record->kind->fields; f->name; f++) {
		const struct json *v = json_get(a->record->body, f->name);

		if (f->personal == CLASS_OPEN && v && v->type != JSON_NULL && is_told(f))
			known_add(k, &(struct known){ f, a, v, true, 1 });
	}
}

/* As it was written: what a later version calls otherwise is not told. */
static int sealed_known(
	struct call *c, struct knowing *k, const struct answered *a, enum class of, bool plain)
{
	const struct json *v;
	struct str text;
	int e = journal_open(&c->cx, c->cover.keys, &a->entry->id, a->entry->sealed, of, &text);

	if (e == -E_SEALED) {
		err_clear(&c->cx);
		return 0;
	}
	if (e || !text.p)
		return e;
	e = json_read(&c->cx, text, &json_limits_request, &v);
	for (const struct field *f = a->record->kind->fields; !e && f->name; f++) {
		const struct json *said = f->personal == of ? json_get(v, f->name) : NULL;

		if (said && said->type != JSON_NULL && is_told(f))
			known_add(k, &(struct known){ f, a, said, plain, 1 });
	}
	return e;
}

static bool has_class(const struct kind *k, enum class of)
{
	for (const struct field *f = k->fields; f->name; f++)
		if (f->personal == of)
			return true;
	return false;
}

static int answer_known(
	struct telling *t, const struct household *h, const struct answered *a, struct knowing *k)
{
	const struct record *r = a->record;
	struct str area = r->area.n ? r->area : h->dwelling.area;
	bool plain;
	int e = 0;

	if (!r->kind ||
		!reader_sees(t->c->cover.tree, reader_in(&t->masked, r->kind->matter), area))
		return 0;
	plain = is_plain(t, r->kind->matter, area);
	open_known(k, a);
	for (int of = CLASS_IDENTITY; !e && of < CLASS_EXTRA; of++)
		if (has_class(r->kind, (enum class)of))
			e = sealed_known(t->c, k, a, (enum class)of, plain);
	return e;
}

/* ---- writing ---- */

static int value_write(struct call *c, const struct known *k)
{
	struct str shown;
	int e;

	jw_name(&c->w, "value");
	if (k->plain) {
		jw_value(&c->w, k->value);
		return 0;
	}
	e = guard_mask(&c->cx, k->field->type, k->value->type == JSON_TEXT ? k->value->s : STR(""),
		&shown);
	if (!e)
		jw_str(&c->w, shown);
	return e;
}

static int known_write(struct telling *t, const struct known *k)
{
	const struct record *r = k->from->record;
	struct str by = r->confirmed && r->by.n ? r->by : r->via, name;
	struct jw *w = &t->c->w;
	int e = asker_name(t, by, &name);

	if (e)
		return e;
	jw_object(w);
	jw_f_str(w, "kind", r->kind_name);
	jw_f_z(w, "field", k->field->name);
	e = value_write(t->c, k);
	row_time(w, "at", r->at_used);
	jw_f_str(w, "by", by.n ? by : STR_NONE);
	jw_f_str(w, "name", name);
	row_uuid(w, "record", &r->id);
	row_uuid(w, "round", r->has_round ? &r->round : &uuid_nil);
	jw_f_int(w, "asked", k->asked);
	jw_end_object(w);
	return e;
}

static int masked(struct call *c, enum field_type type, struct str value, struct str *ret)
{
	*ret = STR_NONE;
	return value.n ? guard_mask(&c->cx, type, value, ret) : 0;
}

static int dweller_write(struct call *c, const struct dweller *d, bool plain)
{
	struct str name = d->name.n ? d->name : STR_NONE, phone = d->phone.n ? d->phone : STR_NONE;
	int64_t born = 0;
	int e = 0;

	if (!plain)
		e = masked(c, FIELD_TEXT, d->name, &name);
	if (!e && !plain)
		e = masked(c, FIELD_PHONE, d->phone, &phone);
	if (plain && d->birth.n >= 4)
		str_int((struct str){ d->birth.p, 4 }, &born);
	row_dweller(&c->w, c->cover.kinds, &d->id, name, phone, born, d->flags);
	return e;
}

static int home_write(struct telling *t, const struct household *h)
{
	bool plain = is_plain(t, MATTER_ROSTER, h->dwelling.area);
	struct knowing k = { .n = 0 };
	struct jw *w = &t->c->w;
	int e = 0;

	jw_object(w);
	row_uuid(w, "subject", &h->dwelling.id);
	jw_f_str(w, "area", h->dwelling.area);
	jw_f_bool(w, "masked", !plain);
	jw_name(w, "people");
	jw_list(w);
	for (size_t i = 0; !e && i < h->people_n; i++)
		e = dweller_write(t->c, &h->people[i], plain);
	jw_end_list(w);
	for (size_t i = 0; !e && i < h->answers_n; i++)
		e = answer_known(t, h, &h->answers[i], &k);
	jw_name(w, "known");
	jw_list(w);
	for (size_t i = 0; !e && i < k.n; i++)
		e = known_write(t, &k.all[i]);
	jw_end_list(w);
	jw_end_object(w);
	return e;
}

static bool is_plain_single(const struct telling *t, const struct single *s)
{
	return !s->away && is_plain(t, MATTER_ROSTER, s->area);
}

static int single_write(struct telling *t, const struct single *s)
{
	bool plain = is_plain_single(t, s);
	struct jw *w = &t->c->w;
	int e;

	jw_object(w);
	row_uuid(w, "subject", &s->told.id);
	jw_f_str(w, "area", s->area);
	jw_f_bool(w, "masked", !plain);
	jw_name(w, "people");
	jw_list(w);
	e = dweller_write(t->c, &s->told, plain);
	jw_end_list(w);
	jw_name(w, "known");
	jw_list(w);
	jw_end_list(w);
	jw_end_object(w);
	return e;
}

/* Of whoever is masked something that was answered may still be plain: it is another matter. */
static bool answers_plain(const struct telling *t, const struct household *h)
{
	for (size_t i = 0; i < h->answers_n; i++) {
		const struct record *r = h->answers[i].record;

		if (r->kind && is_plain(t, r->kind->matter, r->area.n ? r->area : h->dwelling.area))
			return true;
	}
	return false;
}

/* The people and the homes of which something is shown in plain. */
static int look_note(struct telling *t, const struct household *all, const struct wanted *wanted)
{
	struct uuid *ids;
	size_t n = wanted->n, room = n + wanted->singles_n, ids_n = 0;

	for (size_t i = 0; i < n; i++)
		room += all[i].people_n;
	ids = cx_many(&t->c->cx, room, struct uuid);
	if (!ids)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		bool plain = is_plain(t, MATTER_ROSTER, all[i].dwelling.area);

		if (plain || answers_plain(t, &all[i]))
			ids[ids_n++] = all[i].dwelling.id;
		for (size_t k = 0; plain && k < all[i].people_n; k++)
			ids[ids_n++] = all[i].people[k].id;
	}
	for (size_t i = 0; i < wanted->singles_n; i++)
		if (is_plain_single(t, &wanted->singles[i]))
			ids[ids_n++] = wanted->singles[i].told.id;
	return ids_n ? look_leave(t->c, "field", MATTER_ROSTER, ids, ids_n) : 0;
}

int route_homes(struct call *c)
{
	struct household *all = NULL;
	struct wanted w;
	struct telling t;
	int e = telling_begin(c, &t);

	if (!e)
		e = worker_keys(&c->cx, c->worker);
	if (!e)
		e = homes_wanted(c, &t.masked, &w);
	if (!e)
		e = households_read(&c->cx, &c->cover, w.all, w.n, &all);
	if (!e && t.unmask)
		e = look_note(&t, all, &w);
	if (e)
		return e;
	answer_list(c);
	for (size_t i = 0; !e && i < w.n; i++)
		e = home_write(&t, &all[i]);
	for (size_t i = 0; !e && i < w.singles_n; i++)
		e = single_write(&t, &w.singles[i]);
	return e ? e : answer_list_end(c, w.next);
}
