/* What the files of the reading side share. */
#include "cover/cover_read.h"

#include <string.h>

#include "core/check.h"
#include "generated/stmt.h"
#include "record/journal.h"

int cover_room(struct cx *cx, void **items, size_t n, size_t *cap, size_t size)
{
	size_t wider = *cap == 0 ? 16 : *cap * 2;
	void *p;

	if (n < *cap)
		return 0;
	if (*cap > 0 && arena_extend(cx->arena, *items, *cap * size, wider * size)) {
		*cap = wider;
		return 0;
	}
	p = cx_array(cx, wider, size);
	if (p == NULL)
		return -E_NO_MEMORY;
	if (n > 0)
		memcpy(p, *items, n * size);
	*items = p;
	*cap = wider;
	return 0;
}

int cover_limit(struct cx *cx, size_t limit)
{
	if (limit >= 1 && limit <= COVER_LIMIT_MAX)
		return 0;
	return err(cx, E_BAD_REQUEST, "limit", "limit: 1 … 1000");
}

int cover_top(struct cx *cx, const struct cover *c, struct str top)
{
	if (top.n == 0)
		return 0;
	if (area_find(c->tree, top) == NULL)
		return err(cx, E_UNKNOWN_AREA, "area", cx_text(cx, top));
	if (!reader_sees(c->tree, c->who, top))
		return err(cx, E_NOT_FOUND, "area", cx_text(cx, top));
	return 0;
}

int cover_slow(struct cx *cx, const struct cover *c)
{
	if (c->later == NULL)
		return 0;
	*c->later = true;
	return err(cx, E_BUSY, NULL, "", "");
}

/* ---- cursors ---- */

void cursor_begin(struct cx *cx, struct buf *b, char list)
{
	buf_init(b, cx->arena);
	buf_c(b, list);
}

void cursor_put_int(struct buf *b, int64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_c(b, (char)(uint8_t)((uint64_t)n >> shift));
}

void cursor_put_str(struct buf *b, struct str s)
{
	check(s.n <= UINT16_MAX);
	buf_c(b, (char)(uint8_t)(s.n >> 8));
	buf_c(b, (char)(uint8_t)s.n);
	buf_str(b, s);
}

void cursor_put_uuid(struct buf *b, const struct uuid *u)
{
	buf_add(b, u->b, sizeof(u->b));
}

int cursor_end(struct cx *cx, const struct buf *b, struct str *ret)
{
	struct buf text;

	buf_init(&text, cx->arena);
	if (buf_ok(b))
		buf_base64url(&text, b->p, b->n);
	if (!buf_ok(b) || !buf_ok(&text))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&text);
	return 0;
}

int cursor_open(struct cx *cx, struct str text, char list, struct cursor *ret)
{
	*ret = (struct cursor){ 0 };
	if (!base64url_read(cx->arena, text, &ret->in) || ret->in.n == 0 || ret->in.p[0] != list)
		return err(cx, E_BAD_REQUEST, "after", "after");
	ret->in.p++;
	ret->in.n--;
	return 0;
}

static const char *cursor_take(struct cursor *c, size_t n)
{
	const char *p = c->in.p;

	if (c->bad || c->in.n < n) {
		c->bad = true;
		return NULL;
	}
	c->in.p += n;
	c->in.n -= n;
	return p;
}

int64_t cursor_int(struct cursor *c)
{
	const char *p = cursor_take(c, 8);
	uint64_t n = 0;

	for (int i = 0; p != NULL && i < 8; i++)
		n = n << 8 | (uint8_t)p[i];
	return (int64_t)n;
}

struct str cursor_str(struct cursor *c)
{
	const char *p = cursor_take(c, 2);
	size_t n = p == NULL ? 0 : (size_t)(uint8_t)p[0] << 8 | (uint8_t)p[1];

	p = cursor_take(c, n);
	return p == NULL ? STR_NONE : (struct str){ p, n };
}

struct uuid cursor_uuid(struct cursor *c)
{
	const char *p = cursor_take(c, 16);
	struct uuid u = uuid_nil;

	if (p != NULL)
		memcpy(u.b, p, 16);
	return u;
}

int cursor_close(struct cx *cx, const struct cursor *c)
{
	if (c->bad || c->in.n > 0)
		return err(cx, E_BAD_REQUEST, "after", "after");
	return 0;
}

/* ---- tallies ---- */

struct uuid roster_id(enum subject_type type)
{
	struct uuid u = uuid_nil;

	u.b[15] = (uint8_t)type;
	return u;
}

bool is_roster_id(const struct uuid *id)
{
	return memcmp(id->b, uuid_nil.b, 15) == 0;
}

static int tally_row_read(struct cx *cx, const struct rows *q, struct tally_row *ret)
{
	*ret = (struct tally_row){ .expected = store_int(q, 1),
		.found = store_int(q, 2),
		.done = store_int(q, 3),
		.excused = store_int(q, 4),
		.missing = store_int(q, 5),
		.late = store_int(q, 6),
		.pos = store_int(q, 7) };
	return cx_str(cx, store_str(q, 0), &ret->area);
}

static int table_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct tally_row **ret, size_t *ret_n)
{
	const struct store_value values[] = { SV_UUID(round) };
	STORE_ROWS q = { 0 };
	size_t cap = 0;
	int ec = store_query(cx, c->store, STMT_COVER_TALLY, values, 1, &q), more = 0;

	*ret = NULL;
	*ret_n = 0;
	while (ec == 0 && (more = store_next(cx, &q)) > 0)
		if ((ec = COVER_ROOM(cx, *ret, *ret_n, cap)) == 0)
			ec = tally_row_read(cx, &q, &(*ret)[(*ret_n)++]);
	return ec < 0 ? ec : more;
}

/* From memory, or from the table. */
static int rows_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct tally_row **ret, size_t *ret_n)
{
	struct tally_time at = { .epoch = c->epoch };
	bool there;
	int ec;

	if (c->tallies == NULL)
		return table_read(cx, c, round, ret, ret_n);
	if (tree_size(c->tree) > COVER_PROMPT_AREAS && (ec = cover_slow(cx, c)) < 0)
		return ec;
	if ((ec = journal_top(cx, c->store, &at.pos, at.digest)) < 0 ||
		(ec = tallies_find(cx, c->tallies, round, &at, ret, ret_n, &there)) < 0 || there)
		return ec;
	if ((ec = cover_slow(cx, c)) < 0)
		return ec;
	ec = table_read(cx, c, round, ret, ret_n);
	if (ec == 0)
		tallies_keep(c->tallies, round, &at, *ret, *ret_n);
	return ec;
}

int tally_sum_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	struct tally_sum *ret, bool *ret_there)
{
	struct tally_time at = { .epoch = c->epoch };
	int ec;

	*ret_there = false;
	if (c->tallies == NULL || tree_size(c->tree) > COVER_PROMPT_AREAS)
		return 0;
	ec = journal_top(cx, c->store, &at.pos, at.digest);
	return ec < 0 ? ec : tallies_sum(cx, c->tallies, round, &at, c->tree, ret, ret_there);
}

struct tally tally_of(const struct tally_row *row, struct str area, const struct area *node)
{
	return (struct tally){ area, node, row->expected, row->found, row->done, row->excused,
		row->missing, row->late, row->pos };
}

int tally_read(struct cx *cx, const struct cover *c, const struct uuid *round,
	const struct area_run *runs, size_t runs_n, bool strangers, struct tally **ret,
	size_t *ret_n)
{
	struct tally_row *rows;
	size_t rows_n, n = 0;
	struct tally *all;
	uint32_t next = 0;
	int ec = rows_read(cx, c, round, &rows, &rows_n);

	if (ec < 0)
		return ec;
	all = cx_many(cx, rows_n, struct tally);
	if (all == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < rows_n; i++) {
		const struct tally_row *t = &rows[i];
		const struct area *node = area_near(c->tree, t->area, &next);

		if (node != NULL ? !tree_in(runs, runs_n, tree_at(node)) : !strangers)
			continue;
		all[n++] = tally_of(t, node != NULL ? node->id : t->area, node);
	}
	*ret = all;
	*ret_n = n;
	return 0;
}

/* What the latest groups took from and added to what is missing, by number of the tree. */
static int deltas_take(
	struct cx *cx, const struct cover *c, const struct tally_sum *s, struct round_part *p)
{
	if (s->deltas_n > 0 && p->deltas == NULL &&
		(p->deltas = cx_many(cx, tree_size(c->tree), int64_t)) == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < s->deltas_n; i++)
		if (s->deltas[i].at != AREA_NONE)
			p->deltas[s->deltas[i].at] += s->deltas[i].row->missing;
	return 0;
}

static void deltas_clear(const struct tally_sum *s, struct round_part *p)
{
	for (size_t i = 0; p->deltas != NULL && i < s->deltas_n; i++)
		if (s->deltas[i].at != AREA_NONE)
			p->deltas[s->deltas[i].at] = 0;
}

/* Of an area in no tree: there are few. */
static int64_t stranger_delta(const struct tally_sum *s, struct str area)
{
	int64_t n = 0;

	for (size_t i = 0; i < s->deltas_n; i++)
		if (s->deltas[i].at == AREA_NONE && str_eq(s->deltas[i].row->area, area))
			n += s->deltas[i].row->missing;
	return n;
}

static size_t rows_from(const struct tally_sum *s, struct str area)
{
	size_t from = 0, to = s->rows_n;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (str_cmp(s->rows[mid].area, area) < 0)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

static int missing_rows(struct cx *cx, const struct cover *c, const struct tally_sum *s,
	struct str from, int64_t want, struct round_part *p, bool *ret_more)
{
	size_t i = rows_from(s, from), cap = 0;
	uint32_t next = 0;
	int ec = deltas_take(cx, c, s, p);

	for (; ec == 0 && want > 0 && i < s->rows_n; i++) {
		const struct tally_row *t = &s->rows[i];
		const struct area *node = area_near(c->tree, t->area, &next);
		struct tally *to;

		if (node != NULL ? !tree_in(p->runs, p->runs_n, tree_at(node)) : !p->strangers)
			continue;
		if ((ec = COVER_ROOM(cx, p->tallies, p->tallies_n, cap)) < 0)
			break;
		to = &p->tallies[p->tallies_n];
		*to = (struct tally){ .node = node };
		to->missing = t->missing;
		if (node == NULL)
			to->missing += stranger_delta(s, t->area);
		else if (p->deltas != NULL)
			to->missing += p->deltas[tree_at(node)];
		if (to->missing <= 0)
			continue;
		/* The row is somebody else's again afterwards, and its text with it. */
		if (node != NULL)
			to->area = node->id;
		else
			ec = cx_str(cx, t->area, &to->area);
		p->tallies_n++;
		if (!str_eq(t->area, from))
			want -= to->missing;
	}
	deltas_clear(s, p);
	*ret_more = i < s->rows_n;
	return ec;
}

int tally_missing_read(struct cx *cx, const struct cover *c, struct str from, int64_t want,
	struct round_part *p, bool *ret_more)
{
	struct tally_sum s;
	bool there;
	int ec = tally_sum_read(cx, c, &p->round.id, &s, &there);

	*ret_more = false;
	p->tallies = NULL;
	p->tallies_n = 0;
	if (ec < 0)
		return ec;
	if (!there)
		return tally_read(cx, c, &p->round.id, p->runs, p->runs_n, p->strangers,
			&p->tallies, &p->tallies_n);
	ec = missing_rows(cx, c, &s, from, want, p, ret_more);
	tallies_sum_done(c->tallies, &s);
	return ec;
}

/* ---- rows ---- */

int subject_row(struct cx *cx, const struct rows *q, struct subject *ret)
{
	int ec;

	*ret = (struct subject){ .type = (enum subject_type)store_int(q, 1),
		.flags = (uint32_t)store_int(q, 4),
		.moved = store_int(q, 7) != 0,
		.pos = store_int(q, 8) };
	if (!store_uuid(q, 0, &ret->id) || !store_uuid(q, 5, &ret->survivor) ||
		!store_uuid(q, 6, &ret->source))
		return err(cx, E_CORRUPT, NULL, "subject");
	if ((ec = cx_str(cx, store_str(q, 2), &ret->area)) < 0)
		return ec;
	return cx_str(cx, store_str(q, 3), &ret->place);
}

int round_row(struct cx *cx, const struct rows *q, struct round *ret)
{
	int ec;

	*ret = (struct round){ .standing = store_int(q, 6) != 0,
		.expected = store_int(q, 7),
		.due = store_int(q, 8),
		.opened = store_int(q, 9),
		.closes = store_int(q, 10),
		.state = (int)store_int(q, 11),
		.pos = store_int(q, 12) };
	if (!store_uuid(q, 0, &ret->id) || !store_uuid(q, 1, &ret->incident))
		return err(cx, E_CORRUPT, NULL, "round");
	ret->opening = !ret->standing && ret->expected > 0 && store_int(q, 13) < ret->expected;
	if ((ec = cx_str(cx, store_str(q, 2), &ret->kind)) < 0 ||
		(ec = cx_str(cx, store_str(q, 3), &ret->area)) < 0 ||
		(ec = cx_str(cx, store_str(q, 4), &ret->question)) < 0)
		return ec;
	return cx_str(cx, store_str(q, 5), &ret->filter);
}

int target_row(struct cx *cx, const struct rows *q, struct target *ret)
{
	*ret = (struct target){ .slot = store_int(q, 3),
		.state = (int)store_int(q, 4),
		.code = (int)store_int(q, 5),
		.next = (int)store_int(q, 6),
		.late = store_int(q, 7) != 0,
		.due = store_int(q, 8),
		.origin = (int)store_int(q, 9),
		.covered = store_int(q, 10),
		.tries = (int)store_int(q, 11),
		.pos = store_int(q, 12) };
	if (!store_uuid(q, 0, &ret->round) || !store_uuid(q, 2, &ret->subject))
		return err(cx, E_CORRUPT, NULL, "target");
	return cx_str(cx, store_str(q, 1), &ret->area);
}

void target_overdue(struct target *t, int64_t round_due, int64_t now)
{
	int64_t due = t->due == 0 || t->due == COVER_FAR ? round_due : t->due;

	t->overdue = t->state == 1 && due > 0 && due < now;
}

bool concerns(const struct cover *c, struct str top)
{
	if (reader_sees(c->tree, c->who, top))
		return true;
	for (size_t i = 0; i < c->who->n; i++)
		if (reader_sees(c->tree, c->who, c->who->scopes[i]) &&
			area_within(c->tree, c->who->scopes[i], top))
			return true;
	return false;
}
