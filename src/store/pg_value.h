/* Values on PostgreSQL's wire, in its binary form: what a statement takes and what a row holds.
 *
 * A plain statement takes int8, bytea and text; an `each` statement one array of these a column.
 * Integers come back as bool, int2, int4, int8 or a whole numeric (sum(bigint) is one). */
#ifndef STORE_PG_VALUE_H
#define STORE_PG_VALUE_H

#include <libpq-fe.h>

#include "store/store.h"

#define PG_PARAMS 16

/* The parameters of one call; the memory is kept from call to call. */
struct pg_params {
	const char *values[PG_PARAMS];
	int lengths[PG_PARAMS];
	int formats[PG_PARAMS];
	char *p;
	size_t n, cap;
};

void pg_types(const struct stmt *st, Oid ret[PG_PARAMS]);
/* One row. False: no memory. The strings stay where they are and must live until the call is
 * sent. */
bool pg_one(struct pg_params *p, const struct store_value *values, size_t width);
/* As many of the n rows as one call should carry (about 32 MiB, at least one); ret: how many. */
bool pg_many(struct pg_params *p, const struct stmt *st, const struct store_value *values, size_t n,
	size_t *ret);
void pg_params_done(struct pg_params *p);

int64_t pg_int(const PGresult *res, int row, int column);
struct str pg_str(const PGresult *res, int row, int column);

#endif
