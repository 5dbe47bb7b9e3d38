/* Boards: all figures at once, computed once for everybody who asks the same of the same position.
 *
 * What was asked (whose areas, which incident, area and days) and the moment (epoch, position, local
 * day, for areas change by the day) together are a key; a few boards are kept under theirs, and the
 * one that was not used for longest makes room. Two readers who ask at the same time may both
 * compute it. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "http/own.h"
#include "record/journal.h"
#include "sys/sys.h"

#define BOARDS_KEPT 64
#define BOARD_ROWS_MAX 10000 /* a larger one is not kept */

struct board {
	int64_t used; /* in which turn, the latest */
	struct str key;
	const struct figure_value *rows;
	size_t n;
};

struct boards {
	pthread_mutex_t lock;
	int64_t turn;
	struct board *all[BOARDS_KEPT];
};

int boards_new(struct cx *cx, struct boards **ret)
{
	struct boards *b = sys_new(1, sizeof(*b));

	*ret = b;
	if (!b)
		return err(cx, E_NO_MEMORY, NULL);
	pthread_mutex_init(&b->lock, NULL);
	return 0;
}

void boards_free(struct boards *b)
{
	if (!b)
		return;
	for (size_t i = 0; i < BOARDS_KEPT; i++)
		sys_free(b->all[i]);
	pthread_mutex_destroy(&b->lock);
	sys_free(b);
}

/* ---- keys ---- */

static void reader_add(struct buf *b, const struct reader *who)
{
	buf_c(b, who->everywhere ? '*' : '-');
	for (size_t i = 0; i < who->n; i++) {
		buf_fmt(b, "%d ", who->up ? who->up[i] : 0);
		buf_str(b, who->scopes[i]);
		buf_c(b, '\n');
	}
}

int reader_key(struct cx *cx, const struct reader *who, struct str area, struct str *ret)
{
	struct buf b;

	buf_init(&b, cx->arena);
	reader_add(&b, who);
	for (int m = 0; who->by_matter && m < MATTERS; m++)
		reader_add(&b, &who->by_matter[m]);
	buf_c(&b, '\n');
	buf_str(&b, area);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

static int key_make(
	struct cx *cx, const struct cover *c, const struct figure_ask *q, struct str *ret)
{
	struct str reader;
	struct buf b;
	int64_t pos;
	int e = journal_newest(cx, c->store, &pos);

	if (!e)
		e = reader_key(cx, c->who, q->area, &reader);
	if (e)
		return e;
	buf_init(&b, cx->arena);
	buf_fmt(&b, "%.*s %lld %d %d %d ", STR_ARG(c->epoch), (long long)pos, (int)day_of(c->now),
		(int)q->from, (int)q->to);
	buf_uuid(&b, &q->incident);
	buf_str(&b, reader);
	*ret = buf_get(&b);
	return buf_ok(&b) ? 0 : err(cx, E_NO_MEMORY, NULL);
}

/* ---- what is kept ---- */

static int board_copy(
	struct cx *cx, const struct board *b, struct figure_value **ret, size_t *ret_n)
{
	*ret = cx_many(cx, b->n, struct figure_value);
	*ret_n = b->n;
	if (!*ret)
		return -E_NO_MEMORY;
	if (b->n)
		memcpy(*ret, b->rows, b->n * sizeof(**ret));
	return 0;
}

static int board_find(struct cx *cx, struct boards *bs, struct str key, struct figure_value **ret,
	size_t *ret_n, bool *ret_there)
{
	int e = 0;

	*ret_there = false;
	pthread_mutex_lock(&bs->lock);
	for (size_t i = 0; i < BOARDS_KEPT && !*ret_there; i++) {
		struct board *b = bs->all[i];

		if (!b || !str_eq(b->key, key))
			continue;
		b->used = ++bs->turn;
		*ret_there = true;
		e = board_copy(cx, b, ret, ret_n);
	}
	pthread_mutex_unlock(&bs->lock);
	return e;
}

static struct board *board_new(struct str key, const struct figure_value *rows, size_t n)
{
	size_t bytes = sizeof(struct board) + n * sizeof(*rows) + key.n;
	struct board *b = n <= BOARD_ROWS_MAX ? sys_new(1, bytes) : NULL;
	char *text;

	if (!b)
		return NULL;
	text = (char *)(b + 1) + n * sizeof(*rows);
	*b = (struct board){ .key = { text, key.n },
		.rows = (const struct figure_value *)(const void *)(b + 1),
		.n = n };
	if (n)
		memcpy(b + 1, rows, n * sizeof(*rows));
	memcpy(text, key.p, key.n);
	return b;
}

/* Without memory for it, it is computed again. */
static void board_keep(struct boards *bs, struct str key, const struct figure_value *rows, size_t n)
{
	struct board *b = board_new(key, rows, n), *old;
	size_t at = 0;

	if (!b)
		return;
	pthread_mutex_lock(&bs->lock);
	for (size_t i = 1; i < BOARDS_KEPT && bs->all[at]; i++)
		if (!bs->all[i] || bs->all[i]->used < bs->all[at]->used)
			at = i;
	old = bs->all[at];
	b->used = ++bs->turn;
	bs->all[at] = b;
	pthread_mutex_unlock(&bs->lock);
	sys_free(old);
}

static int one_read(struct cx *cx, struct http *h, const struct cover *c,
	const struct figure_ask *q, struct figure_value **ret, size_t *ret_n)
{
	struct str key;
	bool there;
	int e = key_make(cx, c, q, &key);

	if (!e)
		e = board_find(cx, h->boards, key, ret, ret_n, &there);
	if (e || there)
		return e;
	e = figure_board(
		cx, c, h->site->tables.figures, &q->incident, q->area, q->from, q->to, ret, ret_n);
	if (!e)
		board_keep(h->boards, key, *ret, *ret_n);
	return e;
}

/* ---- of every matter what he may count of it ---- */

struct gathered {
	struct figure_value *all;
	size_t n;
};

/* Those of the matters that have this reader. */
static int gather(struct cx *cx, struct gathered *g, const struct figure_value *rows, size_t n,
	const bool his[MATTERS])
{
	struct figure_value *all = cx_many(cx, g->n + n, struct figure_value);

	if (!all)
		return -E_NO_MEMORY;
	if (g->n)
		memcpy(all, g->all, g->n * sizeof(*all));
	g->all = all;
	for (size_t i = 0; i < n; i++)
		if (his[desks_figure_matter(rows[i].figure)])
			all[g->n++] = rows[i];
	return 0;
}

static bool same_reader(const struct reader *a, const struct reader *b)
{
	if (a->everywhere != b->everywhere || a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->scopes[i], b->scopes[i]) ||
			(a->up ? a->up[i] : 0) != (b->up ? b->up[i] : 0))
			return false;
	return true;
}

static int row_order(const void *a, const void *b)
{
	const struct figure_value *x = a, *y = b;

	if (x->figure->number != y->figure->number)
		return x->figure->number < y->figure->number ? -1 : 1;
	return uuid_cmp(&x->incident, &y->incident);
}

/* Most people count all matters in the same areas: then it is one reading. */
int board_read(struct cx *cx, struct http *h, const struct cover *c, const struct figure_ask *q,
	struct figure_value **ret, size_t *ret_n)
{
	bool done[MATTERS] = { false };
	struct gathered g = { .n = 0 };
	int e = 0;

	for (int m = MATTER_NONE + 1; !e && m < MATTERS; m++) {
		const struct reader *who = reader_in(c->who, (enum matter)m);
		struct cover his = *c;
		bool same[MATTERS] = { false };
		struct figure_value *rows;
		size_t n;

		if (done[m] || (!who->everywhere && !who->n))
			continue;
		for (int k = m; k < MATTERS; k++)
			if (same_reader(who, reader_in(c->who, (enum matter)k)))
				same[k] = done[k] = true;
		his.who = who;
		e = one_read(cx, h, &his, q, &rows, &n);
		if (!e)
			e = gather(cx, &g, rows, n, same);
	}
	if (g.n > 1)
		qsort(g.all, g.n, sizeof(*g.all), row_order);
	*ret = g.all;
	*ret_n = g.n;
	return e;
}
