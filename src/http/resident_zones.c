/* The zones over a resident's home: what is in force in its area, or in one around it, and where the zone names a compound, a building or a
 * staircase, in that. */
#include "http/resident.h"

#include <stdlib.h>

#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/doors.h"
#include "desk/zone/zone.h"

struct finding {
	struct call *c;
	const struct own *o;
	struct own_zone *all;
	size_t n, cap;
};

/* What the zone names of its place, his home has, too. */
static bool is_within(const struct own *o, const struct record *sealed)
{
	static const char *const parts[] = {
		[PLACE_COMPOUND] = "compound", [PLACE_BUILDING] = "building", [PLACE_UNIT] = "unit"
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		struct str part = record_text(sealed, parts[i]);

		if (part.n && (!o->has_home || !str_eq(part, door_part(o->home.place, i))))
			return false;
	}
	return true;
}

static int place_of(struct call *c, const struct record *sealed, struct str *ret)
{
	struct buf b;

	buf_init(&b, c->cx.arena);
	buf_fmt(&b, STR_FMT "\x1f" STR_FMT "\x1f" STR_FMT, STR_ARG(record_text(sealed, "compound")),
		STR_ARG(record_text(sealed, "building")), STR_ARG(record_text(sealed, "unit")));
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(&c->cx, E_NO_MEMORY, NULL);
}

/* By which order it is so now: that of the latest change. */
static int basis_read(struct finding *f, const struct target *t, struct own_zone *z)
{
	struct act *acts;
	size_t n = 0;
	int e = target_said(&f->c->cx, &f->o->cover, t, &acts, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct record *r = NULL;

		e = record_of(&f->c->cx, &f->o->cover, &acts[i].id, &r);
		if (!e && r && str_is(r->kind_name, "zone.changed"))
			z->basis = record_text(r, "basis");
	}
	return e;
}

static int zone_add(struct finding *f, const struct target *t, const struct round_kind *k)
{
	const struct area *a = area_find(f->c->cover.tree, t->area);
	struct own_zone z = { .since = 0 };
	struct record *sealed = NULL;
	int e = record_of(&f->c->cx, &f->o->cover, &t->subject, &sealed);

	if (e || !sealed || !is_within(f->o, sealed))
		return e;
	for (const struct choice *x = k->outcomes; x && x->name; x++)
		if (x->code == t->code)
			z.level = x;
	z.area = a ? a->name : t->area;
	z.basis = record_text(sealed, "basis");
	z.lead = record_text(sealed, "lead");
	z.since = sealed->at_used;
	z.until = t->due;
	z.over = t->due <= f->c->now;
	e = place_of(f->c, sealed, &z.place);
	if (!e)
		e = basis_read(f, t, &z);
	if (!e)
		e = COVER_ROOM(&f->c->cx, f->all, f->n, f->cap);
	if (!e && z.level)
		f->all[f->n++] = z;
	return e;
}

static int round_add(struct finding *f, const struct round *r)
{
	struct str home = f->o->has_home ? f->o->home.area : f->o->subject.area;
	struct target *all;
	size_t n = 0;
	int e = round_missing_over(&f->c->cx, &f->o->cover, &r->id, home, &all, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = zone_add(f, &all[i], desks_round(r->kind));
	return e;
}

static int latest_first(const void *a, const void *b)
{
	const struct own_zone *x = a, *y = b;

	return (x->since < y->since) - (x->since > y->since);
}

int own_zones(struct call *c, const struct own *o, struct own_zone **ret, size_t *ret_n, bool *cut)
{
	struct finding f = { .c = c, .o = o };
	struct incident *incidents;
	struct round *rounds;
	size_t n, incidents_n;
	int e = round_list(&c->cx, &o->cover, &rounds, &n);

	if (!e)
		e = incident_list(&c->cx, &o->cover, &incidents, &incidents_n);
	for (size_t i = 0; !e && i < n; i++) {
		bool real = true;

		for (size_t k = 0; k < incidents_n; k++)
			if (uuid_eq(&incidents[k].id, &rounds[i].incident))
				real = !incidents[k].exercise;
		if (real && rounds[i].state == 1 && str_is(rounds[i].kind, "zone"))
			e = round_add(&f, &rounds[i]);
	}
	if (f.n > 1)
		qsort(f.all, f.n, sizeof(*f.all), latest_first);
	*cut = f.n > OWN_ZONES_MAX;
	*ret = f.all;
	*ret_n = *cut ? OWN_ZONES_MAX : f.n;
	return e;
}
