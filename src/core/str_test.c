#include "core/test.h"

#include <inttypes.h>
#include <limits.h>

static void views(void **state)
{
	struct str rest = STR("a,,b,"), part;

	(void)state;
	assert_null(str_of(NULL).p);
	assert_true(str_eq(STR(""), STR_NONE));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("\xff"), STR("a")) > 0);
	assert_int_equal(str_cmp(STR_NONE, STR("")), 0);
	assert_true(str_starts(STR("abc"), STR("ab")));
	assert_true(str_starts(STR("abc"), STR_NONE));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_str(str_trim(STR(" \t\r\n　不 漏　 \v\f")), "不 漏");
	assert_str(str_trim(STR(" 　 ")), "");
	assert_str(str_trim(STR_NONE), "");
	assert_true(str_split(&rest, ',', &part));
	assert_str(part, "a");
	assert_true(str_split(&rest, ',', &part));
	assert_str(part, "");
	assert_true(str_split(&rest, ',', &part));
	assert_str(part, "b");
	assert_false(str_split(&rest, ',', &part));
}

static void integers(void **state)
{
	static const struct {
		const char *text;
		int64_t v;
	} good[] = {
		{ "0", 0 },
		{ "7", 7 },
		{ "-7", -7 },
		{ "10", 10 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
	};
	static const char *bad[] = { "", "-", "+1", "01", "-0", "00", "-01", " 1", "1 ", "1.0",
		"1e2", "a", "9223372036854775808", "-9223372036854775809", "9223372036854775810",
		"99999999999999999999999", "0x1", "１" };
	int64_t v;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(str_int(str_of(good[i].text), &v));
		assert_int_equal(v, good[i].v);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (str_int(str_of(bad[i]), &v))
			fail_msg("'%s' was taken as %lld", bad[i], (long long)v);
}

static void builder(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct buf a, b;

	(void)state;
	buf_init(&a, cx->arena);
	buf_init(&b, cx->arena);
	assert_string_equal(buf_get(&a).p, "");
	/* Two that grow in turn stand in each other's way. */
	for (int i = 0; i < 20000; i++) {
		buf_c(&a, (char)('a' + i % 26));
		buf_add(&b, "xyz", 3);
		assert_int_equal(buf_get(&a).p[a.n], 0);
	}
	assert_int_equal(a.n, 20000);
	assert_int_equal(b.n, 60000);
	for (int i = 0; i < 20000; i++)
		assert_true(a.p[i] == 'a' + i % 26 && b.p[3 * i + 2] == 'z');
	buf_str(&a, STR_NONE);
	assert_true(buf_ok(&a));
	buf_add(&a, "x", SIZE_MAX / 2);
	assert_false(buf_ok(&a));
	buf_z(&a, "more");
	assert_null(buf_get(&a).p);
	test_end(&t);
}

static void builder_without_memory(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct buf b;
	int n = 0;

	(void)state;
	arena_init(cx->arena, &t.source, 65536);
	buf_init(&b, cx->arena);
	for (; buf_ok(&b); n++)
		buf_c(&b, 'x');
	assert_true(n > 10000);
	buf_c(&b, 'x');
	buf_hex(&b, "abc", 3);
	buf_fmt(&b, "%d", 1);
	assert_false(buf_ok(&b));
	assert_null(buf_space(&b, 1));
	test_end(&t);
}

/* Each conversion against the C library's. */
static void formatter(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	char want[200];
	struct buf b;

	(void)state;
#define SAME(...) \
	do { \
		buf_init(&b, cx->arena); \
		buf_fmt(&b, __VA_ARGS__); \
		snprintf(want, sizeof(want), __VA_ARGS__); \
		assert_str(buf_get(&b), want); \
	} while (0)
	SAME("plain");
	SAME("%s|%.*s|%c|%%", "text", 2, "cut", 'x');
	SAME("%d %d %d %d", 0, -1, INT_MAX, INT_MIN);
	SAME("%u %u", 0u, UINT_MAX);
	SAME("%ld %lu %lld %llu", LONG_MIN, ULONG_MAX, LLONG_MIN, ULLONG_MAX);
	SAME("%" PRId64 " %" PRIu64, INT64_MIN, UINT64_MAX);
	SAME("%zu %zx", SIZE_MAX, SIZE_MAX);
	SAME("%x %02x %04x %08x %llx", 0xabcu, 0xau, 0xau, 0xdeadbeefu, ULLONG_MAX);
	SAME("%02d %02d %02d %04d %010d %04d %02d", 5, 12, 123, -5, -12345, 0, -1);
	SAME("%03u %05lld %012llu", 7u, -7LL, 7ULL);
	SAME("%.*s", 0, "x");
#undef SAME
	test_end(&t);
}

static void utf8(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	uint32_t edges[] = { 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000,
		0x10ffff };
	struct buf b;
	struct str s;

	(void)state;
	buf_init(&b, cx->arena);
	for (size_t i = 0; i < 10; i++)
		buf_utf8(&b, edges[i]);
	s = buf_get(&b);
	assert_int_equal(s.n, 1 + 1 + 2 + 2 + 3 * 4 + 4 * 2);
	assert_true(utf8_valid(s));
	assert_int_equal(utf8_count(s), 10);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(utf8_next(&s), edges[i]);
	assert_int_equal(utf8_next(&s), -1);
	assert_true(utf8_valid(STR_NONE));
	assert_int_equal(utf8_fold(0xff2c), 'l'); /* Ｌ */
	assert_int_equal(utf8_fold(0x00b7), ' ');
	assert_int_equal(utf8_fold(0x738b), 0x738b);
	/* Not valid, but it must end and stay within the string. */
	s = STR("a\xe4\xb8");
	assert_int_equal(utf8_next(&s), 'a');
	assert_int_equal(utf8_next(&s), 0xfffd);
	assert_int_equal(utf8_next(&s), 0xfffd);
	assert_int_equal(utf8_next(&s), -1);
	test_end(&t);
}

static size_t plain_length(uint8_t b)
{
	if (b < 0x80)
		return 1;
	return b >> 5 == 6 ? 2 : b >> 4 == 14 ? 3 : b >> 3 == 30 ? 4 : 0;
}

/* All strings of up to three bytes and many of four: valid exactly if decoding and encoding
 * again, by the definition of the bits, gives the same bytes. */
static bool plainly_valid(const uint8_t *p, size_t n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t i = 0;

	while (i < n) {
		size_t len = plain_length(p[i]);
		uint32_t c = len == 1 ? p[i] : len ? p[i] & (0x7fu >> len) : 0;

		if (!len || i + len > n)
			return false;
		for (size_t k = 1; k < len; k++) {
			if (p[i + k] >> 6 != 2)
				return false;
			c = c << 6 | (p[i + k] & 0x3fu);
		}
		if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
			return false;
		i += len;
	}
	return true;
}

static void utf8_all(void **state)
{
	uint8_t p[4];
	size_t n;

	(void)state;
	for (uint32_t v = 0; v < 1 << 24; v++) {
		p[0] = (uint8_t)(v >> 16);
		p[1] = (uint8_t)(v >> 8);
		p[2] = (uint8_t)v;
		n = 3;
		if (utf8_valid((struct str){ (char *)p, n }) != plainly_valid(p, n))
			fail_msg("%06x", v);
		/* The fourth byte matters after a lead byte of four. */
		if (p[0] < 0xef)
			continue;
		for (uint32_t last = 0x70; last < 0xd0; last += 0x10) {
			p[3] = (uint8_t)last;
			if (utf8_valid((struct str){ (char *)p, 4 }) != plainly_valid(p, 4))
				fail_msg("%06x%02x", v, last);
		}
	}
}

static void hex(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	uint8_t got[4];
	struct buf b;

	(void)state;
	buf_init(&b, cx->arena);
	buf_hex(&b, "\x00\xff\x1a", 3);
	assert_str(buf_get(&b), "00ff1a");
	assert_true(hex_read(STR("00fF1A"), got, 3));
	assert_memory_equal(got, "\x00\xff\x1a", 3);
	assert_true(hex_read(STR_NONE, got, 0));
	assert_false(hex_read(STR("00ff1"), got, 3));
	assert_false(hex_read(STR("00ff1a2"), got, 3));
	assert_false(hex_read(STR("00ff1a22"), got, 3));
	assert_false(hex_read(STR("00ff1g"), got, 3));
	assert_false(hex_read(STR("00 f1a"), got, 3));
	test_end(&t);
}

static void base64url(void **state)
{
	/* RFC 4648, section 10, without padding. */
	static const char *pairs[][2] = { { "", "" }, { "f", "Zg" }, { "fo", "Zm8" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg" }, { "fooba", "Zm9vYmE" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff\xfe", "-__-" } };
	static const char *bad[] = { "Z", "Zm9vY", "Zg==", "Zm8=", "+__-", "-/__", "Zm 8", "Zh",
		"Zo", "Zm9", "Zm-", "Zm9vYh", "\xe4\xb8\xad" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str s;
	struct buf b;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		buf_init(&b, cx->arena);
		buf_base64url(&b, pairs[i][0], strlen(pairs[i][0]));
		assert_str(buf_get(&b), pairs[i][1]);
		assert_true(base64url_read(cx->arena, str_of(pairs[i][1]), &s));
		assert_str(s, pairs[i][0]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (base64url_read(cx->arena, str_of(bad[i]), &s))
			fail_msg("'%s' was taken", bad[i]);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(views),
		cmocka_unit_test(integers),
		cmocka_unit_test(builder),
		cmocka_unit_test(builder_without_memory),
		cmocka_unit_test(formatter),
		cmocka_unit_test(utf8),
		cmocka_unit_test(utf8_all),
		cmocka_unit_test(hex),
		cmocka_unit_test(base64url),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
