/* Each gift is followed to where it went; what names none is not taken for one. On both engines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/test.h"
#include "desk/supply/gifts.h"
#include "support/site_fixture.h"

static const char *engine;

enum { DRILL = 9, HERE = 50, THERE, DOOR = 100, GIFT = 301, OTHER = 302 };

/* Where it is written down, of which incident and gift (0: none). */
struct says {
	const char *kind, *area, *quantity;
	int store, to, gift, incident;
};

static void book(struct fixture *f, int n, const struct says *s)
{
	bool there = strcmp(s->kind, "received") == 0 || strcmp(s->kind, "counted") == 0;
	char more[200] = "";
	size_t at = 0;

	if (s->to)
		at += (size_t)snprintf(more, sizeof(more), ",\"to\":\"%s\"", fid(s->to));
	if (s->gift)
		snprintf(more + at, sizeof(more) - at, ",\"gift\":\"%s\"", fid(s->gift));
	fixture_accept(f, n,
		"\"supply.%s\",\"area\":\"%s\",\"body\":{\"incident\":\"%s\",\"%s\":\"%s\","
		"\"item\":\"饮用水（箱）\",\"quantity\":\"%s\"%s%s%s}",
		s->kind, s->area, fid(s->incident ? s->incident : 1), there ? "store" : "from",
		fid(s->store), s->quantity, more,
		strcmp(s->kind, "received") == 0 ? ",\"donated\":true,\"value\":\"240.50\"" : "",
		strcmp(s->kind, "used") == 0 ? ",\"duty\":\"station\"" : "");
}

static void stores(struct fixture *f)
{
	fixture_county(f, 1);
	fixture_accept(f, 290,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"v1\",\"body\":{\"name\":\"一库\"}",
		fid(HERE));
	fixture_accept(f, 291,
		"\"store.listed\",\"subject\":\"%s\",\"area\":\"v2\",\"body\":{\"name\":\"二库\"}",
		fid(THERE));
}

static struct gift gift_now(struct fixture *f, int id, size_t *ret_places)
{
	struct uuid of = fuid(id);
	struct goods *places;
	struct gift g;

	fixture_read(f);
	assert_int_equal(gift_get(&f->cx, &f->cover, &of, &g, &places, ret_places), 0);
	fixture_read_done(f);
	return g;
}

static size_t records_now(struct fixture *f, int id)
{
	struct uuid of = fuid(id);
	struct record **all;
	size_t n;

	fixture_read(f);
	assert_int_equal(gift_records(&f->cx, &f->cover, &of, &all, &n), 0);
	for (size_t i = 1; i < n; i++)
		assert_true(all[i - 1]->at_used >= all[i]->at_used);
	fixture_read_done(f);
	return n;
}

static size_t gifts_now(struct fixture *f, int incident, struct gift **ret)
{
	struct uuid of = incident ? fuid(incident) : uuid_nil;
	size_t n;

	fixture_read(f);
	assert_int_equal(gift_list(&f->cx, &f->cover, &of, STR("512021"), ret, &n), 0);
	fixture_read_done(f);
	return n;
}

/* 200 came of the one and 50 of the other, on one shelf; 10 were delivered of nobody knows which. */
static void movements(struct fixture *f)
{
	static const struct says said[] = {
		{ "received", "v1", "200", HERE, 0, 0, 0 },
		{ "received", "v1", "50", HERE, 0, 0, 0 },
		{ "moved", "v1", "80", HERE, THERE, GIFT, 0 },
		{ "delivered", "v2", "30", THERE, DOOR, GIFT, 0 },
		{ "used", "v1", "6", HERE, 0, GIFT, 0 },
		{ "spoiled", "v1", "3", HERE, 0, GIFT, 0 },
		{ "lost", "v1", "1", HERE, 0, GIFT, 0 },
		{ "delivered", "v1", "10", HERE, DOOR, 0, 0 },
	};

	stores(f);
	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++)
		book(f, GIFT + (int)i, &said[i]);
}

static void check_gift(struct fixture *f, int64_t stored, int64_t untraced, int64_t difference)
{
	size_t places;
	struct gift g = gift_now(f, GIFT, &places);

	assert_int_equal(g.given, 200000);
	assert_int_equal(g.allotted, 30000);
	assert_int_equal(g.used, 6000);
	assert_int_equal(g.spoiled, 3000);
	assert_int_equal(g.lost, 1000);
	assert_int_equal(g.stored, stored);
	assert_int_equal(g.untraced, untraced);
	assert_int_equal(g.difference, difference);
	assert_int_equal(g.given,
		g.stored + g.allotted + g.used + g.spoiled + g.lost + g.untraced + g.difference);
	assert_int_equal(g.value, 240500);
	assert_int_equal(places, 7);
}

static void each_gift_is_followed_by_itself(void **state)
{
	struct gift *all;
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	check_gift(&f, 0, 160000, 0);
	assert_int_equal(records_now(&f, GIFT), 6);
	/* One of the 50 that should be there has gone. */
	book(&f, 320, &(struct says){ "counted", "v2", "49", THERE, 0, GIFT, 0 });
	check_gift(&f, 49000, 110000, 1000);
	assert_int_equal(records_now(&f, GIFT), 7);
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	check_gift(&f, 49000, 110000, 1000);
	assert_int_equal(gifts_now(&f, 0, &all), 2);
	assert_true(all[0].given == 50000 && all[0].untraced == 50000 && all[0].allotted == 0);
	assert_int_equal(records_now(&f, OTHER), 1);
	fixture_close(&f);
}

/* The count of a gift says nothing of the shelf, and its movements are the shelf's as well. */
static void the_shelf_is_the_same_as_before(void **state)
{
	struct fixture f;
	struct goods *all;
	size_t n, seen = 0;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	book(&f, 320, &(struct says){ "counted", "v2", "49", THERE, 0, GIFT, 0 });
	fixture_read(&f);
	assert_int_equal(goods_list(&f.cx, &f.cover, &uuid_nil, STR(""), &all, &n), 0);
	for (size_t i = 0; i < n; i++) {
		if (!str_starts(all[i].place, STR("store:")))
			continue;
		assert_int_equal(all[i].counted_at, 0);
		assert_int_equal(all[i].booked, ++seen == 1 ? 150000 : 50000);
	}
	assert_int_equal(seen, 2);
	fixture_read_done(&f);
	fixture_close(&f);
}

static void not_here(struct fixture *f, int id)
{
	struct uuid of = fuid(id);
	struct goods *places;
	struct gift g;
	size_t n;

	fixture_read(f);
	assert_int_equal(gift_get(&f->cx, &f->cover, &of, &g, &places, &n), -E_NOT_FOUND);
	fixture_read_done(f);
}

/* What is written down before the gift waits for it; one that is taken back is not booked; a correction stays the same gift. */
static void in_any_order_it_is_the_same(void **state)
{
	struct fixture f;
	size_t places;
	struct gift g;

	(void)state;
	fixture_open(&f, engine);
	stores(&f);
	book(&f, 310, &(struct says){ "delivered", "v1", "30", HERE, DOOR, GIFT, 0 });
	not_here(&f, GIFT);
	book(&f, GIFT, &(struct says){ "received", "v1", "200", HERE, 0, 0, 0 });
	g = gift_now(&f, GIFT, &places);
	assert_true(g.given == 200000 && g.allotted == 30000 && g.untraced == 170000);
	fixture_accept(&f, 311,
		"\"supply.received\",\"corrects\":[\"%s\"],\"area\":\"v1\",\"body\":{\"incident\":\"%s\","
		"\"store\":\"%s\",\"item\":\"饮用水（箱）\",\"quantity\":\"100\",\"donated\":true,\"gift\":\"%s\"}",
		fid(GIFT), fid(1), fid(HERE), fid(GIFT));
	g = gift_now(&f, GIFT, &places);
	assert_true(g.given == 100000 && g.allotted == 30000 && g.untraced == 70000);
	fixture_accept(&f, 312,
		"\"record.voided\",\"body\":{\"records\":[\"%s\"],\"reason\":\"误记\"}", fid(310));
	g = gift_now(&f, GIFT, &places);
	assert_true(g.allotted == 0 && g.untraced == 100000);
	fixture_close(&f);
}

/* One that did would be a lot of its own, and what was booked of the gift would hang in the air. */
static void a_correction_names_its_gift(void **state)
{
	struct fixture f;
	struct receipt r;
	size_t places;
	struct gift g;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	r = fixture_post(&f, 311,
		"\"supply.received\",\"corrects\":[\"%s\"],\"area\":\"v1\",\"body\":{\"incident\":\"%s\","
		"\"store\":\"%s\",\"item\":\"饮用水（箱）\",\"quantity\":\"100\",\"donated\":true}",
		fid(GIFT), fid(1), fid(HERE));
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, E_FIELD_DISAGREES);
	assert_str(r.error.field, "body.gift");
	assert_non_null(memmem(r.error.zh.p, r.error.zh.n, fid(GIFT), UUID_TEXT));
	check_gift(&f, 0, 160000, 0);
	/* What was entered as a gift and was none needs no lot. */
	fixture_accept(&f, 312,
		"\"supply.received\",\"corrects\":[\"%s\"],\"area\":\"v1\",\"body\":{\"incident\":\"%s\","
		"\"store\":\"%s\",\"item\":\"饮用水（箱）\",\"quantity\":\"50\"}",
		fid(OTHER), fid(1), fid(HERE));
	assert_int_equal(gifts_now(&f, 0, &(struct gift *){ NULL }), 1);
	g = gift_now(&f, GIFT, &places);
	assert_int_equal(g.given, 200000);
	fixture_close(&f);
}

static bool waits(struct fixture *f, int n)
{
	struct uuid id = fuid(n), gift = fuid(GIFT);
	struct waiting *all;
	bool found = false;
	size_t all_n;

	fixture_read(f);
	assert_int_equal(waiting_list(&f->cx, &f->cover, &all, &all_n), 0);
	for (size_t i = 0; i < all_n; i++)
		if (uuid_eq(&all[i].id, &id)) {
			assert_true(uuid_eq(&all[i].for_, &gift));
			found = true;
		}
	fixture_read_done(f);
	return found;
}

static struct receipt delivered(struct fixture *f, int n, const char *item)
{
	return fixture_post(f, n,
		"\"supply.delivered\",\"area\":\"v1\",\"body\":{\"incident\":\"%s\",\"from\":\"%s\","
		"\"to\":\"%s\",\"item\":\"%s\",\"quantity\":\"5\",\"gift\":\"%s\"}",
		fid(1), fid(HERE), fid(DOOR), item, fid(GIFT));
}

/* A gift that nobody knows, or of which no such item has come: told on the receipt and listed, until it comes. */
static void what_names_no_gift_waits(void **state)
{
	struct fixture f;

	(void)state;
	fixture_open(&f, engine);
	stores(&f);
	assert_true(delivered(&f, 310, "饮用水（箱）").marks & MARK_WAITING);
	assert_true(waits(&f, 310));
	book(&f, GIFT, &(struct says){ "received", "v1", "200", HERE, 0, 0, 0 });
	assert_false(waits(&f, 310));
	assert_false(waits(&f, GIFT));
	assert_false(delivered(&f, 311, "饮用水（箱）").marks & MARK_WAITING);
	assert_true(delivered(&f, 312, "口罩").marks & MARK_WAITING);
	assert_true(waits(&f, 312));
	assert_int_equal(rebuild(&f.cx, &f.site->view, NULL, NULL), 0);
	assert_true(waits(&f, 312) && !waits(&f, 310));
	fixture_close(&f);
}

/* Whoever sees where it came sees its account, and of its places and records those of his areas. */
static void a_reader_sees_the_gifts_of_his_areas(void **state)
{
	static const struct str v1 = { "v1", 2 }, v2 = { "v2", 2 };
	struct fixture f;
	struct record **records;
	struct goods *places;
	struct uuid of = fuid(GIFT);
	struct gift *all, g;
	size_t n;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	fixture_read(&f);
	f.cover.who = &(struct reader){ .person = STR("li"), .scopes = &v1, .n = 1 };
	assert_int_equal(gift_get(&f.cx, &f.cover, &of, &g, &places, &n), 0);
	assert_true(g.given == 200000 && g.allotted == 30000 && n == 5);
	assert_int_equal(gift_records(&f.cx, &f.cover, &of, &records, &n), 0);
	assert_int_equal(n, 5);
	f.cover.who = &(struct reader){ .person = STR("wu"), .scopes = &v2, .n = 1 };
	assert_int_equal(gift_get(&f.cx, &f.cover, &of, &g, &places, &n), -E_NOT_FOUND);
	assert_int_equal(gift_list(&f.cx, &f.cover, &uuid_nil, STR(""), &all, &n), 0);
	assert_int_equal(n, 0);
	fixture_read_done(&f);
	fixture_close(&f);
}

/* Whether or not it is known for one when it moves goods. */
static void an_exercise_takes_nothing_of_a_real_gift(void **state)
{
	struct fixture f;
	struct gift *all, g;
	size_t places;

	(void)state;
	fixture_open(&f, engine);
	movements(&f);
	book(&f, 320, &(struct says){ "received", "v1", "7", HERE, 0, 0, DRILL });
	book(&f, 321, &(struct says){ "used", "v1", "40", HERE, 0, GIFT, DRILL });
	fixture_accept(&f, 322,
		"\"incident.declared\",\"subject\":\"%s\",\"area\":\"512021\",\"body\":{\"name\":\"演练\",\"exercise\":true}",
		fid(DRILL));
	check_gift(&f, 0, 160000, 0);
	assert_int_equal(gifts_now(&f, 0, &all), 2);
	assert_int_equal(gifts_now(&f, DRILL, &all), 1);
	assert_int_equal(all[0].given, 7000);
	g = gift_now(&f, 320, &places);
	assert_true(g.given == 7000 && g.untraced == 7000);
	fixture_close(&f);
}

static int run(const char *name)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_gift_is_followed_by_itself),
		cmocka_unit_test(the_shelf_is_the_same_as_before),
		cmocka_unit_test(in_any_order_it_is_the_same),
		cmocka_unit_test(a_correction_names_its_gift),
		cmocka_unit_test(what_names_no_gift_waits),
		cmocka_unit_test(a_reader_sees_the_gifts_of_his_areas),
		cmocka_unit_test(an_exercise_takes_nothing_of_a_real_gift),
	};

	engine = name;
	return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}

int main(void)
{
	return fixture_on_each(run);
}
