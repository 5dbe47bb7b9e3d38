/* Workbooks for tests, made by hand: each part as it is given, right or wrong, packed by libzip. */
#ifndef PAPER_XLSX_FIXTURE_H
#define PAPER_XLSX_FIXTURE_H

#include <zip.h>

#include "core/test.h"

#define BOOK_RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define BOOK_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define BOOK_NONE "-" /* a part that is left out */

/* NULL: the usual. */
struct book_parts {
	const char *root, *workbook, *relations, *styles, *strings;
	const char *sheet; /* whole */
	const char *rows;  /* or what stands in its sheetData */
	const char *after; /* and behind it */
	const char *sheet2;
};

static inline void book_add(zip_t *zip, const char *name, const char *content)
{
	zip_source_t *s;

	if (!content)
		fail_msg("there is no %s", name);
	if (strcmp(content, BOOK_NONE) == 0)
		return;
	s = zip_source_buffer(zip, content, strlen(content), 0);
	assert_non_null(s);
	assert_true(zip_file_add(zip, name, s, ZIP_FL_OVERWRITE) >= 0);
}

static inline struct str book_packed(struct cx *cx, zip_t *zip, zip_source_t *source)
{
	struct str bytes = STR_NONE;
	zip_stat_t stat;
	char *p;

	zip_source_keep(source);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	p = cx_alloc(cx, stat.size);
	assert_non_null(p);
	assert_int_equal(zip_source_read(source, p, stat.size), stat.size);
	bytes = (struct str){ p, stat.size };
	zip_source_close(source);
	zip_source_free(source);
	return bytes;
}

static inline zip_t *book_begin(zip_source_t **ret)
{
	zip_error_t error;
	zip_t *zip;

	zip_error_init(&error);
	*ret = zip_source_buffer_create(NULL, 0, 0, &error);
	zip = zip_open_from_source(*ret, ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	return zip;
}

static inline const char *book_or(const char *given, const char *usual)
{
	return given ? given : usual;
}

/* The bytes of the file. */
static inline struct str book_make(struct cx *cx, const struct book_parts *p)
{
	zip_source_t *source;
	zip_t *zip = book_begin(&source);
	struct buf sheet;

	buf_init(&sheet, cx->arena);
	buf_fmt(&sheet,
		"<worksheet xmlns=\"" BOOK_MAIN "\"><sheetData>%s</sheetData>%s</worksheet>",
		book_or(p->rows, ""), book_or(p->after, ""));
	book_add(zip, "_rels/.rels",
		book_or(p->root,
			"<Relationships><Relationship Id=\"rId1\" Type=\"" BOOK_RELATIONS
			"/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
	book_add(zip, "xl/workbook.xml",
		book_or(p->workbook,
			"<workbook xmlns=\"" BOOK_MAIN "\" xmlns:r=\"" BOOK_RELATIONS
			"\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"));
	book_add(zip, "xl/_rels/workbook.xml.rels",
		book_or(p->relations,
			"<Relationships>"
			"<Relationship Id=\"rId1\" Type=\"" BOOK_RELATIONS
			"/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
			"<Relationship Id=\"rId2\" Type=\"" BOOK_RELATIONS
			"/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
			"<Relationship Id=\"rId3\" Type=\"" BOOK_RELATIONS
			"/styles\" Target=\"styles.xml\"/>"
			"<Relationship Id=\"rId4\" Type=\"" BOOK_RELATIONS
			"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
			"</Relationships>"));
	book_add(zip, "xl/styles.xml", book_or(p->styles, "<styleSheet/>"));
	book_add(zip, "xl/sharedStrings.xml", book_or(p->strings, "<sst/>"));
	book_add(zip, "xl/worksheets/sheet1.xml", book_or(p->sheet, buf_get(&sheet).p));
	book_add(zip, "xl/worksheets/sheet2.xml", book_or(p->sheet2, BOOK_NONE));
	return book_packed(cx, zip, source);
}

#endif
