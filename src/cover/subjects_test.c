/* Subjects: lists of them, who may be a candidate, who is listed twice, and those that a page of targets needs; on both
 * engines. */
#include "cover/read_bench.h"

/* ---- subjects ---- */

static size_t count_subjects(
	struct bench *b, int reader, const char *area, size_t limit, unsigned *ret_sum)
{
	struct str after = STR("");
	size_t all = 0;

	*ret_sum = 0;
	do {
		struct subject *items;
		struct str next;
		size_t n;

		must(b,
			subject_list(&b->cx, &b->c[reader], str_of(area), SUBJECT_DWELLING, after,
				limit, &items, &n, &next));
		assert_true(n <= limit && (n == limit || next.n == 0));
		for (size_t i = 0; i < n; i++)
			*ret_sum += items[i].id.b[15];
		all += n;
		after = next;
	} while (after.n > 0);
	return all;
}

static void subjects_of_each_reader(void **state)
{
	OPEN(b);
	struct subject s, *items;
	struct uuid one = bench_id('d', 1), five = bench_id('d', 5), nobody = bench_id('d', 99);
	struct str next;
	unsigned sum;
	size_t n;

	bench_sweep(&b);
	bench_move(&b, 9, GRID3, GRID2);
	bench_read(&b);
	must(&b, subject_get(&b.cx, &b.c[ADMIN], &five, &s));
	assert_str(s.area, GRID2);
	assert_int_equal(s.type, SUBJECT_DWELLING);
	assert_true(uuid_eq(&s.survivor, &five));
	must(&b, subject_get(&b.cx, &b.c[TOWN], &five, &s));
	fails(&b, E_NOT_FOUND, subject_get(&b.cx, &b.c[GRID], &five, &s));
	must(&b, subject_get(&b.cx, &b.c[GRID], &one, &s));
	fails(&b, E_NOT_FOUND, subject_get(&b.cx, &b.c[ADMIN], &nobody, &s));
	for (size_t limit = 1; limit < 12; limit += 3) {
		assert_int_equal(count_subjects(&b, ADMIN, "", limit, &sum), 9);
		assert_int_equal(sum, 45);
		assert_int_equal(count_subjects(&b, TOWN, "", limit, &sum), 8);
		assert_int_equal(sum, 37);
		assert_int_equal(count_subjects(&b, GRID, "", limit, &sum), 4);
		assert_int_equal(count_subjects(&b, ADMIN, TOWN2, limit, &sum), 1);
	}
	fails(&b, E_NOT_FOUND,
		subject_list(&b.cx, &b.c[GRID], STR(TOWN1), 0, STR(""), 5, &items, &n, &next));
	fails(&b, E_BAD_REQUEST,
		subject_list(&b.cx, &b.c[ADMIN], STR(""), 0, STR(""), 0, &items, &n, &next));
	fails(&b, E_BAD_REQUEST,
		subject_list(&b.cx, &b.c[ADMIN], STR(""), 0, STR(""), 1001, &items, &n, &next));
	fails(&b, E_BAD_REQUEST,
		subject_list(&b.cx, &b.c[ADMIN], STR(""), 0, STR("c2F"), 5, &items, &n, &next));
	fails(&b, E_BAD_REQUEST,
		subject_list(&b.cx, &b.c[ADMIN], STR(""), 0, STR("!"), 5, &items, &n, &next));
	bench_done(&b);
}

struct gathered {
	size_t areas, subjects;
};

static int gather(void *arg, struct cx *cx, struct str area, const struct uuid *subjects, size_t n)
{
	struct gathered *g = arg;

	(void)cx;
	(void)area;
	(void)subjects;
	g->areas++;
	g->subjects += n;
	return 0;
}

/* Kinds of the subject's records, the latest first, as a text. */
static void said_is(struct bench *b, int reader, const struct uuid *id, const char *kinds)
{
	struct record **all;
	struct subject s;
	struct buf text;
	size_t n;

	must(b, subject_get(&b->cx, &b->c[reader], id, &s));
	must(b, subject_records(&b->cx, &b->c[reader], &s, &all, &n));
	buf_init(&text, b->cx.arena);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&text, "%s%.*s", i ? " " : "", STR_ARG(all[i]->kind_name));
	assert_str(buf_get(&text), kinds);
}

static void records_about_a_subject(void **state)
{
	OPEN(b);
	struct uuid one = bench_id('d', 1), two = bench_id('d', 2), nine = bench_id('d', 9);

	bench_sweep(&b);
	bench_visited(&b, 1, GRID1, 1, "nobody", 0);
	bench_visited(&b, 1, GRID1, 1, "done", 2);
	bench_void(&b, bench_visited(&b, 1, GRID1, 2, "done", 2));
	bench_move(&b, 9, GRID3, GRID2);
	bench_visited(&b, 1, GRID2, 9, "nobody", 0);
	bench_read(&b);
	said_is(&b, ADMIN, &one, "test.visit test.visit dwelling.listed");
	said_is(&b, GRID, &one, "test.visit test.visit dwelling.listed");
	said_is(&b, ADMIN, &two, "dwelling.listed");
	said_is(&b, ADMIN, &nine, "test.visit subject.moved dwelling.listed");
	/* What was recorded where it lay before is not for whoever has the new place only. */
	said_is(&b, TOWN, &nine, "test.visit");
	bench_done(&b);
}

static void person(struct bench *b, unsigned i, const char *area, const char *name, unsigned home)
{
	bench_say(b,
		"\"kind\":\"person.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"%s\","
		"\"dwelling\":\"%s\"}",
		area, bench_z(b, bench_id('p', i)), name, bench_z(b, bench_id('d', home)));
}

static void residents_of_a_dwelling(void **state)
{
	OPEN(b);
	struct uuid one = bench_id('d', 1), two = bench_id('d', 2);
	struct resident *all;
	struct subject s;
	size_t n;

	bench_sweep(&b);
	person(&b, 1, GRID1, "甲", 1);
	person(&b, 2, GRID1, "乙", 1);
	person(&b, 3, GRID1, "丙", 2);
	person(&b, 4, GRID2, "丁", 1); /* listed elsewhere: looked for there only */
	bench_say(&b,
		"\"kind\":\"person.changed\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"dwelling\":\"%s\"}",
		bench_z(&b, bench_id('p', 2)), bench_z(&b, two));
	bench_read(&b);
	must(&b, subject_get(&b.cx, &b.c[GRID], &one, &s));
	must(&b, dwelling_residents(&b.cx, &b.c[GRID], &s, &all, &n));
	assert_int_equal(n, 1);
	assert_str(all[0].name, "甲");
	must(&b, subject_get(&b.cx, &b.c[GRID], &two, &s));
	must(&b, dwelling_residents(&b.cx, &b.c[GRID], &s, &all, &n));
	assert_int_equal(n, 2);
	assert_str(all[0].name, "乙");
	assert_str(all[1].name, "丙");
	bench_done(&b);
}

/* What is counted is what would be listed. */
static void counted(struct bench *b, int who, enum subject_type type, const char *filter, int64_t n)
{
	struct candidates *all;
	struct gathered g = { 0 };
	int64_t sum = 0;
	size_t all_n;

	must(b,
		round_candidates_count(
			&b->cx, &b->c[who], STR(""), type, str_of(filter), &all, &all_n));
	for (size_t i = 0; i < all_n; i++)
		sum += all[i].n;
	must(b,
		round_candidates(
			&b->cx, &b->c[who], STR(""), type, str_of(filter), STR(""), gather, &g));
	assert_int_equal(sum, n);
	assert_int_equal(g.subjects, n);
	assert_int_equal(all_n, g.areas);
}

static void candidates_by_flag_and_once_a_cluster(void **state)
{
	OPEN(b);
	struct gathered g = { 0 };

	bench_sweep(&b);
	for (unsigned i = 1; i <= 4; i++)
		bench_say(&b,
			"\"kind\":\"person.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"张%u\","
			"\"flags\":[%s]}",
			i < 4 ? GRID1 : GRID3, bench_z(&b, bench_id('p', i)), i,
			i == 1 ? "\"alone\"" : "\"alone\",\"immobile\"");
	bench_say(&b,
		"\"kind\":\"subject.merged\",\"area\":\"" GRID1
		"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(&b, bench_id('p', 2)), bench_z(&b, bench_id('p', 3)));
	bench_read(&b);
	must(&b,
		round_candidates(&b.cx, &b.c[ADMIN], STR(""), SUBJECT_DWELLING, STR(""), STR(""),
			gather, &g));
	assert_int_equal(g.areas, 3);
	assert_int_equal(g.subjects, 9);
	g = (struct gathered){ 0 };
	must(&b,
		round_candidates(&b.cx, &b.c[ADMIN], STR(COUNTY), SUBJECT_PERSON,
			STR("flag:immobile"), STR(""), gather, &g));
	assert_int_equal(g.subjects, 2);
	g = (struct gathered){ 0 };
	must(&b,
		round_candidates(&b.cx, &b.c[ADMIN], STR(COUNTY), SUBJECT_PERSON,
			STR("flag:immobile flag:alone"), STR(GRID1), gather, &g));
	assert_int_equal(g.subjects, 1);
	counted(&b, ADMIN, SUBJECT_DWELLING, "", 9);
	counted(&b, ADMIN, SUBJECT_PERSON, "", 3);
	counted(&b, ADMIN, SUBJECT_PERSON, "flag:alone", 3);
	counted(&b, ADMIN, SUBJECT_PERSON, "flag:alone flag:immobile", 2);
	counted(&b, TOWN, SUBJECT_PERSON, "flag:immobile", 1);
	counted(&b, ADMIN, SUBJECT_PERSON, "flag:infant", 0);
	g = (struct gathered){ 0 };
	must(&b,
		round_candidates(&b.cx, &b.c[TOWN], STR(""), SUBJECT_PERSON, STR("flag:immobile"),
			STR(""), gather, &g));
	assert_int_equal(g.subjects, 1);
	g = (struct gathered){ 0 };
	must(&b,
		round_candidates(&b.cx, &b.c[GRID], STR(""), SUBJECT_PERSON, STR("flag:alone"),
			STR(""), gather, &g));
	assert_int_equal(g.subjects, 2);
	fails(&b, E_FILTER,
		round_candidates(&b.cx, &b.c[GRID], STR(""), SUBJECT_PERSON, STR("flag:none"),
			STR(""), gather, &g));
	fails(&b, E_FILTER,
		round_candidates(
			&b.cx, &b.c[GRID], STR(""), SUBJECT_PERSON, STR("x"), STR(""), gather, &g));
	fails(&b, E_NOT_FOUND,
		round_candidates(&b.cx, &b.c[GRID], STR(TOWN2), SUBJECT_PERSON, STR(""), STR(""),
			gather, &g));
	bench_done(&b);
}

/* People of one name; the first two have one phone, the other two another. */
static void four_alike(struct bench *b, const char *first, const char *others)
{
	for (unsigned i = 1; i <= 4; i++)
		bench_say(b,
			"\"kind\":\"person.listed\",\"area\":\"%s\",\"subject\":\"%s\",\"body\":{\"name\":\"张测试\","
			"\"phone\":\"1380000000%d\"}",
			i == 1 ? first : others, bench_z(b, bench_id('p', i)), i > 2);
}

static void suspects_are_told_to_either_side(void **state)
{
	OPEN(b);
	struct suspect *all;
	size_t n;

	bench_county(&b);
	four_alike(&b, GRID1, GRID3);
	bench_read(&b);
	must(&b, subject_suspects(&b.cx, &b.c[ADMIN], &all, &n));
	assert_int_equal(n, 2);
	must(&b, subject_suspects(&b.cx, &b.c[TOWN], &all, &n));
	assert_int_equal(n, 1);
	assert_str(all[0].area, GRID1);
	must(&b, subject_suspects(&b.cx, &b.c[GRID], &all, &n));
	assert_int_equal(n, 1);
	bench_done(&b);
}

static size_t suspected(struct bench *b)
{
	struct suspect *all;
	size_t n;

	bench_read(b);
	must(b, subject_suspects(&b->cx, &b->c[ADMIN], &all, &n));
	bench_read_done(b);
	return n;
}

static struct uuid bench_person(struct bench *b, unsigned n, const char *kind, const char *body)
{
	return bench_say(b,
		"\"kind\":\"person.%s\",\"area\":\"" GRID1 "\",\"subject\":\"%s\",\"body\":{%s}",
		kind, bench_z(b, bench_id('p', n)), body);
}

/* However a number or a name was typed, it is the same. */
static void one_person_typed_twice_is_suspected(void **state)
{
	static const char *const twice[][2] = {
		{ "\"name\":\"甲\",\"document\":\"11010519491231002X\"",
			"\"name\":\"乙\",\"document\":\"11010519491231002x\"" },
		{ "\"name\":\"丙\",\"document\":\"512021198001010017\"",
			"\"name\":\"丁\",\"document\":\"512021800101001\"" },
		{ "\"name\":\"戊\",\"document\":\"E12345678\"",
			"\"name\":\"己\",\"document\":\"e12345678\"" },
		{ "\"name\":\"庚\",\"phone\":\"13700000001\"",
			"\"name\":\"庚\",\"phone\":\"+86 137-0000-0001\"" },
		{ "\"name\":\"Ａｌｉ·Bek\",\"phone\":\"13700000002\"",
			"\"name\":\"ali bek\",\"phone\":\"13700000002\"" },
	};
	OPEN(b);

	bench_county(&b);
	for (unsigned i = 0; i < sizeof(twice) / sizeof(*twice); i++) {
		bench_person(&b, 2 * i, "listed", twice[i][0]);
		assert_int_equal(suspected(&b), i);
		bench_person(&b, 2 * i + 1, "listed", twice[i][1]);
		assert_int_equal(suspected(&b), i + 1);
	}
	bench_done(&b);
}

/* What a change leaves out is what the others tell, whichever came first; and with the record goes what followed from it. */
static void a_change_is_compared_as_a_whole_person(void **state)
{
	OPEN(b);
	struct uuid changed, listed;

	bench_county(&b);
	bench_person(&b, 1, "listed", "\"name\":\"张测试\",\"phone\":\"13700000009\"");
	changed = bench_person(&b, 2, "changed", "\"phone\":\"13700000009\"");
	assert_int_equal(suspected(&b), 0);
	listed = bench_person(&b, 2, "listed", "\"name\":\"张测试\",\"phone\":\"13700000001\"");
	assert_int_equal(suspected(&b), 1);
	bench_void(&b, changed);
	assert_int_equal(suspected(&b), 0);
	changed = bench_person(&b, 2, "changed", "\"phone\":\"13700000009\"");
	assert_int_equal(suspected(&b), 1);
	bench_void(&b, listed);
	assert_int_equal(suspected(&b), 0);
	/* Another's name is changed to this one, with the phone that he had. */
	bench_person(&b, 3, "listed", "\"name\":\"李四\",\"phone\":\"13700000009\"");
	assert_int_equal(suspected(&b), 0);
	bench_person(&b, 3, "changed", "\"name\":\"张测试\"");
	assert_int_equal(suspected(&b), 1);
	bench_done(&b);
}

/* Once somebody has said that two are one, or that they are not, nobody is asked again. */
static void suspects_end_with_a_word(void **state)
{
	OPEN(b);
	struct suspect *all;
	size_t n;

	bench_county(&b);
	four_alike(&b, GRID1, GRID1);
	bench_say(&b, "\"kind\":\"subject.merged\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
		bench_z(&b, bench_id('p', 2)), bench_z(&b, bench_id('p', 1)));
	bench_read(&b);
	must(&b, subject_suspects(&b.cx, &b.c[ADMIN], &all, &n));
	assert_int_equal(n, 1);
	bench_read_done(&b);
	bench_say(&b, "\"kind\":\"subject.parted\",\"subject\":\"%s\",\"body\":{\"from\":\"%s\"}",
		bench_z(&b, bench_id('p', 4)), bench_z(&b, bench_id('p', 3)));
	bench_read(&b);
	must(&b, subject_suspects(&b.cx, &b.c[ADMIN], &all, &n));
	assert_int_equal(n, 0);
	bench_done(&b);
}

/* ---- the subjects of a page ---- */

#define PAGE 100
#define PAGES 400

/* Dwellings 1–40 in grid 1, 41–43 in grid 2, 44–60 in grid 3; some moved, some merged, 61–64 nobody has listed, and one of these
 * was visited; 65–70 are people in grid 1. */
static void page_roster(struct bench *b)
{
	bench_county(b);
	bench_incident(b, 1, false);
	bench_round(b, 1, 1, COUNTY, 9);
	for (unsigned i = 1; i <= 60; i++)
		bench_dwelling(b, i, i <= 40 ? GRID1 : i <= 43 ? GRID2 : GRID3);
	for (unsigned i = 4; i <= 40; i += 9)
		bench_move(b, i, GRID1, i % 2 ? GRID2 : GRID3);
	bench_move(b, 50, GRID3, GRID1);
	for (unsigned i = 7; i <= 40; i += 10)
		bench_say(b,
			"\"kind\":\"subject.merged\",\"area\":\"" GRID1
			"\",\"subject\":\"%s\",\"body\":{\"with\":\"%s\"}",
			bench_z(b, bench_id('d', i)), bench_z(b, bench_id('d', i + 1)));
	bench_visited(b, 1, GRID1, 61, "done", 1);
	for (unsigned i = 65; i <= 70; i++)
		bench_say(b,
			"\"kind\":\"person.listed\",\"area\":\"" GRID1
			"\",\"subject\":\"%s\",\"body\":{\"name\":\"张三\"}",
			bench_z(b, bench_id('d', i)));
}

/* Each area once, in it each subject with one slot or two, as missing lists do. */
static size_t page_make(uint64_t *random, unsigned few, struct target *ret)
{
	static const char *const areas[] = { GRID1, GRID2, GRID3, "nowhere" };
	size_t n = 0;

	for (unsigned a = 0; a < 4; a++)
		for (unsigned i = 1; i <= 70; i++) {
			*random = *random * 6364136223846793005u + 1442695040888963407u;
			for (int64_t slot = 0; n < PAGE && slot < 2; slot++)
				if ((*random >> (33 + 8 * slot)) % (few + 5 * (unsigned)slot) == 0)
					ret[n++] = (struct target){ .round = bench_id('o', 1),
						.subject = bench_id('d', i),
						.area = str_of(areas[a]),
						.slot = slot };
		}
	return n;
}

static void subject_same(
	struct bench *b, const struct cover *c, const struct target *t, const struct subject *got)
{
	struct subject want = { .id = t->subject };
	int rc = subject_get(&b->cx, c, &t->subject, &want);

	assert_true(rc == 0 || rc == -E_NOT_FOUND);
	err_clear(&b->cx);
	assert_true(uuid_eq(&got->id, &t->subject));
	assert_int_equal(got->type, rc == 0 ? want.type : SUBJECT_UNKNOWN);
	if (rc != 0)
		return;
	assert_true(uuid_eq(&got->survivor, &want.survivor));
	assert_true(uuid_eq(&got->source, &want.source));
	assert_true(str_eq(got->area, want.area) && str_eq(got->place, want.place));
	assert_int_equal(got->flags, want.flags);
	assert_int_equal(got->moved, want.moved);
	assert_int_equal(got->pos, want.pos);
}

static uint64_t page_same(
	struct bench *b, const struct cover *c, const struct target *targets, size_t n)
{
	struct subject got[PAGE];
	uint64_t steps = store_steps();

	memset(got, 0xa5, sizeof(got));
	must(b, target_subjects(&b->cx, c, targets, n, got));
	steps = store_steps() - steps;
	for (size_t i = 0; i < n; i++)
		subject_same(b, c, &targets[i], &got[i]);
	return steps;
}

static void a_page_has_the_subjects_that_one_by_one_are_there(void **state)
{
	OPEN(b);
	struct target targets[PAGE];
	uint64_t random = 20220830, steps = 0, all = 0;

	page_roster(&b);
	bench_read(&b);
	for (unsigned i = 0; i < PAGES; i++)
		for (int who = 0; who < READERS; who++) {
			size_t n = page_make(&random, 1 + i % 30, targets);

			steps += page_same(&b, &b.c[who], targets, n);
			all += n;
		}
	assert_true(steps < all);
	/* A page of one area, as most are: where all lie there still, two statements. */
	for (unsigned i = 0; i < 15; i++)
		targets[i] = (struct target){ .area = STR(GRID3),
			.subject = bench_id('d', i < 6 ? 44 + i : 45 + i) };
	assert_int_equal(page_same(&b, &b.c[ADMIN], targets, 15), 2);
	assert_int_equal(page_same(&b, &b.c[ADMIN], targets, 0), 0);
	bench_done(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subjects_of_each_reader),
		cmocka_unit_test(records_about_a_subject),
		cmocka_unit_test(residents_of_a_dwelling),
		cmocka_unit_test(candidates_by_flag_and_once_a_cluster),
		cmocka_unit_test(one_person_typed_twice_is_suspected),
		cmocka_unit_test(a_change_is_compared_as_a_whole_person),
		cmocka_unit_test(suspects_are_told_to_either_side),
		cmocka_unit_test(suspects_end_with_a_word),
		cmocka_unit_test(a_page_has_the_subjects_that_one_by_one_are_there),
	};

	return BENCH_RUN("subjects", tests);
}
