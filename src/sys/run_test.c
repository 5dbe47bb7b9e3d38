/* A program's output, and a file that passes through one. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sys/sys.h"

struct bench {
	struct arena arena;
	struct cx cx;
	char dir[300], from[320], to[320], script[320];
};

static int setup(void **state)
{
	static struct bench b;
	const char *tmp = getenv("TMPDIR");

	b = (struct bench){ .cx = { .arena = &b.arena } };
	arena_init(&b.arena, &sys_heap, 0);
	snprintf(b.dir, sizeof(b.dir), "%s/run-XXXXXX", tmp ? tmp : "/tmp");
	*state = &b;
	if (!mkdtemp(b.dir))
		return -1;
	snprintf(b.from, sizeof(b.from), "%s/from", b.dir);
	snprintf(b.to, sizeof(b.to), "%s/to", b.dir);
	snprintf(b.script, sizeof(b.script), "%s/script", b.dir);
	return sys_write_file(&b.cx, b.from, STR("abc"), 0600);
}

static int teardown(void **state)
{
	struct bench *b = *state;

	unlink(b->from);
	unlink(b->to);
	unlink(b->script);
	arena_done(&b->arena);
	return rmdir(b->dir);
}

static void a_file_passes_through(void **state)
{
	struct bench *b = *state;
	struct str got;

	assert_int_equal(sys_pass(&b->cx, "cat  - ", b->from, b->to, 10000), 0);
	assert_int_equal(sys_read_file(&b->cx, b->to, 10, &got), 0);
	assert_true(str_is(got, "abc"));
	assert_int_equal(sys_pass(&b->cx, "false", b->from, b->to, 10000), -E_FILE);
	assert_int_equal(sys_pass(&b->cx, "/no/such/program", b->from, b->to, 10000), -E_FILE);
	assert_int_equal(sys_pass(&b->cx, "  ", b->from, b->to, 10000), -E_FILE);
}

/* It is told to end, and the file that it was given is free again. */
static void one_that_does_not_end_is_ended(void **state)
{
	static const char words[] = "sleep 300: it did not end in its time and was ended";
	struct bench *b = *state;
	int64_t began = sys_ticks_us(), took;

	assert_int_equal(sys_pass(&b->cx, "sleep 300", b->from, b->to, 200), -E_FILE);
	took = sys_ticks_us() - began;
	assert_true(took >= 200000 && took < 9000000);
	assert_non_null(memmem(b->cx.e.en.p, b->cx.e.en.n, words, strlen(words)));
}

/* Ten seconds after it was told. */
static void one_that_does_not_listen_is_killed(void **state)
{
	static const char script[] = "#!/bin/sh\ntrap '' TERM\necho $$\n"
				     "while :; do sleep 0.1; done\n";
	struct bench *b = *state;
	struct str said;
	int64_t pid;

	assert_int_equal(sys_write_file(&b->cx, b->script, str_of(script), 0700), 0);
	assert_int_equal(sys_pass(&b->cx, b->script, b->from, b->to, 500), -E_FILE);
	assert_int_equal(sys_read_file(&b->cx, b->to, 20, &said), 0);
	assert_true(str_int(str_trim(said), &pid));
	assert_int_equal(kill((pid_t)pid, 0), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_passes_through, setup, teardown),
		cmocka_unit_test_setup_teardown(one_that_does_not_end_is_ended, setup, teardown),
		cmocka_unit_test_setup_teardown(
			one_that_does_not_listen_is_killed, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
