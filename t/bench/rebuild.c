/* Rebuild against raw, and restore.
 *
 * Raw for a rebuild: the journal is read in chunks, and the rows that it comes to are written by the same statements, in the
 * order in which the journal first names them, each once, all in one transaction as the product does with so many. Fetching those rows from the finished copy,
 * and thinking of any kind, is not counted. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/map.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/stream.h"
#include "sys/sys.h"

#define GRIDS 300
#define CHUNK 8192 /* entries read at once */
#define ROWS 4000  /* fetched and written at once */
#define LOAD_S 4
#define TEN_MILLION 1e7
#define RESTORE_S 300.0

struct timed {
	double seconds;
	int64_t entries;
};

/* ---- the product ---- */

static void rebuild_data(void *arg, void *ret)
{
	const struct data *d = arg;
	struct site_tables tables;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct timed *t = ret;
	struct site *site;
	double begin;

	arena_init(&arena, &sys_heap, (size_t)1 << 30);
	bench_tables(&tables);
	must(&cx, site_open_raw(&cx, d->where, d->key, &tables, &site));
	begin = seconds();
	must(&cx, rebuild(&cx, &site->view, NULL, NULL));
	t->seconds = seconds() - begin;
	site_close(site);
}

/* ---- raw ---- */

struct again {
	struct cx cx; /* of a chunk */
	struct arena arena;
	struct store *from, *to;
	const struct kinds *kinds;
	struct arena long_arena;
	struct map seen; /* keys of rows written already */
	struct store_value *keys, *values;
	double busy;
};

static void watch(struct again *a, int sign)
{
	a->busy += sign * seconds();
}

/* The rows of these keys, from the finished copy, into the new one. */
static void carry(struct again *a, int get, int put, size_t n)
{
	size_t width = stmt_table[put].params, rows_n = 0;
	struct store_value *v = a->values;
	STORE_ROWS rows = { 0 };
	int rc;

	if (n == 0)
		return;
	must(&a->cx, store_query_each(&a->cx, a->from, get, a->keys, n, &rows));
	for (; (rc = store_next(&a->cx, &rows)) > 0; rows_n++)
		for (size_t i = 0; i < width; i++, v++) {
			struct str s;

			*v = (struct store_value){
				.type = (enum store_type)stmt_table[put].types[i]
			};
			if (v->type == STORE_INT) {
				v->i = store_int(&rows, (int)i);
				continue;
			}
			s = store_str(&rows, (int)i);
			v->s = STR("");
			if (s.n)
				must(&a->cx, cx_str(&a->cx, s, &v->s));
		}
	must(&a->cx, rc);
	watch(a, -1);
	must(&a->cx, store_each(&a->cx, a->to, put, a->values, rows_n));
	watch(a, 1);
}

static bool first_time(
	struct again *a, char what, const struct uuid *x, const struct uuid *y, struct str area)
{
	char key[80] = { what };
	size_t n = 1;
	void **at;

	memcpy(key + n, x->b, 16);
	n += 16;
	if (y) {
		memcpy(key + n, y->b, 16);
		n += 16;
	}
	if (area.n <= 32)
		memcpy(key + n, area.p, area.n);
	n += area.n <= 32 ? area.n : 0;
	at = map_at(&a->seen, (struct str){ key, n });
	if (*at)
		return false;
	*at = a;
	return true;
}

static void subjects_carry(struct again *a, struct record **records, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct record *r = records[i];

		if (!r->has_subject || r->has_round ||
			!first_time(a, 's', &r->subject, NULL, STR("")))
			continue;
		a->keys[k++] = SV_UUID(&r->subject);
		if (k < ROWS)
			continue;
		carry(a, STMT_SUBJECT_GET, STMT_SUBJECT_PUT, k);
		k = 0;
	}
	carry(a, STMT_SUBJECT_GET, STMT_SUBJECT_PUT, k);
}

static size_t target_key(
	struct again *a, size_t k, const struct record *r, const struct uuid *subject)
{
	struct uuid *copy = cx_new(&a->cx, struct uuid);

	if (!first_time(a, 't', &r->round, subject, STR("")))
		return k;
	*copy = *subject;
	a->keys[4 * k] = SV_UUID(&r->round);
	a->keys[4 * k + 1] = SV_TEXT(r->area);
	a->keys[4 * k + 2] = SV_UUID(copy);
	a->keys[4 * k + 3] = SV_INT(0);
	return k + 1;
}

static void targets_carry(struct again *a, struct record **records, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct record *r = records[i];
		size_t listed = r->has_round && !r->has_subject ? record_refs(r, "subjects") : 0;

		if (r->has_round && r->has_subject)
			k = target_key(a, k, r, &r->subject);
		for (size_t j = 0; j < listed; j++) {
			struct uuid subject = record_ref_at(r, "subjects", j);

			k = target_key(a, k, r, &subject);
		}
		if (k < ROWS)
			continue;
		carry(a, STMT_TARGET_GET, STMT_TARGET_PUT, k);
		k = 0;
	}
	carry(a, STMT_TARGET_GET, STMT_TARGET_PUT, k);
}

/* Days and tallies are written again by each chunk that touches them. */
static void days_carry(struct again *a, struct record **records, size_t n)
{
	struct map days;
	size_t k = 0;

	map_init(&days, a->cx.arena);
	for (size_t i = 0; i < n; i++) {
		const struct record *r = records[i];
		void **at;

		if (!r->has_round || !r->has_subject || k == ROWS)
			continue;
		at = map_at(&days, r->area);
		if (*at)
			continue;
		*at = a;
		a->keys[2 * k] = SV_TEXT(r->area);
		a->keys[2 * k++ + 1] = SV_INT(day_of(r->at_used));
	}
	carry(a, STMT_DAY_GET, STMT_DAY_PUT, k);
}

static void tallies_put(struct again *a, struct record **records, size_t n)
{
	struct map seen;
	size_t k = 0;

	map_init(&seen, a->cx.arena);
	for (size_t i = 0; i < n && k < ROWS; i++) {
		const struct record *r = records[i];
		struct store_value *v = a->values + 9 * k;
		char key[64];
		void **at;

		if (!r->area.n || r->area.n > 40)
			continue;
		memcpy(key, r->round.b, 16);
		memcpy(key + 16, r->area.p, r->area.n);
		at = map_at(&seen, (struct str){ key, 16 + r->area.n });
		if (*at)
			continue;
		*at = a;
		v[0] = SV_UUID(&r->round);
		v[1] = SV_TEXT(r->area);
		for (int c = 2; c < 9; c++)
			v[c] = SV_INT(1);
		k++;
	}
	watch(a, -1);
	must(&a->cx, store_each(&a->cx, a->to, STMT_TALLY_ADD, a->values, k));
	watch(a, 1);
}

static size_t chunk_again(struct again *a, int64_t *after)
{
	struct entry *entries;
	struct record **records;
	size_t n, records_n = 0;

	arena_reset(&a->arena);
	watch(a, -1);
	must(&a->cx, journal_read(&a->cx, a->to, *after, CHUNK, 0, &entries, &n));
	watch(a, 1);
	records = cx_many(&a->cx, n, struct record *);
	for (size_t i = 0; i < n; i++) {
		*after = entries[i].pos;
		if (entries[i].type == ENTRY_RECORD)
			must(&a->cx,
				journal_record(
					&a->cx, a->kinds, &entries[i], &records[records_n++]));
	}
	subjects_carry(a, records, records_n);
	targets_carry(a, records, records_n);
	days_carry(a, records, records_n);
	tallies_put(a, records, records_n);
	return n;
}

static void drop_views(struct again *a)
{
	must(&a->cx, store_begin(&a->cx, a->to, "raw"));
	must(&a->cx, store_script(&a->cx, a->to, schema_view_sql));
	must(&a->cx, store_commit(&a->cx, a->to));
}

static void rebuild_raw(void *arg, void *ret)
{
	const struct data *both = arg;
	struct again a = { .busy = 0 };
	struct timed *t = ret;
	struct site *from, *to;
	int64_t after = 0;
	size_t n;

	arena_init(&a.arena, &sys_heap, (size_t)4 << 30);
	arena_init(&a.long_arena, &sys_heap, (size_t)4 << 30);
	a.cx.arena = &a.long_arena;
	map_init(&a.seen, &a.long_arena);
	/* A piece may overrun a block of rows by its thousand subjects. */
	a.keys = cx_many(&a.cx, (ROWS + 1000) * 4, struct store_value);
	a.values = cx_many(&a.cx, (ROWS + 1000) * 16, struct store_value);
	bench_open(&a.cx, &both[0], SITE_READ, &from);
	bench_open(&a.cx, &both[1], SITE_WRITE, &to);
	must(&a.cx, site_reader(&a.cx, from, false, &a.from));
	must(&a.cx, store_begin_read(&a.cx, a.from, "raw"));
	a.kinds = from->tables.kinds;
	a.to = to->view.journal.store;
	a.cx.arena = &a.arena;
	drop_views(&a);
	watch(&a, -1);
	must(&a.cx, store_begin(&a.cx, a.to, "raw"));
	watch(&a, 1);
	do {
		n = chunk_again(&a, &after);
		t->entries += (int64_t)n;
	} while (n);
	watch(&a, -1);
	must(&a.cx, store_commit(&a.cx, a.to));
	watch(&a, 1);
	t->seconds = a.busy;
	_exit(0);
}

static void rebuild_row(const struct data *d)
{
	struct data again[2] = { *d, data_copy(d, "rebuild") };
	struct timed product, raw;

	in_child("rebuild", rebuild_data, &again[1], &product, sizeof(product));
	data_drop(&again[1]);
	again[1] = data_copy(d, "rebuild");
	in_child("raw rebuild", rebuild_raw, again, &raw, sizeof(raw));
	data_drop(&again[1]);
	row_add(&(struct row){ .name = "rebuild",
		.value = (double)raw.entries / product.seconds,
		.unit = "entries/s",
		.limit = (double)raw.entries / raw.seconds,
		.ratio = raw.seconds / product.seconds,
		.want = "ratio >= 0.6",
		.ok = raw.seconds / product.seconds >= 0.6,
		.note = text("%lld entries, %zu targets", (long long)raw.entries,
			d->county.grids * GRID_DOORS * county_rounds_of(&d->county)) });
}

/* ---- restore ---- */

static void restore_data(void *arg, void *ret)
{
	const struct data *d = arg;
	const char *file = bench_path("backup"), *where = bench_path("restored");
	struct stream_info written, read;
	struct site_tables tables;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct timed *t = ret;
	struct sys_file *f;
	struct site *site;
	struct store *s;
	double begin;

	arena_init(&arena, &sys_heap, (size_t)2 << 30);
	bench_open(&cx, d, SITE_READ, &site);
	must(&cx, site_reader(&cx, site, false, &s));
	must(&cx, store_begin_read(&cx, s, "backup"));
	must(&cx, sys_open_write(&cx, file, true, &f));
	must(&cx, stream_write(&cx, s, f, 0, false, &written, NULL, NULL));
	sys_close(f);
	store_close(s);
	site_close(site);
	bench_tables(&tables);
	begin = seconds();
	must(&cx, site_create_empty(&cx, where, d->key, &tables, &site));
	must(&cx, stream_restore(&cx, &site->view.journal, file, &read, NULL, NULL));
	must(&cx, store_begin_read(&cx, site->view.journal.store, "restore"));
	must(&cx, keyring_follow(&cx, site->keys, site->view.journal.store));
	store_rollback(site->view.journal.store);
	must(&cx, rebuild(&cx, &site->view, NULL, NULL));
	t->seconds = seconds() - begin;
	t->entries = read.entries;
	site_close(site);
	unlink(file);
}

void measure_restore(const struct data *d, const char *name)
{
	struct data made = { .where = bench_path("restored") };
	struct timed t;
	double all;

	in_child("restore", restore_data, (void *)(uintptr_t)d, &t, sizeof(t));
	data_drop(&made);
	all = t.seconds * TEN_MILLION / (double)t.entries;
	row_add(&(struct row){ .name = name,
		.value = all,
		.unit = "s",
		.limit = -1,
		.ratio = -1,
		.want = "<= 300 for 10 million records",
		.ok = all <= RESTORE_S,
		.note = text("reckoned from %lld entries in %.1f s, rebuild included",
			(long long)t.entries, t.seconds) });
}

/* ---- a small county with visits ---- */

static void visited_make(const struct data *d)
{
	struct server s;
	struct visits v;
	struct load_result r;

	server_start(d, &s);
	visits_begin(&v, &d->county, d->county.grids < 16 ? d->county.grids : 16, 500);
	v.cookie = s.cookie;
	load_run(&(struct load_plan){ .port = s.port,
			 .connections = v.connections,
			 .seconds = LOAD_S,
			 .make = visits_make,
			 .answered = visits_answered,
			 .arg = &v },
		&r);
	if (r.wrong)
		fail("visits before the rebuild: %s", r.first_wrong);
	visits_end(&v);
	server_stop(&s);
}

void measure_rebuild(void)
{
	struct data d = { .where = bench_path("visited"),
		.key = bench_path("visited.key"),
		.county = { .grids = (size_t)((options.full ? 10 : 1) * GRIDS / options.scale) } };

	if (!wanted("rebuild") && !wanted("restore"))
		return;
	say("rebuild and restore: setting up %zu doors", d.county.grids * GRID_DOORS);
	data_make(&d, true);
	visited_make(&d);
	if (wanted("rebuild"))
		rebuild_row(&d);
	if (wanted("restore"))
		measure_restore(&d, "restore");
	data_drop(&d);
}
