/* What stands: doc/format/record.md, section 4, word by word. Facts lie by (at, id), so a later one has a greater place. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

static bool free_to_act(const struct fact *f)
{
	return !f->held || f->approved;
}

/* A void has force unless it is held, or a later void with force names it. */
static void settle_force(struct oracle *o)
{
	for (size_t i = 0; i < o->n; i++)
		o->all[i].voided = o->all[i].force = false;
	for (size_t i = o->n; i > 0; i--) {
		struct fact *v = &o->all[i - 1], *t;

		if (!is(v, "record.voided") || v->corrects_n > 0 || !free_to_act(v) || v->voided)
			continue;
		v->force = true;
		for (size_t k = 0; k < v->names_n; k++) {
			t = o_fact(o, &v->names[k]);
			if (t && t != v && (!is(t, "record.voided") || t < v))
				t->voided = true;
		}
	}
}

static bool settle_approvals(struct oracle *o)
{
	bool changed = false, *now = cx_many(o->cx, o->n, bool);

	for (size_t i = 0; i < o->n; i++) {
		const struct fact *a = &o->all[i];

		if (!is(a, "record.approved") || a->voided || !free_to_act(a))
			continue;
		for (size_t k = 0; k < a->names_n; k++) {
			const struct fact *t = o_fact(o, &a->names[k]);

			if (t)
				now[t - o->all] = true;
		}
	}
	for (size_t i = 0; i < o->n; i++) {
		changed |= o->all[i].approved != now[i];
		o->all[i].approved = now[i];
	}
	return changed;
}

/* Does c, which counts, correct r, which is here and of the same kind? */
static bool corrects(struct oracle *o, const struct fact *c, const struct fact *r)
{
	(void)o;
	if (!c->counts || !str_eq(c->kind, r->kind))
		return false;
	for (size_t i = 0; i < c->corrects_n; i++)
		if (uuid_eq(&c->corrects[i], &r->id))
			return true;
	return false;
}

/* From a by corrections, in any number of steps, to b. */
static bool leads(struct oracle *o, const struct fact *a, const struct fact *b, int depth)
{
	if (a == b)
		return true;
	for (size_t i = 0; depth < 50 && i < a->corrects_n; i++) {
		const struct fact *t = o_fact(o, &a->corrects[i]);

		if (t && corrects(o, a, t) && leads(o, t, b, depth + 1))
			return true;
	}
	return false;
}

static bool settled(struct oracle *o, const struct fact *a, const struct fact *b)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *k = &o->all[i];

		if (k->counts && (k == a || k == b || k->corrects_n > 0) && leads(o, k, a, 0) &&
			leads(o, k, b, 0))
			return true;
	}
	return false;
}

static void settle_one(struct oracle *o, struct fact *r, struct fact **by, size_t n)
{
	struct uuid *ids = cx_many(o->cx, n, struct uuid);
	bool clash = false;

	r->stands = false;
	for (size_t i = 0; i < n; i++) {
		ids[i] = by[i]->id;
		for (size_t k = i + 1; k < n; k++) {
			/* by[k] is later; it holds, unless the earlier one corrects it. */
			if (!leads(o, by[i], by[k], 0))
				by[i]->stands = false;
			clash |= !settled(o, by[i], by[k]);
		}
	}
	if (clash)
		o_clash(o, 1, o_key(&r->id), r->area, ids, n);
}

void oracle_stand(struct oracle *o)
{
	struct fact **by = cx_many(o->cx, o->n, struct fact *);

	settle_force(o);
	for (int i = 0; i < 20 && settle_approvals(o); i++)
		settle_force(o);
	for (size_t i = 0; i < o->n; i++)
		o->all[i].stands = o->all[i].counts = free_to_act(&o->all[i]) && !o->all[i].voided;
	for (size_t i = 0; i < o->n; i++) {
		size_t n = 0;

		for (size_t k = 0; k < o->n; k++)
			if (o->all[k].corrects_n > 0 && corrects(o, &o->all[k], &o->all[i]))
				by[n++] = &o->all[k];
		if (n > 0)
			settle_one(o, &o->all[i], by, n);
	}
}
