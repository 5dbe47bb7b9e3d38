/* The reader of workbooks: any bytes are a workbook or are refused; what was promised at opening holds when it is read.
 *
 * Bytes that begin like an archive are taken as one. Others are the parts of a workbook, divided by NUL (the sheet, the
 * shared texts, the styles, the workbook), which are packed first: so the fuzzer reaches the XML behind the archive. */
#include <string.h>
#include <zip.h>

#include "cli/sheet.h"
#include "core/check.h"
#include "sys/sys.h"

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void part_add(zip_t *zip, const char *name, struct str content)
{
	zip_source_t *s = zip_source_buffer(zip, content.p, content.n, 0);
	zip_int64_t at = s ? zip_file_add(zip, name, s, ZIP_FL_OVERWRITE) : -1;

	check(at >= 0 && !zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0));
}

static void parts_add(zip_t *zip, struct str rest)
{
	static const char *const names[] = { "xl/s.xml", "xl/t.xml", "xl/f.xml",
		"xl/workbook.xml" };
	struct str part;

	part_add(zip, "_rels/.rels",
		STR("<R><Relationship Type=\"" TYPES
		    "/officeDocument\" Target=\"xl/workbook.xml\"/></R>"));
	part_add(zip, "xl/_rels/workbook.xml.rels",
		STR("<R><Relationship Id=\"s\" Type=\"" TYPES "/worksheet\" Target=\"s.xml\"/>"
		    "<Relationship Id=\"t\" Type=\"" TYPES "/sharedStrings\" Target=\"t.xml\"/>"
		    "<Relationship Id=\"f\" Type=\"" TYPES "/styles\" Target=\"f.xml\"/></R>"));
	for (size_t i = 0; i < 4; i++) {
		const char *usual[] = { "", "<sst/>", "<styleSheet/>",
			"<workbook><sheets><sheet name=\"S\" id=\"s\"/></sheets></workbook>" };

		if (!str_split(&rest, '\0', &part))
			part = str_of(usual[i]);
		part_add(zip, names[i], part);
	}
}

static struct str packed(struct cx *cx, struct str parts)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	zip_stat_t stat;
	char *p;

	check(zip);
	parts_add(zip, parts);
	zip_source_keep(source);
	check(zip_close(zip) == 0 && zip_source_open(source) == 0);
	check(zip_source_stat(source, &stat) == 0);
	p = cx_alloc(cx, stat.size);
	check(p && zip_source_read(source, p, stat.size) == (zip_int64_t)stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct str){ p, stat.size };
}

static void sheet_read(struct cx *cx, struct sheet *s)
{
	struct sheet_row row;
	int64_t rows = 0, number = 1;
	int got;

	while ((got = sheet_next(cx, s, &row)) == 1) {
		rows++;
		check(row.number > number && row.n >= sheet_columns(s));
		check(row.n <= SHEET_COLUMNS_MAX);
		number = row.number;
		for (size_t i = 0; i < row.n; i++)
			check(utf8_valid(row.cells[i]));
		sheet_row_check(cx, s, &row);
	}
	check(got == 0 && rows == sheet_rows(s));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	struct cx cx = { .arena = &arena };
	struct str bytes = { (const char *)data, size };
	struct sheet *s = NULL;

	if (!arena.source)
		arena_init(&arena, &sys_heap, 0);
	if (size < 4 || memcmp(data, "PK\x03\x04", 4) != 0)
		bytes = packed(&cx, bytes);
	if (sheet_open_bytes(&cx, bytes, STR_NONE, &s) == 0)
		sheet_read(&cx, s);
	else
		check(cx.e.code == E_XLSX || cx.e.code == E_XLSX_LARGE || cx.e.code == E_CSV ||
			cx.e.code == E_CSV_HEADING);
	sheet_close(s);
	arena_reset(&arena);
	return 0;
}
