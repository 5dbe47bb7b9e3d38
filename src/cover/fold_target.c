/* Targets: the rows of the chains that a group touches (touch.c) loaded, patched and folded (chain.c), with what their answers
 * oblige elsewhere (oblige.c).
 *
 * A base act (listed, found, obliged) lies in the row of its own area; answers lie in the row with the smallest area that
 * has a base act, else in the row of area ''. The hint of the subject says in which areas rows may lie. */
#include "cover/chains.h"

#include <string.h>

#include "cover/pack.h"
#include "generated/stmt.h"

/* ---- rows ---- */

static bool is_obliged(const struct target_row *r)
{
	size_t i;

	for (i = 0; i < r->acts.n; i++)
		if (r->acts.all[i].what == TARGET_OBLIGE)
			return true;
	return false;
}

static int read_row(struct work *w, struct rows *r)
{
	struct target_row *row;
	struct uuid round, subject;
	struct str packed;
	size_t i;
	int rc;

	store_uuid(r, 0, &round);
	store_uuid(r, 2, &subject);
	rc = target_at(w, &round, store_str(r, 1), &subject, store_int(r, 3), &row);
	if (rc != 0)
		return rc;
	row->old = (struct target_now){ .there = true,
		.state = (int)store_int(r, 4),
		.code = (int)store_int(r, 5),
		.next = (int)store_int(r, 6),
		.late = (int)store_int(r, 7),
		.due = store_int(r, 8),
		.origin = (int)store_int(r, 9),
		.covered = store_int(r, 10),
		.tries = (int)store_int(r, 11),
		.alone = store_int(r, 12) != 0,
		.clash = store_int(r, 13) != 0 };
	row->now = row->old;
	row->pos = store_int(r, 15);
	rc = cx_str(w->cx, store_str(r, 14), &packed);
	if (rc == 0)
		rc = acts_unpack(w->cx, packed, FOLD_TARGET, &row->acts.all, &row->acts.n);
	row->acts.cap = row->acts.n;
	for (i = 0; rc == 0 && i < row->acts.n; i++) {
		row->acts.all[i].key = row->round;
		row->acts.all[i].key2 = row->subject;
		row->acts.all[i].slot = row->slot;
		if (row->acts.all[i].text.n == 0)
			row->acts.all[i].text = row->area;
	}
	row->old.obliged = row->now.obliged = is_obliged(row);
	return rc;
}

static int read_rows(struct work *w, const struct store_value *keys, size_t n)
{
	STORE_ROWS rows = { 0 };
	int rc = store_query_each(w->cx, w->s, STMT_TARGET_GET, keys, n, &rows);

	while (rc == 0 && n > 0 && (rc = store_next(w->cx, &rows)) == 1)
		rc = read_row(w, &rows);
	return rc;
}

static void key_put(struct store_value key[4], const struct uuid *round, struct str area,
	const struct uuid *subject, int64_t slot)
{
	key[0] = SV_UUID(round);
	key[1] = SV_TEXT(area);
	key[2] = SV_UUID(subject);
	key[3] = SV_INT(slot);
}

static bool may_be_alone(const struct work *w, const struct edit *e)
{
	return !act_is_base(e->act) && e->area.n > 0 && subject_of(w, &e->act->key2) == NULL;
}

/* A chain whose only member is known by its id and by where it was asked; more of it is not needed. */
static int alone_chain(struct chains *cs, const struct edit *e, struct chain **ret)
{
	const struct act *a = e->act;
	struct subject_row *s;
	struct target_row *row;
	int rc = target_at(cs->w, &a->key, e->area, &a->key2, a->slot, &row);

	if (rc != 0 || !row->old.alone)
		return rc;
	s = cx_new(cs->w->cx, struct subject_row);
	if (s == NULL)
		return -E_NO_MEMORY;
	s->id = s->survivor = a->key2;
	s->areas = row->area;
	return chain_of(cs, &a->key, s, a->slot, ret);
}

int touch_alone(struct chains *cs, const struct edits *x)
{
	struct store_value *keys = cx_many(cs->w->cx, x->n * 4, struct store_value);
	size_t i, n = 0;
	int rc;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < x->n; i++) {
		const struct act *a = x->all[i].act;

		if (may_be_alone(cs->w, &x->all[i]))
			key_put(&keys[4 * n++], &a->key, x->all[i].area, &a->key2, a->slot);
	}
	rc = read_rows(cs->w, keys, n);
	for (i = 0; rc == 0 && i < x->n; i++)
		if (may_be_alone(cs->w, &x->all[i]))
			rc = alone_chain(cs, &x->all[i], &cs->of[i]);
	return rc;
}

static bool may_be_there(const struct work *w, const struct target_row *row)
{
	char key[GONE_TARGET_BYTES];

	return written_may(w->written, WRITTEN_TARGET,
		gone_target_key(&row->round, &row->subject, row->slot, key));
}

/* Rows of a chain that may be there, made empty in the working set; *n keys of those never asked for. */
static int want_rows(struct chain *c, struct store_value *keys, size_t *n)
{
	struct target_row *row;
	struct str rest, area;
	size_t m, before;
	int rc = 0;

	for (m = 0; m < c->members_n; m++) {
		rest = c->members[m]->areas;
		while (rc == 0 && str_split(&rest, '\x1f', &area)) {
			before = c->w->targets.n;
			rc = chain_row(
				c, &c->members[m]->id, str_is(area, "@") ? STR("") : area, &row);
			if (rc != 0 || before == c->w->targets.n || !may_be_there(c->w, row))
				continue;
			key_put(&keys[4 * (*n)++], &row->round, row->area, &row->subject,
				row->slot);
		}
	}
	return rc;
}

static size_t rows_at_most(const struct chains *cs)
{
	size_t i, m, k, n = 0;

	for (i = 0; i < cs->by_key.n; i++) {
		const struct chain *c = cs->by_key.entries[i].value;

		for (m = 0; m < c->members_n; m++) {
			n++;
			for (k = 0; k < c->members[m]->areas.n; k++)
				n += c->members[m]->areas.p[k] == '\x1f';
		}
	}
	return n;
}

static int load_rows(struct chains *cs)
{
	struct work *w = cs->w;
	struct store_value *keys = cx_many(w->cx, rows_at_most(cs) * 4, struct store_value);
	size_t i, n = 0;
	int rc = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < cs->by_key.n; i++)
		rc = want_rows(cs->by_key.entries[i].value, keys, &n);
	return rc == 0 ? read_rows(w, keys, n) : rc;
}

/* ---- patching ---- */

/* Answers lie in the first row with a base act, else in the one of area ''. */
static int rehome(struct chain *c, struct subject_row *s)
{
	struct target_row *home = chain_home(c, &s->id);
	size_t i, k, answers = 0;
	int rc = 0;

	for (i = 0; i < c->n; i++)
		for (k = 0; uuid_eq(&c->rows[i]->subject, &s->id) && k < c->rows[i]->acts.n; k++)
			answers += !act_is_base(&c->rows[i]->acts.all[k]);
	if (answers == 0)
		return 0;
	if (home == NULL) {
		rc = chain_row(c, &s->id, STR(""), &home);
		if (rc == 0)
			rc = subject_add_area(c->w, s, STR("@"));
	}
	for (i = 0; rc == 0 && i < c->n; i++) {
		struct target_row *r = c->rows[i];
		size_t kept = 0;

		if (r == home || !uuid_eq(&r->subject, &s->id))
			continue;
		for (k = 0; rc == 0 && k < r->acts.n; k++) {
			if (act_is_base(&r->acts.all[k]))
				r->acts.all[kept++] = r->acts.all[k];
			else
				rc = acts_add(c->w->cx, &home->acts, &r->acts.all[k]);
		}
		r->acts.n = kept;
	}
	return rc;
}

/* The row that an act is added to: a base act has its own; an answer goes home, and if nothing was asked yet to area ''. */
static int row_for(struct chain *c, const struct act *a, struct target_row **ret)
{
	bool base = act_is_base(a);

	*ret = base ? NULL : chain_home(c, &a->key2);
	return *ret != NULL ? 0 : chain_row(c, &a->key2, base ? a->text : STR(""), ret);
}

static int patch(struct chain *c, const struct edit *x)
{
	struct target_row *row;
	size_t i;
	int rc = 0;

	if (act_is_base(x->act) || x->sign > 0) {
		rc = row_for(c, x->act, &row);
		return rc == 0 ? acts_edit(c->w->cx, &row->acts, x) : rc;
	}
	for (i = 0; rc == 0 && i < c->n; i++)
		if (uuid_eq(&c->rows[i]->subject, &x->act->key2))
			acts_remove(&c->rows[i]->acts, &x->act->id, x->act->what);
	return rc;
}

static int finish_chain(struct chain *c)
{
	size_t i, m;
	int rc = 0;

	for (m = 0; rc == 0 && m < c->members_n; m++)
		rc = rehome(c, c->members[m]);
	if (rc == 0)
		rc = chain_fold(c);
	for (i = 0; rc == 0 && i < c->n; i++) {
		struct target_row *r = c->rows[i];

		r->dirty = true;
		r->now.obliged = is_obliged(r);
		if (c->pos > r->pos)
			r->pos = c->pos;
		if (r->now.there && r->area.n > 0) {
			size_t k;

			for (k = 0; k < c->members_n; k++)
				if (uuid_eq(&c->members[k]->id, &r->subject))
					rc = subject_add_area(c->w, c->members[k], r->area);
		}
	}
	return rc;
}

static void mark_answers(struct chains *cs, const struct edits *x)
{
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct chain *c = cs->of[i];

		if (x->all[i].marks == NULL || x->all[i].act->what == TARGET_SPARE)
			continue;
		if (!c->round->now.known)
			mark(&x->all[i], MARK_WAITING);
		for (k = 0; k < c->n; k++)
			if (c->rows[k]->now.there && c->rows[k]->now.state == 0)
				mark(&x->all[i], MARK_WAITING);
			else if (c->rows[k]->now.clash && x->all[i].act->word != 0)
				mark(&x->all[i], MARK_CLASH);
	}
}

int fold_targets(struct work *w, const struct edits *x, bool first, struct edits *ret_subjects,
	struct edits *ret_targets)
{
	struct chains cs = { .w = w };
	struct obliging *before, after;
	size_t i, n;
	int rc;

	map_init(&cs.by_key, w->cx->arena);
	rc = touch_all(&cs, x, first);
	if (rc == 0)
		rc = load_rows(&cs);
	n = cs.by_key.n;
	before = cx_many(w->cx, n, struct obliging);
	if (rc == 0 && before == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++)
		rc = chain_obliging(cs.by_key.entries[i].value, &before[i]);
	for (i = 0; rc == 0 && i < x->n; i++)
		rc = patch(cs.of[i], &x->all[i]);
	for (i = 0; rc == 0 && i < n; i++) {
		struct chain *c = cs.by_key.entries[i].value;

		rc = chain_obliging(c, &after);
		if (rc == 0 && before[i].n + after.n > 0)
			rc = settle_obligations(
				c, &before[i], &after, first, ret_subjects, ret_targets);
		if (rc == 0)
			rc = finish_chain(c);
	}
	if (rc == 0)
		mark_answers(&cs, x);
	return rc;
}
