/* Kinds by name, the values of a record's body, and the way back from the journal: reading the open column
 * and lifting an old body to the newest version, one step after the other. */
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"
#include "core/map.h"
#include "record/intake.h"
#include "record/keys.h"

const char *const class_names[CLASSES] = { "open", "identity", "contact", "health", "whereabouts",
	"counselling", "extra", "whole" };

const char *const field_type_names[] = { [FIELD_TEXT] = "text",
	[FIELD_INT] = "int",
	[FIELD_DECIMAL] = "decimal",
	[FIELD_BOOL] = "bool",
	[FIELD_DATE] = "date",
	[FIELD_TIME] = "time",
	[FIELD_CHOICE] = "choice",
	[FIELD_CHOICES] = "choices",
	[FIELD_REF] = "ref",
	[FIELD_REFS] = "refs",
	[FIELD_AREA] = "area",
	[FIELD_PHONE] = "phone",
	[FIELD_DOCUMENT] = "document",
	[FIELD_PLATE] = "plate",
	[FIELD_IMAGE] = "image" };

/* -- kinds -- */

/* Most differ in the first letters. */
static bool is_named(const struct kind *k, struct str name)
{
	size_t i = 0;

	while (i < name.n && k->name[i] && k->name[i] == name.p[i])
		i++;
	return name.n > 0 && i == name.n && !k->name[i];
}

const struct kind *kinds_find(const struct kinds *ks, struct str name, int v)
{
	if (!name.p)
		return NULL;
	for (size_t i = 0; i < ks->n; i++)
		if (ks->all[i]->v == v && is_named(ks->all[i], name))
			return ks->all[i];
	return NULL;
}

/* Where it is, or would be. */
static size_t slot_of(const struct kinds_index *x, struct str name)
{
	size_t i = (size_t)(map_hash(name) % KINDS_SLOTS);

	while (x->newest[i] && !is_named(x->newest[i], name))
		i = (i + 1) % KINDS_SLOTS;
	return i;
}

void kinds_index(struct kinds *ks, struct kinds_index *ret)
{
	*ret = (struct kinds_index){ 0 };
	check(ks->n <= KINDS_SLOTS / 2);
	for (size_t i = 0; i < ks->n; i++) {
		const struct kind **at = &ret->newest[slot_of(ret, str_of(ks->all[i]->name))];

		if (!*at || ks->all[i]->v > (*at)->v)
			*at = ks->all[i];
	}
	ks->index = ret;
}

const struct kind *kinds_newest(const struct kinds *ks, struct str name)
{
	const struct kind *newest = NULL;

	if (!name.p)
		return NULL;
	if (ks->index)
		return ks->index->newest[slot_of(ks->index, name)];
	for (size_t i = 0; i < ks->n; i++)
		if ((!newest || ks->all[i]->v > newest->v) && is_named(ks->all[i], name))
			newest = ks->all[i];
	return newest;
}

const struct field *kind_field(const struct kind *k, struct str name)
{
	if (!k || !k->fields)
		return NULL;
	for (const struct field *f = k->fields; f->name; f++)
		if (str_is(name, f->name))
			return f;
	return NULL;
}

/* -- values -- */

static const struct json *value_of(const struct record *r, const char *field)
{
	return r->body ? json_get(r->body, field) : NULL;
}

int64_t record_int(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);
	const struct field *f;
	int64_t ms;
	int32_t day;

	if (!v)
		return 0;
	if (v->type == JSON_INT || v->type == JSON_BOOL)
		return v->i;
	f = v->type == JSON_TEXT ? kind_field(r->kind, str_of(field)) : NULL;
	if (f && f->type == FIELD_TIME && when_read(v->s, &ms))
		return ms;
	if (f && f->type == FIELD_DATE && day_read(v->s, &day))
		return day;
	return 0;
}

bool decimal_read(struct str s, int64_t *ret_milli)
{
	int64_t n = 0;
	size_t i = 0, whole, digits = 0, decimals = 0;
	bool minus = s.n && s.p[0] == '-';

	i = whole = minus ? 1 : 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && digits < 16; i++, digits++)
		n = n * 10 + (s.p[i] - '0');
	if (digits == 0 || (digits > 1 && s.p[whole] == '0'))
		return false;
	if (i < s.n && s.p[i] == '.') {
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && decimals < 4;
			i++, decimals++)
			n = n * 10 + (s.p[i] - '0');
		if (decimals == 0)
			return false;
	}
	if (i != s.n || decimals > 3 || digits + decimals > 15)
		return false;
	for (; decimals < 3; decimals++)
		n *= 10;
	*ret_milli = minus ? -n : n;
	return true;
}

int64_t record_milli(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);
	int64_t milli = 0;

	if (!v || v->type != JSON_TEXT || !decimal_read(v->s, &milli))
		return 0;
	return milli;
}

struct str record_text(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);

	return v && v->type == JSON_TEXT ? v->s : STR("");
}

const struct choice *choice_find(const struct choice *list, struct str name)
{
	for (const struct choice *c = list; c && c->name; c++)
		if (str_is(name, c->name))
			return c;
	return NULL;
}

uint8_t record_choice(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);
	const struct field *f = v ? kind_field(r->kind, str_of(field)) : NULL;
	const struct choice *c;

	if (!f || v->type != JSON_TEXT)
		return 0;
	c = choice_find(f->choices, v->s);
	return c ? c->code : 0;
}

uint32_t record_choices(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);
	const struct field *f = v ? kind_field(r->kind, str_of(field)) : NULL;
	uint32_t bits = 0;

	if (!f || v->type != JSON_LIST)
		return 0;
	for (uint32_t i = 0; i < v->n; i++) {
		const struct choice *c = v->items[i].type == JSON_TEXT ?
			choice_find(f->choices, v->items[i].s) :
			NULL;

		if (c && c->code < 32)
			bits |= UINT32_C(1) << c->code;
	}
	return bits;
}

bool record_ref(const struct record *r, const char *field, struct uuid *ret)
{
	const struct json *v = value_of(r, field);

	return v && v->type == JSON_TEXT && uuid_read(v->s, ret);
}

size_t record_refs(const struct record *r, const char *field)
{
	const struct json *v = value_of(r, field);

	return v && v->type == JSON_LIST ? v->n : 0;
}

struct uuid record_ref_at(const struct record *r, const char *field, size_t i)
{
	const struct json *v = value_of(r, field);
	struct uuid u = uuid_nil;

	if (!v || v->type != JSON_LIST || i >= v->n || v->items[i].type != JSON_TEXT ||
		!uuid_read(v->items[i].s, &u))
		return uuid_nil;
	return u;
}

bool record_saw(const struct record *r, const char *field, struct uuid *ret)
{
	const struct json *v = r->seen ? json_get(r->seen, field) : NULL;

	return v && v->type == JSON_TEXT && uuid_read(v->s, ret);
}

struct uuid record_scope(const struct record *r)
{
	struct uuid scope = uuid_nil;

	if (r->has_round)
		scope = r->round;
	else if (!record_ref(r, "incident", &scope))
		return uuid_nil;
	return uuid_eq(&scope, &scope_accounts) ? uuid_nil : scope;
}

/* -- from the journal -- */

static int uuid_order(const void *a, const void *b)
{
	return uuid_cmp(a, b);
}

size_t uuid_sort(struct uuid *u, size_t n)
{
	size_t kept = n ? 1 : 0;

	if (n > 1)
		qsort(u, n, sizeof(*u), uuid_order);
	for (size_t i = 1; i < n; i++)
		if (!uuid_eq(&u[kept - 1], &u[i]))
			u[kept++] = u[i];
	return kept;
}

int record_corrects(struct cx *cx, const struct json *list, struct record *r)
{
	struct uuid *ids;
	size_t n = 0;

	if (!list || list->type != JSON_LIST || list->n == 0)
		return 0;
	ids = cx_many(cx, list->n, struct uuid);
	if (!ids)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < list->n; i++)
		if (list->items[i].type == JSON_TEXT && uuid_read(list->items[i].s, &ids[n]))
			n++;
	r->corrects_n = uuid_sort(ids, n);
	r->corrects = ids;
	return 0;
}

int record_lift(struct cx *cx, const struct kinds *ks, struct record *r)
{
	if (!r->kind || r->newer)
		return 0;
	for (int v = r->v + 1; v <= r->kind->v; v++) {
		const struct kind *k = kinds_find(ks, r->kind_name, v);
		int e;

		if (!k || !k->lift)
			continue;
		e = k->lift(cx, r->body, &r->body);
		if (e)
			return e;
	}
	return 0;
}

const struct json json_empty_object = { .type = JSON_OBJECT, .s = { "{}", 2 } };

static struct str text_of(const struct json *v)
{
	return v && v->type == JSON_TEXT ? v->s : STR_NONE;
}

/* What record_read had found good is taken as it is: replay refuses nothing. */
static void envelope_take(const struct json *const m[MEMBERS], struct record *r)
{
	const struct json *n = m[M_V], *seq = m[M_SEQ];

	uuid_read(text_of(m[M_ID]), &r->id);
	r->kind_name = text_of(m[M_KIND]);
	r->v = n && n->type == JSON_INT ? (int)n->i : 0;
	when_read(text_of(m[M_AT]), &r->at);
	r->by = text_of(m[M_BY]);
	r->witness = text_of(m[M_WITNESS]);
	r->area = text_of(m[M_AREA]);
	r->has_subject = uuid_read(text_of(m[M_SUBJECT]), &r->subject);
	r->has_round = uuid_read(text_of(m[M_ROUND]), &r->round);
	r->has_device = seq && seq->type == JSON_INT && uuid_read(text_of(m[M_DEVICE]), &r->device);
	r->seq = r->has_device ? seq->i : 0;
	r->seen = m[M_SEEN] && m[M_SEEN]->type == JSON_OBJECT ? m[M_SEEN] : NULL;
	r->body = m[M_BODY];
}

/* Up to the next '.' or '['. */
static struct str path_part(struct str path)
{
	size_t n = 0;

	while (n < path.n && path.p[n] != '.' && path.p[n] != '[')
		n++;
	return (struct str){ path.p, n };
}

struct str record_path_known(const struct record *r, struct str path)
{
	struct str top = path_part(path), name;
	enum member m = member_of(top);

	if (m == MEMBERS)
		return STR("");
	if ((m != M_BODY && m != M_SEEN) || path.n == top.n || path.p[top.n] != '.')
		return top;
	name = path_part((struct str){ path.p + top.n + 1, path.n - top.n - 1 });
	return kind_field(r->kind, name) ? (struct str){ path.p, top.n + 1 + name.n } : top;
}

int record_from_open(struct cx *cx, const struct kinds *ks, struct str open, struct record **ret)
{
	const struct json *v, *m[MEMBERS + 1] = { NULL }; /* the last for what is none */
	struct record *r = cx_new(cx, struct record);
	int e = json_read(cx, open, &json_limits_request, &v);

	if (!r || e == -E_NO_MEMORY)
		return -E_NO_MEMORY;
	if (e || v->type != JSON_OBJECT) {
		err_clear(cx);
		return err(cx, E_CORRUPT, NULL, cx_text(cx, open));
	}
	for (uint32_t i = 0; i < v->n; i++)
		m[member_of(v->names[i])] = &v->items[i];
	envelope_take(m, r);
	r->at_used = r->at;
	r->open = open;
	r->told = v;
	r->kind = kinds_newest(ks, r->kind_name);
	if (!r->body || r->body->type != JSON_OBJECT) {
		r->body = &json_empty_object;
		r->newer = true;
	}
	if (r->kind && r->v > r->kind->v)
		r->newer = true;
	e = record_corrects(cx, m[M_CORRECTS], r);
	if (!e)
		e = record_lift(cx, ks, r);
	if (!e)
		*ret = r;
	return e;
}
