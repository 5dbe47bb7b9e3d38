/* Another master key: whatever step fails, the data opens with one of the two, and after it only with the new one. */
#include "guard/guard_fixture.h"
#include "guard/master.h"
#include "store/store_fixture.h"

static void gone(struct place *p, const char *name)
{
	char path[300];

	snprintf(path, sizeof(path), "%s/%s", p->dir, name);
	unlink(path);
}

static struct place *place_begin(void)
{
	static struct place p;

	county_open(&p);
	return &p;
}

static void place_end(struct place *p)
{
	static const char *const names[] = { "d/serve.lock", "d.key.old", "d.key.new", "e.key" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		gone(p, names[i]);
	place_close(p);
}

static void again_open(struct place *p, const char *source)
{
	store_close(p->reader);
	site_close(p->site);
	p->reader = NULL;
	p->site = NULL;
	good(p, site_open(&p->cx, p->where, source, SITE_WRITE, &p->tables, &p->site));
	good(p, site_reader(&p->cx, p->site, false, &p->reader));
}

static void assert_reads(struct place *p, int n)
{
	char door[400];

	snprintf(door, sizeof(door), DOOR("%02d", "%02d", "g2"), n, n, n);
	accepted(post(p, door, &guard_gate_owner, "admin"), 0);
}

static void test_rotate(void **state)
{
	struct master_change change = { .keep = true };
	struct place *p = place_begin();
	struct master before, after;
	struct site *other;
	char old[230];

	(void)state;
	snprintf(old, sizeof(old), "%.200s.old", p->key);
	good(p, master_show(&p->cx, p->site, &before));
	assert_int_equal(before.since, NOW);
	assert_true(before.kind == SEAL_PLAIN && !before.kept);
	sys_clock_fix(NOW + 1000);
	good(p, master_change(&p->cx, p->site, &change));
	good(p, master_show(&p->cx, p->site, &after));
	assert_string_equal(change.mark, before.mark);
	assert_string_not_equal(after.mark, before.mark);
	assert_int_equal(after.since, NOW + 1000);
	assert_true(after.kept && sys_exists(old));
	assert_int_equal(after.data_keys, before.data_keys);
	assert_reads(p, 20);
	again_open(p, NULL);
	assert_reads(p, 21);
	assert_int_equal(
		site_open(&p->cx, p->where, old, SITE_READ, &p->tables, &other), -E_KEY_OTHER);
	/* Nothing is written over the key that is kept. */
	assert_int_equal(master_change(&p->cx, p->site, &change), -E_KEY_KEPT);
	assert_true(sys_exists(old));
	again_open(p, NULL);
	/* A purge keeps none. */
	change.keep = false;
	good(p, master_change(&p->cx, p->site, &change));
	assert_false(sys_exists(old));
	place_end(p);
}

static void test_elsewhere(void **state)
{
	struct place *p = place_begin();
	char to[300];
	struct master_change change = { .to = to, .keep = true };
	struct master m;

	(void)state;
	snprintf(to, sizeof(to), "%.200s/e.key", p->dir);
	good(p, master_change(&p->cx, p->site, &change));
	assert_string_equal(p->site->key_path, to);
	good(p, master_show(&p->cx, p->site, &m));
	assert_false(m.kept);
	assert_true(sys_exists(p->key));
	again_open(p, to);
	assert_reads(p, 20);
	place_end(p);
}

/* What another process serves keeps its keys in memory: nobody changes them under it. */
static void test_served(void **state)
{
	struct master_change change = { .keep = true };
	struct place *p = place_begin();
	struct site *server;

	(void)state;
	good(p, site_open(&p->cx, p->where, NULL, SITE_WRITE, &p->tables, &server));
	good(p, site_serve(&p->cx, server));
	assert_int_equal(master_change(&p->cx, p->site, &change), -E_SERVING);
	site_close(server);
	good(p, master_change(&p->cx, p->site, &change));
	place_end(p);
}

/* On PostgreSQL no lock tells a server of it: one that goes on with the old key in memory wraps nothing under it. */
static void test_beside(void **state)
{
	struct master_change change = { .keep = true };
	struct place *p = place_begin();
	struct uuid scope = { { 7 } }, id;
	struct seal_key key;
	struct site *server;
	struct journal *j;

	(void)state;
	good(p, site_open(&p->cx, p->where, NULL, SITE_WRITE, &p->tables, &server));
	good(p, master_change(&p->cx, p->site, &change));
	j = &server->view.journal;
	good(p, store_begin(&p->cx, j->store, "test"));
	good(p, journal_begin(&p->cx, j));
	assert_int_equal(
		keyring_data(&p->cx, j, &scope, CLASS_HEALTH, 24271, &id, &key), -E_KEY_OTHER);
	store_rollback(j->store);
	site_close(server);
	again_open(p, NULL);
	assert_reads(p, 20);
	place_end(p);
}

/* Each of them writes what it read: beside another it would put an earlier key back. */
static void test_held(void **state)
{
	struct master_change change = { .keep = true };
	struct place *p = place_begin();
	struct sys_file *held;

	(void)state;
	good(p, seal_master_hold(&p->cx, p->key, &held));
	assert_int_equal(master_change(&p->cx, p->site, &change), -E_KEY);
	assert_int_equal(master_lock(&p->cx, p->site, STR("a passphrase of tests")), -E_KEY);
	sys_close(held);
	good(p, master_change(&p->cx, p->site, &change));
	good(p, master_lock(&p->cx, p->site, STR("")));
	place_end(p);
}

/* What a purge destroys must open nowhere: neither with a key that --new-key leaves behind. */
static void test_elsewhere_for_good(void **state)
{
	struct place *p = place_begin();
	char to[300];
	struct master_change change = { .to = to };

	(void)state;
	snprintf(to, sizeof(to), "%.200s/e.key", p->dir);
	good(p, master_change(&p->cx, p->site, &change));
	assert_true(change.done && !sys_exists(p->key) && sys_exists(to));
	again_open(p, to);
	assert_reads(p, 20);
	place_end(p);
}

/* Fails at each step in turn until nothing fails; after each the data opens by itself and takes work. */
static void fails_at_each(void (*fail_at)(uint64_t n), int least)
{
	struct master_change change = { .keep = true };
	struct place *p = place_begin();
	int failed = 0, e = -1;

	for (uint64_t n = 1; e != 0; n++) {
		struct arena arena;
		struct cx cx = { .arena = &arena };

		arena_init(&arena, &sys_heap, 0);
		fail_at(n);
		e = master_change(&cx, p->site, &change);
		fail_at(0);
		arena_done(&arena);
		failed += e != 0;
		again_open(p, NULL);
		assert_reads(p, 20 + (int)n % 70);
		gone(p, "d.key.old");
	}
	assert_true(failed >= least);
	again_open(p, NULL);
	place_end(p);
}

static void test_faults(void **state)
{
	(void)state;
	fails_at_each(store_fail_at, 5);
	fails_at_each(store_fail_late_at, 5);
	fails_at_each(sys_file_fail_at, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rotate),
		cmocka_unit_test(test_elsewhere),
		cmocka_unit_test(test_served),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_elsewhere_for_good),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
