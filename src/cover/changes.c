/* What changed for a reader: areas that he lost, then areas, rounds, subjects and targets that changed, then the marks of
 * what left an area. Each in the order of its key, so that a page goes on where the last one ended.
 *
 * Only areas in which something changed are looked into: their tallies say so. A mark of a subject that only went to
 * another area of his is not given, since its row comes from there. */
#include "cover/pass.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/pack.h"
#include "generated/stmt.h"

#define SCAN_OVER 20000         /* so many look-ups are dearer than reading all tallies */

static int uuid_text(struct cx *cx, const struct uuid *u, struct str *ret)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	return cx_str(cx, (struct str){ text, UUID_TEXT }, ret);
}

static int target_text(struct cx *cx, const struct uuid *round, struct str area, const struct uuid *subject, int64_t slot,
	struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_uuid(&b, round);
	buf_c(&b, '/');
	buf_str(&b, area);
	buf_c(&b, '/');
	buf_uuid(&b, subject);
	buf_fmt(&b, "/%lld", (long long)slot);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

static void next_phase(struct pass *p)
{
	p->phase++;
	p->area = p->key = STR("");
	p->a = p->b = uuid_nil;
	p->n = 0;
}

/* ---- areas ---- */

static int give_lost(struct cx *cx, struct pass *p)
{
	(void)cx;
	for (size_t i = 0; i < p->lost.n; i++) {
		if (str_cmp(p->lost.all[i], p->key) <= 0)
			continue;
		if (pass_full(p))
			return 0;
		p->key = p->lost.all[i];
		pass_give(p, (struct change){ .type = "area", .gone = true, .key = p->key, .pos = p->to });
	}
	next_phase(p);
	return 0;
}

static int area_order(const void *a, const void *b)
{
	return str_cmp((*(const struct area *const *)a)->id, (*(const struct area *const *)b)->id);
}

static int give_areas(struct cx *cx, struct pass *p)
{
	size_t n = 0;
	const struct area **areas = cx_many(cx, tree_count(p->seen, p->seen_n), const struct area *);

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
		pass_give(p, (struct change){ .type = "area", .key = p->key, .pos = tree_pos(areas[i]), .row = areas[i] });
	}
	next_phase(p);
	return 0;
}

/* ---- rounds ---- */

static int round_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct round *)a)->id, &((const struct round *)b)->id);
}

/* Rounds that are no longer, or no longer his: taken together with the others in the order of their ids. */
static int rounds_gone(struct cx *cx, const struct pass *p, const struct round *seen, size_t seen_n, struct round **ret,
	size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(p->from) };
	STORE_ROWS q = { 0 };
	struct round *gone = NULL;
	size_t n = 0, cap = 0;
	int ec, more = 0;

	*ret = NULL;
	*ret_n = 0;
	if (p->had.n == 0)
		return 0;
	ec = p->lost.n > 0 ? store_query(cx, p->c->store, STMT_COVER_ROUND_IDS, NULL, 0, &q) :
		store_query(cx, p->c->store, STMT_COVER_ROUNDS_UNKNOWN, values, 1, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, gone, n, cap)) < 0)
			break;
		if (!store_uuid(&q, 0, &gone[n].id))
			return err(cx, E_CORRUPT, NULL, "round");
		gone[n].pos = p->to;
		n += seen_n == 0 || bsearch(&gone[n], seen, seen_n, sizeof(*seen), round_order) == NULL;
	}
	*ret = gone;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int give_round(struct cx *cx, struct pass *p, const struct round *r, bool gone)
{
	struct change one = { .type = "round", .gone = gone, .pos = r->pos, .row = gone ? NULL : r };
	int ec = uuid_text(cx, &r->id, &one.key);

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
	bool whole = p->whole_n > 0 || p->all_whole;
	int ec = rounds_seen(cx, p->c, &rounds, &n);

	if (ec == 0 && n > 1)
		qsort(rounds, n, sizeof(*rounds), round_order);
	if (ec == 0)
		ec = rounds_gone(cx, p, rounds, n, &gone, &gone_n);
	while (ec == 0 && (i < n || k < gone_n)) {
		bool is_gone = i == n || (k < gone_n && round_order(&gone[k], &rounds[i]) < 0);
		const struct round *r = is_gone ? &gone[k++] : &rounds[i++];

		if ((p->n > 0 && uuid_cmp(&r->id, &p->a) <= 0) || (!is_gone && !whole && r->pos <= p->from))
			continue;
		if (pass_full(p))
			return 0;
		ec = give_round(cx, p, r, is_gone);
	}
	if (ec == 0)
		next_phase(p);
	return ec;
}

/* ---- where something changed ---- */

/* Rows of one round (or of the roster) in one area that may have changed. */
struct touched {
	struct uuid round;
	struct str area;
	int64_t after;
};

static int touched_order(const void *a, const void *b)
{
	const struct touched *x = a, *y = b;
	int d = uuid_cmp(&x->round, &y->round);

	return d != 0 ? d : str_cmp(x->area, y->area);
}

static int touched_take(struct cx *cx, const struct pass *p, struct rows *q, struct touched **ret, size_t *ret_n)
{
	struct touched *all = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct str area = store_str(q, 1);
		const struct area *a = area_find(p->c->tree, area);
		int64_t after = pass_after(p, a);

		if (store_int(q, 2) <= after || (a == NULL ? !p->c->who->everywhere :
				!tree_in(p->seen, p->seen_n, tree_at(a))))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].after = after;
		if (!store_uuid(q, 0, &all[n].round))
			return err(cx, E_CORRUPT, NULL, "tally");
		ec = cx_str(cx, area, &all[n++].area);
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), touched_order);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int touched_all(struct cx *cx, const struct pass *p, struct touched **ret, size_t *ret_n)
{
	bool whole = p->whole_n > 0 || p->all_whole;
	const struct store_value values[] = { SV_INT(whole ? -1 : p->from) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_TOUCHED_ALL, values, 1, &q);

	return ec < 0 ? ec : touched_take(cx, p, &q, ret, ret_n);
}

static int touched_some(struct cx *cx, const struct pass *p, const struct uuid *ids, size_t ids_n, struct touched **ret,
	size_t *ret_n)
{
	struct store_value *values = cx_array(cx, ids_n * tree_count(p->seen, p->seen_n), 3 * sizeof(*values));
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t k = 0; k < ids_n; k++) {
		for (size_t i = 0; i < p->seen_n; i++) {
			for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++) {
				const struct area *a = tree_area(p->c->tree, at);

				values[n++] = SV_UUID(&ids[k]);
				values[n++] = SV_TEXT(a->id);
				values[n++] = SV_INT(pass_after(p, a));
			}
		}
	}
	ec = store_query_each(cx, p->c->store, STMT_COVER_TOUCHED, values, n / 3, &q);
	return ec < 0 ? ec : touched_take(cx, p, &q, ret, ret_n);
}

static int touched_of(struct cx *cx, const struct pass *p, const struct uuid *ids, size_t n, struct touched **ret,
	size_t *ret_n)
{
	size_t areas = tree_count(p->seen, p->seen_n);

	*ret = NULL;
	*ret_n = 0;
	if (p->c->who->everywhere || (n > 0 && areas > SCAN_OVER / n))
		return touched_all(cx, p, ret, ret_n);
	return touched_some(cx, p, ids, n, ret, ret_n);
}

/* ---- subjects ---- */

static int shelf_subjects(struct cx *cx, struct pass *p, const struct touched *t)
{
	size_t want = p->limit - p->items_n;
	const struct store_value values[] = { SV_TEXT(t->area), SV_INT(t->round.b[15]), SV_UUID(&p->b), SV_INT(t->after),
		SV_INT((int64_t)want) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_SUBJECT_PAGE, values, 5, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct subject *s = cx_new(cx, struct subject);
		struct change one = { .type = "subject", .row = s };

		if (s == NULL)
			return -E_NO_MEMORY;
		if ((ec = subject_row(cx, &q, s)) < 0 || (ec = uuid_text(cx, &s->id, &one.key)) < 0)
			break;
		one.pos = s->pos;
		p->b = s->id;
		pass_give(p, one);
	}
	return ec < 0 ? ec : more;
}

/* The last key: roster and area of the shelf, and the subject in it. */
static int give_subjects(struct cx *cx, struct pass *p)
{
	struct uuid rosters[SUBJECT_TYPES];
	struct touched *all, at = { .round = p->a, .area = p->area };
	size_t n, rosters_n = 0;
	int ec;

	for (int t = SUBJECT_DWELLING; t < SUBJECT_TYPES; t++)
		rosters[rosters_n++] = roster_id((enum subject_type)t);
	ec = touched_of(cx, p, rosters, rosters_n, &all, &n);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		int d = touched_order(&all[i], &at);

		if (d < 0 || !is_roster_id(&all[i].round))
			continue;
		if (pass_full(p))
			return 0;
		if (d > 0)
			p->b = uuid_nil;
		p->a = all[i].round;
		p->area = all[i].area;
		ec = shelf_subjects(cx, p, &all[i]);
		if (ec == 0 && pass_full(p))
			return 0;
	}
	if (ec == 0)
		next_phase(p);
	return ec;
}

/* ---- targets ---- */

static int give_target(struct cx *cx, struct pass *p, const struct rows *q, int64_t due)
{
	struct target *t = cx_new(cx, struct target);
	struct change one = { .type = "target", .row = t };
	int ec;

	if (t == NULL)
		return -E_NO_MEMORY;
	if ((ec = target_row(cx, q, t)) < 0 ||
			(ec = target_text(cx, &t->round, t->area, &t->subject, t->slot, &one.key)) < 0)
		return ec;
	target_overdue(t, due, p->c->now);
	one.pos = t->pos;
	/* It lies there still, with answers in it, but asks nothing any more. */
	if (t->state > 3) {
		one.gone = true;
		one.row = NULL;
	}
	p->b = t->subject;
	p->n = t->slot;
	pass_give(p, one);
	return 0;
}

static int shelf_targets(struct cx *cx, struct pass *p, const struct touched *t, int64_t due)
{
	size_t want = p->limit - p->items_n;
	const struct store_value values[] = { SV_UUID(&t->round), SV_TEXT(t->area), SV_UUID(&p->b), SV_INT(p->n),
		SV_INT(t->after), SV_INT(p->had.n == 0 ? 3 : 4), SV_INT((int64_t)want) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_TARGET_PAGE, values, 7, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = give_target(cx, p, &q, due);
	return ec < 0 ? ec : more;
}

/* The last key: round and area of the shelf, subject and slot in it. */
static int give_targets(struct cx *cx, struct pass *p)
{
	struct round *rounds;
	struct uuid *ids;
	struct touched *all, at = { .round = p->a, .area = p->area };
	size_t rounds_n, n;
	int ec = rounds_seen(cx, p->c, &rounds, &rounds_n);

	if (ec < 0)
		return ec;
	if (rounds_n > 1)
		qsort(rounds, rounds_n, sizeof(*rounds), round_order);
	ids = cx_many(cx, rounds_n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < rounds_n; i++)
		ids[i] = rounds[i].id;
	ec = touched_of(cx, p, ids, rounds_n, &all, &n);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct round key = { .id = all[i].round }, *r = rounds_n == 0 ? NULL :
			bsearch(&key, rounds, rounds_n, sizeof(key), round_order);
		int d = touched_order(&all[i], &at);

		if (d < 0 || is_roster_id(&all[i].round))
			continue;
		if (pass_full(p))
			return 0;
		if (d > 0) {
			p->b = uuid_nil;
			p->n = INT64_MIN;
		}
		p->a = all[i].round;
		p->area = all[i].area;
		ec = shelf_targets(cx, p, &all[i], r == NULL ? 0 : r->due);
		if (ec == 0 && pass_full(p))
			return 0;
	}
	if (ec == 0)
		next_phase(p);
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
		struct gone one = { store_str(&q, 0), store_str(&q, 1), store_str(&q, 2), store_int(&q, 3) };

		if (str_cmp(one.area, after.area) < 0 ||
				(str_eq(one.area, after.area) && str_cmp(one.key, after.key) <= 0))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0 && (ec = cx_str(cx, one.area, &one.area)) == 0 &&
				(ec = cx_str(cx, one.type, &one.type)) == 0 && (ec = cx_str(cx, one.key, &one.key)) == 0)
			all[n++] = one;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), gone_order);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* Where the subjects of these marks are now: ret maps id to area. */
static int gone_where(struct cx *cx, const struct pass *p, const struct gone *all, size_t n, struct map *ret)
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
				(ec = target_text(cx, &round, g->area, &subject, slot, &one.key)) < 0)
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
		if ((ec = uuid_text(cx, &id, &one.key)) < 0)
			return ec;
	}
	pass_give(p, one);
	return 0;
}

/* Who had nothing has nothing to drop. */
static int give_gone(struct cx *cx, struct pass *p)
{
	struct gone *all = NULL;
	struct map where;
	size_t n = 0;
	int ec = p->had.n == 0 ? 0 : gone_read(cx, p, &all, &n);

	map_init(&where, cx->arena);
	if (ec == 0)
		ec = gone_where(cx, p, all, n, &where);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (pass_full(p))
			return 0;
		ec = give_mark(cx, p, &all[i], &where);
	}
	if (ec == 0)
		next_phase(p);
	return ec;
}

/* ---- a page ---- */

static int pass_page(struct cx *cx, struct pass *p)
{
	static int (*const give[])(struct cx *, struct pass *) = {
		[PASS_LOST] = give_lost, [PASS_AREAS] = give_areas, [PASS_ROUNDS] = give_rounds,
		[PASS_SUBJECTS] = give_subjects, [PASS_TARGETS] = give_targets, [PASS_GONE] = give_gone,
	};

	while (p->phase < PASS_END) {
		int64_t phase = p->phase;
		int ec = give[phase](cx, p);

		if (ec < 0 || p->phase == phase)
			return ec;
		/* What was lost is dropped before what may lie in it comes again: it has a page of its own. */
		if (phase == PASS_LOST && p->items_n > 0)
			return 0;
	}
	return 0;
}

int cover_changes(struct cx *cx, const struct cover *c, struct str cursor, struct str epoch, size_t limit,
	struct change **ret, size_t *ret_n, struct str *ret_next, bool *ret_more)
{
	struct pass p;
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = pass_open(cx, c, cursor, epoch, &p)) < 0)
		return ec;
	p.limit = limit;
	p.items = cx_many(cx, limit, struct change);
	if (p.items == NULL)
		return -E_NO_MEMORY;
	if ((ec = pass_page(cx, &p)) < 0)
		return ec;
	*ret_more = p.phase < PASS_END;
	if (!*ret_more) {
		p.phase = PASS_REST;
		p.from = p.to;
		p.had = p.now;
		p.now.n = 0;
	}
	*ret = p.items;
	*ret_n = p.items_n;
	return pass_cursor(cx, &p, ret_next);
}
