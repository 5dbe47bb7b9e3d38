/* Which chains a group touches: those that its acts name; those of subjects that moved or whose cluster changed, in whatever
 * round; those of a round that changed. */
#include "cover/chains.h"

#include <string.h>

#include "generated/stmt.h"

int chain_of(struct chains *cs, const struct uuid *round, struct subject_row *s, int64_t slot,
	struct chain **ret)
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

static int load_rounds(struct work *w, const struct edits *c)
{
	struct uuid *ids = cx_many(w->cx, c->n, struct uuid);
	size_t i;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		ids[i] = c->all[i].act->key;
	return rounds_load(w, ids, c->n);
}

/* Of the edits that have no chain yet; the answers among them, or the others. */
static int load_subjects(struct chains *cs, const struct edits *c, bool answers)
{
	struct uuid *ids = cx_many(cs->w->cx, c->n, struct uuid);
	size_t i, n = 0;

	if (ids == NULL)
		return -E_NO_MEMORY;
	for (i = 0; i < c->n; i++)
		if (cs->of[i] == NULL && act_is_base(c->all[i].act) != answers)
			ids[n++] = c->all[i].act->key2;
	return subjects_load(cs->w, ids, n);
}

/* The round gets a row even if only named, so that every round that has targets is known by id. */
static int hint(struct work *w, const struct edits *c)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		const struct act *a = c->all[i].act;
		struct round_row *round = round_of(w, &a->key);

		if (!round->was)
			round->dirty = true;
		if (act_is_base(a))
			rc = subject_add_area(w, subject_of(w, &a->key2), a->text);
	}
	return rc;
}

static int touch_changes(struct chains *cs, const struct edits *c)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->n; i++) {
		const struct act *a = c->all[i].act;

		if (cs->of[i] == NULL)
			rc = chain_of(
				cs, &a->key, subject_of(cs->w, &a->key2), a->slot, &cs->of[i]);
		if (rc == 0 && c->all[i].pos > cs->of[i]->pos)
			cs->of[i]->pos = c->all[i].pos;
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

int touch_all(struct chains *cs, const struct edits *x, bool first)
{
	int rc = load_rounds(cs->w, x);

	cs->of = cx_many(cs->w->cx, x->n, struct chain *);
	if (rc == 0 && cs->of == NULL)
		return -E_NO_MEMORY;
	if (rc == 0)
		rc = load_subjects(cs, x, false);
	if (rc == 0 && first)
		rc = touch_alone(cs, x);
	if (rc == 0)
		rc = load_subjects(cs, x, true);
	if (rc == 0)
		rc = hint(cs->w, x);
	if (rc == 0)
		rc = touch_changes(cs, x);
	if (rc == 0)
		rc = touch_subjects(cs);
	return rc == 0 && first ? touch_rounds(cs) : rc;
}
