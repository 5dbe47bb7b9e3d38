/* What append tells whoever keeps something in memory beside the views: of each group once, that it is committed, when it is,
 * or that it came to nothing. */
#include "view/append.h"

#include "record/test.h"

#define POISON "poison" /* a record that breaks a limit of the folds */

struct scene {
	struct bench b;
	struct view view;
	struct store *reader;
	char told[400]; /* "c" and its positions, counted from `from`, or "u" */
	int64_t from, newest, coming;
	uint8_t digest[SEAL_HASH],
		coming_digest[SEAL_HASH]; /* of newest as it is seen, and as it was told */
	bool sweeping;                    /* a statement of ours would be the one that fails */
};

static int apply(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	(void)arg;
	(void)j;
	for (size_t i = 0; i < n; i++)
		if (str_is(record_text(deltas[i].r, "remark"), POISON))
			return err(cx, E_TOO_MANY, "remark", "1", "0");
	return 0;
}

static int match(void *arg, struct cx *cx, struct journal *j, struct delta *deltas, size_t n)
{
	(void)arg;
	(void)cx;
	(void)j;
	(void)deltas;
	(void)n;
	return 0;
}

/* As another connection sees it. */
static int64_t newest(struct scene *t)
{
	struct arena arena;
	struct cx cx = { .arena = &arena };
	int64_t pos;

	arena_init(&arena, &sys_heap, 0);
	must(&cx, store_begin_read(&cx, t->reader, "newest"));
	must(&cx, journal_top(&cx, t->reader, &pos, t->digest));
	store_rollback(t->reader);
	arena_done(&arena);
	return pos;
}

static void tell(struct scene *t, const char *text)
{
	size_t n = strlen(t->told);

	snprintf(t->told + n, sizeof(t->told) - n, "%s%s", n > 0 ? " " : "", text);
}

/* Nobody sees the group yet; it will end with this digest. */
static void committing(void *arg, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH])
{
	struct scene *t = arg;

	assert_int_equal(before, t->newest);
	if (!t->sweeping)
		assert_int_equal(newest(t), before);
	t->coming = last;
	memcpy(t->coming_digest, digest, SEAL_HASH);
}

/* The word comes when whoever reads sees the group; the next one's begins where this one ended. */
static void committed(void *arg, int64_t before, int64_t last)
{
	struct scene *t = arg;
	char text[60];

	assert_int_equal(before, t->newest);
	assert_int_equal(t->coming, last);
	if (!t->sweeping) {
		assert_int_equal(newest(t), last);
		assert_memory_equal(t->digest, t->coming_digest, SEAL_HASH);
	}
	t->newest = last;
	snprintf(text, sizeof(text), "c%lld-%lld", (long long)(before - t->from),
		(long long)(last - t->from));
	tell(t, text);
}

static void undone(void *arg)
{
	tell(arg, "u");
}

static enum gate_answer yes(void *arg, struct cx *cx, const struct record *r)
{
	(void)arg;
	(void)cx;
	(void)r;
	return GATE_YES;
}

static struct view_ops ops = { .apply = apply,
	.match = match,
	.committing = committing,
	.committed = committed,
	.undone = undone };

static bool scene_open(struct scene *t, enum store_engine engine)
{
	memset(t, 0, sizeof(*t));
	if (!bench_make(&t->b, engine))
		return false;
	must(&t->b.cx,
		store_open(&t->b.cx, t->b.fixture.where, STORE_READ, stmt_table, STMT_COUNT,
			&t->reader));
	ops.arg = t;
	t->view = (struct view){ .journal = t->b.j, .ops = &ops };
	t->from = t->newest = newest(t);
	return true;
}

static void scene_close(struct scene *t)
{
	store_close(t->reader);
	bench_drop(&t->b);
}

#define EACH_ENGINE(t) \
	for (int engine_ = 0; engine_ < T_ENGINES; engine_++) \
		if (scene_open(&(t), t_engines[engine_]))

/* What was told since the last time. */
static void told(struct scene *t, const char *want)
{
	assert_string_equal(t->told, want);
	t->told[0] = 0;
	t->from = t->newest;
}

/* ---- handing in ---- */

/* n records from number `first` on; the one at `poison` is (or none, SIZE_MAX). */
static int hand_in(struct scene *t, unsigned first, size_t n, size_t poison, struct receipt **ret)
{
	static const struct gate gate = { yes, NULL };
	struct cx *cx = &t->b.cx;
	struct buf b;
	size_t got;

	buf_init(&b, cx->arena);
	buf_z(&b, "[");
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b,
			"%s{\"id\":\"01927a5e-1111-7000-8000-0000%08x\",\"kind\":\"t.visit\",\"v\":1,"
			"\"at\":\"%s\",\"area\":\"5120\",\"body\":{\"outcome\":\"done\",\"remark\":\"%s\"}}",
			i > 0 ? "," : "", first + (unsigned)i, T_AT, i == poison ? POISON : "fine");
	buf_z(&b, "]");
	assert_true(buf_ok(&b));
	return append_json(cx, &t->view, t_json(cx, buf_get(&b).p), &t_sender, &gate, ret, &got);
}

static int note(struct scene *t)
{
	struct entry e = { .type = ENTRY_LOGIN,
		.received = T_NOW,
		.at_used = T_NOW,
		.via = STR("test"),
		.open = STR("{}") };

	return append_entries(&t->b.cx, &t->view, &e, 1);
}

#define NO_POISON SIZE_MAX

/* At once, or when a later answer is asked for. */
static void (*const ways[])(uint64_t n) = { store_fail_at, store_fail_late_at };

/* ---- the promises ---- */

static void each_group_is_told_once_with_its_positions(void **state)
{
	struct scene t;
	struct receipt *r;

	(void)state;
	EACH_ENGINE(t)
	{
		must(&t.b.cx, hand_in(&t, 1, 3, NO_POISON, &r));
		told(&t, "c0-3");
		must(&t.b.cx, note(&t));
		told(&t, "c0-1");
		must(&t.b.cx, hand_in(&t, 4, 1, NO_POISON, &r));
		told(&t, "c0-1");
		/* Duplicates take no position; that is a group too. */
		must(&t.b.cx, hand_in(&t, 1, 4, NO_POISON, &r));
		assert_int_equal(r[0].status, RECEIPT_DUPLICATE);
		told(&t, "c0-0");
		must(&t.b.cx, hand_in(&t, 9, 0, NO_POISON, &r));
		must(&t.b.cx, append_entries(&t.b.cx, &t.view, NULL, 0));
		told(&t, "");
		scene_close(&t);
	}
}

static void a_divided_group_is_told_piece_by_piece(void **state)
{
	struct scene t;
	struct receipt *r;

	(void)state;
	EACH_ENGINE(t)
	{
		must(&t.b.cx, hand_in(&t, 1, 4, 2, &r));
		assert_int_equal(r[1].status, RECEIPT_ACCEPTED);
		assert_int_equal(r[2].status, RECEIPT_REFUSED);
		assert_int_equal(r[3].status, RECEIPT_ACCEPTED);
		/* Four, the first two, the last two, the third, its refusal (with the key of what is refused), the fourth. */
		told(&t, "u c0-2 u u c2-4 c4-5");
		must(&t.b.cx, hand_in(&t, 5, 1, 0, &r));
		assert_int_equal(r[0].status, RECEIPT_REFUSED);
		told(&t, "u c0-1");
		scene_close(&t);
	}
}

/* The n-th statement fails, for each n until none does: one word of each group that was begun. The first is its beginning. */
static void fails_at_each(
	struct scene *t, void (*fail_at)(uint64_t n), unsigned first, const char *want)
{
	struct receipt *r;
	uint64_t n = 0;
	int rc;

	do {
		t->sweeping = true;
		fail_at(++n);
		rc = first > 0 ? hand_in(t, first, 3, NO_POISON, &r) : note(t);
		store_fail_at(0);
		t->sweeping = false;
		if (rc != 0) {
			assert_int_equal(rc, -E_INJECTED);
			err_clear(&t->b.cx);
			told(t, n == 1 ? "" : "u");
			assert_int_equal(newest(t), t->newest);
		}
	} while (rc != 0);
	assert_true(n > 3);
	told(t, want);
}

static void each_failed_group_is_told_once(void **state)
{
	struct scene t;

	(void)state;
	EACH_ENGINE(t)
	{
		for (unsigned i = 0; i < 2; i++) {
			fails_at_each(&t, ways[i], 1 + 3 * i, "c0-3");
			fails_at_each(&t, ways[i], 0, "c0-1");
		}
		scene_close(&t);
	}
}

/* Nothing was hit any more. A late fault that fell on a group that is undone anyway is never told of: then all is well. */
static bool divided_fails_at(
	struct scene *t, void (*fail_at)(uint64_t n), uint64_t n, unsigned first)
{
	int64_t before = t->newest;
	uint64_t steps = store_steps();
	struct receipt *r;
	int rc;

	t->told[0] = 0;
	t->sweeping = true;
	fail_at(n);
	rc = hand_in(t, first, 4, 2, &r);
	store_fail_at(0);
	t->sweeping = false;
	err_clear(&t->b.cx);
	assert_true(rc == 0 || rc == -E_INJECTED || rc == -E_UNCERTAIN);
	assert_int_equal(newest(t), t->newest);
	/* Something of it is there exactly when it is uncertain. */
	assert_true(rc == 0 || (rc == -E_UNCERTAIN) == (t->newest > before));
	assert_true(rc != 0 ||
		t->newest >= before + 4); /* three, and a refusal, perhaps with its key */
	return store_steps() - steps < n;
}

/* Wherever a divided group fails: what was told as committed is there, and nothing else. */
static void a_divided_group_that_fails_is_told_as_far_as_it_came(void **state)
{
	struct scene t;

	(void)state;
	EACH_ENGINE(t)
	{
		unsigned first = 1;

		for (unsigned i = 0; i < 2; i++) {
			uint64_t n = 1;

			for (; !divided_fails_at(&t, ways[i], n, first); n++)
				first += 4;
			first += 4;
			assert_true(n > 20);
		}
		scene_close(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_group_is_told_once_with_its_positions),
		cmocka_unit_test(a_divided_group_is_told_piece_by_piece),
		cmocka_unit_test(each_failed_group_is_told_once),
		cmocka_unit_test(a_divided_group_that_fails_is_told_as_far_as_it_came),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
