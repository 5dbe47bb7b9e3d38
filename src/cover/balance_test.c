/* Balances: terms that were counted apart, and what is left over. On both engines. */
#include "cover/balance.h"
#include "cover/read_bench.h"

static const struct balance_term terms[] = {
	{ .figure = &bench_figures_all[1] },
	{ .right = true, .figure = &bench_figures_all[0] },
	{ .right = true, .place = "home", .item = "people", .zh = "在家", .en = "at home" },
	{ .zh = NULL },
};
static const struct balance balance = {
	.id = "people", .zh = "人", .en = "people", .terms = terms
};

static struct balance_value read_as(struct bench *b, int reader, const char *area)
{
	struct balance_value v;

	must(b, balance_read(&b->cx, &b->c[reader], &balance, &uuid_nil, str_of(area), &v));
	assert_int_equal(v.terms_n, 3);
	return v;
}

/* n people counted at home, in incident i, at the place of this kind and number. */
static void at_home(
	struct bench *b, const char *area, const char *kind, unsigned i, int place, int n)
{
	bench_say(b,
		"\"kind\":\"test.goods\",\"area\":\"%s\",\"body\":{\"to\":\"%s:%s:%d\","
		"\"item\":\"people\",\"n\":%d,\"incident\":\"%s\"}",
		area, kind, bench_z(b, bench_id('i', i)), place, n, bench_z(b, bench_id('i', i)));
}

static void a_difference_is_shown_and_nothing_is_refused(void **state)
{
	OPEN(b);
	struct balance_value v;

	bench_sweep(&b);
	bench_visited(&b, 1, GRID1, 1, "done", 3);
	bench_visited(&b, 1, GRID3, 8, "done", 2);
	at_home(&b, GRID1, "home", 1, 1, 2);
	at_home(&b, GRID1, "homestead", 1, 1, 50); /* another kind of place */
	bench_read(&b);
	v = read_as(&b, ADMIN, "");
	assert_int_equal(v.terms[0], 5000); /* people spoken to */
	assert_int_equal(v.terms[1], 2000); /* visits */
	assert_int_equal(v.terms[2], 2000); /* at home */
	assert_int_equal(v.difference, 1000);
	bench_read_done(&b);
	at_home(&b, GRID3, "home", 1, 2, 1);
	bench_read(&b);
	assert_int_equal(read_as(&b, ADMIN, "").difference, 0);
	/* Each sees the terms of his areas. */
	v = read_as(&b, GRID, "");
	assert_true(v.terms[0] == 3000 && v.terms[1] == 1000 && v.terms[2] == 2000);
	assert_int_equal(v.difference, 0);
	assert_int_equal(read_as(&b, ADMIN, TOWN2).terms[2], 1000);
	bench_read_done(&b);
	/* A later count takes the place of the one before. */
	at_home(&b, GRID3, "home", 1, 2, 0);
	bench_read(&b);
	assert_int_equal(read_as(&b, ADMIN, "").difference, 1000);
	bench_done(&b);
}

static void what_is_counted_elsewhere_is_no_part_of_it(void **state)
{
	OPEN(b);
	const struct uuid ours = bench_id('i', 1);
	struct balance_value v;

	bench_sweep(&b);
	bench_incident(&b, 2, true);
	bench_incident(&b, 3, false);
	at_home(&b, GRID1, "home", 1, 1, 2);
	at_home(&b, GRID1, "home", 2, 1, 30); /* an exercise */
	at_home(&b, GRID1, "home", 3, 1, 400);
	bench_read(&b);
	must(&b, balance_read(&b.cx, &b.c[ADMIN], &balance, &ours, STR(""), &v));
	assert_int_equal(v.terms[2], 2000);
	assert_int_equal(read_as(&b, ADMIN, "").terms[2], 402000); /* all that are no exercise */
	bench_read_done(&b);
	bench_done(&b);
}

static void less_than_the_whole_is_called_a_part(void **state)
{
	const struct balance whole = {
		.id = "people", .zh = "人", .en = "people", .whole = true, .terms = terms
	};
	OPEN(b);
	const struct uuid ours = bench_id('i', 1);
	struct balance_value v;

	bench_sweep(&b);
	bench_read(&b);
	must(&b, balance_read(&b.cx, &b.c[ADMIN], &whole, &ours, STR(""), &v));
	assert_false(v.part);
	must(&b, balance_read(&b.cx, &b.c[ADMIN], &whole, &ours, STR(TOWN2), &v));
	assert_true(v.part);
	must(&b, balance_read(&b.cx, &b.c[GRID], &whole, &uuid_nil, STR(""), &v));
	assert_true(v.part);
	assert_false(read_as(&b, GRID, "").part); /* one that adds up by area */
	bench_read_done(&b);
	bench_done(&b);
}

static void an_area_that_he_does_not_see_is_refused(void **state)
{
	OPEN(b);
	struct balance_value v;

	bench_sweep(&b);
	bench_read(&b);
	fails(&b, E_NOT_FOUND,
		balance_read(&b.cx, &b.c[GRID], &balance, &uuid_nil, STR(TOWN2), &v));
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_difference_is_shown_and_nothing_is_refused),
		cmocka_unit_test(what_is_counted_elsewhere_is_no_part_of_it),
		cmocka_unit_test(less_than_the_whole_is_called_a_part),
		cmocka_unit_test(an_area_that_he_does_not_see_is_refused),
	};

	return BENCH_RUN("balance", tests);
}
