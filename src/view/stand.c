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

/* Does `from` correct `to`, directly or through others? seen has n bytes. */
static bool leads(const struct graph *g, size_t from, size_t to, uint8_t *seen)
{
	size_t i;

	if (from == to)
		return true;
	seen[from] = 1;
	for (i = g->out_at[from]; i < g->out_at[from + 1]; i++)
		if (!seen[g->out[i].to] && corrects(g, &g->out[i]) &&
			leads(g, g->out[i].to, to, seen))
			return true;
	return false;
}

static bool leads_to(const struct graph *g, size_t from, size_t to, uint8_t *seen)
{
	memset(seen, 0, g->n);
	return leads(g, from, to, seen);
}

/* Is there a counting record that both a and b lead up to (possibly one of them)? */
static bool settled(const struct graph *g, size_t a, size_t b, uint8_t *seen)
{
	size_t k;

	for (k = 0; k < g->n; k++)
		if (g->nodes[k].counts && leads_to(g, k, a, seen) && leads_to(g, k, b, seen))
			return true;
	return false;
}

/* Two corrections i and j of one record: marks the clash, and the one that is beaten. */
static void compare(
	struct graph *g, const struct stand_edge *i, const struct stand_edge *j, uint8_t *seen)
{
	struct stand_node *a = &g->nodes[i->from], *b = &g->nodes[j->from];

	if (later(a, b) && !leads_to(g, j->from, i->from, seen))
		b->stands = false;
	else if (later(b, a) && !leads_to(g, i->from, j->from, seen))
		a->stands = false;
	if (!settled(g, i->from, j->from, seen))
		g->nodes[i->to].clash = true;
}

static void settle_corrections(struct graph *g, uint8_t *seen)
{
	size_t i, j, end;

	for (i = 0; i < g->edges_n; i++) {
		const struct stand_edge *e = &g->in[i];

		if (!corrects(g, e) || e->from == e->to)
			continue;
		g->nodes[e->to].stands = false;
		end = g->in_at[e->to + 1];
		for (j = i + 1; j < end; j++)
			if (g->in[j].from != e->from && corrects(g, &g->in[j]))
				compare(g, e, &g->in[j], seen);
	}
}

int stand_decide(struct cx *cx, struct stand_node *nodes, size_t n, const struct stand_edge *edges,
	size_t edges_n)
{
	struct graph g = { .nodes = nodes, .n = n, .edges_n = edges_n };
	uint8_t *seen = cx_many(cx, n, uint8_t);
	size_t k;

	g.order = cx_many(cx, n, const struct stand_node *);
	g.out = cx_many(cx, edges_n, struct stand_edge);
	g.in = cx_many(cx, edges_n, struct stand_edge);
	g.out_at = cx_many(cx, n + 1, size_t);
	g.in_at = cx_many(cx, n + 1, size_t);
	if (!seen || !g.order || !g.out || !g.in || !g.out_at || !g.in_at)
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
	settle_corrections(&g, seen);
	return 0;
}
