/* The security trace: what a line says and what it does not, and that a flood of them fills nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/json.h"
#include "core/test.h"
#include "guard/trace.h"
#include "sys/sys.h"

struct place {
	struct test_cx t;
	struct cx *cx;
	char dir[200], where[220], file[240], old[250];
	struct trace *trace;
};

static void begin(struct place *p)
{
	const char *tmp = getenv("TMPDIR");

	p->cx = test_begin(&p->t);
	snprintf(p->dir, sizeof(p->dir), "%s/bulou-trace-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->where, sizeof(p->where), "%s/data", p->dir);
	snprintf(p->file, sizeof(p->file), "%s.trace", p->where);
	snprintf(p->old, sizeof(p->old), "%s.1", p->file);
	assert_int_equal(sys_make_dir(p->cx, p->where), 0);
	assert_int_equal(trace_open(p->cx, p->where, NULL, &p->trace), 0);
	sys_clock_fix(1661824800000);
}

static void end(struct place *p)
{
	trace_close(p->trace);
	sys_clock_fix(0);
	sys_remove_dir(p->dir);
	test_end(&p->t);
}

static void tell(struct place *p, enum trace_sort sort)
{
	struct trace_line l = { .sort = sort,
		.user = STR("worker"),
		.network = { "\xc0\x00\x02\x07", 4 },
		.code = "password",
		.what = "/v1/session",
		.uid = -1 };

	trace_tell(p->trace, &l);
}

static size_t lines(struct place *p, const char *file)
{
	struct str all, one;
	size_t n = 0;

	if (sys_read_file(p->cx, file, 2 * TRACE_BYTES, &all) != 0)
		return 0;
	while (str_split(&all, '\n', &one))
		n += one.n > 0;
	return n;
}

static void a_line_says_what_is_needed(void **state)
{
	struct place p;
	struct str all, copy;
	struct trace_line command = {
		.sort = TRACE_COMMAND, .what = "purge keys", .code = "ok", .uid = 1000
	};
	struct uuid device = { { 1 } };
	struct trace_line mac = { .sort = TRACE_MAC_WRONG,
		.network = { "\x20\x01\x0d\xb8\x00\x09", 6 },
		.device = &device,
		.uid = -1 };

	(void)state;
	begin(&p);
	tell(&p, TRACE_LOGIN_FAILED);
	trace_tell(p.trace, &command);
	trace_tell(p.trace, &mac);
	assert_int_equal(sys_read_file(p.cx, p.file, 10000, &all), 0);
	assert_int_equal(cx_str(p.cx, all, &copy), 0);
	assert_string_equal(copy.p,
		"{\"at\":\"2022-08-30T10:00:00+08:00\",\"what\":\"login_failed\",\"route\":\"/v1/session\","
		"\"code\":\"password\",\"user\":\"worker\",\"network\":\"192.0.2.0/24\"}\n"
		"{\"at\":\"2022-08-30T10:00:00+08:00\",\"what\":\"command\",\"command\":\"purge keys\",\"code\":\"ok\",\"uid\":1000}\n"
		"{\"at\":\"2022-08-30T10:00:00+08:00\",\"what\":\"mac_wrong\",\"network\":\"2001:db8:9::/48\","
		"\"device\":\"01000000-0000-0000-0000-000000000000\"}\n");
	assert_int_equal(sys_file_mode(p.file), 0600);
	end(&p);
}

static void a_flood_is_counted(void **state)
{
	struct place p;

	(void)state;
	begin(&p);
	for (int i = 0; i < 1000; i++)
		tell(&p, TRACE_LOGIN_FAILED);
	/* The minute may have turned meanwhile. */
	assert_in_range(lines(&p, p.file), TRACE_MINUTE, 2 * TRACE_MINUTE);
	assert_int_equal(trace_count(p.trace, TRACE_LOGIN_FAILED), 1000);
	/* It hides nothing of another sort. */
	tell(&p, TRACE_MAC_WRONG);
	assert_in_range(lines(&p, p.file), TRACE_MINUTE + 1, 2 * TRACE_MINUTE + 1);
	end(&p);
}

static void the_file_is_bounded(void **state)
{
	struct place p;
	struct stat st;
	char *big = malloc(TRACE_BYTES);

	(void)state;
	begin(&p);
	memset(big, '\n', TRACE_BYTES);
	assert_int_equal(sys_write_file(p.cx, p.file, (struct str){ big, TRACE_BYTES }, 0600), 0);
	tell(&p, TRACE_LOGIN_FAILED);
	assert_int_equal(lines(&p, p.file), 1);
	assert_int_equal(stat(p.old, &st), 0);
	assert_int_equal(st.st_size, TRACE_BYTES);
	/* Moved away by somebody else: it begins anew. */
	assert_int_equal(unlink(p.file), 0);
	tell(&p, TRACE_LOGIN_FAILED);
	assert_int_equal(lines(&p, p.file), 1);
	free(big);
	end(&p);
}

static void without_a_place_it_only_counts(void **state)
{
	struct place p;

	(void)state;
	begin(&p);
	trace_close(p.trace);
	assert_int_equal(trace_open(p.cx, "postgresql://x/y", NULL, &p.trace), 0);
	tell(&p, TRACE_LOGIN_FAILED);
	assert_int_equal(trace_count(p.trace, TRACE_LOGIN_FAILED), 1);
	assert_false(sys_exists(p.file));
	end(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_says_what_is_needed),
		cmocka_unit_test(a_flood_is_counted),
		cmocka_unit_test(the_file_is_bounded),
		cmocka_unit_test(without_a_place_it_only_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
