/* Numbers, outlines, pictures and marks, at their limits. */
#include "desk/map/map.h"

#include "view/testing.h"

static void degrees_are_whole_numbers(void **state)
{
	static const struct {
		const char *text;
		int max;
		int64_t v; /* INT64_MIN: none */
		const char *again;
	} rows[] = { { "104.3712345", 180, 1043712345, "104.3712345" },
		{ "104.37123454", 180, 1043712345, "104.3712345" },
		{ "104.37123456", 180, 1043712346, "104.3712346" },
		{ "-0.05", 180, -500000, "-0.05" }, { "30", 90, 300000000, "30" },
		{ "30.10", 90, 301000000, "30.1" }, { "0.0000123", 90, 123, "0.0000123" },
		{ "180", 180, 1800000000, "180" }, { "180.00000004", 180, 1800000000, "180" },
		{ "180.0000001", 180, INT64_MIN, NULL }, { "90.1", 90, INT64_MIN, NULL },
		{ "", 90, INT64_MIN, NULL }, { "-", 90, INT64_MIN, NULL },
		{ "1.", 90, INT64_MIN, NULL }, { ".5", 90, INT64_MIN, NULL },
		{ "1e1", 90, INT64_MIN, NULL }, { "1,5", 90, INT64_MIN, NULL },
		{ "1.2.3", 90, INT64_MIN, NULL }, { "99999999999999999999", 90, INT64_MIN, NULL },
		{ "1.00000000000000000000", 90, INT64_MIN, NULL } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int32_t v = 0;
		bool read = degrees_read(str_of(rows[i].text), rows[i].max, &v);
		struct buf b;

		if (read != (rows[i].again != NULL) || (read && v != rows[i].v))
			fail_msg("%s: %d", rows[i].text, v);
		if (!read)
			continue;
		buf_init(&b, cx->arena);
		degrees_write(&b, v);
		assert_str(buf_get(&b), rows[i].again);
	}
	test_end(&t);
}

static const struct json *json_of(struct cx *cx, struct str text)
{
	const struct json *v;

	assert_int_equal(json_read(cx, text, &map_json_limits, &v), 0);
	return v;
}

static int geometry(struct cx *cx, const char *type, const char *coordinates, struct outline *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_fmt(&b, "{\"type\":\"%s\",\"coordinates\":%s}", type, coordinates);
	err_clear(cx);
	return outline_take(cx, json_of(cx, buf_get(&b)), ret);
}

static void what_is_no_outline_is_told(void **state)
{
	static const char *const wrong[][2] = { { "Polygon", "[[[1,2],[3,4],[1,2]]]" },
		{ "Polygon", "[[[1,2],[3,4],[5,2],[1,3]]]" }, { "Polygon", "[]" },
		{ "Polygon", "[[]]" }, { "Polygon", "[[1,2,3,4]]" }, { "Polygon", "7" },
		{ "MultiPolygon", "[[]]" }, { "MultiPolygon", "[1]" },
		{ "LineString", "[[1,2],[3,4]]" },
		{ "Polygon", "[[[381000,3350000],[1,1],[2,2],[381000,3350000]]]" } };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct outline o;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (geometry(cx, wrong[i][0], wrong[i][1], &o) != -E_GEO)
			fail_msg("%s", wrong[i][1]);
	assert_int_equal(
		geometry(cx, "Polygon", "[[[30,104],[31,104],[31,105],[30,104]]]", &o), -E_GEO);
	assert_non_null(strstr(cx->e.en.p, "swapped"));
	assert_int_equal(
		geometry(cx, "Polygon", "[[[104,30,500.5],[105,30],[105,31],[104,30,9]]]", &o), 0);
	assert_int_equal(o.points_n, 3);
	test_end(&t);
}

/* A ring of n corners along a circle of a kind, as GeoJSON. */
static struct str ring_of(struct cx *cx, size_t n)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_z(&b, "{\"coordinates\":[[");
	for (size_t i = 0; i <= n; i++) {
		int64_t k = (int64_t)(i % n), half = (int64_t)n / 2;
		int64_t y = k < half ? k * k : (int64_t)n * half - k * half;

		buf_fmt(&b, "%s[", i ? "," : "");
		degrees_write(&b,
			(int32_t)(1040000000 + (k < half ? k : (int64_t)n - k) * 1000 +
				(k < half ? 1 : 0)));
		buf_c(&b, ',');
		degrees_write(&b, (int32_t)(300000000 + y));
		buf_c(&b, ']');
	}
	buf_z(&b, "]],\"type\":\"Polygon\"}");
	return buf_get(&b);
}

static void an_outline_has_its_limits(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct outline o, thin;
	struct str again;

	(void)state;
	assert_int_equal(outline_read(cx, ring_of(cx, OUTLINE_POINTS_MAX), &o), 0);
	assert_int_equal(o.points_n, OUTLINE_POINTS_MAX);
	assert_true(outline_read(cx, ring_of(cx, OUTLINE_POINTS_MAX + 1), &o) < 0);
	err_clear(cx);
	/* Written in any other way it is refused, so that one outline has one text. */
	assert_int_equal(
		outline_read(cx,
			STR("{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]]}"),
			&o),
		-E_GEO);
	err_clear(cx);
	assert_int_equal(
		outline_read(cx,
			STR("{\"coordinates\":[[[1,1],[2,1],[2,2],[1,1]]],\"type\":\"Polygon\"}"),
			&o),
		0);
	/* Two polygons, the first with a hole, come back as they were. */
	assert_int_equal(
		geometry(cx, "MultiPolygon",
			"[[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[6,1],[6,2],[5,1]]],[[[20,20],[21,20],[21,21],[20,20]]]]",
			&o),
		0);
	assert_int_equal(outline_write(cx, &o, &again), 0);
	assert_int_equal(outline_read(cx, again, &thin), 0);
	assert_int_equal(thin.rings_n, 3);
	assert_false(thin.rings[1].outer);
	test_end(&t);
}

/* Neighbours whose files tell their border with other corners on a line keep one border on any grid. */
static void a_coarser_outline_keeps_its_borders(void **state)
{
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct outline a, b, thin_a, thin_b;

	(void)state;
	assert_int_equal(geometry(cx, "Polygon",
				 "[[[1,1],[1.00000012,1.4],[1,2],[0,2],[0,1.5],[0,1],[1,1]]]", &a),
		0);
	assert_int_equal(
		geometry(cx, "Polygon", "[[[1,2],[1.00000012,1.4],[1,1],[2,1],[2,2],[1,2]]]", &b),
		0);
	assert_int_equal(outline_thin(cx, &a, 10, &thin_a), 0);
	assert_int_equal(outline_thin(cx, &b, 10, &thin_b), 0);
	assert_int_equal(thin_a.points_n, 4);
	assert_int_equal(thin_b.points_n, 4);
	/* What is smaller than the grid is gone, with its hole. */
	assert_int_equal(
		geometry(cx, "Polygon",
			"[[[1,1],[1.00001,1],[1.00001,1.00001],[1,1]],[[1,1],[1.00001,1],[1.00001,1.00001],[1,1]]]",
			&a),
		0);
	assert_int_equal(outline_thin(cx, &a, 10000, &thin_a), 0);
	assert_int_equal(thin_a.rings_n, 0);
	test_end(&t);
}

static struct str example(const char *kind, const char *field, struct cx *cx)
{
	const struct json *v;

	for (const struct kind *const *k = map_kinds; *k; k++)
		if (strcmp((*k)->name, kind) == 0) {
			assert_int_equal(
				json_read(cx, str_of((*k)->example), &json_limits_request, &v), 0);
			return json_text(json_get(v, "body"), field);
		}
	fail();
	return STR_NONE;
}

static int picture(struct cx *cx, struct str s, uint32_t *width)
{
	const char *type;
	uint32_t height;

	err_clear(cx);
	return picture_check(cx, s, &type, width, &height);
}

static void a_picture_is_one_by_its_bytes(void **state)
{
#define JPEG_HEAD "\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0"
#define JPEG_FRAME "\xff\xc0\x00\x0b\x08\x00\x06\x00\x08\x01\x01\x11\x00"
#define JPEG_SCAN "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x2a\xff\xd9"
	static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	struct str png;
	uint32_t width;
	char bytes[200];

	(void)state;
	assert_true(base64url_read(cx->arena, example("plan.filed", "file", cx), &png));
	assert_int_equal(picture(cx, png, &width), 0);
	assert_int_equal(width, 8);
	for (size_t n = 0; n < png.n; n++)
		assert_int_equal(picture(cx, (struct str){ png.p, n }, &width), -E_GEO);
	memcpy(bytes, png.p, png.n);
	memcpy(bytes + 16, "\0\0\x27\x11", 4); /* 10001 pixels */
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), -E_GEO);
	memcpy(bytes + 16, "\0\0\x27\x10", 4);
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), 0);
	memcpy(bytes + 20, "\0\0\x07\xd0", 4); /* 10000 by 2000: as many pixels as may be */
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), 0);
	memcpy(bytes + 20, "\0\0\x07\xd1", 4);
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), -E_GEO);
	memcpy(bytes + 20, "\0\0\0\6", 4);
	memcpy(bytes + 37, "iTXt", 4); /* in place of IDAT */
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), -E_GEO);
	memcpy(bytes + 37, "eXIf", 4); /* in place of IDAT */
	assert_int_equal(picture(cx, (struct str){ bytes, png.n }, &width), -E_GEO);
	assert_int_equal(picture(cx, STR(JPEG_HEAD JPEG_FRAME JPEG_SCAN), &width), 0);
	assert_int_equal(width, 8);
	assert_int_equal(picture(cx, STR(JPEG_HEAD JPEG_SCAN), &width), -E_GEO);
	assert_int_equal(picture(cx,
				 STR("\xff\xd8\xff\xe1\x00\x08"
				     "Exif\0\0" JPEG_FRAME JPEG_SCAN),
				 &width),
		-E_GEO);
	assert_int_equal(picture(cx,
				 STR("\xff\xd8\xff\xed\x00\x08"
				     "Photo\0" JPEG_FRAME JPEG_SCAN),
				 &width),
		-E_GEO);
	/* What a camera wrote is found behind a scan, too, and so is a second picture. */
	assert_int_equal(
		picture(cx,
			STR(JPEG_HEAD JPEG_FRAME
				"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x2a\xff\x00\xff\xd0\x2a"
				"\xff\xe1\x00\x08"
				"Exif\0\0" JPEG_SCAN),
			&width),
		-E_GEO);
	assert_int_equal(picture(cx,
				 STR(JPEG_HEAD JPEG_FRAME JPEG_SCAN "\xff\xd8\xff\xe1\x00\x08"
								    "Exif\0\0\xff\xd9"),
				 &width),
		-E_GEO);
	assert_int_equal(picture(cx, str_of(svg), &width), -E_GEO);
	test_end(&t);
}

static int marks(struct cx *cx, size_t n, const char *item, size_t *ret_n)
{
	struct plan_mark *all;
	struct buf b;

	buf_init(&b, cx->arena);
	buf_c(&b, '[');
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%s", i ? "," : "", item);
	buf_c(&b, ']');
	err_clear(cx);
	return plan_marks_read(cx, buf_get(&b), &all, ret_n);
}

static void marks_have_their_limits(void **state)
{
#define HOUSE "\"compound\":\"\",\"building\":\"1\""
	static const char *const wrong[] = { "1", "{}", "{" HOUSE "}",
		"{" HOUSE ",\"x\":0,\"y\":0,\"w\":0}",
		"{" HOUSE ",\"x\":1001,\"y\":0,\"w\":0,\"h\":0}",
		"{" HOUSE ",\"x\":-1,\"y\":0,\"w\":0,\"h\":0}",
		"{" HOUSE ",\"x\":900,\"y\":0,\"w\":101,\"h\":0}",
		"{" HOUSE ",\"x\":0,\"y\":0,\"w\":0,\"h\":0,\"href\":\"x\"}",
		"{\"compound\":\"\",\"building\":\"\",\"x\":0,\"y\":0,\"w\":0,\"h\":0}",
		"{\"subject\":\"x\",\"x\":0,\"y\":0,\"w\":0,\"h\":0}" };
	struct test_cx t;
	struct cx *cx = test_begin(&t);
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (marks(cx, 1, wrong[i], &n) != -E_GEO)
			fail_msg("%s", wrong[i]);
	assert_int_equal(marks(cx, 1, "{" HOUSE ",\"x\":900,\"y\":1000,\"w\":100,\"h\":0}", &n), 0);
	assert_int_equal(
		marks(cx, PLAN_MARKS_MAX, "{" HOUSE ",\"x\":0,\"y\":0,\"w\":0,\"h\":0}", &n), 0);
	assert_int_equal(n, PLAN_MARKS_MAX);
	assert_true(marks(cx, PLAN_MARKS_MAX + 1, "{" HOUSE ",\"x\":0,\"y\":0,\"w\":0,\"h\":0}",
			    &n) < 0);
	test_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(degrees_are_whole_numbers),
		cmocka_unit_test(what_is_no_outline_is_told),
		cmocka_unit_test(an_outline_has_its_limits),
		cmocka_unit_test(a_coarser_outline_keeps_its_borders),
		cmocka_unit_test(a_picture_is_one_by_its_bytes),
		cmocka_unit_test(marks_have_their_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
