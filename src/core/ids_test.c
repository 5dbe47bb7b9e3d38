#include "core/ids.h"

#include "core/test.h"

static const char *const faults[] = { "ok", "length", "character", "region", "date", "check" };

static void resident_row(struct cx *cx, const struct json *row)
{
	struct str text = json_text(row, "text");
	int32_t birth = -1;
	int female = -1;
	enum id_fault got = id_resident(text, (int32_t)json_get(row, "today")->i, &birth, &female);

	(void)cx;
	if (!str_is(json_text(row, "fault"), faults[got]))
		fail_msg("'%.*s' is %s", STR_ARG(text), faults[got]);
	assert_int_equal(birth, got ? -1 : json_get(row, "birth")->i);
	assert_int_equal(female, got ? -1 : json_get(row, "female")->i);
	assert_int_equal(id_resident(text, (int32_t)json_get(row, "today")->i, NULL, NULL), got);
}

static void resident(void **state)
{
	(void)state;
	test_vectors("ids/resident.jsonl", resident_row);
}

static void plain_row(const struct json *row, enum id_fault got, const char *plain)
{
	struct str text = json_text(row, "text"), want = json_text(row, "plain");

	if (!str_is(json_text(row, "fault"), faults[got]))
		fail_msg("'%.*s' is %s", STR_ARG(text), faults[got]);
	assert_str(str_of(plain), got ? "" : want.p);
}

/* test_vectors hands out texts that may lie in the line: a NUL is put after the one that is
 * compared. */
static const struct json *with_nul(struct cx *cx, const struct json *row)
{
	for (uint32_t i = 0; i < row->n; i++)
		if (row->items[i].type == JSON_TEXT)
			assert_int_equal(cx_str(cx, row->items[i].s, &row->items[i].s), 0);
	return row;
}

static void phone_row(struct cx *cx, const struct json *row)
{
	char plain[16] = "unset";

	plain_row(with_nul(cx, row), id_phone(json_text(row, "text"), plain), plain);
}

static void phone(void **state)
{
	(void)state;
	test_vectors("ids/phone.jsonl", phone_row);
}

static void plate_row(struct cx *cx, const struct json *row)
{
	char plain[16] = "unset";

	plain_row(with_nul(cx, row), id_plate(json_text(row, "text"), plain), plain);
}

static void plate(void **state)
{
	(void)state;
	test_vectors("ids/plate.jsonl", plate_row);
}

static void document_row(struct cx *cx, const struct json *row)
{
	char plain[24] = "unset";

	plain_row(with_nul(cx, row), id_document_other(json_text(row, "text"), plain), plain);
}

static void document(void **state)
{
	(void)state;
	test_vectors("ids/document.jsonl", document_row);
}

/* However a document was typed, it is compared by one spelling, which is itself such a number. */
static void paper_row(struct cx *cx, const struct json *row)
{
	int32_t today = (int32_t)json_get(row, "today")->i;
	char plain[24] = "unset", again[24];
	enum id_fault got = id_document(json_text(row, "text"), today, plain);

	plain_row(with_nul(cx, row), got, plain);
	if (got == ID_OK)
		assert_int_equal(id_document(str_of(plain), today, again), ID_OK);
}

static void one_spelling(void **state)
{
	(void)state;
	test_vectors("ids/paper.jsonl", paper_row);
}

static void area_row(struct cx *cx, const struct json *row)
{
	struct str text = json_text(row, "text");

	(void)cx;
	if (id_area(text) != (json_get(row, "ok")->i != 0))
		fail_msg("'%.*s'", STR_ARG(text));
}

static void area(void **state)
{
	(void)state;
	test_vectors("ids/area.jsonl", area_row);
	assert_false(id_area(STR_NONE));
}

/* Whatever bytes come, nothing is written outside ret and nothing that is taken is malformed. */
static void noise(void **state)
{
	static const char *const bits[] = { "1", "3", "8", "0", "86", "+", " ", "-", "川", "A", "D",
		"挂", "X", "９", "\xff", "\xe5\xb7", "·", "0832", "5212345", "2345" };
	uint32_t seed = 1;
	struct guarded {
		char text[24];
		char guard[8];
	} g;
	char in[200];

	(void)state;
	for (int round = 0; round < 200000; round++) {
		size_t n = 0;
		int words = (int)(round % 14);

		for (int i = 0; i < words; i++) {
			seed = seed * 1664525 + 1013904223;
			const char *w = bits[(seed >> 16) % (sizeof(bits) / sizeof(bits[0]))];
			memcpy(in + n, w, strlen(w));
			n += strlen(w);
		}
		memset(&g, '#', sizeof(g));
		if (id_phone((struct str){ in, n }, g.text) == ID_OK)
			assert_int_equal(id_phone(str_of(g.text), (char[16]){ 0 }), ID_OK);
		assert_memory_equal(g.text + 16, "########", 8);
		if (id_plate((struct str){ in, n }, g.text) == ID_OK)
			assert_int_equal(id_plate(str_of(g.text), (char[16]){ 0 }), ID_OK);
		assert_memory_equal(g.text + 16, "########", 8);
		id_document_other((struct str){ in, n }, g.text);
		assert_memory_equal(g.guard, "########", 8);
		id_resident((struct str){ in, n }, 20000, NULL, NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resident),
		cmocka_unit_test(phone),
		cmocka_unit_test(plate),
		cmocka_unit_test(document),
		cmocka_unit_test(one_spelling),
		cmocka_unit_test(area),
		cmocka_unit_test(noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
