/* Data of the bench: made through the product by records in bulk, and copied for each measurement. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk.h"
#include "sys/sys.h"

#define CHUNK 4000 /* records a transaction */
#define AT "2026-11-20T08:00:00+08:00"
#define WHOLE_COUNTY 3000 /* grids */

static const struct json_limits chunk_limits = {
	.bytes = (size_t)64 << 20, .depth = 8, .members = CHUNK
};

/* ---- children ---- */

void in_child(const char *what, void (*fn)(void *arg, void *ret), void *arg, void *ret, size_t n)
{
	void *shared = mmap(NULL, n + 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;
	pid_t pid;

	if (shared == MAP_FAILED)
		fail("%s: no memory", what);
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fail("%s: fork: %s", what, strerror(errno));
	if (pid == 0) {
		fn(arg, shared);
		_exit(0);
	}
	if (waitpid(pid, &status, 0) < 0 || status != 0)
		fail("%s failed", what);
	if (n)
		memcpy(ret, shared, n);
	munmap(shared, n + 1);
}

/* ---- folders and databases ---- */

static pid_t owner; /* of the folder: a child must not remove it */

static void clean_up(void);

static const char *folder(void)
{
	static char path[256];
	const char *tmp = getenv("TMPDIR");

	if (!owner) {
		snprintf(path, sizeof(path), "%s/bulou-bench.XXXXXX", tmp ? tmp : "/tmp");
		if (!mkdtemp(path))
			fail("%s: %s", path, strerror(errno));
		owner = getpid();
		atexit(clean_up);
	}
	return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void remove_tree(const char *path)
{
	if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
		say("could not remove %s: %s", path, strerror(errno));
}

/* Flushed: otherwise the system would write it to disk while something is measured. */
static void copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC),
	    out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n = 1;

	while (in >= 0 && out >= 0 && n > 0)
		n = copy_file_range(in, NULL, out, NULL, (size_t)1 << 30, 0);
	if (in < 0 || out < 0 || n < 0 || fsync(out) != 0)
		fail("copy %s to %s: %s", from, to, strerror(errno));
	close(in);
	close(out);
}

/* The database must be closed: then there is no WAL beside it. */
static void copy_data(const struct data *from, const struct data *to)
{
	if (sys_exists(text("%s/bulou.db-wal", from->where)))
		fail("%s is still open somewhere", from->where);
	if (mkdir(to->where, 0700) != 0)
		fail("%s: %s", to->where, strerror(errno));
	copy_file(text("%s/bulou.db", from->where), text("%s/bulou.db", to->where));
	copy_file(from->key, to->key);
}

static void clean_up(void)
{
	if (getpid() == owner)
		remove_tree(folder());
}

const char *bench_path(const char *name)
{
	return text("%s/%s", folder(), name);
}

const char *postgres_url(void)
{
	const char *url = getenv("BULOU_TEST_PG");

	return url && *url ? url : NULL;
}

static bool is_url(const char *where)
{
	return strncmp(where, "postgres", 8) == 0;
}

static void quiet(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static void postgres_run(const char *sql)
{
	PGconn *pg = PQconnectdb(postgres_url());
	PGresult *r;

	PQsetNoticeProcessor(pg, quiet, NULL);
	r = PQexec(pg, sql);
	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		fail("%s: %s", sql, PQerrorMessage(pg));
	PQclear(r);
	PQfinish(pg);
}

/* The test server's URL with another database. */
static const char *postgres_named(const char *name)
{
	const char *url = postgres_url(), *slash = strrchr(url, '/');

	return text("%.*s/%s", (int)(slash - url), url, name);
}

const char *postgres_new(const char *name)
{
	postgres_run(text("DROP DATABASE IF EXISTS \"%s\"", name));
	postgres_run(text("CREATE DATABASE \"%s\"", name));
	return postgres_named(name);
}

static const char *database_of(const char *url)
{
	return strrchr(url, '/') + 1;
}

struct data data_copy(const struct data *from, const char *name)
{
	struct data d = *from;

	if (is_url(from->where)) {
		d.where = postgres_named(name);
		postgres_run(text("DROP DATABASE IF EXISTS \"%s\"", name));
		postgres_run(text(
			"CREATE DATABASE \"%s\" TEMPLATE \"%s\"", name, database_of(from->where)));
		return d;
	}
	d.where = bench_path(name);
	d.key = text("%s.key", d.where);
	data_drop(&d);
	copy_data(from, &d);
	return d;
}

void data_drop(const struct data *d)
{
	if (is_url(d->where))
		postgres_run(text("DROP DATABASE IF EXISTS \"%s\"", database_of(d->where)));
	else
		remove_tree(d->where);
}

void bench_tables(struct site_tables *ret)
{
	*ret = (struct site_tables){ desks_kinds(), desks_figures() };
}

void bench_open(struct cx *cx, const struct data *d, enum site_mode mode, struct site **ret)
{
	struct site_tables tables;

	bench_tables(&tables);
	must(cx, site_open(cx, d->where, d->key, mode, &tables, ret));
}

/* ---- making it ---- */

struct making {
	const struct data *d;
	struct site *site;
	struct arena arena; /* of one chunk */
	struct cx cx;
	struct buf text;
	size_t n;
	uint64_t records;
};

static void flush(struct making *m)
{
	static const struct gate *gate = &guard_gate_owner;
	struct sender from = { .user = STR("admin"), .now = sys_now() };
	struct receipt *receipts;
	const struct json *v;
	size_t n;

	if (m->n) {
		buf_c(&m->text, ']');
		must(&m->cx, json_read(&m->cx, buf_get(&m->text), &chunk_limits, &v));
		must(&m->cx, append_json(&m->cx, &m->site->view, v, &from, gate, &receipts, &n));
		for (size_t i = 0; i < n; i++)
			if (receipts[i].status != RECEIPT_ACCEPTED)
				fail("set-up: a record was refused: %.*s",
					STR_ARG(receipts[i].error.en));
	}
	m->records += m->n;
	m->n = 0;
	arena_reset(&m->arena);
	buf_init(&m->text, &m->arena);
	buf_c(&m->text, '[');
}

/* Begins a record: its envelope up to the body. */
static struct buf *record(struct making *m, const char *kind, int v, const char *area)
{
	struct uuid id = sys_uuid();

	if (m->n == CHUNK)
		flush(m);
	buf_z(&m->text, m->n++ ? ",{\"id\":\"" : "{\"id\":\"");
	buf_uuid(&m->text, &id);
	buf_fmt(&m->text, "\",\"kind\":\"%s\",\"v\":%d,\"at\":\"" AT "\",\"area\":\"%s\"", kind, v,
		area);
	return &m->text;
}

static void member_id(struct buf *b, const char *name, struct uuid id)
{
	buf_fmt(b, ",\"%s\":\"", name);
	buf_uuid(b, &id);
	buf_c(b, '"');
}

static void area(struct making *m, const char *id, const char *parent, const char *level)
{
	struct buf *b = record(m, "area.added", 1, id);

	buf_z(b, ",\"body\":{");
	if (parent)
		buf_fmt(b, "\"parent\":\"%s\",", parent);
	buf_fmt(b, "\"name\":\"%s\",\"level\":\"%s\"}}", id, level);
}

static void areas(struct making *m)
{
	size_t grids = m->d->county.grids;
	char id[32], parent[32];

	area(m, COUNTY, NULL, "county");
	for (size_t g = 0; g < grids; g++) {
		county_grid(g, id);
		if (g % TOWNSHIP_GRIDS == 0) {
			snprintf(parent, sizeof(parent), "%.9s", id);
			area(m, parent, COUNTY, "township");
		}
		if (g % VILLAGE_GRIDS == 0) {
			char township[32];

			snprintf(township, sizeof(township), "%.9s", id);
			snprintf(parent, sizeof(parent), "%.12s", id);
			area(m, parent, township, "village");
		}
		snprintf(parent, sizeof(parent), "%.12s", id);
		area(m, id, parent, "grid");
	}
	flush(m);
}

static void dwellings(struct making *m)
{
	char id[32];

	for (size_t g = 0; g < m->d->county.grids; g++) {
		county_grid(g, id);
		for (size_t d = 0; d < GRID_DOORS; d++) {
			struct buf *b = record(m, "dwelling.listed", 1, id);

			member_id(b, "subject", county_door(g, d));
			buf_fmt(b,
				",\"body\":{\"compound\":\"%zu号小区\",\"building\":\"%zu\",\"unit\":\"%zu\","
				"\"floor\":\"%zu\",\"room\":\"%zu0%zu\"}}",
				g % VILLAGE_GRIDS + 1, d / 100 + 1, d / 50 % 2 + 1, d / 4 % 12 + 1,
				d / 4 % 12 + 1, d % 4 + 1);
		}
	}
	flush(m);
}

static bool in_round(const struct county *c, size_t round, size_t grid)
{
	return round == 0 || c->whole || grid % (ROUNDS - 1) == round - 1;
}

static void piece(struct making *m, size_t round, size_t grid)
{
	struct buf *b;
	char id[32];

	county_grid(grid, id);
	b = record(m, "round.targeted", 1, id);
	member_id(b, "round", county_round(round));
	buf_z(b, ",\"body\":{\"piece\":1,\"subjects\":[");
	for (size_t d = 0; d < GRID_DOORS; d++) {
		struct uuid door = county_door(grid, d);

		buf_z(b, d ? ",\"" : "\"");
		buf_uuid(b, &door);
		buf_c(b, '"');
	}
	buf_z(b, "]}}");
	/* A piece is 300 acts: ten of them weigh as much as a group of records. */
	if (m->n >= 10)
		flush(m);
}

static void round_make(struct making *m, size_t round)
{
	const struct county *c = &m->d->county;
	size_t n = 0;
	struct buf *b;

	for (size_t g = 0; g < c->grids; g++)
		n += in_round(c, round, g);
	b = record(m, "round.opened", 1, COUNTY);
	member_id(b, "round", county_round(round));
	buf_z(b, ",\"body\":{\"kind\":\"sweep\"");
	member_id(b, "incident", county_incident());
	buf_fmt(b, ",\"question\":\"近 7 日内有无返乡人员？\",\"expected\":%zu}}", n * GRID_DOORS);
	for (size_t g = 0; g < c->grids; g++)
		if (in_round(c, round, g))
			piece(m, round, g);
	flush(m);
}

static void account(struct making *m, const char *name, const char *scope, const char *hash)
{
	struct grant grant = { .role = ROLE_AREA_LEAD, .area = str_of(scope) };
	struct account a = { .user = str_of(name),
		.name = str_of(name),
		.hash = str_of(hash),
		.grants = &grant,
		.grants_n = 1 };
	struct entry e;

	must(&m->cx, guard_account_entry(&m->cx, m->site, &a, STR("admin"), sys_now(), &e));
	must(&m->cx, append_entries(&m->cx, &m->site->view, &e, 1));
}

static void accounts(struct making *m)
{
	struct str password;
	char grid[32];

	must(&m->cx, seal_password_hash(&m->cx, STR(BENCH_PASSWORD), &password));
	account(m, BENCH_USER, COUNTY, password.p);
	for (size_t i = 0; i < WATCHERS; i++) {
		county_grid(i * 7 % m->d->county.grids, grid);
		account(m, text("watcher%zu", i), grid, password.p);
	}
	for (size_t i = 0; i < DESKS; i++)
		account(m, text("desk%zu", i), COUNTY, password.p);
	flush(m);
}

static void incident(struct making *m)
{
	struct buf *b = record(m, "incident.declared", 1, COUNTY);

	member_id(b, "subject", county_incident());
	buf_z(b, ",\"body\":{\"name\":\"排查\",\"exercise\":false}}");
	flush(m);
}

struct job {
	const struct data *d;
	bool doors;
};

static void make(void *arg, void *ret)
{
	const struct job *job = arg;
	const struct data *d = job->d;
	struct site_tables tables;
	struct making m = { .d = d };
	double start = seconds(), at;

	(void)ret;
	bench_tables(&tables);
	arena_init(&m.arena, &sys_heap, (size_t)4 << 30);
	m.cx.arena = &m.arena;
	must(&m.cx, site_create(&m.cx, d->where, d->key, &tables, &m.site));
	flush(&m);
	areas(&m);
	accounts(&m);
	incident(&m);
	if (job->doors) {
		at = seconds();
		dwellings(&m);
		say("  %zu dwellings in %.1f s", d->county.grids * GRID_DOORS, seconds() - at);
		for (size_t i = 0; i < ROUNDS; i++) {
			at = seconds();
			round_make(&m, i);
			if (i == 0)
				say("  a round of %zu targets in %.1f s",
					d->county.grids * GRID_DOORS, seconds() - at);
		}
	}
	site_close(m.site);
	say("  set up in %.1f s", seconds() - start);
}

void data_make(const struct data *d, bool doors)
{
	struct job job = { d, doors };

	in_child("set-up", make, &job, NULL, 0);
}

const struct data *data_base(void)
{
	static struct data base;

	if (base.where)
		return &base;
	base = (struct data){ .where = options.keep ? options.keep : bench_path("base"),
		.key = options.keep ? text("%s.key", options.keep) : bench_path("base.key"),
		.county = {
			.grids = (size_t)(WHOLE_COUNTY / options.scale), .whole = options.full } };
	if (options.keep && sys_exists(options.keep))
		return &base;
	say("setting up %zu doors, %zu targets in %d rounds", base.county.grids * GRID_DOORS,
		base.county.grids * GRID_DOORS * county_rounds_of(&base.county), ROUNDS);
	data_make(&base, true);
	return &base;
}

static void newest(void *arg, void *ret)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct site *site;
	struct store *s;

	arena_init(&arena, &sys_heap, 0);
	bench_open(&cx, arg, SITE_READ, &site);
	must(&cx, site_reader(&cx, site, false, &s));
	must(&cx, store_begin_read(&cx, s, "bench"));
	must(&cx, journal_newest(&cx, s, ret));
	store_close(s);
	site_close(site);
}

int64_t data_newest(const struct data *d)
{
	int64_t pos;

	in_child("newest", newest, (void *)(uintptr_t)d, &pos, sizeof(pos));
	return pos;
}
