#include "core/test.h"

static void zeroed_and_aligned(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t sizes[] = { 0, 1, 15, 16, 17, 1000, 16384, 100000, 3 << 20 };

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			unsigned char *p = arena_alloc(cx->arena, sizes[i]);

			assert_non_null(p);
			assert_int_equal((uintptr_t)p % 16, 0);
			for (size_t k = 0; k < sizes[i]; k++)
				assert_int_equal(p[k], 0);
			memset(p, 0xff, sizes[i]);
		}
		arena_reset(cx->arena);
	}
	test_end(&t);
}

static void apart(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	unsigned char *p[400];

	(void)state;
	for (size_t i = 0; i < 400; i++) {
		p[i] = arena_alloc(cx->arena, i * 7);
		memset(p[i], (int)(i & 0xff), i * 7);
	}
	for (size_t i = 0; i < 400; i++)
		for (size_t k = 0; k < i * 7; k++)
			assert_int_equal(p[i][k], i & 0xff);
	test_end(&t);
}

static void reset_keeps_little(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (int i = 0; i < 1000; i++)
		arena_alloc(cx->arena, 10000);
	assert_true(cx->arena->used >= 10000000);
	arena_reset(cx->arena);
	assert_int_equal(cx->arena->used, 0);
	assert_true(t.heap.live > 0 && t.heap.live <= 65536);
	assert_int_equal(cx->arena->taken, t.heap.live);
	/* What is kept is used again, without another chunk. */
	t.heap.takes = 0;
	arena_alloc(cx->arena, 8000);
	assert_int_equal(t.heap.takes, 0);
	/* A chunk that is too large for that goes. */
	arena_done(cx->arena);
	arena_alloc(cx->arena, 1 << 20);
	arena_reset(cx->arena);
	assert_int_equal(t.heap.live, 0);
	test_end(&t);
}

static void reset_keeps_what_it_may(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t live;

	(void)state;
	arena_keep(cx->arena, 20 << 20);
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < 1000; i++)
			memset(arena_alloc(cx->arena, 10000), 0xff, 10000);
		memset(arena_alloc(cx->arena, 3 << 20), 0xff, 3 << 20);
		if (round > 0)
			assert_int_equal(t.heap.takes, 0);
		live = t.heap.live;
		arena_reset(cx->arena);
		assert_int_equal(t.heap.live, live);
		assert_int_equal(cx->arena->taken, live);
		t.heap.takes = 0;
	}
	/* Of more than that, so much stays. */
	arena_alloc(cx->arena, 18 << 20);
	arena_reset(cx->arena);
	assert_true(t.heap.live <= 20 << 20);
	arena_done(cx->arena);
	assert_int_equal(t.heap.live, 0);
	test_end(&t);
}

/* Kept chunks that are too small for what is asked make room for it. */
static void kept_ones_count(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	arena_init(cx->arena, &t.source, 1 << 20);
	arena_keep(cx->arena, 1 << 20);
	while (arena_alloc(cx->arena, 1000))
		;
	arena_reset(cx->arena);
	assert_true(t.heap.live > 900000);
	assert_non_null(arena_alloc(cx->arena, 1000000));
	assert_true(t.heap.live <= 1 << 20);
	test_end(&t);
}

static void large_ones_waste_nothing(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char *a, *b;

	(void)state;
	a = arena_alloc(cx->arena, 16);
	arena_alloc(cx->arena, 5 << 20);
	b = arena_alloc(cx->arena, 16);
	assert_ptr_equal(b, a + 16);
	test_end(&t);
}

static void the_limit(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t n = 0;

	(void)state;
	arena_init(cx->arena, &t.source, 100000);
	while (arena_alloc(cx->arena, 1000))
		n += 1000;
	assert_true(n > 90000 && n < 100000);
	assert_true(cx->arena->taken <= 100000);
	assert_null(arena_alloc(cx->arena, SIZE_MAX));
	assert_null(arena_alloc(cx->arena, SIZE_MAX - 20));
	assert_null(arena_alloc(cx->arena, SIZE_MAX / 2));
	arena_reset(cx->arena);
	assert_non_null(arena_alloc(cx->arena, 1000));
	test_end(&t);
}

static void source_says_no(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	t.heap.fail_at = 1;
	assert_null(arena_alloc(cx->arena, 1));
	assert_non_null(arena_alloc(cx->arena, 1));
	t.heap.fail_at = 1;
	assert_null(arena_alloc(cx->arena, 1 << 20));
	assert_non_null(arena_alloc(cx->arena, 1));
	test_end(&t);
}

static void extended(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	unsigned char *p = arena_alloc(cx->arena, 10);

	(void)state;
	assert_true(arena_extend(cx->arena, p, 10, 1000));
	for (int i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
	assert_true((unsigned char *)arena_alloc(cx->arena, 1) >= p + 1000);
	assert_false(arena_extend(cx->arena, p, 1000, 2000));
	p = arena_alloc(cx->arena, 100);
	assert_false(arena_extend(cx->arena, p, 100, 1 << 20));
	assert_false(arena_extend(cx->arena, p, 100, SIZE_MAX));
	assert_true(arena_extend(cx->arena, p, 100, 100));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_aligned),
		cmocka_unit_test(apart),
		cmocka_unit_test(reset_keeps_little),
		cmocka_unit_test(reset_keeps_what_it_may),
		cmocka_unit_test(kept_ones_count),
		cmocka_unit_test(large_ones_waste_nothing),
		cmocka_unit_test(the_limit),
		cmocka_unit_test(source_says_no),
		cmocka_unit_test(extended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
