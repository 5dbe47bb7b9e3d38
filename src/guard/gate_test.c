/* The gate's answers, and its words. */
#include "guard/guard_fixture.h"

#define SUBJECT(n) "01900000-0000-7000-8000-0000000001" n
#define MERGED(n, a, b) \
	RECORD(n, "subject.merged", \
		"\"subject\":\"" SUBJECT(a) "\",\"body\":{\"with\":\"" SUBJECT(b) "\"}")

static const struct str v1 = { "v1", 2 };

static void refused(struct receipt r, int code)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_int_equal(r.error.code, code);
}

static void test_gate(void **state)
{
	struct rights who = RIGHTS("li", ROLE_WAS_ROSTER, v1);
	struct guard_gate gate;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&gate, p.site->guard, &who, false);
	/* Without a gate nothing comes in. */
	refused(post(&p, DOOR("20", "20", "g1"), NULL, "li"), E_NOT_ALLOWED);
	accepted(post(&p, DOOR("21", "21", "g1"), &gate.gate, "li"), 0);
	refused(post(&p, DOOR("22", "22", "g2"), &gate.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, DOOR("23", "23", "top"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* An area that nobody knows yet: kept, without effect. */
	accepted(post(&p, DOOR("24", "24", "g9"), &gate.gate, "li"), MARK_HELD);
	/* A new area lies where its parent lies. */
	accepted(post(&p, AREA("25", "g3", "\"parent\":\"v1\","), &gate.gate, "li"), 0);
	accepted(post(&p, DOOR("26", "26", "g3"), &gate.gate, "li"), 0);
	refused(post(&p, AREA("27", "g4", "\"parent\":\"top\","), &gate.gate, "li"), E_NOT_ALLOWED);
	/* A kind that needs no area acts where its subject lies. */
	accepted(post(&p,
			 RECORD("28", "subject.moved",
				 "\"subject\":\"01900000-0000-7000-8000-000000000111\","
				 "\"body\":{\"to\":\"g3\"}"),
			 &gate.gate, "li"),
		0);
	refused(post(&p,
			RECORD("29", "subject.moved",
				"\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"body\":{\"to\":\"g1\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	refused(post(&p,
			RECORD("30", "subject.moved",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"body\":{\"to\":\"g1\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	/* Whoever corrects a record needs the right to where it lies. */
	refused(post(&p,
			RECORD("31", "dwelling.listed",
				"\"area\":\"g1\",\"subject\":\"01900000-0000-7000-8000-000000000112\","
				"\"corrects\":[\"01900000-0000-7000-8000-000000000012\"],\"body\":{\"room\":\"9\"}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	/* With an area of his own in it, a record about a door that lies elsewhere is kept, without effect. */
	accepted(post(&p, DOOR("34", "12", "g1"), &gate.gate, "li"), MARK_HELD);
	accepted(post(&p, MERGED("35", "11", "12"), &gate.gate, "li"), MARK_HELD);
	refused(post(&p, MERGED("36", "12", "11"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* What the kind is about. */
	who = (struct rights)RIGHTS("li", ROLE_SAMPLER, v1);
	guard_gate(&gate, p.site->guard, &who, false);
	refused(post(&p, DOOR("32", "32", "g1"), &gate.gate, "li"), E_NOT_ALLOWED);
	/* Work of a disabled person is held. */
	who = (struct rights)RIGHTS("li", ROLE_OWNER, v1);
	guard_gate(&gate, p.site->guard, &who, true);
	accepted(post(&p, DOOR("33", "33", "g1"), &gate.gate, "li"), MARK_HELD);
	place_close(&p);
}

/* How many dwellings there are. */
static size_t doors(struct place *p)
{
	struct cover c = {
		.store = p->reader, .who = &guard_reader_owner, .kinds = &kinds, .now = NOW
	};
	struct area_tree *tree;
	struct subject *all;
	struct str next;
	size_t n;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, subject_list(&p->cx, &c, STR(""), SUBJECT_DWELLING, STR(""), 100, &all, &n, &next));
	area_tree_release(tree);
	store_rollback(p->reader);
	return n;
}

static void test_gate_approval(void **state)
{
	struct rights li = RIGHTS_ALL("li", ROLE_OWNER);
	struct rights wang = RIGHTS_ALL("wang", ROLE_OWNER);
	struct guard_gate own, disabled, other;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	guard_gate(&own, p.site->guard, &li, false);
	guard_gate(&other, p.site->guard, &wang, false);
	accepted(post(&p, DOOR("40", "40", "g1"), &disabled.gate, "li"), MARK_HELD);
	refused(post(&p,
			RECORD("41", "record.approved",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000040\"]}"),
			&own.gate, "li"),
		E_NOT_ALLOWED);
	accepted(
		post(&p,
			RECORD("42", "record.approved",
				"\"body\":{\"records\":[\"01900000-0000-7000-8000-000000000040\"]}"),
			&other.gate, "wang"),
		0);
	/* An approval of what is not here yet is no way round the other person. */
	accepted(post(&p, APPROVED("43", "44"), &own.gate, "li"), MARK_HELD);
	accepted(post(&p, DOOR("44", "44", "g1"), &disabled.gate, "li"), MARK_HELD);
	refused(post(&p, APPROVED("45", "43"), &own.gate, "li"), E_NOT_ALLOWED);
	assert_int_equal(doors(&p), 3);
	accepted(post(&p, APPROVED("46", "43"), &other.gate, "wang"), 0);
	assert_int_equal(doors(&p), 4);
	place_close(&p);
}

/* A grid that comes elsewhere on a day is theirs from then on, and a writer that is running knows. */
static void test_gate_day(void **state)
{
	struct rights who = RIGHTS("li", ROLE_WAS_ROSTER, v1);
	struct guard_gate gate;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&gate, p.site->guard, &who, false);
	accepted(
		post(&p,
			RECORD("81", "area.changed",
				"\"area\":\"g2\",\"body\":{\"parent\":\"v1\",\"from\":\"2023-01-01\"}"),
			&guard_gate_owner, "admin"),
		0);
	refused(post(&p, DOOR("82", "82", "g2"), &gate.gate, "li"), E_NOT_ALLOWED);
	sys_clock_fix(1672531200000 - 8 * 3600000); /* the first moment of that day here */
	accepted(post(&p, DOOR("83", "83", "g2"), &gate.gate, "li"), 0);
	place_close(&p);
}

static size_t held(struct place *p)
{
	struct cover c = { .store = p->reader, .who = &guard_reader_owner, .now = NOW };
	struct marked *all;
	struct area_tree *tree;
	size_t n;

	good(p, store_begin_read(&p->cx, p->reader, __func__));
	good(p, area_tree_open(&p->cx, p->reader, day_of(NOW), &tree));
	c.tree = tree;
	good(p, marked_list(&p->cx, &c, BIT_HELD, &all, &n));
	area_tree_release(tree);
	store_rollback(p->reader);
	return n;
}

/* What was approved or voided is held no longer; when that is taken back, it is again. */
static void test_held(void **state)
{
	struct rights li = RIGHTS_ALL("li", ROLE_OWNER);
	struct guard_gate disabled;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&disabled, p.site->guard, &li, true);
	accepted(post(&p, DOOR("90", "90", "g1"), &disabled.gate, "li"), MARK_HELD);
	accepted(post(&p, DOOR("91", "91", "g1"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(held(&p), 2);
	accepted(post(&p, APPROVED("92", "90"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	accepted(post(&p, VOIDED("93", "91"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 0);
	accepted(post(&p, VOIDED("94", "92"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	accepted(post(&p, VOIDED("95", "93"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 2);
	/* A void that is held itself settles nothing. */
	accepted(post(&p, VOIDED("96", "90"), &disabled.gate, "li"), MARK_HELD);
	assert_int_equal(held(&p), 3);
	accepted(post(&p, APPROVED("97", "96"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(held(&p), 1);
	place_close(&p);
}

/* Where a subject lay at the time of the record counts too: a visit may come in after the door was given away. */
static void test_gate_moved(void **state)
{
	static const struct str g1 = { "g1", 2 }, g2 = { "g2", 2 };
	struct rights li = RIGHTS("li", ROLE_WAS_ROSTER, g1);
	struct rights wang = RIGHTS("wang", ROLE_WAS_ROSTER, g2);
	struct guard_gate first, second;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&first, p.site->guard, &li, false);
	guard_gate(&second, p.site->guard, &wang, false);
	accepted(
		post(&p,
			"{\"id\":\"" NAMED(
				"20") "\",\"kind\":\"subject.moved\",\"v\":1,"
				      "\"at\":\"2022-08-30T10:30:00+08:00\",\"subject\":\"" SUBJECT(
					      "11") "\",\"body\":{\"to\":\"g2\"}}",
			&first.gate, "li"),
		0);
	accepted(post(&p, DOOR("21", "11", "g1"), &first.gate, "li"), 0);
	accepted(post(&p, DOOR("22", "11", "g2"), &second.gate, "wang"), 0);
	accepted(
		post(&p,
			"{\"id\":\"" NAMED(
				"23") "\",\"kind\":\"dwelling.listed\",\"v\":1,"
				      "\"at\":\"2022-08-30T11:00:00+08:00\",\"area\":\"g1\",\"subject\":\"" SUBJECT(
					      "11") "\",\"body\":{\"compound\":\"示例花园\",\"room\":\"1\"}}",
			&first.gate, "li"),
		MARK_HELD);
	place_close(&p);
}

/* An incident and a round belong to whoever has the right to all of their area. */
static void test_gate_rounds(void **state)
{
	struct rights li = RIGHTS("li", ROLE_OWNER, v1);
	struct guard_gate gate;
	struct place p;

	(void)state;
	county_open(&p);
	accepted(post(&p,
			 RECORD("20", "incident.declared",
				 "\"area\":\"top\",\"subject\":\"" SUBJECT(
					 "90") "\",\"body\":{\"name\":\"x\"}"),
			 &guard_gate_owner, "admin"),
		0);
	accepted(
		post(&p,
			RECORD("21", "round.opened",
				"\"area\":\"top\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"kind\":\"sweep\","
					      "\"incident\":\"" SUBJECT(
						      "90") "\",\"question\":\"?\",\"expected\":1}"),
			&guard_gate_owner, "admin"),
		0);
	guard_gate(&gate, p.site->guard, &li, false);
	refused(post(&p,
			RECORD("22", "incident.ended",
				"\"subject\":\"" SUBJECT("90") "\",\"body\":{}"),
			&gate.gate, "li"),
		E_NOT_ALLOWED);
	accepted(post(&p,
			 RECORD("23", "incident.declared",
				 "\"area\":\"g1\",\"subject\":\"" SUBJECT(
					 "90") "\",\"body\":{\"name\":\"y\",\"exercise\":true}"),
			 &gate.gate, "li"),
		MARK_HELD);
	accepted(
		post(&p,
			RECORD("24", "round.targeted",
				"\"area\":\"g1\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"piece\":1,\"subjects\":[\"" SUBJECT("11") "\"]}"),
			&gate.gate, "li"),
		MARK_HELD);
	/* A door of his own grid he may exempt in it all the same. */
	accepted(
		post(&p,
			RECORD("25", "target.exempted",
				"\"area\":\"g1\",\"round\":\"" SUBJECT("91") "\",\"subject\":\"" SUBJECT(
					"11") "\",\"body\":{\"reason\":\"other\"}"),
			&gate.gate, "li"),
		0);
	place_close(&p);
}

#define TARGETED(n, minute, subjects) \
	"{\"id\":\"" NAMED( \
		n) "\",\"kind\":\"round.targeted\",\"v\":1,\"at\":\"2022-08-30T10:" minute \
		   ":00+08:00\",\"area\":\"g1\",\"round\":\"" SUBJECT( \
			   "91") "\",\"body\":{\"piece\":1,\"subjects\":[" subjects "]}}"
#define D(n) "\"" SUBJECT(n) "\""

/* Whoever opens a round of his own puts the doors of his own areas on its list. */
static void test_gate_lists(void **state)
{
	struct rights li = RIGHTS("li", ROLE_OWNER, v1);
	struct guard_gate gate;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&gate, p.site->guard, &li, false);
	accepted(
		post(&p,
			RECORD("20", "round.opened",
				"\"area\":\"v1\",\"round\":\"" SUBJECT(
					"91") "\",\"body\":{\"kind\":\"sweep\","
					      "\"incident\":\"" SUBJECT(
						      "90") "\",\"question\":\"?\",\"expected\":2}"),
			&gate.gate, "li"),
		0);
	accepted(post(&p, DOOR("13", "13", "g1"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, TARGETED("21", "00", D("11") "," D("13")), &gate.gate, "li"), 0);
	accepted(post(&p, TARGETED("22", "00", D("11") "," D("12")), &gate.gate, "li"), MARK_HELD);
	/* A door that is not here yet gives no answer. */
	accepted(post(&p, TARGETED("23", "00", D("11") "," D("14")), &gate.gate, "li"), 0);
	accepted(post(&p,
			 "{\"id\":\"" NAMED("24") "\",\"kind\":\"subject.moved\",\"v\":1,"
						  "\"at\":\"2022-08-30T10:30:00+08:00\","
						  "\"subject\":" D(
							  "13") ",\"body\":{\"to\":\"g2\"}}",
			 &guard_gate_owner, "admin"),
		0);
	sys_clock_fix(NOW + 3600000);
	/* What was written when the door lay here may come in later. */
	accepted(post(&p, TARGETED("25", "29", D("11") "," D("13")), &gate.gate, "li"), 0);
	accepted(post(&p, TARGETED("26", "31", D("11") "," D("13")), &gate.gate, "li"), MARK_HELD);
	place_close(&p);
}

/* Who may write a record may take it back, and nobody else; also by taking back what took it back. */
static void test_gate_voids(void **state)
{
	struct rights field = RIGHTS("li", ROLE_WAS_FIELD, v1);
	struct rights all = RIGHTS_ALL("he", ROLE_WAS_FIELD);
	struct rights roster = RIGHTS("wang", ROLE_WAS_ROSTER, v1);
	struct guard_gate a, b, c;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&a, p.site->guard, &field, false);
	guard_gate(&b, p.site->guard, &all, false);
	guard_gate(&c, p.site->guard, &roster, false);
	refused(post(&p, VOIDED("20", "11"), &a.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("21", "11"), &b.gate, "he"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("22", "12"), &c.gate, "wang"), E_NOT_ALLOWED); /* in g2 */
	accepted(post(&p, VOIDED("23", "11"), &c.gate, "wang"), 0);
	refused(post(&p, VOIDED("24", "23"), &a.gate, "li"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("25", "23"), &b.gate, "he"), E_NOT_ALLOWED);
	accepted(post(&p, VOIDED("26", "23"), &c.gate, "wang"), 0);
	place_close(&p);
}

/* Nobody can say yet where it will lie, nor in which round: whose areas are not all, or whose grant is of one round only, waits. */
static void test_gate_voids_early(void **state)
{
	struct grant bound = { .role = ROLE_WAS_ROSTER, .everywhere = true };
	const struct rights of_round = { .person = STR("he"), .grants = &bound, .n = 1 };
	struct rights all = RIGHTS_ALL("li", ROLE_WAS_ROSTER);
	struct rights some = RIGHTS("wang", ROLE_WAS_ROSTER, v1);
	struct guard_gate a, b, c;
	struct place p;

	(void)state;
	assert_true(uuid_read(STR(SUBJECT("91")), &bound.round));
	county_open(&p);
	guard_gate(&a, p.site->guard, &of_round, false);
	guard_gate(&b, p.site->guard, &some, false);
	guard_gate(&c, p.site->guard, &all, false);
	accepted(post(&p, VOIDED("20", "30"), &a.gate, "he"), MARK_HELD);
	accepted(post(&p, VOIDED("21", "31"), &b.gate, "wang"), MARK_HELD);
	accepted(post(&p, VOIDED("22", "32"), &c.gate, "li"), 0);
	accepted(post(&p, DOOR("30", "30", "g2"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, DOOR("31", "31", "g2"), &guard_gate_owner, "admin"), 0);
	accepted(post(&p, DOOR("32", "32", "g2"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(doors(&p), 4);
	refused(post(&p, VOIDED("23", "30"), &a.gate, "he"), E_NOT_ALLOWED);
	refused(post(&p, VOIDED("24", "31"), &b.gate, "wang"), E_NOT_ALLOWED);
	accepted(post(&p, APPROVED("25", "20"), &guard_gate_owner, "admin"), 0);
	assert_int_equal(doors(&p), 3);
	/* So does what comes in one list with its record: it is not here before the list is. */
	accepted(post(&p, "[" VOIDED("26", "33") "," DOOR("33", "33", "g1") "]", &b.gate, "wang"),
		MARK_HELD);
	accepted(post(&p, VOIDED("27", "33"), &b.gate, "wang"), 0);
	assert_int_equal(doors(&p), 3);
	assert_int_equal(held(&p), 2); /* 21 and 26 */
	place_close(&p);
}

static void says(struct receipt r, const char *zh, const char *en)
{
	assert_int_equal(r.status, RECEIPT_REFUSED);
	assert_str(r.error.zh, zh);
	assert_str(r.error.en, en);
}

/* What is refused is told in one language at a time, with what is wrong and where. */
static void test_gate_words(void **state)
{
	struct rights li = RIGHTS("li", ROLE_WAS_ROSTER, v1);
	struct rights own = RIGHTS_ALL("li", ROLE_OWNER);
	struct guard_gate bound, wide;
	struct place p;

	(void)state;
	county_open(&p);
	guard_gate(&bound, p.site->guard, &li, false);
	guard_gate(&wide, p.site->guard, &own, false);
	says(post(&p, DOOR("20", "20", "g2"), &bound.gate, "li"),
		"您无权提交这条记录：区域 g2 不在您的管辖范围内",
		"you may not write this record: the area g2 is none of yours");
	says(post(&p, DOOR("21", "21", "g1"), NULL, "li"),
		"您无权提交这条记录：没有填报“登记房屋”（dwelling.listed）的权限",
		"you may not write this record: no right to 'Dwelling listed' (dwelling.listed)");
	says(post(&p,
		     RECORD("22", "incident.declared",
			     "\"area\":\"g1\",\"subject\":\"" SUBJECT(
				     "90") "\",\"body\":{\"name\":\"x\"}"),
		     &bound.gate, "li"),
		"您无权提交这条记录：没有填报“启动应急响应”（incident.declared）的权限",
		"you may not write this record: no right to 'Incident declared' (incident.declared)");
	accepted(post(&p, DOOR("23", "23", "g9"), &wide.gate, "li"), 0);
	says(post(&p, APPROVED("24", "23"), &wide.gate, "li"), "您无权提交这条记录：须由另一人批准",
		"you may not write this record: another person has to approve it");
	place_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gate),
		cmocka_unit_test(test_gate_approval),
		cmocka_unit_test(test_gate_moved),
		cmocka_unit_test(test_gate_rounds),
		cmocka_unit_test(test_gate_lists),
		cmocka_unit_test(test_gate_voids),
		cmocka_unit_test(test_gate_voids_early),
		cmocka_unit_test(test_gate_day),
		cmocka_unit_test(test_gate_words),
		cmocka_unit_test(test_held),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
