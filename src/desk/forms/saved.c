/* How many questions a table saves. What the tables of a day count for one figure are sets of records, one an area, and areas are a
 * tree: two sets are one within the other, or have nothing in common. So the union of several is the sum of the largest. */
#include "desk/forms/own.h"

struct asking {
	const struct form_value *value;
	bool mine;
};

static bool is_asking(const struct form_value *v)
{
	return v->what == FORM_FIGURE && v->asked > 0;
}

static bool is_same(const struct form_value *a, const struct form_value *b)
{
	return str_eq(a->figure, b->figure) && a->to == b->to;
}

/* Does another of these count all that this one does? Of two of one area the larger, and of equals the first. */
static bool is_within(const struct area_tree *tree, const struct asking *all, size_t n, size_t i,
	bool mine, bool others)
{
	const struct form_value *v = all[i].value;

	for (size_t k = 0; k < n; k++) {
		const struct form_value *w = all[k].value;

		if (k == i || !is_same(v, w) || !(all[k].mine ? mine : others))
			continue;
		if (!str_eq(v->area, w->area) ?
				area_within(tree, v->area, w->area) :
				w->asked > v->asked || (w->asked == v->asked && k < i))
			return true;
	}
	return false;
}

static int64_t united(
	const struct area_tree *tree, const struct asking *all, size_t n, bool mine, bool others)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if ((all[i].mine ? mine : others) && !is_within(tree, all, n, i, mine, others))
			sum += all[i].value->asked;
	return sum;
}

/* What both asked: |A| + |B| − |A ∪ B|. What came in between is in the later one only, and was asked for the first time. */
int form_saved(struct cx *cx, const struct area_tree *tree, const struct form_value *mine,
	size_t mine_n, const struct form_value *others, size_t others_n, int64_t *ret)
{
	struct asking *all = cx_many(cx, mine_n + others_n + 1, struct asking);
	size_t n = 0;

	if (!all)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < mine_n; i++)
		if (is_asking(&mine[i]))
			all[n++] = (struct asking){ &mine[i], true };
	for (size_t i = 0; i < others_n; i++)
		if (is_asking(&others[i]))
			all[n++] = (struct asking){ &others[i], false };
	*ret = united(tree, all, n, true, false) + united(tree, all, n, false, true) -
		united(tree, all, n, true, true);
	return 0;
}
