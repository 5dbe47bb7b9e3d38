/* The views as lines, one a row, without what is not a function of the set of records: positions, times of receipt, hints,
 * rows that only name something, sums that are zero. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cover/pack.h"
#include "generated/stmt.h"
#include "sim.h"

enum {
	D_POSITIONS,
	D_INCIDENT,
	D_SUBJECT,
	D_PAIR,
	D_ROUND,
	D_TARGET,
	D_TALLY,
	D_LEDGER,
	D_CLASH,
	D_MARK,
	D_LINK,
	D_SUSPECT,
	D_PUBLISHED,
	D_DAY,
	DUMPS
};

#define BOTH(name_, sql) \
	{ \
		.name = (name_), .sqlite = (sql), .postgres = (sql) \
	}

static const struct stmt statements[DUMPS] = {
	[D_POSITIONS] = BOTH(
		"positions", "SELECT pos, id FROM journal WHERE type = 1 ORDER BY pos"),
	[D_INCIDENT] = BOTH("incident",
		"SELECT id, name, area, exercise, ended, level, level_since, ended_at, ended_by, purge, purge_classes, known FROM incident"),
	[D_SUBJECT] = BOTH("subject",
		"SELECT id, type, area, place, flags, survivor, source, moved, merged FROM subject "
		"WHERE type <> 0 OR length(acts) > 0 OR merged <> 0"),
	[D_PAIR] = BOTH("pair", "SELECT a, b, state FROM pair"),
	[D_ROUND] = BOTH("round",
		"SELECT id, kind, incident, area, standing, question, filter, expected, due, opened, "
		"closes, state FROM round WHERE state <> 0 OR length(acts) > 0"),
	[D_TARGET] = BOTH("target",
		"SELECT round, area, subject, slot, state, code, next, late, due, origin, covered, tries, "
		"alone FROM target"),
	[D_TALLY] = BOTH("tally",
		"SELECT round, area, expected, found, done, excused, missing, late FROM tally WHERE "
		"expected <> 0 OR found <> 0 OR done <> 0 OR excused <> 0 OR missing <> 0 OR late <> 0"),
	[D_LEDGER] = BOTH("ledger",
		"SELECT place, item, lot, incident, day, area, came, went, counted, counted_at, net_before FROM ledger"),
	[D_CLASH] = BOTH("clash", "SELECT what, key, area, ids FROM clash"),
	[D_MARK] = BOTH("mark", "SELECT what, area, id FROM mark"),
	[D_LINK] = BOTH("link", "SELECT target, id, what FROM link"),
	[D_SUSPECT] = BOTH("suspect", "SELECT DISTINCT a, b, label FROM suspect"),
	[D_PUBLISHED] = BOTH(
		"published", "SELECT what, key, area, id FROM published WHERE stands = 1"),
	[D_DAY] = BOTH("day", "SELECT area, day, sums, list FROM area_day"),
};

/* One letter a column: b bytes as hex, t text, i number. */
static const char *const columns[DUMPS] = {
	[D_INCIDENT] = "bttiiiiibbii",
	[D_SUBJECT] = "bittibbii",
	[D_PAIR] = "bbi",
	[D_ROUND] = "btbtittiiiii",
	[D_TARGET] = "btbiiiiiiiiii",
	[D_TALLY] = "btiiiiii",
	[D_LEDGER] = "tttbitiiiii",
	[D_CLASH] = "ibtb",
	[D_MARK] = "itb",
	[D_LINK] = "bbi",
	[D_SUSPECT] = "bbi",
	[D_PUBLISHED] = "ibtb",
};

/* ---- lines ---- */

static void lines_put(struct cx *cx, struct lines *l, struct str line)
{
	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 1024;
		struct str *all = cx_many(cx, cap, struct str);

		if (l->n > 0)
			memcpy(all, l->all, l->n * sizeof(*all));
		l->all = all;
		l->cap = cap;
	}
	l->all[l->n++] = line;
}

void lines_add(struct cx *cx, struct lines *l, const char *fmt, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b, cx->arena);
	va_start(ap, fmt);
	buf_vfmt(&b, fmt, ap);
	va_end(ap);
	lines_put(cx, l, buf_get(&b));
}

static int line_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void lines_sort(struct lines *l)
{
	if (l->n > 1)
		qsort(l->all, l->n, sizeof(*l->all), line_order);
}

static void lines_write(const struct sim *s, const char *what, const struct lines *l)
{
	const char *tmp = getenv("TMPDIR");
	char path[512];
	FILE *f;

	snprintf(path, sizeof path, "%s/bulou-sim-%llu.%s", tmp ? tmp : "/tmp",
		(unsigned long long)s->seed, what);
	f = fopen(path, "w");
	if (!f)
		return;
	for (size_t i = 0; i < l->n; i++)
		fprintf(f, STR_FMT "\n", STR_ARG(l->all[i]));
	fclose(f);
	fprintf(stderr, "# %s\n", path);
}

int lines_compare(
	struct sim *s, const char *what, const struct lines *want, const struct lines *have)
{
	struct str none = STR("(nothing)"), a, b;
	const struct accepted_set *set = server_accepted(s);
	struct lines records = { 0 };
	size_t i = 0;

	while (i < want->n && i < have->n && str_eq(want->all[i], have->all[i]))
		i++;
	if (i == want->n && i == have->n)
		return 0;
	for (size_t k = 0; k < set->n; k++)
		lines_add(&s->cx, &records, "%.*s held %d offset %lld received %lld",
			STR_ARG(set->all[k].text), set->all[k].held, (long long)set->all[k].offset,
			(long long)set->all[k].received);
	a = i < want->n ? want->all[i] : none;
	b = i < have->n ? have->all[i] : none;
	lines_write(s, "records", &records);
	lines_write(s, "want", want);
	lines_write(s, "have", have);
	return sim_fail(s, "%s: line %zu\n#   want %.*s\n#   have %.*s", what, i + 1, STR_ARG(a),
		STR_ARG(b));
}

void lines_digest(const struct lines *l, uint8_t ret[SEAL_HASH])
{
	struct seal_hasher h;

	seal_hash_begin(&h);
	for (size_t i = 0; i < l->n; i++) {
		seal_hash_add(&h, l->all[i].p, l->all[i].n);
		seal_hash_add(&h, "\n", 1);
	}
	seal_hash_end(&h, ret);
}

/* ---- rows ---- */

static void put_text(struct buf *b, struct str t)
{
	for (size_t i = 0; i < t.n; i++)
		buf_c(b, t.p[i] == '\x1f' ? '/' : t.p[i]);
}

static int dump_table(struct cx *cx, struct store *store, int stmt, struct lines *l)
{
	STORE_ROWS rows = { 0 };
	int rc = store_query(cx, store, stmt, NULL, 0, &rows);

	while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
		struct buf b;

		buf_init(&b, cx->arena);
		buf_z(&b, statements[stmt].name);
		for (int i = 0; columns[stmt][i]; i++) {
			buf_c(&b, '|');
			if (columns[stmt][i] == 'i')
				buf_fmt(&b, "%lld", (long long)store_int(&rows, i));
			else if (columns[stmt][i] == 'b')
				buf_hex(&b, store_str(&rows, i).p, store_str(&rows, i).n);
			else
				put_text(&b, store_str(&rows, i));
		}
		lines_put(cx, l, buf_get(&b));
		rc = 0;
	}
	return rc;
}

struct positions {
	struct uuid *ids; /* by pos */
	size_t n, cap;
};

/* Positions have no gap over all entries; here only those of records are taken. */
static int read_positions(struct cx *cx, struct store *store, struct positions *ret)
{
	STORE_ROWS rows = { 0 };
	int rc = store_query(cx, store, D_POSITIONS, NULL, 0, &rows);

	while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
		size_t pos = (size_t)store_int(&rows, 0);

		if (pos >= ret->cap) {
			size_t cap = pos * 2 + 64;
			struct uuid *ids = cx_many(cx, cap, struct uuid);

			if (ret->n > 0)
				memcpy(ids, ret->ids, ret->n * sizeof(*ids));
			ret->ids = ids;
			ret->cap = cap;
		}
		store_uuid(&rows, 1, &ret->ids[pos]);
		ret->n = pos + 1;
		rc = 0;
	}
	return rc;
}

static const char *hex(struct cx *cx, const struct uuid *u)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_hex(&b, u->b, 16);
	return buf_get(&b).p;
}

static int dump_days(struct cx *cx, struct store *store, struct lines *l)
{
	struct positions at = { 0 };
	STORE_ROWS rows = { 0 };
	int rc = read_positions(cx, store, &at);

	if (rc == 0)
		rc = store_query(cx, store, D_DAY, NULL, 0, &rows);
	while (rc == 0 && (rc = store_next(cx, &rows)) == 1) {
		struct str area = store_str(&rows, 0);
		long long day = store_int(&rows, 1);
		struct day_sum *sums;
		int64_t *list;
		size_t n, i;

		rc = sums_unpack(cx, store_str(&rows, 2), &sums, &n);
		for (i = 0; rc == 0 && i < n; i++)
			lines_add(cx, l, "sum|%.*s|%lld|%s|%d|%lld", STR_ARG(area), day,
				hex(cx, &sums[i].scope), sums[i].figure, (long long)sums[i].n);
		if (rc == 0)
			rc = list_unpack(cx, store_str(&rows, 3), &list, &n);
		for (i = 0; rc == 0 && i < n; i++)
			lines_add(cx, l, "behind|%.*s|%lld|%s", STR_ARG(area), day,
				(size_t)list[i] < at.n ? hex(cx, &at.ids[list[i]]) : "?");
	}
	return rc;
}

/* Each area as it is today; an area that is only named has no record of its own. */
static void dump_areas(struct cx *cx, const struct area_tree *tree, struct lines *l)
{
	const struct area *const *all;
	size_t n = area_all(tree, &all);

	for (size_t i = 0; i < n; i++)
		lines_add(cx, l, "area|%.*s|%.*s|%.*s|%.*s|%d|%d|%d", STR_ARG(all[i]->id),
			STR_ARG(all[i]->parent), STR_ARG(all[i]->code), STR_ARG(all[i]->name),
			all[i]->level, all[i]->ended, all[i]->known);
}

static int dump_held(struct cx *cx, const struct cover *c, struct lines *l)
{
	struct marked *m;
	size_t n = 0;
	int rc = marked_list(cx, c, BIT_HELD, &m, &n);

	for (size_t i = 0; rc == 0 && i < n; i++)
		lines_add(cx, l, "held|%s", hex(cx, &m[i].id));
	return rc;
}

/* Asked by their own keys they wait as well. */
static int waiting_again(struct cx *cx, const struct cover *c, const struct waiting *w, size_t n)
{
	struct uuid *ids = cx_many(cx, n, struct uuid);
	bool *waits = cx_many(cx, n, bool);
	int rc = ids && waits ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; rc == 0 && i < n; i++)
		ids[i] = w[i].id;
	if (rc == 0)
		rc = waiting_of(cx, c, ids, n, waits);
	for (size_t i = 0; rc == 0 && i < n; i++)
		if (!waits[i])
			rc = err(cx, E_CORRUPT, NULL, hex(cx, &ids[i]));
	return rc;
}

static int dump_waiting(struct cx *cx, const struct cover *c, struct lines *l)
{
	struct waiting *w;
	size_t n = 0;
	int rc = waiting_list(cx, c, &w, &n);

	if (rc == 0)
		rc = waiting_again(cx, c, w, n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		lines_add(cx, l, "waiting|%s|%s", hex(cx, &w[i].id), hex(cx, &w[i].for_));
	return rc;
}

/* What is read through the tree of areas. */
static int dump_read(struct sim *s, struct cx *cx, const struct site *site, struct lines *l)
{
	struct reader all = { .person = STR("sim"), .everywhere = true };
	struct cover c = { .who = &all, .kinds = site->tables.kinds, .now = s->now };
	struct area_tree *tree = NULL;
	int rc = site_reader(cx, site, false, &c.store);

	if (rc == 0)
		rc = store_begin_read(cx, c.store, "dump");
	if (rc == 0)
		rc = area_tree_open(cx, c.store, day_of(s->now), &tree);
	c.tree = tree;
	if (rc == 0)
		rc = dump_waiting(cx, &c, l);
	if (rc == 0)
		rc = dump_held(cx, &c, l);
	if (rc == 0)
		dump_areas(cx, tree, l);
	if (tree)
		area_tree_release(tree);
	store_close(c.store);
	return rc;
}

int dump_lines(struct sim *s, struct cx *cx, const struct site *site, struct lines *ret)
{
	struct store *store = NULL;
	int rc = store_open(cx, site->where, STORE_READ, statements, DUMPS, &store);

	*ret = (struct lines){ 0 };
	if (rc == 0)
		rc = store_begin_read(cx, store, "dump");
	for (int i = D_INCIDENT; rc == 0 && i < D_DAY; i++)
		rc = dump_table(cx, store, i, ret);
	if (rc == 0)
		rc = dump_days(cx, store, ret);
	if (store)
		store_close(store);
	if (rc == 0)
		rc = dump_read(s, cx, site, ret);
	lines_sort(ret);
	return rc == 0 ? 0 : sim_fail_err(s, cx, "dump");
}
