/* Kept rounds and a short log of groups. The log has no gaps: each group begins where the one before it ended. When it is full
 * its oldest group is added to the kept rounds. A gap means that somebody else wrote: then all begins anew. */
#include "cover/tallies.h"

#include <pthread.h>
#include <string.h>

#include "cover/tally_sums.h"
#include "sys/sys.h"

#define KEPT 16 /* rounds */
#define IDLE 64 /* look-ups in which a kept round was not asked of: another may have its place */
#define ROWS_MAX 32768 /* areas of a round that is kept */
#define LOG 4          /* groups: as many commits may pass while somebody reads */

/* Rows with the text of their areas behind them, in one piece of memory. Whoever reads one holds it, and then it is not changed:
 * nobody copies a county under the lock. */
struct block {
	size_t n, bytes;
	int held; /* under the lock */
	struct tally_row rows[];
};

struct kept {
	struct uuid round;
	int64_t pos;
	uint64_t used;           /* in which turn, the latest */
	struct block *block;     /* by area; NULL: a free place */
	struct tally_sums *sums; /* of the same rows; NULL until somebody asks for them */
};

struct group {
	int64_t before, last; /* its positions: before + 1 … last */
	struct block *block;  /* NULL: nothing was added */
};

struct tallies {
	pthread_mutex_t lock;
	uint64_t turn;
	struct kept kept[KEPT];
	struct group log[LOG]; /* oldest first */
	size_t log_n;
	struct group coming; /* in its commit; last 0: none is */
	uint8_t coming_digest[SEAL_HASH];
	char epoch[UUID_TEXT]; /* in which all this was read */
	/* the writer's own */
	struct block *open;
	bool lost; /* without memory for what it adds */
};

int tallies_new(struct cx *cx, struct tallies **ret)
{
	struct tallies *t = sys_new(1, sizeof(*t));

	*ret = t;
	if (t == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	pthread_mutex_init(&t->lock, NULL);
	return 0;
}

static void let_go(struct block *b)
{
	if (b != NULL && --b->held == 0)
		sys_free(b);
}

static void drop(struct kept *k)
{
	let_go(k->block);
	k->block = NULL;
	tally_sums_let_go(k->sums);
	k->sums = NULL;
}

static void drop_all(struct tallies *t)
{
	for (size_t i = 0; i < KEPT; i++)
		drop(&t->kept[i]);
	for (size_t i = 0; i < t->log_n; i++)
		let_go(t->log[i].block);
	t->log_n = 0;
}

static bool is_epoch(const struct tallies *t, struct str epoch)
{
	return epoch.n == sizeof(t->epoch) && memcmp(t->epoch, epoch.p, epoch.n) == 0;
}

void tallies_epoch(struct tallies *t, struct str epoch)
{
	if (t == NULL || epoch.n != sizeof(t->epoch))
		return;
	pthread_mutex_lock(&t->lock);
	if (!is_epoch(t, epoch))
		drop_all(t);
	memcpy(t->epoch, epoch.p, epoch.n);
	pthread_mutex_unlock(&t->lock);
}

void tallies_free(struct tallies *t)
{
	if (t == NULL)
		return;
	drop_all(t);
	let_go(t->open);
	pthread_mutex_destroy(&t->lock);
	sys_free(t);
}

static struct block *block_new(const struct tally_row *rows, size_t n)
{
	size_t text = 0;
	struct block *b;
	char *at;

	for (size_t i = 0; i < n; i++)
		text += rows[i].area.n;
	text += sizeof(*b) + n * sizeof(*rows);
	b = sys_new(1, text);
	if (b == NULL)
		return NULL;
	b->n = n;
	b->bytes = text;
	b->held = 1;
	at = (char *)(b->rows + n);
	for (size_t i = 0; i < n; i++) {
		b->rows[i] = rows[i];
		b->rows[i].area.p = at;
		memcpy(at, rows[i].area.p, rows[i].area.n);
		at += rows[i].area.n;
	}
	return b;
}

/* ---- adding a group ---- */

/* False: an area has joined the round, and its row is nowhere yet. */
static bool add_group(struct tally_row *rows, size_t n, struct tally_sums *sums,
	const struct uuid *round, const struct block *b)
{
	for (size_t i = 0; b != NULL && i < b->n; i++) {
		const struct tally_row *d = &b->rows[i];
		struct tally_row *to;

		/* The sum of a round's pieces lies under no area, and is not read with the areas. */
		if (!uuid_eq(&d->round, round) || d->area.n == 0)
			continue;
		to = tally_row_find(rows, n, d->area);
		if (to == NULL)
			return false;
		tally_row_add(to, d);
		if (sums != NULL)
			tally_sums_add(sums, (size_t)(to - rows), d);
	}
	return true;
}

/* The kept round with the group in it; false: it cannot be kept. */
static bool move_on(struct kept *k, const struct block *group)
{
	if (k->block->held > 1) {
		struct block *own = block_new(k->block->rows, k->block->n);

		let_go(k->block);
		k->block = own;
	}
	if (k->sums != NULL && tally_sums_shared(k->sums)) {
		struct tally_sums *own = tally_sums_copy(k->sums);

		tally_sums_let_go(k->sums);
		k->sums = own; /* without memory whoever asks next adds up anew */
	}
	return k->block != NULL &&
		add_group(k->block->rows, k->block->n, k->sums, &k->round, group);
}

static void log_shift(struct tallies *t)
{
	struct group *g = &t->log[0];

	for (size_t i = 0; i < KEPT; i++) {
		struct kept *k = &t->kept[i];

		if (k->block == NULL || k->pos >= g->last)
			continue;
		if (!move_on(k, g->block))
			drop(k);
		k->pos = g->last;
	}
	let_go(g->block);
	memmove(t->log, t->log + 1, --t->log_n * sizeof(*t->log));
}

/* ---- reading ---- */

static struct kept *find(struct tallies *t, const struct uuid *round)
{
	for (size_t i = 0; i < KEPT; i++)
		if (t->kept[i].block != NULL && uuid_eq(&t->kept[i].round, round))
			return &t->kept[i];
	return NULL;
}

/* Rows and their texts, not the head of the block: who holds it changes meanwhile. */
static struct tally_row *copy_of(struct cx *cx, const struct block *b)
{
	size_t bytes = b->bytes - offsetof(struct block, rows);
	struct tally_row *copy = cx_alloc(cx, bytes);

	if (copy == NULL)
		return NULL;
	memcpy(copy, b->rows, bytes);
	for (size_t i = 0; i < b->n; i++)
		copy[i].area.p = (const char *)copy + (b->rows[i].area.p - (const char *)b->rows);
	return copy;
}

/* What a reader holds: a round, and the groups to be added to it. */
struct hold {
	struct block *block, *groups[LOG + 1];
	size_t n;
	struct tally_sums *sums;
};

/* That in its commit is in the snapshot already; and behind it there is no gap: k is kept. */
static bool has_come(const struct tallies *t, const struct kept *k, const struct tally_time *at)
{
	int64_t known = t->log_n > 0 ? t->log[t->log_n - 1].last : k->pos;

	return t->coming.last == at->pos && t->coming.before == known && k->pos <= known &&
		memcmp(t->coming_digest, at->digest, SEAL_HASH) == 0;
}

/* How many groups of the log a snapshot at pos has in it; -1: none that ends there. */
static int groups_up_to(const struct tallies *t, int64_t pos)
{
	for (size_t i = 0; i < t->log_n; i++)
		if (t->log[i].last == pos)
			return (int)i + 1;
	return -1;
}

static void hold_group(struct hold *h, struct block *b)
{
	if (b == NULL)
		return;
	b->held++;
	h->groups[h->n++] = b;
}

static bool hold(
	struct tallies *t, const struct uuid *round, const struct tally_time *at, struct hold *ret)
{
	struct kept *k = is_epoch(t, at->epoch) ? find(t, round) : NULL;
	int groups = k == NULL || k->pos == at->pos ? 0 : groups_up_to(t, at->pos);
	bool coming = groups < 0 && has_come(t, k, at);

	t->turn++;
	if (k == NULL || k->pos > at->pos || (groups < 0 && !coming))
		return false;
	if (coming)
		groups = (int)t->log_n;
	k->used = t->turn;
	k->block->held++;
	*ret = (struct hold){ .block = k->block, .sums = k->sums };
	if (k->sums != NULL)
		tally_sums_hold(k->sums);
	for (int i = 0; i < groups; i++)
		if (t->log[i].before >= k->pos)
			hold_group(ret, t->log[i].block);
	if (coming)
		hold_group(ret, t->coming.block);
	return true;
}

static void release(struct tallies *t, struct hold *h)
{
	pthread_mutex_lock(&t->lock);
	let_go(h->block);
	for (size_t i = 0; i < h->n; i++)
		let_go(h->groups[i]);
	tally_sums_let_go(h->sums);
	pthread_mutex_unlock(&t->lock);
}

int tallies_find(struct cx *cx, struct tallies *t, const struct uuid *round,
	const struct tally_time *at, struct tally_row **ret, size_t *ret_n, bool *ret_there)
{
	struct hold h = { .n = 0 };

	pthread_mutex_lock(&t->lock);
	*ret_there = hold(t, round, at, &h);
	pthread_mutex_unlock(&t->lock);
	if (!*ret_there)
		return 0;
	*ret = copy_of(cx, h.block);
	*ret_n = h.block->n;
	for (size_t i = 0; i < h.n && *ret != NULL && *ret_there; i++)
		*ret_there = add_group(*ret, *ret_n, NULL, round, h.groups[i]);
	release(t, &h);
	if (*ret != NULL)
		return 0;
	*ret_there = false;
	return -E_NO_MEMORY;
}

/* ---- reading sums ---- */

/* Of the rows that are held, and to be kept with them: unless these have moved on meanwhile. */
static int sum_up(struct cx *cx, struct tallies *t, const struct uuid *round, struct hold *h,
	const struct area_tree *tree)
{
	struct tally_sums *own = tally_sums_new(tree, h->block->rows, h->block->n);
	struct kept *k;

	if (own == NULL)
		return err(cx, E_NO_MEMORY, NULL);
	pthread_mutex_lock(&t->lock);
	tally_sums_let_go(h->sums);
	h->sums = own;
	k = find(t, round);
	if (k != NULL && k->block == h->block) {
		tally_sums_let_go(k->sums);
		k->sums = own;
		tally_sums_hold(own);
	}
	pthread_mutex_unlock(&t->lock);
	return 0;
}

/* False: an area has joined the round. */
static bool deltas_of(
	const struct uuid *round, const struct hold *h, struct tally_delta *ret, size_t *ret_n)
{
	for (size_t g = 0; g < h->n; g++)
		for (size_t i = 0; i < h->groups[g]->n; i++) {
			const struct tally_row *d = &h->groups[g]->rows[i], *row;

			if (!uuid_eq(&d->round, round) || d->area.n == 0)
				continue;
			row = tally_row_find(h->block->rows, h->block->n, d->area);
			if (row == NULL)
				return false;
			ret[(*ret_n)++] = (struct tally_delta){
				tally_sums_at(h->sums, (size_t)(row - h->block->rows)), d
			};
		}
	return true;
}

static int sum_of(struct cx *cx, struct tallies *t, const struct uuid *round, struct hold *h,
	const struct area_tree *tree, struct tally_sum *ret, bool *ret_there)
{
	struct tally_delta *deltas;
	size_t n = 0;
	int ec = 0;

	if (h->sums == NULL || !tally_sums_along(h->sums, tree))
		ec = sum_up(cx, t, round, h, tree);
	for (size_t g = 0; g < h->n; g++)
		n += h->groups[g]->n;
	deltas = ec == 0 ? cx_many(cx, n, struct tally_delta) : NULL;
	if (deltas == NULL)
		return -E_NO_MEMORY;
	*ret = (struct tally_sum){ .whole = tally_sums_whole(h->sums),
		.outside = tally_sums_outside(h->sums),
		.rows = h->block->rows,
		.rows_n = h->block->n,
		.deltas = deltas,
		.held = h };
	*ret_there = deltas_of(round, h, deltas, &ret->deltas_n);
	return 0;
}

int tallies_sum(struct cx *cx, struct tallies *t, const struct uuid *round,
	const struct tally_time *at, const struct area_tree *tree, struct tally_sum *ret,
	bool *ret_there)
{
	struct hold *h = cx_new(cx, struct hold);
	int ec;

	*ret_there = false;
	if (h == NULL)
		return -E_NO_MEMORY;
	pthread_mutex_lock(&t->lock);
	*ret_there = hold(t, round, at, h);
	pthread_mutex_unlock(&t->lock);
	if (!*ret_there)
		return 0;
	*ret_there = false;
	ec = sum_of(cx, t, round, h, tree, ret, ret_there);
	if (!*ret_there)
		release(t, h);
	return ec;
}

void tallies_sum_done(struct tallies *t, struct tally_sum *s)
{
	release(t, s->held);
}

/* Its own place, a free one, or that of a round that nobody asks of any more: where more rounds are asked of in turn than there
 * are places, some are kept and stay. */
static struct kept *place_for(struct tallies *t, const struct uuid *round)
{
	struct kept *k = find(t, round);

	for (size_t i = 0; k == NULL && i < KEPT; i++)
		if (t->kept[i].block == NULL || t->turn - t->kept[i].used > IDLE)
			k = &t->kept[i];
	return k;
}

void tallies_keep(struct tallies *t, const struct uuid *round, const struct tally_time *at,
	const struct tally_row *rows, size_t n)
{
	struct kept *k;

	if (n > ROWS_MAX)
		return;
	pthread_mutex_lock(&t->lock);
	k = is_epoch(t, at->epoch) ? place_for(t, round) : NULL;
	/* A snapshot from before the log has no way to the groups to come. One from beyond it has: either the writer has yet to
	 * tell of that group, or somebody else wrote it, and then the writer's next one begins anew. */
	if (k != NULL && (t->log_n == 0 || at->pos >= t->log[0].before)) {
		drop(k);
		*k = (struct kept){ *round, at->pos, t->turn, block_new(rows, n), NULL };
	}
	pthread_mutex_unlock(&t->lock);
}

/* ---- the writer ---- */

static void forget_open(struct tallies *t)
{
	pthread_mutex_lock(&t->lock);
	t->coming.last = 0;
	let_go(t->open);
	pthread_mutex_unlock(&t->lock);
	t->open = NULL;
	t->lost = false;
}

void tallies_add(struct tallies *t, const struct tally_row *deltas, size_t n)
{
	forget_open(t);
	t->open = n > 0 ? block_new(deltas, n) : NULL;
	t->lost = n > 0 && t->open == NULL;
}

void tallies_committing(
	struct tallies *t, int64_t before, int64_t last, const uint8_t digest[SEAL_HASH])
{
	if (t->lost || last <= before)
		return;
	pthread_mutex_lock(&t->lock);
	t->coming = (struct group){ before, last, t->open };
	memcpy(t->coming_digest, digest, SEAL_HASH);
	pthread_mutex_unlock(&t->lock);
}

void tallies_committed(struct tallies *t, int64_t before, int64_t last)
{
	if (last <= before) {
		forget_open(t);
		return;
	}
	pthread_mutex_lock(&t->lock);
	t->coming.last = 0;
	if (t->lost || (t->log_n > 0 && t->log[t->log_n - 1].last != before))
		drop_all(t);
	for (size_t i = 0; t->log_n == 0 && i < KEPT; i++)
		if (t->kept[i].pos != before && t->kept[i].pos != last)
			drop(&t->kept[i]);
	if (t->log_n == LOG)
		log_shift(t);
	if (!t->lost)
		t->log[t->log_n++] = (struct group){ before, last, t->open };
	else
		let_go(t->open);
	t->open = NULL; /* the log's */
	t->lost = false;
	pthread_mutex_unlock(&t->lock);
}

void tallies_undone(struct tallies *t)
{
	forget_open(t);
}
