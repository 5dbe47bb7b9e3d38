/* The words of a command line, the texts, tables, times and cells. Needs no data. */
#include "load/cell.h"
#include "cli/cli_fixture.h"
#include "cli/help.h"
#include "load/place.h"
#include "cli/show.h"

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	fixture_open(f);
	*state = f;
	return 0;
}

static int end(void **state)
{
	sys_clock_fix(0);
	fixture_close(*state);
	free(*state);
	return 0;
}

/* ---- texts ---- */

static unsigned gaps(const char *z)
{
	unsigned found = 0;

	for (; (z = strchr(z, '{')) != NULL; z++)
		if (z[1] >= '0' && z[1] <= '3' && z[2] == '}')
			found |= 1u << (z[1] - '0');
	return found;
}

static void test_texts(void **state)
{
	(void)state;
	for (int i = 0; i < TEXTS; i++) {
		const char *zh = text_get((enum text)i, true), *en = text_get((enum text)i, false);

		assert_true(*zh && *en && utf8_valid(str_of(zh)) && utf8_valid(str_of(en)));
		if (gaps(zh) != gaps(en))
			fail_msg("'%s' and '%s' have other gaps", zh, en);
	}
}

/* ---- words ---- */

static void test_commands(void **state)
{
	struct fixture *f = *state;
	char words[4][32];

	for (const struct cli_command *k = cli_commands; k->words; k++) {
		int n = sscanf(k->words, "%31s %31s", words[0], words[1]);

		assert_non_null(k->run);
		if (n == 2)
			RUN(f, 0, words[0], words[1], "--help");
		else
			RUN(f, 0, words[0], "--help");
		assert_non_null(strstr(f->out, "--data DIR|URL"));
		assert_non_null(strstr(f->out, text_get(k->help, false)));
	}
}

/* The first word of several is asked about by itself: "round". Of what is none there is no help. */
static void test_help_of_a_word(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "round", "--help");
	assert_non_null(strstr(f->out, "  round extend ROUND"));
	assert_null(strstr(f->out, "  roster generate"));
	assert_null(strstr(f->out, "  rounds"));
	RUN(f, 0, "help", "backup");
	assert_non_null(strstr(f->out, "--into FOLDER"));
	RUN(f, 64, "never", "--help");
	RUN(f, 64, "round", "never", "--help");
}

static void said_in_chinese(struct cli *c, const char *words)
{
	const char *said = help_words(c, words);

	for (const char *p = said; *p; p++)
		if (*p >= 'A' && *p <= 'Z' && p[1] >= 'A' && p[1] <= 'Z')
			fail_msg("'%s' is told as '%s'", words, said);
}

/* What stands for something in a usage has a word in Chinese, too. */
static void test_help_in_chinese(void **state)
{
	struct fixture *f = *state;
	struct cli c = { .zh = true };

	arena_init(&c.arena, &sys_heap, 0);
	for (const struct cli_command *k = cli_commands; k->words; k++)
		said_in_chinese(&c, k->args);
	for (size_t i = 0; i < OPTIONS; i++)
		if (option_table[i].value)
			said_in_chinese(&c, option_table[i].value);
	arena_done(&c.arena);
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	RUN(f, 0, "backup", "--help");
	assert_non_null(strstr(f->out, "--every 时长"));
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

/* What an option means is said of the command that is asked about. */
static void test_option_help(void **state)
{
	struct fixture *f = *state;

	RUN(f, 0, "round", "open", "--help");
	assert_non_null(strstr(f->out, "declares one"));
	RUN(f, 0, "bulletin", "draft", "--help");
	assert_non_null(strstr(f->out, "without it the only one that goes on\n"));
	RUN(f, 0, "figures", "--help");
	assert_non_null(strstr(f->out, "without it all, but no exercises"));
	RUN(f, 0, "balances", "--help");
	assert_null(strstr(f->out, "declares one"));
}

static void test_words(void **state)
{
	struct fixture *f = *state;

	RUN(f, 64, "never");
	RUN(f, 64, "rounds", "--never");
	RUN(f, 64, "rounds", "-x");
	RUN(f, 64, "rounds", "more");
	RUN(f, 64, "missing");
	RUN(f, 64, "rounds", "--json", "--json");
	RUN(f, 64, "rounds", "--json=yes");
	RUN(f, 64, "missing", "x", "--area", "");
	RUN(f, 64, "round", "open", "--due");
	RUN(f, 64, "round");
	RUN(f, 65, "search", "\xff");
	RUN(f, 66, "rounds");
	RUN(f, 64, "rounds", "--json", "--due", "4h");
	assert_true(str_is(json_text(json_get(fixture_json(f), "error"), "code"), "usage"));
	RUN(f, 0, "help", "round", "open");
	RUN(f, 0, "kinds", "--json");
	assert_true(json_get(fixture_json(f), "items")->n > 20);
	RUN(f, 0, "--json", "kinds");
	RUN(f, 65, "kinds", "never");
}

/* ---- tables ---- */

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width(STR("abc")), 3);
	assert_int_equal(text_width(STR("岳阳镇")), 6);
	assert_int_equal(text_width(STR("ＡＢ")), 4);
	assert_int_equal(text_width(STR("e\xcc\x81")), 1);
	assert_int_equal(text_width(STR("“”")), 2);
	assert_int_equal(text_width(STR("\xf0\xa0\x80\x80")), 2);
	assert_int_equal(text_width(STR("")), 0);
}

static void test_table(void **state)
{
	struct fixture *f = *state;
	struct table t;
	struct buf b;

	table_init(&t, &f->cx, 3, "lrl");
	table_z(&t, "村");
	table_int(&t, 7);
	table_z(&t, "x");
	table_z(&t, "abcd");
	table_int(&t, 1234);
	table_z(&t, "");
	table_z(&t, "\x1b[2J");
	table_z(&t, "");
	table_z(&t, "");
	buf_init(&b, &f->arena);
	table_write(&t, &b);
	assert_string_equal(buf_get(&b).p, "村       7  x\nabcd  1234\n?[2J\n");
}

/* ---- times ---- */

static void expect_moment(struct cli *c, const char *text, const char *want)
{
	struct buf b;
	int64_t ms;

	assert_int_equal(cli_moment(c, str_of(text), &ms), 0);
	buf_init(&b, c->cx.arena);
	buf_when(&b, ms);
	assert_string_equal(buf_get(&b).p, want);
}

static void test_moments(void **state)
{
	static const char *const bad[] = { "", "h", "0h", "-4h", "4w", "24:00", "9:00",
		"2022-02-30", "2022-08-30 25:00", "2022-08-30 18:00x", "100001m" };
	struct fixture *f = *state;
	struct cli c = { .cx = f->cx, .arena = f->arena };
	int64_t ms;

	sys_clock_fix(1661824800000); /* 2022-08-30T10:00:00+08:00 */
	expect_moment(&c, "2022-08-30T12:00:00Z", "2022-08-30T20:00:00+08:00");
	expect_moment(&c, "2022-08-30 18:00", "2022-08-30T18:00:00+08:00");
	expect_moment(&c, "2022-08-30T18:00:15", "2022-08-30T18:00:15+08:00");
	expect_moment(&c, "2022-08-31", "2022-08-31T23:59:59+08:00");
	expect_moment(&c, "18:30", "2022-08-30T18:30:00+08:00");
	expect_moment(&c, "09:00", "2022-08-31T09:00:00+08:00");
	expect_moment(&c, "90m", "2022-08-30T11:30:00+08:00");
	expect_moment(&c, "+4h", "2022-08-30T14:00:00+08:00");
	expect_moment(&c, "2d", "2022-09-01T10:00:00+08:00");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (cli_moment(&c, str_of(bad[i]), &ms) != -E_USAGE)
			fail_msg("'%s' was taken", bad[i]);
}

/* ---- cells ---- */

static const char *cell_of(
	struct fixture *f, enum field_type type, const struct choice *choices, const char *cell)
{
	struct field field = { .name = "f", .type = type, .choices = choices };
	struct buf b;
	struct jw w;

	buf_init(&b, &f->arena);
	jw_init(&w, &b);
	jw_object(&w);
	cell_write(&f->cx, &w, &field, str_of(cell));
	jw_end_object(&w);
	assert_true(buf_ok(&b));
	return buf_get(&b).p;
}

static void test_cells(void **state)
{
	static const struct choice flags[] = { { "alone", 1, "独居", "Alone" },
		{ "elderly", 2, "老年人", "Elderly" }, { .name = NULL } };
	static const struct {
		enum field_type type;
		const char *cell, *want;
	} cases[] = {
		{ FIELD_INT, "12", "{\"f\":12}" },
		{ FIELD_INT, "１２", "{\"f\":12}" },
		{ FIELD_INT, "1.5", "{\"f\":\"1.5\"}" },
		{ FIELD_BOOL, "是", "{\"f\":true}" },
		{ FIELD_BOOL, "No", "{\"f\":false}" },
		{ FIELD_BOOL, "perhaps", "{\"f\":\"perhaps\"}" },
		{ FIELD_DATE, "2022/8/3", "{\"f\":\"2022-08-03\"}" },
		{ FIELD_DATE, "2022年8月3日", "{\"f\":\"2022-08-03\"}" },
		{ FIELD_DATE, "20220803", "{\"f\":\"2022-08-03\"}" },
		{ FIELD_DATE, "3.8.2022", "{\"f\":\"3.8.2022\"}" },
		{ FIELD_DATE, "2022-8-3 noon", "{\"f\":\"2022-8-3 noon\"}" },
		{ FIELD_TIME, "2022/8/3 9:05", "{\"f\":\"2022-08-03T09:05:00+08:00\"}" },
		{ FIELD_TIME, "2022-08-03T09:05:00Z", "{\"f\":\"2022-08-03T09:05:00Z\"}" },
		{ FIELD_CHOICE, "独居", "{\"f\":\"alone\"}" },
		{ FIELD_CHOICE, "ALONE", "{\"f\":\"alone\"}" },
		{ FIELD_CHOICE, "other", "{\"f\":\"other\"}" },
		{ FIELD_CHOICES, "独居、elderly；x", "{\"f\":[\"alone\",\"elderly\",\"x\"]}" },
		{ FIELD_DOCUMENT, "１１010519491231002x", "{\"f\":\"11010519491231002X\"}" },
		{ FIELD_PHONE, "138 0000 0000", "{\"f\":\"13800000000\"}" },
		{ FIELD_TEXT, "a b", "{\"f\":\"a b\"}" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(cell_of(f, cases[i].type, flags, cases[i].cell), cases[i].want);
}

/* ---- places ---- */

static struct uuid dwelling(struct fixture *f, const char *building, const char *unit,
	const char *floor, const char *room)
{
	struct place p = { .part = { [PLACE_COMPOUND] = STR("Garden"),
				   [PLACE_BUILDING] = str_of(building),
				   [PLACE_UNIT] = str_of(unit),
				   [PLACE_FLOOR] = str_of(floor),
				   [PLACE_ROOM] = str_of(room) } };

	return place_dwelling(&f->cx, STR("11"), &p);
}

static void test_places(void **state)
{
	struct fixture *f = *state;
	struct uuid a = dwelling(f, "1", "2", "3", "301"), b;

	b = dwelling(f, "1栋", "2单元", "3层", "301室");
	assert_true(uuid_eq(&a, &b));
	b = dwelling(f, "１号楼", "2 单元", NULL, "301");
	assert_true(uuid_eq(&a, &b));
	b = dwelling(f, "1", "2", NULL, "302");
	assert_false(uuid_eq(&a, &b));
	b = dwelling(f, "1", "2", "4", "301");
	assert_false(uuid_eq(&a, &b));
	/* parts do not run together */
	a = dwelling(f, "12", "3", "1", "1");
	b = dwelling(f, "1", "23", "1", "1");
	assert_false(uuid_eq(&a, &b));
}

static void test_decimals(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(text_decimal(&f->cx, 12500, 1000).p, "12.5");
	assert_string_equal(text_decimal(&f->cx, -1, 1000).p, "-0.001");
	assert_string_equal(text_decimal(&f->cx, 10000, 1000).p, "10");
	assert_string_equal(text_decimal(&f->cx, 0, 1000).p, "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test_setup_teardown(test_commands, begin, end),
		cmocka_unit_test_setup_teardown(test_help_of_a_word, begin, end),
		cmocka_unit_test_setup_teardown(test_help_in_chinese, begin, end),
		cmocka_unit_test_setup_teardown(test_option_help, begin, end),
		cmocka_unit_test_setup_teardown(test_words, begin, end),
		cmocka_unit_test(test_width),
		cmocka_unit_test_setup_teardown(test_table, begin, end),
		cmocka_unit_test_setup_teardown(test_moments, begin, end),
		cmocka_unit_test_setup_teardown(test_cells, begin, end),
		cmocka_unit_test_setup_teardown(test_places, begin, end),
		cmocka_unit_test_setup_teardown(test_decimals, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
