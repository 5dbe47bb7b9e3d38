/* Reading the roster. */
#include "cover/cover_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/work.h"
#include "generated/stmt.h"

int subject_get(struct cx *cx, const struct cover *c, const struct uuid *id, struct subject *ret)
{
	const struct store_value values[] = { SV_UUID(id) };
	STORE_ROWS q = { 0 };
	char text[UUID_TEXT + 1];
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT, values, 1, &q);

	if (ec < 0 || (ec = store_next(cx, &q)) < 0)
		return ec;
	if (ec > 0 && store_int(&q, 1) != SUBJECT_UNKNOWN &&
		reader_sees(c->tree, c->who, store_str(&q, 2)))
		return subject_row(cx, &q, ret);
	uuid_write(id, text);
	return err(cx, E_NOT_FOUND, "subject", text);
}

/* SUBJECT_UNKNOWN for one that is not there. */
static int subject_or_none(
	struct cx *cx, const struct cover *c, const struct uuid *id, struct subject *ret)
{
	int ec = subject_get(cx, c, id, ret);

	if (ec != -E_NOT_FOUND)
		return ec;
	err_clear(cx);
	*ret = (struct subject){ .id = *id };
	return 0;
}

#define RANGE_FROM 8  /* so many of an area: its subjects are read as they lie, not one by one */
#define RANGE_TIMES 4 /* at most so many times as many as are asked for */

/* The subjects of an area behind the first one, which is there: those that lie there still. */
static int subjects_range(struct cx *cx, const struct cover *c, const struct target *targets,
	size_t n, struct subject *ret)
{
	const struct store_value values[] = { SV_TEXT(ret[0].area), SV_INT(ret[0].type),
		SV_UUID(&ret[0].id), SV_INT(-1), SV_INT((int64_t)(RANGE_TIMES * n)) };
	STORE_ROWS q = { 0 };
	size_t at = 1;
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_PAGE, values, 5, &q);

	while (ec == 0 && at < n && (ec = store_next(cx, &q)) > 0) {
		struct uuid id;

		if (!store_uuid(&q, 0, &id))
			return err(cx, E_CORRUPT, NULL, "subject");
		while (at < n && uuid_cmp(&targets[at].subject, &id) < 0)
			at++;
		ec = at < n && uuid_eq(&targets[at].subject, &id) ? subject_row(cx, &q, &ret[at]) :
								    0;
	}
	return ec;
}

int target_subjects(struct cx *cx, const struct cover *c, const struct target *targets, size_t n,
	struct subject *ret)
{
	int ec = 0;

	if (n > 0)
		memset(ret, 0, n * sizeof(*ret));
	for (size_t i = 0, k; ec == 0 && i < n; i = k) {
		for (k = i + 1; k < n && str_eq(targets[k].area, targets[i].area); k++)
			;
		ec = subject_or_none(cx, c, &targets[i].subject, &ret[i]);
		if (ec == 0 && k - i >= RANGE_FROM && ret[i].type != SUBJECT_UNKNOWN &&
			str_eq(ret[i].area, targets[i].area))
			ec = subjects_range(cx, c, &targets[i], k - i, &ret[i]);
		for (size_t j = i + 1; ec == 0 && j < k; j++)
			if (ret[j].type == SUBJECT_UNKNOWN)
				ec = subject_or_none(cx, c, &targets[j].subject, &ret[j]);
	}
	return ec;
}

/* Of a row with area, moved and acts. */
static int lies_row(struct cx *cx, const struct rows *q, int64_t at, struct lying *ret)
{
	struct subject_row row = { 0 };
	struct str packed;
	int ec = cx_str(cx, store_str(q, 0), &ret->now);

	ret->then = ret->now;
	ret->type = (enum subject_type)store_int(q, 3);
	if (ec == 0 && !store_uuid(q, 4, &ret->id))
		return err(cx, E_CORRUPT, NULL, "subject");
	if (ec < 0 || store_int(q, 1) == 0)
		return ec;
	/* The acts point into what they were packed in. */
	ec = cx_str(cx, store_str(q, 2), &packed);
	if (ec == 0)
		ec = acts_unpack(cx, packed, FOLD_SUBJECT, &row.acts.all, &row.acts.n);
	if (ec == 0)
		ret->then = subject_position(&row, at);
	return ec;
}

int subjects_lie(struct cx *cx, struct store *s, const struct uuid *ids, size_t n, int64_t at,
	struct lying **ret, size_t *ret_n)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	struct lying *all = cx_many(cx, n, struct lying);
	STORE_ROWS q = { 0 };
	int ec = keys != NULL && all != NULL ? 0 : -E_NO_MEMORY, more = 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		keys[i] = SV_UUID(&ids[i]);
	if (ec == 0)
		ec = store_query_each(cx, s, STMT_COVER_SUBJECTS_LIE, keys, n, &q);
	*ret_n = 0;
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = lies_row(cx, &q, at, &all[(*ret_n)++]);
	*ret = all;
	return ec < 0 ? ec : more;
}

int subject_lies(
	struct cx *cx, struct store *s, const struct uuid *id, int64_t at, struct lying *ret)
{
	struct lying *lies;
	size_t n = 0;
	int ec = subjects_lie(cx, s, id, 1, at, &lies, &n);

	*ret = n > 0 ? *lies : (struct lying){ .now = STR(""), .then = STR("") };
	return ec;
}

int subjects_there(
	struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, bool *ret)
{
	struct store_value *keys = cx_many(cx, n, struct store_value);
	struct map there;
	STORE_ROWS q = { 0 };
	struct uuid id;
	int ec = keys != NULL ? 0 : -E_NO_MEMORY;

	map_init(&there, cx->arena);
	for (size_t i = 0; ec == 0 && i < n; i++)
		keys[i] = SV_UUID(&ids[i]);
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_SUBJECT_AREAS, keys, n, &q);
	while (ec == 0 && (ec = store_next(cx, &q)) == 1) {
		void **at = store_uuid(&q, 0, &id) ? map_at(&there, uuid_bytes(&id)) : NULL;

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = keys;
		ec = 0;
	}
	for (size_t i = 0; ec == 0 && i < n; i++)
		ret[i] = map_get(&there, uuid_bytes(&ids[i])) != NULL;
	return ec;
}

/* ---- lists ---- */

/* A place in the roster where to read: the subjects of one type in one area. */
struct shelf {
	struct str area;
	enum subject_type type;
};

static int shelf_order(const void *a, const void *b)
{
	const struct shelf *x = a, *y = b;
	int d = str_cmp(x->area, y->area);

	return d != 0 ? d : (int)x->type - (int)y->type;
}

/* The shelves that hold something, by area and type: from the roster's tallies, so empty areas cost
 * nothing. */
static int shelves(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct shelf **ret, size_t *ret_n)
{
	struct area_run *runs;
	size_t runs_n, n = 0, cap = 0;
	struct shelf *all = NULL;
	int ec = cover_top(cx, c, area);

	if (ec < 0 || (ec = tree_seen(cx, c->tree, c->who, area, &runs, &runs_n)) < 0)
		return ec;
	for (int t = SUBJECT_DWELLING; t < SUBJECT_TYPES; t++) {
		struct uuid roster = roster_id((enum subject_type)t);
		struct tally *tallies;
		size_t tallies_n;

		if (type != SUBJECT_UNKNOWN && (int)type != t)
			continue;
		ec = tally_read(cx, c, &roster, runs, runs_n, c->who->everywhere && area.n == 0,
			&tallies, &tallies_n);
		for (size_t i = 0; ec == 0 && i < tallies_n; i++) {
			if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
				all[n++] = (struct shelf){ tallies[i].area, (enum subject_type)t };
		}
		if (ec < 0)
			return ec;
	}
	if (n > 1)
		qsort(all, n, sizeof(*all), shelf_order);
	*ret = all;
	*ret_n = n;
	return 0;
}

static int read_shelf(struct cx *cx, const struct cover *c, const struct shelf *from,
	const struct uuid *after, size_t limit, struct subject *ret, size_t *n)
{
	const struct store_value values[] = { SV_TEXT(from->area), SV_INT(from->type),
		SV_UUID(after), SV_INT(-1), SV_INT((int64_t)(limit - *n)) };
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_SUBJECT_PAGE, values, 5, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = subject_row(cx, &q, &ret[(*n)++]);
	return ec < 0 ? ec : more;
}

static int list_cursor(struct cx *cx, const struct subject *last, struct str *ret)
{
	struct buf b;

	cursor_begin(cx, &b, 's');
	cursor_put_str(&b, last->area);
	cursor_put_int(&b, last->type);
	cursor_put_uuid(&b, &last->id);
	return cursor_end(cx, &b, ret);
}

static int list_start(struct cx *cx, struct str after, struct shelf *ret_at, struct uuid *ret_id)
{
	struct cursor cur;
	int ec;

	*ret_at = (struct shelf){ STR(""), SUBJECT_UNKNOWN };
	*ret_id = uuid_nil;
	if (after.n == 0)
		return 0;
	if ((ec = cursor_open(cx, after, 's', &cur)) < 0)
		return ec;
	ret_at->area = cursor_str(&cur);
	ret_at->type = (enum subject_type)cursor_int(&cur);
	*ret_id = cursor_uuid(&cur);
	return cursor_close(cx, &cur);
}

int subject_list(struct cx *cx, const struct cover *c, struct str area, enum subject_type type,
	struct str after, size_t limit, struct subject **ret, size_t *ret_n, struct str *ret_next)
{
	struct shelf *all, at;
	struct subject *items;
	struct uuid id;
	size_t all_n, n = 0;
	int ec = cover_limit(cx, limit);

	if (ec < 0 || (ec = list_start(cx, after, &at, &id)) < 0 ||
		(ec = shelves(cx, c, area, type, &all, &all_n)) < 0)
		return ec;
	items = cx_many(cx, limit + 1, struct subject);
	if (items == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < all_n && n <= limit; i++) {
		int d = shelf_order(&all[i], &at);

		if (d >= 0 &&
			(ec = read_shelf(cx, c, &all[i], d == 0 ? &id : &uuid_nil, limit + 1, items,
				 &n)) < 0)
			return ec;
	}
	*ret_next = STR_NONE;
	*ret = items;
	*ret_n = n > limit ? limit : n;
	return n > limit ? list_cursor(cx, &items[limit - 1], ret_next) : 0;
}

/* ---- suspects ---- */

int subject_suspects(struct cx *cx, const struct cover *c, struct suspect **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct suspect *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_SUSPECTS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		/* One side is enough: whoever has either of the two must hear of it, and of the other
		 * only that there is one. */
		bool a = reader_sees(c->tree, c->who, store_str(&q, 3)),
		     b = reader_sees(c->tree, c->who, store_str(&q, 4));

		if (!a && !b)
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		if (!store_uuid(&q, 0, &all[n].a) || !store_uuid(&q, 1, &all[n].b))
			return err(cx, E_CORRUPT, NULL, "suspect");
		all[n].label = (int)store_int(&q, 2);
		all[n].a_away = !a;
		all[n].b_away = !b;
		ec = cx_str(cx, store_str(&q, a ? 3 : 4), &all[n++].area);
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}
