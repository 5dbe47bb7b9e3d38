/* A question's life: asked with its due time, accepted, passed on, settled. */
#include "desk/ask/ask.h"

#include "view/testing.h"

#define HOUR 3600000LL

static struct effects effects(struct cx *cx, const char *kind, bool about, const char *body)
{
	struct kinds ks = test_kinds(ask_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"ask.%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\","
		"\"round\":\"0182ec0c-3800-7000-8000-000000000002\",%s\"body\":%s}",
		kind, about ? "\"subject\":\"0182ec0c-3800-7000-8000-000000000003\"," : "", body);
	return test_effects(cx, &ks, buf_get(&b));
}

static void a_question_is_its_own_subject(void **state)
{
	static const struct {
		const char *body;
		int64_t hours;
	} rows[] = {
		{ "{\"category\":\"life\",\"text\":\"?\"}", 2 },
		{ "{\"category\":\"utility\",\"text\":\"?\"}", 24 },
		{ "{\"category\":\"ordinary\",\"text\":\"?\"}", 168 },
		{ "{\"category\":\"hard\",\"text\":\"?\"}", 360 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, "asked", i % 2 == 0, rows[i].body);

		assert_int_equal(e.acts_n, 2);
		assert_int_equal(e.acts[0].what, SUBJECT_DEFINE);
		assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
		assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
		assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
		assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
		assert_int_equal(e.acts[1].key.b[15], 2);
		assert_int_equal(e.acts[1].n - e.r->at_used, rows[i].hours * HOUR);
		assert_str(e.acts[1].text, "g1");
		assert_int_equal(test_amount(&e, ASK_FIGURE_ASKED), 1);
	}
	test_end(&t);
}

static void accepting_leaves_it_open_with_its_owner(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "accepted", true, "{\"owner\":\"u-9\"}");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].what, TARGET_TRY);
	assert_int_equal(e.acts[0].code, ASK_ACCEPTED);
	assert_int_equal(e.acts[0].next, ASK_NEXT_OWNER);
	assert_int_equal(e.acts[0].key2.b[15], 3);
	assert_int_equal(e.amounts_n, 0);
	test_end(&t);
}

static void answers_settle_or_go_on(void **state)
{
	static const struct {
		const char *body;
		int what, code, next, solved, answered;
	} rows[] = {
		{ "{\"outcome\":\"solved\"}", TARGET_COVER, 1, 0, 1, 1 },
		{ "{\"outcome\":\"answered\"}", TARGET_COVER, 2, 0, 0, 1 },
		{ "{\"outcome\":\"passed_on\",\"to\":\"u-7\"}", TARGET_TRY, 3, ASK_NEXT_OTHER, 0,
			0 },
		{ "{\"outcome\":\"cannot\"}", TARGET_TRY, 4, ASK_NEXT_ABOVE, 0, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, "answered", true, rows[i].body);

		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(test_amount(&e, ASK_FIGURE_SOLVED), rows[i].solved);
		assert_int_equal(test_amount(&e, ASK_FIGURE_ANSWERED), rows[i].answered);
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_question_is_its_own_subject),
		cmocka_unit_test(accepting_leaves_it_open_with_its_owner),
		cmocka_unit_test(answers_settle_or_go_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
