/* What is told to whoever works here: a row for each record that tells, and for each that says it was read. A row is only ever
 * marked as ended, so that who had it learns that; nothing is looked up. */
#include "cover/work.h"
#include "generated/stmt.h"

#define COLUMNS 8

/* Where the row of a record lies among those to be written: within a group it may begin to stand and cease to. */
static int place_of(struct work *w, struct map *m, const struct act *a, size_t n, size_t *ret)
{
	const struct uuid ids[2] = { a->key, a->id };
	void **at = map_at(m, (struct str){ (const char *)ids, sizeof(ids) });

	if (at == NULL)
		return err(w->cx, E_NO_MEMORY, NULL);
	if (*at == NULL)
		*at = (void *)(uintptr_t)(n + 1);
	*ret = (uintptr_t)*at - 1;
	return 0;
}

int fold_published(struct work *w)
{
	const struct edits *all = &w->by_fold[FOLD_PUBLISHED];
	struct store_value *rows = cx_array(w->cx, all->n, COLUMNS * sizeof(*rows));
	struct map places;
	size_t n = 0, at = 0;
	int rc = rows == NULL ? -E_NO_MEMORY : 0;

	map_init(&places, w->cx->arena);
	for (size_t i = 0; rc == 0 && i < all->n; i++) {
		const struct edit *c = &all->all[i];
		const struct act *a = c->act;

		rc = place_of(w, &places, a, n, &at);
		if (rc != 0)
			break;
		n += at == n;
		rows[at * COLUMNS] = SV_UUID(&a->key);
		rows[at * COLUMNS + 1] = SV_UUID(&a->id);
		rows[at * COLUMNS + 2] = SV_INT(a->what);
		rows[at * COLUMNS + 3] = SV_TEXT(c->area.n > 0 ? c->area : STR(""));
		rows[at * COLUMNS + 4] = SV_INT(c->sign > 0);
		rows[at * COLUMNS + 5] = SV_INT((int64_t)a->who);
		rows[at * COLUMNS + 6] = SV_INT(a->n);
		rows[at * COLUMNS + 7] = SV_INT(c->pos);
	}
	return rc == 0 ? store_each(w->cx, w->s, STMT_PUBLISHED_PUT, rows, n) : rc;
}
