/* What changed for a reader: areas that he lost, then areas, rounds, subjects and targets that
 * changed, then the marks of what left an area, then what is told to whoever works in his. Each in the order of its key, so that a page goes
 * on where the last one ended.
 *
 * Only areas in which something changed are looked into: their tallies say so. A mark of a subject
 * that only went to another area of his is not given, since its row comes from there. */
#include "cover/pass.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/pack.h"
#include "generated/stmt.h"
#include "record/journal.h"

/* ---- areas ---- */

static int give_lost(struct cx *cx, struct pass *p)
{
	(void)cx;
	for (size_t i = 0; i < p->had.n && p->from < 0; i++) {
		if (str_cmp(p->had.all[i], p->key) <= 0)
			continue;
		if (pass_full(p))
			return 0;
		p->key = p->had.all[i];
		pass_give(p,
			(struct change){
				.type = "area", .gone = true, .key = p->key, .pos = p->to });
	}
	pass_next(p);
	return 0;
}

static int area_order(const void *a, const void *b)
{
	return str_cmp((*(const struct area *const *)a)->id, (*(const struct area *const *)b)->id);
}

static int give_areas(struct cx *cx, struct pass *p)
{
	size_t n = 0;
	const struct area **areas = cx_many(
		cx, tree_count(p->seen, p->seen_n), const struct area *);

	if (areas == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->seen_n; i++) {
		for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++) {
			const struct area *a = tree_area(p->c->tree, at);

			if (tree_pos(a) > pass_after(p, a) && str_cmp(a->id, p->key) > 0)
				areas[n++] = a;
		}
	}
	if (n > 1)
		qsort(areas, n, sizeof(*areas), area_order);
	for (size_t i = 0; i < n; i++) {
		if (pass_full(p))
			return 0;
		p->key = areas[i]->id;
		pass_give(p,
			(struct change){ .type = "area",
				.key = p->key,
				.pos = tree_pos(areas[i]),
				.row = areas[i] });
	}
	pass_next(p);
	return 0;
}

/* ---- rounds ---- */

/* Rounds that are no longer, or no longer his: taken together with the others, by id. Of a round
 * that was never his he learns the id, and nothing else. */
static int rounds_gone(struct cx *cx, const struct pass *p, const struct round *seen, size_t seen_n,
	struct round **ret, size_t *ret_n)
{
	/* Once the areas changed, any round may have been his. */
	const struct store_value values[] = { SV_INT(p->from), SV_INT(p->tree_changed) };
	STORE_ROWS q = { 0 };
	struct round *gone = NULL;
	size_t n = 0, cap = 0;
	int ec, more = 0;

	*ret = NULL;
	*ret_n = 0;
	if (p->had.n == 0)
		return 0;
	ec = store_query(cx, p->c->store, STMT_COVER_ROUNDS_LOST, values, 2, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, gone, n, cap)) < 0)
			break;
		if (!store_uuid(&q, 0, &gone[n].id))
			return err(cx, E_CORRUPT, NULL, "round");
		gone[n].pos = p->to;
		n += seen_n == 0 ||
			bsearch(&gone[n], seen, seen_n, sizeof(*seen), pass_round_order) == NULL;
	}
	*ret = gone;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int give_round(struct cx *cx, struct pass *p, const struct round *r, bool gone)
{
	struct change one = {
		.type = "round", .gone = gone, .pos = r->pos, .row = gone ? NULL : r
	};
	int ec = change_uuid_key(cx, &r->id, &one.key);

	if (ec == 0) {
		p->a = r->id;
		p->n = 1;
		pass_give(p, one);
	}
	return ec;
}

static int give_rounds(struct cx *cx, struct pass *p)
{
	struct round *rounds, *gone;
	size_t n, gone_n, i = 0, k = 0;
	bool whole = p->whole_n > 0 || p->all_whole || p->tree_changed;
	int ec = rounds_seen(cx, p->c, &rounds, &n);

	if (ec == 0 && n > 1)
		qsort(rounds, n, sizeof(*rounds), pass_round_order);
	if (ec == 0)
		ec = rounds_gone(cx, p, rounds, n, &gone, &gone_n);
	while (ec == 0 && (i < n || k < gone_n)) {
		bool is_gone = i == n || (k < gone_n && pass_round_order(&gone[k], &rounds[i]) < 0);
		const struct round *r = is_gone ? &gone[k++] : &rounds[i++];

		if ((p->n > 0 && uuid_cmp(&r->id, &p->a) <= 0) ||
			(!is_gone && !whole && r->pos <= p->from))
			continue;
		if (pass_full(p))
			return 0;
		ec = give_round(cx, p, r, is_gone);
	}
	if (ec == 0)
		pass_next(p);
	return ec;
}

/* ---- marks of what left ---- */

struct gone {
	struct str area, type, key;
	int64_t pos;
};

static int gone_order(const void *a, const void *b)
{
	const struct gone *x = a, *y = b;
	int d = str_cmp(x->area, y->area);

	if (d == 0)
		d = str_cmp(x->key, y->key);
	return d != 0 ? d : str_cmp(x->type, y->type);
}

static int gone_query(struct cx *cx, const struct pass *p, struct rows *ret)
{
	const struct store_value from = SV_INT(p->from);
	struct store_value *values;
	size_t n = 0;

	if (p->c->who->everywhere)
		return store_query(cx, p->c->store, STMT_COVER_GONE_ALL, &from, 1, ret);
	values = cx_array(cx, tree_count(p->seen, p->seen_n), 2 * sizeof(*values));
	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->seen_n; i++) {
		for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++) {
			values[n++] = SV_TEXT(tree_area(p->c->tree, at)->id);
			values[n++] = from;
		}
	}
	return store_query_each(cx, p->c->store, STMT_COVER_GONE, values, n / 2, ret);
}

static int gone_read(struct cx *cx, const struct pass *p, struct gone **ret, size_t *ret_n)
{
	const struct gone after = { p->area, STR(""), p->key, 0 };
	STORE_ROWS q = { 0 };
	struct gone *all = NULL;
	size_t n = 0, cap = 0;
	int ec = gone_query(cx, p, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct gone one = { store_str(&q, 0), store_str(&q, 1), store_str(&q, 2),
			store_int(&q, 3) };

		if (str_cmp(one.area, after.area) < 0 ||
			(str_eq(one.area, after.area) && str_cmp(one.key, after.key) <= 0))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0 &&
			(ec = cx_str(cx, one.area, &one.area)) == 0 &&
			(ec = cx_str(cx, one.type, &one.type)) == 0 &&
			(ec = cx_str(cx, one.key, &one.key)) == 0)
			all[n++] = one;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), gone_order);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* Where the subjects of these marks are now: ret maps id to area. */
static int gone_where(
	struct cx *cx, const struct pass *p, const struct gone *all, size_t n, struct map *ret)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	size_t ids = 0;
	int ec, more = 0;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].type, "subject"))
			values[ids++] = SV_BLOB(all[i].key);
	ec = store_query_each(cx, p->c->store, STMT_COVER_SUBJECT_AREAS, values, ids, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		void **place = map_at(ret, store_str(&q, 0));
		struct str *area = cx_new(cx, struct str);

		if (place == NULL || area == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = area;
		ec = cx_str(cx, store_str(&q, 1), area);
	}
	return ec < 0 ? ec : more;
}

static int give_mark(struct cx *cx, struct pass *p, const struct gone *g, const struct map *where)
{
	struct change one = { .gone = true, .pos = g->pos };
	const struct str *area;
	int64_t slot;
	int ec;

	p->area = g->area;
	p->key = g->key;
	if (str_is(g->type, "target")) {
		struct uuid round, subject;

		one.type = "target";
		if ((ec = gone_target_unpack(cx, g->key, &round, &subject, &slot)) < 0 ||
			(ec = change_target_key(cx, &round, g->area, &subject, slot, &one.key)) < 0)
			return ec;
	} else {
		struct uuid id;

		if (g->key.n != sizeof(id.b))
			return err(cx, E_CORRUPT, NULL, "gone.key");
		area = map_get(where, g->key);
		if (area != NULL && reader_sees(p->c->tree, p->c->who, *area))
			return 0;
		memcpy(id.b, g->key.p, sizeof(id.b));
		one.type = "subject";
		if ((ec = change_uuid_key(cx, &id, &one.key)) < 0)
			return ec;
	}
	pass_give(p, one);
	return 0;
}

/* Who had nothing, or dropped it all, has nothing more to drop. */
static int give_gone(struct cx *cx, struct pass *p)
{
	struct gone *all = NULL;
	struct map where;
	size_t n = 0;
	int ec = p->from < 0 ? 0 : gone_read(cx, p, &all, &n);

	map_init(&where, cx->arena);
	if (ec == 0)
		ec = gone_where(cx, p, all, n, &where);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (pass_full(p))
			return 0;
		ec = give_mark(cx, p, &all[i], &where);
	}
	if (ec == 0)
		pass_next(p);
	return ec;
}

/* ---- a page ---- */

static int pass_page(struct cx *cx, struct pass *p)
{
	static int (*const give[])(struct cx *, struct pass *) = {
		[PASS_LOST] = give_lost,
		[PASS_AREAS] = give_areas,
		[PASS_ROUNDS] = give_rounds,
		[PASS_SUBJECTS] = give_subjects,
		[PASS_TARGETS] = give_targets,
		[PASS_GONE] = give_gone,
		[PASS_NOTICES] = give_notices,
		[PASS_RULES] = give_rules,
		[PASS_LEFT] = give_left,
	};

	while (p->phase < PASS_END) {
		int64_t phase = p->phase;
		int ec = give[phase](cx, p);

		if (ec < 0 || p->phase == phase)
			return ec;
		/* What was lost is dropped before what may lie in it comes again: it has a page of
		 * its own. */
		if (phase == PASS_LOST && p->items_n > 0)
			return 0;
	}
	return 0;
}

int cover_changes(struct cx *cx, const struct cover *c, struct str cursor, struct str epoch,
	size_t limit, struct change **ret, size_t *ret_n, struct str *ret_next, bool *ret_more)
{
	struct pass p;
	int64_t newest;
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = pass_open(cx, c, cursor, epoch, &p)) < 0 ||
		(ec = journal_newest(cx, c->store, &newest)) < 0)
		return ec;
	p.limit = limit;
	p.items = cx_many(cx, limit, struct change);
	if (p.items == NULL)
		return -E_NO_MEMORY;
	if ((ec = pass_page(cx, &p)) < 0)
		return ec;
	/* What came while a pass of several pages went on is more, too. */
	*ret_more = p.phase < PASS_END || newest > p.to;
	if (p.phase == PASS_END) {
		p.phase = PASS_REST;
		p.from = p.to;
		p.had = p.now;
		p.had_set = p.now_set;
		p.had_areas = p.now_areas;
		p.had_day = p.now_day;
		p.now.n = 0;
	}
	*ret = p.items;
	*ret_n = p.items_n;
	return pass_cursor(cx, &p, ret_next);
}
