/* A schema as SQLite reads it, turned into PostgreSQL's. */
#ifndef STORE_PG_SCRIPT_H
#define STORE_PG_SCRIPT_H

#include "core/str.h"

/* BLOB becomes BYTEA, INTEGER becomes BIGINT, TEXT columns get COLLATE "C" (the order of bytes, as
 * in SQLite), WITHOUT ROWID and STRICT are dropped. Quoted text and comments stay. ret ends with a
 * NUL; false: no memory. */
bool pg_script(struct arena *a, const char *sql, struct str *ret);

#endif
