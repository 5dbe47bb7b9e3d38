/* The matters that were raised about somebody: what he asked, what binds him, and what was said against it. Each is a subject of its
 * own, so nothing of it stands in his row; it is found by the link that it left. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "generated/stmt.h"
#include "view/link.h"

#define MATTER_SLOTS 16 /* of one matter that are looked at: more than any has */

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

/* Those of one kind stay, in their order: what is of another costs no look at its links. */
static int of_kind(
	struct cx *cx, const struct cover *c, const char *kind, struct raised *all, size_t *n)
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct uuid *ids = cx_many(cx, *n, struct uuid);
	struct entry *found = cx_many(cx, *n, struct entry);
	size_t kept = 0;
	struct record *r;
	int e = ids && found ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < *n; i++)
		ids[i] = all[i].id;
	if (!e)
		e = journal_find(cx, &j, ids, *n, found);
	for (size_t i = 0; !e && i < *n; i++) {
		if (!found[i].pos)
			continue;
		e = journal_record(cx, c->kinds, &found[i], &r);
		if (!e && str_is(r->kind_name, kind))
			all[kept++] = all[i];
	}
	*n = kept;
	return e;
}

int subjects_raised(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n,
	const char *kind, struct record ***ret, size_t *ret_n)
{
	struct raised *named;
	struct linked l;
	size_t all = 0;
	int e = raised_read(cx, c, ids, n, &named, &all);

	if (!e && kind)
		e = of_kind(cx, c, kind, named, &all);
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

int matter_open(struct cx *cx, const struct cover *c, const struct record *r, bool *ret)
{
	const struct store_value key[] = { SV_UUID(&r->round), SV_TEXT(r->area), SV_UUID(&r->id),
		SV_INT(-1), SV_INT(-1), SV_INT(MATTER_SLOTS) };
	STORE_ROWS q = { 0 };
	int e = store_query(cx, c->store, STMT_COVER_TARGET_PAGE, key, 6, &q), more = 0;

	*ret = false;
	while (!e && (more = store_next(cx, &q)) > 0) {
		struct target t;

		e = target_row(cx, &q, &t);
		*ret |= !e && uuid_eq(&t.subject, &r->id) && t.state == 1;
	}
	return e ? e : more;
}
