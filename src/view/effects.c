/* Effects are collected in arrays of the request's arena. Here is how, and what the roster is made of: areas, incidents, subjects. */
#include "view/effects.h"

#include <string.h>

#include "view/effects_own.h"

#define US "\x1f"

int effects_grow(struct cx *cx, void **p, size_t n, size_t *cap, size_t size)
{
	size_t wider = *cap == 0 ? 4 : *cap * 2;
	void *q;

	if (n < *cap)
		return 0;
	q = cx_array(cx, wider, size);
	if (q == NULL)
		return -E_NO_MEMORY;
	if (n > 0)
		memcpy(q, *p, n * size);
	*p = q;
	*cap = wider;
	return 0;
}

struct act *effects_act(struct effects *e, enum fold fold, int what)
{
	void *p = e->acts;
	struct act *a;

	if (e->failed != 0)
		return NULL;
	e->failed = effects_grow(e->cx, &p, e->acts_n, &e->acts_cap, sizeof(*e->acts));
	if (e->failed != 0)
		return NULL;
	e->acts = p;
	a = &e->acts[e->acts_n++];
	*a = (struct act){
		.fold = fold,
		.what = (uint8_t)what,
		.at_used = e->r->at_used,
		.id = e->r->id,
	};
	return a;
}

/* The values divided by U+001F; they hold none themselves, since text of a record has no control characters. */
struct str effects_join(struct effects *e, const struct str *parts, size_t n)
{
	struct buf b;
	size_t i;

	buf_init(&b, e->cx->arena);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_z(&b, US);
		buf_str(&b, parts[i]);
	}
	if (!buf_ok(&b) && e->failed == 0)
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	return buf_get(&b);
}

int effects_of(struct cx *cx, const struct record *r, struct effects *ret)
{
	*ret = (struct effects){ .cx = cx, .r = r };
	if (r->kind == NULL || r->newer || r->kind->effects == NULL)
		return 0;
	ret->failed = r->kind->effects(ret, r);
	return ret->failed;
}

static int area_act(struct effects *e, int what, struct str id, const struct str *parts, size_t n,
	int level, int32_t day)
{
	struct act *a = effects_act(e, FOLD_AREA, what);

	if (a == NULL)
		return e->failed;
	a->name = id;
	a->code = (uint8_t)level;
	a->n = day;
	a->text = effects_join(e, parts, n);
	return e->failed;
}

int effects_area_add(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int level, int32_t from)
{
	const struct str parts[] = { parent, code, name };

	return area_act(e, AREA_ADD, id, parts, 3, level, from);
}

int effects_area_set(struct effects *e, struct str id, struct str parent, struct str code,
	struct str name, int32_t from)
{
	const struct str parts[] = { parent, code, name };

	return area_act(e, AREA_SET, id, parts, 3, 0, from);
}

int effects_area_end(struct effects *e, struct str id, int32_t day)
{
	return area_act(e, AREA_END, id, NULL, 0, 0, day);
}

int effects_area_outline(struct effects *e, struct str id, uint8_t datum, int32_t from)
{
	return area_act(e, AREA_OUTLINE, id, NULL, 0, datum, from);
}

int effects_incident(struct effects *e, int what, struct uuid id, struct str area, struct str name,
	bool exercise)
{
	const struct str parts[] = { area, name };
	struct act *a = effects_act(e, FOLD_INCIDENT, what);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->code = exercise;
	a->text = effects_join(e, parts, 2);
	return e->failed;
}

int effects_incident_level(struct effects *e, struct uuid id, uint8_t level, int64_t since)
{
	struct act *a = effects_act(e, FOLD_INCIDENT, INCIDENT_LEVEL);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->code = level;
	a->n = since;
	return e->failed;
}

int effects_incident_purge(struct effects *e, struct uuid id, uint32_t classes)
{
	struct act *a = effects_act(e, FOLD_INCIDENT, INCIDENT_PURGE);

	if (a == NULL)
		return e->failed;
	a->key = id;
	a->n = classes;
	return e->failed;
}

static struct act *subject_act(struct effects *e, int what, struct uuid subject, const char *field)
{
	struct act *a = effects_act(e, FOLD_SUBJECT, what);

	if (a == NULL)
		return NULL;
	a->key = subject;
	if (field != NULL)
		a->has_saw = record_saw(e->r, field, &a->saw);
	return a;
}

int effects_subject(struct effects *e, struct uuid subject, enum subject_type type, struct str area,
	struct str place, uint32_t flags)
{
	struct buf b;
	struct act *a = subject_act(e, SUBJECT_DEFINE, subject, NULL);

	if (a == NULL)
		return e->failed;
	a->code = (uint8_t)type;
	a->n = flags;
	buf_init(&b, e->cx->arena);
	buf_str(&b, area);
	buf_z(&b, "\x1e");
	buf_str(&b, place);
	if (!buf_ok(&b))
		e->failed = err(e->cx, E_NO_MEMORY, NULL);
	a->text = buf_get(&b);
	return e->failed;
}

int effects_subject_move(struct effects *e, struct uuid subject, struct str area)
{
	struct act *a = subject_act(e, SUBJECT_MOVE, subject, "to");

	if (a != NULL)
		a->text = area;
	return e->failed;
}

int effects_subject_flags(struct effects *e, struct uuid subject, uint32_t flags)
{
	struct act *a = subject_act(e, SUBJECT_FLAGS, subject, "flags");

	if (a != NULL)
		a->n = flags;
	return e->failed;
}

int effects_subject_place(struct effects *e, struct uuid subject, struct str place)
{
	struct act *a = subject_act(e, SUBJECT_PLACE, subject, "room");

	if (a != NULL)
		a->text = place;
	return e->failed;
}

int effects_subject_version(struct effects *e, struct uuid subject, enum subject_type of, int64_t n)
{
	struct act *a = subject_act(e, SUBJECT_VERSION, subject, NULL);

	if (a != NULL) {
		a->code = (uint8_t)of;
		a->n = n;
	}
	return e->failed;
}

#define LON_MAX 1800000000LL
#define LAT_MAX 900000000LL

int effects_subject_point(
	struct effects *e, struct uuid subject, uint8_t datum, int32_t lon, int32_t lat)
{
	struct act *a = effects_act(e, FOLD_SUBJECT, SUBJECT_POINT);

	if (a != NULL) {
		a->key = subject;
		a->code = datum;
		a->n = (lon + LON_MAX) << 31 | (lat + LAT_MAX);
	}
	return e->failed;
}

void act_point(const struct act *a, int32_t *ret_lon, int32_t *ret_lat)
{
	*ret_lon = (int32_t)((a->n >> 31) - LON_MAX);
	*ret_lat = (int32_t)((a->n & INT32_MAX) - LAT_MAX);
}

int effects_pair(struct effects *e, int what, struct uuid a_, struct uuid b_)
{
	bool swap = uuid_cmp(&a_, &b_) > 0;
	struct act *a;

	if (uuid_eq(&a_, &b_))
		return 0; /* a thing is itself */
	a = effects_act(e, FOLD_PAIR, what);
	if (a == NULL)
		return e->failed;
	a->key = swap ? b_ : a_;
	a->key2 = swap ? a_ : b_;
	return 0;
}
