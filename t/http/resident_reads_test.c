/* What a resident reads on his pages. */
#include "http/resident_browser.h"

#include <stdio.h>
#include <string.h>

static void he_reads_how_things_stand(void **state)
{
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	before = metric(&server, "journal_position");
	a = page_is("/own/home", 200);
	has(&a, "居家隔离");
	has(&a, "生效中");
	has(&a, "社区管控组");
	has(&a, "登记住址");
	has(&a, "赵*");
	lacks(&a, "赵某甲");
	lacks(&a, "示例"); /* the words of the order are in the notice */
	lacks(&a, "钱某乙");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before);
	a = page_is("/own/records", 200);
	has(&a, "赵某甲");
	has(&a, "13800000001");
	lacks(&a, "admin");
	lacks(&a, "钱某乙");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	a = page_is("/own/records?lang=en", 200);
	has(&a, "<dd lang=\"zh-CN\">赵某甲</dd>");
	has(&a, "<dd>13800000001</dd>");
	answer_free(&a);
	a = page_is("/own/looks?lang=en", 200);
	has(&a, "By a slip: you, or a guardian");
	has(&a, "a slip that opens one&#39;s own record");
	answer_free(&a);
}

static void zone(int n, const char *area, const char *level, const char *more)
{
	fixture_accept(&server.f, n,
		"\"zone.sealed\",\"area\":\"%s\",\"round\":\"%s\",\"body\":{\"level\":\"%s\",\"cause\":\"case\","
		"\"basis\":\"第九版（示例）\",\"case_text\":\"初筛阳性某人\",\"until\":\"2022-09-03T09:00:00+08:00\","
		"\"lead\":\"示例社区专班\",\"leader\":\"周某丙\"%s}",
		area, fixture_standing("zone"), level, more);
}

static void released(int n, const char *area, int zone)
{
	fixture_accept(&server.f, n,
		"\"zone.released\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"reason\":\"early\",\"basis\":\"9\"}",
		area, fixture_standing("zone"), fid(zone));
}

/* What holds over his home is told as it is put up at the gate: no case, no name; and nothing of another building or grid. */
static void the_zones_over_his_home_are_listed(void **state)
{
	struct answer a;

	(void)state;
	fixture_standing_open(&server.f, 43, "zone");
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	has(&a, "登记的管控区域也不包括您家");
	lacks(&a, "您家在以下管控区域内");
	answer_free(&a);
	zone(700, "g1", "high", ",\"building\":\"1\"");
	zone(701, "v1", "controlled", "");
	zone(702, "g1", "medium", ",\"building\":\"2\"");
	zone(703, "g2", "precaution", "");
	zone(704, "g1", "low", ",\"building\":\"1\",\"unit\":\"3\"");
	a = page_is("/own/home", 200);
	has(&a, "您家在以下管控区域内");
	has(&a, "高风险区");
	has(&a, "<h3>管控区");
	has(&a, "第九版（示例）");
	has(&a, "示例社区专班");
	lacks(&a, "中风险区");
	lacks(&a, "低风险区");
	lacks(&a, "防范区");
	lacks(&a, "初筛阳性");
	lacks(&a, "周某丙");
	lacks(&a, "也不包括您家");
	answer_free(&a);
	a = page_is("/own/home?lang=en", 200);
	has(&a, "Your home lies in:");
	has(&a, "High risk");
	answer_free(&a);
	/* The latest order is the basis; what is released is over; and one that nobody released is told to have passed its end. */
	fixture_accept(&server.f, 705,
		"\"zone.changed\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"level\":\"medium\","
		"\"cause\":\"rule\",\"basis\":\"示例令二号\",\"until\":\"2022-09-05T09:00:00+08:00\"}",
		fixture_standing("zone"), fid(700));
	released(706, "v1", 701);
	a = page_is("/own/home?lang=zh", 200);
	has(&a, "中风险区");
	has(&a, "示例令二号");
	lacks(&a, "高风险区");
	lacks(&a, "<h3>管控区");
	lacks(&a, "尚未登记解除");
	answer_free(&a);
	sys_clock_fix(sys_now() + 7 * WHEN_DAY_MS);
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	has(&a, "尚未登记解除");
	answer_free(&a);
}

/* More than the page holds is said to be there. */
static void what_is_cut_is_said(void **state)
{
	struct answer a;

	(void)state;
	fixture_standing_open(&server.f, 43, "zone");
	for (int i = 0; i < OWN_ZONES_MAX; i++)
		zone(700 + i, "g1", "high", "");
	as_resident(AUNT);
	a = page_is("/own/home", 200);
	lacks(&a, "另有较早的");
	answer_free(&a);
	zone(700 + OWN_ZONES_MAX, "g1", "high", "");
	a = page_is("/own/home", 200);
	has(&a, "另有较早的");
	answer_free(&a);
	released(730, "g1", 700);
	for (int i = 1; i < OWN_RESTRICTIONS_MAX; i++)
		restrict_one(800 + i, "isolated_home", SHE, "示例");
	as_resident(SHE);
	a = page_is("/own/home", 200);
	lacks(&a, "另有较早的");
	answer_free(&a);
	restrict_one(850, "isolated_home", SHE, "示例");
	a = page_is("/own/home", 200);
	has(&a, "另有较早的");
	answer_free(&a);
}

/* Listed twice, and in two homes: his is the one that was told last, whichever of the entries stayed. */
static void of_two_entries_the_latest_home_is_his(void **state)
{
	static const char *const twins[] = { "01900000-0000-7000-8000-00000000b001",
		"01900000-0000-7000-8000-00000000d001" }; /* before and behind the other */
	struct answer a;

	(void)state;
	restrict_one(SEAL, "door_sealed", DOOR, "示例");
	for (int i = 0; i < 2; i++) {
		as_resident(i ? ME : AUNT);
		a = page_is("/own/home", 200);
		lacks(&a, "封门");
		answer_free(&a);
		person(710 + 10 * i, twins[i], "赵某丁", DOOR, "");
		fixture_accept(&server.f, 711 + 10 * i,
			"\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
			twins[i], i ? ME : AUNT);
		a = page_is("/own/home", 200);
		has(&a, "封门");
		answer_free(&a);
	}
}

static void a_notice_is_read_by_whom_it_binds(void **state)
{
	char path[100];
	struct answer a;
	uint64_t before;

	(void)state;
	as_resident(ME);
	before = metric(&server, "journal_position");
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(ORDER));
	a = page_is(path, 200);
	has(&a, "同楼栋&lt;b&gt;（示例）");
	has(&a, "登记的感染者");
	has(&a, "name=\"reason\"");
	lacks(&a, "name=\"how\"");
	answer_free(&a);
	assert_int_equal(metric(&server, "journal_position"), before + 1);
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(HERS));
	a = page_is(path, 404);
	lacks(&a, "不给别人看");
	answer_free(&a);
	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(CASE));
	a = page_is(path, 404);
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(HERS));
	call_is(&server, 404, "GET", path, NULL);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(ORDER));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_true(str_is(at(a.json, "reason")->s, "同楼栋<b>（示例）"));
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice?format=html", fid(ORDER));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	assert_non_null(strstr(a.body, "限制措施告知书"));
	answer_free(&a);
}

/* One that waits for a second person binds nobody yet; the seal on his door is his to read, too. */
static void what_is_his_is_listed(void **state)
{
	char body[700];
	struct answer a;

	(void)state;
	login(&server, "admin");
	snprintf(body, sizeof(body),
		"{\"id\":\"" HELD
		"\",\"kind\":\"restriction.ordered\",\"v\":1,\"at\":\"2022-08-30T09:30:00+08:00\",\"area\":\"g1\","
		"\"round\":\"%s\",\"subject\":\"" ME
		"\",\"body\":{\"what\":\"red\",\"cause\":\"case\",\"ground\":\"%s\",\"from\":\"2022-08-30T09:00:00+08:00\","
		"\"until\":\"2022-09-03T09:00:00+08:00\",\"office\":\"社区管控组\",\"reason\":\"示例\"}}",
		fixture_standing("restriction"), fid(CASE));
	call_is(&server, 200, "POST", "/v1/records", body);
	restrict_one(SEAL, "door_sealed", HOME, "示例");
	as_resident(ME);
	a = call(&server, "GET", "/v1/own/restrictions", NULL);
	assert_int_equal(a.status, 200);
	assert_int_equal(at(a.json, "items")->n, 2);
	assert_true(str_is(at(a.json, "items.0.what")->s, "door_sealed"));
	assert_true(str_is(at(a.json, "items.1.what")->s, "isolated_home"));
	assert_true(at(a.json, "items.1.may_appeal")->i);
	answer_free(&a);
	call_is(&server, 404, "GET", "/v1/own/restrictions/" HELD "/notice", NULL);
}

/* Who complains of a neighbour is not told to that neighbour. */
static void a_complaint_about_him_is_not_his_to_read(void **state)
{
	struct answer a;

	(void)state;
	fixture_accept(&server.f, 520,
		"\"ask.asked\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"category\":\"ordinary\",\"text\":\"夜间吵闹（示例）\","
		"\"name\":\"孙某丙\",\"phone\":\"13900000009\"}",
		fixture_standing("ask"), ME);
	as_resident(ME);
	a = page_is("/own/records", 200);
	has(&a, "13800000001"); /* his own */
	lacks(&a, "13900000009");
	lacks(&a, "孙某丙");
	lacks(&a, "吵闹");
	lacks(&a, "受理诉求");
	answer_free(&a);
	a = call(&server, "GET", "/v1/own/records", NULL);
	assert_int_equal(at(a.json, "items")->n, 2); /* who he is, and what was ordered */
	lacks(&a, "ask.asked");
	answer_free(&a);
}

static void notice_is(int n, int status, struct answer *ret)
{
	char path[100];

	snprintf(path, sizeof(path), "/own/restrictions/%s", fid(n));
	*ret = page_is(path, status);
}

/* What is over of a home was of whoever lived there then; and the words of an order may speak of one of several. */
static void of_his_home_he_reads_what_holds(void **state)
{
	struct answer a;
	char path[100];

	(void)state;
	restrict_one(SEAL, "door_sealed", HOME, "只说给决定单位（示例）");
	assert_int_equal(restrictions_of(ME, &a), 2);
	answer_free(&a);
	notice_is(SEAL, 200, &a);
	lacks(&a, "只说给决定单位");
	lacks(&a, "您已登记为感染者"); /* somebody there is: not who */
	has(&a, "有登记的感染者");
	answer_free(&a);
	snprintf(path, sizeof(path), "/v1/own/restrictions/%s/notice", fid(SEAL));
	a = call(&server, "GET", path, NULL);
	assert_int_equal(a.status, 200);
	lacks(&a, "只说给决定单位");
	answer_free(&a);
	a = page_is("/own/records", 200);
	lacks(&a, "door_sealed");
	lacks(&a, "只说给决定单位");
	answer_free(&a);
	sys_clock_fix(sys_now() + 5 * WHEN_DAY_MS);
	assert_int_equal(restrictions_of(ME, &a), 1);
	assert_true(str_is(at(a.json, "items.0.what")->s, "isolated_home"));
	answer_free(&a);
	notice_is(SEAL, 404, &a);
	answer_free(&a);
	notice_is(ORDER, 200, &a);
	answer_free(&a);
	assert_int_equal(restrictions_of(AUNT, &a), 0);
	answer_free(&a);
}

static int run(const char *name)
{
#define T(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(he_reads_how_things_stand),
		T(the_zones_over_his_home_are_listed),
		T(what_is_cut_is_said),
		T(of_two_entries_the_latest_home_is_his),
		T(a_notice_is_read_by_whom_it_binds),
		T(what_is_his_is_listed),
		T(a_complaint_about_him_is_not_his_to_read),
		T(of_his_home_he_reads_what_holds),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
