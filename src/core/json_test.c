#include "core/json.h"

#include "core/test.h"

/* One vector: a text (or its bytes in hex), and its canonical form or the error that it gives. */
static void vector_row(struct cx *cx, const struct json *row)
{
	struct str name = json_text(row, "name"), in = json_text(row, "text");
	struct str hex = json_text(row, "hex");
	struct str want = json_text(row, "canonical"), error = json_text(row, "error");
	const struct json *v, *again, *at = json_get(row, "at");
	struct buf b, place;
	int rc;

	if (hex.p) {
		char *p = cx_alloc(cx, hex.n / 2);

		assert_true(hex_read(hex, p, hex.n / 2));
		in = (struct str){ p, hex.n / 2 };
	}
	buf_init(&b, cx->arena);
	rc = json_read(cx, in, &json_limits_request, &v);
	if (!rc)
		rc = json_canonical(cx, v, &b);
	if (rc) {
		if (!error.p || !str_is(error, err_entry(rc)->code))
			fail_msg("%.*s: %.*s", STR_ARG(name), STR_ARG(cx->e.en));
		buf_init(&place, cx->arena);
		if (at) {
			buf_fmt(&place, "不是合法的 JSON：第 %lld 字节处，", (long long)at->i);
			if (!str_starts(cx->e.zh, buf_get(&place)))
				fail_msg("%.*s: %.*s", STR_ARG(name), STR_ARG(cx->e.en));
		}
		if (json_get(row, "path")) {
			assert_true(str_eq(cx->e.field, json_text(row, "path")));
			buf_fmt(&place, "the number %.*s in ", STR_ARG(json_text(row, "number")));
			assert_true(str_starts(cx->e.en, buf_get(&place)));
		}
		return;
	}
	if (!want.p || !str_eq(buf_get(&b), want))
		fail_msg("%.*s: %.*s", STR_ARG(name), STR_ARG(buf_get(&b)));
	assert_int_equal(json_read(cx, want, &json_limits_request, &again), 0);
	assert_true(json_equal(v, again) && json_equal(again, v));
	assert_true(str_eq(test_canonical(cx, again), want));
}

static void vectors(void **state)
{
	(void)state;
	test_vectors("json/structure.jsonl", vector_row);
	test_vectors("json/numbers.jsonl", vector_row);
	test_vectors("json/texts.jsonl", vector_row);
	test_vectors("json/order.jsonl", vector_row);
}

static const struct json *read_ok(struct cx *cx, const char *z)
{
	const struct json *v = NULL;

	if (json_read(cx, str_of(z), &json_limits_request, &v))
		fail_msg("%s: %.*s", z, STR_ARG(cx->e.en));
	return v;
}

static void values(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const char *z = " {\"a\" : [1, \"x\", null] , \"b\":true,\"n\":null,"
			"\"t\":\"\",\"d\":1.50} ";
	const struct json *v = read_ok(cx, z), *a = json_get(v, "a");

	(void)state;
	assert_int_equal(v->type, JSON_OBJECT);
	assert_int_equal(v->n, 5);
	assert_str(v->names[1], "b");
	assert_int_equal(a->type, JSON_LIST);
	assert_str(a->s, "[1, \"x\", null]");
	assert_int_equal(a->items[0].i, 1);
	assert_str(a->items[1].s, "x");
	/* A text without escapes is not copied. */
	assert_ptr_equal(a->items[1].s.p, strstr(z, "x"));
	assert_int_equal(json_get(v, "b")->i, 1);
	assert_int_equal(json_get(v, "n")->type, JSON_NULL);
	assert_int_equal(json_get(v, "d")->type, JSON_NUMBER);
	assert_str(json_get(v, "d")->s, "1.50");
	assert_null(json_get(v, "c"));
	assert_null(json_get(a, "c"));
	assert_null(json_get(NULL, "c"));
	assert_ptr_equal(json_get_str(v, STR("b")), json_get(v, "b"));
	assert_true(json_text(v, "t").p && !json_text(v, "t").n);
	assert_null(json_text(v, "b").p);
	assert_null(json_text(v, "c").p);
	assert_int_equal(json_get(read_ok(cx, "{\"a\\u0000b\":7}"), "a") != NULL, 0);
	assert_int_equal(json_get_str(read_ok(cx, "{\"a\\u0000b\":7}"), STR("a\0b"))->i, 7);
	test_end(&t);
}

static void equality(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "{\"a\":1,\"b\":[{}]}", "{\"b\":[{}],\"a\":1.0}", true },
		{ "{\"a\":1}", "{\"a\":2}", false },
		{ "{\"a\":1}", "{\"b\":1}", false },
		{ "{\"a\":null}", "{}", false },
		{ "[1,2]", "[2,1]", false },
		{ "[1]", "[1,1]", false },
		{ "[]", "{}", false },
		{ "0", "false", false },
		{ "null", "false", false },
		{ "\"1\"", "1", false },
		{ "\"\\u4e2d\"", "\"中\"", true },
		{ "1.5", "1.5", true },
		{ "1.5", "1.50", false },
		{ "{\"a\":1,\"b\":2,\"c\":3}", "{\"c\":3,\"b\":2,\"a\":1}", true },
		{ "{\"a\":1,\"b\":2,\"c\":3}", "{\"c\":3,\"b\":2,\"d\":1}", false },
	};
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct json *a = read_ok(cx, rows[i].a), *b = read_ok(cx, rows[i].b);

		if (json_equal(a, b) != rows[i].equal || json_equal(b, a) != rows[i].equal)
			fail_msg("%s %s", rows[i].a, rows[i].b);
	}
	test_end(&t);
}

/* A list or an object of n members, in the arena. */
static struct str many(struct cx *cx, size_t n, bool object)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_c(&b, object ? '{' : '[');
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, object ? "%s\"k%zu\":0" : "%s%zu", i ? "," : "", n - i);
	buf_c(&b, object ? '}' : ']');
	return buf_get(&b);
}

static void limit_members(void **state)
{
	struct json_limits lim = { .bytes = 1 << 20, .depth = 3, .members = 1024 };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json *v;

	(void)state;
	for (int object = 0; object < 2; object++) {
		assert_int_equal(json_read(cx, many(cx, 1024, object), &lim, &v), 0);
		assert_int_equal(v->n, 1024);
		assert_int_equal(v->items[1023].i, object ? 0 : 1);
		assert_int_equal(json_read(cx, many(cx, 1025, object), &lim, &v), -E_TOO_MANY);
		assert_str(cx->e.field, "json");
	}
	lim.members = 2;
	assert_int_equal(json_read(cx, STR("{\"a\":{\"b\":[1,2]},\"c\":[]}"), &lim, &v), 0);
	assert_int_equal(json_read(cx, STR("{\"a\":[1,[1,2,3]]}"), &lim, &v), -E_TOO_MANY);
	assert_str(cx->e.field, "a[1]");
	assert_str(cx->e.en, "too many in 'a[1]': 3, at most 2");
	lim.members = 0;
	assert_int_equal(json_read(cx, STR("[]"), &lim, &v), 0);
	assert_int_equal(json_read(cx, STR("[1]"), &lim, &v), -E_TOO_MANY);
	test_end(&t);
}

static void limit_bytes(void **state)
{
	struct json_limits lim = { .bytes = 10, .depth = 1, .members = 5 };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json *v;

	(void)state;
	assert_int_equal(json_read(cx, STR("\"12345678\""), &lim, &v), 0);
	assert_int_equal(json_read(cx, STR("\"123456789\""), &lim, &v), -E_TOO_LONG);
	assert_int_equal(json_read(cx, STR("[]         "), &lim, &v), -E_TOO_LONG);
	assert_int_equal(json_read(cx, STR_NONE, &lim, &v), -E_JSON);
	test_end(&t);
}

static void limit_depth(void **state)
{
	struct json_limits lim = { .bytes = 1 << 20, .depth = 64, .members = 5 };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json *v;
	char text[200];
	struct str s = { text, 0 };

	(void)state;
	for (uint32_t depth = 1; depth <= 65; depth++) {
		s.n = 2 * depth;
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		lim.depth = depth - 1;
		assert_int_equal(json_read(cx, s, &lim, &v), -E_TOO_DEEP);
		lim.depth = depth;
		if (depth <= 64)
			assert_int_equal(json_read(cx, s, &lim, &v), 0);
	}
	lim.depth = 0;
	assert_int_equal(json_read(cx, STR("7"), &lim, &v), 0);
	test_end(&t);
}

/* Every cut of a good text is an error, and every changed byte is read or refused without harm. */
static void cut_and_changed(void **state)
{
	static const char good[] = "{\"id\":\"0\\u4e2d中\\ud83d\\ude37\","
				   "\"v\":[1,-2.50e+1,{\"a\":null}],"
				   "\"b\":{\"t\":true,\"f\":false}}";
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	const struct json_limits *lim = &json_limits_request;
	const struct json *v;
	size_t n = sizeof(good) - 1;

	(void)state;
	for (size_t i = 0; i < n; i++) {
		/* Its own allocation, so that a read beyond the end is seen by the sanitizer. */
		char *p = malloc(n);

		memcpy(p, good, i);
		p = realloc(p, i ? i : 1);
		assert_int_equal(json_read(cx, (struct str){ p, i }, lim, &v), -E_JSON);
		free(p);
		for (int c = 0; c < 256; c++) {
			p = malloc(n);
			memcpy(p, good, n);
			p[i] = (char)c;
			if (json_read(cx, (struct str){ p, n }, lim, &v) == 0) {
				struct buf b;

				buf_init(&b, cx->arena);
				json_canonical(cx, v, &b);
			}
			free(p);
		}
		arena_reset(cx->arena);
	}
	test_end(&t);
}

/* The n-th chunk fails, for each n until none does. */
static void no_memory(void **state)
{
	struct test_cx t;
	struct cx *cx;
	struct str in;
	int rc, n;

	(void)state;
	for (n = 1, rc = 1; rc; n++) {
		const struct json *v;
		struct buf b;

		cx = test_begin(&t);
		in = many(cx, 1000, true);
		buf_init(&b, cx->arena);
		t.heap.fail_at = n;
		rc = json_read(cx, in, &json_limits_request, &v);
		if (!rc)
			rc = json_canonical(cx, v, &b);
		if (rc) {
			assert_int_equal(rc, -E_NO_MEMORY);
			assert_int_equal(cx->e.code, E_NO_MEMORY);
		}
		test_end(&t);
		assert_true(n < 100);
	}
	assert_true(n > 3);
}

static void order_of_few_and_many(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t n = 0; n < 300; n++) {
		const struct json *v;
		const uint32_t *order;

		assert_int_equal(json_read(cx, many(cx, n, true), &json_limits_request, &v), 0);
		assert_int_equal(json_order(cx, v, &order), 0);
		for (size_t i = 1; i < n; i++)
			assert_true(str_cmp(v->names[order[i - 1]], v->names[order[i]]) < 0);
		arena_reset(cx->arena);
	}
	test_end(&t);
}

static void writer(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct buf b;
	struct jw w;

	(void)state;
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "s", STR("a\"\n中\x01"));
	jw_f_z(&w, "z", NULL);
	jw_f_int(&w, "min", INT64_MIN);
	jw_f_bool(&w, "b", true);
	jw_f_null(&w, "n");
	jw_f_str(&w, "none", STR_NONE);
	jw_name(&w, "list");
	jw_list(&w);
	jw_int(&w, 0);
	jw_list(&w);
	jw_end_list(&w);
	jw_object(&w);
	jw_end_object(&w);
	jw_raw(&w, STR("{\"raw\":1}"));
	jw_bool(&w, false);
	jw_null(&w);
	jw_z(&w, "");
	jw_end_list(&w);
	jw_name(&w, "value");
	jw_value(&w, read_ok(cx, "{ \"b\":[1.50, 1e2],\"a\":{\"x\":\"\\u4e2d\"} }"));
	jw_f_str(&w, "bad", STR("a\377b\xe4\xb8"));
	jw_end_object(&w);
	assert_true(buf_ok(&b));
	assert_str(buf_get(&b),
		"{\"s\":\"a\\\"\\n中\\u0001\",\"z\":null,"
		"\"min\":-9223372036854775808,\"b\":true,\"n\":null,\"none\":null,"
		"\"list\":[0,[],{},{\"raw\":1},false,null,\"\"],"
		"\"value\":{\"b\":[1.50,100],\"a\":{\"x\":\"中\"}},"
		"\"bad\":\"a\ufffdb\ufffd\ufffd\"}");
	read_ok(cx, buf_get(&b).p);
	test_end(&t);
}

/* Every text of one, two or three characters from a few that matter survives writing and
 * reading. */
static void texts_survive(void **state)
{
	static const char *const bits[] = { "\x00", "\x01", "\t", "\x1f", " ", "\"", "\\", "/", "a",
		"\x7f", "é", "中", "\ue000", "😷", "1234567", "12345678" };
	const size_t count = sizeof(bits) / sizeof(bits[0]);
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < count * count * count; i++) {
		struct buf text, b;
		struct jw w;
		size_t k = i;
		const struct json *v;

		arena_reset(cx->arena);
		buf_init(&text, cx->arena);
		for (int part = 0; part < 3; part++, k /= count)
			buf_add(&text, bits[k % count], k % count ? strlen(bits[k % count]) : 1);
		buf_init(&b, cx->arena);
		jw_init(&w, &b);
		jw_object(&w);
		jw_f_str(&w, "t", buf_get(&text));
		jw_end_object(&w);
		v = read_ok(cx, buf_get(&b).p);
		assert_true(str_eq(json_text(v, "t"), buf_get(&text)));
	}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(values),
		cmocka_unit_test(equality),
		cmocka_unit_test(limit_members),
		cmocka_unit_test(limit_bytes),
		cmocka_unit_test(limit_depth),
		cmocka_unit_test(cut_and_changed),
		cmocka_unit_test(no_memory),
		cmocka_unit_test(order_of_few_and_many),
		cmocka_unit_test(writer),
		cmocka_unit_test(texts_survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
