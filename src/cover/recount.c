/* The checker: counts everything anew from the rows and compares it with the tallies that were
 * kept. Slower than reading them by four orders of magnitude, and right by construction. */
#include "cover/cover_read.h"

#include <string.h>

#include "generated/stmt.h"

struct counted {
	struct uuid round;
	struct str area;
	int64_t n[6]; /* expected found done excused missing late */
};

struct counts {
	struct counted *all; /* by (round, area) */
	size_t n, cap;
};

static int counted_cmp(const struct counted *a, const struct counted *b)
{
	int d = uuid_cmp(&a->round, &b->round);

	return d != 0 ? d : str_cmp(a->area, b->area);
}

static int differs(struct cx *cx, const struct counted *at)
{
	char id[UUID_TEXT + 1];
	struct buf b;

	uuid_write(&at->round, id);
	buf_init(&b, cx->arena);
	buf_fmt(&b, "round %s, area '%.*s'", id, STR_ARG(at->area));
	return err(cx, E_RECOUNT, NULL, buf_ok(&b) ? buf_get(&b).p : id);
}

/* Rows of (round or type, area, numbers …); the numbers go to n[first …]. */
static int counts_read(
	struct cx *cx, struct store *s, int stmt, int first, int many, struct counts *ret)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, s, stmt, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct counted *one;

		if ((ec = COVER_ROOM(cx, ret->all, ret->n, ret->cap)) < 0)
			break;
		one = &ret->all[ret->n++];
		*one = (struct counted){ .round = uuid_nil };
		if (stmt == STMT_COVER_RECOUNT_SUBJECTS)
			one->round = roster_id((enum subject_type)store_int(&q, 0));
		else if (!store_uuid(&q, 0, &one->round))
			return err(cx, E_CORRUPT, NULL, "round");
		ec = cx_str(cx, store_str(&q, 1), &one->area);
		for (int i = 0; i < many; i++)
			one->n[first + i] = store_int(&q, 2 + i);
	}
	return ec < 0 ? ec : more;
}

static bool any(const struct counted *c, int first)
{
	for (int i = first; i < 6; i++)
		if (c->n[i] != 0)
			return true;
	return false;
}

/* What is expected comes from the pieces and obligations, not from the rows: for rounds it is left
 * to pieces_agree. */
static int compare(struct cx *cx, const struct counts *rows, const struct counts *kept)
{
	size_t i = 0, k = 0;

	while (i < rows->n || k < kept->n) {
		int d = i == rows->n ? 1 :
			k == kept->n ? -1 :
				       counted_cmp(&rows->all[i], &kept->all[k]);
		const struct counted *one = d <= 0 ? &rows->all[i] : &kept->all[k];
		int first = is_roster_id(&one->round) ? 0 : 1;

		if (d != 0 ? any(one, first) :
			     memcmp(&rows->all[i].n[first], &kept->all[k].n[first],
				     (size_t)(6 - first) * sizeof(one->n[0])) != 0)
			return differs(cx, one);
		i += d <= 0;
		k += d >= 0;
	}
	return 0;
}

static int pieces_agree(struct cx *cx, struct store *s)
{
	STORE_ROWS q = { 0 };
	int ec = store_query(cx, s, STMT_COVER_RECOUNT_PIECES, NULL, 0, &q), more = 0;

	while (ec == 0 && (more = store_next(cx, &q)) > 0) {
		struct counted one = { .area = STR("") };

		if (!store_uuid(&q, 0, &one.round))
			return err(cx, E_CORRUPT, NULL, "round");
		if (store_int(&q, 1) != store_int(&q, 2))
			ec = differs(cx, &one);
	}
	return ec < 0 ? ec : more;
}

int cover_recount(struct cx *cx, struct store *s)
{
	struct counts rows = { 0 }, kept = { 0 };
	int ec;

	/* The roster's ids are smaller than any other, so that the two lists make one in order. */
	if ((ec = counts_read(cx, s, STMT_COVER_RECOUNT_SUBJECTS, 0, 1, &rows)) < 0 ||
		(ec = counts_read(cx, s, STMT_COVER_RECOUNT_TARGETS, 1, 5, &rows)) < 0 ||
		(ec = counts_read(cx, s, STMT_COVER_RECOUNT_TALLIES, 0, 6, &kept)) < 0 ||
		(ec = compare(cx, &rows, &kept)) < 0)
		return ec;
	return pieces_agree(cx, s);
}
