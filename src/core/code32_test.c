/* Codes on paper: read however they are typed, and never mistaken for another by one wrong character. */
#include "core/code32.h"

#include <string.h>

#include "core/test.h"

#define N 11

static const uint8_t digits[N] = { 0, 1, 2, 31, 30, 16, 17, 18, 9, 10, 11 };

static void it_is_read_as_written(void **state)
{
	uint8_t read[N];
	char code[CODE32_MAX];

	(void)state;
	code32_write(digits, N, code);
	assert_int_equal(strlen(code), 14);
	assert_memory_equal(code, "012Z-YGHJ-9AB", 13);
	assert_true(code32_read(str_of(code), N, read));
	assert_memory_equal(read, digits, N);
	code[0] = 'o';
	code[1] = 'l';
	assert_true(code32_read(str_of(code), N, read));
	assert_memory_equal(read, digits, N);
	assert_false(code32_read(str_of(code), N - 1, read));
	assert_false(code32_read(STR(""), N, read));
}

static void one_wrong_character_is_found(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint8_t read[N];
	char code[CODE32_MAX];

	(void)state;
	code32_write(digits, N, code);
	for (size_t i = 0; code[i]; i++)
		for (size_t k = 0; code[i] != '-' && alphabet[k]; k++) {
			char was = code[i];

			code[i] = alphabet[k];
			assert_int_equal(code32_read(str_of(code), N, read), was == alphabet[k]);
			code[i] = was;
		}
}

/* The longest has room where CODE32_MAX was given. */
static void the_longest_fits(void **state)
{
	uint8_t long_one[CODE32_DIGITS_MAX], read[CODE32_DIGITS_MAX];
	char code[CODE32_MAX];

	(void)state;
	memset(long_one, 31, sizeof(long_one));
	code32_write(long_one, CODE32_DIGITS_MAX, code);
	assert_int_equal(strlen(code) + 1, CODE32_MAX);
	assert_true(code32_read(str_of(code), CODE32_DIGITS_MAX, read));
}

static void row(struct cx *cx, const struct json *v)
{
	size_t n = (size_t)json_get(v, "digits")->i;
	struct str text = json_text(v, "text"), want = json_text(v, "code");
	uint8_t read[CODE32_DIGITS_MAX + 1];
	char code[CODE32_MAX];

	(void)cx;
	if (n == 0 || n > CODE32_DIGITS_MAX) {
		assert_null(want.p); /* of so many there is none */
		return;
	}
	if (code32_read(text, n, read) != (want.p != NULL))
		fail_msg("'%.*s'", STR_ARG(text));
	if (!want.p)
		return;
	code32_write(read, n, code);
	assert_true(str_is(want, code));
}

static void vectors(void **state)
{
	(void)state;
	test_vectors("ids/code32.jsonl", row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_read_as_written),
		cmocka_unit_test(one_wrong_character_is_found),
		cmocka_unit_test(the_longest_fits),
		cmocka_unit_test(vectors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
