/* PostgreSQL's binary forms, as its recv and send functions (src/backend/utils/adt) define them. */
#include "store/pg_value.h"

#include <endian.h>
#include <limits.h>
#include <string.h>

#include "core/check.h"
#include "sys/sys.h"

#define CALL_MAX ((size_t)32 << 20)
#define VALUE_MAX ((size_t)1 << 30) /* the server's limit */

enum oid {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_NAME = 19,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_UNKNOWN = 705,
	OID_BPCHAR = 1042,
	OID_VARCHAR = 1043,
	OID_NUMERIC = 1700,
	OID_BYTEAS = 1001,
	OID_TEXTS = 1009,
	OID_INT8S = 1016
};

static const Oid single[] = {
	[STORE_INT] = OID_INT8, [STORE_BLOB] = OID_BYTEA, [STORE_TEXT] = OID_TEXT
};
static const Oid array[] = {
	[STORE_INT] = OID_INT8S, [STORE_BLOB] = OID_BYTEAS, [STORE_TEXT] = OID_TEXTS
};

void pg_types(const struct stmt *st, Oid ret[PG_PARAMS])
{
	for (size_t i = 0; i < st->params; i++)
		ret[i] = (st->each ? array : single)[st->types[i]];
}

static bool reserve(struct pg_params *p, size_t n)
{
	size_t cap = p->cap ? p->cap : 4096;
	char *grown;

	while (cap - p->n < n)
		cap *= 2;
	if (cap == p->cap)
		return true;
	grown = sys_grow(p->p, cap);
	if (!grown)
		return false;
	p->p = grown;
	p->cap = cap;
	return true;
}

void pg_params_done(struct pg_params *p)
{
	sys_free(p->p);
	*p = (struct pg_params){ .p = NULL };
}

static void put_bytes(struct pg_params *p, const void *bytes, size_t n)
{
	if (n > 0)
		memcpy(p->p + p->n, bytes, n);
	p->n += n;
}

static void put32(struct pg_params *p, uint32_t n)
{
	uint32_t be = htobe32(n);

	put_bytes(p, &be, sizeof be);
}

static void put64(struct pg_params *p, int64_t n)
{
	uint64_t be = htobe64((uint64_t)n);

	put_bytes(p, &be, sizeof be);
}

bool pg_one(struct pg_params *p, const struct store_value *values, size_t width)
{
	p->n = 0;
	if (!reserve(p, PG_PARAMS * sizeof(int64_t)))
		return false;
	for (size_t i = 0; i < width; i++) {
		const struct store_value *v = &values[i];

		check(v->type == STORE_INT || v->s.n < VALUE_MAX);
		p->formats[i] = 1;
		p->values[i] = v->null ? NULL : v->s.p ? v->s.p : "";
		p->lengths[i] = (int)v->s.n;
		if (v->type == STORE_INT && !v->null) {
			p->values[i] = p->p + p->n;
			p->lengths[i] = sizeof(int64_t);
			put64(p, v->i);
		}
	}
	return true;
}

static size_t value_size(const struct store_value *v)
{
	return 4 + (v->null ? 0 : v->type == STORE_INT ? 8 : v->s.n);
}

static size_t rows_of_call(const struct store_value *values, size_t width, size_t n)
{
	size_t size = 0, row;

	for (row = 0; row < n && row < INT_MAX; row++) {
		for (size_t i = 0; i < width; i++) {
			check(values[row * width + i].s.n < VALUE_MAX);
			size += value_size(&values[row * width + i]);
		}
		if (size > CALL_MAX && row > 0)
			break;
	}
	return row;
}

/* An array: dimensions, whether there are NULLs, the type; the dimension's length and lower bound;
 * elements. */
static bool put_array(struct pg_params *p, enum store_type type, const struct store_value *values,
	size_t width, size_t rows)
{
	size_t size = 20;
	bool nulls = false;

	for (size_t row = 0; row < rows; row++) {
		size += value_size(&values[row * width]);
		nulls |= values[row * width].null;
	}
	if (!reserve(p, size))
		return false;
	put32(p, 1);
	put32(p, nulls);
	put32(p, single[type]);
	put32(p, (uint32_t)rows);
	put32(p, 1);
	for (size_t row = 0; row < rows; row++) {
		const struct store_value *v = &values[row * width];

		put32(p, v->null ? UINT32_MAX : (uint32_t)(value_size(v) - 4));
		if (!v->null && type == STORE_INT)
			put64(p, v->i);
		else if (!v->null)
			put_bytes(p, v->s.p, v->s.n);
	}
	return true;
}

bool pg_many(struct pg_params *p, const struct stmt *st, const struct store_value *values, size_t n,
	size_t *ret)
{
	size_t width = st->params, rows = rows_of_call(values, width, n), starts[PG_PARAMS];

	p->n = 0;
	for (size_t i = 0; i < width; i++) {
		starts[i] = p->n;
		if (!put_array(p, st->types[i], values + i, width, rows))
			return false;
		check(p->n - starts[i] < VALUE_MAX);
		p->lengths[i] = (int)(p->n - starts[i]);
		p->formats[i] = 1;
	}
	/* Only now: the memory may have moved while it grew. */
	for (size_t i = 0; i < width; i++)
		p->values[i] = p->p + starts[i];
	*ret = rows;
	return true;
}

static uint16_t get16(const char *p)
{
	uint16_t n;

	memcpy(&n, p, sizeof n);
	return be16toh(n);
}

static uint32_t get32(const char *p)
{
	uint32_t n;

	memcpy(&n, p, sizeof n);
	return be32toh(n);
}

static uint64_t get64(const char *p)
{
	uint64_t n;

	memcpy(&n, p, sizeof n);
	return be64toh(n);
}

/* Digits in base 10,000; weight is the power of the first. A fraction or an overflow is a bug in a
 * statement. */
static int64_t whole_numeric(const char *p)
{
	int digits = get16(p), weight = (int16_t)get16(p + 2), sign = get16(p + 4);
	int64_t n = 0;

	check(sign == 0 || sign == 0x4000);
	for (int i = 0; i < digits || i <= weight; i++) {
		int64_t digit = i < digits ? get16(p + 8 + 2 * i) : 0;

		check(i <= weight || digit == 0);
		if (i > weight)
			continue;
		check(!__builtin_mul_overflow(n, 10000, &n));
		check(!__builtin_sub_overflow(n, digit, &n));
	}
	/* Counted downwards, so that the smallest int64 fits. */
	check(sign != 0 || n != INT64_MIN);
	return sign == 0 ? -n : n;
}

int64_t pg_int(const PGresult *res, int row, int column)
{
	const char *p = PQgetvalue(res, row, column);

	switch (PQftype(res, column)) {
	case OID_BOOL:
		return *p != 0;
	case OID_INT2:
		return (int16_t)get16(p);
	case OID_INT4:
		return (int32_t)get32(p);
	case OID_INT8:
		return (int64_t)get64(p);
	case OID_NUMERIC:
		return whole_numeric(p);
	default:
		check(false);
		return 0;
	}
}

struct str pg_str(const PGresult *res, int row, int column)
{
	switch (PQftype(res, column)) {
	case OID_BYTEA:
	case OID_TEXT:
	case OID_VARCHAR:
	case OID_BPCHAR:
	case OID_NAME:
	case OID_UNKNOWN:
		return (struct str){ PQgetvalue(res, row, column),
			(size_t)PQgetlength(res, row, column) };
	default:
		check(false);
		return STR_NONE;
	}
}
