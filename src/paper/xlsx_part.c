/* libzip unpacks a piece, expat parses it, the events take what they know. */
#include "paper/xlsx_part.h"

#include <expat.h>
#include <stdarg.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

#define PIECE 65536
#define TAG_MAX (256 * 1024)
#define DEPTH_MAX 32
#define RATIO_MAX 200 /* spreadsheets are packed into a tenth, the dullest into a fiftieth */
#define RATIO_FREE (16ull << 20) /* so much may come of however little */

struct xlsx_part {
	struct cx *cx; /* of the call that goes on */
	zip_file_t *file;
	XML_Parser parser;
	const struct xlsx_events *events;
	void *arg;
	const char *name;
	uint64_t bytes, bytes_max, packed, told; /* told: as long as the archive says it is */
	uint64_t eventful;                       /* bytes when the latest event came */
	int64_t row;
	int depth, e;
	bool paused, ended;
};

/* {0} … {3} are the arguments, of which a NULL is the last. */
static void text_fill(struct buf *b, const char *text, va_list ap)
{
	const char *args[4] = { NULL };

	for (int i = 0; i < 4 && (args[i] = va_arg(ap, const char *)) != NULL; i++)
		;
	for (const char *p = text; *p; p++) {
		if (p[0] != '{' || p[1] < '0' || p[1] > '3' || p[2] != '}') {
			buf_c(b, *p);
			continue;
		}
		buf_z(b, args[p[1] - '0'] ? args[p[1] - '0'] : "");
		p += 2;
	}
}

int xlsx_error(struct cx *cx, int code, const char *zh, const char *en, ...)
{
	struct buf texts[2];
	va_list ap;

	for (int i = 0; i < 2; i++) {
		buf_init(&texts[i], cx->arena);
		va_start(ap, en);
		text_fill(&texts[i], i ? en : zh, ap);
		va_end(ap);
		if (!buf_ok(&texts[i]))
			return err(cx, E_NO_MEMORY, NULL);
	}
	return err(cx, code, NULL, buf_get(&texts[0]).p, buf_get(&texts[1]).p);
}

struct str xlsx_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *colon = strrchr(attributes[0], ':');

		if (strcmp(colon ? colon + 1 : attributes[0], name) == 0)
			return str_of(attributes[1]);
	}
	return STR_NONE;
}

bool xlsx_unsigned(struct str s, uint32_t *ret)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || s.n > 9)
			return false;
		n = n * 10 + (uint32_t)(s.p[i] - '0');
	}
	*ret = n;
	return s.n > 0;
}

/* ---- events ---- */

/* What an event returned stops the parser: for a while, or for good. */
static void answered(struct xlsx_part *p, int e)
{
	if (!e || p->e)
		return;
	if (e < 0)
		p->e = e;
	XML_StopParser(p->parser, e > 0);
}

static const char *bare(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct xlsx_part *p = arg;

	p->eventful = p->bytes;
	if (p->e)
		return;
	if (++p->depth > DEPTH_MAX)
		answered(p,
			xlsx_err(p->cx, E_XLSX, "“{0}”中的元素嵌套过深",
				"the elements of '{0}' are nested too deep", p->name));
	else
		answered(p, p->events->start(p->arg, p->cx, bare(name), attributes));
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
	struct xlsx_part *p = arg;

	p->eventful = p->bytes;
	p->depth--;
	if (!p->e && p->events->end)
		answered(p, p->events->end(p->arg, p->cx, bare(name)));
}

static void XMLCALL on_text(void *arg, const XML_Char *text, int n)
{
	struct xlsx_part *p = arg;

	p->eventful = p->bytes;
	if (!p->e && p->events->text)
		answered(p, p->events->text(p->arg, p->cx, (struct str){ text, (size_t)n }));
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id,
	const XML_Char *public_id, int has_internal)
{
	struct xlsx_part *p = arg;

	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_internal;
	if (!p->e)
		answered(p,
			xlsx_err(p->cx, E_XLSX, "“{0}”含有文档类型声明（DTD），不是表格软件写的",
				"'{0}' declares a document type (DTD), which no spreadsheet writes",
				p->name));
}

/* ---- opening ---- */

static void *parser_new(size_t n)
{
	return sys_new(n, 1);
}

static int parser_open(struct cx *cx, struct xlsx_part *p)
{
	static const XML_Memory_Handling_Suite memory = { parser_new, sys_grow, sys_free };

	p->parser = XML_ParserCreate_MM(NULL, &memory, NULL);
	if (!p->parser)
		return err(cx, E_NO_MEMORY, NULL);
	XML_SetUserData(p->parser, p);
	XML_SetElementHandler(p->parser, on_start, on_end);
	XML_SetCharacterDataHandler(p->parser, on_text);
	XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
	return 0;
}

/* What libzip says of a part, by the code of its error. */
static int zip_err(struct cx *cx, const char *name, int code)
{
	switch (code) {
	case ZIP_ER_NOENT:
		return xlsx_err(cx, E_XLSX, "缺少“{0}”，这不是 .xlsx 文件，或文件不完整",
			"'{0}' is missing: this is no .xlsx file, or not all of it", name);
	case ZIP_ER_NOPASSWD:
	case ZIP_ER_WRONGPASSWD:
	case ZIP_ER_ENCRNOTSUPP:
		return xlsx_err(cx, E_XLSX, "“{0}”加了密码", "'{0}' is locked by a password", name);
	case ZIP_ER_MEMORY:
		return err(cx, E_NO_MEMORY, NULL);
	case ZIP_ER_CRC:
		return xlsx_err(cx, E_XLSX, "“{0}”校验和不符，文件已损坏",
			"'{0}' does not agree with its checksum: the file is damaged", name);
	default:
		return xlsx_damaged(cx, name);
	}
}

static int file_open(struct cx *cx, zip_t *zip, struct xlsx_part *p)
{
	zip_int64_t at = zip_name_locate(zip, p->name, ZIP_FL_NOCASE);
	zip_stat_t stat = { .valid = 0 };

	if (at < 0)
		return zip_err(cx, p->name, ZIP_ER_NOENT);
	if (!zip_stat_index(zip, (zip_uint64_t)at, 0, &stat) && stat.valid & ZIP_STAT_COMP_SIZE)
		p->packed = stat.comp_size;
	p->told = stat.valid & ZIP_STAT_SIZE ? stat.size : UINT64_MAX;
	p->file = zip_fopen_index(zip, (zip_uint64_t)at, 0);
	return p->file ? 0 : zip_err(cx, p->name, zip_error_code_zip(zip_get_error(zip)));
}

int xlsx_part_open(struct cx *cx, zip_t *zip, const char *name, uint64_t bytes_max,
	const struct xlsx_events *events, void *arg, struct xlsx_part **ret)
{
	struct xlsx_part *p = cx_new(cx, struct xlsx_part);
	int e;

	if (!p)
		return -E_NO_MEMORY;
	p->name = name;
	p->bytes_max = bytes_max;
	p->events = events;
	p->arg = arg;
	e = file_open(cx, zip, p);
	if (!e)
		e = parser_open(cx, p);
	if (e)
		xlsx_part_close(p);
	else
		*ret = p;
	return e;
}

void xlsx_part_close(struct xlsx_part *p)
{
	if (!p)
		return;
	if (p->parser)
		XML_ParserFree(p->parser);
	if (p->file)
		zip_fclose(p->file);
	p->parser = NULL;
	p->file = NULL;
}

void xlsx_part_at(struct xlsx_part *p, int64_t row)
{
	p->row = row;
}

/* ---- reading ---- */

int64_t xlsx_part_from(const struct xlsx_part *p)
{
	return (int64_t)XML_GetCurrentByteIndex(p->parser);
}

int64_t xlsx_part_to(const struct xlsx_part *p)
{
	return (int64_t)XML_GetCurrentByteIndex(p->parser) + XML_GetCurrentByteCount(p->parser);
}

static int size_check(struct cx *cx, const struct xlsx_part *p)
{
	if (p->bytes > p->bytes_max)
		return xlsx_err(cx, E_XLSX_LARGE, "“{0}”解压后超过 {1} MiB",
			"'{0}' unpacks to more than {1} MiB", p->name,
			cx_num(cx, (int64_t)(p->bytes_max >> 20)));
	if (p->bytes > RATIO_FREE && p->bytes / RATIO_MAX > p->packed)
		return xlsx_err(cx, E_XLSX_LARGE, "“{0}”解压后是原来的 {1} 倍以上",
			"'{0}' unpacks to more than {1} times its size", p->name,
			cx_num(cx, RATIO_MAX));
	return 0;
}

static int xml_err(struct cx *cx, const struct xlsx_part *p)
{
	enum XML_Error code = XML_GetErrorCode(p->parser);

	if (p->e)
		return p->e;
	if (code == XML_ERROR_NO_MEMORY)
		return err(cx, E_NO_MEMORY, NULL);
	if (p->row)
		xlsx_err(cx, E_XLSX, "第 {0} 行之后的内容不是合法的 XML",
			"what follows row {0} is no well-formed XML", cx_num(cx, p->row));
	else
		xlsx_err(cx, E_XLSX, "“{0}”不是合法的 XML", "'{0}' is no well-formed XML", p->name);
	return err_quote(cx, XML_ErrorString(code));
}

/* A tag is held until its end is there, so what brings no event is a long one. */
static int tag_check(struct cx *cx, const struct xlsx_part *p)
{
	if (p->bytes - p->eventful <= TAG_MAX)
		return 0;
	return xlsx_err(
		cx, E_XLSX, "“{0}”中有过长的标记", "'{0}' has a tag that is too long", p->name);
}

/* One piece; what the parser says of it. */
static int feed(struct cx *cx, struct xlsx_part *p, enum XML_Status *ret)
{
	void *piece = XML_GetBuffer(p->parser, PIECE);
	zip_int64_t n = piece ? zip_fread(p->file, piece, PIECE) : 0;
	int e;

	if (!piece)
		return xml_err(cx, p);
	if (n < 0)
		return zip_err(cx, p->name, zip_error_code_zip(zip_file_get_error(p->file)));
	p->bytes += (uint64_t)n;
	if (p->bytes > p->told)
		return zip_err(cx, p->name, ZIP_ER_INCONS);
	p->ended = n == 0;
	e = size_check(cx, p);
	if (!e)
		*ret = XML_ParseBuffer(p->parser, (int)n, p->ended);
	return e;
}

int xlsx_part_read(struct cx *cx, struct xlsx_part *p)
{
	enum XML_Status status = XML_STATUS_OK;
	int e = 0;

	p->cx = cx;
	if (p->paused)
		status = XML_ResumeParser(p->parser);
	p->paused = false;
	while (status == XML_STATUS_OK && !p->ended) {
		e = tag_check(cx, p);
		if (!e)
			e = feed(cx, p, &status);
		if (e)
			return e;
	}
	if (status == XML_STATUS_ERROR)
		return xml_err(cx, p);
	p->paused = status == XML_STATUS_SUSPENDED;
	return p->paused;
}

int xlsx_part_whole(struct cx *cx, zip_t *zip, const char *name, uint64_t bytes_max,
	const struct xlsx_events *events, void *arg)
{
	struct xlsx_part *p = NULL;
	int e = xlsx_part_open(cx, zip, name, bytes_max, events, arg, &p);

	if (e)
		return e;
	e = xlsx_part_read(cx, p);
	check(e <= 0);
	xlsx_part_close(p);
	return e;
}

/* ---- bytes ---- */

int xlsx_damaged(struct cx *cx, const char *name)
{
	return xlsx_err(cx, E_XLSX, "“{0}”无法解压，文件已损坏",
		"'{0}' cannot be unpacked: the file is damaged", name);
}

int xlsx_part_bytes(struct cx *cx, zip_t *zip, const char *name, struct str *ret)
{
	zip_file_t *file = zip_fopen(zip, name, ZIP_FL_NOCASE);
	struct buf b;
	char piece[8192];
	zip_int64_t n = -1;

	buf_init(&b, cx->arena);
	while (file && (n = zip_fread(file, piece, sizeof(piece))) > 0 && b.n <= XLSX_PART_SMALL)
		buf_add(&b, piece, (size_t)n);
	if (file)
		zip_fclose(file);
	*ret = buf_get(&b);
	if (n != 0)
		return xlsx_damaged(cx, name);
	/* The places are bytes of what was parsed, and what is written is ASCII. */
	if (memchr(b.p ? b.p : "", '\0', b.n))
		return xlsx_err(cx, E_XLSX, "“{0}”不是 UTF-8 编码", "'{0}' is not in UTF-8", name);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}
