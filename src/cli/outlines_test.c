/* A GeoJSON file from the command line: looked at, written, the same again, taken back; and what is wrong with it told by feature. */
#include "cli/cli_fixture.h"

#define FEATURE(name, type, coordinates) \
	"{\"type\":\"Feature\",\"properties\":{\"name\":\"" name \
	"\"},\"geometry\":{\"type\":\"" type "\",\"coordinates\":" coordinates "}}"
#define TRIANGLE "[[[104.1,30.1],[104.2,30.1],[104.2,30.2],[104.1,30.1]]]"
#define FILE_OF(...) "\xef\xbb\xbf{\"type\":\"FeatureCollection\",\"features\":[" __VA_ARGS__ "]}"

static void outlines_and_points_come_in(void **state)
{
	struct fixture *f = *state;
	const char *batch,
		*path = fixture_file(f, "a.geojson",
			FILE_OF(FEATURE("Village", "Polygon", TRIANGLE) "," FEATURE(
				"Post A", "Point", "[104.15,30.15]")));

	RUN(f, 0, "import", "site.listed",
		fixture_file(f, "s.csv", "area,name,flags\n11,Post A,checkpoint\n"));
	RUN(f, 0, "import", "outlines", path, "--datum", "wgs84", "--dry-run", "--json");
	fixture_counts(f, 2, 0, 0);
	assert_true(json_get(fixture_json(f), "batch")->type == JSON_NULL);
	RUN(f, 0, "import", "outlines", path, "--datum", "wgs84", "--json");
	fixture_counts(f, 2, 0, 0);
	batch = fixture_text(f, "batch");
	RUN(f, 0, "import", "outlines", path, "--datum", "wgs84", "--json");
	fixture_counts(f, 0, 2, 0);
	/* In another datum it is another outline. */
	RUN(f, 0, "import", "outlines", path, "--datum", "gcj02", "--dry-run", "--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "void", batch);
	RUN(f, 0, "import", "outlines", path, "--datum", "wgs84", "--dry-run", "--json");
	fixture_counts(f, 2, 0, 0);
	RUN(f, 0, "import", "outlines", path, "--datum", "wgs84");
	assert_non_null(strstr(f->out, "accepted 2, duplicates 0, refused 0, batch "));
}

static void what_is_wrong_is_told_by_feature(void **state)
{
	struct fixture *f = *state;
	const char *path = fixture_file(f, "a.geojson",
		FILE_OF(FEATURE("Village", "Polygon", TRIANGLE) "," FEATURE("Nirgends", "Polygon",
			TRIANGLE) "," FEATURE("Hamlet", "LineString", "[[1,2],[3,4]]")));

	RUN(f, 65, "import", "outlines", path, "--datum", "wgs84");
	assert_non_null(strstr(f->err, "feature 2: "));
	assert_non_null(strstr(f->err, "Nirgends"));
	assert_non_null(strstr(f->err, "feature 3: "));
	assert_non_null(strstr(f->out, "accepted 1, duplicates 0, refused 2"));
	RUN(f, 65, "import", "outlines", path, "--datum", "wgs84", "--json");
	fixture_counts(f, 0, 1, 2);
	RUN(f, 64, "import", "outlines", path);
	assert_non_null(strstr(f->err, "--datum"));
	RUN(f, 65, "import", "outlines", path, "--datum", "mars");
	assert_non_null(strstr(f->err, "cgcs2000"));
	RUN(f, 65, "import", "outlines", fixture_file(f, "b.geojson", "{"), "--datum", "wgs84");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(outlines_and_points_come_in),
		FIXTURE_TEST(what_is_wrong_is_told_by_feature),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
