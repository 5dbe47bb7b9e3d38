/* For the tests of this room: a context on malloc whose n-th chunk can be made to fail, and the
 * vectors of t/vectors, one JSON object a line. */
#ifndef CORE_TEST_H
#define CORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"

#ifdef __clang_analyzer__
/* What is behind a failed test is not reached: cmocka's header doesn't say so. */
void _fail(const char *file, int line) __attribute__((analyzer_noreturn));
#endif

struct test_heap {
	long fail_at;       /* the n-th take from now fails; 0 = never */
	size_t live, takes; /* bytes not given back; takes so far */
};

static inline void *test_take(void *arg, size_t n)
{
	struct test_heap *h = arg;
	unsigned char *p;

	h->takes++;
	if (h->fail_at && --h->fail_at == 0)
		return NULL;
	p = malloc(n);
	assert_non_null(p);
	memset(p, 0xa5, n); /* memory that is used before it is zeroed shows */
	h->live += n;
	return p;
}

static inline void test_give(void *arg, void *p, size_t n)
{
	struct test_heap *h = arg;

	assert_true(h->live >= n);
	h->live -= n;
	free(p);
}

struct test_cx {
	struct test_heap heap;
	struct arena_source source;
	struct arena arena;
	struct cx cx;
};

static inline struct cx *test_begin(struct test_cx *t)
{
	*t = (struct test_cx){ .source = { test_take, test_give, NULL } };
	t->source.arg = &t->heap;
	arena_init(&t->arena, &t->source, 0);
	t->cx.arena = &t->arena;
	return &t->cx;
}

static inline void test_end(struct test_cx *t)
{
	arena_done(&t->arena);
	assert_int_equal(t->heap.live, 0);
}

#define assert_str(s, z) \
	do { \
		struct str s_ = (s); \
		const char *z_ = (z); \
		if (!str_is(s_, z_)) \
			fail_msg("'%.*s' is not '%s'", STR_ARG(s_), z_); \
	} while (0)

/* The whole of t/vectors/NAME; the caller frees it. */
static inline struct str test_file(const char *name)
{
	const char *root = getenv("BULOU_SOURCE");
	char path[512], *p = malloc(1 << 20);
	size_t n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/t/vectors/%s", root ? root : ".", name);
	f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot open %s: set BULOU_SOURCE to the project's root", path);
	n = fread(p, 1, 1 << 20, f);
	fclose(f);
	assert_true(n > 0 && n < 1 << 20);
	return (struct str){ p, n };
}

typedef void test_row(struct cx *cx, const struct json *row);

static inline void test_vectors(const char *name, test_row *row)
{
	struct str all = test_file(name), rest = all, line;
	const struct json *v;
	struct test_cx t;
	int n = 0;

	while (str_split(&rest, '\n', &line)) {
		struct cx *cx = test_begin(&t);

		if (json_read(cx, line, &json_limits_request, &v))
			fail_msg("%s:%d: %.*s", name, n + 1, STR_ARG(cx->e.en));
		row(cx, v);
		test_end(&t);
		n++;
	}
	assert_true(n > 10);
	free((void *)(uintptr_t)all.p);
}

static inline struct str test_canonical(struct cx *cx, const struct json *v)
{
	struct buf b;

	buf_init(&b, cx->arena);
	assert_int_equal(json_canonical(cx, v, &b), 0);
	return buf_get(&b);
}

#endif
