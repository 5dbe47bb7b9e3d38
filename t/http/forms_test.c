/* Offices' tables over HTTP: taken over, mapped, filled with what the figures say, in the office's own workbook; the next day's difference,
 * and how many questions were saved. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zip.h>

#include "cover/base_kinds.h"
#include "desk/forms/forms.h"
#include "paper/xlsx_form.h"
#include "support/form_fixture.h"
#include "sys/sys.h"

#define ID(n) "01900000-0000-7000-8000-0000000" n
#define VISIT(id, day, people) \
	"{\"id\":\"" ID( \
		id) "\",\"kind\":\"sweep.visit\",\"v\":2," \
		    "\"at\":\"2022-08-" day "T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"" ID( \
			    "00002") "\"," \
				     "\"subject\":\"" ID( \
					     "00100") "\",\"body\":{\"outcome\":\"done\",\"people\":" people \
						      "}}"
#define FILL(form, day, status) \
	call_is(&server, (status), "POST", "/v1/forms/" ID(form) "/fillings", \
		"{\"day\":\"2022-08-" day "\"}")

static void form_post(int id, const char *area, const char *figure, const char *measure)
{
	char text[8000];

	form_records(text, sizeof(text), id, area, figure, measure, "");
	call_is(&server, 200, "POST", "/v1/records", text);
}

static struct answer shown(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

/* What stands in a cell of the workbook that was handed over. */
static void cell_is(const char *path, uint32_t column, uint32_t row, const char *text)
{
	struct answer a = shown(path);
	struct xlsx_form_sheet *all;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	bool found = false;
	size_t n;

	arena_init(&arena, &sys_heap, 0);
	assert_int_equal(xlsx_form_read(&cx, (struct str){ a.body, a.body_n }, &all, &n), 0);
	for (size_t i = 0; i < all[0].cells_n; i++)
		if (all[0].cells[i].column == column && all[0].cells[i].row == row) {
			found = true;
			if (!str_is(all[0].cells[i].text, text))
				fail_msg(STR_FMT ", not %s", STR_ARG(all[0].cells[i].text), text);
		}
	assert_true(found || !*text);
	arena_done(&arena);
	answer_free(&a);
}

#define FORM "/v1/forms/" ID("92001")

static void a_table_is_filled_from_figures(void **state)
{
	struct answer a;

	(void)state;
	form_post(92001, "512021", "people-called-on", "day");
	call_is(&server, 200, "POST", "/v1/records", VISIT("92010", "29", "3"));
	/* Nothing was filled in yet. */
	call_is(&server, 404, "GET", FORM "?format=xlsx", NULL);
	FILL("92001", "29", 200);
	cell_is(FORM "?format=xlsx", 2, 2, "3");
	cell_is(FORM "?format=xlsx", 3, 1, "2022年8月29日");
	cell_is(FORM "?format=xlsx", 1, 1, "入户排查日报（示例）");
	/* What comes later changes the figure, and not what was filled in. */
	call_is(&server, 200, "POST", "/v1/records", VISIT("92011", "30", "4"));
	FILL("92001", "30", 200);
	a = shown(FORM);
	assert_true(str_is(at(a.json, "filling.day")->s, "2022-08-30"));
	assert_true(str_is(at(a.json, "filling.before")->s, "2022-08-29"));
	assert_true(str_is(at(a.json, "filling.values.0.was")->s, "3"));
	assert_true(str_is(at(a.json, "filling.values.0.text")->s, "4"));
	assert_int_equal(at(a.json, "filling.changed")->i, 1);
	assert_int_equal(at(a.json, "fillings")->n, 2);
	answer_free(&a);
	cell_is(FORM "?format=xlsx&day=2022-08-29", 2, 2, "3");
	a = shown("/v1/forms");
	assert_int_equal(at(a.json, "items.0.last.changed")->i, 1);
	assert_int_equal(at(a.json, "items.0.cells")->i, 2);
	answer_free(&a);
	/* What it shows is what the figure says. */
	a = shown("/v1/figures/people-called-on?incident=" ID(
		"00001") "&area=512021&from=2022-08-30&to=2022-08-30");
	assert_int_equal(at(a.json, "value")->i, 4);
	answer_free(&a);
}

/* The latest day is the latest, also where an earlier one is filled anew. */
static void an_earlier_day_is_filled_anew(void **state)
{
	struct answer a;

	(void)state;
	FILL("92001", "28", 200);
	a = shown(FORM);
	assert_true(str_is(at(a.json, "filling.day")->s, "2022-08-30"));
	assert_true(str_is(at(a.json, "filling.before")->s, "2022-08-29"));
	answer_free(&a);
	cell_is(FORM "?format=xlsx&day=2022-08-28", 2, 2, "0");
	/* And what came before it is the day before, not what was filled before. */
	FILL("92001", "30", 200);
	a = shown(FORM);
	assert_true(str_is(at(a.json, "filling.before")->s, "2022-08-29"));
	assert_true(str_is(at(a.json, "filling.values.0.was")->s, "3"));
	assert_true(str_is(at(a.json, "filling.values.0.text")->s, "4"));
	answer_free(&a);
	a = shown("/v1/forms");
	assert_true(str_is(at(a.json, "items.0.last.day")->s, "2022-08-30"));
	answer_free(&a);
}

static int64_t figure(const char *id)
{
	char path[200];
	struct answer a;
	int64_t n;

	snprintf(path, sizeof(path), "/v1/figures/%s?incident=" ID("00001") "&area=512021", id);
	a = shown(path);
	n = at(a.json, "value")->i;
	answer_free(&a);
	return n;
}

/* The second table that asks the same saves the questions; the first does not, nor does one that is filled again. */
static void questions_are_saved_by_the_second_table(void **state)
{
	int64_t before = figure("questions-saved");
	struct answer a;

	(void)state;
	assert_int_equal(before, 0);
	form_post(92101, "g1", "people-called-on", "total");
	FILL("92101", "30", 200);
	assert_int_equal(figure("questions-saved"),
		1); /* the visit of the day, which the first table counts, too */
	FILL("92101", "30", 200);
	assert_int_equal(figure("questions-saved"), 1);
	assert_int_equal(figure("forms-filled"), 6);
	cell_is("/v1/forms/" ID("92101") "?format=xlsx", 2, 2, "7");
	a = shown("/v1/forms/" ID("92101"));
	assert_int_equal(at(a.json, "fillings")->n, 1);
	answer_free(&a);
}

static void refused(const char *record, const char *code)
{
	struct answer a = call(&server, "POST", "/v1/records", record);

	assert_true(str_is(at(a.json, "status")->s, "refused"));
	if (!str_is(at(a.json, "error.code")->s, code))
		fail_msg("%s", a.body);
	answer_free(&a);
}

static void what_cannot_be_filled_says_why(void **state)
{
	char text[700];

	(void)state;
	FILL("92999", "30", 404);
	call_is(&server, 400, "POST", FORM "/fillings", "{\"day\":\"2999-01-01\"}");
	call_is(&server, 400, "POST", FORM "/fillings", "{}");
	call_is(&server, 422, "POST", FORM "/fillings", "{\"day\":\"2022-08-30\",\"x\":1}");
	form_post(92201, "512021", "no-such-figure", "day");
	FILL("92201", "30", 404);
	/* Nobody writes one by himself, nor takes what is no workbook. */
	snprintf(text, sizeof(text),
		"{\"id\":\"" ID(
			"92300") "\",\"kind\":\"form.filed\",\"v\":1,\"at\":\"" FORM_AT
				 "\",\"area\":\"g1\",\"body\":{\"incident\":\"" ID(
					 "00001") "\",\"name_zh\":\"x\",\"office\":\"x\",\"file\":\"eHh4eA\"}}");
	refused(text, "xlsx");
	snprintf(text, sizeof(text),
		"{\"id\":\"" ID(
			"92301") "\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"" FORM_AT
				 "\",\"area\":\"g1\",\"subject\":\"" ID(
					 "92001") "\",\"body\":{\"version\":9,\"map\":\"[{\\\"cell\\\":\\\"B0\\\"}]\"}}");
	refused(text, "field_format");
	snprintf(text, sizeof(text),
		"{\"id\":\"" ID(
			"92303") "\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"" FORM_AT
				 "\",\"area\":\"g1\",\"subject\":\"" ID(
					 "92001") "\",\"body\":{\"version\":9,\"map\":\"[{\\\"cell\\\":\\\"B2\\\",\\\"what\\\":\\\"who\\\"},{\\\"cell\\\":\\\"B2\\\",\\\"what\\\":\\\"date\\\"}]\"}}");
	refused(text, "field_format");
	/* What could never be taken away is not filled: there is no such sheet. */
	form_post(92205, "512021", "people-called-on", "day");
	snprintf(text, sizeof(text),
		"{\"id\":\"" ID(
			"92207") "\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"" FORM_AT
				 "\",\"area\":\"512021\",\"subject\":\"" ID(
					 "92205") "\",\"body\":{\"version\":2,\"map\":\"[{\\\"sheet\\\":7,\\\"cell\\\":\\\"B2\\\",\\\"what\\\":\\\"who\\\"}]\"}}");
	call_is(&server, 200, "POST", "/v1/records", text);
	FILL("92205", "30", 400);
	snprintf(text, sizeof(text),
		"{\"id\":\"" ID(
			"92302") "\",\"kind\":\"form.filled\",\"v\":1,\"at\":\"" FORM_AT
				 "\",\"area\":\"g1\",\"subject\":\"" ID("92001") "\",\"body\":{\"incident\":\"" ID(
					 "00001") "\",\"version\":9,\"map\":\"" ID("92002") "\",\"day\":\"2022-08-30\",\"as_of\":1,\"saved\":0,\"cells\":\"[]\"}}");
	refused(text, "composed");
}

/* The blank form with a picture in it of so many bytes, which packs into nothing less. */
static struct str pictured(struct cx *cx, size_t bytes)
{
	struct str blank;
	zip_source_t *s;
	zip_int64_t at;
	zip_stat_t stat;
	zip_t *zip;
	char *p, *picture = calloc(1, bytes + 1);

	assert_true(base64url_read(cx->arena, form_file(), &blank));
	p = malloc(blank.n);
	memcpy(p, blank.p, blank.n);
	s = zip_source_buffer_create(p, blank.n, 1, NULL);
	zip = zip_open_from_source(s, 0, NULL);
	assert_non_null(zip);
	at = zip_file_add(zip, "xl/media/i.png", zip_source_buffer(zip, picture, bytes, 0), 0);
	assert_true(at >= 0);
	zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0);
	zip_source_keep(s);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(s, &stat), 0);
	p = cx_alloc(cx, stat.size);
	assert_int_equal(zip_source_open(s), 0);
	assert_int_equal(zip_source_read(s, p, stat.size), stat.size);
	zip_source_close(s);
	zip_source_free(s);
	free(picture);
	return (struct str){ p, stat.size };
}

/* As large as a form may be, with the longest names; and one byte more. */
static void the_largest_form_is_taken(void **state)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct answer a;

	(void)state;
	arena_init(&arena, &sys_heap, 0);
	for (size_t more = 0; more < 2; more++) {
		size_t least = pictured(&cx, 1).n - 1;
		struct str file = pictured(&cx, FORM_FILE_MAX - least + more);
		struct buf b;

		assert_int_equal(file.n, FORM_FILE_MAX + more);
		buf_init(&b, &arena);
		buf_fmt(&b,
			"{\"id\":\"" ID(
				"9260%zu") "\",\"kind\":\"form.filed\",\"v\":1,\"at\":\"" FORM_AT
					   "\",\"area\":\"512021\",\"body\":{\"incident\":\"" ID(
						   "00001") "\"",
			more);
		for (int i = 0; i < 4; i++) {
			buf_fmt(&b, ",\"%s\":\"",
				(const char *[]){ "name_zh", "name_en", "office", "file_name" }[i]);
			for (int k = 0; k < BASE_NAME_MAX; k++)
				buf_z(&b, "例");
			buf_z(&b, "\"");
		}
		buf_z(&b, ",\"file\":\"");
		buf_base64url(&b, (const uint8_t *)file.p, file.n);
		buf_z(&b, "\"}}");
		a = call(&server, "POST", "/v1/records", buf_get(&b).p);
		if (!str_is(at(a.json, "status")->s, more ? "refused" : "accepted") ||
			(more && !str_is(at(a.json, "error.code")->s, "too_long")))
			fail_msg("%s", a.body);
		answer_free(&a);
	}
	a = shown("/v1/forms/" ID("92600") "/sheets");
	assert_true(at(a.json, "sheets")->n > 0);
	answer_free(&a);
	arena_done(&arena);
}

/* One whose hour has come is filled by the server, once, in the name of whoever set the hour. */
static void a_table_is_filled_at_its_hour(void **state)
{
	char text[8000];
	struct answer a;
	int tries = 0;

	(void)state;
	form_records(
		text, sizeof(text), 92401, "512021", "people-called-on", "total", ",\"due\":0");
	call_is(&server, 200, "POST", "/v1/records", text);
	do {
		sys_sleep_ms(100);
		a = shown("/v1/forms/" ID("92401"));
		if (at(a.json, "filling")->type == JSON_OBJECT || ++tries == 150)
			break;
		answer_free(&a);
	} while (true);
	assert_int_equal(at(a.json, "filling")->type, JSON_OBJECT);
	assert_true(str_is(at(a.json, "filling.by")->s, "admin"));
	assert_true(str_is(at(a.json, "filling.values.0.text")->s, "7"));
	answer_free(&a);
	sys_sleep_ms(2500);
	call_is(&server, 200, "POST", "/v1/records", VISIT("92412", "30", "1"));
	sys_sleep_ms(2500);
	a = shown("/v1/forms/" ID("92401"));
	assert_int_equal(at(a.json, "next_version")->i, 3);
	answer_free(&a);
}

/* Its hour goes by unheard once the incident has ended. By hand it is filled still. */
static void what_ended_is_not_filled_by_itself(void **state)
{
	char text[8000];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" ID("92500") "\",\"kind\":\"incident.ended\",\"v\":1,\"at\":\"2022-08-30T10:30:00+08:00\",\"area\":\"512021\",\"subject\":\"" ID(
			"00001") "\",\"body\":{}}");
	form_records(
		text, sizeof(text), 92501, "512021", "people-called-on", "total", ",\"due\":0");
	call_is(&server, 200, "POST", "/v1/records", text);
	sys_sleep_ms(5000);
	a = shown("/v1/forms/" ID("92501"));
	assert_int_equal(at(a.json, "filling")->type, JSON_NULL);
	assert_int_equal(at(a.json, "due")->i, 0);
	answer_free(&a);
	FILL("92501", "30", 200);
}

static struct answer shown_when(
	const char *path, const char *member, bool (*is)(const struct json *))
{
	struct answer a;

	for (int tries = 0; tries < 300; tries++) {
		a = shown(path);
		if (is(at(a.json, member)))
			return a;
		answer_free(&a);
		sys_sleep_ms(50);
	}
	fail_msg("%s: %s", path, member);
	return a;
}

static bool is_filled(const struct json *v)
{
	return v->type == JSON_OBJECT;
}

/* By hand, and then by itself. */
static bool is_fourth(const struct json *v)
{
	return v->i == 4;
}

/* Whoever set the hour is not here any more: nothing is filled in his name, and it is told. Whoever sets it anew takes over. */
static void nothing_is_filled_for_who_is_gone(void **state)
{
	const char *chief = "{\"act\":\"give\",\"role\":\"commander\",\"everywhere\":true}";
	char text[8000];
	struct answer a;

	(void)state;
	call_is(&server, 200, "POST", "/v1/users/guest", chief);
	agreed("guest", "\"role\":\"commander\",\"everywhere\":true");
	/* The incident has ended: nothing is due yet. */
	login(&server, "guest");
	form_records(
		text, sizeof(text), 92601, "512021", "people-called-on", "total", ",\"due\":0");
	call_is(&server, 200, "POST", "/v1/records", text);
	login(&server, "admin");
	a = shown("/v1/forms/" ID("92601"));
	assert_true(at(a.json, "due_stands")->i && str_is(at(a.json, "due_by")->s, "guest"));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/users/guest", "{\"act\":\"disable\"}");
	a = shown("/v1/forms/" ID("92601"));
	assert_false(at(a.json, "due_stands")->i);
	answer_free(&a);
	/* It goes on: what others set is filled, and this is not. */
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" ID(
			"92610") "\",\"kind\":\"record.voided\",\"v\":1,\"at\":\"2022-08-30T10:40:00+08:00\","
				 "\"area\":\"512021\",\"body\":{\"records\":[\"" ID(
					 "92500") "\"],\"reason\":\"示例\"}}");
	a = shown_when("/v1/forms/" ID("92501"), "next_version", is_fourth);
	answer_free(&a);
	a = shown("/v1/forms/" ID("92601"));
	assert_int_equal(at(a.json, "filling")->type, JSON_NULL);
	answer_free(&a);
	/* He may lead no longer: the same. Then somebody else sets the hour. */
	call_is(&server, 200, "POST", "/v1/users/guest", "{\"act\":\"enable\"}");
	a = shown_when("/v1/forms/" ID("92601"), "filling", is_filled);
	assert_true(str_is(at(a.json, "filling.by")->s, "guest"));
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/users/guest",
		"{\"act\":\"take\",\"role\":\"commander\",\"everywhere\":true}");
	a = shown("/v1/forms/" ID("92601"));
	assert_false(at(a.json, "due_stands")->i);
	answer_free(&a);
	call_is(&server, 200, "POST", "/v1/records",
		"{\"id\":\"" ID(
			"92611") "\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"2022-08-30T10:50:00+08:00\","
				 "\"area\":\"512021\",\"subject\":\"" ID(
					 "92601") "\",\"body\":{\"version\":3,\"due\":1,\"map\":\"[]\"}}");
	a = shown("/v1/forms/" ID("92601"));
	assert_true(at(a.json, "due_stands")->i && str_is(at(a.json, "due_by")->s, "admin"));
	answer_free(&a);
}

static int run(const char *on)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_filled_from_figures),
		cmocka_unit_test(an_earlier_day_is_filled_anew),
		cmocka_unit_test(questions_are_saved_by_the_second_table),
		cmocka_unit_test(what_cannot_be_filled_says_why),
		cmocka_unit_test(the_largest_form_is_taken),
		cmocka_unit_test(a_table_is_filled_at_its_hour),
		cmocka_unit_test(what_ended_is_not_filled_by_itself),
		cmocka_unit_test(nothing_is_filled_for_who_is_gone),
	};

	engine = on;
	return cmocka_run_group_tests_name(on, tests, setup, teardown);
}

int main(void)
{
	int failed = run("sqlite");

	return getenv("BULOU_TEST_PG") ? failed + run("postgres") : failed;
}
