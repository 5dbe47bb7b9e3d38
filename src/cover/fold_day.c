/* Days: the sums of figures of an area on a local day, and the positions of the standing records behind them. */
#include <string.h>

#include "cover/pack.h"
#include "cover/work.h"
#include "generated/stmt.h"

#define SUMS_LOOKED_AT 16

struct day_row {
	struct str area;
	int64_t day;
	struct day_sum *sums;
	size_t sums_n, sums_cap;
	struct str packed; /* the list as loaded */
	int64_t last;      /* its greatest position */
	bool whole; /* list holds all positions; else those that come behind packed, ascending */
	int64_t *list;
	size_t list_n, list_cap;
	int64_t pos;
};

static int day_key(struct work *w, struct str area, int64_t day, struct str *ret)
{
	struct buf key;

	buf_init(&key, w->cx->arena);
	buf_add(&key, &day, sizeof(day));
	buf_str(&key, area);
	*ret = buf_get(&key);
	return buf_ok(&key) ? 0 : err(w->cx, E_NO_MEMORY, NULL);
}

static int row_at(struct work *w, struct map *rows, const struct amount *a, struct day_row **ret)
{
	struct str key;
	bool is_new;
	void *p;
	int rc = day_key(w, a->area, a->day, &key);

	if (rc == 0)
		rc = work_at(w, rows, key, sizeof(**ret), &p, &is_new);
	if (rc != 0)
		return rc;
	*ret = p;
	(*ret)->area = a->area;
	(*ret)->day = a->day;
	return 0;
}

static int collect(struct work *w, struct map *rows, const struct delta *deltas, size_t n)
{
	struct day_row *row;
	int rc = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; rc == 0 && k < deltas[i].fx.amounts_n; k++)
			rc = row_at(w, rows, &deltas[i].fx.amounts[k], &row);
	for (size_t i = 0; rc == 0 && i < w->rests_n; i++)
		rc = row_at(w, rows, &w->rests[i], &row);
	return rc;
}

static int take(struct work *w, struct day_row *row, struct str sums, struct str list)
{
	int rc = cx_str(w->cx, sums, &sums);

	if (rc == 0)
		rc = sums_unpack(w->cx, sums, &row->sums, &row->sums_n);
	row->sums_cap = row->sums_n;
	return rc == 0 ? cx_str(w->cx, list, &row->packed) : rc;
}

/* What is kept of a day that was written of late: this, its sums and its list. */
struct recent_day {
	int64_t pos, last;
	size_t sums;
};

/* list_pack has sorted the whole list; what came behind a packed one is ascending. */
static void keep_recent(
	struct work *w, struct str key, const struct day_row *row, struct str sums, struct str list)
{
	int64_t last = row->list_n > 0 ? row->list[row->list_n - 1] : row->whole ? 0 : row->last;
	struct recent_day d = { row->pos, last, sums.n };
	struct buf b;

	if (w->recent == NULL)
		return;
	buf_init(&b, w->cx->arena);
	buf_add(&b, &d, sizeof(d));
	buf_str(&b, sums);
	buf_str(&b, list);
	if (buf_ok(&b))
		recent_put(w->recent, RECENT_DAY, key, buf_get(&b));
	else
		recent_clear(w->recent);
}

static int take_recent(struct work *w, struct day_row *row, struct str s)
{
	struct recent_day d;

	memcpy(&d, s.p, sizeof(d));
	row->pos = d.pos;
	row->last = d.last;
	s = (struct str){ s.p + sizeof(d), s.n - sizeof(d) };
	return take(
		w, row, (struct str){ s.p, d.sums }, (struct str){ s.p + d.sums, s.n - d.sums });
}

static int take_found(struct work *w, struct map *rows, const struct rows *found)
{
	struct day_row *row;
	struct str key;
	int rc = day_key(w, store_str(found, 0), store_int(found, 1), &key);

	if (rc != 0)
		return rc;
	row = map_get(rows, key);
	row->pos = store_int(found, 4);
	rc = take(w, row, store_str(found, 2), store_str(found, 3));
	return rc == 0 ? list_last(w->cx, row->packed, &row->last) : rc;
}

static int load(struct work *w, struct map *rows)
{
	struct store_value *keys = cx_many(w->cx, rows->n * 2, struct store_value);
	STORE_ROWS found = { 0 };
	size_t i, asked = 0;
	int rc = keys != NULL ? 0 : -E_NO_MEMORY;

	for (i = 0; rc == 0 && i < rows->n; i++) {
		struct day_row *row = rows->entries[i].value;
		struct str kept;

		if (recent_get(w->recent, RECENT_DAY, rows->entries[i].key, &kept)) {
			rc = take_recent(w, row, kept);
			continue;
		}
		if (!written_may(w->written, WRITTEN_DAY, rows->entries[i].key))
			continue;
		keys[2 * asked] = SV_TEXT(row->area);
		keys[2 * asked++ + 1] = SV_INT(row->day);
	}
	if (rc != 0 || asked == 0)
		return rc;
	rc = store_query_each(w->cx, w->s, STMT_DAY_GET, keys, asked, &found);
	while (rc == 0 && (rc = store_next(w->cx, &found)) == 1)
		rc = take_found(w, rows, &found);
	return rc;
}

/* Most records add to the few sums that those before them added to; sums_pack joins the others. */
static int add_sum(struct work *w, struct day_row *row, const struct amount *a, int64_t n)
{
	struct day_sum *wider;
	size_t i;

	for (i = row->sums_n; i-- > 0 && row->sums_n - i <= SUMS_LOOKED_AT;) {
		struct day_sum *s = &row->sums[i];

		if (s->figure != a->figure || !uuid_eq(&s->scope, &a->scope))
			continue;
		s->n = (int64_t)((uint64_t)s->n + (uint64_t)n);
		return 0;
	}
	if (row->sums_n == row->sums_cap) {
		row->sums_cap = row->sums_cap * 2 + 8;
		wider = cx_many(w->cx, row->sums_cap, struct day_sum);
		if (wider == NULL)
			return -E_NO_MEMORY;
		if (row->sums_n > 0)
			memcpy(wider, row->sums, row->sums_n * sizeof(*wider));
		row->sums = wider;
	}
	row->sums[row->sums_n++] = (struct day_sum){
		.scope = a->scope, .figure = a->figure, .n = n
	};
	return 0;
}

static int list_push(struct work *w, struct day_row *row, int64_t pos)
{
	int64_t *wider;

	if (row->list_n == row->list_cap) {
		row->list_cap = row->list_cap * 2 + 16;
		wider = cx_many(w->cx, row->list_cap, int64_t);
		if (wider == NULL)
			return -E_NO_MEMORY;
		if (row->list_n > 0)
			memcpy(wider, row->list, row->list_n * sizeof(*wider));
		row->list = wider;
	}
	row->list[row->list_n++] = pos;
	return 0;
}

/* A position that is taken back, or comes late, needs the whole list. */
static int list_open(struct work *w, struct day_row *row)
{
	int64_t *more = row->list;
	size_t i, more_n = row->list_n;
	int rc;

	if (row->whole)
		return 0;
	row->whole = true;
	rc = list_unpack(w->cx, row->packed, &row->list, &row->list_n);
	row->list_cap = row->list_n;
	for (i = 0; rc == 0 && i < more_n; i++)
		rc = list_push(w, row, more[i]);
	return rc;
}

static int list_change(struct work *w, struct day_row *row, int64_t pos, int sign)
{
	int64_t last = row->list_n > 0 ? row->list[row->list_n - 1] : row->last;
	size_t i;
	int rc;

	if (sign > 0 && !row->whole && pos >= last)
		return pos == last ? 0 : list_push(w, row, pos);
	rc = list_open(w, row);
	if (rc != 0)
		return rc;
	for (i = 0; i < row->list_n && row->list[i] != pos; i++)
		;
	if (sign < 0) {
		if (i < row->list_n)
			row->list[i] = row->list[--row->list_n];
		return 0;
	}
	return i < row->list_n ? 0 : list_push(w, row, pos);
}

static int change(struct work *w, struct map *rows, const struct delta *d)
{
	struct day_row *row = NULL;
	int rc = 0;

	for (size_t k = 0; rc == 0 && k < d->fx.amounts_n; k++) {
		const struct amount *a = &d->fx.amounts[k];

		rc = row_at(w, rows, a, &row);
		if (rc == 0)
			rc = add_sum(w, row, a, d->sign * a->n);
		if (rc == 0)
			rc = list_change(w, row, d->r->pos, d->sign);
		if (rc == 0 && d->pos > row->pos)
			row->pos = d->pos;
	}
	return rc;
}

/* Their records lie in the lists already: each says that it may count. */
static int change_rests(struct work *w, struct map *rows)
{
	struct day_row *row;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->rests_n; i++) {
		rc = row_at(w, rows, &w->rests[i], &row);
		if (rc == 0)
			rc = add_sum(w, row, &w->rests[i], w->rests[i].n);
		if (rc == 0 && w->pos > row->pos)
			row->pos = w->pos;
	}
	return rc;
}

static int store(struct work *w, const struct map *rows)
{
	struct store_value *v = cx_many(w->cx, rows->n * 5, struct store_value);
	struct str sums, list;
	size_t i;
	int rc = 0;

	if (v == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < rows->n; i++) {
		struct day_row *row = rows->entries[i].value;

		rc = sums_pack(w->cx, row->sums, row->sums_n, &sums);
		if (rc == 0)
			rc = row->whole ? list_pack(w->cx, row->list, row->list_n, &list) :
					  list_append(w->cx, row->packed, row->last, row->list,
						  row->list_n, &list);
		if (rc == 0)
			keep_recent(w, rows->entries[i].key, row, sums, list);
		written_add(w->written, WRITTEN_DAY, rows->entries[i].key);
		v[5 * i] = SV_TEXT(row->area);
		v[5 * i + 1] = SV_INT(row->day);
		v[5 * i + 2] = SV_BLOB(sums);
		v[5 * i + 3] = SV_BLOB(list);
		v[5 * i + 4] = SV_INT(row->pos);
	}
	return rc == 0 ? store_each(w->cx, w->s, STMT_DAY_PUT, v, rows->n) : rc;
}

int fold_days(struct work *w, struct delta *deltas, size_t n)
{
	struct map rows;
	size_t i;
	int rc;

	map_init(&rows, w->cx->arena);
	rc = collect(w, &rows, deltas, n);
	if (rc == 0)
		rc = load(w, &rows);
	for (i = 0; rc == 0 && i < n; i++)
		rc = change(w, &rows, &deltas[i]);
	if (rc == 0)
		rc = change_rests(w, &rows);
	return rc == 0 ? store(w, &rows) : rc;
}
