/* Doors by who lives there: what is kept in memory is what would be read, whatever happens to people, homes and keys. */
#include "cover/flagged.h"
#include "cover/kept.h"
#include "cover/needs.h"
#include "cover/people.h"
#include "cover/read_bench.h"

#define IMMOBILE "flag:immobile"

static int door_say(
	void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	struct buf *b = arg;

	(void)cx;
	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%s%.*s:d%d", b->n ? " " : "", STR_ARG(area), subjects[i].b[15]);
	return 0;
}

static struct str doors_of(struct bench *b, int who)
{
	struct buf text;

	buf_init(&text, b->cx.arena);
	must(b,
		round_candidates(&b->cx, &b->c[who], STR(""), SUBJECT_DWELLING, STR(IMMOBILE),
			STR(""), door_say, &text));
	return text.n ? buf_get(&text) : STR("");
}

/* Of the county's own and of who sees one township, read, and then twice with what is kept. */
static void doors_are(struct bench *b, struct kept *kept, const char *admin, const char *town2)
{
	uint64_t first = 0;

	bench_read(b);
	b->scopes[GRID][0] = STR(TOWN2);
	assert_str(doors_of(b, ADMIN), admin);
	assert_str(doors_of(b, GRID), town2);
	for (int turn = 0; turn < 2; turn++) {
		uint64_t before = store_steps();

		for (int who = 0; who < READERS; who++) {
			b->c[who].kept = kept;
			b->c[who].epoch = STR("01900000-0000-7000-8000-000000000001");
		}
		assert_str(doors_of(b, ADMIN), admin);
		assert_str(doors_of(b, GRID), town2);
		if (turn == 0)
			first = store_steps() - before;
		else
			assert_true(store_steps() - before <= first);
	}
	bench_read_done(b);
}

static struct uuid person(struct bench *b, unsigned n, const char *kind, const char *area,
	unsigned door, const char *more)
{
	return bench_say(b,
		"\"kind\":\"person.%s\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"dwelling\":\"%s\"%s}",
		kind, area, bench_z(b, bench_id('p', n)), bench_z(b, bench_id('d', door)), more);
}

static void merged(struct bench *b, char what, unsigned one, unsigned other)
{
	bench_say(b,
		"\"kind\":\"subject.merged\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(b, bench_id(what, one)), bench_z(b, bench_id(what, other)));
}

static void erased(struct bench *b, struct uuid id)
{
	must(b, store_begin(&b->cx, b->store, "test"));
	must(b, journal_begin(&b->cx, &b->view.journal));
	must(b, journal_erase(&b->cx, &b->view.journal, &id, 1, STR("示例"), STR("admin"), b->at));
	must(b, store_commit(&b->cx, b->store));
}

static void what_is_kept_is_what_would_be_read(void **state)
{
	OPEN(b);
	struct uuid moved, listed;
	struct kept *kept;

	must(&b, kept_new(&b.cx, 1 << 20, &kept));
	bench_sweep(&b);
	doors_are(&b, kept, "", "");
	person(&b, 1, "listed", GRID1, 1, ",\"name\":\"甲\",\"flags\":[\"immobile\"]");
	doors_are(&b, kept, GRID1 ":d1", "");
	/* He lives elsewhere, which only a sealed field says; and then he does not. */
	moved = person(&b, 1, "changed", GRID1, 9, "");
	doors_are(&b, kept, GRID3 ":d9", "");
	bench_void(&b, moved);
	doors_are(&b, kept, GRID1 ":d1", "");
	/* One of two who are one, and who leaves an area in which he is not counted. */
	listed = person(&b, 2, "listed", GRID3, 9, ",\"name\":\"乙\",\"flags\":[\"immobile\"]");
	merged(&b, 'p', 1, 2);
	doors_are(&b, kept, GRID1 ":d1 " GRID3 ":d9", GRID3 ":d9");
	bench_say(&b,
		"\"kind\":\"subject.moved\",\"area\":\"" COUNTY
		"\",\"subject\":\"%s\",\"body\":{\"to\":\"" GRID2 "\"}",
		bench_z(&b, bench_id('p', 2)));
	doors_are(&b, kept, GRID1 ":d1 " GRID3 ":d9", "");
	/* Of two doors that are one the one that stayed is meant. */
	person(&b, 3, "listed", GRID2, 3, ",\"name\":\"丙\",\"flags\":[\"immobile\",\"alone\"]");
	merged(&b, 'd', 2, 3);
	doors_are(&b, kept, GRID1 ":d1 " GRID1 ":d2 " GRID3 ":d9", "");
	/* What was erased is known no more. */
	erased(&b, listed);
	doors_are(&b, kept, GRID1 ":d1 " GRID1 ":d2", "");
	kept_free(kept);
	bench_done(&b);
}

/* Kept or not, the same people are behind the same doors, and the second time fewer rows are read. */
static void what_is_kept_is_not_read_again(void **state)
{
	OPEN(b);
	static const size_t rooms[] = { 1 << 20, 900, 0 };
	uint64_t steps[2];

	bench_sweep(&b);
	for (unsigned i = 1; i <= 9; i++)
		person(&b, i, "listed", i < 5 ? GRID1 : GRID3, i,
			i % 2 ? ",\"name\":\"甲\",\"flags\":[\"immobile\"]" : ",\"name\":\"乙\"");
	bench_read(&b);
	for (size_t i = 0; i < sizeof(rooms) / sizeof(*rooms); i++) {
		struct kept *kept;

		must(&b, kept_new(&b.cx, rooms[i], &kept));
		b.c[ADMIN].kept = kept;
		b.c[ADMIN].epoch = STR("01900000-0000-7000-8000-000000000001");
		for (int turn = 0; turn < 2; turn++) {
			uint64_t before = store_steps();

			assert_str(doors_of(&b, ADMIN),
				GRID1 ":d1 " GRID1 ":d3 " GRID2 ":d5 " GRID2 ":d7 " GRID3 ":d9");
			steps[turn] = store_steps() - before;
		}
		if (i == 0)
			assert_true(steps[1] < steps[0]);
		if (rooms[i] == 0)
			assert_int_equal(steps[1], steps[0]);
		kept_free(kept);
	}
	bench_done(&b);
}

/* How many with the flag are listed under an area; all of them are told to have it. */
static size_t immobile_in(struct bench *b, int who, const char *area)
{
	struct listed *all;
	uint32_t asked;
	struct str next;
	size_t n;

	must(b, needs_filter(&b->cx, &b->c[who], STR(IMMOBILE), &asked));
	must(b,
		people_list(
			&b->cx, &b->c[who], str_of(area), asked, STR(""), 100, &all, &n, &next));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(all[i].flags & asked, asked);
	return n;
}

static bool is_immobile(struct bench *b, int who, const char *area, char what, unsigned n)
{
	struct target target = { .area = str_of(area), .subject = bench_id(what, n) };
	struct subject subject;
	struct need need;
	uint32_t asked;

	must(b, needs_filter(&b->cx, &b->c[who], STR(IMMOBILE), &asked));
	must(b, target_subjects(&b->cx, &b->c[who], &target, 1, &subject));
	must(b, targets_needs(&b->cx, &b->c[who], &target, &subject, 1, asked, &need));
	return need.has;
}

/* Of somebody who was listed twice, in two areas, one list says that he needs help: so he does wherever he is looked for, and behind
 * both doors. He is listed where he stayed. A list that somebody may not see tells him nothing. */
static void who_is_one_in_two_areas_needs_help_in_both(void **state)
{
	OPEN(b);

	bench_sweep(&b);
	person(&b, 1, "listed", GRID1, 1, ",\"name\":\"甲\",\"flags\":[\"immobile\"]");
	person(&b, 2, "listed", GRID3, 9, ",\"name\":\"甲\"");
	person(&b, 3, "listed", GRID1, 2, ",\"name\":\"乙\"");
	person(&b, 4, "listed", GRID3, 9, ",\"name\":\"乙\",\"flags\":[\"immobile\"]");
	bench_read(&b);
	assert_int_equal(immobile_in(&b, ADMIN, GRID1), 1);
	assert_int_equal(immobile_in(&b, ADMIN, GRID3), 1);
	assert_false(is_immobile(&b, ADMIN, GRID3, 'p', 2));
	assert_false(is_immobile(&b, ADMIN, GRID1, 'd', 2));
	bench_read_done(&b);
	merged(&b, 'p', 1, 2);
	merged(&b, 'p', 3, 4);
	bench_read(&b);
	b.scopes[GRID][0] = STR(TOWN2);
	assert_int_equal(immobile_in(&b, ADMIN, ""), 2);
	assert_int_equal(immobile_in(&b, ADMIN, GRID1), 2);
	assert_int_equal(immobile_in(&b, ADMIN, GRID3), 0);
	for (unsigned i = 1; i <= 4; i++)
		assert_true(is_immobile(&b, ADMIN, i % 2 ? GRID1 : GRID3, 'p', i));
	assert_true(is_immobile(&b, ADMIN, GRID1, 'd', 1));
	assert_true(is_immobile(&b, ADMIN, GRID1, 'd', 2));
	assert_true(is_immobile(&b, ADMIN, GRID3, 'd', 9));
	assert_false(is_immobile(&b, GRID, GRID3, 'p', 2));
	assert_true(is_immobile(&b, GRID, GRID3, 'p', 4));
	bench_read_done(&b);
	bench_done(&b);
}

static int quiet_take(void *arg, struct cx *cx, const void *block)
{
	(void)arg;
	(void)cx;
	(void)block;
	return 0;
}

/* Whoever reads as it was before an erasure uses nothing that was opened since, and leaves nothing. */
static void nothing_is_kept_over_an_erasure(void **state)
{
	OPEN(b);
	struct kept_of of = { .what = KEPT_PEOPLE, .area = STR(GRID1) };
	struct kept_block *block;
	struct kept *kept;

	must(&b, kept_new(&b.cx, 1 << 20, &kept));
	assert_true(kept_erased(kept, 5));
	assert_false(kept_erased(kept, 4));
	for (int what = KEPT_DAY; what <= KEPT_HOURS; what++) {
		bool there;

		of.what = (enum kept_what)what;
		of.erased = 5 + what;
		must(&b, KEPT_NEW(&b.cx, sizeof(*block), 7, &block));
		kept_put(kept, &of, block);
		assert_true(kept_erased(kept, 5 + what + 1));
		must(&b, kept_use(&b.cx, kept, &of, 7, quiet_take, NULL, &there));
		assert_int_equal(there, what != KEPT_PEOPLE);
		must(&b, kept_use(&b.cx, kept, &of, 8, quiet_take, NULL, &there));
		assert_false(there);
	}
	kept_free(kept);
	bench_done(&b);
}

static bool is_kept(struct bench *b, struct kept *kept, const struct kept_of *of)
{
	bool there;

	must(b, kept_use(&b->cx, kept, of, 7, quiet_take, NULL, &there));
	return there;
}

static void read_and_put(struct bench *b, struct kept *kept, const struct kept_of *of)
{
	struct kept_block *block;

	must(b, KEPT_NEW(&b->cx, sizeof(*block), 7, &block));
	kept_put(kept, of, block);
}

/* Whoever began before an erasure, or before a rebuild, and ends after another has looked behind it, leaves nothing either. */
static void nothing_comes_in_late(void **state)
{
	OPEN(b);
	struct kept_of of = { .what = KEPT_PEOPLE, .area = STR(GRID1), .erased = 5 };
	const struct uuid later = bench_id('e', 2);
	struct kept *kept;

	must(&b, kept_new(&b.cx, 1 << 20, &kept));
	of.epoch = bench_id('e', 1);
	kept_epoch(kept, &of.epoch);
	assert_true(kept_erased(kept, 5));
	assert_true(kept_erased(kept, 6));
	read_and_put(&b, kept, &of);
	assert_false(is_kept(&b, kept, &of));
	of.erased = 6;
	read_and_put(&b, kept, &of);
	assert_true(is_kept(&b, kept, &of));
	for (int what = KEPT_DAY; what <= KEPT_HOURS; what++) {
		of.what = (enum kept_what)what;
		kept_epoch(kept, &later);
		read_and_put(&b, kept, &of);
		assert_false(is_kept(&b, kept, &of));
		kept_epoch(kept, &of.epoch);
		assert_false(is_kept(&b, kept, &of));
	}
	kept_free(kept);
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_is_what_would_be_read),
		cmocka_unit_test(what_is_kept_is_not_read_again),
		cmocka_unit_test(who_is_one_in_two_areas_needs_help_in_both),
		cmocka_unit_test(nothing_is_kept_over_an_erasure),
		cmocka_unit_test(nothing_comes_in_late),
	};

	return BENCH_RUN("flagged", tests);
}
