/* Raw: what the database alone takes for the rows that the product wrote. They are read back from the product's data and
 * written again into a fresh copy by the same statements in transactions of the same size: journal, target, tally, area_day,
 * outbox, link; no check, no reading, no sealing, no HTTP. Only the time from begin to commit counts.
 *
 * A day's list of positions grows with each record; a row here gets as much of its final bytes as it had by then. */
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/map.h"
#include "generated/stmt.h"
#include "record/rows.h"
#include "sys/sys.h"

#define READ_CHUNK 2000
#define GROUP_MAX 8192

enum { TARGET_WIDTH = 16, TALLY_WIDTH = 9, DAY_WIDTH = 5, OUTBOX_WIDTH = 4, LINK_WIDTH = 5 };

/* A row of the product's, and how often it was written on the way there. */
struct kept {
	struct store_value v[TARGET_WIDTH];
	bool found;
	size_t writes, of;
	size_t group; /* the last group that wrote it */
};

struct raw_record {
	struct entry e;
	const struct record *r;
	struct kept *target, *day;
};

struct raw {
	struct cx *cx;
	struct raw_record *all;
	size_t n, max;
	struct map targets, days;
	struct store_value *values;
	double busy, cpu; /* seconds, of the clock and of a core */
};

struct raw_job {
	const struct data *written, *to;
	int64_t after;
	size_t group, max;
};

static struct str copied(struct raw *w, struct str s)
{
	struct str c = STR("");

	if (s.n)
		must(w->cx, cx_str(w->cx, s, &c));
	return c;
}

/* ---- reading what was written ---- */

static struct kept *kept_at(struct raw *w, struct map *m, struct str key)
{
	void **at = map_at(m, copied(w, key));

	if (!*at)
		*at = cx_new(w->cx, struct kept);
	return *at;
}

static struct str target_key(struct raw *w, const struct uuid *round, struct str area,
	const struct uuid *subject, int64_t slot)
{
	struct buf b;

	buf_init(&b, w->cx->arena);
	buf_add(&b, round->b, 16);
	buf_add(&b, subject->b, 16);
	buf_add(&b, &slot, 8);
	buf_str(&b, area);
	return buf_get(&b);
}

static struct str day_key(struct raw *w, struct str area, int64_t day)
{
	struct buf b;

	buf_init(&b, w->cx->arena);
	buf_add(&b, &day, 8);
	buf_str(&b, area);
	return buf_get(&b);
}

static void entries_read(struct raw *w, struct store *s, const struct kinds *kinds, int64_t after)
{
	struct entry *entries;
	struct record *r;
	size_t n = 1;

	while (w->n < w->max && n) {
		must(w->cx,
			journal_read(
				w->cx, s, after, READ_CHUNK, 1u << ENTRY_RECORD, &entries, &n));
		for (size_t i = 0; i < n && w->n < w->max; i++) {
			must(w->cx, journal_record(w->cx, kinds, &entries[i], &r));
			w->all[w->n++] = (struct raw_record){ .e = entries[i], .r = r };
			after = entries[i].pos;
		}
	}
}

/* Copies the rows of a query, whose columns are those of the statement that writes them, into what is kept by key. */
static void rows_keep(struct raw *w, struct rows *rows, struct map *m, size_t width,
	const uint8_t *types, bool target)
{
	int rc;

	while ((rc = store_next(w->cx, rows)) > 0) {
		struct store_value v[TARGET_WIDTH];
		struct kept *k;

		for (size_t i = 0; i < width; i++) {
			v[i] = (struct store_value){ .type = (enum store_type)types[i] };
			if (v[i].type == STORE_INT)
				v[i].i = store_int(rows, (int)i);
			else
				v[i].s = copied(w, store_str(rows, (int)i));
		}
		k = kept_at(w, m,
			target ? target_key(w, (const struct uuid *)(const void *)v[0].s.p, v[1].s,
					 (const struct uuid *)(const void *)v[2].s.p, v[3].i) :
				 day_key(w, v[0].s, v[1].i));
		memcpy(k->v, v, width * sizeof(*v));
		k->found = true;
	}
	must(w->cx, rc);
}

static void targets_read(struct raw *w, struct store *s)
{
	struct store_value *keys = cx_many(w->cx, w->n * 4, struct store_value);
	STORE_ROWS rows;

	for (size_t i = 0; i < w->n; i++) {
		const struct record *r = w->all[i].r;

		keys[4 * i] = SV_UUID(&r->round);
		keys[4 * i + 1] = SV_TEXT(r->area);
		keys[4 * i + 2] = SV_UUID(&r->subject);
		keys[4 * i + 3] = SV_INT(record_int(r, "slot"));
	}
	must(w->cx, store_query_each(w->cx, s, STMT_TARGET_GET, keys, w->n, &rows));
	rows_keep(w, &rows, &w->targets, TARGET_WIDTH, stmt_table[STMT_TARGET_PUT].types, true);
}

static void days_read(struct raw *w, struct store *s)
{
	struct store_value *keys = cx_many(w->cx, w->n * 2, struct store_value);
	size_t n = 0;
	STORE_ROWS rows;

	for (size_t i = 0; i < w->n; i++) {
		const struct record *r = w->all[i].r;
		int64_t day = day_of(r->at_used);
		struct kept *k = kept_at(w, &w->days, day_key(w, r->area, day));

		w->all[i].day = k;
		w->all[i].target = kept_at(w, &w->targets,
			target_key(w, &r->round, r->area, &r->subject, record_int(r, "slot")));
		if (k->of++)
			continue;
		keys[2 * n] = SV_TEXT(r->area);
		keys[2 * n++ + 1] = SV_INT(day);
	}
	must(w->cx, store_query_each(w->cx, s, STMT_DAY_GET, keys, n, &rows));
	rows_keep(w, &rows, &w->days, DAY_WIDTH, stmt_table[STMT_DAY_PUT].types, false);
}

/* ---- writing it again ---- */

static void watch(struct raw *w, int sign)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	w->busy += sign * seconds();
	w->cpu += sign * ((double)t.tv_sec + (double)t.tv_nsec / 1e9);
}

static void put_targets(struct raw *w, struct store *s, size_t from, size_t to, size_t group)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		struct kept *k = w->all[i].target;

		if (!k->found || k->group == group)
			continue;
		k->group = group;
		memcpy(w->values + TARGET_WIDTH * n++, k->v, sizeof(k->v));
	}
	watch(w, -1);
	must(w->cx, store_each(w->cx, s, STMT_TARGET_PUT, w->values, n));
	watch(w, 1);
}

static void put_days(struct raw *w, struct store *s, size_t from, size_t to, size_t group)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		struct kept *k = w->all[i].day;
		struct store_value *v = w->values + DAY_WIDTH * n;

		k->writes++;
		if (!k->found || k->group == group)
			continue;
		k->group = group;
		memcpy(v, k->v, DAY_WIDTH * sizeof(*v));
		v[3].s.n = v[3].s.n * k->writes / k->of;
		n++;
	}
	watch(w, -1);
	must(w->cx, store_each(w->cx, s, STMT_DAY_PUT, w->values, n));
	watch(w, 1);
}

/* A row a group and key: the first record of a key in the group stands for all. */
static bool first_of(struct raw *w, struct map *m, const void *p, size_t n)
{
	void **at = map_at(m, copied(w, (struct str){ p, n }));
	bool is_first = !*at;

	*at = w;
	return is_first;
}

static void put_tallies(struct raw *w, struct store *s, size_t from, size_t to)
{
	struct map seen;
	size_t n = 0;

	map_init(&seen, w->cx->arena);
	for (size_t i = from; i < to; i++) {
		const struct record *r = w->all[i].r;
		struct store_value *v = w->values + TALLY_WIDTH * n;
		char key[64];
		size_t key_n = 16 + r->area.n;

		memcpy(key, r->round.b, 16);
		memcpy(key + 16, r->area.p, r->area.n);
		if (r->corrects_n || !first_of(w, &seen, key, key_n))
			continue;
		v[0] = SV_UUID(&r->round);
		v[1] = SV_TEXT(r->area);
		for (int k = 2; k < 8; k++)
			v[k] = SV_INT(k == 4 ? 1 : k == 6 ? -1 : 0);
		v[8] = SV_INT(w->all[i].e.pos);
		n++;
	}
	watch(w, -1);
	must(w->cx, store_each(w->cx, s, STMT_TALLY_ADD, w->values, n));
	watch(w, 1);
}

static size_t leb(char *p, uint64_t v)
{
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		p[n++] = (char)(v | 0x80);
	p[n++] = (char)v;
	return n;
}

static void put_outboxes(struct raw *w, struct store *s, size_t from, size_t to)
{
	struct map seen;
	size_t n = 0;

	map_init(&seen, w->cx->arena);
	for (size_t i = to; i-- > from;) {
		const struct record *r = w->all[i].r;
		struct store_value *v = w->values + OUTBOX_WIDTH * n;
		char ranges[24];
		size_t ranges_n = leb(ranges, 1);

		if (!r->has_device || !first_of(w, &seen, r->device.b, 16))
			continue;
		ranges_n += leb(ranges + ranges_n, (uint64_t)r->seq - 1);
		v[0] = SV_UUID(&r->device);
		v[1] = SV_BLOB(copied(w, ((struct str){ ranges, ranges_n })));
		v[2] = SV_INT(r->seq);
		v[3] = SV_INT(r->seq);
		n++;
	}
	watch(w, -1);
	must(w->cx, store_each(w->cx, s, STMT_OUTBOX_STORE, w->values, n));
	watch(w, 1);
}

static void put_links(struct raw *w, struct store *s, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++) {
		const struct raw_record *x = &w->all[i];
		struct store_value *v = w->values + LINK_WIDTH * n;

		if (!x->r->corrects_n)
			continue;
		v[0] = SV_UUID(&x->r->corrects[0]);
		v[1] = SV_UUID(&x->r->id);
		v[2] = SV_INT(1);
		v[3] = SV_INT(x->r->at_used);
		v[4] = SV_INT(x->e.pos);
		n++;
	}
	watch(w, -1);
	must(w->cx, store_each(w->cx, s, STMT_LINK_PUT, w->values, n));
	watch(w, 1);
}

static void put_entries(struct raw *w, struct store *s, size_t from, size_t to)
{
	struct entry *entries = cx_many(w->cx, to - from, struct entry);

	for (size_t i = from; i < to; i++)
		entries[i - from] = w->all[i].e;
	watch(w, -1);
	must(w->cx, entries_insert(w->cx, s, entries, to - from));
	watch(w, 1);
}

static void group_write(struct raw *w, struct store *s, size_t from, size_t to, size_t group)
{
	watch(w, -1);
	must(w->cx, store_begin(w->cx, s, "raw"));
	watch(w, 1);
	put_entries(w, s, from, to);
	put_links(w, s, from, to);
	put_targets(w, s, from, to, group);
	put_tallies(w, s, from, to);
	put_days(w, s, from, to, group);
	put_outboxes(w, s, from, to);
	watch(w, -1);
	must(w->cx, store_commit(w->cx, s));
	watch(w, 1);
}

static void source_read(struct raw *w, const struct raw_job *job)
{
	struct site *site;
	struct store *s;

	bench_open(w->cx, job->written, SITE_READ, &site);
	must(w->cx, site_reader(w->cx, site, false, &s));
	must(w->cx, store_begin_read(w->cx, s, "raw"));
	entries_read(w, s, site->tables.kinds, job->after);
	targets_read(w, s);
	days_read(w, s);
	store_close(s);
	site_close(site);
}

static void replay(void *arg, void *ret)
{
	const struct raw_job *job = arg;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct raw w = { .cx = &cx, .max = job->max };
	struct site *site;
	size_t group = 0, warm;

	arena_init(&arena, &sys_heap, (size_t)8 << 30);
	map_init(&w.targets, &arena);
	map_init(&w.days, &arena);
	w.all = cx_many(&cx, job->max, struct raw_record);
	w.values = cx_many(&cx, GROUP_MAX * TARGET_WIDTH, struct store_value);
	source_read(&w, job);
	bench_open(&cx, job->to, SITE_WRITE, &site);
	/* The first fifth fills the page cache, as the load's own warming up does. */
	warm = w.n / 5 / job->group * job->group;
	for (size_t at = 0; at < w.n; at += job->group) {
		if (at == warm)
			w.busy = w.cpu = 0;
		group_write(&w, site->view.journal.store, at,
			at + job->group < w.n ? at + job->group : w.n, ++group);
	}
	site_close(site);
	if (w.n > warm)
		*(struct raw_result *)ret = (struct raw_result){ (double)(w.n - warm) / w.busy,
			w.cpu * 1e6 / (double)(w.n - warm) };
}

struct raw_result raw_replay(
	const struct data *written, int64_t after, const struct data *to, double group, size_t max)
{
	struct raw_job job = { .written = written,
		.to = to,
		.after = after,
		.max = max,
		.group = group < 1        ? 1 :
			group > GROUP_MAX ? GROUP_MAX :
					    (size_t)(group + 0.5) };
	struct raw_result result;

	in_child("raw", replay, &job, &result, sizeof(result));
	say("  raw: %.0f records/s, %.1f us of a core a record", result.rate, result.cpu_us);
	return result;
}
