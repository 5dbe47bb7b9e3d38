/* Figures: one reading for the value, the board, the list and the bulletin, so that no two screens
 * show two numbers.
 *
 * Sums are kept by area and day; they are added up over the areas and days asked, for the scopes
 * that count. A figure of distinct subjects, and a digest, need the records: their positions lie
 * beside the sums. */
#include "cover/figure_read.h"

#include <stdlib.h>
#include <string.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/journal.h"

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
	struct map subjects; /* each once */
	struct seal_hasher digest;
};

struct count {
	const struct cover *c;
	const struct figures *fs;
	const struct figure **by_number;
	size_t numbers;
	struct scopes scopes;
	bool split; /* a cell for each incident */
	bool with_digest;
	struct cx *cx; /* of the request: cells live there */
	struct map cells;
	int64_t *positions;
	size_t n, cap;
};

static int count_init(struct cx *cx, const struct cover *c, const struct figures *fs,
	const struct uuid *incident, struct count *ret)
{
	*ret = (struct count){ .c = c, .fs = fs, .cx = cx };
	map_init(&ret->cells, cx->arena);
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

static bool needs_records(const struct count *k, const struct figure *f)
{
	return k->with_digest || f->shape == FIGURE_DISTINCT;
}

/* NULL: no memory, and k->cx says so. */
static struct cell *cell_make(
	const struct count *k, const struct figure *f, const struct uuid *incident)
{
	struct cell *cell = cx_new(k->cx, struct cell);

	if (cell == NULL)
		return NULL;
	cell->v = (struct figure_value){
		.figure = f, .incident = *incident, .records = needs_records(k, f) ? 0 : -1
	};
	map_init(&cell->subjects, k->cx->arena);
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

/* The cell of a sum or amount; NULL when it does not count here. */
static int cell_of(struct count *k, uint16_t number, const struct uuid *scope, struct cell **ret)
{
	const struct figure *f = number < k->numbers ? k->by_number[number] : NULL;
	struct uuid incident;

	*ret = NULL;
	if (f == NULL || !scope_counts(&k->scopes, scope, &incident))
		return 0;
	*ret = cell_add(k, f, k->split ? &incident : &k->scopes.incident);
	return *ret == NULL ? -E_NO_MEMORY : 0;
}

/* ---- the sums ---- */

static int64_t plus(int64_t a, int64_t b)
{
	return (int64_t)((uint64_t)a + (uint64_t)b);
}

static int count_list(struct cx *cx, struct count *k, struct str packed)
{
	int64_t *list;
	size_t n;
	int ec = list_unpack(cx, packed, &list, &n);

	for (size_t i = 0; ec == 0 && i < n; i++)
		if ((ec = COVER_ROOM(k->cx, k->positions, k->n, k->cap)) == 0)
			k->positions[k->n++] = list[i];
	return ec;
}

static int count_day(struct cx *cx, struct count *k, const struct rows *q, bool with_list)
{
	struct day_sum *sums;
	size_t n;
	bool records = false;
	int ec = sums_unpack(cx, store_str(q, 2), &sums, &n);

	for (size_t i = 0; ec == 0 && i < n; i++) {
		struct cell *cell;

		if ((ec = cell_of(k, sums[i].figure, &sums[i].scope, &cell)) < 0 || cell == NULL)
			continue;
		if (cell->v.figure->shape != FIGURE_DISTINCT)
			cell->v.value = plus(cell->v.value, sums[i].n);
		records |= with_list && needs_records(k, cell->v.figure);
	}
	return ec == 0 && records ? count_list(cx, k, store_str(q, 3)) : ec;
}

static bool any_needs_records(const struct count *k)
{
	for (size_t i = 0; i < k->fs->n; i++)
		if (needs_records(k, k->fs->all[i]))
			return true;
	return false;
}

static int count_sums(
	struct cx *cx, struct count *k, const struct str *areas, size_t n, int32_t from, int32_t to)
{
	STORE_ROWS q = { 0 };
	bool lists = any_needs_records(k);
	int ec = days_query(cx, k->c, lists ? STMT_COVER_DAY_LISTS : STMT_COVER_DAYS, areas, n,
		    from, to, &q),
	    more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		ec = count_day(cx, k, &q, lists);
	return ec < 0 ? ec : more;
}

/* ---- the records behind ---- */

static int cell_record(struct count *k, struct cell *cell, const struct record *r)
{
	cell->v.records++;
	if (k->with_digest)
		seal_hash_add(&cell->digest, r->id.b, 16);
	if (cell->v.figure->shape == FIGURE_DISTINCT && r->has_subject &&
		map_at(&cell->subjects, uuid_bytes(&r->subject)) == NULL)
		return err(k->cx, E_NO_MEMORY, NULL);
	return 0;
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
		int ec = cell_of(k, fx->amounts[i].figure, &fx->amounts[i].scope, &cell);

		if (ec < 0)
			return ec;
		if (cell == NULL || !needs_records(k, cell->v.figure) ||
			seen_before(cells, n, cell))
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

/* Who survives under another's id: ret maps the one to the other (a struct uuid). */
static int survivors(
	struct cx *cx, const struct cover *c, const struct map *subjects, struct map *ret)
{
	struct store_value *values = cx_many(cx, subjects->n, struct store_value);
	STORE_ROWS q = { 0 };
	int ec, more = 0;

	if (values == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < subjects->n; i++)
		values[i] = SV_BLOB(subjects->entries[i].key);
	ec = store_query_each(cx, c->store, STMT_COVER_SURVIVORS, values, subjects->n, &q);
	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct uuid *other = cx_new(cx, struct uuid);
		void **place = map_at(ret, store_str(&q, 0));

		if (other == NULL || place == NULL)
			return err(cx, E_NO_MEMORY, NULL);
		*place = other;
		if (!store_uuid(&q, 1, other))
			return err(cx, E_CORRUPT, NULL, "subject");
	}
	return ec < 0 ? ec : more;
}

/* Subjects that were joined count once. */
static int count_subjects(struct cx *cx, const struct cover *c, struct cell *cell)
{
	struct map other, once;
	int ec;

	map_init(&other, cx->arena);
	map_init(&once, cx->arena);
	if ((ec = survivors(cx, c, &cell->subjects, &other)) < 0)
		return ec;
	for (size_t i = 0; i < cell->subjects.n; i++) {
		struct str key = cell->subjects.entries[i].key;
		const struct uuid *survivor = map_get(&other, key);

		if (survivor != NULL)
			key = uuid_bytes(survivor);
		if (map_at(&once, key) == NULL)
			return err(cx, E_NO_MEMORY, NULL);
	}
	cell->v.value = (int64_t)once.n;
	return 0;
}

/* ---- reading ---- */

static int cell_end(struct cx *cx, const struct count *k, struct cell *cell, int64_t as_of)
{
	cell->v.as_of = as_of;
	if (k->with_digest)
		seal_hash_end(&cell->digest, cell->v.digest);
	return cell->v.figure->shape == FIGURE_DISTINCT ? count_subjects(cx, k->c, cell) : 0;
}

static int count_all(struct cx *cx, struct count *k, struct str area, int32_t from, int32_t to)
{
	struct str *areas;
	size_t n;
	int64_t as_of;
	int ec = day_areas(cx, k->c, area, &areas, &n);

	if (ec < 0 || (ec = count_sums(cx, k, areas, n, from, to)) < 0 ||
		(ec = count_records(cx, k)) < 0 ||
		(ec = journal_newest(cx, k->c->store, &as_of)) < 0)
		return ec;
	for (size_t i = 0; ec == 0 && i < k->cells.n; i++)
		ec = cell_end(cx, k, k->cells.entries[i].value, as_of);
	return ec;
}

int figure_value(struct cx *cx, const struct cover *c, const struct figure *f,
	const struct uuid *incident, struct str area, int32_t from, int32_t to, bool with_digest,
	struct figure_value *ret)
{
	const struct figures one = { &f, 1 };
	struct count k;
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
	struct count k;
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
