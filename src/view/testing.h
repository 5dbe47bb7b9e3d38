/* For tests of kinds: a record from its text, and what it does. Tests only. */
#ifndef VIEW_TESTING_H
#define VIEW_TESTING_H

#include "core/test.h"
#include "view/effects.h"

/* A NULL-terminated table as a desk gives it. */
static inline struct kinds test_kinds(const struct kind *const *table)
{
	struct kinds ks = { .all = table };

	while (table[ks.n])
		ks.n++;
	return ks;
}

/* 0, or why it was refused; handed in the moment it was written, by the clock of the server. */
static inline int test_record_try(
	struct cx *cx, const struct kinds *ks, struct str text, struct record **ret)
{
	struct sender from = { .user = STR("test") };
	const struct json *v;
	int e = json_read(cx, text, &json_limits_request, &v);

	if (e)
		return e;
	when_read(json_text(v, "at"), &from.now);
	return record_read(cx, ks, v, &from, ret);
}

static inline struct record *test_record(struct cx *cx, const struct kinds *ks, struct str text)
{
	struct record *r = NULL;
	int e = test_record_try(cx, ks, text, &r);

	if (e)
		fail_msg("refused: " STR_FMT ": " STR_FMT, STR_ARG(cx->e.en), STR_ARG(text));
	return r;
}

static inline struct effects test_effects(struct cx *cx, const struct kinds *ks, struct str text)
{
	struct effects e;

	assert_int_equal(effects_of(cx, test_record(cx, ks, text), &e), 0);
	return e;
}

/* What it adds to a figure. */
static inline int64_t test_amount(const struct effects *e, int figure)
{
	int64_t n = 0;

	for (size_t i = 0; i < e->amounts_n; i++)
		if (e->amounts[i].figure == figure)
			n += e->amounts[i].n;
	return n;
}

#endif
