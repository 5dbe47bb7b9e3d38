/* The roll, pairings, the muster and shifts, record by record: every outcome. */
#include "desk/crew/crew.h"

#include "view/testing.h"

#define WHO "0182ec0c-3800-7000-8000-000000000003"
#define OTHER "0182ec0c-3800-7000-8000-000000000004"
#define POST "\"post\":\"0182ec0c-3800-7000-8000-000000000005\""
#define SHIFT POST ",\"slot\":7"
#define START "\"start\":\"2022-08-31T08:00:00+08:00\""
#define START_MS 1661904000000LL

enum { ABOUT = 1, IN_ROUND = 2 };

static struct effects effects(struct cx *cx, const char *kind, int members, const char *body)
{
	struct kinds ks = test_kinds(crew_kinds);
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000901\",\"kind\":\"%s\",\"v\":1,"
		"\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"g1\",%s%s\"body\":{%s}}",
		kind,
		members & IN_ROUND ? "\"round\":\"0182ec0c-3800-7000-8000-000000000002\"," : "",
		members & ABOUT ? "\"subject\":\"" WHO "\"," : "", body);
	return test_effects(cx, &ks, buf_get(&b));
}

static struct uuid id(const char *text)
{
	struct uuid u;

	assert_true(uuid_read(str_of(text), &u));
	return u;
}

static void units_and_staff_are_subjects(void **state)
{
	struct uuid who = id(WHO);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, "unit.listed", ABOUT, "\"name\":\"专班\",\"type\":\"task_force\"");

	(void)state;
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].code, SUBJECT_UNIT);
	assert_str(e.acts[0].text, "g1\x1e专班");
	e = effects(cx, "staff.listed", ABOUT, "\"name\":\"甲\",\"flags\":[\"on_duty\"]");
	assert_int_equal(e.acts_n, 1);
	assert_int_equal(e.acts[0].code, SUBJECT_STAFF);
	assert_int_equal(e.acts[0].n, 1 << 10);
	assert_true(uuid_eq(&e.acts[0].key, &who));
	assert_str(e.acts[0].text, "g1\x1e");
	test_end(&t);
}

static void only_the_roll_sets_the_state(void **state)
{
	static const struct {
		const char *flags;
		int64_t n;
	} rows[] = {
		{ "[\"on_duty\"]", 1 << 10 },
		{ "[\"seconded\"]", 1 << 11 },
		{ "[\"on_leave\",\"sick\"]", 1 << 12 | 1 << 13 },
		{ "[\"at_home\"]", 1 << 14 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e;
	char body[100];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(body, sizeof(body), "\"flags\":%s", rows[i].flags);
		e = effects(cx, "staff.state", ABOUT, body);
		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, SUBJECT_FLAGS);
		assert_int_equal(e.acts[0].n, rows[i].n);
	}
	e = effects(cx, "staff.seconded", ABOUT,
		"\"incident\":\"0182ec0c-3800-7000-8000-000000000001\",\"to_unit\":\"" OTHER
		"\",\"from\":\"2022-08-30\"");
	assert_int_equal(e.acts_n, 1); /* where he works meanwhile; the state is the roll's */
	assert_int_equal(e.acts[0].what, DUTY_SECONDED);
	assert_int_equal(test_amount(&e, CREW_SECONDMENTS), 1);
	assert_int_equal(e.amounts[0].scope.b[15], 1);
	test_end(&t);
}

static void a_pairing_is_in_force_until_it_ends(void **state)
{
	static const char *const reasons[] = { "replaced", "left", "area_ended", "over" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, "area.led", IN_ROUND, "\"leader\":\"" WHO "\",\"role\":\"county_leader\"");
	char body[100];

	(void)state;
	assert_int_equal(e.acts_n, 2);
	assert_int_equal(e.acts[0].code, SUBJECT_MATTER);
	assert_true(uuid_eq(&e.acts[0].key, &e.r->id));
	assert_int_equal(e.acts[1].what, TARGET_OBLIGE);
	assert_true(uuid_eq(&e.acts[1].key2, &e.r->id));
	assert_int_equal(e.acts[1].n, 0); /* nothing is overdue */
	assert_str(e.acts[1].text, "g1");
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		snprintf(body, sizeof(body), "\"reason\":\"%s\"", reasons[i]);
		e = effects(cx, "area.led_ended", ABOUT | IN_ROUND, body);
		assert_int_equal(e.acts_n, 1);
		assert_int_equal(e.acts[0].what, TARGET_COVER);
		assert_int_equal(e.acts[0].code, i + 1);
	}
	test_end(&t);
}

static size_t of_targets(const struct effects *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->acts_n; i++)
		n += e->acts[i].fold == FOLD_TARGET;
	return n;
}

/* What counts by itself: whether a rest was too short is no record's to say. */
static size_t counted(const struct effects *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->amounts_n; i++)
		n += e->amounts[i].n != 0;
	return n;
}

/* What each answer does to its target, and to the figures. */
static void answers_cover_try_or_excuse(void **state)
{
	static const struct {
		const char *kind, *body;
		int what, code, next, slot, figure;
	} rows[] = {
		{ "muster.reported", "\"role\":\"servant\"", TARGET_COVER, MUSTER_REPORTED, 0, 0,
			CREW_REPORTED },
		{ "muster.excused", "\"reason\":\"on_duty\"", TARGET_EXCUSE, 2, 0, 0, 0 },
		{ "muster.excused", "\"reason\":\"seconded\"", TARGET_EXCUSE, 3, 0, 0, 0 },
		{ "muster.excused", "\"reason\":\"on_leave\"", TARGET_EXCUSE, 4, 0, 0, 0 },
		{ "muster.excused", "\"reason\":\"sick\"", TARGET_EXCUSE, 5, 0, 0, 0 },
		{ "muster.called", "\"outcome\":\"promised\"", TARGET_TRY, MUSTER_PROMISED, 0, 0,
			0 },
		{ "muster.called", "\"outcome\":\"unreachable\",\"next\":\"unit\"", TARGET_TRY,
			MUSTER_UNREACHABLE, 2, 0, 0 },
		{ "shift.clock_in", SHIFT ",\"post_kind\":\"station\"", TARGET_COVER, SHIFT_HELD, 0,
			7, CREW_ATTENDANCES },
		{ "shift.clock_out", SHIFT ",\"hours\":\"12\"", TARGET_TRY, SHIFT_LEFT,
			SHIFT_NEXT_ENTER, 7, 0 },
		{ "shift.clock_out", SHIFT ",\"hours\":\"12.001\"", TARGET_TRY, SHIFT_LEFT,
			SHIFT_NEXT_ENTER, 7, CREW_OVERLONG },
		{ "shift.handed_over", SHIFT ",\"to\":\"" OTHER "\"", TARGET_TRY, SHIFT_HANDED_OVER,
			SHIFT_NEXT_ENTER, 7, 0 },
		{ "shift.no_show", SHIFT ",\"next\":\"replace\"", TARGET_TRY, SHIFT_NO_SHOW,
			SHIFT_NEXT_REPLACE, 7, 0 },
		{ "shift.no_show", SHIFT ",\"next\":\"call\"", TARGET_TRY, SHIFT_NO_SHOW,
			SHIFT_NEXT_CALL, 7, 0 },
		{ "shift.no_show", SHIFT ",\"next\":\"stand_in\"", TARGET_TRY, SHIFT_NO_SHOW,
			SHIFT_NEXT_STAND_IN, 7, 0 },
		{ "shift.swapped", SHIFT "," START ",\"with\":\"" OTHER "\"", TARGET_TRY,
			SHIFT_SWAPPED, SHIFT_NEXT_COME, 7, 0 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, ABOUT | IN_ROUND, rows[i].body);

		/* Whoever came answers for the post, too. */
		assert_int_equal(of_targets(&e), rows[i].figure == CREW_ATTENDANCES ? 2 : 1);
		assert_int_equal(e.acts[0].what, rows[i].what);
		assert_int_equal(e.acts[0].key.b[15], 2);
		assert_int_equal(e.acts[0].key2.b[15], 3);
		assert_int_equal(e.acts[0].code, rows[i].code);
		assert_int_equal(e.acts[0].next, rows[i].next);
		assert_int_equal(e.acts[0].slot, rows[i].slot);
		assert_int_equal(counted(&e), rows[i].figure != 0);
		if (rows[i].figure)
			assert_int_equal(test_amount(&e, rows[i].figure), 1);
	}
	test_end(&t);
}

static void a_shift_is_asked_of_a_person_and_a_number(void **state)
{
	struct uuid who = id(WHO), other = id(OTHER);
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(cx, "shift.planned", ABOUT | IN_ROUND, SHIFT "," START);

	(void)state;
	assert_int_equal(of_targets(&e), 2);
	assert_int_equal(e.acts[0].what, TARGET_OBLIGE);
	assert_true(uuid_eq(&e.acts[0].key2, &who));
	assert_int_equal(e.acts[0].slot, 7);
	assert_int_equal(e.acts[0].n, START_MS);
	assert_int_equal(e.acts[2].what, TARGET_SPARE);
	assert_int_equal(e.acts[2].key2.b[15], 5);
	assert_int_equal(e.acts[2].slot, 7);
	/* Swapped, by whoever had it then: still the shift of whom it was planned for. */
	e = effects(cx, "shift.swapped", ABOUT | IN_ROUND,
		SHIFT "," START ",\"planned\":\"" OTHER "\",\"with\":\"" WHO "\"");
	assert_int_equal(of_targets(&e), 1);
	assert_true(uuid_eq(&e.acts[0].key2, &other));
	assert_int_equal(e.acts[0].slot, 7);
	test_end(&t);
}

/* Who acts is who has to rest, whomever the shift was planned for. */
static void whoever_acts_has_to_rest(void **state)
{
	static const struct {
		const char *kind, *body;
		size_t at;
		int what, figure;
		const char *who;
		int64_t n;
	} rows[] = {
		{ "shift.planned", SHIFT "," START, 1, DUTY_STARTS, CREW_SHORT_PLANS, WHO,
			START_MS },
		{ "shift.planned", SHIFT "," START ",\"end\":\"2022-08-31T20:00:00+08:00\"", 2,
			DUTY_ENDS, 0, WHO, START_MS + 12 * 3600000LL },
		{ "shift.swapped", SHIFT "," START ",\"with\":\"" OTHER "\"", 1, DUTY_STARTS,
			CREW_SHORT_PLANS, OTHER, START_MS },
		{ "shift.clock_in", SHIFT ",\"post_kind\":\"station\",\"planned\":\"" OTHER "\"", 2,
			DUTY_ON, CREW_SHORT_RESTS, WHO, 1661821200000LL },
		{ "shift.clock_out", SHIFT ",\"hours\":\"8\",\"planned\":\"" OTHER "\"", 1,
			DUTY_OFF, 0, WHO, 1661821200000LL },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e = effects(cx, rows[i].kind, ABOUT | IN_ROUND, rows[i].body);
		struct uuid who = id(rows[i].who);
		const struct act *a = &e.acts[rows[i].at];

		assert_true(e.acts_n > rows[i].at);
		assert_int_equal(a->fold, FOLD_DUTY);
		assert_int_equal(a->what, rows[i].what);
		assert_int_equal(a->code, rows[i].figure);
		assert_int_equal(a->n, rows[i].n);
		assert_true(uuid_eq(&a->key, &who));
	}
	test_end(&t);
}

static void a_post_is_asked_who_comes_to_each_shift(void **state)
{
	static const struct {
		const char *manning;
		int numbers, hours;
	} rows[] = {
		{ "day_and_night", 1, 12 },
		{ "day", 2, 24 },
		{ "night", 2, 24 },
		{ "three", 1, 8 },
		{ "four", 1, 6 },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char body[200];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct effects e;

		snprintf(body, sizeof(body), "\"manning\":\"%s\",\"slot\":7,\"shifts\":3," START,
			rows[i].manning);
		e = effects(cx, "post.manned", ABOUT | IN_ROUND, body);
		assert_int_equal(e.acts_n, 3);
		for (int k = 0; k < 3; k++) {
			assert_int_equal(e.acts[k].what, TARGET_OBLIGE);
			assert_int_equal(e.acts[k].slot, 7 + k * rows[i].numbers);
			assert_int_equal(e.acts[k].n, START_MS + k * rows[i].hours * 3600000LL);
		}
	}
	test_end(&t);
}

static void staff_at_highway_exits_are_counted_apart(void **state)
{
	static const char *const elsewhere[] = { "checkpoint", "sampling_point", "isolation",
		"station", "other" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct effects e = effects(
		cx, "shift.clock_in", ABOUT | IN_ROUND, SHIFT ",\"post_kind\":\"highway_exit\"");
	char body[200];

	(void)state;
	assert_int_equal(test_amount(&e, CREW_EXIT_STAFF), 1);
	assert_int_equal(test_amount(&e, CREW_ATTENDANCES), 1);
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		snprintf(body, sizeof(body), SHIFT ",\"post_kind\":\"%s\"", elsewhere[i]);
		e = effects(cx, "shift.clock_in", ABOUT | IN_ROUND, body);
		assert_int_equal(test_amount(&e, CREW_EXIT_STAFF), 0);
		assert_int_equal(test_amount(&e, CREW_ATTENDANCES), 1);
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_and_staff_are_subjects),
		cmocka_unit_test(only_the_roll_sets_the_state),
		cmocka_unit_test(a_pairing_is_in_force_until_it_ends),
		cmocka_unit_test(answers_cover_try_or_excuse),
		cmocka_unit_test(a_shift_is_asked_of_a_person_and_a_number),
		cmocka_unit_test(a_post_is_asked_who_comes_to_each_shift),
		cmocka_unit_test(whoever_acts_has_to_rest),
		cmocka_unit_test(staff_at_highway_exits_are_counted_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
