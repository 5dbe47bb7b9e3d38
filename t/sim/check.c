/* The checks: accounts that close by scans of their own, positions without gaps, the oracle, other orders, a rebuild. */
#include <stdio.h>
#include <string.h>

#include "sim.h"

/* A context of its own for each check, given back afterwards. */
struct bench {
	struct arena arena;
	struct cx cx;
};

static struct cx *bench_begin(struct bench *b)
{
	arena_init(&b->arena, &sys_heap, (size_t)2 << 30);
	b->cx = (struct cx){ .arena = &b->arena };
	return &b->cx;
}

/* ---- accounts ---- */

enum { C_ENTRIES, C_RECORDS, C_TWICE, CHECKS };

#define BOTH(name_, sql) \
	{ \
		.name = (name_), .sqlite = (sql), .postgres = (sql) \
	}

static const struct stmt statements[CHECKS] = {
	[C_ENTRIES] = BOTH("entries", "SELECT count(*), min(pos), max(pos) FROM journal"),
	[C_RECORDS] = BOTH("records", "SELECT count(*) FROM journal WHERE type = 1"),
	[C_TWICE] = BOTH("twice",
		"SELECT count(*) FROM (SELECT id FROM journal WHERE type = 1 GROUP BY id "
		"HAVING count(*) > 1) x"),
};

static int number(struct cx *cx, struct store *store, int stmt, int64_t *ret, int n)
{
	STORE_ROWS rows = { 0 };
	int rc = store_query(cx, store, stmt, NULL, 0, &rows);

	if (rc == 0)
		rc = store_next(cx, &rows);
	for (int i = 0; rc == 1 && i < n; i++)
		ret[i] = store_int(&rows, i);
	return rc == 1 ? 0 : rc;
}

static int check_positions(struct sim *s, struct cx *cx, struct store *store)
{
	int64_t entries[3] = { 0 }, records = 0, twice = 0;
	int rc = number(cx, store, C_ENTRIES, entries, 3);

	if (rc == 0)
		rc = number(cx, store, C_RECORDS, &records, 1);
	if (rc == 0)
		rc = number(cx, store, C_TWICE, &twice, 1);
	if (rc)
		return sim_fail_err(s, cx, "positions");
	if (entries[1] != 1 || entries[2] != entries[0])
		return sim_fail(s, "%lld entries have positions %lld to %lld",
			(long long)entries[0], (long long)entries[1], (long long)entries[2]);
	if (records != (int64_t)server_accepted(s)->n || twice)
		return sim_fail(s, "%lld records are kept where %zu were accepted",
			(long long)records, server_accepted(s)->n);
	return 0;
}

static int check_round(struct sim *s, struct cx *cx, const struct cover *c, const struct round *r,
	const struct map *twice)
{
	const int64_t *off = map_get(twice, (struct str){ (const char *)r->id.b, 16 });
	struct coverage all, *children;
	struct str after = STR("");
	int64_t missing = 0, sum[2] = { 0 };
	size_t n;

	if (round_coverage(cx, c, &r->id, STR(""), &all, &children, &n))
		return sim_fail_err(s, cx, "round_coverage");
	for (size_t i = 0; i < n; i++) {
		sum[0] += children[i].missing;
		sum[1] += children[i].expected;
	}
	if (sum[0] != all.missing || sum[1] != all.expected)
		return sim_fail(s, "the children of a round do not sum up to it");
	do {
		struct target *t;
		size_t got;

		if (round_missing(cx, c, &r->id, STR(""), after, 97, &t, &got, &after))
			return sim_fail_err(s, cx, "round_missing");
		missing += (int64_t)got;
	} while (after.p);
	if (missing != all.missing)
		return sim_fail(s, "the missing list has %lld rows, its count says %lld",
			(long long)missing, (long long)all.missing);
	if (all.late > all.missing || all.off != (off ? *off : 0))
		return sim_fail(s, "an account is off by %lld instead of %lld", (long long)all.off,
			(long long)(off ? *off : 0));
	return 0;
}

static int check_accounts(struct sim *s, struct cx *cx, const struct map *twice)
{
	struct reader admin = { .person = STR("sim"), .everywhere = true };
	const struct site *site = server_site(s);
	struct cover c = { .who = &admin, .kinds = site->tables.kinds, .now = s->now };
	struct area_tree *tree = NULL;
	struct round *rounds;
	size_t n = 0;
	int rc = site_reader(cx, site, false, &c.store);

	if (rc == 0)
		rc = store_begin_read(cx, c.store, "accounts");
	if (rc == 0)
		rc = area_tree_open(cx, c.store, day_of(s->now), &tree);
	c.tree = tree;
	if (rc == 0)
		rc = cover_recount(cx, c.store);
	if (rc == 0)
		rc = round_list(cx, &c, &rounds, &n);
	if (rc)
		rc = sim_fail_err(s, cx, "accounts");
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc = check_round(s, cx, &c, &rounds[i], twice);
	if (tree)
		area_tree_release(tree);
	store_close(c.store);
	return rc;
}

static int check_journal(struct sim *s, struct cx *cx)
{
	struct store *store = NULL;
	int rc = store_open(cx, server_site(s)->where, STORE_READ, statements, CHECKS, &store);

	if (rc == 0)
		rc = store_begin_read(cx, store, "check");
	rc = rc == 0 ? check_positions(s, cx, store) : sim_fail_err(s, cx, "store_open");
	if (store)
		store_close(store);
	return rc;
}

int check_step(struct sim *s)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct lines want, have;
	struct map twice;
	int rc = check_journal(s, cx);

	if (rc == 0)
		rc = dump_lines(s, cx, server_site(s), &have);
	if (rc == 0) {
		oracle_lines(cx, server_accepted(s), s->now, &want, &twice);
		rc = lines_compare(s, "views and oracle", &want, &have);
	}
	if (rc == 0)
		rc = check_accounts(s, cx, &twice);
	arena_done(&b.arena);
	return rc;
}

/* ---- other orders ---- */

static enum gate_answer ask(void *arg, struct cx *cx, const struct record *r)
{
	(void)cx;
	return map_get(arg, (struct str){ (const char *)r->id.b, 16 }) ? GATE_HOLD : GATE_YES;
}

static int apply_some(struct sim *s, struct cx *cx, struct site *site, const struct gate *gate,
	const struct accepted *const *some, size_t n)
{
	struct append_item *items = cx_many(cx, n, struct append_item);

	for (size_t i = 0; i < n; i++) {
		const struct accepted *a = some[i];
		struct sender from = {
			.user = a->user, .now = a->received, .offset = a->offset, .batch = a->batch
		};
		const struct json *v;

		if (json_read(cx, a->text, &json_limits_request, &v) ||
			append_item_read(cx, &site->view, v, a->text, &from, gate, &items[i]))
			return sim_fail_err(s, cx, "another order");
	}
	if (append_group(cx, &site->view, items, n))
		return sim_fail_err(s, cx, "another order: append_group");
	for (size_t i = 0; i < n; i++)
		if (items[i].receipt.status != RECEIPT_ACCEPTED)
			return sim_fail(s, "another order: not accepted (%s): %.*s",
				err_entry(items[i].receipt.error.code)->code,
				STR_ARG(some[i]->text));
	return 0;
}

static int apply_all(struct sim *s, struct site *site, const struct accepted **all, size_t n)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct map held;
	struct gate gate = { .ask = ask, .arg = &held };
	size_t from = 0, most;
	int rc = 0;

	map_init(&held, &b.arena);
	for (size_t i = 0; i < n; i++)
		if (all[i]->held)
			*map_at(&held, (struct str){ (const char *)all[i]->id.b, 16 }) = s;
	for (; rc == 0 && from < n; from += most) {
		most = rng_of(&s->rng, 300) ? 1 + rng_below(&s->rng, 20) :
					      1 + rng_below(&s->rng, 1200);
		most = most > n - from ? n - from : most;
		rc = apply_some(s, cx, site, &gate, all + from, most);
	}
	arena_done(&b.arena);
	return rc;
}

static int check_order(struct sim *s, const struct lines *want, int order)
{
	const struct accepted_set *set = server_accepted(s);
	struct scratch scratch = { .site = NULL };
	struct bench b;
	struct cx *cx = bench_begin(&b);
	const struct accepted **all = cx_many(cx, set->n, const struct accepted *);
	struct lines have;
	char what[64];
	int rc = scratch_open(s, STORE_SQLITE, &scratch);

	for (size_t i = 0; i < set->n; i++) {
		size_t k = rng_below(&s->rng, i + 1);

		all[i] = all[k];
		all[k] = &set->all[i];
	}
	if (rc == 0)
		rc = apply_all(s, scratch.site, all, set->n);
	if (rc == 0)
		rc = dump_lines(s, cx, scratch.site, &have);
	snprintf(what, sizeof what, "order %d", order);
	if (rc == 0)
		rc = lines_compare(s, what, want, &have);
	scratch_close(&scratch);
	arena_done(&b.arena);
	return rc;
}

static int check_rebuild(struct sim *s, const struct lines *want)
{
	struct bench b;
	struct cx *cx = bench_begin(&b);
	struct lines have;
	int rc;

	rebuild_chunk(rng_of(&s->rng, 500) ? 0 : 1 + rng_below(&s->rng, 900));
	rc = rebuild(cx, &server_site(s)->view, NULL, NULL);
	rebuild_chunk(0);
	if (rc)
		rc = sim_fail_err(s, cx, "rebuild");
	if (rc == 0)
		rc = server_check_outboxes(s);
	if (rc == 0)
		rc = dump_lines(s, cx, server_site(s), &have);
	if (rc == 0)
		rc = lines_compare(s, "rebuilt", want, &have);
	arena_done(&b.arena);
	return rc;
}

int check_end(struct sim *s)
{
	struct bench b;
	struct cx *cx;
	struct lines want;
	int rc = check_step(s);

	if (rc == 0)
		rc = server_check_outboxes(s);
	if (rc)
		return rc;
	cx = bench_begin(&b);
	rc = dump_lines(s, cx, server_site(s), &want);
	if (rc == 0)
		lines_digest(&want, s->digest);
	for (int i = 1; rc == 0 && i <= s->orders; i++)
		rc = check_order(s, &want, i);
	if (rc == 0)
		rc = check_rebuild(s, &want);
	arena_done(&b.arena);
	return rc;
}
