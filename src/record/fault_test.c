/* The n-th allocation, statement, or file access fails, for each n until none does: each time there is an error,
 * nothing is half stored, and the next attempt works. */
#include "record/outbox.h"
#include "record/stream.h"
#include "record/test.h"

#define TURNS_MAX 4000

/* A life in small: a record read, sealed and written, an outbox, an erasure, in one transaction. */
static int group(struct cx *cx, struct bench *b, const struct json *v)
{
	struct store *tx __attribute__((cleanup(store_end))) = b->store;
	struct entry e = { .type = ENTRY_RECORD }, found;
	struct uuid device = { { 5 } };
	struct outbox o;
	struct record *r, *again;
	struct str plain;
	int rc = record_read(cx, &t_kinds, v, &t_sender, &r);

	if (!rc)
		rc = store_begin(cx, tx, "test");
	if (!rc)
		rc = journal_begin(cx, &b->j);
	if (!rc)
		rc = journal_seal(cx, &b->j, r, &e.sealed);
	e.id = r->id;
	e.open = r->open;
	if (!rc)
		rc = journal_put(cx, &b->j, &e, 1);
	if (!rc)
		rc = outbox_load(cx, &b->j, &device, 1, &o);
	if (!rc)
		rc = outbox_add(cx, &o, 1);
	if (!rc)
		rc = outbox_store(cx, &b->j, &o, 1);
	if (!rc)
		rc = journal_find(cx, &b->j, &r->id, 1, &found);
	if (!rc)
		rc = journal_record(cx, &t_kinds, &found, &again);
	if (!rc)
		rc = journal_open(cx, b->keys, &r->id, found.sealed, CLASS_HEALTH, &plain);
	if (!rc)
		rc = journal_erase(cx, &b->j, &r->id, 1, STR("r"), STR("u"), T_NOW);
	return rc ? rc : store_commit(cx, tx);
}

static int64_t newest(struct bench *b)
{
	int64_t pos;

	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	must(&b->cx, journal_newest(&b->cx, b->store, &pos));
	store_rollback(b->store);
	return pos;
}

/* Until a turn succeeds; a fresh arena each time, so that its chunks are asked for again. */
static void sweep(struct bench *b, const struct json *v, void (*fail_at)(uint64_t), int want)
{
	int64_t before = newest(b);
	struct verify_result all;

	for (uint64_t n = 1;; n++) {
		struct arena arena;
		struct cx cx = { .arena = &arena };
		int rc;

		arena_init(&arena, &sys_heap, 0);
		fail_at(n);
		rc = group(&cx, b, v);
		fail_at(0);
		if (rc && rc != want)
			fail_msg("at %d: %d %.*s", (int)n, rc, STR_ARG(cx.e.en));
		assert_int_equal(cx.e.code, -rc);
		arena_done(&arena);
		if (rc == 0)
			break;
		assert_int_equal(newest(b), before);
		assert_true(n < TURNS_MAX);
	}
	/* The record, two keys for its parts, the erasure; keys only the first time. */
	assert_true(newest(b) == before + 4 || newest(b) == before + 2);
	must(&b->cx, journal_verify(&b->cx, b->store, &all, NULL, NULL));
	assert_int_equal(all.erased, all.by_type[ENTRY_RECORD]);
}

static void test_group(void **state)
{
	struct bench b;

	(void)state;
	for (int i = 0; i < T_ENGINES; i++) {
		if (!bench_make(&b, t_engines[i]))
			continue;
		for (unsigned k = 0; k < 3; k++) {
			static void (*const ways[])(uint64_t n) = { store_fail_at,
				store_fail_late_at, sys_alloc_fail_at };
			struct buf text;

			buf_init(&text, b.cx.arena);
			buf_fmt(&text,
				"{\"id\":\"01927a5e-1111-7000-8000-0000%08x\",\"kind\":\"t.visit\",\"v\":1,"
				"\"at\":\"%s\",\"area\":\"5120\",\"body\":{\"outcome\":\"away\",\"note\":\"热\","
				"\"phone\":\"13812345678\",\"n\":null}}",
				k, T_AT);
			sweep(&b, t_json(&b.cx, buf_get(&text).p), ways[k],
				k == 2 ? -E_NO_MEMORY : -E_INJECTED);
		}
		bench_drop(&b);
	}
}

/* -- backup and restore -- */

static int backup(struct cx *cx, struct bench *from, struct bench *to, const char *path)
{
	struct stream_info info;
	struct sys_file *f;
	int rc = sys_open_write(cx, path, true, &f);

	if (rc)
		return rc;
	rc = stream_write(cx, from->store, f, 0, false, &info, NULL, NULL);
	if (!rc)
		rc = sys_flush_disk(cx, f);
	sys_close(f);
	if (!rc)
		rc = stream_verify(cx, path, &info);
	return rc ? rc : stream_restore(cx, &to->j, path, &info, NULL, NULL);
}

static void sweep_backup(struct bench *from, enum store_engine engine, void (*fail_at)(uint64_t))
{
	const char *tmp = getenv("TMPDIR");
	struct verify_result all;
	struct bench to;
	char path[512];

	snprintf(path, sizeof(path), "%s/bulou-fault-%d", tmp ? tmp : "/tmp", (int)getpid());
	assert_true(bench_empty(&to, engine, &from->master));
	for (uint64_t n = 1;; n++) {
		struct arena arena;
		struct cx cx = { .arena = &arena };
		int rc;

		arena_init(&arena, &sys_heap, 0);
		fail_at(n);
		rc = backup(&cx, from, &to, path);
		fail_at(0);
		assert_int_equal(cx.e.code, -rc);
		assert_false(store_in_transaction(from->store) || store_in_transaction(to.store));
		arena_done(&arena);
		if (rc == 0)
			break;
		assert_true(n < TURNS_MAX);
	}
	must(&to.cx, journal_verify(&to.cx, to.store, &all, NULL, NULL));
	assert_int_equal(all.last, newest(from));
	remove(path);
	bench_drop(&to);
}

static void test_backup(void **state)
{
	struct bench b;

	(void)state;
	for (int i = 0; i < T_ENGINES; i++) {
		if (!bench_make(&b, t_engines[i]))
			continue;
		bench_fill(&b, 0, 600);
		sweep_backup(&b, t_engines[i], sys_alloc_fail_at);
		sweep_backup(&b, t_engines[i], sys_file_fail_at);
		sweep_backup(&b, t_engines[i], store_fail_at);
		sweep_backup(&b, t_engines[i], store_fail_late_at);
		bench_drop(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_group),
		cmocka_unit_test(test_backup) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
