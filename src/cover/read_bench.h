/* For the tests of reading: a small county kept by the real folds, on either engine, and three readers of it. Tests only.
 *
 *	5120 county ─┬─ 512001 township ─┬─ 512001001 grid
 *	             │                   └─ 512001002 grid
 *	             └─ 512002 township ─── 512002001 grid */
#ifndef COVER_READ_BENCH_H
#define COVER_READ_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cover/apply.h"
#include "cover/base_kinds.h"
#include "cover/cover.h"
#include "generated/schema.h"
#include "generated/stmt.h"
#include "record/keys.h"
#include "store/store_fixture.h"
#include "sys/sys.h"

#define COUNTY "5120"
#define TOWN1 "512001"
#define TOWN2 "512002"
#define GRID1 "512001001"
#define GRID2 "512001002"
#define GRID3 "512002001"
#define BENCH_START 1661817600000LL /* 2022-08-30T08:00:00+08:00 */

/* What failed, when nothing should have. */
#define must(b_, call) \
	do { \
		int e_ = (call); \
		if (e_ < 0) \
			fail_msg("%s: %d %.*s", #call, e_, STR_ARG((b_)->cx.e.en)); \
	} while (0)

#define fails(b_, code, call) \
	do { \
		assert_int_equal((call), -(code)); \
		err_clear(&(b_)->cx); \
	} while (0)

#define assert_str(s, z) \
	do { \
		struct str s_ = (s); \
		const char *z_ = (z); \
		if (!str_is(s_, z_)) \
			fail_msg("'%.*s' is not '%s'", STR_ARG(s_), z_); \
	} while (0)

/* The beginning of a test: a bench, if this engine is there. */
#define OPEN(b) \
	struct bench b; \
	(void)state; \
	if (!bench_open(&b)) { \
		skip(); \
		return; \
	}

#define ALL INT32_MIN, INT32_MAX /* days */

/* ---- kinds of the tests: a visit, and goods ---- */

static const struct choice bench_outcomes[] = { { "done", 1, "完成", "Done" },
	{ "nobody", 2, "无人", "Nobody" }, { .name = NULL } };
static const struct field bench_visit_fields[] = { { .name = "outcome",
							   .type = FIELD_CHOICE,
							   .required = true,
							   .choices = bench_outcomes,
							   .zh = "结果",
							   .en = "Outcome" },
	{ .name = "people", .type = FIELD_INT, .min = 0, .max = 100, .zh = "人数", .en = "People" },
	{ .name = NULL } };

enum { FIGURE_VISITS = 1, FIGURE_PEOPLE, FIGURE_DOORS };

static int bench_visit_effects(struct effects *e, const struct record *r)
{
	uint8_t code = record_choice(r, "outcome");

	effects_answer(e, code == 1 ? TARGET_COVER : TARGET_TRY, r->round, r->subject, 0, code,
		code == 1 ? 0 : 1);
	effects_amount(e, FIGURE_VISITS, r->round, 1);
	/* In two parts, as a record may give several amounts to one figure. */
	if (record_int(r, "people") > 0) {
		effects_amount(e, FIGURE_PEOPLE, r->round, 1);
		effects_amount(e, FIGURE_PEOPLE, r->round, record_int(r, "people") - 1);
	}
	return effects_amount(e, FIGURE_DOORS, r->round, 1);
}

static const struct kind bench_visit = { .name = "test.visit",
	.v = 1,
	.desk = "test",
	.zh = "走访",
	.en = "Visit",
	.fields = bench_visit_fields,
	.envelope = NEEDS_AREA | NEEDS_SUBJECT | NEEDS_ROUND,
	.matter = MATTER_SWEEP,
	.verb = VERB_ENTER,
	.covers = "sweep",
	.effects = bench_visit_effects };

static const struct field bench_goods_fields[] = {
	{ .name = "from", .type = FIELD_TEXT, .zh = "从", .en = "From" },
	{ .name = "to", .type = FIELD_TEXT, .required = true, .zh = "到", .en = "To" },
	{ .name = "item", .type = FIELD_TEXT, .required = true, .zh = "物品", .en = "Item" },
	{ .name = "n",
		.type = FIELD_INT,
		.required = true,
		.min = 0,
		.max = 1000000,
		.zh = "数量",
		.en = "Quantity" },
	{ .name = "incident", .type = FIELD_REF, .zh = "事件", .en = "Incident" },
	{ .name = "lot", .type = FIELD_REF, .zh = "批次", .en = "Lot" }, { .name = NULL }
};

/* From a place to another, or, without one, counted there. */
static int bench_goods_effects(struct effects *e, const struct record *r)
{
	struct str from = record_text(r, "from"), to = record_text(r, "to");
	struct parcel what = { .item = record_text(r, "item"), .milli = record_int(r, "n") * 1000 };

	record_ref(r, "incident", &what.incident);
	record_ref(r, "lot", &what.lot);
	if (from.n == 0)
		return effects_counted(e, to, &what);
	return effects_goods(e, from, to, &what);
}

static const struct kind bench_goods = { .name = "test.goods",
	.v = 1,
	.desk = "test",
	.zh = "物资",
	.en = "Goods",
	.fields = bench_goods_fields,
	.envelope = NEEDS_AREA,
	.matter = MATTER_SUPPLY,
	.verb = VERB_ENTER,
	.effects = bench_goods_effects };

/* Tells whoever works there; of a thing, if one is named, everybody: a piece of it. */
static const struct field bench_told_fields[] = {
	{ .name = "thing", .type = FIELD_REF, .zh = "事项", .en = "Thing" }, { .name = NULL }
};

static int bench_told_effects(struct effects *e, const struct record *r)
{
	struct uuid thing;

	if (record_ref(r, "thing", &thing))
		return effects_published(e, PUBLISHED_RULE, thing);
	return effects_published(e, PUBLISHED_NOTICE, r->id);
}

static const struct kind bench_told = { .name = "test.told",
	.v = 1,
	.desk = "test",
	.zh = "告知",
	.en = "Told",
	.fields = bench_told_fields,
	.envelope = NEEDS_AREA,
	.matter = MATTER_COMMAND,
	.verb = VERB_ENTER,
	.effects = bench_told_effects };

static const struct figure bench_figures_all[] = {
	{ .number = FIGURE_VISITS, .id = "visits", .v = 1, .shape = FIGURE_COUNT, .divide = 1 },
	{ .number = FIGURE_PEOPLE, .id = "people", .v = 1, .shape = FIGURE_SUM, .divide = 1 },
	{ .number = FIGURE_DOORS, .id = "doors", .v = 1, .shape = FIGURE_DISTINCT, .divide = 1 }
};
static const struct figure *const bench_figures_table[] = { &bench_figures_all[0],
	&bench_figures_all[1], &bench_figures_all[2] };
static const struct figures bench_figures = { bench_figures_table, 3 };

/* ---- the bench ---- */

enum { ADMIN, TOWN, GRID, READERS };

struct bench {
	struct arena arena;
	struct cx cx;
	struct fixture fixture;
	struct store *store;
	struct keyring *keys;
	struct view view;
	struct kinds kinds;
	const struct kind *table[64];
	struct area_tree *tree;
	struct str scopes[READERS][2];
	struct reader readers[READERS];
	struct cover c[READERS];
	int64_t at;      /* of the next record */
	unsigned number; /* of the next record */
};

static enum store_engine bench_engine;

/* The tests of a program (an array) on both engines: how many failed. */
#define BENCH_RUN(name, tests) \
	bench_run(name " on SQLite", name " on PostgreSQL", tests, sizeof(tests) / sizeof(*(tests)))

static inline int bench_run(
	const char *sqlite, const char *postgres, const struct CMUnitTest *tests, size_t n)
{
	int failed = _cmocka_run_group_tests(sqlite, tests, n, NULL, NULL);

	bench_engine = STORE_POSTGRES;
	if (getenv("BULOU_TEST_PG") == NULL)
		return failed;
	return failed + _cmocka_run_group_tests(postgres, tests, n, NULL, NULL);
}

static inline enum gate_answer bench_ask(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_YES;
}

static const struct gate bench_gate = { bench_ask, NULL };

/* An id from a letter (what it is of) and a number, the same in every run. */
static inline struct uuid bench_id(char what, unsigned n)
{
	struct uuid u = { { 1, 0x92, 0x7a, 0x5e, 0, 0, 0x70, 0, 0x80, (uint8_t)what } };

	for (int i = 0; i < 4; i++)
		u.b[12 + i] = (uint8_t)(n >> (24 - 8 * i));
	return u;
}

static inline const char *bench_z(struct bench *b, struct uuid u)
{
	char *z = cx_alloc(&b->cx, UUID_TEXT + 1);

	uuid_write(&u, z);
	return z;
}

static inline void bench_readers(struct bench *b)
{
	b->readers[ADMIN] = (struct reader){ .person = STR("admin"), .everywhere = true };
	b->scopes[TOWN][0] = STR(TOWN1);
	b->scopes[GRID][0] = STR(GRID1);
	for (int i = TOWN; i <= GRID; i++)
		b->readers[i] = (struct reader){
			.person = STR("u"), .scopes = b->scopes[i], .n = 1
		};
}

static inline bool bench_open(struct bench *b)
{
	struct cx *cx = &b->cx;
	struct seal_key master = seal_key_new();
	size_t n = 0;

	memset(b, 0, sizeof(*b));
	assert_int_equal(seal_start(), 0);
	arena_init(&b->arena, &sys_heap, (size_t)1 << 30);
	cx->arena = &b->arena;
	if (!fixture_make(&b->fixture, bench_engine)) {
		arena_done(&b->arena);
		return false;
	}
	for (; base_kinds[n] != NULL; n++)
		b->table[n] = base_kinds[n];
	b->table[n++] = &bench_visit;
	b->table[n++] = &bench_goods;
	b->table[n++] = &bench_told;
	b->kinds = (struct kinds){ b->table, n, NULL };
	b->at = BENCH_START;
	must(b,
		store_open(cx, b->fixture.where, STORE_WRITE | STORE_CREATE, stmt_table, STMT_COUNT,
			&b->store));
	must(b, keyring_new(cx, &master, &b->keys));
	b->view = (struct view){
		.journal = { .store = b->store, .keys = b->keys, .kinds = &b->kinds },
		.ops = &cover_ops
	};
	must(b, store_begin(cx, b->store, "test"));
	must(b, journal_create(cx, &b->view.journal));
	must(b, store_script(cx, b->store, schema_view_sql));
	must(b, store_commit(cx, b->store));
	bench_readers(b);
	return true;
}

static inline void bench_done(struct bench *b)
{
	store_rollback(b->store);
	area_tree_release(b->tree);
	store_close(b->store);
	keyring_free(b->keys);
	fixture_drop(&b->fixture);
	arena_done(&b->arena);
}

/* Begins to read: b->c then shows what is there now. */
static inline void bench_read(struct bench *b)
{
	must(b, store_begin_read(&b->cx, b->store, "test"));
	if (b->tree == NULL)
		must(b, area_tree_open(&b->cx, b->store, day_of(b->at), &b->tree));
	else
		must(b, area_tree_follow(&b->cx, b->store, day_of(b->at), &b->tree));
	for (int i = 0; i < READERS; i++)
		b->c[i] = (struct cover){ .store = b->store,
			.tree = b->tree,
			.who = &b->readers[i],
			.keys = b->keys,
			.kinds = &b->kinds,
			.now = b->at };
}

static inline void bench_read_done(struct bench *b)
{
	store_rollback(b->store);
}

/* Hands in one record: its members after id, v and at, which are made here. What append said of it, and its id. */
static inline int bench_hand_in(
	struct bench *b, const char *fmt, va_list ap, struct uuid *ret_id, struct receipt **ret)
{
	struct sender from = { .user = STR("test"), .now = b->at };
	const struct json *v;
	struct buf text;
	size_t n;

	*ret_id = bench_id('r', ++b->number);
	buf_init(&text, &b->arena);
	buf_z(&text, "{\"id\":\"");
	buf_uuid(&text, ret_id);
	buf_z(&text, "\",\"v\":1,\"at\":\"");
	buf_when(&text, b->at);
	buf_z(&text, "\",");
	buf_vfmt(&text, fmt, ap);
	buf_z(&text, "}");
	assert_true(buf_ok(&text));
	b->at += 1000;
	must(b, json_read(&b->cx, buf_get(&text), &json_limits_request, &v));
	return append_json(&b->cx, &b->view, v, &from, &bench_gate, ret, &n);
}

/* The same, when it may fail. */
__attribute__((format(printf, 2, 3))) static inline int bench_try(
	struct bench *b, const char *fmt, ...)
{
	struct receipt *receipts;
	struct uuid id;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	rc = bench_hand_in(b, fmt, ap, &id, &receipts);
	va_end(ap);
	return rc;
}

/* The same, when it is accepted. Its id. */
__attribute__((format(printf, 2, 3))) static inline struct uuid bench_say(
	struct bench *b, const char *fmt, ...)
{
	struct receipt *receipts;
	struct uuid id;
	va_list ap;

	va_start(ap, fmt);
	must(b, bench_hand_in(b, fmt, ap, &id, &receipts));
	va_end(ap);
	if (receipts[0].status != RECEIPT_ACCEPTED)
		fail_msg("refused: %.*s: %s", STR_ARG(receipts[0].error.en), fmt);
	return id;
}

static inline struct uuid bench_area(
	struct bench *b, const char *id, const char *parent, const char *level)
{
	const char *comma = parent == NULL ? "" : "\"parent\":\"",
		   *end = parent == NULL ? "" : "\",";

	return bench_say(b,
		"\"kind\":\"area.added\",\"area\":\"%s\",\"body\":{%s%s%s\"code\":\"%s\",\"name\":\"区域 %s\","
		"\"level\":\"%s\",\"from\":\"2022-08-01\"}",
		id, comma, parent == NULL ? "" : parent, end, id, id, level);
}

static inline void bench_county(struct bench *b)
{
	bench_area(b, COUNTY, NULL, "county");
	bench_area(b, TOWN1, COUNTY, "township");
	bench_area(b, TOWN2, COUNTY, "township");
	bench_area(b, GRID1, TOWN1, "grid");
	bench_area(b, GRID2, TOWN1, "grid");
	bench_area(b, GRID3, TOWN2, "grid");
}

/* Dwelling n of an area. */
static inline struct uuid bench_dwelling(struct bench *b, unsigned n, const char *area)
{
	return bench_say(b,
		"\"kind\":\"dwelling.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"building\":\"1栋\","
		"\"room\":\"%u\"}",
		area, bench_z(b, bench_id('d', n)), n);
}

static inline struct uuid bench_incident(struct bench *b, unsigned n, bool exercise)
{
	bench_say(b,
		"\"kind\":\"incident.declared\",\"area\":\"" COUNTY
		"\",\"subject\":\"%s\",\"body\":{\"name\":\"事件\","
		"\"exercise\":%s}",
		bench_z(b, bench_id('i', n)), exercise ? "true" : "false");
	return bench_id('i', n);
}

static inline struct uuid bench_round(
	struct bench *b, unsigned n, unsigned incident, const char *area, int expected)
{
	bench_say(b,
		"\"kind\":\"round.opened\",\"area\":\"%s\",\"round\":\"%s\",\"body\":{\"kind\":\"sweep\",\"incident\":\"%s\","
		"\"question\":\"？\",\"due\":\"2022-08-30T20:00:00+08:00\",\"filter\":\"\",\"expected\":%d,\"standing\":false}",
		area, bench_z(b, bench_id('o', n)), bench_z(b, bench_id('i', incident)), expected);
	return bench_id('o', n);
}

/* Dwellings first … last of an area become targets. */
static inline struct uuid bench_piece(
	struct bench *b, unsigned round, const char *area, unsigned first, unsigned last)
{
	struct buf list;

	buf_init(&list, &b->arena);
	for (unsigned i = first; i <= last; i++)
		buf_fmt(&list, "%s\"%s\"", i > first ? "," : "", bench_z(b, bench_id('d', i)));
	return bench_say(b,
		"\"kind\":\"round.targeted\",\"area\":\"%s\",\"round\":\"%s\",\"body\":{\"piece\":1,\"subjects\":[%s]}",
		area, bench_z(b, bench_id('o', round)), buf_get(&list).p);
}

static inline struct uuid bench_visited(struct bench *b, unsigned round, const char *area,
	unsigned dwelling, const char *outcome, int people)
{
	return bench_say(b,
		"\"kind\":\"test.visit\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\","
		"\"body\":{\"outcome\":\"%s\",\"people\":%d}",
		area, bench_z(b, bench_id('o', round)), bench_z(b, bench_id('d', dwelling)),
		outcome, people);
}

/* A notice in an area; or a piece of a thing that everybody is told (`thing` > 0). */
static inline struct uuid bench_tell(struct bench *b, const char *area, unsigned thing)
{
	const char *of = bench_z(b, bench_id('u', thing));

	return thing == 0 ?
		bench_say(b, "\"kind\":\"test.told\",\"area\":\"%s\",\"body\":{}", area) :
		bench_say(b, "\"kind\":\"test.told\",\"area\":\"%s\",\"body\":{\"thing\":\"%s\"}",
			area, of);
}

static inline void bench_void(struct bench *b, struct uuid record)
{
	bench_say(b,
		"\"kind\":\"record.voided\",\"area\":\"" COUNTY
		"\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误填\"}",
		bench_z(b, record));
}

static inline void bench_move(struct bench *b, unsigned dwelling, const char *from, const char *to)
{
	bench_say(b,
		"\"kind\":\"subject.moved\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"to\":\"%s\",\"reason\":\"调整\"}",
		from, bench_z(b, bench_id('d', dwelling)), to);
}

/* The county with a sweep of it: dwellings 1–4 in grid 1, 5–7 in grid 2, 8–9 in grid 3, all in
 * round 1 of incident 1. */
static inline void bench_sweep(struct bench *b)
{
	bench_county(b);
	bench_incident(b, 1, false);
	for (unsigned i = 1; i <= 9; i++)
		bench_dwelling(b, i, i <= 4 ? GRID1 : i <= 7 ? GRID2 : GRID3);
	bench_round(b, 1, 1, COUNTY, 9);
	bench_piece(b, 1, GRID1, 1, 4);
	bench_piece(b, 1, GRID2, 5, 7);
	bench_piece(b, 1, GRID3, 8, 9);
}

/* The sweep with visits, and two more rounds: an exercise of incident 2, and one of incident 3. */
static inline void bench_exercise(struct bench *b)
{
	bench_sweep(b);
	bench_visited(b, 1, GRID1, 1, "nobody", 0);
	bench_visited(b, 1, GRID1, 1, "done", 3);
	bench_visited(b, 1, GRID2, 5, "done", 2);
	bench_visited(b, 1, GRID3, 8, "done", 4);
	bench_incident(b, 2, true);
	bench_round(b, 2, 2, COUNTY, 1);
	bench_piece(b, 2, GRID1, 2, 2);
	bench_visited(b, 2, GRID1, 2, "done", 50);
	bench_incident(b, 3, false);
	bench_round(b, 3, 3, COUNTY, 1);
	bench_piece(b, 3, GRID1, 2, 2);
	bench_visited(b, 3, GRID1, 2, "done", 7);
	bench_visited(b, 1, "8", 30, "done", 9); /* in no tree */
}

#endif
