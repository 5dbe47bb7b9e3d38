/* The cursor of changes, and what follows from it: what a reader must drop, and what he must get whole. */
#include "cover/pass.h"

#include <stdlib.h>

#include "generated/stmt.h"
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

static int names_join(struct cx *cx, const struct names *a, const struct names *b, struct names *ret)
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

/* A pass goes on while the scopes stay as they were. Where they changed in its midst, nobody knows what of it has come:
 * then all is sent again, and all that may have come and is seen no more is dropped. */
static int pass_begin(struct cx *cx, struct pass *p)
{
	struct names now;
	int ec = names_now(cx, p, &now);

	if (ec < 0 || (p->phase != PASS_REST && names_eq(&now, &p->now)))
		return ec;
	if (p->phase != PASS_REST) {
		if ((ec = names_join(cx, &p->had, &p->now, &p->had)) < 0)
			return ec;
		p->from = -1;
	}
	pass_rewind(p);
	if ((ec = journal_newest(cx, p->c->store, &p->to)) < 0)
		return ec;
	/* Most polls find nothing new, and should cost nothing. */
	if (p->from == p->to && names_eq(&now, &p->had))
		p->phase = PASS_END;
	p->now = now;
	return 0;
}

static bool still_seen(const struct pass *p, struct str root)
{
	const struct area *a = area_find(p->c->tree, root);

	return p->c->who->everywhere || (a != NULL && reader_sees(p->c->tree, p->c->who, root));
}

/* He had all of this run already: under a root that he still sees. */
static bool had_run(const struct pass *p, const struct area_run *run)
{
	if (p->from < 0)
		return false;
	if (names_have(&p->had, STR(SCOPE_ALL)))
		return p->c->who->everywhere;
	for (size_t i = 0; i < p->had.n && run->top != NULL; i++)
		if (still_seen(p, p->had.all[i]) && area_within(p->c->tree, run->top->id, p->had.all[i]))
			return true;
	return false;
}

/* A changed area that he does not see, but that once lay under one that he sees: it was put elsewhere. */
static int once_seen(struct cx *cx, const struct pass *p, struct str packed, bool *ret)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, FOLD_AREA, &acts, &n);

	*ret = false;
	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct str rest = acts[i].text, parent;

		if (str_split(&rest, '\x1f', &parent) && parent.n > 0)
			*ret |= reader_sees(p->c->tree, p->c->who, parent);
	}
	return ec;
}

static int lost_elsewhere(struct cx *cx, struct pass *p, size_t *cap)
{
	const struct store_value values[] = { SV_INT(p->from) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_AREA_CHANGED, values, 1, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		bool once;

		if (reader_sees(p->c->tree, p->c->who, store_str(&q, 0)) || names_have(&p->had, store_str(&q, 0)))
			continue;
		if ((ec = once_seen(cx, p, store_str(&q, 1), &once)) == 0 && once &&
				(ec = COVER_ROOM(cx, p->lost.all, p->lost.n, *cap)) == 0)
			ec = cx_str(cx, store_str(&q, 0), &p->lost.all[p->lost.n++]);
	}
	return ec < 0 ? ec : more;
}

static int pass_lost(struct cx *cx, struct pass *p)
{
	const struct area *const *roots;
	size_t n = area_roots(p->c->tree, &roots);
	bool all = names_have(&p->had, STR(SCOPE_ALL)) && !p->c->who->everywhere;
	size_t cap = p->had.n + n;
	int ec = 0;

	p->lost.n = 0;
	p->lost.all = cx_many(cx, cap, struct str);
	if (p->lost.all == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->had.n; i++)
		if (!str_is(p->had.all[i], SCOPE_ALL) && !still_seen(p, p->had.all[i]))
			p->lost.all[p->lost.n++] = p->had.all[i];
	for (size_t i = 0; i < n && all; i++)
		if (!still_seen(p, roots[i]->id) && !names_have(&p->had, roots[i]->id))
			p->lost.all[p->lost.n++] = roots[i]->id;
	if (p->from >= 0 && !p->c->who->everywhere)
		ec = lost_elsewhere(cx, p, &cap);
	if (p->lost.n > 1)
		qsort(p->lost.all, p->lost.n, sizeof(*p->lost.all), name_order);
	return ec;
}

/* An area that changed may have come from elsewhere with all that lies in it, so it is sent whole. */
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

			if (tree_pos(a) > p->from)
				p->whole[n++] = (struct area_run){ tree_at(a), tree_end(a), a };
		}
	}
	p->whole_n = tree_runs_once(p->whole, n);
	p->all_whole = p->c->who->everywhere && (p->from < 0 || !names_have(&p->had, STR(SCOPE_ALL)));
	return 0;
}

int pass_open(struct cx *cx, const struct cover *c, struct str cursor, struct str epoch, struct pass *ret)
{
	int ec;

	*ret = (struct pass){ .epoch = epoch, .from = -1, .to = -1, .phase = PASS_REST, .c = c };
	ret->area = ret->key = STR("");
	if (cursor.n > 0 && (ec = cursor_read(cx, cursor, epoch, ret)) < 0)
		return ec;
	if ((ec = tree_seen(cx, c->tree, c->who, STR(""), &ret->seen, &ret->seen_n)) < 0 ||
			(ec = pass_begin(cx, ret)) < 0 || (ec = pass_lost(cx, ret)) < 0)
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

bool pass_full(const struct pass *p)
{
	return p->items_n >= p->limit;
}

void pass_give(struct pass *p, struct change one)
{
	p->items[p->items_n++] = one;
}
