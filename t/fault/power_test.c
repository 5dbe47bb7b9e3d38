/* The power goes while groups are appended and views are rebuilt: 100 times, with BULOU_LONG
 * 1,000. Afterwards every record that was acknowledged is there once and under its position, of
 * every other group all or nothing, the journal verifies, accounts close and figures are those of
 * a tally kept outside; and all goes on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault/doors.h"
#include "fault/powercut_vfs.h"
#include "sys/sys.h"

#define DOORS 60
#define CUTS 100
#define CUTS_LONG 1000
#define CUTS_OF_ONE 20 /* then a site of its own begins again */
#define GROUP_MAX 25

struct power {
	struct fixture f;
	struct doors d;
	int64_t base; /* records of the county */
	uint64_t groups, rebuilds, reopened, in_rebuild, undecided, undecided_there;
};

static const struct site_tables *tables(void)
{
	static struct site_tables t;

	t = (struct site_tables){ .kinds = desks_kinds(), .figures = desks_figures() };
	return &t;
}

/* ---- work until the power goes ---- */

/* 0, or what append said. */
static int hand_in(struct power *p, const size_t *which, size_t n)
{
	const struct sender from = { .user = STR("admin"), .now = sys_now() };
	struct cx *cx = &p->f.cx;
	char *text = doors_json(&p->d, which, n);
	const struct json *v;
	struct receipt *r;
	size_t got = 0;
	int rc;

	assert_int_equal(json_read(cx, str_of(text), &json_limits_request, &v), 0);
	rc = append_json(cx, &p->f.site->view, v, &from, &guard_gate_owner, &r, &got);
	if (rc == 0)
		assert_int_equal(got, n);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct step *s = &p->d.all[which[i]];

		if (r[i].status == RECEIPT_REFUSED)
			fail_msg("refused: %.*s", STR_ARG(r[i].error.en));
		/* It is a duplicate exactly when it was found after the cut. */
		assert_int_equal(r[i].status == RECEIPT_DUPLICATE, s->there);
		s->pos = r[i].pos;
		s->there = true;
	}
	free(text);
	return rc;
}

static int append_new(struct power *p)
{
	size_t which[GROUP_MAX], n = 1 + (size_t)doors_draw(&p->d, GROUP_MAX),
				 first = doors_write(&p->d, n);

	for (size_t i = 0; i < n; i++)
		which[i] = first + i;
	p->groups++;
	return hand_in(p, which, n);
}

/* What the phone has no receipt for, it sends again. */
static int append_again(struct power *p)
{
	size_t n, *which = doors_waiting(&p->d, false, &n);
	int rc = n == 0 ? 0 : hand_in(p, which, n);

	free(which);
	return rc;
}

static int site_anew(struct fixture *f)
{
	struct site *site = NULL;
	int rc;

	site_close(f->site);
	rc = site_open(&f->cx, f->where, f->key, SITE_WRITE, tables(), &site);
	f->site = site;
	return rc;
}

static int open_again(struct power *p)
{
	p->reopened++;
	return site_anew(&p->f);
}

static int something(struct power *p)
{
	arena_reset(&p->f.arena);
	switch (doors_draw(&p->d, 24)) {
	case 0:
	case 1:
	case 2:
		p->rebuilds++;
		return rebuild(&p->f.cx, &p->f.site->view, NULL, NULL);
	case 3:
	case 4:
		return open_again(p);
	default:
		return append_new(p);
	}
}

/* ---- and what is there then ---- */

static void come_back(struct power *p)
{
	struct fixture *f = &p->f;
	int rc;

	site_close(f->site);
	f->site = NULL;
	powercut_on();
	rc = site_anew(f);
	if (rc == -E_HALF_REBUILT) {
		/* In the middle of a rebuild; nobody but another rebuild may use it. */
		p->in_rebuild++;
		assert_int_equal(site_open_raw(&f->cx, f->where, f->key, tables(), &f->site), 0);
		assert_int_equal(rebuild(&f->cx, &f->site->view, NULL, NULL), 0);
		rc = open_again(p);
	}
	if (rc)
		fail_msg("after a cut: %d %.*s", rc, STR_ARG(f->cx.e.en));
}

static void look_for(struct power *p, const struct entry *found)
{
	struct doors *d = &p->d;

	for (size_t i = 0; i < d->n; i++) {
		struct step *s = &d->all[i];

		if (s->pos && found[i].pos != s->pos)
			fail_msg("record %zu: acknowledged at %lld, found at %lld", i,
				(long long)s->pos, (long long)found[i].pos);
		s->there = found[i].pos > 0;
	}
	for (size_t i = 1; i < d->n; i++)
		if (d->all[i].group == d->all[i - 1].group &&
			d->all[i].there != d->all[i - 1].there)
			fail_msg("group %zu is there in part", d->all[i].group);
}

static void check_journal(struct power *p)
{
	struct fixture *f = &p->f;
	struct journal j = f->site->view.journal;
	struct uuid *ids = cx_many(&f->cx, p->d.n + 1, struct uuid);
	struct entry *found = cx_many(&f->cx, p->d.n + 1, struct entry);
	struct verify_result all;
	int64_t there = 0;

	assert_true(ids && found);
	for (size_t i = 0; i < p->d.n; i++)
		ids[i] = p->d.all[i].id;
	assert_int_equal(store_check(&f->cx, j.store), 0);
	fixture_read(f);
	assert_int_equal(journal_find(&f->cx, &j, ids, p->d.n, found), 0);
	if (journal_verify(&f->cx, j.store, &all, NULL, NULL))
		fail_msg("verify: %.*s", STR_ARG(f->cx.e.en));
	if (cover_recount(&f->cx, j.store))
		fail_msg("recount: %.*s", STR_ARG(f->cx.e.en));
	fixture_read_done(f);
	look_for(p, found);
	for (size_t i = 0; i < p->d.n; i++)
		there += p->d.all[i].there;
	assert_int_equal(all.by_type[ENTRY_RECORD], p->base + there);
	assert_int_equal(all.by_type[ENTRY_REFUSAL], 0);
	assert_int_equal(all.last, all.entries);
}

static void check_figures(struct power *p)
{
	struct tally_of_doors want = { 0 };
	struct coverage c = fixture_coverage(&p->f, "512021100");

	doors_count(&p->d, &want);
	assert_int_equal(c.expected, DOORS);
	assert_int_equal(c.done, want.done);
	assert_int_equal(fixture_figure(&p->f, "doors-knocked"), want.knocked);
	assert_int_equal(fixture_figure(&p->f, "people-called-on"), want.people);
	assert_int_equal(fixture_figure(&p->f, "homes-answered"), want.done);
}

/* ---- */

static void begin(struct power *p)
{
	struct verify_result all;

	fixture_open(&p->f, "sqlite");
	fixture_county(&p->f, DOORS);
	doors_init(&p->d, 1, 0, 1, DOORS);
	fixture_read(&p->f);
	assert_int_equal(journal_verify(&p->f.cx, p->f.cover.store, &all, NULL, NULL), 0);
	fixture_read_done(&p->f);
	p->base = all.by_type[ENTRY_RECORD];
}

static void end(struct power *p)
{
	fixture_close(&p->f);
	doors_free(&p->d);
}

static void one_cut(struct power *p, int cut)
{
	/* Most cuts fall into a few groups, some far into a rebuild. */
	uint64_t steps = doors_draw(&p->d, 4) == 0 ? 3000 : 300;
	int rc = 0;

	powercut_cut_at(1 + doors_draw(&p->d, steps), (uint64_t)cut);
	while (rc == 0 && !powercut_is_off())
		rc = something(p);
	if (!powercut_is_off())
		fail_msg("cut %d: %d %.*s", cut, rc, STR_ARG(p->f.cx.e.en));
	come_back(p);
	check_journal(p);
	for (size_t i = 0; i < p->d.n; i++) {
		p->undecided += p->d.all[i].pos == 0;
		p->undecided_there += p->d.all[i].pos == 0 && p->d.all[i].there;
	}
	check_figures(p);
	assert_int_equal(append_again(p), 0);
	check_figures(p);
	arena_reset(&p->f.arena);
}

static void test_power(void **state)
{
	int cuts = getenv("BULOU_LONG") ? CUTS_LONG : CUTS;
	struct power p = { .base = 0 };

	(void)state;
	for (int cut = 0; cut < cuts; cut++) {
		if (cut % CUTS_OF_ONE == 0) {
			begin(&p);
			p.d.rng = (uint64_t)cut;
		}
		one_cut(&p, cut);
		if (cut % CUTS_OF_ONE == CUTS_OF_ONE - 1)
			end(&p);
	}
	print_message(
		"# %d cuts: %llu groups, %llu rebuilds (%llu cut off), %llu openings; %llu records without a receipt, "
		"%llu of them there\n",
		cuts, (unsigned long long)p.groups, (unsigned long long)p.rebuilds,
		(unsigned long long)p.in_rebuild, (unsigned long long)p.reopened,
		(unsigned long long)p.undecided, (unsigned long long)p.undecided_there);
	/* Else it would have tried little. */
	assert_true(
		p.groups > (uint64_t)cuts && p.in_rebuild > 0 && p.undecided > p.undecided_there);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_power) };

	if (!powercut_register() || setenv("BULOU_VFS", "powercut", 1) != 0)
		return 1;
	return cmocka_run_group_tests_name("power", tests, NULL, NULL);
}
