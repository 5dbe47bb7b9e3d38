/* The CSV reader: any bytes are a file or are refused; what was promised at opening holds when it is read; a cell that
 * is written for a file reads back as it was, but for the apostrophe before a formula. */
#include <string.h>

#include "load/csv.h"
#include "core/check.h"
#include "sys/sys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void written_again(struct cx *cx, struct str cell)
{
	struct sheet *c = NULL;
	struct sheet_row row;
	struct buf b;

	if (sheet_is_formula(cell))
		return;
	buf_init(&b, cx->arena);
	buf_z(&b, "a,b\n");
	csv_cell_write(&b, cell);
	buf_z(&b, ",x\n");
	check(buf_ok(&b));
	check(sheet_open_bytes(cx, buf_get(&b), STR_NONE, &c) == 0);
	check(sheet_next(cx, c, &row) == 1);
	check(row.n == 2 && str_eq(row.cells[0], cell));
	sheet_close(c);
}

static void file_read(struct cx *cx, struct sheet *c)
{
	struct sheet_row row;
	int64_t rows = 0, number = 1;
	int got;

	while ((got = sheet_next(cx, c, &row)) == 1) {
		rows++;
		check(row.number > number && row.n >= 1 && row.n <= SHEET_COLUMNS_MAX);
		number = row.number;
		for (size_t i = 0; i < row.n; i++)
			check(utf8_valid(row.cells[i]));
		sheet_row_check(cx, c, &row);
		if (rows == 1)
			written_again(cx, row.cells[0]);
	}
	check(got == 0 && rows == sheet_rows(c));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	struct cx cx = { .arena = &arena };
	struct sheet *c = NULL;

	if (size >= 4 && memcmp(data, "PK\003\004", 4) == 0)
		return 0; /* a workbook: fuzz_xlsx */
	if (!arena.source)
		arena_init(&arena, &sys_heap, 0);
	if (sheet_open_bytes(&cx, (struct str){ (const char *)data, size }, STR_NONE, &c) == 0)
		file_read(&cx, c);
	else
		check(cx.e.code == E_CSV || cx.e.code == E_CSV_ENCODING ||
			cx.e.code == E_CSV_HEADING || cx.e.code == E_CSV_EXCEL ||
			cx.e.code == E_CSV_SEPARATOR);
	sheet_close(c);
	arena_reset(&arena);
	return 0;
}
