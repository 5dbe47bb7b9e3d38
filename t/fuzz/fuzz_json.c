/* Fuzzer of core/json: whatever is read has a canonical form that is read as the same value and
 * is its own canonical form, and the writer's copy of it reads as the same value too. The first
 * byte chooses the limits and where memory runs out. */
#include <stdlib.h>

#include "core/check.h"
#include "core/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *take(void *arg, size_t n)
{
	long *left = arg;

	return (*left)-- > 0 ? malloc(n) : NULL;
}

static void give(void *arg, void *p, size_t n)
{
	(void)arg;
	(void)n;
	free(p);
}

static bool has_fraction(const struct json *v)
{
	bool found = v->type == JSON_NUMBER;

	for (uint32_t i = 0; i < v->n && !found; i++)
		found = has_fraction(&v->items[i]);
	return found;
}

static void one(struct cx *cx, struct str in, const struct json_limits *lim)
{
	const struct json *v, *again;
	struct buf first, second, copy;
	struct jw w;
	int rc = json_read(cx, in, lim, &v);

	check(rc <= 0 && cx->e.code == -rc);
	if (rc)
		return;
	buf_init(&copy, cx->arena);
	jw_init(&w, &copy);
	jw_value(&w, v);
	if (!buf_ok(&copy))
		return;
	rc = json_read(cx, buf_get(&copy), &json_limits_request, &again);
	check(rc == 0 || rc == -E_NO_MEMORY || rc == -E_TOO_LONG);
	if (rc)
		return;
	check(json_equal(v, again) && json_equal(again, v));
	buf_init(&first, cx->arena);
	rc = json_canonical(cx, v, &first);
	check(rc == 0 || rc == -E_NO_MEMORY || (rc == -E_JSON_NUMBER && has_fraction(v)));
	if (rc)
		return;
	rc = json_read(cx, buf_get(&first), &json_limits_request, &again);
	check(rc == 0 || rc == -E_NO_MEMORY || rc == -E_TOO_LONG);
	if (rc)
		return;
	check(json_equal(v, again));
	buf_init(&second, cx->arena);
	rc = json_canonical(cx, again, &second);
	check(rc == -E_NO_MEMORY || str_eq(buf_get(&first), buf_get(&second)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_limits lim = json_limits_request;
	long left = 1000;
	struct arena_source source = { take, give, &left };
	struct arena a;
	struct cx cx = { .arena = &a };

	if (!size)
		return 0;
	if (data[0] & 1)
		lim = (struct json_limits){ .bytes = 100, .depth = 3, .members = 4 };
	if (data[0] & 2)
		left = data[0] >> 4;
	arena_init(&a, &source, 0);
	one(&cx, (struct str){ (const char *)data + 1, size - 1 }, &lim);
	arena_done(&a);
	return 0;
}
