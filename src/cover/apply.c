/* One group through all folds, in the order in which they stand on each other. */
#include "cover/apply.h"

#include <string.h>

#include "cover/work.h"
#include "generated/stmt.h"

#define WAVES_MAX 4 /* an obligation may oblige in its turn; deeper is a mistake in a kind */

static int sort_by_fold(struct work *w, struct delta *deltas, size_t n)
{
	size_t i, k;
	int rc = 0;

	for (i = 0; i < n; i++) {
		if (deltas[i].pos > w->pos)
			w->pos = deltas[i].pos;
		for (k = 0; rc == 0 && k < deltas[i].fx.acts_n; k++) {
			const struct act *a = &deltas[i].fx.acts[k];

			rc = edits_add(w->cx, &w->by_fold[a->fold],
				(struct edit){ deltas[i].sign, a, deltas[i].pos, deltas[i].marks,
					deltas[i].r->area });
		}
	}
	return rc;
}

/* Where the tree of areas changed, "out of the round's areas" is asked again of all that moved. */
static int refold_moved(struct work *w)
{
	struct uuid *ids = NULL, *wider;
	size_t i, n = 0, cap = 0;
	int rc;

	{
		STORE_ROWS rows = { 0 };

		rc = store_query(w->cx, w->s, STMT_SUBJECT_MOVED_IDS, NULL, 0, &rows);
		while (rc == 0 && (rc = store_next(w->cx, &rows)) == 1) {
			if (n == cap) {
				cap = cap * 2 + 64;
				wider = cx_many(w->cx, cap, struct uuid);
				if (wider == NULL)
					return -E_NO_MEMORY;
				if (n > 0)
					memcpy(wider, ids, n * sizeof(*ids));
				ids = wider;
			}
			store_uuid(&rows, 0, &ids[n++]);
			rc = 0;
		}
	}
	if (rc == 0 && n > 0)
		rc = subjects_load(w, ids, n);
	for (i = 0; rc == 0 && i < n; i++)
		subject_of(w, &ids[i])->refold = true;
	return rc;
}

static int fold_waves(struct work *w)
{
	struct edits subjects = w->by_fold[FOLD_SUBJECT], targets = w->by_fold[FOLD_TARGET], s, t;
	int wave, rc = 0;

	for (wave = 0; rc == 0; wave++) {
		if (wave == WAVES_MAX)
			return err(w->cx, E_CONFLICT, NULL, "obligations without end");
		s = t = (struct edits){ 0 };
		rc = fold_subjects(w, &subjects);
		if (rc == 0 && wave == 0)
			rc = fold_pairs(w);
		if (rc == 0)
			rc = fold_targets(w, &targets, wave == 0, &s, &t);
		if (s.n + t.n == 0)
			break;
		subjects = s;
		targets = t;
	}
	return rc;
}

/* Voids and approvals that stand: a held record that one of them names waits for nobody any more. */
static int store_rulings(struct work *w, const struct delta *deltas, size_t n)
{
	struct store_value *put = cx_many(w->cx, n, struct store_value);
	struct store_value *drop = cx_many(w->cx, n, struct store_value);
	size_t i, puts = 0, drops = 0;
	int rc;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++) {
		const struct record *r = deltas[i].r;

		if (!str_is(r->kind_name, "record.voided") &&
			!str_is(r->kind_name, "record.approved"))
			continue;
		if (deltas[i].sign > 0)
			put[puts++] = SV_UUID(&r->id);
		else
			drop[drops++] = SV_UUID(&r->id);
	}
	rc = store_each(w->cx, w->s, STMT_RULING_DROP, drop, drops);
	return rc == 0 ? store_each(w->cx, w->s, STMT_RULING_PUT, put, puts) : rc;
}

static int store_all(struct work *w)
{
	int rc = store_areas(w);

	if (rc == 0)
		rc = store_rounds(w);
	if (rc == 0)
		rc = store_targets(w);
	if (rc == 0)
		rc = store_pairs(w);
	if (rc == 0)
		rc = store_subjects(w);
	return rc == 0 ? store_tallies(w) : rc;
}

static int apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	struct work w = {
		.cx = cx, .s = j->store, .recent = j->recent, .written = j->written, .told = arg
	};
	struct map *maps[] = { &w.areas, &w.rounds, &w.subjects, &w.pairs, &w.targets, &w.tallies,
		&w.pairs_asked };
	size_t i;
	int rc;

	for (i = 0; i < sizeof(maps) / sizeof(*maps); i++)
		map_init(maps[i], cx->arena);
	rc = sort_by_fold(&w, deltas, n);
	if (rc == 0)
		rc = fold_areas(&w);
	if (rc == 0)
		rc = fold_incidents(&w);
	if (rc == 0)
		rc = fold_rounds(&w);
	if (rc == 0 && w.tree_changed)
		rc = refold_moved(&w);
	if (rc == 0)
		rc = fold_waves(&w);
	if (rc == 0)
		rc = touch_homes(&w, deltas, n);
	if (rc == 0)
		rc = fold_ledger(&w);
	if (rc == 0)
		rc = fold_duty(&w);
	if (rc == 0)
		rc = fold_days(&w, deltas, n);
	if (rc == 0)
		rc = fold_published(&w);
	if (rc == 0)
		rc = store_rulings(&w, deltas, n);
	return rc == 0 ? store_all(&w) : rc;
}

static void committing(void *arg, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH])
{
	if (arg != NULL)
		tallies_committing(arg, before, last, digest);
}

static void committed(void *arg, int64_t before, int64_t last)
{
	if (arg != NULL)
		tallies_committed(arg, before, last);
}

static void undone(void *arg)
{
	if (arg != NULL)
		tallies_undone(arg);
}

const struct view_ops cover_ops = { .apply = apply,
	.match = match_apply,
	.committing = committing,
	.committed = committed,
	.undone = undone };
