/* Acts as bytes, as the rows of the views keep them:
 *
 * what u8, code u8, next u8, obliges u8, has u8, at_used i64 BE, id 16, then what `has` says: 1 saw 16; 2 n i64 BE; 4 text u16 BE and bytes;
 * 8 word u32 BE, who u64 BE. */
#include "view/effects.h"

#include <stdlib.h>
#include <string.h>

#include "core/check.h"

int act_cmp(const struct act *a, const struct act *b)
{
	int c;

	if (a->at_used != b->at_used)
		return a->at_used < b->at_used ? -1 : 1;
	c = uuid_cmp(&a->id, &b->id);
	return c != 0 ? c : (int)a->what - (int)b->what;
}

enum { HAS_SAW = 1, HAS_N = 2, HAS_TEXT = 4, HAS_WORD = 8 };

static void put_be(struct buf *b, uint64_t n, int bytes)
{
	char out[8];
	int i;

	for (i = 0; i < bytes; i++)
		out[i] = (char)(uint8_t)(n >> (8 * (bytes - 1 - i)));
	buf_add(b, out, (size_t)bytes);
}

static uint64_t get_be(const char *p, int bytes)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < bytes; i++)
		n = n << 8 | (uint8_t)p[i];
	return n;
}

static int cmp_void(const void *a, const void *b)
{
	return act_cmp(a, b);
}

static void pack_one(struct buf *b, const struct act *a)
{
	uint8_t head[5] = { a->what, a->code, a->next, a->obliges, 0 };

	head[4] = (uint8_t)((a->has_saw ? HAS_SAW : 0) | (a->n != 0 ? HAS_N : 0) |
		(a->text.n > 0 ? HAS_TEXT : 0) | (a->word != 0 ? HAS_WORD : 0));
	buf_add(b, head, sizeof(head));
	put_be(b, (uint64_t)a->at_used, 8);
	buf_add(b, a->id.b, 16);
	if (a->has_saw)
		buf_add(b, a->saw.b, 16);
	if (a->n != 0)
		put_be(b, (uint64_t)a->n, 8);
	if (a->text.n > 0) {
		check(a->text.n <= UINT16_MAX);
		put_be(b, a->text.n, 2);
		buf_str(b, a->text);
	}
	if (a->word != 0) {
		put_be(b, a->word, 4);
		put_be(b, a->who, 8);
	}
}

int acts_pack(struct cx *cx, const struct act *acts, size_t n, struct str *ret)
{
	const struct act *from = acts;
	struct act *sorted;
	struct buf b;
	size_t i;

	for (i = 1; i < n && act_cmp(&acts[i - 1], &acts[i]) <= 0; i++)
		;
	if (n > 1 && i < n) {
		sorted = cx_many(cx, n, struct act);
		if (sorted == NULL)
			return -E_NO_MEMORY;
		memcpy(sorted, acts, n * sizeof(*acts));
		qsort(sorted, n, sizeof(*sorted), cmp_void);
		from = sorted;
	}
	buf_init(&b, cx->arena);
	for (i = 0; i < n; i++)
		pack_one(&b, &from[i]);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = n == 0 ? (struct str){ "", 0 } : buf_get(&b);
	return 0;
}

/* Reads one act; false when the bytes do not hold it. */
static bool unpack_one(struct str *in, struct act *a)
{
	const char *p = in->p, *end = in->p + in->n;
	uint8_t has;
	size_t len;

	if (in->n < 29)
		return false;
	has = (uint8_t)p[4];
	*a = (struct act){ .what = (uint8_t)p[0],
		.code = (uint8_t)p[1],
		.next = (uint8_t)p[2],
		.obliges = (uint8_t)p[3],
		.has_saw = (has & HAS_SAW) != 0 };
	a->at_used = (int64_t)get_be(p + 5, 8);
	memcpy(a->id.b, p + 13, 16);
	p += 29;
	if (has & HAS_SAW) {
		if (end - p < 16)
			return false;
		memcpy(a->saw.b, p, 16);
		p += 16;
	}
	if (has & HAS_N) {
		if (end - p < 8)
			return false;
		a->n = (int64_t)get_be(p, 8);
		p += 8;
	}
	if (has & HAS_TEXT) {
		if (end - p < 2)
			return false;
		len = (size_t)get_be(p, 2);
		p += 2;
		if ((size_t)(end - p) < len)
			return false;
		a->text = (struct str){ p, len };
		p += len;
	}
	if (has & HAS_WORD) {
		if (end - p < 12)
			return false;
		a->word = (uint32_t)get_be(p, 4);
		a->who = get_be(p + 4, 8);
		p += 12;
	}
	*in = (struct str){ p, (size_t)(end - p) };
	return true;
}

int acts_unpack(struct cx *cx, struct str packed, enum fold fold, struct act **ret, size_t *ret_n)
{
	struct str in = packed;
	size_t n = 0;
	struct act one, *acts;

	while (in.n > 0) {
		if (!unpack_one(&in, &one))
			return err(cx, E_CORRUPT, NULL, "acts");
		n++;
	}
	acts = cx_many(cx, n, struct act);
	if (acts == NULL)
		return -E_NO_MEMORY;
	in = packed;
	for (*ret_n = 0; in.n > 0; (*ret_n)++) {
		unpack_one(&in, &acts[*ret_n]);
		acts[*ret_n].fold = fold;
	}
	*ret = acts;
	return 0;
}
