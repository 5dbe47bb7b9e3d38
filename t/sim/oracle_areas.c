/* Areas and incidents. What an area is called, and where it lies, is said for a day; where it ever lay, for none. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

/* ---- areas ---- */

struct o_area {
	struct str id, parent, code, name;
	struct str *above; /* every parent that any record gives it */
	size_t above_n;
	int level;
	int64_t ended;
	bool known, any;
};

struct dated {
	int32_t from;
	const struct fact *f;
};

static int dated_order(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return fact_order(&x->f, &y->f);
}

static void area_says(struct o_area *a, const struct fact *f)
{
	if (b_text(f, "parent").n)
		a->parent = b_text(f, "parent");
	if (b_text(f, "code").n)
		a->code = b_text(f, "code");
	if (b_text(f, "name").n)
		a->name = b_text(f, "name");
}

static void area_fold(struct oracle *o, struct str id, int32_t today)
{
	static const char *const levels[] = { "province", "prefecture", "county", "township",
		"village", "grid", NULL };
	struct dated *changes = cx_many(o->cx, o->n, struct dated);
	struct uuid *adds = cx_many(o->cx, o->n, struct uuid);
	struct o_area *a = o_row(o, &o->areas, id, sizeof(*a));
	size_t n = 0, adds_n = 0;
	const struct fact *add = NULL;

	*a = (struct o_area){
		.id = id, .parent = STR(""), .code = STR(""), .name = STR(""), .ended = INT32_MAX
	};
	a->above = cx_many(o->cx, o->n, struct str);
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		int32_t day = 0;

		if (!f->stands || !str_eq(f->area, id))
			continue;
		if ((is(f, "area.added") || is(f, "area.changed")) && b_text(f, "parent").n)
			a->above[a->above_n++] = b_text(f, "parent");
		if (is(f, "area.added")) {
			add = f;
			adds[adds_n++] = f->id;
			a->any = true;
		} else if (is(f, "area.ended")) {
			day_read(b_text(f, "on"), &day);
			a->ended = day;
			a->any = true;
		} else if (is(f, "area.changed")) {
			day_read(b_text(f, "from"), &day);
			changes[n++] = (struct dated){ day, f };
			a->any = true;
		} else if (is(f, "area.outlined")) {
			a->any = true;
		}
	}
	if (add) {
		a->known = true;
		a->code = id;
		a->level = b_code(add, "level", levels);
		area_says(a, add);
	}
	if (n > 1)
		qsort(changes, n, sizeof(*changes), dated_order);
	for (size_t i = 0; i < n && changes[i].from <= today; i++)
		area_says(a, changes[i].f);
	if (!a->any)
		return;
	lines_add(o->cx, o->out, "area|%.*s|%.*s|%.*s|%.*s|%d|%lld|%d", STR_ARG(id),
		STR_ARG(a->parent), STR_ARG(a->code), STR_ARG(a->name), a->level,
		(long long)a->ended, a->known);
	if (adds_n > 1)
		o_clash(o, 5, id, id, adds, adds_n);
	for (size_t i = 0; !a->known && i < o->n; i++)
		if (o->all[i].stands && str_eq(o->all[i].area, id) &&
			(is(&o->all[i], "area.added") || is(&o->all[i], "area.changed") ||
				is(&o->all[i], "area.ended") || is(&o->all[i], "area.outlined")))
			o_wait(o, &o->all[i].id, &uuid_nil);
}

static bool leads_up(struct oracle *o, struct str area, struct str top, int depth)
{
	const struct o_area *a = map_get(&o->areas, area);
	bool found = str_eq(area, top);

	for (size_t i = 0; !found && depth < 10 && a && i < a->above_n; i++)
		found = leads_up(o, a->above[i], top, depth + 1);
	return found;
}

bool oracle_within(struct oracle *o, struct str area, struct str top)
{
	return leads_up(o, area, top, 0);
}

/* ---- incidents ---- */

static bool is_level(const struct fact *f, struct uuid *ret)
{
	return is(f, "incident.level_changed") && b_id(f, "incident", ret);
}

static bool is_order(const struct fact *f, struct uuid *ret)
{
	return is(f, "purge.ordered") && b_id(f, "incident", ret);
}

/* Bit 1 << place of each class that is named. */
static long long classes_of(const struct fact *f)
{
	static const char *const names[] = { "identity", "contact", "health", "whereabouts",
		"counselling", "extra", "whole" };
	const struct json *list = json_get(f->body, "classes");
	long long bits = 0;

	for (uint32_t i = 0; list && i < list->n; i++)
		for (int k = 0; k < 7; k++)
			bits |= str_is(list->items[i].s, names[k]) ? 2LL << k : 0;
	return bits;
}

/* The level said last, whether it was said with the declaration or since. */
static int level_of(const struct oracle *o, const struct uuid *id, int64_t *ret_since)
{
	static const char *const levels[] = { "first", "second", "third", "fourth", NULL };
	struct uuid of;
	int level = 0;

	*ret_since = 0;
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];
		bool declares = is(f, "incident.declared") && uuid_eq(&f->subject, id);
		int said = b_code(f, "level", levels);

		if (!f->stands || said == 0 ||
			!(declares || (is_level(f, &of) && uuid_eq(&of, id))))
			continue;
		level = said;
		*ret_since = f->at;
		if (declares && b_text(f, "since").n)
			when_read(b_text(f, "since"), ret_since);
	}
	return level;
}

static void incident_fold(struct oracle *o, const struct uuid *id)
{
	/* An order is for the classes that it names; of each class the latest is. */
	const struct fact *declared = NULL, *ended = NULL, *orders[8] = { NULL };
	char purge[8 * 32 + 1] = "";
	long long classes = 0;
	struct uuid of;
	int64_t since;
	int level = level_of(o, id, &since);

	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];

		/* What was ordered before an end is about another time. */
		if (f->stands && is_order(f, &of) && uuid_eq(&of, id))
			for (int k = 1; k < 8; k++)
				orders[k] = ended && classes_of(f) >> k & 1 ? f : orders[k];
		if (!f->stands || !f->has_subject || !uuid_eq(&f->subject, id))
			continue;
		if (is(f, "incident.declared"))
			declared = f;
		if (is(f, "incident.ended")) {
			ended = f;
			memset(orders, 0, sizeof(orders));
		}
	}
	for (int k = 1; k < 8; k++)
		classes |= orders[k] ? 1LL << k : 0;
	for (int k = 0; classes && k < 8; k++)
		memcpy(purge + (size_t)32 * (size_t)k,
			o_hex(o, orders[k] ? &orders[k]->id : &uuid_nil), 33);
	lines_add(o->cx, o->out, "incident|%s|%.*s|%.*s|%lld|%d|%d|%lld|%lld|%s|%s|%lld|%d",
		o_hex(o, id), STR_ARG(declared ? b_text(declared, "name") : STR("")),
		STR_ARG(declared ? declared->area : STR("")),
		(long long)(declared ? b_int(declared, "exercise") : 0), ended != NULL, level,
		(long long)since, (long long)(ended ? ended->at : 0),
		o_hex(o, ended ? &ended->id : &uuid_nil), purge, classes, declared != NULL);
	for (size_t i = 0; !declared && i < o->n; i++)
		if (o->all[i].stands &&
			((is(&o->all[i], "incident.ended") && uuid_eq(&o->all[i].subject, id)) ||
				((is_level(&o->all[i], &of) || is_order(&o->all[i], &of)) &&
					uuid_eq(&of, id))))
			o_wait(o, &o->all[i].id, id);
}

/* ---- all of them ---- */

void oracle_areas(struct oracle *o, int32_t today)
{
	struct map areas, incidents;
	struct uuid of;

	map_init(&areas, o->cx->arena);
	map_init(&incidents, o->cx->arena);
	for (size_t i = 0; i < o->n; i++) {
		const struct fact *f = &o->all[i];

		if (f->stands &&
			(is(f, "area.added") || is(f, "area.changed") || is(f, "area.ended") ||
				is(f, "area.outlined")))
			*map_at(&areas, f->area) = o;
		if (f->stands && (is(f, "incident.declared") || is(f, "incident.ended")))
			*map_at(&incidents, o_key(&f->subject)) = o;
		if (f->stands && (is_level(f, &of) || is_order(f, &of))) {
			struct uuid *key = cx_array(o->cx, 1, sizeof(of));

			*key = of;
			*map_at(&incidents, o_key(key)) = o;
		}
	}
	for (size_t i = 0; i < areas.n; i++)
		area_fold(o, areas.entries[i].key, today);
	for (size_t i = 0; i < incidents.n; i++) {
		struct uuid id;

		memcpy(id.b, incidents.entries[i].key.p, 16);
		incident_fold(o, &id);
	}
}
