/* For the tests of this room: a site on SQLite in a scratch folder, its clock fixed, and a small county in it. Tests only. */
#ifndef GUARD_GUARD_FIXTURE_H
#define GUARD_GUARD_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/test.h"
#include "cover/base_kinds.h"
#include "guard/own.h"
#include "sys/sys.h"

#define NOW 1661824800000LL /* 2022-08-30T10:00:00+08:00 */

static const struct figure *const no_figures[1];
static struct kinds kinds;
static struct figures figures = { .all = no_figures };

struct place {
	char dir[200], where[220], key[220];
	struct arena arena;
	struct cx cx;
	struct site_tables tables;
	struct site *site;
	struct store *reader;
};

static inline void good(struct place *p, int e)
{
	if (e)
		fail_msg("%s: %.*s", err_entry(e)->code, STR_ARG(p->cx.e.en));
}

static inline void place_open(struct place *p)
{
	const char *tmp = getenv("TMPDIR");

	memset(p, 0, sizeof(*p));
	for (kinds.all = base_kinds, kinds.n = 0; base_kinds[kinds.n];)
		kinds.n++;
	snprintf(p->dir, sizeof(p->dir), "%s/bulou-guard-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->where, sizeof(p->where), "%s/d/", p->dir);
	snprintf(p->key, sizeof(p->key), "%s/d.key", p->dir);
	arena_init(&p->arena, &sys_heap, 0);
	p->cx.arena = &p->arena;
	p->tables = (struct site_tables){ .kinds = &kinds, .figures = &figures };
	sys_clock_fix(NOW);
	good(p, site_create(&p->cx, p->where, NULL, &p->tables, &p->site));
	good(p, site_reader(&p->cx, p->site, false, &p->reader));
}

static inline void place_close(struct place *p)
{
	static const char *const names[] = { "d/bulou.db", "d/bulou.db-wal", "d/bulou.db-shm",
		"d.key", "d.key.lock" };
	char path[300];

	store_close(p->reader);
	site_close(p->site);
	arena_done(&p->arena);
	sys_clock_fix(0);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "%s/%s", p->dir, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s/d", p->dir);
	rmdir(path);
	rmdir(p->dir);
}

/* ---- records ---- */

#define RECORD(n, kind, rest) \
	"{\"id\":\"01900000-0000-7000-8000-0000000000" n "\",\"kind\":\"" kind \
	"\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\"," rest "}"
#define AREA(n, id, parent) \
	RECORD(n, "area.added", \
		"\"area\":\"" id "\",\"body\":{" parent "\"name\":\"x\",\"level\":\"grid\"}")
#define DOOR(n, subject, area) \
	RECORD(n, "dwelling.listed", \
		"\"area\":\"" area "\",\"subject\":" \
		"\"01900000-0000-7000-8000-0000000001" subject \
		"\",\"body\":{\"compound\":\"示例花园\",\"building\":\"1栋\",\"room\":\"" subject \
		"\"}")

#define NAMED(n) "01900000-0000-7000-8000-0000000000" n
#define VOIDED(n, named) RECORD(n, "record.voided", "\"body\":{\"records\":[\"" NAMED(named) "\"]}")
#define APPROVED(n, named) \
	RECORD(n, "record.approved", "\"body\":{\"records\":[\"" NAMED(named) "\"]}")

static inline struct receipt post(
	struct place *p, const char *json, const struct gate *gate, const char *user)
{
	struct sender from = { .user = str_of(user), .now = sys_now() };
	const struct json *v;
	struct receipt *r;
	size_t n;

	good(p, json_read(&p->cx, str_of(json), &json_limits_request, &v));
	good(p, append_json(&p->cx, &p->site->view, v, &from, gate, &r, &n));
	return r[0];
}

static inline void accepted(struct receipt r, unsigned marks)
{
	if (r.status == RECEIPT_REFUSED)
		fail_msg("refused: %.*s", STR_ARG(r.error.en));
	assert_int_equal(r.marks & MARK_HELD, marks);
}

/* A place with two areas that have a door each, one of them two levels down. */
static inline void county_open(struct place *p)
{
	place_open(p);
	accepted(post(p, AREA("01", "top", ""), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("02", "v1", "\"parent\":\"top\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("03", "g1", "\"parent\":\"v1\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, AREA("04", "g2", "\"parent\":\"top\","), &guard_gate_owner, "admin"), 0);
	accepted(post(p, DOOR("11", "11", "g1"), &guard_gate_owner, "admin"), 0);
	accepted(post(p, DOOR("12", "12", "g2"), &guard_gate_owner, "admin"), 0);
}

#endif
