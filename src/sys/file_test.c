/* Whole files come and go whole, also when a write fails; streams say what failed; nothing is left behind. */
#include "sys/sys.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct bench {
	struct arena arena;
	struct cx cx;
	char dir[32];
};

static int setup(void **state)
{
	static struct bench b;

	b = (struct bench){ .dir = "/tmp/bulou-file-XXXXXX" };
	arena_init(&b.arena, &sys_heap, 0);
	b.cx.arena = &b.arena;
	*state = &b;
	return mkdtemp(b.dir) ? 0 : -1;
}

/* Everything in the folder, removed as it is counted. */
static int sweep_out(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		if (unlinkat(dirfd(d), e->d_name, 0) != 0)
			unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR);
	}
	closedir(d);
	return n;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	sys_file_fail_at(0);
	sweep_out(b->dir);
	rmdir(b->dir);
	arena_done(&b->arena);
	return 0;
}

static const char *in(struct bench *b, const char *name)
{
	const char *path = sys_path(&b->cx, b->dir, name);

	assert_non_null(path);
	return path;
}

static void assert_content(struct bench *b, const char *path, const char *want)
{
	struct str s;

	assert_int_equal(sys_read_file(&b->cx, path, 1 << 20, &s), 0);
	assert_int_equal(s.n, strlen(want));
	assert_memory_equal(s.p, want, s.n);
}

static void paths(void **state)
{
	struct bench *b = *state;

	assert_string_equal(sys_path(&b->cx, "a", "b"), "a/b");
	assert_string_equal(sys_path(&b->cx, "/", "b"), "/b");
	assert_string_equal(sys_path(&b->cx, "a/", "b"), "a/b");
}

static void removed(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");

	assert_int_equal(sys_write_file(&b->cx, path, STR("first"), 0600), 0);
	sys_remove(path);
	assert_false(sys_exists(path));
	sys_remove(path);
}

static void whole_file(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");

	assert_int_equal(sys_file_mode(path), -1);
	assert_int_equal(sys_write_file(&b->cx, path, STR("first"), 0600), 0);
	assert_int_equal(sys_file_mode(path), 0600);
	assert_content(b, path, "first");
	assert_int_equal(sys_write_file(&b->cx, path, STR(""), 0644), 0);
	assert_int_equal(sys_file_mode(path), 0644);
	assert_content(b, path, "");
	assert_int_equal(sweep_out(b->dir), 1);
}

static void never_over_another(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");

	assert_int_equal(sys_write_new(&b->cx, path, STR("mine"), 0600), 0);
	assert_int_equal(sys_write_new(&b->cx, path, STR("yours"), 0600), -E_EXISTS);
	assert_content(b, path, "mine");
	assert_int_equal(sweep_out(b->dir), 1);
}

static void renamed(void **state)
{
	struct bench *b = *state;
	const char *from = in(b, "from"), *to = in(b, "to");

	assert_int_equal(sys_rename(&b->cx, from, to), -E_FILE);
	assert_int_equal(sys_write_file(&b->cx, from, STR("new"), 0600), 0);
	assert_int_equal(sys_write_file(&b->cx, to, STR("old"), 0600), 0);
	assert_int_equal(sys_rename(&b->cx, from, to), 0);
	assert_false(sys_exists(from));
	assert_content(b, to, "new");
}

static void failed_write_keeps_the_old(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");

	assert_int_equal(sys_write_file(&b->cx, path, STR("old"), 0600), 0);
	sys_file_fail_at(1);
	assert_int_equal(sys_write_file(&b->cx, path, STR("new"), 0600), -E_IO);
	assert_content(b, path, "old");
	assert_int_equal(sweep_out(b->dir), 1);
}

static void read_limits_and_faults(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");
	struct str s;

	assert_int_equal(sys_read_file(&b->cx, path, 10, &s), -E_FILE);
	assert_int_equal(sys_write_file(&b->cx, path, STR("0123456789"), 0600), 0);
	assert_int_equal(sys_read_file(&b->cx, path, 10, &s), 0);
	assert_int_equal(sys_read_file(&b->cx, path, 9, &s), -E_TOO_LONG);
	/* A device tells no size; its limit is met while reading. */
	assert_int_equal(sys_read_file(&b->cx, "/dev/zero", 100000, &s), -E_TOO_LONG);
	assert_int_equal(sys_read_file(&b->cx, b->dir, 10, &s), -E_FILE);
	sys_file_fail_at(1);
	assert_int_equal(sys_read_file(&b->cx, path, 10, &s), -E_IO);
}

static void full_disk(void **state)
{
	struct bench *b = *state;
	struct sys_file *f;

	assert_int_equal(sys_open_write(&b->cx, "/dev/full", true, &f), 0);
	assert_int_equal(sys_write(&b->cx, f, "x", 1), -E_DISK_FULL);
	sys_close(f);
}

static void folders(void **state)
{
	struct bench *b = *state;
	const char *deep = in(b, "a/b/c"), *file = in(b, "f");

	assert_int_equal(sys_make_dir(&b->cx, deep), 0);
	assert_int_equal(sys_make_dir(&b->cx, deep), 0);
	assert_int_equal(sys_file_mode(deep), 0700);
	assert_int_equal(rmdir(deep), 0);
	assert_int_equal(rmdir(in(b, "a/b")), 0);
	assert_int_equal(sys_write_file(&b->cx, file, STR(""), 0600), 0);
	assert_int_equal(sys_make_dir(&b->cx, in(b, "f/g")), -E_EXISTS);
	assert_int_equal(sys_make_dir(&b->cx, file), -E_EXISTS);
}

static void pieces(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");
	struct sys_file *f;
	char got[8];
	size_t n;

	assert_int_equal(sys_open_write(&b->cx, path, false, &f), 0);
	assert_int_equal(sys_write(&b->cx, f, "one ", 4), 0);
	assert_int_equal(sys_write(&b->cx, f, "", 0), 0);
	assert_int_equal(sys_write(&b->cx, f, "two three", 9), 0);
	assert_int_equal(sys_flush_disk(&b->cx, f), 0);
	sys_close(f);
	assert_int_equal(sys_file_mode(path), 0600);
	assert_int_equal(sys_open_write(&b->cx, path, false, &f), -E_EXISTS);
	assert_int_equal(sys_open_read(&b->cx, path, &f), 0);
	assert_int_equal(sys_read(&b->cx, f, got, 8, &n), 0);
	assert_int_equal(n, 8);
	assert_memory_equal(got, "one two ", 8);
	assert_int_equal(sys_read(&b->cx, f, got, 8, &n), 0);
	assert_int_equal(n, 5);
	assert_memory_equal(got, "three", 5);
	assert_int_equal(sys_read(&b->cx, f, got, 8, &n), 0);
	assert_int_equal(n, 0);
	sys_close(f);
	sys_close(NULL);
	assert_int_equal(sys_open_write(&b->cx, path, true, &f), 0);
	sys_close(f);
	assert_content(b, path, "");
}

static void pieces_that_fail(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");
	struct sys_file *f;
	char got[8];
	size_t n;

	assert_int_equal(sys_open_read(&b->cx, path, &f), -E_FILE);
	assert_int_equal(sys_open_read(&b->cx, b->dir, &f), -E_FILE);
	assert_int_equal(sys_open_write(&b->cx, in(b, "none/f"), false, &f), -E_FILE);
	assert_int_equal(sys_open_write(&b->cx, path, false, &f), 0);
	sys_file_fail_at(2);
	assert_int_equal(sys_write(&b->cx, f, "x", 1), 0);
	assert_int_equal(sys_write(&b->cx, f, "x", 1), -E_IO);
	sys_file_fail_at(1);
	assert_int_equal(sys_flush_disk(&b->cx, f), -E_IO);
	sys_close(f);
	assert_int_equal(sys_open_read(&b->cx, path, &f), 0);
	sys_file_fail_at(1);
	assert_int_equal(sys_read(&b->cx, f, got, 8, &n), -E_IO);
	sys_close(f);
}

static void pipe_is_read_to_the_end(void **state)
{
	struct bench *b = *state;
	struct sys_file *f;
	int ends[2], saved = dup(STDIN_FILENO);
	char got[8];
	size_t n;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(write(ends[1], "pipe", 4), 4);
	close(ends[1]);
	assert_int_equal(sys_open_read(&b->cx, "-", &f), 0);
	assert_int_equal(sys_read(&b->cx, f, got, 8, &n), 0);
	assert_int_equal(n, 4);
	sys_close(f);
	/* Standard input is still open: it was not ours. */
	assert_int_equal(read(STDIN_FILENO, got, 1), 0);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(ends[0]);
}

#define WRITERS 4
#define LINES 100 /* of each */

/* A server and the command line write into one file: whoever finds it full first moves it, and nothing of the others is lost. */
static void appended_by_several(void **state)
{
	struct bench *b = *state;
	char file[64], old[70];
	struct str now, before;
	int status;

	snprintf(file, sizeof(file), "%s/a.trace", b->dir);
	snprintf(old, sizeof(old), "%s.1", file);
	for (int i = 0; i < WRITERS; i++)
		if (fork() == 0) {
			int e = 0;

			for (int k = 0; k < LINES; k++)
				e |= sys_append(&b->cx, file, STR("12345678\n"), 9 * 3 * LINES);
			_exit(e != 0);
		}
	for (int i = 0; i < WRITERS; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	assert_int_equal(sys_read_file(&b->cx, file, 10000, &now), 0);
	assert_int_equal(sys_read_file(&b->cx, old, 10000, &before), 0);
	assert_int_equal(before.n, 9 * 3 * LINES);
	assert_int_equal(now.n, 9 * LINES);
}

static void no_memory(void **state)
{
	struct bench *b = *state;
	const char *path = in(b, "f");
	struct sys_file *f;
	struct str s;

	assert_int_equal(sys_write_file(&b->cx, path, STR("content"), 0600), 0);
	sys_alloc_fail_at(1);
	assert_int_equal(sys_open_read(&b->cx, path, &f), -E_NO_MEMORY);
	arena_done(&b->arena);
	arena_init(&b->arena, &sys_heap, 0);
	sys_alloc_fail_at(1);
	assert_int_equal(sys_read_file(&b->cx, "/dev/null", 100, &s), 0);
	assert_int_equal(s.n, 0);
	assert_int_equal(sys_read_file(&b->cx, "/proc/self/cmdline", 4096, &s), -E_NO_MEMORY);
	sys_alloc_fail_at(0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paths),
		TEST(removed),
		TEST(whole_file),
		TEST(never_over_another),
		TEST(renamed),
		TEST(failed_write_keeps_the_old),
		TEST(read_limits_and_faults),
		TEST(full_disk),
		TEST(folders),
		TEST(pieces),
		TEST(pieces_that_fail),
		TEST(pipe_is_read_to_the_end),
		TEST(appended_by_several),
		TEST(no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
