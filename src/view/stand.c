/* Voids and approvals settle each other in passes: with what is approved so far it is known which voids have force; with
 * these, which approvals count; until nothing changes. "Later" is by (at_used, id), so a void can only be undone by a later
 * one and no circle of voids is left undecided; a circle through an approval (it approves the void that voids it) ends
 * after a fixed number of passes, so that it is decided alike wherever the same records are. */
#include "view/stand.h"

#include <stdlib.h>
#include <string.h>

#define PASSES_MAX 20

struct graph {
	struct stand_node *nodes;
	size_t n;
	size_t edges_n;
	/* Sorted by from: those of node k are out[out_at[k]] … out[out_at[k + 1] - 1]; in, likewise, by to. */
	struct stand_edge *out;
	size_t *out_at;
	struct stand_edge *in;
	size_t *in_at;
	const struct stand_node **order; /* the latest first */
};

/* Sorts the edges by one end; at[k] becomes the place of the first edge of node k, at[n] their number. */
static void index_edges(const struct stand_edge *edges, size_t n_edges, size_t n, bool by_to,
	struct stand_edge *ret, size_t *ret_at)
{
	size_t i, k, sum = 0, of;

	for (i = 0; i < n_edges; i++)
		ret_at[by_to ? edges[i].to : edges[i].from]++;
	for (k = 0; k <= n; k++) {
		of = ret_at[k];
		ret_at[k] = sum;
		sum += of;
	}
	for (i = 0; i < n_edges; i++)
		ret[ret_at[by_to ? edges[i].to : edges[i].from]++] = edges[i];
	for (k = n; k > 0; k--)
		ret_at[k] = ret_at[k - 1];
	ret_at[0] = 0;
}

static int later_first(const void *a_, const void *b_)
{
	const struct stand_node *a = *(const struct stand_node *const *)a_;
	const struct stand_node *b = *(const struct stand_node *const *)b_;

	if (a->at_used != b->at_used)
		return a->at_used < b->at_used ? 1 : -1;
	return uuid_cmp(&b->id, &a->id);
}

static bool later(const struct stand_node *a, const struct stand_node *b)
{
	const struct stand_node *pa = a, *pb = b;

	return later_first(&pa, &pb) < 0;
}

static bool is_void(const struct graph *g, size_t node)
{
	size_t i;

	for (i = g->out_at[node]; i < g->out_at[node + 1]; i++)
		if (g->out[i].what == LINK_VOIDS)
			return true;
	return false;
}

/* A void of a void has force only when it is the later one; other records are voided by a void of any time. */
static void settle_voids(struct graph *g)
{
	size_t k, i;

	for (k = 0; k < g->n; k++)
		g->nodes[k].voided = false;
	for (k = 0; k < g->n; k++) {
		const struct stand_node *v = g->order[k];
		size_t at = (size_t)(v - g->nodes);

		if (!v->present || v->voided || (v->held && !v->approved))
			continue;
		for (i = g->out_at[at]; i < g->out_at[at + 1]; i++) {
			struct stand_node *t = &g->nodes[g->out[i].to];

			if (g->out[i].what == LINK_VOIDS && t != v &&
				(later(v, t) || !is_void(g, g->out[i].to)))
				t->voided = true;
		}
	}
}

/* Did it change what is approved? */
static bool settle_approvals(struct graph *g)
{
	bool changed = false;
	size_t i;

	for (i = 0; i < g->n; i++)
		g->nodes[i].named = false;
	for (i = 0; i < g->edges_n; i++) {
		const struct stand_node *a = &g->nodes[g->out[i].from];

		if (g->out[i].what == LINK_APPROVES && a->present && !a->voided &&
			(!a->held || a->approved))
			g->nodes[g->out[i].to].named = true;
	}
	for (i = 0; i < g->n; i++) {
		changed |= g->nodes[i].approved != g->nodes[i].named;
		g->nodes[i].approved = g->nodes[i].named;
	}
	return changed;
}

static bool corrects(const struct graph *g, const struct stand_edge *e)
{
	const struct stand_node *c = &g->nodes[e->from], *r = &g->nodes[e->to];

	return e->what == LINK_CORRECTS && c->counts && r->present && str_eq(c->kind, r->kind);
}

/* The corrections of one record, latest first, and whatever corrects these: each with the set of those that it leads to. A
 * correction leads to itself; the sets have one bit a correction, the latest first. */
struct cone {
	struct cx *cx;
	struct graph *g;
	size_t *place;   /* of a node in members, + 1; 0: not in the cone */
	size_t *members; /* the first k are the corrections themselves */
	size_t n, k, words;
	uint64_t *sets;
	size_t sets_cap;
	size_t *work; /* members whose sets grew */
	bool *waits;  /* those in work */
};

static uint64_t *set_of(const struct cone *c, size_t member)
{
	return &c->sets[member * c->words];
}

static void cone_add(struct cone *c, size_t node)
{
	if (c->place[node] == 0) {
		c->members[c->n++] = node;
		c->place[node] = c->n;
	}
}

static int member_order(const void *a, const void *b, void *nodes_)
{
	const struct stand_node *nodes = nodes_, *pa = &nodes[*(const size_t *)a],
				*pb = &nodes[*(const size_t *)b];

	return later_first(&pa, &pb);
}

/* The corrections of a record that count. */
static void cone_begin(struct cone *c, size_t record)
{
	struct graph *g = c->g;
	size_t i;

	while (c->n > 0)
		c->place[c->members[--c->n]] = 0;
	for (i = g->in_at[record]; i < g->in_at[record + 1]; i++)
		if (g->in[i].from != record && corrects(g, &g->in[i]))
			cone_add(c, g->in[i].from);
	c->k = c->n;
	qsort_r(c->members, c->k, sizeof(*c->members), member_order, g->nodes);
	for (i = 0; i < c->k; i++)
		c->place[c->members[i]] = i + 1;
}

/* Whatever leads to a member is a member. */
static int cone_close(struct cone *c)
{
	struct graph *g = c->g;
	size_t m, i;

	for (m = 0; m < c->n; m++)
		for (i = g->in_at[c->members[m]]; i < g->in_at[c->members[m] + 1]; i++)
			if (corrects(g, &g->in[i]))
				cone_add(c, g->in[i].from);
	c->words = (c->k + 63) / 64;
	if (c->n * c->words > c->sets_cap) {
		c->sets_cap = c->n * c->words * 2;
		c->sets = cx_many(c->cx, c->sets_cap, uint64_t);
		if (c->sets == NULL)
			return -E_NO_MEMORY;
	} else {
		memset(c->sets, 0, c->n * c->words * sizeof(*c->sets));
	}
	return 0;
}

static bool set_join(uint64_t *to, const uint64_t *from, size_t words)
{
	uint64_t grown = 0;
	size_t i;

	for (i = 0; i < words; i++) {
		grown |= from[i] & ~to[i];
		to[i] |= from[i];
	}
	return grown != 0;
}

/* What a member leads to, all that correct it lead to: from member to member until no set grows. */
static void cone_fill(struct cone *c)
{
	struct graph *g = c->g;
	size_t m, u, i, waiting = 0;

	for (m = 0; m < c->k; m++) {
		set_of(c, m)[m / 64] = (uint64_t)1 << m % 64;
		c->work[waiting++] = m;
		c->waits[m] = true;
	}
	while (waiting > 0) {
		m = c->work[--waiting];
		c->waits[m] = false;
		for (i = g->in_at[c->members[m]]; i < g->in_at[c->members[m] + 1]; i++) {
			if (!corrects(g, &g->in[i]))
				continue;
			u = c->place[g->in[i].from] - 1;
			if (!set_join(set_of(c, u), set_of(c, m), c->words) || c->waits[u])
				continue;
			c->work[waiting++] = u;
			c->waits[u] = true;
		}
	}
}

static bool set_has_first(const uint64_t *set, size_t n)
{
	size_t i;

	for (i = 0; i < n / 64; i++)
		if (set[i] != UINT64_MAX)
			return false;
	return n % 64 == 0 || (~set[n / 64] & (((uint64_t)1 << n % 64) - 1)) == 0;
}

static bool set_has(const uint64_t *set, size_t i)
{
	return set[i / 64] >> i % 64 & 1;
}

/* Does some member lead to every two of the corrections? */
static int cone_settled(const struct cone *c, bool *ret)
{
	uint64_t *with = cx_many(c->cx, c->words, uint64_t);
	size_t m, i;

	if (with == NULL)
		return -E_NO_MEMORY;
	*ret = true;
	for (m = 0; m < c->n; m++)
		if (set_has_first(set_of(c, m), c->k))
			return 0;
	for (i = 0; *ret && i < c->k; i++) {
		memset(with, 0, c->words * sizeof(*with));
		for (m = 0; m < c->n; m++)
			if (set_has(set_of(c, m), i))
				set_join(with, set_of(c, m), c->words);
		*ret = set_has_first(with, c->k);
	}
	return 0;
}

/* Of several corrections of a record those are beaten that do not lead to every later one. */
static int compare(struct cone *c, struct stand_node *record)
{
	bool settled = false;
	size_t m;
	int rc = 0;

	if (c->k <= STAND_RIVALS_MAX) {
		rc = cone_close(c);
		if (rc != 0)
			return rc;
		cone_fill(c);
		rc = cone_settled(c, &settled);
	}
	record->clash = !settled;
	for (m = 1; m < c->k; m++)
		if (c->k > STAND_RIVALS_MAX || !set_has_first(set_of(c, m), m))
			c->g->nodes[c->members[m]].stands = false;
	return rc;
}

static int settle_corrections(struct cx *cx, struct graph *g)
{
	struct cone c = { .cx = cx, .g = g };
	size_t k;
	int rc = 0;

	c.place = cx_many(cx, g->n, size_t);
	c.members = cx_many(cx, g->n, size_t);
	c.work = cx_many(cx, g->n, size_t);
	c.waits = cx_many(cx, g->n, bool);
	if (!c.place || !c.members || !c.work || !c.waits)
		return -E_NO_MEMORY;
	for (k = 0; rc == 0 && k < g->n; k++) {
		cone_begin(&c, k);
		if (c.k > 0)
			g->nodes[k].stands = false;
		if (c.k > 1)
			rc = compare(&c, &g->nodes[k]);
	}
	return rc;
}

int stand_decide(struct cx *cx, struct stand_node *nodes, size_t n, const struct stand_edge *edges,
	size_t edges_n)
{
	struct graph g = { .nodes = nodes, .n = n, .edges_n = edges_n };
	size_t k;

	g.order = cx_many(cx, n, const struct stand_node *);
	g.out = cx_many(cx, edges_n, struct stand_edge);
	g.in = cx_many(cx, edges_n, struct stand_edge);
	g.out_at = cx_many(cx, n + 1, size_t);
	g.in_at = cx_many(cx, n + 1, size_t);
	if (!g.order || !g.out || !g.in || !g.out_at || !g.in_at)
		return -E_NO_MEMORY;
	index_edges(edges, edges_n, n, false, g.out, g.out_at);
	index_edges(edges, edges_n, n, true, g.in, g.in_at);
	for (k = 0; k < n; k++) {
		g.order[k] = &nodes[k];
		nodes[k].approved = nodes[k].clash = false;
	}
	qsort(g.order, n, sizeof(*g.order), later_first);
	settle_voids(&g);
	for (k = 0; k < PASSES_MAX && settle_approvals(&g); k++)
		settle_voids(&g);
	for (k = 0; k < n; k++) {
		nodes[k].counts = nodes[k].present && !nodes[k].voided &&
			(!nodes[k].held || nodes[k].approved);
		nodes[k].stands = nodes[k].counts;
	}
	return settle_corrections(cx, &g);
}
