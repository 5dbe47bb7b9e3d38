/* The home of a person whose row and whose dwelling do not tell the same parts of the place. */
#include "cli/cli_fixture.h"
#include "desk/desk.h"

static void dwellings(struct fixture *f, const char *rows)
{
	struct buf b;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "area,compound,building,room,address\n%s", rows);
	RUN(f, 0, "import", "dwellings", fixture_file(f, "d.csv", buf_get(&b).p));
}

static void people(struct fixture *f, const char *rows, const char *option)
{
	struct buf b;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "姓名,区域,小区,楼栋,房号,地址\n%s", rows);
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", buf_get(&b).p), "--json", option);
}

/* The place of the dwelling that the newest record names as home; "" when it names none that is listed. */
static const char *home_of_the_newest(struct fixture *f)
{
	struct cover c = { .who = &guard_reader_owner, .kinds = desks_kinds() };
	struct journal j = { .kinds = desks_kinds() };
	const struct json *v;
	struct subject s = { .place = STR("") };
	struct entry *all;
	struct site *site;
	struct uuid id;
	struct str plain;
	size_t n;
	int e;

	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_READ, cli_tables(), &site), 0);
	assert_int_equal(site_reader(&f->cx, site, false, &c.store), 0);
	assert_int_equal(store_begin_read(&f->cx, c.store, "test"), 0);
	c.tree = site->tree;
	j.store = c.store;
	assert_int_equal(journal_read(&f->cx, j.store, 0, 100000, 1u << ENTRY_RECORD, &all, &n), 0);
	assert_int_equal(journal_open(&f->cx, site->keys, &all[n - 1].id, all[n - 1].sealed,
				 CLASS_IDENTITY, &plain),
		0);
	assert_int_equal(json_read(&f->cx, plain, &json_limits_request, &v), 0);
	assert_true(uuid_read(json_text(v, "dwelling"), &id));
	e = subject_get(&f->cx, &c, &id, &s);
	assert_true(e == 0 || e == -E_NOT_FOUND);
	err_clear(&f->cx);
	store_rollback(c.store);
	store_close(c.store);
	site_close(site);
	return cx_text(&f->cx, s.place);
}

static void expect_home(struct fixture *f, const char *row, const char *part)
{
	const char *home;

	people(f, row, NULL);
	home = home_of_the_newest(f);
	if (*part ? !strstr(home, part) : *home != '\0')
		fail_msg("'%s' lives in '%s', not in '%s'", row, home, part);
}

static void an_address_beside_the_place_does_not_part_a_person_from_home(void **state)
{
	struct fixture *f = *state;

	dwellings(f, "11,Garden,1,101,\n11,Garden,1,102,\n");
	expect_home(f, "张测试,11,Garden,1栋,101室,示例路1号\n", "101");
	assert_int_equal(fixture_int(f, "homes_unknown"), 0);
	assert_int_equal(fixture_int(f, "homes_by_place"), 1);
	/* the same row again is the same person */
	people(f, "张测试,11,Garden,1栋,101室,示例路1号\n", NULL);
	assert_int_equal(fixture_int(f, "duplicates"), 1);
}

static void an_address_that_only_the_list_of_dwellings_has(void **state)
{
	struct fixture *f = *state;

	dwellings(f, "11,Garden,1,101,示例路1号\n11,Garden,1,102,示例路1号\n");
	expect_home(f, "张测试,11,Garden,1,102,\n", "102");
	assert_int_equal(fixture_int(f, "homes_by_place"), 1);
	/* which is nothing to tell where the row is as the list has it */
	expect_home(f, "李测试,11,Garden,1,101,示例路1号\n", "101");
	assert_int_equal(fixture_int(f, "homes_by_place"), 0);
}

static void expect_told(struct fixture *f, const char *row, const char *en, const char *zh)
{
	struct buf b;
	const char *path;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "姓名,区域,小区,楼栋,房号,地址\n%s", row);
	path = fixture_file(f, "told.csv", buf_get(&b).p);
	RUN(f, 0, "import", "people", path, "--dry-run");
	if (!strstr(f->err, en))
		fail_msg("'%s' is not in: %s", en, f->err);
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "import", "people", path, "--dry-run");
	if (!strstr(f->err, zh))
		fail_msg("'%s' is not in: %s", zh, f->err);
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

static void what_fits_several_or_another_address_is_told(void **state)
{
	struct fixture *f = *state;

	dwellings(f,
		"11,Garden,1,101,示例路1号\n11,Garden,1,101,示例路2号\n11,,,,示例路3号\n"
		"12,Garden,2,201,\n");
	expect_home(f, "张测试,11,Garden,1,101,\n", "");
	assert_int_equal(fixture_int(f, "homes_several"), 1);
	expect_told(f, "甲,11,Garden,1,101,\n", "fits several dwellings (such as row 2)",
		"与多户相符（如第 2 行）");
	expect_home(f, "张测试,11,Garden,1,101,示例路9号\n", "");
	assert_int_equal(fixture_int(f, "homes_other_address"), 1);
	expect_told(f, "甲,11,Garden,1,101,示例路9号\n", "another address (such as row 2)",
		"地址不同（如第 2 行）");
	/* the address alone, another door, another area */
	expect_home(f, "张测试,11,,,,示例路4号\n", "");
	expect_home(f, "张测试,11,Garden,1,102,示例路1号\n", "");
	expect_home(f, "张测试,11,Garden,2,201,示例路1号\n", "");
	assert_int_equal(fixture_int(f, "homes_unknown"), 1);
	assert_int_equal(fixture_int(f, "homes_by_place"), 0);
}

/* A compound or a group of villagers is no door, however few are listed there. */
static void a_compound_alone_is_no_home(void **state)
{
	struct fixture *f = *state;

	dwellings(f, "11,Garden,,,示例路1号\n");
	expect_home(f, "张测试,11,Garden,,,\n", "");
	expect_home(f, "张测试,11,Garden,,,示例路2号\n", "");
	assert_int_equal(fixture_int(f, "homes_unknown"), 1);
}

#define BEFORE \
	"姓名,区域,小区,楼栋,房号,地址\n甲,11,Garden,1,101,示例路1号\n乙,11,Garden,1,102,\n丙,11,Garden,1,103,\n"

static void again(struct fixture *f, int64_t tied, int64_t unknown)
{
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE), "--json");
	fixture_counts(f, 0, 3, 0);
	assert_int_equal(fixture_int(f, "homes_tied"), tied);
	assert_int_equal(fixture_int(f, "homes_unknown"), unknown);
}

/* The first import says what to do; the second one does it, and a third finds it done. */
static void dwellings_that_come_after_their_people(void **state)
{
	struct fixture *f = *state;
	const char *batch;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE));
	assert_non_null(strstr(f->err, "the homes of 3 people"));
	assert_non_null(strstr(f->err, "and then this file once more"));
	again(f, 0, 3);
	/* Of 乙 the ids meet by themselves. */
	dwellings(f, "11,Garden,1,101,\n11,Garden,1,102,\n");
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE), "--dry-run", "--json");
	assert_int_equal(fixture_int(f, "homes_tied"), 1);
	expect_told(f, "甲,11,Garden,1,101,示例路1号\n",
		"were listed after them (such as row 2), and would become their homes",
		"（如第 2 行），将按相符的一户登记住址");
	again(f, 1, 1);
	batch = fixture_text(f, "batch");
	assert_non_null(strstr(home_of_the_newest(f), "101"));
	again(f, 0, 1);
	/* What was taken back is tied again. */
	RUN(f, 0, "void", batch);
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE));
	assert_non_null(
		strstr(f->err, "the dwellings of 1 people were listed after them (such as row 2)"));
	again(f, 0, 1);
}

/* Where he has moved to since is newer than the row. */
static void who_has_moved_stays_there(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE), "--json");
	dwellings(f, "11,Garden,1,101,\n11,Garden,1,103,示例路1号\n12,Court,9,901,\n");
	RUN(f, 0, "search", "甲", "--json");
	buf_init(&b, &f->arena);
	buf_fmt(&b, "subject,area,compound,building,room\n" STR_FMT ",12,Court,9,901\n",
		STR_ARG(json_text(&json_get(fixture_json(f), "items")->items[0], "id")));
	RUN(f, 0, "import", "person.changed", fixture_file(f, "c.csv", buf_get(&b).p));
	again(f, 1, 1);
	again(f, 0, 1);
}

/* His row stands in two groups of the file, in front and at the end. */
static void who_stands_twice_in_a_file_is_tied_once(void **state)
{
	struct fixture *f = *state;
	const char *path;
	struct buf b;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", BEFORE), "--json");
	dwellings(f, "11,Garden,1,101,\n");
	buf_init(&b, &f->arena);
	buf_z(&b, BEFORE);
	for (int i = 0; i < APPEND_GROUP_MAX; i++)
		buf_fmt(&b, "张%d,11,,,,\n", i);
	buf_z(&b, "甲,11,Garden,1,101,示例路1号\n丙,11,Garden,1,103,\n");
	path = fixture_file(f, "long.csv", buf_get(&b).p);
	for (int dry = 1; dry >= 0; dry--) {
		RUN(f, 0, "import", "people", path, "--json", dry ? "--dry-run" : NULL);
		fixture_counts(f, APPEND_GROUP_MAX, 5, 0);
		assert_int_equal(fixture_int(f, "homes_tied"), 1);
		assert_int_equal(fixture_int(f, "homes_unknown"), 2);
	}
}

#define TIMED \
	"姓名,区域,小区,楼栋,房号,地址,时间\n甲,11,Garden,1,101,示例路1号,2022-08-30 10:00\n" \
	"丙,11,Garden,1,103,示例路1号,2022-08-30 10:00\n"

/* Ties are refused once the machine's clock stands behind the last moment that a record can name; the other rows have times
 * of their own. */
static void a_refused_tie_is_a_bad_row(void **state)
{
	struct fixture *f = *state;
	const struct json *errors;
	const char *path;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", TIMED), "--json");
	dwellings(f, "11,Garden,1,101,\n11,Garden,1,103,\n");
	path = fixture_file(f, "p.csv", TIMED "丁,11,,,,,2022-08-30 10:00\n");
	sys_clock_fix(WHEN_MAX + WHEN_DAY_MS);
	RUN(f, err_entry(E_CSV)->exit, "import", "people", path, "--json", "--dry-run");
	fixture_counts(f, 1, 0, 2);
	RUN(f, err_entry(E_CSV)->exit, "import", "people", path, "--json");
	sys_clock_fix(0);
	fixture_counts(f, 1, 0, 2);
	assert_int_equal(fixture_int(f, "homes_tied"), 0);
	assert_true(*fixture_text(f, "batch"));
	errors = json_get(fixture_json(f), "errors");
	assert_int_equal(errors->n, 2);
	assert_int_equal(json_get(&errors->items[1], "row")->i, 3);
	/* When the clock is right, importing again ties them. */
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", TIMED), "--json");
	fixture_counts(f, 0, 2, 0);
	assert_int_equal(fixture_int(f, "homes_tied"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(an_address_beside_the_place_does_not_part_a_person_from_home),
		FIXTURE_TEST(an_address_that_only_the_list_of_dwellings_has),
		FIXTURE_TEST(what_fits_several_or_another_address_is_told),
		FIXTURE_TEST(a_compound_alone_is_no_home),
		FIXTURE_TEST(dwellings_that_come_after_their_people),
		FIXTURE_TEST(who_has_moved_stays_there),
		FIXTURE_TEST(who_stands_twice_in_a_file_is_tied_once),
		FIXTURE_TEST(a_refused_tie_is_a_bad_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
