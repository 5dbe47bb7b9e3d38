/* What is told to whoever works here, read: notices by the areas that they concern, lists of risk areas for everybody. */
#include <string.h>

#include "cover/pass.h"
#include "generated/stmt.h"
#include "view/effects.h"

static int row_take(struct cx *cx, const struct rows *q, struct published *ret)
{
	if (!store_uuid(q, 0, &ret->key))
		return err(cx, E_CORRUPT, NULL, "published.key");
	ret->parts = store_int(q, 1);
	ret->pos = store_int(q, 2);
	return cx_str(cx, store_str(q, 3), &ret->area);
}

/* One that ended, or that is none of his, is a mark: of what never was his he learns the id, and nothing else. */
static bool is_told(const struct cover *c, int what, bool marks, struct published *p)
{
	if (what == PUBLISHED_NOTICE && p->parts > 0 && !concerns(c, p->area))
		p->parts = 0;
	return p->parts > 0 || marks;
}

static int page_read(struct cx *cx, const struct cover *c, int what, int64_t since,
	const struct uuid *after, size_t limit, struct published *all, size_t *ret_n)
{
	const struct store_value v[] = { SV_INT(what), SV_INT(since), SV_UUID(after),
		SV_INT((int64_t)limit) };
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec = store_query(cx, c->store, STMT_COVER_PUBLISHED, v, 4, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = row_take(cx, &q, &all[n++]);
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int published_list(struct cx *cx, const struct cover *c, int what, int64_t since, bool marks,
	const struct uuid *after, size_t limit, struct published **ret, size_t *ret_n,
	struct uuid *ret_last)
{
	struct published *all = cx_many(cx, limit, struct published);
	size_t n = 0, kept = 0;
	int ec = all == NULL ? -E_NO_MEMORY : cover_limit(cx, limit);

	if (ec == 0)
		ec = page_read(cx, c, what, since, after, limit, all, &n);
	*ret_last = ec == 0 && n == limit ? all[n - 1].key : uuid_nil;
	for (size_t i = 0; ec == 0 && i < n; i++)
		if (is_told(c, what, marks, &all[i]))
			all[kept++] = all[i];
	*ret = all;
	*ret_n = kept;
	return ec;
}

int published_parts(struct cx *cx, const struct cover *c, const struct uuid *key, int what,
	struct uuid **ret, size_t *ret_n)
{
	const struct store_value v[] = { SV_UUID(key), SV_INT(what) };
	STORE_ROWS q = { 0 };
	struct uuid *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_PUBLISHED_PARTS, v, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0 && !store_uuid(&q, 0, &all[n++]))
			ec = err(cx, E_CORRUPT, NULL, "published.id");
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int published_whose(struct cx *cx, const struct cover *c, const struct uuid *key, int what,
	int64_t **ret, size_t *ret_n)
{
	const struct store_value v[] = { SV_UUID(key), SV_INT(what) };
	STORE_ROWS q = { 0 };
	int64_t *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_PUBLISHED_WHO, v, 2, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
			all[n++] = store_int(&q, 0);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int published_newest(struct cx *cx, const struct cover *c, int64_t *ret)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_PUBLISHED_NEWEST, NULL, 0, &q), more;

	*ret = 0;
	if (ec < 0 || (more = store_next(cx, &q)) < 0)
		return ec < 0 ? ec : more;
	*ret = store_int(&q, 0);
	return 0;
}

/* ---- as changes ---- */

static int give_one(struct cx *cx, struct pass *p, const char *type, struct published *one)
{
	struct change change = { .type = type, .pos = one->pos };
	int ec = change_uuid_key(cx, &one->key, &change.key);

	change.gone = one->parts == 0;
	change.row = change.gone ? NULL : one;
	if (ec == 0)
		pass_give(p, change);
	return ec;
}

/* Which notices concern him follows from the tree: once it changed, all are given and taken back anew, as rounds are. */
static int give(struct cx *cx, struct pass *p, int what, const char *type)
{
	bool anew = what == PUBLISHED_NOTICE && (p->whole_n > 0 || p->all_whole || p->tree_changed);
	int64_t since = anew ? -1 : p->from;
	int ec = 0;

	while (ec == 0 && !pass_full(p)) {
		struct published *all;
		struct uuid last;
		size_t n;

		ec = published_list(cx, p->c, what, since, p->had.n > 0, &p->a,
			p->limit - p->items_n, &all, &n, &last);
		for (size_t i = 0; ec == 0 && i < n; i++)
			ec = give_one(cx, p, type, &all[i]);
		if (ec == 0 && uuid_is_nil(&last)) {
			pass_next(p);
			break;
		}
		p->a = last;
	}
	return ec;
}

int give_notices(struct cx *cx, struct pass *p)
{
	return give(cx, p, PUBLISHED_NOTICE, "notice");
}

int give_rules(struct cx *cx, struct pass *p)
{
	return give(cx, p, PUBLISHED_RULE, "rule");
}
