/* The matters that were raised about somebody: what he asked, what binds him, and what was said against it. Each is a subject of its
 * own, so nothing of it stands in his row; it is found by the link that it left. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "generated/stmt.h"
#include "view/link.h"

struct raised {
	struct uuid id;
	int64_t at_used;
};

static int latest_first(const void *a, const void *b)
{
	const struct raised *x = a, *y = b;

	if (x->at_used != y->at_used)
		return x->at_used < y->at_used ? 1 : -1;
	return uuid_cmp(&y->id, &x->id);
}

static int raised_read(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct raised **ret, size_t *ret_n)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	size_t cap = 0;
	int e = keys ? 0 : -E_NO_MEMORY, more = 0;

	*ret = NULL;
	*ret_n = 0;
	for (size_t i = 0; !e && i < n; i++)
		keys[i] = SV_UUID(&ids[i]);
	if (!e)
		e = store_query_each(cx, c->store, STMT_COVER_RAISED, keys, n, &q);
	while (!e && (more = store_next(cx, &q)) > 0) {
		e = COVER_ROOM(cx, *ret, *ret_n, cap);
		if (!e && !store_uuid(&q, 0, &(*ret)[*ret_n].id))
			e = err(cx, E_CORRUPT, NULL, "link");
		if (!e)
			(*ret)[(*ret_n)++].at_used = store_int(&q, 1);
	}
	if (*ret_n > 1)
		qsort(*ret, *ret_n, sizeof(**ret), latest_first);
	return e ? e : more;
}

int subjects_raised(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	struct record ***ret, size_t *ret_n)
{
	struct raised *named;
	struct linked l;
	size_t all = 0;
	int e = raised_read(cx, c, ids, n, &named, &all);

	*ret_n = 0;
	*ret = e ? NULL : cx_many(cx, all, struct record *);
	if (!*ret)
		return e ? e : -E_NO_MEMORY;
	for (size_t i = 0; !e && i < all && *ret_n < COVER_RAISED_MAX; i++) {
		e = link_look(cx, c->store, c->kinds, &named[i].id, &l);
		if (!e && l.r && l.stands)
			(*ret)[(*ret_n)++] = l.r;
	}
	return e;
}
