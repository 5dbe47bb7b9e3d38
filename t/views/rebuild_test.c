/* Two rebuilds of one journal: the one that another has begun over goes no further, and the data is whole when the other, or the next,
 * has ended. On both engines. */
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

static void must(struct fixture *f, int e)
{
	if (e)
		fail_msg("%s:%d: %.*s", f->cx.e.file, f->cx.e.line, STR_ARG(f->cx.e.en));
}

static void said(struct fixture *f, const char *name, struct str value)
{
	struct store *s = f->site->view.journal.store;

	must(f, store_begin(&f->cx, s, "test"));
	must(f, journal_meta_set(&f->cx, s, name, value));
	must(f, store_commit(&f->cx, s));
}

/* After its first window another one begins. */
static void another_begins(void *arg, int64_t done, int64_t all)
{
	(void)all;
	if (done == 1)
		said(arg, "rebuilding", STR("01900000-0000-7000-8000-000000000001"));
}

static void count(void *arg, int64_t done, int64_t all)
{
	(void)all;
	*(int64_t *)arg = done;
}

static void the_earlier_of_two_stops(void **state)
{
	struct fixture f;
	struct str mark;
	int64_t done = 0;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 5);
	rebuild_chunk(1);
	assert_int_equal(rebuild(&f.cx, &f.site->view, another_begins, &f), -E_BUSY);
	assert_non_null(strstr(f.cx.e.en.p, "another rebuild has begun"));
	err_clear(&f.cx);
	/* What says that the views are half made is the other's, and stays. */
	must(&f, store_begin_read(&f.cx, f.site->view.journal.store, "test"));
	must(&f, journal_meta(&f.cx, f.site->view.journal.store, "rebuilding", &mark));
	store_rollback(f.site->view.journal.store);
	assert_true(str_is(mark, "01900000-0000-7000-8000-000000000001"));
	must(&f, rebuild(&f.cx, &f.site->view, count, &done));
	assert_true(done > 5);
	must(&f, store_begin_read(&f.cx, f.site->view.journal.store, "test"));
	must(&f, cover_recount(&f.cx, f.site->view.journal.store));
	store_rollback(f.site->view.journal.store);
	rebuild_chunk(0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_earlier_of_two_stops) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
