/* What any kind of a desk says that has no writer of its own in bodies.c: drawn from its table of fields, so that a new kind is
 * written in the field at once. What it means is for the oracle to know (oracle_desks.c). */
#include "core/check.h"
#include <stdio.h>
#include <string.h>

#include "body.h"

#define TEXT_DRAWN 4 /* so few different ones, so that codes and names meet */

/* ---- who and what is meant ---- */

struct pool {
	const char *of; /* the beginning of a kind's name, or a field's whole name */
	size_t at, n;   /* where in struct world */
};

#define POOL(of_, member, n_) \
	{ \
		(of_), offsetof(struct world, member), (n_) \
	}

static const struct pool by_kind[] = {
	POOL("site.", sites, SITES),
	POOL("inspect.", sites, SITES),
	POOL("vehicle.", sites, SITES),
	POOL("person.screened", sites, SITES),
	POOL("checkpoint.", sites, SITES),
	POOL("laboratory.", sites, SITES),
	POOL("unit.", units, UNITS),
	POOL("staff.", staff, STAFF),
	POOL("muster.", staff, STAFF),
	POOL("shift.", staff, STAFF),
	POOL("post.", sites, SITES),
	POOL("courier.", staff, STAFF),
	POOL("test.", persons, PERSONS),
	POOL("sample.", persons, PERSONS),
	POOL("doorstep.asked", persons, PERSONS),
	POOL("tube.", tubes, TUBES),
	POOL("case.confirmed", persons, PERSONS),
	POOL("contact.", persons, PERSONS),
	POOL("risk.", persons, PERSONS),
	POOL("place.", sites, SITES),
	POOL("queue.", sites, SITES),
};

static const struct pool by_field[] = {
	POOL("incident", incidents, INCIDENTS),
	POOL("store", stores, STORES),
	POOL("from", stores, STORES),
	POOL("post", sites, SITES),
	POOL("site", sites, SITES),
	POOL("laboratory", sites, SITES),
	POOL("unit", units, UNITS),
	POOL("parent", units, UNITS),
	POOL("from_unit", units, UNITS),
	POOL("to_unit", units, UNITS),
	POOL("to", staff, STAFF),
	POOL("with", staff, STAFF),
	POOL("planned", staff, STAFF),
	POOL("leader", staff, STAFF),
	POOL("head", staff, STAFF),
	POOL("sampler", staff, STAFF),
	POOL("courier", staff, STAFF),
	POOL("tube", tubes, TUBES),
	POOL("tubes", tubes, TUBES),
	POOL("person", persons, PERSONS),
};

static struct uuid pool_pick(struct body *x, const struct pool *p)
{
	const struct uuid *all = (const struct uuid *)((const char *)x->w + p->at);

	return all[below(x, p->n)];
}

/* What was asked of a standing round, if anything was; else an id that nobody has. */
static struct uuid matter(struct body *x, const char *round)
{
	const struct desk_round *r = world_round_of(x->w, round);
	const struct ids *asked = r ? &r->asked : &x->w->questions;

	if (asked->n == 0 || of(x, 30))
		return world_id(x->w, SIM_START);
	return asked->all[below(x, asked->n)];
}

static struct uuid subject_of(struct body *x, const struct kind *k)
{
	for (size_t i = 0; i < sizeof(by_kind) / sizeof(by_kind[0]); i++)
		if (str_starts(str_of(k->name), str_of(by_kind[i].of)))
			return pool_pick(x, &by_kind[i]);
	if (k->covers && strcmp(k->covers, "sweep") != 0)
		return matter(x, k->covers);
	return x->w->dwellings[below(x, DWELLINGS)];
}

static struct uuid ref_of(struct body *x, const char *field)
{
	const struct made *m;

	for (size_t i = 0; i < sizeof(by_field) / sizeof(by_field[0]); i++)
		if (strcmp(field, by_field[i].of) == 0)
			return pool_pick(x, &by_field[i]);
	if (strcmp(field, "restriction") == 0)
		return matter(x, "restriction");
	m = made_pick(x->w, -1);
	return m ? m->id : world_id(x->w, SIM_START);
}

/* Now and then of the other incident, whose standing rounds nobody opened. */
static struct uuid round_of(struct body *x, const struct kind *k)
{
	const char *name = k->covers ? k->covers : k->obliges;
	const struct desk_round *r;

	if (!name)
		name = "test";
	r = world_round_of(x->w, name);
	if (!r) /* the first rounds of the world: sweeps, and what is asked in each incident */
		return x->w->rounds[strcmp(name, "ask") == 0 ? SWEEPS + below(x, INCIDENTS) :
							       below(x, SWEEPS)];
	if (r->kind->standing && of(x, 40))
		return round_standing_id(x->w->incidents[1], r->kind->name);
	return r->id;
}

/* ---- values ---- */

static void f_decimal(struct body *x, const struct field *f)
{
	uint32_t span = f->max - f->min < 20000 ? (uint32_t)(f->max - f->min) : 20000;
	int64_t n = f->min + below(x, span + 1);
	char text[32];

	snprintf(text, sizeof text, "%lld.%03lld", (long long)n / 1000, (long long)n % 1000);
	jw_f_z(&x->j, f->name, text);
}

static void f_int(struct body *x, const struct field *f)
{
	int64_t span = f->max - f->min < 12 ? f->max - f->min : 12;

	if (strcmp(f->name, "slot") == 0)
		span = 3;
	if (strcmp(f->name, "version") == 0)
		span = 1;
	jw_f_int(&x->j, f->name, f->min + below(x, (size_t)span + 1));
}

/* The newest kind that has this very field. */
static const struct kind *kind_with(const struct field *f)
{
	const struct kinds *ks = desks_kinds();

	for (size_t i = 0; i < ks->n; i++)
		for (const struct field *one = ks->all[i]->fields; one->name; one++)
			if (one == f)
				return ks->all[i];
	check(false);
	return NULL;
}

/* What chance would not write, a workbook, a picture, an outline, is that of the kind's example. */
static void f_example(struct body *x, const struct field *f)
{
	const struct json *v;
	struct str text = str_of(kind_with(f)->example);

	check(json_read(&x->s->cx, text, &json_limits_request, &v) == 0);
	jw_f_str(&x->j, f->name, json_text(json_get(v, "body"), f->name));
}

static void f_text(struct body *x, const struct field *f)
{
	static const char *const exact[] = { "file", "outline", "lon", "lat", "marks", "digest" };

	for (size_t i = 0; i < sizeof(exact) / sizeof(*exact); i++)
		if (strcmp(f->name, exact[i]) == 0) {
			f_example(x, f);
			return;
		}
	if (strcmp(f->name, "map") == 0) {
		jw_f_z(&x->j, "map", "[]");
		return;
	}
	if (strcmp(f->name, "item") == 0)
		CHOICE(x, "item", "水", "米", "vegetables");
	else if (strcmp(f->name, "rule") == 0)
		CHOICE(x, "rule", "exit-screening", "exit-screening", "another");
	else
		jw_f_z(&x->j, f->name, text_of(x, "甲", below(x, TEXT_DRAWN)));
}

/* Of what depends on another field only what is offered whatever that says. */
static bool always(const struct field *f, const char *choice)
{
	for (const struct offer *o = f->offers; o && o->choice; o++)
		if (strcmp(o->choice, choice) == 0)
			return false;
	return true;
}

static void f_choices(struct body *x, const struct field *f)
{
	size_t n = 0, one;

	while (f->choices[n].name)
		n++;
	one = below(x, n);
	jw_name(&x->j, f->name);
	jw_list(&x->j);
	for (size_t i = 0; i < n; i++)
		if ((i == one || of(x, 150)) && always(f, f->choices[i].name))
			jw_z(&x->j, f->choices[i].name);
	jw_end_list(&x->j);
}

/* Often one of the first, so that of a long list some meet the others. */
static void f_one_choice(struct body *x, const struct field *f)
{
	size_t n = 0;

	while (f->choices[n].name)
		n++;
	if (n > 3 && of(x, 400))
		n = 3;
	jw_f_z(&x->j, f->name, f->choices[below(x, n)].name);
}

/* Up to three, none twice: what comes first twice ends the list. */
static void f_refs(struct body *x, const struct field *f)
{
	struct uuid ids[3];
	char text[UUID_TEXT + 1];
	size_t n = 0, want = 1 + below(x, 3);
	bool twice = false;

	while (n < want && !twice) {
		ids[n] = ref_of(x, f->name);
		for (size_t i = 0; i < n; i++)
			twice |= uuid_eq(&ids[i], &ids[n]);
		n += !twice;
	}
	jw_name(&x->j, f->name);
	jw_list(&x->j);
	for (size_t i = 0; i < n; i++) {
		uuid_write(&ids[i], text);
		jw_z(&x->j, text);
	}
	jw_end_list(&x->j);
}

static void f_value(struct body *x, const struct field *f)
{
	struct uuid id;

	switch (f->type) {
	case FIELD_TEXT:
		f_text(x, f);
		break;
	case FIELD_INT:
		f_int(x, f);
		break;
	case FIELD_DECIMAL:
		f_decimal(x, f);
		break;
	case FIELD_BOOL:
		jw_f_bool(&x->j, f->name, of(x, 600));
		break;
	case FIELD_DATE:
		f_day(x, f->name, day_of(x->s->now) + (int32_t)below(x, 5) - 2);
		break;
	case FIELD_TIME:
		f_when(x, f->name, x->s->now + (int64_t)below(x, 4000) * SIM_MINUTE);
		break;
	case FIELD_CHOICE:
		f_one_choice(x, f);
		break;
	case FIELD_CHOICES:
		f_choices(x, f);
		break;
	case FIELD_REF:
		id = ref_of(x, f->name);
		f_id(x, f->name, &id);
		break;
	case FIELD_REFS:
		f_refs(x, f);
		break;
	case FIELD_AREA:
		jw_f_z(&x->j, f->name, grid(x));
		break;
	case FIELD_PHONE:
		jw_f_z(&x->j, f->name, text_of(x, "1380000000", below(x, 9)));
		break;
	case FIELD_DOCUMENT:
		jw_f_z(&x->j, f->name, text_of(x, "E", 10000000 + below(x, 30)));
		break;
	case FIELD_PLATE:
		jw_f_z(&x->j, f->name, "川M00001");
		break;
	case FIELD_IMAGE:
		jw_f_z(&x->j, f->name, "_9j_4AAQ");
		break;
	}
}

#define NEAR_DAYS 7

/* A day that has to lie near the record's own time may not, by a phone's wrong clock: it is left out. */
static bool risky(const struct field *f)
{
	return f->type == FIELD_DATE && !f->required && (f->min || f->max) &&
		(f->min > -NEAR_DAYS || f->max < NEAR_DAYS);
}

/* What restricts somebody begins now, and names a rule where its cause is one. */
static bool is_bound(const struct kind *k)
{
	return str_starts(str_of(k->name), STR("restriction."));
}

static bool by_rule(const struct body *x, const struct field *f)
{
	return (strcmp(f->name, "rule") == 0 || strcmp(f->name, "version") == 0) &&
		memmem(x->b.p, x->b.n, "\"cause\":\"rule\"", 14);
}

static bool bound_agrees(const struct field *f)
{
	return strcmp(f->name, "rule") != 0 && strcmp(f->name, "version") != 0;
}

/* An item that passed, or one of a site in order, has not failed. */
static bool agrees(const struct body *x, const struct kind *k, const struct field *f)
{
	if (is_bound(k) && !bound_agrees(f))
		return false;
	return strcmp(f->name, "failed") != 0 || f->type != FIELD_CHOICES ||
		(!memmem(x->b.p, x->b.n, "\"passed\"", 8) &&
			!memmem(x->b.p, x->b.n, "\"in_order\"", 10));
}

void body_desk(struct body *x, const struct kind *k)
{
	x->d->v = k->v;
	if (k->envelope & NEEDS_ROUND)
		about_round(x, round_of(x, k));
	if (!x->d->area && (k->envelope & (NEEDS_AREA | MAY_AREA)))
		about_area(x, grid(x));
	if (!x->d->has_subject &&
		((k->envelope & NEEDS_SUBJECT) || ((k->envelope & MAY_SUBJECT) && of(x, 500))))
		about_subject(x, subject_of(x, k));
	for (const struct field *f = k->fields; f->name; f++)
		if (is_bound(k) && strcmp(f->name, "from") == 0)
			f_when(x, f->name, x->s->now);
		else if (is_bound(k) && strcmp(f->name, "until") == 0)
			f_when(x, f->name,
				x->s->now + (2880 + (int64_t)below(x, 4000)) * SIM_MINUTE);
		else if (f->required || (is_bound(k) && by_rule(x, f)) ||
			(!risky(f) && of(x, 500) && agrees(x, k, f)))
			f_value(x, f);
}
