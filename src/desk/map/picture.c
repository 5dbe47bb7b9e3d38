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
	return wrong(cx, "图片里带有拍摄信息或说明文字（EXIF、XMP、IPTC），可能含拍摄地点和时间",
		"the picture carries what a camera or a program wrote (EXIF, XMP, IPTC), which may tell where and when",
		"在指挥端上传（会自动去掉），或用看图软件另存一份",
		"upload it in the console, which leaves that out, or save it anew without");
}

static int sides_check(struct cx *cx, uint32_t width, uint32_t height)
{
	if (width && height && width <= PLAN_SIDE_MAX && height <= PLAN_SIDE_MAX &&
		(uint64_t)width * height <= PLAN_PIXELS_MAX)
		return 0;
	return wrong(cx, "图片的宽或高超出 1 至 10000 像素，或总像素超过 2000 万",
		"a side of the picture is beyond 1 to 10000 pixels, or there are more than 20 million",
		"缩小后再上传", "make it smaller");
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

/* Of texts none is of use here, whatever it says. */
static bool png_tells(const char *name)
{
	return memcmp(name, "eXIf", 4) == 0 || memcmp(name, "tEXt", 4) == 0 ||
		memcmp(name, "zTXt", 4) == 0 || memcmp(name, "iTXt", 4) == 0;
}

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
		if (png_tells(name))
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

enum { JPEG_EOI = 0xd9, JPEG_SOS = 0xda, JPEG_APP1 = 0xe1, JPEG_APP13 = 0xed, JPEG_COM = 0xfe };

/* Frames of any coding, but not the marks of tables that lie between them. */
static bool is_frame(uint8_t mark)
{
	return mark >= 0xc0 && mark <= 0xcf && mark != 0xc4 && mark != 0xc8 && mark != 0xcc;
}

/* Past the lines of a scan, at the mark behind them. */
static size_t scan_end(const uint8_t *p, size_t at, size_t n)
{
	while (at + 1 < n &&
		(p[at] != 0xff || p[at + 1] == 0 || (p[at + 1] >= 0xd0 && p[at + 1] <= 0xd7)))
		at++;
	return at;
}

/* To its very end: a telephone hangs a second picture behind the first, with all that it knows. */
static int jpeg_check(struct cx *cx, struct str s, uint32_t *ret_width, uint32_t *ret_height)
{
	const uint8_t *p = (const uint8_t *)s.p;
	bool framed = false, lines = false;
	size_t at = 2;

	while (s.n - at >= 4 && p[at] == 0xff && p[at + 1] != JPEG_EOI) {
		uint8_t mark = p[at + 1];
		size_t n = be(p + at + 2, 2);

		if (mark == 0xff) {
			at++;
			continue;
		}
		if (n < 2 || n > s.n - at - 2)
			return cut_off(cx);
		if (mark == JPEG_APP1 || mark == JPEG_APP13 || mark == JPEG_COM)
			return camera(cx);
		if (is_frame(mark) && n >= 7) {
			*ret_height = be(p + at + 5, 2);
			*ret_width = be(p + at + 7, 2);
			framed = true;
		}
		at += 2 + n;
		if (mark == JPEG_SOS) {
			lines = framed;
			at = scan_end(p, at, s.n);
		}
	}
	if (!lines || s.n - at != 2 || p[at] != 0xff || p[at + 1] != JPEG_EOI)
		return cut_off(cx);
	return sides_check(cx, *ret_width, *ret_height);
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
