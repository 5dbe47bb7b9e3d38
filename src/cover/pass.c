/* The cursor of changes, and what follows from it: what a reader must drop, and what he must get
 * whole. */
#include "cover/pass.h"

#include <stdlib.h>

#include "core/check.h"
#include "core/when.h"
#include "record/journal.h"

#define SCOPES_MAX 4096

/* ---- names ---- */

static int name_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool names_have(const struct names *all, struct str name)
{
	return all->n > 0 && bsearch(&name, all->all, all->n, sizeof(name), name_order) != NULL;
}

static bool names_eq(const struct names *a, const struct names *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->all[i], b->all[i]))
			return false;
	return true;
}

static int names_join(
	struct cx *cx, const struct names *a, const struct names *b, struct names *ret)
{
	struct str *all = cx_many(cx, a->n + b->n, struct str);

	if (all == NULL)
		return -E_NO_MEMORY;
	ret->all = all;
	ret->n = 0;
	for (size_t i = 0; i < a->n; i++)
		all[ret->n++] = a->all[i];
	for (size_t i = 0; i < b->n; i++)
		if (!names_have(a, b->all[i]))
			all[ret->n++] = b->all[i];
	if (ret->n > 1)
		qsort(all, ret->n, sizeof(*all), name_order);
	return 0;
}

/* The roots of what he sees now. */
static int names_now(struct cx *cx, struct pass *p, struct names *ret)
{
	ret->n = 0;
	ret->all = cx_many(cx, p->seen_n + 1, struct str);
	if (ret->all == NULL)
		return -E_NO_MEMORY;
	if (p->c->who->everywhere)
		ret->all[ret->n++] = STR(SCOPE_ALL);
	for (size_t i = 0; i < p->seen_n && !p->c->who->everywhere; i++)
		ret->all[ret->n++] = p->seen[i].top->id;
	if (ret->n > 1)
		qsort(ret->all, ret->n, sizeof(*ret->all), name_order);
	return 0;
}

/* ---- the cursor ---- */

static void put_names(struct buf *b, const struct names *all)
{
	cursor_put_int(b, (int64_t)all->n);
	for (size_t i = 0; i < all->n; i++)
		cursor_put_str(b, all->all[i]);
}

int pass_cursor(struct cx *cx, const struct pass *p, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'c');
	cursor_put_str(&b, p->epoch);
	cursor_put_int(&b, p->from);
	cursor_put_int(&b, p->to);
	cursor_put_int(&b, p->phase);
	put_names(&b, &p->had);
	put_names(&b, &p->now);
	cursor_put_int(&b, (int64_t)p->had_set);
	cursor_put_int(&b, (int64_t)p->now_set);
	cursor_put_int(&b, p->had_areas);
	cursor_put_int(&b, p->now_areas);
	cursor_put_int(&b, p->had_day);
	cursor_put_int(&b, p->now_day);
	cursor_put_str(&b, p->area);
	cursor_put_str(&b, p->key);
	cursor_put_uuid(&b, &p->a);
	cursor_put_uuid(&b, &p->b);
	cursor_put_int(&b, p->n);
	return cursor_end(cx, &b, ret);
}

static int take_names(struct cx *cx, struct cursor *cur, struct names *ret)
{
	int64_t n = cursor_int(cur);

	if (n < 0 || n > SCOPES_MAX) {
		cur->bad = true;
		n = 0;
	}
	ret->n = 0;
	ret->all = cx_many(cx, (size_t)n, struct str);
	if (ret->all == NULL)
		return -E_NO_MEMORY;
	while (ret->n < (size_t)n)
		ret->all[ret->n++] = cursor_str(cur);
	if (ret->n > 1)
		qsort(ret->all, ret->n, sizeof(*ret->all), name_order);
	return 0;
}

static int cursor_read(struct cx *cx, struct str text, struct str epoch, struct pass *p)
{
	struct cursor cur;
	int ec;

	if ((ec = cursor_open(cx, text, 'c', &cur)) < 0)
		return ec;
	p->epoch = cursor_str(&cur);
	if (!cur.bad && !str_eq(p->epoch, epoch))
		return err(cx, E_EPOCH, NULL);
	p->from = cursor_int(&cur);
	p->to = cursor_int(&cur);
	p->phase = cursor_int(&cur);
	if ((ec = take_names(cx, &cur, &p->had)) < 0 || (ec = take_names(cx, &cur, &p->now)) < 0)
		return ec;
	p->had_set = (uint64_t)cursor_int(&cur);
	p->now_set = (uint64_t)cursor_int(&cur);
	p->had_areas = cursor_int(&cur);
	p->now_areas = cursor_int(&cur);
	p->had_day = cursor_int(&cur);
	p->now_day = cursor_int(&cur);
	p->area = cursor_str(&cur);
	p->key = cursor_str(&cur);
	p->a = cursor_uuid(&cur);
	p->b = cursor_uuid(&cur);
	p->n = cursor_int(&cur);
	cur.bad |= p->phase < PASS_REST || p->phase >= PASS_END;
	return cursor_close(cx, &cur);
}

/* ---- where a pass begins ---- */

static void pass_rewind(struct pass *p)
{
	p->phase = PASS_LOST;
	p->area = p->key = STR("");
	p->a = p->b = uuid_nil;
	p->n = 0;
}

static uint64_t id_sum(struct str id)
{
	uint64_t h = 1469598103934665603ULL;

	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (uint8_t)id.p[i]) * 1099511628211ULL;
	return (h ^ h >> 31) * 0x9e3779b97f4a7c15ULL;
}

static uint64_t set_now(const struct pass *p)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < p->seen_n; i++)
		for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++)
			sum += id_sum(tree_area(p->c->tree, at)->id);
	return sum;
}

/* The runs of what he had, as far as he still sees all of it. */
static int had_runs(
	struct cx *cx, const struct pass *p, struct area_run **ret, size_t *ret_n, bool *ret_all)
{
	struct area_run *runs = cx_many(cx, p->had.n, struct area_run);
	size_t n = 0;

	*ret_all = true;
	if (runs == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->had.n; i++) {
		const struct area *a = area_find(p->c->tree, p->had.all[i]);

		if (str_is(p->had.all[i], SCOPE_ALL) && p->c->who->everywhere)
			runs[n++] = (struct area_run){ 0, (uint32_t)tree_size(p->c->tree), NULL };
		else if (a != NULL && reader_sees(p->c->tree, p->c->who, a->id))
			runs[n++] = (struct area_run){ tree_at(a), tree_end(a), a };
		else
			*ret_all = false;
	}
	*ret = runs;
	*ret_n = tree_runs_once(runs, n);
	return 0;
}

/* Do these runs still hold every area that they held? Areas that did not change, and lie under none
 * that did, were there. Of the others it is enough to tell the two usual cases: all of them were
 * there too (a new name), or none was. */
static bool holds_all(const struct pass *p, const struct area_run *runs, size_t n)
{
	uint64_t sure = 0, maybe = 0;
	uint32_t changed = 0;

	for (size_t i = 0; i < n; i++) {
		for (uint32_t at = runs[i].from; at < runs[i].to; at++) {
			const struct area *a = tree_area(p->c->tree, at);

			if (pass_area_new(p, a) && tree_end(a) > changed)
				changed = tree_end(a);
			*(at < changed ? &maybe : &sure) += id_sum(a->id);
		}
	}
	return p->had_set == sure || p->had_set == sure + maybe;
}

/* All that he may have is dropped. Who saw everything starts again: there is no root to name. */
static int drop_all(struct cx *cx, struct pass *p)
{
	p->from = -1;
	return names_have(&p->had, STR(SCOPE_ALL)) ? err(cx, E_EPOCH, NULL) : 0;
}

/* The first page of a pass. */
static int pass_first(struct cx *cx, struct pass *p)
{
	struct area_run *runs;
	size_t n;
	bool all;
	int ec = had_runs(cx, p, &runs, &n, &all);

	if (ec == 0 && p->from >= 0 && !(all && holds_all(p, runs, n)))
		ec = drop_all(cx, p);
	pass_rewind(p);
	return ec;
}

/* The tree may have been read on a day before, and be good today as well. */
static int32_t day_now(const struct pass *p)
{
	int32_t tree = tree_day(p->c->tree), today = day_of(p->c->now);

	return tree > today ? tree : today;
}

/* A pass goes on while what he sees stays as it was. Where that changed in its midst, nobody knows
 * how much of it has come. Who sees everything loses nothing by it. */
static int pass_begin(struct cx *cx, struct pass *p)
{
	struct names now;
	uint64_t set = set_now(p);
	bool first = p->phase == PASS_REST, same;
	int ec = names_now(cx, p, &now);

	if (ec < 0)
		return ec;
	same = names_eq(&now, &p->now) && (set == p->now_set || p->c->who->everywhere);
	if (!first && same)
		return 0;
	if (!first &&
		((ec = names_join(cx, &p->had, &p->now, &p->had)) < 0 ||
			(ec = drop_all(cx, p)) < 0))
		return ec;
	if ((ec = journal_newest(cx, p->c->store, &p->to)) < 0 || (ec = pass_first(cx, p)) < 0)
		return ec;
	/* Most polls find nothing new, and should cost nothing. */
	if (p->from == p->to && names_eq(&now, &p->had) && day_now(p) <= p->had_day)
		p->phase = PASS_END;
	p->now = now;
	p->now_set = set;
	p->now_areas = (int64_t)tree_size(p->c->tree);
	p->now_day = day_now(p);
	return 0;
}

/* He had all of this run already. */
static bool had_run(const struct pass *p, const struct area_run *run)
{
	if (p->from < 0)
		return false;
	if (names_have(&p->had, STR(SCOPE_ALL)))
		return true;
	for (size_t i = 0; i < p->had.n && run->top != NULL; i++)
		if (area_within(p->c->tree, run->top->id, p->had.all[i]))
			return true;
	return false;
}

/* An area that changed may have come from elsewhere with all that lies in it, so it is sent
 * whole. */
static int pass_whole(struct cx *cx, struct pass *p)
{
	size_t n = 0;

	p->whole = cx_many(cx, p->seen_n + tree_count(p->seen, p->seen_n), struct area_run);
	if (p->whole == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->seen_n; i++) {
		if (!had_run(p, &p->seen[i])) {
			p->whole[n++] = p->seen[i];
			continue;
		}
		for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++) {
			const struct area *a = tree_area(p->c->tree, at);

			if (pass_area_new(p, a))
				p->whole[n++] = (struct area_run){ tree_at(a), tree_end(a), a };
		}
	}
	p->whole_n = tree_runs_once(p->whole, n);
	p->tree_changed = area_tree_newest(p->c->tree) > p->from ||
		tree_turned(p->c->tree) > p->had_day ||
		(int64_t)tree_size(p->c->tree) != p->had_areas;
	p->all_whole = p->c->who->everywhere &&
		(p->from < 0 || !names_have(&p->had, STR(SCOPE_ALL)));
	return 0;
}

int pass_open(
	struct cx *cx, const struct cover *c, struct str cursor, struct str epoch, struct pass *ret)
{
	int ec;

	*ret = (struct pass){ .epoch = epoch, .from = -1, .to = -1, .phase = PASS_REST, .c = c };
	ret->area = ret->key = STR("");
	if (cursor.n > 0 && (ec = cursor_read(cx, cursor, epoch, ret)) < 0)
		return ec;
	if ((ec = tree_seen(cx, c->tree, c->who, STR(""), &ret->seen, &ret->seen_n)) < 0 ||
		(ec = pass_begin(cx, ret)) < 0)
		return ec;
	return pass_whole(cx, ret);
}

/* ---- giving ---- */

int64_t pass_after(const struct pass *p, const struct area *a)
{
	if (a == NULL)
		return p->all_whole ? -1 : p->from;
	return tree_in(p->whole, p->whole_n, tree_at(a)) ? -1 : p->from;
}

bool pass_area_new(const struct pass *p, const struct area *a)
{
	return tree_pos(a) > p->from || area_turned(a) > p->had_day;
}

bool pass_full(const struct pass *p)
{
	return p->items_n >= p->limit;
}

void pass_give(struct pass *p, struct change one)
{
	check(p->items_n < p->limit);
	p->items[p->items_n++] = one;
}

void pass_next(struct pass *p)
{
	p->phase++;
	p->area = p->key = STR("");
	p->a = p->b = uuid_nil;
	p->n = 0;
}

int pass_round_order(const void *a, const void *b)
{
	return uuid_cmp(&((const struct round *)a)->id, &((const struct round *)b)->id);
}
