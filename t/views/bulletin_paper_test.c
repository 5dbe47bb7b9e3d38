/* What goes out as a file: the figures of a bulletin, all of them, as text of a PDF and cells of a workbook; the same bytes each
 * time; whatever somebody wrote into a title. Texts are taken out of the PDF by pdftotext, as any reader would. */
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "load/sheet.h"
#include "desk/bulletin/bulletin.h"
#include "sys/sys.h"

extern char **environ;

struct bench {
	struct arena arena;
	struct cx cx;
};

static void begin(struct bench *t)
{
	arena_init(&t->arena, &sys_heap, 0);
	t->cx = (struct cx){ .arena = &t->arena };
}

static void must(struct bench *t, int e)
{
	if (e)
		fail_msg("%d: %.*s", e, STR_ARG(t->cx.e.en));
}

static struct str number(struct bench *t, const char *fmt, int i)
{
	struct buf b;

	buf_init(&b, &t->arena);
	buf_z(&b, fmt);
	buf_fmt(&b, "%03d", i);
	return buf_get(&b);
}

/* As large as one may be, with the title that a person gave it. */
static struct bulletin made(struct bench *t, const char *title)
{
	struct bulletin b = { .version = 2,
		.area = STR("512021"),
		.area_name = STR("安岳县（示例）"),
		.title_zh = str_of(title),
		.title_en = str_of(title),
		.prose_zh = STR("入户排查。上门走访8043人次。\n核酸检测。采样30112人次。"),
		.prose_en = STR("House to house: 8043 people."),
		.was_zh = STR("入户排查。上门走访8043人次。\n核酸检测。采样30112人次。"),
		.was_en = STR("House to house: 8043 people."),
		.by = STR("li"),
		.reason = STR("正在核查（示例）"),
		.at = 1663859400000LL,
		.from = 19229,
		.to = 19257,
		.as_of = 4711,
		.pos = 4712,
		.figures_n = BULLETIN_FIGURES_MAX,
		.open_n = BULLETIN_OPEN_MAX };

	b.id.b[0] = b.incident.b[0] = b.replaces.b[0] = 1;
	b.figures = cx_many(&t->cx, b.figures_n, struct bulletin_figure);
	b.open = cx_many(&t->cx, b.open_n, struct bulletin_open);
	assert_true(b.figures && b.open);
	for (size_t i = 0; i < b.figures_n; i++)
		b.figures[i] = (struct bulletin_figure){ .id = number(t, "f-", (int)i),
			.v = 1,
			.zh = number(t, "某项工作完成的件次数（示例）", (int)i),
			.en = number(t, "Pieces of some work that were done ", (int)i),
			.unit_zh = STR("件次"),
			.unit_en = STR("pieces"),
			.means_zh = STR(
				"结果为“已办结”的有效记录数，加上标明“代办”且已签收的记录数；同一件办理多次的计多次。"),
			.means_en = STR(
				"Standing records whose outcome is 'done', and those marked 'for another' that were signed for; each counts."),
			.value = 700000 + (int64_t)i,
			.divide = 1,
			.records = 800000 + (int64_t)i,
			.change = CHANGE_COMPARED,
			.before = 700000,
			.before_v = 1 };
	for (size_t i = 0; i < b.open_n; i++)
		b.open[i] = (struct bulletin_open){ .what = STR("x"),
			.zh = number(t, "近 7 日内有无返乡人员？（示例镇）", (int)i),
			.en = number(t, "Round ", (int)i),
			.difference = 1500 };
	return b;
}

static struct str given(
	struct bench *t, const struct bulletin *b, enum bulletin_format format, bool zh)
{
	struct str bytes;

	must(t, bulletin_write(&t->cx, b, format, zh, &bytes));
	return bytes;
}

/* The text of a PDF; STR_NONE where nobody can take it out. */
static struct str extracted(struct bench *t, struct str pdf)
{
	const char *from = sys_scratch_path(&t->cx, ".pdf"), *to = sys_scratch_path(&t->cx, ".txt");
	char *argv[] = { (char *)(uintptr_t) "pdftotext", (char *)(uintptr_t) "-layout",
		(char *)(uintptr_t)from, (char *)(uintptr_t)to, NULL };
	struct str text = STR_NONE;
	pid_t pid;
	int status = 0;

	must(t, sys_write_new(&t->cx, from, pdf, 0600));
	if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, environ) == 0) {
		assert_true(waitpid(pid, &status, 0) == pid);
		assert_int_equal(status, 0);
		must(t, sys_read_file(&t->cx, to, 10 << 20, &text));
		sys_remove(to);
	} else {
		print_message("skipped: there is no pdftotext (poppler-utils)\n");
	}
	sys_remove(from);
	return text;
}

static size_t times(struct str text, const char *what)
{
	size_t n = 0;

	for (const char *p = text.p;
		(p = memmem(p, text.n - (size_t)(p - text.p), what, strlen(what))); p++)
		n++;
	return n;
}

static void every_figure_is_text(void **state)
{
	struct bench t;
	struct bulletin b;
	struct str pdf, text;

	(void)state;
	begin(&t);
	b = made(&t, "安岳县疫情防控工作通报（示例）");
	pdf = given(&t, &b, BULLETIN_PDF, true);
	text = extracted(&t, pdf);
	for (size_t i = 0; text.p && i < b.figures_n; i++) {
		char row[64];

		snprintf(row, sizeof(row), "%lld 件次", (long long)b.figures[i].value);
		if (times(text, row) != 1)
			fail_msg("'%s' stands there %zu times", row, times(text, row));
	}
	for (size_t i = 0; text.p && i < b.open_n; i++)
		assert_true(times(text, b.open[i].zh.p) == 1);
	if (text.p) {
		assert_true(times(text, "依据记录（条）") >
			4); /* on each page that the table reaches */
		assert_int_equal(times(text, "数据截至第 4711 条"), times(pdf, "/Type /Page %"));
		assert_true(times(text, "上门走访8043人次") == 1);
	}
	arena_done(&t.arena);
}

static void fonts_go_with_it_and_bytes_are_the_same(void **state)
{
	struct bench t;
	struct bulletin b;

	(void)state;
	begin(&t);
	b = made(&t, "安岳县疫情防控工作通报（示例）");
	for (int zh = 0; zh < 2; zh++)
		for (int form = 0; bulletin_forms[form].name; form++) {
			struct str first = given(&t, &b, (enum bulletin_format)form, zh);

			assert_true(str_eq(first, given(&t, &b, (enum bulletin_format)form, zh)));
			if (form != BULLETIN_PDF)
				continue;
			assert_true(str_starts(first, STR("%PDF-1.")));
			/* Each font that is named lies in the file. */
			assert_true(times(first, "/Type /FontDescriptor") > 0);
			assert_int_equal(
				times(first, "/Type /FontDescriptor"), times(first, "/FontFile"));
			assert_true(times(first, "20220922231000+08'00") == 2);
		}
	arena_done(&t.arena);
}

static void a_title_may_say_anything(void **state)
{
	static const char *const titles[] = { "", "<b>&\"'\\ ()%%EOF", "=1+1",
		"\u202egnp.exe \u2066x\u2069\n\t\r\u2028",
		"\x01\x1f\x7f\xc2\x9f\ufeff\uffff\U0010ffff",
		"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
		"\U00020000\U0002a6d6\U0001f9a0 العربية हिन्दी" };
	struct bench t;
	struct bulletin b;
	struct buf lots;

	(void)state;
	begin(&t);
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++) {
		b = made(&t, titles[i]);
		b.area_name = b.by = b.reason = b.figures[0].zh = b.figures[0].unit_zh =
			b.open[0].zh = b.title_zh;
		for (int form = 0; bulletin_forms[form].name; form++)
			assert_true(given(&t, &b, (enum bulletin_format)form, true).n > 0);
	}
	/* As long as a record may hold them, without a place to break. */
	buf_init(&lots, &t.arena);
	for (int i = 0; i < BULLETIN_TITLE_MAX; i++)
		buf_z(&lots, "W");
	b = made(&t, buf_get(&lots).p);
	b.figures[0].zh = b.figures[0].unit_zh = b.open[0].zh = b.title_zh;
	assert_true(given(&t, &b, BULLETIN_PDF, true).n > 0);
	arena_done(&t.arena);
}

/* The largest fits into a record, and comes out of it as it went in. */
static void the_largest_is_a_record(void **state)
{
	struct sender from = { .user = STR("li"), .now = 1663859400000LL };
	struct uuid id = { .b = { 1 } };
	const struct json *v;
	struct record *r;
	struct bench t;
	struct bulletin b;
	struct str text;

	(void)state;
	begin(&t);
	b = made(&t, "示例");
	must(&t, bulletin_record(&t.cx, &b, &id, from.now, &text));
	must(&t, json_read(&t.cx, text, &json_limits_request, &v));
	must(&t, record_read(&t.cx, desks_kinds(), v, &from, &r));
	print_message("%zu bytes\n", text.n);
	arena_done(&t.arena);
}

static size_t rows_of(
	struct bench *t, struct str book, const char *name, const char *column, const char *first)
{
	struct sheet *s;
	struct sheet_row row;
	size_t n = 0;

	must(t, sheet_open_bytes(&t->cx, book, str_of(name), &s));
	assert_true(str_is(sheet_headings(s)[1], column));
	while (sheet_next(&t->cx, s, &row) == 1)
		if (n++ == 0 && !str_is(row.cells[1], first))
			fail_msg("%s: '%.*s'", name, STR_ARG(row.cells[1]));
	sheet_close(s);
	return n;
}

static void a_workbook_has_figures_accounts_and_corrections(void **state)
{
	struct bench t;
	struct bulletin b;
	struct str book;

	(void)state;
	begin(&t);
	b = made(&t, "=1+1");
	b.figures[3].change = CHANGE_ENDED;
	book = given(&t, &b, BULLETIN_XLSX, true);
	assert_int_equal(rows_of(&t, book, "指标", "数值", "700000"), BULLETIN_FIGURES_MAX);
	assert_int_equal(rows_of(&t, book, "账目核对", "差额", "1.5"), BULLETIN_OPEN_MAX);
	b.open_more = 7;
	b.unchecked = 2;
	book = given(&t, &b, BULLETIN_XLSX, true);
	assert_int_equal(rows_of(&t, book, "账目核对", "差额", "1.5"), BULLETIN_OPEN_MAX + 2);
	/* The first is as it was. */
	assert_int_equal(rows_of(&t, book, "更正", "上一版", "700000"), BULLETIN_FIGURES_MAX - 1);
	assert_int_equal(rows_of(&t, book, "说明", "内容", "=1+1"), 5);
	book = given(&t, &b, BULLETIN_XLSX, false);
	assert_int_equal(rows_of(&t, book, "Figures", "Value", "700000"), BULLETIN_FIGURES_MAX);
	assert_int_equal(
		rows_of(&t, book, "Corrections", "Before", "700000"), BULLETIN_FIGURES_MAX - 1);
	arena_done(&t.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_is_text),
		cmocka_unit_test(fonts_go_with_it_and_bytes_are_the_same),
		cmocka_unit_test(a_title_may_say_anything),
		cmocka_unit_test(the_largest_is_a_record),
		cmocka_unit_test(a_workbook_has_figures_accounts_and_corrections),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
