#include "core/uuid.h"

#include "core/test.h"

static void text_row(struct cx *cx, const struct json *row)
{
	struct str text = json_text(row, "text"), out = json_text(row, "out");
	struct uuid u;
	struct buf b;
	bool ok = uuid_read(text, &u);

	if (ok != (out.p != NULL))
		fail_msg("'%.*s' was %s", STR_ARG(text), ok ? "taken" : "refused");
	if (!ok)
		return;
	buf_init(&b, cx->arena);
	buf_uuid(&b, &u);
	assert_true(str_eq(buf_get(&b), out));
}

static void texts(void **state)
{
	(void)state;
	test_vectors("ids/uuid.jsonl", text_row);
}

/* One character that does not belong there, at each place; what was there stays. */
static void one_wrong(void **state)
{
	static const char good[] = "0182ec0c-3800-7abc-8DEF-0000000007f0", wrong[] = "/:@`gG-\x80 ";
	char text[UUID_TEXT + 1];
	struct uuid u = uuid_nil;

	(void)state;
	assert_true(uuid_read(STR(good), &u));
	for (size_t k = 0; k < UUID_TEXT; k++)
		for (size_t i = 0; i < sizeof(wrong) - 1; i++) {
			memcpy(text, good, sizeof(text));
			if (text[k] == wrong[i])
				continue;
			text[k] = wrong[i];
			u = uuid_nil;
			assert_false(uuid_read(str_of(text), &u));
			assert_true(uuid_is_nil(&u));
		}
}

static void order(void **state)
{
	struct uuid a = { { 1 } }, b = { { 2 } };

	(void)state;
	assert_true(uuid_cmp(&a, &b) < 0 && uuid_cmp(&b, &a) > 0);
	assert_true(uuid_eq(&a, &a) && !uuid_eq(&a, &b));
	assert_true(uuid_is_nil(&uuid_nil) && !uuid_is_nil(&a));
}

/* The example of RFC 9562, appendix A.6. */
static void version_7(void **state)
{
	static const uint8_t ones[10] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 };
	static const uint8_t random[10] = { 0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39,
		0x8f };
	char text[UUID_TEXT + 1];
	struct uuid u = uuid_v7(0x017f22e279b0, random), later;

	(void)state;
	uuid_write(&u, text);
	assert_string_equal(text, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
	u = uuid_v7(1, ones);
	uuid_write(&u, text);
	assert_string_equal(text, "00000000-0001-7fff-bfff-ffffffffffff");
	later = uuid_v7(2, random);
	assert_true(uuid_cmp(&u, &later) < 0);
}

static void version_8(void **state)
{
	static const uint8_t digest[16] = { 0x5c, 0x14, 0x6b, 0x14, 0x3c, 0x52, 0x4a, 0xfd, 0x93,
		0x8a, 0x37, 0x5d, 0x0d, 0xf1, 0xfb, 0xf6 };
	char text[UUID_TEXT + 1];
	struct uuid u = uuid_v8(digest);

	(void)state;
	uuid_write(&u, text);
	assert_string_equal(text, "5c146b14-3c52-8afd-938a-375d0df1fbf6");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(one_wrong),
		cmocka_unit_test(order),
		cmocka_unit_test(version_7),
		cmocka_unit_test(version_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
