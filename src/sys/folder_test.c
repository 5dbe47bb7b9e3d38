/* What lies in a folder. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <dirent.h>
#include <dlfcn.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/sys.h"

/* In the place of the library's: like a file system that does not say what its entries are. */
static bool untold;

struct dirent *readdir(DIR *list)
{
	struct dirent *(*next)(DIR *);
	struct dirent *d;

	*(void **)&next = dlsym(RTLD_NEXT, "readdir64");
	d = next(list);
	if (d && untold)
		d->d_type = DT_UNKNOWN;
	return d;
}

struct bench {
	struct arena arena;
	struct cx cx;
	char dir[300];
};

static int setup(void **state)
{
	static struct bench b;

	b = (struct bench){ .cx = { .arena = &b.arena } };
	arena_init(&b.arena, &sys_heap, 0);
	snprintf(b.dir, sizeof(b.dir), "%s/folder-XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	*state = &b;
	return mkdtemp(b.dir) ? 0 : -1;
}

static int away(const char *path, const struct stat *s, int what, struct FTW *at)
{
	(void)s;
	(void)what;
	(void)at;
	return remove(path);
}

static int teardown(void **state)
{
	struct bench *b = *state;

	arena_done(&b->arena);
	return nftw(b->dir, away, 16, FTW_DEPTH | FTW_PHYS);
}

static void put(struct bench *b, const char *name)
{
	assert_int_equal(sys_write_file(&b->cx, sys_path(&b->cx, b->dir, name), STR("x"), 0600), 0);
}

static void files_look(struct bench *b)
{
	const char *const *names;
	size_t n;

	assert_int_equal(sys_files(&b->cx, b->dir, 3, &names, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(sys_make_dir(&b->cx, sys_path(&b->cx, b->dir, "m/deep")), 0);
	put(b, "z");
	put(b, "m/deep/y");
	put(b, "a");
	put(b, ".hidden");
	assert_int_equal(symlink("a", sys_path(&b->cx, b->dir, "link")), 0);
	assert_int_equal(symlink("/", sys_path(&b->cx, b->dir, "m/root")), 0);
	assert_int_equal(sys_files(&b->cx, b->dir, 3, &names, &n), 0);
	assert_int_equal(n, 3);
	assert_string_equal(names[0], "a");
	assert_string_equal(names[1], "m/deep/y");
	assert_string_equal(names[2], "z");
	assert_int_equal(sys_files(&b->cx, b->dir, 2, &names, &n), -E_TOO_MANY);
	assert_int_equal(
		sys_files(&b->cx, sys_path(&b->cx, b->dir, "nowhere"), 2, &names, &n), -E_FILE);
}

static void test_files(void **state)
{
	untold = false;
	files_look(*state);
}

static void test_untold(void **state)
{
	untold = true;
	files_look(*state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_files, setup, teardown),
		cmocka_unit_test_setup_teardown(test_untold, setup, teardown),
	};

	return cmocka_run_group_tests_name("folder", tests, NULL, NULL);
}
