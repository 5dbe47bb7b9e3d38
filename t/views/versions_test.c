/* One version behind, one ahead: a phone may know a kind's next version before the server does, or still write the one before; and a
 * journal that a newer program has written may come to one that is older. Whatever cannot be understood is kept and told, nothing that
 * is understood stops, and with the right program all of it counts. */
#include "support/site_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/sys.h"

#define KINDS_MAX 300

static struct fixture f;

/* ---- the program one version ahead ---- */

static int lift_same(struct cx *cx, const struct json *old, const struct json **ret)
{
	(void)cx;
	*ret = old; /* the version before did not ask for it */
	return 0;
}

/* Everything that there is today, sweep.visit with a field more, and a kind that nobody knows yet. */
static const struct site_tables *ahead(void)
{
	static const struct kind *all[KINDS_MAX];
	static struct kinds kinds = { .all = all };
	static struct field fields[64];
	static struct kind next, news;
	static struct site_tables tables;
	const struct kinds *today = desks_kinds();
	const struct kind *old = kinds_newest(today, STR("sweep.visit"));
	size_t n = 0;

	if (kinds.n)
		return &tables;
	for (; old->fields[n].name; n++)
		fields[n] = old->fields[n];
	fields[n] = (struct field){
		.name = "pets", .type = FIELD_INT, .max = 99, .zh = "宠物数", .en = "Pets"
	};
	next = *old;
	next.v = old->v + 1;
	next.fields = fields;
	next.lift = lift_same;
	news = next;
	news.name = "sweep.news";
	news.v = 1;
	assert_true(today->n + 2 < KINDS_MAX);
	memcpy(all, today->all, today->n * sizeof(all[0]));
	all[today->n] = &next;
	all[today->n + 1] = &news;
	kinds.n = today->n + 2;
	tables = (struct site_tables){ &kinds, desks_figures() };
	return &tables;
}

static const struct site_tables *today(void)
{
	static struct site_tables tables;

	tables = (struct site_tables){ desks_kinds(), desks_figures() };
	return &tables;
}

/* Another program takes the place of the one that ran, on the same data. Its views are the same, or are made anew. */
static void program(const struct site_tables *t, bool anew)
{
	site_close(f.site);
	f.site = NULL;
	if (anew) {
		assert_int_equal(site_open_raw(&f.cx, f.where, f.key, t, &f.site), 0);
		assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
		site_close(f.site);
	}
	assert_int_equal(site_open(&f.cx, f.where, f.key, SITE_WRITE, t, &f.site), 0);
}

static struct verify_result verified(void)
{
	struct verify_result v;

	fixture_read(&f);
	assert_int_equal(journal_verify(&f.cx, f.cover.store, &v, NULL, NULL), 0);
	assert_int_equal(cover_recount(&f.cx, f.cover.store), 0);
	fixture_read_done(&f);
	return v;
}

static int64_t done(void)
{
	return fixture_coverage(&f, "g1").done;
}

static void accepted(struct receipt r, unsigned marks)
{
	if (r.status != RECEIPT_ACCEPTED)
		fail_msg("refused: %.*s", STR_ARG(r.error.en));
	assert_int_equal(r.marks & (unsigned)MARK_NEWER, marks);
}

/* Record n: a visit in the words of version v, to a door of its own. */
static struct receipt visited(
	int n, const char *kind, int v, int door, const char *envelope, const char *body)
{
	char text[1000];

	snprintf(text, sizeof(text),
		"{\"id\":\"%s\",\"kind\":\"%s\",\"v\":%d,\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",%s"
		"\"round\":\"%s\",\"subject\":\"%s\",\"body\":{\"outcome\":\"done\",\"people\":2,\"away\":false%s}}",
		fid(n), kind, v, envelope, fid(2), fid(door), body);
	return fixture_post_raw(&f, text);
}

static struct receipt visit(int n, int v, int door, const char *body)
{
	return visited(n, "sweep.visit", v, door, "", body);
}

/* ---- scenes ---- */

/* The phone is ahead: what it writes is taken and told to be newer, and counts when somebody has brought it into the words of the
 * program that understands it. */
static void a_phone_ahead(void)
{
	int64_t before = done();

	accepted(visit(900, 3, 101, ",\"pets\":2"), MARK_NEWER);
	assert_int_equal(done(), before);
	verified();
	program(ahead(), false);
	assert_int_equal(done(), before);
	program(ahead(), true);
	verified();
	/* Its receipt was lost, and it is sent again: the same is the same; what differs is not. */
	assert_int_equal(visit(900, 3, 101, ",\"pets\":2").status, RECEIPT_DUPLICATE);
	assert_int_equal(visit(900, 3, 101, ",\"pets\":3").error.code, E_ID_TAKEN);
	accepted(visited(901, "sweep.visit", 3, 101,
			 "\"corrects\":[\"01900000-0000-7000-8000-000000000900\"],", ",\"pets\":2"),
		0);
	assert_int_equal(done(), before + 1);
	program(today(), true);
}

/* The server is ahead: the versions that are there today go on. */
static void a_phone_behind(void)
{
	int64_t before;

	program(ahead(), true);
	before = done();
	accepted(visit(910, 2, 102, ""), 0);
	assert_int_equal(done(), before + 1);
	verified();
}

/* Back to the program of yesterday, with what that of tomorrow has written: it is kept, does not count, and counts again. */
static void back_and_forth(void)
{
	int64_t before;

	program(ahead(), true);
	before = done();
	accepted(visit(920, 3, 103, ",\"pets\":1,\"note\":\"狗在院子里\""), 0);
	accepted(visited(921, "sweep.news", 1, 104, "", ",\"pets\":1"), 0);
	assert_int_equal(done(), before + 2);
	program(today(), true);
	assert_true(done() < before + 2);
	verified();
	assert_int_equal(visit(920, 3, 103, ",\"pets\":1,\"note\":\"狗在院子里\"").status,
		RECEIPT_DUPLICATE);
	assert_int_equal(visit(920, 3, 103, ",\"pets\":1").error.code, E_ID_TAKEN);
	/* It works on meanwhile. */
	accepted(visit(922, 2, 105, ""), 0);
	verified();
	program(ahead(), true);
	assert_int_equal(done(), before + 3);
	verified();
}

/* An entry of a sort that is not known yet: kept, told, and nothing stops. */
static void a_journal_of_tomorrow(void)
{
	struct entry e = { .type = ENTRY_KNOWN,
		.id = sys_uuid(),
		.received = sys_now(),
		.at_used = sys_now(),
		.via = STR("admin"),
		.open = STR("{\"what\":\"nobody knows\"}"),
		.sealed = STR("bytes") };
	struct verify_result v;
	int64_t before;

	program(today(), true);
	before = done();
	assert_int_equal(verified().newer, 0);
	assert_int_equal(append_entries(&f.cx, &f.site->view, &e, 1), 0);
	v = verified();
	assert_int_equal(v.newer, 1);
	program(today(), false);
	accepted(visit(930, 2, 106, ""), 0);
	assert_int_equal(done(), before + 1);
	program(today(), true);
	assert_int_equal(done(), before + 1);
	v = verified();
	assert_int_equal(v.newer, 1);
}

static void scenes(void **state)
{
	(void)state;
	fixture_county(&f, 20);
	a_phone_ahead();
	a_phone_behind();
	back_and_forth();
	a_journal_of_tomorrow();
}

static int run(const char *engine)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(scenes) };
	int failed;

	fixture_open(&f, engine);
	failed = cmocka_run_group_tests_name(engine, tests, NULL, NULL);
	fixture_close(&f);
	return failed;
}

int main(void)
{
	return fixture_on_each(run);
}
