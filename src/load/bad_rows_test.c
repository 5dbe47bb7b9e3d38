/* The file of bad rows where it is no file: on no disk while it is made, whole when it is handed over. */
#include "load/bad_rows.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sys/sys.h"

static struct cx cx;
static struct arena arena;
static char folder[] = "/tmp/bulou-bad-rows-XXXXXX";

static int begin(void **state)
{
	(void)state;
	arena_init(&arena, &sys_heap, 0);
	cx = (struct cx){ .arena = &arena };
	return mkdtemp(folder) && setenv("TMPDIR", folder, 1) == 0 ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_done(&arena);
	return rmdir(folder); /* nothing is left in it */
}

/* Files of this process that lie in the folder, or lay there before their names were taken away. */
static int open_in_folder(void)
{
	DIR *all = opendir("/proc/self/fd");
	int n = 0;

	assert_non_null(all);
	for (struct dirent *one; (one = readdir(all)) != NULL;) {
		char to[4096] = "";

		if (readlinkat(dirfd(all), one->d_name, to, sizeof(to) - 1) > 0)
			n += strncmp(to, folder, strlen(folder)) == 0;
	}
	closedir(all);
	return n;
}

static struct sheet *list(void)
{
	struct sheet *sheet;

	assert_int_equal(
		sheet_open_bytes(&cx, STR("姓名,手机\n张示例,12\n王示例,13\n"), STR_NONE, &sheet),
		0);
	return sheet;
}

static struct str made(struct sheet *sheet, bool xlsx, struct bad_rows **ret)
{
	const struct bad_rows_how how = { .xlsx = xlsx, .zh = true };
	struct sheet_row row;
	struct str bytes;

	assert_int_equal(bad_rows_open(&cx, sheet, &how, ret), 0);
	while (sheet_next(&cx, sheet, &row) == 1) {
		assert_int_equal(bad_rows_add(*ret, &cx, &row, STR("手机有误")), 0);
		assert_int_equal(open_in_folder(), 0);
	}
	assert_int_equal(bad_rows_bytes(*ret, &bytes), 0);
	assert_int_equal(open_in_folder(), 0);
	return bytes;
}

static void a_workbook_is_on_no_disk(void **state)
{
	struct sheet *sheet, *again;
	struct bad_rows *bad;
	struct sheet_row row;
	struct str bytes;

	(void)state;
	if (access("/dev/shm", W_OK) != 0)
		skip();
	sheet = list();
	bytes = made(sheet, true, &bad);
	assert_int_equal(sheet_open_bytes(&cx, bytes, STR_NONE, &again), 0);
	assert_int_equal(sheet_rows(again), 2);
	assert_int_equal(sheet_next(&cx, again, &row), 1);
	assert_true(str_is(row.cells[0], "张示例"));
	assert_true(str_is(row.cells[2], "2"));
	sheet_close(again);
	bad_rows_close(bad);
	sheet_close(sheet);
}

static void nor_are_its_lines(void **state)
{
	struct sheet *sheet = list();
	struct bad_rows *bad;
	struct str bytes = made(sheet, false, &bad);

	(void)state;
	assert_true(str_eq(bytes,
		STR("\xef\xbb\xbf姓名,手机,原文件行号,有误之处\r\n"
		    "张示例,12,2,手机有误\r\n王示例,13,3,手机有误\r\n")));
	bad_rows_close(bad);
	sheet_close(sheet);
}

/* One that was given up leaves nothing either. */
static void nor_what_was_given_up(void **state)
{
	const struct bad_rows_how how = { .xlsx = true, .zh = true };
	struct sheet *sheet = list();
	struct bad_rows *bad;

	(void)state;
	assert_int_equal(bad_rows_open(&cx, sheet, &how, &bad), 0);
	bad_rows_close(bad);
	assert_int_equal(open_in_folder(), 0);
	sheet_close(sheet);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workbook_is_on_no_disk),
		cmocka_unit_test(nor_are_its_lines),
		cmocka_unit_test(nor_what_was_given_up),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
