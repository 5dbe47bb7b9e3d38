/* Two programs on one data, and one of them changes the master key: the other, which has the old one in memory, wraps no key under it
 * any more, on whatever engine. On PostgreSQL nothing else would keep it from that: no folder is locked. */
#include <string.h>

#include "guard/master.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

/* A person of a month of its own, so that another data key is needed. */
static int list_person(struct fixture *f, struct site *s, int n, int month)
{
	const struct sender from = { .user = STR("admin"),
		.now = FIXTURE_NOW + month * 31 * WHEN_DAY_MS };
	const struct json *v;
	struct receipt *r;
	struct buf b;
	size_t got;
	int e;

	sys_clock_fix(from.now);
	buf_init(&b, &f->arena);
	buf_fmt(&b,
		"{\"id\":\"%s\",\"v\":1,\"at\":\"2022-08-30T10:00:00+08:00\",\"kind\":\"person.listed\",",
		fid(n));
	buf_fmt(&b, "\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"name\":\"张示例\"}}",
		fid(n + 100));
	assert_int_equal(json_read(&f->cx, buf_get(&b), &json_limits_request, &v), 0);
	e = append_json(&f->cx, &s->view, v, &from, &guard_gate_owner, &r, &got);
	return e ? e : r->status == RECEIPT_REFUSED ? -(int)r->error.code : 0;
}

static struct str noted(struct fixture *f, struct site *s)
{
	struct str mark;

	assert_int_equal(store_begin_read(&f->cx, s->view.journal.store, __func__), 0);
	assert_int_equal(journal_meta(&f->cx, s->view.journal.store, "master", &mark), 0);
	store_rollback(s->view.journal.store);
	return mark;
}

static void the_old_key_wraps_nothing_more(void **state)
{
	struct master_change change = { .keep = true };
	struct master now;
	struct site *other;
	struct fixture f;
	struct str before;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	assert_int_equal(list_person(&f, f.site, 700, 1), 0);
	before = noted(&f, f.site);
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE, &f.site->tables, &other), 0);
	assert_int_equal(list_person(&f, other, 701, 2), 0);
	assert_int_equal(master_change(&f.cx, other, &change), 0);
	assert_int_equal(master_show(&f.cx, other, &now), 0);
	assert_true(str_is(noted(&f, other), now.mark));
	assert_false(str_eq(before, noted(&f, other)));
	/* What was wrapped anew does not open with it. */
	assert_int_equal(list_person(&f, f.site, 702, 3), -E_KEY);
	assert_int_equal(list_person(&f, other, 703, 4), 0);
	site_close(other);
	/* Opened again, it has the new one. */
	fixture_reopen(&f);
	assert_int_equal(list_person(&f, f.site, 704, 5), 0);
	fixture_close(&f);
}

/* The change is on its way: the mark is noted, and no wrap under the new key has been read yet. */
static void a_mark_of_another_key_is_enough(void **state)
{
	struct store *s;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	s = f.site->view.journal.store;
	assert_int_equal(store_begin(&f.cx, s, __func__), 0);
	assert_int_equal(journal_meta_set(&f.cx, s, "master", STR("00112233")), 0);
	assert_int_equal(store_commit(&f.cx, s), 0);
	assert_int_equal(list_person(&f, f.site, 700, 1), -E_KEY_OTHER);
	assert_int_equal(store_begin(&f.cx, s, __func__), 0);
	assert_int_equal(keyring_master_note(&f.cx, &f.site->view.journal), 0);
	assert_int_equal(store_commit(&f.cx, s), 0);
	assert_int_equal(list_person(&f, f.site, 700, 1), 0);
	fixture_close(&f);
}

/* A third key would leave the first nowhere: it is told which file is in the way, and what to do with it. */
static void a_kept_key_is_not_written_over(void **state)
{
	struct master_change change = { .keep = true };
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	assert_int_equal(master_change(&f.cx, f.site, &change), 0);
	assert_int_equal(master_change(&f.cx, f.site, &change), -E_KEY_KEPT);
	assert_non_null(strstr(cx_text(&f.cx, f.cx.e.en), ".old"));
	assert_non_null(strstr(cx_text(&f.cx, f.cx.e.zh), ".old"));
	assert_false(change.done);
	assert_int_equal(list_person(&f, f.site, 700, 1), 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_old_key_wraps_nothing_more),
		cmocka_unit_test(a_mark_of_another_key_is_enough),
		cmocka_unit_test(a_kept_key_is_not_written_over),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
