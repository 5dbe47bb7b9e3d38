/* Outside one's areas a person is a pseudonym: who reads one grid is told by no list of what is to be settled the id of a person in
 * another, and the same code for the same person in each. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#define HERE "01900000-0000-7000-8000-00000000d001"
#define AWAY "01900000-0000-7000-8000-00000000d002"
#define GONE "01900000-0000-7000-8000-00000000d003"
#define ORDER "01900000-0000-7000-8000-00000000d010"

static const char *const away[] = { AWAY, GONE };

static void post(const char *id, const char *rest)
{
	struct answer a;
	char text[1200];

	snprintf(text, sizeof(text),
		"{\"id\":\"01900000-0000-7000-8000-00000000%s\",\"v\":1,\"at\":\"2022-08-30T09:00:00+08:00\",%s}",
		id, rest);
	a = call(&server, "POST", "/v1/records", text);
	if (a.status != 200 || !str_is(at(a.json, "status")->s, "accepted"))
		fail_msg("%s", a.body);
	answer_free(&a);
}

static void person(const char *id, const char *area, const char *subject, const char *phone)
{
	char rest[400];

	snprintf(rest, sizeof(rest),
		"\"kind\":\"person.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"张示例\",\"phone\":\"%s\"}",
		area, subject, phone);
	post(id, rest);
}

static void pair(const char *id, const char *kind, const char *other)
{
	char rest[300];

	snprintf(rest, sizeof(rest),
		"\"kind\":\"subject.%s\",\"area\":\"g1\",\"subject\":\"" HERE
		"\",\"body\":{\"%s\":\"%s\"}",
		kind, strcmp(kind, "merged") == 0 ? "with" : "from", other);
	post(id, rest);
}

/* Restricted here, and moved away since. */
static void restricted(void)
{
	char rest[700];

	snprintf(rest, sizeof(rest),
		"\"kind\":\"round.opened\",\"area\":\"512021\",\"round\":\"%s\",\"body\":{\"kind\":\"restriction\","
		"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"standing\":true}",
		fixture_standing("restriction"));
	post("d020", rest);
	snprintf(rest, sizeof(rest),
		"\"kind\":\"restriction.ordered\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"" GONE
		"\",\"body\":{\"what\":\"isolated_home\",\"cause\":\"case\",\"ground\":\"01900000-0000-7000-8000-00000000c009\","
		"\"from\":\"2022-08-30T10:00:00+08:00\",\"until\":\"2022-09-02T09:00:00+08:00\",\"office\":\"社区管控组\",\"reason\":\"同楼栋（示例）\"}",
		fixture_standing("restriction"));
	post("d010", rest);
	post("d021",
		"\"kind\":\"subject.moved\",\"subject\":\"" GONE "\",\"body\":{\"to\":\"g3\"}");
}

static int begin(void **state)
{
	setup(state);
	person("d011", "g1", HERE, "13800000001");
	person("d012", "g3", AWAY, "13800000001");
	person("d013", "g1", GONE, "13800000002");
	restricted();
	/* An answer about somebody who is on no list of this round waits for him to be put there. */
	post("d014",
		"\"kind\":\"sweep.visit\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\","
		"\"subject\":\"" AWAY "\",\"body\":{\"outcome\":\"done\"}");
	pair("d015", "merged", GONE);
	pair("d016", "parted", GONE);
	return 0;
}

static struct answer got(const char *path)
{
	struct answer a = call(&server, "GET", path, NULL);

	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	return a;
}

/* The list as one who reads g1 has it: n rows, and no id of anybody elsewhere. */
static struct answer told(const char *path, uint32_t n)
{
	struct answer a = got(path);

	for (size_t i = 0; i < 2; i++)
		if (strstr(a.body, away[i]))
			fail_msg("%s tells of %s: %s", path, away[i], a.body);
	if (at(a.json, "items")->n != n)
		fail_msg("%s: %s", path, a.body);
	return a;
}

static const char *copy(const struct json *v)
{
	static char ring[4][40];
	static unsigned next;
	char *text = ring[next++ % 4];

	assert_int_equal(v->type, JSON_TEXT);
	snprintf(text, 40, STR_FMT, STR_ARG(v->s));
	return text;
}

static void a_reader_of_one_grid_is_told_codes(void **state)
{
	const char *suspect, *waits, *gone;
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = told("/v1/suspects", 1);
	assert_true(str_is(at(a.json, "items.0.a")->s, HERE));
	assert_int_equal(at(a.json, "items.0.b")->type, JSON_NULL);
	suspect = copy(at(a.json, "items.0.pseudonym"));
	answer_free(&a);
	a = told("/v1/waiting?limit=1000", 2); /* the visit, and the order for its ground */
	for (uint32_t i = 0; i < 2; i++) {
		const struct json *row = &at(a.json, "items")->items[i];

		if (!str_is(json_text(row, "id"), ORDER)) {
			assert_int_equal(json_get(row, "waits_for")->type, JSON_NULL);
			waits = copy(json_get(row, "pseudonym"));
			assert_string_equal(waits, suspect);
		} else {
			assert_int_equal(json_get(row, "pseudonym")->type, JSON_NULL);
		}
	}
	answer_free(&a);
	a = told("/v1/restrictions", 1);
	assert_int_equal(at(a.json, "items.0.name")->type, JSON_NULL);
	assert_int_equal(at(a.json, "items.0.subject")->type, JSON_NULL);
	gone = copy(at(a.json, "items.0.pseudonym"));
	assert_string_not_equal(gone, suspect);
	assert_int_equal(strlen(gone), PSEUDONYM);
	answer_free(&a);
	a = told("/v1/clashes", 1);
	assert_int_equal(at(a.json, "items.0.records")->n, 2);
	answer_free(&a);
	a = told("/v1/marked?what=held", 1);
	answer_free(&a);
}

/* The record itself keeps its ids; with it come the codes by which it is shown. */
static void a_record_is_shown_with_codes(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "worker");
	a = got("/v1/records/01900000-0000-7000-8000-00000000d015?pseudonyms=true");
	assert_int_equal(at(a.json, "pseudonyms")->n, 1);
	assert_true(str_is(at(a.json, "pseudonyms.0.id")->s, GONE));
	assert_int_equal(at(a.json, "pseudonyms.0.code")->s.n, PSEUDONYM);
	answer_free(&a);
	login(&server, "admin");
	a = got("/v1/records/01900000-0000-7000-8000-00000000d015?pseudonyms=true");
	assert_int_equal(at(a.json, "pseudonyms")->n, 0);
	answer_free(&a);
	a = got("/v1/records/01900000-0000-7000-8000-00000000d015");
	assert_null(json_get(a.json, "pseudonyms"));
	answer_free(&a);
}

/* Who settles these has both sides in his areas, and is told both. */
static void who_has_both_is_told_both(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "admin");
	a = got("/v1/suspects");
	assert_true(str_is(at(a.json, "items.0.a")->s, HERE));
	assert_true(str_is(at(a.json, "items.0.b")->s, AWAY));
	assert_int_equal(at(a.json, "items.0.pseudonym")->type, JSON_NULL);
	answer_free(&a);
	a = got("/v1/waiting?limit=1000");
	assert_non_null(strstr(a.body, AWAY));
	answer_free(&a);
	a = got("/v1/restrictions");
	assert_true(str_is(at(a.json, "items.0.subject")->s, GONE));
	answer_free(&a);
}

/* A look at both: who keeps the book of one grid reads that there was one, and of how many. */
static void the_look_book_of_one_grid_names_nobody_elsewhere(void **state)
{
	struct answer a;
	char body[300];

	(void)state;
	login(&server, "admin");
	a = got("/v1/records/01900000-0000-7000-8000-00000000d011?unmask=visit");
	answer_free(&a);
	a = call(&server, "POST", "/v1/users",
		"[{\"user\":\"steward\",\"name\":\"台账示例\",\"role\":\"data_steward\",\"area\":\"g1\"}]");
	assert_int_equal(a.status, 200);
	snprintf(body, sizeof(body),
		"{\"ticket\":\"" STR_FMT "\",\"user\":\"steward\",\"password\":\"" PASSWORD "\"}",
		STR_ARG(at(a.json, "items.0.code")->s));
	answer_free(&a);
	agreed("steward", "\"role\":\"data_steward\",\"area\":\"g1\"");
	a = call_with(&server, "POST", "/v1/session",
		"Bulou-Client: test\r\nContent-Type: application/json\r\n", body);
	assert_int_equal(a.status, 200);
	answer_free(&a);
	login(&server, "steward");
	a = told("/v1/subjects/" HERE "/looks", 1);
	assert_int_equal(at(a.json, "items.0.subjects")->i, 1);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/subjects/" AWAY "/looks", NULL);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reader_of_one_grid_is_told_codes),
		cmocka_unit_test(a_record_is_shown_with_codes),
		cmocka_unit_test(who_has_both_is_told_both),
		cmocka_unit_test(the_look_book_of_one_grid_names_nobody_elsewhere),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, begin, teardown);
}

int main(void)
{
	return fixture_on_each(run);
}
