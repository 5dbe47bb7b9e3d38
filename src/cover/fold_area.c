/* Areas: additions, dated changes and ends of one id fold to its parent, code and name. What is dated latest holds; of one
 * date, the later act. Where a tree changed, subjects that moved are folded anew, since "out of the round's areas" reads
 * the tree. */
#include <string.h>

#include "cover/work.h"
#include "generated/stmt.h"

#define TREE_DEPTH_MAX 32

static int read_row(struct work *w, struct rows *r)
{
	struct area_row *row;
	bool is_new;
	void *p;
	int rc = work_at(w, &w->areas, store_str(r, 0), sizeof(*row), &p, &is_new);

	if (rc != 0)
		return rc;
	row = p;
	row->was = true;
	row->was_known = row->known = store_int(r, 6) != 0;
	row->level = (int)store_int(r, 4);
	row->ended = store_int(r, 5);
	row->pos = store_int(r, 8);
	rc = cx_str(w->cx, store_str(r, 0), &row->id);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 1), &row->parent);
	row->old_parent = row->parent;
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 2), &row->code);
	if (rc == 0)
		rc = cx_str(w->cx, store_str(r, 3), &row->name);
	if (rc == 0) {
		struct str packed;

		rc = cx_str(w->cx, store_str(r, 7), &packed);
		if (rc == 0)
			rc = acts_unpack(w->cx, packed, FOLD_AREA, &row->acts.all, &row->acts.n);
		row->acts.cap = row->acts.n;
	}
	return rc;
}

int area_load(struct work *w, struct str id, struct area_row **ret)
{
	struct store_value key = SV_TEXT(id);
	struct area_row *row;
	bool is_new;
	void *p;
	int rc = work_at(w, &w->areas, id, sizeof(*row), &p, &is_new);

	if (rc != 0)
		return rc;
	*ret = row = p;
	if (!is_new)
		return 0;
	row->ended = COVER_FAR;
	row->parent = row->code = row->name = row->old_parent = STR("");
	rc = cx_str(w->cx, id, &row->id);
	if (rc == 0) {
		STORE_ROWS rows = { 0 };

		rc = store_query_each(w->cx, w->s, STMT_AREA_GET, &key, 1, &rows);
		if (rc == 0)
			rc = store_next(w->cx, &rows);
		if (rc == 1)
			rc = read_row(w, &rows);
	}
	return rc;
}

static void take_version(struct area_row *row, const struct act *a)
{
	struct str parent = part_of(a->text, '\x1f', 0), code = part_of(a->text, '\x1f', 1),
		   name = part_of(a->text, '\x1f', 2);

	if (parent.n > 0)
		row->parent = parent;
	if (code.n > 0)
		row->code = code;
	if (name.n > 0)
		row->name = name;
}

/* The act that comes next in order of (from, at_used, id), after `last`. */
static const struct act *next_version(const struct area_row *row, const struct act *last)
{
	const struct act *best = NULL;
	size_t i;

	for (i = 0; i < row->acts.n; i++) {
		const struct act *a = &row->acts.all[i];

		if (a->what != AREA_SET)
			continue;
		if (last != NULL && (a->n < last->n || (a->n == last->n && act_cmp(a, last) <= 0)))
			continue;
		if (best == NULL || a->n < best->n || (a->n == best->n && act_cmp(a, best) < 0))
			best = a;
	}
	return best;
}

static int fold_area(struct work *w, struct area_row *row)
{
	const struct act *version = NULL, *add = NULL;
	struct uuid *ids = cx_many(w->cx, row->acts.n, struct uuid);
	size_t i, adds = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	row->known = false;
	row->parent = row->code = row->name = STR("");
	row->level = 0;
	row->ended = COVER_FAR;
	for (i = 0; i < row->acts.n; i++) {
		const struct act *a = &row->acts.all[i];

		if (a->what == AREA_END)
			row->ended = a->n;
		if (a->what != AREA_ADD)
			continue;
		add = a;
		ids[adds++] = a->id;
	}
	if (add != NULL) {
		row->known = true;
		row->level = add->code;
		row->code = row->id;
		take_version(row, add);
	}
	while ((version = next_version(row, version)) != NULL)
		take_version(row, version);
	if (row->known != row->was_known || !str_eq(row->parent, row->old_parent))
		w->tree_changed = true;
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

int area_is_within(struct work *w, struct str id, struct str top, bool *ret)
{
	struct area_row *row;
	int depth, rc;

	*ret = false;
	for (depth = 0; depth < TREE_DEPTH_MAX && id.n > 0; depth++) {
		if (str_eq(id, top)) {
			*ret = true;
			return 0;
		}
		rc = area_load(w, id, &row);
		if (rc != 0)
			return rc;
		id = row->parent;
	}
	return 0;
}

int store_areas(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->areas.n * 9, struct store_value);
	struct store_value *drop = cx_many(w->cx, w->areas.n, struct store_value);
	size_t i, puts = 0, drops = 0;
	struct str packed;
	int rc = 0;

	if (put == NULL || drop == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->areas.n; i++) {
		struct area_row *r = w->areas.entries[i].value;
		struct store_value *v = &put[9 * puts];

		if (!r->dirty)
			continue;
		if (r->acts.n == 0) {
			drop[drops++] = SV_TEXT(r->id);
			continue;
		}
		rc = acts_pack(w->cx, r->acts.all, r->acts.n, &packed);
		v[0] = SV_TEXT(r->id);
		v[1] = SV_TEXT(r->parent);
		v[2] = SV_TEXT(r->code);
		v[3] = SV_TEXT(r->name);
		v[4] = SV_INT(r->level);
		v[5] = SV_INT(r->ended);
		v[6] = SV_INT(r->known);
		v[7] = SV_BLOB(packed);
		v[8] = SV_INT(r->pos);
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

static int incident_write(
	struct work *w, const struct uuid *id, const struct acts *acts, int64_t pos)
{
	const struct act *declared = NULL;
	struct str packed, text;
	int64_t ended = 0;
	size_t i;
	int rc;

	if (acts->n == 0) {
		const struct store_value key = SV_UUID(id);

		return store_each(w->cx, w->s, STMT_INCIDENT_DROP, &key, 1);
	}
	for (i = 0; i < acts->n; i++) {
		if (acts->all[i].what == INCIDENT_DECLARE)
			declared = &acts->all[i];
		else
			ended = 1;
	}
	text = declared == NULL ? STR("") : declared->text;
	rc = acts_pack(w->cx, acts->all, acts->n, &packed);
	if (rc == 0) {
		const struct store_value row[] = {
			SV_UUID(id),
			SV_TEXT(part_of(text, '\x1f', 1)),
			SV_TEXT(part_of(text, '\x1f', 0)),
			SV_INT(declared != NULL && declared->code),
			SV_INT(ended),
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
