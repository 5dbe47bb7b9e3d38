/* Coverage: the tallies of a round are one range in the table. They are put into an array by the
 * numbers of the tree and added up from the last area to the first, so that each area is looked at
 * once. Where the round is kept in memory and the reader sees all of what he asks about, they are added
 * up already, and only the rows of the answer are looked at. */
#include "cover/cover_read.h"

#include "cover/tally_sums.h"
#include "generated/stmt.h"

struct sums {
	struct coverage own;    /* of the asked area itself */
	struct coverage *whole; /* by number of the tree: of an area with all under it */
	uint8_t *listed;        /* subjects of the round's type lie in its subtree */
	size_t n;
};

static void coverage_add(struct coverage *to, const struct coverage *n)
{
	to->expected += n->expected;
	to->found += n->found;
	to->done += n->done;
	to->excused += n->excused;
	to->missing += n->missing;
	to->late += n->late;
	to->off += n->off;
	if (n->pos > to->pos)
		to->pos = n->pos;
}

static struct coverage coverage_of(const struct tally *t)
{
	return (struct coverage){ .area = t->area,
		.expected = t->expected,
		.found = t->found,
		.done = t->done,
		.excused = t->excused,
		.missing = t->missing,
		.late = t->late,
		.off = t->expected + t->found - t->done - t->excused - t->missing,
		.pos = t->pos };
}

static bool asked(const struct coverage *n)
{
	return n->expected != 0 || n->found != 0 || n->done != 0 || n->excused != 0 ||
		n->missing != 0;
}

static int sum_up(
	struct cx *cx, const struct cover *c, const struct round_part *p, struct sums *ret)
{
	size_t n = tree_size(c->tree);

	*ret = (struct sums){ .whole = cx_many(cx, n, struct coverage), .n = n };
	if (ret->whole == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->tallies_n; i++) {
		const struct area *node = p->tallies[i].node;

		if (node != NULL)
			ret->whole[tree_at(node)] = coverage_of(&p->tallies[i]);
	}
	if (p->top != NULL)
		ret->own = ret->whole[tree_at(p->top)];
	for (uint32_t at = (uint32_t)n; at-- > 0;) {
		const struct area *a = tree_area(c->tree, at);

		ret->whole[at].area = a->id;
		if (a->up != NULL)
			coverage_add(&ret->whole[tree_at(a->up)], &ret->whole[at]);
	}
	return 0;
}

/* The type that the round's subjects are of; SUBJECT_UNKNOWN when it has none that is known. */
static int round_of(struct cx *cx, const struct cover *c, const struct uuid *round, int *ret)
{
	const struct store_value values[] = { SV_UUID(round) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_ROUND_OF, values, 1, &q);

	*ret = SUBJECT_UNKNOWN;
	if (ec < 0 || (ec = store_next(cx, &q)) <= 0)
		return ec;
	*ret = (int)store_int(&q, 0);
	return 0;
}

/* Where is anything listed at all? Asked only when some area has no targets. A round that says
 * nothing of its type is measured against all that a roster lists; matters and bulletins are in none. */
static int read_listed(
	struct cx *cx, const struct cover *c, const struct round_part *p, struct sums *s)
{
	int of, ec = round_of(cx, c, &p->round.id, &of);

	s->listed = cx_many(cx, s->n, uint8_t);
	if (s->listed == NULL)
		return -E_NO_MEMORY;
	for (int t = SUBJECT_DWELLING; ec == 0 && t < SUBJECT_TYPES; t++) {
		struct uuid roster = roster_id((enum subject_type)t);
		struct tally *tallies;
		size_t n = 0;

		if (t == SUBJECT_MATTER || t == SUBJECT_BULLETIN || t == SUBJECT_FORM ||
			t == SUBJECT_PLAN || (of != SUBJECT_UNKNOWN && of != t))
			continue;
		ec = tally_read(cx, c, &roster, p->runs, p->runs_n, false, &tallies, &n);
		for (size_t i = 0; ec == 0 && i < n; i++) {
			struct coverage has = coverage_of(&tallies[i]);

			s->listed[tree_at(tallies[i].node)] |= asked(&has);
		}
	}
	for (uint32_t at = (uint32_t)s->n; ec == 0 && at-- > 0;) {
		const struct area *up = tree_area(c->tree, at)->up;

		if (up != NULL)
			s->listed[tree_at(up)] |= s->listed[at];
	}
	return ec;
}

/* Rows of the answer: few, of the many areas that were added up. */
struct answer {
	struct coverage *rows;
	size_t n, cap;
};

static int answer_add(struct cx *cx, struct answer *to, const struct coverage *row)
{
	int ec = COVER_ROOM(cx, to->rows, to->n, to->cap);

	if (ec == 0)
		to->rows[to->n++] = *row;
	return ec;
}

/* One row of an area; nothing to say about one whose subjects this round does not ask. */
static int child(struct cx *cx, const struct cover *c, const struct round_part *p, struct sums *s,
	const struct area *a, struct answer *to)
{
	struct coverage *row = &s->whole[tree_at(a)];
	int ec = 0;

	if (!asked(row) && !p->round.standing && a->known && a->ended > day_of(c->now)) {
		if (s->listed == NULL)
			ec = read_listed(cx, c, p, s);
		row->no_roster = ec == 0 && !s->listed[tree_at(a)];
	}
	if (ec == 0 && (asked(row) || row->no_roster))
		ec = answer_add(cx, to, row);
	return ec;
}

/* Rows of what lies in no area under the tops: areas that were put elsewhere, or that nobody has
 * described. */
static int outside(struct cx *cx, const struct round_part *p, struct answer *to)
{
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < p->tallies_n; i++) {
		const struct area *a = p->tallies[i].node;
		struct coverage row;

		if (a != NULL &&
			(p->top == NULL ||
				(tree_at(a) >= tree_at(p->top) && tree_at(a) < tree_end(p->top))))
			continue;
		row = coverage_of(&p->tallies[i]);
		if (asked(&row))
			ec = answer_add(cx, to, &row);
	}
	return ec;
}

static int children_of(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct sums *s, struct answer *to)
{
	struct coverage own = s->own;
	int ec = 0;

	own.area = p->top->id;
	own.direct = true;
	if (asked(&own))
		ec = answer_add(cx, to, &own);
	for (size_t i = 0; ec == 0 && i < p->top->under_n; i++)
		ec = child(cx, c, p, s, p->top->under[i], to);
	return ec;
}

/* The reader's own areas under the round's top, where there are several. */
static int children_tops(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct sums *s, struct answer *to)
{
	const struct area *const *roots;
	size_t roots_n = area_roots(c->tree, &roots);
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < p->runs_n; i++) {
		if (p->runs[i].top != NULL) {
			ec = child(cx, c, p, s, p->runs[i].top, to);
			continue;
		}
		for (size_t k = 0; ec == 0 && k < roots_n; k++)
			ec = child(cx, c, p, s, roots[k], to);
	}
	return ec;
}

static int nothing_listed(
	struct cx *cx, const struct cover *c, const struct round_part *p, struct sums *s, bool *ret)
{
	int ec = s->listed == NULL ? read_listed(cx, c, p, s) : 0;

	if (ec < 0)
		return ec;
	*ret = p->top == NULL || !s->listed[tree_at(p->top)];
	for (size_t i = 0; i < p->runs_n && p->top == NULL; i++)
		for (uint32_t at = p->runs[i].from; at < p->runs[i].to; at++)
			*ret &= !s->listed[at];
	return 0;
}

/* ---- of what is added up already ---- */

/* The child of top in which this number lies; under by their numbers. */
static size_t child_at(const struct area *top, uint32_t at)
{
	size_t low = 0, high = top->under_n;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (tree_at(top->under[mid]) <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Of the top itself (the last one) and of each of its children with all under it. */
static void rows_of_sum(const struct tally_sum *s, const struct area *top, struct tally_row *ret)
{
	const struct tally_row *own = tally_row_find(s->rows, s->rows_n, top->id);

	for (size_t i = 0; i < top->under_n; i++)
		ret[i] = s->whole[tree_at(top->under[i])];
	if (own != NULL)
		ret[top->under_n] = *own;
	for (size_t i = 0; i < s->deltas_n; i++) {
		uint32_t at = s->deltas[i].at;

		if (at == tree_at(top))
			tally_row_add(&ret[top->under_n], s->deltas[i].row);
		else if (at > tree_at(top) && at < tree_end(top))
			tally_row_add(&ret[child_at(top, at)], s->deltas[i].row);
	}
}

/* Counts of rows are never below zero: where their sums are the same, there is nothing outside. */
static bool all_under_top(
	const struct cover *c, const struct round_part *p, const struct tally_sum *s)
{
	struct tally_row all = { .pos = 0 }, *under = &(struct tally_row){ .pos = 0 };
	const struct area *const *roots;
	size_t roots_n = area_roots(c->tree, &roots);

	for (size_t i = 0; i < p->runs_n; i++)
		if (p->runs[i].top != NULL)
			tally_row_add(&all, &s->whole[p->runs[i].from]);
		else
			for (size_t k = 0; k < roots_n; k++)
				tally_row_add(&all, &s->whole[tree_at(roots[k])]);
	if (p->strangers)
		tally_row_add(&all, s->outside);
	tally_row_add(under, &s->whole[tree_at(p->top)]);
	for (size_t i = 0; i < s->deltas_n; i++) {
		uint32_t at = s->deltas[i].at;

		if (at == AREA_NONE ? p->strangers : tree_in(p->runs, p->runs_n, at))
			tally_row_add(&all, s->deltas[i].row);
		if (at >= tree_at(p->top) && at < tree_end(p->top))
			tally_row_add(under, s->deltas[i].row);
	}
	return all.expected == under->expected && all.found == under->found &&
		all.done == under->done && all.excused == under->excused &&
		all.missing == under->missing;
}

/* False where something has no targets: then the roster is asked. */
static bool rows_answer(struct cx *cx, const struct cover *c, const struct round_part *p,
	const struct tally_row *rows, struct answer *to, int *ret)
{
	const struct area *top = p->top;

	for (size_t i = 0; i <= top->under_n; i++) {
		size_t k = i == 0 ? top->under_n : i - 1;
		const struct area *a = i == 0 ? top : top->under[k];
		struct tally t = tally_of(&rows[k], a->id, a);
		struct coverage row = coverage_of(&t);

		row.direct = i == 0;
		if (asked(&row)) {
			if ((*ret = answer_add(cx, to, &row)) < 0)
				return false;
		} else if (i > 0 && !p->round.standing && a->known && a->ended > day_of(c->now)) {
			return false;
		}
	}
	return to->n > 0 || p->round.standing;
}

static int quick(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct answer *to, bool *ret_there)
{
	struct tally_row *rows;
	struct tally_sum s;
	int ec = 0;

	*ret_there = false;
	if (p->top == NULL || !tree_in(p->runs, p->runs_n, tree_at(p->top)) ||
		(ec = tally_sum_read(cx, c, &p->round.id, &s, ret_there)) < 0 || !*ret_there)
		return ec;
	*ret_there = false;
	rows = cx_many(cx, p->top->under_n + 1, struct tally_row);
	if (rows != NULL && all_under_top(c, p, &s)) {
		rows_of_sum(&s, p->top, rows);
		*ret_there = rows_answer(cx, c, p, rows, to, &ec);
	}
	tallies_sum_done(c->tallies, &s);
	return rows == NULL ? -E_NO_MEMORY : ec;
}

/* ---- of all areas ---- */

static int slow(struct cx *cx, const struct cover *c, struct round_part *p, struct sums *s,
	struct answer *to)
{
	int ec = tally_read(
		cx, c, &p->round.id, p->runs, p->runs_n, p->strangers, &p->tallies, &p->tallies_n);

	*to = (struct answer){ .rows = NULL };
	if (ec < 0 || (ec = sum_up(cx, c, p, s)) < 0)
		return ec;
	ec = p->top != NULL ? children_of(cx, c, p, s, to) : children_tops(cx, c, p, s, to);
	return ec < 0 ? ec : outside(cx, p, to);
}

int round_coverage(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct coverage *ret, struct coverage **ret_children, size_t *ret_n)
{
	struct round_part p;
	struct sums s;
	struct answer answer = { .rows = NULL };
	bool there;
	int ec = round_part_of(cx, c, round, area, &p);

	if (ec < 0 || (ec = quick(cx, c, &p, &answer, &there)) < 0 ||
		(!there && (ec = slow(cx, c, &p, &s, &answer)) < 0))
		return ec;
	*ret = (struct coverage){ .area = p.top != NULL ? p.top->id : p.round.area, .overdue = -1 };
	for (size_t i = 0; i < answer.n; i++)
		coverage_add(ret, &answer.rows[i]);
	*ret_children = answer.rows;
	*ret_n = answer.n;
	if (there || asked(ret) || p.round.standing)
		return 0;
	return nothing_listed(cx, c, &p, &s, &ret->no_roster);
}
