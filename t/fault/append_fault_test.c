/* The n-th allocation, statement, write or flush fails, for each n until none does: in a group of
 * records of every sort, in a rebuild, in a backup and its restore. After each failure the tables
 * hold what they held before (or, where the program says so, it is known that they are half made
 * and they open for nothing but the same again), and the same call again does what it would have
 * done without.
 *
 * On SQLite; with BULOU_LONG closer together, and on PostgreSQL as well. */
#include <fcntl.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "fault/powercut_vfs.h"
#include "fault/sqlite_heap.h"
#include "fault/state.h"
#include "record/outbox.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

#define TURNS_MAX 100000
#define DEVICE "0190ffff-0000-4000-8000-000000000001"
#define CLUSTER_FULL 999 /* merges that make the greatest cluster */
#define LIMIT_FIRST ((size_t)16 << 10)

struct scene {
	struct fixture f; /* f.where is the copy that is worked on */
	const char *engine;
	char base[600];                /* where all begins */
	char target[600], stream[600]; /* of a restore */
	char *group;                   /* the records, as JSON */
};

static bool is_long(void)
{
	return getenv("BULOU_LONG") != NULL;
}

static int unlink_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void remove_all(const char *path)
{
	nftw(path, unlink_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- places ---- */

static bool on_postgres(const struct scene *s)
{
	return strcmp(s->engine, "postgres") == 0;
}

/* Another database of the same server. */
static void url_of(const char *url, const char *database, char *ret, size_t n)
{
	const char *host = strstr(url, "://") + 3, *rest = strchr(host, '?');

	snprintf(ret, n, "%.*s/%s%s", (int)((size_t)(host - url) + strcspn(host, "/?")), url,
		database, rest ? rest : "");
}

static void silent(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static void admin(const struct scene *s, const char *sql)
{
	char url[600];
	PGconn *conn;
	PGresult *res;

	url_of(s->base, "template1", url, sizeof(url));
	conn = PQconnectdb(url);
	PQsetNoticeProcessor(conn, silent, NULL);
	res = PQexec(conn, sql);
	if (PQresultStatus(res) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(res);
	PQfinish(conn);
}

static void database_of(const char *url, char *ret, size_t n)
{
	const char *path = strchr(strstr(url, "://") + 3, '/');

	snprintf(ret, n, "%.*s", (int)strcspn(path + 1, "?"), path + 1);
}

static void database_drop(const struct scene *s, const char *url)
{
	char name[100], sql[300];

	database_of(url, name, sizeof(name));
	snprintf(sql, sizeof(sql), "DROP DATABASE IF EXISTS \"%s\" WITH (FORCE)", name);
	admin(s, sql);
}

static void database_copy(const struct scene *s, const char *url, const char *from)
{
	char name[100], old[100] = "template0", sql[300];

	database_drop(s, url);
	database_of(url, name, sizeof(name));
	if (from)
		database_of(from, old, sizeof(old));
	snprintf(sql, sizeof(sql), "CREATE DATABASE \"%s\" TEMPLATE \"%s\"", name, old);
	admin(s, sql);
}

static void file_copy(const char *from, const char *to)
{
	static char bytes[1 << 16];
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	size_t n;

	assert_non_null(in);
	assert_non_null(out);
	while ((n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, out), n);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

/* The copy is as the base was, and open; the target of a restore is not there. */
static void scene_fresh(struct scene *s)
{
	char from[700], to[700];

	site_close(s->f.site);
	s->f.site = NULL;
	if (on_postgres(s)) {
		database_copy(s, s->f.where, s->base);
		database_copy(s, s->target, NULL);
	} else {
		remove_all(s->f.where);
		remove_all(s->target);
		assert_int_equal(sys_make_dir(&s->f.cx, s->f.where), 0);
		snprintf(from, sizeof(from), "%s/bulou.db", s->base);
		snprintf(to, sizeof(to), "%s/bulou.db", s->f.where);
		file_copy(from, to);
	}
	arena_reset(&s->f.arena);
	fixture_reopen(&s->f);
}

/* ---- the records ---- */

/* Record n, always the same: its text. */
static const char *record(struct scene *s, int n, const char *rest, va_list ap)
{
	static char text[20000];
	char body[19000];
	struct buf at;

	vsnprintf(body, sizeof(body), rest, ap);
	buf_init(&at, &s->f.arena);
	buf_when(&at, FIXTURE_NOW + (int64_t)n * 60000);
	snprintf(text, sizeof(text), "{\"id\":\"%s\",\"v\":%d,\"at\":\"%.*s\",\"kind\":%s}", fid(n),
		strstr(body, "\"sweep.visit\"") ? 2 : 1, STR_ARG(buf_get(&at)), body);
	return text;
}

__attribute__((format(printf, 3, 4))) static void base(
	struct scene *s, int n, const char *rest, ...)
{
	struct receipt r;
	va_list ap;

	va_start(ap, rest);
	r = fixture_post_raw(&s->f, record(s, n, rest, ap));
	va_end(ap);
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%d: %.*s", n, STR_ARG(r.error.en));
}

static void group_add(struct scene *s, const char *before, const char *text)
{
	size_t had = s->group ? strlen(s->group) : 0;
	size_t room = strlen(before) + strlen(text) + 1;

	s->group = realloc(s->group, had + room);
	assert_non_null(s->group);
	snprintf(s->group + had, room, "%s%s", before, text);
}

__attribute__((format(printf, 3, 4))) static void put(struct scene *s, int n, const char *rest, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, rest);
	text = record(s, n, rest, ap);
	va_end(ap);
	group_add(s, s->group ? "," : "[", text);
}

static void group_end(struct scene *s)
{
	group_add(s, "]", "");
}

#define VISIT(outcome, more) \
	"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"" outcome \
	"\"" more "}"
#define PERSON \
	"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"%s\",\"document\":\"%s\"," \
	"\"phone\":\"%s\",\"flags\":[\"alone\"]}"
#define NUMBERED ",\"device\":\"" DEVICE "\",\"seq\":%d"

static void scene_base(struct scene *s)
{
	fixture_county(&s->f, 12);
	base(s, 401,
		VISIT("done", ",\"people\":3,\"difficulty\":\"life\",\"difficulty_text\":\"断药\"")
			NUMBERED,
		fid(2), fid(100), 1);
	base(s, 402, VISIT("done", ",\"people\":2") NUMBERED, fid(2), fid(101), 2);
	base(s, 403, VISIT("nobody", ""), fid(2), fid(102));
	base(s, 404, VISIT("done", ",\"people\":1"), fid(2), fid(103));
	base(s, 405, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g2\"}", fid(104));
	base(s, 406, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}", fid(105),
		fid(106));
	base(s, 407, PERSON, fid(700), "张测试", "11010519491231002X", "13800000000");
	base(s, 408, VISIT("done", ",\"people\":9"), fid(2), fid(950));
	base(s, 409,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"仓库\"}",
		fid(50));
}

/* One of every sort: what begins to stand, what ceases, what waits, what clashes, what is
 * refused. */
static void scene_group(struct scene *s)
{
	put(s, 501,
		VISIT("done",
			",\"people\":4,\"away\":true,\"from\":\"内江\",\"symptoms\":[\"fever\"],\"note\":\"楼上\""),
		fid(2), fid(107));
	put(s, 502, VISIT("nobody", "") ",\"corrects\":[\"%s\"]" NUMBERED, fid(2), fid(108),
		fid(401), 3);
	put(s, 503, VISIT("done", ",\"people\":7") ",\"corrects\":[\"%s\"]", fid(2), fid(101),
		fid(402));
	put(s, 504, VISIT("refused", "") ",\"corrects\":[\"%s\"]", fid(2), fid(101), fid(402));
	put(s, 505, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g3\"}", fid(109));
	put(s, 506, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g3\"}", fid(104));
	put(s, 507, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}", fid(103),
		fid(102));
	put(s, 508, "\"subject.parted\",\"subject\":\"%s\",\"body\":{\"from\":\"%s\"}", fid(105),
		fid(106));
	put(s, 509, "\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误录\"}",
		fid(404));
	put(s, 510, PERSON NUMBERED, fid(701), "张测试", "11010519491231002X", "13800000001", 4);
	put(s, 511,
		"\"person.changed\",\"subject\":\"%s\",\"body\":{\"phone\":\"13800000009\",\"flags\":[\"immobile\"]}",
		fid(700));
	put(s, 512,
		"\"sweep.found\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"building\":\"9\"}",
		fid(2), fid(950));
	/* a round whose visit comes before its piece */
	put(s, 513,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\",\"people\":1}",
		fid(3), fid(100));
	put(s, 514,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"kind\":\"sweep\",\"incident\":\"%s\","
		"\"question\":\"?\",\"expected\":3}",
		fid(3), fid(1));
	put(s, 515,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"piece\":1,\"subjects\":[\"%s\",\"%s\"]}",
		fid(3), fid(100), fid(101));
	put(s, 516,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g2\",\"body\":{\"piece\":2,\"subjects\":[\"%s\"]}",
		fid(3), fid(104));
	/* what is answered without being stored, and what is refused and kept */
	put(s, 403, VISIT("nobody", ""), fid(2), fid(102));
	put(s, 501,
		VISIT("done",
			",\"people\":4,\"away\":true,\"from\":\"内江\",\"symptoms\":[\"fever\"],\"note\":\"楼上\""),
		fid(2), fid(107));
	put(s, 404, VISIT("nobody", ""), fid(2), fid(103));
	put(s, 517, VISIT("flown", "") NUMBERED, fid(2), fid(100), 5);
	put(s, 518, VISIT("done", "") NUMBERED, fid(2), fid(100), 2);
	put(s, 519, "\"round.closed\",\"round\":\"%s\",\"body\":{}" NUMBERED, fid(2), 6);
	put(s, 520,
		"\"subject.moved\",\"subject\":\"%s\",\"corrects\":[\"%s\"],\"body\":{\"to\":\"g3\"}",
		fid(100), fid(501));
	/* held, goods, an area that moves, one that names what is not here */
	put(s, 521, VISIT("done", ""), fid(2), fid(110));
	put(s, 522,
		"\"supply.received\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"帐篷\",\"quantity\":\"100\","
		"\"donated\":true,\"value\":\"1890.50\"}",
		fid(1), fid(50));
	put(s, 523,
		"\"supply.counted\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"帐篷\",\"quantity\":\"97\"}",
		fid(1), fid(50));
	put(s, 524,
		"\"area.added\",\"area\":\"g4\",\"body\":{\"parent\":\"v2\",\"name\":\"四格\",\"level\":\"grid\"}");
	put(s, 525, VISIT("done", ",\"people\":2") ",\"corrects\":[\"%s\"]", fid(2), fid(111),
		fid(999));
	put(s, 526,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"ask\",\"incident\":\"%s\",\"standing\":true}",
		fid(4), fid(1));
	group_end(s);
}

static void fill_mixed(struct scene *s)
{
	scene_base(s);
	scene_group(s);
}

static void group_post(struct scene *s)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	const struct json *v;
	struct receipt *r;
	size_t n;

	group_end(s);
	assert_int_equal(json_read(&s->f.cx, str_of(s->group), &json_limits_request, &v), 0);
	assert_int_equal(
		append_json(&s->f.cx, &s->f.site->view, v, &from, &guard_gate_owner, &r, &n), 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(r[i].status, RECEIPT_ACCEPTED);
	free(s->group);
	s->group = NULL;
}

/* A device with as many ranges of numbers as an outbox holds. */
static void fill_outbox(struct scene *s)
{
	for (int i = 0; i < OUTBOX_RANGES_MAX;) {
		do
			put(s, 40000 + i,
				"\"record.withdrawn\",\"device\":\"" DEVICE
				"\",\"seq\":%d,\"body\":{}",
				2 * i + 2);
		while (++i % 1024);
		group_post(s);
	}
}

/* One more than a cluster may hold, among others: the group is divided. One more than an outbox has room for, and one
 * that is refused and would use such a number: they are refused where they stand. */
static void fill_poison(struct scene *s)
{
	fixture_county(&s->f, 4);
	fill_outbox(s);
	for (int i = 0; i < CLUSTER_FULL; i++)
		put(s, 20000 + i,
			"\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
			fid(100), fid(30000 + i));
	group_post(s);
	put(s, 501, VISIT("done", ",\"people\":4"), fid(2), fid(101));
	put(s, 502, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}", fid(100),
		fid(29999));
	put(s, 503, VISIT("done", ",\"people\":2"), fid(2), fid(102));
	put(s, 504, VISIT("done", ",\"people\":1") NUMBERED, fid(2), fid(103), 90000);
	put(s, 505, VISIT("flown", "") NUMBERED, fid(2), fid(103), 91000);
	group_end(s);
}

static void scene_open(struct scene *s, const char *engine, void (*fill)(struct scene *))
{
	memset(s, 0, sizeof(*s));
	s->engine = engine;
	fixture_open(&s->f, engine);
	fill(s);
	site_close(s->f.site);
	s->f.site = NULL;
	snprintf(s->base, sizeof(s->base), "%s", s->f.where);
	snprintf(s->stream, sizeof(s->stream), "%s/stream", s->f.dir);
	if (on_postgres(s)) {
		char name[120], work[140];

		database_of(s->base, name, sizeof(name));
		snprintf(work, sizeof(work), "%s_work", name);
		url_of(s->base, work, s->f.where, sizeof(s->f.where));
		snprintf(work, sizeof(work), "%s_target", name);
		url_of(s->base, work, s->target, sizeof(s->target));
	} else {
		snprintf(s->f.where, sizeof(s->f.where), "%s/work", s->f.dir);
		snprintf(s->target, sizeof(s->target), "%s/target", s->f.dir);
	}
	scene_fresh(s);
}

static void scene_close(struct scene *s)
{
	site_close(s->f.site);
	s->f.site = NULL;
	if (on_postgres(s)) {
		database_drop(s, s->f.where);
		database_drop(s, s->target);
	}
	remove_all(s->f.dir);
	fixture_close(&s->f);
	free(s->group);
}

/* ---- what is done ---- */

/* What a call answered, as far as chance has no part in it. */
struct outcome {
	char text[8000];
};

struct deed {
	const char *name;
	/* 0 or -E_*; a fresh context each time. */
	int (*run)(struct scene *s, struct cx *cx, struct outcome *ret);
	/* Fails unless what a failed run left is nothing, or known to be half. */
	void (*left)(struct scene *s, const char *before, const char *now);
	char *(*state)(const struct scene *s, enum state_of of);
	bool own_arena; /* its memory is not that of the context */
	bool in_parts; /* a failed run may leave whole parts, and the next one calls them duplicates */
};

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	struct uuid closed = fuid(519), held = fuid(521);

	(void)arg;
	(void)cx;
	return uuid_eq(&r->id, &closed) ? GATE_NO : uuid_eq(&r->id, &held) ? GATE_HOLD : GATE_YES;
}

static int run_append(struct scene *s, struct cx *cx, struct outcome *ret)
{
	static const struct gate gate = { ask, NULL };
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	const struct json *v;
	struct receipt *r = NULL;
	size_t n = 0, at = 0;
	int rc = json_read(cx, str_of(s->group), &json_limits_request, &v);

	if (rc == 0)
		rc = append_json(cx, &s->f.site->view, v, &from, &gate, &r, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		at += (size_t)snprintf(ret->text + at, sizeof(ret->text) - at,
			"%d pos %lld marks %u last %lld error %s %.*s\n", r[i].status,
			(long long)r[i].pos, r[i].marks, (long long)r[i].last_seq,
			err_entry(r[i].error.code)->code, STR_ARG(r[i].error.field));
	return rc;
}

static char *state_work(const struct scene *s, enum state_of of)
{
	return state_read(s->f.where, of);
}

static void left_nothing(struct scene *s, const char *before, const char *now)
{
	(void)s;
	assert_int_equal(state_differs("after a fault", before, now), 0);
}

static const struct deed append_deed = { "append", run_append, left_nothing, state_work, false,
	false };

/* Its parts are commits of their own, whole ones: what each left stands in the order of the
 * journal. */
static void left_some(struct scene *s, const char *before, const char *now)
{
	struct verify_result all;

	(void)before;
	(void)now;
	fixture_coverage(&s->f, "512021100");
	fixture_read(&s->f);
	assert_int_equal(cover_recount(&s->f.cx, s->f.cover.store), 0);
	assert_int_equal(journal_verify(&s->f.cx, s->f.cover.store, &all, NULL, NULL), 0);
	fixture_read_done(&s->f);
}

static const struct deed divided_deed = { "append, divided", run_append, left_some, state_work,
	false, true };

static int run_rebuild(struct scene *s, struct cx *cx, struct outcome *ret)
{
	ret->text[0] = 0;
	return rebuild(cx, &s->f.site->view, NULL, NULL);
}

/* Whoever opens the data now is told that its views are half made, or that only a part of a restore is in. */
static void opens_for_nothing(struct scene *s, const char *where, bool restored)
{
	static struct site_tables tables;
	struct site *other = NULL;
	int rc;

	tables = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	rc = site_open(&s->f.cx, where, s->f.key, SITE_READ, &tables, &other);
	site_close(other);
	assert_true(rc == -E_HALF_REBUILT || (restored && rc == -E_HALF_RESTORED));
	err_clear(&s->f.cx);
}

static void left_marked(struct scene *s, const char *before, const char *now)
{
	char *a, *b;

	if (strcmp(before, now) == 0)
		return;
	a = state_table(before, "journal");
	b = state_table(now, "journal");
	assert_int_equal(state_differs("the journal after a fault in a rebuild", a, b), 0);
	free(a);
	free(b);
	opens_for_nothing(s, s->f.where, false);
}

static const struct deed rebuild_deed = { "rebuild", run_rebuild, left_marked, state_work, true,
	false };

/* The command, as a person runs it; what it prints goes nowhere. */
static int command(struct scene *s, const char *word, const char *file, const char *where)
{
	static const struct cli_hooks hooks;
	char *argv[] = { "bulou", (char *)(uintptr_t)word, (char *)(uintptr_t)file, "--data",
		(char *)(uintptr_t)where, "--key", s->f.key, NULL };
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC), out = dup(1), trace = dup(2), status;

	fflush(stdout);
	dup2(null, 1);
	dup2(null, 2);
	status = cli_main(7, argv, &hooks);
	fflush(stdout);
	dup2(out, 1);
	dup2(trace, 2);
	close(null);
	close(out);
	close(trace);
	return status;
}

static int run_backup(struct scene *s, struct cx *cx, struct outcome *ret)
{
	int status;

	(void)cx;
	ret->text[0] = 0;
	remove(s->stream);
	status = command(s, "backup", s->stream, s->f.where);
	if (status == 0)
		status = command(s, "restore", s->stream, s->target);
	/* The command tells no more: no memory or an injected fault; input and output; in doubt. */
	switch (status) {
	case 0:
		return 0;
	case 70:
		return -E_NO_MEMORY;
	case 74:
		return -E_IO;
	case 75:
		return -E_UNCERTAIN;
	default:
		return -1000 - status;
	}
}

static bool target_exists(const struct scene *s)
{
	char path[700];

	if (on_postgres(s))
		return true;
	snprintf(path, sizeof(path), "%s/bulou.db", s->target);
	return sys_exists(path);
}

static char *state_target(const struct scene *s, enum state_of of)
{
	return target_exists(s) ? state_read(s->target, of) : strdup("");
}

/* The source is as it was; the target is nothing, or marked. */
static void left_target(struct scene *s, const char *before, const char *now)
{
	(void)before;
	if (strstr(now, "journal|1|"))
		opens_for_nothing(s, s->target, true);
}

static const struct deed backup_deed = { "backup and restore", run_backup, left_target,
	state_target, true, false };

/* ---- what fails ---- */

struct way {
	const char *name;
	void (*fail_at)(uint64_t n); /* NULL: the context's memory ends after n bytes */
	uint64_t (*count)(void);
	int codes[4];
	unsigned stride; /* every so many-th */
};

static uint64_t files;

static void file_fail_at(uint64_t n)
{
	files = n;
	sys_file_fail_at(n);
}

/* sys/ does not count what it has read and written: whoever failed was hit. */
static uint64_t file_count(void)
{
	return 0;
}

static const struct way statements = { "statement", store_fail_at, store_steps,
	{ E_INJECTED, E_NO_MEMORY }, 1 };
/* Told when a later answer is asked for. */
static const struct way late_writes = { "statement, told later", store_fail_late_at, store_steps,
	{ E_INJECTED, E_NO_MEMORY }, 1 };
static const struct way divided_late_writes = { "statement, told later", store_fail_late_at,
	store_steps, { E_INJECTED, E_NO_MEMORY, E_UNCERTAIN }, 1 };
static const struct way divided_statements = { "statement", store_fail_at, store_steps,
	{ E_INJECTED, E_NO_MEMORY, E_UNCERTAIN }, 1 };
static const struct way allocations = { "allocation", sys_alloc_fail_at, sys_alloc_count,
	{ E_NO_MEMORY }, 1 };
static const struct way memory = { "memory of the context", NULL, NULL, { E_NO_MEMORY }, 1 };
static const struct way disk = { "write", powercut_step_fails_at, powercut_steps,
	{ E_IO, E_UNCERTAIN, E_READ_ONLY }, 1 };
static const struct way sqlite_memory = { "allocation of SQLite", sqlite_heap_fail_at,
	sqlite_heap_count, { E_NO_MEMORY, E_UNCERTAIN, E_IO }, 61 };
static const struct way file_access = { "file access", file_fail_at, file_count, { E_IO }, 1 };

static bool expected(const struct way *w, int rc)
{
	for (size_t i = 0; i < 4; i++)
		if (w->codes[i] && rc == -w->codes[i])
			return true;
	return false;
}

/* The run without a fault, from the same beginning. */
struct reference {
	char *before, *after;
	struct outcome outcome;
};

static int fresh_run(struct scene *s, const struct deed *d, size_t limit, struct outcome *ret,
	struct err_info *ret_error)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int rc;

	arena_init(&arena, &sys_heap, limit);
	rc = d->run(s, &cx, ret);
	*ret_error = cx.e;
	ret_error->en = STR("");
	if (rc && cx.e.en.n) {
		static char kept[500];

		snprintf(kept, sizeof(kept), "%.*s", STR_ARG(cx.e.en));
		ret_error->en = str_of(kept);
	}
	arena_done(&arena);
	return rc;
}

static void reference_make(struct scene *s, const struct deed *d, struct reference *ret)
{
	struct err_info error;
	int rc;

	scene_fresh(s);
	ret->before = d->state(s, STATE_ALL);
	rc = fresh_run(s, d, 0, &ret->outcome, &error);
	if (rc)
		fail_msg("%s without a fault: %d %.*s %s:%d", d->name, rc, STR_ARG(error.en),
			error.file ? error.file : "?", error.line);
	ret->after = d->state(s, STATE_SAME);
}

static void reference_free(struct reference *r)
{
	free(r->before);
	free(r->after);
}

/* One turn: true when the fault did not come any more. */
static bool turn(struct scene *s, const struct deed *d, const struct way *w,
	const struct reference *want, uint64_t n)
{
	struct outcome got = { "" };
	struct err_info error;
	uint64_t before = w->count ? w->count() : 0;
	char *now;
	bool hit;
	int rc;

	if (w->fail_at)
		w->fail_at(n);
	rc = fresh_run(s, d, w->fail_at ? 0 : n, &got, &error);
	hit = !w->count ? rc != 0 : w->count() - before >= n;
	if (w->fail_at)
		w->fail_at(0);
	if (w == &file_access)
		hit = rc != 0;
	if (rc && !expected(w, rc))
		fail_msg("%s, %s %llu: %d %.*s (%s:%d)", d->name, w->name, (unsigned long long)n,
			rc, STR_ARG(error.en), error.file ? error.file : "?", error.line);
	assert_false(store_in_transaction(s->f.site->view.journal.store));
	if (rc) {
		now = d->state(s, STATE_ALL);
		/* Only who says that it may have happened may have done something. */
		if (d->in_parts && rc != -E_UNCERTAIN)
			left_nothing(s, want->before, now);
		d->left(s, want->before, now);
		free(now);
		rc = fresh_run(s, d, 0, &got, &error);
		if (rc)
			fail_msg("%s again after %s %llu: %d %.*s", d->name, w->name,
				(unsigned long long)n, rc, STR_ARG(error.en));
	}
	now = d->state(s, STATE_SAME);
	if (state_differs(d->name, want->after, now) ||
		(!d->in_parts && state_differs(d->name, want->outcome.text, got.text)))
		fail_msg("%s, %s %llu: another result", d->name, w->name, (unsigned long long)n);
	free(now);
	return !hit;
}

static void sweep(
	struct scene *s, const struct deed *d, const struct way *w, uint64_t first, uint64_t step)
{
	struct reference want;
	uint64_t turns = 0;
	bool last = false;

	reference_make(s, d, &want);
	for (uint64_t n = first; !last; n += step) {
		scene_fresh(s);
		last = turn(s, d, w, &want, n);
		assert_true(++turns < TURNS_MAX);
	}
	print_message("# %s, %s: %s, %llu faults\n", s->engine, d->name, w->name,
		(unsigned long long)turns - 1);
	assert_true(turns > 3);
	reference_free(&want);
}

static void sweep_all(struct scene *s, const struct deed *d)
{
	uint64_t many = is_long() ? 5 : sqlite_memory.stride;

	sweep(s, d, &statements, 1, 1);
	sweep(s, d, &late_writes, 1, 1);
	sweep(s, d, &allocations, 1, 1);
	if (!d->own_arena)
		sweep(s, d, &memory, LIMIT_FIRST, is_long() && !on_postgres(s) ? 256 : 4096);
	if (on_postgres(s))
		return;
	sweep(s, d, &disk, 1, 1);
	sweep(s, d, &sqlite_memory, many, many);
}

/* ---- the tests ---- */

static const char *engine;

/* What the sweeps compare with is itself right. */
static void test_reference(void **state)
{
	struct scene s;
	struct reference want;
	struct verify_result all;
	struct receipt r;

	(void)state;
	scene_open(&s, engine, fill_mixed);
	reference_make(&s, &append_deed, &want);
	assert_null(strstr(want.outcome.text, "injected"));
	assert_non_null(strstr(want.outcome.text, "seq_reused"));
	assert_non_null(strstr(want.outcome.text, "id_taken"));
	assert_non_null(strstr(want.outcome.text, "field_choice"));
	assert_non_null(strstr(want.outcome.text, "not_allowed"));
	assert_non_null(strstr(want.outcome.text, "corrects_kind"));
	fixture_coverage(&s.f, "512021100");
	fixture_read(&s.f);
	assert_int_equal(cover_recount(&s.f.cx, s.f.cover.store), 0);
	assert_int_equal(journal_verify(&s.f.cx, s.f.cover.store, &all, NULL, NULL), 0);
	fixture_read_done(&s.f);
	r = fixture_post(&s.f, 600, VISIT("done", ""), fid(2), fid(111));
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_int_equal(r.pos, all.last + 1);
	reference_free(&want);
	scene_close(&s);
}

static void test_append(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, engine, fill_mixed);
	sweep_all(&s, &append_deed);
	scene_close(&s);
}

static void test_divided(void **state)
{
	struct reference want;
	struct scene s;
	uint64_t step;

	(void)state;
	scene_open(&s, engine, fill_poison);
	step = on_postgres(&s) ? 211 : is_long() ? 7 : 41;
	reference_make(&s, &divided_deed, &want);
	assert_non_null(strstr(want.outcome.text, "too_many with"));
	assert_non_null(strstr(want.outcome.text, "too_many seq"));
	assert_non_null(strstr(want.outcome.text, "field_choice"));
	assert_null(strstr(want.outcome.text, "seq_reused"));
	reference_free(&want);
	sweep(&s, &divided_deed, &divided_statements, 1, step);
	sweep(&s, &divided_deed, &divided_late_writes, 1, step);
	scene_close(&s);
}

static void test_rebuild(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, engine, fill_mixed);
	sweep_all(&s, &rebuild_deed);
	scene_close(&s);
}

static void test_backup(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, engine, fill_mixed);
	sweep(&s, &backup_deed, &file_access, 1, 1);
	sweep_all(&s, &backup_deed);
	scene_close(&s);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_divided),
		cmocka_unit_test(test_rebuild),
		cmocka_unit_test(test_backup),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	int failed;

	/* What fails here is decided here: nothing need reach a disk. */
	if (access("/dev/shm", W_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 1);
	if (!sqlite_heap_register() || !powercut_register() ||
		setenv("BULOU_VFS", "powercut", 1) != 0)
		return 1;
	failed = run("sqlite");
	if (!is_long() || !getenv("BULOU_TEST_PG"))
		print_message("# SKIP postgres: needs BULOU_LONG and BULOU_TEST_PG\n");
	else
		failed += run("postgres");
	return failed;
}
