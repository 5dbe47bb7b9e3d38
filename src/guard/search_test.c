/* Search: who finds whom. */
#include "guard/guard_fixture.h"
#include "guard/search.h"
#include "guard/search_own.h"

static bool all_seen(void *arg, const struct subject *s, const struct record *r)
{
	(void)arg;
	return s || r;
}

static enum search_number asked_for; /* by the latest search */

static size_t search(struct place *p, struct search *x, const struct reader *who, const char *q,
	struct search_hit **ret)
{
	struct cover c = {
		.store = p->reader, .who = who, .keys = p->site->keys, .kinds = &kinds, .now = NOW
	};
	struct area_tree *tree;
	struct search_found found;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, search_find(&p->cx, x, &c, str_of(q), STR(""), 100, all_seen, NULL, &found));
	assert_false(found.filling);
	*ret = found.hits;
	area_tree_release(tree);
	store_rollback(p->reader);
	asked_for = found.number;
	return found.n;
}

#define PERSON(n, name) \
	RECORD(n, "person.listed", \
		"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-0000000002" n "\"," \
		"\"body\":{\"name\":\"" name "\"}")

static void test_search(void **state)
{
	static const struct str scopes[] = { { "g1", 2 } };
	const struct reader narrow = { .person = STR("li"), .scopes = scopes, .n = 1 };
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(post(&p, PERSON("50", "王小明"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, PERSON("51", "Li Wei"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "小明", &hits), 1);
	assert_str(hits[0].name, "王**");
	assert_int_equal(search(&p, x, &guard_reader_owner, "王", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "王 明", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "ＬＩ　ｗｅｉ", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "李", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例花园1栋", &hits), 2);
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例花园 12", &hits), 1);
	assert_str(hits[0].text, "示例花园 1栋 12");
	/* Only what lies in his areas. */
	assert_int_equal(search(&p, x, &narrow, "示例花园", &hits), 1);
	/* What comes later is found, what is corrected or voided is not. */
	accepted(
		post(&p,
			RECORD("52", "person.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000250\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000050\"],\"body\":{\"name\":\"赵大力\"}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "赵大", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 0);
	accepted(
		post(&p,
			RECORD("53", "record.voided",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000051\"]}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "li wei", &hits), 0);
	accepted(
		post(&p,
			RECORD("54", "record.voided",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000053\"]}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "li wei", &hits), 1);
	search_free(x);
	search_free(NULL);
	place_close(&p);
}

/* Found is the name of a record that stands, whatever was said of it meanwhile, and whenever the index was filled. */
static void test_search_stands(void **state)
{
	struct rights li = RIGHTS_ALL("li", ROLE_OWNER);
	struct guard_gate disabled;
	struct search_hit *hits;
	struct search *x, *later;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	accepted(post(&p, PERSON("55", "孙丽华"), &guard_gate_owner, "admin"), 0);
	accepted(
		post(&p,
			RECORD("56", "person.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000255\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000055\"],\"body\":{\"name\":\"孙俪华\"}"),
			&guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 0);
	accepted(post(&p, VOIDED("57", "56"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙俪华", &hits), 0);
	/* What is held takes nothing away, and is not found before somebody approves it. */
	accepted(post(&p, VOIDED("58", "55"), &disabled.gate, "li"), MARK_HELD);
	accepted(post(&p, PERSON("59", "周小燕"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(search(&p, x, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "周小燕", &hits), 0);
	accepted(post(&p, APPROVED("5a", "59"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "周小燕", &hits), 1);
	good(&p, search_new(&p.cx, p.site, &later));
	good(&p, search_follow(&p.cx, later, p.reader));
	assert_int_equal(search(&p, later, &guard_reader_owner, "孙丽华", &hits), 1);
	assert_int_equal(search(&p, later, &guard_reader_owner, "孙俪华", &hits), 0);
	assert_int_equal(search(&p, later, &guard_reader_owner, "周小燕", &hits), 1);
	search_free(later);
	search_free(x);
	place_close(&p);
}

/* A name by how it is read, in full, by first letters, and half typed. */
static void test_search_read(void **state)
{
	static const char *const found[] = { "shanxiaoming", "sxm", "shanxm", "dxm", "xiaom",
		"shan xiaoming", "SXM" };
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(post(&p, PERSON("60", "单小明"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, PERSON("61", "王安"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++) {
		if (search(&p, x, &guard_reader_owner, found[i], &hits) != 1)
			fail_msg("%s is not found", found[i]);
		assert_str(hits[0].name, "单**");
	}
	assert_int_equal(search(&p, x, &guard_reader_owner, "sxg", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "w", &hits), 1);
	/* A place is not read. */
	assert_int_equal(search(&p, x, &guard_reader_owner, "shilihuayuan", &hits), 0);
	search_free(x);
	place_close(&p);
}

#define PHONED(n, also, body) \
	RECORD(n, "person.listed", \
		"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000270\"," also \
		"\"body\":{" body "}")

#define CODED(n, code) \
	RECORD(n, "area.changed", \
		"\"area\":\"g1\",\"body\":{\"code\":\"" code "\",\"from\":\"2022-08-30\"}")

/* By the whole of a phone, a document number or an id; not by a piece of it, and only what stands. */
static void test_search_whole(void **state)
{
	static const struct str scopes[] = { { "g2", 2 } };
	const struct reader elsewhere = { .person = STR("li"), .scopes = scopes, .n = 1 };
	static const char *const found[] = { "13800000070", "138 0000 0070", "138-0000-0070",
		"１３８００００００７０", "11010519491231002X", "11010519491231002x",
		"01900000-0000-7000-8000-000000000270" };
	static const struct {
		const char *q;
		enum search_number number;
	} guesses[] = { { "13800000078", SEARCH_PHONE }, { "+86 138-0000-0078", SEARCH_PHONE },
		{ "110105194912310038", SEARCH_DOCUMENT }, { "e1234 5678", SEARCH_DOCUMENT },
		{ "川a·m0008", SEARCH_PLATE }, { "川AD12345", SEARCH_PLATE },
		{ "wangxiaoming", SEARCH_NO_NUMBER }, { "示例花园12栋", SEARCH_NO_NUMBER } },
	  codes[] = { { "13800000079", SEARCH_PHONE }, { "110105194912310038", SEARCH_DOCUMENT },
		  { "512021100201001", SEARCH_NO_NUMBER }, { "T20220830A77", SEARCH_NO_NUMBER } };
	char text[1000];
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(
		post(&p,
			PHONED("70", "",
				"\"name\":\"示例甲\",\"phone\":\"13800000070\",\"document\":\"11010519491231002X\""),
			&guard_gate_owner, "admin"),
		0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++) {
		if (search(&p, x, &guard_reader_owner, found[i], &hits) != 1)
			fail_msg("%s is not found", found[i]);
		assert_null(hits[0].record);
		assert_int_equal(asked_for,
			i < 4         ? SEARCH_PHONE :
				i < 6 ? SEARCH_DOCUMENT :
					SEARCH_NO_NUMBER);
		assert_true(hits[0].whole);
		if (i < 6)
			assert_str(hits[0].name, "示**");
		assert_int_equal(search(&p, x, &elsewhere, found[i], &hits), 0);
	}
	assert_int_equal(search(&p, x, &guard_reader_owner, "1380000007", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "0070", &hits), 0);
	assert_int_equal(asked_for, SEARCH_NO_NUMBER);
	for (size_t i = 0; i < sizeof(guesses) / sizeof(*guesses); i++) {
		assert_int_equal(search(&p, x, &guard_reader_owner, guesses[i].q, &hits), 0);
		if (asked_for != guesses[i].number)
			fail_msg("%s: %d", guesses[i].q, asked_for);
	}
	/* A code on a thing is nobody's number, unless somebody has the same, or it could be one: who writes his guess on a thing before
	 * guesses no more freely for it. */
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
		snprintf(text, sizeof(text), CODED("7%zu", "%s"), i + 5, codes[i].q);
		accepted(post(&p, text, &guard_gate_owner, "admin"), 0);
		assert_int_equal(search(&p, x, &guard_reader_owner, codes[i].q, &hits), 1);
		if (asked_for != codes[i].number)
			fail_msg("%s: %d", codes[i].q, asked_for);
	}
	accepted(post(&p, CODED("73", "13800000070"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "13800000070", &hits), 2);
	assert_int_equal(asked_for, SEARCH_PHONE);
	accepted(post(&p, VOIDED("74", "73"), &guard_gate_owner, "admin"), 0);
	/* The id of a record is that record, whatever became of it. */
	assert_int_equal(
		search(&p, x, &guard_reader_owner, "01900000-0000-7000-8000-000000000070", &hits),
		1);
	assert_non_null(hits[0].record);
	/* Another phone: the old one is no longer his. */
	accepted(post(&p,
			 PHONED("71", "\"corrects\":[\"01900000-0000-7000-8000-000000000070\"],",
				 "\"name\":\"示例甲\",\"phone\":\"13800000071\""),
			 &guard_gate_owner, "admin"),
		0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "13800000070", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "13800000071", &hits), 1);
	assert_int_equal(
		search(&p, x, &guard_reader_owner, "01900000-0000-7000-8000-000000000070", &hits),
		1);
	search_free(x);
	place_close(&p);
}

/* The index runs ahead of whoever began to read before it: what he can read is found all the same. */
static void test_search_runs_ahead(void **state)
{
	struct search_hit *hits;
	struct area_tree *tree;
	struct search *x;
	struct place p;
	struct search_found now;
	struct cover c;

	(void)state;
	county_open(&p);
	accepted(post(&p, CODED("80", "示例0004"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	good(&p, store_begin_read(&p.cx, p.reader, __func__));
	good(&p, area_tree_open(&p.cx, p.reader, day_of(NOW), &tree));
	accepted(post(&p, CODED("81", "示例0004"), &guard_gate_owner, "admin"), 0);
	good(&p, search_follow(&p.cx, x, p.site->view.journal.store));
	c = (struct cover){ .store = p.reader,
		.tree = tree,
		.who = &guard_reader_owner,
		.keys = p.site->keys,
		.kinds = &kinds,
		.now = NOW };
	good(&p, search_find(&p.cx, x, &c, STR("示例0004"), STR(""), 100, all_seen, NULL, &now));
	assert_int_equal(now.n, 1);
	assert_non_null(now.hits[0].record);
	area_tree_release(tree);
	store_rollback(p.reader);
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例0004", &hits), 2);
	search_free(x);
	place_close(&p);
}

/* What has no name is full at its own limit, and says so; whoever comes then is found. */
static void test_search_wholes_full(void **state)
{
	struct search_hit *hits;
	struct search *x, *full;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(post(&p, CODED("80", "示例0004"), &guard_gate_owner, "admin"), 0);
	good(&p, search_new(&p.cx, p.site, &x));
	x->wholes_max = 2;
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "示例0004", &hits), 1);
	accepted(post(&p, CODED("81", "示例0004"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, CODED("82", "示例0004"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, PHONED("83", "", "\"name\":\"示例乙\",\"phone\":\"13800000083\""),
			 &guard_gate_owner, "admin"),
		0);
	good(&p, search_follow(&p.cx, x, p.reader));
	good(&p, search_new(&p.cx, p.site, &full));
	full->wholes_max = 2;
	good(&p, search_follow(&p.cx, full, p.reader));
	assert_true(search_filling(full));
	full->wholes_max = 3;
	atomic_store(&full->filling, false);
	assert_int_equal(search(&p, full, &guard_reader_owner, "示例0004", &hits), 2);
	assert_int_equal(search(&p, full, &guard_reader_owner, "示例乙", &hits), 1);
	assert_int_equal(search(&p, full, &guard_reader_owner, "13800000083", &hits), 1);
	search_free(full);
	search_free(x);
	place_close(&p);
}

static void test_search_erased(void **state)
{
	struct uuid id;
	struct search_hit *hits;
	struct search *x;
	struct store *s;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(
		post(&p,
			RECORD("60", "person.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000260\","
				"\"body\":{\"name\":\"王小明\",\"phone\":\"13800000060\"}"),
			&guard_gate_owner, "admin"),
		0);
	good(&p, search_new(&p.cx, p.site, &x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "13800000060", &hits), 1);
	s = p.site->view.journal.store;
	assert_true(uuid_read(STR("01900000-0000-7000-8000-000000000060"), &id));
	good(&p, store_begin(&p.cx, s, __func__));
	good(&p, journal_begin(&p.cx, &p.site->view.journal));
	good(&p,
		journal_erase(
			&p.cx, &p.site->view.journal, &id, 1, STR("本人要求"), STR("admin"), NOW));
	good(&p, store_commit(&p.cx, s));
	assert_int_equal(search(&p, x, &guard_reader_owner, "王小明", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "wxm", &hits), 0);
	assert_int_equal(search(&p, x, &guard_reader_owner, "13800000060", &hits), 0);
	search_free(x);
	place_close(&p);
}

static void test_search_many(void **state)
{
	static char json[400];
	struct search_hit *hits;
	struct search *x;
	struct place p;

	(void)state;
	county_open(&p);
	for (int i = 0; i < 1500; i++) {
		snprintf(json, sizeof(json),
			"{\"id\":\"01900000-0000-7000-8001-%012d\",\"kind\":\"dwelling.listed\",\"v\":1,"
			"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8002-%012d\","
			"\"body\":{\"compound\":\"大院\",\"room\":\"R%04d\"}}",
			i, i, i);
		accepted(post(&p, json, &guard_gate_owner, "admin"), 0);
	}
	good(&p, search_new(&p.cx, p.site, &x));
	assert_true(search_filling(x));
	good(&p, search_follow(&p.cx, x, p.reader));
	assert_int_equal(search(&p, x, &guard_reader_owner, "r1234", &hits), 1);
	assert_int_equal(search(&p, x, &guard_reader_owner, "大院", &hits), 100);
	search_free(x);
	place_close(&p);
}

/* Every name of three characters out of six, and every tenth of them thrice. */
#define LETTERS 6
#define NAMES (LETTERS * LETTERS * LETTERS)

static void index_fill(struct cx *cx, struct index *x, char names[NAMES][4])
{
	index_init(x);
	for (int i = 0; i < NAMES; i++) {
		snprintf(names[i], 4, "%c%c%c", 'a' + i / (LETTERS * LETTERS),
			'a' + i / LETTERS % LETTERS, 'a' + i % LETTERS);
		for (int k = 0; k < (i % 10 ? 1 : 3); k++) {
			const struct uuid id = { { (uint8_t)i, (uint8_t)k, 1 } };

			assert_int_equal(
				index_add(cx, x, &id, &id, str_of(names[i]), DOC_PERSON), 0);
		}
	}
}

/* The lists alone tell who has the name, but for aba, which has the pairs of bab, and aaa, which has one pair only: there
 * the text has to. */
static void test_search_both_lists(void **state)
{
	static char names[NAMES][4];
	struct index_candidates all;
	struct index_terms terms;
	struct arena arena;
	struct cx cx = { .arena = &arena };
	struct index x;

	(void)state;
	arena_init(&arena, &sys_heap, 0);
	index_fill(&cx, &x, names);
	for (size_t i = 0; i < NAMES; i++) {
		size_t both = 0, fit = 0;
		bool alike = names[i][0] == names[i][2];

		assert_int_equal(index_query(&cx, str_of(names[i]), &terms), 0);
		index_candidates(&x, &terms, &all);
		for (size_t at = 0; at < all.n; at++) {
			struct str text = index_text(&x, &x.docs[all.docs[at]]);

			if (!index_in_both(&all, all.docs[at]))
				continue;
			both++;
			fit += index_fits(text, &terms, true);
		}
		assert_int_equal(fit, i % 10 ? 1 : 3);
		assert_true(alike ? both > fit : both == fit);
	}
	index_done(&x);
	arena_done(&arena);
}

/* Lists of any length each, and walks that begin anywhere, as a cursor does. */
static void test_search_long_lists(void **state)
{
	static uint32_t also[5000];

	(void)state;
	for (uint32_t i = 0; i < 5000; i++)
		also[i] = 3 * i;
	for (size_t n = 0; n <= 5000; n += n < 10 ? 1 : 499)
		for (uint32_t step = 1; step < 4000; step = 2 * step + 5) {
			struct index_candidates c = { .also = also, .also_n = n };

			for (uint32_t doc = step % 11; doc < 16000; doc += step)
				assert_int_equal(
					index_in_both(&c, doc), doc % 3 == 0 && doc / 3 < n);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_stands),
		cmocka_unit_test(test_search_read),
		cmocka_unit_test(test_search_whole),
		cmocka_unit_test(test_search_runs_ahead),
		cmocka_unit_test(test_search_wholes_full),
		cmocka_unit_test(test_search_erased),
		cmocka_unit_test(test_search_many),
		cmocka_unit_test(test_search_both_lists),
		cmocka_unit_test(test_search_long_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
