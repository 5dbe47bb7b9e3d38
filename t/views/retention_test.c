/* The countdown that the end of an incident starts: what is due when, who ordered that it goes, what stops it. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard/purge.h"
#include "guard/retention.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

static enum gate_answer held(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_HOLD;
}

static const struct gate gate_held = { .ask = held };

/* One record by an account, at an hour after the county was made. */
static void by(struct fixture *f, const char *user, int n, int hour, const char *rest)
{
	const struct gate *gate = strstr(rest, "purge.ordered") ? &gate_held : &guard_gate_owner;
	const struct sender from = { .user = str_of(user), .now = sys_now() };
	const struct json *v;
	struct receipt *r;
	struct buf b;
	size_t got;

	buf_init(&b, &f->arena);
	buf_fmt(&b, "{\"id\":\"%s\",\"v\":1,\"at\":\"", fid(n));
	buf_when(&b, FIXTURE_NOW + hour * WHEN_HOUR_MS);
	buf_fmt(&b, "\",\"kind\":%s}", rest);
	assert_int_equal(json_read(&f->cx, buf_get(&b), &json_limits_request, &v), 0);
	assert_int_equal(append_json(&f->cx, &f->site->view, v, &from, gate, &r, &got), 0);
	if (r->status == RECEIPT_REFUSED)
		fail_msg("%s: %.*s", rest, STR_ARG(r->error.en));
}

static void ends(struct fixture *f, int n, int hour)
{
	by(f, "admin", n, hour,
		"\"incident.ended\",\"subject\":\"01900000-0000-7000-8000-000000000001\",\"body\":{}");
}

static void orders(struct fixture *f, const char *user, int n, int hour, const char *classes)
{
	char rest[300];

	snprintf(rest, sizeof(rest),
		"\"purge.ordered\",\"area\":\"512021\",\"body\":{\"incident\":\"%s\",\"classes\":[%s]}",
		fid(1), classes);
	by(f, user, n, hour, rest);
}

static void names(struct fixture *f, const char *user, int n, int hour, const char *kind, int named)
{
	char rest[200];

	snprintf(rest, sizeof(rest), "\"record.%s\",\"body\":{\"records\":[\"%s\"]}", kind,
		fid(named));
	by(f, user, n, hour, rest);
}

static void visit(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":3,\"away\":true,\"from\":\"内江市\",\"symptoms\":[\"cough\"]}",
		fid(2), fid(100));
}

/* All that is kept of ended incidents; the two classes of a visit when one has. */
static size_t kept(struct fixture *f, struct retained **ret)
{
	size_t n;

	fixture_read(f);
	f->cover.keys = f->site->keys;
	assert_int_equal(retained_list(&f->cx, &f->cover, ret, &n), 0);
	fixture_read_done(f);
	return n;
}

static struct retained kept_of(struct fixture *f, enum class c)
{
	struct retained *all;
	size_t n = kept(f, &all);

	for (size_t i = 0; i < n; i++)
		if (all[i].row->c == c)
			return all[i];
	fail_msg("nothing is kept of class %d", (int)c);
	return (struct retained){ 0 };
}

static void test_countdown(void **state)
{
	const int64_t ended = FIXTURE_NOW + 48 * WHEN_HOUR_MS, due = ended + 30 * WHEN_DAY_MS;
	struct retained *all, health;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	assert_int_equal(kept(&f, &all), 0);
	sys_clock_fix(ended + 1000);
	ends(&f, 301, 48);
	assert_int_equal(kept(&f, &all), 2);
	health = kept_of(&f, CLASS_HEALTH);
	assert_int_equal(health.keys, 1);
	/* From when it came here, a second after what it says of itself. */
	assert_int_equal(health.due, due + 1000);
	assert_int_equal(kept_of(&f, CLASS_WHEREABOUTS).due, due + 1000);
	health.due = due;
	assert_int_equal(retained_state(&health, due - RETENTION_SOON_MS - 1), RETAINED);
	assert_int_equal(retained_state(&health, due - RETENTION_SOON_MS), RETAINED_SOON);
	assert_int_equal(retained_state(&health, due - 1), RETAINED_SOON);
	assert_int_equal(retained_state(&health, due), RETAINED_DUE);
	/* Voided, it goes on, and nothing counts down. */
	names(&f, "admin", 302, 49, "voided", 301);
	assert_int_equal(kept(&f, &all), 0);
	/* Ended again, it begins anew; of two ends the later holds. */
	ends(&f, 303, 50);
	ends(&f, 304, 60);
	assert_int_equal(kept_of(&f, CLASS_HEALTH).due, due + 12 * WHEN_HOUR_MS);
	fixture_close(&f);
}

/* The clock of whoever ended it was years behind: nothing is due for that. */
static void test_wrong_clock(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	sys_clock_fix(FIXTURE_NOW + 48 * WHEN_HOUR_MS);
	ends(&f, 301, -3 * 365 * 24);
	assert_int_equal(
		kept_of(&f, CLASS_HEALTH).due, FIXTURE_NOW + 48 * WHEN_HOUR_MS + 30 * WHEN_DAY_MS);
	fixture_close(&f);
}

static bool ordered(struct fixture *f, enum class c)
{
	struct retained r = kept_of(f, c);

	return retained_ordered(&r);
}

static void test_order(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	sys_clock_fix(FIXTURE_NOW + 80 * WHEN_HOUR_MS);
	/* What was ordered before the end is about another time. */
	orders(&f, "li", 301, 1, "\"health\"");
	names(&f, "wang", 302, 2, "approved", 301);
	ends(&f, 303, 48);
	assert_int_equal(kept_of(&f, CLASS_HEALTH).by.n, 0);
	orders(&f, "li", 304, 49, "\"health\"");
	assert_int_equal(kept_of(&f, CLASS_HEALTH).by.n, 0);
	/* Nobody approves his own. */
	names(&f, "li", 305, 50, "approved", 304);
	assert_true(str_is(kept_of(&f, CLASS_HEALTH).by, "li"));
	assert_false(ordered(&f, CLASS_HEALTH));
	names(&f, "wang", 306, 51, "approved", 304);
	assert_true(ordered(&f, CLASS_HEALTH));
	assert_true(str_is(kept_of(&f, CLASS_HEALTH).approved, "wang"));
	assert_false(ordered(&f, CLASS_WHEREABOUTS));
	/* Another end needs another order. */
	ends(&f, 307, 60);
	assert_false(ordered(&f, CLASS_HEALTH));
	orders(&f, "wang", 308, 61, "\"health\",\"whereabouts\"");
	names(&f, "li", 309, 62, "approved", 308);
	assert_true(ordered(&f, CLASS_HEALTH) && ordered(&f, CLASS_WHEREABOUTS));
	names(&f, "admin", 310, 63, "voided", 308);
	assert_false(ordered(&f, CLASS_HEALTH) || ordered(&f, CLASS_WHEREABOUTS));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	fixture_reopen(&f);
	assert_false(ordered(&f, CLASS_HEALTH));
	fixture_close(&f);
}

/* Of each class the order holds that was given for it last: one of fewer classes takes nothing from one of more. */
static void test_two_orders(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	sys_clock_fix(FIXTURE_NOW + 80 * WHEN_HOUR_MS);
	ends(&f, 303, 48);
	orders(&f, "li", 304, 49, "\"health\",\"whereabouts\"");
	names(&f, "wang", 305, 50, "approved", 304);
	orders(&f, "wang", 306, 51, "\"health\"");
	names(&f, "li", 307, 52, "approved", 306);
	assert_true(ordered(&f, CLASS_HEALTH) && ordered(&f, CLASS_WHEREABOUTS));
	assert_true(str_is(kept_of(&f, CLASS_HEALTH).by, "wang"));
	assert_true(str_is(kept_of(&f, CLASS_WHEREABOUTS).by, "li"));
	/* Without the later one the earlier holds again. */
	names(&f, "admin", 308, 53, "voided", 306);
	assert_true(str_is(kept_of(&f, CLASS_HEALTH).by, "li"));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	fixture_reopen(&f);
	assert_true(ordered(&f, CLASS_HEALTH) && ordered(&f, CLASS_WHEREABOUTS));
	fixture_close(&f);
}

/* Every class that can be sealed has its time; what is open has none. */
static void test_table(void **state)
{
	(void)state;
	assert_null(retention_of(CLASS_OPEN));
	for (enum class c = CLASS_IDENTITY; c < CLASSES; c++)
		assert_true(retention_of(c) && retention_of(c)->days > 0);
	assert_int_equal(retention_n, CLASSES - 1);
}

/* Destroyed, nothing of it is kept any more, and every figure is what it was. */
static void test_destroyed(void **state)
{
	const struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_HEALTH };
	struct purge_result done;
	struct verify_result v;
	struct fixture f;
	struct figure_value *before, *after;
	struct retained *all;
	size_t n, again;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	sys_clock_fix(FIXTURE_NOW + 80 * WHEN_HOUR_MS);
	ends(&f, 303, 48);
	fixture_read(&f);
	assert_int_equal(figure_board(&f.cx, &f.cover, desks_figures(), &uuid_nil, STR(""),
				 INT32_MIN, INT32_MAX, &before, &n),
		0);
	fixture_read_done(&f);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, 1, STR("期满"), STR("admin"), sys_now(), &done),
		0);
	assert_int_equal(done.keys, 1);
	fixture_reopen(&f);
	fixture_read(&f);
	assert_int_equal(figure_board(&f.cx, &f.cover, desks_figures(), &uuid_nil, STR(""),
				 INT32_MIN, INT32_MAX, &after, &again),
		0);
	fixture_read_done(&f);
	assert_int_equal(n, again);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(before[i].value, after[i].value);
	assert_int_equal(kept(&f, &all), 1);
	assert_int_equal(all[0].row->c, CLASS_WHEREABOUTS);
	assert_int_equal(journal_verify(&f.cx, f.site->view.journal.store, &v, NULL, NULL), 0);
	fixture_close(&f);
}

/* Taken back while somebody types the word: nothing goes. */
static void test_taken_back(void **state)
{
	struct purge_scope what = { .incident = fuid(1), .classes = 1u << CLASS_HEALTH };
	struct purge_result done;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	visit(&f, 300);
	sys_clock_fix(FIXTURE_NOW + 80 * WHEN_HOUR_MS);
	ends(&f, 303, 48);
	orders(&f, "li", 304, 49, "\"health\"");
	names(&f, "wang", 306, 51, "approved", 304);
	names(&f, "admin", 310, 63, "voided", 304);
	what.order = fuid(304);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, 1, STR("expired"), STR("admin"), sys_now(), &done),
		-E_CONFLICT);
	assert_false(done.done);
	fixture_reopen(&f);
	assert_false(ordered(&f, CLASS_HEALTH));
	orders(&f, "li", 311, 64, "\"health\"");
	names(&f, "wang", 312, 65, "approved", 311);
	what.order = fuid(311);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, 1, STR("expired"), STR("admin"), sys_now(), &done),
		0);
	assert_int_equal(done.keys, 1);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table),
		cmocka_unit_test(test_countdown), cmocka_unit_test(test_wrong_clock),
		cmocka_unit_test(test_order), cmocka_unit_test(test_two_orders),
		cmocka_unit_test(test_destroyed), cmocka_unit_test(test_taken_back) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
