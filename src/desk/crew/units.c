/* What is read for the tree: the records that list the units and the staff, which lie open for this, and those that pair leaders with
 * areas. Each page of them is opened in memory of its own. */
#include "desk/crew/units.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/cover_read.h"
#include "desk/crew/crew.h"
#include "desk/rows.h"
#include "record/journal.h"
#include "sys/sys.h"

#define PAGE 1000

struct node {
	struct unit u;
	size_t leads_cap;
	struct node *up, *under, *next; /* parent, first child, next child of the parent */
	size_t climbed;                 /* from which unit on its way up, counted from 1 */
};

struct tree {
	struct cx *cx; /* for what is kept */
	const struct cover *c;
	struct map units; /* id → struct node; of a unit that was merged the one that stayed */
	struct map staff; /* id → the node of his unit */
	struct node **all;
	size_t n, cap;
};

static int name_put(struct tree *t, struct map *m, const struct uuid *id, void *value)
{
	void **at = map_at(m, uuid_bytes(id));

	if (at == NULL)
		return err(t->cx, E_NO_MEMORY, NULL);
	*at = value;
	return 0;
}

static struct node *unit_of(const struct tree *t, const struct uuid *id)
{
	return map_get(&t->units, uuid_bytes(id));
}

/* ---- the records that list them ---- */

typedef int take_listed(struct tree *t, const struct subject *s, const struct record *r);

static int page_take(
	struct tree *t, struct cx *cx, const struct subject *all, size_t n, take_listed *take)
{
	struct journal j = { .store = t->c->store, .kinds = t->c->kinds };
	struct uuid *ids = cx_many(cx, n, struct uuid);
	struct entry *found = cx_many(cx, n, struct entry);
	int e = ids && found ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		ids[i] = all[i].source;
	if (!e)
		e = journal_find(cx, &j, ids, n, found);
	for (size_t i = 0; !e && i < n; i++) {
		struct record *r = NULL;

		if (found[i].pos > 0)
			e = journal_record(cx, t->c->kinds, &found[i], &r);
		if (!e && r)
			e = take(t, &all[i], r);
	}
	return e;
}

static int listed_read(struct tree *t, enum subject_type type, take_listed *take)
{
	struct str after = STR(""), next;
	struct arena memory;
	struct cx own = { .arena = &memory };
	struct subject *page;
	size_t n;
	int e;

	arena_init(&memory, &sys_heap, 0);
	do {
		arena_reset(&memory);
		e = subject_list(&own, t->c, STR(""), type, after, PAGE, &page, &n, &next);
		if (!e)
			e = page_take(t, &own, page, n, take);
		after = STR("");
		if (!e && next.n)
			e = cx_str(t->cx, next, &after);
	} while (!e && after.n);
	if (e && own.e.code)
		err_pass(t->cx, &own);
	arena_done(&memory);
	return e;
}

static int unit_take(struct tree *t, const struct subject *s, const struct record *r)
{
	struct node *node = cx_new(t->cx, struct node);
	struct unit *u = node ? &node->u : NULL;
	int e = node ? 0 : -E_NO_MEMORY;

	if (!e && !uuid_eq(&s->id, &s->survivor))
		return 0;
	if (!e)
		e = COVER_ROOM(t->cx, t->all, t->n, t->cap);
	if (e)
		return e;
	t->all[t->n++] = node;
	u->id = s->id;
	record_ref(r, "parent", &u->parent);
	record_ref(r, "head", &u->head);
	e = cx_str(t->cx, record_text(r, "name"), &u->name);
	if (!e)
		e = cx_str(t->cx, record_text(r, "type"), &u->type);
	if (!e)
		e = cx_str(t->cx, s->area, &u->area);
	return e ? e : name_put(t, &t->units, &u->id, node);
}

/* One that was merged is meant by whoever names it. */
static int merged_take(struct tree *t, const struct subject *s, const struct record *r)
{
	struct node *node = unit_of(t, &s->survivor);

	(void)r;
	return node && !uuid_eq(&s->id, &s->survivor) ? name_put(t, &t->units, &s->id, node) : 0;
}

static int staff_take(struct tree *t, const struct subject *s, const struct record *r)
{
	struct uuid of = uuid_nil;
	struct node *node;

	record_ref(r, "unit", &of);
	node = unit_of(t, &of);
	if (!node)
		return 0;
	for (int i = 0; uuid_eq(&s->id, &s->survivor) && i < CREW_DUTIES; i++)
		node->u.on[i] += s->flags >> crew_duties[i].code & 1;
	node->u.staff += uuid_eq(&s->id, &s->survivor);
	return name_put(t, &t->staff, &s->id, node);
}

/* ---- who answers for which area ---- */

static int lead_add(struct tree *t, const struct record *r)
{
	struct unit_lead one = { .area = STR("") };
	struct node *node;
	int e;

	record_ref(r, "leader", &one.leader);
	node = map_get(&t->staff, uuid_bytes(&one.leader));
	if (!node)
		return 0;
	e = COVER_ROOM(t->cx, node->u.leads, node->u.leads_n, node->leads_cap);
	if (!e)
		e = cx_str(t->cx, r->area, &one.area);
	if (!e)
		e = cx_str(t->cx, record_text(r, "role"), &one.role);
	if (!e)
		node->u.leads[node->u.leads_n++] = one;
	return e;
}

/* What is missing of the round is what is in force: each is the record that says so. */
static int leads_page(struct tree *t, struct cx *cx, const struct uuid *round, struct str after,
	struct str *ret_next)
{
	struct target *all;
	size_t n = 0;
	int e = round_missing(cx, t->c, round, STR(""), after, PAGE, &all, &n, ret_next);

	for (size_t i = 0; !e && i < n; i++) {
		struct record *r;

		e = record_of(cx, t->c, &all[i].subject, &r);
		if (!e && r)
			e = lead_add(t, r);
	}
	return e;
}

static int leads_of(struct tree *t, const struct uuid *round)
{
	struct str after = STR(""), next;
	struct arena memory;
	struct cx own = { .arena = &memory };
	int e;

	arena_init(&memory, &sys_heap, 0);
	do {
		arena_reset(&memory);
		e = leads_page(t, &own, round, after, &next);
		after = STR("");
		if (!e && next.n)
			e = cx_str(t->cx, next, &after);
	} while (!e && after.n);
	if (e && own.e.code)
		err_pass(t->cx, &own);
	arena_done(&memory);
	return e;
}

static bool is_meant(const struct incident *i, const struct uuid *asked)
{
	return uuid_is_nil(asked) ? !i->exercise && !i->ended : uuid_eq(&i->id, asked);
}

static int leads_read(struct tree *t, const struct uuid *incident)
{
	struct incident *all;
	size_t n = 0;
	int e = incident_list(t->cx, t->c, &all, &n);

	for (size_t i = 0; !e && i < n; i++) {
		struct uuid round = round_standing_id(all[i].id, "lead");

		if (!is_meant(&all[i], incident))
			continue;
		e = leads_of(t, &round);
		if (e == -E_UNKNOWN_ROUND) { /* nobody has opened it */
			err_clear(t->cx);
			e = 0;
		}
	}
	return e;
}

/* ---- the tree ---- */

static int name_order(const void *a, const void *b)
{
	const struct unit *x = &(*(struct node *const *)a)->u, *y = &(*(struct node *const *)b)->u;
	int d = str_cmp(x->name, y->name);

	return d ? d : uuid_cmp(&x->id, &y->id);
}

static void cut(struct node *node)
{
	struct node **at = &node->up->under;

	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
	node->up = node->next = NULL;
	node->u.looped = true;
}

/* Units that stand under themselves, round and round, are cut above the first of them by name. */
static void cut_loops(struct tree *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct node *at = t->all[i], *first;

		for (; at && !at->climbed; at = at->up)
			at->climbed = i + 1;
		if (!at || at->climbed != i + 1)
			continue;
		first = at;
		for (struct node *on = at->up; on != at; on = on->up)
			if (name_order(&on, &first) < 0)
				first = on;
		cut(first);
	}
}

/* From the last to the first, so that each list is in order. */
static void hang_up(struct tree *t)
{
	if (t->n > 1)
		qsort(t->all, t->n, sizeof(struct node *), name_order);
	for (size_t i = t->n; i-- > 0;) {
		struct node *node = t->all[i], *up = unit_of(t, &node->u.parent);

		node->up = up;
		if (!up)
			continue;
		node->next = up->under;
		up->under = node;
	}
	cut_loops(t);
}

/* The node and all under it: a step down, else across, else up again. */
static void walk(const struct node *top, struct unit *to, size_t *n)
{
	const struct node *at = top;
	int depth = 0;

	while (at) {
		to[*n] = at->u;
		to[(*n)++].depth = depth;
		if (at->under) {
			at = at->under;
			depth++;
			continue;
		}
		for (; at != top && !at->next; at = at->up)
			depth--;
		at = at == top ? NULL : at->next;
	}
}

int units_read(struct cx *cx, const struct cover *c, const struct uuid *incident, struct unit **ret,
	size_t *ret_n)
{
	struct tree t = { .cx = cx, .c = c };
	int e;

	map_init(&t.units, cx->arena);
	map_init(&t.staff, cx->arena);
	if ((e = listed_read(&t, SUBJECT_UNIT, unit_take)) ||
		(e = listed_read(&t, SUBJECT_UNIT, merged_take)) ||
		(e = listed_read(&t, SUBJECT_STAFF, staff_take)) || (e = leads_read(&t, incident)))
		return e;
	hang_up(&t);
	*ret = cx_many(cx, t.n + 1, struct unit);
	*ret_n = 0;
	if (!*ret)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < t.n; i++)
		if (!t.all[i]->up)
			walk(t.all[i], *ret, ret_n);
	return 0;
}

void row_unit(struct jw *w, const struct unit *u)
{
	jw_object(w);
	row_uuid(w, "id", &u->id);
	jw_f_str(w, "name", u->name);
	jw_f_str(w, "type", u->type);
	jw_f_str(w, "area", u->area);
	row_uuid(w, "parent", &u->parent);
	jw_f_int(w, "depth", u->depth);
	jw_f_bool(w, "looped", u->looped);
	row_uuid(w, "head", &u->head);
	jw_f_int(w, "staff", u->staff);
	for (int i = 0; i < CREW_DUTIES; i++)
		jw_f_int(w, crew_duties[i].name, u->on[i]);
	jw_name(w, "leads");
	jw_list(w);
	for (size_t i = 0; i < u->leads_n; i++) {
		jw_object(w);
		jw_f_str(w, "area", u->leads[i].area);
		row_uuid(w, "leader", &u->leads[i].leader);
		jw_f_str(w, "role", u->leads[i].role);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}
