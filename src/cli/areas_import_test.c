/* Areas from a file: what is told of a row that cannot be an area, and what the rows of one file make of each other. */
#include "cli/cli_fixture.h"

static void refused(
	struct fixture *f, const char *kind, const char *text, const char *code, const char *says)
{
	const struct json *errors;

	RUN(f, 65, "import", kind, fixture_file(f, "bad.csv", text), "--json");
	errors = json_get(fixture_json(f), "errors");
	assert_int_equal(errors->n, 1);
	assert_true(str_is(json_text(&errors->items[0], "code"), code));
	if (!strstr(f->out, says))
		fail_msg("'%s' lacks '%s'", f->out, says);
}

static void a_row_that_is_no_area_is_told(void **state)
{
	struct fixture *f = *state;

	refused(f, "areas", "code,name,parent\n21,Second,1\n21,Second B,1\n", "row_same", "row 2");
	refused(f, "areas", "code,name,parent\n11,Other,1\n", "area_differs", "已登记为“Village”");
	refused(f, "areas", "code,name,parent\n31,Orphan,666\n", "unknown_area", "666");
	refused(f, "areas", "code,name,parent\n41,Own,41\n", "field_format",
		"cannot lie under itself");
	refused(f, "areas", "code,name,parent\n5.12021E+14,Grid,1\n", "field_format", "scientific");
	/* below its child, and by its name */
	RUN(f, 0, "import", "areas",
		fixture_file(f, "a.csv", "code,name,parent\n61,Lane,60\n60,Street,County\n"),
		"--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "areas", "--area", "Street", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 2);
	RUN(f, 0, "areas");
	assert_non_null(strstr(f->out, "Lane"));
	RUN(f, 0, "import", "dwellings", fixture_file(f, "d.csv", "area,compound,room\nLane,Y,1\n"),
		"--json");
	fixture_counts(f, 1, 0, 0);
	refused(f, "dwellings", "area,compound,room\n5.12021E+14,Y,1\n", "field_format",
		"scientific");
	refused(f, "dwellings", "area,compound,room\nNirgends,Y,1\n", "unknown_area", "Nirgends");
}

/* A row that was refused lists nothing: the good one below it is the first. */
static void a_bad_row_does_not_stand_before_a_good_one(void **state)
{
	struct fixture *f = *state;

	RUN(f, 65, "import", "areas",
		fixture_file(f, "a.csv",
			"code,name,parent,level\n21,North,1,nonsense\n21,North,1,village\n"
			"11,Other,1,village\n11,Village,1,village\n"),
		"--json");
	fixture_counts(f, 1, 1, 2);
	RUN(f, 0, "areas", "--area", "North", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 1);
	/* and of two good ones with other values the first stays */
	refused(f, "areas", "code,name,parent\n31,x,nowhere\n", "unknown_area", "nowhere");
	refused(f, "areas", "code,name,parent\n41,East,1\n41,West,1\n", "row_same", "row 2");
	RUN(f, 0, "areas", "--area", "East");
}

static void says(struct fixture *f, const char *text)
{
	if (!strstr(f->err, text))
		fail_msg("'%s' is not in: %s", text, f->err);
}

static void parents_in_a_circle_are_told(void **state)
{
	struct fixture *f = *state;
	const char *path = fixture_file(
		f, "a.csv", "code,name,parent\n71,A,73\n72,B,71\n73,C,72\n74,D,73\n75,E,1\n");

	RUN(f, 65, "import", "areas", path, "--json", "--dry-run");
	fixture_counts(f, 2, 0, 3);
	assert_true(str_is(
		json_text(&json_get(fixture_json(f), "errors")->items[0], "code"), "area_circle"));
	RUN(f, 65, "import", "areas", path);
	says(f, "71 (row 2), 73 (row 4), 72 (row 3), 71");
	says(f, "give one of these rows a parent that is none of them");
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 65, "import", "areas", path);
	says(f, "72（第 3 行）、71（第 2 行）、73（第 4 行）、72");
	says(f, "其中至少改一行的上级");
	setenv("LC_ALL", "en_US.UTF-8", 1);
	/* D hangs on what is listed later; with the circle opened, all lie where the file says */
	RUN(f, 0, "import", "areas",
		fixture_file(f, "b.csv",
			"code,name,parent\n71,A,1\n72,B,71\n73,C,72\n74,D,73\n75,E,1\n"),
		"--json");
	fixture_counts(f, 3, 2, 0);
	RUN(f, 0, "areas", "--area", "A", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 4);
}

/* Half of the circle is listed: F names a parent that was refused. */
static void a_circle_through_what_is_listed_is_told(void **state)
{
	struct fixture *f = *state;

	RUN(f, 65, "import", "areas",
		fixture_file(f, "a.csv", "code,name,parent,level\n81,F,82,\n82,G,1,nonsense\n"));
	RUN(f, 65, "import", "areas", fixture_file(f, "b.csv", "code,name,parent\n82,G,81\n"));
	says(f, "82 (row 2), 81 (listed), 82");
}

/* A file may give its areas ids of their own; a parent may be named by its code all the same. */
static void a_parent_in_the_file_is_found_by_its_code(void **state)
{
	struct fixture *f = *state;
	const char *path = fixture_file(
		f, "a.csv", "id,code,name,parent\nlane,512,Lane,511\nstreet,511,Street,1\n");

	RUN(f, 0, "import", "areas", path, "--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "areas", "--area", "Street", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 2);
	RUN(f, 0, "import", "areas", path, "--json");
	fixture_counts(f, 0, 2, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(a_row_that_is_no_area_is_told),
		FIXTURE_TEST(a_bad_row_does_not_stand_before_a_good_one),
		FIXTURE_TEST(parents_in_a_circle_are_told),
		FIXTURE_TEST(a_circle_through_what_is_listed_is_told),
		FIXTURE_TEST(a_parent_in_the_file_is_found_by_its_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
