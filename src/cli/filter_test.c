/* Rounds of dwellings with --filter: the doors behind which somebody with the flag lives. */
#include "cli/cli_fixture.h"

static int begin(void **state)
{
	int rc = fixture_begin(state);
	struct fixture *f = *state;

	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "doors.csv",
			"area,compound,building,room\n11,Garden,1,101\n11,Garden,1,102\n11,Garden,1,103\n"
			"12,Yard,1,201\n"));
	return rc;
}

static void people(struct fixture *f, const char *rows)
{
	struct buf b;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "name,flags,area,compound,building,room\n%s", rows);
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", buf_get(&b).p), "--json");
}

/* The id of the newest round of this area with the flag; nobody fits: NULL. */
static const char *open_round(struct fixture *f, const char *area, const char *flag)
{
	int status = fixture_run(f, "round", "open", "--kind", "sweep", "--area", area, "--due",
		"4h", "--filter", flag, "--json", (char *)NULL);

	if (status == 66) {
		assert_non_null(strstr(f->err, "nothing that is listed fits"));
		return NULL;
	}
	if (status)
		fail_msg("exit %d: %s", status, f->err);
	return fixture_text(f, "round");
}

/* The rooms of who is missing, as one walks. */
static void expect_doors(
	struct fixture *f, const char *area, const char *flag, const char *const *rooms)
{
	const char *round = open_round(f, area, flag), *at;
	int n = 0;

	assert_non_null(round);
	RUN(f, 0, "missing", round);
	for (at = f->out; at && rooms[n]; n++) {
		at = strstr(at, rooms[n]);
		if (!at)
			fail_msg("%s lacks %s: %s", flag, rooms[n], f->out);
	}
	RUN(f, 0, "coverage", round, "--json");
	assert_int_equal(fixture_int(f, "missing"), n);
}

#define DOORS(f, area, flag, ...) \
	expect_doors((f), (area), (flag), (const char *const[]){ __VA_ARGS__, NULL })

static void doors_of_those_who_have_the_flag(void **state)
{
	struct fixture *f = *state;

	people(f,
		"甲,独居、行动不便,11,Garden,1,101\n乙,行动不便,11,Garden,1,101\n丙,独居,11,Garden,1,102\n"
		"丁,,11,Garden,1,103\n戊,行动不便,12,Yard,1,201\n己,需透析,11,Garden,9,901\n");
	DOORS(f, "1", "flag:immobile", "101", "201");
	DOORS(f, "11", "flag:immobile", "101");
	DOORS(f, "1", "flag:alone", "101", "102");
	/* nobody, and somebody whose home is in no list */
	assert_null(open_round(f, "1", "flag:pregnant"));
	assert_null(open_round(f, "1", "flag:dialysis"));
	RUN(f, 0, "verify");
}

/* The ids of the doors by their rooms, from the list of a round of all of them. */
static const char *door(struct fixture *f, const char *room)
{
	const struct json *items;
	const char *round;

	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	round = fixture_text(f, "round");
	RUN(f, 0, "missing", round, "--json");
	items = json_get(fixture_json(f), "items");
	for (uint32_t i = 0; i < items->n; i++)
		if (str_is(json_text(json_get(&items->items[i], "place"), "room"), room))
			return cx_text(&f->cx, json_text(&items->items[i], "subject"));
	fail_msg("there is no room %s", room);
	return NULL;
}

/* Another record of a kind that has columns for it: a heading and a row. */
static void told(struct fixture *f, const char *kind, const char *heading, const char *format,
	const char *a, const char *b)
{
	struct buf text;

	buf_init(&text, &f->arena);
	buf_fmt(&text, "%s\n", heading);
	buf_fmt(&text, format, a, b);
	buf_c(&text, '\n');
	RUN(f, 0, "import", kind, fixture_file(f, "t.csv", buf_get(&text).p), "--json");
	assert_int_equal(fixture_int(f, "accepted"), 1);
}

#define LI "0182ec0c-3800-7000-8000-000000000901"
#define LI_AGAIN "0182ec0c-3800-7000-8000-000000000902"

/* Whoever moved lives where the latest says; his row may stand in another area than his door. */
static void the_latest_home_counts(void **state)
{
	struct fixture *f = *state;
	const char *one = door(f, "101"), *other = door(f, "201");

	told(f, "people", "subject,name,flags,area,dwelling", "%s,李,独居,1,%s", LI, one);
	DOORS(f, "1", "flag:alone", "101");
	DOORS(f, "11", "flag:alone", "101");
	told(f, "person.changed", "subject,dwelling", "%s,%s", LI, other);
	DOORS(f, "1", "flag:alone", "201");
	told(f, "person.changed", "subject,flags", "%s,%s", LI, "行动不便");
	assert_null(open_round(f, "1", "flag:alone"));
	DOORS(f, "1", "flag:immobile", "201");
}

/* Listed twice and merged: one id has the flag, the other the home. */
static void one_person_under_two_ids(void **state)
{
	struct fixture *f = *state;

	told(f, "people", "subject,name,flags,area", "%s,李,%s,11", LI, "独居");
	told(f, "people", "subject,name,area,dwelling", "%s,李,11,%s", LI_AGAIN, door(f, "103"));
	assert_null(open_round(f, "1", "flag:alone"));
	told(f, "subject.merged", "area,subject,with", "11,%s,%s", LI_AGAIN, LI);
	DOORS(f, "1", "flag:alone", "103");
}

static void doors_that_were_merged(void **state)
{
	struct fixture *f = *state;
	const char *one = door(f, "101"), *other = door(f, "102");

	told(f, "people", "subject,name,flags,area,dwelling", "%s,李,独居,11,%s", LI, one);
	told(f, "people", "subject,name,flags,area,dwelling", "%s,王,独居,11,%s", LI_AGAIN, other);
	told(f, "subject.merged", "area,subject,with", "11,%s,%s", one, other);
	assert_non_null(open_round(f, "1", "flag:alone"));
	assert_int_equal(fixture_int(f, "expected"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			doors_of_those_who_have_the_flag, begin, fixture_end),
		cmocka_unit_test_setup_teardown(the_latest_home_counts, begin, fixture_end),
		cmocka_unit_test_setup_teardown(one_person_under_two_ids, begin, fixture_end),
		cmocka_unit_test_setup_teardown(doors_that_were_merged, begin, fixture_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
