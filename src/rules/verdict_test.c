/* Verdicts as texts, by the vectors that the phone's build runs as well (t/wasm/vectors.mjs). */
#include "rules/verdict.h"

#include "core/test.h"

/* Every member that the vector names is what was said; an error by its code. */
static void compare(struct cx *cx, const struct json *row, int rc, struct buf *b)
{
	const struct json *out = json_get(row, "out"), *got;
	struct str name = json_text(row, "name");

	if (!out) {
		if (!str_is(json_text(row, "error"), err_entry(rc)->code))
			fail_msg("'%.*s' is %s", STR_ARG(name), err_entry(rc)->code);
		return;
	}
	if (rc || json_read(cx, buf_get(b), &json_limits_request, &got))
		fail_msg("'%.*s': %.*s", STR_ARG(name), STR_ARG(cx->e.en));
	for (uint32_t i = 0; i < out->n; i++) {
		const struct json *v = json_get_str(got, out->names[i]);

		if (!v || !json_equal(v, &out->items[i]))
			fail_msg("'%.*s': %.*s in %.*s", STR_ARG(name), STR_ARG(out->names[i]),
				STR_ARG(buf_get(b)));
	}
}

static void screening_row(struct cx *cx, const struct json *row)
{
	struct buf b;
	struct jw w;
	int rc;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	rc = verdict_screening(cx, json_get(row, "facts"), (int32_t)json_get(row, "day")->i, &w);
	compare(cx, row, rc, &b);
}

static void screenings(void **state)
{
	(void)state;
	test_vectors("rules/screening.jsonl", screening_row);
}

static void journey_row(struct cx *cx, const struct json *row)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	compare(cx, row, verdict_journey(cx, json_text(row, "text"), &w), &b);
}

static void journeys(void **state)
{
	(void)state;
	test_vectors("rules/journey.jsonl", journey_row);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(screenings),
		cmocka_unit_test(journeys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
