/* The machine's own methods behind a count. */
#include "fault/sqlite_heap.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>

static sqlite3_mem_methods real;
static _Atomic uint64_t count, fail_at;

static bool fails(void)
{
	uint64_t now = atomic_fetch_add(&count, 1) + 1;

	return now == atomic_load(&fail_at);
}

static void *take(int n)
{
	return fails() ? NULL : real.xMalloc(n);
}

static void *again(void *p, int n)
{
	return fails() ? NULL : real.xRealloc(p, n);
}

bool sqlite_heap_register(void)
{
	sqlite3_mem_methods mine;

	if (real.xMalloc)
		return true;
	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
		return false;
	mine = real;
	mine.xMalloc = take;
	mine.xRealloc = again;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &mine) == SQLITE_OK;
}

void sqlite_heap_fail_at(uint64_t n)
{
	atomic_store(&fail_at, n == 0 ? 0 : atomic_load(&count) + n);
}

uint64_t sqlite_heap_count(void)
{
	return atomic_load(&count);
}
