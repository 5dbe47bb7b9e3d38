/* For the tests of this room: a scratch folder, and runs of the command line inside the test's own process, so that
 * faults can be injected. What a run prints is kept. */
#ifndef CLI_CLI_FIXTURE_H
#define CLI_CLI_FIXTURE_H

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "cli/cli.h"
#include "sys/sys.h"

#define FIXTURE_OUT (4 << 20)

struct fixture {
	char dir[256], data[300];
	char *out, *err; /* of the latest run */
	struct cx cx;
	struct arena arena;
};

static inline void fixture_open(struct fixture *f)
{
	const char *tmp = getenv("TMPDIR");

	*f = (struct fixture){ .out = calloc(1, FIXTURE_OUT), .err = calloc(1, FIXTURE_OUT) };
	snprintf(f->dir, sizeof(f->dir), "%s/bulou-cli-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->data, sizeof(f->data), "%s/data", f->dir);
	arena_init(&f->arena, &sys_heap, 0);
	f->cx.arena = &f->arena;
	setenv("LC_ALL", "en_US.UTF-8", 1);
}

static inline int fixture_remove(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void fixture_close(struct fixture *f)
{
	nftw(f->dir, fixture_remove, 8, FTW_DEPTH | FTW_PHYS);
	arena_done(&f->arena);
	free(f->out);
	free(f->err);
}

/* The path of a file in the scratch folder, with this content. */
static inline const char *fixture_file(struct fixture *f, const char *name, const char *content)
{
	const char *path = sys_path(&f->cx, f->dir, name);

	assert_int_equal(sys_write_file(&f->cx, path, str_of(content), 0600), 0);
	return path;
}

static inline int fixture_catch(int fd, FILE *to)
{
	int old = dup(fd);

	dup2(fileno(to), fd);
	return old;
}

static inline void fixture_give(int fd, int old, FILE *from, char *ret)
{
	size_t n;

	dup2(old, fd);
	close(old);
	rewind(from);
	n = fread(ret, 1, FIXTURE_OUT - 1, from);
	ret[n] = '\0';
	fclose(from);
}

/* Runs one command line: words up to NULL; --data is added. The exit status. */
static inline int fixture_run(struct fixture *f, ...)
{
	static const struct cli_hooks hooks;
	char *argv[32] = { (char *)(uintptr_t) "bulou" };
	FILE *out = tmpfile(), *errors = tmpfile();
	int argc = 1, status, old_out, old_err;
	va_list ap;

	va_start(ap, f);
	while ((argv[argc] = va_arg(ap, char *)) != NULL)
		argc++;
	va_end(ap);
	argv[argc++] = (char *)(uintptr_t) "--data";
	argv[argc++] = f->data;
	fflush(stdout);
	old_out = fixture_catch(1, out);
	old_err = fixture_catch(2, errors);
	status = cli_main(argc, argv, &hooks);
	fflush(stdout);
	fixture_give(1, old_out, out, f->out);
	fixture_give(2, old_err, errors, f->err);
	return status;
}

#define RUN(f, want, ...) \
	do { \
		int got_ = fixture_run((f), __VA_ARGS__, (char *)NULL); \
		if (got_ != (want)) \
			fail_msg("exit %d, not %d: %s %s", got_, (want), (f)->out, (f)->err); \
	} while (0)

/* The answer as JSON; a member of it. */
static inline const struct json *fixture_json(struct fixture *f)
{
	static const struct json_limits limits = {
		.bytes = FIXTURE_OUT, .depth = 16, .members = 1000000
	};
	const struct json *v;

	assert_int_equal(json_read(&f->cx, str_of(f->out), &limits, &v), 0);
	return v;
}

static inline int64_t fixture_int(struct fixture *f, const char *name)
{
	const struct json *v = json_get(fixture_json(f), name);

	assert_non_null(v);
	assert_int_equal(v->type, JSON_INT);
	return v->i;
}

static inline const char *fixture_text(struct fixture *f, const char *name)
{
	struct str s = json_text(fixture_json(f), name), copy;

	assert_true(s.n > 0);
	assert_int_equal(cx_str(&f->cx, s, &copy), 0);
	return copy.p;
}

#define FIXTURE_AREAS \
	"code,name,parent,level\n1,County,,county\n11,Village,1,village\n12,Hamlet,1,village\n"

/* Setup and teardown of a test: new data with these areas. */
static inline int fixture_begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	assert_non_null(f);
	fixture_open(f);
	RUN(f, 0, "init");
	RUN(f, 0, "import", "areas", fixture_file(f, "areas.csv", FIXTURE_AREAS));
	*state = f;
	return 0;
}

static inline int fixture_end(void **state)
{
	fixture_close(*state);
	free(*state);
	return 0;
}

#define FIXTURE_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)

/* What the latest import told, as JSON. */
static inline void fixture_counts(
	struct fixture *f, int64_t accepted, int64_t duplicates, int64_t refused)
{
	assert_int_equal(fixture_int(f, "accepted"), accepted);
	assert_int_equal(fixture_int(f, "duplicates"), duplicates);
	assert_int_equal(fixture_int(f, "refused"), refused);
}

#endif
