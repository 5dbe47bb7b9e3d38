/* One piece of memory: the sums, behind them the parent of each number, and the number of each row. */
#include "cover/tally_sums.h"

#include <string.h>

#include "sys/sys.h"

struct tally_sums {
	int held;
	int64_t tree_pos;
	int32_t tree_turned;
	size_t n, rows_n, bytes;
	struct tally_row outside;
	struct tally_row whole[];
};

void tally_row_add(struct tally_row *to, const struct tally_row *d)
{
	to->expected += d->expected;
	to->found += d->found;
	to->done += d->done;
	to->excused += d->excused;
	to->missing += d->missing;
	to->late += d->late;
	to->pos = d->pos > to->pos ? d->pos : to->pos;
}

struct tally_row *tally_row_find(struct tally_row *rows, size_t n, struct str area)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int d = str_cmp(rows[mid].area, area);

		if (d == 0)
			return &rows[mid];
		if (d < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return NULL;
}

static uint32_t *parents(const struct tally_sums *s)
{
	return (uint32_t *)(uintptr_t)(s->whole + s->n);
}

static uint32_t *numbers(const struct tally_sums *s)
{
	return parents(s) + s->n;
}

struct tally_sums *tally_sums_new(
	const struct area_tree *tree, const struct tally_row *rows, size_t n)
{
	size_t areas = tree_size(tree),
	       bytes = sizeof(struct tally_sums) + areas * sizeof(struct tally_row) +
		(areas + n) * sizeof(uint32_t);
	struct tally_sums *s = sys_new(1, bytes);
	uint32_t next = 0;

	if (s == NULL)
		return NULL;
	s->held = 1;
	s->tree_pos = area_tree_newest(tree);
	s->tree_turned = tree_turned(tree);
	s->n = areas;
	s->rows_n = n;
	s->bytes = bytes;
	for (uint32_t at = 0; at < areas; at++) {
		const struct area *up = tree_area(tree, at)->up;

		parents(s)[at] = up == NULL ? AREA_NONE : tree_at(up);
	}
	for (size_t i = 0; i < n; i++) {
		const struct area *a = area_near(tree, rows[i].area, &next);

		numbers(s)[i] = a == NULL ? AREA_NONE : tree_at(a);
		tally_row_add(a == NULL ? &s->outside : &s->whole[tree_at(a)], &rows[i]);
	}
	for (uint32_t at = (uint32_t)areas; at-- > 0;)
		if (parents(s)[at] != AREA_NONE)
			tally_row_add(&s->whole[parents(s)[at]], &s->whole[at]);
	return s;
}

struct tally_sums *tally_sums_copy(const struct tally_sums *s)
{
	struct tally_sums *copy = sys_new(1, s->bytes);

	if (copy == NULL)
		return NULL;
	memcpy(copy, s, s->bytes);
	copy->held = 1;
	return copy;
}

void tally_sums_add(struct tally_sums *s, size_t row, const struct tally_row *d)
{
	uint32_t at = numbers(s)[row];

	if (at == AREA_NONE)
		tally_row_add(&s->outside, d);
	for (; at != AREA_NONE; at = parents(s)[at])
		tally_row_add(&s->whole[at], d);
}

bool tally_sums_along(const struct tally_sums *s, const struct area_tree *tree)
{
	return s->n == tree_size(tree) && s->tree_pos == area_tree_newest(tree) &&
		s->tree_turned == tree_turned(tree);
}

uint32_t tally_sums_at(const struct tally_sums *s, size_t row)
{
	return numbers(s)[row];
}

const struct tally_row *tally_sums_whole(const struct tally_sums *s)
{
	return s->whole;
}

const struct tally_row *tally_sums_outside(const struct tally_sums *s)
{
	return &s->outside;
}

void tally_sums_hold(struct tally_sums *s)
{
	s->held++;
}

bool tally_sums_shared(const struct tally_sums *s)
{
	return s->held > 1;
}

void tally_sums_let_go(struct tally_sums *s)
{
	if (s != NULL && --s->held == 0)
		sys_free(s);
}
