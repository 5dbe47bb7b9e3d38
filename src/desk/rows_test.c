/* What the rows promise where no record of the demo or of the faces' tests happens to lead. */
#include "desk/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "sys/sys.h"

struct fixture {
	struct arena arena;
	struct buf b;
	struct jw w;
};

static void begin(struct fixture *f, size_t limit)
{
	arena_init(&f->arena, &sys_heap, limit);
	buf_init(&f->b, &f->arena);
	jw_init(&f->w, &f->b);
}

static void wrote(struct fixture *f, const char *want)
{
	assert_true(buf_ok(&f->b));
	assert_string_equal(buf_get(&f->b).p, want);
	arena_done(&f->arena);
}

static void a_decimal_has_no_needless_zeros(void **state)
{
	static const struct {
		int64_t value, parts;
		const char *text;
	} all[] = {
		{ 0, 1000, "0" },
		{ 10000, 1000, "10" },
		{ 12500, 1000, "12.5" },
		{ 1, 1000, "0.001" },
		{ -1, 1000, "-0.001" },
		{ -12345, 100, "-123.45" },
		{ 7, 1, "7" },
		{ 7, 0, "7" },
		{ INT64_MAX, 1000000000000000000, "9.223372036854775807" },
		{ INT64_MIN, 100, "-92233720368547758.08" },
		{ INT64_MIN, 1, "-9223372036854775808" },
	};
	char text[ROW_DECIMAL + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		row_decimal(all[i].value, all[i].parts, text);
		assert_string_equal(text, all[i].text);
	}
}

static void what_is_not_known_is_null(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 0);
	jw_object(&f.w);
	row_uuid(&f.w, "incident", &uuid_nil);
	row_time(&f.w, "due", COVER_FAR);
	row_time(&f.w, "opened", 0);
	row_day(&f.w, "from", INT32_MIN);
	row_day(&f.w, "to", INT32_MAX);
	row_place(&f.w, &(struct subject){ .type = SUBJECT_DWELLING });
	jw_end_object(&f.w);
	wrote(&f,
		"{\"incident\":null,\"due\":null,\"opened\":null,\"from\":null,\"to\":null,"
		"\"place\":null}");
}

static void a_place_names_only_its_parts(void **state)
{
	struct subject door = { .type = SUBJECT_DWELLING,
		.place = STR("C\x1f"
			     "1\x1f\x1f\x1f"
			     "9\x1f") },
		       store = { .type = SUBJECT_STORE, .place = STR("岳阳镇物资点") },
		       zone = { .type = SUBJECT_MATTER,
			       .place = STR("C\x1f"
					    "1\x1f\x1f\x1f\x1f") };
	struct fixture f;

	(void)state;
	begin(&f, 0);
	jw_list(&f.w);
	jw_object(&f.w);
	row_place(&f.w, &door);
	jw_end_object(&f.w);
	jw_object(&f.w);
	row_place(&f.w, &store);
	jw_end_object(&f.w);
	jw_object(&f.w);
	row_place(&f.w, &zone);
	jw_end_object(&f.w);
	jw_end_list(&f.w);
	wrote(&f,
		"[{\"place\":{\"compound\":\"C\",\"building\":\"1\",\"room\":\"9\"}},"
		"{\"place\":{\"name\":\"岳阳镇物资点\"}},"
		"{\"place\":{\"compound\":\"C\",\"building\":\"1\"}}]");
}

static void goods_never_counted_have_no_difference(void **state)
{
	struct goods g = {
		.place = STR("store:s1"), .item = STR("rice"), .area = STR("a"), .booked = 12500
	};
	struct fixture f;

	(void)state;
	begin(&f, 0);
	row_goods(&f.w, &g);
	wrote(&f,
		"{\"place\":\"store:s1\",\"item\":\"rice\",\"area\":\"a\",\"booked\":\"12.5\","
		"\"counted\":null,\"counted_at\":null,\"unexplained\":null}");
}

static void a_target_is_asked_by_its_own_time_first(void **state)
{
	struct round r = { .due = 2000 };

	(void)state;
	assert_int_equal(target_due(&(struct target){ .due = 1000 }, &r), 1000);
	assert_int_equal(target_due(&(struct target){ .due = 0 }, &r), 2000);
	assert_int_equal(target_due(&(struct target){ .due = COVER_FAR }, &r), 2000);
	assert_int_equal(target_due(&(struct target){ .due = 0 }, NULL), COVER_FAR);
}

/* Memory ends at every place in turn: the row is whole, or the answer has failed. */
static void a_row_that_finds_no_memory_says_so(void **state)
{
	enum { ROOM = 4096 };
	struct figure figure = { .id = "doors", .divide = 100 };
	struct figure_value v = { .figure = &figure, .value = 12345 };
	size_t whole = 0, failed = 0;
	struct fixture f;

	(void)state;
	for (size_t taken = 8; taken < ROOM; taken += 8) {
		begin(&f, ROOM);
		if (arena_alloc(&f.arena, taken)) {
			row_figure_value(&f.w, &v, STR("a"), 19000, 19001, FIGURE_EXACT);
			whole += buf_ok(&f.b);
			failed += !buf_ok(&f.b);
			if (buf_ok(&f.b)) {
				assert_non_null(strstr(buf_get(&f.b).p, "\"to\":\"2022-01-09\""));
				assert_null(strstr(buf_get(&f.b).p, "\"digest\":null"));
			}
		}
		arena_done(&f.arena);
	}
	assert_true(whole > 0);
	assert_true(failed > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_decimal_has_no_needless_zeros),
		cmocka_unit_test(what_is_not_known_is_null),
		cmocka_unit_test(a_place_names_only_its_parts),
		cmocka_unit_test(goods_never_counted_have_no_difference),
		cmocka_unit_test(a_row_that_finds_no_memory_says_so),
		cmocka_unit_test(a_target_is_asked_by_its_own_time_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
