/* Goods: movements and counts of one place, item and local day fold to what came, what went, and the day's latest count with
 * what had moved before it. What is booked at a count is then the sum over the days before, and this. Each incident has its
 * own rows: which of them are exercises may be known later, and is asked when they are read. */
#include <string.h>

#include "cover/goods.h"
#include "cover/work.h"
#include "generated/stmt.h"

struct ledger_row {
	struct str place, item, lot;
	struct uuid incident;
	int64_t day;
	struct acts acts;
	int64_t pos;
};

static int row_at(struct work *w, struct map *rows, const struct act *a, struct ledger_row **ret,
	bool *ret_new)
{
	struct buf key;
	void *p;
	int rc;

	buf_init(&key, w->cx->arena);
	buf_str(&key, a->name);
	buf_fmt(&key, "\x1f%lld\x1f", (long long)a->slot);
	buf_add(&key, (const char *)a->key.b, sizeof(a->key.b));
	rc = work_at(w, rows, buf_get(&key), sizeof(**ret), &p, ret_new);
	if (rc != 0)
		return rc;
	*ret = p;
	if (*ret_new) {
		(*ret)->place = part_of(a->name, '\x1f', 0);
		(*ret)->item = part_of(a->name, '\x1f', 1);
		(*ret)->lot = part_of(a->name, '\x1f', 2);
		(*ret)->incident = a->key;
		(*ret)->day = a->slot;
	}
	return 0;
}

#define LEDGER_KEY(row) \
	SV_TEXT((row)->place), SV_TEXT((row)->item), SV_TEXT((row)->lot), \
		SV_UUID(&(row)->incident), SV_INT((row)->day)

static int load(struct work *w, struct ledger_row *row)
{
	const struct store_value key[] = { LEDGER_KEY(row) };
	STORE_ROWS rows = { 0 };
	struct str packed;
	size_t i;
	int rc = store_query_each(w->cx, w->s, STMT_LEDGER_GET, key, 1, &rows);

	if (rc == 0)
		rc = store_next(w->cx, &rows);
	if (rc != 1)
		return rc;
	rc = cx_str(w->cx, store_str(&rows, 0), &packed);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_LEDGER, &row->acts.all, &row->acts.n);
	row->acts.cap = row->acts.n;
	for (i = 0; rc == 0 && i < row->acts.n; i++)
		row->acts.all[i].slot = row->day;
	return rc;
}

struct goods_sums goods_sums(const struct act *acts, size_t n)
{
	struct goods_sums s = { .counted = -1, .area = STR("") };

	for (size_t i = 0; i < n; i++) {
		const struct act *a = &acts[i];

		s.area = a->text;
		if (a->what == LEDGER_IN)
			s.came += a->n;
		else if (a->what == LEDGER_OUT)
			s.went += a->n;
		if (a->what != LEDGER_COUNT)
			continue;
		s.counted = a->n;
		s.counted_at = a->at_used;
		s.before = s.came - s.went;
	}
	return s;
}

static int store_row(struct work *w, const struct ledger_row *row)
{
	struct goods_sums s = goods_sums(row->acts.all, row->acts.n);
	struct str packed;
	int rc;

	if (row->acts.n == 0) {
		const struct store_value key[] = { LEDGER_KEY(row) };

		return store_each(w->cx, w->s, STMT_LEDGER_DROP, key, 1);
	}
	rc = acts_pack(w->cx, row->acts.all, row->acts.n, &packed);
	if (rc == 0) {
		const struct store_value v[] = {
			LEDGER_KEY(row),
			SV_TEXT(s.area),
			SV_INT(s.came),
			SV_INT(s.went),
			SV_INT(s.counted),
			SV_INT(s.counted_at),
			SV_INT(s.before),
			SV_BLOB(packed),
			SV_INT(row->pos),
		};

		rc = store_each(w->cx, w->s, STMT_LEDGER_PUT, v, 1);
	}
	return rc;
}

static int has_come(struct work *w, struct str lot, struct str item, bool *ret)
{
	const struct store_value key[] = { SV_TEXT(lot), SV_TEXT(item) };
	STORE_ROWS rows = { 0 };
	int rc = store_query_each(w->cx, w->s, STMT_LEDGER_CAME, key, 1, &rows), more = 0;

	*ret = false;
	while (rc == 0 && (more = store_next(w->cx, &rows)) == 1)
		*ret = true;
	return rc != 0 ? rc : more;
}

/* After the rows are stored: what came with the same group is there. Those of a replay have no receipts. */
static int mark_lots(struct work *w, const struct edits *c)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		struct str name = c->all[i].act->name, lot = part_of(name, '\x1f', 2);
		bool came;

		if (lot.n == 0 || c->all[i].marks == NULL)
			continue;
		rc = has_come(w, lot, part_of(name, '\x1f', 1), &came);
		if (rc == 0 && !came)
			mark(&c->all[i], MARK_WAITING);
	}
	return rc;
}

int fold_ledger(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_LEDGER];
	struct ledger_row *row;
	struct map rows;
	bool is_new;
	size_t i;
	int rc = 0;

	map_init(&rows, w->cx->arena);
	for (i = 0; rc == 0 && i < c->n; i++) {
		rc = row_at(w, &rows, c->all[i].act, &row, &is_new);
		if (rc == 0 && is_new)
			rc = load(w, row);
		if (rc == 0)
			rc = acts_edit(w->cx, &row->acts, &c->all[i]);
		if (rc == 0 && c->all[i].pos > row->pos)
			row->pos = c->all[i].pos;
	}
	for (i = 0; rc == 0 && i < rows.n; i++)
		rc = store_row(w, rows.entries[i].value);
	return rc == 0 ? mark_lots(w, c) : rc;
}
