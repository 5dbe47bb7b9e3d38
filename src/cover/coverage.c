/* Coverage: the tallies of a round are one range in the table. They are put into an array by the
 * numbers of the tree and added up from the last area to the first, so that each area is looked at
 * once. */
#include "cover/cover_read.h"

#include "generated/stmt.h"

struct sums {
	struct coverage *own,
		*whole;  /* by number of the tree: of the area itself, and with all under it */
	uint8_t *listed; /* subjects of the round's type lie in its subtree */
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

	*ret = (struct sums){ cx_many(cx, n, struct coverage), cx_many(cx, n, struct coverage),
		NULL, n };
	if (ret->own == NULL || ret->whole == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->tallies_n; i++) {
		const struct area *node = p->tallies[i].node;

		if (node != NULL)
			ret->own[tree_at(node)] = ret->whole[tree_at(node)] = coverage_of(
				&p->tallies[i]);
	}
	for (uint32_t at = (uint32_t)n; at-- > 0;) {
		const struct area *a = tree_area(c->tree, at);

		ret->own[at].area = ret->whole[at].area = a->id;
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

		if (t == SUBJECT_MATTER || t == SUBJECT_BULLETIN ||
			(of != SUBJECT_UNKNOWN && of != t))
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

/* One row of an area; nothing to say about one whose subjects this round does not ask. */
static int child(struct cx *cx, const struct cover *c, const struct round_part *p, struct sums *s,
	const struct area *a, struct coverage *rows, size_t *n)
{
	struct coverage *row = &s->whole[tree_at(a)];
	int ec = 0;

	if (!asked(row) && !p->round.standing && a->known && a->ended > day_of(c->now)) {
		if (s->listed == NULL)
			ec = read_listed(cx, c, p, s);
		row->no_roster = ec == 0 && !s->listed[tree_at(a)];
	}
	if (ec == 0 && (asked(row) || row->no_roster))
		rows[(*n)++] = *row;
	return ec;
}

/* Rows of what lies in no area under the tops: areas that were put elsewhere, or that nobody has
 * described. */
static void outside(const struct round_part *p, struct coverage *rows, size_t *n)
{
	for (size_t i = 0; i < p->tallies_n; i++) {
		const struct area *a = p->tallies[i].node;
		struct coverage row = coverage_of(&p->tallies[i]);

		if (a != NULL &&
			(p->top == NULL ||
				(tree_at(a) >= tree_at(p->top) && tree_at(a) < tree_end(p->top))))
			continue;
		if (asked(&row))
			rows[(*n)++] = row;
	}
}

static int children_of(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct sums *s, struct coverage *rows, size_t *n)
{
	const struct coverage *own = &s->own[tree_at(p->top)];
	int ec = 0;

	if (asked(own)) {
		rows[*n] = *own;
		rows[(*n)++].direct = true;
	}
	for (size_t i = 0; ec == 0 && i < p->top->under_n; i++)
		ec = child(cx, c, p, s, p->top->under[i], rows, n);
	return ec;
}

/* The reader's own areas under the round's top, where there are several. */
static int children_tops(struct cx *cx, const struct cover *c, const struct round_part *p,
	struct sums *s, struct coverage *rows, size_t *n)
{
	const struct area *const *roots;
	size_t roots_n = area_roots(c->tree, &roots);
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < p->runs_n; i++) {
		if (p->runs[i].top != NULL) {
			ec = child(cx, c, p, s, p->runs[i].top, rows, n);
			continue;
		}
		for (size_t k = 0; ec == 0 && k < roots_n; k++)
			ec = child(cx, c, p, s, roots[k], rows, n);
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

int round_coverage(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area,
	struct coverage *ret, struct coverage **ret_children, size_t *ret_n)
{
	struct round_part p;
	struct sums s;
	struct coverage *rows;
	size_t n = 0;
	int ec = round_part_read(cx, c, round, area, &p);

	if (ec < 0 || (ec = sum_up(cx, c, &p, &s)) < 0)
		return ec;
	rows = cx_many(cx, tree_size(c->tree) + p.tallies_n + 1, struct coverage);
	if (rows == NULL)
		return -E_NO_MEMORY;
	ec = p.top != NULL ? children_of(cx, c, &p, &s, rows, &n) :
			     children_tops(cx, c, &p, &s, rows, &n);
	if (ec < 0)
		return ec;
	outside(&p, rows, &n);
	*ret = (struct coverage){ .area = p.top != NULL ? p.top->id : p.round.area };
	for (size_t i = 0; i < n; i++)
		coverage_add(ret, &rows[i]);
	*ret_children = rows;
	*ret_n = n;
	if (asked(ret) || p.round.standing)
		return 0;
	return nothing_listed(cx, c, &p, &s, &ret->no_roster);
}
