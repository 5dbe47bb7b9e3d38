/* Rounds, and what of a round a question is about. */
#include "cover/cover_read.h"

#include "generated/stmt.h"

/* Targets may lie outside the round's top: a grid was put elsewhere after they were listed. */
static int asks_here(struct cx *cx, const struct cover *c, const struct uuid *round, bool *ret)
{
	const struct store_value values[] = { SV_UUID(round) };
	STORE_ROWS q = { 0 };
	int ec = cover_slow(cx, c);

	*ret = false;
	if (ec == 0)
		ec = store_query(cx, c->store, STMT_COVER_TALLY, values, 1, &q);
	while (ec == 0 && !*ret && (ec = store_next(cx, &q)) == 1) {
		struct str area = store_str(&q, 0);

		*ret = area_find(c->tree, area) != NULL && reader_sees(c->tree, c->who, area);
		ec = 0;
	}
	return ec;
}

static int round_seen(struct cx *cx, const struct cover *c, const struct round *r, bool *ret)
{
	*ret = concerns(c, r->area);
	return *ret ? 0 : asks_here(cx, c, &r->id, ret);
}

static int round_unknown(struct cx *cx, const struct uuid *id)
{
	char text[UUID_TEXT + 1];

	uuid_write(id, text);
	return err(cx, E_UNKNOWN_ROUND, "round", text);
}

static int round_read(
	struct cx *cx, const struct cover *c, const struct uuid *id, struct round *ret)
{
	const struct store_value values[] = { SV_UUID(id) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_ROUND, values, 1, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) < 0)
		return ec;
	return ec == 0 ? round_unknown(cx, id) : round_row(cx, &q, ret);
}

int round_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct round *ret)
{
	bool seen;
	int ec = round_read(cx, c, id, ret);

	if (ec < 0 || (ec = round_seen(cx, c, ret, &seen)) < 0)
		return ec;
	return seen ? 0 : round_unknown(cx, id);
}

static int rounds_all(struct cx *cx, const struct cover *c, struct round **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct round *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_ROUNDS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
			ec = round_row(cx, &q, &all[n++]);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int rounds_seen(struct cx *cx, const struct cover *c, struct round **ret, size_t *ret_n)
{
	struct round *all;
	size_t all_n, n = 0;
	int ec = rounds_all(cx, c, &all, &all_n);

	for (size_t i = 0; ec == 0 && i < all_n; i++) {
		bool seen;

		if ((ec = round_seen(cx, c, &all[i], &seen)) == 0 && seen)
			all[n++] = all[i];
	}
	*ret = all;
	*ret_n = n;
	return ec;
}

int round_list(struct cx *cx, const struct cover *c, struct round **ret, size_t *ret_n)
{
	return rounds_seen(cx, c, ret, ret_n);
}

/* ---- what of a round a question is about ---- */

/* Without an area: all that the reader sees of the round, wherever it lies now. Its top is the
 * round's, or where he sees less, the one area of his that lies under it. */
static int part_whole(struct cx *cx, const struct cover *c, struct round_part *p)
{
	struct area_run *under;
	size_t under_n;
	const struct area *top = area_find(c->tree, p->round.area);
	int ec = tree_seen(cx, c->tree, c->who, STR(""), &p->runs, &p->runs_n);

	p->strangers = c->who->everywhere;
	if (ec < 0 || top == NULL)
		return ec;
	if (reader_sees(c->tree, c->who, top->id)) {
		p->top = top;
		return 0;
	}
	ec = tree_seen(cx, c->tree, c->who, top->id, &under, &under_n);
	if (ec == 0 && under_n == 1)
		p->top = under[0].top;
	return ec;
}

int round_part_of(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct round_part *ret)
{
	int ec = round_get(cx, c, round, &ret->round);

	if (ec < 0 || (ec = cover_top(cx, c, area)) < 0)
		return ec;
	ret->strangers = false;
	ret->deltas = NULL;
	ret->top = area_find(c->tree, area);
	return area.n == 0 ? part_whole(cx, c, ret) :
			     tree_seen(cx, c->tree, c->who, area, &ret->runs, &ret->runs_n);
}

int round_part_read(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct round_part *ret)
{
	int ec = round_part_of(cx, c, round, area, ret);

	if (ec < 0)
		return ec;
	return tally_read(cx, c, round, ret->runs, ret->runs_n, ret->strangers, &ret->tallies,
		&ret->tallies_n);
}
