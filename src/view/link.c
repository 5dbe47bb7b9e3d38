/* Most records name no other and are named by none: for those one look into the (small) table of links is all. Where
 * there are links, the whole connected graph is loaded, decided without and with the newcomers, and the difference is what
 * begins or ceases to stand. */
#include "view/link.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/written.h"
#include "view/group.h"
#include "view/stand.h"

/* Records that name each other, directly or through others, of one group. The void of a county's import is as large. */
#define LINK_GRAPH_MAX 200000

enum { CLASH_CORRECTIONS = 1 };

struct node_of {               /* beside each stand_node */
	struct newcomer *news; /* NULL: an old one */
	struct record *r;      /* NULL: only named, or not loaded yet */
	bool asked;            /* its links were looked up */
};

struct link_graph {
	struct cx *cx;
	struct view *v;
	size_t n_max;
	struct map by_id;   /* id → index + 1 */
	struct map by_edge; /* from id, to id → itself: an edge is taken in once */
	struct stand_node *nodes;
	struct node_of *of;
	size_t n, cap;
	struct stand_edge *edges;
	size_t edges_n, edges_cap;
};

int link_names(struct cx *cx, const struct record *r, const struct uuid **ret, size_t *ret_n,
	int *ret_what)
{
	struct uuid *ids;
	size_t i;

	*ret = r->corrects;
	*ret_n = r->corrects_n;
	*ret_what = LINK_CORRECTS;
	if (r->corrects_n > 0 || r->kind == NULL || r->newer)
		return 0;
	if (str_is(r->kind_name, "record.voided"))
		*ret_what = LINK_VOIDS;
	else if (str_is(r->kind_name, "record.approved"))
		*ret_what = LINK_APPROVES;
	else
		return 0;
	*ret_n = record_refs(r, "records");
	ids = cx_many(cx, *ret_n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < *ret_n; i++)
		ids[i] = record_ref_at(r, "records", i);
	*ret = ids;
	return 0;
}

/* The index of a node, made when it is not there. */
static int node_at(struct link_graph *g, const struct uuid *id, size_t *ret)
{
	void **at = map_at(&g->by_id, uuid_bytes(id));

	if (at == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	if (*at != NULL) {
		*ret = (size_t)(uintptr_t)*at - 1;
		return 0;
	}
	if (g->n == g->n_max)
		return err(g->cx, E_TOO_MANY, "corrects", cx_num(g->cx, (int64_t)g->n),
			cx_num(g->cx, (int64_t)g->n_max));
	if (g->n == g->cap) {
		size_t cap = g->cap == 0 ? 64 : g->cap * 2;
		struct stand_node *nodes = cx_many(g->cx, cap, struct stand_node);
		struct node_of *of = cx_many(g->cx, cap, struct node_of);

		if (nodes == NULL || of == NULL)
			return -E_NO_MEMORY;
		if (g->n > 0) {
			memcpy(nodes, g->nodes, g->n * sizeof(*nodes));
			memcpy(of, g->of, g->n * sizeof(*of));
		}
		g->nodes = nodes;
		g->of = of;
		g->cap = cap;
	}
	g->nodes[g->n].id = *id;
	*ret = g->n++;
	*at = (void *)(uintptr_t)(*ret + 1);
	return 0;
}

static int edge_add(struct link_graph *g, const struct uuid *from, const struct uuid *to, int what)
{
	struct uuid both[2] = { *from, *to };
	void **at = map_at(&g->by_edge, (struct str){ (const char *)both, sizeof(both) });
	size_t a, b;
	int rc;

	if (at == NULL)
		return err(g->cx, E_NO_MEMORY, NULL);
	if (*at != NULL)
		return 0;
	*at = g;
	rc = node_at(g, from, &a);
	if (rc == 0)
		rc = node_at(g, to, &b);
	if (rc != 0)
		return rc;
	if (g->edges_n == g->edges_cap) {
		size_t cap = g->edges_cap == 0 ? 64 : g->edges_cap * 2;
		struct stand_edge *edges = cx_many(g->cx, cap, struct stand_edge);

		if (edges == NULL)
			return -E_NO_MEMORY;
		if (g->edges_n > 0)
			memcpy(edges, g->edges, g->edges_n * sizeof(*edges));
		g->edges = edges;
		g->edges_cap = cap;
	}
	g->edges[g->edges_n++] = (struct stand_edge){
		.from = a, .to = b, .what = (enum link_what)what
	};
	return 0;
}

static int read_links(struct link_graph *g, int stmt, const struct store_value *ids, size_t n)
{
	STORE_ROWS rows = { 0 };
	struct uuid to, from;
	int rc = store_query_each(g->cx, g->v->journal.store, stmt, ids, n, &rows);

	while (rc == 0 && (rc = store_next(g->cx, &rows)) == 1) {
		store_uuid(&rows, 0, &to);
		store_uuid(&rows, 1, &from);
		rc = edge_add(g, &from, &to, (int)store_int(&rows, 2));
	}
	return rc;
}

static bool may_be_linked(const struct link_graph *g, const struct uuid *id)
{
	return written_may(g->v->journal.written, WRITTEN_LINK, uuid_bytes(id));
}

/* Links of the newcomers themselves, and links already here that name them. */
static int begin_graph(struct link_graph *g, struct newcomer *news, size_t n)
{
	struct store_value *ids = cx_many(g->cx, n, struct store_value);
	const struct uuid *named;
	size_t i, k, named_n, asked = 0;
	int what, rc;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++)
		if (may_be_linked(g, &news[i].r->id))
			ids[asked++] = SV_UUID(&news[i].r->id);
	rc = read_links(g, STMT_LINK_BY_TARGET, ids, asked);
	for (i = 0; rc == 0 && i < n; i++) {
		rc = link_names(g->cx, news[i].r, &named, &named_n, &what);
		for (k = 0; rc == 0 && k < named_n; k++)
			rc = edge_add(g, &news[i].r->id, &named[k], what);
	}
	return rc;
}

static int close_graph(struct link_graph *g)
{
	struct store_value *ids;
	size_t i, n;
	int rc = 0;

	for (;;) {
		ids = cx_many(g->cx, g->n, struct store_value);
		if (ids == NULL)
			return -E_NO_MEMORY;
		for (i = 0, n = 0; i < g->n; i++)
			if (!g->of[i].asked) {
				g->of[i].asked = true;
				if (may_be_linked(g, &g->nodes[i].id))
					ids[n++] = SV_BLOB((uuid_bytes(&g->nodes[i].id)));
			}
		if (n == 0)
			return 0;
		/* The nodes may move while links are read, so the ids are copied. */
		for (i = 0; i < n; i++)
			if ((rc = cx_str(g->cx, ids[i].s, &ids[i].s)) != 0)
				return rc;
		rc = read_links(g, STMT_LINK_BY_TARGET, ids, n);
		if (rc == 0)
			rc = read_links(g, STMT_LINK_BY_ID, ids, n);
		if (rc != 0)
			return rc;
	}
}

static void set_node(struct link_graph *g, size_t i, struct record *r)
{
	g->of[i].r = r;
	g->nodes[i].kind = r->kind_name;
	g->nodes[i].at_used = r->at_used;
	g->nodes[i].held = r->held;
}

static int load_old(struct link_graph *g, struct newcomer *news, size_t n)
{
	struct uuid *ids = cx_many(g->cx, g->n, struct uuid);
	struct entry *found = cx_many(g->cx, g->n, struct entry);
	size_t *of = cx_many(g->cx, g->n, size_t), i, at, old = 0;
	struct record *r;
	int rc;

	if (ids == NULL || found == NULL || of == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++) {
		void *p = map_get(&g->by_id, uuid_bytes(&news[i].r->id));

		if (p == NULL)
			continue;
		at = (size_t)(uintptr_t)p - 1;
		g->of[at].news = &news[i];
		set_node(g, at, news[i].r);
	}
	for (i = 0; i < g->n; i++)
		if (g->of[i].news == NULL) {
			ids[old] = g->nodes[i].id;
			of[old++] = i;
		}
	rc = old == 0 ? 0 : journal_find(g->cx, &g->v->journal, ids, old, found);
	for (i = 0; rc == 0 && i < old; i++) {
		/* A rebuild has not come to all of the journal. */
		if (found[i].pos == 0 ||
			(g->v->replayed != NULL && !replayed_has(g->v->replayed, found[i].pos)))
			continue;
		rc = journal_record(g->cx, g->v->journal.kinds, &found[i], &r);
		if (rc == 0)
			set_node(g, of[i], r);
	}
	return rc;
}

struct outcome {
	bool stands, clash;
};

static int decide(struct link_graph *g, bool with_news, struct outcome *ret)
{
	size_t i;
	int rc;

	for (i = 0; i < g->n; i++)
		g->nodes[i].present = g->of[i].r != NULL && (with_news || g->of[i].news == NULL);
	rc = stand_decide(g->cx, g->nodes, g->n, g->edges, g->edges_n);
	for (i = 0; rc == 0 && i < g->n; i++)
		ret[i] = (struct outcome){ g->nodes[i].stands, g->nodes[i].clash };
	return rc;
}

static int uuid_order(const void *a, const void *b)
{
	return uuid_cmp(a, b);
}

/* The row of a clash about node `about`: all corrections of it that count. */
static int clash_row(struct link_graph *g, size_t about, struct store_value row[5])
{
	struct uuid *ids = cx_many(g->cx, g->edges_n, struct uuid);
	size_t i, n = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->edges_n; i++) {
		if (g->edges[i].to != about || g->edges[i].what != LINK_CORRECTS ||
			!g->nodes[g->edges[i].from].counts)
			continue;
		ids[n++] = g->nodes[g->edges[i].from].id;
		if (g->of[g->edges[i].from].news != NULL)
			g->of[g->edges[i].from].news->marks |= MARK_CLASH;
	}
	qsort(ids, n, sizeof(*ids), uuid_order);
	row[0] = SV_INT(CLASH_CORRECTIONS);
	row[1] = SV_UUID(&g->nodes[about].id);
	row[2] = SV_TEXT(g->of[about].r == NULL ? STR("") : g->of[about].r->area);
	row[3] = SV_BLOB(((struct str){ (const char *)ids, n * sizeof(*ids) }));
	row[4] = SV_INT(g->v->journal.last);
	return 0;
}

static int store_clashes(
	struct link_graph *g, const struct outcome *before, const struct outcome *after)
{
	struct store_value *put = cx_many(g->cx, g->n * 5, struct store_value);
	struct store_value *drop = cx_many(g->cx, g->n * 2, struct store_value);
	size_t i, puts = 0, drops = 0;
	int rc = 0;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < g->n; i++) {
		if (after[i].clash) {
			rc = clash_row(g, i, &put[5 * puts++]);
		} else if (before[i].clash) {
			drop[2 * drops] = SV_INT(CLASH_CORRECTIONS);
			drop[2 * drops++ + 1] = SV_UUID(&g->nodes[i].id);
		}
	}
	if (rc == 0)
		rc = store_each(g->cx, g->v->journal.store, STMT_CLASH_PUT, put, puts);
	if (rc == 0)
		rc = store_each(g->cx, g->v->journal.store, STMT_CLASH_DROP, drop, drops);
	return rc;
}

/* Writes the newcomers' own links; marks those that name what is not here. */
static int store_links(struct link_graph *g)
{
	struct store_value *row = cx_many(g->cx, g->edges_n * 5, struct store_value);
	size_t i, n = 0;

	if (row == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < g->edges_n; i++) {
		const struct stand_edge *e = &g->edges[i];
		struct newcomer *news = g->of[e->from].news;

		if (news == NULL)
			continue;
		if (g->of[e->to].r == NULL)
			news->marks |= MARK_WAITING;
		written_add(g->v->journal.written, WRITTEN_LINK, uuid_bytes(&g->nodes[e->to].id));
		written_add(g->v->journal.written, WRITTEN_LINK, uuid_bytes(&g->nodes[e->from].id));
		row[5 * n] = SV_UUID(&g->nodes[e->to].id);
		row[5 * n + 1] = SV_UUID(&g->nodes[e->from].id);
		row[5 * n + 2] = SV_INT(e->what);
		row[5 * n + 3] = SV_INT(news->r->at_used);
		row[5 * n + 4] = SV_INT(news->r->pos);
		n++;
	}
	return store_each(g->cx, g->v->journal.store, STMT_LINK_PUT, row, n);
}

static int linked_deltas(struct link_graph *g, struct delta *ret, size_t *ret_n)
{
	struct outcome *before = cx_many(g->cx, g->n, struct outcome);
	struct outcome *after = cx_many(g->cx, g->n, struct outcome);
	size_t i;
	int rc;

	if (before == NULL || after == NULL)
		return -E_NO_MEMORY;
	rc = decide(g, false, before);
	if (rc == 0)
		rc = decide(g, true, after);
	for (i = 0; rc == 0 && i < g->n; i++) {
		if (before[i].stands == after[i].stands)
			continue;
		ret[(*ret_n)++] = (struct delta){
			.sign = after[i].stands ? 1 : -1,
			.pos = g->v->journal.last,
			.r = g->of[i].r,
			.marks = g->of[i].news == NULL ? NULL : &g->of[i].news->marks,
		};
	}
	if (rc == 0)
		rc = store_clashes(g, before, after);
	return rc == 0 ? store_links(g) : rc;
}

int link_join(struct cx *cx, struct view *v, bool replay, struct newcomer *news, size_t n,
	struct delta **ret, size_t *ret_n)
{
	struct link_graph g = { .cx = cx, .v = v, .n_max = replay ? SIZE_MAX : LINK_GRAPH_MAX };
	size_t i;
	int rc;

	*ret_n = 0;
	map_init(&g.by_id, cx->arena);
	map_init(&g.by_edge, cx->arena);
	rc = begin_graph(&g, news, n);
	if (rc == 0 && g.n > 0)
		rc = close_graph(&g);
	if (rc == 0 && g.n > 0)
		rc = load_old(&g, news, n);
	if (rc != 0)
		return rc;
	*ret = cx_many(cx, n + g.n, struct delta);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++)
		if (!news[i].r->held && map_get(&g.by_id, uuid_bytes(&news[i].r->id)) == NULL)
			(*ret)[(*ret_n)++] = (struct delta){ .sign = 1,
				.pos = news[i].r->pos,
				.r = news[i].r,
				.marks = &news[i].marks };
	rc = g.n == 0 ? 0 : linked_deltas(&g, *ret, ret_n);
	return rc != 0 ? rc : rests_join(cx, v, news, n);
}

/* ---- one record, as it is ---- */

static int approvals_take(struct link_graph *g, size_t at, struct linked *ret)
{
	ret->approvals = cx_many(g->cx, g->edges_n, struct record *);
	if (ret->approvals == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < g->edges_n; i++) {
		const struct stand_edge *e = &g->edges[i];

		if (e->to == at && e->what == LINK_APPROVES && g->of[e->from].r != NULL &&
			g->nodes[e->from].counts)
			ret->approvals[ret->approvals_n++] = g->of[e->from].r;
	}
	return 0;
}

int link_look(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *id,
	struct linked *ret)
{
	struct view v = { .journal = { .store = s, .kinds = kinds } };
	struct link_graph g = { .cx = cx, .v = &v, .n_max = LINK_GRAPH_MAX };
	struct outcome *all;
	size_t at = 0;
	int rc;

	*ret = (struct linked){ 0 };
	map_init(&g.by_id, cx->arena);
	map_init(&g.by_edge, cx->arena);
	rc = node_at(&g, id, &at);
	if (rc == 0)
		rc = close_graph(&g);
	if (rc == 0)
		rc = load_old(&g, NULL, 0);
	all = rc == 0 ? cx_many(cx, g.n, struct outcome) : NULL;
	if (rc != 0 || all == NULL)
		return rc != 0 ? rc : -E_NO_MEMORY;
	rc = decide(&g, false, all);
	ret->r = g.of[at].r;
	ret->stands = rc == 0 && all[at].stands;
	return rc != 0 ? rc : approvals_take(&g, at, ret);
}
