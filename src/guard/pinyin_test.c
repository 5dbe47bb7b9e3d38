/* Names by how they are read. */
#include "guard/pinyin.h"

#include <string.h>

#include "core/test.h"

static void test_readings(void **state)
{
	static const struct {
		int32_t c;
		const char *want;
	} all[] = { { 0x738b, "wang" }, { 0x5355, "shan" }, { 0x5355, "dan" }, { 0x66fe, "zeng" },
		{ 0x89e3, "xie" }, { 0x4e50, "yue" }, { 0x5415, "lv" }, { 0x4ec7, "qiu" },
		{ 0x67e5, "zha" }, { 0x533a, "ou" } };

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		const char *const *r = pinyin_of(all[i].c);

		while (*r && strcmp(*r, all[i].want) != 0)
			r++;
		if (!*r)
			fail_msg("U+%04X is not read %s", (unsigned)all[i].c, all[i].want);
	}
	assert_null(*pinyin_of('a'));
	assert_null(*pinyin_of(0x10ffff));
	for (int32_t c = 0x3400; c <= 0x9fff; c++)
		for (const char *const *r = pinyin_of(c); *r; r++)
			assert_in_range(strlen(*r), 1, PINYIN_SYLLABLE_MAX);
}

static void test_fits(void **state)
{
	static const struct {
		const char *name, *term;
		bool fits;
	} all[] = {
		{ "王小明", "wangxiaoming", true },
		{ "王小明", "wxm", true },
		{ "王小明", "wangxm", true },
		{ "王小明", "wxiaom", true },
		{ "王小明", "wangxiaomi", true }, /* not typed to its end */
		{ "王小明", "xm", true },
		{ "王小明", "w", true },
		{ "王小明", "wm", false },
		{ "王小明", "mx", false },
		{ "王小明", "waxm", false }, /* half a syllable in the middle */
		{ "王小明", "wangxiaominga", false },
		{ "王小明", "ang", false },
		{ "单于", "shany", true },
		{ "西安", "xian", true },
		{ "先", "xian", true },
		{ "吕", "lv", true },
		{ "", "a", false },
		{ "李", "", false },
		{ "欧阳A", "oya", true },
		{ "欧阳A", "oyb", false },
	};
	char letters[PINYIN_TERM_MAX + 2], name[3 * (PINYIN_TERM_MAX + 2)];

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (pinyin_fits(str_of(all[i].name), str_of(all[i].term)) != all[i].fits)
			fail_msg("%s, %s", all[i].name, all[i].term);
	/* 恩 is en: at the limit, and one more. */
	memset(letters, 'e', sizeof(letters));
	for (size_t i = 0; i < sizeof(name) / 3; i++)
		memcpy(name + 3 * i, "恩", 3);
	assert_true(pinyin_fits(
		(struct str){ name, sizeof(name) }, (struct str){ letters, PINYIN_TERM_MAX }));
	assert_false(pinyin_fits(
		(struct str){ name, sizeof(name) }, (struct str){ letters, PINYIN_TERM_MAX + 1 }));
	assert_true(pinyin_is(STR("wxm")));
	assert_false(pinyin_is(STR("wx1")));
	assert_false(pinyin_is(STR("王")));
	assert_false(pinyin_is(STR("")));
}

struct seen {
	bool pair[128][128];
};

static void see(void *arg, int32_t a, int32_t b)
{
	((struct seen *)arg)->pair[a][b] = true;
}

/* Whatever fits is found: all its pairs are there. */
static void test_pairs(void **state)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	struct seen s = { .pair = { { false } } };
	struct str name = STR("单小安");
	size_t fitting = 0;

	(void)state;
	pinyin_pairs(name, see, &s);
	assert_true(s.pair[0]['s'] && s.pair[0]['d'] && s.pair[0]['c']);
	for (size_t i = 0; i < 26 * 26 * 26; i++) {
		char t[3] = { letters[i % 26], letters[i / 26 % 26], letters[i / 676] };

		if (!pinyin_fits(name, (struct str){ t, 3 }))
			continue;
		fitting++;
		assert_true(s.pair[(int)t[0]][(int)t[1]]);
		assert_true(s.pair[(int)t[1]][(int)t[2]]);
	}
	assert_in_range(fitting, 5, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_fits),
		cmocka_unit_test(test_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
