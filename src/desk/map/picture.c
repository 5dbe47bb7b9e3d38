/* What a picture is, from the marks by which its form divides it: PNG and JPEG only, for neither holds a script. Its pixels are not
 * read; a browser does that, within the sides that stand here. What a camera writes beside them may tell where and when somebody stood
 * there, and is refused. */
#include "desk/map/map.h"

static int wrong(
	struct cx *cx, const char *zh, const char *en, const char *remedy_zh, const char *remedy_en)
{
	return err(cx, E_GEO, "body.file", zh, en, remedy_zh, remedy_en);
}

static int cut_off(struct cx *cx)
{
	return wrong(cx, "图片不完整", "the picture is cut off", "重新导出图片再上传",
		"export the picture again");
}

static int camera(struct cx *cx)
{
	return wrong(cx, "图片里带有拍摄信息（EXIF），可能含拍摄地点和时间",
		"the picture carries what a camera wrote (EXIF), which may tell where and when",
		"在指挥端上传（会自动去掉），或用看图软件另存一份",
		"upload it in the console, which leaves that out, or save it anew without");
}

static int sides_check(struct cx *cx, uint32_t width, uint32_t height)
{
	if (width && height && width <= PLAN_SIDE_MAX && height <= PLAN_SIDE_MAX)
		return 0;
	return wrong(cx, "图片的宽或高超出 1 至 10000 像素",
		"a side of the picture is beyond 1 to 10000 pixels", "缩小后再上传",
		"make it smaller");
}

static uint32_t be(const uint8_t *p, size_t n)
{
	uint32_t v = 0;

	for (size_t i = 0; i < n; i++)
		v = v << 8 | p[i];
	return v;
}

/* ---- PNG: a signature, then chunks: length 4, name 4, data, check 4 ---- */

#define PNG_SIGN "\x89PNG\r\n\x1a\n"

static int png_check(struct cx *cx, struct str s, uint32_t *ret_width, uint32_t *ret_height)
{
	const uint8_t *p = (const uint8_t *)s.p;
	bool first = true;

	for (size_t at = 8; s.n - at >= 12;) {
		size_t n = be(p + at, 4);
		const char *name = s.p + at + 4;

		if (n > s.n - at - 12)
			break;
		if (first && (n != 13 || memcmp(name, "IHDR", 4) != 0))
			break;
		if (first) {
			*ret_width = be(p + at + 8, 4);
			*ret_height = be(p + at + 12, 4);
		}
		if (memcmp(name, "eXIf", 4) == 0)
			return camera(cx);
		if (memcmp(name, "IEND", 4) == 0)
			return at + 12 + n == s.n ? sides_check(cx, *ret_width, *ret_height) :
						    cut_off(cx);
		first = false;
		at += 12 + n;
	}
	return cut_off(cx);
}

/* ---- JPEG: marks FF xx, most with a length 2 that counts itself ---- */

enum { JPEG_SOI = 0xd8, JPEG_EOI = 0xd9, JPEG_SOS = 0xda, JPEG_APP1 = 0xe1 };

/* Frames of any coding, but not the marks of tables that lie between them. */
static bool is_frame(uint8_t mark)
{
	return mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc;
}

static int jpeg_check(struct cx *cx, struct str s, uint32_t *ret_width, uint32_t *ret_height)
{
	const uint8_t *p = (const uint8_t *)s.p;
	bool framed = false;

	if (p[s.n - 2] != 0xff || p[s.n - 1] != JPEG_EOI)
		return cut_off(cx);
	for (size_t at = 2; s.n - at >= 4 && p[at] == 0xff;) {
		uint8_t mark = p[at + 1];
		size_t n = be(p + at + 2, 2);

		if (mark == 0xff) {
			at++;
			continue;
		}
		if (n < 2 || n > s.n - at - 2)
			break;
		if (mark == JPEG_APP1)
			return camera(cx);
		if (is_frame(mark) && n >= 7) {
			*ret_height = be(p + at + 5, 2);
			*ret_width = be(p + at + 7, 2);
			framed = true;
		}
		if (mark == JPEG_SOS)
			return framed ? sides_check(cx, *ret_width, *ret_height) : cut_off(cx);
		at += 2 + n;
	}
	return cut_off(cx);
}

int picture_check(struct cx *cx, struct str bytes, const char **ret_type, uint32_t *ret_width,
	uint32_t *ret_height)
{
	*ret_width = *ret_height = 0;
	if (bytes.n > 20 && memcmp(bytes.p, PNG_SIGN, 8) == 0) {
		*ret_type = "image/png";
		return png_check(cx, bytes, ret_width, ret_height);
	}
	if (bytes.n > 20 && memcmp(bytes.p, "\xff\xd8\xff", 3) == 0) {
		*ret_type = "image/jpeg";
		return jpeg_check(cx, bytes, ret_width, ret_height);
	}
	return wrong(cx, "不是 PNG 或 JPEG 图片", "it is no PNG or JPEG picture",
		"另存为 PNG 或 JPEG 再上传（不接收 SVG、PDF）",
		"save it as PNG or JPEG (SVG and PDF are not taken)");
}
