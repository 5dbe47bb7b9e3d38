/* The dated versions of an area: what it was added as, then its changes by the day from which they hold; of one day the
 * later act holds; and where it runs on a map, which is dated likewise. The addition holds whatever its date, for before it the area would have no name. */
#include "cover/area_tree.h"

#include <stdlib.h>

static bool is_dated(const struct act *a)
{
	return a->what == AREA_SET || a->what == AREA_OUTLINE;
}

static int by_day(const void *a, const void *b)
{
	const struct act *x = a, *y = b;
	int d = is_dated(x) - is_dated(y);

	if (d == 0 && is_dated(x) && x->n != y->n)
		d = x->n < y->n ? -1 : 1;
	return d != 0 ? d : act_cmp(x, y);
}

static int32_t day_clamp(int64_t day)
{
	return day > INT32_MAX ? INT32_MAX : day < INT32_MIN ? INT32_MIN : (int32_t)day;
}

/* What an act leaves empty stays as it was; an addition says all. */
static void version_next(const struct act *a, struct area_version *v)
{
	struct str rest = a->text, *const parts[] = { &v->parent, &v->code, &v->name };

	for (size_t i = 0; i < 3; i++) {
		struct str part;

		if (str_split(&rest, '\x1f', &part) && (part.n > 0 || a->what == AREA_ADD))
			*parts[i] = part;
	}
	v->from = day_clamp(a->n);
	v->since = a->what == AREA_ADD && a->n == 0 ? INT32_MIN : v->from;
}

void area_on(struct act *acts, size_t n, int32_t day, struct area_version *ret, int32_t *ret_until)
{
	*ret = (struct area_version){ STR(""), STR(""), STR(""), INT32_MIN, INT32_MIN, uuid_nil,
		0 };
	*ret_until = INT32_MAX;
	if (n > 1)
		qsort(acts, n, sizeof(*acts), by_day);
	for (size_t i = 0; i < n; i++) {
		if (is_dated(&acts[i]) && day_clamp(acts[i].n) > day) {
			*ret_until = day_clamp(acts[i].n);
			break;
		}
		if (acts[i].what == AREA_ADD || acts[i].what == AREA_SET)
			version_next(&acts[i], ret);
		if (acts[i].what == AREA_ADD)
			ret->from = INT32_MIN;
		/* Who follows the areas is told of no outline: its day turns nothing. */
		if (acts[i].what == AREA_OUTLINE) {
			ret->outline = acts[i].id;
			ret->datum = acts[i].code;
		}
	}
}
