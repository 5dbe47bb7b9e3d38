/* The master key's file is made once, never written over, refused when others can read it, and renewed
 * without a moment at which the old key and the new are both gone. */
#include "seal/seal.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/sys.h"

struct bench {
	struct arena arena;
	struct cx cx;
	char dir[32];
	const char *path, *beside;
};

static int setup(void **state)
{
	static struct bench b;

	b = (struct bench){ .dir = "/tmp/bulou-key-XXXXXX" };
	arena_init(&b.arena, &sys_heap, 0);
	b.cx.arena = &b.arena;
	*state = &b;
	if (!mkdtemp(b.dir) || seal_start() != 0)
		return -1;
	b.path = sys_path(&b.cx, b.dir, "data.key");
	b.beside = sys_path(&b.cx, b.dir, "data.key.new");
	return b.path && b.beside ? 0 : -1;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	sys_file_fail_at(0);
	unlink(b->path);
	unlink(b->beside);
	/* Fails if anything else was left there. */
	if (rmdir(b->dir) != 0)
		return -1;
	arena_done(&b->arena);
	return 0;
}

static bool same(const struct seal_key *a, const struct seal_key *b)
{
	return seal_same(a->b, b->b, SEAL_KEY);
}

static void made_once(void **state)
{
	struct bench *b = *state;
	struct seal_key k, again;
	struct str text;
	bool made;

	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), -E_KEY);
	assert_non_null(memmem(b->cx.e.zh.p, b->cx.e.zh.n, "没有此文件", 15));
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), 0);
	assert_true(made);
	assert_int_equal(sys_file_mode(b->path), 0600);
	assert_int_equal(sys_read_file(&b->cx, b->path, 1000, &text), 0);
	assert_int_equal(text.n, 65);
	assert_int_equal(text.p[64], '\n');
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &again), 0);
	assert_false(made);
	assert_true(same(&k, &again));
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &again), 0);
	assert_true(same(&k, &again));
}

static void readable_by_others(void **state)
{
	static const mode_t modes[] = { 0640, 0604, 0610, 0601, 0620, 0602 };
	struct bench *b = *state;
	struct seal_key k;
	bool made;

	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), 0);
	for (size_t i = 0; i < sizeof(modes) / sizeof(*modes); i++) {
		assert_int_equal(chmod(b->path, modes[i]), 0);
		assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), -E_KEY);
	}
	assert_int_equal(chmod(b->path, 0400), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
}

static void malformed(void **state)
{
	static const char good[] =
		"00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
	static const uint8_t start[] = { 0x00, 0x11, 0x22, 0x33 };
	struct bench *b = *state;
	struct seal_key k;
	bool made;

	assert_int_equal(sys_write_file(&b->cx, b->path, str_of(good), 0600), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_memory_equal(k.b, start, sizeof(start));
	for (int i = 0; i < 5; i++) {
		static const char *const tails[] = { "00", "\n\n", "\r\n", "g", " " };
		struct str text = { good, i < 4 ? 64 : 63 };
		struct buf all;

		buf_init(&all, &b->arena);
		buf_str(&all, text);
		buf_z(&all, tails[i]);
		assert_int_equal(sys_write_file(&b->cx, b->path, buf_get(&all), 0600), 0);
		assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), -E_KEY);
	}
	assert_int_equal(sys_write_file(&b->cx, b->path, STR(""), 0600), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &k), -E_KEY);
}

static void renewed_in_steps(void **state)
{
	struct bench *b = *state;
	struct seal_key first, old, fresh, k;
	bool made, there = true;

	assert_int_equal(seal_master_renew(&b->cx, b->path, NULL, &old, &fresh), -E_KEY);
	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &first), 0);
	assert_int_equal(seal_master_next(&b->cx, b->path, &there, &k), 0);
	assert_false(there);
	assert_int_equal(seal_master_settle(&b->cx, b->path), -E_KEY);
	assert_int_equal(seal_master_renew(&b->cx, b->path, NULL, &old, &fresh), 0);
	assert_true(same(&old, &first));
	assert_false(same(&old, &fresh));
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_true(same(&k, &first));
	assert_int_equal(seal_master_next(&b->cx, b->path, &there, &k), 0);
	assert_true(there && same(&k, &fresh));
	/* Cut off here and begun again: the same new key. */
	assert_int_equal(seal_master_renew(&b->cx, b->path, NULL, &old, &k), 0);
	assert_true(same(&k, &fresh));
	assert_int_equal(seal_master_settle(&b->cx, b->path), 0);
	assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
	assert_true(same(&k, &fresh));
	assert_false(sys_exists(b->beside));
}

static void each_failing_write_leaves_a_key(void **state)
{
	struct bench *b = *state;
	struct seal_key first, old, fresh, k;
	int failed = 0;
	bool made;

	assert_int_equal(seal_master_load(&b->cx, b->path, &made, &first), 0);
	for (uint64_t n = 1;; n++) {
		int r;

		sys_file_fail_at(n);
		r = seal_master_renew(&b->cx, b->path, NULL, &old, &fresh);
		sys_file_fail_at(0);
		assert_int_equal(seal_master_load(&b->cx, b->path, NULL, &k), 0);
		assert_true(same(&k, &first));
		if (r == 0)
			break;
		failed++;
	}
	assert_true(failed >= 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(made_once),
		TEST(readable_by_others),
		TEST(malformed),
		TEST(renewed_in_steps),
		TEST(each_failing_write_leaves_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
