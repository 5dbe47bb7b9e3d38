/* Records that wait for another: all of them, to be looked at; or of some whether they do, by the keys of what they say, so that it costs
 * nothing how much else waits. */
#include "cover/cover_read.h"

#include <stdlib.h>

#include "core/map.h"
#include "cover/work.h"
#include "generated/stmt.h"
#include "record/journal.h"

struct waits {
	struct waiting *all;
	size_t n, cap;
};

static int wait_add(struct cx *cx, struct waits *w, const struct uuid *id, const struct uuid *for_)
{
	int ec = COVER_ROOM(cx, w->all, w->n, w->cap);

	if (ec == 0)
		w->all[w->n++] = (struct waiting){ .id = *id, .for_ = *for_ };
	return ec;
}

static int wait_acts(
	struct cx *cx, struct waits *w, struct str packed, enum fold fold, const struct uuid *for_)
{
	struct act *acts;
	size_t n;
	int ec = acts_unpack(cx, packed, fold, &acts, &n);

	for (size_t i = 0; ec == 0 && i < n; i++)
		if (fold != FOLD_TARGET || acts[i].what != TARGET_SPARE)
			ec = wait_add(cx, w, &acts[i].id, for_);
	return ec;
}

/* Rows of (id, acts) whose key nobody has defined. An area's id is no UUID: what waits for one
 * names nothing here. */
static int wait_keys(
	struct cx *cx, const struct cover *c, int stmt, enum fold fold, struct waits *w)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, stmt, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid id = uuid_nil;

		if (fold != FOLD_AREA && !store_uuid(&q, 0, &id))
			return err(cx, E_CORRUPT, NULL, "id");
		ec = wait_acts(cx, w, store_str(&q, 1), fold, &id);
	}
	return ec < 0 ? ec : more;
}

static int wait_pairs(struct cx *cx, const struct cover *c, struct waits *w)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_PAIRS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		for (int i = 0; ec == 0 && i < 2; i++) {
			struct uuid id;

			if (store_int(&q, 3 + i) != 0)
				continue;
			if (!store_uuid(&q, i, &id))
				return err(cx, E_CORRUPT, NULL, "pair");
			ec = wait_acts(cx, w, store_str(&q, 2), FOLD_PAIR, &id);
		}
	}
	return ec < 0 ? ec : more;
}

static int links_take(struct cx *cx, struct rows *q, struct waits *w)
{
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		struct uuid id, target;

		if (!store_uuid(q, 0, &id) || !store_uuid(q, 1, &target))
			return err(cx, E_CORRUPT, NULL, "link");
		ec = wait_add(cx, w, &id, &target);
	}
	return ec < 0 ? ec : more;
}

static int wait_links(struct cx *cx, const struct cover *c, struct waits *w)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_WAITING_LINKS, NULL, 0, &q);

	return ec < 0 ? ec : links_take(cx, &q, w);
}

/* What moves or counts a lot of which nothing of that item has come. */
static int wait_lots(struct cx *cx, const struct cover *c, struct waits *w)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_WAITING_LOTS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid lot;

		if (!uuid_read(store_str(&q, 0), &lot))
			return err(cx, E_CORRUPT, NULL, "ledger.lot");
		ec = wait_acts(cx, w, store_str(&q, 1), FOLD_LEDGER, &lot);
	}
	return ec < 0 ? ec : more;
}

/* An answer to no target waits for its round, where that is unknown, else for its subject to be
 * listed. */
static int wait_strays(struct cx *cx, const struct cover *c, struct waits *w)
{
	struct cover all = *c;
	struct reader everyone = *c->who;
	struct stray *strays;
	struct map rounds;
	struct round *known;
	size_t n, known_n;
	int ec;

	/* Who may see them is decided below, for all that waits alike. */
	everyone.everywhere = true;
	all.who = &everyone;
	map_init(&rounds, cx->arena);
	if ((ec = strays_read(cx, &all, NULL, &strays, &n)) < 0 || n == 0 ||
		(ec = rounds_seen(cx, &all, &known, &known_n)) < 0)
		return ec;
	for (size_t i = 0; i < known_n; i++) {
		void **place = map_at(&rounds, uuid_bytes(&known[i].id));

		if (place == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = &known[i];
	}
	for (size_t i = 0; ec == 0 && i < n; i++) {
		const struct target *t = &strays[i].target;
		bool here = map_get(&rounds, uuid_bytes(&t->round)) != NULL;

		ec = wait_acts(cx, w, strays[i].acts, FOLD_TARGET, here ? &t->subject : &t->round);
	}
	return ec;
}

static int wait_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int d = uuid_cmp(&x->id, &y->id);

	return d != 0 ? d : uuid_cmp(&x->for_, &y->for_);
}

static size_t waits_once(struct waits *w)
{
	size_t kept = 0;

	if (w->n > 1)
		qsort(w->all, w->n, sizeof(*w->all), wait_order);
	for (size_t i = 0; i < w->n; i++)
		if (kept == 0 || wait_order(&w->all[kept - 1], &w->all[i]) != 0)
			w->all[kept++] = w->all[i];
	return kept;
}

/* Where a record was written: its own area, else that which it put its subject into, is not asked;
 * one without an area is shown to whoever sees everything. */
static int open_area(struct cx *cx, struct str open, struct str *ret)
{
	static const struct json_limits stored = {
		.bytes = 16 * 1024 * 1024, .depth = 16, .members = 100000
	};
	const struct json *v;
	struct str area;
	int ec = json_read(cx, open, &stored, &v);

	if (ec < 0)
		return ec;
	area = json_text(v, "area");
	return cx_str(cx, area.p == NULL ? STR("") : area, ret);
}

/* Fills in the areas; records of which nothing is here any more keep none. */
static int wait_areas(struct cx *cx, const struct cover *c, struct waits *w)
{
	struct store_value *values = cx_many(cx, w->n, struct store_value);
	STORE_ROWS q = { 0 };
	size_t n = 0;
	int ec, more = 0;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < w->n; i++) {
		w->all[i].area = STR("");
		if (i == 0 || !uuid_eq(&w->all[i].id, &w->all[i - 1].id))
			values[n++] = SV_UUID(&w->all[i].id);
	}
	ec = store_query_each(cx, c->store, STMT_COVER_RECORD_OPEN, values, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct waiting key = { 0 };
		struct str area;
		size_t low = 0, high = w->n;

		if (!store_uuid(&q, 0, &key.id))
			return err(cx, E_CORRUPT, NULL, "journal");
		if ((ec = open_area(cx, store_str(&q, 1), &area)) < 0)
			break;
		while (low < high) {
			size_t mid = low + (high - low) / 2;

			if (uuid_cmp(&w->all[mid].id, &key.id) < 0)
				low = mid + 1;
			else
				high = mid;
		}
		for (; low < w->n && uuid_eq(&w->all[low].id, &key.id); low++)
			w->all[low].area = area;
	}
	return ec < 0 ? ec : more;
}

static int waits_read(struct cx *cx, const struct cover *c, struct waits *w)
{
	int ec;

	if ((ec = wait_strays(cx, c, w)) < 0 ||
		(ec = wait_keys(cx, c, STMT_COVER_WAITING_SUBJECTS, FOLD_SUBJECT, w)) < 0 ||
		(ec = wait_keys(cx, c, STMT_COVER_WAITING_ROUNDS, FOLD_ROUND, w)) < 0 ||
		(ec = wait_keys(cx, c, STMT_COVER_WAITING_INCIDENTS, FOLD_INCIDENT, w)) < 0 ||
		(ec = wait_keys(cx, c, STMT_COVER_WAITING_AREAS, FOLD_AREA, w)) < 0 ||
		(ec = wait_lots(cx, c, w)) < 0 || (ec = wait_pairs(cx, c, w)) < 0)
		return ec;
	return wait_links(cx, c, w);
}

/* Which of those that are waited for are listed where the reader has no right. */
static int wait_away(struct cx *cx, const struct cover *c, struct waiting *all, size_t n)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	struct map away;
	int ec, more = 0;

	if (values == NULL)
		return -E_NO_MEMORY;
	map_init(&away, cx->arena);
	for (size_t i = 0; i < n; i++)
		values[i] = SV_UUID(&all[i].for_);
	ec = store_query_each(cx, c->store, STMT_COVER_SUBJECT_AREAS, values, n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		void **place;

		if (reader_sees(c->tree, c->who, store_str(&q, 1)))
			continue;
		if ((place = map_at(&away, store_str(&q, 0))) == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = all;
	}
	for (size_t i = 0; i < n; i++)
		all[i].away = map_get(&away, uuid_bytes(&all[i].for_)) != NULL;
	return ec < 0 ? ec : more;
}

int waiting_list(struct cx *cx, const struct cover *c, struct waiting **ret, size_t *ret_n)
{
	struct waits w = { 0 };
	size_t n = 0;
	int ec = waits_read(cx, c, &w);

	if (ec < 0)
		return ec;
	w.n = waits_once(&w);
	if ((ec = wait_areas(cx, c, &w)) < 0)
		return ec;
	for (size_t i = 0; i < w.n; i++)
		if (reader_sees(c->tree, c->who, w.all[i].area))
			w.all[n++] = w.all[i];
	*ret = w.all;
	*ret_n = n;
	return n ? wait_away(cx, c, w.all, n) : 0;
}

/* ---- of some ---- */

/* By whose keys it is asked. */
enum { BY_SUBJECT, BY_ROUND, BY_INCIDENT, BY_AREA, BY_PAIR, BY_TARGET, BY_LOT, BYS };

static const struct by {
	enum fold fold;
	int stmt;
	size_t columns;
} bys[BYS] = {
	[BY_SUBJECT] = { FOLD_SUBJECT, STMT_COVER_WAITING_SUBJECTS_OF, 1 },
	[BY_ROUND] = { FOLD_ROUND, STMT_COVER_WAITING_ROUNDS_OF, 1 },
	[BY_INCIDENT] = { FOLD_INCIDENT, STMT_COVER_WAITING_INCIDENTS_OF, 1 },
	[BY_AREA] = { FOLD_AREA, STMT_COVER_WAITING_AREAS_OF, 1 },
	[BY_PAIR] = { FOLD_PAIR, STMT_COVER_WAITING_PAIRS_OF, 2 },
	[BY_TARGET] = { FOLD_TARGET, STMT_COVER_WAITING_TARGETS_OF, 3 },
	[BY_LOT] = { FOLD_LEDGER, STMT_COVER_WAITING_LOTS_OF, 1 },
};

struct by_keys {
	struct store_value *all;
	size_t n, cap;
};

static int key_add(struct cx *cx, struct by_keys *k, struct store_value v)
{
	int ec = COVER_ROOM(cx, k->all, k->n, k->cap);

	if (ec == 0)
		k->all[k->n++] = v;
	return ec;
}

/* What makes a target waits for nothing. */
static int act_keys(struct cx *cx, struct by_keys *keys, const struct act *a)
{
	struct str lot = STR("");
	int ec;

	switch (a->fold) {
	case FOLD_SUBJECT:
		return key_add(cx, &keys[BY_SUBJECT], SV_UUID(&a->key));
	case FOLD_ROUND:
		return key_add(cx, &keys[BY_ROUND], SV_UUID(&a->key));
	case FOLD_INCIDENT:
		return key_add(cx, &keys[BY_INCIDENT], SV_UUID(&a->key));
	case FOLD_AREA:
		return key_add(cx, &keys[BY_AREA], SV_TEXT(a->name));
	case FOLD_PAIR:
		ec = key_add(cx, &keys[BY_PAIR], SV_UUID(&a->key));
		return ec < 0 ? ec : key_add(cx, &keys[BY_PAIR], SV_UUID(&a->key2));
	case FOLD_TARGET:
		if (act_is_base(a))
			return 0;
		ec = key_add(cx, &keys[BY_TARGET], SV_UUID(&a->key));
		if (ec == 0)
			ec = key_add(cx, &keys[BY_TARGET], SV_UUID(&a->key2));
		return ec < 0 ? ec : key_add(cx, &keys[BY_TARGET], SV_INT(a->slot));
	case FOLD_LEDGER:
		lot = part_of(a->name, '\x1f', 2);
		return lot.n == 0 ? 0 : key_add(cx, &keys[BY_LOT], SV_TEXT(lot));
	default:
		return 0;
	}
}

static int record_keys(
	struct cx *cx, const struct cover *c, const struct entry *e, struct by_keys *keys)
{
	struct record *r;
	struct effects fx;
	int ec = journal_record(cx, c->kinds, e, &r);

	if (ec == 0 && r->kind != NULL)
		ec = effects_of(cx, r, &fx);
	for (size_t i = 0; ec == 0 && r->kind != NULL && i < fx.acts_n; i++)
		ec = act_keys(cx, keys, &fx.acts[i]);
	return ec;
}

static int by_read(struct cx *cx, const struct cover *c, const struct by *by, struct by_keys *k,
	struct waits *w)
{
	const struct uuid nobody = uuid_nil;
	STORE_ROWS q = { 0 };
	int ec = 0, more = 0;

	if (k->n == 0)
		return 0;
	ec = store_query_each(cx, c->store, by->stmt, k->all, k->n / by->columns, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = wait_acts(cx, w, store_str(&q, 0), by->fold, &nobody);
	return ec < 0 ? ec : more;
}

static int links_of(
	struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, struct waits *w)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = values == NULL ? -E_NO_MEMORY : 0;

	for (size_t i = 0; ec == 0 && i < n; i++)
		values[i] = SV_UUID(&ids[i]);
	if (ec == 0)
		ec = store_query_each(cx, c->store, STMT_COVER_WAITING_LINKS_OF, values, n, &q);
	return ec < 0 ? ec : links_take(cx, &q, w);
}

static int waits_mark(
	struct cx *cx, const struct waits *w, const struct uuid *ids, size_t n, bool *ret)
{
	struct map by_id;

	map_init(&by_id, cx->arena);
	for (size_t i = 0; i < w->n; i++) {
		void **at = map_at(&by_id, uuid_bytes(&w->all[i].id));

		if (at == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*at = &w->all[i];
	}
	for (size_t i = 0; i < n; i++)
		ret[i] = map_get(&by_id, uuid_bytes(&ids[i])) != NULL;
	return 0;
}

int waiting_of(struct cx *cx, const struct cover *c, const struct uuid *ids, size_t n, bool *ret)
{
	struct journal j = { .store = c->store, .kinds = c->kinds };
	struct entry *found = cx_many(cx, n, struct entry);
	struct by_keys keys[BYS] = { { 0 } };
	struct waits w = { 0 };
	int ec = found == NULL ? -E_NO_MEMORY : journal_find(cx, &j, ids, n, found);

	for (size_t i = 0; ec == 0 && i < n; i++)
		if (found[i].pos != 0)
			ec = record_keys(cx, c, &found[i], keys);
	for (int by = 0; ec == 0 && by < BYS; by++)
		ec = by_read(cx, c, &bys[by], &keys[by], &w);
	if (ec == 0 && n > 0)
		ec = links_of(cx, c, ids, n, &w);
	return ec < 0 ? ec : waits_mark(cx, &w, ids, n, ret);
}
