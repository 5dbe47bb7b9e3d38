/* Imports and rounds through the command line: what is the same, what is kept, what a break leaves. */
#include "cli/cli_fixture.h"
#include "desk/desk.h"

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
	fixture_counts(f, 5000, 1, 0);
	RUN(f, 0, "import", "people", path, "--json");
	fixture_counts(f, 5000, 1, 0);
	RUN(f, 0, "import", "people", path, "--json", "--dry-run");
	fixture_counts(f, 0, 5001, 0);
	RUN(f, 0, "import", "people", path, "--json");
	fixture_counts(f, 0, 5001, 0);
}

/* Order of columns and their names are no content. */
static void test_the_same_row(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "people",
		fixture_file(f, "a.csv", "name,phone,area\nA,13800000001,11\n"), "--json");
	fixture_counts(f, 1, 0, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "b.csv", "区域,手机,姓名\n 11 ,13800000001,A \n"), "--json");
	fixture_counts(f, 0, 1, 0);
	RUN(f, 0, "import", "people", fixture_file(f, "c.csv", "name,phone\nA,13800000001\n"),
		"--area", "Village", "--json");
	fixture_counts(f, 0, 1, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "d.csv", "name,phone,area\nA,13800000002,11\n"), "--json");
	fixture_counts(f, 1, 0, 0);
}

static struct store *reader_of(struct fixture *f, struct site **ret)
{
	struct store *s;

	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_READ, cli_tables(), ret), 0);
	assert_int_equal(site_reader(&f->cx, *ret, false, &s), 0);
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
	fixture_counts(f, 1, 0, 0);
	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv", "name,area,Hobby,empty\nA,11,chess,\n"), "--json");
	fixture_counts(f, 0, 1, 0);
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
	fixture_counts(f, 3, 0, 0);
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "d.csv",
			"area,compound,building,unit,floor,room\n11,Garden,1,1,3,301\n"),
		"--json");
	fixture_counts(f, 0, 1, 0);
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
	fixture_counts(f, 2, 0, 10000);
	assert_int_equal(json_get(fixture_json(f), "errors")->n, 1000);
}

static void test_refusals_store_nothing(void **state)
{
	struct fixture *f = *state;

	RUN(f, 65, "import", "people", fixture_file(f, "p.csv", "name,area\nA,11\n\"B,11\n"));
	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", "name,area\nA,11\n"), "--json");
	fixture_counts(f, 1, 0, 0);
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
	fixture_counts(f, 4 * 2 * 4 * 2, 0, 0);
	RUN(f, 65, "roster", "generate",
		fixture_file(f, "b.csv",
			"area,compound,buildings,units,floors,rooms\n"
			"11,G,x-y-,1,0,1\n11,G,1,1,1,100\n99,G,1,1,1,1\n11,H,1,1,1,1\n11,G,1-1000,50,50,50\n"),
		"--json");
	fixture_counts(f, 1, 0, 4);
	RUN(f, 65, "roster", "generate",
		fixture_file(f, "c.csv", "area,compound,buildings\n11,G,1\n"));
}

/* ---- what was taken back ---- */

#define FIVE_DOORS "area,compound,room\n11,Yard,1\n11,Yard,2\n11,Yard,3\n11,Yard,4\n11,Yard,5\n"

static int64_t dwellings_n(struct fixture *f)
{
	struct site *site;
	struct store *s = reader_of(f, &site);
	struct cover c = {
		.store = s, .tree = site->tree, .who = &guard_reader_owner, .kinds = desks_kinds()
	};
	struct subject *all;
	struct str next;
	size_t n;

	assert_int_equal(
		subject_list(&f->cx, &c, STR(""), SUBJECT_DWELLING, STR(""), 1000, &all, &n, &next),
		0);
	store_rollback(s);
	store_close(s);
	site_close(site);
	return (int64_t)n;
}

static void test_taken_back_and_imported_again(void **state)
{
	struct fixture *f = *state;
	const char *wrong = fixture_file(f, "w.csv", FIVE_DOORS "11,Yard,9\n");
	const char *right = fixture_file(f, "r.csv", FIVE_DOORS "11,Yard,6\n");

	for (int i = 0; i < 3; i++) {
		RUN(f, 0, "import", "dwellings", wrong, "--json");
		fixture_counts(f, 6, 0, 0);
		RUN(f, 0, "void", fixture_text(f, "batch"));
		assert_int_equal(dwellings_n(f), 0);
	}
	RUN(f, 0, "import", "dwellings", right, "--json", "--dry-run");
	fixture_counts(f, 6, 0, 0);
	RUN(f, 0, "import", "dwellings", right);
	assert_non_null(strstr(f->err, "5 of them had been taken back"));
	assert_int_equal(dwellings_n(f), 6);
	RUN(f, 0, "import", "dwellings", right, "--json");
	fixture_counts(f, 0, 6, 0);
	assert_int_equal(fixture_int(f, "kept_void"), 0);
	RUN(f, 0, "verify");
}

static void void_singly(struct fixture *f)
{
	struct sender from = { .user = guard_reader_owner.person, .now = sys_now() };
	struct receipt *receipts;
	const struct json *v;
	struct site *site;
	struct entry e;
	struct store *s = reader_of(f, &site);
	struct buf b;
	size_t n;

	e = newest(f, s);
	store_rollback(s);
	store_close(s);
	site_close(site);
	buf_init(&b, &f->arena);
	buf_z(&b,
		"{\"id\":\"0182ec0c-3800-7000-8000-000000000114\",\"kind\":\"record.voided\",\"v\":1,"
		"\"at\":\"2022-08-30T18:05:00+08:00\",\"body\":{\"records\":[\"");
	buf_uuid(&b, &e.id);
	buf_z(&b, "\"]}}");
	assert_int_equal(json_read(&f->cx, buf_get(&b), &json_limits_request, &v), 0);
	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_WRITE, cli_tables(), &site), 0);
	assert_int_equal(
		append_json(&f->cx, &site->view, v, &from, &guard_gate_owner, &receipts, &n), 0);
	assert_int_equal(receipts[0].status, RECEIPT_ACCEPTED);
	site_close(site);
}

/* Somebody said of this door that it is none: a list that comes again does not unsay it, and tells. */
static void test_voided_singly(void **state)
{
	struct fixture *f = *state;
	const char *path = fixture_file(f, "d.csv", FIVE_DOORS);

	RUN(f, 0, "import", "dwellings", path);
	void_singly(f);
	assert_int_equal(dwellings_n(f), 4);
	RUN(f, 0, "import", "dwellings", path, "--json");
	fixture_counts(f, 0, 5, 0);
	assert_int_equal(fixture_int(f, "kept_void"), 1);
	assert_int_equal(dwellings_n(f), 4);
}

/* ---- headings and doors ---- */

static void test_synonyms(void **state)
{
	static const char *const buildings[] = { "栋号", "楼栋号", "幢号", "楼" };
	static const char *const units[] = { "单元名", "单元号", "单元", "unit" };
	static const char *const rooms[] = { "室号", "户室号", "房间号", "房号" };
	struct fixture *f = *state;

	for (size_t i = 0; i < 4; i++) {
		struct buf b;

		buf_init(&b, &f->arena);
		buf_fmt(&b, "网格编码,小区名称,%s,%s,%s\n11,Yard,1栋,1,101\n11,Yard,2栋,1,101\n",
			buildings[i], units[i], rooms[i]);
		RUN(f, 0, "import", "dwellings", fixture_file(f, "d.csv", buf_get(&b).p), "--json");
		fixture_counts(f, i ? 0 : 2, i ? 2 : 0, 0);
		assert_int_equal(json_get(fixture_json(f), "columns_unknown")->n, 0);
	}
	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv",
			"姓名,网格编码,出生年月,电话号码\n张测试,11,1949-12-31,13800000001\n"
			"李测试,11,1950年6月,\n"),
		"--json");
	fixture_counts(f, 2, 0, 0);
	assert_int_equal(json_get(fixture_json(f), "columns_unknown")->n, 0);
}

/* A column that nobody knows is told, and doors that fall together without it are not lost in silence. */
static void test_doors_that_fall_together(void **state)
{
	struct fixture *f = *state;
	const char *path = fixture_file(f, "d.csv",
		"area,compound,tower,unit,room\n11,Yard,1,1,101\n11,Yard,2,1,101\n11,Yard,2,1,102\n");
	const struct json *errors;

	RUN(f, 65, "import", "dwellings", path, "--json");
	fixture_counts(f, 2, 0, 1);
	errors = json_get(fixture_json(f), "errors");
	assert_true(str_is(json_text(&errors->items[0], "code"), "row_same"));
	assert_non_null(strstr(f->err, "columns unknown"));
	assert_non_null(strstr(f->err, "tower"));
	assert_true(str_is(json_get(fixture_json(f), "columns_unknown")->items[0].s, "tower"));
	/* another way to write one door is that door */
	RUN(f, 65, "import", "dwellings",
		fixture_file(f, "e.csv",
			"area,compound,building,room\n12,Court,1栋,101\n12,Court,1 栋,101室\n"));
	assert_non_null(strstr(f->err, "the same dwelling as row 2"));
	RUN(f, 0, "import", "dwellings",
		fixture_file(f, "f.csv", "area,compound,building,room\n12,Court,1幢,101号\n"),
		"--json");
	fixture_counts(f, 0, 1, 0);
	assert_int_equal(dwellings_n(f), 3);
	RUN(f, 0, "clashes", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 0);
}

static void test_a_list_of_people_among_dwellings(void **state)
{
	struct fixture *f = *state;

	RUN(f, 65, "import", "dwellings",
		fixture_file(f, "p.csv",
			"姓名,身份证号,区域,小区,房号\n张测试,,11,Yard,1\n李测试,,11,Yard,1\n"));
	assert_non_null(strstr(f->err, "note: '姓名, 身份证号' belongs to a list of people"));
	RUN(f, 65, "import", "dwellings", fixture_file(f, "q.csv", "area,compound,room\n11,,\n"));
	assert_non_null(strstr(f->err, "place: at least one of"));
}

static void test_people_without_a_home(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "dwellings", fixture_file(f, "d.csv", FIVE_DOORS));
	RUN(f, 0, "import", "people",
		fixture_file(
			f, "p.csv", "name,area,compound,room\nA,11,Yard,1\nB,11,Nowhere,999\n"),
		"--json");
	fixture_counts(f, 2, 0, 0);
	assert_int_equal(fixture_int(f, "homes_unknown"), 1);
	RUN(f, 0, "import", "people",
		fixture_file(f, "q.csv", "name,area,compound,room\nC,11,Nowhere,999\n"));
	assert_non_null(strstr(f->err, "such as row 2"));
}

static void test_suspects(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "people",
		fixture_file(f, "p.csv",
			"name,document,phone,area\nA,11010519491231002X,13800000001,11\n"
			"A,11010519491231002X,13800000002,11\nB,,13800000003,11\n"));
	RUN(f, 0, "suspects", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 1);
	RUN(f, 0, "suspects");
	assert_non_null(strstr(f->out, "document number"));
	assert_non_null(strstr(f->out, "Village"));
	assert_null(strstr(f->out, "B "));
}

/* ---- what is said ---- */

/* In the words of the form, and not in those of the program. */
static void test_reasons_for_people(void **state)
{
	static const struct {
		const char *row, *has, *has_not;
	} rows[] = {
		{ "张测试,110105194912310021,,", "“证件号码”", "body.document" },
		{ "张测试,1101051949123100,,", "应为 18 位，现为 16 位", "body." },
		{ "张测试,11010519491231002,,", "应为 18 位，现为 17 位", "body." },
		{ "张测试,1.10105E+17,,", "科学计数法", "document" },
		{ "张测试,,不详,", "没有电话的留空", "body.phone" },
		{ "张测试,,13800000001/13800000002,", "只能填一个电话号码", "body.phone" },
		{ "张测试,,400-800-8820,", "固定电话", "地区码" },
		{ "张测试,,,男性", "男、女", "male" },
	};
	struct fixture *f = *state;

	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b;

		buf_init(&b, &f->arena);
		buf_fmt(&b, "姓名,身份证号,手机,性别,区域\n%s,11\n", rows[i].row);
		RUN(f, 65, "import", "people", fixture_file(f, "p.csv", buf_get(&b).p));
		if (!strstr(f->err, rows[i].has) || strstr(f->err, rows[i].has_not))
			fail_msg("%s", f->err);
		assert_non_null(strstr(f->err, "改好后把文件再导入一次"));
	}
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

static void test_headings_in_help(void **state)
{
	struct fixture *f = *state;

	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "import", "--help");
	assert_non_null(strstr(f->out, "bulou import people --help"));
	RUN(f, 0, "import", "people", "--help");
	assert_non_null(strstr(f->out, "身份证号"));
	assert_non_null(strstr(f->out, "姓名、"));
	assert_non_null(strstr(f->out, "栋号"));
	RUN(f, 0, "import", "areas", "--help");
	assert_non_null(strstr(f->out, "上级编码"));
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

/* A slip of the pen becomes no building. */
static void test_plan_slips(void **state)
{
	static const char *const rows[] = { "1-x,1,3,2", "5-1,1,3,2", "1-4栋,1,3,2", "1,两,3,2",
		"1,2-x,3,2", "1-,1,3,2" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b;

		buf_init(&b, &f->arena);
		buf_fmt(&b, "area,compound,buildings,units,floors,rooms\n11,Yard,%s\n", rows[i]);
		RUN(f, 65, "roster", "generate", fixture_file(f, "p.csv", buf_get(&b).p), "--json");
		fixture_counts(f, 0, 0, 1);
	}
	RUN(f, 0, "roster", "generate",
		fixture_file(f, "p.csv",
			"area,compound,buildings,units,floors,rooms,note\n11,Yard,\"A-1,3栋\",东,1,2,x\n"),
		"--json");
	fixture_counts(f, 4, 0, 0);
	assert_non_null(strstr(f->err, "note"));
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 65, "roster", "generate",
		fixture_file(f, "p.csv", "区域,小区,楼栋,单元数,层数,每层户数\n11,Y,1,两,1,1\n"));
	assert_non_null(strstr(f->err, "“单元数”列"));
	assert_null(strstr(f->err, "units"));
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

/* ---- rounds ---- */

static void make_roster(struct fixture *f)
{
	RUN(f, 0, "roster", "generate",
		fixture_file(f, "plan.csv",
			"area,compound,buildings,units,floors,rooms\n"
			"11,Garden,1-25,2,10,5\n12,Court,1-3,1,10,5\n"),
		"--json");
	fixture_counts(f, 2650, 0, 0);
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
		fixture_end(state);
		fixture_begin(state);
		make_roster(*state);
		cut_and_resume(*state, steps * part / 5 + steps / 5, part == 3);
	}
}

/* Whoever touched an area of a list is taken off when the list is taken back. */
static void test_what_follows_from_a_void(void **state)
{
	struct fixture *f = *state;
	const char *list = fixture_file(f, "l.csv",
		"as_of,level,province,city,county,area_text,snapshot\n"
		"2022-08-30 08时,high,四川省,示例市,东兴区,某街道,v1\n");
	char journeys[400];

	RUN(f, 0, "incident", "declare", "Imported", "--area", "County", "--json");
	snprintf(journeys, sizeof(journeys),
		"incident,area,at,from_risk,since,name,from,left\n"
		"%s,11,2022-08-30 09:00,是,days_3,张测试,四川省示例市东兴区某街道,2022-08-30\n",
		fixture_text(f, "id"));
	RUN(f, 0, "round", "open", "--kind", "risk", "--area", "County");
	RUN(f, 0, "import", "travel.declared", fixture_file(f, "j.csv", journeys));
	RUN(f, 0, "import", "risk.listed", list, "--json");
	assert_non_null(strstr(f->err, "1 records drawn up"));
	RUN(f, 0, "void", fixture_text(f, "batch"));
	assert_non_null(strstr(f->err, "1 records drawn up"));
	RUN(f, 0, "follow", "--json");
	assert_int_equal(fixture_int(f, "records"), 0);
}

/* A list of risk areas as it is published: a whole hour, names in Chinese, a version. With BULOU_REALDATA, a month of it. */
static void test_risk_areas(void **state)
{
#define RISK_HEADINGS "date,as_of,level,province,city,county,area_text,snapshot\n"
	const char *real = getenv("BULOU_REALDATA");
	struct fixture *f = *state;
	struct site *site;
	struct store *s;
	struct entry e;
	char path[500];

	RUN(f, 0, "import", "risk.listed",
		fixture_file(f, "r.csv",
			RISK_HEADINGS
			"2022-08-15,2022-08-15 22时,high,陕西省,汉中市,宁强县,\"甲村,乙村\",v1\n"),
		"--json");
	fixture_counts(f, 1, 0, 0);
	s = reader_of(f, &site);
	e = newest(f, s);
	assert_non_null(memmem(e.open.p, e.open.n, "\"2022-08-15T22:00:00+08:00\"", 27));
	assert_non_null(memmem(e.open.p, e.open.n, "甲村,乙村", 13));
	store_rollback(s);
	store_close(s);
	site_close(site);
	/* A bare number may be an hour or not. */
	RUN(f, 65, "import", "risk.listed",
		fixture_file(
			f, "s.csv", RISK_HEADINGS "2022-08-15,2022-08-15 22,low,丙省,,,丁镇,v1\n"),
		"--json");
	if (!real) {
		print_message("# SKIP the real lists: BULOU_REALDATA is not set\n");
		return;
	}
	snprintf(path, sizeof(path), "%s/risk/areas-20220815-20220909.csv", real);
	RUN(f, 0, "import", "risk.listed", path, "--json");
	fixture_counts(f, 14124, 0, 0);
	RUN(f, 0, "import", "risk.listed", path, "--json");
	fixture_counts(f, 0, 14124, 0);
}

/* Whatever lists subjects makes new ones, the same of the same row. */
static void test_units_and_staff(void **state)
{
	struct fixture *f = *state;

	for (int again = 0; again < 2; again++) {
		RUN(f, 0, "import", "unit.listed",
			fixture_file(f, "u.csv",
				"序号,机构名称,机构类型,所属区域\n1,专班,工作专班,11\n2,医疗队,医疗队,11\n"),
			"--json");
		fixture_counts(f, again ? 0 : 2, again ? 2 : 0, 0);
		RUN(f, 0, "import", "staff.listed",
			fixture_file(f, "s.csv",
				"id,姓名,电话,在岗状态,area\n1,甲,13800000001,在岗,11\n2,乙,13800000002,请（休）假,12\n"),
			"--json");
		fixture_counts(f, again ? 0 : 2, again ? 2 : 0, 0);
	}
	RUN(f, 0, "verify");
}

/* Whoever binds people by a file is one person still, and does not approve himself by another. */
static void test_two_persons(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "import", "zone.sealed",
		fixture_file(f, "z.csv",
			"id,at,area,round,level,cause,basis,until,lead\n"
			"0182ec0c-3800-7000-8000-000000000601,2022-08-30T10:00:00+08:00,11,"
			"3cebb689-e074-8e38-9e49-436cdcc3ca3a,high,case,9,2022-09-06T10:00:00+08:00,u\n"),
		"--json");
	fixture_counts(f, 1, 0, 0);
	assert_int_equal(fixture_int(f, "held"), 1);
	RUN(f, 65, "import", "record.approved",
		fixture_file(f, "a.csv", "area,records\n11,0182ec0c-3800-7000-8000-000000000601\n"),
		"--json");
	RUN(f, 0, "figures", "--json");
	assert_null(strstr(f->out, "zones-sealed"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_more_than_a_group),
		FIXTURE_TEST(test_the_same_row),
		FIXTURE_TEST(test_unknown_columns),
		FIXTURE_TEST(test_dwelling_of_a_person),
		FIXTURE_TEST(test_many_bad_rows),
		FIXTURE_TEST(test_refusals_store_nothing),
		FIXTURE_TEST(test_plans),
		FIXTURE_TEST(test_taken_back_and_imported_again),
		FIXTURE_TEST(test_voided_singly),
		FIXTURE_TEST(test_synonyms),
		FIXTURE_TEST(test_doors_that_fall_together),
		FIXTURE_TEST(test_a_list_of_people_among_dwellings),
		FIXTURE_TEST(test_people_without_a_home),
		FIXTURE_TEST(test_suspects),
		FIXTURE_TEST(test_reasons_for_people),
		FIXTURE_TEST(test_headings_in_help),
		FIXTURE_TEST(test_plan_slips),
		FIXTURE_TEST(test_what_follows_from_a_void),
		FIXTURE_TEST(test_risk_areas),
		FIXTURE_TEST(test_units_and_staff),
		FIXTURE_TEST(test_two_persons),
		FIXTURE_TEST(test_round),
		FIXTURE_TEST(test_round_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
