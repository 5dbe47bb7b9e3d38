/* What follows from lists of risk areas, and from symptoms: each as scenes, the list and the journey coming in either order, with
 * corrections of both; what was drawn up outlives a rebuild, and asking again draws up nothing. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "desk/command/follow.h"
#include "desk/command/risk_lists.h"
#include "desk/command/warnings.h"
#include "guard/purge.h"
#include "support/site_fixture.h"

static const char *engine;

#define INCIDENT "\"incident\":\"01900000-0000-7000-8000-000000000001\""
#define PERSON 200

/* ---- what happens ---- */

static void listed(struct fixture *f, int n, const char *source, const char *as_of,
	const char *level, const char *county)
{
	fixture_accept(f, n,
		"\"risk.listed\",\"body\":{\"as_of\":\"%s\",\"snapshot\":\"v\",\"source\":\"%s\","
		"\"level\":\"%s\",\"province\":\"四川省\",\"city\":\"示例市\",\"county\":\"%s\","
		"\"area_text\":\"某街道\"}",
		as_of, source, level, county);
}

#define TODAY "2022-08-30T08:00:00+08:00"
#define EVENING "2022-08-30T20:00:00+08:00"

/* Told on the 30th, of somebody (0: nobody who is listed) who left such a county then. */
static void journey(struct fixture *f, int n, int person, const char *county)
{
	char subject[80] = "";

	if (person)
		snprintf(subject, sizeof(subject), "\"subject\":\"%s\",", fid(person));
	fixture_accept(f, n,
		"\"travel.declared\",\"area\":\"g1\",%s\"body\":{" INCIDENT
		",\"from_risk\":true,\"since\":\"days_3\",\"name\":\"张测试\","
		"\"from\":\"四川省示例市%s\",\"left\":\"" FIXTURE_DAY "\"}",
		subject, county);
}

static void voided(struct fixture *f, int n, int record)
{
	fixture_accept(f, n, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(record));
}

static void person_listed(struct fixture *f, int n, int person)
{
	fixture_accept(f, n,
		"\"person.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"张测试\"}",
		fid(person));
}

/* ---- what is drawn up ---- */

/* How many records; they are in their writers' names. */
static size_t drawn(struct fixture *f)
{
	struct append_item *items;
	struct drawn_list list;

	fixture_read(f);
	f->cover.keys = f->site->keys;
	assert_int_equal(follow_draw(&f->cx, &f->cover, &list), 0);
	fixture_read_done(f);
	if (!list.n)
		return 0;
	items = cx_many(&f->cx, list.n, struct append_item);
	assert_int_equal(follow_items(&f->cx, f->site, list.all, list.n, FIXTURE_NOW, items), 0);
	assert_int_equal(append_group(&f->cx, &f->site->view, items, list.n), 0);
	for (size_t i = 0; i < list.n; i++) {
		if (items[i].receipt.status != RECEIPT_ACCEPTED)
			fail_msg("%.*s", STR_ARG(items[i].receipt.error.en));
		assert_true(str_is(items[i].record->by, "admin"));
	}
	return list.n;
}

struct sums {
	int64_t all, done, excused, missing;
};

static void sums_are(struct fixture *f, const char *round, struct sums want)
{
	struct coverage c = fixture_coverage_of(f, round, "g1");

	assert_int_equal(c.expected + c.found, want.all);
	assert_int_equal(c.done, want.done);
	assert_int_equal(c.excused, want.excused);
	assert_int_equal(c.missing, want.missing);
	assert_int_equal(c.off, 0);
}

#define SUMS(f, round, ...) sums_are((f), (round), (struct sums){ __VA_ARGS__ })

/* Once all is drawn up there is nothing more, and a rebuild makes the same. */
static void settled(struct fixture *f, const char *round, struct sums want)
{
	assert_int_equal(drawn(f), 0);
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	sums_are(f, round, want);
	fixture_read(f);
	assert_int_equal(cover_recount(&f->cx, f->cover.store), 0);
	fixture_read_done(f);
	assert_int_equal(drawn(f), 0);
}

#define SETTLED(f, round, ...) settled((f), (round), (struct sums){ __VA_ARGS__ })

static const char *begun(struct fixture *f, const char *kind)
{
	fixture_open(f, engine);
	fixture_county(f, 2);
	return fixture_standing_new(f, 40, kind);
}

/* ---- the scenes of the lists ---- */

/* Nobody has ordered it: a list alone obliges nobody. */
static void without_the_round_nothing_is_drawn_up(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, 0, "东兴区");
	assert_int_equal(drawn(&f), 0);
	fixture_close(&f);
}

/* It was ordered for the other village, and for one that nobody has listed yet. */
static void a_round_orders_for_its_own_area(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct fixture f;

		fixture_open(&f, engine);
		fixture_county(&f, 1);
		fixture_accept(&f, 40,
			"\"round.opened\",\"round\":\"%s\",\"area\":\"%s\",\"body\":{\"kind\":"
			"\"risk\"," INCIDENT ",\"standing\":true}",
			fixture_standing("risk"), i ? "v9" : "v2");
		listed(&f, 400, "国家", TODAY, "high", "东兴区");
		journey(&f, 410, 0, "东兴区");
		assert_int_equal(drawn(&f), 0);
		fixture_close(&f);
	}
}

static void list_and_journey_oblige_in_either_order(void **state)
{
	(void)state;
	for (int list_first = 0; list_first < 2; list_first++) {
		struct fixture f;
		const char *round = begun(&f, "risk");

		person_listed(&f, 399, PERSON);
		if (list_first)
			listed(&f, 400, "国家", TODAY, "high", "东兴区");
		journey(&f, 410, PERSON, "东兴区某街道");
		journey(&f, 411, 0, "东兴区");
		journey(&f, 412, 0, "南城区");
		assert_int_equal(drawn(&f), list_first ? 2 : 0);
		if (!list_first)
			listed(&f, 400, "国家", TODAY, "high", "东兴区");
		assert_int_equal(drawn(&f), list_first ? 0 : 2);
		SETTLED(&f, round, 2, 0, 0, 2);
		assert_int_equal(fixture_figure(&f, "risk-contacts"), 2);
		fixture_close(&f);
	}
}

/* Told at the door, at the checkpoint and by himself: he is asked once, also of two names that turn out to be one man. */
static void one_stay_is_followed_up_once(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "risk");

	(void)state;
	person_listed(&f, 398, PERSON);
	person_listed(&f, 399, PERSON + 1);
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, PERSON, "东兴区");
	journey(&f, 411, PERSON, "东兴区某街道");
	journey(&f, 412, PERSON + 1, "东兴区");
	assert_int_equal(drawn(&f), 2);
	SETTLED(&f, round, 2, 0, 0, 2);
	fixture_accept(&f, 413,
		"\"subject.merged\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(PERSON), fid(PERSON + 1));
	SETTLED(&f, round, 2, 0, 1, 1);
	fixture_close(&f);
}

/* Nobody of a home is missed: three came back to one door. */
static void each_of_a_home_is_followed_up(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "risk");

	(void)state;
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	for (int n = 410; n < 413; n++)
		journey(&f, n, 100, "东兴区");
	assert_int_equal(drawn(&f), 3);
	SETTLED(&f, round, 3, 0, 0, 3);
	fixture_close(&f);
}

/* Told and ended on such days of August. */
static void journey_on(struct fixture *f, int n, int told, int left)
{
	char json[600];
	struct receipt r;

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"travel.declared\",\"v\":1,\"at\":\"2022-08-%02dT09:00:00+08:00\","
		"\"area\":\"g1\",\"subject\":\"%s\",\"body\":{" INCIDENT
		",\"from_risk\":true,\"since\":\"days_3\",\"name\":\"张测试\","
		"\"from\":\"四川省示例市东兴区\",\"left\":\"2022-08-%02d\"}}",
		fid(n), told, fid(PERSON), left);
	r = fixture_post_raw(f, json);
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%d: %.*s", n, STR_ARG(r.error.en));
}

/* Two stays of one man: the later one is asked about, whichever was told first, and also when both came at once. */
static void in_any_order_the_same_is_asked(void **state)
{
	static const size_t more[] = { 2, 0, 1 };

	(void)state;
	for (int order = 0; order < 3; order++) {
		struct fixture f;
		const char *round = begun(&f, "risk");

		person_listed(&f, 399, PERSON);
		listed(&f, 400, "国家", "2022-08-25T08:00:00+08:00", "high", "东兴区");
		journey_on(&f, 410, order == 0 ? 29 : 30, order == 0 ? 26 : 29);
		if (order < 2)
			assert_int_equal(drawn(&f), 1);
		journey_on(&f, 411, order == 0 ? 30 : 29, order == 0 ? 29 : 26);
		assert_int_equal(drawn(&f), more[order]);
		SETTLED(&f, round, order == 0 ? 2 : 1, 0, order == 0, 1);
		assert_int_equal(fixture_figure(&f, "risk-contacts"), 1);
		fixture_close(&f);
	}
}

static void a_corrected_list_excuses_and_obliges_again(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "risk");

	(void)state;
	person_listed(&f, 399, PERSON);
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, PERSON, "东兴区");
	assert_int_equal(drawn(&f), 1);
	voided(&f, 420, 400);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 1, 0);
	assert_int_equal(fixture_figure(&f, "risk-contacts"), 0);
	assert_int_equal(fixture_figure(&f, "risk-contacts-cleared"), 1);
	listed(&f, 401, "国家", TODAY, "medium", "东兴区");
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 0, 1);
	/* The journey itself was a mistake. */
	voided(&f, 421, 410);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 1, 0);
	fixture_close(&f);
}

/* What was done stays done, whatever the list says later. */
static void whoever_was_followed_up_was(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "risk");

	(void)state;
	person_listed(&f, 399, PERSON);
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, PERSON, "东兴区");
	assert_int_equal(drawn(&f), 1);
	fixture_accept(&f, 430,
		"\"risk.followed\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{"
		"\"day\":\"" FIXTURE_DAY "\",\"outcome\":\"central\"}",
		round, fid(PERSON));
	SETTLED(&f, round, 1, 1, 0, 0);
	voided(&f, 420, 400);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 1, 0, 0);
	fixture_close(&f);
}

/* What a purge has destroyed can be judged no more: whoever was to be followed up still is. */
static void a_purge_takes_nobody_off(void **state)
{
	const struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_WHEREABOUTS };
	struct purge_result done;
	struct fixture f;
	const char *round = begun(&f, "risk");

	(void)state;
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, 0, "东兴区");
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, 1, STR("期满"), STR("admin"), FIXTURE_NOW, &done),
		0);
	assert_int_equal(done.keys, 1);
	SETTLED(&f, round, 1, 0, 0, 1);
	/* Somebody says that he never went: then nothing stands behind it. */
	voided(&f, 421, 410);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 1, 0);
	fixture_close(&f);
}

/* Two that draw up at once make one target; the next time their records become one. */
static void two_at_once_make_one_target(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "risk");
	struct drawn_list list;
	struct append_item items[2];

	(void)state;
	person_listed(&f, 399, PERSON);
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	journey(&f, 410, PERSON, "东兴区");
	for (int i = 0; i < 2; i++) {
		fixture_read(&f);
		f.cover.keys = f.site->keys;
		assert_int_equal(follow_draw(&f.cx, &f.cover, &list), 0);
		fixture_read_done(&f);
		assert_int_equal(list.n, 1);
		assert_int_equal(
			follow_items(&f.cx, f.site, list.all, 1, FIXTURE_NOW, &items[i]), 0);
	}
	assert_int_equal(append_group(&f.cx, &f.site->view, items, 2), 0);
	SUMS(&f, round, 1, 0, 0, 1);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 0, 1);
	assert_int_equal(fixture_figure(&f, "risk-contacts"), 1);
	fixture_close(&f);
}

/* The county's issue replaces the county's, and the country's goes on. */
static void sources_are_kept_apart(void **state)
{
	struct risk_lists l;
	struct risk_day day;
	struct fixture f;
	int32_t on;

	(void)state;
	begun(&f, "risk");
	listed(&f, 400, "国家", TODAY, "high", "东兴区");
	listed(&f, 401, "省", TODAY, "low", "市中区");
	listed(&f, 402, "省", EVENING, "medium", "市中区");
	assert_true(day_read(STR(FIXTURE_DAY), &on));
	fixture_read(&f);
	assert_int_equal(risk_lists_read(&f.cx, &f.cover, &l), 0);
	assert_int_equal(l.n, 3);
	assert_int_equal(risk_lists_on(&f.cx, &l, on, &day), 0);
	assert_int_equal(day.all.n, 2);
	assert_int_equal(day.all.entries[0].level, RISK_HIGH);
	assert_int_equal(day.all.entries[1].level, RISK_MEDIUM);
	assert_true(str_is(risk_about(&l, day.of[1])->source, "省"));
	fixture_read_done(&f);
	fixture_close(&f);
}

/* Whoever hands one in of his own is refused. */
static void only_the_program_draws_up(void **state)
{
	struct rights admin = RIGHTS_ALL("li", ROLE_OWNER);
	struct guard_gate gate;
	struct receipt r;
	struct fixture f;

	(void)state;
	begun(&f, "risk");
	guard_gate(&gate, f.site->guard, &admin, false);
	r = fixture_post_gated(&f, risk_matched.example, &gate.gate);
	assert_int_equal(r.error.code, E_COMPOSED);
	r = fixture_post_gated(&f, warning_raised.example, &gate.gate);
	assert_int_equal(r.error.code, E_COMPOSED);
	fixture_close(&f);
}

/* ---- the scenes of the warnings ---- */

#define HOME 900000

/* A visit to a home of its own. */
static void ill(struct fixture *f, int n, const char *grid, int people)
{
	fixture_accept(f, n,
		"\"sweep.visit\",\"area\":\"%s\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{"
		"\"outcome\":\"done\",\"people\":4,\"ill\":%d}",
		grid, fid(2), fid(HOME + n), people);
}

/* The same of a home and a day of August. */
static void ill_on(struct fixture *f, int n, int home, int day, int people)
{
	char json[600];
	struct receipt r;

	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"kind\":\"sweep.visit\",\"v\":2,\"at\":\"2022-08-%02dT09:%02d:00+08:00\","
		"\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":4,\"ill\":%d}}",
		fid(n), day, n % 60, fid(2), fid(HOME + home), people);
	r = fixture_post_raw(f, json);
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("%d: %.*s", n, STR_ARG(r.error.en));
}

static size_t warnings(struct fixture *f, struct warning **ret)
{
	size_t n;

	fixture_read(f);
	assert_int_equal(warning_list(&f->cx, &f->cover, &uuid_nil, STR(""), ret, &n), 0);
	fixture_read_done(f);
	return n;
}

/* Five in one grid; not three here and three there. */
static void symptoms_that_gather_are_warned_of(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "warning");
	struct warning *all;

	(void)state;
	ill(&f, 500, "g1", 3);
	ill(&f, 501, "g2", 3);
	assert_int_equal(drawn(&f), 0);
	ill(&f, 502, "g1", 2);
	assert_int_equal(drawn(&f), 1);
	SETTLED(&f, round, 1, 0, 0, 1);
	assert_int_equal(warnings(&f, &all), 1);
	assert_true(str_is(all[0].target.area, "g1"));
	assert_int_equal(all[0].people, 5);
	assert_int_equal(all[0].fresh, 5);
	assert_int_equal(all[0].target.state, 1);
	/* They are told of once; five more are a new warning, with those before. */
	ill(&f, 503, "g1", 4);
	assert_int_equal(drawn(&f), 0);
	ill(&f, 504, "g1", 1);
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(warnings(&f, &all), 2);
	assert_int_equal(all[0].people + all[1].people, 15);
	assert_int_equal(all[0].fresh + all[1].fresh, 10);
	SETTLED(&f, round, 2, 0, 0, 2);
	fixture_close(&f);
}

static void a_warning_is_open_until_somebody_deals_with_it(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "warning");
	struct warning *all;

	(void)state;
	ill(&f, 500, "g1", 7);
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(warnings(&f, &all), 1);
	for (int i = 0; i < 2; i++) {
		char id[UUID_TEXT + 1];

		uuid_write(&all[0].target.subject, id);
		fixture_accept(&f, 510 + i,
			"\"warning.settled\",\"area\":\"g1\",\"round\":\"%s\",\"subject\":\"%s\","
			"\"body\":{\"outcome\":\"%s\",\"note\":\"?\"}",
			round, id, i ? "tested" : "watch");
		SETTLED(&f, round, 1, i, 0, 1 - i);
	}
	fixture_close(&f);
}

/* Many were ill two days ago and somebody says so today: whichever was told first. */
static void illness_told_late_is_warned_of(void **state)
{
	(void)state;
	for (int late = 0; late < 2; late++) {
		struct fixture f;
		struct warning *all;

		begun(&f, "warning");
		ill_on(&f, 500, 1, late ? 30 : 28, late ? 5 : 30);
		assert_int_equal(drawn(&f), 1);
		ill_on(&f, 501, 2, late ? 28 : 30, late ? 30 : 5);
		assert_int_equal(drawn(&f), 1);
		assert_int_equal(drawn(&f), 0);
		assert_int_equal(warnings(&f, &all), 2);
		assert_int_equal(all[0].fresh + all[1].fresh, 35);
		fixture_close(&f);
	}
}

/* Sixty typed for six: those who fall ill afterwards are not set off against the fifty-four that never were. */
static void a_mistake_silences_nobody(void **state)
{
	struct fixture f;
	struct warning *all;

	(void)state;
	begun(&f, "warning");
	ill(&f, 500, "g1", 60);
	assert_int_equal(drawn(&f), 1);
	voided(&f, 520, 500);
	assert_int_equal(drawn(&f), 0);
	ill(&f, 501, "g1", 6);
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(drawn(&f), 0);
	assert_int_equal(warnings(&f, &all), 2);
	assert_int_equal(all[0].people + all[1].people, 66);
	fixture_close(&f);
}

/* One home asked on five days, in which one and then two are ill. */
static void whoever_is_told_of_daily_is_one(void **state)
{
	struct fixture f;
	struct warning *all;

	(void)state;
	begun(&f, "warning");
	for (int day = 26; day < 31; day++)
		ill_on(&f, 500 + day, 1, day, day < 29 ? 1 : 2);
	assert_int_equal(drawn(&f), 0);
	ill_on(&f, 560, 2, 30, 3);
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(warnings(&f, &all), 1);
	assert_int_equal(all[0].people, 5);
	for (int n = 561; n < 570; n++)
		ill_on(&f, n, 2, 30, 3);
	assert_int_equal(drawn(&f), 0);
	fixture_close(&f);
}

/* The one warning that is due, not yet written. */
static struct append_item due(struct fixture *f)
{
	struct append_item item;
	struct drawn_list list;

	fixture_read(f);
	assert_int_equal(follow_draw(&f->cx, &f->cover, &list), 0);
	fixture_read_done(f);
	assert_int_equal(list.n, 1);
	assert_int_equal(follow_items(&f->cx, f->site, list.all, 1, FIXTURE_NOW, &item), 0);
	return item;
}

static void two_at_once_raise_one_warning(void **state)
{
	struct fixture f;
	const char *round = begun(&f, "warning");
	struct append_item items[2];

	(void)state;
	ill(&f, 500, "g1", 7);
	for (int i = 0; i < 2; i++)
		items[i] = due(&f);
	assert_int_equal(append_group(&f.cx, &f.site->view, items, 2), 0);
	assert_int_equal(items[1].receipt.status, RECEIPT_DUPLICATE);
	SETTLED(&f, round, 1, 0, 0, 1);
	assert_int_equal(fixture_figure(&f, "warnings-raised"), 1);
	fixture_close(&f);
}

/* Whoever takes a warning back has: until somebody else is ill. */
static void a_voided_warning_stays_away(void **state)
{
	struct append_item item;
	struct warning *all;
	char id[UUID_TEXT + 1];
	struct fixture f;

	(void)state;
	begun(&f, "warning");
	ill(&f, 500, "g1", 7);
	assert_int_equal(drawn(&f), 1);
	assert_int_equal(warnings(&f, &all), 1);
	uuid_write(&all[0].target.subject, id);
	fixture_accept(&f, 520, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", id);
	item = due(&f);
	assert_int_equal(append_group(&f.cx, &f.site->view, &item, 1), 0);
	assert_int_equal(item.receipt.status, RECEIPT_DUPLICATE);
	assert_int_equal(warnings(&f, &all), 0);
	ill(&f, 501, "g1", 1);
	assert_int_equal(drawn(&f), 1);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_the_round_nothing_is_drawn_up),
		cmocka_unit_test(a_round_orders_for_its_own_area),
		cmocka_unit_test(list_and_journey_oblige_in_either_order),
		cmocka_unit_test(one_stay_is_followed_up_once),
		cmocka_unit_test(each_of_a_home_is_followed_up),
		cmocka_unit_test(in_any_order_the_same_is_asked),
		cmocka_unit_test(a_corrected_list_excuses_and_obliges_again),
		cmocka_unit_test(whoever_was_followed_up_was),
		cmocka_unit_test(a_purge_takes_nobody_off),
		cmocka_unit_test(two_at_once_make_one_target),
		cmocka_unit_test(sources_are_kept_apart),
		cmocka_unit_test(only_the_program_draws_up),
		cmocka_unit_test(symptoms_that_gather_are_warned_of),
		cmocka_unit_test(a_warning_is_open_until_somebody_deals_with_it),
		cmocka_unit_test(illness_told_late_is_warned_of),
		cmocka_unit_test(a_mistake_silences_nobody),
		cmocka_unit_test(whoever_is_told_of_daily_is_one),
		cmocka_unit_test(two_at_once_raise_one_warning),
		cmocka_unit_test(a_voided_warning_stays_away),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
