/* The packed columns of area_day and gone. They are read far more often than written, and always as
 * a whole, so they are plain sequences without an index. */
#include "cover/pack.h"

#include <stdlib.h>
#include <string.h>

int day_sum_cmp(const struct day_sum *a, const struct day_sum *b)
{
	int c = uuid_cmp(&a->scope, &b->scope);

	if (c != 0)
		return c;
	return a->figure < b->figure ? -1 : a->figure > b->figure;
}

static int sum_order(const void *a, const void *b)
{
	return day_sum_cmp(a, b);
}

static int64_t be64_read(const uint8_t *p)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | p[i];
	return (int64_t)n;
}

static void be64_write(int64_t n, uint8_t *p)
{
	for (int i = 0; i < 8; i++)
		p[i] = (uint8_t)((uint64_t)n >> (56 - 8 * i));
}

static void sum_read(const uint8_t *p, struct day_sum *ret)
{
	memcpy(ret->scope.b, p, sizeof(ret->scope.b));
	ret->figure = (uint16_t)(p[16] << 8 | p[17]);
	ret->n = be64_read(p + 18);
}

static void sum_write(const struct day_sum *s, uint8_t *p)
{
	memcpy(p, s->scope.b, sizeof(s->scope.b));
	p[16] = (uint8_t)(s->figure >> 8);
	p[17] = (uint8_t)(s->figure & 0xff);
	be64_write(s->n, p + 18);
}

int sums_unpack(struct cx *cx, struct str packed, struct day_sum **ret, size_t *ret_n)
{
	size_t n = packed.n / SUM_BYTES;
	struct day_sum *sums;

	if (packed.n % SUM_BYTES != 0)
		return err(cx, E_CORRUPT, NULL, "area_day.sums");
	sums = cx_many(cx, n, struct day_sum);
	if (sums == NULL)
		return -E_NO_MEMORY;
	for (size_t i = 0; i < n; i++) {
		sum_read((const uint8_t *)packed.p + i * SUM_BYTES, &sums[i]);
		if (i > 0 && day_sum_cmp(&sums[i - 1], &sums[i]) >= 0)
			return err(cx, E_CORRUPT, NULL, "area_day.sums");
	}
	*ret = sums;
	*ret_n = n;
	return 0;
}

static bool sums_sorted(const struct day_sum *sums, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (day_sum_cmp(&sums[i - 1], &sums[i]) > 0)
			return false;
	return true;
}

int sums_pack(struct cx *cx, struct day_sum *sums, size_t n, struct str *ret)
{
	uint8_t *p = cx_array(cx, n, SUM_BYTES);
	size_t at = 0;

	if (p == NULL)
		return -E_NO_MEMORY;
	if (!sums_sorted(sums, n))
		qsort(sums, n, sizeof(*sums), sum_order);
	for (size_t i = 0; i < n;) {
		struct day_sum one = sums[i++];

		/* Unsigned, so that an absurd quantity wraps and can be taken back again. */
		while (i < n && day_sum_cmp(&one, &sums[i]) == 0)
			one.n = (int64_t)((uint64_t)one.n + (uint64_t)sums[i++].n);
		if (one.n == 0)
			continue;
		sum_write(&one, p + at);
		at += SUM_BYTES;
	}
	*ret = (struct str){ (const char *)p, at };
	return 0;
}

/* One difference: at most 9 groups, as positions are positive int64. */
static bool delta_read(struct str packed, size_t *at, uint64_t *ret)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 63; shift += 7) {
		uint8_t b;

		if (*at >= packed.n)
			return false;
		b = (uint8_t)packed.p[(*at)++];
		v |= (uint64_t)(b & 0x7f) << shift;
		if (b < 0x80) {
			*ret = v;
			return v > 0;
		}
	}
	return false;
}

int list_unpack(struct cx *cx, struct str packed, int64_t **ret, size_t *ret_n)
{
	int64_t *list, last = 0;
	size_t n = 0, at = 0, i = 0;

	for (size_t k = 0; k < packed.n; k++)
		n += (uint8_t)packed.p[k] < 0x80;
	list = cx_many(cx, n, int64_t);
	if (list == NULL)
		return -E_NO_MEMORY;
	while (at < packed.n) {
		uint64_t d;

		if (!delta_read(packed, &at, &d) || d > (uint64_t)(INT64_MAX - last))
			return err(cx, E_CORRUPT, NULL, "area_day.list");
		last += (int64_t)d;
		list[i++] = last;
	}
	*ret = list;
	*ret_n = n;
	return 0;
}

int list_last(struct cx *cx, struct str packed, int64_t *ret)
{
	int64_t last = 0;
	size_t at = 0;

	while (at < packed.n) {
		uint64_t d;

		if (!delta_read(packed, &at, &d) || d > (uint64_t)(INT64_MAX - last))
			return err(cx, E_CORRUPT, NULL, "area_day.list");
		last += (int64_t)d;
	}
	*ret = last;
	return 0;
}

static size_t delta_write(uint8_t *p, uint64_t d)
{
	size_t n = 0;

	for (; d >= 0x80; d >>= 7)
		p[n++] = (uint8_t)(d | 0x80);
	p[n++] = (uint8_t)d;
	return n;
}

int list_append(struct cx *cx, struct str packed, int64_t last, const int64_t *positions, size_t n,
	struct str *ret)
{
	uint8_t *p = cx_alloc(cx, packed.n + n * 9);
	size_t at = packed.n;

	if (p == NULL)
		return -E_NO_MEMORY;
	if (packed.n > 0)
		memcpy(p, packed.p, packed.n);
	for (size_t i = 0; i < n; last = positions[i++])
		at += delta_write(p + at, (uint64_t)positions[i] - (uint64_t)last);
	*ret = (struct str){ (const char *)p, at };
	return 0;
}

static int position_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static bool positions_sorted(const int64_t *positions, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (positions[i - 1] > positions[i])
			return false;
	return true;
}

int list_pack(struct cx *cx, int64_t *positions, size_t n, struct str *ret)
{
	uint8_t *p = cx_array(cx, n, 9);
	int64_t last = 0;
	size_t at = 0;

	if (p == NULL)
		return -E_NO_MEMORY;
	if (!positions_sorted(positions, n))
		qsort(positions, n, sizeof(*positions), position_order);
	for (size_t i = 0; i < n; i++) {
		uint64_t d = (uint64_t)positions[i] - (uint64_t)last;

		if (d == 0)
			continue;
		at += delta_write(p + at, d);
		last = positions[i];
	}
	*ret = (struct str){ (const char *)p, at };
	return 0;
}

struct str gone_target_key(const struct uuid *round, const struct uuid *subject, int64_t slot,
	char space[GONE_TARGET_BYTES])
{
	memcpy(space, round->b, 16);
	memcpy(space + 16, subject->b, 16);
	be64_write(slot, (uint8_t *)space + 32);
	return (struct str){ space, GONE_TARGET_BYTES };
}

int gone_target_pack(struct cx *cx, const struct uuid *round, const struct uuid *subject,
	int64_t slot, struct str *ret)
{
	char *p = cx_alloc(cx, GONE_TARGET_BYTES);

	if (p == NULL)
		return -E_NO_MEMORY;
	*ret = gone_target_key(round, subject, slot, p);
	return 0;
}

int gone_target_unpack(struct cx *cx, struct str key, struct uuid *ret_round,
	struct uuid *ret_subject, int64_t *ret_slot)
{
	if (key.n != GONE_TARGET_BYTES)
		return err(cx, E_CORRUPT, NULL, "gone.key");
	memcpy(ret_round->b, key.p, 16);
	memcpy(ret_subject->b, key.p + 16, 16);
	*ret_slot = be64_read((const uint8_t *)key.p + 32);
	return 0;
}
