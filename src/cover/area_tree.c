/* The area tree in memory. It is small (a county has some 3,000 areas) and asked by nearly every
 * read, so it is built whole from the table and never changed: a newer one takes its place, and who
 * still reads the old one holds it. Code, name and parent are those of one local day; a tree is old
 * when an area changed, and when the day came on which a version begins. */
#include "cover/area_tree.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "core/when.h"
#include "generated/stmt.h"
#include "sys/sys.h"

#define NEAR 3

struct node {
	struct area a; /* first: an area is handed out as itself and taken back as its node */
	uint32_t at, end;
	int64_t pos;           /* newest entry that touched it */
	int32_t turned, since; /* the day on which its version began, and as it was told */
	struct area_version later;
};

struct area_tree {
	struct arena arena;
	atomic_uint held;
	int64_t pos; /* the newest change of the table when it was read */
	struct uuid epoch;
	int32_t day, until,
		turned; /* good from day to before until; the latest day that brought a version */
	size_t n, roots_n;
	struct node *nodes; /* in preorder */
	const struct area **all, **roots;
	struct map by_id;
};

/* ---- reading the table ---- */

struct raw {
	struct str id, parent;
	struct area a;
	uint32_t up;          /* number of the parent's row, or AREA_NONE */
	uint32_t first, next; /* child list by id */
	uint32_t seen;        /* in which walk up it was met, from 1 */
	int64_t pos;
	int32_t turned, since;
	struct area_version later;
};

struct raws {
	struct cx *cx; /* of the tree's own arena */
	struct area_tree *tree;
	struct raw *rows;
	size_t n, cap;
};

static int raws_grow(struct raws *r)
{
	size_t cap = r->cap == 0 ? 256 : r->cap * 2;
	struct raw *rows;

	if (r->n < r->cap)
		return 0;
	rows = sys_grow(r->rows, cap * sizeof(*rows));
	if (rows == NULL)
		return err(r->cx, E_NO_MEMORY, NULL);
	r->rows = rows;
	r->cap = cap;
	return 0;
}

static bool is_same(const struct area_version *a, const struct area_version *b)
{
	return str_eq(a->parent, b->parent) && str_eq(a->code, b->code) && str_eq(a->name, b->name);
}

/* What it is to be next, until which day it is as it is now; of most areas nothing is known. A new outline makes it nothing else. */
static int raw_later(struct raws *all, struct act *acts, size_t n, const struct area_version *now,
	int32_t until, struct raw *r)
{
	struct area_version v = *now;
	int32_t day = until;
	int ec;

	r->later = (struct area_version){ .from = INT32_MAX };
	for (; until != INT32_MAX && is_same(&v, now); area_on(acts, n, day, &v, &until))
		day = until;
	if (is_same(&v, now))
		return 0;
	r->later.from = day;
	ec = cx_str(all->cx, v.parent, &r->later.parent);
	if (ec == 0)
		ec = cx_str(all->cx, v.code, &r->later.code);
	return ec < 0 ? ec : cx_str(all->cx, v.name, &r->later.name);
}

/* The version that is valid on the tree's day. Acts are unpacked into the caller's context, and texts kept in ours. */
static int raw_version(struct cx *cx, struct raws *all, struct str packed, struct raw *r)
{
	struct area_tree *t = all->tree;
	struct area_version v;
	struct act *acts;
	int32_t until;
	size_t n;
	int ec = acts_unpack(cx, packed, FOLD_AREA, &acts, &n);

	if (ec < 0)
		return ec;
	area_on(acts, n, t->day, &v, &until);
	r->turned = v.from;
	r->a.outline = v.outline;
	r->a.datum = v.datum;
	if (v.from > t->turned)
		t->turned = v.from;
	r->since = v.since;
	if (until < t->until)
		t->until = until;
	if ((ec = raw_later(all, acts, n, &v, until, r)) < 0)
		return ec;
	if ((ec = cx_str(all->cx, v.parent, &r->a.parent)) < 0 ||
		(ec = cx_str(all->cx, v.code, &r->a.code)) < 0 ||
		(ec = cx_str(all->cx, v.name, &r->a.name)) < 0)
		return ec;
	return 0;
}

static int raw_read(struct cx *cx, struct raws *all, const struct rows *q)
{
	struct raw *r;
	int64_t ended = store_int(q, 2);
	int ec = raws_grow(all);

	if (ec < 0)
		return ec;
	r = &all->rows[all->n++];
	*r = (struct raw){ .up = AREA_NONE, .first = AREA_NONE, .next = AREA_NONE };
	r->a.level = (int)store_int(q, 1);
	r->a.ended = ended > INT32_MAX ? INT32_MAX : (int32_t)ended;
	r->a.known = store_int(q, 3) != 0;
	r->pos = store_int(q, 5);
	ec = cx_str(all->cx, store_str(q, 0), &r->a.id);
	return ec < 0 ? ec : raw_version(cx, all, store_str(q, 4), r);
}

static int raws_read(struct cx *cx, struct store *s, struct raws *all)
{
	STORE_ROWS q = { 0 };
	struct arena arena;
	struct cx row = { .arena = &arena };
	int ec = store_query(cx, s, STMT_COVER_AREA_ALL, NULL, 0, &q), more = 0;

	arena_init(&arena, &sys_heap, 0);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		ec = raw_read(&row, all, &q);
		arena_reset(&arena);
	}
	arena_done(&arena);
	return ec < 0 ? ec : more;
}

/* ---- building ---- */

/* A parent that is not there, or that leads back to the area itself, is no parent: such an area is
 * a root. */
static void break_circles(struct raw *rows, size_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = i, walk = i + 1;

		while (at != AREA_NONE && rows[at].seen == 0) {
			rows[at].seen = walk;
			at = rows[at].up;
		}
		if (at == AREA_NONE || rows[at].seen != walk)
			continue;
		for (uint32_t up; (up = rows[at].up) != AREA_NONE; at = up)
			rows[at].up = AREA_NONE;
	}
}

static int link_rows(struct cx *cx, struct raw *rows, size_t n)
{
	struct map by_id;

	map_init(&by_id, cx->arena);
	for (size_t i = 0; i < n; i++) {
		void **place = map_at(&by_id, rows[i].a.id);

		if (place == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = &rows[i];
	}
	for (size_t i = 0; i < n; i++) {
		const struct raw *up = rows[i].a.known ? map_get(&by_id, rows[i].a.parent) : NULL;

		rows[i].up = up == NULL ? AREA_NONE : (uint32_t)(up - rows);
	}
	break_circles(rows, n);
	for (size_t i = n; i-- > 0;) {
		if (rows[i].up == AREA_NONE)
			continue;
		rows[i].next = rows[rows[i].up].first;
		rows[rows[i].up].first = (uint32_t)i;
	}
	return 0;
}

/* Places row i and all under it; without recursion, since only the table bounds the depth. */
static void place_subtree(struct area_tree *t, const struct raw *rows, uint32_t i, uint32_t *at)
{
	struct node *up = NULL;

	for (;;) {
		struct node *node = &t->nodes[*at];

		node->a = rows[i].a;
		node->pos = rows[i].pos;
		node->turned = rows[i].turned;
		node->since = rows[i].since;
		node->later = rows[i].later;
		node->a.up = up == NULL ? NULL : &up->a;
		node->at = (*at)++;
		node->end = i; /* its row, until its subtree is done */
		if (rows[i].first != AREA_NONE) {
			up = node;
			i = rows[i].first;
			continue;
		}
		for (;;) {
			i = node->end;
			node->end = *at;
			if (node->a.up == NULL)
				return;
			up = (struct node *)node->a.up;
			if (rows[i].next != AREA_NONE)
				break;
			node = up;
		}
		i = rows[i].next;
	}
}

static int tree_children(struct cx *cx, struct area_tree *t)
{
	struct area **under = cx_many(cx, t->n, struct area *);

	if (under == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].a.up != NULL)
			t->nodes[i].a.up->under_n++;
		else
			t->roots_n++;
	for (size_t i = 0; i < t->n; i++) {
		t->nodes[i].a.under = under;
		under += t->nodes[i].a.under_n;
		t->nodes[i].a.under_n = 0;
	}
	t->roots = cx_many(cx, t->roots_n, const struct area *);
	if (t->roots == NULL)
		return -E_NO_MEMORY;
	t->roots_n = 0;
	for (size_t i = 0; i < t->n; i++) {
		struct area *a = &t->nodes[i].a;

		if (a->up != NULL)
			a->up->under[a->up->under_n++] = a;
		else
			t->roots[t->roots_n++] = a;
	}
	return 0;
}

static int tree_fill(struct cx *cx, struct area_tree *t, struct raw *rows, size_t n)
{
	uint32_t at = 0;
	int ec;

	if (n >= AREA_NONE)
		return err(cx, E_TOO_MANY, "area", cx_num(cx, (int64_t)n), "4294967294");
	t->n = n;
	t->nodes = cx_many(cx, n, struct node);
	t->all = cx_many(cx, n, const struct area *);
	if (t->nodes == NULL || t->all == NULL)
		return -E_NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		if (rows[i].up == AREA_NONE)
			place_subtree(t, rows, i, &at);
	if ((ec = tree_children(cx, t)) < 0)
		return ec;
	for (size_t i = 0; i < n; i++) {
		void **place = map_at(&t->by_id, t->nodes[i].a.id);

		if (place == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = &t->nodes[i];
		t->all[i] = &t->nodes[i].a;
	}
	return 0;
}

/* A rebuild leaves the position as it is, and may change the table: it begins an epoch. */
static int newest_pos(struct cx *cx, struct store *s, int64_t *ret, struct uuid *ret_epoch)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, s, STMT_COVER_AREA_NEWEST, NULL, 0, &q);

	*ret = 0;
	*ret_epoch = uuid_nil;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	*ret = store_int(&q, 0);
	uuid_read(store_str(&q, 1), ret_epoch);
	return 0;
}

static int tree_read(struct cx *cx, struct store *s, struct area_tree *t)
{
	/* The tree outlives the request: what stays is taken from its own arena, errors go to the
	 * caller's context. */
	struct cx own = { .arena = &t->arena };
	struct raws all = { .cx = &own, .tree = t };
	int ec = newest_pos(cx, s, &t->pos, &t->epoch);

	if (ec == 0)
		ec = raws_read(cx, s, &all);
	if (ec == 0)
		ec = link_rows(cx, all.rows, all.n);
	if (ec == 0)
		ec = tree_fill(&own, t, all.rows, all.n);
	sys_free(all.rows);
	if (ec < 0 && cx->e.code == 0)
		return err(cx, -ec, NULL, "area");
	return ec;
}

int area_tree_open(struct cx *cx, struct store *s, int32_t day, struct area_tree **ret)
{
	struct area_tree *t = sys_new(1, sizeof(*t));
	int ec;

	if (t == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	arena_init(&t->arena, &sys_heap, 0);
	map_init(&t->by_id, &t->arena);
	atomic_init(&t->held, 1);
	t->day = day;
	t->until = INT32_MAX;
	t->turned = INT32_MIN;
	ec = tree_read(cx, s, t);
	if (ec < 0) {
		area_tree_release(t);
		return ec;
	}
	*ret = t;
	return 0;
}

int area_tree_follow(struct cx *cx, struct store *s, int32_t day, struct area_tree **tree)
{
	struct area_tree *newer = NULL;
	struct uuid epoch;
	int64_t pos;
	int ec = newest_pos(cx, s, &pos, &epoch);

	if (ec < 0 ||
		(pos == (*tree)->pos && uuid_eq(&epoch, &(*tree)->epoch) && day >= (*tree)->day &&
			day < (*tree)->until))
		return ec;
	ec = area_tree_open(cx, s, day, &newer);
	if (ec < 0)
		return ec;
	area_tree_release(*tree);
	*tree = newer;
	return 0;
}

struct area_tree *area_tree_hold(struct area_tree *t)
{
	atomic_fetch_add(&t->held, 1);
	return t;
}

void area_tree_release(struct area_tree *t)
{
	if (t == NULL || atomic_fetch_sub(&t->held, 1) > 1)
		return;
	arena_done(&t->arena);
	sys_free(t);
}

/* ---- asking ---- */

const struct area *area_find(const struct area_tree *t, struct str id)
{
	const struct node *node = id.n == 0 ? NULL : map_get(&t->by_id, id);

	return node == NULL ? NULL : &node->a;
}

const struct area *area_near(const struct area_tree *t, struct str id, uint32_t *next)
{
	const struct area *a;

	/* Between two lowest areas lie at most the first ones of the levels above. */
	for (uint32_t at = *next; at < t->n && at < *next + NEAR; at++)
		if (str_eq(t->nodes[at].a.id, id)) {
			*next = at + 1;
			return &t->nodes[at].a;
		}
	a = area_find(t, id);
	if (a != NULL)
		*next = tree_at(a) + 1;
	return a;
}

uint32_t tree_at(const struct area *a)
{
	return ((const struct node *)a)->at;
}

uint32_t tree_end(const struct area *a)
{
	return ((const struct node *)a)->end;
}

int64_t tree_pos(const struct area *a)
{
	return ((const struct node *)a)->pos;
}

int32_t area_turned(const struct area *a)
{
	return ((const struct node *)a)->turned;
}

int32_t area_since(const struct area *a)
{
	return ((const struct node *)a)->since;
}

const struct area_version *area_later(const struct area *a)
{
	return &((const struct node *)a)->later;
}

int64_t area_tree_newest(const struct area_tree *t)
{
	return t->pos;
}

int32_t tree_day(const struct area_tree *t)
{
	return t->day;
}

int32_t tree_turned(const struct area_tree *t)
{
	return t->turned;
}

size_t tree_size(const struct area_tree *t)
{
	return t->n;
}

const struct area *tree_area(const struct area_tree *t, uint32_t at)
{
	return &t->nodes[at].a;
}

static bool under(const struct area *a, const struct area *top)
{
	return tree_at(a) >= tree_at(top) && tree_at(a) < tree_end(top);
}

bool area_within(const struct area_tree *t, struct str id, struct str top)
{
	const struct area *a = area_find(t, id), *b = area_find(t, top);

	return a != NULL && b != NULL && under(a, b);
}

/* The area of a scope, or as many levels above it as it is widened by; NULL where it is not known. */
static const struct area *scope_area(const struct area_tree *t, const struct reader *who, size_t i)
{
	const struct area *a = area_find(t, who->scopes[i]), *above;

	for (int up = who->up && a ? who->up[i] : 0; up > 0; up--) {
		above = area_find(t, a->parent);
		a = above && above->known ? above : a;
	}
	return a && a->known ? a : NULL;
}

bool reader_sees(const struct area_tree *t, const struct reader *who, struct str area)
{
	const struct area *a;

	if (who->everywhere)
		return true;
	a = area_find(t, area);
	if (a == NULL || !a->known)
		return false;
	for (size_t i = 0; i < who->n; i++) {
		const struct area *scope = scope_area(t, who, i);

		if (scope != NULL && under(a, scope))
			return true;
	}
	return false;
}

size_t area_roots(const struct area_tree *t, const struct area *const **ret)
{
	*ret = t->roots;
	return t->roots_n;
}

size_t area_all(const struct area_tree *t, const struct area *const **ret)
{
	*ret = t->all;
	return t->n;
}

/* ---- what a reader sees ---- */

static int run_order(const void *a, const void *b)
{
	const struct area_run *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to > y->to ? -1 : x->to < y->to;
}

/* The part of a scope that lies under top; runs nest or lie apart, never in part. */
static bool cut(const struct area *scope, const struct area *top, struct area_run *ret)
{
	const struct area *a = scope;

	if (top != NULL && under(top, scope))
		a = top;
	else if (top != NULL && !under(scope, top))
		return false;
	*ret = (struct area_run){ tree_at(a), tree_end(a), a };
	return true;
}

size_t tree_runs_once(struct area_run *runs, size_t n)
{
	size_t kept = 0;

	if (n > 1)
		qsort(runs, n, sizeof(*runs), run_order);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || runs[i].from >= runs[kept - 1].to)
			runs[kept++] = runs[i];
	return kept;
}

int tree_seen(struct cx *cx, const struct area_tree *t, const struct reader *who, struct str top,
	struct area_run **ret, size_t *ret_n)
{
	const struct area *under_this = area_find(t, top);
	struct area_run *runs = cx_many(cx, who->n + 1, struct area_run);
	size_t n = 0;

	if (runs == NULL)
		return -E_NO_MEMORY;
	if (top.n > 0 && under_this == NULL)
		return err(cx, E_UNKNOWN_AREA, "area", cx_text(cx, top));
	if (who->everywhere) {
		runs[n++] = under_this == NULL ?
			(struct area_run){ 0, (uint32_t)t->n, NULL } :
			(struct area_run){ tree_at(under_this), tree_end(under_this), under_this };
	}
	for (size_t i = 0; i < who->n && !who->everywhere; i++) {
		const struct area *scope = scope_area(t, who, i);

		if (scope != NULL && cut(scope, under_this, &runs[n]))
			n++;
	}
	*ret = runs;
	*ret_n = tree_runs_once(runs, n);
	return 0;
}

bool tree_in(const struct area_run *runs, size_t n, uint32_t at)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (runs[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && at >= runs[low].from;
}

size_t tree_count(const struct area_run *runs, size_t n)
{
	size_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += runs[i].to - runs[i].from;
	return all;
}

int area_visible(struct cx *cx, const struct area_tree *t, const struct reader *who, struct str top,
	const struct area *const **ret, size_t *ret_n)
{
	const struct area **areas;
	struct area_run *runs = NULL;
	size_t runs_n = 0, n = 0;
	int ec = tree_seen(cx, t, who, top, &runs, &runs_n);

	if (ec < 0)
		return ec;
	if (top.n > 0 && !reader_sees(t, who, top))
		return err(cx, E_NOT_FOUND, "area", cx_text(cx, top));
	if (runs_n == 1) {
		*ret = t->all + runs[0].from;
		*ret_n = runs[0].to - runs[0].from;
		return 0;
	}
	areas = cx_many(cx, tree_count(runs, runs_n), const struct area *);
	if (areas == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < runs_n; i++)
		for (uint32_t at = runs[i].from; at < runs[i].to; at++)
			areas[n++] = &t->nodes[at].a;
	*ret = areas;
	*ret_n = n;
	return 0;
}
