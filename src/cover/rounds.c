/* Rounds, their coverage, and the lists of what is missing and what answers to nothing.
 *
 * Coverage: the tallies of a round are one range in the table. They are put into an array by the numbers of the tree and
 * added up from the last area to the first, so that each area is looked at once. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "generated/stmt.h"

/* ---- rounds ---- */

/* Targets may lie outside the round's top: a grid was put elsewhere after they were listed. */
static int asks_here(struct cx *cx, const struct cover *c, const struct uuid *round, bool *ret)
{
	struct area_run *runs;
	struct tally *tallies;
	size_t runs_n, n = 0;
	int ec = tree_seen(cx, c->tree, c->who, STR(""), &runs, &runs_n);

	if (ec == 0)
		ec = tally_read(cx, c, round, runs, runs_n, false, &tallies, &n);
	*ret = n > 0;
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

static int round_read(struct cx *cx, const struct cover *c, const struct uuid *id, struct round *ret)
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

struct part {
	struct round round;
	struct area_run *runs;      /* all that the reader sees of the round, under the asked area */
	size_t runs_n;
	bool strangers;             /* with areas that are in no tree */
	const struct area *top;     /* the asked area; NULL: none is, the children are several tops */
	struct tally *tallies;      /* by area id */
	size_t tallies_n;
};

/* Without an area: all that the reader sees of the round, wherever it lies now. Its top is the round's, or where he sees
 * less, the one area of his that lies under it. */
static int part_whole(struct cx *cx, const struct cover *c, struct part *p)
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

static int part_read(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area, struct part *ret)
{
	int ec = round_get(cx, c, round, &ret->round);

	if (ec < 0 || (ec = cover_top(cx, c, area)) < 0)
		return ec;
	ret->strangers = false;
	ret->top = area_find(c->tree, area);
	ec = area.n == 0 ? part_whole(cx, c, ret) : tree_seen(cx, c->tree, c->who, area, &ret->runs, &ret->runs_n);
	if (ec < 0)
		return ec;
	return tally_read(cx, c, round, ret->runs, ret->runs_n, ret->strangers, &ret->tallies, &ret->tallies_n);
}

/* ---- coverage ---- */

struct sums {
	struct coverage *own, *whole;   /* by number of the tree: of the area itself, and with all under it */
	uint8_t *listed;                /* subjects of the round's type lie in its subtree */
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
}

static struct coverage coverage_of(const struct tally *t)
{
	return (struct coverage){ .area = t->area, .expected = t->expected, .found = t->found, .done = t->done,
		.excused = t->excused, .missing = t->missing, .late = t->late,
		.off = t->expected + t->found - t->done - t->excused - t->missing };
}

static bool asked(const struct coverage *n)
{
	return n->expected != 0 || n->found != 0 || n->done != 0 || n->excused != 0 || n->missing != 0;
}

static int sum_up(struct cx *cx, const struct cover *c, const struct part *p, struct sums *ret)
{
	size_t n = tree_size(c->tree);

	*ret = (struct sums){ cx_many(cx, n, struct coverage), cx_many(cx, n, struct coverage), NULL, n };
	if (ret->own == NULL || ret->whole == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < p->tallies_n; i++) {
		const struct area *node = p->tallies[i].node;

		if (node != NULL)
			ret->own[tree_at(node)] = ret->whole[tree_at(node)] = coverage_of(&p->tallies[i]);
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

/* Where is anything listed at all? Asked only when some area has no targets. A round that says nothing of its type is
 * measured against dwellings, people and stores alike. */
static int read_listed(struct cx *cx, const struct cover *c, const struct part *p, struct sums *s)
{
	int of, ec = round_of(cx, c, &p->round.id, &of);

	s->listed = cx_many(cx, s->n, uint8_t);
	if (s->listed == NULL)
		return -E_NO_MEMORY;
	for (int t = SUBJECT_DWELLING; ec == 0 && t < SUBJECT_QUESTION; t++) {
		struct uuid roster = roster_id((enum subject_type)t);
		struct tally *tallies;
		size_t n = 0;

		if (of != SUBJECT_UNKNOWN && of != t)
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
static int child(struct cx *cx, const struct cover *c, const struct part *p, struct sums *s, const struct area *a,
	struct coverage *rows, size_t *n)
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

/* Rows of what lies in no area under the tops: areas that were put elsewhere, or that nobody has described. */
static void outside(const struct part *p, struct coverage *rows, size_t *n)
{
	for (size_t i = 0; i < p->tallies_n; i++) {
		const struct area *a = p->tallies[i].node;
		struct coverage row = coverage_of(&p->tallies[i]);

		if (a != NULL && (p->top == NULL || (tree_at(a) >= tree_at(p->top) && tree_at(a) < tree_end(p->top))))
			continue;
		if (asked(&row))
			rows[(*n)++] = row;
	}
}

static int children_of(struct cx *cx, const struct cover *c, const struct part *p, struct sums *s,
	struct coverage *rows, size_t *n)
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
static int children_tops(struct cx *cx, const struct cover *c, const struct part *p, struct sums *s,
	struct coverage *rows, size_t *n)
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

static int nothing_listed(struct cx *cx, const struct cover *c, const struct part *p, struct sums *s, bool *ret)
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
	struct part p;
	struct sums s;
	struct coverage *rows;
	size_t n = 0;
	int ec = part_read(cx, c, round, area, &p);

	if (ec < 0 || (ec = sum_up(cx, c, &p, &s)) < 0)
		return ec;
	rows = cx_many(cx, tree_size(c->tree) + p.tallies_n + 1, struct coverage);
	if (rows == NULL)
		return -E_NO_MEMORY;
	ec = p.top != NULL ? children_of(cx, c, &p, &s, rows, &n) : children_tops(cx, c, &p, &s, rows, &n);
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

/* ---- the missing list ---- */

#define MISSING_SMALL 200               /* areas with at most so many open targets are read together */

struct missing {
	const struct cover *c;
	const struct part *p;
	struct target *items;
	size_t n, cap, want;
};

static int missing_take(struct cx *cx, struct missing *m, struct rows *q)
{
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		if ((ec = COVER_ROOM(cx, m->items, m->n, m->cap)) == 0 &&
				(ec = target_row(cx, q, &m->items[m->n])) == 0)
			target_overdue(&m->items[m->n++], m->p->round.due, m->c->now);
	}
	return ec < 0 ? ec : more;
}

static int missing_one(struct cx *cx, struct missing *m, struct str area, const struct uuid *subject, int64_t slot)
{
	const struct store_value values[] = { SV_UUID(&m->p->round.id), SV_TEXT(area), SV_UUID(subject), SV_INT(slot),
		SV_INT((int64_t)(m->want - m->n)) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, m->c->store, STMT_COVER_MISSING, values, 5, &q);

	return ec < 0 ? ec : missing_take(cx, m, &q);
}

static int target_order(const void *a, const void *b)
{
	const struct target *x = a, *y = b;
	int d = str_cmp(x->area, y->area);

	if (d == 0)
		d = uuid_cmp(&x->subject, &y->subject);
	return d != 0 ? d : (x->slot > y->slot) - (x->slot < y->slot);
}

/* Small areas from *i on, as many as may be needed, in one statement. */
static int missing_several(struct cx *cx, struct missing *m, size_t *i)
{
	struct store_value *values = cx_many(cx, 2 * (m->p->tallies_n - *i), struct store_value);
	STORE_ROWS q = { 0 };
	size_t rows = 0, from = m->n;
	int64_t sum = 0;
	int ec;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (; *i < m->p->tallies_n && m->n + (size_t)sum < m->want; (*i)++) {
		const struct tally *t = &m->p->tallies[*i];

		if (t->missing > MISSING_SMALL)
			break;
		if (t->missing <= 0)
			continue;
		values[2 * rows] = SV_UUID(&m->p->round.id);
		values[2 * rows++ + 1] = SV_TEXT(t->area);
		sum += t->missing;
	}
	if (rows == 0)
		return 0;
	ec = store_query_each(cx, m->c->store, STMT_COVER_MISSING_OF, values, rows, &q);
	if (ec < 0 || (ec = missing_take(cx, m, &q)) < 0)
		return ec;
	if (m->n > from + 1)
		qsort(m->items + from, m->n - from, sizeof(*m->items), target_order);
	return 0;
}

static int missing_cursor(struct cx *cx, const struct target *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 'm');
	cursor_put_str(&b, last->area);
	cursor_put_uuid(&b, &last->subject);
	cursor_put_int(&b, last->slot);
	return cursor_end(cx, &b, ret);
}

static int missing_start(struct cx *cx, struct str after, struct target *ret)
{
	struct cursor cur;
	int ec;

	*ret = (struct target){ .area = STR("") };
	if (after.n == 0)
		return 0;
	if ((ec = cursor_open(cx, after, 'm', &cur)) < 0)
		return ec;
	ret->area = cursor_str(&cur);
	ret->subject = cursor_uuid(&cur);
	ret->slot = cursor_int(&cur);
	return cursor_close(cx, &cur);
}

static int missing_walk(struct cx *cx, struct missing *m, const struct target *after)
{
	size_t i = 0;
	int ec = 0;

	while (i < m->p->tallies_n && str_cmp(m->p->tallies[i].area, after->area) < 0)
		i++;
	if (i < m->p->tallies_n && str_eq(m->p->tallies[i].area, after->area))
		ec = missing_one(cx, m, m->p->tallies[i++].area, &after->subject, after->slot);
	while (ec == 0 && i < m->p->tallies_n && m->n < m->want) {
		if (m->p->tallies[i].missing > MISSING_SMALL)
			ec = missing_one(cx, m, m->p->tallies[i++].area, &uuid_nil, INT64_MIN);
		else
			ec = missing_several(cx, m, &i);
	}
	return ec;
}

int round_missing(struct cx *cx, const struct cover *c, const struct uuid *round, struct str area, struct str after,
	size_t limit, struct target **ret, size_t *ret_n, struct str *ret_next)
{
	struct part p;
	struct target from;
	struct missing m = { .c = c, .p = &p, .want = limit + 1 };
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = missing_start(cx, after, &from)) < 0 || (ec = part_read(cx, c, round, area, &p)) < 0 ||
			(ec = missing_walk(cx, &m, &from)) < 0)
		return ec;
	*ret_next = STR_NONE;
	*ret = m.items;
	*ret_n = m.n > limit ? limit : m.n;
	return m.n > limit ? missing_cursor(cx, &m.items[limit - 1], ret_next) : 0;
}
