/* Workbooks of fuzzers: bytes that begin like an archive are one; others are the parts of a workbook, divided by NUL (the sheet, the
 * shared texts, the styles, the workbook), which are packed first: so a fuzzer reaches the XML behind the archive. */
#ifndef T_FUZZ_XLSX_PACKED_H
#define T_FUZZ_XLSX_PACKED_H

#include <string.h>
#include <zip.h>

#include "core/check.h"
#include "core/err.h"

#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static inline void part_add(zip_t *zip, const char *name, struct str content)
{
	zip_source_t *s = zip_source_buffer(zip, content.p, content.n, 0);
	zip_int64_t at = s ? zip_file_add(zip, name, s, ZIP_FL_OVERWRITE) : -1;

	check(at >= 0 && !zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_STORE, 0));
}

static inline void parts_add(zip_t *zip, struct str rest)
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

static inline struct str workbook_packed(struct cx *cx, struct str parts)
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

static inline struct str workbook_of(struct cx *cx, struct str bytes)
{
	return bytes.n < 4 || memcmp(bytes.p, "PK\x03\x04", 4) != 0 ? workbook_packed(cx, bytes) :
								      bytes;
}

#endif
