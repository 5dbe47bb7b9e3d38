/* The tree of units as scenes: who is where in it, whom a reader sees, and units that name each other in a circle. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/crew/units.h"
#include "support/site_fixture.h"

static const char *engine;

enum { UNIT = 40, STAFF = 60, LED = 90 };

static void unit(struct fixture *f, int n, const char *area, const char *name, int parent, int head)
{
	char more[200] = "";
	int at = 0;

	if (parent)
		at = snprintf(more, sizeof(more), ",\"parent\":\"%s\"", fid(UNIT + parent));
	if (head)
		snprintf(more + at, sizeof(more) - (size_t)at, ",\"head\":\"%s\"",
			fid(STAFF + head));
	fixture_accept(f, 400 + n,
		"\"unit.listed\",\"subject\":\"%s\",\"area\":\"%s\",\"body\":{\"name\":\"%s\","
		"\"type\":\"task_force\"%s}",
		fid(UNIT + n), area, name, more);
}

static void staff(struct fixture *f, int n, const char *area, int of, const char *duty)
{
	fixture_accept(f, 420 + n,
		"\"staff.listed\",\"subject\":\"%s\",\"area\":\"%s\",\"body\":{\"name\":\"甲\","
		"\"unit\":\"%s\",\"flags\":[\"%s\"]}",
		fid(STAFF + n), area, fid(UNIT + of), duty);
}

static void led(struct fixture *f, int n, const char *area, int leader)
{
	fixture_accept(f, LED + n,
		"\"area.led\",\"round\":\"%s\",\"area\":\"%s\",\"body\":{\"leader\":\"%s\",\"role\":\"cadre\"}",
		fixture_standing("lead"), area, fid(STAFF + leader));
}

/* "name depth staff on-duty,seconded,on-leave areas;" of each, as one reader sees it. */
static void tree_is(struct fixture *f, const struct reader *who, const char *want)
{
	struct unit *all;
	struct buf b;
	size_t n;

	fixture_read(f);
	if (who)
		f->cover.who = who;
	assert_int_equal(units_read(&f->cx, &f->cover, &uuid_nil, &all, &n), 0);
	buf_init(&b, &f->arena);
	buf_z(&b, "");
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&b, STR_FMT "%s %d %d %d,%d,%d", STR_ARG(all[i].name),
			all[i].looped ? "!" : "", all[i].depth, (int)all[i].staff,
			(int)all[i].on[0], (int)all[i].on[1], (int)all[i].on[2]);
		for (size_t k = 0; k < all[i].leads_n; k++)
			buf_fmt(&b, " " STR_FMT, STR_ARG(all[i].leads[k].area));
		buf_c(&b, ';');
	}
	assert_true(buf_ok(&b));
	assert_string_equal(cx_text(&f->cx, buf_get(&b)), want);
	fixture_read_done(f);
}

static void three_units(struct fixture *f)
{
	fixture_county(f, 1);
	unit(f, 1, "512021", "a", 0, 1);
	unit(f, 3, "v2", "c", 1, 0);
	unit(f, 2, "v1", "b", 1, 0);
	unit(f, 4, "v1", "d", 2, 0);
	staff(f, 1, "g1", 1, "on_duty");
	staff(f, 2, "g1", 2, "seconded");
	staff(f, 3, "g3", 2, "on_leave");
	staff(f, 4, "g3", 3, "on_duty");
}

static void units_stand_under_each_other(void **state)
{
	static const struct str v1 = { "v1", 2 };
	struct reader li = { .person = STR("li"), .scopes = &v1, .n = 1 };
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	three_units(&f);
	tree_is(&f, NULL, "a 0 1 1,0,0;b 1 2 0,1,1;d 2 0 0,0,0;c 1 1 1,0,0;");
	fixture_standing_open(&f, 440, "lead");
	led(&f, 1, "g1", 2);
	led(&f, 2, "v2", 2);
	led(&f, 3, "g3", 4);
	tree_is(&f, NULL, "a 0 1 1,0,0;b 1 2 0,1,1 g1 v2;d 2 0 0,0,0;c 1 1 1,0,0 g3;");
	/* Ended: nobody answers for it by this any more. */
	fixture_accept(&f, 450,
		"\"area.led_ended\",\"round\":\"%s\",\"area\":\"v2\",\"subject\":\"%s\","
		"\"body\":{\"reason\":\"left\"}",
		fixture_standing("lead"), fid(LED + 2));
	/* On leave until yesterday. */
	fixture_accept(&f, 451,
		"\"staff.state\",\"subject\":\"%s\",\"area\":\"g3\",\"body\":{\"flags\":[\"on_duty\"]}",
		fid(STAFF + 3));
	tree_is(&f, NULL, "a 0 1 1,0,0;b 1 2 1,1,0 g1;d 2 0 0,0,0;c 1 1 1,0,0 g3;");
	/* Whoever has one village sees its units and its people, and what is above them is not his. */
	tree_is(&f, &li, "b 0 1 0,1,0 g1;d 1 0 0,0,0;");
	fixture_close(&f);
}

/* Whoever lists them may err: each is still there once, and where the circle is cut it says so. */
static void a_circle_is_cut_and_told(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	unit(&f, 1, "v1", "e", 3, 0); /* hangs from the circle */
	unit(&f, 2, "v1", "g", 4, 0);
	unit(&f, 3, "v1", "h", 2, 0);
	unit(&f, 4, "v1", "f", 3, 0);
	unit(&f, 5, "v1", "i", 5, 0); /* under itself */
	unit(&f, 6, "v1", "k", 9, 0); /* under one that nobody listed */
	tree_is(&f, NULL,
		"f! 0 0 0,0,0;g 1 0 0,0,0;h 2 0 0,0,0;e 3 0 0,0,0;i! 0 0 0,0,0;k 0 0 0,0,0;");
	fixture_close(&f);
}

/* Two listed twice are one: whoever named the other is counted with the one that stayed. */
static void a_unit_that_was_merged_is_one(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	three_units(&f);
	fixture_accept(&f, 450,
		"\"subject.merged\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"with\":\"%s\"}",
		fid(UNIT + 3), fid(UNIT + 2));
	tree_is(&f, NULL, "a 0 1 1,0,0;b 1 3 1,1,1;d 2 0 0,0,0;");
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_stand_under_each_other),
		cmocka_unit_test(a_circle_is_cut_and_told),
		cmocka_unit_test(a_unit_that_was_merged_is_one),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
