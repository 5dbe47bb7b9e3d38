/* A place's code: the same for ever, read however it is typed, and never mistaken for another's by one wrong character. */
#include "rules/place_code.h"

#include <string.h>

#include "core/test.h"

static struct uuid site(uint8_t last)
{
	struct uuid u;

	assert_true(uuid_read(STR("0182ec0c-3800-7000-8000-0000000007f0"), &u));
	u.b[15] = last;
	return u;
}

static void a_site_has_one_code(void **state)
{
	struct uuid u = site(0xf0);
	char code[PLACE_CODE + 1], read[PLACE_CODE + 1];

	(void)state;
	place_code_write(&u, code);
	assert_string_equal(code, "0000-01ZG-P");
	assert_true(place_code_read(str_of(code), read));
	assert_string_equal(code, read);
	assert_true(place_code_read(STR("oooo o1zgp"), read));
	assert_string_equal(code, read);
}

static void what_is_none_is_refused(void **state)
{
	static const char *const none[] = { "", "0000-01ZG", "0000-01ZG-PH", "0000-01ZU-P",
		"0000-01ZG-?", "场所" };
	char read[PLACE_CODE + 1];

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_false(place_code_read(str_of(none[i]), read));
}

static void a_wrong_character_is_always_found(void **state)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	char code[PLACE_CODE + 1], read[PLACE_CODE + 1];

	(void)state;
	for (int last = 0; last < 256; last++) {
		struct uuid u = site((uint8_t)last);

		place_code_write(&u, code);
		for (size_t i = 0; i < PLACE_CODE; i++)
			for (const char *c = all; code[i] != '-' && *c; c++) {
				char typed[PLACE_CODE + 1];

				memcpy(typed, code, sizeof(typed));
				typed[i] = *c;
				assert_true(
					place_code_read(str_of(typed), read) == (*c == code[i]));
			}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_site_has_one_code),
		cmocka_unit_test(what_is_none_is_refused),
		cmocka_unit_test(a_wrong_character_is_always_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
