/* A rebuild beside a process that goes on handing in records: none is lost, none counts twice,
 * whatever chunk they fall into. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault/doors.h"
#include "fault/state.h"
#include "sys/sys.h"

#define DOORS 200
#define RECORDS 9000 /* more than a chunk of a rebuild */
#define GROUP 1000
#define TIMES 4

struct beside {
	struct fixture f;
	struct doors d;
	struct site *other; /* as another process has it */
	int refused, taken;
};

static const struct site_tables *tables(void)
{
	static struct site_tables t;

	t = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	return &t;
}

static int hand_in(struct beside *b, struct site *site, const size_t *which, size_t n)
{
	const struct json_limits limits = { .bytes = 1 << 26, .depth = 32, .members = 100000 };
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	struct arena arena;
	struct cx cx = { .arena = &arena };
	char *text = doors_json(&b->d, which, n);
	const struct json *v;
	struct receipt *r;
	size_t got;
	int rc;

	arena_init(&arena, &sys_heap, 0);
	assert_int_equal(json_read(&cx, str_of(text), &limits, &v), 0);
	rc = append_json(&cx, &site->view, v, &from, &guard_gate_owner, &r, &got);
	for (size_t i = 0; rc == 0 && i < got; i++) {
		if (r[i].status != RECEIPT_ACCEPTED)
			fail_msg("%zu: %.*s", which[i], STR_ARG(r[i].error.en));
		b->d.all[which[i]].pos = r[i].pos;
		b->d.all[which[i]].there = true;
	}
	arena_done(&arena);
	free(text);
	return rc;
}

static int write_some(struct beside *b, struct site *site, size_t n)
{
	size_t which[GROUP], first = doors_write(&b->d, n);

	for (size_t i = 0; i < n; i++)
		which[i] = first + i;
	return hand_in(b, site, which, n);
}

/* Between two chunks. */
static void go_on(void *arg, int64_t done, int64_t all)
{
	struct beside *b = arg;
	int rc;

	(void)done;
	(void)all;
	/* For ever it could go on for ever. */
	if (b->taken + b->refused == TIMES)
		return;
	rc = write_some(b, b->other, 20);
	b->taken += rc == 0;
	b->refused += rc != 0;
	/* It may be told to come back later, but for nothing else. */
	assert_true(rc == 0 || err_entry(rc)->retry != RETRY_NO);
}

static void check_all(struct beside *b)
{
	struct tally_of_doors want = { 0 };
	struct coverage c = fixture_coverage(&b->f, "512021100");

	doors_count(&b->d, &want);
	assert_int_equal(c.done, want.done);
	assert_int_equal(fixture_figure(&b->f, "doors-knocked"), want.knocked);
	assert_int_equal(fixture_figure(&b->f, "people-called-on"), want.people);
	fixture_read(&b->f);
	if (cover_recount(&b->f.cx, b->f.cover.store))
		fail_msg("recount: %.*s", STR_ARG(b->f.cx.e.en));
	fixture_read_done(&b->f);
}

static const char *engine;

static void test_beside(void **state)
{
	struct beside b = { .refused = 0 };
	size_t n, *which;
	char *once, *twice;

	(void)state;
	fixture_open(&b.f, engine);
	fixture_county(&b.f, DOORS);
	doors_init(&b.d, 1, 0, 1, DOORS);
	for (size_t i = 0; i < RECORDS; i += GROUP)
		assert_int_equal(write_some(&b, b.f.site, GROUP), 0);
	assert_int_equal(site_open(&b.f.cx, b.f.where, b.f.key, SITE_WRITE, tables(), &b.other), 0);
	assert_int_equal(rebuild(&b.f.cx, &b.f.site->view, go_on, &b), 0);
	assert_true(b.taken + b.refused >= 2);
	check_all(&b);
	/* What was turned away comes again, and both processes go on. */
	which = doors_waiting(&b.d, false, &n);
	assert_int_equal(n == 0 ? 0 : hand_in(&b, b.other, which, n), 0);
	free(which);
	assert_int_equal(write_some(&b, b.f.site, 10), 0);
	assert_int_equal(write_some(&b, b.other, 10), 0);
	check_all(&b);
	/* Made once more, now in peace. */
	assert_int_equal(rebuild(&b.f.cx, &b.f.site->view, NULL, NULL), 0);
	once = state_read(b.f.where, STATE_SAME);
	check_all(&b);
	assert_int_equal(rebuild(&b.f.cx, &b.f.site->view, NULL, NULL), 0);
	twice = state_read(b.f.where, STATE_SAME);
	assert_int_equal(state_differs("rebuilt twice", once, twice), 0);
	free(once);
	free(twice);
	site_close(b.other);
	fixture_close(&b.f);
	doors_free(&b.d);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_beside) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
