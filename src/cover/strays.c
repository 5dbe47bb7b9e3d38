/* Answers to no target: kept, counted nowhere, and listed for somebody to look at. They lie in no
 * area of the table, so who sees one is decided by where its subject lives, and where that is not
 * known, by where it was answered. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "generated/stmt.h"

static int stray_rounds(struct cx *cx, const struct cover *c, struct uuid **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct uuid *ids = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_TARGET_ROUNDS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, ids, n, cap)) == 0 && !store_uuid(&q, 0, &ids[n++]))
			ec = err(cx, E_CORRUPT, NULL, "target");
	*ret = ids;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* An answer's text is its record's area, after the kind of round that it obliges, if it does. */
static struct str act_area(const struct act *a)
{
	struct str rest = a->text, part = STR("");

	if (a->obliges != 0)
		str_split(&rest, '\x1f', &part);
	str_split(&rest, '\x1f', &part);
	return part;
}

static int stray_area(struct cx *cx, struct str packed, struct str *ret)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, FOLD_TARGET, &acts, &n);

	*ret = STR("");
	if (ec == 0 && n > 0)
		*ret = act_area(&acts[n - 1]);
	return ec;
}

static int stray_take(struct cx *cx, const struct cover *c, const struct rows *q, struct stray *ret)
{
	bool known = !store_null(q, 14) && store_int(q, 14) != SUBJECT_UNKNOWN;
	int ec = target_row(cx, q, &ret->target);

	ret->subject_known = known;
	if (ec < 0 || (ec = cx_str(cx, store_str(q, 13), &ret->acts)) < 0)
		return ec;
	if (known)
		ec = cx_str(cx, store_str(q, 15), &ret->target.area);
	else
		ec = stray_area(cx, ret->acts, &ret->target.area);
	ret->seen = ec == 0 && reader_sees(c->tree, c->who, ret->target.area);
	return ec;
}

static int stray_order(const void *a, const void *b)
{
	const struct target *x = &((const struct stray *)a)->target,
			    *y = &((const struct stray *)b)->target;
	int d = uuid_cmp(&x->round, &y->round);

	if (d == 0)
		d = uuid_cmp(&x->subject, &y->subject);
	return d != 0 ? d : (x->slot > y->slot) - (x->slot < y->slot);
}

int strays_read(struct cx *cx, const struct cover *c, const struct uuid *round, struct stray **ret,
	size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct uuid one = round == NULL ? uuid_nil : *round, *rounds = &one;
	struct store_value *values;
	struct stray *all = NULL;
	size_t n = 0, cap = 0, rounds_n = 1;
	int ec = round == NULL ? stray_rounds(cx, c, &rounds, &rounds_n) : 0, more = 0;

	*ret = NULL;
	*ret_n = 0;
	if (ec < 0 || rounds_n == 0)
		return ec;
	values = cx_many(cx, rounds_n, struct store_value);
	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < rounds_n; i++)
		values[i] = SV_UUID(&rounds[i]);
	ec = store_query_each(cx, c->store, STMT_COVER_STRAYS, values, rounds_n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0 &&
			(ec = stray_take(cx, c, &q, &all[n])) == 0)
			n += all[n].seen;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), stray_order);
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int round_strays(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct target **ret, size_t *ret_n)
{
	struct stray *all;
	struct target *targets;
	size_t n;
	struct round known;
	int ec = round == NULL ? 0 : round_get(cx, c, round, &known);

	if (ec < 0 || (ec = strays_read(cx, c, round, &all, &n)) < 0)
		return ec;
	targets = cx_many(cx, n, struct target);
	if (targets == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		targets[i] = all[i].target;
	*ret = targets;
	*ret_n = n;
	return 0;
}
