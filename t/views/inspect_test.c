/* Inspections as scenes: sites on a list, what was found there, and the two accounts of it, which close and do not. On both
 * engines. */
#include <stdio.h>
#include <stdlib.h>

#include "core/test.h"
#include "support/site_fixture.h"

static const char *engine;

enum { ROUND = 3, SHOP = 60, PLANT, VILLAGE, COMPOUND };

static void site_list(struct fixture *f, int n, int site, const char *flag)
{
	fixture_accept(f, n,
		"\"site.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"S\",\"flags\":[\"%s\"]}",
		fid(site), flag);
}

/* Two enterprises, a village and a compound on one list. */
static void sites(struct fixture *f)
{
	fixture_county(f, 1);
	site_list(f, 301, SHOP, "enterprise");
	site_list(f, 302, PLANT, "enterprise");
	site_list(f, 303, VILLAGE, "village");
	site_list(f, 304, COMPOUND, "compound");
	fixture_accept(f, 305,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021100\",\"body\":{\"kind\":\"inspect\","
		"\"incident\":\"%s\",\"expected\":4}",
		fid(ROUND), fid(1));
	fixture_accept(f, 306,
		"\"round.targeted\",\"round\":\"%s\",\"area\":\"g1\",\"body\":{\"piece\":1,\"subjects\":["
		"\"%s\",\"%s\",\"%s\",\"%s\"]}",
		fid(ROUND), fid(SHOP), fid(PLANT), fid(VILLAGE), fid(COMPOUND));
	fixture_standing_open(f, 307, "finding");
}

static void inspect(struct fixture *f, int n, int site, const char *body)
{
	fixture_accept(f, n,
		"\"inspect.made\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}",
		fid(ROUND), fid(site), body);
}

static void raise_finding(struct fixture *f, int n, const char *source)
{
	fixture_accept(f, n,
		"\"finding.raised\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{"
		"\"severity\":\"at_once\",\"category\":\"stock\",\"source\":\"%s\",\"text\":\"?\"}",
		fixture_standing("finding"), fid(PLANT), source);
}

static void step(struct fixture *f, int n, int finding, const char *kind, const char *body)
{
	fixture_accept(f, n,
		"\"finding.%s\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}",
		kind, fixture_standing("finding"), fid(finding), body);
}

static void same_again(struct fixture *f)
{
	assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
	fixture_read(f);
	assert_int_equal(cover_recount(&f->cx, f->cover.store), 0);
	fixture_read_done(f);
}

static void check_inspected(struct fixture *f)
{
	struct coverage c = fixture_coverage_of(f, fid(ROUND), "512021100");

	assert_int_equal(c.expected, 4);
	assert_int_equal(c.done, 2);
	assert_int_equal(c.excused, 1);
	assert_int_equal(c.missing, 1);
	assert_int_equal(fixture_figure(f, "enterprises-inspected"), 1);
	assert_int_equal(fixture_figure(f, "villages-inspected"), 1);
	assert_int_equal(fixture_figure(f, "compounds-inspected"), 0);
	assert_int_equal(fixture_figure(f, "leader-inspections"), 2);
}

static void a_site_is_counted_once_and_only_when_inspected(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	inspect(&f, 401, SHOP, "\"outcome\":\"closed\",\"site\":\"enterprise\",\"by_leader\":true");
	inspect(&f, 402, PLANT, "\"outcome\":\"findings\",\"site\":\"enterprise\",\"findings\":2");
	inspect(&f, 403, PLANT,
		"\"outcome\":\"in_order\",\"site\":\"enterprise\",\"by_leader\":true");
	inspect(&f, 404, VILLAGE, "\"outcome\":\"in_order\",\"site\":\"village\"");
	inspect(&f, 405, COMPOUND, "\"outcome\":\"gone\",\"site\":\"compound\"");
	fixture_accept(&f, 406,
		"\"inspect.led\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"level\":\"county\"}",
		fid(1));
	check_inspected(&f);
	same_again(&f);
	check_inspected(&f);
	fixture_close(&f);
}

static void disagrees(struct fixture *f, const char *body)
{
	struct receipt r = fixture_post(f, 401,
		"\"inspect.made\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{%s}",
		fid(ROUND), fid(PLANT), body);

	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_FIELD_DISAGREES);
	assert_str(r.error.field, "body.failed");
}

/* No item is both, and nothing failed where all is in order. */
static void what_contradicts_itself_is_refused(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	disagrees(&f,
		"\"outcome\":\"findings\",\"site\":\"enterprise\",\"passed\":[\"duty\",\"stock\"],"
		"\"failed\":[\"entry\",\"stock\"]");
	disagrees(&f, "\"outcome\":\"in_order\",\"site\":\"enterprise\",\"failed\":[\"stock\"]");
	inspect(&f, 402, PLANT,
		"\"outcome\":\"findings\",\"site\":\"enterprise\",\"passed\":[\"duty\"],\"failed\":[\"stock\"]");
	inspect(&f, 403, SHOP,
		"\"outcome\":\"in_order\",\"site\":\"enterprise\",\"passed\":[\"stock\"],\"failed\":[]");
	fixture_close(&f);
}

static struct receipt inspected_at(struct fixture *f, int n, const char *at, const char *items)
{
	char text[500];

	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"kind\":\"inspect.made\",\"v\":1,\"at\":\"%s\",\"round\":\"%s\","
		"\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"in_order\",\"site\":\"station\","
		"\"passed\":[\"%s\"]}}",
		fid(n), at, fid(ROUND), fid(PLANT), items);
	return fixture_post_raw(f, text);
}

/* A phone a year ahead asks of the itinerary card after its end, on a day on which it was asked of everybody. */
static void a_wrong_clock_takes_no_item_away(void **state)
{
	struct receipt r;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	r = inspected_at(&f, 401, "2023-08-30T10:00:00+08:00", "itinerary");
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	/* No clock makes it an item of another site. */
	r = inspected_at(&f, 402, "2022-08-30T10:00:00+08:00", "single_tube");
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_FIELD_CHOICE);
	fixture_close(&f);
}

static int count(void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	(void)cx;
	(void)area;
	(void)subjects;
	*(size_t *)arg += n;
	return 0;
}

static void a_round_may_list_sites_by_what_they_are(void **state)
{
	static const struct {
		const char *filter;
		size_t n;
	} rows[] = { { "flag:enterprise", 2 }, { "flag:compound", 1 }, { "flag:school", 0 },
		{ "", 4 } };
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	fixture_read(&f);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = 0;

		assert_int_equal(round_candidates(&f.cx, &f.cover, STR("512021"), SUBJECT_SITE,
					 str_of(rows[i].filter), STR(""), count, &n),
			0);
		assert_int_equal(n, rows[i].n);
	}
	fixture_read_done(&f);
	fixture_close(&f);
}

/* An inspection that told of two findings, of which one was entered. */
static void each_finding_told_has_to_be_entered(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	assert_int_equal(fixture_balance(&f, "findings"), 0);
	inspect(&f, 401, PLANT, "\"outcome\":\"findings\",\"site\":\"enterprise\",\"findings\":2");
	raise_finding(&f, 402, "inspection");
	raise_finding(&f, 403, "resident");
	assert_int_equal(fixture_balance(&f, "findings"), 1000);
	same_again(&f);
	assert_int_equal(fixture_balance(&f, "findings"), 1000);
	raise_finding(&f, 404, "inspection");
	assert_int_equal(fixture_balance(&f, "findings"), 0);
	assert_int_equal(fixture_figure(&f, "findings-raised"), 3);
	fixture_close(&f);
}

/* What was reported as fixed waits for its re-check; a re-check of what nobody reported stands on the other side. */
static void each_fix_has_to_be_looked_at(void **state)
{
	struct coverage c;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	sites(&f);
	raise_finding(&f, 401, "inspection");
	raise_finding(&f, 402, "inspection");
	step(&f, 403, 401, "fixed", "\"text\":\"?\"");
	assert_int_equal(fixture_balance(&f, "rechecks"), 1000);
	step(&f, 404, 401, "rechecked", "\"outcome\":\"failed\",\"reported\":true");
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	/* Looked at a second time: the same report. */
	step(&f, 410, 401, "rechecked", "\"outcome\":\"failed\",\"reported\":true,\"again\":true");
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	step(&f, 405, 401, "fixed", "\"text\":\"?\"");
	step(&f, 406, 401, "rechecked", "\"outcome\":\"passed\",\"reported\":true");
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	step(&f, 411, 401, "rechecked", "\"outcome\":\"passed\",\"reported\":true,\"again\":true");
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	assert_int_equal(fixture_figure(&f, "findings-settled"), 1);
	step(&f, 407, 402, "rechecked", "\"outcome\":\"passed\",\"reported\":true");
	assert_int_equal(fixture_balance(&f, "rechecks"), -1000);
	fixture_accept(&f, 408, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(407));
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	same_again(&f);
	assert_int_equal(fixture_balance(&f, "rechecks"), 0);
	assert_int_equal(fixture_figure(&f, "findings-settled"), 1);
	c = fixture_coverage_of(&f, fixture_standing("finding"), "512021");
	assert_int_equal(c.expected, 2);
	assert_int_equal(c.done, 1);
	assert_int_equal(c.missing, 1);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_is_counted_once_and_only_when_inspected),
		cmocka_unit_test(what_contradicts_itself_is_refused),
		cmocka_unit_test(a_wrong_clock_takes_no_item_away),
		cmocka_unit_test(a_round_may_list_sites_by_what_they_are),
		cmocka_unit_test(each_finding_told_has_to_be_entered),
		cmocka_unit_test(each_fix_has_to_be_looked_at),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
