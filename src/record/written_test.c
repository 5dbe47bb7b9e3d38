/* What was written may be there; of what was not hardly any. */
#include "record/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "sys/sys.h"

#define ROWS 200000

static struct str key_of(uint64_t *n)
{
	return (struct str){ (const char *)n, sizeof(*n) };
}

static void test_written(void **state)
{
	struct arena a;
	struct cx cx = { .arena = &a };
	struct written *w;
	uint64_t n, wrong = 0;

	(void)state;
	arena_init(&a, &sys_heap, 0);
	assert_int_equal(written_new(&cx, ROWS / 2, &w), 0);
	for (n = 0; n < ROWS; n++)
		written_add(w, WRITTEN_TARGET, key_of(&n));
	for (n = 0; n < ROWS; n++) {
		uint64_t other = n + ROWS;

		assert_true(written_may(w, WRITTEN_TARGET, key_of(&n)));
		wrong += written_may(w, WRITTEN_TARGET, key_of(&other));
		wrong += written_may(w, WRITTEN_SUBJECT, key_of(&n));
	}
	assert_true(wrong < ROWS / 1000);
	written_free(w);
	arena_done(&a);
}

/* Nobody's rebuild: any row may be there. */
static void test_none(void **state)
{
	(void)state;
	written_add(NULL, WRITTEN_LINK, STR("x"));
	assert_true(written_may(NULL, WRITTEN_LINK, STR("x")));
	written_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
