/* What publishing does, and that a bulletin says what it holds. */
#include "desk/bulletin/bulletin.h"

#include "view/testing.h"

static void publishing_lists_the_bulletin_and_counts_it(void **state)
{
	struct kinds ks = test_kinds(bulletin_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = test_effects(cx, &ks, str_of(bulletin_kinds[0]->example));

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[1].what, SUBJECT_VERSION);
	assert_int_equal(e.acts[1].key.b[15], 0);
	assert_int_equal(e.acts[0].what, SUBJECT_DEFINE);
	assert_int_equal(e.acts[0].code, SUBJECT_BULLETIN);
	assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
	assert_int_equal(test_amount(&e, BULLETIN_PUBLISHED), 1);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(publishing_lists_the_bulletin_and_counts_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
