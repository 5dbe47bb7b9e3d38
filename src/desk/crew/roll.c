/* A page of the roster's staff, each with the record that lists him and with the order by which he works elsewhere now. */
#include "desk/crew/roll.h"

#include "core/map.h"
#include "cover/cover_read.h"
#include "cover/posts.h"
#include "cover/staff.h"
#include "desk/rows.h"
#include "record/journal.h"

#define LOOKED_MAX 20000 /* whom one page of a unit looks at */

struct rolling {
	struct cx *cx;
	const struct cover *c;
	struct map units; /* id → struct str, its name */
};

/* ---- units ---- */

static int unit_name(struct rolling *l, const struct uuid *id, struct str *ret)
{
	void **at = map_at(&l->units, uuid_bytes(id));
	struct subject unit;
	struct str *name;
	int e;

	if (!at)
		return err(l->cx, E_NO_MEMORY, NULL);
	name = *at;
	if (!name) {
		*at = name = cx_new(l->cx, struct str);
		if (!name)
			return -E_NO_MEMORY;
		e = subject_get(l->cx, l->c, id, &unit);
		*name = e || unit.type != SUBJECT_UNIT ? STR_NONE : unit.place;
		if (e == -E_NOT_FOUND)
			err_clear(l->cx);
		else if (e)
			return e;
	}
	*ret = *name;
	return 0;
}

/* ---- what is said of them ---- */

/* The order that was given last of those that hold. */
static int sent_read(struct rolling *l, struct rolled *r)
{
	struct post_held held[POSTS_MAX];
	struct record *order = NULL;
	size_t n = 0;
	int e = posts_held(l->cx, l->c->store, &r->staff.id, l->c->now, held, &n);

	for (size_t i = 0; !e && i < n; i++) {
		if (!held[i].seconded)
			continue;
		e = record_of(l->cx, l->c, &held[i].record, &order);
		if (e || !order)
			continue;
		record_ref(order, "to_unit", &r->sent_to);
		r->sent_until = held[i].until;
	}
	return e || uuid_is_nil(&r->sent_to) ? e : unit_name(l, &r->sent_to, &r->sent_name);
}

static int listings_read(struct rolling *l, struct rolled *all, size_t n)
{
	struct journal j = { .store = l->c->store, .kinds = l->c->kinds };
	struct uuid *ids = cx_many(l->cx, n + 1, struct uuid);
	struct entry *found = cx_many(l->cx, n + 1, struct entry);
	int e = ids && found ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].staff.source;
	if (!e && n)
		e = journal_find(l->cx, &j, ids, n, found);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r = NULL;

		if (found[i].pos > 0)
			e = journal_record(l->cx, l->c->kinds, &found[i], &r);
		if (!e && r)
			record_ref(r, "unit", &all[i].unit);
		if (!e && !uuid_is_nil(&all[i].unit))
			e = unit_name(l, &all[i].unit, &all[i].unit_name);
		if (!e)
			e = sent_read(l, &all[i]);
	}
	return e;
}

/* In one order, though some may not be found. */
static int names_read(struct rolling *l, struct rolled *all, size_t n)
{
	struct uuid *ids = cx_many(l->cx, n + 1, struct uuid);
	struct staff *told = NULL;
	size_t told_n = 0, at = 0;
	int e = ids ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].staff.id;
	if (!e && n)
		e = staff_named(l->cx, l->c, ids, n, &told, &told_n);
	for (size_t i = 0; !e && i < n && at < told_n; i++)
		if (uuid_eq(&told[at].id, &all[i].staff.id))
			all[i].name = told[at++].name;
	return e;
}

/* ---- the list ---- */

static int page_read(struct rolling *l, struct str area, const struct uuid *unit, size_t limit,
	struct str *next, size_t *looked, struct rolled **ret, size_t *ret_n)
{
	struct subject *page;
	size_t n = 0, kept = 0;
	int e = subject_list(l->cx, l->c, area, SUBJECT_STAFF, *next, limit, &page, &n, next);

	*ret = e ? NULL : cx_many(l->cx, n + 1, struct rolled);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	*looked += n;
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&page[i].survivor, &page[i].id))
			(*ret)[kept++] = (struct rolled){ .staff = page[i],
				.name = STR_NONE,
				.unit_name = STR_NONE,
				.sent_name = STR_NONE };
	e = listings_read(l, *ret, kept);
	*ret_n = 0;
	for (size_t i = 0; !e && i < kept; i++)
		if (uuid_is_nil(unit) || uuid_eq(&(*ret)[i].unit, unit) ||
			uuid_eq(&(*ret)[i].sent_to, unit))
			(*ret)[(*ret_n)++] = (*ret)[i];
	return e;
}

int roll_list(struct cx *cx, const struct cover *c, struct str area, const struct uuid *unit,
	struct str after, size_t limit, struct rolled **ret, size_t *ret_n, struct str *ret_next)
{
	struct rolling l = { .cx = cx, .c = c };
	size_t looked = 0;
	int e;

	map_init(&l.units, cx->arena);
	*ret_next = after;
	do
		e = page_read(&l, area, unit, limit, ret_next, &looked, ret, ret_n);
	while (!e && !*ret_n && ret_next->n && looked < LOOKED_MAX);
	return e ? e : names_read(&l, *ret, *ret_n);
}

int roll_one(struct cx *cx, const struct cover *c, const struct uuid *id, struct rolled **ret,
	size_t *ret_n)
{
	struct rolling l = { .cx = cx, .c = c };
	struct subject s;
	int e = subject_get(cx, c, id, &s);

	map_init(&l.units, cx->arena);
	*ret_n = 0;
	if (e == -E_NOT_FOUND) {
		err_clear(cx);
		return 0;
	}
	if (e || s.type != SUBJECT_STAFF || !uuid_eq(&s.survivor, &s.id))
		return e;
	*ret = cx_new(cx, struct rolled);
	if (!*ret)
		return -E_NO_MEMORY;
	**ret = (struct rolled){
		.staff = s, .name = STR_NONE, .unit_name = STR_NONE, .sent_name = STR_NONE
	};
	*ret_n = 1;
	e = listings_read(&l, *ret, 1);
	return e ? e : names_read(&l, *ret, 1);
}

void row_rolled(struct jw *w, const struct kinds *kinds, const struct rolled *r, struct str masked)
{
	const struct row_flags flags = { kinds, r->staff.flags };

	jw_object(w);
	row_uuid(w, "id", &r->staff.id);
	jw_f_str(w, "area", r->staff.area);
	jw_f_str(w, "name", masked);
	row_uuid(w, "unit", &r->unit);
	jw_f_str(w, "unit_name", r->unit_name);
	row_flags(w, &flags);
	row_uuid(w, "sent_to", &r->sent_to);
	jw_f_str(w, "sent_name", r->sent_name);
	row_time(w, "sent_until", r->sent_until);
	jw_end_object(w);
}
