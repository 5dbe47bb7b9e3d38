/* The records that name the ones asked about, those that name these, and so on: whether a void counts depends on what lies
 * above it only. A void that carries a batch was written by `bulou void`; all others are somebody's word on one record. */
#include "cover/voided.h"

#include "core/map.h"
#include "generated/stmt.h"
#include "view/stand.h"

struct above {
	struct cx *cx;
	struct store *store;
	const struct kinds *kinds;
	struct map by_id; /* index + 1 */
	struct stand_node *nodes;
	bool *in_batch;
	size_t n, cap;
	struct stand_edge *edges;
	size_t edges_n, edges_cap;
};

static int node_at(struct above *a, const struct uuid *id, size_t *ret)
{
	void **at = map_at(&a->by_id, uuid_bytes(id));

	if (!at)
		return err(a->cx, E_NO_MEMORY, NULL);
	if (*at) {
		*ret = (size_t)(uintptr_t)*at - 1;
		return 0;
	}
	if (a->n == a->cap) {
		size_t cap = a->cap ? a->cap * 2 : 256;
		struct stand_node *nodes = cx_many(a->cx, cap, struct stand_node);

		if (!nodes)
			return -E_NO_MEMORY;
		for (size_t i = 0; i < a->n; i++)
			nodes[i] = a->nodes[i];
		a->nodes = nodes;
		a->cap = cap;
	}
	a->nodes[a->n] = (struct stand_node){ .id = *id };
	*ret = a->n++;
	*at = (void *)(uintptr_t)a->n;
	return 0;
}

static int edge_add(struct above *a, const struct rows *q)
{
	struct stand_edge e = { .what = (enum link_what)store_int(q, 2) };
	struct uuid to, from;
	int ec;

	store_uuid(q, 0, &to);
	store_uuid(q, 1, &from);
	ec = node_at(a, &to, &e.to);
	if (!ec)
		ec = node_at(a, &from, &e.from);
	if (ec)
		return ec;
	if (a->edges_n == a->edges_cap) {
		size_t cap = a->edges_cap ? a->edges_cap * 2 : 256;
		struct stand_edge *edges = cx_many(a->cx, cap, struct stand_edge);

		if (!edges)
			return -E_NO_MEMORY;
		for (size_t i = 0; i < a->edges_n; i++)
			edges[i] = a->edges[i];
		a->edges = edges;
		a->edges_cap = cap;
	}
	a->edges[a->edges_n++] = e;
	return 0;
}

/* What names the nodes from `from` on. */
static int links_read(struct above *a, size_t from)
{
	size_t n = a->n - from;
	struct store_value *ids = cx_many(a->cx, n, struct store_value);
	struct uuid *copies = cx_many(a->cx, n, struct uuid);
	STORE_ROWS q = { 0 };
	int ec;

	if (!ids || !copies)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		copies[i] = a->nodes[from + i].id;
		ids[i] = SV_UUID(&copies[i]);
	}
	ec = store_query_each(a->cx, a->store, STMT_LINK_BY_TARGET, ids, n, &q);
	while (!ec && (ec = store_next(a->cx, &q)) == 1)
		ec = edge_add(a, &q);
	return ec;
}

static int records_read(struct above *a)
{
	struct journal j = { .store = a->store, .kinds = a->kinds };
	struct uuid *ids = cx_many(a->cx, a->n, struct uuid);
	struct entry *found = cx_many(a->cx, a->n, struct entry);
	int ec = 0;

	a->in_batch = cx_many(a->cx, a->n, bool);
	if (!ids || !found || !a->in_batch)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < a->n; i++)
		ids[i] = a->nodes[i].id;
	ec = journal_find(a->cx, &j, ids, a->n, found);
	for (size_t i = 0; !ec && i < a->n; i++) {
		struct record *r;

		if (!found[i].pos)
			continue;
		ec = journal_record(a->cx, a->kinds, &found[i], &r);
		if (ec)
			break;
		a->nodes[i].present = true;
		a->nodes[i].kind = r->kind_name;
		a->nodes[i].at_used = r->at_used;
		a->nodes[i].held = r->held;
		a->in_batch[i] = !uuid_is_nil(&found[i].batch);
	}
	return ec;
}

/* How each node was taken back. */
static int answers(const struct above *a, enum voided **ret)
{
	enum voided *of = cx_many(a->cx, a->n, enum voided);

	*ret = of;
	if (!of)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < a->edges_n; i++) {
		const struct stand_edge *e = &a->edges[i];

		if (e->what != LINK_VOIDS || !a->nodes[e->from].stands ||
			of[e->to] == VOIDED_SINGLY)
			continue;
		of[e->to] = a->in_batch[e->from] ? VOIDED_WHOLE : VOIDED_SINGLY;
	}
	return 0;
}

/* Upwards until nothing new is named. */
static int all_above(struct above *a)
{
	size_t asked = 0;
	int ec = 0;

	while (!ec && asked < a->n) {
		size_t until = a->n;

		ec = links_read(a, asked);
		asked = until;
	}
	return ec;
}

/* at: where each of ids lies among the nodes. */
static int above_read(struct above *a, const struct uuid *ids, size_t n, size_t **at)
{
	int ec = 0;

	*at = cx_many(a->cx, n, size_t);
	if (!*at)
		return -E_NO_MEMORY;
	map_init(&a->by_id, a->cx->arena);
	for (size_t i = 0; !ec && i < n; i++)
		ec = node_at(a, &ids[i], &(*at)[i]);
	return ec ? ec : all_above(a);
}

static int above_decide(struct above *a)
{
	int ec = records_read(a);

	return ec ? ec : stand_decide(a->cx, a->nodes, a->n, a->edges, a->edges_n);
}

int voided_find(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *ids,
	size_t n, enum voided *ret)
{
	struct above a = { .cx = cx, .store = s, .kinds = kinds };
	enum voided *of = NULL;
	size_t *at;
	int ec = above_read(&a, ids, n, &at);

	for (size_t i = 0; i < n; i++)
		ret[i] = VOIDED_NOT;
	if (ec || !a.edges_n)
		return ec;
	ec = above_decide(&a);
	if (!ec)
		ec = answers(&a, &of);
	for (size_t i = 0; !ec && i < n; i++)
		ret[i] = of[at[i]];
	return ec;
}

const char *const fate_names[FATES] = { "standing", "held", "voided", "corrected", "waiting" };

int fates_find(struct cx *cx, struct store *s, const struct kinds *kinds, const struct uuid *ids,
	size_t n, enum fate *ret)
{
	struct above a = { .cx = cx, .store = s, .kinds = kinds };
	enum voided *of = NULL;
	size_t *at;
	int ec = above_read(&a, ids, n, &at);

	if (!ec && n)
		ec = above_decide(&a);
	if (!ec && n)
		ec = answers(&a, &of);
	for (size_t i = 0; !ec && i < n; i++) {
		const struct stand_node *node = &a.nodes[at[i]];

		ret[i] = of[at[i]] != VOIDED_NOT ? FATE_VOIDED :
			node->stands             ? FATE_STANDING :
			node->held               ? FATE_HELD :
						   FATE_CORRECTED;
	}
	return ec;
}
