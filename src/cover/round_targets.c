/* A round's targets in every state, in pages: an area's doors as they stand. The tallies say in which areas there are any. */
#include "cover/cover_read.h"

#include "generated/stmt.h"

struct targets {
	const struct cover *c;
	const struct round_part *p;
	struct target *items;
	size_t n, cap, want;
};

/* Those of one area behind `after`. */
static int targets_of(struct cx *cx, struct targets *m, struct str area, const struct target *after)
{
	const struct store_value values[] = { SV_UUID(&m->p->round.id), SV_TEXT(area),
		SV_UUID(&after->subject), SV_INT(after->slot), SV_INT(-1),
		SV_INT((int64_t)(m->want - m->n)) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, m->c->store, STMT_COVER_TARGET_PAGE, values, 6, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, m->items, m->n, m->cap)) == 0 &&
			(ec = target_row(cx, &q, &m->items[m->n])) == 0)
			target_overdue(&m->items[m->n++], m->p->round.due, m->c->now);
	}
	return ec < 0 ? ec : more;
}

static int targets_walk(struct cx *cx, struct targets *m, const struct target *after)
{
	static const struct target first = { .slot = INT64_MIN };
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < m->p->tallies_n && m->n < m->want; i++) {
		struct str area = m->p->tallies[i].area;
		int d = str_cmp(area, after->area);

		if (d >= 0)
			ec = targets_of(cx, m, area, d == 0 ? after : &first);
	}
	return ec;
}

int round_targets(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct str after, size_t limit, struct target **ret, size_t *ret_n, struct str *ret_next)
{
	struct round_part p;
	struct target from;
	struct targets m = { .c = c, .p = &p, .want = limit + 1 };
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = target_start(cx, 't', after, &from)) < 0 ||
		(ec = round_part_read(cx, c, round, area, &p)) < 0 ||
		(ec = targets_walk(cx, &m, &from)) < 0)
		return ec;
	*ret_next = STR_NONE;
	*ret = m.items;
	*ret_n = m.n > limit ? limit : m.n;
	return m.n > limit ? target_cursor(cx, 't', &m.items[limit - 1], ret_next) : 0;
}

int round_due(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	int64_t from, int64_t to, struct target **ret, size_t *ret_n)
{
	struct store_value *values;
	struct round_part p;
	STORE_ROWS q = { 0 };
	size_t n = 0, cap = 0;
	int ec = round_part_read(cx, c, round, area, &p), more = 0;

	*ret = NULL;
	*ret_n = 0;
	if (ec < 0 || p.tallies_n == 0)
		return ec;
	values = cx_many(cx, 4 * p.tallies_n, struct store_value);
	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p.tallies_n; i++) {
		values[n++] = SV_UUID(&p.round.id);
		values[n++] = SV_TEXT(p.tallies[i].area);
		values[n++] = SV_INT(from);
		values[n++] = SV_INT(to);
	}
	ec = store_query_each(cx, c->store, STMT_COVER_TARGET_DUE, values, p.tallies_n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, *ret, *ret_n, cap)) == 0 &&
			(ec = target_row(cx, &q, &(*ret)[*ret_n])) == 0)
			target_overdue(&(*ret)[(*ret_n)++], p.round.due, c->now);
	}
	return ec < 0 ? ec : more;
}
