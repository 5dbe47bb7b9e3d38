/* Things that somebody should look at: clashes, records that wait for another, marked records. */
#include "cover/cover_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/journal.h"

/* ---- clashes ---- */

static int clash_take(struct cx *cx, const struct rows *q, struct clash *ret)
{
	struct str packed;
	struct uuid *ids;
	int ec;

	ret->what = (int)store_int(q, 0);
	if ((ec = cx_str(cx, store_str(q, 1), &ret->area)) < 0)
		return ec;
	packed = store_str(q, 2);
	if (packed.n % 16 != 0)
		return err(cx, E_CORRUPT, NULL, "clash.ids");
	ids = cx_many(cx, packed.n / 16, struct uuid);
	if (ids == NULL)
		return -E_NO_MEMORY;
	if (packed.n > 0)
		memcpy(ids, packed.p, packed.n);
	ret->ids = ids;
	ret->ids_n = packed.n / 16;
	return 0;
}

int clash_list(struct cx *cx, const struct cover *c, struct clash **ret, size_t *ret_n)
{
	STORE_ROWS q = { 0 };
	struct clash *all = NULL;
	size_t n = 0, cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_CLASHES, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		if (!reader_sees(c->tree, c->who, store_str(&q, 1)))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) == 0)
			ec = clash_take(cx, &q, &all[n++]);
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

/* ---- marked records ---- */

static int marks_take(
	struct cx *cx, const struct cover *c, struct rows *q, struct marked **ret, size_t *ret_n)
{
	struct marked *all = NULL;
	size_t n = 0, cap = 0;
	int ec = 0, more = 0;

	while (ec == 0 && (more = store_next(cx, q)) > 0) {
		if (!reader_sees(c->tree, c->who, store_str(q, 0)))
			continue;
		if ((ec = COVER_ROOM(cx, all, n, cap)) < 0)
			break;
		all[n].pos = store_int(q, 1);
		if (!store_uuid(q, 2, &all[n].id))
			return err(cx, E_CORRUPT, NULL, "mark");
		ec = cx_str(cx, store_str(q, 0), &all[n++].area);
	}
	*ret = all;
	*ret_n = n;
	return ec < 0 ? ec : more;
}

int marked_list(struct cx *cx, const struct cover *c, int what, struct marked **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_INT(what) };
	bool settles = what == BIT_HELD || what == BIT_CONFIRMED /* the mark is that it is not */;
	STORE_ROWS q = { 0 };
	int ec = store_query(
		cx, c->store, settles ? STMT_COVER_HELD : STMT_COVER_MARKED, values, 1, &q);

	return ec < 0 ? ec : marks_take(cx, c, &q, ret, ret_n);
}

int held_in(struct cx *cx, const struct cover *c, const struct uuid *rounds, size_t n,
	struct marked **ret, size_t *ret_n)
{
	struct store_value *values = cx_many(cx, n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec = values ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; values && i < n; i++)
		values[i] = SV_UUID(&rounds[i]);
	*ret_n = 0;
	if (ec == 0 && n)
		ec = store_query_each(cx, c->store, STMT_COVER_HELD_IN, values, n, &q);
	return ec < 0 || !n ? ec : marks_take(cx, c, &q, ret, ret_n);
}

/* ---- waiting records ---- */

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

static int wait_links(struct cx *cx, const struct cover *c, struct waits *w)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, c->store, STMT_COVER_WAITING_LINKS, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid id, target;

		if (!store_uuid(&q, 0, &id) || !store_uuid(&q, 1, &target))
			return err(cx, E_CORRUPT, NULL, "link");
		ec = wait_add(cx, w, &id, &target);
	}
	return ec < 0 ? ec : more;
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
