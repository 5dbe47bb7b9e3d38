/* What publishing does, and that a bulletin says what it holds. */
#include "desk/bulletin/bulletin.h"

#include "cover/base_kinds.h"
#include "view/testing.h"

static void publishing_lists_the_bulletin_and_counts_it(void **state)
{
	struct kinds ks = test_kinds(bulletin_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = test_effects(cx, &ks, str_of(bulletin_kinds[1]->example));
	const struct uuid days = published_days(
		base_incident(e.r), e.r->area, record_int(e.r, "from"), record_int(e.r, "to"));

	(void)state;
	assert_int_equal(e.acts_n, 3);
	assert_int_equal(e.acts[2].what, SUBJECT_VERSION);
	assert_int_equal(e.acts[2].key.b[15], 0);
	assert_int_equal(e.acts[1].what, SUBJECT_DEFINE);
	assert_int_equal(e.acts[1].code, SUBJECT_BULLETIN);
	assert_true(uuid_eq(&e.acts[1].key, &e.r->id));
	assert_int_equal(e.acts[0].fold, FOLD_PUBLISHED);
	assert_int_equal(e.acts[0].what, PUBLISHED_BULLETIN);
	assert_true(uuid_eq(&e.acts[0].key, &days));
	assert_int_equal(test_amount(&e, BULLETIN_PUBLISHED), 1);
	test_end(&t);
}

/* Ten digits may be a count; eleven are refused as somebody's number (t/http). */
static void a_draft_is_found_by_its_days(void **state)
{
	static const char text[] =
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000b03\",\"kind\":\"bulletin.drafted\","
		"\"v\":1,\"at\":\"2022-09-23T08:20:00+08:00\",\"area\":\"512021100\",\"body\":{"
		"\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"from\":\"2022-09-22\","
		"\"to\":\"2022-09-22\",\"prose_zh\":\"采样1234567890人次，12,345,678,901\"}}";
	struct kinds ks = test_kinds(bulletin_kinds);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = test_effects(cx, &ks, str_of(text));
	int32_t day = day_from(2022, 9, 22);
	struct uuid days = published_days(base_incident(e.r), STR("512021100"), day, day);
	struct uuid other = published_days(base_incident(e.r), STR("512021100"), day - 1, day);

	(void)state;
	assert_int_equal(bulletin_agrees(cx, e.r), 0);
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, PUBLISHED_DRAFTED);
	assert_true(uuid_eq(&e.acts[0].key, &days));
	assert_false(uuid_eq(&e.acts[0].key, &other));
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(publishing_lists_the_bulletin_and_counts_it),
		cmocka_unit_test(a_draft_is_found_by_its_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
