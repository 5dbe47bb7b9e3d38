/* What may stand in a form, and what stands there. */
#include "paper/xlsx_form.h"

#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "paper/xlsx_fill.h"
#include "paper/xlsx_formula.h"
#include "paper/xlsx_rows.h"

#define FAR_DAY 73050 /* 2170: whoever is born by then */

struct reading {
	struct xlsx_form_sheet *sheet;
	size_t cap, all, bytes; /* cells of all sheets, and what they say */
};

/* ---- what is refused ---- */

/* A part is what relations say it is, whatever its name is; its name tells where nothing relates to it. */
static const struct {
	const char *part, *type; /* what its name has in it; the end of its relation's type */
	const char *zh, *en;
} refused[] = {
	{ "vbaProject", "/vbaProject", "里面有宏", "it has macros" },
	{ "macrosheets/", "/xlMacrosheet", "里面有宏", "it has macros" },
	{ "intlsheets/", "/xlIntlMacrosheet", "里面有宏", "it has macros" },
	{ "externalLinks/", "/externalLink", "里面有指向其他文件的链接",
		"it links to other files" },
	{ "connections.xml", "/connections", "里面有外部数据连接",
		"it asks other systems for data" },
	{ "queryTables/", "/queryTable", "里面有外部数据连接", "it asks other systems for data" },
	{ "_xmlsignatures/", "/digital-signature/origin", "里面有电子签名，填写后即失效",
		"it is signed, and would be no more once it is filled" },
	{ "activeX/", "/control", "里面有控件", "it has controls that run programs" },
	{ "webextensions/", "/webextension", "里面有加载项", "it has add-ins" },
	{ "embeddings/", "/oleObject", "里面嵌有其他文件", "it has other files in it" },
	{ "embeddings/", "/package", "里面嵌有其他文件", "it has other files in it" },
};

#define REFUSED_N (sizeof(refused) / sizeof(*refused))

static int part_refused(struct cx *cx, size_t which)
{
	return xlsx_err(cx, E_XLSX, "{0}，不能用作表样", "{1}: no such file is taken as a form",
		refused[which].zh, refused[which].en);
}

static bool ends_with(struct str s, const char *end)
{
	size_t n = strlen(end);

	return s.n >= n && memcmp(s.p + s.n - n, end, n) == 0;
}

/* A link that somebody has to follow by himself may lead elsewhere, and nothing that is fetched when the file is opened. */
static int relation_check(void *arg, struct cx *cx, const char *name, const char **attributes)
{
	struct str type = xlsx_attribute(attributes, "Type");
	bool outside = str_is(xlsx_attribute(attributes, "TargetMode"), "External");

	(void)arg;
	if (strcmp(name, "Relationship") != 0)
		return 0;
	for (size_t i = 0; i < REFUSED_N; i++)
		if (ends_with(type, refused[i].type))
			return part_refused(cx, i);
	if (outside && !ends_with(type, "/hyperlink"))
		return xlsx_err(cx, E_XLSX, "里面有打开时从别处取来的内容，不能用作表样",
			"it fetches something from elsewhere when it is opened: no such file is taken as a form");
	return 0;
}

static bool is_relations(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcasecmp(name + n - 5, ".rels") == 0;
}

static int part_check(struct cx *cx, zip_t *zip, const char *name)
{
	static const struct xlsx_events events = { .start = relation_check };

	for (size_t k = 0; k < REFUSED_N; k++)
		if (strcasestr(name, refused[k].part))
			return part_refused(cx, k);
	if (name[0] == '/' || strstr(name, "..") || strchr(name, '\\'))
		return xlsx_err(cx, E_XLSX, "部件的名称不对：{0}",
			"a part has a name that none has: {0}", name);
	return is_relations(name) ? xlsx_part_whole(cx, zip, name, XLSX_PART_SMALL, &events, NULL) :
				    0;
}

static int parts_check(struct cx *cx, zip_t *zip)
{
	zip_int64_t n = zip_get_num_entries(zip, 0);
	uint64_t bytes = 0;
	int e = 0;

	if (n > XLSX_FORM_PARTS_MAX)
		return xlsx_err(cx, E_XLSX_LARGE, "部件多于 {0} 个",
			"there are more than {0} parts", cx_num(cx, XLSX_FORM_PARTS_MAX));
	for (zip_int64_t i = 0; !e && i < n; i++) {
		zip_stat_t stat = { .valid = 0 };

		if (zip_stat_index(zip, (zip_uint64_t)i, 0, &stat) || !stat.name)
			continue;
		bytes += stat.valid & ZIP_STAT_SIZE ? stat.size : 0;
		if (bytes > XLSX_FORM_UNPACKED_MAX)
			return xlsx_err(cx, E_XLSX_LARGE, "解压后超过 {0} MiB",
				"it unpacks to more than {0} MiB",
				cx_num(cx, XLSX_FORM_UNPACKED_MAX >> 20));
		e = part_check(cx, zip, stat.name);
	}
	return e;
}

/* What is filled into one would be lost in the other. */
static int pages_check(struct cx *cx, const struct xlsx_book *book)
{
	for (size_t i = 0; i < book->pages_n; i++)
		for (size_t k = 0; k < i; k++)
			if (book->pages[i].part && book->pages[k].part &&
				strcasecmp(book->pages[i].part, book->pages[k].part) == 0)
				return xlsx_err(cx, E_XLSX, "两张工作表是同一个部件",
					"two sheets are one part");
	return 0;
}

static int cell_err(struct cx *cx, const struct xlsx_form_sheet *s,
	const struct xlsx_form_cell *cell, const char *zh, const char *en)
{
	struct buf where;

	buf_init(&where, cx->arena);
	buf_str(&where, s->name);
	buf_c(&where, '!');
	xlsx_cell_name(&where, cell->column, cell->row);
	return xlsx_err(cx, E_XLSX, zh, en, cx_text(cx, buf_get(&where)));
}

/* A form that is filled in already, with people in it. And what is told once it is filled is for the office alone. */
static int cell_check(
	struct cx *cx, const struct xlsx_form_sheet *s, const struct xlsx_form_cell *cell)
{
	if (cell->formula && xlsx_formula_reaches(cell->text))
		return cell_err(cx, s, cell, "{0} 的公式会向别处取数或打开链接，不能用作表样",
			"the formula in {0} reaches out to elsewhere: no such file is taken as a form");
	if (cell->text.n != 18 || id_resident(cell->text, FAR_DAY, NULL, NULL) != ID_OK)
		return 0;
	return cell_err(cx, s, cell, "{0} 是证件号码；表样须为空白表",
		"{0} is a document number: a form has to be blank");
}

/* ---- sheets ---- */

static int cell_add(
	struct cx *cx, struct reading *r, uint32_t row, uint32_t column, struct str text)
{
	struct xlsx_form_sheet *s = r->sheet;
	struct xlsx_form_cell *cell;
	int e;

	if (r->all++ == XLSX_FORM_CELLS_MAX)
		return xlsx_err(cx, E_XLSX_LARGE, "有内容的单元格多于 {0} 个",
			"more than {0} cells have content", cx_num(cx, XLSX_FORM_CELLS_MAX));
	r->bytes += text.n;
	if (r->bytes > XLSX_FORM_TEXT_MAX)
		return xlsx_err(cx, E_XLSX_LARGE, "单元格的文字共超过 {0} MiB",
			"its cells hold more than {0} MiB of text",
			cx_num(cx, XLSX_FORM_TEXT_MAX >> 20));
	if (s->cells_n == r->cap) {
		struct xlsx_form_cell *wider;

		r->cap = r->cap ? 2 * r->cap : 64;
		wider = cx_many(cx, r->cap, struct xlsx_form_cell);
		if (!wider)
			return -E_NO_MEMORY;
		if (s->cells_n)
			memcpy(wider, s->cells, s->cells_n * sizeof(*wider));
		s->cells = wider;
	}
	cell = &s->cells[s->cells_n++];
	*cell = (struct xlsx_form_cell){
		.row = row, .column = column, .formula = text.p[0] == '='
	};
	e = cx_str(cx, text, &cell->text);
	return e ? e : cell_check(cx, s, cell);
}

static int row_add(struct cx *cx, struct reading *r, const struct sheet_row *row)
{
	int e = 0;

	for (size_t i = 0; !e && i < row->n; i++)
		if (row->cells[i].n)
			e = cell_add(cx, r, (uint32_t)row->number, (uint32_t)i + 1, row->cells[i]);
	return e;
}

static int merges_take(struct cx *cx, const struct xlsx_rows *rows, struct xlsx_form_sheet *s)
{
	const struct xlsx_merge *all = xlsx_rows_merges(rows, &s->merges_n);

	s->merges = cx_many(cx, s->merges_n + 1, struct xlsx_form_merge);
	if (!s->merges)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < s->merges_n; i++)
		s->merges[i] = (struct xlsx_form_merge){ all[i].top, all[i].bottom, all[i].left,
			all[i].right };
	return 0;
}

static int sheet_read(struct cx *cx, const struct xlsx_book *book, const struct xlsx_page *page,
	struct reading *r)
{
	struct xlsx_rows *rows;
	struct sheet_row row;
	int got = xlsx_rows_new(cx, book, &rows);

	r->sheet->name = page->name;
	r->sheet->hidden = page->hidden;
	r->cap = 0;
	if (got || !page->part)
		return got;
	got = xlsx_rows_start(cx, rows, page);
	while (!got && (got = xlsx_rows_next(cx, rows, &row)) == 1)
		got = row_add(cx, r, &row);
	if (!got)
		got = merges_take(cx, rows, r->sheet);
	xlsx_rows_close(rows);
	return got;
}

static int sheets_read(struct cx *cx, const struct xlsx_book *book, struct xlsx_form_sheet *ret)
{
	struct reading r = { .all = 0 };
	int e = parts_check(cx, book->zip);

	if (!e)
		e = pages_check(cx, book);
	for (size_t i = 0; !e && i < book->pages_n; i++) {
		r.sheet = &ret[i];
		e = sheet_read(cx, book, &book->pages[i], &r);
	}
	return e;
}

int xlsx_form_read(struct cx *cx, struct str bytes, struct xlsx_form_sheet **ret, size_t *ret_n)
{
	struct xlsx_book book;
	struct str filled;
	int e = xlsx_book_open(cx, NULL, bytes, &book);

	if (!e && book.pages_n > XLSX_FORM_SHEETS_MAX)
		e = xlsx_err(cx, E_XLSX_LARGE, "工作表多于 {0} 张",
			"there are more than {0} sheets", cx_num(cx, XLSX_FORM_SHEETS_MAX));
	*ret_n = book.pages_n;
	*ret = e ? NULL : cx_many(cx, book.pages_n + 1, struct xlsx_form_sheet);
	if (!e && !*ret)
		e = -E_NO_MEMORY;
	if (!e)
		e = sheets_read(cx, &book, *ret);
	xlsx_book_close(&book);
	/* What cannot be filled is no form. */
	return e ? e : xlsx_fill(cx, bytes, NULL, 0, &filled);
}
