/* The scratch folder lies under TMPDIR; a PostgreSQL site lies in the throw-away database of BULOU_TEST_PG, which is emptied
 * before each use. */
#include "site_fixture.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

static const struct site_tables *tables(void)
{
	static struct site_tables t;

	t.kinds = desks_kinds();
	t.figures = desks_figures();
	return &t;
}

static void fail_with(const struct fixture *f, const char *what, int rc)
{
	if (rc != 0)
		fail_msg("%s: %d: %.*s (%s:%d)", what, rc, (int)f->cx.e.en.n, f->cx.e.en.p,
			f->cx.e.file == NULL ? "?" : f->cx.e.file, f->cx.e.line);
}

static void empty_postgres(const char *url)
{
	PGconn *c = PQconnectdb(url);

	assert_int_equal(PQstatus(c), CONNECTION_OK);
	PQclear(PQexec(c, "SET client_min_messages = error; DROP SCHEMA IF EXISTS bulou CASCADE"));
	PQfinish(c);
}

int fixture_on_each(int (*run)(const char *engine))
{
	int failed = run("sqlite");

	if (getenv("BULOU_TEST_PG") == NULL)
		print_message("# SKIP postgres: BULOU_TEST_PG is not set\n");
	else
		failed += run("postgres");
	return failed;
}

void fixture_open(struct fixture *f, const char *engine)
{
	const char *tmp = getenv("TMPDIR");

	memset(f, 0, sizeof(*f));
	snprintf(f->dir, sizeof(f->dir), "%s/bulou-fixture-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->key, sizeof(f->key), "%s/site.key", f->dir);
	if (strcmp(engine, "postgres") == 0) {
		assert_non_null(getenv("BULOU_TEST_PG"));
		snprintf(f->where, sizeof(f->where), "%s", getenv("BULOU_TEST_PG"));
		empty_postgres(f->where);
	} else {
		snprintf(f->where, sizeof(f->where), "%s/site", f->dir);
	}
	arena_init(&f->arena, &sys_heap, (size_t)2 << 30);
	f->cx.arena = &f->arena;
	sys_clock_fix(FIXTURE_NOW);
	fail_with(f, "site_create", site_create(&f->cx, f->where, f->key, tables(), &f->site));
}

void fixture_reopen(struct fixture *f)
{
	site_close(f->site);
	f->site = NULL;
	fail_with(f, "site_open",
		site_open(&f->cx, f->where, f->key, SITE_WRITE, tables(), &f->site));
}

void fixture_close(struct fixture *f)
{
	char path[600];
	static const char *const names[] = { "site/bulou.db", "site/bulou.db-wal",
		"site/bulou.db-shm", "site.key" };
	size_t i;

	site_close(f->site);
	arena_done(&f->arena);
	sys_clock_fix(0);
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", f->dir, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/site", f->dir);
	rmdir(path);
	rmdir(f->dir);
}

struct uuid fuid(int n)
{
	struct uuid u;

	assert_true(uuid_read(str_of(fid(n)), &u));
	return u;
}

const char *fid(int n)
{
	static char ring[32][UUID_TEXT + 1];
	static int at;
	char *text = ring[at++ % 32];

	snprintf(text, UUID_TEXT + 1, "01900000-0000-7000-8000-%012d", n);
	return text;
}

struct receipt fixture_post_gated(struct fixture *f, const char *json, const struct gate *gate)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	const struct json *v;
	struct receipt *receipts;
	size_t n;
	struct str text;

	fail_with(f, "text", cx_str(&f->cx, str_of(json), &text));
	fail_with(f, json, json_read(&f->cx, text, &json_limits_request, &v));
	fail_with(f, json, append_json(&f->cx, &f->site->view, v, &from, gate, &receipts, &n));
	assert_int_equal(n, 1);
	return receipts[0];
}

struct receipt fixture_post_raw(struct fixture *f, const char *json)
{
	return fixture_post_gated(f, json, &guard_gate_owner);
}

static struct receipt post(struct fixture *f, int n, const char *rest, va_list ap)
{
	static char body[100000], text[101000];
	struct buf at;
	struct str when;

	vsnprintf(body, sizeof(body), rest, ap);
	buf_init(&at, &f->arena);
	buf_when(&at, FIXTURE_NOW + f->minute++ * 60000);
	when = buf_get(&at);
	snprintf(text, sizeof(text), "{\"id\":\"%s\",\"v\":%d,\"at\":\"%.*s\",\"kind\":%s}", fid(n),
		strstr(body, "\"sweep.visit\"") != NULL ? 2 : 1, (int)when.n, when.p, body);
	return fixture_post_raw(f, text);
}

struct receipt fixture_post(struct fixture *f, int n, const char *rest, ...)
{
	struct receipt r;
	va_list ap;

	va_start(ap, rest);
	r = post(f, n, rest, ap);
	va_end(ap);
	return r;
}

void fixture_accept(struct fixture *f, int n, const char *rest, ...)
{
	struct receipt r;
	va_list ap;

	va_start(ap, rest);
	r = post(f, n, rest, ap);
	va_end(ap);
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%d %s: %.*s", n, rest, (int)r.error.en.n, r.error.en.p);
}

void fixture_filler(struct fixture *f, int n)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	const struct json *v;
	struct receipt *receipts;
	struct buf b;
	size_t got;
	int i;

	for (i = 0; i < n;) {
		buf_init(&b, &f->arena);
		buf_c(&b, '[');
		do {
			buf_fmt(&b,
				"%s{\"id\":\"%s\",\"kind\":\"record.withdrawn\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
				"\"body\":{}}",
				i % 1000 == 0 ? "" : ",", fid(1000000 + i));
		} while (++i % 1000 != 0 && i < n);
		buf_c(&b, ']');
		fail_with(f, "filler", json_read(&f->cx, buf_get(&b), &json_limits_request, &v));
		fail_with(f, "filler",
			append_json(&f->cx, &f->site->view, v, &from, &guard_gate_owner, &receipts,
				&got));
		assert_int_equal(receipts[0].status, RECEIPT_ACCEPTED);
	}
}

void fixture_county(struct fixture *f, int dwellings)
{
	static const struct {
		const char *id, *parent, *level;
	} areas[] = {
		{ "512021", NULL, "county" },
		{ "512021100", "512021", "township" },
		{ "v1", "512021100", "village" },
		{ "v2", "512021100", "village" },
		{ "g1", "v1", "grid" },
		{ "g2", "v1", "grid" },
		{ "g3", "v2", "grid" },
	};
	char subjects[60000] = "";
	size_t i, at = 0;

	for (i = 0; i < sizeof(areas) / sizeof(*areas); i++) {
		char parent[64] = "";

		if (areas[i].parent != NULL)
			snprintf(parent, sizeof(parent), "\"parent\":\"%s\",", areas[i].parent);
		fixture_accept(f, 10 + (int)i,
			"\"area.added\",\"area\":\"%s\",\"body\":{%s\"name\":\"甲\",\"level\":\"%s\"}",
			areas[i].id, parent, areas[i].level);
	}
	fixture_accept(f, 20,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\",\"body\":{\"name\":\"测试\"}",
		fid(1));
	for (i = 0; i < (size_t)dwellings; i++) {
		fixture_accept(f, 10000 + (int)i,
			"\"dwelling.listed\",\"subject\":\"%s\",\"area\":\"g1\","
			"\"body\":{\"building\":\"1\",\"room\":\"%d\"}",
			fid(100 + (int)i), (int)i + 1);
		at += (size_t)snprintf(subjects + at, sizeof(subjects) - at, "%s\"%s\"",
			i == 0 ? "" : ",", fid(100 + (int)i));
	}
	fixture_accept(f, 30,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"kind\":\"sweep\","
		"\"incident\":\"%s\",\"question\":\"?\",\"expected\":%d}",
		fid(2), fid(1), dwellings);
	fixture_accept(f, 31,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"piece\":1,\"subjects\":[%s]}",
		fid(2), subjects);
}

void fixture_read(struct fixture *f)
{
	fail_with(f, "begin", store_begin_read(&f->cx, f->site->view.journal.store, "fixture"));
	fail_with(f, "tree",
		area_tree_follow(
			&f->cx, f->site->view.journal.store, day_of(sys_now()), &f->site->tree));
	f->cover = (struct cover){ .store = f->site->view.journal.store,
		.tree = f->site->tree,
		.who = &guard_reader_owner,
		.keys = f->site->keys,
		.kinds = desks_kinds(),
		.now = sys_now() };
}

void fixture_read_done(struct fixture *f)
{
	store_rollback(f->site->view.journal.store);
}

const char *fixture_standing(const char *kind)
{
	static char text[UUID_TEXT + 1];
	struct uuid id = round_standing_id(fuid(1), kind);

	uuid_write(&id, text);
	return text;
}

void fixture_standing_open(struct fixture *f, int n, const char *kind)
{
	fixture_accept(f, n,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"%s\","
		"\"incident\":\"%s\",\"standing\":true}",
		fixture_standing(kind), kind, fid(1));
}

const char *fixture_standing_new(struct fixture *f, int n, const char *kind)
{
	fixture_standing_open(f, n, kind);
	return cx_text(&f->cx, str_of(fixture_standing(kind)));
}

static size_t missing_of(struct fixture *f, const struct uuid *round, const char *area)
{
	struct str after = STR("");
	struct target *list;
	size_t n, all = 0;

	fixture_read(f);
	do {
		fail_with(f, "missing",
			round_missing(&f->cx, &f->cover, round, str_of(area), after, 7, &list, &n,
				&after));
		all += n;
	} while (after.p != NULL);
	fixture_read_done(f);
	return all;
}

struct coverage fixture_coverage_of(struct fixture *f, const char *id, const char *area)
{
	struct coverage *under, c;
	struct uuid round;
	size_t n;

	assert_true(uuid_read(str_of(id), &round));
	fixture_read(f);
	fail_with(f, "coverage",
		round_coverage(&f->cx, &f->cover, &round, str_of(area), &c, &under, &n));
	fixture_read_done(f);
	assert_int_equal(c.off, 0);
	assert_int_equal(c.expected + c.found, c.done + c.excused + c.missing);
	assert_int_equal(c.missing, (int64_t)missing_of(f, &round, area));
	return c;
}

struct coverage fixture_coverage(struct fixture *f, const char *area)
{
	return fixture_coverage_of(f, fid(2), area);
}

size_t fixture_missing(struct fixture *f, const char *area)
{
	struct uuid round = fuid(2);

	return missing_of(f, &round, area);
}

int64_t fixture_figure(struct fixture *f, const char *id)
{
	struct uuid incident = fuid(1);
	struct figure_value v;

	fixture_read(f);
	fail_with(f, id,
		figure_value(&f->cx, &f->cover, figure_find(desks_figures(), str_of(id)), &incident,
			STR("512021"), INT32_MIN, INT32_MAX, true, &v));
	fixture_read_done(f);
	return v.value;
}

int64_t fixture_balance(struct fixture *f, const char *id)
{
	struct uuid incident = fuid(1);
	struct balance_value v;
	size_t i = 0;

	while (strcmp(desks_balance(i)->id, id) != 0)
		i++;
	fixture_read(f);
	fail_with(f, id,
		balance_read(&f->cx, &f->cover, desks_balance(i), &incident, STR("512021"), &v));
	fixture_read_done(f);
	return v.difference;
}
