/* Areas: additions, dated changes and ends of one id. Which version is valid is asked for a day by whoever reads (areas.c);
 * a fold knows no day, so it keeps the acts, and folds what has no date.
 *
 * "In the round's areas" must not hang on the day on which somebody happens to count: here an area lies under each parent
 * that any of its versions names. So nobody is excused because a grid will be redrawn, or was (doc/decisions/0010). Where a
 * parent comes or goes, subjects that moved are folded anew. */
#include <string.h>

#include "cover/work.h"
#include "generated/stmt.h"

static int read_row(struct work *w, struct rows *r, struct area_row *row)
{
	struct str packed;
	int rc = cx_str(w->cx, store_str(r, 2), &packed);

	row->known = store_int(r, 1) != 0;
	row->pos = store_int(r, 3);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_AREA, &row->acts.all, &row->acts.n);
	row->acts.cap = row->acts.n;
	return rc;
}

int area_load(struct work *w, struct str id, struct area_row **ret)
{
	struct store_value key = SV_TEXT(id);
	STORE_ROWS rows = { 0 };
	struct area_row *row;
	bool is_new;
	void *p;
	int rc = work_at(w, &w->areas, id, sizeof(*row), &p, &is_new);

	if (rc != 0)
		return rc;
	*ret = row = p;
	if (!is_new)
		return 0;
	rc = cx_str(w->cx, id, &row->id);
	if (rc == 0)
		rc = store_query_each(w->cx, w->s, STMT_AREA_GET, &key, 1, &rows);
	if (rc == 0)
		rc = store_next(w->cx, &rows);
	return rc == 1 ? read_row(w, &rows, row) : rc;
}

static struct str parent_of(const struct act *a)
{
	return a->what == AREA_ADD || a->what == AREA_SET ? part_of(a->text, '\x1f', 0) : STR("");
}

static int fold_area(struct work *w, struct area_row *row)
{
	struct uuid *ids = cx_many(w->cx, row->acts.n, struct uuid);
	size_t i, adds = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	row->known = false;
	row->level = 0;
	row->ended = COVER_FAR;
	for (i = 0; i < row->acts.n; i++) {
		const struct act *a = &row->acts.all[i];

		if (a->what == AREA_END)
			row->ended = a->n;
		if (a->what != AREA_ADD)
			continue;
		row->known = true;
		row->level = a->code;
		ids[adds++] = a->id;
	}
	return adds > 1 ? clash_write(w, CLASH_AREA, row->id, row->id, ids, adds) : 0;
}

int fold_areas(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_AREA];
	struct area_row *row;
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		rc = area_load(w, c->all[i].act->name, &row);
		if (rc == 0)
			rc = acts_edit(w->cx, &row->acts, &c->all[i]);
		if (rc == 0 && c->all[i].sign < 0)
			rc = clash_clear(w, CLASH_AREA, row->id);
		if (rc != 0)
			break;
		row->dirty = true;
		w->tree_changed |= parent_of(c->all[i].act).n > 0;
		if (c->all[i].pos > row->pos)
			row->pos = c->all[i].pos;
	}
	for (i = 0; rc == 0 && i < w->areas.n; i++) {
		row = w->areas.entries[i].value;
		if (row->dirty)
			rc = fold_area(w, row);
	}
	for (i = 0; rc == 0 && i < c->n; i++) {
		rc = area_load(w, c->all[i].act->name, &row);
		if (rc == 0 && !row->known)
			mark(&c->all[i], MARK_WAITING);
		n++;
	}
	return rc;
}

/* Walks up by every parent that any version names, each area once. */
int area_is_within(struct work *w, struct str id, struct str top, bool *ret)
{
	struct area_row *row;
	struct map above;
	size_t i, k;
	int rc = 0;

	*ret = false;
	map_init(&above, w->cx->arena);
	if (map_at(&above, id) == NULL)
		return err(w->cx, E_NO_MEMORY, NULL);
	for (i = 0; rc == 0 && !*ret && i < above.n; i++) {
		*ret = str_eq(above.entries[i].key, top);
		rc = area_load(w, above.entries[i].key, &row);
		for (k = 0; rc == 0 && k < row->acts.n; k++) {
			struct str parent = parent_of(&row->acts.all[k]);

			if (parent.n > 0 && map_at(&above, parent) == NULL)
				return err(w->cx, E_NO_MEMORY, NULL);
		}
	}
	return rc;
}

int store_areas(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->areas.n * 6, struct store_value);
	struct store_value *drop = cx_many(w->cx, w->areas.n, struct store_value);
	size_t i, puts = 0, drops = 0;
	struct str packed;
	int rc = 0;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->areas.n; i++) {
		struct area_row *r = w->areas.entries[i].value;
		struct store_value *v = &put[6 * puts];

		if (!r->dirty)
			continue;
		if (r->acts.n == 0) {
			drop[drops++] = SV_TEXT(r->id);
			continue;
		}
		rc = acts_pack(w->cx, r->acts.all, r->acts.n, &packed);
		v[0] = SV_TEXT(r->id);
		v[1] = SV_INT(r->level);
		v[2] = SV_INT(r->ended);
		v[3] = SV_INT(r->known);
		v[4] = SV_BLOB(packed);
		v[5] = SV_INT(r->pos);
		puts++;
	}
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_AREA_PUT, put, puts);
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_AREA_DROP, drop, drops);
	if (rc == 0 && puts + drops > 0)
		rc = store_run(w->cx, w->s, STMT_AREA_NEWS, &SV_INT(w->pos), 1);
	return rc;
}

/* ---- incidents: few, so each is read and written by itself ---- */

static int incident_acts(struct work *w, const struct uuid *id, struct acts *ret)
{
	struct store_value key = SV_UUID(id);
	STORE_ROWS rows = { 0 };
	struct str packed;
	int rc = store_query_each(w->cx, w->s, STMT_INCIDENT_GET, &key, 1, &rows);

	if (rc == 0)
		rc = store_next(w->cx, &rows);
	if (rc != 1)
		return rc;
	rc = cx_str(w->cx, store_str(&rows, 1), &packed);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_INCIDENT, &ret->all, &ret->n);
	ret->cap = ret->n;
	return rc;
}

/* What all acts of an incident come to. */
struct incident_now {
	const struct act *declared, *level; /* NULL: nobody said */
	const struct act *ended;            /* NULL: it goes on */
	/* Of each class the latest order given since it ended: what was ordered of another end holds no more, and an order of fewer
	 * classes takes nothing from one of more. */
	const struct act *purge[CLASSES];
};

static void purge_take(struct incident_now *now, const struct act *a)
{
	for (int k = 0; k < CLASSES; k++)
		if (a == NULL || (now->ended != NULL && a->n >> k & 1))
			now->purge[k] = a;
}

/* One id a class, and the classes that there is one of; nothing where nobody ordered anything. */
static unsigned purge_pack(const struct incident_now *now, struct uuid ret[CLASSES])
{
	unsigned classes = 0;

	for (int k = 0; k < CLASSES; k++) {
		ret[k] = now->purge[k] == NULL ? uuid_nil : now->purge[k]->id;
		classes |= (now->purge[k] == NULL ? 0u : 1u) << k;
	}
	return classes;
}

static struct incident_now incident_fold(const struct acts *acts)
{
	struct incident_now now = { 0 };
	size_t i;

	for (i = 0; i < acts->n; i++)
		switch (acts->all[i].what) {
		case INCIDENT_DECLARE:
			now.declared = &acts->all[i];
			break;
		case INCIDENT_LEVEL:
			now.level = &acts->all[i];
			break;
		case INCIDENT_PURGE:
			purge_take(&now, &acts->all[i]);
			break;
		default:
			now.ended = &acts->all[i];
			purge_take(&now, NULL);
			break;
		}
	return now;
}

static int incident_write(
	struct work *w, const struct uuid *id, const struct acts *acts, int64_t pos)
{
	struct incident_now now = incident_fold(acts);
	struct uuid purge[CLASSES];
	unsigned classes = purge_pack(&now, purge);
	const struct act *declared = now.declared;
	struct str packed, text;
	int rc;

	if (acts->n == 0) {
		const struct store_value key = SV_UUID(id);

		return store_each(w->cx, w->s, STMT_INCIDENT_DROP, &key, 1);
	}
	text = declared == NULL ? STR("") : declared->text;
	rc = acts_pack(w->cx, acts->all, acts->n, &packed);
	if (rc == 0) {
		const struct store_value row[] = {
			SV_UUID(id),
			SV_TEXT(part_of(text, '\x1f', 1)),
			SV_TEXT(part_of(text, '\x1f', 0)),
			SV_INT(declared != NULL && declared->code),
			SV_INT(now.ended != NULL),
			SV_INT(now.level == NULL ? 0 : now.level->code),
			SV_INT(now.level == NULL ? 0 : now.level->n),
			SV_INT(now.ended == NULL ? 0 : now.ended->at_used),
			SV_UUID(now.ended == NULL ? &uuid_nil : &now.ended->id),
			SV_BLOB(((struct str){ (const char *)purge, classes ? sizeof(purge) : 0 })),
			SV_INT(classes),
			SV_INT(declared != NULL),
			SV_BLOB(packed),
			SV_INT(pos),
		};

		rc = store_each(w->cx, w->s, STMT_INCIDENT_PUT, row, 1);
	}
	return rc;
}

int fold_incidents(struct work *w)
{
	const struct edits *c = &w->by_fold[FOLD_INCIDENT];
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		struct acts acts = { 0 };

		rc = incident_acts(w, &c->all[i].act->key, &acts);
		if (rc == 0)
			rc = acts_edit(w->cx, &acts, &c->all[i]);
		if (rc == 0)
			rc = incident_write(w, &c->all[i].act->key, &acts, c->all[i].pos);
	}
	return rc;
}
