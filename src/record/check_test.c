/* What is taken and what is refused, by name and at the very limit; what stays open and what is sealed; older
 * and newer versions. */
#include "record/test.h"

#define DONE "\"outcome\":\"done\""

/* -- one wrong thing each -- */

struct row {
	const char *more, *body;
	int code;
	const char *field;
};

#define U1 "\"" T_ID "\""
#define U2 "\"" T_OTHER "\""
#define U3 "\"" T_ROUND "\""

static const struct row rows[] = {
	{ "", "{" DONE "}", 0, NULL },
	/* the envelope */
	{ "\"pos\":1,", "{" DONE "}", E_FIELD_UNKNOWN, "pos" },
	{ "\"by\":\"u2\",", "{" DONE "}", 0, NULL },
	{ "\"by\":\"\",", "{" DONE "}", E_FIELD_FORMAT, "by" },
	{ "\"by\":7,", "{" DONE "}", E_FIELD_TYPE, "by" },
	{ "\"by\":\"a\\u0000b\",", "{" DONE "}", E_FIELD_FORMAT, "by" },
	{ "\"witness\":null,", "{" DONE "}", 0, NULL },
	{ "\"device\":" U1 ",", "{" DONE "}", E_SEQ_PAIR, "seq" },
	{ "\"seq\":1,", "{" DONE "}", E_SEQ_PAIR, "device" },
	{ "\"device\":" U1 ",\"seq\":1,", "{" DONE "}", 0, NULL },
	{ "\"device\":" U1 ",\"seq\":0,", "{" DONE "}", E_FIELD_RANGE, "seq" },
	{ "\"device\":" U1 ",\"seq\":9007199254740991,", "{" DONE "}", 0, NULL },
	{ "\"device\":" U1 ",\"seq\":9007199254740992,", "{" DONE "}", E_JSON_NUMBER, "seq" },
	{ "\"device\":\"x\",\"seq\":1,", "{" DONE "}", E_FIELD_FORMAT, "device" },
	{ "\"subject\":" U2 ",", "{" DONE "}", 0, NULL },
	{ "\"subject\":\"7\",", "{" DONE "}", E_FIELD_FORMAT, "subject" },
	{ "\"round\":[],", "{" DONE "}", E_FIELD_TYPE, "round" },
	{ "\"corrects\":[],", "{" DONE "}", 0, NULL },
	{ "\"corrects\":[" U2 "," U3 "," U2 "],", "{" DONE "}", 0, NULL },
	{ "\"corrects\":[" U1 "],", "{" DONE "}", E_CORRECTS_SELF, "corrects" },
	{ "\"corrects\":[null],", "{" DONE "}", E_FIELD_TYPE, "corrects" },
	{ "\"corrects\":" U2 ",", "{" DONE "}", E_FIELD_TYPE, "corrects" },
	{ "\"seen\":{\"outcome\":" U2 "},", "{" DONE "}", 0, NULL },
	{ "\"seen\":{\"outcome\":null},", "{" DONE "}", 0, NULL },
	{ "\"seen\":{\"outcome\":1},", "{" DONE "}", E_FIELD_TYPE, "seen.outcome" },
	{ "\"seen\":{\"n\":" U2 "},", "{" DONE "}", E_FIELD_UNKNOWN, "seen.n" },
	{ "\"seen\":[],", "{" DONE "}", E_FIELD_TYPE, "seen" },
	{ "\"mac\":\"00\",", "{" DONE "}", E_FIELD_FORMAT, "mac" },
	/* the body */
	{ "", "[]", E_FIELD_TYPE, "body" },
	{ "", "{}", E_FIELD_MISSING, "body.outcome" },
	{ "", "{\"outcome\":null}", E_FIELD_MISSING, "body.outcome" },
	{ "", "{\"outcome\":\"gone\"}", E_FIELD_CHOICE, "body.outcome" },
	{ "", "{\"outcome\":\"\"}", E_FIELD_CHOICE, "body.outcome" },
	{ "", "{" DONE ",\"colour\":1}", E_FIELD_UNKNOWN, "body.colour" },
	{ "", "{" DONE ",\"colour\":null}", E_FIELD_UNKNOWN, "body.colour" },
	{ "", "{" DONE ",\"n\\u0000\":1}", E_FIELD_UNKNOWN, "body.n?" },
	{ "", "{" DONE ",\"note\":\"高烧四天\"}", 0, NULL },
	{ "", "{" DONE ",\"note\":\"高烧四天了\"}", E_TOO_LONG, "body.note" },
	{ "", "{" DONE ",\"note\":\"\"}", 0, NULL },
	{ "", "{" DONE ",\"remark\":\"a\"}", E_FIELD_FORMAT, "body.remark" },
	{ "", "{" DONE ",\"remark\":\"a\\u0000\"}", E_FIELD_FORMAT, "body.remark" },
	{ "", "{" DONE ",\"remark\":\"ab\\u001fc\"}", E_FIELD_FORMAT, "body.remark" },
	{ "", "{" DONE ",\"n\":-1}", 0, NULL },
	{ "", "{" DONE ",\"n\":-2}", E_FIELD_RANGE, "body.n" },
	{ "", "{" DONE ",\"n\":5}", 0, NULL },
	{ "", "{" DONE ",\"n\":5.0}", 0, NULL },
	{ "", "{" DONE ",\"n\":6}", E_FIELD_RANGE, "body.n" },
	{ "", "{" DONE ",\"n\":\"5\"}", E_FIELD_TYPE, "body.n" },
	{ "", "{" DONE ",\"n\":1.5}", E_JSON_NUMBER, "body.n" },
	{ "", "{" DONE ",\"any\":-9007199254740991}", 0, NULL },
	{ "", "{" DONE ",\"any\":-9007199254740992}", E_JSON_NUMBER, "body.any" },
	{ "", "{" DONE ",\"weight\":\"2.5\"}", 0, NULL },
	{ "", "{" DONE ",\"weight\":\"2.501\"}", E_FIELD_RANGE, "body.weight" },
	{ "", "{" DONE ",\"weight\":\"-0.5\"}", 0, NULL },
	{ "", "{" DONE ",\"weight\":\"-0.501\"}", E_FIELD_RANGE, "body.weight" },
	{ "", "{" DONE ",\"weight\":2}", E_FIELD_TYPE, "body.weight" },
	{ "", "{" DONE ",\"weight\":\"1.\"}", E_FIELD_FORMAT, "body.weight" },
	{ "", "{" DONE ",\"weight\":\"01\"}", E_FIELD_FORMAT, "body.weight" },
	{ "", "{" DONE ",\"weight\":\"1.0001\"}", E_FIELD_FORMAT, "body.weight" },
	{ "", "{" DONE ",\"weight\":\"\"}", E_FIELD_FORMAT, "body.weight" },
	{ "", "{" DONE ",\"long\":\"123456789012345\"}", 0, NULL },
	{ "", "{" DONE ",\"long\":\"-123456789012.345\"}", 0, NULL },
	{ "", "{" DONE ",\"long\":\"1234567890123456\"}", E_FIELD_FORMAT, "body.long" },
	{ "", "{" DONE ",\"long\":\"1234567890123.456\"}", E_FIELD_FORMAT, "body.long" },
	{ "", "{" DONE ",\"ok\":false}", 0, NULL },
	{ "", "{" DONE ",\"ok\":0}", E_FIELD_TYPE, "body.ok" },
	{ "", "{" DONE ",\"day\":\"2022-08-27\"}", 0, NULL },
	{ "", "{" DONE ",\"day\":\"2022-08-26\"}", E_FIELD_RANGE, "body.day" },
	{ "", "{" DONE ",\"day\":\"2022-08-31\"}", 0, NULL },
	{ "", "{" DONE ",\"day\":\"2022-09-01\"}", E_FIELD_RANGE, "body.day" },
	{ "", "{" DONE ",\"day\":\"2022-8-30\"}", E_FIELD_FORMAT, "body.day" },
	{ "", "{" DONE ",\"born\":\"1900-01-01\"}", 0, NULL },
	{ "", "{" DONE ",\"born\":\"2023-08-31\"}", 0, NULL },
	{ "", "{" DONE ",\"born\":\"2023-09-01\"}", E_FIELD_RANGE, "body.born" },
	{ "", "{" DONE ",\"when\":\"2022-08-30T00:00:00Z\"}", 0, NULL },
	{ "", "{" DONE ",\"when\":\"2022-08-30T00:00:00\"}", E_FIELD_FORMAT, "body.when" },
	{ "", "{" DONE ",\"marks\":[\"done\",\"away\"]}", 0, NULL },
	{ "", "{" DONE ",\"marks\":[\"done\",\"done\"]}", E_FIELD_FORMAT, "body.marks" },
	{ "", "{" DONE ",\"marks\":[\"gone\"]}", E_FIELD_CHOICE, "body.marks" },
	{ "", "{" DONE ",\"marks\":\"done\"}", E_FIELD_TYPE, "body.marks" },
	{ "", "{" DONE ",\"incident\":" U2 "}", 0, NULL },
	{ "", "{" DONE ",\"incident\":\"2\"}", E_FIELD_FORMAT, "body.incident" },
	{ "", "{" DONE ",\"people\":[" U1 "," U2 "," U3 "]}", 0, NULL },
	{ "", "{" DONE ",\"people\":[" U1 "," U2 "," U3 "," U1 "]}", E_TOO_MANY, "body.people" },
	{ "", "{" DONE ",\"people\":[" U1 "," U1 "]}", E_FIELD_FORMAT, "body.people" },
	{ "", "{" DONE ",\"people\":[]}", E_FIELD_FORMAT, "body.people" },
	{ "", "{" DONE ",\"people\":[{}]}", E_FIELD_TYPE, "body.people" },
	{ "", "{" DONE ",\"place\":\"512021@2\"}", 0, NULL },
	{ "", "{" DONE ",\"place\":\"@2\"}", E_FIELD_FORMAT, "body.place" },
	{ "", "{" DONE ",\"phone\":\"138 1234 5678\"}", 0, NULL },
	{ "", "{" DONE ",\"phone\":\"12345\"}", E_FIELD_FORMAT, "body.phone" },
	{ "", "{" DONE ",\"document\":\"11010519491231002X\"}", 0, NULL },
	{ "", "{" DONE ",\"document\":\"110105194912310021\"}", E_FIELD_FORMAT, "body.document" },
	{ "", "{" DONE ",\"document\":\"E12345678\"}", 0, NULL },
	{ "", "{" DONE ",\"document\":\"E-1\"}", E_FIELD_FORMAT, "body.document" },
	{ "", "{" DONE ",\"plate\":\"川A12345\"}", 0, NULL },
	{ "", "{" DONE ",\"plate\":\"A12345\"}", E_FIELD_FORMAT, "body.plate" },
	{ "", "{" DONE ",\"photo\":\"_9j_4AAQ\"}", 0, NULL },
	{ "", "{" DONE ",\"photo\":\"AAAAAAAA\"}", E_FIELD_FORMAT, "body.photo" },
	{ "", "{" DONE ",\"photo\":\"_9j/4AAQ\"}", E_FIELD_FORMAT, "body.photo" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bench b;
		struct cx *cx = bench_begin(&b);
		struct record *r;
		int e = t_read(cx, t_text(cx, rows[i].more, rows[i].body), &r);

		if (e != -rows[i].code || (e && !str_is(cx->e.field, rows[i].field)))
			fail_msg("%s %s: %d (%.*s) at '%.*s'", rows[i].more, rows[i].body, e,
				STR_ARG(cx->e.en), STR_ARG(cx->e.field));
		assert_non_null(r);
		bench_end(&b);
	}
}

/* Whole records: what the rows above cannot change. */
static const struct row wholes[] = {
	{ "[]", "", E_FIELD_TYPE, "record" },
	{ "{}", "", E_FIELD_MISSING, "id" },
	{ "{\"id\":1,\"kind\":\"t.visit\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_FIELD_TYPE, "id" },
	{ "{\"id\":\"00000000-0000-0000-0000-000000000000\",\"kind\":\"t.visit\",\"v\":1,\"at\":\"" T_AT
	  "\",\"body\":{}}",
		"", E_FIELD_FORMAT, "id" },
	{ "{\"id\":" U1 ",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "", E_FIELD_MISSING, "kind" },
	{ "{\"id\":" U1 ",\"kind\":\"T.VISIT\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_FIELD_FORMAT, "kind" },
	{ "{\"id\":" U1 ",\"kind\":\"t.\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_FIELD_FORMAT, "kind" },
	{ "{\"id\":" U1 ",\"kind\":\"t.none\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_UNKNOWN_KIND, "kind" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_UNKNOWN_VERSION, "v" },
	{ "{\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":0,\"at\":\"" T_AT "\",\"body\":{}}", "",
		E_FIELD_RANGE, "v" },
	{ "{\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":1,\"at\":\"2022-08-30\",\"body\":{}}", "",
		E_FIELD_FORMAT, "at" },
	{ "{\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":1,\"at\":\"" T_AT "\"}", "", E_FIELD_MISSING,
		"body" },
	{ "{\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":1,\"at\":\"" T_AT "\",\"body\":{" DONE "}}",
		"", E_FIELD_MISSING, "area" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":2,\"at\":\"" T_AT
	  "\",\"body\":{\"name\":\"x\"}}",
		"", E_FIELD_MISSING, "subject" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":2,\"at\":\"" T_AT "\",\"subject\":" U2
	  ",\"round\":" U3 ",\"body\":{\"name\":\"\"}}",
		"", E_FIELD_MISSING, "body.name" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":2,\"at\":\"" T_AT "\",\"subject\":" U2
	  ",\"round\":" U3 ",\"area\":\"1\",\"body\":{\"name\":\"x\"}}",
		"", E_FIELD_UNKNOWN, "area" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":2,\"at\":\"" T_AT "\",\"subject\":" U2
	  ",\"round\":" U3 ",\"seen\":{},\"body\":{\"name\":\"x\"}}",
		"", E_FIELD_UNKNOWN, "seen" },
	{ "{\"id\":" U1 ",\"kind\":\"t.name\",\"v\":2,\"at\":\"" T_AT "\",\"subject\":" U2
	  ",\"round\":" U3 ",\"body\":{\"name\":\"x\"}}",
		"", 0, NULL },
};

static void test_wholes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wholes) / sizeof(wholes[0]); i++) {
		struct bench b;
		struct cx *cx = bench_begin(&b);
		struct record *r;
		int e = t_read(cx, wholes[i].more, &r);

		if (e != -wholes[i].code || (e && !str_is(cx->e.field, wholes[i].field)))
			fail_msg("%s: %d (%.*s) at '%.*s'", wholes[i].more, e, STR_ARG(cx->e.en),
				STR_ARG(cx->e.field));
		bench_end(&b);
	}
}

/* -- limits that are too long to write down -- */

static const char *repeat(
	struct cx *cx, const char *before, const char *z, size_t n, const char *after)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, before);
	for (size_t i = 0; i < n; i++)
		buf_z(&b, z);
	buf_z(&b, after);
	return buf_get(&b).p;
}

static const char *uuids(struct cx *cx, const char *before, unsigned n, const char *after)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, before);
	for (unsigned i = 0; i < n; i++)
		buf_fmt(&b, "%s\"01927a5e-2222-7000-8000-0000%08x\"", i ? "," : "", i);
	buf_z(&b, after);
	return buf_get(&b).p;
}

static void test_limits(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;

	(void)state;
#define BODY(before, z, n, after) t_text(cx, "", repeat(cx, before, z, n, after))
	must(cx, t_read(cx, BODY("{" DONE ",\"remark\":\"", "字", 2000, "\"}"), &r));
	assert_int_equal(
		t_read(cx, BODY("{" DONE ",\"remark\":\"", "字", 2001, "\"}"), &r), -E_TOO_LONG);
	must(cx,
		t_read(cx, t_text(cx, repeat(cx, "\"by\":\"", "字", 64, "\","), "{" DONE "}"), &r));
	assert_int_equal(
		t_read(cx, t_text(cx, repeat(cx, "\"by\":\"", "字", 65, "\","), "{" DONE "}"), &r),
		-E_TOO_LONG);
	must(cx, t_read(cx, t_text(cx, "", uuids(cx, "{" DONE ",\"crowd\":[", 1000, "]}")), &r));
	assert_int_equal(record_refs(r, "crowd"), 1000);
	assert_int_equal(
		t_read(cx, t_text(cx, "", uuids(cx, "{" DONE ",\"crowd\":[", 1001, "]}")), &r),
		-E_TOO_MANY);
	must(cx, t_read(cx, t_text(cx, uuids(cx, "\"corrects\":[", 1000, "],"), "{" DONE "}"), &r));
	assert_int_equal(r->corrects_n, 1000);
	assert_int_equal(
		t_read(cx, t_text(cx, uuids(cx, "\"corrects\":[", 1001, "],"), "{" DONE "}"), &r),
		-E_TOO_MANY);
	/* 102,400 bytes of image are 136,534 characters. */
	must(cx, t_read(cx, BODY("{" DONE ",\"photo\":\"_9j_", "AA", 68265, "\"}"), &r));
	assert_int_equal(t_read(cx, BODY("{" DONE ",\"photo\":\"_9j_", "AA", 68266, "\"}"), &r),
		-E_TOO_LONG);
	assert_str(cx->e.field, "body.photo");
#undef BODY
	bench_end(&b);
}

static void test_bytes(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;
	const char *text;

	(void)state;
	text = repeat(cx, "{\"at\":\"" T_AT "\",\"body\":{\"x\":\"", "z", RECORD_BYTES_MAX - 117,
		"\"},\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":2}");
	assert_int_equal(strlen(text), RECORD_BYTES_MAX);
	must(cx, t_read(cx, text, &r));
	assert_int_equal(r->plain[CLASS_WHOLE].n, RECORD_BYTES_MAX);
	text = repeat(cx, "{\"at\":\"" T_AT "\",\"body\":{\"x\":\"", "z", RECORD_BYTES_MAX - 116,
		"\"},\"id\":" U1 ",\"kind\":\"t.visit\",\"v\":2}");
	assert_int_equal(t_read(cx, text, &r), -E_TOO_LONG);
	bench_end(&b);
}

/* -- what is read -- */

static void test_values(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;
	struct uuid u, want;

	(void)state;
	must(cx,
		t_read(cx,
			t_text(cx,
				"\"device\":" U1 ",\"seq\":17,\"subject\":" U2 ",\"round\":" U3
				",\"witness\":\"w\",\"seen\":{\"outcome\":" U2 "},\"corrects\":[" U3
				"," U2 "," U3 "],",
				"{\"outcome\":\"refused\",\"n\":4,\"ok\":true,\"weight\":\"-0.25\",\"day\":\"2022-08-30\","
				"\"when\":\"1970-01-01T00:00:01.5Z\",\"marks\":[\"away\",\"refused\"],\"people\":[" U1
				"," U2 "]}"),
			&r));
	assert_int_equal(r->v, 1);
	assert_ptr_equal(r->kind, &t_visit);
	assert_int_equal(r->at, T_NOW);
	assert_true(r->has_device && r->has_subject && r->has_round);
	assert_int_equal(r->seq, 17);
	assert_str(r->witness, "w");
	assert_str(r->area, "5120");
	assert_int_equal(r->corrects_n, 2);
	uuid_read(STR(T_OTHER), &want);
	assert_true(uuid_eq(&r->corrects[0], &want));
	assert_true(record_saw(r, "outcome", &u) && uuid_eq(&u, &want));
	assert_false(record_saw(r, "n", &u));
	assert_int_equal(record_choice(r, "outcome"), 3);
	assert_int_equal(record_int(r, "n"), 4);
	assert_int_equal(record_int(r, "ok"), 1);
	assert_int_equal(record_int(r, "when"), 1500);
	assert_int_equal(record_int(r, "day"), day_from(2022, 8, 30));
	assert_int_equal(record_int(r, "absent"), 0);
	assert_int_equal(record_milli(r, "weight"), -250);
	assert_int_equal(record_choices(r, "marks"), 1 << 2 | 1 << 3);
	assert_int_equal(record_refs(r, "people"), 2);
	u = record_ref_at(r, "people", 1);
	assert_true(uuid_eq(&u, &want));
	u = record_ref_at(r, "people", 2);
	assert_true(uuid_is_nil(&u));
	assert_str(record_text(r, "weight"), "-0.25");
	assert_str(record_text(r, "n"), "");
	bench_end(&b);
}

static void test_scope(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;
	struct uuid u;
	char text[UUID_TEXT + 1];

	(void)state;
	must(cx, t_read(cx, t_text(cx, "\"round\":" U3 ",", "{" DONE ",\"incident\":" U2 "}"), &r));
	u = record_scope(r);
	uuid_write(&u, text);
	assert_string_equal(text, T_ROUND);
	must(cx, t_read(cx, t_text(cx, "", "{" DONE ",\"incident\":" U2 "}"), &r));
	u = record_scope(r);
	uuid_write(&u, text);
	assert_string_equal(text, T_OTHER);
	must(cx, t_read(cx, t_text(cx, "", "{" DONE "}"), &r));
	u = record_scope(r);
	assert_true(uuid_is_nil(&u));
	bench_end(&b);
}

#define OPEN_HEAD "{\"area\":\"5120\",\"at\":\"" T_AT "\",\"body\":"
#define OPEN_TAIL ",\"id\":\"" T_ID "\",\"kind\":\"t.visit\",\"v\":1}"

static void test_split(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;
	struct str mac;

	(void)state;
	must(cx,
		t_read(cx,
			t_text(cx,
				"\"witness\":null,\"mac\":\"00112233445566778899aabbccddeeff"
				"00112233445566778899aabbccddeeff\",",
				"{\"phone\":\"13812345678\",\"note\":\"热\",\"n\":null,"
				"\"outcome\":\"away\",\"plate\":\"川A12345\"}"),
			&r));
	assert_str(r->open, OPEN_HEAD "{\"outcome\":\"away\"}" OPEN_TAIL);
	assert_str(r->plain[CLASS_CONTACT], "{\"phone\":\"13812345678\"}");
	assert_str(r->plain[CLASS_HEALTH], "{\"note\":\"热\"}");
	assert_str(r->plain[CLASS_WHEREABOUTS], "{\"plate\":\"川A12345\"}");
	assert_null(r->plain[CLASS_OPEN].p);
	assert_null(r->plain[CLASS_IDENTITY].p);
	assert_null(r->plain[CLASS_WHOLE].p);
	must(cx,
		t_read(cx, t_text(cx, "", "{\"phone\":\"13812345678\",\"outcome\":\"away\"}"), &r));
	assert_str(r->open, OPEN_HEAD "{\"outcome\":\"away\"}" OPEN_TAIL);
	must(cx, t_read(cx, t_text(cx, "", "{\"n\":1,\"outcome\":\"away\"}"), &r));
	assert_str(r->open, OPEN_HEAD "{\"n\":1,\"outcome\":\"away\"}" OPEN_TAIL);
	must(cx,
		record_mac_text(cx,
			t_json(cx,
				t_text(cx, "\"mac\":\"77\",\"by\":null,",
					"{\"outcome\":\"away\",\"n\":null,\"note\":\"热\"}")),
			&mac));
	assert_str(mac, OPEN_HEAD "{\"note\":\"热\",\"outcome\":\"away\"}" OPEN_TAIL);
	bench_end(&b);
}

static int read_from(
	struct cx *cx, const char *more, const char *user, int64_t offset, struct record **ret)
{
	struct sender from = { .user = str_of(user), .now = T_NOW, .offset = offset };

	return record_read(cx, &t_kinds, t_json(cx, t_text(cx, more, "{" DONE "}")), &from, ret);
}

static void test_sender(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;

	(void)state;
	must(cx, read_from(cx, "", "u1", 120000, &r));
	assert_true(r->confirmed && !r->clock && r->at_used == r->at);
	assert_str(r->by, "u1");
	assert_str(r->via, "u1");
	must(cx, read_from(cx, "\"by\":\"u1\",", "u1", -120000, &r));
	assert_true(r->confirmed && !r->clock && r->at_used == r->at);
	must(cx, read_from(cx, "\"by\":\"u2\",", "u1", 120001, &r));
	assert_true(!r->confirmed && r->clock && r->at_used == r->at + 120001);
	assert_str(r->by, "u2");
	must(cx, read_from(cx, "", "u1", -120001, &r));
	assert_true(r->clock && r->at_used == r->at - 120001);
	must(cx, read_from(cx, "", "u1", INT64_MAX, &r));
	assert_int_equal(r->at_used, WHEN_MAX);
	must(cx, read_from(cx, "", "u1", INT64_MIN, &r));
	assert_int_equal(r->at_used, WHEN_MIN);
	bench_end(&b);
}

/* A refusal names what it is about as far as that can be read. */
static void test_refused(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;
	char text[UUID_TEXT + 1];

	(void)state;
	assert_int_equal(t_read(cx, "{\"id\":" U1 ",\"device\":" U2 ",\"seq\":3,\"kind\":5}", &r),
		-E_FIELD_MISSING);
	uuid_write(&r->id, text);
	assert_string_equal(text, T_ID);
	assert_true(r->has_device && r->seq == 3);
	assert_int_equal(
		t_read(cx, "{\"id\":\"?\",\"device\":" U2 ",\"seq\":\"3\"}", &r), -E_FIELD_MISSING);
	assert_true(uuid_is_nil(&r->id) && !r->has_device);
	assert_int_equal(t_read(cx, "7", &r), -E_FIELD_TYPE);
	assert_true(uuid_is_nil(&r->id));
	bench_end(&b);
}

/* -- versions -- */

static const char *goods(struct cx *cx, int v, const char *more, const char *body)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "{\"id\":%s,\"kind\":\"t.goods\",\"v\":%d,\"at\":\"%s\",%s\"body\":%s}", U1, v,
		T_AT, more, body);
	return buf_get(&b).p;
}

static void test_lift(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r, *again;

	(void)state;
	assert_int_equal(t_read(cx, goods(cx, 1, "", "{\"pieces\":3}"), &r), -E_FIELD_UNKNOWN);
	must(cx, t_read(cx, goods(cx, 1, "", "{\"boxes\":3}"), &r));
	assert_int_equal(r->v, 1);
	assert_ptr_equal(r->kind, &t_three);
	assert_int_equal(record_int(r, "pieces"), 36);
	assert_int_equal(record_choice(r, "unit"), 2);
	assert_non_null(strstr(r->open.p, "\"boxes\":3"));
	must(cx, record_from_open(cx, &t_kinds, r->open, &again));
	assert_int_equal(record_int(again, "pieces"), 36);
	assert_true(json_equal(r->body, again->body));
	must(cx, t_read(cx, goods(cx, 2, "", "{\"pieces\":5}"), &r));
	assert_int_equal(record_int(r, "pieces"), 5);
	assert_int_equal(record_choice(r, "unit"), 2);
	must(cx, t_read(cx, goods(cx, 3, "", "{\"pieces\":5,\"unit\":\"done\"}"), &r));
	assert_int_equal(record_choice(r, "unit"), 1);
	bench_end(&b);
}

static void test_newer(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r, *again;

	(void)state;
	must(cx,
		t_read(cx,
			goods(cx, 4,
				"\"weather\":{\"rain\":true},\"round\":" U3
				",\"area\":\"77\",\"by\":\"u1\",",
				"{\"deep\":{\"er\":[1,null]},\"pieces\":9}"),
			&r));
	assert_true(r->newer);
	assert_true(r->has_round);
	assert_int_equal(r->body->n, 0);
	assert_str(r->open,
		"{\"area\":\"77\",\"at\":\"" T_AT "\",\"by\":\"u1\",\"id\":" U1
		",\"kind\":\"t.goods\",\"round\":" U3 ",\"v\":4}");
	assert_str(r->plain[CLASS_WHOLE],
		"{\"area\":\"77\",\"at\":\"" T_AT "\",\"body\":{\"deep\":{\"er\":[1,null]},"
		"\"pieces\":9},\"by\":\"u1\",\"id\":" U1 ",\"kind\":\"t.goods\",\"round\":" U3
		",\"v\":4,\"weather\":{\"rain\":true}}");
	must(cx, record_from_open(cx, &t_kinds, r->open, &again));
	assert_true(again->newer && again->has_round && again->body->n == 0);
	/* The envelope is checked in every version, and numbers are integers in every version. */
	assert_int_equal(t_read(cx, goods(cx, 4, "\"seq\":1,", "{}"), &r), -E_SEQ_PAIR);
	assert_int_equal(t_read(cx, goods(cx, 4, "", "{\"x\":1.5}"), &r), -E_JSON_NUMBER);
	bench_end(&b);
}

static void test_from_open(void **state)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct record *r;

	(void)state;
	assert_int_equal(record_from_open(cx, &t_kinds, STR("{"), &r), -E_CORRUPT);
	assert_int_equal(record_from_open(cx, &t_kinds, STR("[]"), &r), -E_CORRUPT);
	/* A kind that this program does not know, and values that no check would let in. */
	must(cx,
		record_from_open(cx, &t_kinds,
			STR("{\"id\":" U1 ",\"kind\":\"x.y\",\"v\":1,\"body\":{\"a\":1}}"), &r));
	assert_null(r->kind);
	assert_int_equal(record_int(r, "a"), 1);
	assert_int_equal(record_choice(r, "a"), 0);
	must(cx,
		record_from_open(cx, &t_kinds,
			STR("{\"kind\":\"t.visit\",\"v\":1,\"body\":{\"outcome\":7,"
			    "\"marks\":[1],\"people\":[null],\"seen\":3},\"seen\":1,\"corrects\":[1]}"),
			&r));
	assert_int_equal(record_choice(r, "outcome"), 0);
	assert_int_equal(record_choices(r, "marks"), 0);
	assert_int_equal(r->corrects_n, 0);
	assert_null(r->seen);
	bench_end(&b);
}

/* What a sender called a member is kept nowhere: of a path stays what consists of our own names. */
static void path_known(void **state)
{
	static const struct {
		const char *path, *known;
	} paths[] = { { "", "" }, { "at", "at" }, { "corrects[3]", "corrects" }, { "body", "body" },
		{ "body.outcome", "body.outcome" }, { "body.outcome[2]", "body.outcome" },
		{ "body.outcome.x", "body.outcome" }, { "body.王小明", "body" },
		{ "body.outcom", "body" }, { "body.", "body" }, { "body[n]", "body" },
		{ "seen.outcome", "seen.outcome" }, { "seen.王小明.outcome", "seen" },
		{ "王小明", "" }, { "王小明.outcome", "" }, { "bod", "" } };
	struct record r = { .kind = t_all[0] };

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_true(str_is(record_path_known(&r, str_of(paths[i].path)), paths[i].known));
	r.kind = NULL;
	assert_true(str_is(record_path_known(&r, STR("body.outcome")), "body"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_wholes),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_scope),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_sender),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_lift),
		cmocka_unit_test(test_newer),
		cmocka_unit_test(test_from_open),
		cmocka_unit_test(path_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
