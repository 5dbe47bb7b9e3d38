/* Pairs and clusters: "these two are one" and "these two are not". The latest word about a pair holds; both words standing
 * is a clash. Subjects joined by pairs that hold are a cluster; its survivor is the smallest id. */
#include <stdlib.h>
#include <string.h>

#include "cover/work.h"
#include "generated/stmt.h"

#define CLUSTER_MAX 1000

enum { NOTHING, ONE, NOT_ONE };

static struct str pair_key(const struct uuid both[2])
{
	return (struct str){ (const char *)both, 2 * sizeof(*both) };
}

/* A row from the store; one that is in the working set already stays as it is there. */
static int read_row(struct work *w, struct rows *r)
{
	struct uuid both[2];
	struct pair_row *row;
	struct str packed;
	bool is_new;
	void *p;
	int rc;

	store_uuid(r, 0, &both[0]);
	store_uuid(r, 1, &both[1]);
	rc = work_at(w, &w->pairs, pair_key(both), sizeof(*row), &p, &is_new);
	if (rc != 0)
		return rc;
	row = p;
	if (row->was)
		return 0;
	row->a = both[0];
	row->b = both[1];
	row->was = true;
	row->state = row->old_state = (int)store_int(r, 2);
	row->pos = store_int(r, 4);
	rc = cx_str(w->cx, store_str(r, 3), &packed);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_PAIR, &row->acts.all, &row->acts.n);
	row->acts.cap = row->acts.n;
	return rc;
}

static int read_rows(struct work *w, int stmt, const struct store_value *keys, size_t n)
{
	STORE_ROWS rows = { 0 };
	int rc = store_query_each(w->cx, w->s, stmt, keys, n, &rows);

	while (rc == 0 && n > 0 && (rc = store_next(w->cx, &rows)) == 1)
		rc = read_row(w, &rows);
	return rc;
}

static int load_pairs(struct work *w, const struct edits *c)
{
	struct store_value *keys = cx_many(w->cx, c->n * 2, struct store_value);
	size_t i;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++) {
		keys[2 * i] = SV_UUID(&c->all[i].act->key);
		keys[2 * i + 1] = SV_UUID(&c->all[i].act->key2);
	}
	return read_rows(w, STMT_PAIR_GET, keys, c->n);
}

static void fold_pair(struct pair_row *row)
{
	unsigned words = 0;
	size_t i;

	row->state = NOTHING;
	for (i = 0; i < row->acts.n; i++) {
		row->state = row->acts.all[i].what == PAIR_ONE ? ONE : NOT_ONE;
		words |= 1u << row->state;
	}
	row->clash = words == (1u << ONE | 1u << NOT_ONE);
}

/* Loads the pairs of a subject, once. */
static int pairs_of(struct work *w, const struct uuid *id)
{
	struct store_value key = SV_UUID(id);
	void **asked = map_at(&w->pairs_asked, uuid_bytes(id));
	int rc;

	if (asked == NULL)
		return err(w->cx, E_NO_MEMORY, NULL);
	if (*asked != NULL)
		return 0;
	*asked = w;
	rc = read_rows(w, STMT_PAIR_BY_A, &key, 1);
	return rc == 0 ? read_rows(w, STMT_PAIR_BY_B, &key, 1) : rc;
}

static int order(const void *a, const void *b)
{
	return uuid_cmp(
		&(*(struct subject_row *const *)a)->id, &(*(struct subject_row *const *)b)->id);
}

/* All that is reached from s over pairs that hold now, or (with old) held before. */
static int reach(
	struct work *w, struct subject_row *s, bool old, struct subject_row ***ret, size_t *ret_n)
{
	struct subject_row **all = cx_many(w->cx, CLUSTER_MAX + 1, struct subject_row *);
	size_t at, i, k, n = 0;
	int rc = 0;

	if (all == NULL)
		return -E_NO_MEMORY;
	all[n++] = s;
	for (at = 0; rc == 0 && at < n; at++) {
		rc = pairs_of(w, &all[at]->id);
		for (i = 0; rc == 0 && i < w->pairs.n; i++) {
			const struct pair_row *p = w->pairs.entries[i].value;
			struct subject_row *found;
			const struct uuid *other;

			if (p->state != ONE && !(old && p->old_state == ONE))
				continue;
			other = uuid_eq(&p->a, &all[at]->id) ? &p->b :
				uuid_eq(&p->b, &all[at]->id) ? &p->a :
							       NULL;
			if (other == NULL)
				continue;
			rc = subjects_load(w, other, 1);
			found = subject_of(w, other);
			for (k = 0; rc == 0 && k < n && all[k] != found; k++)
				;
			if (rc != 0 || k < n)
				continue;
			if (n == CLUSTER_MAX)
				return err(w->cx, E_TOO_MANY, "with", cx_num(w->cx, CLUSTER_MAX),
					cx_num(w->cx, CLUSTER_MAX));
			all[n++] = found;
		}
	}
	qsort(all, n, sizeof(*all), order);
	*ret = all;
	*ret_n = n;
	return rc;
}

int cluster_of(struct work *w, struct subject_row *s, struct subject_row ***ret, size_t *ret_n)
{
	if (s->merged)
		return reach(w, s, false, ret, ret_n);
	*ret = cx_many(w->cx, 1, struct subject_row *);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	(*ret)[0] = s;
	*ret_n = 1;
	return 0;
}

static void settle(struct work *w, struct subject_row **all, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		all[i]->survivor = all[0]->id;
		all[i]->merged = n > 1;
		all[i]->settled = all[i]->dirty = all[i]->refold = true;
		if (w->pos > all[i]->pos)
			all[i]->pos = w->pos;
	}
}

/* Everything that was or is joined to s gets its survivor anew, and its targets are folded again. A cluster is walked once
 * a group, else one of a thousand would hold up everybody. */
static int settle_clusters(struct work *w, struct subject_row *s)
{
	struct subject_row **all = NULL, **mine = NULL;
	size_t n = 0, mine_n = 0, i;
	int rc = s->settled ? 0 : reach(w, s, true, &all, &n);

	for (i = 0; rc == 0 && i < n; i++) {
		if (all[i]->settled)
			continue;
		rc = reach(w, all[i], false, &mine, &mine_n);
		if (rc == 0)
			settle(w, mine, mine_n);
	}
	return rc;
}

static int take_change(struct work *w, const struct edit *c, struct pair_row **ret)
{
	struct uuid both[2] = { c->act->key, c->act->key2 };
	bool is_new;
	void *p;
	int rc = work_at(w, &w->pairs, pair_key(both), sizeof(**ret), &p, &is_new);

	if (rc == 0)
		rc = subjects_load(w, both, 2);
	if (rc != 0)
		return rc;
	*ret = p;
	(*ret)->a = both[0];
	(*ret)->b = both[1];
	(*ret)->dirty = true;
	if (c->pos > (*ret)->pos)
		(*ret)->pos = c->pos;
	return acts_edit(w->cx, &(*ret)->acts, c);
}

int fold_pairs(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_PAIR];
	struct pair_row **rows = cx_many(w->cx, c->n, struct pair_row *);
	size_t i;
	int rc;

	if (rows == NULL)
		return -E_NO_MEMORY;
	rc = load_pairs(w, c);
	for (i = 0; rc == 0 && i < c->n; i++)
		rc = take_change(w, &c->all[i], &rows[i]);
	for (i = 0; rc == 0 && i < c->n; i++)
		fold_pair(rows[i]);
	for (i = 0; rc == 0 && i < c->n; i++)
		rc = settle_clusters(w, subject_of(w, &rows[i]->a));
	for (i = 0; rc == 0 && i < c->n; i++)
		rc = settle_clusters(w, subject_of(w, &rows[i]->b));
	for (i = 0; rc == 0 && i < c->n; i++)
		if (subject_of(w, &rows[i]->a)->type == SUBJECT_UNKNOWN ||
			subject_of(w, &rows[i]->b)->type == SUBJECT_UNKNOWN)
			mark(&c->all[i], MARK_WAITING);
		else if (rows[i]->clash)
			mark(&c->all[i], MARK_CLASH);
	return rc;
}

/* Of a subject that nobody named before there are no pairs but those of this group. */
static bool has_moved(const struct subject_row *s)
{
	return s->was && s->dirty && !str_eq(s->area, s->old_area);
}

/* A clash is listed in the area of its first subject: the pairs of all that lie elsewhere now. */
static int load_moved(struct work *w)
{
	struct store_value *keys = cx_many(w->cx, w->subjects.n, struct store_value);
	size_t i, n = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < w->subjects.n; i++) {
		const struct subject_row *s = w->subjects.entries[i].value;

		if (has_moved(s))
			keys[n++] = SV_UUID(&s->id);
	}
	return read_rows(w, STMT_PAIR_BY_A, keys, n);
}

static int store_clash(struct work *w, struct pair_row *row)
{
	struct uuid *ids, both[2] = { row->a, row->b };
	const struct subject_row *a = subject_of(w, &row->a);
	size_t i;

	if (!row->dirty && (a == NULL || !has_moved(a)))
		return 0;
	fold_pair(row);
	if (!row->clash)
		return row->dirty ? clash_clear(w, CLASH_PAIR, pair_key(both)) : 0;
	ids = cx_many(w->cx, row->acts.n, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < row->acts.n; i++)
		ids[i] = row->acts.all[i].id;
	return clash_write(w, CLASH_PAIR, pair_key(both), a->area, ids, row->acts.n);
}

int store_pairs(struct work *w)
{
	struct store_value *put, *drop;
	size_t i, puts = 0, drops = 0;
	struct str packed;
	int rc = load_moved(w);

	put = cx_many(w->cx, w->pairs.n * 5, struct store_value);
	drop = cx_many(w->cx, w->pairs.n * 2, struct store_value);
	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->pairs.n; i++) {
		struct pair_row *p = w->pairs.entries[i].value;

		rc = store_clash(w, p);
		if (rc != 0 || !p->dirty)
			continue;
		if (p->acts.n == 0) {
			drop[2 * drops] = SV_UUID(&p->a);
			drop[2 * drops++ + 1] = SV_UUID(&p->b);
			continue;
		}
		rc = acts_pack(w->cx, p->acts.all, p->acts.n, &packed);
		put[5 * puts] = SV_UUID(&p->a);
		put[5 * puts + 1] = SV_UUID(&p->b);
		put[5 * puts + 2] = SV_INT(p->state);
		put[5 * puts + 3] = SV_BLOB(packed);
		put[5 * puts + 4] = SV_INT(p->pos);
		puts++;
	}
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_PAIR_PUT, put, puts);
	return rc == 0 ? store_each(w->cx, w->s, STMT_PAIR_DROP, drop, drops) : rc;
}
