/* What became of records, as a phone asks after those that waited or were held. On both engines. */
#include "http/served.h"

#include <stdio.h>
#include <string.h>

#define N(id) "01900000-0000-7000-8000-0000000" id
#define VISIT(id, door, rest) \
	"{\"id\":\"" N( \
		id) "\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2022-08-30T10:00:00+08:00\"," \
		    "\"area\":\"g1\",\"round\":\"" N("00002") "\",\"subject\":\"" N( \
			    door) "\"," rest "\"body\":{\"outcome\":\"done\"}}"
#define ABOUT(kind, id, target, when, more) \
	"{\"id\":\"" N(id) "\",\"kind\":\"" kind "\",\"v\":1,\"at\":\"2022-08-30T" when \
			   ":00+08:00\"," \
			   "\"body\":{\"records\":[\"" N(target) "\"]" more "}}"

#define ELSEWHERE \
	"{\"id\":\"" N( \
		"96401") "\",\"kind\":\"round.opened\",\"v\":1," \
			 "\"at\":\"2022-08-30T09:00:00+08:00\",\"area\":\"v2\",\"round\":\"" N( \
				 "96400") "\"," \
					  "\"body\":{\"kind\":\"sweep\",\"incident\":\"" N( \
						  "00001") "\",\"question\":\"?\",\"expected\":0}}"

static void handed_in(const char *json, const char *mark)
{
	struct answer a = call(&server, "POST", "/v1/records", json);

	if (a.status != 200 || !text_is(a.json, "status", "accepted") ||
		(mark ? !text_is(a.json, "marks.0", mark) : at(a.json, "marks")->n > 0))
		fail_msg("%s: %s", json, a.body);
	answer_free(&a);
}

static struct answer asked(const char *ids)
{
	char path[300];
	const struct route *r = routes;
	struct answer a;

	snprintf(path, sizeof(path), "/v1/records?ids=%s", ids);
	a = call(&server, "GET", path, NULL);
	if (a.status != 200)
		fail_msg("%s: %d %s", path, a.status, a.body);
	while (strcmp(r->path, "/v1/records") != 0 || strcmp(r->method, "GET") != 0)
		r++;
	answer_fits(r, a.json);
	return a;
}

static void is_now(const char *id, const char *state)
{
	struct answer a = asked(id);

	if (at(a.json, "items")->n != 1 || !text_is(a.json, "items.0.state", state))
		fail_msg("%s: %s", state, a.body);
	answer_free(&a);
}

/* It corrects what is still on another phone. */
static void one_that_waits_stands_when_what_it_names_has_come(void **state)
{
	(void)state;
	login(&server, "worker");
	handed_in(VISIT("96301", "00100", "\"corrects\":[\"" N("96302") "\"],"), "waiting");
	is_now(N("96301"), "waiting");
	handed_in(VISIT("96302", "00100", ""), NULL);
	is_now(N("96301"), "standing");
	is_now(N("96302"), "corrected");
}

/* A dwelling that he found, in a round that does not cover his area. */
static void held_by(const char *id, const char *dwelling)
{
	char json[600];

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"sweep.found\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\","
		"\"area\":\"g1\",\"round\":\"" N(
			"96400") "\",\"subject\":\"%s\",\"body\":{\"building\":\"7\"}}",
		id, dwelling);
	handed_in(json, "held");
	is_now(id, "held");
}

static void one_that_was_held_is_approved_or_taken_back(void **state)
{
	struct answer a;

	(void)state;
	login(&server, "admin");
	handed_in(ELSEWHERE, NULL);
	login(&server, "worker");
	held_by(N("96402"), N("96412"));
	held_by(N("96403"), N("96413"));
	login(&server, "admin");
	handed_in(ABOUT("record.approved", "96404", "96402", "10:01", ""), NULL);
	handed_in(ABOUT("record.voided", "96405", "96403", "10:01", ",\"reason\":\"示例\""), NULL);
	/* Of others' records nothing is told. */
	a = asked(N("96402") "," N("96403"));
	assert_int_equal(at(a.json, "items")->n, 0);
	answer_free(&a);
	login(&server, "worker");
	is_now(N("96402"), "standing");
	is_now(N("96403"), "voided");
	/* Of several at once, in the order of the asking; what is not here is left out. */
	a = asked(N("96403") "," N("96499") "," N("96402"));
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(text_is(a.json, "items.0.state", "voided") &&
		text_is(a.json, "items.1.state", "standing"));
	answer_free(&a);
}

static void a_hundred_are_asked_after_at_once(void **state)
{
	static char path[64 + 101 * 37];
	size_t n = (size_t)snprintf(path, sizeof(path), "/v1/records?ids=" N("96301"));
	struct answer a;

	(void)state;
	login(&server, "worker");
	for (int i = 1; i < 100; i++)
		n += (size_t)snprintf(path + n, sizeof(path) - n, "," N("96301"));
	call_is(&server, 200, "GET", path, NULL);
	snprintf(path + n, sizeof(path) - n, "," N("96301"));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 413);
	assert_true(text_is(a.json, "code", "too_many"));
	answer_free(&a);
	call_is(&server, 400, "GET", "/v1/records", NULL);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			one_that_waits_stands_when_what_it_names_has_come, setup, teardown),
		cmocka_unit_test_setup_teardown(
			one_that_was_held_is_approved_or_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hundred_are_asked_after_at_once, setup, teardown),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
