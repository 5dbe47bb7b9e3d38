/* The headquarters as scenes: a task through every state and act, and the figures of meetings. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "desk/command/command.h"
#include "desk/command/tasks.h"
#include "desk/rows.h"
#include "support/site_fixture.h"
#include "view/effects.h"

static const char *engine;

enum { INCIDENT = 1, TASKS = 400, ACTS_FROM = 500 };

static const char *task_round(void)
{
	static char text[UUID_TEXT + 1];
	struct uuid id = round_standing_id(fuid(INCIDENT), "task");

	uuid_write(&id, text);
	return text;
}

static struct coverage coverage_of(struct fixture *f)
{
	struct uuid round = round_standing_id(fuid(INCIDENT), "task");
	struct coverage c, *under;
	size_t n;

	fixture_read(f);
	assert_int_equal(round_coverage(&f->cx, &f->cover, &round, STR(""), &c, &under, &n), 0);
	fixture_read_done(f);
	assert_int_equal(c.expected + c.found, c.done + c.excused + c.missing);
	return c;
}

static void open_round(struct fixture *f)
{
	fixture_accept(f, 390,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"task\","
		"\"incident\":\"%s\",\"standing\":true}",
		task_round(), fid(INCIDENT));
}

static void set(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"task.set\",\"round\":\"%s\",\"area\":\"v1\",\"body\":{\"text\":\"?\",\"owner\":\"甲局\","
		"\"due\":\"2022-08-31T08:00:00+08:00\"}",
		task_round());
}

/* ---- states and acts ---- */

enum act_of { ACCEPT, REPORT, PASS, SEND_BACK, DROP, ACTS };

static const struct {
	const char *kind, *body;
} acts[ACTS] = {
	[ACCEPT] = { "accepted", "\"owner\":\"乙局\"" },
	[REPORT] = { "done", "\"note\":\"?\"" },
	[PASS] = { "checked", "\"result\":\"passed\"" },
	[SEND_BACK] = { "checked", "\"result\":\"sent_back\"" },
	[DROP] = { "dropped", "\"reason\":\"?\"" },
};

/* How a task comes to each state, and what each act makes of it. */
enum { DONE = -1, EXCUSED = -2 };

static const struct {
	enum act_of before[2];
	int before_n;
	int after[ACTS]; /* the outcome of one that is open */
} states[] = {
	{ { 0 }, 0, { TASK_ACCEPTED, TASK_REPORTED, DONE, TASK_SENT_BACK, EXCUSED } },
	{ { ACCEPT }, 1, { TASK_ACCEPTED, TASK_REPORTED, DONE, TASK_SENT_BACK, EXCUSED } },
	{ { ACCEPT, REPORT }, 2, { TASK_ACCEPTED, TASK_REPORTED, DONE, TASK_SENT_BACK, EXCUSED } },
	{ { REPORT, SEND_BACK }, 2,
		{ TASK_ACCEPTED, TASK_REPORTED, DONE, TASK_SENT_BACK, EXCUSED } },
	{ { REPORT, PASS }, 2, { DONE, DONE, DONE, DONE, DONE } },
	{ { DROP }, 1, { EXCUSED, EXCUSED, DONE, EXCUSED, EXCUSED } },
};

#define STATES (sizeof(states) / sizeof(states[0]))

static int act(struct fixture *f, int n, int task, enum act_of a)
{
	fixture_accept(f, n,
		"\"task.%s\",\"round\":\"%s\",\"area\":\"v1\",\"subject\":\"%s\",\"body\":{%s}",
		acts[a].kind, task_round(), fid(task), acts[a].body);
	return n + 1;
}

static int play(struct fixture *f, int n, int task, size_t state, enum act_of a)
{
	set(f, task);
	for (int i = 0; i < states[state].before_n; i++)
		n = act(f, n, task, states[state].before[i]);
	return act(f, n, task, a);
}

/* The outcome of each task that is still open. */
static void open_ones_are_as_told(struct fixture *f)
{
	struct uuid round = round_standing_id(fuid(INCIDENT), "task");
	struct target *list;
	struct str next;
	size_t n, open = 0;

	fixture_read(f);
	assert_int_equal(
		round_missing(&f->cx, &f->cover, &round, STR(""), STR(""), 100, &list, &n, &next),
		0);
	for (size_t i = 0; i < STATES * ACTS; i++) {
		struct uuid task = fuid(TASKS + (int)i);
		int want = states[i / ACTS].after[i % ACTS];

		for (size_t k = 0; k < n; k++)
			if (uuid_eq(&list[k].subject, &task)) {
				assert_int_equal(list[k].code, want);
				assert_int_equal(list[k].next,
					want == TASK_REPORTED ? TASK_NEXT_CHECK : TASK_NEXT_DO);
				open++;
			}
	}
	assert_int_equal(open, n);
	fixture_read_done(f);
}

static void every_act_in_every_state(void **state)
{
	int n = ACTS_FROM, done = 0, excused = 0;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	open_round(&f);
	for (size_t i = 0; i < STATES * ACTS; i++) {
		int want = states[i / ACTS].after[i % ACTS];
		struct coverage c;

		n = play(&f, n, TASKS + (int)i, i / ACTS, (enum act_of)(i % ACTS));
		done += want == DONE;
		excused += want == EXCUSED;
		c = coverage_of(&f);
		if (c.done != done || c.excused != excused)
			fail_msg("state %zu, act %zu: %lld done, %lld excused", i / ACTS, i % ACTS,
				(long long)c.done, (long long)c.excused);
	}
	open_ones_are_as_told(&f);
	assert_int_equal(fixture_figure(&f, "tasks-set"), STATES * ACTS);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(coverage_of(&f).done, done);
	open_ones_are_as_told(&f);
	fixture_close(&f);
}

static void owner_is(struct fixture *f, const char *want)
{
	const struct round_kind *task = desks_round(STR("task"));
	struct uuid round = round_standing_id(fuid(INCIDENT), "task");
	struct target *list;
	struct str next, owner;
	size_t n;

	fixture_read(f);
	assert_int_equal(
		round_missing(&f->cx, &f->cover, &round, STR(""), STR(""), 10, &list, &n, &next),
		0);
	assert_int_equal(n, 1);
	assert_int_equal(target_owner(&f->cx, &f->cover, &list[0], task, &owner), 0);
	assert_true(str_is(owner, want));
	fixture_read_done(f);
}

/* It has an owner from the moment at which it is set, and another once somebody accepts it. */
static void a_task_always_has_an_owner(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	open_round(&f);
	set(&f, TASKS);
	owner_is(&f, "甲局");
	act(&f, ACTS_FROM, TASKS, ACCEPT);
	owner_is(&f, "乙局");
	act(&f, ACTS_FROM + 1, TASKS, REPORT);
	owner_is(&f, "乙局");
	fixture_close(&f);
}

static void meetings_are_figures(void **state)
{
	static const char *const held[] = { "leading_group", "mobilisation", "leading_group" };
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	for (int i = 0; i < 3; i++)
		fixture_accept(&f, 400 + i,
			"\"meeting.held\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\","
			"\"meeting\":\"%s\",\"title\":\"?\"}",
			fid(INCIDENT), held[i]);
	assert_int_equal(fixture_figure(&f, "meetings-held"), 2);
	assert_int_equal(fixture_figure(&f, "meetings-all"), 3);
	fixture_close(&f);
}

/* The eighth record of the county, one a minute. */
#define DECLARED (FIXTURE_NOW + 7 * 60000LL)

static void check_level(struct fixture *f, int level, int64_t since, int64_t began)
{
	struct incident *all;
	size_t n;

	fixture_read(f);
	assert_int_equal(incident_list(&f->cx, &f->cover, &all, &n), 0);
	assert_int_equal(n, 1);
	assert_int_equal(all[0].level, level);
	assert_int_equal(all[0].level_since, since);
	assert_int_equal(all[0].began, began);
	fixture_read_done(f);
}

static void level_change(struct fixture *f, int n, int minute, const char *level)
{
	f->minute = minute;
	fixture_accept(f, n,
		"\"incident.level_changed\",\"area\":\"512021\","
		"\"body\":{\"incident\":\"%s\",\"level\":\"%s\"}",
		fid(1), level);
}

/* The level said last holds, whenever it comes in. */
static void an_incident_has_the_level_it_was_given_last(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	check_level(&f, 0, 0, DECLARED);
	level_change(&f, 400, 300, "second");
	check_level(&f, 2, FIXTURE_NOW + 300 * 60000LL, DECLARED);
	level_change(&f, 401, 200, "third");
	check_level(&f, 2, FIXTURE_NOW + 300 * 60000LL, DECLARED);
	level_change(&f, 402, 400, "fourth");
	check_level(&f, 4, FIXTURE_NOW + 400 * 60000LL, DECLARED);
	fixture_accept(&f, 403, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(402));
	check_level(&f, 2, FIXTURE_NOW + 300 * 60000LL, DECLARED);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_level(&f, 2, FIXTURE_NOW + 300 * 60000LL, DECLARED);
	/* Who responded before anybody entered it began then. */
	level_change(&f, 404, -120, "third");
	check_level(&f, 2, FIXTURE_NOW + 300 * 60000LL, FIXTURE_NOW - 120 * 60000LL);
	fixture_close(&f);
}

/* ---- a meeting and its tasks ---- */

static void task_of(struct fixture *f, int n, const char *area, int meeting)
{
	fixture_accept(f, n,
		"\"task.set\",\"round\":\"%s\",\"area\":\"%s\",\"body\":{\"text\":\"任务%d\",\"owner\":\"甲局\","
		"\"due\":\"2022-08-31T08:00:00+08:00\",\"records\":[\"%s\"]}",
		task_round(), area, n, fid(meeting));
}

static void meeting_held(struct fixture *f, int n, int corrects)
{
	char more[100] = "";

	if (corrects)
		snprintf(more, sizeof(more), ",\"corrects\":[\"%s\"]", fid(corrects));
	fixture_accept(f, n,
		"\"meeting.held\",\"area\":\"512021\"%s,\"body\":{\"incident\":\"%s\",\"meeting\":\"dispatch\","
		"\"title\":\"?\"}",
		more, fid(INCIDENT));
}

/* "text owner state outcome;" of each task that comes of the record, as one reader sees it. */
static void tasks_are(struct fixture *f, int meeting, const struct reader *who, const char *want)
{
	struct uuid id = fuid(meeting);
	struct meeting_task *all;
	struct buf b;
	size_t n;

	fixture_read(f);
	if (who)
		f->cover.who = who;
	assert_int_equal(tasks_of(&f->cx, &f->cover, &id, &all, &n), 0);
	buf_init(&b, &f->arena);
	buf_z(&b, "");
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, STR_FMT " " STR_FMT " %d %d;", STR_ARG(all[i].text),
			STR_ARG(all[i].owner), all[i].target.state, all[i].target.code);
	assert_string_equal(cx_text(&f->cx, buf_get(&b)), want);
	fixture_read_done(f);
}

static void what_became_of_a_meeting_is_listed(void **state)
{
	static const struct str v1 = { "v1", 2 }, county = { "512021", 6 };
	struct reader village = { .person = STR("li"), .scopes = &v1, .n = 1 },
		      whole = { .person = STR("wu"), .scopes = &county, .n = 1 };
	struct uuid meeting = fuid(600);
	struct fixture f;
	struct meeting_task *all;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	open_round(&f);
	task_of(&f, 610, "v1", 600); /* the minutes come later */
	meeting_held(&f, 600, 0);
	meeting_held(&f, 601, 0);
	task_of(&f, 611, "v2", 600);
	task_of(&f, 612, "v2", 601);
	tasks_are(&f, 600, NULL, "任务610 甲局 1 0;任务611 甲局 1 0;");
	act(&f, 620, 610, ACCEPT);
	act(&f, 621, 611, REPORT);
	act(&f, 622, 611, PASS);
	tasks_are(&f, 600, &whole, "任务610 乙局 1 1;任务611 甲局 2 3;");
	tasks_are(&f, 601, NULL, "任务612 甲局 1 0;");
	/* Corrected minutes are those of the same meeting. */
	meeting_held(&f, 602, 600);
	tasks_are(&f, 602, NULL, "任务610 乙局 1 1;任务611 甲局 2 3;");
	/* A meeting of the county is none of a village's. */
	fixture_read(&f);
	f.cover.who = &village;
	assert_int_equal(tasks_of(&f.cx, &f.cover, &meeting, &all, &n), -E_NOT_FOUND);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* Whose account it came by, before a rebuild and after one. */
static void who_has_read_a_notice_is_kept(void **state)
{
	struct uuid notice;
	struct fixture f;
	int64_t *whose;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, 400,
		"\"notice.published\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"title\":\"?\",\"text\":\"?\",\"audience\":\"staff\"}",
		fid(INCIDENT));
	for (int i = 0; i < 2; i++)
		fixture_accept(&f, 401 + i,
			"\"notice.read\",\"area\":\"g1\",\"by\":\"%s\",\"body\":{\"notice\":\"%s\"}",
			i ? "somebody" : "another", fid(400));
	assert_true(uuid_read(str_of(fid(400)), &notice));
	for (int i = 0; i < 2; i++) {
		fixture_read(&f);
		assert_int_equal(
			published_whose(&f.cx, &f.cover, &notice, PUBLISHED_READ, &whose, &n), 0);
		assert_int_equal(n, 1);
		assert_int_equal(whose[0], published_who(STR("admin")));
		fixture_read_done(&f);
		assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	}
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_became_of_a_meeting_is_listed),
		cmocka_unit_test(an_incident_has_the_level_it_was_given_last),
		cmocka_unit_test(every_act_in_every_state),
		cmocka_unit_test(a_task_always_has_an_owner),
		cmocka_unit_test(meetings_are_figures),
		cmocka_unit_test(who_has_read_a_notice_is_kept),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
