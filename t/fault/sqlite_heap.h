/* SQLite's own memory, of which the n-th allocation can fail. sys_alloc_fail_at does not reach
 * it. */
#ifndef FAULT_SQLITE_HEAP_H
#define FAULT_SQLITE_HEAP_H

#include <stdbool.h>
#include <stdint.h>

/* Before the process first uses SQLite. */
bool sqlite_heap_register(void);
void sqlite_heap_fail_at(uint64_t n); /* the n-th from now; 0 = never */
uint64_t sqlite_heap_count(void);

#endif
