/* Duty: the acts of one person at posts, as they were and as they were planned, and which of them came too soon after another. A
 * short rest is of two records, so neither can say it by itself: its amount is made here, for as long as both stand. */
#include <string.h>

#include "cover/cover_read.h"
#include "cover/rests.h"
#include "cover/work.h"
#include "generated/stmt.h"

struct duty_row {
	struct uuid who;
	struct acts acts;
	struct act *old; /* as loaded */
	size_t old_n;
};

static int row_take(struct work *w, struct map *rows, const struct rows *found)
{
	struct duty_row *row;
	struct str packed;
	struct uuid who;
	int rc = cx_str(w->cx, store_str(found, 1), &packed);

	store_uuid(found, 0, &who);
	row = map_get(rows, uuid_bytes(&who));
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_DUTY, &row->old, &row->old_n);
	if (rc != 0)
		return rc;
	row->acts.all = cx_many(w->cx, row->old_n, struct act);
	if (row->acts.all == NULL)
		return -E_NO_MEMORY;
	row->acts.n = row->acts.cap = row->old_n;
	if (row->old_n > 0)
		memcpy(row->acts.all, row->old, row->old_n * sizeof(*row->old));
	return 0;
}

static int rows_load(struct work *w, struct map *rows)
{
	struct store_value *keys = cx_many(w->cx, rows->n, struct store_value);
	STORE_ROWS found = { 0 };
	int rc = keys == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; rc == 0 && i < rows->n; i++)
		keys[i] = SV_UUID(&((struct duty_row *)rows->entries[i].value)->who);
	if (rc == 0)
		rc = store_query_each(w->cx, w->s, STMT_DUTY_GET, keys, rows->n, &found);
	while (rc == 0 && (rc = store_next(w->cx, &found)) == 1)
		rc = row_take(w, rows, &found);
	return rc;
}

/* The amounts of all beginnings that are too soon, with this sign. */
static int rests_add(struct work *w, const struct act *acts, size_t n, int sign)
{
	bool *too = cx_many(w->cx, n, bool);
	int rc = too == NULL ? -E_NO_MEMORY : rests_short(w->cx, acts, n, too);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		const struct act *a = &acts[i];

		if (!too[i])
			continue;
		rc = COVER_ROOM(w->cx, w->rests, w->rests_n, w->rests_cap);
		if (rc == 0)
			w->rests[w->rests_n++] = (struct amount){ .figure = a->code,
				.scope = a->saw,
				.area = rest_area(a),
				.day = day_of(a->at_used),
				.n = sign };
	}
	return rc;
}

static int row_store(struct work *w, const struct duty_row *row)
{
	const struct store_value who = SV_UUID(&row->who);
	struct str packed;
	int rc;

	if (row->acts.n == 0)
		return store_each(w->cx, w->s, STMT_DUTY_DROP, &who, 1);
	rc = acts_pack(w->cx, row->acts.all, row->acts.n, &packed);
	if (rc == 0) {
		const struct store_value v[] = { who, SV_BLOB(packed) };

		rc = store_each(w->cx, w->s, STMT_DUTY_PUT, v, 1);
	}
	return rc;
}

static int row_fold(struct work *w, const struct duty_row *row)
{
	int rc = rests_add(w, row->old, row->old_n, -1);

	if (rc == 0)
		rc = rests_add(w, row->acts.all, row->acts.n, 1);
	return rc == 0 ? row_store(w, row) : rc;
}

static int row_at(struct work *w, struct map *rows, const struct uuid *who)
{
	bool is_new;
	void *p;
	int rc = work_at(w, rows, uuid_bytes(who), sizeof(struct duty_row), &p, &is_new);

	if (rc == 0 && is_new)
		((struct duty_row *)p)->who = *who;
	return rc;
}

int fold_duty(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_DUTY];
	struct map rows;
	int rc = 0;

	if (c->n == 0)
		return 0;
	map_init(&rows, w->cx->arena);
	for (size_t i = 0; rc == 0 && i < c->n; i++)
		rc = row_at(w, &rows, &c->all[i].act->key);
	if (rc == 0)
		rc = rows_load(w, &rows);
	for (size_t i = 0; rc == 0 && i < c->n; i++) {
		struct duty_row *row = map_get(&rows, uuid_bytes(&c->all[i].act->key));

		rc = acts_edit(w->cx, &row->acts, &c->all[i]);
	}
	for (size_t i = 0; rc == 0 && i < rows.n; i++)
		rc = row_fold(w, rows.entries[i].value);
	return rc;
}
