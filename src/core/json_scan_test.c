/* Plain runs, by 16 bytes and by 8: a special byte at every place of a text of every length that a step can leave over. The
 * header is taken here without the machine's registers; the reader and the writer have it with them. */
#undef __SSE2__
#include "core/json_scan.h"

#include "core/test.h"

#define LONGEST 70

/* Each with a neighbour on either side of the border. */
static const char special[] = "\"\\\x01\x1f\x7f\x80\xc3\xff", plain[] = " !#[]~\x7f";

/* n bytes of letters, byte k being c; exactly as many in memory, so that a step too far shows. */
static char *text_of(struct cx *cx, size_t n, size_t k, char c)
{
	char *text = cx_alloc(cx, n + 1);

	for (size_t i = 0; i < n; i++)
		text[i] = (char)('a' + i % 26);
	if (k < n)
		text[k] = c;
	return text;
}

static void one(struct cx *cx, size_t n, size_t k, char c)
{
	char *text = text_of(cx, n, k, c), *copy = malloc(n ? n : 1), *exact = malloc(n ? n : 1);
	bool is = json_is_plain(c) || k >= n;

	assert_non_null(copy);
	assert_non_null(exact);
	memcpy(exact, text, n);
	assert_ptr_equal(json_plain_run(exact, exact + n), exact + (is ? n : k));
	assert_int_equal(json_plain_copy(copy, exact, n), is);
	assert_memory_equal(copy, text, n);
	free(copy);
	free(exact);
}

static void runs(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t n = 0; n <= LONGEST; n++) {
		one(cx, n, n, 'x');
		for (size_t k = 0; k < n; k++) {
			for (size_t i = 0; i < sizeof(special) - 1; i++)
				one(cx, n, k, special[i]);
			for (size_t i = 0; i < sizeof(plain) - 1; i++)
				one(cx, n, k, plain[i]);
			arena_reset(cx->arena);
		}
	}
	test_end(&t);
}

/* What the writer makes of it, the reader reads. */
static void there_and_back(struct cx *cx, const char *text, size_t n)
{
	const struct json *v;
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_int(&w, "before", -9007199254740991);
	jw_name_str(&w, (struct str){ text, n });
	jw_str(&w, (struct str){ text, n });
	jw_f_bool(&w, "x", true);
	jw_end_object(&w);
	assert_true(buf_ok(&b));
	assert_int_equal(buf_get(&b).p[b.n], 0);
	assert_int_equal(json_read(cx, buf_get(&b), &json_limits_request, &v), 0);
	assert_int_equal(v->n, 3);
	assert_int_equal(json_get(v, "before")->i, -9007199254740991);
	assert_int_equal(v->names[1].n, n);
	assert_memory_equal(v->names[1].p, text, n);
	assert_true(str_eq(v->items[1].s, v->names[1]));
}

/* The same where nothing lies behind it, by the widest step that there is: the reader takes it only if it is UTF-8. */
static void read_exactly(struct cx *cx, const char *text, size_t n, bool good)
{
	char *exact = malloc(n + 2);
	const struct json *v;

	assert_non_null(exact);
	exact[0] = exact[n + 1] = '"';
	memcpy(exact + 1, text, n);
	assert_int_equal(json_read(cx, (struct str){ exact, n + 2 }, &json_limits_request, &v),
		good ? 0 : -E_JSON);
	if (good)
		assert_true(str_eq(v->s, (struct str){ text, n }));
	/* Without its end it has none, wherever that is. */
	assert_int_equal(
		json_read(cx, (struct str){ exact, n + 1 }, &json_limits_request, &v), -E_JSON);
	err_clear(cx);
	free(exact);
}

/* A character of another script, and one cut off, at every place: also across the border of a step. */
static void scripts(void **state)
{
	static const char *const whole[] = { "\x7f", "é", "漏", "𠮷" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t n = 1; n <= LONGEST; n++)
		for (size_t k = 0; k < n; k++) {
			for (size_t i = 0; i < sizeof(whole) / sizeof(*whole); i++) {
				size_t bytes = strlen(whole[i]);
				char *text = text_of(cx, n + bytes, n + bytes, 'x');

				memcpy(text + k, whole[i], bytes);
				there_and_back(cx, text, n + bytes);
				read_exactly(cx, text, n + bytes, true);
				if (bytes == 1)
					continue;
				text[k + bytes - 1] = 'x';
				read_exactly(cx, text, n + bytes, false);
			}
			arena_reset(cx->arena);
		}
	test_end(&t);
}

static void texts(void **state)
{
	static const char escaped[] = "\"\\\x01\x1f\n";
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t n = 1; n <= LONGEST; n++)
		for (size_t k = 0; k < n; k++) {
			for (size_t i = 0; i < sizeof(escaped) - 1; i++)
				there_and_back(cx, text_of(cx, n, k, escaped[i]), n);
			there_and_back(cx, text_of(cx, n, k, '#'), n);
			arena_reset(cx->arena);
		}
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs),
		cmocka_unit_test(texts),
		cmocka_unit_test(scripts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
