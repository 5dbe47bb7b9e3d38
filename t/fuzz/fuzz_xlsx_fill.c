/* Offices' forms: any bytes are a form or are refused; what is taken as one can be filled, or is refused with a reason, and what was
 * filled in is read again as it was put. */
#include "xlsx_packed.h"

#include "paper/xlsx_fill.h"
#include "paper/xlsx_form.h"
#include "sys/sys.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_refusal(const struct cx *cx)
{
	return cx->e.code == E_XLSX || cx->e.code == E_XLSX_LARGE || cx->e.code == E_CSV;
}

static bool says(const struct xlsx_form_sheet *s, uint32_t column, uint32_t row, const char *text)
{
	for (size_t i = 0; i < s->cells_n; i++)
		if (s->cells[i].column == column && s->cells[i].row == row)
			return str_is(s->cells[i].text, text);
	return false;
}

static void filled(struct cx *cx, struct str book)
{
	const struct xlsx_put puts[] = {
		{ .column = 2, .row = 2, .form = XLSX_PUT_TEXT, .text = STR("1<2\xe7\x94\xb2") },
		{ .column = 1, .row = 3, .form = XLSX_PUT_TEXT, .text = STR("=x") },
		{ .column = 3, .row = 1, .form = XLSX_PUT_DAY, .text = STR("d"), .day = 19234 },
		{ .column = 4, .row = 9, .form = XLSX_PUT_NUMBER, .text = STR("-12.5") },
	};
	struct xlsx_form_sheet *sheets;
	struct str out;
	size_t n;

	if (xlsx_fill(cx, book, puts, sizeof(puts) / sizeof(*puts), &out)) {
		check(is_refusal(cx));
		return;
	}
	if (xlsx_form_read(cx, out, &sheets, &n)) {
		check(is_refusal(cx));
		return;
	}
	check(n > 0 && says(&sheets[0], 2, 2, puts[0].text.p) && says(&sheets[0], 1, 3, "=x"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	struct cx cx = { .arena = &arena };
	struct xlsx_form_sheet *sheets;
	struct str book;
	size_t n;

	if (!arena.source)
		arena_init(&arena, &sys_heap, 0);
	book = workbook_of(&cx, (struct str){ (const char *)data, size });
	if (xlsx_form_read(&cx, book, &sheets, &n) == 0)
		filled(&cx, book);
	else
		check(is_refusal(&cx));
	arena_reset(&arena);
	return 0;
}
