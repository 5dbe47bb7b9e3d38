/* Shifts as whoever stands at a post sees them: who is planned, who came, who takes it over, and which nobody is planned for. On both
 * engines. */
#include <stdio.h>
#include <string.h>

#include "desk/crew/shifts.h"
#include "support/site_fixture.h"

static const char *engine;

enum { POST = 40, FIRST = 50, SECOND = 51, THIRD = 52 };
#define DAY_MS (24LL * 60 * 60 * 1000)

static void listed(struct fixture *f, int n, const char *name)
{
	fixture_accept(f, 400 + n,
		"\"staff.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"%s\"}",
		fid(n), name);
}

static void planned(struct fixture *f, int n, int who, int slot, const char *start, const char *end)
{
	fixture_accept(f, n,
		"\"shift.planned\",\"round\":\"%s\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"post\":\"%s\","
		"\"slot\":%d,\"start\":\"2022-08-%s:00+08:00\",\"end\":\"2022-08-%s:00+08:00\",\"role\":\"checker\"}",
		fixture_standing("shift"), fid(who), fid(POST), slot, start, end);
}

static void world(struct fixture *f)
{
	fixture_open(f, engine);
	fixture_county(f, 1);
	fixture_standing_open(f, 90, "shift");
	fixture_accept(f, 91,
		"\"site.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"示例卡口\",\"flags\":[\"highway_exit\"]}",
		fid(POST));
	listed(f, FIRST, "张测试");
	listed(f, SECOND, "李测试");
	listed(f, THIRD, "王测试");
	fixture_accept(f, 92,
		"\"post.manned\",\"round\":\"%s\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"manning\":\"day_and_night\","
		"\"slot\":0,\"start\":\"2022-08-30T08:00:00+08:00\",\"shifts\":3}",
		fixture_standing("shift"), fid(POST));
	planned(f, 93, FIRST, 0, "30T08:00", "30T20:00");
	planned(f, 94, SECOND, 1, "30T20:00", "31T08:00");
}

static char of(const struct uuid *id)
{
	static const int all[] = { FIRST, SECOND, THIRD };

	for (size_t i = 0; i < 3; i++) {
		struct uuid u = fuid(all[i]);

		if (uuid_eq(id, &u))
			return (char)('1' + i);
	}
	return uuid_is_nil(id) ? '-' : '?';
}

/* "slot who name came left handed-to;" of each. */
static void shifts_are(struct fixture *f, int64_t to, const char *want)
{
	const struct shifts_ask ask = { .area = STR(""),
		.from = FIXTURE_NOW - DAY_MS,
		.to = to,
		.after = STR(""),
		.limit = 100 };
	struct shift *all;
	struct str next;
	struct buf b;
	size_t n;

	fixture_read(f);
	assert_int_equal(shifts_list(&f->cx, &f->cover, &ask, &all, &n, &next), 0);
	assert_null(next.p);
	buf_init(&b, &f->arena);
	buf_z(&b, "");
	for (size_t i = 0; i < n; i++) {
		assert_true(str_is(all[i].post_name, "示例卡口"));
		buf_fmt(&b, "%d %c " STR_FMT "%s%s %c;", (int)all[i].target.slot, of(&all[i].staff),
			STR_ARG(all[i].name), all[i].came ? " came" : "",
			all[i].left ? " left" : "", of(&all[i].handed_to));
	}
	assert_string_equal(buf_get(&b).p, want);
	fixture_read_done(f);
}

static void act(struct fixture *f, int n, const char *kind, int who, const char *body)
{
	fixture_accept(f, n,
		"\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"post\":\"%s\",%s}",
		kind, fixture_standing("shift"), fid(who), fid(POST), body);
}

static void who_is_there_and_who_comes_next(void **state)
{
	struct fixture f;
	char body[300];

	(void)state;
	world(&f);
	/* The third shift of the post has nobody. */
	shifts_are(&f, FIXTURE_NOW + DAY_MS, "0 1 张** -;1 2 李** -;2 -  -;");
	shifts_are(&f, FIXTURE_NOW, "0 1 张** -;");
	act(&f, 95, "shift.clock_in", FIRST, "\"slot\":0,\"post_kind\":\"highway_exit\"");
	shifts_are(&f, FIXTURE_NOW, "0 1 张** came -;");
	snprintf(body, sizeof(body), "\"slot\":0,\"to\":\"%s\",\"items\":14,\"open\":1",
		fid(SECOND));
	act(&f, 96, "shift.handed_over", FIRST, body);
	act(&f, 97, "shift.clock_out", FIRST, "\"slot\":0,\"hours\":\"12\"");
	shifts_are(&f, FIXTURE_NOW, "0 1 张** came left 2;");
	/* Whoever takes a shift over is who comes. */
	snprintf(body, sizeof(body),
		"\"slot\":1,\"with\":\"%s\",\"start\":\"2022-08-30T20:00:00+08:00\"", fid(THIRD));
	act(&f, 98, "shift.swapped", SECOND, body);
	shifts_are(&f, FIXTURE_NOW + DAY_MS / 2, "0 1 张** came left 2;1 3 王** -;");
	fixture_close(&f);
}

/* How many of the asked shifts there are, page by page of `limit`; each begins no earlier than the one before. */
static size_t counted(struct fixture *f, struct shifts_ask ask)
{
	int64_t last = INT64_MIN;
	struct shift *all;
	struct str next;
	size_t n, sum = 0;

	ask.area = ask.after = STR("");
	ask.from = FIXTURE_NOW - DAY_MS;
	ask.to = FIXTURE_NOW + 5 * DAY_MS;
	fixture_read(f);
	do {
		assert_int_equal(shifts_list(&f->cx, &f->cover, &ask, &all, &n, &next), 0);
		assert_true(n <= ask.limit);
		for (size_t i = 0; i < n; i++) {
			assert_true(all[i].target.due >= last);
			last = all[i].target.due;
		}
		sum += n;
		ask.after = next;
	} while (next.p);
	fixture_read_done(f);
	return sum;
}

/* Whose page is asked for has it, whatever it is that begins at one moment; and an exercise's shifts are told when its id is asked. */
static void page_by_page_and_of_one_incident(void **state)
{
	static const struct reader nowhere = { .person = { "x", 1 } };
	const struct shifts_ask all = { .limit = 100 };
	struct shifts_ask ask;
	struct fixture f;

	(void)state;
	world(&f);
	planned(&f, 195, THIRD, 0, "30T08:00", "30T20:00");
	fixture_accept(&f, 196,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"演练（示例）\",\"exercise\":true}",
		fid(70));
	fixture_accept(&f, 197,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"shift\",\"incident\":\"%s\",\"standing\":true}",
		fid(71), fid(70));
	fixture_accept(&f, 198,
		"\"shift.planned\",\"round\":\"%s\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"post\":\"%s\","
		"\"slot\":0,\"start\":\"2022-08-30T08:00:00+08:00\",\"end\":\"2022-08-30T20:00:00+08:00\"}",
		fid(71), fid(SECOND), fid(POST));
	assert_int_equal(counted(&f, all), 4);
	for (size_t limit = 1; limit <= 5; limit++)
		assert_int_equal(counted(&f, (struct shifts_ask){ .limit = limit }), 4);
	ask = all;
	ask.incident = fuid(70);
	assert_int_equal(counted(&f, ask), 1);
	ask.incident = fuid(1);
	assert_int_equal(counted(&f, ask), 4);
	ask.incident = fuid(72);
	assert_int_equal(counted(&f, ask), 0);
	/* Of one round, at one post, where its reader sees it. */
	ask = all;
	ask.only = &(struct shifts_only){ .post = fuid(POST), .who = &guard_reader_owner };
	ask.only_n = 1;
	assert_int_equal(counted(&f, ask), 4);
	ask.only = &(struct shifts_only){ .post = fuid(41), .who = &guard_reader_owner };
	assert_int_equal(counted(&f, ask), 0);
	ask.only = &(struct shifts_only){ .round = fuid(2), .who = &guard_reader_owner };
	assert_int_equal(counted(&f, ask), 0);
	ask.only = &(struct shifts_only){ .post = fuid(POST), .who = &nowhere };
	assert_int_equal(counted(&f, ask), 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_there_and_who_comes_next),
		cmocka_unit_test(page_by_page_and_of_one_incident),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
