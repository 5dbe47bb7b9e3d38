/* Ranges: whatever the order in which numbers come, the row says which came; and it survives its row. */
#include "record/outbox.h"

#include "record/test.h"

#define N 400

static uint64_t seed = 20220830;

static unsigned roll(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

static void test_edges(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct outbox o = { 0 };

	(void)state;
	assert_int_equal(outbox_last(&o), 0);
	assert_false(outbox_has(&o, 1));
	must(cx, outbox_add(cx, &o, 3));
	assert_int_equal(outbox_last(&o), 0);
	must(cx, outbox_add(cx, &o, 1));
	assert_int_equal(outbox_last(&o), 1);
	assert_int_equal(o.n, 2);
	o.changed = false;
	must(cx, outbox_add(cx, &o, 3));
	assert_false(o.changed);
	must(cx, outbox_add(cx, &o, 2));
	assert_true(o.changed);
	assert_int_equal(o.n, 1);
	assert_int_equal(outbox_last(&o), 3);
	must(cx, outbox_add(cx, &o, 9007199254740991));
	assert_true(outbox_has(&o, 9007199254740991));
	assert_false(outbox_has(&o, 9007199254740990));
	assert_int_equal(outbox_last(&o), 3);
	bench_end(&b);
}

/* Against an array of bits. */
static void test_random(void **state)
{
	(void)state;
	for (int turn = 0; turn < 40; turn++) {
		struct bench b;
		struct cx *cx = bench_begin(&b);
		struct outbox o = { 0 };
		bool there[N + 2] = { false };
		int64_t last = 0;

		for (int i = 0; i < 10 * turn; i++) {
			unsigned seq = 1 + roll(N);

			must(cx, outbox_add(cx, &o, seq));
			there[seq] = true;
		}
		for (int64_t i = 1; i <= N; i++)
			assert_int_equal(outbox_has(&o, i), there[i]);
		while (there[last + 1])
			last++;
		assert_int_equal(outbox_last(&o), last);
		for (size_t i = 1; i < o.n; i++)
			assert_true(o.ranges[i].from > o.ranges[i - 1].to + 1);
		bench_end(&b);
	}
}

/* All of 1 … n in any order are one range. */
static void test_one_range(void **state)
{
	(void)state;
	for (int turn = 0; turn < 20; turn++) {
		struct bench b;
		struct cx *cx = bench_begin(&b);
		struct outbox o = { 0 };
		int64_t order[N];

		for (int i = 0; i < N; i++)
			order[i] = i + 1;
		for (unsigned i = N - 1; i; i--) {
			unsigned k = roll(i + 1);
			int64_t t = order[i];

			order[i] = order[k];
			order[k] = t;
		}
		for (int i = 0; i < N; i++)
			must(cx, outbox_add(cx, &o, order[i]));
		assert_int_equal(o.n, 1);
		assert_int_equal(o.ranges[0].from, 1);
		assert_int_equal(o.ranges[0].to, N);
		bench_end(&b);
	}
}

static void test_too_many(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct outbox o = { 0 };

	(void)state;
	for (int64_t i = 1; i <= OUTBOX_RANGES_MAX; i++)
		must(cx, outbox_add(cx, &o, 2 * i));
	assert_int_equal(outbox_add(cx, &o, 2 * OUTBOX_RANGES_MAX + 2), -E_TOO_MANY);
	assert_false(outbox_has(&o, 2 * OUTBOX_RANGES_MAX + 2));
	/* A hole may still be filled. */
	must(cx, outbox_add(cx, &o, 3));
	assert_int_equal(o.n, OUTBOX_RANGES_MAX - 1);
	must(cx, outbox_add(cx, &o, 2 * OUTBOX_RANGES_MAX + 2));
	bench_end(&b);
}

static struct uuid device(uint8_t n)
{
	return (struct uuid){ { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, n } };
}

static void test_rows(void **state)
{
	(void)state;
	for (int i = 0; i < T_ENGINES; i++) {
		struct uuid ids[] = { device(1), device(2), device(3) };
		struct outbox o[3], again[3];
		struct bench b;

		if (!bench_make(&b, t_engines[i]))
			continue;
		bench_write(&b);
		must(&b.cx, outbox_load(&b.cx, &b.j, ids, 3, o));
		assert_true(!o[0].known && !o[1].known && o[0].n == 0);
		for (int64_t k = 1; k <= 300; k++)
			must(&b.cx, outbox_add(&b.cx, &o[0], k));
		for (int64_t k = 1; k <= 300; k++)
			must(&b.cx, outbox_add(&b.cx, &o[1], k * k * k * 1000000));
		must(&b.cx, outbox_store(&b.cx, &b.j, o, 3));
		bench_commit(&b);
		bench_write(&b);
		must(&b.cx, outbox_load(&b.cx, &b.j, ids, 3, again));
		assert_true(again[0].known && again[1].known && !again[2].known);
		for (int k = 0; k < 2; k++) {
			assert_int_equal(again[k].n, o[k].n);
			assert_memory_equal(
				again[k].ranges, o[k].ranges, o[k].n * sizeof(*o[k].ranges));
		}
		assert_int_equal(outbox_last(&again[0]), 300);
		must(&b.cx, outbox_add(&b.cx, &again[0], 302));
		must(&b.cx, outbox_store(&b.cx, &b.j, again, 3));
		must(&b.cx, outbox_load(&b.cx, &b.j, ids, 1, o));
		assert_int_equal(o[0].n, 2);
		bench_commit(&b);
		bench_drop(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_one_range),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
