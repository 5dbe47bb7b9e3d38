/* The row of a device: its ranges as LEB128 numbers, for each range the gap since the end of the one before and
 * its length less one. Nearly every device has one range beginning at 1, so a row is two to four bytes. */
#include "record/outbox.h"

#include <string.h>

#include "core/check.h"
#include "generated/stmt.h"
#include "record/recent.h"

#define SLACK 4
#define SEQ_MAX 9007199254740991LL
#define VARINT_MAX 10

/* -- packing -- */

static size_t varint_put(char *p, uint64_t v)
{
	size_t n = 0;

	for (; v >= 0x80; v >>= 7)
		p[n++] = (char)(v | 0x80);
	p[n++] = (char)v;
	return n;
}

static bool varint_get(struct str *rest, int64_t *ret)
{
	uint64_t v = 0;

	for (size_t i = 0; i < rest->n && i < VARINT_MAX - 1; i++) {
		uint8_t c = (uint8_t)rest->p[i];

		v |= (uint64_t)(c & 0x7f) << 7 * i;
		if (c & 0x80)
			continue;
		*rest = (struct str){ rest->p + i + 1, rest->n - i - 1 };
		*ret = (int64_t)v;
		return v <= SEQ_MAX;
	}
	return false;
}

static int pack(struct cx *cx, const struct outbox *o, struct str *ret)
{
	char *p = cx_alloc(cx, o->n * 2 * VARINT_MAX);
	int64_t end = 0;
	size_t n = 0;

	if (!p)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < o->n; i++) {
		n += varint_put(p + n, (uint64_t)(o->ranges[i].from - end));
		n += varint_put(p + n, (uint64_t)(o->ranges[i].to - o->ranges[i].from));
		end = o->ranges[i].to;
	}
	*ret = (struct str){ p, n };
	return 0;
}

/* Ranges do not touch: after the first there are at least two from one end to the next begin. */
static bool unpack_one(struct str *rest, int64_t end, struct seq_range *ret)
{
	int64_t gap, length;

	if (!varint_get(rest, &gap) || !varint_get(rest, &length) || gap < (end ? 2 : 1))
		return false;
	ret->from = end + gap;
	ret->to = ret->from + length;
	return ret->to <= SEQ_MAX;
}

static int unpack(struct cx *cx, struct str s, struct outbox *o)
{
	int64_t end = 0;
	size_t numbers = 0;

	for (size_t i = 0; i < s.n; i++)
		numbers += !(s.p[i] & 0x80);
	o->cap = numbers / 2 + SLACK;
	o->ranges = cx_many(cx, o->cap, struct seq_range);
	if (!o->ranges)
		return -E_NO_MEMORY;
	for (o->n = 0; s.n && o->n < numbers / 2; o->n++) {
		if (!unpack_one(&s, end, &o->ranges[o->n]))
			break;
		end = o->ranges[o->n].to;
	}
	return s.n ? err(cx, E_CORRUPT, NULL, "outbox") : 0;
}

/* -- rows -- */

static int load_rows(struct cx *cx, struct rows *rows, size_t n, struct outbox *ret)
{
	int e = 0;

	while (!e && (e = store_next(cx, rows)) > 0) {
		size_t i = (size_t)store_int(rows, 0);

		check(i < n);
		ret[i].known = true;
		e = unpack(cx, store_str(rows, 1), &ret[i]);
	}
	return e;
}

int outbox_load(
	struct cx *cx, struct journal *j, const struct uuid *devices, size_t n, struct outbox *ret)
{
	struct store_value *values = cx_many(cx, n * 2, struct store_value);
	STORE_ROWS rows = { .s = NULL };
	struct str packed;
	size_t asked = 0;
	int e = values ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++) {
		ret[i] = (struct outbox){ .device = devices[i] };
		if (recent_get(j->recent, RECENT_OUTBOX, uuid_bytes(&devices[i]), &packed)) {
			ret[i].known = true;
			e = unpack(cx, packed, &ret[i]);
			continue;
		}
		values[2 * asked] = SV_INT((int64_t)i);
		values[2 * asked++ + 1] = SV_UUID(&devices[i]);
	}
	if (!e)
		e = store_query_each(cx, j->store, STMT_OUTBOX_LOAD, values, asked, &rows);
	return e || asked == 0 ? e : load_rows(cx, &rows, n, ret);
}

int outbox_store(struct cx *cx, struct journal *j, const struct outbox *all, size_t n)
{
	struct store_value *values = cx_many(cx, n * 4, struct store_value), *v = values;
	size_t changed = 0;
	struct str ranges;

	if (!values)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		int e;

		if (!all[i].changed)
			continue;
		e = pack(cx, &all[i], &ranges);
		if (e)
			return e;
		recent_put(j->recent, RECENT_OUTBOX, uuid_bytes(&all[i].device), ranges);
		v[0] = SV_UUID(&all[i].device);
		v[1] = SV_BLOB(ranges);
		v[2] = SV_INT(outbox_last(&all[i]));
		v[3] = SV_INT(all[i].n ? all[i].ranges[all[i].n - 1].to : 0);
		v += 4;
		changed++;
	}
	return store_each(cx, j->store, STMT_OUTBOX_STORE, values, changed);
}

/* -- ranges -- */

/* The first range that ends at seq or later; n if there is none. */
static size_t range_at(const struct outbox *o, int64_t seq)
{
	size_t from = 0, to = o->n;

	while (from < to) {
		size_t mid = (from + to) / 2;

		if (o->ranges[mid].to < seq)
			from = mid + 1;
		else
			to = mid;
	}
	return from;
}

bool outbox_has(const struct outbox *o, int64_t seq)
{
	size_t i = range_at(o, seq);

	return i < o->n && o->ranges[i].from <= seq;
}

static int insert(struct cx *cx, struct outbox *o, size_t i, int64_t seq)
{
	if (o->n >= OUTBOX_RANGES_MAX)
		return err(cx, E_TOO_MANY, "seq", cx_num(cx, (int64_t)o->n + 1),
			cx_num(cx, OUTBOX_RANGES_MAX));
	if (o->n == o->cap) {
		size_t cap = o->cap * 2 + SLACK;
		struct seq_range *more = cx_many(cx, cap, struct seq_range);

		if (!more)
			return -E_NO_MEMORY;
		if (o->n)
			memcpy(more, o->ranges, o->n * sizeof(*more));
		o->ranges = more;
		o->cap = cap;
	}
	memmove(o->ranges + i + 1, o->ranges + i, (o->n - i) * sizeof(*o->ranges));
	o->ranges[i] = (struct seq_range){ seq, seq };
	o->n++;
	return 0;
}

int outbox_add(struct cx *cx, struct outbox *o, int64_t seq)
{
	size_t i = range_at(o, seq);
	bool after, before;
	int e = 0;

	check(seq >= 1 && seq <= SEQ_MAX);
	if (i < o->n && o->ranges[i].from <= seq)
		return 0;
	after = i > 0 && o->ranges[i - 1].to == seq - 1;
	before = i < o->n && o->ranges[i].from == seq + 1;
	if (after && before) {
		o->ranges[i - 1].to = o->ranges[i].to;
		o->n--;
		memmove(o->ranges + i, o->ranges + i + 1, (o->n - i) * sizeof(*o->ranges));
	} else if (after) {
		o->ranges[i - 1].to = seq;
	} else if (before) {
		o->ranges[i].from = seq;
	} else {
		e = insert(cx, o, i, seq);
	}
	o->changed = o->changed || !e;
	return e;
}

int64_t outbox_last(const struct outbox *o)
{
	return o->n && o->ranges[0].from == 1 ? o->ranges[0].to : 0;
}
