/* The dated versions of an area: they are folded when read, since hardly anybody asks. */
#include "cover/cover.h"

#include <stdlib.h>

#include "generated/stmt.h"

/* Versions are ordered by the day from which they hold; of one day the later act holds. */
static int by_day(const void *a, const void *b)
{
	const struct act *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return act_cmp(x, y);
}

/* What an act leaves empty stays as it was. */
static void version_next(const struct act *a, struct area_version *v)
{
	struct str rest = a->text, *const parts[] = { &v->parent, &v->code, &v->name };

	for (size_t i = 0; i < 3; i++) {
		struct str part;

		if (str_split(&rest, '\x1f', &part) && (part.n > 0 || a->what == AREA_ADD))
			*parts[i] = part;
	}
	v->from = a->n > INT32_MAX ? INT32_MAX : a->n < INT32_MIN ? INT32_MIN : (int32_t)a->n;
}

static int versions(
	struct cx *cx, struct act *acts, size_t n, const struct area_version **ret, size_t *ret_n)
{
	struct area_version *all = cx_many(cx, n, struct area_version), now = { 0 };
	size_t kept = 0;

	if (all == NULL)
		return -E_NO_MEMORY;
	if (n > 1)
		qsort(acts, n, sizeof(*acts), by_day);
	for (size_t i = 0; i < n; i++) {
		if (acts[i].what != AREA_ADD && acts[i].what != AREA_SET)
			continue;
		version_next(&acts[i], &now);
		if (kept > 0 && all[kept - 1].from == now.from)
			kept--;
		all[kept++] = now;
	}
	*ret = all;
	*ret_n = kept;
	return 0;
}

int area_history(struct cx *cx, struct store *s, struct str id, const struct area_version **ret,
	size_t *ret_n)
{
	const struct store_value values[] = { SV_TEXT(id) };
	STORE_ROWS q = { 0 };
	struct act *acts;
	struct str packed;
	size_t n;
	int ec = store_query(cx, s, STMT_COVER_AREA_ACTS, values, 1, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) < 0)
		return ec;
	if (ec == 0)
		return err(cx, E_UNKNOWN_AREA, "area", cx_text(cx, id));
	if ((ec = cx_str(cx, store_str(&q, 0), &packed)) < 0 ||
		(ec = acts_unpack(cx, packed, FOLD_AREA, &acts, &n)) < 0)
		return ec;
	return versions(cx, acts, n, ret, ret_n);
}
