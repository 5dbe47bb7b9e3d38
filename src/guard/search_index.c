/* Each text is entered under every pair of neighbouring characters, and the first of each part
 * also under (0, it), so that one character finds what begins with it. A query takes the two
 * shortest lists of its pairs and looks at the texts in both only: a text lies anywhere in memory,
 * a list in one piece.
 *
 * All lies in memory of its own that is wiped when it is given back. */
#include "guard/search_index.h"

#include <string.h>

#include "core/check.h"
#include "guard/pinyin.h"
#include "guard/search.h"
#include "seal/seal.h"
#include "sys/sys.h"

#define PIECE ((uint64_t)1 << 20)

/* ---- memory ---- */

/* A larger block with the old contents, the rest zeroed; NULL when there is none. */
void *index_grow(void *old, size_t n_old, size_t n_new, size_t size)
{
	char *p = sys_heap.take(sys_heap.arg, n_new * size);

	if (!p)
		return NULL;
	if (old)
		memcpy(p, old, n_old * size);
	memset(p + n_old * size, 0, (n_new - n_old) * size);
	if (old)
		sys_heap.give(sys_heap.arg, old, n_old * size);
	return p;
}

void index_drop(void *p, size_t n, size_t size)
{
	if (p)
		sys_heap.give(sys_heap.arg, p, n * size);
}

void index_init(struct index *x)
{
	*x = (struct index){ .n = 0 };
	sys_random(&x->seed, sizeof(x->seed));
}

void index_done(struct index *x)
{
	for (size_t i = 0; i < x->pool_n; i++) {
		seal_wipe(x->pool[i], PIECE);
		index_drop(x->pool[i], PIECE, 1);
	}
	for (size_t i = 0; i < x->postings_cap; i++)
		index_drop(x->postings[i].docs, x->postings[i].cap, sizeof(uint32_t));
	index_drop(x->pool, x->pool_cap, sizeof(*x->pool));
	index_drop(x->postings, x->postings_cap, sizeof(*x->postings));
	index_drop(x->slots, x->slots_cap, sizeof(*x->slots));
	index_drop(x->docs, x->cap, sizeof(*x->docs));
	index_init(x);
}

/* ---- normal forms ---- */

int index_normal(struct cx *cx, struct str text, bool keep, struct str *ret)
{
	struct buf b;
	int32_t c;

	buf_init(&b, cx->arena);
	while ((c = utf8_next(&text)) >= 0) {
		c = utf8_fold(c);
		if (c == ' ' || (c == 0x1f && !keep))
			continue;
		if (b.n + 4 > INDEX_TEXT_MAX)
			break;
		buf_utf8(&b, (uint32_t)c);
	}
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = b.n ? buf_get(&b) : STR("");
	return 0;
}

/* ---- pairs ---- */

static uint64_t pair_of(int32_t a, int32_t b)
{
	return ((uint64_t)a << 21 | (uint64_t)b) + 1;
}

static size_t mix(uint64_t h)
{
	h ^= h >> 31;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(h ^ h >> 29);
}

static struct index_posting *posting_slot(const struct index *x, uint64_t pair)
{
	size_t i = mix(pair ^ x->seed) & (x->postings_cap - 1);

	while (x->postings[i].pair && x->postings[i].pair != pair)
		i = (i + 1) & (x->postings_cap - 1);
	return &x->postings[i];
}

static bool postings_grow(struct index *x)
{
	struct index_posting *old = x->postings;
	size_t cap = x->postings_cap;

	if (x->postings_n * 2 < cap)
		return true;
	x->postings_cap = cap ? cap * 2 : 4096;
	x->postings = index_grow(NULL, 0, x->postings_cap, sizeof(*old));
	if (!x->postings) {
		x->postings = old;
		x->postings_cap = cap;
		return false;
	}
	for (size_t i = 0; i < cap; i++)
		if (old[i].pair)
			*posting_slot(x, old[i].pair) = old[i];
	index_drop(old, cap, sizeof(*old));
	return true;
}

static bool posting_add(struct index *x, uint64_t pair, uint32_t doc)
{
	struct index_posting *p;

	if (!postings_grow(x))
		return false;
	p = posting_slot(x, pair);
	if (!p->pair) {
		p->pair = pair;
		x->postings_n++;
	}
	if (p->n && p->docs[p->n - 1] == doc)
		return true;
	if (p->n == p->cap) {
		uint32_t cap = p->cap ? p->cap * 2 : 4;
		uint32_t *docs = index_grow(p->docs, p->cap, cap, sizeof(*docs));

		if (!docs)
			return false;
		p->docs = docs;
		p->cap = cap;
	}
	p->docs[p->n++] = doc;
	return true;
}

static bool pairs_add(struct index *x, struct str text, uint32_t doc)
{
	int32_t before = 0, c;
	bool good = true;

	while (good && (c = utf8_next(&text)) >= 0) {
		if (c == 0x1f)
			continue; /* the text reads on without it, so do its pairs */
		good = posting_add(x, pair_of(before, c), doc);
		before = c;
	}
	return good;
}

static bool starts_add(struct index *x, struct str text, uint32_t doc)
{
	struct str part;
	bool good = true;

	while (good && str_split(&text, '\x1f', &part)) {
		int32_t first = utf8_next(&part);

		good = first < 0 || posting_add(x, pair_of(0, first), doc);
	}
	return good;
}

struct reading {
	struct index *x;
	uint32_t doc;
	bool good;
};

static void reading_add(void *arg, int32_t a, int32_t b)
{
	struct reading *r = arg;

	r->good = r->good && posting_add(r->x, pair_of(a, b), r->doc);
}

static bool read_add(struct index *x, struct str name, uint32_t doc)
{
	struct reading r = { x, doc, true };

	pinyin_pairs(name, reading_add, &r);
	return r.good;
}

/* ---- documents ---- */

static uint64_t hash_id(const struct index *x, const struct uuid *id)
{
	uint64_t a, b;

	memcpy(&a, id->b, 8);
	memcpy(&b, id->b + 8, 8);
	return (a ^ x->seed) * UINT64_C(0xff51afd7ed558ccd) ^ b;
}

static uint32_t *slot_of(const struct index *x, const struct uuid *record)
{
	size_t i = mix(hash_id(x, record)) & (x->slots_cap - 1);

	while (x->slots[i] && !uuid_eq(&x->docs[x->slots[i] - 1].record, record))
		i = (i + 1) & (x->slots_cap - 1);
	return &x->slots[i];
}

static bool docs_grow(struct index *x)
{
	size_t cap = x->cap ? x->cap * 2 : 1024;
	struct index_doc *docs;
	uint32_t *slots;

	if (x->n < x->cap)
		return true;
	slots = index_grow(NULL, 0, cap * 2, sizeof(*slots));
	docs = slots ? index_grow(x->docs, x->cap, cap, sizeof(*docs)) : NULL;
	if (!docs) {
		index_drop(slots, cap * 2, sizeof(*slots));
		return false;
	}
	index_drop(x->slots, x->slots_cap, sizeof(*slots));
	x->docs = docs;
	x->cap = cap;
	x->slots = slots;
	x->slots_cap = cap * 2;
	for (size_t i = 0; i < x->n; i++)
		*slot_of(x, &docs[i].record) = (uint32_t)i + 1;
	return true;
}

struct index_doc *index_of(struct index *x, const struct uuid *record)
{
	uint32_t *slot = x->slots_cap ? slot_of(x, record) : NULL;

	return slot && *slot ? &x->docs[*slot - 1] : NULL;
}

/* A text never spans two pieces. */
static bool pool_put(struct index *x, struct str s, uint64_t *ret)
{
	uint64_t left = x->pool_n * PIECE - x->pool_at;

	if (left < s.n) {
		if (x->pool_n == x->pool_cap) {
			size_t cap = x->pool_cap ? x->pool_cap * 2 : 64;
			char **pool = index_grow(x->pool, x->pool_cap, cap, sizeof(*pool));

			if (!pool)
				return false;
			x->pool = pool;
			x->pool_cap = cap;
		}
		x->pool[x->pool_n] = sys_heap.take(sys_heap.arg, PIECE);
		if (!x->pool[x->pool_n])
			return false;
		x->pool_at = x->pool_n++ * PIECE;
	}
	*ret = x->pool_at;
	if (s.n)
		memcpy(x->pool[x->pool_at / PIECE] + x->pool_at % PIECE, s.p, s.n);
	x->pool_at += s.n;
	return true;
}

struct str index_text(const struct index *x, const struct index_doc *d)
{
	if (d->n == 0)
		return STR("");
	return (struct str){ x->pool[d->text / PIECE] + d->text % PIECE, d->n };
}

void index_wipe(struct index *x, struct index_doc *d)
{
	if (d->n)
		seal_wipe(x->pool[d->text / PIECE] + d->text % PIECE, d->n);
	d->n = 0;
	d->wiped = true;
}

int index_add(struct cx *cx, struct index *x, const struct uuid *record, const struct uuid *subject,
	struct str text, enum doc what)
{
	struct str normal, flat;
	struct index_doc *d;
	uint64_t at;
	int e;

	if (x->n == SEARCH_DOCS_MAX)
		return err(cx, E_TOO_MANY, "search", cx_num(cx, SEARCH_DOCS_MAX),
			cx_num(cx, SEARCH_DOCS_MAX));
	e = index_normal(cx, text, true, &normal);
	if (!e)
		e = index_normal(cx, text, false, &flat);
	if (e || index_of(x, record))
		return e;
	if (!docs_grow(x) || !pool_put(x, flat, &at))
		return err(cx, E_NO_MEMORY, NULL);
	check(x->docs);
	d = &x->docs[x->n];
	*d = (struct index_doc){ .record = *record,
		.subject = *subject,
		.text = at,
		.n = (uint16_t)flat.n,
		.what = (uint8_t)what };
	*slot_of(x, record) = (uint32_t)++x->n;
	if (pairs_add(x, flat, (uint32_t)x->n - 1) && starts_add(x, normal, (uint32_t)x->n - 1) &&
		(what != DOC_PERSON || read_add(x, flat, (uint32_t)x->n - 1)))
		return 0;
	/* It will be tried again. Lists that hold its number already do no harm: texts are looked at. */
	*slot_of(x, record) = 0;
	x->n--;
	return err(cx, E_NO_MEMORY, NULL);
}

/* ---- queries ---- */

static int term_add(struct cx *cx, struct str s, struct index_terms *t)
{
	struct str normal = STR_NONE;
	int e = index_normal(cx, s, false, &normal);

	if (!e && normal.n && t->n < INDEX_TERMS_MAX)
		t->term[t->n++] = normal;
	return e;
}

int index_query(struct cx *cx, struct str query, struct index_terms *ret)
{
	struct str rest = query, at = query;
	int32_t c;
	int e = 0;

	ret->n = 0;
	while (!e && rest.n) {
		struct str before = rest;

		c = utf8_next(&rest);
		if (c < 0 || utf8_fold(c) == ' ') {
			e = term_add(cx, (struct str){ at.p, (size_t)(before.p - at.p) }, ret);
			at = rest;
		}
	}
	if (!e)
		e = term_add(cx, at, ret);
	return e || ret->n ? e : err(cx, E_BAD_REQUEST, "q", "q");
}

/* Keeps the two shortest of the lists that it is shown. */
static void shortest(const struct index_posting *p, const struct index_posting *best[2])
{
	if (p == best[0])
		return;
	if (!best[0] || p->n < best[0]->n) {
		best[1] = best[0];
		best[0] = p;
	} else if (!best[1] || p->n < best[1]->n) {
		best[1] = p;
	}
}

/* The lists of a term's pairs. That of a pair which is in no text is empty. */
static void pairs_look(const struct index *x, struct str term, const struct index_posting *best[2])
{
	int32_t before = utf8_next(&term), c;

	for (; (c = utf8_next(&term)) >= 0; before = c)
		shortest(posting_slot(x, pair_of(before, c)), best);
}

/* Where no term has two characters, the first one is looked for at the beginnings. */
void index_candidates(
	const struct index *x, const struct index_terms *t, struct index_candidates *ret)
{
	const struct index_posting *best[2] = { NULL, NULL };
	struct str first = t->term[0];

	*ret = (struct index_candidates){ .n = 0 };
	if (x->postings_cap == 0)
		return;
	for (size_t i = 0; i < t->n; i++)
		pairs_look(x, t->term[i], best);
	if (!best[0])
		best[0] = posting_slot(x, pair_of(0, utf8_next(&first)));
	if (!best[1])
		best[1] = best[0];
	*ret = (struct index_candidates){ best[0]->docs, best[0]->n, best[1]->docs, best[1]->n, 0 };
}

/* In steps that double, and then by halves: a list that is much longer costs hardly more. */
bool index_in_both(struct index_candidates *c, uint32_t doc)
{
	size_t low = c->at, high = c->at;

	for (size_t step = 1; high < c->also_n && c->also[high] < doc; step *= 2) {
		low = high + 1;
		high += step;
	}
	if (high > c->also_n)
		high = c->also_n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->also[mid] < doc)
			low = mid + 1;
		else
			high = mid;
	}
	c->at = low;
	return low < c->also_n && c->also[low] == doc;
}

bool index_fits(struct str normal, const struct index_terms *t, bool person)
{
	for (size_t i = 0; i < t->n; i++)
		if (!normal.n ||
			(!memmem(normal.p, normal.n, t->term[i].p, t->term[i].n) &&
				!(person && pinyin_is(t->term[i]) &&
					pinyin_fits(normal, t->term[i]))))
			return false;
	return true;
}
