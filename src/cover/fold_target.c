/* Targets: which chains an act, a move, a merge or a change of the round touches; their rows loaded, patched and folded;
 * what their answers oblige elsewhere; counts by the difference of the rows.
 *
 * A base act (listed, found, obliged) lies in the row of its own area; answers lie in the row with the smallest area that
 * has a base act, else in the row of area ''. The hint of the subject says in which areas rows may lie. */
#include <string.h>

#include "cover/pack.h"
#include "cover/work.h"
#include "generated/stmt.h"

struct chains {
	struct work *w;
	struct map by_key; /* round, survivor, slot → struct chain */
};

static int chain_of(struct chains *cs, const struct uuid *round, struct subject_row *s,
	int64_t slot, struct chain **ret)
{
	char key[40];
	struct chain *c;
	bool is_new;
	void *p;
	int rc;

	memcpy(key, round->b, 16);
	memcpy(key + 16, s->survivor.b, 16);
	memcpy(key + 32, &slot, 8);
	rc = work_at(cs->w, &cs->by_key, (struct str){ key, sizeof(key) }, sizeof(*c), &p, &is_new);
	if (rc != 0)
		return rc;
	*ret = c = p;
	if (!is_new)
		return 0;
	c->w = cs->w;
	c->round = round_of(cs->w, round);
	c->slot = slot;
	return cluster_of(cs->w, s, &c->members, &c->members_n);
}

/* ---- which chains ---- */

static int load_named(struct work *w, const struct edits *c)
{
	struct uuid *ids = cx_many(w->cx, c->n, struct uuid);
	size_t i;
	int rc;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		ids[i] = c->all[i].act->key;
	rc = rounds_load(w, ids, c->n);
	for (i = 0; i < c->n; i++)
		ids[i] = c->all[i].act->key2;
	return rc == 0 ? subjects_load(w, ids, c->n) : rc;
}

/* The round gets a row even if only named, so that every round that has targets is known by id. */
static int hint(struct work *w, const struct edits *c)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		struct round_row *round = round_of(w, &c->all[i].act->key);

		if (!round->was)
			round->dirty = true;
		rc = subject_add_area(w, subject_of(w, &c->all[i].act->key2),
			act_is_base(c->all[i].act) ? c->all[i].act->text : STR_NONE);
	}
	return rc;
}

static int touch_changes(struct chains *cs, const struct edits *c)
{
	struct chain *chain;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		const struct act *a = c->all[i].act;

		rc = chain_of(cs, &a->key, subject_of(cs->w, &a->key2), a->slot, &chain);
		if (rc == 0 && c->all[i].pos > chain->pos)
			chain->pos = c->all[i].pos;
	}
	return rc;
}

struct found {
	struct uuid round, subject;
	int64_t slot;
};

static int touch_found(struct chains *cs, const struct found *all, size_t n)
{
	struct uuid *ids = cx_many(cs->w->cx, n, struct uuid);
	struct chain *chain;
	size_t i;
	int rc;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < n; i++)
		ids[i] = all[i].subject;
	rc = subjects_load(cs->w, ids, n);
	for (i = 0; rc == 0 && i < n; i++) {
		rc = rounds_load(cs->w, &all[i].round, 1);
		if (rc == 0)
			rc = chain_of(cs, &all[i].round, subject_of(cs->w, &all[i].subject),
				all[i].slot, &chain);
		if (rc == 0 && cs->w->pos > chain->pos)
			chain->pos = cs->w->pos;
	}
	return rc;
}

static int grow_found(struct cx *cx, struct found **all, size_t n, size_t *cap)
{
	struct found *wider;

	if (n < *cap)
		return 0;
	*cap = *cap == 0 ? 64 : *cap * 2;
	wider = cx_many(cx, *cap, struct found);
	if (wider == NULL)
		return -E_NO_MEMORY;
	if (n > 0)
		memcpy(wider, *all, n * sizeof(*wider));
	*all = wider;
	return 0;
}

/* Every target of a subject that moved or whose cluster changed, in whatever round. */
static int find_of_subject(
	struct chains *cs, const struct subject_row *s, const struct uuid *rounds, size_t rounds_n)
{
	struct work *w = cs->w;
	struct store_value *keys;
	struct str rest = s->areas, area;
	struct found *all = NULL;
	size_t areas = 1, i, n = 0, cap = 0, found = 0;
	int rc;

	for (i = 0; i < s->areas.n; i++)
		areas += s->areas.p[i] == '\x1f';
	keys = cx_many(w->cx, areas * rounds_n * 3, struct store_value);
	if (keys == NULL)
		return -E_NO_MEMORY;
	while (str_split(&rest, '\x1f', &area))
		for (i = 0; i < rounds_n; i++, n++) {
			keys[3 * n] = SV_UUID(&rounds[i]);
			keys[3 * n + 1] = SV_TEXT(str_is(area, "@") ? STR("") : area);
			keys[3 * n + 2] = SV_UUID(&s->id);
		}
	{
		STORE_ROWS rows = { 0 };

		rc = store_query_each(w->cx, w->s, STMT_TARGET_OF_SUBJECT, keys, n, &rows);
		while (rc == 0 && n > 0 && (rc = store_next(w->cx, &rows)) == 1) {
			rc = grow_found(w->cx, &all, found, &cap);
			if (rc != 0)
				break;
			store_uuid(&rows, 0, &all[found].round);
			store_uuid(&rows, 1, &all[found].subject);
			all[found++].slot = store_int(&rows, 2);
		}
	}
	return rc == 0 ? touch_found(cs, all, found) : rc;
}

static int all_rounds(struct work *w, struct uuid **ret, size_t *ret_n)
{
	STORE_ROWS rows = { 0 };
	size_t cap = 64;
	int rc = store_query(w->cx, w->s, STMT_ROUND_IDS, NULL, 0, &rows);

	*ret = cx_many(w->cx, cap, struct uuid);
	if (*ret == NULL)
		return -E_NO_MEMORY;
	for (*ret_n = 0; rc == 0 && (rc = store_next(w->cx, &rows)) == 1; rc = 0) {
		if (*ret_n == cap) {
			struct uuid *wider = cx_many(w->cx, cap * 2, struct uuid);

			if (wider == NULL)
				return -E_NO_MEMORY;
			memcpy(wider, *ret, cap * sizeof(*wider));
			*ret = wider;
			cap *= 2;
		}
		store_uuid(&rows, 0, &(*ret)[(*ret_n)++]);
	}
	return rc;
}

static int touch_subjects(struct chains *cs)
{
	struct uuid *rounds = NULL;
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < cs->w->subjects.n; i++) {
		struct subject_row *s = cs->w->subjects.entries[i].value;

		if (!s->refold)
			continue;
		s->refold = false;
		if (rounds == NULL)
			rc = all_rounds(cs->w, &rounds, &n);
		if (rc == 0 && n > 0 && s->areas.n > 0)
			rc = find_of_subject(cs, s, rounds, n);
	}
	return rc;
}

/* All targets of a round whose meaning changed; if only its closing time did, those covered after the earlier one. */
static int touch_round(struct chains *cs, const struct round_row *r)
{
	int64_t earlier = r->old.closes < r->now.closes ? r->old.closes : r->now.closes;
	const struct store_value keys[] = {
		SV_UUID(&r->id),
		SV_INT(round_changed(r)              ? 0 :
				earlier == COVER_FAR ? COVER_FAR :
						       earlier + 1),
	};
	struct found *all = NULL;
	size_t n = 0, cap = 0;
	int rc;

	if (!round_changed(r) && r->old.closes == r->now.closes)
		return 0;
	{
		STORE_ROWS rows = { 0 };

		rc = store_query(cs->w->cx, cs->w->s, STMT_TARGET_OF_ROUND, keys, 2, &rows);
		while (rc == 0 && (rc = store_next(cs->w->cx, &rows)) == 1) {
			rc = grow_found(cs->w->cx, &all, n, &cap);
			if (rc != 0)
				break;
			all[n].round = r->id;
			store_uuid(&rows, 0, &all[n].subject);
			all[n++].slot = store_int(&rows, 1);
		}
	}
	return rc == 0 ? touch_found(cs, all, n) : rc;
}

static int touch_rounds(struct chains *cs)
{
	size_t i, n = cs->w->rounds.n;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++) {
		const struct round_row *r = cs->w->rounds.entries[i].value;

		if (r->dirty && r->was)
			rc = touch_round(cs, r);
	}
	return rc;
}

/* ---- rows ---- */

static int read_row(struct work *w, struct rows *r)
{
	struct target_row *row;
	struct uuid round, subject;
	int64_t slot = store_int(r, 3);
	struct str packed;
	struct buf key;
	bool is_new;
	size_t i;
	void *p;
	int rc;

	store_uuid(r, 0, &round);
	store_uuid(r, 2, &subject);
	buf_init(&key, w->cx->arena);
	buf_add(&key, round.b, 16);
	buf_add(&key, subject.b, 16);
	buf_add(&key, &slot, sizeof(slot));
	buf_str(&key, store_str(r, 1));
	rc = work_at(w, &w->targets, buf_get(&key), sizeof(*row), &p, &is_new);
	if (rc != 0)
		return rc;
	row = p;
	row->old = (struct target_now){ .there = true,
		.state = (int)store_int(r, 4),
		.code = (int)store_int(r, 5),
		.next = (int)store_int(r, 6),
		.late = (int)store_int(r, 7),
		.due = store_int(r, 8),
		.origin = (int)store_int(r, 9),
		.covered = store_int(r, 10),
		.tries = (int)store_int(r, 11) };
	row->now = row->old;
	row->pos = store_int(r, 13);
	rc = cx_str(w->cx, store_str(r, 12), &packed);
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
	return rc;
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
			rc = chain_row(c, c->members[m], str_is(area, "@") ? STR("") : area, &row);
			if (rc != 0 || before == c->w->targets.n)
				continue;
			keys[4 * *n] = SV_UUID(&row->round);
			keys[4 * *n + 1] = SV_TEXT(row->area);
			keys[4 * *n + 2] = SV_UUID(&row->subject);
			keys[4 * (*n)++ + 3] = SV_INT(row->slot);
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
	STORE_ROWS rows = { 0 };
	size_t i, n = 0;
	int rc = 0;

	if (keys == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < cs->by_key.n; i++)
		rc = want_rows(cs->by_key.entries[i].value, keys, &n);
	if (rc == 0)
		rc = store_query_each(w->cx, w->s, STMT_TARGET_GET, keys, n, &rows);
	while (rc == 0 && n > 0 && (rc = store_next(w->cx, &rows)) == 1)
		rc = read_row(w, &rows);
	return rc;
}

/* ---- obligations: what an answer makes in another desk's standing round ---- */

static int emit(struct chain *c, const struct round_now *round, const struct act *a, int sign,
	struct edits *subjects, struct edits *targets)
{
	struct cx *cx = c->w->cx;
	struct act *define = cx_new(cx, struct act), *oblige = cx_new(cx, struct act);
	const char *kind = cx_text(cx, part_of(a->text, '\x1f', 0));
	struct str area = part_of(a->text, '\x1f', 1);
	struct buf text;
	int rc;

	if (define == NULL || oblige == NULL)
		return -E_NO_MEMORY;
	buf_init(&text, cx->arena);
	buf_str(&text, area);
	buf_c(&text, '\x1e');
	if (!buf_ok(&text))
		return err(cx, E_NO_MEMORY, NULL);
	*define = (struct act){ .fold = FOLD_SUBJECT,
		.what = SUBJECT_DEFINE,
		.code = SUBJECT_QUESTION,
		.key = a->id,
		.id = a->id,
		.at_used = a->at_used,
		.text = buf_get(&text) };
	*oblige = (struct act){ .fold = FOLD_TARGET,
		.what = TARGET_OBLIGE,
		.code = a->obliges,
		.key = round_standing_id(round->incident, kind),
		.key2 = a->id,
		.id = a->id,
		.at_used = a->at_used,
		.text = area,
		.n = a->n };
	rc = edits_add(cx, subjects, (struct edit){ .sign = sign, .act = define, .pos = c->pos });
	return rc != 0 ?
		rc :
		edits_add(cx, targets, (struct edit){ .sign = sign, .act = oblige, .pos = c->pos });
}

struct obliging { /* one row's answers that oblige, before it is patched */
	struct act *acts;
	size_t n;
};

static int obliging_of(struct work *w, const struct target_row *r, struct obliging *ret)
{
	size_t i;

	*ret = (struct obliging){ 0 };
	for (i = 0; i < r->acts.n; i++)
		if (r->acts.all[i].obliges != 0)
			ret->n++;
	if (ret->n == 0)
		return 0;
	ret->acts = cx_many(w->cx, ret->n, struct act);
	if (ret->acts == NULL)
		return -E_NO_MEMORY;
	ret->n = 0;
	for (i = 0; i < r->acts.n; i++)
		if (r->acts.all[i].obliges != 0)
			ret->acts[ret->n++] = r->acts.all[i];
	return 0;
}

static bool holds(const struct obliging *o, const struct act *a)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		if (uuid_eq(&o->acts[i].id, &a->id))
			return true;
	return false;
}

/* All obliging answers of the chain's rows, before and after: the difference is emitted. */
static int settle_obligations(struct chain *c, const struct obliging *before,
	const struct obliging *after, bool first, struct edits *subjects, struct edits *targets)
{
	const struct round_now *was = first ? &c->round->old : &c->round->now,
			       *now = &c->round->now;
	bool same = was->known == now->known && uuid_eq(&was->incident, &now->incident);
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && was->known && i < before->n; i++)
		if (!same || !holds(after, &before->acts[i]))
			rc = emit(c, was, &before->acts[i], -1, subjects, targets);
	for (i = 0; rc == 0 && now->known && i < after->n; i++)
		if (!same || !holds(before, &after->acts[i]))
			rc = emit(c, now, &after->acts[i], 1, subjects, targets);
	return rc;
}

/* ---- patching ---- */

/* Answers lie in the first row with a base act, else in the one of area ''. */
static int rehome(struct chain *c, struct subject_row *s)
{
	struct target_row *home = NULL;
	size_t i, k, answers = 0;
	int rc = 0;

	for (i = 0; i < c->n; i++) {
		struct target_row *r = c->rows[i];
		bool base = false;

		if (!uuid_eq(&r->subject, &s->id))
			continue;
		for (k = 0; k < r->acts.n; k++) {
			base |= act_is_base(&r->acts.all[k]);
			answers += !act_is_base(&r->acts.all[k]);
		}
		if (base && (home == NULL || str_cmp(r->area, home->area) < 0))
			home = r;
	}
	if (answers == 0)
		return 0;
	if (home == NULL) {
		rc = chain_row(c, s, STR(""), &home);
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

static int patch(struct chains *cs, const struct edit *x)
{
	struct subject_row *s = subject_of(cs->w, &x->act->key2);
	struct target_row *row;
	struct tally_delta *t;
	struct chain *c;
	size_t i;
	int rc = chain_of(cs, &x->act->key, s, x->act->slot, &c);

	if (rc != 0)
		return rc;
	if (x->act->what == TARGET_OBLIGE) {
		rc = tally_add(cs->w, &x->act->key, x->act->text, &t);
		if (rc == 0)
			t->expected += x->sign;
	}
	if (rc == 0 && (act_is_base(x->act) || x->sign > 0)) {
		rc = chain_row(c, s, act_is_base(x->act) ? x->act->text : STR(""), &row);
		return rc == 0 ? acts_edit(cs->w->cx, &row->acts, x) : rc;
	}
	for (i = 0; rc == 0 && i < c->n; i++)
		if (uuid_eq(&c->rows[i]->subject, &s->id))
			acts_remove(&c->rows[i]->acts, &x->act->id, x->act->what);
	return rc;
}

static int chain_obliging(struct chain *c, struct obliging *ret)
{
	struct obliging one;
	struct act *all;
	size_t i;
	int rc = 0;

	*ret = (struct obliging){ 0 };
	for (i = 0; rc == 0 && i < c->n; i++) {
		rc = obliging_of(c->w, c->rows[i], &one);
		if (rc != 0 || one.n == 0)
			continue;
		all = cx_many(c->w->cx, ret->n + one.n, struct act);
		if (all == NULL)
			return -E_NO_MEMORY;
		if (ret->n > 0)
			memcpy(all, ret->acts, ret->n * sizeof(*all));
		memcpy(&all[ret->n], one.acts, one.n * sizeof(*all));
		ret->acts = all;
		ret->n += one.n;
	}
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

static void mark_strays(struct chains *cs, const struct edits *x)
{
	size_t i, k;

	for (i = 0; i < x->n; i++) {
		const struct act *a = x->all[i].act;
		struct chain *c;

		if (x->all[i].marks == NULL ||
			chain_of(cs, &a->key, subject_of(cs->w, &a->key2), a->slot, &c) != 0)
			continue;
		if (!c->round->now.known)
			mark(&x->all[i], MARK_WAITING);
		for (k = 0; k < c->n; k++)
			if (c->rows[k]->now.there && c->rows[k]->now.state == 0)
				mark(&x->all[i], MARK_WAITING);
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
	rc = load_named(w, x);
	if (rc == 0)
		rc = hint(w, x);
	if (rc == 0)
		rc = touch_changes(&cs, x);
	if (rc == 0)
		rc = touch_subjects(&cs);
	if (rc == 0 && first)
		rc = touch_rounds(&cs);
	if (rc == 0)
		rc = load_rows(&cs);
	n = cs.by_key.n;
	before = cx_many(w->cx, n, struct obliging);
	if (rc == 0 && before == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < n; i++)
		rc = chain_obliging(cs.by_key.entries[i].value, &before[i]);
	for (i = 0; rc == 0 && i < x->n; i++)
		rc = patch(&cs, &x->all[i]);
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
		mark_strays(&cs, x);
	return rc;
}

/* ---- counts and writing ---- */

int tally_add(struct work *w, const struct uuid *round, struct str area, struct tally_delta **ret)
{
	struct buf key;
	bool is_new;
	void *p;
	int rc;

	buf_init(&key, w->cx->arena);
	buf_add(&key, round->b, 16);
	buf_str(&key, area);
	rc = work_at(w, &w->tallies, buf_get(&key), sizeof(**ret), &p, &is_new);
	if (rc != 0)
		return rc;
	*ret = p;
	if (is_new) {
		(*ret)->round = *round;
		(*ret)->area = area;
	}
	return 0;
}

static void measure(struct tally_delta *t, const struct target_now *n, int64_t sign)
{
	if (!n->there)
		return;
	t->found += n->state >= 1 && n->state <= 3 &&
			(n->origin == ORIGIN_FOUND || n->origin == ORIGIN_MOVED) ?
		sign :
		0;
	t->missing += n->state == 1 ? sign : 0;
	t->done += n->state == 2 ? sign : 0;
	t->excused += n->state == 3 ? sign : 0;
	t->late += n->late ? sign : 0;
}

static int count_row(struct work *w, const struct target_row *r)
{
	struct tally_delta *t;
	int rc;

	if (r->area.n == 0)
		return 0; /* strays count nowhere */
	rc = tally_add(w, &r->round, r->area, &t);
	if (rc != 0)
		return rc;
	measure(t, &r->old, -1);
	measure(t, &r->now, 1);
	if (r->pos > t->pos)
		t->pos = r->pos;
	return 0;
}

static int write_row(struct work *w, struct target_row *r, struct store_value *v)
{
	struct act *acts = cx_many(w->cx, r->acts.n, struct act);
	struct str packed;
	size_t i;
	int rc;

	if (acts == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < r->acts.n; i++) {
		acts[i] = r->acts.all[i];
		if (str_eq(acts[i].text, r->area))
			acts[i].text = STR("");
	}
	rc = acts_pack(w->cx, acts, r->acts.n, &packed);
	v[0] = SV_UUID(&r->round);
	v[1] = SV_TEXT(r->area);
	v[2] = SV_UUID(&r->subject);
	v[3] = SV_INT(r->slot);
	v[4] = SV_INT(r->now.state);
	v[5] = SV_INT(r->now.code);
	v[6] = SV_INT(r->now.next);
	v[7] = SV_INT(r->now.late);
	v[8] = SV_INT(r->now.due);
	v[9] = SV_INT(r->now.origin);
	v[10] = SV_INT(r->now.covered);
	v[11] = SV_INT(r->now.tries);
	v[12] = SV_BLOB(packed);
	v[13] = SV_INT(r->pos);
	return rc;
}

static int mark_gone(struct work *w, const struct target_row *r)
{
	struct str key;
	int rc = gone_target_pack(w->cx, &r->round, &r->subject, r->slot, &key);

	return rc == 0 && r->area.n > 0 ? gone_write(w, r->area, "target", key, r->pos) : rc;
}

int store_targets(struct work *w)
{
	struct store_value *put = cx_many(w->cx, w->targets.n * 14, struct store_value);
	struct store_value *drop = cx_many(w->cx, w->targets.n * 4, struct store_value);
	struct store_value *back = cx_many(w->cx, w->targets.n * 3, struct store_value);
	size_t i, puts = 0, drops = 0, backs = 0;
	struct str key;
	int rc = 0;

	if (put == NULL || drop == NULL || back == NULL)
		return -E_NO_MEMORY;
	for (i = 0; rc == 0 && i < w->targets.n; i++) {
		struct target_row *r = w->targets.entries[i].value;

		if (!r->dirty || (!r->old.there && !r->now.there))
			continue;
		rc = count_row(w, r);
		if (rc == 0 && r->now.there) {
			rc = write_row(w, r, &put[14 * puts++]);
		} else if (rc == 0) {
			memcpy(&drop[4 * drops++],
				(struct store_value[]){ SV_UUID(&r->round), SV_TEXT(r->area),
					SV_UUID(&r->subject), SV_INT(r->slot) },
				4 * sizeof(*drop));
			rc = mark_gone(w, r);
		}
		if (rc != 0 || r->old.there || !r->now.there)
			continue;
		rc = gone_target_pack(w->cx, &r->round, &r->subject, r->slot, &key);
		memcpy(&back[3 * backs++],
			(struct store_value[]){
				SV_TEXT(r->area), SV_TEXT(STR("target")), SV_BLOB(key) },
			3 * sizeof(*back));
	}
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_TARGET_PUT, put, puts);
	if (rc == 0)
		rc = store_each(w->cx, w->s, STMT_TARGET_DROP, drop, drops);
	return rc == 0 ? store_each(w->cx, w->s, STMT_GONE_DROP, back, backs) : rc;
}

int store_tallies(struct work *w)
{
	struct store_value *v = cx_many(w->cx, w->tallies.n * 9, struct store_value);
	size_t i;

	if (v == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < w->tallies.n; i++) {
		const struct tally_delta *t = w->tallies.entries[i].value;

		memcpy(&v[9 * i],
			(struct store_value[]){ SV_UUID(&t->round), SV_TEXT(t->area),
				SV_INT(t->expected), SV_INT(t->found), SV_INT(t->done),
				SV_INT(t->excused), SV_INT(t->missing), SV_INT(t->late),
				SV_INT(t->pos) },
			9 * sizeof(*v));
	}
	return store_each(w->cx, w->s, STMT_TALLY_ADD, v, w->tallies.n);
}
