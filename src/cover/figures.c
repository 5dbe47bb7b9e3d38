/* Figures: one reading for the value, the board, the list and the bulletin, so that no two screens
 * show two numbers.
 *
 * Sums are kept by area and day; they are added up over the areas and days asked, for the scopes
 * that count. A figure of distinct subjects, and a digest, need the records: their positions lie
 * beside the sums. Which subjects a day counts is kept for the next reading (cover/day_sets.h), so
 * that a county is read once and later only where something happened. */
#include "cover/figure_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "cover/day_sets.h"
#include "cover/rests.h"
#include "generated/stmt.h"
#include "record/journal.h"
#include "sys/sys.h"

#define AREAS_AT_ONCE 64
#define ALL_MAX ((size_t)1 << 30)

const struct figure *figure_find(const struct figures *fs, struct str id)
{
	for (size_t i = 0; i < fs->n; i++)
		if (str_is(id, fs->all[i]->id))
			return fs->all[i];
	return NULL;
}

/* A value that is being counted. */
struct cell {
	struct figure_value v;
	struct id_set subjects;
	struct seal_hasher digest;
};

/* A day whose records have to be read: nothing is kept of it, or it has changed since. */
struct unread {
	struct str area, list;
	int32_t day;
	int64_t pos;
};

struct count {
	const struct cover *c;
	const struct figures *fs;
	const struct figure **by_number;
	size_t numbers;
	struct scopes scopes;
	bool split; /* a cell for each incident */
	bool with_digest;
	struct uuid epoch; /* of the snapshot */
	struct cx *cx;     /* of the request: cells live there */
	struct map cells;
	struct arena some, all; /* what some areas need; what all of them do */
	struct cx all_cx;
	int64_t *positions; /* for the digest; in `all` */
	size_t n, cap;
};

/* Memory of its own, and so not bounded by what an answer may take: what is read of a few areas is forgotten before the
 * next, and the positions of a digest take 8 bytes a record. */
static int count_init(struct cx *cx, const struct cover *c, const struct figures *fs,
	const struct uuid *incident, struct count *ret)
{
	*ret = (struct count){ .c = c, .fs = fs, .cx = cx, .all_cx = { .arena = &ret->all } };
	map_init(&ret->cells, cx->arena);
	arena_init(&ret->some, &sys_heap, 0);
	arena_init(&ret->all, &sys_heap, ALL_MAX);
	for (size_t i = 0; i < fs->n; i++)
		if (fs->all[i]->number >= ret->numbers)
			ret->numbers = (size_t)fs->all[i]->number + 1;
	ret->by_number = cx_many(cx, ret->numbers, const struct figure *);
	if (ret->by_number == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < fs->n; i++)
		ret->by_number[fs->all[i]->number] = fs->all[i];
	return scopes_read(cx, c, incident, &ret->scopes);
}

static void count_done(struct count *k)
{
	for (size_t i = 0; i < k->cells.n; i++) {
		struct cell *cell = k->cells.entries[i].value;

		if (cell != NULL)
			id_set_done(&cell->subjects);
	}
	arena_done(&k->some);
	arena_done(&k->all);
}

/* NULL: no memory, and k->cx says so. */
static struct cell *cell_make(
	const struct count *k, const struct figure *f, const struct uuid *incident)
{
	struct cell *cell = cx_new(k->cx, struct cell);

	if (cell == NULL)
		return NULL;
	cell->v = (struct figure_value){
		.figure = f, .incident = *incident, .records = k->with_digest ? 0 : -1
	};
	if (k->with_digest)
		seal_hash_begin(&cell->digest);
	return cell;
}

/* The cell of a figure and incident, made when it is not there yet. NULL: no memory, and k->cx says so. */
static struct cell *cell_add(struct count *k, const struct figure *f, const struct uuid *incident)
{
	char key[18];
	void **place;

	memcpy(key, incident->b, 16);
	key[16] = (char)(uint8_t)(f->number >> 8);
	key[17] = (char)(uint8_t)f->number;
	place = map_at(&k->cells, (struct str){ key, sizeof(key) });
	if (place == NULL) {
		err(k->cx, E_NO_MEMORY, NULL);
		return NULL;
	}
	if (*place == NULL)
		*place = cell_make(k, f, incident);
	return *place;
}

static const struct figure *figure_of(const struct count *k, uint16_t number)
{
	return number < k->numbers ? k->by_number[number] : NULL;
}

/* The cell of a sum or amount; NULL when it does not count here. */
static int cell_of(struct count *k, uint16_t number, const struct uuid *scope, struct cell **ret)
{
	const struct figure *f = figure_of(k, number);
	struct uuid incident;

	*ret = NULL;
	if (f == NULL || !scope_counts(&k->scopes, scope, &incident))
		return 0;
	*ret = cell_add(k, f, k->split ? &incident : &k->scopes.incident);
	return *ret == NULL ? -E_NO_MEMORY : 0;
}

/* ---- subjects, each once ---- */

static int take_ids(struct count *k, uint16_t figure, const struct day_set *d)
{
	size_t at = 0;
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < d->scopes_n; i++) {
		struct cell *cell;

		ec = cell_of(k, figure, &d->scopes[i].scope, &cell);
		for (; ec == 0 && cell != NULL && at < d->scopes[i].to; at++)
			ec = id_set_add(k->cx, &cell->subjects, &d->ids[at]);
		at = d->scopes[i].to;
	}
	return ec;
}

struct using
{
	struct count *k;
	uint16_t figure;
};

static int use_kept(void *arg, struct cx *cx, const void *block)
{
	const struct using *u = arg;

	(void)cx;
	return take_ids(u->k, u->figure, block);
}

/* What the records behind a day say of one figure, in every scope: it is kept for others who ask for other incidents. */
struct reading {
	struct cx *cx;
	uint16_t figure;
	struct day_seen *seen;
	size_t n, cap;
};

static int read_record(void *arg, struct cx *cx, const struct record *r, const struct effects *fx)
{
	struct reading *d = arg;

	(void)cx;
	for (size_t i = 0; r->has_subject && i < fx->amounts_n; i++) {
		if (fx->amounts[i].figure != d->figure)
			continue;
		if (COVER_ROOM(d->cx, d->seen, d->n, d->cap) < 0)
			return -E_NO_MEMORY;
		d->seen[d->n++] = (struct day_seen){ fx->amounts[i].scope, r->subject };
	}
	return 0;
}

static int day_look(struct cx *cx, struct count *k, const struct figure *f, const struct unread *u)
{
	struct reading d = { .cx = cx, .figure = f->number };
	const struct kept_of of = day_set_of(&k->epoch, f->number, u->area, u->day);
	struct day_set *set = NULL;
	int64_t *list;
	size_t n;
	int ec = list_unpack(cx, u->list, &list, &n);

	if (ec == 0)
		ec = behind(cx, k->c, list, n, read_record, &d);
	if (ec == 0)
		ec = day_set_new(cx, d.seen, d.n, u->pos, &set);
	if (ec < 0)
		return ec;
	ec = take_ids(k, f->number, set);
	if (k->c->kept == NULL)
		kept_drop(set);
	else
		kept_put(k->c->kept, &of, set);
	return ec;
}

/* ---- the sums ---- */

static int64_t plus(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

struct chunk {
	struct cx *cx; /* in k->some */
	struct count *k;
	struct unread *unread;
	const struct figure **figures; /* of which it is unread; beside unread */
	size_t n, cap, figures_cap;
};

static int unread_add(struct chunk *h, const struct rows *q, const struct figure *f)
{
	struct unread u = { .day = (int32_t)store_int(q, 1), .pos = store_int(q, 4) };
	int ec = cx_str(h->cx, store_str(q, 0), &u.area);

	if (ec == 0)
		ec = cx_str(h->cx, store_str(q, 3), &u.list);
	if (ec == 0)
		ec = COVER_ROOM(h->cx, h->unread, h->n, h->cap);
	if (ec == 0)
		ec = COVER_ROOM(h->cx, h->figures, h->n, h->figures_cap);
	if (ec < 0)
		return ec;
	h->unread[h->n] = u;
	h->figures[h->n++] = f;
	return 0;
}

static int day_subjects(struct chunk *h, const struct rows *q, const struct figure *f)
{
	const struct kept_of of = day_set_of(
		&h->k->epoch, f->number, store_str(q, 0), (int32_t)store_int(q, 1));
	struct using u = { h->k, f->number };
	bool there = false;
	int ec = 0;

	if (h->k->c->kept != NULL)
		ec = kept_use(h->cx, h->k->c->kept, &of, store_int(q, 4), use_kept, &u, &there);
	return ec < 0 || there ? ec : unread_add(h, q, f);
}

static int day_positions(struct chunk *h, const struct rows *q)
{
	struct count *k = h->k;
	int64_t *list;
	size_t n;
	int ec = list_unpack(h->cx, store_str(q, 3), &list, &n);

	for (size_t i = 0; ec == 0 && i < n; i++)
		if ((ec = COVER_ROOM(&k->all_cx, k->positions, k->n, k->cap)) == 0)
			k->positions[k->n++] = list[i];
	return ec;
}

/* Its distinct figures, each once however many scopes it has. */
static int day_distinct(struct chunk *h, const struct rows *q, const struct day_sum *sums, size_t n)
{
	int ec = 0;

	for (size_t f = 0; ec == 0 && f < h->k->fs->n; f++) {
		const struct figure *one = h->k->fs->all[f];
		bool has = false;

		for (size_t i = 0; i < n && one->shape == FIGURE_DISTINCT && !has; i++)
			has = sums[i].figure == one->number;
		if (has)
			ec = day_subjects(h, q, one);
	}
	return ec;
}

static int count_day(struct chunk *h, const struct rows *q)
{
	struct count *k = h->k;
	struct day_sum *sums;
	size_t n;
	bool counts = false;
	int ec = sums_unpack(h->cx, store_str(q, 2), &sums, &n);

	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct cell *cell;

		if ((ec = cell_of(k, sums[i].figure, &sums[i].scope, &cell)) < 0 || cell == NULL)
			continue;
		counts = true;
		if (cell->v.figure->shape != FIGURE_DISTINCT)
			cell->v.value = plus(cell->v.value, sums[i].n);
	}
	if (ec < 0 || !counts)
		return ec;
	return k->with_digest ? day_positions(h, q) : day_distinct(h, q, sums, n);
}

static bool needs_lists(const struct count *k)
{
	for (size_t i = 0; i < k->fs->n; i++)
		if (k->with_digest || k->fs->all[i]->shape == FIGURE_DISTINCT)
			return true;
	return false;
}

static int count_some(
	struct cx *cx, struct count *k, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	struct chunk h = { .cx = cx, .k = k };
	int ec;

	{
		STORE_ROWS q = { 0 };
		int more = 0;

		ec = days_query(cx, k->c, needs_lists(k) ? STMT_COVER_DAY_LISTS : STMT_COVER_DAYS,
			areas, n, from, to, &q);
		while (ec == 0 && (more = store_next(cx, &q)) > 0)
			ec = count_day(&h, &q);
		ec = ec < 0 ? ec : more;
	}
	for (size_t i = 0; ec == 0 && i < h.n; i++)
		ec = day_look(cx, k, h.figures[i], &h.unread[i]);
	return ec;
}

static int count_sums(
	struct cx *cx, struct count *k, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	struct cx own = { .arena = &k->some };
	int ec = 0;

	for (size_t i = 0; ec == 0 && i < n; i += AREAS_AT_ONCE) {
		size_t some = n - i < AREAS_AT_ONCE ? n - i : AREAS_AT_ONCE;

		arena_reset(&k->some);
		ec = count_some(&own, k, areas + i, some, from, to);
	}
	/* Where it went wrong may be any of the three. */
	if (ec < 0 && own.e.code != 0)
		error_pass(cx, &own);
	else if (ec < 0 && k->all_cx.e.code != 0)
		error_pass(cx, &k->all_cx);
	return ec;
}

/* ---- the records behind, for a digest ---- */

static int cell_record(struct count *k, struct cell *cell, const struct record *r)
{
	cell->v.records++;
	seal_hash_add(&cell->digest, r->id.b, 16);
	if (cell->v.figure->shape != FIGURE_DISTINCT || !r->has_subject)
		return 0;
	return id_set_add(k->cx, &cell->subjects, &r->subject);
}

/* A record may give several amounts to one cell; it is one record. */
static bool seen_before(struct cell *const *cells, size_t n, const struct cell *cell)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i] == cell)
			return true;
	return false;
}

static int count_record(void *arg, struct cx *cx, const struct record *r, const struct effects *fx)
{
	struct count *k = arg;
	struct cell **cells = cx_many(cx, fx->amounts_n, struct cell *);
	size_t n = 0;

	if (cells == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < fx->amounts_n; i++) {
		struct cell *cell;
		int64_t counts = 0;
		int ec = cell_of(k, fx->amounts[i].figure, &fx->amounts[i].scope, &cell);

		if (ec == 0 && cell != NULL)
			ec = rest_counts(cx, k->c, fx, &fx->amounts[i], &counts);
		if (ec < 0)
			return ec;
		if (counts == 0 || seen_before(cells, n, cell))
			continue;
		cells[n++] = cell;
		if ((ec = cell_record(k, cell, r)) < 0)
			return ec;
	}
	return 0;
}

static int position_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int count_records(struct cx *cx, struct count *k)
{
	if (k->n > 1)
		qsort(k->positions, k->n, sizeof(*k->positions), position_order);
	return behind(cx, k->c, k->positions, k->n, count_record, k);
}

/* ---- joined subjects count once ---- */

/* Of a cluster only the survivor counts, whether it is named by a record itself or not. Who is joined to whom are few,
 * against all that are counted. */
static int count_joined(struct cx *cx, struct count *k)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, k->c->store, STMT_COVER_JOINED, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid member, survivor;

		if (!store_uuid(&q, 0, &member) || !store_uuid(&q, 1, &survivor))
			return err(cx, E_CORRUPT, NULL, "subject");
		for (size_t i = 0; ec == 0 && i < k->cells.n; i++) {
			struct cell *cell = k->cells.entries[i].value;

			if (!id_set_has(&cell->subjects, &member))
				continue;
			cell->v.value--;
			ec = id_set_add(cx, &cell->subjects, &survivor);
		}
	}
	return ec < 0 ? ec : more;
}

static int count_subjects(struct cx *cx, struct count *k)
{
	bool any = false;
	int ec;

	for (size_t i = 0; i < k->cells.n; i++)
		any |= ((struct cell *)k->cells.entries[i].value)->subjects.n > 0;
	if (!any)
		return 0;
	ec = count_joined(cx, k);
	/* What was taken off above stands for the members that are in the set beside their survivor. */
	for (size_t i = 0; ec == 0 && i < k->cells.n; i++) {
		struct cell *cell = k->cells.entries[i].value;

		if (cell->v.figure->shape == FIGURE_DISTINCT)
			cell->v.value += (int64_t)cell->subjects.n;
	}
	return ec;
}

/* ---- reading ---- */

static int count_all(struct cx *cx, struct count *k, struct str area, int32_t from, int32_t to)
{
	struct str *areas;
	size_t n;
	int64_t as_of;
	int ec = day_areas(cx, k->c, area, &areas, &n);

	if (k->c->kept != NULL) {
		uuid_read(k->c->epoch, &k->epoch);
		kept_epoch(k->c->kept, &k->epoch);
	}
	if (ec < 0 || (ec = count_sums(cx, k, areas, n, from, to)) < 0 ||
		(ec = count_records(cx, k)) < 0 || (ec = count_subjects(cx, k)) < 0 ||
		(ec = journal_newest(cx, k->c->store, &as_of)) < 0)
		return ec;
	for (size_t i = 0; i < k->cells.n; i++) {
		struct cell *cell = k->cells.entries[i].value;

		cell->v.as_of = as_of;
		if (k->with_digest)
			seal_hash_end(&cell->digest, cell->v.digest);
	}
	return 0;
}

int figure_value(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, bool with_digest,
	struct figure_value *ret)
{
	const struct figures one = { &f, 1 };
	struct count k __attribute__((cleanup(count_done)));
	struct cell *cell;
	int ec = count_init(cx, c, &one, incident, &k);

	if (ec < 0)
		return ec;
	k.with_digest = with_digest;
	/* A cell from the start: that nothing counts is a value too. */
	cell = cell_add(&k, f, incident);
	if (cell == NULL)
		return -E_NO_MEMORY;
	if ((ec = count_all(cx, &k, area, from, to)) < 0)
		return ec;
	*ret = cell->v;
	return 0;
}

static int board_order(const void *a, const void *b)
{
	const struct figure_value *x = a, *y = b;

	if (x->figure->number != y->figure->number)
		return x->figure->number < y->figure->number ? -1 : 1;
	return uuid_cmp(&x->incident, &y->incident);
}

int figure_board(struct cx *cx, const struct cover *c, const struct figures *fs,
	const struct uuid *incident, struct str area, int32_t from, int32_t to,
	struct figure_value **ret, size_t *ret_n)
{
	struct count k __attribute__((cleanup(count_done)));
	struct figure_value *rows;
	int ec = count_init(cx, c, fs, incident, &k);

	if (ec < 0)
		return ec;
	k.split = true;
	if ((ec = count_all(cx, &k, area, from, to)) < 0)
		return ec;
	rows = cx_many(cx, k.cells.n, struct figure_value);
	if (rows == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < k.cells.n; i++)
		rows[i] = ((const struct cell *)k.cells.entries[i].value)->v;
	if (k.cells.n > 1)
		qsort(rows, k.cells.n, sizeof(*rows), board_order);
	*ret = rows;
	*ret_n = k.cells.n;
	return 0;
}
