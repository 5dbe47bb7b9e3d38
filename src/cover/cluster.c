/* A subject and all that it was merged with, as somebody reads it: from pair to pair, as the fold of pairs does (fold_pair.c). */
#include "core/map.h"
#include "cover/cover.h"
#include "generated/stmt.h"

#define ONE 1         /* the state of a pair */
#define SAME_MAX 1000 /* members of a cluster */

struct same {
	struct cx *cx;
	const struct cover *c;
	struct uuid *ids;
	size_t n;
	struct map seen;
};

static int same_add(struct same *s, const struct uuid *id)
{
	void **at = map_at(&s->seen, uuid_bytes(id));

	if (!at)
		return err(s->cx, E_NO_MEMORY, NULL);
	if (*at || s->n == SAME_MAX)
		return 0;
	*at = s;
	s->ids[s->n++] = *id;
	return 0;
}

/* The pairs of one that hold, found by one of their two ends. */
static int pairs_follow(struct same *s, int stmt, struct uuid id)
{
	const struct store_value key = SV_UUID(&id);
	STORE_ROWS q = { 0 };
	struct uuid a, b;
	int e = store_query_each(s->cx, s->c->store, stmt, &key, 1, &q), more = 0;

	while (!e && (more = store_next(s->cx, &q)) == 1)
		if (store_int(&q, 2) == ONE && store_uuid(&q, 0, &a) && store_uuid(&q, 1, &b)) {
			e = same_add(s, &a);
			if (!e)
				e = same_add(s, &b);
		}
	return e ? e : more;
}

int subject_cluster(struct cx *cx, const struct cover *c, const struct uuid *id, struct uuid **ret,
	size_t *ret_n)
{
	struct same s = { .cx = cx, .c = c, .ids = cx_many(cx, SAME_MAX, struct uuid) };
	int e = s.ids ? 0 : -E_NO_MEMORY;

	map_init(&s.seen, cx->arena);
	if (!e)
		e = same_add(&s, id);
	for (size_t i = 0; !e && i < s.n; i++) {
		e = pairs_follow(&s, STMT_PAIR_BY_A, s.ids[i]);
		if (!e)
			e = pairs_follow(&s, STMT_PAIR_BY_B, s.ids[i]);
	}
	*ret = s.ids;
	*ret_n = s.n;
	return e;
}
