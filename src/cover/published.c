/* What is told to whoever works here, read: notices by the areas that they concern, lists of risk areas for everybody. */
#include <stdlib.h>
#include <string.h>

#include "core/when.h"
#include "cover/pass.h"
#include "generated/stmt.h"
#include "rules/norms.h"
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

/* ---- lists of risk areas that hold ---- */

/* A journey counts for as long as the norm of the day says. A list that was replaced before the first of these days begins says
 * nothing that anybody has to know still. */
static int64_t lists_since(int32_t day)
{
	const struct norm *travel = norm_trace(TRACE_TRAVEL, day);

	return day_start(day) - travel->ms;
}

/* It holds while any of its sources has issued no other; what names no source goes with the pieces that do. */
static int list_holds(struct cx *cx, const struct cover *c, const struct uuid *key, bool *ret)
{
	const struct store_value v[] = { SV_UUID(key), SV_INT(lists_since(day_of(c->now))) };
	bool named = false, nameless = false;
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_PUBLISHED_REPLACED, v, 2, &q), more = 0;

	*ret = false;
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		bool holds = store_int(&q, 1) == 0, has = store_int(&q, 0) != 0;

		named |= has;
		nameless |= !has && holds;
		*ret |= has && holds;
	}
	*ret |= !named && nameless;
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

/* Of a list that holds no longer he is told that it is gone, if he may have it. */
static int give_told(
	struct cx *cx, struct pass *p, const char *type, int what, struct published *one)
{
	bool holds = true;
	int ec = what == PUBLISHED_RULE && one->parts > 0 ?
		list_holds(cx, p->c, &one->key, &holds) :
		0;

	if (!holds)
		one->parts = 0;
	return ec < 0 || (!holds && p->had.n == 0) ? ec : give_one(cx, p, type, one);
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
			ec = give_told(cx, p, type, what, &all[i]);
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

/* ---- lists that begin or cease to hold by what another one says ---- */

struct moved {
	struct published one;
	bool back; /* what came behind it stands no longer */
};

/* Only the first of a key is looked at: one that may come again. */
static int moved_order(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;
	int c = uuid_cmp(&x->one.key, &y->one.key);

	return c ? c : y->back - x->back;
}

static int moved_take(struct cx *cx, struct rows *q, struct moved **all, size_t *n, size_t *cap)
{
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct moved *m;

		if ((ec = cover_room(cx, (void **)all, *n, cap, sizeof(**all))) < 0)
			break;
		m = &(*all)[(*n)++];
		*m = (struct moved){ .back = store_int(q, 1) == 0 };
		m->one.pos = store_int(q, 2);
		if (!store_uuid(q, 0, &m->one.key))
			ec = err(cx, E_CORRUPT, NULL, "published.key");
	}
	return ec < 0 ? ec : more;
}

/* Behind which one came, by the day or by a record, or is no more. */
static int moved_read(struct cx *cx, const struct pass *p, struct moved **ret, size_t *ret_n)
{
	const struct store_value from = SV_INT(p->from),
				 days[] = { SV_INT(lists_since((int32_t)p->had_day)),
					 SV_INT(lists_since((int32_t)p->now_day)) };
	STORE_ROWS by_record = { 0 };
	STORE_ROWS by_day = { 0 };
	size_t cap = 0;
	int ec;

	*ret = NULL;
	*ret_n = 0;
	if (p->from < 0)
		return 0;
	ec = store_query(cx, p->c->store, STMT_COVER_PUBLISHED_MOVED, &from, 1, &by_record);
	if (ec == 0)
		ec = moved_take(cx, &by_record, ret, ret_n, &cap);
	if (ec < 0 || p->had_day >= p->now_day)
		return ec;
	ec = store_query(cx, p->c->store, STMT_COVER_PUBLISHED_LEFT, days, 2, &by_day);
	return ec < 0 ? ec : moved_take(cx, &by_day, ret, ret_n, &cap);
}

/* One that holds and did before is here; it comes again where what was behind it is no more. */
static int give_moved(struct cx *cx, struct pass *p, struct moved *m)
{
	bool holds;
	int ec = list_holds(cx, p->c, &m->one.key, &holds);

	p->a = m->one.key;
	if (ec < 0 || (holds && (!m->back || m->one.pos > p->from)))
		return ec;
	m->one.parts = holds;
	return give_one(cx, p, "rule", &m->one);
}

int give_left(struct cx *cx, struct pass *p)
{
	struct moved *all;
	size_t n;
	int ec = moved_read(cx, p, &all, &n);

	if (ec == 0 && n > 1)
		qsort(all, n, sizeof(*all), moved_order);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		if (uuid_cmp(&all[i].one.key, &p->a) <= 0)
			continue;
		if (pass_full(p))
			return 0;
		ec = give_moved(cx, p, &all[i]);
	}
	if (ec == 0)
		pass_next(p);
	return ec;
}
