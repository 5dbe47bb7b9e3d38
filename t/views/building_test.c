/* What of a round is missing in one building: its doors are all there, and those of other compounds are not read. On both engines. */
#include <stdio.h>

#include "desk/doors.h"
#include "support/site_fixture.h"

#define ROUND 3
#define DOOR 400 /* and on */

static const char *engine;

static const char *const doors[][2] = {
	{ "甲苑", "1" },
	{ "甲苑", "12" },
	{ "甲苑", "1_" },
	{ "甲%", "1" },
	{ "甲_苑", "1" },
	{ "甲苑二区", "1" },
	{ "乙苑", "1" },
	{ "乙苑", "A1" },
	{ "乙苑", "a1" },
};
#define DOORS (sizeof(doors) / sizeof(doors[0]))

static void listed(struct fixture *f)
{
	char subjects[DOORS * 40] = "";
	size_t at = 0;

	for (size_t i = 0; i < DOORS; i++) {
		fixture_accept(f, 500 + (int)i,
			"\"dwelling.listed\",\"subject\":\"%s\",\"area\":\"%s\","
			"\"body\":{\"compound\":\"%s\",\"building\":\"%s\",\"room\":\"101\"}",
			fid(DOOR + (int)i), i % 2 ? "g1" : "g2", doors[i][0], doors[i][1]);
	}
	fixture_accept(f, 600,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"sweep\","
		"\"incident\":\"%s\",\"question\":\"?\",\"expected\":%zu}",
		fid(ROUND), fid(1), DOORS);
	for (size_t g = 0; g < 2; g++) {
		at = 0;
		for (size_t i = 0; i < DOORS; i++)
			if (i % 2 == g)
				at += (size_t)snprintf(subjects + at, sizeof(subjects) - at,
					"%s\"%s\"", at ? "," : "", fid(DOOR + (int)i));
		fixture_accept(f, 601 + (int)g,
			"\"round.targeted\",\"round\":\"%s\",\"area\":\"%s\",\"body\":{\"piece\":1,\"subjects\":[%s]}",
			fid(ROUND), g ? "g1" : "g2", subjects);
	}
}

/* Which of the doors: bit i for doors[i]; exact: by the caller's own look at each. */
static unsigned found(
	struct fixture *f, const char *area, const char *compound, const char *building, bool exact)
{
	struct uuid round = fuid(ROUND), id;
	struct target *all;
	struct subject s;
	unsigned set = 0;
	size_t n;

	fixture_read(f);
	assert_int_equal(round_missing_at(&f->cx, &f->cover, &round, str_of(area), str_of(compound),
				 str_of(building), &all, &n),
		0);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			assert_true(str_cmp(all[i - 1].area, all[i].area) <= 0);
		assert_int_equal(subject_get(&f->cx, &f->cover, &all[i].subject, &s), 0);
		if (exact &&
			((*compound && !str_is(door_part(s.place, 0), compound)) ||
				(*building && !str_is(door_part(s.place, 1), building))))
			continue;
		for (unsigned d = 0; d < DOORS; d++) {
			id = fuid(DOOR + (int)d);
			set |= uuid_eq(&id, &all[i].subject) ? 1U << d : 0;
		}
	}
	fixture_read_done(f);
	return set;
}

static void each_door_of_a_building_is_there(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	listed(&f);
	for (unsigned i = 0; i < DOORS; i++)
		assert_int_equal(found(&f, "", doors[i][0], doors[i][1], true), 1U << i);
	assert_int_equal(found(&f, "", "", "1", true), 1 | 8 | 16 | 32 | 64);
	assert_int_equal(found(&f, "", "甲苑", "", true), 1 | 2 | 4);
	assert_int_equal(found(&f, "g1", "甲苑", "", true), 2);
	assert_int_equal(found(&f, "", "", "", true), (1U << DOORS) - 1);
	/* What is read: not the other compounds. */
	assert_int_equal(found(&f, "", "乙苑", "", false), 64 | 128 | 256);
	assert_int_equal(found(&f, "", "甲苑", "1", false), 1 | 2 | 4);
	assert_int_equal(found(&f, "", "丙苑", "", false), 0);
	/* And nothing that was done. */
	fixture_accept(&f, 700,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g2\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":3,\"away\":false}",
		fid(ROUND), fid(DOOR));
	assert_int_equal(found(&f, "", "甲苑", "", true), 2 | 4);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_door_of_a_building_is_there) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
