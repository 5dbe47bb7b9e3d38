/* A resident objects to what restricts him, and has an answer. */
#include "http/resident_browser.h"

#include <stdio.h>
#include <string.h>

static void appeal(const char *restriction, const char *body, int status)
{
	char path[100], all[1000];
	struct tokens t;
	struct answer a;

	snprintf(path, sizeof(path), "/own/restrictions/%s", restriction);
	t = tokens_of(path);
	snprintf(all, sizeof(all), "form=%s&once=%s&%s", t.form, t.once, body);
	a = send_form(path, OURS TYPE, all);
	if (a.status != status)
		fail_msg("%s%s", a.head, a.body);
	answer_free(&a);
}

/* It reaches somebody, its answer comes back to him, and meanwhile there is one. */
static void he_objects_and_has_an_answer(void **state)
{
	struct answer a;
	char body[700], id[40];

	(void)state;
	as_resident(ME);
	appeal(fid(ORDER), "reason=%E5%BD%93%E6%97%A5%E4%B8%8D%E5%9C%A8", 303);
	a = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(at(a.json, "items.0.appeals_open")->i, 1);
	assert_false(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	a = call(&server, "GET", "/v1/own/records", NULL);
	assert_true(str_is(at(a.json, "items.0.kind")->s, "appeal.made"));
	assert_true(str_is(at(a.json, "items.0.body.reason")->s, "当日不在"));
	assert_true(at(a.json, "items.0.answer.open")->i);
	assert_true(str_is(at(a.json, "items.0.body.how")->s, "himself"));
	snprintf(id, sizeof(id), STR_FMT, STR_ARG(at(a.json, "items.0.id")->s));
	answer_free(&a);
	snprintf(body, sizeof(body),
		"\"appeal.decided\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"lifted\",\"restriction\":\"%s\","
		"\"reason\":\"查明属实（示例）\"}",
		fixture_standing("restriction"), id, fid(ORDER));
	fixture_accept(&server.f, 530, "%s", body);
	a = page_is("/own/records", 200);
	has(&a, "申诉成立，解除");
	has(&a, "查明属实（示例）");
	answer_free(&a);
	a = page_is("/own/home", 200);
	has(&a, "目前没有单独针对您或您家的限制措施");
	has(&a, "已解除");
	answer_free(&a);
}

/* Of two in one home each has his own. */
static void an_objection_is_of_whoever_made_it(void **state)
{
	struct answer a;

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	as_resident(AUNT);
	appeal(fid(SEAL), "reason=%E7%A4%BA%E4%BE%8B", 303);
	assert_int_equal(restrictions_of(AUNT, &a), 1);
	assert_int_equal(at(a.json, "items.0.appeals_open")->i, 1);
	assert_false(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	assert_int_equal(restrictions_of(ME, &a), 2);
	assert_true(str_is(at(a.json, "items.0.what")->s, "door_sealed"));
	assert_int_equal(at(a.json, "items.0.appeals")->i, 0);
	assert_true(at(a.json, "items.0.may_appeal")->i);
	answer_free(&a);
	appeal(fid(SEAL), "reason=%E7%A4%BA%E4%BE%8B", 303);
}

/* Past the pages, too: against what binds him, where that lies, and against nothing else. */
static void he_objects_to_his_own_only(void **state)
{
	static const char words[] = "{\"how\":\"himself\",\"reason\":\"示例\"}";
	char round[40];

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	snprintf(round, sizeof(round), "%s", fixture_standing("restriction"));
	as_resident(ME);
	record_is("appeal.made", "g1", round, fid(ORDER), words, "accepted");
	record_is("appeal.made", "g1", round, fid(SEAL), words, "accepted");
	record_is("appeal.made", "g1", round, fid(ORDER), words, "refused"); /* one is open */
	record_is("appeal.made", "g1", round, fid(HERS), words, "refused");
	record_is("appeal.made", "g1", round, fid(CASE), words, "refused");
	record_is("appeal.made", "g1", round, ME, words, "refused");
	record_is("appeal.made", "g1", round, "01900000-0000-7000-8000-00000000dead", words,
		"refused");
	record_is("appeal.made", "g2", round, fid(ORDER), words, "refused");
	record_is("appeal.made", "g1", fixture_standing("ask"), fid(ORDER), words, "refused");
	record_is("appeal.decided", "g1", round, fid(ORDER),
		"{\"outcome\":\"lifted\",\"restriction\":\"01900000-0000-7000-8000-000000000510\",\"reason\":\"x\"}",
		"refused");
	record_is("ask.asked", "g1", fixture_standing("ask"), fid(ORDER),
		"{\"category\":\"ordinary\",\"text\":\"示例\"}", "refused");
}

static int run(const char *name)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(he_objects_and_has_an_answer),
		T(he_objects_to_his_own_only),
		T(an_objection_is_of_whoever_made_it),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
