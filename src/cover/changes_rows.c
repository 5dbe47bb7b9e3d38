/* The rows of changes that lie in areas: subjects and targets. Only areas in which something
 * changed are looked into: their tallies say so. */
#include "cover/pass.h"

#include <stdlib.h>

#include "generated/stmt.h"

#define SCAN_OVER 20000 /* so many look-ups are dearer than reading all tallies */

int change_uuid_key(struct cx *cx, const struct uuid *u, struct str *ret)
{
	char text[UUID_TEXT + 1];

	uuid_write(u, text);
	return cx_str(cx, (struct str){ text, UUID_TEXT }, ret);
}

int change_target_key(struct cx *cx, const struct uuid *round, struct str area,
	const struct uuid *subject, int64_t slot, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_uuid(&b, round);
	buf_c(&b, '/');
	buf_str(&b, area);
	buf_c(&b, '/');
	buf_uuid(&b, subject);
	buf_fmt(&b, "/%lld", (long long)slot);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}

/* ---- where something changed ---- */

/* Rows of one round (or of the roster) in one area that may have changed. */
struct touched {
	struct uuid round;
	struct str area;
	int64_t after;
};

static int touched_order(const void *a, const void *b)
{
	const struct touched *x = a, *y = b;
	int d = uuid_cmp(&x->round, &y->round);

	return d != 0 ? d : str_cmp(x->area, y->area);
}

static int touched_take(
	struct cx *cx, const struct pass *p, struct rows *q, struct touched **ret, size_t *ret_n)
{
	struct touched *all = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct str area = store_str(q, 1);
		const struct area *a = area_find(p->c->tree, area);
		int64_t after = pass_after(p, a);

		if (store_int(q, 2) <= after ||
			(a == NULL ? !p->c->who->everywhere :
				     !tree_in(p->seen, p->seen_n, tree_at(a))))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].after = after;
		if (!store_uuid(q, 0, &all[n].round))
			return err(cx, E_CORRUPT, NULL, "tally");
		ec = cx_str(cx, area, &all[n++].area);
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), touched_order);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int touched_all(struct cx *cx, const struct pass *p, struct touched **ret, size_t *ret_n)
{
	bool whole = p->whole_n > 0 || p->all_whole;
	const struct store_value values[] = { SV_INT(whole ? -1 : p->from) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_TOUCHED_ALL, values, 1, &q);

	return ec < 0 ? ec : touched_take(cx, p, &q, ret, ret_n);
}

static int touched_some(struct cx *cx, const struct pass *p, const struct uuid *ids, size_t ids_n,
	struct touched **ret, size_t *ret_n)
{
	struct store_value *values = cx_array(
		cx, ids_n * tree_count(p->seen, p->seen_n), 3 * sizeof(*values));
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t k = 0; k < ids_n; k++) {
		for (size_t i = 0; i < p->seen_n; i++) {
			for (uint32_t at = p->seen[i].from; at < p->seen[i].to; at++) {
				const struct area *a = tree_area(p->c->tree, at);

				values[n++] = SV_UUID(&ids[k]);
				values[n++] = SV_TEXT(a->id);
				values[n++] = SV_INT(pass_after(p, a));
			}
		}
	}
	ec = store_query_each(cx, p->c->store, STMT_COVER_TOUCHED, values, n / 3, &q);
	return ec < 0 ? ec : touched_take(cx, p, &q, ret, ret_n);
}

static int touched_of(struct cx *cx, const struct pass *p, const struct uuid *ids, size_t n,
	struct touched **ret, size_t *ret_n)
{
	size_t areas = tree_count(p->seen, p->seen_n);

	*ret = NULL;
	*ret_n = 0;
	if (p->c->who->everywhere || (n > 0 && areas > SCAN_OVER / n))
		return touched_all(cx, p, ret, ret_n);
	return touched_some(cx, p, ids, n, ret, ret_n);
}

/* ---- subjects ---- */

static int shelf_subjects(struct cx *cx, struct pass *p, const struct touched *t)
{
	size_t want = p->limit - p->items_n;
	const struct store_value values[] = { SV_TEXT(t->area), SV_INT(t->round.b[15]),
		SV_UUID(&p->b), SV_INT(t->after), SV_INT((int64_t)want) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_SUBJECT_PAGE, values, 5, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct subject *s = cx_new(cx, struct subject);
		struct change one = { .type = "subject", .row = s };

		if (s == NULL)
			return -E_NO_MEMORY;
		if ((ec = subject_row(cx, &q, s)) < 0 ||
			(ec = change_uuid_key(cx, &s->id, &one.key)) < 0)
			break;
		one.pos = s->pos;
		p->b = s->id;
		pass_give(p, one);
	}
	return ec < 0 ? ec : more;
}

/* The last key: roster and area of the shelf, and the subject in it. */
int give_subjects(struct cx *cx, struct pass *p)
{
	struct uuid rosters[SUBJECT_TYPES];
	struct touched *all, at = { .round = p->a, .area = p->area };
	size_t n, rosters_n = 0;
	int ec;

	for (int t = SUBJECT_DWELLING; t < SUBJECT_TYPES; t++)
		rosters[rosters_n++] = roster_id((enum subject_type)t);
	ec = touched_of(cx, p, rosters, rosters_n, &all, &n);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		int d = touched_order(&all[i], &at);

		if (d < 0 || !is_roster_id(&all[i].round))
			continue;
		if (pass_full(p))
			return 0;
		if (d > 0)
			p->b = uuid_nil;
		p->a = all[i].round;
		p->area = all[i].area;
		ec = shelf_subjects(cx, p, &all[i]);
		if (ec == 0 && pass_full(p))
			return 0;
	}
	if (ec == 0)
		pass_next(p);
	return ec;
}

/* ---- targets ---- */

static int give_target(struct cx *cx, struct pass *p, const struct rows *q, int64_t due)
{
	struct target *t = cx_new(cx, struct target);
	struct change one = { .type = "target", .row = t };
	int ec;

	if (t == NULL)
		return -E_NO_MEMORY;
	if ((ec = target_row(cx, q, t)) < 0 ||
		(ec = change_target_key(cx, &t->round, t->area, &t->subject, t->slot, &one.key)) <
			0)
		return ec;
	target_overdue(t, due, p->c->now);
	one.pos = t->pos;
	p->b = t->subject;
	p->n = t->slot;
	pass_give(p, one);
	return 0;
}

static int shelf_targets(struct cx *cx, struct pass *p, const struct touched *t, int64_t due)
{
	size_t want = p->limit - p->items_n;
	const struct store_value values[] = { SV_UUID(&t->round), SV_TEXT(t->area), SV_UUID(&p->b),
		SV_INT(p->n), SV_INT(t->after), SV_INT((int64_t)want) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, p->c->store, STMT_COVER_TARGET_PAGE, values, 6, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = give_target(cx, p, &q, due);
	return ec < 0 ? ec : more;
}

/* The last key: round and area of the shelf, subject and slot in it. */
int give_targets(struct cx *cx, struct pass *p)
{
	struct round *rounds;
	struct uuid *ids;
	struct touched *all, at = { .round = p->a, .area = p->area };
	size_t rounds_n, n;
	int ec = rounds_seen(cx, p->c, &rounds, &rounds_n);

	if (ec < 0)
		return ec;
	if (rounds_n > 1)
		qsort(rounds, rounds_n, sizeof(*rounds), pass_round_order);
	ids = cx_many(cx, rounds_n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < rounds_n; i++)
		ids[i] = rounds[i].id;
	ec = touched_of(cx, p, ids, rounds_n, &all, &n);
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct round key = { .id = all[i].round },
				   *r = rounds_n == 0 ?
			NULL :
			bsearch(&key, rounds, rounds_n, sizeof(key), pass_round_order);
		int d = touched_order(&all[i], &at);

		if (d < 0 || is_roster_id(&all[i].round))
			continue;
		if (pass_full(p))
			return 0;
		if (d > 0) {
			p->b = uuid_nil;
			p->n = INT64_MIN;
		}
		p->a = all[i].round;
		p->area = all[i].area;
		ec = shelf_targets(cx, p, &all[i], r == NULL ? 0 : r->due);
		if (ec == 0 && pass_full(p))
			return 0;
	}
	if (ec == 0)
		pass_next(p);
	return ec;
}
