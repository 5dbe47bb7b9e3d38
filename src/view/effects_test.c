/* Packed acts: what goes in comes out, in order; bytes that are no acts are refused. */
#include "view/effects.h"

#include "core/test.h"

static struct act make(int n)
{
	struct act a = { .what = (uint8_t)(1 + n % 6),
		.code = (uint8_t)n,
		.next = (uint8_t)(n * 3),
		.at_used = 1000 - n / 2,
		.n = n % 3 == 0 ? 0 : -n,
		.has_saw = n % 4 == 0,
		.obliges = (uint8_t)(n % 5) };

	a.id.b[0] = (uint8_t)(n * 37);
	a.id.b[15] = (uint8_t)n;
	if (a.has_saw)
		a.saw.b[3] = (uint8_t)(n + 1);
	a.text = n % 2 == 0 ? STR("区域\x1f甲") : STR("");
	return a;
}

static void test_pack(void **state)
{
	struct act in[40], *out;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str packed, again;
	size_t n, i;
	int k;

	(void)state;
	for (k = 0; k < 40; k++)
		in[k] = make(k);
	assert_int_equal(acts_pack(cx, in, 40, &packed), 0);
	assert_int_equal(acts_unpack(cx, packed, FOLD_TARGET, &out, &n), 0);
	assert_int_equal(n, 40);
	for (i = 1; i < n; i++)
		assert_true(act_cmp(&out[i - 1], &out[i]) < 0);
	for (i = 0; i < n; i++) {
		const struct act *a = &in[out[i].id.b[15]];

		assert_int_equal(out[i].fold, FOLD_TARGET);
		assert_int_equal(out[i].n, a->n);
		assert_int_equal(out[i].obliges, a->obliges);
		assert_true(str_eq(out[i].text, a->text));
		assert_true(out[i].has_saw == a->has_saw && uuid_eq(&out[i].saw, &a->saw));
	}
	assert_int_equal(acts_pack(cx, out, n, &again), 0);
	assert_true(str_eq(packed, again));
	test_end(&t);
}

static void test_torn(void **state)
{
	struct act one = make(4), *out;
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str packed;
	size_t n, cut;

	(void)state;
	assert_int_equal(acts_pack(cx, &one, 1, &packed), 0);
	for (cut = 1; cut < packed.n; cut++) {
		assert_int_equal(
			acts_unpack(cx, (struct str){ packed.p, cut }, FOLD_TARGET, &out, &n),
			-E_CORRUPT);
		err_clear(cx);
	}
	assert_int_equal(acts_pack(cx, NULL, 0, &packed), 0);
	assert_int_equal(packed.n, 0);
	assert_int_equal(acts_unpack(cx, packed, FOLD_TARGET, &out, &n), 0);
	assert_int_equal(n, 0);
	test_end(&t);
}

static void test_standing_id(void **state)
{
	struct uuid a = { { 1 } }, b = { { 2 } }, x, y;

	(void)state;
	x = round_standing_id(a, "ask");
	y = round_standing_id(a, "ask");
	assert_true(uuid_eq(&x, &y));
	y = round_standing_id(b, "ask");
	assert_false(uuid_eq(&x, &y));
	y = round_standing_id(a, "night");
	assert_false(uuid_eq(&x, &y));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pack),
		cmocka_unit_test(test_torn),
		cmocka_unit_test(test_standing_id),
	};

	return cmocka_run_group_tests_name("effects", tests, NULL, NULL);
}
