/* The reader of workbooks: any bytes are a workbook or are refused; what was promised at opening holds when it is read. */
#include "xlsx_packed.h"

#include "load/sheet.h"
#include "core/check.h"
#include "sys/sys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	bytes = workbook_of(&cx, bytes);
	if (sheet_open_bytes(&cx, bytes, STR_NONE, &s) == 0)
		sheet_read(&cx, s);
	else
		check(cx.e.code == E_XLSX || cx.e.code == E_XLSX_LARGE || cx.e.code == E_CSV ||
			cx.e.code == E_CSV_HEADING);
	sheet_close(s);
	arena_reset(&arena);
	return 0;
}
