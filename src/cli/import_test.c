/* Imports and rounds through the command line: what is the same, what is kept, what a break leaves. */
#include "cli/cli_fixture.h"
#include "desk/desk.h"

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	fixture_open(f);
	RUN(f, 0, "init");
	RUN(f, 0, "import", "areas", fixture_file(f, "areas.csv", FIXTURE_AREAS));
	*state = f;
	return 0;
}

static int end(void **state)
{
	fixture_close(*state);
	free(*state);
	return 0;
}

static void counts(struct fixture *f, int64_t accepted, int64_t duplicates, int64_t refused)
{
	assert_int_equal(fixture_int(f, "accepted"), accepted);
	assert_int_equal(fixture_int(f, "duplicates"), duplicates);
	assert_int_equal(fixture_int(f, "refused"), refused);
}

/* A list of people longer than a group, with one row twice. */
static const char *many_people(struct fixture *f, const char *name, int n)
{
	struct buf b;

	buf_init(&b, &f->arena);
	buf_z(&b, "name,phone,area\n");
	for (int i = 0; i < n; i++)
		buf_fmt(&b, "Person %d,138%08d,1%d\n", i, i, 1 + i % 2);
	buf_z(&b, "Person 0,13800000000,11\n");
	assert_true(buf_ok(&b));
	return fixture_file(f, name, buf_get(&b).p);
}

static void test_more_than_a_group(void **state)
{
	struct fixture *f = *state;
	const char *path = many_people(f, "p.csv", 5000);

	RUN(f, 0, "import", "people", path, "--json", "--dry-run");
	counts(f, 5000, 1, 0);
	RUN(f, 0, "import", "people", path, "--json");
	counts(f, 5000, 1, 0);
	RUN(f, 0, "import", "people", path, "--json", "--dry-run");
	counts(f, 0, 5001, 0);
	RUN(f, 0, "import", "people", path, "--json");
	counts(f, 0, 5001, 0);
}

/* Order of columns and their names are no content. */
static void test_the_same_row(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "people",
		fixture_file(f, "a.csv", "name,phone,area\nA,13800000001,11\n"), "--json");
	counts(f, 1, 0, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "b.csv", "区域,手机,姓名\n 11 ,13800000001,A \n"), "--json");
	counts(f, 0, 1, 0);
	RUN(f, 0, "import", "people", fixture_file(f, "c.csv", "name,phone\nA,13800000001\n"),
		"--area", "Village", "--json");
	counts(f, 0, 1, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "d.csv", "name,phone,area\nA,13800000002,11\n"), "--json");
	counts(f, 1, 0, 0);
}

static struct store *reader_of(struct fixture *f, struct site **ret)
{
	struct store *s;

	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_READ, cli_tables(), ret), 0);
	assert_int_equal(site_reader(&f->cx, *ret, &s), 0);
	assert_int_equal(store_begin_read(&f->cx, s, "test"), 0);
	return s;
}

/* The newest record. */
static struct entry newest(struct fixture *f, struct store *s)
{
	struct entry *all;
	size_t n;

	assert_int_equal(journal_read(&f->cx, s, 0, 100000, 1u << ENTRY_RECORD, &all, &n), 0);
	assert_true(n > 0);
	return all[n - 1];
}

static void test_unknown_columns(void **state)
{
	struct fixture *f = *state;
	struct site *site;
	struct store *s;
	struct entry e;
	struct str extra, identity;

	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv", "name,area,Hobby,empty\nA,11,chess,\n"));
	s = reader_of(f, &site);
	e = newest(f, s);
	assert_int_equal(journal_open(&f->cx, site->keys, &e.id, e.sealed, CLASS_EXTRA, &extra), 0);
	assert_string_equal(extra.p, "{\"Hobby\":\"chess\"}");
	assert_int_equal(
		journal_open(&f->cx, site->keys, &e.id, e.sealed, CLASS_IDENTITY, &identity), 0);
	assert_string_equal(identity.p, "{\"name\":\"A\"}");
	assert_null(memmem(e.open.p, e.open.n, "chess", 5));
	store_rollback(s);
	store_close(s);
	site_close(site);
	/* another value is another row */
	RUN(f, 0, "import", "people", fixture_file(f, "q.csv", "name,area,Hobby\nA,11,cards\n"),
		"--json");
	counts(f, 1, 0, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv", "name,area,Hobby,empty\nA,11,chess,\n"), "--json");
	counts(f, 0, 1, 0);
}

/* A person's row finds his dwelling by its place, however the parts are written. */
static void test_dwelling_of_a_person(void **state)
{
	struct fixture *f = *state;
	struct cover c = { .now = 0 };
	struct subject *all;
	struct site *site;
	struct store *s;
	struct entry e;
	struct str identity, next;
	char text[UUID_TEXT + 1];
	size_t n;

	RUN(f, 0, "roster", "generate",
		fixture_file(f, "plan.csv",
			"area,compound,buildings,units,floors,rooms\n11,Garden,1,1,3,1\n"),
		"--json");
	counts(f, 3, 0, 0);
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "d.csv",
			"area,compound,building,unit,floor,room\n11,Garden,1,1,3,301\n"),
		"--json");
	counts(f, 0, 1, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv",
			"name,area,小区,楼栋,单元,房号\nA,11,Garden,1栋,1单元,301室\n"));
	s = reader_of(f, &site);
	e = newest(f, s);
	assert_int_equal(
		journal_open(&f->cx, site->keys, &e.id, e.sealed, CLASS_IDENTITY, &identity), 0);
	c = (struct cover){
		.store = s, .tree = site->tree, .who = &guard_reader_owner, .kinds = desks_kinds()
	};
	assert_int_equal(subject_list(&f->cx, &c, STR("11"), SUBJECT_DWELLING, STR(""), 100, &all,
				 &n, &next),
		0);
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++) {
		bool is_it = memmem(all[i].place.p, all[i].place.n, "301", 3) != NULL;

		uuid_write(&all[i].id, text);
		assert_int_equal(memmem(identity.p, identity.n, text, UUID_TEXT) != NULL, is_it);
	}
	store_rollback(s);
	store_close(s);
	site_close(site);
}

/* Bad rows alone fill no memory, and the good ones among them are taken. */
static void test_many_bad_rows(void **state)
{
	struct fixture *f = *state;
	struct buf b;

	buf_init(&b, &f->arena);
	buf_z(&b, "name,phone,area\nGood,13800000001,11\n");
	for (int i = 0; i < 10000; i++)
		buf_fmt(&b, "Bad %d,12,11\n", i);
	buf_z(&b, "Good,13800000002,11\n");
	RUN(f, 65, "import", "people", fixture_file(f, "p.csv", buf_get(&b).p), "--json");
	counts(f, 2, 0, 10000);
	assert_int_equal(json_get(fixture_json(f), "errors")->n, 1000);
}

static void test_refusals_store_nothing(void **state)
{
	struct fixture *f = *state;

	RUN(f, 65, "import", "people", fixture_file(f, "p.csv", "name,area\nA,11\n\"B,11\n"));
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", "name,area\nA,11\n"), "--json");
	counts(f, 1, 0, 0);
	RUN(f, 65, "import", "people", fixture_file(f, "q.csv", "phone,area\n13800000001,11\n"));
	assert_non_null(strstr(f->err, "'name'"));
	RUN(f, 65, "import", "people", fixture_file(f, "r.csv", "name\nA\n"));
	assert_non_null(strstr(f->err, "'area'"));
}

static void test_plans(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "roster", "generate",
		fixture_file(f, "a.csv",
			"区域,小区,楼栋,单元数,层数,每层户数\n11,Garden,\"1-2,5,A\",2,\"1-3,5\",2\n"),
		"--json");
	counts(f, 4 * 2 * 4 * 2, 0, 0);
	RUN(f, 65, "roster", "generate",
		fixture_file(f, "b.csv",
			"area,compound,buildings,units,floors,rooms\n"
			"11,G,x-y-,1,0,1\n11,G,1,1,1,100\n99,G,1,1,1,1\n11,H,1,1,1,1\n11,G,1-1000,50,50,50\n"),
		"--json");
	counts(f, 1, 0, 4);
	RUN(f, 65, "roster", "generate",
		fixture_file(f, "c.csv", "area,compound,buildings\n11,G,1\n"));
}

/* ---- rounds ---- */

static void make_roster(struct fixture *f)
{
	RUN(f, 0, "roster", "generate",
		fixture_file(f, "plan.csv",
			"area,compound,buildings,units,floors,rooms\n"
			"11,Garden,1-25,2,10,5\n12,Court,1-3,1,10,5\n"),
		"--json");
	counts(f, 2650, 0, 0);
}

static int64_t missing(struct fixture *f, const char *round)
{
	RUN(f, 0, "coverage", round, "--json");
	return fixture_int(f, "missing");
}

/* The state of the only round. */
static const char *round_state(struct fixture *f, const char **ret_id)
{
	const struct json *items, *one;

	RUN(f, 0, "rounds", "--json");
	items = json_get(fixture_json(f), "items");
	assert_int_equal(items->n, 1);
	one = &items->items[0];
	*ret_id = cx_text(&f->cx, json_text(one, "id"));
	return cx_text(&f->cx, json_text(one, "state"));
}

static void test_round(void **state)
{
	struct fixture *f = *state;
	const char *round;

	make_roster(f);
	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--json");
	assert_int_equal(fixture_int(f, "expected"), 2650);
	assert_int_equal(fixture_int(f, "pieces"), 4);
	round = fixture_text(f, "round");
	assert_int_equal(missing(f, round), 2650);
	RUN(f, 64, "round", "open", "--resume", round);
}

/* The opening is cut off at each of its first statements in turn; then it is taken up, also after the roster grew. */
static void cut_and_resume(struct fixture *f, uint64_t statement, bool grow)
{
	const char *round;
	int status;

	store_fail_at(statement);
	status = fixture_run(f, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h",
		"--question", "q", NULL);
	store_fail_at(0);
	assert_int_not_equal(status, 0);
	assert_string_equal(round_state(f, &round), "opening");
	if (grow)
		RUN(f, 0, "import", "dwellings",
			fixture_file(f, "more.csv", "area,compound,room\n11,New,1\n"));
	RUN(f, 0, "round", "open", "--resume", round, "--json");
	assert_string_equal(round_state(f, &round), "open");
	assert_int_equal(missing(f, round), grow ? 2651 : 2650);
	RUN(f, 0, "verify");
}

/* How many statements a whole opening takes: the cut lies between its first piece and its last. */
static uint64_t opening_steps(struct fixture *f)
{
	uint64_t before = store_steps();

	RUN(f, 0, "round", "open", "--kind", "sweep", "--area", "1", "--due", "4h", "--question",
		"q");
	return store_steps() - before;
}

static void test_round_cut(void **state)
{
	uint64_t steps;

	make_roster(*state);
	steps = opening_steps(*state);
	for (uint64_t part = 2; part <= 4; part++) {
		end(state);
		begin(state);
		make_roster(*state);
		cut_and_resume(*state, steps * part / 5 + steps / 5, part == 3);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_more_than_a_group, begin, end),
		cmocka_unit_test_setup_teardown(test_the_same_row, begin, end),
		cmocka_unit_test_setup_teardown(test_unknown_columns, begin, end),
		cmocka_unit_test_setup_teardown(test_dwelling_of_a_person, begin, end),
		cmocka_unit_test_setup_teardown(test_many_bad_rows, begin, end),
		cmocka_unit_test_setup_teardown(test_refusals_store_nothing, begin, end),
		cmocka_unit_test_setup_teardown(test_plans, begin, end),
		cmocka_unit_test_setup_teardown(test_round, begin, end),
		cmocka_unit_test_setup_teardown(test_round_cut, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
