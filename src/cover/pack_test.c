/* The packed columns: what was packed comes back, what is put behind equals what is packed at once, bad bytes are told. */
#include "cover/pack.h"

#include "core/test.h"

static const int64_t positions[] = { 1, 2, 130, 131, 20000, 20001, 5000000000 };
#define N (sizeof(positions) / sizeof(positions[0]))

static void a_list_comes_back_sorted_and_once(void **state)
{
	int64_t mixed[] = { 20000, 1, 131, 2, 5000000000, 130, 1, 20001 }, *back;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str packed;
	size_t n;

	(void)state;
	assert_int_equal(list_pack(cx, mixed, 8, &packed), 0);
	assert_int_equal(list_unpack(cx, packed, &back, &n), 0);
	assert_int_equal(n, N);
	assert_memory_equal(back, positions, sizeof(positions));
	test_end(&t);
}

/* Cut anywhere: the first part packed and the rest put behind it are the same bytes as all at once. */
static void positions_behind_are_the_same_bytes(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str whole, first, both;
	int64_t all[N], last;

	(void)state;
	memcpy(all, positions, sizeof(all));
	assert_int_equal(list_pack(cx, all, N, &whole), 0);
	for (size_t cut = 0; cut <= N; cut++) {
		assert_int_equal(list_pack(cx, all, cut, &first), 0);
		assert_int_equal(list_last(cx, first, &last), 0);
		assert_int_equal(last, cut ? positions[cut - 1] : 0);
		assert_int_equal(list_append(cx, first, last, positions + cut, N - cut, &both), 0);
		assert_true(str_eq(both, whole));
	}
	test_end(&t);
}

static void a_bad_list_is_told(void **state)
{
	static const char *const bad[] = { "\x80", "\x01\x80",
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	int64_t last, *back;
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(list_last(cx, str_of(bad[i]), &last), -E_CORRUPT);
		assert_int_equal(list_unpack(cx, str_of(bad[i]), &back, &n), -E_CORRUPT);
	}
	test_end(&t);
}

static void sums_add_up(void **state)
{
	struct day_sum sums[] = { { { { 2 } }, 1, 5 }, { { { 1 } }, 2, 3 }, { { { 2 } }, 1, -5 },
		{ { { 1 } }, 2, 4 } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct day_sum *back;
	struct str packed;
	size_t n;

	(void)state;
	assert_int_equal(sums_pack(cx, sums, 4, &packed), 0);
	assert_int_equal(sums_unpack(cx, packed, &back, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(back[0].figure, 2);
	assert_int_equal(back[0].n, 7);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_comes_back_sorted_and_once),
		cmocka_unit_test(positions_behind_are_the_same_bytes),
		cmocka_unit_test(a_bad_list_is_told),
		cmocka_unit_test(sums_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
