/* For the tests of this room: a small made-up table of kinds, records written as JSON, and a journal of one's
 * own on either engine. */
#ifndef RECORD_TEST_H
#define RECORD_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "record/test_kinds.h"
#include "store/store_fixture.h"
#include "sys/sys.h"

/* -- a context, and records in it -- */

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture fixture;
	struct seal_key master;
	struct store *store;
	struct keyring *keys;
	struct journal j;
};

static inline struct cx *bench_begin(struct bench *b)
{
	memset(b, 0, sizeof(*b));
	assert_int_equal(seal_start(), 0);
	arena_init(&b->arena, &sys_heap, (size_t)1 << 30);
	b->cx.arena = &b->arena;
	return &b->cx;
}

static inline void bench_end(struct bench *b)
{
	arena_done(&b->arena);
}

/* What failed, when nothing should have. */
#define must(cx_, call) \
	do { \
		int e_ = (call); \
		if (e_) \
			fail_msg("%s: %d %.*s", #call, e_, STR_ARG((cx_)->e.en)); \
	} while (0)

#define assert_str(s, z) \
	do { \
		struct str s_ = (s); \
		const char *z_ = (z); \
		if (!str_is(s_, z_)) \
			fail_msg("'%.*s' is not '%s'", STR_ARG(s_), z_); \
	} while (0)

static inline const struct json *t_json(struct cx *cx, const char *text)
{
	const struct json_limits limits = { .bytes = 1 << 22, .depth = 16, .members = 4096 };
	const struct json *v = NULL;
	struct str copy;

	must(cx, cx_str(cx, str_of(text), &copy));
	must(cx, json_read(cx, copy, &limits, &v));
	return v;
}

/* A t.visit with more members (each ending in a comma) and this body. */
static inline const char *t_text(struct cx *cx, const char *more, const char *body)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"%s\",\"kind\":\"t.visit\",\"v\":1,\"at\":\"%s\",\"area\":\"5120\",%s\"body\":%s}",
		T_ID, T_AT, more, body);
	assert_true(buf_ok(&b));
	return buf_get(&b).p;
}

static const struct sender t_sender = { .user = { "u1", 2 }, .now = T_NOW + 5000 };

static inline int t_read(struct cx *cx, const char *text, struct record **ret)
{
	return record_read(cx, &t_kinds, t_json(cx, text), &t_sender, ret);
}

/* A record of its own id: number i. */
static inline struct record *t_record(struct cx *cx, unsigned i, const char *more, const char *body)
{
	struct record *r;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"01927a5e-1111-7000-8000-0000%08x\",\"kind\":\"t.visit\",\"v\":1,\"at\":\"%s\","
		"\"area\":\"5120\",%s\"body\":%s}",
		i, T_AT, more, body);
	must(cx, t_read(cx, buf_get(&b).p, &r));
	return r;
}

/* -- a journal -- */

/* Opens what is at b->fixture (again); false if this engine is not tested here. */
static inline void bench_open(struct bench *b)
{
	must(&b->cx,
		store_open(&b->cx, b->fixture.where, STORE_WRITE | STORE_CREATE, stmt_table,
			STMT_COUNT, &b->store));
	must(&b->cx, keyring_new(&b->cx, &b->master, &b->keys));
	b->j = (struct journal){ .store = b->store, .keys = b->keys, .kinds = &t_kinds };
}

static inline void bench_close(struct bench *b)
{
	store_close(b->store);
	keyring_free(b->keys);
	b->store = NULL;
	b->keys = NULL;
}

/* With schema and special keys. */
static inline bool bench_make(struct bench *b, enum store_engine engine)
{
	struct cx *cx = bench_begin(b);

	if (!fixture_make(&b->fixture, engine)) {
		bench_end(b);
		return false;
	}
	b->master = seal_key_new();
	bench_open(b);
	must(cx, store_begin(cx, b->store, "test"));
	must(cx, journal_create(cx, &b->j));
	must(cx, store_script(cx, b->store, schema_view_sql));
	must(cx, store_commit(cx, b->store));
	return true;
}

/* An empty place, without any table. */
static inline bool bench_empty(
	struct bench *b, enum store_engine engine, const struct seal_key *master)
{
	bench_begin(b);
	if (!fixture_make(&b->fixture, engine)) {
		bench_end(b);
		return false;
	}
	b->master = *master;
	bench_open(b);
	return true;
}

static inline void bench_drop(struct bench *b)
{
	bench_close(b);
	fixture_drop(&b->fixture);
	bench_end(b);
}

static inline void bench_write(struct bench *b)
{
	must(&b->cx, store_begin(&b->cx, b->store, "test"));
	must(&b->cx, journal_begin(&b->cx, &b->j));
}

static inline void bench_commit(struct bench *b)
{
	must(&b->cx, store_commit(&b->cx, b->store));
}

/* The entry of a record that was just read, sealed. */
static inline struct entry t_entry(struct bench *b, struct record *r)
{
	struct entry e = { .type = ENTRY_RECORD,
		.id = r->id,
		.received = r->received,
		.at_used = r->at_used,
		.via = r->via,
		.open = r->open,
		.bits = r->confirmed ? BIT_CONFIRMED : 0 };

	must(&b->cx, journal_seal(&b->cx, &b->j, r, &e.sealed));
	return e;
}

/* n records from number `from` on, every third with sealed parts, some in the round. */
static inline void bench_fill(struct bench *b, unsigned from, unsigned n)
{
	struct entry *entries = cx_many(&b->cx, n, struct entry);

	bench_write(b);
	for (unsigned i = 0; i < n; i++)
		entries[i] = t_entry(b,
			t_record(&b->cx, from + i, i % 2 ? "\"round\":\"" T_ROUND "\"," : "",
				i % 3 ? "{\"outcome\":\"done\"}" :
					"{\"outcome\":\"away\",\"note\":\"高烧\",\"phone\":\"13812345678\"}"));
	must(&b->cx, journal_put(&b->cx, &b->j, entries, n));
	bench_commit(b);
}

static const enum store_engine t_engines[] = { STORE_SQLITE, STORE_POSTGRES };
#define T_ENGINES 2

#endif
