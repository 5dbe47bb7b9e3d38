/* The promises as small scenes: what a person does, and what coverage, lists and figures say then. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/site_fixture.h"

static const char *engine;

#define VISIT(outcome, more) \
	"\"sweep.visit\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"" outcome \
	"\"" more "}"
#define BY(who) ",\"by\":\"" who "\""
#define COVER(c, e, f, d, x, m, l) \
	do { \
		assert_int_equal((c).expected, e); \
		assert_int_equal((c).found, f); \
		assert_int_equal((c).done, d); \
		assert_int_equal((c).excused, x); \
		assert_int_equal((c).missing, m); \
		assert_int_equal((c).late, l); \
	} while (0)

static void test_visits(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 5);
	COVER(fixture_coverage(&f, "512021100"), 5, 0, 0, 0, 5, 0);
	fixture_accept(&f, 201, VISIT("done", ",\"people\":3,\"away\":true"), fid(2), fid(100));
	fixture_accept(&f, 202, VISIT("nobody", ""), fid(2), fid(101));
	fixture_accept(&f, 203, VISIT("moved", ""), fid(2), fid(102));
	COVER(fixture_coverage(&f, "g1"), 5, 0, 1, 1, 3, 0);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 3);
	assert_int_equal(fixture_figure(&f, "doors-knocked"), 3);
	/* the same again is a duplicate and counts nothing */
	f.minute -= 3;
	r = fixture_post(&f, 201, VISIT("done", ",\"people\":3,\"away\":true"), fid(2), fid(100));
	assert_int_equal(r.status, RECEIPT_DUPLICATE);
	assert_true(r.pos > 0);
	r = fixture_post(&f, 201, VISIT("nobody", ""), fid(2), fid(100));
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_ID_TAKEN);
	COVER(fixture_coverage(&f, "g1"), 5, 0, 1, 1, 3, 0);
	fixture_reopen(&f);
	COVER(fixture_coverage(&f, "g1"), 5, 0, 1, 1, 3, 0);
	fixture_close(&f);
}

/* Wrong door: the correction names another dwelling, and both doors are right afterwards. */
static void test_correction(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	fixture_accept(&f, 201, VISIT("done", ",\"people\":2"), fid(2), fid(100));
	r = fixture_post(&f, 202, VISIT("done", ",\"people\":4") ",\"corrects\":[\"%s\"]", fid(2),
		fid(101), fid(201));
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 0);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 4);
	/* a second correction of the first: a clash, the later holds */
	r = fixture_post(
		&f, 203, VISIT("nobody", "") ",\"corrects\":[\"%s\"]", fid(2), fid(100), fid(201));
	assert_true(r.marks & MARK_CLASH);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 0);
	/* one that corrects both settles it */
	r = fixture_post(&f, 204, VISIT("done", ",\"people\":1") ",\"corrects\":[\"%s\",\"%s\"]",
		fid(2), fid(102), fid(202), fid(203));
	assert_false(r.marks & MARK_CLASH);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 1);
	r = fixture_post(&f, 220,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"]},\"corrects\":[\"%s\"]", fid(204),
		fid(203));
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_FIELD_UNKNOWN);
	/* voided: nothing stands of it, and what it corrected stands again */
	fixture_accept(&f, 205,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误录\"}", fid(204));
	assert_int_equal(fixture_figure(&f, "people-called-on"), 0);
	fixture_accept(&f, 206, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(205));
	assert_int_equal(fixture_figure(&f, "people-called-on"), 1);
	fixture_close(&f);
}

static size_t clashes_in(struct fixture *f, const char *area)
{
	struct clash *all;
	size_t i, n, found = 0;

	fixture_read(f);
	assert_int_equal(clash_list(&f->cx, &f->cover, &all, &n), 0);
	for (i = 0; i < n; i++)
		if (all[i].what == 7 && str_is(all[i].area, area))
			found += all[i].ids_n;
	fixture_read_done(f);
	return found;
}

/* Two people at one door who say what cannot both be right: both are listed until one record corrects both, or one is voided.
 * Who finds nobody at home, who says the same, and whoever says otherwise than he did himself are no clash. */
static void test_two_at_one_door(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 4);
	fixture_accept(&f, 201, VISIT("done", ",\"people\":2") BY("u1"), fid(2), fid(100));
	r = fixture_post(&f, 202, VISIT("done", ",\"people\":5") BY("u2"), fid(2), fid(100));
	assert_false(r.marks & MARK_CLASH);
	r = fixture_post(&f, 203, VISIT("nobody", "") BY("u2"), fid(2), fid(100));
	assert_false(r.marks & MARK_CLASH);
	fixture_accept(&f, 204, VISIT("moved", "") BY("u1"), fid(2), fid(101));
	r = fixture_post(&f, 205, VISIT("done", "") BY("u1"), fid(2), fid(101));
	assert_false(r.marks & MARK_CLASH);
	assert_int_equal(clashes_in(&f, "g1"), 0);
	r = fixture_post(&f, 206, VISIT("moved", "") BY("u3"), fid(2), fid(100));
	assert_true(r.marks & MARK_CLASH);
	assert_int_equal(clashes_in(&f, "g1"), 3);
	COVER(fixture_coverage(&f, "g1"), 4, 0, 2, 0, 2, 0);
	fixture_accept(&f, 207, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(206));
	assert_int_equal(clashes_in(&f, "g1"), 0);

	/* what the question was about */
	fixture_accept(&f, 210, VISIT("done", ",\"away\":true") BY("u1"), fid(2), fid(102));
	r = fixture_post(&f, 211, VISIT("done", ",\"away\":false") BY("u2"), fid(2), fid(102));
	assert_true(r.marks & MARK_CLASH);
	assert_int_equal(clashes_in(&f, "g1"), 2);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(clashes_in(&f, "g1"), 2);
	r = fixture_post(&f, 212,
		VISIT("done", ",\"away\":true") BY("u2") ",\"corrects\":[\"%s\",\"%s\"]", fid(2),
		fid(102), fid(210), fid(211));
	assert_false(r.marks & MARK_CLASH);
	assert_int_equal(clashes_in(&f, "g1"), 0);
	fixture_close(&f);
}

/* A clash lies where its door does; of two doors that turn out to be one, what was said of either. */
static void test_clash_goes_along(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	fixture_accept(&f, 201, VISIT("moved", "") BY("u1"), fid(2), fid(100));
	fixture_accept(&f, 202, VISIT("not_a_dwelling", "") BY("u2"), fid(2), fid(100));
	assert_int_equal(clashes_in(&f, "g1"), 2);
	fixture_accept(
		&f, 203, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g3\"}", fid(100));
	assert_int_equal(clashes_in(&f, "g1"), 0);
	assert_int_equal(clashes_in(&f, "g3"), 2);
	fixture_accept(&f, 204, VISIT("done", "") BY("u1"), fid(2), fid(101));
	fixture_accept(&f, 205, VISIT("moved", "") BY("u2"), fid(2), fid(102));
	assert_int_equal(clashes_in(&f, "g1"), 0);
	fixture_accept(&f, 206, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(102), fid(101));
	assert_int_equal(clashes_in(&f, "g1"), 2);
	fixture_accept(&f, 207, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(206));
	assert_int_equal(clashes_in(&f, "g1"), 0);
	assert_int_equal(clashes_in(&f, "g3"), 2);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(clashes_in(&f, "g3"), 2);
	fixture_close(&f);
}

/* A visit to a door on no list waits and counts nowhere; when the door is entered as found, it counts. */
static void test_waiting(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	r = fixture_post(&f, 201, VISIT("done", ",\"people\":5"), fid(2), fid(900));
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_true(r.marks & MARK_WAITING);
	COVER(fixture_coverage(&f, "g1"), 2, 0, 0, 0, 2, 0);
	fixture_accept(&f, 202,
		"\"sweep.found\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"building\":\"9\"}",
		fid(2), fid(900));
	COVER(fixture_coverage(&f, "g1"), 2, 1, 1, 0, 2, 0);
	fixture_close(&f);
}

/* A move to another grid takes the open target along; one out of the round's areas excuses it; a cover holds it. */
static void test_moves(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	fixture_accept(
		&f, 201, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g3\"}", fid(100));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 0, 1, 2, 0);
	COVER(fixture_coverage(&f, "g3"), 0, 1, 0, 0, 1, 0);
	fixture_accept(&f, 202, VISIT("done", ""), fid(2), fid(100));
	COVER(fixture_coverage(&f, "g3"), 0, 1, 1, 0, 0, 0);
	COVER(fixture_coverage(&f, "512021100"), 3, 1, 1, 1, 2, 0);
	fixture_accept(&f, 203,
		"\"subject.moved\",\"subject\":\"%s\",\"seen\":{\"to\":\"%s\"},\"body\":{\"to\":\"g2\"}",
		fid(100), fid(201));
	COVER(fixture_coverage(&f, "g3"), 0, 1, 1, 0, 0, 0);
	fixture_accept(&f, 204, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"512021\"}",
		fid(101));
	COVER(fixture_coverage(&f, "512021100"), 3, 1, 1, 2, 1, 0);
	fixture_accept(&f, 205, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(204));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 0, 1, 2, 0);
	fixture_close(&f);
}

/* Two subjects that are one: one target stays, the other is excused; parted again, both stand. */
static void test_merge(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	fixture_accept(&f, 201, VISIT("done", ""), fid(2), fid(101));
	fixture_accept(&f, 202, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(101), fid(100));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 1, 1, 0);
	fixture_accept(&f, 203, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(202));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 0);
	fixture_accept(&f, 204, "\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		fid(101), fid(100));
	r = fixture_post(&f, 205,
		"\"subject.parted\",\"subject\":\"%s\",\"body\":{\"from\":\"%s\"}", fid(101),
		fid(100));
	assert_true(r.marks & MARK_CLASH);
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 0);
	fixture_close(&f);
}

/* After the close a cover done in time counts whenever it comes; a later one leaves the target missing, and late. */
static void test_late(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	f.minute = 200;
	fixture_accept(&f, 201, "\"round.closed\",\"round\":\"%s\",\"body\":{}", fid(2));
	f.minute = 150;
	fixture_accept(&f, 202, VISIT("done", ""), fid(2), fid(100));
	f.minute = 250;
	fixture_accept(&f, 203, VISIT("done", ""), fid(2), fid(101));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 1);
	f.minute = 300;
	fixture_accept(&f, 204, "\"round.reopened\",\"round\":\"%s\",\"body\":{}", fid(2));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 2, 0, 1, 0);
	fixture_close(&f);
}

/* A difficulty found at a door is a question in the standing round, as soon as and as long as the answer stands. */
static void test_obligation(void **state)
{
	struct uuid ask = round_standing_id(fuid(1), "ask");
	char text[UUID_TEXT + 1];
	struct coverage c, *under;
	struct fixture f;
	size_t n;

	(void)state;
	uuid_write(&ask, text);
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	fixture_accept(&f, 201, VISIT("done", ",\"difficulty\":\"life\""), fid(2), fid(100));
	fixture_accept(&f, 202,
		"\"round.opened\",\"round\":\"%s\",\"area\":\"512021\",\"body\":{\"kind\":\"ask\","
		"\"incident\":\"%s\",\"standing\":true}",
		text, fid(1));
	fixture_read(&f);
	assert_int_equal(round_coverage(&f.cx, &f.cover, &ask, STR(""), &c, &under, &n), 0);
	fixture_read_done(&f);
	COVER(c, 1, 0, 0, 0, 1, 0);
	fixture_accept(&f, 203,
		"\"ask.answered\",\"round\":\"%s\",\"area\":\"g1\",\"subject\":\"%s\",\"body\":{\"outcome\":\"solved\"}",
		text, fid(201));
	fixture_read(&f);
	assert_int_equal(round_coverage(&f.cx, &f.cover, &ask, STR(""), &c, &under, &n), 0);
	fixture_read_done(&f);
	COVER(c, 1, 0, 1, 0, 0, 0);
	assert_int_equal(fixture_figure(&f, "difficulties-solved"), 1);
	fixture_accept(&f, 204, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(201));
	fixture_read(&f);
	assert_int_equal(round_coverage(&f.cx, &f.cover, &ask, STR(""), &c, &under, &n), 0);
	fixture_read_done(&f);
	COVER(c, 0, 0, 0, 0, 0, 0);
	fixture_close(&f);
}

static enum gate_answer hold(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_HOLD;
}

static void test_held(void **state)
{
	static const struct gate gate = { hold, NULL };
	struct fixture f;
	struct receipt r;
	char json[1000];

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 2);
	snprintf(json, sizeof(json),
		"{\"id\":\"%s\",\"v\":2,\"at\":\"2022-08-30T10:30:00+08:00\",\"kind\":" VISIT(
			"done", "") "}",
		fid(201), fid(2), fid(100));
	r = fixture_post_gated(&f, json, &gate);
	assert_int_equal(r.status, RECEIPT_ACCEPTED);
	assert_true(r.marks & MARK_HELD);
	COVER(fixture_coverage(&f, "g1"), 2, 0, 0, 0, 2, 0);
	fixture_accept(&f, 202, "\"record.approved\",\"body\":{\"records\":[\"%s\"]}", fid(201));
	COVER(fixture_coverage(&f, "g1"), 2, 0, 1, 0, 1, 0);
	r = fixture_post_gated(
		&f, json, NULL); /* a gate is missing: even so the same record is a duplicate */
	assert_int_equal(r.status, RECEIPT_DUPLICATE);
	fixture_close(&f);
}

static void test_goods(void **state)
{
	struct fixture f;
	struct goods *g;
	size_t n, i, seen = 0;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 1);
	fixture_accept(&f, 300,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"仓库\"}",
		fid(50));
	fixture_accept(&f, 301,
		"\"supply.received\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"帐篷\","
		"\"quantity\":\"100\",\"donated\":true,\"value\":\"1890.50\"}",
		fid(1), fid(50));
	fixture_accept(&f, 302,
		"\"supply.delivered\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"from\":\"%s\",\"to\":\"%s\","
		"\"item\":\"帐篷\",\"quantity\":\"2.5\"}",
		fid(1), fid(50), fid(100));
	fixture_accept(&f, 303,
		"\"supply.counted\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"store\":\"%s\",\"item\":\"帐篷\","
		"\"quantity\":\"97\"}",
		fid(1), fid(50));
	fixture_read(&f);
	assert_int_equal(goods_list(&f.cx, &f.cover, &uuid_nil, STR("512021"), &g, &n), 0);
	for (i = 0; i < n; i++) {
		if (!str_starts(g[i].place, STR("store:")))
			continue;
		seen++;
		assert_int_equal(g[i].booked, 97500);
		assert_int_equal(g[i].counted, 97000);
		assert_int_equal(g[i].unexplained, -500);
	}
	fixture_read_done(&f);
	assert_int_equal(seen, 1);
	assert_int_equal(fixture_figure(&f, "gifts-value-yuan"), 189050);
	fixture_close(&f);
}

/* Rebuilt equals live, and what was counted stays. */
static void test_rebuild(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 4);
	fixture_accept(
		&f, 201, VISIT("done", ",\"people\":3,\"difficulty\":\"hard\""), fid(2), fid(100));
	fixture_accept(
		&f, 202, VISIT("nobody", "") ",\"corrects\":[\"%s\"]", fid(2), fid(100), fid(201));
	fixture_accept(&f, 203, VISIT("done", ",\"people\":2"), fid(2), fid(101));
	fixture_accept(
		&f, 204, "\"subject.moved\",\"subject\":\"%s\",\"body\":{\"to\":\"g2\"}", fid(102));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(fixture_coverage(&f, "512021100"), 4, 1, 1, 1, 3, 0);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 2);
	fixture_read(&f);
	assert_int_equal(cover_recount(&f.cx, f.cover.store), 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* A correction that comes before what it corrects waits; a rebuild, which meets them in the same order, says the same. */
static void test_early_correction(void **state)
{
	struct fixture f;
	struct receipt r;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	r = fixture_post(&f, 202, VISIT("done", ",\"people\":4") ",\"corrects\":[\"%s\"]", fid(2),
		fid(101), fid(201));
	assert_true(r.marks & MARK_WAITING);
	fixture_filler(&f, 9000); /* more than a rebuild takes at once lies between them */
	f.minute -= 30;
	fixture_accept(&f, 201, VISIT("done", ",\"people\":2"), fid(2), fid(100));
	assert_int_equal(fixture_figure(&f, "people-called-on"), 4);
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 0);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_int_equal(fixture_figure(&f, "people-called-on"), 4);
	COVER(fixture_coverage(&f, "g1"), 3, 0, 1, 0, 2, 0);
	fixture_close(&f);
}

/* A record that names a thousand others, in the number that the void of a whole county's import takes. */
static void void_thousand(struct fixture *f, int n)
{
	struct buf b;

	buf_init(&b, &f->arena);
	for (int i = 0; i < 1000; i++)
		buf_fmt(&b, "%s\"%s\"", i == 0 ? "" : ",", fid(1000000 + n * 1000 + i));
	buf_c(&b, 0);
	fixture_accept(f, 300 + n, "\"record.voided\",\"body\":{\"records\":[%s]}", buf_get(&b).p);
	f->minute--;
}

/* Voids by the hundred: a replay refuses nothing, however many records they name together. */
static void test_voids_again(void **state)
{
	enum { VOIDS = 220 };
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	fixture_county(&f, 3);
	fixture_accept(&f, 201, VISIT("done", ""), fid(2), fid(100));
	for (int i = 0; i < VOIDS; i++)
		void_thousand(&f, i);
	fixture_accept(&f, 202, "\"record.voided\",\"body\":{\"records\":[\"%s\"]}", fid(201));
	COVER(fixture_coverage(&f, "g1"), 3, 0, 0, 0, 3, 0);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	COVER(fixture_coverage(&f, "g1"), 3, 0, 0, 0, 3, 0);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_visits),
		cmocka_unit_test(test_correction),
		cmocka_unit_test(test_two_at_one_door),
		cmocka_unit_test(test_clash_goes_along),
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_merge),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_obligation),
		cmocka_unit_test(test_held),
		cmocka_unit_test(test_goods),
		cmocka_unit_test(test_rebuild),
		cmocka_unit_test(test_early_correction),
		cmocka_unit_test(test_voids_again),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
