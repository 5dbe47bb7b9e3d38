/* The parts that come before the cells, each read once. */
#include "paper/xlsx_book.h"

#include <string.h>

#include "sys/sys.h"

#define RELATIONS_MAX 4096
#define PAGES_MAX 1024
#define FORMATS_MAX 65536
#define CODES_MAX 4096
#define FOLDER_MAX 256

struct relation {
	struct str id, type, target;
};

/* What is being read: one part after the other. */
struct reading {
	struct xlsx_book *book;
	char folder[FOLDER_MAX]; /* of the workbook, "xl/" */
	struct relation relations[RELATIONS_MAX];
	size_t relations_n;
	struct {
		uint32_t id;
		struct xlsx_format format;
	} codes[CODES_MAX];
	size_t codes_n;
	size_t pages_cap, formats_cap;
	bool in_formats; /* the list of cells' formats, not that of named styles */
	bool in_text;
	unsigned phonetic; /* how to read a text aloud is no part of it */
};

static bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

static int too_many(struct cx *cx, const char *zh, const char *en, int64_t max)
{
	return xlsx_err(cx, E_XLSX_LARGE, "{0}多于 {2} 个", "there are more than {2} {1}", zh, en,
		cx_num(cx, max));
}

/* Room for one more of an array in the arena of cx; false without memory. */
static void *room(struct cx *cx, void *all, size_t n, size_t *cap, size_t size)
{
	void *more = all;

	if (n < *cap)
		return all;
	*cap = *cap ? 2 * *cap : 64;
	more = cx_array(cx, *cap, size);
	if (more && n)
		memcpy(more, all, n * size);
	return more;
}

/* ---- relations ---- */

static int relation_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct reading *r = arg;
	struct relation *at = &r->relations[r->relations_n];
	int e;

	if (!is(name, "Relationship"))
		return 0;
	if (r->relations_n == RELATIONS_MAX)
		return too_many(cx, "部件", "parts", RELATIONS_MAX);
	e = cx_str(cx, xlsx_attribute(attributes, "Id"), &at->id);
	if (!e)
		e = cx_str(cx, xlsx_attribute(attributes, "Type"), &at->type);
	if (!e)
		e = cx_str(cx, xlsx_attribute(attributes, "Target"), &at->target);
	r->relations_n++;
	return e;
}

static int relations_read(struct cx *cx, struct reading *r, const char *part)
{
	static const struct xlsx_events events = { .start = relation_start };

	r->relations_n = 0;
	return xlsx_part_whole(cx, r->book->zip, part, XLSX_PART_SMALL, &events, r);
}

/* Both editions of the standard name types alike, but for what stands before the last slash. */
static bool is_type(const struct relation *r, const char *type)
{
	size_t n = strlen(type);

	return r->type.n > n && r->type.p[r->type.n - n - 1] == '/' &&
		memcmp(r->type.p + r->type.n - n, type, n) == 0;
}

static const struct relation *by_type(const struct reading *r, const char *type)
{
	for (size_t i = 0; i < r->relations_n; i++)
		if (is_type(&r->relations[i], type))
			return &r->relations[i];
	return NULL;
}

static const struct relation *by_id(const struct reading *r, struct str id)
{
	for (size_t i = 0; i < r->relations_n; i++)
		if (str_eq(r->relations[i].id, id))
			return &r->relations[i];
	return NULL;
}

/* The name of a part in the archive; a target is relative to the workbook's folder unless it begins with a slash. */
static const char *part_name(struct cx *cx, const struct reading *r, struct str target)
{
	struct buf b;

	buf_init(&b, cx->arena);
	if (target.n && target.p[0] == '/') {
		buf_add(&b, target.p + 1, target.n - 1);
	} else {
		buf_z(&b, r->folder);
		buf_str(&b, target);
	}
	return buf_ok(&b) ? buf_get(&b).p : NULL;
}

/* ---- the workbook ---- */

static int page_take(struct cx *cx, struct reading *r, const char **attributes)
{
	struct xlsx_book *b = r->book;
	struct str state = xlsx_attribute(attributes, "state");
	struct xlsx_page *page;
	int e;

	if (b->pages_n == PAGES_MAX)
		return too_many(cx, "工作表", "sheets", PAGES_MAX);
	b->pages = room(cx, b->pages, b->pages_n, &r->pages_cap, sizeof(*b->pages));
	if (!b->pages)
		return -E_NO_MEMORY;
	page = &b->pages[b->pages_n++];
	e = cx_str(cx, xlsx_attribute(attributes, "name"), &page->name);
	page->hidden = state.n && !str_is(state, "visible");
	return e ? e : cx_str(cx, xlsx_attribute(attributes, "id"), &page->relation);
}

static int workbook_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct reading *r = arg;
	struct str from_1904;

	if (is(name, "sheet"))
		return page_take(cx, r, attributes);
	if (!is(name, "workbookPr"))
		return 0;
	from_1904 = xlsx_attribute(attributes, "date1904");
	r->book->from_1904 = str_is(from_1904, "1") || str_is(from_1904, "true");
	return 0;
}

/* Relations of other types are charts and macros, which have no cells. */
static int pages_find(struct cx *cx, struct reading *r)
{
	struct xlsx_book *b = r->book;

	for (size_t i = 0; i < b->pages_n; i++) {
		const struct relation *to = by_id(r, b->pages[i].relation);

		if (!to || !is_type(to, "worksheet"))
			continue;
		b->pages[i].part = part_name(cx, r, to->target);
		if (!b->pages[i].part)
			return err(cx, E_NO_MEMORY, NULL);
	}
	return 0;
}

/* "xl/workbook.xml" → its folder, and the part with its relations. */
static int workbook_find(
	struct cx *cx, struct reading *r, const char **ret_part, const char **ret_relations)
{
	const struct relation *to;
	const char *part, *slash;
	struct buf b;
	int e = relations_read(cx, r, "_rels/.rels");

	if (e)
		return e;
	to = by_type(r, "officeDocument");
	if (!to)
		return xlsx_err(cx, E_XLSX, "里面没有工作簿", "there is no workbook in it");
	part = part_name(cx, r, to->target);
	if (!part)
		return err(cx, E_NO_MEMORY, NULL);
	slash = strrchr(part, '/');
	buf_init(&b, cx->arena);
	buf_add(&b, part, slash ? (size_t)(slash - part) + 1 : 0);
	if (b.n >= FOLDER_MAX)
		return xlsx_err(
			cx, E_XLSX, "工作簿的路径过长", "the path of the workbook is too long");
	if (b.n)
		memcpy(r->folder, b.p, b.n);
	buf_fmt(&b, "_rels/%s.rels", slash ? slash + 1 : part);
	*ret_part = part;
	*ret_relations = buf_get(&b).p;
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int workbook_read(struct cx *cx, struct reading *r)
{
	static const struct xlsx_events events = { .start = workbook_start };
	const char *part = NULL, *relations = NULL;
	int e = workbook_find(cx, r, &part, &relations);

	if (!e)
		e = xlsx_part_whole(cx, r->book->zip, part, XLSX_PART_SMALL, &events, r);
	if (!e)
		e = relations_read(cx, r, relations);
	r->book->part = part;
	return e ? e : pages_find(cx, r);
}

/* ---- styles ---- */

static int code_take(struct cx *cx, struct reading *r, const char **attributes)
{
	uint32_t id;

	if (r->codes_n == CODES_MAX)
		return too_many(cx, "数字格式", "number formats", CODES_MAX);
	if (!xlsx_unsigned(xlsx_attribute(attributes, "numFmtId"), &id))
		return 0;
	r->codes[r->codes_n].id = id;
	r->codes[r->codes_n++].format = xlsx_format_read(xlsx_attribute(attributes, "formatCode"));
	return 0;
}

static struct xlsx_format format_of(const struct reading *r, uint32_t id)
{
	for (size_t i = 0; i < r->codes_n; i++)
		if (r->codes[i].id == id)
			return r->codes[i].format;
	return xlsx_format_known(id);
}

static int format_take(struct cx *cx, struct reading *r, const char **attributes)
{
	struct xlsx_book *b = r->book;
	uint32_t id = 0;

	if (b->formats_n == FORMATS_MAX)
		return too_many(cx, "单元格格式", "formats of cells", FORMATS_MAX);
	b->formats = room(cx, b->formats, b->formats_n, &r->formats_cap, sizeof(*b->formats));
	if (!b->formats)
		return -E_NO_MEMORY;
	xlsx_unsigned(xlsx_attribute(attributes, "numFmtId"), &id);
	b->formats[b->formats_n++] = format_of(r, id);
	return 0;
}

static int styles_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct reading *r = arg;

	if (is(name, "cellXfs"))
		r->in_formats = true;
	if (is(name, "numFmt"))
		return code_take(cx, r, attributes);
	return r->in_formats && is(name, "xf") ? format_take(cx, r, attributes) : 0;
}

static int styles_end(void *arg, struct cx *cx, const char *name)
{
	struct reading *r = arg;

	(void)cx;
	if (is(name, "cellXfs"))
		r->in_formats = false;
	return 0;
}

struct xlsx_format xlsx_book_format(const struct xlsx_book *b, uint32_t style)
{
	return style < b->formats_n ? b->formats[style] : xlsx_format_known(0);
}

/* ---- texts ---- */

static bool grow(void **p, size_t *cap, size_t need, size_t first)
{
	size_t more = *cap ? *cap : first;
	void *at;

	while (more < need)
		more *= 2;
	if (more == *cap)
		return true;
	at = sys_grow(*p, more);
	if (!at)
		return false;
	*p = at;
	*cap = more;
	return true;
}

static int text_start(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct reading *r = arg;

	(void)cx;
	(void)attributes;
	r->phonetic += is(name, "rPh");
	r->in_text = !r->phonetic && is(name, "t");
	return 0;
}

static int text_piece(void *arg, struct cx *cx, struct str piece)
{
	struct reading *r = arg;
	struct xlsx_texts *t = &r->book->texts;
	void *bytes = t->bytes;

	if (!r->in_text)
		return 0;
	if (t->used + piece.n > XLSX_TEXTS_MAX)
		return xlsx_err(cx, E_XLSX_LARGE, "文字共超过 {0} MiB",
			"it holds more than {0} MiB of text", cx_num(cx, XLSX_TEXTS_MAX >> 20));
	if (!grow(&bytes, &t->bytes_cap, t->used + piece.n, 1 << 20))
		return err(cx, E_NO_MEMORY, NULL);
	t->bytes = bytes;
	memcpy(t->bytes + t->used, piece.p, piece.n);
	t->used += piece.n;
	return 0;
}

/* </si>: the pieces since the last one are one text. */
static int text_keep(struct cx *cx, struct xlsx_texts *t)
{
	size_t from = t->n ? t->ends[t->n - 1] : 0;
	void *ends = t->ends;
	size_t cap = t->ends_cap * sizeof(*t->ends);

	if (t->n == XLSX_TEXTS_N_MAX)
		return too_many(cx, "文字", "texts", XLSX_TEXTS_N_MAX);
	if (!grow(&ends, &cap, (t->n + 1) * sizeof(*t->ends), 1 << 16))
		return err(cx, E_NO_MEMORY, NULL);
	t->ends = ends;
	t->ends_cap = cap / sizeof(*t->ends);
	if (t->bytes)
		t->used = from + xlsx_text_unescape(t->bytes + from, t->used - from);
	t->ends[t->n++] = (uint32_t)t->used;
	return 0;
}

static int text_end(void *arg, struct cx *cx, const char *name)
{
	struct reading *r = arg;

	r->in_text = false;
	if (is(name, "rPh") && r->phonetic)
		r->phonetic--;
	return is(name, "si") ? text_keep(cx, &r->book->texts) : 0;
}

bool xlsx_book_text(const struct xlsx_book *b, uint32_t i, struct str *ret)
{
	size_t from = i ? i - 1 : 0;

	if (i >= b->texts.n)
		return false;
	from = i ? b->texts.ends[from] : 0;
	*ret = (struct str){ b->texts.bytes ? b->texts.bytes + from : "", b->texts.ends[i] - from };
	return true;
}

/* A surrogate is half a character, and NUL ends texts: both stay as they are written. */
size_t xlsx_text_unescape(char *p, size_t n)
{
	size_t to = 0, i = 0;

	while (i < n) {
		uint8_t code[2];
		uint32_t c;
		struct buf b = { .p = p + to, .cap = 4 };

		if (p[i] != '_' || n - i < 7 || p[i + 1] != 'x' || p[i + 6] != '_' ||
			!hex_read((struct str){ p + i + 2, 4 }, code, 2)) {
			p[to++] = p[i++];
			continue;
		}
		c = (uint32_t)code[0] << 8 | code[1];
		if (!c || (c >= 0xd800 && c < 0xe000)) {
			p[to++] = p[i++];
			continue;
		}
		buf_utf8(&b, c);
		to += b.n;
		i += 7;
	}
	return to;
}

/* ---- opening ---- */

/* A part that a workbook may lack. */
static int part_read(struct cx *cx, struct reading *r, const char *type, uint64_t bytes_max,
	const struct xlsx_events *events)
{
	const struct relation *to = by_type(r, type);
	const char *part = to ? part_name(cx, r, to->target) : NULL;

	if (!to)
		return 0;
	return part ? xlsx_part_whole(cx, r->book->zip, part, bytes_max, events, r) :
		      err(cx, E_NO_MEMORY, NULL);
}

static int zip_open_either(struct cx *cx, const char *path, struct str bytes, zip_t **ret)
{
	zip_error_t error;
	zip_source_t *source;

	zip_error_init(&error);
	source = path ? zip_source_file_create(path, 0, -1, &error) :
			zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	*ret = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!*ret && source)
		zip_source_free(source);
	zip_error_fini(&error);
	return *ret ? 0 :
		      xlsx_err(cx, E_XLSX, "不是完整的 ZIP 文件，可能没有传完",
			      "it is no whole ZIP file; perhaps its end is missing");
}

int xlsx_book_open(struct cx *cx, const char *path, struct str bytes, struct xlsx_book *ret)
{
	static const struct xlsx_events styles = { .start = styles_start, .end = styles_end };
	static const struct xlsx_events texts = { text_start, text_end, text_piece };
	struct reading *r = cx_new(cx, struct reading);
	int e;

	*ret = (struct xlsx_book){ .zip = NULL };
	if (!r)
		return -E_NO_MEMORY;
	r->book = ret;
	e = zip_open_either(cx, path, bytes, &ret->zip);
	if (!e)
		e = workbook_read(cx, r);
	if (!e)
		e = part_read(cx, r, "styles", XLSX_PART_SMALL, &styles);
	return e ? e : part_read(cx, r, "sharedStrings", XLSX_PART_LARGE, &texts);
}

void xlsx_book_close(struct xlsx_book *b)
{
	sys_free(b->texts.bytes);
	sys_free(b->texts.ends);
	if (b->zip)
		zip_discard(b->zip);
	*b = (struct xlsx_book){ .zip = NULL };
}
