/* Deletion that is proved: after a purge what was sealed opens nowhere, also with the old master key and from an older
 * backup, and no figure has changed. On both engines. */
#include <stdio.h>
#include <stdlib.h>

#include "guard/purge.h"
#include "support/site_fixture.h"
#include "sys/sys.h"

static const char *engine;

static void person(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"person.listed\",\"subject\":\"%s\",\"area\":\"g1\",\"body\":{\"name\":\"张测试\","
		"\"document\":\"11010519491231002X\",\"phone\":\"13800000000\",\"flags\":[\"alone\"]}",
		fid(n + 5000));
}

static void visit(struct fixture *f, int n)
{
	fixture_accept(f, n,
		"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\","
		"\"people\":3,\"away\":true,\"from\":\"内江市\",\"symptoms\":[\"cough\"]}",
		fid(2), fid(100));
}

static int opens(struct fixture *f, int n, enum class c)
{
	struct uuid id = fuid(n);
	struct entry e;
	struct str plain;
	int rc;

	assert_int_equal(store_begin_read(&f->cx, f->site->view.journal.store, "test"), 0);
	assert_int_equal(journal_find(&f->cx, &f->site->view.journal, &id, 1, &e), 0);
	assert_true(e.pos > 0);
	rc = journal_open(&f->cx, f->site->keys, &id, e.sealed, c, &plain);
	err_clear(&f->cx);
	store_rollback(f->site->view.journal.store);
	return rc == 0 ? plain.n > 0 : rc;
}

static void verify(struct fixture *f)
{
	struct verify_result v;

	assert_int_equal(journal_verify(&f->cx, f->site->view.journal.store, &v, NULL, NULL), 0);
}

static void test_incident(void **state)
{
	const struct purge_scope what = { .incident = fuid(1),
		.classes = 1u << CLASS_HEALTH | 1u << CLASS_WHEREABOUTS };
	struct purge_result done;
	struct fixture f;
	struct str before, after;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	person(&f, 301);
	visit(&f, 302);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), 1);
	assert_int_equal(sys_read_file(&f.cx, f.key, 100, &before), 0);
	assert_int_equal(
		purge_keys(&f.cx, f.site, &what, STR("期满"), STR("admin"), sys_now(), &done), 0);
	assert_int_equal(done.keys, 2);
	assert_int_equal(sys_read_file(&f.cx, f.key, 100, &after), 0);
	assert_false(str_eq(before, after));
	fixture_reopen(&f);
	assert_int_equal(opens(&f, 302, CLASS_HEALTH), -E_SEALED);
	assert_int_equal(opens(&f, 302, CLASS_WHEREABOUTS), -E_SEALED);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY),
		1); /* the roster's keys live on, under the new master key */
	assert_int_equal(fixture_figure(&f, "people-called-on"), 3);
	verify(&f);
	/* the old master key opens nothing that is kept */
	assert_int_equal(sys_write_file(&f.cx, f.key, before, 0600), 0);
	site_close(f.site);
	f.site = NULL;
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &f.site),
		-E_KEY);
	err_clear(&f.cx);
	assert_int_equal(sys_write_file(&f.cx, f.key, after, 0600), 0);
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE,
				 &(struct site_tables){ desks_kinds(), desks_figures() }, &f.site),
		0);
	fixture_close(&f);
}

static void test_subject(void **state)
{
	struct purge_result done;
	struct uuid subject = fuid(5301);
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	person(&f, 301);
	person(&f, 303);
	assert_int_equal(purge_subject(&f.cx, f.site, &subject, STR("本人申请"), STR("admin"),
				 sys_now(), &done),
		0);
	assert_int_equal(done.records, 1);
	assert_int_equal(opens(&f, 301, CLASS_IDENTITY), -E_SEALED);
	assert_int_equal(opens(&f, 303, CLASS_IDENTITY), 1);
	verify(&f);
	fixture_reopen(&f);
	assert_int_equal(opens(&f, 301, CLASS_CONTACT), -E_SEALED);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_incident),
		cmocka_unit_test(test_subject) };

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	int failed = run("sqlite");

	if (getenv("BULOU_TEST_PG") == NULL)
		print_message("# SKIP postgres: BULOU_TEST_PG is not set\n");
	else
		failed += run("postgres");
	return failed;
}
