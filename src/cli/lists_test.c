/* The lists of what somebody should look at: whole however long, and in words that help on. */
#include "cli/cli_fixture.h"
#include "cli/commands.h"

/* ---- refused ---- */

/* n doors with a room that is no text; the ids end in from, from + 1, … */
static struct str bad_doors(struct fixture *f, int from, int n)
{
	struct buf b;

	buf_init(&b, &f->arena);
	for (int i = from; i < from + n; i++)
		buf_fmt(&b,
			"%c{\"id\":\"0182ec0c-3800-7000-8000-%012d\",\"kind\":\"dwelling.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T08:00:00+08:00\",\"area\":\"11\","
			"\"subject\":\"0182ec0c-3800-7000-9000-%012d\",\"body\":{\"room\":%d}}",
			i == from ? '[' : ',', i, i, i);
	buf_c(&b, ']');
	assert_true(buf_ok(&b));
	return buf_get(&b);
}

static void hand_in(struct fixture *f, struct str json, enum receipt_status status)
{
	struct sender from = { .user = guard_reader_owner.person, .now = sys_now() };
	struct receipt *receipts;
	const struct json *v;
	struct site *site;
	size_t n;

	assert_int_equal(json_read(&f->cx, json, &json_limits_request, &v), 0);
	assert_int_equal(site_open(&f->cx, f->data, NULL, SITE_WRITE, cli_tables(), &site), 0);
	assert_int_equal(
		append_json(&f->cx, &site->view, v, &from, &guard_gate_owner, &receipts, &n), 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(receipts[i].status, status);
	site_close(site);
}

static int lines(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

/* Longer than two pages, as a table and as JSON; each of them once, in the order in which they came. */
static void refusals_are_listed_page_after_page(void **state)
{
	struct fixture *f = *state;
	const struct json *items;
	char id[UUID_TEXT + 1];

	RUN(f, 0, "refused", "--json");
	assert_string_equal(f->out, "{\"items\":[],\"next\":null}\n");
	for (int i = 0; i < 2250; i += 750)
		hand_in(f, bad_doors(f, i, 750), RECEIPT_REFUSED);
	RUN(f, 0, "refused", "--json");
	items = json_get(fixture_json(f), "items");
	assert_int_equal(items->n, 2250);
	for (uint32_t i = 0; i < items->n; i++) {
		snprintf(id, sizeof(id), "0182ec0c-3800-7000-8000-%012u", i);
		assert_true(str_is(json_text(&items->items[i], "id"), id));
	}
	RUN(f, 0, "refused");
	assert_int_equal(lines(f->out), 1 + 2250);
	assert_non_null(strstr(f->out, "Village"));
}

static void says(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in: %s", part, text);
}

static void a_refusal_is_told_in_the_words_of_the_form(void **state)
{
	struct fixture *f = *state;

	hand_in(f, bad_doors(f, 1, 1), RECEIPT_REFUSED);
	RUN(f, 0, "refused");
	says(f->out, "Dwelling listed");
	says(f->out, "'Room' must be …");
	says(f->out, "correct the type");
	assert_null(strstr(f->out, "body."));
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "refused");
	says(f->out, "登记房屋");
	says(f->out, "“房号”应为…");
	says(f->out, "改正类型");
	setenv("LC_ALL", "en_US.UTF-8", 1);
	RUN(f, 0, "refused", "--json");
	says(f->out, "\"code\":\"field_type\",\"remedy\":\"改正类型\"");
	says(f->out, "\"field\":\"body.room\"");
	/* what is no record has no field that anybody could name */
	hand_in(f, STR("[7]"), RECEIPT_REFUSED);
	RUN(f, 0, "refused");
	says(f->out, "'…' must be …");
}

/* What the run itself holds does not grow with the list: here it may hold 1 MiB, and the list is longer. */
static void refusals_are_not_held_together(void **state)
{
	struct fixture *f = *state;
	struct cli c = { .quiet = true, .json = true };

	for (int i = 0; i < 3000; i += 750)
		hand_in(f, bad_doors(f, i, 750), RECEIPT_REFUSED);
	arena_init(&c.arena, &sys_heap, 1 << 20);
	arena_init(&c.work_arena, &sys_heap, 0);
	c.cx.arena = &c.arena;
	c.work.arena = &c.work_arena;
	c.option[OPTION_DATA] = f->data;
	assert_int_equal(command_refused(&c), 0);
	cli_cover_end(&c);
	c.json = false;
	assert_int_equal(command_refused(&c), 0);
	cli_cover_end(&c);
	site_close(c.site);
	arena_done(&c.work_arena);
	arena_done(&c.arena);
}

/* ---- clashes ---- */

/* The record ID n of this kind about the subject. */
#define DOOR "0182ec0c-3800-7000-9000-000000000001"
#define RECORD(n, kind, rest) \
	"{\"id\":\"0182ec0c-3800-7000-8000-00000000010" n "\",\"kind\":\"" kind "\",\"v\":1," \
	"\"at\":\"2022-08-30T08:0" n ":00+08:00\",\"area\":\"11\",\"subject\":\"" DOOR "\"," rest \
	"}"
#define ID(n) "\"0182ec0c-3800-7000-8000-00000000010" n "\""

static void a_clash_says_what_differs_and_what_to_do(void **state)
{
	struct fixture *f = *state;

	hand_in(f,
		STR("[" RECORD("1", "dwelling.listed",
			"\"body\":{\"building\":\"1\",\"room\":\"301\"}") "," RECORD("2",
			"dwelling.changed",
			"\"body\":{\"building\":\"1\",\"room\":\"302\"}") "," RECORD("3",
			"dwelling.changed", "\"body\":{\"building\":\"1\",\"room\":\"303\"}") "]"),
		RECEIPT_ACCEPTED);
	RUN(f, 0, "clashes");
	says(f->out, "Roster");
	says(f->out, "Room: 302");
	says(f->out, "Room: 303");
	says(f->out, "corrects names all of these");
	assert_null(strstr(f->out, "Building"));
	assert_null(strstr(f->out, "state"));
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "clashes");
	says(f->out, "名册登记不一");
	says(f->out, "房号：302");
	says(f->out, "在 corrects 中写明这几条");
	setenv("LC_ALL", "en_US.UTF-8", 1);
	/* and that is what settles it */
	hand_in(f,
		STR("[" RECORD("4", "dwelling.changed",
			"\"corrects\":[" ID("2") "," ID(
				"3") "],"
				     "\"body\":{\"building\":\"1\",\"room\":\"303\"}") "]"),
		RECEIPT_ACCEPTED);
	RUN(f, 0, "clashes", "--json");
	assert_int_equal(json_get(fixture_json(f), "items")->n, 0);
}

/* Two moves, noted down in two places: each says where. */
static void a_clash_says_where(void **state)
{
	static const char there[] = "{\"id\":" ID(
		"3") ",\"kind\":\"subject.moved\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\","
		     "\"area\":\"12\",\"subject\":\"" DOOR "\",\"body\":{\"to\":\"11\"}}";
	struct fixture *f = *state;

	hand_in(f,
		STR("[" RECORD("1", "dwelling.listed", "\"body\":{\"room\":\"301\"}") "," RECORD(
			"2", "subject.moved", "\"body\":{\"to\":\"12\"}") "]"),
		RECEIPT_ACCEPTED);
	hand_in(f, str_of(there), RECEIPT_ACCEPTED);
	RUN(f, 0, "clashes");
	says(f->out, "  Area: ");
	says(f->out, ", Moved to: ");
}

/* Two words about one pair are of two kinds; of what is sealed only that it differs is told. */
static void clashes_of_kinds_and_of_what_is_sealed(void **state)
{
	struct fixture *f = *state;

	hand_in(f,
		STR("[" RECORD("1", "person.listed", "\"body\":{\"name\":\"张测试\"}") "," RECORD(
			"2", "person.listed", "\"body\":{\"name\":\"李测试\"}") "," RECORD("3",
			"subject.merged",
			"\"body\":{\"with\":\"0182ec0c-3800-7000-9000-000000000002\"}") "," RECORD("4",
			"subject.parted",
			"\"body\":{\"from\":\"0182ec0c-3800-7000-9000-000000000002\"}") "]"),
		RECEIPT_ACCEPTED);
	RUN(f, 0, "clashes");
	says(f->out, "(what is sealed differs)");
	says(f->out, "Found to be one");
	says(f->out, "Found not to be one");
	assert_null(strstr(f->out, "测试"));
	RUN(f, 0, "clashes", "--json");
	says(f->out, "\"label_zh\":\"名册登记不一\"");
	says(f->out, "\"remedy_en\":\"hand in one record");
}

/* ---- masks ---- */

#define PEOPLE \
	"area,name,document,phone,address,building,room\n" \
	"11,欧阳甲测,11010519491231002X,13900001111,示例路,1,101\n" \
	"11,欧阳乙测,11010519491231002X,13900002222,示例路,1,102\n"

/* Whoever sits at the machine is not shown names by the way either: no list tells one in plain, as a table or as JSON. */
static void no_list_tells_names(void **state)
{
	static const char *const lists[][3] = { { "suspects" }, { "staff" }, { "search", "欧阳" },
		{ "search", "甲测" }, { "clashes" }, { "waiting" }, { "refused" }, { "strays" },
		{ "places" }, { "risk", "match" }, { "users" }, { "exports" }, { "units" } };
	static const char *const names[] = { "阳甲测", "阳乙测", "11010519491231002X",
		"13900001111", "13900002222" };
	struct fixture *f = *state;

	RUN(f, 0, "import", "people", fixture_file(f, "p.csv", PEOPLE));
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (int json = 0; json < 2; json++) {
			const char *a = lists[i][1], *b = json ? "--json" : NULL;

			RUN(f, 0, lists[i][0], a ? a : b, a ? b : NULL);
			for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
				if (strstr(f->out, names[k]))
					fail_msg("%s tells %s: %s", lists[i][0], names[k], f->out);
		}
	RUN(f, 0, "suspects");
	says(f->out, "欧***");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(refusals_are_listed_page_after_page),
		FIXTURE_TEST(refusals_are_not_held_together),
		FIXTURE_TEST(a_refusal_is_told_in_the_words_of_the_form),
		FIXTURE_TEST(a_clash_says_what_differs_and_what_to_do),
		FIXTURE_TEST(a_clash_says_where),
		FIXTURE_TEST(clashes_of_kinds_and_of_what_is_sealed),
		FIXTURE_TEST(no_list_tells_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
