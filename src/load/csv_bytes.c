/* Reading and decoding. A character cut by the end of a piece waits for the next one. */
#include "load/csv_bytes.h"

#include <errno.h>
#include <string.h>

#include "core/utf8.h"

void csv_bytes_close(struct csv_bytes *b)
{
	sys_close(b->file);
	b->file = NULL;
	if (b->converting)
		iconv_close(b->iconv);
	b->converting = false;
}

int csv_bytes_start(struct cx *cx, struct csv_bytes *b, enum csv_encoding encoding)
{
	csv_bytes_close(b);
	b->encoding = encoding;
	b->at = b->raw_n = b->text_n = b->text_at = 0;
	b->begun = b->ended = b->bad = b->marked = false;
	if (encoding == CSV_GB18030) {
		b->iconv = iconv_open("UTF-8", "GB18030");
		if (b->iconv == (iconv_t)-1)
			return err(cx, E_FILE, NULL, "GB18030", "系统不能转换此编码",
				"the system does not convert it");
		b->converting = true;
	}
	return b->path ? sys_open_read(cx, b->path, &b->file) : 0;
}

static int read_more(struct cx *cx, struct csv_bytes *b)
{
	size_t room = CSV_RAW - b->raw_n, got = 0;
	int e = 0;

	if (b->file) {
		e = sys_read(cx, b->file, b->raw + b->raw_n, room, &got);
	} else {
		got = b->memory.n - b->at < room ? b->memory.n - b->at : room;
		if (got)
			memcpy(b->raw + b->raw_n, b->memory.p + b->at, got);
		b->at += got;
	}
	b->raw_n += got;
	b->ended = !e && got == 0;
	return e;
}

int csv_bytes_head(struct cx *cx, struct csv_bytes *b, uint8_t ret[4])
{
	int e = csv_bytes_start(cx, b, CSV_UTF8);

	memset(ret, 0, 4);
	while (!e && b->raw_n < 4 && !b->ended)
		e = read_more(cx, b);
	if (!e)
		memcpy(ret, b->raw, b->raw_n < 4 ? b->raw_n : 4);
	return e;
}

/* How much of raw is whole, valid UTF-8. */
static size_t utf8_part(struct csv_bytes *b)
{
	const char *p = b->raw, *end = b->raw + b->raw_n;

	while (p < end) {
		size_t step = utf8_step(p, end);

		if (!step)
			break;
		p += step;
	}
	/* Fewer than four bytes may be the beginning of a character whose rest comes. */
	b->bad = p < end && (end - p >= 4 || b->ended);
	return (size_t)(p - b->raw);
}

static size_t gb18030_part(struct csv_bytes *b)
{
	char *in = b->raw, *out = b->text;
	size_t in_n = b->raw_n, out_n = CSV_TEXT;

	if (iconv(b->iconv, &in, &in_n, &out, &out_n) == (size_t)-1)
		b->bad = errno == EILSEQ || (errno == EINVAL && b->ended);
	b->text_n = CSV_TEXT - out_n;
	return b->raw_n - in_n;
}

static void decode(struct csv_bytes *b)
{
	static const char mark[] = "\xef\xbb\xbf";
	size_t taken;

	b->text_n = b->text_at = 0;
	if (b->encoding == CSV_UTF8) {
		taken = utf8_part(b);
		memcpy(b->text, b->raw, taken);
		b->text_n = taken;
	} else {
		taken = gb18030_part(b);
	}
	memmove(b->raw, b->raw + taken, b->raw_n - taken);
	b->raw_n -= taken;
	if (!b->begun && b->text_n >= 3 && memcmp(b->text, mark, 3) == 0) {
		b->text_at = 3;
		b->marked = true;
	}
	b->begun = b->begun || b->text_n;
}

int csv_bytes_more(struct cx *cx, struct csv_bytes *b, int64_t row)
{
	int e;

	while (!b->bad && !b->ended) {
		e = read_more(cx, b);
		if (e)
			return e;
		decode(b);
		if (b->text_at < b->text_n)
			return 1;
	}
	b->text_n = b->text_at = 0;
	return b->bad ? err(cx, E_CSV_ENCODING, NULL, cx_num(cx, row)) : 0;
}
