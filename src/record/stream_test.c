/* Streams: out of one engine and into the other, later parts, key lists; and nothing of a torn or altered one. */
#include "record/stream.h"

#include "record/rows.h"
#include "record/test.h"

static const struct erasing over = { .reason = { "over", 4 }, .via = { "admin", 5 }, .now = T_NOW };

static struct str stream_path(struct bench *b, const char *name)
{
	const char *tmp = getenv("TMPDIR");
	struct buf buf;

	buf_init(&buf, b->cx.arena);
	buf_fmt(&buf, "%s/bulou-stream-%d-%s", tmp ? tmp : "/tmp", (int)getpid(), name);
	return buf_get(&buf);
}

static void write_stream(
	struct bench *b, const char *path, int64_t after, bool keys_only, struct stream_info *ret)
{
	struct sys_file *f;

	must(&b->cx, sys_open_write(&b->cx, path, true, &f));
	must(&b->cx, stream_write(&b->cx, b->store, f, after, keys_only, ret, NULL, NULL));
	sys_close(f);
}

static void all_entries(struct bench *b, struct entry **ret, size_t *ret_n)
{
	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	must(&b->cx, journal_read(&b->cx, b->store, 0, 4000, 0, ret, ret_n));
	store_rollback(b->store);
}

static void assert_same(struct bench *a, struct bench *b)
{
	struct entry *x, *y;
	size_t x_n, y_n;

	all_entries(a, &x, &x_n);
	all_entries(b, &y, &y_n);
	assert_int_equal(x_n, y_n);
	for (size_t i = 0; i < x_n; i++) {
		assert_int_equal(x[i].pos, y[i].pos);
		assert_int_equal(x[i].type, y[i].type);
		assert_int_equal(x[i].bits, y[i].bits);
		assert_int_equal(x[i].received, y[i].received);
		assert_int_equal(x[i].at_used, y[i].at_used);
		assert_true(uuid_eq(&x[i].id, &y[i].id) && uuid_eq(&x[i].batch, &y[i].batch));
		assert_true(str_eq(x[i].via, y[i].via) && str_eq(x[i].open, y[i].open) &&
			str_eq(x[i].sealed, y[i].sealed));
		assert_memory_equal(x[i].digest, y[i].digest, SEAL_HASH);
	}
}

static void bench_set(struct bench *b, const char *name, const char *value)
{
	must(&b->cx, store_begin(&b->cx, b->store, "test"));
	must(&b->cx, journal_meta_set(&b->cx, b->store, name, str_of(value)));
	must(&b->cx, store_commit(&b->cx, b->store));
}

static struct str bench_get(struct bench *b, const char *name)
{
	struct str s;

	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	must(&b->cx, journal_meta(&b->cx, b->store, name, &s));
	store_rollback(b->store);
	return s;
}

/* From each engine into each; more than one chunk; then a later part. */
static void round_trip(enum store_engine from, enum store_engine to)
{
	struct stream_info info, seen;
	struct verify_result v;
	struct bench a, b;
	const char *path;
	struct str epoch;

	if (!bench_make(&a, from))
		return;
	if (!bench_empty(&b, to, &a.master)) {
		bench_drop(&a);
		return;
	}
	path = stream_path(&a, "whole").p;
	bench_fill(&a, 0, 1200);
	write_stream(&a, path, 0, false, &info);
	assert_int_equal(info.entries, info.last);
	epoch = bench_get(&a, "epoch");
	assert_true(str_eq(info.epoch, epoch));
	must(&a.cx, stream_verify(&a.cx, path, &seen));
	assert_true(seen.last == info.last && seen.entries == info.entries && seen.after == 0);
	must(&b.cx, stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL));
	assert_int_equal(seen.last, info.last);
	assert_same(&a, &b);
	assert_null(bench_get(&b, "restoring").p);
	assert_false(str_eq(bench_get(&b, "epoch"), epoch));
	must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
	/* The same again does not fit; what came since does. */
	assert_int_equal(stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL), -E_UNFIT);
	bench_fill(&a, 5000, 30);
	/* A rebuild of the source begins a new epoch; its backups go on all the same. */
	bench_write(&a);
	must(&a.cx, journal_meta_set(&a.cx, a.store, "epoch", STR("another")));
	bench_commit(&a);
	write_stream(&a, path, info.last, false, &seen);
	must(&b.cx, stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL));
	assert_same(&a, &b);
	assert_int_equal(stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL), -E_UNFIT);
	/* Nothing came since: the part is empty, and what comes later goes on behind it. */
	info = seen;
	write_stream(&a, path, info.last, false, &seen);
	assert_true(seen.entries == 0 && seen.last == info.last);
	must(&b.cx, stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL));
	bench_fill(&a, 7000, 3);
	write_stream(&a, path, info.last, false, &seen);
	must(&b.cx, stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL));
	assert_same(&a, &b);
	/* The restored one opens with the same master key and goes on. */
	bench_write(&b);
	bench_commit(&b);
	bench_fill(&b, 9000, 5);
	/* Then it has a journal of its own: what the source wrote meanwhile does not fit, though the length does. */
	bench_fill(&a, 9500, 5);
	must(&a.cx, stream_verify(&a.cx, path, &info));
	bench_fill(&a, 9600, 5);
	write_stream(&a, path, info.last + 5, false, &seen);
	assert_int_equal(stream_restore(&b.cx, &b.j, path, &seen, NULL, NULL), -E_UNFIT);
	remove(path);
	bench_drop(&a);
	bench_drop(&b);
}

static void test_round_trip(void **state)
{
	(void)state;
	for (int i = 0; i < T_ENGINES; i++)
		for (int k = 0; k < T_ENGINES; k++)
			round_trip(t_engines[i], t_engines[k]);
}

/* -- torn and altered -- */

static bool nothing_stored(struct bench *b)
{
	struct str there;
	int e;

	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	/* Without tables there is nothing to ask. */
	e = journal_meta(&b->cx, b->store, "restoring", &there);
	store_rollback(b->store);
	err_clear(&b->cx);
	return e != 0;
}

static void put_file(struct bench *b, const char *path, const char *p, size_t n)
{
	must(&b->cx, sys_write_file(&b->cx, path, (struct str){ p, n }, 0600));
}

static void test_torn(void **state)
{
	struct stream_info info;
	struct bench a, b;
	const char *path;
	struct str whole;

	(void)state;
	assert_true(bench_make(&a, STORE_SQLITE));
	assert_true(bench_empty(&b, STORE_SQLITE, &a.master));
	path = stream_path(&a, "torn").p;
	bench_fill(&a, 0, 4);
	write_stream(&a, path, 0, false, &info);
	must(&a.cx, sys_read_file(&a.cx, path, 1 << 20, &whole));
	for (size_t n = 0; n < whole.n; n++) {
		put_file(&b, path, whole.p, n);
		if (stream_restore(&b.cx, &b.j, path, &info, NULL, NULL) != -E_STREAM)
			fail_msg("torn at byte %zu: %.*s", n, STR_ARG(b.cx.e.en));
		assert_int_equal(stream_verify(&b.cx, path, &info), -E_STREAM);
	}
	assert_true(nothing_stored(&b));
	put_file(&b, path, whole.p, whole.n);
	must(&b.cx, stream_restore(&b.cx, &b.j, path, &info, NULL, NULL));
	assert_same(&a, &b);
	remove(path);
	bench_drop(&a);
	bench_drop(&b);
}

/* Every byte of a small stream, changed, is noticed. */
static void test_altered(void **state)
{
	struct stream_info info;
	struct bench a, b;
	const char *path;
	struct str whole;

	(void)state;
	assert_true(bench_make(&a, STORE_SQLITE));
	assert_true(bench_empty(&b, STORE_SQLITE, &a.master));
	path = stream_path(&a, "altered").p;
	bench_fill(&a, 0, 2);
	write_stream(&a, path, 0, false, &info);
	must(&a.cx, sys_read_file(&a.cx, path, 1 << 20, &whole));
	for (size_t i = 0; i < whole.n; i++) {
		((char *)(uintptr_t)whole.p)[i] ^= 1;
		put_file(&b, path, whole.p, whole.n);
		if (stream_restore(&b.cx, &b.j, path, &info, NULL, NULL) != -E_STREAM)
			fail_msg("altered at byte %zu: %.*s", i, STR_ARG(b.cx.e.en));
		((char *)(uintptr_t)whole.p)[i] ^= 1;
	}
	put_file(&b, path, whole.p, whole.n);
	must(&b.cx, stream_verify(&b.cx, path, &info));
	{
		struct buf more;

		buf_init(&more, b.cx.arena);
		buf_str(&more, whole);
		buf_c(&more, 0);
		put_file(&b, path, more.p, more.n);
		assert_int_equal(stream_verify(&b.cx, path, &info), -E_STREAM);
	}
	remove(path);
	assert_true(nothing_stored(&b));
	bench_drop(&a);
	bench_drop(&b);
}

/* -- a crash in between -- */

static void interrupted(void (*fail_at)(uint64_t n))
{
	struct stream_info info;
	struct entry *entries;
	struct bench a, b;
	size_t n;

	for (int engine = 0; engine < T_ENGINES; engine++) {
		const char *path, *other;
		uint64_t steps;

		if (!bench_make(&a, t_engines[engine]))
			continue;
		assert_true(bench_empty(&b, t_engines[engine], &a.master));
		path = stream_path(&a, "crash").p;
		other = stream_path(&a, "other").p;
		bench_fill(&a, 0, 1100);
		write_stream(&a, path, 0, false, &info);
		bench_fill(&a, 2000, 3);
		write_stream(&a, other, 0, false, &info);
		steps = store_steps();
		for (uint64_t at = 1;; at++) {
			int e;

			fail_at(at);
			e = stream_restore(&b.cx, &b.j, path, &info, NULL, NULL);
			store_fail_at(0);
			if (e == 0)
				break;
			assert_int_equal(e, -E_INJECTED);
			err_clear(&b.cx);
			/* Half way, the other stream takes its place, and is stopped as well. */
			if (at == 15) {
				all_entries(&b, &entries, &n);
				assert_int_equal(n, 500);
				assert_non_null(bench_get(&b, "restoring").p);
				fail_at(12);
				assert_int_equal(
					stream_restore(&b.cx, &b.j, other, &info, NULL, NULL),
					-E_INJECTED);
				store_fail_at(0);
			}
			assert_true(at < 100);
		}
		assert_true(store_steps() > steps + 20);
		write_stream(&b, other, 0, false, &info);
		must(&b.cx, stream_verify(&b.cx, other, &info));
		all_entries(&b, &entries, &n);
		assert_int_equal(n, (size_t)info.last);
		assert_int_equal(n, 1107);
		assert_null(bench_get(&b, "restoring").p);
		remove(path);
		remove(other);
		bench_drop(&a);
		bench_drop(&b);
	}
}

static void test_interrupted(void **state)
{
	(void)state;
	interrupted(store_fail_at);
	interrupted(store_fail_late_at);
}

/* -- what does not fit -- */

static void test_other_data(void **state)
{
	struct stream_info info;
	struct bench a, b, c;
	const char *path;

	(void)state;
	assert_true(bench_make(&a, STORE_SQLITE) && bench_make(&b, STORE_SQLITE) &&
		bench_empty(&c, STORE_SQLITE, &a.master));
	path = stream_path(&a, "part").p;
	bench_fill(&a, 0, 9);
	/* As long as b's, but of another history. */
	write_stream(&a, path, 3, false, &info);
	assert_int_equal(stream_restore(&b.cx, &b.j, path, &info, NULL, NULL), -E_UNFIT);
	/* A later part into an empty journal; a key list into an empty journal. */
	assert_int_equal(stream_restore(&c.cx, &c.j, path, &info, NULL, NULL), -E_UNFIT);
	bench_write(&a);
	must(&a.cx,
		journal_erase(&a.cx, &a.j, &(struct uuid){ { 1 } }, 1, STR("r"), STR("u"), T_NOW));
	bench_commit(&a);
	write_stream(&a, path, 0, true, &info);
	assert_true(info.entries < info.last);
	must(&c.cx, stream_verify(&c.cx, path, &info));
	assert_int_equal(stream_restore(&c.cx, &c.j, path, &info, NULL, NULL), -E_UNFIT);
	assert_true(nothing_stored(&c));
	bench_set(&b, "site", "b");
	remove(path);
	bench_drop(&a);
	bench_drop(&b);
	bench_drop(&c);
}

/* -- the key list beside an older stream -- */

static void open_health(struct bench *b, unsigned i, int want)
{
	struct record *r = t_record(&b->cx, i, "", "{\"outcome\":\"done\"}");
	struct entry e;
	struct str plain;

	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	must(&b->cx, journal_find(&b->cx, &b->j, &r->id, 1, &e));
	must(&b->cx, keyring_follow(&b->cx, b->keys, b->store));
	store_rollback(b->store);
	assert_int_equal(
		journal_open(&b->cx, b->keys, &r->id, e.sealed, CLASS_HEALTH, &plain), want);
	err_clear(&b->cx);
}

static void purge_round(struct bench *b, const struct seal_key *master)
{
	struct key_info *keys;
	struct uuid ids[8], round;
	size_t n, gone = 0;

	uuid_read(STR(T_ROUND), &round);
	bench_write(b);
	must(&b->cx, keyring_list(&b->cx, b->keys, &keys, &n));
	for (size_t i = 0; i < n; i++)
		if (uuid_eq(&keys[i].scope, &round))
			ids[gone++] = keys[i].id;
	must(&b->cx, keyring_purge(&b->cx, &b->j, ids, gone, &over));
	must(&b->cx, keyring_rewrap(&b->cx, &b->j, master));
	for (size_t i = 0; i < n; i++)
		if (keys[i].c == CLASS_OPEN && i == 0)
			must(&b->cx, keyring_purge(&b->cx, &b->j, &keys[i].id, 1, &over));
	must(&b->cx, keyring_renew(&b->cx, &b->j, "match"));
	bench_commit(b);
}

static void test_key_list(void **state)
{
	struct stream_info info;
	struct verify_result v;
	struct bench a, b;

	(void)state;
	for (int engine = 0; engine < T_ENGINES; engine++) {
		struct seal_key master = seal_key_new();
		struct record *r;
		const char *path, *list;

		if (!bench_make(&a, t_engines[engine]))
			continue;
		path = stream_path(&a, "old").p;
		list = stream_path(&a, "list").p;
		bench_fill(&a, 0, 20);
		write_stream(&a, path, 0, false, &info);
		r = t_record(&a.cx, 0, "", "{\"outcome\":\"done\"}");
		bench_write(&a);
		must(&a.cx,
			journal_erase(&a.cx, &a.j, &r->id, 1, STR("asked"), STR("admin"), T_NOW));
		bench_commit(&a);
		purge_round(&a, &master);
		write_stream(&a, list, 0, true, &info);
		assert_true(bench_empty(&b, t_engines[engine], &master));
		must(&b.cx, stream_restore(&b.cx, &b.j, path, &info, NULL, NULL));
		assert_false(info.is_list);
		must(&b.cx, stream_restore(&b.cx, &b.j, list, &info, NULL, NULL));
		assert_true(info.is_list);
		assert_int_equal(info.keys_destroyed, 3);
		assert_int_equal(info.records_erased, 1);
		open_health(&b, 0, -E_SEALED); /* erased */
		open_health(&b, 3, -E_SEALED); /* its round's keys were purged */
		open_health(&b, 6, 0);
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		assert_int_equal(v.erased, 1);
		assert_int_equal(v.keyless, 3);
		/* Twice is once. */
		must(&b.cx, stream_restore(&b.cx, &b.j, list, &info, NULL, NULL));
		assert_true(info.is_list && !info.keys_destroyed && !info.records_erased);
		{
			int64_t last = v.last;

			must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
			assert_int_equal(v.last, last);
		}
		bench_fill(&b, 100, 3);
		remove(path);
		remove(list);
		bench_drop(&a);
		bench_drop(&b);
	}
}

/* -- a later part with erasures behind an older stream that still has what they took -- */

/* A refusal of the record with number i, which keeps a text. */
static struct entry refusal_put(struct bench *b, unsigned i)
{
	struct record *r = t_record(&b->cx, i, "", "{\"outcome\":\"done\"}");
	struct entry e = { .type = ENTRY_REFUSAL,
		.id = r->id,
		.received = T_NOW,
		.at_used = T_NOW,
		.via = STR("u1"),
		.open = STR("{\"code\":\"field_missing\"}") };

	bench_write(b);
	must(&b->cx,
		journal_seal_one(&b->cx, &b->j, &e.id, &uuid_nil, T_NOW, CLASS_WHOLE,
			STR("{\"name\":\"x\"}"), &e.sealed));
	must(&b->cx, journal_put(&b->cx, &b->j, &e, 1));
	bench_commit(b);
	return e;
}

static void open_refusal(struct bench *b, const struct entry *refusal, int want)
{
	struct entry *e;
	struct str plain;
	size_t n;

	must(&b->cx, store_begin_read(&b->cx, b->store, "test"));
	must(&b->cx, journal_read(&b->cx, b->store, refusal->pos - 1, 1, 0, &e, &n));
	must(&b->cx, keyring_follow(&b->cx, b->keys, b->store));
	store_rollback(b->store);
	assert_int_equal(n, 1);
	assert_int_equal(
		journal_open(&b->cx, b->keys, &e->id, e->sealed, CLASS_WHOLE, &plain), want);
	err_clear(&b->cx);
}

/* The health key of the roster, without a new master key. */
static void purge_one(struct bench *b)
{
	struct key_info *keys;
	size_t n, i;

	bench_write(b);
	must(&b->cx, keyring_list(&b->cx, b->keys, &keys, &n));
	for (i = 0; i < n && (keys[i].c != CLASS_HEALTH || !uuid_is_nil(&keys[i].scope)); i++)
		;
	assert_true(i < n);
	must(&b->cx, keyring_purge(&b->cx, &b->j, &keys[i].id, 1, &over));
	bench_commit(b);
}

static void test_later_erasures(void **state)
{
	(void)state;
	for (int engine = 0; engine < T_ENGINES; engine++) {
		struct stream_info info, part;
		struct verify_result v;
		struct bench a, b, c;
		struct entry gone, other, again;
		struct uuid list[2];
		const char *full, *later, *keys;

		if (!bench_make(&a, t_engines[engine]))
			continue;
		full = stream_path(&a, "full").p;
		later = stream_path(&a, "later").p;
		keys = stream_path(&a, "keys").p;
		bench_fill(&a, 0, 20);
		gone = refusal_put(&a, 501);
		other = refusal_put(&a, 502);
		again = refusal_put(&a, 6); /* what was refused under the id of somebody's record */
		write_stream(&a, full, 0, false, &info);
		list[0] = t_record(&a.cx, 3, "", "{\"outcome\":\"done\"}")->id;
		list[1] = gone.id;
		bench_write(&a);
		must(&a.cx, journal_erase(&a.cx, &a.j, list, 2, STR("r"), STR("u"), T_NOW));
		must(&a.cx,
			journal_erase_refusals(&a.cx, &a.j, &again, 1, STR("r"), STR("u"), T_NOW));
		bench_commit(&a);
		purge_one(&a);
		/* Handed in once more after all: that is a new matter. */
		bench_fill(&a, 501, 1);
		write_stream(&a, later, info.last, false, &part);
		write_stream(&a, keys, 0, true, &part);

		assert_true(bench_empty(&b, t_engines[engine], &a.master));
		must(&b.cx, stream_restore(&b.cx, &b.j, full, &info, NULL, NULL));
		open_health(&b, 3, 0);
		open_refusal(&b, &gone, 0);
		must(&b.cx, stream_restore(&b.cx, &b.j, later, &info, NULL, NULL));
		assert_same(&a, &b);
		open_refusal(&b, &gone, -E_SEALED);
		open_refusal(&b, &again, -E_SEALED);
		open_refusal(&b, &other, 0);
		open_health(&b, 3, -E_SEALED);
		open_health(&b, 501, 0);
		open_health(&b, 6, -E_SEALED); /* by its key, not by the refusal under its id */
		must(&b.cx, journal_verify(&b.cx, b.store, &v, NULL, NULL));
		assert_int_equal(v.erased, 3);

		/* The same by the key list. */
		assert_true(bench_empty(&c, t_engines[engine], &a.master));
		must(&c.cx, stream_restore(&c.cx, &c.j, full, &info, NULL, NULL));
		must(&c.cx, stream_restore(&c.cx, &c.j, keys, &info, NULL, NULL));
		assert_int_equal(info.records_erased, 3);
		assert_int_equal(info.keys_destroyed, 1);
		open_refusal(&c, &gone, -E_SEALED);
		open_refusal(&c, &again, -E_SEALED);
		open_refusal(&c, &other, 0);
		open_health(&c, 3, -E_SEALED);
		must(&c.cx, journal_verify(&c.cx, c.store, &v, NULL, NULL));
		assert_int_equal(v.erased, 3);
		remove(full);
		remove(later);
		remove(keys);
		bench_drop(&a);
		bench_drop(&b);
		bench_drop(&c);
	}
}

/* verify finds what an erasure names and what is there all the same. */
static void test_not_gone(void **state)
{
	struct verify_result v;
	struct key_info *keys;
	struct bench b;
	struct record *r;
	size_t n;

	(void)state;
	assert_true(bench_make(&b, STORE_SQLITE));
	bench_fill(&b, 0, 4);
	r = t_record(&b.cx, 3, "", "{\"outcome\":\"done\"}");
	must(&b.cx, store_begin(&b.cx, b.store, "test"));
	must(&b.cx, journal_begin(&b.cx, &b.j));
	must(&b.cx, keyring_list(&b.cx, b.keys, &keys, &n));
	must(&b.cx, erasure_put(&b.cx, &b.j, "records", &r->id, 1, &over));
	assert_int_equal(journal_verify(&b.cx, b.store, &v, NULL, NULL), -E_VERIFY);
	store_rollback(b.store);
	err_clear(&b.cx);
	must(&b.cx, store_begin(&b.cx, b.store, "test"));
	must(&b.cx, journal_begin(&b.cx, &b.j));
	must(&b.cx, erasure_put(&b.cx, &b.j, "keys", &keys[n - 1].id, 1, &over));
	assert_int_equal(journal_verify(&b.cx, b.store, &v, NULL, NULL), -E_VERIFY);
	store_rollback(b.store);
	bench_drop(&b);
}

/* -- one entry -- */

static void test_entry(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct entry e = { .pos = 77,
		.type = ENTRY_LOOK,
		.bits = 9,
		.id = { { 1 } },
		.batch = { { 2 } },
		.received = -5,
		.at_used = T_NOW,
		.via = { "u1", 2 },
		.open = { "{}", 2 },
		.sealed = { "abc", 3 },
		.digest = { 3 } },
		     again;
	struct buf buf;

	(void)state;
	buf_init(&buf, cx->arena);
	must(cx, stream_entry_write(cx, &e, &buf));
	assert_int_equal(buf.n, 4 + 93 + 2 + 2 + 4 + 2 + 4 + 3);
	must(cx, stream_entry_read(cx, buf_get(&buf), &again));
	assert_true(again.pos == 77 && again.type == ENTRY_LOOK && again.bits == 9 &&
		again.received == -5);
	assert_str(again.sealed, "abc");
	for (size_t n = 0; n < buf.n; n++)
		assert_int_equal(
			stream_entry_read(cx, (struct str){ buf.p, n }, &again), -E_STREAM);
	e.via = (struct str){ buf.p, 70000 };
	assert_int_equal(stream_entry_write(cx, &e, &buf), -E_TOO_LONG);
	bench_end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entry),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_altered),
		cmocka_unit_test(test_interrupted),
		cmocka_unit_test(test_other_data),
		cmocka_unit_test(test_key_list),
		cmocka_unit_test(test_later_erasures),
		cmocka_unit_test(test_not_gone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
