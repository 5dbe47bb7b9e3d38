/* Pages: what is added comes out, within bounds; and without a Chinese font there is no page. */
#include "paper/pdf.h"
#include "paper/qr.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sys/sys.h"

struct bench {
	struct arena arena;
	struct cx cx;
};

static struct pdf *begin(struct bench *t)
{
	static const struct pdf_head head = {
		.title = { "示例", 6 }, .foot = { "示例", 6 }, .at = 1663859400123LL, .zh = true
	};
	struct pdf *p;

	arena_init(&t->arena, &sys_heap, 0);
	t->cx = (struct cx){ .arena = &t->arena };
	p = pdf_new(&t->cx, &head);
	assert_non_null(p);
	return p;
}

static size_t pages(struct str pdf)
{
	static const char mark[] = "/Type /Page %";
	size_t n = 0;

	for (const char *p = pdf.p;
		(p = memmem(p, pdf.n - (size_t)(p - pdf.p), mark, sizeof(mark) - 1)); p++)
		n++;
	return n;
}

/* What is drawn is a code of the text: its three corners stand where the standard has them, with white around. */
static void a_code_has_its_corners(void **state)
{
	struct bench t;
	struct pdf *p = begin(&t);
	char longest[QR_TEXT_MAX + 1];
	struct str pdf;
	struct qr q;

	(void)state;
	assert_int_equal(qr_make(&t.cx, STR("AY-0001-K"), &q), 0);
	assert_int_equal(q.width, 21);
	for (int i = 0; i < 7; i++)
		assert_true(qr_dark(&q, i, 0) && qr_dark(&q, 20 - i, 0) && qr_dark(&q, 0, 20 - i));
	assert_true(qr_dark(&q, 3, 3) && !qr_dark(&q, 1, 1) && !qr_dark(&q, 7, 7));
	assert_false(qr_dark(&q, -1, 0) || qr_dark(&q, 0, 21));
	memset(longest, 'a', sizeof(longest));
	assert_int_equal(qr_make(&t.cx, (struct str){ longest, QR_TEXT_MAX }, &q), 0);
	assert_int_equal(qr_make(&t.cx, (struct str){ longest, QR_TEXT_MAX + 1 }, &q), -E_TOO_LONG);
	err_clear(&t.cx);
	pdf_code(p, STR("AY-0001-K"));
	pdf_text(p, PDF_TITLE, STR("AY-0001-K"));
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 1);
	arena_done(&t.arena);
}

/* First, before any font was looked for; what is installed afterwards is found without a new start. */
static void without_a_chinese_font_it_says_what_to_install(void **state)
{
	const char *path;
	struct str pdf;
	struct bench t;
	struct pdf *p = begin(&t);

	(void)state;
	path = sys_scratch_path(&t.cx, ".conf");
	assert_int_equal(sys_write_new(&t.cx, path,
				 STR("<fontconfig><dir>/nowhere</dir></fontconfig>"), 0600),
		0);
	assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
	pdf_text(p, PDF_TITLE, STR("通报"));
	assert_int_equal(pdf_end(p, &pdf), -E_NO_FONT);
	assert_non_null(strstr(t.cx.e.remedy_zh.p, "fonts-noto-cjk"));
	assert_non_null(strstr(t.cx.e.remedy_en.p, "fonts-noto-cjk"));
	assert_int_equal(unsetenv("FONTCONFIG_FILE"), 0);
	sys_remove(path);
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 1);
	arena_done(&t.arena);
}

static void nothing_is_a_page(void **state)
{
	struct str pdf;
	struct bench t;
	struct pdf *p = begin(&t);

	(void)state;
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 1);
	arena_done(&t.arena);
}

/* A page holds some 38 rows; each page of a table begins with its headings. */
static void it_flows_to_so_many_pages_and_no_more(void **state)
{
	static const struct str cells[] = { { "某项工作", 12 }, { "12", 2 } };
	struct bench t;
	struct pdf *p = begin(&t);
	struct str pdf;
	int rows = 0;

	(void)state;
	pdf_table(p, "lr", cells);
	for (; rows < 100; rows++)
		pdf_row(p, cells);
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 3);
	for (; rows < 50 * PDF_PAGES_MAX; rows++)
		pdf_row(p, cells);
	assert_int_equal(pdf_end(p, &pdf), -E_TOO_MANY);
	assert_null(pdf.p);
	arena_done(&t.arena);
}

/* A paragraph longer than a page goes on on the next; a cell may not. */
static void what_is_longer_than_a_page(void **state)
{
	struct bench t;
	struct pdf *p = begin(&t);
	struct buf lots;
	struct str pdf;

	(void)state;
	buf_init(&lots, &t.arena);
	for (int i = 0; i < 3000; i++)
		buf_z(&lots, "字");
	pdf_text(p, PDF_BODY, buf_get(&lots));
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 3);
	pdf_table(p, "ll", (struct str[]){ buf_get(&lots), STR("") });
	pdf_row(p, (struct str[]){ STR(""), buf_get(&lots) });
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 3);
	arena_done(&t.arena);
}

/* Slips of equal height: as many as fit stand on a page, and none is on two. */
static void a_slip_stays_on_one_page(void **state)
{
	struct bench t;
	struct pdf *p = begin(&t);
	struct str pdf;

	(void)state;
	for (int i = 0; i < 4; i++) {
		pdf_slip(p, STR("https://192.168.1.10:8080/#/ticket/AB12-CD34-EF5X/v001"));
		pdf_text(p, PDF_HEADING, STR("凭条"));
		pdf_text(p, PDF_TITLE, STR("AB12-CD34-EF5X"));
	}
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 1);
	pdf_slip(p, STR("AB12-CD34-EF5X"));
	for (int i = 0; i < 10; i++)
		pdf_text(p, PDF_BODY, STR("说明"));
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 2);
	arena_done(&t.arena);
}

/* One that no page can hold goes on on the next. */
static void a_slip_longer_than_a_page(void **state)
{
	struct bench t;
	struct pdf *p = begin(&t);
	struct str pdf;

	(void)state;
	pdf_slip(p, STR("AB12-CD34-EF5X"));
	for (int i = 0; i < 50; i++)
		pdf_text(p, PDF_BODY, STR("说明"));
	assert_int_equal(pdf_end(p, &pdf), 0);
	assert_int_equal(pages(pdf), 2);
	arena_done(&t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_chinese_font_it_says_what_to_install),
		cmocka_unit_test(a_code_has_its_corners),
		cmocka_unit_test(a_slip_stays_on_one_page),
		cmocka_unit_test(a_slip_longer_than_a_page),
		cmocka_unit_test(nothing_is_a_page),
		cmocka_unit_test(it_flows_to_so_many_pages_and_no_more),
		cmocka_unit_test(what_is_longer_than_a_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
