/* The look-book: who looked at somebody is found by him, whatever name he is listed under; who looks far more than his
 * colleagues stands out; copies are told until they are gone; and a rebuild finds the same. On both engines. */
#include <stdio.h>
#include <string.h>

#include "guard/look_book.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

#define DAY day_of(FIXTURE_NOW)
#define WORDS "邻居张三说的（示例）"

static void good(struct fixture *f, int e)
{
	if (e)
		fail_msg("%s: %.*s", err_entry(e)->code, STR_ARG(f->cx.e.en));
}

static void append(struct fixture *f, struct entry *entries, size_t n)
{
	good(f, append_entries(&f->cx, &f->site->view, entries, n));
}

/* This account is shown these. */
static void looks(struct fixture *f, const char *account, const struct uuid *subjects, size_t n)
{
	const struct grant grant = { .role = ROLE_DATA_STEWARD, .area = STR("g1") };
	const struct rights who = { .person = str_of(account), .grants = &grant, .n = 1 };
	struct look l = { .screen = STR("record"),
		.why = STR("check"),
		.note = STR(WORDS),
		.subjects = subjects,
		.n = n };
	struct entry *entries;
	size_t entries_n;

	good(f, look_entries(&f->cx, &who, MATTER_ROSTER, l, sys_now(), &entries, &entries_n));
	append(f, entries, entries_n);
}

static size_t looked_at(struct fixture *f, int subject, struct look_row **ret)
{
	struct uuid id = fuid(subject);
	size_t n;

	fixture_read(f);
	good(f, looks_of(&f->cx, &f->cover, &id, 0, 100, ret, &n));
	fixture_read_done(f);
	return n;
}

static struct account_day *days(struct fixture *f, size_t *n)
{
	struct account_day *all;

	fixture_read(f);
	good(f, looks_by_account(&f->cx, &f->cover, f->site->guard, DAY, DAY + 1, &all, n));
	fixture_read_done(f);
	return all;
}

static void rebuilt(struct fixture *f)
{
	rebuild_chunk(3);
	good(f, rebuild(&f->cx, &f->site->view, NULL, NULL));
	rebuild_chunk(0);
}

#define PERSON(n) \
	"\"person.listed\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"王测试\"}", \
		fid(n)

static void a_look_is_found_by_whom_it_was_at(void **state)
{
	struct fixture *f = *state;
	struct uuid two[] = { fuid(300), fuid(301) };
	struct look_row *all;

	fixture_county(f, 2);
	fixture_accept(f, 310, PERSON(300));
	fixture_accept(f, 311, PERSON(301));
	assert_int_equal(looked_at(f, 300, &all), 0);
	looks(f, "li", two, 1);
	looks(f, "eve", two, 2);
	for (int turn = 0; turn < 2; turn++, rebuilt(f)) {
		assert_int_equal(looked_at(f, 300, &all), 2);
		assert_true(str_is(all[0].look.reader, "eve") && str_is(all[1].look.reader, "li"));
		assert_true(str_is(all[0].look.role, "data_steward") &&
			str_is(all[0].look.office, "g1") && str_is(all[0].look.why, "check"));
		assert_true(str_is(all[0].note, WORDS));
		assert_int_equal(looked_at(f, 301, &all), 1);
	}
	/* Once they are one, either name leads to all; the entry that named both is one look. */
	fixture_accept(f, 312,
		"\"subject.merged\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(300), fid(301));
	assert_int_equal(looked_at(f, 301, &all), 2);
	rebuilt(f);
	assert_int_equal(looked_at(f, 301, &all), 2);
}

static void pages_follow_one_another(void **state)
{
	struct fixture *f = *state;
	struct uuid one = fuid(300);
	struct look_row *all;
	size_t n;

	for (int i = 0; i < 5; i++)
		looks(f, "li", &one, 1);
	fixture_read(f);
	good(f, looks_of(&f->cx, &f->cover, &one, 0, 3, &all, &n));
	assert_int_equal(n, 3);
	good(f, looks_of(&f->cx, &f->cover, &one, all[2].pos, 3, &all, &n));
	assert_int_equal(n, 2);
	fixture_read_done(f);
}

static void what_a_reader_wrote_lies_sealed(void **state)
{
	struct fixture *f = *state;
	struct uuid one = fuid(300);
	struct entry *all;
	size_t n;

	looks(f, "li", &one, 1);
	fixture_read(f);
	good(f, journal_read(&f->cx, f->cover.store, 0, 100, 1u << ENTRY_LOOK, &all, &n));
	fixture_read_done(f);
	assert_int_equal(n, 1);
	assert_null(memmem(all->open.p, all->open.n, WORDS, strlen(WORDS)));
	assert_null(memmem(all->sealed.p, all->sealed.n, WORDS, strlen(WORDS)));
	assert_true(all->sealed.n > 0);
}

static const struct account_day *of(const struct account_day *all, size_t n, const char *account)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(all[i].account, account))
			return &all[i];
	fail_msg("%s did not look", account);
	return NULL;
}

/* Three look at ten people, one at fifty, another at fifty-one: five times as many, and one more. */
static void who_looks_far_more_than_his_colleagues_stands_out(void **state)
{
	static const struct {
		const char *account;
		size_t n;
	} who[] = { { "a", 10 }, { "b", 10 }, { "c", 10 }, { "d", 50 }, { "e", 51 } };
	struct fixture *f = *state;
	const struct account_day *all;
	struct uuid ids[51];
	size_t n;

	for (int i = 0; i < 51; i++)
		ids[i] = fuid(1000 + i);
	for (size_t i = 0; i < 5; i++) {
		looks(f, who[i].account, ids, who[i].n);
		looks(f, who[i].account, ids, who[i].n); /* the same people again */
	}
	for (int turn = 0; turn < 2; turn++, rebuilt(f)) {
		all = days(f, &n);
		assert_int_equal(n, 5);
		assert_true(str_is(all[0].account, "e") && all[0].stands_out);
		assert_int_equal(all[0].subjects, 51);
		assert_int_equal(all[0].looks, 2);
		assert_true(all[0].colleagues == 4 && all[0].middle == 10);
		assert_true(of(all, n, "d")->subjects == 50 && !of(all, n, "d")->stands_out);
		assert_false(of(all, n, "a")->stands_out);
	}
}

/* Where few colleagues looked, one's own work is the measure. */
static void the_work_itself_explains_looks(void **state)
{
	struct fixture *f = *state;
	const struct account_day *all;
	struct uuid ids[60];
	size_t n;

	for (int i = 0; i < 60; i++)
		ids[i] = fuid(1000 + i);
	looks(f, "busy", ids, 60);
	all = days(f, &n);
	assert_true(of(all, n, "busy")->stands_out && of(all, n, "busy")->middle == -1);
	looks(f, "fixture", ids, 60);
	fixture_county(f, 20);
	all = days(f, &n);
	for (size_t i = 0; i < n; i++)
		if (all[i].records > 12)
			assert_false(all[i].stands_out);
	assert_true(of(all, n, "busy")->stands_out);
}

static void another_goes_into_it(void **state)
{
	struct fixture *f = *state;
	const struct account_day *all;
	struct uuid ids[60];
	struct entry entry;
	size_t n;

	for (int i = 0; i < 60; i++)
		ids[i] = fuid(1000 + i);
	looks(f, "busy", ids, 60);
	fixture_read(f);
	assert_int_equal(look_review_entry(&f->cx, &f->cover, &rights_owner, STR("nobody"), DAY,
				 STR("explained"), STR(""), &entry),
		-E_NOT_FOUND);
	err_clear(&f->cx);
	assert_int_equal(look_review_entry(&f->cx, &f->cover, &rights_owner, STR("busy"), DAY,
				 STR("fine"), STR(""), &entry),
		-E_FIELD_CHOICE);
	err_clear(&f->cx);
	good(f,
		look_review_entry(&f->cx, &f->cover, &rights_owner, STR("busy"), DAY,
			STR("explained"), STR("热线（示例）"), &entry));
	fixture_read_done(f);
	append(f, &entry, 1);
	for (int turn = 0; turn < 2; turn++, rebuilt(f)) {
		all = days(f, &n);
		assert_true(n == 1 && all->stands_out && all->reviewed > 0);
		assert_true(str_is(all->review.finding, "explained"));
		assert_true(all->looks == 1 && all->subjects == 60);
	}
	looks(f, rights_owner.person.p, ids, 1);
	fixture_read(f);
	assert_int_equal(look_review_entry(&f->cx, &f->cover, &rights_owner, rights_owner.person,
				 DAY, STR("explained"), STR(""), &entry),
		-E_FORBIDDEN);
	fixture_read_done(f);
}

/* ---- copies ---- */

static struct uuid exports(struct fixture *f, int32_t until)
{
	struct look l = { .act = LOOK_EXPORTED,
		.reader = STR("li"),
		.screen = STR("missing"),
		.why = STR("visit"),
		.note = STR(WORDS),
		.rows = 12,
		.until = until,
		.digest = STR("00") };
	struct entry entry;

	good(f, look_write(&f->cx, &l, &uuid_nil, sys_now(), &entry));
	append(f, &entry, 1);
	return entry.id;
}

static struct export_row *copies(struct fixture *f, bool due, size_t *n)
{
	struct export_row *all;

	fixture_read(f);
	f->cover.now = sys_now();
	good(f, exports_list(&f->cx, &f->cover, due, 0, 10, &all, n));
	fixture_read_done(f);
	return all;
}

static void copies_are_told_until_they_are_gone(void **state)
{
	struct fixture *f = *state;
	struct uuid first = exports(f, DAY), second = exports(f, DAY + 30);
	struct export_row *all;
	struct entry entry;
	size_t n;

	all = copies(f, false, &n);
	assert_true(n == 2 && uuid_eq(&all[0].made.id, &second));
	assert_true(all[1].state == EXPORT_KEPT && all[1].made.look.rows == 12);
	assert_true(str_is(all[1].made.note, WORDS));
	copies(f, true, &n);
	assert_int_equal(n, 0);
	sys_clock_fix(FIXTURE_NOW + WHEN_DAY_MS);
	all = copies(f, true, &n);
	assert_true(n == 1 && uuid_eq(&all->made.id, &first) && all->state == EXPORT_DUE);
	fixture_read(f);
	good(f, export_destroyed_entry(&f->cx, &f->cover, &rights_owner, &first, STR(""), &entry));
	fixture_read_done(f);
	append(f, &entry, 1);
	for (int turn = 0; turn < 2; turn++, rebuilt(f)) {
		copies(f, true, &n);
		assert_int_equal(n, 0);
		all = copies(f, false, &n);
		assert_true(n == 2 && all[1].state == EXPORT_DESTROYED && all[1].gone.pos > 0);
	}
	fixture_read(f);
	assert_int_equal(
		export_destroyed_entry(&f->cx, &f->cover, &rights_owner, &first, STR(""), &entry),
		-E_CONFLICT);
	err_clear(&f->cx);
	first = fuid(77);
	assert_int_equal(
		export_destroyed_entry(&f->cx, &f->cover, &rights_owner, &first, STR(""), &entry),
		-E_NOT_FOUND);
	fixture_read_done(f);
}

static int setup(void **state)
{
	static struct fixture f;

	fixture_open(&f, engine);
	*state = &f;
	return 0;
}

static int teardown(void **state)
{
	fixture_close(*state);
	return 0;
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		SCENE(a_look_is_found_by_whom_it_was_at),
		SCENE(pages_follow_one_another),
		SCENE(what_a_reader_wrote_lies_sealed),
		SCENE(who_looks_far_more_than_his_colleagues_stands_out),
		SCENE(the_work_itself_explains_looks),
		SCENE(another_goes_into_it),
		SCENE(copies_are_told_until_they_are_gone),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
