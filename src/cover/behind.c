/* The days of areas, and the records behind them: positions are looked up in the journal piece by
 * piece, each piece in memory of its own, so that a figure over a million records needs no more
 * than one over five hundred. */
#include "cover/figure_read.h"

#include <stdlib.h>

#include "generated/stmt.h"
#include "record/journal.h"
#include "sys/sys.h"

#define BEHIND_PIECE 500

/* ---- where days lie ---- */

static int all_day_areas(struct cx *cx, const struct cover *c, struct str **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct str *areas = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_DAY_AREAS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, areas, n, cap)) == 0)
			ec = cx_str(cx, store_str(&q, 0), &areas[n++]);
	*ret = areas;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

static int str_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

int day_areas(
	struct cx *cx, const struct cover *c, struct str area, struct str **ret, size_t *ret_n)
{
	const struct area *const *seen;
	struct str *areas;
	size_t n;
	int ec;

	if (area.n == 0 && c->who->everywhere)
		return all_day_areas(cx, c, ret, ret_n);
	if ((ec = area_visible(cx, c->tree, c->who, area, &seen, &n)) < 0)
		return ec;
	areas = cx_many(cx, n, struct str);
	if (areas == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		areas[i] = seen[i]->id;
	if (n > 1)
		qsort(areas, n, sizeof(*areas), str_order);
	*ret = areas;
	*ret_n = n;
	return 0;
}

int days_query(struct cx *cx, const struct cover *c, int stmt, const struct str *areas, size_t n,
	int32_t from, int32_t to, struct rows *ret)
{
	struct store_value *values = cx_array(cx, n, 3 * sizeof(*values));

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		values[3 * i] = SV_TEXT(areas[i]);
		values[3 * i + 1] = SV_INT(from);
		values[3 * i + 2] = SV_INT(to);
	}
	return store_query_each(cx, c->store, stmt, values, n, ret);
}

/* ---- the records ---- */

static int position_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int entry_take(struct cx *cx, const struct rows *q, struct entry *e)
{
	int ec;

	e->type = ENTRY_RECORD;
	e->pos = store_int(q, 0);
	e->bits = (uint32_t)store_int(q, 1);
	e->received = store_int(q, 3);
	e->at_used = store_int(q, 4);
	if (!store_uuid(q, 2, &e->id))
		return err(cx, E_CORRUPT, NULL, "journal.id");
	ec = cx_str(cx, store_str(q, 5), &e->via);
	return ec == 0 ? cx_str(cx, store_str(q, 6), &e->open) : ec;
}

static int entries_read(
	struct cx *cx, const struct cover *c, const int64_t *positions, size_t n, struct entry *ret)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	size_t found = 0;
	int ec, more = 0;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++)
		values[i] = SV_INT(positions[i]);
	ec = store_query_each(cx, c->store, STMT_COVER_ENTRIES, values, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		int64_t pos = store_int(&q, 0);
		const int64_t *at = bsearch(&pos, positions, n, sizeof(pos), position_order);

		if (at == NULL || ret[at - positions].pos != 0)
			continue;
		found++;
		ec = entry_take(cx, &q, &ret[at - positions]);
	}
	if (ec < 0 || more < 0)
		return ec < 0 ? ec : more;
	return found == n ? 0 : err(cx, E_CORRUPT, NULL, "area_day.list");
}

static int behind_piece(struct cx *cx, const struct cover *c, const int64_t *positions, size_t n,
	behind_take *take, void *arg)
{
	struct entry *entries = cx_many(cx, n, struct entry);
	int ec = entries == NULL ? -E_NO_MEMORY : entries_read(cx, c, positions, n, entries);

	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct record *r;
		struct effects fx;

		if ((ec = journal_record(cx, c->kinds, &entries[i], &r)) == 0 &&
			(ec = effects_of(cx, r, &fx)) == 0)
			ec = take(arg, cx, r, &fx);
	}
	return ec;
}

void error_pass(struct cx *cx, const struct cx *own)
{
	struct err_info e = own->e;
	struct str *texts[] = { &e.field, &e.zh, &e.en, &e.remedy_zh, &e.remedy_en };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (texts[i]->p != NULL && cx_str(cx, *texts[i], texts[i]) < 0)
			return;
	cx->e = e;
}

int behind(struct cx *cx, const struct cover *c, const int64_t *positions, size_t n,
	behind_take *take, void *arg)
{
	struct arena memory;
	struct cx own = { .arena = &memory };
	int ec = 0;

	arena_init(&memory, &sys_heap, 0);
	for (size_t i = 0; ec == 0 && i < n; i += BEHIND_PIECE) {
		size_t piece = n - i < BEHIND_PIECE ? n - i : BEHIND_PIECE;

		arena_reset(&memory);
		ec = behind_piece(&own, c, positions + i, piece, take, arg);
	}
	if (ec < 0 && own.e.code != 0) /* else take() said it where it wanted */
		error_pass(cx, &own);
	arena_done(&memory);
	return ec;
}
